/* Subject pronouns go back to the last person who was subject or speaker.  Little is ventured:
 * the gender must not clash, nothing masculine that is no person may stand between as a subject
 * (French "il"), and two sentences is as far as it goes. */
#include "find/names.h"

enum { FAR = 2, FAR_UNITS = 300, FAR_ROWS = 200 };      /* how far back: sentences, units, mentions */

static uint32_t relation_of(const rcp_search *s, uint32_t unit)
{
    rcp_id w = rcp_doc_word_of(s->doc, rcp_unit_at(s, unit)->tok);
    return w < s->doc->dep.n ? s->doc->dep.row[w].rel : 0;
}

static bool verbal(uint32_t upos)
{
    return upos == RCP_VERB || upos == RCP_AUX;
}

/* Whether pronoun `i` is the subject of a verb that has somebody as subject: no "il faut". */
static bool personal(const rcp_search *s, uint32_t i)
{
    uint32_t rel = relation_of(s, i), k = i + 1;
    if (rel == RCP_REL_expl || rel == RCP_REL_expl_subj)
        return false;
    while (k < s->units.n && k < i + 4 && rcp_unit_is(s, k) & RCP_NW_SKIP && !(rcp_unit_is(s, k) & RCP_NW_IMPERSONAL))
        k++;
    if (k >= s->units.n || rcp_unit_at(s, k)->gap > RCP_GAP_COMMA)
        return false;
    if (rcp_unit_is(s, k) & RCP_NW_IMPERSONAL)
        return false;
    /* "il est important que": an adjective after "be" may have no person behind it */
    if (rcp_unit_is(s, k) & RCP_NW_BE && k + 1 < s->units.n && rcp_unit_upos(s, k + 1) == RCP_ADJ)
        return false;
    return verbal(rcp_unit_upos(s, k)) || rcp_unit_is(s, k) & (RCP_NW_SAY | RCP_NW_BE) || verbal(rcp_unit_upos(s, i - 1));
}

static bool says(const rcp_search *s, uint32_t i)
{
    for (uint32_t k = i + 1; k < s->units.n && k < i + 5 && rcp_unit_at(s, k)->gap <= RCP_GAP_COMMA; k++)
        if (rcp_unit_is(s, k) & RCP_NW_SAY)
            return true;
    return false;
}

/* A noun that is no person as subject between antecedent and pronoun: "le missile ... il". */
static bool thing_between(const rcp_search *s, uint32_t beg, uint32_t end)
{
    for (uint32_t i = beg; i < end; i++) {
        uint32_t rel = relation_of(s, i), upos = rcp_unit_upos(s, i);
        if (upos == RCP_NOUN && (rel == RCP_REL_nsubj || rel == RCP_REL_nsubj_pass) &&
            (!s->at[i] || rcp_found_at(s, s->at[i])->kind > RCP_PLACE))
            return true;
    }
    return false;
}

static bool agrees(const rcp_found *f, bool she)
{
    uint32_t gender = f->flags & (RCP_FOUND_MALE | RCP_FOUND_FEMALE);
    return !gender || gender == (she ? RCP_FOUND_FEMALE : RCP_FOUND_MALE);
}

static bool is_person(const rcp_search *s, const rcp_found *f)
{
    return f->kind == RCP_PERSON ||
           (f->kind == RCP_ROLE && f->name && (!f->entity || s->names->e->row[f->entity].kind == RCP_PERSON));
}

/* The antecedent of the pronoun at unit i among found rows before `k`; 0: none that is sure. */
static uint32_t antecedent(const rcp_search *s, uint32_t i, uint32_t k, bool she)
{
    rcp_id sent = rcp_unit_at(s, i)->sent;
    uint32_t oldest = k > FAR_ROWS ? k - FAR_ROWS : 1;
    while (k-- > oldest) {
        const rcp_found *f = rcp_found_at(s, k);
        if (rcp_unit_at(s, f->beg)->sent + FAR < sent || f->end + FAR_UNITS < i)
            return 0;
        if (f->flags & RCP_FOUND_DEAD || f->beg >= i || !is_person(s, f) || !(f->flags & RCP_FOUND_SUBJECT))
            continue;
        if (!agrees(f, she))
            continue;
        bool same_block = s->doc->sent.row[rcp_unit_at(s, f->beg)->sent].block == s->doc->sent.row[sent].block;
        if (!same_block && rcp_unit_at(s, f->beg)->sent + 1 < sent)
            return 0;
        return says(s, i) || !strcmp(s->names->lang, "en") || !thing_between(s, f->end, i) ? k : 0;
    }
    return 0;
}

static rcp_status add_pronoun(rcp_search *s, uint32_t unit, uint32_t row)
{
    rcp_found *f = rcp_rows_add(&s->found);
    if (!f)
        return RCP_E_LIMIT;
    const rcp_found *g = rcp_found_at(s, row);
    *f = (rcp_found){.beg = unit, .end = unit + 1, .kind = RCP_PERSON, .entity = g->entity,
                     .name = g->name, .country = g->country, .sector = g->sector, .chain = row,
                     .why = g->why};
    f->flags = RCP_MENTION_PRONOUN | RCP_FOUND_SUBJECT | (g->flags & (RCP_FOUND_MALE | RCP_FOUND_FEMALE));
    return RCP_OK;
}

rcp_status rcp_coref(rcp_search *s)
{
    uint32_t k = 1, n = s->found.n;
    rcp_names_cover(s);
    for (uint32_t i = 1; i < s->units.n; i++) {
        uint32_t is = rcp_unit_is(s, i);
        while (k < n && rcp_found_at(s, k)->beg < i)
            k++;
        if (!(is & (RCP_NW_HE | RCP_NW_SHE)) || s->at[i] || !personal(s, i))
            continue;
        uint32_t row = antecedent(s, i, k, is & RCP_NW_SHE);
        if (row && add_pronoun(s, i, row))
            return RCP_E_LIMIT;
    }
    return RCP_OK;
}
