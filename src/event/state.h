/* state.h - whether an event happened, is planned, feared or going on, and whether it is negated:
 * from the verb's form, its auxiliaries and adverbs, and the words that govern it. */
#ifndef RCP_EVENT_STATE_H
#define RCP_EVENT_STATE_H

#include "event/view.h"

typedef struct { uint16_t state, polarity; } rcp_ev_status;

/* `verb`: the verb that says the event, RCP_EV_NONE where a noun stands alone; `noun`: the noun,
 * or RCP_EV_NONE. */
rcp_ev_status rcp_ev_state(const rcp_ev_view *v, uint32_t verb, uint32_t noun);

/* Whether a word is negated by an adverb, a determiner, or "sans". */
bool rcp_ev_negated(const rcp_ev_view *v, uint32_t w);

#endif
