/* variant.h - one name in many spellings: Zelensky, Zelenskyy, Selenskyj, Зеленський.
 *
 * A name becomes a lattice of readings: every group of its letters is read as one or more letters of a pivot
 * alphabet, under French, English, German, Polish and scholarly spelling, or from Cyrillic (data/readings.tsv).
 * Two names are as far apart as the nearest two paths through their lattices, by an edit distance whose costs
 * are in data/alike.tsv.  What names are looked up by is their skeleton: consonants, in classes.
 *
 * Keys that keep the consonants: L. Philips, "The Double Metaphone Search Algorithm" (C/C++ Users Journal, 2000).
 * Rules by language, several readings of one name: A. Beider and S. Morse, "Beider-Morse Phonetic Matching" (2008).
 * Edit distance with costs by letter, over lattices: R. Wagner and M. Fischer (J. ACM 21, 1974) on the product
 * of two acyclic automata (M. Mohri, "Edit-distance of weighted automata", 2003).  Romanisations: ISO 9,
 * BGN/PCGN 1947/1979/2019, ICAO Doc 9303, Ukraine's KMU 55 (2010), Belarus's instruction of 2007.
 */
#ifndef RCP_VARIANT_H
#define RCP_VARIANT_H

#include "base/syms.h"
#include "lang/res.h"

enum {
    RCP_VARIANT_BYTES = 96,             /* of a name; longer ones have no readings               */
    RCP_VARIANT_NODES = 120, RCP_VARIANT_EDGES = 480,
    RCP_SKELETON = 24,                  /* bytes of a skeleton, with its NUL                     */
    RCP_SKELETONS = 16,                 /* of one name, at most                                  */
    RCP_VARIANT_WORDS = 6,              /* of one name of a person, at most                      */
    RCP_READINGS_SHOWN = 8,
    RCP_PIVOT_LETTERS = 32
};

/* Countries that write Cyrillic, and whose names stand in reports in many spellings. */
enum { RCP_VARIANT_COUNTRIES = 3 };
extern const char rcp_variant_country[RCP_VARIANT_COUNTRIES][4];

/* One group of letters and what it may be. */
typedef struct {
    rcp_str  letters;                   /* borrowed from the file, without anchors               */
    bool     first, last;               /* only at a word's beginning, at its end                */
    bool     cyrillic;
    uint8_t  n_pivot, pivot[4];         /* pivot letters; 0: silent                              */
    uint32_t next;                      /* the next row with this first letter; 0                */
    float    cost;
} rcp_reading;

typedef struct rcp_readings {
    rcp_reading *row;                   /* rows [1, n)                                           */
    uint32_t     n, first[2][64];       /* by script and the first letter's low bits; 0          */
    char         letter[RCP_PIVOT_LETTERS];     /* by pivot letter, from 1 on                    */
    rcp_str     *ending;                /* of patronymics, in lower case; n_endings              */
    uint32_t     n_endings;
    float        alike[RCP_PIVOT_LETTERS][RCP_PIVOT_LETTERS];   /* row or column 0: put in, dropped */
} rcp_readings;

/* From readings.tsv, alike.tsv and patronymics.tsv in `res`, which is borrowed; without readings.tsv no name has
 * a reading. */
rcp_status rcp_readings_load(rcp_readings *r, const rcp_res *res, rcp_arena *a, rcp_err *err);

/* letter 0: nothing is read.  Edges are sorted by `to`; from < to. */
typedef struct { uint8_t from, to, letter; float cost; } rcp_lattice_edge;
typedef struct {
    rcp_lattice_edge edge[RCP_VARIANT_EDGES];
    uint16_t into[RCP_VARIANT_NODES + 1];       /* edges into node v: [into[v], into[v + 1])     */
    uint32_t n_nodes, n_edges;                  /* the name goes from node 0 to node n_nodes - 1 */
    float    weight, heaviest;          /* what dropping all letters costs: of its lightest, its heaviest reading */
} rcp_lattice;

/* All readings of a name; blanks and hyphens between its words are passed over.  false: it has none, or is too
 * long. */
bool rcp_lattice_of(const rcp_readings *r, rcp_str name, rcp_lattice *out);

/* The cheapest readings, the cheapest first: strings of pivot letters and their costs.  Their number. */
typedef struct { char text[64]; float cost; } rcp_reading_text;
uint32_t rcp_lattice_readings(const rcp_readings *r, const rcp_lattice *l, rcp_reading_text out[RCP_READINGS_SHOWN]);

/* The skeletons: B P V H K D T S L M N R; hissing sounds are one class, vowels, j and doubles are dropped.
 * Their number; 0 where the name has no consonant. */
uint32_t rcp_lattice_skeletons(const rcp_readings *r, const rcp_lattice *l, char out[RCP_SKELETONS][RCP_SKELETON]);

/* One skeleton for all usual spellings of a name: of its cheapest readings the longest.  Its length; 0: none. */
uint32_t rcp_lattice_skeleton(const rcp_readings *r, const rcp_lattice *l, char out[RCP_SKELETON]);

/* How far two names are apart: 0 the same, about 1 a consonant that differs.  Not over `most` (then: most). */
float rcp_lattice_distance(const rcp_readings *r, const rcp_lattice *a, const rcp_lattice *b, float most);

/* A person's name in words: lattices of each, with what the alignment wants to know. */
typedef struct {
    rcp_lattice word[RCP_VARIANT_WORDS];
    uint32_t    n;
    bool        initial[RCP_VARIANT_WORDS];     /* "V."                                          */
    bool        patronymic[RCP_VARIANT_WORDS];  /* "Vladimirovich", "Ивановна"                   */
} rcp_person;

/* false: no word has a reading.  Words in brackets, and words past the sixth, are left out. */
bool rcp_person_of(const rcp_readings *r, rcp_str name, rcp_person *out);

/*
 * The same for persons, whose words may stand in another order, be initials, or lack (a patronymic costs
 * little).  Words are matched one to one, as cheaply as possible.
 */
float rcp_person_distance(const rcp_readings *r, const rcp_person *a, const rcp_person *b);

/*
 * Names by skeleton.  Persons are found by any word, other names by all of it.
 */
typedef struct { uint64_t key; uint32_t name; } rcp_variant_key;
typedef struct { rcp_str text; uint32_t owner; } rcp_variant_name;
typedef struct {
    const rcp_readings *r;
    bool      persons;
    rcp_rows  names, keys;              /* rcp_variant_name, rcp_variant_key: rows from 1 on, keys sorted */
} rcp_variants;
typedef struct { uint32_t name; float distance; } rcp_variant_hit;

rcp_status rcp_variants_init(rcp_variants *v, const rcp_readings *r, bool persons, rcp_arena *a);
/* Borrows the text.  A name without skeleton is no error and is never found. */
rcp_status rcp_variants_add(rcp_variants *v, rcp_str name, uint32_t owner);
/* After the last name, before the first search. */
void rcp_variants_close(rcp_variants *v);

/* Room that searches of one index share, one after the other: about 60 kB.  NULL: the arena is full. */
typedef struct rcp_variant_work rcp_variant_work;
rcp_variant_work *rcp_variants_work(const rcp_variants *v, rcp_arena *a);

/*
 * Names nearer than `most` to one, the nearest first; their number, at most `room`.  Of all that share a
 * skeleton, RCP_VARIANT_TRIED at most are compared.
 * least   of persons: so many words share a skeleton; of others: so many consonants has it.
 */
enum { RCP_VARIANT_TRIED = 2000 };
uint32_t rcp_variants_find(const rcp_variants *v, rcp_str name, float most, uint32_t least, rcp_variant_work *work,
                           rcp_variant_hit *out, uint32_t room);

/* The hash a skeleton is looked up by. */
static inline uint64_t rcp_skeleton_hash(const char *skeleton)
{
    return rcp_hash(skeleton, strlen(skeleton));
}

#endif
