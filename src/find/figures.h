/* figures.h - numbers in figures: groups of three, decimals, exponents. */
#ifndef RCP_FIND_FIGURES_H
#define RCP_FIND_FIGURES_H

#include "find/numbers.h"

typedef struct {
    double   value;                     /* NaN: too long to be one                       */
    uint32_t n;                         /* pieces                                        */
    bool     decimals, grouped, power;  /* 3,5; 1 200; 1e10, 2^8                         */
} rcp_figures;

/*
 * The figures that begin at p, or with `any` at a point before them (".08").
 *
 * any     read as well what is good in the other language or in no news: "1.111,11" and "5,00" in
 *         English, "1 234 567", "12,34,567", 1e10, 2^-3.
 * false   when p begins none.  Looks at 24 pieces at most.
 */
bool rcp_figures_read(const rcp_numbers *numbers, rcp_str text, const rcp_piece *p, bool any,
                      rcp_figures *out);

/* The character a sign's piece stands for, folded dashes too; 0: no sign. */
static inline char rcp_piece_sign(rcp_str text, const rcp_piece *p)
{
    if (!(p->flags & RCP_PIECE_SIGN))
        return 0;
    rcp_str s = rcp_slice(text, p->span);
    return s.len == 3 && !memcmp(s.s, "\xe2\x88\x92", 3) ? '-' : s.s[0];  /* the true minus */
}
#endif
