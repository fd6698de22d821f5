/* train.h - making a parse model from treebanks. */
#ifndef RCP_PARSE_TRAIN_H
#define RCP_PARSE_TRAIN_H

#include "lang/conllu.h"
#include "parse/parser.h"

typedef struct {
    const rcp_treebank *bank;
    const rcp_seen_tag *tag;            /* (bank.word.n)  as a tagger that has not seen the
                                           sentence gives them: so they will be at run time */
    const uint32_t     *train, *held;   /* sentence rows to train on, to measure on     */
    uint32_t            n_train, n_held;
    uint32_t            runs, passes, slots;    /* runs: with other seeds, added up     */
    uint64_t            seed;
    rcp_str             info;
    /* Told after each pass; may be NULL.  Shares of words, from 0 to 1. */
    void              (*progress)(void *self, uint32_t run, uint32_t pass, double uas, double las);
    void               *self;
    volatile const int *stop;
} rcp_parse_course;

/*
 * The model file, appended to *out.  Trained with the dynamic oracle of arc-hybrid and with
 * exploration (Goldberg and Nivre 2013), and with a margin: a move that costs must lie well
 * behind the best that does not.  `a` is scratch.  Same input, same seed: same bytes.
 */
rcp_status rcp_parse_train(const rcp_parse_course *course, rcp_arena *a, rcp_buf *out,
                           rcp_err *err);

#endif
