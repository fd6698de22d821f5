#include "find_case.h"

#include <math.h>

#include "find/unit_table.h"

static const struct { const char *unit; double x, si; } known[] = {
    {"mile", 1, 1609.344},          {"pound", 1, 0.45359237},     {"kilometre per hour", 3000, 3000 / 3.6},
    {"knot", 1, 1852.0 / 3600},     {"fahrenheit", 100, 310.928}, {"celsius", -40, 233.15},
    {"fahrenheit", -40, 233.15},    {"acre", 1, 4046.8564224},    {"barrel", 1, 0.158987294928},
    {"gigawatt hour", 1, 3.6e12},   {"percent", 40, 0.4},         {"permyriad", 25, 0.0025},
    {"foot", 20, 6.096},            {"light year", 1, 9.46073e15}, {"horsepower", 1, 745.69987158227022},
    {"square mile", 1, 2589988.110336}, {"kiloton", 15, 6.276e13}, {"litre per 100 kilometre", 5, 5e-8},
    {"gallon imperial", 1, 0.00454609}, {"pound force per square inch", 1, 6894.757293168361},
};

static void load(rcp_unit_table *table)
{
    rcp_pack *pack = (rcp_pack *)(void *)(uintptr_t)rcp_packs_lookup(&packs, "fr");
    rcp_err err = {0};
    if (rcp_unit_table_load(pack, table, &err))
        fail_msg("%s:%u:%u: %s", err.file, err.line, err.col, err.message);
}

static const rcp_unit *named(const rcp_unit_table *table, const char *name)
{
    const rcp_pack *pack = rcp_packs_lookup(&packs, "fr");
    const rcp_unit *u = rcp_unit_named(table, rcp_sym_lookup(&pack->syms, rcp_str_of(name)));
    if (!u)
        fail_msg("no unit '%s'", name);
    return u;
}

static void known_values(void **state)
{
    (void)state;
    rcp_unit_table table;
    load(&table);
    assert_true(table.n > 300);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        double si = rcp_unit_si(named(&table, known[i].unit), known[i].x);
        double near = known[i].x == 100 ? 1e-6 : 1e-14;         /* 310.928 is a rounded figure */
        if (!(fabs(si - known[i].si) <= near * fabs(known[i].si)))
            fail_msg("%g %s: %.17g, not %.17g", known[i].x, known[i].unit, si, known[i].si);
    }
}

/* Each converts, forth and to scale, or says that it has no SI value. */
static void every_unit_converts(void **state)
{
    (void)state;
    rcp_unit_table table;
    uint32_t without = 0;
    load(&table);
    for (uint32_t i = 1; i < table.n; i++) {
        const rcp_unit *u = &table.row[i];
        double zero = rcp_unit_si(u, 0), one = rcp_unit_si(u, 1), ten = rcp_unit_si(u, 10);
        without += isnan(one) ? 1u : 0u;
        if (!isnan(one)) {
            assert_true(one > zero && isfinite(ten));
            assert_true(fabs((ten - zero) - 10 * (one - zero)) <= 1e-9 * fabs(ten));
        }
        assert_true(isnan(rcp_unit_si(u, NAN)));
    }
    assert_true(without > 0 && without < 200);
    assert_true(isnan(rcp_unit_si(named(&table, "EUR"), 1)));
    assert_true(isnan(rcp_unit_si(named(&table, "month"), 1)));
}

/* "One rounding": what the nearest double to the true value is. */
static void rounded_once(void **state)
{
    (void)state;
    rcp_unit_table table;
    load(&table);
    assert_true(rcp_unit_si(named(&table, "mile"), 1200) == 1931212.8);
    assert_true(rcp_unit_si(named(&table, "mile"), 1.1) == 1770.2784);
    assert_true(rcp_unit_si(named(&table, "foot"), 0.3) == 0.09144);
    assert_true(rcp_unit_si(named(&table, "celsius"), 36.6) == 309.75);
    assert_true(rcp_unit_si(named(&table, "kilometre per hour"), 3000) == 15000.0 / 18);
}

static void exact_numbers(void **state)
{
    (void)state;
    static const struct { const char *s; bool ok; double num, den; } cases[] = {
        {"1609.344", true, 1609344, 1000}, {"5/18", true, 5, 18},   {"8e15", true, 8e15, 1},
        {"1602177e-25", true, 1602177, 1e25}, {"0.5/2", true, 5, 20}, {"1e2/4", true, 100, 4},
        {"", false, 0, 0}, {"x", false, 0, 0}, {"1/0", false, 0, 0}, {"1.2.3", false, 0, 0}, {"/2", false, 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double num = 0, den = 0;
        assert_int_equal(rcp_exact_parse(rcp_str_of(cases[i].s), &num, &den), cases[i].ok);
        if (cases[i].ok)
            assert_true(num == cases[i].num && den == cases[i].den);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_values), cmocka_unit_test(every_unit_converts),
        cmocka_unit_test(rounded_once), cmocka_unit_test(exact_numbers),
    };
    return cmocka_run_group_tests(tests, setup_packs, teardown_packs);
}
