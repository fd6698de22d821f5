/* times_calendar.c - what names a part of the calendar: dates, months, years, seasons, weekdays. */
#include "find/times_reading.h"

enum { AHEAD_DAYS = 21,         /* a date without tense this near ahead is taken as coming */
       FAR_DAYS = 245 };        /* what lies further ahead would be printed with its year  */

static const char *const season_iso[] = {"", "SP", "SU", "FA", "WI"};

/* The day in `year`, or RCP_DAY_MIN where that year has none. */
static int32_t day_in(int32_t year, uint32_t month, uint32_t day)
{
    return rcp_date_valid(year, month, day) ? rcp_day_of(year, month, day) : RCP_DAY_MIN;
}

static bool weekday_fits(const rcp_time_slots *x, int32_t day)
{
    return !x->n_weekday || rcp_weekday(day) == x->weekday[0];
}

/* The occurrence of day and month that the words and the day counted from allow. */
static int32_t choose_day(const rcp_time_slots *x, const rcp_time_context *c, bool check_weekday)
{
    int32_t year = rcp_date_of(c->dct).year, back = RCP_DAY_MIN, ahead = RCP_DAY_MIN;
    bool strict = x->dir == RCP_DIR_PAST || x->dir == RCP_DIR_NEXT;
    for (int32_t y = year - 8; y <= year + 8; y++) {
        int32_t d = day_in(y, x->month[0], x->day[0]);
        if (d == RCP_DAY_MIN || (check_weekday && (!weekday_fits(x, d) || y < year - 6 || y > year + 6)))
            continue;
        if (d < c->dct || (d == c->dct && !strict))
            back = d;
        if ((d > c->dct || (d == c->dct && !strict)) && ahead == RCP_DAY_MIN)
            ahead = d;
    }
    int w = rcp_time_way(x, c);
    if (back == RCP_DAY_MIN || ahead == RCP_DAY_MIN)
        return back == RCP_DAY_MIN ? ahead : back;
    if (w > 0 && !x->dir && ahead - c->dct > FAR_DAYS)
        w = -1;
    if (w)
        return w < 0 ? back : ahead;
    if (check_weekday && x->n_weekday)          /* the weekday decides: the nearer one */
        return c->dct - back <= ahead - c->dct ? back : ahead;
    return ahead - c->dct <= AHEAD_DAYS && c->dct - back > AHEAD_DAYS ? ahead : back;
}

static int32_t find_day(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out)
{
    if (x->n_year)
        return day_in(x->year[0], x->month[0], x->day[0]);
    if (x->ref) {                               /* "25 July of that year" */
        out->anchor = RCP_ANCHOR_NARRATIVE;
        out->from_ref = c->ref_hi > c->ref_lo;
        return out->from_ref ? day_in(rcp_date_of(c->ref_lo).year + x->n, x->month[0], x->day[0]) : RCP_DAY_MIN;
    }
    if (c->year) {
        out->anchor = RCP_ANCHOR_NARRATIVE;
        return day_in(c->year, x->month[0], x->day[0]);
    }
    if (c->dct == RCP_DAY_MIN)
        return RCP_DAY_MIN;
    out->anchor = RCP_ANCHOR_PUBLISHED;
    int32_t d = choose_day(x, c, false);
    if (d == RCP_DAY_MIN || weekday_fits(x, d))
        return d;
    int32_t other = choose_day(x, c, true);     /* a misprinted weekday is passed over */
    return other != RCP_DAY_MIN && other - d < 3 * 366 && d - other < 3 * 366 ? other : d;
}

void rcp_time_date(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out)
{
    out->kind = RCP_INSTANT;
    out->grain = RCP_GRAIN_DAY;
    if (!x->n_month || !x->n_day || x->day[0] > rcp_month_days(2000, x->month[0]))
        return;                                 /* 31 février: a span without a value */
    int32_t d = find_day(x, c, out), d2;
    if (d == RCP_DAY_MIN) {
        if (!x->n_year)
            rcp_time_put(out, "XXXX-%02u-%02u", x->month[0] % 100u, x->day[0] % 100u);
        return;
    }
    rcp_time_set_day(out, x, d);
    if (x->range && x->n_day > 1) {
        d2 = day_in(rcp_date_of(d).year, x->n_month > 1 ? x->month[1] : x->month[0], x->day[1]);
        if (d2 != RCP_DAY_MIN && d2 >= d)
            out->hi = d2 + 1, out->kind = RCP_INTERVAL;
    }
}

void rcp_time_numeric(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out)
{
    uint32_t day = x->dd, month = x->mm;
    int32_t year = x->n_year ? x->year[0] : 0;
    out->kind = RCP_INSTANT;
    out->grain = RCP_GRAIN_DAY;
    if (x->soft && day <= 12 && month <= 12 && day != month) {  /* 02/03/2024: which is which? */
        int32_t a = day_in(year, month, day), b = day_in(year, day, month);
        if (c->dct != RCP_DAY_MIN && (a == c->dct) != (b == c->dct))
            rcp_time_set_day(out, x, c->dct);
        return;
    }
    if (month > 12 && x->soft) {
        uint32_t swap = month;
        month = day, day = swap;
    }
    int32_t d = day_in(year, month, day);
    if (d != RCP_DAY_MIN)
        rcp_time_set_day(out, x, d);
}

void rcp_time_month(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out)
{
    int32_t year = x->n_year ? x->year[0] : 0, month = x->month[0];
    out->kind = RCP_INTERVAL;
    out->grain = RCP_GRAIN_MONTH;
    if (x->ref) {
        year = c->ref_hi > c->ref_lo ? rcp_date_of(c->ref_lo).year + x->n : 0;
        out->from_ref = year > 0;
        out->anchor = RCP_ANCHOR_NARRATIVE;
    } else if (!year && c->year) {
        year = c->year;
        out->anchor = RCP_ANCHOR_NARRATIVE;
    } else if (!year && c->dct != RCP_DAY_MIN) {
        rcp_date d = rcp_date_of(c->dct);
        int32_t ahead = (month - (int32_t)d.month + 12) % 12;   /* months from now to the next */
        int w = rcp_time_way(x, c);
        if (!ahead && (x->dir == RCP_DIR_PAST || x->dir == RCP_DIR_NEXT))
            ahead = 12;
        if (ahead == 12 && w < 0)
            ahead = 0;
        if (w > 0 && !x->dir && ahead > FAR_DAYS / 30)
            w = -1;
        bool coming = w > 0 || (!w && ahead <= 1) || (!ahead && x->dir != RCP_DIR_PAST);
        int32_t at = (int32_t)d.month - 1 + ahead - (coming ? 0 : 12);
        year = d.year + (at < 0 ? -1 : at / 12);
        out->anchor = RCP_ANCHOR_PUBLISHED;
    }
    if (year < 1 || month < 1) {
        rcp_time_put(out, "XXXX-%02d", month);
        return;
    }
    rcp_time_set_days(out, rcp_month_first(year, month - 1), rcp_month_first(year, month), RCP_GRAIN_MONTH);
    rcp_time_put(out, "%04d-%02d", year, month);
    if (x->range && x->n_month > 1 && x->month[1] >= month)
        out->hi = rcp_month_first(year, x->month[1]);
    rcp_time_cut(out, x->edge);
}

void rcp_time_year(const rcp_time_slots *x, rcp_time_reading *out)
{
    if (!x->n_year || x->year[0] < 1)
        return;
    rcp_time_set_days(out, rcp_day_of(x->year[0], 1, 1), rcp_day_of(x->year[0] + 1, 1, 1), RCP_GRAIN_YEAR);
    rcp_time_put(out, "%04d", x->year[0]);
    if (x->range && x->n_year > 1 && x->year[1] >= x->year[0])
        out->hi = rcp_day_of(x->year[1] + 1, 1, 1);
    rcp_time_cut(out, x->edge);
}

/* The weekday `w` at or before (way < 0), or at or after, `day`. */
static int32_t nearest_weekday(int32_t day, uint32_t w, int dir, bool strict)
{
    int32_t off = ((int32_t)w - (int32_t)rcp_weekday(day) + 7) % 7;     /* days ahead */
    if (dir > 0)
        return day + (off || !strict ? off : 7);
    return off || strict ? day + off - 7 : day;
}

void rcp_time_weekday(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out)
{
    uint32_t w = x->weekday[0], last = x->n_weekday > 1 ? x->weekday[1] : w;
    out->kind = x->set ? RCP_SET : RCP_INSTANT;
    out->grain = RCP_GRAIN_DAY;
    out->weekday = (uint16_t)w;
    rcp_time_put(out, "XXXX-WXX-%u", w);
    if (x->set || c->dct == RCP_DAY_MIN)
        return;
    bool strict = x->dir == RCP_DIR_PAST || x->dir == RCP_DIR_NEXT;
    int32_t d = nearest_weekday(c->dct, last, x->dir == RCP_DIR_NEXT ? 1 : rcp_time_way(x, c) > 0 ? 1 : -1, strict);
    out->anchor = RCP_ANCHOR_PUBLISHED;
    if (last != w)
        d = nearest_weekday(d, w, -1, false);   /* the night of Monday to Tuesday */
    rcp_time_set_day(out, x, d);
    if (last != w) {
        out->hi = d + 2;
        out->weekday = 0;
    } else if (x->range && x->n_day > 1) {
        out->weekday = 0;
    }
}

void rcp_time_season(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out)
{
    int32_t first = x->season * 3 - 1, year = x->n_year ? x->year[0] : c->year;      /* month0 */
    out->kind = RCP_INTERVAL;
    out->grain = RCP_GRAIN_SEASON;
    rcp_time_put(out, "XXXX-%s", season_iso[x->season % 5]);
    if (!year && (x->soft || c->dct == RCP_DAY_MIN))
        return;
    if (!year) {
        rcp_date d = rcp_date_of(c->dct);
        int32_t now = d.year * 12 + (int32_t)d.month - 1, at = d.year * 12 + first;
        int w = rcp_time_way(x, c);
        if (at > now && w <= 0 && !(x->dir == RCP_DIR_THIS && w == 0))
            at -= 12;
        if (at + 3 <= now && w > 0)
            at += 12;
        if (x->dir == RCP_DIR_PAST && at + 3 > now)
            at -= 12;
        if (x->dir == RCP_DIR_NEXT && at <= now)
            at += 12;
        year = at / 12;
        out->anchor = RCP_ANCHOR_PUBLISHED;
    }
    rcp_time_set_days(out, rcp_month_first(year, first), rcp_month_first(year, first + 3), RCP_GRAIN_SEASON);
    rcp_time_put(out, "%04d-%s", year, season_iso[x->season % 5]);
    rcp_time_cut(out, x->edge);
}

void rcp_time_decade(const rcp_time_slots *x, rcp_time_reading *out)
{
    int32_t year = x->n_year ? x->year[0] - x->year[0] % 10 : 1900 + (x->ten - 1) % 100;
    if (!x->n_year && !x->ten)
        return;
    if (!x->n_year && x->ten - 1 <= 10)
        year += 100;                            /* the 00s and 10s are ours */
    rcp_time_set_days(out, rcp_day_of(year, 1, 1), rcp_day_of(year + 10, 1, 1), RCP_GRAIN_YEAR);
    rcp_time_put(out, "%03d", year / 10);
}

void rcp_time_century(const rcp_time_slots *x, rcp_time_reading *out)
{
    int32_t year = (x->century - 1) * 100;
    if (x->century < 2 || x->century > 30)
        return;
    rcp_time_set_days(out, rcp_day_of(year + 1, 1, 1), rcp_day_of(year + 101, 1, 1), RCP_GRAIN_YEAR);
    rcp_time_put(out, "%02d", year / 100);
}
