/* links.h - what linking found, as the contract's second object (doc/contract.md section 2). */
#ifndef RCP_RENDER_LINKS_H
#define RCP_RENDER_LINKS_H

#include "base/buf.h"
#include "link/link.h"

/* Append the object, with its newline. */
void rcp_json_links(rcp_buf *out, const rcp_links *links);

#endif
