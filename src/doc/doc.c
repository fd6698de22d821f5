#include "doc/doc.h"
#include "doc/schema.h"

rcp_status rcp_doc_open(rcp_doc *doc, size_t bytes)
{
    /* A token for every two bytes costs 44 bytes of rows; the rest is findings and symbols. */
    memset(doc, 0, sizeof *doc);
    return rcp_arena_open(&doc->arena, ((size_t)1 << 20) + 160 * bytes);
}

rcp_status rcp_doc_speak(rcp_doc *doc, const char *lang, const rcp_syms *syms)
{
    size_t n = strlen(lang);
    if (n >= sizeof doc->lang)
        return RCP_E_LANGUAGE;
    memcpy(doc->lang, lang, n + 1);
    return rcp_syms_init(&doc->syms, &doc->arena, syms);
}

void rcp_doc_close(rcp_doc *doc)
{
    rcp_arena_close(&doc->arena);
    memset(doc, 0, sizeof *doc);
}

const void *rcp_doc_freeze(rcp_doc *doc, const void *rows, size_t size, size_t n)
{
    void *p = rcp_arena_get(&doc->arena, size, sizeof(uint64_t), n);
    return p ? memcpy(p, rows, size * n) : NULL;
}

void rcp_doc_mark(rcp_doc *doc, uint32_t stage)
{
    doc->mark[stage] = doc->arena.at;
    doc->syms_mark[stage] = doc->syms;
}

void rcp_doc_rewind(rcp_doc *doc, uint32_t from)
{
    if (from >= doc->n_done)
        return;
    for (uint32_t t = 0; t < RCP_N_TABLES; t++)
        if (rcp_tables[t].stage >= (int)from)
            memset((char *)doc + rcp_tables[t].offset, 0, sizeof(rcp_any_table));
    if (from <= RCP_READ)
        doc->published = (rcp_published){0};
    if (from <= RCP_TAG)
        doc->heads = NULL;
    if (from <= RCP_FIND)
        doc->inferred = (rcp_published){0};
    rcp_syms_rewind(&doc->syms, &doc->syms_mark[from]);
    rcp_arena_rewind(&doc->arena, doc->mark[from]);
    doc->n_done = from;
}

/* The last segment that begins at or before text byte `at`. */
static const rcp_seg *seg_at(const rcp_doc *doc, uint32_t at)
{
    uint32_t lo = 1, hi = doc->seg.n;       /* row 0 is nil */
    while (hi - lo > 1) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (doc->seg.row[mid].text_beg <= at)
            lo = mid;
        else
            hi = mid;
    }
    return &doc->seg.row[lo];
}

rcp_span rcp_doc_source(const rcp_doc *doc, rcp_span text)
{
    const rcp_seg *first = seg_at(doc, text.beg), *last = seg_at(doc, text.end - 1);
    rcp_span raw = {first->raw_beg, last->raw_end};
    if (first->kind == RCP_SEG_COPY)
        raw.beg += text.beg - first->text_beg;
    if (last->kind == RCP_SEG_COPY)
        raw.end = last->raw_beg + (text.end - last->text_beg);
    return raw;
}

rcp_span rcp_doc_toks_span(const rcp_doc *doc, rcp_toks toks)
{
    if (toks.beg >= toks.end)
        return (rcp_span){0, 0};
    return (rcp_span){doc->tok.row[toks.beg].span.beg, doc->tok.row[toks.end - 1].span.end};
}

rcp_span rcp_doc_sent_span(const rcp_doc *doc, rcp_id sent)
{
    return rcp_doc_toks_span(doc, doc->sent.row[sent].toks);
}

/* First token that ends after byte `at`. */
static uint32_t tok_after(const rcp_doc *doc, uint32_t at)
{
    uint32_t lo = 1, hi = doc->tok.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (doc->tok.row[mid].span.end <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

rcp_toks rcp_doc_toks_of(const rcp_doc *doc, rcp_span span)
{
    rcp_toks toks;
    toks.beg = toks.end = tok_after(doc, span.beg);
    while (toks.end < doc->tok.n && doc->tok.row[toks.end].span.beg < span.end)
        toks.end++;
    return toks;
}

rcp_id rcp_doc_sent_of(const rcp_doc *doc, rcp_id tok)
{
    uint32_t lo = 1, hi = doc->sent.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (doc->sent.row[mid].toks.end <= tok)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < doc->sent.n && doc->sent.row[lo].toks.beg <= tok ? lo : 0;
}

rcp_id rcp_doc_word_of(const rcp_doc *doc, rcp_id tok)
{
    uint32_t lo = 1, hi = doc->word.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (doc->word.row[mid].tok < tok)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}
