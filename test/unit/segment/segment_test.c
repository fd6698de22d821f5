#include "../resource.h"

static rcp_packs packs;

static const char *between(const rcp_buf *b)
{
    return b->len ? " | " : "";
}

static void check_words(const rcp_pack *pack, const example *e)
{
    rcp_doc doc;
    rcp_buf got = {0};
    run_report(pack, e->field[0], RCP_SEGMENT, &doc);
    for (rcp_id w = 1; w < doc.word.n; w++) {
        rcp_buf_z(&got, w > 1 ? " " : "");
        rcp_buf_str(&got, rcp_doc_sym(&doc, doc.word.row[w].form));
    }
    check_text(e, &got, e->field[1]);
    rcp_doc_close(&doc);
}

static void check_sentences(const rcp_pack *pack, const example *e)
{
    rcp_doc doc;
    rcp_buf got = {0};
    run_report(pack, e->field[0], RCP_SEGMENT, &doc);
    for (rcp_id i = 1; i < doc.sent.n; i++) {
        rcp_buf_z(&got, between(&got));
        rcp_buf_str(&got, rcp_slice(doc.text, rcp_doc_sent_span(&doc, i)));
    }
    check_text(e, &got, e->field[1]);
    rcp_doc_close(&doc);
}

static void check_quotes(const rcp_pack *pack, const example *e)
{
    rcp_doc doc;
    rcp_buf got = {0};
    run_report(pack, e->field[0], RCP_SEGMENT, &doc);
    for (rcp_id i = 1; i < doc.quote.n; i++) {
        rcp_buf_z(&got, between(&got));
        rcp_buf_str(&got, rcp_slice(doc.text, doc.quote.row[i].inner));
    }
    check_text(e, &got, e->field[1]);
    rcp_doc_close(&doc);
}

static const rcp_pack *pack_of(const char *lang)
{
    return rcp_packs_lookup(&packs, lang);
}

static void words_are_cut_as_the_treebanks_do(void **state)
{
    (void)state;
    run_examples(pack_of("fr"), "lang/fr/tokens.test", check_words);
    run_examples(pack_of("fr"), "lang/fr/contractions.test", check_words);
    run_examples(pack_of("en"), "lang/en/tokens.test", check_words);
    run_examples(pack_of("en"), "lang/en/contractions.test", check_words);
}

static void sentences_end_where_they_should(void **state)
{
    (void)state;
    run_examples(pack_of("fr"), "lang/fr/abbreviations.test", check_sentences);
    run_examples(pack_of("en"), "lang/en/abbreviations.test", check_sentences);
}

static void quotation_marks_pair(void **state)
{
    (void)state;
    run_examples(pack_of("fr"), "lang/fr/quotes.test", check_quotes);
    run_examples(pack_of("en"), "lang/en/quotes.test", check_quotes);
}

static void tokens_carry_flags(void **state)
{
    static const struct { const char *text; rcp_id tok; uint32_t flags; } cases[] = {
        {"Minsk tient", 1, RCP_TOK_UPPER | RCP_TOK_SPACE},
        {"L’OTAN", 2, RCP_TOK_UPPER | RCP_TOK_CAPS},
        {"il y a 1 200 chars", 4, RCP_TOK_NUMBER | RCP_TOK_SPACE},
        {"il part.", 3, RCP_TOK_PUNCT},
        {"il dit «oui»", 3, RCP_TOK_PUNCT | RCP_TOK_SPACE | RCP_TOK_OPEN},
        {"il dit «oui»", 5, RCP_TOK_PUNCT | RCP_TOK_CLOSE},
        {"Titre\n\nAbonnez-vous", 2, RCP_TOK_UPPER | RCP_TOK_SPACE | RCP_TOK_FURNITURE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rcp_doc doc;
        run_report(pack_of("fr"), cases[i].text, RCP_SEGMENT, &doc);
        assert_true(cases[i].tok < doc.tok.n);
        assert_int_equal(doc.tok.row[cases[i].tok].flags, cases[i].flags);
        rcp_doc_close(&doc);
    }
    rcp_doc doc;
    run_report(pack_of("en"), "Russia’s army", RCP_SEGMENT, &doc);
    assert_int_equal(doc.tok.row[2].flags, RCP_TOK_JOINED);
    assert_string_equal(rcp_doc_sym(&doc, doc.tok.row[2].norm).s, "'s");
    rcp_doc_close(&doc);
}

static void a_quotation_goes_on_where_the_paragraph_opens_again(void **state)
{
    (void)state;
    rcp_doc doc;
    run_report(pack_of("fr"), "« Nous tenons.\n« Nous restons », dit-il.\n« Ouvert\nrien ».",
               RCP_SEGMENT, &doc);
    assert_int_equal(doc.quote.n, 3);
    assert_int_equal(doc.quote.row[1].outer.end, sizeof "« Nous tenons." - 1);
    assert_int_equal(doc.quote.row[1].depth, 1);
    rcp_doc_close(&doc);
}

/* A dash begins list items in a flat text, but no sentence in a paragraph of news. */
static void lists_are_cut_in_flat_texts_alone(void **state)
{
    static const struct { uint32_t before, sents; } cases[] = {{1, 2}, {100, 104}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[4096] = "";
        rcp_doc doc;
        for (uint32_t k = 0; k < cases[i].before; k++)
            strcat(text, "Le pont tient depuis hier. ");
        strcat(text, "Mesures prises - Fermeture des écoles - Arrêt des trains La mairie a ouvert "
                     "un centre.");
        run_report(pack_of("fr"), text, RCP_SEGMENT, &doc);
        assert_int_equal(doc.sent.n - 1, cases[i].sents);
        rcp_doc_close(&doc);
    }
}

/* The same mark, a clitic, an elision, a full stop: 200 kB of each in well under a second. */
static void hostile_text_takes_linear_time(void **state)
{
    static const char *const pieces[] = {"\"a\" ", "« ", "l'", "-t", "a.A", "a@", "1 200 ", "' a'",
                                         "[", ".", "a-", "1-", "\n", "“a« ", "'s", "aussiK"};
    (void)state;
    enum { SIZE = 200000 };
    char *text = malloc(SIZE + 16);
    assert_non_null(text);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        for (int lang = 0; lang < 2; lang++) {
            size_t n = strlen(pieces[i]), used = 0;
            text[used++] = 'x';
            while (used + n < SIZE) {
                memcpy(text + used, pieces[i], n);
                used += n;
            }
            text[used] = '\0';
            rcp_doc doc;
            run_report(pack_of(lang ? "en" : "fr"), text, RCP_SEGMENT, &doc);
            rcp_doc_close(&doc);
        }
    free(text);
}

static int setup(void **state)
{
    (void)state;
    return rcp_packs_open(&packs, "fr|en", NULL, NULL);
}

static int teardown(void **state)
{
    (void)state;
    rcp_packs_close(&packs);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_cut_as_the_treebanks_do),
        cmocka_unit_test(sentences_end_where_they_should),
        cmocka_unit_test(quotation_marks_pair),
        cmocka_unit_test(tokens_carry_flags),
        cmocka_unit_test(a_quotation_goes_on_where_the_paragraph_opens_again),
        cmocka_unit_test(lists_are_cut_in_flat_texts_alone),
        cmocka_unit_test(hostile_text_takes_linear_time),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
