/* Marked texts must be read or refused; a model of names with bytes changed must be refused or tag. */
#include "fuzz.h"

#include "find/find.h"
#include "lang/models.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fuzz_bank(rcp_str bytes, rcp_arena *a)
{
    rcp_ner_bank bank;
    if (rcp_ner_bank_init(&bank, a) || rcp_ner_bank_add(&bank, bytes, "fuzz", NULL))
        return;
    for (uint32_t i = 1; i < bank.text.n; i++)
        for (uint32_t k = rcp_ner_texts(&bank)[i].beg; k < rcp_ner_texts(&bank)[i].end; k++)
            if (rcp_ner_names(&bank)[k].span.end > rcp_ner_texts(&bank)[i].text.len)
                __builtin_trap();
}

/* The built-in model with the first bytes of a section replaced, its checksum made right again. */
static void fuzz_model(rcp_str with, rcp_arena *a)
{
    rcp_res res = {0};
    rcp_model pack;
    if (rcp_res_add(&res, rcp_res_builtin(), "en/en.pack", NULL) || !res.n ||
        rcp_model_open(&pack, res.file[0].bytes, RCP_PACK_KIND, "pack", NULL))
        return;
    rcp_str bytes = rcp_model_section(&pack, "ner");
    rcp_str copy = bytes.len ? rcp_arena_str(a, bytes) : (rcp_str){0};
    char *p = (char *)(uintptr_t)copy.s;
    for (uint32_t i = 0; p && i + 5 <= with.len && i < 100; i += 5) {
        uint32_t at = rcp_u32_at(with.s + i) % bytes.len;
        p[at < 64 ? 64 + at : at] = with.s[i + 4];
    }
    uint64_t sum = p ? rcp_hash(p + 64, bytes.len - 64) : 0;
    for (int k = 0; p && k < 8; k++)
        p[24 + k] = (char)(sum >> (8 * k) & 255);
    rcp_ner ner = {0};
    rcp_ner_look look = {.n = 1, .key = {with.len}};
    uint8_t tag;
    if (p && !rcp_ner_open(&ner, copy, "changed", NULL) &&
        !rcp_ner_path(&ner.weights, &look, 1, NULL, 0, a, &tag, NULL) && tag >= RCP_NER_TAGS)
        __builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    rcp_arena a;
    if (!size || size > (1 << 20) || rcp_arena_open(&a, (size_t)64 << 20))
        return 0;
    rcp_str rest = {(const char *)data + 1, (uint32_t)size - 1};
    if (data[0] == 0xff)
        fuzz_model(rest, &a);
    else
        fuzz_bank(rest, &a);
    rcp_arena_close(&a);
    return 0;
}
