/* splitter.h - the learned decisions of this stage: where a sentence ends, and whether "des" is
 * one word or two.
 *
 * Two averaged perceptrons (lang/percep.h) of two classes each.  The first goes through the gaps
 * between the tokens of a paragraph from left to right; what the rules (sentence.h) would do is
 * one of its features.  The second reads each contraction that contractions.tsv names, with what
 * that file says as a feature.
 *
 * Sections of a model of kind "segment" (lang/model.h):
 *   ends, words   weights, one byte a slot; either may be missing: the rules decide then
 *   info          text: sources and licences
 */
#ifndef RCP_SEGMENT_SPLITTER_H
#define RCP_SEGMENT_SPLITTER_H

#include "lang/percep.h"
#include "segment/look.h"
#include "segment/rules.h"

typedef struct {
    const rcp_segment_rules *rules;
    rcp_lexicon_masks lexicon;
    rcp_weights ends, words;            /* n_slots 0: not learned                          */
} rcp_splitter;

/* Open the pack's segment model and its lexicon; without a model the rules stand alone. */
rcp_status rcp_splitter_open(rcp_splitter *s, rcp_pack *pack, rcp_err *err);

/* The splitter of a pack whose segment stage is loaded. */
const rcp_splitter *rcp_splitter_of(const rcp_pack *pack);

/* A run of tokens inside one paragraph, seen token by token; rows are counted from its start. */
typedef struct {
    const rcp_token_look *look;         /* (n)                                             */
    const uint32_t *stop;               /* (n)  the next . ! ? … at or after the token; n  */
    const uint32_t *verbs;              /* (n + 1)  tokens before that may be finite verbs */
    const uint32_t *sure;               /* (n + 1)  tokens before that are                 */
    const uint8_t  *depth;              /* (n)  brackets, and marks << 4, open behind it   */
    const uint8_t  *gap;                /* (n)  RCP_GAP_... before the token               */
    uint32_t n;
} rcp_stretch;

enum { RCP_GAP_NONE, RCP_GAP_SPACE, RCP_GAP_LINE };     /* nothing; spaces; a line break   */

/* Look at tokens `at`; the arrays are made in `a`.  RCP_E_LIMIT when it is full. */
rcp_status rcp_stretch_look(const rcp_splitter *s, const rcp_doc *doc, const rcp_tok *tok,
                            rcp_toks at, rcp_arena *a, rcp_stretch *out);

enum { RCP_STRETCH_FLAT = 400 };       /* tokens; paragraphs of news are shorter          */

/* Whether the stretch is no paragraph but a text whose line breaks are lost: titles and list
 * items stand in it without a stop. */
static inline bool rcp_stretch_flat(const rcp_stretch *t)
{
    return t->n >= RCP_STRETCH_FLAT;
}

/* Where the walk through the gaps stands: what was decided so far, and what the rules say. */
typedef struct {
    uint32_t first;                     /* first token of the sentence that is open        */
    uint32_t before;                    /* first token of the sentence before it           */
    bool     rule;                      /* the rules end a sentence here                   */
} rcp_gap_state;

/* Features of the gap behind token i; i + 1 < n. */
void rcp_gap_features(const rcp_stretch *t, const rcp_gap_state *state, uint32_t i,
                      rcp_features *f);
/* Whether the gap lies inside brackets or quotation marks and the rules see no end there. */
static inline bool rcp_gap_held(const rcp_stretch *t, const rcp_gap_state *state, uint32_t i)
{
    return t->depth[i] && !state->rule;
}
bool rcp_gap_ends(const rcp_splitter *s, const rcp_stretch *t, const rcp_gap_state *state,
                  uint32_t i);

/* What stands before a contraction in its sentence: the last one read, as class and token. */
typedef struct { uint32_t first, end, last, last_class, rule; } rcp_words_state;

enum { RCP_CLASS_ONE, RCP_CLASS_MANY, RCP_SEGMENT_CLASSES };

/* Features of contraction i of the sentence [first, end). */
void rcp_words_features(const rcp_stretch *t, const rcp_words_state *state, uint32_t i,
                        rcp_features *f);

#endif
