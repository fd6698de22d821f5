#include "lang/conllu.h"

#include "base/utf8.h"
#include "lang/res.h"

enum { COLUMNS = 10, ID = 0, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, DEPS, MISC };

typedef struct {
    rcp_treebank *bank;
    const char *name;
    uint32_t line;
    rcp_gold_sent sent;
    uint32_t range_end; /* last word id of the open multiword token; 0  */
    uint32_t n_empty;   /* empty nodes after the word read last         */
    bool newpar;
    rcp_err *err;
} reader;

#define FAIL(r, ...) rcp_fail_at((r)->err, RCP_E_INPUT, (r)->name, (r)->line, 0, __VA_ARGS__)

/* A column in a message: its beginning, without what a terminal would obey. */
enum { SHOWN = 44 };
static const char *shown(rcp_str s, char out[SHOWN])
{
    uint32_t n = s.len < 40 ? s.len : 40;
    while (!rcp_utf8_boundary(s, n))
        n--;
    for (uint32_t i = 0; i < n; i++)
        out[i] = (unsigned char)s.s[i] < ' ' || s.s[i] == 127 ? '?' : s.s[i];
    memcpy(out + n, n < s.len ? "..." : "", n < s.len ? 4 : 1);
    return out;
}

rcp_status rcp_treebank_init(rcp_treebank *bank, rcp_arena *a)
{
    rcp_status s = rcp_rows_init(&bank->word, a, sizeof(rcp_gold_word));
    s = s ? s : rcp_rows_init(&bank->tok, a, sizeof(rcp_gold_tok));
    return s ? s : rcp_rows_init(&bank->sent, a, sizeof(rcp_gold_sent));
}

int rcp_deprel_value(rcp_str rel)
{
    int value = rcp_enum_value(&rcp_enum_deprel, rel);
    const char *colon = rel.len ? memchr(rel.s, ':', rel.len) : NULL;
    if (value < 0 && colon)
        value = rcp_enum_value(&rcp_enum_deprel, (rcp_str){rel.s, (uint32_t)(colon - rel.s)});
    return value;
}

/* A decimal number that fills s from *at on; moves *at; false when there is none. */
static bool read_number(rcp_str s, uint32_t *at, uint32_t *out)
{
    uint32_t beg = *at, x = 0;
    while (*at < s.len && s.s[*at] >= '0' && s.s[*at] <= '9' && x < 100000000)
        x = x * 10 + (uint32_t)(s.s[(*at)++] - '0');
    *out = x;
    return *at > beg;
}

static bool misc_has(rcp_str misc, const char *word)
{
    rcp_str rest = misc, piece;
    while (rcp_list_next(&rest, &piece))
        if (rcp_str_is(piece, word))
            return true;
    return false;
}

static rcp_str or_empty(rcp_str s)
{
    return rcp_str_is(s, "_") ? (rcp_str){s.s, 0} : s;
}

static rcp_status add_token(reader *r, const rcp_str *col)
{
    rcp_gold_tok *t = rcp_rows_add(&r->bank->tok);
    if (!t)
        return rcp_fail(r->err, RCP_E_MEMORY, "no memory left for the treebank");
    *t = (rcp_gold_tok){col[FORM], !misc_has(col[MISC], "SpaceAfter=No")};
    return RCP_OK;
}

static rcp_status add_word(reader *r, const rcp_str *col, uint32_t id)
{
    char z[SHOWN];
    uint32_t at = 0, head;
    rcp_status s = RCP_OK;
    int upos = rcp_enum_value(&rcp_enum_upos, col[UPOS]), rel = rcp_deprel_value(col[DEPREL]);
    if (id != r->bank->word.n - r->sent.beg + 1)
        return FAIL(r, "word %u comes after word %u", id, r->bank->word.n - r->sent.beg);
    if (upos < 0)
        return FAIL(r, "'%s' is no universal part of speech", shown(col[UPOS], z));
    if (!read_number(col[HEAD], &at, &head) || at < col[HEAD].len)
        return FAIL(r, "the head '%s' is no number", shown(col[HEAD], z));
    if (rel <= 0)
        return FAIL(r, "'%s' is no universal relation", shown(col[DEPREL], z));
    r->n_empty = 0;
    if (id > r->range_end)
        s = add_token(r, col);
    rcp_gold_word *w = s ? NULL : rcp_rows_add(&r->bank->word);
    if (!w)
        return s ? s : rcp_fail(r->err, RCP_E_MEMORY, "no memory left for the treebank");
    rcp_str lemma = rcp_str_is(col[FORM], "_") ? col[LEMMA] : or_empty(col[LEMMA]);
    *w = (rcp_gold_word){col[FORM],     lemma, or_empty(col[FEATS]), (uint32_t)upos,
                         (uint32_t)rel, head,  r->bank->tok.n - 1,   r->line};
    return RCP_OK;
}

/* 8.1 and 8.2 stand after word 8, outside the tree: they are passed over. */
static rcp_status pass_empty(reader *r, const rcp_str *col, uint32_t id, uint32_t no)
{
    if (id != r->bank->word.n - r->sent.beg || no != r->n_empty + 1)
        return FAIL(r, "the empty node %u.%u comes after word %u and %u empty nodes", id, no,
                    r->bank->word.n - r->sent.beg, r->n_empty);
    if (!rcp_str_is(col[HEAD], "_") || !rcp_str_is(col[DEPREL], "_"))
        return FAIL(r, "the empty node %u.%u has a head, or a relation to one", id, no);
    r->n_empty++;
    return RCP_OK;
}

/* "3" a word, "3-4" a multiword token, "3.1" an empty node, which is passed over. */
static rcp_status read_row(reader *r, const rcp_str *col)
{
    char z[SHOWN];
    uint32_t at = 0, id, last;
    if (!read_number(col[ID], &at, &id))
        return FAIL(r, "'%s' is no word number", shown(col[ID], z));
    if (at == col[ID].len)
        return add_word(r, col, id);
    char sign = col[ID].s[at++];
    if ((sign != '-' && sign != '.') || !read_number(col[ID], &at, &last) || at < col[ID].len)
        return FAIL(r, "'%s' is no word number", shown(col[ID], z));
    if (sign == '.')
        return pass_empty(r, col, id, last);
    if (last < id || id != r->bank->word.n - r->sent.beg + 1 || id <= r->range_end)
        return FAIL(r, "the token %u-%u does not begin at the next word", id, last);
    r->range_end = last;
    return add_token(r, col);
}

/* Every word reaches the root.  Each path is walked up to where an earlier one passed, so every
 * word is looked at twice at most. */
static rcp_status check_paths(reader *r, const rcp_gold_word *w, uint32_t n)
{
    rcp_arena *a = r->bank->word.arena;
    char *mark = a->at;
    uint32_t *path = RCP_NEW(a, uint32_t, (size_t)n + 1); /* the walk that passed a word; 0 */
    if (!path)
        return rcp_fail(r->err, RCP_E_MEMORY, "no memory left for the treebank");
    for (uint32_t i = 1; i <= n; i++) {
        uint32_t h = i;
        for (; h && !path[h]; h = w[h - 1].head)
            path[h] = i;
        if (h && path[h] == i) {
            r->line = w[h - 1].line;
            return FAIL(r, "the heads make a cycle");
        }
    }
    rcp_arena_rewind(a, mark);
    return RCP_OK;
}

static rcp_status check_tree(reader *r)
{
    const rcp_gold_word *w = RCP_ROW(&r->bank->word, rcp_gold_word, r->sent.beg);
    uint32_t n = r->bank->word.n - r->sent.beg, roots = 0, root = 0;
    for (uint32_t i = 0; i < n; i++) {
        r->line = w[i].line;
        if (w[i].head > n)
            return FAIL(r, "head %u: the sentence has %u words", w[i].head, n);
        if ((w[i].head == 0) != (w[i].rel == RCP_REL_root))
            return FAIL(r, w[i].head ? "a root with a head" : "a word without a head is no root");
        if (w[i].head == 0) {
            root = i;
            roots++;
        }
    }
    r->line = w[root].line;
    if (roots != 1)
        return FAIL(r, "the sentence has %u roots", roots);
    return check_paths(r, w, n);
}

enum { WORDS_MAX = 20000 };

static rcp_status end_sentence(reader *r)
{
    uint32_t n = r->bank->word.n - r->sent.beg;
    if (!n)
        return r->range_end || r->n_empty ? FAIL(r, "a sentence without words") : RCP_OK;
    if (r->range_end > n)
        return FAIL(r, "the sentence ends inside token %u", r->range_end);
    if (n > WORDS_MAX)
        return FAIL(r, "a sentence of more than %d words", WORDS_MAX);
    uint32_t line = r->line;
    rcp_status s = check_tree(r);
    r->line = s ? r->line : line;
    rcp_gold_sent *row = s ? NULL : rcp_rows_add(&r->bank->sent);
    if (!row)
        return s ? s : rcp_fail(r->err, RCP_E_MEMORY, "no memory left for the treebank");
    r->sent.end = r->bank->word.n;
    r->sent.tok_end = r->bank->tok.n;
    r->sent.newpar = r->newpar;
    *row = r->sent;
    r->newpar = false;
    return RCP_OK;
}

static void begin_sentence(reader *r)
{
    r->sent = (rcp_gold_sent){.beg = r->bank->word.n, .tok_beg = r->bank->tok.n};
    r->range_end = r->n_empty = 0;
}

static bool begins(rcp_str s, const char *z)
{
    return s.len >= strlen(z) && !memcmp(s.s, z, strlen(z));
}

static rcp_status read_line(reader *r, rcp_str line)
{
    rcp_str col[COLUMNS];
    uint32_t n = 0, bad;
    if (!line.len) {
        rcp_status s = end_sentence(r);
        begin_sentence(r);
        return s;
    }
    if (!rcp_utf8_valid(line, &bad))
        return FAIL(r, "byte %u is not UTF-8", bad + 1);
    if (memchr(line.s, '\0', line.len))
        return FAIL(r, "a NUL byte");
    if (line.s[0] == '#') {
        r->newpar |= begins(line, "# newpar") || begins(line, "# newdoc");
        return RCP_OK;
    }
    for (uint32_t beg = 0, at = 0; at <= line.len; at++)
        if (at == line.len || line.s[at] == '\t') {
            if (n < COLUMNS)
                col[n] = (rcp_str){line.s + beg, at - beg};
            n++;
            beg = at + 1;
        }
    if (n != COLUMNS)
        return FAIL(r, "%u columns, where CoNLL-U has 10 (parted by tabs)", n);
    for (uint32_t i = 0; i < COLUMNS; i++)
        if (!col[i].len)
            return FAIL(r, "column %u is empty ('_' says: nothing)", i + 1);
    return read_row(r, col);
}

rcp_status rcp_treebank_add(rcp_treebank *bank, rcp_str bytes, const char *name, rcp_err *err)
{
    reader r = {.bank = bank, .name = name, .newpar = true, .err = err};
    rcp_status s = RCP_OK;
    begin_sentence(&r);
    for (uint32_t at = 0; !s && at < bytes.len;) {
        const char *nl = memchr(bytes.s + at, '\n', bytes.len - at);
        uint32_t end = nl ? (uint32_t)(nl - bytes.s) : bytes.len;
        rcp_str line = {bytes.s + at, end - at};
        if (line.len && line.s[line.len - 1] == '\r')
            line.len--;
        r.line++;
        s = line.len && !nl ? rcp_fail_at(err, RCP_E_INPUT, name, r.line, 0,
                                          "the file ends inside this line: it was cut off")
                            : read_line(&r, line);
        at = end + 1;
    }
    return s ? s : end_sentence(&r);
}
