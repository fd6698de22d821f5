#include "segment/train.h"

#include <utf8proc.h>

#include "lang/runs.h"
#include "segment/sentence.h"
#include "segment/word.h"

/* How far the right answer must lie ahead; in paragraphs further where it agrees with the rules,
 * since news has fewer sentences without a stop than the treebanks.  In flat texts it is the other
 * way round: the treebanks' own sentences have stops more often than titles and lists. */
enum { MARGIN = 12, FREE_MARGIN = 25, RULE_MARGIN = 30, FLAT_MARGIN = 12, FLAT_FREE_MARGIN = 0,
       FLAT_RULE_MARGIN = 12, UNKNOWN = 255, PARAGRAPH = 6, OWN_PERCENT = 30,
       HEADLINE_PERCENT = 10, DASH_PERMILLE = 150, STOP_PERMILLE = 12,
       ETC_PERMILLE = 10 };

/* ---- texts ---- */

/* Whether a sentence ends as those of news do: with a stop, perhaps quoted or bracketed. */
static bool has_stop(const rcp_treebank *bank, rcp_gold_sent s)
{
    uint32_t n;
    for (uint32_t t = s.tok_end; t-- > s.tok_beg;) {
        uint32_t c = rcp_utf8_at(rcp_gold_toks(bank)[t].form, 0, &n);
        if (c == '.' || c == '!' || c == '?' || c == 0x2026)
            return true;
        if (c != '"' && c != ')' && c != '\'' && c != 0xbb && c != 0x201d && c != 0x2019)
            return false;
    }
    return false;
}

/* The form with a capital at its front. */
static rcp_str capital(rcp_str form, rcp_arena *a)
{
    char out[64];
    uint32_t n, c = rcp_utf8_at(form, 0, &n);
    if (form.len > sizeof out - 4)
        return form;
    uint32_t len = rcp_utf8_put(out, (uint32_t)utf8proc_toupper((utf8proc_int32_t)c));
    memcpy(out + len, form.s + n, form.len - n);
    return rcp_arena_str(a, (rcp_str){out, len + form.len - n});
}

/* Change a sentence's tokens: all words get capitals, or a comma becomes a free dash. */
static rcp_status vary(rcp_gold_tok *tok, rcp_gold_sent s, uint64_t *seed, rcp_arena *a)
{
    static const char *const dashes[] = {"-", "\xe2\x80\x93", "\xe2\x80\x94"};
    bool headline = rcp_random(seed) % 100 < HEADLINE_PERCENT;
    for (uint32_t t = s.tok_beg; t < s.tok_end; t++) {
        if (headline && !(tok[t].form = capital(tok[t].form, a)).s)
            return RCP_E_MEMORY;
        uint64_t dice = rcp_random(seed) % 1000;
        if (t == s.tok_beg || !rcp_str_is(tok[t].form, ",") || dice >= DASH_PERMILLE)
            continue;
        if (dice < STOP_PERMILLE) {
            tok[t].form = RCP_STR(".");         /* as machine translation leaves one behind */
            continue;
        }
        tok[t].form = rcp_str_of(dashes[dice % 3]);
        tok[t - 1].space_after = tok[t].space_after = true;
    }
    return RCP_OK;
}

/* Now and then a sentence ends in "etc.", whose full stop serves both. */
static void end_in_abbreviation(rcp_gold_tok *tok, rcp_gold_sent *s, uint64_t *seed)
{
    if (rcp_random(seed) % 1000 >= ETC_PERMILLE || s->tok_end - s->tok_beg < 6 ||
        !rcp_str_is(tok[s->tok_end - 1].form, "."))
        return;
    s->tok_end--;
    tok[s->tok_end - 1] = (rcp_gold_tok){RCP_STR("etc."), true};
}

/* Token rows of its own, to be varied. */
static rcp_status copy_toks(rcp_treebank *bank, rcp_arena *a)
{
    size_t n = bank->tok.n;
    rcp_gold_tok *own = RCP_NEW(a, rcp_gold_tok, n);
    if (!own)
        return RCP_E_MEMORY;
    memcpy(own, rcp_gold_toks(bank), sizeof *own * n);
    bank->tok.row = (char *)own;
    return RCP_OK;
}

rcp_status rcp_segment_view(const rcp_treebank *bank, const uint32_t *sent, uint32_t n,
                            uint32_t how, uint64_t seed, rcp_arena *a, rcp_treebank *out)
{
    uint32_t *order = RCP_NEW(a, uint32_t, (size_t)n + 1);
    *out = *bank;
    if (!order || rcp_rows_init(&out->sent, a, sizeof(rcp_gold_sent)) ||
        (how == RCP_VIEW_NEWS && copy_toks(out, a)))
        return RCP_E_MEMORY;
    for (uint32_t i = 0; i < n; i++)
        order[i] = i;
    if (how == RCP_VIEW_SHUFFLED)
        rcp_shuffle(order, n, &seed);
    rcp_status s = RCP_OK;
    for (uint32_t i = 0; !s && i < n; i++) {
        rcp_gold_sent from = rcp_gold_sents(bank)[sent[order[i]]];
        if (how == RCP_VIEW_NEWS && !has_stop(bank, from))
            continue;
        if (how == RCP_VIEW_NEWS)
            end_in_abbreviation(RCP_ROW(&out->tok, rcp_gold_tok, 0), &from, &seed);
        if (how == RCP_VIEW_NEWS)
            s = vary(RCP_ROW(&out->tok, rcp_gold_tok, 0), from, &seed, a);
        if (how == RCP_VIEW_SHUFFLED)
            from.newpar = false;
        else if (how != RCP_VIEW_PLAIN)
            from.newpar |= rcp_random(&seed) % PARAGRAPH == 0;
        rcp_gold_sent *row = s ? NULL : rcp_rows_add(&out->sent);
        if (!row)
            return RCP_E_MEMORY;
        *row = from;
    }
    return s;
}

/* A text with the answers of its treebank, stretch by stretch. */
typedef struct { rcp_toks at; rcp_id block; rcp_stretch look; } stretch;
typedef struct {
    const rcp_doc *doc;
    uint8_t  *ends;                     /* (tok.n)  1: a sentence ends with the token      */
    uint8_t  *words;                    /* (tok.n)  RCP_CLASS_..., UNKNOWN: no such token   */
    uint8_t  *own;                      /* (tok.n)  what was guessed of `ends`             */
    uint32_t *at;                       /* (tok.n + 1)  characters before, no white space  */
    rcp_rows  stretches;
    uint32_t  n_gold;
} text;

typedef struct {
    const rcp_segment_course *course;
    const rcp_splitter *rules;
    rcp_arena *a;
    rcp_err   *err;
    text      *texts, held;
    rcp_runs   runs;
    rcp_learner *ends, *words;          /* of the runs */
} trainer;

static uint32_t weight(rcp_str s)
{
    uint32_t n, count = 0;
    for (uint32_t at = 0; at < s.len; at += n)
        count += !rcp_is_space(rcp_utf8_at(s, at, &n));
    return count;
}

/* Mark what the treebank says of the document's tokens, going through both side by side. */
static void mark_gold(const rcp_treebank *bank, text *t)
{
    uint32_t at = 0, k = 1, n = t->doc->tok.n;
    t->n_gold = bank->sent.n - 1;
    for (uint32_t i = 1; i < bank->sent.n; i++) {
        rcp_gold_sent s = rcp_gold_sents(bank)[i];
        uint32_t w = s.beg;
        for (uint32_t g = s.tok_beg; g < s.tok_end; g++) {
            uint32_t beg = at, first = w;
            at += weight(rcp_gold_toks(bank)[g].form);
            while (w < s.end && rcp_gold_words(bank)[w].tok == g)
                w++;
            while (k < n && t->at[k] < beg)
                k++;
            if (k < n && t->at[k] == beg && t->at[k + 1] == at)
                t->words[k] = w > first + 1 ? RCP_CLASS_MANY : RCP_CLASS_ONE;
        }
        while (k + 1 < n && t->at[k + 1] < at)
            k++;
        if (k < n && t->at[k + 1] == at)
            t->ends[k] = 1;
    }
}

/* The runs of sentences that lie in one block and are furniture, or are not. */
static rcp_status find_stretches(const trainer *t, text *x)
{
    const rcp_doc *doc = x->doc;
    rcp_status s = rcp_rows_init(&x->stretches, t->a, sizeof(stretch));
    for (rcp_id i = 1, k; !s && i < doc->sent.n; i = k) {
        rcp_sent one = doc->sent.row[i];
        uint32_t flags = doc->tok.row[one.toks.beg].flags & RCP_TOK_FURNITURE;
        for (k = i + 1; k < doc->sent.n && doc->sent.row[k].block == one.block; k++)
            if ((doc->tok.row[doc->sent.row[k].toks.beg].flags & RCP_TOK_FURNITURE) != flags)
                break;
        stretch *row = rcp_rows_add(&x->stretches);
        if (!row)
            return RCP_E_MEMORY;
        row->at = (rcp_toks){one.toks.beg, doc->sent.row[k - 1].toks.end};
        row->block = one.block;
        s = rcp_stretch_look(t->rules, doc, doc->tok.row, row->at, t->a, &row->look);
    }
    return s;
}

static rcp_status text_open(const trainer *t, const rcp_segment_text *from, text *x)
{
    size_t n = (size_t)from->doc->tok.n + 2;
    *x = (text){.doc = from->doc,
                .ends = RCP_NEW(t->a, uint8_t, n),
                .words = RCP_NEW(t->a, uint8_t, n),
                .own = RCP_NEW(t->a, uint8_t, n),
                .at = RCP_NEW(t->a, uint32_t, n)};
    if (!x->ends || !x->words || !x->own || !x->at)
        return RCP_E_MEMORY;
    memset(x->words, UNKNOWN, n);
    for (rcp_id i = 1; i < from->doc->tok.n; i++)
        x->at[i + 1] = x->at[i] + weight(rcp_doc_slice(x->doc, x->doc->tok.row[i].span));
    mark_gold(from->bank, x);
    return find_stretches(t, x);
}

/* ---- learning ---- */

/* What the weights make of it; with gold below the classes, learn when they are not sure. */
static uint32_t decide(rcp_perceptron *p, const rcp_features *f, uint32_t gold, int32_t together, int32_t apart)
{
    int32_t score[RCP_LANES];
    rcp_weights w = rcp_perceptron_weights(p);
    rcp_weights_score(&w, f, 0, RCP_SEGMENT_CLASSES, score);
    if (gold < RCP_SEGMENT_CLASSES)
        rcp_perceptron_learn(p, f, gold,
                             score[!gold] + (gold ? apart : together) >= score[gold] ? !gold
                                                                                     : gold);
    return score[1] > score[0];
}

static rcp_cutter cutter_of(const trainer *t, const text *x, rcp_toks at)
{
    return (rcp_cutter){t->rules->rules, x->doc, x->doc->tok.row, at, 0, 0};
}

/* Margins of a decision that leaves the gap closed and of one that opens it, by what the rule
 * says of it.  A flat text has its sentences without a stop: nothing is held back there. */
static uint32_t learn_end(trainer *t, const rcp_features *f, uint32_t gold, bool rule, bool flat)
{
    if (flat)
        return decide(&t->ends->p, f, gold, rule ? MARGIN : FLAT_FREE_MARGIN,
                      rule ? FLAT_RULE_MARGIN : FLAT_MARGIN);
    return decide(&t->ends->p, f, gold, rule ? MARGIN : FREE_MARGIN, rule ? RULE_MARGIN : MARGIN);
}

/* One stretch; now and then go on from the guess, as at run time. */
static void learn_ends(trainer *t, text *x, const stretch *row)
{
    rcp_cutter c = cutter_of(t, x, row->at);
    rcp_gap_state state = {0, 0, false};
    rcp_features f;
    for (rcp_id i = row->at.beg; i + 1 < row->at.end; i++) {
        state.rule = rcp_rule_ends(&c, row->at.beg + state.first, i);
        uint32_t guess = 0;
        if (!rcp_rule_bars(&c, &row->look, i) && !rcp_gap_held(&row->look, &state, i - row->at.beg)) {
            rcp_gap_features(&row->look, &state, i - row->at.beg, &f);
            guess = learn_end(t, &f, x->ends[i], state.rule, rcp_stretch_flat(&row->look));
        }
        bool own = rcp_random(&t->runs.random) % 100 < OWN_PERCENT;
        if (own ? guess : x->ends[i]) {
            state.before = state.first;
            state.first = i + 1 - row->at.beg;
        }
    }
}

/* The contractions of a stretch, its sentences as the treebank has them.  With `right`, measure
 * the weights `w` (NULL: the rules) and count; without, learn. */
static void read_words(trainer *t, text *x, const stretch *row, const rcp_weights *w,
                       uint32_t *right, uint32_t *all)
{
    rcp_word_reader r = {t->rules, x->doc, x->doc->tok.row, &row->look, row->at.beg, {0}};
    rcp_features f;
    for (rcp_id i = row->at.beg, next; i < row->at.end; i = next) {
        for (next = i; next + 1 < row->at.end && !x->ends[next]; next++)
            ;
        next++;
        r.state.first = i - row->at.beg;
        r.state.end = next - row->at.beg;
        for (rcp_id k = i; k < next; k++) {
            bool open;
            if (!rcp_contraction_at(&r, k, &open) || !open)
                continue;
            uint32_t class = r.state.rule = rcp_contraction_rule(&r, k), gold = x->words[k];
            rcp_words_features(&row->look, &r.state, k - row->at.beg, &f);
            if (!right)
                class = decide(&t->words->p, &f, gold, MARGIN, MARGIN);
            else if (w) {
                int32_t score[RCP_LANES];
                rcp_weights_score(w, &f, 0, RCP_SEGMENT_CLASSES, score);
                class = score[1] > score[0];
            }
            if (right) {
                *all += gold != UNKNOWN;
                *right += gold == class;
            } else if (gold != UNKNOWN && rcp_random(&t->runs.random) % 100 >= OWN_PERCENT)
                class = gold;
            rcp_contraction_was(&r, k, class);
        }
    }
}

/* ---- measuring ---- */

/* Guess the ends with weights `w` (NULL: the rules) into x->own. */
static void guess_ends(const trainer *t, text *x, const rcp_weights *w)
{
    rcp_splitter with = *t->rules;
    if (w)
        with.ends = *w;
    for (uint32_t k = 1; k < x->stretches.n; k++) {
        const stretch *row = RCP_ROW(&x->stretches, stretch, k);
        rcp_cutter c = cutter_of(t, x, row->at);
        rcp_gap_state state = {0, 0, false};
        for (rcp_id i = row->at.beg; i < row->at.end; i++) {
            state.rule = rcp_rule_ends(&c, row->at.beg + state.first, i);
            x->own[i] = i + 1 == row->at.end ||
                        (!w ? state.rule
                            : !rcp_rule_bars(&c, &row->look, i) &&
                                  rcp_gap_ends(&with, &row->look, &state, i - row->at.beg));
            if (x->own[i]) {
                state.before = state.first;
                state.first = i + 1 - row->at.beg;
            }
        }
    }
}

/* F1 of the sentences guessed in x->own. */
static double sentence_f1(const text *x)
{
    uint32_t right = 0, guessed = 0;
    bool both = true;
    for (rcp_id i = 1; i < x->doc->tok.n; i++) {
        bool together = x->own[i] && x->ends[i];
        guessed += x->own[i];
        right += together && both;
        both = x->own[i] || x->ends[i] ? together : both;
    }
    return guessed + x->n_gold ? 2.0 * right / (guessed + x->n_gold) : 0;
}

static double words_share(trainer *t, text *x, const rcp_weights *w)
{
    uint32_t right = 0, all = 0;
    for (uint32_t k = 1; k < x->stretches.n; k++)
        read_words(t, x, RCP_ROW(&x->stretches, stretch, k), w, &right, &all);
    return all ? (double)right / all : 1;
}

/* The weights of the runs so far, this one as it stands, as bytes. */
static rcp_status measure(void *self)
{
    trainer *t = self;
    rcp_weights ends = rcp_learner_weights(t->ends), words = rcp_learner_weights(t->words);
    if (!t->held.n_gold)
        return RCP_OK;
    guess_ends(t, &t->held, &ends);
    rcp_measures_add(&t->runs.measured, "Sentences", sentence_f1(&t->held));
    guess_ends(t, &t->held, NULL);
    rcp_measures_add(&t->runs.measured, "Sentences_by_rule", sentence_f1(&t->held));
    rcp_measures_add(&t->runs.measured, "Contractions", words_share(t, &t->held, &words));
    rcp_measures_add(&t->runs.measured, "Contractions_by_rule", words_share(t, &t->held, NULL));
    return RCP_OK;
}

/* ---- the course ---- */

static rcp_status no_memory(const trainer *t)
{
    return rcp_fail(t->err, RCP_E_MEMORY, "no memory left to train");
}

static rcp_status prepare(trainer *t)
{
    const rcp_segment_course *c = t->course;
    uint32_t width = rcp_width(RCP_SEGMENT_CLASSES);
    t->texts = RCP_NEW(t->a, text, (size_t)c->n_texts + 1);
    t->ends = &t->runs.learner[0];
    t->words = &t->runs.learner[1];
    if (!t->texts || rcp_learner_init(t->ends, t->a, c->ends_slots) || rcp_learner_init(t->words, t->a, c->words_slots) ||
        rcp_perceptron_init(&t->ends->p, t->a, c->ends_slots, width) ||
        rcp_perceptron_init(&t->words->p, t->a, c->words_slots, width))
        return no_memory(t);
    rcp_status s = text_open(t, &c->held, &t->held);
    for (uint32_t i = 0; !s && i < c->n_texts; i++)
        s = text_open(t, &c->text[i], &t->texts[i]);
    return s ? no_memory(t) : RCP_OK;
}

static rcp_status learn_text(void *self, uint32_t at)
{
    trainer *t = self;
    text *x = &t->texts[at];
    uint32_t n = x->stretches.n - 1;
    char *mark = t->a->at;
    uint32_t *order = RCP_NEW(t->a, uint32_t, (size_t)n + 1);
    if (!order)
        return no_memory(t);
    rcp_shuffle(order, n, &t->runs.random);
    for (uint32_t i = 0; i < n; i++) {
        const stretch *row = RCP_ROW(&x->stretches, stretch, order[i] + 1);
        learn_ends(t, x, row);
        read_words(t, x, row, NULL, NULL, NULL);
    }
    rcp_arena_rewind(t->a, mark);
    return RCP_OK;
}

static bool learnt(const int8_t *w, uint32_t n)
{
    while (n && !w[n - 1])
        n--;
    return n > 0;
}

static rcp_status write_file(const trainer *t, rcp_buf *out)
{
    const rcp_segment_course *c = t->course;
    rcp_model_parts parts = {0};
    rcp_buf info = {0};
    rcp_course_info(&c->base, &t->runs.measured, &info);
    rcp_model_part(&parts, "info", info.s, info.len);
    rcp_model_part(&parts, "ends", t->ends->out, c->ends_slots);
    if (learnt(t->words->out, c->words_slots))
        rcp_model_part(&parts, "words", t->words->out, c->words_slots);
    rcp_model_write(&parts, "segment", out);
    bool failed = info.failed || out->failed;
    rcp_buf_free(&info);
    return failed ? no_memory(t) : RCP_OK;
}

rcp_status rcp_segment_train(const rcp_segment_course *course, rcp_arena *a, rcp_buf *out,
                             rcp_err *err)
{
    trainer *t = RCP_NEW(a, trainer, 1);
    if (!t)
        return rcp_fail(err, RCP_E_MEMORY, "no memory left to train");
    t->course = course;
    t->rules = rcp_splitter_of(course->pack);
    t->a = a;
    t->err = err;
    t->runs = (rcp_runs){.course = &course->base, .n_learners = 2, .n_rows = course->n_texts,
                         .err = err, .self = t, .learn = learn_text, .measure = measure};
    rcp_status s = prepare(t);
    s = s ? s : rcp_runs_do(&t->runs, a);
    return s ? s : write_file(t, out);
}
