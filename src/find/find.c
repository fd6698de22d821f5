#include "find/find.h"

rcp_status rcp_find_load(rcp_pack *pack, rcp_err *err)
{
    rcp_finders *f = RCP_NEW(&pack->arena, rcp_finders, 1);
    rcp_status s = f ? RCP_OK : rcp_fail(err, RCP_E_MEMORY, "no memory left for the finders");
    if (!s)
        s = rcp_names_load(pack, &f->names, err);
    if (!s)
        s = rcp_times_load(pack, &f->times, err);
    if (!s)
        s = rcp_quantities_load(pack, &f->quantities, err);
    pack->stage[RCP_FIND] = f;
    return s;
}

rcp_status rcp_find_run(const rcp_pack *pack, rcp_doc *doc, rcp_arena *scratch, rcp_err *err)
{
    const rcp_finders *f = pack->stage[RCP_FIND];
    rcp_rows mentions, times, quantities;
    rcp_status s;
    if ((s = rcp_rows_init(&mentions, scratch, sizeof(rcp_mention))) ||
        (s = rcp_rows_init(&times, scratch, sizeof(rcp_time))) ||
        (s = rcp_rows_init(&quantities, scratch, sizeof(rcp_quantity))))
        return s;
    if ((s = rcp_names_find(pack, f->names, doc, scratch, &mentions, err)) ||
        (s = rcp_times_find(pack, f->times, doc, scratch, &mentions, &times, err)) ||
        (s = rcp_quantities_find(pack, f->quantities, doc, scratch, &mentions, &times,
                                 &quantities, err)))
        return s;
    if ((s = RCP_FREEZE(doc, mention, &mentions)) || (s = RCP_FREEZE(doc, time, &times)))
        return s;
    return RCP_FREEZE(doc, quantity, &quantities);
}
