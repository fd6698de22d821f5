/* numbers_read.c - what is built of cardinals: ordinals, fractions, mixed numbers, signs. */
#include "find/cardinals.h"

#include <math.h>

typedef struct {
    const rcp_numbers *numbers;
    rcp_str text;
    const rcp_piece *p;                 /* where the number begins, behind its sign      */
} reader;

typedef struct { double num, den; uint32_t n; bool half; } fraction;
typedef struct { double value; uint32_t n; bool plural, inner; } nth;   /* inner: more than one word */

static const rcp_num_word *word_of(const reader *r, const rcp_piece *q)
{
    return rcp_num_of(r->numbers, q);
}

static bool is_nth(const rcp_num_word *w)
{
    return w->kind == RCP_NUM_NTH || w->kind == RCP_NUM_NTHS;
}

static bool whole(double x)
{
    return x >= 1 && x == nearbyint(x);
}

/* The ordinal that ends c's words with w: "vingt" + "cinquième", "deux" + "centième". */
static double compose(const reader *r, const rcp_cardinal *c, double v)
{
    if (!c->n)
        return v;
    if (v < 100)
        return rcp_cardinal_fits(r->numbers, c->value, v) && (v >= 10 || c->value >= 10) ? c->value + v : NAN;
    if (v == 100)                       /* "two hundredth", "mille deux centième" */
        return c->value < 10 ? c->value * v : NAN;
    return c->low >= v ? NAN : c->value * v;
}

/* An ordinal in words at q: prefix of a cardinal, then "cinquième". */
static bool read_nth(const reader *r, const rcp_piece *q, nth *out)
{
    rcp_cardinal c = {0};
    const rcp_num_word *w = word_of(r, q);
    if (!is_nth(w)) {
        if (w->kind < RCP_NUM_UN || w->kind > RCP_NUM_SCALE ||
            !rcp_cardinal_read(r->numbers, r->text, q, true, &c) || c.figures)
            return false;
        const rcp_piece *e = q + c.n;
        uint32_t skip = rcp_number_hyphen(r->numbers, e);
        if (!skip && !(e->flags & RCP_PIECE_SIGN) && word_of(r, e)->kind == RCP_NUM_AND &&
            (c.low >= 100 || c.last_kind == RCP_NUM_TEN))
            skip = 1;                   /* vingt et unième, one hundred and fifth */
        c.n += skip;
        w = word_of(r, q + c.n);
        if (!is_nth(w))
            return false;
    }
    *out = (nth){.value = compose(r, &c, w->value), .n = c.n + 1, .plural = w->kind == RCP_NUM_NTHS,
                 .inner = c.n > 0};
    return !isnan(out->value);
}

/* Whether the ordinal word w right behind c names c's parts ("cinq huitièmes") and is not c's last
 * word ("deux cent cinquième", "two millionth"). */
static bool parts_of(const reader *r, const rcp_cardinal *c, const rcp_num_word *w)
{
    if (w->value < 3)
        return false;
    if (w->kind == RCP_NUM_NTHS || c->value == 1)
        return true;
    if (w->value >= 100)
        return r->numbers->vigesimal && c->value >= 1000 && w->value > c->value;
    return !rcp_cardinal_fits(r->numbers, c->value, w->value) || c->value < 10;
}

/* The denominator behind the cardinal c: its pieces with the hyphen; *num may lose its last word. */
static uint32_t read_denominator(const reader *r, const rcp_cardinal *c, double *num, double *den)
{
    const rcp_piece *q = r->p + c->n;
    uint32_t skip = rcp_number_hyphen(r->numbers, q);
    bool wide = !skip && rcp_piece_sign(r->text, q) == '-' && !rcp_piece_glued(q) && !rcp_piece_glued(q + 1);
    skip += wide;                       /* "five - eighths" */
    const rcp_num_word *w = word_of(r, q + skip);
    nth d;
    *num = c->value;
    *den = w->value;
    if (w->kind == RCP_NUM_PART || (w->kind == RCP_NUM_HALF && (c->value < 100 || c->joined > 0)))
        return skip + 1;
    if (is_nth(w)) {
        /* a hyphen binds: "one hundred thirty-fifths" are 100 parts; in English a blank too */
        bool binds = (skip && !wide) || (!r->numbers->vigesimal && c->before >= 100 && c->joined == 0);
        if (binds && c->last_kind == RCP_NUM_TEN && w->value < 10) {
            *num = c->before;
            *den = c->last + w->value;
            return *num > 0 && w->kind == RCP_NUM_NTHS ? skip + 1 : 0;
        }
        return parts_of(r, c, w) ? skip + 1 : 0;
    }
    if (skip || q->flags & RCP_PIECE_SIGN || !read_nth(r, q, &d) || !d.inner)
        return 0;                       /* "one twenty-fifth", "three twenty-firsts" */
    *den = d.value;
    return d.n;
}

/* Whether the sign at q stands glued between figures: "222-2222/2222" is no fraction. */
static bool p_in_row(const rcp_piece *q)
{
    return rcp_piece_glued(q) && q[-1].flags & RCP_PIECE_DIGITS;
}

/* A fraction in words or signs at p: "two thirds", "half", "½", "3/4". */
static bool read_fraction(const reader *r, fraction *f)
{
    const rcp_num_word *w = word_of(r, r->p);
    rcp_cardinal c;
    *f = (fraction){.n = 1};
    if (w->kind == RCP_NUM_VULGAR) {
        f->num = w->value;
        f->den = 1;
        for (int d = 2; d <= 10; d++)
            if (fabs(w->value * d - nearbyint(w->value * d)) < 1e-6) {
                f->num = nearbyint(w->value * d), f->den = d;
                break;
            }
        return true;
    }
    if (w->kind == RCP_NUM_HALF) {
        const rcp_piece *q = r->p + 1;
        f->num = 1;
        f->den = w->value;
        f->half = true;
        return !(rcp_piece_sign(r->text, q) == '-' && rcp_piece_glued(q)) ||
               word_of(r, q + 1)->kind == RCP_NUM_SCALE || word_of(r, q + 1)->kind == RCP_NUM_COLLECTIVE;
    }
    if (!rcp_cardinal_read(r->numbers, r->text, r->p, true, &c) || !whole(c.value) || c.power)
        return false;
    const rcp_piece *q = r->p + c.n;
    if (c.figures && c.n == 1 && rcp_piece_sign(r->text, q) == '/' && rcp_piece_glued(q) &&
        q[1].flags & RCP_PIECE_DIGITS && rcp_piece_glued(q + 1) && q[1].n_digits <= 9 && q[1].value > 0) {
        const rcp_piece *e = q + 2;
        bool more = rcp_piece_glued(e) && (e->flags & RCP_PIECE_LETTERS ||
                    (strchr("/.,", r->text.s[e->span.beg]) && rcp_piece_glued(e + 1)));
        bool before = r->p[-1].flags & RCP_PIECE_SIGN && rcp_piece_glued(r->p) &&
                      (strchr("/.", r->text.s[r->p[-1].span.beg]) || p_in_row(r->p - 1));
        *f = (fraction){.num = c.value, .den = q[1].value, .n = 3};
        return !more && !before;
    }
    uint32_t n = c.figures && c.n > 1 ? 0 : read_denominator(r, &c, &f->num, &f->den);
    f->n = c.n + n;
    return n > 0;
}

/* "(of) (a) million", "-million", "a dozen" behind a fraction: the factor, 1 for none. */
static double read_factor(const reader *r, const rcp_piece *q, uint32_t *n)
{
    uint32_t k = rcp_number_hyphen(r->numbers, q);
    if (!k && word_of(r, q)->kind == RCP_NUM_OF) {
        k++;
        if (rcp_piece_sign(r->text, q + k) == '\'')
            k++;
    }
    if (word_of(r, q + k)->kind == RCP_NUM_ARTICLE || (k && word_of(r, q + k)->kind == RCP_NUM_UN))
        k++;
    const rcp_num_word *w = word_of(r, q + k);
    *n = 0;
    if (w->kind != RCP_NUM_SCALE && w->kind != RCP_NUM_COLLECTIVE && w->kind != RCP_NUM_HUNDRED)
        return 1;
    *n = k + 1;
    return w->value;
}

/* "et demi", "and a half", "et trois quarts" behind the cardinal c. */
static bool add_fraction(const reader *r, const rcp_cardinal *c, rcp_number *out)
{
    const rcp_piece *q = r->p + c->n;
    const rcp_num_word *w = word_of(r, q);
    bool and = w->kind == RCP_NUM_AND && !(q->flags & RCP_PIECE_SIGN);
    bool figures = c->figures && (word_of(r, q)->kind == RCP_NUM_VULGAR ||
                   (q->flags & RCP_PIECE_DIGITS && !(q->flags & RCP_PIECE_LINE) && q->n_digits < 3));
    reader in = {r->numbers, r->text, q + and};
    fraction f;
    uint32_t n;
    double value = c->value;
    const rcp_num_word *digit = word_of(r, in.p);
    if (and && c->last_kind == RCP_NUM_TEN && digit->kind == RCP_NUM_DIGIT && digit->value > 0 &&
        word_of(r, in.p + 1)->kind == RCP_NUM_AND && !(in.p[1].flags & RCP_PIECE_SIGN)) {
        value += digit->value;          /* twenty and three and three fifths */
        in.p += 2;
    }
    if ((!and && !figures) || (figures && c->decimals) || !whole(c->value) || !read_fraction(&in, &f) ||
        f.num >= f.den)
        return false;
    if (figures && !and && word_of(r, q)->kind != RCP_NUM_VULGAR && f.n != 3)
        return false;                   /* "1 1/2", not "1 3 quarters" */
    double factor = read_factor(r, in.p + f.n, &n);
    if (n)
        f.n += n;
    else if (c->last_kind == RCP_NUM_SCALE && c->last >= 1e6)
        factor = c->last;               /* a million and a half */
    out->value = (value * f.den + f.num * factor) / f.den;
    out->n = (uint32_t)(in.p - r->p) + f.n;
    if (n && !c->scaled)                /* five and a half million */
        out->value = (value * f.den + f.num) * factor / f.den;
    out->kind = RCP_NUMBER_MIXED;
    out->scaled |= n > 0;
    return true;
}

/* "un sur trois", "one over three", "two out of five" */
static bool read_ratio(const reader *r, const rcp_cardinal *c, rcp_number *out)
{
    const rcp_piece *q = r->p + c->n;
    const rcp_num_word *w = word_of(r, q);
    rcp_cardinal d;
    uint32_t k = 1;
    if (w->kind != RCP_NUM_OVER || !whole(c->value))
        return false;
    if (w->value == 1) {                /* a word that wants another: "out of" */
        if (word_of(r, q + 1)->kind != RCP_NUM_OF)
            return false;
        k = 2;
    } else if (w->value == 2 && c->value > 1) {         /* "in": one in three */
        return false;
    }
    if (word_of(r, q + k)->kind == RCP_NUM_ARTICLE ||
        !rcp_cardinal_read(r->numbers, r->text, q + k, true, &d) || !whole(d.value) || !(c->value < d.value))
        return false;
    out->value = c->value / d.value;
    out->n = c->n + k + d.n;
    out->kind = RCP_NUMBER_FRACTION;
    out->ratio = true;
    return true;
}

/* The fraction that begins with the cardinal c, or c and a fraction. */
static void grow(const reader *r, const rcp_cardinal *c, rcp_number *out)
{
    fraction f;
    uint32_t n;
    if (c->power || isnan(c->value))
        return;
    if (read_fraction(r, &f)) {
        double factor = read_factor(r, r->p + f.n, &n);
        bool proper = c->joined > 0 && c->joined < 100 && c->joined < f.den &&
                      !(c->joined == 1 && word_of(r, r->p + f.n - 1)->kind == RCP_NUM_NTHS);
        out->value = f.num * factor / f.den;
        if (proper) {                   /* cent trois et deux tiers; vingt et un cinquième */
            double rest = c->value - c->joined;
            double unit = n ? factor : c->joined_to >= 1e6 ? c->joined_to : 1;
            out->value = (rest * f.den + c->joined * unit) / f.den;     /* a million and two thirds */
        }
        out->kind = proper ? RCP_NUMBER_MIXED : RCP_NUMBER_FRACTION;
        out->n = f.n + n;
        out->scaled |= n > 0;
        out->article = out->one = false;
        return;
    }
    if (add_fraction(r, c, out) || read_ratio(r, c, out))
        out->article = out->one = false;
}

static bool read_cardinal(const reader *r, bool any, rcp_cardinal *c, rcp_number *out)
{
    if (!rcp_cardinal_read(r->numbers, r->text, r->p, any, c))
        return false;
    *out = (rcp_number){.value = c->value, .n = c->n, .figures = c->figures, .article = c->article,
                        .one = c->one, .decimals = c->decimals, .grouped = c->grouped,
                        .scaled = c->scaled, .power = c->power, .why = c->why};
    return true;
}

bool rcp_number_read(const rcp_numbers *numbers, rcp_str text, const rcp_piece *p, rcp_number *out)
{
    reader r = {numbers, text, p};
    rcp_cardinal c;
    return read_cardinal(&r, false, &c, out);
}

/* Pieces of a sign before a number at p: "-" glued to figures, "moins", "negative". */
static uint32_t read_sign(const reader *r, const rcp_piece *p)
{
    const rcp_num_word *w = word_of(r, p);
    if (w->kind == RCP_NUM_MINUS)
        return word_of(r, p - 1)->kind == RCP_NUM_POINTER ? 0 : 1;
    if (rcp_piece_sign(r->text, p) != '-' || (rcp_piece_glued(p) && !(p[-1].flags & RCP_PIECE_SIGN)))
        return 0;
    const rcp_piece *q = p + 1;
    if (q->flags & RCP_PIECE_DIGITS)
        return rcp_piece_glued(q) || p->flags & RCP_PIECE_LINE;
    return rcp_piece_glued(q) && (q->flags & RCP_PIECE_SIGN) && (q[1].flags & RCP_PIECE_DIGITS);
}

/* Figures that are a part of a word or a date: M23, 10h, 180ml, 4 May. */
static bool in_word(const reader *r, const rcp_number *x)
{
    const rcp_piece *p = r->p, *e = p + x->n;
    if (!x->figures)
        return false;
    if (x->n == 1 && p->n_digits < 3 && word_of(r, e)->kind == RCP_NUM_MONTH)
        return true;
    if (rcp_piece_glued(p) && p[-1].flags & RCP_PIECE_LETTERS)
        return true;
    return rcp_piece_glued(e) && e->flags & RCP_PIECE_LETTERS;
}

/* "3e", "4th": the ordinal letters are known by the words that follow figures only. */
static bool figures_nth(const reader *r, rcp_number *out)
{
    const rcp_piece *q = r->p + out->n;
    if (!out->figures || out->decimals || out->scaled || !rcp_piece_glued(q) || word_of(r, q)->kind != RCP_NUM_SUFFIX)
        return false;
    const rcp_piece *e = q + 1;
    if (rcp_piece_glued(e) && e->flags & (RCP_PIECE_LETTERS | RCP_PIECE_DIGITS))
        return false;
    out->n++;
    out->kind = RCP_NUMBER_ORDINAL;
    return true;
}

/* "l'un", "which one" */
static bool pointed_at(const reader *r)
{
    const rcp_piece *q = r->p - 1;
    if (q->flags & RCP_PIECE_SIGN && rcp_piece_glued(q) && rcp_piece_glued(r->p))
        q--;
    return word_of(r, q)->kind == RCP_NUM_POINTER;
}

bool rcp_number_any(const rcp_numbers *numbers, rcp_str text, const rcp_piece *p, rcp_number *out)
{
    reader r = {numbers, text, p};
    rcp_cardinal c = {0};
    fraction f;
    nth o;
    uint32_t sign = read_sign(&r, p), n;
    r.p += sign;
    *out = (rcp_number){0};
    if (read_cardinal(&r, true, &c, out)) {
        if (!figures_nth(&r, out))
            grow(&r, &c, out);
        if (out->kind == RCP_NUMBER_CARDINAL && !c.figures && read_nth(&r, r.p, &o)) {
            out->value = o.value;
            out->n = o.n;
            out->kind = RCP_NUMBER_ORDINAL;
        }
    } else if (read_fraction(&r, &f)) {
        double factor = read_factor(&r, r.p + f.n, &n);
        *out = (rcp_number){.value = f.num * factor / f.den, .n = f.n + n, .kind = RCP_NUMBER_FRACTION,
                            .scaled = n > 0, .why = word_of(&r, r.p)->why};
    } else if (read_nth(&r, r.p, &o)) {
        *out = (rcp_number){.value = o.value, .n = o.n, .kind = RCP_NUMBER_ORDINAL,
                            .why = word_of(&r, r.p)->why};
    } else {
        return false;
    }
    bool alone = out->article && out->n == 1 && out->kind == RCP_NUMBER_CARDINAL;
    if (alone && (word_of(&r, r.p)->kind == RCP_NUM_ARTICLE || pointed_at(&r)))
        return false;
    if (out->kind == RCP_NUMBER_CARDINAL && in_word(&r, out))
        return false;
    if (sign) {
        out->value = -out->value;
        out->n += sign;
        out->negative = true;
    }
    return true;
}
