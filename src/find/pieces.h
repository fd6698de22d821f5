/* pieces.h - the text as the times and quantities rules read it: runs of letters, runs of digits,
 * single signs.
 *
 * Finer than tokens, and independent of how a language's tokens are cut: `10h30` is three pieces,
 * `1er` two, `aujourd'hui` three.  Read passage by passage: a passage ends where a block ends,
 * at furniture, at a blank line, and after RCP_PASSAGE_MAX pieces; no expression crosses its end.
 */
#ifndef RCP_FIND_PIECES_H
#define RCP_FIND_PIECES_H

#include "doc/doc.h"

/*
 * The words that some rule knows, numbered from 1.  A piece of unaccented or capital text also
 * stands for the accented word it could be ("FEVRIER", "A" for "à"): its `also`.
 */
enum { RCP_VOCAB_SIGNS = 256 };         /* U+0000 to U+007F, then U+2000 to U+207F */

typedef struct {
    rcp_syms   words;
    uint32_t  *also;                    /* (words.n) accented word of a plain one; 0: none */
    uint32_t   n_also;
    uint32_t   sign[RCP_VOCAB_SIGNS];   /* word of a common sign, so that it need not be looked up */
    uint64_t  *brief;                   /* (n_brief) words of up to eight bytes as a number, hashed; 0: free */
    uint32_t  *brief_word, n_brief;     /* n_brief: a power of two                         */
} rcp_vocab;

rcp_status rcp_vocab_init(rcp_vocab *v, rcp_arena *a);
/* The number of a word (one piece); made if it is new. */
rcp_status rcp_vocab_add(rcp_vocab *v, rcp_str word, uint32_t *out);
/* Call once, after the last word: fills `also`. */
rcp_status rcp_vocab_close(rcp_vocab *v, rcp_arena *a);

enum {                                  /* rcp_piece.flags */
    RCP_PIECE_SPACE = 1,                /* white space, or the passage's start, before it  */
    RCP_PIECE_LETTERS = 2, RCP_PIECE_DIGITS = 4, RCP_PIECE_SIGN = 8,
    RCP_PIECE_UPPER = 16,               /* first letter is upper case                      */
    RCP_PIECE_CAPS = 32,                /* all letters are upper case                      */
    RCP_PIECE_LINE = 64                 /* first on its line                               */
};

typedef struct {
    rcp_span span;
    uint32_t word, also;                /* of the vocabulary; 0: not in it                 */
    uint32_t tok;                       /* the token it is in; 0 without tokens            */
    uint32_t value;                     /* DIGITS of nine or fewer: the number             */
    uint16_t flags, n_digits;           /* n_digits saturates                              */
} rcp_piece;

enum { RCP_PASSAGE_MAX = 4096, RCP_PASSAGE_PAD = 40 };

/* Two finders read the same passages: those of a report that is no monster stay cut for the second. */
typedef struct {
    const rcp_doc   *doc;
    const rcp_vocab *vocab;
    uint32_t at, tok, block;            /* next byte, and the rows it has reached          */
    rcp_piece *piece;                   /* (room)                                          */
    uint32_t beg, end, room;            /* the passage is piece[beg .. end); zeros beside  */
    rcp_rows passages;                  /* of rcp_toks, in pieces: those cut and still here */
    uint32_t passage;                   /* the next of them to hand out                    */
    bool     all_kept, done;            /* none was overwritten; the text's end was reached */
    uint64_t steps;                     /* pieces cut, and what finders tried on them: the cost */
} rcp_pieces;

/* Take the buffer from scratch; reads nothing yet. */
rcp_status rcp_pieces_open(rcp_pieces *p, const rcp_doc *doc, const rcp_vocab *vocab,
                           rcp_arena *scratch);
/* Read the next passage; false at the end of the text.  Linear in the text over all calls. */
bool rcp_pieces_next(rcp_pieces *p);
/* Begin again with the first passage. */
void rcp_pieces_rewind(rcp_pieces *p);

/* Cut a short string (a rule's words) in the same way; returns how many pieces, up to room. */
uint32_t rcp_pieces_cut(rcp_str text, rcp_span *out, uint32_t room);

static inline bool rcp_piece_is(const rcp_piece *p, uint32_t word)
{
    return word && (p->word == word || p->also == word);
}
/* Whether p stands right after the piece before it. */
static inline bool rcp_piece_glued(const rcp_piece *p)
{
    return p->flags && !(p->flags & RCP_PIECE_SPACE);
}

#endif
