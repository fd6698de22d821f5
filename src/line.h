/* line.h - one report in, coded: as a document, or as a line of JSON in and a line out. */
#ifndef RCP_LINE_H
#define RCP_LINE_H

#include "base/buf.h"
#include "read/read.h"
#include "stages.h"

/*
 * Open, choose the pack by the report's language, and run the stages up to `until`.
 * On RCP_OK *doc is the caller's to close and *pack is the one used; else nothing is left open.
 */
rcp_status rcp_code_input(const rcp_packs *packs, const rcp_input *in, rcp_stage until,
                          rcp_doc *doc, const rcp_pack **pack, rcp_err *err);

/* The second half of it, for a document that rcp_read_open has opened; closed on failure. */
rcp_status rcp_code_opened(const rcp_packs *packs, rcp_stage until, rcp_doc *doc,
                           const rcp_pack **pack, rcp_err *err);

typedef enum { RCP_AS_JSON, RCP_AS_TABLES, RCP_AS_CONLLU, RCP_AS_NUMBERS } rcp_form;

typedef struct {
    rcp_stage   until;
    rcp_form    form;
    const char *table;          /* RCP_AS_TABLES: that table only; NULL: all           */
    rcp_str     lang;           /* wins over the line's; "": the line's, else found out */
    rcp_str     published;      /* where the line says nothing                         */
} rcp_line_how;

/* One JSON object (contract.md section 1) as an input.  *in borrows from *keep, which is the
 * caller's to give to json_object_put; it is NULL on failure. */
struct json_object;
rcp_status rcp_line_input(const rcp_line_how *how, rcp_str line, struct json_object **keep,
                          rcp_input *in, rcp_err *err);

/*
 * Read one JSON object (contract.md section 1) and append its line, or dump, to out.  When that
 * fails, out gets the error line instead, and the status and *err say why.
 */
rcp_status rcp_line_code(const rcp_packs *packs, const rcp_line_how *how, rcp_str line,
                         rcp_buf *out, rcp_err *err);

#endif
