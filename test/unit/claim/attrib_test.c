#include "../test.h"

#include "read/read.h"
#include "stages.h"

/* The examples of lang/<code>/cues.test; the columns are said there. */

static rcp_packs packs;
static int wrong;                       /* examples that failed in this test */

static int open_packs(void **state)
{
    (void)state;
    rcp_err err = {0};
    if (rcp_packs_open(&packs, "fr|en", NULL, &err)) {
        print_error("%s:%u:%u: %s\n", err.file, err.line, err.col, err.message);
        return -1;
    }
    return 0;
}

static int close_packs(void **state)
{
    (void)state;
    rcp_packs_close(&packs);
    return 0;
}

static const rcp_pack *run(rcp_doc *doc, const char *lang, rcp_str text)
{
    rcp_err err = {0};
    rcp_input in = {.bytes = text, .decoded = true, .lang = rcp_str_of(lang)};
    const rcp_pack *pack = rcp_packs_lookup(&packs, lang);
    assert_int_equal(rcp_read_open(doc, &in, &err), RCP_OK);
    assert_int_equal(rcp_doc_speak(doc, pack->lang, &pack->syms), RCP_OK);
    assert_int_equal(rcp_run(pack, doc, RCP_CLAIM, &err), RCP_OK);
    if (rcp_doc_check(doc, &err))
        fail_msg("%.*s: %s", (int)text.len, text.s, err.message);
    return pack;
}

/* The fragments of an attribution, joined as column 4 writes them. */
static rcp_str contents(const rcp_doc *d, const rcp_attribution *a, char *out, size_t room)
{
    uint32_t n = 0;
    for (uint32_t c = a->content_beg; c < a->content_end; c++) {
        rcp_str s = rcp_doc_slice(d, d->content.row[c].span);
        n += (uint32_t)snprintf(out + n, room - n, "%s%.*s", c > a->content_beg ? " / " : "", (int)s.len, s.s);
    }
    return (rcp_str){out, n};
}

static rcp_id by_cue(const rcp_doc *d, rcp_str cue)
{
    for (rcp_id i = 1; i < d->attribution.n; i++)
        if (!cue.len || rcp_str_eq(rcp_doc_slice(d, d->attribution.row[i].cue), cue))
            return i;
    return 0;
}

static bool has_via(const rcp_doc *d, const rcp_attribution *a, rcp_str want)
{
    char z[128];
    for (uint32_t i = a->via_beg; i < a->via_end; i++) {
        rcp_str s = rcp_doc_slice(d, d->via.row[i].span);
        (void)snprintf(z, sizeof z, "%.*s", (int)s.len, s.s);
        for (char *p = z; *p; p++)
            *p = *p == ' ' ? '_' : *p;
        if (rcp_str_is(want, z))
            return true;
    }
    return false;
}

/* One "key=value" of column 5. */
static bool holds(const rcp_doc *d, const rcp_attribution *a, rcp_str more)
{
    const struct { const char *key; const rcp_enum *e; uint32_t value; } keys[] = {
        {"class=", &rcp_enum_cue, a->cue_class},   {"polarity=", &rcp_enum_polarity, a->cue_polarity},
        {"mode=", &rcp_enum_att_mode, a->mode},    {"stype=", &rcp_enum_stype, a->stype},
        {"naming=", &rcp_enum_naming, a->naming},
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        uint32_t n = (uint32_t)strlen(keys[i].key);
        if (more.len > n && !memcmp(more.s, keys[i].key, n))
            return rcp_str_is((rcp_str){more.s + n, more.len - n}, rcp_enum_word(keys[i].e, keys[i].value));
    }
    if (more.len > 4 && !memcmp(more.s, "via=", 4))
        return has_via(d, a, (rcp_str){more.s + 4, more.len - 4});
    return rcp_str_is(more, "hearsay=1") && a->hearsay;
}

static void check(const rcp_doc *d, const rcp_tsv *t, const char *path)
{
    char out[1024];
    rcp_id i = by_cue(d, rcp_tsv_field(t, 2));
    const rcp_attribution *a = &d->attribution.row[i];
    rcp_str want[2] = {rcp_tsv_field(t, 1), rcp_tsv_field(t, 3)};
    if (!i) {
        wrong++;
        print_error("%s:%u: no attribution with this cue\n", path, t->line);
        return;
    }
    rcp_str got[2] = {rcp_doc_slice(d, a->speaker), contents(d, a, out, sizeof out)};
    for (int k = 0; k < 2; k++)
        if (!rcp_str_eq(got[k], want[k])) {
            wrong++;
            print_error("%s:%u: '%.*s', wanted '%.*s'\n", path, t->line, (int)got[k].len, got[k].s,
                        (int)want[k].len, want[k].s);
        }
    rcp_str more = rcp_tsv_field(t, 4);
    while (more.len) {
        uint32_t n = 0;
        while (n < more.len && more.s[n] != ' ')
            n++;
        if (n && !holds(d, a, (rcp_str){more.s, n})) {
            wrong++;
            print_error("%s:%u: not %.*s\n", path, t->line, (int)n, more.s);
        }
        more.s += n < more.len ? n + 1 : n;
        more.len -= n < more.len ? n + 1 : n;
    }
}

static void examples(const char *lang, const char *path)
{
    static char bytes[1 << 16];
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    uint32_t len = (uint32_t)fread(bytes, 1, sizeof bytes, f), n = 0;
    (void)fclose(f);
    rcp_res res = {0};
    rcp_tsv t;
    assert_int_equal(rcp_res_put(&res, rcp_str_of(path), (rcp_str){bytes, len}, NULL), RCP_OK);
    assert_true(rcp_tsv_open(&t, &res, path));
    wrong = 0;
    for (; rcp_tsv_next(&t); n++) {
        rcp_doc doc;
        rcp_str text = t.field[0];
        bool never = text.s[0] == '*';
        (void)run(&doc, lang, (rcp_str){text.s + never, text.len - never});
        if (!never)
            check(&doc, &t, path);
        else if (by_cue(&doc, rcp_tsv_field(&t, 2))) {
            wrong++;
            print_error("%s:%u: an attribution where there is none\n", path, t.line);
        }
        rcp_doc_close(&doc);
    }
    assert_true(n > 20);
    assert_int_equal(wrong, 0);
}

static void french_examples(void **state)
{
    (void)state;
    examples("fr", "lang/fr/cues.test");
}

static void english_examples(void **state)
{
    (void)state;
    examples("en", "lang/en/cues.test");
}

static void a_broken_line_says_where(void **state)
{
    (void)state;
    static const struct { const char *name, *bytes; uint32_t line, col; } cases[] = {
        {"fr/cues.tsv", "# x\ndire\tverb\tsai\tassert\tasserted\t0\tthat\n", 2, 11},
        {"fr/cues.tsv", "dire\tverb\tsay\tassert\tasserted\t0\tthat|whence\n", 1, 33},
        {"fr/cues.tsv", "dire\tverb\n", 1, 6},
        {"fr/clause.tsv", "comp\tform\tque\nnone\tform\tx\n", 2, 1},
        {"fr/speakers.tsv", "official\tnobody\tmaire\n", 1, 10},
        {"fr/conditional.rules", "hearsay\tpast lemma:x\n", 1, 9},
        {"fr/bands.tsv", "peut-être\tperhaps\n", 1, 12},
        {"fr/negation.tsv", "say\tsay\tno\tassert\n", 1, 9},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rcp_res extra = {0};
        rcp_packs p;
        rcp_err err = {0};
        assert_int_equal(rcp_res_put(&extra, rcp_str_of(cases[i].name), rcp_str_of(cases[i].bytes), NULL), RCP_OK);
        assert_int_equal(rcp_packs_open(&p, "fr", &extra, &err), RCP_E_RESOURCE);
        assert_string_equal(err.file, cases[i].name);
        assert_int_equal(err.line, cases[i].line);
        assert_int_equal(err.col, cases[i].col);
    }
}

/* One claim an event, one for each attribution without one; what is denied hangs under the denial. */
static void claims_cover_events_and_sayings(void **state)
{
    (void)state;
    rcp_doc d;
    (void)run(&d, "fr", RCP_STR("Le Kremlin a nié que son armée ait bombardé la centrale. "
                                "Le ministre a dit que la situation était calme."));
    uint32_t events = 0, bare = 0, denied = 0;
    for (rcp_id i = 1; i < d.claim.n; i++) {
        const rcp_claim *c = &d.claim.row[i];
        events += c->event != 0;
        bare += c->event == 0;
        denied += c->speech == RCP_SPEECH_DENY;
        assert_true(c->evidence.end > c->evidence.beg);
    }
    assert_int_equal(events, d.event.n - 1);
    assert_true(bare >= 1);
    assert_true(denied >= 1);
    rcp_doc_close(&d);
}

/* Hostile text: cues without end in one line must not cost more than a line of prose a word. */
static void long_lines_stay_linear(void **state)
{
    (void)state;
    static const char *const pieces[] = {"selon X, ", "a dit que ", "« a dit X, ", "(a dit ", "il dit « ", "et dit, "};
    static char text[200000];
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        uint32_t n = (uint32_t)strlen(pieces[i]), len = 0;
        for (; len + n < sizeof text; len += n)
            memcpy(text + len, pieces[i], n);
        rcp_doc d;
        (void)run(&d, "fr", (rcp_str){text, len});
        rcp_doc_close(&d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(french_examples),
        cmocka_unit_test(english_examples),
        cmocka_unit_test(a_broken_line_says_where),
        cmocka_unit_test(claims_cover_events_and_sayings),
        cmocka_unit_test(long_lines_stay_linear),
    };
    return cmocka_run_group_tests(tests, open_packs, close_packs);
}
