/* Names: reading marked texts, scoring, the tagger's path, training, damaged models, the find stage. */
#include "../test.h"

#include "find/find.h"
#include "lang/models.h"
#include "ner/score.h"
#include "ner/train.h"
#include "read/read.h"

static rcp_packs packs;
static rcp_arena arena;

static int open_all(void **state)
{
    (void)state;
    rcp_err err = {0};
    if (rcp_packs_open(&packs, "fr|en", NULL, &err))
        fail_msg("%s: %s", err.file, err.message);
    return rcp_arena_open(&arena, (size_t)1 << 30);
}

static int close_all(void **state)
{
    (void)state;
    rcp_packs_close(&packs);
    rcp_arena_close(&arena);
    return 0;
}

/* Marked text; its texts and names as "[PER beg-end]", or the line of the error. */
static const struct { const char *bio, *text, *names; uint32_t line; } banks[] = {
    {"Paris\tB-LOC\ndort\tO\tSpaceAfter=No\n.\tO\n", "Paris dort.", "LOC 0-5", 0},
    {"0\tMarie\tB-PER\n1\tCurie\tI-PER\n2\tlit\tO\n", "Marie Curie lit", "PER 0-11", 0},
    {"A\tB-ORG\nB\tB-ORG\nC\tI-LOC\n", "A B C", "ORG 0-1 ORG 2-3 LOC 4-5", 0},
    {"A\tB-ORG\n\nB\tI-ORG\n", "A B", "ORG 0-1 ORG 2-3", 0},
    {"A\tB-ORG\r\n# newpar\r\n# a remark\r\nB\tO\r\n", "A\n\nB", "ORG 0-1", 0},
    {"A\tO\nB\tB-CAT\n", NULL, NULL, 2},
    {"A\tO\n\nB\n", NULL, NULL, 3},
    {"\tO\n", NULL, NULL, 1},
    {"A\xff\tO\n", NULL, NULL, 0},
};

static void reads_marked_texts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof banks / sizeof *banks; i++) {
        char *mark = arena.at, got[256] = "";
        rcp_ner_bank bank;
        rcp_err err = {0};
        assert_int_equal(rcp_ner_bank_init(&bank, &arena), RCP_OK);
        rcp_status s = rcp_ner_bank_add(&bank, rcp_str_of(banks[i].bio), "x.bio", &err);
        assert_int_equal(s, banks[i].text ? RCP_OK : RCP_E_INPUT);
        if (s) {
            assert_int_equal(err.line, banks[i].line);
            assert_string_equal(err.file, "x.bio");
            continue;
        }
        assert_int_equal(bank.text.n, 2);
        assert_string_equal(rcp_ner_texts(&bank)[1].text.s, banks[i].text);
        for (uint32_t k = 1; k < bank.name.n; k++) {
            const rcp_ner_name *n = rcp_ner_names(&bank) + k;
            (void)snprintf(got + strlen(got), sizeof got - strlen(got), "%s%s %u-%u", k > 1 ? " " : "",
                           rcp_ner_type_names[n->type], n->span.beg, n->span.end);
        }
        assert_string_equal(got, banks[i].names);
        rcp_arena_rewind(&arena, mark);
    }
}

static void parts_documents(void **state)
{
    (void)state;
    rcp_ner_bank bank;
    assert_int_equal(rcp_ner_bank_init(&bank, &arena), RCP_OK);
    assert_int_equal(rcp_ner_bank_add(&bank, RCP_STR("# newdoc\nA\tB-LOC\n# newdoc\nB\tO\nC\tB-PER\n"), "x", NULL), RCP_OK);
    assert_int_equal(bank.text.n, 3);
    assert_int_equal(rcp_ner_texts(&bank)[2].end - rcp_ner_texts(&bank)[2].beg, 1);
    assert_int_equal(rcp_ner_names(&bank)[rcp_ner_texts(&bank)[2].beg].span.beg, 2);
}

/* Key and answer: names as type and ends; then exact, ends, type. */
static const struct { rcp_ner_name key[3], answer[3]; uint32_t exact, ends, type; } counts[] = {
    {{{{0, 2}, RCP_NER_PER}}, {{{0, 2}, RCP_NER_PER}}, 1, 1, 1},
    {{{{0, 2}, RCP_NER_PER}}, {{{0, 2}, RCP_NER_ORG}}, 0, 1, 0},
    {{{{0, 2}, RCP_NER_PER}}, {{{1, 2}, RCP_NER_PER}}, 0, 0, 1},
    {{{{0, 2}, RCP_NER_PER}}, {{{2, 3}, RCP_NER_PER}}, 0, 0, 0},
    {{{{0, 4}, RCP_NER_PER}}, {{{0, 1}, RCP_NER_PER}, {{2, 4}, RCP_NER_PER}}, 0, 0, 1},
    {{{{0, 1}, RCP_NER_PER}, {{2, 4}, RCP_NER_LOC}}, {{{0, 4}, RCP_NER_LOC}}, 0, 0, 1},
};

static uint32_t filled(const rcp_ner_name *n)
{
    uint32_t k = 0;
    while (k < 3 && n[k].span.end)
        k++;
    return k;
}

static void counts_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        rcp_ner_score s = {0};
        rcp_ner_count(counts[i].key, filled(counts[i].key), counts[i].answer, filled(counts[i].answer), &s);
        assert_int_equal(s.exact, counts[i].exact);
        assert_int_equal(s.ends, counts[i].ends);
        assert_int_equal(s.type, counts[i].type);
    }
    rcp_ner_figures f = rcp_ner_exact((rcp_ner_score){.key = 4, .answer = 2, .exact = 1});
    assert_true(f.precision > 0.49 && f.precision < 0.51 && f.recall > 0.24 && f.recall < 0.26);
    assert_true(f.f1 > 0.33 && f.f1 < 0.34);
    assert_true(rcp_ner_muc((rcp_ner_score){0}).f1 == 0);
}

static const rcp_ner *tagger(const char *lang)
{
    return ((const rcp_finders *)rcp_packs_lookup(&packs, lang)->stage[RCP_FIND])->ner;
}

static void code(const char *lang, rcp_str text, rcp_doc *doc)
{
    rcp_err err = {0};
    const rcp_pack *pack = rcp_packs_lookup(&packs, lang);
    rcp_input in = {.bytes = text, .decoded = true, .lang = rcp_str_of(lang)};
    if (rcp_read_open(doc, &in, &err) || rcp_doc_speak(doc, lang, &pack->syms) || rcp_run(pack, doc, RCP_FIND, &err) ||
        rcp_doc_check(doc, &err))
        fail_msg("%s", err.message);
}

/* A name as printed, its type, and what is left of it. */
static const struct { const char *lang, *text; uint32_t type; const char *left; } trims[] = {
    {"fr", "La Banque postale", RCP_NER_ORG, "Banque postale"},
    {"fr", "l'Union sportive", RCP_NER_ORG, "Union sportive"},
    {"fr", "M. Dupuis", RCP_NER_PER, "Dupuis"},
    {"fr", "le général Dupuis", RCP_NER_PER, "Dupuis"},
    {"fr", "la mairie", RCP_NER_ORG, ""},
    {"en", "the Baltic Exchange", RCP_NER_ORG, "Baltic Exchange"},
    {"en", "President Mills", RCP_NER_PER, "Mills"},
};

static void trims_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof trims / sizeof *trims; i++) {
        rcp_doc doc;
        code(trims[i].lang, rcp_str_of(trims[i].text), &doc);
        rcp_toks t = rcp_ner_trim(tagger(trims[i].lang), &doc, (rcp_toks){1, doc.tok.n}, trims[i].type);
        rcp_str left = t.beg < t.end ? rcp_doc_slice(&doc, rcp_doc_toks_span(&doc, t)) : RCP_STR("");
        if (!rcp_str_is(left, trims[i].left))
            fail_msg("%s: %.*s", trims[i].text, (int)left.len, left.s);
        rcp_doc_close(&doc);
    }
}

/* Sentences of ours whose names only their surroundings tell apart. */
static void write_lessons(rcp_buf *b)
{
    static const char *const name[] = {"Zorvia", "Kelmat", "Brunilo", "Tarvek", "Olmira", "Padrun"};
    for (int i = 0; i < 60; i++)
        rcp_buf_f(b, i % 2 ? "# newpar\nElle\tO\nhabite\tO\nà\tO\n%s\tB-LOC\navec\tO\nson\tO\nchien\tO\n.\tO\n\n"
                           : "# newpar\nLe\tO\ncuisinier\tO\n%s\tB-PER\na\tO\ndéjeuné\tO\ntard\tO\n.\tO\n\n",
                  name[i % 6]);
}

static void make_course(rcp_ner_bank *bank, rcp_ner_lessons *lessons, uint32_t *row, rcp_ner_course *c)
{
    rcp_buf text = {0};
    rcp_doc doc;
    rcp_arena scratch;
    write_lessons(&text);
    assert_int_equal(rcp_ner_bank_init(bank, &arena), RCP_OK);
    assert_int_equal(rcp_ner_lessons_init(lessons, &arena), RCP_OK);
    assert_int_equal(rcp_ner_bank_add(bank, (rcp_str){text.s, (uint32_t)text.len}, "lessons", NULL), RCP_OK);
    code("fr", rcp_ner_texts(bank)[1].text, &doc);
    assert_int_equal(rcp_arena_open(&scratch, (size_t)64 << 20), RCP_OK);
    assert_int_equal(rcp_ner_lessons_add(lessons, tagger("fr"), &doc, rcp_ner_names(bank) + 1, bank->name.n - 1, &scratch), RCP_OK);
    assert_int_equal(lessons->lost, 0);
    assert_true(lessons->sent.n > 50);
    for (uint32_t i = 1; i < lessons->sent.n; i++)
        row[i - 1] = i;
    *c = (rcp_ner_course){.base = {.train = row, .n_train = lessons->sent.n - 1, .held = row, .n_held = lessons->sent.n - 1,
                                   .runs = 1, .passes = 8, .threads = 1, .seed = 1},
                          .lessons = lessons, .slots = 1 << 16};
    rcp_arena_close(&scratch);
    rcp_doc_close(&doc);
    rcp_buf_free(&text);
}

static void learns_and_repeats(void **state)
{
    (void)state;
    rcp_ner_bank bank;
    rcp_ner_lessons lessons;
    rcp_ner_course c;
    rcp_buf model = {0}, again = {0};
    rcp_err err = {0};
    uint32_t row[128];
    make_course(&bank, &lessons, row, &c);
    assert_int_equal(rcp_ner_train(&c, &arena, &model, &err), RCP_OK);
    assert_int_equal(rcp_ner_train(&c, &arena, &again, &err), RCP_OK);
    assert_true(model.len == again.len && !memcmp(model.s, again.s, model.len));
    rcp_ner ner = *tagger("fr");
    assert_int_equal(rcp_ner_open(&ner, (rcp_str){model.s, (uint32_t)model.len}, "new", &err), RCP_OK);
    rcp_doc doc;
    rcp_rows seen;
    code("fr", RCP_STR("Elle habite à Fondrac avec son chien. Le cuisinier Fondrac a déjeuné tard."), &doc);
    assert_int_equal(rcp_ner_tag(&ner, &doc, doc.mention.row, doc.mention.n, &arena, &seen), RCP_OK);
    assert_int_equal(seen.n, 3);
    assert_int_equal(RCP_ROW(&seen, rcp_ner_seen, 1)->type, RCP_NER_LOC);
    assert_int_equal(RCP_ROW(&seen, rcp_ner_seen, 2)->type, RCP_NER_PER);
    assert_true(RCP_ROW(&seen, rcp_ner_seen, 1)->margin > 0);
    rcp_doc_close(&doc);
    rcp_buf_free(&model);
    rcp_buf_free(&again);
}

/* A path of the highest score, by trying all of them. */
static void finds_the_best_path(void **state)
{
    (void)state;
    enum { N = 3 };
    int32_t raw[1 << 12];
    rcp_ner_look look[N];
    uint64_t random = 7;
    rcp_weights w = {NULL, raw, 1 << 12, rcp_width(RCP_NER_TAGS)};
    for (int round = 0; round < 50; round++) {
        uint8_t tag[N], best[N] = {0};
        int32_t top = INT32_MIN, of_type[RCP_NER_TAGS];
        rcp_ner_margin margin[N];
        for (uint32_t i = 0; i < 1 << 12; i++)
            raw[i] = (int32_t)(rcp_random(&random) % 41) - 20;
        for (uint32_t t = 0; t < RCP_NER_TAGS; t++)
            of_type[t] = INT32_MIN;
        for (uint32_t i = 0; i < N; i++) {
            look[i].n = 4;
            for (uint32_t k = 0; k < 4; k++)
                look[i].key[k] = (uint32_t)rcp_random(&random);
            look[i].step[0] = look[i].step[1] = (uint32_t)round;
        }
        assert_int_equal(rcp_ner_path(&w, look, N, NULL, 0, &arena, tag, margin), RCP_OK);
        for (uint32_t x = 0; x < RCP_NER_TAGS * RCP_NER_TAGS * RCP_NER_TAGS; x++) {
            uint32_t t[N] = {x % RCP_NER_TAGS, x / RCP_NER_TAGS % RCP_NER_TAGS, x / RCP_NER_TAGS / RCP_NER_TAGS};
            int32_t sum = 0;
            bool allowed = true;
            for (uint32_t i = 0; i < N; i++) {
                uint32_t prev = i ? t[i - 1] : RCP_NER_TAGS;
                allowed &= !t[i] || t[i] % 2 || prev == t[i] || prev + 1 == t[i];
                for (uint32_t k = 0; k < 4; k++)
                    sum += raw[rcp_slot(look[i].key[k], w.n_slots, w.width) + t[i]];
                for (uint32_t k = 0; k < RCP_NER_STEPS; k++)
                    sum += raw[rcp_ner_step(&w, &look[i], k, prev) + t[i]];
            }
            if (allowed && sum > of_type[t[1]])
                of_type[t[1]] = sum;
            if (allowed && sum > top) {
                top = sum;
                for (uint32_t i = 0; i < N; i++)
                    best[i] = (uint8_t)t[i];
            }
        }
        for (uint32_t i = 0; i < N; i++) {
            assert_int_equal(tag[i], best[i]);
            assert_true(margin[i].none >= 0);
        }
        for (uint32_t k = 0; k < RCP_N_NER_TYPES; k++)
            assert_int_equal(margin[1].type[k], of_type[1 + 2 * k] - top);
    }
}

/* Names of one text: its words, the tagger's type and scores for PER, ORG, LOC, MISC; the type they agree on. */
static void agrees_on_types(void **state)
{
    (void)state;
    rcp_doc doc;
    rcp_rows seen;
    code("fr", RCP_STR("Zorvia dort. Brunilo lit. Zorvia mange. Padrun Brunilo parle. Zorvia part."), &doc);
    static const struct { rcp_toks toks; uint32_t type; int32_t score[RCP_N_NER_TYPES]; uint32_t wanted; } name[] = {
        {{1, 2}, RCP_NER_LOC, {-90, -300, 0, -300}, RCP_NER_LOC},
        {{4, 5}, RCP_NER_ORG, {-20, 0, -300, -300}, RCP_NER_PER},           /* the last name of the one below */
        {{7, 8}, RCP_NER_PER, {0, -300, -10, -300}, RCP_NER_LOC},
        {{10, 12}, RCP_NER_PER, {0, -300, -300, -9000}, RCP_NER_PER},
        {{14, 15}, RCP_NER_PER, {0, -300, -30, -300}, RCP_NER_LOC},
    };
    assert_int_equal(rcp_rows_init(&seen, &arena, sizeof(rcp_ner_seen)), RCP_OK);
    for (size_t i = 0; i < sizeof name / sizeof *name; i++) {
        rcp_ner_seen *x = rcp_rows_add(&seen);
        *x = (rcp_ner_seen){.toks = name[i].toks, .type = name[i].type};
        memcpy(x->score, name[i].score, sizeof x->score);
    }
    assert_int_equal(rcp_ner_vote(&doc, &arena, &seen), RCP_OK);
    for (size_t i = 0; i < sizeof name / sizeof *name; i++)
        assert_int_equal(RCP_ROW(&seen, rcp_ner_seen, i + 1)->type, name[i].wanted);
    rcp_doc_close(&doc);
}

/* What a list or a rule has is not touched; chains still point at first mentions. */
static void finds_only_what_is_left(void **state)
{
    (void)state;
    static const char *const lang[] = {"fr", "en"};
    static const char *const text[] = {
        "À Moscou, Emmanuel Macron a rencontré le maire de Trifouillac. Les habitants de Trifouillac ont applaudi Macron.",
        "In Moscow, Emmanuel Macron met the mayor of Tumbledown. The people of Tumbledown cheered Macron."};
    for (int i = 0; i < 2; i++) {
        rcp_doc doc;
        uint32_t listed = 0;
        code(lang[i], rcp_str_of(text[i]), &doc);
        for (uint32_t m = 1; m < doc.mention.n; m++) {
            const rcp_mention *row = &doc.mention.row[m];
            listed += row->entity != 0;
            assert_true(row->chain && row->chain <= m && doc.mention.row[row->chain].chain == row->chain);
            if (row->flags & RCP_MENTION_TAGGED)
                assert_true(!row->entity && row->name);
        }
        assert_true(listed >= 3);
        rcp_doc_close(&doc);
    }
}

/* A body whose name holds a place: both rows, the body's first; a person's last name that is also a place: one row. */
static void joins_rows(void **state)
{
    (void)state;
    static const struct { const char *lang, *text, *outer, *inner; uint32_t kind; } cases[] = {
        {"fr", "Mardi, la Banque nationale d'Algérie a relevé ses taux.", "Banque nationale d'Algérie", "Algérie", RCP_ORGANISATION},
        {"en", "He studied physics at the University of Texas from 1990.", "University of Texas", "Texas", RCP_ORGANISATION},
        {"fr", "L'écrivain Anatole France est mort en 1924.", "Anatole France", NULL, RCP_PERSON},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rcp_doc doc;
        code(cases[i].lang, rcp_str_of(cases[i].text), &doc);
        const rcp_mention *m = doc.mention.row + 1;
        assert_int_equal(doc.mention.n, cases[i].inner ? 3 : 2);
        assert_true(rcp_str_is(rcp_doc_slice(&doc, m[0].span), cases[i].outer) && m[0].kind == cases[i].kind);
        if (cases[i].inner)
            assert_true(rcp_str_is(rcp_doc_slice(&doc, m[1].span), cases[i].inner) && m[1].kind == RCP_PLACE);
        rcp_doc_close(&doc);
    }
}

static void refuses_damaged_models(void **state)
{
    (void)state;
    rcp_model_parts parts = {0};
    rcp_buf out = {0};
    rcp_err err = {0};
    rcp_ner ner = {0};
    rcp_model_part(&parts, "features", "\x01\0\0\0", 4);
    rcp_model_part(&parts, "weights", "short", 5);
    rcp_model_write(&parts, "ner", &out);
    assert_int_equal(rcp_ner_open(&ner, (rcp_str){out.s, (uint32_t)out.len}, "x", &err), RCP_E_RESOURCE);
    assert_false(ner.trained);
    out.s[out.len - 1] ^= 1;
    assert_int_equal(rcp_ner_open(&ner, (rcp_str){out.s, (uint32_t)out.len}, "x", &err), RCP_E_RESOURCE);
    rcp_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_marked_texts),   cmocka_unit_test(parts_documents),
        cmocka_unit_test(counts_names),         cmocka_unit_test(trims_names),
        cmocka_unit_test(learns_and_repeats),   cmocka_unit_test(finds_the_best_path),
        cmocka_unit_test(agrees_on_types), cmocka_unit_test(finds_only_what_is_left), cmocka_unit_test(joins_rows), cmocka_unit_test(refuses_damaged_models),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
