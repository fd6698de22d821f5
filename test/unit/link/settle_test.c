/* settle_test.c - the calendar rules of linking. */
#include "link/settle.h"

#include "../test.h"

static int32_t day(const char *iso)
{
    int32_t lo = RCP_DAY_MIN, hi;
    if (iso && !rcp_day_read(rcp_str_of(iso), &lo, &hi))
        fail_msg("%s is no day", iso);
    return lo;
}

static rcp_days days(const char *lo, const char *last)
{
    return lo ? (rcp_days){day(lo), day(last) + 1} : (rcp_days){0, 0};
}

static void narrowing_never_contradicts(void **state)
{
    rcp_days a = days("2024-03-01", "2024-03-31"), none = {0, 0};
    (void)state;
    assert_true(rcp_days_narrow(&a, days("2024-03-20", "2024-04-10")));
    assert_int_equal(a.lo, day("2024-03-20"));
    assert_int_equal(a.hi, day("2024-04-01"));
    assert_false(rcp_days_narrow(&a, days("2024-05-01", "2024-05-02")));
    assert_int_equal(a.lo, day("2024-03-20"));
    assert_true(rcp_days_narrow(&a, none));
    assert_int_equal(a.hi, day("2024-04-01"));
    assert_true(rcp_days_narrow(&none, a));
    assert_int_equal(none.lo, a.lo);
}

static void a_weekday_dates_the_report(void **state)
{
    rcp_days p = rcp_published_after_weekday(day("2024-08-06"));
    (void)state;
    assert_int_equal(p.lo, day("2024-08-06"));
    assert_int_equal(p.hi - 1, day("2024-08-12"));
}

static void times_allow_days(void **state)
{
    static const struct {
        const char *value; uint16_t weekday, kind; const char *lo, *last, *day; bool want;
    } cases[] = {
        {"XXXX-WXX-2", 2, RCP_INSTANT, NULL, NULL, "2024-08-06", true},
        {"XXXX-WXX-2", 2, RCP_INSTANT, NULL, NULL, "2024-08-07", false},
        {"XXXX-WXX-2", 2, RCP_SET, NULL, NULL, "2024-08-06", false},        /* every Tuesday */
        {"XXXX-08-06", 0, RCP_INSTANT, NULL, NULL, "2024-08-06", true},
        {"XXXX-08-06", 0, RCP_INSTANT, NULL, NULL, "2023-08-06", true},
        {"XXXX-08-06", 0, RCP_INSTANT, NULL, NULL, "2024-08-07", false},
        {"XXXX-08", 0, RCP_INTERVAL, NULL, NULL, "2024-08-31", true},
        {"XXXX-08", 0, RCP_INTERVAL, NULL, NULL, "2024-09-01", false},
        {"2024-08", 0, RCP_INTERVAL, "2024-08-01", "2024-08-31", "2024-08-06", true},
        {"2024-08", 0, RCP_INTERVAL, "2024-08-01", "2024-08-31", "2024-09-06", false},
        {"", 0, RCP_INSTANT, NULL, NULL, "2024-08-06", true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rcp_days d = days(cases[i].lo, cases[i].last);
        rcp_time t = {.lo = d.lo, .hi = d.hi, .weekday = cases[i].weekday, .kind = cases[i].kind};
        if (rcp_time_allows(&t, rcp_str_of(cases[i].value), day(cases[i].day)) != cases[i].want)
            fail_msg("%s, %s", cases[i].value, cases[i].day);
    }
}

/* {unit, before, since, n} */
#define SHIFT(u, n, before) {RCP_SHIFT_##u, before, false, n}

static void times_are_settled(void **state)
{
    /* want NULL: nothing new */
    static const struct {
        const char *value; uint16_t weekday; rcp_shift shift;
        const char *pub_lo, *pub_last, *now, *before; int way; const char *lo, *last;
    } cases[] = {
        /* bare weekdays: all publication days agree, or the day told of is near */
        {"XXXX-WXX-1", 1, {0}, "2024-08-06", "2024-08-10", NULL, NULL, -1, "2024-08-05", "2024-08-05"},
        {"XXXX-WXX-1", 1, {0}, "2024-08-05", "2024-08-05", NULL, NULL, -1, "2024-08-05", "2024-08-05"},
        {"XXXX-WXX-7", 7, {0}, "2024-08-06", "2024-08-12", NULL, NULL, -1, NULL, NULL},
        {"XXXX-WXX-7", 7, {0}, "2024-08-06", "2024-08-12", "2024-08-06", NULL, -1, "2024-08-04", "2024-08-04"},
        {"XXXX-WXX-5", 5, {0}, "2024-08-06", "2024-08-12", "2024-08-06", NULL, -1, "2024-08-09", "2024-08-09"},
        {"XXXX-WXX-1", 1, {0}, "2024-08-06", "2024-08-10", NULL, NULL, 1, NULL, NULL},  /* "on Monday they will" */
        {"XXXX-WXX-1", 1, {0}, NULL, NULL, NULL, NULL, -1, NULL, NULL},
        /* days and months of the year: the last one, if all agree and it is not long ago */
        {"XXXX-06-24", 0, {0}, "2024-08-06", "2024-08-12", NULL, NULL, 0, "2024-06-24", "2024-06-24"},
        {"XXXX-12-24", 0, {0}, "2024-08-06", "2024-08-12", NULL, NULL, 0, "2023-12-24", "2023-12-24"},
        {"XXXX-08-20", 0, {0}, "2024-08-06", "2024-08-12", NULL, NULL, 0, NULL, NULL},  /* last year's, or to come */
        {"XXXX-08-08", 0, {0}, "2024-08-06", "2024-08-12", NULL, NULL, 0, NULL, NULL},
        {"XXXX-02-29", 0, {0}, "2024-08-06", "2024-08-12", NULL, NULL, 0, "2024-02-29", "2024-02-29"},
        {"XXXX-06", 0, {0}, "2024-08-06", "2024-08-12", NULL, NULL, 0, "2024-06-01", "2024-06-30"},
        {"XXXX-06", 0, {0}, "2024-08-06", "2024-08-12", NULL, NULL, 1, NULL, NULL},
        {"XXXX-06", 0, {0}, "2024-01-01", "2024-12-31", NULL, NULL, 0, NULL, NULL},     /* published too vaguely */
        {"XXXX-13", 0, {0}, "2024-08-06", "2024-08-12", NULL, NULL, 0, NULL, NULL},
        {"XXXX-WXX", 0, {0}, "2024-08-06", "2024-08-12", NULL, NULL, 0, NULL, NULL},
        /* words that count from a day */
        {"", 0, SHIFT(DAY, 0, false), "2024-08-06", "2024-08-06", NULL, NULL, 0, "2024-08-06", "2024-08-06"},
        {"", 0, SHIFT(DAY, -1, false), "2024-08-06", "2024-08-07", NULL, NULL, 0, "2024-08-05", "2024-08-06"},
        {"", 0, SHIFT(WEEK, -1, false), "2024-08-06", "2024-08-10", NULL, NULL, 0, "2024-07-29", "2024-08-04"},
        {"", 0, SHIFT(WEEK, -1, false), "2024-08-10", "2024-08-12", NULL, NULL, 0, "2024-07-29", "2024-08-11"},
        {"", 0, SHIFT(MONTH, -1, false), "2024-01-06", "2024-01-10", NULL, NULL, 0, "2023-12-01", "2023-12-31"},
        {"", 0, SHIFT(MONTH, 1, false), "2024-12-06", "2024-12-10", NULL, NULL, 0, "2025-01-01", "2025-01-31"},
        {"", 0, SHIFT(YEAR, -1, false), "2024-01-06", "2024-01-10", NULL, NULL, 0, "2023-01-01", "2023-12-31"},
        {"", 0, SHIFT(DAY, 1, true), "2024-08-06", "2024-08-12", NULL, "2024-08-01", 0, "2024-08-02", "2024-08-02"},
        {"", 0, SHIFT(DAY, 1, true), "2024-08-06", "2024-08-12", NULL, NULL, 0, NULL, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rcp_time t = {.weekday = cases[i].weekday, .kind = RCP_INSTANT};
        rcp_unsettled u = {&t, rcp_str_of(cases[i].value), cases[i].shift,
                           days(cases[i].pub_lo, cases[i].pub_last), day(cases[i].now),
                           days(cases[i].before, cases[i].before), cases[i].way};
        rcp_days d = {0, 0}, want = days(cases[i].lo, cases[i].last);
        bool got = rcp_time_settle(&u, &d);
        char a[11], b[11];
        if (got != (cases[i].lo != NULL) || (got && (d.lo != want.lo || d.hi != want.hi)))
            fail_msg("case %zu: got %s..%s", i, rcp_day_iso(d.lo, a), rcp_day_iso(d.hi - 1, b));
    }
}

/* What the report itself says stands. */
static void known_days_are_only_narrowed(void **state)
{
    rcp_days known = days("2024-06-01", "2024-06-30"), d;
    rcp_time t = {.lo = known.lo, .hi = known.hi, .kind = RCP_INSTANT};
    rcp_unsettled u = {&t, RCP_STR("XXXX-07-04"), {0}, days("2024-08-06", "2024-08-12"), RCP_DAY_MIN,
                       {0, 0}, 0};
    (void)state;
    assert_false(rcp_time_settle(&u, &d));
    u.value = RCP_STR("XXXX-06-24");
    assert_true(rcp_time_settle(&u, &d));
    assert_int_equal(d.lo, day("2024-06-24"));
    u.value = RCP_STR("XXXX-06");
    assert_false(rcp_time_settle(&u, &d));      /* nothing new */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(narrowing_never_contradicts), cmocka_unit_test(a_weekday_dates_the_report),
        cmocka_unit_test(times_allow_days), cmocka_unit_test(times_are_settled),
        cmocka_unit_test(known_days_are_only_narrowed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
