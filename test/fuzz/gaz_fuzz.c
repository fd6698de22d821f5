/* A hostile gazetteer: a small file that was built is changed where the input says, its checksum made right
 * again, and asked for everything.  It is refused or answers; never a crash, never without end. */
#include "fuzz.h"

#include "base/syms.h"
#include "gaz/build.h"
#include "gaz/layout.h"
#include "lang/model.h"
#include "variant/variant.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char sources[] =
    "1\tParis\t-\tПариж\t-\tLutetia\tFRA\t11\tcapital\t48.853\t2.349\t2138551\t-\n"
    "3\tYalta\t-\tЯлта\tЯлта\t-\tUKR\t11\ttown\t44.501\t34.16\t79509\tdisputed\n"
    "2\tParis\t-\t-\t-\t-\tUSA\tTX\ttown\t33.661\t-95.556\t24782\t-\n"
    "own\tEngels-2\tbase d'Engels\t-\t-\t-\t-\t-\tairbase\t51.481\t46.211\t-\tdisputed\n";

static void make(rcp_buf *out)
{
    static const char *const name[] = {"s"};
    static rcp_res res;
    res.n = 0;
    if (rcp_res_put(&res, RCP_STR("country_codes.tsv"), RCP_STR("FR\tFRA\nUS\tUSA\nUA\tUKR\n"), NULL) ||
        rcp_res_put(&res, RCP_STR("readings.tsv"), RCP_STR("cyrillic\tл\tl\t0\ncyrillic\tт\tt\t0\n"), NULL) ||
        rcp_res_put(&res, RCP_STR("s"), RCP_STR(sources), NULL) || rcp_gaz_build(&res, name, 1, out, NULL))
        abort();
}

static void ask(const rcp_gaz *g)
{
    static const char *const names[] = {"Paris", "Париж", "Engels 2", "base d'Engels"};
    char key[RCP_GAZ_KEY], id[64];
    uint32_t rows[16];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        uint32_t n = rcp_gaz_key(rcp_str_of(names[i]), key);
        (void)rcp_gaz_find(g, (rcp_str){key, n}, rows, 16);
    }
    uint32_t n_alike = rcp_gaz_alike(g, rcp_skeleton_hash("LT"), rows, 16);
    for (uint32_t i = 0; i < n_alike; i++)
        if (rows[i] >= g->n)
            abort();
    for (uint32_t i = 0; i <= g->n && i < 50; i++) {
        rcp_place p;
        rcp_str name;
        uint32_t langs, bad, k = 0;
        if (!rcp_gaz_place(g, i, &p))
            continue;
        while (rcp_gaz_name(g, &p, k, &name, &langs))
            if (k++ > 1000 || !rcp_utf8_valid(name, &bad))
                abort();
        (void)rcp_gaz_id(g, &p, id);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static rcp_buf whole;
    rcp_gaz g;
    char key[RCP_GAZ_KEY];
    if (!whole.len)
        make(&whole);
    (void)rcp_gaz_key((rcp_str){(const char *)data, size < 400 ? (uint32_t)size : 400}, key);
    char *copy = malloc(whole.len);
    if (!copy)
        abort();
    memcpy(copy, whole.s, whole.len);
    for (size_t i = 0; i + 4 <= size && i < 256; i += 4) {
        size_t at = (data[i] | (size_t)data[i + 1] << 8) % whole.len;
        copy[at] = (char)data[i + 2];
        if (at + 1 < whole.len && data[i + 3])
            copy[at + 1] = (char)data[i + 3];
    }
    uint32_t n = rcp_u32_at(copy + 12);
    uint64_t sum = n <= GAZ_SECTIONS && GAZ_HEAD + GAZ_ENTRY * n <= whole.len ? rcp_gaz_checksum(copy, n) : 0;
    for (uint32_t k = 0; k < 8; k++)
        copy[GAZ_SUM + k] = (char)(sum >> 8 * k & 255);
    if (!rcp_gaz_open(&g, (rcp_str){copy, (uint32_t)whole.len}, "f", NULL))
        ask(&g);
    free(copy);
    return 0;
}
