#include "store/sql.h"

#include <math.h>

sqlite3_stmt *rcp_sql_prepare(rcp_sql *sql, const char *z)
{
    sqlite3_stmt *st = NULL;
    if (!sql->rc)
        sql->rc = sqlite3_prepare_v3(sql->db, z, -1, SQLITE_PREPARE_PERSISTENT, &st, NULL);
    return st;
}

void rcp_sql_int(rcp_sql *sql, sqlite3_stmt *st, int i, int64_t x)
{
    if (!sql->rc)
        sql->rc = sqlite3_bind_int64(st, i, x);
}

void rcp_sql_real(rcp_sql *sql, sqlite3_stmt *st, int i, double x)
{
    if (!sql->rc)
        sql->rc = isnan(x) ? sqlite3_bind_null(st, i) : sqlite3_bind_double(st, i, x);
}

void rcp_sql_text(rcp_sql *sql, sqlite3_stmt *st, int i, rcp_str s)
{
    if (!sql->rc)
        sql->rc = sqlite3_bind_text64(st, i, s.s ? s.s : "", s.len, SQLITE_STATIC, SQLITE_UTF8);
}

bool rcp_sql_step(rcp_sql *sql, sqlite3_stmt *st)
{
    if (sql->rc)
        return false;
    int rc = sqlite3_step(st);
    if (rc == SQLITE_ROW)
        return true;
    if (rc != SQLITE_DONE)
        sql->rc = sqlite3_extended_errcode(sql->db);
    (void)sqlite3_reset(st);
    return false;
}

void rcp_sql_run(rcp_sql *sql, sqlite3_stmt *st)
{
    (void)rcp_sql_step(sql, st);
    (void)sqlite3_reset(st);
}

void rcp_sql_do(rcp_sql *sql, const char *z)
{
    if (!sql->rc && sqlite3_exec(sql->db, z, NULL, NULL, NULL))
        sql->rc = sqlite3_extended_errcode(sql->db);
}

rcp_str rcp_sql_column(sqlite3_stmt *st, int i)
{
    const unsigned char *s = sqlite3_column_text(st, i);    /* before _bytes: it may convert */
    return (rcp_str){s ? (const char *)s : "", (uint32_t)sqlite3_column_bytes(st, i)};
}

int64_t rcp_sql_number(rcp_sql *sql, const char *z, int64_t otherwise)
{
    sqlite3_stmt *st = rcp_sql_prepare(sql, z);
    if (rcp_sql_step(sql, st))
        otherwise = sqlite3_column_int64(st, 0);
    (void)sqlite3_finalize(st);
    return otherwise;
}

rcp_status rcp_sql_status(rcp_sql *sql, rcp_err *err)
{
    static const struct { int rc; const char *text; } words[] = {
        {SQLITE_FULL, "the disk is full; what was stored before is safe"},
        {SQLITE_IOERR, "the disk refuses to write or read (is it full?); what was stored before is safe"},
        {SQLITE_READONLY, "the ledger is read-only"},
        {SQLITE_CANTOPEN, "cannot be opened: is the folder there, and may you write in it?"},
        {SQLITE_PERM, "you may not open it"},
        {SQLITE_BUSY, "another program is writing to it; try again"},
        {SQLITE_LOCKED, "another program is writing to it; try again"},
        {SQLITE_NOTADB, "this file is not a recoupe ledger"},
        {SQLITE_CORRUPT, "the ledger is damaged; restore a copy of it"},
        {SQLITE_NOMEM, "no memory left"},
    };
    int rc = sql->rc;
    sql->rc = SQLITE_OK;
    if (!rc)
        return RCP_OK;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].rc == (rc & 0xff))
            return rcp_fail_at(err, RCP_E_STORE, sql->path, 0, 0, "%s", words[i].text);
    return rcp_fail_at(err, RCP_E_STORE, sql->path, 0, 0, "the ledger refuses: %s (SQLite %d)",
                       sqlite3_errmsg(sql->db), rc);
}
