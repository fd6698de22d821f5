/* view.h - one sentence as the event stage looks at it: its words with classes and heads, and the
 * mentions, times and quantities that stand in it, all by position in the sentence.
 *
 * A sentence longer than RCP_EV_WINDOW words is looked at in pieces, so that the cost stays linear
 * in the text; a head outside the piece counts as none.
 */
#ifndef RCP_EVENT_VIEW_H
#define RCP_EVENT_VIEW_H

#include "event/lexicon.h"

enum { RCP_EV_WINDOW = 256, RCP_EV_ITEMS = 256, RCP_EV_NONE = 0xffff };

enum {                                  /* rcp_ev_view_word.form: from the features        */
    RCP_FORM_INF = 1, RCP_FORM_PART = 2, RCP_FORM_GER = 4, RCP_FORM_FIN = 8,
    RCP_FORM_PAST = 16, RCP_FORM_PRES = 32, RCP_FORM_IMPERFECT = 64, RCP_FORM_FUT = 128,
    RCP_FORM_COND = 256, RCP_FORM_SUB = 512, RCP_FORM_PASS = 1024, RCP_FORM_PLURAL = 2048,
    RCP_FORM_IMP = 4096, RCP_FORM_DEF = 8192, RCP_FORM_THIRD = 16384
};

typedef struct {
    rcp_id   word;                      /* row of the word table                           */
    rcp_span span;                      /* of its token                                    */
    rcp_sym  form, lemma;               /* folded, as the lexicon's symbols; 0: not in it  */
    uint64_t classes;
    uint32_t flags;                     /* of its token                                    */
    uint16_t upos, rel, form_bits;
    uint16_t head;                      /* position; RCP_EV_NONE: none in this window      */
    uint16_t beg, end;                  /* the phrase it heads, clauses that hang on it left out */
    uint16_t clause;                    /* position of the head of its clause              */
    uint16_t child, sibling;            /* first child, next child of the same head        */
} rcp_ev_view_word;

/* A row of another table, and the words it covers: [beg, end). */
typedef struct { rcp_id row; uint16_t beg, end, head; } rcp_ev_item;

typedef struct {
    const rcp_pack       *pack;
    const rcp_doc        *doc;
    const rcp_ev_lexicon *lex;
    rcp_id   sent;
    bool     parsed;                    /* dep rows are there                              */
    bool     disaster;                  /* the report is about one                         */
    int32_t  now;                       /* day the report counts from; RCP_DAY_MIN: unknown */
    bool     history;                   /* the sentence is told as background: see event.c */
    uint32_t n, n_mentions, n_times, n_quantities;
    rcp_ev_view_word word[RCP_EV_WINDOW];
    rcp_ev_item mention[RCP_EV_ITEMS], time[RCP_EV_ITEMS], quantity[RCP_EV_ITEMS];
} rcp_ev_view;

/* Rows of mention, time and quantity already passed; the tables are in text order. */
typedef struct { uint32_t mention, time, quantity; } rcp_ev_cursor;

/* Fill view->word from words [beg, end) of the word table (end - beg <= RCP_EV_WINDOW). */
void rcp_ev_view_fill(rcp_ev_view *view, rcp_id sent, rcp_id beg, rcp_id end, rcp_ev_cursor *cursor);

/* Classes of a word of the document by itself (for counting over the whole report). */
uint64_t rcp_ev_word_classes(const rcp_doc *doc, const rcp_ev_lexicon *lex, rcp_id word);

static inline bool rcp_ev_is(const rcp_ev_view *v, uint32_t w, unsigned cls)
{
    return w < v->n && (v->word[w].classes & rcp_ev_bit(cls));
}
/* The word is a relation's universal part: nsubj for nsubj:pass. */
bool rcp_ev_rel(const rcp_ev_view *v, uint32_t w, uint32_t rel);
/* A verb, or an auxiliary that stands as one. */
bool rcp_ev_verbal(const rcp_ev_view *v, uint32_t w);
/* Whether the relation of w to its head opens a clause. */
bool rcp_ev_clausal(const rcp_ev_view *v, uint32_t w);
/* Folded preposition of the phrase of w; 0: none.  *at gets its position. */
rcp_sym rcp_ev_case(const rcp_ev_view *v, uint32_t w, uint32_t *at);
/* A child of w with that (universal) relation; RCP_EV_NONE. */
uint32_t rcp_ev_child(const rcp_ev_view *v, uint32_t w, uint32_t rel);
/* A child of w in one of the classes; RCP_EV_NONE. */
uint32_t rcp_ev_child_is(const rcp_ev_view *v, uint32_t w, unsigned cls);
/* "veut attaquer après la création": a phrase that only says when or where, and shares nothing of
 * what its verb says of its complements. */
bool rcp_ev_adjunct(const rcp_ev_view *v, uint32_t w);
/* Features of the verb group: its auxiliaries' finite features and its own. */
uint32_t rcp_ev_group_form(const rcp_ev_view *v, uint32_t w);
bool rcp_ev_passive(const rcp_ev_view *v, uint32_t w);

#endif
