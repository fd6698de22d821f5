/* claims.h - claims as a list: filtered, by date, each with who says so and where. */
#ifndef RCP_CLAIMS_H
#define RCP_CLAIMS_H

#include "link/link.h"
#include "render/words.h"

/* What to list; what is empty, or negative, does not narrow. */
typedef struct {
    rcp_str about;              /* in a name of the event, or in the words; case and accents count not */
    rcp_str by;                 /* in the name of a speaker, the root, or the outlet   */
    int     type;               /* RCP_ASSAULT ...                                     */
    rcp_str mode;
    bool    since_set, until_set;
    int32_t since, until;       /* days: until the end of the latter, half open        */
    int     status;             /* RCP_EVENT_...                                       */
    int     state;              /* RCP_PLANNED ...                                     */
} rcp_claims_filter;

typedef struct {
    const rcp_words *words;
    uint32_t         width;
    bool             colour, json;      /* json: a line of JSON a claim                */
} rcp_claims_how;

/* Append the claims that pass, earliest first (those without a date last). */
rcp_status rcp_claims_write(rcp_buf *out, const rcp_links *links, const rcp_claims_filter *filter,
                            const rcp_claims_how *how, rcp_err *err);

#endif
