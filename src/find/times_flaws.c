/* times_flaws.c - times that cannot be: found as wide as they are printed, and given no value.
 *
 * A date cut short is a wrong date: in "le 5 mars 12023" the year is no year, so the day and month
 * alone must not be read as those of this one. */
#include "find/times_found.h"

/* 15 October 1582: before, a printed day is of the Julian calendar, and ours would be another. */
static int32_t gregorian(void)
{
    return rcp_day_of(1582, 10, 15);
}

/* Figures of four or more right behind a date that no noun follows: the year it was meant to have. */
static bool year_behind(const rcp_doc *doc, const rcp_pieces *p, const rcp_time_match *m)
{
    const rcp_piece *q = &p->piece[m->end], *next = q + 1;
    if (m->end >= p->end || !(q->flags & RCP_PIECE_DIGITS) || q->n_digits < 4 || (q->flags & RCP_PIECE_LINE) ||
        rcp_piece_glued(q))
        return false;
    if (next->flags & RCP_PIECE_DIGITS)
        return false;
    uint32_t w = next->tok && (next->flags & RCP_PIECE_LETTERS) ? rcp_doc_word_of(doc, next->tok) : 0;
    uint32_t upos = w && w < doc->tag.n ? doc->tag.row[w].upos : RCP_UPOS_NONE;
    return upos != RCP_NOUN && upos != RCP_ADJ && upos != RCP_NUM && upos != RCP_SYM && upos != RCP_PROPN;
}

void rcp_time_widen(const rcp_doc *doc, const rcp_pieces *p, rcp_time_match *m)
{
    rcp_time_slots *x = &m->slots;
    bool month = (m->action == RCP_ACT_DATE || m->action == RCP_ACT_MONTH) && x->n_month;
    const rcp_piece *before = &p->piece[m->first - 1], *year = &p->piece[m->end];
    if (month && !x->n_year && !x->range && !x->hour && !x->part[0] && year_behind(doc, p, m)) {
        m->span.end = year->span.end;
        m->end++;
        if (year->n_digits == 4 && year->value) {
            x->year[x->n_year++] = (int32_t)year->value;
        } else {
            x->flaw = RCP_FLAW_YEAR;
        }
    }
    if (m->action == RCP_ACT_MONTH && month && m->first > p->beg && (before->flags & RCP_PIECE_DIGITS) &&
        before->n_digits < 3 && (before->value == 0 || before->value > 31) &&
        (before->flags & RCP_PIECE_SPACE) && !(p->piece[m->first].flags & RCP_PIECE_LINE)) {
        m->span.beg = before->span.beg;         /* 32 janvier */
        x->flaw = RCP_FLAW_DAY;
    }
}

/* Whether month and day are printed and are no day, in the year printed or in any. */
static bool no_such_day(const rcp_time_match *m)
{
    const rcp_time_slots *x = &m->slots;
    bool numeric = m->action == RCP_ACT_NUMERIC, date = m->action == RCP_ACT_DATE || m->action == RCP_ACT_CLOCK;
    uint32_t day = numeric ? x->dd : x->day[0], month = numeric ? x->mm : x->month[0];
    if (!(numeric || (date && x->n_day && x->n_month)))
        return false;
    int32_t year = x->n_year && x->year[0] > 0 ? x->year[0] : 2000;
    return !rcp_date_valid(year < 1583 && year % 4 == 0 ? 2000 : year, month, day);
}

static uint32_t flaw_of(const rcp_time_match *m, const rcp_time_reading *r)
{
    const rcp_time_slots *x = &m->slots;
    bool open = r->hi <= r->lo, day = !open && r->hi == r->lo + 1;
    if (x->flaw)
        return x->flaw;
    if (x->hour > 25 || x->minute > 60 || (x->hour == 25 && x->minute > 1))
        return RCP_FLAW_HOUR;
    if (m->action == RCP_ACT_YEAR ? x->year[0] == 0 : x->n_year && !x->bc && x->year[0] == 0)
        return RCP_FLAW_YEAR;
    if (!open && ((r->hi != RCP_DAY_MAX && r->hi > rcp_day_of(9999, 12, 31) + 1) ||
                  (r->lo != RCP_DAY_MIN && r->lo < rcp_day_of(1, 1, 1))))
        return RCP_FLAW_YEAR;
    if (open && !r->value[0] && no_such_day(m))
        return RCP_FLAW_DAY;
    if (open && !r->value[0] && x->n_year && x->year[0] > 0 && x->year[0] < 1583)
        return RCP_FLAW_CALENDAR;               /* 29 February 1500: a day of the Julian calendar */
    if (!open && r->grain < RCP_GRAIN_YEAR && r->lo != RCP_DAY_MIN && r->lo < gregorian())
        return RCP_FLAW_CALENDAR;
    bool dated = (m->action == RCP_ACT_DATE || m->action == RCP_ACT_NUMERIC) && !x->range && x->n_weekday == 1;
    return dated && day && rcp_weekday(r->lo) != x->weekday[0] ? RCP_FLAW_WEEKDAY : RCP_FLAW_NONE;
}

uint32_t rcp_time_examine(const rcp_time_match *m, rcp_time_reading *r)
{
    uint32_t flaw = flaw_of(m, r);
    if (flaw && flaw != RCP_FLAW_WEEKDAY)
        r->lo = r->hi = 0;
    if (flaw == RCP_FLAW_DAY || flaw == RCP_FLAW_HOUR || flaw == RCP_FLAW_YEAR) {
        r->value[0] = '\0';
        r->from_ref = false;
        r->anchor = RCP_ANCHOR_NONE;
    }
    return flaw;
}
