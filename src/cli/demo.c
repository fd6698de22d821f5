/* demo.c - `recoupe demo`: the brief of the bundled reports. */
#include <stdlib.h>
#include <unistd.h>

#include "cli/cli.h"

/* The shortest way to say the path, for it is printed. */
static void shorten(char path[1200])
{
    char *real = realpath(path, NULL), here[1024];
    size_t n = getcwd(here, sizeof here) ? strlen(here) : 0;
    if (real) {
        bool below = n && !strncmp(real, here, n) && real[n] == '/';
        (void)snprintf(path, 1200, "%s", below ? real + n + 1 : real);
    }
    free(real);
}

/* Where the examples are, seen from the program: as built, as installed. */
static bool find_examples(char out[1200])
{
    static const char *const places[] = {"../examples", "../share/recoupe/examples"};
    char exe[1024];
    ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
    while (n > 0 && exe[n - 1] != '/')
        n--;
    for (size_t i = 0; n > 0 && i < sizeof places / sizeof *places; i++) {
        (void)snprintf(out, 1200, "%.*s%s/minsk-2022", (int)n, exe, places[i]);
        if (!access(out, R_OK)) {
            shorten(out);
            return true;
        }
    }
    (void)snprintf(out, 1200, "examples/minsk-2022");
    return !access(out, R_OK);
}

int rcp_cmd_demo(rcp_cli *cli)
{
    char examples[1200];
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
