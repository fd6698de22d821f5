/* content.h - where what is said begins and ends. */
#ifndef RCP_CLAIM_CONTENT_H
#define RCP_CLAIM_CONTENT_H

#include "claim/phrase.h"

typedef struct {
    rcp_words words;                    /* empty: nothing found                         */
    uint32_t  frame;                    /* RCP_FRAME_...                                */
    uint32_t  quote;                    /* the quotation that is the whole content; 0   */
} rcp_said;

/* What follows the verb group `g` of a cue that allows `frames`, up to `end`.  strict: a clause with no
 * "that" must reach its verb before any comma. */
rcp_said rcp_said_after(const rcp_view *v, const rcp_group *g, uint32_t frames, uint32_t end, bool strict);

/* The clause before word `at` (a comma, or the cue itself), not before `beg`. */
rcp_said rcp_said_before(const rcp_view *v, uint32_t at, uint32_t beg);

/* End of a content that begins at `at`: before the sentence's stop, before the next saying, before
 * a clause in which the outlet speaks again.  `frame`: RCP_FRAME_... */
uint32_t rcp_said_end(const rcp_view *v, uint32_t at, uint32_t end, uint32_t frame);

#endif
