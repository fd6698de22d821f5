/* score.h - holding names found against names marked.
 *
 * exact: a name is right where both ends and the type agree (CoNLL-2003, Tjong Kim Sang and De Meulder).
 * muc:   each name has two slots, its ends and its type.  The type is right where it touches a marked
 *        name of that type, whatever the ends; the ends are right where both agree, whatever the type
 *        (MUC-6, Grishman and Sundheim 1996).
 * ends:  the ends alone.
 */
#ifndef RCP_NER_SCORE_H
#define RCP_NER_SCORE_H

#include "ner/bio.h"

typedef struct { uint64_t key, answer, exact, ends, type; } rcp_ner_score;      /* counts of names */

/* Add the counts of one text; both sorted, neither with rows that overlap one another.  Spans of any
 * one unit (bytes, tokens). */
void rcp_ner_count(const rcp_ner_name *key, uint32_t n_key, const rcp_ner_name *answer, uint32_t n_answer,
                   rcp_ner_score *score);

typedef struct { double precision, recall, f1; } rcp_ner_figures;       /* from 0 to 1 */
rcp_ner_figures rcp_ner_exact(rcp_ner_score s);
rcp_ner_figures rcp_ner_muc(rcp_ner_score s);
rcp_ner_figures rcp_ner_ends(rcp_ner_score s);

#endif
