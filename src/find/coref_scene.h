/* coref_scene.h - inside coref.c: what has been spoken of so far, and what a word can stand for. */
#ifndef RCP_FIND_COREF_SCENE_H
#define RCP_FIND_COREF_SCENE_H

#include "find/coref.h"

enum { RCP_CAN_PERSON = 1, RCP_CAN_BODY = 2, RCP_CAN_THING = 4 };      /* what it can be: bits        */
enum { RCP_MALE = 1, RCP_FEMALE = 2 };                                 /* grammatical or natural: bits */
enum { RCP_ONE = 1, RCP_MANY = 2 };

typedef struct { uint8_t can, gender, number; } rcp_agreement;         /* bits that are possible      */

/* Where a word stands: its sentence; how many before it are not all quotation. */
typedef struct { rcp_id sent, told; } rcp_place_in;

/* Something spoken of at a word. */
typedef struct {
    rcp_id   word;              /* its head                                             */
    rcp_place_in at;
    uint32_t row;               /* mention; 0: a common noun, or somebody unknown       */
    uint32_t who;               /* which one: the mention's chain; or RCP_NOBODY | lemma */
    uint32_t weight;            /* Lappin and Leass's factors, without distance         */
    uint32_t clause;            /* the verb it is a part of, as a word; 0               */
    bool     subject, quoted;
    rcp_agreement is;
} rcp_spoken;
#define RCP_NOBODY 0x80000000u

typedef struct {
    const rcp_pack *pack;
    const rcp_names *names;
    const rcp_coref_words *words;
    rcp_doc   *doc;
    rcp_arena *scratch;
    rcp_rows  *mentions;        /* as found so far                                      */
    uint32_t  *row_at;          /* by word: the mention that hangs by it; 0             */
    uint8_t   *word_is;         /* by word: RCP_WORD_...                                */
    uint8_t   *gender;          /* by mention that begins a chain: persons' gender      */
    rcp_rows   spoken;          /* rcp_spoken, in order                                 */
} rcp_scene;
enum {
    RCP_WORD_COVERED = 1,       /* inside a mention                                     */
    RCP_WORD_SUBJECT = 2,       /* a verb that has a subject of its own                 */
    RCP_WORD_COPULA = 4,        /* a predicate: "be" hangs on it                        */
    RCP_WORD_QUOTED = 8,
    RCP_WORD_FEMALE = 16, RCP_WORD_MALE = 32, RCP_WORD_MANY = 64    /* what its determiner shows */
};

static inline rcp_mention *rcp_scene_mention(const rcp_scene *s, uint32_t i)
{
    return RCP_ROW(s->mentions, rcp_mention, i);
}
/* RCP_CO_... of a symbol: of a word as printed, or of a lemma. */
static inline uint32_t rcp_co(const rcp_scene *s, rcp_sym sym)
{
    return sym < s->words->n ? s->words->flags[sym] : 0;
}
static inline uint32_t rcp_co_lemma(const rcp_scene *s, rcp_id w)
{
    return rcp_co(s, s->doc->tag.row[w].lemma);
}
static inline uint32_t rcp_co_form(const rcp_scene *s, rcp_id w)
{
    return rcp_co(s, s->doc->tok.row[s->doc->word.row[w].tok].norm);
}

/* Index the words and rows of a report that has tags and heads. */
rcp_status rcp_scene_open(rcp_scene *s);

/* The verb a word is a part of: its head, or the one that shares its subject with it. */
rcp_id rcp_scene_clause(const rcp_scene *s, rcp_id w);

/* Fill in what stands at word w: a mention, or a noun; false: nothing to go back to. */
bool rcp_scene_read(const rcp_scene *s, rcp_id w, rcp_spoken *out);

/* "Le sénateur", "l'armée", "the agency" at word w: the chain of the last one that was called so; 0 where that is not known, or two
 * were. */
uint32_t rcp_coref_called(const rcp_scene *s, rcp_id w);

/* Whether word w is a demonstrative article: ce, this. */
bool rcp_coref_demonstrative(const rcp_scene *s, rcp_id w);

/* Whether a definite or demonstrative article stands before w, and nothing that would make it another one. */
bool rcp_coref_definite(const rcp_scene *s, rcp_id w);

/* Weight of a word's role. */
uint32_t rcp_scene_weight(const rcp_scene *s, rcp_id w);

/* Whether two words are printed alike but for capitals. */
bool rcp_scene_same_word(const rcp_scene *s, rcp_id a, rcp_id b);

bool rcp_scene_subject(const rcp_scene *s, rcp_id w);

/* Persons known by a last name alone join the one whose whole name the report has. */
rcp_status rcp_coref_last_names(rcp_scene *s);

#endif
