#include "base/syms.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t rcp_hash(const void *p, size_t n)
{
    return XXH3_64bits(p, n);
}

rcp_status rcp_syms_init(rcp_syms *t, rcp_arena *a, const rcp_syms *below)
{
    *t = (rcp_syms){.below = below, .arena = a, .first = below ? below->n : 1};
    t->n = t->first;
    t->n_slots = 64;
    t->cap = 32;
    t->slot = RCP_NEW(a, uint32_t, t->n_slots);
    t->str = RCP_NEW(a, rcp_str, t->cap);
    t->hash = RCP_NEW(a, uint32_t, t->cap);
    return t->slot && t->str && t->hash ? RCP_OK : RCP_E_LIMIT;
}

/* The slot that holds s, or the free one where it belongs. */
static uint32_t slot_of(const rcp_syms *t, rcp_str s, uint64_t hash)
{
    uint32_t i = (uint32_t)hash & (t->n_slots - 1);
    for (uint32_t k; t->slot[i]; i = (i + 1) & (t->n_slots - 1)) {
        k = t->slot[i] - t->first;
        if (t->hash[k] == (uint32_t)hash && rcp_str_eq(t->str[k], s))
            break;
    }
    return i;
}

/* Put a symbol that is not there yet in its slot. */
static void place(rcp_syms *t, uint32_t k)
{
    uint32_t i = t->hash[k] & (t->n_slots - 1);
    while (t->slot[i])
        i = (i + 1) & (t->n_slots - 1);
    t->slot[i] = t->first + k;
}

static rcp_sym lookup(const rcp_syms *t, rcp_str s, uint64_t hash)
{
    for (; t; t = t->below) {
        rcp_sym sym = t->slot[slot_of(t, s, hash)];
        if (sym)
            return sym;
    }
    return 0;
}

rcp_sym rcp_sym_lookup(const rcp_syms *t, rcp_str s)
{
    return s.len ? lookup(t, s, rcp_hash(s.s, s.len)) : 0;
}

static rcp_status grow(rcp_syms *t, uint32_t cap)
{
    uint32_t n = t->n - t->first, n_slots = 2 * cap;
    uint32_t *slot = RCP_NEW(t->arena, uint32_t, n_slots), *hash = RCP_NEW(t->arena, uint32_t, cap);
    rcp_str *str = RCP_NEW(t->arena, rcp_str, cap);
    if (!slot || !hash || !str)
        return RCP_E_LIMIT;
    memcpy(str, t->str, sizeof *str * n);
    memcpy(hash, t->hash, sizeof *hash * n);
    t->str = str;
    t->hash = hash;
    t->slot = slot;
    t->n_slots = n_slots;
    t->cap = cap;
    for (uint32_t k = 0; k < n; k++)
        place(t, k);
    return RCP_OK;
}

rcp_status rcp_syms_reserve(rcp_syms *t, uint32_t n)
{
    uint32_t cap = t->cap;
    while (cap < n && cap < UINT32_C(1) << 28)
        cap *= 2;
    return cap > t->cap ? grow(t, cap) : RCP_OK;
}

rcp_status rcp_syms_add(rcp_syms *t, rcp_str s, rcp_sym *out)
{
    *out = 0;
    if (!s.len)
        return RCP_OK;
    uint64_t hash = rcp_hash(s.s, s.len);
    *out = lookup(t, s, hash);
    if (*out)
        return RCP_OK;
    if (t->n - t->first == t->cap && grow(t, 2 * t->cap))
        return RCP_E_LIMIT;
    rcp_str copy = rcp_arena_str(t->arena, s);
    if (!copy.s)
        return RCP_E_LIMIT;
    t->str[t->n - t->first] = copy;
    t->hash[t->n - t->first] = (uint32_t)hash;
    *out = t->n++;
    place(t, *out - t->first);
    return RCP_OK;
}

rcp_sym rcp_sym_of(rcp_syms *t, rcp_str s)
{
    rcp_sym sym;
    (void)rcp_syms_add(t, s, &sym);
    return sym;
}

rcp_str rcp_sym_str(const rcp_syms *t, rcp_sym sym)
{
    for (; t; t = t->below)
        if (sym >= t->first)
            return sym < t->n ? t->str[sym - t->first] : RCP_STR("");
    return RCP_STR("");
}

void rcp_syms_rewind(rcp_syms *t, const rcp_syms *then)
{
    *t = *then;
    if (!t->slot)
        return;
    memset(t->slot, 0, sizeof *t->slot * t->n_slots);
    for (uint32_t k = 0; k < t->n - t->first; k++)
        place(t, k);
}
