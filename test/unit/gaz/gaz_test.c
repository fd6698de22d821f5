/* The gazetteer: sources that are wrong are refused at line and column, what was written is read back, and a
 * file changed at any byte is refused or gives fewer places. */
#include "../test.h"

#include <stdlib.h>

#include "base/syms.h"
#include "gaz/build.h"
#include "variant/variant.h"

static const char codes[] = "FR\tFRA\nUA\tUKR\nUS\tUSA\n";
static const char good[] =
    "# id, name, ...\n"
    "2988507\tParis\t-\tПариж\tПариж\tLutetia\tFR\t11\tcapital\t48.853\t2.349\t2138551\t-\n"
    "4717560\tParis\t-\t-\t-\t-\tUSA\tTX\ttown\t33.661\t-95.556\t24782\t-\n"
    "wof:101752471\tYalta\t-\tЯлта\tЯлта\tIalta\tUA\t11\ttown\t44.5008\t34.1597\t79509\tdisputed\n"
    "9\tSaint Paul\t-\t-\t-\t-\tUS\tMN\tseat\t44.94\t-93.09\t300000\t-\n"
    "engels-2\tEngels-2\tbase d'Engels\t-\t-\t-\t-\t-\tairbase\t51.481\t46.211\t-\t-\n";

static rcp_status build(const char *text, rcp_buf *out, rcp_err *err)
{
    static const char *const names[] = {"places.tsv"};
    rcp_res *res = calloc(1, sizeof *res);
    assert_non_null(res);
    assert_int_equal(rcp_res_put(res, RCP_STR("country_codes.tsv"), RCP_STR(codes), NULL), RCP_OK);
    assert_int_equal(rcp_res_put(res, RCP_STR("places.tsv"), rcp_str_of(text), NULL), RCP_OK);
    rcp_status s = rcp_gaz_build(res, names, 1, out, err);
    free(res);
    return s;
}

/* "row,row" of the places with that name. */
static const char *found(const rcp_gaz *g, const char *name, char out[64])
{
    char key[RCP_GAZ_KEY], id[64];
    uint32_t rows[8], n = rcp_gaz_key(rcp_str_of(name), key);
    n = rcp_gaz_find(g, (rcp_str){key, n}, rows, 8);
    out[0] = '\0';
    for (uint32_t i = 0; i < n; i++) {
        rcp_place p;
        assert_true(rcp_gaz_place(g, rows[i], &p));
        size_t used = strlen(out);
        (void)snprintf(out + used, 64 - used, "%s%s", i ? "," : "", rcp_gaz_id(g, &p, id));
    }
    return out;
}

static void reads_what_it_wrote(void **state)
{
    static const char *const cases[][2] = {
        {"Paris", "2988507,4717560"}, {"PARIS", "2988507,4717560"}, {"париж", "2988507"},
        {"lutetia", "2988507"},       {"Ialta", "wof:101752471"},    {"Ялта", "wof:101752471"},
        {"Engels 2", "engels-2"},     {"St. Paul", "9"},            {"Saint-Paul", "9"},
             {"base d’Engels", "engels-2"}, {"Pari", ""},
        {"", ""},                     {"--", ""},
    };
    (void)state;
    rcp_buf out = {0};
    rcp_gaz g;
    rcp_place p;
    rcp_str name;
    uint32_t langs;
    char text[64];
    assert_int_equal(build(good, &out, NULL), RCP_OK);
    assert_int_equal(rcp_gaz_open(&g, (rcp_str){out.s, (uint32_t)out.len}, "f", NULL), RCP_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(found(&g, cases[i][0], text), cases[i][1]);
    assert_true(rcp_gaz_place(&g, 0, &p));
    assert_string_equal(p.country, "FRA");
    assert_string_equal(p.region, "11");
    assert_int_equal(p.population, 2138551);
    assert_true(p.lat > 48.8529 && p.lat < 48.8531 && p.cls == RCP_GAZ_CAPITAL);
    assert_true(rcp_gaz_name(&g, &p, 1, &name, &langs) && rcp_str_is(name, "Париж"));
    assert_int_equal(langs, RCP_GAZ_RU | RCP_GAZ_UK);
    assert_true(rcp_gaz_name(&g, &p, 2, &name, &langs) && langs == 0);
    assert_false(rcp_gaz_name(&g, &p, 3, &name, &langs));
    assert_false(rcp_gaz_place(&g, 5, &p));
    rcp_buf_free(&out);
}

/* The same rows in another order give the same bytes. */
static void is_deterministic(void **state)
{
    (void)state;
    char turned[2048];
    const char *line = strchr(good, '\n') + 1, *second = strchr(line, '\n') + 1;
    (void)snprintf(turned, sizeof turned, "%s%.*s", second, (int)(second - line), line);
    rcp_buf a = {0}, b = {0};
    assert_int_equal(build(good, &a, NULL), RCP_OK);
    assert_int_equal(build(turned, &b, NULL), RCP_OK);
    assert_int_equal(a.len, b.len);
    assert_memory_equal(a.s, b.s, a.len);
    rcp_buf_free(&a);
    rcp_buf_free(&b);
}

static void says_what_is_wrong(void **state)
{
#define ROW "7\tAvize\t-\t-\t-\t-\tFR\t44\tvillage\t48.97\t4.01\t1800\t-\n"
    static const struct { const char *text, *message; uint32_t line, col; } cases[] = {
        {ROW "8\tAy\t-\t-\t-\t-\tFR\t44\tvillage\t48.97\t4.01\t1800\n", "fields", 2, 39},
        {"8\tAy\n", "fields", 1, 3},
        {ROW ROW, "the id 7 stood before", 2, 1},
        {"\n#c\n8\tAy\t-\t-\t-\t-\tQQ\t44\tvillage\t48.97\t4.01\t1800\t-\n", "'QQ' is no country", 3, 14},
        {"8\tAy\t-\t-\t-\t-\tFR\t44\tvillage\t123\t4.01\t1800\t-\n", "latitude", 1, 28},
        {"8\tAy\t-\t-\t-\t-\tFR\t44\tvillage\t48.97\t-\t1800\t-\n", "longitude", 1, 34},
        {"8\tAy\t-\t-\t-\t-\tFR\t44\tvillage\t4x\t4.01\t1800\t-\n", "no number", 1, 28},
        {"8\tAy\t-\t-\t-\t-\tFR\t44\thamlet\t48.97\t4.01\t1800\t-\n", "class 'hamlet'", 1, 20},
        {"8\tAy\t-\t-\t-\t-\tFR\tABCD\tvillage\t48.97\t4.01\t1800\t-\n", "region code", 1, 17},
        {"8\tAy\t-\t-\t-\t-\tFR\t44\tvillage\t48.97\t4.01\tmany\t-\n", "number of people", 1, 39},
        {"8\tAy\t-\t-\t-\t-\tFR\t44\tvillage\t48.97\t4.01\t1800\todd\n", "flag 'odd'", 1, 44},
        {"8\t-\t-\t-\t-\t-\tFR\t44\tvillage\t48.97\t4.01\t1800\t-\n", "wants a name", 1, 3},
        {"-\tAy\t-\t-\t-\t-\tFR\t44\tvillage\t48.97\t4.01\t1800\t-\n", "wants an id", 1, 1},
        {"8x\tAy\t-\t-\t-\t-\tFR\t44\tvillage\t48.97\t4.01\t1800\t-\n", "no id", 1, 1},
        {"8\t\xff\xfe\t-\t-\t-\t-\tFR\t44\tvillage\t48.97\t4.01\t1800\t-\n", "UTF-8", 1, 3},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rcp_buf out = {0};
        rcp_err err = {0};
        assert_int_equal(build(cases[i].text, &out, &err), RCP_E_RESOURCE);
        if (!strstr(err.message, cases[i].message) || err.line != cases[i].line || err.col != cases[i].col)
            fail_msg("case %zu: %s:%u:%u: %s", i, err.file, err.line, err.col, err.message);
        assert_string_equal(err.file, "places.tsv");
        rcp_buf_free(&out);
    }
}

/* All that a reader may ask of a file. */
static void ask(const rcp_gaz *g)
{
    char text[64];
    (void)found(g, "Paris", text);
    (void)found(g, "Ялта", text);
    uint32_t rows[8];
    for (uint32_t i = rcp_gaz_alike(g, rcp_skeleton_hash("LT"), rows, 8); i-- > 0;)
        assert_true(rows[i] < g->n);
    for (uint32_t i = 0; i < g->n + 2 && i < 100; i++) {
        rcp_place p;
        rcp_str name;
        uint32_t langs, k = 0;
        if (rcp_gaz_place(g, i, &p))
            while (rcp_gaz_name(g, &p, k, &name, &langs))
                k++;
    }
}

static void survives_damage(void **state)
{
    (void)state;
    rcp_buf out = {0};
    rcp_gaz g;
    rcp_err err = {0};
    assert_int_equal(build(good, &out, NULL), RCP_OK);
    char *copy = malloc(out.len);
    assert_non_null(copy);
    for (uint32_t n = 0; n < out.len; n++) {
        memcpy(copy, out.s, n);
        assert_int_equal(rcp_gaz_open(&g, (rcp_str){copy, n}, "f", &err), RCP_E_RESOURCE);
    }
    for (uint32_t at = 0; at < out.len; at++)
        for (uint32_t bit = 0; bit < 8; bit += 7) {
            memcpy(copy, out.s, out.len);
            copy[at] = (char)(copy[at] ^ (1 << bit));
            rcp_status s = rcp_gaz_open(&g, (rcp_str){copy, (uint32_t)out.len}, "f", &err);
            if (at < 32 || (at >= 64 && at < 64 + 8 * 32))
                assert_true(s == RCP_E_RESOURCE || s == RCP_E_VERSION);
            if (!s)
                ask(&g);
        }
    free(copy);
    rcp_buf_free(&out);
}

static void measures(void **state)
{
    (void)state;
    double km = rcp_gaz_km(50.45, 30.52, 53.9, 27.57);
    assert_true(km > 425 && km < 440);      /* Kyiv to Minsk */
    assert_int_equal((int)rcp_gaz_km(10, 20, 10, 20), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_it_wrote), cmocka_unit_test(is_deterministic),
        cmocka_unit_test(says_what_is_wrong),  cmocka_unit_test(survives_damage),
        cmocka_unit_test(measures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
