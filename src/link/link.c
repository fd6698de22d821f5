/* link.c - the linker: keeps what was added, orders it, runs the steps, hands out the tables. */
#include "link/inner.h"

#include <stdlib.h>

#define WORD(name, word) word,
static const char *const status_words[] = {RCP_STATUS_OF_EVENT_MAP(WORD)};
static const char *const conflict_words[] = {RCP_CONFLICT_MAP(WORD)};
static const char *const reuse_words[] = {RCP_REUSE_MAP(WORD)};
static const char *const direction_words[] = {RCP_DIRECTION_MAP(WORD)};
const rcp_enum rcp_enum_event_status = {"event_status", status_words, RCP_N_EVENT_STATUS};
const rcp_enum rcp_enum_conflict = {"conflict", conflict_words, RCP_N_CONFLICTS};
const rcp_enum rcp_enum_reuse = {"reuse", reuse_words, RCP_N_REUSES};
const rcp_enum rcp_enum_direction = {"direction", direction_words, RCP_N_DIRECTIONS};

enum { ROUNDS = 4 };            /* of story, event, dates: each only narrows, so they end anyway */

rcp_status rcp_linker_new(rcp_linker **out, rcp_err *err)
{
    rcp_linker *lk = calloc(1, sizeof *lk);
    if (!lk)
        return rcp_fail(err, RCP_E_MEMORY, "no memory left to link");
    lk->pool = rcp_pool_of();
    lk->made = rcp_pool_of();
    lk->items = rcp_vec_of(sizeof(rcp_item));
    lk->names = rcp_vec_of(sizeof(rcp_event_name));
    *out = lk;
    return RCP_OK;
}

void rcp_linker_free(rcp_linker *lk)
{
    if (!lk)
        return;
    rcp_pool_free(&lk->pool);
    rcp_pool_free(&lk->made);
    rcp_vec_free(&lk->items);
    rcp_vec_free(&lk->names);
    free(lk);
}

/* By id; one text under several paths is one report, the one whose names come first. */
static int cmp_item(const void *x, const void *y)
{
    const rcp_link_report *a = &((const rcp_item *)x)->r, *b = &((const rcp_item *)y)->r;
    int c = rcp_str_cmp(a->id, b->id);
    if (!c)
        c = rcp_str_cmp(a->path, b->path);
    if (!c)
        c = rcp_str_cmp(a->url, b->url);
    return c ? c : rcp_str_cmp(a->outlet, b->outlet);
}

static int cmp_id(const void *x, const void *y)
{
    return rcp_str_cmp(((const rcp_item *)x)->r.id, ((const rcp_item *)y)->r.id);
}

/* Forget what an earlier run settled. */
static void reset_items(rcp_work *w)
{
    for (uint32_t i = 0; i < w->n_items; i++) {
        rcp_item *it = &w->item[i];
        it->r.lo = it->said_lo;
        it->r.hi = it->said_hi;
        it->r.how = it->said_how;
        it->r.wording = i;
        it->published_from = RCP_NOBODY;
        it->now = RCP_DAY_MIN;
        it->claim_beg = w->n_claims;
        it->r.claims = (rcp_range){w->n_claims, w->n_claims + it->n_claims};
        for (uint32_t k = 1; k < it->n_times; k++) {
            it->time[k].time.lo = it->time[k].said_lo;
            it->time[k].time.hi = it->time[k].said_hi;
            it->time[k].from = RCP_NOBODY;
            it->time[k].given = false;
        }
        for (uint32_t k = 0; k < it->n_claims; k++) {
            rcp_lclaim *c = &it->claim[k];
            c->c.report = i;
            c->c.lo = c->said_lo;
            c->c.hi = c->said_hi;
            c->from = RCP_NOBODY;
            c->c.settled_from = RCP_STR("");
            w->claim_item[w->n_claims++] = i;
        }
    }
}

/* Reports that are copies of one another share a wording: the smallest number. */
static void number_wordings(rcp_work *w)
{
    for (bool again = true; again;) {
        again = false;
        for (uint32_t i = 0; i < w->reuse.n; i++) {
            const rcp_link_reuse *r = RCP_AT(&w->reuse, rcp_link_reuse, i);
            rcp_link_report *a = &w->item[r->a].r, *b = &w->item[r->b].r;
            if (r->kind != RCP_REUSE_COPY || a->wording == b->wording)
                continue;
            a->wording = b->wording = a->wording < b->wording ? a->wording : b->wording;
            again = true;
        }
    }
}

static rcp_status run_steps(rcp_work *w)
{
    bool changed = true;
    rcp_status s = rcp_link_reuse_find(w);
    if (!s)
        s = rcp_link_retold_find(w);
    number_wordings(w);
    for (int round = 0; !s && changed && round < ROUNDS; round++) {
        s = rcp_link_stories_find(w);
        if (!s)
            s = rcp_link_events_find(w);
        if (!s)
            s = rcp_link_settle_find(w, &changed);
    }
    rcp_link_reuse_direct(w);
    if (!s)
        s = rcp_link_denials_find(w);
    if (!s)
        s = rcp_link_groups_describe(w);
    if (!s)
        s = rcp_link_quotes_find(w);
    if (!s)
        s = rcp_link_settle_rows(w);
    return s;
}

/* ---- the tables ---- */

static rcp_range put_names(rcp_work *w, const rcp_item *it, rcp_range r)
{
    rcp_range out = {w->names.n, w->names.n};
    for (uint32_t i = r.beg; i < r.end; i++) {
        rcp_link_name *n = rcp_vec_add(&w->names);
        if (n)
            *n = (rcp_link_name){it->who[i].name, it->who[i].country, it->who[i].min, it->who[i].max};
    }
    out.end = w->names.n;
    return out;
}

static void put_stories(rcp_work *w, rcp_range *out)
{
    for (uint32_t s = 0; s < w->stories.n; s++)
        out[s] = (rcp_range){0, 0};
    for (uint32_t i = 0; i < w->n_items; i++)
        out[w->item[i].r.story].end++;
    uint32_t at = w->numbers.n;
    for (uint32_t s = 0; s < w->stories.n; s++) {
        uint32_t n = out[s].end;
        out[s] = (rcp_range){at, at};
        at += n;
    }
    while (w->numbers.n < at && rcp_vec_add(&w->numbers))
        ;
    for (uint32_t i = 0; i < w->n_items && w->numbers.n == at; i++)
        *RCP_AT(&w->numbers, uint32_t, out[w->item[i].r.story].end++) = i;
}

static rcp_status put_tables(rcp_work *w, rcp_links *k)
{
    rcp_pool *p = &w->lk->made;
    rcp_link_report *report = RCP_POOL(p, rcp_link_report, w->n_items);
    rcp_link_claim *claim = RCP_POOL(p, rcp_link_claim, w->n_claims);
    rcp_range *story = RCP_POOL(p, rcp_range, w->stories.n);
    if (!report || !claim || !story)
        return RCP_E_MEMORY;
    for (uint32_t i = 0; i < w->n_items; i++)
        report[i] = w->item[i].r;
    for (uint32_t i = 0; i < w->n_claims; i++) {
        rcp_lclaim *c = rcp_work_claim(w, i);
        const rcp_item *it = &w->item[w->claim_item[i]];
        c->c.actors = put_names(w, it, c->actors);
        c->c.recipients = put_names(w, it, c->recipients);
        c->c.places = put_names(w, it, c->places);
        c->c.equipment = put_names(w, it, c->equipment);
        claim[i] = c->c;
    }
    put_stories(w, story);
    *k = (rcp_links){.report = report, .n_reports = w->n_items, .claim = claim,
                     .n_claims = w->n_claims, .story = story, .n_stories = w->stories.n,
                     .event = rcp_pool_rows(p, &w->events), .n_events = w->events.n,
                     .denial = rcp_pool_rows(p, &w->denials), .n_denials = w->denials.n,
                     .quote = rcp_pool_rows(p, &w->quotes), .n_quotes = w->quotes.n,
                     .reuse = rcp_pool_rows(p, &w->reuse), .n_reuses = w->reuse.n,
                     .settled = rcp_pool_rows(p, &w->settled), .n_settled = w->settled.n,
                     .name = rcp_pool_rows(p, &w->names), .conflict = rcp_pool_rows(p, &w->conflicts),
                     .root = rcp_pool_rows(p, &w->roots), .place = rcp_pool_rows(p, &w->places),
                     .number = rcp_pool_rows(p, &w->numbers), .n_candidates = w->n_candidates};
    return p->failed || w->names.failed || w->numbers.failed ? RCP_E_MEMORY : RCP_OK;
}

static int cmp_reuse(const void *x, const void *y)
{
    const rcp_link_reuse *a = x, *b = y;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    if (a->b != b->b)
        return a->b < b->b ? -1 : 1;
    return (a->kind > b->kind) - (a->kind < b->kind);
}

rcp_status rcp_linker_run(rcp_linker *lk, const rcp_links **out, rcp_err *err)
{
    rcp_vec_sort(&lk->items, cmp_item);
    rcp_vec_unique(&lk->items, cmp_id);
    rcp_work w = {
        .lk = lk, .item = RCP_AT(&lk->items, rcp_item, 0), .n_items = lk->items.n,
        .aligns = rcp_vec_of(sizeof(rcp_align)), .reuse = rcp_vec_of(sizeof(rcp_link_reuse)),
        .places = rcp_vec_of(sizeof(rcp_link_place)), .numbers = rcp_vec_of(sizeof(uint32_t)),
        .names = rcp_vec_of(sizeof(rcp_link_name)), .roots = rcp_vec_of(sizeof(rcp_link_root)),
        .conflicts = rcp_vec_of(sizeof(rcp_link_conflict)),
        .events = rcp_vec_of(sizeof(rcp_link_event)), .denials = rcp_vec_of(sizeof(rcp_link_denial)),
        .quotes = rcp_vec_of(sizeof(rcp_link_quote)), .stories = rcp_vec_of(1),
        .settled = rcp_vec_of(sizeof(rcp_link_settled))};
    rcp_vec *all[] = {&w.aligns, &w.reuse, &w.places, &w.numbers, &w.names, &w.roots, &w.conflicts,
                      &w.events, &w.denials, &w.quotes, &w.stories, &w.settled};
    uint32_t n = 0;
    rcp_pool_free(&lk->made);
    for (uint32_t i = 0; i < w.n_items; i++)
        n += w.item[i].n_claims;
    w.claim_item = RCP_POOL(&lk->made, uint32_t, n);
    w.group = RCP_POOL(&lk->made, uint32_t, n);
    rcp_status s = lk->made.failed ? RCP_E_MEMORY : RCP_OK;
    if (!s) {
        reset_items(&w);
        s = run_steps(&w);
    }
    rcp_vec_sort(&w.reuse, cmp_reuse);
    if (!s)
        s = put_tables(&w, &lk->links);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        rcp_vec_free(all[i]);
    if (s)
        return rcp_fail(err, s, "no memory left to link");
    *out = &lk->links;
    return RCP_OK;
}
