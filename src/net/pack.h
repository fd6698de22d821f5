/* pack.h - a network in bytes: written by the trainer, opened in place.
 *
 * A model of kind "net" (see lang/model.h), all little-endian:
 *   shape     u32 each: rows of the tables, dims of the groups, layers, hidden, arc, rel,
 *             classes of upos, tags, rels
 *   forms     u32 hashes, sorted: what has a row in the table FORM;  lemmas  the same for LEMMA
 *   tags      strings: "UPOS features" of each class;  rels  strings: relations
 *   weights   one byte each: the tables, row by row; then the matrices, in the order of rcp_net,
 *             none beyond RCP_WEIGHT_TOP
 *   numbers   f32 each: a scale for each table, the edge of the input; then, matrix by matrix,
 *             the scale of each column and, where it has one, the bias of each column
 *   info      text: sources and licences
 * A matrix (in, out) is stored in panels of 16 columns: byte [out / 16][in / 4][16][4].
 */
#ifndef RCP_NET_PACK_H
#define RCP_NET_PACK_H

#include "net/shape.h"

/* The largest weight of a matrix: with inputs of at most 255, two products fit in 16 bits, which is
 * what the byte instructions of common processors add up. */
enum { RCP_WEIGHT_TOP = 63 };

typedef struct {
    const int8_t *w;                    /* (in, out)  in panels                             */
    const float  *scale, *bias;         /* (out)  bias NULL: none                           */
    const int32_t *sum;                 /* (out)  128 times the sum of a column             */
    uint32_t in, out;
} rcp_net_matrix;

typedef struct {
    rcp_net_shape shape;
    rcp_net_known known[2];
    rcp_strings   tags;
    const uint32_t *tag_upos;           /* (shape.tags)                                     */
    const uint16_t *rel;                /* (shape.rels)  values of rcp_enum_deprel          */
    const int8_t *table[RCP_NET_TABLES];
    float table_scale[RCP_NET_TABLES], edge;    /* edge: inputs beyond it are cut           */
    struct { rcp_net_matrix wx, wh[2]; } layer[RCP_NET_LAYERS];
    rcp_net_matrix proj, arc, rels, upos, tag;  /* as the shape says: may be empty          */
} rcp_net;

/* Check every section and open it; `a` gets what is computed.  Borrows bytes.  RCP_E_RESOURCE:
 * damaged, RCP_E_LIMIT: `a` is full. */
rcp_status rcp_net_open(rcp_net *net, rcp_str bytes, const char *file, rcp_arena *a, rcp_err *err);

/* What a training made. */
typedef struct {
    const rcp_net_shape *shape;
    rcp_net_known known[2];
    const rcp_str *tag_name;            /* (shape.tags)                                     */
    const float *w;                     /* as rcp_net_layout says                           */
    rcp_str info;
} rcp_net_made;

/* The model, appended to *out (which must be empty). */
rcp_status rcp_net_write(const rcp_net_made *made, rcp_buf *out, rcp_err *err);

#endif
