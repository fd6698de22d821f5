/* score.h - holding a document against a treebank: the scores of the CoNLL 2018 shared task.
 *
 * Zeman and others 2018, section 5, and its conll18_ud_eval.py: words are aligned by the
 * characters of their tokens, inside multiword tokens by the longest common subsequence of
 * forms; each figure is the F1 of the aligned words that agree.  LAS, as there, compares the
 * universal part of relations; LAS_subtypes compares all of it.
 */
#ifndef RCP_LANG_SCORE_H
#define RCP_LANG_SCORE_H

#include "lang/conllu.h"

#define RCP_SCORES(X)                                                                              \
    X(TOKENS, "Tokens") X(SENTENCES, "Sentences") X(WORDS, "Words") X(UPOS, "UPOS")               \
    X(UFEATS, "UFeats") X(LEMMAS, "Lemmas") X(UAS, "UAS") X(LAS, "LAS")                           \
    X(LAS_SUBTYPES, "LAS_subtypes")
enum {
#define X(NAME, name) RCP_SCORE_##NAME,
    RCP_SCORES(X)
#undef X
    RCP_N_SCORES
};
extern const char *const rcp_score_names[RCP_N_SCORES];

typedef struct { uint64_t gold, system, right; } rcp_score;

/* F1 from 0 to 1. */
double rcp_score_f1(rcp_score s);

/*
 * The text of the treebank: its tokens with the spaces between them, an empty line before each
 * paragraph.  In `a`; s.s == NULL when it is full.
 */
rcp_str rcp_treebank_text(const rcp_treebank *bank, rcp_arena *a);

/*
 * Make the sent, tok and word tables of *doc from the treebank, as if the segment stage had
 * found them; the text must be rcp_treebank_text's.  RCP_E_LIMIT when the document is full.
 */
rcp_status rcp_treebank_segment(const rcp_treebank *bank, rcp_doc *doc, rcp_arena *scratch);

/*
 * Score a parsed document of rcp_treebank_text.  Characters of white space do not count.
 * RCP_E_LIMIT: scratch is full.
 */
rcp_status rcp_treebank_score(const rcp_treebank *bank, const rcp_doc *doc, rcp_arena *scratch,
                              rcp_score out[RCP_N_SCORES]);

#endif
