/* times_story.h - what the text has spoken of so far: the day, month and year to count from; private
 * to times*.c.
 *
 * A narrative of the past (history, a background piece) counts from itself, not from the day it is
 * read: a month without a year lies in the year last spoken of.  Whether a report is one:
 * doc/find-times.md, "Narratives".
 */
#ifndef RCP_FIND_TIMES_STORY_H
#define RCP_FIND_TIMES_STORY_H

#include "find/times_found.h"

typedef struct {
    int32_t  lo, hi;                    /* half open; equal: none                             */
    uint32_t row, passage;              /* of the time table; where it was printed            */
} rcp_time_ref;

typedef struct {
    rcp_time_ref ref[RCP_GRAIN_YEAR + 1];       /* the last time of at most this grain         */
    rcp_time_ref said;                  /* the last day named inside quotation `quote`        */
    uint32_t quote;
    rcp_time_reading last;              /* of the time before                                 */
    int32_t  year;                      /* last year printed alone, and where; 0: none        */
    uint32_t year_passage, year_sent;
    bool     past;                      /* the report is a narrative of the past              */
    int32_t  aside_year;                /* a lone year far from it, and the paragraph it holds for */
    uint32_t aside_passage;
    int32_t  past_year, past_month;     /* the narrative's own time; year below 0: B.C.; 0: none */
} rcp_story;

/* Decide whether the report is a narrative of the past; `pub_lo` RCP_DAY_MIN: publication not known. */
void rcp_story_open(rcp_story *story, const rcp_time_found *found, uint32_t n, int32_t pub_lo);

/* What f may be counted from when the report, or the speech it is in, is of day `dct`. */
rcp_time_context rcp_story_context(const rcp_story *story, const rcp_time_found *f, int32_t dct);

/* Row of the time table that f was counted from, where its reading says so. */
uint32_t rcp_story_row(const rcp_story *story, const rcp_time_found *f);

/* Take in f, read as x and written to `row`. */
void rcp_story_note(rcp_story *story, const rcp_time_found *f, const rcp_time_reading *x, uint32_t row);

#endif
