#include "find/find.h"
#include "find/coref.h"

/* What the finders of times and quantities share, and their rules. */
static rcp_status load_words(rcp_pack *pack, rcp_finders *f, rcp_err *err)
{
    rcp_status s;
    if (!(s = rcp_vocab_init(&f->vocab, &pack->arena)) &&
        !(s = rcp_numbers_load(pack, &f->vocab, &f->numbers, err)) &&
        !(s = rcp_times_load(pack, &f->vocab, &f->numbers, &f->times, err)) &&
        !(s = rcp_quantities_load(pack, &f->vocab, &f->numbers, &f->quantities, err)) &&
        !(s = rcp_vocab_close(&f->vocab, &pack->arena)) &&
        !(s = rcp_times_index(pack, &f->vocab, f->times)))
        s = rcp_quantities_index(pack, &f->vocab, f->quantities);
    if (s && err && !err->message[0])
        return rcp_fail(err, s, "no room left for the times and quantities of '%s'", pack->lang);
    return s;
}

rcp_status rcp_find_load(rcp_pack *pack, rcp_err *err)
{
    rcp_finders *f = RCP_NEW(&pack->arena, rcp_finders, 1);
    rcp_status s = f ? RCP_OK : rcp_fail(err, RCP_E_MEMORY, "no memory left for the finders");
    if (!s)
        s = rcp_names_load(pack, &f->names, err);
    if (!s)
        s = rcp_ner_load(pack, &f->ner, err);
    if (!s)
        s = rcp_coref_load(pack, &f->coref, err);
    if (!s)
        s = load_words(pack, f, err);
    pack->stage[RCP_FIND] = f;
    return s;
}

rcp_status rcp_find_run(const rcp_pack *pack, rcp_doc *doc, rcp_arena *scratch, rcp_err *err)
{
    const rcp_finders *f = pack->stage[RCP_FIND];
    rcp_rows mentions, times, quantities;
    rcp_pieces pieces;
    rcp_status s;
    if ((s = rcp_rows_init(&mentions, scratch, sizeof(rcp_mention))) ||
        (s = rcp_rows_init(&times, scratch, sizeof(rcp_time))) ||
        (s = rcp_rows_init(&quantities, scratch, sizeof(rcp_quantity))))
        return s;
    if ((s = rcp_names_find(pack, f->names, doc, scratch, &mentions, err)) ||
        (s = rcp_names_tagged(f->ner, doc, scratch, &mentions)) ||
        (s = rcp_coref_run(pack, f->names, f->coref, doc, scratch, &mentions)) ||
        (s = rcp_pieces_open(&pieces, doc, &f->vocab, scratch)) ||
        (s = rcp_times_find(f->times, doc, &pieces, scratch, &times)) ||
        (s = rcp_quantities_find(f->quantities, doc, &pieces, &mentions, &times, &quantities)))
        return s;
    if ((s = RCP_FREEZE(doc, mention, &mentions)) || (s = RCP_FREEZE(doc, time, &times)))
        return s;
    return RCP_FREEZE(doc, quantity, &quantities);
}
