#include "event/state.h"

enum { CLIMB = 8 };

bool rcp_ev_negated(const rcp_ev_view *v, uint32_t w)
{
    bool ne = rcp_ev_child_is(v, w, RCP_EV_NE) < v->n;
    for (uint32_t c = v->word[w].child; c < v->n; c = v->word[c].sibling) {
        if (rcp_ev_is(v, c, RCP_EV_NEG) && !rcp_ev_verbal(v, c))
            return true;
        if (rcp_ev_is(v, c, RCP_EV_WITHOUT) && c < w)
            return true;
        if (ne && rcp_ev_is(v, c, RCP_EV_NEGNE))
            return true;
        /* "aucun tsunami n'a été signalé", "fired no missiles" */
        bool argument = rcp_ev_rel(v, c, RCP_REL_obj) || rcp_ev_rel(v, c, RCP_REL_nsubj);
        uint32_t det = argument ? rcp_ev_child(v, c, RCP_REL_det) : RCP_EV_NONE;
        if (det < v->n && rcp_ev_is(v, det, RCP_EV_NEG))
            return true;
    }
    return false;
}

/* Without a parse: the words just before, as far as the clause goes. */
static bool negated_nearby(const rcp_ev_view *v, uint32_t w)
{
    for (uint32_t k = 1; k <= 4 && k <= w; k++)
        if (v->word[w - k].clause == v->word[w].clause && rcp_ev_is(v, w - k, RCP_EV_NEG))
            return true;
    return false;
}

static bool future(const rcp_ev_view *v, uint32_t verb, uint32_t form)
{
    if (form & RCP_FORM_FUT)
        return true;
    for (uint32_t c = v->word[verb].child; c < v->n; c = v->word[c].sibling)
        if (rcp_ev_rel(v, c, RCP_REL_aux) && rcp_ev_is(v, c, RCP_EV_WILL))
            return true;
    return false;
}

static bool has_modal(const rcp_ev_view *v, uint32_t verb)
{
    for (uint32_t c = v->word[verb].child; c < v->n; c = v->word[c].sibling)
        if (rcp_ev_is(v, c, RCP_EV_MODAL) && rcp_ev_rel(v, c, RCP_REL_aux))
            return true;
    return false;
}

static bool purpose(const rcp_ev_view *v, uint32_t verb, uint32_t form)
{
    uint16_t rel = v->word[verb].rel;
    if (!(form & RCP_FORM_INF) || (rel != RCP_REL_advcl && rel != RCP_REL_acl &&
                                   rel != RCP_REL_obl && rel != RCP_REL_conj))
        return false;
    if (v->word[verb].head < v->n && rcp_ev_is(v, v->word[verb].head, RCP_EV_ENABLE))
        return false;
    for (uint32_t c = v->word[verb].child; c < v->n && c < verb; c = v->word[c].sibling)
        if (rcp_ev_is(v, c, RCP_EV_PURPOSE))
            return true;
    return false;
}

static bool definite(const rcp_ev_view *v, uint32_t noun)
{
    uint32_t det = rcp_ev_child(v, noun, RCP_REL_det);
    return (det < v->n && ((v->word[det].form_bits & RCP_FORM_DEF) || rcp_ev_is(v, det, RCP_EV_POSS))) ||
           rcp_ev_child(v, noun, RCP_REL_nmod_poss) < v->n;
}

/* "pour des exercices", not "pour l'attaque". */
static bool noun_of_purpose(const rcp_ev_view *v, uint32_t noun)
{
    uint32_t at = RCP_EV_NONE;
    return rcp_ev_case(v, noun, &at) && rcp_ev_is(v, at, RCP_EV_PURPOSE) && !definite(v, noun);
}

/* "is bombing": a present auxiliary and a present participle. */
static bool progressive(const rcp_ev_view *v, uint32_t verb)
{
    if (!(v->word[verb].form_bits & (RCP_FORM_GER | RCP_FORM_PART)) ||
        !(v->word[verb].form_bits & RCP_FORM_PRES))
        return false;
    for (uint32_t c = v->word[verb].child; c < v->n; c = v->word[c].sibling)
        if (rcp_ev_rel(v, c, RCP_REL_aux) && (v->word[c].form_bits & RCP_FORM_PRES) &&
            (v->word[c].form_bits & RCP_FORM_FIN))
            return true;
    return false;
}

/* "mène ... depuis février" */
static bool since(const rcp_ev_view *v, uint32_t verb, uint32_t form)
{
    if (!(form & RCP_FORM_PRES) || !(form & RCP_FORM_FIN) || (form & RCP_FORM_PAST))
        return false;
    for (uint32_t i = 0; i < v->n_times; i++) {
        uint32_t beg = v->time[i].beg;
        if (v->word[v->time[i].head].clause != v->word[verb].clause)
            continue;
        if (rcp_ev_is(v, beg, RCP_EV_SINCE) || (beg > 0 && rcp_ev_is(v, beg - 1, RCP_EV_SINCE)))
            return true;
    }
    return false;
}

/* "si", "unless" opens its clause. */
static bool supposed(const rcp_ev_view *v, uint32_t w)
{
    for (uint32_t c = v->word[w].child; c < v->n; c = v->word[c].sibling)
        if (rcp_ev_is(v, c, RCP_EV_IF) &&
            (v->word[c].rel == RCP_REL_mark || v->word[c].rel == RCP_REL_advmod))
            return true;
    return false;
}

/* The state that the verb's own form and its adverbs give; RCP_ACTUAL: nothing said. */
static uint16_t own_state(const rcp_ev_view *v, uint32_t verb)
{
    uint32_t form = rcp_ev_group_form(v, verb);
    if (supposed(v, verb))
        return RCP_HYPOTHETICAL;
    if (has_modal(v, verb))
        return RCP_HYPOTHETICAL;
    if (future(v, verb, form) || purpose(v, verb, form))
        return RCP_PLANNED;
    if (rcp_ev_child_is(v, verb, RCP_EV_HABIT) < v->n)
        return RCP_HABITUAL;
    uint32_t adverb = rcp_ev_child_is(v, verb, RCP_EV_ONGOING);
    if ((adverb < v->n && !rcp_ev_verbal(v, adverb)) || progressive(v, verb) ||
        since(v, verb, form))
        return RCP_ONGOING;
    return RCP_ACTUAL;
}

/* A verb that governs says what becomes of its complement. */
static uint16_t governed(const rcp_ev_view *v, uint32_t by, uint32_t w, uint32_t form)
{
    bool inf = form & RCP_FORM_INF, noun = !rcp_ev_verbal(v, w);
    uint16_t rel = v->word[w].rel;
    bool complement = rcp_ev_rel(v, w, RCP_REL_xcomp) || rel == RCP_REL_ccomp ||
                      rcp_ev_rel(v, w, RCP_REL_obj) || rcp_ev_rel(v, w, RCP_REL_nsubj) ||
                      rel == RCP_REL_acl || rcp_ev_rel(v, w, RCP_REL_nmod) ||
                      rcp_ev_rel(v, w, RCP_REL_obl) || rcp_ev_rel(v, w, RCP_REL_advcl);
    if (!complement)
        return RCP_ACTUAL;
    /* "le scénario de l'invasion": what a noun's definite complement names is there. */
    bool given = noun && !rcp_ev_verbal(v, by) && definite(v, w);
    if (rcp_ev_is(v, by, RCP_EV_HYPO) && !rcp_ev_rel(v, w, RCP_REL_advcl) && !given)
        return RCP_HYPOTHETICAL;
    if (rcp_ev_is(v, by, RCP_EV_MODAL) && inf)
        return RCP_HYPOTHETICAL;
    if (rcp_ev_is(v, by, RCP_EV_ASK) && (inf || (form & RCP_FORM_SUB)))
        return RCP_HYPOTHETICAL;
    if (noun && rcp_ev_is(v, by, RCP_EV_ANNOUNCE) && !definite(v, w))
        return RCP_PLANNED;
    if (rcp_ev_rel(v, w, RCP_REL_nsubj) && !rcp_ev_passive(v, by))
        return rcp_ev_is(v, by, RCP_EV_ONGOING) ? RCP_ONGOING : RCP_ACTUAL;
    if (rcp_ev_is(v, by, RCP_EV_PLAN) && (inf || noun || rel == RCP_REL_ccomp) &&
        !rcp_ev_rel(v, w, RCP_REL_obl) && !rcp_ev_rel(v, w, RCP_REL_advcl))
        return RCP_PLANNED;
    if (rcp_ev_is(v, by, RCP_EV_SAY) && rel == RCP_REL_ccomp && (form & RCP_FORM_COND))
        return RCP_PLANNED;
    if (rcp_ev_is(v, by, RCP_EV_ONGOING) && (inf || rcp_ev_rel(v, w, RCP_REL_obj) ||
                                             rcp_ev_rel(v, w, RCP_REL_nsubj)))
        return RCP_ONGOING;
    return RCP_ACTUAL;
}

/* Climb the governors of w until one says something, or the clause is at its end. */
static rcp_ev_status climb(const rcp_ev_view *v, uint32_t w)
{
    rcp_ev_status s = {RCP_ACTUAL, RCP_AFFIRMED};
    for (int step = 0; step < CLIMB && v->word[w].head < v->n; step++) {
        uint32_t by = v->word[w].head;
        uint32_t form = rcp_ev_verbal(v, w) ? rcp_ev_group_form(v, w) : 0;
        bool finite = form & (RCP_FORM_FIN | RCP_FORM_COND | RCP_FORM_FUT | RCP_FORM_SUB);
        if (rcp_ev_is(v, by, RCP_EV_NEGRAISE) && rcp_ev_negated(v, by) &&
            (v->word[w].rel == RCP_REL_ccomp || rcp_ev_rel(v, w, RCP_REL_xcomp)))
            return (rcp_ev_status){RCP_HYPOTHETICAL, RCP_NEGATED};
        if ((s.state = governed(v, by, w, form)))
            return s;
        if ((finite && v->word[w].rel != RCP_REL_conj) || rcp_ev_adjunct(v, w))
            break;
        /* What stands in a finite clause beside its verb shares the verb's own state. */
        if (rcp_ev_verbal(v, by) && (rcp_ev_rel(v, w, RCP_REL_xcomp) ||
                                     rcp_ev_rel(v, w, RCP_REL_obj)) &&
            (s.state = own_state(v, by)))
            return s;
        w = by;
    }
    return s;
}

static uint16_t conditional(const rcp_ev_view *v, uint32_t verb)
{
    uint32_t form = rcp_ev_group_form(v, verb);
    /* "aurait fui" is hearsay, which the claim stage tells; "fuirait" has not happened. */
    bool compound = rcp_ev_child(v, verb, RCP_REL_aux) < v->n && !rcp_ev_passive(v, verb) &&
                    (v->word[verb].form_bits & RCP_FORM_PART);
    return (form & RCP_FORM_COND) && !compound ? RCP_HYPOTHETICAL : RCP_ACTUAL;
}

rcp_ev_status rcp_ev_state(const rcp_ev_view *v, uint32_t verb, uint32_t noun)
{
    rcp_ev_status s = {RCP_ACTUAL, RCP_AFFIRMED}, up = s, up_noun = s;
    if (verb < v->n) {
        s.state = own_state(v, verb);
        up = climb(v, verb);
    }
    if (noun < v->n) {
        up_noun = climb(v, noun);
        if (!up_noun.state && supposed(v, noun))
            up_noun.state = RCP_HYPOTHETICAL;
        if (!up_noun.state && noun_of_purpose(v, noun))
            up_noun.state = RCP_PLANNED;
    }
    if (up_noun.state == RCP_HYPOTHETICAL || !s.state)
        s.state = up_noun.state;
    if (up.state == RCP_HYPOTHETICAL || !s.state)
        s.state = up.state;
    if (verb < v->n && !s.state)
        s.state = conditional(v, verb);
    bool no = (verb < v->n && rcp_ev_negated(v, verb)) || (noun < v->n && rcp_ev_negated(v, noun));
    if (!v->parsed)
        no = negated_nearby(v, verb < v->n ? verb : noun);
    s.polarity = no || up.polarity || up_noun.polarity ? RCP_NEGATED : RCP_AFFIRMED;
    return s;
}
