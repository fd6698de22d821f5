/* course.h - what every trainer is told, and how it reports, stops, and goes on where it stopped.
 *
 * A trainer makes `runs` times `passes` passes over the sentences.  After each it calls
 * rcp_course_passed with its measures and, where the course keeps states, hands over all it
 * needs to go on: a trainer started with that state as `resume` ends with the same bytes as one
 * that was never stopped.
 */
#ifndef RCP_LANG_COURSE_H
#define RCP_LANG_COURSE_H

#include "base/buf.h"
#include "lang/conllu.h"

enum { RCP_MEASURES_MAX = 12 };

typedef struct { const char *name; double share; } rcp_measure;     /* from 0 to 1 */
typedef struct { rcp_measure row[RCP_MEASURES_MAX]; uint32_t n; } rcp_measures;

typedef struct {
    const rcp_treebank *bank;
    const uint32_t     *train, *held;   /* sentence rows to train on, to measure on     */
    uint32_t            n_train, n_held;
    uint32_t            runs, passes;   /* runs: with other seeds, added up             */
    uint32_t            threads;        /* 1: the same course gives the same bytes      */
    uint64_t            seed;
    rcp_str             info;           /* text for the model's section "info"          */
    rcp_str             resume;         /* what keep was given last; empty: begin       */
    /* Told after each pass; each may be NULL.  `state` is borrowed for the call. */
    void              (*progress)(void *self, uint32_t run, uint32_t pass, const rcp_measures *m);
    void              (*keep)(void *self, const rcp_buf *state);
    void               *self;
    volatile const int *stop;           /* not 0: give up with RCP_E_STOPPED; may be NULL */
} rcp_course;

/* How far a trainer is: the pass done last. */
typedef struct { uint32_t run, pass; } rcp_progress;

static inline bool rcp_course_stopped(const rcp_course *c)
{
    return c->stop && *c->stop;
}
/* RCP_E_STOPPED, with what to say of it. */
rcp_status rcp_course_stop(rcp_err *err);

void rcp_measures_add(rcp_measures *m, const char *name, double share);

/* Report a pass; `state` (may be NULL: it is not kept) is handed to keep, and freed. */
void rcp_course_passed(const rcp_course *c, rcp_progress at, const rcp_measures *m,
                       rcp_buf *state);

/* The course's info and a line `measure NAME VALUE` (in percent) for each measure. */
void rcp_course_info(const rcp_course *c, const rcp_measures *m, rcp_buf *out);

/* RCP_E_RESOURCE: the state is of no such course. */
rcp_status rcp_course_misfit(rcp_err *err);

#endif
