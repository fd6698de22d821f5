/* packs.h - packs of models, described for people. */
#ifndef RCP_CLI_PACKS_H
#define RCP_CLI_PACKS_H

#include "cli/ledger.h"

/* "parse 2.0 MB (UAS 89.90), tag 2.1 MB" */
void rcp_models_short(rcp_buf *out, const rcp_model *m);

#endif
