/* args.h - what stands around a predicate: its subject, object, prepositional phrases, the
 * adjectives and complements of a noun; and which mention a phrase is about.
 *
 * Read from the parse; by position inside the clause where there is none, or where it has no
 * subject for a finite verb.
 */
#ifndef RCP_EVENT_ARGS_H
#define RCP_EVENT_ARGS_H

#include "event/view.h"

/* One phrase around a predicate; kind is RCP_SLOT_... */
typedef struct { uint32_t kind; rcp_sym prep; uint16_t head, prep_at; } rcp_ev_phrase_at;
enum { RCP_EV_ARGS = 32 };
typedef struct { rcp_ev_phrase_at row[RCP_EV_ARGS]; uint32_t n; } rcp_ev_args;

/* The phrases of a verb: active subject and passive agent told apart, relative pronouns
 * replaced by what they stand for, a missing subject taken from the governing verb. */
void rcp_ev_args_verb(const rcp_ev_view *v, uint32_t verb, rcp_ev_args *args);
/* The phrases of a noun: adjectives of a country, complements, possessive. */
void rcp_ev_args_noun(const rcp_ev_view *v, uint32_t noun, rcp_ev_args *args);

/* The mention item a phrase is about, as somebody who acts or is acted on; -1: none named. */
int rcp_ev_who(const rcp_ev_view *v, uint32_t head);

/* The words a phrase covers. */
void rcp_ev_range(const rcp_ev_view *v, uint32_t head, uint32_t *beg, uint32_t *end);

/* Whether a phrase holds a word of the classes, or a mention of the kinds. */
bool rcp_ev_holds(const rcp_ev_view *v, uint32_t head, uint64_t classes, uint32_t kinds);

/* The row that stands for the mention: itself, or, where it has neither name nor country, the
 * first of its chain; 0 when that has none either. */
rcp_id rcp_ev_named(const rcp_doc *doc, rcp_id mention);

#endif
