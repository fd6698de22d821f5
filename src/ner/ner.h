/* ner.h - a tagger of names: what is a person, a body, a place or another name, by its words and
 * what stands around them, for names that no list has.
 *
 * Each token gets one of nine tags (O, B-PER, I-PER ...).  A sentence's tags are the path of the
 * highest score (Viterbi): the sum, over its tokens, of the weights of the token's features for its
 * tag, and of features of the tag before it.  Weights from the structured perceptron (Collins
 * 2002), averaged, hashed, one byte each (lang/percep.h).
 * The features see what the finders already know, so the tagger learns how far to trust them.
 *
 * Sections of a model of kind "ner" (lang/model.h):
 *   weights   one byte a slot
 *   features  u32: RCP_NER_VERSION, or 1; weights of newer features are refused
 *   class.*   classes of words (ner/classes.h); may be missing
 *   info      text: sources and licences
 */
#ifndef RCP_NER_H
#define RCP_NER_H

#include "doc/doc.h"
#include "lang/pack.h"
#include "lang/percep.h"
#include "ner/bio.h"
#include "ner/classes.h"

enum {
    RCP_NER_VERSION = 2,                /* 1: without classes of words                  */
    RCP_NER_TAGS = 9,                   /* O, then B and I of each type                 */
    RCP_NER_KEYS = 120,                  /* features of a token                          */
    RCP_NER_STEP_KEY = 72,              /* number of the first feature of the tag before */
    RCP_NER_PIECE = 256,
    RCP_NER_STEPS = 2                   /* features of a tag before a token             */
};

/* The words that name_words.tsv and given_names.tsv have, for the features. */
typedef struct { rcp_syms words; uint32_t *flags; uint32_t n; } rcp_ner_words;

typedef struct {
    rcp_ner_words   words;
    rcp_ner_classes classes;            /* empty: the model knows none                  */
    rcp_weights     weights;
    uint32_t        version;            /* of the features                              */
    bool            trained;            /* the pack has a model                         */
} rcp_ner;

/* A tagger is always made (training needs its words); `trained` says if it can tag. */
rcp_status rcp_ner_load(rcp_pack *pack, const rcp_ner **out, rcp_err *err);
/* Check a model of kind "ner" and use its weights in place. */
rcp_status rcp_ner_open(rcp_ner *ner, rcp_str model, const char *file, rcp_err *err);

/* What is known of a token: hashes of all its features, whatever its tag; `step`: of what the tag
 * before it is combined with. */
typedef struct { uint32_t n, key[RCP_NER_KEYS], step[RCP_NER_STEPS]; } rcp_ner_look;

/* The type a mention has among names; RCP_N_NER_TYPES: none (a role, a pronoun; in French a demonym). */
uint32_t rcp_ner_type_of(const char *lang, const rcp_mention *m);
/*
 * A name without the article before it, and without the title before a person's ("M.", "President");
 * empty when no capital letter is left.  So are all names brought to one form: those learnt
 * from, those found, those scored.
 */
rcp_toks rcp_ner_trim(const rcp_ner *ner, const rcp_doc *doc, rcp_toks toks, uint32_t type);

/* What holds for a whole document with tags: what `mention`, the rows found so far, say of each token
 * (those with RCP_MENTION_TAGGED are passed over), and how its forms stand elsewhere.  In `a`;
 * RCP_E_LIMIT: it is full. */
typedef struct { const rcp_ner *ner; const rcp_doc *doc; const uint16_t *hint; const uint32_t *seen; } rcp_ner_view;
rcp_status rcp_ner_view_open(rcp_ner_view *v, const rcp_ner *ner, const rcp_doc *doc, const rcp_mention *mention,
                             uint32_t n_mentions, rcp_arena *a);
/* Looks of the tokens of a piece of a sentence. */
rcp_status rcp_ner_looks(const rcp_ner_view *v, rcp_toks piece, rcp_arena *a, rcp_ner_look *look);

/* Sentences are read in pieces of at most RCP_NER_PIECE tokens. */
static inline rcp_id rcp_ner_piece_end(rcp_id beg, rcp_id end)
{
    return end - beg > RCP_NER_PIECE ? beg + RCP_NER_PIECE : end;
}

/* Slot of the feature "tag `prev` before", k < RCP_NER_STEPS. */
uint32_t rcp_ner_step(const rcp_weights *w, const rcp_ner_look *look, uint32_t k, uint32_t prev);

/* none: by how much the best path with O there, or for O the best without, lies behind; type: the score of the
 * best path on which a name of the type begins there, less the best's (0 or below). */
typedef struct { int32_t none, type[RCP_N_NER_TYPES]; } rcp_ner_margin;
/*
 * Tags of n tokens of one sentence.  gold (may be NULL) and `cost`: every other tag than gold's is
 * given `cost` more, to train with a margin.  margin: of each token; may be NULL.  RCP_E_LIMIT: `a` is full.
 */
rcp_status rcp_ner_path(const rcp_weights *w, const rcp_ner_look *look, uint32_t n, const uint8_t *gold,
                        int32_t cost, rcp_arena *a, uint8_t *tag, rcp_ner_margin *margin);

/* A name that the tagger sees. */
typedef struct { rcp_toks toks; uint32_t type; int32_t margin, score[RCP_N_NER_TYPES]; } rcp_ner_seen;
/* Names of the same words in a document are of one type: the one that all of them together speak for; a last name
 * alone goes with whole names.  RCP_E_LIMIT: `a` is full. */
rcp_status rcp_ner_vote(const rcp_doc *doc, rcp_arena *a, rcp_rows *seen);
/* All of a document, rows of rcp_ner_seen in order; none without a model. */
rcp_status rcp_ner_tag(const rcp_ner *ner, const rcp_doc *doc, const rcp_mention *mention, uint32_t n_mentions,
                       rcp_arena *scratch, rcp_rows *seen);

#endif
