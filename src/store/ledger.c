#include "store/ledger.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "read/read.h"
#include "store/inside.h"

static const struct { int number; const char *sql; } migrations[] = {{3, rcp_schema_sql}};

sqlite3_stmt *rcp_ledger_stmt(rcp_ledger *ledger, sqlite3_stmt **st, const char *z)
{
    if (!*st)
        *st = rcp_sql_prepare(&ledger->sql, z);
    return *st;
}

rcp_status rcp_ledger_end(rcp_ledger *ledger, rcp_err *err)
{
    rcp_sql_do(&ledger->sql, "COMMIT");
    rcp_status s = rcp_sql_status(&ledger->sql, err);
    if (s && !sqlite3_get_autocommit(ledger->sql.db))
        (void)sqlite3_exec(ledger->sql.db, "ROLLBACK", NULL, NULL, NULL);
    return s;
}

/* Bring the file from version `from` to ours, all or nothing. */
static rcp_status migrate(rcp_ledger *l, int64_t from, rcp_err *err)
{
    char z[160];
    if (!from) {
        rcp_sql_do(&l->sql, "PRAGMA page_size = 8192");
        rcp_sql_do(&l->sql, "PRAGMA journal_mode = WAL");
    }
    rcp_sql_do(&l->sql, "BEGIN IMMEDIATE");
    /* Somebody else may have been quicker. */
    from = rcp_sql_number(&l->sql, "PRAGMA user_version", from);
    for (size_t i = 0; i < sizeof migrations / sizeof *migrations; i++) {
        if (migrations[i].number <= from)
            continue;
        rcp_sql_do(&l->sql, migrations[i].sql);
        (void)snprintf(z, sizeof z, "INSERT INTO migration VALUES (%d, '%s')", migrations[i].number,
                       RCP_VERSION);
        rcp_sql_do(&l->sql, z);
    }
    (void)snprintf(z, sizeof z, "PRAGMA application_id = %d; PRAGMA user_version = %d",
                   RCP_LEDGER_APPLICATION, RCP_LEDGER_VERSION);
    rcp_sql_do(&l->sql, z);
    return rcp_ledger_end(l, err);
}

/* Is it ours, and of a version we know? */
static rcp_status examine(rcp_ledger *l, rcp_ledger_mode mode, rcp_err *err)
{
    int64_t app = rcp_sql_number(&l->sql, "PRAGMA application_id", 0);
    int64_t version = rcp_sql_number(&l->sql, "PRAGMA user_version", 0);
    int64_t things = rcp_sql_number(&l->sql, "SELECT count(*) FROM sqlite_schema", 0);
    rcp_status s = rcp_sql_status(&l->sql, err);
    if (s)
        return s;
    bool empty = !app && !version && !things;
    if (!empty && app != RCP_LEDGER_APPLICATION)
        return rcp_fail_at(err, RCP_E_STORE, l->sql.path, 0, 0,
                           "this file is not a recoupe ledger: another program made it");
    if (version > RCP_LEDGER_VERSION)
        return rcp_fail_at(err, RCP_E_VERSION, l->sql.path, 0, 0,
                           "a newer recoupe made this ledger (version %lld, this one knows %d); "
                           "update recoupe",
                           (long long)version, RCP_LEDGER_VERSION);
    if (version == RCP_LEDGER_VERSION)
        return RCP_OK;
    if (!empty && version < RCP_LEDGER_VERSION)
        return rcp_fail_at(err, RCP_E_VERSION, l->sql.path, 0, 0,
                           "a recoupe before the first release made this ledger, whose tables lack "
                           "columns; add its reports to a new one");
    if (mode == RCP_LEDGER_READ)
        return rcp_fail_at(err, RCP_E_STORE, l->sql.path, 0, 0,
                           empty ? "holds no ledger yet; `recoupe add` makes one"
                                 : "an older recoupe made this ledger; `recoupe add` updates it");
    return migrate(l, version, err);
}

static void set_up(rcp_sql *sql)
{
    (void)sqlite3_extended_result_codes(sql->db, 1);
    (void)sqlite3_busy_timeout(sql->db, 5000);
    (void)sqlite3_db_config(sql->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    (void)sqlite3_db_config(sql->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    rcp_sql_do(sql, "PRAGMA foreign_keys = ON");
    rcp_sql_do(sql, "PRAGMA synchronous = FULL");
    rcp_sql_do(sql, "PRAGMA cell_size_check = ON");
    rcp_sql_do(sql, "PRAGMA cache_size = -16000");
}

static void connect(rcp_sql *sql, const char *path, int flags)
{
    sql->rc = sqlite3_open_v2(path, &sql->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, NULL);
    if (!sql->rc)
        set_up(sql);
}

/* "file:PATH?immutable=1", for a ledger in a folder where the reader may not write: the log's
 * index cannot be made there.  Only where no log with something in it stands beside it. */
static bool connect_immutable(rcp_sql *sql, const char *path)
{
    char log[1100], uri[3200] = "file:";
    size_t at = 5;
    struct stat st;
    if (strlen(path) > 1000 || access(path, R_OK))
        return false;
    (void)snprintf(log, sizeof log, "%s-wal", path);
    if (!stat(log, &st) && st.st_size > 0)
        return false;
    for (const unsigned char *p = (const unsigned char *)path; *p; p++)
        at += (size_t)snprintf(uri + at, sizeof uri - at, strchr("?#%", *p) ? "%%%02X" : "%c", *p);
    (void)snprintf(uri + at, sizeof uri - at, "?immutable=1");
    (void)sqlite3_close(sql->db);
    connect(sql, uri, SQLITE_OPEN_READONLY);
    return true;
}

rcp_status rcp_ledger_open(rcp_ledger **out, const char *path, rcp_ledger_mode mode, rcp_err *err)
{
    rcp_ledger *l = calloc(1, sizeof *l);
    if (!l)
        return rcp_fail(err, RCP_E_MEMORY, "no memory left");
    (void)snprintf(l->sql.path, sizeof l->sql.path, "%s", path);
    /* A name such as "file:x" is a file of that name, not a URI. */
    char plain[1100];
    (void)snprintf(plain, sizeof plain, "%s%s", strncmp(path, "file:", 5) ? "" : "./", path);
    connect(&l->sql, plain,
            mode == RCP_LEDGER_READ ? SQLITE_OPEN_READONLY
                                    : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    rcp_status s = examine(l, mode, err);
    if (s == RCP_E_STORE && mode == RCP_LEDGER_READ && connect_immutable(&l->sql, path))
        s = examine(l, mode, err);
    if (s) {
        rcp_ledger_close(l);
        return s;
    }
    *out = l;
    return RCP_OK;
}

void rcp_ledger_close(rcp_ledger *l)
{
    if (!l)
        return;
    for (int i = 0; i < RCP_N_STORED; i++) {
        (void)sqlite3_finalize(l->put[i]);
        (void)sqlite3_finalize(l->drop[i]);
        (void)sqlite3_finalize(l->get[i]);
    }
    (void)sqlite3_finalize(l->put_source);
    (void)sqlite3_finalize(l->find_report);
    (void)sqlite3_finalize(l->find_source);
    (void)sqlite3_finalize(l->first_source);
    (void)sqlite3_close(l->sql.db);
    free(l);
}

void rcp_ledger_id(const rcp_doc *doc, char out[72])
{
    rcp_report_id(doc->text, out);
}

int64_t rcp_ledger_doc(rcp_ledger *l, rcp_str id)
{
    int64_t doc = 0;
    sqlite3_stmt *st = rcp_ledger_stmt(l, &l->find_report, "SELECT doc FROM report WHERE id = ?");
    rcp_sql_text(&l->sql, st, 1, id);
    if (rcp_sql_step(&l->sql, st))
        doc = sqlite3_column_int64(st, 0);
    (void)sqlite3_reset(st);
    return doc;
}

uint64_t rcp_ledger_count(rcp_ledger *l)
{
    return (uint64_t)rcp_sql_number(&l->sql, "SELECT count(*) FROM report", 0);
}

/* Ids that fit `like` in `query`, up to two; keeps the first. */
static int fitting(rcp_ledger *l, const char *query, rcp_str words, char id[80])
{
    int n = 0;
    sqlite3_stmt *st = rcp_sql_prepare(&l->sql, query);
    rcp_sql_text(&l->sql, st, 1, words);
    while (n < 2 && rcp_sql_step(&l->sql, st)) {
        rcp_str found = rcp_sql_column(st, 0);
        if (!n++)
            (void)snprintf(id, 80, "%.*s", (int)(found.len > 79 ? 79 : found.len), found.s);
    }
    (void)sqlite3_finalize(st);
    return n;
}

rcp_status rcp_ledger_find(rcp_ledger *l, rcp_str words, char id[80], rcp_err *err)
{
    /* From the most exact reading to the loosest; substr, for LIKE would read % and _. */
    static const char *const queries[] = {
        "SELECT id FROM report WHERE id = ?1 OR id = 'sha256:' || ?1",
        "SELECT DISTINCT id FROM source JOIN report USING (doc) WHERE path = ?1",
        "SELECT id FROM report WHERE length(?1) >= 4 AND (substr(id, 8, length(?1)) = ?1 "
        "OR substr(id, 1, length(?1)) = ?1) LIMIT 2",
        "SELECT DISTINCT id FROM source JOIN report USING (doc) WHERE substr(path, -length(?1)) = "
        "?1 OR instr('/' || path, '/' || ?1) LIMIT 2",
    };
    for (size_t i = 0; words.len && i < sizeof queries / sizeof *queries; i++) {
        int n = fitting(l, queries[i], words, id);
        rcp_status s = rcp_sql_status(&l->sql, err);
        if (s || n == 1)
            return s;
        if (n > 1)
            return rcp_fail(err, RCP_E_INPUT, "several reports fit '%.*s'; say more of it",
                            (int)words.len, words.s);
    }
    return rcp_fail(err, RCP_E_INPUT, "the ledger has no report '%.*s'", (int)words.len, words.s);
}
