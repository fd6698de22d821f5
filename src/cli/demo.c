/* demo.c - `recoupe demo`: the brief of the bundled reports. */
#include <stdlib.h>
#include <unistd.h>

#include "cli/cli.h"

/* The shortest way to say the path, for it is printed. */
static void shorten(char path[RCP_CLI_PATH])
{
    char *real = realpath(path, NULL), here[1024];
    size_t n = getcwd(here, sizeof here) ? strlen(here) : 0;
    if (real) {
        bool below = n && !strncmp(real, here, n) && real[n] == '/';
        (void)snprintf(path, RCP_CLI_PATH, "%s", below ? real + n + 1 : real);
    }
    free(real);
}

static bool find_examples(char out[RCP_CLI_PATH])
{
    static const char *const places[] = {"../examples/minsk-2022", "../share/recoupe/examples/minsk-2022"};
    if (rcp_cli_beside(places, sizeof places / sizeof *places, out)) {
        shorten(out);
        return true;
    }
    (void)snprintf(out, RCP_CLI_PATH, "examples/minsk-2022");
    return !access(out, R_OK);
}

int rcp_cmd_demo(rcp_cli *cli)
{
    char examples[RCP_CLI_PATH];
    if (cli->n_paths) {
        (void)fputs("recoupe: demo takes no paths; `recoupe brief PATH` reads yours\n", cli->err);
        return RCP_EXIT_USAGE;
    }
    if (!find_examples(examples)) {
        (void)fputs("recoupe: the example reports are not installed\n", cli->err);
        return RCP_EXIT_OPEN;
    }
    cli->path[cli->n_paths++] = examples;
    return rcp_cmd_brief(cli);
}
