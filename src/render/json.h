/* json.h - a report as one line of the contract (doc/contract.md). */
#ifndef RCP_JSON_H
#define RCP_JSON_H

#include "base/buf.h"
#include "lang/pack.h"

/* Append the report's line, with its newline. */
void rcp_json_report(rcp_buf *out, const rcp_doc *doc, const rcp_pack *pack);

/* Append the error line that stands in a report's place; id may be empty (null). */
void rcp_json_error(rcp_buf *out, rcp_str id, const rcp_err *err);

#endif
