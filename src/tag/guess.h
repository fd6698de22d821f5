/* guess.h - tagging without a model: closed classes and endings from LANG/guess.tsv. */
#ifndef RCP_TAG_GUESS_H
#define RCP_TAG_GUESS_H

#include "lang/pack.h"

typedef struct { rcp_str form; uint32_t upos; rcp_sym lemma, feats; } rcp_guess_row;
typedef struct { const rcp_guess_row *word, *ending; uint32_t n_words, n_endings; } rcp_guesser;

/* Columns: word|ending, form (an ending without hyphen), UPOS, features, lemma (words only).
 * Without the file every word is a noun, or a proper noun, number or punctuation by its look. */
rcp_status rcp_guesser_load(rcp_guesser *g, rcp_pack *pack, rcp_err *err);

/* Fill rows [beg, end) of tag. */
rcp_status rcp_guesser_tag(const rcp_guesser *g, rcp_doc *doc, uint32_t beg, uint32_t end,
                           rcp_tag *tag);

#endif
