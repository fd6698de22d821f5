/* sentence.h - where sentences end.
 *
 * A block ends one; so do . ! ? … with the marks that close after them, unless what follows
 * goes on in lower case, or the full stop belongs to an abbreviation.
 */
#ifndef RCP_SEGMENT_SENTENCE_H
#define RCP_SEGMENT_SENTENCE_H

#include "segment/rules.h"

/* Cut tokens `at` of one block into rcp_sent rows.  Quotation marks are paired already. */
rcp_status rcp_sentences_cut(const rcp_segment_rules *r, const rcp_doc *doc, const rcp_rows *tok,
                             rcp_toks at, rcp_id block, rcp_rows *sent);

#endif
