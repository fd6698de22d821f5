/* parser.h - a parse model, opened in place: heads and relations of a sentence.
 *
 * Greedy arc-hybrid transitions (Kuhlmann, Gómez-Rodríguez and Satta 2011): with a stack and a
 * buffer whose last element is the root,
 *   shift     moves the first of the buffer to the stack,
 *   left r    hangs the top of the stack on the first of the buffer, as its r,
 *   right r   hangs the top of the stack on the one below it, as its r,
 * and an averaged perceptron chooses.  n words take 2n moves, so parsing is linear.  The root
 * takes the last word of the stack only: there is always one root.
 *
 * Sections of a model of kind "parse" (see lang/model.h):
 *   moves     strings: "S", then "L relation"..., then "R relation"...
 *   weights   one byte a slot
 *   info      text: sources and licences
 */
#ifndef RCP_PARSE_PARSER_H
#define RCP_PARSE_PARSER_H

#include "lang/form.h"
#include "lang/model.h"
#include "lang/percep.h"

enum { RCP_MOVES_MAX = 256 };

typedef struct {
    rcp_model   model;
    rcp_weights weights;
    uint32_t    n_moves, right;         /* 0: shift; [1, right) left; [right, n_moves) right */
    uint16_t    rel[RCP_MOVES_MAX];     /* relation of a move */
} rcp_parser;

/* What the parser sees of a word: hashes of the lower-case form and the lemma, the UPOS, and a
 * hash of UPOS and features. */
typedef struct { uint32_t form, lemma, upos, tag; } rcp_parse_word;

/* Heads count from 1 inside the sentence; 0: root.  margin: of the move that made the arc. */
typedef struct { uint32_t head, rel; int32_t margin; } rcp_arc;

/* The configuration.  Words are 1 .. n; n + 1 is the root; 0 is nobody. */
typedef struct { uint32_t left[2], right[2], n_left, n_right; uint64_t rels; } rcp_children;
typedef struct {
    const rcp_parse_word *word;         /* (n + 2)  rows 0 and n + 1: nobody, the root */
    uint32_t     *stack, n_stack;
    uint32_t      n, next;              /* next: first of the buffer */
    rcp_arc      *arc;                  /* (n + 2)  head n + 1 until the end for the root word */
    rcp_children *child;                /* (n + 2)  left: outermost first; right: the same */
} rcp_config;

rcp_status rcp_parser_open(rcp_parser *p, rcp_str bytes, const char *file, rcp_err *err);

void rcp_parse_word_make(rcp_str form, rcp_str lemma, uint32_t upos, rcp_str feats,
                         rcp_parse_word *out);

/* Fill in rows 0 and n + 1: nobody and the root. */
void rcp_parse_word_edges(rcp_parse_word *word, uint32_t n);

/* A configuration before the first move; `word` as in rcp_config.  RCP_E_LIMIT: `a` is full. */
rcp_status rcp_config_init(rcp_config *c, const rcp_parse_word *word, uint32_t n, rcp_arena *a);
static inline bool rcp_config_done(const rcp_config *c)
{
    return c->n_stack == 0 && c->next == c->n + 1;
}
/* Which kinds of moves are allowed. */
typedef struct { bool shift, left, right; } rcp_allowed;
rcp_allowed rcp_config_allowed(const rcp_config *c);
/* Make a move that is allowed.  Where the root takes its word, the relation is root. */
void rcp_config_move(rcp_config *c, const rcp_parser *p, uint32_t move, int32_t margin);
void rcp_config_features(const rcp_config *c, rcp_features *f);
/* The best allowed move; score: (weights.width) all scores. */
uint32_t rcp_parser_choose(const rcp_parser *p, const rcp_config *c, rcp_features *f,
                           int32_t *score, int32_t *margin);

/*
 * Parse n words (n is the caller's to bound, for the depth of the tree); word has
 * n + 2 rows, edges filled in.  arc: n + 2 rows, of which
 * 1 .. n come back: a tree with one root.  RCP_E_LIMIT: `a` is full.
 */
rcp_status rcp_parser_parse(const rcp_parser *p, const rcp_parse_word *word, uint32_t n, rcp_arena *a,
                            const rcp_arc **arc);

#endif
