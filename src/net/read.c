#include "net/read.h"

#include "lang/form.h"

enum { GROUP = 4096 }; /* words read at a time, and the rest of a sentence */

static rcp_status load_lexicon(rcp_pack *pack, rcp_reader *r, rcp_err *err)
{
    rcp_str bytes;
    const char *name;
    rcp_model model;
    rcp_status s = rcp_pack_model(pack, "tag", &bytes, &name, err);
    if (s || !bytes.len)
        return s;
    s = rcp_model_open(&model, bytes, "tag", name, err);
    s = s ? s : rcp_readings_open(&r->readings, &model, UINT32_MAX, UINT32_MAX, &pack->arena, err);
    r->lexicon = !s;
    return s;
}

static rcp_status load_feats(rcp_pack *pack, rcp_reader *r, rcp_err *err)
{
    rcp_sym *sym = RCP_NEW(&pack->arena, rcp_sym, (size_t)r->net.tags.n + 1);
    for (uint32_t i = 0; sym && i < r->net.tags.n; i++) {
        rcp_str s = rcp_strings_at(&r->net.tags, i);
        const char *space = memchr(s.s, ' ', s.len);
        uint32_t at = space ? (uint32_t)(space - s.s) + 1 : s.len;
        if (rcp_syms_add(&pack->syms, (rcp_str){s.s + at, s.len - at}, &sym[i]))
            sym = NULL;
    }
    r->feats = sym;
    return sym ? RCP_OK : rcp_fail(err, RCP_E_LIMIT, "no room left in the %s pack", pack->lang);
}

rcp_status rcp_reader_load(rcp_pack *pack, const rcp_reader **out, rcp_err *err)
{
    rcp_str bytes;
    const char *name;
    *out = NULL;
    rcp_status s = rcp_pack_model(pack, "net", &bytes, &name, err);
    if (s || !bytes.len || pack->fast)
        return s;
    rcp_reader *r = RCP_NEW(&pack->arena, rcp_reader, 1);
    if (!r)
        return rcp_fail(err, RCP_E_LIMIT, "no room left in the %s pack", pack->lang);
    r->simd = rcp_simd_best();
    s = load_lexicon(pack, r, err);
    s = s ? s : rcp_net_open(&r->net, bytes, name, &pack->arena, err);
    s = s ? s : load_feats(pack, r, err);
    *out = s ? NULL : r;
    return s;
}

static void see(const rcp_reader *r, const rcp_doc *doc, const rcp_tag *t, rcp_sym sym,
                rcp_net_word *out)
{
    char a[RCP_FORM_MAX], b[3 * RCP_FORM_MAX];
    rcp_str form = rcp_doc_sym(doc, sym), norm = rcp_form_norm(form, a);
    rcp_net_seen seen = {form, rcp_doc_sym(doc, t->lemma), rcp_doc_sym(doc, t->feats), t->upos, 0};
    if (r->lexicon)
        seen.lex = rcp_readings_hash(&r->readings, norm, rcp_form_lower(norm, b), NULL);
    rcp_net_word_make(&r->net.shape, r->net.known, &seen, out);
}

/* Sentences [sent, until). */
static rcp_status read_group(const rcp_reader *r, const rcp_doc *doc, const rcp_tag *tag,
                             uint32_t sent, uint32_t until, rcp_arena *scratch, rcp_net_said *said)
{
    char *mark = scratch->at;
    uint32_t beg = rcp_doc_word_of(doc, doc->sent.row[sent].toks.beg), n = 0;
    uint32_t words = rcp_doc_word_of(doc, doc->sent.row[until - 1].toks.end) - beg;
    rcp_net_word *word = RCP_NEW(scratch, rcp_net_word, (size_t)words + 1);
    uint32_t *piece = RCP_NEW(scratch, uint32_t, (size_t)words + 2);
    if (!word || !piece)
        return RCP_E_LIMIT;
    for (uint32_t i = sent; i < until; i++) {
        uint32_t end = rcp_doc_word_of(doc, doc->sent.row[i].toks.end);
        for (uint32_t at = rcp_doc_word_of(doc, doc->sent.row[i].toks.beg); at < end;
             at = rcp_piece_end(at, end))
            piece[n++] = at - beg;
    }
    piece[n] = words;
    for (uint32_t i = 0; i < words; i++)
        see(r, doc, &tag[beg + i], doc->word.row[beg + i].form, &word[i]);
    rcp_status s = rcp_net_run(&r->net, r->simd, word, piece, n, scratch, said + beg);
    rcp_arena_rewind(scratch, mark);
    return s;
}

rcp_status rcp_reader_read(const rcp_reader *r, const rcp_doc *doc, const rcp_tag *tag,
                           rcp_arena *scratch, rcp_net_said *said)
{
    rcp_status s = RCP_OK;
    for (uint32_t i = 1, end; !s && i < doc->sent.n; i = end) {
        uint32_t beg = doc->sent.row[i].toks.beg;
        for (end = i; end < doc->sent.n && doc->sent.row[end].toks.beg - beg < GROUP; end++)
            ;
        s = read_group(r, doc, tag, i, end, scratch, said);
    }
    return s;
}
