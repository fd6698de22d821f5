/* sql.h - SQLite calls in long runs: the first failure sticks, and is asked for once, at the end.
 *
 * After a failure every call below does nothing.  After SQLite: ext/fts5/fts5Int.h (int *pRc).
 */
#ifndef RCP_SQL_H
#define RCP_SQL_H

#include <sqlite3.h>

#include "base/base.h"

typedef struct {
    sqlite3 *db;
    int      rc;                /* SQLITE_OK, or the first thing that went wrong       */
    char     path[512];         /* for messages                                        */
} rcp_sql;

/* NULL after a failure.  finalize with sqlite3_finalize (NULL is fine). */
sqlite3_stmt *rcp_sql_prepare(rcp_sql *sql, const char *z);

/* Bind parameter `i`, counted from 1.  Text is borrowed until the statement is reset. */
void rcp_sql_int(rcp_sql *sql, sqlite3_stmt *st, int i, int64_t x);
void rcp_sql_real(rcp_sql *sql, sqlite3_stmt *st, int i, double x);     /* NaN: NULL   */
void rcp_sql_text(rcp_sql *sql, sqlite3_stmt *st, int i, rcp_str s);

/* Whether there is a row.  At the end, and on failure, the statement is reset. */
bool rcp_sql_step(rcp_sql *sql, sqlite3_stmt *st);

/* Step once for a statement without rows, and reset it. */
void rcp_sql_run(rcp_sql *sql, sqlite3_stmt *st);

/* One or more statements without parameters. */
void rcp_sql_do(rcp_sql *sql, const char *z);

/* A column of the row at hand; valid until the next step. */
rcp_str rcp_sql_column(sqlite3_stmt *st, int i);

/* The number that `z` gives; `otherwise` where it gives none. */
int64_t rcp_sql_number(rcp_sql *sql, const char *z, int64_t otherwise);

/* What went wrong, in words for a person; RCP_OK when nothing did.  Forgets it. */
rcp_status rcp_sql_status(rcp_sql *sql, rcp_err *err);

#endif
