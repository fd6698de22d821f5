/* predicate.h - which words of a sentence are events: matched with the lexicon, light verbs put
 * together with their nouns, doubles dropped. */
#ifndef RCP_EVENT_PREDICATE_H
#define RCP_EVENT_PREDICATE_H

#include "event/args.h"

typedef struct {
    const rcp_ev_entry *entry;
    uint16_t head;                      /* the word that matched                           */
    uint16_t verb;                      /* that says it: the light verb of a noun; or NONE */
    uint16_t noun;                      /* RCP_EV_NONE for a verb                          */
    uint16_t beg, end;                  /* the words a reader would underline              */
    bool     dropped;
    bool     by_negation;               /* its condition asked for the negation: affirmed  */
    rcp_ev_args args;
} rcp_ev_predicate;

enum { RCP_EV_PREDICATES = 64 };

/* Fill out[0 .. n), in order of their words; n at most RCP_EV_PREDICATES. */
uint32_t rcp_ev_predicates(const rcp_ev_view *v, rcp_ev_predicate *out);

#endif
