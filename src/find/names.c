#include "find/variants.h"

#include <stdlib.h>

uint32_t rcp_unit_upos(const rcp_search *s, uint32_t i)
{
    rcp_id w = rcp_doc_word_of(s->doc, rcp_unit_at(s, i)->tok);
    return w < s->doc->tag.n ? s->doc->tag.row[w].upos : 0;
}

rcp_str rcp_units_text(const rcp_search *s, uint32_t beg, uint32_t end)
{
    rcp_span span = {rcp_unit_at(s, beg)->span.beg, rcp_unit_at(s, end - 1)->span.end};
    return rcp_doc_slice(s->doc, span);
}

rcp_found *rcp_found_instead(rcp_search *s, uint32_t beg, uint32_t end, uint32_t kind)
{
    rcp_found *f = rcp_rows_add(&s->found);
    for (uint32_t i = beg; f && i < end; i++)
        if (s->at[i])
            rcp_found_at(s, s->at[i])->flags |= RCP_FOUND_DEAD;
    if (f)
        *f = (rcp_found){.beg = beg, .end = end, .kind = kind};
    return f;
}

uint32_t rcp_names_gender(const rcp_names *names, rcp_str name)
{
    char folded[RCP_UNIT_ROOM];
    uint32_t at = 0;
    rcp_span piece;
    bool glued;
    if (!rcp_unit_next(name, &at, &piece, &glued))
        return 0;
    uint32_t n = rcp_unit_fold(rcp_slice(name, piece), folded);
    rcp_sym w = rcp_sym_lookup(&names->trie.words, (rcp_str){folded, n});
    return w < names->n_word_flags ? names->word_flags[w] & (RCP_NW_MALE | RCP_NW_FEMALE) : 0;
}

static int by_place(const void *a, const void *b)
{
    const rcp_found *x = a, *y = b;
    if (x->beg != y->beg)
        return x->beg < y->beg ? -1 : 1;
    return x->end > y->end ? -1 : x->end < y->end;
}

void rcp_names_sort(rcp_search *s)
{
    qsort(rcp_found_at(s, 1), s->found.n - 1, sizeof(rcp_found), by_place);
}

void rcp_names_cover(rcp_search *s)
{
    memset(s->at, 0, sizeof *s->at * s->units.n);
    for (uint32_t i = 1; i < s->found.n; i++) {
        const rcp_found *f = rcp_found_at(s, i);
        for (uint32_t u = f->beg; u < f->end && !(f->flags & RCP_FOUND_DEAD); u++)
            s->at[u] = i;       /* what is inside comes later, and is kept */
    }
}

rcp_id rcp_names_head(const rcp_doc *d, rcp_id beg, rcp_id end)
{
    for (rcp_id w = beg; w < end && w < d->dep.n; w++)
        if (d->dep.row[w].rel && (d->dep.row[w].head < beg || d->dep.row[w].head >= end))
            return w;
    return 0;
}

/* By the parse where there is one: the relation of the phrase's head. */
static uint32_t relation(const rcp_search *s, const rcp_found *f)
{
    const rcp_doc *d = s->doc;
    rcp_id beg = rcp_doc_word_of(d, rcp_unit_at(s, f->beg)->tok);
    rcp_id end = rcp_doc_word_of(d, rcp_unit_at(s, f->end - 1)->tok + 1);
    rcp_id head = rcp_names_head(d, beg, end);
    return head ? d->dep.row[head].rel : 0;
}

static bool verbal(uint32_t upos)
{
    return upos == RCP_VERB || upos == RCP_AUX;
}

/* By the words beside it: no preposition before, a verb soon after; or a verb of speech before. */
static bool beside_verb(const rcp_search *s, const rcp_found *f)
{
    uint32_t before = f->beg - 1, i = f->end;
    while (before > 0 && rcp_unit_is(s, before) & RCP_NW_ARTICLE && rcp_unit_at(s, before + 1)->gap == RCP_GAP_JOIN &&
           !(rcp_unit_is(s, before) & RCP_NW_PREPOSITION))
        before--;
    bool joined = before > 0 && rcp_unit_at(s, before + 1)->gap <= RCP_GAP_DOT;
    if (joined && (rcp_unit_is(s, before) & RCP_NW_SAY))
        return true;
    if (joined && (rcp_unit_is(s, before) & RCP_NW_PREPOSITION))
        return false;
    if (i < s->units.n && rcp_unit_at(s, i)->gap > RCP_GAP_COMMA)
        return false;
    while (i < s->units.n && i < f->end + 3 && rcp_unit_is(s, i) & RCP_NW_SKIP &&
           rcp_unit_at(s, i)->gap <= RCP_GAP_COMMA)
        i++;
    if (i >= s->units.n || rcp_unit_at(s, i)->gap > RCP_GAP_COMMA)
        return false;
    return verbal(rcp_unit_upos(s, i)) || (rcp_unit_is(s, i) & RCP_NW_SAY);
}

/* Whether it is subject of what follows, or speaker of what stands before, and not of a passive. */
static bool is_actor(const rcp_search *s, const rcp_found *f)
{
    uint32_t rel = relation(s, f);
    if (rel == RCP_REL_nsubj_pass)
        return false;
    if (rel)
        return rel == RCP_REL_nsubj || rel == RCP_REL_nsubj_caus || rel == RCP_REL_nsubj_outer ||
               (rel != RCP_REL_nmod && rel != RCP_REL_obl && rel != RCP_REL_obj && beside_verb(s, f));
    return beside_verb(s, f);
}

/* A state, its capital or a seat as subject of a verb other than "be" acts for the government. */
static void mark_acting(rcp_search *s)
{
    for (uint32_t i = 1; i < s->found.n; i++) {
        rcp_found *f = rcp_found_at(s, i);
        const rcp_entity *e = &s->names->e->row[f->entity];
        if (!f->entity || !(e->flags & RCP_ENTITY_ACTS) || f->flags & (RCP_FOUND_DEAD | RCP_MENTION_DEMONYM))
            continue;
        if (e->kind == RCP_ORGANISATION || (is_actor(s, f) && !(rcp_unit_is(s, f->end) & RCP_NW_BE)))
            f->flags |= RCP_MENTION_GOVERNMENT;
    }
}

/* A last name alone counts where the whole name stands somewhere in the report. */
static rcp_status check_last_names(rcp_search *s)
{
    bool *whole = RCP_NEW(s->scratch, bool, s->names->e->n);
    if (!whole)
        return RCP_E_LIMIT;
    for (uint32_t i = 1; i < s->found.n; i++)
        whole[rcp_found_at(s, i)->entity] |= !(rcp_found_at(s, i)->flags & RCP_FOUND_LAST);
    for (uint32_t i = 1; i < s->found.n; i++) {
        rcp_found *f = rcp_found_at(s, i);
        if (f->flags & RCP_FOUND_LAST && !whole[f->entity])
            f->flags |= RCP_FOUND_DEAD;
    }
    return RCP_OK;
}

/* A president of 2010 is none in 2023: country and sector by the office held on the day of publication. */
static void stand_on_day(rcp_search *s)
{
    for (uint32_t i = 1; i < s->found.n; i++) {
        rcp_found *f = rcp_found_at(s, i);
        if (f->kind != RCP_PERSON || !f->entity)
            continue;
        rcp_standing on = rcp_entity_on(s->names->e, &s->pack->syms, f->entity, s->day);
        f->country = on.country;
        f->sector = on.sector;
    }
}

typedef struct { uint32_t beg, end, row; } order;

static int by_span(const void *a, const void *b)
{
    const order *x = a, *y = b;
    if (x->beg != y->beg)
        return x->beg < y->beg ? -1 : 1;
    if (x->end != y->end)
        return x->end > y->end ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

/* The word the phrase hangs by: by the parse, else the first noun (French), or the last one. */
static rcp_id head_of(const rcp_search *s, const rcp_found *f)
{
    const rcp_doc *d = s->doc;
    rcp_id beg = rcp_doc_word_of(d, rcp_unit_at(s, f->beg)->tok);
    rcp_id end = rcp_doc_word_of(d, rcp_unit_at(s, f->end - 1)->tok + 1), head = rcp_names_head(d, beg, end);
    bool parsed = head != 0, last = !strcmp(s->names->lang, "en") && f->kind != RCP_PERSON;
    for (rcp_id w = beg; !parsed && w < end && w < d->tag.n; w++)
        if ((d->tag.row[w].upos == RCP_NOUN || d->tag.row[w].upos == RCP_PROPN) && (!head || last))
            head = w;
    return head ? head : beg < d->word.n ? beg : 0;
}

static uint16_t sure(const rcp_found *f)
{
    return f->flags & RCP_FOUND_UNKNOWN ? 45875 : f->flags & RCP_FOUND_VARIANT ? 52428 : 62258;
}

static void fill_row(const rcp_search *s, const rcp_found *f, rcp_mention *m)
{
    m->span = (rcp_span){rcp_unit_at(s, f->beg)->span.beg, rcp_unit_at(s, f->end - 1)->span.end};
    m->toks = rcp_doc_toks_of(s->doc, m->span);
    m->kind = (uint16_t)f->kind;
    m->score = sure(f);
    m->flags = f->flags & 0xffff;
    m->entity = f->entity;
    m->name = f->name;
    m->country = f->country;
    m->lat = f->lat;
    m->lon = f->lon;
    m->geonames = f->geonames;
    m->sector = f->sector;
    m->head = head_of(s, f);
    m->why = f->why;
}

/* First mention of the same entity, or of the same name; else the antecedent's; else itself. */
static void chain_rows(const rcp_search *s, const order *list, uint32_t n, const uint32_t *row_of,
                       rcp_rows *mentions)
{
    uint32_t *by_entity = RCP_NEW(s->scratch, uint32_t, s->names->e->n);
    uint32_t *by_name = RCP_NEW(s->scratch, uint32_t, (size_t)s->doc->syms.n + 1);
    for (uint32_t i = 0; i < n; i++) {
        const rcp_found *f = rcp_found_at(s, list[i].row);
        rcp_mention *m = RCP_ROW(mentions, rcp_mention, i + 1);
        uint32_t *first = by_entity && m->entity ? &by_entity[m->entity]
                          : by_name && m->name   ? &by_name[m->name]
                                                 : NULL;
        m->chain = i + 1;
        if (first && *first)
            m->chain = *first;
        else if (first)
            *first = i + 1;
        if (!first && f->chain && row_of[f->chain] && row_of[f->chain] <= i)
            m->chain = RCP_ROW(mentions, rcp_mention, row_of[f->chain])->chain;
    }
}

static rcp_status make_rows(rcp_search *s, rcp_rows *mentions)
{
    order *list = RCP_NEW(s->scratch, order, s->found.n);
    uint32_t *row_of = RCP_NEW(s->scratch, uint32_t, s->found.n), n = 0;
    if (!list || !row_of)
        return RCP_E_LIMIT;
    for (uint32_t i = 1; i < s->found.n; i++) {
        const rcp_found *f = rcp_found_at(s, i);
        if (!(f->flags & RCP_FOUND_DEAD))
            list[n++] = (order){f->beg, f->end, i};
    }
    qsort(list, n, sizeof *list, by_span);
    for (uint32_t i = 0; i < n; i++) {
        rcp_mention *m = rcp_rows_add(mentions);
        if (!m)
            return RCP_E_LIMIT;
        fill_row(s, rcp_found_at(s, list[i].row), m);
        row_of[list[i].row] = i + 1;
    }
    chain_rows(s, list, n, row_of, mentions);
    return RCP_OK;
}

rcp_status rcp_names_find(const rcp_pack *pack, const rcp_names *names, rcp_doc *doc,
                          rcp_arena *scratch, rcp_rows *mentions, rcp_err *err)
{
    rcp_search s = {.pack = pack, .names = names, .doc = doc, .scratch = scratch};
    const rcp_published *p = rcp_doc_published(doc);
    rcp_status status;
    (void)err;
    s.day = p->hi > p->lo ? p->lo : RCP_DAY_MIN;
    if ((status = rcp_rows_init(&s.units, scratch, sizeof(rcp_unit))) ||
        (status = rcp_rows_init(&s.found, scratch, sizeof(rcp_found))) ||
        (status = rcp_units_of(doc, &names->trie.words, &s.units)))
        return status;
    s.at = RCP_NEW(scratch, uint32_t, (size_t)s.units.n + 1);
    if (!s.at)
        return RCP_E_LIMIT;
    if ((status = rcp_names_match(&s)) || (status = rcp_variants_people(&s)) || (status = check_last_names(&s)))
        return status;
    stand_on_day(&s);
    if ((status = rcp_names_unknown(&s)) || (status = rcp_places_find(&s)) ||
        (status = rcp_variants_places(&s)))
        return status;
    mark_acting(&s);
    if ((status = rcp_names_resolve(&s)))
        return status;
    return make_rows(&s, mentions);
}
