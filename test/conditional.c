/* conditional.c - how often the conditional's reading is right, over a file of labelled sentences:
 *     build/test/conditional ../shared/data/attribution/fr_conditional.dev.jsonl [--verbose]
 * Each line is {"text", "span" (code points of the verb), "label"}.  Prints counts and the errors. */
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>

#include "claim/conditional.h"
#include "read/read.h"

static const char *field(json_object *o, const char *key)
{
    json_object *x = NULL;
    return json_object_object_get_ex(o, key, &x) ? json_object_get_string(x) : "";
}

/* Byte offset of code point n. */
static uint32_t byte_of(const char *s, int n)
{
    uint32_t at = 0;
    for (; n > 0 && s[at]; n--) {
        at++;
        while (((unsigned char)s[at] & 0xc0) == 0x80)
            at++;
    }
    return at;
}

static uint32_t read_one(const rcp_pack *pack, const char *text, int from, char why[96])
{
    rcp_err err = {0};
    rcp_doc doc;
    rcp_arena scratch;
    rcp_why line = 0;
    uint32_t label = 0;
    rcp_input in = {.bytes = rcp_str_of(text), .decoded = true, .lang = rcp_str_of(pack->lang)};
    if (rcp_arena_open(&scratch, 16 << 20))
        return 0;
    if (!rcp_read_open(&doc, &in, &err)) {
        if (!rcp_doc_speak(&doc, pack->lang, &pack->syms) && !rcp_run(pack, &doc, RCP_FIND, &err))
            (void)rcp_conditional_at(pack, &doc, byte_of(text, from), &scratch, &label, &line);
        rcp_doc_close(&doc);
    }
    (void)rcp_why_text(&pack->res, line, why);
    rcp_arena_close(&scratch);
    return label;
}

int main(int argc, char **argv)
{
    rcp_packs packs;
    rcp_err err = {0};
    char line[65536], why[96];
    uint32_t n[RCP_N_COND] = {0}, got[RCP_N_COND] = {0}, right[RCP_N_COND] = {0}, all = 0, ok = 0;
    FILE *f = argc > 1 ? fopen(argv[1], "r") : NULL;
    if (!f || rcp_packs_open(&packs, "fr", NULL, &err)) {
        (void)fprintf(stderr, "usage: conditional LABELLED.jsonl [--verbose]; %s\n", err.message);
        return 2;
    }
    while (fgets(line, sizeof line, f)) {
        json_object *o = json_tokener_parse(line), *span = NULL;
        if (!o || !json_object_object_get_ex(o, "span", &span))
            continue;
        int want = rcp_cond_label_of(rcp_str_of(field(o, "label")));
        want = want < 0 ? RCP_COND_NONE : want;         /* "not_conditional" */
        uint32_t label = read_one(&packs.pack[0], field(o, "text"),
                                  json_object_get_int(json_object_array_get_idx(span, 0)), why);
        all++, n[want]++, got[label]++;
        ok += label == (uint32_t)want;
        right[want] += label == (uint32_t)want;
        if (argc > 2 && label != (uint32_t)want)
            (void)printf("%s, got %s (%s): %s\n", rcp_cond_label_word((uint32_t)want),
                         rcp_cond_label_word(label), why, field(o, "text"));
        json_object_put(o);
    }
    for (uint32_t i = 0; i < RCP_N_COND; i++)
        if (n[i] || got[i])
            (void)printf("%-16s P %.3f R %.3f (%u of %u, %u given)\n", rcp_cond_label_word(i),
                         got[i] ? (double)right[i] / got[i] : 0.0, n[i] ? (double)right[i] / n[i] : 0.0,
                         right[i], n[i], got[i]);
    (void)printf("accuracy %.4f (%u of %u)\n", all ? (double)ok / all : 0.0, ok, all);
    rcp_packs_close(&packs);
    return fclose(f) != 0;
}
