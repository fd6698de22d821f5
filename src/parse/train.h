/* train.h - making a parse model from treebanks. */
#ifndef RCP_PARSE_TRAIN_H
#define RCP_PARSE_TRAIN_H

#include "lang/course.h"
#include "parse/parser.h"

typedef struct {
    rcp_course          base;
    const rcp_seen_tag *tag;            /* (bank.word.n)  as a tagger that has not seen the
                                           sentence gives them: so they will be at run time */
    uint32_t            slots;
} rcp_parse_course;

/*
 * The model file, appended to *out.  Trained with the dynamic oracle of arc-hybrid and with
 * exploration (Goldberg and Nivre 2013), and with a margin: a move that costs must lie well
 * behind the best that does not.  `a` is scratch.  Same input, same seed: same bytes.
 */
rcp_status rcp_parse_train(const rcp_parse_course *course, rcp_arena *a, rcp_buf *out,
                           rcp_err *err);

#endif
