/* runs.h - the passes and runs of a trainer of perceptrons: said once for all of them.
 *
 * A pass learns from every row, packs the weights, measures, and reports (course.h); a run is
 * `passes` passes, and the weights of the runs are added up (percep.h).  The trainer gives what is its
 * own: one or two perceptrons, how it learns from a row, how it measures.
 */
#ifndef RCP_LANG_RUNS_H
#define RCP_LANG_RUNS_H

#include "lang/course.h"
#include "lang/percep.h"

typedef struct {
    rcp_perceptron p;
    float  *sum, *now;                  /* (n_slots) weights of the runs done; with the one going on */
    int8_t *out;                        /* (n_slots) `now` as bytes: what is measured and written    */
} rcp_learner;

/* Room for the weights in `a`; the perceptron itself is the caller's to open.  RCP_E_MEMORY: it is full. */
rcp_status rcp_learner_init(rcp_learner *l, rcp_arena *a, uint32_t n_slots);
/* The weights as they will be at run time. */
rcp_weights rcp_learner_weights(const rcp_learner *l);

enum { RCP_LEARNERS_MAX = 2 };

typedef struct {
    const rcp_course *course;
    rcp_learner   learner[RCP_LEARNERS_MAX];
    uint32_t      n_learners, n_rows;
    bool          shuffled;             /* the rows before each pass; else as they come                */
    uint32_t     *order;                /* (n_rows) in which they are: rcp_runs_do's own; NULL         */
    uint64_t      random;
    rcp_progress  at;                   /* the pass done last                                          */
    rcp_measures  measured;             /* by the last pass                                            */
    rcp_err      *err;
    void         *self;
    rcp_status  (*learn)(void *self, uint32_t row);     /* row < n_rows                                */
    rcp_status  (*measure)(void *self);                 /* of the packed weights, into `measured`      */
} rcp_runs;

/* All runs of the course, from its resume state on where it has one; leaves the weights in `out` of each
 * learner.  `a`: room for an order of the rows.  RCP_E_MEMORY: it is full; RCP_E_STOPPED when told to stop, RCP_E_RESOURCE when the state does not fit. */
rcp_status rcp_runs_do(rcp_runs *r, rcp_arena *a);

#endif
