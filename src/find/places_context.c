/* What speaks for a country before any place is settled: people and bodies of it, and the outlet's own. */
#include "find/places.h"

static const float ACTOR_WEIGHT = 0.4F, OUTLET_WEIGHT = 3;
enum { ACTORS_MAX = 12 };       /* more of one country say no more */

static rcp_place_share *share_of(rcp_places *p, rcp_str code)
{
    if (code.len != 3)
        return NULL;
    for (uint32_t i = 0; i < p->context.n; i++)
        if (!memcmp(p->context.row[i].country, code.s, 3))
            return &p->context.row[i];
    if (p->context.n == RCP_CONTEXT_MAX)
        return NULL;
    rcp_place_share *row = &p->context.row[p->context.n++];
    *row = (rcp_place_share){0};
    memcpy(row->country, code.s, 3);
    return row;
}

static void add_actors(rcp_places *p)
{
    const rcp_search *s = p->s;
    for (uint32_t i = 1; i < s->found.n; i++) {
        const rcp_found *f = rcp_found_at(s, i);
        bool acts = f->kind == RCP_PERSON || f->kind == RCP_ORGANISATION || f->kind == RCP_GROUP || f->kind == RCP_ROLE;
        bool agency = f->entity && s->names->e->row[f->entity].flags & RCP_ENTITY_AGENCY;
        if (f->flags & RCP_FOUND_DEAD || !acts || agency || !f->country)
            continue;
        rcp_place_share *row = share_of(p, rcp_sym_str(&s->pack->syms, f->country));
        if (row && row->weight < ACTOR_WEIGHT * ACTORS_MAX)
            row->weight += ACTOR_WEIGHT;
    }
}

/* ".ua" of "https://example.com.ua/x"; "" where the host's last part has not two letters. */
static rcp_str top_domain(rcp_str url)
{
    uint32_t beg = 0, end, dot = 0;
    for (uint32_t i = 0; i + 2 < url.len; i++)
        if (!memcmp(url.s + i, "://", 3)) {
            beg = i + 3;
            break;
        }
    for (end = beg; end < url.len && url.s[end] != '/' && url.s[end] != ':' && url.s[end] != '?' && url.s[end] != '#'; end++)
        if (url.s[end] == '.')
            dot = end + 1;
    return beg && dot && end - dot == 2 ? (rcp_str){url.s + dot, 2} : (rcp_str){0};
}

/* An outlet that data/ knows, by its printed name. */
static rcp_sym outlet_country(const rcp_search *s, rcp_str outlet)
{
    const rcp_entities *e = s->names->e;
    for (uint32_t i = 0; outlet.len && i < e->n_aliases; i++)
        if (e->row[e->alias[i].entity].flags & RCP_ENTITY_AGENCY && rcp_str_eq(e->alias[i].text, outlet))
            return e->row[e->alias[i].entity].country;
    return 0;
}

static void add_outlet(rcp_places *p)
{
    const rcp_search *s = p->s;
    rcp_str code = rcp_sym_str(&s->pack->syms, outlet_country(s, s->doc->source.outlet));
    if (!code.len)
        code = rcp_names_country(s->names, top_domain(s->doc->source.url));
    rcp_place_share *row = share_of(p, code);
    if (row)
        row->weight += OUTLET_WEIGHT;
}

void rcp_places_context(rcp_places *p)
{
    add_actors(p);
    add_outlet(p);
}
