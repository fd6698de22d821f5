#include "link/vec.h"

#include <stdlib.h>

enum { CHUNK = 1 << 18 };

void *rcp_vec_add(rcp_vec *v)
{
    if (v->n == v->cap) {
        uint32_t cap = v->cap ? v->cap * 2 : 16;
        char *row = cap > v->cap && !v->failed ? realloc(v->row, cap * v->size) : NULL;
        if (!row) {
            v->failed = true;
            return NULL;
        }
        v->row = row;
        v->cap = cap;
    }
    return memset(v->row + v->size * v->n++, 0, v->size);
}

void rcp_vec_free(rcp_vec *v)
{
    free(v->row);
    *v = rcp_vec_of(v->size);
}

void rcp_vec_sort(rcp_vec *v, int (*cmp)(const void *, const void *))
{
    if (v->n > 1)
        qsort(v->row, v->n, v->size, cmp);
}

void rcp_vec_unique(rcp_vec *v, int (*cmp)(const void *, const void *))
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < v->n; i++) {
        const char *row = v->row + v->size * i;
        if (n && !cmp(v->row + v->size * (n - 1), row))
            continue;
        if (n != i)
            memcpy(v->row + v->size * n, row, v->size);
        n++;
    }
    v->n = n;
}

rcp_pool rcp_pool_of(void)
{
    return (rcp_pool){.arenas = rcp_vec_of(sizeof(rcp_arena))};
}

void rcp_pool_free(rcp_pool *pool)
{
    for (uint32_t i = 0; i < pool->arenas.n; i++)
        rcp_arena_close(RCP_AT(&pool->arenas, rcp_arena, i));
    rcp_vec_free(&pool->arenas);
    *pool = rcp_pool_of();
}

void *rcp_pool_get(rcp_pool *pool, size_t size, size_t n)
{
    size_t want = size * (n ? n : 1);
    rcp_arena *a = pool->arenas.n ? RCP_AT(&pool->arenas, rcp_arena, pool->arenas.n - 1) : NULL;
    void *p = a ? rcp_arena_get(a, 1, _Alignof(max_align_t), want) : NULL;
    if (p || pool->failed)
        return p;
    /* A big object gets a chunk of its own; what is left of the one before is small change. */
    if (!(a = rcp_vec_add(&pool->arenas)) ||
        rcp_arena_open(a, want + 64 > CHUNK ? want + 64 : CHUNK)) {
        pool->failed = true;
        return NULL;
    }
    p = rcp_arena_get(a, 1, _Alignof(max_align_t), want);
    pool->failed = !p;
    return p;
}

rcp_str rcp_pool_str(rcp_pool *pool, rcp_str s)
{
    char *p = s.len ? RCP_POOL(pool, char, (size_t)s.len + 1) : NULL;
    if (!p)
        return RCP_STR("");
    memcpy(p, s.s, s.len);
    return (rcp_str){p, s.len};
}

void *rcp_pool_rows(rcp_pool *pool, const rcp_vec *v)
{
    char *p = RCP_POOL(pool, char, v->size * (v->n ? v->n : 1));
    if (p && v->n)
        memcpy(p, v->row, v->size * v->n);
    return p;
}
