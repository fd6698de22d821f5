/* export.c - `recoupe export`: a ledger as the contract's lines, or its links. */
#include "cli/ledger.h"
#include "render/json.h"
#include "render/links.h"

typedef struct { rcp_cli *cli; const rcp_links *links; rcp_buf line; int status; } writer;

static rcp_status write_report(void *user, rcp_doc *doc, const rcp_pack *pack, rcp_err *err)
{
    writer *w = user;
    if (rcp_stop)
        return rcp_fail(err, RCP_E_STOPPED, "stopped");
    rcp_status s = rcp_links_settle(w->links, doc, err);
    if (s)
        return s;
    rcp_buf_reset(&w->line);
    rcp_json_report(&w->line, doc, pack);
    w->status = rcp_cli_write(w->cli, &w->line);
    return w->status ? RCP_E_IO : RCP_OK;
}

int rcp_cmd_export(rcp_cli *cli)
{
    const char *format = cli->opt[RCP_OPT_FORMAT] ? cli->opt[RCP_OPT_FORMAT] : "jsonl";
    bool lines = !strcmp(format, "jsonl");
    rcp_err err = {0};
    rcp_ledger *ledger;
    rcp_linker *linker = NULL;
    writer w = {.cli = cli};
    if (!lines && strcmp(format, "links")) {
        (void)fprintf(cli->err, "recoupe: --format takes jsonl or links, not '%s'\n", format);
        return RCP_EXIT_USAGE;
    }
    int status = rcp_cli_ledger(cli, &ledger);
    if (!ledger)
        return status;
    rcp_status s = rcp_cli_link(cli, ledger, &linker, &w.links, &err);
    if (!s && lines)
        s = rcp_ledger_each(ledger, &cli->packs, write_report, &w, &err);
    else if (!s) {
        rcp_json_links(&w.line, w.links);
        w.status = rcp_cli_write(cli, &w.line);
    }
    if (s && !w.status) {
        rcp_cli_say(cli, &err);
        w.status = s == RCP_E_STOPPED ? RCP_EXIT_SOME : RCP_EXIT_OPEN;
    }
    rcp_buf_free(&w.line);
    rcp_linker_free(linker);
    rcp_ledger_close(ledger);
    return w.status ? w.status : status;
}
