#include "find/quantities_inside.h"

/* "article 5", "articles 106 et 107", "pages 3 à 5" */
static bool after_label(const rcp_qfinder *f, uint32_t at)
{
    static const uint32_t joints[] = {RCP_Q_BETWEEN_AND, RCP_Q_OR, RCP_Q_TO};
    if (rcp_qphrase_before(f, at, RCP_Q_LABEL))
        return true;
    if (!f->label_end || f->label_end >= at)
        return false;
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
        const rcp_qphrase *joint = rcp_qphrase_before(f, at, joints[i]);
        if (joint && at - joint->n == f->label_end)
            return true;
    }
    return at == f->label_end + 1 && rcp_qsign(f, f->label_end, ",");
}

/* Figures that name something: S-400, MiG-31K, n° 5, 01 23 45 67 89, 1., Falcon 9 (no noun after). */
static bool names_something(rcp_qfinder *f, const rcp_qdraft *d)
{
    uint32_t b = d->beg, e = d->end;
    const rcp_piece *p = rcp_qpiece(f, b), *before = rcp_qpiece(f, b - 1);
    if (d->none || d->negative)
        return false;
    if (after_label(f, b)) {
        f->label_end = e;
        return true;
    }
    if (!d->figures)
        return rcp_piece_glued(p) && (before->flags & RCP_PIECE_SIGN) && rcp_qsign(f, b - 1, "-");
    if (b > f->p->beg && rcp_piece_glued(p)) {
        if (before->flags & (RCP_PIECE_LETTERS | RCP_PIECE_DIGITS))
            return true;
        if (rcp_qsign(f, b - 1, "-/.,_:#@&=+"))
            return true;
    }
    const rcp_piece *next = rcp_qpiece(f, e);
    if (p->n_digits > 1 && f->doc->text.s[p->span.beg] == '0')
        return true;                            /* 0600, 0958: a clock, a code */
    if (rcp_qsign(f, b - 1, "[") && rcp_qsign(f, e, "]"))
        return true;                            /* a note's number */
    if (rcp_qnumber(f, e)->kind == RCP_NUM_MONTH && p->n_digits < 3 && next->flags & RCP_PIECE_UPPER)
        return true;
    if (rcp_piece_glued(next) && (next->flags & RCP_PIECE_LETTERS) && !rcp_qphrase_at(f, e, RCP_Q_UNIT) &&
        rcp_qnumber(f, e)->kind != RCP_NUM_SHORT)
        return true;                            /* 31K, 9M723; ordinals too */
    if (rcp_piece_glued(next) && rcp_qsign(f, e, "/_:@=") && rcp_piece_glued(rcp_qpiece(f, e + 1)))
        return true;
    if (rcp_piece_glued(next) && rcp_qsign(f, e, ".,-") && rcp_piece_glued(rcp_qpiece(f, e + 1)) &&
        (rcp_qpiece(f, e + 1)->flags & RCP_PIECE_DIGITS))
        return true;                            /* 192.168.0.1, 3-2 */
    if ((p->flags & RCP_PIECE_LINE) && rcp_qsign(f, e, ".)") && rcp_piece_glued(next))
        return true;                            /* an item of a list */
    /* pairs in a row: a telephone number; "6 12 34" after its country's code */
    bool next_pair = next->flags & RCP_PIECE_DIGITS && next->n_digits == 2;
    bool two_pairs = next_pair && next[1].flags & RCP_PIECE_DIGITS && next[1].n_digits == 2;
    return e == b + 1 && ((p->n_digits == 2 && (next_pair || (before->flags & RCP_PIECE_DIGITS && before->n_digits == 2))) ||
                          (p->n_digits == 1 && two_pairs));
}

static bool is_goals(const rcp_piece *p)
{
    return p->flags & RCP_PIECE_DIGITS && p->n_digits <= 2;
}

/* "3 à 1": a score falls, where a range rises; "de 30 à 20 soldats" says from what, and of what. */
static bool is_score(const rcp_qfinder *f, const rcp_qdraft *d)
{
    const rcp_qphrase *to = rcp_qphrase_at(f, d->end, RCP_Q_TO), *back = rcp_qphrase_before(f, d->beg, RCP_Q_TO);
    if (d->range || d->scaled || d->end != d->beg + 1 || !is_goals(rcp_qpiece(f, d->beg)) || (!to && !back))
        return false;
    uint32_t first = to ? d->beg : d->beg - back->n - 1, second = to ? d->end + to->n : d->beg;
    if (first < f->p->beg || rcp_qphrase_before(f, first, RCP_Q_FROM) || !is_goals(rcp_qpiece(f, first)) ||
        !is_goals(rcp_qpiece(f, second)) || rcp_qphrase_at(f, second + 1, RCP_Q_UNIT) ||
        rcp_qphrase_at(f, second + 1, RCP_Q_COUNTED))
        return false;
    return rcp_qpiece(f, first)->value >= rcp_qpiece(f, second)->value;
}

static bool is_ordinal(const rcp_qfinder *f, const rcp_qdraft *d)
{
    return d->figures && rcp_piece_glued(rcp_qpiece(f, d->end)) && rcp_qphrase_at(f, d->end, RCP_Q_ORDINAL);
}

bool rcp_qnames_after(const rcp_qfinder *f, const rcp_qdraft *d, uint32_t core_beg)
{
    uint32_t word;
    return d->figures && !d->grouped && !d->scaled && !d->unit && !d->noun && core_beg > f->p->beg &&
           d->end == core_beg + 1 && rcp_qpiece(f, core_beg)->n_digits <= 2 &&
           !rcp_piece_glued(rcp_qpiece(f, core_beg)) && rcp_qpiece(f, core_beg - 1)->flags & RCP_PIECE_UPPER &&
           rcp_qupos(f, core_beg - 1, &word) == RCP_PROPN;
}

bool rcp_qis_code(const rcp_qfinder *f, const rcp_qdraft *d, uint32_t core_beg)
{
    const rcp_piece *before = rcp_qpiece(f, core_beg - 1), *next = rcp_qpiece(f, d->end);
    if (!d->figures || d->grouped || d->scaled || d->unit || d->noun)
        return false;
    return (before->flags & RCP_PIECE_DIGITS) || (next->flags & RCP_PIECE_DIGITS && !(next->flags & RCP_PIECE_LINE));
}

/* A year standing alone: figures of four, ungrouped, 1900 to 2100. */
bool rcp_qlooks_like_year(const rcp_qfinder *f, const rcp_qdraft *d)
{
    return d->figures && !d->grouped && rcp_qpiece(f, d->beg)->n_digits == 4 && d->lo >= 1900 && d->lo <= 2100;
}

/* Whether the draft lies on a time other than a duration, or on a piece of equipment. */
static bool taken(rcp_qfinder *f, rcp_span span)
{
    for (; f->time < f->times->n; f->time++)
        if (RCP_ROW(f->times, rcp_time, f->time)->span.end > span.beg)
            break;
    for (uint32_t i = f->time; i < f->times->n && i < f->time + 4; i++) {
        const rcp_time *t = RCP_ROW(f->times, rcp_time, i);
        if (rcp_span_touch(t->span, span) && t->kind != RCP_DURATION)
            return true;
    }
    for (; f->mention < f->mentions->n; f->mention++)
        if (RCP_ROW(f->mentions, rcp_mention, f->mention)->span.end > span.beg)
            break;
    for (uint32_t i = f->mention; i < f->mentions->n && i < f->mention + 4; i++) {
        const rcp_mention *m = RCP_ROW(f->mentions, rcp_mention, i);
        if (m->span.beg < span.beg && span.beg < m->span.end)
            return true;                        /* inside a name: "AS-24 Killjoy", "48e brigade" */
    }
    return false;
}

bool rcp_qrefused(rcp_qfinder *f, const rcp_qdraft *d, rcp_span core)
{
    return names_something(f, d) || taken(f, core) || is_ordinal(f, d) || is_score(f, d);
}
