/* units.h - a report as runs of letters and digits, folded: what names are compared by.
 *
 * "MiG-31K", "Mig 31K" and "MIG-31K" are the units "mig" "31k"; "l’Otan" is "l" "otan".  A run is cut
 * where letters turn into digits ("S400" is "s" "400"), so that spelling with and without a hyphen
 * meet.  Furniture gives no units.
 */
#ifndef RCP_FIND_UNITS_H
#define RCP_FIND_UNITS_H

#include "doc/doc.h"

enum {                          /* rcp_unit.flags */
    RCP_UNIT_UPPER = 1,         /* its first letter is upper case                       */
    RCP_UNIT_CAPS = 2,          /* all its letters are                                  */
    RCP_UNIT_GLUED = 4,         /* no gap before it: "400" of "S400"                    */
    RCP_UNIT_FIRST = 8,         /* first unit of its sentence                           */
    RCP_UNIT_VARIANT = 16       /* `alt` drops letters after a number, not a plural s   */
};
enum { RCP_GAP_JOIN, RCP_GAP_DOT, RCP_GAP_COMMA, RCP_GAP_OPEN, RCP_GAP_CLOSE, RCP_GAP_QUOTE,
       RCP_GAP_OTHER, RCP_GAP_SENTENCE };       /* what stands before a unit, weakest first */

typedef struct {
    rcp_span span;
    rcp_id   tok, sent;
    rcp_sym  word;              /* in the finder's own word table; 0: no name has it    */
    rcp_sym  alt;               /* the word without plural s or variant letters; 0      */
    uint16_t flags, gap;
} rcp_unit;

enum { RCP_UNIT_ROOM = 192 };   /* bytes a folded unit may take; longer ones fold to "" */

/* Folded form of s at out (RCP_UNIT_ROOM bytes); its length. */
uint32_t rcp_unit_fold(rcp_str s, char *out);

/* The next unit of s from *at on: its bytes; false at the end.  *glued: it continues a run. */
bool rcp_unit_next(rcp_str s, uint32_t *at, rcp_span *span, bool *glued);

/* All units of a report, rows [1, n] (row 0 is nil), looked up in `words`. */
rcp_status rcp_units_of(const rcp_doc *doc, const rcp_syms *words, rcp_rows *units);

#endif
