#include "find_case.h"

#include <math.h>

static bool same(double x, rcp_str want)
{
    if (!want.len || rcp_str_is(want, "-"))
        return isnan(x);
    return fabs(x - strtod(want.s, NULL)) <= 1e-9 * fabs(x);
}

/* Whether the field is left out, or holds s. */
static bool same_words(rcp_str want, rcp_str s)
{
    return !want.len || rcp_str_eq(want, s);
}

/* span, min, max, unit, toll in fields 1 to 5; where given, what is counted and the words of the
 * whole it is a part of in 6 and 7 */
static bool has_quantity(const rcp_doc *doc, const rcp_tsv *c, char *got, size_t room)
{
    bool any = false;
    got[0] = '\0';
    for (uint32_t i = 1; i < doc->quantity.n; i++) {
        const rcp_quantity *q = &doc->quantity.row[i];
        rcp_str span = rcp_doc_slice(doc, q->span), unit = rcp_doc_sym(doc, q->unit),
                toll = rcp_doc_sym(doc, q->toll);
        size_t n = strlen(got);
        (void)snprintf(got + n, room - n, " [%.*s] %g %g %.*s %.*s, part of %u;", (int)span.len, span.s,
                       q->min, q->max, (int)unit.len, unit.s, (int)toll.len, toll.s, q->part_of);
        any |= rcp_str_eq(span, rcp_tsv_field(c, 1)) && same(q->min, rcp_tsv_field(c, 2)) &&
               same(q->max, rcp_tsv_field(c, 3)) && rcp_str_eq(unit, rcp_tsv_field(c, 4)) &&
               rcp_str_eq(toll, rcp_tsv_field(c, 5)) &&
               same_words(rcp_tsv_field(c, 6), rcp_doc_slice(doc, q->of)) &&
               same_words(rcp_tsv_field(c, 7), rcp_doc_slice(doc, doc->quantity.row[q->part_of].span));
    }
    return any;
}

static void run_file(const char *lang, const char *path)
{
    rcp_tsv c;
    rcp_res res = {0};
    uint32_t len, wrong = 0, n = 0;
    char *bytes = slurp(path, &len);
    assert_int_equal(rcp_res_put(&res, rcp_str_of(path), (rcp_str){bytes, len}, NULL), RCP_OK);
    assert_true(rcp_tsv_open(&c, &res, path));
    while (rcp_tsv_next(&c)) {
        rcp_doc doc;
        char got[2000];
        rcp_str text = rcp_tsv_field(&c, 0);
        bool none = text.s[0] == '*';
        if (none)
            text.s++, text.len--;
        find_in(lang, text, RCP_STR("2023-01-10"), &doc);
        bool there = has_quantity(&doc, &c, got, sizeof got);
        if (none ? doc.quantity.n > 1 : !there) {
            print_message("%s:%u: %.*s\n    got%s\n", path, c.line, (int)text.len, text.s, got);
            wrong++;
        }
        n++;
        rcp_doc_close(&doc);
    }
    free(bytes);
    assert_true(n > 4);
    assert_int_equal(wrong, 0);
}

static void files_of_examples(void **state)
{
    (void)state;
    static const char *const names[] = {"numbers", "units", "counted", "bounds", "tolls"};
    static const char *const langs[] = {"fr", "en"};
    for (size_t l = 0; l < 2; l++)
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            char path[80];
            (void)snprintf(path, sizeof path, "lang/%s/%s.test", langs[l], names[i]);
            run_file(langs[l], path);
        }
}

/* Every quantity holds together: min <= max, of inside span, no overlap with a dated time. */
static void rows_hold_together(void **state)
{
    (void)state;
    static const char text[] =
        "Lundi 9 janvier 2023, entre 15 et 20 drones ont visé Odessa ; 3 ont été abattus à 10h30. "
        "Le 14/02/2022, 1 200 soldats, soit 12,5 % des 9 600 hommes, sont partis en 2 heures.";
    rcp_doc doc;
    find_in("fr", rcp_str_of(text), RCP_STR("2023-01-10"), &doc);
    assert_int_equal(doc.quantity.n, 7);
    for (uint32_t i = 1; i < doc.quantity.n; i++) {
        const rcp_quantity *q = &doc.quantity.row[i];
        assert_false(q->min > q->max);
        assert_true(q->of.end == q->of.beg || rcp_span_within(q->of, q->span));
        for (uint32_t t = 1; t < doc.time.n; t++)
            assert_true(doc.time.row[t].kind == RCP_DURATION ||
                        !rcp_span_touch(doc.time.row[t].span, q->span));
    }
    rcp_doc_close(&doc);
}

/* A number too long for a double keeps its span and has no value. */
static void long_figures_have_no_value(void **state)
{
    (void)state;
    char text[600];
    size_t n = 0;
    for (n = 0; n < 401; n++)
        text[n] = n ? '0' : '1';
    memcpy(text + n, " soldats", 9);
    rcp_doc doc;
    find_in("fr", rcp_str_of(text), RCP_STR(""), &doc);
    assert_int_equal(doc.quantity.n, 2);
    assert_true(isnan(doc.quantity.row[1].min) && isnan(doc.quantity.row[1].max));
    rcp_doc_close(&doc);
    find_in("fr", RCP_STR("Il y a 10^400 soldats."), RCP_STR(""), &doc);
    assert_int_equal(doc.quantity.n, 2);
    assert_true(rcp_str_is(rcp_doc_slice(&doc, doc.quantity.row[1].span), "10^400 soldats"));
    assert_true(isnan(doc.quantity.row[1].min) && isnan(doc.quantity.row[1].max));
    rcp_doc_close(&doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_of_examples),
        cmocka_unit_test(rows_hold_together),
        cmocka_unit_test(long_figures_have_no_value),
    };
    return cmocka_run_group_tests(tests, setup_packs, teardown_packs);
}
