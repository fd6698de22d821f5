#include "variant/variant.h"

#include <stdlib.h>

rcp_status rcp_variants_init(rcp_variants *v, const rcp_readings *r, bool persons, rcp_arena *a)
{
    *v = (rcp_variants){.r = r, .persons = persons};
    rcp_status s = rcp_rows_init(&v->names, a, sizeof(rcp_variant_name));
    return s ? s : rcp_rows_init(&v->keys, a, sizeof(rcp_variant_key));
}

static rcp_status add_keys(rcp_variants *v, const rcp_lattice *l, uint32_t name)
{
    char skeleton[RCP_SKELETONS][RCP_SKELETON];
    uint32_t n = rcp_lattice_skeletons(v->r, l, skeleton);
    for (uint32_t i = 0; i < n; i++) {
        rcp_variant_key *k = rcp_rows_add(&v->keys);
        if (!k)
            return RCP_E_LIMIT;
        *k = (rcp_variant_key){rcp_skeleton_hash(skeleton[i]), name};
    }
    return RCP_OK;
}

rcp_status rcp_variants_add(rcp_variants *v, rcp_str name, uint32_t owner)
{
    rcp_variant_name *row = rcp_rows_add(&v->names);
    rcp_person person;
    rcp_lattice whole;
    rcp_status s = RCP_OK;
    if (!row)
        return RCP_E_LIMIT;
    *row = (rcp_variant_name){name, owner};
    if (!v->persons)
        return rcp_lattice_of(v->r, name, &whole) ? add_keys(v, &whole, v->names.n - 1) : RCP_OK;
    if (!rcp_person_of(v->r, name, &person))
        return RCP_OK;
    for (uint32_t i = 0; !s && i < person.n; i++)
        if (!person.initial[i])
            s = add_keys(v, &person.word[i], v->names.n - 1);
    return s;
}

static int by_key(const void *x, const void *y)
{
    const rcp_variant_key *a = x, *b = y;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->name > b->name) - (a->name < b->name);
}

void rcp_variants_close(rcp_variants *v)
{
    qsort(RCP_ROW(&v->keys, rcp_variant_key, 1), v->keys.n - 1, sizeof(rcp_variant_key), by_key);
}

enum { TOUCHED = 4 * RCP_VARIANT_TRIED };

/* Names found by some skeleton, and by which words of the query. */
typedef struct { uint32_t name[TOUCHED], n; uint8_t *words; } tally;

static uint32_t first_key(const rcp_variants *v, uint64_t key)
{
    uint32_t lo = 1, hi = v->keys.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (RCP_ROW(&v->keys, rcp_variant_key, mid)->key < key)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* Every name that shares a skeleton of a word; longer lists than there is room for are cut. */
static bool count(const rcp_variants *v, const rcp_lattice *l, uint32_t word, uint32_t least, tally *t)
{
    char skeleton[RCP_SKELETONS][RCP_SKELETON];
    uint32_t n = rcp_lattice_skeletons(v->r, l, skeleton);
    bool any = false;
    for (uint32_t i = 0; i < n; i++) {
        uint64_t key = rcp_skeleton_hash(skeleton[i]);
        if (strlen(skeleton[i]) < least)
            continue;
        for (uint32_t k = first_key(v, key); k < v->keys.n && RCP_ROW(&v->keys, rcp_variant_key, k)->key == key; k++) {
            uint32_t name = RCP_ROW(&v->keys, rcp_variant_key, k)->name;
            if (!t->words[name] && t->n == TOUCHED)
                continue;
            if (!t->words[name])
                t->name[t->n++] = name;
            t->words[name] |= (uint8_t)(1u << word);
            any = true;
        }
    }
    return any;
}

/* From the last word on: it is the rarest.  false: too few words share a skeleton with anybody's. */
static bool count_words(const rcp_variants *v, const rcp_person *p, uint32_t least, tally *t)
{
    uint32_t hits = 0;
    for (uint32_t i = p->n; i-- > 0;) {
        hits += !p->initial[i] && count(v, &p->word[i], i, 0, t);
        if (hits + i < least)
            return false;
    }
    return hits > 0;
}

static void keep(rcp_variant_hit *out, uint32_t room, uint32_t *n, rcp_variant_hit hit)
{
    uint32_t at = *n;
    while (at > 0 && (out[at - 1].distance > hit.distance ||
                      (out[at - 1].distance >= hit.distance && out[at - 1].name > hit.name)))
        at--;
    if (at == room)
        return;
    uint32_t last = *n < room ? (*n)++ : room - 1;
    memmove(&out[at + 1], &out[at], sizeof *out * (last - at));
    out[at] = hit;
}

static uint32_t bits(uint32_t x)
{
    uint32_t n = 0;
    for (; x; x &= x - 1)
        n++;
    return n;
}

typedef struct { rcp_person person; rcp_lattice whole; } query;

static float distance_to(const rcp_variants *v, const query *q, rcp_str name, float most)
{
    if (v->persons) {
        rcp_person person;
        return rcp_person_of(v->r, name, &person) ? rcp_person_distance(v->r, &q->person, &person) : most;
    }
    rcp_lattice whole;
    return rcp_lattice_of(v->r, name, &whole) ? rcp_lattice_distance(v->r, &q->whole, &whole, most) : most;
}

static void compare(const rcp_variants *v, const query *q, const tally *t, float most, uint32_t least,
                    rcp_variant_hit *out, uint32_t room, uint32_t *n)
{
    uint32_t words = v->persons ? least : 0, tried = 0;
    for (uint32_t i = 0; i < t->n; i++)
        words = bits(t->words[t->name[i]]) > words + 1 ? bits(t->words[t->name[i]]) - 1 : words;
    for (uint32_t i = 0; i < t->n && tried < RCP_VARIANT_TRIED; i++) {
        uint32_t name = t->name[i];
        if (bits(t->words[name]) < words)
            continue;
        tried++;
        float d = distance_to(v, q, RCP_ROW(&v->names, rcp_variant_name, name)->text, most);
        if (d < most)
            keep(out, room, n, (rcp_variant_hit){name, d});
    }
}

struct rcp_variant_work { query q; tally t; };

rcp_variant_work *rcp_variants_work(const rcp_variants *v, rcp_arena *a)
{
    rcp_variant_work *work = RCP_NEW(a, rcp_variant_work, 1);
    if (work && !(work->t.words = RCP_NEW(a, uint8_t, v->names.n)))
        return NULL;
    return work;
}

uint32_t rcp_variants_find(const rcp_variants *v, rcp_str name, float most, uint32_t least, rcp_variant_work *work,
                           rcp_variant_hit *out, uint32_t room)
{
    query *q = &work->q;
    tally *t = &work->t;
    uint32_t n = 0;
    bool some = false;
    t->n = 0;
    if (!v->persons && rcp_lattice_of(v->r, name, &q->whole))
        some = count(v, &q->whole, 0, least, t);
    if (v->persons && rcp_person_of(v->r, name, &q->person) && q->person.n >= least)
        some = count_words(v, &q->person, least, t);
    if (some)
        compare(v, q, t, most, least, out, room, &n);
    for (uint32_t i = 0; i < t->n; i++)
        t->words[t->name[i]] = 0;
    return n;
}
