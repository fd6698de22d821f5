#include "gaz/build.h"

#include <math.h>
#include <stdlib.h>

#include "base/syms.h"
#include "base/utf8.h"
#include "gaz/layout.h"
#include "lang/model.h"
#include "variant/variant.h"

enum { ID, NAME, FR, RU, UK, ALTERNATES, COUNTRY, REGION, CLASS, LAT, LON, POPULATION, FLAGS, N_COLUMNS };
enum { NAME_BYTES = 60, ARENA = 512 << 20 };    /* RCP_GAZ_KEY / 3: what a key can be made of */

typedef struct { rcp_sym name; uint32_t langs; } name_row;
typedef struct {
    rcp_sym  id;
    int32_t  lat, lon;
    uint32_t population, id_number, names_beg, names_end;
    uint16_t country, region;
    uint8_t  cls, flags, id_kind, weight;
    double   order;                     /* weight before rounding                        */
} place_row;
typedef struct { uint32_t bucket, value; } index_row;

typedef struct {
    rcp_arena  arena;
    rcp_syms   ids, names;              /* what was read; codes, country codes           */
    rcp_syms   codes;
    uint16_t  *country;                 /* by symbol of `codes`                          */
    rcp_rows   places, name_rows;       /* rows from 1 on                                */
    uint32_t  *offset;                  /* in the pool, by symbol of `names`             */
    rcp_buf    place, name, bucket, entry, skbucket, skentry, pool, info;
    rcp_readings readings;
    rcp_tsv    tsv;
    rcp_err   *err;
} builder;

static rcp_status full(const builder *b)
{
    return rcp_fail(b->err, RCP_E_LIMIT, "too many places or names");
}

/* country_codes.tsv: alpha-2, alpha-3, flag.  Either stands for the country in the sources. */
static rcp_status read_countries(builder *b, const rcp_res *res)
{
    b->country = RCP_NEW(&b->arena, uint16_t, 4096);
    if (!b->country || !rcp_tsv_open(&b->tsv, res, "country_codes.tsv"))
        return rcp_fail(b->err, RCP_E_RESOURCE, "data/country_codes.tsv is missing");
    while (rcp_tsv_next(&b->tsv)) {
        rcp_status s = rcp_tsv_want(&b->tsv, 2, 3, b->err);
        if (s)
            return s;
        if (b->tsv.n == 3 && !rcp_str_is(rcp_tsv_field(&b->tsv, 2), "sold"))
            return rcp_tsv_fail(&b->tsv, 2, b->err, "'sold' or nothing is wanted");
        for (uint32_t i = 0; i < 2; i++) {
            rcp_sym code = rcp_sym_of(&b->codes, rcp_tsv_field(&b->tsv, i));
            if (!code || code >= 4096)
                return full(b);
            b->country[code] = rcp_gaz_pack(rcp_tsv_field(&b->tsv, 1));
        }
    }
    return RCP_OK;
}

static rcp_str field(const builder *b, uint32_t i)
{
    rcp_str f = rcp_tsv_field(&b->tsv, i);
    return rcp_str_is(f, "-") ? RCP_STR("") : f;
}

static rcp_status add_name(builder *b, uint32_t column, rcp_str name, uint32_t langs, uint32_t first)
{
    char key[RCP_GAZ_KEY];
    uint32_t bad;
    rcp_sym sym;
    if (!rcp_utf8_valid(name, &bad))
        return rcp_tsv_fail(&b->tsv, column, b->err, "this name is no UTF-8");
    if (name.len > NAME_BYTES || !rcp_gaz_key(name, key))
        return rcp_tsv_fail(&b->tsv, column, b->err, "a name has letters, and at most %d bytes", NAME_BYTES);
    if (rcp_syms_add(&b->names, name, &sym))
        return full(b);
    for (uint32_t i = first; i < b->name_rows.n; i++) {
        name_row *r = RCP_ROW(&b->name_rows, name_row, i);
        if (r->name == sym) {
            r->langs |= langs;
            return RCP_OK;
        }
    }
    name_row *r = rcp_rows_add(&b->name_rows);
    if (!r)
        return full(b);
    *r = (name_row){sym, langs};
    return RCP_OK;
}

static rcp_status read_names(builder *b, place_row *p)
{
    static const struct { uint32_t column, lang; } named[] = {
        {NAME, RCP_GAZ_EN}, {FR, RCP_GAZ_FR}, {RU, RCP_GAZ_RU}, {UK, RCP_GAZ_UK}};
    rcp_status s = RCP_OK;
    p->names_beg = b->name_rows.n;
    if (!field(b, NAME).len)
        return rcp_tsv_fail(&b->tsv, NAME, b->err, "a place wants a name");
    for (uint32_t i = 0; !s && i < sizeof named / sizeof *named; i++)
        if (field(b, named[i].column).len)
            s = add_name(b, named[i].column, field(b, named[i].column), named[i].lang, p->names_beg);
    rcp_str rest = field(b, ALTERNATES), piece;
    while (!s && rcp_list_next(&rest, &piece))
        if (piece.len)
            s = add_name(b, ALTERNATES, piece, 0, p->names_beg);
    p->names_end = b->name_rows.n;
    if (!s && p->names_end - p->names_beg > 200)
        s = rcp_tsv_fail(&b->tsv, ALTERNATES, b->err, "more than 200 names");
    return s;
}

static bool number_of(rcp_str s, uint32_t *out)
{
    uint64_t x = 0;
    for (uint32_t i = 0; i < s.len; i++) {
        if (s.s[i] < '0' || s.s[i] > '9' || i > 9)
            return false;
        x = x * 10 + (uint32_t)(s.s[i] - '0');
    }
    *out = (uint32_t)x;
    return s.len && x <= UINT32_MAX;
}

static rcp_status read_id(builder *b, place_row *p)
{
    rcp_str id = field(b, ID), rest = id;
    uint32_t before = b->ids.n;
    if (!id.len || id.len > NAME_BYTES)
        return rcp_tsv_fail(&b->tsv, ID, b->err, "a place wants an id");
    if (rcp_syms_add(&b->ids, id, &p->id))
        return full(b);
    if (b->ids.n == before)
        return rcp_tsv_fail(&b->tsv, ID, b->err, "the id %.*s stood before", (int)id.len, id.s);
    if (id.len > 4 && !memcmp(id.s, "wof:", 4)) {
        rest = (rcp_str){id.s + 4, id.len - 4};
        p->id_kind = RCP_GAZ_WOF;
    }
    if (number_of(rest, &p->id_number))
        return RCP_OK;
    if (p->id_kind == RCP_GAZ_WOF || (id.s[0] >= '0' && id.s[0] <= '9'))
        return rcp_tsv_fail(&b->tsv, ID, b->err, "'%.*s' is no id", (int)id.len, id.s);
    p->id_kind = RCP_GAZ_OWN;
    return rcp_syms_add(&b->names, id, &p->id_number) ? full(b) : RCP_OK;
}

static rcp_status read_degrees(builder *b, uint32_t column, double most, int32_t *out)
{
    double x;
    rcp_status s = rcp_tsv_number(&b->tsv, column, &x, b->err);
    if (!s && (isnan(x) || x < -most || x > most))
        s = rcp_tsv_fail(&b->tsv, column, b->err, "a %s is between -%.0f and %.0f",
                         column == LAT ? "latitude" : "longitude", most, most);
    if (!s)
        *out = (int32_t)lround(x * 1e5);
    return s;
}

static rcp_status read_codes(builder *b, place_row *p)
{
    rcp_str country = field(b, COUNTRY), region = field(b, REGION), rest = field(b, FLAGS), flag;
    rcp_sym code = rcp_sym_lookup(&b->codes, country);
    int cls = rcp_gaz_class_of(rcp_tsv_field(&b->tsv, CLASS));
    if (country.len && !code)
        return rcp_tsv_fail(&b->tsv, COUNTRY, b->err, "'%.*s' is no country of country_codes.tsv",
                            (int)country.len, country.s);
    p->country = b->country[code];
    p->region = rcp_gaz_pack(region);
    if (region.len && !p->region)
        return rcp_tsv_fail(&b->tsv, REGION, b->err, "'%.*s' is no region code: at most three letters and digits",
                            (int)region.len, region.s);
    if (cls < 0)
        return rcp_tsv_fail(&b->tsv, CLASS, b->err, "there is no class '%.*s'",
                            (int)rcp_tsv_field(&b->tsv, CLASS).len, rcp_tsv_field(&b->tsv, CLASS).s);
    p->cls = (uint8_t)cls;
    while (rcp_list_next(&rest, &flag)) {
        if (!rcp_str_is(flag, "disputed"))
            return rcp_tsv_fail(&b->tsv, FLAGS, b->err, "there is no flag '%.*s'", (int)flag.len, flag.s);
        p->flags |= RCP_GAZ_DISPUTED;
    }
    return RCP_OK;
}

/* How likely a place is meant where nothing else is known: people count by their number's length, and
 * what is not a settlement by its kind. */
static double order_of(const place_row *p)
{
    static const double kind[RCP_GAZ_N_CLASSES] = {
        [RCP_GAZ_CONTINENT] = 230, [RCP_GAZ_COUNTRY] = 225, [RCP_GAZ_REGION] = 100, [RCP_GAZ_COUNTY] = 60,
        [RCP_GAZ_CAPITAL] = 60, [RCP_GAZ_SEAT] = 15, [RCP_GAZ_AREA] = 100, [RCP_GAZ_ISLAND] = 90,
        [RCP_GAZ_SEA] = 120, [RCP_GAZ_LAKE] = 90, [RCP_GAZ_RIVER] = 90, [RCP_GAZ_MOUNTAIN] = 80,
        [RCP_GAZ_AIRBASE] = 40, [RCP_GAZ_RANGE] = 60, [RCP_GAZ_NUCLEAR] = 60, [RCP_GAZ_DAM] = 60,
        [RCP_GAZ_BRIDGE] = 60, [RCP_GAZ_SITE] = 50};
    double x = kind[p->cls] + 7 * log2(1 + (double)p->population / 100);
    if (p->cls == RCP_GAZ_SUBURB)
        x *= 0.75;
    return x < 0 ? 0 : x > 255 ? 255 : x;
}

static rcp_status read_place(builder *b)
{
    place_row p = {0};
    rcp_status s;
    rcp_str population = field(b, POPULATION);
    if ((s = rcp_tsv_want(&b->tsv, N_COLUMNS, N_COLUMNS, b->err)) || (s = read_id(b, &p)) ||
        (s = read_names(b, &p)) || (s = read_codes(b, &p)) || (s = read_degrees(b, LAT, 90, &p.lat)) ||
        (s = read_degrees(b, LON, 180, &p.lon)))
        return s;
    population = field(b, POPULATION);
    if (population.len && !number_of(population, &p.population))
        return rcp_tsv_fail(&b->tsv, POPULATION, b->err, "'%.*s' is no number of people",
                            (int)population.len, population.s);
    p.order = order_of(&p);
    p.weight = (uint8_t)p.order;
    if (b->places.n > RCP_GAZ_PLACES_MAX)
        return full(b);
    place_row *row = rcp_rows_add(&b->places);
    if (!row)
        return full(b);
    *row = p;
    return RCP_OK;
}

/* The likeliest first; the id's text settles ties, so that the order of the sources does not count. */
static int by_weight(const void *x, const void *y, void *syms)
{
    const place_row *a = x, *b = y;
    if (a->order < b->order || a->order > b->order)
        return a->order > b->order ? -1 : 1;
    return rcp_str_cmp(rcp_sym_str(syms, a->id), rcp_sym_str(syms, b->id));
}

static uint32_t pool_offset(builder *b, rcp_sym name)
{
    if (!b->offset[name]) {
        rcp_str s = rcp_sym_str(&b->names, name);
        b->offset[name] = (uint32_t)b->pool.len + 1;
        rcp_buf_char(&b->pool, (char)s.len);
        rcp_buf_str(&b->pool, s);
    }
    return b->offset[name] - 1;
}

static void put_places(builder *b)
{
    uint32_t first = 0;
    for (uint32_t i = 1; i < b->places.n; i++) {
        const place_row *p = RCP_ROW(&b->places, place_row, i);
        rcp_buf_u32(&b->place, (uint32_t)p->lat);
        rcp_buf_u32(&b->place, (uint32_t)p->lon);
        rcp_buf_u32(&b->place, p->population);
        rcp_buf_u32(&b->place, p->id_kind == RCP_GAZ_OWN ? pool_offset(b, p->id_number) : p->id_number);
        rcp_buf_u32(&b->place, first);
        rcp_buf_u16(&b->place, p->country);
        rcp_buf_u16(&b->place, p->region);
        rcp_buf_u16(&b->place, p->cls | (uint32_t)p->flags << 8);
        rcp_buf_u16(&b->place, p->id_kind | (uint32_t)p->weight << 8);
        for (uint32_t k = p->names_beg; k < p->names_end; k++) {
            const name_row *r = RCP_ROW(&b->name_rows, name_row, k);
            rcp_buf_u32(&b->name, pool_offset(b, r->name) << 5 | r->langs | (k + 1 == p->names_end));
        }
        first += p->names_end - p->names_beg;
    }
}

static int by_bucket(const void *x, const void *y)
{
    const index_row *a = x, *b = y;
    if (a->bucket != b->bucket)
        return a->bucket < b->bucket ? -1 : 1;
    return a->value < b->value ? -1 : a->value > b->value;
}

/* Rows by bucket, each row once, and where each bucket's rows begin. */
static void put_rows(index_row *rows, uint32_t n, uint32_t n_buckets, rcp_buf *bucket, rcp_buf *entry)
{
    uint32_t kept = 0, at = 0;
    qsort(rows, n, sizeof *rows, by_bucket);
    for (uint32_t k = 0; k < n_buckets; k++) {
        rcp_buf_u32(bucket, kept);
        for (; at < n && rows[at].bucket == k; at++) {
            if (at && rows[at - 1].bucket == k && rows[at - 1].value == rows[at].value)
                continue;               /* two names of one key */
            rcp_buf_u32(entry, rows[at].value);
            kept++;
        }
    }
    rcp_buf_u32(bucket, kept);
}

static index_row row_of(uint64_t hash, uint32_t n_buckets, uint32_t place)
{
    return (index_row){(uint32_t)hash & (n_buckets - 1), place << GAZ_CHECK | (uint32_t)(hash >> (64 - GAZ_CHECK))};
}

static rcp_str name_at(const builder *b, uint32_t k)
{
    return rcp_sym_str(&b->names, RCP_ROW(&b->name_rows, name_row, k)->name);
}

static rcp_status put_index(builder *b)
{
    index_row *rows = RCP_NEW(&b->arena, index_row, b->name_rows.n);
    uint32_t n_buckets = 16, n = 0;
    while (n_buckets < b->name_rows.n / 2)
        n_buckets *= 2;
    if (!rows)
        return full(b);
    for (uint32_t i = 1; i < b->places.n; i++) {
        const place_row *p = RCP_ROW(&b->places, place_row, i);
        for (uint32_t k = p->names_beg; k < p->names_end; k++) {
            char key[RCP_GAZ_KEY];
            uint32_t len = rcp_gaz_key(name_at(b, k), key);
            rows[n++] = row_of(rcp_hash(key, len), n_buckets, i - 1);
        }
    }
    put_rows(rows, n, n_buckets, &b->bucket, &b->entry);
    return RCP_OK;
}

/* Where foreign spellings of native names are many.  Other countries' names would only be found by mistake. */
static bool writes_cyrillic(const place_row *p)
{
    for (uint32_t i = 0; i < RCP_VARIANT_COUNTRIES; i++)
        if (p->country == rcp_gaz_pack(rcp_str_of(rcp_variant_country[i])))
            return true;
    return false;
}

/* Skeletons of a place's native names, and where it has none of its Latin ones. */
static rcp_status add_skeletons(const builder *b, uint32_t place, uint32_t n_buckets, rcp_rows *rows)
{
    const place_row *p = RCP_ROW(&b->places, place_row, place);
    bool native = false;
    for (uint32_t k = p->names_beg; k < p->names_end; k++)
        native |= rcp_in_cyrillic(name_at(b, k));
    for (uint32_t k = p->names_beg; k < p->names_end; k++) {
        char skeleton[RCP_SKELETONS][RCP_SKELETON];
        rcp_lattice l;
        if (rcp_in_cyrillic(name_at(b, k)) != native || !rcp_lattice_of(&b->readings, name_at(b, k), &l))
            continue;
        uint32_t n = rcp_lattice_skeletons(&b->readings, &l, skeleton);
        for (uint32_t i = 0; i < n; i++) {
            index_row *row = rcp_rows_add(rows);
            if (!row)
                return full(b);
            *row = row_of(rcp_skeleton_hash(skeleton[i]), n_buckets, place - 1);
        }
    }
    return RCP_OK;
}

static rcp_status put_skeletons(builder *b)
{
    rcp_rows rows;
    uint32_t n_buckets = 16, n = 0;
    if (rcp_rows_init(&rows, &b->arena, sizeof(index_row)))
        return full(b);
    for (uint32_t i = 1; i < b->places.n; i++)
        n += writes_cyrillic(RCP_ROW(&b->places, place_row, i));
    while (n_buckets < n)
        n_buckets *= 2;
    for (uint32_t i = 1; i < b->places.n; i++)
        if (writes_cyrillic(RCP_ROW(&b->places, place_row, i)) && add_skeletons(b, i, n_buckets, &rows))
            return full(b);
    put_rows(RCP_ROW(&rows, index_row, 1), rows.n - 1, n_buckets, &b->skbucket, &b->skentry);
    return RCP_OK;
}

static void pad(rcp_buf *out, size_t boundary)
{
    while (!out->failed && out->len % boundary)
        rcp_buf_char(out, '\0');
}

static void put_file(const builder *b, rcp_buf *out)
{
    const struct { const char *name; const rcp_buf *buf; } part[] = {
        {"place", &b->place}, {"name", &b->name}, {"bucket", &b->bucket},
        {"entry", &b->entry}, {"skbucket", &b->skbucket}, {"skentry", &b->skentry},
        {"pool", &b->pool}, {"info", &b->info}};
    const uint32_t n = sizeof part / sizeof *part;
    size_t at = (GAZ_HEAD + GAZ_ENTRY * n + GAZ_ALIGN - 1) / GAZ_ALIGN * GAZ_ALIGN, total = at;
    for (uint32_t i = 0; i < n; i++)
        total = (total + part[i].buf->len + GAZ_ALIGN - 1) / GAZ_ALIGN * GAZ_ALIGN;
    rcp_buf_put(out, GAZ_MAGIC, sizeof GAZ_MAGIC);
    rcp_buf_u32(out, RCP_GAZ_VERSION);
    rcp_buf_u32(out, n);
    rcp_buf_u64(out, total);
    rcp_buf_u64(out, 0);
    pad(out, GAZ_HEAD);
    for (uint32_t i = 0; i < n; i++) {
        char name[GAZ_NAME] = {0};
        memcpy(name, part[i].name, strlen(part[i].name));
        rcp_buf_put(out, name, sizeof name);
        rcp_buf_u64(out, at);
        rcp_buf_u64(out, part[i].buf->len);
        at = (at + part[i].buf->len + GAZ_ALIGN - 1) / GAZ_ALIGN * GAZ_ALIGN;
    }
    for (uint32_t i = 0; i < n; i++) {
        pad(out, GAZ_ALIGN);
        if (part[i].buf->len)
            rcp_buf_put(out, part[i].buf->s, part[i].buf->len);
        out->failed |= part[i].buf->failed;
    }
    pad(out, GAZ_ALIGN);
    if (out->failed)
        return;
    uint64_t sum = rcp_gaz_checksum(out->s, n);
    for (uint32_t k = 0; k < 8; k++)
        out->s[GAZ_SUM + k] = (char)(sum >> 8 * k & 255);
}

static rcp_status read_sources(builder *b, const rcp_res *res, const char *const *name, uint32_t n)
{
    rcp_status s = read_countries(b, res);
    for (uint32_t i = 0; !s && i < n; i++) {
        if (!rcp_tsv_open(&b->tsv, res, name[i]))
            return rcp_fail(b->err, RCP_E_IO, "there is no source %s", name[i]);
        while (!s && rcp_tsv_next(&b->tsv))
            s = read_place(b);
    }
    return s;
}

static rcp_status write_all(builder *b, rcp_buf *out)
{
    qsort_r(RCP_ROW(&b->places, place_row, 1), b->places.n - 1, sizeof(place_row), by_weight, &b->ids);
    b->offset = RCP_NEW(&b->arena, uint32_t, (size_t)b->names.n + 1);
    if (!b->offset)
        return full(b);
    rcp_buf_f(&b->info, "%u places, %u names\n", b->places.n - 1, b->name_rows.n - 1);
    put_places(b);
    rcp_status s = put_index(b);
    s = s ? s : put_skeletons(b);
    if (!s)
        put_file(b, out);
    if (!s && b->pool.len >= 1u << 27)
        s = full(b);
    return s ? s : out->failed ? rcp_fail(b->err, RCP_E_MEMORY, "no memory left for the gazetteer") : RCP_OK;
}

rcp_status rcp_gaz_build(const rcp_res *res, const char *const *name, uint32_t n, rcp_buf *out, rcp_err *err)
{
    builder b = {.err = err};
    rcp_status s = rcp_arena_open(&b.arena, ARENA);
    if (s)
        return rcp_fail(err, s, "no memory left for the gazetteer");
    if ((s = rcp_syms_init(&b.ids, &b.arena, NULL)) || (s = rcp_syms_init(&b.names, &b.arena, NULL)) ||
        (s = rcp_syms_init(&b.codes, &b.arena, NULL)) ||
        (s = rcp_rows_init(&b.places, &b.arena, sizeof(place_row))) ||
        (s = rcp_rows_init(&b.name_rows, &b.arena, sizeof(name_row))))
        s = full(&b);
    s = s ? s : rcp_readings_load(&b.readings, res, &b.arena, err);
    s = s ? s : read_sources(&b, res, name, n);
    s = s ? s : write_all(&b, out);
    rcp_buf *const parts[] = {&b.place, &b.name, &b.bucket, &b.entry, &b.skbucket, &b.skentry, &b.pool, &b.info};
    for (uint32_t i = 0; i < sizeof parts / sizeof *parts; i++)
        rcp_buf_free(parts[i]);
    rcp_arena_close(&b.arena);
    return s;
}
