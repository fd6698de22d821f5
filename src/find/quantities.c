/* quantities.c - the quantities finder: numbers with the words that bound them and what they count.
 *
 * Each piece that can begin a number is tried once; every look to the left or right is bounded,
 * so the whole is linear.  A quantity is put together in steps: the number (one, a range, a share, a
 * bare plural, none), its unit or the noun it counts, the bound words around it, the toll, the row,
 * what it is a part of. */
#include "find/quantities_inside.h"

#include <math.h>
#include <stdio.h>

rcp_status rcp_quantities_load(rcp_pack *pack, rcp_vocab *vocab, const rcp_numbers *numbers,
                               rcp_quantities **out, rcp_err *err)
{
    rcp_quantities *q = *out = RCP_NEW(&pack->arena, rcp_quantities, 1);
    if (!q)
        return RCP_E_MEMORY;
    q->numbers = numbers;
    return rcp_qwords_load(pack, vocab, &q->words, err);
}

static bool begins_number(uint32_t kind)
{
    return (kind >= RCP_NUM_ARTICLE && kind <= RCP_NUM_COLLECTIVES) || kind == RCP_NUM_HALF ||
           kind == RCP_NUM_VULGAR || kind == RCP_NUM_MINUS;
}

static bool begins_phrase(const rcp_qwords *words, uint32_t w)
{
    for (uint32_t i = w < words->n ? words->first[w] : 0; i; i = RCP_ROW(&words->phrases, rcp_qphrase, i)->next) {
        uint32_t role = RCP_ROW(&words->phrases, rcp_qphrase, i)->role;
        if (role == RCP_Q_SEVERAL || role == RCP_Q_SOME || role == RCP_Q_NONE_OF)
            return true;
    }
    return false;
}

rcp_status rcp_quantities_index(rcp_pack *pack, const rcp_vocab *vocab, rcp_quantities *quantities)
{
    rcp_status s = rcp_qwords_index(&quantities->words, vocab, &pack->arena);
    bool *begins = s ? NULL : RCP_NEW(&pack->arena, bool, vocab->words.n);
    if (!begins)
        return s ? s : RCP_E_MEMORY;
    const rcp_numbers *numbers = quantities->numbers;
    for (uint32_t w = 0; w < vocab->words.n; w++)
        begins[w] = (w < numbers->n && begins_number(numbers->word[w].kind)) ||
                    begins_phrase(&quantities->words, w);
    quantities->begins = begins;
    quantities->n = vocab->words.n;
    return RCP_OK;
}

const rcp_qphrase *rcp_qphrase_before(const rcp_qfinder *f, uint32_t at, uint32_t role)
{
    for (uint32_t back = RCP_QPHRASE_MAX; back > 0; back--) {
        const rcp_qphrase *ph = at >= f->p->beg + back ? rcp_qphrase_at(f, at - back, role) : NULL;
        if (ph && ph->n == back)
            return ph;
    }
    return NULL;
}

bool rcp_qsign(const rcp_qfinder *f, uint32_t at, const char *set)
{
    const rcp_piece *p = rcp_qpiece(f, at);
    return (p->flags & RCP_PIECE_SIGN) && strchr(set, f->doc->text.s[p->span.beg]);
}

bool rcp_qcounts(const rcp_qfinder *f, uint32_t at)
{
    uint32_t kind = rcp_qnumber(f, at)->kind;
    return kind != RCP_NUM_NONE && kind <= RCP_NUM_COLLECTIVES;
}

/* ---- bounds ---- */

static void bound_before(const rcp_qfinder *f, rcp_qdraft *d)
{
    static const uint32_t roles[] = {RCP_Q_MIN, RCP_Q_MAX, RCP_Q_ABOUT};
    const rcp_qphrase *best = NULL;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        const rcp_qphrase *b = rcp_qphrase_before(f, d->beg, roles[i]);
        if (b && (!best || b->n > best->n))
            best = b;
    }
    static const uint32_t after[] = {RCP_Q_MIN_AFTER, RCP_Q_MAX_AFTER, RCP_Q_ABOUT_AFTER};
    uint32_t role = best ? best->role : 0;
    if (best) {
        d->beg -= best->n;
    } else {
        for (size_t i = 0; i < sizeof after / sizeof *after && !best; i++)
            if ((best = rcp_qphrase_at(f, d->end, after[i])) != NULL) {
                role = roles[i];
                d->end += best->n;
            }
    }
    if (!best)
        return;
    d->why = best->why;
    d->at_least = role == RCP_Q_MIN && !best->place;
    d->about = role == RCP_Q_ABOUT;
    if (role == RCP_Q_MIN) {
        d->hi = NAN;
    } else if (role == RCP_Q_MAX && !d->open) {
        if (!d->range)
            d->lo = NAN;
    }
}

static void finish_bounds(rcp_qdraft *d)
{
    if (d->open)
        d->hi = NAN;
    if (d->about && !d->range && d->lo == d->hi) {
        d->lo = d->lo * 9 / 10;         /* whole numbers stay exact */
        d->hi = d->hi * 11 / 10;
    }
}

/* ---- the row ---- */

/* An article is a number only behind a lower bound ("plus d'un soldat", but "près d'un pont"), with a
 * unit that is no duration, or with a toll's noun. */
static bool article_counts(const rcp_qfinder *f, const rcp_qdraft *d)
{
    if (!d->article || (d->at_least && (d->unit || d->noun)))
        return true;
    if (!d->unit || d->one)
        return d->unit != NULL;
    rcp_str toll = rcp_doc_sym(f->doc, d->unit->toll);
    return d->unit->role == RCP_Q_UNIT ? d->kind != RCP_MEASURE_DURATION
                                       : rcp_str_is(toll, "dead") || rcp_str_is(toll, "injured");
}

/* "drone per day": what is counted or measured, in a unit of time. */
static rcp_sym rate_symbol(const rcp_qfinder *f, rcp_sym of, const rcp_qphrase *per)
{
    char z[160];
    rcp_str what = rcp_doc_sym(f->doc, of), time = rcp_doc_sym(f->doc, per->unit);
    int n = snprintf(z, sizeof z, "%.*s%sper %.*s", (int)what.len, what.s, what.len ? " " : "",
                     (int)time.len, time.s);
    return n > 0 && (size_t)n < sizeof z ? rcp_sym_of(&f->doc->syms, (rcp_str){z, (uint32_t)n}) : of;
}

/* The unit, and how it converts. */
static void fill_unit(const rcp_qfinder *f, const rcp_qdraft *d, rcp_quantity *row)
{
    bool share = d->share && !(d->unit && d->unit->role != RCP_Q_COUNTED);
    const rcp_unit *si = share ? f->q->words.part : d->unit ? d->unit->si : NULL;
    row->unit = share && si ? si->name : d->unit ? d->unit->unit : d->noun;
    row->kind = share ? RCP_MEASURE_PERCENT : d->kind ? d->kind : RCP_MEASURE_COUNT;
    row->toll = share ? 0 : d->toll;
    if (d->per) {
        row->unit = rate_symbol(f, row->unit, d->per);
        si = NULL;
    }
    row->si_min = rcp_unit_si(si, d->lo);
    row->si_max = rcp_unit_si(si, d->hi);
}

static rcp_status add_row(const rcp_qfinder *f, const rcp_qdraft *d, rcp_rows *out)
{
    rcp_quantity *row = rcp_rows_add(out);
    if (!row)
        return RCP_E_LIMIT;
    const rcp_piece *p = f->p->piece;
    row->span = (rcp_span){p[d->beg].span.beg, p[d->end - 1].span.end};
    if (d->of_end > d->of_beg)
        row->of = (rcp_span){p[d->of_beg].span.beg, p[d->of_end - 1].span.end};
    row->min = d->lo;
    row->max = d->hi;
    row->why = d->why ? d->why : d->unit ? d->unit->why : 0;
    fill_unit(f, d, row);
    return RCP_OK;
}

/* What the number at hand counts or measures. */
static void read_what(rcp_qfinder *f, rcp_qdraft *d)
{
    bool unit = rcp_qread_unit(f, d);
    if (!unit) {
        rcp_qread_noun(f, d);
        rcp_qread_ratio(f, d);
    } else if (d->kind == RCP_MEASURE_PERCENT && d->unit->role == RCP_Q_UNIT)
        rcp_qread_noun_of(f, d);
}

/* Try piece `at`; *next gets the piece to go on from. */
static rcp_status try_at(rcp_qfinder *f, uint32_t at, rcp_rows *out, uint32_t *next)
{
    rcp_qdraft d;
    *next = at + 1;
    if (!rcp_qread_core(f, at, &d))
        return RCP_OK;
    uint32_t core_beg = d.beg, core_end = d.end;
    rcp_qread_range(f, &d);                     /* first, so that 5-12 is no number and a rest */
    rcp_span core = {rcp_qpiece(f, core_beg)->span.beg, rcp_qpiece(f, core_end - 1)->span.end};
    if (d.figures)
        *next = core_end;
    if (rcp_qrefused(f, &d, core))
        return RCP_OK;
    read_what(f, &d);
    if ((rcp_qlooks_like_year(f, &d) && !d.unit && !d.noun) || rcp_qis_code(f, &d, core_beg) ||
        rcp_qnames_after(f, &d, core_beg) || (d.dashed && !d.unit && !d.noun))
        return RCP_OK;
    if (!d.none)
        bound_before(f, &d);
    rcp_qread_age(f, &d);
    rcp_qread_toll(f, &d);
    if (!article_counts(f, &d))
        return RCP_OK;
    rcp_qread_adjectives(f, &d);
    rcp_qread_rate(f, &d);
    finish_bounds(&d);
    if (isinf(d.lo) || isinf(d.hi))
        d.lo = d.hi = NAN;
    *next = d.end > at ? d.end : at + 1;
    rcp_status s = add_row(f, &d, out);
    if (!s)
        rcp_qread_part(f, &d, out);
    return s;
}

/* Most pieces are passed over here: no figures, and no word that begins a number. */
static bool may_begin(const rcp_qfinder *f, const rcp_piece *p)
{
    const rcp_quantities *q = f->q;
    return p->flags & RCP_PIECE_DIGITS || (p->word && p->word < q->n && q->begins[p->word]) ||
           (p->also && p->also < q->n && q->begins[p->also]) ||
           (p->flags & RCP_PIECE_SIGN && p[1].flags & RCP_PIECE_DIGITS && rcp_piece_glued(p + 1));
}

rcp_status rcp_quantities_find(const rcp_quantities *quantities, rcp_doc *doc, rcp_pieces *pieces,
                               const rcp_rows *mentions, const rcp_rows *times, rcp_rows *out)
{
    rcp_qfinder f = {.q = quantities, .doc = doc, .p = pieces, .mentions = mentions, .times = times,
                     .time = 1, .mention = 1};
    rcp_status s = RCP_OK;
    rcp_pieces_rewind(pieces);
    while (!s && rcp_pieces_next(pieces)) {
        f.whole = f.part = f.label_end = 0;           /* no part crosses the end of a passage */
        for (uint32_t at = pieces->beg; !s && at < pieces->end;) {
            uint32_t next = at + 1;
            if (may_begin(&f, &pieces->piece[at])) {
                pieces->steps++;                /* a try looks at no more than a fixed number of pieces */
                s = try_at(&f, at, out, &next);
            }
            at = next;
        }
    }
    return s;
}
