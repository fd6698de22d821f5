/* add.c - `recoupe add`: reports into a ledger. */
#include "cli/intake.h"
#include "cli/ledger.h"
#include "render/page.h"

typedef struct { rcp_cli *cli; const rcp_words *words; } speaker;

/* "ajouté   dir/004.txt   fr, 12 affirmations", safe to print. */
static void say_report(void *user, const rcp_doc *doc, const char *path, rcp_put put)
{
    static const char *const keys[] = {"add.added", "add.copy", "add.known"};
    const speaker *say = user;
    rcp_buf out = {0}, count = {0};
    rcp_page page = {.out = &out};
    rcp_page_text(&page, rcp_words_text(say->words, keys[put]));
    rcp_page_tab(&page, 9);
    rcp_page_z(&page, path);
    if (put != RCP_PUT_KNOWN) {
        rcp_buf_f(&count, "  %s, ", doc->lang);
        rcp_words_count(&count, say->words, "claims", doc->claim.n ? doc->claim.n - 1 : 0);
        rcp_page_text(&page, (rcp_str){count.s, (uint32_t)count.len});
    }
    rcp_page_line(&page, 0);
    (void)rcp_cli_write(say->cli, &out);
    rcp_page_free(&page);
    rcp_buf_free(&out);
    rcp_buf_free(&count);
}

static void say_sum(const speaker *say, const rcp_tally *t)
{
    uint64_t n[] = {t->added, t->copies, t->known, t->refused};
    char z[4][24];
    rcp_str arg[4];
    rcp_buf out = {0};
    for (int i = 0; i < 4; i++) {
        (void)snprintf(z[i], sizeof z[i], "%llu", (unsigned long long)n[i]);
        arg[i] = rcp_str_of(z[i]);
    }
    rcp_words_fill(&out, say->words, "add.sum", arg, 4);
    rcp_buf_char(&out, '\n');
    (void)rcp_cli_write(say->cli, &out);
    rcp_buf_free(&out);
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

static int add(rcp_cli *cli, rcp_ledger *ledger, const rcp_words *words)
{
    speaker say = {cli, words};
    rcp_tally t;
    int status = rcp_intake(cli, ledger, cli->path, cli->n_paths, say_report, &say, &t);
    if (!t.broken && !t.stopped) {
        int linked = link_again(cli, ledger);
        status = linked > status ? linked : status;
    }
    say_sum(&say, &t);
    if (t.stopped || rcp_stop)
        (void)fprintf(cli->err, "recoupe: stopped; %llu reports were added and are safe\n",
                      (unsigned long long)(t.added + t.copies));
    return rcp_stop && !status ? RCP_EXIT_SOME : status;
}

int rcp_cmd_add(rcp_cli *cli)
{
    const char *file = cli->opt[RCP_OPT_LEDGER];
    rcp_ledger *ledger;
    rcp_words words;
    rcp_err err = {0};
    if (!file || !cli->n_paths) {
        (void)fputs("recoupe: add wants --ledger FILE and the paths of reports\n", cli->err);
        return RCP_EXIT_USAGE;
    }
    int status = rcp_cli_words(cli, &words);
    if (status)
        return status;
    if (rcp_ledger_open(&ledger, file, RCP_LEDGER_WRITE, &err)) {
        rcp_cli_say(cli, &err);
        status = RCP_EXIT_OPEN;
    } else {
        status = add(cli, ledger, &words);
        rcp_ledger_close(ledger);
    }
    rcp_words_close(&words);
    return status;
}
