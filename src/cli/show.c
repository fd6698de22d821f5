/* show.c - `recoupe show`: one report, with what was found marked in it. */
#include "render/show.h"

#include "cli/intake.h"
#include "cli/ledger.h"

typedef struct { rcp_cli *cli; rcp_buf *out; rcp_show_how how; const rcp_links *links; } shower;

static rcp_status show_doc(void *user, rcp_doc *doc, const rcp_pack *pack, rcp_err *err)
{
    shower *s = user;
    rcp_status st = s->links ? rcp_links_settle(s->links, doc, err) : RCP_OK;
    return st ? st : rcp_show_write(s->out, doc, pack, &s->how, err);
}

/* The report that `words` means, with what the others settle for it. */
static rcp_status show_one(rcp_cli *cli, rcp_ledger *ledger, const char *words, shower *s,
                           rcp_err *err)
{
    char id[80];
    rcp_linker *linker = NULL;
    rcp_doc doc;
    const rcp_pack *pack;
    rcp_status st = rcp_ledger_find(ledger, rcp_str_of(words), id, err);
    if (!st)
        st = rcp_cli_link(cli, ledger, &linker, &s->links, err);
    if (!st && !(st = rcp_ledger_load(ledger, &cli->packs, rcp_str_of(id), &doc, &pack, err))) {
        st = show_doc(s, &doc, pack, err);
        rcp_doc_close(&doc);
    }
    rcp_linker_free(linker);
    s->links = NULL;
    return st;
}

/* Reports of a ledger, by name; without one, files, read now. */
static int show_all(rcp_cli *cli, shower *s)
{
    const char *file = cli->opt[RCP_OPT_LEDGER];
    rcp_ledger *ledger = NULL;
    rcp_tally tally;
    rcp_err err = {0};
    int status = RCP_EXIT_OK;
    if (rcp_ledger_open(&ledger, file ? file : ":memory:", file ? RCP_LEDGER_READ : RCP_LEDGER_WRITE,
                        &err)) {
        rcp_cli_say(cli, &err);
        return RCP_EXIT_OPEN;
    }
    if (!file) {
        status = rcp_intake(cli, ledger, cli->path, cli->n_paths, NULL, NULL, &tally);
        if (rcp_ledger_each(ledger, &cli->packs, show_doc, s, &err)) {
            rcp_cli_say(cli, &err);
            status = RCP_EXIT_OPEN;
        }
    }
    for (int i = 0; file && i < cli->n_paths && !rcp_stop; i++)
        if (show_one(cli, ledger, cli->path[i], s, &err)) {
            rcp_cli_say(cli, &err);
            status = err.code == RCP_E_INPUT || err.code == RCP_E_STOPPED ? RCP_EXIT_SOME : RCP_EXIT_OPEN;
        }
    rcp_ledger_close(ledger);
    return status;
}

int rcp_cmd_show(rcp_cli *cli)
{
    rcp_words words;
    rcp_buf out = {0};
    shower s = {.cli = cli, .out = &out};
    int status = rcp_cli_look(cli, &s.how.width), wrote;
    if (status || (status = rcp_cli_words(cli, &words)))
        return status;
    if (!cli->n_paths) {
        (void)fputs("recoupe: show wants a report: a file, or with --ledger FILE its id or name\n",
                    cli->err);
        rcp_words_close(&words);
        return RCP_EXIT_USAGE;
    }
    s.how.words = &words;
    s.how.colour = cli->colour;
    status = show_all(cli, &s);
    wrote = rcp_cli_write(cli, &out);
    rcp_buf_free(&out);
    rcp_words_close(&words);
    return wrote > status ? wrote : status;
}
