/* Spellings of one name: pairs that must meet and pairs that must not, skeletons, the index, odd input, and rows
 * that must be refused. */
#include "lang/pack.h"
#include "variant/variant.h"
#include "../resource.h"

static const float SAME = 0.6F;

static rcp_arena arena;
static rcp_readings readings;
static rcp_res res;

static int open_readings(void **state)
{
    rcp_err err = {0};
    (void)state;
    if (rcp_arena_open(&arena, 64 << 20) || rcp_res_add(&res, rcp_res_builtin(), "", &err) ||
        rcp_readings_load(&readings, &res, &arena, &err)) {
        print_message("%s:%u: %s\n", err.file, err.line, err.message);
        return -1;
    }
    return 0;
}

static int close_readings(void **state)
{
    (void)state;
    rcp_arena_close(&arena);
    return 0;
}

static float apart(const char *kind, const char *a, const char *b)
{
    if (!strcmp(kind, "person")) {
        rcp_person x, y;
        assert_true(rcp_person_of(&readings, rcp_str_of(a), &x) && rcp_person_of(&readings, rcp_str_of(b), &y));
        return rcp_person_distance(&readings, &x, &y);
    }
    rcp_lattice x, y;
    assert_true(rcp_lattice_of(&readings, rcp_str_of(a), &x) && rcp_lattice_of(&readings, rcp_str_of(b), &y));
    return rcp_lattice_distance(&readings, &x, &y, 9);
}

static void check_pair(const rcp_pack *pack, const example *e)
{
    (void)pack;
    float d = apart(e->field[0], e->field[1], e->field[2]), back = apart(e->field[0], e->field[2], e->field[1]);
    if ((d <= SAME) == e->must_not)
        fail_msg("%s:%u: %s and %s are %.2f apart", e->file, e->line, e->field[1], e->field[2], d);
    if (d - back > 1e-4F || back - d > 1e-4F)
        fail_msg("%s:%u: %.3f one way, %.3f the other", e->file, e->line, d, back);
}

static void pairs(void **state)
{
    (void)state;
    run_examples(NULL, "data/readings.test", check_pair);
}

static bool has_skeleton(const char *name, const char *want)
{
    char list[RCP_SKELETONS][RCP_SKELETON];
    rcp_lattice l;
    uint32_t n = rcp_lattice_of(&readings, rcp_str_of(name), &l) ? rcp_lattice_skeletons(&readings, &l, list) : 0;
    for (uint32_t i = 0; i < n; i++)
        if (!strcmp(list[i], want))
            return true;
    return false;
}

static void skeletons(void **state)
{
    static const struct { const char *name, *skeleton; bool has; } cases[] = {
        {"Zelensky", "SLNSK", true}, {"Зеленський", "SLNSK", true}, {"Selenskyj", "SLNSK", true},
        {"Loukachenko", "LKSNK", true}, {"Лукашенко", "LKSNK", true}, {"Łukaszenko", "LKSNK", true},
        {"Donetsk", "DNSK", true}, {"Донецк", "DNSK", true}, {"Chruschtschow", "HRSV", true},
        {"Хрущёв", "HRSV", true}, {"Annenkov", "NKV", true}, {"Kiev", "KP", false}, {"Aïe", "", false},
        {"Nova Kakhovka", "NVKHVK", true}, {"Novokakhovka", "NVKHVK", true}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (has_skeleton(cases[i].name, cases[i].skeleton) != cases[i].has)
            fail_msg("%s: %s", cases[i].name, cases[i].skeleton);
}

/* One skeleton for what is one name in French and English reports. */
static void usual_skeletons(void **state)
{
    static const struct { const char *a, *b; bool same; } cases[] = {
        {"Vitali Barabach", "Vitalii Barabash", true}, {"Evgueni Prigojine", "Yevgeny Prigozhin", true},
        {"Oleksiy Hontcharenko", "Oleksii Honcharenko", true}, {"Oleg Nikolenko", "Oleh Nikolenko", true},
        {"Vadym Skibitsky", "Vadim Skibitskyï", true}, {"Serhiy Haïdaï", "Serhii Haidai", true},
        {"Vitali Barabach", "Vitali Klitschko", false}, {"Igor Ivanov", "Igor Ivanko", false}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char a[RCP_SKELETON], b[RCP_SKELETON];
        rcp_lattice l;
        assert_true(rcp_lattice_of(&readings, rcp_str_of(cases[i].a), &l) && rcp_lattice_skeleton(&readings, &l, a));
        assert_true(rcp_lattice_of(&readings, rcp_str_of(cases[i].b), &l) && rcp_lattice_skeleton(&readings, &l, b));
        if (!strcmp(a, b) != cases[i].same)
            fail_msg("%s %s, %s %s", cases[i].a, a, cases[i].b, b);
    }
}

static void readings_are_sorted(void **state)
{
    rcp_reading_text text[RCP_READINGS_SHOWN];
    rcp_lattice l;
    (void)state;
    assert_true(rcp_lattice_of(&readings, RCP_STR("Choïgou"), &l));
    uint32_t n = rcp_lattice_readings(&readings, &l, text);
    assert_true(n > 2);
    bool shoigu = false;
    for (uint32_t i = 0; i < n; i++) {
        assert_true(i == 0 || text[i - 1].cost <= text[i].cost);
        shoigu |= !strcmp(text[i].text, "Sojgu");
    }
    assert_true(shoigu);
}

static void odd_names(void **state)
{
    static const char *const none[] = {"", " ", "-", "...", "- -", "\t\n", "\xc2\xa0, "};
    char many[400];
    rcp_lattice l;
    rcp_person p;
    (void)state;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        assert_false(rcp_lattice_of(&readings, rcp_str_of(none[i]), &l));
        assert_false(rcp_person_of(&readings, rcp_str_of(none[i]), &p));
    }
    for (uint32_t len = 1; len < sizeof many; len++) {  /* too long: refused, not cut */
        memset(many, "sch"[len % 3], len);
        rcp_str s = {many, len};
        if (rcp_lattice_of(&readings, s, &l)) {
            assert_true(len < RCP_VARIANT_BYTES);
            assert_true(rcp_lattice_distance(&readings, &l, &l, 99) < 0.1F * l.weight + 1e-4F);
        }
    }
    assert_true(rcp_lattice_of(&readings, RCP_STR("東京"), &l));  /* letters without readings */
    assert_true(rcp_lattice_of(&readings, RCP_STR("\xff\xfe\x80"), &l) && l.weight < 0.1F);   /* no letters at all */
}

static void index_finds(void **state)
{
    static const char *const people[] = {"Володимир Зеленський", "Александр Лукашенко", "Сергей Лавров", "Сергей Шойгу",
                                         "Владимир Владимирович Путин", "Виктор Янукович"};
    static const struct { const char *query; uint32_t owner; } cases[] = {
        {"Alexandre Loukachenko", 2}, {"Lukaschenko", 2}, {"Sergueï Choïgou", 4}, {"Lavrov Sergey", 3},
        {"V. Poutine", 5}, {"Volodymyr Zelenskyï", 1}, {"Viktor Ianoukovytch", 6}, {"Mickey Mouse", 0}};
    rcp_variants v;
    (void)state;
    assert_int_equal(rcp_variants_init(&v, &readings, true, &arena), RCP_OK);
    for (uint32_t i = 0; i < sizeof people / sizeof *people; i++)
        assert_int_equal(rcp_variants_add(&v, rcp_str_of(people[i]), i + 1), RCP_OK);
    rcp_variants_close(&v);
    rcp_variant_work *work = rcp_variants_work(&v, &arena);
    assert_non_null(work);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rcp_variant_hit hit[2];
        uint32_t n = rcp_variants_find(&v, rcp_str_of(cases[i].query), 3, 1, work, hit, 2);
        uint32_t owner = n ? RCP_ROW(&v.names, rcp_variant_name, hit[0].name)->owner : 0;
        if (owner != cases[i].owner)
            fail_msg("%s: %u", cases[i].query, owner);
    }
}

static void broken_rows(void **state)
{
    static const struct { const char *file, *row; uint32_t col; } cases[] = {
        {"readings.tsv", "latin\tx\tks", 0},        {"readings.tsv", "greek\tx\tks\t0", 1},
        {"readings.tsv", "latin\t^\tks\t0", 7},     {"readings.tsv", "latin\tx\tk?\t0", 9},
        {"readings.tsv", "latin\tx\tkskss\t0", 9},  {"readings.tsv", "latin\tx\tks\t-1", 12},
        {"readings.tsv", "cyrillic\t\xd0\td\t0", 10}, {"readings.tsv", "cyrillic\tа|н\xd1\tn\t0", 10},
        {"alike.tsv", "q\tk\t1", 1},                {"alike.tsv", "k\t?\t1", 3},
        {"alike.tsv", "k\tg\tmuch", 5},             {"patronymics.tsv", "ovich\tovna", 0}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rcp_res bad = {.n = 0};
        rcp_readings r;
        rcp_err err = {0};
        char text[64];
        (void)snprintf(text, sizeof text, "# a comment\n%s\n", cases[i].row);
        assert_int_equal(rcp_res_put(&bad, rcp_str_of(cases[i].file), rcp_str_of(text), &err), RCP_OK);
        assert_int_equal(rcp_readings_load(&r, &bad, &arena, &err), RCP_E_RESOURCE);
        assert_int_equal(err.line, 2);
        if (cases[i].col && err.col != cases[i].col)
            fail_msg("%s: column %u", cases[i].row, err.col);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs),     cmocka_unit_test(skeletons),   cmocka_unit_test(usual_skeletons), cmocka_unit_test(readings_are_sorted),
        cmocka_unit_test(odd_names), cmocka_unit_test(index_finds), cmocka_unit_test(broken_rows)};
    return cmocka_run_group_tests(tests, open_readings, close_readings);
}
