/* quantities_inside.h - a quantity while it is put together; private to quantities*.c.
 *
 * Every look to the left or right is bounded, so that the whole is linear in the text. */
#ifndef RCP_FIND_QUANTITIES_INSIDE_H
#define RCP_FIND_QUANTITIES_INSIDE_H

#include "find/find.h"
#include "find/quantities_words.h"

struct rcp_quantities {
    const rcp_numbers *numbers;
    rcp_qwords words;
    const bool *begins;                 /* (n) by word: a quantity may begin with it         */
    uint32_t n;
};

typedef struct {
    const rcp_quantities *q;
    rcp_doc *doc;
    const rcp_pieces *p;
    const rcp_rows *mentions, *times;
    uint32_t time, mention;             /* rows reached, walking along                     */
    uint32_t whole, whole_end;          /* "parmi les 7 blessés": the row, and the piece its part is
                                           looked for behind; 0: none                      */
    uint32_t label_end;                 /* behind the figures that a label names; 0         */
    uint32_t part, part_end;            /* "3 of the 12": the row, and the piece its whole begins at */
} rcp_qfinder;

/* A quantity being put together; beg and end are pieces. */
typedef struct {
    uint32_t beg, end, of_beg, of_end;
    double   lo, hi;
    bool     open, about, figures, article, one, several, range, grouped, scaled;
    bool     share, none, negative;     /* a third; no; below zero                         */
    bool     dashed;                    /* a range by a dash: "5-12"                          */
    bool     of_them;                   /* "four of them"                                   */
    bool     at_least;                  /* a lower bound stands before it, and is no place  */
    const rcp_qphrase *unit, *per;      /* per: the time of a rate                         */
    rcp_sym  noun, toll;                /* noun: unit in the document's own words          */
    uint32_t kind;
    rcp_why  why;
} rcp_qdraft;

static inline const rcp_piece *rcp_qpiece(const rcp_qfinder *f, uint32_t at)
{
    return &f->p->piece[at];
}
static inline const rcp_num_word *rcp_qnumber(const rcp_qfinder *f, uint32_t at)
{
    return rcp_num_of(f->q->numbers, rcp_qpiece(f, at));
}
/* The longest phrase of the role that begins at piece `at`, or ends right before it; NULL. */
static inline const rcp_qphrase *rcp_qphrase_at(const rcp_qfinder *f, uint32_t at, uint32_t role)
{
    return rcp_qwords_at(&f->q->words, rcp_qpiece(f, at), role);
}
const rcp_qphrase *rcp_qphrase_before(const rcp_qfinder *f, uint32_t at, uint32_t role);

/* Whether piece `at` is a sign of the set. */
bool rcp_qsign(const rcp_qfinder *f, uint32_t at, const char *set);
/* A word of a cardinal or a collective: it begins another number. */
bool rcp_qcounts(const rcp_qfinder *f, uint32_t at);

/* quantities_number.c: the number at `at`: cardinal, share, collective, bare plural, several, none;
 * then a range or a list behind it ("5 à 12", "5, 6, 11 ou 12"). */
bool rcp_qread_core(const rcp_qfinder *f, uint32_t at, rcp_qdraft *d);
void rcp_qread_range(const rcp_qfinder *f, rcp_qdraft *d);

/* quantities_refuse.c: figures that name something, ordinals, years, what lies on a time or in a name. */
bool rcp_qrefused(rcp_qfinder *f, const rcp_qdraft *d, rcp_span core);
/* What counts nothing, once no unit and no noun is found: "Satan 2"; figures beside figures, as in an
 * account's or a telephone number. */
bool rcp_qnames_after(const rcp_qfinder *f, const rcp_qdraft *d, uint32_t core_beg);
bool rcp_qis_code(const rcp_qfinder *f, const rcp_qdraft *d, uint32_t core_beg);
bool rcp_qlooks_like_year(const rcp_qfinder *f, const rcp_qdraft *d);

/* quantities_count.c: what it counts. */
bool rcp_qread_unit(const rcp_qfinder *f, rcp_qdraft *d);
void rcp_qread_noun(rcp_qfinder *f, rcp_qdraft *d);
/* "40 % des infrastructures": what it is a share of. */
void rcp_qread_noun_of(rcp_qfinder *f, rcp_qdraft *d);
void rcp_qread_age(const rcp_qfinder *f, rcp_qdraft *d);
void rcp_qread_toll(const rcp_qfinder *f, rcp_qdraft *d);
void rcp_qread_ratio(const rcp_qfinder *f, rcp_qdraft *d);
void rcp_qread_rate(const rcp_qfinder *f, rcp_qdraft *d);
/* Adjectives behind the noun, by the tree: "soldats ukrainiens". */
void rcp_qread_adjectives(const rcp_qfinder *f, rcp_qdraft *d);

/* The UPOS of the word at a piece, 0 where there is none; *word gets its row. */
uint32_t rcp_qupos(const rcp_qfinder *f, uint32_t at, uint32_t *word);

/* quantities_part.c: a row just added, a part of another or its whole ("7 blessés dont 4 touristes"). */
void rcp_qread_part(rcp_qfinder *f, const rcp_qdraft *d, rcp_rows *rows);

#endif
