#include "../test.h"

#include "claim/claims.h"
#include "claim/conditional.h"
#include "read/read.h"

/* The examples of lang/<code>/bands.test and lang/fr/conditional.test; their columns are said there. */

static rcp_packs packs;
static int wrong;

static int open_packs(void **state)
{
    (void)state;
    return rcp_packs_open(&packs, "fr|en", NULL, NULL) ? -1 : 0;
}

static int close_packs(void **state)
{
    (void)state;
    rcp_packs_close(&packs);
    return 0;
}

typedef struct { rcp_doc doc; rcp_arena scratch; const rcp_pack *pack; } world;

static void read_text(world *w, const char *lang, rcp_str text)
{
    rcp_err err = {0};
    rcp_input in = {.bytes = text, .decoded = true, .lang = rcp_str_of(lang)};
    w->pack = rcp_packs_lookup(&packs, lang);
    assert_int_equal(rcp_arena_open(&w->scratch, 4 << 20), RCP_OK);
    assert_int_equal(rcp_read_open(&w->doc, &in, &err), RCP_OK);
    assert_int_equal(rcp_doc_speak(&w->doc, lang, &w->pack->syms), RCP_OK);
    assert_int_equal(rcp_run(w->pack, &w->doc, RCP_FIND, &err), RCP_OK);
}

static void forget(world *w)
{
    rcp_doc_close(&w->doc);
    rcp_arena_close(&w->scratch);
}

/* Where `word` is printed first. */
static uint32_t place_of(rcp_str text, rcp_str word)
{
    const char *p = memmem(text.s, text.len, word.s, word.len);
    assert_non_null(p);
    return (uint32_t)(p - text.s);
}

static void check_band(world *w, const rcp_tsv *t, const char *path)
{
    rcp_view v;
    uint32_t at = place_of(w->doc.text, t->field[1]), trigger = 1;
    assert_int_equal(rcp_view_make(&v, w->pack, w->pack->stage[RCP_CLAIM], &w->doc, &w->scratch), RCP_OK);
    while (trigger + 1 < v.n && v.word[trigger].span.end <= at)
        trigger++;
    rcp_certainty c = rcp_certainty_of(&v, trigger, false);
    const char *band = c.band ? rcp_enum_word(&rcp_enum_band, c.band) : "-";
    const char *modality = rcp_enum_word(&rcp_enum_modality, c.modality);
    if (rcp_str_is(t->field[2], band) && rcp_str_is(t->field[3], modality))
        return;
    wrong++;
    print_error("%s:%u: %s %s\n", path, t->line, band, modality);
}

static void check_reading(world *w, const rcp_tsv *t, const char *path)
{
    uint32_t label;
    rcp_why why;
    assert_int_equal(rcp_conditional_at(w->pack, &w->doc, place_of(w->doc.text, t->field[1]), &w->scratch,
                                        &label, &why), RCP_OK);
    if (rcp_str_is(t->field[2], rcp_cond_label_word(label)))
        return;
    char line[96];
    wrong++;
    print_error("%s:%u: %s (%s)\n", path, t->line, rcp_cond_label_word(label),
                rcp_why_text(&w->pack->res, why, line));
}

static void examples(const char *lang, const char *path, void (*check)(world *, const rcp_tsv *, const char *))
{
    static char bytes[1 << 16];
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    uint32_t len = (uint32_t)fread(bytes, 1, sizeof bytes, f), n = 0;
    (void)fclose(f);
    rcp_res res = {0};
    rcp_tsv t;
    wrong = 0;
    assert_int_equal(rcp_res_put(&res, rcp_str_of(path), (rcp_str){bytes, len}, NULL), RCP_OK);
    assert_true(rcp_tsv_open(&t, &res, path));
    for (; rcp_tsv_next(&t); n++) {
        world w;
        read_text(&w, lang, t.field[0]);
        check(&w, &t, path);
        forget(&w);
    }
    assert_true(n >= 10);
    assert_int_equal(wrong, 0);
}

static void french_bands(void **state)
{
    (void)state;
    examples("fr", "lang/fr/bands.test", check_band);
}

static void english_bands(void **state)
{
    (void)state;
    examples("en", "lang/en/bands.test", check_band);
}

static void conditionals(void **state)
{
    (void)state;
    examples("fr", "lang/fr/conditional.test", check_reading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(french_bands),
        cmocka_unit_test(english_bands),
        cmocka_unit_test(conditionals),
    };
    return cmocka_run_group_tests(tests, open_packs, close_packs);
}
