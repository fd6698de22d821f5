/* reuse.c - passages that two reports share word for word.
 *
 * Copying is containment, not resemblance, so MinHash and SimHash miss most of it; a sampled
 * index of 8-word shingles finds it (the project's measurements: 94 of 94 judged derived pairs
 * at a sampling of 1/4).  Two reports that share a key are compared word by word: runs of equal
 * words are found from a seed and extended; words inside quotation marks do not count as
 * copying, because two reports of one statement share them and are independent all the same.
 */
#include "link/inner.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    SHINGLE = 8, SHINGLE_SHORT = 5,     /* words                                       */
    SHORT_REPORT = 120,                 /* words; shorter ones are indexed by 5 too    */
    SKETCH_MIN = 16,                    /* keys kept whatever their hash               */
    DF_MAX = 64,                        /* reports that may share a key                */
    TRIES = 16,                         /* places of a seed that are extended          */
    PARTIAL_WORDS = 12,                 /* words outside quotations: judged pairs, F1 .964 */
    QUOTE_WORDS = 5
};

typedef struct { uint64_t hash; uint32_t at; } gram;
typedef struct { gram *row; uint32_t n; } grams;        /* sorted by hash, then at     */
typedef struct { uint32_t a, b, n; } run;               /* first words, length         */

static int cmp_gram(const void *x, const void *y)
{
    const gram *a = x, *b = y;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

static int cmp_align(const void *x, const void *y)
{
    const rcp_align *a = x, *b = y;
    if (a->a != b->a) return a->a < b->a ? -1 : 1;
    if (a->b != b->b) return a->b < b->b ? -1 : 1;
    if (a->i != b->i) return a->i < b->i ? -1 : 1;
    if (a->j != b->j) return a->j < b->j ? -1 : 1;
    return a->kind < b->kind ? -1 : a->kind > b->kind;
}

/* Hashes of all runs of `width` words, by a rolling polynomial over 2^64. */
static grams grams_of(const rcp_item *it, uint32_t width)
{
    const uint64_t base = 0x100000001b3u;
    uint64_t h = 0, top = 1;
    grams g = {NULL, 0};
    if (it->n_words < width || !(g.row = malloc(sizeof *g.row * it->n_words)))
        return g;
    for (uint32_t i = 1; i < width; i++)
        top *= base;
    for (uint32_t i = 0; i < it->n_words; i++) {
        if (i >= width)
            h -= it->word[i - width].hash * top;
        h = h * base + it->word[i].hash;
        if (i + 1 >= width)
            g.row[g.n++] = (gram){rcp_mix(h, width), i + 1 - width};
    }
    qsort(g.row, g.n, sizeof *g.row, cmp_gram);
    return g;
}

/* The sketch: hashes below a quarter of the range, and the 16 smallest at least. */
static void add_keys(rcp_vec *keys, const grams *g, uint32_t owner)
{
    for (uint32_t i = 0; i < g->n && (g->row[i].hash < UINT64_MAX / 4 || i < SKETCH_MIN); i++)
        rcp_key_add(keys, g->row[i].hash, owner);
}

static uint32_t extend(const rcp_item *a, uint32_t i, const rcp_item *b, uint32_t j)
{
    uint32_t n = 0;
    while (i + n < a->n_words && j + n < b->n_words && a->word[i + n].hash == b->word[j + n].hash)
        n++;
    return n;
}

static uint32_t lower(const grams *g, uint64_t hash)
{
    uint32_t lo = 0, hi = g->n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (g->row[mid].hash < hash)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* Runs of equal words, in b's order, from a's index; each word of b is in one run at most. */
static void find_runs(const rcp_item *a, const grams *ga, const rcp_item *b, uint32_t width,
                      rcp_vec *runs)
{
    grams gb = grams_of(b, width);
    uint64_t *at = gb.n ? malloc(sizeof *at * gb.n) : NULL;
    for (uint32_t j = 0; at && j < gb.n; j++)
        at[gb.row[j].at] = gb.row[j].hash;
    for (uint32_t j = 0; at && j < gb.n;) {
        run best = {0, j, 0};
        uint32_t from = lower(ga, at[j]);
        for (uint32_t k = from; k < ga->n && k < from + TRIES && ga->row[k].hash == at[j]; k++) {
            uint32_t n = extend(a, ga->row[k].at, b, j);
            if (n > best.n)
                best = (run){ga->row[k].at, j, n};
        }
        run *to = best.n >= width ? rcp_vec_add(runs) : NULL;
        if (to)
            *to = best;
        j += best.n >= width ? best.n : 1;
    }
    runs->failed |= gb.n && !at;
    free(at);
    free(gb.row);
}

static rcp_span words_span(const rcp_item *it, uint32_t beg, uint32_t n)
{
    return (rcp_span){it->word[beg].span.beg, it->word[beg + n - 1].span.end};
}

static void add_passage(rcp_work *w, uint32_t report, rcp_span span)
{
    rcp_link_place *p = rcp_vec_add(&w->places);
    if (p)
        *p = (rcp_link_place){report, span};
}

/* A run makes two sentences one where it covers most of the shorter of them, or 8 words. */
static void align_run(rcp_work *w, uint32_t a, uint32_t b, const run *r)
{
    const rcp_item *x = &w->item[a], *y = &w->item[b];
    for (uint32_t k = 0; k < r->n;) {
        uint32_t i = x->word[r->a + k].sent, j = y->word[r->b + k].sent, n = 0;
        while (k < r->n && x->word[r->a + k].sent == i && y->word[r->b + k].sent == j)
            k++, n++;
        uint32_t li = x->sent[i].words.end - x->sent[i].words.beg;
        uint32_t lj = y->sent[j].words.end - y->sent[j].words.beg, l = li < lj ? li : lj;
        rcp_align *to = n >= SHINGLE || (n >= SHINGLE_SHORT && 5 * n >= 3 * l)
                            ? rcp_vec_add(&w->aligns) : NULL;
        if (to)
            *to = (rcp_align){a, b, i, j, (float)n / (float)(l ? l : 1), RCP_REUSE_COPY};
    }
}

/* Who took it from whom, and why we think so. */
static uint32_t direction_of(const rcp_item *a, const rcp_item *b, const char **why)
{
    *why = "";
    if (a->agency & b->agency) {
        *why = "both credit one agency";
        return RCP_DIRECTION_UNKNOWN;
    }
    if (a->r.hi > a->r.lo && b->r.hi > b->r.lo) {
        *why = "published earlier";
        if (a->r.hi <= b->r.lo)
            return RCP_DIRECTION_A_TO_B;
        if (b->r.hi <= a->r.lo)
            return RCP_DIRECTION_B_TO_A;
    }
    *why = "longer";
    if (2 * a->n_words >= 3 * b->n_words)
        return RCP_DIRECTION_A_TO_B;
    if (2 * b->n_words >= 3 * a->n_words)
        return RCP_DIRECTION_B_TO_A;
    *why = "";
    return RCP_DIRECTION_UNKNOWN;
}

typedef struct { uint32_t all, plain, longest; } shared;

static shared count_shared(const rcp_item *a, const rcp_item *b, const rcp_vec *runs)
{
    shared s = {0, 0, 0};
    for (uint32_t i = 0; i < runs->n; i++) {
        const run *r = RCP_AT(runs, run, i);
        s.all += r->n;
        s.longest = r->n > s.longest ? r->n : s.longest;
        for (uint32_t k = 0; k < r->n && r->n >= SHINGLE; k++)
            s.plain += !a->word[r->a + k].quote || !b->word[r->b + k].quote;
    }
    return s;
}

static void compare(rcp_work *w, uint32_t a, uint32_t b, const grams *narrow, const grams *wide)
{
    const rcp_item *x = &w->item[a], *y = &w->item[b];
    bool brief = x->n_words < SHORT_REPORT && y->n_words < SHORT_REPORT;
    uint32_t least = x->n_words < y->n_words ? x->n_words : y->n_words;
    rcp_vec runs = rcp_vec_of(sizeof(run));
    find_runs(x, brief ? narrow : wide, y, brief ? SHINGLE_SHORT : SHINGLE, &runs);
    shared s = count_shared(x, y, &runs);
    rcp_link_reuse *to = NULL;
    uint32_t kind = 2 * s.all >= least && s.plain ? RCP_REUSE_COPY
                    : s.plain >= PARTIAL_WORDS    ? RCP_REUSE_PARTIAL
                                                  : RCP_REUSE_QUOTED;
    if (runs.n && (kind != RCP_REUSE_QUOTED || (!s.plain && s.longest >= QUOTE_WORDS)))
        to = rcp_vec_add(&w->reuse);
    if (to) {
        char z[96];
        to->a = a;
        to->b = b;
        to->kind = kind;
        to->passages.beg = w->places.n;
        for (uint32_t i = 0; i < runs.n; i++) {
            const run *r = RCP_AT(&runs, run, i);
            add_passage(w, a, words_span(x, r->a, r->n));
            add_passage(w, b, words_span(y, r->b, r->n));
            if (kind != RCP_REUSE_QUOTED)
                align_run(w, a, b, r);
        }
        to->passages.end = w->places.n;
        (void)snprintf(z, sizeof z, "%u words in %u runs, %u of them outside quotations", s.all,
                       runs.n, s.plain);
        to->why = rcp_pool_str(&w->lk->made, rcp_str_of(z));
    }
    w->reuse.failed |= runs.failed;
    rcp_vec_free(&runs);
}

void rcp_link_reuse_direct(rcp_work *w)
{
    for (uint32_t i = 0; i < w->reuse.n; i++) {
        rcp_link_reuse *r = RCP_AT(&w->reuse, rcp_link_reuse, i);
        const char *why = "";
        char z[160];
        if (r->kind == RCP_REUSE_QUOTED)
            continue;
        r->direction = direction_of(&w->item[r->a], &w->item[r->b], &why);
        if (!*why)
            continue;
        (void)snprintf(z, sizeof z, "%.*s; %s", (int)r->why.len, r->why.s, why);
        r->why = rcp_pool_str(&w->lk->made, rcp_str_of(z));
    }
}

rcp_status rcp_link_reuse_find(rcp_work *w)
{
    rcp_vec keys = rcp_vec_of(sizeof(rcp_key)), pairs = rcp_vec_of(sizeof(rcp_pair));
    for (uint32_t i = 0; i < w->n_items; i++) {
        grams g = grams_of(&w->item[i], SHINGLE);
        add_keys(&keys, &g, i);
        free(g.row);
        if (w->item[i].n_words < SHORT_REPORT) {
            g = grams_of(&w->item[i], SHINGLE_SHORT);
            add_keys(&keys, &g, i);
            free(g.row);
        }
    }
    rcp_pairs_of(&keys, DF_MAX, &pairs);
    w->n_candidates += pairs.n;
    /* Pairs are sorted by a: its index is made once for all its partners. */
    for (uint32_t i = 0; i < pairs.n;) {
        uint32_t a = RCP_AT(&pairs, rcp_pair, i)->a;
        grams wide = grams_of(&w->item[a], SHINGLE), narrow = grams_of(&w->item[a], SHINGLE_SHORT);
        for (; i < pairs.n && RCP_AT(&pairs, rcp_pair, i)->a == a; i++)
            compare(w, a, RCP_AT(&pairs, rcp_pair, i)->b, &narrow, &wide);
        free(wide.row);
        free(narrow.row);
    }
    rcp_vec_sort(&w->aligns, cmp_align);
    bool failed = keys.failed || pairs.failed || w->reuse.failed || w->places.failed ||
                  w->aligns.failed;
    rcp_vec_free(&keys);
    rcp_vec_free(&pairs);
    return failed ? RCP_E_MEMORY : RCP_OK;
}
