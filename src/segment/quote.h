/* quote.h - which quotation marks belong together.
 *
 * Machine-translated copy mixes the marks of two languages, and closes with the mark it opened
 * with.  So a mark's side is read from the spaces around it first, from its shape second, and
 * mixed pairs are allowed, at a worse priority, by rows of quotes.tsv.  A mark left open is no
 * quotation, except where the next paragraph opens again.
 */
#ifndef RCP_SEGMENT_QUOTE_H
#define RCP_SEGMENT_QUOTE_H

#include "segment/rules.h"

/*
 * Pair the marks among tokens [at.beg, at.end): set RCP_TOK_OPEN and _CLOSE, add rcp_quotation
 * rows in the order of their closing marks (depth 0; see rcp_quotes_finish).
 * *open gets the token of an outermost mark left open, or 0.
 */
rcp_status rcp_quotes_pair(const rcp_segment_rules *r, rcp_str text, rcp_rows *tok, rcp_toks at,
                           rcp_rows *quote, rcp_id *open);

/* A quotation that goes on in the next paragraph: from mark `open` to the end of token `last`. */
rcp_status rcp_quotes_continue(const rcp_segment_rules *r, rcp_str text, rcp_rows *tok,
                               rcp_id open, rcp_id last, rcp_rows *quote);

/* Whether token `a` and token `b` are the same mark. */
bool rcp_quotes_same_mark(rcp_str text, const rcp_rows *tok, rcp_id a, rcp_id b);

/* Sort the rows by place and give each its depth. */
void rcp_quotes_finish(rcp_rows *quote);

#endif
