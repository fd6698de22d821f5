#include "claim/conditional.h"

enum { WINDOW = 40 };

/* Features a rule may test.  With a class of words after a colon: lemma:X the conditional itself,
 * verb:X the verb it carries, near:X any word of the sentence, before:X a word before it in it. */
enum { F_PAST, F_SIMPLE, F_SI, F_PAST_CUE, F_FIRST, F_QUESTION, F_COPULA, F_PAST_BEFORE, F_IMPERSONAL,
       F_EVALUATIVE, F_NEGATED,
       F_N, F_LEMMA = 0x100, F_VERB = 0x200, F_NEAR = 0x300, F_BEFORE = 0x400, F_CLASS = 0xff };
static const char *const features[F_N] = {"past", "simple", "si", "past_cue", "first", "question",
                                          "copula", "past_before", "impersonal", "evaluative", "negated"};
static const char *const labels[RCP_N_COND] = {
#define X(name, word) word,
    RCP_COND_LABELS(X)
#undef X
};

int rcp_cond_label_of(rcp_str name)
{
    for (int i = 0; i < RCP_N_COND; i++)
        if (rcp_str_is(name, labels[i]))
            return i;
    return -1;
}

const char *rcp_cond_label_word(uint32_t label)
{
    return label < RCP_N_COND ? labels[label] : "";
}

/* ---- loading ---------------------------------------------------------------------------- */

static rcp_status read_class(rcp_pack *pack, const rcp_tsv *tsv, rcp_claim_rules *r, rcp_err *err)
{
    rcp_status st = rcp_tsv_want(tsv, 3, 3, err);
    if (st)
        return st;
    if (rcp_str_is(rcp_tsv_field(tsv, 1), "ending")) {
        r->cond_endings = rcp_tsv_field(tsv, 2);
        return RCP_OK;
    }
    if (r->n_cond_classes == RCP_COND_CLASSES)
        return rcp_tsv_fail(tsv, 1, err, "more than %d classes", RCP_COND_CLASSES);
    uint32_t c = r->n_cond_classes++;
    rcp_str rest = rcp_tsv_field(tsv, 2), piece;
    r->cond_class[c].name = rcp_tsv_field(tsv, 1);
    while (!st && rcp_list_next(&rest, &piece)) {
        if (r->cond_class[c].n == RCP_COND_WORDS)
            return rcp_tsv_fail(tsv, 2, err, "more than %d words", RCP_COND_WORDS);
        st = rcp_syms_add(&pack->syms, piece, &r->cond_class[c].word[r->cond_class[c].n++]);
    }
    return st;
}

/* "past", "lemma:pouvoir": the number of a feature; -1 when there is none. */
static int feature_of(const rcp_claim_rules *r, rcp_str s)
{
    static const struct { const char *prefix; int base; } kinds[] = {
        {"lemma:", F_LEMMA}, {"verb:", F_VERB}, {"near:", F_NEAR}, {"before:", F_BEFORE}};
    for (int i = 0; i < F_N; i++)
        if (rcp_str_is(s, features[i]))
            return i;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        uint32_t n = (uint32_t)strlen(kinds[k].prefix);
        if (s.len <= n || memcmp(s.s, kinds[k].prefix, n))
            continue;
        for (uint32_t c = 0; c < r->n_cond_classes; c++)
            if (rcp_str_eq(r->cond_class[c].name, (rcp_str){s.s + n, s.len - n}))
                return kinds[k].base + (int)c;
    }
    return -1;
}

static rcp_status read_rule(const rcp_tsv *tsv, const rcp_claim_rules *r, rcp_cond_rule *rule, rcp_err *err)
{
    int label = rcp_cond_label_of(rcp_tsv_field(tsv, 0));
    if (label < 0)
        return rcp_tsv_fail(tsv, 0, err, "neither \"class\" nor a reading of the conditional");
    *rule = (rcp_cond_rule){.label = (uint32_t)label, .why = tsv->why};
    rcp_str s = rcp_tsv_field(tsv, 1);
    while (s.len) {
        uint32_t len = 0;
        while (len < s.len && s.s[len] != ' ')
            len++;
        rcp_str word = {s.s, len};
        s.s += len;
        s.len -= len;
        while (s.len && s.s[0] == ' ')
            s.s++, s.len--;
        if (rule->n == RCP_COND_MAX)
            return rcp_tsv_fail(tsv, 1, err, "more than %d conditions", RCP_COND_MAX);
        bool inverted = word.len && word.s[0] == '!';
        if (inverted)
            word.s++, word.len--;
        int f = feature_of(r, word);
        if (f < 0)
            return rcp_tsv_fail(tsv, 1, err, "'%.*s' is no condition", (int)word.len, word.s);
        rule->cond[rule->n].feature = (uint16_t)f;
        rule->cond[rule->n++].inverted = inverted;
    }
    return RCP_OK;
}

rcp_status rcp_conditional_load(rcp_pack *pack, rcp_claim_rules *r, rcp_err *err)
{
    char path[96];
    rcp_tsv tsv;
    uint32_t n = 0;
    rcp_status st = RCP_OK;
    const char *name = rcp_pack_file(pack, "conditional.rules", path);
    if (!rcp_tsv_open(&tsv, &pack->res, name))
        return RCP_OK;
    while (rcp_tsv_next(&tsv))
        n++;
    if (!(r->cond = RCP_NEW(&pack->arena, rcp_cond_rule, n + 1)))
        return rcp_fail(err, RCP_E_MEMORY, "no memory left for the claim stage's rules");
    (void)rcp_tsv_open(&tsv, &pack->res, name);
    while (!st && rcp_tsv_next(&tsv))
        st = rcp_str_is(rcp_tsv_field(&tsv, 0), "class") ? read_class(pack, &tsv, r, err)
                                                         : read_rule(&tsv, r, &r->cond[r->n_conds++], err);
    return st;
}

/* ---- reading ---------------------------------------------------------------------------- */

typedef struct {
    const rcp_view *v;
    uint32_t w, beg, end;               /* the conditional; the sentence around it      */
    uint32_t verb;                      /* participle or infinitive it carries; 0       */
    bool past, past_cue;
} reading;

static bool in_class(const rcp_view *v, uint32_t w, uint32_t c)
{
    for (uint32_t i = 0; w && i < v->rules->cond_class[c].n; i++)
        if (rcp_word_is(v, w, v->rules->cond_class[c].word[i]))
            return true;
    return false;
}

/* The participle or infinitive after the conditional, over negation, adverbs and clitics. */
static void find_verb(reading *r)
{
    for (uint32_t w = r->w + 1; w < r->end && w < r->w + 7; w++) {
        if (rcp_has(r->v, w, RCP_V_PART) && rcp_is(r->v, r->w, RCP_W(AUXIL))) {
            r->verb = w;
            /* être + participle is a passive (still simple) but for the verbs of motion, which the
             * tables do not know: only avoir makes a past conditional, or "aurait été". */
            r->past = !rcp_is(r->v, r->w, RCP_W(BE));
            return;
        }
        if (rcp_has(r->v, w, RCP_V_INF)) {
            r->verb = w;
            return;
        }
        if (!rcp_is(r->v, w, RCP_W(NEGPART) | RCP_W(ADVERB) | RCP_W(CLITIC) | RCP_W(INVERTED) | RCP_W(NEG)) &&
            r->v->word[w].upos != RCP_ADV && r->v->word[w].upos != RCP_PRON && !rcp_has(r->v, w, RCP_V_MARK))
            return;
    }
}

/* "si" in reach: in the same sentence, not the "si" of an indirect question. */
static bool has_si(const reading *r)
{
    uint32_t n;
    for (uint32_t w = r->beg; w < r->end; w++) {
        if (!rcp_is(r->v, w, RCP_W(SI)) || r->v->word[w].upos == RCP_ADV)
            continue;
        /* "s'" is "si" only before il, ils */
        if (rcp_is(r->v, w, RCP_W(REFLEXIVE)) && !(w + 1 < r->end && rcp_is(r->v, w + 1, RCP_W(PRON))))
            continue;
        if (rcp_is(r->v, w, RCP_W(REFLEXIVE)) && r->v->word[w + 1].upos != RCP_PRON)
            continue;
        const rcp_cue *c = w > r->beg ? rcp_cue_lookup(r->v->rules, r->v->word[w - 1].lemma, &n) : NULL;
        bool question = false;
        for (uint32_t k = 0; c && k < n; k++)
            question |= c[k].cls == RCP_CUE_ASK;
        if (!question)
            return true;
    }
    return false;
}

/* A finite verb in a past tense before the conditional, with a "que" or a relative between. */
static bool past_before(const reading *r)
{
    bool comp = false;
    for (uint32_t w = r->w; w-- > r->beg;) {
        comp |= rcp_is(r->v, w, RCP_W(COMP));
        if (comp && rcp_is_verb(r->v, w) && (rcp_has(r->v, w, RCP_V_PAST) || rcp_has(r->v, w, RCP_V_PART)))
            return true;
        if (comp && rcp_is_verb(r->v, w) && rcp_has(r->v, w, RCP_V_FIN) && !rcp_is(r->v, w, RCP_W(AUXIL)))
            return false;
    }
    return false;
}

static bool is_question(const reading *r)
{
    uint32_t w = r->end;
    while (w > r->beg && rcp_has(r->v, w - 1, RCP_V_MARK | RCP_V_END)) {
        if (rcp_str_is(rcp_doc_slice(r->v->doc, r->v->word[w - 1].span), "?"))
            return true;
        w--;
    }
    return false;
}

/* "il serait utile de", "ce serait mieux que": a judgement, softened. */
static bool is_evaluative(const reading *r)
{
    bool adjective = false;
    if (!rcp_is(r->v, r->w, RCP_W(BE)) || r->w == r->beg ||
        !(rcp_is(r->v, r->w - 1, RCP_W(PRON) | RCP_W(IMPERSONAL)) || rcp_is(r->v, r->w + 1, RCP_W(INVERTED))))
        return false;
    for (uint32_t w = r->w + 1; w < r->end && w < r->w + 7; w++) {
        if (adjective && rcp_is(r->v, w, RCP_W(DE) | RCP_W(COMP)))
            return true;
        adjective |= r->v->word[w].upos == RCP_ADJ;
        if (rcp_is_nominal(r->v, w) || rcp_has(r->v, w, RCP_V_STOP | RCP_V_COMMA))
            return false;
    }
    return false;
}

static bool holds(const reading *r, uint32_t f)
{
    uint32_t c = f & F_CLASS;
    switch (f & ~(uint32_t)F_CLASS) {
    case F_LEMMA: return in_class(r->v, r->w, c);
    case F_VERB:  return in_class(r->v, r->verb, c);
    case F_NEAR:
    case F_BEFORE:
        for (uint32_t w = r->beg; w < ((f & F_NEAR) == F_NEAR ? r->end : r->w); w++)
            if (in_class(r->v, w, c))
                return true;
        return false;
    default: break;
    }
    switch (f) {
    case F_PAST:     return r->past;
    case F_SIMPLE:   return !r->past;
    case F_SI:       return has_si(r);
    case F_PAST_CUE: return r->past_cue;
    case F_FIRST:    return rcp_has(r->v, r->w, RCP_V_FIRST) ||
                            (r->w > r->beg && rcp_is(r->v, r->w - 1, RCP_W(FIRST)));
    case F_QUESTION: return is_question(r);
    case F_COPULA:   return rcp_is(r->v, r->w, RCP_W(BE)) && !r->verb;
    case F_PAST_BEFORE: return past_before(r);
    case F_EVALUATIVE: return is_evaluative(r);
    case F_NEGATED:  return r->w > r->beg && rcp_is(r->v, r->w - 1, RCP_W(NEG));
    case F_IMPERSONAL:  return r->w > r->beg && rcp_is(r->v, r->w - 1, RCP_W(IMPERSONAL));
    default: return false;
    }
}

uint32_t rcp_conditional_read(const rcp_view *v, uint32_t w, bool past_cue, rcp_why *why)
{
    *why = 0;
    if (!w || w >= v->n || !rcp_has(v, w, RCP_V_CND))
        return RCP_COND_NONE;
    rcp_id s = v->word[w].sent;
    reading r = {.v = v, .w = w, .beg = v->sent[s].beg, .end = v->sent[s].end, .past_cue = past_cue};
    if (r.beg + WINDOW < w)
        r.beg = w - WINDOW;
    if (r.end > w + WINDOW)
        r.end = w + WINDOW;
    find_verb(&r);
    for (uint32_t i = 0; i < v->rules->n_conds; i++) {
        const rcp_cond_rule *rule = &v->rules->cond[i];
        uint32_t k = 0;
        while (k < rule->n && holds(&r, rule->cond[k].feature) != rule->cond[k].inverted)
            k++;
        if (k == rule->n) {
            *why = rule->why;
            return rule->label;
        }
    }
    return RCP_COND_OTHER;
}
