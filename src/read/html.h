/* html.h - an HTML page to its text, with a source map.
 *
 * A linear scan first refuses what keeps parsers busy (RCP_HTML_DEPTH, RCP_HTML_ATTRIBUTES);
 * then libxml2's SAX parser reads the page.  Scripts, styles, forms, navigation and footers are
 * dropped; where the page has an <article> of some length, all outside it is dropped too.
 * Block elements and <br> become line breaks (seg "added"), runs of white space one space.
 */
#ifndef RCP_READ_HTML_H
#define RCP_READ_HTML_H

#include "doc/doc.h"

enum {
    RCP_HTML_DEPTH = 512,       /* elements open at once                                   */
    RCP_HTML_ATTRIBUTES = 256   /* attributes of one tag                                   */
};

/* What the page says of itself; each may be empty.  Owned by the document's arena. */
typedef struct { rcp_str title, outlet, published; } rcp_html_meta;

/* Whether bytes without a content type begin like an HTML page. */
bool rcp_looks_like_html(rcp_str bytes);

/* RCP_E_LIMIT, with the offset, when the page is nested too deep or a tag is too long. */
rcp_status rcp_html_scan(rcp_str raw, rcp_err *err);

/* Fill doc->text and doc->seg from doc->raw, which is UTF-8. */
rcp_status rcp_html_read(rcp_doc *doc, rcp_html_meta *meta, rcp_err *err);

#endif
