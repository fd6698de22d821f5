#include "ner/classes.h"

#include <stdlib.h>

#include "lang/form.h"

enum { CLASSES_MAX = 65000, ROW = 4 };

typedef struct { uint32_t hash, fine; } entry;

bool rcp_ner_classes_open(rcp_ner_classes *c, rcp_str first, rcp_str words, rcp_str wider)
{
    *c = (rcp_ner_classes){first, words, wider};
    if (!first.len && !words.len && !wider.len)
        return true;
    if (first.len != RCP_CLASS_FIRST || words.len % ROW || !wider.len || wider.len % ROW)
        return false;
    uint32_t n = words.len / ROW;
    bool fits = rcp_u32_at(first.s) == 0 && rcp_u32_at(first.s + RCP_CLASS_FIRST - 4) == n;
    for (uint32_t i = 0; fits && i < 1u << RCP_CLASS_BITS; i++)
        fits = rcp_u32_at(first.s + 4 * (size_t)i) <= rcp_u32_at(first.s + 4 * (size_t)i + 4);
    for (uint32_t i = 0; fits && i < n; i++)
        fits = rcp_u16_at(words.s + ROW * (size_t)i + 2) < wider.len / ROW;
    return fits;
}

static uint32_t hash_of(rcp_str word)
{
    return (uint32_t)(rcp_hash(word.s, word.len) >> 32);
}

static bool lookup(const rcp_ner_classes *c, rcp_str word, rcp_ner_class *out)
{
    uint32_t h = hash_of(word);
    const char *bucket = c->first.s + 4 * (size_t)(h >> (32 - RCP_CLASS_BITS));
    for (uint32_t i = rcp_u32_at(bucket), end = rcp_u32_at(bucket + 4); i < end; i++)
        if (rcp_u16_at(c->words.s + ROW * (size_t)i) == (h & 0xffff)) {
            uint32_t fine = rcp_u16_at(c->words.s + ROW * (size_t)i + 2);
            const char *wider = c->wider.s + ROW * (size_t)fine;
            *out = (rcp_ner_class){fine + 1, rcp_u16_at(wider) + 1, rcp_u16_at(wider + 2) + 1};
            return true;
        }
    return false;
}

rcp_ner_class rcp_ner_class_of(const rcp_ner_classes *c, rcp_str norm, rcp_str lower)
{
    rcp_ner_class found = {0};
    if (c->words.len && !lookup(c, norm, &found))
        (void)lookup(c, lower, &found);
    return found;
}

/* Reading the TSV. */

typedef struct { const char *file; uint32_t line; rcp_err *err; entry *row; uint32_t n, n_fine; uint16_t *wider; } reader;

static rcp_status wrong(const reader *r, const char *what)
{
    return rcp_fail_at(r->err, RCP_E_INPUT, r->file, r->line, 0, "%s", what);
}

/* The number in the next column; UINT32_MAX: there is none. */
static uint32_t next_number(rcp_str *line)
{
    uint32_t x = 0, i = 0;
    if (!line->len || line->s[0] != '\t')
        return UINT32_MAX;
    for (i = 1; i < line->len && line->s[i] >= '0' && line->s[i] <= '9' && x <= CLASSES_MAX; i++)
        x = 10 * x + (uint32_t)(line->s[i] - '0');
    bool ends = i > 1 && (i == line->len || line->s[i] == '\t');
    *line = (rcp_str){line->s + i, line->len - i};
    return ends && x <= CLASSES_MAX ? x : UINT32_MAX;
}

static rcp_status add_line(reader *r, rcp_str line)
{
    if (!line.len || line.s[0] == '#')
        return RCP_OK;
    const char *tab = memchr(line.s, '\t', line.len);
    uint32_t len = tab ? (uint32_t)(tab - line.s) : 0;
    rcp_str rest = {line.s + len, line.len - len};
    uint32_t wide = next_number(&rest), middle = next_number(&rest), fine = next_number(&rest);
    if (!len || wide == UINT32_MAX || middle == UINT32_MAX || fine == UINT32_MAX)
        return wrong(r, "a word and three classes are wanted, parted by tabs");
    uint16_t *at = &r->wider[2 * (size_t)fine];
    if (at[0] && (at[0] != middle + 1 || at[1] != wide + 1))
        return wrong(r, "this class was inside others before");
    at[0] = (uint16_t)(middle + 1);
    at[1] = (uint16_t)(wide + 1);
    r->n_fine = fine >= r->n_fine ? fine + 1 : r->n_fine;
    char norm[RCP_FORM_MAX];
    r->row[r->n++] = (entry){hash_of(rcp_form_norm((rcp_str){line.s, len}, norm)), fine};
    return RCP_OK;
}

static int by_hash(const void *a, const void *b)
{
    const entry *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return x->fine < y->fine ? -1 : x->fine > y->fine;
}

static rcp_status write_sections(reader *r, rcp_arena *a, rcp_ner_classes *out)
{
    rcp_buf first = {0}, words = {0}, wider = {0};
    uint32_t at = 0;
    qsort(r->row, r->n, sizeof *r->row, by_hash);
    for (uint32_t b = 0; b < 1u << RCP_CLASS_BITS; b++) {
        rcp_buf_u32(&first, at);
        while (at < r->n && r->row[at].hash >> (32 - RCP_CLASS_BITS) == b)
            at++;
    }
    rcp_buf_u32(&first, at);
    for (uint32_t i = 0; i < r->n; i++) {
        rcp_buf_u16(&words, r->row[i].hash & 0xffff);
        rcp_buf_u16(&words, r->row[i].fine);
    }
    for (uint32_t i = 0; i < 2 * r->n_fine; i++)
        rcp_buf_u16(&wider, r->wider[i] ? r->wider[i] - 1u : 0);
    out->first = rcp_arena_str(a, (rcp_str){first.s, (uint32_t)first.len});
    out->words = rcp_arena_str(a, (rcp_str){words.s, (uint32_t)words.len});
    out->wider = rcp_arena_str(a, (rcp_str){wider.s, (uint32_t)wider.len});
    bool failed = first.failed || words.failed || wider.failed || !out->first.s || !out->words.s || !out->wider.s;
    rcp_buf_free(&first);
    rcp_buf_free(&words);
    rcp_buf_free(&wider);
    return failed ? rcp_fail(r->err, RCP_E_MEMORY, "no memory left for the classes of words") : RCP_OK;
}

rcp_status rcp_ner_classes_read(rcp_str tsv, const char *file, rcp_arena *a, rcp_ner_classes *out, rcp_err *err)
{
    reader r = {.file = file, .err = err};
    size_t lines = 1;
    for (uint32_t i = 0; i < tsv.len; i++)
        lines += tsv.s[i] == '\n';
    r.row = RCP_NEW(a, entry, lines);
    r.wider = RCP_NEW(a, uint16_t, 2 * (size_t)CLASSES_MAX + 2);
    if (!r.row || !r.wider)
        return rcp_fail(err, RCP_E_MEMORY, "no memory left for the classes of words");
    rcp_status s = RCP_OK;
    for (rcp_str line; !s && rcp_line_next(&tsv, &line);) {
        r.line++;
        s = add_line(&r, line);
    }
    if (!s && !r.n)
        s = wrong(&r, "holds no word");
    return s ? s : write_sections(&r, a, out);
}
