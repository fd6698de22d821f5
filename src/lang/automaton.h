/* automaton.h - a set of strings with a number each, as a minimal acyclic automaton.
 *
 * Common beginnings and common endings are stored once, so half a million inflected forms take
 * about a megabyte (Daciuk, Mihov, Watson and Watson 2000, sorted input).
 * Section: u32 n_edges, u32 root, then edges of 4 bytes: label (8 bits), last of its state (1),
 * target edge (23).  Label 0 ends a string; its target is the string's number.
 */
#ifndef RCP_LANG_AUTOMATON_H
#define RCP_LANG_AUTOMATON_H

#include "base/buf.h"

enum { RCP_AUTOMATON_MAX = (1 << 23) - 1, RCP_AUTOMATON_KEY = 255 };

typedef struct { const char *edge; uint32_t n, root; } rcp_automaton;

/* false when the section is damaged: a target outside, or a number not below n_values. */
bool rcp_automaton_open(rcp_automaton *m, rcp_str section, uint32_t n_values);

/* The number of key; -1 when it is not in the set.  Cost O(key.len). */
int32_t rcp_automaton_lookup(const rcp_automaton *m, rcp_str key);

typedef struct { rcp_str key; uint32_t value; } rcp_automaton_row;

/*
 * Write the automaton of n rows, sorted by key, keys distinct, not empty, at most
 * RCP_AUTOMATON_KEY bytes and free of NUL.  `a` is scratch.  RCP_E_LIMIT when they make more
 * than RCP_AUTOMATON_MAX edges, RCP_E_MEMORY when `a` is full.
 */
rcp_status rcp_automaton_write(const rcp_automaton_row *row, uint32_t n, rcp_arena *a,
                               rcp_buf *out);

#endif
