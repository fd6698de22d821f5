/* people_test.c - what is printed for people: page, words, brief. */
#include "../test.h"

#include <math.h>

#include "render/brief.h"
#include "render/claim_text.h"
#include "render/page.h"
#include "stages.h"

typedef struct { rcp_packs packs; rcp_words fr, en; } world;
static world the_world;

static int set_up(void **state)
{
    rcp_err err = {0};
    world *w = &the_world;
    if (rcp_packs_open(&w->packs, "fr|en", NULL, &err) ||
        rcp_words_open(&w->fr, rcp_packs_lookup(&w->packs, "fr"), &err) ||
        rcp_words_open(&w->en, rcp_packs_lookup(&w->packs, "en"), &err))
        fail_msg("%s: %s", err.file, err.message);
    *state = w;
    return 0;
}

static int tear_down(void **state)
{
    world *w = *state;
    rcp_words_close(&w->fr);
    rcp_words_close(&w->en);
    rcp_packs_close(&w->packs);
    return 0;
}

static void words_wrap_at_the_width(void **state)
{
    (void)state;
    static const struct { uint32_t width, indent; const char *text, *want; } cases[] = {
        {10, 0, "one two three", "one two\nthree\n"},
        {10, 2, "one two three", "  one two\n  three\n"},
        {10, 0, "a\xc2\xa0" "b c\xc2\xa0" "d e f", "a\xc2\xa0" "b c\xc2\xa0" "d e\nf\n"},
        {10, 0, "Київ Київ Київ", "Київ Київ\nКиїв\n"},         /* columns, not bytes */
        {10, 0, "東京東京 大阪", "東京東京\n大阪\n"},              /* two columns each */
        {10, 0, "e\xcc\x81te\xcc\x81 e\xcc\x81te\xcc\x81 x", "e\xcc\x81te\xcc\x81 e\xcc\x81te\xcc\x81 x\n"},
        {6, 2, "unbreakable it", "  unbreakable\n  it\n"},
        {0, 0, "one two three four", "one two three four\n"},
        {20, 0, "  many   blanks\n\nhere ", "many blanks here\n"},
        {20, 0, "a\x1b[2Jb\x07\xc2\x9b" "c\xe2\x80\xae" "d", "a\xef\xbf\xbd[2Jb\xef\xbf\xbd\xef\xbf\xbd" "c\xef\xbf\xbd" "d\n"},
        {20, 0, "\xff\xfe", "\xef\xbf\xbd\xef\xbf\xbd\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rcp_buf out = {0};
        rcp_page page = {.out = &out, .width = cases[i].width, .indent = cases[i].indent};
        rcp_page_z(&page, cases[i].text);
        rcp_page_line(&page, 0);
        assert_string_equal(out.s, cases[i].want);
        rcp_page_free(&page);
        rcp_buf_free(&out);
    }
}

static void colour_takes_no_columns(void **state)
{
    (void)state;
    rcp_buf out = {0};
    rcp_page page = {.out = &out, .width = 9, .colour = true};
    rcp_page_style(&page, RCP_RED);
    rcp_page_z(&page, "one two ");
    rcp_page_style(&page, RCP_PLAIN);
    rcp_page_z(&page, "three");
    rcp_page_line(&page, 0);
    assert_string_equal(out.s, "\x1b[0m\x1b[31mone two\n\x1b[0mthree\n");
    rcp_page_free(&page);
    rcp_buf_free(&out);
}

/* Both files hold the same keys, and every word of a vocabulary has its text. */
static void both_languages_say_everything(void **state)
{
    static const struct { const char *group; const rcp_enum *e; uint32_t from; } groups[] = {
        {"type.", &rcp_enum_type, 1},         {"state.", &rcp_enum_state, 1},
        {"modality.", &rcp_enum_modality, 1}, {"band.", &rcp_enum_band, 1},
        {"speech.", &rcp_enum_speech, 0},     {"status.", &rcp_enum_event_status, 0},
        {"count.", &rcp_enum_event_status, 0},
        {"conflict.", &rcp_enum_conflict, 0}, {"reuse.", &rcp_enum_reuse, 0},
    };
    world *w = *state;
    for (uint32_t i = 0; i < w->fr.n; i++)
        if (!rcp_words_has(&w->en, "", w->fr.message[i].key))
            fail_msg("en/messages.tsv has no %.*s", (int)w->fr.message[i].key.len, w->fr.message[i].key.s);
    for (uint32_t i = 0; i < w->en.n; i++)
        if (!rcp_words_has(&w->fr, "", w->en.message[i].key))
            fail_msg("fr/messages.tsv has no %.*s", (int)w->en.message[i].key.len, w->en.message[i].key.s);
    for (uint32_t i = 1; i < w->en.n; i++)
        assert_true(rcp_str_cmp(w->en.message[i - 1].key, w->en.message[i].key) < 0);
    for (size_t g = 0; g < sizeof groups / sizeof *groups; g++)
        for (uint32_t v = groups[g].from; v < groups[g].e->n; v++)
            if (!rcp_words_has(&w->fr, groups[g].group, rcp_str_of(groups[g].e->word[v])))
                fail_msg("messages.tsv has no %s%s", groups[g].group, groups[g].e->word[v]);
}

static void dates_and_numbers_follow_the_language(void **state)
{
    world *w = *state;
    int32_t d = rcp_day_of(2022, 12, 19), nov = rcp_day_of(2022, 11, 1);
    struct { int32_t lo, hi; const char *fr, *en; } days[] = {
        {d, d + 1, "19 décembre 2022", "19 December 2022"},
        {nov, nov + 1, "1er novembre 2022", "1 November 2022"},
        {nov, nov + 29, "1er–29 novembre 2022", "1–29 November 2022"},
        {nov, nov + 30, "novembre 2022", "November 2022"},
        {rcp_day_of(2019, 1, 1), rcp_day_of(2020, 1, 1), "2019", "2019"},
        {rcp_day_of(2019, 1, 1), RCP_DAY_MAX, "depuis 2019", "since 2019"},
        {RCP_DAY_MIN, d + 1, "jusqu'au 19 décembre 2022", "until 19 December 2022"},
        {nov + 28, d + 1, "du 29 novembre 2022 au 19 décembre 2022", "29 November 2022 to 19 December 2022"},
        {d, RCP_DAY_MAX, "depuis le 19 décembre 2022", "since 19 December 2022"},
        {0, 0, "", ""},
    };
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        rcp_buf fr = {0}, en = {0};
        rcp_words_days(&fr, &w->fr, days[i].lo, days[i].hi);
        rcp_words_days(&en, &w->en, days[i].lo, days[i].hi);
        assert_string_equal(fr.s ? fr.s : "", days[i].fr);
        assert_string_equal(en.s ? en.s : "", days[i].en);
        rcp_buf_free(&fr);
        rcp_buf_free(&en);
    }
    static const struct { double min, max; const char *unit, *fr, *en; } numbers[] = {
        {9000, 9000, "person", "9\xc2\xa0" "000\xc2\xa0personnes", "9,000\xc2\xa0people"},
        {2, NAN, "aircraft", "au moins 2\xc2\xa0" "avions", "at least 2\xc2\xa0" "aircraft"},
        {NAN, 500, "kilometre", "au plus 500\xc2\xa0kilomètres", "at most 500\xc2\xa0kilometres"},
        {50, 100, "", "50 à 100", "50 to 100"},
        {1.5, 1.5, "tonne", "1,5\xc2\xa0tonne", "1.5\xc2\xa0tonnes"},
        {1234567.5, 1234567.5, "", "1\xc2\xa0" "234\xc2\xa0" "567,5", "1,234,567.5"},
        {NAN, NAN, "person", "", ""},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        rcp_buf fr = {0}, en = {0};
        rcp_words_quantity(&fr, &w->fr, numbers[i].min, numbers[i].max, rcp_str_of(numbers[i].unit));
        rcp_words_quantity(&en, &w->en, numbers[i].min, numbers[i].max, rcp_str_of(numbers[i].unit));
        assert_string_equal(fr.s ? fr.s : "", numbers[i].fr);
        assert_string_equal(en.s ? en.s : "", numbers[i].en);
        rcp_buf_free(&fr);
        rcp_buf_free(&en);
    }
}

static void reports_have_short_names(void **state)
{
    (void)state;
    static const struct { const char *path, *want; } cases[] = {
        {"dir/004_f92c.txt", "004"},    {"dir/005_a11.txt", "005"}, {"a/brief.txt", "brief"},
        {"x/le-monde.txt", "le-monde"}, {"x/le-soir.html", "le-soir"}, {"lines.jsonl", "0a1b2c33"},
        {"lines.jsonl", "0a1b2c44"},    {"", "0a1b2c55"},
    };
    enum { N = sizeof cases / sizeof *cases };
    rcp_link_report report[N];
    static const char *const ids[N] = {"", "", "", "", "", "sha256:0a1b2c33ffff", "sha256:0a1b2c44ffff",
                                       "sha256:0a1b2c55ffff"};
    memset(report, 0, sizeof report);
    for (int i = 0; i < N; i++) {
        report[i].path = rcp_str_of(cases[i].path);
        report[i].id = rcp_str_of(ids[i]);
    }
    rcp_links links = {.report = report, .n_reports = N};
    rcp_arena a;
    const rcp_str *name;
    assert_int_equal(rcp_arena_open(&a, 1 << 14), RCP_OK);
    assert_int_equal(rcp_short_names(&links, &a, &name), RCP_OK);
    for (int i = 0; i < N; i++)
        if (!rcp_str_is(name[i], cases[i].want))
            fail_msg("%s: %.*s", cases[i].path, (int)name[i].len, name[i].s);
    rcp_arena_close(&a);
}

static void long_evidence_is_cut_around_its_predicate(void **state)
{
    (void)state;
    char text[600] = "";
    for (int i = 0; i < 50; i++)
        (void)strcat(text, "mot ici ");
    (void)strcat(text, "ont frappé la gare hier soir selon le maire de la ville");
    uint32_t at = (uint32_t)(strstr(text, "ont frappé") - text);
    rcp_link_claim c = {.evidence = {1000, 1000 + (uint32_t)strlen(text)},
                        .evidence_text = rcp_str_of(text), .predicate = {1000 + at, 1000 + at + 11}};
    rcp_span w = rcp_claim_window(&c, 100);
    assert_true(rcp_span_within(c.predicate, w) && rcp_span_within(w, c.evidence));
    assert_true(w.end - w.beg <= 110);
    rcp_str words = rcp_claim_words(&c, w);
    assert_true(words.s[0] != ' ' && words.s[words.len - 1] != ' ');
    assert_memory_equal(words.s, text + (w.beg - 1000), words.len);
    assert_int_equal(rcp_claim_window(&c, 1000).end, c.evidence.end);
    /* No blank to cut at: never inside a character. */
    (void)memset(text, 0, sizeof text);
    for (int i = 0; i < 200; i++)
        (void)strcat(text, "é");
    c = (rcp_link_claim){.evidence = {0, 400}, .evidence_text = rcp_str_of(text), .predicate = {0, 2}};
    w = rcp_claim_window(&c, 101);
    assert_true(rcp_utf8_boundary(c.evidence_text, w.end) && w.end <= 102);
}

static bool look(void *user, rcp_str report, uint32_t table, rcp_id row, rcp_span *span, rcp_buf *text)
{
    (void)user, (void)report, (void)table, (void)row;
    *span = (rcp_span){5, 10};
    rcp_buf_z(text, "lundi");
    return true;
}

/* Two reports, two figures, one denial, one settled day: each section has its lines. */
static void a_brief_has_its_sections(void **state)
{
    world *w = *state;
    static const uint32_t number[] = {0, 1, /* story */ 0, 1, 2, /* members */ 1, 2 /* denial */};
    rcp_link_report report[] = {
        {.id = RCP_STR("sha256:aaaaaaaaaa"), .path = RCP_STR("r/01.txt"), .outlet = RCP_STR("Le Phare"), .lo = 10, .hi = 11, .claims = {0, 1}},
        {.id = RCP_STR("sha256:bbbbbbbbbb"), .path = RCP_STR("r/02.txt"), .lo = 11, .hi = 12, .claims = {1, 3}}};
    static const rcp_link_name name[] = {{{"Russia", 6}, {"RUS", 3}, NAN, NAN}};
    rcp_link_claim claim[3];
    for (int i = 0; i < 3; i++)
        claim[i] = (rcp_link_claim){.report = i ? 1 : 0, .claim = (rcp_id)(i ? i : 1), .type = RCP_MOBILIZE,
                                    .mode = RCP_STR("troops"), .actors = {0, 1}, .min = NAN, .max = NAN,
                                    .evidence = {20, 45}, .evidence_text = RCP_STR("9 000 soldats sont postés"),
                                    .predicate = {34, 45}, .predicate_text = RCP_STR("sont postés")};
    claim[0].root = claim[0].by = RCP_STR("le ministère");
    claim[1].root = claim[1].by = RCP_STR("les garde-frontières");
    claim[2].root = claim[2].by = RCP_STR("le Kremlin");
    claim[2].speech = RCP_SPEECH_DENY;
    claim[1].band = RCP_LIKELY;
    rcp_link_conflict conflict = {RCP_STR("quantity"), RCP_CONFLICT_CONTRADICTION, 0, 1, RCP_STR("9 000"), RCP_STR("5 800")};
    rcp_link_root root[3] = {{RCP_STR("a"), {0, 1}}, {RCP_STR("b"), {1, 2}}, {RCP_STR("c"), {1, 2}}};
    rcp_link_event event = {.type = RCP_MOBILIZE, .members = {2, 5}, .roots = {0, 3}, .conflicts = {0, 1},
                            .outlets = 2, .wordings = 2, .status = RCP_EVENT_CONTRADICTED, .lo = 10, .hi = 11};
    rcp_link_denial denial = {.denied = RCP_STR("x"), .event = 0, .by = RCP_STR("le Kremlin"), .claims = {5, 7}};
    rcp_link_settled settled = {.report = 1, .table = 0, .row = 1, .lo = 10, .hi = 11, .from = 0};
    rcp_range story = {0, 2};
    rcp_link_place place[2] = {{0, {0, 9}}, {1, {0, 9}}};
    rcp_link_reuse reuse = {.a = 0, .b = 1, .kind = RCP_REUSE_COPY, .direction = RCP_DIRECTION_A_TO_B, .passages = {0, 2}};
    rcp_links links = {.report = report, .n_reports = 2, .claim = claim, .n_claims = 3, .event = &event,
                       .n_events = 1, .denial = &denial, .n_denials = 1, .settled = &settled, .n_settled = 1,
                       .story = &story, .n_stories = 1, .name = name, .conflict = &conflict, .root = root,
                       .number = number, .place = place, .reuse = &reuse, .n_reuses = 1};
    static const char *const want[] = {
        "2 reports, 3 claims · 11–12 January 1970", "Le Phare", "Troop movement: Russia",
        "contradicted: 3 root sources, 2 reports, 2 outlets", "le ministère\n        “9 000 soldats sont postés” [01:20-45]",
        "les garde-frontières · likely (55–75%)", "le Kremlin · denial", "number (contradiction):",
        "9 000 · le ministère: “9 000 soldats", "5 800 · les garde-frontières: “",
        "“lundi” [02:5-10] = 11 January 1970, from [01]", "02 copies 01 [01:0-9] [02:0-9]"};
    rcp_brief_how how = {.words = &w->en, .width = 100, .look = look};
    rcp_buf out = {0};
    assert_int_equal(rcp_brief_write(&out, &links, &how, NULL), RCP_OK);
    for (size_t i = 0; i < sizeof want / sizeof *want; i++)
        if (!strstr(out.s, want[i]))
            fail_msg("no line with %s in\n%s", want[i], out.s);
    rcp_buf_free(&out);
}

static void an_empty_brief_says_so(void **state)
{
    world *w = *state;
    rcp_links links = {0};
    rcp_brief_how how = {.words = &w->fr, .width = 80};
    rcp_buf out = {0};
    assert_int_equal(rcp_brief_write(&out, &links, &how, NULL), RCP_OK);
    assert_non_null(strstr(out.s, "Rien n'est affirmé"));
    rcp_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_wrap_at_the_width),
        cmocka_unit_test(colour_takes_no_columns),
        cmocka_unit_test(both_languages_say_everything),
        cmocka_unit_test(dates_and_numbers_follow_the_language),
        cmocka_unit_test(reports_have_short_names),
        cmocka_unit_test(long_evidence_is_cut_around_its_predicate),
        cmocka_unit_test(a_brief_has_its_sections),
        cmocka_unit_test(an_empty_brief_says_so),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
