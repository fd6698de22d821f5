/* readings.h - what a lexicon says of a form: its readings, each a part of speech with features.
 *
 * Three sections of a model of kind "tag" (see tag/tagger.h), opened in place:
 *   sets       u32 n_sets, u32 n_entries, u32 begin of each set and the end, entries of 8 bytes:
 *              u8 UPOS, u8 flags, u16 row of lexfeats, u16 row of scripts, u16 0
 *   lexicon    automaton: form -> set
 * Forms with the same readings share a set.
 */
#ifndef RCP_LANG_READINGS_H
#define RCP_LANG_READINGS_H

#include "doc/enums.h"
#include "lang/automaton.h"
#include "lang/model.h"

enum {
    RCP_ENTRY_SHOWN = 1,                /* the models may look at it: it comes from a lexicon,
                                           not from the texts they were trained on          */
    RCP_ENTRY_FIRST = 2                 /* wins over the others of its UPOS                 */
};

typedef struct {
    rcp_automaton lexicon;
    rcp_str       sets;
    uint32_t      n_sets, n_entries;
    const uint32_t *hash;               /* (n_sets)  what its shown entries say             */
} rcp_readings;

typedef struct { uint32_t upos, flags, feats, script; } rcp_reading;

/* Check both sections; feats are rows below n_feats, scripts below n_scripts.  Borrows the
 * sections; the hashes go to `a`.  RCP_E_RESOURCE: damaged; RCP_E_LIMIT: `a` is full. */
rcp_status rcp_readings_open(rcp_readings *r, const rcp_model *m, uint32_t n_feats,
                             uint32_t n_scripts, rcp_arena *a, rcp_err *err);

/* The set of a form as it stands; -1 when the lexicon lacks it. */
static inline int32_t rcp_readings_lookup(const rcp_readings *r, rcp_str form)
{
    return rcp_automaton_lookup(&r->lexicon, form);
}
/* Entries [*beg, *end) of a set; none for -1. */
void rcp_readings_range(const rcp_readings *r, int32_t set, uint32_t *beg, uint32_t *end);
rcp_reading rcp_readings_at(const rcp_readings *r, uint32_t entry);

/* A hash of what the lexicon says of a form, as printed (norm, see rcp_form_norm) and in lower
 * case; set (may be NULL): the set of each, norm's -1 where both are the same. */
uint32_t rcp_readings_hash(const rcp_readings *r, rcp_str norm, rcp_str lower, int32_t set[2]);

#endif
