/* tree.h - the best tree over a sentence, given a score for every head of every word. */
#ifndef RCP_NET_TREE_H
#define RCP_NET_TREE_H

#include "base/base.h"

/* Words of the longest sentence whose best tree is searched for. */
enum { RCP_SEARCH_MAX = 100 };

/*
 * score: (n + 1, ld) row w, column h: how well h is the head of w; ld > n.  Words are 1 .. n, 0 is
 * the root; row 0 is not read.  head: n + 1 rows, of which 1 .. n are filled in with a tree that
 * has one root.  Each word first takes its best head; where that makes no tree, the best
 * projective tree is found in O(n^3) (Eisner 1996), or, of more than RCP_SEARCH_MAX words, the
 * cycles are cut where the words are least sure.  margin (n + 1): how far the next best head
 * lies behind, 0 where the word did not get its best.  RCP_E_LIMIT: `a` is full.
 */
rcp_status rcp_tree_best(const float *score, uint32_t n, uint32_t ld, uint32_t *head, float *margin,
                         rcp_arena *a);

#endif
