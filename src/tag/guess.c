#include "tag/guess.h"

enum { SEEN = 120 }; /* bytes of a form that are looked at */

static rcp_status read_row(rcp_tsv *tsv, rcp_pack *pack, rcp_rows *words, rcp_rows *endings,
                           rcp_err *err)
{
    rcp_status s = rcp_tsv_want(tsv, 3, 5, err);
    bool word = rcp_str_is(tsv->field[0], "word");
    rcp_guess_row r = {.form = tsv->field[1]};
    if (!s && !word && !rcp_str_is(tsv->field[0], "ending"))
        s = rcp_tsv_fail(tsv, 0, err, "a row begins with word or ending");
    s = s ? s : rcp_tsv_enum(tsv, 2, &rcp_enum_upos, &r.upos, err);
    rcp_str feats = rcp_tsv_field(tsv, 3), lemma = rcp_tsv_field(tsv, 4);
    if (s)
        return s;
    if (rcp_syms_add(&pack->syms, rcp_str_is(feats, "-") ? RCP_STR("") : feats, &r.feats) ||
        rcp_syms_add(&pack->syms, lemma, &r.lemma))
        return rcp_tsv_fail(tsv, 0, err, "no room left in the pack");
    rcp_guess_row *row = rcp_rows_add(word ? words : endings);
    if (!row)
        return rcp_tsv_fail(tsv, 0, err, "no room left in the pack");
    *row = r;
    return RCP_OK;
}

rcp_status rcp_guesser_load(rcp_guesser *g, rcp_pack *pack, rcp_err *err)
{
    char name[96];
    rcp_tsv tsv;
    rcp_rows words, endings;
    *g = (rcp_guesser){0};
    if (!rcp_tsv_open(&tsv, &pack->res, rcp_pack_file(pack, "guess.tsv", name)))
        return RCP_OK;
    rcp_status s = rcp_rows_init(&words, &pack->arena, sizeof(rcp_guess_row));
    s = s ? s : rcp_rows_init(&endings, &pack->arena, sizeof(rcp_guess_row));
    while (!s && rcp_tsv_next(&tsv))
        s = read_row(&tsv, pack, &words, &endings, err);
    if (!s)
        *g = (rcp_guesser){RCP_ROW(&words, rcp_guess_row, 0), RCP_ROW(&endings, rcp_guess_row, 0),
                           words.n, endings.n};
    return s;
}

static bool ends(rcp_str s, rcp_str with)
{
    return s.len > with.len && !memcmp(s.s + s.len - with.len, with.s, with.len);
}

/* The row for a lower-case form: a word, else (where it looks common) the longest ending; NULL. */
static const rcp_guess_row *row_for(const rcp_guesser *g, rcp_str lower, bool common)
{
    const rcp_guess_row *best = NULL;
    for (uint32_t i = 1; i < g->n_words; i++)
        if (rcp_str_eq(g->word[i].form, lower))
            return &g->word[i];
    for (uint32_t i = 1; common && i < g->n_endings; i++)
        if (ends(lower, g->ending[i].form) && (!best || g->ending[i].form.len > best->form.len))
            best = &g->ending[i];
    return best;
}

static uint32_t by_look(uint32_t flags, bool first)
{
    if (flags & RCP_TOK_NUMBER)
        return RCP_NUM;
    if (flags & RCP_TOK_PUNCT)
        return RCP_PUNCT;
    return (flags & RCP_TOK_UPPER) && !first ? RCP_PROPN : RCP_NOUN;
}

rcp_status rcp_guesser_tag(const rcp_guesser *g, rcp_doc *doc, uint32_t beg, uint32_t end,
                           rcp_tag *tag)
{
    for (uint32_t i = beg; i < end; i++) {
        char out[3 * SEEN];
        const rcp_word *w = &doc->word.row[i];
        rcp_str form = rcp_doc_sym(doc, w->form);
        uint32_t flags = doc->tok.row[w->tok].flags, look = by_look(flags, i == beg);
        form.len = form.len > SEEN ? 0 : form.len;
        rcp_str lower = {out, rcp_lower(form, out, sizeof out)};
        const rcp_guess_row *row = row_for(g, lower, look == RCP_NOUN);
        tag[i].upos = (uint16_t)(row ? row->upos : look);
        tag[i].feats = row ? row->feats : 0;
        tag[i].lemma = row ? row->lemma : 0;
        if (!tag[i].lemma && lower.len &&
            rcp_syms_add(&doc->syms, look == RCP_PROPN ? form : lower, &tag[i].lemma))
            return RCP_E_LIMIT;
    }
    return RCP_OK;
}
