#include "find/find.h"

struct rcp_quantities { int unused; };

rcp_status rcp_quantities_load(rcp_pack *pack, const rcp_quantities **out, rcp_err *err)
{
    (void)pack, (void)err;
    *out = NULL;
    return RCP_OK;
}

rcp_status rcp_quantities_find(const rcp_pack *pack, const rcp_quantities *quantities,
                               rcp_doc *doc, rcp_arena *scratch, const rcp_rows *mentions,
                               const rcp_rows *times, rcp_rows *out, rcp_err *err)
{
    (void)pack, (void)quantities, (void)doc, (void)scratch, (void)mentions, (void)times, (void)out,
        (void)err;
    return RCP_OK;
}
