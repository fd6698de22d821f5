/* read.h - bytes to text: charset, markup, language; then furniture and the publication date.
 *
 * rcp_read_open does what needs no language; the read stage does the rest.
 */
#ifndef RCP_READ_H
#define RCP_READ_H

#include "doc/doc.h"

/* One report as it was handed in; everything but `bytes` may be empty.  Borrowed. */
typedef struct {
    rcp_str bytes;              /* as fetched                                          */
    bool    html;               /* bytes are HTML                                      */
    bool    decoded;            /* bytes are UTF-8 for sure (they came as JSON)        */
    rcp_str id, path, url, outlet, title;
    rcp_str published;          /* ISO date, or date and time; a wrong one is RCP_E_INPUT */
    rcp_str lang;               /* "fr"; "": find out                                  */
} rcp_input;

/*
 * Make *doc from one report: decode to UTF-8, extract the text, fill seg, block, source, given,
 * and find the language (doc->lang; the symbols are not spoken yet).
 *
 * Fails with RCP_E_INPUT (empty, binary, no text), RCP_E_LIMIT (over RCP_TEXT_MAX), RCP_E_MEMORY.
 * On failure *doc is closed.
 */
rcp_status rcp_read_open(rcp_doc *doc, const rcp_input *in, rcp_err *err);

/* The id of a report: "sha256:" and 64 hex digits of its text. out has room for 72 bytes. */
void rcp_report_id(rcp_str text, char out[72]);

#endif
