/* dump.h - the tables of a document as text: what `--dump tables` prints and golden tests hold. */
#ifndef RCP_DUMP_H
#define RCP_DUMP_H

#include "base/buf.h"
#include "lang/pack.h"

/*
 * Every table made so far: `# mention`, then a line a row: its number, then field=value, parted by
 * tabs, zero values left out; a span prints as beg-end"text".  With `only` (may be NULL), that
 * table alone.
 */
void rcp_dump_tables(rcp_buf *out, const rcp_doc *doc, const rcp_pack *pack, const char *only);

#endif
