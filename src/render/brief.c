#include "render/brief.h"

#include <stdio.h>
#include <stdlib.h>

#include "doc/schema.h"
#include "render/claim_text.h"
#include "render/page.h"

enum {                          /* what is shown without `all`                         */
    REPORTS_SHOWN = 40, SINGLES_SHOWN = 8, REFS_SHOWN = 5, REUSES_SHOWN = 8, SETTLED_SHOWN = 8,
    QUOTE_BYTES = 170, MEMBERS_MAX = 500, NEIGHBOURS = 200
};

typedef struct {
    const rcp_links     *k;
    const rcp_brief_how *how;
    const rcp_words     *w;
    const rcp_str       *name;  /* (n_reports) short names                             */
    rcp_page             page;
    rcp_buf              line;  /* scratch for one line                                */
    rcp_arena            arena;
    uint32_t            *order; /* (n_events) events, by story, then by weight         */
    bool                *denied;        /* (n_events)                                  */
    uint64_t            *weight;        /* (n_events) what matters more has more       */
} brief;

/* What is in b->line, in a style; empties it. */
static void put_line(brief *b, rcp_style style)
{
    rcp_page_style(&b->page, style);
    rcp_page_text(&b->page, (rcp_str){b->line.s, (uint32_t)b->line.len});
    rcp_page_style(&b->page, RCP_PLAIN);
    rcp_buf_reset(&b->line);
}

static void put_ref(brief *b, uint32_t report, rcp_span span)
{
    rcp_buf_z(&b->line, " [");
    rcp_buf_str(&b->line, b->name[report]);
    if (span.end > span.beg)
        rcp_buf_f(&b->line, ":%u-%u", span.beg, span.end);
    rcp_buf_char(&b->line, ']');
    put_line(b, RCP_CYAN);
}

static void put_quoted(brief *b, rcp_str text, bool cut_left, bool cut_right)
{
    rcp_buf_str(&b->line, rcp_words_text(b->w, "quote.open"));
    rcp_buf_z(&b->line, cut_left ? "\xe2\x80\xa6" : "");
    rcp_buf_str(&b->line, text);
    rcp_buf_z(&b->line, cut_right ? "\xe2\x80\xa6" : "");
    rcp_buf_str(&b->line, rcp_words_text(b->w, "quote.close"));
    put_line(b, RCP_PLAIN);
}

/* The words of a claim, and where they stand. */
static void put_evidence(brief *b, const rcp_link_claim *c)
{
    rcp_span at = rcp_claim_window(c, b->how->all ? UINT32_MAX / 2 : QUOTE_BYTES);
    put_quoted(b, rcp_claim_words(c, at), at.beg > c->evidence.beg, at.end < c->evidence.end);
    put_ref(b, c->report, at);
}

static void section(brief *b, const char *key)
{
    rcp_page_line(&b->page, 2);
    rcp_buf_str(&b->line, rcp_words_text(b->w, key));
    put_line(b, RCP_UNDERLINE);
    rcp_page_line(&b->page, 2);
}

static rcp_style style_of(uint32_t status)
{
    static const rcp_style styles[RCP_N_EVENT_STATUS] = {
        [RCP_EVENT_SINGLE] = RCP_DIM,          [RCP_EVENT_ONE_ROOT] = RCP_YELLOW,
        [RCP_EVENT_CORROBORATED] = RCP_GREEN,  [RCP_EVENT_DISPUTED] = RCP_RED,
        [RCP_EVENT_CONTRADICTED] = RCP_RED,    [RCP_EVENT_SUPERSEDED] = RCP_YELLOW};
    return status < RCP_N_EVENT_STATUS ? styles[status] : RCP_PLAIN;
}

/* How many events of each status, the contested ones first. */
static void put_status_counts(brief *b)
{
    static const uint32_t order[] = {RCP_EVENT_CONTRADICTED, RCP_EVENT_DISPUTED,
                                     RCP_EVENT_CORROBORATED, RCP_EVENT_SUPERSEDED,
                                     RCP_EVENT_ONE_ROOT, RCP_EVENT_SINGLE};
    uint32_t n[RCP_N_EVENT_STATUS] = {0};
    bool any = false;
    for (uint32_t i = 0; i < b->k->n_events; i++)
        if (b->k->event[i].status < RCP_N_EVENT_STATUS)
            n[b->k->event[i].status]++;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        char key[64];
        if (!n[order[i]])
            continue;
        (void)snprintf(key, sizeof key, "count.%s", rcp_enum_word(&rcp_enum_event_status, order[i]));
        rcp_buf_z(&b->line, any ? ", " : "");
        put_line(b, RCP_PLAIN);
        rcp_words_count(&b->line, b->w, key, n[order[i]]);
        put_line(b, style_of(order[i]));
        any = true;
    }
    if (any)
        rcp_page_line(&b->page, 0);
}

/* The first line: how many reports, of how many outlets, of which days. */
static void put_header(brief *b)
{
    const rcp_links *k = b->k;
    rcp_str *outlet = RCP_NEW(&b->arena, rcp_str, (size_t)k->n_reports + 1);
    int32_t lo = INT32_MAX, hi = INT32_MIN;
    uint32_t n_outlets = 0;
    for (uint32_t i = 0; i < k->n_reports; i++) {
        const rcp_link_report *r = &k->report[i];
        bool known = !r->outlet.len || !outlet;
        for (uint32_t j = 0; !known && j < n_outlets; j++)
            known = rcp_str_eq(outlet[j], r->outlet);
        if (!known && n_outlets < 1000)
            outlet[n_outlets++] = r->outlet;
        if (r->hi > r->lo) {
            lo = r->lo < lo ? r->lo : lo;
            hi = r->hi > hi ? r->hi : hi;
        }
    }
    rcp_page_style(&b->page, RCP_BOLD);
    rcp_words_count(&b->line, b->w, "reports", k->n_reports);
    if (n_outlets > 1) {
        rcp_buf_z(&b->line, ", ");
        rcp_words_count(&b->line, b->w, "outlets", n_outlets);
    }
    rcp_buf_z(&b->line, ", ");
    rcp_words_count(&b->line, b->w, "claims", k->n_claims);
    if (hi > lo) {
        rcp_buf_z(&b->line, " \xc2\xb7 ");
        rcp_words_days(&b->line, b->w, lo, hi);
    }
    put_line(b, RCP_BOLD);
    rcp_page_line(&b->page, 0);
    put_status_counts(b);
}

static int by_path(const void *x, const void *y, void *links)
{
    const rcp_links *k = links;
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    int c = rcp_str_cmp(k->report[a].path, k->report[b].path);
    return c ? c : (a > b) - (a < b);
}

/* Which short name is which report. */
static void put_reports(brief *b)
{
    const rcp_links *k = b->k;
    uint32_t *order = RCP_NEW(&b->arena, uint32_t, (size_t)k->n_reports + 1), widest = 0;
    if (!order || (k->n_reports > REPORTS_SHOWN && !b->how->all))
        return;
    for (uint32_t i = 0; i < k->n_reports; i++) {
        uint32_t width = rcp_text_width(b->name[i]);
        order[i] = i;
        widest = width > widest ? width : widest;
    }
    qsort_r(order, k->n_reports, sizeof *order, by_path, (void *)(uintptr_t)k);
    for (uint32_t i = 0; i < k->n_reports; i++) {
        const rcp_link_report *r = &k->report[order[i]];
        rcp_page_line(&b->page, 2);
        rcp_buf_str(&b->line, b->name[order[i]]);
        put_line(b, RCP_CYAN);
        rcp_page_tab(&b->page, 4 + widest);
        b->page.indent = 4 + widest;
        if (r->hi > r->lo)
            rcp_words_days(&b->line, b->w, r->lo, r->hi);
        else
            rcp_buf_str(&b->line, rcp_words_text(b->w, "brief.undated"));
        /* Linking names an outlet that nobody named after the file; the path says it already. */
        if (r->outlet.len && !rcp_str_eq(r->outlet, rcp_report_stem(r))) {
            rcp_buf_z(&b->line, " \xc2\xb7 ");
            rcp_buf_str(&b->line, r->outlet);
        }
        if (r->title.len) {
            rcp_buf_z(&b->line, " \xc2\xb7 ");
            rcp_buf_str(&b->line, r->title);
        }
        put_line(b, RCP_PLAIN);
        if (!r->title.len) {
            rcp_buf_z(&b->line, " \xc2\xb7 ");
            rcp_buf_str(&b->line, r->url.len ? r->url : r->path);
            put_line(b, RCP_DIM);
        }
    }
    rcp_page_line(&b->page, 0);
}

static void put_title(brief *b, const rcp_link_event *e, rcp_style style)
{
    const rcp_link_claim *c = rcp_event_speaker(b->k, e);
    if (c)
        rcp_claim_title(&b->line, b->w, b->k, c);
    put_line(b, style);
    if (e->hi > e->lo) {
        rcp_buf_z(&b->line, " \xc2\xb7 ");
        rcp_words_days(&b->line, b->w, e->lo, e->hi);
        put_line(b, RCP_PLAIN);
    }
}

static uint32_t n_reports_of(const brief *b, const rcp_link_event *e)
{
    uint32_t n = 0, last = RCP_NOBODY;      /* members are in the order of reports */
    for (uint32_t m = e->members.beg; m < e->members.end; m++) {
        uint32_t report = b->k->claim[b->k->number[m]].report;
        n += report != last;
        last = report;
    }
    return n;
}

static void put_counts(brief *b, const rcp_link_event *e)
{
    rcp_str word = rcp_str_of(rcp_enum_word(&rcp_enum_event_status, e->status));
    rcp_buf_str(&b->line, rcp_words_text2(b->w, "status.", word));
    put_line(b, style_of(e->status));
    rcp_buf_str(&b->line, rcp_words_text(b->w, "colon"));
    rcp_buf_char(&b->line, ' ');
    rcp_words_count(&b->line, b->w, "roots", e->roots.end - e->roots.beg);
    rcp_buf_z(&b->line, ", ");
    rcp_words_count(&b->line, b->w, "reports", n_reports_of(b, e));
    rcp_buf_z(&b->line, ", ");
    rcp_words_count(&b->line, b->w, "outlets", e->outlets);
    if (e->wordings != n_reports_of(b, e)) {
        rcp_buf_z(&b->line, ", ");
        rcp_words_count(&b->line, b->w, "wordings", e->wordings);
    }
    put_line(b, RCP_PLAIN);
}

/* Members that say the same in the same way: one root (outlets with the same text are one), one
 * degree of certainty. */
static bool same_voice(const brief *b, const rcp_link_claim *a, const rcp_link_claim *c)
{
    bool copy = !a->by.len && !c->by.len &&
                b->k->report[a->report].wording == b->k->report[c->report].wording;
    return (copy || rcp_str_eq(a->root, c->root)) && a->speech == c->speech && a->state == c->state &&
           a->polarity == c->polarity && a->modality == c->modality && a->band == c->band &&
           !a->hearsay == !c->hearsay && a->presumed == c->presumed;
}

/* Whether an earlier member from `first` on stands on the same words as member i. */
static bool told_before(const brief *b, const uint32_t *member, uint32_t first, uint32_t i)
{
    const rcp_link_claim *c = &b->k->claim[member[i]];
    for (uint32_t j = first; j < i; j++) {
        const rcp_link_claim *a = &b->k->claim[member[j]];
        if (a->report == c->report && a->evidence.beg == c->evidence.beg &&
            a->evidence.end == c->evidence.end && same_voice(b, a, c))
            return true;
    }
    return false;
}

/* One voice: who, how surely, in which words, and where else. */
static void put_voice(brief *b, const uint32_t *member, uint32_t n, uint32_t first, bool *done)
{
    const rcp_link_claim *c = &b->k->claim[member[first]];
    uint32_t more = 0;
    rcp_page_line(&b->page, 6);
    rcp_claim_speaker(&b->line, b->w, b->k, b->name, c);
    put_line(b, RCP_BOLD);
    rcp_claim_how_sure(&b->line, b->w, c);
    put_line(b, c->speech == RCP_SPEECH_DENY || c->polarity == RCP_NEGATED ? RCP_RED : RCP_PLAIN);
    rcp_page_line(&b->page, 8);
    put_evidence(b, c);
    for (uint32_t i = first; i < n; i++) {
        const rcp_link_claim *other = &b->k->claim[member[i]];
        if (done[i] || !same_voice(b, c, other))
            continue;
        done[i] = true;
        if (i == first || told_before(b, member, first, i) || (more++ >= REFS_SHOWN && !b->how->all))
            continue;
        if (more == 1) {
            rcp_buf_z(&b->line, ", ");
            rcp_buf_str(&b->line, rcp_words_text(b->w, "brief.also"));
            put_line(b, RCP_PLAIN);
        }
        put_ref(b, other->report, other->evidence);
    }
    if (more > REFS_SHOWN && !b->how->all) {
        rcp_buf_f(&b->line, " +%u", more - REFS_SHOWN);
        put_line(b, RCP_DIM);
    }
}

static void put_voices(brief *b, const rcp_link_event *e)
{
    const uint32_t *member = b->k->number + e->members.beg;
    uint32_t n = e->members.end - e->members.beg;
    bool done[MEMBERS_MAX] = {false};
    n = n > MEMBERS_MAX ? MEMBERS_MAX : n;
    for (uint32_t i = 0; i < n; i++)
        if (!done[i])
            put_voice(b, member, n, i, done);
}

static const rcp_link_claim *claim_at(const brief *b, uint32_t report, rcp_id row)
{
    rcp_range r = b->k->report[report].claims;
    for (uint32_t i = r.beg; i < r.end; i++)
        if (b->k->claim[i].claim == row)
            return &b->k->claim[i];
    return NULL;
}

/* The words of a denial, wherever they are known from, and the places of its other tellings. */
static void put_denial_words(brief *b, const rcp_link_denial *d)
{
    uint32_t told = 0, last_report = RCP_NOBODY;
    rcp_span last = {0, 0};
    for (uint32_t n = d->claims.beg; n + 1 < d->claims.end; n += 2) {
        uint32_t report = b->k->number[n];
        const rcp_link_claim *c = claim_at(b, report, b->k->number[n + 1]);
        rcp_buf text = {0};
        rcp_span span = c ? c->evidence : (rcp_span){0, 0};
        bool known = c || (b->how->look && b->how->look(b->how->user, b->k->report[report].id,
                                                        RCP_T_CLAIM, b->k->number[n + 1], &span, &text));
        bool again = report == last_report && span.beg == last.beg && span.end == last.end;
        last_report = report;
        last = span;
        if (!again && told <= REFS_SHOWN + (b->how->all ? d->claims.end : 0)) {
            if (told == 1) {
                rcp_buf_z(&b->line, ", ");
                rcp_buf_str(&b->line, rcp_words_text(b->w, "brief.also"));
                put_line(b, RCP_PLAIN);
            }
            if (!told++ && c)
                put_evidence(b, c);
            else {
                if (told == 1 && known)
                    put_quoted(b, (rcp_str){text.s, (uint32_t)text.len}, false, false);
                put_ref(b, report, span);
            }
        }
        rcp_buf_free(&text);
    }
}

static void put_denial(brief *b, const rcp_link_denial *d)
{
    rcp_buf_str(&b->line,
                d->by.len ? rcp_words_name(b->w, d->by) : rcp_words_text(b->w, "says.outlet"));
    put_line(b, RCP_BOLD);
    rcp_buf_z(&b->line, " \xc2\xb7 ");
    rcp_buf_str(&b->line, rcp_words_text(b->w, "speech.deny"));
    put_line(b, RCP_RED);
    rcp_page_line(&b->page, b->page.indent + 2);
    put_denial_words(b, d);
}

/* Whether the denial is itself a member, and so told among the voices. */
static bool is_voice(const brief *b, const rcp_link_event *e, const rcp_link_denial *d)
{
    for (uint32_t i = d->claims.beg; i + 1 < d->claims.end; i += 2) {
        const rcp_link_claim *c = claim_at(b, b->k->number[i], b->k->number[i + 1]);
        for (uint32_t m = e->members.beg; c && m < e->members.end; m++)
            if (&b->k->claim[b->k->number[m]] == c)
                return true;
    }
    return false;
}

/* One event that several reports tell, or that somebody denies. */
static void put_event(brief *b, uint32_t event)
{
    const rcp_link_event *e = &b->k->event[event];
    rcp_page_line(&b->page, 4);
    b->page.indent = 2;
    rcp_buf_z(&b->line, "\xe2\x97\x8f ");
    put_line(b, style_of(e->status));
    b->page.indent = 4;
    put_title(b, e, RCP_BOLD);
    rcp_page_line(&b->page, 4);
    put_counts(b, e);
    put_voices(b, e);
    for (uint32_t i = 0; i < b->k->n_denials; i++)
        if (b->k->denial[i].event == event && !is_voice(b, e, &b->k->denial[i])) {
            rcp_page_line(&b->page, 6);
            put_denial(b, &b->k->denial[i]);
        }
    rcp_page_line(&b->page, 2);
}

static bool is_single(const brief *b, uint32_t event)
{
    const rcp_link_event *e = &b->k->event[event];
    return n_reports_of(b, e) <= 1 && e->conflicts.end == e->conflicts.beg && !b->denied[event] &&
           e->roots.end - e->roots.beg <= 1;
}

/* Singles that stand on the same words of one voice: told together. */
static bool same_words(const brief *b, const rcp_link_claim *a, const rcp_link_claim *c)
{
    return a->report == c->report && a->evidence.beg == c->evidence.beg &&
           a->evidence.end == c->evidence.end && same_voice(b, a, c);
}

static void put_single(brief *b, const uint32_t *event, uint32_t n, uint32_t first, bool *told)
{
    const rcp_link_claim *c = rcp_event_speaker(b->k, &b->k->event[event[first]]);
    for (uint32_t i = first; i < n && i < first + NEIGHBOURS; i++) {
        const rcp_link_event *e = &b->k->event[event[i]];
        if (told[i] || !is_single(b, event[i]) || !same_words(b, c, rcp_event_speaker(b->k, e)))
            continue;
        told[i] = true;
        rcp_page_line(&b->page, 4);
        b->page.indent = 2;
        rcp_page_style(&b->page, RCP_DIM);
        rcp_page_z(&b->page, "\xe2\x97\x8b ");
        rcp_page_style(&b->page, RCP_PLAIN);
        b->page.indent = 4;
        put_title(b, e, RCP_PLAIN);
    }
    rcp_page_line(&b->page, 6);
    rcp_claim_speaker(&b->line, b->w, b->k, b->name, c);
    put_line(b, RCP_BOLD);
    rcp_claim_how_sure(&b->line, b->w, c);
    rcp_buf_str(&b->line, rcp_words_text(b->w, "colon"));
    rcp_buf_char(&b->line, ' ');
    put_line(b, RCP_PLAIN);
    put_evidence(b, c);
}

static void put_side(brief *b, uint32_t claim, rcp_str text)
{
    const rcp_link_claim *c = &b->k->claim[claim];
    rcp_page_line(&b->page, 6);
    if (text.len) {
        rcp_buf_str(&b->line, rcp_words_name(b->w, text));
        put_line(b, RCP_BOLD);
        rcp_page_z(&b->page, " \xc2\xb7 ");
    }
    rcp_claim_speaker(&b->line, b->w, b->k, b->name, c);
    rcp_buf_str(&b->line, rcp_words_text(b->w, "colon"));
    rcp_buf_char(&b->line, ' ');
    put_line(b, RCP_PLAIN);
    put_evidence(b, c);
}

static void put_conflict(brief *b, const rcp_link_event *e, const rcp_link_conflict *x)
{
    rcp_style style = x->kind == RCP_CONFLICT_CONTRADICTION ? RCP_RED : RCP_YELLOW;
    rcp_page_line(&b->page, 4);
    b->page.indent = 2;
    rcp_page_style(&b->page, style);
    rcp_page_z(&b->page, "\xe2\x89\xa0 ");
    b->page.indent = 4;
    rcp_buf_str(&b->line, rcp_words_text2(b->w, "field.", x->field));
    put_line(b, style);
    rcp_buf_z(&b->line, " (");
    rcp_buf_str(&b->line, rcp_words_text2(b->w, "conflict.", rcp_str_of(rcp_enum_word(&rcp_enum_conflict, x->kind))));
    rcp_buf_char(&b->line, ')');
    rcp_buf_str(&b->line, rcp_words_text(b->w, "colon"));
    rcp_buf_char(&b->line, ' ');
    put_line(b, RCP_PLAIN);
    put_title(b, e, RCP_PLAIN);
    put_side(b, x->left, x->left_text);
    put_side(b, x->right, x->right_text);
}

/* Clashes first, then updates and differences of scope; mere wording only with `all`. */
static bool shown(const brief *b, const rcp_link_conflict *x)
{
    return b->how->all ||
           (x->kind != RCP_CONFLICT_WORDING && x->kind != RCP_CONFLICT_TRANSLATION);
}

static void put_conflicts(brief *b, const uint32_t *event, uint32_t n)
{
    bool any = false;
    for (int clash = 1; clash >= 0; clash--)
        for (uint32_t i = 0; i < n; i++) {
            const rcp_link_event *e = &b->k->event[event[i]];
            for (uint32_t c = e->conflicts.beg; c < e->conflicts.end; c++) {
                const rcp_link_conflict *x = &b->k->conflict[c];
                if (!shown(b, x) || (x->kind == RCP_CONFLICT_CONTRADICTION) != clash)
                    continue;
                if (!any)
                    section(b, "brief.conflicts");
                any = true;
                put_conflict(b, e, x);
            }
        }
    if (any)
        rcp_page_line(&b->page, 2);
}

static void put_more(brief *b, uint32_t n)
{
    rcp_page_line(&b->page, 4);
    rcp_words_count(&b->line, b->w, "brief.more", n);
    put_line(b, RCP_DIM);
}

static void put_singles(brief *b, const uint32_t *event, uint32_t n)
{
    uint32_t seen = 0, left = 0;
    bool *told = calloc((size_t)n + 1, sizeof *told);
    for (uint32_t i = 0; told && i < n; i++) {
        if (told[i] || !is_single(b, event[i]) || !rcp_event_speaker(b->k, &b->k->event[event[i]]))
            continue;
        if (!b->how->all && (seen >= SINGLES_SHOWN || !b->k->event[event[i]].type)) {
            left++;
            continue;
        }
        if (!seen++)
            section(b, "brief.single");
        put_single(b, event, n, i, told);
    }
    free(told);
    if (left)
        put_more(b, left);
    if (seen || left)
        rcp_page_line(&b->page, 2);
}

static void put_said(brief *b, const uint32_t *event, uint32_t n)
{
    bool any = false;
    for (uint32_t i = 0; i < n; i++) {
        if (is_single(b, event[i]))
            continue;
        if (!any)
            section(b, "brief.said");
        any = true;
        put_event(b, event[i]);
    }
}

static void put_denials(brief *b, uint32_t story)
{
    bool any = false;
    for (uint32_t i = 0; i < b->k->n_denials; i++) {
        const rcp_link_denial *d = &b->k->denial[i];
        if (d->event != RCP_NOBODY || d->claims.end == d->claims.beg ||
            b->k->report[b->k->number[d->claims.beg]].story != story)
            continue;
        if (!any)
            section(b, "brief.denials");
        any = true;
        rcp_page_line(&b->page, 4);
        b->page.indent = 2;
        rcp_page_z(&b->page, "\xe2\x9c\x97 ");
        b->page.indent = 4;
        put_denial(b, d);
    }
    if (any)
        rcp_page_line(&b->page, 2);
}

static void put_settled(brief *b, uint32_t story)
{
    uint32_t seen = 0, left = 0;
    for (uint32_t i = 0; i < b->k->n_settled; i++) {
        const rcp_link_settled *s = &b->k->settled[i];
        rcp_buf text = {0};
        rcp_span span = {0, 0};
        if (b->k->report[s->report].story != story)
            continue;
        if (seen >= SETTLED_SHOWN && !b->how->all) {
            left++;
            continue;
        }
        if (!seen++)
            section(b, "brief.settled");
        rcp_page_line(&b->page, 4);
        if (s->table >= RCP_N_TABLES)
            rcp_page_text(&b->page, rcp_words_text(b->w, "brief.published"));
        else if (b->how->look && b->how->look(b->how->user, b->k->report[s->report].id, s->table,
                                              s->row, &span, &text))
            put_quoted(b, (rcp_str){text.s, (uint32_t)text.len}, false, false);
        rcp_buf_free(&text);
        put_ref(b, s->report, span);
        rcp_buf_z(&b->line, " = ");
        rcp_words_days(&b->line, b->w, s->lo, s->hi);
        rcp_buf_z(&b->line, ", ");
        rcp_buf_str(&b->line, rcp_words_text(b->w, "brief.from"));
        put_line(b, RCP_PLAIN);
        put_ref(b, s->from, (rcp_span){0, 0});
    }
    if (left)
        put_more(b, left);
    if (seen)
        rcp_page_line(&b->page, 2);
}

static void put_reuse(brief *b, const rcp_link_reuse *r)
{
    const rcp_links *k = b->k;
    bool turned = r->direction == RCP_DIRECTION_A_TO_B;     /* then b repeats a */
    rcp_str kind = rcp_str_of(rcp_enum_word(&rcp_enum_reuse, r->kind));
    rcp_str arg[] = {b->name[turned ? r->b : r->a], b->name[turned ? r->a : r->b]};
    rcp_buf key = {0};
    bool open = r->direction == RCP_DIRECTION_UNKNOWN && r->kind != RCP_REUSE_QUOTED;
    rcp_buf_f(&key, "reuse.%s%.*s", open ? "unknown." : "", (int)kind.len, kind.s);
    rcp_page_line(&b->page, 4);
    rcp_words_fill(&b->line, b->w, key.s ? key.s : "", arg, 2);
    put_line(b, RCP_PLAIN);
    rcp_buf_free(&key);
    if (r->passages.end > r->passages.beg + 1) {
        put_ref(b, r->a, k->place[r->passages.beg].span);
        put_ref(b, r->b, k->place[r->passages.beg + 1].span);
    }
}

static void put_reuses(brief *b, uint32_t story)
{
    uint32_t seen = 0, left = 0;
    for (uint32_t i = 0; i < b->k->n_reuses; i++) {
        const rcp_link_reuse *r = &b->k->reuse[i];
        if (b->k->report[r->a].story != story ||
            (r->kind == RCP_REUSE_QUOTED && !b->how->all))
            continue;
        if (seen >= REUSES_SHOWN && !b->how->all) {
            left++;
            continue;
        }
        if (!seen++)
            section(b, "brief.reuse");
        put_reuse(b, r);
    }
    if (left)
        put_more(b, left);
    if (seen)
        rcp_page_line(&b->page, 2);
}

/* The heading of a story: its weightiest event, and its reports. */
static void put_story(brief *b, uint32_t number, uint32_t story, const uint32_t *event, uint32_t n)
{
    rcp_range r = b->k->story[story];
    rcp_page_line(&b->page, 3);
    rcp_page_style(&b->page, RCP_BOLD);
    rcp_buf_f(&b->line, "%u. ", number);
    if (n)
        rcp_claim_title(&b->line, b->w, b->k, rcp_event_speaker(b->k, &b->k->event[event[0]]));
    put_line(b, RCP_BOLD);
    rcp_page_line(&b->page, 3);
    rcp_words_count(&b->line, b->w, "reports", r.end - r.beg);
    rcp_buf_str(&b->line, rcp_words_text(b->w, "colon"));
    rcp_buf_char(&b->line, ' ');
    for (uint32_t i = r.beg; i < r.end && (i < r.beg + 20 || b->how->all); i++) {
        rcp_buf_char(&b->line, ' ');
        rcp_buf_str(&b->line, b->name[b->k->number[i]]);
    }
    if (r.end > r.beg + 20 && !b->how->all)
        rcp_buf_z(&b->line, " \xe2\x80\xa6");
    put_line(b, RCP_DIM);
    rcp_page_line(&b->page, 2);
    put_said(b, event, n);
    put_conflicts(b, event, n);
    put_denials(b, story);
    put_singles(b, event, n);
    put_settled(b, story);
    put_reuses(b, story);
}

/* Not told: "Peskov denied" as an event of its own; the denial stands among the voices. */
static bool only_saying(const brief *b, uint32_t event)
{
    const rcp_link_event *e = &b->k->event[event];
    for (uint32_t m = e->members.beg; m < e->members.end; m++)
        if (!b->k->claim[b->k->number[m]].saying)
            return false;
    return true;
}

/* How much an event matters to the reader: contested, told by many roots, in many reports. */
static uint64_t weigh(const brief *b, uint32_t event)
{
    const rcp_link_event *e = &b->k->event[event];
    uint64_t roots = e->roots.end - e->roots.beg, members = e->members.end - e->members.beg;
    uint64_t contested = b->denied[event] || e->conflicts.end > e->conflicts.beg;
    return ((uint64_t)(e->type != 0) << 48) + ((uint64_t)n_reports_of(b, e) << 32) +
           (contested << 30) + (roots << 16) + (members > 0xffff ? 0xffff : members);
}

static int by_weight(const void *x, const void *y, void *user)
{
    const brief *b = user;
    uint32_t i = *(const uint32_t *)x, j = *(const uint32_t *)y;
    uint64_t wi = b->weight[i], wj = b->weight[j];
    uint32_t si = b->k->event[i].story, sj = b->k->event[j].story;
    if (si != sj)
        return si < sj ? -1 : 1;
    if (wi != wj)
        return wi > wj ? -1 : 1;
    return (i > j) - (i < j);
}

typedef struct { uint32_t story; int32_t day; } dated;

static int newest_first(const void *x, const void *y)
{
    const dated *a = x, *c = y;
    if (a->day != c->day)
        return a->day > c->day ? -1 : 1;
    return (a->story > c->story) - (a->story < c->story);
}

static int32_t day_of(const brief *b, uint32_t story)
{
    int32_t day = RCP_DAY_MIN;
    for (uint32_t i = b->k->story[story].beg; i < b->k->story[story].end; i++) {
        const rcp_link_report *r = &b->k->report[b->k->number[i]];
        if (r->hi > r->lo && r->hi != RCP_DAY_MAX && r->hi > day)
            day = r->hi;
    }
    return day;
}

static rcp_status put_stories(brief *b)
{
    const rcp_links *k = b->k;
    dated *story = RCP_NEW(&b->arena, dated, (size_t)k->n_stories + 1);
    uint32_t *beg = RCP_NEW(&b->arena, uint32_t, (size_t)k->n_stories + 2);
    if (!story || !beg)
        return RCP_E_MEMORY;
    uint32_t n = 0;
    for (uint32_t i = 0; i < k->n_events; i++) {
        b->weight[i] = weigh(b, i);
        if (!only_saying(b, i))
            b->order[n++] = i;
    }
    qsort_r(b->order, n, sizeof *b->order, by_weight, b);
    for (uint32_t i = 0; i < k->n_stories; i++)
        story[i] = (dated){i, day_of(b, i)};
    for (uint32_t i = 0, s = 0; s <= k->n_stories; s++) {
        while (i < n && k->event[b->order[i]].story < s)
            i++;
        beg[s] = i;
    }
    qsort(story, k->n_stories, sizeof *story, newest_first);
    for (uint32_t i = 0, number = 1; i < k->n_stories; i++) {
        uint32_t s = story[i].story;
        if (beg[s + 1] > beg[s])
            put_story(b, number++, s, b->order + beg[s], beg[s + 1] - beg[s]);
    }
    return RCP_OK;
}

rcp_status rcp_brief_write(rcp_buf *out, const rcp_links *k, const rcp_brief_how *how, rcp_err *err)
{
    brief b = {.k = k, .how = how, .w = how->words};
    b.page = (rcp_page){.out = out, .width = how->width, .colour = how->colour};
    size_t room = ((size_t)1 << 16) + 128 * ((size_t)k->n_reports + k->n_events + k->n_stories);
    if (rcp_arena_open(&b.arena, room))
        return rcp_fail(err, RCP_E_MEMORY, "no memory left to write the brief");
    rcp_status s = rcp_short_names(k, &b.arena, &b.name);
    b.order = RCP_NEW(&b.arena, uint32_t, (size_t)k->n_events + 1);
    b.denied = RCP_NEW(&b.arena, bool, (size_t)k->n_events + 1);
    b.weight = RCP_NEW(&b.arena, uint64_t, (size_t)k->n_events + 1);
    if (!s && (!b.order || !b.denied || !b.weight))
        s = RCP_E_MEMORY;
    for (uint32_t i = 0; !s && i < k->n_denials; i++)
        if (k->denial[i].event < k->n_events)
            b.denied[k->denial[i].event] = true;
    if (!s) {
        put_header(&b);
        put_reports(&b);
        s = put_stories(&b);
        rcp_page_line(&b.page, 0);
        rcp_page_text(&b.page, rcp_words_text(b.w, k->n_claims ? "brief.refs" : "brief.none"));
        rcp_page_line(&b.page, 0);
    }
    rcp_page_free(&b.page);
    rcp_buf_free(&b.line);
    rcp_arena_close(&b.arena);
    return s ? rcp_fail(err, s, "no memory left to write the brief") : RCP_OK;
}
