#include "stages.h"

rcp_status rcp_tag_load(rcp_pack *pack, rcp_err *err)
{
    (void)pack, (void)err;
    return RCP_OK;
}

rcp_status rcp_tag_run(const rcp_pack *pack, rcp_doc *doc, rcp_arena *scratch, rcp_err *err)
{
    (void)pack, (void)err;
    rcp_status st = RCP_OK;
    rcp_rows tag;
    if (!st && !(st = rcp_rows_init(&tag, scratch, sizeof(rcp_tag))))
        st = RCP_FREEZE(doc, tag, &tag);
    return st;
}
