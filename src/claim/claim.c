#include "stages.h"

rcp_status rcp_claim_load(rcp_pack *pack, rcp_err *err)
{
    (void)pack, (void)err;
    return RCP_OK;
}

rcp_status rcp_claim_run(const rcp_pack *pack, rcp_doc *doc, rcp_arena *scratch, rcp_err *err)
{
    (void)pack, (void)err;
    rcp_status st = RCP_OK;
    rcp_rows attribution;
    if (!st && !(st = rcp_rows_init(&attribution, scratch, sizeof(rcp_attribution))))
        st = RCP_FREEZE(doc, attribution, &attribution);
    rcp_rows content;
    if (!st && !(st = rcp_rows_init(&content, scratch, sizeof(rcp_content))))
        st = RCP_FREEZE(doc, content, &content);
    rcp_rows via;
    if (!st && !(st = rcp_rows_init(&via, scratch, sizeof(rcp_via))))
        st = RCP_FREEZE(doc, via, &via);
    rcp_rows claim;
    if (!st && !(st = rcp_rows_init(&claim, scratch, sizeof(rcp_claim))))
        st = RCP_FREEZE(doc, claim, &claim);
    return st;
}
