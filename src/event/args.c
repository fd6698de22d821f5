#include "event/args.h"

enum { CLIMB = 16 };

static void add(rcp_ev_args *args, uint32_t kind, rcp_sym prep, uint32_t head, uint32_t prep_at)
{
    for (uint32_t i = 0; i < args->n; i++)
        if (args->row[i].head == head && args->row[i].kind == kind)
            return;
    if (args->n < RCP_EV_ARGS)
        args->row[args->n++] =
            (rcp_ev_phrase_at){kind, prep, (uint16_t)head, (uint16_t)prep_at};
}

/* A phrase and those coordinated with it. */
static void add_all(const rcp_ev_view *v, rcp_ev_args *args, uint32_t kind, rcp_sym prep,
                    uint32_t head, uint32_t prep_at)
{
    add(args, kind, prep, head, prep_at);
    for (uint32_t c = v->word[head].child; c < v->n; c = v->word[c].sibling)
        if (v->word[c].rel == RCP_REL_conj && !rcp_ev_verbal(v, c)) {
            uint32_t at = prep_at;
            rcp_sym own = rcp_ev_case(v, c, &at);
            add(args, kind, own ? own : prep, c, at);
        }
}

/* The noun a relative clause hangs on, when w is its relative pronoun; else w. */
static uint32_t antecedent(const rcp_ev_view *v, uint32_t w)
{
    if (!rcp_ev_is(v, w, RCP_EV_REL) || v->word[w].upos == RCP_DET || v->word[w].rel == RCP_REL_mark)
        return w;
    uint32_t at = v->word[w].head;
    for (int step = 0; step < CLIMB && at < v->n; step++, at = v->word[at].head)
        if (v->word[at].rel == RCP_REL_acl_relcl || v->word[at].rel == RCP_REL_acl ||
            v->word[at].rel == RCP_REL_advcl_cleft)
            return v->word[at].head < v->n ? v->word[at].head : w;
    return w;
}

static bool has_kind(const rcp_ev_args *args, uint32_t kind)
{
    for (uint32_t i = 0; i < args->n; i++)
        if (args->row[i].kind == kind)
            return true;
    return false;
}

/* Two subjects of one verb: the parser took the object behind it for one. */
static bool second_subject(const rcp_ev_view *v, uint32_t c)
{
    uint32_t verb = v->word[c].head, first = rcp_ev_child(v, verb, RCP_REL_nsubj);
    return c > verb && first < verb;
}

/* What a dependent of a verb is to it. */
static void add_dependent(const rcp_ev_view *v, uint32_t c, bool passive, rcp_ev_args *args)
{
    uint32_t at = RCP_EV_NONE, to = antecedent(v, c);
    rcp_sym prep = rcp_ev_case(v, c, &at);
    uint16_t rel = v->word[c].rel;
    if (rel == RCP_REL_nsubj_pass || (rcp_ev_rel(v, c, RCP_REL_nsubj) && passive))
        add_all(v, args, RCP_SLOT_OBJ, 0, to, RCP_EV_NONE);
    else if (rcp_ev_rel(v, c, RCP_REL_nsubj))
        add_all(v, args, second_subject(v, c) ? RCP_SLOT_OBJ : RCP_SLOT_SUBJ, 0, to, RCP_EV_NONE);
    else if (rel == RCP_REL_obl_agent || (passive && at < v->n && rcp_ev_is(v, at, RCP_EV_BY)))
        add_all(v, args, RCP_SLOT_BY, prep, to, at);
    else if (rcp_ev_rel(v, c, RCP_REL_obj) || (rcp_ev_rel(v, c, RCP_REL_iobj) && !prep)) {
        if (!rcp_ev_is(v, c, RCP_EV_REFL))
            add_all(v, args, RCP_SLOT_OBJ, 0, to, RCP_EV_NONE);
    } else if (to != c && rcp_ev_is(v, c, RCP_EV_AT))       /* "où", "where" */
        add_all(v, args, RCP_SLOT_PREP, v->word[c].form, to, c);
    else if (prep && (rcp_ev_rel(v, c, RCP_REL_obl) || rcp_ev_rel(v, c, RCP_REL_nmod) ||
                        rcp_ev_rel(v, c, RCP_REL_iobj) || rel == RCP_REL_advmod))
        add_all(v, args, RCP_SLOT_PREP, prep, to, at);
}

/* "livré des chars": the treebanks' de + les is as often an article.  Such a phrase is the object
 * of a verb that has no other. */
static void partitive(const rcp_ev_view *v, uint32_t verb, rcp_ev_args *args)
{
    if (has_kind(args, RCP_SLOT_OBJ) || rcp_ev_child_is(v, verb, RCP_EV_REFL) < v->n)
        return;
    for (uint32_t c = v->word[verb].child; c < v->n; c = v->word[c].sibling) {
        uint32_t at = RCP_EV_NONE, det = rcp_ev_child(v, c, RCP_REL_det);
        if (c < verb || !rcp_ev_rel(v, c, RCP_REL_obl) || !rcp_ev_case(v, c, &at) ||
            !rcp_ev_is(v, at, RCP_EV_GEN))
            continue;
        bool one_token = det < v->n && v->word[det].span.beg == v->word[at].span.beg;
        if (v->word[c].upos == RCP_NOUN &&
            (one_token || det >= v->n || v->word[c].rel == RCP_REL_obl_arg))
            add_all(v, args, RCP_SLOT_OBJ, 0, c, RCP_EV_NONE);
    }
}

static void dependents(const rcp_ev_view *v, uint32_t verb, rcp_ev_args *args)
{
    bool passive = rcp_ev_passive(v, verb);
    for (uint32_t c = v->word[verb].child; c < v->n; c = v->word[c].sibling)
        add_dependent(v, c, passive, args);
    if (!passive)
        partitive(v, verb, args);
    /* A participle or relative clause with a gap: the noun it hangs on fills it. */
    uint32_t noun = v->word[verb].head;
    uint16_t rel = v->word[verb].rel;
    if (noun >= v->n || rcp_ev_verbal(v, noun) || (rel != RCP_REL_acl && rel != RCP_REL_acl_relcl))
        return;
    if (v->word[verb].form_bits & RCP_FORM_INF)
        return;
    if (passive && !has_kind(args, RCP_SLOT_OBJ))
        add(args, RCP_SLOT_OBJ, 0, noun, RCP_EV_NONE);
    else if (!passive && !has_kind(args, RCP_SLOT_SUBJ))
        add(args, RCP_SLOT_SUBJ, 0, noun, RCP_EV_NONE);
    else if (rel == RCP_REL_acl_relcl && !has_kind(args, RCP_SLOT_OBJ))
        add(args, RCP_SLOT_OBJ, 0, noun, RCP_EV_NONE);
}

static void copy_kind(const rcp_ev_args *from, uint32_t kind, rcp_ev_args *to, uint32_t as)
{
    for (uint32_t i = 0; i < from->n; i++)
        if (from->row[i].kind == kind)
            add(to, as, 0, from->row[i].head, RCP_EV_NONE);
}

/* Who is asked, allowed or forced: the object of the governing verb, or its à-phrase. */
static bool object_control(const rcp_ev_view *v, uint32_t verb, const rcp_ev_args *of,
                           rcp_ev_args *args)
{
    if (!rcp_ev_is(v, verb, RCP_EV_OBJCONTROL))
        return false;
    for (int prep = 1; prep >= 0; prep--)
        for (uint32_t i = 0; i < of->n; i++)
            if (of->row[i].kind == (prep ? RCP_SLOT_PREP : RCP_SLOT_OBJ) &&
                !rcp_ev_is(v, of->row[i].prep_at, RCP_EV_GEN) &&
                rcp_ev_who(v, of->row[i].head) >= 0) {
                add(args, RCP_SLOT_SUBJ, 0, of->row[i].head, RCP_EV_NONE);
                return true;
            }
    return false;
}

/* A verb without a subject of its own: that of the verb it depends on, step by step. */
static void inherit(const rcp_ev_view *v, uint32_t verb, rcp_ev_args *args)
{
    uint32_t at = verb;
    bool passive = rcp_ev_passive(v, verb);
    for (int step = 0; step < CLIMB; step++) {
        uint16_t rel = v->word[at].rel;
        uint32_t head = v->word[at].head;
        if (head >= v->n || (rel == RCP_REL_acl_relcl && step == 0))
            return;
        at = head;
        if (!rcp_ev_verbal(v, at) && rcp_ev_child(v, at, RCP_REL_nsubj) == RCP_EV_NONE)
            continue;
        rcp_ev_args of = {.n = 0};
        dependents(v, at, &of);
        if (rel != RCP_REL_conj && object_control(v, at, &of, args))
            return;
        uint32_t kind = has_kind(&of, RCP_SLOT_SUBJ) ? RCP_SLOT_SUBJ : RCP_SLOT_OBJ;
        if (kind == RCP_SLOT_OBJ && !rcp_ev_passive(v, at))
            continue;
        copy_kind(&of, kind, args, passive ? RCP_SLOT_OBJ : RCP_SLOT_SUBJ);
        if (has_kind(&of, kind))
            return;
    }
}

/* Whether the noun phrase that ends at w begins with a preposition; *at gets its position. */
static bool led_by_prep(const rcp_ev_view *v, uint32_t w, uint32_t *at)
{
    for (uint32_t back = 1; back <= 3 && back <= w; back++) {
        uint32_t upos = v->word[w - back].upos;
        *at = w - back;
        if (upos == RCP_ADP || rcp_ev_is(v, *at, RCP_EV_GEN))
            return true;
        if (upos != RCP_DET && upos != RCP_ADJ && upos != RCP_NUM)
            return false;
    }
    return false;
}

/* By position: the last name before the predicate in its clause that no preposition leads is its
 * subject. */
static void subject_by_position(const rcp_ev_view *v, uint32_t pred, rcp_ev_args *args)
{
    uint32_t subject = RCP_EV_NONE, at;
    for (uint32_t i = 0; i < v->n_mentions; i++) {
        const rcp_ev_item *m = &v->mention[i];
        bool same = v->word[m->head].clause == v->word[pred].clause;
        if (m->end > pred || !same || v->doc->mention.row[m->row].kind == RCP_EQUIPMENT)
            continue;
        if (!led_by_prep(v, m->beg, &at) || (subject == RCP_EV_NONE && rcp_ev_is(v, at, RCP_EV_GEN)))
            subject = m->head;
    }
    if (subject < v->n)
        add(args, rcp_ev_passive(v, pred) ? RCP_SLOT_OBJ : RCP_SLOT_SUBJ, 0, subject, RCP_EV_NONE);
}

/* The nouns and names behind the predicate: objects, or led by the preposition before them. */
static void objects_by_position(const rcp_ev_view *v, uint32_t pred, bool noun, rcp_ev_args *args)
{
    enum { REACH = 12 };
    for (uint32_t w = pred + 1; w < v->n && w <= pred + REACH; w++) {
        uint32_t at, upos = v->word[w].upos;
        if (v->word[w].clause != v->word[pred].clause || rcp_ev_verbal(v, w))
            break;
        if (upos != RCP_NOUN && upos != RCP_PROPN && upos != RCP_PRON && upos != RCP_ADJ)
            continue;
        bool prep = led_by_prep(v, w, &at);
        uint32_t kind = !prep                                ? (noun ? RCP_SLOT_DEM : RCP_SLOT_OBJ)
                        : noun && rcp_ev_is(v, at, RCP_EV_GEN) ? RCP_SLOT_GEN
                                                             : RCP_SLOT_PREP;
        add(args, kind, prep ? v->word[at].form : 0, w, prep ? at : RCP_EV_NONE);
    }
}

void rcp_ev_args_verb(const rcp_ev_view *v, uint32_t verb, rcp_ev_args *args)
{
    if (!v->parsed) {
        subject_by_position(v, verb, args);
        objects_by_position(v, verb, false, args);
        return;
    }
    dependents(v, verb, args);
    bool passive = rcp_ev_passive(v, verb);
    if (!has_kind(args, passive ? RCP_SLOT_OBJ : RCP_SLOT_SUBJ))
        inherit(v, verb, args);
}

/* A country's adjective or name that stands on a noun. */
static bool names_country(const rcp_ev_view *v, uint32_t w)
{
    for (uint32_t i = 0; i < v->n_mentions; i++)
        if (v->mention[i].beg <= w && w < v->mention[i].end) {
            const rcp_mention *m = &v->doc->mention.row[v->mention[i].row];
            return (m->flags & RCP_MENTION_DEMONYM) || m->country;
        }
    return false;
}

/* "sa visite": whoever is the subject around it. */
static void possessor(const rcp_ev_view *v, uint32_t noun, uint32_t det, rcp_ev_args *args)
{
    for (uint32_t i = 0; i < v->n_mentions; i++)
        if (v->mention[i].beg == det && v->mention[i].end == det + 1 &&
            rcp_ev_named(v->doc, v->mention[i].row)) {
            add(args, RCP_SLOT_POSS, 0, det, RCP_EV_NONE);
            return;
        }
    rcp_ev_args of = {.n = 0};
    inherit(v, noun, &of);
    for (uint32_t i = 0; i < of.n; i++)
        if (of.row[i].head != noun)
            add(args, RCP_SLOT_POSS, 0, of.row[i].head, RCP_EV_NONE);
}

static void add_complement(const rcp_ev_view *v, uint32_t noun, uint32_t c, rcp_ev_args *args)
{
    uint32_t at = RCP_EV_NONE, to = antecedent(v, c);
    rcp_sym prep = rcp_ev_case(v, c, &at);
    uint16_t rel = v->word[c].rel;
    if (rel == RCP_REL_amod || rcp_ev_rel(v, c, RCP_REL_compound) || rel == RCP_REL_nmod_desc) {
        if (names_country(v, c) || rel == RCP_REL_compound)
            add(args, RCP_SLOT_DEM, 0, c, RCP_EV_NONE);
    } else if (rcp_ev_is(v, c, RCP_EV_POSS) && (rcp_ev_rel(v, c, RCP_REL_det) ||
                                                rcp_ev_rel(v, c, RCP_REL_nmod)))
        possessor(v, noun, c, args);
    else if (rel == RCP_REL_nmod_poss)
        add_all(v, args, RCP_SLOT_POSS, 0, to, RCP_EV_NONE);
    else if (rcp_ev_rel(v, c, RCP_REL_nmod) || rcp_ev_rel(v, c, RCP_REL_obl)) {
        bool gen = at < v->n && rcp_ev_is(v, at, RCP_EV_GEN);
        bool by = at < v->n && rcp_ev_is(v, at, RCP_EV_BY);
        if (prep)
            add_all(v, args, gen ? RCP_SLOT_GEN : by ? RCP_SLOT_BY : RCP_SLOT_PREP, prep, to, at);
    }
}

void rcp_ev_args_noun(const rcp_ev_view *v, uint32_t noun, rcp_ev_args *args)
{
    if (!v->parsed) {
        subject_by_position(v, noun, args);
        objects_by_position(v, noun, true, args);
        return;
    }
    for (uint32_t c = v->word[noun].child; c < v->n; c = v->word[c].sibling)
        add_complement(v, noun, c, args);
    /* "l'éventualité d'une offensive sur Kiev": what stands behind may hang on the outer noun. */
    uint32_t outer = v->word[noun].head;
    if (outer >= v->n || !rcp_ev_rel(v, noun, RCP_REL_nmod) || !rcp_ev_is(v, outer, RCP_EV_PHASE))
        return;
    for (uint32_t c = v->word[outer].child; c < v->n; c = v->word[c].sibling)
        if (c > noun && rcp_ev_rel(v, c, RCP_REL_nmod))
            add_complement(v, noun, c, args);
}

void rcp_ev_range(const rcp_ev_view *v, uint32_t head, uint32_t *beg, uint32_t *end)
{
    *beg = v->word[head].beg;
    *end = v->word[head].end;
    if (v->parsed)
        return;
    for (uint32_t i = 0; i < v->n_mentions; i++)
        if (v->mention[i].beg <= head && head < v->mention[i].end)
            *beg = v->mention[i].beg, *end = v->mention[i].end;
}

rcp_id rcp_ev_named(const rcp_doc *doc, rcp_id mention)
{
    const rcp_mention *m = &doc->mention.row[mention];
    if (m->name || m->country)
        return mention;
    const rcp_mention *first = &doc->mention.row[m->chain];
    return m->chain && (first->name || first->country) ? m->chain : 0;
}

/* How a mention stands to the head of a phrase: the larger, the likelier that the phrase is
 * about it; 0: not at all. */
static int standing(const rcp_ev_view *v, const rcp_ev_item *item, uint32_t head)
{
    const rcp_mention *m = &v->doc->mention.row[item->row];
    int steps = 0, preps = 0;
    uint32_t at = item->head, prep;
    bool other = m->kind == RCP_OTHER && !(m->flags & RCP_MENTION_DEMONYM);
    if (m->kind == RCP_EQUIPMENT || other || !rcp_ev_named(v->doc, item->row))
        return 0;
    for (; at != head && at < v->n && steps < CLIMB; steps++, at = v->word[at].head) {
        prep = RCP_EV_NONE;
        if (rcp_ev_case(v, at, &prep))
            preps += prep < v->n && rcp_ev_is(v, prep, RCP_EV_GEN) ? 1 : 4;
    }
    bool covers = item->beg <= head && head < item->end;
    if (!covers && rcp_ev_is(v, head, RCP_EV_RELATIONAL) && (preps || m->kind == RCP_OTHER))
        return 0;
    int score = covers ? 100 : 90 - 4 * steps - 10 * preps;
    if (m->kind == RCP_PERSON && !preps)
        score += 20;
    if ((m->kind == RCP_ROLE || m->kind == RCP_GROUP) && !m->name)
        score -= 5;
    return score > 0 ? score : 1;
}

/* The best mention of a phrase whose words are [beg, end). */
static int who_within(const rcp_ev_view *v, uint32_t head, uint32_t beg, uint32_t end)
{
    int best = -1, most = 0;
    for (uint32_t i = 0; i < v->n_mentions; i++) {
        if (v->mention[i].head < beg || v->mention[i].head >= end)
            continue;
        int score = standing(v, &v->mention[i], head);
        if (score > most)
            most = score, best = (int)i;
    }
    return best;
}

/* Who is the subject of the clause above the one that `head` stands in; -1: none named. */
static int subject_above(const rcp_ev_view *v, uint32_t head)
{
    uint32_t at = head, beg, end;
    for (int step = 0; step < CLIMB && v->word[at].head < v->n; step++) {
        bool subject = rcp_ev_rel(v, at, RCP_REL_nsubj);
        at = v->word[at].head;
        uint32_t above = rcp_ev_child(v, at, RCP_REL_nsubj);
        if (subject || above >= v->n || above == head)
            continue;
        rcp_ev_range(v, above, &beg, &end);
        return who_within(v, above, beg, end);
    }
    return -1;
}

/* "L'armée a annoncé qu'elle participerait": a pronoun that the find stage left open is the subject
 * above it, or the last subject before it that is a body, a group or a country. */
static int referent(const rcp_ev_view *v, uint32_t pronoun)
{
    int who = subject_above(v, pronoun);
    for (uint32_t w = pronoun; who < 0 && w-- > 0;) {
        uint32_t beg, end;
        if (!rcp_ev_rel(v, w, RCP_REL_nsubj))
            continue;
        rcp_ev_range(v, w, &beg, &end);
        who = who_within(v, w, beg, end);
    }
    if (who < 0)
        return -1;
    uint32_t kind = v->doc->mention.row[v->mention[who].row].kind;
    return kind == RCP_ORGANISATION || kind == RCP_GROUP || kind == RCP_PLACE ? who : -1;
}

int rcp_ev_who(const rcp_ev_view *v, uint32_t head)
{
    uint32_t beg, end;
    rcp_ev_range(v, head, &beg, &end);
    int best = who_within(v, head, beg, end);
    /* "ses unités": whose they are */
    if (best < 0 && rcp_ev_child_is(v, head, RCP_EV_POSS) < v->n)
        best = subject_above(v, head);
    if (best < 0 && v->word[head].upos == RCP_PRON && (v->word[head].form_bits & RCP_FORM_THIRD))
        best = referent(v, head);
    /* "un train transportant des troupes russes" */
    for (uint32_t c = v->word[head].child; best < 0 && c < v->n; c = v->word[c].sibling)
        if (v->word[c].rel == RCP_REL_acl && (v->word[c].form_bits & RCP_FORM_PRES))
            best = who_within(v, head, v->word[c].beg, v->word[c].end);
    return best;
}

static bool of_kind(const rcp_ev_view *v, const rcp_mention *m, uint32_t kinds)
{
    if (kinds & 1u << m->kind)
        return true;
    if (!(kinds & RCP_EV_COUNTRY) || m->kind != RCP_PLACE)
        return false;
    uint32_t flags = m->entity < v->pack->entities.n ? v->pack->entities.row[m->entity].flags : 0;
    return (flags & (RCP_ENTITY_COUNTRY | RCP_ENTITY_ACTS)) ||
           (m->flags & RCP_MENTION_GOVERNMENT);
}

bool rcp_ev_holds(const rcp_ev_view *v, uint32_t head, uint64_t classes, uint32_t kinds)
{
    uint32_t beg, end;
    rcp_ev_range(v, head, &beg, &end);
    for (uint32_t w = beg; classes && w < end; w++)     /* "militaire" the adjective is no soldier */
        if ((v->word[w].classes & classes) && v->word[w].upos != RCP_ADJ)
            return true;
    for (uint32_t i = 0; kinds && i < v->n_mentions; i++)
        if (v->mention[i].head >= beg && v->mention[i].head < end &&
            of_kind(v, &v->doc->mention.row[v->mention[i].row], kinds))
            return true;
    return false;
}
