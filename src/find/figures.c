#include "find/figures.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { PARTS = 9, DIGITS_MAX = 300 };   /* groups of digits; more digits are no value */

/* Groups of digits with one sign, or a space, between two: what may be one number. */
typedef struct {
    const rcp_piece *part[PARTS];
    char     sep[PARTS];                /* before part[i]: '.', ',' or ' '               */
    uint32_t n;
} run;

static bool glued_digits(const rcp_piece *p)
{
    return (p->flags & RCP_PIECE_DIGITS) && rcp_piece_glued(p);
}

static void read_run(rcp_str text, const rcp_piece *p, run *r)
{
    const rcp_piece *q = p + 1;
    *r = (run){.part = {p}, .n = 1};
    while (r->n < PARTS) {
        char c = rcp_piece_sign(text, q);
        if ((c == '.' || c == ',') && rcp_piece_glued(q) && glued_digits(q + 1)) {
            q++;
        } else if ((q->flags & RCP_PIECE_DIGITS) && (q->flags & RCP_PIECE_SPACE) &&
                   !(q->flags & RCP_PIECE_LINE) && q->n_digits == 3) {
            c = ' ';
        } else {
            break;
        }
        r->sep[r->n] = c;
        r->part[r->n++] = q++;
    }
}

/* An address of the network: four numbers under 256 with points. */
static bool is_address(const run *r)
{
    bool ok = r->n == 4;
    for (uint32_t i = 0; ok && i < 4; i++)
        ok = (!i || r->sep[i] == '.') && r->part[i]->value < 256;
    return ok;
}

/* How many parts behind the first are groups of it: three digits each, the same sign. */
static uint32_t count_groups(const rcp_numbers *numbers, const run *r, bool any)
{
    uint32_t m = 1;
    if (r->n < 2 || r->part[0]->n_digits > 3 || !r->part[0]->value || is_address(r))
        return 0;
    char c = r->sep[1];
    while (m < r->n && r->sep[m] == c && r->part[m]->n_digits == 3)
        m++;
    bool broken = c != ' ' && m < r->n && r->sep[m] == c;       /* 192.168.1.2 */
    if (any && c == ',' && r->n > 2) {                          /* 12,34,567 */
        uint32_t k = 1;
        while (k < r->n && r->sep[k] == c && r->part[k]->n_digits == 2)
            k++;
        if (k > 1 && k < r->n && r->sep[k] == c && r->part[k]->n_digits == 3 &&
            r->part[0]->n_digits < 3 && (k + 1 == r->n || r->sep[k + 1] == '.'))
            return k;
    }
    if (broken)
        return 0;
    m--;
    if (c == ' ')
        return numbers->group_space || any ? m : 0;
    bool ours = rcp_num_of(numbers, r->part[1] - 1)->kind == RCP_NUM_GROUP;
    bool theirs = any && m > 0 && (m > 1 || (m + 1 < r->n && r->sep[m + 1] != c && r->sep[m + 1] != ' '));
    return ours || theirs ? m : 0;
}

/* Whether part i of the run are the decimals of what stands before it. */
static bool is_decimal(const rcp_numbers *numbers, const run *r, uint32_t i, bool any)
{
    if (i >= r->n || i >= PARTS || r->sep[i] == ' ')
        return false;
    bool alone = i + 1 >= r->n || r->sep[i + 1] != r->sep[i];
    const rcp_num_word *w = rcp_num_of(numbers, r->part[i] - 1);
    if (i > 1)                                          /* behind groups: another sign */
        return r->sep[i] != r->sep[1] && alone && (any || w->kind == RCP_NUM_DECIMAL);
    if (!alone)
        return false;
    if (w->kind == RCP_NUM_DECIMAL)
        return true;
    if (w->kind != RCP_NUM_GROUP)
        return false;
    bool no_group = r->part[1]->n_digits != 3 || !r->part[0]->value;
    return no_group && (w->value > 0 || (any && r->part[1]->n_digits < 3));
}

/* Copy the digits of parts beg to end - 1 to out; false when there are too many. */
static bool copy_digits(rcp_str text, const run *r, uint32_t beg, uint32_t end, char *out,
                        size_t *used)
{
    for (uint32_t i = beg; i < end; i++) {
        rcp_str s = rcp_slice(text, r->part[i]->span);
        if (*used + s.len > DIGITS_MAX)
            return false;
        memcpy(out + *used, s.s, s.len);
        *used += s.len;
    }
    return true;
}

/* "e10", "e-1": the exponent's pieces, copied to out; 0: none. */
static uint32_t read_exponent(rcp_str text, const rcp_piece *q, char *out)
{
    rcp_str e = rcp_slice(text, q->span);
    const rcp_piece *d = q + 1;
    if (!(q->flags & RCP_PIECE_LETTERS) || !rcp_piece_glued(q) || e.len != 1 || (e.s[0] | 32) != 'e')
        return 0;
    char sign = rcp_piece_sign(text, d);
    bool signed_ = (sign == '-' || sign == '+') && rcp_piece_glued(d);
    d += signed_;
    if (!glued_digits(d) || d->n_digits > 4 || (d[1].flags & RCP_PIECE_LETTERS && rcp_piece_glued(d + 1)))
        return 0;
    (void)snprintf(out, 12, "e%c%u", signed_ ? sign : '+', (unsigned)d->value);
    return 2 + signed_;
}

/* x to a whole power, by squares: the same on every machine. */
static double to_power(double x, int e)
{
    double y = 1, base = x;
    for (int k = abs(e); k; k >>= 1, base *= base)
        if (k & 1)
            y *= base;
    return e < 0 ? 1 / y : y;
}

/* "^23", "^-1" */
static void read_power(rcp_str text, const rcp_piece *p, rcp_figures *out)
{
    const rcp_piece *q = p + out->n;
    if (rcp_piece_sign(text, q) != '^' || !rcp_piece_glued(q))
        return;
    uint32_t n = 1;
    bool minus = false;
    for (char c; n < 3 && ((c = rcp_piece_sign(text, q + n)) == '-' || c == '+') && rcp_piece_glued(q + n); n++)
        minus ^= c == '-';              /* "^--23" too */
    const rcp_piece *d = q + n;
    if (!glued_digits(d))
        return;
    int e = d->n_digits > 4 ? 9999 : (int)d->value;
    out->value = to_power(out->value, minus ? -e : e);
    out->n += n + 1;
    out->power = true;
}

bool rcp_figures_read(const rcp_numbers *numbers, rcp_str text, const rcp_piece *p, bool any,
                      rcp_figures *out)
{
    char z[DIGITS_MAX + 16];
    size_t used = 0;
    run r;
    uint32_t head = 1, point = 0;
    *out = (rcp_figures){0};
    if (!(p->flags & RCP_PIECE_DIGITS)) {               /* ".08" */
        char c = rcp_piece_sign(text, p);
        if (!any || (c != '.' && c != ',') || !glued_digits(p + 1) || (p[-1].flags && rcp_piece_glued(p) &&
            !(p[-1].flags & RCP_PIECE_SIGN)) || rcp_num_of(numbers, p)->kind != RCP_NUM_DECIMAL)
            return false;
        r = (run){.part = {p + 1}, .n = 1};
        head = 0;
        point = 1;
    } else {
        /* Behind a point inside a longer row of figures each group stands for itself. */
        bool inner = rcp_piece_glued(p) && rcp_piece_glued(p - 1) &&
                     (p[-1].flags & RCP_PIECE_SIGN) && (p[-2].flags & RCP_PIECE_DIGITS);
        read_run(text, p, &r);
        head += inner ? 0 : count_groups(numbers, &r, any);
        point = !inner && is_decimal(numbers, &r, head, any);
    }
    const rcp_piece *after = r.part[0] + 1;
    if (head == 1 && !point && r.part[0]->n_digits <= 9 && !(any && rcp_piece_glued(after))) {
        *out = (rcp_figures){.value = r.part[0]->value, .n = 1};
        return true;                    /* most figures are so plain */
    }
    bool ok = copy_digits(text, &r, 0, head, z, &used);
    if (ok && point) {
        z[used++] = '.';
        ok = copy_digits(text, &r, head, head + 1, z, &used);
    }
    const rcp_piece *last = r.part[head + point - 1];
    out->n = (uint32_t)(last - p) + 1;
    out->grouped = head > 1;
    out->decimals = point;
    z[used] = '\0';
    uint32_t e = any && ok ? read_exponent(text, p + out->n, z + used) : 0;
    out->n += e;
    out->power = e > 0;
    out->value = ok ? strtod(z, NULL) : NAN;
    if (any && !e)
        read_power(text, p, out);
    bool gone = e && out->value == 0 && strspn(z, "0.") < used;       /* too small to be a value */
    if (isinf(out->value) || gone)
        out->value = NAN;
    return true;
}
