/* The tables of data/: ids, names, printed forms, offices; and lines that must be refused. */
#include "lang/pack.h"
#include "../test.h"

enum { RCP_WANT_PEOPLE = 400 };

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

static int32_t day(const char *iso)
{
    int32_t lo, hi;
    assert_true(rcp_day_read(rcp_str_of(iso), &lo, &hi));
    return lo;
}

/* Country and sector follow the office held on the day. */
static void standing(void **state)
{
    static const struct { const char *id, *day, *country, *sector; } cases[] = {
        {"person/vladimir-putin", "2010-06-01", "RUS", "GOV"},      /* prime minister then   */
        {"person/barack-obama", "2010-06-01", "USA", "GOV"},
        {"person/barack-obama", "2023-06-01", "USA", "ELI"},
        {"person/francois-hollande", "2017-05-14", "FRA", "GOV"},   /* the last day counts   */
        {"person/francois-hollande", "2018-01-01", "FRA", "ELI"},
        {"person/valery-gerasimov", "2022-11-20", "RUS", "MIL"},
        {"person/mark-rutte", "2020-01-01", "NLD", "GOV"},
        {"person/mark-rutte", "2025-01-01", "", "IGO"},             /* of NATO, of no state  */
        {"person/kaja-kallas", "2022-01-01", "EST", "GOV"},
        {"person/kaja-kallas", "2025-01-01", "", "IGO"},
        {"person/sergei-naryshkin", "2022-01-01", "RUS", "SPY"},    /* the body's sector     */
        {"person/hassan-nasrallah", "2010-01-01", "LBN", "REB"},
        {"person/alexei-navalny", "2021-01-01", "RUS", "OPP"},      /* no office: his own    */
        {"organisation/tass", "2021-01-01", "RUS", "JRN"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t at = rcp_entity_lookup(&pack.entities, &pack.syms, rcp_str_of(cases[i].id));
        rcp_standing on = rcp_entity_on(&pack.entities, &pack.syms, at, day(cases[i].day));
        if (strcmp(z(on.sector), cases[i].sector) || strcmp(z(on.country), cases[i].country))
            fail_msg("%s on %s: %s%s", cases[i].id, cases[i].day, z(on.country), z(on.sector));
    }
    assert_string_equal(z(rcp_entity_on(&pack.entities, &pack.syms, rcp_entity_lookup(&pack.entities, &pack.syms,
                          RCP_STR("person/barack-obama")), RCP_DAY_MIN).sector), "GOV");
}

static const rcp_holding *holding(uint32_t i)
{
    return &pack.entities.holding[i];
}

/* Two holders of one office that only one can hold, for more than the day of handing over. */
static void no_two_at_a_time(void **state)
{
    const rcp_entities *e = &pack.entities;
    uint32_t clashes = 0;
    (void)state;
    for (uint32_t i = 0; i < e->n_holdings; i++)
        for (uint32_t k = 0; k < i; k++) {
            const rcp_holding *a = holding(i), *b = holding(k);
            if (a->role != b->role || a->of != b->of || !e->office[a->rank].one)
                continue;
            int64_t beg = a->from > b->from ? a->from : b->from, end = a->to < b->to ? a->to : b->to;
            if (end - beg <= 1)
                continue;
            print_message("%s of %s: both %s and %s\n", z(a->role), z(a->of), z(e->row[a->person].id),
                          z(e->row[b->person].id));
            clashes++;
        }
    assert_int_equal(clashes, 0);
}

/* How much the tables hold: what is asked for is 400 people with a dated office, 300 organisations, 200 weapons. */
static void enough(void **state)
{
    const rcp_entities *e = &pack.entities;
    uint32_t dated = 0, orgs = 0, equipment = 0, items = 0, strange = 0;
    static const char sectors[] = "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED "
                                  "REF OPP PRE REL SOC IGO NGO MNC";
    (void)state;
    for (uint32_t i = 1; i < e->n; i++) {
        const rcp_entity *x = &e->row[i];
        bool has = false;
        for (uint32_t k = x->holding; k; k = holding(k - 1)->next)
            has |= holding(k - 1)->from != RCP_DAY_MIN;
        dated += has;
        orgs += x->kind == RCP_ORGANISATION;
        equipment += x->kind == RCP_EQUIPMENT;
        items += x->wikidata != 0;
        if (x->sector && (strlen(z(x->sector)) != 3 || !strstr(sectors, z(x->sector))))
            print_message("%s: sector %s\n", z(x->id), z(x->sector)), strange++;
    }
    print_message("%u people with a dated office, %u organisations, %u pieces of equipment, %u with a range; "
                  "%u Wikidata ids\n", dated, orgs, equipment, e->n_ranges - 1, items);
    assert_int_equal(strange, 0);
    assert_true(dated >= RCP_WANT_PEOPLE && orgs >= 300 && equipment >= 200 && items >= 400);
}

static void bad_lines(void **state)
{
    static const struct { const char *file, *text; uint32_t line; } cases[] = {
        {"people.tsv", "# x\nonly-an-id\n", 2},
        {"places.tsv", "a\tA\t-\t-\tFRA\tcity\tflies\n", 1},
        {"places.tsv", "a\tA\t-\t-\tFRA\tcity\t-\tnorth\t1\n", 1},
        {"places.tsv", "a\tA\t-\t-\tFRA\tcity\t-\t123\t1\n", 1},
        {"places.tsv", "a\tA\t-\t-\tFRA\tcity\t-\t45\t-181\n", 1},
        {"places.tsv", "a\tA\t-\t-\tZZZ\tcity\t-\n", 1},
        {"places.tsv", "a\tA\t-\t-\tFRA\tcity\t-\nb\tB\xff\t-\t-\tFRA\tcity\t-\n", 2},
        {"people.tsv", "a\tA B\tA\tB\t-\tm\tZZZ\tGOV\n", 1},
        {"orgs.tsv", "# x\na\tA\t-\t-\tFRA\tGOV\tx\nb\tB\t-\t-\tFR\tGOV\tx\n", 3},
        {"orgs.tsv", "a\tA\t-\t-\tFRA\tGOV\tx\n\na\tB\t-\t-\tFRA\tGOV\tx\n", 3},
        {"roles.tsv", "president\tRUS\tno-such-person\t2000\n", 1},
        {"roles.tsv", "president\tno-such-org\tvladimir-putin\t2000\n", 1},
        {"roles.tsv", "president\tRUS\tvladimir-putin\t2000-13-01\n", 1},
        {"roles.tsv", "president\tRUS\tvladimir-putin\t2012\t2008\n", 1},
        {"roles.tsv", "beekeeper\tRUS\tvladimir-putin\t2000\n", 1},
        {"offices.tsv", "president\tGOV\tthree\n", 1},
        {"offices.tsv", "president\tGOV\n", 1},
        {"wikidata.tsv", "person/vladimir-putin\tQ7747\nperson/nobody\tQ1\n", 2},
        {"wikidata.tsv", "person/vladimir-putin\tQ7747\nperson/vladimir-putin\tQ7748\n", 2},
        {"wikidata.tsv", "person/vladimir-putin\tQ7747\n\nperson/sergei-lavrov\tQ7747\n", 3},
        {"wikidata.tsv", "person/vladimir-putin\t7747\n", 1},
        {"wikidata.tsv", "person/vladimir-putin\tQ07747\n", 1},
        {"wikidata.tsv", "person/vladimir-putin\n", 1},
        {"equipment_ranges.tsv", "himars\t300\t70\trocket\tA\n", 1},
        {"equipment_ranges.tsv", "himars\t-5\t70\trocket\tA\n", 1},
        {"equipment_ranges.tsv", "himars\t70\tfar\trocket\tA\n", 1},
        {"equipment_ranges.tsv", "himars\t70\t80\trocket\t-\n", 1},
        {"equipment_ranges.tsv", "himars\t70\t80\t-\tA\n", 1},
        {"equipment_ranges.tsv", "himars\t70\t80\trocket\tA\tperhaps\n", 1},
        {"equipment_ranges.tsv", "slingshot\t70\t80\trocket\tA\n", 1},
        {"equipment_ranges.tsv", "himars\t70\t80\trocket\tA\nhimars\t70\t80\trocket\tA\n", 2},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rcp_res extra = {0};
        rcp_err err = {0};
        rcp_pack p;
        assert_int_equal(rcp_res_put(&extra, rcp_str_of(cases[i].file), rcp_str_of(cases[i].text), &err), RCP_OK);
        assert_int_equal(rcp_pack_open(&p, "fr", &extra, &err), RCP_E_RESOURCE);
        assert_string_equal(err.file, cases[i].file);
        assert_int_equal(err.line, cases[i].line);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_countries), cmocka_unit_test(printed_forms),
        cmocka_unit_test(countries_and_offices), cmocka_unit_test(standing),
        cmocka_unit_test(no_two_at_a_time), cmocka_unit_test(enough), cmocka_unit_test(bad_lines),
    };
    return cmocka_run_group_tests(tests, open_pack, close_pack);
}
