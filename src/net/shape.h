/* shape.h - what a network of recoupe is made of, and what it sees of a word.
 *
 * Each word is a row of numbers looked up in tables, two-way LSTM layers (Hochreiter and
 * Schmidhuber 1997; Graves and Schmidhuber 2005) read the sentence, and heads say what they think:
 *   tag heads    on the first layer: UPOS, and UPOS with features ("tags")
 *   arc head     biaffine attention, the head of each word (Dozat and Manning 2017)
 *   rel head     one hidden layer over word and head, the relation (Kiperwasser and Goldberg 2016)
 * Before the first word of a sentence stands the root.
 */
#ifndef RCP_NET_SHAPE_H
#define RCP_NET_SHAPE_H

#include "doc/enums.h"
#include "lang/readings.h"

/* The tables.  Those of one group are added up, groups stand side by side. */
#define RCP_NET_TABLE_MAP(X)                                                                  \
    X(FORM, 0)              /* lower-case form, where the training texts have it            */ \
    X(PRE, 0)               /* first three characters                                       */ \
    X(SUF2, 0)              /* last two, three, four                                        */ \
    X(SUF3, 0)                                                                                \
    X(SUF4, 0)                                                                                \
    X(LEMMA, 1)             /* as FORM                                                      */ \
    X(UPOS, 2)                                                                                \
    X(TAG, 2)               /* hash of UPOS and features                                    */ \
    X(LEX, 2)               /* hash of the lexicon's readings                               */ \
    X(SHAPE, 2)             /* hash of capitals, digits, signs                              */

typedef enum {
#define X(name, group) RCP_NET_##name,
    RCP_NET_TABLE_MAP(X)
#undef X
    RCP_NET_TABLES
} rcp_net_table;

enum {
    RCP_NET_GROUPS = 3,
    RCP_NET_LAYERS = 4,
    RCP_NET_WIDTH_MAX = 1024,
    RCP_NET_ROWS_MAX = 1 << 17
};

/* Rows 0 and 1 of every table. */
enum { RCP_NET_ROOT, RCP_NET_UNKNOWN, RCP_NET_FIRST };

typedef struct { uint32_t row[RCP_NET_TABLES]; } rcp_net_word;

typedef struct {
    uint32_t rows[RCP_NET_TABLES];
    uint32_t dim[RCP_NET_GROUPS];       /* columns of a group; multiples of 16              */
    uint32_t layers, hidden;            /* hidden: of one direction; a multiple of 16       */
    uint32_t arc, rel;                  /* widths of the two heads; multiples of 16         */
    uint32_t upos, tags, rels;          /* classes                                          */
} rcp_net_shape;

/* First column of a table; its width is dim[group]. */
uint32_t rcp_net_group(uint32_t table);
uint32_t rcp_net_column(const rcp_net_shape *s, uint32_t table);
/* Width of the input of a layer; of layer `layers`: of what the heads see. */
uint32_t rcp_net_input(const rcp_net_shape *s, uint32_t layer);
/* Whether all sizes are in their limits. */
bool rcp_net_shape_ok(const rcp_net_shape *s);

static inline uint32_t rcp_net_pad(uint32_t n)
{
    return (n + 15) / 16 * 16;
}

/* The forms or lemmas a network knows, as sorted hashes: hash i has row RCP_NET_FIRST + i. */
typedef struct { const char *hash; uint32_t n; } rcp_net_known;    /* (n) u32, little-endian */

uint32_t rcp_net_known_row(const rcp_net_known *k, uint32_t hash);

/* What is looked at of a word.  lex: rcp_readings_hash, 0 where there is no lexicon. */
typedef struct { rcp_str form, lemma, feats; uint32_t upos, lex; } rcp_net_seen;

uint32_t rcp_net_form_hash(rcp_str form);
uint32_t rcp_net_lemma_hash(rcp_str lemma);
void rcp_net_word_make(const rcp_net_shape *s, const rcp_net_known known[2],
                       const rcp_net_seen *seen, rcp_net_word *out);

#endif
