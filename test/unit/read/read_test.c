#include "../resource.h"

#include "doc/enums.h"

static rcp_packs packs;

/* "\n" to a line break, BODY and MORE to paragraphs. */
static char *expand(const char *from, const char *lang)
{
    static const char *const body[2] = {
        "Le ministère a livré vingt véhicules blindés à son voisin, a indiqué jeudi soir un "
        "porte-parole devant la presse étrangère réunie à Varsovie.",
        "The ministry has handed over twenty armoured vehicles to its neighbour, a spokesman told "
        "the foreign press in Warsaw on Thursday evening."};
    static const char *const more[2] = {
        "Le convoi doit franchir la frontière dans les prochains jours, selon la même source, qui "
        "n'a pas précisé la route choisie.",
        "The convoy is due to cross the border in the next few days, according to the same source, "
        "which did not name the road."};
    int en = !strcmp(lang, "en");
    rcp_buf b = {0};
    for (const char *p = from; *p; p++)
        if (!strncmp(p, "\\n", 2)) {
            rcp_buf_char(&b, '\n');
            p++;
        } else if (!strncmp(p, "BODY", 4)) {
            rcp_buf_z(&b, body[en]);
            p += 3;
        } else if (!strncmp(p, "MORE", 4)) {
            rcp_buf_z(&b, more[en]);
            p += 3;
        } else
            rcp_buf_char(&b, *p);
    rcp_buf_char(&b, '\0');
    return b.s;
}

static void put_row(rcp_buf *b, const rcp_doc *doc, const rcp_enum *kinds, uint32_t kind,
                    rcp_span span)
{
    rcp_buf_f(b, "%s%s: ", b->len ? " | " : "", rcp_enum_word(kinds, kind));
    rcp_buf_str(b, rcp_slice(doc->text, span));
}

/* A "*" row must find nothing at all. */
static void check_rows(example e, rcp_buf *got)
{
    if (e.must_not) {
        e.must_not = false;
        check_text(&e, got, "");
    } else
        check_text(&e, got, e.field[1]);
}

static void check_furniture(const rcp_pack *pack, const example *e)
{
    rcp_doc doc;
    rcp_buf got = {0}, date = {0};
    char *text = expand(e->field[0], pack->lang), a[11], b[11];
    run_report(pack, text, RCP_READ, &doc);
    for (rcp_id i = 1; i < doc.furniture.n; i++) {
        put_row(&got, &doc, &rcp_enum_furniture, doc.furniture.row[i].kind,
                doc.furniture.row[i].span);
        assert_true(doc.furniture.row[i].why != 0);
    }
    check_rows(*e, &got);
    if (doc.published.hi > doc.published.lo)
        rcp_buf_f(&date, "%s..%s", rcp_day_iso(doc.published.lo, a),
                  rcp_day_iso(doc.published.hi - 1, b));
    example plain = *e;
    plain.must_not = false;
    check_text(&plain, &date, e->field[2]);
    rcp_doc_close(&doc);
    free(text);
}

static void check_signals(const rcp_pack *pack, const example *e)
{
    rcp_doc doc;
    rcp_buf got = {0};
    run_report(pack, e->field[0], RCP_READ, &doc);
    for (rcp_id i = 1; i < doc.signal.n; i++)
        put_row(&got, &doc, &rcp_enum_signal, doc.signal.row[i].kind, doc.signal.row[i].span);
    check_rows(*e, &got);
    rcp_doc_close(&doc);
}

static void check_language(const rcp_pack *pack, const example *e)
{
    (void)pack;
    rcp_doc doc;
    rcp_input in = {.bytes = rcp_str_of(e->field[0]), .decoded = true};
    assert_int_equal(rcp_read_open(&doc, &in, NULL), RCP_OK);
    if (strcmp(doc.lang, e->field[1]))
        fail_msg("%s:%u: got %s", e->file, e->line, doc.lang);
    rcp_doc_close(&doc);
}

static void furniture_is_marked_and_the_report_is_not(void **state)
{
    (void)state;
    run_examples(rcp_packs_lookup(&packs, "fr"), "lang/fr/furniture.test", check_furniture);
    run_examples(rcp_packs_lookup(&packs, "en"), "lang/en/furniture.test", check_furniture);
}

static void signals_are_shown(void **state)
{
    (void)state;
    run_examples(rcp_packs_lookup(&packs, "fr"), "lang/fr/signals.test", check_signals);
    run_examples(rcp_packs_lookup(&packs, "en"), "lang/en/signals.test", check_signals);
}

static void languages_are_told_apart(void **state)
{
    (void)state;
    run_examples(rcp_packs_lookup(&packs, "fr"), "data/languages.test", check_language);
}

static rcp_status open_bytes(rcp_doc *doc, const char *s, size_t n, bool html, rcp_err *err)
{
    rcp_input in = {.bytes = {s, (uint32_t)n}, .html = html, .lang = RCP_STR("fr")};
    return rcp_read_open(doc, &in, err);
}

static void charsets_become_utf8(void **state)
{
    static const struct { const char *bytes; size_t n; const char *text; } cases[] = {
        {"d\xc3\xa9j\xc3\xa0", 6, "déjà"},
        {"\xef\xbb\xbf" "d\xc3\xa9j\xc3\xa0", 9, "déjà"},
        {"L\x92\xe9t\xe9 \xe0 Odessa, le c\x9cur tient", 29, "L’été à Odessa, le cœur tient"},
        {"\xff\xfe" "d\0\xe9\0j\0\xe0\0", 10, "déjà"},
        {"\xfe\xff\0d\0\xe9\0j\0\xe0", 10, "déjà"},
        {"a\r\nb", 4, "a\r\nb"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rcp_doc doc;
        rcp_err err = {0};
        if (open_bytes(&doc, cases[i].bytes, cases[i].n, false, &err))
            fail_msg("case %zu: %s", i, err.message);
        assert_true(rcp_str_is(doc.text, cases[i].text));
        assert_int_equal(rcp_doc_check(&doc, &err), RCP_OK);
        rcp_doc_close(&doc);
    }
}

static void what_is_no_text_is_refused(void **state)
{
    static const struct { const char *bytes; size_t n; rcp_status status; const char *says; } cases[] = {
        {"", 0, RCP_E_INPUT, "empty"},
        {" \n\t\xc2\xa0\n", 6, RCP_E_INPUT, "empty"},
        {"\x89PNG\r\n\x1a\n\0\0", 10, RCP_E_INPUT, "PNG"},
        {"%PDF-1.7 x", 10, RCP_E_INPUT, "PDF"},
        {"abc\0def", 7, RCP_E_INPUT, "NUL"},
        {"\x01\x02\x03\xff\x05\x06\x07\x08", 8, RCP_E_INPUT, "at byte 3"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rcp_doc doc;
        rcp_err err = {0};
        assert_int_equal(open_bytes(&doc, cases[i].bytes, cases[i].n, false, &err), cases[i].status);
        if (!strstr(err.message, cases[i].says))
            fail_msg("case %zu: %s", i, err.message);
    }
    rcp_doc doc;
    rcp_err err = {0};
    rcp_input in = {.bytes = RCP_STR("Bonjour"), .published = RCP_STR("2022-13-01")};
    assert_int_equal(rcp_read_open(&doc, &in, &err), RCP_E_INPUT);
    assert_non_null(strstr(err.message, "'2022-13-01' is no date"));
}

static void a_long_line_is_refused_at_once(void **state)
{
    (void)state;
    size_t n = (size_t)50 << 20;
    char *s = malloc(n);
    rcp_doc doc;
    rcp_err err = {0};
    assert_non_null(s);
    memset(s, 'a', n);
    assert_int_equal(open_bytes(&doc, s, n, false, &err), RCP_E_LIMIT);
    free(s);
}

static void pages_become_text_with_a_source_map(void **state)
{
    static const char page[] =
        "<!DOCTYPE html><html><head><title>Un pont &amp; une ville</title>"
        "<meta property=\"og:site_name\" content=\"Le Courrier\">"
        "<script>var a = '<p>rien</p>';</script></head><body><nav>Menu</nav>"
        "<time datetime=\"PT5M\">5 min</time><h1>Un pont</h1><p>Le  pont\n a <b>tenu</b>&nbsp;: &eacute;crit-il.</p>Fin"
        "<time datetime=\"2023-01-05T10:00:00Z\"></time><footer>Droits</footer></body></html>";
    (void)state;
    rcp_doc doc;
    rcp_err err = {0};
    if (open_bytes(&doc, page, sizeof page - 1, false, &err) || rcp_doc_check(&doc, &err))
        fail_msg("%s", err.message);
    assert_string_equal(doc.text.s, "5 min\nUn pont\nLe pont a tenu\xc2\xa0: écrit-il.\nFin");
    assert_true(rcp_str_is(doc.source.title, "Un pont & une ville"));
    assert_true(rcp_str_is(doc.source.outlet, "Le Courrier"));
    assert_int_equal(doc.given.lo, rcp_day_of(2023, 1, 5));
    const char *at = strstr(doc.text.s, "tenu");
    uint32_t beg = (uint32_t)(at - doc.text.s);
    rcp_span raw = rcp_doc_source(&doc, (rcp_span){beg, beg + 4});
    assert_memory_equal(page + raw.beg, "tenu", 4);
    rcp_doc_close(&doc);
}

static char *many(const char *head, const char *piece, int n, const char *tail)
{
    rcp_buf b = {0};
    rcp_buf_z(&b, head);
    for (int i = 0; i < n; i++)
        rcp_buf_z(&b, piece);
    rcp_buf_z(&b, tail);
    rcp_buf_char(&b, '\0');
    return b.s;
}

static void hostile_pages_are_bounded(void **state)
{
    static const struct { const char *head, *piece; int n; const char *tail; rcp_status status; } cases[] = {
        {"", "<div>", 513, "x", RCP_E_LIMIT},       {"", "<div>", 400, "x", RCP_OK},
        {"<p ", "a=b ", 257, ">x", RCP_E_LIMIT},    {"<p ", "a=\"b c\" ", 200, ">x", RCP_OK},
        {"", "<", 100000, "x", RCP_OK},             {"x", "&amp;", 50000, "x", RCP_OK},
        {"x<p a=\"", "x ", 100000, "", RCP_OK},     {"x", "<p>y", 20000, "", RCP_OK},
        {"<!--", "x", 100000, "", RCP_E_INPUT},     {"x", "</div>", 50000, "", RCP_OK},
        {"x", "&#x1F600;é", 5000, "", RCP_OK},      {"x<article>", "y z ", 500, "</article>w", RCP_OK},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *s = many(cases[i].head, cases[i].piece, cases[i].n, cases[i].tail);
        rcp_doc doc;
        rcp_err err = {0};
        rcp_status got = open_bytes(&doc, s, strlen(s), true, &err);
        if (got != cases[i].status || (!got && rcp_doc_check(&doc, &err)))
            fail_msg("case %zu: %d %s", i, got, err.message);
        if (!got)
            rcp_doc_close(&doc);
        free(s);
    }
}

static void broken_rules_are_told_with_their_place(void **state)
{
    static const struct { const char *name, *text; uint32_t line; } cases[] = {
        {"fr/furniture.rules", "# c\nrelated\tbegins\tLire\n", 2},
        {"fr/furniture.rules", "related\tbeginns\tlire\n", 1},
        {"fr/furniture.rules", "related\tbegins\tlire\tmax=x\n", 1},
        {"fr/furniture.rules", "nothing\tbegins\tlire\n", 1},
        {"fr/signals.rules", "spun\tboth\ten tant que\n", 1},
        {"fr/tokens.tsv", "prefx\tl'\n", 1},
        {"fr/tokens.tsv", "\nwords\tdu\tde\n", 2},
        {"fr/contractions.tsv", "des\tperhaps\tles\n", 1},
        {"fr/quotes.tsv", "«\t»\tx\n", 1},
        {"fr/months.tsv", "month\t13\ttreize\n", 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rcp_res extra = {0};
        rcp_packs broken;
        rcp_err err = {0};
        assert_int_equal(rcp_res_put(&extra, rcp_str_of(cases[i].name), rcp_str_of(cases[i].text),
                                     NULL), RCP_OK);
        assert_int_equal(rcp_packs_open(&broken, "fr", &extra, &err), RCP_E_RESOURCE);
        if (strcmp(err.file, cases[i].name) || err.line != cases[i].line || !err.col)
            fail_msg("case %zu: %s:%u:%u %s", i, err.file, err.line, err.col, err.message);
    }
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
        cmocka_unit_test(furniture_is_marked_and_the_report_is_not),
        cmocka_unit_test(signals_are_shown),
        cmocka_unit_test(languages_are_told_apart),
        cmocka_unit_test(charsets_become_utf8),
        cmocka_unit_test(what_is_no_text_is_refused),
        cmocka_unit_test(a_long_line_is_refused_at_once),
        cmocka_unit_test(pages_become_text_with_a_source_map),
        cmocka_unit_test(hostile_pages_are_bounded),
        cmocka_unit_test(broken_rules_are_told_with_their_place),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
