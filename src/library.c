/* library.c - include/recoupe.h over the modules. */
#include "recoupe.h"

#include <stdio.h>
#include <stdlib.h>

#include "line.h"

struct rcp_library { rcp_packs packs; };

const char *rcp_library_version(void)
{
    return RCP_VERSION;
}

rcp_library *rcp_library_open(const char *langs, char *why, size_t room)
{
    rcp_err err = {0};
    rcp_library *lib = calloc(1, sizeof *lib);
    if (!lib)
        (void)rcp_fail(&err, RCP_E_MEMORY, "no memory left");
    else if (rcp_packs_open(&lib->packs, langs ? langs : "fr|en", NULL, &err)) {
        free(lib);
        lib = NULL;
    }
    if (!lib && why && room)
        (void)snprintf(why, room, "%s", err.message);
    return lib;
}

void rcp_library_close(rcp_library *lib)
{
    if (lib)
        rcp_packs_close(&lib->packs);
    free(lib);
}

int rcp_library_code(const rcp_library *lib, const char *json, size_t len, char **line)
{
    const rcp_line_how how = {.until = RCP_CLAIM, .form = RCP_AS_JSON};
    rcp_buf out = {0};
    rcp_str in = {json, len > UINT32_MAX ? UINT32_MAX : (uint32_t)len};
    rcp_status s = rcp_line_code(&lib->packs, &how, in, &out, NULL);
    if (out.failed)
        rcp_buf_free(&out);
    *line = out.s;
    return s;
}

void rcp_library_release(char *line)
{
    free(line);
}
