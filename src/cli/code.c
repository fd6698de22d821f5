/* code.c - `recoupe code`: lines in, lines out, stateless. */
#include "cli/cli.h"

#include <stdlib.h>

#include "line.h"

static int read_how(const rcp_cli *cli, rcp_line_how *how)
{
    const char *until = cli->opt[RCP_OPT_UNTIL], *dump = cli->opt[RCP_OPT_DUMP];
    int stage = until ? rcp_stage_of(rcp_str_of(until)) : RCP_CLAIM;
    *how = (rcp_line_how){.form = RCP_AS_JSON, .table = cli->opt[RCP_OPT_TABLE],
                          .lang = rcp_str_of(cli->opt[RCP_OPT_LANG_CODE]),
                          .published = rcp_str_of(cli->opt[RCP_OPT_PUBLISHED])};
    if (stage < 0) {
        (void)fprintf(cli->err, "recoupe: there is no stage '%s'; `recoupe stages` lists them\n",
                      until);
        return RCP_EXIT_USAGE;
    }
    how->until = (rcp_stage)stage;
    static const struct { const char *word; rcp_form form; } forms[] = {
        {"tables", RCP_AS_TABLES}, {"conllu", RCP_AS_CONLLU}, {"numbers", RCP_AS_NUMBERS}};
    size_t i = 0, n = sizeof forms / sizeof *forms;
    while (dump && i < n && strcmp(dump, forms[i].word))
        i++;
    if (i == n) {
        (void)fprintf(cli->err, "recoupe: --dump takes tables, conllu or numbers, not '%s'\n", dump);
        return RCP_EXIT_USAGE;
    }
    if (dump)
        how->form = forms[i].form;
    return RCP_EXIT_OK;
}

int rcp_cmd_code(rcp_cli *cli)
{
    rcp_line_how how;
    int status = read_how(cli, &how);
    if (status || (status = rcp_cli_packs(cli)))
        return status;
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    rcp_buf out = {0};
    for (uint64_t no = 1; !rcp_stop && (n = getline(&line, &cap, stdin)) >= 0; no++) {
        rcp_str text = {line, (uint32_t)n};
        rcp_err err = {0};
        while (text.len && (text.s[text.len - 1] == '\n' || text.s[text.len - 1] == '\r'))
            text.len--;
        if (!text.len)
            continue;
        rcp_buf_reset(&out);
        if (rcp_line_code(&cli->packs, &how, text, &out, &err)) {
            status = RCP_EXIT_SOME;
            (void)fprintf(cli->err, "recoupe: line %llu: %s\n", (unsigned long long)no,
                          err.message);
        }
        if (fwrite(out.s, 1, out.len, cli->out) != out.len) {
            (void)fprintf(cli->err, "recoupe: cannot write the output\n");
            status = RCP_EXIT_OPEN;
            break;
        }
    }
    rcp_buf_free(&out);
    free(line);
    return status;
}
