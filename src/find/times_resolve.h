/* times_resolve.h - from what a rule caught to days and a TIMEX3 value.
 *
 * Pure calendar: no text, no language.  What the words leave open stays open: a day without a
 * year keeps lo == hi == 0 and the value XXXX-02-24.  Values follow TimeML's TIMEX3 (ISO 8601
 * with X for what is not known; TMO, TAF, TEV, TNI; SP, SU, FA, WI; PXD; PRESENT_REF).
 */
#ifndef RCP_FIND_TIMES_RESOLVE_H
#define RCP_FIND_TIMES_RESOLVE_H

#include "find/times_rules.h"

typedef enum { RCP_TENSE_NONE, RCP_TENSE_PAST, RCP_TENSE_PRESENT, RCP_TENSE_FUTURE } rcp_tense;

typedef struct {
    int32_t   dct;              /* day to count from: publication, or of a quoted speech; RCP_DAY_MIN: not known */
    int32_t   ref_lo, ref_hi;   /* the time before it in the text; equal: none       */
    int32_t   year;             /* that the narrative is in; below 0: B.C.; 0: none  */
    bool      told;             /* counts from the narrative, not from publication   */
    rcp_tense tense;
    const struct rcp_time_reading *last;        /* the reading before it; may be NULL */
} rcp_time_context;

typedef struct rcp_time_reading {
    int32_t  lo, hi;            /* as in rcp_time                                    */
    uint16_t kind, grain, anchor, weekday;
    bool     from_ref;          /* counted from the time before it                   */
    char     value[32];         /* "": none                                          */
} rcp_time_reading;

void rcp_time_resolve(const rcp_time_match *m, const rcp_time_context *c, rcp_time_reading *out);

/* Monday of the ISO week that holds `day`. */
int32_t rcp_week_of(int32_t day);

#endif
