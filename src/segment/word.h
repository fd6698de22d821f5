/* word.h - tokens to words: one each, but "du" is "de" and "le". */
#ifndef RCP_SEGMENT_WORD_H
#define RCP_SEGMENT_WORD_H

#include "segment/splitter.h"

/* Walks through the contractions of a stretch. */
typedef struct {
    const rcp_splitter *splitter;
    const rcp_doc      *doc;
    const rcp_tok      *tok;
    const rcp_stretch  *look;           /* of tokens [beg, beg + n)                        */
    rcp_id              beg;
    rcp_words_state     state;          /* first, end: the sentence being read             */
} rcp_word_reader;

/* The form of token i when it stands for several words, else NULL; *open: contractions.tsv
 * knows it as one word too, so that it must be read. */
const rcp_form *rcp_contraction_at(const rcp_word_reader *r, rcp_id i, bool *open);

/* What the rules make of token i: RCP_CLASS_ONE or _MANY.  To be asked of every contraction
 * that is open, in order; rcp_contraction_was tells it what came out. */
uint32_t rcp_contraction_rule(rcp_word_reader *r, rcp_id i);
void rcp_contraction_was(rcp_word_reader *r, rcp_id i, uint32_t class);

/* Add the words of the sentence of tokens `at`. */
rcp_status rcp_words_make(rcp_word_reader *r, rcp_doc *doc, rcp_toks at, rcp_rows *word);

#endif
