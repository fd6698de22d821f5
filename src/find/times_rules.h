/* times_rules.h - the pattern language of lang/<code>/times.rules, and its matcher.
 *
 * A line is a pattern, a tab, an action.  A pattern is a row of
 *
 *   lundi '      a word or sign as printed, in lower case; unaccented capitals match too
 *   MONTH        a class: words of timewords.tsv, or one of the built-in ones below
 *   ( a b | c )  one of several          x?   x or nothing          !x   not followed by x
 *   [ ... ]      the words that become the span; what is outside is only looked at; a second pair
 *                is a second time, which has the second WEEKDAY, MONTH, DAY, YEAR of the match
 *   ~x           x without white space before it
 *   "("          a sign that the language uses itself
 *   @name        the alternatives of a line `name = <tab> a | b c` further up
 *
 * Built-in classes: NUMBER (cardinal), DAY (1 to 31, 1er, premier, 3rd), DAYFIG (figures alone), DD and MM (figures of a
 * numeric date), YEAR (1000 to 2100), YY (two figures; after a YEAR the end of a span of years), OLDYEAR (1 to 9999:
 * only beside an era), HOUR, MINUTE, CENTURY (XIXe, 19th), TEN
 * (60, soixante: of a decade), OPENER (start of line, bracket or quotation mark
 * before), CLOSER (end of line), HHMM (0300), NAME (a word with a capital; not first in a pattern).
 *
 * At each piece the rule with the longest match wins, the earlier one on a tie; where nothing
 * matches, the next piece is tried.  Patterns have no repetition, so a try looks at no more than
 * RCP_PASSAGE_PAD pieces and the whole is linear.
 */
#ifndef RCP_FIND_TIMES_RULES_H
#define RCP_FIND_TIMES_RULES_H

#include "find/numbers.h"
#include "find/zones.h"

/* A unit of time; the order is from short to long. */
#define RCP_UNIT_MAP(X)                                                                            \
    X(UNIT_NONE, "", "") X(UNIT_SECOND, "second", "S") X(UNIT_MINUTE, "minute", "M")               \
    X(UNIT_HOUR, "hour", "H") X(UNIT_DAY, "day", "D") X(UNIT_WEEKEND, "weekend", "WE")             \
    X(UNIT_WEEK, "week", "W") X(UNIT_MONTH, "month", "M") X(UNIT_QUARTER, "quarter", "Q")          \
    X(UNIT_HALF, "half", "H") X(UNIT_YEAR, "year", "Y") X(UNIT_DECADE, "decade", "DE")             \
    X(UNIT_CENTURY, "century", "CE")
enum {
#define X(name, word, iso) RCP_##name,
    RCP_UNIT_MAP(X)
#undef X
    RCP_N_UNITS
};
extern const char *const rcp_unit_iso[RCP_N_UNITS];

enum {                                  /* rcp_time_slots.edge, .dir; words in times_rules.c */
    RCP_EDGE_NONE, RCP_EDGE_EARLY, RCP_EDGE_MID, RCP_EDGE_LATE, RCP_EDGE_FIRST
};
/* rcp_time_slots.since: from then to now; from then on, past or to come; up to then; from now up to then */
enum { RCP_SINCE = 1, RCP_FROM, RCP_UNTIL, RCP_WITHIN };
enum { RCP_DIR_NONE, RCP_DIR_PAST, RCP_DIR_THIS, RCP_DIR_NEXT };

/* What a match has caught, and what its action adds. */
typedef struct {
    uint16_t weekday[2], month[2], day[2];      /* 0: none; [1]: the second of a range      */
    uint16_t n_weekday, n_month, n_day, n_year, n_number;
    int32_t  year[2];
    double   number[2];
    uint16_t unit, edge, dir, season;           /* season 1 spring .. 4 winter              */
    uint16_t hour, minute;                      /* plus one; 0: none                        */
    uint16_t vague;                             /* the count is some, several: PXD          */
    uint16_t ordinal;                           /* first to fourth: of a quarter            */
    uint16_t century, ten;                      /* 20 for the 1900s; 60 for the sixties     */
    uint16_t dd, mm;                            /* figures of a numeric date                */
    uint16_t since;                             /* RCP_SINCE ..                             */
    uint32_t feast;                             /* as feast_value writes it; 0: none        */
    char     part[4];                           /* MO, AF, EV, NI, DT                       */
    uint16_t zone;                              /* row of the zones; 0: none                */
    uint16_t flaw;                              /* the figures are no date: RCP_FLAW_DAY .. */
    bool     ref, range, set, soft, bc, round;
    bool     old;                               /* any year, not only a likely one          */
    bool     after_noun;                        /* counts only behind a noun or a name      */
    bool     sum;                               /* two numbers of two units: 2 h 30 min     */
    bool     fill;                              /* open figures of a value are X: 199X, 19XX */
    bool     half;                              /* et demi: half a unit more                */
    int32_t  n;                                 /* the action's number, with its sign       */
} rcp_time_slots;

#define RCP_ACTION_MAP(X)                                                                          \
    X(NOTHING, "none") X(DATE, "date") X(MONTH, "month") X(YEAR, "year") X(WEEKDAY, "weekday")     \
    X(SHIFT, "shift") X(CLOCK, "clock") X(PART, "part") X(DURATION, "duration") X(LAST, "last")    \
    X(EVERY, "every") X(DECADE, "decade") X(CENTURY, "century") X(SEASON, "season")                \
    X(PERIOD, "period") X(NOW, "now") X(NUMERIC, "numeric") X(NTH, "nth") X(SAME, "same") X(UNCLEAR, "unclear")
enum rcp_time_action {
#define X(name, word) RCP_ACT_##name,
    RCP_ACTION_MAP(X)
#undef X
    RCP_N_ACTIONS
};

typedef struct rcp_time_rules rcp_time_rules;

typedef struct {
    rcp_span span, second;              /* bytes of the text; second: beg == end, none */
    uint32_t end;                       /* piece after the span: go on from here       */
    uint32_t first, first_of_second;    /* first piece of each span                    */
    uint16_t edge_of_second, season_of_second;
    uint32_t action;
    char     now[16];                   /* "PRESENT_REF" of action `now`               */
    rcp_time_slots slots;
    rcp_why  why;
} rcp_time_match;

/* Compile times.rules and timewords.tsv of the pack's language; their words go to `vocab`.
 * `numbers` comes from rcp_numbers_load. */
rcp_status rcp_time_rules_load(rcp_pack *pack, rcp_vocab *vocab, const rcp_numbers *numbers,
                               rcp_time_rules **out, rcp_err *err);
/* Sort the rules by what they can begin with; call once, when the vocabulary is closed. */
rcp_status rcp_time_rules_index(rcp_time_rules *rules, const rcp_vocab *vocab, rcp_arena *a);

/* The clocks that the rules know. */
const rcp_zones *rcp_time_rules_zones(const rcp_time_rules *rules);

/* The best match of any rule at piece `at` of a passage; false when there is none.  Counts what it
 * tries in p->steps. */
bool rcp_time_rules_match(const rcp_time_rules *rules, rcp_pieces *p, uint32_t at,
                          rcp_time_match *out);

/* The second time of a match whose pattern marks two. */
rcp_time_match rcp_time_match_second(const rcp_time_match *m);

#endif
