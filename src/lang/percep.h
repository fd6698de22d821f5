/* percep.h - the averaged perceptron over hashed features, read in place and trained.
 *
 * A feature is a 32-bit hash of its template and values.  It owns `width` neighbouring slots of
 * one shared array, one slot a class; features that fall on one another share their weights,
 * and training sees the same falls, so little is lost (Bohnet 2010, "hash kernel").  No key is
 * stored, and no index can leave the array whatever the file says.
 * Averaging after Collins 2002, in the form of Daumé 2006 (figure 2.3).  Weights of several runs
 * that differ in their seed are added up: greedy decisions vary with the order of training, the
 * sum much less.
 */
#ifndef RCP_LANG_PERCEP_H
#define RCP_LANG_PERCEP_H

#include "base/buf.h"

enum {
    RCP_FEATURES_MAX = 128,
    RCP_CLASSES_MAX = 1024,
    RCP_LANES = 16                      /* classes summed at a time */
};

typedef struct { uint32_t n, key[RCP_FEATURES_MAX]; } rcp_features;

typedef struct {
    const int8_t  *w;                   /* (n_slots)  as the model file has them        */
    const int32_t *raw;                 /* (n_slots)  while training, in their place    */
    uint32_t n_slots, width;            /* width: a multiple of RCP_LANES               */
} rcp_weights;

static inline uint64_t rcp_mix(uint64_t a, uint64_t b)
{
    a = (a ^ b) * 0x9e3779b97f4a7c15u;
    return a ^ a >> 29;
}

/* The key of template `n`'s feature with these values. */
static inline uint32_t rcp_feature_key(uint32_t n, uint64_t a, uint64_t b, uint64_t c)
{
    uint64_t x = rcp_mix(rcp_mix(rcp_mix(0x5851f42d4c957f2du * (n + 1), a), b), c);
    return (uint32_t)(x * 0xff51afd7ed558ccdu >> 32);
}

/* Add the feature of the next template: each extractor adds its templates in one fixed order,
 * none left out, so that the count is the template's number. */
static inline void rcp_features_add(rcp_features *f, uint64_t a, uint64_t b, uint64_t c)
{
    f->key[f->n] = rcp_feature_key(f->n, a, b, c);
    f->n++;
}

/* First slot of a feature. */
static inline uint32_t rcp_slot(uint32_t key, uint32_t n_slots, uint32_t width)
{
    return (uint32_t)((uint64_t)key * (n_slots - width + 1) >> 32);
}

/* classes, rounded up to whole lanes. */
static inline uint32_t rcp_width(uint32_t n_classes)
{
    return (n_classes + RCP_LANES - 1) / RCP_LANES * RCP_LANES;
}

/*
 * score[c] = sum of the weights of class c, for beg <= c < end (end <= width).  `score` has room
 * for `width` numbers; those outside [beg, end) may be written too.
 */
void rcp_weights_score(const rcp_weights *t, const rcp_features *f, uint32_t beg, uint32_t end,
                       int32_t *score);

/* Training. */
typedef struct {
    int32_t *w;                         /* (n_slots) */
    int64_t *u;                         /* (n_slots) changes, weighed by when they came */
    uint32_t n_slots, width;
    int64_t  step;
} rcp_perceptron;

/* Zeroed weights in `a`; RCP_E_MEMORY when it is full. */
rcp_status rcp_perceptron_init(rcp_perceptron *p, rcp_arena *a, uint32_t n_slots, uint32_t width);
rcp_weights rcp_perceptron_weights(const rcp_perceptron *p);
/* Count a decision, and where guess != gold move the features' weights. */
void rcp_perceptron_learn(rcp_perceptron *p, const rcp_features *f, uint32_t gold, uint32_t guess);
/* sum[i] += the averaged weight of slot i (n_slots of them). */
void rcp_perceptron_add(const rcp_perceptron *p, float *sum);
/* Forget everything learnt. */
void rcp_perceptron_reset(rcp_perceptron *p);
/* All it has learnt, as bytes of this machine; the reverse (false: it does not fit). */
void rcp_perceptron_put(const rcp_perceptron *p, rcp_buf *state);
bool rcp_perceptron_take(rcp_perceptron *p, rcp_str *state);
/* n weights as bytes. */
void rcp_weights_pack(const float *sum, uint32_t n, int8_t *out);

/* Numbers that follow from a seed: splitmix64 (Steele, Lea and Flood 2014). */
uint64_t rcp_random(uint64_t *state);
/* Put 0 .. n-1 in an order that follows from the seed. */
void rcp_shuffle(uint32_t *order, uint32_t n, uint64_t *state);

#endif
