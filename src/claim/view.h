/* view.h - a report's words as the claim stage looks at them: one flat array, so that a scan to the
 * left or right reads one row a word.  Row numbers are those of the word table. */
#ifndef RCP_CLAIM_VIEW_H
#define RCP_CLAIM_VIEW_H

#include "claim/rules.h"

enum {                                  /* rcp_vword.flags                              */
    RCP_V_COMMA = 1, RCP_V_END = 2, RCP_V_SEMI = 4, RCP_V_COLON = 8, RCP_V_DASH = 16,
    RCP_V_OPEN = 32,                    /* opens an outermost quotation                 */
    RCP_V_CLOSE = 64,                   /* closes one                                   */
    RCP_V_LPAR = 128, RCP_V_RPAR = 256,
    RCP_V_MARK = 512,                   /* a quotation mark of any kind                 */
    RCP_V_FIN = 1024, RCP_V_INF = 2048, RCP_V_PART = 4096, RCP_V_GER = 8192,
    RCP_V_CND = 1 << 14, RCP_V_SING = 1 << 15, RCP_V_PLUR = 1 << 16, RCP_V_FIRST = 1 << 17,
    RCP_V_PAST = 1 << 18,               /* a past tense, the imperfect too              */
    RCP_V_FURNITURE = 1 << 19, RCP_V_TIME = 1 << 20, RCP_V_PUNCT = 1 << 21, RCP_V_UPPER = 1 << 22,
    RCP_V_INNER = 1 << 23,              /* not the first word of its token              */
    RCP_V_HYPHEN = 1 << 24, RCP_V_POSS = 1 << 25, RCP_V_SPACED = 1 << 26
};
#define RCP_V_STOP (RCP_V_END | RCP_V_SEMI)

typedef struct {
    rcp_span span;                      /* of its token                                 */
    uint64_t cls;                       /* bits RCP_W                                   */
    rcp_sym  form, lemma;               /* form in lower case                           */
    uint32_t flags;
    rcp_id   quote;                     /* outermost quotation it stands in, marks too  */
    rcp_id   sent;
    uint32_t upos;
} rcp_vword;

typedef struct {
    const rcp_pack *pack;
    const rcp_claim_rules *rules;
    const rcp_doc *doc;
    rcp_vword *word;                    /* (n), row 0 nil                               */
    uint32_t   n;
    uint32_t   n_quotes;                /* quote numbers in use: doc->quote.n and those paired here */
    bool       parsed;                  /* the dep table says something                 */
    struct { uint32_t beg, end; } *sent;        /* (doc->sent.n): words of a sentence   */
} rcp_view;

/* Words [beg, end) of a view. */
typedef struct { uint32_t beg, end; } rcp_words;

/* Build the view in scratch.  Fails with RCP_E_LIMIT. */
rcp_status rcp_view_make(rcp_view *v, const rcp_pack *pack, const rcp_claim_rules *rules,
                         const rcp_doc *doc, rcp_arena *scratch);

/* The bytes of words [w.beg, w.end); empty when there are none. */
rcp_span rcp_view_span(const rcp_view *v, rcp_words w);

static inline bool rcp_is(const rcp_view *v, uint32_t w, uint64_t cls)
{
    return (v->word[w].cls & cls) != 0;
}
static inline bool rcp_has(const rcp_view *v, uint32_t w, uint32_t flags)
{
    return (v->word[w].flags & flags) != 0;
}
static inline bool rcp_is_verb(const rcp_view *v, uint32_t w)
{
    return v->word[w].upos == RCP_VERB || v->word[w].upos == RCP_AUX;
}
static inline bool rcp_is_nominal(const rcp_view *v, uint32_t w)
{
    return v->word[w].upos == RCP_NOUN || v->word[w].upos == RCP_PROPN;
}
/* Whether form or lemma of word w is `sym`. */
static inline bool rcp_word_is(const rcp_view *v, uint32_t w, rcp_sym sym)
{
    return sym && (v->word[w].form == sym || v->word[w].lemma == sym);
}

#endif
