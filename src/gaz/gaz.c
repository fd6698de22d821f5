#include "gaz/gaz.h"

#include <math.h>
#include <stdio.h>

#include "base/syms.h"
#include "base/utf8.h"
#include "gaz/layout.h"
#include "lang/model.h"

enum { NAMES_MAX = 255, BUCKET_MAX = 4096 };    /* more, and the file is hostile: time stays bounded */

static const char *const class_words[RCP_GAZ_N_CLASSES] = {
    "other", "continent", "country", "region", "county", "capital", "seat", "town", "village", "suburb",
    "area", "island", "sea", "lake", "river", "mountain", "airbase", "range", "nuclear", "dam", "bridge",
    "site"};

const char *rcp_gaz_class_word(uint32_t cls)
{
    return cls < RCP_GAZ_N_CLASSES ? class_words[cls] : class_words[0];
}

int rcp_gaz_class_of(rcp_str word)
{
    for (int i = 0; i < RCP_GAZ_N_CLASSES; i++)
        if (rcp_str_is(word, class_words[i]))
            return i;
    return -1;
}

static const char digits[] = " 0123456789abcdefghijklmnopqrstuvwxyz";

uint16_t rcp_gaz_pack(rcp_str code)
{
    uint32_t x = 0;
    if (code.len > 3)
        return 0;
    for (uint32_t i = 0; i < code.len; i++) {
        char c = code.s[i] >= 'A' && code.s[i] <= 'Z' ? (char)(code.s[i] | 0x20) : code.s[i];
        const char *p = c && c != ' ' ? strchr(digits, c) : NULL;
        if (!p)
            return 0;
        x = x * 37 + (uint32_t)(p - digits);
    }
    return (uint16_t)x;
}

static void unpack(uint32_t x, char out[4])
{
    char back[4];
    int n = 0;
    for (; x && n < 3; x /= 37) {
        char c = digits[x % 37];
        back[n++] = c >= 'a' ? (char)(c & ~0x20) : c;
    }
    for (int i = 0; i < n; i++)
        out[i] = back[n - 1 - i];
    out[n] = '\0';
}

uint64_t rcp_gaz_checksum(const char *bytes, uint32_t n_sections)
{
    char all[GAZ_SUM + GAZ_ENTRY * GAZ_SECTIONS];
    size_t table = GAZ_ENTRY * (size_t)(n_sections < GAZ_SECTIONS ? n_sections : GAZ_SECTIONS);
    memcpy(all, bytes, GAZ_SUM);
    memcpy(all + GAZ_SUM, bytes + GAZ_HEAD, table);
    return rcp_hash(all, GAZ_SUM + table);
}

static rcp_status damaged(const rcp_gaz *g, rcp_err *err, const char *what)
{
    return rcp_fail_at(err, RCP_E_RESOURCE, g->file, 0, 0, "the gazetteer is damaged: %s", what);
}

static rcp_status find_section(const rcp_gaz *g, uint32_t n, const char *name, uint32_t unit, rcp_str *out,
                               rcp_err *err)
{
    char padded[GAZ_NAME] = {0};
    memcpy(padded, name, strlen(name));
    for (uint32_t i = 0; i < n; i++) {
        const char *e = g->bytes.s + GAZ_HEAD + GAZ_ENTRY * i;
        uint64_t beg = rcp_u64_at(e + GAZ_NAME), len = rcp_u64_at(e + GAZ_NAME + 8);
        if (memcmp(e, padded, GAZ_NAME))
            continue;
        if (beg < GAZ_HEAD + GAZ_ENTRY * n || beg > g->bytes.len || len > g->bytes.len - beg)
            return damaged(g, err, "a section lies outside the file");
        if (len % unit)
            return damaged(g, err, "a section ends inside a row");
        *out = (rcp_str){g->bytes.s + beg, (uint32_t)len};
        return RCP_OK;
    }
    return damaged(g, err, "a section is missing");
}

static rcp_status find_sections(rcp_gaz *g, uint32_t n, rcp_err *err)
{
    rcp_status s;
    if ((s = find_section(g, n, "place", GAZ_PLACE, &g->place, err)) ||
        (s = find_section(g, n, "name", 4, &g->name, err)) ||
        (s = find_section(g, n, "bucket", 4, &g->bucket, err)) ||
        (s = find_section(g, n, "entry", 4, &g->entry, err)) ||
        (rcp_u32_at(g->bytes.s + 8) > 1 && ((s = find_section(g, n, "skbucket", 4, &g->skbucket, err)) ||
                                            (s = find_section(g, n, "skentry", 4, &g->skentry, err)))) ||
        (s = find_section(g, n, "pool", 1, &g->pool, err)) ||
        (s = find_section(g, n, "info", 1, &g->info, err)))
        return s;
    g->n = g->place.len / GAZ_PLACE;
    g->n_buckets = g->bucket.len / 4 ? g->bucket.len / 4 - 1 : 0;
    g->n_skbuckets = g->skbucket.len / 4 ? g->skbucket.len / 4 - 1 : 0;
    if (g->n > RCP_GAZ_PLACES_MAX)
        return damaged(g, err, "it has too many places");
    if (!g->n_buckets || g->n_buckets & (g->n_buckets - 1) || g->n_skbuckets & (g->n_skbuckets - 1))
        return damaged(g, err, "its index has an odd size");
    return RCP_OK;
}

rcp_status rcp_gaz_open(rcp_gaz *g, rcp_str bytes, const char *file, rcp_err *err)
{
    *g = (rcp_gaz){.bytes = bytes, .file = file};
    if (bytes.len < GAZ_HEAD || memcmp(bytes.s, GAZ_MAGIC, sizeof GAZ_MAGIC))
        return damaged(g, err, "it does not begin like one");
    if (rcp_u32_at(bytes.s + 8) > RCP_GAZ_VERSION)
        return rcp_fail_at(err, RCP_E_VERSION, file, 0, 0,
                           "the gazetteer is of version %u, newer than this recoupe",
                           rcp_u32_at(bytes.s + 8));
    uint32_t n = rcp_u32_at(bytes.s + 12);
    if (rcp_u64_at(bytes.s + 16) != bytes.len || n > GAZ_SECTIONS || GAZ_HEAD + GAZ_ENTRY * n > bytes.len)
        return damaged(g, err, "it is cut off");
    if (rcp_u64_at(bytes.s + GAZ_SUM) != rcp_gaz_checksum(bytes.s, n))
        return damaged(g, err, "the checksum of its section table differs");
    return find_sections(g, n, err);
}

/* The classes of src/find/units.c, so that a run of units has the key of its text. */
enum { SEPARATOR, LETTER, DIGIT };

/* "St. Louis" is "Saint Louis": the word that ends at out[n] written out; the new end, 0 when there is no room. */
static uint32_t write_out(char *out, uint32_t beg, uint32_t n)
{
    static const struct { const char *is, *means; } word[] = {
        {"st", "saint"}, {"ste", "sainte"}, {"mt", "mount"}, {"ft", "fort"}};
    for (size_t i = 0; i < sizeof word / sizeof *word; i++) {
        uint32_t len = (uint32_t)strlen(word[i].means);
        if (!rcp_str_is((rcp_str){out + beg, n - beg}, word[i].is))
            continue;
        if (beg + len > RCP_GAZ_KEY)
            return 0;
        memcpy(out + beg, word[i].means, len);
        return beg + len;
    }
    return n;
}

uint32_t rcp_gaz_key(rcp_str name, char *out)
{
    char folded[RCP_GAZ_KEY];
    uint32_t len = name.len && name.len <= RCP_GAZ_KEY / 3 ? rcp_fold(name, folded, sizeof folded) : 0, n, put = 0, beg = 0;
    int last = SEPARATOR;
    for (uint32_t at = 0; at < len; at += n) {
        uint32_t c = rcp_utf8_at((rcp_str){folded, len}, at, &n);
        int k = rcp_is_digit(c) ? DIGIT : rcp_is_letter(c) ? LETTER : SEPARATOR;
        bool gap = put && k != SEPARATOR && (last == SEPARATOR || (last == LETTER && k == DIGIT));
        if (gap && !(put = write_out(out, beg, put)))
            return 0;
        if (put + n + gap > RCP_GAZ_KEY)
            return 0;
        if (gap) {
            out[put++] = ' ';
            beg = put;
        }
        if (k != SEPARATOR) {
            memcpy(out + put, folded + at, n);
            put += n;
        }
        last = k;
    }
    return put;
}

bool rcp_gaz_place(const rcp_gaz *g, uint32_t row, rcp_place *out)
{
    if (row >= g->n)
        return false;
    const char *p = g->place.s + GAZ_PLACE * (size_t)row;
    *out = (rcp_place){.lat = (int32_t)rcp_u32_at(p) / 1e5, .lon = (int32_t)rcp_u32_at(p + 4) / 1e5,
                       .population = rcp_u32_at(p + 8), .id = rcp_u32_at(p + 12),
                       .first_name = rcp_u32_at(p + 16), .cls = (uint8_t)p[24], .flags = (uint8_t)p[25],
                       .id_kind = (uint8_t)p[26], .weight = (uint8_t)p[27]};
    unpack(rcp_u16_at(p + 20), out->country);
    unpack(rcp_u16_at(p + 22), out->region);
    return out->lat >= -90 && out->lat <= 90 && out->lon >= -180 && out->lon <= 180;
}

static rcp_str pool_at(const rcp_gaz *g, uint32_t at)
{
    uint32_t bad;
    if (at >= g->pool.len)
        return RCP_STR("");
    rcp_str s = {g->pool.s + at + 1, (unsigned char)g->pool.s[at]};
    return s.len <= g->pool.len - at - 1 && rcp_utf8_valid(s, &bad) ? s : RCP_STR("");
}

bool rcp_gaz_name(const rcp_gaz *g, const rcp_place *p, uint32_t i, rcp_str *name, uint32_t *langs)
{
    uint32_t n = g->name.len / 4;
    if (i >= NAMES_MAX || p->first_name >= n || i >= n - p->first_name)
        return false;
    const char *at = g->name.s + 4 * ((size_t)p->first_name + i);
    if (i > 0 && rcp_u32_at(at - 4) & GAZ_LAST)
        return false;
    *name = pool_at(g, rcp_u32_at(at) >> 5);
    *langs = rcp_u32_at(at) & GAZ_LANGS;
    return true;
}

/* Whether one of the place's names has that key. */
static bool has_key(const rcp_gaz *g, uint32_t row, rcp_str key)
{
    rcp_place p;
    rcp_str name;
    uint32_t langs, n, at, end = g->name.len / 4;
    char folded[RCP_GAZ_KEY];
    if (!rcp_gaz_place(g, row, &p))
        return false;
    /* From first_name on, by the same rules as rcp_gaz_name, without asking for each name anew. */
    for (n = 0, at = p.first_name; n < NAMES_MAX && at < end; n++, at++) {
        langs = rcp_u32_at(g->name.s + 4 * (size_t)at);
        name = pool_at(g, langs >> 5);
        uint32_t len = rcp_gaz_key(name, folded);
        if (len && rcp_str_eq((rcp_str){folded, len}, key))
            return true;
        if (langs & GAZ_LAST)
            return false;
    }
    return false;
}

uint32_t rcp_gaz_langs(const rcp_gaz *g, const rcp_place *p, rcp_str key)
{
    char folded[RCP_GAZ_KEY];
    rcp_str name;
    uint32_t langs;
    for (uint32_t i = 0; rcp_gaz_name(g, p, i, &name, &langs); i++) {
        uint32_t len = langs ? rcp_gaz_key(name, folded) : 0;
        if (len && rcp_str_eq((rcp_str){folded, len}, key))
            return langs;
    }
    return 0;
}

/* The entries of a hash's bucket: rows [*beg, the answer) of the index. */
static uint32_t bucket_of(rcp_str bucket, rcp_str entry, uint32_t n_buckets, uint64_t hash, uint32_t *beg)
{
    uint32_t b = (uint32_t)hash & (n_buckets - 1), end;
    *beg = rcp_u32_at(bucket.s + 4 * (size_t)b);
    end = rcp_u32_at(bucket.s + 4 * (size_t)b + 4);
    return *beg > end || end > entry.len / 4 || end - *beg > BUCKET_MAX ? *beg : end;
}

uint32_t rcp_gaz_find(const rcp_gaz *g, rcp_str key, uint32_t *rows, uint32_t room)
{
    uint64_t hash = rcp_hash(key.s, key.len);
    uint32_t n = 0, beg, end = bucket_of(g->bucket, g->entry, g->n_buckets, hash, &beg);
    uint32_t check = (uint32_t)(hash >> (64 - GAZ_CHECK));
    if (!key.len)
        return 0;
    for (uint32_t i = beg; i < end && n < room; i++) {
        uint32_t e = rcp_u32_at(g->entry.s + 4 * (size_t)i);
        if ((e & ((1u << GAZ_CHECK) - 1)) == check && has_key(g, e >> GAZ_CHECK, key))
            rows[n++] = e >> GAZ_CHECK;
    }
    return n;
}

uint32_t rcp_gaz_alike(const rcp_gaz *g, uint64_t skeleton, uint32_t *rows, uint32_t room)
{
    uint32_t n = 0, beg, end, check = (uint32_t)(skeleton >> (64 - GAZ_CHECK));
    if (!g->n_skbuckets)
        return 0;
    end = bucket_of(g->skbucket, g->skentry, g->n_skbuckets, skeleton, &beg);
    for (uint32_t i = beg; i < end && n < room; i++) {
        uint32_t e = rcp_u32_at(g->skentry.s + 4 * (size_t)i);
        if ((e & ((1u << GAZ_CHECK) - 1)) == check && e >> GAZ_CHECK < g->n)
            rows[n++] = e >> GAZ_CHECK;
    }
    return n;
}

const char *rcp_gaz_id(const rcp_gaz *g, const rcp_place *p, char out[64])
{
    rcp_str own;
    switch (p->id_kind) {
    case RCP_GAZ_GEONAMES:
        (void)snprintf(out, 64, "%u", p->id);
        break;
    case RCP_GAZ_WOF:
        (void)snprintf(out, 64, "wof:%u", p->id);
        break;
    default:
        own = pool_at(g, p->id);
        (void)snprintf(out, 64, "%.*s", (int)(own.len < 60 ? own.len : 60), own.s);
    }
    return out;
}

double rcp_gaz_km(double lat, double lon, double lat2, double lon2)
{
    const double rad = 3.14159265358979323846 / 180;
    double a = sin((lat2 - lat) * rad / 2), b = sin((lon2 - lon) * rad / 2);
    double h = a * a + cos(lat * rad) * cos(lat2 * rad) * b * b;
    return 12742 * asin(h < 1 ? sqrt(h) : 1);
}
