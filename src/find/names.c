#include "find/find.h"

struct rcp_names { int unused; };

rcp_status rcp_names_load(rcp_pack *pack, const rcp_names **out, rcp_err *err)
{
    (void)pack, (void)err;
    *out = NULL;
    return RCP_OK;
}

rcp_status rcp_names_find(const rcp_pack *pack, const rcp_names *names, rcp_doc *doc,
                          rcp_arena *scratch, rcp_rows *mentions, rcp_err *err)
{
    (void)pack, (void)names, (void)doc, (void)scratch, (void)mentions, (void)err;
    return RCP_OK;
}
