#include "stages.h"

#include <stdio.h>

const rcp_stage_info rcp_stages[RCP_N_STAGES] = {
#define STAGE(NAME, name, needs, makes) {#name, needs, makes, rcp_##name##_load, rcp_##name##_run},
#include "stages.def"
#undef STAGE
};

int rcp_stage_of(rcp_str name)
{
    for (int i = 0; i < RCP_N_STAGES; i++)
        if (rcp_str_is(name, rcp_stages[i].name))
            return i;
    return -1;
}

static rcp_status open_packs(rcp_packs *packs, const char *langs, const rcp_res *extra, bool fast,
                             rcp_err *err)
{
    rcp_str rest = rcp_str_of(langs), lang;
    rcp_status s = RCP_OK;
    packs->n = 0;
    while (!s && rcp_list_next(&rest, &lang)) {
        char z[8] = "";
        if (packs->n == sizeof packs->pack / sizeof *packs->pack || lang.len >= sizeof z) {
            s = rcp_fail(err, RCP_E_LIMIT, "too many languages, or too long a code: %.40s", langs);
            break;
        }
        memcpy(z, lang.s, lang.len);
        rcp_pack *pack = &packs->pack[packs->n];
        s = rcp_pack_open(pack, z, extra, err);
        packs->n += !s;
        pack->fast = fast;
        for (int i = 0; !s && i < RCP_N_STAGES; i++)
            s = rcp_stages[i].load(pack, err);
    }
    if (s)
        rcp_packs_close(packs);
    return s;
}

rcp_status rcp_packs_open(rcp_packs *packs, const char *langs, const rcp_res *extra, rcp_err *err)
{
    return open_packs(packs, langs, extra, false, err);
}

rcp_status rcp_packs_open_fast(rcp_packs *packs, const char *langs, const rcp_res *extra,
                               rcp_err *err)
{
    return open_packs(packs, langs, extra, true, err);
}

void rcp_packs_close(rcp_packs *packs)
{
    while (packs->n)
        rcp_pack_close(&packs->pack[--packs->n]);
}

const rcp_pack *rcp_packs_lookup(const rcp_packs *packs, const char *lang)
{
    for (uint32_t i = 0; i < packs->n; i++)
        if (!strcmp(packs->pack[i].lang, lang))
            return &packs->pack[i];
    return NULL;
}

rcp_status rcp_run_in(const rcp_pack *pack, rcp_doc *doc, rcp_stage until, rcp_arena *scratch,
                      rcp_err *err)
{
    rcp_err own = {0}, *e = err ? err : &own;
    rcp_status s = RCP_OK;
    char *mark = scratch->at;
    while (!s && doc->n_done <= (uint32_t)until) {
        uint32_t stage = doc->n_done;
        rcp_doc_mark(doc, stage);
        e->message[0] = '\0';
        s = rcp_stages[stage].run(pack, doc, scratch, e);
        if (s && !e->message[0])
            (void)rcp_fail(e, s, "the %s stage ran out of room", rcp_stages[stage].name);
        doc->n_done = stage + 1;
        if (s)          /* half its tables may be there: take them back */
            rcp_doc_rewind(doc, stage);
        rcp_arena_rewind(scratch, mark);
    }
    return s;
}

rcp_status rcp_run(const rcp_pack *pack, rcp_doc *doc, rcp_stage until, rcp_err *err)
{
    rcp_arena scratch;
    rcp_status s = rcp_arena_open(&scratch, ((size_t)8 << 20) + 256 * (size_t)doc->text.len);
    if (s)
        return rcp_fail(err, s, "no memory left to work on this report");
    s = rcp_run_in(pack, doc, until, &scratch, err);
    rcp_arena_close(&scratch);
    return s;
}
