#include "tag/train.h"

#include <stdlib.h>

#include "lang/runs.h"
#include "tag/lexicon.h"

enum {
    FREQUENT = 4,         /* a form seen so often is as good as in a lexicon */
    CAPITALS_PERCENT = 5, /* sentences shown as headlines in capitals print them */
    MARGIN = 20
}; /* in single steps of a weight; there are 36 features  */

typedef struct {
    const rcp_tag_course *course;
    rcp_arena *a;
    rcp_err *err;
    rcp_lexicon lexicon;
    rcp_buf classes, file;
    uint32_t range[RCP_N_upos + 1];
    char ranges[4 * (RCP_N_upos + 1)];
    rcp_str *class_str; /* (range[RCP_N_upos]) */
    rcp_runs runs;
    rcp_learner *upos, *feats;          /* of the runs */
    rcp_tagger tagger;
    rcp_look *look, *upper; /* one a word of the treebank; in capitals */
    uint32_t *gold; /* its class; RCP_CLASSES_MAX: none */
    rcp_guess *guess;
} trainer;

static rcp_status no_memory(trainer *t)
{
    return rcp_fail(t->err, RCP_E_MEMORY, "no memory left to train");
}

/* The classes: feature strings of each UPOS, sorted. */

typedef struct {
    rcp_str feats;
    uint32_t upos;
} pair;

static int by_pair(const void *pa, const void *pb)
{
    const pair *a = pa, *b = pb;
    if (a->upos != b->upos)
        return a->upos < b->upos ? -1 : 1;
    return rcp_str_cmp(a->feats, b->feats);
}

/* A word with neither lemma nor features has no morphology to learn from. */
static bool bare(const rcp_gold_word *w)
{
    return !w->lemma.len && !w->feats.len;
}

/* What is seen once only is most often a slip: from the second time on it is a class. */
static rcp_status gather_classes(trainer *t)
{
    const rcp_gold_word *word = rcp_gold_words(t->course->base.bank);
    const rcp_gold_sent *sent = rcp_gold_sents(t->course->base.bank);
    uint32_t n = 0, kept = 0;
    pair *p = RCP_NEW(t->a, pair, t->course->base.bank->word.n + RCP_N_upos);
    t->class_str = RCP_NEW(t->a, rcp_str, RCP_CLASSES_MAX);
    if (!p || !t->class_str)
        return no_memory(t);
    for (uint32_t i = 0; i < t->course->base.n_train; i++)
        for (uint32_t w = sent[t->course->base.train[i]].beg; w < sent[t->course->base.train[i]].end; w++)
            if (w < t->course->feats_end && !bare(&word[w]))
                p[n++] = (pair){word[w].feats, word[w].upos};
    qsort(p, n, sizeof *p, by_pair);
    for (uint32_t u = 0, i = 0; u < RCP_N_upos; u++) {
        t->range[u] = kept;
        for (uint32_t k; i < n && p[i].upos == u; i = k) {
            for (k = i; k < n && !by_pair(&p[i], &p[k]);)
                k++;
            if (k - i >= 2 && kept < RCP_CLASSES_MAX - 1)
                t->class_str[kept++] = p[i].feats;
        }
    }
    t->range[RCP_N_upos] = kept;
    return kept ? RCP_OK : rcp_fail(t->err, RCP_E_INPUT, "the treebanks are too small to train on");
}

static uint32_t class_of(const trainer *t, const rcp_gold_word *w)
{
    if (bare(w))
        return RCP_CLASSES_MAX;
    for (uint32_t c = t->range[w->upos]; c < t->range[w->upos + 1]; c++)
        if (rcp_str_eq(t->class_str[c], w->feats))
            return c;
    return RCP_CLASSES_MAX;
}

/* The model file as it stands; opened again, it is what is trained and measured. */

static rcp_status write_file(trainer *t, rcp_buf *out)
{
    rcp_model_parts parts = {0};
    rcp_buf ranges = {0}, info = {0};
    rcp_course_info(&t->course->base, &t->runs.measured, &info);
    for (uint32_t i = 0; i <= RCP_N_upos; i++)
        rcp_buf_u32(&ranges, t->range[i]);
    rcp_buf_reset(&t->classes);
    rcp_strings_write(t->class_str, t->range[RCP_N_upos], &t->classes);
    rcp_model_part(&parts, "info", info.s, info.len);
    rcp_model_part(&parts, "classes", t->classes.s, t->classes.len);
    rcp_model_part(&parts, "ranges", ranges.s, ranges.len);
    rcp_lexicon_parts(&t->lexicon, &parts);
    rcp_model_part(&parts, "upos", t->upos->out, t->course->upos_slots);
    rcp_model_part(&parts, "feats", t->feats->out, t->course->feats_slots);
    rcp_model_write(&parts, "tag", out);
    bool failed = ranges.failed || info.failed || t->classes.failed || out->failed;
    rcp_buf_free(&ranges);
    rcp_buf_free(&info);
    return failed ? no_memory(t) : RCP_OK;
}

static rcp_status open_file(trainer *t)
{
    rcp_syms syms;
    rcp_buf_reset(&t->file);
    rcp_status s = rcp_syms_init(&syms, t->a, NULL);
    s = s ? no_memory(t) : write_file(t, &t->file);
    return s ? s
             : rcp_tagger_open(&t->tagger, (rcp_str){t->file.s, (uint32_t)t->file.len}, "new model",
                               &syms, t->a, t->err);
}

static rcp_status prepare(trainer *t)
{
    const rcp_tag_course *c = t->course;
    uint32_t n = c->base.bank->word.n;
    rcp_status s = gather_classes(t);
    s = s ? s : rcp_lexicon_build(&t->lexicon, c, FREQUENT, t->a, t->err);
    t->upos = &t->runs.learner[0];
    t->feats = &t->runs.learner[1];
    t->look = RCP_NEW(t->a, rcp_look, n);
    t->upper = RCP_NEW(t->a, rcp_look, n);
    t->gold = RCP_NEW(t->a, uint32_t, n);
    t->guess = RCP_NEW(t->a, rcp_guess, n);
    if (!s && (rcp_learner_init(t->upos, t->a, c->upos_slots) || rcp_learner_init(t->feats, t->a, c->feats_slots) ||
               !t->look || !t->upper || !t->gold || !t->guess))
        return no_memory(t);
    s = s ? s : open_file(t);
    s = s ? s : rcp_lexicon_mend(&t->lexicon, &t->tagger, t->err);
    s = s ? s : open_file(t);
    if (!s && (rcp_perceptron_init(&t->upos->p, t->a, c->upos_slots, t->tagger.upos.width) ||
               rcp_perceptron_init(&t->feats->p, t->a, c->feats_slots, t->tagger.feats.width)))
        return no_memory(t);
    for (uint32_t i = 1; !s && i < n; i++) {
        const rcp_gold_word *w = rcp_gold_words(c->base.bank) + i;
        char a[RCP_FORM_MAX], b[3 * RCP_FORM_MAX];
        rcp_tagger_look(&t->tagger, w->form, &t->look[i]);
        rcp_tagger_look(&t->tagger, rcp_form_upper(rcp_form_norm(w->form, a), b), &t->upper[i]);
        t->gold[i] = class_of(t, w);
    }
    return s;
}

/* Learn from one decision among beg .. end: the best of the others must lie well behind gold.
 * Without gold (RCP_CLASSES_MAX) only decide. */
static uint32_t decide(rcp_perceptron *p, const rcp_features *f, uint32_t beg, uint32_t end,
                       uint32_t gold)
{
    int32_t score[RCP_CLASSES_MAX + RCP_LANES];
    rcp_weights w = rcp_perceptron_weights(p);
    rcp_weights_score(&w, f, beg, end, score);
    uint32_t guess = rcp_best(score, beg, end, NULL);
    if (gold == RCP_CLASSES_MAX)
        return guess;
    int32_t right = score[gold];
    score[gold] = INT32_MIN;
    uint32_t rival = rcp_best(score, beg, end, NULL);
    rcp_perceptron_learn(p, f, gold, score[rival] + MARGIN >= right ? rival : gold);
    return guess;
}

/* One sentence: guess as at run time, and learn from each wrong guess. */
static void learn(trainer *t, const rcp_gold_sent *sent)
{
    const rcp_gold_word *word = rcp_gold_words(t->course->base.bank) + sent->beg;
    bool capitals = rcp_random(&t->runs.random) % 100 < CAPITALS_PERCENT;
    const rcp_look *look = (capitals ? t->upper : t->look) + sent->beg;
    rcp_guess *guess = t->guess + sent->beg;
    uint32_t n = sent->end - sent->beg;
    rcp_features f;
    for (uint32_t i = 0; i < n; i++) {
        rcp_tagger_upos_features(look, guess, n, i, &f);
        guess[i].upos = decide(&t->upos->p, &f, 1, RCP_N_upos, word[i].upos);
    }
    for (uint32_t i = 0; i < n && sent->beg < t->course->feats_end; i++) {
        guess[i].upos = word[i].upos;
        uint32_t beg = t->range[word[i].upos], end = t->range[word[i].upos + 1];
        guess[i].cls = beg;
        if (end <= beg + 1)
            continue;
        rcp_tagger_feats_features(&t->tagger, look, guess, n, i, &f);
        guess[i].cls = decide(&t->feats->p, &f, beg, end, t->gold[sent->beg + i]);
    }
}

/* Share of the held-out words whose UPOS, features, lemma come out right. */
static rcp_status measure(void *self)
{
    trainer *t = self;
    const rcp_course *c = &t->course->base;
    uint32_t n = 0, upos = 0, feats = 0, lemmas = 0;
    rcp_tagger tagger = t->tagger;
    tagger.upos.w = t->upos->out;
    tagger.feats.w = t->feats->out;
    for (uint32_t i = 0; i < c->n_held; i++) {
        rcp_gold_sent s = rcp_gold_sents(c->bank)[c->held[i]];
        rcp_tagger_tag(&tagger, t->look + s.beg, s.end - s.beg, t->guess + s.beg);
        for (uint32_t w = s.beg; w < s.end; w++, n++) {
            const rcp_gold_word *g = rcp_gold_words(c->bank) + w;
            char out[4 * RCP_FORM_MAX];
            rcp_str fs = t->guess[w].cls < t->range[RCP_N_upos] ? t->class_str[t->guess[w].cls]
                                                                : RCP_STR("");
            uint32_t len =
                rcp_tagger_lemma(&tagger, g->form, &t->look[w], t->guess[w].upos, fs, out);
            upos += t->guess[w].upos == g->upos;
            feats += rcp_str_eq(fs, g->feats);
            lemmas += !g->lemma.len || rcp_str_eq((rcp_str){out, len}, g->lemma);
        }
    }
    if (!n)
        return RCP_OK;
    rcp_measures_add(&t->runs.measured, "UPOS", upos / (double)n);
    rcp_measures_add(&t->runs.measured, "UFeats", feats / (double)n);
    rcp_measures_add(&t->runs.measured, "Lemmas", lemmas / (double)n);
    return RCP_OK;
}

static rcp_status learn_row(void *self, uint32_t row)
{
    trainer *t = self;
    learn(t, rcp_gold_sents(t->course->base.bank) + t->course->base.train[row]);
    return RCP_OK;
}

rcp_status rcp_tag_train(const rcp_tag_course *course, rcp_arena *a, rcp_buf *out, rcp_err *err)
{
    trainer *t = RCP_NEW(a, trainer, 1);
    if (!t)
        return rcp_fail(err, RCP_E_MEMORY, "no memory left to train");
    t->course = course;
    t->a = a;
    t->err = err;
    t->runs = (rcp_runs){.course = &course->base, .n_learners = 2, .n_rows = course->base.n_train, .shuffled = true,
                         .err = err, .self = t, .learn = learn_row, .measure = measure};
    rcp_status s = prepare(t);
    s = s ? s : rcp_runs_do(&t->runs, a);
    s = s ? s : write_file(t, out);
    rcp_lexicon_free(&t->lexicon);
    rcp_buf_free(&t->classes);
    rcp_buf_free(&t->file);
    return s;
}

static rcp_status apply(const rcp_tagger *t, const rcp_treebank *bank, rcp_gold_sent s,
                        rcp_look *look, rcp_guess *guess, rcp_arena *a, rcp_seen_tag *out)
{
    const rcp_gold_word *word = rcp_gold_words(bank);
    char lemma[4 * RCP_FORM_MAX];
    for (uint32_t w = s.beg; w < s.end; w++)
        rcp_tagger_look(t, word[w].form, &look[w - s.beg]);
    rcp_tagger_tag(t, look, s.end - s.beg, guess);
    for (uint32_t w = s.beg; w < s.end; w++) {
        const rcp_guess *g = &guess[w - s.beg];
        rcp_str feats = g->cls < t->classes.n ? rcp_strings_at(&t->classes, g->cls) : RCP_STR("");
        uint32_t len = rcp_tagger_lemma(t, word[w].form, &look[w - s.beg], g->upos, feats, lemma);
        out[w] = (rcp_seen_tag){rcp_arena_str(a, (rcp_str){lemma, len}), rcp_arena_str(a, feats),
                                g->upos};
        if (!out[w].lemma.s || !out[w].feats.s)
            return RCP_E_MEMORY;
    }
    return RCP_OK;
}

rcp_status rcp_tag_apply(rcp_str model, const rcp_treebank *bank, const uint32_t *sent, uint32_t n,
                         rcp_arena *a, rcp_seen_tag *out, rcp_err *err)
{
    rcp_tagger t;
    rcp_syms syms;
    rcp_status s = rcp_syms_init(&syms, a, NULL);
    s = s ? s : rcp_tagger_open(&t, model, "new model", &syms, a, err);
    for (uint32_t i = 0; !s && i < n; i++) {
        rcp_gold_sent row = rcp_gold_sents(bank)[sent[i]];
        rcp_look *look = RCP_NEW(a, rcp_look, row.end - row.beg);
        rcp_guess *guess = RCP_NEW(a, rcp_guess, row.end - row.beg);
        s = look && guess ? apply(&t, bank, row, look, guess, a, out) : RCP_E_MEMORY;
    }
    return s == RCP_E_MEMORY ? rcp_fail(err, s, "no memory left to tag the treebank") : s;
}
