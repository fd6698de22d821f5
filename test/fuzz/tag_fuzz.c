/* The tag stage on anything; and a damaged tag model must be refused, never crash. */
#include "fuzz.h"

#include "lang/models.h"
#include "tag/tagger.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The built-in model with bytes changed where the input says, its checksum made right again. */
static void fuzz_model(const uint8_t *data, size_t size)
{
    rcp_res res = {0};
    rcp_model pack;
    rcp_arena a;
    if (rcp_res_add(&res, rcp_res_builtin(), "en/en.pack", NULL) || !res.n ||
        rcp_model_open(&pack, res.file[0].bytes, RCP_PACK_KIND, "pack", NULL) ||
        rcp_arena_open(&a, (size_t)32 << 20))
        return;
    rcp_str bytes = rcp_model_section(&pack, "tag"), copy = rcp_arena_str(&a, bytes);
    char *p = (char *)(uintptr_t)copy.s;
    for (size_t i = 0; p && i + 5 <= size && i < 100; i += 5) {
        uint32_t at = rcp_u32_at((const char *)data + i) % bytes.len;
        p[at < 64 ? 64 + at : at] = (char)data[i + 4];
    }
    uint64_t sum = p ? rcp_hash(p + 64, bytes.len - 64) : 0;
    for (int k = 0; p && k < 8; k++)
        p[24 + k] = (char)(sum >> (8 * k) & 255);
    rcp_tagger t;
    rcp_syms syms;
    if (p && !rcp_syms_init(&syms, &a, NULL) &&
        !rcp_tagger_open(&t, copy, "changed", &syms, &a, NULL)) {
        rcp_look look;
        rcp_guess guess;
        char lemma[4 * RCP_FORM_MAX];
        rcp_str form = {(const char *)data, size > 400 ? 400 : (uint32_t)size};
        rcp_tagger_look(&t, form, &look);
        rcp_tagger_tag(&t, &look, 1, &guess);
        (void)rcp_tagger_lemma(&t, form, &look, guess.upos, RCP_STR("Number=Sing"), lemma);
    }
    rcp_arena_close(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size && data[0] == 0xff)
        fuzz_model(data + 1, size - 1);
    return fuzz_until(data, size, RCP_TAG);
}
