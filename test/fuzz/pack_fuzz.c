/* A hostile pack: the built-in one with its models changed where the input says and every checksum
 * made right again, so that the changes reach what reads them.  It is refused, or tags and parses a
 * sentence into whole tables; never a crash. */
#include "fuzz.h"

#include "lang/models.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { HEAD = 64, ENTRY = 32, RECORD = 8 };

static void put(char *p, uint64_t x, int bytes)
{
    for (int i = 0; i < bytes; i++)
        p[i] = (char)(x >> 8 * i & 255);
}

/* A part of a model file: one of its sections, or (the last choice) its head and table. */
static rcp_str part_of(rcp_str model, uint32_t choice)
{
    uint32_t n = rcp_u32_at(model.s + 12);
    if (n > RCP_MODEL_SECTIONS || HEAD + ENTRY * n > model.len)
        return (rcp_str){model.s, HEAD};
    uint32_t i = choice % (n + 1);
    if (i == n)
        return (rcp_str){model.s, HEAD + ENTRY * n};
    const char *e = model.s + HEAD + ENTRY * i;
    uint64_t beg = rcp_u64_at(e + 16), len = rcp_u64_at(e + 24);
    if (beg > model.len || len > model.len - beg || len < 8)
        return (rcp_str){model.s, HEAD};
    return (rcp_str){model.s + beg, (uint32_t)len};
}

/* What a record says: model, part, how much of it to change, where from its beginning, or end. */
static void change(char *bytes, rcp_str model, const uint8_t *r)
{
    static const int width[] = {1, 2, 4, 8};
    rcp_str part = part_of(model, r[0] >> 3);
    int w = width[r[1] & 3];
    uint64_t value = r[6] | (uint64_t)r[7] << 8;
    uint32_t at = rcp_u16_at((const char *)r + 2) | (uint32_t)r[4] << 16;
    if (r[1] & 4)
        value = 0 - value;
    if (r[1] & 8)
        value <<= r[5] & 63;
    at = r[1] & 16 ? part.len - 1 - at % part.len : at % part.len;
    if (at + (uint32_t)w > part.len)
        at = part.len - (uint32_t)w;
    put(bytes + (part.s - bytes) + at, value, w);
}

/* Right checksums, inside first. */
static void seal(char *p, uint32_t len)
{
    char heads[(HEAD + ENTRY) * RCP_MODEL_SECTIONS];
    uint32_t n = rcp_u32_at(p + 12), used = ENTRY * n;
    if (n > RCP_MODEL_SECTIONS)
        return;
    memcpy(heads, p + HEAD, used);
    for (uint32_t i = 0; i < n; i++) {
        uint64_t beg = rcp_u64_at(p + HEAD + ENTRY * i + 16);
        uint64_t size = rcp_u64_at(p + HEAD + ENTRY * i + 24);
        if (beg > len || size > len - beg || size < HEAD)
            return;
        put(p + beg + 24, rcp_hash(p + beg + HEAD, size - HEAD), 8);
        memcpy(heads + used, p + beg, HEAD);
        used += HEAD;
    }
    put(p + 24, rcp_hash(heads, used), 8);
}

/* The stages that use models, on one sentence. */
static void use(rcp_pack *pack)
{
    static const char *const text = "Moscou a démenti lundi. Don't des villes du nord, a-t-il dit\n";
    rcp_err err = {0};
    rcp_doc doc;
    rcp_input in = {.bytes = rcp_str_of(text), .decoded = true, .lang = rcp_str_of(pack->lang)};
    for (int i = 0; i <= RCP_PARSE; i++)
        if (rcp_stages[i].load(pack, &err)) {
            if (!err.message[0])
                abort();
            return;
        }
    if (rcp_read_open(&doc, &in, &err) || rcp_doc_speak(&doc, pack->lang, &pack->syms))
        abort();
    if (!rcp_run(pack, &doc, RCP_PARSE, &err) && rcp_doc_check(&doc, &err)) {
        (void)fprintf(stderr, "%s\n", err.message);
        abort();
    }
    rcp_doc_close(&doc);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1 + RECORD)
        return 0;
    const char *lang = data[0] & 1 ? "en" : "fr", *name = data[0] & 1 ? "en/en.pack" : "fr/fr.pack";
    rcp_pack pack = {.fast = data[0] & 2};
    memcpy(pack.lang, lang, 3);
    if (rcp_res_add(&pack.res, rcp_res_builtin(), data[0] & 1 ? "en/" : "fr/", NULL) ||
        rcp_arena_open(&pack.arena, (size_t)128 << 20) ||
        rcp_syms_init(&pack.syms, &pack.arena, NULL))
        abort();
    rcp_str bytes = rcp_res_lookup(&pack.res, name)->bytes;
    char *copy = malloc(bytes.len);
    if (!copy)
        abort();
    memcpy(copy, bytes.s, bytes.len);
    rcp_str whole = {copy, bytes.len};
    for (size_t i = 1; i + RECORD <= size && i < 64 * RECORD; i += RECORD) {
        uint32_t models = rcp_u32_at(copy + 12), which = data[i] & 7;
        rcp_str model = which < models ? part_of(whole, which) : whole;
        change(copy, model.len > HEAD ? model : whole, data + i);
    }
    seal(copy, bytes.len);
    if (!rcp_model_open(&pack.models, whole, RCP_PACK_KIND, name, NULL))
        use(&pack);
    free(copy);
    rcp_arena_close(&pack.arena);
    return 0;
}
