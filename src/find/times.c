/* times.c - the times finder: match rules over passages, settle what day the report counts from,
 * then resolve every match in the order of the text. */
#include "find/find.h"
#include "find/times_holds.h"
#include "find/times_story.h"

#include <stdio.h>

struct rcp_times {
    rcp_time_rules *rules;
    rcp_future_words future;
};

rcp_status rcp_times_load(rcp_pack *pack, rcp_vocab *vocab, const rcp_numbers *numbers,
                          rcp_times **out, rcp_err *err)
{
    rcp_times *t = *out = RCP_NEW(&pack->arena, rcp_times, 1);
    rcp_status s = t ? rcp_time_rules_load(pack, vocab, numbers, &t->rules, err) : RCP_E_MEMORY;
    return s ? s : rcp_future_words_load(pack, &t->future, err);
}

rcp_status rcp_times_index(rcp_pack *pack, const rcp_vocab *vocab, rcp_times *times)
{
    return rcp_time_rules_index(times->rules, vocab, &pack->arena);
}

/* ---- matching ---- */

/* The innermost quotation around byte `at`, among rows sorted by where they close or open. */
static uint32_t quote_at(const rcp_doc *doc, uint32_t at, uint32_t *from)
{
    uint32_t best = 0;
    while (*from < doc->quote.n && doc->quote.row[*from].outer.end <= at &&
           *from + 1 < doc->quote.n && doc->quote.row[*from + 1].outer.beg <= at)
        ++*from;
    uint32_t first = *from > 4 ? *from - 4 : 1;
    for (uint32_t i = first; i < doc->quote.n && i < *from + 4; i++) {
        rcp_span in = doc->quote.row[i].inner;
        if (in.beg <= at && at < in.end && (!best || doc->quote.row[best].depth < doc->quote.row[i].depth))
            best = i;
    }
    return best;
}

typedef struct {
    const rcp_times *times;
    const rcp_doc *doc;
    rcp_pieces *pieces;
    uint32_t passage, quote;            /* quote: the row reached */
    rcp_rows *found;
} finder;

static rcp_status add_found(finder *w, const rcp_time_match *m)
{
    if (w->found->n > RCP_TIMES_MAX)
        return RCP_OK;
    rcp_time_found *f = rcp_rows_add(w->found);
    if (!f)
        return RCP_E_LIMIT;
    f->match = *m;
    f->passage = w->passage;
    f->tok = w->pieces->piece[m->first].tok;
    f->sent = f->tok ? rcp_doc_sent_of(w->doc, f->tok) : 0;
    f->alone = f->sent && w->doc->sent.row[f->sent].toks.end - w->doc->sent.row[f->sent].toks.beg <= 3;
    f->quote = quote_at(w->doc, m->span.beg, &w->quote);
    f->tense = rcp_tense_at(w->doc, &w->times->future, f->tok);
    return RCP_OK;
}

static rcp_status match_passage(finder *w)
{
    rcp_pieces *p = w->pieces;
    const rcp_time_rules *rules = w->times->rules;
    rcp_status s = RCP_OK;
    for (uint32_t at = p->beg; !s && at < p->end;) {
        rcp_time_match m;
        if (!rcp_time_rules_match(rules, p, at, &m)) {
            at++;
            continue;
        }
        /* "dans [la nuit]" must not hide "[la nuit de lundi à mardi]". */
        rcp_time_match longer;
        if (m.first > at && rcp_time_rules_match(rules, p, m.first, &longer) && longer.end > m.end)
            m = longer;
        rcp_time_widen(w->doc, p, &m);
        uint32_t end = m.end > at ? m.end : at + 1;
        if (!rcp_time_holds(w->doc, p, &m)) {
            at = m.action == RCP_ACT_NOTHING ? end : at + 1;
            continue;
        }
        bool two = m.second.end > m.second.beg;
        rcp_time_match first = m;
        if (two && m.action == RCP_ACT_WEEKDAY && !m.slots.range)
            first.slots.n_weekday = 1;          /* lundi et mardi derniers: no night between them */
        s = add_found(w, &first);
        if (!s && two) {
            m = rcp_time_match_second(&m);
            s = add_found(w, &m);
        }
        at = end;
    }
    return s;
}

/* ---- resolving ---- */

typedef struct {
    const rcp_doc *doc;
    const rcp_zones *zones;
    const rcp_time_found *found;        /* (n); row 0 is nil                              */
    uint32_t n;
    int32_t  pub_lo, pub_hi;            /* half open; equal: not known                    */
    int32_t  from, to;                  /* else: written between these days; equal: not known */
    rcp_story story;
} resolver;

/* Counted from the day somebody speaks, when it stands inside a quotation. */
static bool deictic(const rcp_time_match *m)
{
    return (m->action == RCP_ACT_SHIFT || m->action == RCP_ACT_PART || m->action == RCP_ACT_LAST) &&
           !m->slots.ref;
}

static bool names_a_day(const rcp_time_match *m)
{
    return m->action == RCP_ACT_DATE || m->action == RCP_ACT_WEEKDAY || m->action == RCP_ACT_NUMERIC ||
           (m->action == RCP_ACT_SHIFT && m->slots.unit == RCP_UNIT_DAY && !m->slots.ref);
}

/* What both ends of the publication interval agree on; else the interval between. */
static void merge(rcp_time_reading *a, const rcp_time_reading *b, const rcp_time_match *m)
{
    if (a->lo == b->lo && a->hi == b->hi)
        return;
    bool weekday = m->action == RCP_ACT_WEEKDAY || a->weekday;
    bool counted = m->action == RCP_ACT_SHIFT || m->action == RCP_ACT_PART || m->action == RCP_ACT_PERIOD ||
                   m->action == RCP_ACT_LAST || m->action == RCP_ACT_CLOCK;
    if (!(weekday || counted) || a->hi <= a->lo || b->hi <= b->lo) {
        rcp_time_context none = {.dct = RCP_DAY_MIN};   /* the year is open */
        rcp_time_resolve(m, &none, a);
        return;
    }
    a->lo = a->lo < b->lo ? a->lo : b->lo;
    a->hi = a->hi > b->hi ? a->hi : b->hi;
    if (a->kind == RCP_DURATION)
        return;
    size_t same = 0;
    while (a->value[same] && a->value[same] == b->value[same])
        same++;
    while (same && a->value[same] != '-')       /* 2022-11, not 2022-1 */
        same--;
    a->value[same] = '\0';
    if (a->weekday)
        (void)snprintf(a->value, sizeof a->value, "XXXX-WXX-%u", a->weekday % 8u);
}

static void read_one(const resolver *r, const rcp_time_found *f, int32_t lo, int32_t hi,
                     rcp_time_reading *out)
{
    rcp_time_context c = rcp_story_context(&r->story, f, hi > lo ? lo : RCP_DAY_MIN);
    if (r->to > r->from && !c.year)
        c.year = rcp_times_year_of(f, r->from, r->to);
    rcp_time_resolve(&f->match, &c, out);
    if (hi - lo > 1 && out->anchor == RCP_ANCHOR_PUBLISHED) {
        rcp_time_reading last;
        c = rcp_story_context(&r->story, f, hi - 1);
        rcp_time_resolve(&f->match, &c, &last);
        merge(out, &last, &f->match);
    }
}

/* The day of the speech that holds f: a day named outside the quotation, in the same or the next
 * sentence of its passage. */
static bool day_of_speech(const resolver *r, uint32_t i, int32_t *lo, int32_t *hi)
{
    const rcp_time_found *f = &r->found[i];
    enum { LOOK = 8 };
    for (int dir = 1; dir >= -1; dir -= 2)
        for (uint32_t k = 1; k <= LOOK; k++) {
            uint32_t j = dir > 0 ? i + k : i - k;
            if ((dir < 0 && k >= i) || j >= r->n)
                break;
            const rcp_time_found *g = &r->found[j];
            uint32_t apart = g->sent > f->sent ? g->sent - f->sent : f->sent - g->sent;
            if (g->passage != f->passage || apart > 1 || (dir < 0 && apart))
                break;
            if (g->quote || !names_a_day(&g->match) || g->match.slots.set)
                continue;
            rcp_time_reading x;
            read_one(r, g, r->pub_lo, r->pub_hi, &x);
            if (x.hi <= x.lo || x.hi > x.lo + 1)
                continue;
            *lo = x.lo;
            *hi = x.hi;
            return true;
        }
    return false;
}

/* A weekday that may be two days of a short interval is the one beside the day already settled. */
static void settle_weekday(const resolver *r, rcp_time_reading *x)
{
    const rcp_time_ref *ref = &r->story.ref[RCP_GRAIN_DAY];
    if (!x->weekday || x->hi != x->lo + 8 || ref->hi - ref->lo != 1)
        return;
    int32_t first = x->lo, last = x->hi - 1, day = ref->lo;
    int32_t a = day > first ? day - first : first - day, b = day > last ? day - last : last - day;
    if ((a > 2 && b > 2) || a == b)
        return;
    x->lo = a < b ? first : last;
    x->hi = x->lo + 1;
    x->anchor = RCP_ANCHOR_NARRATIVE;
    char iso[11];
    (void)snprintf(x->value, sizeof x->value, "%s", rcp_day_iso(x->lo, iso));
}

static void write_row(const resolver *r, const rcp_time_found *f, const rcp_time_reading *x,
                      rcp_syms *syms, rcp_time *row)
{
    rcp_time_reading y = *x;
    char zone[8];
    uint32_t flaw = rcp_time_examine(&f->match, &y);
    bool open = y.hi <= y.lo;
    (void)rcp_zone_offset(r->zones, f->match.slots.zone, open ? RCP_DAY_MIN : y.lo, zone);
    *row = (rcp_time){.span = f->match.span, .lo = open ? 0 : y.lo, .hi = open ? 0 : y.hi,
                      .kind = y.kind, .grain = y.grain, .anchor = y.anchor, .weekday = y.weekday,
                      .ref = y.from_ref ? rcp_story_row(&r->story, f) : 0, .why = f->match.why,
                      .value = rcp_sym_of(syms, rcp_str_of(y.value)),
                      .zone = rcp_sym_of(syms, rcp_str_of(zone)), .flaw = flaw};
}

static rcp_status resolve_all(resolver *r, rcp_doc *doc, rcp_rows *out)
{
    for (uint32_t i = 1; i < r->n; i++) {
        const rcp_time_found *f = &r->found[i];
        rcp_time_reading x;
        int32_t lo = r->pub_lo, hi = r->pub_hi;
        bool spoken = f->quote && deictic(&f->match) && day_of_speech(r, i, &lo, &hi);
        read_one(r, f, lo, hi, &x);
        if (spoken && x.anchor == RCP_ANCHOR_PUBLISHED)
            x.anchor = RCP_ANCHOR_NARRATIVE;
        settle_weekday(r, &x);
        rcp_time *row = rcp_rows_add(out);
        if (!row)
            return RCP_E_LIMIT;
        write_row(r, f, &x, &doc->syms, row);
        rcp_story_note(&r->story, f, &x, out->n - 1);
    }
    return RCP_OK;
}

rcp_status rcp_times_find(const rcp_times *times, rcp_doc *doc, rcp_pieces *pieces,
                          rcp_arena *scratch, rcp_rows *out)
{
    rcp_rows found;
    rcp_status s = rcp_rows_init(&found, scratch, sizeof(rcp_time_found));
    finder w = {.times = times, .doc = doc, .pieces = pieces, .passage = 1, .quote = 1, .found = &found};
    rcp_pieces_rewind(pieces);
    for (; !s && rcp_pieces_next(pieces); w.passage++)
        s = match_passage(&w);
    if (s)
        return s;
    const rcp_time_found *rows = RCP_ROW(&found, rcp_time_found, 0);
    if (doc->published.hi <= doc->published.lo && doc->given.hi <= doc->given.lo)
        rcp_times_infer(doc, rows, found.n);
    const rcp_published *pub = rcp_doc_published(doc);
    if (pub->hi <= pub->lo)
        pub = &doc->given;
    bool known = pub->hi > pub->lo && pub->hi - pub->lo < 3660;
    resolver r = {.doc = doc, .zones = rcp_time_rules_zones(times->rules), .found = rows, .n = found.n, .pub_lo = known ? pub->lo : 0,
                  .pub_hi = known ? pub->hi : 0};
    if (!known && !rcp_times_written(rows, found.n, &r.from, &r.to))
        r.from = r.to = 0;
    rcp_story_open(&r.story, rows, found.n, known ? pub->lo : RCP_DAY_MIN);
    return resolve_all(&r, doc, out);
}
