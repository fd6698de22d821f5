/* keys.h - emit keys, group by key: the pairs worth looking at, and groups of what agrees.
 *
 * The same three steps can be run by a database or a cluster (design.md section 4).
 */
#ifndef RCP_LINK_KEYS_H
#define RCP_LINK_KEYS_H

#include "link/vec.h"

typedef struct { uint64_t key; uint32_t owner; } rcp_key;
typedef struct { uint32_t a, b; } rcp_pair;             /* a < b */

/* Sort keys by (key, owner) and drop doubles; keys with more than df_max owners say nothing and
 * cost the most, so they are passed over.  *pairs gets every pair of owners that share a key,
 * once, in order. */
void rcp_pairs_of(rcp_vec *keys, uint32_t df_max, rcp_vec *pairs);

static inline void rcp_key_add(rcp_vec *keys, uint64_t key, uint32_t owner)
{
    rcp_key *k = rcp_vec_add(keys);
    if (k)
        *k = (rcp_key){key, owner};
}

/* Two hashes as one; not symmetric. */
static inline uint64_t rcp_mix(uint64_t a, uint64_t b)
{
    uint64_t x = a ^ (b + 0x9e3779b97f4a7c15u + (a << 6) + (a >> 2));
    x ^= x >> 32;
    x *= 0xd6e8feb86659fd93u;
    return x ^ x >> 32;
}

/* How alike two owners are; below `edge` they are not linked directly. */
typedef float (*rcp_sim)(const void *ctx, uint32_t a, uint32_t b);

/*
 * Average-link clusters of n owners.  `pairs` are the only ones whose likeness can reach
 * `edge`; inside a connected component all pairs are looked at, so that one chance link does
 * not pull two groups together.  label[i] gets the smallest owner of i's cluster.
 * Ties go to the smaller owners: the result depends on the order of owners only, and those are
 * sorted by content hash.  *n_sims counts the pairs compared.
 */
rcp_status rcp_average_link(uint32_t n, const rcp_vec *pairs, float edge, rcp_sim sim,
                            const void *ctx, uint32_t *label, uint64_t *n_sims);

#endif
