#include "parse/train.h"

#include "lang/runs.h"

#include <stdio.h>

enum {
    SEEN_MIN = 3, /* a relation seen less often in a direction is no move */
    EXPLORE_FROM = 2,
    EXPLORE_PERCENT = 90,
    MARGIN = 60
}; /* in single steps of a weight; there are 75 features */

typedef struct {
    const rcp_parse_course *course;
    rcp_arena *a;
    rcp_err *err;
    rcp_parser parser;
    rcp_runs runs;
    rcp_parse_word *word; /* of all sentences, with their edges: see words_of */
    uint32_t left[RCP_N_deprel], right[RCP_N_deprel]; /* counts */
    char name[RCP_MOVES_MAX][48];
    rcp_str move[RCP_MOVES_MAX];
} trainer;

static rcp_status no_memory(trainer *t)
{
    return rcp_fail(t->err, RCP_E_MEMORY, "no memory left to train");
}

/* The n + 2 rows of a sentence. */
static rcp_parse_word *words_of(const trainer *t, uint32_t sent)
{
    return t->word + rcp_gold_sents(t->course->base.bank)[sent].beg + 2 * (size_t)sent;
}

static void count_moves(trainer *t)
{
    const rcp_course *c = &t->course->base;
    for (uint32_t i = 0; i < c->n_train; i++) {
        rcp_gold_sent s = rcp_gold_sents(c->bank)[c->train[i]];
        for (uint32_t w = s.beg; w < s.end; w++) {
            const rcp_gold_word *g = rcp_gold_words(c->bank) + w;
            if (g->head)
                (g->head > w - s.beg + 1 ? t->left : t->right)[g->rel]++;
        }
    }
}

static void add_move(trainer *t, char kind, uint32_t rel)
{
    uint32_t n = t->parser.n_moves;
    if (n == RCP_MOVES_MAX)
        return;
    if (kind == 'S')
        (void)snprintf(t->name[n], sizeof t->name[n], "S");
    else
        (void)snprintf(t->name[n], sizeof t->name[n], "%c %s", kind,
                       rcp_enum_word(&rcp_enum_deprel, rel));
    t->move[n] = rcp_str_of(t->name[n]);
    t->parser.rel[n] = (uint16_t)rel;
    t->parser.n_moves++;
}

static rcp_status prepare(trainer *t)
{
    const rcp_parse_course *c = t->course;
    count_moves(t);
    add_move(t, 'S', 0);
    for (uint32_t r = 1; r < RCP_N_deprel; r++)
        if (r != RCP_REL_root && (t->left[r] >= SEEN_MIN || r == RCP_REL_dep))
            add_move(t, 'L', r);
    t->parser.right = t->parser.n_moves;
    for (uint32_t r = 1; r < RCP_N_deprel; r++)
        if (r != RCP_REL_root && (t->right[r] >= SEEN_MIN || r == RCP_REL_dep))
            add_move(t, 'R', r);
    uint32_t width = rcp_width(t->parser.n_moves);
    rcp_learner *l = &t->runs.learner[0];
    t->word = RCP_NEW(t->a, rcp_parse_word, c->base.bank->word.n + 2 * (size_t)c->base.bank->sent.n + 2);
    if (!t->word || rcp_learner_init(l, t->a, c->slots) || rcp_perceptron_init(&l->p, t->a, c->slots, width))
        return no_memory(t);
    for (uint32_t s = 1; s < c->base.bank->sent.n; s++) {
        rcp_gold_sent g = rcp_gold_sents(c->base.bank)[s];
        rcp_parse_word_edges(words_of(t, s), g.end - g.beg);
        for (uint32_t w = g.beg; w < g.end; w++)
            rcp_parse_word_make(rcp_gold_words(c->base.bank)[w].form, c->tag[w].lemma, c->tag[w].upos,
                                c->tag[w].feats, &words_of(t, s)[w - g.beg + 1]);
    }
    return RCP_OK;
}

/*
 * What each kind of move loses: the gold arcs that can no longer be reached after it.
 * gold: rows 1 .. n of the sentence, head n + 1 standing for the root.
 */
typedef struct {
    uint32_t shift, left, right;
} costs;

static uint32_t head_of(const rcp_gold_word *gold, uint32_t n, uint32_t w)
{
    return w > n ? 0 : gold[w - 1].head ? gold[w - 1].head : n + 1;
}

static costs costs_of(const rcp_config *c, const rcp_gold_word *gold)
{
    costs k = {0, 0, 0};
    uint32_t s0 = c->n_stack ? c->stack[c->n_stack - 1] : 0, b0 = c->next,
             s1 = c->n_stack > 1 ? c->stack[c->n_stack - 2] : 0;
    if (s0) {
        uint32_t h = head_of(gold, c->n, s0);
        k.left += h == s1 || h > b0;
        k.right += h >= b0;
        for (uint32_t w = b0; w <= c->n; w++)
            if (head_of(gold, c->n, w) == s0) {
                k.left++;
                k.right++;
            }
    }
    for (uint32_t i = 0; i < c->n_stack; i++) {
        uint32_t w = c->stack[i];
        bool top = i + 1 == c->n_stack;
        k.shift += head_of(gold, c->n, w) == b0;
        k.shift += !top && head_of(gold, c->n, b0) == w;
    }
    return k;
}

/* The cost of one move: a right arc with the wrong relation costs one. */
static uint32_t cost_of(const rcp_parser *p, const rcp_config *c, const rcp_gold_word *gold,
                        const costs *k, uint32_t move)
{
    if (move == 0)
        return k->shift;
    uint32_t s0 = c->stack[c->n_stack - 1],
             to = move < p->right ? c->next : c->stack[c->n_stack - 2];
    bool wrong = head_of(gold, c->n, s0) == to && to <= c->n && gold[s0 - 1].rel != p->rel[move];
    return (move < p->right ? k->left : k->right) + wrong;
}

/* Of the allowed moves, the best that cost least, and the best that cost more (NONE: none do). */
enum { NONE = RCP_MOVES_MAX };
typedef struct {
    uint32_t best, rival;
} verdict;

static verdict oracle(const rcp_parser *p, const rcp_config *c, const rcp_gold_word *gold,
                      const int32_t *score)
{
    rcp_allowed ok = rcp_config_allowed(c);
    costs k = costs_of(c, gold);
    verdict v = {NONE, NONE};
    uint32_t cost[RCP_MOVES_MAX], least = UINT32_MAX;
    for (uint32_t m = 0; m < p->n_moves; m++) {
        bool allowed = m == 0 ? ok.shift : m < p->right ? ok.left : ok.right;
        cost[m] = allowed ? cost_of(p, c, gold, &k, m) : UINT32_MAX;
        least = cost[m] < least ? cost[m] : least;
    }
    for (uint32_t m = 0; m < p->n_moves; m++) {
        uint32_t *side = cost[m] == least ? &v.best : &v.rival;
        if (cost[m] != UINT32_MAX && (*side == NONE || score[m] > score[*side]))
            *side = m;
    }
    return v;
}

static rcp_status learn(void *self, uint32_t row)
{
    trainer *t = self;
    rcp_perceptron *percep = &t->runs.learner[0].p;
    uint32_t sent = t->course->base.train[row], pass = t->runs.at.pass + 1;
    rcp_gold_sent g = rcp_gold_sents(t->course->base.bank)[sent];
    const rcp_gold_word *gold = rcp_gold_words(t->course->base.bank) + g.beg;
    char *mark = t->a->at;
    rcp_config c;
    rcp_features f;
    int32_t score[RCP_MOVES_MAX + RCP_LANES], margin;
    if (rcp_config_init(&c, words_of(t, sent), g.end - g.beg, t->a))
        return no_memory(t);
    t->parser.weights = rcp_perceptron_weights(percep);
    while (!rcp_config_done(&c)) {
        uint32_t guess = rcp_parser_choose(&t->parser, &c, &f, score, &margin);
        verdict v = oracle(&t->parser, &c, gold, score);
        bool close = v.rival != NONE && score[v.rival] + MARGIN >= score[v.best];
        bool explore = pass >= EXPLORE_FROM && rcp_random(&t->runs.random) % 100 < EXPLORE_PERCENT;
        rcp_perceptron_learn(percep, &f, v.best, close ? v.rival : v.best);
        rcp_config_move(&c, &t->parser, explore ? guess : v.best, 0);
    }
    rcp_arena_rewind(t->a, mark);
    return RCP_OK;
}

/* With subtypes of relations, and with tags as they will be at run time. */
static rcp_status measure(void *self)
{
    trainer *t = self;
    const rcp_course *c = &t->course->base;
    uint32_t n = 0, heads = 0, both = 0;
    t->parser.weights = rcp_learner_weights(&t->runs.learner[0]);
    for (uint32_t i = 0; i < c->n_held; i++) {
        rcp_gold_sent s = rcp_gold_sents(c->bank)[c->held[i]];
        const rcp_arc *arc;
        char *mark = t->a->at;
        if (rcp_parser_parse(&t->parser, words_of(t, c->held[i]), s.end - s.beg, t->a, &arc))
            return no_memory(t);
        for (uint32_t w = s.beg; w < s.end; w++, n++) {
            const rcp_gold_word *g = rcp_gold_words(c->bank) + w;
            bool head = arc[w - s.beg + 1].head == g->head;
            heads += head;
            both += head && arc[w - s.beg + 1].rel == g->rel;
        }
        rcp_arena_rewind(t->a, mark);
    }
    if (n) {
        rcp_measures_add(&t->runs.measured, "UAS", heads / (double)n);
        rcp_measures_add(&t->runs.measured, "LAS_subtypes", both / (double)n);
    }
    return RCP_OK;
}

static rcp_status write_file(trainer *t, rcp_buf *out)
{
    rcp_model_parts parts = {0};
    rcp_buf moves = {0}, info = {0};
    rcp_course_info(&t->course->base, &t->runs.measured, &info);
    rcp_strings_write(t->move, t->parser.n_moves, &moves);
    rcp_model_part(&parts, "info", info.s, info.len);
    rcp_model_part(&parts, "moves", moves.s, moves.len);
    rcp_model_part(&parts, "weights", t->runs.learner[0].out, t->course->slots);
    rcp_model_write(&parts, "parse", out);
    bool failed = moves.failed || info.failed || out->failed;
    rcp_buf_free(&moves);
    rcp_buf_free(&info);
    return failed ? no_memory(t) : RCP_OK;
}

rcp_status rcp_parse_train(const rcp_parse_course *course, rcp_arena *a, rcp_buf *out, rcp_err *err)
{
    trainer *t = RCP_NEW(a, trainer, 1);
    if (!t)
        return rcp_fail(err, RCP_E_MEMORY, "no memory left to train");
    t->course = course;
    t->a = a;
    t->err = err;
    t->runs = (rcp_runs){.course = &course->base, .n_learners = 1, .n_rows = course->base.n_train, .shuffled = true,
                         .err = err, .self = t, .learn = learn, .measure = measure};
    rcp_status s = prepare(t);
    s = s ? s : rcp_runs_do(&t->runs, a);
    return s ? s : write_file(t, out);
}
