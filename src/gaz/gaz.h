/* gaz.h - the gazetteer: places with coordinates and all their names, in one file that is mapped and used
 * in place.
 *
 * Little-endian:
 *   "RCPGAZ1\0"  u32 version  u32 n_sections  u64 size  u64 xxh3 of bytes [0, 24) and of the section table
 *   zeros up to 64
 *   n_sections times: name (16 bytes, zero-padded)  u64 beg  u64 len         (offsets from the start)
 *   sections, each on a 64-byte boundary:
 *     place   28 bytes each, the likeliest first: i32 lat, i32 lon (1e-5 degrees), u32 population, u32 id,
 *             u32 first name, u16 country, u16 region, u8 class, u8 flags, u8 kind of id, u8 weight
 *     name    u32 each: offset in "pool" << 5 | languages | 1 on the last name of a place
 *     bucket  u32 each: first row of "entry", by the low bits of the name's hash; a power of two and one
 *     entry   u32 each: place << 12 | the high 12 bits of the name's hash; by bucket, then by place
 *     skbucket, skentry   the same two for skeletons (variant/variant.h) of the names of places in countries that
 *             write Cyrillic, in place of names; missing in files of version 1
 *     pool    strings: a byte of length, then UTF-8
 *     info    text for people: the sources
 * Opening looks at the head and the table only, so that nothing else becomes resident; every access is
 * checked instead: a damaged file gives fewer or other places, never a read outside it.
 */
#ifndef RCP_GAZ_H
#define RCP_GAZ_H

#include "base/base.h"

enum { RCP_GAZ_VERSION = 2, RCP_GAZ_KEY = 192, RCP_GAZ_PLACES_MAX = 1 << 20 };

/* What a place is; the order is that of the words in gaz.c. */
typedef enum {
    RCP_GAZ_OTHER, RCP_GAZ_CONTINENT, RCP_GAZ_COUNTRY, RCP_GAZ_REGION, RCP_GAZ_COUNTY, RCP_GAZ_CAPITAL,
    RCP_GAZ_SEAT,                       /* of a region                                   */
    RCP_GAZ_TOWN, RCP_GAZ_VILLAGE,
    RCP_GAZ_SUBURB,                     /* a part of a town                              */
    RCP_GAZ_AREA, RCP_GAZ_ISLAND, RCP_GAZ_SEA, RCP_GAZ_LAKE, RCP_GAZ_RIVER, RCP_GAZ_MOUNTAIN,
    RCP_GAZ_AIRBASE, RCP_GAZ_RANGE, RCP_GAZ_NUCLEAR, RCP_GAZ_DAM, RCP_GAZ_BRIDGE, RCP_GAZ_SITE,
    RCP_GAZ_N_CLASSES
} rcp_gaz_class;

enum { RCP_GAZ_DISPUTED = 1 };          /* rcp_place.flags                               */
enum { RCP_GAZ_EN = 2, RCP_GAZ_FR = 4, RCP_GAZ_RU = 8, RCP_GAZ_UK = 16 };       /* languages of a name */
enum { RCP_GAZ_GEONAMES, RCP_GAZ_WOF, RCP_GAZ_OWN };                            /* kinds of id */

typedef struct rcp_gaz {
    rcp_str     bytes;                  /* borrowed: the mapped file                     */
    const char *file;                   /* for messages; must outlive the gazetteer      */
    rcp_str     place, name, bucket, entry, skbucket, skentry, pool, info;
    uint32_t    n, n_buckets, n_skbuckets;      /* places: rows [0, n)                   */
} rcp_gaz;

typedef struct {
    double   lat, lon;                  /* degrees                                       */
    uint32_t population, id;            /* id: of GeoNames or Who's On First; of RCP_GAZ_OWN: in the pool */
    char     country[4], region[4];     /* ISO 3166 alpha-3; GeoNames' first-level code; "" */
    uint8_t  cls, flags, id_kind, weight;       /* weight: how likely before any context */
    uint32_t first_name;
} rcp_place;

/*
 * Check the head, the section table and that each section lies inside.  Borrows `bytes`.
 * RCP_E_RESOURCE when damaged, RCP_E_VERSION when made by a newer recoupe.  Costs microseconds.
 */
rcp_status rcp_gaz_open(rcp_gaz *g, rcp_str bytes, const char *file, rcp_err *err);

/* The form that names are compared by: folded words, parted by one blank; cut where letters turn into
 * digits; "St." before another word is "saint".  Written to out (RCP_GAZ_KEY bytes); its length, 0 when there is none or it is too long. */
uint32_t rcp_gaz_key(rcp_str name, char *out);

/* Rows of the places with that key, likeliest first; at most `room`.  One probe of the hash table. */
uint32_t rcp_gaz_find(const rcp_gaz *g, rcp_str key, uint32_t *rows, uint32_t room);

/*
 * Rows of the places in Ukraine, Belarus and Russia one of whose names may have the skeleton of that hash
 * (rcp_skeleton_hash), likeliest first; at most `room`.  Some have not: the caller compares the names.
 */
uint32_t rcp_gaz_alike(const rcp_gaz *g, uint64_t skeleton, uint32_t *rows, uint32_t room);

/* The languages of the place's name that has this key, RCP_GAZ_EN for the canonical one; 0: only another name
 * has it, or none. */
uint32_t rcp_gaz_langs(const rcp_gaz *g, const rcp_place *p, rcp_str key);

/* One place; false where there is no such row. */
bool rcp_gaz_place(const rcp_gaz *g, uint32_t row, rcp_place *out);

/* Name i of a place (0: the canonical one), and its languages; false past the last. */
bool rcp_gaz_name(const rcp_gaz *g, const rcp_place *p, uint32_t i, rcp_str *name, uint32_t *langs);

/* The id as it stands in the sources ("2643743", "wof:101752481", "machulishchy") at out (64 bytes). */
const char *rcp_gaz_id(const rcp_gaz *g, const rcp_place *p, char out[64]);

/* "town", "region" ...; the reverse: -1 for a word that is no class. */
const char *rcp_gaz_class_word(uint32_t cls);
int rcp_gaz_class_of(rcp_str word);

/* Great-circle distance in km. */
double rcp_gaz_km(double lat, double lon, double lat2, double lon2);

#endif
