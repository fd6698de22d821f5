#include "cli/cli.h"

#include <stdlib.h>
#include <unistd.h>

const rcp_option_info rcp_options[RCP_N_OPTIONS] = {
#define OPTION(NAME, name, letter, arg, commands, help) {name, arg, commands, help, letter},
#define COMMAND(name, args, help)
#include "cli/commands.def"
#undef OPTION
#undef COMMAND
};

const rcp_command_info rcp_commands[] = {
#define OPTION(NAME, name, letter, arg, commands, help)
#define COMMAND(name, args, help) {#name, args, help, rcp_cmd_##name},
#include "cli/commands.def"
#undef OPTION
#undef COMMAND
    {NULL, NULL, NULL, NULL},
};

void rcp_cli_say(const rcp_cli *cli, const rcp_err *err)
{
    (void)fputs("recoupe: ", cli->err);
    if (err->file[0] && err->line && !err->col)
        (void)fprintf(cli->err, "%s:%u: ", err->file, err->line);
    else if (err->file[0] && err->line)
        (void)fprintf(cli->err, "%s:%u:%u: ", err->file, err->line, err->col);
    else if (err->file[0])
        (void)fprintf(cli->err, "%s: ", err->file);
    (void)fprintf(cli->err, "%s\n", err->message);
}

bool rcp_cli_beside(const char *const *paths, size_t n, char out[RCP_CLI_PATH])
{
    char exe[1024];
    ssize_t len = readlink("/proc/self/exe", exe, sizeof exe - 1);
    while (len > 0 && exe[len - 1] != '/')
        len--;
    for (size_t i = 0; len > 0 && i < n; i++) {
        (void)snprintf(out, RCP_CLI_PATH, "%.*s%s", (int)len, exe, paths[i]);
        if (!access(out, R_OK))
            return true;
    }
    return false;
}

int rcp_cli_packs(rcp_cli *cli)
{
    rcp_err err = {0};
    rcp_status s = RCP_OK;
    if (cli->packs_open)
        return RCP_EXIT_OK;
    if (cli->opt[RCP_OPT_LANG])
        s = rcp_res_read_dir(&cli->extra, cli->opt[RCP_OPT_LANG], true, &err);
    if (!s && cli->opt[RCP_OPT_DATA])
        s = rcp_res_read_dir(&cli->extra, cli->opt[RCP_OPT_DATA], false, &err);
    if (!s)
        s = (cli->opt[RCP_OPT_FAST] ? rcp_packs_open_fast : rcp_packs_open)(
            &cli->packs, "fr|en", &cli->extra, &err);
    if (!s)
        s = rcp_cli_gazetteer(cli, &err);
    for (uint32_t i = 0; !s && cli->gaz.file && i < cli->packs.n; i++)
        cli->packs.pack[i].gaz = &cli->gaz;
    if (s) {
        rcp_cli_say(cli, &err);
        return RCP_EXIT_OPEN;
    }
    cli->packs_open = true;
    return RCP_EXIT_OK;
}
