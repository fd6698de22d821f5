/* places.h - inside the finder of places: what its steps share.
 *
 *   places.c         which words may be a place: known ones, and runs of capitals that the gazetteer has
 *   places_beside.c  what stands beside a name: prepositions, "town of", ", Texas"
 *   places_context.c whose report it is, and of whom
 *   places_settle.c  which of the places of one name is meant
 */
#ifndef RCP_FIND_PLACES_H
#define RCP_FIND_PLACES_H

#include "find/names.h"
#include "gaz/gaz.h"

enum { RCP_OPTIONS_MAX = 24 };          /* places of one name that are weighed, the likeliest */

/* One place that a name may mean. */
typedef struct { uint32_t row; rcp_place place; float prior, score; } rcp_option;

/* A name of the report, wherever it stands. */
typedef struct {
    uint64_t hash;                      /* of its key                                    */
    uint32_t option_beg, option_end;    /* rows of `options`                             */
    uint32_t entity;                    /* what data/ takes it for; 0                    */
    uint32_t chosen;                    /* row of `options`; 0: none fits                */
    uint32_t n;                         /* times it stands there                         */
    int32_t  evidence;                  /* the strongest of its spots                    */
    bool     accepted;
} rcp_toponym;

/* A place where a name stands. */
typedef struct {
    uint32_t beg, end;                  /* units                                         */
    uint32_t found;                     /* row of found, where a list knows it; 0        */
    struct { uint32_t beg, end, row; } larger[3];       /* ", Ky.": what no list knows of what stands behind */
    uint32_t n_larger;
    uint32_t toponym, chosen;           /* chosen: its own, where something beside it says so; 0 */
    int32_t  evidence;
    char     country[4], region[4];     /* named beside it; ""                           */
} rcp_spot;

/* A country (alpha-3), and how much speaks for it. */
typedef struct { char country[4]; float weight; } rcp_place_share;
enum { RCP_CONTEXT_MAX = 16 };

typedef struct {
    rcp_search    *s;
    struct { rcp_place_share row[RCP_CONTEXT_MAX]; uint32_t n; } context;      /* of those who act, and of the outlet */
    const rcp_gaz *gaz;
    rcp_rows       options, toponyms, spots;
    uint32_t      *slot, n_slots;       /* toponym by hash, open addressing              */
    bool           weighed;             /* what stands beside the spots is in the priors  */
    bool          *taken;               /* by unit: a new place stands there             */
} rcp_places;

static inline rcp_option *rcp_option_at(const rcp_places *p, uint32_t i)
{
    return RCP_ROW(&p->options, rcp_option, i);
}
static inline rcp_toponym *rcp_toponym_at(const rcp_places *p, uint32_t i)
{
    return RCP_ROW(&p->toponyms, rcp_toponym, i);
}
static inline rcp_spot *rcp_spot_at(const rcp_places *p, uint32_t i)
{
    return RCP_ROW(&p->spots, rcp_spot, i);
}

/* Rows of the gazetteer that units [beg, end) name; the likeliest first. */
uint32_t rcp_places_look(const rcp_places *p, uint32_t beg, uint32_t end, uint32_t *rows, uint32_t room);

/* Fill country and region of a spot from ", Texas", "(Marne)", "the Ukrainian town of"; *after gets the unit
 * behind what was read. */
void rcp_places_beside(const rcp_places *p, rcp_spot *spot, uint32_t *after);

/* How much speaks for units [beg, end) being a place; below 0: something speaks against it. */
int32_t rcp_places_evidence(const rcp_places *p, const rcp_spot *spot);

/* Whether nothing but a blank, a hyphen or an abbreviation's dot stands before unit i; a dash parts. */
bool rcp_places_joined(const rcp_search *s, uint32_t i);

/* "D-Charleston": a party's letters before a member's town. */
bool rcp_places_party(const rcp_search *s, uint32_t i);

/* Accept what no word speaks for, but what lies near to a place that is accepted; true: some were. */
bool rcp_places_accept_near(rcp_places *p, int32_t least);

/* Give a found row the coordinates of a place, and what is disputed. */
void rcp_places_locate(rcp_found *f, const rcp_place *place);

/* The countries of those who act in the report, and the outlet's. */
void rcp_places_context(rcp_places *p);

/* Choose for every toponym, and for the spots that have a country or region of their own. */
void rcp_places_settle(rcp_places *p);

/* The whole step: s->found gains places, and coordinates.  Nothing without a gazetteer. */
rcp_status rcp_places_find(rcp_search *s);

#endif
