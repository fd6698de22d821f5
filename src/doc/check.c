/* check.c - the invariants of a document. */
#include "doc/doc.h"
#include "doc/schema.h"

#define REQUIRE(ok, ...)                                                                           \
    do                                                                                             \
        if (!(ok))                                                                                 \
            return rcp_fail(err, RCP_E_INPUT, __VA_ARGS__);                                        \
    while (0)

static bool span_ok(const rcp_doc *doc, rcp_span s)
{
    return s.beg <= s.end && s.end <= doc->text.len && rcp_utf8_boundary(doc->text, s.beg) &&
           rcp_utf8_boundary(doc->text, s.end);
}

static uint32_t read_u32(const void *p)
{
    uint32_t x;
    memcpy(&x, p, sizeof x);
    return x;
}

static uint32_t read_u16(const void *p)
{
    uint16_t x;
    memcpy(&x, p, sizeof x);
    return x;
}

/* One field of one row: spans inside the text, row numbers inside their table. */
static rcp_status check_field(const rcp_doc *doc, const rcp_table_info *t, const rcp_field *f,
                              uint32_t row, const char *at, rcp_err *err)
{
    rcp_span pair = {0, 0};
    switch (f->kind) {
    case RCP_F_SPAN:
        memcpy(&pair, at, sizeof pair);
        REQUIRE(span_ok(doc, pair), "%s %u: %s %u-%u is no span of the text", t->name, row, f->name,
                pair.beg, pair.end);
        break;
    case RCP_F_TOKS:
        memcpy(&pair, at, sizeof pair);
        REQUIRE(pair.beg <= pair.end && (row == 0 || pair.beg >= 1) && pair.end <= doc->tok.n,
                "%s %u: tokens %u-%u are not there", t->name, row, pair.beg, pair.end);
        break;
    case RCP_F_ID: {
        uint32_t n = rcp_doc_table(doc, f->of)->n, id = read_u32(at);
        REQUIRE(id < n || (id == 0 && n == 0), "%s %u: %s is row %u of a table of %u", t->name, row,
                f->name, id, n);
        break;
    }
    case RCP_F_ENUM16:
    case RCP_F_ENUM32: {
        uint32_t value = f->kind == RCP_F_ENUM16 ? read_u16(at) : read_u32(at);
        REQUIRE(value < f->words->n, "%s %u: %s has no value %u", t->name, row, f->name, value);
        break;
    }
    case RCP_F_SYM:
        REQUIRE(read_u32(at) < doc->syms.n || read_u32(at) == 0, "%s %u: %s is no symbol", t->name,
                row, f->name);
        break;
    default:
        break;
    }
    return RCP_OK;
}

static rcp_status check_table(const rcp_doc *doc, const rcp_table_info *t, rcp_err *err)
{
    const rcp_any_table *table =
        (const rcp_any_table *)(const void *)((const char *)doc + t->offset);
    if (!table->row) {
        REQUIRE(table->n == 0 && t->stage >= (int)doc->n_done, "%s: table is missing", t->name);
        return RCP_OK;
    }
    REQUIRE(table->n > 0, "%s: no nil row", t->name);
    const char *row = table->row;
    for (uint32_t i = 0; i < table->n; i++, row += t->size)
        for (uint32_t f = 0; f < t->n_fields; f++) {
            rcp_status s = check_field(doc, t, &t->field[f], i, row + t->field[f].offset, err);
            if (s)
                return s;
        }
    row = table->row;
    for (size_t i = 0; i < t->size; i++)
        REQUIRE(row[i] == 0, "%s: the nil row is not zero", t->name);
    return RCP_OK;
}

static rcp_status check_source_map(const rcp_doc *doc, rcp_err *err)
{
    uint32_t at = 0;
    for (uint32_t i = 1; i < doc->seg.n; i++) {
        const rcp_seg *s = &doc->seg.row[i];
        uint32_t end = i + 1 < doc->seg.n ? s[1].text_beg : doc->text.len;
        REQUIRE(s->text_beg == at && end >= at, "seg %u: text is not covered in order", i);
        REQUIRE(s->raw_beg <= s->raw_end && s->raw_end <= doc->raw.len, "seg %u: raw range", i);
        if (s->kind == RCP_SEG_COPY)
            REQUIRE(s->raw_end - s->raw_beg == end - at &&
                        !memcmp(doc->raw.s + s->raw_beg, doc->text.s + at, end - at),
                    "seg %u: not a copy", i);
        if (s->kind == RCP_SEG_ADDED)
            REQUIRE(s->raw_beg == s->raw_end, "seg %u: added text has a source", i);
        at = end;
    }
    REQUIRE(at == doc->text.len, "seg: the text ends at %u, the map at %u", doc->text.len, at);
    return RCP_OK;
}

static rcp_status check_tokens(const rcp_doc *doc, rcp_err *err)
{
    uint32_t at = 0, sent_at = 1;
    for (uint32_t i = 1; i < doc->tok.n; i++) {
        rcp_span s = doc->tok.row[i].span;
        REQUIRE(s.beg >= at && s.end > s.beg, "tok %u: out of order or empty", i);
        at = s.end;
    }
    for (uint32_t i = 1; i < doc->sent.n; i++) {
        rcp_toks t = doc->sent.row[i].toks;
        REQUIRE(t.beg == sent_at && t.end > t.beg, "sent %u: tokens are not covered in order", i);
        sent_at = t.end;
    }
    REQUIRE(doc->n_done <= RCP_SEGMENT || sent_at == doc->tok.n || doc->tok.n <= 1,
            "sent: %u of %u tokens covered", sent_at, doc->tok.n);
    uint32_t tok = 0;
    for (uint32_t i = 1; i < doc->word.n; i++) {
        REQUIRE(doc->word.row[i].tok == tok || doc->word.row[i].tok == tok + 1,
                "word %u: a token has no word, or words are out of order", i);
        tok = doc->word.row[i].tok;
    }
    REQUIRE(doc->n_done <= RCP_SEGMENT || tok + 1 == doc->tok.n || doc->tok.n <= 1,
            "word: the last tokens have none");
    return RCP_OK;
}

/* Heads stay in their sentence, make no cycle, and reach 0 exactly once. */
static rcp_status check_trees(const rcp_doc *doc, rcp_err *err)
{
    for (uint32_t s = 1; s < doc->sent.n; s++) {
        rcp_toks t = doc->sent.row[s].toks;
        uint32_t beg = rcp_doc_word_of(doc, t.beg), end = rcp_doc_word_of(doc, t.end), roots = 0;
        for (uint32_t w = beg; w < end; w++) {
            uint32_t h = doc->dep.row[w].head, steps = 0;
            roots += h == 0;
            REQUIRE(h == 0 || (h >= beg && h < end), "dep %u: head %u is in another sentence", w, h);
            while (h && steps++ <= end - beg)
                h = doc->dep.row[h].head;
            REQUIRE(h == 0, "dep %u: its heads make a cycle", w);
        }
        REQUIRE(roots == 1, "sent %u: %u roots", s, roots);
    }
    return RCP_OK;
}

static rcp_status check_lists(const rcp_doc *doc, rcp_err *err)
{
    for (uint32_t i = 1; i < doc->event.n; i++) {
        const rcp_event *e = &doc->event.row[i];
        REQUIRE(e->arg_beg <= e->arg_end && e->arg_end <= doc->arg.n, "event %u: arguments", i);
        for (uint32_t a = e->arg_beg; a < e->arg_end; a++)
            REQUIRE(doc->arg.row[a].event == i, "arg %u: of another event", a);
    }
    for (uint32_t i = 1; i < doc->attribution.n; i++) {
        const rcp_attribution *a = &doc->attribution.row[i];
        REQUIRE(a->content_beg <= a->content_end && a->content_end <= doc->content.n &&
                    a->via_beg <= a->via_end && a->via_end <= doc->via.n,
                "attribution %u: lists", i);
        for (uint32_t c = a->content_beg; c < a->content_end; c++)
            REQUIRE(doc->content.row[c].attribution == i, "content %u: of another", c);
        for (uint32_t v = a->via_beg; v < a->via_end; v++)
            REQUIRE(doc->via.row[v].attribution == i, "via %u: of another", v);
        REQUIRE(a->parent != i, "attribution %u: inside itself", i);
    }
    return RCP_OK;
}

rcp_status rcp_doc_check(const rcp_doc *doc, rcp_err *err)
{
    uint32_t bad;
    rcp_status s = RCP_OK;
    REQUIRE(doc->text.len <= RCP_TEXT_MAX, "text is too long");
    REQUIRE(rcp_utf8_valid(doc->text, &bad), "text is not UTF-8 at %u", bad);
    for (uint32_t t = 0; !s && t < RCP_N_TABLES; t++)
        s = check_table(doc, &rcp_tables[t], err);
    if (!s)
        s = check_source_map(doc, err);
    if (!s && doc->n_done > RCP_SEGMENT)
        s = check_tokens(doc, err);
    if (!s && doc->n_done > RCP_TAG)
        REQUIRE(doc->tag.n == doc->word.n, "tag: %u rows for %u words", doc->tag.n, doc->word.n);
    if (!s && doc->n_done > RCP_PARSE) {
        REQUIRE(doc->dep.n == doc->word.n, "dep: %u rows for %u words", doc->dep.n, doc->word.n);
        s = check_trees(doc, err);
    }
    return s ? s : check_lists(doc, err);
}
