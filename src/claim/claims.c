#include "claim/claims.h"

#include "claim/conditional.h"

#include <stdlib.h>

enum { LOOK_BACK = 64 };                /* contents looked at to the left of a byte     */

/* ---- which saying holds a span ------------------------------------------------------------ */

static int by_beg(const void *a, const void *b)
{
    const rcp_holder *x = a, *y = b;
    if (x->span.beg != y->span.beg)
        return x->span.beg < y->span.beg ? -1 : 1;
    if (x->span.end != y->span.end)
        return x->span.end > y->span.end ? -1 : 1;
    return x->att < y->att ? -1 : x->att > y->att;
}

rcp_status rcp_holders_make(const rcp_attribs *x, rcp_arena *scratch, rcp_holders *out)
{
    uint32_t n = x->content.n - 1;
    rcp_holder *h = RCP_NEW(scratch, rcp_holder, (size_t)n + 1);
    if (!h)
        return RCP_E_LIMIT;
    for (uint32_t i = 0; i < n; i++) {
        const rcp_content *c = RCP_ROW(&x->content, rcp_content, i + 1);
        h[i] = (rcp_holder){c->span, c->attribution};
    }
    qsort(h, n, sizeof *h, by_beg);
    *out = (rcp_holders){h, n, 0};
    return RCP_OK;
}

rcp_id rcp_holder_of(const rcp_holders *h, rcp_span span, rcp_id except)
{
    uint32_t lo = 0, hi = h->n, best_len = UINT32_MAX;
    rcp_id best = 0;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (h->row[mid].span.beg <= span.beg)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (uint32_t k = 0; k < LOOK_BACK && lo > k; k++) {
        const rcp_holder *x = &h->row[lo - k - 1];
        uint32_t len = x->span.end - x->span.beg;
        if (x->att != except && rcp_span_within(span, x->span) && len < best_len)
            best = x->att, best_len = len;
    }
    return best;
}

/* ---- certainty -------------------------------------------------------------------------- */

/* Whether the phrase of h stands at w. */
static bool phrase_at(const rcp_view *v, const rcp_hedge *h, uint32_t w, uint32_t end)
{
    for (uint32_t p = 0; p < h->n_parts; p++)
        if (w + p >= end || !rcp_word_is(v, w + p, h->part[p]))
            return false;
    return true;
}

static const rcp_hedge *hedge_at(const rcp_view *v, uint32_t w, uint32_t end)
{
    rcp_sym keys[2] = {v->word[w].form, v->word[w].lemma};
    for (int k = 0; k < 2; k++) {
        uint32_t n;
        if (k && keys[1] == keys[0])
            break;
        const rcp_hedge *h = rcp_hedge_lookup(v->rules, keys[k], &n);
        for (uint32_t i = 0; i < n; i++)
            if (phrase_at(v, &h[i], w, end))
                return &h[i];
    }
    return NULL;
}

/* The clause of a predicate: to the left up to what opens it, to the right up to what closes it. */
static rcp_words clause_of(const rcp_view *v, uint32_t trigger)
{
    rcp_id s = v->word[trigger].sent;
    uint32_t beg = trigger, end = trigger + 1;
    uint32_t lo = v->sent[s].beg, hi = v->sent[s].end;
    if (lo + 14 < trigger)
        lo = trigger - 14;
    if (hi > trigger + 6)
        hi = trigger + 6;
    while (beg > lo && !rcp_has(v, beg - 1, RCP_V_STOP | RCP_V_COMMA | RCP_V_COLON | RCP_V_LPAR) &&
           !rcp_is(v, beg - 1, RCP_W(REL)) &&
           !(rcp_is(v, beg - 1, RCP_W(COMP)) && v->word[beg - 1].upos != RCP_DET))
        beg--;
    while (end < hi && !rcp_has(v, end, RCP_V_STOP | RCP_V_COMMA | RCP_V_COLON | RCP_V_RPAR) &&
           !rcp_is(v, end, RCP_W(REL) | RCP_W(COMP) | RCP_W(COORD)))
        end++;
    return (rcp_words){beg, end};
}

/* A modal belongs to the predicate when only its own complements stand between. */
static bool governs(const rcp_view *v, uint32_t modal, uint32_t trigger)
{
    if (modal > trigger || trigger - modal > 7)
        return false;
    for (uint32_t w = modal + 1; w < trigger; w++)
        if (rcp_has(v, w, RCP_V_FIN | RCP_V_CND) || rcp_is_nominal(v, w) || rcp_has(v, w, RCP_V_PUNCT & ~RCP_V_MARK))
            return rcp_has(v, w, RCP_V_MARK);
    return true;
}

/* A noun's own hedge stands right beside it: "une possible attaque", "a possible attack". */
static bool beside(uint32_t hedge, uint32_t parts, uint32_t trigger)
{
    return hedge + parts == trigger || hedge == trigger + 1 || hedge + parts + 1 == trigger;
}

static void weigh(const rcp_view *v, rcp_words clause, uint32_t trigger, rcp_certainty *out)
{
    for (uint32_t w = clause.beg; w < clause.end; w++) {
        const rcp_hedge *h = hedge_at(v, w, clause.end);
        if (!h)
            continue;
        uint32_t last = w + h->n_parts - 1;
        bool fits = h->scope == RCP_HEDGE_MODAL ? governs(v, w, trigger)
                  : h->scope == RCP_HEDGE_NOUN  ? beside(w, h->n_parts, trigger) : true;
        if (fits && h->band && !out->band)
            out->band = h->band, out->modality = RCP_HEDGED, out->why = h->why;
        else if (fits && !h->band && (!out->modality || out->modality == RCP_ASSERTED)) {
            out->modality = h->modality;
            out->hearsay |= h->hearsay;
            out->why = h->why;
        }
        w = last;
    }
}

/* The conditional that carries the predicate: the trigger itself, or an auxiliary before it. */
static uint32_t conditional_of(const rcp_view *v, rcp_words clause, uint32_t trigger)
{
    if (rcp_has(v, trigger, RCP_V_CND))
        return trigger;
    for (uint32_t w = trigger; w-- > clause.beg && trigger - w <= 7;) {
        if (rcp_has(v, w, RCP_V_CND))
            return governs(v, w, trigger) ? w : 0;
        if (rcp_is_nominal(v, w))
            return 0;
    }
    return 0;
}

rcp_certainty rcp_certainty_of(const rcp_view *v, uint32_t trigger, bool past_cue)
{
    rcp_certainty out = {RCP_BAND_NONE, RCP_ASSERTED, 0, 0};
    if (!trigger || trigger >= v->n || !v->word[trigger].sent)
        return out;
    rcp_words clause = clause_of(v, trigger);
    weigh(v, clause, trigger, &out);
    rcp_why why;
    switch (rcp_conditional_read(v, conditional_of(v, clause, trigger), past_cue, &why)) {
    case RCP_COND_HEARSAY:
        out = (rcp_certainty){RCP_BAND_NONE, RCP_REPORTED, 1, why};
        break;
    case RCP_COND_POSSIBILITY:
        if (!out.band)
            out = (rcp_certainty){RCP_REALISTIC_POSSIBILITY, RCP_HEDGED, 0, why};
        break;
    case RCP_COND_EXPECTATION:
        if (!out.band)
            out = (rcp_certainty){RCP_LIKELY, RCP_HEDGED, 0, why};
        break;
    case RCP_COND_HYPOTHETICAL:
        if (!out.band)
            out = (rcp_certainty){RCP_BAND_NONE, RCP_CONDITIONAL, 0, why};
        break;
    default:
        break;
    }
    return out;
}

/* ---- claims ----------------------------------------------------------------------------- */

static uint16_t speech_of(const rcp_view *v, const rcp_att *t)
{
    if (!t->cue)
        return RCP_SPEECH_ASSERT;
    const rcp_negation *n = &v->rules->negation[t->cue->cls];
    return t->a.cue_polarity == RCP_NEGATED && n->cls ? n->speech : t->cue->speech;
}

static uint16_t modality_of(const rcp_att *t, const rcp_certainty *c)
{
    if (c->modality != RCP_ASSERTED)
        return c->modality;
    if (t->a.hearsay)
        return RCP_REPORTED;
    return t->cue ? t->cue->modality : RCP_ASSERTED;
}

/* The content fragment of `att` that holds `at`, else its first one, else the sentence. */
static rcp_span evidence_of(const rcp_attribs *x, const rcp_holders *h, rcp_id att, rcp_span at, rcp_id sent)
{
    uint32_t lo = 0, hi = h->n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (h->row[mid].span.beg <= at.beg)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (uint32_t k = 0; att && k < LOOK_BACK && lo > k; k++)
        if (h->row[lo - k - 1].att == att && rcp_span_within(at, h->row[lo - k - 1].span))
            return h->row[lo - k - 1].span;
    (void)x;
    return sent ? rcp_doc_sent_span(x->v->doc, sent) : (rcp_span){0, 0};
}

/* ---- what a denial is about ---- */

/* Whether the country or the person that speaks is an actor of the event. */
static bool own_act(const rcp_doc *d, const rcp_event *e, const rcp_attribution *a)
{
    const rcp_mention *who = &d->mention.row[a->mention];
    for (uint32_t i = e->arg_beg; a->mention && i < e->arg_end; i++) {
        const rcp_mention *m = &d->mention.row[d->arg.row[i].mention];
        if (d->arg.row[i].role == RCP_ARG_ACTOR &&
            ((m->country && m->country == who->country) || m->chain == who->chain))
            return true;
    }
    return false;
}

/* A definite noun under a verb of the content is taken for granted, as definite descriptions are
 * under negation (B. Russell 1905, P. Strawson 1950): who denies that "the visit was meant to ..."
 * does not deny the visit. */
static bool taken_for_granted(const rcp_view *v, const rcp_event *e, rcp_span content)
{
    uint32_t w = e->trigger;
    if (v->word[w].upos != RCP_NOUN || !v->parsed)
        return false;
    for (uint32_t b = w; b-- > 1 && w - b <= 3 && v->word[b].sent == v->word[w].sent;) {
        if (rcp_is(v, b, RCP_W(INDEFINITE)))
            return false;
        if (v->word[b].upos == RCP_DET)
            break;
        if (v->word[b].upos != RCP_ADJ)
            return false;
    }
    for (uint32_t b = rcp_doc_word_of(v->doc, rcp_doc_toks_of(v->doc, e->predicate).beg); b < w; b++)
        if (v->word[b].upos == RCP_VERB)
            return false;           /* "avoir mené l'attaque": the verb is part of it */
    for (rcp_id h = v->doc->dep.row[w].head, steps = 0; h && steps < 32; h = v->doc->dep.row[h].head, steps++)
        if (v->word[h].upos == RCP_VERB || v->word[h].upos == RCP_AUX)
            return rcp_span_within(v->word[h].span, content);
    return false;
}

/* "denied that he went to Minsk to press it": the purpose may be all that is denied. */
static bool has_purpose(const rcp_view *v, const rcp_event *e, rcp_span content)
{
    uint32_t w = e->trigger;
    if (v->word[w].upos != RCP_VERB)
        return false;
    for (uint32_t i = w + 1; i + 1 < v->n && v->word[i].sent == v->word[w].sent &&
                             v->word[i].span.end <= content.end; i++) {
        if (rcp_has(v, i, RCP_V_STOP | RCP_V_FIN))
            return false;
        if (!rcp_is(v, i, RCP_W(PURPOSE)))
            continue;
        for (uint32_t k = i + 1; k < v->n && k <= i + 3; k++)
            if (v->word[k].upos == RCP_VERB && v->word[k].sent == v->word[w].sent)
                return true;
    }
    return false;
}

static void focus_denial(const rcp_attribs *x, const rcp_att *t, const rcp_event *e, rcp_claim *row)
{
    if (row->speech != RCP_SPEECH_DENY || !e->trigger || e->trigger >= x->v->n)
        return;
    if (taken_for_granted(x->v, e, row->evidence) && !own_act(x->v->doc, e, &t->a)) {
        row->presumed = 1;
        row->speech = RCP_SPEECH_ASSERT;
    } else if (has_purpose(x->v, e, row->evidence))
        row->presumed = 1;
}

static rcp_status event_claim(const rcp_attribs *x, const rcp_holders *h, rcp_id event, bool *held,
                              rcp_rows *out)
{
    const rcp_event *e = &x->v->doc->event.row[event];
    rcp_span at = e->predicate;
    if (e->trigger && e->trigger < x->v->n)
        at = x->v->word[e->trigger].span;
    rcp_id att = rcp_holder_of(h, at, 0);
    const rcp_att *t = RCP_ROW(&x->att, rcp_att, att);
    rcp_certainty c = rcp_certainty_of(x->v, e->trigger, att && t->past);
    rcp_claim *row = rcp_rows_add(out);
    if (!row)
        return RCP_E_LIMIT;
    *row = (rcp_claim){.sent = e->sent, .attribution = att, .event = event, .band = c.band,
                       .hearsay = (uint16_t)(c.hearsay | t->a.hearsay), .why = c.why ? c.why : t->a.why};
    row->evidence = evidence_of(x, h, att, at, e->sent);
    row->speech = att ? speech_of(x->v, t) : RCP_SPEECH_ASSERT;
    row->modality = att ? modality_of(t, &c) : c.modality;
    focus_denial(x, t, e, row);
    held[att] |= !row->presumed || row->speech == RCP_SPEECH_DENY;
    return RCP_OK;
}

static rcp_status bare_claim(const rcp_attribs *x, rcp_id att, rcp_span first, rcp_rows *out)
{
    const rcp_att *t = RCP_ROW(&x->att, rcp_att, att);
    rcp_claim *row = rcp_rows_add(out);
    if (!row)
        return RCP_E_LIMIT;
    rcp_certainty plain = {RCP_BAND_NONE, RCP_ASSERTED, 0, 0};
    *row = (rcp_claim){.sent = t->a.sent, .attribution = att, .hearsay = t->a.hearsay, .why = t->a.why};
    row->evidence = first.end > first.beg ? first : rcp_doc_sent_span(x->v->doc, t->a.sent);
    row->speech = speech_of(x->v, t);
    row->modality = modality_of(t, &plain);
    return RCP_OK;
}

rcp_status rcp_claims_make(const rcp_attribs *x, const rcp_holders *h, rcp_rows *out)
{
    const rcp_doc *d = x->v->doc;
    rcp_status st = RCP_OK;
    bool *held = RCP_NEW(out->arena, bool, (size_t)x->att.n + 1);
    rcp_span *first = RCP_NEW(out->arena, rcp_span, (size_t)x->att.n + 1);
    if (!held || !first)
        return RCP_E_LIMIT;
    for (uint32_t i = 1; i < x->content.n; i++) {
        const rcp_content *c = RCP_ROW(&x->content, rcp_content, i);
        if (first[c->attribution].end <= first[c->attribution].beg)
            first[c->attribution] = c->span;
    }
    for (rcp_id e = 1; !st && e < d->event.n; e++)
        st = event_claim(x, h, e, held, out);
    for (rcp_id a = 1; !st && a < x->att.n; a++)
        if (!held[a])
            st = bare_claim(x, a, first[a], out);
    return st;
}
