#include "find/times_story.h"

enum { FULL_DATES = 4,          /* so many old dates with their year make a narrative          */
       OLD_YEARS = 2,           /* old: this many years before publication                     */
       ASIDE_YEARS = 5,         /* a lone year further off is an aside, for its paragraph        */
       YEAR_TURNS = 10 };        /* from November to January the year has turned               */

static bool names_the_present(const rcp_time_match *m)
{
    const rcp_time_slots *x = &m->slots;
    return (m->action == RCP_ACT_WEEKDAY && !x->set) || (m->action == RCP_ACT_SHIFT && !x->ref && !x->vague) ||
           (m->action == RCP_ACT_PERIOD && x->dir);
}

void rcp_story_open(rcp_story *story, const rcp_time_found *found, uint32_t n, int32_t pub_lo)
{
    uint32_t old = 0, present = 0;
    int32_t limit = pub_lo == RCP_DAY_MIN ? INT32_MAX : rcp_date_of(pub_lo).year - OLD_YEARS;
    *story = (rcp_story){0};
    for (uint32_t i = 1; i < n; i++) {
        const rcp_time_match *m = &found[i].match;
        bool full = m->action == RCP_ACT_DATE || m->action == RCP_ACT_MONTH || m->action == RCP_ACT_NUMERIC;
        if (found[i].quote)
            continue;
        if (m->slots.n_year && (full || m->slots.bc))
            old += m->slots.bc || m->slots.year[0] <= limit;
        else
            present += names_the_present(m);
    }
    story->past = old >= FULL_DATES && old >= 2 * present;
}

/* The coarsest grain that what f counts from may have: "that month" wants a month or a day. */
static uint32_t grain_counted(const rcp_time_match *m)
{
    if (m->action != RCP_ACT_SHIFT && m->action != RCP_ACT_PERIOD && m->action != RCP_ACT_DATE &&
        m->action != RCP_ACT_MONTH && m->action != RCP_ACT_SEASON)
        return RCP_GRAIN_DAY;
    uint32_t unit = m->slots.unit;
    return unit == RCP_UNIT_NONE || unit >= RCP_UNIT_QUARTER ? RCP_GRAIN_YEAR
         : unit <= RCP_UNIT_DAY ? RCP_GRAIN_DAY : unit <= RCP_UNIT_WEEK ? RCP_GRAIN_WEEK : RCP_GRAIN_MONTH;
}

/* The narrative's year for f: the next one where a month says that the year has turned. */
static int32_t year_told(const rcp_story *s, const rcp_time_found *f)
{
    const rcp_time_slots *x = &f->match.slots;
    bool turned = s->past_year > 0 && x->n_month && s->past_month - x->month[0] >= YEAR_TURNS;
    if (s->aside_year && s->aside_passage == f->passage)
        return s->aside_year;
    return s->past_year + turned;
}

/* What f counts from; inside a quotation a day named there goes before. */
static const rcp_time_ref *ref_of(const rcp_story *s, const rcp_time_found *f)
{
    uint32_t grain = grain_counted(&f->match);
    return f->quote && f->quote == s->quote && grain == RCP_GRAIN_DAY ? &s->said : &s->ref[grain];
}

rcp_time_context rcp_story_context(const rcp_story *s, const rcp_time_found *f, int32_t dct)
{
    const rcp_time_ref *ref = ref_of(s, f);
    rcp_time_context c = {.dct = dct, .tense = f->tense, .last = &s->last};
    bool told = s->past && !f->quote && f->tense != RCP_TENSE_FUTURE && !f->match.slots.dir;
    if (f->match.action != RCP_ACT_CLOCK || told || ref->passage + 1 >= f->passage) {
        c.ref_lo = ref->lo;
        c.ref_hi = ref->hi;
    }
    bool near = s->year_sent == f->sent || dct == RCP_DAY_MIN;
    if (told && s->past_year)
        c.year = year_told(s, f);
    else if (s->year && s->year_passage == f->passage && near && !f->match.slots.dir)
        c.year = s->year;
    c.told = told;
    return c;
}

uint32_t rcp_story_row(const rcp_story *s, const rcp_time_found *f)
{
    return ref_of(s, f)->row;
}

/* A year printed alone holds for its sentence. */
static void note_year(rcp_story *s, const rcp_time_found *f, const rcp_time_reading *x)
{
    const rcp_time_slots *slots = &f->match.slots;
    if (f->match.action == RCP_ACT_YEAR && slots->n_year && !slots->range && !slots->edge && !slots->bc &&
        f->tense != RCP_TENSE_FUTURE) {
        s->year = slots->year[0];
        s->year_passage = f->passage;
        s->year_sent = f->sent;
    } else if (x->anchor == RCP_ANCHOR_PUBLISHED && f->sent == s->year_sent) {
        s->year = 0;                            /* "cette année": back to the present */
    }
}

/* Where the narrative stands after f. */
static void note_past(rcp_story *s, const rcp_time_found *f, const rcp_time_reading *x)
{
    const rcp_time_slots *slots = &f->match.slots;
    bool looks_back = slots->ref && slots->n < 0;       /* the previous year */
    if (x->grain == RCP_GRAIN_NONE || looks_back)
        return;
    if (f->match.action == RCP_ACT_YEAR && f->tense != RCP_TENSE_PAST && !f->alone && s->past_year)
        return;                                 /* "planned for 1976" */
    if (slots->bc && slots->n_year) {
        s->past_year = -slots->year[0];
        s->past_month = 0;
    } else if (x->hi > x->lo) {
        rcp_date d = rcp_date_of(x->lo);
        int32_t jump = d.year - s->past_year;
        bool aside = x->grain > RCP_GRAIN_MONTH && s->past_year > 0 && (jump > ASIDE_YEARS || jump < -ASIDE_YEARS);
        s->aside_year = aside ? d.year : 0;
        s->aside_passage = f->passage;
        if (aside)
            return;
        s->past_year = d.year;
        s->past_month = x->grain <= RCP_GRAIN_MONTH ? (int32_t)d.month : 0;
    }
}

void rcp_story_note(rcp_story *s, const rcp_time_found *f, const rcp_time_reading *x, uint32_t row)
{
    bool days = x->lo != RCP_DAY_MIN && x->hi > x->lo;
    int32_t hi = x->hi == RCP_DAY_MAX ? x->lo + 1 : x->hi;
    s->last = *x;
    note_year(s, f, x);
    if (f->quote && days && x->kind == RCP_INSTANT) {
        s->said = (rcp_time_ref){x->lo, hi, row, f->passage};
        s->quote = f->quote;
    }
    if (f->quote || x->kind == RCP_DURATION || x->kind == RCP_SET || (s->past && x->anchor == RCP_ANCHOR_PUBLISHED))
        return;
    note_past(s, f, x);
    if (!days)
        return;
    uint32_t from = x->kind == RCP_INSTANT ? RCP_GRAIN_HOUR : x->grain > RCP_GRAIN_DAY ? x->grain : RCP_GRAIN_WEEK;
    for (uint32_t g = from; g <= RCP_GRAIN_YEAR && hi - x->lo < 400; g++)
        s->ref[g] = (rcp_time_ref){x->lo, hi, row, f->passage};
}
