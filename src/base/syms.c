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
    return t->slot && t->str ? RCP_OK : RCP_E_LIMIT;
}

/* The slot that holds s, or the free one where it belongs. */
static uint32_t slot_of(const rcp_syms *t, rcp_str s, uint64_t hash)
{
    uint32_t i = (uint32_t)hash & (t->n_slots - 1);
    while (t->slot[i] && !rcp_str_eq(t->str[t->slot[i] - t->first], s))
        i = (i + 1) & (t->n_slots - 1);
    return i;
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

static rcp_status grow(rcp_syms *t)
{
    uint32_t n_slots = t->n_slots * 2, cap = t->cap * 2;
    uint32_t *slot = RCP_NEW(t->arena, uint32_t, n_slots);
    rcp_str *str = RCP_NEW(t->arena, rcp_str, cap);
    if (!slot || !str)
        return RCP_E_LIMIT;
    memcpy(str, t->str, sizeof *str * (t->n - t->first));
    t->str = str;
    t->slot = slot;
    t->n_slots = n_slots;
    t->cap = cap;
    for (uint32_t i = 0; i < t->n - t->first; i++)
        slot[slot_of(t, str[i], rcp_hash(str[i].s, str[i].len))] = t->first + i;
    return RCP_OK;
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
    if (t->n - t->first == t->cap && grow(t))
        return RCP_E_LIMIT;
    rcp_str copy = rcp_arena_str(t->arena, s);
    if (!copy.s)
        return RCP_E_LIMIT;
    t->str[t->n - t->first] = copy;
    t->slot[slot_of(t, s, hash)] = t->n;
    *out = t->n++;
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
    for (uint32_t i = 0; i < t->n - t->first; i++)
        t->slot[slot_of(t, t->str[i], rcp_hash(t->str[i].s, t->str[i].len))] = t->first + i;
}
