#include "read/read.h"

#include <openssl/evp.h>
#include <stdio.h>

#include "read/block.h"
#include "read/decode.h"
#include "read/html.h"
#include "read/language.h"

void rcp_report_id(rcp_str text, char out[72])
{
    unsigned char md[EVP_MAX_MD_SIZE];
    unsigned int n = 0;
    (void)EVP_Digest(text.s, text.len, md, &n, EVP_sha256(), NULL);
    (void)snprintf(out, 72, "sha256:");
    for (unsigned int i = 0; i < n && i < 32; i++)
        (void)snprintf(out + 7 + 2 * i, 3, "%02x", md[i]);
}

static rcp_status too_long(rcp_err *err, uint32_t bytes)
{
    return rcp_fail(err, RCP_E_LIMIT, "the report is too long: %u bytes, where %d are the limit",
                    bytes, RCP_TEXT_MAX);
}

/* Whether nothing but a time of day stands after the date: "T10:00:00+01:00". */
static bool is_time(rcp_str s)
{
    for (uint32_t i = 0; i < s.len; i++)
        if (!s.s[i] || !strchr("0123456789:.,+-TZ ", s.s[i]))
            return false;
    return s.len <= 30;
}

/* The publication date handed in. */
static rcp_status read_given(rcp_doc *doc, rcp_str iso, rcp_err *err)
{
    rcp_published p = {.how = RCP_HOW_METADATA};
    if (!iso.len)
        return RCP_OK;
    rcp_str after = iso.len > 10 ? rcp_slice(iso, (rcp_span){10, iso.len}) : RCP_STR("");
    if (!rcp_day_read(iso, &p.lo, &p.hi) || !is_time(after))
        return rcp_fail(err, RCP_E_INPUT, "'%.*s' is no date: 2022-12-19 is one",
                        (int)(iso.len > 40 ? 40 : iso.len), iso.s);
    doc->given = p;
    return RCP_OK;
}

/* Plain text: the text is the decoded bytes, as they are. */
static rcp_status read_plain(rcp_doc *doc, rcp_err *err)
{
    rcp_seg seg[2] = {{0}, {0, 0, doc->raw.len, RCP_SEG_COPY}};
    doc->text = doc->raw;
    doc->seg.row = rcp_doc_freeze(doc, seg, sizeof *seg, 2);
    doc->seg.n = 2;
    return doc->seg.row ? RCP_OK : rcp_fail(err, RCP_E_LIMIT, "no room for this report");
}

/* A page: the text, and what the page says of itself where the caller said nothing. */
static rcp_status read_page(rcp_doc *doc, rcp_err *err)
{
    rcp_html_meta meta = {0};
    rcp_status s = rcp_html_read(doc, &meta, err);
    if (s)
        return s;
    if (!doc->source.title.len)
        doc->source.title = meta.title;
    if (!doc->source.outlet.len)
        doc->source.outlet = meta.outlet;
    if (doc->given.hi <= doc->given.lo)
        (void)read_given(doc, meta.published, NULL);
    return RCP_OK;
}

static bool is_blank(rcp_str s)
{
    for (uint32_t at = 0, n; at < s.len; at += n)
        if (!rcp_is_space(rcp_utf8_at(s, at, &n)))
            return false;
    return true;
}

static rcp_status read_bytes(rcp_doc *doc, const rcp_input *in, rcp_err *err)
{
    bool html = in->html || (!in->decoded && rcp_looks_like_html(in->bytes));
    rcp_str utf8;
    rcp_status s = rcp_decode(in->bytes, in->decoded, html, &doc->arena, &utf8, err);
    if (s)
        return s;
    if (utf8.len > RCP_TEXT_MAX)
        return too_long(err, utf8.len);
    bool borrowed = utf8.s >= in->bytes.s && utf8.s <= in->bytes.s + in->bytes.len;
    doc->raw = borrowed ? rcp_arena_str(&doc->arena, utf8) : utf8;
    if (!doc->raw.s)
        return rcp_fail(err, RCP_E_LIMIT, "no room for this report");
    if (is_blank(doc->raw))
        return rcp_fail(err, RCP_E_INPUT, "the report is empty");
    if ((s = html ? read_page(doc, err) : read_plain(doc, err)))
        return s;
    if (is_blank(doc->text))
        return rcp_fail(err, RCP_E_INPUT, "the report is empty: there is no text in it");
    return RCP_OK;
}

static rcp_status read_source(rcp_doc *doc, const rcp_input *in, rcp_err *err)
{
    const rcp_str *from[] = {&in->id, &in->path, &in->url, &in->outlet, &in->title};
    rcp_str *to[] = {&doc->source.id, &doc->source.path, &doc->source.url, &doc->source.outlet,
                     &doc->source.title};
    for (size_t i = 0; i < sizeof to / sizeof *to; i++)
        *to[i] = rcp_arena_str(&doc->arena, *from[i]);
    return read_given(doc, in->published, err);
}

static rcp_status finish(rcp_doc *doc, rcp_str lang, rcp_err *err)
{
    char id[72];
    if (!doc->source.id.len) {
        rcp_report_id(doc->text, id);
        doc->source.id = rcp_arena_str(&doc->arena, rcp_str_of(id));
    }
    if (lang.len >= sizeof doc->lang)
        return rcp_fail(err, RCP_E_LANGUAGE, "'%.*s' is no language code",
                        (int)(lang.len > 40 ? 40 : lang.len), lang.s);
    if (lang.len)
        (void)snprintf(doc->lang, sizeof doc->lang, "%.*s", (int)lang.len, lang.s);
    else
        rcp_language_find(doc->text, doc->lang);
    return rcp_blocks_cut(doc) ? rcp_fail(err, RCP_E_LIMIT, "the report has too many lines")
                               : RCP_OK;
}

rcp_status rcp_read_open(rcp_doc *doc, const rcp_input *in, rcp_err *err)
{
    memset(doc, 0, sizeof *doc);
    /* UTF-16 takes two bytes for one; nothing that is twice the limit can be under it. */
    if (in->bytes.len > 2 * RCP_TEXT_MAX || (in->decoded && in->bytes.len > RCP_TEXT_MAX))
        return too_long(err, in->bytes.len);
    if (!in->bytes.len)
        return rcp_fail(err, RCP_E_INPUT, "the report is empty");
    rcp_status s = rcp_doc_open(doc, in->bytes.len);
    if (s)
        return rcp_fail(err, s, "no memory left for this report");
    if (!(s = read_source(doc, in, err)) && !(s = read_bytes(doc, in, err)))
        s = finish(doc, in->lang, err);
    if (s)
        rcp_doc_close(doc);
    return s;
}
