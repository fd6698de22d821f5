#include "find/find.h"

struct rcp_times { int unused; };

rcp_status rcp_times_load(rcp_pack *pack, const rcp_times **out, rcp_err *err)
{
    (void)pack, (void)err;
    *out = NULL;
    return RCP_OK;
}

rcp_status rcp_times_find(const rcp_pack *pack, const rcp_times *times, rcp_doc *doc,
                          rcp_arena *scratch, const rcp_rows *mentions, rcp_rows *out, rcp_err *err)
{
    (void)pack, (void)times, (void)doc, (void)scratch, (void)mentions, (void)out, (void)err;
    return RCP_OK;
}
