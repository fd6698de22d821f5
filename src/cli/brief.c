/* brief.c - `recoupe brief`. */
#include "cli/ledger.h"

int rcp_cmd_brief(rcp_cli *cli)
{
    rcp_ledger *ledger;
    int status = rcp_cli_ledger(cli, &ledger);
    if (!ledger)
        return status;
    const rcp_links *k;
    rcp_linker *linker;
    rcp_err err = {0};
    rcp_buf out = {0};
    if (rcp_cli_link(cli, ledger, &linker, &k, &err)) {
        rcp_cli_say(cli, &err);
        status = RCP_EXIT_OPEN;
    } else {
        for (uint32_t i = 0; i < k->n_claims; i++) {
            const rcp_link_claim *c = &k->claim[i];
            rcp_buf_f(&out, "%.*s: %.*s\n", (int)c->by.len, c->by.s, (int)c->evidence_text.len,
                      c->evidence_text.s);
        }
        int wrote = rcp_cli_write(cli, &out);
        status = wrote ? wrote : status;
    }
    rcp_buf_free(&out);
    rcp_linker_free(linker);
    rcp_ledger_close(ledger);
    return status;
}
