#include "find/cardinals.h"

#include <math.h>

typedef struct {
    const rcp_numbers *numbers;
    rcp_str  text;
    const rcp_piece *p;
    bool     any;
    double   total, top, cur;           /* closed scales, the smallest of them, what is open     */
    bool     figures;                   /* cur is in figures: no word is added to it             */
    rcp_cardinal *out;
} reader;

bool rcp_cardinal_fits(const rcp_numbers *numbers, double cur, double v)
{
    double low = fmod(cur, 100);
    if (low == 0)
        return true;
    if (numbers->vigesimal && (((low == 60 || low == 80) && v < 20) || (low == 10 && v > 6 && v < 10)))
        return true;                    /* soixante-dix, quatre-vingt-onze, dix-sept */
    return low >= 20 && fmod(low, 10) == 0 && v > 0 && v < 10;
}

uint32_t rcp_number_hyphen(const rcp_numbers *numbers, const rcp_piece *q)
{
    if (!(q->flags & RCP_PIECE_SIGN) || rcp_num_of(numbers, q)->kind != RCP_NUM_AND ||
        !rcp_piece_glued(q) || !rcp_piece_glued(q + 1))
        return 0;
    bool et = rcp_num_of(numbers, q + 1)->kind == RCP_NUM_AND && (q[2].flags & RCP_PIECE_SIGN) &&
              rcp_piece_glued(q + 2) && rcp_piece_glued(q + 3);
    return et ? 3 : 1;                  /* "vingt-et-un" */
}

/* Add one number word; false when it begins something new. */
static bool add_word(reader *r, const rcp_num_word *w)
{
    double v = w->value;
    bool first = !r->out->n;
    switch (w->kind) {
    case RCP_NUM_ARTICLE:
        if (!first)
            return false;
        r->cur = 1;
        return true;
    case RCP_NUM_UN: case RCP_NUM_ONE: case RCP_NUM_DIGIT: case RCP_NUM_TEEN: case RCP_NUM_TEN:
        /* quatre-vingt: four times twenty */
        if (r->numbers->vigesimal && v == 20 && fmod(r->cur, 100) == 4 && !r->figures) {
            r->cur += 76;
            return true;
        }
        if (!first && (v == 0 || r->figures || (r->cur == 0 && r->total == 0) ||
                       !rcp_cardinal_fits(r->numbers, r->cur, v)))
            return false;
        r->cur += v;
        return true;
    case RCP_NUM_HUNDRED:
        if ((r->cur >= 100 && !r->figures) || r->out->last_kind == RCP_NUM_UN || (!first && r->cur == 0 && r->total == 0))
            return false;
        r->cur = rcp_decimal_times(r->cur > 0 ? r->cur : 1, 100, 0, 1);
        r->figures = false;
        return true;
    case RCP_NUM_SCALE:
        if (!first && r->cur == 0 && r->total <= 0)
            return false;
        if (r->top <= 0 || v < r->top)
            r->total += rcp_decimal_times(r->cur > 0 ? r->cur : 1, v, 0, 1);
        else if (v > r->top && r->total + r->cur < 1e6)
            r->total = rcp_decimal_times(r->total + r->cur, v, 0, 1);
        else
            return false;
        r->top = v;
        r->cur = 0;
        r->figures = false;
        return true;
    default:
        return false;
    }
}

static bool take_word(reader *r, const rcp_num_word *w, uint32_t skip)
{
    rcp_cardinal *c = r->out;
    double was = r->total + r->cur;
    if (!add_word(r, w))
        return false;
    c->before = was;
    c->last = w->value;
    c->last_kind = w->kind;
    c->low = w->kind == RCP_NUM_HUNDRED || w->kind == RCP_NUM_SCALE ? w->value : 0;
    c->article = !c->n && w->kind <= RCP_NUM_ONE;
    c->one = !c->n && w->kind == RCP_NUM_ONE;
    c->scaled |= w->kind == RCP_NUM_SCALE;
    c->why = c->why && c->n ? c->why : w->why;
    c->n += skip + 1;
    return true;
}

/* Figures at the beginning, or behind a hundred or a scale that is larger ("4 thousand 3 hundred"). */
static bool take_figures(reader *r, uint32_t skip)
{
    rcp_cardinal *c = r->out;
    rcp_figures f;
    const rcp_piece *q = r->p + c->n + skip;
    if (!rcp_figures_read(r->numbers, r->text, q, r->any, &f))
        return false;
    const rcp_piece *next = q + f.n;
    uint32_t kind = rcp_num_of(r->numbers, next)->kind;
    if (c->n && (!r->any || !(f.value < c->low) || f.value == 0 || rcp_piece_glued(q) ||
                 (rcp_piece_glued(next) && next->flags & RCP_PIECE_LETTERS) ||
                 (kind == RCP_NUM_HUNDRED && f.value * 100 >= c->low) ||
                 (kind == RCP_NUM_SCALE && c->low <= 1000)))
        return false;
    if (!c->n) {
        c->figures = true;
        c->decimals = f.decimals;
        c->grouped = f.grouped;
    }
    c->before = r->total + r->cur;
    c->power |= f.power;
    c->last = f.value;
    c->last_kind = 0;
    c->low = 0;
    c->article = c->one = false;
    c->n += skip + f.n;
    r->cur += f.value;
    r->figures = true;
    return true;
}

/* How far a plain number below `limit` reaches at q; its value, 0 when none does. */
static double peek_below(const reader *r, const rcp_piece *q, double limit)
{
    rcp_cardinal c = {0};
    reader in = {.numbers = r->numbers, .text = r->text, .p = q, .any = r->any, .out = &c};
    if (!take_figures(&in, 0))
        while (c.n < 8) {
            uint32_t skip = c.n ? rcp_number_hyphen(r->numbers, q + c.n) : 0;
            const rcp_num_word *w = rcp_num_of(r->numbers, q + c.n + skip);
            if (w->kind == RCP_NUM_HUNDRED || w->kind == RCP_NUM_ARTICLE ||
                (w->kind == RCP_NUM_SCALE && limit <= 100) || !take_word(&in, w, skip))
                break;              /* "three hundred and five thousand" is 305 000 */
            if (w->kind == RCP_NUM_SCALE)
                break;
        }
    double value = in.total + in.cur;
    bool hundred = c.n && rcp_num_of(r->numbers, q + c.n)->kind == RCP_NUM_HUNDRED;
    if (hundred)
        value *= 100;
    return c.n && value < limit ? value : 0;
}

/* "and" in words between what is read and q[1]: "two hundred and five", "vingt et un". */
static bool may_join(const reader *r, const rcp_piece *q)
{
    const rcp_cardinal *c = r->out;
    const rcp_num_word *next = rcp_num_of(r->numbers, q + 1);
    bool fr = r->numbers->vigesimal;
    if (r->figures || r->cur + r->total == 0)
        return false;
    if (fr && r->cur >= 20 && c->last_kind == RCP_NUM_TEN && (next->value == 1 || next->value == 11) &&
        next->kind <= RCP_NUM_TEEN && next->kind)
        return rcp_cardinal_fits(r->numbers, r->cur, next->value);
    if (c->low <= 0 || (fr && !r->any) || next->kind == RCP_NUM_ARTICLE)
        return false;
    if (!r->any && (next->kind > RCP_NUM_TEN || next->kind <= RCP_NUM_ARTICLE))
        return false;
    return peek_below(r, q + 1, c->low) > 0;
}

/* "fifty - two": a hyphen with blanks on both sides. */
static bool wide_hyphen(const reader *r, const rcp_piece *q)
{
    return r->any && r->out->last_kind == RCP_NUM_TEN && !rcp_piece_glued(q) && !rcp_piece_glued(q + 1) &&
           rcp_piece_sign(r->text, q) == '-' && rcp_num_of(r->numbers, q + 1)->kind == RCP_NUM_DIGIT;
}

/* "$5m": a lower-case m is a metre elsewhere. */
static bool is_currency(const reader *r, const rcp_piece *q)
{
    rcp_str s = rcp_slice(r->text, q->span);
    return q->flags & RCP_PIECE_SIGN && (rcp_str_is(s, "$") || rcp_str_is(s, "€") || rcp_str_is(s, "£"));
}

/* k, m, bn behind figures; with `any`, "10 k" too. */
static bool take_short(reader *r)
{
    rcp_cardinal *c = r->out;
    const rcp_piece *q = r->p + c->n;
    const rcp_num_word *w = rcp_num_of(r->numbers, q);
    bool apart = w->kind == RCP_NUM_APART || (w->kind == RCP_NUM_CAPS && q->flags & RCP_PIECE_UPPER);
    bool euro = rcp_piece_glued(q + 1) && is_currency(r, q + 1);        /* "10 M€" */
    bool stands = rcp_piece_glued(q) || euro || (r->any && apart && !rcp_piece_glued(q + 1) &&
                                         !(q->flags & RCP_PIECE_LINE));
    bool is = w->kind == RCP_NUM_SHORT || w->kind == RCP_NUM_APART ||
              (w->kind == RCP_NUM_CAPS && (!r->any || q->flags & RCP_PIECE_UPPER || is_currency(r, r->p - 1)));
    if (!is || !stands || !r->figures)
        return false;
    r->cur = rcp_decimal_times(r->cur, w->value, 0, 1);
    c->n++;
    c->scaled = true;
    c->why = w->why;
    return true;
}

/* "3 douzaines", "two dozen"; of "trois cent deux douzaines" the dozen takes the two alone. */
static void take_collective(reader *r)
{
    rcp_cardinal *c = r->out;
    const rcp_piece *q = r->p + c->n;
    uint32_t skip = rcp_number_hyphen(r->numbers, q);
    const rcp_num_word *w = rcp_num_of(r->numbers, q + skip);
    if (!r->any || (w->kind != RCP_NUM_COLLECTIVE && w->kind != RCP_NUM_COLLECTIVES))
        return;
    if (c->last_kind == RCP_NUM_DIGIT && c->before >= 100 && w->value < 100)
        r->cur += c->last * (w->value - 1);
    else if (r->total > 0 && w->value < r->top)         /* one billion twenty-five millions */
        r->total += r->cur * w->value, r->cur = 0;
    else
        r->cur = (r->cur + r->total) * w->value, r->total = 0;
    c->n += 1 + skip;
    c->article = c->one = false;
    c->scaled = true;
}

/* Add what stands behind the number so far; false when it has ended. */
static bool go_on(reader *r)
{
    rcp_cardinal *c = r->out;
    const rcp_piece *q = r->p + c->n;
    uint32_t skip = rcp_number_hyphen(r->numbers, q);
    bool and = false;
    if (!skip && wide_hyphen(r, q))
        skip = 1;
    if (!skip && !(q->flags & RCP_PIECE_SIGN) && rcp_num_of(r->numbers, q)->kind == RCP_NUM_AND) {
        if (!may_join(r, q))
            return false;
        and = true;
        skip = 1;
    }
    if (take_short(r))
        return true;
    const rcp_num_word *w = rcp_num_of(r->numbers, q + skip);
    double was = r->total + r->cur, low = c->low;
    if (!(w->kind ? take_word(r, w, skip) : take_figures(r, skip)))
        return false;
    if (and)
        c->joined = was, c->joined_to = low;    /* for now, what stood before it */
    return true;
}

/* "douze virgule cinq", "point zero three": the words behind the point are its decimals. */
static void take_decimals(reader *r)
{
    rcp_cardinal *c = r->out, d = {0};
    const rcp_piece *q = r->p + c->n;
    if (rcp_num_of(r->numbers, q)->kind != RCP_NUM_POINT || r->figures)
        return;
    double ten = 1, x = 0;
    uint32_t n = 1;
    const rcp_num_word *w;
    while (n < 8 && (w = rcp_num_of(r->numbers, q + n))->kind <= RCP_NUM_DIGIT &&
           w->kind >= RCP_NUM_UN && (w->value == 0 || n > 1 ||
                                     rcp_num_of(r->numbers, q + n + 1)->kind <= RCP_NUM_DIGIT ||
                                     rcp_num_of(r->numbers, q + n + 1)->kind == RCP_NUM_SCALE)) {
        x = x * 10 + w->value;          /* zero, and digits one by one */
        ten *= 10;
        n++;
    }
    reader in = {.numbers = r->numbers, .text = r->text, .p = q + n, .out = &d};
    if ((n == 1 || x == 0) && !(rcp_num_of(r->numbers, q + n)->kind == RCP_NUM_ARTICLE)) {
        while (d.n < 8 && (d.n ? go_on(&in) : take_word(&in, rcp_num_of(r->numbers, q + n), 0)))
            ;
        double v = in.total + in.cur;
        if (d.n && v < 1000 && d.last_kind != RCP_NUM_SCALE) {
            double places = v < 10 ? 10 : v < 100 ? 100 : 1000;
            x = x * places + v;
            ten *= places;
            n += d.n;
        }
    }
    if (n == 1)
        return;
    r->cur = rcp_decimal_times(r->cur, ten, 0, 1) / ten + x / ten;
    r->cur = nearbyint(r->cur * ten) / ten;
    c->n += n;
    c->decimals = true;
    c->article = c->one = false;
    c->last_kind = 0;
}

bool rcp_cardinal_read(const rcp_numbers *numbers, rcp_str text, const rcp_piece *p, bool any,
                       rcp_cardinal *out)
{
    *out = (rcp_cardinal){0};
    reader r = {.numbers = numbers, .text = text, .p = p, .any = any, .out = out};
    const rcp_num_word *w = rcp_num_of(numbers, p);
    bool words = w->kind >= RCP_NUM_ARTICLE && w->kind <= RCP_NUM_SCALE;
    if (!(words ? take_word(&r, w, 0) : take_figures(&r, 0)))
        return false;
    if (out->figures && !any) {         /* "1,6 million", "2 mille milliards", "5bn" */
        for (int i = 0; i < 3; i++)
            if (!take_short(&r) && (rcp_num_of(numbers, p + out->n)->kind != RCP_NUM_SCALE ||
                                    !take_word(&r, rcp_num_of(numbers, p + out->n), 0)))
                break;
    } else {
        while (out->n < RCP_NUMBER_PIECES && go_on(&r))
            ;
        take_decimals(&r);
        if (r.out->decimals)
            while (rcp_num_of(numbers, p + out->n)->kind == RCP_NUM_SCALE &&
                   take_word(&r, rcp_num_of(numbers, p + out->n), 0))
                ;
        take_collective(&r);
    }
    out->value = r.total + r.cur;
    if (out->joined > 0)
        out->joined = out->value - out->joined;
    if (isinf(out->value))
        out->value = NAN;
    return true;
}
