#include "lang/models.h"

#include <stdlib.h>

rcp_status rcp_models_check(const rcp_model *pack, rcp_err *err)
{
    rcp_status s = RCP_OK;
    for (uint32_t i = 0; !s && i < pack->n; i++) {
        char kind[RCP_MODEL_NAME];
        rcp_str bytes = rcp_model_at(pack, i, kind);
        rcp_model inner;
        s = rcp_model_open(&inner, bytes, kind, pack->file, err);
    }
    return s;
}

typedef struct { char kind[RCP_MODEL_NAME]; rcp_str bytes; } part;

static int by_kind(const void *a, const void *b)
{
    return strcmp(((const part *)a)->kind, ((const part *)b)->kind);
}

rcp_status rcp_models_put(const rcp_model *old, const char *kind, rcp_str model, rcp_buf *out,
                          rcp_err *err)
{
    part p[RCP_MODEL_SECTIONS + 1] = {0};
    rcp_model_parts parts = {0};
    uint32_t n = 0;
    for (uint32_t i = 0; i < old->n; i++) {
        p[n].bytes = rcp_model_at(old, i, p[n].kind);
        n += strcmp(p[n].kind, kind) != 0;
    }
    memset(p[n].kind, 0, sizeof p[n].kind);
    memcpy(p[n].kind, kind, strlen(kind));
    p[n++].bytes = model;
    if (n > RCP_MODEL_SECTIONS)
        return rcp_fail(err, RCP_E_LIMIT, "a pack holds at most %d models", RCP_MODEL_SECTIONS);
    qsort(p, n, sizeof *p, by_kind);
    for (uint32_t i = 0; i < n; i++)
        rcp_model_part(&parts, p[i].kind, p[i].bytes.s, p[i].bytes.len);
    rcp_model_write(&parts, RCP_PACK_KIND, out);
    if (out->failed)
        return rcp_fail(err, RCP_E_MEMORY, "no memory left for the pack");
    if (out->len > RCP_PACK_BYTES_MAX)
        return rcp_fail(err, RCP_E_LIMIT, "the pack would be of %.1f MB; it holds at most %d",
                        (double)out->len / (1 << 20), RCP_PACK_BYTES_MAX >> 20);
    return RCP_OK;
}
