/* packs.c - `recoupe packs`: the models of each language, what made them, from which sources. */
#include "cli/packs.h"

#include <stdlib.h>

#include "lang/models.h"
#include "render/page.h"

/* What the lines of a model's "info" say (cli/train.c writes it, lang/SOURCES.md is its notes). */
typedef enum { LINE_MADE, LINE_INPUT, LINE_SOURCE, LINE_MEASURE, LINE_OTHER } line_kind;
typedef struct {
    rcp_str rest, lang;     /* lang: of the model; sources of other languages are passed over */
    uint32_t no;
    bool notes;             /* what follows was handed in by --notes */
    line_kind kind;
    rcp_str cell[4];        /* source: language, name, by, licence.  measure: name, value.
                               Else the line. */
} info_line;

static bool begins(rcp_str s, const char *z)
{
    return s.len >= strlen(z) && !memcmp(s.s, z, strlen(z));
}

/* Cut off what stands before `mark`, trimmed of blanks. */
static rcp_str cut(rcp_str *rest, char mark)
{
    const char *p = rest->len ? memchr(rest->s, mark, rest->len) : NULL;
    rcp_str piece = {rest->s, p ? (uint32_t)(p - rest->s) : rest->len};
    rest->s += piece.len + (p != NULL);
    rest->len -= piece.len + (p != NULL);
    while (piece.len && (piece.s[0] == ' ' || piece.s[0] == '\r'))
        piece.s++, piece.len--;
    while (piece.len && (piece.s[piece.len - 1] == ' ' || piece.s[piece.len - 1] == '\r'))
        piece.len--;
    return piece;
}

/* `lang` is one of "fr, en". */
static bool lists(rcp_str list, rcp_str lang)
{
    while (list.len)
        if (rcp_str_eq(cut(&list, ','), lang))
            return true;
    return false;
}

static line_kind kind_of(info_line *l, rcp_str line)
{
    l->cell[0] = line;
    if (l->no == 1) {
        (void)cut(&line, ',');
        l->lang = cut(&line, ',');
        return LINE_MADE;
    }
    if (begins(line, "measure ")) {
        (void)cut(&line, ' ');
        l->cell[0] = cut(&line, ' ');
        l->cell[1] = line;
        return LINE_MEASURE;
    }
    l->notes |= !line.len || line.s[0] == '#' || line.s[0] == '|';
    if (!begins(line, "|"))
        return l->notes ? LINE_OTHER : LINE_INPUT;
    (void)cut(&line, '|');
    for (int i = 0; i < 4; i++)
        l->cell[i] = cut(&line, '|');
    return lists(l->cell[0], l->lang) ? LINE_SOURCE : LINE_OTHER;
}

static bool next_line(info_line *l)
{
    if (!l->rest.len)
        return false;
    rcp_str line = cut(&l->rest, '\n');
    l->no++;
    l->kind = kind_of(l, line);
    return true;
}

static info_line lines_of(rcp_str model, const char *kind)
{
    rcp_model m;
    info_line l = {0};
    if (!rcp_model_open(&m, model, kind, "", NULL))
        l.rest = rcp_model_section(&m, "info");
    return l;
}

/* Text of a model may come from anywhere: through the page, nothing of it steers the terminal. */
static void put_line(rcp_buf *out, const char *name, rcp_str value)
{
    rcp_page page = {.out = out, .indent = 4};
    rcp_page_z(&page, name);
    rcp_page_tab(&page, 13);
    rcp_page_text(&page, value);
    rcp_page_line(&page, 0);
    rcp_page_free(&page);
}

static void put_model(rcp_buf *out, rcp_str model, const char *kind)
{
    static const char *const names[] = {"made by", "read", "source", "measure"};
    rcp_buf_f(out, "  %s, %u bytes, xxh3 %016llx\n", kind, model.len,
              (unsigned long long)rcp_model_checksum(model));
    for (info_line l = lines_of(model, kind); next_line(&l);) {
        rcp_buf z = {0};
        rcp_buf_str(&z, l.kind == LINE_SOURCE ? l.cell[1] : l.cell[0]);
        if (l.kind == LINE_SOURCE) {
            rcp_buf_z(&z, "; ");
            rcp_buf_str(&z, l.cell[2]);
            rcp_buf_z(&z, "; ");
            rcp_buf_str(&z, l.cell[3]);
        } else if (l.kind == LINE_MEASURE) {
            rcp_buf_char(&z, ' ');
            rcp_buf_str(&z, l.cell[1]);
        }
        if (l.kind != LINE_OTHER && !z.failed)
            put_line(out, names[l.kind], (rcp_str){z.s, (uint32_t)z.len});
        rcp_buf_free(&z);
    }
}

/* A name and a string, after what stands there already. */
static void put_pair(rcp_buf *out, const char *name, rcp_str value)
{
    uint32_t bad;
    rcp_buf_f(out, "\"%s\":", name);
    rcp_buf_json(out, rcp_utf8_valid(value, &bad) ? value : RCP_STR("?"));
}

static void put_list(rcp_buf *out, rcp_str model, const char *kind, const char *name,
                     line_kind what)
{
    bool first = true;
    rcp_buf_f(out, ",\"%s\":[", name);
    for (info_line l = lines_of(model, kind); next_line(&l);) {
        if (l.kind != what)
            continue;
        rcp_buf_z(out, first ? "{" : ",{");
        put_pair(out, what == LINE_INPUT ? "is" : "name", l.cell[what == LINE_SOURCE]);
        if (what == LINE_SOURCE) {
            rcp_buf_char(out, ',');
            put_pair(out, "by", l.cell[2]);
            rcp_buf_char(out, ',');
            put_pair(out, "licence", l.cell[3]);
        } else if (what == LINE_MEASURE) {
            rcp_buf_char(out, ',');
            put_pair(out, "value", l.cell[1]);
        }
        rcp_buf_char(out, '}');
        first = false;
    }
    rcp_buf_char(out, ']');
}

static void put_model_json(rcp_buf *out, rcp_str model, const char *kind)
{
    info_line made = lines_of(model, kind);
    rcp_buf_char(out, '{');
    put_pair(out, "kind", rcp_str_of(kind));
    rcp_buf_f(out, ",\"bytes\":%u,\"xxh3\":\"%016llx\",", model.len,
              (unsigned long long)rcp_model_checksum(model));
    put_pair(out, "made", next_line(&made) ? made.cell[0] : RCP_STR(""));
    put_list(out, model, kind, "inputs", LINE_INPUT);
    put_list(out, model, kind, "sources", LINE_SOURCE);
    put_list(out, model, kind, "measures", LINE_MEASURE);
    rcp_buf_char(out, '}');
}

/* `where`: the file, or that it is built in. */
static void put_pack(rcp_buf *out, const rcp_model *m, const char *where, bool json)
{
    uint32_t version = rcp_u32_at(m->bytes.s + 8);
    unsigned long long sum = rcp_model_checksum(m->bytes);
    char kind[RCP_MODEL_NAME];
    if (json) {
        rcp_buf_char(out, '{');
        put_pair(out, "pack", rcp_str_of(m->file));
        rcp_buf_char(out, ',');
        put_pair(out, "where", rcp_str_of(where));
        rcp_buf_f(out, ",\"version\":%u,\"bytes\":%u,\"xxh3\":\"%016llx\",\"models\":[", version,
                  m->bytes.len, sum);
    } else
        rcp_buf_f(out, "%s, %s, version %u, %u bytes, xxh3 %016llx\n", m->file, where, version,
                  m->bytes.len, sum);
    for (uint32_t i = 0; i < m->n; i++) {
        rcp_str model = rcp_model_at(m, i, kind);
        if (json && i)
            rcp_buf_char(out, ',');
        if (json)
            put_model_json(out, model, kind);
        else
            put_model(out, model, kind);
    }
    rcp_buf_z(out, json ? "]}\n" : "");
}

void rcp_models_short(rcp_buf *out, const rcp_model *m)
{
    char kind[RCP_MODEL_NAME];
    for (uint32_t i = 0; i < m->n; i++) {
        rcp_str model = rcp_model_at(m, i, kind);
        const char *before = " (";
        rcp_buf_f(out, "%s%s %.1f MB", i ? ", " : "", kind, (double)model.len / (1 << 20));
        for (info_line l = lines_of(model, kind); next_line(&l);)
            if (l.kind == LINE_MEASURE) {
                rcp_buf_f(out, "%s%.*s %.*s", before, (int)l.cell[0].len, l.cell[0].s,
                          (int)l.cell[1].len, l.cell[1].s);
                before = ", ";
            }
        rcp_buf_z(out, before[0] == ',' ? ")" : "");
    }
}

/* A pack that no run uses yet. */
static rcp_status put_file(rcp_buf *out, const char *path, bool json, rcp_err *err)
{
    char *bytes;
    size_t len;
    rcp_model m;
    rcp_status s = rcp_file_map(path, &bytes, &len, err);
    if (s)
        return s;
    s = rcp_model_open(&m, (rcp_str){bytes, (uint32_t)len}, RCP_PACK_KIND, path, err);
    s = s ? s : rcp_models_check(&m, err);
    if (!s)
        put_pack(out, &m, "a file", json);
    rcp_file_unmap(bytes, len);
    return s;
}

int rcp_cmd_packs(rcp_cli *cli)
{
    rcp_buf out = {0};
    rcp_err err = {0};
    rcp_str builtin = rcp_res_builtin();
    bool json = cli->opt[RCP_OPT_JSON] != NULL;
    rcp_status s = RCP_OK;
    int status = cli->n_paths ? RCP_EXIT_OK : rcp_cli_packs(cli);
    for (int i = 0; !s && i < cli->n_paths; i++)
        s = put_file(&out, cli->path[i], json, &err);
    for (uint32_t i = 0; !s && !status && !cli->n_paths && i < cli->packs.n; i++) {
        const rcp_model *m = &cli->packs.pack[i].models;
        bool inside = m->n && m->bytes.s >= builtin.s && m->bytes.s < builtin.s + builtin.len;
        if (m->n && !(s = rcp_models_check(m, &err)))
            put_pack(&out, m, inside ? "built in" : cli->opt[RCP_OPT_LANG], json);
    }
    if (s)
        rcp_cli_say(cli, &err);
    int wrote = rcp_cli_write(cli, &out);
    rcp_buf_free(&out);
    return wrote ? wrote : s ? RCP_EXIT_OPEN : status;
}
