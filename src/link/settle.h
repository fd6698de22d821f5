/* settle.h - what a known day says of an unknown one: small calendar rules, each exact.
 *
 * They only ever narrow an interval, and say nothing (return false) where more than one reading
 * is left.  Days are days since 1970-01-01; intervals half open; hi <= lo: not known.
 */
#ifndef RCP_LINK_SETTLE_H
#define RCP_LINK_SETTLE_H

#include "doc/doc.h"

typedef struct { int32_t lo, hi; } rcp_days;

static inline bool rcp_days_known(rcp_days d) { return d.hi > d.lo; }
static inline bool rcp_days_one(rcp_days d) { return (int64_t)d.hi - d.lo == 1; }

/* a narrowed by b: their intersection, where that is not empty; else a stays as it is and the
 * answer is false.  One that is not known takes the other. */
bool rcp_days_narrow(rcp_days *a, rcp_days b);

/* A newspaper that prints a bare weekday for something past means one of the last seven days,
 * so it was published between that day and six days later. */
rcp_days rcp_published_after_weekday(int32_t day);

/* What relative.tsv says of a time's words. */
enum { RCP_SHIFT_NONE, RCP_SHIFT_DAY, RCP_SHIFT_WEEK, RCP_SHIFT_MONTH, RCP_SHIFT_YEAR };
typedef struct {
    uint16_t unit;              /* RCP_SHIFT_...; NONE: the words are not listed       */
    bool     before, since;     /* counts from the day named before; an open end       */
    int32_t  n;                 /* units on                                            */
} rcp_shift;

/* A time expression, and what its report knows by now. */
typedef struct {
    const rcp_time *t;
    rcp_str   value;            /* TIMEX3                                              */
    rcp_shift shift;
    rcp_days  published;
    int32_t   now;              /* a day of the report's settled events; RCP_DAY_MIN: none */
    rcp_days  before;           /* of the time named before it; not known: {0, 0}      */
    int       way;              /* +1: told as coming; -1: as past; 0: not said        */
} rcp_unsettled;

/* Whether a time expression can mean `day`: its weekday, its month and day of the month (the
 * value "XXXX-12-19"), its interval. */
bool rcp_time_allows(const rcp_time *t, rcp_str value, int32_t day);

/*
 * The days of a time expression that its own report leaves open:
 *
 *   a bare weekday       the last such day, where all publication days agree on it; else the one
 *                        within three days of `now`
 *   a day of the year    "le 24 février": the last one before publication, no more than ten
 *   a month              "en octobre"     months back, where all publication days agree
 *   words of relative.tsv   "la semaine dernière", "le même jour"
 *
 * false: nothing new.  Never leaves a known t->lo, t->hi.
 */
bool rcp_time_settle(const rcp_unsettled *u, rcp_days *out);

#endif
