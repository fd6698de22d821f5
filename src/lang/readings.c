#include "lang/readings.h"

#include "lang/percep.h"

enum { ENTRY = 8, NONE = 0x4e4f4e45 };

static const char *entry_at(const rcp_readings *r, uint32_t i)
{
    return r->sets.s + 8 + 4 * ((size_t)r->n_sets + 1) + ENTRY * (size_t)i;
}

static uint32_t set_beg(const rcp_readings *r, uint32_t set)
{
    return rcp_u32_at(r->sets.s + 8 + 4 * (size_t)set);
}

rcp_reading rcp_readings_at(const rcp_readings *r, uint32_t entry)
{
    const char *e = entry_at(r, entry);
    return (rcp_reading){(unsigned char)e[0], (unsigned char)e[1], rcp_u16_at(e + 2),
                         rcp_u16_at(e + 4)};
}

void rcp_readings_range(const rcp_readings *r, int32_t set, uint32_t *beg, uint32_t *end)
{
    *beg = *end = 0;
    if (set >= 0) {
        *beg = set_beg(r, (uint32_t)set);
        *end = set_beg(r, (uint32_t)set + 1);
    }
}

static bool sets_open(rcp_readings *r, rcp_str section, uint32_t n_feats, uint32_t n_scripts)
{
    if (section.len < 12)
        return false;
    uint64_t n = rcp_u32_at(section.s), entries = rcp_u32_at(section.s + 4);
    if (8 + 4 * (n + 1) + ENTRY * entries != section.len)
        return false;
    r->sets = section;
    r->n_sets = (uint32_t)n;
    r->n_entries = (uint32_t)entries;
    for (uint32_t i = 0; i <= r->n_sets; i++)
        if (set_beg(r, i) > entries || (i && set_beg(r, i) < set_beg(r, i - 1)))
            return false;
    for (uint32_t i = 0; i < r->n_entries; i++) {
        rcp_reading e = rcp_readings_at(r, i);
        if (e.upos >= RCP_N_upos || e.feats >= n_feats || e.script >= n_scripts)
            return false;
    }
    return true;
}

rcp_status rcp_readings_open(rcp_readings *r, const rcp_model *m, uint32_t n_feats,
                             uint32_t n_scripts, rcp_arena *a, rcp_err *err)
{
    if (!sets_open(r, rcp_model_section(m, "sets"), n_feats, n_scripts) ||
        !rcp_automaton_open(&r->lexicon, rcp_model_section(m, "lexicon"), r->n_sets))
        return rcp_model_fail(m, err, "lexicon");
    uint32_t *hash = RCP_NEW(a, uint32_t, r->n_sets + 1);
    if (!hash)
        return rcp_fail(err, RCP_E_LIMIT, "%s: the lexicon does not fit the pack", m->file);
    for (uint32_t i = 0; i < r->n_sets; i++) {
        uint64_t x = 0;
        for (uint32_t k = set_beg(r, i); k < set_beg(r, i + 1); k++) {
            rcp_reading e = rcp_readings_at(r, k);
            if (e.flags & RCP_ENTRY_SHOWN)
                x = rcp_mix(x, (uint64_t)e.upos << 16 | e.feats);
        }
        hash[i] = (uint32_t)(x >> 16);
    }
    r->hash = hash;
    return RCP_OK;
}

uint32_t rcp_readings_hash(const rcp_readings *r, rcp_str norm, rcp_str lower, int32_t set[2])
{
    int32_t own[2];
    if (!set)
        set = own;
    set[1] = rcp_readings_lookup(r, lower);
    set[0] = rcp_str_eq(norm, lower) ? -1 : rcp_readings_lookup(r, norm);
    uint32_t x = set[0] >= 0 ? r->hash[set[0]] : NONE, y = set[1] >= 0 ? r->hash[set[1]] : NONE;
    return (uint32_t)(rcp_mix(x, y) >> 16);
}
