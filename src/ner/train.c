#include "ner/train.h"

#include "ner/score.h"

enum { MARGIN = 40 }; /* in single steps of a weight; a token has about 65 features */

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
    rcp_perceptron percep;
    float *sum, *now; /* weights of the runs done; with the one going on */
    int8_t *out;
    uint64_t random;
    rcp_progress at; /* the pass done last */
    rcp_measures measured;
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
    t->out = RCP_NEW(t->a, int8_t, slots);
    t->sum = RCP_NEW(t->a, float, slots);
    t->now = RCP_NEW(t->a, float, slots);
    bool full = !t->out || !t->sum || !t->now ||
                rcp_perceptron_init(&t->percep, t->a, slots, rcp_width(RCP_NER_TAGS));
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
    rcp_weights w = rcp_perceptron_weights(&t->percep);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t prev = i ? tag[i - 1] : RCP_NER_TAGS, their = i ? other[i - 1] : RCP_NER_TAGS;
        for (uint32_t k = 0; k < look[i].n && tag[i] != other[i]; k++)
            move(&t->percep, rcp_slot(look[i].key[k], w.n_slots, w.width) + tag[i], by);
        for (uint32_t k = 0; k < RCP_NER_STEPS && (tag[i] != other[i] || prev != their); k++)
            move(&t->percep, rcp_ner_step(&w, &look[i], k, prev) + tag[i], by);
    }
}

static rcp_status learn(trainer *t, rcp_toks sent)
{
    const rcp_ner_look *look = RCP_ROW(&t->course->lessons->look, rcp_ner_look, sent.beg);
    const uint8_t *gold = RCP_ROW(&t->course->lessons->gold, uint8_t, sent.beg);
    rcp_weights w = rcp_perceptron_weights(&t->percep);
    uint8_t tag[RCP_NER_PIECE];
    if (rcp_ner_path(&w, look, sent.end - sent.beg, gold, MARGIN, t->a, tag, NULL))
        return no_memory(t);
    t->percep.step++;
    move_path(t, look, sent.end - sent.beg, gold, tag, 1);
    move_path(t, look, sent.end - sent.beg, tag, gold, -1);
    return RCP_OK;
}

static void pack(trainer *t)
{
    memcpy(t->now, t->sum, sizeof *t->now * t->percep.n_slots);
    rcp_perceptron_add(&t->percep, t->now);
    rcp_weights_pack(t->now, t->percep.n_slots, t->out);
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

static rcp_status measure(trainer *t)
{
    const rcp_course *c = &t->course->base;
    rcp_ner_score score = {0};
    rcp_weights w = {t->out, NULL, t->percep.n_slots, t->percep.width};
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
    t->measured.n = 0;
    if (c->n_held) {
        rcp_ner_figures f = rcp_ner_exact(score);
        rcp_measures_add(&t->measured, "precision", f.precision);
        rcp_measures_add(&t->measured, "recall", f.recall);
        rcp_measures_add(&t->measured, "F1", f.f1);
        rcp_measures_add(&t->measured, "MUC", rcp_ner_muc(score).f1);
    }
    return RCP_OK;
}

static rcp_status write_file(trainer *t, rcp_buf *out)
{
    rcp_model_parts parts = {0};
    rcp_buf version = {0}, info = {0};
    rcp_course_info(&t->course->base, &t->measured, &info);
    rcp_buf_u32(&version, RCP_NER_VERSION);
    rcp_model_part(&parts, "info", info.s, info.len);
    rcp_model_part(&parts, "features", version.s, version.len);
    rcp_model_part(&parts, "weights", t->out, t->course->slots);
    rcp_model_write(&parts, "ner", out);
    bool failed = version.failed || info.failed || out->failed;
    rcp_buf_free(&version);
    rcp_buf_free(&info);
    return failed ? no_memory(t) : RCP_OK;
}

/* All that the next pass needs.  In the order that take_state reads. */
static void put_state(const trainer *t, rcp_buf *b)
{
    rcp_buf_put(b, (const char *)&t->at, sizeof t->at);
    rcp_buf_put(b, (const char *)&t->random, sizeof t->random);
    rcp_perceptron_put(&t->percep, b);
    rcp_buf_put(b, (const char *)t->sum, sizeof *t->sum * t->percep.n_slots);
}

static rcp_status take_state(trainer *t, rcp_str s)
{
    if (!s.len)
        return RCP_OK;
    bool fits = rcp_buf_take(&s, &t->at, sizeof t->at) && rcp_buf_take(&s, &t->random, sizeof t->random) &&
                rcp_perceptron_take(&t->percep, &s) &&
                rcp_buf_take(&s, t->sum, sizeof *t->sum * t->percep.n_slots) && !s.len;
    if (!fits)
        return rcp_course_misfit(t->err);
    pack(t);
    return measure(t);
}

static rcp_status pass(trainer *t, uint32_t *order)
{
    const rcp_course *c = &t->course->base;
    rcp_buf state = {0};
    rcp_status s = RCP_OK;
    rcp_shuffle(order, c->n_train, &t->random);
    for (uint32_t i = 0; !s && i < c->n_train; i++)
        s = rcp_course_stopped(c) ? rcp_course_stop(t->err) : learn(t, sent_of(t, c->train[order[i]]));
    if (s)
        return s;
    pack(t);
    if ((s = measure(t)))
        return s;
    t->at.pass++;
    if (c->keep)
        put_state(t, &state);
    rcp_course_passed(c, t->at, &t->measured, &state);
    return RCP_OK;
}

/* The passes that are left of this run. */
static rcp_status run(trainer *t, uint32_t *order)
{
    rcp_status s = RCP_OK;
    while (!s && t->at.pass < t->course->base.passes)
        s = pass(t, order);
    rcp_perceptron_add(&t->percep, t->sum);
    return s;
}

rcp_status rcp_ner_train(const rcp_ner_course *course, rcp_arena *a, rcp_buf *out, rcp_err *err)
{
    trainer *t = RCP_NEW(a, trainer, 1);
    uint32_t *order = RCP_NEW(a, uint32_t, (size_t)course->base.n_train + 1);
    if (!t || !order)
        return rcp_fail(err, RCP_E_MEMORY, "no memory left to train");
    t->course = course;
    t->a = a;
    t->err = err;
    t->random = course->base.seed;
    t->at.run = 1;
    rcp_status s = prepare(t);
    s = s ? s : take_state(t, course->base.resume);
    for (s = s ? s : run(t, order); !s && t->at.run < course->base.runs; s = run(t, order)) {
        rcp_perceptron_reset(&t->percep);
        t->at = (rcp_progress){t->at.run + 1, 0};
    }
    return s ? s : write_file(t, out);
}
