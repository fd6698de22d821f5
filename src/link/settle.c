#include "link/settle.h"

enum { BACK_MAX = 310, SPREAD_MAX = 62 };       /* days: ten months; publication known this well */

bool rcp_days_narrow(rcp_days *a, rcp_days b)
{
    if (!rcp_days_known(b))
        return true;
    if (!rcp_days_known(*a)) {
        *a = b;
        return true;
    }
    rcp_days c = {a->lo > b.lo ? a->lo : b.lo, a->hi < b.hi ? a->hi : b.hi};
    if (!rcp_days_known(c))
        return false;
    *a = c;
    return true;
}

rcp_days rcp_published_after_weekday(int32_t day)
{
    return (rcp_days){day, day + 7};
}

/* Month and day of "XXXX-12-19", or month alone of "XXXX-12" (then *day is 0). */
static bool day_of_year(rcp_str v, uint32_t *month, uint32_t *day)
{
    if ((v.len != 7 && v.len != 10) || memcmp(v.s, "XXXX-", 5))
        return false;
    for (uint32_t i = 5; i < v.len; i++)
        if (i == 7 ? v.s[i] != '-' : v.s[i] < '0' || v.s[i] > '9')
            return false;
    *month = (uint32_t)(v.s[5] - '0') * 10 + (uint32_t)(v.s[6] - '0');
    *day = v.len == 10 ? (uint32_t)(v.s[8] - '0') * 10 + (uint32_t)(v.s[9] - '0') : 0;
    return *month >= 1 && *month <= 12 && *day <= 31;
}

bool rcp_time_allows(const rcp_time *t, rcp_str value, int32_t day)
{
    uint32_t month, of_month;
    if (t->kind == RCP_SET || t->kind == RCP_DURATION)
        return false;
    if (t->weekday && rcp_weekday(day) != t->weekday)
        return false;
    if (t->hi > t->lo && (day < t->lo || day >= t->hi))
        return false;
    if (!day_of_year(value, &month, &of_month))
        return true;
    rcp_date d = rcp_date_of(day);
    return d.month == month && (!of_month || d.day == of_month);
}

/* The last day with that weekday up to `day`. */
static int32_t weekday_back(int32_t day, uint32_t weekday)
{
    return day - (int32_t)((rcp_weekday(day) + 7 - weekday) % 7);
}

static bool settle_weekday(const rcp_unsettled *u, rcp_days *out)
{
    uint32_t w = u->t->weekday;
    int32_t day = RCP_DAY_MIN;
    if (u->way > 0)
        return false;
    if (rcp_days_known(u->published) && (int64_t)u->published.hi - u->published.lo <= SPREAD_MAX) {
        int32_t first = weekday_back(u->published.lo, w);
        if (first == weekday_back(u->published.hi - 1, w))
            day = first;
    }
    if (day == RCP_DAY_MIN && u->now != RCP_DAY_MIN)
        day = weekday_back(u->now + 3, w);
    if (day == RCP_DAY_MIN || (rcp_days_known(u->published) && day >= u->published.hi))
        return false;
    *out = (rcp_days){day, day + 1};
    return true;
}

/* The last such month, or day of the year, that begins by `day`. */
static rcp_days year_back(int32_t day, uint32_t month, uint32_t of_month)
{
    for (int32_t y = rcp_date_of(day).year, n = 0; n < 9; y--, n++) {
        int32_t lo;
        if (of_month && !rcp_date_valid(y, month, of_month))
            continue;
        lo = rcp_day_of(y, month, of_month ? of_month : 1);
        if (lo <= day)
            return (rcp_days){lo, lo + (of_month ? 1 : (int32_t)rcp_month_days(y, month))};
    }
    return (rcp_days){0, 0};
}

static bool settle_year(const rcp_unsettled *u, uint32_t month, uint32_t of_month, rcp_days *out)
{
    if (!rcp_days_known(u->published) || (int64_t)u->published.hi - u->published.lo > SPREAD_MAX ||
        u->way > 0)
        return false;
    rcp_days a = year_back(u->published.lo, month, of_month);
    rcp_days b = year_back(u->published.hi - 1, month, of_month);
    if (!rcp_days_known(a) || a.lo != b.lo || u->published.hi - 1 - a.lo > BACK_MAX)
        return false;
    *out = a;
    return true;
}

static rcp_days unit_of(int32_t day, rcp_shift s)
{
    rcp_date d = rcp_date_of(day);
    int32_t m = (int32_t)d.month - 1 + s.n, lo;
    switch (s.unit) {
    case RCP_SHIFT_DAY:
        return (rcp_days){day + s.n, day + s.n + 1};
    case RCP_SHIFT_WEEK:
        lo = day - (int32_t)rcp_weekday(day) + 1 + 7 * s.n;
        return (rcp_days){lo, lo + 7};
    case RCP_SHIFT_MONTH:
        d.year += m < 0 ? -1 : m / 12;
        d.month = (uint32_t)(m < 0 ? m + 12 : m % 12) + 1;
        lo = rcp_day_of(d.year, d.month, 1);
        return (rcp_days){lo, lo + (int32_t)rcp_month_days(d.year, d.month)};
    default:
        return (rcp_days){rcp_day_of(d.year + s.n, 1, 1), rcp_day_of(d.year + s.n + 1, 1, 1)};
    }
}

/* From the first to the last day it can be: one unit where all days counted from agree. */
static bool settle_shift(const rcp_unsettled *u, rcp_days *out)
{
    rcp_days from = u->shift.before ? u->before : u->published;
    if (!rcp_days_known(from) || (int64_t)from.hi - from.lo > SPREAD_MAX)
        return false;
    rcp_days a = unit_of(from.lo, u->shift), b = unit_of(from.hi - 1, u->shift);
    *out = (rcp_days){a.lo, b.hi};
    return true;
}

bool rcp_time_settle(const rcp_unsettled *u, rcp_days *out)
{
    uint32_t month, of_month;
    rcp_days d;
    bool found;
    if (u->t->kind == RCP_SET || u->t->kind == RCP_DURATION)
        return false;
    if (u->shift.unit)
        found = settle_shift(u, &d);
    else if (u->t->weekday)
        found = settle_weekday(u, &d);
    else if (day_of_year(u->value, &month, &of_month))
        found = settle_year(u, month, of_month, &d);
    else
        found = false;
    if (!found)
        return false;
    if (u->shift.since)
        d.hi = RCP_DAY_MAX;
    rcp_days was = {u->t->lo, u->t->hi}, now = was;
    if (!rcp_days_narrow(&now, d) || (now.lo == was.lo && now.hi == was.hi))
        return false;
    *out = now;
    return true;
}
