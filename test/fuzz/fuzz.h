/* fuzz.h - what every fuzz target of a stage does: bytes in, stages up to its own, and the document
 * must hold its invariants.  The first byte chooses language, and HTML or text. */
#ifndef RCP_FUZZ_H
#define RCP_FUZZ_H

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "find/numbers_dump.h"
#include "read/read.h"
#include "render/dump.h"
#include "render/json.h"
#include "stages.h"

static inline int fuzz_until(const uint8_t *data, size_t size, rcp_stage until)
{
    static rcp_packs packs;
    rcp_err err = {0};
    if (!packs.n && rcp_packs_open(&packs, "fr|en", NULL, &err)) {
        (void)fprintf(stderr, "%s:%u:%u: %s\n", err.file, err.line, err.col, err.message);
        abort();
    }
    if (!size)
        return 0;
    rcp_input in = {.bytes = {(const char *)data + 1, (uint32_t)size - 1},
                    .html = data[0] & 2,
                    .lang = data[0] & 1 ? RCP_STR("en") : RCP_STR("fr"),
                    .published = data[0] & 4 ? RCP_STR("2022-12-20") : RCP_STR("")};
    rcp_doc doc;
    if (rcp_read_open(&doc, &in, &err))
        return 0;
    const rcp_pack *pack = rcp_packs_lookup(&packs, doc.lang);
    if (pack && !rcp_doc_speak(&doc, pack->lang, &pack->syms) &&
        !rcp_run(pack, &doc, until, &err)) {
        if (rcp_doc_check(&doc, &err)) {
            (void)fprintf(stderr, "%s\n", err.message);
            abort();
        }
        rcp_buf out = {0};
        rcp_json_report(&out, &doc, pack);
        rcp_dump_tables(&out, &doc, pack, NULL);
        if (until >= RCP_FIND)
            rcp_numbers_dump(&out, &doc, pack);
        rcp_buf_free(&out);
    }
    rcp_doc_close(&doc);
    return 0;
}

#endif
