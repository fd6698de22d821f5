/* times_count.c - what is counted: units from a day, how long, how often. */
#include "find/times_reading.h"

#include <math.h>

static void week_value(rcp_time_reading *out, int32_t monday, const char *more)
{
    int32_t thursday = monday + 3, year = rcp_date_of(thursday).year;
    rcp_time_put(out, "%04d-W%02d%s", year, (thursday - rcp_day_of(year, 1, 1)) / 7 + 1, more);
}

/* The calendar unit `n` units from the one that holds `base`. */
void rcp_time_set_unit(const rcp_time_slots *x, int32_t base, int32_t n, rcp_time_reading *out)
{
    rcp_date d = rcp_date_of(base);
    int32_t lo = rcp_week_of(base) + 7 * n, y;
    switch (x->unit) {
    case RCP_UNIT_SECOND: case RCP_UNIT_MINUTE: case RCP_UNIT_HOUR:
        rcp_time_set_day(out, x, base);
        break;
    case RCP_UNIT_DAY:
        rcp_time_set_day(out, x, base + n);
        break;
    case RCP_UNIT_WEEK:
        rcp_time_set_days(out, lo, lo + 7, RCP_GRAIN_WEEK);
        week_value(out, lo, "");
        break;
    case RCP_UNIT_WEEKEND:
        rcp_time_set_days(out, lo + 5, lo + 7, RCP_GRAIN_DAY);
        out->kind = RCP_INTERVAL;
        week_value(out, lo, "-WE");
        break;
    case RCP_UNIT_MONTH:
        lo = rcp_month_first(d.year, (int32_t)d.month - 1 + n);
        rcp_time_set_days(out, lo, rcp_month_first(d.year, (int32_t)d.month + n), RCP_GRAIN_MONTH);
        d = rcp_date_of(lo);
        rcp_time_put(out, "%04d-%02u", d.year, d.month);
        break;
    case RCP_UNIT_QUARTER: case RCP_UNIT_HALF: {
        int32_t len = x->unit == RCP_UNIT_QUARTER ? 3 : 6, k = ((int32_t)d.month - 1) / len + n;
        lo = rcp_month_first(d.year, k * len);
        rcp_time_set_days(out, lo, rcp_month_first(d.year, (k + 1) * len), RCP_GRAIN_SEASON);
        d = rcp_date_of(lo);
        rcp_time_put(out, "%04d-%s%d", d.year, rcp_unit_iso[x->unit], ((int32_t)d.month - 1) / len + 1);
        break;
    }
    default:
        y = x->unit == RCP_UNIT_DECADE ? 10 : x->unit == RCP_UNIT_CENTURY ? 100 : 1;
        d.year = d.year - d.year % y + n * y;
        if (d.year < 1 || d.year > 9990)
            return;
        rcp_time_set_days(out, rcp_day_of(d.year, 1, 1), rcp_day_of(d.year + y, 1, 1), RCP_GRAIN_YEAR);
        rcp_time_put(out, "%04d", d.year);
        if (y > 1)                              /* 199: the nineties; 19: the century */
            out->value[y == 10 ? 3 : 2] = '\0';
    }
}

/* deux heures et vingt minutes, deux heures et demie, un an et trois mois: true when it is so made. */
static bool put_two_units(const rcp_time_slots *x, rcp_time_reading *out)
{
    uint32_t small = x->sum ? x->unit : x->half && x->unit == RCP_UNIT_HOUR ? RCP_UNIT_MINUTE : RCP_UNIT_NONE;
    double big = x->n_number ? x->number[0] : 1, rest = x->sum ? x->number[1] : 30;
    if ((x->sum && x->n_number < 2) || !(big >= 0 && big < 1e6 && rest >= 0 && rest < 1e6))
        return false;
    switch (small) {
    case RCP_UNIT_SECOND: rcp_time_put(out, "PT%.10gM%.10gS", big, rest); return true;
    case RCP_UNIT_MINUTE: rcp_time_put(out, "PT%.10gH%.10gM", big, rest); return true;
    case RCP_UNIT_MONTH: rcp_time_put(out, "P%.10gY%.10gM", big, rest); return true;
    default: return false;
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
    double n = x->n_number ? x->number[0] : x->vague ? (double)NAN : x->n > 0 ? (double)x->n : 1;
    n = (n + (x->half ? .5 : 0)) * k;
    if ((x->sum || x->half) && put_two_units(x, out))
        return;
    if (x->hour && !x->n_number)                /* pendant 1 h 30 */
        rcp_time_put(out, x->minute ? "PT%uH%uM" : "PT%uH", x->hour - 1u, x->minute - 1u);
    else if (n >= 0 && n < 1e9)
        rcp_time_put(out, "P%s%.10g%s", clock ? "T" : "", n, iso);
    else if (!x->n_number || n >= 0)
        rcp_time_put(out, "P%sX%s", clock ? "T" : "", iso);
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
    int32_t first = rcp_month_first(d.year, (int32_t)d.month - 1 + (int32_t)lround(n * k));
    rcp_date f = rcp_date_of(first);
    uint32_t room = rcp_month_days(f.year, f.month);
    *day = first + (int32_t)(d.day <= room ? d.day : room) - 1;
    return f.year >= 1 && f.year <= 9990;
}

/* The day to count from: the one before in the text, or of publication. */
bool rcp_time_base(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out,
                    int32_t *base)
{
    if ((x->ref || (c->told && x->edge)) && c->ref_hi > c->ref_lo) {
        out->anchor = RCP_ANCHOR_NARRATIVE;
        out->from_ref = true;
        *base = c->ref_lo;
        return true;
    }
    *base = c->dct;
    /* A text that has named no day yet: "la veille" is the eve of publication, "deux ans plus tard" nothing. */
    bool far = x->n_number || x->n > 0 || x->unit > RCP_UNIT_DAY;
    if ((x->ref && (far || c->told)) || c->dct == RCP_DAY_MIN)
        return false;
    out->anchor = RCP_ANCHOR_PUBLISHED;
    return true;
}

/* hier, la semaine dernière, il y a trois jours, le lendemain */
void rcp_time_shift(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out)
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
    if (!rcp_time_base(x, c, out, &base)) {
        if (x->unit == RCP_UNIT_DAY && !x->ref && !x->n_number && !n)
            rcp_time_put(out, "PRESENT_REF");
        return;
    }
    if (x->unit == RCP_UNIT_WEEKEND && x->dir == RCP_DIR_THIS && c->tense == RCP_TENSE_PAST &&
        rcp_weekday(base) < 5)
        n = -1;                                 /* "ce week-end", read on a Monday */
    if (!x->n_number) {
        if (out->from_ref && c->ref_hi - c->ref_lo > 1 && x->unit == RCP_UNIT_DAY && n == 0)
            rcp_time_set_days(out, c->ref_lo, c->ref_hi, RCP_GRAIN_DAY);
        else
            rcp_time_set_unit(x, base, n, out);
        rcp_time_cut(out, x->edge);
        return;
    }
    int32_t day;
    if (!step(base, x->unit, x->number[0] * (n < 0 ? -1 : 1), &day))
        return;
    rcp_time_slots one = *x;
    if (x->unit <= RCP_UNIT_WEEK)
        one.unit = RCP_UNIT_DAY;                /* "il y a une semaine" is a day */
    rcp_time_set_unit(&one, day, 0, out);
}

void rcp_time_duration(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out)
{
    int32_t day;
    out->kind = RCP_DURATION;
    out->grain = x->unit <= RCP_UNIT_HOUR ? RCP_GRAIN_HOUR : x->unit <= RCP_UNIT_WEEKEND ? RCP_GRAIN_DAY
               : x->unit == RCP_UNIT_WEEK ? RCP_GRAIN_WEEK : x->unit == RCP_UNIT_MONTH ? RCP_GRAIN_MONTH
               : RCP_GRAIN_YEAR;
    duration_value(x, out);
    if (x->since == RCP_SINCE && x->n_number && !x->vague && c->dct != RCP_DAY_MIN &&
        step(c->dct, x->unit, -x->number[0], &day)) {
        out->lo = day;
        out->hi = RCP_DAY_MAX;
        out->anchor = RCP_ANCHOR_PUBLISHED;
    }
}

/* les dernières 24 heures, les trois prochains jours */
void rcp_time_last(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out)
{
    int32_t day;
    rcp_time_duration(x, c, out);
    out->lo = out->hi = 0;
    if (x->vague || c->dct == RCP_DAY_MIN)
        return;
    bool next = x->dir == RCP_DIR_NEXT;
    double n = x->n_number ? x->number[0] : 1;
    if (!step(c->dct, x->unit, next ? n : -n, &day))
        return;
    out->lo = next ? c->dct : day;
    out->hi = (next ? day : c->dct) + 1;
    out->anchor = RCP_ANCHOR_PUBLISHED;
}

void rcp_time_every(const rcp_time_slots *x, rcp_time_reading *out)
{
    out->kind = RCP_SET;
    if (x->n_weekday) {
        rcp_time_put(out, "XXXX-WXX-%u", x->weekday[0] % 8u);
        out->weekday = x->weekday[0];
    } else if (x->fill && x->unit >= RCP_UNIT_DAY && x->unit <= RCP_UNIT_YEAR) {
        static const char *const open[] = {[RCP_UNIT_DAY] = "XXXX-XX-XX", [RCP_UNIT_WEEKEND] = "XXXX-WXX-WE",
            [RCP_UNIT_WEEK] = "XXXX-WXX", [RCP_UNIT_MONTH] = "XXXX-XX", [RCP_UNIT_QUARTER] = "XXXX-QX",
            [RCP_UNIT_HALF] = "XXXX-HX", [RCP_UNIT_YEAR] = "XXXX"};
        rcp_time_put(out, "%s", open[x->unit]);      /* daily, annually: one of each */
    } else if (x->unit) {
        rcp_time_slots each = *x;
        if (x->n)                               /* "30 a day": the number counts something else */
            each.n_number = 0;
        duration_value(&each, out);
    } else if (x->part[0]) {
        rcp_time_put(out, "XXXX-XX-XXT%s", x->part);
    }
}

/* le premier trimestre 2023, fin de l'année, les premiers mois de 2023 */
void rcp_time_period(const rcp_time_slots *x, const rcp_time_context *c, rcp_time_reading *out)
{
    int32_t base, n = x->dir == RCP_DIR_PAST ? -1 : x->dir == RCP_DIR_NEXT ? 1 : x->n;
    rcp_time_slots y = *x;
    out->kind = RCP_INTERVAL;
    if (x->ordinal && (x->unit == RCP_UNIT_QUARTER || x->unit == RCP_UNIT_HALF)) {
        int32_t year = x->n_year ? x->year[0] : c->dct != RCP_DAY_MIN ? rcp_date_of(c->dct).year + n : 0;
        int32_t len = x->unit == RCP_UNIT_QUARTER ? 3 : 6;
        if (year < 1) {
            rcp_time_put(out, "XXXX-%s%u", rcp_unit_iso[x->unit], x->ordinal % 10u);
            return;
        }
        out->anchor = x->n_year ? RCP_ANCHOR_NONE : RCP_ANCHOR_PUBLISHED;
        int32_t first = rcp_month_first(year, (x->ordinal - 1) * len);
        if (!x->n_year && !n && first > c->dct && rcp_time_way(x, c) < 0)
            first = rcp_month_first(year - 1, (x->ordinal - 1) * len);
        rcp_time_set_unit(&y, first, 0, out);
        return;
    }
    if (x->n_year) {
        rcp_time_year(x, out);
        return;
    }
    if (!rcp_time_base(x, c, out, &base))
        return;
    rcp_time_set_unit(&y, base, n, out);
    rcp_time_cut(out, x->edge);
}
