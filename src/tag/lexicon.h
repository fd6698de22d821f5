/* lexicon.h - building the lexicon sections of a tag model. */
#ifndef RCP_TAG_LEXICON_H
#define RCP_TAG_LEXICON_H

#include "tag/train.h"

typedef struct {
    rcp_arena *a;
    rcp_rows   row, type;               /* lexicon entries; counted (form, UPOS, feats, lemma) */
    rcp_syms   lexfeats, scripts;
    rcp_buf    sets, automaton, endings, lexfeats_out, scripts_out;
} rcp_lexicon;

/*
 * Gather what the lexicon and the sentences know of forms and write the sections; the buffers
 * are freed by rcp_lexicon_free.  `frequent`: a form seen that often in the sentences is shown
 * to the perceptrons like one of the lexicon.
 */
rcp_status rcp_lexicon_build(rcp_lexicon *x, const rcp_tag_course *course, uint32_t frequent,
                             rcp_arena *a, rcp_err *err);

/* Add the forms of the sentences whose lemma the opened tagger gets wrong, and write again. */
rcp_status rcp_lexicon_mend(rcp_lexicon *x, const rcp_tagger *t, rcp_err *err);

void rcp_lexicon_parts(const rcp_lexicon *x, rcp_model_parts *parts);
void rcp_lexicon_free(rcp_lexicon *x);

/* The script that makes lemma of form, as a string in out (room for 4 * RCP_FORM_MAX). */
rcp_str rcp_script_of(rcp_str form, rcp_str lemma, char *out);

#endif
