#include "find/times_resolve.h"

#include <math.h>
#include <stdio.h>

enum { AHEAD_DAYS = 21,         /* a date without tense this near ahead is taken as coming */
       FAR_DAYS = 245 };        /* what lies further ahead would be printed with its year  */
enum { UNKNOWN = RCP_DAY_MIN };

static const char *const season_iso[] = {"", "SP", "SU", "FA", "WI"};

int32_t rcp_week_of(int32_t day)
{
    return day - (int32_t)rcp_weekday(day) + 1;
}

static void put(rcp_time_reading *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void put(rcp_time_reading *out, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    (void)vsnprintf(out->value, sizeof out->value, format, args);
    va_end(args);
}

static void append(rcp_time_reading *out, const char *more)
{
    size_t n = strlen(out->value);
    (void)snprintf(out->value + n, sizeof out->value - n, "%s", more);
}

static void set_days(rcp_time_reading *out, int32_t lo, int32_t hi, uint16_t grain)
{
    out->lo = lo;
    out->hi = hi;
    out->grain = grain;
    out->kind = grain <= RCP_GRAIN_DAY ? RCP_INSTANT : RCP_INTERVAL;
}

/* A whole day, with the hour or the part of the day that the words give. */
static void set_day(rcp_time_reading *out, const rcp_time_slots *x, int32_t day)
{
    char iso[11];
    set_days(out, day, day + 1, x->hour || x->part[0] ? RCP_GRAIN_HOUR : RCP_GRAIN_DAY);
    put(out, "%s", rcp_day_iso(day, iso));
    if (x->hour) {
        char clock[16];
        (void)snprintf(clock, sizeof clock, "T%02u:%02u", (x->hour - 1u) % 100, x->minute ? (x->minute - 1u) % 100 : 0u);
        append(out, clock);
    } else if (x->part[0]) {
        append(out, "T");
        append(out, x->part);
    }
    /* A night runs into the next morning. */
    if (!strcmp(x->part, "NI") && !x->hour)
        out->hi = day + 2;
}

static int32_t month_first(int32_t year, int32_t month0)       /* month0 counts from 0, any sign */
{
    int32_t m = ((month0 % 12) + 12) % 12;
    return rcp_day_of(year + (month0 - m) / 12, (uint32_t)m + 1, 1);
}

/* A third of [lo, hi) of a month, a quarter of a year: début, mi-, fin. */
static void cut_edge(rcp_time_reading *out, uint16_t edge)
{
    int32_t lo = out->lo, hi = out->hi;
    if (!edge || hi <= lo)
        return;
    rcp_date d = rcp_date_of(lo);
    if (hi - lo >= 360 && hi - lo <= 366) {
        int32_t from = edge == RCP_EDGE_MID ? 3 : edge == RCP_EDGE_LATE ? 9 : 0;
        int32_t to = edge == RCP_EDGE_EARLY ? 3 : edge == RCP_EDGE_FIRST ? 4 : edge == RCP_EDGE_MID ? 9 : 12;
        out->lo = month_first(d.year, from);
        out->hi = month_first(d.year, to);
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
static int way(const rcp_time_slots *x, const rcp_time_context *c)
{
    if (x->dir == RCP_DIR_PAST || x->dir == RCP_DIR_NEXT)
        return x->dir == RCP_DIR_PAST ? -1 : 1;
    if (x->since == 1 || c->tense == RCP_TENSE_PAST)
        return -1;
    if (c->tense == RCP_TENSE_FUTURE)
        return 1;
    return x->since == 2 ? 1 : 0;
}

/* ---- dates ---- */

/* The day in `year`, or UNKNOWN where that year has none. */
static int32_t day_in(int32_t year, uint32_t month, uint32_t day)
{
    return rcp_date_valid(year, month, day) ? rcp_day_of(year, month, day) : UNKNOWN;
}

static bool weekday_fits(const rcp_time_slots *x, int32_t day)
{
    return !x->n_weekday || rcp_weekday(day) == x->weekday[0];
}

/* The occurrence of day and month that the words and the day counted from allow. */
static int32_t choose_day(const rcp_time_slots *x, const rcp_time_context *c, bool check_weekday)
{
    int32_t year = rcp_date_of(c->dct).year, back = UNKNOWN, ahead = UNKNOWN;
    bool strict = x->dir == RCP_DIR_PAST || x->dir == RCP_DIR_NEXT;
    for (int32_t y = year - 8; y <= year + 8; y++) {
        int32_t d = day_in(y, x->month[0], x->day[0]);
        if (d == UNKNOWN || (check_weekday && (!weekday_fits(x, d) || y < year - 6 || y > year + 6)))
            continue;
        if (d < c->dct || (d == c->dct && !strict))
            back = d;
        if ((d > c->dct || (d == c->dct && !strict)) && ahead == UNKNOWN)
            ahead = d;
    }
    int w = way(x, c);
    if (back == UNKNOWN || ahead == UNKNOWN)
        return back == UNKNOWN ? ahead : back;
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
    if (c->year) {
        out->anchor = RCP_ANCHOR_NARRATIVE;
        return day_in(c->year, x->month[0], x->day[0]);
    }
    if (c->dct == UNKNOWN)
        return UNKNOWN;
    out->anchor = RCP_ANCHOR_PUBLISHED;
    int32_t d = choose_day(x, c, false);
    if (d == UNKNOWN || weekday_fits(x, d))
        return d;
    int32_t other = choose_day(x, c, true);     /* a misprinted weekday is passed over */
    return other != UNKNOWN && other - d < 3 * 366 && d - other < 3 * 366 ? other : d;
}

static void resolve_date(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out)
{
    out->kind = RCP_INSTANT;
    out->grain = RCP_GRAIN_DAY;
    if (!x->n_month || !x->n_day || x->day[0] > rcp_month_days(2000, x->month[0]))
        return;                                 /* 31 février: a span without a value */
    int32_t d = find_day(x, c, out), d2;
    if (d == UNKNOWN) {
        if (!x->n_year)
            put(out, "XXXX-%02u-%02u", x->month[0] % 100u, x->day[0] % 100u);
        return;
    }
    set_day(out, x, d);
    if (x->range && x->n_day > 1) {
        d2 = day_in(rcp_date_of(d).year, x->n_month > 1 ? x->month[1] : x->month[0], x->day[1]);
        if (d2 != UNKNOWN && d2 >= d)
            out->hi = d2 + 1, out->kind = RCP_INTERVAL;
    }
}

static void resolve_numeric(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out)
{
    uint32_t day = x->dd, month = x->mm;
    int32_t year = x->n_year ? x->year[0] : 0;
    out->kind = RCP_INSTANT;
    out->grain = RCP_GRAIN_DAY;
    if (x->soft && day <= 12 && month <= 12 && day != month) {  /* 02/03/2024: which is which? */
        int32_t a = day_in(year, month, day), b = day_in(year, day, month);
        if (c->dct != UNKNOWN && (a == c->dct) != (b == c->dct))
            set_day(out, x, c->dct);
        return;
    }
    if (month > 12 && x->soft) {
        uint32_t swap = month;
        month = day, day = swap;
    }
    int32_t d = day_in(year, month, day);
    if (d != UNKNOWN)
        set_day(out, x, d);
}

static void resolve_month(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out)
{
    int32_t year = x->n_year ? x->year[0] : 0, month = x->month[0];
    out->kind = RCP_INTERVAL;
    out->grain = RCP_GRAIN_MONTH;
    if (!year && c->year) {
        year = c->year;
        out->anchor = RCP_ANCHOR_NARRATIVE;
    } else if (!year && c->dct != UNKNOWN) {
        rcp_date d = rcp_date_of(c->dct);
        int32_t ahead = (month - (int32_t)d.month + 12) % 12;   /* months from now to the next */
        int w = way(x, c);
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
        put(out, "XXXX-%02d", month);
        return;
    }
    set_days(out, month_first(year, month - 1), month_first(year, month), RCP_GRAIN_MONTH);
    put(out, "%04d-%02d", year, month);
    if (x->range && x->n_month > 1 && x->month[1] >= month)
        out->hi = month_first(year, x->month[1]);
    cut_edge(out, x->edge);
}

static void resolve_year(const rcp_time_slots *x, rcp_time_reading *out)
{
    if (!x->n_year || x->year[0] < 1)
        return;
    set_days(out, rcp_day_of(x->year[0], 1, 1), rcp_day_of(x->year[0] + 1, 1, 1), RCP_GRAIN_YEAR);
    put(out, "%04d", x->year[0]);
    if (x->range && x->n_year > 1 && x->year[1] >= x->year[0])
        out->hi = rcp_day_of(x->year[1] + 1, 1, 1);
    cut_edge(out, x->edge);
}

/* The weekday `w` at or before (way < 0), or at or after, `day`. */
static int32_t nearest_weekday(int32_t day, uint32_t w, int dir, bool strict)
{
    int32_t off = ((int32_t)w - (int32_t)rcp_weekday(day) + 7) % 7;     /* days ahead */
    if (dir > 0)
        return day + (off || !strict ? off : 7);
    return off || strict ? day + off - 7 : day;
}

static void resolve_weekday(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out)
{
    uint32_t w = x->weekday[0], last = x->n_weekday > 1 ? x->weekday[1] : w;
    out->kind = x->set ? RCP_SET : RCP_INSTANT;
    out->grain = RCP_GRAIN_DAY;
    out->weekday = (uint16_t)w;
    put(out, "XXXX-WXX-%u", w);
    if (x->set || c->dct == UNKNOWN)
        return;
    bool strict = x->dir == RCP_DIR_PAST || x->dir == RCP_DIR_NEXT;
    int32_t d = nearest_weekday(c->dct, last, x->dir == RCP_DIR_NEXT ? 1 : way(x, c) > 0 ? 1 : -1, strict);
    out->anchor = RCP_ANCHOR_PUBLISHED;
    if (last != w)
        d = nearest_weekday(d, w, -1, false);   /* the night of Monday to Tuesday */
    set_day(out, x, d);
    if (last != w) {
        out->hi = d + 2;
        out->weekday = 0;
    } else if (x->range && x->n_day > 1) {
        out->weekday = 0;
    }
}

/* ---- units counted from a day ---- */

static void week_value(rcp_time_reading *out, int32_t monday, const char *more)
{
    int32_t thursday = monday + 3, year = rcp_date_of(thursday).year;
    put(out, "%04d-W%02d%s", year, (thursday - rcp_day_of(year, 1, 1)) / 7 + 1, more);
}

/* The calendar unit `n` units from the one that holds `base`. */
static void set_unit(const rcp_time_slots *x, int32_t base, int32_t n, rcp_time_reading *out)
{
    rcp_date d = rcp_date_of(base);
    int32_t lo = rcp_week_of(base) + 7 * n, y;
    switch (x->unit) {
    case RCP_UNIT_SECOND: case RCP_UNIT_MINUTE: case RCP_UNIT_HOUR:
        set_day(out, x, base);
        break;
    case RCP_UNIT_DAY:
        set_day(out, x, base + n);
        break;
    case RCP_UNIT_WEEK:
        set_days(out, lo, lo + 7, RCP_GRAIN_WEEK);
        week_value(out, lo, "");
        break;
    case RCP_UNIT_WEEKEND:
        set_days(out, lo + 5, lo + 7, RCP_GRAIN_DAY);
        out->kind = RCP_INTERVAL;
        week_value(out, lo, "-WE");
        break;
    case RCP_UNIT_MONTH:
        lo = month_first(d.year, (int32_t)d.month - 1 + n);
        set_days(out, lo, month_first(d.year, (int32_t)d.month + n), RCP_GRAIN_MONTH);
        d = rcp_date_of(lo);
        put(out, "%04d-%02u", d.year, d.month);
        break;
    case RCP_UNIT_QUARTER: case RCP_UNIT_HALF: {
        int32_t len = x->unit == RCP_UNIT_QUARTER ? 3 : 6, k = ((int32_t)d.month - 1) / len + n;
        lo = month_first(d.year, k * len);
        set_days(out, lo, month_first(d.year, (k + 1) * len), RCP_GRAIN_SEASON);
        d = rcp_date_of(lo);
        put(out, "%04d-%s%d", d.year, rcp_unit_iso[x->unit], ((int32_t)d.month - 1) / len + 1);
        break;
    }
    default:
        y = x->unit == RCP_UNIT_DECADE ? 10 : x->unit == RCP_UNIT_CENTURY ? 100 : 1;
        d.year = d.year - d.year % y + n * y;
        if (d.year < 1 || d.year > 9990)
            return;
        set_days(out, rcp_day_of(d.year, 1, 1), rcp_day_of(d.year + y, 1, 1), RCP_GRAIN_YEAR);
        put(out, "%04d", d.year);
        if (y > 1)
            memcpy(out->value + (y == 10 ? 3 : 2), "XX", y == 10 ? 1 : 2);
    }
}

static void duration_value(const rcp_time_slots *x, rcp_time_reading *out)
{
    static const int32_t times[] = {[RCP_UNIT_QUARTER] = 3, [RCP_UNIT_HALF] = 6, [RCP_UNIT_DECADE] = 10,
                                    [RCP_UNIT_CENTURY] = 100};
    uint32_t unit = x->unit;
    bool clock = unit <= RCP_UNIT_HOUR;
    int32_t k = times[unit] ? times[unit] : 1;
    const char *iso = unit == RCP_UNIT_QUARTER || unit == RCP_UNIT_HALF ? "M"
                    : unit >= RCP_UNIT_DECADE ? "Y" : rcp_unit_iso[unit];
    double n = x->n_number ? x->number[0] * k : x->vague ? (double)NAN : (double)k;
    if (n >= 0 && n < 1e9)
        put(out, "P%s%.10g%s", clock ? "T" : "", n, iso);
    else if (!x->n_number || n >= 0)
        put(out, "P%sX%s", clock ? "T" : "", iso);
}

/* `n` units before or after a day, as a day or as the calendar unit it falls in. */
static bool step(int32_t base, uint32_t unit, double n, int32_t *day)
{
    static const double days[] = {[RCP_UNIT_DAY] = 1, [RCP_UNIT_WEEKEND] = 7, [RCP_UNIT_WEEK] = 7};
    static const double months[] = {[RCP_UNIT_MONTH] = 1, [RCP_UNIT_QUARTER] = 3, [RCP_UNIT_HALF] = 6,
                                    [RCP_UNIT_YEAR] = 12, [RCP_UNIT_DECADE] = 120, [RCP_UNIT_CENTURY] = 1200};
    double k = unit <= RCP_UNIT_WEEK ? days[unit] : months[unit];
    if (!(n * k < 30000 && n * k > -30000))
        return false;
    if (unit <= RCP_UNIT_HOUR) {
        *day = base + (int32_t)(unit == RCP_UNIT_HOUR ? n / 24 : 0);
        return true;
    }
    if (unit <= RCP_UNIT_WEEK) {
        *day = base + (int32_t)lround(n * k);
        return true;
    }
    rcp_date d = rcp_date_of(base);
    int32_t first = month_first(d.year, (int32_t)d.month - 1 + (int32_t)lround(n * k));
    rcp_date f = rcp_date_of(first);
    uint32_t room = rcp_month_days(f.year, f.month);
    *day = first + (int32_t)(d.day <= room ? d.day : room) - 1;
    return f.year >= 1 && f.year <= 9990;
}

/* The day to count from: the one before in the text, or of publication. */
static bool base_of(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out,
                    int32_t *base)
{
    if (x->ref && c->ref_hi > c->ref_lo) {
        out->anchor = RCP_ANCHOR_NARRATIVE;
        out->from_ref = true;
        *base = c->ref_lo;
        return true;
    }
    *base = c->dct;
    if (x->ref || c->dct == UNKNOWN)
        return false;
    out->anchor = RCP_ANCHOR_PUBLISHED;
    return true;
}

/* hier, la semaine dernière, il y a trois jours, le lendemain */
static void resolve_shift(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out)
{
    int32_t base, n = x->n;
    if (x->dir && !x->n_number)
        n = x->dir == RCP_DIR_PAST ? -1 : x->dir == RCP_DIR_NEXT ? 1 : 0;
    out->kind = x->unit <= RCP_UNIT_DAY ? RCP_INSTANT : RCP_INTERVAL;
    out->grain = x->unit <= RCP_UNIT_DAY ? RCP_GRAIN_DAY : x->unit <= RCP_UNIT_WEEK ? RCP_GRAIN_WEEK
               : x->unit == RCP_UNIT_MONTH ? RCP_GRAIN_MONTH : RCP_GRAIN_YEAR;
    if (x->vague) {
        duration_value(x, out);
        out->kind = RCP_DURATION;
        return;
    }
    if (!base_of(x, c, out, &base)) {
        if (x->unit == RCP_UNIT_DAY && !x->ref && !x->n_number && !n)
            put(out, "PRESENT_REF");
        return;
    }
    if (x->unit == RCP_UNIT_WEEKEND && x->dir == RCP_DIR_THIS && c->tense == RCP_TENSE_PAST &&
        rcp_weekday(base) < 5)
        n = -1;                                 /* "ce week-end", read on a Monday */
    if (!x->n_number) {
        if (out->from_ref && c->ref_hi - c->ref_lo > 1 && x->unit == RCP_UNIT_DAY && n == 0)
            set_days(out, c->ref_lo, c->ref_hi, RCP_GRAIN_DAY);
        else
            set_unit(x, base, n, out);
        cut_edge(out, x->edge);
        return;
    }
    int32_t day;
    if (!step(base, x->unit, x->number[0] * (n < 0 ? -1 : 1), &day))
        return;
    rcp_time_slots one = *x;
    if (x->unit <= RCP_UNIT_WEEK)
        one.unit = RCP_UNIT_DAY;                /* "il y a une semaine" is a day */
    set_unit(&one, day, 0, out);
}

static void resolve_duration(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out)
{
    int32_t day;
    out->kind = RCP_DURATION;
    out->grain = x->unit <= RCP_UNIT_HOUR ? RCP_GRAIN_HOUR : x->unit <= RCP_UNIT_WEEKEND ? RCP_GRAIN_DAY
               : x->unit == RCP_UNIT_WEEK ? RCP_GRAIN_WEEK : x->unit == RCP_UNIT_MONTH ? RCP_GRAIN_MONTH
               : RCP_GRAIN_YEAR;
    duration_value(x, out);
    if (x->since == 1 && x->n_number && !x->vague && c->dct != UNKNOWN &&
        step(c->dct, x->unit, -x->number[0], &day)) {
        out->lo = day;
        out->hi = RCP_DAY_MAX;
        out->anchor = RCP_ANCHOR_PUBLISHED;
    }
}

/* les dernières 24 heures, les trois prochains jours */
static void resolve_last(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out)
{
    int32_t day;
    resolve_duration(x, c, out);
    out->lo = out->hi = 0;
    if (x->vague || !x->n_number || c->dct == UNKNOWN)
        return;
    bool next = x->dir == RCP_DIR_NEXT;
    if (!step(c->dct, x->unit, next ? x->number[0] : -x->number[0], &day))
        return;
    out->lo = next ? c->dct : day;
    out->hi = (next ? day : c->dct) + 1;
    out->anchor = RCP_ANCHOR_PUBLISHED;
}

static void resolve_every(const rcp_time_slots *x, rcp_time_reading *out)
{
    out->kind = RCP_SET;
    if (x->n_weekday) {
        put(out, "XXXX-WXX-%u", x->weekday[0] % 8u);
        out->weekday = x->weekday[0];
    } else if (x->unit) {
        duration_value(x, out);
    } else if (x->part[0]) {
        put(out, "T%s", x->part);
    }
}

static void resolve_clock(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out)
{
    rcp_time_slots at = *x;
    int32_t base = UNKNOWN;
    out->kind = RCP_INSTANT;
    out->grain = RCP_GRAIN_HOUR;
    if (at.hour && at.hour <= 12 && (!strcmp(at.part, "AF") || !strcmp(at.part, "EV")))
        at.hour = (uint16_t)(at.hour + 12);     /* 6 p.m. */
    if (at.hour == 13 && !strcmp(at.part, "MO"))
        at.hour = 1;
    if (x->n_weekday) {
        resolve_weekday(&at, c, out);
        return;
    }
    if (c->ref_hi > c->ref_lo && c->ref_hi - c->ref_lo <= 2) {
        base = c->ref_lo;
        out->from_ref = true;
        out->anchor = RCP_ANCHOR_NARRATIVE;
    } else if (c->dct != UNKNOWN) {
        base = c->dct;
        out->anchor = RCP_ANCHOR_PUBLISHED;
    }
    if (base != UNKNOWN)
        set_day(out, &at, base);
    else if (at.hour)
        put(out, "T%02u:%02u", (at.hour - 1u) % 100, at.minute ? (at.minute - 1u) % 100 : 0u);
}

static void resolve_part(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out)
{
    int32_t base;
    rcp_time_slots y = *x;
    out->kind = RCP_INSTANT;
    out->grain = RCP_GRAIN_HOUR;
    bool ref = x->ref && c->ref_hi > c->ref_lo;
    if (!ref)
        y.ref = false;
    if (base_of(&y, c, out, &base))
        set_day(out, x, base + x->n);
    else
        put(out, "XXXX-XX-XXT%s", x->part);
}

static void resolve_season(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out)
{
    int32_t first = x->season * 3 - 1, year = x->n_year ? x->year[0] : c->year;      /* month0 */
    out->kind = RCP_INTERVAL;
    out->grain = RCP_GRAIN_SEASON;
    put(out, "XXXX-%s", season_iso[x->season % 5]);
    if (!year && (x->soft || c->dct == UNKNOWN))
        return;
    if (!year) {
        rcp_date d = rcp_date_of(c->dct);
        int32_t now = d.year * 12 + (int32_t)d.month - 1, at = d.year * 12 + first;
        int w = way(x, c);
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
    set_days(out, month_first(year, first), month_first(year, first + 3), RCP_GRAIN_SEASON);
    put(out, "%04d-%s", year, season_iso[x->season % 5]);
    cut_edge(out, x->edge);
}

/* le premier trimestre 2023, fin de l'année, les premiers mois de 2023 */
static void resolve_period(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out)
{
    int32_t base, n = x->dir == RCP_DIR_PAST ? -1 : x->dir == RCP_DIR_NEXT ? 1 : x->n;
    rcp_time_slots y = *x;
    out->kind = RCP_INTERVAL;
    if (x->ordinal && (x->unit == RCP_UNIT_QUARTER || x->unit == RCP_UNIT_HALF)) {
        int32_t year = x->n_year ? x->year[0] : c->dct != UNKNOWN ? rcp_date_of(c->dct).year + n : 0;
        int32_t len = x->unit == RCP_UNIT_QUARTER ? 3 : 6;
        if (year < 1) {
            put(out, "XXXX-%s%u", rcp_unit_iso[x->unit], x->ordinal % 10u);
            return;
        }
        out->anchor = x->n_year ? RCP_ANCHOR_NONE : RCP_ANCHOR_PUBLISHED;
        set_unit(&y, month_first(year, (x->ordinal - 1) * len), 0, out);
        return;
    }
    if (x->n_year) {
        resolve_year(x, out);
        return;
    }
    if (!base_of(x, c, out, &base))
        return;
    set_unit(&y, base, n, out);
    cut_edge(out, x->edge);
}

static void resolve_decade(const rcp_time_slots *x, rcp_time_reading *out)
{
    int32_t year = x->n_year ? x->year[0] - x->year[0] % 10 : 1900 + (x->ten - 1) % 100;
    if (!x->n_year && !x->ten)
        return;
    if (!x->n_year && x->ten - 1 <= 10)
        year += 100;                            /* the 00s and 10s are ours */
    set_days(out, rcp_day_of(year, 1, 1), rcp_day_of(year + 10, 1, 1), RCP_GRAIN_YEAR);
    put(out, "%03dX", year / 10);
}

static void resolve_century(const rcp_time_slots *x, rcp_time_reading *out)
{
    int32_t year = (x->century - 1) * 100;
    if (x->century < 2 || x->century > 30)
        return;
    set_days(out, rcp_day_of(year + 1, 1, 1), rcp_day_of(year + 101, 1, 1), RCP_GRAIN_YEAR);
    put(out, "%02dXX", year / 100);
}

void rcp_time_resolve(const rcp_time_match *m, const rcp_time_context *c, rcp_time_reading *out)
{
    const rcp_time_slots *x = &m->slots;
    *out = (rcp_time_reading){.anchor = RCP_ANCHOR_NONE};
    switch (m->action) {
    case RCP_ACT_DATE: resolve_date(x, c, out); break;
    case RCP_ACT_NUMERIC: resolve_numeric(x, c, out); break;
    case RCP_ACT_MONTH: resolve_month(x, c, out); break;
    case RCP_ACT_YEAR: resolve_year(x, out); break;
    case RCP_ACT_WEEKDAY: resolve_weekday(x, c, out); break;
    case RCP_ACT_SHIFT: resolve_shift(x, c, out); break;
    case RCP_ACT_CLOCK: resolve_clock(x, c, out); break;
    case RCP_ACT_PART: resolve_part(x, c, out); break;
    case RCP_ACT_DURATION: resolve_duration(x, c, out); break;
    case RCP_ACT_LAST: resolve_last(x, c, out); break;
    case RCP_ACT_EVERY: resolve_every(x, out); break;
    case RCP_ACT_DECADE: resolve_decade(x, out); break;
    case RCP_ACT_CENTURY: resolve_century(x, out); break;
    case RCP_ACT_SEASON: resolve_season(x, c, out); break;
    case RCP_ACT_PERIOD: resolve_period(x, c, out); break;
    case RCP_ACT_NOW:
        out->kind = RCP_INSTANT;
        put(out, "%s", m->now);
        break;
    default: break;
    }
    if (x->since == 1 && out->hi > out->lo && out->kind != RCP_DURATION && out->kind != RCP_SET) {
        out->hi = RCP_DAY_MAX;
        out->kind = RCP_INTERVAL;
    }
}
