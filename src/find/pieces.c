#include "find/pieces.h"

enum { WORD_MAX = 48 };                 /* bytes; no rule knows a longer word */

rcp_status rcp_vocab_init(rcp_vocab *v, rcp_arena *a)
{
    *v = (rcp_vocab){0};
    return rcp_syms_init(&v->words, a, NULL);
}

rcp_status rcp_vocab_add(rcp_vocab *v, rcp_str word, uint32_t *out)
{
    return rcp_syms_add(&v->words, word, out);
}

rcp_status rcp_vocab_close(rcp_vocab *v, rcp_arena *a)
{
    uint32_t n = v->words.n;
    rcp_status s = RCP_OK;
    uint32_t *plain = RCP_NEW(a, uint32_t, n);
    if (!plain)
        return RCP_E_MEMORY;
    for (uint32_t i = 1; !s && i < n; i++) {
        rcp_str word = rcp_sym_str(&v->words, i);
        char out[3 * WORD_MAX];
        uint32_t len = word.len <= WORD_MAX ? rcp_fold(word, out, sizeof out) : 0;
        if (len && !rcp_str_eq((rcp_str){out, len}, word))
            s = rcp_syms_add(&v->words, (rcp_str){out, len}, &plain[i]);
    }
    v->n_also = v->words.n;
    if (!s && !(v->also = RCP_NEW(a, uint32_t, v->n_also)))
        s = RCP_E_MEMORY;
    for (uint32_t i = n; !s && i-- > 1;)        /* backwards: the first word of a tie stays */
        if (plain[i])
            v->also[plain[i]] = i;
    return s;
}

rcp_status rcp_pieces_open(rcp_pieces *p, const rcp_doc *doc, const rcp_vocab *vocab,
                           rcp_arena *scratch)
{
    *p = (rcp_pieces){.doc = doc, .vocab = vocab, .tok = 1, .block = 1};
    p->piece = RCP_NEW(scratch, rcp_piece, RCP_PASSAGE_MAX + 2 * RCP_PASSAGE_PAD);
    return p->piece ? RCP_OK : RCP_E_LIMIT;
}

/* One piece from byte `at`, which is no white space: its end, flags and digits. */
static uint32_t cut_one(rcp_str s, uint32_t at, rcp_piece *out)
{
    uint32_t len, c = rcp_utf8_at(s, at, &len), end = at + len;
    out->flags = RCP_PIECE_SIGN;
    if (rcp_is_digit(c)) {
        uint64_t x = c - '0';
        out->flags = RCP_PIECE_DIGITS;
        out->n_digits = 1;
        for (; end < s.len && s.s[end] >= '0' && s.s[end] <= '9'; end++) {
            out->n_digits = (uint16_t)(out->n_digits + (out->n_digits < UINT16_MAX));
            x = out->n_digits <= 9 ? x * 10 + (uint64_t)(s.s[end] - '0') : 0;
        }
        out->value = (uint32_t)x;
    } else if (rcp_is_letter(c)) {
        bool caps = rcp_is_upper(c);
        out->flags = (uint16_t)(RCP_PIECE_LETTERS | (caps ? RCP_PIECE_UPPER : 0));
        while (end < s.len && rcp_is_letter(c = rcp_utf8_at(s, end, &len))) {
            caps = caps && rcp_is_upper(c);
            end += len;
        }
        out->flags = (uint16_t)(out->flags | (caps ? RCP_PIECE_CAPS : 0));
    }
    return end;
}

/* Look the piece's word up, as printed in lower case, else without its accents. */
static void know(const rcp_vocab *v, rcp_str text, rcp_piece *p)
{
    char out[3 * WORD_MAX];
    rcp_str s = rcp_slice(text, p->span);
    bool sign = p->flags & RCP_PIECE_SIGN;
    if (((p->flags & RCP_PIECE_DIGITS) && p->n_digits > 2) || s.len > WORD_MAX)
        return;
    uint32_t len = sign ? rcp_fold(s, out, sizeof out) : rcp_lower(s, out, sizeof out);
    p->word = rcp_sym_lookup(&v->words, (rcp_str){out, len});
    if (p->word && p->word < v->n_also && v->also[p->word] && (len >= 4 || p->flags & RCP_PIECE_CAPS))
        p->also = v->also[p->word];
    if (!p->word && (len = rcp_fold(s, out, sizeof out))) {
        uint32_t plain = rcp_sym_lookup(&v->words, (rcp_str){out, len});
        if (plain && plain < v->n_also)
            p->also = v->also[plain];
    }
}

/* Pass over white space; true when a blank line was in it. */
static bool skip_space(rcp_pieces *p, bool *any, bool *line)
{
    rcp_str text = p->doc->text;
    uint32_t newlines = 0, len;
    while (p->at < text.len) {
        uint32_t c = rcp_utf8_at(text, p->at, &len);
        if (!rcp_is_space(c))
            break;
        newlines += c == '\n';
        p->at += len;
        *any = true;
    }
    *line |= newlines > 0;
    return newlines > 1;
}

/* Whether byte `at` begins a block, or lies past the beginning of one not yet reached. */
static bool reach_block(rcp_pieces *p)
{
    bool reached = false;
    while (p->block < p->doc->block.n && p->doc->block.row[p->block].span.beg <= p->at) {
        p->block++;
        reached = true;
    }
    return reached;
}

/* Move on to the token that ends after `at`; skip it when it is furniture. */
static bool reach_token(rcp_pieces *p)
{
    const rcp_doc *d = p->doc;
    while (p->tok < d->tok.n && d->tok.row[p->tok].span.end <= p->at)
        p->tok++;
    bool skip = p->tok < d->tok.n && d->tok.row[p->tok].span.beg <= p->at &&
                (d->tok.row[p->tok].flags & RCP_TOK_FURNITURE);
    if (skip)
        p->at = d->tok.row[p->tok].span.end;
    return skip;
}

bool rcp_pieces_next(rcp_pieces *p)
{
    rcp_str text = p->doc->text;
    p->beg = p->end = RCP_PASSAGE_PAD;
    while (p->end < RCP_PASSAGE_PAD + RCP_PASSAGE_MAX) {
        bool space = p->end == p->beg, line = space;
        bool blank = skip_space(p, &space, &line);
        if (p->at >= text.len || ((reach_block(p) | blank) && p->end > p->beg))
            break;
        if (reach_token(p)) {
            if (p->end > p->beg)
                break;
            continue;
        }
        rcp_piece *q = &p->piece[p->end++];
        *q = (rcp_piece){.tok = p->tok < p->doc->tok.n ? p->tok : 0};
        q->span.beg = p->at;
        q->span.end = p->at = cut_one(text, p->at, q);
        q->flags = (uint16_t)(q->flags | (space ? RCP_PIECE_SPACE : 0) | (line ? RCP_PIECE_LINE : 0));
        know(p->vocab, text, q);
    }
    memset(&p->piece[p->end], 0, RCP_PASSAGE_PAD * sizeof *p->piece);
    return p->end > p->beg;
}

uint32_t rcp_pieces_cut(rcp_str text, rcp_span *out, uint32_t room)
{
    uint32_t n = 0, len;
    for (uint32_t at = 0; at < text.len && n < room;) {
        if (rcp_is_space(rcp_utf8_at(text, at, &len))) {
            at += len;
            continue;
        }
        rcp_piece q = {0};
        uint32_t end = cut_one(text, at, &q);
        out[n++] = (rcp_span){at, end};
        at = end;
    }
    return n;
}
