/* rules.h - what the claim stage knows of a language: the resource files of lang/<code>/, compiled.
 *
 * cues.tsv       words that say who says             clause.tsv    function words by class
 * speakers.tsv   kinds of speaker                    negation.tsv  what a negated saying becomes
 * bands.tsv      probability words                   hedges.tsv    words that hedge or report
 * conditional.rules   readings of the conditional    (doc/claim.md describes the columns)
 */
#ifndef RCP_CLAIM_RULES_H
#define RCP_CLAIM_RULES_H

#include "stages.h"

/* Classes of function words (clause.tsv, column 1).  Class number n is bit n of a word's `cls`. */
#define RCP_WORD_CLASSES(X)                                                                        \
    X(COMP, "comp") X(REL, "rel") X(ASK, "ask") X(COMPOUND, "compound") X(STOP1, "stop1")          \
    X(STOP2, "stop2") X(COORD, "coord") X(AS, "as") X(SI, "si") X(PRON, "pron")                    \
    X(IMPERSONAL, "impersonal") X(FIRST, "first") X(INVERTED, "inverted") X(CLITIC, "clitic")      \
    X(REFLEXIVE, "reflexive") X(NEG, "neg") X(NEGPART, "negpart") X(AUXIL, "aux") X(BE, "be")      \
    X(SEMI, "semi") X(LINK, "link") X(ADVERB, "adverb") X(DE, "de") X(TO, "to") X(BY, "by")        \
    X(NP_PREP, "np_prep") X(NP_STOP, "np_stop") X(TIME, "time") X(PARTITIVE, "partitive")          \
    X(OBJECT, "object") X(AMONG, "among") X(STOP_COMMA, "stop_comma")           \
    X(HE, "he") X(PURPOSE, "purpose") X(INDEFINITE, "indefinite")

enum rcp_word_class {
#define X(name, word) RCP_W_##name,
    RCP_WORD_CLASSES(X)
#undef X
    RCP_N_WORD_CLASSES
};
#define RCP_W(name) ((uint64_t)1 << RCP_W_##name)

/* What sets one language's grammar apart (clause.tsv, class "option"). */
#define RCP_OPTIONS(X)                                                                             \
    X(HEAD_LAST, "head_last")           /* the head noun stands last: "defence ministry" */        \
    X(MODALS, "modals")                 /* auxiliaries before a bare verb: "did say"     */        \
    X(BARE_CLAUSE, "bare_clause")       /* a subject may stand before the cue after P    */
enum rcp_option {
#define X(name, word) RCP_OPTION_##name,
    RCP_OPTIONS(X)
#undef X
    RCP_N_OPTIONS
};
#define RCP_OPT(name) (1u << RCP_OPTION_##name)

/* Kinds of content a cue may take (cues.tsv, column 7). */
#define RCP_FRAMES(X)                                                                              \
    X(THAT, "that") X(BARE, "bare") X(ASK, "ask") X(INF, "inf") X(NP, "np") X(LABEL, "label")      \
    X(QUOTE, "quote") X(POST, "post") X(OINF, "oinf") X(QPOST, "qpost")      \
    X(TOLD, "told")
enum rcp_frame {
#define X(name, word) RCP_FRAME_##name,
    RCP_FRAMES(X)
#undef X
    RCP_N_FRAMES
};
#define RCP_FR(name) (1u << RCP_FRAME_##name)

enum { RCP_CUE_VERB, RCP_CUE_PREP, RCP_CUE_NOUN, RCP_CUE_PARTS = 5, RCP_CUE_UNLESS = 16 };

typedef struct {
    rcp_sym  part[RCP_CUE_PARTS];       /* lemma or form of each word                   */
    uint32_t n_parts;
    bool     form_only;                 /* part[0] is a form the tagger may take for a noun or adjective */
    bool     reflexive;                 /* "s'attendre à": a reflexive clitic is needed */
    uint16_t kind, cls, speech, modality;
    int16_t  stance;                    /* 1 endorses, 0 neutral, -1 distances          */
    uint32_t frames;                    /* bits RCP_FR                                  */
    uint32_t who;                       /* bits of stypes; 0: any                       */
    rcp_sym  unless[RCP_CUE_UNLESS];
    uint32_t n_unless;
    rcp_why  why;
} rcp_cue;

typedef struct { rcp_sym word; uint16_t stype, naming; rcp_why why; } rcp_speaker_word;

/* A probability or hedging phrase: 1 to 5 forms or lemmas side by side. */
typedef struct {
    rcp_sym  part[RCP_CUE_PARTS];
    uint32_t n_parts;
    uint16_t band, modality, hearsay;
    uint16_t scope;                     /* RCP_HEDGE_...                                */
    rcp_why  why;
} rcp_hedge;
enum { RCP_HEDGE_CLAUSE, RCP_HEDGE_MODAL, RCP_HEDGE_NOUN };

typedef struct { uint16_t cls, negated, polarity, speech; rcp_why why; } rcp_negation;

/* conditional.rules: all conditions must hold; the first rule that fits wins. */
enum { RCP_COND_MAX = 6 };
typedef struct {
    uint32_t label;
    uint32_t n;
    struct { uint16_t feature; bool inverted; } cond[RCP_COND_MAX];
    rcp_why  why;
} rcp_cond_rule;
#define RCP_COND_LABELS(X)                                                                         \
    X(NONE, "none") X(HEARSAY, "hearsay") X(POSSIBILITY, "possibility")                            \
    X(EXPECTATION, "expectation") X(DEONTIC, "deontic") X(FUTURE_IN_PAST, "future_in_past")        \
    X(HYPOTHETICAL, "hypothetical") X(ATTENUATION, "attenuation") X(OTHER, "other")
enum rcp_cond_label {
#define X(name, word) RCP_COND_##name,
    RCP_COND_LABELS(X)
#undef X
    RCP_N_COND
};

enum { RCP_COND_CLASSES = 24, RCP_COND_WORDS = 64 };

typedef struct {
    rcp_cue   *cue;                     /* sorted by first part, longer ones first      */
    uint32_t   n_cues;
    uint64_t  *by_sym;                  /* (n_syms): classes of a form                  */
    uint64_t  *by_lemma;                /* (n_syms): classes of a lemma                 */
    uint32_t   n_syms;
    uint32_t   options;                 /* bits RCP_OPT                                 */
    rcp_speaker_word *speaker;          /* sorted by word                               */
    uint32_t   n_speakers;
    rcp_hedge *hedge;                   /* sorted by first part, longer ones first      */
    uint32_t   n_hedges;
    rcp_negation negation[RCP_N_cue];   /* by cue class; cls 0: no row                  */
    rcp_cond_rule *cond;
    uint32_t   n_conds;
    /* conditional.rules' own word classes: "class NAME a|b|c" */
    struct { rcp_str name; rcp_sym word[RCP_COND_WORDS]; uint32_t n; } cond_class[RCP_COND_CLASSES];
    uint32_t   n_cond_classes;
    rcp_str    cond_endings;            /* what makes a conditional of an infinitive: "ait|aient" */
} rcp_claim_rules;

/* Compile the files; a missing one is empty, a broken line is RCP_E_RESOURCE with its place. */
rcp_status rcp_claim_rules_load(rcp_pack *pack, const rcp_claim_rules **out, rcp_err *err);

/* First cue whose first part is `sym`, and how many follow it; n 0: none. */
const rcp_cue *rcp_cue_lookup(const rcp_claim_rules *r, rcp_sym sym, uint32_t *n);
/* Whether a preposition of one word that names a source has this form: "selon". */
bool rcp_cue_is_prep(const rcp_claim_rules *r, rcp_sym form);
const rcp_hedge *rcp_hedge_lookup(const rcp_claim_rules *r, rcp_sym sym, uint32_t *n);
const rcp_speaker_word *rcp_speaker_lookup(const rcp_claim_rules *r, rcp_sym sym);

#endif
