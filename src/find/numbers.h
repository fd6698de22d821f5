/* numbers.h - cardinal numbers in figures and words, by lang/<code>/numbers.tsv. */
#ifndef RCP_FIND_NUMBERS_H
#define RCP_FIND_NUMBERS_H

#include "find/pieces.h"
#include "lang/pack.h"

typedef enum {                          /* what a word does in a number; see numbers.tsv */
    RCP_NUM_NONE, RCP_NUM_ARTICLE, RCP_NUM_ONE, RCP_NUM_DIGIT, RCP_NUM_TEEN, RCP_NUM_TEN, RCP_NUM_HUNDRED,
    RCP_NUM_SCALE, RCP_NUM_COLLECTIVE, RCP_NUM_COLLECTIVES, RCP_NUM_AND, RCP_NUM_DECIMAL,
    RCP_NUM_GROUP, RCP_NUM_SHORT, RCP_NUM_POINT
} rcp_num_kind;

typedef struct { double value; uint32_t kind; rcp_why why; } rcp_num_word;

typedef struct {
    rcp_num_word *word;                 /* (n) by word number; zero where it is no number word */
    uint32_t n;
    bool     group_space;               /* "1 200" is one number */
    bool     vigesimal;                 /* soixante-dix, quatre-vingt-dix */
} rcp_numbers;

typedef struct {
    double   value;                     /* NaN: too long to be a value              */
    uint32_t n;                         /* pieces                                   */
    bool     figures, article;          /* begins with figures; only un, une, a, an, one */
    bool     one;                       /* only one: no article, yet no count by itself  */
    bool     decimals, grouped, scaled; /* 3,5; 1 200; a scale word is in it        */
    rcp_why  why;
} rcp_number;

/* Read numbers.tsv of the pack's language into `vocab` and `out`.  Words are added while the
 * vocabulary is open; a language without the file has no numbers. */
rcp_status rcp_numbers_load(rcp_pack *pack, rcp_vocab *vocab, rcp_numbers *out, rcp_err *err);

/* What piece p does in a number. */
const rcp_num_word *rcp_num_of(const rcp_numbers *numbers, const rcp_piece *p);

/* The longest number that begins at p; false when none does.  Looks at RCP_PASSAGE_PAD pieces at
 * most, so p needs as many zero pieces behind the passage's end. */
bool rcp_number_read(const rcp_numbers *numbers, const rcp_piece *p, rcp_number *out);

#endif
