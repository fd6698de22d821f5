/* code.c - `recoupe code`: lines in, lines out, stateless. */
#include "cli/cli.h"

#include <json-c/json.h>
#include <stdlib.h>

#include "read/read.h"
#include "render/dump.h"
#include "render/json.h"

typedef struct { rcp_stage until; enum { AS_JSON, AS_TABLES, AS_CONLLU } form; } how;

static rcp_str member(const json_object *o, const char *name)
{
    json_object *v = NULL;
    if (!json_object_object_get_ex(o, name, &v) || !json_object_is_type(v, json_type_string))
        return (rcp_str){0};
    return (rcp_str){json_object_get_string(v), (uint32_t)json_object_get_string_len(v)};
}

/* The fields of one input line; *o keeps them alive. */
static rcp_status read_line(const rcp_cli *cli, rcp_str line, json_object **o, rcp_input *in,
                            rcp_err *err)
{
    json_tokener *tok = json_tokener_new_ex(64);
    *o = NULL;
    if (!tok)
        return rcp_fail(err, RCP_E_MEMORY, "no memory left");
    json_tokener_set_flags(tok, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
    *o = json_tokener_parse_ex(tok, line.s, (int)line.len);
    enum json_tokener_error e = json_tokener_get_error(tok);
    size_t end = json_tokener_get_parse_end(tok);
    json_tokener_free(tok);
    if (e != json_tokener_success || !json_object_is_type(*o, json_type_object)) {
        (void)rcp_fail(err, RCP_E_INPUT, "this line is no JSON object: %s",
                       e == json_tokener_success    ? "another value"
                       : e == json_tokener_continue ? "it is cut off"
                                                    : json_tokener_error_desc(e));
        if (err)
            err->offset = end;
        return RCP_E_INPUT;
    }
    *in = (rcp_input){.bytes = member(*o, "text"), .decoded = true, .id = member(*o, "id"),
                      .path = member(*o, "path"), .url = member(*o, "url"),
                      .outlet = member(*o, "outlet"), .title = member(*o, "title"),
                      .published = member(*o, "published"), .lang = member(*o, "lang")};
    if (!in->bytes.s && (in->bytes = member(*o, "html")).s)
        in->html = true;
    if (!in->bytes.s)
        return rcp_fail(err, RCP_E_INPUT, "the line has neither \"text\" nor \"html\"");
    if (cli->opt[RCP_OPT_LANG_CODE])
        in->lang = rcp_str_of(cli->opt[RCP_OPT_LANG_CODE]);
    if (cli->opt[RCP_OPT_PUBLISHED] && !in->published.len)
        in->published = rcp_str_of(cli->opt[RCP_OPT_PUBLISHED]);
    return RCP_OK;
}

rcp_status rcp_cli_code(rcp_cli *cli, const rcp_input *in, rcp_stage until, rcp_doc *doc,
                        const rcp_pack **pack, rcp_err *err)
{
    rcp_status s = rcp_read_open(doc, in, err);
    if (s)
        return s;
    *pack = rcp_packs_lookup(&cli->packs, doc->lang);
    if (!*pack)
        s = rcp_fail(err, RCP_E_LANGUAGE,
                     "the report is in '%s', and there is no pack for it; --lang-code fr or en "
                     "reads it all the same",
                     doc->lang);
    if (!s && (s = rcp_doc_speak(doc, (*pack)->lang, &(*pack)->syms)))
        (void)rcp_fail(err, s, "no memory left for this report");
    if (!s)
        s = rcp_run(*pack, doc, until, err);
    if (s)
        rcp_doc_close(doc);
    return s;
}

static rcp_status code_line(rcp_cli *cli, how form, rcp_str line, rcp_buf *out, rcp_str *id,
                            json_object **o, rcp_err *err)
{
    rcp_input in = {0};
    rcp_doc doc;
    const rcp_pack *pack;
    rcp_status s = read_line(cli, line, o, &in, err);
    *id = in.id;
    if (!s)
        s = rcp_cli_code(cli, &in, form.until, &doc, &pack, err);
    if (s)
        return s;
    if (form.form == AS_TABLES)
        rcp_dump_tables(out, &doc, pack, cli->opt[RCP_OPT_TABLE]);
    else
        rcp_json_report(out, &doc, pack);
    rcp_doc_close(&doc);
    return RCP_OK;
}

static int read_how(const rcp_cli *cli, how *form)
{
    *form = (how){RCP_CLAIM, AS_JSON};
    const char *until = cli->opt[RCP_OPT_UNTIL], *dump = cli->opt[RCP_OPT_DUMP];
    int stage = until ? rcp_stage_of(rcp_str_of(until)) : RCP_CLAIM;
    if (stage < 0) {
        (void)fprintf(cli->err, "recoupe: there is no stage '%s'; `recoupe stages` lists them\n",
                      until);
        return RCP_EXIT_USAGE;
    }
    form->until = (rcp_stage)stage;
    if (dump && strcmp(dump, "tables")) {
        (void)fprintf(cli->err, "recoupe: --dump takes tables or conllu, not '%s'\n", dump);
        return RCP_EXIT_USAGE;
    }
    if (dump)
        form->form = AS_TABLES;
    return RCP_EXIT_OK;
}

int rcp_cmd_code(rcp_cli *cli)
{
    how form;
    int status = read_how(cli, &form);
    if (status || (status = rcp_cli_packs(cli)))
        return status;
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    rcp_buf out = {0};
    for (uint64_t no = 1; !rcp_stop && (n = getline(&line, &cap, stdin)) >= 0; no++) {
        json_object *o = NULL;
        rcp_str id = {0}, text = {line, (uint32_t)n};
        rcp_err err = {0};
        while (text.len && (text.s[text.len - 1] == '\n' || text.s[text.len - 1] == '\r'))
            text.len--;
        if (!text.len)
            continue;
        rcp_buf_reset(&out);
        rcp_status s = code_line(cli, form, text, &out, &id, &o, &err);
        if (!s && out.failed)
            s = rcp_fail(&err, RCP_E_MEMORY, "no memory left to write this report");
        if (s) {
            status = RCP_EXIT_SOME;
            rcp_buf_reset(&out);
            rcp_json_error(&out, id, &err);
            (void)fprintf(cli->err, "recoupe: line %llu: %s\n", (unsigned long long)no,
                          err.message);
        }
        if (fwrite(out.s, 1, out.len, cli->out) != out.len) {
            (void)fprintf(cli->err, "recoupe: cannot write the output\n");
            status = RCP_EXIT_OPEN;
            json_object_put(o);
            break;
        }
        json_object_put(o);
    }
    rcp_buf_free(&out);
    free(line);
    return status;
}
