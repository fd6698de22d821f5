/* deny.c - denials: who denies what, in which reports, and which event that is.
 *
 * A denial is an act about another claim (scheme.md section 2).  Denials of one speaker in
 * several reports are one when what they deny has enough in common: names first, states counted
 * by their country, so that "the visit to Minsk" and "went to Belarus" meet.
 */
#include "link/inner.h"

#include <stdlib.h>

enum { DF_MAX = 64 };
static const float ALIKE = 0.30f;               /* cosine of what is denied             */
static const float ALIKE_ONE_STORY = 0.15f;     /* one speaker, one time: one affair    */
enum { NEAR_DAYS = 30 };

typedef struct { uint32_t item, row; } owner;   /* a denial: of which report            */
typedef struct { const rcp_work *w; const owner *o; } context;

static const rcp_ldenial *denial_of(const context *c, uint32_t i)
{
    return &c->w->item[c->o[i].item].denial[c->o[i].row];
}

/* The group that a denial is about: of the events inside what is denied, but for those it takes for
 * granted, the one that most others speak of; on a tie the first. */
static uint32_t denied_group(const rcp_work *w, const rcp_item *it, const rcp_ldenial *d,
                             const uint32_t *size)
{
    uint32_t best = RCP_NOBODY;
    for (uint32_t i = 0; i < it->n_claims; i++) {
        const rcp_lclaim *c = &it->claim[i];
        uint32_t g = w->group[it->claim_beg + i];
        if (!rcp_span_touch(c->c.predicate, d->content) || c->c.type == RCP_REJECT ||
            c->c.presumed)
            continue;
        if (best == RCP_NOBODY || size[g] > size[best])
            best = g;
    }
    return best;
}

static float denials_like(const void *ctx, uint32_t a, uint32_t b)
{
    const context *c = ctx;
    const rcp_ldenial *d = denial_of(c, a), *e = denial_of(c, b);
    const rcp_item *x = &c->w->item[c->o[a].item], *y = &c->w->item[c->o[b].item];
    uint32_t shared;
    if (!d->speaker || d->speaker != e->speaker)
        return 0;
    float s = rcp_feats_cosine(x->near + d->feats.beg, d->feats.end - d->feats.beg,
                               y->near + e->feats.beg, e->feats.end - e->feats.beg, &shared);
    bool near = x->r.story == y->r.story || x->r.hi <= x->r.lo || y->r.hi <= y->r.lo ||
                (x->r.lo < y->r.hi + NEAR_DAYS && y->r.lo < x->r.hi + NEAR_DAYS);
    /* Two things in common, the speaker apart, and close in time: one affair. */
    return s >= ALIKE || (near && shared >= 2 && s >= ALIKE_ONE_STORY) ? 1 : 0;
}

static void add_number(rcp_work *w, uint32_t n)
{
    uint32_t *to = rcp_vec_add(&w->numbers);
    if (to)
        *to = n;
}

/* One entry of the output from the denials label[i] == first. */
static void add_denial(rcp_work *w, const context *c, uint32_t n, const uint32_t *label,
                       uint32_t first, const uint32_t *size)
{
    rcp_link_denial *to = rcp_vec_add(&w->denials);
    if (!to)
        return;
    const rcp_ldenial *d = denial_of(c, first);
    *to = (rcp_link_denial){.denied = d->denied, .event = RCP_NOBODY, .by = d->by,
                            .by_country = d->by_country, .claims = {w->numbers.n, 0}};
    for (uint32_t i = first; i < n; i++) {
        if (label[i] != first)
            continue;
        const rcp_item *it = &w->item[c->o[i].item];
        const rcp_ldenial *e = denial_of(c, i);
        uint32_t before = w->numbers.n, g = denied_group(w, it, e, size);
        if (g != RCP_NOBODY && (to->event == RCP_NOBODY || size[g] > size[to->event]))
            to->event = g;
        for (uint32_t k = 0; k < it->n_claims; k++)
            if (it->claim[k].attribution == e->attribution) {
                add_number(w, c->o[i].item);
                add_number(w, it->claim[k].c.claim);
            }
        if (w->numbers.n == before) {
            add_number(w, c->o[i].item);
            add_number(w, 0);           /* denied without an event: no claim of its own */
        }
    }
    to->claims.end = w->numbers.n;
}

rcp_status rcp_link_denials_find(rcp_work *w)
{
    rcp_vec keys = rcp_vec_of(sizeof(rcp_key)), pairs = rcp_vec_of(sizeof(rcp_pair));
    rcp_vec owners = rcp_vec_of(sizeof(owner));
    uint32_t *size = calloc((size_t)w->n_claims + 1, sizeof *size);
    for (uint32_t i = 0; i < w->n_items; i++)
        for (uint32_t k = 0; k < w->item[i].n_denials; k++) {
            owner *o = rcp_vec_add(&owners);
            if (!o)
                break;
            *o = (owner){i, k};
            rcp_key_add(&keys, w->item[i].denial[k].speaker, owners.n - 1);
        }
    rcp_pairs_of(&keys, DF_MAX, &pairs);
    uint32_t *label = malloc(sizeof *label * (owners.n + 1));
    context c = {w, RCP_AT(&owners, owner, 0)};
    rcp_status s = size && label && !keys.failed && !pairs.failed && !owners.failed ? RCP_OK
                                                                                 : RCP_E_MEMORY;
    for (uint32_t i = 0; !s && i < w->n_claims; i++)
        size[w->group[i]]++;
    if (!s)
        s = rcp_average_link(owners.n, &pairs, 0.5f, denials_like, &c, label, &w->n_candidates);
    for (uint32_t i = 0; !s && i < owners.n; i++)
        if (label[i] == i)
            add_denial(w, &c, owners.n, label, i, size);
    rcp_vec_free(&keys);
    rcp_vec_free(&pairs);
    rcp_vec_free(&owners);
    free(size);
    free(label);
    return s ? s : w->denials.failed || w->numbers.failed ? RCP_E_MEMORY : RCP_OK;
}
