#include "find/coref_scene.h"

#include "find/names.h"
#include "lang/form.h"

enum { CLIMB = 6 };             /* verbs a subject is shared over */

bool rcp_scene_subject(const rcp_scene *s, rcp_id w)
{
    uint32_t rel = s->doc->dep.row[w].rel;
    return rel == RCP_REL_nsubj || rel == RCP_REL_nsubj_pass || rel == RCP_REL_nsubj_caus || rel == RCP_REL_nsubj_outer;
}

/* --- the index --- */

static void index_word(rcp_scene *s, rcp_id w)
{
    const rcp_doc *d = s->doc;
    const rcp_dep *dep = &d->dep.row[w];
    if (rcp_scene_subject(s, w))
        s->word_is[dep->head] |= RCP_WORD_SUBJECT;
    if (dep->rel == RCP_REL_cop)
        s->word_is[dep->head] |= RCP_WORD_COPULA;
    if (dep->rel != RCP_REL_det)
        return;
    rcp_str feats = rcp_doc_sym(d, d->tag.row[w].feats), gender = rcp_feat(feats, "Gender");
    s->word_is[dep->head] |= rcp_str_is(gender, "Fem") ? RCP_WORD_FEMALE : rcp_str_is(gender, "Masc") ? RCP_WORD_MALE : 0;
    if (rcp_str_is(rcp_feat(feats, "Number"), "Plur"))
        s->word_is[dep->head] |= RCP_WORD_MANY;
}

static void index_quotes(rcp_scene *s)
{
    const rcp_doc *d = s->doc;
    for (uint32_t q = 1; q < d->quote.n; q++) {
        if (d->quote.row[q].depth != 1)
            continue;
        rcp_toks toks = rcp_doc_toks_of(d, d->quote.row[q].inner);
        for (rcp_id w = rcp_doc_word_of(d, toks.beg); w < rcp_doc_word_of(d, toks.end) && w < d->word.n; w++)
            s->word_is[w] |= RCP_WORD_QUOTED;
    }
}

/* A person before its office, an outer one before what it holds. */
static void index_mention(rcp_scene *s, uint32_t i)
{
    const rcp_mention *m = rcp_scene_mention(s, i);
    rcp_id end = rcp_doc_word_of(s->doc, m->toks.end);
    for (rcp_id w = rcp_doc_word_of(s->doc, m->toks.beg); w < end && w < s->doc->word.n; w++)
        s->word_is[w] |= RCP_WORD_COVERED;
    uint32_t *at = &s->row_at[m->head];
    if (!(m->flags & RCP_MENTION_DEMONYM) && (!*at || m->kind == RCP_PERSON))
        *at = i;
}

/* M., Mrs: the word before the mention, or its first one. */
static uint32_t titled(const rcp_scene *s, const rcp_mention *m)
{
    rcp_id w = rcp_doc_word_of(s->doc, m->toks.beg);
    uint32_t is = rcp_co_form(s, w) | (w > 1 ? rcp_co_form(s, w - 1) : 0);
    return (is & RCP_CO_SIR ? RCP_MALE : 0) | (is & RCP_CO_MADAM ? RCP_FEMALE : 0);
}

static uint32_t person_gender(const rcp_scene *s, const rcp_mention *m)
{
    const rcp_entity *e = &s->pack->entities.row[m->entity];
    if (m->entity && e->flags & (RCP_ENTITY_MALE | RCP_ENTITY_FEMALE))
        return e->flags & RCP_ENTITY_MALE ? RCP_MALE : RCP_FEMALE;
    uint32_t title = titled(s, m);
    if (title == RCP_MALE || title == RCP_FEMALE)
        return title;
    if (m->kind != RCP_PERSON)
        return 0;
    uint32_t given = rcp_names_gender(s->names, rcp_doc_sym(s->doc, m->name));
    return given & RCP_NW_MALE && given & RCP_NW_FEMALE ? 0 : given & RCP_NW_MALE ? RCP_MALE : given ? RCP_FEMALE : 0;
}

static bool has_case(const rcp_scene *s, rcp_id w)
{
    const rcp_dep *dep = s->doc->dep.row;
    for (rcp_id k = w; k-- > 1 && k + 6 > w;)
        if (dep[k].head == w && dep[k].rel == RCP_REL_case)
            return true;
    return false;
}

/* "Jeff Flake, sénateur de l'Arizona": what is said of a person behind the name. */
static void index_description(rcp_scene *s, uint32_t i)
{
    enum { NEAR = 8 };
    const rcp_mention *m = rcp_scene_mention(s, i);
    rcp_id end = rcp_doc_word_of(s->doc, m->toks.end);
    for (rcp_id k = end; m->kind == RCP_PERSON && k < s->doc->word.n && k < end + NEAR; k++)
        if (s->doc->dep.row[k].head == m->head && s->doc->dep.row[k].rel == RCP_REL_appos && !s->row_at[k] &&
            s->doc->tag.row[k].upos == RCP_NOUN && rcp_co_lemma(s, k) & RCP_CO_PERSON)
            s->row_at[k] = i;
}

/* "Senator Jeff Flake": the title before a name. */
static void index_title(rcp_scene *s, uint32_t i)
{
    const rcp_mention *m = rcp_scene_mention(s, i);
    rcp_id beg = rcp_doc_word_of(s->doc, m->toks.beg), end = rcp_doc_word_of(s->doc, m->toks.end), head = beg > 1 ? s->doc->dep.row[beg - 1].head : 0;
    if (m->kind == RCP_PERSON && head >= beg && head < end && !s->row_at[beg - 1] && rcp_co_form(s, beg - 1) & RCP_CO_PERSON)
        s->row_at[beg - 1] = i;
}

/* "La sénatrice Elizabeth Warren": the noun that the name stands beside means her. */
static void index_apposition(rcp_scene *s, uint32_t i)
{
    enum { NEAR = 8 };
    const rcp_mention *m = rcp_scene_mention(s, i);
    const rcp_dep *dep = &s->doc->dep.row[m->head];
    rcp_id noun = dep->head;
    if (m->kind != RCP_PERSON || !noun || noun > m->head || noun + NEAR < m->head || s->row_at[noun] ||
        s->doc->tag.row[noun].upos != RCP_NOUN)
        return;
    if (dep->rel == RCP_REL_appos || dep->rel == RCP_REL_nmod_appos || dep->rel == RCP_REL_flat || dep->rel == RCP_REL_flat_name ||
        (dep->rel == RCP_REL_nmod && !has_case(s, m->head)))
        s->row_at[noun] = i;
}

rcp_status rcp_scene_open(rcp_scene *s)
{
    const rcp_doc *d = s->doc;
    s->row_at = RCP_NEW(s->scratch, uint32_t, (size_t)d->word.n + 1);
    s->word_is = RCP_NEW(s->scratch, uint8_t, (size_t)d->word.n + 1);
    s->gender = RCP_NEW(s->scratch, uint8_t, (size_t)s->mentions->n + 1);
    if (!s->row_at || !s->word_is || !s->gender || rcp_rows_init(&s->spoken, s->scratch, sizeof(rcp_spoken)))
        return RCP_E_LIMIT;
    for (rcp_id w = 1; w < d->word.n; w++)
        index_word(s, w);
    index_quotes(s);
    for (uint32_t i = 1; i < s->mentions->n; i++) {
        const rcp_mention *m = rcp_scene_mention(s, i);
        index_mention(s, i);
        if (m->kind == RCP_PERSON || m->kind == RCP_ROLE)
            s->gender[m->chain] |= (uint8_t)person_gender(s, m);
    }
    for (uint32_t i = 1; i < s->mentions->n; i++) {
        index_description(s, i);
        index_title(s, i);
        index_apposition(s, i);
    }
    return RCP_OK;
}

/* --- roles --- */

rcp_id rcp_scene_clause(const rcp_scene *s, rcp_id w)
{
    const rcp_dep *dep = s->doc->dep.row;
    rcp_id v = dep[w].head;
    for (int i = 0; i < CLIMB && v && !(s->word_is[v] & RCP_WORD_SUBJECT); i++) {
        uint32_t rel = dep[v].rel;
        if (rel != RCP_REL_conj && rel != RCP_REL_xcomp && rel != RCP_REL_advcl)
            break;
        v = dep[v].head;
    }
    return v;
}

/* The factors of Lappin and Leass (1994, table 1); 100 is what any word of the sentence has. */
uint32_t rcp_scene_weight(const rcp_scene *s, rcp_id w)
{
    enum { RECENT = 100, SUBJECT = 80, OBJECT = 50, OBLIQUE = 40, HEAD_NOUN = 80, NO_ADVERB = 50 };
    switch (s->doc->dep.row[w].rel) {
    case RCP_REL_nsubj: case RCP_REL_nsubj_pass: case RCP_REL_nsubj_caus: case RCP_REL_nsubj_outer: case RCP_REL_root:
        return RECENT + SUBJECT + HEAD_NOUN + NO_ADVERB;
    case RCP_REL_obj: case RCP_REL_obj_agent: case RCP_REL_ccomp: case RCP_REL_dislocated: case RCP_REL_parataxis:
        return RECENT + OBJECT + HEAD_NOUN + NO_ADVERB;
    case RCP_REL_iobj: case RCP_REL_iobj_agent: case RCP_REL_obl_arg: case RCP_REL_obl_agent:
        return RECENT + OBLIQUE + HEAD_NOUN + NO_ADVERB;
    case RCP_REL_obl: case RCP_REL_obl_mod: case RCP_REL_obl_unmarked: case RCP_REL_advcl: case RCP_REL_vocative:
        return RECENT + OBLIQUE + HEAD_NOUN;
    default:
        return RECENT + NO_ADVERB;
    }
}

bool rcp_scene_same_word(const rcp_scene *s, rcp_id a, rcp_id b)
{
    const rcp_tok *tok = s->doc->tok.row;
    return tok[s->doc->word.row[a].tok].norm == tok[s->doc->word.row[b].tok].norm;
}

/* --- what can be gone back to --- */

static rcp_agreement of_noun(const rcp_scene *s, rcp_id w)
{
    const rcp_doc *d = s->doc;
    rcp_str feats = rcp_doc_sym(d, d->tag.row[w].feats), gender = rcp_feat(feats, "Gender");
    uint32_t is = s->word_is[w], by_det = is & (RCP_WORD_FEMALE | RCP_WORD_MALE);
    rcp_agreement a = {.number = RCP_ONE};
    if (rcp_str_is(rcp_feat(feats, "Number"), "Plur") || is & RCP_WORD_MANY)
        a.number = RCP_MANY;
    a.gender = rcp_str_is(gender, "Fem") ? RCP_FEMALE : rcp_str_is(gender, "Masc") ? RCP_MALE : RCP_MALE | RCP_FEMALE;
    if (by_det == RCP_WORD_FEMALE || by_det == RCP_WORD_MALE)
        a.gender = by_det == RCP_WORD_FEMALE ? RCP_FEMALE : RCP_MALE;
    return a;
}

/* A town, a battle: it competes, but no pronoun is said to mean it. */
static void be_nobody(const rcp_scene *s, rcp_spoken *x)
{
    x->row = 0;
    x->who = RCP_NOBODY | s->doc->tag.row[x->word].lemma;
    x->is.can = RCP_CAN_THING;
}

static void read_mention(const rcp_scene *s, const rcp_mention *m, rcp_spoken *x)
{
    x->is = of_noun(s, x->word);
    x->who = m->chain;
    if (!s->words->genders)
        x->is.gender = RCP_MALE | RCP_FEMALE;
    switch (m->kind) {
    case RCP_PERSON: case RCP_ROLE:
        x->is.can = RCP_CAN_PERSON;
        if (m->kind == RCP_PERSON) {
            x->is.number = RCP_ONE;
            x->is.gender = RCP_MALE | RCP_FEMALE;
        }
        if (s->gender[m->chain] == RCP_MALE || s->gender[m->chain] == RCP_FEMALE)
            x->is.gender = s->gender[m->chain];
        if (!m->name) {
            be_nobody(s, x);
            x->is.can = RCP_CAN_PERSON;
        }
        break;
    case RCP_OTHER:
        be_nobody(s, x);
        break;
    case RCP_PLACE:
        if (!(m->flags & RCP_MENTION_GOVERNMENT) && !(s->pack->entities.row[m->entity].flags & RCP_ENTITY_COUNTRY)) {
            be_nobody(s, x);
            break;
        }   /* fall through */
    case RCP_ORGANISATION: case RCP_GROUP:
        x->is.can = RCP_CAN_BODY | RCP_CAN_THING;
        if (!s->words->genders)
            x->is.number |= RCP_MANY;       /* "the army ... they" */
        break;
    default:
        x->is.can = RCP_CAN_THING;
    }
}

static bool read_noun(const rcp_scene *s, rcp_id w, rcp_spoken *x)
{
    const rcp_tag *t = &s->doc->tag.row[w];
    uint32_t is = rcp_co_lemma(s, w), rel = s->doc->dep.row[w].rel;
    if ((t->upos != RCP_NOUN && t->upos != RCP_PROPN) || is & RCP_CO_TIME || s->word_is[w] & RCP_WORD_COPULA)
        return false;
    if (rel == RCP_REL_appos || rel == RCP_REL_compound || rel == RCP_REL_flat || rel == RCP_REL_flat_name ||
        rel == RCP_REL_flat_foreign || rel == RCP_REL_fixed || rel == RCP_REL_nmod_appos)
        return false;
    x->is = of_noun(s, w);
    x->is.can = t->upos == RCP_PROPN ? RCP_CAN_PERSON | RCP_CAN_THING : is & RCP_CO_PERSON ? RCP_CAN_PERSON : RCP_CAN_THING;
    if (!s->words->genders)
        x->is.gender = RCP_MALE | RCP_FEMALE;
    x->who = RCP_NOBODY | t->lemma;
    return true;
}

/* "A and B" have one role. */
static rcp_id first_conjunct(const rcp_scene *s, rcp_id w)
{
    for (int i = 0; i < CLIMB && s->doc->dep.row[w].rel == RCP_REL_conj; i++)
        w = s->doc->dep.row[w].head;
    return w;
}

bool rcp_scene_read(const rcp_scene *s, rcp_id w, rcp_spoken *x)
{
    uint32_t row = s->row_at[w];
    rcp_id first = first_conjunct(s, w);
    *x = (rcp_spoken){.word = w, .row = row, .weight = rcp_scene_weight(s, first), .clause = rcp_scene_clause(s, first),
                      .subject = rcp_scene_subject(s, first), .quoted = s->word_is[w] & RCP_WORD_QUOTED};
    if (row) {
        read_mention(s, rcp_scene_mention(s, row), x);
        return true;
    }
    return !(s->word_is[w] & RCP_WORD_COVERED) && read_noun(s, w, x);
}
