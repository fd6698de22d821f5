#include "cli/ledger.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/intake.h"

static int usage(const rcp_cli *cli, const char *what)
{
    (void)fprintf(cli->err, "recoupe: %s; `recoupe %s --help` says more\n", what,
                  cli->command->name);
    return RCP_EXIT_USAGE;
}

int rcp_cli_ledger(rcp_cli *cli, rcp_ledger **ledger)
{
    const char *file = cli->opt[RCP_OPT_LEDGER];
    rcp_err err = {0};
    *ledger = NULL;
    if (!file && !cli->n_paths)
        return usage(cli, "which reports? Name files or folders, or a ledger with --ledger FILE");
    if (file && cli->n_paths)
        return usage(cli, "paths and --ledger together: add the paths to the ledger first");
    int status = rcp_cli_packs(cli);
    if (status)
        return status;
    rcp_ledger *l;
    if (file ? rcp_ledger_open(&l, file, RCP_LEDGER_READ, &err)
             : rcp_ledger_open(&l, ":memory:", RCP_LEDGER_WRITE, &err)) {
        rcp_cli_say(cli, &err);
        return RCP_EXIT_OPEN;
    }
    rcp_tally tally;
    if (!file)
        status = rcp_intake(cli, l, cli->path, cli->n_paths, NULL, NULL, &tally);
    if (status == RCP_EXIT_OPEN) {
        rcp_ledger_close(l);
        return status;
    }
    *ledger = l;
    return status;
}

typedef struct { rcp_linker *linker; } adder;

static rcp_status add_doc(void *user, rcp_doc *doc, const rcp_pack *pack, rcp_err *err)
{
    if (rcp_stop)
        return rcp_fail(err, RCP_E_STOPPED, "stopped");
    return rcp_linker_add(((adder *)user)->linker, doc, pack, err);
}

rcp_status rcp_cli_link(const rcp_cli *cli, rcp_ledger *ledger, rcp_linker **linker,
                        const rcp_links **links, rcp_err *err)
{
    adder a = {NULL};
    rcp_status s = rcp_linker_new(&a.linker, err);
    if (!s)
        s = rcp_ledger_each(ledger, &cli->packs, add_doc, &a, err);
    if (!s)
        s = rcp_linker_run(a.linker, links, err);
    if (s) {
        rcp_linker_free(a.linker);
        a.linker = NULL;
    }
    *linker = a.linker;
    return s;
}

int rcp_cli_write(rcp_cli *cli, const rcp_buf *text)
{
    if (text->failed) {
        (void)fputs("recoupe: no memory left to write the output\n", cli->err);
        return RCP_EXIT_OPEN;
    }
    if (text->len && fwrite(text->s, 1, text->len, cli->out) != text->len) {
        (void)fputs("recoupe: cannot write the output\n", cli->err);
        return RCP_EXIT_OPEN;
    }
    return RCP_EXIT_OK;
}

/* The language of the locale, as setlocale would find it. */
static const char *locale_lang(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *z = getenv(names[i]);
        if (z && *z)
            return !strncmp(z, "fr", 2) && (!z[2] || strchr("_.@", z[2])) ? "fr" : "en";
    }
    return "en";
}

int rcp_cli_words(rcp_cli *cli, rcp_words *words)
{
    const char *lang = cli->opt[RCP_OPT_LANG_OUT] ? cli->opt[RCP_OPT_LANG_OUT] : locale_lang();
    rcp_err err = {0};
    *words = (rcp_words){0};
    int status = rcp_cli_packs(cli);
    if (status)
        return status;
    const rcp_pack *pack = rcp_packs_lookup(&cli->packs, lang);
    if (!pack) {
        (void)fprintf(cli->err, "recoupe: --lang-out takes fr or en, not '%s'\n", lang);
        return RCP_EXIT_USAGE;
    }
    if (!rcp_words_open(words, pack, &err))
        return RCP_EXIT_OK;
    rcp_cli_say(cli, &err);
    return RCP_EXIT_OPEN;
}

int rcp_cli_look(rcp_cli *cli, uint32_t *width)
{
    const char *when = cli->opt[RCP_OPT_COLOUR], *columns = getenv("COLUMNS");
    struct winsize size;
    if (when && !strcmp(when, "always"))
        cli->colour = true;
    else if (when && !strcmp(when, "never"))
        cli->colour = false;
    else if (when && strcmp(when, "auto") != 0) {
        (void)fprintf(cli->err, "recoupe: --colour takes auto, always or never, not '%s'\n", when);
        return RCP_EXIT_USAGE;
    }
    *width = 80;
    if (isatty(fileno(cli->out)) && !ioctl(fileno(cli->out), TIOCGWINSZ, &size) && size.ws_col)
        *width = size.ws_col;
    else if (columns && atoi(columns) > 0)
        *width = (uint32_t)atoi(columns);
    /* Long lines are hard to read, short ones break every word. */
    *width = *width < 40 ? 40 : *width > 100 ? 100 : *width;
    return RCP_EXIT_OK;
}
