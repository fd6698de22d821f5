/* parse.c - the parse stage: a tree of Universal Dependencies over each sentence. */
#include "stages.h"

enum { PIECE = 256 };                   /* words of a piece: no path is longer */

/* Without a model: each word hangs on the one before it, each piece on the first word. */
static void chain(rcp_dep *dep, uint32_t beg, uint32_t end)
{
    for (uint32_t i = beg; i < end; i++) {
        dep[i].head = i == beg ? 0 : (i - beg) % PIECE ? i - 1 : beg;
        dep[i].rel = i == beg ? RCP_REL_root : RCP_REL_dep;
    }
}

rcp_status rcp_parse_load(rcp_pack *pack, rcp_err *err)
{
    (void)pack, (void)err;
    return RCP_OK;
}

rcp_status rcp_parse_run(const rcp_pack *pack, rcp_doc *doc, rcp_arena *scratch, rcp_err *err)
{
    (void)pack, (void)err;
    rcp_dep *dep = RCP_NEW(scratch, rcp_dep, doc->word.n);
    if (!dep)
        return RCP_E_LIMIT;
    for (uint32_t i = 1; i < doc->sent.n; i++) {
        rcp_toks t = doc->sent.row[i].toks;
        chain(dep, rcp_doc_word_of(doc, t.beg), rcp_doc_word_of(doc, t.end));
    }
    doc->dep.row = rcp_doc_freeze(doc, dep, sizeof *dep, doc->word.n);
    doc->dep.n = doc->dep.row ? doc->word.n : 0;
    return doc->dep.row ? RCP_OK : RCP_E_LIMIT;
}
