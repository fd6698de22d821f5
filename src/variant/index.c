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

/* A name found by some skeleton, and by which words. */
typedef struct { uint32_t name, words; } touched;
typedef struct { touched row[4 * RCP_VARIANT_TRIED]; uint32_t n; } tally;

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
static void count(const rcp_variants *v, const rcp_lattice *l, uint32_t word, uint32_t least, tally *t)
{
    char skeleton[RCP_SKELETONS][RCP_SKELETON];
    uint32_t n = rcp_lattice_skeletons(v->r, l, skeleton);
    for (uint32_t i = 0; i < n; i++) {
        uint64_t key = rcp_skeleton_hash(skeleton[i]);
        if (strlen(skeleton[i]) < least)
            continue;
        for (uint32_t k = first_key(v, key); k < v->keys.n && RCP_ROW(&v->keys, rcp_variant_key, k)->key == key; k++)
            if (t->n < sizeof t->row / sizeof *t->row)
                t->row[t->n++] = (touched){RCP_ROW(&v->keys, rcp_variant_key, k)->name, 1u << word};
    }
}

static int by_name(const void *x, const void *y)
{
    const touched *a = x, *b = y;
    return (a->name > b->name) - (a->name < b->name);
}

/* One row a name, with all its words. */
static void merge(tally *t)
{
    uint32_t n = 0;
    qsort(t->row, t->n, sizeof *t->row, by_name);
    for (uint32_t i = 0; i < t->n; i++)
        if (n && t->row[n - 1].name == t->row[i].name)
            t->row[n - 1].words |= t->row[i].words;
        else
            t->row[n++] = t->row[i];
    t->n = n;
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
    query other;
    if (v->persons)
        return rcp_person_of(v->r, name, &other.person) ? rcp_person_distance(v->r, &q->person, &other.person) : most;
    return rcp_lattice_of(v->r, name, &other.whole) ? rcp_lattice_distance(v->r, &q->whole, &other.whole, most) : most;
}

static void compare(const rcp_variants *v, const query *q, const tally *t, float most, uint32_t least,
                    rcp_variant_hit *out, uint32_t room, uint32_t *n)
{
    uint32_t words = v->persons ? least : 0, tried = 0;
    for (uint32_t i = 0; i < t->n; i++)
        words = bits(t->row[i].words) > words + 1 ? bits(t->row[i].words) - 1 : words;
    for (uint32_t i = 0; i < t->n && tried < RCP_VARIANT_TRIED; i++) {
        uint32_t name = t->row[i].name;
        if (bits(t->row[i].words) < words)
            continue;
        tried++;
        float d = distance_to(v, q, RCP_ROW(&v->names, rcp_variant_name, name)->text, most);
        if (d < most)
            keep(out, room, n, (rcp_variant_hit){name, d});
    }
}

rcp_status rcp_variants_find(const rcp_variants *v, rcp_str name, float most, uint32_t least, rcp_arena *scratch,
                             rcp_variant_hit *out, uint32_t room, uint32_t *n)
{
    char *mark = scratch->at;
    query *q = RCP_NEW(scratch, query, 1);
    tally *t = RCP_NEW(scratch, tally, 1);
    *n = 0;
    if (!q || !t) {
        rcp_arena_rewind(scratch, mark);
        return RCP_E_LIMIT;
    }
    if (!v->persons && rcp_lattice_of(v->r, name, &q->whole))
        count(v, &q->whole, 0, least, t);
    if (v->persons && rcp_person_of(v->r, name, &q->person) && q->person.n >= least)
        for (uint32_t i = 0; i < q->person.n; i++)
            if (!q->person.initial[i])
                count(v, &q->person.word[i], i, 0, t);
    merge(t);
    compare(v, q, t, most, least, out, room, n);
    rcp_arena_rewind(scratch, mark);
    return RCP_OK;
}
