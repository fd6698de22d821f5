/* entity.h - the people, organisations, places and equipment that recoupe knows by name.
 *
 * Read from the TSV files of data/ (format: doc/data.md).  Row numbers follow the files' order, so they are
 * the same in every pack; what leaves the process is the id ("person/vladimir-putin").
 */
#ifndef RCP_ENTITY_H
#define RCP_ENTITY_H

#include "lang/res.h"

typedef struct {
    rcp_sym  id, name;                  /* name: the usual English one, which is canonical */
    rcp_sym  name_fr;
    uint16_t kind;                      /* rcp_kind values                              */
    uint16_t flags;                     /* RCP_ENTITY_...                               */
    rcp_sym  country;                   /* ISO 3166 alpha-3; 0                          */
    rcp_sym  sector;                    /* PLOVER sector: GOV, MIL, JRN ...; 0          */
    rcp_sym  cls;                       /* the file's own class: "agency", "missile.srbm", "capital" */
    rcp_sym  wikidata, geonames;        /* "Q7747"; 0                                   */
    double   lat, lon;                  /* NaN: none                                    */
    int32_t  from, to;                  /* days a role was held; RCP_DAY_MIN, _MAX: open */
    rcp_sym  role;                      /* people: "president", the latest held; 0      */
    uint32_t holding;                   /* people: the first of their offices; 0 none   */
    uint32_t range;                     /* equipment: row of `range`; 0 none            */
    rcp_why  why;
} rcp_entity;

enum {
    RCP_ENTITY_ACTS = 1,                /* a capital or seat: "Moscow said" is a government */
    RCP_ENTITY_AGENCY = 2,              /* a news agency or outlet: a source in "via"   */
    RCP_ENTITY_COUNTRY = 4,
    RCP_ENTITY_REGION = 8,
    RCP_ENTITY_DISPUTED = 16,
    RCP_ENTITY_MALE = 32, RCP_ENTITY_FEMALE = 64
};

/* A printed form of an entity: `text`, followed by `rest` where that is not empty (a given name
 * and a last name).  Both are borrowed from the resource files. */
typedef struct {
    rcp_str  text, rest;
    char     lang[4];                   /* "fr": this language only; "": any            */
    uint32_t entity, flags;
    rcp_why  why;
} rcp_alias;
enum {
    RCP_ALIAS_CASED = 1,                /* only with this case: "Tasse" the agency      */
    RCP_ALIAS_ANYCASE = 2,              /* in any case; else a capital asks for one     */
    RCP_ALIAS_LAST = 4,                 /* a last name that needs the full one elsewhere in the report */
    RCP_ALIAS_DEMONYM = 8,              /* adjective or people of a country             */
    RCP_ALIAS_BASE = 16                 /* only in a region phrase: "oblast de Koursk"  */
};

/* Who held an office, and when. */
typedef struct {
    rcp_sym  role, of;                  /* "president"; alpha-3, or an id ("organisation/nato") */
    uint32_t person;                    /* row                                          */
    int32_t  from, to;                  /* days, half open                              */
    rcp_sym  country, sector;           /* of one who holds it: of the body, else by data/offices.tsv */
    uint32_t rank;                      /* line of offices.tsv: of two offices the lower one speaks */
    uint32_t next;                      /* 1 + the same person's next one in `holding`; 0: no more */
    rcp_why  why;
} rcp_holding;

/* A kind of office: data/offices.tsv. */
typedef struct {
    rcp_sym  role, sector;
    bool     one;                       /* at most one holder at a time                 */
} rcp_office;

/* How far a piece of equipment reaches, as a source has it: data/equipment_ranges.tsv. */
typedef struct {
    double   lo, hi;                    /* km, lo <= hi                                 */
    rcp_sym  of, source;                /* "missile", "combat radius" ...; who says so  */
    bool     unconfirmed;               /* only one side claims it                       */
    rcp_why  why;
} rcp_reach;

typedef struct {
    rcp_entity *row;                    /* row 0 nil                                    */
    uint32_t    n;
    rcp_alias  *alias;                  /* n_aliases, in file order                     */
    uint32_t    n_aliases;
    rcp_holding *holding;               /* n_holdings, in file order                    */
    uint32_t    n_holdings;
    rcp_office *office;                 /* row 0 nil                                    */
    uint32_t    n_offices;
    rcp_reach  *range;                  /* row 0 nil                                    */
    uint32_t    n_ranges;
    uint32_t    n_countries;            /* rows [1, n_countries] are the countries      */
    uint32_t   *row_of;                 /* entity row by symbol of its id; n_row_of     */
    uint32_t    n_row_of;
} rcp_entities;

rcp_status rcp_entities_load(rcp_entities *e, const rcp_res *res, rcp_syms *syms, rcp_arena *a,
                             rcp_err *err);

/* Row of an id, or 0.  Linear only in the length of the id. */
uint32_t rcp_entity_lookup(const rcp_entities *e, const rcp_syms *syms, rcp_str id);
/* What a person was on a day: the country and the sector of the office held then (of two, the one that
 * stands first in data/offices.tsv), else those of people.tsv; but one whose own sector is that of
 * an office of state (GOV, LEG, JUD, IGO) and of whom we know offices is ELI where none of them holds,
 * as Phoenix's dated actor codes have it.  RCP_DAY_MIN (no day known), or a row that is
 * no person: the row's own.  Cost: the offices of one person. */
typedef struct { rcp_sym country, sector; } rcp_standing;
rcp_standing rcp_entity_on(const rcp_entities *e, const rcp_syms *syms, uint32_t row, int32_t day);

/* The country's entity row for an alpha-3 code, or 0. */
uint32_t rcp_country_lookup(const rcp_entities *e, rcp_sym alpha3);

#endif
