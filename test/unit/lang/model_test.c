/* A model file that was cut, or changed at any byte, is refused. */
#include "../test.h"

#include "base/syms.h"
#include "lang/model.h"

static void write_one(rcp_buf *out)
{
    rcp_model_parts parts = {0};
    rcp_model_part(&parts, "info", "made by hand", 12);
    rcp_model_part(&parts, "empty", "", 0);
    rcp_model_part(&parts, "a", "0123456789", 10);
    rcp_model_write(&parts, "test", out);
}

static void reads_what_it_wrote(void **state)
{
    (void)state;
    rcp_buf out = {0};
    rcp_model m;
    write_one(&out);
    assert_int_equal(rcp_model_open(&m, (rcp_str){out.s, (uint32_t)out.len}, "test", "f", NULL),
                     RCP_OK);
    assert_true(rcp_str_is(rcp_model_section(&m, "a"), "0123456789"));
    assert_true(rcp_str_is(rcp_model_section(&m, "info"), "made by hand"));
    assert_int_equal(rcp_model_section(&m, "empty").len, 0);
    assert_int_equal(rcp_model_section(&m, "none").len, 0);
    rcp_buf_free(&out);
}

static void refuses_damage(void **state)
{
    (void)state;
    rcp_buf out = {0};
    rcp_model m;
    rcp_err err;
    write_one(&out);
    for (uint32_t n = 0; n < out.len; n++)
        assert_int_equal(rcp_model_open(&m, (rcp_str){out.s, n}, "test", "f", &err),
                         RCP_E_RESOURCE);
    for (uint32_t i = 0; i < out.len; i++) {
        bool padding = i >= 48 && i < 64;
        out.s[i] ^= 0x40;
        assert_true(padding ||
                    rcp_model_open(&m, (rcp_str){out.s, (uint32_t)out.len}, "test", "f", &err));
        out.s[i] ^= 0x40;
    }
    assert_int_equal(rcp_model_open(&m, (rcp_str){out.s, (uint32_t)out.len}, "tag", "f", &err),
                     RCP_E_RESOURCE);
    assert_string_equal(err.file, "f");
    rcp_buf_free(&out);
}

/* Offsets that lie, under a right checksum. */
static void refuses_sections_outside(void **state)
{
    (void)state;
    static const uint64_t bad[][2] = {{1u << 20, 1}, {0, 4}, {UINT64_MAX, 2}, {64, UINT64_MAX}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        rcp_buf out = {0};
        rcp_model m;
        write_one(&out);
        for (int k = 0; k < 8; k++) {
            out.s[64 + 16 + k] = (char)(bad[i][0] >> (8 * k) & 255);
            out.s[64 + 24 + k] = (char)(bad[i][1] >> (8 * k) & 255);
        }
        uint64_t sum = rcp_hash(out.s + 64, out.len - 64);
        for (int k = 0; k < 8; k++)
            out.s[24 + k] = (char)(sum >> (8 * k) & 255);
        assert_int_equal(rcp_model_open(&m, (rcp_str){out.s, (uint32_t)out.len}, "test", "f", NULL),
                         RCP_E_RESOURCE);
        rcp_buf_free(&out);
    }
}

static void refuses_bad_strings(void **state)
{
    (void)state;
    rcp_strings t;
    rcp_buf b = {0};
    rcp_str s[] = {RCP_STR(""), RCP_STR("é"), RCP_STR("ab")};
    rcp_strings_write(s, 3, &b);
    assert_true(rcp_strings_open(&t, (rcp_str){b.s, (uint32_t)b.len}));
    assert_true(rcp_str_is(rcp_strings_at(&t, 1), "é"));
    assert_true(rcp_str_is(rcp_strings_at(&t, 2), "ab"));
    b.s[8] = 9; /* an offset past the end */
    assert_false(rcp_strings_open(&t, (rcp_str){b.s, (uint32_t)b.len}));
    b.s[8] = 0;
    b.s[0] = 127; /* more strings than bytes */
    assert_false(rcp_strings_open(&t, (rcp_str){b.s, (uint32_t)b.len}));
    rcp_buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_it_wrote), cmocka_unit_test(refuses_damage),
        cmocka_unit_test(refuses_sections_outside), cmocka_unit_test(refuses_bad_strings)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
