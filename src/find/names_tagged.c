#include "find/names.h"

/*
 * How far the best reading without the name must lie behind, in steps of the packed weights: found on
 * Sequoia's dev part and the gold seeds.
 */
enum { LEAST_MARGIN = 40, LEAST_MARGIN_OTHER = 80, SURE = 39321 };

static const uint16_t kind_of_type[RCP_N_NER_TYPES] = {RCP_PERSON, RCP_ORGANISATION, RCP_PLACE, RCP_OTHER};

/* The word whose head lies outside, as far as there are trees; else the first. */
static rcp_id head_of(const rcp_doc *d, rcp_toks toks)
{
    rcp_id beg = rcp_doc_word_of(d, toks.beg), end = rcp_doc_word_of(d, toks.end);
    for (rcp_id w = beg; w < end && w < d->dep.n; w++)
        if (d->dep.row[w].rel && (d->dep.row[w].head < beg || d->dep.row[w].head >= end))
            return w;
    return beg < d->word.n ? beg : 0;
}

/* A name of figures or in small letters at its beginning is left to the other finders. */
static bool wanted(const rcp_doc *d, const rcp_ner_seen *x)
{
    if (x->margin < (x->type == RCP_NER_MISC ? LEAST_MARGIN_OTHER : LEAST_MARGIN))
        return false;
    for (rcp_id t = x->toks.beg; t < x->toks.end; t++)
        if (d->tok.row[t].flags & (RCP_TOK_NUMBER | RCP_TOK_FURNITURE))
            return false;
    return d->tok.row[x->toks.beg].flags & RCP_TOK_UPPER;
}

static void fill(rcp_doc *doc, const rcp_ner_seen *x, rcp_mention *m)
{
    m->span = rcp_doc_toks_span(doc, x->toks);
    m->toks = x->toks;
    m->kind = kind_of_type[x->type];
    m->score = SURE;
    m->flags = RCP_MENTION_TAGGED;
    m->name = rcp_sym_of(&doc->syms, rcp_doc_slice(doc, m->span));
    m->head = head_of(doc, x->toks);
}

/* Both lists by place, into one; row_of: where each of the old rows went. */
static rcp_status merge(rcp_doc *doc, const rcp_rows *old, const rcp_rows *seen, uint32_t *row_of, rcp_rows *out)
{
    uint32_t i = 1, k = 1;
    rcp_id covered = 0; /* tokens before it are inside old rows */
    while (i < old->n || k < seen->n) {
        const rcp_mention *m = i < old->n ? RCP_ROW(old, rcp_mention, i) : NULL;
        const rcp_ner_seen *x = k < seen->n ? RCP_ROW(seen, rcp_ner_seen, k) : NULL;
        if (x && (!m || x->toks.end <= m->toks.beg)) {
            bool take = x->toks.beg >= covered && wanted(doc, x);
            rcp_mention *row = take ? rcp_rows_add(out) : NULL;
            if (take && !row)
                return RCP_E_LIMIT;
            if (row)
                fill(doc, x, row);
            k++;
        } else if (m && (!x || m->toks.end <= x->toks.beg || m->toks.beg <= x->toks.beg)) {
            rcp_mention *row = rcp_rows_add(out);
            if (!row)
                return RCP_E_LIMIT;
            *row = *m;
            row_of[i++] = out->n - 1;
            covered = m->toks.end > covered ? m->toks.end : covered;
        } else
            k++; /* an old row begins inside it */
    }
    return RCP_OK;
}

/* Chains by the new row numbers; a tagged name goes with the rows that have the same name. */
static rcp_status chain(const rcp_doc *doc, const uint32_t *row_of, rcp_arena *a, rcp_rows *rows)
{
    uint32_t *by_name = RCP_NEW(a, uint32_t, (size_t)doc->syms.n + 1);
    if (!by_name)
        return RCP_E_LIMIT;
    for (uint32_t i = 1; i < rows->n; i++) {
        rcp_mention *m = RCP_ROW(rows, rcp_mention, i);
        bool tagged = m->flags & RCP_MENTION_TAGGED;
        uint32_t *first = m->name ? &by_name[m->name] : NULL;
        m->chain = tagged ? (first && *first ? *first : i) : row_of[m->chain];
        if (first && !*first)
            *first = m->chain;
    }
    return RCP_OK;
}

rcp_status rcp_names_tagged(const rcp_ner *ner, rcp_doc *doc, rcp_arena *scratch, rcp_rows *mentions)
{
    rcp_rows seen, out;
    if (!ner->trained)
        return RCP_OK;
    rcp_status s = rcp_ner_tag(ner, doc, (const rcp_mention *)(const void *)mentions->row, mentions->n, scratch, &seen);
    uint32_t *row_of = RCP_NEW(scratch, uint32_t, (size_t)mentions->n + 1);
    s = s || row_of ? s : RCP_E_LIMIT;
    s = s ? s : rcp_rows_init(&out, scratch, sizeof(rcp_mention));
    s = s ? s : merge(doc, mentions, &seen, row_of, &out);
    s = s ? s : chain(doc, row_of, scratch, &out);
    if (!s)
        *mentions = out;
    return s;
}
