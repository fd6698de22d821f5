/* keys_test.c - pairs from keys, and average link. */
#include "link/keys.h"

#include <stdlib.h>

#include "../test.h"

static void pairs_share_a_key(void **state)
{
    static const struct { const char *keys; uint32_t df_max; const char *want; } cases[] = {
        {"", 9, ""},                            /* a letter a key, a digit an owner */
        {"a0 a1", 9, "0-1 "},
        {"a0 a0", 9, ""},
        {"a2 b1 a1 b2", 9, "1-2 "},             /* once, however many keys they share */
        {"a0 a1 a2", 2, ""},                    /* too common to say anything */
        {"a0 a1 a2 b0 b2", 2, "0-2 "},
        {"a3 a0 b1", 9, "0-3 "},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rcp_vec keys = rcp_vec_of(sizeof(rcp_key)), pairs = rcp_vec_of(sizeof(rcp_pair));
        char got[64] = "";
        for (const char *p = cases[i].keys; *p; p += p[2] ? 3 : 2)
            rcp_key_add(&keys, (uint64_t)p[0], (uint32_t)(p[1] - '0'));
        rcp_pairs_of(&keys, cases[i].df_max, &pairs);
        for (uint32_t k = 0; k < pairs.n; k++)
            (void)snprintf(got + strlen(got), sizeof got - strlen(got), "%u-%u ",
                           RCP_AT(&pairs, rcp_pair, k)->a, RCP_AT(&pairs, rcp_pair, k)->b);
        assert_string_equal(got, cases[i].want);
        rcp_vec_free(&keys);
        rcp_vec_free(&pairs);
    }
}

/* Owners on a line; the closer, the more alike. */
static float close_by(const void *ctx, uint32_t a, uint32_t b)
{
    const float *at = ctx, d = at[a] - at[b];
    return 1 - (d < 0 ? -d : d);
}

static void link_line(const float *at, uint32_t n, float edge, char got[256])
{
    rcp_vec pairs = rcp_vec_of(sizeof(rcp_pair));
    uint32_t *label = calloc(n, sizeof *label);
    uint64_t sims = 0;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = i + 1; j < n; j++)
            *(rcp_pair *)rcp_vec_add(&pairs) = (rcp_pair){i, j};
    assert_int_equal(rcp_average_link(n, &pairs, edge, close_by, at, label, &sims), RCP_OK);
    got[0] = 0;
    for (uint32_t i = 0; i < n && i < 20; i++)
        (void)snprintf(got + strlen(got), 256 - strlen(got), "%u ", label[i]);
    free(label);
    rcp_vec_free(&pairs);
}

static void average_link_makes_no_chains(void **state)
{
    static const struct { float at[6]; uint32_t n; const char *want; } cases[] = {
        {{0}, 1, "0 "},
        {{0, 0.1f, 5}, 3, "0 0 2 "},
        {{0, 5, 0.1f}, 3, "0 1 0 "},
        /* 0 and 1 are alike, 1 and 2 are alike, 0 and 2 are not: the closer pair wins */
        {{0, 0.45f, 0.8f}, 3, "0 1 1 "},
        {{0, 0.35f, 0.8f}, 3, "0 0 2 "},
        {{0, 0.1f, 2, 2.1f, 0.2f, 9}, 6, "0 0 2 2 0 5 "},
    };
    char got[256];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        link_line(cases[i].at, cases[i].n, 0.5f, got);
        assert_string_equal(got, cases[i].want);
    }
}

/* A component too big to compare all pairs is cut at a stricter edge, and still grouped. */
static void big_components_are_cut(void **state)
{
    enum { N = 700 };
    static float at[N];
    char got[256];
    (void)state;
    for (uint32_t i = 0; i < N; i++)
        at[i] = (float)(i / 7) * 0.4f;          /* groups of seven, each in reach of the next */
    link_line(at, N, 0.55f, got);
    assert_string_equal(got, "0 0 0 0 0 0 0 7 7 7 7 7 7 7 14 14 14 14 14 14 ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_share_a_key),
        cmocka_unit_test(average_link_makes_no_chains),
        cmocka_unit_test(big_components_are_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
