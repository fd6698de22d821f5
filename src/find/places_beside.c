#include "find/places.h"

enum { REGION_UNITS = 4, SKIP_UNITS = 5, ROWS = 16 };

static bool small_code(const rcp_search *s, uint32_t beg, uint32_t end)
{
    return end - beg == 1 && rcp_unit_at(s, beg)->span.end - rcp_unit_at(s, beg)->span.beg <= 2;
}

static bool dotted(const rcp_search *s, uint32_t i)
{
    uint32_t at = rcp_unit_at(s, i)->span.end;
    return at < s->doc->text.len && s->doc->text.s[at] == '.';
}

/* The region, county or country that units from `i` on name, the longest first; its end, or 0. */
static uint32_t larger_at(const rcp_places *p, uint32_t i, rcp_place *out, uint32_t *row)
{
    const rcp_search *s = p->s;
    uint32_t far = i, rows[ROWS];
    while (far < s->units.n && far - i < REGION_UNITS && (far == i || rcp_unit_at(s, far)->gap <= RCP_GAP_DOT))
        far++;
    for (uint32_t end = far; end > i; end--) {
        if (!(rcp_unit_at(s, i)->flags & RCP_UNIT_UPPER) ||
            (small_code(s, i, end) && !(rcp_unit_at(s, i)->flags & RCP_UNIT_CAPS) && !dotted(s, i)))
            continue;           /* ", in" is no Indiana */
        uint32_t n = rcp_places_look(p, i, end, rows, ROWS);
        for (uint32_t k = 0; k < n; k++)
            if (rcp_gaz_place(p->gaz, rows[k], out) &&
                (out->cls == RCP_GAZ_REGION || out->cls == RCP_GAZ_COUNTRY || out->cls == RCP_GAZ_COUNTY)) {
                *row = rows[k];
                return end;
            }
    }
    return 0;
}

static void take(rcp_spot *spot, const rcp_place *larger)
{
    if (spot->country[0] && strcmp(spot->country, larger->country) != 0)
        return;
    memcpy(spot->country, larger->country, sizeof spot->country);
    if (larger->region[0] && !spot->region[0])
        memcpy(spot->region, larger->region, sizeof spot->region);
}

/* A known place at unit i that is larger than a town: its country, and its region. */
static uint32_t known_at(const rcp_places *p, uint32_t i, rcp_spot *spot)
{
    const rcp_search *s = p->s;
    const rcp_found *f = s->at[i] ? rcp_found_at(s, s->at[i]) : NULL;
    if (!f || f->beg != i || f->kind != RCP_PLACE || !f->entity ||
        !(s->names->e->row[f->entity].flags & (RCP_ENTITY_COUNTRY | RCP_ENTITY_REGION)))
        return 0;
    const rcp_entity *e = &s->names->e->row[f->entity];
    rcp_str code = rcp_sym_str(&s->pack->syms, e->country);
    char key[RCP_GAZ_KEY];
    rcp_place place;
    uint32_t rows[ROWS], n = rcp_gaz_key(rcp_sym_str(&s->pack->syms, e->name), key);
    n = n ? rcp_gaz_find(p->gaz, (rcp_str){key, n}, rows, ROWS) : 0;
    for (uint32_t k = 0; k < n; k++)
        if (rcp_gaz_place(p->gaz, rows[k], &place) && rcp_str_is(code, place.country) &&
            (place.cls == RCP_GAZ_REGION || place.cls == RCP_GAZ_COUNTRY)) {
            take(spot, &place);
            return f->end;
        }
    if (code.len == 3 && !spot->country[0])
        memcpy(spot->country, code.s, 3);
    return f->end;
}

/* ", Texas", ", Fulton County, Ga.", "(Marne)", ", dans la région d'Astrakhan". */
static void read_after(const rcp_places *p, rcp_spot *spot, uint32_t *after)
{
    const rcp_search *s = p->s;
    uint32_t at = spot->end;
    for (int level = 0; level < 3 && at < s->units.n; level++) {
        uint32_t gap = rcp_unit_at(s, at)->gap, k = at;
        rcp_place larger;
        if (gap != RCP_GAP_COMMA && gap != RCP_GAP_OPEN)
            return;
        while (k + 1 < s->units.n && k < at + SKIP_UNITS && !s->at[k] &&
               !(rcp_unit_at(s, k)->flags & RCP_UNIT_UPPER) &&
               (k == at || rcp_unit_at(s, k)->gap == RCP_GAP_JOIN) &&
               rcp_unit_is(s, k) & (RCP_NW_PREPOSITION | RCP_NW_ARTICLE | RCP_NW_KIND | RCP_NW_AT))
            k++;
        uint32_t end = known_at(p, k, spot);
        uint32_t row = 0;
        if (!end && (end = larger_at(p, k, &larger, &row))) {
            take(spot, &larger);
            if (spot->n_larger < 3) {
                spot->larger[spot->n_larger].beg = k;
                spot->larger[spot->n_larger].end = end;
                spot->larger[spot->n_larger++].row = row;
            }
        }
        if (!end)
            return;
        *after = at = end;
    }
}

/* "the Ukrainian town of X", "Texas town of X": a country or region shortly before, joined by "of". */
static void read_before(const rcp_places *p, rcp_spot *spot)
{
    const rcp_search *s = p->s;
    uint32_t i = spot->beg;
    bool kind = false;
    for (uint32_t n = 0; n < SKIP_UNITS && i > 1 && rcp_unit_at(s, i)->gap == RCP_GAP_JOIN; n++) {
        i--;
        const rcp_found *f = s->at[i] ? rcp_found_at(s, s->at[i]) : NULL;
        kind |= (rcp_unit_is(s, i) & RCP_NW_KIND) != 0;
        if (f && f->country && (f->kind == RCP_PLACE || f->flags & RCP_MENTION_DEMONYM)) {
            rcp_str code = rcp_doc_sym(s->doc, f->country);
            /* French puts the adjective behind the noun: "la ville ukrainienne de X" */
            if ((kind || (i > 1 && rcp_unit_is(s, i - 1) & RCP_NW_KIND)) && code.len == 3 && !spot->country[0])
                memcpy(spot->country, code.s, 3);
            return;
        }
        if (f || (rcp_unit_at(s, i)->flags & RCP_UNIT_UPPER))
            return;
    }
}

void rcp_places_beside(const rcp_places *p, rcp_spot *spot, uint32_t *after)
{
    read_after(p, spot, after);
    if (!spot->country[0])
        read_before(p, spot);
}

bool rcp_places_joined(const rcp_search *s, uint32_t i)
{
    if (i < 2 || i >= s->units.n)
        return false;
    const rcp_unit *u = rcp_unit_at(s, i), *last = u - 1;
    uint32_t gap = u->span.beg - last->span.end;
    bool dash = gap > 1 && memchr(s->doc->text.s + last->span.end, '-', gap) != NULL;
    return (u->gap == RCP_GAP_JOIN && !dash) || (u->gap == RCP_GAP_DOT && last->span.end - last->span.beg <= 2);
}

bool rcp_places_party(const rcp_search *s, uint32_t i)
{
    if (i < 3 || i >= s->units.n)
        return false;
    const rcp_unit *u = rcp_unit_at(s, i), *last = u - 1;
    return u->span.beg == last->span.end + 1 && s->doc->text.s[last->span.end] == '-' &&
           last->span.end - last->span.beg <= 3 && (last->flags & RCP_UNIT_UPPER) &&
           (last->flags & RCP_UNIT_CAPS || last->span.end - last->span.beg == 1) &&
           (last->gap == RCP_GAP_COMMA || last->gap == RCP_GAP_OPEN);
}

/* A preposition of place, "town of", before it; an article may stand between. */
static int32_t before(const rcp_search *s, uint32_t beg)
{
    uint32_t i = beg - 1;
    if (i == 0 || rcp_unit_at(s, beg)->gap != RCP_GAP_JOIN)
        return 0;
    uint32_t is = rcp_unit_is(s, i);
    if (rcp_places_party(s, beg))
        return 3;
    if (is & RCP_NW_AT)
        return 3;
    if (is & RCP_NW_STOP && i > 1 && rcp_unit_at(s, i)->gap == RCP_GAP_JOIN && rcp_unit_is(s, i - 1) & RCP_NW_AT)
        return 3;               /* "in eastern X", "in North X" */
    if (is & RCP_NW_KIND)
        return 3;               /* "oblast X", French "gare X" */
    if (is & (RCP_NW_OF | RCP_NW_PREPOSITION)) {
        for (uint32_t n = 0; n < 3 && i > 1 && rcp_unit_at(s, i)->gap == RCP_GAP_JOIN; n++)
            if (rcp_unit_is(s, --i) & RCP_NW_KIND)
                return 4;
        return 1;
    }
    return is & RCP_NW_TITLE ? -6 : 0;
}

static int32_t behind(const rcp_search *s, uint32_t end)
{
    if (end >= s->units.n)
        return 0;
    uint32_t gap = rcp_unit_at(s, end)->gap, is = rcp_unit_is(s, end);
    if (gap == RCP_GAP_JOIN && is & RCP_NW_AREA)
        return rcp_unit_at(s, end)->flags & RCP_UNIT_UPPER ? 1 : 3;
    if (gap == RCP_GAP_JOIN && is & RCP_NW_SAY)
        return -2;
    return 0;
}

/* At the beginning of a paragraph, before a dash or "(AFP)". */
static bool dateline(const rcp_search *s, uint32_t beg, uint32_t end)
{
    const rcp_unit *u = rcp_unit_at(s, beg);
    return u->flags & RCP_UNIT_FIRST && u->flags & RCP_UNIT_CAPS && end < s->units.n &&
           (rcp_unit_at(s, end)->gap == RCP_GAP_OPEN || rcp_unit_at(s, end)->gap == RCP_GAP_OTHER ||
            rcp_unit_at(s, end)->gap == RCP_GAP_COMMA ||
            (rcp_unit_at(s, end)->gap == RCP_GAP_JOIN && !rcp_places_joined(s, end)));
}

int32_t rcp_places_evidence(const rcp_places *p, const rcp_spot *spot)
{
    const rcp_search *s = p->s;
    const rcp_toponym *t = rcp_toponym_at(p, spot->toponym);
    uint32_t upos = rcp_unit_upos(s, spot->beg), is = rcp_unit_is(s, spot->beg), weight = 0;
    bool one = spot->end - spot->beg == 1;
    for (uint32_t i = t->option_beg; i < t->option_end; i++)
        if (rcp_option_at(p, i)->place.weight > weight)
            weight = rcp_option_at(p, i)->place.weight;
    if (dateline(s, spot->beg, spot->end))
        return 3;
    if (one && (is & (RCP_NW_ORG | RCP_NW_TITLE | RCP_NW_NOPLACE | RCP_NW_SAY) || (upos && upos != RCP_PROPN && upos != RCP_NOUN &&
                                                                     upos != RCP_ADJ && upos != RCP_X)))
        return -10;
    if (one && small_code(s, spot->beg, spot->end))
        return -10;
    int32_t e = before(s, spot->beg) + behind(s, spot->end);
    if (spot->country[0])
        e += 3;
    if (one && rcp_unit_at(s, spot->beg)->flags & RCP_UNIT_FIRST && upos != RCP_PROPN)
        e -= 3;
    if (one && is & (RCP_NW_MALE | RCP_NW_FEMALE))
        e -= 2;
    if (one && upos && upos != RCP_PROPN)
        e -= 1;
    else if (upos == RCP_PROPN && !e)
        e = 1;
    return e + (one ? 0 : 2) + (weight >= 105 ? 3 : weight >= 85 ? 2 : weight >= 60 ? 1 : 0);
}
