/* load.c - a document out of the ledger.  Nothing in the file is trusted. */
#include <math.h>
#include <stdio.h>

#include "base/buf.h"
#include "store/inside.h"

typedef struct {
    rcp_ledger     *l;
    rcp_sql        *sql;
    rcp_doc        *doc;
    const rcp_pack *pack;
    int64_t         id;
    rcp_arena       scratch;
    rcp_err        *err;
} reader;

static rcp_status damaged(const reader *r, const char *table, uint32_t row, const char *what)
{
    return rcp_fail_at(r->err, RCP_E_STORE, r->l->sql.path, 0, 0,
                       "the ledger is damaged: report %lld, %s %u: %s", (long long)r->id, table,
                       row, what);
}

static sqlite3_stmt *statement(rcp_ledger *l, uint32_t t)
{
    const rcp_table_info *info = &rcp_tables[t];
    rcp_buf z = {0};
    if (l->get[t])
        return l->get[t];
    rcp_buf_z(&z, "SELECT row");
    for (uint32_t f = 0; f < info->n_fields; f++) {
        const rcp_field *field = &info->field[f];
        if (field->kind == RCP_F_SPAN || field->kind == RCP_F_TOKS)
            rcp_buf_f(&z, ", \"%s_beg\", \"%s_end\"", field->name, field->name);
        else
            rcp_buf_f(&z, ", \"%s\"", field->name);
    }
    rcp_buf_f(&z, " FROM \"%s\" WHERE doc = ? ORDER BY row", info->name);
    if (z.failed)
        l->sql.rc = SQLITE_NOMEM;
    else
        l->get[t] = rcp_sql_prepare(&l->sql, z.s);
    rcp_buf_free(&z);
    return l->get[t];
}

static bool read_u32(sqlite3_stmt *st, int col, int64_t max, char *at)
{
    int64_t x = sqlite3_column_int64(st, col);
    uint32_t y = (uint32_t)x;
    uint16_t z = (uint16_t)x;
    if (x < 0 || x > max)
        return false;
    if (max == UINT16_MAX)
        memcpy(at, &z, sizeof z);
    else
        memcpy(at, &y, sizeof y);
    return true;
}

static bool read_enum(sqlite3_stmt *st, int col, const rcp_field *f, char *at)
{
    int value = rcp_enum_value(f->words, rcp_sql_column(st, col));
    uint32_t y = (uint32_t)value;
    uint16_t z = (uint16_t)value;
    if (value < 0)
        return false;
    if (f->kind == RCP_F_ENUM16)
        memcpy(at, &z, sizeof z);
    else
        memcpy(at, &y, sizeof y);
    return true;
}

static bool read_day(sqlite3_stmt *st, int col, char *at)
{
    int64_t x = sqlite3_column_int64(st, col);
    int32_t day = (int32_t)x;
    memcpy(at, &day, sizeof day);
    return x >= INT32_MIN && x <= INT32_MAX;
}

/* Read column `col` on into the field at `at`; moves *col past it. */
static bool read_field(reader *r, sqlite3_stmt *st, int *col, const rcp_field *f, char *at)
{
    int c = (*col)++;
    uint32_t x = 0;
    double d;
    switch (f->kind) {
    case RCP_F_U16:
        return read_u32(st, c, UINT16_MAX, at);
    case RCP_F_U32:
    case RCP_F_ID:
        return read_u32(st, c, UINT32_MAX, at);
    case RCP_F_DAY:
        return read_day(st, c, at);
    case RCP_F_F64:
        d = sqlite3_column_type(st, c) == SQLITE_NULL ? (double)NAN : sqlite3_column_double(st, c);
        memcpy(at, &d, sizeof d);
        return true;
    case RCP_F_SPAN:
    case RCP_F_TOKS:
        return read_u32(st, c, UINT32_MAX, at) && read_u32(st, (*col)++, UINT32_MAX, at + 4);
    case RCP_F_SYM:
        if (rcp_syms_add(&r->doc->syms, rcp_sql_column(st, c), &x))
            return false;
        break;
    case RCP_F_WHY:
        x = rcp_why_of(&r->pack->res, rcp_sql_column(st, c));
        break;
    case RCP_F_ENTITY:
        x = rcp_entity_lookup(&r->pack->entities, &r->pack->syms, rcp_sql_column(st, c));
        break;
    case RCP_F_ENUM16:
    case RCP_F_ENUM32:
        return read_enum(st, c, f, at);
    }
    memcpy(at, &x, sizeof x);
    return true;
}

static rcp_status get_table(reader *r, uint32_t t)
{
    const rcp_table_info *info = &rcp_tables[t];
    rcp_any_table *table = (rcp_any_table *)(void *)((char *)r->doc + info->offset);
    sqlite3_stmt *st = statement(r->l, t);
    rcp_rows rows;
    rcp_status s = rcp_rows_init(&rows, &r->scratch, info->size);
    rcp_sql_int(r->sql, st, 1, r->id);
    while (!s && rcp_sql_step(r->sql, st)) {
        char *row = rcp_rows_add(&rows);
        int col = 1;
        if (!row)
            s = RCP_E_LIMIT;
        else if (sqlite3_column_int64(st, 0) != rows.n - 1)
            s = damaged(r, info->name, rows.n - 1, "the row is missing");
        for (uint32_t f = 0; !s && f < info->n_fields; f++)
            if (!read_field(r, st, &col, &info->field[f], row + info->field[f].offset))
                s = damaged(r, info->name, rows.n - 1, info->field[f].name);
    }
    (void)sqlite3_reset(st);
    if (!s) {
        table->row = rcp_doc_freeze(r->doc, rows.row, rows.size, rows.n);
        table->n = rows.n;
        s = table->row ? RCP_OK : RCP_E_LIMIT;
    }
    rcp_arena_rewind(&r->scratch, r->scratch.beg);
    return s;
}

static rcp_status get_published(reader *r)
{
    rcp_status s = RCP_OK;
    sqlite3_stmt *st = rcp_sql_prepare(r->sql, "SELECT step, lo, hi, how, why, evidence1_beg, "
                                               "evidence1_end, evidence2_beg, evidence2_end, "
                                               "evidence3_beg, evidence3_end, evidence4_beg, "
                                               "evidence4_end FROM published WHERE doc = ?");
    rcp_sql_int(r->sql, st, 1, r->id);
    while (!s && rcp_sql_step(r->sql, st)) {
        rcp_str step = rcp_sql_column(st, 0);
        rcp_published *p = rcp_str_is(step, "given")  ? &r->doc->given
                           : rcp_str_is(step, "read") ? &r->doc->published
                                                      : &r->doc->inferred;
        int how = rcp_enum_value(&rcp_enum_how, rcp_sql_column(st, 3));
        bool ok = how >= 0 && read_day(st, 1, (char *)&p->lo) && read_day(st, 2, (char *)&p->hi);
        p->how = (uint32_t)how;
        p->why = rcp_why_of(&r->pack->res, rcp_sql_column(st, 4));
        for (int e = 0; ok && e < 4; e++) {
            rcp_span *span = &p->evidence[e];
            ok = read_u32(st, 5 + 2 * e, r->doc->text.len, (char *)&span->beg) &&
                 read_u32(st, 6 + 2 * e, r->doc->text.len, (char *)&span->end) &&
                 span->beg <= span->end && rcp_utf8_boundary(r->doc->text, span->beg) &&
                 rcp_utf8_boundary(r->doc->text, span->end);
        }
        if (!ok)
            s = damaged(r, "published", 0, "its values");
    }
    (void)sqlite3_finalize(st);
    return s;
}

static rcp_status get_source(reader *r)
{
    rcp_str *to[] = {&r->doc->source.path, &r->doc->source.url, &r->doc->source.outlet,
                     &r->doc->source.title};
    sqlite3_stmt *st = rcp_sql_prepare(
        r->sql, "SELECT path, url, outlet, title FROM source WHERE doc = ? "
                "ORDER BY path, url, outlet, title LIMIT 1");
    rcp_sql_int(r->sql, st, 1, r->id);
    if (rcp_sql_step(r->sql, st))
        for (int i = 0; i < 4; i++)
            *to[i] = rcp_arena_str(&r->doc->arena, rcp_sql_column(st, i));
    (void)sqlite3_finalize(st);
    return RCP_OK;
}

/* Text, language, symbols: what has to be there before the tables.  *st holds a row of report. */
static rcp_status open_doc(reader *r, sqlite3_stmt *st, const rcp_packs *packs)
{
    rcp_str id = rcp_sql_column(st, 1), lang = rcp_sql_column(st, 2), text = rcp_sql_column(st, 3);
    bool same = sqlite3_column_type(st, 4) == SQLITE_NULL;
    rcp_str raw = same ? text : rcp_sql_column(st, 4);
    char code[8];
    (void)snprintf(code, sizeof code, "%.*s", (int)(lang.len > 7 ? 7 : lang.len), lang.s);
    r->pack = rcp_packs_lookup(packs, code);
    if (!r->pack)
        return rcp_fail_at(r->err, RCP_E_LANGUAGE, r->l->sql.path, 0, 0,
                           "report %.*s is in '%s', and there is no pack for it", (int)id.len,
                           id.s, code);
    if (text.len > RCP_TEXT_MAX)
        return damaged(r, "report", 0, "its text is too long");
    rcp_status s = rcp_doc_open(r->doc, (size_t)text.len + raw.len);
    if (s)
        return rcp_fail(r->err, s, "no memory left for this report");
    r->doc->text = rcp_arena_str(&r->doc->arena, text);
    r->doc->raw = same ? r->doc->text : rcp_arena_str(&r->doc->arena, raw);
    r->doc->source.id = rcp_arena_str(&r->doc->arena, id);
    if (!(s = rcp_doc_speak(r->doc, code, &r->pack->syms)))
        s = rcp_arena_open(&r->scratch, ((size_t)8 << 20) + 256 * (size_t)text.len);
    return s ? rcp_fail(r->err, s, "no memory left for this report") : RCP_OK;
}

static rcp_status get_tables(reader *r)
{
    rcp_status s = get_source(r);
    if (!s)
        s = get_published(r);
    for (uint32_t t = 0; !s && t < RCP_N_STORED; t++)
        s = get_table(r, t);
    if (r->sql->rc)
        return rcp_sql_status(r->sql, r->err);
    if (s == RCP_E_LIMIT)
        return damaged(r, "report", 0, "it has more rows than its text allows");
    if (s)
        return s;
    for (uint32_t stage = 0; stage < RCP_N_STAGES; stage++)
        rcp_doc_mark(r->doc, stage);
    r->doc->n_done = RCP_N_STAGES;
    rcp_err what = {0};
    return rcp_doc_check(r->doc, &what) ? damaged(r, "report", 0, what.message) : RCP_OK;
}

/* Make *doc of the row of report that *st stands on. */
static rcp_status load(rcp_ledger *l, const rcp_packs *packs, sqlite3_stmt *st, rcp_doc *doc,
                       const rcp_pack **pack, rcp_err *err)
{
    reader r = {.l = l, .sql = &l->sql, .doc = doc, .id = sqlite3_column_int64(st, 0), .err = err};
    memset(doc, 0, sizeof *doc);
    rcp_status s = open_doc(&r, st, packs);
    if (!s)
        s = get_tables(&r);
    rcp_arena_close(&r.scratch);
    if (s)
        rcp_doc_close(doc);
    *pack = r.pack;
    return s;
}

#define REPORT_COLUMNS "SELECT doc, id, lang, text, raw FROM report "

rcp_status rcp_ledger_each(rcp_ledger *l, const rcp_packs *packs, rcp_ledger_visit visit,
                           void *user, rcp_err *err)
{
    sqlite3_stmt *st = rcp_sql_prepare(&l->sql, REPORT_COLUMNS "ORDER BY id");
    rcp_status s = RCP_OK;
    while (!s && rcp_sql_step(&l->sql, st)) {
        rcp_doc doc;
        const rcp_pack *pack;
        if ((s = load(l, packs, st, &doc, &pack, err)))
            break;
        s = visit(user, &doc, pack, err);
        rcp_doc_close(&doc);
    }
    (void)sqlite3_finalize(st);
    return s ? s : rcp_sql_status(&l->sql, err);
}

rcp_status rcp_ledger_load(rcp_ledger *l, const rcp_packs *packs, rcp_str id, rcp_doc *doc,
                           const rcp_pack **pack, rcp_err *err)
{
    sqlite3_stmt *st = rcp_sql_prepare(&l->sql, REPORT_COLUMNS "WHERE id = ?");
    rcp_status s = RCP_OK;
    rcp_sql_text(&l->sql, st, 1, id);
    if (rcp_sql_step(&l->sql, st))
        s = load(l, packs, st, doc, pack, err);
    else if (!l->sql.rc)
        s = rcp_fail(err, RCP_E_INPUT, "the ledger has no report '%.*s'", (int)id.len, id.s);
    (void)sqlite3_finalize(st);
    return s ? s : rcp_sql_status(&l->sql, err);
}

bool rcp_ledger_words(rcp_ledger *l, rcp_str id, uint32_t table, rcp_id row, rcp_span *span,
                      rcp_buf *text)
{
    /* substr counts bytes of a BLOB. */
    const char *query =
        table == RCP_T_CLAIM
            ? "SELECT evidence_beg, evidence_end, substr(CAST(text AS BLOB), evidence_beg + 1, "
              "evidence_end - evidence_beg) FROM claim JOIN report USING (doc) WHERE id = ? AND row = ?"
            : "SELECT span_beg, span_end, substr(CAST(text AS BLOB), span_beg + 1, span_end - "
              "span_beg) FROM time JOIN report USING (doc) WHERE id = ? AND row = ?";
    bool found = false;
    sqlite3_stmt *st = rcp_sql_prepare(&l->sql, query);
    rcp_sql_text(&l->sql, st, 1, id);
    rcp_sql_int(&l->sql, st, 2, row);
    if ((table == RCP_T_CLAIM || table == RCP_T_TIME) && rcp_sql_step(&l->sql, st)) {
        found = read_u32(st, 0, RCP_TEXT_MAX, (char *)&span->beg) &&
                read_u32(st, 1, RCP_TEXT_MAX, (char *)&span->end);
        rcp_str words = rcp_sql_column(st, 2);
        if (found && rcp_utf8_valid(words, NULL))
            rcp_buf_str(text, words);
    }
    (void)sqlite3_finalize(st);
    return rcp_sql_status(&l->sql, NULL) == RCP_OK && found;
}
