#include "read/html.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

enum {
    ARTICLE_BYTES = 600,        /* an <article> shorter than this is a teaser              */
    ENTITY_BYTES = 64           /* how far back the & of a changed character is looked for */
};

/* ---- names ---- */

static bool one_of(const char *name, const char *const *list)
{
    for (; *list; list++)
        if (!strcasecmp(name, *list))
            return true;
    return false;
}

static const char *const dropped[] = {"script", "style", "noscript", "nav", "footer", "form",
                                      "button", "select", "textarea", "svg", "iframe", "object",
                                      "template", "audio", "video", "canvas", "math", "datalist",
                                      "label", "dialog", "menu", NULL};
static const char *const blocks[] = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "table",
    "tr", "td", "th", "thead", "tbody", "caption", "section", "article", "main", "aside", "header",
    "figure", "figcaption", "blockquote", "pre", "address", "hr", "br", "body", "html", "fieldset",
    "details", "summary", "center", NULL};
static const char *const open_ended[] = {   /* no end tag, or one that may be left out */
    "br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track",
    "wbr", "param", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option",
    "optgroup", "html", "head", "body", "colgroup", NULL};

bool rcp_looks_like_html(rcp_str b)
{
    static const char *const heads[] = {"<!doctype html", "<html", "<head", "<body", "<article"};
    uint32_t at = 0;
    if (b.len >= 3 && !memcmp(b.s, "\xef\xbb\xbf", 3))
        at = 3;
    while (at < b.len && rcp_is_space((unsigned char)b.s[at]))
        at++;
    /* <?xml ...?> and comments may come first */
    while (b.len - at > 4 && (!memcmp(b.s + at, "<?", 2) || !memcmp(b.s + at, "<!--", 4))) {
        const char *end = memchr(b.s + at, '>', b.len - at);
        if (!end)
            return false;
        at = (uint32_t)(end - b.s) + 1;
        while (at < b.len && rcp_is_space((unsigned char)b.s[at]))
            at++;
    }
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (b.len - at >= strlen(heads[i]) && !strncasecmp(b.s + at, heads[i], strlen(heads[i])))
            return true;
    return false;
}

/* ---- the scan ---- */

typedef struct { rcp_str s; uint32_t at; } cursor;

static bool at_space(const cursor *c)
{
    return c->at < c->s.len && strchr(" \t\r\n\f/", c->s.s[c->at]) && c->s.s[c->at];
}

/* Skip one attribute value, if there is one. */
static void skip_value(cursor *c)
{
    while (at_space(c))
        c->at++;
    if (c->at >= c->s.len || c->s.s[c->at] != '=')
        return;
    c->at++;
    while (at_space(c))
        c->at++;
    if (c->at >= c->s.len)
        return;
    char quote = c->s.s[c->at];
    if (quote == '"' || quote == '\'') {
        const char *end = memchr(c->s.s + c->at + 1, quote, c->s.len - c->at - 1);
        c->at = end ? (uint32_t)(end - c->s.s) + 1 : c->s.len;
        return;
    }
    while (c->at < c->s.len && !at_space(c) && c->s.s[c->at] != '>')
        c->at++;
}

/* The attributes of a tag; leaves the cursor after its '>'. */
static uint32_t count_attributes(cursor *c)
{
    uint32_t n = 0;
    for (;;) {
        while (at_space(c))
            c->at++;
        if (c->at >= c->s.len || c->s.s[c->at] == '>')
            break;
        n++;
        uint32_t beg = c->at;
        while (c->at < c->s.len && !at_space(c) && c->s.s[c->at] != '>' &&
               (c->s.s[c->at] != '=' || c->at == beg))
            c->at++;
        skip_value(c);
    }
    if (c->at < c->s.len)
        c->at++;
    return n;
}

/* Past a comment, a declaration, or the raw text of <script> and <style>. */
static void skip_past(cursor *c, const char *end)
{
    size_t n = strlen(end);
    while (c->at < c->s.len) {
        const char *p = memchr(c->s.s + c->at, end[0], c->s.len - c->at);
        if (!p)
            break;
        c->at = (uint32_t)(p - c->s.s);
        if (c->s.len - c->at >= n && !strncasecmp(p, end, n)) {
            c->at += (uint32_t)n;
            return;
        }
        c->at++;
    }
    c->at = c->s.len;
}

static rcp_status too_much(rcp_err *err, uint32_t at, const char *what, int limit)
{
    (void)rcp_fail(err, RCP_E_LIMIT, "the page has %s (limit %d) at byte %u", what, limit, at);
    if (err)
        err->offset = at;
    return RCP_E_LIMIT;
}

rcp_status rcp_html_scan(rcp_str raw, rcp_err *err)
{
    cursor c = {raw, 0};
    uint32_t depth = 0;
    while (c.at < raw.len) {
        const char *p = memchr(raw.s + c.at, '<', raw.len - c.at);
        if (!p)
            break;
        uint32_t beg = c.at = (uint32_t)(p - raw.s), n = 0;
        bool end_tag = ++c.at < raw.len && raw.s[c.at] == '/';
        c.at += end_tag;
        char name[16] = "";
        for (; c.at < raw.len && n + 1 < sizeof name; c.at++) {
            unsigned char x = (unsigned char)raw.s[c.at];
            if (!(x < 0x80 && (rcp_is_letter(x) || rcp_is_digit(x))))
                break;
            name[n++] = (char)x;
        }
        if (!n) {
            if (raw.len - beg >= 4 && !memcmp(p, "<!--", 4))
                skip_past(&c, "-->");
            continue;
        }
        if (count_attributes(&c) > RCP_HTML_ATTRIBUTES)
            return too_much(err, beg, "a tag with too many attributes", RCP_HTML_ATTRIBUTES);
        bool closed = c.at >= 2 && raw.s[c.at - 2] == '/';
        if (end_tag)
            depth -= depth > 0 && !one_of(name, open_ended);
        else if (!strcasecmp(name, "script") || !strcasecmp(name, "style"))
            skip_past(&c, name[1] == 'c' || name[1] == 'C' ? "</script" : "</style");
        else if (!closed && !one_of(name, open_ended) && ++depth > RCP_HTML_DEPTH)
            return too_much(err, beg, "elements nested too deep", RCP_HTML_DEPTH);
    }
    return RCP_OK;
}

/* ---- the text ---- */

typedef struct {
    rcp_doc *doc;
    htmlParserCtxtPtr parser;
    rcp_html_meta *meta;
    char    *text;              /* grows at the end of the arena's promise: raw.len * 3 + 64 */
    uint32_t len, cap;
    rcp_rows seg;
    uint32_t skip;              /* dropped elements that are open                          */
    bool     broken;            /* a line break is due before the next text                */
    bool     spaced;            /* a space is due                                          */
    bool     in_title, full;
    uint32_t raw_at;            /* source of the text so far ends here                     */
    char     title[512];
    uint32_t title_len;
    uint32_t articles;          /* <article> elements that are open                        */
    rcp_span article, best;     /* of the text                                             */
} reader;

/* Add text; joins a copy to the copy before it. */
static void put(reader *r, const char *s, uint32_t n, uint32_t kind, uint32_t raw_beg,
                uint32_t raw_end)
{
    rcp_seg *last = r->seg.n > 1 ? RCP_ROW(&r->seg, rcp_seg, r->seg.n - 1) : NULL;
    if (r->full || n == 0)
        return;
    if (r->len + n > r->cap || r->len + n > RCP_TEXT_MAX) {
        r->full = true;
        return;
    }
    if (last && kind == RCP_SEG_COPY && last->kind == RCP_SEG_COPY && last->raw_end == raw_beg)
        last->raw_end = raw_end;
    else {
        rcp_seg *row = rcp_rows_add(&r->seg);
        if (!row) {
            r->full = true;
            return;
        }
        *row = (rcp_seg){r->len, raw_beg, raw_end, kind};
    }
    memcpy(r->text + r->len, s, n);
    r->len += n;
    r->raw_at = raw_end;
}

static void put_due(reader *r)
{
    if (r->broken && r->len)
        put(r, "\n", 1, RCP_SEG_ADDED, r->raw_at, r->raw_at);
    else if (r->spaced && r->len)
        put(r, " ", 1, RCP_SEG_CHANGED, r->raw_at, r->raw_at);
    r->broken = r->spaced = false;
}

/* A run of characters with no white space in it but single spaces; `at` is where it stands in
 * raw when `copied`, else what it came from is [at, until). */
static void put_run(reader *r, const char *s, uint32_t n, bool copied, uint32_t at, uint32_t until)
{
    put_due(r);
    put(r, s, n, copied ? RCP_SEG_COPY : RCP_SEG_CHANGED, at, copied ? at + n : until);
}

/* ASCII white space is what HTML collapses; no-break spaces stay. */
static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static uint32_t parser_at(const reader *r)
{
    const xmlParserInput *in = r->parser->input;
    if (!in || in->cur < in->base)
        return r->raw_at;
    size_t at = in->consumed + (size_t)(in->cur - in->base);
    return at > r->doc->raw.len ? r->doc->raw.len : (uint32_t)at;
}

/* Where the parser's text stands in raw: right before its position, or a little earlier. */
static bool find_source(const reader *r, const char *s, uint32_t n, uint32_t *at)
{
    uint32_t end = parser_at(r);
    for (uint32_t back = 0; back <= 4 && end >= back + n; back++) {
        *at = end - back - n;
        if (*at >= r->raw_at && !memcmp(r->doc->raw.s + *at, s, n))
            return true;
    }
    /* ... or next after what was read last */
    uint32_t room = r->doc->raw.len - r->raw_at;
    if (room > n + ENTITY_BYTES)
        room = n + ENTITY_BYTES;
    const char *p = n ? memmem(r->doc->raw.s + r->raw_at, room, s, n) : NULL;
    if (p)
        *at = (uint32_t)(p - r->doc->raw.s);
    return p != NULL;
}

static void put_text(reader *r, const char *s, uint32_t n)
{
    uint32_t at = 0, until = parser_at(r);
    bool copied = find_source(r, s, n, &at);
    if (!copied) {                              /* an entity, most likely */
        if (until < r->raw_at)
            until = r->raw_at;
        at = until;
        while (at > r->raw_at && until - at < ENTITY_BYTES &&
               (at == r->doc->raw.len || r->doc->raw.s[at] != '&'))
            at--;
    }
    for (uint32_t i = 0, beg; i < n;) {
        beg = i;
        while (i < n && (!is_blank(s[i]) || (s[i] == ' ' && i > beg && i + 1 < n &&
                                             !is_blank(s[i + 1]))))
            i++;
        if (i > beg)
            put_run(r, s + beg, i - beg, copied, copied ? at + beg : at, until);
        for (; i < n && is_blank(s[i]); i++)
            r->spaced = true;
    }
}

/* ---- SAX ---- */

static void put_meta(reader *r, rcp_str *to, const char *value)
{
    if (to->len || !value)
        return;
    size_t n = strlen(value);
    if (n && n < 1024)
        *to = rcp_arena_str(&r->doc->arena, (rcp_str){value, (uint32_t)n});
}

/* The first that is a date: <time datetime="PT5M"> is none. */
static void put_date(reader *r, const char *value)
{
    int32_t lo, hi;
    if (value && rcp_day_read(rcp_str_of(value), &lo, &hi))
        put_meta(r, &r->meta->published, value);
}

static const char *attribute(const xmlChar **list, const char *name)
{
    for (; list && list[0]; list += 2)
        if (!strcasecmp((const char *)list[0], name))
            return (const char *)list[1];
    return NULL;
}

static void read_meta(reader *r, const xmlChar **list)
{
    static const char *const dates[] = {"article:published_time", "date", "dc.date", "pubdate",
                                        "dc.date.issued", "datepublished", "publish-date",
                                        "og:article:published_time", "parsely-pub-date", NULL};
    const char *name = attribute(list, "property"), *content = attribute(list, "content");
    if (!name)
        name = attribute(list, "name");
    if (!name)
        name = attribute(list, "itemprop");
    if (!name || !content)
        return;
    if (!strcasecmp(name, "og:title"))
        put_meta(r, &r->meta->title, content);
    else if (!strcasecmp(name, "og:site_name"))
        put_meta(r, &r->meta->outlet, content);
    else if (one_of(name, dates))
        put_date(r, content);
}

static void on_start(void *ctx, const xmlChar *name, const xmlChar **list)
{
    reader *r = ctx;
    const char *z = (const char *)name;
    r->skip += one_of(z, dropped);
    if (!strcasecmp(z, "meta"))
        read_meta(r, list);
    if (!strcasecmp(z, "title"))
        r->in_title = !r->title_len && !r->skip;
    if (!strcasecmp(z, "time") && !r->skip)
        put_date(r, attribute(list, "datetime"));
    if (one_of(z, blocks))
        r->broken = true;
    if (!strcasecmp(z, "article") && !r->skip && r->articles++ == 0)
        r->article.beg = r->len;
}

static void on_end(void *ctx, const xmlChar *name)
{
    reader *r = ctx;
    const char *z = (const char *)name;
    if (one_of(z, dropped))
        r->skip -= r->skip > 0;
    if (!strcasecmp(z, "title"))
        r->in_title = false;
    if (one_of(z, blocks))
        r->broken = true;
    if (!strcasecmp(z, "article") && r->articles && --r->articles == 0) {
        r->article.end = r->len;
        if (r->article.end - r->article.beg > r->best.end - r->best.beg)
            r->best = r->article;
    }
}

static void on_text(void *ctx, const xmlChar *s, int n)
{
    reader *r = ctx;
    if (n <= 0)
        return;
    if (r->in_title) {
        for (int i = 0; i < n && r->title_len + 1 < sizeof r->title; i++)
            r->title[r->title_len++] = is_blank((char)s[i]) ? ' ' : (char)s[i];
    } else if (!r->skip)
        put_text(r, (const char *)s, (uint32_t)n);
}

static void on_error(void *ctx, const char *message, ...)
{
    (void)ctx, (void)message;
}

static void on_error_struct(void *ctx, xmlErrorPtr e)
{
    (void)ctx, (void)e;
}

/* Keep the text of the longest <article> alone. */
static void keep_article(reader *r)
{
    rcp_span keep = r->best;
    if (keep.end - keep.beg < ARTICLE_BYTES)
        return;
    while (keep.beg < keep.end && is_blank(r->text[keep.beg]))
        keep.beg++;
    uint32_t n = 1;
    for (uint32_t i = 1; i < r->seg.n; i++) {
        rcp_seg s = *RCP_ROW(&r->seg, rcp_seg, i);
        uint32_t end = i + 1 < r->seg.n ? RCP_ROW(&r->seg, rcp_seg, i + 1)->text_beg : r->len;
        if (end <= keep.beg || s.text_beg >= keep.end)
            continue;
        if (s.kind == RCP_SEG_COPY) {           /* cut to what is kept */
            uint32_t after = end > keep.end ? end - keep.end : 0;
            uint32_t before = s.text_beg < keep.beg ? keep.beg - s.text_beg : 0;
            s.raw_beg += before;
            s.raw_end -= after;
        }
        s.text_beg = s.text_beg < keep.beg ? 0 : s.text_beg - keep.beg;
        *RCP_ROW(&r->seg, rcp_seg, n++) = s;
    }
    r->seg.n = n;
    r->text += keep.beg;
    r->len = keep.end - keep.beg;
}

/* "datePublished":"2023-01-05T..." of the page's JSON-LD, where no tag says it. */
static void read_json_date(reader *r)
{
    static const char key[] = "\"datePublished\"";
    rcp_str raw = r->doc->raw;
    const char *p = r->meta->published.len ? NULL : memmem(raw.s, raw.len, key, sizeof key - 1);
    if (!p)
        return;
    uint32_t at = (uint32_t)(p - raw.s) + (uint32_t)sizeof key - 1;
    while (at < raw.len && (is_blank(raw.s[at]) || raw.s[at] == ':'))
        at++;
    if (raw.len - at < 12 || raw.s[at] != '"')
        return;
    r->meta->published = rcp_arena_str(&r->doc->arena, (rcp_str){raw.s + at + 1, 10});
}

static rcp_status parse(reader *r, rcp_err *err)
{
    htmlSAXHandler sax = {.startElement = on_start, .endElement = on_end, .characters = on_text,
                          .ignorableWhitespace = on_text, .error = on_error,
                          .warning = on_error, .serror = on_error_struct};
    rcp_str raw = r->doc->raw;
    r->parser = htmlCreateMemoryParserCtxt(raw.s, (int)raw.len);
    if (!r->parser)
        return rcp_fail(err, RCP_E_MEMORY, "no memory left for this page");
    htmlSAXHandlerPtr own = r->parser->sax;
    r->parser->sax = &sax;
    r->parser->userData = r;
    (void)htmlCtxtUseOptions(r->parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
                                            HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                                            HTML_PARSE_IGNORE_ENC | HTML_PARSE_NODEFDTD);
    (void)xmlSwitchEncoding(r->parser, XML_CHAR_ENCODING_UTF8);
    (void)htmlParseDocument(r->parser);
    r->parser->sax = own;
    if (r->parser->myDoc)
        xmlFreeDoc(r->parser->myDoc);
    r->parser->myDoc = NULL;
    htmlFreeParserCtxt(r->parser);
    return RCP_OK;
}

rcp_status rcp_html_read(rcp_doc *doc, rcp_html_meta *meta, rcp_err *err)
{
    reader r = {.doc = doc, .meta = meta, .cap = doc->raw.len * 3 + 64};
    rcp_arena scratch;
    rcp_status s = rcp_html_scan(doc->raw, err);
    if (s)
        return s;
    if (rcp_arena_open(&scratch, (size_t)r.cap + 48 * (size_t)doc->raw.len + 4096) != RCP_OK)
        return rcp_fail(err, RCP_E_MEMORY, "no memory left for this page");
    r.text = RCP_NEW(&scratch, char, r.cap);
    s = rcp_rows_init(&r.seg, &scratch, sizeof(rcp_seg));
    if (!s && r.text && !(s = parse(&r, err))) {
        keep_article(&r);
        read_json_date(&r);
        r.title[r.title_len] = '\0';
        put_meta(&r, &meta->title, r.title);
        doc->text = rcp_arena_str(&doc->arena, (rcp_str){r.text, r.len});
        s = r.full || !doc->text.s ? RCP_E_LIMIT : RCP_FREEZE(doc, seg, &r.seg);
    }
    rcp_arena_close(&scratch);
    return s == RCP_E_LIMIT ? rcp_fail(err, s, "the page's text is too long") : s;
}
