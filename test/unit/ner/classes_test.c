/* Classes of words: reading, asking, damaged sections. */
#include "../test.h"

#include "ner/classes.h"

static rcp_arena arena;

static int open_all(void **state)
{
    (void)state;
    return rcp_arena_open(&arena, (size_t)64 << 20);
}

static int close_all(void **state)
{
    (void)state;
    rcp_arena_close(&arena);
    return 0;
}

static const char table[] = "# word, classes\nParis\t3\t9\t40\nparis\t1\t2\t0\nville\t1\t2\t7\n\nl’eau\t1\t4\t8\n";

/* A word, as printed and in small letters; its classes, each one more than in the file, 0: none. */
static const struct { const char *norm, *lower; uint32_t fine, middle, wide; } asked[] = {
    {"Paris", "paris", 41, 10, 4}, {"PARIS", "paris", 1, 3, 2}, {"Ville", "ville", 8, 3, 2},
    {"l'eau", "l'eau", 9, 5, 2},   {"Zorvia", "zorvia", 0, 0, 0},
};

static void knows_its_words(void **state)
{
    (void)state;
    rcp_ner_classes read, c;
    rcp_err err = {0};
    assert_int_equal(rcp_ner_classes_read(rcp_str_of(table), "x.tsv", &arena, &read, &err), RCP_OK);
    assert_true(rcp_ner_classes_open(&c, read.first, read.words, read.wider));
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        rcp_ner_class got = rcp_ner_class_of(&c, rcp_str_of(asked[i].norm), rcp_str_of(asked[i].lower));
        assert_int_equal(got.fine, asked[i].fine);
        assert_int_equal(got.middle, asked[i].middle);
        assert_int_equal(got.wide, asked[i].wide);
    }
    assert_true(rcp_ner_classes_open(&c, RCP_STR(""), RCP_STR(""), RCP_STR("")));
    assert_int_equal(rcp_ner_class_of(&c, RCP_STR("Paris"), RCP_STR("paris")).fine, 0);
}

/* Tables that are refused, and the line of the error. */
static const struct { const char *tsv; uint32_t line; } wrong[] = {
    {"Paris\t3\t9\n", 1}, {"Paris\t3\t9\tx\n", 1}, {"# a\nParis\t3\t9\t70000\n", 2}, {"\t1\t2\t3\n", 1},
    {"a\t1\t2\t3\nb\t1\t4\t3\n", 2}, {"# nothing\n", 1},
};

static void refuses_wrong_tables(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        rcp_ner_classes c;
        rcp_err err = {0};
        assert_int_equal(rcp_ner_classes_read(rcp_str_of(wrong[i].tsv), "x.tsv", &arena, &c, &err), RCP_E_INPUT);
        assert_string_equal(err.file, "x.tsv");
        assert_int_equal(err.line, wrong[i].line);
    }
}

static void refuses_damaged_sections(void **state)
{
    (void)state;
    rcp_ner_classes good, c;
    assert_int_equal(rcp_ner_classes_read(rcp_str_of(table), "x.tsv", &arena, &good, NULL), RCP_OK);
    rcp_str first = rcp_arena_str(&arena, good.first), words = rcp_arena_str(&arena, good.words);
    assert_true(rcp_ner_classes_open(&c, first, words, good.wider));
    assert_false(rcp_ner_classes_open(&c, (rcp_str){first.s, first.len - 4}, words, good.wider));
    assert_false(rcp_ner_classes_open(&c, first, (rcp_str){words.s, words.len - 4}, good.wider));
    assert_false(rcp_ner_classes_open(&c, first, (rcp_str){words.s, words.len - 1}, good.wider));
    assert_false(rcp_ner_classes_open(&c, first, words, (rcp_str){good.wider.s, 8}));
    ((char *)(uintptr_t)first.s)[6] = 1;
    assert_false(rcp_ner_classes_open(&c, first, words, good.wider));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_its_words),
        cmocka_unit_test(refuses_wrong_tables),
        cmocka_unit_test(refuses_damaged_sections),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
