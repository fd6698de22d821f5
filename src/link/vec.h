/* vec.h - rows that grow, and memory that is freed as one: what a linker keeps things in.
 *
 * A linker outlives its reports and does not know how many come, so one arena of a fixed size
 * (base/base.h) does not fit.  Both types remember a failure: ask once, at the end of a step.
 */
#ifndef RCP_LINK_VEC_H
#define RCP_LINK_VEC_H

#include "base/base.h"

/* Rows of `size` bytes; init, add, free.  Rows move when it grows. */
typedef struct { char *row; uint32_t n, cap; size_t size; bool failed; } rcp_vec;

static inline rcp_vec rcp_vec_of(size_t size) { return (rcp_vec){.size = size}; }
/* A zeroed row at the end, or NULL (and v->failed) when no memory is left. */
void *rcp_vec_add(rcp_vec *v);
void rcp_vec_free(rcp_vec *v);
/* Sort with `cmp`; then keep the first of equal rows. */
void rcp_vec_sort(rcp_vec *v, int (*cmp)(const void *, const void *));
void rcp_vec_unique(rcp_vec *v, int (*cmp)(const void *, const void *));
#define RCP_AT(v, type, i) (&((type *)(void *)(v)->row)[i])

/* Arenas in a chain: what it hands out stays where it is until rcp_pool_free. */
typedef struct { rcp_vec arenas; bool failed; } rcp_pool;

rcp_pool rcp_pool_of(void);
void rcp_pool_free(rcp_pool *pool);
/* n zeroed objects; NULL (and pool->failed) when no memory is left. */
void *rcp_pool_get(rcp_pool *pool, size_t size, size_t n);
#define RCP_POOL(pool, type, n) ((type *)rcp_pool_get((pool), sizeof(type), (n)))
/* A NUL-ended copy; "" when no memory is left. */
rcp_str rcp_pool_str(rcp_pool *pool, rcp_str s);
/* A copy of the rows of v. */
void *rcp_pool_rows(rcp_pool *pool, const rcp_vec *v);

#endif
