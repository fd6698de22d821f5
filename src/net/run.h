/* run.h - asking a network about sentences. */
#ifndef RCP_NET_RUN_H
#define RCP_NET_RUN_H

#include "net/quant.h"

enum { RCP_NET_SENT_MAX = 250 };        /* words of a sentence read in one piece */

/* What a network says of a word.  What it has no head for is 0. */
typedef struct {
    uint32_t head, rel;                 /* head: from 1 inside the sentence, 0 the root; rel: a
                                           value of rcp_enum_deprel                         */
    uint32_t upos, tag;                 /* tag: row of net->tags, of that UPOS              */
    float    sure, tag_sure;            /* from 0.5, a tie, to 1                            */
} rcp_net_said;

/*
 * word: those of n sentences, sentence i at [beg[i], beg[i + 1]), each of at most
 * RCP_NET_SENT_MAX words; said: as many rows.  simd: rcp_simd_best(), or another for tests: all
 * give the same.  Heads make a tree with one root.  Sentences are read side by side, a few
 * hundred words at a time; the result does not depend on which.  Linear in the words.
 * RCP_E_LIMIT: `a` is full.
 */
rcp_status rcp_net_run(const rcp_net *net, rcp_simd simd, const rcp_net_word *word,
                       const uint32_t *beg, uint32_t n, rcp_arena *a, rcp_net_said *said);

#endif
