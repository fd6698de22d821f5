/* brief.c - `recoupe brief`: what a set of reports claims, for people. */
#include "render/brief.h"

#include "cli/ledger.h"
#include "render/links.h"

static bool look(void *user, rcp_str report, uint32_t table, rcp_id row, rcp_span *span,
                 rcp_buf *text)
{
    return rcp_ledger_words(user, report, table, row, span, text);
}

static int write_brief(rcp_cli *cli, rcp_ledger *ledger, const rcp_words *words, uint32_t width)
{
    const rcp_links *links;
    rcp_linker *linker = NULL;
    rcp_err err = {0};
    rcp_buf out = {0};
    rcp_brief_how how = {.words = words, .width = width, .colour = cli->colour,
                         .all = cli->opt[RCP_OPT_ALL] != NULL, .look = look, .user = ledger};
    rcp_status s = rcp_cli_link(cli, ledger, &linker, &links, &err);
    if (!s && cli->opt[RCP_OPT_JSON])
        rcp_json_links(&out, links);
    else if (!s)
        s = rcp_brief_write(&out, links, &how, &err);
    int status = RCP_EXIT_OK;
    if (s) {
        rcp_cli_say(cli, &err);
        status = s == RCP_E_STOPPED ? RCP_EXIT_SOME : RCP_EXIT_OPEN;
    } else
        status = rcp_cli_write(cli, &out);
    rcp_buf_free(&out);
    rcp_linker_free(linker);
    return status;
}

int rcp_cmd_brief(rcp_cli *cli)
{
    rcp_words words;
    uint32_t width;
    rcp_ledger *ledger = NULL;
    int status = rcp_cli_look(cli, &width), written;
    if (status || (status = rcp_cli_words(cli, &words)))
        return status;
    status = rcp_cli_ledger(cli, &ledger);
    if (ledger) {
        written = write_brief(cli, ledger, &words, width);
        status = written > status ? written : status;
    }
    rcp_ledger_close(ledger);
    rcp_words_close(&words);
    return status;
}
