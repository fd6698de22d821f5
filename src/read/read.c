#include "stages.h"

rcp_status rcp_read_load(rcp_pack *pack, rcp_err *err)
{
    (void)pack, (void)err;
    return RCP_OK;
}

rcp_status rcp_read_run(const rcp_pack *pack, rcp_doc *doc, rcp_arena *scratch, rcp_err *err)
{
    (void)pack, (void)err;
    rcp_status st;
    rcp_rows furniture, signal;
    if (!(st = rcp_rows_init(&furniture, scratch, sizeof(rcp_furniture))))
        st = RCP_FREEZE(doc, furniture, &furniture);
    if (!st && !(st = rcp_rows_init(&signal, scratch, sizeof(rcp_signal))))
        st = RCP_FREEZE(doc, signal, &signal);
    return st;
}
