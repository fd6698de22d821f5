/* ledger.h - the ledger: reports and what was found in them, in one SQLite file.
 *
 * Takes coded documents and gives them back with the same tables; the columns and their meaning
 * are in schema.sql.  One writer at a time; readers do not wait for it.  Data read from the file
 * is not trusted: every document is checked after it is loaded.
 */
#ifndef RCP_LEDGER_H
#define RCP_LEDGER_H

#include "base/buf.h"
#include "doc/doc.h"
#include "lang/pack.h"
#include "link/link.h"
#include "stages.h"

/* Number of the last migration this program knows, and what marks a file as ours ("RCPL"). */
enum { RCP_LEDGER_VERSION = 4, RCP_LEDGER_APPLICATION = 0x5243504c };

typedef struct rcp_ledger rcp_ledger;
typedef enum { RCP_LEDGER_READ, RCP_LEDGER_WRITE } rcp_ledger_mode;

/*
 * Open the ledger at `path`; ":memory:" is one that is gone when it is closed.  RCP_LEDGER_WRITE
 * makes it where there is none, and brings an older one up to date.
 *
 * Fails with RCP_E_STORE (cannot be opened, is something else), RCP_E_VERSION (made by a newer
 * recoupe), RCP_E_MEMORY.  A file that is not ours is left as it was.
 */
rcp_status rcp_ledger_open(rcp_ledger **out, const char *path, rcp_ledger_mode mode, rcp_err *err);
void rcp_ledger_close(rcp_ledger *ledger);      /* NULL is fine */

typedef enum {
    RCP_PUT_ADDED,              /* a new text                                           */
    RCP_PUT_COPY,               /* a known text, seen at another place: that is noted   */
    RCP_PUT_KNOWN               /* nothing new                                          */
} rcp_put;

/* What adding this report would do; needs doc->text and doc->source only (rcp_read_open).
 * With RCP_PUT_KNOWN it need not be coded. */
rcp_status rcp_ledger_look(rcp_ledger *ledger, const rcp_doc *doc, rcp_put *out, rcp_err *err);

/*
 * Store a fully coded document, in one transaction: all of it, or none.  Reports are told apart
 * by the hash of their text; one that was seen at several places goes by the smallest (path, url,
 * outlet, title), so the order of adding does not show.
 */
rcp_status rcp_ledger_put(rcp_ledger *ledger, const rcp_doc *doc, const rcp_pack *pack,
                          rcp_put *out, rcp_err *err);

uint64_t rcp_ledger_count(rcp_ledger *ledger);  /* reports */

/* Called with each document in turn; owned by the caller of the visit.  Not RCP_OK ends the walk. */
typedef rcp_status (*rcp_ledger_visit)(void *user, rcp_doc *doc, const rcp_pack *pack,
                                       rcp_err *err);

/* Visit every report, in the order of ids. */
rcp_status rcp_ledger_each(rcp_ledger *ledger, const rcp_packs *packs, rcp_ledger_visit visit,
                           void *user, rcp_err *err);

/* The report of that id; close the document afterwards. */
rcp_status rcp_ledger_load(rcp_ledger *ledger, const rcp_packs *packs, rcp_str id, rcp_doc *doc,
                           const rcp_pack **pack, rcp_err *err);

/* The id of the one report that `words` means: its id or the first digits of it (with or without
 * "sha256:"), a path it was seen at, or the end of one ("004", "dir/004.txt").  RCP_E_INPUT where
 * none, or several, fit. */
rcp_status rcp_ledger_find(rcp_ledger *ledger, rcp_str words, char id[80], rcp_err *err);

/* Where row `row` of table RCP_T_CLAIM (its evidence) or RCP_T_TIME stands, and its words, which
 * are appended to text.  false when there is no such row. */
bool rcp_ledger_words(rcp_ledger *ledger, rcp_str id, uint32_t table, rcp_id row, rcp_span *span,
                      rcp_buf *text);

/* Store what linking found, in place of what is there, in one transaction. */
rcp_status rcp_ledger_put_links(rcp_ledger *ledger, const rcp_links *links, rcp_err *err);

/* Whether the links stored are those of the reports stored. */
bool rcp_ledger_is_linked(rcp_ledger *ledger);

#endif
