/* train.h - teaching a network from treebanks. */
#ifndef RCP_NET_TRAIN_H
#define RCP_NET_TRAIN_H

#include "lang/course.h"
#include "net/grad.h"

typedef struct {
    rcp_course base;                    /* one run                                          */
    const rcp_seen_tag *tag;            /* (bank.word.n)  as a tagger that has not seen the
                                           sentence gives them: so they will be at run time */
    const uint32_t *lex;                /* (bank.word.n)  rcp_readings_hash of each word    */
    uint32_t tags_end;                  /* word rows from here on teach no features         */
    uint32_t layers, hidden, dim[RCP_NET_GROUPS], arc, rel; /* see rcp_net_shape            */
    uint32_t batch;                     /* words learnt from at a time                      */
    float rate, drop, drop_word;        /* of the first steps; shares left out              */
    const rcp_str *teacher;             /* (n_teachers)  `floats` of finished trainings      */
    uint32_t n_teachers;
    float soft_share;                   /* how far teachers are believed, from 0 to 1       */
    rcp_buf *floats;                    /* gets the weights unrounded; may be NULL          */
} rcp_net_course;

/*
 * Learn by Adam (Kingma and Ba 2015) with a rate that falls to nothing, dropout that is the same
 * through a sentence (Gal and Ghahramani 2016), and an average over the steps as the result.
 * With teachers the network learns what they say together (Hinton, Vinyals and Dean 2015), at the
 * speed of one.  The model of kind "net" is appended to *out.  `a` is scratch: a few GB of address
 * space.  Same input, same seed, a machine of the same kind: same bytes.
 */
rcp_status rcp_net_train(const rcp_net_course *course, rcp_arena *a, rcp_buf *out, rcp_err *err);

#endif
