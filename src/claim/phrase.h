/* phrase.h - noun phrases and verb groups around a cue, by part of speech and word class.
 *
 * Every scan is bounded by RCP_NP_MAX words, so that a hostile sentence costs linear time.
 */
#ifndef RCP_CLAIM_PHRASE_H
#define RCP_CLAIM_PHRASE_H

#include "claim/view.h"

enum { RCP_NP_MAX = 60 };

/* Where the verb group of lexical verb `v` begins: its auxiliaries, negation, adverbs between.
 * *passive: it is a passive; *negated; *inverted: the clitic subject inside it ("a-t-il"), or 0. */
typedef struct {
    rcp_words words;
    uint32_t  inverted;
    bool      passive, negated, reflexive, finite, gerund, infinitive, participle, conditional, past;
    bool      first;                    /* first person                                 */
    bool      plural;
} rcp_group;
void rcp_group_of(const rcp_view *v, uint32_t verb, uint32_t beg, uint32_t end, rcp_group *out);

/* The noun phrase that ends right before word `at` (a subject), not before `beg`.  An apposition or
 * relative clause between commas belongs to it.  `plural`: whether its verb is plural, so that
 * "A et B" may be one subject.  Empty when there is none. */
rcp_words rcp_np_left(const rcp_view *v, uint32_t at, uint32_t beg, bool plural);

/* The noun phrase that begins at or soon after `at` (adverbs and times are passed over), up to `end`;
 * with its apposition. */
rcp_words rcp_np_right(const rcp_view *v, uint32_t at, uint32_t end);

/* The head of a noun phrase: in French its first noun, in English the last noun before a preposition
 * or a comma; the parser's word when it gave one. */
uint32_t rcp_np_head(const rcp_view *v, rcp_words np);

/* Whether the parse hangs word w below `top`, or it is `top`; in at most 20 steps. */
bool rcp_np_below(const rcp_view *v, uint32_t w, uint32_t top);

/* The subject that the parse gives the verb `verb`, or (`shared`) the verb it is joined to or governed
 * by, where it lies in [beg, end): its subtree, trimmed of punctuation; *head is its head.  Empty: none. */
rcp_words rcp_parsed_subject(const rcp_view *v, uint32_t verb, uint32_t beg, uint32_t end, bool shared,
                             uint32_t *head);

/* Pass over adverbs, times and "à l'AFP", "dans un communiqué"; `phrases`: prepositional ones too. */
uint32_t rcp_skip_adverbials(const rcp_view *v, uint32_t at, uint32_t end, bool phrases);

/* End of the prepositional phrase whose preposition stands at `at`. */
uint32_t rcp_pp_end(const rcp_view *v, uint32_t at, uint32_t end);

#endif
