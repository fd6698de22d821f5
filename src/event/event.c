#include "stages.h"

rcp_status rcp_event_load(rcp_pack *pack, rcp_err *err)
{
    (void)pack, (void)err;
    return RCP_OK;
}

rcp_status rcp_event_run(const rcp_pack *pack, rcp_doc *doc, rcp_arena *scratch, rcp_err *err)
{
    (void)pack, (void)err;
    rcp_status st = RCP_OK;
    rcp_rows event;
    if (!st && !(st = rcp_rows_init(&event, scratch, sizeof(rcp_event))))
        st = RCP_FREEZE(doc, event, &event);
    rcp_rows arg;
    if (!st && !(st = rcp_rows_init(&arg, scratch, sizeof(rcp_arg))))
        st = RCP_FREEZE(doc, arg, &arg);
    return st;
}
