#include "doc/schema.h"

#define F(row, kind, field) {#field, RCP_F_##kind, offsetof(row, field), NULL, 0}
#define ENUM16(row, field, e) {#field, RCP_F_ENUM16, offsetof(row, field), &rcp_enum_##e, 0}
#define ENUM32(row, field, e) {#field, RCP_F_ENUM32, offsetof(row, field), &rcp_enum_##e, 0}
#define ID(row, field, table) {#field, RCP_F_ID, offsetof(row, field), NULL, RCP_T_##table}

static const rcp_field seg[] = {
    F(rcp_seg, U32, text_beg), F(rcp_seg, U32, raw_beg), F(rcp_seg, U32, raw_end),
    ENUM32(rcp_seg, kind, seg)};
static const rcp_field block[] = {
    F(rcp_block, SPAN, span), ENUM16(rcp_block, kind, block), F(rcp_block, U16, level)};
static const rcp_field furniture[] = {
    F(rcp_furniture, SPAN, span), ENUM32(rcp_furniture, kind, furniture),
    F(rcp_furniture, WHY, why)};
static const rcp_field signal[] = {
    F(rcp_signal, SPAN, span), ENUM32(rcp_signal, kind, signal), F(rcp_signal, WHY, why)};
static const rcp_field sent[] = {F(rcp_sent, TOKS, toks), ID(rcp_sent, block, BLOCK)};
static const rcp_field tok[] = {
    F(rcp_tok, SPAN, span), F(rcp_tok, SYM, norm), F(rcp_tok, U32, flags)};
static const rcp_field word[] = {ID(rcp_word, tok, TOK), F(rcp_word, SYM, form)};
static const rcp_field quote[] = {
    F(rcp_quotation, SPAN, outer), F(rcp_quotation, SPAN, inner), F(rcp_quotation, U32, depth),
    F(rcp_quotation, WHY, why)};
static const rcp_field tag[] = {
    F(rcp_tag, SYM, lemma), F(rcp_tag, SYM, feats), ENUM16(rcp_tag, upos, upos),
    F(rcp_tag, U16, score)};
static const rcp_field dep[] = {
    ID(rcp_dep, head, WORD), ENUM16(rcp_dep, rel, deprel), F(rcp_dep, U16, score)};
static const rcp_field mention[] = {
    F(rcp_mention, SPAN, span), F(rcp_mention, TOKS, toks), ENUM16(rcp_mention, kind, kind),
    F(rcp_mention, U16, score), F(rcp_mention, U32, flags), ID(rcp_mention, chain, MENTION),
    F(rcp_mention, ENTITY, entity), F(rcp_mention, SYM, name), F(rcp_mention, SYM, country),
    F(rcp_mention, SYM, sector), ID(rcp_mention, head, WORD), F(rcp_mention, U32, geonames),
    F(rcp_mention, F64, lat), F(rcp_mention, F64, lon), F(rcp_mention, WHY, why)};
static const rcp_field time_[] = {
    F(rcp_time, SPAN, span), F(rcp_time, DAY, lo), F(rcp_time, DAY, hi),
    ENUM16(rcp_time, kind, time_kind), ENUM16(rcp_time, grain, grain),
    ENUM16(rcp_time, anchor, anchor), F(rcp_time, U16, weekday), ID(rcp_time, ref, TIME),
    F(rcp_time, SYM, value), F(rcp_time, SYM, zone), ENUM32(rcp_time, flaw, flaw),
    F(rcp_time, WHY, why)};
static const rcp_field quantity[] = {
    F(rcp_quantity, SPAN, span), F(rcp_quantity, SPAN, of), F(rcp_quantity, F64, min),
    F(rcp_quantity, F64, max), F(rcp_quantity, F64, si_min),
    F(rcp_quantity, F64, si_max), ID(rcp_quantity, part_of, QUANTITY), F(rcp_quantity, SYM, unit),
    ENUM32(rcp_quantity, kind, measure), F(rcp_quantity, SYM, toll), F(rcp_quantity, WHY, why)};
static const rcp_field event[] = {
    F(rcp_event, SPAN, predicate), ID(rcp_event, trigger, WORD), ID(rcp_event, sent, SENT),
    ID(rcp_event, time, TIME), ID(rcp_event, quantity, QUANTITY), F(rcp_event, U32, arg_beg),
    F(rcp_event, U32, arg_end), ENUM16(rcp_event, type, type), ENUM16(rcp_event, state, state),
    ENUM16(rcp_event, polarity, polarity), F(rcp_event, U16, score),
    F(rcp_event, U32, by_then), F(rcp_event, SYM, mode),
    F(rcp_event, SYM, context), F(rcp_event, SYM, cameo), F(rcp_event, WHY, why)};
static const rcp_field arg[] = {
    ID(rcp_arg, event, EVENT), ID(rcp_arg, mention, MENTION), ID(rcp_arg, quantity, QUANTITY),
    ENUM32(rcp_arg, role, arg_role)};
static const rcp_field attribution[] = {
    F(rcp_attribution, SPAN, speaker), F(rcp_attribution, SPAN, cue),
    ID(rcp_attribution, mention, MENTION), ID(rcp_attribution, sent, SENT),
    ID(rcp_attribution, parent, ATTRIBUTION), F(rcp_attribution, U32, content_beg),
    F(rcp_attribution, U32, content_end), F(rcp_attribution, U32, via_beg),
    F(rcp_attribution, U32, via_end), ENUM16(rcp_attribution, mode, att_mode),
    ENUM16(rcp_attribution, cue_class, cue), ENUM16(rcp_attribution, cue_polarity, polarity),
    F(rcp_attribution, U16, hearsay), ENUM16(rcp_attribution, stype, stype),
    ENUM16(rcp_attribution, naming, naming), F(rcp_attribution, WHY, why)};
static const rcp_field content[] = {
    ID(rcp_content, attribution, ATTRIBUTION), F(rcp_content, SPAN, span)};
static const rcp_field via[] = {
    ID(rcp_via, attribution, ATTRIBUTION), ID(rcp_via, mention, MENTION), F(rcp_via, SPAN, span)};
static const rcp_field claim[] = {
    F(rcp_claim, SPAN, evidence), ID(rcp_claim, sent, SENT),
    ID(rcp_claim, attribution, ATTRIBUTION), ID(rcp_claim, event, EVENT),
    ENUM16(rcp_claim, speech, speech), ENUM16(rcp_claim, modality, modality),
    ENUM16(rcp_claim, band, band), F(rcp_claim, U16, hearsay),
    F(rcp_claim, U32, presumed), F(rcp_claim, WHY, why)};
static const rcp_field settled[] = {
    F(rcp_settled, U32, table), F(rcp_settled, U32, row), F(rcp_settled, SYM, from)};

#define TABLE(name, row, stage, fields)                                                            \
    {#name, offsetof(rcp_doc, name), sizeof(row), stage, fields, sizeof(fields) / sizeof *(fields)}

const rcp_table_info rcp_tables[RCP_N_TABLES] = {
    TABLE(seg, rcp_seg, -1, seg),
    TABLE(block, rcp_block, -1, block),
    TABLE(furniture, rcp_furniture, RCP_READ, furniture),
    TABLE(signal, rcp_signal, RCP_READ, signal),
    TABLE(sent, rcp_sent, RCP_SEGMENT, sent),
    TABLE(tok, rcp_tok, RCP_SEGMENT, tok),
    TABLE(word, rcp_word, RCP_SEGMENT, word),
    TABLE(quote, rcp_quotation, RCP_SEGMENT, quote),
    TABLE(tag, rcp_tag, RCP_TAG, tag),
    TABLE(dep, rcp_dep, RCP_PARSE, dep),
    TABLE(mention, rcp_mention, RCP_FIND, mention),
    TABLE(time, rcp_time, RCP_FIND, time_),
    TABLE(quantity, rcp_quantity, RCP_FIND, quantity),
    TABLE(event, rcp_event, RCP_EVENT, event),
    TABLE(arg, rcp_arg, RCP_EVENT, arg),
    TABLE(attribution, rcp_attribution, RCP_CLAIM, attribution),
    TABLE(content, rcp_content, RCP_CLAIM, content),
    TABLE(via, rcp_via, RCP_CLAIM, via),
    TABLE(claim, rcp_claim, RCP_CLAIM, claim),
    TABLE(settled, rcp_settled, RCP_N_STAGES, settled),
};
