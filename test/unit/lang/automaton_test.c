/* The automaton against a sorted array. */
#include "../test.h"

#include <stdlib.h>

#include "lang/automaton.h"

enum { WORDS = 4000 };

static int by_key(const void *a, const void *b)
{
    return rcp_str_cmp(((const rcp_automaton_row *)a)->key, ((const rcp_automaton_row *)b)->key);
}

static const char *const stems[] = {"parl",  "port",    "frapp", "évacu",
                                    "détru", "mobilis", "tir",   "x"};
static const char *const ends[] = {"",   "e",   "er",  "ent",   "é",  "ée",
                                   "és", "ées", "ait", "aient", "ons"};

/* Forms with shared beginnings and endings; the number follows from the ending. */
static uint32_t make_rows(rcp_automaton_row *row, char (*text)[32])
{
    uint32_t n = 0, kept = 0;
    for (uint32_t i = 0; i < WORDS; i++) {
        uint32_t s = i % 8, e = (i / 8) % 11, k = i / 88;
        (void)snprintf(text[n], 32, "%s%.*s%s", stems[s], (int)(k % 7), "ababab", ends[e]);
        row[n] = (rcp_automaton_row){rcp_str_of(text[n]), e};
        n++;
    }
    qsort(row, n, sizeof *row, by_key);
    for (uint32_t i = 0; i < n; i++)
        if (!kept || by_key(&row[kept - 1], &row[i]))
            row[kept++] = row[i];
    return kept;
}

static void finds_what_the_array_has(void **state)
{
    (void)state;
    rcp_arena a;
    rcp_buf out = {0};
    rcp_automaton m;
    static rcp_automaton_row row[WORDS];
    static char text[WORDS][32];
    uint32_t n = make_rows(row, text);
    assert_int_equal(rcp_arena_open(&a, 64 << 20), RCP_OK);
    assert_int_equal(rcp_automaton_write(row, n, &a, &out), RCP_OK);
    assert_true(rcp_automaton_open(&m, (rcp_str){out.s, (uint32_t)out.len}, 11));
    assert_true(m.n < n * 3); /* endings are shared */
    for (uint32_t i = 0; i < n; i++) {
        assert_int_equal(rcp_automaton_lookup(&m, row[i].key), row[i].value);
        char longer[40];
        (void)snprintf(longer, sizeof longer, "%.*sq", (int)row[i].key.len, row[i].key.s);
        assert_int_equal(rcp_automaton_lookup(&m, rcp_str_of(longer)), -1);
    }
    assert_int_equal(rcp_automaton_lookup(&m, RCP_STR("")), -1);
    assert_int_equal(rcp_automaton_lookup(&m, RCP_STR("par")), -1);
    assert_false(rcp_automaton_open(&m, (rcp_str){out.s, (uint32_t)out.len}, 10)); /* value 10 */
    assert_false(rcp_automaton_open(&m, (rcp_str){out.s, (uint32_t)out.len - 4}, 11));
    rcp_buf_free(&out);
    rcp_arena_close(&a);
}

static void empty_set(void **state)
{
    (void)state;
    rcp_arena a;
    rcp_buf out = {0};
    rcp_automaton m;
    assert_int_equal(rcp_arena_open(&a, 64 << 20), RCP_OK);
    assert_int_equal(rcp_automaton_write(NULL, 0, &a, &out), RCP_OK);
    assert_true(rcp_automaton_open(&m, (rcp_str){out.s, (uint32_t)out.len}, 0));
    assert_int_equal(rcp_automaton_lookup(&m, RCP_STR("a")), -1);
    rcp_buf_free(&out);
    rcp_arena_close(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(finds_what_the_array_has),
                                       cmocka_unit_test(empty_set)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
