/* syms.h - strings as numbers: equal strings, equal numbers.
 *
 * A pack's table is filled while it loads, then frozen and shared by threads.  A document
 * has a table of its own that goes on where the pack's ends, so the two never mix.
 */
#ifndef RCP_SYMS_H
#define RCP_SYMS_H

#include "base/base.h"

typedef uint32_t rcp_sym;               /* 0 is "" */

typedef struct rcp_syms {
    const struct rcp_syms *below;       /* frozen table looked in first; NULL: none     */
    rcp_arena *arena;                   /* owns strings and slots                       */
    rcp_str   *str;                     /* (n - first): string of symbol first + i      */
    uint32_t  *hash;                    /* (n - first): low half of each string's hash  */
    uint32_t  *slot;                    /* hash table of symbols, power of two; 0: free */
    uint32_t   first, n, cap, n_slots;
} rcp_syms;

rcp_status rcp_syms_init(rcp_syms *t, rcp_arena *a, const rcp_syms *below);

/* Make room for about n symbols at once, so that a table known to be large need not grow to it. */
rcp_status rcp_syms_reserve(rcp_syms *t, uint32_t n);

/* The symbol of s, made if it is new; 0 for "".  Fails with RCP_E_LIMIT when the arena is full. */
rcp_status rcp_syms_add(rcp_syms *t, rcp_str s, rcp_sym *out);

/* The same, where a symbol lost to a full arena may pass for "". */
rcp_sym rcp_sym_of(rcp_syms *t, rcp_str s);

/* The symbol of s if the table has it, else 0. */
rcp_sym rcp_sym_lookup(const rcp_syms *t, rcp_str s);

/* The string of a symbol, NUL-ended; "" for 0 and for numbers the table does not know. */
rcp_str rcp_sym_str(const rcp_syms *t, rcp_sym sym);

/* Forget what was added since `then`, an earlier copy of *t.  The arena is the caller's to rewind. */
void rcp_syms_rewind(rcp_syms *t, const rcp_syms *then);

/* 64-bit hash of bytes: XXH3, so that keys are the same on every machine. */
uint64_t rcp_hash(const void *p, size_t n);

#endif
