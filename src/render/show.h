/* show.h - a report's own text, with what was found marked in it. */
#ifndef RCP_SHOW_H
#define RCP_SHOW_H

#include "doc/doc.h"
#include "render/words.h"

typedef struct {
    const rcp_words *words;
    uint32_t         width;
    bool             colour;    /* else the marks are brackets                         */
} rcp_show_how;

/*
 * Append a legend, the text with mentions, times, quantities, speakers, cues and predicates
 * marked (furniture dimmed), and the list of its claims with the line that made each.
 */
rcp_status rcp_show_write(rcp_buf *out, const rcp_doc *doc, const rcp_pack *pack,
                          const rcp_show_how *how, rcp_err *err);

#endif
