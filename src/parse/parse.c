#include "stages.h"

rcp_status rcp_parse_load(rcp_pack *pack, rcp_err *err)
{
    (void)pack, (void)err;
    return RCP_OK;
}

rcp_status rcp_parse_run(const rcp_pack *pack, rcp_doc *doc, rcp_arena *scratch, rcp_err *err)
{
    (void)pack, (void)err;
    rcp_status st = RCP_OK;
    rcp_rows dep;
    if (!st && !(st = rcp_rows_init(&dep, scratch, sizeof(rcp_dep))))
        st = RCP_FREEZE(doc, dep, &dep);
    return st;
}
