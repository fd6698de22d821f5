/* furniture.h - the lines of a page that are not its report, by furniture.rules.
 *
 * The rule language is described at the top of the file itself and in doc/read.md.
 */
#ifndef RCP_READ_FURNITURE_H
#define RCP_READ_FURNITURE_H

#include "read/stamp.h"

typedef struct rcp_furniture_rules rcp_furniture_rules;

rcp_status rcp_furniture_load(rcp_pack *pack, const rcp_furniture_rules **out, rcp_err *err);

/* Add rcp_furniture rows to *rows, in the order of the text, none touching another.  *found gets
 * the publication date that a stamp prints, if one does. */
rcp_status rcp_furniture_find(const rcp_furniture_rules *r, const rcp_doc *doc, rcp_arena *scratch,
                              rcp_rows *rows, rcp_published *found, rcp_err *err);

#endif
