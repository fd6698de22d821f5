/* inside.h - what the files of store/ share; nobody else includes it. */
#ifndef RCP_STORE_INSIDE_H
#define RCP_STORE_INSIDE_H

#include "doc/schema.h"
#include "store/ledger.h"
#include "store/sql.h"

/* The document's tables that are stored: all but what link/ makes. */
enum { RCP_N_STORED = RCP_T_SETTLED };

struct rcp_ledger {
    rcp_sql       sql;
    sqlite3_stmt *put[RCP_N_STORED], *drop[RCP_N_STORED], *get[RCP_N_STORED];  /* made when needed */
    sqlite3_stmt *put_source, *find_report, *find_source, *first_source;
};

/* "sha256:..." of the document's text. */
void rcp_ledger_id(const rcp_doc *doc, char out[72]);

/* The doc number of an id; 0 when the ledger has it not. */
int64_t rcp_ledger_doc(rcp_ledger *ledger, rcp_str id);

/* Prepare *st once. */
sqlite3_stmt *rcp_ledger_stmt(rcp_ledger *ledger, sqlite3_stmt **st, const char *z);

/* Ends a transaction: COMMIT, or ROLLBACK where something failed.  Returns the outcome. */
rcp_status rcp_ledger_end(rcp_ledger *ledger, rcp_err *err);

extern const char rcp_schema_sql[] __attribute__((visibility("hidden")));

#endif
