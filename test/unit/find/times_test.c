#include "find_case.h"

/* Whether some time of the document is this one; the fields that are "" are not looked at. */
static bool has_time(const rcp_doc *doc, const rcp_tsv *c, char *got, size_t room)
{
    bool any = false;
    got[0] = '\0';
    for (uint32_t i = 1; i < doc->time.n; i++) {
        const rcp_time *t = &doc->time.row[i];
        char lo[11], hi[11];
        bool open = t->hi <= t->lo;
        (void)rcp_day_iso(open ? RCP_DAY_MIN : t->lo, lo);
        (void)rcp_day_iso(open || t->hi == RCP_DAY_MAX ? RCP_DAY_MAX : t->hi - 1, hi);
        rcp_str span = rcp_doc_slice(doc, t->span), value = rcp_doc_sym(doc, t->value);
        size_t n = strlen(got);
        (void)snprintf(got + n, room - n, " [%.*s] %s %s %s;", (int)span.len, span.s, value.s, lo, hi);
        any |= rcp_str_eq(span, rcp_tsv_field(c, 2)) && rcp_str_eq(value, rcp_tsv_field(c, 3)) &&
               rcp_str_is(rcp_tsv_field(c, 4), lo) && rcp_str_is(rcp_tsv_field(c, 5), hi);
    }
    return any;
}

/* text, published, span, value, earliest, latest; "*text": no time at all */
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
        find_in(lang, text, rcp_tsv_field(&c, 1), &doc);
        bool there = has_time(&doc, &c, got, sizeof got);
        if (none ? doc.time.n > 1 : !there) {
            print_message("%s:%u: %.*s\n    got%s\n", path, c.line, (int)text.len, text.s, got);
            wrong++;
        }
        n++;
        rcp_doc_close(&doc);
    }
    free(bytes);
    assert_true(n > 20);
    assert_int_equal(wrong, 0);
}

static void french_times(void **state)
{
    (void)state;
    run_file("fr", "lang/fr/times.test");
    run_file("fr", "lang/fr/times_news.test");
}

static void english_times(void **state)
{
    (void)state;
    run_file("en", "lang/en/times.test");
}

/* A report that prints no date of its own: what its times leave, or nothing. */
static void publication_is_inferred_or_left(void **state)
{
    (void)state;
    static const struct { const char *text, *lo, *hi; } cases[] = {
        {"Le président s'est rendu à Varsovie lundi 20 février. Le 24 février, des milliers de "
         "personnes ont défilé. La foule a réclamé vendredi la paix. Une offensive est prévue au "
         "printemps 2023.", "2023-02-24", "2023-03-02"},
        {"Ce mardi 5 mars 2024, le ministre a démissionné.", "2024-03-05", "2024-03-05"},
        {"Le ministre a démissionné mardi.", "", ""},
        {"Le ministre a démissionné le 5 mars. Il avait été nommé mardi.", "", ""},
        {"Le traité de 1984 a été signé un vendredi. Le 6 janvier, il a expiré. C'était vendredi.", "", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rcp_doc doc;
        char lo[11], hi[11];
        find_in("fr", rcp_str_of(cases[i].text), RCP_STR(""), &doc);
        bool known = doc.inferred.hi > doc.inferred.lo;
        assert_string_equal(known ? rcp_day_iso(doc.inferred.lo, lo) : "", cases[i].lo);
        assert_string_equal(known ? rcp_day_iso(doc.inferred.hi - 1, hi) : "", cases[i].hi);
        rcp_doc_close(&doc);
    }
}

/* A broken line is said with file, line and column. */
static void bad_rules_are_reported(void **state)
{
    (void)state;
    static const struct { const char *text; uint32_t line, col; } cases[] = {
        {"lundi\tweekday\nmardi\tweekdy\n", 2, 7},
        {"# a\nle (WEEKDAY\tweekday\n", 2, 12},
        {"le NOSUCH\tdate\n", 1, 10},
        {"[ le MONTH\tmonth\n", 1, 11},
        {"@nothing MONTH\tmonth\n", 1, 9},
        {"MONTH\tmonth sideways\n", 1, 7},
        {"MONTH\n", 1, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rcp_res extra = {0};
        rcp_packs p;
        rcp_err err = {0};
        assert_int_equal(rcp_res_put(&extra, RCP_STR("fr/times.rules"), rcp_str_of(cases[i].text), NULL), RCP_OK);
        assert_int_equal(rcp_packs_open(&p, "fr", &extra, &err), RCP_E_RESOURCE);
        assert_string_equal(err.file, "fr/times.rules");
        assert_int_equal(err.line, cases[i].line);
        assert_int_equal(err.col, cases[i].col);
    }
}

/* Text made to be slow or wrong ends soon, and gives no false day. */
static void hostile_text_is_survived(void **state)
{
    (void)state;
    static const char *const units[] = {"le le le 1 1 1 ", "lundi ", "il y a il y a 3 3 ", "mille ", "1.", "du 5 au "};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        enum { SIZE = 200000 };
        char *text = malloc(SIZE);
        size_t n = strlen(units[i]);
        for (size_t at = 0; at < SIZE; at++)
            text[at] = units[i][at % n];
        rcp_doc doc;
        find_in("fr", (rcp_str){text, SIZE}, RCP_STR("2023-01-10"), &doc);
        rcp_doc_close(&doc);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(french_times),
        cmocka_unit_test(english_times),
        cmocka_unit_test(publication_is_inferred_or_left),
        cmocka_unit_test(bad_rules_are_reported),
        cmocka_unit_test(hostile_text_is_survived),
    };
    return cmocka_run_group_tests(tests, setup_packs, teardown_packs);
}
