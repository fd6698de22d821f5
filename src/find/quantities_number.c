#include "find/quantities_inside.h"

#include <math.h>

enum { LIST_MAX = 6 };                  /* numbers of a list: "5, 6, 11 ou 12" */

static bool is_collective(const rcp_num_word *w)
{
    return w->kind == RCP_NUM_COLLECTIVE || w->kind == RCP_NUM_COLLECTIVES;
}

/* "dizaines de milliers": the product; *at moves behind the last. */
static double read_collectives(const rcp_qfinder *f, uint32_t *at)
{
    double x = rcp_qnumber(f, *at)->value;
    ++*at;
    for (int i = 0; i < 2; i++) {
        const rcp_qphrase *of = rcp_qphrase_at(f, *at, RCP_Q_OF);
        const rcp_num_word *w = of ? rcp_qnumber(f, *at + of->n) : NULL;
        if (!w || !(is_collective(w) || w->kind == RCP_NUM_SCALE))
            break;
        x *= w->value;
        *at += of->n + 1;
    }
    return x;
}

/* plusieurs centaines, several hundred; or plusieurs with a noun that reports count */
static bool read_several(const rcp_qfinder *f, uint32_t at, const rcp_qphrase *several, rcp_qdraft *d)
{
    uint32_t next = at + several->n;
    const rcp_num_word *w = rcp_qnumber(f, next);
    d->beg = at;
    d->open = d->several = true;
    d->why = several->why;
    if (is_collective(w)) {
        d->lo = 2 * read_collectives(f, &next);
    } else if (w->kind == RCP_NUM_HUNDRED || w->kind == RCP_NUM_SCALE) {
        d->lo = 2 * w->value;
        for (next++; rcp_qnumber(f, next)->kind == RCP_NUM_SCALE; next++)
            d->lo *= rcp_qnumber(f, next)->value;
    } else if (rcp_qphrase_at(f, next, RCP_Q_COUNTED)) {
        d->lo = 2;
    } else {
        return false;
    }
    d->end = next;
    return true;
}

/* "aucun blessé": none of what reports count as dead, injured, missing */
static bool read_none(const rcp_qfinder *f, uint32_t at, const rcp_qphrase *none, rcp_qdraft *d)
{
    const rcp_qphrase *noun = rcp_qphrase_at(f, at + none->n, RCP_Q_COUNTED);
    if (!noun || !noun->toll)
        return false;
    d->end = at + none->n;
    d->lo = d->hi = 0;
    d->none = true;
    d->why = none->why;
    return true;
}

/* Whether the share n at `at` is one: "un cinquième missile" is the fifth, "9/11" a day. */
static bool is_share(const rcp_qfinder *f, uint32_t at, const rcp_number *n)
{
    uint32_t end = at + n->n, last = rcp_qnumber(f, end - 1)->kind;
    bool of = rcp_qphrase_at(f, end, RCP_Q_OF) != NULL;
    bool sign = rcp_piece_glued(rcp_qpiece(f, end)) && rcp_qsign(f, end, "-");
    uint32_t first = rcp_qnumber(f, at)->kind;
    if (n->ratio) {                     /* "un sur trois", "three out of four", not "two over 20 days" */
        bool out = false;
        for (uint32_t k = at; k < end && !out; k++)
            out = rcp_qnumber(f, k)->kind == RCP_NUM_OVER && rcp_qnumber(f, k)->value == 1;
        return (out || first == RCP_NUM_UN || first == RCP_NUM_ONE) && !n->figures &&
               !rcp_qphrase_at(f, end, RCP_Q_UNIT);
    }
    if (n->figures)
        return of && n->value < 1;
    if (last == RCP_NUM_VULGAR || last == RCP_NUM_NTHS || n->scaled)
        return true;
    if (last == RCP_NUM_NTH)
        return of || n->value * 10 > 11;
    return !sign || rcp_qphrase_at(f, end + 1, RCP_Q_UNIT);     /* "demi-heure", not "demi-finale" */
}

/* "deux tiers", "3 millions et demi", "1 1/2": what is no plain cardinal. */
static bool read_fraction(const rcp_qfinder *f, uint32_t at, rcp_qdraft *d)
{
    rcp_number n;
    uint32_t first = rcp_qnumber(f, at)->kind;
    const rcp_piece *p = rcp_qpiece(f, at);
    bool can = p->flags & RCP_PIECE_DIGITS || (first >= RCP_NUM_ARTICLE && first <= RCP_NUM_SCALE) ||
               first == RCP_NUM_HALF || first == RCP_NUM_VULGAR;
    /* most articles stand before a noun: no number word comes behind them */
    bool article = first >= RCP_NUM_ARTICLE && first <= RCP_NUM_ONE;
    if (article && rcp_qnumber(f, at + 1)->kind == RCP_NUM_NONE)
        return false;
    if (!can || !rcp_number_any(f->q->numbers, f->doc->text, p, &n) || n.negative)
        return false;
    if (n.power ? n.kind != RCP_NUMBER_CARDINAL : n.kind == RCP_NUMBER_FRACTION ? !is_share(f, at, &n) : n.kind != RCP_NUMBER_MIXED)
        return false;
    bool bare = n.kind == RCP_NUMBER_FRACTION && first == RCP_NUM_HALF && !n.scaled;
    if (bare && ((!rcp_qphrase_at(f, at + n.n, RCP_Q_OF) && rcp_qnumber(f, at + n.n)->kind != RCP_NUM_ARTICLE &&
                  rcp_qnumber(f, at + n.n)->kind != RCP_NUM_POINTER) ||
                 rcp_qnumber(f, at - 1)->kind == RCP_NUM_AND))
        return false;                   /* "half" as any other word; "12 ans et demi de prison" */
    d->lo = d->hi = n.value;
    d->end = at + n.n;
    d->share = n.kind == RCP_NUMBER_FRACTION && !n.scaled;
    d->figures = n.figures;
    d->scaled = n.scaled;
    d->grouped = true;                  /* no year */
    d->why = n.why ? n.why : rcp_qnumber(f, at)->why;
    return true;
}

/* "-15 °C", "moins dix degrés": below zero where the unit can be. */
static bool read_negative(const rcp_qfinder *f, uint32_t at, rcp_qdraft *d)
{
    rcp_number n;
    const rcp_piece *p = rcp_qpiece(f, at);
    bool sign = rcp_qsign(f, at, "-\xe2") && rcp_piece_glued(p + 1);
    if ((!sign && rcp_qnumber(f, at)->kind != RCP_NUM_MINUS) ||
        !rcp_number_any(f->q->numbers, f->doc->text, p, &n) || !n.negative || n.kind != RCP_NUMBER_CARDINAL)
        return false;
    const rcp_qphrase *unit = rcp_qphrase_at(f, at + n.n, RCP_Q_UNIT);
    rcp_str name = unit ? rcp_doc_sym(f->doc, unit->unit) : (rcp_str){0};
    if (!unit || !(unit->kind == RCP_MEASURE_PERCENT || rcp_str_is(name, "degree") ||
                   rcp_str_is(name, "celsius") || rcp_str_is(name, "fahrenheit")))
        return false;
    *d = (rcp_qdraft){.beg = at, .end = at + n.n, .lo = n.value, .hi = n.value, .negative = true,
                      .figures = n.figures, .grouped = true, .why = n.why};
    return true;
}

static bool read_cardinal(const rcp_qfinder *f, uint32_t at, rcp_qdraft *d)
{
    rcp_number n;
    if (!rcp_number_read(f->q->numbers, f->doc->text, rcp_qpiece(f, at), &n))
        return false;
    d->lo = d->hi = n.value;
    d->end = at + n.n;
    d->figures = n.figures;
    d->article = n.article;
    d->one = n.one;
    d->grouped = n.grouped || n.decimals;
    d->scaled = n.scaled;
    d->why = n.why;
    if ((n.figures && n.value >= 100) || !is_collective(rcp_qnumber(f, d->end)))
        return true;
    d->about = d->article;              /* une dizaine, two dozen, 3 milliers */
    d->why = rcp_qnumber(f, d->end)->why;
    d->lo *= read_collectives(f, &d->end);
    d->hi = d->lo;
    d->scaled = true;
    d->article = false;
    return true;
}

bool rcp_qread_core(const rcp_qfinder *f, uint32_t at, rcp_qdraft *d)
{
    const rcp_qphrase *several = rcp_qphrase_at(f, at, RCP_Q_SEVERAL),
                      *some = rcp_qphrase_at(f, at, RCP_Q_SOME),
                      *none = rcp_qphrase_at(f, at, RCP_Q_NONE_OF);
    const rcp_num_word *w = rcp_qnumber(f, at);
    *d = (rcp_qdraft){.beg = at, .end = at};
    if (several)
        return read_several(f, at, several, d);
    if (none && read_none(f, at, none, d))
        return true;
    if (some && is_collective(rcp_qnumber(f, at + some->n)))
        d->end = at + some->n, w = rcp_qnumber(f, d->end);
    if (w->kind == RCP_NUM_COLLECTIVES || (is_collective(w) && d->end > at)) {
        d->why = w->why;
        d->lo = read_collectives(f, &d->end);
        d->open = true;
        return true;
    }
    return read_negative(f, at, d) || read_fraction(f, at, d) || read_cardinal(f, at, d);
}

/* "5, 6, 11 ou 12": the numbers rise, and the last stands behind an "or". */
static bool read_list(const rcp_qfinder *f, rcp_qdraft *d)
{
    rcp_qdraft next;
    uint32_t at = d->end;
    double last = d->hi;
    if (d->open || d->article || !rcp_qsign(f, at, ","))
        return false;
    for (int i = 0; i < LIST_MAX; i++) {
        const rcp_qphrase *or = rcp_qphrase_at(f, at, RCP_Q_OR);
        if (!or && (!rcp_qsign(f, at, ",") || rcp_qpiece(f, at + 1)->flags & RCP_PIECE_LINE))
            return false;
        at += or ? or->n : 1;
        const rcp_qphrase *too = or ? NULL : rcp_qphrase_at(f, at, RCP_Q_OR);
        at += too ? too->n : 0;         /* "5, 6, or 7" */
        if (!read_cardinal(f, at, (next = (rcp_qdraft){.beg = at, .end = at}, &next)) || next.article ||
            next.grouped || !(last < next.lo))
            return false;
        last = next.hi;
        at = next.end;
        if (or || too) {
            d->hi = last;
            d->end = at;
            d->range = true;
            return true;
        }
    }
    return false;
}

/* "2 à 3 millions": the first is in the second's unit. */
static double lift(const rcp_qdraft *first, const rcp_qdraft *second)
{
    double unit_of = second->figures ? pow(1000, floor(log10(second->lo) / 3)) : 0;
    bool lifts = second->scaled && !first->scaled && first->lo < second->lo && first->lo < 1000;
    return lifts && unit_of > 1 && first->lo * unit_of < second->lo ? first->lo * unit_of : first->lo;
}

/* What joins the number to a second: "à", "-", "ou"; with a between before it "et".  *at moves
 * behind the joint; a unit may stand before it ("30 % à 40 %"). */
static const rcp_qphrase *read_joint(const rcp_qfinder *f, const rcp_qdraft *d, bool between, uint32_t *at)
{
    const rcp_qphrase *join = NULL, *unit = rcp_qphrase_at(f, d->end, RCP_Q_UNIT);
    *at = d->end;
    for (int pass = 0; pass < 2 && !join; pass++) {
        if (pass)
            *at += unit ? unit->n : 0;
        join = between ? rcp_qphrase_at(f, *at, RCP_Q_BETWEEN_AND) : NULL;
        if (!join)
            join = rcp_qphrase_at(f, *at, RCP_Q_TO);
        if (!join)
            join = rcp_qphrase_at(f, *at, RCP_Q_OR);
    }
    if (join)
        *at += join->n;
    return join;
}

void rcp_qread_range(const rcp_qfinder *f, rcp_qdraft *d)
{
    const rcp_qphrase *between = rcp_qphrase_before(f, d->beg, RCP_Q_BETWEEN);
    rcp_qdraft second;
    uint32_t at;
    if (d->none || d->share || read_list(f, d))
        return;
    const rcp_qphrase *join = read_joint(f, d, between != NULL, &at);
    if (!join || d->open)
        return;
    bool sign = rcp_qpiece(f, at - 1)->flags & RCP_PIECE_SIGN;
    if (sign && (d->article || !(rcp_piece_glued(rcp_qpiece(f, at)) && rcp_piece_glued(rcp_qpiece(f, at - 1)))))
        return;
    if (!rcp_qread_core(f, at, &second) || second.open || second.article || second.none || second.share)
        return;
    double lo = lift(d, &second);
    /* "un à deux", "one or two"; but "a" is no number, nor is the first of "l'un à deux" */
    bool un = d->article && rcp_qnumber(f, d->beg)->kind != RCP_NUM_ARTICLE && second.lo < 10 &&
              !(rcp_piece_glued(rcp_qpiece(f, d->beg)) && d->beg > f->p->beg);
    if (!(lo < second.hi) || (d->article && !un))
        return;
    d->lo = lo;
    d->hi = second.hi;
    d->end = second.end;
    d->range = true;
    d->dashed = sign;
    d->article = d->one = false;
    d->figures = d->figures && second.figures;
    d->scaled |= second.scaled;
    if (between)
        d->beg -= between->n;
}
