/* words.h - inside the tagger of names: what name_words.tsv, given_names.tsv and the names of the tables say of
 * a word. */
#ifndef RCP_NER_WORDS_H
#define RCP_NER_WORDS_H

#include "ner/ner.h"

enum {
    WORD_MALE = 1, WORD_FEMALE = 2, WORD_TITLE = 4, WORD_SAY = 8, WORD_PARTICLE = 16, WORD_STOP = 32,
    WORD_BODY = 64, WORD_PREPOSITION = 128, WORD_HINT = 256, WORD_ARTICLE = 512,
    /* inside a name of the tables */
    WORD_OF_PERSON = 1 << 10, WORD_OF_BODY = 1 << 11, WORD_OF_PLACE = 1 << 12, WORD_OF_OTHER = 1 << 13
};

/* The pack's words; RCP_E_LIMIT: its arena is full. */
rcp_status rcp_ner_words_load(rcp_ner_words *w, rcp_pack *pack, rcp_err *err);
/* WORD_... of a word in small letters; 0: it has none. */
uint32_t rcp_ner_word_flags(const rcp_ner_words *w, rcp_str lower);

static inline rcp_str rcp_ner_norm_of(const rcp_doc *doc, rcp_id tok)
{
    return rcp_doc_sym(doc, doc->tok.row[tok].norm);
}

#endif
