/* roles.h - from a predicate and what stands around it to the event's row: who, whom, where, with
 * what, how many, when. */
#ifndef RCP_EVENT_ROLES_H
#define RCP_EVENT_ROLES_H

#include "event/predicate.h"

/* Whether a time lies so far before `now` (a day) that what it dates is background. */
bool rcp_ev_long_ago(int32_t now, const rcp_time *time);
/* Resolved, and not so. */
bool rcp_ev_recent(int32_t now, const rcp_time *time);

/* Add the event and its arguments.  Fails with RCP_E_LIMIT when scratch is full. */
rcp_status rcp_ev_fill(const rcp_ev_view *v, const rcp_ev_predicate *p, rcp_rows *events,
                       rcp_rows *args);

#endif
