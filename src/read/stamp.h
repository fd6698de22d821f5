/* stamp.h - dates as pages print them: "2024-08-13 12:49", "5 janvier 2023 à 10h30". */
#ifndef RCP_READ_STAMP_H
#define RCP_READ_STAMP_H

#include "lang/pack.h"
#include "read/line.h"

/* Names of months and weekdays, from months.tsv. */
typedef struct {
    rcp_str  name[96];
    uint8_t  number[96];        /* 1 to 12; 101 to 107 for weekdays                        */
    uint32_t n;
    bool     day_first;         /* 05/01/2023 is in January; else it is not read           */
} rcp_calendar;

rcp_status rcp_calendar_load(rcp_calendar *c, const rcp_pack *pack, rcp_err *err);

typedef struct {
    int32_t  lo, hi;            /* days, half open; lo == hi: a date that is not settled   */
    uint32_t end;               /* of the folded line: after the date, and its time        */
    bool     iso, timed;
} rcp_stamp;

/* The date that begins at fold[at]; false when there is none.  A year must be printed. */
bool rcp_stamp_read(const rcp_calendar *c, const rcp_line *line, uint32_t at, rcp_stamp *out);

#endif
