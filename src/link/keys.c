#include "link/keys.h"

#include <stdlib.h>

enum { DENSE_MAX = 320 };       /* owners of a component whose pairs are all compared */

typedef struct { uint32_t a, b; float sim; } edge_row;

static int cmp_key(const void *x, const void *y)
{
    const rcp_key *a = x, *b = y;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->owner > b->owner) - (a->owner < b->owner);
}

static int cmp_pair(const void *x, const void *y)
{
    const rcp_pair *a = x, *b = y;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

void rcp_pairs_of(rcp_vec *keys, uint32_t df_max, rcp_vec *pairs)
{
    rcp_vec_sort(keys, cmp_key);
    rcp_vec_unique(keys, cmp_key);
    const rcp_key *k = RCP_AT(keys, rcp_key, 0);
    for (uint32_t beg = 0, end; beg < keys->n; beg = end) {
        for (end = beg + 1; end < keys->n && k[end].key == k[beg].key; end++)
            ;
        if (end - beg > df_max)
            continue;
        for (uint32_t i = beg; i < end; i++)
            for (uint32_t j = i + 1; j < end; j++) {
                rcp_pair *p = rcp_vec_add(pairs);
                if (p)
                    *p = (rcp_pair){k[i].owner, k[j].owner};
            }
    }
    rcp_vec_sort(pairs, cmp_pair);
    rcp_vec_unique(pairs, cmp_pair);
}

static uint32_t find_root(uint32_t *up, uint32_t i)
{
    while (up[i] != i)
        i = up[i] = up[up[i]];
    return i;
}

/* The smaller one becomes the root, so a root is the smallest of its component. */
static void join(uint32_t *up, uint32_t a, uint32_t b)
{
    a = find_root(up, a);
    b = find_root(up, b);
    if (a < b)
        up[b] = a;
    else
        up[a] = b;
}

/* Merge the closest two clusters until none are closer than `edge`.  sim is (m, m), symmetric;
 * size[i] is 0 once i has been merged into another; into[i] says which. */
static void merge_dense(float *sim, uint32_t m, float edge, uint32_t *size, uint32_t *into)
{
    for (;;) {
        float best = edge;
        uint32_t bi = m, bj = m;
        for (uint32_t i = 0; i < m; i++)
            for (uint32_t j = i + 1; size[i] && j < m; j++)
                if (size[j] && (sim[i * m + j] > best || (bi == m && sim[i * m + j] >= best))) {
                    best = sim[i * m + j];
                    bi = i;
                    bj = j;
                }
        if (bi == m)
            return;
        /* Lance and Williams' update for the group average. */
        for (uint32_t k = 0; k < m; k++) {
            float s = (sim[bi * m + k] * (float)size[bi] + sim[bj * m + k] * (float)size[bj]) /
                      (float)(size[bi] + size[bj]);
            sim[bi * m + k] = sim[k * m + bi] = s;
        }
        size[bi] += size[bj];
        size[bj] = 0;
        into[bj] = bi;
    }
}

typedef struct {
    rcp_sim     sim;
    const void *ctx;
    float       edge;
    uint32_t   *label;
    uint64_t   *n_sims;
} linker;

static rcp_status link_dense(const linker *l, const uint32_t *owner, uint32_t m)
{
    float *sim = malloc(sizeof *sim * m * m);
    uint32_t *size = malloc(2 * sizeof *size * m), *into = size ? size + m : NULL;
    if (!sim || !size) {
        free(sim);
        free(size);
        return RCP_E_MEMORY;
    }
    for (uint32_t i = 0; i < m; i++) {
        size[i] = 1;
        into[i] = i;
        sim[i * m + i] = 0;
        for (uint32_t j = i + 1; j < m; j++)
            sim[i * m + j] = sim[j * m + i] = l->sim(l->ctx, owner[i], owner[j]);
    }
    *l->n_sims += (uint64_t)m * (m - 1) / 2;
    merge_dense(sim, m, l->edge, size, into);
    for (uint32_t i = 0; i < m; i++) {
        uint32_t to = i;
        while (into[to] != to)
            to = into[to];
        l->label[owner[i]] = owner[to];         /* into always points to a smaller one */
    }
    free(sim);
    free(size);
    return RCP_OK;
}

static int cmp_owner(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

/* Link one component; one too big to compare all pairs is cut at a stricter edge first. */
static rcp_status link_component(const linker *l, const edge_row *e, uint32_t n_edges, float cut,
                                 uint32_t *up);

typedef struct { uint32_t root, at; } rooted;

static int cmp_rooted(const void *x, const void *y)
{
    const rooted *a = x, *b = y;
    if (a->root != b->root)
        return a->root < b->root ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

/* Split edges into components under `up`, and link each. */
static rcp_status link_parts(const linker *l, const edge_row *e, uint32_t n_edges, float cut,
                             uint32_t *up)
{
    rooted *by = malloc(sizeof *by * (n_edges ? n_edges : 1));
    edge_row *part = malloc(sizeof *part * (n_edges ? n_edges : 1));
    rcp_status s = by && part ? RCP_OK : RCP_E_MEMORY;
    for (uint32_t i = 0; !s && i < n_edges; i++)
        by[i] = (rooted){find_root(up, e[i].a), i};
    if (!s)
        qsort(by, n_edges, sizeof *by, cmp_rooted);
    for (uint32_t i = 0, j; !s && i < n_edges; i = j) {
        for (j = i; j < n_edges && by[j].root == by[i].root; j++)
            part[j] = e[by[j].at];
        s = link_component(l, part + i, j - i, cut, up);
    }
    free(by);
    free(part);
    return s;
}

static rcp_status link_component(const linker *l, const edge_row *e, uint32_t n_edges, float cut,
                                 uint32_t *up)
{
    uint32_t *owner = malloc(2 * sizeof *owner * n_edges), n = 0, m = 0;
    rcp_status s = RCP_OK;
    if (!owner)
        return RCP_E_MEMORY;
    for (uint32_t i = 0; i < n_edges; i++) {
        owner[n++] = e[i].a;
        owner[n++] = e[i].b;
    }
    qsort(owner, n, sizeof *owner, cmp_owner);
    for (uint32_t i = 0; i < n; i++)
        if (!m || owner[m - 1] != owner[i])
            owner[m++] = owner[i];
    if (m <= DENSE_MAX) {
        s = link_dense(l, owner, m);
    } else {
        edge_row *left = malloc(sizeof *left * n_edges);
        uint32_t n_left = 0;
        float next = cut + 0.25f * (cut > 1 ? cut : 1);
        for (uint32_t i = 0; i < m; i++)
            up[owner[i]] = owner[i];
        for (uint32_t i = 0; left && i < n_edges; i++)
            if (e[i].sim >= next) {
                left[n_left++] = e[i];
                join(up, e[i].a, e[i].b);
            }
        s = left ? link_parts(l, left, n_left, next, up) : RCP_E_MEMORY;
        free(left);
    }
    free(owner);
    return s;
}

rcp_status rcp_average_link(uint32_t n, const rcp_vec *pairs, float edge, rcp_sim sim,
                            const void *ctx, uint32_t *label, uint64_t *n_sims)
{
    linker l = {sim, ctx, edge, label, n_sims};
    rcp_vec edges = rcp_vec_of(sizeof(edge_row));
    uint32_t *up = malloc(sizeof *up * (n ? n : 1));
    rcp_status s = up ? RCP_OK : RCP_E_MEMORY;
    for (uint32_t i = 0; !s && i < n; i++)
        up[i] = label[i] = i;
    for (uint32_t i = 0; !s && i < pairs->n; i++) {
        const rcp_pair *p = RCP_AT(pairs, rcp_pair, i);
        float x = sim(ctx, p->a, p->b);
        edge_row *e = x >= edge ? rcp_vec_add(&edges) : NULL;
        if (e) {
            *e = (edge_row){p->a, p->b, x};
            join(up, p->a, p->b);
        }
    }
    *n_sims += pairs->n;
    if (!s)
        s = edges.failed ? RCP_E_MEMORY
                         : link_parts(&l, RCP_AT(&edges, edge_row, 0), edges.n, edge, up);
    rcp_vec_free(&edges);
    free(up);
    return s;
}
