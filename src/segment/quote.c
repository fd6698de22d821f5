#include "segment/quote.h"

#include <stdlib.h>

enum { DEEPEST = 8 };
enum { SIDE_NONE, SIDE_OPEN, SIDE_CLOSE };

typedef struct { uint32_t c[2]; } mark;
typedef struct { mark m; rcp_id tok; } open_mark;

typedef struct {
    const rcp_segment_rules *r;
    rcp_str   text;
    rcp_rows *tok;
    rcp_toks  at;
    open_mark stack[DEEPEST];
    uint32_t  n;
} pairing;

static rcp_tok *tok_row(const rcp_rows *tok, rcp_id i)
{
    return RCP_ROW(tok, rcp_tok, i);
}

/* The one or two characters of a token; {0} when it is longer or no punctuation. */
static mark mark_of(rcp_str text, const rcp_tok *tok)
{
    mark m = {{0, 0}};
    if (!(tok->flags & RCP_TOK_PUNCT) || tok->span.end - tok->span.beg > 6)
        return m;
    rcp_str s = rcp_slice(text, tok->span);
    uint32_t n, k = 0, first = rcp_utf8_at(s, 0, &n), second = 0;
    if (n < s.len)
        second = rcp_utf8_at(s, n, &k);
    if (n + k == s.len)
        m.c[0] = first, m.c[1] = second;
    return m;
}

static bool same(mark m, const uint32_t c[2])
{
    return m.c[0] == c[0] && m.c[1] == c[1];
}

/* Whether m opens, closes in some row; *natural: its side in the rows of priority 0. */
static bool is_mark(const rcp_segment_rules *r, mark m, bool *opens, bool *closes, int *natural)
{
    bool open0 = false, close0 = false;
    *opens = *closes = false;
    if (!m.c[0])
        return false;
    for (uint32_t i = 0; i < r->n_pairs; i++) {
        const rcp_quote_pair *p = &r->pair[i];
        bool o = same(m, p->open), c = same(m, p->close);
        *opens |= o;
        *closes |= c;
        open0 |= o && p->prio == 0;
        close0 |= c && p->prio == 0;
    }
    *natural = open0 == close0 ? SIDE_NONE : open0 ? SIDE_OPEN : SIDE_CLOSE;
    return *opens || *closes;
}

static uint32_t first_char(const pairing *p, rcp_id i)
{
    uint32_t n;
    return rcp_utf8_at(p->text, tok_row(p->tok, i)->span.beg, &n);
}

/* Whether something stands against the mark's left: a word, or punctuation that ends one. */
static bool held_left(const pairing *p, rcp_id i)
{
    if (i == p->at.beg || tok_row(p->tok, i)->flags & RCP_TOK_SPACE)
        return false;
    const rcp_tok *before = tok_row(p->tok, i - 1);
    uint32_t c = first_char(p, i - 1);
    if (c == '(' || c == '[' || c == 0x2014 || c == 0x2013 || before->flags & RCP_TOK_OPEN)
        return false;
    char last = p->text.s[before->span.end - 1];
    /* "l'“opération”": the elided word leans on what is quoted */
    return !(last == '\'' || (before->span.end - before->span.beg >= 3 &&
                              !memcmp(p->text.s + before->span.end - 3, "\xe2\x80\x99", 3)));
}

/* Whether a word, or a mark that opens, stands against the mark's right. */
static bool held_right(const pairing *p, rcp_id i)
{
    if (i + 1 >= p->at.end || tok_row(p->tok, i + 1)->flags & RCP_TOK_SPACE)
        return false;
    uint32_t c = first_char(p, i + 1);
    return !(c < 0x80 ? strchr(".,;:!?)]", (int)c) != NULL
                      : c == 0x2026 || c == 0xbb || c == 0x201d || c == 0x2014 || c == 0x2013);
}

/* The best open mark for closing mark m: its place in the stack, or -1. */
static int partner(const pairing *p, mark m, const rcp_quote_pair **row)
{
    int best = -1;
    uint32_t prio = UINT32_MAX;
    for (uint32_t d = p->n; d-- > 0;)
        for (uint32_t i = 0; i < p->r->n_pairs; i++) {
            const rcp_quote_pair *pair = &p->r->pair[i];
            if (pair->prio < prio && same(m, pair->close) && same(p->stack[d].m, pair->open)) {
                prio = pair->prio;
                best = (int)d;
                *row = pair;
            }
        }
    return best;
}

/* A single mark also is an apostrophe: only the spaces around it make it a quotation mark. */
static bool is_single(mark m)
{
    return !m.c[1] && (m.c[0] == '\'' || m.c[0] == 0x2019 || m.c[0] == 0x2018);
}

static int side_of(const pairing *p, rcp_id i, mark m, bool opens, bool closes, int natural)
{
    bool left = held_left(p, i), right = held_right(p, i);
    const rcp_quote_pair *row;
    bool waited_for = closes && partner(p, m, &row) >= 0;
    int side = left == right ? SIDE_NONE : left ? SIDE_CLOSE : SIDE_OPEN;
    if (is_single(m))
        return side == SIDE_OPEN && opens ? SIDE_OPEN
               : side == SIDE_CLOSE && waited_for ? SIDE_CLOSE : SIDE_NONE;
    if (natural == SIDE_NONE)
        return side == SIDE_OPEN && opens     ? SIDE_OPEN
               : side == SIDE_CLOSE           ? (waited_for ? SIDE_CLOSE : SIDE_NONE)
               : waited_for                   ? SIDE_CLOSE
               : opens && i + 1 < p->at.end   ? SIDE_OPEN
                                              : SIDE_NONE;
    if (natural == SIDE_OPEN)
        return side == SIDE_CLOSE && waited_for ? SIDE_CLOSE : SIDE_OPEN;
    return waited_for ? SIDE_CLOSE : side == SIDE_OPEN && opens ? SIDE_OPEN : SIDE_NONE;
}

static rcp_status close_mark(pairing *p, rcp_id i, mark m, rcp_rows *quote)
{
    const rcp_quote_pair *row = NULL;
    int d = partner(p, m, &row);
    if (d < 0)
        return RCP_OK;
    rcp_id open = p->stack[d].tok;
    p->n = (uint32_t)d;
    rcp_quotation *q = rcp_rows_add(quote);
    if (!q)
        return RCP_E_LIMIT;
    tok_row(p->tok, open)->flags |= RCP_TOK_OPEN;
    tok_row(p->tok, i)->flags |= RCP_TOK_CLOSE;
    q->outer = (rcp_span){tok_row(p->tok, open)->span.beg, tok_row(p->tok, i)->span.end};
    q->inner = open + 1 < i ? (rcp_span){tok_row(p->tok, open + 1)->span.beg,
                                         tok_row(p->tok, i - 1)->span.end}
                            : (rcp_span){tok_row(p->tok, open)->span.end,
                                         tok_row(p->tok, open)->span.end};
    q->why = row->why;
    return RCP_OK;
}

rcp_status rcp_quotes_pair(const rcp_segment_rules *r, rcp_str text, rcp_rows *tok, rcp_toks at,
                           rcp_rows *quote, rcp_id *open)
{
    pairing p = {.r = r, .text = text, .tok = tok, .at = at};
    rcp_status s = RCP_OK;
    for (rcp_id i = at.beg; !s && i < at.end; i++) {
        mark m = mark_of(text, tok_row(tok, i));
        bool opens, closes;
        int natural;
        if (!is_mark(r, m, &opens, &closes, &natural))
            continue;
        int side = side_of(&p, i, m, opens, closes, natural);
        if (side == SIDE_CLOSE)
            s = close_mark(&p, i, m, quote);
        else if (side == SIDE_OPEN && p.n < DEEPEST)
            p.stack[p.n++] = (open_mark){m, i};
    }
    *open = p.n ? p.stack[0].tok : 0;
    return s;
}

rcp_status rcp_quotes_continue(const rcp_segment_rules *r, rcp_str text, rcp_rows *tok,
                               rcp_id open, rcp_id last, rcp_rows *quote)
{
    mark m = mark_of(text, tok_row(tok, open));
    rcp_quotation *q = last > open ? rcp_rows_add(quote) : NULL;
    if (!q)
        return last > open ? RCP_E_LIMIT : RCP_OK;
    for (uint32_t i = r->n_pairs; i-- > 0;)
        if (same(m, r->pair[i].open))
            q->why = r->pair[i].why;
    tok_row(tok, open)->flags |= RCP_TOK_OPEN;
    q->outer = (rcp_span){tok_row(tok, open)->span.beg, tok_row(tok, last)->span.end};
    q->inner = (rcp_span){tok_row(tok, open + 1)->span.beg, tok_row(tok, last)->span.end};
    return RCP_OK;
}

bool rcp_quotes_same_mark(rcp_str text, const rcp_rows *tok, rcp_id a, rcp_id b)
{
    mark x = mark_of(text, tok_row(tok, a)), y = mark_of(text, tok_row(tok, b));
    return x.c[0] && same(x, y.c);
}

static int by_place(const void *a, const void *b)
{
    const rcp_quotation *x = a, *y = b;
    if (x->outer.beg != y->outer.beg)
        return x->outer.beg < y->outer.beg ? -1 : 1;
    return (x->outer.end < y->outer.end) - (x->outer.end > y->outer.end);
}

void rcp_quotes_finish(rcp_rows *quote)
{
    uint32_t ends[DEEPEST + 1], n = 0;
    if (quote->n > 2)
        qsort(RCP_ROW(quote, rcp_quotation, 1), quote->n - 1, sizeof(rcp_quotation), by_place);
    for (uint32_t i = 1; i < quote->n; i++) {
        rcp_quotation *q = RCP_ROW(quote, rcp_quotation, i);
        while (n && ends[n - 1] <= q->outer.beg)
            n--;
        if (n <= DEEPEST)
            ends[n++] = q->outer.end;
        q->depth = n;
    }
}
