/* times_reading.h - how a reading is written, and the readings by theme; private to times_*.c. */
#ifndef RCP_FIND_TIMES_READING_H
#define RCP_FIND_TIMES_READING_H

#include "find/times_resolve.h"

/* ---- writing a reading (times_reading.c) ---- */

void rcp_time_put(rcp_time_reading *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
void rcp_time_append(rcp_time_reading *out, const char *more);
void rcp_time_set_days(rcp_time_reading *out, int32_t lo, int32_t hi, uint16_t grain);
/* A whole day, with the hour or the part of the day that the words give. */
void rcp_time_set_day(rcp_time_reading *out, const rcp_time_slots *x, int32_t day);
/* First day of a month; month0 counts from 0 and may have any sign. */
int32_t rcp_month_first(int32_t year, int32_t month0);
/* Keep a third of a month, a quarter of a year: début, mi-, fin. */
void rcp_time_cut(rcp_time_reading *out, uint16_t edge);
/* Which way an occurrence is looked for: -1 back, +1 ahead, 0 not said. */
int rcp_time_way(const rcp_time_slots *x, const rcp_time_context *c);

/* ---- parts of the calendar (times_calendar.c) ---- */

void rcp_time_date(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out);
void rcp_time_numeric(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out);
void rcp_time_month(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out);
void rcp_time_year(const rcp_time_slots *x, rcp_time_reading *out);
void rcp_time_weekday(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out);
void rcp_time_nth(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out);
void rcp_time_season(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out);
void rcp_time_decade(const rcp_time_slots *x, rcp_time_reading *out);
void rcp_time_century(const rcp_time_slots *x, rcp_time_reading *out);

/* ---- counted units (times_count.c) ---- */

/* The day to count from: the one before in the text, or of publication; false when not known. */
bool rcp_time_base(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out, int32_t *base);
/* The calendar unit `n` units from the one that holds `base`. */
void rcp_time_set_unit(const rcp_time_slots *x, int32_t base, int32_t n, rcp_time_reading *out);
void rcp_time_shift(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out);
void rcp_time_duration(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out);
void rcp_time_last(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out);
void rcp_time_every(const rcp_time_slots *x, rcp_time_reading *out);
void rcp_time_period(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out);

#endif
