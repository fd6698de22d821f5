/* grad.h - a network in floats: what it says of a batch of sentences, its loss, and the slope.
 *
 * All weights lie in one array; rcp_net_layout says where.  A batch is packed: its sentences are
 * sorted by length, longest first; row off[t] + b is word t of sentence b, for b < cnt[t], and
 * word 0 is the root.  So a step of a layer is one product of matrices, and nothing is padded.
 */
#ifndef RCP_NET_GRAD_H
#define RCP_NET_GRAD_H

#include "net/dense.h"
#include "net/shape.h"

typedef struct {
    size_t table[RCP_NET_TABLES];       /* (rows, dim)                                      */
    size_t wx[RCP_NET_LAYERS];          /* (input, 8 hidden)  gates i f g o of the way
                                           forward, then of the way back                    */
    size_t wh[RCP_NET_LAYERS][2];       /* (hidden, 4 hidden)                               */
    size_t bias[RCP_NET_LAYERS];        /* (8 hidden)                                       */
    size_t proj, proj_b;                /* (2 hidden, 2 arc + 2 rel): as dependent, as head;
                                           for the relation: dependent, head                */
    size_t arc, arc_b;                  /* (arc, arc), (arc)                                */
    size_t rel, rel_b;                  /* (rel, rels padded), (rels padded)                */
    size_t upos, upos_b, tags, tags_b;  /* (2 hidden, classes padded)                       */
    size_t n;
} rcp_net_layout;

void rcp_net_layout_make(const rcp_net_shape *s, rcp_net_layout *l);

/* What is to be learnt of a word; head counts from 1 inside the sentence, 0 is the root. */
typedef struct { uint32_t head, rel, upos, tag; } rcp_net_gold;
enum { RCP_NET_NO_TAG = 0x7fffffff };   /* of tag: unknown, nothing to learn */

typedef struct {
    uint32_t n_sent, n_rows, steps;     /* steps: the longest sentence with its root        */
    const uint32_t *off, *cnt;          /* (steps)                                          */
    const uint32_t *sent, *step;        /* (n_rows)  which b, which t                       */
    const uint32_t *len;                /* (n_sent)  words without the root                 */
    const rcp_net_word *word;           /* (n_rows)                                         */
    const rcp_net_gold *gold;           /* (n_rows)  of the root: nothing                   */
} rcp_net_batch;

/* What teachers say, averaged (Hinton, Vinyals and Dean 2015); NULL: no teachers. */
typedef struct {
    float *arc;                         /* rows of `steps`: row r, head t at [r * steps + t] */
    float *rel, *upos, *tags;           /* (n_rows, classes padded)  rel: at the gold head   */
} rcp_net_soft;

typedef struct {
    const rcp_net_shape *shape;
    const rcp_net_layout *at;
    const float *w;                     /* (at->n)                                          */
    float *slope;                       /* (at->n)  added to; NULL: only look               */
    float drop, drop_word;              /* shares left out while learning; 0 when looking   */
    uint64_t *random;
    const rcp_net_soft *soft;           /* learn from these ...                             */
    float soft_share;                   /* ... so far, from gold for the rest               */
    rcp_arena *a;                       /* scratch; rewound at the end                      */
} rcp_net_pass;

typedef struct { double loss; uint32_t words, heads, rels, upos, tags; } rcp_net_sums;

/*
 * Go through a batch; add losses and right guesses to *sums, and to what_said (NULL: not wanted)
 * what the network says, as probabilities: add `share` of them.  rels: relation right and head
 * right.  RCP_E_MEMORY: `a` is full.
 */
rcp_status rcp_net_pass_run(const rcp_net_pass *p, const rcp_net_batch *b, rcp_net_sums *sums,
                            rcp_net_soft *what_said, float share);

#endif
