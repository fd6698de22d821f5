/* conditional.h - what a French conditional means: a decision list over lang/fr/conditional.rules.
 *
 * After the scheme's section 3 (Kronning, Haillet, Dendale): hypothesis, future seen from the past,
 * possibility, expectation or duty, politeness, and what is left: hearsay.
 */
#ifndef RCP_CLAIM_CONDITIONAL_H
#define RCP_CLAIM_CONDITIONAL_H

#include "claim/phrase.h"

rcp_status rcp_conditional_load(rcp_pack *pack, rcp_claim_rules *r, rcp_err *err);

/* The reading (RCP_COND_...) of the conditional verb at word w; *why gets the rule's line.
 * RCP_COND_NONE when w is no conditional.  past_cue: it stands in what somebody has said or thought
 * in the past.  Cost: the length of the sentence, at most a few hundred words. */
uint32_t rcp_conditional_read(const rcp_view *v, uint32_t w, bool past_cue, rcp_why *why);

/* The reading of the conditional at byte `at` of a document whose find stage is done: what a test and
 * the measuring program ask.  Works in scratch.  Fails with RCP_E_LIMIT. */
rcp_status rcp_conditional_at(const rcp_pack *pack, const rcp_doc *doc, uint32_t at, rcp_arena *scratch,
                              uint32_t *label, rcp_why *why);

/* RCP_COND_... of its name; -1. */
int rcp_cond_label_of(rcp_str name);
const char *rcp_cond_label_word(uint32_t label);

#endif
