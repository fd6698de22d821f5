#include "render/links.h"

typedef struct { rcp_buf *out; const rcp_links *k; } writer;

static void comma(writer *w, bool first)
{
    if (!first)
        rcp_buf_char(w->out, ',');
}

static void key(writer *w, const char *name)
{
    rcp_buf_f(w->out, ",\"%s\":", name);
}

static void str(writer *w, const char *name, rcp_str s)
{
    key(w, name);
    if (s.len)
        rcp_buf_json(w->out, s);
    else
        rcp_buf_z(w->out, "null");
}

static void word(writer *w, const char *name, const char *z)
{
    str(w, name, rcp_str_of(z));
}

static void report_id(writer *w, uint32_t report)
{
    rcp_buf_json(w->out, w->k->report[report].id);
}

static void span(writer *w, rcp_span s)
{
    rcp_buf_f(w->out, "[%u,%u]", s.beg, s.end);
}

static void reports(writer *w, const char *name, rcp_range r)
{
    key(w, name);
    rcp_buf_char(w->out, '[');
    for (uint32_t i = r.beg; i < r.end; i++) {
        comma(w, i == r.beg);
        report_id(w, w->k->number[i]);
    }
    rcp_buf_char(w->out, ']');
}

static void days(writer *w, int32_t lo, int32_t hi)
{
    char iso[11];
    key(w, "time");
    if (hi <= lo) {
        rcp_buf_z(w->out, "null");
        return;
    }
    rcp_buf_char(w->out, '{');
    rcp_buf_z(w->out, "\"earliest\":");
    if (lo == RCP_DAY_MIN)
        rcp_buf_z(w->out, "null");
    else
        rcp_buf_json(w->out, rcp_str_of(rcp_day_iso(lo, iso)));
    key(w, "latest");
    if (hi == RCP_DAY_MAX)
        rcp_buf_z(w->out, "null");
    else
        rcp_buf_json(w->out, rcp_str_of(rcp_day_iso(hi - 1, iso)));
    rcp_buf_char(w->out, '}');
}

static void stories(writer *w)
{
    for (uint32_t s = 0; s < w->k->n_stories; s++) {
        const rcp_range r = w->k->story[s];
        comma(w, !s);
        rcp_buf_char(w->out, '[');
        for (uint32_t i = r.beg; i < r.end; i++) {
            comma(w, i == r.beg);
            report_id(w, w->k->number[i]);
        }
        rcp_buf_char(w->out, ']');
    }
}

static void side(writer *w, const char *name, uint32_t claim, rcp_str text)
{
    const rcp_link_claim *c = &w->k->claim[claim];
    key(w, name);
    rcp_buf_z(w->out, "{\"report\":");
    report_id(w, c->report);
    rcp_buf_f(w->out, ",\"claim\":%u", c->claim);
    str(w, "text", text);
    rcp_buf_char(w->out, '}');
}

static void conflicts(writer *w, rcp_range r)
{
    key(w, "conflicts");
    rcp_buf_char(w->out, '[');
    for (uint32_t i = r.beg; i < r.end; i++) {
        const rcp_link_conflict *c = &w->k->conflict[i];
        comma(w, i == r.beg);
        rcp_buf_z(w->out, "{\"field\":");
        rcp_buf_json(w->out, c->field);
        word(w, "kind", rcp_enum_word(&rcp_enum_conflict, c->kind));
        side(w, "left", c->left, c->left_text);
        side(w, "right", c->right, c->right_text);
        rcp_buf_char(w->out, '}');
    }
    rcp_buf_char(w->out, ']');
}

static void members(writer *w, rcp_range r)
{
    key(w, "members");
    rcp_buf_char(w->out, '[');
    for (uint32_t i = r.beg; i < r.end; i++) {
        const rcp_link_claim *c = &w->k->claim[w->k->number[i]];
        comma(w, i == r.beg);
        rcp_buf_z(w->out, "{\"report\":");
        report_id(w, c->report);
        rcp_buf_f(w->out, ",\"claim\":%u,\"span\":", c->claim);
        span(w, c->predicate);
        rcp_buf_char(w->out, '}');
    }
    rcp_buf_char(w->out, ']');
}

static void event(writer *w, const rcp_link_event *e)
{
    rcp_buf_z(w->out, "{\"id\":");
    rcp_buf_json(w->out, rcp_str_of(e->id));
    str(w, "name", e->name);
    word(w, "type", rcp_enum_word(&rcp_enum_type, e->type));
    str(w, "mode", e->mode);
    days(w, e->lo, e->hi);
    members(w, e->members);
    word(w, "status", rcp_enum_word(&rcp_enum_event_status, e->status));
    key(w, "roots");
    rcp_buf_char(w->out, '[');
    for (uint32_t i = e->roots.beg; i < e->roots.end; i++) {
        comma(w, i == e->roots.beg);
        rcp_buf_z(w->out, "{\"name\":");
        rcp_buf_json(w->out, w->k->root[i].name);
        reports(w, "reports", w->k->root[i].reports);
        rcp_buf_char(w->out, '}');
    }
    rcp_buf_char(w->out, ']');
    rcp_buf_f(w->out, ",\"outlets\":%u,\"wordings\":%u", e->outlets, e->wordings);
    conflicts(w, e->conflicts);
    rcp_buf_char(w->out, '}');
}

static void denial(writer *w, const rcp_link_denial *d)
{
    uint32_t last = RCP_NOBODY;
    bool first = true;
    rcp_buf_z(w->out, "{\"denied\":");
    rcp_buf_json(w->out, d->denied);
    word(w, "event", d->event == RCP_NOBODY ? "" : w->k->event[d->event].id);
    rcp_buf_z(w->out, ",\"by\":[{\"name\":");
    rcp_buf_json(w->out, d->by);
    str(w, "country", d->by_country);
    rcp_buf_z(w->out, "}],\"reports\":[");
    for (uint32_t i = d->claims.beg; i + 1 < d->claims.end; i += 2) {
        if (w->k->number[i] != last) {
            comma(w, last == RCP_NOBODY);
            report_id(w, w->k->number[i]);
        }
        last = w->k->number[i];
    }
    rcp_buf_z(w->out, "],\"claims\":[");
    for (uint32_t i = d->claims.beg; i + 1 < d->claims.end; i += 2)
        if (w->k->number[i + 1]) {      /* claim 0: denied, but no event of its own */
            comma(w, first);
            first = false;
            rcp_buf_char(w->out, '[');
            report_id(w, w->k->number[i]);
            rcp_buf_f(w->out, ",%u]", w->k->number[i + 1]);
        }
    rcp_buf_z(w->out, "]}");
}

static void quote(writer *w, const rcp_link_quote *q)
{
    rcp_buf_z(w->out, "{\"members\":[");
    for (uint32_t i = q->members.beg; i < q->members.end; i++) {
        comma(w, i == q->members.beg);
        rcp_buf_z(w->out, "{\"report\":");
        report_id(w, w->k->place[i].report);
        key(w, "span");
        span(w, w->k->place[i].span);
        rcp_buf_char(w->out, '}');
    }
    rcp_buf_z(w->out, "]}");
}

static void reuse(writer *w, const rcp_link_reuse *r)
{
    rcp_buf_z(w->out, "{\"reports\":[");
    report_id(w, r->a);
    rcp_buf_char(w->out, ',');
    report_id(w, r->b);
    rcp_buf_char(w->out, ']');
    word(w, "kind", rcp_enum_word(&rcp_enum_reuse, r->kind));
    key(w, "passages");
    rcp_buf_char(w->out, '[');
    for (uint32_t i = r->passages.beg; i + 1 < r->passages.end; i += 2) {
        comma(w, i == r->passages.beg);
        rcp_buf_char(w->out, '[');
        span(w, w->k->place[i].span);
        rcp_buf_char(w->out, ',');
        span(w, w->k->place[i + 1].span);
        rcp_buf_char(w->out, ']');
    }
    rcp_buf_char(w->out, ']');
    word(w, "direction", rcp_enum_word(&rcp_enum_direction, r->direction));
    str(w, "why", r->why);
    rcp_buf_char(w->out, '}');
}

void rcp_json_links(rcp_buf *out, const rcp_links *k)
{
    writer w = {out, k};
    rcp_buf_z(out, "{\"recoupe\":1,\"stories\":[");
    stories(&w);
    rcp_buf_z(out, "],\"events\":[");
    for (uint32_t i = 0; i < k->n_events; i++) {
        comma(&w, !i);
        event(&w, &k->event[i]);
    }
    rcp_buf_z(out, "],\"denials\":[");
    for (uint32_t i = 0; i < k->n_denials; i++) {
        comma(&w, !i);
        denial(&w, &k->denial[i]);
    }
    rcp_buf_z(out, "],\"quotes\":[");
    for (uint32_t i = 0; i < k->n_quotes; i++) {
        comma(&w, !i);
        quote(&w, &k->quote[i]);
    }
    rcp_buf_z(out, "],\"reuse\":[");
    for (uint32_t i = 0; i < k->n_reuses; i++) {
        comma(&w, !i);
        reuse(&w, &k->reuse[i]);
    }
    rcp_buf_z(out, "]}\n");
}
