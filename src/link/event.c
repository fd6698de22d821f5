/* event.c - which claims are about one event.
 *
 * Keys find the pairs, points compare them, average link groups them: no chain of half-alike
 * claims becomes one event (blind transitive closure joins whole wars).  The points are evidence
 * for and against, in units of about ln 2: a name, a place or a weapon that both claims have, a
 * day, a figure, the words around the predicate, the same sentence retold.  Clashes of the kind
 * that make two events of it are vetoes: another place, another day, hypothetical against actual.
 */
#include "link/inner.h"

#include <stdlib.h>

enum { DF_MAX = 64 };
static const float EDGE = 3.5f;
static const float SENTENCE = 2.5f, NEAR_W = 1.5f;
static const float VETO = -8.0f;

typedef enum { MISSING, SAME, NEAR, APART } likeness;

/* ---- comparing arguments ---- */

static likeness who_like(const rcp_who *a, const rcp_who *b)
{
    if (a->key && a->key == b->key)
        return SAME;
    /* Russia and the Russian army, Belarus and its president: the one acts for the other. */
    if (a->land && a->land == b->land &&
        ((a->flags | b->flags) & RCP_WHO_COUNTRY || !((a->flags & b->flags) & RCP_WHO_PERSON)))
        return NEAR;
    return APART;
}

static bool place_within(const rcp_who *a, const rcp_who *b)
{
    return a->land && a->land == b->land && ((a->flags | b->flags) & (RCP_WHO_COUNTRY | RCP_WHO_REGION));
}

/* The best pair of the two lists; *best_a is the argument of a that is in it. */
static likeness args_like(const rcp_item *x, rcp_range a, const rcp_item *y, rcp_range b,
                          const rcp_who **best_a, bool places)
{
    likeness best = APART;
    if (a.beg == a.end || b.beg == b.end)
        return MISSING;
    for (uint32_t i = a.beg; i < a.end; i++)
        for (uint32_t j = b.beg; j < b.end; j++) {
            likeness l = who_like(&x->who[i], &y->who[j]);
            if (places && l == NEAR && !place_within(&x->who[i], &y->who[j]))
                l = APART;
            if (l != MISSING && l < best) {
                best = l;
                *best_a = &x->who[i];
            }
        }
    return best;
}

/* A country is in every report of its war; a person, a weapon or a town is not. */
static float worth(const rcp_who *w, float country, float other)
{
    return w->flags & RCP_WHO_COUNTRY ? country : other;
}

/* ---- typed clashes ---- */

static bool states_clash(const rcp_lclaim *a, const rcp_lclaim *b)
{
    enum { DONE = 1, COMING = 2, FEARED = 4, OLD = 8 };
    static const unsigned char class_of[RCP_N_state] = {
        [RCP_ACTUAL] = DONE, [RCP_ONGOING] = DONE | COMING, [RCP_PLANNED] = COMING | FEARED,
        [RCP_HYPOTHETICAL] = FEARED, [RCP_HABITUAL] = DONE, [RCP_HISTORICAL] = OLD};
    if (a->c.speech == RCP_SPEECH_DENY || b->c.speech == RCP_SPEECH_DENY)
        return false;           /* what is denied stays beside what it denies */
    return !(class_of[a->c.state % RCP_N_state] & class_of[b->c.state % RCP_N_state]);
}

/* A mode narrows a type.  An assault or a mobilization is one thing under each of its modes; a
 * disaster without a mode is the disaster itself, not its dead. */
static bool modes_clash(const rcp_lclaim *a, const rcp_lclaim *b)
{
    bool soft = a->c.type == RCP_ASSAULT || a->c.type == RCP_MOBILIZE;
    if (a->c.type == RCP_DISASTER)
        return !rcp_str_eq(a->c.mode, b->c.mode);
    return !soft && a->c.mode.len && b->c.mode.len && !rcp_str_eq(a->c.mode, b->c.mode);
}

static bool known(double lo, double hi)
{
    return isfinite(lo) || isfinite(hi);
}

static bool ranges_meet(double alo, double ahi, double blo, double bhi)
{
    return !(isfinite(ahi) && isfinite(blo) && ahi < blo) &&
           !(isfinite(bhi) && isfinite(alo) && bhi < alo);
}

/* ---- the points ---- */

/* Digits of a number that are not trailing zeros: 384 says more than 400. */
static uint32_t digits_of(double x)
{
    uint64_t n = x > 0 && x < 1e15 ? (uint64_t)x : 0;
    uint32_t d = 0;
    while (n && n % 10 == 0)
        n /= 10;
    for (; n; n /= 10)
        d++;
    return d;
}

static float quantity_points(const rcp_lclaim *a, const rcp_lclaim *b)
{
    if (!a->unit || a->unit != b->unit || !known(a->c.min, a->c.max) || !known(b->c.min, b->c.max))
        return 0;
    if (!ranges_meet(a->c.min, a->c.max, b->c.min, b->c.max))
        return a->c.toll.len ? 0 : -2;          /* tolls grow: a clash there is an update */
    bool low = isfinite(a->c.min) && a->c.min == b->c.min;
    if (!low && !(isfinite(a->c.max) && a->c.max == b->c.max))
        return 0.5f;
    uint32_t digits = digits_of(low ? a->c.min : a->c.max);
    return digits > 2 ? 3 : digits == 2 ? 1.5f : 0.7f;
}

static float time_points(const rcp_lclaim *a, const rcp_lclaim *b)
{
    if (a->c.hi <= a->c.lo || b->c.hi <= b->c.lo)
        return 0;
    if (!rcp_days_meet(a->c.lo, a->c.hi, b->c.lo, b->c.hi))
        return VETO;
    int64_t longest = (int64_t)a->c.hi - a->c.lo;
    if ((int64_t)b->c.hi - b->c.lo > longest)
        longest = (int64_t)b->c.hi - b->c.lo;
    return longest <= 2 ? 2 : longest <= 31 ? 0.7f : longest <= 366 ? 0.3f : 0;
}

static float args_points(const rcp_item *x, const rcp_lclaim *a, const rcp_item *y,
                         const rcp_lclaim *b)
{
    const rcp_who *w = NULL;
    float p = 0;
    switch (args_like(x, a->actors, y, b->actors, &w, false)) {
    case SAME: p += worth(w, 0.7f, 1.5f); break;
    case NEAR: p += 0.5f; break;
    case APART: p -= 2; break;
    case MISSING: break;
    }
    switch (args_like(x, a->recipients, y, b->recipients, &w, false)) {
    case SAME: p += worth(w, 0.7f, 1.5f); break;
    case NEAR: p += 0.5f; break;
    case APART: p -= 1.0f; break;
    case MISSING: break;
    }
    switch (args_like(x, a->places, y, b->places, &w, true)) {
    case SAME: p += worth(w, 0.7f, 1.5f); break;
    case NEAR: p += 0.4f; break;
    case APART: p -= 4; break;
    case MISSING: break;
    }
    switch (args_like(x, a->equipment, y, b->equipment, &w, false)) {
    case SAME: p += 2; break;
    case APART: p -= 1.5f; break;
    case NEAR:
    case MISSING: break;
    }
    return p;
}

/* Reports of different stories can tell of one event, when they are not long apart. */
static bool long_apart(const rcp_work *w, uint32_t i, uint32_t j)
{
    enum { APART_DAYS = 30 };
    const rcp_link_report *r = &w->item[i].r, *s = &w->item[j].r;
    return r->hi > r->lo && s->hi > s->lo &&
           ((int64_t)r->hi + APART_DAYS < s->lo || (int64_t)s->hi + APART_DAYS < r->lo);
}

/* What the place of the two claims in their reports says. */
static float position_points(const rcp_work *w, uint32_t i, const rcp_lclaim *a, uint32_t j,
                             const rcp_lclaim *b)
{
    /* One sentence seldom says a thing twice, unless it is one figure. */
    if (i == j)
        return a->sent == b->sent && quantity_points(a, b) <= 1 ? -1.5f : 0.5f;
    const rcp_align *al = rcp_align_of(w, i, a->sent, j, b->sent);
    float p = w->item[i].r.story == w->item[j].r.story ? 0.5f : long_apart(w, i, j) ? -1 : 0;
    if (!al)
        return p;
    /* The sentences say the same; so do their claims, when they come in the same order. */
    if (a->of == b->of)
        return p + (a->rank == b->rank ? 2.5f : -1);
    return p + 1;
}

/* One word for it: the trigger, a noun and its verb, or the noun a light verb carries. */
static bool heads_like(const rcp_item *x, const rcp_lclaim *a, const rcp_item *y, const rcp_lclaim *b)
{
    if (a->lemma == b->lemma || a->stem == b->stem)
        return true;
    for (uint32_t i = a->words.beg, j = b->words.beg; i < a->words.end && j < b->words.end;)
        if (x->near[i].key == y->near[j].key) {
            if (x->near[i].kind == RCP_FEAT_STEM)
                return true;
            i++, j++;
        } else if (x->near[i].key < y->near[j].key) {
            i++;
        } else {
            j++;
        }
    return false;
}

/* An event without a date is news, and news is recent: a long past day speaks against it. */
static bool out_of_season(const rcp_item *it, const rcp_lclaim *dated, const rcp_lclaim *other)
{
    enum { RECENT_DAYS = 60 };
    return dated->c.hi > dated->c.lo && other->c.hi <= other->c.lo && it->r.hi > it->r.lo &&
           (int64_t)dated->c.hi + RECENT_DAYS < it->r.lo;
}

/* How alike the two whole sentences are; 0 inside one sentence. */
static float sentence_cosine(const rcp_work *w, uint32_t i, const rcp_lclaim *a, uint32_t j,
                             const rcp_lclaim *b)
{
    const rcp_item *x = &w->item[i], *y = &w->item[j];
    uint32_t shared;
    if ((i == j && a->sent == b->sent) || a->sent >= x->n_sents || b->sent >= y->n_sents)
        return 0;
    const rcp_range f = x->sent[a->sent].feats, g = y->sent[b->sent].feats;
    return rcp_feats_cosine(x->feat + f.beg, f.end - f.beg, y->feat + g.beg, g.end - g.beg, &shared);
}

float rcp_claims_like(const rcp_work *w, uint32_t na, uint32_t nb)
{
    const rcp_lclaim *a = rcp_work_claim(w, na), *b = rcp_work_claim(w, nb);
    uint32_t i = w->claim_item[na], j = w->claim_item[nb], shared;
    const rcp_item *x = &w->item[i], *y = &w->item[j];
    if (a->c.type != b->c.type || modes_clash(a, b) || states_clash(a, b))
        return VETO;
    /* who says yes and no in one report means two events */
    if (i == j && a->c.polarity != b->c.polarity && rcp_str_eq(a->c.root, b->c.root))
        return VETO;
    /* One word has one type and one mode: together they say little more than each. */
    float p = a->c.type ? 1 : 0;
    if (rcp_str_eq(a->c.mode, b->c.mode) && (a->c.mode.len || a->c.type == RCP_DISASTER))
        p += 0.7f;
    if (heads_like(x, a, y, b))
        p += 1.5f;
    p += NEAR_W * rcp_feats_cosine(x->near + a->feats.beg, a->feats.end - a->feats.beg,
                              y->near + b->feats.beg, b->feats.end - b->feats.beg, &shared);
    p += SENTENCE * sentence_cosine(w, i, a, j, b);
    if (out_of_season(x, a, b) || out_of_season(y, b, a))
        p -= 1.5f;
    if (a->c.state != b->c.state && (a->c.state == RCP_PLANNED || b->c.state == RCP_PLANNED))
        p -= 0.5f;
    p += args_points(x, a, y, b) + quantity_points(a, b) + time_points(a, b);
    p += position_points(w, i, a, j, b);
    if (a->c.polarity != b->c.polarity)
        p -= 2;
    if (a->speaker && a->speaker == b->speaker)
        p += 1;
    return p;
}

static float sim(const void *ctx, uint32_t a, uint32_t b)
{
    return rcp_claims_like(ctx, a, b);
}

/* ---- the keys ---- */

static void key_args(rcp_vec *keys, uint64_t salt, const rcp_item *it, rcp_range r, bool land,
                     uint32_t owner)
{
    for (uint32_t k = r.beg; k < r.end; k++) {
        rcp_key_add(keys, rcp_mix(salt, it->who[k].key), owner);
        if (land && it->who[k].land && it->who[k].land != it->who[k].key)
            rcp_key_add(keys, rcp_mix(salt, it->who[k].land), owner);
    }
}

static void add_keys(rcp_vec *keys, const rcp_work *w, uint32_t no)
{
    const rcp_lclaim *c = rcp_work_claim(w, no);
    const rcp_item *it = &w->item[w->claim_item[no]];
    uint64_t type = rcp_mix(c->c.type, 17);
    rcp_key_add(keys, rcp_mix(rcp_mix(type, 1), it->r.story), no);
    key_args(keys, rcp_mix(type, 2), it, c->equipment, false, no);
    for (uint32_t k = c->actors.beg; k < c->actors.end; k++)
        key_args(keys, rcp_mix(rcp_mix(type, 3), it->who[k].land ? it->who[k].land : it->who[k].key),
                 it, c->recipients, true, no);
    bool dated = c->c.hi > c->c.lo && (int64_t)c->c.hi - c->c.lo <= 7;
    for (int32_t d = c->c.lo; dated && d < c->c.hi; d++) {
        key_args(keys, rcp_mix(rcp_mix(type, 4), (uint64_t)(uint32_t)d), it, c->places, true, no);
        if (c->unit)
            rcp_key_add(keys, rcp_mix(rcp_mix(type, 5 + (uint64_t)(uint32_t)d), c->unit), no);
    }
    if (c->unit && known(c->c.min, c->c.max))
        rcp_key_add(keys, rcp_mix(rcp_mix(type, 6), rcp_mix(c->unit,
                    (uint64_t)(int64_t)(isfinite(c->c.min) && fabs(c->c.min) < 1e15 ? c->c.min : -1))),
                    no);
}

/* Claims of one type in sentences that say the same: the reports are laid side by side already. */
static void pairs_of_aligned(const rcp_work *w, rcp_vec *pairs)
{
    for (uint32_t k = 0; k < w->aligns.n; k++) {
        const rcp_align *al = RCP_AT(&w->aligns, rcp_align, k);
        const rcp_item *x = &w->item[al->a], *y = &w->item[al->b];
        uint32_t lo = 0, hi = y->n_claims, first;
        while (lo < hi) {       /* claims are in the order of their sentences, or nearly */
            uint32_t mid = lo + (hi - lo) / 2;
            if (y->claim[mid].sent < al->j)
                lo = mid + 1;
            else
                hi = mid;
        }
        first = lo;
        lo = 0, hi = x->n_claims;
        while (lo < hi) {
            uint32_t mid = lo + (hi - lo) / 2;
            if (x->claim[mid].sent < al->i)
                lo = mid + 1;
            else
                hi = mid;
        }
        for (uint32_t i = lo; i < x->n_claims && x->claim[i].sent == al->i && i < lo + DF_MAX; i++)
            for (uint32_t j = first; j < y->n_claims && y->claim[j].sent == al->j && j < first + DF_MAX;
                 j++) {
                rcp_pair *p = x->claim[i].c.type == y->claim[j].c.type ? rcp_vec_add(pairs) : NULL;
                if (p)
                    *p = (rcp_pair){x->claim_beg + i, y->claim_beg + j};
            }
    }
}

static int cmp_pair(const void *x, const void *y)
{
    const rcp_pair *a = x, *b = y;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

rcp_status rcp_link_events_find(rcp_work *w)
{
    rcp_vec keys = rcp_vec_of(sizeof(rcp_key)), pairs = rcp_vec_of(sizeof(rcp_pair));
    for (uint32_t i = 0; i < w->n_claims; i++)
        add_keys(&keys, w, i);
    rcp_pairs_of(&keys, DF_MAX, &pairs);
    pairs_of_aligned(w, &pairs);
    rcp_vec_sort(&pairs, cmp_pair);
    rcp_vec_unique(&pairs, cmp_pair);
    rcp_status s = keys.failed || pairs.failed
                       ? RCP_E_MEMORY
                       : rcp_average_link(w->n_claims, &pairs, EDGE, sim, w, w->group, &w->n_candidates);
    rcp_vec_free(&keys);
    rcp_vec_free(&pairs);
    return s;
}
