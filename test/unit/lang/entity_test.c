/* The tables of data/: ids, names, printed forms, offices; and lines that must be refused. */
#include "lang/pack.h"
#include "../test.h"

static rcp_pack pack;

static int open_pack(void **state)
{
    rcp_err err = {0};
    (void)state;
    if (rcp_pack_open(&pack, "fr", NULL, &err)) {
        print_message("%s:%u: %s\n", err.file, err.line, err.message);
        return -1;
    }
    return 0;
}

static int close_pack(void **state)
{
    (void)state;
    rcp_pack_close(&pack);
    return 0;
}

static const rcp_entity *row(const char *id)
{
    return &pack.entities.row[rcp_entity_lookup(&pack.entities, &pack.syms, rcp_str_of(id))];
}

static const char *z(rcp_sym s)
{
    return rcp_sym_str(&pack.syms, s).s;
}

static void names_and_countries(void **state)
{
    static const struct { const char *id, *name, *country; } cases[] = {
        {"person/vladimir-putin", "Vladimir Putin", "RUS"},
        {"organisation/uk-mod", "UK Ministry of Defence", "GBR"},
        {"organisation/belta", "BelTA", "BLR"},
        {"place/kyiv", "Kyiv", "UKR"},
        {"place/kursk-oblast", "Kursk Oblast", "RUS"},
        {"place/nice", "Nice", "FRA"},
        {"country/BLR", "Belarus", "BLR"},
        {"equipment/agm-88", "AGM-88 HARM", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_string_equal(z(row(cases[i].id)->name), cases[i].name);
        assert_string_equal(z(row(cases[i].id)->country), cases[i].country);
    }
    assert_int_equal(row("person/nobody")->id, 0);
}

static bool has_alias(const rcp_entity *e, const char *text, uint32_t flags)
{
    const rcp_entities *es = &pack.entities;
    for (uint32_t i = 0; i < es->n_aliases; i++)
        if (&es->row[es->alias[i].entity] == e && rcp_str_is(es->alias[i].text, text) &&
            !es->alias[i].rest.len)
            return es->alias[i].flags == flags;
    return false;
}

static void printed_forms(void **state)
{
    (void)state;
    assert_true(has_alias(row("organisation/tass"), "Tasse", RCP_ALIAS_CASED));
    assert_true(has_alias(row("person/vladimir-putin"), "Poutine", 0));
    assert_true(has_alias(row("person/serhiy-nayev"), "Nayev", RCP_ALIAS_LAST));
    assert_true(has_alias(row("country/RUS"), "russes", RCP_ALIAS_DEMONYM));
    assert_true(has_alias(row("place/kursk-oblast"), "Koursk", RCP_ALIAS_BASE));
}

static void countries_and_offices(void **state)
{
    rcp_sym rus = rcp_sym_lookup(&pack.syms, RCP_STR("RUS"));
    const rcp_entities *e = &pack.entities;
    uint32_t open = 0;
    (void)state;
    assert_string_equal(z(e->row[rcp_country_lookup(e, rus)].name), "Russia");
    assert_int_equal(rcp_country_lookup(e, rcp_sym_lookup(&pack.syms, RCP_STR("Kyiv"))), 0);
    for (uint32_t i = 0; i < e->n_holdings; i++) {
        const rcp_holding *h = &e->holding[i];
        assert_true(h->person && h->person < e->n && h->of && h->from < h->to);
        open += h->of == rus && h->role == rcp_sym_lookup(&pack.syms, RCP_STR("president")) &&
                h->to == RCP_DAY_MAX;
    }
    assert_int_equal(open, 1);
}

static void bad_lines(void **state)
{
    static const struct { const char *file, *text; uint32_t line; } cases[] = {
        {"people.tsv", "# x\nonly-an-id\n", 2},
        {"places.tsv", "a\tA\t-\t-\tFRA\tcity\tflies\n", 1},
        {"places.tsv", "a\tA\t-\t-\tFRA\tcity\t-\tnorth\t1\n", 1},
        {"roles.tsv", "president\tRUS\tno-such-person\t2000\n", 1},
        {"roles.tsv", "president\tno-such-org\tvladimir-putin\t2000\n", 1},
        {"roles.tsv", "president\tRUS\tvladimir-putin\t2000-13-01\n", 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rcp_res extra = {0};
        rcp_err err = {0};
        rcp_pack p;
        assert_int_equal(rcp_res_put(&extra, rcp_str_of(cases[i].file), rcp_str_of(cases[i].text), &err), RCP_OK);
        assert_int_equal(rcp_pack_open(&p, "fr", &extra, &err), RCP_E_RESOURCE);
        assert_int_equal(err.line, cases[i].line);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_countries), cmocka_unit_test(printed_forms),
        cmocka_unit_test(countries_and_offices), cmocka_unit_test(bad_lines),
    };
    return cmocka_run_group_tests(tests, open_pack, close_pack);
}
