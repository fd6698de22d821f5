/* times_tense.h - whether the verb that a time belongs to looks back or ahead. */
#ifndef RCP_FIND_TIMES_TENSE_H
#define RCP_FIND_TIMES_TENSE_H

#include "find/times_resolve.h"

typedef struct { rcp_sym *lemma; uint32_t n; } rcp_future_words;

/* Lemmas of lang/<code>/future.tsv: auxiliaries of the future, and verbs of what is to come. */
rcp_status rcp_future_words_load(rcp_pack *pack, rcp_future_words *out, rcp_err *err);

/* The tense of the verb above token `tok` in the parse, else of the nearest verb in its sentence.
 * NONE where nothing is tagged, unless a word of the list stands nearby.  Looks at a bounded
 * number of words. */
rcp_tense rcp_tense_at(const rcp_doc *doc, const rcp_future_words *future, uint32_t tok);

#endif
