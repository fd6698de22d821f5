/* parse.c - the parse stage: a tree of Universal Dependencies over each sentence.
 *
 * Where a network has read the document (net/read.h) its heads are taken; else a linear model of
 * the pack ("parse") finds them; without one each word hangs on the word before it.  A sentence of
 * more than RCP_NET_SENT_MAX words is parsed in pieces, the roots of the later ones hung on the
 * first's as parataxis: no path is longer than a piece.
 */
#include "net/read.h"
#include "parse/parser.h"
#include "stages.h"

typedef struct {
    rcp_parser parser;
    bool trained;
} parse_stage;

rcp_status rcp_parse_load(rcp_pack *pack, rcp_err *err)
{
    rcp_str model;
    const char *name;
    parse_stage *stage = RCP_NEW(&pack->arena, parse_stage, 1);
    if (!stage)
        return rcp_fail(err, RCP_E_LIMIT, "no room left in the %s pack", pack->lang);
    pack->stage[RCP_PARSE] = stage;
    rcp_status s = rcp_pack_model(pack, "parse", &model, &name, err);
    stage->trained = !s && model.len;
    return stage->trained ? rcp_parser_open(&stage->parser, model, name, err) : s;
}

/* Without a model: a chain. */
static void chain(rcp_dep *dep, uint32_t beg, uint32_t end)
{
    for (uint32_t i = beg; i < end; i++) {
        dep[i].head = i == beg ? 0 : i - 1;
        dep[i].rel = i == beg ? RCP_REL_root : RCP_REL_dep;
    }
}

/* Half sure at a tie, three quarters at a margin of 64. */
static uint16_t score_of(int32_t margin)
{
    int64_t m = margin < 0 ? 0 : margin;
    return (uint16_t)(65535 * (m + 64) / (m + 128));
}

static rcp_status parse_piece(const rcp_parser *p, const rcp_doc *doc, rcp_dep *dep, uint32_t beg,
                              uint32_t end, rcp_arena *scratch)
{
    uint32_t n = end - beg;
    const rcp_arc *arc;
    char *mark = scratch->at;
    rcp_parse_word *word = RCP_NEW(scratch, rcp_parse_word, (size_t)n + 2);
    if (!word)
        return RCP_E_LIMIT;
    rcp_parse_word_edges(word, n);
    for (uint32_t i = 0; i < n; i++) {
        const rcp_tag *t = &doc->tag.row[beg + i];
        rcp_parse_word_make(rcp_doc_sym(doc, doc->word.row[beg + i].form),
                            rcp_doc_sym(doc, t->lemma), t->upos, rcp_doc_sym(doc, t->feats),
                            &word[i + 1]);
    }
    rcp_status s = rcp_parser_parse(p, word, n, scratch, &arc);
    for (uint32_t i = 0; !s && i < n; i++) {
        const rcp_arc *a = &arc[i + 1];
        dep[beg + i] =
            (rcp_dep){a->head ? beg + a->head - 1 : 0, (uint16_t)a->rel, score_of(a->margin)};
    }
    rcp_arena_rewind(scratch, mark);
    return s;
}

static uint32_t root_of(const rcp_dep *dep, uint32_t beg, uint32_t end)
{
    uint32_t i = beg;
    while (i < end && dep[i].head)
        i++;
    return i;
}

/* Hang the later pieces of a sentence on its first. */
static void join_pieces(rcp_dep *dep, uint32_t beg, uint32_t end)
{
    uint32_t first = root_of(dep, beg, rcp_piece_end(beg, end));
    for (uint32_t at = rcp_piece_end(beg, end); at < end; at = rcp_piece_end(at, end))
        dep[root_of(dep, at, rcp_piece_end(at, end))] = (rcp_dep){first, RCP_REL_parataxis, 0};
}

static rcp_status parse_sentence(const parse_stage *stage, const rcp_doc *doc, rcp_dep *dep,
                                 uint32_t beg, uint32_t end, rcp_arena *scratch)
{
    rcp_status s = RCP_OK;
    for (uint32_t at = beg, next; !s && at < end; at = next) {
        next = rcp_piece_end(at, end);
        if (doc->heads)
            memcpy(dep + at, doc->heads + at, (next - at) * sizeof *dep);
        else if (stage->trained)
            s = parse_piece(&stage->parser, doc, dep, at, next, scratch);
        else
            chain(dep, at, next);
    }
    if (!s && beg < end)
        join_pieces(dep, beg, end);
    return s;
}

rcp_status rcp_parse_run(const rcp_pack *pack, rcp_doc *doc, rcp_arena *scratch, rcp_err *err)
{
    (void)err;
    rcp_status s = RCP_OK;
    rcp_dep *dep = RCP_NEW(scratch, rcp_dep, doc->word.n);
    if (!dep)
        return RCP_E_LIMIT;
    for (uint32_t i = 1; !s && i < doc->sent.n; i++) {
        rcp_toks t = doc->sent.row[i].toks;
        s = parse_sentence(pack->stage[RCP_PARSE], doc, dep, rcp_doc_word_of(doc, t.beg),
                           rcp_doc_word_of(doc, t.end), scratch);
    }
    if (s)
        return s;
    doc->dep.row = rcp_doc_freeze(doc, dep, sizeof *dep, doc->word.n);
    doc->dep.n = doc->dep.row ? doc->word.n : 0;
    return doc->dep.row ? RCP_OK : RCP_E_LIMIT;
}
