/* classes.h - classes of words from unmarked text, in three sizes one inside another.
 *
 * In the model:
 *   class.first  u32 (2^RCP_CLASS_BITS + 1): where the words begin whose hash begins with these bits
 *   class.words  u16 a word: more bits of its hash; u16: its finest class
 *   class.wider  two u16 a finest class: its middle and its wide class
 * A word that is not there passes for another one time in some ten thousand.
 */
#ifndef RCP_NER_CLASSES_H
#define RCP_NER_CLASSES_H

#include "lang/model.h"

enum { RCP_CLASS_BITS = 12, RCP_CLASS_FIRST = (4 << RCP_CLASS_BITS) + 4 };

/* Borrowed; all empty: no word has a class. */
typedef struct { rcp_str first, words, wider; } rcp_ner_classes;

/* 0 in each: unknown. */
typedef struct { uint32_t fine, middle, wide; } rcp_ner_class;

/* false: sizes or numbers do not fit one another. */
bool rcp_ner_classes_open(rcp_ner_classes *c, rcp_str first, rcp_str words, rcp_str wider);

/* By the form as it is printed, else in lower case; both normalised (lang/form.h). */
rcp_ner_class rcp_ner_class_of(const rcp_ner_classes *c, rcp_str norm, rcp_str lower);

/*
 * The three sections from a TSV: word, wide, middle and fine class (tools/word_classes.py).
 * RCP_E_INPUT at file and line: a row with too few columns, a class above 65,000, a fine class in two wider ones.
 */
rcp_status rcp_ner_classes_read(rcp_str tsv, const char *file, rcp_arena *a, rcp_ner_classes *out, rcp_err *err);

#endif
