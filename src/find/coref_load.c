#include "find/coref.h"

static const struct { const char *word; uint32_t flag; } classes[] = {
    {"he", RCP_CO_HE}, {"she", RCP_CO_SHE}, {"it", RCP_CO_IT}, {"they", RCP_CO_THEY},
    {"they_m", RCP_CO_THEY | RCP_CO_HE}, {"they_f", RCP_CO_THEY | RCP_CO_SHE},
    {"latter_m", RCP_CO_LATTER | RCP_CO_HE}, {"latter_f", RCP_CO_LATTER | RCP_CO_SHE},
    {"latters_m", RCP_CO_LATTER | RCP_CO_THEY | RCP_CO_HE}, {"latters_f", RCP_CO_LATTER | RCP_CO_THEY | RCP_CO_SHE},
    {"empty", RCP_CO_EMPTY}, {"empty_se", RCP_CO_EMPTY_SE}, {"there", RCP_CO_THERE},
    {"last", RCP_CO_LAST}, {"say", RCP_CO_SAY}, {"person", RCP_CO_PERSON}, {"impersonal", RCP_CO_IMPERSONAL},
    {"sir", RCP_CO_SIR}, {"madam", RCP_CO_MADAM}, {"time", RCP_CO_TIME}, {"arms", RCP_CO_ARMS}, {"country", RCP_CO_COUNTRY}};

static uint32_t class_of(rcp_str s)
{
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (rcp_str_is(s, classes[i].word))
            return classes[i].flag;
    return 0;
}

static rcp_status full(rcp_err *err)
{
    return rcp_fail(err, RCP_E_LIMIT, "too many words in coref.tsv");
}

/* Once to make the symbols, once to keep what they are. */
static rcp_status read(rcp_pack *pack, rcp_tsv *t, rcp_coref_words *c, bool store, rcp_err *err)
{
    while (rcp_tsv_next(t)) {
        rcp_str words, word;
        uint32_t flag = class_of(rcp_tsv_field(t, 0));
        rcp_status s = rcp_tsv_want(t, 2, 3, err);
        if (s)
            return s;
        if (rcp_str_is(rcp_tsv_field(t, 0), "things")) {
            c->genders = rcp_str_is(rcp_tsv_field(t, 1), "gender");
            continue;
        }
        if (!flag)
            return rcp_tsv_fail(t, 0, err, "this is no class of words");
        if ((flag == RCP_CO_ARMS) != (t->n == 3))
            return rcp_tsv_fail(t, t->n - 1, err, "a class of equipment stands behind 'arms', and nowhere else");
        for (words = rcp_tsv_field(t, 1); rcp_list_next(&words, &word);) {
            rcp_sym sym = rcp_sym_of(&pack->syms, word);
            if (!sym)
                return full(err);
            if (!store)
                continue;
            c->flags[sym] |= flag;
            rcp_arms_word *a = flag == RCP_CO_ARMS ? rcp_rows_add(&c->arms) : NULL;
            if (flag == RCP_CO_ARMS && !a)
                return full(err);
            if (a)
                *a = (rcp_arms_word){sym, rcp_str_is(rcp_tsv_field(t, 2), "-") ? RCP_STR("") : rcp_tsv_field(t, 2)};
        }
    }
    return RCP_OK;
}

rcp_status rcp_coref_load(rcp_pack *pack, const rcp_coref_words **out, rcp_err *err)
{
    char path[96];
    rcp_tsv t;
    rcp_coref_words *c = RCP_NEW(&pack->arena, rcp_coref_words, 1);
    if (!c || rcp_rows_init(&c->arms, &pack->arena, sizeof(rcp_arms_word)))
        return full(err);
    *out = c;
    for (int store = 0; store < 2; store++) {
        if (!rcp_tsv_open(&t, &pack->res, rcp_pack_file(pack, "coref.tsv", path)))
            return RCP_OK;
        if (store && !(c->flags = RCP_NEW(&pack->arena, uint32_t, pack->syms.n)))
            return full(err);
        c->n = store ? pack->syms.n : 0;
        rcp_status s = read(pack, &t, c, store, err);
        if (s)
            return s;
    }
    return RCP_OK;
}
