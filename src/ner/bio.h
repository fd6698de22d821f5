/* bio.h - reading texts whose names are marked, one token a line.
 *
 *   form TAB tag [TAB SpaceAfter=No]         or: number TAB form TAB tag (as WikiGold is printed)
 * tag: O, or B- or I- and PER, ORG, LOC, MISC (CoNLL-2003's types).  An empty line ends a sentence;
 * "# newdoc..." begins a document, "# newpar" a paragraph, other lines that begin with "# " are passed over.
 */
#ifndef RCP_NER_BIO_H
#define RCP_NER_BIO_H

#include "base/base.h"

typedef enum { RCP_NER_PER, RCP_NER_ORG, RCP_NER_LOC, RCP_NER_MISC, RCP_N_NER_TYPES } rcp_ner_type;
extern const char *const rcp_ner_type_names[RCP_N_NER_TYPES];

typedef struct { rcp_span span; uint32_t type; } rcp_ner_name;          /* bytes of its text */
typedef struct {
    rcp_str  text;
    uint32_t beg, end;                  /* rows of `name`                              */
    uint32_t sents;                     /* how many sentences it was printed in        */
} rcp_ner_text;

typedef struct {
    rcp_arena *a;
    rcp_rows   text, name;              /* rcp_ner_text, rcp_ner_name                  */
} rcp_ner_bank;

rcp_status rcp_ner_bank_init(rcp_ner_bank *bank, rcp_arena *a);

/*
 * Add the documents of one file; texts are made in the bank's arena.  RCP_E_INPUT at file and line: a
 * row with too few columns, an unknown tag, bad UTF-8 or a NUL byte, a text that is too long.
 * Linear in the bytes.
 */
rcp_status rcp_ner_bank_add(rcp_ner_bank *bank, rcp_str bytes, const char *file, rcp_err *err);

static inline const rcp_ner_text *rcp_ner_texts(const rcp_ner_bank *b)
{
    return (const rcp_ner_text *)(const void *)b->text.row;
}
static inline const rcp_ner_name *rcp_ner_names(const rcp_ner_bank *b)
{
    return (const rcp_ner_name *)(const void *)b->name.row;
}

#endif
