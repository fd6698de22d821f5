#include "find/zones.h"

#include "base/day.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const summer_words[] = {"-", "eu", "us"};

/* zone, minutes east of UTC, summer time, since */
static rcp_status add_zone(rcp_pack *pack, rcp_zones *zones, rcp_tsv *tsv, rcp_err *err)
{
    double minutes;
    int32_t end;
    rcp_str summer = rcp_tsv_field(tsv, 2), since = rcp_tsv_field(tsv, 3);
    rcp_status s = rcp_tsv_want(tsv, 3, 4, err);
    if (s || (s = rcp_tsv_number(tsv, 1, &minutes, err)))
        return s;
    if (isnan(minutes) || fabs(minutes) > 14 * 60)
        return rcp_tsv_fail(tsv, 1, err, "no clock is so many minutes from UTC");
    rcp_zone *z = rcp_rows_add(&zones->rows);
    if (!z)
        return RCP_E_MEMORY;
    *z = (rcp_zone){.name = rcp_arena_str(&pack->arena, rcp_tsv_field(tsv, 0)),
                    .minutes = (int32_t)minutes, .since = RCP_DAY_MIN};
    while (z->summer < 3 && !rcp_str_is(summer, summer_words[z->summer]))
        z->summer++;
    if (z->summer == 3)
        return rcp_tsv_fail(tsv, 2, err, "'%.*s' is no summer time: -, eu or us", (int)summer.len, summer.s);
    if (since.len && !rcp_day_read(since, &z->since, &end))
        return rcp_tsv_fail(tsv, 3, err, "'%.*s' is no date", (int)since.len, since.s);
    return RCP_OK;
}

rcp_status rcp_zones_load(rcp_pack *pack, rcp_zones *out, rcp_err *err)
{
    rcp_tsv tsv;
    rcp_status s = rcp_rows_init(&out->rows, &pack->arena, sizeof(rcp_zone));
    if (!s && rcp_tsv_open(&tsv, &pack->res, "zones.tsv"))
        while (!s && rcp_tsv_next(&tsv))
            s = add_zone(pack, out, &tsv, err);
    return s;
}

uint32_t rcp_zone_of(const rcp_zones *zones, rcp_str name)
{
    for (uint32_t i = 1; i < zones->rows.n; i++)
        if (rcp_str_eq(RCP_ROW(&zones->rows, rcp_zone, i)->name, name))
            return i;
    return 0;
}

/* The n-th Sunday of a month, the last one for n = 0. */
static int32_t sunday(int32_t year, uint32_t month, int32_t n)
{
    int32_t first = rcp_day_of(year, month, 1);
    if (n)
        return first + (int32_t)(7 - rcp_weekday(first)) % 7 + 7 * (n - 1);
    int32_t last = first + (int32_t)rcp_month_days(year, month) - 1;
    return last - (int32_t)(rcp_weekday(last) % 7);
}

/* By whole days: on the two Sundays themselves the night's hour decides, which is not asked. */
static bool in_summer(uint32_t rule, int32_t day)
{
    int32_t year = rcp_date_of(day).year;
    if (rule == RCP_SUMMER_EU)
        return day >= sunday(year, 3, 0) && day < sunday(year, 10, 0);
    return rule == RCP_SUMMER_US && day >= sunday(year, 3, 2) && day < sunday(year, 11, 1);
}

const char *rcp_zone_offset(const rcp_zones *zones, uint32_t zone, int32_t day, char out[8])
{
    out[0] = '\0';
    if (!zone || zone >= zones->rows.n)
        return out;
    const rcp_zone *z = RCP_ROW(&zones->rows, rcp_zone, zone);
    bool known = day != RCP_DAY_MIN;
    int32_t first = z->summer == RCP_SUMMER_EU ? rcp_day_of(1996, 1, 1)
                  : z->summer == RCP_SUMMER_US ? rcp_day_of(2007, 1, 1) : RCP_DAY_MIN;
    if (z->since > first)
        first = z->since;
    if (first != RCP_DAY_MIN && (!known || day < first))
        return out;
    int32_t m = z->minutes + (known && in_summer(z->summer, day) ? 60 : 0), a = abs(m);
    if (m)
        (void)snprintf(out, 8, "%c%02d:%02d", m < 0 ? '-' : '+', a / 60 % 24, a % 60);
    else
        (void)snprintf(out, 8, "Z");
    return out;
}
