/* times_calendar.c - what names a part of the calendar: dates, months, years, seasons, weekdays. */
#include "find/times_reading.h"

enum { AHEAD_DAYS = 21,         /* a date without tense this near ahead is taken as coming */
       FAR_DAYS = 245 };        /* what lies further ahead, in another year, would be printed with it */

static const char *const season_iso[] = {"", "SP", "SU", "FA", "WI"};

/* The day in `year`, or RCP_DAY_MIN where that year has none. */
static int32_t day_in(int32_t year, uint32_t month, uint32_t day)
{
    return rcp_date_valid(year, month, day) ? rcp_day_of(year, month, day) : RCP_DAY_MIN;
}

/* The year of "March last year", "spring of next year"; 0: the words say none. */
static int32_t year_said(const rcp_time_slots *x, const rcp_time_context *c)
{
    if (x->unit != RCP_UNIT_YEAR || !x->dir || c->dct == RCP_DAY_MIN)
        return 0;
    return rcp_date_of(c->dct).year + (x->dir == RCP_DIR_PAST ? -1 : x->dir == RCP_DIR_NEXT ? 1 : 0);
}

static bool weekday_fits(const rcp_time_slots *x, int32_t day)
{
    return !x->n_weekday || rcp_weekday(day) == x->weekday[0];
}

/* The n-th weekday of a month, the last one for n < 0. */
static int32_t nth_weekday(int32_t year, uint32_t month, uint32_t weekday, int32_t n)
{
    int32_t first = rcp_day_of(year, month, 1), end = first + (int32_t)rcp_month_days(year, month);
    int32_t d = first + ((int32_t)weekday - (int32_t)rcp_weekday(first) + 7) % 7 + 7 * (n - 1);
    if (n < 0)
        d = end - 1 - ((int32_t)rcp_weekday(end - 1) - (int32_t)weekday + 7) % 7;
    return d < first || d >= end ? RCP_DAY_MIN : d;
}

/* Easter Sunday: of the western churches (Meeus, Jones and Butcher), or of the eastern (Meeus). */
static int32_t easter(int32_t year, bool eastern)
{
    int32_t a = year % 19, b = year / 100, c = year % 100;
    if (eastern) {
        int32_t d = (19 * a + 15) % 30, e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7, n = d + e + 114;
        return rcp_day_of(year, (uint32_t)(n / 31), (uint32_t)(n % 31 + 1)) + b - b / 4 - 2;    /* Julian */
    }
    int32_t g = (8 * b + 13) / 25, h = (19 * a + b - b / 4 - g + 15) % 30;
    int32_t l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7, m = (a + 11 * h + 22 * l) / 451;
    int32_t n = h + l - 7 * m + 114;
    return rcp_day_of(year, (uint32_t)(n / 31), (uint32_t)(n % 31 + 1));
}

/* The day of a feast in `year`; how `feast` is written: feast_value in times_rules.c. */
static int32_t feast_in(uint32_t feast, int32_t year)
{
    if (feast < 10000)
        return day_in(year, feast / 100, feast % 100);
    if (feast < 30000)
        return easter(year, feast >= 20000) + (int32_t)(feast % 10000) - 500;
    feast -= 30000;
    return nth_weekday(year, feast / 100, feast / 10 % 10, (int32_t)(feast % 10));
}

/* The occurrence of the words k years from now; k months, where they name no month. */
static int32_t occurrence(const rcp_time_slots *x, rcp_date now, int32_t k)
{
    int32_t d;
    if (x->feast) {
        d = feast_in(x->feast, now.year + k);
    } else if (x->n_month) {
        d = day_in(now.year + k, x->month[0], x->day[0]);
    } else {
        rcp_date f = rcp_date_of(rcp_month_first(now.year, (int32_t)now.month - 1 + k));
        d = day_in(f.year, f.month, x->day[0]);
    }
    return d == RCP_DAY_MIN ? d : d + x->n;     /* la veille de, le lendemain de */
}

/* The occurrence of day and month that the words and the day counted from allow. */
static int32_t choose_day(const rcp_time_slots *x, const rcp_time_context *c, bool check_weekday)
{
    rcp_date now = rcp_date_of(c->dct);
    int32_t back = RCP_DAY_MIN, ahead = RCP_DAY_MIN, reach = check_weekday && x->n_month ? 6 : 8;
    bool strict = x->dir == RCP_DIR_PAST || x->dir == RCP_DIR_NEXT, monthly = !x->n_month && !x->feast;
    for (int32_t k = -reach; k <= reach; k++) {
        int32_t d = occurrence(x, now, k);
        if (d == RCP_DAY_MIN || (check_weekday && !weekday_fits(x, d)))
            continue;
        if (d < c->dct || (d == c->dct && !strict))
            back = d;
        if ((d > c->dct || (d == c->dct && !strict)) && ahead == RCP_DAY_MIN)
            ahead = d;
    }
    int w = rcp_time_way(x, c);
    if (back == RCP_DAY_MIN || ahead == RCP_DAY_MIN)
        return back == RCP_DAY_MIN ? ahead : back;
    if (w > 0 && !x->dir && ahead - c->dct > FAR_DAYS && rcp_date_of(ahead).year > now.year)
        w = -1;
    if (w)
        return w < 0 ? back : ahead;
    if (monthly || (check_weekday && x->n_weekday))     /* the nearer one */
        return c->dct - back <= ahead - c->dct ? back : ahead;
    return ahead - c->dct <= AHEAD_DAYS && c->dct - back > AHEAD_DAYS ? ahead : back;
}

/* The day of a month given by "du mois prochain", "de ce mois". */
static int32_t day_of_month(const rcp_time_slots *x, const rcp_time_context *c)
{
    rcp_date now = rcp_date_of(c->dct);
    int32_t n = x->dir == RCP_DIR_PAST ? -1 : x->dir == RCP_DIR_NEXT ? 1 : 0;
    rcp_date f = rcp_date_of(rcp_month_first(now.year, (int32_t)now.month - 1 + n));
    return day_in(f.year, f.month, x->day[0]);
}

/* The day first after, or last before, the time spoken of: "le 16 novembre suivant". */
static int32_t day_beside(const rcp_time_slots *x, const rcp_time_context *c)
{
    rcp_date spoken = rcp_date_of(c->ref_lo);
    for (int32_t k = 0; k <= 8; k++) {
        int32_t d = occurrence(x, spoken, x->dir == RCP_DIR_NEXT ? k : -k);
        if (d != RCP_DAY_MIN && (x->dir == RCP_DIR_NEXT ? d >= c->ref_hi : d < c->ref_lo))
            return d;
    }
    return RCP_DAY_MIN;
}

static int32_t find_day(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out)
{
    rcp_date jan = {.year = x->n_year ? x->year[0] : c->year, .month = 1, .day = 1};
    if (x->range && x->n_year == 1 && x->n_month > 1 && x->month[0] > x->month[1])
        jan.year--;                             /* du 26 décembre au 2 janvier 2023 */
    if (x->n_year)
        return x->n_month || x->feast ? occurrence(x, jan, 0) : RCP_DAY_MIN;
    if (x->ref) {                               /* "25 July of that year" */
        out->anchor = RCP_ANCHOR_NARRATIVE;
        out->from_ref = c->ref_hi > c->ref_lo;
        if (out->from_ref && x->dir)
            return day_beside(x, c);
        return out->from_ref ? day_in(rcp_date_of(c->ref_lo).year + x->n, x->month[0], x->day[0]) : RCP_DAY_MIN;
    }
    if (c->year && (x->n_month || x->feast)) {
        out->anchor = RCP_ANCHOR_NARRATIVE;
        return occurrence(x, jan, 0);
    }
    if (c->dct == RCP_DAY_MIN)
        return RCP_DAY_MIN;
    out->anchor = RCP_ANCHOR_PUBLISHED;
    jan.year = year_said(x, c);
    if (jan.year && (x->n_month || x->feast))
        return occurrence(x, jan, 0);
    if (x->unit == RCP_UNIT_MONTH && !x->n_month)
        return day_of_month(x, c);
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
    if (!x->feast && (!x->n_day || (x->n_month && x->day[0] > rcp_month_days(2000, x->month[0]))))
        return;                                 /* 31 février: a span without a value */
    int32_t d = find_day(x, c, out), d2;
    if (d == RCP_DAY_MIN) {
        if (!x->n_year && x->n_month && x->n_day && !x->n)
            rcp_time_put(out, "XXXX-%02u-%02u", x->month[0] % 100u, x->day[0] % 100u);
        return;
    }
    if (x->unit >= RCP_UNIT_WEEKEND && x->unit <= RCP_UNIT_WEEK) {
        rcp_time_set_unit(x, d, 0, out);        /* la semaine du 12 mars */
        return;
    }
    rcp_time_set_day(out, x, d);
    if (x->range && x->n_day > 1) {
        rcp_date from = rcp_date_of(d);
        uint32_t month = x->n_month > 1 ? x->month[1] : from.month;
        d2 = day_in(from.year + (month < from.month), month, x->day[1]);
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
    if (!x->n_year && month <= 12) {            /* le 24/02 */
        rcp_time_slots date = *x;
        date.n_month = date.n_day = 1;
        date.month[0] = (uint16_t)month;
        date.day[0] = (uint16_t)day;
        rcp_time_date(&date, c, out);
        return;
    }
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
    } else if (!year && year_said(x, c)) {
        year = year_said(x, c);
        out->anchor = RCP_ANCHOR_PUBLISHED;
    } else if (!year && c->dct != RCP_DAY_MIN) {
        rcp_date d = rcp_date_of(c->dct);
        int32_t ahead = (month - (int32_t)d.month + 12) % 12;   /* months from now to the next */
        int w = rcp_time_way(x, c);
        if (!ahead && (x->dir == RCP_DIR_PAST || x->dir == RCP_DIR_NEXT))
            ahead = 12;
        if (ahead == 12 && w < 0)
            ahead = 0;
        if (w > 0 && !x->dir && ahead > FAR_DAYS / 30 && (int32_t)d.month + ahead > 12)
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

/* Ahead (1) or back (-1) to a weekday.  A bare one is back; but what the present tense tells is
 * not three days old, and what no verb tells is not yesterday week's: then it is to come. */
static int weekday_way(const rcp_time_slots *x, const rcp_time_context *c, int32_t base, uint32_t w)
{
    int named = rcp_time_way(x, c);
    int32_t past = base - nearest_weekday(base, w, -1, false);
    if (named)
        return named;
    if (c->tense == RCP_TENSE_PRESENT)          /* a night from one day to the next is told, not announced */
        return past > 2 && x->n_weekday < 2 ? 1 : -1;
    return past == 6 ? 1 : -1;
}

/* The day of the weekday: of a week named beside it, else the nearest the right way. */
static int32_t find_weekday(const rcp_time_slots *x, const rcp_time_context *c, int32_t base, uint32_t w)
{
    bool next = x->dir == RCP_DIR_NEXT, strict = x->dir == RCP_DIR_PAST || (next && !x->n);
    if (x->unit == RCP_UNIT_WEEK)               /* lundi de la semaine prochaine */
        return rcp_week_of(base) + (int32_t)w - 1 + 7 * (x->n + next - (x->dir == RCP_DIR_PAST));
    return nearest_weekday(base, w, weekday_way(x, c, base, w), strict) + 7 * x->n;     /* en huit */
}

void rcp_time_weekday(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out)
{
    uint32_t w = x->weekday[0], last = x->n_weekday > 1 ? x->weekday[1] : w;
    int32_t base;
    rcp_time_slots y = *x;
    out->kind = x->set ? RCP_SET : RCP_INSTANT;
    out->grain = RCP_GRAIN_DAY;
    out->weekday = (uint16_t)w;
    rcp_time_put(out, "XXXX-WXX-%u", w);
    if (x->ref && c->ref_hi <= c->ref_lo)
        y.ref = false;
    if (x->set || !rcp_time_base(&y, c, out, &base))
        return;
    int32_t d = find_weekday(x, c, base, last);
    if (last != w)
        d = nearest_weekday(d, w, -1, false);   /* the night of Monday to Tuesday */
    rcp_time_set_day(out, x, d);
    if (last != w) {
        out->hi = x->range ? d + 1 + (int32_t)(last + 7 - w) % 7 : d + 2;
        out->kind = x->range ? RCP_INTERVAL : out->kind;
        out->weekday = 0;
    } else if ((x->range && x->n_day > 1) || x->unit == RCP_UNIT_WEEK || out->from_ref) {
        out->weekday = 0;
    }
}

/* le premier mercredi de mars, la dernière semaine d'octobre, la première quinzaine du mois */
void rcp_time_nth(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out)
{
    int32_t n = x->n < 0 ? -1 : (int32_t)x->ordinal, d = RCP_DAY_MIN, dir = x->dir;
    rcp_time_slots month = *x;
    month.edge = 0;
    if (x->n_month) {
        rcp_time_month(&month, c, out);
    } else if (rcp_time_base(x, c, out, &d)) {
        month.unit = RCP_UNIT_MONTH;
        rcp_time_set_unit(&month, d, dir == RCP_DIR_PAST ? -1 : dir == RCP_DIR_NEXT ? 1 : 0, out);
    }
    if (out->hi <= out->lo || !n)
        return;
    rcp_date f = rcp_date_of(out->lo);
    int32_t end = out->hi;
    if (x->unit == RCP_UNIT_HALF) {
        out->hi = n == 1 ? out->lo + 15 : end;
        out->lo = n == 1 ? out->lo : out->lo + 15;
        out->kind = RCP_INTERVAL;
        return;
    }
    uint32_t w = x->n_weekday ? x->weekday[0] : x->unit == RCP_UNIT_WEEKEND ? 6 : x->unit == RCP_UNIT_WEEK ? 1 : 0;
    if (x->unit == RCP_UNIT_WEEK && n < 0)
        w = 7;                                  /* the last whole week */
    d = w ? nth_weekday(f.year, f.month, w, n) : n < 0 ? end - 1 : out->lo + n - 1;
    *out = (rcp_time_reading){.anchor = out->anchor};
    if (d == RCP_DAY_MIN)
        return;
    if (x->unit == RCP_UNIT_WEEKEND || x->unit == RCP_UNIT_WEEK)
        rcp_time_set_unit(x, d, 0, out);
    else
        rcp_time_set_day(out, x, d);
}

void rcp_time_season(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out)
{
    int32_t first = x->season * 3 - 1, year = x->n_year ? x->year[0] : c->year;      /* month0 */
    out->kind = RCP_INTERVAL;
    out->grain = RCP_GRAIN_SEASON;
    rcp_time_put(out, "XXXX-%s", season_iso[x->season % 5]);
    if (x->ref) {
        year = c->ref_hi > c->ref_lo ? rcp_date_of(c->ref_lo).year + x->n : 0;
        out->from_ref = year > 0;
    }
    out->anchor = x->n_year || !year ? RCP_ANCHOR_NONE : RCP_ANCHOR_NARRATIVE;
    if (!year && (x->ref || x->soft || c->dct == RCP_DAY_MIN))
        return;
    if (!year && year_said(x, c)) {
        year = year_said(x, c);
        out->anchor = RCP_ANCHOR_PUBLISHED;
    } else if (!year) {
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
    rcp_time_put(out, x->fill ? "%03dX" : "%03d", year / 10);
}

void rcp_time_century(const rcp_time_slots *x, rcp_time_reading *out)
{
    int32_t year = (x->century - 1) * 100;
    if (x->century < 2 || x->century > 30)
        return;
    rcp_time_set_days(out, rcp_day_of(year + 1, 1, 1), rcp_day_of(year + 101, 1, 1), RCP_GRAIN_YEAR);
    rcp_time_put(out, x->fill ? "%02dXX" : "%02d", year / 100);
}
