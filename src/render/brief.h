/* brief.h - what a set of reports claims, for a person to read: story by story, newest first.
 *
 * Every line names the report and the bytes it stands on: [004:1203-1260].  doc/commands.md shows
 * one.
 */
#ifndef RCP_BRIEF_H
#define RCP_BRIEF_H

#include "link/link.h"
#include "render/words.h"

typedef struct {
    const rcp_words *words;
    uint32_t         width;     /* columns                                             */
    bool             colour, all;       /* all: nothing is left out for length         */
    /* Words and place of a row of a report: RCP_T_CLAIM its evidence, RCP_T_TIME its words.
     * Appends to text; false where there is no such row. */
    bool (*look)(void *user, rcp_str report, uint32_t table, rcp_id row, rcp_span *span,
                 rcp_buf *text);
    void *user;
} rcp_brief_how;

rcp_status rcp_brief_write(rcp_buf *out, const rcp_links *links, const rcp_brief_how *how,
                           rcp_err *err);

#endif
