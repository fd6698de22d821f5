/* trie.h - the automaton of names and phrases: a trie over words, its edges in one hash table.
 *
 * A name is a path of words; a phrase may also hold slots ("{adj}" stands for any country's
 * adjective), which are words that no text has.  What ends at a state hangs on it as a list, in the
 * order it was added.  Walking costs one probe a word.
 */
#ifndef RCP_FIND_TRIE_H
#define RCP_FIND_TRIE_H

#include "base/base.h"
#include "base/syms.h"

typedef struct { uint32_t state; rcp_sym word; uint32_t next; } rcp_edge;
typedef struct { uint32_t item, next; } rcp_ending;     /* item: the caller's number; next: ending, 0 */
typedef struct { uint32_t first, last, slots; } rcp_state;      /* endings; slots: bits of the slot edges */

typedef struct {
    rcp_syms   words;
    rcp_edge  *edge;            /* open addressing; next 0: free                        */
    uint32_t   n_slots, n_edges;
    rcp_rows   states, endings; /* state 1 is the root, row 0 of each is nil            */
    rcp_arena *arena;
} rcp_trie;

enum { RCP_TRIE_ROOT = 1 };

rcp_status rcp_trie_init(rcp_trie *t, rcp_arena *a, uint32_t about_words);
/* The state after `word`, made if new; 0 when the arena is full. */
uint32_t rcp_trie_grow(rcp_trie *t, uint32_t state, rcp_sym word);
/* Hang `item` on a state. */
rcp_status rcp_trie_end(rcp_trie *t, uint32_t state, uint32_t item);
/* The state after `word`, or 0. */
uint32_t rcp_trie_step(const rcp_trie *t, uint32_t state, rcp_sym word);

static inline rcp_state *rcp_trie_state(const rcp_trie *t, uint32_t state)
{
    return RCP_ROW(&t->states, rcp_state, state);
}
static inline const rcp_ending *rcp_trie_ending(const rcp_trie *t, uint32_t ending)
{
    return RCP_ROW(&t->endings, rcp_ending, ending);
}

#endif
