#include "../resource.h"

#include "lang/models.h"
#include "segment/train.h"
#include "segment/word.h"

/* A pack that holds a segment model of these sections; status of opening French with it. */
static rcp_status open_with(const char *kind, rcp_str ends, rcp_str words, rcp_packs *packs,
                            rcp_buf *pack, rcp_res *res, rcp_err *err)
{
    rcp_buf model = {0};
    rcp_model_parts parts = {0};
    rcp_model none = {0};
    rcp_model_part(&parts, "ends", ends.s, ends.len);
    rcp_model_part(&parts, "words", words.s, words.len);
    rcp_model_write(&parts, kind, &model);
    rcp_status s = rcp_models_put(&none, kind, (rcp_str){model.s, (uint32_t)model.len}, pack, err);
    s = s ? s : rcp_res_put(res, RCP_STR("fr/fr.pack"),
                            (rcp_str){pack->s, (uint32_t)pack->len}, err);
    rcp_buf_free(&model);
    return s ? s : rcp_packs_open(packs, "fr", res, err);
}

static void damaged_weights_are_refused(void **state)
{
    static const struct { rcp_str ends, words; rcp_status want; } cases[] = {
        {{"", 0}, {"", 0}, RCP_OK},
        {{"0123456789abcde", 15}, {"", 0}, RCP_E_RESOURCE},
        {{"", 0}, {"x", 1}, RCP_E_RESOURCE},
        {{"0123456789abcdef", 16}, {"0123456789abcdef", 16}, RCP_OK},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rcp_packs packs = {0};
        rcp_buf pack = {0};
        rcp_err err = {0};
        rcp_res *res = calloc(1, sizeof *res);
        assert_non_null(res);
        rcp_status s = open_with("segment", cases[i].ends, cases[i].words, &packs, &pack, res, &err);
        assert_int_equal(s, cases[i].want);
        if (s)
            assert_non_null(strstr(err.message, "damaged"));
        rcp_packs_close(&packs);
        rcp_buf_free(&pack);
        free(res);
    }
}

static void without_a_model_the_rules_decide(void **state)
{
    (void)state;
    rcp_packs packs = {0};
    rcp_buf pack = {0};
    rcp_err err = {0};
    rcp_doc doc;
    rcp_res *res = calloc(1, sizeof *res);
    assert_non_null(res);
    assert_int_equal(open_with("segment", RCP_STR(""), RCP_STR(""), &packs, &pack, res, &err), 0);
    run_report(&packs.pack[0], "Le pont tient. Il regarde des ponts ; il part.", RCP_SEGMENT, &doc);
    assert_int_equal(doc.sent.n - 1, 2);
    assert_int_equal(doc.word.n - 1, 13);       /* "des" is two: the rules know no better */
    rcp_doc_close(&doc);
    rcp_packs_close(&packs);
    rcp_buf_free(&pack);
    free(res);
}

static const char bank_text[] =
    "# newpar\n"
    "1\tPont\tpont\tNOUN\t_\t_\t0\troot\t_\t_\n2\t,\t,\tPUNCT\t_\t_\t1\tpunct\t_\t_\n"
    "3\tville\tville\tNOUN\t_\t_\t1\tconj\t_\tSpaceAfter=No\n"
    "4\t.\t.\tPUNCT\t_\t_\t1\tpunct\t_\t_\n\n"
    "1\tTitre\ttitre\tNOUN\t_\t_\t0\troot\t_\t_\n\n";

static void views_hold_the_sentences_they_should(void **state)
{
    static const struct { uint32_t how, sents; } cases[] = {
        {RCP_VIEW_PLAIN, 40}, {RCP_VIEW_SHUFFLED, 40}, {RCP_VIEW_PARAGRAPHS, 40},
        {RCP_VIEW_NEWS, 20}, /* titles have no stop */
    };
    (void)state;
    rcp_arena a;
    rcp_treebank bank, view;
    uint32_t order[40];
    assert_int_equal(rcp_arena_open(&a, (size_t)1 << 20), 0);
    assert_int_equal(rcp_treebank_init(&bank, &a), 0);
    for (uint32_t i = 0; i < 20; i++)
        assert_int_equal(rcp_treebank_add(&bank, rcp_str_of(bank_text), "ours", NULL), 0);
    for (uint32_t i = 0; i < 40; i++)
        order[i] = i + 1;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(rcp_segment_view(&bank, order, 40, cases[i].how, 7, &a, &view), 0);
        assert_int_equal(view.sent.n - 1, cases[i].sents);
        for (uint32_t k = 1; k < bank.tok.n; k++)       /* the treebank itself is as it was */
            assert_true(rcp_gold_toks(&bank)[k].form.s >= bank_text &&
                        rcp_gold_toks(&bank)[k].form.s < bank_text + sizeof bank_text);
    }
    rcp_arena_close(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(damaged_weights_are_refused),
        cmocka_unit_test(without_a_model_the_rules_decide),
        cmocka_unit_test(views_hold_the_sentences_they_should),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
