#include "find/times_tense.h"

enum { CLIMB_MAX = 24, NEAR_WORDS = 20, AUX_WORDS = 5 };

rcp_status rcp_future_words_load(rcp_pack *pack, rcp_future_words *out, rcp_err *err)
{
    char name[96];
    rcp_tsv tsv;
    rcp_rows rows;
    rcp_status s = rcp_rows_init(&rows, &pack->arena, sizeof(rcp_sym));
    *out = (rcp_future_words){0};
    if (s || !rcp_tsv_open(&tsv, &pack->res, rcp_pack_file(pack, "future.tsv", name)))
        return s;
    while (!s && rcp_tsv_next(&tsv)) {
        if ((s = rcp_tsv_want(&tsv, 1, 1, err)))
            break;
        rcp_sym *sym = rcp_rows_add(&rows);
        s = sym ? rcp_syms_add(&pack->syms, rcp_tsv_field(&tsv, 0), sym) : RCP_E_MEMORY;
    }
    out->lemma = RCP_ROW(&rows, rcp_sym, 0);
    out->n = rows.n;
    return s;
}

static bool is_future_word(const rcp_future_words *f, rcp_sym sym)
{
    for (uint32_t i = 1; sym && i < f->n; i++)
        if (f->lemma[i] == sym)
            return true;
    return false;
}

static bool has(const rcp_doc *doc, uint32_t w, const char *feat)
{
    return strstr(rcp_doc_sym(doc, doc->tag.row[w].feats).s, feat) != NULL;
}

static bool is_verb(const rcp_doc *doc, uint32_t w)
{
    return doc->tag.row[w].upos == RCP_VERB || doc->tag.row[w].upos == RCP_AUX;
}

/* The tense of word w by itself, if it has one. */
static rcp_tense own_tense(const rcp_doc *doc, const rcp_future_words *f, uint32_t w)
{
    if (has(doc, w, "Tense=Fut") || is_future_word(f, doc->tag.row[w].lemma))
        return RCP_TENSE_FUTURE;
    if (has(doc, w, "Mood=Cnd"))
        return RCP_TENSE_NONE;
    if (has(doc, w, "Tense=Past") || has(doc, w, "Tense=Imp") || has(doc, w, "Tense=Pqp"))
        return RCP_TENSE_PAST;
    if (has(doc, w, "Tense=Pres") && !has(doc, w, "VerbForm=Part"))
        return RCP_TENSE_PRESENT;
    return RCP_TENSE_NONE;
}

/* With the auxiliaries before it: "sera levé" is future, "a fui" past, "will be held" future; and so
 * is an infinitive under a present, "is to be held", "doit être publié". */
static rcp_tense verb_tense(const rcp_doc *doc, const rcp_future_words *f, uint32_t first, uint32_t w)
{
    rcp_tense own = own_tense(doc, f, w);
    bool finite = has(doc, w, "VerbForm=Fin");
    if (own == RCP_TENSE_FUTURE || (finite && own != RCP_TENSE_NONE))
        return own;
    bool participle = has(doc, w, "VerbForm=Part"), infinitive = false;
    for (uint32_t k = 1; k <= AUX_WORDS && w >= first + k; k++) {
        if (is_future_word(f, doc->tag.row[w - k].lemma))
            return RCP_TENSE_FUTURE;
        if (!is_verb(doc, w - k))
            continue;
        if (has(doc, w - k, "VerbForm=Inf")) {
            infinitive = true;
            continue;
        }
        rcp_tense aux = own_tense(doc, f, w - k);
        if (aux == RCP_TENSE_PRESENT && !infinitive && doc->dep.n == doc->tag.n && doc->dep.row[w - k].rel == RCP_REL_aux_pass &&
            (w - k == first || !is_verb(doc, w - k - 1)))
            return aux;                         /* "est rendu public lundi", not "a été rendu" */
        if (aux == RCP_TENSE_FUTURE || (infinitive && aux == RCP_TENSE_PRESENT))
            return RCP_TENSE_FUTURE;
        return participle && !infinitive ? RCP_TENSE_PAST : aux;
    }
    return participle && own == RCP_TENSE_PAST && !infinitive ? RCP_TENSE_PAST
         : participle && infinitive ? RCP_TENSE_NONE : own;
}

/* Untagged text: only the words of the list, as they stand. */
static rcp_tense tense_of_words(const rcp_doc *doc, const rcp_future_words *f, rcp_toks sent,
                                uint32_t tok)
{
    uint32_t from = tok > sent.beg + NEAR_WORDS ? tok - NEAR_WORDS : sent.beg;
    for (uint32_t t = from; t < sent.end && t < tok + NEAR_WORDS; t++)
        if (is_future_word(f, doc->tok.row[t].norm))
            return RCP_TENSE_FUTURE;
    return RCP_TENSE_NONE;
}

/* The copula of a predicate without a verb of its own ("sont incertains"). */
static uint32_t copula_of(const rcp_doc *doc, uint32_t w)
{
    for (uint32_t k = 1; k <= AUX_WORDS && k < w; k++)
        if (doc->dep.row[w - k].head == w && doc->dep.row[w - k].rel == RCP_REL_cop)
            return w - k;
    return 0;
}

/* The verb above w; *by_noun: it hangs on a noun before it ("la réunion de lundi"), not on the verb. */
static uint32_t verb_above(const rcp_doc *doc, uint32_t w, bool *by_noun)
{
    uint32_t first = w, cop;
    *by_noun = false;
    for (int i = 0; i < CLIMB_MAX && w && w < doc->dep.n; i++, w = doc->dep.row[w].head) {
        if (is_verb(doc, w))
            return w;
        if ((cop = copula_of(doc, w)))
            return cop;
        *by_noun |= w < first && (doc->tag.row[w].upos == RCP_NOUN || doc->tag.row[w].upos == RCP_PROPN);
    }
    return 0;
}

static uint32_t verb_beside(const rcp_doc *doc, uint32_t first, uint32_t end, uint32_t w)
{
    for (uint32_t k = 1; k < NEAR_WORDS; k++) {
        if (w >= first + k && is_verb(doc, w - k))
            return w - k;
        if (w + k < end && is_verb(doc, w + k))
            return w + k;
    }
    return 0;
}

rcp_tense rcp_tense_at(const rcp_doc *doc, const rcp_future_words *future, uint32_t tok)
{
    rcp_id sent = tok && tok < doc->tok.n ? rcp_doc_sent_of(doc, tok) : 0;
    if (!sent)
        return RCP_TENSE_NONE;
    rcp_toks range = doc->sent.row[sent].toks;
    uint32_t w = rcp_doc_word_of(doc, tok), first = rcp_doc_word_of(doc, range.beg),
             end = rcp_doc_word_of(doc, range.end);
    bool tagged = w < doc->tag.n && doc->tag.n == doc->word.n && end > first &&
                  doc->tag.row[w].upos != RCP_UPOS_NONE;
    if (!tagged)
        return tense_of_words(doc, future, range, tok);
    bool by_noun;
    uint32_t verb = verb_above(doc, w, &by_noun);
    if (!verb)
        verb = verb_beside(doc, first, end, w);
    rcp_tense tense = verb ? verb_tense(doc, future, first, verb) : RCP_TENSE_NONE;
    return tense == RCP_TENSE_PRESENT && by_noun ? RCP_TENSE_NONE : tense;
}
