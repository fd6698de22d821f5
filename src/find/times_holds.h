/* times_holds.h - whether a match that its words alone leave open is a time; private to times*.c. */
#ifndef RCP_FIND_TIMES_HOLDS_H
#define RCP_FIND_TIMES_HOLDS_H

#include "find/times_rules.h"

/* False for a match of action `none`, and for a soft one that counts or names something else:
 * "2000 soldats", "le 15 tricolore", "le quotidien", "Noël Martin". */
bool rcp_time_holds(const rcp_doc *doc, const rcp_pieces *p, const rcp_time_match *m);

#endif
