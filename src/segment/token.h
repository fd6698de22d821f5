/* token.h - a piece of text to tokens, as Universal Dependencies cuts them.
 *
 * French as the UD treebanks Sequoia and GSD do it, English as EWT does; what differs is in the
 * language's resource files.  Linear in the length of the text.
 */
#ifndef RCP_SEGMENT_TOKEN_H
#define RCP_SEGMENT_TOKEN_H

#include "segment/rules.h"

/* Where tokens are grown; all borrowed. */
typedef struct {
    const rcp_segment_rules *rules;
    rcp_doc  *doc;
    rcp_rows *tok;
    uint32_t  flags;            /* set on every token: RCP_TOK_FURNITURE or 0            */
} rcp_tokenizer;

/* Add the tokens of text[at.beg .. at.end).  RCP_E_LIMIT when an arena is full. */
rcp_status rcp_tokenize(rcp_tokenizer *t, rcp_span at);

#endif
