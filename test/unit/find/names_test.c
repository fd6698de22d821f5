/* The examples of lang/<code>/names.test; broken lines of groups.tsv; odd input. */
#include "find_case.h"

static bool is(const rcp_doc *doc, const rcp_mention *m, rcp_str printed, rcp_str kind, rcp_str name,
               bool acts)
{
    rcp_str got = name.len && name.s[0] == '-' ? rcp_doc_sym(doc, m->country) : rcp_doc_sym(doc, m->name);
    if (name.len && name.s[0] == '-') {
        if (m->name)
            return false;
        name.s++, name.len--;
    }
    return rcp_str_eq(rcp_doc_slice(doc, m->span), printed) && rcp_str_eq(got, name) &&
           rcp_str_is(kind, rcp_enum_word(&rcp_enum_kind, m->kind)) &&
           (!acts || m->flags & RCP_MENTION_GOVERNMENT);
}

/* Whether country and sector of m are `code`: "USAELI", "IGO" (of no state); "" asks nothing. */
static bool coded(const rcp_doc *doc, const rcp_mention *m, rcp_str code)
{
    char got[16];
    (void)snprintf(got, sizeof got, "%.6s%.6s", rcp_doc_sym(doc, m->country).s, rcp_doc_sym(doc, m->sector).s);
    return !code.len || rcp_str_is(code, got);
}

/* Whether "printed=kind:name" is among the mentions; after the name may stand "@" and its code. */
static bool found(const rcp_doc *doc, rcp_str want)
{
    const char *eq = memchr(want.s, '=', want.len);
    const char *colon = eq ? memchr(eq, ':', want.len - (size_t)(eq - want.s)) : NULL;
    assert_non_null(colon);
    rcp_str printed = {want.s, (uint32_t)(eq - want.s)}, kind = {eq + 1, (uint32_t)(colon - eq - 1)};
    rcp_str name = {colon + 1, (uint32_t)(want.s + want.len - colon - 1)};
    const char *at = name.len ? memchr(name.s, '@', name.len) : NULL;
    rcp_str code = {at ? at + 1 : NULL, at ? name.len - (uint32_t)(at + 1 - name.s) : 0};
    if (at)
        name.len = (uint32_t)(at - name.s);
    bool acts = name.len && name.s[name.len - 1] == '+';
    name.len -= acts;
    for (uint32_t i = 1; i < doc->mention.n; i++)
        if (is(doc, &doc->mention.row[i], printed, kind, name, acts) && coded(doc, &doc->mention.row[i], code))
            return true;
    return false;
}

static void show(const rcp_doc *doc)
{
    for (uint32_t i = 1; i < doc->mention.n; i++) {
        const rcp_mention *m = &doc->mention.row[i];
        rcp_str span = rcp_doc_slice(doc, m->span);
        print_message("    got [%.*s] %s %s %s\n", (int)span.len, span.s, rcp_enum_word(&rcp_enum_kind, m->kind),
                      rcp_doc_sym(doc, m->name).s, rcp_doc_sym(doc, m->country).s);
    }
}

static void run_file(const char *lang, const char *path)
{
    rcp_tsv c;
    rcp_res res = {0};
    uint32_t len, wrong = 0, n = 0;
    char *bytes = slurp(path, &len);
    assert_int_equal(rcp_res_put(&res, rcp_str_of(path), (rcp_str){bytes, len}, NULL), RCP_OK);
    assert_true(rcp_tsv_open(&c, &res, path));
    for (; rcp_tsv_next(&c); n++) {
        rcp_doc doc;
        rcp_str text = rcp_tsv_field(&c, 0), wants = rcp_tsv_field(&c, 1), want;
        bool none = text.s[0] == '*', bad = false;
        if (none)
            text.s++, text.len--;
        find_in(lang, text, rcp_tsv_field(&c, 2), &doc);
        while (rcp_list_next(&wants, &want))
            if (found(&doc, want) == none) {
                print_message("%s:%u: %s%.*s\n", path, c.line, none ? "not " : "", (int)want.len, want.s);
                bad = true;
            }
        if (bad)
            show(&doc);
        wrong += bad;
        assert_int_equal(rcp_doc_check(&doc, NULL), RCP_OK);
        rcp_doc_close(&doc);
    }
    free(bytes);
    assert_true(n >= 40);
    assert_int_equal(wrong, 0);
}

static void french_names(void **state)
{
    (void)state;
    run_file("fr", "lang/fr/names.test");
}

static void english_names(void **state)
{
    (void)state;
    run_file("en", "lang/en/names.test");
}

/* First mentions begin chains; later ones, short ones and offices join them. */
static void chains_go_back_to_the_first(void **state)
{
    (void)state;
    rcp_doc doc;
    find_in("fr", RCP_STR("Vladimir Poutine est à Minsk. Le président russe y restera, a dit Poutine."),
            RCP_STR("2022-12-19"), &doc);
    uint32_t first = 0, n = 0;
    for (uint32_t i = 1; i < doc.mention.n; i++) {
        const rcp_mention *m = &doc.mention.row[i];
        if (!rcp_str_is(rcp_doc_sym(&doc, m->name), "Vladimir Putin"))
            continue;
        first = first ? first : i;
        assert_int_equal(m->chain, first);
        n++;
    }
    assert_int_equal(n, 3);
    rcp_doc_close(&doc);
}

/* Names against something too simple to be wrong: no alias may be lost in the trie. */
static void every_country_is_found(void **state)
{
    (void)state;
    const rcp_pack *pack = rcp_packs_lookup(&packs, "en");
    for (uint32_t i = 1; i <= pack->entities.n_countries; i++) {
        char text[160];
        rcp_doc doc;
        rcp_str name = rcp_sym_str(&pack->syms, pack->entities.row[i].name);
        (void)snprintf(text, sizeof text, "They went to %s in March.", name.s);
        find_in("en", rcp_str_of(text), RCP_STR(""), &doc);
        bool there = false;
        for (uint32_t k = 1; k < doc.mention.n; k++)
            there |= doc.mention.row[k].entity == i;
        if (!there)
            print_message("not found: %s\n", name.s);
        assert_true(there);
        rcp_doc_close(&doc);
    }
}

static void bad_lines_are_reported(void **state)
{
    (void)state;
    static const struct { const char *file, *text; uint32_t line; } cases[] = {
        {"fr/groups.tsv", "armée {adj}\tno_such_class\n", 1},
        {"fr/groups.tsv", "# x\narmée @nothing\tarmy\n", 2},
        {"fr/groups.tsv", "armée\n", 1},
        {"fr/groups.tsv", "a b c d e f g h i j k l m n o p q\tarmy\n", 1},
        {"fr/name_words.tsv", "nonsense\ta|b\n", 1},
        {"classes.tsv", "army\tno_kind\n", 1},
        {"fr/coref.tsv", "he\til\nnonsense\ta|b\n", 2},
        {"fr/coref.tsv", "he\n", 1},
        {"fr/coref.tsv", "arms\tchar\n", 1},
        {"fr/coref.tsv", "he\til\ttank\n", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rcp_res extra = {0};
        rcp_packs p;
        rcp_err err = {0};
        assert_int_equal(rcp_res_put(&extra, rcp_str_of(cases[i].file), rcp_str_of(cases[i].text), NULL), RCP_OK);
        assert_int_equal(rcp_packs_open(&p, "fr", &extra, &err), RCP_E_RESOURCE);
        assert_string_equal(err.file, cases[i].file);
        assert_int_equal(err.line, cases[i].line);
    }
}

/* A pronoun is a row of its own, in its antecedent's chain, and the next pronoun goes on from it. */
static void pronouns_join_chains(void **state)
{
    (void)state;
    rcp_doc doc;
    uint32_t n = 0;
    find_in("en", RCP_STR("Keir Starmer left London on Monday. He flew to Kyiv. He will return on Friday, and he said so."),
            RCP_STR(""), &doc);
    for (uint32_t i = 1; i < doc.mention.n; i++) {
        const rcp_mention *m = &doc.mention.row[i];
        if (!(m->flags & RCP_MENTION_PRONOUN))
            continue;
        assert_string_equal(rcp_doc_sym(&doc, m->name).s, "Keir Starmer");
        assert_int_equal(m->chain, 1);
        n++;
    }
    assert_int_equal(n, 3);
    rcp_doc_close(&doc);
}

/* A lone last name that only the tagger sees joins the whole name; two whole names leave it alone. */
static void last_names_join(void **state)
{
    (void)state;
    static const struct { const char *text; bool joins; } cases[] = {
        {"Tadeusz Brzoza and Marta Lis met on Monday in Warsaw. On Tuesday Brzoza went back to Gdansk.", true},
        {"Tadeusz Brzoza and Marta Brzoza met on Monday in Warsaw. On Tuesday Brzoza went back to Gdansk.", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rcp_doc doc;
        find_in("en", rcp_str_of(cases[i].text), RCP_STR(""), &doc);
        bool joined = false;
        for (uint32_t k = 1; k < doc.mention.n; k++) {
            const rcp_mention *m = &doc.mention.row[k];
            joined |= rcp_str_is(rcp_doc_slice(&doc, m->span), "Brzoza") && rcp_str_is(rcp_doc_sym(&doc, m->name), "Tadeusz Brzoza");
        }
        assert_int_equal(joined, cases[i].joins);
        rcp_doc_close(&doc);
    }
}

/* Odd input gives tables that hold, not errors. */
static void odd_input(void **state)
{
    (void)state;
    static const char *const texts[] = {"A", "S-", "-400", "M. ", "(JEF)", "Mme", "Koursk Koursk Koursk", "d'", "\xf0\x9f\x98\x80",
                                        "Le le le la la la de de de", "A.B.C.D.E.F.G.H", "T-72T-72T-72", "Il", "Il il il il", "ce dernier", "ces armes", "« Il »"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        rcp_doc doc;
        rcp_err err = {0};
        find_in("fr", rcp_str_of(texts[i]), RCP_STR(""), &doc);
        if (rcp_doc_check(&doc, &err))
            fail_msg("%s: %s", texts[i], err.message);
        rcp_doc_close(&doc);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(french_names), cmocka_unit_test(english_names),
        cmocka_unit_test(chains_go_back_to_the_first), cmocka_unit_test(pronouns_join_chains), cmocka_unit_test(last_names_join), cmocka_unit_test(every_country_is_found),
        cmocka_unit_test(bad_lines_are_reported), cmocka_unit_test(odd_input),
    };
    return cmocka_run_group_tests(tests, setup_packs, teardown_packs);
}
