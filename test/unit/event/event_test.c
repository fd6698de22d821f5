#include "../test.h"

#include <stdlib.h>

#include "read/read.h"
#include "stages.h"

/* The examples of lang/<code>/events.test:
 * text<TAB>TYPE or TYPE:mode<TAB>words its predicate touches<TAB>more, parted by blanks:
 *   A=RUS R=UKR (a country), P=Kyiv E=Kinzhal (a name), S=planned, N=negated, Q=2 (minimum),
 *   T=2023-01-09 (value of its time; "-": none), B=1 (by then: the day it was told).
 * "*" before the text: no event of that type (and, where given, on those words). */

typedef struct { rcp_packs packs; rcp_doc doc; } world;

static int open_packs(void **state)
{
    static world w;
    rcp_err err = {0};
    if (rcp_packs_open(&w.packs, "fr|en", NULL, &err)) {
        print_error("%s:%u:%u: %s\n", err.file, err.line, err.col, err.message);
        return -1;
    }
    *state = &w;
    return 0;
}

static int close_packs(void **state)
{
    if (*state)
        rcp_packs_close(&((world *)*state)->packs);
    return 0;
}

static rcp_status read_text(world *w, const char *lang, rcp_str text)
{
    rcp_err err = {0};
    rcp_input in = {.bytes = text, .lang = rcp_str_of(lang), .published = RCP_STR("2023-01-10")};
    rcp_status s = rcp_read_open(&w->doc, &in, &err);
    const rcp_pack *pack = rcp_packs_lookup(&w->packs, lang);
    if (!s && !(s = rcp_doc_speak(&w->doc, pack->lang, &pack->syms)) &&
        !(s = rcp_run(pack, &w->doc, RCP_EVENT, &err)))
        s = rcp_doc_check(&w->doc, &err);
    if (s)
        print_error("%.*s: %s\n", (int)text.len, text.s, err.message);
    return s;
}

static bool has_text(rcp_str hay, rcp_str needle)
{
    for (uint32_t i = 0; i + needle.len <= hay.len; i++)
        if (!memcmp(hay.s + i, needle.s, needle.len))
            return true;
    return false;
}

/* Whether the event's predicate and the words share a byte of the text. */
static bool touches(const rcp_doc *d, const rcp_event *e, rcp_str words)
{
    for (uint32_t i = 0; words.len && i + words.len <= d->text.len; i++)
        if (!memcmp(d->text.s + i, words.s, words.len) &&
            rcp_span_touch(e->predicate, (rcp_span){i, i + words.len}))
            return true;
    return !words.len;
}

static bool type_is(const rcp_doc *d, const rcp_event *e, rcp_str want)
{
    const char *colon = memchr(want.s, ':', want.len);
    rcp_str type = {want.s, colon ? (uint32_t)(colon - want.s) : want.len};
    rcp_str mode = {colon ? colon + 1 : want.s, colon ? want.len - type.len - 1 : 0};
    return rcp_str_is(type, rcp_enum_word(&rcp_enum_type, e->type)) &&
           (!colon || rcp_str_eq(mode, rcp_doc_sym(d, e->mode)));
}

static bool argument(const rcp_doc *d, const rcp_event *e, uint32_t role, rcp_str want)
{
    for (uint32_t i = e->arg_beg; i < e->arg_end; i++) {
        const rcp_mention *m = &d->mention.row[d->arg.row[i].mention];
        bool country = role == RCP_ARG_ACTOR || role == RCP_ARG_RECIPIENT;
        if (d->arg.row[i].role == role &&
            has_text(rcp_doc_sym(d, country ? m->country : m->name), want))
            return true;
    }
    return false;
}

static bool more_holds(const rcp_doc *d, const rcp_event *e, rcp_str part)
{
    rcp_str value = {part.s + 2, part.len - 2};
    char z[16] = "";
    memcpy(z, value.s, value.len < 15 ? value.len : 15);
    switch (part.s[0]) {
    case 'A':
        return argument(d, e, RCP_ARG_ACTOR, value);
    case 'R':
        return argument(d, e, RCP_ARG_RECIPIENT, value);
    case 'P':
        return argument(d, e, RCP_ARG_PLACE, value);
    case 'E':
        return argument(d, e, RCP_ARG_EQUIPMENT, value);
    case 'S':
        return rcp_str_is(value, rcp_enum_word(&rcp_enum_state, e->state));
    case 'N':
        return rcp_str_is(value, rcp_enum_word(&rcp_enum_polarity, e->polarity));
    case 'Q':
        return e->quantity && d->quantity.row[e->quantity].min == strtod(z, NULL);
    case 'T':
        return rcp_str_is(value, "-") ? !e->time
                                      : rcp_str_eq(value, rcp_doc_sym(d, d->time.row[e->time].value));
    case 'B':
        return e->by_then == (value.s[0] == '1');
    default:
        return false;
    }
}

static bool all_hold(const rcp_doc *d, const rcp_event *e, rcp_str more)
{
    while (more.len) {
        const char *blank = memchr(more.s, ' ', more.len);
        uint32_t n = blank ? (uint32_t)(blank - more.s) : more.len;
        if (n > 2 && !more_holds(d, e, (rcp_str){more.s, n}))
            return false;
        more.s += blank ? n + 1 : n;
        more.len -= blank ? n + 1 : n;
    }
    return true;
}

static int example(world *w, const char *lang, const rcp_tsv *t)
{
    rcp_str text = rcp_tsv_field(t, 0);
    bool not = text.len && text.s[0] == '*', found = false;
    if (not)
        text.s++, text.len--;
    rcp_status s = read_text(w, lang, text);
    const rcp_doc *d = &w->doc;
    for (uint32_t i = 1; !s && i < d->event.n; i++) {
        const rcp_event *e = &d->event.row[i];
        found |= type_is(d, e, rcp_tsv_field(t, 1)) && touches(d, e, rcp_tsv_field(t, 2)) &&
                 all_hold(d, e, rcp_tsv_field(t, 3));
    }
    rcp_doc_close(&w->doc);
    if (!s && found != not)
        return 0;
    print_error("lang/%s/events.test:%u: %.*s %s\n", lang, t->line, (int)text.len, text.s,
                not ? "is an event" : "is not found so");
    return 1;
}

static int examples(world *w, const char *lang)
{
    static char bytes[1 << 18];
    char path[64];
    (void)snprintf(path, sizeof path, "lang/%s/events.test", lang);
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    uint32_t n = (uint32_t)fread(bytes, 1, sizeof bytes, f);
    (void)fclose(f);
    rcp_res res = {0};
    rcp_tsv t;
    assert_int_equal(rcp_res_put(&res, RCP_STR("events.test"), (rcp_str){bytes, n}, NULL), RCP_OK);
    assert_true(rcp_tsv_open(&t, &res, "events.test"));
    int failed = 0, cases = 0;
    for (; rcp_tsv_next(&t); cases++)
        failed += example(w, lang, &t);
    assert_true(cases > 40);
    return failed;
}

static void french_examples(void **state)
{
    assert_int_equal(examples(*state, "fr"), 0);
}

static void english_examples(void **state)
{
    assert_int_equal(examples(*state, "en"), 0);
}

static void a_bad_line_is_named(void **state)
{
    (void)state;
    static const struct { const char *name, *line; uint32_t col; } cases[] = {
        {"fr/events.tsv", "tuer\tVERB\tASSAUT\n", 11},
        {"fr/events.tsv", "tuer\tADV\tASSAULT\n", 6},
        {"fr/events.tsv", "tuer\tVERB\tASSAULT\tvisit\n", 19},
        {"fr/events.tsv", "tuer\tVERB\tASSAULT\t-\tobj=nothing\n", 21},
        {"fr/events.tsv", "tuer\tVERB\tASSAULT\t-\twhy=dead\n", 21},
        {"fr/events.tsv", "tuer\tVERB\tASSAULT\t-\t-\tX=subj\n", 23},
        {"fr/events.tsv", "tuer @nothing\tVERB\tASSAULT\n", 1},
        {"fr/event_frames.tsv", "ASSAULT\tADV\tA=subj\n", 9},
        {"fr/event_words.tsv", "troops\n", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rcp_packs packs;
        rcp_err err = {0};
        rcp_res extra = {0};
        assert_int_equal(rcp_res_put(&extra, rcp_str_of(cases[i].name), rcp_str_of(cases[i].line),
                                     NULL), RCP_OK);
        rcp_status s = rcp_packs_open(&packs, "fr", &extra, &err);
        if (s != RCP_E_RESOURCE || strcmp(err.file, cases[i].name) || err.col != cases[i].col)
            print_error("%s: %d %s:%u:%u %s\n", cases[i].line, s, err.file, err.line, err.col,
                        err.message);
        assert_int_equal(s, RCP_E_RESOURCE);
        assert_string_equal(err.file, cases[i].name);
        assert_int_equal(err.line, 1);
        assert_int_equal(err.col, cases[i].col);
    }
}

/* A sentence without end costs time linear in it, and no more than the window's events. */
static void an_endless_sentence_is_cut(void **state)
{
    world *w = *state;
    enum { TIMES = 3000 };
    static char text[TIMES * 20];
    uint32_t n = 0;
    for (int i = 0; i < TIMES; i++)
        n += (uint32_t)snprintf(text + n, sizeof text - n, "%s", "une attaque russe ");
    assert_int_equal(read_text(w, "fr", (rcp_str){text, n}), RCP_OK);
    assert_true(w->doc.event.n > 1);
    rcp_doc_close(&w->doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(french_examples),
        cmocka_unit_test(english_examples),
        cmocka_unit_test(a_bad_line_is_named),
        cmocka_unit_test(an_endless_sentence_is_cut),
    };
    return cmocka_run_group_tests(tests, open_packs, close_packs);
}
