/* coref.h - who a pronoun means.
 *
 * "Il", "she", "ce dernier", "the latter", "ces armes": which mention each goes back to.  The method is that of Lappin and
 * Leass (An algorithm for pronominal anaphora resolution, Computational Linguistics 20(4), 1994): what is spoken of weighs
 * by its grammatical role, halved with every sentence; gender, number and what can act are filters; two parts of one
 * verb are not the same one.  Common nouns compete too, so that "le missile ... il" goes back to no person.
 */
#ifndef RCP_FIND_COREF_H
#define RCP_FIND_COREF_H

#include "find/find.h"

enum {                          /* what a word is, by lang/<code>/coref.tsv */
    RCP_CO_HE = 1, RCP_CO_SHE = 2,              /* singular; French "il" and "elle" also mean things */
    RCP_CO_IT = 4,
    RCP_CO_THEY = 8,                            /* plural; French with HE or SHE                    */
    RCP_CO_LATTER = 16,                         /* the last one spoken of: "celui-ci"               */
    RCP_CO_LAST = 32,                           /* with a demonstrative or an article before it     */
    RCP_CO_SAY = 64,                            /* lemma of a verb whose subject speaks             */
    RCP_CO_PERSON = 128,                        /* lemma of a noun that means a person              */
    RCP_CO_IMPERSONAL = 256,                    /* lemma of a verb with an empty subject            */
    RCP_CO_EMPTY = 8192,                        /* ... where a clause or an object follows: "il reste" */
    RCP_CO_EMPTY_SE = 16384,                    /* ... with a reflexive: "il s'agit"                */
    RCP_CO_COUNTRY = 65536,                     /* lemma: "the country"                             */
    RCP_CO_THERE = 32768,                       /* as printed, before the verb: "il y a"            */
    RCP_CO_SIR = 512, RCP_CO_MADAM = 1024,      /* before a name: M., Mrs                           */
    RCP_CO_TIME = 2048,                         /* lemma of a noun no pronoun goes back to, nor has as predicate */
    RCP_CO_ARMS = 4096                          /* lemma: "these weapons"; with a class of equipment */
};

/* A row of class `arms`: which equipment a noun may mean. */
typedef struct { rcp_sym lemma; rcp_str cls; } rcp_arms_word;

typedef struct rcp_coref_words {
    uint32_t *flags;            /* by symbol of the pack; n */
    uint32_t  n;
    rcp_rows  arms;             /* rcp_arms_word */
    bool      genders;          /* things have one, as in French */
} rcp_coref_words;

/* A bad line of coref.tsv: RCP_E_RESOURCE, with its place. */
rcp_status rcp_coref_load(rcp_pack *pack, const rcp_coref_words **out, rcp_err *err);

/* Join lone last names to the whole ones, and add rows for pronouns and the like that go back to a mention; the rows stay in
 * order of their spans, the chains hold.  Linear in the text. */
rcp_status rcp_coref_run(const rcp_pack *pack, const rcp_names *names, const rcp_coref_words *words,
                         rcp_doc *doc, rcp_arena *scratch, rcp_rows *mentions);

#endif
