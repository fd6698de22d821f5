/* times_code.h - compiled time rules; private to times_rules.c, times_index.c and times_match.c. */
#ifndef RCP_FIND_TIMES_CODE_H
#define RCP_FIND_TIMES_CODE_H

#include "find/times_rules.h"

#define CLASS_MAP(X)                                                                               \
    X(WEEKDAY) X(MONTH) X(UNIT) X(PART) X(SEASON) X(EDGE) X(DIR) X(VAGUE) X(ORD) X(CENTURY)        \
    X(HOLIDAY) X(DAYWORD) X(SUFFIX) X(SINCE) X(UNTIL) X(TEN) X(TENS) X(BAREMONTH) X(WORD) X(PERSON)          \
    X(HOURWORD) X(ZONE) X(UNITS) X(WEEKDAYS) X(QUARTER)                                                    \
    X(NUMBER) X(DAY) X(DAYFIG) X(DD) X(MM) X(YEAR) X(YY) X(HOUR) X(MINUTE) X(OPENER) X(CLOSER)     \
    X(OLDYEAR) X(HHMM) X(NAME)
enum {
#define X(name) C_##name,
    CLASS_MAP(X)
#undef X
    N_CLASSES
};
enum { PHRASE_MAX = 6, CODE_MAX = 512 };

typedef struct {
    uint32_t cls, value, n, word[PHRASE_MAX], next;
    char     part[4];
    uint8_t  upper, lower;              /* only with, or without, a capital */
} phrase;

typedef enum { OP_NOP, OP_WORD, OP_CLASS, OP_SPLIT, OP_JUMP, OP_BEG, OP_END, OP_NOT, OP_DONE } opcode;
typedef struct {
    uint16_t op, glue;
    uint32_t a;                         /* word, class, or where to go                      */
    uint32_t first;                     /* of a SPLIT: row of sets, what its branch can read first; 0: anything */
} instr;

/* What may stand at a place: a bit for figures, one for words no rule knows, the rest by word. */
enum { SET_FIGURES, SET_UNKNOWN, SET_WORDS, SET_SIZE = 1024, BEHIND = 2 };
typedef struct { uint64_t bit[SET_SIZE / 64]; } piece_set;

static inline uint32_t set_place(uint32_t word)
{
    return word ? SET_WORDS + word % (SET_SIZE - SET_WORDS) : SET_UNKNOWN;
}
static inline bool set_has(const piece_set *s, uint32_t place)
{
    return s->bit[place >> 6] >> (place & 63) & 1;
}

typedef struct {
    instr   *code;
    uint32_t n_code, action;
    char     now[16];
    rcp_time_slots slots;
    rcp_why  why;
} rule;

typedef struct { uint32_t rule, next, behind; } candidate;     /* behind: row of the first of BEHIND sets */
typedef struct { uint32_t first, behind; } beginning;   /* candidate; row of sets: of all its candidates */

struct rcp_time_rules {
    const rcp_numbers *numbers;
    rcp_zones zones;
    rcp_rows phrases, rules, candidates, sets;  /* row 0 of each is unused */
    uint32_t *phrase_of;                /* (n_words) first phrase that begins with the word */
    beginning *begin;                   /* (n_words) rules that can begin with the word     */
    beginning figures;                  /* and with figures                                 */
    uint32_t n_words;
};

#endif
