/* train.h - making a segment model: raw text of treebanks, cut by the rules, against their own
 * sentences and words. */
#ifndef RCP_SEGMENT_TRAIN_H
#define RCP_SEGMENT_TRAIN_H

#include "base/buf.h"
#include "lang/course.h"
#include "segment/splitter.h"

/* A treebank's text (rcp_treebank_text) as a document whose segment stage has run. */
typedef struct { const rcp_treebank *bank; const rcp_doc *doc; } rcp_segment_text;

/* How the sentences of a text are put together, so that no habit of one corpus is learnt. */
enum {
    RCP_VIEW_PLAIN,                     /* as the files have them                          */
    RCP_VIEW_SHUFFLED,                  /* in random order                                 */
    RCP_VIEW_PARAGRAPHS,                /* a paragraph ends behind every few sentences     */
    RCP_VIEW_NEWS,                      /* as running news: each sentence has a stop, some are
                                           headlines In Capitals, some commas are dashes   */
    RCP_N_VIEWS
};

/* The sentences of rows `sent` (n of them) as a treebank of its own: rows and changed forms in
 * `a`, words shared with `bank`. */
rcp_status rcp_segment_view(const rcp_treebank *bank, const uint32_t *sent, uint32_t n,
                            uint32_t how, uint64_t seed, rcp_arena *a, rcp_treebank *out);

typedef struct {
    rcp_course              base;
    const rcp_pack         *pack;       /* its segment stage gives rules and lexicon       */
    const rcp_segment_text *text;       /* (n_texts)  trained on, made of base.train       */
    rcp_segment_text        held;       /* measured on after each pass: base.held          */
    uint32_t                n_texts;
    uint32_t                ends_slots, words_slots;
} rcp_segment_course;

/* The model file, appended to *out.  `a` is scratch.  Same input, same seed: same bytes. */
rcp_status rcp_segment_train(const rcp_segment_course *course, rcp_arena *a, rcp_buf *out,
                             rcp_err *err);

#endif
