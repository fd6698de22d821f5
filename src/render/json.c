/* json.c - writes contract.md section 1, field by field and in its order. */
#include "render/json.h"

#include "doc/schema.h"

#include <math.h>
#include <stdio.h>

typedef struct { rcp_buf *out; const rcp_doc *doc; const rcp_pack *pack; bool first; } writer;

static void key(writer *w, const char *name)
{
    if (!w->first)
        rcp_buf_char(w->out, ',');
    w->first = false;
    rcp_buf_f(w->out, "\"%s\":", name);
}

static void open_(writer *w, char c)
{
    rcp_buf_char(w->out, c);
    w->first = true;
}

static void close_(writer *w, char c)
{
    rcp_buf_char(w->out, c);
    w->first = false;
}

/* The next element of a list. */
static void item(writer *w, char c)
{
    if (!w->first)
        rcp_buf_char(w->out, ',');
    open_(w, c);
}

static void null_(writer *w, const char *name)
{
    key(w, name);
    rcp_buf_z(w->out, "null");
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

static void sym(writer *w, const char *name, rcp_sym s)
{
    str(w, name, rcp_doc_sym(w->doc, s));
}

static void id(writer *w, const char *name, uint32_t i)
{
    key(w, name);
    if (i)
        rcp_buf_f(w->out, "%u", i);
    else
        rcp_buf_z(w->out, "null");
}

static void number(writer *w, const char *name, double x)
{
    key(w, name);
    rcp_buf_json_number(w->out, x);
}

static void flag(writer *w, const char *name, bool x)
{
    key(w, name);
    rcp_buf_z(w->out, x ? "true" : "false");
}

static void span(writer *w, const char *name, rcp_span s)
{
    key(w, name);
    if (s.end > s.beg)
        rcp_buf_f(w->out, "[%u,%u]", s.beg, s.end);
    else
        rcp_buf_z(w->out, "null");
}

static void why(writer *w, rcp_why y)
{
    char z[96];
    word(w, "why", rcp_why_text(&w->pack->res, y, z));
}

static void days(writer *w, int32_t lo, int32_t hi)
{
    char iso[11];
    bool open = lo == 0 && hi == 0;
    word(w, "earliest", open || lo == RCP_DAY_MIN ? "" : rcp_day_iso(lo, iso));
    word(w, "latest", open || hi == RCP_DAY_MAX || hi == RCP_DAY_MIN ? "" : rcp_day_iso(hi - 1, iso));
}

static const rcp_settled *settled_row(const writer *w, uint32_t table, rcp_id row)
{
    for (uint32_t i = 1; i < w->doc->settled.n; i++)
        if (w->doc->settled.row[i].table == table && w->doc->settled.row[i].row == row)
            return &w->doc->settled.row[i];
    return NULL;
}

/* `"how":"linked","from":"sha256:..."` where another report settled this row. */
static void settled(writer *w, uint32_t table, rcp_id row)
{
    const rcp_settled *s = settled_row(w, table, row);
    if (s && table != RCP_N_TABLES)
        word(w, "how", "linked");
    if (s)
        sym(w, "from", s->from);
}

static rcp_str entity_sym(const writer *w, rcp_sym s)
{
    return rcp_sym_str(&w->pack->syms, s);
}

static void country(writer *w, rcp_sym alpha3)
{
    uint32_t row = rcp_country_lookup(&w->pack->entities, alpha3);
    str(w, "country_name", row ? entity_sym(w, w->pack->entities.row[row].name) : RCP_STR(""));
}

static void published(writer *w)
{
    const rcp_published *p = rcp_doc_published(w->doc);
    key(w, "published");
    if (p->hi <= p->lo) {
        rcp_buf_z(w->out, "null");
        return;
    }
    open_(w, '{');
    days(w, p->lo, p->hi);
    word(w, "how", rcp_enum_word(&rcp_enum_how, p->how));
    key(w, "evidence");
    open_(w, '[');
    for (size_t i = 0; i < sizeof p->evidence / sizeof *p->evidence; i++)
        if (p->evidence[i].end > p->evidence[i].beg) {
            rcp_buf_f(w->out, "%s[%u,%u]", w->first ? "" : ",", p->evidence[i].beg,
                      p->evidence[i].end);
            w->first = false;
        }
    close_(w, ']');
    settled(w, RCP_N_TABLES, 0);
    if (p->why)
        why(w, p->why);
    close_(w, '}');
}

static void source(writer *w)
{
    const rcp_doc *d = w->doc;
    key(w, "source");
    open_(w, '{');
    str(w, "path", d->source.path);
    str(w, "url", d->source.url);
    str(w, "outlet", d->source.outlet);
    str(w, "title", d->source.title);
    published(w);
    key(w, "signals");
    open_(w, '[');
    for (uint32_t i = 1; i < d->signal.n; i++) {
        item(w, '{');
        word(w, "kind", rcp_enum_word(&rcp_enum_signal, d->signal.row[i].kind));
        span(w, "span", d->signal.row[i].span);
        why(w, d->signal.row[i].why);
        close_(w, '}');
    }
    close_(w, ']');
    close_(w, '}');
}

static void furniture(writer *w)
{
    key(w, "furniture");
    open_(w, '[');
    for (uint32_t i = 1; i < w->doc->furniture.n; i++) {
        item(w, '{');
        span(w, "span", w->doc->furniture.row[i].span);
        word(w, "kind", rcp_enum_word(&rcp_enum_furniture, w->doc->furniture.row[i].kind));
        why(w, w->doc->furniture.row[i].why);
        close_(w, '}');
    }
    close_(w, ']');
}

static void sentences(writer *w)
{
    key(w, "sentences");
    open_(w, '[');
    for (uint32_t i = 1; i < w->doc->sent.n; i++) {
        rcp_span s = rcp_doc_sent_span(w->doc, i);
        rcp_buf_f(w->out, "%s[%u,%u]", i > 1 ? "," : "", s.beg, s.end);
    }
    close_(w, ']');
}

/* Where it is: as the gazetteer settled it, else as data/ has it. */
static void places(writer *w, const rcp_mention *m, const rcp_entity *e)
{
    bool located = m->flags & RCP_MENTION_LOCATED, placed = m->entity && m->kind == RCP_PLACE;
    char id[16];
    number(w, "lat", located ? m->lat : placed ? e->lat : NAN);
    number(w, "lon", located ? m->lon : placed ? e->lon : NAN);
    (void)snprintf(id, sizeof id, "%u", m->geonames);
    str(w, "geonames", m->geonames ? rcp_str_of(id) : entity_sym(w, e->geonames));
}

/* How far the weapon reaches, where data/ has a source for it. */
static void range(writer *w, const rcp_entity *e)
{
    if (!e->range)
        return;
    const rcp_reach *r = &w->pack->entities.range[e->range];
    key(w, "range_km");
    rcp_buf_char(w->out, '[');
    rcp_buf_json_number(w->out, r->lo);
    rcp_buf_char(w->out, ',');
    rcp_buf_json_number(w->out, r->hi);
    rcp_buf_char(w->out, ']');
    str(w, "range_of", entity_sym(w, r->of));
    str(w, "range_source", entity_sym(w, r->source));
    if (r->unconfirmed)
        flag(w, "range_unconfirmed", true);
}

static void mentions(writer *w)
{
    key(w, "mentions");
    open_(w, '[');
    for (uint32_t i = 1; i < w->doc->mention.n; i++) {
        const rcp_mention *m = &w->doc->mention.row[i];
        const rcp_entity *e =
            &w->pack->entities.row[m->entity < w->pack->entities.n ? m->entity : 0];
        item(w, '{');
        id(w, "id", i);
        span(w, "span", m->span);
        word(w, "kind", rcp_enum_word(&rcp_enum_kind, m->kind));
        str(w, "entity", entity_sym(w, e->id));
        sym(w, "name", m->name);
        sym(w, "country", m->country);
        country(w, m->country);
        sym(w, "sector", m->sector);
        if (m->flags & RCP_MENTION_GOVERNMENT)
            word(w, "acts_as", "government");
        places(w, m, e);
        str(w, "wikidata", entity_sym(w, e->wikidata));
        range(w, e);
        if (e->flags & RCP_ENTITY_DISPUTED || m->flags & RCP_MENTION_DISPUTED)
            flag(w, "disputed", true);
        if (m->chain)
            id(w, "chain", m->chain);
        settled(w, RCP_T_MENTION, i);
        why(w, m->why);
        close_(w, '}');
    }
    close_(w, ']');
}

/* The TIMEX3 value; where another report settled the day, that day: XXXX-WXX-2 is 2022-11-15. */
static void time_value(writer *w, rcp_id i)
{
    const rcp_time *t = &w->doc->time.row[i];
    rcp_str value = rcp_doc_sym(w->doc, t->value);
    char out[40], iso[11];
    bool day = t->hi == t->lo + 1 && value.len > 4 && !memcmp(value.s, "XXXX", 4);
    if (!day || !settled_row(w, RCP_T_TIME, i)) {
        sym(w, "value", t->value);
        return;
    }
    const char *clock = memchr(value.s, 'T', value.len);
    (void)snprintf(out, sizeof out, "%s%.20s", rcp_day_iso(t->lo, iso), clock ? clock : "");
    word(w, "value", out);
}

static void times(writer *w)
{
    static const char *const weekday[] = {"",         "monday", "tuesday",  "wednesday",
                                          "thursday", "friday", "saturday", "sunday"};
    key(w, "times");
    open_(w, '[');
    for (uint32_t i = 1; i < w->doc->time.n; i++) {
        const rcp_time *t = &w->doc->time.row[i];
        item(w, '{');
        id(w, "id", i);
        span(w, "span", t->span);
        word(w, "kind", rcp_enum_word(&rcp_enum_time_kind, t->kind));
        days(w, t->lo, t->hi);
        word(w, "grain", rcp_enum_word(&rcp_enum_grain, t->grain));
        time_value(w, i);
        word(w, "anchor", rcp_enum_word(&rcp_enum_anchor, t->anchor));
        if (t->weekday && t->weekday < 8)
            word(w, "weekday", weekday[t->weekday]);
        if (t->zone)
            sym(w, "zone", t->zone);
        if (t->flaw)
            word(w, "flaw", rcp_enum_word(&rcp_enum_flaw, t->flaw));
        settled(w, RCP_T_TIME, i);
        why(w, t->why);
        close_(w, '}');
    }
    close_(w, ']');
}

static void quantity_fields(writer *w, const rcp_quantity *q)
{
    number(w, "min", q->min);
    number(w, "max", q->max);
    sym(w, "unit", q->unit);
}

static void quantities(writer *w)
{
    key(w, "quantities");
    open_(w, '[');
    for (uint32_t i = 1; i < w->doc->quantity.n; i++) {
        const rcp_quantity *q = &w->doc->quantity.row[i];
        item(w, '{');
        id(w, "id", i);
        span(w, "span", q->span);
        quantity_fields(w, q);
        number(w, "si_min", q->si_min);
        number(w, "si_max", q->si_max);
        span(w, "of", q->of);
        word(w, "kind", rcp_enum_word(&rcp_enum_measure, q->kind));
        if (q->toll)
            sym(w, "toll", q->toll);
        if (q->part_of)
            id(w, "part_of", q->part_of);
        why(w, q->why);
        close_(w, '}');
    }
    close_(w, ']');
}

/* The name to print for a mention: its own, else its country's, else the words themselves. */
static rcp_str mention_name(const writer *w, rcp_id m)
{
    return rcp_doc_sym(w->doc, w->doc->mention.row[m].name);
}

static void attribution(writer *w, uint32_t i)
{
    const rcp_doc *d = w->doc;
    const rcp_attribution *a = &d->attribution.row[i];
    const rcp_mention *m = &d->mention.row[a->mention];
    item(w, '{');
    id(w, "id", i);
    word(w, "mode", rcp_enum_word(&rcp_enum_att_mode, a->mode));
    key(w, "speaker");
    open_(w, '{');
    span(w, "span", a->speaker);
    id(w, "mention", a->mention);
    str(w, "name", mention_name(w, a->mention));
    country(w, m->country);
    word(w, "stype", rcp_enum_word(&rcp_enum_stype, a->stype));
    word(w, "naming", rcp_enum_word(&rcp_enum_naming, a->naming));
    close_(w, '}');
    key(w, "cue");
    open_(w, '{');
    span(w, "span", a->cue);
    word(w, "class", rcp_enum_word(&rcp_enum_cue, a->cue_class));
    word(w, "polarity", rcp_enum_word(&rcp_enum_polarity, a->cue_polarity));
    flag(w, "hearsay", a->hearsay);
    close_(w, '}');
    key(w, "content");
    open_(w, '[');
    for (uint32_t c = a->content_beg; c < a->content_end; c++)
        rcp_buf_f(w->out, "%s[%u,%u]", c > a->content_beg ? "," : "", d->content.row[c].span.beg,
                  d->content.row[c].span.end);
    close_(w, ']');
    key(w, "via");
    open_(w, '[');
    for (uint32_t v = a->via_beg; v < a->via_end; v++) {
        item(w, '{');
        span(w, "span", d->via.row[v].span);
        str(w, "name", mention_name(w, d->via.row[v].mention));
        close_(w, '}');
    }
    close_(w, ']');
    if (a->parent)
        id(w, "parent", a->parent);
    why(w, a->why);
    close_(w, '}');
}

static void arguments(writer *w, const rcp_event *e, const char *name, uint32_t role)
{
    const rcp_doc *d = w->doc;
    key(w, name);
    open_(w, '[');
    for (uint32_t i = e->arg_beg; i < e->arg_end; i++) {
        const rcp_arg *a = &d->arg.row[i];
        const rcp_mention *m = &d->mention.row[a->mention];
        if (a->role != role)
            continue;
        item(w, '{');
        str(w, "name", mention_name(w, a->mention));
        if (role == RCP_ARG_ACTOR || role == RCP_ARG_RECIPIENT) {
            country(w, m->country);
            rcp_buf code = {0};
            rcp_buf_str(&code, rcp_doc_sym(d, m->country));
            rcp_buf_str(&code, rcp_doc_sym(d, m->sector));
            str(w, "code", (rcp_str){code.s, (uint32_t)code.len});
            rcp_buf_free(&code);
        }
        if (role == RCP_ARG_EQUIPMENT) {
            number(w, "min", a->quantity ? d->quantity.row[a->quantity].min : NAN);
            number(w, "max", a->quantity ? d->quantity.row[a->quantity].max : NAN);
        }
        id(w, "mention", a->mention);
        close_(w, '}');
    }
    close_(w, ']');
}

static void event(writer *w, rcp_id row)
{
    const rcp_event *e = &w->doc->event.row[row];
    key(w, "event");
    if (!row) {
        rcp_buf_z(w->out, "null");
        return;
    }
    open_(w, '{');
    span(w, "predicate", e->predicate);
    word(w, "type", rcp_enum_word(&rcp_enum_type, e->type));
    sym(w, "mode", e->mode);
    key(w, "context");
    open_(w, '[');
    rcp_str rest = rcp_doc_sym(w->doc, e->context), piece;
    while (rcp_list_next(&rest, &piece)) {
        if (!w->first)
            rcp_buf_char(w->out, ',');
        w->first = false;
        rcp_buf_json(w->out, piece);
    }
    close_(w, ']');
    sym(w, "cameo", e->cameo);
    null_(w, "acled");
    arguments(w, e, "actor", RCP_ARG_ACTOR);
    arguments(w, e, "recipient", RCP_ARG_RECIPIENT);
    arguments(w, e, "place", RCP_ARG_PLACE);
    arguments(w, e, "equipment", RCP_ARG_EQUIPMENT);
    key(w, "quantity");
    if (e->quantity) {
        open_(w, '{');
        quantity_fields(w, &w->doc->quantity.row[e->quantity]);
        id(w, "id", e->quantity);
        close_(w, '}');
    } else
        rcp_buf_z(w->out, "null");
    key(w, "time");
    const rcp_time *t = &w->doc->time.row[e->time];
    if (e->time && (t->lo || t->hi || t->weekday)) {
        open_(w, '{');
        days(w, e->by_then ? RCP_DAY_MIN : t->lo, t->hi);
        id(w, "time", e->time);
        close_(w, '}');
    } else
        rcp_buf_z(w->out, "null");
    why(w, e->why);
    close_(w, '}');
}

static void claim(writer *w, uint32_t i)
{
    const rcp_doc *d = w->doc;
    const rcp_claim *c = &d->claim.row[i];
    const rcp_attribution *a = &d->attribution.row[c->attribution];
    const rcp_event *e = &d->event.row[c->event];
    item(w, '{');
    id(w, "id", i);
    id(w, "attribution", c->attribution);
    id(w, "sentence", c->sent);
    span(w, "evidence", c->evidence);
    key(w, "by");
    open_(w, '[');
    if (c->attribution) {
        item(w, '{');
        rcp_str name = mention_name(w, a->mention);
        str(w, "name", name.len ? name : rcp_doc_slice(d, a->speaker));
        country(w, d->mention.row[a->mention].country);
        id(w, "mention", a->mention);
        close_(w, '}');
    }
    close_(w, ']');
    word(w, "speech", rcp_enum_word(&rcp_enum_speech, c->speech));
    word(w, "status", rcp_enum_word(&rcp_enum_state, e->state));
    word(w, "polarity", rcp_enum_word(&rcp_enum_polarity, e->polarity));
    word(w, "modality", rcp_enum_word(&rcp_enum_modality, c->modality));
    word(w, "band", rcp_enum_word(&rcp_enum_band, c->band));
    if (c->presumed)
        flag(w, "presumed", true);
    event(w, c->event);
    why(w, c->why);
    close_(w, '}');
}

void rcp_json_report(rcp_buf *out, const rcp_doc *doc, const rcp_pack *pack)
{
    writer w = {out, doc, pack, true};
    open_(&w, '{');
    key(&w, "recoupe");
    rcp_buf_char(out, '1');
    str(&w, "id", doc->source.id);
    word(&w, "lang", doc->lang);
    source(&w);
    key(&w, "text");
    rcp_buf_json(out, doc->text);
    furniture(&w);
    sentences(&w);
    mentions(&w);
    times(&w);
    quantities(&w);
    key(&w, "attributions");
    open_(&w, '[');
    for (uint32_t i = 1; i < doc->attribution.n; i++)
        attribution(&w, i);
    close_(&w, ']');
    key(&w, "claims");
    open_(&w, '[');
    for (uint32_t i = 1; i < doc->claim.n; i++)
        claim(&w, i);
    close_(&w, ']');
    close_(&w, '}');
    rcp_buf_char(out, '\n');
}

void rcp_json_error(rcp_buf *out, rcp_str report, const rcp_err *err)
{
    rcp_buf_z(out, "{\"recoupe\":1,\"id\":");
    if (report.len)
        rcp_buf_json(out, report);
    else
        rcp_buf_z(out, "null");
    rcp_buf_f(out, ",\"error\":{\"code\":\"%s\",\"offset\":%llu,\"message\":",
              rcp_status_word(err->code), (unsigned long long)err->offset);
    rcp_buf_json(out, rcp_str_of(err->message));
    rcp_buf_z(out, "}}\n");
}
