/* find.h - the three finders of the find stage.  Each looks at no furniture and adds rows to its
 * own table; find.c runs them in this order (equipment is found before numbers, so that the 31 of
 * MiG-31 is no quantity) and freezes the tables. */
#ifndef RCP_FIND_H
#define RCP_FIND_H

#include "stages.h"

typedef struct rcp_names rcp_names;             /* compiled resources of each finder */
typedef struct rcp_times rcp_times;
typedef struct rcp_quantities rcp_quantities;

typedef struct {
    const rcp_names      *names;
    const rcp_times      *times;
    const rcp_quantities *quantities;
} rcp_finders;                                  /* pack->stage[RCP_FIND] */

rcp_status rcp_names_load(rcp_pack *pack, const rcp_names **out, rcp_err *err);
rcp_status rcp_times_load(rcp_pack *pack, const rcp_times **out, rcp_err *err);
rcp_status rcp_quantities_load(rcp_pack *pack, const rcp_quantities **out, rcp_err *err);

/* mentions: rows of rcp_mention, in order of their spans. */
rcp_status rcp_names_find(const rcp_pack *pack, const rcp_names *names, rcp_doc *doc,
                          rcp_arena *scratch, rcp_rows *mentions, rcp_err *err);

/* times: rows of rcp_time, in order.  May set doc->inferred. */
rcp_status rcp_times_find(const rcp_pack *pack, const rcp_times *times, rcp_doc *doc,
                          rcp_arena *scratch, const rcp_rows *mentions, rcp_rows *out, rcp_err *err);

/* quantities: rows of rcp_quantity, in order; none overlaps a time that is no duration, or lies inside
 * a name. */
rcp_status rcp_quantities_find(const rcp_pack *pack, const rcp_quantities *quantities,
                               rcp_doc *doc, rcp_arena *scratch, const rcp_rows *mentions,
                               const rcp_rows *times, rcp_rows *out, rcp_err *err);

#endif
