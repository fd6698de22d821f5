#include "render/show.h"

#include <stdlib.h>

#include "render/page.h"

/* In the order of rank: where two marks overlap, the later one is printed inside the earlier, or
 * not at all when they cross. */
typedef enum { FURNITURE, SPEAKER, MENTION, TIME, QUANTITY, CUE, PREDICATE, N_MARKS } mark_kind;

static const struct { const char *key, *open, *close; rcp_style style; } marks[N_MARKS] = {
    [FURNITURE] = {"show.furniture", "{", "}", RCP_DIM},
    [SPEAKER] = {"show.speaker", "[@", "]", RCP_UNDERLINE},
    [MENTION] = {"show.mention", "[", "]", RCP_BLUE},
    [TIME] = {"show.time", "[~", "]", RCP_GREEN},
    [QUANTITY] = {"show.quantity", "[#", "]", RCP_YELLOW},
    [CUE] = {"show.cue", "[>", "]", RCP_MAGENTA},
    [PREDICATE] = {"show.predicate", "[!", "]", RCP_RED},
};

typedef struct { rcp_span span; mark_kind kind; } mark;

static void add(mark *m, uint32_t *n, rcp_span span, mark_kind kind)
{
    if (span.end > span.beg)
        m[(*n)++] = (mark){span, kind};
}

/* Wider marks first where they begin together, so that they can hold the others. */
static int outermost_first(const void *x, const void *y)
{
    const mark *a = x, *b = y;
    if (a->span.beg != b->span.beg)
        return a->span.beg < b->span.beg ? -1 : 1;
    if (a->span.end != b->span.end)
        return a->span.end > b->span.end ? -1 : 1;
    return (a->kind > b->kind) - (a->kind < b->kind);
}

static mark *gather(const rcp_doc *d, uint32_t *n)
{
    mark *m = calloc((size_t)d->furniture.n + d->mention.n + d->time.n + d->quantity.n +
                         2 * (size_t)d->attribution.n + d->claim.n + 1,
                     sizeof *m);
    *n = 0;
    if (!m)
        return NULL;
    for (uint32_t i = 1; i < d->furniture.n; i++)
        add(m, n, d->furniture.row[i].span, FURNITURE);
    for (uint32_t i = 1; i < d->mention.n; i++)
        add(m, n, d->mention.row[i].span, MENTION);
    for (uint32_t i = 1; i < d->time.n; i++)
        add(m, n, d->time.row[i].span, TIME);
    for (uint32_t i = 1; i < d->quantity.n; i++)
        add(m, n, d->quantity.row[i].span, QUANTITY);
    for (uint32_t i = 1; i < d->attribution.n; i++) {
        add(m, n, d->attribution.row[i].speaker, SPEAKER);
        add(m, n, d->attribution.row[i].cue, CUE);
    }
    for (uint32_t i = 1; i < d->claim.n; i++)
        if (d->claim.row[i].event)
            add(m, n, d->event.row[d->claim.row[i].event].predicate, PREDICATE);
    qsort(m, *n, sizeof *m, outermost_first);
    return m;
}

enum { NESTED_MAX = 8 };

typedef struct { rcp_page *page; const rcp_doc *doc; bool colour; mark open[NESTED_MAX]; uint32_t n_open; } printer;

static void set_style(printer *p)
{
    rcp_page_style(p->page, p->n_open ? marks[p->open[p->n_open - 1].kind].style : RCP_PLAIN);
}

/* Text from `at` to `end`; an empty line of the text stays one. */
static void put_text(printer *p, uint32_t at, uint32_t end)
{
    rcp_str text = rcp_slice(p->doc->text, (rcp_span){at, end});
    while (text.len) {
        const char *nl = memchr(text.s, '\n', text.len);
        uint32_t n = nl ? (uint32_t)(nl - text.s) : text.len;
        rcp_page_text(p->page, (rcp_str){text.s, n});
        if (nl) {
            rcp_page_line(p->page, p->page->indent);
            n++;
        }
        text.s += n;
        text.len -= n;
    }
}

static void close_until(printer *p, uint32_t *at, uint32_t limit)
{
    while (p->n_open && p->open[p->n_open - 1].span.end <= limit) {
        mark m = p->open[p->n_open - 1];
        put_text(p, *at, m.span.end);
        *at = m.span.end;
        p->n_open--;
        if (!p->colour)
            rcp_page_z(p->page, marks[m.kind].close);
        set_style(p);
    }
}

static void put_marked(printer *p, const mark *m, uint32_t n)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < n; i++) {
        bool again = i > 0 && m[i].span.beg == m[i - 1].span.beg &&
                     m[i].span.end == m[i - 1].span.end;
        close_until(p, &at, m[i].span.beg);
        if (again || p->n_open == NESTED_MAX || m[i].span.beg < at ||
            (p->n_open && m[i].span.end > p->open[p->n_open - 1].span.end))
            continue;
        put_text(p, at, m[i].span.beg);
        at = m[i].span.beg;
        p->open[p->n_open++] = m[i];
        set_style(p);
        if (!p->colour)
            rcp_page_z(p->page, marks[m[i].kind].open);
    }
    close_until(p, &at, UINT32_MAX);
    put_text(p, at, p->doc->text.len);
}

static void put_legend(rcp_page *page, const rcp_show_how *how)
{
    for (int i = 0; i < N_MARKS; i++) {
        if (i)
            rcp_page_z(page, "  ");
        rcp_page_style(page, marks[i].style);
        if (!how->colour)
            rcp_page_z(page, marks[i].open);
        rcp_page_text(page, rcp_words_text(how->words, marks[i].key));
        if (!how->colour)
            rcp_page_z(page, marks[i].close);
        rcp_page_style(page, RCP_PLAIN);
    }
    rcp_page_line(page, 0);
    rcp_page_line(page, 0);
}

static void put_head(rcp_page *page, const rcp_doc *d, const rcp_words *w)
{
    const rcp_published *p = rcp_doc_published(d);
    rcp_buf z = {0};
    rcp_page_style(page, RCP_BOLD);
    rcp_page_text(page, d->source.title.len ? d->source.title : d->source.path);
    rcp_page_style(page, RCP_PLAIN);
    rcp_page_line(page, 0);
    if (d->source.outlet.len) {
        rcp_buf_str(&z, d->source.outlet);
        rcp_buf_z(&z, " \xc2\xb7 ");
    }
    if (p->hi > p->lo)
        rcp_words_days(&z, w, p->lo, p->hi);
    else
        rcp_buf_str(&z, rcp_words_text(w, "brief.undated"));
    rcp_buf_f(&z, " \xc2\xb7 %s \xc2\xb7 ", d->lang);
    rcp_buf_str(&z, d->source.id);
    rcp_page_text(page, (rcp_str){z.s, (uint32_t)z.len});
    rcp_page_line(page, 0);
    rcp_buf_free(&z);
}

/* One claim: who, what kind, the words, and the resource lines that made it. */
static void put_claim(rcp_page *page, const rcp_doc *d, const rcp_pack *pack, const rcp_words *w,
                      rcp_id row)
{
    const rcp_claim *c = &d->claim.row[row];
    const rcp_event *e = &d->event.row[c->event];
    const rcp_attribution *a = &d->attribution.row[c->attribution];
    char why[96];
    rcp_buf z = {0};
    rcp_str name = rcp_doc_sym(d, d->mention.row[a->mention].name);
    rcp_page_line(page, 2);
    rcp_buf_f(&z, "%u. ", row);
    rcp_buf_str(&z, !c->attribution ? rcp_words_text(w, "says.outlet")
                    : name.len      ? rcp_words_name(w, name)
                                    : rcp_doc_slice(d, a->speaker));
    rcp_buf_z(&z, " \xc2\xb7 ");
    rcp_buf_str(&z, rcp_words_text2(w, "speech.", rcp_str_of(rcp_enum_word(&rcp_enum_speech, c->speech))));
    rcp_buf_str(&z, rcp_words_text(w, "colon"));
    rcp_buf_char(&z, ' ');
    rcp_buf_str(&z, rcp_words_text(w, "quote.open"));
    rcp_buf_str(&z, rcp_doc_slice(d, c->evidence));
    rcp_buf_str(&z, rcp_words_text(w, "quote.close"));
    rcp_buf_f(&z, " [%u-%u] ", c->evidence.beg, c->evidence.end);
    page->indent = 2;
    rcp_page_text(page, (rcp_str){z.s, (uint32_t)z.len});
    rcp_buf_reset(&z);
    if (c->event) {
        rcp_str mode = rcp_doc_sym(d, e->mode);
        rcp_buf_f(&z, "%s%s", rcp_enum_word(&rcp_enum_type, e->type), mode.len ? "/" : "");
        rcp_buf_str(&z, mode);
        rcp_buf_f(&z, " %s ", rcp_why_text(&pack->res, e->why, why));
    }
    rcp_buf_z(&z, rcp_why_text(&pack->res, c->why, why));
    rcp_page_style(page, RCP_DIM);
    rcp_page_text(page, (rcp_str){z.s, (uint32_t)z.len});
    rcp_page_style(page, RCP_PLAIN);
    rcp_buf_free(&z);
}

rcp_status rcp_show_write(rcp_buf *out, const rcp_doc *d, const rcp_pack *pack,
                          const rcp_show_how *how, rcp_err *err)
{
    uint32_t n;
    mark *m = gather(d, &n);
    rcp_page page = {.out = out, .width = how->width, .colour = how->colour};
    printer p = {.page = &page, .doc = d, .colour = how->colour};
    if (!m)
        return rcp_fail(err, RCP_E_MEMORY, "no memory left to show the report");
    put_head(&page, d, how->words);
    put_legend(&page, how);
    put_marked(&p, m, n);
    rcp_page_line(&page, 0);
    if (d->claim.n > 1) {
        rcp_page_line(&page, 0);
        rcp_page_style(&page, RCP_BOLD);
        rcp_page_text(&page, rcp_words_text(how->words, "show.claims"));
        rcp_page_style(&page, RCP_PLAIN);
        for (uint32_t i = 1; i < d->claim.n; i++)
            put_claim(&page, d, pack, how->words, i);
        rcp_page_line(&page, 0);
    }
    rcp_page_free(&page);
    free(m);
    return RCP_OK;
}
