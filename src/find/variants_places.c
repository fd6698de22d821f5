/* A place whose name stands in the report in a spelling that the gazetteer lacks: "Avdeïevka", "Берестейка".
 *
 * Looked for where words around want a place (places_beside.c), among Ukraine, Belarus and Russia.  Where the
 * report speaks of the place's country a spelling may differ more than where it does not. */
#include <math.h>

#include "base/utf8.h"
#include "find/places.h"
#include "find/variants.h"

enum { RUN_MAX = 4, LOOKS_MAX = 200, ROWS_MAX = 160, ROWS_ALL = 400, LEAST_CONSONANTS = 3, SURE_CONSONANTS = 4,
       EVIDENCE = 3, TOWN_WEIGHT = 40 };

/* Set by hand on every second text of NTREX, FENEC and the seeds: how far a spelling may be per letter. */
static const float NEAR_BY_LETTER = 0.06F, SURE_BY_LETTER = 0.025F, AS_GOOD = 0.1F;
static const float BY_DISTANCE = 5, BY_WEIGHT = 0.03F, BY_COUNTRY = 2, BY_NEAR = 1.5F, MARGIN = 0.3F;
static const double SAME_KM = 30;

typedef rcp_place_variant pick;
typedef struct { uint64_t hash; bool found; pick best; } looked;

typedef struct {
    rcp_search *s;
    const rcp_gaz *gaz;
    const rcp_readings *r;
    float    share[RCP_VARIANT_COUNTRIES];        /* of the mentions whose country is one of these         */
    uint32_t n_named;                   /* such mentions                                         */
    looked   seen[2 * LOOKS_MAX];       /* by hash of the run, open addressing                   */
    uint32_t n_looks;
    pick     picks[RCP_PLACE_VARIANTS];
    uint32_t n_picks;
} search;

static int country_of(const char *code)
{
    for (int i = 0; i < RCP_VARIANT_COUNTRIES; i++)
        if (!strcmp(rcp_variant_country[i], code))
            return i;
    return -1;
}

static void count_countries(search *x)
{
    for (uint32_t i = 1; i < x->s->found.n; i++) {
        const rcp_found *f = rcp_found_at(x->s, i);
        int c = f->country && !(f->flags & RCP_FOUND_DEAD) ? country_of(rcp_doc_sym(x->s->doc, f->country).s) : -1;
        if (c >= 0)
            x->share[c]++, x->n_named++;
    }
    for (int c = 0; c < RCP_VARIANT_COUNTRIES && x->n_named; c++)
        x->share[c] /= (float)x->n_named;
}

/* The nearest of a place's native names, of its Latin ones where it has none. */
static float distance_to(const rcp_gaz *gaz, const rcp_readings *r, const rcp_lattice *l, const rcp_place *p, float most)
{
    rcp_str name;
    uint32_t langs;
    bool native = false;
    for (uint32_t i = 0; rcp_gaz_name(gaz, p, i, &name, &langs) && !native; i++)
        native = rcp_in_cyrillic(name);
    for (uint32_t i = 0; rcp_gaz_name(gaz, p, i, &name, &langs); i++) {
        rcp_lattice other;
        if (rcp_in_cyrillic(name) == native && rcp_lattice_of(r, name, &other))
            most = rcp_lattice_distance(r, l, &other, most);
    }
    return most;
}

/* Put one in, in place of the furthest where there is no room. */
static void keep(pick *list, uint32_t *n, const pick *new)
{
    uint32_t worst = 0;
    for (uint32_t i = 0; i < *n; i++) {
        if (list[i].row == new->row)
            return;
        if (list[i].distance > list[worst].distance)
            worst = i;
    }
    if (*n < RCP_PLACE_VARIANTS)
        list[(*n)++] = *new;
    else if (new->distance < list[worst].distance)
        list[worst] = *new;
}

uint32_t rcp_place_variants(const rcp_gaz *gaz, const rcp_readings *r, const rcp_lattice *l, float most,
                            rcp_place_variant out[RCP_PLACE_VARIANTS])
{
    char skeleton[RCP_SKELETONS][RCP_SKELETON];
    uint32_t n_skeletons = rcp_lattice_skeletons(r, l, skeleton), rows[ROWS_MAX], n = 0, left = ROWS_ALL;
    for (uint32_t i = 0; i < n_skeletons; i++) {
        if (strlen(skeleton[i]) < LEAST_CONSONANTS)
            continue;
        uint32_t m = rcp_gaz_alike(gaz, rcp_skeleton_hash(skeleton[i]), rows, ROWS_MAX < left ? ROWS_MAX : left);
        left -= m;
        for (uint32_t k = 0; k < m; k++) {
            pick p = {.row = rows[k]};
            if (rcp_gaz_place(gaz, rows[k], &p.place) && (p.distance = distance_to(gaz, r, l, &p.place, most)) < most)
                keep(out, &n, &p);
        }
    }
    return n;
}

/* How near a place lies to those of the report that are settled: 1 at the same spot, half at 100 km. */
static float nearness(const search *x, const rcp_place *p)
{
    double best = 0;
    uint32_t seen = 0;
    for (uint32_t i = 1; i < x->s->found.n && seen < 60; i++) {
        const rcp_found *f = rcp_found_at(x->s, i);
        if (!(f->flags & RCP_MENTION_LOCATED) || f->flags & RCP_FOUND_DEAD)
            continue;
        seen++;
        double km = rcp_gaz_km(f->lat, f->lon, p->lat, p->lon), near = 1 / (1 + km * km / 1e4);
        best = near > best ? near : best;
    }
    return (float)best;
}

/* The one place that is meant: false where none is, or two that lie apart are as good. */
static bool choose(search *x, const rcp_spot *spot, pick *out)
{
    float least = 99;
    const pick *best = NULL;
    for (uint32_t i = 0; i < x->n_picks; i++)
        least = x->picks[i].distance < least ? x->picks[i].distance : least;
    for (uint32_t i = 0; i < x->n_picks; i++) {
        pick *p = &x->picks[i];
        int c = country_of(p->place.country);
        p->score = -BY_DISTANCE * p->distance + BY_WEIGHT * (float)p->place.weight + BY_NEAR * nearness(x, &p->place) +
                   (c >= 0 ? BY_COUNTRY * x->share[c] : 0);
        if (spot->country[0])
            p->score += !strcmp(spot->country, p->place.country) ? 2 : -2;
        if (p->distance <= least + AS_GOOD && (!best || p->score > best->score))
            best = p;
    }
    for (uint32_t i = 0; best && i < x->n_picks; i++) {
        const pick *p = &x->picks[i];
        if (p != best && p->distance <= least + AS_GOOD && p->score + MARGIN > best->score &&
            rcp_gaz_km(p->place.lat, p->place.lon, best->place.lat, best->place.lon) > SAME_KM)
            return false;
    }
    if (best)
        *out = *best;
    return best != NULL;
}

static bool long_enough(const search *x, const rcp_lattice *l)
{
    char skeleton[RCP_SKELETONS][RCP_SKELETON];
    uint32_t n = rcp_lattice_skeletons(x->r, l, skeleton);
    for (uint32_t i = 0; i < n; i++)
        if (strlen(skeleton[i]) < SURE_CONSONANTS)
            return false;
    return n > 0;
}

/* "at Salonica in Greece": a country or region of another one behind it. */
static bool elsewhere(const rcp_search *s, const rcp_spot *spot, const rcp_place *p)
{
    if (spot->country[0])
        return strcmp(spot->country, p->country) != 0;
    uint32_t k = spot->end + 1;
    if (k >= s->units.n || !(rcp_unit_is(s, spot->end) & (RCP_NW_AT | RCP_NW_PREPOSITION)) || !s->at[k])
        return false;
    const rcp_found *f = rcp_found_at(s, s->at[k]);
    return f->kind == RCP_PLACE && f->country && !rcp_str_is(rcp_doc_sym(s->doc, f->country), p->country);
}

static bool look(search *x, const rcp_spot *spot, rcp_str text, pick *out)
{
    rcp_lattice l;
    if (!rcp_lattice_of(x->r, text, &l))
        return false;
    x->n_picks = rcp_place_variants(x->gaz, x->r, &l, NEAR_BY_LETTER * l.weight, x->picks);
    if (!choose(x, spot, out) || elsewhere(x->s, spot, &out->place))
        return false;
    int c = country_of(out->place.country);
    bool named = (c >= 0 && x->share[c] > 0) || (spot->country[0] && !strcmp(spot->country, out->place.country));
    return named || ((spot->evidence > EVIDENCE || out->place.weight >= TOWN_WEIGHT) &&
                     out->distance < SURE_BY_LETTER * l.weight && long_enough(x, &l));
}

/* The same, each run of words once a report, and no more than LOOKS_MAX of them. */
static const pick *look_once(search *x, const rcp_spot *spot)
{
    char key[RCP_GAZ_KEY];
    rcp_str text = rcp_units_text(x->s, spot->beg, spot->end);
    uint32_t n = rcp_gaz_key(text, key);
    uint64_t hash = n ? rcp_hash(key, n) | 1 : 0;
    uint32_t i = (uint32_t)(hash >> 20) % (2 * LOOKS_MAX);
    if (!n)
        return NULL;
    while (x->seen[i].hash && x->seen[i].hash != hash)
        i = (i + 1) % (2 * LOOKS_MAX);
    if (!x->seen[i].hash) {
        if (x->n_looks == LOOKS_MAX)
            return NULL;
        x->n_looks++;
        x->seen[i].hash = hash;
        x->seen[i].found = look(x, spot, text, &x->seen[i].best);
    }
    return x->seen[i].found ? &x->seen[i].best : NULL;
}

/* A capital that no list knows, or that was taken for a place without coordinates. */
static bool open_at(const rcp_search *s, uint32_t i)
{
    const rcp_unit *u = rcp_unit_at(s, i);
    char c = s->doc->text.s[u->span.beg];
    if (!(u->flags & RCP_UNIT_UPPER) || u->flags & RCP_UNIT_GLUED || (c >= '0' && c <= '9') || rcp_unit_is(s, i) & RCP_NW_STOP)
        return false;
    const rcp_found *f = s->at[i] ? rcp_found_at(s, s->at[i]) : NULL;
    return !f || (f->kind == RCP_PLACE && f->flags & RCP_FOUND_UNKNOWN && !(f->flags & RCP_MENTION_LOCATED));
}

static uint32_t run_end(const rcp_search *s, uint32_t i)
{
    uint32_t end = i + 1;
    while (end < s->units.n && rcp_places_joined(s, end) && open_at(s, end))
        end++;
    return end;
}

static rcp_status place_at(rcp_search *s, const search *x, const rcp_spot *spot, const pick *p)
{
    rcp_str name;
    uint32_t langs;
    rcp_found *f = rcp_found_instead(s, spot->beg, spot->end, RCP_PLACE);
    if (!f)
        return RCP_E_LIMIT;
    f->flags = RCP_FOUND_VARIANT;
    rcp_places_locate(f, &p->place);
    f->why = s->names->place_why;
    f->country = rcp_sym_of(&s->doc->syms, rcp_str_of(p->place.country));
    bool named = rcp_gaz_name(x->gaz, &p->place, 0, &name, &langs) && name.len;
    f->name = rcp_sym_of(&s->doc->syms, named ? name : rcp_units_text(s, spot->beg, spot->end));
    return RCP_OK;
}

/* "à X", "le village de X", "près du village de X": what stands behind a word is not enough. */
static bool wanted_before(const rcp_search *s, uint32_t beg)
{
    uint32_t i = beg - 1;
    if (i == 0 || rcp_unit_at(s, beg)->gap != RCP_GAP_JOIN)
        return false;
    if (rcp_unit_is(s, i) & (RCP_NW_AT | RCP_NW_KIND))
        return true;
    for (uint32_t n = 0; n < 3 && i > 1 && rcp_unit_is(s, i) & (RCP_NW_OF | RCP_NW_PREPOSITION) && rcp_unit_at(s, i)->gap == RCP_GAP_JOIN; n++)
        if (rcp_unit_is(s, --i) & RCP_NW_KIND)
            return true;
    return false;
}

static bool proper(const rcp_search *s, const rcp_spot *spot)
{
    uint32_t upos = rcp_unit_upos(s, spot->beg);
    return spot->end - spot->beg > 1 || !upos || upos == RCP_PROPN || upos == RCP_X;
}

/* What the words beside a run say of it; a toponym without options stands for it. */
static int32_t evidence(const rcp_places *p, rcp_spot *spot)
{
    uint32_t after = 0;
    rcp_places_beside(p, spot, &after);
    if (p->s->at[spot->beg])
        return EVIDENCE;                /* names_unknown.c had its reasons */
    if (!spot->country[0] && (!wanted_before(p->s, spot->beg) || !proper(p->s, spot)))
        return 0;
    return rcp_places_evidence(p, spot) - (spot->end - spot->beg > 1 ? 2 : 0);
}

static rcp_status walk(search *x, const rcp_places *p)
{
    rcp_search *s = x->s;
    for (uint32_t i = 1, end; i < s->units.n; i = end) {
        end = i + 1;
        if (!open_at(s, i))
            continue;
        end = run_end(s, i);
        rcp_spot spot = {.beg = i, .end = end, .toponym = 1};
        if (end - i > RUN_MAX || (end < s->units.n && rcp_unit_at(s, end)->flags & RCP_UNIT_GLUED) ||
            (spot.evidence = evidence(p, &spot)) < EVIDENCE)
            continue;
        const pick *best = look_once(x, &spot);
        if (best && place_at(s, x, &spot, best))
            return RCP_E_LIMIT;
    }
    return RCP_OK;
}

rcp_status rcp_variants_places(rcp_search *s)
{
    rcp_places p = {.s = s, .gaz = s->pack->gaz};
    uint32_t before = s->found.n;
    search *x = p.gaz && s->names->variants && s->units.n > 1 ? RCP_NEW(s->scratch, search, 1) : NULL;
    rcp_status status;
    if (!x)
        return p.gaz && s->names->variants && s->units.n > 1 ? RCP_E_LIMIT : RCP_OK;
    *x = (search){.s = s, .gaz = p.gaz, .r = &s->names->variants->readings};
    if (rcp_rows_init(&p.toponyms, s->scratch, sizeof(rcp_toponym)) || !rcp_rows_add(&p.toponyms))
        return RCP_E_LIMIT;
    rcp_names_cover(s);
    count_countries(x);
    if ((status = walk(x, &p)))
        return status;
    if (s->found.n > before)
        rcp_names_sort(s);
    return RCP_OK;
}
