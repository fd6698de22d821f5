#include "find/numbers.h"

#include <math.h>

enum { NUMBER_PIECES = 24, DIGITS_MAX = 15 };   /* 10^15 - 1 is still exact in a double */

static const char *const kind_words[] = {"",           "article",     "one", "digit",   "teen",
                                         "ten",        "hundred",     "scale", "collective",
                                         "collectives", "and",        "decimal", "group", "short",
                                         "point"};

static rcp_status set_word(rcp_tsv *tsv, rcp_vocab *vocab, rcp_arena *a, rcp_numbers *out,
                           rcp_err *err)
{
    rcp_num_word w = {.why = tsv->why};
    rcp_str kind = rcp_tsv_field(tsv, 1);
    uint32_t id = 0, n = sizeof kind_words / sizeof *kind_words;
    rcp_status s = rcp_tsv_want(tsv, 2, 3, err);
    if (s)
        return s;
    if (rcp_str_is(kind, "group-space"))
        return out->group_space = true, RCP_OK;
    if (rcp_str_is(kind, "vigesimal"))
        return out->vigesimal = true, RCP_OK;
    while (w.kind < n && !rcp_str_is(kind, kind_words[w.kind]))
        w.kind++;
    if (w.kind == n || !w.kind)
        return rcp_tsv_fail(tsv, 1, err, "'%.*s' is no kind of number word", (int)kind.len, kind.s);
    if ((s = rcp_tsv_number(tsv, 2, &w.value, err)))
        return s;
    if (isnan(w.value) && (w.kind < RCP_NUM_AND || w.kind == RCP_NUM_SHORT))
        return rcp_tsv_fail(tsv, 1, err, "the word needs a value");
    if ((s = rcp_vocab_add(vocab, rcp_tsv_field(tsv, 0), &id)))
        return s;
    if (id >= out->n) {
        rcp_num_word *more = RCP_NEW(a, rcp_num_word, 2 * id + 64);
        if (!more)
            return RCP_E_MEMORY;
        if (out->n)
            memcpy(more, out->word, out->n * sizeof *more);
        out->word = more;
        out->n = 2 * id + 64;
    }
    out->word[id] = w;
    return RCP_OK;
}

rcp_status rcp_numbers_load(rcp_pack *pack, rcp_vocab *vocab, rcp_numbers *out, rcp_err *err)
{
    char name[96];
    rcp_tsv tsv;
    rcp_status s = RCP_OK;
    *out = (rcp_numbers){0};
    if (!rcp_tsv_open(&tsv, &pack->res, rcp_pack_file(pack, "numbers.tsv", name)))
        return RCP_OK;
    while (!s && rcp_tsv_next(&tsv))
        s = set_word(&tsv, vocab, &pack->arena, out, err);
    return s;
}

const rcp_num_word *rcp_num_of(const rcp_numbers *numbers, const rcp_piece *p)
{
    static const rcp_num_word none = {0};
    if (p->word && p->word < numbers->n && numbers->word[p->word].kind)
        return &numbers->word[p->word];
    if (p->also && p->also < numbers->n)
        return &numbers->word[p->also];
    return &none;
}

static bool glued_digits(const rcp_piece *p)
{
    return (p->flags & RCP_PIECE_DIGITS) && rcp_piece_glued(p);
}

/* Whether q continues the digits before it as a group of three: "1 200", "1.200". */
static uint32_t group_at(const rcp_numbers *numbers, const rcp_piece *q)
{
    bool spaced = (q->flags & RCP_PIECE_DIGITS) && (q->flags & RCP_PIECE_SPACE) &&
                  !(q->flags & RCP_PIECE_LINE);
    if (spaced && numbers->group_space && q->n_digits == 3 && !glued_digits(q + 1))
        return 1;
    if ((q->flags & RCP_PIECE_SIGN) && rcp_piece_glued(q) && glued_digits(q + 1) &&
        q[1].n_digits == 3 && rcp_num_of(numbers, q)->kind == RCP_NUM_GROUP)
        return 2;
    return 0;
}

/* Figures: digits, groups of three, a decimal part. */
static bool read_figures(const rcp_numbers *numbers, const rcp_piece *p, rcp_number *out)
{
    uint32_t step, first, digits = p->n_digits;
    *out = (rcp_number){.value = p->value, .n = 1, .figures = true};
    if (p->n_digits > 9)
        out->value = NAN;
    first = p->n_digits <= 3 && p->value ? group_at(numbers, p + 1) : 0;
    for (; first && (step = group_at(numbers, p + out->n)) == first && out->n < NUMBER_PIECES;) {
        /* "1 200 300" by spaces and by points do not mix. */
        out->value = out->value * 1000 + p[out->n + step - 1].value;
        out->n += step;
        out->grouped = true;
        digits += 3;
    }
    const rcp_piece *q = p + out->n;
    uint32_t kind = rcp_num_of(numbers, q)->kind;
    bool point = kind == RCP_NUM_DECIMAL || (kind == RCP_NUM_GROUP && !out->grouped &&
                                             q[1].n_digits != 3 && rcp_num_of(numbers, q)->value > 0);
    if (point && rcp_piece_glued(q) && glued_digits(q + 1) && q[1].n_digits <= 9) {
        out->value += q[1].value / pow(10, q[1].n_digits);
        out->n += 2;
        out->decimals = true;
    }
    if (digits > DIGITS_MAX)
        out->value = NAN;
    return true;
}

/* Whether a word of value v (under 100) can follow what stands in cur: "vingt" + "deux". */
static bool fits(const rcp_numbers *numbers, uint32_t cur, uint32_t kind, uint32_t v)
{
    uint32_t low = cur % 100;
    if (!low)
        return true;
    if (numbers->vigesimal && (((low == 60 || low == 80) && v < 20) || (low == 10 && v > 6 && v < 10)))
        return true;                    /* soixante-dix, quatre-vingt-onze, dix-sept */
    return low >= 20 && low % 10 == 0 && kind == RCP_NUM_DIGIT && v > 0;
}

typedef struct { double total, top; uint32_t cur; bool any; } words_so_far;

/* Add one number word; false when it begins something new. */
static bool add_word(const rcp_numbers *numbers, words_so_far *x, const rcp_num_word *w)
{
    uint32_t v = w->value < 1000 ? (uint32_t)w->value : 0;
    switch (w->kind) {
    case RCP_NUM_ARTICLE: case RCP_NUM_ONE: case RCP_NUM_DIGIT: case RCP_NUM_TEEN: case RCP_NUM_TEN:
        /* quatre-vingt: four times twenty */
        if (numbers->vigesimal && v == 20 && x->cur % 100 == 4) {
            x->cur += 76;
            return true;
        }
        if (x->any && x->cur && !fits(numbers, x->cur, v == 1 ? RCP_NUM_DIGIT : w->kind, v))
            return false;
        x->cur += v;
        return true;
    case RCP_NUM_HUNDRED:
        if (x->cur >= 100 || (x->any && x->cur == 0 && x->total == 0))
            return false;
        x->cur = (x->cur ? x->cur : 1) * 100;
        return true;
    case RCP_NUM_SCALE:
        if (x->any && x->cur == 0 && x->total <= 0)
            return false;
        if (x->top <= 0 || w->value < x->top)
            x->total += (x->cur ? x->cur : 1) * w->value;
        else if (w->value > x->top && x->total + x->cur < 1e6)
            x->total = (x->total + x->cur) * w->value;
        else
            return false;
        x->top = w->value;
        x->cur = 0;
        return true;
    default:
        return false;
    }
}

/* Pieces of a hyphen or an "and" between two number words, else 0. */
static uint32_t joint(const rcp_numbers *numbers, const rcp_piece *q, const rcp_num_word *next[1])
{
    const rcp_num_word *w = rcp_num_of(numbers, q);
    if (w->kind != RCP_NUM_AND)
        return 0;
    uint32_t n = 1;
    if ((q->flags & RCP_PIECE_SIGN) && rcp_num_of(numbers, q + 1)->kind == RCP_NUM_AND &&
        (q[2].flags & RCP_PIECE_SIGN))
        n = 3;                          /* "vingt-et-un" */
    *next = rcp_num_of(numbers, q + n);
    bool sign = q->flags & RCP_PIECE_SIGN;
    return sign && !(rcp_piece_glued(q) && rcp_piece_glued(q + 1)) ? 0 : n;
}

static bool read_words(const rcp_numbers *numbers, const rcp_piece *p, rcp_number *out)
{
    const rcp_num_word *w = rcp_num_of(numbers, p), *next;
    words_so_far x = {0};
    if (w->kind < RCP_NUM_ARTICLE || w->kind > RCP_NUM_SCALE || !add_word(numbers, &x, w))
        return false;
    x.any = true;
    *out = (rcp_number){.n = 1, .article = w->kind <= RCP_NUM_ONE, .one = w->kind == RCP_NUM_ONE,
                         .why = w->why};
    while (out->n + 4 < NUMBER_PIECES) {
        uint32_t skip = joint(numbers, p + out->n, &next);
        bool word_and = skip && !(p[out->n].flags & RCP_PIECE_SIGN);
        if (!skip)
            next = rcp_num_of(numbers, p + out->n);
        /* "and" joins a small number to a hundred or more; "et" joins one to twenty. */
        if (word_and && x.cur && x.cur < 100 && !(numbers->vigesimal && x.cur >= 20 &&
            (next->value == 1 || next->value == 11)))
            break;
        if (word_and && (next->kind > RCP_NUM_TEN || (numbers->vigesimal && (!x.cur || x.cur % 100 == 0))))
            break;
        if (!next->kind || !add_word(numbers, &x, next))
            break;
        out->n += skip + 1;
        out->article = false;
        out->scaled |= next->kind == RCP_NUM_SCALE;
    }
    out->scaled |= w->kind == RCP_NUM_SCALE;
    out->value = x.total + x.cur;
    return true;
}

/* "douze virgule cinq": the words behind the point are its decimals. */
static void read_spoken_decimals(const rcp_numbers *numbers, const rcp_piece *p, rcp_number *out)
{
    rcp_number rest;
    if (out->n + 4 >= NUMBER_PIECES || rcp_num_of(numbers, p + out->n)->kind != RCP_NUM_POINT ||
        !read_words(numbers, p + out->n + 1, &rest) || rest.value >= 1000)
        return;
    out->value += rest.value / (rest.value < 10 ? 10 : rest.value < 100 ? 100 : 1000);
    out->n += 1 + rest.n;
    out->decimals = true;
    out->article = out->one = false;
}

bool rcp_number_read(const rcp_numbers *numbers, const rcp_piece *p, rcp_number *out)
{
    if (p->flags & RCP_PIECE_LETTERS) {
        bool any = read_words(numbers, p, out);
        if (any)
            read_spoken_decimals(numbers, p, out);
        return any;
    }
    if (!(p->flags & RCP_PIECE_DIGITS) || !read_figures(numbers, p, out))
        return false;
    for (int i = 0; i < 3; i++) {       /* "1,6 million", "2 mille milliards", "5bn" */
        const rcp_piece *q = p + out->n;
        const rcp_num_word *w = rcp_num_of(numbers, q);
        if (w->kind != RCP_NUM_SCALE && !(w->kind == RCP_NUM_SHORT && rcp_piece_glued(q)))
            break;
        out->value *= w->value;
        out->n++;
        out->scaled = true;
        out->why = w->why;
    }
    return true;
}
