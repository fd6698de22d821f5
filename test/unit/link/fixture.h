/* fixture.h - documents made by hand, so that linking is tested apart from what finds things.
 *
 * A report is a text, one sentence a line; names, times and events are said by the words printed.
 */
#ifndef RCP_LINK_FIXTURE_H
#define RCP_LINK_FIXTURE_H

#include <math.h>
#include <stdlib.h>

#include "../test.h"
#include "link/link.h"
#include "read/read.h"
#include "stages.h"

typedef struct { const char *printed, *name, *country; uint32_t kind, flags; } name_row;
typedef struct { const char *printed, *value; int32_t lo, hi; uint32_t grain, weekday; } time_row;
typedef struct {
    const char *predicate, *mode;
    uint32_t    type, state;
    const char *actor, *recipient, *place, *equipment;  /* printed words of a name_row      */
    const char *time;                                   /* printed words of a time_row      */
    double      min, max;
    const char *toll;
    const char *by, *cue;                               /* printed words; NULL: the outlet  */
    uint32_t    cue_class;
    bool        negated;
} event_row;

typedef struct {
    const char *path, *lang, *published, *text;
    name_row    name[12];
    time_row    time[6];
    event_row   event[8];
} report_row;

static rcp_span find_words(rcp_str text, const char *words)
{
    size_t n = words ? strlen(words) : 0;
    for (uint32_t i = 0; n && i + n <= text.len; i++)
        if (!memcmp(text.s + i, words, n))
            return (rcp_span){i, i + (uint32_t)n};
    return (rcp_span){0, 0};
}

static bool in_word(rcp_str t, uint32_t at)
{
    unsigned char c = (unsigned char)t.s[at];
    return c >= 0x80 ? c != 0xc2 && c != 0xab && c != 0xbb
                     : (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           c == '-';
}

static void rows_init(rcp_rows *rows, rcp_arena *a, size_t size)
{
    assert_int_equal(rcp_rows_init(rows, a, size), RCP_OK);
}

/* Tokens are runs of letters and digits; a sentence is a line; « and » are quotation marks. */
static void cut(rcp_doc *d, rcp_arena *a)
{
    rcp_rows tok, word, tag, dep, sent, quote;
    rcp_sent s = {{1, 1}, 0};
    rcp_quotation q = {0};
    rows_init(&tok, a, sizeof(rcp_tok));
    rows_init(&word, a, sizeof(rcp_word));
    rows_init(&tag, a, sizeof(rcp_tag));
    rows_init(&dep, a, sizeof(rcp_dep));
    rows_init(&sent, a, sizeof(rcp_sent));
    rows_init(&quote, a, sizeof(rcp_quotation));
    for (uint32_t i = 0, end; i <= d->text.len; i = end > i ? end : i + 1) {
        end = i;
        while (end < d->text.len && in_word(d->text, end))
            end++;
        if (end > i) {
            rcp_sym form = rcp_sym_of(&d->syms, rcp_slice(d->text, (rcp_span){i, end}));
            *(rcp_tok *)rcp_rows_add(&tok) = (rcp_tok){{i, end}, form, RCP_TOK_SPACE};
            *(rcp_word *)rcp_rows_add(&word) = (rcp_word){tok.n - 1, form};
            *(rcp_tag *)rcp_rows_add(&tag) = (rcp_tag){.lemma = form};
            (void)rcp_rows_add(&dep);
            s.toks.end = tok.n;
        } else if (i == d->text.len || d->text.s[i] == '\n') {
            if (s.toks.end > s.toks.beg)
                *(rcp_sent *)rcp_rows_add(&sent) = s;
            s.toks.beg = s.toks.end;
        } else if (i + 1 < d->text.len && !memcmp(d->text.s + i, "«", 2)) {
            q = (rcp_quotation){.outer = {i, 0}, .inner = {i + 2, 0}, .depth = 1};
        } else if (i + 1 < d->text.len && !memcmp(d->text.s + i, "»", 2) && q.depth) {
            q.outer.end = i + 2;
            q.inner.end = i;
            *(rcp_quotation *)rcp_rows_add(&quote) = q;
            q.depth = 0;
        }
    }
    assert_int_equal(RCP_FREEZE(d, tok, &tok) | RCP_FREEZE(d, word, &word), RCP_OK);
    assert_int_equal(RCP_FREEZE(d, tag, &tag) | RCP_FREEZE(d, dep, &dep), RCP_OK);
    assert_int_equal(RCP_FREEZE(d, sent, &sent) | RCP_FREEZE(d, quote, &quote), RCP_OK);
}

typedef struct { rcp_rows mention, time, quantity, event, arg, attribution, content, via, claim; } found;

static rcp_id name_at(const found *f, rcp_span at)
{
    for (rcp_id i = 1; i < f->mention.n; i++)
        if (RCP_ROW(&f->mention, rcp_mention, i)->span.beg == at.beg && at.end > at.beg)
            return i;
    return 0;
}

static void put_arg(rcp_doc *d, found *f, const char *words, uint32_t role)
{
    rcp_id i = words ? name_at(f, find_words(d->text, words)) : 0;
    assert_true(!words || i);
    if (i)
        *(rcp_arg *)rcp_rows_add(&f->arg) = (rcp_arg){f->event.n, i, 0, role};
}

static void put_names(rcp_doc *d, const report_row *r, found *f)
{
    for (size_t i = 0; i < 12 && r->name[i].printed; i++) {
        const name_row *x = &r->name[i];
        rcp_span at = find_words(d->text, x->printed);
        assert_true(at.end > 0);
        *(rcp_mention *)rcp_rows_add(&f->mention) = (rcp_mention){
            .span = at, .toks = rcp_doc_toks_of(d, at), .kind = (uint16_t)x->kind, .flags = x->flags,
            .chain = (rcp_id)(x->flags & RCP_MENTION_PRONOUN && i ? i : i + 1),     /* a pronoun: the one before */
            .name = rcp_sym_of(&d->syms, rcp_str_of(x->name)),
            .country = rcp_sym_of(&d->syms, rcp_str_of(x->country))};
    }
    for (size_t i = 0; i < 6 && r->time[i].printed; i++) {
        const time_row *x = &r->time[i];
        *(rcp_time *)rcp_rows_add(&f->time) = (rcp_time){
            .span = find_words(d->text, x->printed), .lo = x->lo, .hi = x->hi, .kind = RCP_INSTANT,
            .grain = (uint16_t)x->grain, .weekday = (uint16_t)x->weekday,
            .value = rcp_sym_of(&d->syms, rcp_str_of(x->value))};
    }
}

static void put_claim(rcp_doc *d, const event_row *x, const rcp_event *ev, found *f)
{
    rcp_claim cl = {.evidence = rcp_doc_sent_span(d, ev->sent), .sent = ev->sent, .event = f->event.n - 1};
    if (x->by) {
        rcp_span by = find_words(d->text, x->by);
        *(rcp_content *)rcp_rows_add(&f->content) = (rcp_content){f->attribution.n, ev->predicate};
        *(rcp_attribution *)rcp_rows_add(&f->attribution) = (rcp_attribution){
            .speaker = by, .cue = find_words(d->text, x->cue), .mention = name_at(f, by),
            .sent = ev->sent, .content_beg = f->content.n - 1, .content_end = f->content.n,
            .via_beg = 1, .via_end = 1, .cue_class = (uint16_t)x->cue_class, .naming = RCP_NAMED};
        cl.attribution = f->attribution.n - 1;
        cl.speech = x->cue_class == RCP_CUE_DENY ? RCP_SPEECH_DENY : RCP_SPEECH_ASSERT;
    }
    *(rcp_claim *)rcp_rows_add(&f->claim) = cl;
}

static void put_event(rcp_doc *d, const event_row *x, found *f)
{
    rcp_event ev = {.predicate = find_words(d->text, x->predicate), .type = (uint16_t)x->type,
                    .state = (uint16_t)x->state, .polarity = x->negated ? RCP_NEGATED : RCP_AFFIRMED, .arg_beg = f->arg.n,
                    .mode = rcp_sym_of(&d->syms, rcp_str_of(x->mode ? x->mode : ""))};
    assert_true(ev.predicate.end > 0);
    rcp_id tok = rcp_doc_toks_of(d, ev.predicate).beg;
    ev.trigger = rcp_doc_word_of(d, tok);
    ev.sent = rcp_doc_sent_of(d, tok);
    for (rcp_id k = 1; x->time && k < f->time.n; k++)
        if (RCP_ROW(&f->time, rcp_time, k)->span.beg == find_words(d->text, x->time).beg)
            ev.time = k;
    if (x->min > 0 || x->max > 0) {
        *(rcp_quantity *)rcp_rows_add(&f->quantity) = (rcp_quantity){
            .span = ev.predicate, .min = x->min > 0 ? x->min : (double)NAN,
            .max = x->max > 0 ? x->max : (double)NAN, .unit = rcp_sym_of(&d->syms, RCP_STR("person")),
            .toll = rcp_sym_of(&d->syms, rcp_str_of(x->toll ? x->toll : ""))};
        ev.quantity = f->quantity.n - 1;
    }
    put_arg(d, f, x->actor, RCP_ARG_ACTOR);
    put_arg(d, f, x->recipient, RCP_ARG_RECIPIENT);
    put_arg(d, f, x->place, RCP_ARG_PLACE);
    put_arg(d, f, x->equipment, RCP_ARG_EQUIPMENT);
    ev.arg_end = f->arg.n;
    *(rcp_event *)rcp_rows_add(&f->event) = ev;
    put_claim(d, x, &ev, f);
}

static void find_all(rcp_doc *d, const report_row *r, rcp_arena *a)
{
    found f;
    rows_init(&f.mention, a, sizeof(rcp_mention));
    rows_init(&f.time, a, sizeof(rcp_time));
    rows_init(&f.quantity, a, sizeof(rcp_quantity));
    rows_init(&f.event, a, sizeof(rcp_event));
    rows_init(&f.arg, a, sizeof(rcp_arg));
    rows_init(&f.attribution, a, sizeof(rcp_attribution));
    rows_init(&f.content, a, sizeof(rcp_content));
    rows_init(&f.via, a, sizeof(rcp_via));
    rows_init(&f.claim, a, sizeof(rcp_claim));
    put_names(d, r, &f);
    for (size_t i = 0; i < 8 && r->event[i].predicate; i++)
        put_event(d, &r->event[i], &f);
    assert_int_equal(RCP_FREEZE(d, mention, &f.mention) | RCP_FREEZE(d, time, &f.time), RCP_OK);
    assert_int_equal(RCP_FREEZE(d, quantity, &f.quantity) | RCP_FREEZE(d, event, &f.event), RCP_OK);
    assert_int_equal(RCP_FREEZE(d, arg, &f.arg) | RCP_FREEZE(d, via, &f.via), RCP_OK);
    assert_int_equal(RCP_FREEZE(d, attribution, &f.attribution) | RCP_FREEZE(d, content, &f.content), RCP_OK);
    assert_int_equal(RCP_FREEZE(d, claim, &f.claim), RCP_OK);
}

/* Make the document of a report. */
static void make_doc(rcp_doc *d, const report_row *r, const rcp_pack *pack)
{
    char id[72];
    rcp_arena a;
    rcp_str text = rcp_str_of(r->text);
    assert_int_equal(rcp_doc_open(d, (size_t)text.len + (1 << 16)), RCP_OK);
    assert_int_equal(rcp_arena_open(&a, 1 << 22), RCP_OK);
    d->text = d->raw = rcp_arena_str(&d->arena, text);
    assert_int_equal(rcp_doc_speak(d, r->lang, &pack->syms), RCP_OK);
    rcp_report_id(text, id);
    d->source.id = rcp_arena_str(&d->arena, rcp_str_of(id));
    d->source.path = rcp_arena_str(&d->arena, rcp_str_of(r->path));
    if (r->published && rcp_day_read(rcp_str_of(r->published), &d->published.lo, &d->published.hi))
        d->published.how = RCP_HOW_METADATA;
    cut(d, &a);
    find_all(d, r, &a);
    d->n_done = RCP_N_STAGES;
    rcp_arena_close(&a);
}

static void add_report(rcp_linker *lk, const report_row *r, const rcp_packs *packs)
{
    rcp_doc d;
    const rcp_pack *pack = rcp_packs_lookup(packs, r->lang);
    assert_non_null(pack);
    make_doc(&d, r, pack);
    assert_int_equal(rcp_linker_add(lk, &d, pack, NULL), RCP_OK);
    rcp_doc_close(&d);
}

#endif
