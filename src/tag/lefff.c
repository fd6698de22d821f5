/* lefff.c - reading the Lefff lexicon and harmonising treebanks: what comes before training. */
#include <stdio.h>
#include <stdlib.h>

#include "tag/train.h"

/* LANG/lefff.tsv: "cat CATEGORY UPOS FEATS" and "sign LETTER FEATS [CATEGORIES]". */
typedef struct {
    rcp_str name, feats, cats;
    uint32_t upos;
} meaning;
typedef struct {
    meaning cat[64], sign[64];
    uint32_t n_cats, n_signs;
} meanings;

static rcp_status read_meanings(const rcp_pack *pack, meanings *m, rcp_err *err)
{
    rcp_tsv tsv;
    char name[96];
    memset(m, 0, sizeof *m);
    if (!rcp_tsv_open(&tsv, &pack->res, rcp_pack_file(pack, "lefff.tsv", name)))
        return rcp_fail(err, RCP_E_RESOURCE, "there is no %s to read the lexicon with", name);
    while (rcp_tsv_next(&tsv)) {
        rcp_status s = rcp_tsv_want(&tsv, 3, 4, err);
        bool cat = rcp_str_is(tsv.field[0], "cat");
        meaning *row = cat ? &m->cat[m->n_cats] : &m->sign[m->n_signs];
        if (!s && !cat && !rcp_str_is(tsv.field[0], "sign"))
            s = rcp_tsv_fail(&tsv, 0, err, "a row begins with cat or sign");
        if (!s && m->n_cats + m->n_signs >= 63)
            s = rcp_tsv_fail(&tsv, 0, err, "too many rows");
        if (!s && cat)
            s = rcp_tsv_enum(&tsv, 2, &rcp_enum_upos, &row->upos, err);
        if (s)
            return s;
        row->name = tsv.field[1];
        row->feats = rcp_tsv_field(&tsv, cat ? 3 : 2);
        row->cats = cat ? (rcp_str){"", 0} : rcp_tsv_field(&tsv, 3);
        *(cat ? &m->n_cats : &m->n_signs) += 1;
    }
    return RCP_OK;
}

static bool list_has(rcp_str list, rcp_str word)
{
    rcp_str rest = list, piece;
    while (rcp_list_next(&rest, &piece))
        if (rcp_str_eq(piece, word))
            return true;
    return false;
}

/* Plain words only: no blanks, entities, templates or signs. */
static bool plain(rcp_str form)
{
    uint32_t n, letters = 0;
    for (uint32_t at = 0; at < form.len; at += n) {
        uint32_t c = rcp_utf8_at(form, at, &n);
        letters += rcp_is_letter(c);
        if (!rcp_is_letter(c) && !rcp_is_digit(c) && c != '-' && c != '\'' && c != '.')
            return false;
    }
    return letters > 0 && form.len <= RCP_FORM_MAX / 2;
}

static int by_text(const void *a, const void *b)
{
    return rcp_str_cmp(*(const rcp_str *)a, *(const rcp_str *)b);
}

/* "B=2|A=1" + "C=3" -> "A=1|B=2|C=3", in arena a. */
static rcp_str join_feats(rcp_arena *a, const rcp_str *list, uint32_t n)
{
    rcp_str piece[32], rest, one;
    uint32_t k = 0;
    char out[512];
    size_t len = 0;
    for (uint32_t i = 0; i < n; i++)
        for (rest = list[i]; k < 32 && rcp_list_next(&rest, &one);)
            if (one.len)
                piece[k++] = one;
    qsort(piece, k, sizeof *piece, by_text);
    for (uint32_t i = 0; i < k; i++) {
        if (i && rcp_str_eq(piece[i], piece[i - 1]))
            continue;
        if (len + piece[i].len + 1 >= sizeof out)
            break;
        if (len)
            out[len++] = '|';
        memcpy(out + len, piece[i].s, piece[i].len);
        len += piece[i].len;
    }
    return rcp_arena_str(a, (rcp_str){out, (uint32_t)len});
}

/* A tag such as PS13s: a row for each mood letter; of several persons none is said. */
static rcp_status add_forms(const meanings *m, const meaning *cat, rcp_lexeme row, rcp_str tag,
                            rcp_rows *lexemes)
{
    rcp_str part[8], mood[8];
    uint32_t n = 0, moods = 0, persons = 0;
    part[n++] = cat->feats;
    for (uint32_t i = 0; i < tag.len; i++)
        persons += tag.s[i] >= '1' && tag.s[i] <= '3';
    for (uint32_t i = 0; i < tag.len; i++)
        for (uint32_t k = 0; k < m->n_signs; k++) {
            const meaning *sign = &m->sign[k];
            if (!rcp_str_eq(sign->name, (rcp_str){tag.s + i, 1}) ||
                (sign->cats.len && !list_has(sign->cats, cat->name)))
                continue;
            if (tag.s[i] >= 'A' && tag.s[i] <= 'Z' && moods < 4)
                mood[moods++] = sign->feats;
            else if (n < 6 && !(persons > 1 && tag.s[i] >= '1' && tag.s[i] <= '3'))
                part[n++] = sign->feats;
        }
    for (uint32_t k = 0; k < (moods ? moods : 1); k++) {
        if (moods)
            part[n] = mood[k];
        rcp_lexeme *out = rcp_rows_add(lexemes);
        if (!out)
            return RCP_E_MEMORY;
        row.feats = join_feats(lexemes->arena, part, n + (moods > 0));
        *out = row;
    }
    return RCP_OK;
}

static rcp_status read_row(const meanings *m, const rcp_str *col, rcp_rows *lexemes)
{
    if (!plain(col[0]) || !plain(col[2]))
        return RCP_OK;
    for (uint32_t k = 0; k < m->n_cats; k++)
        if (rcp_str_eq(m->cat[k].name, col[1]))
            return add_forms(m, &m->cat[k], (rcp_lexeme){col[0], col[2], {"", 0}, m->cat[k].upos},
                             col[3], lexemes);
    return RCP_OK;
}

rcp_status rcp_lefff_read(const rcp_pack *pack, rcp_str bytes, const char *name, rcp_rows *lexemes,
                          rcp_err *err)
{
    meanings m;
    rcp_status s = read_meanings(pack, &m, err);
    uint32_t line = 0, bad;
    rcp_str row;
    if (!s && !rcp_utf8_valid(bytes, &bad))
        return rcp_fail_at(err, RCP_E_INPUT, name, 0, 0, "byte %u is not UTF-8", bad);
    while (!s && rcp_line_next(&bytes, &row)) {
        rcp_str col[4] = {{0}};
        uint32_t n = 0;
        line++;
        for (uint32_t beg = 0, i = 0; i <= row.len && n < 4; i++)
            if (i == row.len || row.s[i] == '\t' || row.s[i] == '\r') {
                col[n++] = (rcp_str){row.s + beg, i - beg};
                beg = i + 1;
            }
        if (n < 3 && row.len)
            return rcp_fail_at(err, RCP_E_INPUT, name, line, 1, "%u columns, where 4 are wanted",
                               n);
        if (n >= 3 && (s = read_row(&m, col, lexemes)))
            (void)rcp_fail(err, s, "no memory left for the lexicon");
    }
    return s;
}

/* Harmonising. */

enum { RULES_MAX = 128 };
typedef struct {
    rcp_str what, from, to;
    uint32_t a, b;
} rule;

static rcp_status read_rules(const rcp_pack *pack, rule *r, uint32_t *n, rcp_err *err)
{
    rcp_tsv tsv;
    char name[96];
    *n = 0;
    if (!rcp_tsv_open(&tsv, &pack->res, rcp_pack_file(pack, "harmonise.tsv", name)))
        return RCP_OK;
    while (rcp_tsv_next(&tsv)) {
        rcp_status s = rcp_tsv_want(&tsv, 2, 3, err);
        if (s)
            return s;
        if (*n == RULES_MAX)
            return rcp_tsv_fail(&tsv, 0, err, "more than %d rules", RULES_MAX);
        rule *row = &r[(*n)++];
        *row = (rule){tsv.field[0], tsv.field[1], rcp_tsv_field(&tsv, 2), 0, 0};
        if (rcp_str_is(row->what, "add"))
            s = rcp_tsv_enum(&tsv, 1, &rcp_enum_upos, &row->a, err);
        else if (rcp_str_is(row->what, "rel")) {
            s = rcp_tsv_enum(&tsv, 1, &rcp_enum_deprel, &row->a, err);
            s = s ? s : rcp_tsv_enum(&tsv, 2, &rcp_enum_deprel, &row->b, err);
        } else if (!rcp_str_is(row->what, "drop"))
            s = rcp_tsv_fail(&tsv, 0, err, "a row begins with drop, add or rel");
        if (s)
            return s;
    }
    return RCP_OK;
}

static bool dropped(rcp_str piece, const rule *r, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (rcp_str_is(r[i].what, "drop") &&
            (rcp_str_eq(piece, r[i].from) ||
             (piece.len > r[i].from.len && piece.s[r[i].from.len] == '=' &&
              !memcmp(piece.s, r[i].from.s, r[i].from.len))))
            return true;
    return false;
}

static void attribute_name(rcp_str pair, char out[40])
{
    const char *eq = pair.len ? memchr(pair.s, '=', pair.len) : NULL;
    (void)snprintf(out, 40, "%.*s", eq ? (int)(eq - pair.s) : (int)pair.len, pair.s);
}

static rcp_str changed_feats(const rcp_gold_word *w, const rule *r, uint32_t n, rcp_arena *a)
{
    rcp_str kept[32], rest = w->feats, piece;
    uint32_t k = 0;
    while (k < 24 && rcp_list_next(&rest, &piece))
        if (!dropped(piece, r, n))
            kept[k++] = piece;
    for (uint32_t i = 0; i < n && k < 32; i++) {
        char name[40];
        attribute_name(r[i].to, name);
        if (rcp_str_is(r[i].what, "add") && r[i].a == w->upos && !rcp_feat(w->feats, name).len)
            kept[k++] = r[i].to;
    }
    return join_feats(a, kept, k);
}

rcp_status rcp_harmonise(const rcp_pack *pack, rcp_treebank *bank, rcp_arena *a, rcp_err *err)
{
    rule r[RULES_MAX];
    uint32_t n;
    rcp_status s = read_rules(pack, r, &n, err);
    for (uint32_t i = 1; !s && n && i < bank->word.n; i++) {
        rcp_gold_word *w = RCP_ROW(&bank->word, rcp_gold_word, i);
        w->feats = changed_feats(w, r, n, a);
        if (!w->feats.s)
            s = rcp_fail(err, RCP_E_MEMORY, "no memory left to harmonise the treebanks");
        for (uint32_t k = 0; k < n; k++)
            if (rcp_str_is(r[k].what, "rel") && w->rel == r[k].a)
                w->rel = r[k].b;
    }
    return s;
}
