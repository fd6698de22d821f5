/* quantities_part.c - which quantity is a part of which.  A part says so ("7 blessés dont 4
 * touristes", "including 4 tourists"), or its whole stands behind it ("3 of the 12 missiles") or
 * before it ("parmi les 7 blessés, 4 touristes"). */
#include "find/quantities_inside.h"

#include <math.h>

enum { PART_WITHIN = 12 };              /* pieces between a whole and its part */

/* Whether a sentence ends between two pieces. */
static bool sentence_between(const rcp_qfinder *f, uint32_t beg, uint32_t end)
{
    for (uint32_t at = beg; at < end; at++)
        if (rcp_qsign(f, at, ".;!?") || (rcp_qpiece(f, at)->flags & RCP_PIECE_LINE && at > beg))
            return true;
    return false;
}

/* The piece behind the row's span, looked for backwards from `at`; 0 when it is too far off. */
static uint32_t end_of_row(const rcp_qfinder *f, const rcp_quantity *row, uint32_t at)
{
    for (uint32_t k = 0; k < PART_WITHIN && at > f->p->beg; k++, at--)
        if (rcp_qpiece(f, at - 1)->span.end <= row->span.end)
            return at;
    return 0;
}

static bool counts_people_or_things(const rcp_quantity *q)
{
    return q->kind == RCP_MEASURE_COUNT || q->kind == RCP_MEASURE_MONEY || q->kind == RCP_MEASURE_UNIT;
}

/* Whether `part` is no more than `whole`, and of the same kind. */
static bool may_be_part(const rcp_quantity *part, const rcp_quantity *whole)
{
    double most = whole->max >= 0 ? whole->max : HUGE_VAL, least = part->min >= 0 ? part->min : part->max;
    return counts_people_or_things(part) && part->kind == whole->kind && least <= most &&
           !(whole->max < 1);
}

static void set_part(const rcp_qfinder *f, rcp_quantity *part, rcp_id whole_id,
                     const rcp_quantity *whole)
{
    bool person = rcp_str_is(rcp_doc_sym(f->doc, whole->unit), "person");
    part->part_of = whole_id;
    if (!part->unit) {
        part->unit = whole->unit;
        part->toll = person ? part->toll : 0;   /* missiles do not die */
    }
    if (!part->toll && part->unit == whole->unit)
        part->toll = whole->toll;       /* of 7 injured, 4 tourists are injured */
}

/* "dont 4 touristes et 2 enfants": the row before, or what that one is a part of. */
static rcp_id whole_before(const rcp_qfinder *f, const rcp_qdraft *d, const rcp_rows *rows)
{
    const rcp_qphrase *mark = rcp_qphrase_before(f, d->beg, RCP_Q_PART);
    rcp_id last = rows->n - 2;
    const rcp_quantity *before = RCP_ROW(rows, rcp_quantity, last);
    uint32_t at = mark ? d->beg - mark->n : d->beg, end = end_of_row(f, before, at);
    if (!end || sentence_between(f, end, at))
        return 0;
    if (mark || d->of_them)
        return last;
    /* an "and" or a comma goes on with the parts */
    bool and = rcp_qphrase_before(f, d->beg, RCP_Q_BETWEEN_AND) || (d->beg > f->p->beg && rcp_qsign(f, d->beg - 1, ","));
    return and && before->part_of ? before->part_of : 0;
}

void rcp_qread_part(rcp_qfinder *f, const rcp_qdraft *d, rcp_rows *rows)
{
    rcp_id id = rows->n - 1;
    rcp_quantity *row = RCP_ROW(rows, rcp_quantity, id);
    if (f->part && f->part_end >= d->beg && f->part_end < d->end) {     /* "3 of the 12 missiles" */
        rcp_quantity *part = RCP_ROW(rows, rcp_quantity, f->part);
        if (may_be_part(part, row))
            set_part(f, part, id, row);
    }
    f->part = 0;
    if (id > 1) {
        rcp_id whole = whole_before(f, d, rows);
        if (!whole && f->whole && d->beg >= f->whole_end && d->beg < f->whole_end + PART_WITHIN &&
            !sentence_between(f, f->whole_end, d->beg))
            whole = f->whole;
        if (whole && may_be_part(row, RCP_ROW(rows, rcp_quantity, whole)))
            set_part(f, row, whole, RCP_ROW(rows, rcp_quantity, whole));
    }
    f->whole = 0;
    if (rcp_qphrase_before(f, d->beg, RCP_Q_AMONG)) {
        f->whole = id;
        f->whole_end = d->end;
    }
    const rcp_qphrase *of = rcp_qphrase_at(f, d->end, RCP_Q_OF);
    uint32_t next = d->end + (of ? of->n : 0);
    if (of && !row->unit && (rcp_qcounts(f, next) || rcp_qpiece(f, next)->flags & RCP_PIECE_DIGITS)) {
        f->part = id;
        f->part_end = next;
    }
}
