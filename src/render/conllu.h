/* conllu.h - a report as CoNLL-U, after any stage from segment on.
 *
 * The forms and the spaces give the report's text back, byte for byte: a space after a token is
 * CoNLL-U's default, none is SpaceAfter=No, anything else SpacesAfter= with \s \t \n \r \p (the
 * bar) \\ as UDPipe writes them, and \u00A0 for other characters that nobody sees, as English EWT
 * has it; what stands before the first token of all is SpacesBefore=; a token that holds a tab or a line
 * end has spaces for them in FORM and is whole in SpacesInToken=.  "# text" is what the lines
 * say, with one space where there is any.  A report without a token writes nothing.
 */
#ifndef RCP_RENDER_CONLLU_H
#define RCP_RENDER_CONLLU_H

#include "base/buf.h"
#include "doc/doc.h"

void rcp_conllu(rcp_buf *out, const rcp_doc *doc);

#endif
