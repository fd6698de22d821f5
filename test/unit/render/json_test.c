/* What the JSON of a mention tells of the entity: item of Wikidata, range with its source. */
#include "../find/find_case.h"

#include "render/json.h"

static char *json_of(const char *text, rcp_buf *out)
{
    rcp_doc doc;
    find_in("en", rcp_str_of(text), RCP_STR("2023-02-01"), &doc);
    rcp_json_report(out, &doc, rcp_packs_lookup(&packs, "en"));
    rcp_buf_char(out, '\0');
    rcp_doc_close(&doc);
    return out->s;
}

static void facts(void **state)
{
    static const struct { const char *text, *want, *not_wanted; } cases[] = {
        {"Russia fired two Iskander missiles.", "\"range_km\":[400,500],\"range_of\":\"missile\",\"range_source\":\"CSIS", "range_unconfirmed"},
        {"Russia fired an Oreshnik missile.", "\"range_km\":[3000,5500]", "\"range_km\":[400"},
        {"Russia fired an Oreshnik missile.", "\"range_unconfirmed\":true", "\"range_km\":null"},
        {"The T-72 tanks left Russia.", "\"wikidata\":\"Q159\"", "range_km"},
        {"Volodymyr Zelensky spoke.", "\"wikidata\":\"Q3874799\"", "range_km"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rcp_buf out = {0};
        const char *json = json_of(cases[i].text, &out);
        if (!strstr(json, cases[i].want) || strstr(json, cases[i].not_wanted))
            fail_msg("%s\n%s", cases[i].want, json);
        rcp_buf_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(facts)};
    return cmocka_run_group_tests(tests, setup_packs, teardown_packs);
}
