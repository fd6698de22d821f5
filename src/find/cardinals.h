/* cardinals.h - cardinal numbers in words, or figures with number words behind them. */
#ifndef RCP_FIND_CARDINALS_H
#define RCP_FIND_CARDINALS_H

#include "find/figures.h"

enum { RCP_NUMBER_PIECES = 28 };        /* of one cardinal; a number looks at two at most */

typedef struct {
    double   value;
    double   before;                    /* without its last word: 100 of "cent trente"        */
    double   last;                      /* that word's value                                  */
    double   low;                       /* the last hundred or scale word: 100, 1e6; else 0   */
    double   joined, joined_to;         /* what "and" added at its end, and the `low` before it; 0 */
    uint32_t n, last_kind;
    bool     figures, article, one, decimals, grouped, scaled, power;
    rcp_why  why;
} rcp_cardinal;

/*
 * The longest cardinal that begins at p.
 *
 * any     the loose readings too: "4 thousand 3 hundred", "fifty - two", "3 dozens", "10 k".
 * false   when none begins there.  Looks at RCP_NUMBER_PIECES and eight more.
 */
bool rcp_cardinal_read(const rcp_numbers *numbers, rcp_str text, const rcp_piece *p, bool any,
                       rcp_cardinal *out);

/* Whether a word of value v (a digit, a teen, a ten) may follow cur: "vingt" + "deux". */
bool rcp_cardinal_fits(const rcp_numbers *numbers, double cur, double v);

/* Pieces of a hyphen ("-", "-et-") between q and the word behind it; 0: none. */
uint32_t rcp_number_hyphen(const rcp_numbers *numbers, const rcp_piece *q);
#endif
