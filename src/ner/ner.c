#include "ner/words.h"

rcp_status rcp_ner_open(rcp_ner *ner, rcp_str model, const char *file, rcp_err *err)
{
    rcp_model m;
    rcp_status s = rcp_model_open(&m, model, "ner", file, err);
    if (s)
        return s;
    rcp_str weights = rcp_model_section(&m, "weights"), version = rcp_model_section(&m, "features");
    uint32_t features = version.len == 4 ? rcp_u32_at(version.s) : 0;
    if (!features || features > RCP_NER_VERSION)
        return rcp_model_fail(&m, err, "made for other features");
    if (!rcp_ner_classes_open(&ner->classes, rcp_model_section(&m, "class.first"), rcp_model_section(&m, "class.words"),
                              rcp_model_section(&m, "class.wider")))
        return rcp_model_fail(&m, err, "classes of words");
    if (weights.len < rcp_width(RCP_NER_TAGS))
        return rcp_model_fail(&m, err, "weights");
    ner->weights = (rcp_weights){(const int8_t *)(const void *)weights.s, NULL, weights.len, rcp_width(RCP_NER_TAGS)};
    ner->version = features;
    ner->trained = true;
    return RCP_OK;
}

rcp_status rcp_ner_load(rcp_pack *pack, const rcp_ner **out, rcp_err *err)
{
    const char *file;
    rcp_str model;
    rcp_ner *ner = RCP_NEW(&pack->arena, rcp_ner, 1);
    if (!ner)
        return rcp_fail(err, RCP_E_LIMIT, "no room left in the %s pack", pack->lang);
    *out = ner;
    ner->version = RCP_NER_VERSION;
    rcp_status s = rcp_ner_words_load(&ner->words, pack, err);
    s = s ? s : rcp_pack_model(pack, "ner", &model, &file, err);
    return s || !model.len ? s : rcp_ner_open(ner, model, file, err);
}

/* Names out of tags. */
static rcp_status gather(const rcp_ner *ner, const rcp_doc *doc, rcp_toks sent, const uint8_t *tag,
                         const rcp_ner_margin *margin, rcp_rows *seen)
{
    for (rcp_id t = sent.beg, end; t < sent.end; t = end) {
        uint32_t now = tag[t - sent.beg];
        end = t + 1;
        if (!now)
            continue;
        int32_t least = margin[t - sent.beg].none;
        for (; end < sent.end && tag[end - sent.beg] && tag[end - sent.beg] % 2 == 0; end++)
            least = margin[end - sent.beg].none < least ? margin[end - sent.beg].none : least;
        uint32_t type = (now - 1) / 2;
        rcp_toks toks = rcp_ner_trim(ner, doc, (rcp_toks){t, end}, type);
        bool stop = toks.end - toks.beg == 1 && rcp_ner_word_flags(&ner->words, rcp_ner_norm_of(doc, toks.beg)) & WORD_STOP;
        if (toks.beg == toks.end || stop)
            continue;
        rcp_ner_seen *row = rcp_rows_add(seen);
        if (!row)
            return RCP_E_LIMIT;
        *row = (rcp_ner_seen){.toks = toks, .type = type, .margin = least};
        memcpy(row->score, margin[t - sent.beg].type, sizeof row->score);
    }
    return RCP_OK;
}

rcp_status rcp_ner_tag(const rcp_ner *ner, const rcp_doc *doc, const rcp_mention *mention, uint32_t n_mentions,
                       rcp_arena *scratch, rcp_rows *seen)
{
    rcp_status s = rcp_rows_init(seen, scratch, sizeof(rcp_ner_seen));
    if (s || !ner->trained)
        return s;
    rcp_ner_view view;
    rcp_ner_look *look = RCP_NEW(scratch, rcp_ner_look, RCP_NER_PIECE);
    s = look ? rcp_ner_view_open(&view, ner, doc, mention, n_mentions, scratch) : RCP_E_LIMIT;
    for (uint32_t i = 1; !s && i < doc->sent.n; i++) {
        rcp_toks t = doc->sent.row[i].toks, piece;
        for (piece.beg = t.beg; !s && piece.beg < t.end; piece.beg = piece.end) {
            uint8_t tag[RCP_NER_PIECE];
            rcp_ner_margin margin[RCP_NER_PIECE];
            piece.end = rcp_ner_piece_end(piece.beg, t.end);
            s = rcp_ner_looks(&view, piece, scratch, look);
            s = s ? s : rcp_ner_path(&ner->weights, look, piece.end - piece.beg, NULL, 0, scratch, tag, margin);
            s = s ? s : gather(ner, doc, piece, tag, margin, seen);
        }
    }
    return s ? s : rcp_ner_vote(doc, scratch, seen);
}
