#include "lang/score.h"

#include <stdlib.h>

#include "base/buf.h"
#include "lang/form.h"
#include "lang/res.h"

const char *const rcp_score_names[RCP_N_SCORES] = {
#define X(NAME, name) name,
    RCP_SCORES(X)
#undef X
};

double rcp_score_f1(rcp_score s)
{
    return s.gold + s.system ? 2.0 * (double)s.right / (double)(s.gold + s.system) : 0;
}

rcp_str rcp_treebank_text(const rcp_treebank *bank, rcp_arena *a)
{
    rcp_buf b = {0};
    for (uint32_t i = 1; i < bank->sent.n; i++) {
        rcp_gold_sent s = rcp_gold_sents(bank)[i];
        if (i > 1 && s.newpar)
            rcp_buf_z(&b, "\n\n");
        for (uint32_t t = s.tok_beg; t < s.tok_end; t++) {
            rcp_gold_tok tok = rcp_gold_toks(bank)[t];
            bool last_of_par =
                t + 1 == s.tok_end && i + 1 < bank->sent.n && rcp_gold_sents(bank)[i + 1].newpar;
            rcp_buf_str(&b, tok.form);
            if (tok.space_after && !last_of_par)
                rcp_buf_char(&b, ' ');
        }
    }
    rcp_str text = b.failed || b.len > RCP_TEXT_MAX
                       ? (rcp_str){0}
                       : rcp_arena_str(a, (rcp_str){b.s ? b.s : "", (uint32_t)b.len});
    rcp_buf_free(&b);
    return text;
}

static uint32_t flags_of(rcp_str form)
{
    uint32_t n, letters = 0, upper = 0, digits = 0, first = 1, flags = 0;
    for (uint32_t at = 0; at < form.len; at += n) {
        uint32_t c = rcp_utf8_at(form, at, &n);
        bool letter = rcp_is_letter(c), capital = rcp_is_upper(c);
        flags |= letter && first && capital ? RCP_TOK_UPPER : 0;
        first &= !letter;
        letters += letter;
        upper += capital;
        digits += rcp_is_digit(c);
    }
    flags |= letters > 1 && upper == letters ? RCP_TOK_CAPS : 0;
    flags |= digits && !letters ? RCP_TOK_NUMBER : 0;
    return flags | (letters || digits ? 0 : RCP_TOK_PUNCT);
}

/* Byte of the text where the token begins that is looked for from `at` on. */
static uint32_t skip_space(rcp_str text, uint32_t at)
{
    while (at < text.len && (text.s[at] == ' ' || text.s[at] == '\n'))
        at++;
    return at;
}

static rcp_status add_words(const rcp_treebank *bank, rcp_doc *doc, rcp_gold_sent s, rcp_rows *word)
{
    for (uint32_t w = s.beg; w < s.end; w++) {
        const rcp_gold_word *g = rcp_gold_words(bank) + w;
        rcp_word *row = rcp_rows_add(word);
        if (!row || rcp_syms_add(&doc->syms, g->form, &row->form))
            return RCP_E_LIMIT;
        row->tok = g->tok;
    }
    return RCP_OK;
}

rcp_status rcp_treebank_segment(const rcp_treebank *bank, rcp_doc *doc, rcp_arena *scratch)
{
    rcp_rows sent, tok, word, quote;
    rcp_status s = rcp_rows_init(&sent, scratch, sizeof(rcp_sent));
    s = s ? s : rcp_rows_init(&tok, scratch, sizeof(rcp_tok));
    s = s ? s : rcp_rows_init(&word, scratch, sizeof(rcp_word));
    s = s ? s : rcp_rows_init(&quote, scratch, sizeof(rcp_quotation));
    uint32_t at = 0;
    for (uint32_t i = 1; !s && i < bank->sent.n; i++) {
        rcp_gold_sent g = rcp_gold_sents(bank)[i];
        rcp_sent *row = rcp_rows_add(&sent);
        s = row ? add_words(bank, doc, g, &word) : RCP_E_LIMIT;
        if (!s)
            *row = (rcp_sent){{g.tok_beg, g.tok_end}, doc->block.n > 1};
        for (uint32_t t = g.tok_beg; !s && t < g.tok_end; t++) {
            rcp_str form = rcp_gold_toks(bank)[t].form;
            rcp_tok *out = rcp_rows_add(&tok);
            uint32_t beg = skip_space(doc->text, at);
            if (!out)
                return RCP_E_LIMIT;
            *out = (rcp_tok){
                {beg, beg + form.len}, 0, flags_of(form) | (beg > at ? RCP_TOK_SPACE : 0)};
            at = beg + form.len;
        }
    }
    s = s ? s : RCP_FREEZE(doc, sent, &sent);
    s = s ? s : RCP_FREEZE(doc, tok, &tok);
    s = s ? s : RCP_FREEZE(doc, word, &word);
    return s ? s : RCP_FREEZE(doc, quote, &quote);
}

/* One side of the comparison: places count characters that are not white space. */
typedef struct {
    uint32_t beg, end; /* of its token */
    rcp_str form;
    uint32_t head, rel, upos, partner; /* head: a word row; partner: the other side's, 0: none */
    rcp_str lemma, feats;
    bool multi;
} word;
typedef struct {
    uint32_t beg, end;
} place;
typedef struct {
    word *word;
    place *tok, *sent;
    uint32_t n_words, n_toks, n_sents;
} side;

static rcp_status side_init(side *s, uint32_t words, uint32_t toks, uint32_t sents, rcp_arena *a)
{
    *s = (side){RCP_NEW(a, word, (size_t)words + 1),
                RCP_NEW(a, place, (size_t)toks + 1),
                RCP_NEW(a, place, (size_t)sents + 1),
                words,
                toks,
                sents};
    return s->word && s->tok && s->sent ? RCP_OK : RCP_E_LIMIT;
}

/* Characters of s that are not white space. */
static uint32_t weight(rcp_str s)
{
    uint32_t n, count = 0;
    for (uint32_t at = 0; at < s.len; at += n)
        count += !rcp_is_space(rcp_utf8_at(s, at, &n));
    return count;
}

static rcp_status gold_side(const rcp_treebank *bank, rcp_arena *a, side *out)
{
    rcp_status st = side_init(out, bank->word.n, bank->tok.n, bank->sent.n, a);
    uint32_t at = 0;
    for (uint32_t t = 1; !st && t < bank->tok.n; t++) {
        out->tok[t].beg = at;
        at += weight(rcp_gold_toks(bank)[t].form);
        out->tok[t].end = at;
    }
    for (uint32_t i = 1; !st && i < bank->sent.n; i++) {
        rcp_gold_sent s = rcp_gold_sents(bank)[i];
        out->sent[i] = (place){out->tok[s.tok_beg].beg, out->tok[s.tok_end - 1].end};
        for (uint32_t w = s.beg; w < s.end; w++) {
            const rcp_gold_word *g = rcp_gold_words(bank) + w;
            bool multi =
                (w > s.beg && g[-1].tok == g->tok) || (w + 1 < s.end && g[1].tok == g->tok);
            out->word[w] = (word){out->tok[g->tok].beg,
                                  out->tok[g->tok].end,
                                  g->form,
                                  g->head ? s.beg + g->head - 1 : 0,
                                  g->rel,
                                  g->upos,
                                  0,
                                  g->lemma,
                                  g->feats,
                                  multi};
        }
    }
    return st;
}

/* The tokens as CoNLL-U writes them: a JOINED one is part of the one before.  group[t]: the place
 * of token t. */
static uint32_t join_toks(const rcp_doc *doc, place *tok, uint32_t *group)
{
    uint32_t at = 0, n = 0;
    for (uint32_t t = 1; t < doc->tok.n; t++) {
        if (t == 1 || !(doc->tok.row[t].flags & RCP_TOK_JOINED))
            tok[++n].beg = at;
        at += weight(rcp_doc_slice(doc, doc->tok.row[t].span));
        tok[n].end = at;
        group[t] = n;
    }
    return n + 1;
}

static rcp_status system_side(const rcp_doc *doc, rcp_arena *a, side *out)
{
    rcp_status s = side_init(out, doc->word.n, doc->tok.n, doc->sent.n, a);
    uint32_t *group = RCP_NEW(a, uint32_t, (size_t)doc->tok.n + 1);
    if (s || !group)
        return RCP_E_LIMIT;
    out->n_toks = join_toks(doc, out->tok, group);
    for (uint32_t i = 1; i < doc->sent.n; i++) {
        rcp_toks t = doc->sent.row[i].toks;
        out->sent[i] = (place){out->tok[group[t.beg]].beg, out->tok[group[t.end - 1]].end};
    }
    for (uint32_t w = 1; w < doc->word.n; w++) {
        const rcp_word *d = &doc->word.row[w];
        uint32_t g = group[d->tok];
        bool multi = (w > 1 && group[d[-1].tok] == g) ||
                     (w + 1 < doc->word.n && group[d[1].tok] == g);
        out->word[w] = (word){out->tok[g].beg,
                              out->tok[g].end,
                              multi ? rcp_doc_sym(doc, d->form)
                                    : rcp_doc_slice(doc, doc->tok.row[d->tok].span),
                              doc->dep.row[w].head,
                              doc->dep.row[w].rel,
                              doc->tag.row[w].upos,
                              0,
                              rcp_doc_sym(doc, doc->tag.row[w].lemma),
                              rcp_doc_sym(doc, doc->tag.row[w].feats),
                              multi};
    }
    return s;
}

static uint64_t count_same(const place *a, uint32_t n, const place *b, uint32_t m)
{
    uint64_t same = 0;
    for (uint32_t i = 1, k = 1; i < n && k < m;) {
        if (a[i].beg == b[k].beg && a[i].end == b[k].end)
            same++;
        if (a[i].beg < b[k].beg || (a[i].beg == b[k].beg && a[i].end <= b[k].end))
            i++;
        else
            k++;
    }
    return same;
}

static bool same_form(rcp_str a, rcp_str b)
{
    char x[RCP_FORM_MAX], y[RCP_FORM_MAX], p[3 * RCP_FORM_MAX], q[3 * RCP_FORM_MAX];
    return rcp_str_eq(rcp_form_lower(rcp_form_norm(a, x), p),
                      rcp_form_lower(rcp_form_norm(b, y), q));
}

enum { LCS_MAX = 64 }; /* words of a multiword stretch that are aligned */

/* Longest common subsequence of the forms of gold[g0, g1) and system[s0, s1). */
static void align_stretch(side *gold, side *sys, uint32_t g0, uint32_t g1, uint32_t s0, uint32_t s1)
{
    uint16_t len[LCS_MAX + 1][LCS_MAX + 1] = {{0}};
    uint32_t n = g1 - g0 < LCS_MAX ? g1 - g0 : LCS_MAX, m = s1 - s0 < LCS_MAX ? s1 - s0 : LCS_MAX;
    for (uint32_t i = n; i-- > 0;)
        for (uint32_t k = m; k-- > 0;) {
            uint16_t skip = len[i + 1][k] > len[i][k + 1] ? len[i + 1][k] : len[i][k + 1];
            uint16_t take = (uint16_t)(len[i + 1][k + 1] + 1);
            len[i][k] = same_form(gold->word[g0 + i].form, sys->word[s0 + k].form) ? take : skip;
        }
    for (uint32_t i = 0, k = 0; i < n && k < m;)
        if (same_form(gold->word[g0 + i].form, sys->word[s0 + k].form)) {
            gold->word[g0 + i].partner = s0 + k;
            sys->word[s0 + k++].partner = g0 + i++;
        } else if (len[i + 1][k] >= len[i][k + 1])
            i++;
        else
            k++;
}

/* Words of plain tokens are partners where the places are equal; around multiword tokens, a
 * stretch that begins and ends together on both sides is aligned by forms. */
static void align(side *gold, side *sys)
{
    for (uint32_t g = 1, s = 1; g < gold->n_words && s < sys->n_words;) {
        word *a = &gold->word[g], *b = &sys->word[s];
        if (!a->multi && !b->multi) {
            if (a->beg == b->beg && a->end == b->end) {
                a->partner = s++;
                b->partner = g++;
            } else if (a->beg <= b->beg)
                g++;
            else
                s++;
            continue;
        }
        if (a->multi ? b->end <= a->beg : a->end > b->beg && a->beg > b->beg) {
            s++; /* it ends before the stretch, or straddles its start */
            continue;
        }
        if (b->multi ? a->end <= b->beg : b->end > a->beg && b->beg > a->beg) {
            g++;
            continue;
        }
        uint32_t g0 = g, s0 = s, end = a->multi ? a->end : b->end;
        if (b->multi && b->end > end)
            end = b->end;
        for (bool more = true; more;) {
            more = false;
            for (; g < gold->n_words && gold->word[g].beg < end; g++, more = true)
                if (gold->word[g].multi && gold->word[g].end > end)
                    end = gold->word[g].end;
            for (; s < sys->n_words && sys->word[s].beg < end; s++, more = true)
                if (sys->word[s].multi && sys->word[s].end > end)
                    end = sys->word[s].end;
        }
        align_stretch(gold, sys, g0, g, s0, s);
    }
}

/* The attributes that conll18_ud_eval.py compares. */
static bool universal(rcp_str name)
{
    static const char *const known[] = {
        "PronType", "NumType", "Poss",  "Reflex",   "Foreign",  "Abbr",     "Gender",
        "Animacy",  "Number",  "Case",  "Definite", "Degree",   "VerbForm", "Mood",
        "Tense",    "Aspect",  "Voice", "Evident",  "Polarity", "Person",   "Polite"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (rcp_str_is(name, known[i]))
            return true;
    return false;
}

/* Whether every universal attribute of a stands in b with its value. */
static bool covers(rcp_str a, rcp_str b)
{
    rcp_str rest = a, piece;
    while (rcp_list_next(&rest, &piece)) {
        const char *eq = piece.len ? memchr(piece.s, '=', piece.len) : NULL;
        rcp_str name = {piece.s, eq ? (uint32_t)(eq - piece.s) : piece.len}, other, r = b;
        bool found = !eq || !universal(name);
        while (!found && rcp_list_next(&r, &other))
            found = rcp_str_eq(piece, other);
        if (!found)
            return false;
    }
    return true;
}

static bool same_universal(uint32_t a, uint32_t b)
{
    const char *x = rcp_enum_word(&rcp_enum_deprel, a), *y = rcp_enum_word(&rcp_enum_deprel, b);
    size_t n = strcspn(x, ":");
    return n == strcspn(y, ":") && !memcmp(x, y, n);
}

static void compare(const word *g, const word *s, const side *sys, rcp_score *out)
{
    uint32_t head = s->head ? sys->word[s->head].partner : 0;
    bool at = g->head == head && (g->head == 0) == (s->head == 0);
    out[RCP_SCORE_UPOS].right += g->upos == s->upos;
    out[RCP_SCORE_UFEATS].right += covers(g->feats, s->feats) && covers(s->feats, g->feats);
    out[RCP_SCORE_LEMMAS].right += !g->lemma.len || rcp_str_eq(g->lemma, s->lemma);
    out[RCP_SCORE_UAS].right += at;
    out[RCP_SCORE_LAS].right += at && same_universal(g->rel, s->rel);
    out[RCP_SCORE_LAS_SUBTYPES].right += at && g->rel == s->rel;
}

rcp_status rcp_treebank_score(const rcp_treebank *bank, const rcp_doc *doc, rcp_arena *scratch,
                              rcp_score out[RCP_N_SCORES])
{
    side gold, sys;
    rcp_status s = gold_side(bank, scratch, &gold);
    s = s ? s : system_side(doc, scratch, &sys);
    if (s)
        return s;
    memset(out, 0, sizeof *out * RCP_N_SCORES);
    for (uint32_t i = 0; i < RCP_N_SCORES; i++)
        out[i] = (rcp_score){gold.n_words - 1, sys.n_words - 1, 0};
    out[RCP_SCORE_TOKENS] = (rcp_score){gold.n_toks - 1, sys.n_toks - 1,
                                        count_same(gold.tok, gold.n_toks, sys.tok, sys.n_toks)};
    out[RCP_SCORE_SENTENCES] =
        (rcp_score){gold.n_sents - 1, sys.n_sents - 1,
                    count_same(gold.sent, gold.n_sents, sys.sent, sys.n_sents)};
    align(&gold, &sys);
    for (uint32_t w = 1; w < gold.n_words; w++)
        if (gold.word[w].partner) {
            out[RCP_SCORE_WORDS].right++;
            compare(&gold.word[w], &sys.word[gold.word[w].partner], &sys, out);
        }
    return RCP_OK;
}
