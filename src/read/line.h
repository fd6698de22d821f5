/* line.h - one line of a report in the form that rules look at: folded, with its way back. */
#ifndef RCP_READ_LINE_H
#define RCP_READ_LINE_H

#include "doc/doc.h"

enum { RCP_LINE_HEAD = 1000 };  /* bytes of a line that are folded: rules look at no more  */

typedef struct {
    rcp_str   text;             /* the whole text                                          */
    rcp_span  span;             /* of the line                                             */
    rcp_str   fold;             /* of its first bytes: no case, no accents, single spaces  */
    const uint32_t *at;         /* text offset of each byte of fold, and of its end        */
    bool      whole;            /* fold holds all of the line                              */
    uint32_t  words;            /* runs between blanks that hold a letter or digit         */
    bool      stop;             /* ends in . ! ? …                                         */
    bool      caps;             /* two letters or more, nearly all upper case              */
} rcp_line;

/* Fold text[span) into scratch. */
rcp_status rcp_line_fold(rcp_line *line, rcp_str text, rcp_span span, rcp_arena *scratch);

/* Whether fold[at] begins a word; whether a word may end before it ("aussi|Kyiv" too). */
bool rcp_line_begins(const rcp_line *line, uint32_t at);
bool rcp_line_ends(const rcp_line *line, uint32_t at);

/* Whether `cue` stands at fold[at], between word borders. */
bool rcp_line_cue_at(const rcp_line *line, uint32_t at, rcp_str cue);

/* The first place of `cue` at or after fold[at]; UINT32_MAX when there is none. */
uint32_t rcp_line_find(const rcp_line *line, uint32_t at, rcp_str cue);

/* The character of the text that fold[at] comes from; 0 at the end. */
uint32_t rcp_line_char(const rcp_line *line, uint32_t at);

#endif
