/* times_found.h - the times of one report between matching and resolving; private to times*.c. */
#ifndef RCP_FIND_TIMES_FOUND_H
#define RCP_FIND_TIMES_FOUND_H

#include "find/times_tense.h"

enum { RCP_TIMES_MAX = 50000 };         /* more in one report is no report: the rest is passed over */

typedef struct {
    rcp_time_match match;
    uint32_t  tok, sent, passage;
    uint32_t  quote;                    /* row of the innermost quotation around it; 0     */
    rcp_tense tense;
    bool      alone;                    /* its sentence says little else: a heading        */
} rcp_time_found;

/* Take in figures beside a match that belong to it and make it no date. */
void rcp_time_widen(const rcp_doc *doc, const rcp_pieces *p, rcp_time_match *m);

/* What is wrong with a reading (RCP_FLAW_*), whose days, and value where it can have none, are taken away. */
uint32_t rcp_time_examine(const rcp_time_match *m, rcp_time_reading *r);

/* The days between which the report was written, as the years it looks ahead to and the full dates it
 * looks back on leave them; false where they leave more than six years. */
bool rcp_times_written(const rcp_time_found *found, uint32_t n, int32_t *from, int32_t *to);
/* The one year in which a day and month printed with its weekday can lie, for a report written in
 * [from, to): "lundi 19 décembre" has few years.  0: several, or none. */
int32_t rcp_times_year_of(const rcp_time_found *f, int32_t from, int32_t to);

/*
 * What the times themselves say of the day of publication, where nothing else does; writes
 * doc->inferred, with how, evidence and why, or leaves it alone.  Steps and reasons:
 * doc/find-times.md, "When was it published".
 */
void rcp_times_infer(rcp_doc *doc, const rcp_time_found *found, uint32_t n);

#endif
