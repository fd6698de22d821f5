/* signals.h - signs of how a report was made: machine translation, spinning, aggregation, a
 * synthetic voice; by signals.rules.  They judge nothing: a reader is shown them. */
#ifndef RCP_READ_SIGNALS_H
#define RCP_READ_SIGNALS_H

#include "lang/pack.h"

typedef struct rcp_signal_rules rcp_signal_rules;

rcp_status rcp_signals_load(rcp_pack *pack, const rcp_signal_rules **out, rcp_err *err);

/* Add rcp_signal rows to *rows, in the order of the text; at most RCP_SIGNALS_MAX of a kind. */
enum { RCP_SIGNALS_MAX = 20 };
rcp_status rcp_signals_find(const rcp_signal_rules *r, const rcp_doc *doc, rcp_arena *scratch,
                            rcp_rows *rows, rcp_err *err);

#endif
