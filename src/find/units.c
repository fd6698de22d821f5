#include "find/units.h"

uint32_t rcp_unit_fold(rcp_str s, char *out)
{
    if (s.len > RCP_UNIT_ROOM / 3)
        return 0;
    bool ascii = true;
    for (uint32_t i = 0; i < s.len; i++)
        ascii &= (unsigned char)s.s[i] < 0x80;
    if (!ascii)
        return rcp_fold(s, out, RCP_UNIT_ROOM);
    for (uint32_t i = 0; i < s.len; i++)
        out[i] = (char)(s.s[i] >= 'A' && s.s[i] <= 'Z' ? s.s[i] | 0x20 : s.s[i]);
    return s.len;
}

enum { SEPARATOR, LETTER, DIGIT };

static int class_at(rcp_str s, uint32_t at, uint32_t *len)
{
    unsigned char b = (unsigned char)s.s[at];
    *len = 1;
    if (b < 0x80)
        return (b | 0x20) >= 'a' && (b | 0x20) <= 'z' ? LETTER : b >= '0' && b <= '9' ? DIGIT : SEPARATOR;
    uint32_t c = rcp_utf8_at(s, at, len);
    return rcp_is_letter(c) ? LETTER : rcp_is_digit(c) ? DIGIT : SEPARATOR;
}

bool rcp_unit_next(rcp_str s, uint32_t *at, rcp_span *span, bool *glued)
{
    uint32_t i = *at, n = 0;
    int k = SEPARATOR, last;
    *glued = i > 0;
    for (; i < s.len && (k = class_at(s, i, &n)) == SEPARATOR; i += n)
        *glued = false;
    if (i >= s.len)
        return false;
    span->beg = i;
    do {
        last = k;
        i += n;
    } while (i < s.len && (k = class_at(s, i, &n)) != SEPARATOR && !(last == LETTER && k == DIGIT));
    span->end = *at = i;
    return true;
}

/* The strongest thing between two units. */
static uint16_t gap_of(rcp_str text, uint32_t beg, uint32_t end, uint32_t before_len)
{
    uint16_t gap = RCP_GAP_JOIN;
    for (uint32_t n; beg < end; beg += n) {
        uint32_t c = rcp_utf8_at(text, beg, &n);
        uint16_t g = RCP_GAP_OTHER;
        if (rcp_is_space(c) || c == '-' || c == '\'' || c == '/' || c == 0x2019 || c == 0x2010 ||
            c == 0x2011 || c == 0x2bc || c == 0x60 || c == 0xb4)
            g = RCP_GAP_JOIN;
        else if (c == '.')
            g = before_len <= 3 ? RCP_GAP_DOT : RCP_GAP_OTHER;
        else if (c == ',')
            g = RCP_GAP_COMMA;
        else if (c == '(')
            g = RCP_GAP_OPEN;
        else if (c == ')')
            g = RCP_GAP_CLOSE;
        else if (c == '"' || c == 0xab || c == 0xbb || (c >= 0x201c && c <= 0x201f))
            g = RCP_GAP_QUOTE;
        if (g > gap)
            gap = g;
    }
    return gap;
}

static void set_case(rcp_unit *u, rcp_str s)
{
    uint32_t n, letters = 0, upper = 0;
    for (uint32_t at = 0; at < s.len; at += n) {
        uint32_t c = rcp_utf8_at(s, at, &n);
        if (!rcp_is_letter(c))
            continue;
        bool up = rcp_is_upper(c);
        if (up && !letters)
            u->flags |= RCP_UNIT_UPPER;
        letters++;
        upper += up;
    }
    if (letters >= 2 && upper == letters)
        u->flags |= RCP_UNIT_CAPS;
}

/* Word and second reading: "shaheds" also as "shahed", "24mr" also as "24". */
static void look_up(rcp_unit *u, rcp_str s, const rcp_syms *words)
{
    char folded[RCP_UNIT_ROOM];
    uint32_t n = rcp_unit_fold(s, folded), k = 0;
    u->word = rcp_sym_lookup(words, (rcp_str){folded, n});
    while (k < n && folded[k] >= '0' && folded[k] <= '9')
        k++;
    if (k && k < n) {
        u->alt = rcp_sym_lookup(words, (rcp_str){folded, k});
        u->flags |= RCP_UNIT_VARIANT;
    } else if (n >= 4 && folded[n - 1] == 's')
        u->alt = rcp_sym_lookup(words, (rcp_str){folded, n - 1});
}

/* Tokens of one unit that came lately, by their norm: most of a text is few words. */
enum { SEEN = 1024 };
typedef struct { rcp_sym norm, word, alt; uint32_t flags; } seen_word;

static void start_unit(const rcp_doc *doc, rcp_unit *u, rcp_span span, rcp_id tok, rcp_id sent)
{
    const rcp_unit *last = u - 1;
    u->span = span;
    u->tok = tok;
    u->sent = sent;
    if (last->sent != sent) {
        u->gap = RCP_GAP_SENTENCE;
        u->flags = RCP_UNIT_FIRST;
    } else
        u->gap = gap_of(doc->text, last->span.end, u->span.beg, last->span.end - last->span.beg);
}

static rcp_status add_seen(const rcp_doc *doc, const seen_word *w, rcp_id tok, rcp_id sent, rcp_rows *units)
{
    rcp_unit *u = rcp_rows_add(units);
    rcp_span at = doc->tok.row[tok].span;
    if (!u)
        return RCP_E_LIMIT;
    start_unit(doc, u, at, tok, sent);
    u->word = w->word, u->alt = w->alt;
    u->flags |= (uint16_t)w->flags;
    if (!(doc->text.s[at.beg] >= 'a' && doc->text.s[at.beg] <= 'z'))
        set_case(u, rcp_slice(doc->text, at));
    return RCP_OK;
}

static rcp_status add_token(const rcp_doc *doc, const rcp_syms *words, rcp_id tok, rcp_id sent,
                            rcp_rows *units, seen_word *seen)
{
    rcp_span at = doc->tok.row[tok].span, piece;
    rcp_str s = rcp_slice(doc->text, at);
    uint32_t i = 0;
    bool glued;
    rcp_sym norm = doc->tok.row[tok].norm;
    seen_word *w = &seen[norm % SEEN];
    if (norm && w->norm == norm)
        return add_seen(doc, w, tok, sent, units);
    while (rcp_unit_next(s, &i, &piece, &glued)) {
        rcp_unit *u = rcp_rows_add(units);
        if (!u)
            return RCP_E_LIMIT;
        start_unit(doc, u, (rcp_span){at.beg + piece.beg, at.beg + piece.end}, tok, sent);
        if (glued)
            u->flags |= RCP_UNIT_GLUED;
        set_case(u, rcp_slice(doc->text, u->span));
        look_up(u, rcp_slice(doc->text, u->span), words);
        if (piece.beg == 0 && piece.end == s.len)
            *w = (seen_word){norm, u->word, u->alt, u->flags & RCP_UNIT_VARIANT};
    }
    return RCP_OK;
}

rcp_status rcp_units_of(const rcp_doc *doc, const rcp_syms *words, rcp_rows *units)
{
    seen_word seen[SEEN] = {{0}};
    for (rcp_id sent = 1; sent < doc->sent.n; sent++) {
        rcp_toks toks = doc->sent.row[sent].toks;
        for (rcp_id t = toks.beg; t < toks.end; t++) {
            if (doc->tok.row[t].flags & (RCP_TOK_FURNITURE | RCP_TOK_PUNCT))
                continue;
            rcp_status s = add_token(doc, words, t, sent, units, seen);
            if (s)
                return s;
        }
    }
    return RCP_OK;
}
