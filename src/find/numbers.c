#include "find/numbers.h"

#include <math.h>

static const char *const kind_words[] = {
#define X(name, word) word,
    RCP_NUM_KIND_MAP(X)
#undef X
};

/* Kinds that are nothing without a value. */
static bool wants_value(uint32_t kind)
{
    return kind <= RCP_NUM_APART && kind != RCP_NUM_NONE;
}

static rcp_status put_word(rcp_vocab *vocab, rcp_arena *a, rcp_numbers *out, rcp_str form,
                           const rcp_num_word *w)
{
    uint32_t id = 0;
    rcp_status s = rcp_vocab_add(vocab, form, &id);
    if (s)
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
    out->word[id] = *w;
    return RCP_OK;
}

static rcp_status set_word(rcp_tsv *tsv, rcp_vocab *vocab, rcp_arena *a, rcp_numbers *out,
                           rcp_err *err)
{
    rcp_num_word w = {.why = tsv->why};
    rcp_str kind = rcp_tsv_field(tsv, 1), forms = rcp_tsv_field(tsv, 0), form;
    rcp_status s = rcp_tsv_want(tsv, 2, 3, err);
    if (s)
        return s;
    if (rcp_str_is(kind, "group-space"))
        return out->group_space = true, RCP_OK;
    if (rcp_str_is(kind, "vigesimal"))
        return out->vigesimal = true, RCP_OK;
    while (w.kind < RCP_N_NUM_KINDS && !rcp_str_is(kind, kind_words[w.kind]))
        w.kind++;
    if (w.kind == RCP_N_NUM_KINDS || !w.kind)
        return rcp_tsv_fail(tsv, 1, err, "'%.*s' is no kind of number word", (int)kind.len, kind.s);
    if ((s = rcp_tsv_number(tsv, 2, &w.value, err)))
        return s;
    if (isnan(w.value) && wants_value(w.kind))
        return rcp_tsv_fail(tsv, 1, err, "the word needs a value");
    while (!s && rcp_list_next(&forms, &form))
        s = put_word(vocab, a, out, form, &w);
    return s;
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

double rcp_decimal_times(double x, double num, double off, double den)
{
    double ten = 1;
    for (int k = 0; k <= 9; k++, ten *= 10) {
        double whole = nearbyint(x * ten);
        if (fabs(whole) < 9e15 && whole / ten == x)
            return (whole * num + off * ten) / (den * ten);
    }
    return (x * num + off) / den;
}
