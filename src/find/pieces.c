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

static uint32_t brief_slot(const rcp_vocab *v, uint64_t key)
{
    return (uint32_t)((key * UINT64_C(0x9e3779b97f4a7c15)) >> 40) & (v->n_brief - 1);
}

/* The number of a word of up to eight bytes, found by those bytes as one number. */
static uint32_t brief_lookup(const rcp_vocab *v, uint64_t key)
{
    for (uint32_t i = brief_slot(v, key);; i = (i + 1) & (v->n_brief - 1))
        if (v->brief[i] == key || !v->brief[i])
            return v->brief[i] ? v->brief_word[i] : 0;
}

static rcp_status index_brief_words(rcp_vocab *v, rcp_arena *a)
{
    for (v->n_brief = 64; v->n_brief < 4 * v->words.n;)
        v->n_brief *= 2;
    v->brief = RCP_NEW(a, uint64_t, v->n_brief);
    v->brief_word = RCP_NEW(a, uint32_t, v->n_brief);
    if (!v->brief || !v->brief_word)
        return RCP_E_MEMORY;
    for (uint32_t w = 1; w < v->words.n; w++) {
        rcp_str s = rcp_sym_str(&v->words, w);
        uint64_t key = 0;
        if (!s.len || s.len > sizeof key)
            continue;
        memcpy(&key, s.s, s.len);
        uint32_t i = brief_slot(v, key);
        while (v->brief[i])
            i = (i + 1) & (v->n_brief - 1);
        v->brief[i] = key;
        v->brief_word[i] = w;
    }
    return RCP_OK;
}

/* The code point that stands at place i of rcp_vocab.sign. */
static uint32_t sign_at(uint32_t i)
{
    return i < 128 ? i : 0x2000 + i - 128;
}

rcp_status rcp_vocab_close(rcp_vocab *v, rcp_arena *a)
{
    uint32_t n = v->words.n;
    rcp_status s = RCP_OK;
    uint32_t *plain = RCP_NEW(a, uint32_t, n);
    char out[3 * WORD_MAX], sign[4];
    if (!plain)
        return RCP_E_MEMORY;
    for (uint32_t i = 1; !s && i < n; i++) {
        rcp_str word = rcp_sym_str(&v->words, i);
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
    for (uint32_t i = 0; !s && i < RCP_VOCAB_SIGNS; i++) {
        uint32_t len = rcp_utf8_put(sign, sign_at(i));
        len = rcp_fold((rcp_str){sign, len}, out, sizeof out);
        v->sign[i] = rcp_sym_lookup(&v->words, (rcp_str){out, len});
    }
    return s ? s : index_brief_words(v, a);
}

rcp_status rcp_pieces_open(rcp_pieces *p, const rcp_doc *doc, const rcp_vocab *vocab,
                           rcp_arena *scratch)
{
    enum { KEPT_MAX = 1 << 18, LEAST = RCP_PASSAGE_MAX + 2 * RCP_PASSAGE_PAD };
    uint32_t len = doc->text.len, blocks = doc->block.n < 1024 ? doc->block.n : 1024;
    uint32_t room = len / 3 + (blocks + 8) * RCP_PASSAGE_PAD, most = len + 2 * RCP_PASSAGE_PAD;
    room = room < LEAST ? LEAST : room > KEPT_MAX ? KEPT_MAX : room;
    *p = (rcp_pieces){.doc = doc, .vocab = vocab, .tok = 1, .block = 1, .all_kept = true,
                      .room = most < room && most < LEAST ? most : room, .passage = 1};
    p->piece = RCP_NEW(scratch, rcp_piece, p->room);
    return p->piece ? rcp_rows_init(&p->passages, scratch, sizeof(rcp_toks)) : RCP_E_LIMIT;
}

/* A piece being cut: its lower case, as long as it is made of ASCII and Latin-1 letters. */
typedef struct {
    union { char lower[WORD_MAX + 4]; uint64_t key; };         /* key: its first eight bytes */
    uint32_t n;
    bool ascii, latin;
} spelling;

static bool is_ascii_letter(unsigned char c)
{
    return (unsigned char)((c | 0x20) - 'a') < 26;
}

/* A letter of ASCII or Latin-1 at `at`: its bytes (0: none), and its lower case added to w. */
static uint32_t latin_letter(rcp_str s, uint32_t at, spelling *w, bool *upper)
{
    unsigned char c = (unsigned char)s.s[at];
    char *out = w->lower + (w->n < WORD_MAX ? w->n : 0);
    if (is_ascii_letter(c)) {
        *upper = c < 'a';
        out[0] = (char)(c | 0x20);
        w->n++;
        return 1;
    }
    unsigned char d = c == 0xc3 && at + 1 < s.len ? (unsigned char)s.s[at + 1] : 0;
    if (d < 0x80 || d > 0xbf || d == 0x97 || d == 0xb7)         /* not ×, ÷ */
        return 0;
    *upper = d < 0x9f;                                          /* ß has no capital here */
    out[0] = (char)c;
    out[1] = (char)(d < 0x9f ? d | 0x20 : d);
    w->n += 2;
    w->ascii = false;
    return 2;
}

static uint32_t cut_letters(rcp_str s, uint32_t at, rcp_piece *out, spelling *w)
{
    bool caps = true, upper = false, first = true;
    uint32_t len, end = at;
    while (end < s.len) {
        if (!(len = latin_letter(s, end, w, &upper))) {
            if ((unsigned char)s.s[end] < 0x80)
                break;
            uint32_t c = rcp_utf8_at(s, end, &len);
            if (!rcp_is_letter(c))
                break;
            upper = rcp_is_upper(c);
            w->latin = w->ascii = false;
        }
        if (first && upper)
            out->flags |= RCP_PIECE_UPPER;
        first = false;
        caps = caps && upper;
        end += len;
    }
    if (end > at)
        out->flags = (uint16_t)(out->flags | RCP_PIECE_LETTERS | (caps ? RCP_PIECE_CAPS : 0));
    return end;
}

/* One piece from byte `at`, which is no white space: its end, flags and digits. */
static uint32_t cut_one(rcp_str s, uint32_t at, rcp_piece *out, spelling *w)
{
    uint32_t len, end;
    *w = (spelling){.ascii = true, .latin = true};
    if ((unsigned char)(s.s[at] - '0') < 10) {
        uint64_t x = (unsigned char)(s.s[at] - '0');
        out->flags = RCP_PIECE_DIGITS;
        out->n_digits = 1;
        for (end = at + 1; end < s.len && s.s[end] >= '0' && s.s[end] <= '9'; end++) {
            out->n_digits = (uint16_t)(out->n_digits + (out->n_digits < UINT16_MAX));
            x = out->n_digits <= 9 ? x * 10 + (uint64_t)(s.s[end] - '0') : 0;
        }
        out->value = (uint32_t)x;
        return end;
    }
    end = cut_letters(s, at, out, w);
    if (end > at)
        return end;
    out->flags = RCP_PIECE_SIGN;
    (void)rcp_utf8_at(s, at, &len);
    return at + len;
}

/* The word of a sign, whose dashes and apostrophes are those of ASCII. */
static uint32_t sign_word(const rcp_vocab *v, rcp_str s)
{
    char out[3 * WORD_MAX];
    uint32_t len, c = rcp_utf8_at(s, 0, &len);
    if (c < 128)
        return v->sign[c];
    if (c >= 0x2000 && c < 0x2080)
        return v->sign[c - 0x2000 + 128];
    uint32_t word = rcp_sym_lookup(&v->words, s);       /* ½, before it is folded to 1⁄2 */
    len = word ? 0 : rcp_fold(s, out, sizeof out);
    return word ? word : rcp_sym_lookup(&v->words, (rcp_str){out, len});
}

/* rcp_fold for a word of ASCII and Latin-1 letters; letters with no plain one stay. */
static uint32_t without_accents(const spelling *w, uint32_t len, char *out)
{
    static const char plain[] = "aaaaaa\0ceeeeiiii\0nooooo\0\0uuuuy\0y";     /* U+00E0 to U+00FF */
    uint32_t n = 0;
    for (uint32_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)w->lower[i], d = i + 1 < len ? (unsigned char)w->lower[i + 1] : 0;
        char letter = c == 0xc3 && d >= 0xa0 ? plain[d - 0xa0] : '\0';
        out[n++] = letter ? letter : (char)c;
        i += letter != '\0';
    }
    return n;
}

/* Look the piece's word up, as printed in lower case, else without its accents. */
static void know(const rcp_vocab *v, rcp_str text, const spelling *w, rcp_piece *p)
{
    char out[3 * WORD_MAX];
    rcp_str s = rcp_slice(text, p->span);
    if (((p->flags & RCP_PIECE_DIGITS) && p->n_digits > 2) || s.len > WORD_MAX)
        return;
    uint32_t len = s.len;
    if (p->flags & RCP_PIECE_SIGN) {
        p->word = sign_word(v, s);
        return;
    }
    if (p->flags & RCP_PIECE_DIGITS)
        p->word = rcp_sym_lookup(&v->words, s);
    else if (w->latin && len <= sizeof(uint64_t))
        p->word = brief_lookup(v, w->key);
    else if (w->latin)
        p->word = rcp_sym_lookup(&v->words, (rcp_str){w->lower, len});
    else if ((len = rcp_lower(s, out, sizeof out)))
        p->word = rcp_sym_lookup(&v->words, (rcp_str){out, len});
    if (p->word && p->word < v->n_also && v->also[p->word] && (len >= 4 || p->flags & RCP_PIECE_CAPS))
        p->also = v->also[p->word];
    if (!p->word && !w->ascii &&
        (len = w->latin ? without_accents(w, s.len, out) : rcp_fold(s, out, sizeof out))) {
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
        uint32_t c = (unsigned char)text.s[p->at];
        len = 1;
        if (c > ' ' && c < 0x7f)
            break;
        if (c != ' ' && c != '\n' && !rcp_is_space(c = rcp_utf8_at(text, p->at, &len)))
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

/* Where the next passage goes: behind the last one, or over all of them when the room is used up. */
static uint32_t place_of_next(rcp_pieces *p)
{
    uint32_t n = p->passages.n, left = p->doc->text.len - p->at;
    uint32_t from = n > 1 ? RCP_ROW(&p->passages, rcp_toks, n - 1)->end + RCP_PASSAGE_PAD : RCP_PASSAGE_PAD;
    uint32_t most = left < RCP_PASSAGE_MAX ? left : RCP_PASSAGE_MAX;
    if (from + most + RCP_PASSAGE_PAD <= p->room)
        return from;
    p->all_kept = false;
    p->passages.n = 1;
    return RCP_PASSAGE_PAD;
}

static void cut_passage(rcp_pieces *p)
{
    rcp_str text = p->doc->text;
    spelling w;
    p->beg = p->end = place_of_next(p);
    while (p->end < p->beg + RCP_PASSAGE_MAX) {
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
        q->span.end = p->at = cut_one(text, p->at, q, &w);
        q->flags = (uint16_t)(q->flags | (space ? RCP_PIECE_SPACE : 0) | (line ? RCP_PIECE_LINE : 0));
        know(p->vocab, text, &w, q);
    }
    memset(&p->piece[p->end], 0, RCP_PASSAGE_PAD * sizeof *p->piece);
    p->steps += p->end - p->beg;
}

bool rcp_pieces_next(rcp_pieces *p)
{
    if (p->passage < p->passages.n) {           /* read before, and kept */
        rcp_toks at = *RCP_ROW(&p->passages, rcp_toks, p->passage++);
        p->beg = at.beg;
        p->end = at.end;
        return true;
    }
    if (p->done)
        return false;
    cut_passage(p);
    rcp_toks *row = p->end > p->beg ? rcp_rows_add(&p->passages) : NULL;
    if (row)
        *row = (rcp_toks){p->beg, p->end};
    p->done = p->end == p->beg;
    p->all_kept &= row || p->done;
    p->passage = p->passages.n;
    return !p->done;
}

void rcp_pieces_rewind(rcp_pieces *p)
{
    p->passage = 1;
    if (p->all_kept)
        return;
    p->passages.n = 1;
    p->at = 0;
    p->tok = p->block = 1;
    p->all_kept = true;
    p->done = false;
}

uint32_t rcp_pieces_cut(rcp_str text, rcp_span *out, uint32_t room)
{
    uint32_t n = 0, len;
    spelling w;
    for (uint32_t at = 0; at < text.len && n < room;) {
        if (rcp_is_space(rcp_utf8_at(text, at, &len))) {
            at += len;
            continue;
        }
        rcp_piece q = {0};
        uint32_t end = cut_one(text, at, &q, &w);
        out[n++] = (rcp_span){at, end};
        at = end;
    }
    return n;
}
