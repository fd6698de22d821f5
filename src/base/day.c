#include "base/day.h"

#include <stdio.h>

int32_t rcp_day_of(int32_t year, uint32_t month, uint32_t day)
{
    int32_t y = month <= 2 ? year - 1 : year;
    int32_t era = (y >= 0 ? y : y - 399) / 400;
    uint32_t yoe = (uint32_t)(y - era * 400);
    uint32_t doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    uint32_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + (int32_t)doe - 719468;
}

rcp_date rcp_date_of(int32_t day)
{
    int64_t z = (int64_t)day + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    uint32_t doe = (uint32_t)(z - era * 146097);
    uint32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    uint32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    uint32_t mp = (5 * doy + 2) / 153;
    rcp_date d = {(int32_t)(yoe + era * 400), mp < 10 ? mp + 3 : mp - 9, doy - (153 * mp + 2) / 5 + 1};
    d.year += d.month <= 2;
    return d;
}

uint32_t rcp_weekday(int32_t day)
{
    return (uint32_t)((((int64_t)day + 3) % 7 + 7) % 7) + 1;
}

uint32_t rcp_month_days(int32_t year, uint32_t month)
{
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : days[(month - 1) % 12];
}

bool rcp_date_valid(int32_t year, uint32_t month, uint32_t day)
{
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
           day <= rcp_month_days(year, month);
}

/* n digits at s.s[at]; -1 if they are not there. */
static int32_t digits(rcp_str s, uint32_t at, uint32_t n)
{
    int32_t x = 0;
    if (at + n > s.len)
        return -1;
    for (uint32_t i = at; i < at + n; i++) {
        if (s.s[i] < '0' || s.s[i] > '9')
            return -1;
        x = x * 10 + (s.s[i] - '0');
    }
    return x;
}

bool rcp_day_read(rcp_str s, int32_t *lo, int32_t *hi)
{
    int32_t year = digits(s, 0, 4), month = 0, day = 0;
    if (year < 1)
        return false;
    if (s.len == 4) {
        *lo = rcp_day_of(year, 1, 1);
        *hi = rcp_day_of(year + 1, 1, 1);
        return true;
    }
    if (s.len < 7 || s.s[4] != '-' || (month = digits(s, 5, 2)) < 1 || month > 12)
        return false;
    if (s.len == 7) {
        *lo = rcp_day_of(year, (uint32_t)month, 1);
        *hi = *lo + (int32_t)rcp_month_days(year, (uint32_t)month);
        return true;
    }
    if (s.len < 10 || s.s[7] != '-' || (day = digits(s, 8, 2)) < 1 ||
        !rcp_date_valid(year, (uint32_t)month, (uint32_t)day) ||
        (s.len > 10 && s.s[10] != 'T' && s.s[10] != ' '))
        return false;
    *lo = rcp_day_of(year, (uint32_t)month, (uint32_t)day);
    *hi = *lo + 1;
    return true;
}

const char *rcp_day_iso(int32_t day, char out[11])
{
    out[0] = '\0';
    if (day != RCP_DAY_MIN && day != RCP_DAY_MAX) {
        rcp_date d = rcp_date_of(day);
        if (d.year >= 1 && d.year <= 9999)
            (void)snprintf(out, 11, "%04d-%02u-%02u", d.year % 10000, d.month % 100, d.day % 100);
    }
    return out;
}
