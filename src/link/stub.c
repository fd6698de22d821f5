/* stub.c - stands in for the linker until it lands: every claim is its own event. */
#include "link/link.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define WORD(name, word) word,
static const char *const status_words[] = {RCP_STATUS_OF_EVENT_MAP(WORD)};
static const char *const conflict_words[] = {RCP_CONFLICT_MAP(WORD)};
static const char *const reuse_words[] = {RCP_REUSE_MAP(WORD)};
static const char *const direction_words[] = {RCP_DIRECTION_MAP(WORD)};
const rcp_enum rcp_enum_event_status = {"status", status_words, RCP_N_EVENT_STATUS};
const rcp_enum rcp_enum_conflict = {"conflict", conflict_words, RCP_N_CONFLICTS};
const rcp_enum rcp_enum_reuse = {"reuse", reuse_words, RCP_N_REUSES};
const rcp_enum rcp_enum_direction = {"direction", direction_words, RCP_N_DIRECTIONS};

enum { ROOM = 64 << 20, MANY = 1 << 14 };

struct rcp_linker {
    rcp_arena        a;
    rcp_links        links;
    rcp_link_report *report;
    rcp_link_claim  *claim;
    rcp_link_event  *event;
    rcp_link_root   *root;
    rcp_link_name   *name;
    rcp_range       *story;
    uint32_t        *number, n_numbers, n_names;
};

rcp_status rcp_linker_new(rcp_linker **out, rcp_err *err)
{
    rcp_linker *l = calloc(1, sizeof *l);
    if (!l || rcp_arena_open(&l->a, ROOM)) {
        free(l);
        return rcp_fail(err, RCP_E_MEMORY, "no memory left to link");
    }
    l->report = RCP_NEW(&l->a, rcp_link_report, 1024);
    l->claim = RCP_NEW(&l->a, rcp_link_claim, MANY);
    l->event = RCP_NEW(&l->a, rcp_link_event, MANY);
    l->root = RCP_NEW(&l->a, rcp_link_root, MANY);
    l->name = RCP_NEW(&l->a, rcp_link_name, 4 * MANY);
    l->story = RCP_NEW(&l->a, rcp_range, 1024);
    l->number = RCP_NEW(&l->a, uint32_t, 4 * MANY);
    *out = l;
    return RCP_OK;
}

void rcp_linker_free(rcp_linker *l)
{
    if (l)
        rcp_arena_close(&l->a);
    free(l);
}

static rcp_range names_of(rcp_linker *l, const rcp_doc *d, const rcp_event *e, uint32_t role)
{
    rcp_range r = {l->n_names, l->n_names};
    for (uint32_t i = e->arg_beg; i < e->arg_end && l->n_names < 4 * MANY; i++) {
        const rcp_arg *a = &d->arg.row[i];
        const rcp_mention *m = &d->mention.row[a->mention];
        rcp_str name = rcp_doc_sym(d, m->name);
        if (a->role != role)
            continue;
        l->name[l->n_names++] = (rcp_link_name){
            rcp_arena_str(&l->a, name.len ? name : rcp_doc_slice(d, m->span)),
            rcp_arena_str(&l->a, rcp_doc_sym(d, m->country)),
            a->quantity ? d->quantity.row[a->quantity].min : (double)NAN,
            a->quantity ? d->quantity.row[a->quantity].max : (double)NAN};
    }
    r.end = l->n_names;
    return r;
}

static void add_claim(rcp_linker *l, const rcp_doc *d, uint32_t report, rcp_id i)
{
    const rcp_claim *c = &d->claim.row[i];
    const rcp_event *e = &d->event.row[c->event];
    const rcp_attribution *a = &d->attribution.row[c->attribution];
    const rcp_time *t = &d->time.row[e->time];
    const rcp_quantity *q = &d->quantity.row[e->quantity];
    rcp_str by = rcp_doc_sym(d, d->mention.row[a->mention].name);
    uint32_t n = l->links.n_claims++;
    rcp_link_claim *x = &l->claim[n];
    *x = (rcp_link_claim){.report = report, .claim = i, .event = c->event,
                          .predicate = e->predicate, .evidence = c->evidence, .type = e->type,
                          .state = e->state, .polarity = e->polarity, .speech = c->speech,
                          .modality = c->modality, .band = c->band, .hearsay = c->hearsay,
                          .min = e->quantity ? q->min : (double)NAN,
                          .max = e->quantity ? q->max : (double)NAN, .lo = t->lo, .hi = t->hi,
                          .group = n};
    x->predicate_text = rcp_arena_str(&l->a, rcp_doc_slice(d, e->predicate));
    x->evidence_text = rcp_arena_str(&l->a, rcp_doc_slice(d, c->evidence));
    x->mode = rcp_arena_str(&l->a, rcp_doc_sym(d, e->mode));
    x->by = rcp_arena_str(&l->a, by.len ? by : rcp_doc_slice(d, a->speaker));
    x->root = x->by.len ? x->by : l->report[report].path;
    x->unit = rcp_arena_str(&l->a, rcp_doc_sym(d, q->unit));
    x->actors = names_of(l, d, e, RCP_ARG_ACTOR);
    x->recipients = names_of(l, d, e, RCP_ARG_RECIPIENT);
    x->places = names_of(l, d, e, RCP_ARG_PLACE);
    x->equipment = names_of(l, d, e, RCP_ARG_EQUIPMENT);
    rcp_link_event *g = &l->event[n];
    *g = (rcp_link_event){.name = x->predicate_text, .type = x->type, .mode = x->mode,
                          .lo = x->lo, .hi = x->hi, .outlets = 1, .wordings = 1,
                          .story = report};
    (void)snprintf(g->id, sizeof g->id, "%.10s-%u", l->report[report].id.s + 7, i);
    g->members = (rcp_range){l->n_numbers, l->n_numbers + 1};
    l->number[l->n_numbers++] = n;
    g->roots = (rcp_range){n, n + 1};
    l->root[n] = (rcp_link_root){x->root, {l->n_numbers, l->n_numbers + 1}};
    l->number[l->n_numbers++] = report;
    g->conflicts = (rcp_range){0, 0};
}

rcp_status rcp_linker_add(rcp_linker *l, const rcp_doc *d, const rcp_pack *pack, rcp_err *err)
{
    (void)pack;
    uint32_t n = l->links.n_reports;
    if (n == 1024 || l->links.n_claims + d->claim.n > MANY)
        return rcp_fail(err, RCP_E_LIMIT, "too many reports for the linker's stand-in");
    const rcp_published *p = rcp_doc_published(d);
    l->links.n_reports++;
    l->report[n] = (rcp_link_report){
        .id = rcp_arena_str(&l->a, d->source.id), .path = rcp_arena_str(&l->a, d->source.path),
        .url = rcp_arena_str(&l->a, d->source.url),
        .outlet = rcp_arena_str(&l->a, d->source.outlet),
        .title = rcp_arena_str(&l->a, d->source.title),
        .lang = rcp_arena_str(&l->a, rcp_str_of(d->lang)), .lo = p->lo, .hi = p->hi,
        .how = p->how, .wording = n, .story = n};
    l->story[n] = (rcp_range){l->n_numbers, l->n_numbers + 1};
    l->number[l->n_numbers++] = n;
    l->report[n].claims.beg = l->links.n_claims;
    for (rcp_id i = 1; i < d->claim.n; i++)
        if (d->claim.row[i].event)
            add_claim(l, d, n, i);
    l->report[n].claims.end = l->links.n_claims;
    return RCP_OK;
}

rcp_status rcp_linker_run(rcp_linker *l, const rcp_links **out, rcp_err *err)
{
    (void)err;
    rcp_links *k = &l->links;
    k->report = l->report;
    k->claim = l->claim;
    k->event = l->event;
    k->n_events = k->n_claims;
    k->root = l->root;
    k->name = l->name;
    k->story = l->story;
    k->n_stories = k->n_reports;
    k->number = l->number;
    *out = k;
    return RCP_OK;
}

rcp_status rcp_links_settle(const rcp_links *links, rcp_doc *doc, rcp_err *err)
{
    (void)links, (void)doc, (void)err;
    return RCP_OK;
}
