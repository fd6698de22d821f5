#include "../test.h"

#include "base/buf.h"
#include "base/day.h"
#include "base/syms.h"
#include "base/utf8.h"

static void arena_is_bounded_and_rewinds(void **state)
{
    (void)state;
    rcp_arena a;
    assert_int_equal(rcp_arena_open(&a, 64), RCP_OK);
    char *mark = a.at;
    assert_non_null(RCP_NEW(&a, uint64_t, 4));
    assert_null(RCP_NEW(&a, uint64_t, 8));
    assert_null(RCP_NEW(&a, uint64_t, SIZE_MAX / 4));
    rcp_arena_rewind(&a, mark);
    assert_non_null(RCP_NEW(&a, uint64_t, 8));
    rcp_arena_close(&a);
}

static void symbols_are_equal_when_strings_are(void **state)
{
    (void)state;
    rcp_arena a, b;
    rcp_syms low, high, then;
    assert_int_equal(rcp_arena_open(&a, 1 << 20), RCP_OK);
    assert_int_equal(rcp_arena_open(&b, 1 << 20), RCP_OK);
    assert_int_equal(rcp_syms_init(&low, &a, NULL), RCP_OK);
    rcp_sym minsk = rcp_sym_of(&low, RCP_STR("Minsk"));
    assert_int_equal(rcp_syms_init(&high, &b, &low), RCP_OK);
    assert_int_equal(rcp_sym_of(&high, RCP_STR("Minsk")), minsk);
    then = high;
    char *mark = b.at;
    for (int i = 0; i < 500; i++) {
        char z[16];
        (void)snprintf(z, sizeof z, "s%d", i);
        rcp_sym sym = rcp_sym_of(&high, rcp_str_of(z));
        assert_true(sym >= low.n);
        assert_string_equal(rcp_sym_str(&high, sym).s, z);
        assert_int_equal(rcp_sym_lookup(&high, rcp_str_of(z)), sym);
    }
    rcp_syms_rewind(&high, &then);
    rcp_arena_rewind(&b, mark);
    assert_int_equal(rcp_sym_lookup(&high, RCP_STR("s3")), 0);
    assert_int_equal(rcp_sym_of(&high, RCP_STR("")), 0);
    rcp_arena_close(&b);
    rcp_arena_close(&a);
}

static void folding_makes_spellings_meet(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"Mykolaïv", "mykolaiv"}, {"L’État", "l'etat"},  {"MANŒUVRE", "manoeuvre"},
        {"1 200", "1 200"},       {"Київ", "киів"},      {"Straße", "strasse"},
        {"cessez‑le‑feu", "cessez-le-feu"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[64];
        uint32_t n = rcp_fold(rcp_str_of(cases[i][0]), out, sizeof out);
        out[n] = '\0';
        assert_string_equal(out, cases[i][1]);
    }
}

static void broken_utf8_is_seen(void **state)
{
    (void)state;
    static const char *const bad[] = {"\xc0\xaf", "\xed\xa0\x80", "\xf5\x80\x80\x80", "a\xe2\x80",
                                      "\x80", "\xe0\x80\x80"};
    uint32_t at;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(rcp_utf8_valid(rcp_str_of(bad[i]), &at));
    assert_true(rcp_utf8_valid(RCP_STR("é\xf0\x9f\x9a\x80"), &at));
}

static void days_count_from_1970(void **state)
{
    (void)state;
    static const struct { const char *iso; int32_t lo; uint32_t weekday; } cases[] = {
        {"1970-01-01", 0, 4},      {"2022-12-19", 19345, 1}, {"2000-02-29", 11016, 2},
        {"1969-12-31", -1, 3},     {"2024-08-13", 19948, 2}, {"0001-01-01", -719162, 1},
    };
    int32_t lo, hi;
    char iso[11];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(rcp_day_read(rcp_str_of(cases[i].iso), &lo, &hi));
        assert_int_equal(lo, cases[i].lo);
        assert_int_equal(hi, lo + 1);
        assert_int_equal(rcp_weekday(lo), cases[i].weekday);
        assert_string_equal(rcp_day_iso(lo, iso), cases[i].iso);
    }
    assert_true(rcp_day_read(RCP_STR("2024-02"), &lo, &hi));
    assert_int_equal(hi - lo, 29);
    static const char *const bad[] = {"2023-02-29", "0000-01-01", "2022-13", "2022-1-1", "hier",
                                      "2022-12-19x", ""};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(rcp_day_read(rcp_str_of(bad[i]), &lo, &hi));
}

static void json_strings_are_escaped(void **state)
{
    (void)state;
    rcp_buf b = {0};
    rcp_buf_json(&b, RCP_STR("a\"\\\n\x01é\xe2\x80\xa8z"));
    assert_string_equal(b.s, "\"a\\\"\\\\\\n\\u0001é\\u2028z\"");
    rcp_buf_reset(&b);
    rcp_buf_json_number(&b, 0.1);
    rcp_buf_json_number(&b, 1931212.8);
    assert_string_equal(b.s, "0.11931212.8");
    rcp_buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_is_bounded_and_rewinds),
        cmocka_unit_test(symbols_are_equal_when_strings_are),
        cmocka_unit_test(folding_makes_spellings_meet),
        cmocka_unit_test(broken_utf8_is_seen),
        cmocka_unit_test(days_count_from_1970),
        cmocka_unit_test(json_strings_are_escaped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
