/* What the finders of times and quantities promise of any input: no impossible value, the clock's
 * zone, and a cost that grows as the text does. */
#include "find_case.h"

#include <math.h>

static const rcp_time *time_with_span(const rcp_doc *doc, const char *span)
{
    for (uint32_t i = 1; i < doc->time.n; i++)
        if (rcp_str_is(rcp_doc_slice(doc, doc->time.row[i].span), span))
            return &doc->time.row[i];
    return NULL;
}

/* A day, an hour or a year that cannot be: the span is there, a why, and no value. */
static void impossible_times_have_no_value(void **state)
{
    (void)state;
    static const struct { const char *lang, *text, *span; uint32_t flaw; } cases[] = {
        {"fr", "Le 31 février 2023, la ville a été bombardée.", "Le 31 février 2023", RCP_FLAW_DAY},
        {"fr", "Le 30 février, le pont a sauté.", "Le 30 février", RCP_FLAW_DAY},
        {"fr", "Le 29 février 2023, le pont a sauté.", "Le 29 février 2023", RCP_FLAW_DAY},
        {"fr", "Le 29/02/1900, rien.", "29/02/1900", RCP_FLAW_DAY},
        {"fr", "2023-13-01 : des tirs.", "2023-13-01", RCP_FLAW_DAY},
        {"fr", "Le 32 janvier 2023, des tirs.", "32 janvier 2023", RCP_FLAW_DAY},
        {"fr", "Le 0 mars 2023, des tirs.", "0 mars 2023", RCP_FLAW_DAY},
        {"fr", "À 25 h 61, une explosion a retenti.", "25 h 61", RCP_FLAW_HOUR},
        {"fr", "À 25h61, une explosion a retenti.", "25h61", RCP_FLAW_HOUR},
        {"fr", "À 24h30, une explosion a retenti.", "24h30", RCP_FLAW_HOUR},
        {"fr", "Le 5 mars 12023, il partira.", "Le 5 mars 12023", RCP_FLAW_YEAR},
        {"fr", "C'était en l'an 0 de notre ère.", "l'an 0", RCP_FLAW_YEAR},
        {"en", "The bridge fell on 31 February 2023.", "31 February 2023", RCP_FLAW_DAY},
        {"en", "The bridge fell on April 31.", "April 31", RCP_FLAW_DAY},
        {"en", "It was the year 0 of that era.", "the year 0", RCP_FLAW_YEAR},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rcp_doc doc;
        find_in(cases[i].lang, rcp_str_of(cases[i].text), RCP_STR("2023-01-10"), &doc);
        const rcp_time *t = time_with_span(&doc, cases[i].span);
        if (!t || t->flaw != cases[i].flaw || t->value || t->lo || t->hi || !t->why)
            fail_msg("%s: flaw %u, value '%s'", cases[i].text, t ? t->flaw : 99,
                     t ? rcp_doc_sym(&doc, t->value).s : "no such span");
        rcp_doc_close(&doc);
    }
}

/* Days are Gregorian: an older date keeps the value that names it and gets no days. */
static void dates_before_the_calendar_have_no_days(void **state)
{
    (void)state;
    rcp_doc doc;
    find_in("fr", RCP_STR("Le 12 octobre 1492, Colomb a touché terre."), RCP_STR("2023-01-10"), &doc);
    const rcp_time *t = time_with_span(&doc, "Le 12 octobre 1492");
    assert_non_null(t);
    assert_int_equal(t->flaw, RCP_FLAW_CALENDAR);
    assert_string_equal(rcp_doc_sym(&doc, t->value).s, "1492-10-12");
    assert_int_equal(t->lo, 0);
    assert_int_equal(t->hi, 0);
    rcp_doc_close(&doc);
}

static void a_wrong_weekday_is_told(void **state)
{
    (void)state;
    rcp_doc doc;
    find_in("fr", RCP_STR("Lundi 20 décembre 2022, il a parlé."), RCP_STR("2023-01-10"), &doc);
    const rcp_time *t = time_with_span(&doc, "Lundi 20 décembre 2022");
    assert_non_null(t);
    assert_int_equal(t->flaw, RCP_FLAW_WEEKDAY);
    assert_string_equal(rcp_doc_sym(&doc, t->value).s, "2022-12-20");
    rcp_doc_close(&doc);
}

/* On the last day there is, tomorrow is none. */
static void the_calendar_ends(void **state)
{
    (void)state;
    rcp_doc doc;
    find_in("fr", RCP_STR("Il partira demain."), RCP_STR("9999-12-31"), &doc);
    const rcp_time *t = time_with_span(&doc, "demain");
    assert_non_null(t);
    assert_int_equal(t->flaw, RCP_FLAW_YEAR);
    assert_int_equal(t->value, 0);
    rcp_doc_close(&doc);
}

static void clocks_have_their_zone(void **state)
{
    (void)state;
    static const struct { const char *lang, *text, *published, *span, *zone; } cases[] = {
        {"fr", "L'attaque a commencé à 3h00 GMT.", "2023-01-10", "3h00", "Z"},
        {"fr", "L'attaque a commencé à 14h15, heure de Moscou.", "2023-01-10", "14h15", "+03:00"},
        {"fr", "L'attaque a commencé vers 6 h 30 (heure locale).", "2023-01-10", "6 h 30", ""},
        {"fr", "L'attaque a commencé à 8h30 (heure de Paris).", "2023-01-10", "8h30", "+01:00"},
        {"fr", "L'attaque a commencé à 8h30 (heure de Paris).", "2023-07-10", "8h30", "+02:00"},
        {"fr", "L'attaque a commencé à 8h30, heure de Moscou.", "2012-07-10", "8h30", ""},
        {"en", "The attack began at 10:05 GMT.", "2023-01-10", "10:05 GMT", "Z"},
        {"en", "The attack began at 6:30, Kyiv time.", "2023-06-10", "6:30", "+03:00"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rcp_doc doc;
        find_in(cases[i].lang, rcp_str_of(cases[i].text), rcp_str_of(cases[i].published), &doc);
        const rcp_time *t = time_with_span(&doc, cases[i].span);
        if (!t || !rcp_str_is(rcp_doc_sym(&doc, t->zone), cases[i].zone))
            fail_msg("%s: zone '%s'", cases[i].text, t ? rcp_doc_sym(&doc, t->zone).s : "no such span");
        rcp_doc_close(&doc);
    }
}

/* ---- the cost ---- */

typedef struct { uint64_t steps; uint32_t bytes; } cost;

/* `text` over and over, up to `size` bytes, read by both finders without any stage before them but read. */
static cost cost_of(const char *lang, const char *text, uint32_t size)
{
    uint32_t n = (uint32_t)strlen(text);
    char *bytes = malloc(size);
    rcp_doc doc;
    rcp_arena scratch;
    rcp_pieces pieces;
    rcp_rows mentions, times, quantities;
    const rcp_pack *pack = rcp_packs_lookup(&packs, lang);
    const rcp_finders *f = pack->stage[RCP_FIND];
    assert_non_null(bytes);
    for (uint32_t i = 0; i < size; i++)
        bytes[i] = text[i % n];
    while (size && ((unsigned char)bytes[size - 1] & 0x80))     /* no half character */
        size--;
    rcp_input in = {.bytes = {bytes, size}, .decoded = true, .lang = rcp_str_of(lang), .published = RCP_STR("2023-01-10")};
    assert_int_equal(rcp_read_open(&doc, &in, NULL), RCP_OK);
    assert_int_equal(rcp_doc_speak(&doc, lang, &pack->syms), RCP_OK);
    assert_int_equal(rcp_run(pack, &doc, RCP_READ, NULL), RCP_OK);
    assert_int_equal(rcp_arena_open(&scratch, (size_t)2 << 30), RCP_OK);
    assert_int_equal(rcp_rows_init(&mentions, &scratch, sizeof(rcp_mention)), RCP_OK);
    assert_int_equal(rcp_rows_init(&times, &scratch, sizeof(rcp_time)), RCP_OK);
    assert_int_equal(rcp_rows_init(&quantities, &scratch, sizeof(rcp_quantity)), RCP_OK);
    assert_int_equal(rcp_pieces_open(&pieces, &doc, &f->vocab, &scratch), RCP_OK);
    assert_int_equal(rcp_times_find(f->times, &doc, &pieces, &scratch, &times), RCP_OK);
    assert_int_equal(rcp_quantities_find(f->quantities, &doc, &pieces, &mentions, &times, &quantities), RCP_OK);
    cost c = {.steps = pieces.steps, .bytes = size};
    rcp_arena_close(&scratch);
    rcp_doc_close(&doc);
    free(bytes);
    return c;
}

/* Steps are pieces cut, rules and instructions tried, and tries of the quantities finder. */
static void cost_grows_as_the_text(void **state)
{
    (void)state;
    enum { SMALL = 40 << 10, LARGE = 10 << 20, STEPS_A_BYTE = 400 };
    static const char *const texts[] = {
        "le le le 1 1 1 ", "le 1 ", "1 ", "un ", "de ", "à 1 h ", "la veille du ", "entre 1 et ",
        "vingt et un ", "1,", "1 1/2 ", "plus de ", "début de la fin de ", "lundi ", "2023 ", "« le 1er » ",
        "trois cent mille millions ",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *lang = i % 2 ? "en" : "fr";
        cost small = cost_of(lang, texts[i], SMALL), large = cost_of(lang, texts[i], i ? 10 * SMALL : LARGE);
        double grown = (double)large.steps / (double)small.steps, longer = (double)large.bytes / small.bytes;
        double a_byte = (double)large.steps / large.bytes;
        /* A text too long to keep its pieces is cut twice. */
        if (grown > 2.2 * longer || a_byte > STEPS_A_BYTE)
            fail_msg("'%s' (%s): %.1f steps a byte; %.1f times the text costs %.1f times as much", texts[i], lang,
                     a_byte, longer, grown);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(impossible_times_have_no_value),
        cmocka_unit_test(dates_before_the_calendar_have_no_days),
        cmocka_unit_test(a_wrong_weekday_is_told),
        cmocka_unit_test(the_calendar_ends),
        cmocka_unit_test(clocks_have_their_zone),
        cmocka_unit_test(cost_grows_as_the_text),
    };
    return cmocka_run_group_tests(tests, setup_packs, teardown_packs);
}
