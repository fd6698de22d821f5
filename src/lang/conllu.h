/* conllu.h - reading CoNLL-U (universaldependencies.org/format.html), for training and scoring. */
#ifndef RCP_LANG_CONLLU_H
#define RCP_LANG_CONLLU_H

#include "doc/doc.h"

typedef struct {
    rcp_str  form, lemma, feats;        /* feats: "" for "_"                            */
    uint32_t upos, rel;                 /* values of the enums                          */
    uint32_t head;                      /* from 1, inside the sentence; 0: root         */
    uint32_t tok;                       /* number of its surface token, counted over all */
    uint32_t line;
} rcp_gold_word;
typedef struct { rcp_str form; bool space_after; } rcp_gold_tok;
typedef struct {
    uint32_t beg, end;                  /* words                                        */
    uint32_t tok_beg, tok_end;
    bool     newpar;                    /* a paragraph or document begins with it       */
} rcp_gold_sent;

/* What a tagger says of a word, in the place of the treebank's own. */
typedef struct { rcp_str lemma, feats; uint32_t upos; } rcp_seen_tag;

/* All sentences of one or more files; borrows their bytes, which must outlive it. */
typedef struct {
    rcp_rows word, tok, sent;           /* rcp_gold_word, _tok, _sent; row 0 is nil     */
} rcp_treebank;

rcp_status rcp_treebank_init(rcp_treebank *bank, rcp_arena *a);

/*
 * Add the sentences of one file.  `name` is for messages.  CRLF, comments and empty nodes (8.1)
 * are accepted.  Fails with RCP_E_INPUT at file and line: a missing column, a wrong number, a
 * head outside the sentence, a cycle, no root or two, a last line without its end, bad UTF-8 or
 * a NUL byte.  A relation that the vocabulary lacks is taken for its universal part; an unknown
 * one fails.  Linear in the bytes.
 */
rcp_status rcp_treebank_add(rcp_treebank *bank, rcp_str bytes, const char *name, rcp_err *err);

static inline const rcp_gold_word *rcp_gold_words(const rcp_treebank *b)
{
    return (const rcp_gold_word *)(const void *)b->word.row;
}
static inline const rcp_gold_sent *rcp_gold_sents(const rcp_treebank *b)
{
    return (const rcp_gold_sent *)(const void *)b->sent.row;
}
static inline const rcp_gold_tok *rcp_gold_toks(const rcp_treebank *b)
{
    return (const rcp_gold_tok *)(const void *)b->tok.row;
}

/* The value of a relation, or of its universal part; -1 when neither is known. */
int rcp_deprel_value(rcp_str rel);

#endif
