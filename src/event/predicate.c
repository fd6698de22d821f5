#include "event/predicate.h"

#include "event/state.h"

enum { PIECE_GAP = 5, SPAN_GAP = 6, CLIMB = 4 };

/* ---- Conditions ---------------------------------------------------------------------------- */

static bool any_holds(const rcp_ev_view *v, const rcp_ev_args *args, uint32_t kind, uint32_t kind2,
                      const rcp_ev_cond *c)
{
    for (uint32_t i = 0; i < args->n; i++) {
        const rcp_ev_phrase_at *a = &args->row[i];
        if (a->kind != kind && a->kind != kind2)
            continue;
        if ((!c->classes && !c->kinds) || rcp_ev_holds(v, a->head, c->classes, c->kinds))
            return true;
    }
    return false;
}

static bool has_prep(const rcp_ev_args *args, rcp_sym prep)
{
    for (uint32_t i = 0; i < args->n; i++)
        if (args->row[i].prep == prep)
            return true;
    return false;
}

/* A phrase of place: an at-preposition and a place, or a word of the classes. */
static bool has_place(const rcp_ev_view *v, const rcp_ev_args *args, const rcp_ev_cond *c)
{
    for (uint32_t i = 0; i < args->n; i++)
        if (args->row[i].kind == RCP_SLOT_PREP && rcp_ev_is(v, args->row[i].prep_at, RCP_EV_AT) &&
            rcp_ev_holds(v, args->row[i].head, c->classes,
                         c->kinds || c->classes ? c->kinds : 1u << RCP_PLACE))
            return true;
    return false;
}

static bool counted(const rcp_ev_view *v, uint32_t head)
{
    for (uint32_t i = 0; i < v->n_quantities; i++)
        if (v->quantity[i].head >= v->word[head].beg && v->quantity[i].head < v->word[head].end)
            return true;
    uint32_t num = rcp_ev_child(v, head, RCP_REL_nummod);
    return num < v->n;
}

static bool in_clause(const rcp_ev_view *v, uint32_t head, uint64_t classes)
{
    for (uint32_t w = 0; w < v->n; w++)
        if (w != head && v->word[w].clause == v->word[head].clause && (v->word[w].classes & classes))
            return true;
    return false;
}

static bool governs_infinitive(const rcp_ev_view *v, uint32_t head)
{
    for (uint32_t c = v->word[head].child; c < v->n; c = v->word[c].sibling)
        if (rcp_ev_verbal(v, c) && (v->word[c].form_bits & RCP_FORM_INF) && c > head)
            return true;
    return false;
}

static bool holds(const rcp_ev_view *v, const rcp_ev_cond *c, uint32_t head, const rcp_ev_args *args)
{
    uint32_t at;
    switch (c->what) {
    case RCP_COND_REFL:
        return rcp_ev_child_is(v, head, RCP_EV_REFL) < v->n ||
               (head > 0 && rcp_ev_is(v, head - 1, RCP_EV_REFL));
    case RCP_COND_OBJ:
        return any_holds(v, args, RCP_SLOT_OBJ, RCP_SLOT_GEN, c) ||
               any_holds(v, args, RCP_SLOT_DEM, RCP_SLOT_DEM, c);
    case RCP_COND_SUBJ:
        return any_holds(v, args, RCP_SLOT_SUBJ, RCP_SLOT_BY, c);
    case RCP_COND_PREP:
        return has_prep(args, c->prep);
    case RCP_COND_AT:
        return has_place(v, args, c);
    case RCP_COND_NUM:
        return counted(v, head);
    case RCP_COND_DOC:
        return v->disaster == ((c->classes & rcp_ev_bit(RCP_EV_DISASTER)) != 0);
    case RCP_COND_PASS:
        return rcp_ev_passive(v, head);
    case RCP_COND_ANY:
        return in_clause(v, head, c->classes);
    case RCP_COND_INF:
        return governs_infinitive(v, head);
    case RCP_COND_DEM:
        return any_holds(v, args, RCP_SLOT_DEM, RCP_SLOT_DEM, &(rcp_ev_cond){0});
    case RCP_COND_POSS:
        return any_holds(v, args, RCP_SLOT_POSS, RCP_SLOT_POSS, &(rcp_ev_cond){0});
    case RCP_COND_CASE:
        return rcp_ev_case(v, head, &at) == c->prep;
    case RCP_COND_NEG:
        return rcp_ev_negated(v, head);
    default:
        return false;
    }
}

/* ---- Matching ------------------------------------------------------------------------------ */

static bool upos_fits(const rcp_ev_view *v, const rcp_ev_entry *e, uint32_t w)
{
    uint32_t upos = v->word[w].upos, form = v->word[w].form_bits;
    if (!upos)
        return true;
    if (e->upos == RCP_VERB)
        return rcp_ev_verbal(v, w) ||
               /* "shot down": further words say more than the tagger's guess */
               (e->n_pieces > 1 && (upos == RCP_NOUN || upos == RCP_ADJ)) ||
               (upos == RCP_ADJ &&
                ((form & RCP_FORM_PART) || rcp_ev_child(v, w, RCP_REL_cop) < v->n));
    return upos == RCP_NOUN || upos == RCP_PROPN;
}

/* The words of a pattern after its head, in order, not far apart; *last gets the last one. */
static bool pieces_fit(const rcp_ev_view *v, const rcp_ev_entry *e, uint32_t w, uint32_t *last)
{
    *last = w;
    for (uint32_t p = 1; p < e->n_pieces; p++) {
        const rcp_ev_piece *piece = &e->piece[p];
        uint32_t at = *last + 1, stop = *last + 1 + PIECE_GAP;
        for (;; at++) {
            if (at >= v->n || at >= stop || (v->word[at].flags & RCP_TOK_PUNCT))
                return false;
            if (piece->classes ? (v->word[at].classes & piece->classes) != 0
                               : v->word[at].form == piece->sym || v->word[at].lemma == piece->sym)
                break;
            if (e->upos == RCP_VERB && v->word[at].upos == RCP_VERB)
                return false;           /* "se rendre à Moscou pour rendre hommage" */
        }
        *last = at;
    }
    return true;
}

static bool in_name(const rcp_ev_view *v, uint32_t w)
{
    for (uint32_t i = 0; i < v->n_mentions; i++) {
        const rcp_mention *m = &v->doc->mention.row[v->mention[i].row];
        if (v->mention[i].beg <= w && w < v->mention[i].end &&
            (m->name || m->kind == RCP_ORGANISATION) && m->kind != RCP_OTHER)
            return true;
    }
    return false;
}

/* A noun names a kind of thing rather than an event: "système de défense", "attack helicopter",
 * "terrain d'entraînement". */
static bool only_names(const rcp_ev_view *v, uint32_t w)
{
    uint32_t at = RCP_EV_NONE, head = v->word[w].head;
    if (in_name(v, w))
        return true;
    if (!v->parsed)
        return w > 0 && rcp_ev_is(v, w - 1, RCP_EV_GEN) && w > 1 && rcp_ev_is(v, w - 2, RCP_EV_HOLDER);
    if (head >= v->n)
        return false;
    if (rcp_ev_rel(v, w, RCP_REL_compound))
        return true;
    if (!rcp_ev_rel(v, w, RCP_REL_nmod) || !rcp_ev_case(v, w, &at) ||
        !rcp_ev_is(v, at, RCP_EV_GEN) || rcp_ev_verbal(v, head))
        return false;
    if (rcp_ev_is(v, head, RCP_EV_HOLDER))
        return true;
    bool bare = rcp_ev_child(v, w, RCP_REL_det) >= v->n && rcp_ev_child(v, w, RCP_REL_nummod) >= v->n;
    return bare && at + 1 == w && !rcp_ev_is(v, head, RCP_EV_PHASE);
}

static bool conditions_hold(const rcp_ev_view *v, const rcp_ev_entry *e, uint32_t w,
                            const rcp_ev_args *args, bool *by_negation)
{
    *by_negation = false;
    for (uint32_t i = 0; i < e->n_conds; i++) {
        if (holds(v, &e->cond[i], w, args) == e->cond[i].not)
            return false;
        *by_negation |= e->cond[i].what == RCP_COND_NEG && !e->cond[i].not;
    }
    return true;
}

/* The word of a pattern that the others hang on: "strike" of "air strike". */
static uint32_t top_of(const rcp_ev_view *v, uint32_t beg, uint32_t last)
{
    uint32_t w = beg;
    for (int step = 0; v->parsed && step < CLIMB; step++) {
        uint32_t head = v->word[w].head;
        if (head >= v->n || head < beg || head > last)
            break;
        w = head;
    }
    return w;
}

/* The first line of the lexicon that fits a word. */
static bool match(const rcp_ev_view *v, uint32_t w, rcp_ev_predicate *p)
{
    uint32_t beg, end, last;
    rcp_ev_entries(v->lex, v->word[w].lemma, &beg, &end);
    if (beg == end && v->word[w].form != v->word[w].lemma)
        rcp_ev_entries(v->lex, v->word[w].form, &beg, &end);
    uint32_t asked = 0;                         /* whose arguments: 1 verb, 2 noun; and word */
    for (; beg < end; beg++) {
        const rcp_ev_entry *e = &v->lex->entry[beg];
        uint32_t want = e->upos == RCP_NOUN ? 2 : 1;
        if (!upos_fits(v, e, w) || !pieces_fit(v, e, w, &last))
            continue;
        uint32_t top = want == 2 ? top_of(v, w, last) : w;
        if (want == 2 && only_names(v, top))
            continue;
        if (asked != (want << 16 | top)) {
            p->args.n = 0;
            if (want == 2)
                rcp_ev_args_noun(v, top, &p->args);
            else
                rcp_ev_args_verb(v, w, &p->args);
            asked = want << 16 | top;
        }
        if (!conditions_hold(v, e, top, &p->args, &p->by_negation))
            continue;
        p->entry = e;
        p->head = (uint16_t)top;
        p->verb = (uint16_t)(want == 1 ? w : RCP_EV_NONE);
        p->noun = (uint16_t)(want == 2 ? top : RCP_EV_NONE);
        p->beg = (uint16_t)w;
        p->end = (uint16_t)(last + 1);
        p->dropped = false;
        return true;
    }
    return false;
}

/* ---- Verbs and their nouns ----------------------------------------------------------------- */

/* Up through "une série de": the noun that stands for the event in the clause. */
static uint32_t outer_noun(const rcp_ev_view *v, uint32_t noun)
{
    for (int step = 0; step < CLIMB; step++) {
        uint32_t head = v->word[noun].head;
        if (head >= v->n || !rcp_ev_rel(v, noun, RCP_REL_nmod) || !rcp_ev_is(v, head, RCP_EV_PHASE))
            break;
        noun = head;
    }
    return noun;
}

/* The light verb that carries the noun, or RCP_EV_NONE. */
static uint32_t carrier(const rcp_ev_view *v, uint32_t noun)
{
    uint32_t outer = outer_noun(v, noun), head = v->word[outer].head;
    if (head < v->n && rcp_ev_verbal(v, head)) {
        bool subject = rcp_ev_rel(v, outer, RCP_REL_nsubj);
        bool done = v->word[outer].rel == RCP_REL_nsubj_pass || (subject && rcp_ev_passive(v, head));
        uint32_t at = RCP_EV_NONE;
        bool object = rcp_ev_rel(v, outer, RCP_REL_obj) ||
                      (rcp_ev_case(v, outer, &at) && rcp_ev_is(v, at, RCP_EV_LIGHTPREP) &&
                       (rcp_ev_rel(v, outer, RCP_REL_obl) || rcp_ev_rel(v, outer, RCP_REL_iobj)));
        if ((object || done) && rcp_ev_is(v, head, RCP_EV_LIGHT))
            return head;
        if (subject && (rcp_ev_is(v, head, RCP_EV_OCCUR) || (done && rcp_ev_is(v, head, RCP_EV_PLAN))))
            return head;
    }
    for (uint32_t c = v->word[outer].child; c < v->n; c = v->word[c].sibling)
        if ((v->word[c].rel == RCP_REL_acl || v->word[c].rel == RCP_REL_acl_relcl) &&
            (rcp_ev_is(v, c, RCP_EV_LIGHT) || rcp_ev_is(v, c, RCP_EV_OCCUR)))
            return c;
    return RCP_EV_NONE;
}

/* Give a noun what stands around its verb: subject, place, instrument; not the noun itself. */
static void join(const rcp_ev_view *v, rcp_ev_predicate *p, uint32_t verb)
{
    rcp_ev_args of = {.n = 0};
    uint32_t outer = outer_noun(v, p->noun);
    rcp_ev_args_verb(v, verb, &of);
    for (uint32_t i = 0; i < of.n; i++)
        if (of.row[i].head != outer && of.row[i].head != p->noun && p->args.n < RCP_EV_ARGS)
            p->args.row[p->args.n++] = of.row[i];
    p->verb = (uint16_t)verb;
}

static bool same_phrase(const rcp_ev_view *v, uint32_t noun, uint32_t verb)
{
    uint32_t outer = outer_noun(v, noun);
    return v->word[outer].head == verb && !rcp_ev_clausal(v, outer) && !rcp_ev_adjunct(v, outer);
}

/* Whether verb event `a` makes noun event `b`, which it governs, no event of its own. */
static bool swallows(const rcp_ev_view *v, const rcp_ev_predicate *a, const rcp_ev_predicate *b)
{
    if (a->noun != RCP_EV_NONE || b->noun == RCP_EV_NONE || b->verb != RCP_EV_NONE)
        return false;
    if (b->noun >= a->beg && b->noun < a->end)
        return true;
    if (!same_phrase(v, b->noun, a->verb) || rcp_ev_rel(v, b->noun, RCP_REL_nsubj))
        return false;
    uint32_t type = a->entry->type;
    if (a->entry->denial)           /* what is denied is the claim that a reader looks for */
        return false;
    return type == b->entry->type || type == RCP_REQUEST || type == RCP_REJECT ||
           type == RCP_THREATEN || type == RCP_AGREE;
}

static void merge(const rcp_ev_view *v, rcp_ev_predicate *p, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        uint32_t verb = p[i].noun != RCP_EV_NONE && v->parsed ? carrier(v, p[i].noun) : RCP_EV_NONE;
        if (verb == RCP_EV_NONE)
            continue;
        join(v, &p[i], verb);
        for (uint32_t k = 0; k < n; k++)        /* the light verb is no event beside it */
            p[k].dropped |= k != i && p[k].noun == RCP_EV_NONE && p[k].head == verb;
    }
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < n; k++) {
            if (i == k || p[i].dropped || p[k].dropped)
                continue;
            if (swallows(v, &p[i], &p[k])) {
                p[k].dropped = true;
                if (p[k].entry->type == p[i].entry->type && p[k].end > p[i].end &&
                    p[k].end - p[i].end <= SPAN_GAP)
                    p[i].end = p[k].end;
            }
            /* "attaque de bombardement": the outer noun is the event. */
            if (p[i].noun != RCP_EV_NONE && p[k].noun != RCP_EV_NONE && !p[k].dropped &&
                v->word[p[k].noun].head == p[i].noun && p[i].entry->type == p[k].entry->type)
                p[k].dropped = true;
        }
}

/* ---- The words to underline ---------------------------------------------------------------- */

/* The verb with its auxiliaries, negation and clitics. */
static void span_verb(const rcp_ev_view *v, uint32_t verb, uint16_t *beg, uint16_t *end)
{
    for (uint32_t c = v->word[verb].child; c < v->n; c = v->word[c].sibling) {
        bool clitic = v->word[c].upos == RCP_PRON && !rcp_ev_rel(v, c, RCP_REL_nsubj) &&
                      !rcp_ev_is(v, c, RCP_EV_REL);
        bool group = rcp_ev_rel(v, c, RCP_REL_aux) || rcp_ev_rel(v, c, RCP_REL_expl) ||
                     rcp_ev_is(v, c, RCP_EV_NE) || rcp_ev_is(v, c, RCP_EV_NEG) || clitic;
        if (group && c < *beg && verb - c <= SPAN_GAP)
            *beg = (uint16_t)c;
        if (v->word[c].rel == RCP_REL_compound_prt && c >= *end && c - verb <= SPAN_GAP)
            *end = (uint16_t)(c + 1);
    }
}

/* The noun with its adjectives and its first complement. */
static void span_noun(const rcp_ev_view *v, uint32_t noun, uint16_t *beg, uint16_t *end)
{
    for (uint32_t c = v->word[noun].child; c < v->n; c = v->word[c].sibling) {
        uint32_t at = RCP_EV_NONE;
        bool adjective = v->word[c].rel == RCP_REL_amod || rcp_ev_rel(v, c, RCP_REL_compound) ||
                         v->word[c].rel == RCP_REL_nummod;
        bool gen = rcp_ev_case(v, c, &at) && at < v->n && rcp_ev_is(v, at, RCP_EV_GEN) &&
                   rcp_ev_rel(v, c, RCP_REL_nmod);
        if (adjective && c < *beg && *beg - c <= 3)
            *beg = (uint16_t)c;
        if (adjective && c == *end)
            *end = (uint16_t)(c + 1);
        if (gen && at <= *end && c >= *end) {
            uint32_t to = v->word[c].end;
            *end = (uint16_t)(to > c && to - c <= 4 ? to : c + 1);
        }
    }
}

static void underline(const rcp_ev_view *v, rcp_ev_predicate *p)
{
    if (p->noun != RCP_EV_NONE)
        span_noun(v, p->noun, &p->beg, &p->end);
    if (p->verb == RCP_EV_NONE)
        return;
    uint16_t beg = p->verb, end = (uint16_t)(p->verb + 1);
    while (end < v->n && rcp_ev_is(v, p->verb, RCP_EV_OCCUR) && rcp_ev_is(v, end, RCP_EV_OCCUR) &&
           !rcp_ev_verbal(v, end))
        end++;                          /* "avoir lieu" */
    span_verb(v, p->verb, &beg, &end);
    if (p->noun == RCP_EV_NONE) {
        p->beg = beg < p->beg ? beg : p->beg;
        p->end = end > p->end ? end : p->end;
    } else if (beg < p->beg && p->beg - end <= 2 * SPAN_GAP)
        p->beg = beg;
    else if (end > p->end && beg - p->end <= 2 * SPAN_GAP)
        p->end = end;
}

uint32_t rcp_ev_predicates(const rcp_ev_view *v, rcp_ev_predicate *out)
{
    uint32_t n = 0, kept = 0;
    for (uint32_t w = 0; w < v->n && n < RCP_EV_PREDICATES; w++)
        if (!(v->word[w].flags & (RCP_TOK_FURNITURE | RCP_TOK_PUNCT)) && match(v, w, &out[n]))
            n++;
    merge(v, out, n);
    for (uint32_t i = 0; i < n; i++) {
        if (out[i].dropped)
            continue;
        underline(v, &out[i]);
        if (kept != i)
            out[kept] = out[i];
        kept++;
    }
    return kept;
}
