/* quantities.c - the quantities finder: numbers with the words that bound them and what they count.
 *
 * Each piece that can begin a number is tried once; every look to the left or right is bounded,
 * so the whole is linear.  A quantity is put together in steps: the number (one, a range, a bare
 * plural), the bound words around it, its unit or the noun it counts, the toll, the row. */
#include "find/find.h"
#include "find/quantities_words.h"

#include <math.h>

enum { LOOK_LEFT = 5, LOOK_RIGHT = 9, NOUN_WITHIN = 4 };

struct rcp_quantities {
    const rcp_numbers *numbers;
    rcp_qwords words;
};

rcp_status rcp_quantities_load(rcp_pack *pack, rcp_vocab *vocab, const rcp_numbers *numbers,
                               rcp_quantities **out, rcp_err *err)
{
    rcp_quantities *q = *out = RCP_NEW(&pack->arena, rcp_quantities, 1);
    if (!q)
        return RCP_E_MEMORY;
    q->numbers = numbers;
    return rcp_qwords_load(pack, vocab, &q->words, err);
}

rcp_status rcp_quantities_index(rcp_pack *pack, const rcp_vocab *vocab, rcp_quantities *quantities)
{
    return rcp_qwords_index(&quantities->words, vocab, &pack->arena);
}

typedef struct {
    const rcp_quantities *q;
    const rcp_doc *doc;
    const rcp_pieces *p;
    const rcp_rows *mentions, *times;
    uint32_t time, mention;             /* rows reached, walking along                     */
} finder;

/* A quantity being put together; beg and end are pieces. */
typedef struct {
    uint32_t beg, end, of_beg, of_end;
    double   lo, hi;
    bool     open, about, figures, article, one, several, range, grouped, scaled;
    const rcp_qphrase *unit;
    rcp_sym  noun, toll;                /* noun: unit in the document's own words          */
    uint32_t kind;
    rcp_why  why;
} draft;

static const rcp_piece *piece(const finder *f, uint32_t at)
{
    return &f->p->piece[at];
}

static const rcp_qphrase *phrase(const finder *f, uint32_t at, uint32_t role)
{
    return rcp_qwords_at(&f->q->words, piece(f, at), role);
}

/* The longest phrase of the role that ends right before piece `at`. */
static const rcp_qphrase *phrase_before(const finder *f, uint32_t at, uint32_t role)
{
    for (uint32_t back = RCP_QPHRASE_MAX; back > 0; back--) {
        const rcp_qphrase *ph = at >= f->p->beg + back ? phrase(f, at - back, role) : NULL;
        if (ph && ph->n == back)
            return ph;
    }
    return NULL;
}

static const rcp_num_word *number_word(const finder *f, uint32_t at)
{
    return rcp_num_of(f->q->numbers, piece(f, at));
}

/* A word of a cardinal or a collective: it begins another number. */
static bool counts_word(const finder *f, uint32_t at)
{
    uint32_t kind = number_word(f, at)->kind;
    return kind != RCP_NUM_NONE && kind <= RCP_NUM_COLLECTIVES;
}

static bool is_collective(const rcp_num_word *w)
{
    return w->kind == RCP_NUM_COLLECTIVE || w->kind == RCP_NUM_COLLECTIVES;
}

/* "dizaines de milliers": the product; *at moves behind the last. */
static double read_collectives(const finder *f, uint32_t *at)
{
    double x = number_word(f, *at)->value;
    ++*at;
    for (int i = 0; i < 2; i++) {
        const rcp_qphrase *of = phrase(f, *at, RCP_Q_OF);
        const rcp_num_word *w = of ? number_word(f, *at + of->n) : NULL;
        if (!w || !(is_collective(w) || w->kind == RCP_NUM_SCALE))
            break;
        x *= w->value;
        *at += of->n + 1;
    }
    return x;
}

/* plusieurs centaines, several hundred; or plusieurs with a noun that reports count */
static bool read_several(const finder *f, uint32_t at, const rcp_qphrase *several, draft *d)
{
    uint32_t next = at + several->n;
    const rcp_num_word *w = number_word(f, next);
    d->beg = at;
    d->open = d->several = true;
    d->why = several->why;
    if (is_collective(w)) {
        d->lo = 2 * read_collectives(f, &next);
    } else if (w->kind == RCP_NUM_HUNDRED || w->kind == RCP_NUM_SCALE) {
        d->lo = 2 * w->value;
        for (next++; number_word(f, next)->kind == RCP_NUM_SCALE; next++)
            d->lo *= number_word(f, next)->value;
    } else if (phrase(f, next, RCP_Q_COUNTED)) {
        d->lo = 2;
    } else {
        return false;
    }
    d->end = next;
    return true;
}

/* The number at `at`: cardinal, collective, bare plural, several. */
static bool read_core(const finder *f, uint32_t at, draft *d)
{
    const rcp_qphrase *several = phrase(f, at, RCP_Q_SEVERAL), *some = phrase(f, at, RCP_Q_SOME);
    const rcp_num_word *w = number_word(f, at);
    rcp_number n;
    *d = (draft){.beg = at, .end = at};
    if (several)
        return read_several(f, at, several, d);
    if (some && is_collective(number_word(f, at + some->n)))
        d->end = at + some->n, w = number_word(f, d->end);
    if (w->kind == RCP_NUM_COLLECTIVES || (is_collective(w) && d->end > at)) {
        d->why = w->why;
        d->lo = read_collectives(f, &d->end);
        d->open = true;
        return true;
    }
    if (!rcp_number_read(f->q->numbers, f->doc->text, piece(f, at), &n))
        return false;
    d->lo = d->hi = n.value;
    d->end = at + n.n;
    d->figures = n.figures;
    d->article = n.article;
    d->one = n.one;
    d->grouped = n.grouped || n.decimals;
    d->scaled = n.scaled;
    d->why = n.why;
    if (!n.figures || n.value < 100) {
        w = number_word(f, d->end);
        if (is_collective(w)) {                 /* une dizaine, two dozen, 3 milliers */
            d->about = d->article;
            d->why = w->why;
            d->lo *= read_collectives(f, &d->end);
            d->hi = d->lo;
            d->scaled = true;
            d->article = false;
        }
    }
    return true;
}

/* Behind a first number: "à 12", "-12", "or 12"; with a between before it "et 12". */
static bool read_range(const finder *f, draft *d)
{
    bool between = phrase_before(f, d->beg, RCP_Q_BETWEEN) != NULL;
    const rcp_qphrase *to = phrase(f, d->end, RCP_Q_TO);
    const rcp_qphrase *and = between ? phrase(f, d->end, RCP_Q_BETWEEN_AND) : NULL;
    const rcp_qphrase *unit = phrase(f, d->end, RCP_Q_UNIT);
    draft second;
    uint32_t at = d->end;
    if (!to && !and && unit) {                  /* "30 % à 40 %" */
        at += unit->n;
        to = phrase(f, at, RCP_Q_TO);
        and = between ? phrase(f, at, RCP_Q_BETWEEN_AND) : NULL;
    }
    const rcp_qphrase *join = and ? and : to;
    if (!join || d->open || d->article)
        return false;
    bool sign = piece(f, at)->flags & RCP_PIECE_SIGN;
    at += join->n;
    if (sign && !(rcp_piece_glued(piece(f, at)) && rcp_piece_glued(piece(f, at - 1))))
        return false;
    if (!read_core(f, at, &second) || second.open || second.article)
        return false;
    double lo = d->lo, hi = second.lo;
    if (second.scaled && !d->scaled && lo < hi && lo < 1000) {  /* "2 à 3 millions" */
        double unit_of = second.figures ? pow(1000, floor(log10(hi) / 3)) : 0;
        lo = unit_of > 1 && lo * unit_of < hi ? lo * unit_of : lo;
    }
    if (!(lo < hi))
        return false;
    d->lo = lo;
    d->hi = hi;
    d->end = second.end;
    d->range = true;
    d->figures = d->figures && second.figures;
    if (between)
        d->beg -= phrase_before(f, d->beg, RCP_Q_BETWEEN)->n;
    return true;
}

/* ---- what is no quantity ---- */

static bool sign_is(const finder *f, uint32_t at, const char *set)
{
    const rcp_piece *p = piece(f, at);
    return (p->flags & RCP_PIECE_SIGN) && strchr(set, f->doc->text.s[p->span.beg]);
}

/* Figures that name something: S-400, MiG-31K, n° 5, 01 23 45 67 89, 1., Falcon 9 (no noun after). */
static bool names_something(const finder *f, const draft *d)
{
    uint32_t b = d->beg, e = d->end;
    const rcp_piece *p = piece(f, b), *before = piece(f, b - 1);
    if (phrase_before(f, b, RCP_Q_LABEL))
        return true;
    if (!d->figures)
        return rcp_piece_glued(p) && (before->flags & RCP_PIECE_SIGN) && sign_is(f, b - 1, "-");
    if (b > f->p->beg && rcp_piece_glued(p)) {
        if (before->flags & (RCP_PIECE_LETTERS | RCP_PIECE_DIGITS))
            return true;
        if (sign_is(f, b - 1, "-/._:#@&=") && !sign_is(f, b - 1, "("))
            return true;
    }
    const rcp_piece *next = piece(f, e);
    if (rcp_piece_glued(next) && (next->flags & RCP_PIECE_LETTERS) && !phrase(f, e, RCP_Q_UNIT) &&
        number_word(f, e)->kind != RCP_NUM_SHORT)
        return true;                            /* 31K, 9M723; ordinals too */
    if (rcp_piece_glued(next) && sign_is(f, e, "/_:@=") && rcp_piece_glued(piece(f, e + 1)))
        return true;
    if (rcp_piece_glued(next) && sign_is(f, e, ".,-") && rcp_piece_glued(piece(f, e + 1)) &&
        (piece(f, e + 1)->flags & RCP_PIECE_DIGITS))
        return true;                            /* 192.168.0.1, 3-2 */
    if ((p->flags & RCP_PIECE_LINE) && sign_is(f, e, ".)") && rcp_piece_glued(next))
        return true;                            /* an item of a list */
    /* pairs in a row: a telephone number */
    return p->n_digits == 2 && e == b + 1 &&
           (((next->flags & RCP_PIECE_DIGITS) && next->n_digits == 2) ||
            ((before->flags & RCP_PIECE_DIGITS) && before->n_digits == 2));
}

static bool is_ordinal(const finder *f, const draft *d)
{
    return d->figures && rcp_piece_glued(piece(f, d->end)) && phrase(f, d->end, RCP_Q_ORDINAL);
}

/* A year standing alone: figures of four, ungrouped, 1900 to 2100. */
static bool looks_like_year(const finder *f, const draft *d)
{
    return d->figures && !d->grouped && piece(f, d->beg)->n_digits == 4 && d->lo >= 1900 && d->lo <= 2100;
}

/* Whether the draft lies on a time other than a duration, or on a piece of equipment. */
static bool taken(finder *f, rcp_span span)
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

/* ---- what it counts ---- */

static uint32_t upos_of(const finder *f, uint32_t at, uint32_t *word)
{
    uint32_t tok = piece(f, at)->tok;
    *word = tok ? rcp_doc_word_of(f->doc, tok) : 0;
    return *word && *word < f->doc->tag.n ? f->doc->tag.row[*word].upos : RCP_UPOS_NONE;
}

/* A noun that no list knows counts as itself: its lemma, else the word in lower case. */
static rcp_sym noun_symbol(const finder *f, uint32_t at, uint32_t word)
{
    const rcp_doc *d = f->doc;
    rcp_sym lemma = word && word < d->tag.n ? d->tag.row[word].lemma : 0;
    uint32_t tok = piece(f, at)->tok;
    return lemma ? lemma : tok ? d->tok.row[tok].norm : 0;
}

/* The counted noun at `at`, past a few adjectives; sets noun, of and the end of the draft. */
static void read_noun(const finder *f, uint32_t at, draft *d)
{
    const rcp_qphrase *of = phrase(f, at, RCP_Q_OF);
    if (of)
        at += of->n;
    for (uint32_t k = 0; k < NOUN_WITHIN; k++, at++) {
        const rcp_qphrase *c = phrase(f, at, RCP_Q_COUNTED);
        uint32_t word, upos = upos_of(f, at, &word);
        if (!(piece(f, at)->flags & RCP_PIECE_LETTERS) || (piece(f, at)->flags & RCP_PIECE_LINE) ||
            counts_word(f, at))
            return;
        if (c) {
            d->unit = c;
            d->toll = c->toll;
            d->of_beg = at;
            d->end = d->of_end = at + c->n;
            d->why = d->why ? d->why : c->why;
            return;
        }
        if (upos == RCP_NOUN) {
            d->noun = noun_symbol(f, at, word);
            d->of_beg = at;
            d->end = d->of_end = at + 1;
            return;
        }
        if (upos != RCP_ADJ && !(upos == RCP_PROPN && k == 0 && !of))
            return;
    }
}

/* The unit behind the number, or before it ("magnitude 7", "$5"). */
static bool read_unit(const finder *f, draft *d)
{
    const rcp_qphrase *before = phrase_before(f, d->beg, RCP_Q_UNIT_BEFORE);
    const rcp_qphrase *unit = phrase(f, d->end, RCP_Q_UNIT);
    uint32_t at = d->end;
    if (!unit && (d->scaled || d->open || d->several)) {
        const rcp_qphrase *of = phrase(f, at, RCP_Q_OF);
        if (of)
            unit = phrase(f, at += of->n, RCP_Q_UNIT);
    }
    if (!unit && sign_is(f, at, "-") && rcp_piece_glued(piece(f, at)))
        unit = phrase(f, ++at, RCP_Q_UNIT);     /* 42-year-old, 300-kilometre */
    if (before && !(unit && unit->kind == RCP_MEASURE_PERCENT)) {
        d->unit = before;
        d->beg -= before->n;
        d->kind = before->kind;
        return true;
    }
    /* One-letter units only when glued or after figures: "5 m", not "cinq a". */
    if (!unit || (!d->figures && unit->n == 1 && piece(f, at)->span.end - piece(f, at)->span.beg < 2))
        return false;
    d->unit = unit;
    d->of_beg = at;
    d->end = d->of_end = at + unit->n;
    d->kind = unit->kind;
    return true;
}

/* âgé de 42 ans; Oleh, 68 ans,; 42-year-old; aged 68 */
static void read_age(const finder *f, draft *d)
{
    bool years = d->unit && rcp_str_is(rcp_doc_sym(f->doc, d->unit->unit), "year");
    bool aged = phrase_before(f, d->beg, RCP_Q_AGED) != NULL;
    bool apart = d->beg > f->p->beg && sign_is(f, d->beg - 1, ",(") && sign_is(f, d->end, ",).");
    if ((years && (aged || apart || sign_is(f, d->end, "-"))) || (aged && !d->unit && d->lo < 120)) {
        d->kind = RCP_MEASURE_AGE;
        return;
    }
    uint32_t noun = d->beg >= f->p->beg + 2 && years && phrase(f, d->beg - 1, RCP_Q_OF) ? d->beg - 2 : 0;
    const rcp_qphrase *who = noun ? phrase(f, noun, RCP_Q_COUNTED) : NULL;
    if (who && rcp_str_is(rcp_doc_sym(f->doc, who->unit), "person"))
        d->kind = RCP_MEASURE_AGE;              /* un homme de 42 ans */
}

/* The toll that a verb around it says: "tuant 500 personnes", "12 people were killed". */
static void read_toll(const finder *f, draft *d)
{
    bool person = !d->unit ? !d->noun : rcp_str_is(rcp_doc_sym(f->doc, d->unit->unit), "person");
    if (d->toll || !person)
        return;
    const rcp_qphrase *t = NULL;
    for (uint32_t k = 0; !t && k < LOOK_RIGHT && !sign_is(f, d->end + k, ".;,:"); k++)
        t = phrase(f, d->end + k, RCP_Q_TOLL);
    for (uint32_t k = 1; !t && k <= LOOK_LEFT && d->beg >= f->p->beg + k && !sign_is(f, d->beg - k, ".;,:"); k++)
        t = phrase(f, d->beg - k, RCP_Q_TOLL);
    if (!t)
        return;
    d->toll = t->toll;
    const rcp_qphrase *next = phrase(f, d->end, RCP_Q_TOLL);
    if (next && !d->unit) {                     /* "hundreds killed" */
        d->of_beg = d->end;
        d->end = d->of_end = d->end + next->n;
    }
}

/* ---- bounds ---- */

static void bound_before(const finder *f, draft *d)
{
    static const uint32_t roles[] = {RCP_Q_MIN, RCP_Q_MAX, RCP_Q_ABOUT};
    const rcp_qphrase *best = NULL;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        const rcp_qphrase *b = phrase_before(f, d->beg, roles[i]);
        if (b && (!best || b->n > best->n))
            best = b;
    }
    static const uint32_t after[] = {RCP_Q_MIN_AFTER, RCP_Q_MAX_AFTER, RCP_Q_ABOUT_AFTER};
    uint32_t role = best ? best->role : 0;
    if (best) {
        d->beg -= best->n;
    } else {
        for (size_t i = 0; i < sizeof after / sizeof *after && !best; i++)
            if ((best = phrase(f, d->end, after[i])) != NULL) {
                role = roles[i];
                d->end += best->n;
            }
    }
    if (!best)
        return;
    d->why = best->why;
    d->about = role == RCP_Q_ABOUT;
    if (role == RCP_Q_MIN) {
        d->hi = NAN;
    } else if (role == RCP_Q_MAX && !d->open) {
        if (!d->range)
            d->lo = NAN;
    }
}

static void finish_bounds(draft *d)
{
    if (d->open)
        d->hi = NAN;
    if (d->about && !d->range && d->lo == d->hi) {
        d->lo = d->lo * 9 / 10;         /* whole numbers stay exact */
        d->hi = d->hi * 11 / 10;
    }
}

/* ---- the row ---- */

/* An article is a number only with a bound, a unit that is no duration, or a toll's noun. */
static bool article_counts(const finder *f, const draft *d, uint32_t core_beg)
{
    if (!d->article || d->beg < core_beg)
        return true;
    if (!d->unit || d->one)
        return d->unit != NULL;
    rcp_str toll = rcp_doc_sym(f->doc, d->unit->toll);
    return d->unit->role == RCP_Q_UNIT ? d->kind != RCP_MEASURE_DURATION
                                       : rcp_str_is(toll, "dead") || rcp_str_is(toll, "injured");
}

static rcp_status add_row(const finder *f, const draft *d, rcp_rows *out)
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
    row->unit = d->unit ? d->unit->unit : d->noun;
    row->si_min = rcp_unit_si(d->unit ? d->unit->si : NULL, d->lo);
    row->si_max = rcp_unit_si(d->unit ? d->unit->si : NULL, d->hi);
    row->kind = d->kind ? d->kind : RCP_MEASURE_COUNT;
    row->toll = d->toll;
    row->why = d->why ? d->why : d->unit ? d->unit->why : 0;
    return RCP_OK;
}

/* Try piece `at`; *next gets the piece to go on from. */
static rcp_status try_at(finder *f, uint32_t at, rcp_rows *out, uint32_t *next)
{
    draft d;
    *next = at + 1;
    if (!read_core(f, at, &d))
        return RCP_OK;
    uint32_t core_beg = d.beg, core_end = d.end;
    (void)read_range(f, &d);                    /* first, so that 5-12 is no number and a rest */
    rcp_span core = {piece(f, core_beg)->span.beg, piece(f, core_end - 1)->span.end};
    if (d.figures)
        *next = core_end;
    if (names_something(f, &d) || taken(f, core) || is_ordinal(f, &d))
        return RCP_OK;
    uint32_t number_beg = d.beg;
    if (!read_unit(f, &d))
        read_noun(f, d.end, &d);
    if (looks_like_year(f, &d) && !d.unit && !d.noun)
        return RCP_OK;
    bound_before(f, &d);
    read_age(f, &d);
    read_toll(f, &d);
    if (!article_counts(f, &d, number_beg))
        return RCP_OK;
    finish_bounds(&d);
    if (isinf(d.lo) || isinf(d.hi))
        d.lo = d.hi = NAN;
    *next = d.end > at ? d.end : at + 1;
    return add_row(f, &d, out);
}

rcp_status rcp_quantities_find(const rcp_quantities *quantities, rcp_doc *doc, rcp_pieces *pieces,
                               const rcp_rows *mentions, const rcp_rows *times, rcp_rows *out)
{
    finder f = {.q = quantities, .doc = doc, .p = pieces, .mentions = mentions, .times = times,
                .time = 1, .mention = 1};
    rcp_status s = RCP_OK;
    rcp_pieces_rewind(pieces);
    while (!s && rcp_pieces_next(pieces))
        for (uint32_t at = pieces->beg; !s && at < pieces->end;) {
            uint32_t next;
            s = try_at(&f, at, out, &next);
            at = next;
        }
    return s;
}
