#include "find/times_reading.h"

/* The hour and minute that the words give: 6 p.m., huit heures moins le quart, 20 h 30. */
static void settle_clock(rcp_time_slots *x)
{
    if (!x->hour && x->n_number && x->number[0] >= 0 && x->number[0] <= 24)
        x->hour = (uint16_t)(x->number[0] + 1);         /* huit heures */
    if (!x->minute && x->n_number > 1 && x->number[1] >= 0 && x->number[1] < 60)
        x->minute = (uint16_t)(x->number[1] + 1);
    bool late = !strcmp(x->part, "AF") || !strcmp(x->part, "EV") || (!strcmp(x->part, "NI") && x->hour > 6);
    if (x->hour && x->hour <= 12 && late)
        x->hour = (uint16_t)(x->hour + 12);
    if (x->hour == 13 && !strcmp(x->part, "MO"))
        x->hour = 1;
    int32_t more = x->unit == RCP_UNIT_MINUTE ? x->n : 0;
    if (!more || !x->hour)
        return;
    int32_t at = ((x->hour - 1) * 60 + (x->minute ? x->minute - 1 : 0) + more + 1440) % 1440;
    x->hour = (uint16_t)(at / 60 + 1);
    x->minute = (uint16_t)(at % 60 + 1);
}

static void resolve_clock(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out)
{
    rcp_time_slots at = *x;
    int32_t base = RCP_DAY_MIN;
    out->kind = RCP_INSTANT;
    out->grain = RCP_GRAIN_HOUR;
    settle_clock(&at);
    if (x->n_month || x->feast) {
        rcp_time_date(&at, c, out);
        return;
    }
    if (x->n_weekday) {
        at.n = 0;
        rcp_time_weekday(&at, c, out);
        return;
    }
    bool today = x->dir == RCP_DIR_THIS || x->unit == RCP_UNIT_DAY;     /* 8 heures ce soir, 15 h hier */
    if (!today && c->ref_hi > c->ref_lo && c->ref_hi - c->ref_lo <= 2) {
        base = c->ref_lo;
        out->from_ref = true;
        out->anchor = RCP_ANCHOR_NARRATIVE;
    } else if (c->dct != RCP_DAY_MIN) {
        base = c->dct + (x->unit == RCP_UNIT_DAY ? x->n : 0);
        out->anchor = RCP_ANCHOR_PUBLISHED;
    }
    if (base != RCP_DAY_MIN)
        rcp_time_set_day(out, &at, base);
    else if (at.hour)
        rcp_time_put(out, "T%02u:%02u", (at.hour - 1u) % 100, at.minute ? (at.minute - 1u) % 100 : 0u);
}

/* à ce moment-là: the time before it once more */
static void resolve_same(const rcp_time_context *c, rcp_time_reading *out)
{
    if (!c->last || !c->last->value[0] || c->last->kind == RCP_DURATION || c->last->kind == RCP_SET)
        return;
    *out = *c->last;
    out->anchor = RCP_ANCHOR_NARRATIVE;
    out->from_ref = true;
}

static void resolve_part(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out)
{
    int32_t base;
    rcp_time_slots y = *x;
    out->kind = RCP_INSTANT;
    out->grain = RCP_GRAIN_HOUR;
    bool ref = x->ref && c->ref_hi > c->ref_lo;
    if (!ref && !c->told)
        y.ref = false;
    if (rcp_time_base(&y, c, out, &base))
        rcp_time_set_day(out, x, base + x->n);
    else
        rcp_time_put(out, "XXXX-XX-XXT%s", x->part);
}

/* Before Christ a time has a value, BC0480-09, and no days: ours begin with the year 1. */
static void put_before_christ(rcp_time_reading *out)
{
    char value[sizeof out->value];
    memcpy(value, out->value, sizeof value);
    if (value[0] >= '0' && value[0] <= '9')
        rcp_time_put(out, "BC%.28s", value);
    out->lo = out->hi = 0;
}

void rcp_time_resolve(const rcp_time_match *m, const rcp_time_context *c, rcp_time_reading *out)
{
    const rcp_time_slots *x = &m->slots;
    rcp_time_context plain = *c;
    bool bc = c->year < 0;
    plain.year = bc ? -c->year : c->year;
    c = &plain;
    *out = (rcp_time_reading){.anchor = RCP_ANCHOR_NONE};
    switch (m->action) {
    case RCP_ACT_DATE: rcp_time_date(x, c, out); break;
    case RCP_ACT_NUMERIC: rcp_time_numeric(x, c, out); break;
    case RCP_ACT_MONTH: rcp_time_month(x, c, out); break;
    case RCP_ACT_YEAR: rcp_time_year(x, out); break;
    case RCP_ACT_WEEKDAY: rcp_time_weekday(x, c, out); break;
    case RCP_ACT_SHIFT: rcp_time_shift(x, c, out); break;
    case RCP_ACT_CLOCK: resolve_clock(x, c, out); break;
    case RCP_ACT_PART: resolve_part(x, c, out); break;
    case RCP_ACT_DURATION: rcp_time_duration(x, c, out); break;
    case RCP_ACT_LAST: rcp_time_last(x, c, out); break;
    case RCP_ACT_EVERY: rcp_time_every(x, out); break;
    case RCP_ACT_DECADE: rcp_time_decade(x, out); break;
    case RCP_ACT_CENTURY: rcp_time_century(x, out); break;
    case RCP_ACT_SEASON: rcp_time_season(x, c, out); break;
    case RCP_ACT_PERIOD: rcp_time_period(x, c, out); break;
    case RCP_ACT_NTH: rcp_time_nth(x, c, out); break;
    case RCP_ACT_SAME: resolve_same(c, out); break;
    case RCP_ACT_NOW:
        out->kind = RCP_INSTANT;
        rcp_time_put(out, "%s", m->now);
        break;
    case RCP_ACT_UNCLEAR:                       /* "the day before the son reported it" */
        out->kind = RCP_INSTANT;
        out->grain = RCP_GRAIN_DAY;
        break;
    default: break;
    }
    if (x->bc || (bc && !x->n_year && out->anchor == RCP_ANCHOR_NARRATIVE && !out->from_ref))
        put_before_christ(out);
    if (x->since == RCP_WITHIN && c->dct != RCP_DAY_MIN && out->hi > c->dct && out->kind <= RCP_INTERVAL) {
        out->lo = c->dct;                       /* d'ici à la fin du mois */
        out->kind = RCP_INTERVAL;
    }
    if ((x->since == RCP_SINCE || x->since == RCP_FROM) && out->hi > out->lo && out->kind != RCP_DURATION && out->kind != RCP_SET) {
        out->hi = RCP_DAY_MAX;
        out->kind = RCP_INTERVAL;
    }
}
