/* numbers.h - every number of a text, by lang/<code>/numbers.tsv: cardinals in figures and words,
 * ordinals, fractions, negative and scientific ones. */
#ifndef RCP_FIND_NUMBERS_H
#define RCP_FIND_NUMBERS_H

#include "find/pieces.h"
#include "lang/pack.h"

/* What a word does in a number; the words are those of numbers.tsv, column 2. */
#define RCP_NUM_KIND_MAP(X)                                                                        \
    X(NONE, "") X(ARTICLE, "article") X(UN, "un") X(ONE, "one") X(DIGIT, "digit") X(TEEN, "teen")  \
    X(TEN, "ten") X(HUNDRED, "hundred") X(SCALE, "scale") X(COLLECTIVE, "collective")              \
    X(COLLECTIVES, "collectives") X(NTH, "nth") X(NTHS, "nths") X(PART, "part") X(HALF, "half")    \
    X(VULGAR, "vulgar") X(SHORT, "short") X(CAPS, "short-caps") X(APART, "short-apart") X(AND, "and")                    \
    X(DECIMAL, "decimal") X(GROUP, "group") X(POINT, "point") X(OVER, "over") X(MINUS, "minus")    \
    X(OF, "of") X(POINTER, "pointer") X(SUFFIX, "suffix") X(MONTH, "month")
typedef enum {
#define X(name, word) RCP_NUM_##name,
    RCP_NUM_KIND_MAP(X)
#undef X
    RCP_N_NUM_KINDS
} rcp_num_kind;

typedef struct { double value; uint32_t kind; rcp_why why; } rcp_num_word;

typedef struct {
    rcp_num_word *word;                 /* (n) by word number; zero where it is no number word */
    uint32_t n;
    bool     group_space;               /* "1 200" is one number */
    bool     vigesimal;                 /* soixante-dix, quatre-vingt-dix */
} rcp_numbers;

typedef enum {
    RCP_NUMBER_CARDINAL, RCP_NUMBER_ORDINAL,
    RCP_NUMBER_FRACTION,                /* 3/4, two thirds, ½, one over three; less than 1 or more */
    RCP_NUMBER_MIXED                    /* 1 1/2, two and a half, 3 millions et demi               */
} rcp_number_kind;

typedef struct {
    double   value;                     /* NaN: too long to be a value              */
    uint32_t n;                         /* pieces                                   */
    uint32_t kind;                      /* rcp_number_kind                          */
    bool     figures, article;          /* begins with figures; only un, une, a, an, one */
    bool     one;                       /* only one: no article, yet no count by itself  */
    bool     decimals, grouped, scaled; /* 3,5; 1 200; a scale word is in it        */
    bool     negative, power, ratio;    /* a sign is in it; 1e10, 2^8; "one over three"  */
    rcp_why  why;
} rcp_number;

/* Read numbers.tsv of the pack's language into `vocab` and `out`.  Words are added while the
 * vocabulary is open; a language without the file has no numbers. */
rcp_status rcp_numbers_load(rcp_pack *pack, rcp_vocab *vocab, rcp_numbers *out, rcp_err *err);

/* What piece p does in a number. */
const rcp_num_word *rcp_num_of(const rcp_numbers *numbers, const rcp_piece *p);

/* The longest plain cardinal that begins at p ("1,6 million", "two hundred and five"); false when
 * none does.  Looks at RCP_PASSAGE_PAD pieces at most, so p needs as many zero pieces behind the
 * passage's end.  text: what the pieces' spans are of. */
bool rcp_number_read(const rcp_numbers *numbers, rcp_str text, const rcp_piece *p, rcp_number *out);

/* The longest number of any kind that begins at p, whatever it counts; figures glued to letters
 * ("10h", "M23") and an article alone are none.  Looks one piece to the left, and as far right as
 * rcp_number_read. */
bool rcp_number_any(const rcp_numbers *numbers, rcp_str text, const rcp_piece *p, rcp_number *out);

/* x * num / den + off / den, rounded once where x is a short decimal (up to nine places), as all
 * numbers of a text are: 2.3 million is 2300000.  num, den, off: whole numbers. */
double rcp_decimal_times(double x, double num, double off, double den);

#endif
