#include "find_case.h"

#include <math.h>

#include "find/numbers_dump.h"

/* text, what is read: "words=value" parted by "; ", ordinals with # before the value */
typedef struct { const char *lang, *text, *want; } line;
static const line lines[] = {
    {"fr", "Douze soldats et 1 200 chars", "Douze=12; 1 200=1200"},
    {"fr", "quatre-vingt-dix-sept ou soixante et onze", "quatre-vingt-dix-sept=97; soixante et onze=71"},
    {"fr", "deux millions trois cent mille habitants", "deux millions trois cent mille=2300000"},
    {"fr", "1,6 million, puis 2,3 milliards", "1,6 million=1600000; 2,3 milliards=2300000000"},
    {"fr", "les deux tiers des voix, un cinquième des sièges", "deux tiers=0.666667; un cinquième=0.2"},
    {"fr", "vingt-trois cinquièmes", "vingt-trois cinquièmes=4.6"},
    {"fr", "trois et un cinquième, 1 1/2, 3/4 et ⅔", "trois et un cinquième=3.2; 1 1/2=1.5; 3/4=0.75; ⅔=0.666667"},
    {"fr", "3 millions et demi, une demi-douzaine", "3 millions et demi=3500000; une demi-douzaine=6"},
    {"fr", "Un habitant sur trois, un sur trois", "Un=1; trois=3; un sur trois=0.333333"},
    {"fr", "moins douze, -4,5 et au moins douze", "moins douze=-12; -4,5=-4.5; douze=12"},
    {"fr", "douze virgule cinq, zéro virgule zéro huit", "douze virgule cinq=12.5; zéro virgule zéro huit=0.08"},
    {"fr", "1e10 et 2^10", "1e10=10000000000; 2^10=1024"},
    {"fr", "le troisième jour, la 35e brigade, le vingt et unième", "troisième=#3; 35e=#35; vingt et unième=#21"},
    {"fr", "le Su-34 et le MIG31, à 10h30, le 4 mai", "34=34"},
    {"fr", "l'un des quatre", "quatre=4"},
    {"fr", "six crore et treize lakh", "six crore et treize lakh=61300000"},
    {"en", "two hundred and five tanks, 1,200 men", "two hundred and five=205; 1,200=1200"},
    {"en", "three twenty-firsts, one over three, two out of five", "three twenty-firsts=0.142857; one over three=0.333333; two out of five=0.4"},
    {"en", "half a dozen, half a million, a million and a half", "half a dozen=6; half a million=500000; a million and a half=1500000"},
    {"en", "one hundred and three quarters, five and a half million", "one hundred and three quarters=100.75; five and a half million=5500000"},
    {"en", "10k, $5m, 5m, 3 dozen", "10k=10000; 5m=5000000; 3 dozen=36"},
    {"en", "4 thousand 3 hundred and 21", "4 thousand 3 hundred and 21=4321"},
    {"en", "3 hundred and 2 hundred", "3 hundred=300; 2 hundred=200"},
    {"en", "negative five, -3/4, minus one half", "negative five=-5; -3/4=-0.75; minus one half=-0.5"},
    {"en", "point five is .5; two point zero three", "five=5; .5=0.5; two point zero three=2.03"},
    {"en", "the 5th, twenty-first, two hundredth", "5th=#5; twenty-first=#21; two hundredth=#200"},
    {"en", "the one, which one, one of them", "one=1"},
    {"en", "two point two million, one billion twenty-five millions", "two point two million=2200000; one billion twenty-five millions=1025000000"},
    {"en", "192.168.1.2", "192=192; 168=168; 1=1; 2=2"},
    {"en", "a man, a hundred men", "a hundred=100"},
    {"en", "9^99999", "9^99999=-"},
};

/* `,"span":[b,e],` of the dump at *at as the words there; moves *at behind it. */
static bool next_number(const char **at, const char *text, char *out, size_t room)
{
    unsigned beg, end;
    char value[40];
    const char *span = strstr(*at, "{\"span\":[");
    if (!span || sscanf(span, "{\"span\":[%u,%u],\"%*[a-z]\":%39[^,}]", &beg, &end, value) != 3)
        return false;
    const char *ordinals = strstr(*at, "\"ordinals\"");
    bool ordinal = !ordinals || ordinals < span;
    double x = strcmp(value, "null") ? strtod(value, NULL) : NAN;
    if (isnan(x))
        (void)snprintf(out, room, "%.*s=-", (int)(end - beg), text + beg);
    else
        (void)snprintf(out, room, x == floor(x) ? "%.*s=%s%.0f" : "%.*s=%s%.6g", (int)(end - beg),
                       text + beg, ordinal ? "#" : "", x);
    *at = span + 9;
    return true;
}

static void numbers_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        rcp_doc doc;
        rcp_buf out = {0};
        char got[400] = "", one[120];
        find_in(lines[i].lang, rcp_str_of(lines[i].text), RCP_STR(""), &doc);
        rcp_numbers_dump(&out, &doc, rcp_packs_lookup(&packs, lines[i].lang));
        rcp_buf_char(&out, '\0');
        for (const char *at = strstr(out.s, "\"quantities\""); at && next_number(&at, lines[i].text, one, sizeof one);) {
            size_t n = strlen(got);
            (void)snprintf(got + n, sizeof got - n, "%s%s", n ? "; " : "", one);
        }
        assert_string_equal(got, lines[i].want);
        rcp_buf_free(&out);
        rcp_doc_close(&doc);
    }
}

/* One rounding: what strtod makes of the whole decimal. */
static void decimals_are_rounded_once(void **state)
{
    (void)state;
    assert_true(rcp_decimal_times(2.3, 1e6, 0, 1) == 2300000);
    assert_true(rcp_decimal_times(1.1, 1609344, 0, 1000) == 1770.2784);
    assert_true(rcp_decimal_times(100, 500, 229835, 900) == 279835.0 / 900);
    assert_true(isnan(rcp_decimal_times(NAN, 5, 0, 1)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read),
        cmocka_unit_test(decimals_are_rounded_once),
    };
    return cmocka_run_group_tests(tests, setup_packs, teardown_packs);
}
