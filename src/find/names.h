/* names.h - inside the finder of names: what its steps share.
 *
 *   names_load.c     compiles tables and phrases into one trie
 *   units.c          cuts the report into units
 *   names_match.c    names, then phrases built on them; the longest from the left
 *   names_unknown.c  people and bodies that no table has
 *   places.c         places that the gazetteer has, and which of them is meant
 *   variants_*.c     what has another spelling than the lists: variants.h
 *   names_resolve.c  which country, which body, which holder of an office
 *   names.c          runs these and makes rcp_mention rows
 *
 * What only the tagger of names sees, and pronouns, come later: names_tagged.c, coref.c.
 */
#ifndef RCP_FIND_NAMES_H
#define RCP_FIND_NAMES_H

#include "find/find.h"
#include "find/trie.h"
#include "find/units.h"

/* A row of data/classes.tsv: a class of body, group, office or place, by country. */
typedef struct {
    rcp_sym  cls, sector;
    uint16_t kind, flags;               /* RCP_CLASS_... */
    rcp_str  name;                      /* "{adj} Ministry of Defence"; offices: the roles that fit */
} rcp_name_class;
enum {
    RCP_CLASS_BARE = 1,                 /* a phrase without country still names one: look for it */
    RCP_CLASS_STATE = 2,                /* speaks for its country */
};

/* A row of lang/<code>/groups.tsv. */
typedef struct { uint32_t cls, flags; rcp_why why; } rcp_phrase;
enum { RCP_PHRASE_ANAPHOR = 1 };        /* "bare": only with an earlier mention to go back to */

/* What a word is, beside its place in names (lang/<code>/name_words.tsv, data/given_names.tsv). */
enum {
    RCP_NW_MALE = 1, RCP_NW_FEMALE = 2, /* a given name; both: either */
    RCP_NW_TITLE = 4,                   /* M., general: a person's name follows */
    RCP_NW_SAY = 8,                     /* said, déclaré */
    RCP_NW_PARTICLE = 16,               /* de, von, al: inside a name */
    RCP_NW_STOP = 32,                   /* capital, but no name: days, months, peoples */
    RCP_NW_BE = 512,                    /* est, was: a place after it does not act */
    RCP_NW_ARTICLE = 1024,
    RCP_NW_PREPOSITION = 2048,
    RCP_NW_SKIP = 4096,                 /* between subject and verb: ne, also, se */
    RCP_NW_OF = 8192,                   /* joins an office and its body: "du", "for the" */
    RCP_NW_HINT = 16384,                /* agency, newspaper: the capital after it is a name */
    RCP_NW_ORG = 32768,                 /* Committee, Université: a body's name, no person's */
    RCP_NW_AT = 1 << 16,                /* in, à: a place may follow */
    RCP_NW_KIND = 1 << 17,              /* town, ville: "town of X", "la ville de X" */
    RCP_NW_AREA = 1 << 18,              /* area, residents: "the X area" */
    RCP_NW_AND = 1 << 20,               /* and, et: what stands beside it is of one kind */
    RCP_NW_NOPLACE = 1 << 19            /* Congress, Facebook: "in Congress" is no place */
};

typedef struct { rcp_sym role; uint32_t beg, end; } rcp_role_index;    /* holdings of a role */

struct rcp_names {
    rcp_trie        trie;
    const rcp_entities *e;
    uint32_t       *alias_flags;        /* n_aliases: the file's, and RCP_ALIAS_UPPER */
    rcp_rows        phrases, classes;
    uint32_t       *word_flags;         /* by word; n_word_flags */
    uint32_t        n_word_flags;
    rcp_sym         slot[8];            /* words of the slots */
    rcp_why         place_why;          /* why a place of the gazetteer was found */
    rcp_sym         s;                  /* the word "s" of 's */
    rcp_str        *adjective;          /* by country row: "Russian" */
    const struct rcp_name_variants *variants;   /* variants.h; NULL: none */
    rcp_rows        bodies;             /* uint32_t: entity rows that a class may name */
    char            lang[8];
    char            domain[26][26][4];  /* alpha-3 of the country a top-level domain is of; "" */
};
enum { RCP_SLOT_ADJ, RCP_SLOT_COUNTRY, RCP_SLOT_REGION, RCP_SLOT_PLACE, RCP_SLOT_NAME, RCP_N_SLOTS };
enum { RCP_ALIAS_UPPER = 1 << 16 };     /* begins with a capital, and so must the text */

/* One thing found; units [beg, end). */
typedef struct {
    uint32_t beg, end;
    uint32_t kind, flags;               /* flags: RCP_MENTION_..., RCP_FOUND_... */
    uint32_t entity, cls;               /* entity row; class row; 0 */
    uint32_t of;                        /* offices: entity of the body or region; 0 */
    uint32_t chain;                     /* row it goes back to; 0: itself */
    rcp_sym  name, country, sector;
    rcp_why  why;
    uint32_t alias;                     /* alias number + 1; 0: no alias */
    uint32_t geonames;                  /* with RCP_MENTION_LOCATED; 0 */
    double   lat, lon;                  /* with RCP_MENTION_LOCATED */
} rcp_found;
enum {
    RCP_FOUND_LAST = 1 << 16,           /* a bare last name: needs the full one */
    RCP_FOUND_BARE = 1 << 17,           /* an anaphor: needs an antecedent */
    RCP_FOUND_DEAD = 1 << 18,           /* taken back */
    RCP_FOUND_UNKNOWN = 1 << 19,        /* of no table: the text's own words */
    RCP_FOUND_VARIANT = 1 << 20         /* another spelling than the list's */
};

typedef struct {
    const rcp_pack  *pack;
    const rcp_names *names;
    rcp_doc   *doc;
    rcp_arena *scratch;
    rcp_rows   units;                   /* rcp_unit */
    rcp_rows   found;                   /* rcp_found, in order of beg; an outer one before what it holds */
    uint32_t  *at;                      /* by unit: the found row that covers it; 0 */
    int32_t    day;                     /* day of publication; RCP_DAY_MIN: not known */
} rcp_search;

static inline const rcp_unit *rcp_unit_at(const rcp_search *s, uint32_t i)
{
    return RCP_ROW(&s->units, rcp_unit, i);
}
static inline rcp_found *rcp_found_at(const rcp_search *s, uint32_t i)
{
    return RCP_ROW(&s->found, rcp_found, i);
}
/* RCP_NW_... of unit i; 0 past the end. */
static inline uint32_t rcp_unit_is(const rcp_search *s, uint32_t i)
{
    if (i == 0 || i >= s->units.n)
        return 0;
    rcp_sym w = rcp_unit_at(s, i)->word;
    return w < s->names->n_word_flags ? s->names->word_flags[w] : 0;
}
/* Part of speech of unit i's token; 0 where tags are missing. */
uint32_t rcp_unit_upos(const rcp_search *s, uint32_t i);
/* Text of units [beg, end). */
rcp_str rcp_units_text(const rcp_search *s, uint32_t beg, uint32_t end);

/* The steps; all may fail with RCP_E_LIMIT. */
rcp_status rcp_names_match(rcp_search *s);
rcp_status rcp_names_unknown(rcp_search *s);
rcp_status rcp_places_find(rcp_search *s);      /* places.h */
rcp_status rcp_names_resolve(rcp_search *s);

/* What the given name that a person's name begins with says: RCP_NW_MALE, RCP_NW_FEMALE, both; 0: no given name. */
uint32_t rcp_names_gender(const rcp_names *names, rcp_str name);

/* The country (alpha-3) of a two-letter top-level domain, in small letters; "" where it is none, or is sold to anybody. */
rcp_str rcp_names_country(const rcp_names *names, rcp_str domain);

/* Put s->found in its order; s->at is wrong after it. */
void rcp_names_sort(rcp_search *s);
/* The word of [beg, end) whose head lies outside; 0 where there is no tree. */
rcp_id rcp_names_head(const rcp_doc *doc, rcp_id beg, rcp_id end);

/* A new row of units [beg, end), of kind `kind`; what stood there is taken back.  NULL: no room. */
rcp_found *rcp_found_instead(rcp_search *s, uint32_t beg, uint32_t end, uint32_t kind);

/* Index s->at anew from s->found. */
void rcp_names_cover(rcp_search *s);

#endif
