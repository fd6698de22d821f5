#include "net/run.h"

#include <stdlib.h>

#include "net/act.h"
#include "net/tree.h"

enum { BATCH = 400, SENTS = 64 }; /* words read side by side; sentences at most */

/* Loops that want vectors: compiled three times, the same operations in the same order. */
#if defined(__x86_64__)
#define FOR_512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq")))
#define FOR_256 __attribute__((target("avx2")))
#endif
#define INLINE __attribute__((always_inline)) static inline

/* One batch: packed as in grad.h. */
typedef struct {
    const rcp_net *net;
    rcp_simd simd;
    rcp_arena *a;
    uint32_t n_sent, n_rows, steps;
    uint32_t off[RCP_NET_SENT_MAX + 1], cnt[RCP_NET_SENT_MAX + 1], len[SENTS];
    uint32_t *first; /* (n_sent)  row of word of the first word              */
    const rcp_net_word *word;
    uint8_t *state[RCP_NET_LAYERS + 1]; /* (n_rows, input)                                      */
    bool failed;
} batch;

static void *room(batch *b, size_t size, size_t n)
{
    void *p = rcp_arena_get(b->a, size, 64, n);
    b->failed |= !p;
    return p;
}

/* Words to bytes. */

INLINE void add_row(float *restrict to, const int8_t *restrict row, float scale, uint32_t n)
{
    for (uint32_t c = 0; c < n; c++)
        to[c] += scale * (float)row[c];
}

INLINE void look_up(const rcp_net *net, const rcp_net_word *word, uint8_t *out)
{
    float x[3 * RCP_NET_WIDTH_MAX];
    uint32_t width = rcp_net_input(&net->shape, 0);
    float edge = net->edge, turn = 1 / edge;
    memset(x, 0, width * sizeof *x);
    for (uint32_t t = 0; t < RCP_NET_TABLES; t++) {
        uint32_t dim = net->shape.dim[rcp_net_group(t)];
        add_row(x + rcp_net_column(&net->shape, t), net->table[t] + (size_t)word->row[t] * dim,
                net->table_scale[t], dim);
    }
    for (uint32_t c = 0; c < width; c++) {
        float y = x[c] > edge ? edge : x[c];
        out[c] = rcp_byte((y < -edge ? -edge : y) * turn);
    }
}

/* One row of gates to a cell and a state. */
INLINE void fire(const float *restrict g, float *restrict cell, uint8_t *restrict state, uint32_t h)
{
    const float *keep = g + h, *new = keep + h, *out = new + h;
    for (uint32_t c = 0; c < h; c++) {
        float x = rcp_logistic(g[c]) * rcp_tanh(new[c]) + rcp_logistic(keep[c]) * cell[c];
        cell[c] = x;
        state[c] = rcp_byte(rcp_logistic(out[c]) * rcp_tanh(x));
    }
}

INLINE void squash(float *x, uint32_t n)
{
    for (uint32_t c = 0; c < n; c++)
        x[c] = rcp_tanh(x[c]);
}

INLINE void squash_sum(const float *restrict a, const float *restrict b, uint8_t *restrict out,
                       uint32_t n)
{
    for (uint32_t c = 0; c < n; c++)
        out[c] = rcp_byte(rcp_tanh(a[c] + b[c]));
}

INLINE void to_bytes(const float *restrict x, uint8_t *restrict out, uint32_t n)
{
    for (uint32_t c = 0; c < n; c++)
        out[c] = rcp_byte(x[c]);
}

/* out[t] = sum over c of a[c] b[c][t], for t < n, a multiple of 16: four terms at a time, in
 * order. */
INLINE void dots(const float *restrict a, const float *restrict b, uint32_t n, uint32_t width,
                 float *restrict out)
{
    for (uint32_t t = 0; t < n; t++)
        out[t] = 0;
    for (uint32_t c = 0; c < width; c += 4, b += 4 * (size_t)n) {
        const float *b1 = b + n, *b2 = b1 + n, *b3 = b2 + n;
        float a0 = a[c], a1 = a[c + 1], a2 = a[c + 2], a3 = a[c + 3];
        for (uint32_t t = 0; t < n; t++)
            out[t] = out[t] + a0 * b[t] + a1 * b1[t] + a2 * b2[t] + a3 * b3[t];
    }
}

#define LOOPS(SUFFIX, TARGET)                                                                      \
    TARGET static void look_up_##SUFFIX(const rcp_net *net, const rcp_net_word *word,              \
                                        uint8_t *out)                                              \
    {                                                                                              \
        look_up(net, word, out);                                                                   \
    }                                                                                              \
    TARGET static void fire_##SUFFIX(const float *g, float *cell, uint8_t *state, uint32_t h)      \
    {                                                                                              \
        fire(g, cell, state, h);                                                                   \
    }                                                                                              \
    TARGET static void squash_##SUFFIX(float *x, uint32_t n)                                       \
    {                                                                                              \
        squash(x, n);                                                                              \
    }                                                                                              \
    TARGET static void squash_sum_##SUFFIX(const float *a, const float *b, uint8_t *out,           \
                                           uint32_t n)                                             \
    {                                                                                              \
        squash_sum(a, b, out, n);                                                                  \
    }                                                                                              \
    TARGET static void to_bytes_##SUFFIX(const float *x, uint8_t *out, uint32_t n)                 \
    {                                                                                              \
        to_bytes(x, out, n);                                                                       \
    }                                                                                              \
    TARGET static void dots_##SUFFIX(const float *a, const float *b, uint32_t n, uint32_t width,   \
                                     float *out)                                                   \
    {                                                                                              \
        dots(a, b, n, width, out);                                                                 \
    }

typedef struct {
    void (*look_up)(const rcp_net *net, const rcp_net_word *word, uint8_t *out);
    void (*fire)(const float *g, float *cell, uint8_t *state, uint32_t h);
    void (*squash)(float *x, uint32_t n);
    void (*squash_sum)(const float *a, const float *b, uint8_t *out, uint32_t n);
    void (*to_bytes)(const float *x, uint8_t *out, uint32_t n);
    void (*dots)(const float *a, const float *b, uint32_t n, uint32_t width, float *out);
} loops;

#define LOOPS_OF(SUFFIX)                                                                           \
    {                                                                                              \
        look_up_##SUFFIX, fire_##SUFFIX, squash_##SUFFIX, squash_sum_##SUFFIX, to_bytes_##SUFFIX,  \
            dots_##SUFFIX                                                                          \
    }

LOOPS(plain, )
#if defined(__x86_64__)
LOOPS(256, FOR_256)
LOOPS(512, FOR_512)
static const loops all_loops[] = {LOOPS_OF(plain), LOOPS_OF(256), LOOPS_OF(512)};
#else
static const loops all_loops[] = {LOOPS_OF(plain), LOOPS_OF(plain), LOOPS_OF(plain)};
#endif

static const loops *loops_of(const batch *b)
{
    return &all_loops[b->simd];
}

static uint32_t row_at(const batch *b, uint32_t step, uint32_t sent)
{
    return b->off[step] + sent;
}

static void read_words(batch *b)
{
    uint32_t width = rcp_net_input(&b->net->shape, 0);
    uint8_t *x = b->state[0] = room(b, 1, (size_t)b->n_rows * width);
    for (uint32_t t = 0; x && t < b->steps; t++)
        for (uint32_t i = 0; i < b->cnt[t]; i++) {
            const rcp_net_word root = {0};
            const rcp_net_word *w = t ? &b->word[b->first[i] + t - 1] : &root;
            loops_of(b)->look_up(b->net, w, x + (size_t)row_at(b, t, i) * width);
        }
}

/* One direction of a layer; gate: (n_rows, 4 hidden), cell: (n_sent, hidden). */
static void read_way(batch *b, uint32_t k, uint32_t dir, float *gate, float *cell)
{
    uint32_t h = b->net->shape.hidden, wide = 4 * h, in = rcp_net_input(&b->net->shape, k);
    const rcp_net_matrix *wx = &b->net->layer[k].wx, *wh = &b->net->layer[k].wh[dir];
    rcp_bytes_mul(b->simd, (rcp_net_columns){wx, dir * wide, wide}, b->n_rows, b->state[k], in,
                  (k ? 1 : b->net->edge) / 127, false, gate, wide);
    memset(cell, 0, (size_t)b->n_sent * h * sizeof *cell);
    for (uint32_t i = 0; i < b->steps; i++) {
        uint32_t t = dir ? b->steps - 1 - i : i, row = b->off[t], before = dir ? t + 1 : t - 1;
        if (i) {
            uint32_t n = b->cnt[before] < b->cnt[t] ? b->cnt[before] : b->cnt[t];
            rcp_bytes_mul(b->simd, rcp_net_all(wh), n,
                          b->state[k + 1] + (size_t)b->off[before] * 2 * h + dir * h, 2 * h,
                          1.0f / 127, true, gate + (size_t)row * wide, wide);
        }
        for (uint32_t s = 0; s < b->cnt[t]; s++)
            loops_of(b)->fire(gate + (size_t)(row + s) * wide, cell + (size_t)s * h,
                              b->state[k + 1] + (size_t)(row + s) * 2 * h + dir * h, h);
    }
}

static void read_layer(batch *b, uint32_t k)
{
    uint32_t h = b->net->shape.hidden;
    b->state[k + 1] = room(b, 1, (size_t)b->n_rows * 2 * h);
    char *mark = b->a->at;
    float *gate = room(b, sizeof *gate, (size_t)b->n_rows * 4 * h);
    float *cell = room(b, sizeof *cell, (size_t)b->n_sent * h);
    for (uint32_t dir = 0; dir < 2 && !b->failed; dir++)
        read_way(b, k, dir, gate, cell);
    rcp_arena_rewind(b->a, mark);
}

/* How far ahead the best is, as a share: the logistic function of the distance. */
static uint32_t best_of(const float *x, uint32_t n, const uint32_t *only, uint32_t value,
                        float *sure)
{
    uint32_t best = n;
    float second = -1e30f;
    for (uint32_t i = 0; i < n; i++) {
        if (only && only[i] != value)
            continue;
        if (best == n || x[i] > x[best]) {
            second = best == n ? second : x[best];
            best = i;
        } else if (x[i] > second)
            second = x[i];
    }
    *sure = best == n ? 0.5f : rcp_logistic(x[best] - second);
    return best;
}

static void say_tags(batch *b, rcp_net_said *said)
{
    const rcp_net_shape *s = &b->net->shape;
    uint32_t wide = 2 * s->hidden, upos = b->net->upos.out, tags = b->net->tag.out;
    char *mark = b->a->at;
    float *x = room(b, sizeof *x, (size_t)b->n_rows * upos);
    float *y = room(b, sizeof *y, (size_t)b->n_rows * tags);
    if (b->failed)
        return;
    rcp_bytes_mul(b->simd, rcp_net_all(&b->net->upos), b->n_rows, b->state[1], wide, 1.0f / 127,
                  false, x, upos);
    rcp_bytes_mul(b->simd, rcp_net_all(&b->net->tag), b->n_rows, b->state[1], wide, 1.0f / 127,
                  false, y, tags);
    for (uint32_t t = 1; t < b->steps; t++)
        for (uint32_t i = 0; i < b->cnt[t]; i++) {
            rcp_net_said *w = &said[b->first[i] + t - 1];
            size_t row = row_at(b, t, i);
            float unused;
            /* Class 0 is no part of speech. */
            w->upos = 1 + best_of(x + row * upos + 1, s->upos - 1, NULL, 0, &w->tag_sure);
            w->tag = best_of(y + row * tags, s->tags, b->net->tag_upos, w->upos, &unused);
        }
    rcp_arena_rewind(b->a, mark);
}

/* Arcs of one sentence. */
static void say_heads(batch *b, uint32_t sent, const float *ask, const float *proj,
                      rcp_net_said *said)
{
    const rcp_net_shape *s = &b->net->shape;
    uint32_t n = b->len[sent], wide = 2 * s->arc + 2 * s->rel, cols = rcp_net_pad(n + 1);
    char *mark = b->a->at;
    float *head = room(b, sizeof *head, (size_t)s->arc * cols);    /* (arc, cols)   */
    float *score = room(b, sizeof *score, (size_t)(n + 1) * cols); /* (n + 1, cols) */
    float *margin = room(b, sizeof *margin, (size_t)n + 1);
    uint32_t *best = room(b, sizeof *best, (size_t)n + 1);
    for (uint32_t t = 0; t <= n && !b->failed; t++) {
        const float *row = proj + (size_t)row_at(b, t, sent) * wide + s->arc;
        for (uint32_t c = 0; c < s->arc; c++)
            head[(size_t)c * cols + t] = row[c];
    }
    for (uint32_t t = 1; t <= n && !b->failed; t++)
        loops_of(b)->dots(ask + (size_t)row_at(b, t, sent) * s->arc, head, cols, s->arc,
                          score + (size_t)t * cols);
    b->failed = b->failed || rcp_tree_best(score, n, cols, best, margin, b->a);
    for (uint32_t t = 1; t <= n && !b->failed; t++) {
        rcp_net_said *w = &said[b->first[sent] + t - 1];
        w->head = best[t];
        w->sure = rcp_logistic(margin[t]);
    }
    rcp_arena_rewind(b->a, mark);
}

static uint32_t best_rel(const rcp_net *net, const float *x, bool root)
{
    uint32_t best = net->shape.rels;
    for (uint32_t i = 0; i < net->shape.rels; i++)
        if ((net->rel[i] == RCP_REL_root) == root && net->rel[i] &&
            (best == net->shape.rels || x[i] > x[best]))
            best = i;
    return best < net->shape.rels ? net->rel[best] : root ? RCP_REL_root : RCP_REL_dep;
}

static void say_rels(batch *b, const float *proj, rcp_net_said *said)
{
    const rcp_net_shape *s = &b->net->shape;
    uint32_t wide = 2 * s->arc + 2 * s->rel, rels = b->net->rels.out;
    uint8_t *x = room(b, 1, (size_t)b->n_rows * s->rel);
    float *y = room(b, sizeof *y, (size_t)b->n_rows * rels);
    if (b->failed)
        return;
    for (uint32_t t = 1; t < b->steps; t++)
        for (uint32_t i = 0; i < b->cnt[t]; i++) {
            uint32_t head = said[b->first[i] + t - 1].head;
            loops_of(b)->squash_sum(proj + (size_t)row_at(b, t, i) * wide + 2 * s->arc,
                                    proj + (size_t)row_at(b, head, i) * wide + 2 * s->arc + s->rel,
                                    x + (size_t)row_at(b, t, i) * s->rel, s->rel);
        }
    rcp_bytes_mul(b->simd, rcp_net_all(&b->net->rels), b->n_rows, x, s->rel, 1.0f / 127, false, y,
                  rels);
    for (uint32_t t = 1; t < b->steps; t++)
        for (uint32_t i = 0; i < b->cnt[t]; i++) {
            rcp_net_said *w = &said[b->first[i] + t - 1];
            w->rel = best_rel(b->net, y + (size_t)row_at(b, t, i) * rels, !w->head);
        }
}

static void say_arcs(batch *b, rcp_net_said *said)
{
    const rcp_net_shape *s = &b->net->shape;
    uint32_t wide = 2 * s->arc + 2 * s->rel;
    char *mark = b->a->at;
    float *proj = room(b, sizeof *proj, (size_t)b->n_rows * wide);
    uint8_t *dep = room(b, 1, (size_t)b->n_rows * s->arc);
    float *ask = room(b, sizeof *ask, (size_t)b->n_rows * s->arc);
    if (b->failed)
        return;
    rcp_bytes_mul(b->simd, rcp_net_all(&b->net->proj), b->n_rows, b->state[s->layers],
                  2 * s->hidden, 1.0f / 127, false, proj, wide);
    for (uint32_t row = 0; row < b->n_rows; row++) {
        loops_of(b)->squash(proj + (size_t)row * wide, 2 * s->arc);
        loops_of(b)->to_bytes(proj + (size_t)row * wide, dep + (size_t)row * s->arc, s->arc);
    }
    rcp_bytes_mul(b->simd, rcp_net_all(&b->net->arc), b->n_rows, dep, s->arc, 1.0f / 127, false,
                  ask, s->arc);
    for (uint32_t i = 0; i < b->n_sent && !b->failed; i++)
        say_heads(b, i, ask, proj, said);
    if (!b->failed)
        say_rels(b, proj, said);
    rcp_arena_rewind(b->a, mark);
}

/* order[0 .. n): sentences, the longest first. */
static void run_batch(batch *b, const uint32_t *order, const uint32_t *beg, rcp_net_said *said)
{
    b->first = room(b, sizeof *b->first, b->n_sent);
    if (b->failed)
        return;
    for (uint32_t i = 0; i < b->n_sent; i++) {
        b->first[i] = beg[order[i]];
        b->len[i] = beg[order[i] + 1] - beg[order[i]];
    }
    b->steps = b->len[0] + 1;
    for (uint32_t t = 0; t < b->steps; t++) {
        b->off[t] = b->n_rows;
        for (b->cnt[t] = 0; b->cnt[t] < b->n_sent && b->len[b->cnt[t]] + 1 > t; b->cnt[t]++)
            ;
        b->n_rows += b->cnt[t];
    }
    read_words(b);
    for (uint32_t k = 0; k < b->net->shape.layers && !b->failed; k++)
        read_layer(b, k);
    if (!b->failed)
        say_tags(b, said);
    if (!b->failed)
        say_arcs(b, said);
}

/* Sentences by length, the longest first, in one pass over the lengths; equal ones in order. */
static uint32_t *by_length(const uint32_t *beg, uint32_t n, rcp_arena *a)
{
    uint32_t at[RCP_NET_SENT_MAX + 2] = {0}, *order = RCP_NEW(a, uint32_t, (size_t)n + 1);
    for (uint32_t i = 0; i < n; i++)
        at[RCP_NET_SENT_MAX - (beg[i + 1] - beg[i]) + 1]++;
    for (uint32_t len = 1; len < RCP_NET_SENT_MAX + 2; len++)
        at[len] += at[len - 1];
    for (uint32_t i = 0; order && i < n; i++)
        order[at[RCP_NET_SENT_MAX - (beg[i + 1] - beg[i])]++] = i;
    return order;
}

rcp_status rcp_net_run(const rcp_net *net, rcp_simd simd, const rcp_net_word *word,
                       const uint32_t *beg, uint32_t n, rcp_arena *a, rcp_net_said *said)
{
    char *mark = a->at;
    uint32_t *order = by_length(beg, n, a), end;
    rcp_status s = order ? RCP_OK : RCP_E_LIMIT;
    for (uint32_t i = 0; !s && i < n; i = end) {
        uint32_t words = 0;
        char *inner = a->at;
        batch *b = RCP_NEW(a, batch, 1);
        for (end = i; end < n && end - i < SENTS && words < BATCH; end++)
            words += beg[order[end] + 1] - beg[order[end]];
        if (b) {
            *b = (batch){.net = net, .simd = simd, .a = a, .n_sent = end - i, .word = word};
            run_batch(b, order + i, beg, said);
        }
        s = b && !b->failed ? RCP_OK : RCP_E_LIMIT;
        rcp_arena_rewind(a, inner);
    }
    rcp_arena_rewind(a, mark);
    return s;
}
