#include "segment/word.h"

#include <utf8proc.h>

const rcp_form *rcp_contraction_at(const rcp_word_reader *r, rcp_id i, bool *open)
{
    const rcp_segment_rules *rules = r->splitter->rules;
    rcp_sym norm = r->tok[i].norm;
    const rcp_form *form = &rules->form[norm < rules->n_syms ? rules->form_of[norm] : 0];
    *open = form->kinds & RCP_FORM_EITHER;
    return form->kinds & RCP_FORM_WORDS && !(form->kinds & RCP_FORM_WHOLE) ? form : NULL;
}

uint32_t rcp_contraction_rule(rcp_word_reader *r, rcp_id i)
{
    rcp_str before = i > r->beg ? rcp_doc_sym(r->doc, r->tok[i - 1].norm) : RCP_STR("");
    uint32_t reading = rcp_contraction_read(r->splitter->rules,
                                            rcp_doc_sym(r->doc, r->tok[i].norm), before);
    bool near = r->state.last && i - r->beg + 1 - r->state.last < 20;
    if (reading == RCP_READ_SAME)
        return near ? r->state.last_class : RCP_CLASS_MANY;
    return reading == RCP_READ_ARTICLE ? RCP_CLASS_ONE : RCP_CLASS_MANY;
}

void rcp_contraction_was(rcp_word_reader *r, rcp_id i, uint32_t class)
{
    r->state.last = i - r->beg + 1;
    r->state.last_class = class;
}

/* One word or several: as learnt, else as the rules say. */
static uint32_t class_of(rcp_word_reader *r, rcp_id i)
{
    const rcp_weights *w = &r->splitter->words;
    uint32_t class = r->state.rule = rcp_contraction_rule(r, i);
    if (w->n_slots) {
        rcp_features f;
        int32_t score[RCP_LANES];
        rcp_words_features(r->look, &r->state, i - r->beg, &f);
        rcp_weights_score(w, &f, 0, RCP_SEGMENT_CLASSES, score);
        class = score[RCP_CLASS_MANY] > score[RCP_CLASS_ONE] ? RCP_CLASS_MANY : RCP_CLASS_ONE;
    }
    rcp_contraction_was(r, i, class);
    return class;
}

static rcp_status add_word(rcp_doc *doc, rcp_id tok, rcp_str form, rcp_rows *word)
{
    rcp_word *row = rcp_rows_add(word);
    if (!row)
        return RCP_E_LIMIT;
    row->tok = tok;
    return rcp_syms_add(&doc->syms, form, &row->form);
}

/* A part of "du" in the case of the token: "Du" is "De" + "le", "DU" is "DE" + "le". */
static rcp_status add_part(rcp_doc *doc, const rcp_tok *tok, rcp_id i, rcp_str part, bool first,
                           rcp_rows *word)
{
    char out[64];
    uint32_t used = 0;
    for (uint32_t at = 0, n; at < part.len && used + 4 < sizeof out; at += n) {
        uint32_t c = rcp_utf8_at(part, at, &n);
        if (first && (at == 0 ? tok->flags & RCP_TOK_UPPER : tok->flags & RCP_TOK_CAPS))
            c = (uint32_t)utf8proc_toupper((utf8proc_int32_t)c);
        used += rcp_utf8_put(out + used, c);
    }
    return add_word(doc, i, (rcp_str){out, used}, word);
}

rcp_status rcp_words_make(rcp_word_reader *r, rcp_doc *doc, rcp_toks at, rcp_rows *word)
{
    rcp_status s = RCP_OK;
    r->state.first = at.beg - r->beg;
    r->state.end = at.end - r->beg;
    for (rcp_id i = at.beg; !s && i < at.end; i++) {
        bool open;
        const rcp_form *form = rcp_contraction_at(r, i, &open);
        if (!form || (open && class_of(r, i) == RCP_CLASS_ONE)) {
            s = add_word(doc, i, rcp_slice(doc->text, r->tok[i].span), word);
            continue;
        }
        for (uint32_t k = 0; !s && k < form->n_parts; k++)
            s = add_part(doc, &r->tok[i], i, form->part[k], k == 0, word);
    }
    return s;
}
