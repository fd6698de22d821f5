#include "../test.h"

#include <time.h>

#include "base/buf.h"
#include "lang/conllu.h"

#define W(id, form, upos, head, rel)                                                               \
    id "\t" form "\t" form "\t" upos "\t_\t_\t" head "\t" rel "\t_\t_\n"

/* Text, what is wrong with it (NULL: nothing), the line, the sentences. */
static const struct {
    const char *text, *wrong;
    uint32_t line, sents, words, toks;
} cases[] = {
    {W("1", "Minsk", "PROPN", "2", "nsubj") W("2", "dément", "VERB", "0", "root") "\n", NULL, 0, 1,
     2, 2},
    {W("1", "Oui", "INTJ", "0", "root"), NULL, 0, 1, 1, 1}, /* no empty line at the end */
    {"# text = Oui\r\n1\tOui\toui\tINTJ\t_\t_\t0\troot\t_\t_\r\n\r\n", NULL, 0, 1, 1, 1},
    {"1-2\tdu\t_\t_\t_\t_\t_\t_\t_\t_\n" W("1", "de", "ADP", "3", "case")
         W("2", "le", "DET", "3", "det") W("3", "nord", "NOUN", "0", "root") "\n",
     NULL, 0, 1, 3, 2},
    {W("1", "a", "X", "0", "root") "1.1\tb\tb\tX\t_\t_\t_\t_\t1:dep\t_\n\n", NULL, 0, 1, 1, 1},
    {W("1", "a", "X", "0", "root") "\n\n\n" W("1", "b", "X", "0", "root") "\n", NULL, 0, 2, 2, 2},
    {W("1", "a", "NOUN", "0", "root") W("2", "b", "NOUN", "1", "nmod:strange") "\n", NULL, 0, 1, 2,
     2},
    {"", NULL, 0, 0, 0, 0},
    {W("1", "a", "X", "2", "dep") W("2", "b", "X", "1", "dep") W("3", "c", "X", "0", "root") "\n",
     "the heads make a cycle", 1, 0, 0, 0},
    {W("1", "a", "X", "1", "dep") W("2", "b", "X", "0", "root") "\n", "the heads make a cycle", 1,
     0, 0, 0},
    {"1\ta\ta\tX\t_\t_\t0\troot\t_\n\n", "9 columns, where CoNLL-U has 10 (parted by tabs)", 1, 0,
     0, 0},
    {W("1", "a", "X", "7", "dep") W("2", "b", "X", "0", "root") "\n",
     "head 7: the sentence has 2 words", 1, 0, 0, 0},
    {W("1", "a", "X", "0", "root") W("2", "b", "X", "0", "root") "\n", "the sentence has 2 roots",
     2, 0, 0, 0},
    {W("1", "a", "X", "0", "root") W("3", "b", "X", "1", "dep") "\n", "word 3 comes after word 1",
     2, 0, 0, 0},
    {W("1", "a", "NOM", "0", "root") "\n", "'NOM' is no universal part of speech", 1, 0, 0, 0},
    {W("1", "a", "X", "0", "sujet") "\n", "'sujet' is no universal relation", 1, 0, 0, 0},
    {W("1", "a", "X", "z", "root") "\n", "the head 'z' is no number", 1, 0, 0, 0},
    {"1-3\tdu\t_\t_\t_\t_\t_\t_\t_\t_\n" W("1", "a", "X", "0", "root") "\n",
     "the sentence ends inside token 3", 3, 0, 0, 0},
    {W("1", "a", "X", "0", "dep") "\n", "a word without a head is no root", 1, 0, 0, 0},
    {W("1", "a", "X", "2", "dep") W("2", "b", "X", "1", "dep") "\n", "the sentence has 0 roots", 1,
     0, 0, 0},
    {W("1", "a", "X", "0", "root") "1.2\tb\t_\t_\t_\t_\t_\t_\t_\t_\n\n",
     "the empty node 1.2 comes after word 1 and 0 empty nodes", 2, 0, 0, 0},
    {W("1", "a", "X", "0", "root") "1.1\tb\t_\t_\t_\t_\t0\tdep\t_\t_\n\n",
     "the empty node 1.1 has a head, or a relation to one", 2, 0, 0, 0},
    {W("1", "a", "X", "0", "root") "1.x\tb\t_\t_\t_\t_\t_\t_\t_\t_\n\n",
     "'1.x' is no word number", 2, 0, 0, 0},
    {"0.1\tb\t_\t_\t_\t_\t_\t_\t_\t_\n" W("1", "a", "X", "0", "root") "\n", NULL, 0, 1, 1, 1},
    {"1-2\tdu\t_\t_\t_\t_\t_\t_\t_\t_\n\n", "a sentence without words", 2, 0, 0, 0},
    {"# caf\xe9\n", "byte 6 is not UTF-8", 1, 0, 0, 0},
    {W("1", "a", "X", "0", "root") "\n# the end", "the file ends inside this line: it was cut off",
     3, 0, 0, 0},
    {W("1", "\xff", "X", "0", "root") "\n", "byte 3 is not UTF-8", 1, 0, 0, 0},
};

static void reads_or_says_where(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rcp_arena a;
        rcp_treebank bank;
        rcp_err err = {0};
        assert_int_equal(rcp_arena_open(&a, 1 << 20), RCP_OK);
        assert_int_equal(rcp_treebank_init(&bank, &a), RCP_OK);
        rcp_status s = rcp_treebank_add(&bank, rcp_str_of(cases[i].text), "case", &err);
        if (cases[i].wrong) {
            assert_int_equal(s, RCP_E_INPUT);
            assert_string_equal(err.message, cases[i].wrong);
            assert_string_equal(err.file, "case");
            if (err.line != cases[i].line)
                fail_msg("%s at line %u, not %u", err.message, err.line, cases[i].line);
        } else {
            assert_int_equal(s, RCP_OK);
            assert_int_equal(bank.sent.n - 1, cases[i].sents);
            assert_int_equal(bank.word.n - 1, cases[i].words);
            assert_int_equal(bank.tok.n - 1, cases[i].toks);
        }
        rcp_arena_close(&a);
    }
}

/* One path through every word, both ways round: what a walk from each word would take hours for
 * is read at once.  And a cycle at its end is found. */
static void long_paths(void **state)
{
    (void)state;
    enum { N = 20000 };
    for (int what = 0; what < 3; what++) {
        rcp_arena a;
        rcp_treebank bank;
        rcp_buf b = {0};
        rcp_err err = {0};
        for (unsigned i = 1; i <= N; i++) {
            unsigned head = what == 1 ? i - 1 : i % N + (i < N);
            if (what == 2 && i == N - 1)
                head = N - 2;
            rcp_buf_f(&b, "%u\ta\ta\tX\t_\t_\t%u\t%s\t_\t_\n", i, i == N && what != 1 ? 0 : head,
                      (what == 1 ? i == 1 : i == N) ? "root" : "dep");
        }
        assert_int_equal(rcp_arena_open(&a, (size_t)64 << 20), RCP_OK);
        assert_int_equal(rcp_treebank_init(&bank, &a), RCP_OK);
        clock_t t = clock();
        rcp_status s = rcp_treebank_add(&bank, (rcp_str){b.s, (uint32_t)b.len}, "chain", &err);
        assert_int_equal(s, what == 2 ? RCP_E_INPUT : RCP_OK);
        assert_true(clock() - t < CLOCKS_PER_SEC);
        rcp_buf_free(&b);
        rcp_arena_close(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(reads_or_says_where),
                                       cmocka_unit_test(long_paths)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
