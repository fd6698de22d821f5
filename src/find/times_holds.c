#include "find/times_holds.h"

static uint32_t upos_of(const rcp_doc *doc, const rcp_piece *q)
{
    uint32_t w = q->tok ? rcp_doc_word_of(doc, q->tok) : 0;
    return w && w < doc->tag.n ? doc->tag.row[w].upos : RCP_UPOS_NONE;
}

/* Whether what follows the match is counted or measured by its figures, or carries them on. */
static bool figures_go_on(const rcp_doc *doc, const rcp_pieces *p, const rcp_time_match *m)
{
    const rcp_piece *next = &p->piece[m->end];
    if (m->end >= p->end || (next->flags & RCP_PIECE_LINE))
        return false;
    if (next->flags & RCP_PIECE_DIGITS)
        return true;
    if (next->flags & RCP_PIECE_SIGN)
        return strchr("%$", doc->text.s[next->span.beg]) || rcp_str_is(rcp_doc_slice(doc, next->span), "°") ||
               rcp_str_is(rcp_doc_slice(doc, next->span), "€");
    uint32_t upos = upos_of(doc, next);
    if (upos)
        return upos == RCP_NOUN || upos == RCP_NUM || upos == RCP_SYM || upos == RCP_ADJ || rcp_piece_glued(next);
    char last = doc->text.s[next->span.end - 1];        /* untagged: a plural is counted */
    return rcp_piece_glued(next) || (next->span.end - next->span.beg >= 4 && (last == 's' || last == 'x'));
}

/* Words [w, ...) are adjectives, names and then a noun in the singular, or end with a name: a
 * four-figure number before them counts nothing, it is a year ("the 1972 presidential election"). */
static bool singular_follows(const rcp_doc *doc, uint32_t w)
{
    enum { MODIFIERS = 4 };
    uint32_t k = 0, upos = 0;
    for (; k < MODIFIERS && w + k < doc->tag.n; k++) {
        upos = doc->tag.row[w + k].upos;
        if (upos != RCP_ADJ && upos != RCP_PROPN)
            break;
    }
    if (upos == RCP_NOUN)
        return strstr(rcp_doc_sym(doc, doc->tag.row[w + k].feats).s, "Number=Sing");
    return k && doc->tag.row[w + k - 1].upos == RCP_PROPN;
}

static bool is_nominal(uint32_t upos)
{
    return upos == RCP_NOUN || upos == RCP_PROPN || upos == RCP_ADJ;
}

/* A year that no word marks: a likely one, and nothing it counts. */
static bool year_holds(const rcp_doc *doc, const rcp_pieces *p, const rcp_time_match *m)
{
    int32_t year = m->slots.year[0];
    uint32_t len = m->span.end - m->span.beg;
    if (len == 2 ? year >= 2000 : (year < 1700 && !m->slots.old) || year > 2060)
        return false;
    if (m->slots.after_noun) {
        const rcp_piece *before = &p->piece[m->first - 1];
        if (m->first == p->beg || year < 1900 || !is_nominal(upos_of(doc, before)))
            return false;
    }
    const rcp_piece *next = &p->piece[m->end];
    bool word = m->end < p->end && (next->flags & (RCP_PIECE_LETTERS | RCP_PIECE_LINE)) == RCP_PIECE_LETTERS;
    if (word && next->tok && next->span.end - next->span.beg > 3 && singular_follows(doc, rcp_doc_word_of(doc, next->tok)))
        return true;
    return !figures_go_on(doc, p, m);
}

/* 24/02: two figures each; 2/3 and 10/10 are no days. */
static bool short_date_holds(const rcp_doc *doc, const rcp_pieces *p, const rcp_time_match *m)
{
    const rcp_time_slots *x = &m->slots;
    bool bare = p->piece[m->first].flags & RCP_PIECE_DIGITS;
    if (x->n_year || !bare)
        return x->mm <= 12 || x->n_year;
    return m->span.end - m->span.beg == 5 && x->mm <= 12 && x->dd != x->mm && !figures_go_on(doc, p, m);
}

/* "le 10, rue de la Gare" is an address. */
static bool is_address(const rcp_doc *doc, const rcp_pieces *p, const rcp_time_match *m)
{
    const rcp_piece *next = &p->piece[m->end];
    return !m->slots.n_month && m->end + 1 < p->end && doc->text.s[next->span.beg] == ',' &&
           upos_of(doc, next + 1) == RCP_NOUN;
}

/* Noël as a given name. */
static bool is_name(const rcp_doc *doc, const rcp_pieces *p, const rcp_time_match *m)
{
    const rcp_piece *next = &p->piece[m->end];
    return m->end < p->end && (next->flags & RCP_PIECE_UPPER) && !(next->flags & (RCP_PIECE_LINE | RCP_PIECE_CAPS)) &&
           upos_of(doc, next) == RCP_PROPN;
}

/* Theresa May, April Jones: a month beside a name with no word between. */
static bool month_is_name(const rcp_doc *doc, const rcp_pieces *p, const rcp_time_match *m)
{
    const rcp_piece *q = &p->piece[m->first], *before = q - 1;
    bool one = m->end == m->first + 1 && m->slots.n_month == 1 && !m->slots.n_year && !m->slots.dir;
    return one && m->first > p->beg && (before->flags & RCP_PIECE_UPPER) && upos_of(doc, before) == RCP_PROPN;
}

bool rcp_time_holds(const rcp_doc *doc, const rcp_pieces *p, const rcp_time_match *m)
{
    const rcp_time_slots *x = &m->slots;
    uint32_t upos;
    if (x->round && x->year[0] % 100 && x->year[0] > 1850 && x->year[0] < 2050)
        return true;                            /* few things are counted in such numbers, and with a comma */
    switch (m->action) {
    case RCP_ACT_NOTHING:
        return false;
    case RCP_ACT_YEAR:
        return !x->soft || year_holds(doc, p, m);
    case RCP_ACT_MONTH:                         /* mai 68, and no mai 12 */
        return !month_is_name(doc, p, m) &&
               (!x->soft || !x->n_year || (x->year[0] < 2000 && !figures_go_on(doc, p, m)));
    case RCP_ACT_DATE:
        return !(x->soft && (figures_go_on(doc, p, m) || is_address(doc, p, m))) && !(x->feast && is_name(doc, p, m));
    case RCP_ACT_NUMERIC:
        return short_date_holds(doc, p, m);
    case RCP_ACT_EVERY:
        upos = upos_of(doc, &p->piece[m->first]);
        return !x->soft || upos == RCP_ADJ || upos == RCP_ADV;
    default:
        return true;
    }
}
