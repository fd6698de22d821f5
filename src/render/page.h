/* page.h - text for people: wrapped on words to a width, coloured or not, safe to print.
 *
 * What comes from a report cannot reach the terminal as anything but text: control characters,
 * escape sequences and marks that turn the writing direction are shown as U+FFFD.
 */
#ifndef RCP_PAGE_H
#define RCP_PAGE_H

#include "base/buf.h"

typedef enum {
    RCP_PLAIN, RCP_BOLD, RCP_DIM, RCP_RED, RCP_GREEN, RCP_YELLOW, RCP_BLUE, RCP_MAGENTA, RCP_CYAN,
    RCP_UNDERLINE, RCP_N_STYLES
} rcp_style;

/* Zero-initialise, then set out, width and colour. */
typedef struct {
    rcp_buf  *out;              /* finished lines; borrowed                            */
    uint32_t  width;            /* columns; 0: no wrapping                             */
    bool      colour;
    uint32_t  indent;           /* columns before what begins a line, or goes on on it */
    uint32_t  col;              /* columns used on this line                           */
    rcp_buf   word;             /* not placed yet                                      */
    uint32_t  word_width;
    bool      space;            /* a blank is due before the word                      */
    rcp_style style;
} rcp_page;

void rcp_page_free(rcp_page *page);

/* Words to add where the line stands; blanks and line breaks part them, a no-break space does
 * not. */
void rcp_page_text(rcp_page *page, rcp_str text);
void rcp_page_z(rcp_page *page, const char *text);
void rcp_page_style(rcp_page *page, rcp_style style);

/* End the line (and begin the next one at `indent`); an empty one where nothing was added. */
void rcp_page_line(rcp_page *page, uint32_t indent);

/* Go to column `col`, or one blank on where that is passed. */
void rcp_page_tab(rcp_page *page, uint32_t col);

/* Columns that text takes on a terminal (Unicode East Asian Width, by utf8proc). */
uint32_t rcp_text_width(rcp_str text);

#endif
