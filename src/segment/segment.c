#include "stages.h"

rcp_status rcp_segment_load(rcp_pack *pack, rcp_err *err)
{
    (void)pack, (void)err;
    return RCP_OK;
}

rcp_status rcp_segment_run(const rcp_pack *pack, rcp_doc *doc, rcp_arena *scratch, rcp_err *err)
{
    (void)pack, (void)err;
    rcp_status st = RCP_OK;
    rcp_rows sent;
    if (!st && !(st = rcp_rows_init(&sent, scratch, sizeof(rcp_sent))))
        st = RCP_FREEZE(doc, sent, &sent);
    rcp_rows tok;
    if (!st && !(st = rcp_rows_init(&tok, scratch, sizeof(rcp_tok))))
        st = RCP_FREEZE(doc, tok, &tok);
    rcp_rows word;
    if (!st && !(st = rcp_rows_init(&word, scratch, sizeof(rcp_word))))
        st = RCP_FREEZE(doc, word, &word);
    rcp_rows quote;
    if (!st && !(st = rcp_rows_init(&quote, scratch, sizeof(rcp_quotation))))
        st = RCP_FREEZE(doc, quote, &quote);
    return st;
}
