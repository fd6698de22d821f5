#include "find/places.h"

#include <math.h>

enum { NAME_UNITS = 5, SPOTS_MAX = 4000, ACCEPT = 3, SURE = 100 };

uint32_t rcp_places_look(const rcp_places *p, uint32_t beg, uint32_t end, uint32_t *rows, uint32_t room)
{
    char key[RCP_GAZ_KEY];
    uint32_t n = rcp_gaz_key(rcp_units_text(p->s, beg, end), key);
    return n ? rcp_gaz_find(p->gaz, (rcp_str){key, n}, rows, room) : 0;
}

static bool same_place(const rcp_entity *e, const rcp_place *place, rcp_str country)
{
    if (e->flags & RCP_ENTITY_COUNTRY)
        return place->cls == RCP_GAZ_COUNTRY && rcp_str_is(country, place->country);
    if (country.len && place->country[0] && !rcp_str_is(country, place->country))
        return false;
    if (isnan(e->lat))
        return e->flags & RCP_ENTITY_REGION ? place->cls == RCP_GAZ_REGION
                                            : place->cls != RCP_GAZ_REGION && place->cls != RCP_GAZ_COUNTY;
    return rcp_gaz_km(e->lat, e->lon, place->lat, place->lon) < 60 &&
           !(e->flags & RCP_ENTITY_REGION) == !(place->cls == RCP_GAZ_REGION);
}

static rcp_option *add_option(rcp_places *p, uint32_t row, const rcp_place *place)
{
    rcp_option *o = rcp_rows_add(&p->options);
    if (o)
        *o = (rcp_option){.row = row, .place = *place, .prior = (float)place->weight * 0.035F};
    return o;
}

/* What data/ means stands among the options with some advantage; put there where the gazetteer lacks it. */
static rcp_status add_known(rcp_places *p, rcp_toponym *t)
{
    const rcp_entity *e = &p->s->names->e->row[t->entity];
    rcp_str country = rcp_sym_str(&p->s->pack->syms, e->country);
    char key[RCP_GAZ_KEY];
    uint32_t rows[RCP_OPTIONS_MAX], n;
    for (uint32_t i = t->option_beg; i < t->option_end; i++)
        if (same_place(e, &rcp_option_at(p, i)->place, country) ||
            (e->flags & RCP_ENTITY_COUNTRY && rcp_option_at(p, i)->place.cls == RCP_GAZ_REGION &&
             rcp_str_is(country, rcp_option_at(p, i)->place.country))) {
            rcp_option_at(p, i)->prior += e->flags & RCP_ENTITY_REGION ? 5 : 2;
            return RCP_OK;
        }
    /* under its usual name: "région de Koursk" is "Kursk Oblast" */
    n = rcp_gaz_key(rcp_sym_str(&p->s->pack->syms, e->name), key);
    n = n ? rcp_gaz_find(p->gaz, (rcp_str){key, n}, rows, RCP_OPTIONS_MAX) : 0;
    rcp_place place;
    for (uint32_t i = 0; i < n; i++)
        if (rcp_gaz_place(p->gaz, rows[i], &place) && same_place(e, &place, country)) {
            rcp_option *o = add_option(p, rows[i], &place);
            if (!o)
                return RCP_E_LIMIT;
            o->prior += 4;
            t->option_end++;
            return RCP_OK;
        }
    if (isnan(e->lat))
        return RCP_OK;
    place = (rcp_place){.lat = e->lat, .lon = e->lon, .weight = 130, .id_kind = RCP_GAZ_OWN,
                        .cls = e->flags & RCP_ENTITY_REGION ? RCP_GAZ_REGION : RCP_GAZ_OTHER,
                        .flags = e->flags & RCP_ENTITY_DISPUTED ? RCP_GAZ_DISPUTED : 0};
    memcpy(place.country, country.s, country.len < 4 ? country.len : 0);
    rcp_option *o = add_option(p, UINT32_MAX, &place);
    if (!o)
        return RCP_E_LIMIT;
    o->prior += 2;
    t->option_end++;
    return RCP_OK;
}

/* A name that is neither English nor French is seldom meant. */
static rcp_status add_options(rcp_places *p, rcp_str key, const uint32_t *rows, uint32_t n)
{
    for (uint32_t k = 0; k < n; k++) {
        rcp_place place;
        if (!rcp_gaz_place(p->gaz, rows[k], &place))
            continue;
        rcp_option *o = add_option(p, rows[k], &place);
        if (!o)
            return RCP_E_LIMIT;
        if (!rcp_gaz_langs(p->gaz, &place, key) && place.cls != RCP_GAZ_COUNTRY && place.cls != RCP_GAZ_REGION)
            o->prior *= 0.6F;
    }
    return RCP_OK;
}

/* What a phrase such as "Athens hotel" or "Anhui province" holds: the longest run of its capitals that the
 * gazetteer has. */
static uint32_t inside_run(const rcp_places *p, uint32_t beg, uint32_t end, uint32_t *rows, char *key, uint32_t *len)
{
    for (uint32_t n = end - beg > 8 ? 8 : end - beg; n > 0; n--)
        for (uint32_t i = beg; i + n <= end; i++) {
            if (!(rcp_unit_at(p->s, i)->flags & RCP_UNIT_UPPER) || !(rcp_unit_at(p->s, i + n - 1)->flags & RCP_UNIT_UPPER) ||
                (n == 1 && rcp_unit_is(p->s, i) & (RCP_NW_ORG | RCP_NW_NOPLACE | RCP_NW_STOP | RCP_NW_AREA | RCP_NW_KIND)))
                continue;
            *len = rcp_gaz_key(rcp_units_text(p->s, i, i + n), key);
            uint32_t found = *len ? rcp_gaz_find(p->gaz, (rcp_str){key, *len}, rows, RCP_OPTIONS_MAX) : 0;
            if (found)
                return found;
        }
    return 0;
}

/* The toponym of units [beg, end), made if it is new; 0: no room. */
static uint32_t toponym_of(rcp_places *p, uint32_t beg, uint32_t end, uint32_t entity, bool phrase)
{
    char key[RCP_GAZ_KEY];
    uint32_t rows[RCP_OPTIONS_MAX], n, len = rcp_gaz_key(rcp_units_text(p->s, beg, end), key);
    uint64_t hash = rcp_hash(key, len) ^ ((uint64_t)entity << 1);
    uint32_t i = (uint32_t)(hash >> 20) & (p->n_slots - 1);
    for (; p->slot[i]; i = (i + 1) & (p->n_slots - 1))
        if (rcp_toponym_at(p, p->slot[i])->hash == hash)
            return p->slot[i];
    rcp_toponym *t = rcp_rows_add(&p->toponyms);
    if (!t)
        return 0;
    *t = (rcp_toponym){.hash = hash, .entity = entity, .option_beg = p->options.n};
    n = len ? rcp_gaz_find(p->gaz, (rcp_str){key, len}, rows, RCP_OPTIONS_MAX) : 0;
    if (!n && phrase)
        n = inside_run(p, beg, end, rows, key, &len);
    if (add_options(p, (rcp_str){key, len}, rows, n))
        return 0;
    t->option_end = p->options.n;
    if (entity && add_known(p, t))
        return 0;
    p->slot[i] = p->toponyms.n - 1;
    return p->slot[i];
}

/* A capital that may belong to a name and that no list knows. */
static bool name_like(const rcp_search *s, uint32_t i)
{
    const rcp_unit *u = rcp_unit_at(s, i);
    char c = s->doc->text.s[u->span.beg];
    return u->flags & RCP_UNIT_UPPER && !(rcp_unit_is(s, i) & RCP_NW_STOP) && !(c >= '0' && c <= '9') &&
           !(u->flags & RCP_UNIT_GLUED);
}

/* An unknown word that was taken for a person, but stands where a place does: "in Franklin", "D-Charleston". */
static bool taken_for_person(const rcp_search *s, const rcp_found *f)
{
    if (f->kind != RCP_PERSON || !(f->flags & RCP_FOUND_UNKNOWN))
        return false;
    if (f->end - f->beg == 2)
        return rcp_places_party(s, f->beg + 1);
    return f->end - f->beg == 1 && rcp_places_joined(s, f->beg) &&
           (rcp_unit_is(s, f->beg - 1) & RCP_NW_AT || rcp_places_party(s, f->beg));
}

/* Whether unit i may be inside a new place: nothing stands there, or a known place that ends before `end`. */
static bool open_at(const rcp_search *s, uint32_t beg, uint32_t i)
{
    if (!s->at[i])
        return true;
    const rcp_found *f = rcp_found_at(s, s->at[i]);
    return (f->kind == RCP_PLACE && f->beg >= beg) || ((f->beg == beg || f->beg + 1 == beg) && taken_for_person(s, f));
}

static bool closes(const rcp_search *s, uint32_t beg, uint32_t end)
{
    for (uint32_t i = beg; i < end; i++)
        if (s->at[i] && rcp_found_at(s, s->at[i])->end > end)
            return false;
    return true;
}

/* The words around are no part of the name. */
static bool bounded(const rcp_search *s, uint32_t beg, uint32_t end)
{
    uint32_t b = beg - 1;
    if (rcp_places_joined(s, beg) && name_like(s, b) && !rcp_places_party(s, beg) && !(rcp_unit_is(s, b) & (RCP_NW_AREA | RCP_NW_TITLE)) &&
        !(rcp_unit_at(s, b)->flags & RCP_UNIT_FIRST && rcp_unit_upos(s, b) != RCP_PROPN) &&
        (!s->at[b] || rcp_found_at(s, s->at[b])->kind != RCP_OTHER))
        return false;
    if (end < s->units.n && rcp_unit_at(s, end)->flags & RCP_UNIT_GLUED)
        return false;
    if (rcp_places_joined(s, end) && name_like(s, end) && !s->at[end] && rcp_unit_is(s, end) & RCP_NW_KIND)
        return false;           /* "Boulder City" is not Boulder */
    return !(rcp_places_joined(s, end) && name_like(s, end) && !s->at[end] &&
             !(rcp_unit_is(s, end) & (RCP_NW_AREA | RCP_NW_TITLE | RCP_NW_ORG)));
}

/* The longest name of the gazetteer that begins at unit i and is longer than `least` units; 0: none. */
static uint32_t longest(const rcp_places *p, uint32_t i, uint32_t least)
{
    const rcp_search *s = p->s;
    uint32_t far = i + 1, row;
    while (far < s->units.n && far - i < NAME_UNITS && rcp_places_joined(s, far) && open_at(s, i, far) &&
           (rcp_unit_at(s, far)->flags & RCP_UNIT_UPPER || rcp_unit_is(s, far) & (RCP_NW_PARTICLE | RCP_NW_OF)))
        far++;
    for (uint32_t end = far; end > i + least; end--)
        if (rcp_unit_at(s, end - 1)->flags & RCP_UNIT_UPPER && closes(s, i, end) && bounded(s, i, end) &&
            rcp_places_look(p, i, end, &row, 1))
            return end;
    return 0;
}

/* "in Gainesville and Lindsay": the place before speaks for this one. */
static int32_t coordinated(const rcp_places *p, const rcp_spot *spot)
{
    const rcp_search *s = p->s;
    const rcp_spot *last = p->spots.n > 2 ? rcp_spot_at(p, p->spots.n - 2) : NULL;
    if (!last || last->evidence < ACCEPT || last->end > spot->beg)
        return 0;
    if (last->end == spot->beg)
        return rcp_unit_at(s, spot->beg)->gap == RCP_GAP_COMMA ? 2 : 0;
    return last->end + 1 == spot->beg && rcp_unit_at(s, spot->beg)->gap == RCP_GAP_JOIN &&
                   rcp_unit_is(s, last->end) & RCP_NW_AND ? 2 : 0;
}

static rcp_status add_spot(rcp_places *p, uint32_t beg, uint32_t end, uint32_t found, uint32_t *after)
{
    uint32_t entity = found ? rcp_found_at(p->s, found)->entity : 0;
    uint32_t t = toponym_of(p, beg, end, entity, found && !entity);
    rcp_spot *spot = t ? rcp_rows_add(&p->spots) : NULL;
    if (!spot)
        return RCP_E_LIMIT;
    *spot = (rcp_spot){.beg = beg, .end = end, .found = found, .toponym = t};
    rcp_places_beside(p, spot, after);
    spot->evidence = found ? ACCEPT : rcp_places_evidence(p, spot) + coordinated(p, spot);
    rcp_toponym *top = rcp_toponym_at(p, t);
    top->n++;
    if (spot->evidence > top->evidence)
        top->evidence = spot->evidence;
    return RCP_OK;
}

static rcp_status collect(rcp_places *p)
{
    const rcp_search *s = p->s;
    for (uint32_t i = 1; i < s->units.n && p->spots.n < SPOTS_MAX;) {
        const rcp_found *f = s->at[i] ? rcp_found_at(s, s->at[i]) : NULL;
        if (f && taken_for_person(s, f))
            f = NULL;
        bool place = f && f->kind == RCP_PLACE && f->beg == i;
        uint32_t end = place ? f->end : i + 1, after = 0, longer = 0;
        rcp_status status = RCP_OK;
        if ((place || !f) && name_like(s, i))
            longer = longest(p, i, place ? f->end - i : 0);
        else if (!f && rcp_unit_at(s, i)->flags & RCP_UNIT_UPPER && rcp_places_joined(s, i + 1))
            longer = longest(p, i, 1);  /* "South Charleston", "The Hague" */
        if (longer)
            status = add_spot(p, i, end = longer, 0, &after);
        else if (place)
            status = add_spot(p, i, end, s->at[i], &after);
        if (status)
            return status;
        i = end;
    }
    return RCP_OK;
}

/* A name counts where one of its spots has evidence enough, or a little less when it stands there three times. */
static void accept(rcp_places *p)
{
    for (uint32_t i = 1; i < p->toponyms.n; i++) {
        rcp_toponym *t = rcp_toponym_at(p, i);
        t->accepted = t->entity || t->evidence + (t->n >= 3) >= ACCEPT;
    }
}

void rcp_places_locate(rcp_found *f, const rcp_place *place)
{
    f->lat = place->lat;
    f->lon = place->lon;
    f->geonames = place->id_kind == RCP_GAZ_GEONAMES ? place->id : 0;
    f->flags |= RCP_MENTION_LOCATED | (place->flags & RCP_GAZ_DISPUTED ? RCP_MENTION_DISPUTED : 0);
}

/* Name and country from the gazetteer, for what no list knows or means otherwise here. */
static void rename_found(const rcp_places *p, rcp_found *f, const rcp_option *o)
{
    rcp_str name;
    uint32_t langs;
    f->entity = 0;
    f->flags |= RCP_FOUND_UNKNOWN;
    f->country = o->place.country[0] ? rcp_sym_of(&p->s->doc->syms, rcp_str_of(o->place.country)) : 0;
    if (rcp_gaz_name(p->gaz, &o->place, 0, &name, &langs) && name.len)
        f->name = rcp_sym_of(&p->s->doc->syms, name);
    f->why = p->s->names->place_why;
}

static void apply_known(const rcp_places *p, rcp_found *f, const rcp_option *o)
{
    const rcp_entity *e = &p->s->names->e->row[f->entity];
    rcp_str country = rcp_sym_str(&p->s->pack->syms, e->country);
    bool inside = rcp_str_is(country, o->place.country);
    /* "England": the country's name stays, where it is is known better; and so does the town's name where
     * the region of that name was taken. */
    bool part = inside && ((e->flags & RCP_ENTITY_COUNTRY && o->place.cls == RCP_GAZ_REGION) ||
                           (!isnan(e->lat) && rcp_gaz_km(e->lat, e->lon, o->place.lat, o->place.lon) < 80));
    bool another = f->entity && !part && !same_place(e, &o->place, country);
    if ((another || !f->entity) && o->row != UINT32_MAX) {
        rcp_why why = f->entity ? 0 : f->why;   /* a phrase keeps the line that found it */
        rename_found(p, f, o);
        f->why = why ? why : f->why;
    }
    rcp_places_locate(f, &o->place);
}

static rcp_status apply_new(rcp_places *p, const rcp_spot *spot, const rcp_option *o)
{
    rcp_search *s = p->s;
    rcp_found *f = rcp_found_instead(s, spot->beg, spot->end, RCP_PLACE);
    if (!f)
        return RCP_E_LIMIT;
    for (uint32_t i = spot->beg; i < spot->end; i++)
        p->taken[i] = true;
    f->name = rcp_sym_of(&s->doc->syms, rcp_units_text(s, spot->beg, spot->end));
    rename_found(p, f, o);
    rcp_places_locate(f, &o->place);
    return RCP_OK;
}

/* ", Ky.": the region too, where it is no place yet. */
static rcp_status apply_larger(rcp_places *p, const rcp_spot *spot)
{
    for (uint32_t k = 0; k < spot->n_larger; k++) {
        rcp_option o = {.row = spot->larger[k].row};
        rcp_spot at = {.beg = spot->larger[k].beg, .end = spot->larger[k].end};
        bool open = rcp_gaz_place(p->gaz, o.row, &o.place);
        for (uint32_t i = at.beg; i < at.end; i++)
            open = open && !p->s->at[i] && !p->taken[i];
        if (open && apply_new(p, &at, &o))
            return RCP_E_LIMIT;
    }
    return RCP_OK;
}

static rcp_status apply(rcp_places *p)
{
    for (uint32_t i = 1; i < p->spots.n; i++) {
        const rcp_spot *spot = rcp_spot_at(p, i);
        const rcp_toponym *t = rcp_toponym_at(p, spot->toponym);
        uint32_t chosen = spot->chosen ? spot->chosen : t->chosen;
        if (!chosen)
            continue;
        bool placed = spot->found != 0;
        if (placed)
            apply_known(p, rcp_found_at(p->s, spot->found), rcp_option_at(p, chosen));
        else if (t->accepted && spot->evidence >= 0) {
            if (apply_new(p, spot, rcp_option_at(p, chosen)))
                return RCP_E_LIMIT;
            placed = true;
        }
        if (placed && apply_larger(p, spot))
            return RCP_E_LIMIT;
    }
    return RCP_OK;
}

rcp_status rcp_places_find(rcp_search *s)
{
    rcp_places p = {.s = s, .gaz = s->pack->gaz, .n_slots = 2 * SPOTS_MAX};
    rcp_status status;
    uint32_t before = s->found.n;
    if (!p.gaz || s->units.n < 2)
        return RCP_OK;
    while (p.n_slots & (p.n_slots - 1))
        p.n_slots += p.n_slots & -p.n_slots;
    rcp_names_cover(s);
    if (!(p.slot = RCP_NEW(s->scratch, uint32_t, p.n_slots)) || !(p.taken = RCP_NEW(s->scratch, bool, s->units.n)) ||
        (status = rcp_rows_init(&p.options, s->scratch, sizeof(rcp_option))) ||
        (status = rcp_rows_init(&p.toponyms, s->scratch, sizeof(rcp_toponym))) ||
        (status = rcp_rows_init(&p.spots, s->scratch, sizeof(rcp_spot))))
        return RCP_E_LIMIT;
    if ((status = collect(&p)))
        return status;
    accept(&p);
    rcp_places_context(&p);
    rcp_places_settle(&p);
    if (rcp_places_accept_near(&p, ACCEPT))
        rcp_places_settle(&p);
    status = apply(&p);
    if (!status && s->found.n > before)
        rcp_names_sort(s);
    return status;
}
