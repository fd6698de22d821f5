/* claims.c - `recoupe claims`: claims as a list. */
#include "render/claims.h"

#include <ctype.h>

#include "cli/ledger.h"

static int refuse(const rcp_cli *cli, rcp_option_id option, const char *wants)
{
    (void)fprintf(cli->err, "recoupe: --%s takes %s, not '%s'\n", rcp_options[option].name, wants,
                  cli->opt[option]);
    return RCP_EXIT_USAGE;
}

/* "assault/drone" -> type and mode. */
static bool read_type(const char *z, rcp_claims_filter *f)
{
    char upper[32];
    size_t n = strcspn(z, "/");
    if (n >= sizeof upper)
        return false;
    for (size_t i = 0; i < n; i++)
        upper[i] = (char)toupper((unsigned char)z[i]);
    f->type = rcp_enum_value(&rcp_enum_type, (rcp_str){upper, (uint32_t)n});
    f->mode = rcp_str_of(z[n] ? z + n + 1 : "");
    return f->type > 0 && (!f->mode.len || rcp_mode_valid((uint32_t)f->type, f->mode));
}

static int read_filter(const rcp_cli *cli, rcp_claims_filter *f)
{
    const char *const *opt = cli->opt;
    int32_t lo, hi;
    *f = (rcp_claims_filter){.about = rcp_str_of(opt[RCP_OPT_ABOUT]),
                             .by = rcp_str_of(opt[RCP_OPT_BY]), .type = -1, .status = -1,
                             .state = -1};
    if (opt[RCP_OPT_TYPE] && !read_type(opt[RCP_OPT_TYPE], f))
        return refuse(cli, RCP_OPT_TYPE, "a type such as ASSAULT, or MOBILIZE/weapons");
    if (opt[RCP_OPT_SINCE]) {
        if (!(f->since_set = rcp_day_read(rcp_str_of(opt[RCP_OPT_SINCE]), &lo, &hi)))
            return refuse(cli, RCP_OPT_SINCE, "a date such as 2022-12-19, 2022-12 or 2022");
        f->since = lo;
    }
    if (opt[RCP_OPT_UNTIL_DATE]) {
        if (!(f->until_set = rcp_day_read(rcp_str_of(opt[RCP_OPT_UNTIL_DATE]), &lo, &hi)))
            return refuse(cli, RCP_OPT_UNTIL_DATE, "a date such as 2022-12-19, 2022-12 or 2022");
        f->until = hi;
    }
    if (opt[RCP_OPT_STATUS]) {
        rcp_str word = rcp_str_of(opt[RCP_OPT_STATUS]);
        f->status = rcp_enum_value(&rcp_enum_event_status, word);
        f->state = f->status < 0 ? rcp_enum_value(&rcp_enum_state, word) : -1;
        if (f->status < 0 && f->state < 0)
            return refuse(cli, RCP_OPT_STATUS,
                          "single, multi_outlet_one_root, corroborated, disputed, contradicted, "
                          "superseded, or actual, planned, ongoing, hypothetical, habitual, "
                          "historical");
    }
    return RCP_EXIT_OK;
}

static int list(rcp_cli *cli, rcp_ledger *ledger, const rcp_claims_filter *filter,
                const rcp_claims_how *how)
{
    const rcp_links *links;
    rcp_linker *linker = NULL;
    rcp_err err = {0};
    rcp_buf out = {0};
    int status;
    rcp_status s = rcp_cli_link(cli, ledger, &linker, &links, &err);
    if (!s)
        s = rcp_claims_write(&out, links, filter, how, &err);
    if (s) {
        rcp_cli_say(cli, &err);
        status = s == RCP_E_STOPPED ? RCP_EXIT_SOME : RCP_EXIT_OPEN;
    } else
        status = rcp_cli_write(cli, &out);
    rcp_buf_free(&out);
    rcp_linker_free(linker);
    return status;
}

int rcp_cmd_claims(rcp_cli *cli)
{
    rcp_claims_filter filter;
    rcp_words words;
    rcp_ledger *ledger = NULL;
    uint32_t width;
    int status = read_filter(cli, &filter), listed;
    if (status || (status = rcp_cli_look(cli, &width)) || (status = rcp_cli_words(cli, &words)))
        return status;
    status = rcp_cli_ledger(cli, &ledger);
    if (ledger) {
        rcp_claims_how how = {&words, width, cli->colour, cli->opt[RCP_OPT_JSON] != NULL};
        listed = list(cli, ledger, &filter, &how);
        status = listed > status ? listed : status;
    }
    rcp_ledger_close(ledger);
    rcp_words_close(&words);
    return status;
}
