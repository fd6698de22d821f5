#include "ner/train.h"

#include "lang/runs.h"
#include "ner/score.h"

enum {
    MARGIN = 100,                        /* in single steps of a weight; a token has about 90 features */
    DROP = 6500                         /* of 65,536 features, left out of a lesson at random         */
};

rcp_status rcp_ner_lessons_init(rcp_ner_lessons *x, rcp_arena *a)
{
    x->lost = 0;
    rcp_status s = rcp_rows_init(&x->look, a, sizeof(rcp_ner_look));
    s = s ? s : rcp_rows_init(&x->gold, a, sizeof(uint8_t));
    return s ? s : rcp_rows_init(&x->sent, a, sizeof(rcp_toks));
}

/* The tags of a document's tokens; a name that is wider than our tokens takes all it touches. */
static void put_gold(rcp_ner_lessons *x, const rcp_ner *ner, const rcp_doc *doc, const rcp_ner_name *name, uint32_t n,
                     uint8_t *tag)
{
    for (uint32_t i = 0; i < n; i++) {
        rcp_toks t = rcp_ner_trim(ner, doc, rcp_doc_toks_of(doc, name[i].span), name[i].type);
        x->lost += t.beg == t.end;
        for (rcp_id k = t.beg; k < t.end; k++)
            tag[k] = (uint8_t)(1 + 2 * name[i].type + (k > t.beg));
    }
}

static rcp_status add_piece(rcp_ner_lessons *x, const rcp_ner_view *v, rcp_toks piece, const uint8_t *tag,
                            rcp_arena *scratch)
{
    char *mark = scratch->at;
    rcp_ner_look *look = RCP_NEW(scratch, rcp_ner_look, piece.end - piece.beg);
    rcp_status s = look ? rcp_ner_looks(v, piece, scratch, look) : RCP_E_LIMIT;
    rcp_toks *sent = s ? NULL : rcp_rows_add(&x->sent);
    if (!sent)
        return RCP_E_LIMIT;
    *sent = (rcp_toks){x->look.n, x->look.n + piece.end - piece.beg};
    for (rcp_id t = piece.beg; t < piece.end; t++) {
        rcp_ner_look *l = rcp_rows_add(&x->look);
        uint8_t *g = rcp_rows_add(&x->gold);
        if (!l || !g)
            return RCP_E_LIMIT;
        *l = look[t - piece.beg];
        *g = tag[t];
        bool inside = *g && *g % 2 == 0; /* a piece or sentence that begins inside a name */
        if (inside && (t == piece.beg || (tag[t - 1] != *g && tag[t - 1] + 1 != *g)))
            *g = (uint8_t)(*g - 1);
    }
    rcp_arena_rewind(scratch, mark);
    return RCP_OK;
}

rcp_status rcp_ner_lessons_add(rcp_ner_lessons *x, const rcp_ner *ner, const rcp_doc *doc, const rcp_ner_name *name,
                               uint32_t n, rcp_arena *scratch)
{
    rcp_ner_view view;
    char *mark = scratch->at;
    uint8_t *tag = RCP_NEW(scratch, uint8_t, (size_t)doc->tok.n + 1);
    rcp_status s =
        tag ? rcp_ner_view_open(&view, ner, doc, doc->mention.row, doc->mention.n, scratch) : RCP_E_LIMIT;
    if (!s)
        put_gold(x, ner, doc, name, n, tag);
    for (uint32_t i = 1; !s && i < doc->sent.n; i++) {
        rcp_toks t = doc->sent.row[i].toks, piece;
        for (piece.beg = t.beg; !s && piece.beg < t.end; piece.beg = piece.end) {
            piece.end = rcp_ner_piece_end(piece.beg, t.end);
            s = add_piece(x, &view, piece, tag, scratch);
        }
    }
    rcp_arena_rewind(scratch, mark);
    return s;
}

typedef struct {
    const rcp_ner_course *course;
    rcp_arena *a;
    rcp_err *err;
    rcp_runs runs;
    rcp_ner_look some[RCP_NER_PIECE];
} trainer;

static rcp_status no_memory(trainer *t)
{
    return rcp_fail(t->err, RCP_E_MEMORY, "no memory left to train");
}

static rcp_toks sent_of(const trainer *t, uint32_t row)
{
    return *RCP_ROW(&t->course->lessons->sent, rcp_toks, row);
}

static rcp_status prepare(trainer *t)
{
    uint32_t slots = t->course->slots;
    rcp_learner *l = &t->runs.learner[0];
    bool full = rcp_learner_init(l, t->a, slots) || rcp_perceptron_init(&l->p, t->a, slots, rcp_width(RCP_NER_TAGS));
    return full ? no_memory(t) : RCP_OK;
}

static void move(rcp_perceptron *p, uint32_t slot, int32_t by)
{
    p->w[slot] += by;
    p->u[slot] += by * p->step;
}

/* One path's features, up or down, where it is not the other's. */
static void move_path(trainer *t, const rcp_ner_look *look, uint32_t n, const uint8_t *tag, const uint8_t *other,
                      int32_t by)
{
    rcp_perceptron *percep = &t->runs.learner[0].p;
    rcp_weights w = rcp_perceptron_weights(percep);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t prev = i ? tag[i - 1] : RCP_NER_TAGS, their = i ? other[i - 1] : RCP_NER_TAGS;
        for (uint32_t k = 0; k < look[i].n && tag[i] != other[i]; k++)
            move(percep, rcp_slot(look[i].key[k], w.n_slots, w.width) + tag[i], by);
        for (uint32_t k = 0; k < RCP_NER_STEPS && (tag[i] != other[i] || prev != their); k++)
            move(percep, rcp_ner_step(&w, &look[i], k, prev) + tag[i], by);
    }
}

/* A sentence's looks, some features of each token left out; which ones follows from the steps done, so that a
 * training that goes on does as one that was never stopped. */
static void drop_features(trainer *t, const rcp_ner_look *look, uint32_t n, rcp_ner_look *out)
{
    uint64_t random = rcp_mix(t->course->base.seed + t->runs.at.run, (uint64_t)t->runs.learner[0].p.step);
    for (uint32_t i = 0; i < n; i++) {
        out[i] = look[i];
        out[i].n = 0;
        for (uint32_t k = 0; k < look[i].n; k++)
            if (rcp_random(&random) >> 48 >= DROP)
                out[i].key[out[i].n++] = look[i].key[k];
    }
}

/* Some features are left out of each lesson, others each time, so that none has to be there (Søgaard 2013). */
static rcp_status learn(void *self, uint32_t row)
{
    trainer *t = self;
    rcp_perceptron *percep = &t->runs.learner[0].p;
    rcp_toks sent = sent_of(t, t->course->base.train[row]);
    const rcp_ner_look *look = RCP_ROW(&t->course->lessons->look, rcp_ner_look, sent.beg);
    const uint8_t *gold = RCP_ROW(&t->course->lessons->gold, uint8_t, sent.beg);
    rcp_weights w = rcp_perceptron_weights(percep);
    uint8_t tag[RCP_NER_PIECE];
    percep->step++;
    drop_features(t, look, sent.end - sent.beg, t->some);
    look = t->some;
    if (rcp_ner_path(&w, look, sent.end - sent.beg, gold, MARGIN, t->a, tag, NULL))
        return no_memory(t);
    move_path(t, look, sent.end - sent.beg, gold, tag, 1);
    move_path(t, look, sent.end - sent.beg, tag, gold, -1);
    return RCP_OK;
}

/* The names that tags say, in tokens. */
static uint32_t names_of(const uint8_t *tag, uint32_t n, rcp_ner_name *out)
{
    uint32_t found = 0;
    for (uint32_t i = 0, end; i < n; i = end) {
        end = i + 1;
        if (!tag[i])
            continue;
        while (end < n && tag[end] && tag[end] % 2 == 0)
            end++;
        out[found++] = (rcp_ner_name){{i, end}, (uint32_t)(tag[i] - 1) / 2};
    }
    return found;
}

static rcp_status measure(void *self)
{
    trainer *t = self;
    const rcp_course *c = &t->course->base;
    rcp_ner_score score = {0};
    rcp_weights w = rcp_learner_weights(&t->runs.learner[0]);
    for (uint32_t i = 0; i < c->n_held; i++) {
        rcp_toks sent = sent_of(t, c->held[i]);
        uint8_t tag[RCP_NER_PIECE];
        rcp_ner_name key[RCP_NER_PIECE], answer[RCP_NER_PIECE];
        uint32_t n = sent.end - sent.beg;
        if (rcp_ner_path(&w, RCP_ROW(&t->course->lessons->look, rcp_ner_look, sent.beg), n, NULL, 0, t->a, tag, NULL))
            return no_memory(t);
        uint32_t keys = names_of(RCP_ROW(&t->course->lessons->gold, uint8_t, sent.beg), n, key);
        rcp_ner_count(key, keys, answer, names_of(tag, n, answer), &score);
    }
    if (c->n_held) {
        rcp_ner_figures f = rcp_ner_exact(score);
        rcp_measures_add(&t->runs.measured, "precision", f.precision);
        rcp_measures_add(&t->runs.measured, "recall", f.recall);
        rcp_measures_add(&t->runs.measured, "F1", f.f1);
        rcp_measures_add(&t->runs.measured, "MUC", rcp_ner_muc(score).f1);
    }
    return RCP_OK;
}

static rcp_status write_file(trainer *t, rcp_buf *out)
{
    rcp_model_parts parts = {0};
    rcp_buf version = {0}, info = {0};
    const rcp_ner_classes *c = &t->course->classes;
    rcp_course_info(&t->course->base, &t->runs.measured, &info);
    rcp_buf_u32(&version, RCP_NER_VERSION);
    rcp_model_part(&parts, "info", info.s, info.len);
    rcp_model_part(&parts, "features", version.s, version.len);
    rcp_model_part(&parts, "weights", t->runs.learner[0].out, t->course->slots);
    if (c->words.len) {
        rcp_model_part(&parts, "class.first", c->first.s, c->first.len);
        rcp_model_part(&parts, "class.words", c->words.s, c->words.len);
        rcp_model_part(&parts, "class.wider", c->wider.s, c->wider.len);
    }
    rcp_model_write(&parts, "ner", out);
    bool failed = version.failed || info.failed || out->failed;
    rcp_buf_free(&version);
    rcp_buf_free(&info);
    return failed ? no_memory(t) : RCP_OK;
}

rcp_status rcp_ner_train(const rcp_ner_course *course, rcp_arena *a, rcp_buf *out, rcp_err *err)
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
