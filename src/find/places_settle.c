/* Which of the places of one name is meant: what stands beside it, then what the other places of the report
 * are near to, then how many people live there.  The weights were set by hand on half of three corpora. */
#include "find/places.h"

enum { ROUNDS = 3, NEIGHBOURS = 60, SHARES = 64, JOINT_MAX = 150 };

static const float NEAR_ENOUGH = 0.75F;         /* 58 km */
static const float COUNTRY_WEIGHT = 5, REGION_WEIGHT = 5, NEAR_WEIGHT = 7, CONTEXT_WEIGHT = 4, DOUBT = 3;

/* e to the minus x, x >= 0, near enough; only sums, products and quotients, so that every machine finds the same place. */
static float decay(float x)
{
    float y = x > 0 ? 1 + x / 16 : 1;
    y *= y, y *= y, y *= y, y *= y;
    return 1 / y;
}

/* Cosine of an angle in degrees, |x| <= 90: the first terms of its series; wrong by 3e-5 at most. */
static double cosine(double degrees)
{
    double x = degrees * (3.14159265358979 / 180), y = x * x;
    return 1 - y / 2 * (1 - y / 12 * (1 - y / 30 * (1 - y / 56)));
}

/* How much of the report speaks of a country, or of one of its regions. */
typedef struct { char country[4], region[4]; float weight; } share;
typedef struct { share row[SHARES]; uint32_t n; float total; } shares;

static void add_share(shares *all, const char *country, const char *region, float weight)
{
    all->total += weight;
    for (uint32_t i = 0; i < all->n; i++)
        if (!strcmp(all->row[i].country, country) && !strcmp(all->row[i].region, region)) {
            all->row[i].weight += weight;
            return;
        }
    if (all->n == SHARES)
        return;
    memcpy(all->row[all->n].country, country, 4);
    memcpy(all->row[all->n].region, region, 4);
    all->row[all->n++].weight = weight;
}

/* The part of the report, a toponym's own weight (where it was put last) left out, that lies in the country
 * of a place, or in its region. */
static float part(const shares *all, const rcp_place *place, const rcp_place *chosen, bool region, float own)
{
    bool mine = !strcmp(place->country, chosen->country) && (!region || !strcmp(place->region, chosen->region));
    float sum = mine ? -own : 0, rest = all->total - own;
    for (uint32_t i = 0; i < all->n; i++)
        if (!strcmp(all->row[i].country, place->country) &&
            (!region || (place->region[0] && !strcmp(all->row[i].region, place->region))))
            sum += all->row[i].weight;
    return sum > 0 ? sum / (rest + 1) : 0;
}

/* How far the actors of the report, and its outlet, are of the country of a place. */
static float of_context(const rcp_places *p, const rcp_place *place)
{
    float mine = 0, all = 1;
    for (uint32_t i = 0; i < p->context.n; i++) {
        all += p->context.row[i].weight;
        if (!strcmp(p->context.row[i].country, place->country))
            mine = p->context.row[i].weight;
    }
    return mine / all;
}

static float mentions_weight(const rcp_toponym *t)
{
    return 1 + 0.5F * (float)(t->n > 5 ? 4 : t->n - 1);
}

/* What is near to the other places of the report gains. */
static float near_to(const rcp_place *place, const rcp_place *other)
{
    if (other->cls == RCP_GAZ_COUNTRY || other->cls == RCP_GAZ_CONTINENT)
        return 0;
    double lat = (other->lat - place->lat) * 111;
    double lon = (other->lon - place->lon) * 111 * cosine(place->lat);
    double km2 = lat * lat + lon * lon;
    return km2 < 1e6 ? (float)(1 / (1 + km2 / 1e4)) : 0;        /* half at 100 km */
}

/* The same, where the other name is not settled: the nearest of what it may mean, less what speaks against it. */
static float near_to_any(const rcp_places *p, const rcp_place *place, const rcp_toponym *t)
{
    float most = 0, best = rcp_option_at(p, t->chosen)->score;
    for (uint32_t k = t->option_beg; k < t->option_end; k++) {
        float near = near_to(place, &rcp_option_at(p, k)->place);
        if (near > most) {
            near *= decay((best - rcp_option_at(p, k)->score) / DOUBT);
            most = near > most ? near : most;
        }
    }
    return most;
}

static float nearness(const rcp_places *p, uint32_t self, const rcp_place *place, bool joint)
{
    float sum = 0;
    uint32_t seen = 0;
    for (uint32_t i = 1; i < p->toponyms.n && seen < NEIGHBOURS; i++) {
        const rcp_toponym *t = rcp_toponym_at(p, i);
        if (i == self || !t->chosen || !t->accepted)
            continue;
        seen++;
        sum += joint ? near_to_any(p, place, t) : near_to(place, &rcp_option_at(p, t->chosen)->place);
    }
    return sum;
}

static bool in_region(const rcp_place *place, const char *country, const char *region)
{
    return !strcmp(place->country, country) && (!region[0] || !strcmp(place->region, region));
}

/* Whether what stands beside a spot tells anything of it: "China, Japan" is a list. */
static bool tells(const rcp_places *p, const rcp_spot *spot)
{
    const rcp_toponym *t = rcp_toponym_at(p, spot->toponym);
    bool fits = false;
    for (uint32_t i = t->option_beg; spot->country[0] && i < t->option_end; i++) {
        const rcp_place *place = &rcp_option_at(p, i)->place;
        if (place->cls == RCP_GAZ_COUNTRY && !spot->region[0])
            return false;
        fits |= in_region(place, spot->country, spot->region) && place->cls != RCP_GAZ_COUNTRY &&
                (place->cls != RCP_GAZ_REGION || !spot->region[0]);
    }
    return fits;
}

/* How well an option fits what stands beside a spot. */
static float beside(const rcp_spot *spot, const rcp_place *place)
{
    if (in_region(place, spot->country, spot->region) && place->cls != RCP_GAZ_COUNTRY)
        return spot->region[0] ? 16 : 12;
    return strcmp(place->country, spot->country) == 0 ? 2 : -4;
}

static uint32_t best_of(const rcp_places *p, const rcp_toponym *t, const rcp_spot *spot)
{
    uint32_t best = 0;
    float most = -1e9F;
    for (uint32_t i = t->option_beg; i < t->option_end; i++) {
        const rcp_option *o = rcp_option_at(p, i);
        float score = o->score + (spot ? beside(spot, &o->place) : 0);
        if (score > most)
            most = score, best = i;
    }
    return best;
}

/* What the spots of a name say of it together: the sum over them, once for each country. */
static void add_beside(rcp_places *p)
{
    for (uint32_t i = 1; i < p->spots.n; i++) {
        const rcp_spot *spot = rcp_spot_at(p, i);
        rcp_toponym *t = rcp_toponym_at(p, spot->toponym);
        if (!tells(p, spot))
            continue;
        for (uint32_t k = t->option_beg; k < t->option_end; k++)
            rcp_option_at(p, k)->prior += 0.6F * beside(spot, &rcp_option_at(p, k)->place);
    }
}

static void count_shares(const rcp_places *p, shares *all)
{
    memset(all, 0, sizeof *all);
    for (uint32_t i = 1; i < p->toponyms.n; i++) {
        const rcp_toponym *t = rcp_toponym_at(p, i);
        if (t->chosen && t->accepted) {
            const rcp_place *place = &rcp_option_at(p, t->chosen)->place;
            add_share(all, place->country, place->region, mentions_weight(t));
        }
    }
    for (uint32_t i = 1; i < p->spots.n; i++) {
        const rcp_spot *spot = rcp_spot_at(p, i);
        if (spot->country[0])           /* ", Texas" counts too, though no spot of its own may stand there */
            add_share(all, spot->country, spot->region, 1);
    }
}

static void settle_round(rcp_places *p, const shares *all)
{
    bool joint = p->toponyms.n <= JOINT_MAX;
    for (uint32_t i = 1; i < p->toponyms.n; i++) {
        rcp_toponym *t = rcp_toponym_at(p, i);
        float own = t->chosen && t->accepted ? mentions_weight(t) : 0;
        if (!t->accepted || !t->chosen)
            continue;
        const rcp_place chosen_place = rcp_option_at(p, t->chosen)->place, *chosen = &chosen_place;
        for (uint32_t k = t->option_beg; k < t->option_end; k++) {
            rcp_option *o = rcp_option_at(p, k);
            float country = part(all, &o->place, chosen, false, own);
            float region = part(all, &o->place, chosen, true, own);
            float near = t->option_end - t->option_beg > 1 ? 1 - decay(nearness(p, i, &o->place, joint)) : 0;
            /* a country cannot be in a region, nor a region near to its own towns' middle */
            if (o->place.cls == RCP_GAZ_COUNTRY)
                region = near = country;
            else if (o->place.cls == RCP_GAZ_REGION && near < region)
                near = region;
            o->score = o->prior + COUNTRY_WEIGHT * country + REGION_WEIGHT * region + NEAR_WEIGHT * near +
                       CONTEXT_WEIGHT * of_context(p, &o->place);
        }
        t->chosen = best_of(p, t, NULL);
    }
}

/* Whether a place lies near to a settled one that is smaller than a region. */
static bool near_settled(const rcp_places *p, const rcp_place *place)
{
    uint32_t seen = 0;
    for (uint32_t i = 1; i < p->toponyms.n && seen < NEIGHBOURS; i++) {
        const rcp_toponym *t = rcp_toponym_at(p, i);
        if (!t->chosen || !t->accepted)
            continue;
        const rcp_place *other = &rcp_option_at(p, t->chosen)->place;
        seen++;
        if (other->cls != RCP_GAZ_REGION && near_to(place, other) > NEAR_ENOUGH)
            return true;
    }
    return false;
}

bool rcp_places_accept_near(rcp_places *p, int32_t least)
{
    bool some = false;
    for (uint32_t i = 1; i < p->toponyms.n; i++) {
        rcp_toponym *t = rcp_toponym_at(p, i);
        bool near = false;
        if (t->accepted || t->evidence <= 0 || t->evidence + 2 < least)
            continue;
        for (uint32_t k = t->option_beg; k < t->option_end && !near; k++)
            near = near_settled(p, &rcp_option_at(p, k)->place);
        t->accepted = near;
        some |= near;
    }
    return some;
}

void rcp_places_settle(rcp_places *p)
{
    shares all;
    if (!p->weighed)
        add_beside(p);
    p->weighed = true;
    for (uint32_t i = 1; i < p->toponyms.n; i++) {
        rcp_toponym *t = rcp_toponym_at(p, i);
        for (uint32_t k = t->option_beg; k < t->option_end; k++)
            rcp_option_at(p, k)->score = rcp_option_at(p, k)->prior;
        t->chosen = best_of(p, t, NULL);
    }
    for (int round = 0; round < ROUNDS; round++) {
        count_shares(p, &all);
        settle_round(p, &all);
    }
    for (uint32_t i = 1; i < p->spots.n; i++) {
        rcp_spot *spot = rcp_spot_at(p, i);
        if (tells(p, spot))
            spot->chosen = best_of(p, rcp_toponym_at(p, spot->toponym), spot);
    }
}
