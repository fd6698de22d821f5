/* gazetteer.c - `recoupe gazetteer`: builds the file of places, and shows what it has of a name. */
#include <stdlib.h>

#include "cli/cli.h"
#include "cli/ledger.h"
#include "gaz/build.h"

enum { SHOWN_MAX = 200 };

static int usage(const rcp_cli *cli)
{
    (void)fputs("recoupe: gazetteer build --out FILE SOURCE.tsv..., or gazetteer show FILE NAME...\n", cli->err);
    return RCP_EXIT_USAGE;
}

/* Read the sources, each under the path it was given by, and the table of countries. */
static rcp_status read_sources(rcp_cli *cli, rcp_res *res, rcp_err *err)
{
    static const char *const tables[] = {"country_codes.tsv", "readings.tsv", "alike.tsv"};
    rcp_status s = RCP_OK;
    for (size_t i = 0; !s && i < sizeof tables / sizeof *tables; i++)
        s = rcp_res_add(res, rcp_res_builtin(), tables[i], err);
    for (int i = 1; !s && i < cli->n_paths; i++) {
        char *bytes;
        size_t len;
        s = rcp_file_read(cli->path[i], 64 << 20, &bytes, &len, err);
        if (!s && rcp_res_lookup(res, cli->path[i])) {
            free(bytes);
            return rcp_fail(err, RCP_E_INPUT, "%s is named twice", cli->path[i]);
        }
        if (!s && (s = rcp_res_put(res, rcp_str_of(cli->path[i]), (rcp_str){bytes, (uint32_t)len}, err)))
            free(bytes);
    }
    return s;
}

static void release(rcp_res *res, const rcp_cli *cli)
{
    for (uint32_t i = 0; i < res->n; i++)
        for (int k = 1; k < cli->n_paths; k++)
            if (res->file[i].name.s == cli->path[k])
                free((void *)(uintptr_t)res->file[i].bytes.s);
}

static int build(rcp_cli *cli)
{
    rcp_res *res = calloc(1, sizeof *res);
    rcp_buf out = {0};
    rcp_err err = {0};
    if (!cli->opt[RCP_OPT_OUT] || cli->n_paths < 2 || !res) {
        free(res);
        return usage(cli);
    }
    rcp_status s = read_sources(cli, res, &err);
    if (!s)
        s = rcp_gaz_build(res, (const char *const *)&cli->path[1], (uint32_t)cli->n_paths - 1, &out, &err);
    if (!s)
        s = rcp_file_write(cli->opt[RCP_OPT_OUT], out.s, out.len, &err);
    if (s)
        rcp_cli_say(cli, &err);
    release(res, cli);
    rcp_buf_free(&out);
    free(res);
    return s ? RCP_EXIT_OPEN : RCP_EXIT_OK;
}

/* One place, a line: name, class, region, country, people, coordinates, id, all its names.  What a file holds
 * may come from anywhere: control characters are left out. */
static void put_place(rcp_buf *out, const rcp_gaz *g, uint32_t row)
{
    rcp_place p;
    rcp_str name;
    uint32_t langs;
    char id[64];
    if (!rcp_gaz_place(g, row, &p))
        return;
    for (uint32_t i = 0; rcp_gaz_name(g, &p, i, &name, &langs); i++) {
        rcp_buf_z(out, i == 0 ? "" : i == 1 ? "\t" : "|");
        for (uint32_t k = 0; k < name.len; k++)
            if ((unsigned char)name.s[k] >= 0x20 && name.s[k] != 0x7f)
                rcp_buf_char(out, name.s[k]);
        if (i == 0)
            rcp_buf_f(out, "\t%s\t%s\t%s\t%u\t%.5f\t%.5f\t%s%s", rcp_gaz_class_word(p.cls), p.region, p.country,
                      p.population, p.lat, p.lon, rcp_gaz_id(g, &p, id),
                      p.flags & RCP_GAZ_DISPUTED ? "\tdisputed" : "");
    }
    rcp_buf_char(out, '\n');
}

static int show(rcp_cli *cli)
{
    rcp_gaz g;
    rcp_err err = {0};
    rcp_buf out = {0};
    char *bytes, key[RCP_GAZ_KEY];
    size_t len;
    int status = RCP_EXIT_OK;
    if (cli->n_paths < 3)
        return usage(cli);
    rcp_status s = rcp_file_map(cli->path[1], &bytes, &len, &err);
    if (!s)
        s = rcp_gaz_open(&g, (rcp_str){bytes, (uint32_t)len}, cli->path[1], &err);
    for (int i = 2; !s && i < cli->n_paths; i++) {
        uint32_t rows[SHOWN_MAX], n = rcp_gaz_key(rcp_str_of(cli->path[i]), key);
        n = rcp_gaz_find(&g, (rcp_str){key, n}, rows, SHOWN_MAX);
        for (uint32_t k = 0; k < n; k++)
            put_place(&out, &g, rows[k]);
        if (!n) {
            (void)fprintf(cli->err, "recoupe: no place is called %s\n", cli->path[i]);
            status = RCP_EXIT_SOME;
        }
    }
    if (s)
        rcp_cli_say(cli, &err);
    int wrote = rcp_cli_write(cli, &out);
    rcp_file_unmap(bytes, len);
    rcp_buf_free(&out);
    return s ? RCP_EXIT_OPEN : wrote ? wrote : status;
}

int rcp_cmd_gazetteer(rcp_cli *cli)
{
    if (cli->n_paths && !strcmp(cli->path[0], "build"))
        return build(cli);
    if (cli->n_paths && !strcmp(cli->path[0], "show"))
        return show(cli);
    return usage(cli);
}

rcp_status rcp_cli_gazetteer(rcp_cli *cli, rcp_err *err)
{
    const char *path = cli->opt[RCP_OPT_GAZETTEER];
    static const char *const places[] = {"recoupe.gaz", "../share/recoupe/recoupe.gaz"};
    char found[RCP_CLI_PATH], *bytes;
    size_t len;
    if (cli->gaz.file || (path && !strcmp(path, "none")))
        return RCP_OK;
    if (!path && !rcp_cli_beside(places, sizeof places / sizeof *places, found))
        return RCP_OK;
    path = path ? path : found;
    rcp_status s = rcp_file_map(path, &bytes, &len, err);
    if (s)
        return s;
    char *kept = strdup(path);
    s = kept ? rcp_gaz_open(&cli->gaz, (rcp_str){bytes, (uint32_t)len}, kept, err)
             : rcp_fail(err, RCP_E_MEMORY, "no memory left");
    if (s) {
        rcp_file_unmap(bytes, len);
        free(kept);
        cli->gaz.file = NULL;
    }
    return s;
}

void rcp_cli_gazetteer_close(rcp_cli *cli)
{
    if (!cli->gaz.file)
        return;
    rcp_file_unmap((char *)(uintptr_t)cli->gaz.bytes.s, cli->gaz.bytes.len);
    free((char *)(uintptr_t)cli->gaz.file);
    cli->gaz.file = NULL;
}
