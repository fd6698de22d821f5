#include "lang/percep.h"

/* Sum one block of lanes in 16 bits: 128 features of at most 127 cannot overflow. */
static void score_lanes(const rcp_weights *t, const uint32_t *slot, uint32_t n, uint32_t at,
                        int32_t *score)
{
    int16_t sum[RCP_LANES] = {0};
    for (uint32_t i = 0; i < n; i++) {
        const int8_t *w = t->w + slot[i] + at;
        for (uint32_t k = 0; k < RCP_LANES; k++)
            sum[k] = (int16_t)(sum[k] + w[k]);
    }
    for (uint32_t k = 0; k < RCP_LANES; k++)
        score[at + k] = sum[k];
}

void rcp_weights_score(const rcp_weights *t, const rcp_features *f, uint32_t beg, uint32_t end,
                       int32_t *score)
{
    uint32_t slot[RCP_FEATURES_MAX];
    for (uint32_t i = 0; i < f->n; i++)
        slot[i] = rcp_slot(f->key[i], t->n_slots, t->width);
    if (!t->raw) {
        for (uint32_t at = beg / RCP_LANES * RCP_LANES; at < end; at += RCP_LANES)
            score_lanes(t, slot, f->n, at, score);
        return;
    }
    memset(score + beg, 0, sizeof *score * (end - beg));
    for (uint32_t i = 0; i < f->n; i++)
        for (uint32_t c = beg; c < end; c++)
            score[c] += t->raw[slot[i] + c];
}

rcp_status rcp_perceptron_init(rcp_perceptron *p, rcp_arena *a, uint32_t n_slots, uint32_t width)
{
    *p = (rcp_perceptron){RCP_NEW(a, int32_t, n_slots), RCP_NEW(a, int64_t, n_slots), n_slots,
                          width, 0};
    return p->w && p->u ? RCP_OK : RCP_E_MEMORY;
}

rcp_weights rcp_perceptron_weights(const rcp_perceptron *p)
{
    return (rcp_weights){NULL, p->w, p->n_slots, p->width};
}

void rcp_perceptron_learn(rcp_perceptron *p, const rcp_features *f, uint32_t gold, uint32_t guess)
{
    p->step++;
    if (gold == guess)
        return;
    for (uint32_t i = 0; i < f->n; i++) {
        uint32_t at = rcp_slot(f->key[i], p->n_slots, p->width);
        p->w[at + gold]++;
        p->u[at + gold] += p->step;
        p->w[at + guess]--;
        p->u[at + guess] -= p->step;
    }
}

void rcp_perceptron_add(const rcp_perceptron *p, float *sum)
{
    for (uint32_t i = 0; i < p->n_slots; i++)
        sum[i] += (float)((double)p->w[i] - (double)p->u[i] / (double)(p->step + 1));
}

void rcp_perceptron_reset(rcp_perceptron *p)
{
    memset(p->w, 0, sizeof *p->w * p->n_slots);
    memset(p->u, 0, sizeof *p->u * p->n_slots);
    p->step = 0;
}

void rcp_perceptron_put(const rcp_perceptron *p, rcp_buf *state)
{
    rcp_buf_put(state, (const char *)&p->step, sizeof p->step);
    rcp_buf_put(state, (const char *)p->w, sizeof *p->w * p->n_slots);
    rcp_buf_put(state, (const char *)p->u, sizeof *p->u * p->n_slots);
}

bool rcp_perceptron_take(rcp_perceptron *p, rcp_str *state)
{
    return rcp_buf_take(state, &p->step, sizeof p->step) &&
           rcp_buf_take(state, p->w, sizeof *p->w * p->n_slots) &&
           rcp_buf_take(state, p->u, sizeof *p->u * p->n_slots);
}

static float size_of(float x)
{
    return x < 0 ? -x : x;
}

/* The size that all but one weight in 20,000 stay below: the largest are cut to it, the rest get
 * a finer grid. */
static float largest(const float *sum, uint32_t n)
{
    enum { BINS = 4096 };
    uint32_t bin[BINS] = {0}, b = BINS - 1;
    float top = 1e-9f;
    for (uint32_t i = 0; i < n; i++)
        top = size_of(sum[i]) > top ? size_of(sum[i]) : top;
    for (uint32_t i = 0; i < n; i++)
        bin[(uint32_t)(size_of(sum[i]) / top * (BINS - 1))]++;
    for (uint32_t seen = 0; b > 1 && (seen += bin[b]) <= n / 20000;)
        b--;
    return top * (float)(b + 1) / BINS;
}

void rcp_weights_pack(const float *sum, uint32_t n, int8_t *out)
{
    float scale = 127.0f / largest(sum, n);
    for (uint32_t i = 0; i < n; i++) {
        float x = sum[i] * scale;
        x = x > 127 ? 127 : x < -127 ? -127 : x;
        out[i] = (int8_t)(x < 0 ? x - 0.5f : x + 0.5f);
    }
}

uint64_t rcp_random(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

void rcp_shuffle(uint32_t *order, uint32_t n, uint64_t *state)
{
    for (uint32_t i = 0; i < n; i++)
        order[i] = i;
    for (uint32_t i = n; i > 1; i--) {
        uint32_t k = (uint32_t)(rcp_random(state) % i), x = order[i - 1];
        order[i - 1] = order[k];
        order[k] = x;
    }
}
