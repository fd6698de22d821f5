/* block.h - paragraphs: the lines of a text, with the kind their shape suggests. */
#ifndef RCP_READ_BLOCK_H
#define RCP_READ_BLOCK_H

#include "doc/doc.h"

/*
 * Fill doc->block from doc->text: a line break ends a block, blank lines and the blanks around
 * a line belong to none.  The first short line without a final stop is the title; other short
 * lines without one are headings.
 */
rcp_status rcp_blocks_cut(rcp_doc *doc);

#endif
