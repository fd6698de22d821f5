/* sentence.h - where sentences end.
 *
 * By rule: a block ends one; so do . ! ? … with the marks that close after them, unless what
 * follows goes on in lower case, or the full stop belongs to an abbreviation.  With a model the
 * rule is one thing among others that decide (splitter.h); a block still ends one.
 */
#ifndef RCP_SEGMENT_SENTENCE_H
#define RCP_SEGMENT_SENTENCE_H

#include "segment/splitter.h"

/* The rules' walk over the tokens of one stretch. */
typedef struct {
    const rcp_segment_rules *r;
    const rcp_doc  *doc;
    const rcp_tok  *tok;
    rcp_toks        at;
    rcp_id          next;       /* where the rules begin a sentence that is already known  */
    rcp_id          seen;       /* marks up to here are known to end none                  */
} rcp_cutter;

/* Whether the rules end a sentence behind token i, when one is open since `first`.  To be asked
 * of every token in turn. */
bool rcp_rule_ends(rcp_cutter *c, rcp_id first, rcp_id i);

/* Whether no sentence can begin behind token i: a mark follows that closes or goes on, or, in a
 * paragraph, a dash where the rules see no end ("Al - Libbi"). */
bool rcp_rule_bars(const rcp_cutter *c, const rcp_stretch *look, rcp_id i);

/* Cut tokens `at` of one block into rcp_sent rows.  Quotation marks are paired already; `look`
 * is of the same tokens. */
rcp_status rcp_sentences_cut(const rcp_splitter *s, const rcp_doc *doc, const rcp_tok *tok,
                             rcp_toks at, const rcp_stretch *look, rcp_id block, rcp_rows *sent);

#endif
