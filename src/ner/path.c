#include "ner/ner.h"

enum { NEVER = -(1 << 28), MOST = 1 << 16 };

uint32_t rcp_ner_step(const rcp_weights *w, const rcp_ner_look *look, uint32_t k, uint32_t prev)
{
    return rcp_slot(rcp_feature_key(RCP_NER_STEP_KEY + k, look->step[k], prev, 0), w->n_slots, w->width);
}

/* I-X comes after B-X or I-X only. */
static bool follows(uint32_t prev, uint32_t tag)
{
    return !tag || tag % 2 || prev == tag || prev + 1 == tag;
}

static int32_t weight_at(const rcp_weights *w, uint32_t slot)
{
    return w->raw ? w->raw[slot] : w->w[slot];
}

typedef struct { int32_t emit[RCP_NER_TAGS], step[RCP_NER_TAGS + 1][RCP_NER_TAGS]; } cell;

static void score_cell(const rcp_weights *w, const rcp_ner_look *look, const uint8_t *gold, int32_t cost, cell *c)
{
    int32_t score[RCP_LANES];
    rcp_features f = {.n = look->n};
    memcpy(f.key, look->key, sizeof *look->key * look->n);
    rcp_weights_score(w, &f, 0, RCP_NER_TAGS, score);
    for (uint32_t t = 0; t < RCP_NER_TAGS; t++)
        c->emit[t] = score[t] + (gold && *gold != t ? cost : 0);
    for (uint32_t p = 0; p <= RCP_NER_TAGS; p++) {
        uint32_t slot[RCP_NER_STEPS];
        for (uint32_t k = 0; k < RCP_NER_STEPS; k++)
            slot[k] = rcp_ner_step(w, look, k, p);
        for (uint32_t t = 0; t < RCP_NER_TAGS; t++) {
            c->step[p][t] = follows(p, t) ? 0 : NEVER;
            for (uint32_t k = 0; k < RCP_NER_STEPS; k++)
                c->step[p][t] += weight_at(w, slot[k] + t);
        }
    }
}

/* fore[t]: the best path to tag t, with its own score; before: the same of the token before, NULL at the first. */
static void forward(const cell *c, const int32_t *before, int32_t *fore, uint8_t *from)
{
    for (uint32_t t = 0; t < RCP_NER_TAGS; t++) {
        uint32_t best = before ? 0 : RCP_NER_TAGS;
        int32_t top = before ? before[0] + c->step[0][t] : c->step[best][t];
        for (uint32_t p = 1; before && p < RCP_NER_TAGS; p++)
            if (before[p] + c->step[p][t] > top)
                top = before[p] + c->step[best = p][t];
        top = top < 2 * NEVER ? 2 * NEVER : top;
        fore[t] = top + c->emit[t];
        from[t] = (uint8_t)best;
    }
}

/* back[t]: the best of what can come after tag t. */
static void backward(const cell *next, const int32_t *after, int32_t *back)
{
    for (uint32_t t = 0; t < RCP_NER_TAGS; t++) {
        back[t] = 2 * NEVER;
        for (uint32_t x = 0; x < RCP_NER_TAGS; x++) {
            int32_t there = next->step[t][x] + next->emit[x] + after[x];
            back[t] = there > back[t] ? there : back[t];
        }
    }
}

static uint32_t best_of(const int32_t *score)
{
    uint32_t best = 0;
    for (uint32_t t = 1; t < RCP_NER_TAGS; t++)
        best = score[t] > score[best] ? t : best;
    return best;
}

/* How far the best path in which token i is a name (or, where it is one, is none) lies behind. */
static int32_t behind(const int32_t *fore, const int32_t *back, uint32_t tag)
{
    int32_t none = fore[0] + back[0], name = 2 * NEVER;
    for (uint32_t t = 1; t < RCP_NER_TAGS; t++)
        name = fore[t] + back[t] > name ? fore[t] + back[t] : name;
    return tag ? name - none : none - name;
}

static void put_margins(const cell *c, int32_t (*fore)[RCP_NER_TAGS], uint32_t n, const uint8_t *tag,
                        rcp_ner_margin *margin)
{
    int32_t back[RCP_NER_TAGS] = {0}, later[RCP_NER_TAGS];
    for (uint32_t i = n; i-- > 0;) {
        margin[i].none = behind(fore[i], back, tag[i]);
        for (uint32_t k = 0; k < RCP_N_NER_TYPES; k++) {
            int32_t less = fore[i][1 + 2 * k] + back[1 + 2 * k] - fore[i][tag[i]] - back[tag[i]];
            margin[i].type[k] = less < -MOST ? -MOST : less;
        }
        memcpy(later, back, sizeof back);
        backward(&c[i], later, back);
    }
}

rcp_status rcp_ner_path(const rcp_weights *w, const rcp_ner_look *look, uint32_t n, const uint8_t *gold,
                        int32_t cost, rcp_arena *a, uint8_t *tag, rcp_ner_margin *margin)
{
    char *mark = a->at;
    cell *c = RCP_NEW(a, cell, n);
    int32_t(*fore)[RCP_NER_TAGS] = rcp_arena_get(a, sizeof *fore, _Alignof(int32_t), n);
    uint8_t(*from)[RCP_NER_TAGS] = rcp_arena_get(a, sizeof *from, 1, n);
    if (!n)
        return RCP_OK;
    if (!c || !fore || !from)
        return RCP_E_LIMIT;
    for (uint32_t i = 0; i < n; i++) {
        score_cell(w, &look[i], gold ? gold + i : NULL, cost, &c[i]);
        forward(&c[i], i ? fore[i - 1] : NULL, fore[i], from[i]);
    }
    tag[n - 1] = (uint8_t)best_of(fore[n - 1]);
    for (uint32_t i = n - 1; i > 0; i--)
        tag[i - 1] = from[i][tag[i]];
    if (margin)
        put_margins(c, fore, n, tag, margin);
    rcp_arena_rewind(a, mark);
    return RCP_OK;
}
