/* enums.h - the closed vocabularies of the contract, each said once.
 *
 * X(NAME, "word"): the word is what doc/contract prints and the ledger stores.  Value 0 is
 * always "none" and prints as null (or, where the contract has a default, as that).
 */
#ifndef RCP_ENUMS_H
#define RCP_ENUMS_H

#include "base/base.h"

#define RCP_SEG_MAP(X) X(SEG_COPY, "copy") X(SEG_CHANGED, "changed") X(SEG_ADDED, "added")

#define RCP_BLOCK_MAP(X)                                                                           \
    X(BLOCK_NONE, "") X(BLOCK_TITLE, "title") X(BLOCK_HEADING, "heading")                          \
    X(BLOCK_PARAGRAPH, "paragraph") X(BLOCK_BYLINE, "byline")

#define RCP_FURNITURE_MAP(X)                                                                       \
    X(FURNITURE_NONE, "") X(FURNITURE_RELATED, "related") X(FURNITURE_PLAYER, "player")            \
    X(FURNITURE_CREDIT, "credit") X(FURNITURE_CAPTION, "caption")                                  \
    X(FURNITURE_METADATA, "metadata") X(FURNITURE_SUBSCRIBE, "subscribe")                          \
    X(FURNITURE_HEADING, "heading")

#define RCP_SIGNAL_MAP(X)                                                                          \
    X(SIGNAL_NONE, "") X(SIGNAL_MACHINE_TRANSLATED, "machine_translated")                          \
    X(SIGNAL_SPUN, "spun") X(SIGNAL_AGGREGATED, "aggregated")                                      \
    X(SIGNAL_SYNTHETIC_VOICE, "synthetic_voice")

#define RCP_HOW_MAP(X)                                                                             \
    X(HOW_NONE, "") X(HOW_TEXT, "text") X(HOW_METADATA, "metadata") X(HOW_INFERRED, "inferred")    \
    X(HOW_LINKED, "linked")

/* Universal Dependencies v2, in the order of universaldependencies.org/u/pos. */
#define RCP_UPOS_MAP(M)                                                                            \
    M(UPOS_NONE, "_") M(ADJ, "ADJ") M(ADP, "ADP") M(ADV, "ADV") M(AUX, "AUX") M(CCONJ, "CCONJ")    \
    M(DET, "DET") M(INTJ, "INTJ") M(NOUN, "NOUN") M(NUM, "NUM") M(PART, "PART") M(PRON, "PRON")    \
    M(PROPN, "PROPN") M(PUNCT, "PUNCT") M(SCONJ, "SCONJ") M(SYM, "SYM") M(VERB, "VERB") M(X, "X")

#define RCP_KIND_MAP(X)                                                                            \
    X(KIND_NONE, "") X(PERSON, "person") X(ORGANISATION, "organisation") X(PLACE, "place")         \
    X(EQUIPMENT, "equipment") X(GROUP, "group") X(ROLE, "role") X(OTHER, "other")

#define RCP_TIME_KIND_MAP(X)                                                                       \
    X(TIME_NONE, "") X(INSTANT, "instant") X(INTERVAL, "interval") X(DURATION, "duration")         \
    X(SET, "set")

#define RCP_GRAIN_MAP(X)                                                                           \
    X(GRAIN_NONE, "") X(GRAIN_HOUR, "hour") X(GRAIN_DAY, "day") X(GRAIN_WEEK, "week")              \
    X(GRAIN_MONTH, "month") X(GRAIN_SEASON, "season") X(GRAIN_YEAR, "year")

#define RCP_ANCHOR_MAP(X)                                                                          \
    X(ANCHOR_NONE, "none") X(ANCHOR_PUBLISHED, "published") X(ANCHOR_NARRATIVE, "narrative")

/* Why a time has no value, or no days: no day or hour is so; no year (0, or past 9999); before the
 * Gregorian calendar (15 October 1582); the weekday printed beside it is another. */
#define RCP_FLAW_MAP(X)                                                                            \
    X(FLAW_NONE, "") X(FLAW_DAY, "no_such_day") X(FLAW_HOUR, "no_such_hour")                       \
    X(FLAW_YEAR, "no_such_year") X(FLAW_CALENDAR, "before_calendar")                               \
    X(FLAW_WEEKDAY, "other_weekday")

#define RCP_MEASURE_MAP(X)                                                                         \
    X(MEASURE_NONE, "") X(MEASURE_COUNT, "count") X(MEASURE_UNIT, "measure")                       \
    X(MEASURE_PERCENT, "percent") X(MEASURE_MONEY, "money") X(MEASURE_DURATION, "duration")        \
    X(MEASURE_AGE, "age")

/* PLOVER 2.0 types and modes, with DISASTER and ACCIDENT (contract.md). */
#define RCP_TYPE_MAP(X)                                                                            \
    X(TYPE_NONE, "") X(AGREE, "AGREE") X(CONSULT, "CONSULT") X(SUPPORT, "SUPPORT")                 \
    X(CONCEDE, "CONCEDE") X(COOPERATE, "COOPERATE") X(AID, "AID") X(RETREAT, "RETREAT")            \
    X(REQUEST, "REQUEST") X(ACCUSE, "ACCUSE") X(REJECT, "REJECT") X(THREATEN, "THREATEN")          \
    X(PROTEST, "PROTEST") X(SANCTION, "SANCTION") X(MOBILIZE, "MOBILIZE") X(COERCE, "COERCE")      \
    X(ASSAULT, "ASSAULT") X(DISASTER, "DISASTER") X(ACCIDENT, "ACCIDENT")

#define RCP_STATE_MAP(X)                                                                           \
    X(ACTUAL, "actual") X(PLANNED, "planned") X(ONGOING, "ongoing")                                \
    X(HYPOTHETICAL, "hypothetical") X(HABITUAL, "habitual") X(HISTORICAL, "historical")

#define RCP_POLARITY_MAP(X) X(AFFIRMED, "affirmed") X(NEGATED, "negated")

#define RCP_ARG_ROLE_MAP(X)                                                                        \
    X(ARG_NONE, "") X(ARG_ACTOR, "actor") X(ARG_RECIPIENT, "recipient") X(ARG_PLACE, "place")      \
    X(ARG_EQUIPMENT, "equipment")

#define RCP_ATT_MODE_MAP(X)                                                                        \
    X(ATT_NONE, "") X(DIRECT, "direct") X(INDIRECT, "indirect") X(MIXED, "mixed")                  \
    X(NOMINAL, "nominal")

#define RCP_CUE_MAP(X)                                                                             \
    X(CUE_NONE, "") X(CUE_SAY, "say") X(CUE_ASSERT, "assert_strong") X(CUE_ANNOUNCE, "announce")   \
    X(CUE_REVEAL, "reveal") X(CUE_CONFIRM, "confirm") X(CUE_ADMIT, "admit")                        \
    X(CUE_OPINE, "opine") X(CUE_DISTANCE, "distance") X(CUE_DENY, "deny")                          \
    X(CUE_NO_COMMENT, "no_comment") X(CUE_ACCUSE, "accuse")                                        \
    X(CUE_CLAIM_RESPONSIBILITY, "claim_responsibility") X(CUE_DEMAND, "demand")                    \
    X(CUE_PROMISE, "promise") X(CUE_PLAN, "plan") X(CUE_PREDICT, "predict") X(CUE_FEAR, "fear")    \
    X(CUE_WARN, "warn") X(CUE_THREATEN, "threaten") X(CUE_EVALUATE, "evaluate") X(CUE_ASK, "ask")  \
    X(CUE_ACCORDING_TO, "according_to") X(CUE_EVIDENCE, "evidence")

#define RCP_STYPE_MAP(X)                                                                           \
    X(STYPE_NONE, "") X(STYPE_OFFICIAL, "official") X(STYPE_MILITARY, "military")                  \
    X(STYPE_ARMED_GROUP, "armed_group") X(STYPE_PARTY, "party") X(STYPE_ORG, "org")                \
    X(STYPE_MEDIA, "media") X(STYPE_DOCUMENT, "document") X(STYPE_EXPERT, "expert")                \
    X(STYPE_WITNESS, "witness") X(STYPE_RELATIVE, "relative") X(STYPE_PERSON, "person")            \
    X(STYPE_CROWD, "crowd") X(STYPE_UNSPECIFIED, "unspecified")

#define RCP_NAMING_MAP(X)                                                                          \
    X(NAMING_NONE, "none") X(NAMED, "named") X(ROLE_ONLY, "role_only") X(ANONYMOUS, "anonymous")

#define RCP_SPEECH_MAP(X)                                                                          \
    X(SPEECH_ASSERT, "assert") X(SPEECH_DENY, "deny") X(SPEECH_CONFIRM, "confirm")                 \
    X(SPEECH_ACCUSE, "accuse") X(SPEECH_DEMAND, "demand") X(SPEECH_PROMISE, "promise")             \
    X(SPEECH_THREATEN, "threaten") X(SPEECH_FEAR, "fear") X(SPEECH_NO_COMMENT, "no_comment")       \
    X(SPEECH_CLAIM_RESPONSIBILITY, "claim_responsibility")

#define RCP_MODALITY_MAP(X)                                                                        \
    X(ASSERTED, "asserted") X(REPORTED, "reported") X(HEDGED, "hedged")                            \
    X(CONDITIONAL, "conditional") X(QUESTION, "question")

/* The PHIA probability yardstick. */
#define RCP_BAND_MAP(X)                                                                            \
    X(BAND_NONE, "") X(REMOTE, "remote") X(HIGHLY_UNLIKELY, "highly_unlikely")                     \
    X(UNLIKELY, "unlikely") X(REALISTIC_POSSIBILITY, "realistic_possibility") X(LIKELY, "likely")  \
    X(HIGHLY_LIKELY, "highly_likely") X(ALMOST_CERTAIN, "almost_certain")

/* Every vocabulary: type name, map.  Makes the C enums and the tables of words. */
#define RCP_ENUMS(E)                                                                               \
    E(seg, RCP_SEG_MAP) E(block, RCP_BLOCK_MAP) E(furniture, RCP_FURNITURE_MAP)                    \
    E(signal, RCP_SIGNAL_MAP) E(how, RCP_HOW_MAP) E(upos, RCP_UPOS_MAP) E(kind, RCP_KIND_MAP)      \
    E(time_kind, RCP_TIME_KIND_MAP) E(grain, RCP_GRAIN_MAP) E(anchor, RCP_ANCHOR_MAP)              \
    E(flaw, RCP_FLAW_MAP)                                                                          \
    E(measure, RCP_MEASURE_MAP) E(type, RCP_TYPE_MAP) E(state, RCP_STATE_MAP)                      \
    E(polarity, RCP_POLARITY_MAP) E(arg_role, RCP_ARG_ROLE_MAP) E(att_mode, RCP_ATT_MODE_MAP)      \
    E(cue, RCP_CUE_MAP) E(stype, RCP_STYPE_MAP) E(naming, RCP_NAMING_MAP)                          \
    E(speech, RCP_SPEECH_MAP) E(modality, RCP_MODALITY_MAP) E(band, RCP_BAND_MAP)

#define RCP_ENUM_NAME(name, word) RCP_##name,
#define RCP_ENUM_TYPE(e, map) enum rcp_##e##_values { map(RCP_ENUM_NAME) RCP_N_##e };
RCP_ENUMS(RCP_ENUM_TYPE)
#undef RCP_ENUM_NAME
#undef RCP_ENUM_TYPE

typedef struct { const char *name; const char *const *word; uint32_t n; } rcp_enum;

/* rcp_enum_type, rcp_enum_state ...: the words of each vocabulary. */
#define RCP_ENUM_DECLARE(e, map) extern const rcp_enum rcp_enum_##e;
RCP_ENUMS(RCP_ENUM_DECLARE)
#undef RCP_ENUM_DECLARE

/* The word of a value; "" when it is out of range. */
const char *rcp_enum_word(const rcp_enum *e, uint32_t value);
/* The value of a word; -1 when the vocabulary has no such word. */
int rcp_enum_value(const rcp_enum *e, rcp_str word);

/* UD relations, universal and subtypes in use in French and English treebanks. */
#define RCP_DEPREL_MAP(X)                                                                          \
    X(none, "_") X(root, "root") X(acl, "acl") X(acl_relcl, "acl:relcl") X(advcl, "advcl")         \
    X(advcl_cleft, "advcl:cleft") X(advcl_relcl, "advcl:relcl") X(advmod, "advmod")                \
    X(amod, "amod") X(appos, "appos") X(aux, "aux") X(aux_caus, "aux:caus")                        \
    X(aux_pass, "aux:pass") X(aux_tense, "aux:tense") X(case, "case") X(cc, "cc")                  \
    X(cc_preconj, "cc:preconj") X(ccomp, "ccomp") X(clf, "clf") X(compound, "compound")            \
    X(compound_prt, "compound:prt") X(conj, "conj") X(cop, "cop") X(csubj, "csubj")                \
    X(csubj_outer, "csubj:outer") X(csubj_pass, "csubj:pass") X(dep, "dep")                        \
    X(dep_comp, "dep:comp") X(det, "det") X(det_predet, "det:predet")                              \
    X(discourse, "discourse") X(dislocated, "dislocated") X(expl, "expl")                          \
    X(expl_comp, "expl:comp") X(expl_pass, "expl:pass") X(expl_pv, "expl:pv")                      \
    X(expl_subj, "expl:subj") X(fixed, "fixed") X(flat, "flat") X(flat_foreign, "flat:foreign")    \
    X(flat_name, "flat:name") X(goeswith, "goeswith") X(iobj, "iobj")                              \
    X(iobj_agent, "iobj:agent") X(list, "list") X(mark, "mark") X(nmod, "nmod")                    \
    X(nmod_appos, "nmod:appos") X(nmod_desc, "nmod:desc") X(nmod_poss, "nmod:poss")                \
    X(nmod_unmarked, "nmod:unmarked") X(nsubj, "nsubj") X(nsubj_caus, "nsubj:caus")                \
    X(nsubj_outer, "nsubj:outer") X(nsubj_pass, "nsubj:pass") X(nummod, "nummod")                  \
    X(obj, "obj") X(obj_agent, "obj:agent") X(obj_lvc, "obj:lvc") X(obl, "obl")                    \
    X(obl_agent, "obl:agent") X(obl_arg, "obl:arg") X(obl_mod, "obl:mod")                          \
    X(obl_unmarked, "obl:unmarked") X(orphan, "orphan") X(parataxis, "parataxis")                  \
    X(parataxis_insert, "parataxis:insert") X(parataxis_obj, "parataxis:obj")                      \
    X(punct, "punct") X(reparandum, "reparandum") X(vocative, "vocative") X(xcomp, "xcomp")

enum rcp_deprel_values {
#define X(name, word) RCP_REL_##name,
    RCP_DEPREL_MAP(X)
#undef X
    RCP_N_deprel
};
extern const rcp_enum rcp_enum_deprel;

/* The modes of a type, in PLOVER's words ("weapons"); a mode is a symbol, checked when a
 * lexicon loads: whether `word` is a mode of `type`. */
bool rcp_mode_valid(uint32_t type, rcp_str word);

#endif
