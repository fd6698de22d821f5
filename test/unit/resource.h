/* resource.h - running the examples that lie beside a resource file (FILE.test). */
#ifndef RCP_TEST_RESOURCE_H
#define RCP_TEST_RESOURCE_H

#include "test.h"

#include <stdlib.h>

#include "base/buf.h"
#include "read/read.h"
#include "stages.h"

/* One row of a .test file. */
typedef struct { const char *file; uint32_t line; bool must_not; char *field[4]; } example;

typedef void (*example_check)(const rcp_pack *pack, const example *e);

static inline void run_examples(const rcp_pack *pack, const char *path, example_check check)
{
    FILE *f = fopen(path, "rb");
    char line[4096];
    example e = {.file = path};
    uint32_t n = 0;
    if (!f)
        fail_msg("%s is missing (tests run in the root of the tree)", path);
    while (f && fgets(line, sizeof line, f)) {
        e.line++;
        line[strcspn(line, "\r\n")] = '\0';
        if (!line[0] || line[0] == '#')
            continue;
        e.must_not = line[0] == '*';
        char *at = line + e.must_not;
        for (int i = 0; i < 4; i++) {
            static char empty[1];
            e.field[i] = at ? at : empty;
            char *tab = at ? strchr(at, '\t') : NULL;
            if (tab)
                *tab = '\0';
            at = tab ? tab + 1 : NULL;
        }
        check(pack, &e);
        n++;
    }
    (void)fclose(f);
    assert_true(n > 0);
}

/* Open and run a report up to `until`; its invariants must hold. */
static inline void run_report(const rcp_pack *pack, const char *text, rcp_stage until, rcp_doc *doc)
{
    rcp_err err = {0};
    rcp_input in = {.bytes = rcp_str_of(text), .decoded = true, .lang = rcp_str_of(pack->lang)};
    if (rcp_read_open(doc, &in, &err) || rcp_doc_speak(doc, pack->lang, &pack->syms) ||
        rcp_run(pack, doc, until, &err) || rcp_doc_check(doc, &err))
        fail_msg("\"%s\": %s", text, err.message);
}

static inline void check_text(const example *e, rcp_buf *got, const char *want)
{
    const char *s = got->len ? got->s : "";
    rcp_buf_char(got, '\0');
    if (!got->failed)
        s = got->s;
    if ((strcmp(s, want) == 0) == e->must_not)
        fail_msg("%s:%u: got  \"%s\"\n%s \"%s\"", e->file, e->line, s,
                 e->must_not ? "not" : "want", want);
    rcp_buf_free(got);
}

#endif
