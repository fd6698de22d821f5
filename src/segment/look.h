/* look.h - what the learned decisions of this stage see of a token, whatever stands around it. */
#ifndef RCP_SEGMENT_LOOK_H
#define RCP_SEGMENT_LOOK_H

#include "lang/pack.h"
#include "lang/readings.h"

/* The lexicon of the language's tag model, its readings boiled down to a mask a set. */
typedef struct {
    rcp_readings readings;
    const uint32_t *mask;               /* (n_sets)  a bit a UPOS, RCP_MASK_FINITE         */
    bool open;                          /* false: the language has no lexicon              */
} rcp_lexicon_masks;

enum { RCP_MASK_FINITE = 1 << 24 };     /* one of its readings is a finite verb            */

/* Open the lexicon of the pack's tag model; no model is no error. */
rcp_status rcp_lexicon_masks_open(rcp_lexicon_masks *m, rcp_pack *pack, rcp_err *err);

enum {                                  /* rcp_token_look.flags                            */
    RCP_LOOK_WORD = 1,                  /* has a letter or a digit                         */
    RCP_LOOK_UPPER = 2,                 /* begins with a capital                           */
    RCP_LOOK_FINITE = 4,                /* may be a finite verb                            */
    RCP_LOOK_VERB = 8,                  /* is a finite verb if the lexicon is right        */
    RCP_LOOK_STOP = 16,                 /* . ! ? …                                         */
    RCP_LOOK_SPACE = 32                 /* white space stands before it                    */
};

/* Hashes; kind is small for words (capitals or not, known in lower case or not), the sign's own
 * hash for signs. */
typedef struct { uint32_t lower, suf[2], shape, lex, kind, flags; } rcp_token_look;

/* Look at a token; `form` is its text, `norm` the same in lower case (rcp_tok.norm). */
void rcp_token_look_at(const rcp_lexicon_masks *m, rcp_str form, rcp_str norm, uint32_t flags,
                       rcp_token_look *out);

#endif
