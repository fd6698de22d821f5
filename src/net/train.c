#include "net/train.h"

#include <math.h>
#include <stdlib.h>

#include "lang/model.h"
#include "lang/percep.h"
#include "net/pack.h"
#include "net/wide.h"

enum {
    SEEN_MIN = 2,
    LENGTH_MAX = 250,
    TEACHERS_MAX = 8,
    POOL = 50
}; /* POOL: batches sorted together */

static const float beta1 = 0.9f, beta2 = 0.98f, tiny = 1e-8f, clip = 5, average = 0.999f;

/* The state that is kept after each pass: numbers, then the arrays. */
typedef struct {
    uint64_t n, pass, step, random;
} state_head;

/* A finished network that says what it thinks: in its own shape, of its own words. */
typedef struct {
    rcp_net_shape shape;
    rcp_net_layout at;
    const float *w;
    rcp_net_word *word; /* (words)                    */
} teacher;

typedef struct {
    const rcp_net_course *c;
    rcp_arena *a;
    rcp_err *err;
    rcp_net_shape shape;
    rcp_net_layout at;
    rcp_net_known known[2];
    rcp_str *tag_name;               /* (shape.tags)  "UPOS feats" */
    uint32_t *tag_of;                /* (words)                    */
    rcp_net_word *word;              /* (words)                    */
    float *w, *slope, *m, *v, *mean; /* (at.n)                     */
    teacher teacher[TEACHERS_MAX];
    rcp_measures measures;
    state_head head;
    uint64_t steps_all;
} trainer;

static rcp_status no_memory(trainer *t)
{
    return rcp_fail(t->err, RCP_E_MEMORY, "no memory left to train");
}

static float chance(trainer *t)
{
    return (float)(rcp_random(&t->head.random) >> 40) / (float)(1 << 24);
}

/* What is known: forms and lemmas, tags. */

static int by_value(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void sort32(uint32_t *x, uint32_t n)
{
    qsort(x, n, sizeof *x, by_value);
}

static uint32_t n_train_words(const trainer *t)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < t->c->base.n_train; i++) {
        rcp_gold_sent s = rcp_gold_sents(t->c->base.bank)[t->c->base.train[i]];
        n += s.end - s.beg;
    }
    return n;
}

static rcp_status know(trainer *t, bool lemma, rcp_net_known *out)
{
    uint32_t n = 0, m = 0, *h = RCP_NEW(t->a, uint32_t, (size_t)n_train_words(t) + 1);
    if (!h)
        return no_memory(t);
    for (uint32_t i = 0; i < t->c->base.n_train; i++) {
        rcp_gold_sent s = rcp_gold_sents(t->c->base.bank)[t->c->base.train[i]];
        for (uint32_t w = s.beg; w < s.end; w++)
            h[n++] = lemma ? rcp_net_lemma_hash(t->c->tag[w].lemma)
                           : rcp_net_form_hash(rcp_gold_words(t->c->base.bank)[w].form);
    }
    sort32(h, n);
    for (uint32_t i = 0, end; i < n; i = end) {
        for (end = i; end < n && h[end] == h[i]; end++)
            ;
        if (end - i >= SEEN_MIN && m < RCP_NET_ROWS_MAX - RCP_NET_FIRST)
            h[m++] = h[i];
    }
    char *bytes = RCP_NEW(t->a, char, 4 * (size_t)m + 1);
    if (!bytes)
        return no_memory(t);
    for (uint32_t i = 0; i < m; i++)
        for (uint32_t k = 0; k < 4; k++)
            bytes[4 * (size_t)i + k] = (char)(h[i] >> 8 * k & 255);
    *out = (rcp_net_known){bytes, m};
    return RCP_OK;
}

/* The first word of those held out, where they stand at the end. */
static uint32_t held_from(const trainer *t)
{
    const rcp_course *c = &t->c->base;
    return c->n_held ? rcp_gold_sents(c->bank)[c->held[0]].beg : c->bank->word.n;
}

/* Number the pairs of UPOS and features; those seen once teach nothing. */
static rcp_status know_tags(trainer *t)
{
    const rcp_treebank *bank = t->c->base.bank;
    rcp_syms syms;
    uint32_t *count = RCP_NEW(t->a, uint32_t, bank->word.n), n = 0;
    rcp_sym *sym = RCP_NEW(t->a, rcp_sym, bank->word.n);
    t->tag_of = RCP_NEW(t->a, uint32_t, bank->word.n);
    t->tag_name = RCP_NEW(t->a, rcp_str, RCP_NET_WIDTH_MAX);
    if (!count || !sym || !t->tag_of || !t->tag_name || rcp_syms_init(&syms, t->a, NULL))
        return no_memory(t);
    for (uint32_t w = 1; w < bank->word.n; w++) {
        const rcp_gold_word *g = rcp_gold_words(bank) + w;
        rcp_buf b = {0};
        rcp_buf_f(&b, "%s %.*s", rcp_enum_word(&rcp_enum_upos, g->upos), (int)g->feats.len,
                  g->feats.s);
        bool ok = !b.failed && !rcp_syms_add(&syms, (rcp_str){b.s, (uint32_t)b.len}, &sym[w]);
        rcp_buf_free(&b);
        if (!ok)
            return no_memory(t);
        t->tag_of[w] = RCP_NET_NO_TAG;
    }
    for (uint32_t i = 0; i < t->c->base.n_train; i++) {
        rcp_gold_sent s = rcp_gold_sents(bank)[t->c->base.train[i]];
        for (uint32_t w = s.beg; w < s.end && w < t->c->tags_end; w++)
            count[sym[w] - syms.first]++;
    }
    uint32_t *number = RCP_NEW(t->a, uint32_t, bank->word.n);
    if (!number)
        return no_memory(t);
    for (uint32_t i = 0; i < syms.n - syms.first && n < RCP_NET_WIDTH_MAX; i++)
        if (count[i] >= SEEN_MIN) {
            t->tag_name[n] = syms.str[i];
            number[i] = ++n;
        }
    for (uint32_t w = 1; w < bank->word.n; w++)
        if ((w < t->c->tags_end || w >= held_from(t)) && number[sym[w] - syms.first])
            t->tag_of[w] = number[sym[w] - syms.first] - 1;
    t->shape.tags = n;
    return RCP_OK;
}

/* What a network of that shape and knowledge sees of each word. */
static rcp_net_word *make_words(trainer *t, const rcp_net_shape *shape,
                                const rcp_net_known known[2])
{
    const rcp_treebank *bank = t->c->base.bank;
    rcp_net_word *word = RCP_NEW(t->a, rcp_net_word, bank->word.n);
    for (uint32_t w = 1; word && w < bank->word.n; w++) {
        rcp_net_seen seen = {rcp_gold_words(bank)[w].form, t->c->tag[w].lemma, t->c->tag[w].feats,
                             t->c->tag[w].upos, t->c->lex ? t->c->lex[w] : 0};
        rcp_net_word_make(shape, known, &seen, &word[w]);
    }
    return word;
}

static void make_shape(trainer *t)
{
    const rcp_net_course *c = t->c;
    rcp_net_shape *s = &t->shape;
    static const uint32_t hashed[RCP_NET_TABLES] = {
        [RCP_NET_PRE] = 2048, [RCP_NET_SUF2] = 1024, [RCP_NET_SUF3] = 4096, [RCP_NET_SUF4] = 6144,
        [RCP_NET_UPOS] = 32,  [RCP_NET_TAG] = 1024,  [RCP_NET_LEX] = 2048,  [RCP_NET_SHAPE] = 256};
    for (uint32_t i = 0; i < RCP_NET_TABLES; i++)
        s->rows[i] = hashed[i];
    s->rows[RCP_NET_FORM] = t->known[0].n + RCP_NET_FIRST;
    s->rows[RCP_NET_LEMMA] = t->known[1].n + RCP_NET_FIRST;
    for (uint32_t g = 0; g < RCP_NET_GROUPS; g++)
        s->dim[g] = c->dim[g];
    s->layers = c->layers;
    s->hidden = c->hidden;
    s->upos = RCP_N_upos;
    s->arc = c->arc;
    s->rel = c->rel;
    s->rels = RCP_N_deprel;
}

/* Weights before the first step: uniform, by the sizes on both sides (Glorot and Bengio 2010). */
static void fill(trainer *t, size_t at, uint32_t rows, uint32_t cols, float scale)
{
    float edge = scale * sqrtf(6.0f / (float)(rows + cols));
    for (size_t i = 0; i < (size_t)rows * cols; i++)
        t->w[at + i] = edge * (2 * chance(t) - 1);
}

static void fill_all(trainer *t)
{
    const rcp_net_shape *s = &t->shape;
    const rcp_net_layout *l = &t->at;
    uint32_t h = s->hidden, proj = 2 * s->arc + 2 * s->rel;
    for (uint32_t k = 0; k < RCP_NET_TABLES; k++)
        for (size_t i = 0; i < (size_t)s->rows[k] * s->dim[rcp_net_group(k)]; i++)
            t->w[l->table[k] + i] = 0.1f * (2 * chance(t) - 1);
    for (uint32_t k = 0; k < s->layers; k++) {
        fill(t, l->wx[k], rcp_net_input(s, k), 8 * h, 1.4f);
        fill(t, l->wh[k][0], h, 4 * h, 1.2f);
        fill(t, l->wh[k][1], h, 4 * h, 1.2f);
        for (uint32_t dir = 0; dir < 2; dir++)
            for (uint32_t c = 0; c < h; c++)
                t->w[l->bias[k] + (size_t)dir * 4 * h + h + c] = 1; /* remember at first */
    }
    fill(t, l->proj, 2 * h, proj, 1.4f);
    fill(t, l->arc, s->arc, s->arc, 1);
    fill(t, l->rel, s->rel, rcp_net_pad(s->rels), 1);
    fill(t, l->upos, 2 * h, rcp_net_pad(s->upos), 1);
    fill(t, l->tags, 2 * h, rcp_net_pad(s->tags), 1);
}

/* Batches. */

typedef struct {
    uint32_t n_sent, n_rows, steps;
    uint32_t *off, *cnt, *sent, *step, *len;
    rcp_net_word *word;
    rcp_net_gold *gold;
} draft;

static uint32_t length(const trainer *t, uint32_t sent)
{
    rcp_gold_sent s = rcp_gold_sents(t->c->base.bank)[sent];
    return s.end - s.beg;
}

/* The batch of n sentences, the longest first; it lies in t->a. */
static bool make_batch(trainer *t, const rcp_net_word *word, const uint32_t *sent, uint32_t n,
                       rcp_net_batch *out)
{
    uint32_t rows = n, row = 0;
    for (uint32_t i = 0; i < n; i++)
        rows += length(t, sent[i]);
    uint32_t steps = length(t, sent[0]) + 1;
    draft d = {n,
               rows,
               steps,
               RCP_NEW(t->a, uint32_t, steps),
               RCP_NEW(t->a, uint32_t, steps),
               RCP_NEW(t->a, uint32_t, rows),
               RCP_NEW(t->a, uint32_t, rows),
               RCP_NEW(t->a, uint32_t, n),
               RCP_NEW(t->a, rcp_net_word, rows),
               RCP_NEW(t->a, rcp_net_gold, rows)};
    if (!d.off || !d.cnt || !d.sent || !d.step || !d.len || !d.word || !d.gold)
        return false;
    for (uint32_t s = 0; s < steps; s++) {
        d.off[s] = row;
        for (uint32_t b = 0; b < n && length(t, sent[b]) + 1 > s; b++, row++) {
            d.cnt[s]++;
            d.sent[row] = b;
            d.step[row] = s;
            if (!s)
                continue;
            uint32_t w = rcp_gold_sents(t->c->base.bank)[sent[b]].beg + s - 1;
            const rcp_gold_word *g = rcp_gold_words(t->c->base.bank) + w;
            d.word[row] = word[w];
            d.gold[row] = (rcp_net_gold){g->head, g->rel, g->upos, t->tag_of[w]};
        }
    }
    for (uint32_t b = 0; b < n; b++)
        d.len[b] = length(t, sent[b]);
    *out = (rcp_net_batch){n, rows, steps, d.off, d.cnt, d.sent, d.step, d.len, d.word, d.gold};
    return true;
}

typedef struct {
    uint32_t *sent, *beg, n;
} plan; /* batch i: sent[beg[i] .. beg[i + 1]) */

static void sort_by_length(const trainer *t, uint32_t *sent, uint32_t n)
{
    /* Insertion into buckets keeps the shuffled order among equals. */
    uint32_t *copy = RCP_NEW(t->a, uint32_t, (size_t)n + 1), at = 0;
    if (!copy)
        return;
    memcpy(copy, sent, n * sizeof *sent);
    for (uint32_t len = LENGTH_MAX + 1; len-- > 0;)
        for (uint32_t i = 0; i < n; i++)
            if (length(t, copy[i]) == len)
                sent[at++] = copy[i];
}

static bool make_plan(trainer *t, const uint32_t *from, uint32_t n, bool shuffled, plan *out)
{
    uint32_t *order = RCP_NEW(t->a, uint32_t, (size_t)n + 1), m = 0, words = 0;
    *out =
        (plan){RCP_NEW(t->a, uint32_t, (size_t)n + 1), RCP_NEW(t->a, uint32_t, (size_t)n + 2), 0};
    if (!order || !out->sent || !out->beg)
        return false;
    if (shuffled)
        rcp_shuffle(order, n, &t->head.random);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t sent = from[shuffled ? order[i] : i];
        if (length(t, sent) <= LENGTH_MAX)
            out->sent[m++] = sent;
    }
    for (uint32_t i = 0, pool; i < m; i = pool) {
        for (pool = i, words = 0; pool < m && words < POOL * t->c->batch; pool++)
            words += length(t, out->sent[pool]) + 1;
        sort_by_length(t, out->sent + i, pool - i);
        words = t->c->batch;
        for (uint32_t k = i; k < pool; k++) {
            if (words >= t->c->batch) {
                out->beg[out->n++] = k;
                words = 0;
            }
            words += length(t, out->sent[k]) + 1;
        }
    }
    out->beg[out->n] = m;
    return true;
}

/* One step. */

RCP_WIDE static float squares(const float *x, uint32_t n)
{
    float sum[16] = {0};
    for (uint32_t i = 0; i + 16 <= n; i += 16)
        for (uint32_t k = 0; k < 16; k++)
            sum[k] += x[i + k] * x[i + k];
    for (uint32_t i = n / 16 * 16; i < n; i++)
        sum[0] += x[i] * x[i];
    for (uint32_t k = 1; k < 16; k++)
        sum[0] += sum[k];
    return sum[0];
}

static float norm_of(const float *x, size_t n)
{
    enum { PART = 4096 };
    double sum = 0;
    for (size_t i = 0; i < n; i += PART)
        sum += (double)squares(x + i, n - i < PART ? (uint32_t)(n - i) : PART);
    return (float)sqrt(sum);
}

/* What one step of Adam needs besides the arrays. */
typedef struct {
    float scale, rate, fix1, fix2, keep;
} adam_step;

RCP_WIDE static void adam_part(const adam_step *a, size_t n, float *restrict w,
                               float *restrict slope, float *restrict m, float *restrict v,
                               float *restrict mean)
{
    adam_step s = *a;
    for (size_t i = 0; i < n; i++) {
        float g = slope[i] * s.scale;
        m[i] = beta1 * m[i] + (1 - beta1) * g;
        v[i] = beta2 * v[i] + (1 - beta2) * g * g;
        w[i] -= s.rate * (m[i] * s.fix1) / (sqrtf(v[i] * s.fix2) + tiny);
        mean[i] = s.keep * mean[i] + (1 - s.keep) * w[i];
        slope[i] = 0;
    }
}

static void adam(trainer *t, float scale)
{
    uint64_t step = ++t->head.step;
    float n = (float)step, part = n / (float)t->steps_all,
          warm = n / (1 + (float)t->steps_all / 50), young = n / (n + 10);
    adam_step s = {.scale = scale,
                   .rate =
                       t->c->rate * (part < 1 ? 1 - 0.98f * part : 0.02f) * (warm < 1 ? warm : 1),
                   .fix1 = 1 / (1 - powf(beta1, n)),
                   .fix2 = 1 / (1 - powf(beta2, n)),
                   .keep = average < young ? average : young};
    adam_part(&s, t->at.n, t->w, t->slope, t->m, t->v, t->mean);
}

static bool make_soft(trainer *t, const rcp_net_batch *b, rcp_net_soft *soft)
{
    *soft = (rcp_net_soft){RCP_NEW(t->a, float, (size_t)b->n_rows * b->steps + 1),
                           RCP_NEW(t->a, float, (size_t)b->n_rows *rcp_net_pad(t->shape.rels) + 1),
                           RCP_NEW(t->a, float, (size_t)b->n_rows *rcp_net_pad(t->shape.upos) + 1),
                           RCP_NEW(t->a, float, (size_t)b->n_rows *rcp_net_pad(t->shape.tags) + 1)};
    return soft->arc && soft->rel && soft->upos && soft->tags;
}

static rcp_status look(trainer *t, const teacher *who, const rcp_net_batch *b, rcp_net_sums *sums,
                       rcp_net_soft *say, float share)
{
    rcp_net_pass p = {
        .shape = &who->shape, .at = &who->at, .w = who->w, .random = &t->head.random, .a = t->a};
    return rcp_net_pass_run(&p, b, sums, say, share);
}

/* What the teachers say of a batch. */
static rcp_status ask_teachers(trainer *t, const uint32_t *sent, uint32_t n, rcp_net_soft *soft)
{
    rcp_status s = RCP_OK;
    for (uint32_t i = 0; !s && i < t->c->n_teachers; i++) {
        char *mark = t->a->at;
        rcp_net_batch b;
        rcp_net_sums unused = {0};
        rcp_net_soft say = *soft;
        if (t->teacher[i].shape.tags != t->shape.tags)
            say.tags = NULL;
        s = make_batch(t, t->teacher[i].word, sent, n, &b)
                ? look(t, &t->teacher[i], &b, &unused, &say, 1 / (float)t->c->n_teachers)
                : RCP_E_MEMORY;
        rcp_arena_rewind(t->a, mark);
        soft->tags = say.tags;
    }
    return s;
}

static rcp_status learn(trainer *t, const uint32_t *sent, uint32_t n, rcp_net_sums *sums)
{
    char *mark = t->a->at;
    rcp_net_batch b;
    rcp_net_soft soft;
    const rcp_net_course *c = t->c;
    bool taught = c->n_teachers > 0;
    if (!make_batch(t, t->word, sent, n, &b) || (taught && !make_soft(t, &b, &soft)))
        return no_memory(t);
    rcp_status s = taught ? ask_teachers(t, sent, n, &soft) : RCP_OK;
    rcp_net_pass p = {.shape = &t->shape,
                      .at = &t->at,
                      .w = t->w,
                      .slope = t->slope,
                      .drop = c->drop,
                      .drop_word = c->drop_word,
                      .random = &t->head.random,
                      .soft = taught ? &soft : NULL,
                      .soft_share = c->soft_share,
                      .a = t->a};
    s = s ? s : rcp_net_pass_run(&p, &b, sums, NULL, 0);
    rcp_arena_rewind(t->a, mark);
    if (s)
        return no_memory(t);
    float scale = 1 / (float)(b.n_rows - b.n_sent), norm = norm_of(t->slope, t->at.n) * scale;
    adam(t, norm > clip ? scale * clip / norm : scale);
    return RCP_OK;
}

static rcp_status measure(trainer *t, double loss)
{
    char *mark = t->a->at;
    plan held;
    rcp_net_sums sums = {0};
    teacher self = {t->shape, t->at, t->mean, t->word};
    rcp_status s =
        make_plan(t, t->c->base.held, t->c->base.n_held, false, &held) ? RCP_OK : no_memory(t);
    for (uint32_t i = 0; !s && i < held.n; i++) {
        rcp_net_batch b;
        char *inner = t->a->at;
        s = make_batch(t, t->word, held.sent + held.beg[i], held.beg[i + 1] - held.beg[i], &b)
                ? look(t, &self, &b, &sums, NULL, 0)
                : no_memory(t);
        rcp_arena_rewind(t->a, inner);
    }
    rcp_arena_rewind(t->a, mark);
    double n = sums.words ? sums.words : 1;
    t->measures.n = 0;
    rcp_measures_add(&t->measures, "loss", loss / 100);
    rcp_measures_add(&t->measures, "UAS", sums.heads / n);
    rcp_measures_add(&t->measures, "LAS", sums.rels / n);
    rcp_measures_add(&t->measures, "UPOS", sums.upos / n);
    rcp_measures_add(&t->measures, "tags", sums.tags / n);
    return s;
}

/* States, and what teachers leave. */

static void put(rcp_buf *b, const void *p, size_t n)
{
    rcp_buf_put(b, p, n);
}

static void write_state(const trainer *t, rcp_buf *b)
{
    put(b, &t->head, sizeof t->head);
    put(b, t->mean, t->at.n * sizeof *t->mean);
    put(b, t->w, t->at.n * sizeof *t->w);
    put(b, t->m, t->at.n * sizeof *t->m);
    put(b, t->v, t->at.n * sizeof *t->v);
}

static rcp_status resume(trainer *t)
{
    rcp_str s = t->c->base.resume;
    float *to[] = {t->mean, t->w, t->m, t->v};
    if (!s.len)
        return RCP_OK;
    if (s.len == sizeof t->head + 4 * t->at.n * sizeof(float))
        memcpy(&t->head, s.s, sizeof t->head);
    if (s.len != sizeof t->head + 4 * t->at.n * sizeof(float) || t->head.n != t->at.n)
        return rcp_course_misfit(t->err);
    for (uint32_t i = 0; i < 4; i++)
        memcpy(to[i], s.s + sizeof t->head + i * t->at.n * sizeof(float), t->at.n * sizeof(float));
    return RCP_OK;
}

static rcp_status write_floats(const trainer *t)
{
    rcp_model_parts parts = {0};
    if (!t->c->floats)
        return RCP_OK;
    rcp_model_part(&parts, "shape", &t->shape, sizeof t->shape);
    rcp_model_part(&parts, "forms", t->known[0].hash, 4 * (size_t)t->known[0].n);
    rcp_model_part(&parts, "lemmas", t->known[1].hash, 4 * (size_t)t->known[1].n);
    rcp_model_part(&parts, "weights", t->mean, t->at.n * sizeof *t->mean);
    rcp_model_write(&parts, "floats", t->c->floats);
    return t->c->floats->failed ? rcp_fail(t->err, RCP_E_MEMORY, "no memory left to train")
                                : RCP_OK;
}

static rcp_status open_teacher(trainer *t, rcp_str bytes, teacher *out)
{
    rcp_model m;
    rcp_status s = rcp_model_open(&m, bytes, "floats", "teacher", t->err);
    if (s)
        return s;
    rcp_str shape = rcp_model_section(&m, "shape"), forms = rcp_model_section(&m, "forms"),
            lemmas = rcp_model_section(&m, "lemmas"), w = rcp_model_section(&m, "weights");
    if (shape.len == sizeof out->shape)
        memcpy(&out->shape, shape.s, sizeof out->shape);
    rcp_net_known known[2] = {{forms.s, forms.len / 4}, {lemmas.s, lemmas.len / 4}};
    if (!rcp_net_shape_ok(&out->shape) ||
        known[0].n + RCP_NET_FIRST != out->shape.rows[RCP_NET_FORM] ||
        known[1].n + RCP_NET_FIRST != out->shape.rows[RCP_NET_LEMMA] ||
        out->shape.rels != RCP_N_deprel || out->shape.upos != RCP_N_upos)
        return rcp_model_fail(&m, t->err, "shape");
    rcp_net_layout_make(&out->shape, &out->at);
    if (w.len != out->at.n * sizeof(float))
        return rcp_model_fail(&m, t->err, "weights");
    float *copy = RCP_NEW(t->a, float, out->at.n);
    out->word = make_words(t, &out->shape, known);
    if (!copy || !out->word)
        return no_memory(t);
    memcpy(copy, w.s, w.len);
    out->w = copy;
    return RCP_OK;
}

static rcp_status open_teachers(trainer *t)
{
    rcp_status s = RCP_OK;
    if (t->c->n_teachers > TEACHERS_MAX)
        return rcp_fail(t->err, RCP_E_LIMIT, "more than %d teachers", TEACHERS_MAX);
    for (uint32_t i = 0; !s && i < t->c->n_teachers; i++)
        s = open_teacher(t, t->c->teacher[i], &t->teacher[i]);
    return s;
}

static rcp_status prepare(trainer *t)
{
    rcp_status s = know(t, false, &t->known[0]);
    s = s ? s : know(t, true, &t->known[1]);
    if (!s)
        make_shape(t);
    s = s ? s : know_tags(t);
    if (!s && !rcp_net_shape_ok(&t->shape))
        s = rcp_fail(t->err, RCP_E_INPUT, "a network cannot have these sizes");
    if (s)
        return s;
    t->word = make_words(t, &t->shape, t->known);
    rcp_net_layout_make(&t->shape, &t->at);
    t->w = RCP_NEW(t->a, float, t->at.n);
    t->slope = RCP_NEW(t->a, float, t->at.n);
    t->m = RCP_NEW(t->a, float, t->at.n);
    t->v = RCP_NEW(t->a, float, t->at.n);
    t->mean = RCP_NEW(t->a, float, t->at.n);
    if (!t->word || !t->w || !t->slope || !t->m || !t->v || !t->mean)
        return no_memory(t);
    t->head = (state_head){t->at.n, 0, 0, t->c->base.seed};
    t->steps_all = (uint64_t)t->c->base.passes * (n_train_words(t) / t->c->batch + 1);
    fill_all(t);
    s = open_teachers(t);
    return s ? s : resume(t);
}

static rcp_status run_pass(trainer *t)
{
    char *mark = t->a->at;
    plan p;
    rcp_net_sums sums = {0};
    rcp_status s =
        make_plan(t, t->c->base.train, t->c->base.n_train, true, &p) ? RCP_OK : no_memory(t);
    uint32_t *order = s ? NULL : RCP_NEW(t->a, uint32_t, (size_t)p.n + 1);
    if (!order)
        return s ? s : no_memory(t);
    rcp_shuffle(order, p.n, &t->head.random);
    for (uint32_t i = 0; !s && i < p.n; i++)
        s = learn(t, p.sent + p.beg[order[i]], p.beg[order[i] + 1] - p.beg[order[i]], &sums);
    rcp_arena_rewind(t->a, mark);
    t->head.pass++;
    s = s ? s : measure(t, sums.loss / (sums.words ? sums.words : 1));
    rcp_buf state = {0};
    if (!s) {
        write_state(t, &state);
        rcp_course_passed(&t->c->base, (rcp_progress){1, (uint32_t)t->head.pass}, &t->measures,
                          &state);
    }
    return s;
}

static rcp_status write_model(trainer *t, rcp_buf *out)
{
    rcp_buf info = {0};
    rcp_course_info(&t->c->base, &t->measures, &info);
    rcp_net_made made = {
        &t->shape, {t->known[0], t->known[1]}, t->tag_name, t->mean, {info.s, (uint32_t)info.len}};
    rcp_status s = info.failed ? no_memory(t) : rcp_net_write(&made, out, t->err);
    rcp_buf_free(&info);
    return s ? s : write_floats(t);
}

rcp_status rcp_net_train(const rcp_net_course *course, rcp_arena *a, rcp_buf *out, rcp_err *err)
{
    trainer *t = RCP_NEW(a, trainer, 1);
    if (!t)
        return rcp_fail(err, RCP_E_MEMORY, "no memory left to train");
    t->c = course;
    t->a = a;
    t->err = err;
    rcp_status s = prepare(t);
    if (!s && t->head.pass >= course->base.passes)
        s = measure(t, 0);
    while (!s && t->head.pass < course->base.passes) {
        s = run_pass(t);
        if (!s && rcp_course_stopped(&course->base) && t->head.pass < course->base.passes)
            s = rcp_course_stop(err);
    }
    return s ? s : write_model(t, out);
}
