/* find_case.h - run a line of lang/<code>/NAME.test through the stages up to find. */
#ifndef RCP_TEST_FIND_CASE_H
#define RCP_TEST_FIND_CASE_H

#include "../test.h"

#include <stdlib.h>

#include "find/find.h"
#include "read/read.h"

/* A file from the repository's root, NUL-ended; the test fails when it is not there. */
static inline char *slurp(const char *path, uint32_t *len)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        fail_msg("no %s: tests run in the repository's root", path);
    char *s = calloc(1, 1 << 20);
    *len = (uint32_t)fread(s, 1, (1 << 20) - 1, f);
    (void)fclose(f);
    return s;
}

/* French and English, for all tests of a program. */
static rcp_packs packs;

static int setup_packs(void **state)
{
    rcp_err err = {0};
    (void)state;
    if (rcp_packs_open(&packs, "fr|en", NULL, &err))
        fail_msg("%s:%u:%u: %s", err.file, err.line, err.col, err.message);
    return 0;
}

static int teardown_packs(void **state)
{
    (void)state;
    rcp_packs_close(&packs);
    return 0;
}

static inline void find_in(const char *lang, rcp_str text, rcp_str published, rcp_doc *doc)
{
    rcp_err err = {0};
    rcp_input in = {.bytes = text, .decoded = true, .lang = rcp_str_of(lang), .published = published};
    const rcp_pack *pack = rcp_packs_lookup(&packs, lang);
    if (rcp_read_open(doc, &in, &err) || rcp_doc_speak(doc, lang, &pack->syms) ||
        rcp_run(pack, doc, RCP_FIND, &err) || rcp_doc_check(doc, &err))
        fail_msg("'%.*s': %s", (int)(text.len > 200 ? 200 : text.len), text.s, err.message);
}

#endif
