/* rules.h - what the segment stage knows of one language, compiled from its resource files.
 *
 *   tokens.tsv          words that are split, kept whole, or stand for several
 *   abbreviations.tsv   words whose full stop ends no sentence
 *   contractions.tsv    when "des" or "du" is an article (a language may have none)
 *   quotes.tsv          which quotation marks pair with which
 *
 * The columns are described in the files and in doc/segment.md.
 */
#ifndef RCP_SEGMENT_RULES_H
#define RCP_SEGMENT_RULES_H

#include "lang/pack.h"

/* What a form is, one bit a kind: a form may be several things. */
enum {
    RCP_FORM_PREFIX = 1,        /* "qu'": split off before the rest                        */
    RCP_FORM_SUFFIX = 2,        /* "-t-il": split off at the end                           */
    RCP_FORM_TAIL = 4,          /* "'s", "n't": split off at the end, joined in UD's sense */
    RCP_FORM_WHOLE = 8,         /* "rendez-vous": never split                              */
    RCP_FORM_SPLIT = 16,        /* "cannot": several tokens, whose bytes make up the word  */
    RCP_FORM_WORDS = 32,        /* "du": one token, several words                          */
    RCP_FORM_UNIT = 64,         /* "km": split off the number before it                    */
    RCP_FORM_HYPHEN = 128,      /* "anti": stays with what follows its hyphen              */
    RCP_FORM_STARTER = 256,     /* "The": begins a sentence after an abbreviation          */
    RCP_FORM_ABBR = 512,        /* "M.": never ends a sentence                             */
    RCP_FORM_ABBR_END = 1024,   /* "etc.": may end one                                     */
    RCP_FORM_GLUE = 2048,       /* "(e)": stays with the word before it                    */
    RCP_FORM_EITHER = 4096,     /* "des": one word or several, see contractions.tsv        */
    RCP_FORM_CLOCK = 8192,      /* "h": parts the hour from the minutes                    */
    RCP_FORM_MARK = 16384       /* ":-)": signs that are one token                         */
};

enum { RCP_FORM_PARTS = 3 };
typedef struct {
    uint32_t kinds, n_parts;
    rcp_str  part[RCP_FORM_PARTS];      /* SPLIT and WORDS                                 */
} rcp_form;

/* "des" is one word where what stands before it says so.  The most specific row wins: a
 * word before the longest suffix before the default. */
typedef struct { rcp_sym form; rcp_str suffix; bool article; } rcp_contraction;

/* What "des" is, by what stands before it: the word itself, else its longest ending known. */
enum {
    RCP_READ_WORDS = 1,         /* a contraction: "de" and "les"                           */
    RCP_READ_ARTICLE = 2,       /* one word                                                */
    RCP_READ_SAME = 3           /* as the last one in this sentence ("et", ",")            */
};

/* A pair of marks.  prio: 0 for a pair as printers know it, higher for worse company. */
typedef struct { uint32_t open[2], close[2], prio; rcp_why why; } rcp_quote_pair;

typedef struct {
    uint32_t n_syms;                    /* symbols of the pack when the rules were loaded  */
    uint32_t *form_of;                  /* row of `form` by symbol; 0: none                */
    rcp_form *form;
    uint32_t n_forms;
    rcp_syms context;                   /* "des word" and "des -ending"                    */
    uint8_t *reading;                   /* RCP_READ_..., by symbol of `context`            */
    rcp_quote_pair *pair;
    uint32_t n_pairs;
    bool split_hyphens;                 /* option hyphens split                            */
    bool group_spaces;                  /* option numbers spaced: "1 200"                  */
} rcp_segment_rules;

rcp_status rcp_segment_rules_load(rcp_pack *pack, const rcp_segment_rules **out, rcp_err *err);

/* The form whose lower-case spelling (or, for abbreviations, exact spelling) is s; the nil
 * form, of no kind, where there is none. */
const rcp_form *rcp_form_lookup(const rcp_segment_rules *r, const rcp_syms *syms, rcp_str s);

/* RCP_READ_... of `form` ("des") after the word `before` (lower case; "" at the start). */
uint32_t rcp_contraction_read(const rcp_segment_rules *r, rcp_str form, rcp_str before);

#endif
