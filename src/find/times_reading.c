#include "find/times_reading.h"

#include <stdio.h>

int32_t rcp_week_of(int32_t day)
{
    return day - (int32_t)rcp_weekday(day) + 1;
}

void rcp_time_put(rcp_time_reading *out, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    (void)vsnprintf(out->value, sizeof out->value, format, args);
    va_end(args);
}

void rcp_time_append(rcp_time_reading *out, const char *more)
{
    size_t n = strlen(out->value);
    (void)snprintf(out->value + n, sizeof out->value - n, "%s", more);
}

void rcp_time_set_days(rcp_time_reading *out, int32_t lo, int32_t hi, uint16_t grain)
{
    out->lo = lo;
    out->hi = hi;
    out->grain = grain;
    out->kind = grain <= RCP_GRAIN_DAY ? RCP_INSTANT : RCP_INTERVAL;
}

/* A whole day, with the hour or the part of the day that the words give. */
void rcp_time_set_day(rcp_time_reading *out, const rcp_time_slots *x, int32_t day)
{
    char iso[11];
    rcp_time_set_days(out, day, day + 1, x->hour || x->part[0] ? RCP_GRAIN_HOUR : RCP_GRAIN_DAY);
    rcp_time_put(out, "%s", rcp_day_iso(day, iso));
    if (x->hour) {
        char clock[16];
        (void)snprintf(clock, sizeof clock, "T%02u:%02u", (x->hour - 1u) % 100, x->minute ? (x->minute - 1u) % 100 : 0u);
        rcp_time_append(out, clock);
    } else if (x->part[0]) {
        rcp_time_append(out, "T");
        rcp_time_append(out, x->part);
    }
    /* A night runs into the next morning. */
    if (!strcmp(x->part, "NI") && !x->hour)
        out->hi = day + 2;
}

int32_t rcp_month_first(int32_t year, int32_t month0)       /* month0 counts from 0, any sign */
{
    int32_t m = ((month0 % 12) + 12) % 12;
    return rcp_day_of(year + (month0 - m) / 12, (uint32_t)m + 1, 1);
}

/* A third of [lo, hi) of a month, a quarter of a year: début, mi-, fin. */
void rcp_time_cut(rcp_time_reading *out, uint16_t edge)
{
    int32_t lo = out->lo, hi = out->hi;
    if (!edge || hi <= lo)
        return;
    rcp_date d = rcp_date_of(lo);
    if (hi - lo >= 360 && hi - lo <= 366) {
        int32_t from = edge == RCP_EDGE_MID ? 3 : edge == RCP_EDGE_LATE ? 9 : 0;
        int32_t to = edge == RCP_EDGE_EARLY ? 3 : edge == RCP_EDGE_FIRST ? 4 : edge == RCP_EDGE_MID ? 9 : 12;
        out->lo = rcp_month_first(d.year, from);
        out->hi = rcp_month_first(d.year, to);
    } else if (hi - lo >= 28 && hi - lo <= 31) {
        out->lo = lo + (edge == RCP_EDGE_MID ? 10 : edge == RCP_EDGE_LATE ? 20 : 0);
        out->hi = edge == RCP_EDGE_MID ? lo + 20 : edge == RCP_EDGE_LATE ? hi : lo + 10;
    } else if (hi - lo > 2) {
        int32_t third = (hi - lo + 2) / 3;
        out->lo = edge == RCP_EDGE_LATE ? hi - third : edge == RCP_EDGE_MID ? lo + third : lo;
        out->hi = edge == RCP_EDGE_LATE ? hi : edge == RCP_EDGE_MID ? hi - third : lo + third;
    }
    out->kind = RCP_INTERVAL;
}

/* Which way an occurrence is looked for: -1 back, +1 ahead, 0 not said. */
int rcp_time_way(const rcp_time_slots *x, const rcp_time_context *c)
{
    if (x->dir == RCP_DIR_PAST || x->dir == RCP_DIR_NEXT)
        return x->dir == RCP_DIR_PAST ? -1 : 1;
    if (x->since == RCP_SINCE || c->tense == RCP_TENSE_PAST)
        return -1;
    if (c->tense == RCP_TENSE_FUTURE)
        return 1;
    return x->since == RCP_UNTIL || x->since == RCP_WITHIN ? 1 : 0;
}
