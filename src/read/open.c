#include "read/read.h"

#include "read/block.h"

#include <openssl/evp.h>
#include <stdio.h>

void rcp_report_id(rcp_str text, char out[72])
{
    unsigned char md[EVP_MAX_MD_SIZE];
    unsigned int n = 0;
    (void)EVP_Digest(text.s, text.len, md, &n, EVP_sha256(), NULL);
    (void)snprintf(out, 72, "sha256:");
    for (unsigned int i = 0; i < n && i < 32; i++)
        (void)snprintf(out + 7 + 2 * i, 3, "%02x", md[i]);
}

rcp_status rcp_read_open(rcp_doc *doc, const rcp_input *in, rcp_err *err)
{
    rcp_status s = rcp_doc_open(doc, in->bytes.len);
    if (s)
        return rcp_fail(err, s, "no memory left for this report");
    doc->raw = doc->text = rcp_arena_str(&doc->arena, in->bytes);
    const rcp_str *from[] = {&in->id, &in->path, &in->url, &in->outlet, &in->title};
    rcp_str *to[] = {&doc->source.id, &doc->source.path, &doc->source.url, &doc->source.outlet,
                     &doc->source.title};
    for (size_t i = 0; i < sizeof to / sizeof *to; i++)
        *to[i] = rcp_arena_str(&doc->arena, *from[i]);
    char id[72];
    rcp_report_id(doc->text, id);
    if (!doc->source.id.len)
        doc->source.id = rcp_arena_str(&doc->arena, rcp_str_of(id));
    rcp_seg seg[2] = {{0}, {0, 0, doc->text.len, RCP_SEG_COPY}};
    doc->seg.row = rcp_doc_freeze(doc, seg, sizeof *seg, 2);
    doc->seg.n = 2;
    if ((s = rcp_blocks_cut(doc))) {
        rcp_doc_close(doc);
        return rcp_fail(err, s, "the report has too many lines");
    }
    (void)snprintf(doc->lang, sizeof doc->lang, "%.*s", (int)in->lang.len, in->lang.s ? in->lang.s : "");
    if (!doc->lang[0])
        (void)snprintf(doc->lang, sizeof doc->lang, "fr");
    return RCP_OK;
}
