/* put.c - a coded document into the ledger. */
#include <stdio.h>

#include "base/buf.h"
#include "read/read.h"
#include "store/inside.h"

typedef struct { rcp_ledger *l; rcp_sql *sql; const rcp_doc *doc; const rcp_pack *pack; int64_t id; } writer;

static uint32_t u32(const void *p)
{
    uint32_t x;
    memcpy(&x, p, sizeof x);
    return x;
}

static uint32_t u16(const void *p)
{
    uint16_t x;
    memcpy(&x, p, sizeof x);
    return x;
}

static uint32_t n_columns(const rcp_table_info *t)
{
    uint32_t n = 2;
    for (uint32_t f = 0; f < t->n_fields; f++)
        n += t->field[f].kind == RCP_F_SPAN || t->field[f].kind == RCP_F_TOKS ? 2 : 1;
    return n;
}

static sqlite3_stmt *statement(rcp_ledger *l, uint32_t t)
{
    rcp_buf z = {0};
    if (l->put[t])
        return l->put[t];
    rcp_buf_f(&z, "INSERT INTO \"%s\" VALUES (?", rcp_tables[t].name);
    for (uint32_t i = 1; i < n_columns(&rcp_tables[t]); i++)
        rcp_buf_z(&z, ", ?");
    rcp_buf_char(&z, ')');
    if (z.failed)
        l->sql.rc = SQLITE_NOMEM;
    else
        l->put[t] = rcp_sql_prepare(&l->sql, z.s);
    rcp_buf_free(&z);
    return l->put[t];
}

/* Bind one field at parameter i; returns the next parameter.  `room` keeps a why's text. */
static int bind_field(writer *w, sqlite3_stmt *st, int i, const rcp_field *f, const char *at,
                      char room[96])
{
    double x;
    switch (f->kind) {
    case RCP_F_U16:
        rcp_sql_int(w->sql, st, i, u16(at));
        break;
    case RCP_F_U32:
    case RCP_F_ID:
        rcp_sql_int(w->sql, st, i, u32(at));
        break;
    case RCP_F_DAY:
        rcp_sql_int(w->sql, st, i, (int32_t)u32(at));
        break;
    case RCP_F_F64:
        memcpy(&x, at, sizeof x);
        rcp_sql_real(w->sql, st, i, x);
        break;
    case RCP_F_SPAN:
    case RCP_F_TOKS:
        rcp_sql_int(w->sql, st, i++, u32(at));
        rcp_sql_int(w->sql, st, i, u32(at + 4));
        break;
    case RCP_F_SYM:
        rcp_sql_text(w->sql, st, i, rcp_doc_sym(w->doc, u32(at)));
        break;
    case RCP_F_WHY:
        rcp_sql_text(w->sql, st, i, rcp_str_of(rcp_why_text(&w->pack->res, u32(at), room)));
        break;
    case RCP_F_ENTITY: {
        uint32_t row = u32(at) < w->pack->entities.n ? u32(at) : 0;
        rcp_sql_text(w->sql, st, i, rcp_sym_str(&w->pack->syms, w->pack->entities.row[row].id));
        break;
    }
    case RCP_F_ENUM16:
        rcp_sql_text(w->sql, st, i, rcp_str_of(rcp_enum_word(f->words, u16(at))));
        break;
    case RCP_F_ENUM32:
        rcp_sql_text(w->sql, st, i, rcp_str_of(rcp_enum_word(f->words, u32(at))));
        break;
    }
    return i + 1;
}

static void put_table(writer *w, uint32_t t)
{
    const rcp_table_info *info = &rcp_tables[t];
    const rcp_any_table *table = rcp_doc_table(w->doc, t);
    sqlite3_stmt *st = statement(w->l, t);
    const char *row = table->row;
    for (uint32_t i = 1; i < table->n && !w->sql->rc; i++) {
        char room[4][96];
        uint32_t whys = 0;
        int at = 3;
        rcp_sql_int(w->sql, st, 1, w->id);
        rcp_sql_int(w->sql, st, 2, i);
        for (uint32_t f = 0; f < info->n_fields; f++) {
            const rcp_field *field = &info->field[f];
            at = bind_field(w, st, at, field, row + i * info->size + field->offset,
                            room[whys & 3]);
            whys += field->kind == RCP_F_WHY;
        }
        rcp_sql_run(w->sql, st);
    }
}

static void drop_tables(writer *w)
{
    for (uint32_t t = 0; t < RCP_N_STORED; t++) {
        char z[80];
        (void)snprintf(z, sizeof z, "DELETE FROM \"%s\" WHERE doc = ?", rcp_tables[t].name);
        sqlite3_stmt *st = rcp_ledger_stmt(w->l, &w->l->drop[t], z);
        rcp_sql_int(w->sql, st, 1, w->id);
        rcp_sql_run(w->sql, st);
    }
    sqlite3_stmt *st = rcp_sql_prepare(w->sql, "DELETE FROM published WHERE doc = ?");
    rcp_sql_int(w->sql, st, 1, w->id);
    rcp_sql_run(w->sql, st);
    (void)sqlite3_finalize(st);
}

static void put_published(writer *w)
{
    static const char *const step[] = {"given", "read", "inferred"};
    const rcp_published *from[] = {&w->doc->given, &w->doc->published, &w->doc->inferred};
    sqlite3_stmt *st = rcp_sql_prepare(
        w->sql, "INSERT INTO published VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (size_t i = 0; i < sizeof step / sizeof *step; i++) {
        const rcp_published *p = from[i];
        char room[96];
        if (p->hi <= p->lo)
            continue;
        rcp_sql_int(w->sql, st, 1, w->id);
        rcp_sql_text(w->sql, st, 2, rcp_str_of(step[i]));
        rcp_sql_int(w->sql, st, 3, p->lo);
        rcp_sql_int(w->sql, st, 4, p->hi);
        rcp_sql_text(w->sql, st, 5, rcp_str_of(rcp_enum_word(&rcp_enum_how, p->how)));
        for (int e = 0; e < 4; e++) {
            rcp_sql_int(w->sql, st, 6 + 2 * e, p->evidence[e].beg);
            rcp_sql_int(w->sql, st, 7 + 2 * e, p->evidence[e].end);
        }
        rcp_sql_text(w->sql, st, 14, rcp_str_of(rcp_why_text(&w->pack->res, p->why, room)));
        rcp_sql_run(w->sql, st);
    }
    (void)sqlite3_finalize(st);
}

/* One checksum for all the files of a pack, and how it was used. */
static void checksum(const rcp_pack *pack, char out[20])
{
    uint64_t h = pack->fast;
    for (uint32_t i = 0; i < pack->res.n; i++) {
        uint64_t both[] = {h, pack->res.file[i].hash,
                           rcp_hash(pack->res.file[i].name.s, pack->res.file[i].name.len)};
        h = rcp_hash(both, sizeof both);
    }
    (void)snprintf(out, 20, "%016llx", (unsigned long long)h);
}

static bool raw_is_text(const rcp_doc *doc)
{
    return rcp_str_eq(doc->raw, doc->text);
}

/* The row of report itself: made, or for a better source made again. */
static void put_report(writer *w, const char *id, bool again)
{
    char raw_id[72], pack[20];
    rcp_report_id(w->doc->raw, raw_id);
    checksum(w->pack, pack);
    sqlite3_stmt *st = rcp_sql_prepare(
        w->sql, again ? "UPDATE report SET lang = ?2, raw = ?4, raw_id = ?5, pack = ?6, program = "
                        "?7 WHERE id = ?1 AND text = ?3"
                      : "INSERT INTO report (id, lang, text, raw, raw_id, pack, program) VALUES "
                        "(?, ?, ?, ?, ?, ?, ?)");
    rcp_sql_text(w->sql, st, 1, rcp_str_of(id));
    rcp_sql_text(w->sql, st, 2, rcp_str_of(w->doc->lang));
    rcp_sql_text(w->sql, st, 3, w->doc->text);
    if (!raw_is_text(w->doc))
        rcp_sql_text(w->sql, st, 4, w->doc->raw);
    rcp_sql_text(w->sql, st, 5, rcp_str_of(raw_id));
    rcp_sql_text(w->sql, st, 6, rcp_str_of(pack));
    rcp_sql_text(w->sql, st, 7, RCP_STR(RCP_VERSION));
    rcp_sql_run(w->sql, st);
    (void)sqlite3_finalize(st);
    if (again)
        return;
    w->id = sqlite3_last_insert_rowid(w->sql->db);
    st = rcp_sql_prepare(w->sql, "INSERT INTO report_text (rowid, text) VALUES (?, ?)");
    rcp_sql_int(w->sql, st, 1, w->id);
    rcp_sql_text(w->sql, st, 2, w->doc->text);
    rcp_sql_run(w->sql, st);
    (void)sqlite3_finalize(st);
}

static void bind_source(rcp_sql *sql, sqlite3_stmt *st, int64_t doc, const rcp_source *s)
{
    rcp_sql_int(sql, st, 1, doc);
    rcp_sql_text(sql, st, 2, s->path);
    rcp_sql_text(sql, st, 3, s->url);
    rcp_sql_text(sql, st, 4, s->outlet);
    rcp_sql_text(sql, st, 5, s->title);
}

static bool has_source(rcp_ledger *l, int64_t doc, const rcp_source *s)
{
    sqlite3_stmt *st = rcp_ledger_stmt(l, &l->find_source,
                                       "SELECT 1 FROM source WHERE doc = ? AND path = ? AND url = "
                                       "? AND outlet = ? AND title = ?");
    bind_source(&l->sql, st, doc, s);
    bool has = rcp_sql_step(&l->sql, st);
    (void)sqlite3_reset(st);
    return has;
}

/* Whether this source is the one the report goes by. */
static bool is_first(rcp_ledger *l, int64_t doc, const rcp_source *s)
{
    sqlite3_stmt *st = rcp_ledger_stmt(
        l, &l->first_source,
        "SELECT path, url, outlet, title FROM source WHERE doc = ? "
        "ORDER BY path, url, outlet, title LIMIT 1");
    rcp_sql_int(&l->sql, st, 1, doc);
    bool first = rcp_sql_step(&l->sql, st) && rcp_str_eq(rcp_sql_column(st, 0), s->path) &&
                 rcp_str_eq(rcp_sql_column(st, 1), s->url) &&
                 rcp_str_eq(rcp_sql_column(st, 2), s->outlet) &&
                 rcp_str_eq(rcp_sql_column(st, 3), s->title);
    (void)sqlite3_reset(st);
    return first;
}

rcp_status rcp_ledger_look(rcp_ledger *l, const rcp_doc *doc, rcp_put *out, rcp_err *err)
{
    char id[72];
    rcp_ledger_id(doc, id);
    int64_t known = rcp_ledger_doc(l, rcp_str_of(id));
    rcp_put put = !known                                  ? RCP_PUT_ADDED
                  : has_source(l, known, &doc->source) ? RCP_PUT_KNOWN
                                                          : RCP_PUT_COPY;
    rcp_status s = rcp_sql_status(&l->sql, err);
    if (!s)
        *out = put;
    return s;
}

rcp_status rcp_ledger_put(rcp_ledger *l, const rcp_doc *doc, const rcp_pack *pack, rcp_put *out,
                          rcp_err *err)
{
    char id[72];
    rcp_put put = RCP_PUT_KNOWN;
    rcp_ledger_id(doc, id);
    rcp_sql_do(&l->sql, "BEGIN IMMEDIATE");
    writer w = {l, &l->sql, doc, pack, rcp_ledger_doc(l, rcp_str_of(id))};
    if (!w.id || !has_source(l, w.id, &doc->source)) {
        put = w.id ? RCP_PUT_COPY : RCP_PUT_ADDED;
        if (put == RCP_PUT_ADDED)
            put_report(&w, id, false);
        sqlite3_stmt *st = rcp_ledger_stmt(l, &l->put_source,
                                           "INSERT INTO source VALUES (?, ?, ?, ?, ?)");
        bind_source(&l->sql, st, w.id, &doc->source);
        rcp_sql_run(&l->sql, st);
        bool first = is_first(l, w.id, &doc->source);
        if (put == RCP_PUT_COPY && first) {
            drop_tables(&w);
            put_report(&w, id, true);
        }
        if (first) {
            put_published(&w);
            for (uint32_t t = 0; t < RCP_N_STORED; t++)
                put_table(&w, t);
        }
    }
    rcp_status s = rcp_ledger_end(l, err);
    if (!s)
        *out = put;
    return s;
}
