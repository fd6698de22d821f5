#include "line.h"

#include <json-c/json.h>

#include "find/numbers_dump.h"
#include "render/conllu.h"
#include "render/dump.h"
#include "render/json.h"

enum { DEPTH_MAX = 64 };                /* of a line's JSON; a report needs 2 */

rcp_status rcp_code_input(const rcp_packs *packs, const rcp_input *in, rcp_stage until,
                          rcp_doc *doc, const rcp_pack **pack, rcp_err *err)
{
    rcp_status s = rcp_read_open(doc, in, err);
    return s ? s : rcp_code_opened(packs, until, doc, pack, err);
}

rcp_status rcp_code_opened(const rcp_packs *packs, rcp_stage until, rcp_doc *doc,
                           const rcp_pack **pack, rcp_err *err)
{
    rcp_status s = RCP_OK;
    *pack = rcp_packs_lookup(packs, doc->lang);
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

static rcp_str member(const json_object *o, const char *name)
{
    json_object *v = NULL;
    if (!json_object_object_get_ex(o, name, &v) || !json_object_is_type(v, json_type_string))
        return (rcp_str){0};
    return (rcp_str){json_object_get_string(v), (uint32_t)json_object_get_string_len(v)};
}

/* The line as an object, or NULL with the reason in *err. */
static json_object *parse(rcp_str line, rcp_err *err)
{
    json_tokener *tok = json_tokener_new_ex(DEPTH_MAX);
    if (!tok) {
        (void)rcp_fail(err, RCP_E_MEMORY, "no memory left");
        return NULL;
    }
    json_tokener_set_flags(tok, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
    json_object *o = json_tokener_parse_ex(tok, line.s, (int)line.len);
    enum json_tokener_error e = json_tokener_get_error(tok);
    size_t end = json_tokener_get_parse_end(tok);
    json_tokener_free(tok);
    if (e == json_tokener_success && json_object_is_type(o, json_type_object))
        return o;
    (void)rcp_fail(err, RCP_E_INPUT, "this line is no JSON object: %s",
                   e == json_tokener_success    ? "another value"
                   : e == json_tokener_continue ? "it is cut off"
                                                : json_tokener_error_desc(e));
    if (err)
        err->offset = end;
    json_object_put(o);
    return NULL;
}

static rcp_status input_of(const json_object *o, const rcp_line_how *how, rcp_input *in,
                           rcp_err *err)
{
    *in = (rcp_input){.bytes = member(o, "text"), .decoded = true, .id = member(o, "id"),
                      .path = member(o, "path"), .url = member(o, "url"),
                      .outlet = member(o, "outlet"), .title = member(o, "title"),
                      .published = member(o, "published"), .lang = member(o, "lang")};
    if (!in->bytes.s && (in->bytes = member(o, "html")).s)
        in->html = true;
    if (how->lang.len)
        in->lang = how->lang;
    if (!in->published.len)
        in->published = how->published;
    return in->bytes.s ? RCP_OK
                       : rcp_fail(err, RCP_E_INPUT, "the line has neither \"text\" nor \"html\"");
}

rcp_status rcp_line_input(const rcp_line_how *how, rcp_str line, json_object **keep, rcp_input *in,
                          rcp_err *err)
{
    *keep = parse(line, err);
    rcp_status s = *keep ? input_of(*keep, how, in, err) : err ? err->code : RCP_E_INPUT;
    if (s) {
        json_object_put(*keep);
        *keep = NULL;
    }
    return s;
}

static void write_doc(rcp_buf *out, const rcp_line_how *how, const rcp_doc *doc,
                      const rcp_pack *pack)
{
    if (how->form == RCP_AS_TABLES)
        rcp_dump_tables(out, doc, pack, how->table);
    else if (how->form == RCP_AS_CONLLU)
        rcp_conllu(out, doc);
    else if (how->form == RCP_AS_NUMBERS)
        rcp_numbers_dump(out, doc, pack);
    else
        rcp_json_report(out, doc, pack);
}

rcp_status rcp_line_code(const rcp_packs *packs, const rcp_line_how *how, rcp_str line,
                         rcp_buf *out, rcp_err *err)
{
    rcp_err own = {0}, *e = err ? err : &own;
    rcp_input in = {0};
    rcp_doc doc;
    const rcp_pack *pack;
    size_t before = out->len;
    json_object *o = parse(line, e);
    rcp_status s = o ? input_of(o, how, &in, e) : e->code;
    if (!s && !(s = rcp_code_input(packs, &in, how->until, &doc, &pack, e))) {
        write_doc(out, how, &doc, pack);
        rcp_doc_close(&doc);
        if (out->failed)
            s = rcp_fail(e, RCP_E_MEMORY, "no memory left to write this report");
    }
    if (s) {
        out->len = before;
        out->failed = false;
        rcp_json_error(out, in.id, e);
    }
    json_object_put(o);
    return s;
}
