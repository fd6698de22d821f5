/* claims.h - one claim an event: who asserts it, how sure. */
#ifndef RCP_CLAIM_CLAIMS_H
#define RCP_CLAIM_CLAIMS_H

#include "claim/attrib.h"

/* Contents of attributions in order of their first byte, for "which sayings hold this byte?". */
typedef struct { rcp_span span; rcp_id att; } rcp_holder;
typedef struct { const rcp_holder *row; uint32_t n; uint32_t longest; } rcp_holders;

rcp_status rcp_holders_make(const rcp_attribs *x, rcp_arena *scratch, rcp_holders *out);

/* The innermost attribution, other than `except`, whose content holds `span`; 0. */
rcp_id rcp_holder_of(const rcp_holders *h, rcp_span span, rcp_id except);

/* How sure the words around a predicate make it (bands.tsv, hedges.tsv, conditional.rules). */
typedef struct { uint16_t band, modality, hearsay; rcp_why why; } rcp_certainty;
rcp_certainty rcp_certainty_of(const rcp_view *v, uint32_t trigger, bool past_cue);

/* Rows of rcp_claim, in order: one an event, then one for each attribution that holds none. */
rcp_status rcp_claims_make(const rcp_attribs *x, const rcp_holders *h, rcp_rows *out);

#endif
