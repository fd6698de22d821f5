/* dates.c - what the others settle: dates that one report prints and another leaves open.
 *
 * "lundi" in one report and "lundi 19 décembre" in another tell of one visit: the first report's
 * Monday is that one.  A report that prints a bare weekday for something past was published
 * within seven days of it, so its publication date follows, and from that its other open times.
 * Each step only narrows; link.c repeats story, event and this until nothing changes.
 */
#include "doc/schema.h"
#include "link/inner.h"

#include <stdlib.h>

/* The day that a group's members print, where they print one and the same. */
typedef struct { int32_t day; uint32_t item; } donor;   /* item RCP_NOBODY: none, or they differ */

static bool prints_day(const rcp_lclaim *c)
{
    return c->time && (int64_t)c->said_hi - c->said_lo == 1 && c->c.state != RCP_HABITUAL;
}

static void find_donors(const rcp_work *w, donor *of)
{
    for (uint32_t i = 0; i < w->n_claims; i++)
        of[i] = (donor){RCP_DAY_MIN, RCP_NOBODY};
    for (uint32_t i = 0; i < w->n_claims; i++) {
        const rcp_lclaim *c = rcp_work_claim(w, i);
        donor *d = &of[w->group[i]];
        if (!prints_day(c))
            continue;
        if (d->day == RCP_DAY_MIN)
            *d = (donor){c->said_lo, w->claim_item[i]};
        else if (d->day != c->said_lo)
            d->item = RCP_NOBODY;
    }
}

static bool past(const rcp_lclaim *c)
{
    return c->c.state == RCP_ACTUAL || c->c.state == RCP_ONGOING;
}

/* Whether a claim can be of that day, as far as its own report says. */
static bool allows(const rcp_item *it, const rcp_lclaim *c, int32_t day)
{
    const rcp_ltime *t = &it->time[c->time < it->n_times ? c->time : 0];
    if (c->c.state == RCP_HABITUAL || c->c.state == RCP_HYPOTHETICAL ||
        c->c.state == RCP_HISTORICAL)
        return false;
    if (c->c.hi > c->c.lo && (day < c->c.lo || day >= c->c.hi))
        return false;
    if (past(c) && it->r.hi > it->r.lo && day >= it->r.hi)
        return false;
    return !c->time || rcp_time_allows(&t->time, t->value, day);
}

static bool set_time(rcp_item *it, uint32_t row, int32_t lo, int32_t hi, uint32_t from)
{
    rcp_ltime *t = &it->time[row];
    if (t->time.lo == lo && t->time.hi == hi)
        return false;
    t->time.lo = lo;
    t->time.hi = hi;
    t->from = from;
    return true;
}

/* A headline has no weekday; the sentences below it have.  The first bare weekday after a claim of
 * the first two sentences is that claim's, if it is the day that another report gives. */
static uint32_t weekday_below(const rcp_item *it, const rcp_lclaim *c, int32_t day)
{
    enum { HEAD_SENTENCES = 2, BELOW_SENTENCES = 3 };
    if (c->time || c->sent >= HEAD_SENTENCES || !past(c))
        return 0;
    for (uint32_t k = 1; k < it->n_times; k++) {
        const rcp_ltime *t = &it->time[k];
        if (!t->bare || t->time.span.beg < c->c.predicate.end)
            continue;
        uint32_t last = c->sent + BELOW_SENTENCES < it->n_sents ? c->sent + BELOW_SENTENCES
                                                               : it->n_sents - 1;
        return t->time.span.beg < it->sent[last].span.end &&
                       rcp_time_allows(&t->time, t->value, day) ? k : 0;
    }
    return 0;
}

/* Give the donor's day to the members of other reports that leave it open. */
static bool give_day(rcp_work *w, const donor *of)
{
    bool changed = false;
    for (uint32_t i = 0; i < w->n_claims; i++) {
        rcp_lclaim *c = rcp_work_claim(w, i);
        rcp_item *it = &w->item[w->claim_item[i]];
        const donor *d = &of[w->group[i]];
        if (d->item == RCP_NOBODY || d->item == w->claim_item[i] ||
            (int64_t)c->c.hi - c->c.lo == 1 || !allows(it, c, d->day))
            continue;
        c->c.lo = d->day;
        c->c.hi = d->day + 1;
        c->from = d->item;
        changed = true;
        const rcp_ltime *t = &it->time[c->time < it->n_times ? c->time : 0];
        uint32_t below = weekday_below(it, c, d->day);
        if (below && set_time(it, below, d->day, d->day + 1, d->item))
            it->time[below].given = true;
        if (c->time && t->time.grain <= RCP_GRAIN_DAY && t->time.grain != RCP_GRAIN_NONE &&
            set_time(it, c->time, d->day, d->day + 1, d->item))
            it->time[c->time].given = true;
    }
    return changed;
}

/* Told as coming or as past, by the claims that use the time. */
static int way_of(const rcp_item *it, uint32_t row)
{
    for (uint32_t k = 0; k < it->n_claims; k++)
        if (it->claim[k].time == row)
            return it->claim[k].c.state == RCP_PLANNED || it->claim[k].c.state == RCP_HYPOTHETICAL
                       ? 1 : -1;
    return 0;
}

/* A bare weekday of something past, now known, dates its report. */
static bool date_report(rcp_work *w, uint32_t i)
{
    rcp_item *it = &w->item[i];
    bool changed = false;
    if (it->said_how == RCP_HOW_TEXT || it->said_how == RCP_HOW_METADATA)
        return false;
    for (uint32_t k = 1; k < it->n_times; k++) {
        const rcp_ltime *t = &it->time[k];
        rcp_days was = {it->r.lo, it->r.hi}, now = was;
        if (!t->bare || !t->given || way_of(it, k) > 0 ||
            !rcp_days_narrow(&now, rcp_published_after_weekday(t->time.lo)) ||
            (now.lo == was.lo && now.hi == was.hi))
            continue;
        it->r.lo = now.lo;
        it->r.hi = now.hi;
        it->r.how = RCP_HOW_LINKED;
        it->published_from = t->from;
        it->now = t->time.lo;
        changed = true;
    }
    return changed;
}

/* The other open times of a report that others have dated. */
static bool settle_times(rcp_work *w, uint32_t i)
{
    rcp_item *it = &w->item[i];
    bool changed = false;
    rcp_days before = {0, 0};
    if (it->published_from == RCP_NOBODY)
        return false;
    for (uint32_t k = 1; k < it->n_times; k++) {
        rcp_ltime *t = &it->time[k];
        rcp_unsettled u = {&t->time, t->value, t->shift, {it->r.lo, it->r.hi}, it->now, before,
                           way_of(it, k)};
        rcp_days d;
        if ((int64_t)t->time.hi - t->time.lo != 1 && rcp_time_settle(&u, &d))
            changed |= set_time(it, k, d.lo, d.hi, it->published_from);
        if ((int64_t)t->time.hi - t->time.lo == 1)
            before = (rcp_days){t->time.lo, t->time.hi};
    }
    for (uint32_t k = 0; k < it->n_claims; k++) {
        rcp_lclaim *c = &it->claim[k];
        const rcp_ltime *t = &it->time[c->time < it->n_times ? c->time : 0];
        rcp_days was = {c->c.lo, c->c.hi}, now = was;
        if (!c->time || t->from == RCP_NOBODY ||
            !rcp_days_narrow(&now, (rcp_days){t->time.lo, t->time.hi}) ||
            (now.lo == was.lo && now.hi == was.hi))
            continue;
        c->c.lo = now.lo;
        c->c.hi = now.hi;
        c->from = t->from;
        changed = true;
    }
    return changed;
}

rcp_status rcp_link_settle_find(rcp_work *w, bool *changed)
{
    donor *of = malloc(sizeof *of * ((size_t)w->n_claims + 1));
    *changed = false;
    if (!of)
        return RCP_E_MEMORY;
    find_donors(w, of);
    *changed = give_day(w, of);
    for (uint32_t i = 0; i < w->n_items; i++) {
        *changed |= date_report(w, i);
        *changed |= settle_times(w, i);
    }
    free(of);
    return RCP_OK;
}

static void add_row(rcp_work *w, uint32_t report, uint32_t table, rcp_id row, int32_t lo,
                    int32_t hi, uint32_t from, const char *why)
{
    rcp_link_settled *s = rcp_vec_add(&w->settled);
    if (s)
        *s = (rcp_link_settled){report, table, row, lo, hi, from, rcp_str_of(why)};
}

rcp_status rcp_link_settle_rows(rcp_work *w)
{
    for (uint32_t i = 0; i < w->n_items; i++) {
        rcp_item *it = &w->item[i];
        if (it->published_from != RCP_NOBODY)
            add_row(w, i, RCP_N_TABLES, 0, it->r.lo, it->r.hi, it->published_from,
                    "a bare weekday means one of the last seven days");
        for (uint32_t k = 1; k < it->n_times; k++)
            if (it->time[k].from != RCP_NOBODY)
                add_row(w, i, RCP_T_TIME, k, it->time[k].time.lo, it->time[k].time.hi,
                        it->time[k].from, "another report of the same event dates it");
        for (uint32_t k = 0; k < it->n_claims; k++)
            if (it->claim[k].from != RCP_NOBODY)
                it->claim[k].c.settled_from = w->item[it->claim[k].from].r.id;
    }
    return w->settled.failed ? RCP_E_MEMORY : RCP_OK;
}

/* Reports are sorted by id, and what is settled by report. */
static uint32_t report_of(const rcp_links *k, rcp_str id)
{
    uint32_t lo = 0, hi = k->n_reports;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (rcp_str_cmp(k->report[mid].id, id) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < k->n_reports && rcp_str_eq(k->report[lo].id, id) ? lo : RCP_NOBODY;
}

static uint32_t first_settled(const rcp_links *k, uint32_t report)
{
    uint32_t lo = 0, hi = k->n_settled;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (k->settled[mid].report < report)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

rcp_status rcp_links_settle(const rcp_links *links, rcp_doc *doc, rcp_err *err)
{
    rcp_settled *said;
    rcp_time *times = NULL;
    uint32_t report = report_of(links, doc->source.id), n = 1, beg = first_settled(links, report);
    while (beg + n - 1 < links->n_settled && links->settled[beg + n - 1].report == report)
        n++;
    if (n == 1)
        return RCP_OK;
    said = RCP_NEW(&doc->arena, rcp_settled, n);
    if (doc->time.n)
        times = RCP_NEW(&doc->arena, rcp_time, doc->time.n);
    if (!said || (doc->time.n && !times))
        return rcp_fail(err, RCP_E_LIMIT, "no room left in the report for what others settle");
    if (doc->time.n)
        memcpy(times, doc->time.row, sizeof *times * doc->time.n);
    uint32_t end = beg + n - 1;
    n = 1;
    for (uint32_t i = beg; i < end; i++) {
        const rcp_link_settled *s = &links->settled[i];
        if (s->table == RCP_T_TIME && s->row >= doc->time.n)
            continue;
        if (s->table == RCP_T_TIME) {
            times[s->row].lo = s->lo;
            times[s->row].hi = s->hi;
        } else {
            doc->published = *rcp_doc_published(doc);
            doc->published.lo = s->lo;
            doc->published.hi = s->hi;
            doc->published.how = RCP_HOW_LINKED;
        }
        said[n++] = (rcp_settled){s->table, s->row,
                                  rcp_sym_of(&doc->syms, links->report[s->from].id)};
    }
    if (times)
        doc->time.row = times;
    doc->settled.row = said;
    doc->settled.n = n;
    return RCP_OK;
}
