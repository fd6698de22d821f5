/* quantities_words.h - the word lists of the quantities finder: lang/<code>/units.tsv, counted.tsv,
 * bounds.tsv, tolls.tsv. */
#ifndef RCP_FIND_QUANTITIES_WORDS_H
#define RCP_FIND_QUANTITIES_WORDS_H

#include "find/numbers.h"
#include "find/unit_table.h"

/* What a phrase does; the words are those of bounds.tsv, column 2. */
#define RCP_QROLE_MAP(X)                                                                           \
    X(NONE, "") X(UNIT, "unit") X(UNIT_BEFORE, "unit-before") X(COUNTED, "counted")                \
    X(TOLL, "toll") X(MIN, "min") X(MAX, "max") X(ABOUT, "about") X(MIN_AFTER, "min-after")        \
    X(MAX_AFTER, "max-after") X(ABOUT_AFTER, "about-after") X(BETWEEN, "between")                  \
    X(BETWEEN_AND, "between-and") X(TO, "to") X(SEVERAL, "several") X(SOME, "some") X(OF, "of")     \
    X(ORDINAL, "ordinal") X(LABEL, "label") X(AGED, "aged") X(PER, "per") X(OR, "or")         \
    X(FROM, "from") X(NONE_OF, "none") X(PART, "part") X(AMONG, "among") X(THEM, "them") X(OTHERS, "others")
enum rcp_qrole {
#define X(name, word) RCP_Q_##name,
    RCP_QROLE_MAP(X)
#undef X
    RCP_N_QROLES
};

enum { RCP_QPHRASE_MAX = 6 };
typedef struct {
    uint32_t role, n, word[RCP_QPHRASE_MAX], next;
    rcp_sym  unit, toll;                /* symbols of the pack                      */
    const rcp_unit *si;                 /* how it converts; NULL: it counts something */
    bool     place;                     /* a bound that is a preposition of place too     */
    uint32_t kind;                      /* rcp_measure                              */
    rcp_why  why;
} rcp_qphrase;

typedef struct {
    rcp_rows  phrases;                  /* of rcp_qphrase; row 0 unused             */
    const rcp_unit *part;               /* the unit of shares                       */
    uint32_t *first;                    /* (n) by word: chain of phrases            */
    uint32_t *roles;                    /* (n) by word: a bit for each role in its chain */
    uint32_t  n;
} rcp_qwords;

/* Reads the four files; their words go to `vocab`. */
rcp_status rcp_qwords_load(rcp_pack *pack, rcp_vocab *vocab, rcp_qwords *out, rcp_err *err);
/* Sort the phrases by their first word; call once, when the vocabulary is closed. */
rcp_status rcp_qwords_index(rcp_qwords *words, const rcp_vocab *vocab, rcp_arena *a);

/* The longest phrase of the role at p, or NULL. */
const rcp_qphrase *rcp_qwords_at(const rcp_qwords *words, const rcp_piece *p, uint32_t role);

#endif
