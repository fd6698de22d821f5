/* segment.c - the stage: blocks to sentences, tokens, words and quotations. */
#include "stages.h"

#include "segment/quote.h"
#include "segment/sentence.h"
#include "segment/token.h"
#include "segment/word.h"

typedef struct {
    const rcp_splitter *splitter;
    rcp_arena *scratch;
    rcp_doc *doc;
    rcp_rows sent, tok, word, quote;
    rcp_id   open;              /* a mark left open at the end of the paragraph before     */
    rcp_id   open_last;         /* that paragraph's last token                             */
    uint32_t furniture;         /* next furniture row                                      */
} work;

rcp_status rcp_segment_load(rcp_pack *pack, rcp_err *err)
{
    rcp_splitter *splitter = RCP_NEW(&pack->arena, rcp_splitter, 1);
    if (!splitter)
        return rcp_fail(err, RCP_E_LIMIT, "no room left in the %s pack", pack->lang);
    rcp_status s = rcp_segment_rules_load(pack, &splitter->rules, err);
    s = s ? s : rcp_splitter_open(splitter, pack, err);
    if (!s)
        pack->stage[RCP_SEGMENT] = splitter;
    return s;
}

/* Sentences and words of tokens whose quotation marks are paired. */
static rcp_status cut_sentences(work *w, rcp_toks at, rcp_id block)
{
    const rcp_tok *tok = RCP_ROW(&w->tok, rcp_tok, 0);
    rcp_stretch look;
    rcp_id sent = w->sent.n;
    rcp_status s = rcp_stretch_look(w->splitter, w->doc, tok, at, w->scratch, &look);
    s = s ? s : rcp_sentences_cut(w->splitter, w->doc, tok, at, &look, block, &w->sent);
    rcp_word_reader r = {w->splitter, w->doc, tok, &look, at.beg, {0}};
    for (; !s && sent < w->sent.n; sent++)
        s = rcp_words_make(&r, w->doc, RCP_ROW(&w->sent, rcp_sent, sent)->toks, &w->word);
    return s;
}

/* "the soldiers' tents": a mark that pairs with none, against a word in s, belongs to the word
 * where the language has such a tail. */
static void join_possessives(const work *w, rcp_toks at)
{
    rcp_str mark = RCP_STR("'");
    rcp_sym tail = rcp_sym_lookup(&w->doc->syms, mark);
    if (!(rcp_form_lookup(w->splitter->rules, &w->doc->syms, mark)->kinds & RCP_FORM_TAIL))
        return;
    for (rcp_id i = at.beg + 1; i < at.end; i++) {
        rcp_tok *t = RCP_ROW(&w->tok, rcp_tok, i);
        rcp_str before = rcp_doc_sym(w->doc, t[-1].norm);
        if (t->norm == tail && !(t->flags & (RCP_TOK_SPACE | RCP_TOK_OPEN | RCP_TOK_CLOSE)) &&
            before.len > 1 && before.s[before.len - 1] == 's')
            t->flags |= RCP_TOK_JOINED;
    }
}

/* One piece of a block: all furniture, or none. */
static rcp_status cut_piece(work *w, rcp_span at, rcp_id block, uint32_t flags)
{
    rcp_tokenizer t = {.rules = w->splitter->rules, .doc = w->doc, .tok = &w->tok, .flags = flags};
    rcp_toks toks = {w->tok.n, w->tok.n};
    rcp_status s = rcp_tokenize(&t, at);
    toks.end = w->tok.n;
    if (s || toks.beg == toks.end)
        return s;
    rcp_id open = 0;
    if (!flags) {
        if (w->open && rcp_quotes_same_mark(w->doc->text, &w->tok, w->open, toks.beg))
            s = rcp_quotes_continue(w->splitter->rules, w->doc->text, &w->tok, w->open, w->open_last,
                                    &w->quote);
        if (!s)
            s = rcp_quotes_pair(w->splitter->rules, w->doc->text, &w->tok, toks, &w->quote, &open);
        join_possessives(w, toks);
        w->open = open;
        w->open_last = toks.end - 1;
    }
    return s ? s : cut_sentences(w, toks, block);
}

/* A block, parted where furniture begins and ends. */
static rcp_status cut_block(work *w, rcp_id block)
{
    rcp_span at = w->doc->block.row[block].span;
    rcp_status s = RCP_OK;
    while (!s && at.beg < at.end) {
        while (w->furniture < w->doc->furniture.n &&
               w->doc->furniture.row[w->furniture].span.end <= at.beg)
            w->furniture++;
        rcp_span piece = at;
        uint32_t flags = 0;
        if (w->furniture < w->doc->furniture.n) {
            rcp_span f = w->doc->furniture.row[w->furniture].span;
            flags = f.beg <= at.beg ? RCP_TOK_FURNITURE : 0;
            uint32_t border = flags ? f.end : f.beg;
            if (border < piece.end)
                piece.end = border;
        }
        s = cut_piece(w, piece, block, flags);
        at.beg = piece.end;
    }
    return s;
}

rcp_status rcp_segment_run(const rcp_pack *pack, rcp_doc *doc, rcp_arena *scratch, rcp_err *err)
{
    (void)err;
    work w = {.splitter = pack->stage[RCP_SEGMENT], .scratch = scratch, .doc = doc, .furniture = 1};
    rcp_status s = rcp_rows_init(&w.sent, scratch, sizeof(rcp_sent));
    if (!s)
        s = rcp_rows_init(&w.tok, scratch, sizeof(rcp_tok));
    if (!s)
        s = rcp_rows_init(&w.word, scratch, sizeof(rcp_word));
    if (!s)
        s = rcp_rows_init(&w.quote, scratch, sizeof(rcp_quotation));
    for (rcp_id b = 1; !s && b < doc->block.n; b++)
        s = cut_block(&w, b);
    if (s)
        return s;
    rcp_quotes_finish(&w.quote);
    if (!(s = RCP_FREEZE(doc, sent, &w.sent)) && !(s = RCP_FREEZE(doc, tok, &w.tok)) &&
        !(s = RCP_FREEZE(doc, word, &w.word)))
        s = RCP_FREEZE(doc, quote, &w.quote);
    return s;
}
