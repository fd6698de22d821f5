/* times_publish.c - the day of publication that a report's own times leave, where nothing prints it.
 *
 * News practice: a bare weekday is within the last seven days; a day and month without a year is
 * its last occurrence, or, looking ahead, its next.  Each candidate day of publication is tried
 * against every time of the report; what survives must be one interval of seven days at most. */
#include "find/times_found.h"

enum { TIMES_LOOKED_AT = 60, NEAR_SENTENCES = 3, WEEK = 7 };

typedef struct {
    const rcp_time_found *day[TIMES_LOOKED_AT];         /* past, day and month             */
    const rcp_time_found *weekday[TIMES_LOOKED_AT];     /* bare, past                      */
    uint32_t n_day, n_weekday;
    int32_t  lo, hi;                                    /* candidates: half open           */
    const rcp_time_found *year;                         /* what bounds them                */
    const rcp_time_found *newest, *beside;              /* evidence of the last success    */
} evidence;

static bool is_day(const rcp_time_found *f)
{
    return (f->match.action == RCP_ACT_DATE || f->match.action == RCP_ACT_NUMERIC) && !f->match.slots.range;
}

static int32_t resolved(const rcp_time_found *f, int32_t dct)
{
    rcp_time_context c = {.dct = dct, .tense = RCP_TENSE_PAST};
    rcp_time_reading x;
    rcp_time_resolve(&f->match, &c, &x);
    return x.hi > x.lo ? x.lo : RCP_DAY_MIN;
}

/* "ce lundi 19 décembre 2022": the report says which day it is. */
static bool says_today(const rcp_time_found *f, int32_t *day)
{
    if (!is_day(f) || f->quote || f->match.slots.dir != RCP_DIR_THIS || !f->match.slots.n_year)
        return false;
    *day = resolved(f, RCP_DAY_MIN);
    return *day != RCP_DAY_MIN;
}

/* Take in what bounds the years: a year looked ahead to, a full date looked back on. */
static void bound(evidence *e, const rcp_time_found *f)
{
    const rcp_time_slots *x = &f->match.slots;
    rcp_time_context c = {.dct = RCP_DAY_MIN, .tense = f->tense};
    rcp_time_reading r;
    if (!x->n_year || f->quote || x->year[0] < 1990)
        return;
    rcp_time_resolve(&f->match, &c, &r);
    if (r.hi <= r.lo || r.hi == RCP_DAY_MAX)
        return;
    if (f->tense == RCP_TENSE_FUTURE) {
        if (e->hi > r.hi)
            e->hi = r.hi;
        if (e->lo < r.lo - 2 * 365)
            e->lo = r.lo - 2 * 365;
        e->year = f;
    } else if (is_day(f)) {
        if (e->lo < r.lo)
            e->lo = r.lo;
        if (e->hi > r.lo + 3 * 365)
            e->hi = r.lo + 3 * 365;
        e->year = e->year ? e->year : f;
    }
}

static void collect(evidence *e, const rcp_time_found *found, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) {
        const rcp_time_found *f = &found[i];
        const rcp_time_slots *x = &f->match.slots;
        bound(e, f);
        if (f->tense == RCP_TENSE_FUTURE || x->dir == RCP_DIR_NEXT || f->quote)
            continue;
        if (is_day(f) && e->n_day < TIMES_LOOKED_AT)
            e->day[e->n_day++] = f;
        if (f->match.action == RCP_ACT_WEEKDAY && !x->set && !x->dir && x->n_weekday == 1 &&
            e->n_weekday < TIMES_LOOKED_AT)
            e->weekday[e->n_weekday++] = f;
    }
}

/* Whether a report of day p can print these days: weekdays beside dates must fit. */
static bool possible(const evidence *e, int32_t p, const rcp_time_found **newest, int32_t *day)
{
    *newest = NULL;
    for (uint32_t i = 0; i < e->n_day; i++) {
        const rcp_time_slots *x = &e->day[i]->match.slots;
        rcp_time_found plain = *e->day[i];
        plain.match.slots.n_weekday = 0;        /* else the weekday would move the year */
        int32_t d = resolved(&plain, p);
        if (d == RCP_DAY_MIN || (x->n_year && d > p))
            return false;
        if (x->n_weekday && rcp_weekday(d) != x->weekday[0])
            return false;
        if (!*newest || d > *day) {
            *newest = e->day[i];
            *day = d;
        }
    }
    return *newest != NULL;
}

/* A bare weekday near the newest dated day that is that very day: the report is of that week. */
static const rcp_time_found *same_day_beside(const evidence *e, const rcp_time_found *newest, int32_t day)
{
    for (uint32_t i = 0; i < e->n_weekday; i++) {
        const rcp_time_found *w = e->weekday[i];
        uint32_t apart = w->sent > newest->sent ? w->sent - newest->sent : newest->sent - w->sent;
        if (apart <= NEAR_SENTENCES && rcp_weekday(day) == w->match.slots.weekday[0])
            return w;
    }
    return NULL;
}

static void write_down(rcp_doc *doc, int32_t lo, int32_t hi, const rcp_time_found *const by[4])
{
    rcp_published *p = &doc->inferred;
    *p = (rcp_published){.lo = lo, .hi = hi, .how = RCP_HOW_INFERRED};
    uint32_t n = 0;
    for (uint32_t i = 0; i < 4; i++)
        if (by[i]) {
            p->evidence[n++] = by[i]->match.span;
            p->why = p->why ? p->why : by[i]->match.why;
        }
}

int32_t rcp_times_year_of(const rcp_time_found *f, int32_t from, int32_t to)
{
    const rcp_time_slots *x = &f->match.slots;
    bool ahead = f->tense == RCP_TENSE_FUTURE || x->dir == RCP_DIR_NEXT;
    int32_t first = rcp_date_of(from).year - !ahead, last = rcp_date_of(to).year + ahead, only = 0;
    if (!is_day(f) || x->n_year || x->n_weekday != 1 || x->n_day != 1 || x->n_month != 1 || f->quote)
        return 0;
    for (int32_t year = first; year <= last; year++) {
        int32_t d = rcp_date_valid(year, x->month[0], x->day[0]) ? rcp_day_of(year, x->month[0], x->day[0]) : RCP_DAY_MIN;
        if (d == RCP_DAY_MIN || rcp_weekday(d) != x->weekday[0] || (ahead ? d < from : d >= to))
            continue;
        if (only)
            return 0;
        only = year;
    }
    return only;
}

bool rcp_times_written(const rcp_time_found *found, uint32_t n, int32_t *from, int32_t *to)
{
    evidence e = {.lo = rcp_day_of(1990, 1, 1), .hi = rcp_day_of(2100, 1, 1)};
    for (uint32_t i = 1; i < n && i < 2000; i++)
        bound(&e, &found[i]);
    *from = e.lo;
    *to = e.hi;
    return e.year && e.hi > e.lo && e.hi - e.lo <= 6 * 366;
}

void rcp_times_infer(rcp_doc *doc, const rcp_time_found *found, uint32_t n)
{
    int32_t first = RCP_DAY_MAX, last = 0, day = 0;
    const rcp_time_found *weekday_date = NULL;
    evidence e = {.lo = rcp_day_of(1990, 1, 1), .hi = rcp_day_of(2100, 1, 1)};
    for (uint32_t i = 1; i < n && i < 2000; i++)
        if (says_today(&found[i], &day)) {
            const rcp_time_found *by[4] = {&found[i]};
            write_down(doc, day, day + 1, by);
            return;
        }
    collect(&e, found, n < 2000 ? n : 2000);
    if (!e.year || !e.n_day || !e.n_weekday || e.hi - e.lo > 6 * 366)
        return;
    for (int32_t p = e.lo; p < e.hi; p++) {
        const rcp_time_found *newest, *beside;
        if (!possible(&e, p, &newest, &day) || p - day >= WEEK ||
            !(beside = same_day_beside(&e, newest, day)))
            continue;
        if (first == RCP_DAY_MAX)
            first = p;
        last = p;
        e.newest = newest;
        e.beside = beside;
    }
    if (first == RCP_DAY_MAX || last - first >= WEEK)
        return;
    for (uint32_t i = 0; i < e.n_day && !weekday_date; i++)
        if (e.day[i]->match.slots.n_weekday)
            weekday_date = e.day[i];
    const rcp_time_found *by[4] = {e.newest, e.beside, weekday_date, e.year};
    write_down(doc, first, last + 1, by);
}
