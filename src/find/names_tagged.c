#include "find/names.h"

#include <stdlib.h>

/*
 * How far the best reading without the name must lie behind, in steps of the packed weights: for a name where
 * no row is, and for one that changes rows.  Found on Sequoia's dev part, WikiGold's parts, and the gold seeds.
 */
enum { LEAST_MARGIN = 40, LEAST_MARGIN_OTHER = 80, LEAST_MARGIN_SMALL = 200, SURE = 39321 };

/* Letters of a word that is printed large in a headline; how many such words, and how many times the small ones. */
enum { TITLE_WORD = 4, TITLE_WORDS = 4, TITLE_SHARE = 5 };

static const uint16_t kind_of_type[RCP_N_NER_TYPES] = {RCP_PERSON, RCP_ORGANISATION, RCP_PLACE, RCP_OTHER};

/* What a tagged name means for a row that it touches. */
typedef enum {
    STAYS,                              /* beside it, or as it is inside it                         */
    REFUSES,                            /* as it is, and there is no tagged name                    */
    OWNS,                               /* as it is: it has the same words                          */
    GOES,                               /* the tagged name takes its place                          */
    SHRINKS,                            /* to the tagged name inside it                             */
    TURNS                               /* is of the tagged name's kind                             */
} fate;

typedef struct { rcp_toks toks; uint32_t row; } place_of;       /* row: an old one, or old->n + a seen one */

typedef struct {
    rcp_doc   *doc;
    const rcp_ner *ner;
    const rcp_rows *old, *seen;         /* rcp_mention, rcp_ner_seen                                */
    uint8_t   *fate;                    /* by old row: STAYS, or one after OWNS                     */
    uint32_t  *by;                      /* by old row: the seen one that changes it                 */
    uint32_t  *heir;                    /* by seen row: an old one whose identity it takes; 0       */
    bool      *taken;                   /* by seen row: becomes a mention of its own                */
    uint32_t  *row_of;                  /* by old row: the new one; 0: gone                         */
    uint32_t  *new_of;                  /* by seen row: the new one; 0                              */
} join;

static const rcp_mention *old_at(const join *j, uint32_t i)
{
    return RCP_ROW(j->old, rcp_mention, i);
}
static const rcp_ner_seen *seen_at(const join *j, uint32_t i)
{
    return RCP_ROW(j->seen, rcp_ner_seen, i);
}

static uint32_t upos_of(const rcp_doc *d, rcp_id tok)
{
    rcp_id w = rcp_doc_word_of(d, tok);
    return w < d->tag.n ? d->tag.row[w].upos : 0;
}

/* The word whose head lies outside, as far as there are trees; else the first. */
static rcp_id head_of(const rcp_doc *d, rcp_toks toks)
{
    rcp_id beg = rcp_doc_word_of(d, toks.beg), end = rcp_doc_word_of(d, toks.end);
    rcp_id head = rcp_names_head(d, beg, end);
    return head ? head : beg < d->word.n ? beg : 0;
}

/* Whether each bracket of a name has its other half: "Etat-union [of Russia" has not. */
static bool balanced(const rcp_doc *d, rcp_toks toks)
{
    int open = 0;
    for (rcp_id t = toks.beg; t < toks.end && open >= 0; t++) {
        rcp_str norm = rcp_doc_sym(d, d->tok.row[t].norm);
        open += rcp_str_is(norm, "(") || rcp_str_is(norm, "[");
        open -= rcp_str_is(norm, ")") || rcp_str_is(norm, "]");
    }
    return open == 0;
}

/* A name with figures, or in small letters at its beginning, is left to the other finders; a person has no comma. */
static bool wanted(const rcp_doc *d, const rcp_ner_seen *x)
{
    if (x->margin < (x->type == RCP_NER_MISC ? LEAST_MARGIN_OTHER : LEAST_MARGIN))
        return false;
    for (rcp_id t = x->toks.beg; t < x->toks.end; t++)
        if (d->tok.row[t].flags & (RCP_TOK_NUMBER | RCP_TOK_FURNITURE) ||
            (x->type == RCP_NER_PER && rcp_str_is(rcp_doc_sym(d, d->tok.row[t].norm), ",")))
            return false;
    if (!balanced(d, x->toks))
        return false;
    return x->margin >= LEAST_MARGIN_SMALL || d->tok.row[x->toks.beg].flags & RCP_TOK_UPPER;
}

/* A headline whose words all begin with capitals, its verb too: what is a name there is not to be seen. */
static bool titled(const rcp_doc *d, rcp_toks sent)
{
    uint32_t small = 0, capital = 0;
    bool verb = false;
    for (rcp_id t = sent.beg; t < sent.end; t++) {
        rcp_span span = d->tok.row[t].span;
        if (span.end - span.beg < TITLE_WORD || d->tok.row[t].flags & (RCP_TOK_NUMBER | RCP_TOK_PUNCT))
            continue;
        bool upper = d->tok.row[t].flags & RCP_TOK_UPPER;
        capital += upper;
        small += !upper;
        verb |= upper && t > sent.beg && upos_of(d, t) == RCP_VERB;
    }
    return verb && capital >= TITLE_WORDS && small * TITLE_SHARE <= capital;
}

/* Kinds of rows that the tagger has no say over. */
static bool fixed(const rcp_mention *m)
{
    bool named = m->kind == RCP_PERSON || m->kind == RCP_ORGANISATION || m->kind == RCP_GROUP || m->kind == RCP_PLACE ||
                 m->kind == RCP_OTHER;
    return !named || m->flags & RCP_MENTION_PRONOUN;
}

/* A guess of the rules for unknown names: neither list nor gazetteer nor phrase has it. */
static bool by_rule(const rcp_mention *m)
{
    return !m->entity && !m->country && !m->sector && !(m->flags & (RCP_MENTION_LOCATED | RCP_MENTION_DEMONYM));
}

static bool of_type(const rcp_mention *m, uint32_t type)
{
    return m->kind == kind_of_type[type] || (m->kind == RCP_GROUP && type == RCP_NER_ORG);
}

/* A row inside a longer tagged name: what the tables have of another kind stays inside it as what it is, as the
 * place in the name of a body; so does a place whose coordinates are known inside one that has none. */
static fate inside(const rcp_mention *m, const rcp_ner_seen *x)
{
    bool guess = by_rule(m) || m->flags & RCP_MENTION_DEMONYM;
    bool known = m->flags & RCP_MENTION_LOCATED && x->type == RCP_NER_LOC;
    return x->type == RCP_NER_PER || guess || (of_type(m, x->type) && !known) ? GOES : STAYS;
}

static fate decide(const join *j, uint32_t i, const rcp_ner_seen *x)
{
    const rcp_mention *m = old_at(j, i);
    rcp_id beg = rcp_ner_trim(j->ner, j->doc, m->toks, x->type).beg;
    bool same = x->toks.end == m->toks.end && (x->toks.beg == m->toks.beg || x->toks.beg == beg);
    bool wider = x->toks.beg <= m->toks.beg && x->toks.end >= m->toks.end;
    bool narrower = x->toks.beg >= m->toks.beg && x->toks.end <= m->toks.end;
    if (fixed(m))
        return wider && !same && m->kind != RCP_EQUIPMENT ? STAYS : REFUSES;
    if (same)
        return !of_type(m, x->type) && by_rule(m) && m->kind != RCP_PLACE ? TURNS : OWNS;
    if (wider)
        return inside(m, x);
    if (!by_rule(m) || (narrower && !of_type(m, x->type)))
        return REFUSES;
    return narrower ? SHRINKS : GOES;
}

/* Take back what seen row k did to rows [beg, end). */
static void undo(join *j, uint32_t k, uint32_t beg, uint32_t end)
{
    for (uint32_t i = beg; i < end; i++)
        if (j->by[i] == k)
            j->by[i] = j->fate[i] = 0;
    j->taken[k] = false;
}

/* Rows that touch seen row k, from the first one on that may; one that refuses it leaves all as they are. */
static void judge(join *j, uint32_t k, uint32_t *from)
{
    const rcp_ner_seen *x = seen_at(j, k);
    while (*from < j->old->n && old_at(j, *from)->toks.end <= x->toks.beg)
        ++*from;
    j->taken[k] = true;
    for (uint32_t i = *from; i < j->old->n && old_at(j, i)->toks.beg < x->toks.end; i++) {
        if (old_at(j, i)->toks.end <= x->toks.beg)
            continue;
        fate f = j->fate[i] ? REFUSES : decide(j, i, x);
        if (f == REFUSES) {
            undo(j, k, *from, i);
            return;
        }
        j->taken[k] &= f == STAYS || f == GOES;
        if (f == GOES && (!j->heir[k] || of_type(old_at(j, i), x->type)))
            j->heir[k] = i;
        if (f > OWNS) {
            j->fate[i] = (uint8_t)f;
            j->by[i] = k;
        }
    }
}

static void judge_all(join *j)
{
    uint32_t from = 1, k = 1;
    for (uint32_t i = 1; i < j->doc->sent.n; i++) {
        rcp_toks sent = j->doc->sent.row[i].toks;
        bool title = k < j->seen->n && seen_at(j, k)->toks.beg < sent.end && titled(j->doc, sent);
        for (; k < j->seen->n && seen_at(j, k)->toks.beg < sent.end; k++)
            if (!title && wanted(j->doc, seen_at(j, k)))
                judge(j, k, &from);
    }
}

static void fill(const join *j, uint32_t k, rcp_mention *m)
{
    const rcp_ner_seen *x = seen_at(j, k);
    const rcp_mention *heir = old_at(j, j->heir[k]);
    m->span = rcp_doc_toks_span(j->doc, x->toks);
    m->toks = x->toks;
    m->kind = kind_of_type[x->type];
    m->score = SURE;
    m->flags = RCP_MENTION_TAGGED;
    m->name = rcp_sym_of(&j->doc->syms, rcp_doc_slice(j->doc, m->span));
    m->head = head_of(j->doc, x->toks);
    if (!j->heir[k] || x->type == RCP_NER_PER)
        return;
    m->country = heir->country;
    if (of_type(heir, x->type))
        m->sector = heir->sector;
}

/* A row of the finders as the tagger leaves it. */
static void change(const join *j, uint32_t i, rcp_mention *m)
{
    const rcp_ner_seen *x = seen_at(j, j->by[i]);
    *m = *old_at(j, i);
    if (j->fate[i] == SHRINKS) {
        m->toks = x->toks;
        m->span = rcp_doc_toks_span(j->doc, x->toks);
        m->name = rcp_sym_of(&j->doc->syms, rcp_doc_slice(j->doc, m->span));
        m->head = head_of(j->doc, x->toks);
    }
    if (j->fate[i] != STAYS && !of_type(m, x->type)) {
        m->kind = kind_of_type[x->type];
        m->flags |= RCP_MENTION_TAGGED;
    }
}

static int by_place(const void *a, const void *b)
{
    const place_of *x = a, *y = b;
    if (x->toks.beg != y->toks.beg)
        return x->toks.beg < y->toks.beg ? -1 : 1;
    if (x->toks.end != y->toks.end)
        return x->toks.end > y->toks.end ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

/* All rows that are left, in order. */
static rcp_status put_rows(join *j, rcp_arena *a, rcp_rows *out)
{
    place_of *list = RCP_NEW(a, place_of, (size_t)j->old->n + j->seen->n);
    uint32_t n = 0;
    if (!list)
        return RCP_E_LIMIT;
    for (uint32_t i = 1; i < j->old->n; i++)
        if (j->fate[i] != GOES)
            list[n++] = (place_of){j->fate[i] == SHRINKS ? seen_at(j, j->by[i])->toks : old_at(j, i)->toks, i};
    for (uint32_t k = 1; k < j->seen->n; k++)
        if (j->taken[k])
            list[n++] = (place_of){seen_at(j, k)->toks, j->old->n + k};
    qsort(list, n, sizeof *list, by_place);
    for (uint32_t r = 0; r < n; r++) {
        rcp_mention *m = rcp_rows_add(out);
        if (!m)
            return RCP_E_LIMIT;
        if (list[r].row < j->old->n) {
            change(j, list[r].row, m);
            j->row_of[list[r].row] = out->n - 1;
        } else {
            fill(j, list[r].row - j->old->n, m);
            j->new_of[list[r].row - j->old->n] = out->n - 1;
        }
    }
    return RCP_OK;
}

/* Chains by the new row numbers; a name that has no row to go back to goes with those of the same name. */
static rcp_status chain(join *j, rcp_arena *a, rcp_rows *rows)
{
    uint32_t *by_name = RCP_NEW(a, uint32_t, (size_t)j->doc->syms.n + 1);
    if (!by_name)
        return RCP_E_LIMIT;
    for (uint32_t i = 1; i < j->old->n; i++)
        if (j->fate[i] == GOES && of_type(old_at(j, i), seen_at(j, j->by[i])->type))
            j->row_of[i] = j->new_of[j->by[i]];
    for (uint32_t i = 1; i < rows->n; i++) {
        rcp_mention *m = RCP_ROW(rows, rcp_mention, i);
        uint32_t *first = m->name ? &by_name[m->name] : NULL;
        uint32_t back = m->chain ? j->row_of[m->chain] : 0;
        if (back && back < i)
            m->chain = RCP_ROW(rows, rcp_mention, back)->chain;
        else
            m->chain = back != i && first && *first ? *first : i;
        if (first && !*first)
            *first = m->chain;
    }
    return RCP_OK;
}

static rcp_status open_join(join *j, rcp_arena *a)
{
    j->fate = RCP_NEW(a, uint8_t, j->old->n);
    j->by = RCP_NEW(a, uint32_t, j->old->n);
    j->row_of = RCP_NEW(a, uint32_t, j->old->n);
    j->heir = RCP_NEW(a, uint32_t, j->seen->n);
    j->taken = RCP_NEW(a, bool, j->seen->n);
    j->new_of = RCP_NEW(a, uint32_t, j->seen->n);
    return j->fate && j->by && j->row_of && j->heir && j->taken && j->new_of ? RCP_OK : RCP_E_LIMIT;
}

rcp_status rcp_names_tagged(const rcp_ner *ner, rcp_doc *doc, rcp_arena *scratch, rcp_rows *mentions)
{
    rcp_rows seen, out;
    if (!ner->trained)
        return RCP_OK;
    join j = {.doc = doc, .ner = ner, .old = mentions, .seen = &seen};
    rcp_status s = rcp_ner_tag(ner, doc, (const rcp_mention *)(const void *)mentions->row, mentions->n, scratch, &seen);
    s = s ? s : open_join(&j, scratch);
    if (!s)
        judge_all(&j);
    s = s ? s : rcp_rows_init(&out, scratch, sizeof(rcp_mention));
    s = s ? s : put_rows(&j, scratch, &out);
    s = s ? s : chain(&j, scratch, &out);
    if (!s)
        *mentions = out;
    return s;
}
