#include "lang/entity.h"

rcp_status rcp_entities_load(rcp_entities *e, const rcp_res *res, rcp_syms *syms, rcp_arena *a,
                             rcp_err *err)
{
    (void)res, (void)syms;
    *e = (rcp_entities){.row = RCP_NEW(a, rcp_entity, 1), .n = 1};
    return e->row ? RCP_OK : rcp_fail(err, RCP_E_MEMORY, "no memory left for the names");
}

uint32_t rcp_entity_lookup(const rcp_entities *e, const rcp_syms *syms, rcp_str id)
{
    rcp_sym sym = rcp_sym_lookup(syms, id);
    for (uint32_t i = 1; sym && i < e->n; i++)
        if (e->row[i].id == sym)
            return i;
    return 0;
}

uint32_t rcp_country_lookup(const rcp_entities *e, rcp_sym alpha3)
{
    for (uint32_t i = 1; alpha3 && i < e->n; i++)
        if ((e->row[i].flags & RCP_ENTITY_COUNTRY) && e->row[i].country == alpha3)
            return i;
    return 0;
}
