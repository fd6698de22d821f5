#include "cli/cli.h"

#include <stdlib.h>
#include <unistd.h>

volatile sig_atomic_t rcp_stop;

static void on_signal(int sig)
{
    (void)sig;
    rcp_stop = 1;
}

static bool takes(const rcp_option_info *o, const char *command)
{
    char word[64];
    (void)snprintf(word, sizeof word, " %s ", command);
    return !o->commands || strstr(o->commands, word);
}

static void print_help(const rcp_cli *cli)
{
    if (cli->command)
        (void)fprintf(cli->out, "usage: recoupe %s [OPTION]... %s\n%s\n\noptions:\n",
                      cli->command->name, cli->command->args, cli->command->help);
    else {
        (void)fputs("usage: recoupe COMMAND [OPTION]... [PATH]...\n\ncommands:\n", cli->out);
        for (const rcp_command_info *c = rcp_commands; c->name; c++)
            (void)fprintf(cli->out, "  %-10s %s\n", c->name, c->help);
        (void)fputs("\noptions of every command:\n", cli->out);
    }
    for (uint32_t i = 0; i < RCP_N_OPTIONS; i++) {
        const rcp_option_info *o = &rcp_options[i];
        char left[48];
        if (cli->command ? !takes(o, cli->command->name) : o->commands != NULL)
            continue;
        (void)snprintf(left, sizeof left, "%s--%s%s%s", o->letter == 'h' ? "-h, " : "", o->name,
                       o->arg ? " " : "", o->arg ? o->arg : "");
        (void)fprintf(cli->out, "  %-22s %s\n", left, o->help);
    }
}

static int usage(const rcp_cli *cli, const char *what, const char *word)
{
    (void)fprintf(cli->err, "recoupe: %s '%s'; `recoupe --help` lists what there is\n", what, word);
    return RCP_EXIT_USAGE;
}

/* A name can stand twice in commands.def: the row that the command takes, else the first. */
static bool ours(const rcp_cli *cli, uint32_t k)
{
    const char *name = rcp_options[k].name;
    if (cli->command && takes(&rcp_options[k], cli->command->name))
        return true;
    for (uint32_t i = 0; i < RCP_N_OPTIONS; i++)
        if (!strcmp(rcp_options[i].name, name) && i != k &&
            (i < k || (cli->command && takes(&rcp_options[i], cli->command->name))))
            return false;
    return true;
}

/* Read one option at argv[*i]; moves *i over its argument. */
static int read_option(rcp_cli *cli, int argc, char **argv, int *i)
{
    const char *arg = argv[*i], *eq = strchr(arg, '=');
    for (uint32_t k = 0; k < RCP_N_OPTIONS; k++) {
        const rcp_option_info *o = &rcp_options[k];
        size_t n = eq && arg[1] == '-' ? (size_t)(eq - arg - 2) : strlen(arg + 2 * (arg[1] == '-'));
        bool longname = arg[1] == '-' && strlen(o->name) == n && !strncmp(arg + 2, o->name, n);
        bool letter = o->letter && arg[1] == o->letter && !arg[2];
        if ((!longname && !letter) || !ours(cli, k))
            continue;
        if (!o->arg) {
            if (eq)
                return usage(cli, "this option takes no value:", arg);
            cli->opt[k] = "";
        } else if (longname && eq)
            cli->opt[k] = eq + 1;
        else if (*i + 1 < argc)
            cli->opt[k] = argv[++*i];
        else
            return usage(cli, "this option wants a value:", arg);
        return RCP_EXIT_OK;
    }
    return usage(cli, "there is no option", arg);
}

/* The command's name is the first word that is no option and no option's value. */
static int find_command(rcp_cli *cli, int argc, char **argv)
{
    int status = RCP_EXIT_OK;
    for (int i = 1; !status && i < argc; i++) {
        if (argv[i][0] == '-' && argv[i][1] && strcmp(argv[i], "--")) {
            status = read_option(cli, argc, argv, &i);
            continue;
        }
        for (const rcp_command_info *c = rcp_commands; c->name; c++)
            if (!strcmp(c->name, argv[i]))
                cli->command = c;
        if (!cli->command)
            status = usage(cli, "there is no command", argv[i]);
        break;
    }
    memset(cli->opt, 0, sizeof cli->opt);       /* what they mean depends on the command */
    return status;
}

static int read_args(rcp_cli *cli, int argc, char **argv)
{
    bool plain = false, named = false;
    int status = find_command(cli, argc, argv);
    for (int i = 1; !status && i < argc; i++) {
        if (!plain && !strcmp(argv[i], "--"))
            plain = true;
        else if (!plain && argv[i][0] == '-' && argv[i][1])
            status = read_option(cli, argc, argv, &i);
        else if (!named)
            named = true;               /* the command */
        else
            cli->path[cli->n_paths++] = argv[i];
    }
    for (uint32_t k = 0; !status && cli->command && k < RCP_N_OPTIONS; k++)
        if (cli->opt[k] && !takes(&rcp_options[k], cli->command->name))
            status = usage(cli, "this command does not take the option", rcp_options[k].name);
    return status;
}

int main(int argc, char **argv)
{
    rcp_cli *cli = calloc(1, sizeof *cli);
    char **path = calloc((size_t)argc + 1, sizeof *path);
    if (!cli || !path) {
        free(cli);
        free(path);
        return RCP_EXIT_OPEN;
    }
    cli->path = path;
    cli->out = stdout;
    cli->err = stderr;
    const char *term = getenv("TERM");
    cli->colour = isatty(1) && !getenv("NO_COLOR") && term && strcmp(term, "dumb") != 0;
    struct sigaction act = {.sa_handler = on_signal};
    (void)sigaction(SIGINT, &act, NULL);
    (void)sigaction(SIGTERM, &act, NULL);

    int status = read_args(cli, argc, argv);
    if (!status) {
        if (cli->opt[RCP_OPT_VERSION])
            (void)fprintf(cli->out, "recoupe %s\n", RCP_VERSION);
        else if (cli->opt[RCP_OPT_HELP])
            print_help(cli);
        else if (!cli->command) {
            (void)fputs("recoupe: which command? `recoupe --help` lists them\n", cli->err);
            status = RCP_EXIT_USAGE;
        } else
            status = cli->command->run(cli);
    }
    if (fflush(cli->out) && !status) {
        (void)fputs("recoupe: cannot write the output\n", cli->err);
        status = RCP_EXIT_OPEN;
    }
    rcp_packs_close(&cli->packs);
    rcp_cli_gazetteer_close(cli);
    rcp_res_free(&cli->extra);
    free(path);
    free(cli);
    return status;
}
