/* numbers_dump.h - `--dump numbers`: what the number layer reads, before the quantities finder
 * decides what counts something. */
#ifndef RCP_FIND_NUMBERS_DUMP_H
#define RCP_FIND_NUMBERS_DUMP_H

#include "base/buf.h"
#include "lang/pack.h"

/*
 * Append one line: {"id":…, "text":…, "quantities":[{"span":[b,e],"min":v,"max":v}],
 * "ordinals":[{"span":[b,e],"value":v}]}, in text order.  v is null where a number is too long to
 * be a value.  out->failed when memory has run out.
 */
void rcp_numbers_dump(rcp_buf *out, const rcp_doc *doc, const rcp_pack *pack);

#endif
