/* read.h - the network of a pack, reading the sentences of a document.
 *
 * It looks at the words with the tags a first tagger gave them, and says in one reading which tags
 * they should have and which word is the head of which.  The tag stage asks it, and leaves the
 * heads in doc->heads for the parse stage.
 */
#ifndef RCP_NET_READ_H
#define RCP_NET_READ_H

#include "lang/pack.h"
#include "net/run.h"

typedef struct {
    rcp_net      net;
    rcp_readings readings;
    bool         lexicon;               /* the pack has a tag model, whose readings are shown   */
    rcp_simd     simd;
    const rcp_sym *feats;               /* (net.shape.tags)  of each class, in the pack's symbols */
} rcp_reader;

/* Open the pack's "net".  *out NULL where it has none, or where it is to be fast. */
rcp_status rcp_reader_load(rcp_pack *pack, const rcp_reader **out, rcp_err *err);

/*
 * Read every sentence of a segmented document: tag has what the first tagger says of its words;
 * said gets a row a word, head from 1 inside its piece.  RCP_E_LIMIT: scratch is full.
 */
rcp_status rcp_reader_read(const rcp_reader *r, const rcp_doc *doc, const rcp_tag *tag,
                           rcp_arena *scratch, rcp_net_said *said);

/* A sentence of more words than RCP_NET_SENT_MAX is read in pieces: the end of the piece that
 * begins at word `at`. */
static inline uint32_t rcp_piece_end(uint32_t at, uint32_t end)
{
    return end - at > RCP_NET_SENT_MAX ? at + RCP_NET_SENT_MAX : end;
}

#endif
