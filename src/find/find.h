/* find.h - the three finders of the find stage.  Each looks at no furniture and adds rows to its
 * own table; find.c runs them in this order (equipment is found before numbers, so that the 31 of
 * MiG-31 is no quantity) and freezes the tables. */
#ifndef RCP_FIND_H
#define RCP_FIND_H

#include "find/numbers.h"
#include "ner/ner.h"
#include "stages.h"

typedef struct rcp_names rcp_names;             /* compiled resources of each finder */
typedef struct rcp_times rcp_times;
typedef struct rcp_quantities rcp_quantities;

typedef struct {
    const rcp_names *names;
    const rcp_ner   *ner;                       /* for names that no list has           */
    const struct rcp_coref_words *coref;        /* pronouns (coref.h)                   */
    rcp_times       *times;
    rcp_quantities  *quantities;
    rcp_vocab        vocab;                     /* of times and quantities: the text is cut once */
    rcp_numbers      numbers;
} rcp_finders;                                  /* pack->stage[RCP_FIND] */

/* Each load adds its words to `vocab`; each index is called when all have, and it is closed. */
rcp_status rcp_names_load(rcp_pack *pack, const rcp_names **out, rcp_err *err);
rcp_status rcp_times_load(rcp_pack *pack, rcp_vocab *vocab, const rcp_numbers *numbers,
                          rcp_times **out, rcp_err *err);
rcp_status rcp_times_index(rcp_pack *pack, const rcp_vocab *vocab, rcp_times *times);
rcp_status rcp_quantities_load(rcp_pack *pack, rcp_vocab *vocab, const rcp_numbers *numbers,
                               rcp_quantities **out, rcp_err *err);
rcp_status rcp_quantities_index(rcp_pack *pack, const rcp_vocab *vocab, rcp_quantities *quantities);

/* mentions: rows of rcp_mention, in order of their spans. */
rcp_status rcp_names_find(const rcp_pack *pack, const rcp_names *names, rcp_doc *doc,
                          rcp_arena *scratch, rcp_rows *mentions, rcp_err *err);

/* Join the rows with what the tagger of names sees (doc/ner.md): names that no row has are added; a row inside a
 * longer name goes, or stays inside it; a guess of the rules may shrink, or turn into another kind.  Keeps the order,
 * and the chains. */
rcp_status rcp_names_tagged(const rcp_ner *ner, rcp_doc *doc, rcp_arena *scratch, rcp_rows *mentions);

/* times: rows of rcp_time, in order.  May set doc->inferred.  Reads all passages. */
rcp_status rcp_times_find(const rcp_times *times, rcp_doc *doc, rcp_pieces *pieces,
                          rcp_arena *scratch, rcp_rows *out);

/* quantities: rows of rcp_quantity, in order; none overlaps a time that is no duration, or lies inside
 * a name. */
rcp_status rcp_quantities_find(const rcp_quantities *quantities, rcp_doc *doc, rcp_pieces *pieces,
                               const rcp_rows *mentions, const rcp_rows *times, rcp_rows *out);

#endif
