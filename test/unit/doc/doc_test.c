#include "../test.h"

#include "doc/doc.h"
#include "doc/schema.h"
#include "read/read.h"
#include "stages.h"

static const char report[] =
    "Le ministère britannique de la Défense a déclaré mardi que deux MiG-31K étaient arrivés à "
    "Minsk.\n\n« Nous n'avons rien à cacher », a répondu Alexandre Loukachenko, selon Belta.\n";

static rcp_packs packs;

static int open_packs(void **state)
{
    (void)state;
    return rcp_packs_open(&packs, "fr|en", NULL, NULL);
}

static int close_packs(void **state)
{
    (void)state;
    rcp_packs_close(&packs);
    return 0;
}

static const rcp_pack *open_report(rcp_doc *doc)
{
    rcp_input in = {.bytes = RCP_STR(report), .decoded = true, .lang = RCP_STR("fr"),
                    .published = RCP_STR("2022-11-02")};
    assert_int_equal(rcp_read_open(doc, &in, NULL), RCP_OK);
    const rcp_pack *pack = rcp_packs_lookup(&packs, "fr");
    assert_int_equal(rcp_doc_speak(doc, "fr", &pack->syms), RCP_OK);
    return pack;
}

static void a_span_goes_back_to_what_was_fetched(void **state)
{
    (void)state;
    rcp_doc doc;
    assert_int_equal(rcp_doc_open(&doc, 64), RCP_OK);
    doc.raw = RCP_STR("<p>A&amp;B said</p>");
    doc.text = RCP_STR("A&B said\n\n");
    const rcp_seg seg[] = {{0}, {0, 3, 4, RCP_SEG_COPY}, {1, 4, 9, RCP_SEG_CHANGED},
                           {2, 9, 15, RCP_SEG_COPY}, {8, 15, 15, RCP_SEG_ADDED}};
    doc.seg.row = rcp_doc_freeze(&doc, seg, sizeof *seg, 5);
    doc.seg.n = 5;
    static const struct { rcp_span text; const char *raw; } cases[] = {
        {{0, 3}, "A&amp;B"}, {{1, 2}, "&amp;"}, {{4, 8}, "said"}, {{4, 10}, "said"}, {{8, 10}, ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rcp_span raw = rcp_doc_source(&doc, cases[i].text);
        assert_true(rcp_str_is(rcp_slice(doc.raw, raw), cases[i].raw));
    }
    rcp_doc_close(&doc);
}

/* Bytes of every table, for comparing two runs. */
static uint64_t fingerprint(const rcp_doc *doc)
{
    uint64_t h = 0;
    for (uint32_t t = 0; t < RCP_N_TABLES; t++) {
        const rcp_any_table *table = rcp_doc_table(doc, t);
        if (table->row)
            h = h * 31 + rcp_hash(table->row, rcp_tables[t].size * table->n);
    }
    return h;
}

static void a_stage_run_again_gives_the_same_tables(void **state)
{
    (void)state;
    rcp_doc doc;
    rcp_err err = {0};
    const rcp_pack *pack = open_report(&doc);
    assert_int_equal(rcp_run(pack, &doc, RCP_CLAIM, &err), RCP_OK);
    assert_int_equal(rcp_doc_check(&doc, &err), RCP_OK);
    uint64_t whole = fingerprint(&doc);
    char *at = doc.arena.at;
    for (uint32_t from = RCP_CLAIM + 1; from-- > 0;) {
        rcp_doc_rewind(&doc, from);
        assert_int_equal(rcp_doc_check(&doc, &err), RCP_OK);
        assert_int_equal(rcp_run(pack, &doc, RCP_CLAIM, &err), RCP_OK);
        assert_true(fingerprint(&doc) == whole);
        assert_ptr_equal(doc.arena.at, at);
    }
    rcp_doc_close(&doc);
}

static void every_full_arena_is_an_error_and_no_crash(void **state)
{
    (void)state;
    rcp_err err = {0};
    rcp_doc doc;
    const rcp_pack *pack = open_report(&doc);
    char *start = doc.arena.at;
    assert_int_equal(rcp_run(pack, &doc, RCP_CLAIM, &err), RCP_OK);
    size_t need = (size_t)(doc.arena.at - start);
    rcp_doc_close(&doc);
    uint32_t failed = 0;
    for (size_t room = 0; room < need; room += need / 97 + 1) {
        pack = open_report(&doc);
        doc.arena.end = doc.arena.at + room;
        rcp_status s = rcp_run(pack, &doc, RCP_CLAIM, &err);
        failed += s != RCP_OK;
        assert_true(s == RCP_OK || s == RCP_E_LIMIT || s == RCP_E_MEMORY);
        assert_int_equal(rcp_doc_check(&doc, &err), RCP_OK);
        rcp_doc_close(&doc);
    }
    assert_true(failed > 50);
}

static void every_full_scratch_is_an_error_and_no_crash(void **state)
{
    (void)state;
    rcp_err err = {0};
    rcp_doc doc;
    uint32_t failed = 0;
    for (size_t room = 0; room < 400000; room += 4001) {
        rcp_arena scratch;
        const rcp_pack *pack = open_report(&doc);
        assert_int_equal(rcp_arena_open(&scratch, room), RCP_OK);
        rcp_status s = rcp_run_in(pack, &doc, RCP_CLAIM, &scratch, &err);
        failed += s != RCP_OK;
        assert_true(s == RCP_OK || s == RCP_E_LIMIT || s == RCP_E_MEMORY);
        assert_int_equal(rcp_doc_check(&doc, &err), RCP_OK);
        rcp_arena_close(&scratch);
        rcp_doc_close(&doc);
    }
    assert_true(failed > 0);
}

static void the_checker_sees_what_is_wrong(void **state)
{
    (void)state;
    rcp_err err;
    rcp_doc doc;
    const rcp_pack *pack = open_report(&doc);
    assert_int_equal(rcp_run(pack, &doc, RCP_PARSE, &err), RCP_OK);
    assert_int_equal(rcp_doc_check(&doc, &err), RCP_OK);
    rcp_dep *dep = (rcp_dep *)(uintptr_t)doc.dep.row;
    rcp_tok *tok = (rcp_tok *)(uintptr_t)doc.tok.row;

    rcp_dep kept = dep[1];
    dep[1].head = 1;
    assert_int_equal(rcp_doc_check(&doc, &err), RCP_E_INPUT);
    dep[1].head = doc.word.n + 7;
    assert_int_equal(rcp_doc_check(&doc, &err), RCP_E_INPUT);
    dep[1] = kept;
    rcp_tok old = tok[2];
    tok[2].span.end++;          /* inside an é, or over the next token */
    tok[2].span.beg = tok[2].span.end + 1;
    assert_int_equal(rcp_doc_check(&doc, &err), RCP_E_INPUT);
    tok[2] = old;
    dep[0].rel = 1;
    assert_int_equal(rcp_doc_check(&doc, &err), RCP_E_INPUT);
    dep[0].rel = 0;
    assert_int_equal(rcp_doc_check(&doc, &err), RCP_OK);
    rcp_doc_close(&doc);
}

static void fields_are_described_where_they_are(void **state)
{
    (void)state;
    for (uint32_t t = 0; t < RCP_N_TABLES; t++) {
        uint32_t end = 0;
        for (uint32_t f = 0; f < rcp_tables[t].n_fields; f++) {
            const rcp_field *x = &rcp_tables[t].field[f];
            uint32_t size = x->kind == RCP_F_U16 || x->kind == RCP_F_ENUM16               ? 2
                            : x->kind == RCP_F_F64 || x->kind == RCP_F_SPAN ||
                                    x->kind == RCP_F_TOKS                                 ? 8
                                                                                          : 4;
            end = x->offset + size > end ? x->offset + size : end;
        }
        /* every byte of a row belongs to a described field, but for padding at its end */
        assert_true(end <= rcp_tables[t].size && rcp_tables[t].size - end < 8);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_span_goes_back_to_what_was_fetched),
        cmocka_unit_test(a_stage_run_again_gives_the_same_tables),
        cmocka_unit_test(every_full_arena_is_an_error_and_no_crash),
        cmocka_unit_test(every_full_scratch_is_an_error_and_no_crash),
        cmocka_unit_test(the_checker_sees_what_is_wrong),
        cmocka_unit_test(fields_are_described_where_they_are),
    };
    return cmocka_run_group_tests(tests, open_packs, close_packs);
}
