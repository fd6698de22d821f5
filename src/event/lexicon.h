/* lexicon.h - the event stage's language data: which words are events, and the word classes that
 * conditions and scopes are said in.
 *
 * Read from lang/<code>/event_words.tsv, event_frames.tsv and events.tsv (doc/event.md has the
 * columns).  All strings are folded (rcp_fold) before they are compared, lemmas and forms alike.
 */
#ifndef RCP_EVENT_LEXICON_H
#define RCP_EVENT_LEXICON_H

#include "lang/pack.h"

/* Classes the code itself asks for; event_words.tsv may name more (64 in all).
 * X(NAME, "name in event_words.tsv") */
#define RCP_EV_CLASS_MAP(X)                                                                        \
    X(LIGHT, "light")           /* verb whose object noun is the event: mener une offensive    */ \
    X(LIGHTPREP, "lightprep")   /* procéder à, take part in                                    */ \
    X(OCCUR, "occur")           /* verb whose subject noun is the event: avoir lieu            */ \
    X(PHASE, "phase")           /* noun between verb and event: une série de frappes           */ \
    X(HOLDER, "holder")         /* noun whose complement names it, no event: système de défense */ \
    X(PLAN, "plan")             /* its infinitive or event noun is planned                     */ \
    X(HYPO, "hypo")             /* what it governs may not happen: craindre, risque            */ \
    X(ASK, "ask")               /* its infinitive is asked for, not done                       */ \
    X(OBJCONTROL, "objcontrol") /* its infinitive's subject is its own object                  */ \
    X(ONGOING, "ongoing")       /* adverbs and verbs of what is going on                       */ \
    X(HABIT, "habit")           /* régulièrement, often                                        */ \
    X(MODAL, "modal")           /* pouvoir, might                                              */ \
    X(IF, "if")                 /* si, unless                                                  */ \
    X(NEG, "neg")               /* pas, jamais, aucun, never                                   */ \
    X(NE, "ne")                 /* with it, a word of negne negates: ne ... plus               */ \
    X(NEGNE, "negne")                                                                              \
    X(WITHOUT, "without")       /* sans                                                        */ \
    X(NEGRAISE, "negraise")     /* ne pas croire que: the not belongs below                    */ \
    X(PURPOSE, "purpose")       /* pour + infinitive                                           */ \
    X(ENABLE, "enable")         /* what it is done for was done: céder, utiliser ... pour      */ \
    X(ANNOUNCE, "announce")     /* an event not named before (indefinite) is still to come     */ \
    X(SAY, "say")               /* after it, a conditional is a future of the past             */ \
    X(WILL, "will")             /* auxiliary of the future                                     */ \
    X(SINCE, "since")           /* with a present tense: still going on                        */ \
    X(AT, "at")                 /* prepositions of place                                       */ \
    X(NOPLACE, "noplace")       /* nouns an at-preposition makes no place of: au cours, à côté  */ \
    X(INTRANS, "intrans")       /* verbs that "être" gives a past, not a passive               */ \
    X(RELATIONAL, "relational") /* "l'allié de Moscou" is not Moscow                           */ \
    X(CAPITAL, "capital")       /* "la capitale ukrainienne": the city, not the country        */ \
    X(GEN, "gen")               /* de, of                                                      */ \
    X(BY, "by")                 /* agent: par, by                                              */ \
    X(WITH, "with")             /* instrument: avec, with                                      */ \
    X(POSS, "poss")             /* son, ses, its                                               */ \
    X(REFL, "refl")             /* se                                                          */ \
    X(REL, "rel")               /* qui, which                                                  */ \
    X(SITE, "site")             /* with a country's adjective, a place: le territoire russe    */ \
    X(DISASTER, "disaster")     /* séisme, flood                                               */ \
    X(CONFLICT, "conflict")     /* words that say the report is about armed conflict           */

enum {
#define X(name, word) RCP_EV_##name,
    RCP_EV_CLASS_MAP(X)
#undef X
    RCP_EV_N_FIXED,
    RCP_EV_CLASSES = 64
};
static inline uint64_t rcp_ev_bit(unsigned cls)
{
    return (uint64_t)1 << cls;
}

/* Where an argument stands.  A frame lists slots in the order they are tried. */
enum { RCP_SLOT_NONE, RCP_SLOT_SUBJ, RCP_SLOT_OBJ, RCP_SLOT_BY, RCP_SLOT_GEN, RCP_SLOT_DEM,
       RCP_SLOT_POSS, RCP_SLOT_AT, RCP_SLOT_PREP };
enum { RCP_EV_PREPS = 8, RCP_EV_PIECES = 4, RCP_EV_CONDS = 5 };
typedef struct { uint32_t kind; rcp_sym prep; } rcp_ev_slot;    /* prep: folded; with PREP  */
typedef struct { rcp_ev_slot slot[RCP_EV_PREPS]; uint32_t n; } rcp_ev_slots;
typedef struct { rcp_ev_slots actor, recipient, place; } rcp_ev_frame;

/* One condition on the words around a predicate. */
enum { RCP_COND_REFL, RCP_COND_OBJ, RCP_COND_SUBJ, RCP_COND_PREP, RCP_COND_AT, RCP_COND_NUM,
       RCP_COND_DOC, RCP_COND_PASS, RCP_COND_ANY, RCP_COND_INF, RCP_COND_NEG,
       RCP_COND_DEM, RCP_COND_POSS, RCP_COND_CASE };
typedef struct {
    uint32_t what;
    bool     not;
    uint64_t classes;                   /* one of them must be there; 0 and kinds 0: anything */
    uint32_t kinds;                     /* bit per rcp_kind; see RCP_EV_COUNTRY            */
    rcp_sym  prep;
} rcp_ev_cond;
enum { RCP_EV_COUNTRY = 1u << 16 };     /* kinds: a place that is a country                */

typedef struct { rcp_sym sym; uint64_t classes; } rcp_ev_piece; /* a lemma, or any of classes */

/* A line of events.tsv. */
typedef struct {
    rcp_ev_piece piece[RCP_EV_PIECES];  /* piece 0 is the head                             */
    rcp_ev_cond  cond[RCP_EV_CONDS];
    uint32_t     n_pieces, n_conds;
    uint16_t     upos, type;
    uint16_t     state;                 /* default; RCP_ACTUAL                             */
    bool         has_state;
    rcp_sym      mode, context, cameo;
    bool         denial;                /* CAMEO 016: denies that something happened    */
    rcp_ev_frame frame;
    rcp_why      why;
} rcp_ev_entry;

typedef struct { rcp_sym sym; uint64_t classes; } rcp_ev_word;  /* sorted by sym           */
/* A word class's entry of several words ("avoir lieu"), sorted by first word. */
typedef struct { rcp_sym sym[RCP_EV_PIECES]; uint32_t n; uint64_t classes; } rcp_ev_phrase;

typedef struct {
    const rcp_ev_entry  *entry;         /* grouped by the sym of piece 0, in file order    */
    const rcp_ev_word   *word;
    const rcp_ev_phrase *phrase;
    uint32_t n_entries, n_words, n_phrases;
} rcp_ev_lexicon;

/* Compile the pack's files; without events.tsv the lexicon is empty and nothing is an event.
 * Fails with RCP_E_RESOURCE at the bad line. */
rcp_status rcp_ev_lexicon_load(rcp_pack *pack, const rcp_ev_lexicon **out, rcp_err *err);

/* Classes of one folded word; entries whose head is it: [*beg, *end). */
uint64_t rcp_ev_classes(const rcp_ev_lexicon *lex, rcp_sym sym);
void rcp_ev_entries(const rcp_ev_lexicon *lex, rcp_sym sym, uint32_t *beg, uint32_t *end);
/* Phrases that begin with a word: [*beg, *end). */
void rcp_ev_phrases(const rcp_ev_lexicon *lex, rcp_sym sym, uint32_t *beg, uint32_t *end);

#endif
