/* links.h - rcp_json_links, or its stand-in until it lands. */
#ifndef RCP_CLI_LINKS_H
#define RCP_CLI_LINKS_H

#if __has_include("render/links.h")
#include "render/links.h"
#else
#include "base/buf.h"
#include "link/link.h"
static inline void rcp_json_links(rcp_buf *out, const rcp_links *links)
{
    (void)links;
    rcp_buf_z(out, "{\"recoupe\":1,\"stories\":[],\"events\":[],\"denials\":[],\"quotes\":[],"
                   "\"reuse\":[]}\n");
}
#endif

#endif
