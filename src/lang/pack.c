#include "lang/pack.h"

#include "lang/models.h"

#include <stdio.h>

const char *rcp_pack_file(const rcp_pack *pack, const char *name, char out[96])
{
    (void)snprintf(out, 96, "%s/%s", pack->lang, name);
    return out;
}

/* Built-in files of the language and of data/, then those handed in over them. */
static rcp_status gather(rcp_pack *pack, const rcp_res *extra, rcp_err *err)
{
    char prefix[16];
    (void)snprintf(prefix, sizeof prefix, "%s/", pack->lang);
    static const char *const all = "";
    rcp_res every = {0};
    rcp_status s = rcp_res_add(&every, rcp_res_builtin(), all, err);
    for (uint32_t i = 0; !s && extra && i < extra->n; i++)
        s = rcp_res_put(&every, extra->file[i].name, extra->file[i].bytes, err);
    for (uint32_t i = 0; !s && i < every.n; i++) {
        rcp_str name = every.file[i].name;
        bool ours = name.len > strlen(prefix) && !memcmp(name.s, prefix, strlen(prefix));
        if (ours || !memchr(name.s, '/', name.len))
            s = rcp_res_put_file(&pack->res, &every.file[i], err);
    }
    return s;
}

static rcp_status open_models(rcp_pack *pack, rcp_err *err)
{
    char base[16], name[96];
    (void)snprintf(base, sizeof base, "%s.pack", pack->lang);
    const rcp_res_file *file = rcp_res_lookup(&pack->res, rcp_pack_file(pack, base, name));
    if (!file)
        return RCP_OK;
    rcp_str kept = rcp_arena_str(&pack->arena, rcp_str_of(name));
    if (!kept.s)
        return rcp_fail(err, RCP_E_LIMIT, "no room left in the %s pack", pack->lang);
    return rcp_model_open(&pack->models, file->bytes, RCP_PACK_KIND, kept.s, err);
}

rcp_status rcp_pack_model(rcp_pack *pack, const char *task, rcp_str *bytes, const char **name,
                          rcp_err *err)
{
    char z[160];
    *bytes = pack->models.n ? rcp_model_section(&pack->models, task) : RCP_STR("");
    *name = "";
    if (!bytes->len)
        return RCP_OK;
    (void)snprintf(z, sizeof z, "%.100s: %.40s", pack->models.file, task);
    rcp_str kept = rcp_arena_str(&pack->arena, rcp_str_of(z));
    if (!kept.s)
        return rcp_fail(err, RCP_E_LIMIT, "no room left in the %s pack", pack->lang);
    *name = kept.s;
    return RCP_OK;
}

rcp_status rcp_pack_open(rcp_pack *pack, const char *lang, const rcp_res *extra, rcp_err *err)
{
    memset(pack, 0, sizeof *pack);
    if (strlen(lang) >= sizeof pack->lang)
        return rcp_fail(err, RCP_E_LANGUAGE, "'%.20s' is no language code", lang);
    memcpy(pack->lang, lang, strlen(lang) + 1);
    rcp_status s = gather(pack, extra, err);
    size_t bytes = 0;
    bool spoken = false;
    for (uint32_t i = 0; i < pack->res.n; i++) {
        bytes += pack->res.file[i].bytes.len;
        spoken |= memchr(pack->res.file[i].name.s, '/', pack->res.file[i].name.len) != NULL;
    }
    if (!s && !spoken)
        return rcp_fail(err, RCP_E_LANGUAGE, "there is no language pack for '%s'", lang);
    /* Compiled rules are of the order of their text; untouched pages cost nothing. */
    if (!s && (s = rcp_arena_open(&pack->arena, ((size_t)32 << 20) + 16 * bytes)))
        (void)rcp_fail(err, s, "no memory left for the %s pack", lang);
    if (!s && (s = rcp_syms_init(&pack->syms, &pack->arena, NULL)))
        (void)rcp_fail(err, s, "no memory left for the %s pack", lang);
    if (!s)
        s = rcp_entities_load(&pack->entities, &pack->res, &pack->syms, &pack->arena, err);
    s = s ? s : open_models(pack, err);
    if (s)
        rcp_pack_close(pack);
    return s;
}

void rcp_pack_close(rcp_pack *pack)
{
    rcp_arena_close(&pack->arena);
    memset(pack, 0, sizeof *pack);
}
