/* story.c - which reports tell one story.
 *
 * sim = (half the cosine of the terms + half that of the names) x a Gaussian of the time between
 * the two publications (sigma 72 h); average link, so that the order of arrival never matters
 * (one online pass moved the score by 8 points with the order alone).  The weights of terms are
 * frozen in LANG/df.tsv for the same reason.
 */
#include "link/inner.h"

#include <stdlib.h>

enum { TERMS = 12, NAMES = 6, BUCKET_DAYS = 3, BUCKETS_MAX = 8, DF_MAX = 64 };
static const float EDGE = 0.22f;        /* tuned on ECB+ subtopics: .22 to .26 do as well */
static const float SIGMA_DAYS = 3;
static const float ACROSS = 0.7f;       /* of the names' cosine, between two languages */

typedef struct { rcp_feat *term, *name; uint32_t n_terms, n_names; } vectors;
typedef struct { const rcp_work *w; const vectors *v; } context;

static int cmp_key(const void *x, const void *y)
{
    const rcp_feat *a = x, *b = y;
    return (a->key > b->key) - (a->key < b->key);
}

static int cmp_heavy(const void *x, const void *y)
{
    const rcp_feat *a = x, *b = y;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return (a->key > b->key) - (a->key < b->key);
}

/* Frequency, damped by its logarithm, times the background weight; sorted by key. */
static void vector_of(const rcp_item *it, bool names, rcp_pool *pool, rcp_feat **out, uint32_t *n)
{
    rcp_vec v = rcp_vec_of(sizeof(rcp_feat));
    for (uint32_t i = 0; i < it->n_feats; i++) {
        bool is_name = it->feat[i].kind == RCP_FEAT_NAME, is_term = it->feat[i].kind == RCP_FEAT_STEM;
        rcp_feat *to = (names ? is_name : is_term) ? rcp_vec_add(&v) : NULL;
        if (to)
            *to = it->feat[i];
    }
    rcp_vec_sort(&v, cmp_key);
    uint32_t m = 0;
    for (uint32_t i = 0, j; i < v.n; i = j) {
        rcp_feat f = *RCP_AT(&v, rcp_feat, i);
        for (j = i; j < v.n && RCP_AT(&v, rcp_feat, j)->key == f.key; j++)
            ;
        f.weight *= 1 + logf((float)(j - i));
        *RCP_AT(&v, rcp_feat, m++) = f;
    }
    v.n = m;
    *out = rcp_pool_rows(pool, &v);
    *n = m;
    pool->failed |= v.failed;
    rcp_vec_free(&v);
}

static float story_sim(const void *ctx, uint32_t a, uint32_t b)
{
    const context *c = ctx;
    const vectors *x = &c->v[a], *y = &c->v[b];
    const rcp_link_report *r = &c->w->item[a].r, *s = &c->w->item[b].r;
    uint32_t shared;
    float terms = rcp_feats_cosine(x->term, x->n_terms, y->term, y->n_terms, &shared);
    float names = rcp_feats_cosine(x->name, x->n_names, y->name, y->n_names, &shared);
    /* Two languages share few terms: what little they do is no measure. */
    float sim = rcp_str_eq(r->lang, s->lang) ? 0.5f * terms + 0.5f * names : ACROSS * names;
    if (r->hi > r->lo && s->hi > s->lo) {
        int64_t gap = r->hi <= s->lo ? (int64_t)s->lo - r->hi + 1
                      : s->hi <= r->lo ? (int64_t)r->lo - s->hi + 1 : 0;
        float z = (float)gap / SIGMA_DAYS;
        sim *= expf(-z * z / 2);
    }
    return sim;
}

/* Each top term and name, alone and in the time buckets the report may lie in. */
static void add_keys(rcp_vec *keys, const rcp_feat *f, uint32_t n, uint32_t max,
                     const rcp_link_report *r, uint32_t owner)
{
    rcp_vec v = rcp_vec_of(sizeof(rcp_feat));
    for (uint32_t i = 0; i < n; i++) {
        rcp_feat *to = rcp_vec_add(&v);
        if (to)
            *to = f[i];
    }
    rcp_vec_sort(&v, cmp_heavy);
    for (uint32_t i = 0; i < v.n && i < max; i++) {
        uint64_t key = RCP_AT(&v, rcp_feat, i)->key;
        rcp_key_add(keys, rcp_mix(key, 1), owner);
        for (int32_t k = 0; r->hi > r->lo && k < BUCKETS_MAX; k++) {
            int32_t day = r->lo / BUCKET_DAYS + k;
            if (day > (r->hi - 1) / BUCKET_DAYS + 1)
                break;
            rcp_key_add(keys, rcp_mix(key, 2 + (uint64_t)(uint32_t)day), owner);
        }
    }
    keys->failed |= v.failed;
    rcp_vec_free(&v);
}

static void number_stories(rcp_work *w, const uint32_t *label)
{
    uint32_t *row = malloc(sizeof *row * (w->n_items ? w->n_items : 1));
    w->stories.n = 0;
    for (uint32_t i = 0; row && i < w->n_items; i++) {
        if (label[i] == i) {
            row[i] = w->stories.n;
            (void)rcp_vec_add(&w->stories);
        }
        w->item[i].r.story = row[label[i]];
    }
    w->stories.failed |= !row;
    free(row);
}

rcp_status rcp_link_stories_find(rcp_work *w)
{
    rcp_pool pool = rcp_pool_of();
    vectors *v = RCP_POOL(&pool, vectors, w->n_items);
    uint32_t *label = RCP_POOL(&pool, uint32_t, w->n_items);
    rcp_vec keys = rcp_vec_of(sizeof(rcp_key)), pairs = rcp_vec_of(sizeof(rcp_pair));
    rcp_status s = v && label ? RCP_OK : RCP_E_MEMORY;
    for (uint32_t i = 0; !s && i < w->n_items; i++) {
        vector_of(&w->item[i], false, &pool, &v[i].term, &v[i].n_terms);
        vector_of(&w->item[i], true, &pool, &v[i].name, &v[i].n_names);
        if (pool.failed)
            s = RCP_E_MEMORY;
        if (!s)
            add_keys(&keys, v[i].term, v[i].n_terms, TERMS, &w->item[i].r, i);
        if (!s)
            add_keys(&keys, v[i].name, v[i].n_names, NAMES, &w->item[i].r, i);
    }
    if (!s) {
        context c = {w, v};
        rcp_pairs_of(&keys, DF_MAX, &pairs);
        s = keys.failed || pairs.failed
                ? RCP_E_MEMORY
                : rcp_average_link(w->n_items, &pairs, EDGE, story_sim, &c, label, &w->n_candidates);
    }
    if (!s)
        number_stories(w, label);
    rcp_vec_free(&keys);
    rcp_vec_free(&pairs);
    rcp_pool_free(&pool);
    return s ? s : w->stories.failed ? RCP_E_MEMORY : RCP_OK;
}
