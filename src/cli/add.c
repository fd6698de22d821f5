/* add.c - `recoupe add`: reports into a ledger. */
#include "cli/intake.h"
#include "cli/ledger.h"

static void say_report(void *user, const rcp_doc *doc, const char *path, rcp_put put)
{
    static const char *const words[] = {"added", "copy", "known"};
    const rcp_cli *cli = user;
    (void)fprintf(cli->out, "%-8s%s", words[put], path);
    if (put == RCP_PUT_ADDED)
        (void)fprintf(cli->out, "  %s, %u claims", doc->lang, doc->claim.n - 1);
    (void)fputc('\n', cli->out);
}

/* Links are a function of all the reports: they are made anew when reports came. */
static int link_again(rcp_cli *cli, rcp_ledger *ledger)
{
    const rcp_links *links;
    rcp_linker *linker = NULL;
    rcp_err err = {0};
    if (rcp_ledger_is_linked(ledger))
        return RCP_EXIT_OK;
    rcp_status s = rcp_cli_link(cli, ledger, &linker, &links, &err);
    if (!s)
        s = rcp_ledger_put_links(ledger, links, &err);
    rcp_linker_free(linker);
    if (!s)
        return RCP_EXIT_OK;
    if (s != RCP_E_STOPPED)
        rcp_cli_say(cli, &err);
    return s == RCP_E_STORE ? RCP_EXIT_OPEN : RCP_EXIT_SOME;
}

int rcp_cmd_add(rcp_cli *cli)
{
    const char *file = cli->opt[RCP_OPT_LEDGER];
    rcp_ledger *ledger;
    rcp_tally t;
    rcp_err err = {0};
    if (!file || !cli->n_paths) {
        (void)fputs("recoupe: add wants --ledger FILE and the paths of reports\n", cli->err);
        return RCP_EXIT_USAGE;
    }
    int status = rcp_cli_packs(cli);
    if (status)
        return status;
    if (rcp_ledger_open(&ledger, file, RCP_LEDGER_WRITE, &err)) {
        rcp_cli_say(cli, &err);
        return RCP_EXIT_OPEN;
    }
    status = rcp_intake(cli, ledger, cli->path, cli->n_paths, say_report, cli, &t);
    if (!t.broken && !t.stopped) {
        int linked = link_again(cli, ledger);
        status = linked > status ? linked : status;
    }
    (void)fprintf(cli->out, "%llu added, %llu known already, %llu left out\n",
                  (unsigned long long)t.added, (unsigned long long)(t.copies + t.known),
                  (unsigned long long)t.refused);
    if (t.stopped)
        (void)fprintf(cli->err, "recoupe: stopped; %llu reports were added and are safe\n",
                      (unsigned long long)t.added);
    rcp_ledger_close(ledger);
    return status;
}
