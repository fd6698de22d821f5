/* tag.c - the tag stage: UPOS, features and lemma of every word.
 *
 * With a model in the pack ("tag") its tagger does it; without one, the endings and
 * closed classes of LANG/guess.tsv do, so that every later stage still has something to go by.
 * Where the pack has a network ("net"), it reads the sentences with these tags, both ways, and has
 * the last word; the heads it finds in the same reading are left for the parse stage.
 */
#include "net/read.h"
#include "stages.h"
#include "tag/guess.h"
#include "tag/tagger.h"

typedef struct {
    rcp_tagger tagger;
    bool trained;
    rcp_guesser guesser;
    const rcp_reader *reader; /* NULL: none */
} tag_stage;

rcp_status rcp_tag_load(rcp_pack *pack, rcp_err *err)
{
    rcp_str model;
    const char *name;
    tag_stage *stage = RCP_NEW(&pack->arena, tag_stage, 1);
    if (!stage)
        return rcp_fail(err, RCP_E_LIMIT, "no room left in the %s pack", pack->lang);
    pack->stage[RCP_TAG] = stage;
    rcp_status s = rcp_guesser_load(&stage->guesser, pack, err);
    s = s ? s : rcp_pack_model(pack, "tag", &model, &name, err);
    if (s || !model.len)
        return s;
    s = rcp_tagger_open(&stage->tagger, model, name, &pack->syms, &pack->arena, err);
    stage->trained = !s;
    return s ? s : rcp_reader_load(pack, &stage->reader, err);
}

/* Words of one sentence with the model; rows [beg, end) of tag. */
static rcp_status tag_words(const rcp_tagger *t, rcp_doc *doc, rcp_tag *tag, uint32_t beg,
                            uint32_t end, rcp_arena *scratch)
{
    uint32_t n = end - beg;
    char *mark = scratch->at, lemma[4 * RCP_FORM_MAX];
    rcp_look *look = RCP_NEW(scratch, rcp_look, n);
    rcp_guess *guess = RCP_NEW(scratch, rcp_guess, n);
    if (!look || !guess)
        return RCP_E_LIMIT;
    for (uint32_t i = 0; i < n; i++)
        rcp_tagger_look(t, rcp_doc_sym(doc, doc->word.row[beg + i].form), &look[i]);
    rcp_tagger_tag(t, look, n, guess);
    for (uint32_t i = 0; i < n; i++) {
        rcp_tag *row = &tag[beg + i];
        rcp_str feats = {"", 0};
        row->upos = (uint16_t)guess[i].upos;
        row->score = guess[i].score;
        if (guess[i].cls < t->classes.n) {
            row->feats = t->class_sym[guess[i].cls];
            feats = rcp_strings_at(&t->classes, guess[i].cls);
        }
        rcp_str form = rcp_doc_sym(doc, doc->word.row[beg + i].form);
        uint32_t len = rcp_tagger_lemma(t, form, &look[i], row->upos, feats, lemma);
        if (rcp_syms_add(&doc->syms, (rcp_str){lemma, len}, &row->lemma))
            return RCP_E_LIMIT;
    }
    rcp_arena_rewind(scratch, mark);
    return RCP_OK;
}

/* A word that the network tags otherwise: its tags, and the lemma that goes with them. */
static rcp_status settle_tag(const tag_stage *stage, rcp_doc *doc, uint32_t at,
                             const rcp_net_said *said, rcp_tag *row)
{
    const rcp_reader *r = stage->reader;
    rcp_look look;
    char lemma[4 * RCP_FORM_MAX];
    rcp_str form = rcp_doc_sym(doc, doc->word.row[at].form);
    if (said->tag >= r->net.tags.n || said->upos == row->upos)
        return RCP_OK;
    rcp_tagger_look(&stage->tagger, form, &look);
    if (look.sign)
        return RCP_OK;
    row->upos = (uint16_t)said->upos;
    row->feats = r->feats[said->tag];
    row->score = (uint16_t)(65535 * said->tag_sure);
    uint32_t len = rcp_tagger_lemma(&stage->tagger, form, &look, row->upos,
                                    rcp_doc_sym(doc, row->feats), lemma);
    return rcp_syms_add(&doc->syms, (rcp_str){lemma, len}, &row->lemma) ? RCP_E_LIMIT : RCP_OK;
}

/* Let the network read; its heads are counted inside a piece, the document's over all words. */
static rcp_status read_again(const tag_stage *stage, rcp_doc *doc, rcp_tag *tag, rcp_arena *scratch)
{
    rcp_net_said *said = RCP_NEW(scratch, rcp_net_said, doc->word.n);
    rcp_dep *head = RCP_NEW(scratch, rcp_dep, doc->word.n);
    rcp_status s =
        said && head ? rcp_reader_read(stage->reader, doc, tag, scratch, said) : RCP_E_LIMIT;
    for (uint32_t i = 1; !s && i < doc->sent.n; i++) {
        uint32_t at = rcp_doc_word_of(doc, doc->sent.row[i].toks.beg),
                 end = rcp_doc_word_of(doc, doc->sent.row[i].toks.end);
        for (uint32_t piece = at; !s && at < end; at++) {
            piece = at == rcp_piece_end(piece, end) ? at : piece;
            head[at] = (rcp_dep){said[at].head ? piece + said[at].head - 1 : 0,
                                 (uint16_t)said[at].rel, (uint16_t)(65535 * said[at].sure)};
            s = settle_tag(stage, doc, at, &said[at], &tag[at]);
        }
    }
    if (!s && !(doc->heads = rcp_doc_freeze(doc, head, sizeof *head, doc->word.n)))
        s = RCP_E_LIMIT;
    return s;
}

rcp_status rcp_tag_run(const rcp_pack *pack, rcp_doc *doc, rcp_arena *scratch, rcp_err *err)
{
    (void)err;
    const tag_stage *stage = pack->stage[RCP_TAG];
    rcp_status s = RCP_OK;
    rcp_tag *tag = RCP_NEW(scratch, rcp_tag, doc->word.n);
    if (!tag)
        return RCP_E_LIMIT;
    for (uint32_t i = 1; !s && i < doc->sent.n; i++) {
        rcp_toks t = doc->sent.row[i].toks;
        uint32_t beg = rcp_doc_word_of(doc, t.beg), end = rcp_doc_word_of(doc, t.end);
        if (stage->trained)
            s = tag_words(&stage->tagger, doc, tag, beg, end, scratch);
        else
            s = rcp_guesser_tag(&stage->guesser, doc, beg, end, tag);
    }
    if (!s && stage->reader)
        s = read_again(stage, doc, tag, scratch);
    if (s)
        return s;
    doc->tag.row = rcp_doc_freeze(doc, tag, sizeof *tag, doc->word.n);
    doc->tag.n = doc->tag.row ? doc->word.n : 0;
    return doc->tag.row ? RCP_OK : RCP_E_LIMIT;
}
