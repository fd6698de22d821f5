/* ledger.h - what the commands that read a ledger share. */
#ifndef RCP_CLI_LEDGER_H
#define RCP_CLI_LEDGER_H

#include "cli/cli.h"
#include "link/link.h"
#include "render/words.h"
#include "store/ledger.h"

/*
 * The ledger that the command is about: --ledger FILE, or else one in memory made of the paths.
 * Opens the packs too.  Says what is wrong; returns an exit status.  *ledger is NULL unless it
 * could be opened; with RCP_EXIT_SOME it is there, and some paths were left out.
 */
int rcp_cli_ledger(rcp_cli *cli, rcp_ledger **ledger);

/* Link all reports of a ledger.  Free the linker when the links are no longer needed. */
rcp_status rcp_cli_link(const rcp_cli *cli, rcp_ledger *ledger, rcp_linker **linker,
                        const rcp_links **links, rcp_err *err);

/* The words of the output language: --lang-out, else the locale's, else English.  Opens the packs.
 * Returns an exit status. */
int rcp_cli_words(rcp_cli *cli, rcp_words *words);

/* Whether to print in colour (--colour, else a terminal that wants it), and how many columns. */
int rcp_cli_look(rcp_cli *cli, uint32_t *width);

/* Write all of it to cli->out; says so when that fails.  Returns an exit status. */
int rcp_cli_write(rcp_cli *cli, const rcp_buf *text);

#endif
