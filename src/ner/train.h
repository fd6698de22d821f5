/* train.h - making a model of names from texts whose names are marked. */
#ifndef RCP_NER_TRAIN_H
#define RCP_NER_TRAIN_H

#include "lang/course.h"
#include "ner/ner.h"

/* The sentences of the texts, as the tagger sees them. */
typedef struct {
    rcp_rows look, gold, sent;          /* rcp_ner_look, uint8_t tag, rcp_toks; row 0 is nil */
    uint32_t lost;                      /* marked names that no tokens of ours agree with */
} rcp_ner_lessons;

rcp_status rcp_ner_lessons_init(rcp_ner_lessons *x, rcp_arena *a);
/* Add the sentences of a document, coded up to find, whose text has these names in order. */
rcp_status rcp_ner_lessons_add(rcp_ner_lessons *x, const rcp_ner *ner, const rcp_doc *doc, const rcp_ner_name *name,
                               uint32_t n, rcp_arena *scratch);

typedef struct {
    rcp_course base;                    /* train, held: rows of lessons->sent; no bank  */
    const rcp_ner_lessons *lessons;
    rcp_ner_classes classes;            /* those that the lessons were seen with        */
    uint32_t slots;
} rcp_ner_course;

/*
 * The model file, appended to *out.  Structured perceptron with a margin: the best path when every
 * wrong tag is given a bonus must still be gold's, else the weights move (Collins 2002; Taskar and
 * others 2003 for the bonus).  `a` is scratch.  Same input, same seed: same bytes.
 */
rcp_status rcp_ner_train(const rcp_ner_course *course, rcp_arena *a, rcp_buf *out, rcp_err *err);

#endif
