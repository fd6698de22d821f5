#include "segment/sentence.h"

static const rcp_tok *row(const rcp_cutter *c, rcp_id i)
{
    return &c->tok[i];
}

static rcp_str slice(const rcp_cutter *c, rcp_id i)
{
    return rcp_doc_slice(c->doc, row(c, i)->span);
}

static uint32_t first_char(const rcp_cutter *c, rcp_id i)
{
    uint32_t n;
    return rcp_utf8_at(c->doc->text, row(c, i)->span.beg, &n);
}

/* ".", "...", "!", "?!", "…" */
static bool is_stop(const rcp_cutter *c, rcp_id i)
{
    if (!(row(c, i)->flags & RCP_TOK_PUNCT))
        return false;
    uint32_t x = first_char(c, i);
    return x == '.' || x == '!' || x == '?' || x == 0x2026;
}

/* A mark that may stand after the stop and still belongs to the sentence it ends. */
static bool is_closer(const rcp_cutter *c, rcp_id i)
{
    const rcp_tok *t = row(c, i);
    if (!(t->flags & RCP_TOK_PUNCT) || t->flags & RCP_TOK_OPEN)
        return false;
    if (t->flags & RCP_TOK_CLOSE || is_stop(c, i))
        return true;
    uint32_t x = first_char(c, i);
    if (x == ')' || x == ']' || x == 0xbb || x == 0x201d)
        return true;
    /* An unpaired mark: it closes when nothing stands against its right. */
    bool quote = x == '"' || x == '\'' || x == 0x2019 || x == 0x201c || x == 0xab;
    return quote && !(t->flags & RCP_TOK_SPACE && t->span.beg) &&
           (i + 1 >= c->at.end || row(c, i + 1)->flags & RCP_TOK_SPACE);
}

/* A mark that may stand before the first word of a sentence. */
static bool is_opener(const rcp_cutter *c, rcp_id i)
{
    const rcp_tok *t = row(c, i);
    if (!(t->flags & RCP_TOK_PUNCT) || t->flags & RCP_TOK_CLOSE)
        return false;
    if (t->flags & RCP_TOK_OPEN)
        return true;
    uint32_t x = first_char(c, i);
    return x >= 0x80 || !strchr(",;:.!?)]}%/&", (int)x);
}

static bool is_starter(const rcp_cutter *c, rcp_id i)
{
    return i < c->at.end &&
           rcp_form_lookup(c->r, &c->doc->syms, slice(c, i))->kinds & RCP_FORM_STARTER;
}

/* Whether token i is a word whose full stop may end the sentence too: "etc.", "U.S.". */
static bool ends_as_abbreviation(const rcp_cutter *c, rcp_id i)
{
    rcp_str s = slice(c, i);
    if (s.len < 2 || s.s[s.len - 1] != '.' || row(c, i)->flags & RCP_TOK_PUNCT)
        return false;
    if (rcp_form_lookup(c->r, &c->doc->syms, s)->kinds & RCP_FORM_ABBR)
        return false;
    if (s.len == 2)
        return false;                           /* an initial */
    return true;
}

/* Whether a sentence can begin at i. */
static bool can_begin(const rcp_cutter *c, rcp_id i)
{
    rcp_id k = i;
    uint32_t n;
    while (k < c->at.end && is_opener(c, k))
        k++;
    if (k == c->at.end)
        return true;
    if (row(c, k)->flags & RCP_TOK_PUNCT)
        return k > i && row(c, i)->flags & RCP_TOK_OPEN;
    uint32_t x = rcp_utf8_at(c->doc->text, row(c, k)->span.beg, &n);
    return !rcp_is_letter(x) || rcp_is_upper(x);
}

/* "1.", "a." at the start of a block number what follows. */
static bool is_numbering(const rcp_cutter *c, rcp_id first, rcp_id stop)
{
    const rcp_tok *t = row(c, first);
    return first == c->at.beg && stop == first + 1 && t->span.end - t->span.beg <= 3 &&
           t->flags & RCP_TOK_NUMBER;
}

/* Behind the marks that close after token i. */
static rcp_id behind_closers(const rcp_cutter *c, rcp_id i)
{
    while (i < c->at.end && is_closer(c, i))
        i++;
    return i;
}

/* The token after the sentence that token i may end, or 0 when it does not end there.  *seen:
 * behind the marks that were looked at. */
static rcp_id sentence_end(const rcp_cutter *c, rcp_id first, rcp_id i, rcp_id *seen)
{
    rcp_id next = *seen = i + 1;
    if (is_stop(c, i)) {
        *seen = next = behind_closers(c, next);
        return is_numbering(c, first, i) || !can_begin(c, next) ? 0 : next;
    }
    if (!ends_as_abbreviation(c, i))
        return 0;
    rcp_id word = next = behind_closers(c, next);
    while (word < c->at.end && is_opener(c, word))
        word++;
    return next == c->at.end || is_starter(c, word) ? next : 0;
}

bool rcp_rule_ends(rcp_cutter *c, rcp_id first, rcp_id i)
{
    if (i >= c->next && i >= c->seen) {
        rcp_id next = sentence_end(c, first, i, &c->seen);
        c->next = next ? next : c->next;
    }
    return c->next == i + 1;
}

bool rcp_rule_bars(const rcp_cutter *c, const rcp_stretch *look, rcp_id i)
{
    if (i + 1 >= c->at.end)
        return false;
    const rcp_tok *t = row(c, i + 1);
    uint32_t x = first_char(c, i + 1);
    bool one = t->span.end - t->span.beg == 1;
    bool dash = t->flags & RCP_TOK_PUNCT && (x == '-' || x == 0x2013 || x == 0x2014);
    return c->next > i + 1 || t->flags & RCP_TOK_CLOSE || (dash && c->next != i + 1 && !rcp_stretch_flat(look)) ||
           (t->flags & RCP_TOK_PUNCT && one && strchr(",;:!?)]}%", (int)x));
}

rcp_status rcp_sentences_cut(const rcp_splitter *s, const rcp_doc *doc, const rcp_tok *tok,
                             rcp_toks at, const rcp_stretch *look, rcp_id block, rcp_rows *sent)
{
    rcp_cutter c = {s->rules, doc, tok, at, 0, 0};
    rcp_gap_state state = {0, 0, false};
    for (rcp_id i = at.beg; i < at.end; i++) {
        state.rule = rcp_rule_ends(&c, at.beg + state.first, i);
        bool last = i + 1 == at.end;
        bool ends = !s->ends.n_slots || last ? state.rule
                                             : !rcp_rule_bars(&c, look, i) &&
                                                   rcp_gap_ends(s, look, &state, i - at.beg);
        if (!ends && !last)
            continue;
        rcp_sent *out = rcp_rows_add(sent);
        if (!out)
            return RCP_E_LIMIT;
        *out = (rcp_sent){{at.beg + state.first, i + 1}, block};
        state.before = state.first;
        state.first = i + 1 - at.beg;
    }
    return RCP_OK;
}
