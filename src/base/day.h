/* day.h - the proleptic Gregorian calendar, in days since 1970-01-01.
 *
 * Day numbers follow H. Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013).
 */
#ifndef RCP_DAY_H
#define RCP_DAY_H

#include "base/base.h"

#define RCP_DAY_MIN INT32_MIN           /* open towards the past: printed as null   */
#define RCP_DAY_MAX INT32_MAX           /* open towards the future: printed as null */

typedef struct { int32_t year; uint32_t month, day; } rcp_date; /* month, day from 1 */

int32_t  rcp_day_of(int32_t year, uint32_t month, uint32_t day);
rcp_date rcp_date_of(int32_t day);
uint32_t rcp_weekday(int32_t day);      /* 1 Monday .. 7 Sunday (ISO 8601) */
uint32_t rcp_month_days(int32_t year, uint32_t month);
bool     rcp_date_valid(int32_t year, uint32_t month, uint32_t day);    /* years 1 to 9999 */

/* "2022-11-07" -> day number.  Also "2022-11" and "2022": the whole month or year.
 * Half open [*lo, *hi).  What follows a full date after 'T' or ' ' is passed over. */
bool rcp_day_read(rcp_str iso, int32_t *lo, int32_t *hi);

/* ISO 8601 date in out[11]; "" for RCP_DAY_MIN and RCP_DAY_MAX. */
const char *rcp_day_iso(int32_t day, char out[11]);

#endif
