/* tagger.h - a tag model, opened in place: part of speech, features and lemma of each word.
 *
 * Two greedy averaged perceptrons: the first goes through a sentence from left to right and
 * gives each word its UPOS, the second gives it one of the feature strings seen with that UPOS
 * and may look at the UPOS of the words to the right too.  The lemma comes from a lexicon (an
 * automaton of forms), else from the rule of the longest known ending.
 *
 * Sections of a model of kind "tag" (see lang/model.h):
 *   upos, feats   weights, one byte a slot
 *   classes       strings: the feature strings, those of one UPOS side by side
 *   ranges        u32 for each UPOS and one more: where its classes begin
 *   lexfeats      strings: what the lexicon says of a form ("Gender=Fem|Number=Sing")
 *   scripts       strings: how a lemma is made, see script below
 *   sets, lexicon form -> readings: see lang/readings.h
 *   endings       entries of 8 bytes: u32 key of (UPOS, group, ending), u16 script, u16 0; sorted
 *   info          text: sources and licences
 * A script is 'l' (of the form in lower case) or 'k' (as printed), the number of characters
 * cut off the end as a character from '0' on, and what is put there: "l2er" makes parler of parlé.
 */
#ifndef RCP_TAG_TAGGER_H
#define RCP_TAG_TAGGER_H

#include "lang/form.h"
#include "lang/model.h"
#include "lang/pack.h"
#include "lang/percep.h"
#include "lang/readings.h"

enum {
    RCP_ENDING_MAX = 6                  /* characters of the longest ending             */
};

typedef struct { bool lower; uint32_t cut; rcp_str put; } rcp_script;

typedef struct {
    rcp_model     model;
    rcp_weights   upos, feats;
    rcp_strings   classes, lexfeats, scripts;
    uint32_t      range[RCP_N_upos + 1];
    rcp_readings  readings;
    rcp_str       endings;
    uint32_t      n_endings;
    const rcp_script *script;           /* (scripts.n)                                  */
    const rcp_sym    *class_sym;        /* (classes.n)  in the pack's symbols           */
} rcp_tagger;

/* What the perceptrons see of a form, whatever stands around it. */
typedef struct {
    uint32_t form, lower, pre[3], suf[5], shape, lex;   /* hashes                       */
    int32_t  set[2];                    /* of the form as printed, in lower case; -1    */
    bool     sign;                      /* no letter, no digit, unknown: punctuation    */
} rcp_look;

typedef struct { uint32_t upos, cls; uint16_t score; } rcp_guess;  /* cls: row of classes */

/* Check every section and compile it into `a`; `syms` gets the feature strings.  Borrows bytes. */
rcp_status rcp_tagger_open(rcp_tagger *t, rcp_str bytes, const char *file, rcp_syms *syms,
                           rcp_arena *a, rcp_err *err);

void rcp_tagger_look(const rcp_tagger *t, rcp_str form, rcp_look *out);

/* The features of word i of a sentence of n; guess[0 .. i) is known (for feats: all UPOS). */
void rcp_tagger_upos_features(const rcp_look *look, const rcp_guess *guess, uint32_t n, uint32_t i,
                              rcp_features *f);
void rcp_tagger_feats_features(const rcp_tagger *t, const rcp_look *look, const rcp_guess *guess,
                               uint32_t n, uint32_t i, rcp_features *f);

/* The best of the classes beg .. end; *margin (may be NULL): how far the next lies behind. */
uint32_t rcp_best(const int32_t *score, uint32_t beg, uint32_t end, int32_t *margin);

/* Tag one sentence. */
void rcp_tagger_tag(const rcp_tagger *t, const rcp_look *look, uint32_t n, rcp_guess *guess);

/* The lemma of a form, written to out (room for 4 * RCP_FORM_MAX); returns its length. */
uint32_t rcp_tagger_lemma(const rcp_tagger *t, rcp_str form, const rcp_look *look, uint32_t upos,
                          rcp_str feats, char *out);

/* Key of an ending: the last `chars` characters of the lower-case form.  false: it is shorter. */
bool rcp_ending_key(uint32_t upos, rcp_str feats, rcp_str lower, uint32_t chars, uint32_t *key);
/* Apply a script to a form; false when it does not fit.  out as for rcp_tagger_lemma. */
bool rcp_script_apply(const rcp_script *s, rcp_str form, char *out, uint32_t *len);

#endif
