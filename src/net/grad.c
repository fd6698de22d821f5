#include "net/grad.h"

#include <math.h>

#include "lang/percep.h"
#include "net/act.h"
#include "net/wide.h"

static size_t take(size_t *at, size_t rows, size_t cols)
{
    size_t beg = *at;
    *at += rows * cols;
    return beg;
}

void rcp_net_layout_make(const rcp_net_shape *s, rcp_net_layout *l)
{
    size_t at = 0, h = s->hidden;
    *l = (rcp_net_layout){0};
    for (uint32_t t = 0; t < RCP_NET_TABLES; t++)
        l->table[t] = take(&at, s->rows[t], s->dim[rcp_net_group(t)]);
    for (uint32_t k = 0; k < s->layers; k++) {
        l->wx[k] = take(&at, rcp_net_input(s, k), 8 * h);
        l->wh[k][0] = take(&at, h, 4 * h);
        l->wh[k][1] = take(&at, h, 4 * h);
        l->bias[k] = take(&at, 1, 8 * h);
    }
    size_t proj = 2 * (size_t)s->arc + 2 * (size_t)s->rel, rels = rcp_net_pad(s->rels);
    l->proj = take(&at, 2 * h, proj);
    l->proj_b = take(&at, 1, proj);
    l->arc = take(&at, s->arc, s->arc);
    l->arc_b = take(&at, 1, s->arc);
    l->rel = take(&at, s->rel, rels);
    l->rel_b = take(&at, 1, rels);
    l->upos = take(&at, 2 * h, rcp_net_pad(s->upos));
    l->upos_b = take(&at, 1, rcp_net_pad(s->upos));
    l->tags = take(&at, 2 * h, rcp_net_pad(s->tags));
    l->tags_b = take(&at, 1, rcp_net_pad(s->tags));
    l->n = at;
}

/* What the way forward leaves for the way back. */
typedef struct {
    float *x;             /* (rows, input)  after leaving out                 */
    float *x_mask;        /* (n_sent, input); NULL: nothing left out          */
    float *gate;          /* (rows, 8 hidden)  i f g o, then their slopes     */
    float *cell, *squash; /* (rows, 2 hidden)  cell, tanh of it               */
    float *before;        /* (rows, 2 hidden)  the state it came from, masked */
    float *before_mask;   /* (n_sent, 2 hidden)                               */
    float *state;         /* (rows, 2 hidden)  the layer's output             */
} layer;

typedef struct {
    const rcp_net_pass *p;
    const rcp_net_batch *b;
    rcp_net_sums *sums;
    rcp_net_soft *say;
    float share;
    layer layer[RCP_NET_LAYERS];
    float *top, *top_mask;   /* (rows, 2 hidden)  what the heads see             */
    float *proj, *proj_mask; /* (rows, 2 arc + 2 rel)                            */
    float *ask;              /* (rows, arc)  what a word looks for in a head     */
    float *d_state;          /* (rows, 2 hidden)  slope of the top layer         */
    float *d_first;          /* (rows, 2 hidden)  slope of the first, from tags  */
    float *d_proj, *d_ask;
    bool failed;
} run;

static float *numbers(run *r, size_t n)
{
    float *p = RCP_NEW(r->p->a, float, n + 1);
    r->failed |= !p;
    return p;
}

static float chance(run *r)
{
    return (float)(rcp_random(r->p->random) >> 40) / (float)(1 << 24);
}

/* n numbers, 0 or 1 / (1 - drop). */
static float *mask(run *r, size_t n)
{
    float *m = r->p->drop > 0 ? numbers(r, n) : NULL;
    for (size_t i = 0; m && i < n; i++)
        m[i] = chance(r) < r->p->drop ? 0 : 1 / (1 - r->p->drop);
    return m;
}

/* Multiply rows by the mask of their sentence. */
RCP_WIDE static void apply_mask(const run *r, float *x, const float *m, uint32_t width)
{
    for (uint32_t i = 0; m && i < r->b->n_rows; i++) {
        const float *row = m + (size_t)r->b->sent[i] * width;
        for (uint32_t c = 0; c < width; c++)
            x[(size_t)i * width + c] *= row[c];
    }
}

static void multiply(uint32_t m, uint32_t n, uint32_t k, const float *a, uint32_t lda,
                     const float *b, uint32_t ldb, float *c, uint32_t ldc)
{
    rcp_mat_mul(m, n, k, rcp_mat_of((float *)(uintptr_t)a, lda),
                rcp_mat_of((float *)(uintptr_t)b, ldb), rcp_mat_of(c, ldc));
}

/* c (m, n) += a (m, k) of b (n, k) turned. */
static void multiply_turned(run *r, uint32_t m, uint32_t n, uint32_t k, const float *a,
                            uint32_t lda, const float *b, uint32_t ldb, float *c, uint32_t ldc)
{
    char *mark = r->p->a->at;
    float *t = numbers(r, (size_t)n * k);
    if (t) {
        rcp_mat_turn(n, k, rcp_mat_of((float *)(uintptr_t)b, ldb), rcp_mat_of(t, n));
        multiply(m, n, k, a, lda, t, n, c, ldc);
    }
    rcp_arena_rewind(r->p->a, mark);
}

/* slope (k, n) += a (m, k) turned, times d (m, n). */
static void add_slope(run *r, uint32_t m, uint32_t n, uint32_t k, const float *a, uint32_t lda,
                      const float *d, uint32_t ldd, float *slope)
{
    char *mark = r->p->a->at;
    float *t = numbers(r, (size_t)m * k);
    if (t) {
        rcp_mat_turn(m, k, rcp_mat_of((float *)(uintptr_t)a, lda), rcp_mat_of(t, m));
        multiply(k, n, m, t, m, d, ldd, slope, n);
    }
    rcp_arena_rewind(r->p->a, mark);
}

RCP_WIDE static void add_bias_slope(const run *r, uint32_t n, const float *d, uint32_t ldd,
                                    float *slope)
{
    for (uint32_t i = 0; i < r->b->n_rows; i++)
        for (uint32_t c = 0; c < n; c++)
            slope[c] += d[(size_t)i * ldd + c];
}

/* out (rows, n) = bias + x (rows, k) w (k, n) */
static void affine(const run *r, uint32_t n, uint32_t k, const float *x, uint32_t ldx,
                   const float *w, const float *bias, float *out)
{
    for (uint32_t i = 0; i < r->b->n_rows; i++)
        memcpy(out + (size_t)i * n, bias, n * sizeof *bias);
    multiply(r->b->n_rows, n, k, x, ldx, w, n, out, n);
}

/* Words. */

static uint32_t row_of(const run *r, uint32_t i, uint32_t table, bool dropped)
{
    uint32_t row = r->b->word[i].row[table];
    return dropped && row != RCP_NET_ROOT ? RCP_NET_UNKNOWN : row;
}

/* Which tables of each word are left out, as bits: forms and lemmas together, tags, readings. */
static uint32_t *left_out(run *r)
{
    uint32_t *bits = RCP_NEW(r->p->a, uint32_t, (size_t)r->b->n_rows + 1);
    r->failed |= !bits;
    for (uint32_t i = 0; bits && r->p->drop_word > 0 && i < r->b->n_rows; i++) {
        bool form = chance(r) < r->p->drop_word, lemma = chance(r) < r->p->drop_word,
             tag = chance(r) < r->p->drop_word / 4;
        bits[i] = (uint32_t)form << RCP_NET_FORM |
                  (uint32_t)(lemma || (form && chance(r) < 0.5f)) << RCP_NET_LEMMA |
                  (uint32_t)tag << RCP_NET_UPOS | (uint32_t)tag << RCP_NET_TAG;
    }
    return bits;
}

static void look_up(run *r, const uint32_t *bits, float *x)
{
    const rcp_net_shape *s = r->p->shape;
    uint32_t width = rcp_net_input(s, 0);
    memset(x, 0, (size_t)r->b->n_rows * width * sizeof *x);
    for (uint32_t i = 0; i < r->b->n_rows; i++)
        for (uint32_t t = 0; t < RCP_NET_TABLES; t++) {
            uint32_t dim = s->dim[rcp_net_group(t)], row = row_of(r, i, t, bits[i] >> t & 1);
            const float *e = r->p->w + r->p->at->table[t] + (size_t)row * dim;
            float *to = x + (size_t)i * width + rcp_net_column(s, t);
            for (uint32_t c = 0; c < dim; c++)
                to[c] += e[c];
        }
}

static void look_up_slope(const run *r, const uint32_t *bits, const float *d)
{
    const rcp_net_shape *s = r->p->shape;
    uint32_t width = rcp_net_input(s, 0);
    for (uint32_t i = 0; i < r->b->n_rows; i++)
        for (uint32_t t = 0; t < RCP_NET_TABLES; t++) {
            uint32_t dim = s->dim[rcp_net_group(t)], row = row_of(r, i, t, bits[i] >> t & 1);
            float *e = r->p->slope + r->p->at->table[t] + (size_t)row * dim;
            const float *from = d + (size_t)i * width + rcp_net_column(s, t);
            for (uint32_t c = 0; c < dim; c++)
                e[c] += from[c];
        }
}

/* One direction of a layer. */

typedef struct {
    uint32_t h, wide, row, n, prev, n_prev, dir;
} step;

/* The rows of step t and of the step before it on the way. */
static step step_at(const run *r, uint32_t t, uint32_t dir)
{
    uint32_t h = r->p->shape->hidden;
    step s = {h, 2 * h, r->b->off[t], r->b->cnt[t], 0, 0, dir};
    if (dir ? t + 1 < r->b->steps : t > 0) {
        uint32_t before = dir ? t + 1 : t - 1;
        s.prev = r->b->off[before];
        s.n_prev = r->b->cnt[before] < s.n ? r->b->cnt[before] : s.n;
    }
    return s;
}

/* The four gates of a row. */
typedef struct {
    float *in, *keep, *new, *out;
} gates;

/* One row: what comes out of its gates and of the cell before it. */
RCP_WIDE static void fire(gates g, const float *restrict old, float *restrict cell,
                          float *restrict squash, float *restrict state, uint32_t h)
{
    float *restrict in = g.in, *restrict keep = g.keep, *restrict new = g.new,
                    *restrict out = g.out;
    for (uint32_t c = 0; c < h; c++) {
        in[c] = rcp_logistic(in[c]);
        keep[c] = rcp_logistic(keep[c]);
        new[c] = rcp_tanh(new[c]);
        out[c] = rcp_logistic(out[c]);
        cell[c] = in[c] * new[c] + keep[c] * old[c];
        squash[c] = rcp_tanh(cell[c]);
        state[c] = out[c] * squash[c];
    }
}

static const float no_cell[RCP_NET_WIDTH_MAX];

static gates gate_row(const layer *y, const step *s, uint32_t i)
{
    float *g = y->gate + (size_t)(s->row + i) * 8 * s->h + (size_t)s->dir * 4 * s->h;
    return (gates){g, g + s->h, g + 2 * (size_t)s->h, g + 3 * (size_t)s->h};
}

static const float *old_cell(const layer *y, const step *s, uint32_t i)
{
    return i < s->n_prev ? y->cell + (size_t)(s->prev + i) * s->wide + s->dir * s->h : no_cell;
}

static void forward_step(const run *r, const layer *y, const float *wh, const step *s)
{
    uint32_t h = s->h;
    for (uint32_t i = 0; i < s->n_prev; i++) {
        float *to = y->before + (size_t)(s->row + i) * s->wide + s->dir * h;
        const float *from = y->state + (size_t)(s->prev + i) * s->wide + s->dir * h;
        const float *m = y->before_mask ? y->before_mask + (size_t)i * s->wide + s->dir * h : NULL;
        for (uint32_t c = 0; c < h; c++)
            to[c] = m ? from[c] * m[c] : from[c];
    }
    (void)r;
    multiply(s->n_prev, 4 * h, h, y->before + (size_t)s->row * s->wide + s->dir * h, s->wide, wh,
             4 * h, y->gate + (size_t)s->row * 8 * h + (size_t)s->dir * 4 * h, 8 * h);
    for (uint32_t i = 0; i < s->n; i++) {
        size_t at = (size_t)(s->row + i) * s->wide + s->dir * h;
        fire(gate_row(y, s, i), old_cell(y, s, i), y->cell + at, y->squash + at, y->state + at, h);
    }
}

static void forward_layer(run *r, uint32_t k, const float *input)
{
    const rcp_net_shape *s = r->p->shape;
    const rcp_net_layout *at = r->p->at;
    layer *y = &r->layer[k];
    uint32_t in = rcp_net_input(s, k), h = s->hidden;
    size_t rows = r->b->n_rows;
    y->x = numbers(r, rows * in);
    y->x_mask = mask(r, (size_t)r->b->n_sent * in);
    y->before_mask = mask(r, (size_t)r->b->n_sent * 2 * h);
    y->gate = numbers(r, rows * 8 * h);
    y->cell = numbers(r, rows * 2 * h);
    y->squash = numbers(r, rows * 2 * h);
    y->before = numbers(r, rows * 2 * h);
    y->state = numbers(r, rows * 2 * h);
    if (r->failed)
        return;
    memcpy(y->x, input, rows * in * sizeof *input);
    apply_mask(r, y->x, y->x_mask, in);
    affine(r, 8 * h, in, y->x, in, r->p->w + at->wx[k], r->p->w + at->bias[k], y->gate);
    for (uint32_t dir = 0; dir < 2; dir++)
        for (uint32_t t = 0; t < r->b->steps; t++) {
            step st = step_at(r, dir ? r->b->steps - 1 - t : t, dir);
            forward_step(r, y, r->p->w + at->wh[k][dir], &st);
        }
}

/* Turn the gates of a row into their slopes; carry: what comes from the step after, then what goes
 * to the step before. */
RCP_WIDE static void unfire(gates g, const float *restrict old, const float *restrict squash,
                            const float *restrict d_state, float *restrict carry_h,
                            float *restrict carry_c, uint32_t h)
{
    float *restrict in = g.in, *restrict keep = g.keep, *restrict new = g.new,
                    *restrict out = g.out;
    for (uint32_t c = 0; c < h; c++) {
        float i = in[c], k = keep[c], n = new[c], o = out[c], tc = squash[c];
        float dh = d_state[c] + carry_h[c], dc = dh * o * (1 - tc * tc) + carry_c[c];
        in[c] = dc * n * i * (1 - i);
        keep[c] = dc * old[c] * k * (1 - k);
        new[c] = dc *i *(1 - n * n);
        out[c] = dh * tc * o * (1 - o);
        carry_c[c] = dc * k;
        carry_h[c] = 0;
    }
}

static void backward_way(run *r, uint32_t k, uint32_t dir, const float *d_state)
{
    const layer *y = &r->layer[k];
    uint32_t h = r->p->shape->hidden;
    char *mark = r->p->a->at;
    float *carry = numbers(r, (size_t)r->b->n_sent * h),
          *cell = numbers(r, (size_t)r->b->n_sent * h);
    float *turned = numbers(r, (size_t)4 * h * h);
    if (r->failed)
        return;
    rcp_mat_turn(h, 4 * h, rcp_mat_of((float *)(uintptr_t)r->p->w + r->p->at->wh[k][dir], 4 * h),
                 rcp_mat_of(turned, h));
    for (uint32_t t = 0; t < r->b->steps; t++) {
        step s = step_at(r, dir ? t : r->b->steps - 1 - t, dir);
        for (uint32_t i = 0; i < s.n; i++) {
            size_t at = (size_t)(s.row + i) * s.wide + s.dir * h;
            unfire(gate_row(y, &s, i), old_cell(y, &s, i), y->squash + at, d_state + at,
                   carry + (size_t)i * h, cell + (size_t)i * h, h);
        }
        multiply(s.n_prev, h, 4 * h, y->gate + (size_t)s.row * 8 * h + (size_t)dir * 4 * h, 8 * h,
                 turned, h, carry, h);
        for (uint32_t i = 0; y->before_mask && i < s.n_prev; i++)
            for (uint32_t c = 0; c < h; c++)
                carry[(size_t)i * h + c] *= y->before_mask[(size_t)i * 2 * h + dir * h + c];
    }
    add_slope(r, r->b->n_rows, 4 * h, h, y->before + dir * h, 2 * h, y->gate + (size_t)dir * 4 * h,
              8 * h, r->p->slope + r->p->at->wh[k][dir]);
    rcp_arena_rewind(r->p->a, mark);
}

/* d_state (rows, 2 hidden) in, d_input (rows, input) out. */
static void backward_layer(run *r, uint32_t k, const float *d_state, float *d_input)
{
    const layer *y = &r->layer[k];
    uint32_t in = rcp_net_input(r->p->shape, k), h = r->p->shape->hidden;
    backward_way(r, k, 0, d_state);
    backward_way(r, k, 1, d_state);
    if (r->failed)
        return;
    add_slope(r, r->b->n_rows, 8 * h, in, y->x, in, y->gate, 8 * h, r->p->slope + r->p->at->wx[k]);
    add_bias_slope(r, 8 * h, y->gate, 8 * h, r->p->slope + r->p->at->bias[k]);
    memset(d_input, 0, (size_t)r->b->n_rows * in * sizeof *d_input);
    multiply_turned(r, r->b->n_rows, in, 8 * h, y->gate, 8 * h, r->p->w + r->p->at->wx[k], 8 * h,
                    d_input, in);
    apply_mask(r, d_input, y->x_mask, in);
}

/* Choices. */

static uint32_t largest(const float *x, uint32_t n)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < n; i++)
        best = x[i] > x[best] ? i : best;
    return best;
}

/*
 * x (n) become probabilities, then, where there is something to learn, their slope: share of soft
 * (NULL: none) and the rest gold (>= n: no gold).  Returns the loss.
 */
static float choose(const run *r, float *x, uint32_t n, uint32_t gold, const float *soft,
                    float *say)
{
    float top = x[largest(x, n)], sum = 0, loss = 0;
    for (uint32_t i = 0; i < n; i++)
        sum += x[i] = expf(x[i] - top);
    for (uint32_t i = 0; i < n; i++)
        x[i] /= sum;
    for (uint32_t i = 0; say && i < n; i++)
        say[i] += r->share * x[i];
    float hard = soft ? 1 - r->p->soft_share : 1;
    bool known = gold < n;
    if (known)
        loss -= hard * logf(x[gold] + 1e-9f);
    for (uint32_t i = 0; i < n; i++) {
        float d = known ? hard * (x[i] - (i == gold)) : 0;
        d += soft ? r->p->soft_share * (x[i] - soft[i]) : 0;
        x[i] = d;
    }
    return loss;
}

/* A tag head over the first layer. */
static void tag_head(run *r, uint32_t n, size_t w, size_t b, size_t gold, const float *soft,
                     float *say, uint32_t *right)
{
    const layer *y = &r->layer[0];
    uint32_t wide = rcp_net_pad(n), h2 = 2 * r->p->shape->hidden, rows = r->b->n_rows;
    char *mark = r->p->a->at;
    float *x = numbers(r, (size_t)rows * wide);
    if (r->failed)
        return;
    affine(r, wide, h2, y->state, h2, r->p->w + w, r->p->w + b, x);
    for (uint32_t i = 0; i < rows; i++) {
        float *row = x + (size_t)i * wide;
        const char *g = (const char *)&r->b->gold[i] + gold;
        uint32_t want;
        memcpy(&want, g, sizeof want);
        if (!r->b->step[i]) {
            memset(row, 0, wide * sizeof *row);
            continue;
        }
        *right += largest(row, n) == want;
        r->sums->loss += choose(r, row, n, want, soft ? soft + (size_t)i * wide : NULL,
                                say ? say + (size_t)i * wide : NULL);
        memset(row + n, 0, (wide - n) * sizeof *row);
    }
    if (r->p->slope) {
        add_slope(r, rows, wide, h2, y->state, h2, x, wide, r->p->slope + w);
        add_bias_slope(r, wide, x, wide, r->p->slope + b);
        multiply_turned(r, rows, h2, wide, x, wide, r->p->w + w, wide, r->d_first, h2);
    }
    rcp_arena_rewind(r->p->a, mark);
}

/* Arcs and relations. */

static void project(run *r)
{
    const rcp_net_shape *s = r->p->shape;
    uint32_t h2 = 2 * s->hidden, wide = 2 * s->arc + 2 * s->rel, rows = r->b->n_rows;
    r->top = numbers(r, (size_t)rows * h2);
    r->top_mask = mask(r, (size_t)r->b->n_sent * h2);
    r->proj = numbers(r, (size_t)rows * wide);
    r->proj_mask = mask(r, (size_t)r->b->n_sent * wide);
    r->ask = numbers(r, (size_t)rows * s->arc);
    if (r->failed)
        return;
    memcpy(r->top, r->layer[s->layers - 1].state, (size_t)rows * h2 * sizeof *r->top);
    apply_mask(r, r->top, r->top_mask, h2);
    affine(r, wide, h2, r->top, h2, r->p->w + r->p->at->proj, r->p->w + r->p->at->proj_b, r->proj);
    for (uint32_t i = 0; i < rows; i++)
        for (uint32_t c = 0; c < 2 * s->arc; c++)
            r->proj[(size_t)i * wide + c] = rcp_tanh(r->proj[(size_t)i * wide + c]);
    apply_mask(r, r->proj, r->proj_mask, wide);
    for (uint32_t i = 0; i < rows; i++)
        memcpy(r->ask + (size_t)i * s->arc, r->p->w + r->p->at->arc_b, s->arc * sizeof *r->ask);
    multiply(rows, s->arc, s->arc, r->proj, wide, r->p->w + r->p->at->arc, s->arc, r->ask, s->arc);
}

static float dot(const float *a, const float *b, uint32_t n)
{
    float sum = 0;
    for (uint32_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

RCP_WIDE static void add_times(float *to, const float *from, float x, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        to[i] += x * from[i];
}

/* The head of the word in row i; score: room for its sentence and root. */
static uint32_t arc_of(run *r, uint32_t i, float *score)
{
    const rcp_net_shape *s = r->p->shape;
    uint32_t wide = 2 * s->arc + 2 * s->rel, b = r->b->sent[i], n = r->b->len[b] + 1;
    const float *ask = r->ask + (size_t)i * s->arc;
    for (uint32_t t = 0; t < n; t++)
        score[t] = dot(ask, r->proj + (size_t)(r->b->off[t] + b) * wide + s->arc, s->arc);
    score[r->b->step[i]] = -1e9f;
    uint32_t guess = largest(score, n);
    size_t at = (size_t)i * r->b->steps;
    r->sums->heads += guess == r->b->gold[i].head;
    r->sums->loss +=
        choose(r, score, n, r->b->gold[i].head, r->p->soft ? r->p->soft->arc + at : NULL,
               r->say ? r->say->arc + at : NULL);
    for (uint32_t t = 0; r->p->slope && t < n; t++) {
        size_t head = (size_t)(r->b->off[t] + b) * wide + s->arc;
        add_times(r->d_ask + (size_t)i * s->arc, r->proj + head, score[t], s->arc);
        add_times(r->d_proj + head, ask, score[t], s->arc);
    }
    return guess;
}

/* Relations of all rows at their gold heads. */
typedef struct {
    float *hidden, *score;
} rel_work;

static void rel_forward(run *r, rel_work *w)
{
    const rcp_net_shape *s = r->p->shape;
    uint32_t wide = 2 * s->arc + 2 * s->rel, rows = r->b->n_rows;
    for (uint32_t i = 0; i < rows; i++) {
        const float *dep = r->proj + (size_t)i * wide + 2 * s->arc;
        const float *head = r->proj +
                            (size_t)(r->b->off[r->b->gold[i].head] + r->b->sent[i]) * wide +
                            2 * s->arc + s->rel;
        for (uint32_t c = 0; c < s->rel; c++)
            w->hidden[(size_t)i * s->rel + c] = rcp_tanh(dep[c] + head[c]);
    }
    affine(r, rcp_net_pad(s->rels), s->rel, w->hidden, s->rel, r->p->w + r->p->at->rel,
           r->p->w + r->p->at->rel_b, w->score);
}

static void rel_backward(run *r, const rel_work *w)
{
    const rcp_net_shape *s = r->p->shape;
    uint32_t wide = 2 * s->arc + 2 * s->rel, rows = r->b->n_rows, rels = rcp_net_pad(s->rels);
    float *d = numbers(r, (size_t)rows * s->rel);
    if (r->failed)
        return;
    add_slope(r, rows, rels, s->rel, w->hidden, s->rel, w->score, rels,
              r->p->slope + r->p->at->rel);
    add_bias_slope(r, rels, w->score, rels, r->p->slope + r->p->at->rel_b);
    multiply_turned(r, rows, s->rel, rels, w->score, rels, r->p->w + r->p->at->rel, rels, d,
                    s->rel);
    for (uint32_t i = 0; i < rows; i++) {
        float *dep = r->d_proj + (size_t)i * wide + 2 * s->arc;
        float *head = r->d_proj + (size_t)(r->b->off[r->b->gold[i].head] + r->b->sent[i]) * wide +
                      2 * s->arc + s->rel;
        for (uint32_t c = 0; c < s->rel; c++) {
            float y = w->hidden[(size_t)i * s->rel + c],
                  x = d[(size_t)i * s->rel + c] * (1 - y * y);
            dep[c] += x;
            head[c] += x;
        }
    }
}

static void arcs_and_rels(run *r)
{
    const rcp_net_shape *s = r->p->shape;
    uint32_t rels = rcp_net_pad(s->rels), rows = r->b->n_rows;
    float *score = numbers(r, (size_t)r->b->steps);
    rel_work w = {numbers(r, (size_t)rows * s->rel), numbers(r, (size_t)rows * rels)};
    if (r->failed)
        return;
    rel_forward(r, &w);
    for (uint32_t i = 0; i < rows; i++) {
        float *row = w.score + (size_t)i * rels;
        size_t at = (size_t)i * rels;
        if (!r->b->step[i]) {
            memset(row, 0, rels * sizeof *row);
            continue;
        }
        r->sums->words++;
        bool head = arc_of(r, i, score) == r->b->gold[i].head;
        r->sums->rels += head && largest(row, s->rels) == r->b->gold[i].rel;
        r->sums->loss +=
            choose(r, row, s->rels, r->b->gold[i].rel, r->p->soft ? r->p->soft->rel + at : NULL,
                   r->say ? r->say->rel + at : NULL);
        memset(row + s->rels, 0, (rels - s->rels) * sizeof *row);
    }
    if (r->p->slope)
        rel_backward(r, &w);
}

/* From d_ask and d_proj to d_state. */
static void unproject(run *r)
{
    const rcp_net_shape *s = r->p->shape;
    const rcp_net_layout *at = r->p->at;
    uint32_t h2 = 2 * s->hidden, wide = 2 * s->arc + 2 * s->rel, rows = r->b->n_rows;
    add_slope(r, rows, s->arc, s->arc, r->proj, wide, r->d_ask, s->arc, r->p->slope + at->arc);
    add_bias_slope(r, s->arc, r->d_ask, s->arc, r->p->slope + at->arc_b);
    multiply_turned(r, rows, s->arc, s->arc, r->d_ask, s->arc, r->p->w + at->arc, s->arc, r->d_proj,
                    wide);
    /* The mask is already in proj: take it out where the slope of tanh needs its value. */
    for (uint32_t i = 0; i < rows; i++)
        for (uint32_t c = 0; c < wide; c++) {
            size_t x = (size_t)i * wide + c;
            float m = r->proj_mask ? r->proj_mask[(size_t)r->b->sent[i] * wide + c] : 1;
            float y = m > 0 ? r->proj[x] / m : 0;
            r->d_proj[x] *= c < 2 * s->arc ? m * (1 - y * y) : m;
        }
    add_slope(r, rows, wide, h2, r->top, h2, r->d_proj, wide, r->p->slope + at->proj);
    add_bias_slope(r, wide, r->d_proj, wide, r->p->slope + at->proj_b);
    multiply_turned(r, rows, h2, wide, r->d_proj, wide, r->p->w + at->proj, wide, r->d_state, h2);
    apply_mask(r, r->d_state, r->top_mask, h2);
}

static void heads(run *r)
{
    const rcp_net_shape *s = r->p->shape;
    const rcp_net_layout *at = r->p->at;
    size_t rows = r->b->n_rows;
    const rcp_net_soft *soft = r->p->soft;
    if (r->p->slope) {
        r->d_state = numbers(r, rows * 2 * s->hidden);
        r->d_first = s->layers > 1 ? numbers(r, rows * 2 * s->hidden) : r->d_state;
        r->d_proj = numbers(r, rows * (2 * (size_t)s->arc + 2 * (size_t)s->rel));
        r->d_ask = numbers(r, rows * s->arc);
    }
    if (!r->failed)
        project(r);
    if (!r->failed)
        arcs_and_rels(r);
    if (r->p->slope && !r->failed)
        unproject(r);
    if (!r->failed) {
        tag_head(r, s->upos, at->upos, at->upos_b, offsetof(rcp_net_gold, upos),
                 soft ? soft->upos : NULL, r->say ? r->say->upos : NULL, &r->sums->upos);
        tag_head(r, s->tags, at->tags, at->tags_b, offsetof(rcp_net_gold, tag),
                 soft ? soft->tags : NULL, r->say ? r->say->tags : NULL, &r->sums->tags);
    }
}

static void backward(run *r, const uint32_t *bits)
{
    const rcp_net_shape *s = r->p->shape;
    size_t rows = r->b->n_rows;
    float *d = r->d_state;
    for (uint32_t k = s->layers; k-- > 0 && !r->failed;) {
        float *below = numbers(r, rows * rcp_net_input(s, k));
        if (r->failed)
            return;
        if (!k && d != r->d_first)
            for (size_t i = 0; i < rows * 2 * s->hidden; i++)
                d[i] += r->d_first[i];
        backward_layer(r, k, d, below);
        d = below;
    }
    if (!r->failed)
        look_up_slope(r, bits, d);
}

rcp_status rcp_net_pass_run(const rcp_net_pass *p, const rcp_net_batch *b, rcp_net_sums *sums,
                            rcp_net_soft *what_said, float share)
{
    char *mark = p->a->at;
    run r = {.p = p, .b = b, .sums = sums, .say = what_said, .share = share};
    uint32_t *bits = left_out(&r);
    float *x = numbers(&r, (size_t)b->n_rows * rcp_net_input(p->shape, 0));
    if (!r.failed)
        look_up(&r, bits, x);
    for (uint32_t k = 0; k < p->shape->layers && !r.failed; k++)
        forward_layer(&r, k, k ? r.layer[k - 1].state : x);
    if (!r.failed)
        heads(&r);
    if (p->slope && !r.failed)
        backward(&r, bits);
    rcp_arena_rewind(p->a, mark);
    return r.failed ? RCP_E_MEMORY : RCP_OK;
}
