/* read.c - the stage: furniture, the publication date, and signals. */
#include "stages.h"

#include "read/furniture.h"
#include "read/signals.h"

typedef struct {
    const rcp_furniture_rules *furniture;
    const rcp_signal_rules    *signals;
} rules;

rcp_status rcp_read_load(rcp_pack *pack, rcp_err *err)
{
    rules *r = RCP_NEW(&pack->arena, rules, 1);
    if (!r)
        return rcp_fail(err, RCP_E_LIMIT, "no room for the read rules");
    rcp_status s = rcp_furniture_load(pack, &r->furniture, err);
    if (!s)
        s = rcp_signals_load(pack, &r->signals, err);
    if (!s)
        pack->stage[RCP_READ] = r;
    return s;
}

rcp_status rcp_read_run(const rcp_pack *pack, rcp_doc *doc, rcp_arena *scratch, rcp_err *err)
{
    const rules *r = pack->stage[RCP_READ];
    rcp_rows furniture, signal;
    rcp_published found = {0};
    rcp_status s = rcp_rows_init(&furniture, scratch, sizeof(rcp_furniture));
    if (!s)
        s = rcp_rows_init(&signal, scratch, sizeof(rcp_signal));
    if (!s)
        s = rcp_furniture_find(r->furniture, doc, scratch, &furniture, &found, err);
    if (!s)
        s = rcp_signals_find(r->signals, doc, scratch, &signal, err);
    if (!s)
        s = RCP_FREEZE(doc, furniture, &furniture);
    if (!s)
        s = RCP_FREEZE(doc, signal, &signal);
    if (!s)
        doc->published = doc->given.hi > doc->given.lo ? doc->given : found;
    return s;
}
