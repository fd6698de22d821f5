/* retold.c - sentences that say the same in other words, or in another language.
 *
 * Two independent French translations of one article share few shingles (5-word Jaccard .065),
 * but the same names, numbers, dates and long words, in nearly the same order.  Sentences of one
 * language that share a pair of their rarest features are compared by the cosine of all of them
 * (two translations of one sentence: median .65, nine in ten over .4; sentences of independent
 * reports of one event mostly under .45) and by the order in which the shared ones come.
 *
 * Two reports in different languages are compared by what does not need translating, then laid
 * side by side, sentence by sentence, without crossing (as W. Gale and K. Church, "A Program for
 * Aligning Sentences in Bilingual Corpora", 1993, by dynamic programming; here the evidence is
 * names, numbers and days first and length second).
 */
#include "link/inner.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    RARE = 7,                   /* a sentence's rarest features: pairs of them are its keys */
    RARE_REPORT = 8,
    DF_MAX = 64,
    SHARED_MIN = 6,             /* features both sentences have                        */
    PLAIN_MIN = 6,              /* words outside quotations that make a sentence the report's */
    FEATS_MAX = 400,            /* of one sentence that are looked at                  */
    SENTS_MAX = 600,            /* longer reports are not laid side by side            */
    ALIKE_MIN = 4               /* fewer alike sentences prove no translation          */
};
static const float RETOLD_COSINE = 0.5f;
static const float IN_ORDER = 0.6f;             /* of the shared features              */
static const float TRANSLATED_COSINE = 0.30f, TRANSLATED_COVER = 0.70f;
static const float SENTENCE_ALIKE = 0.25f;      /* two sentences share enough to count */

static int cmp_rare(const void *x, const void *y)
{
    const rcp_feat *a = x, *b = y;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return (a->key > b->key) - (a->key < b->key);
}

static int cmp_feat_key(const void *x, const void *y)
{
    const rcp_feat *a = x, *b = y;
    return (a->key > b->key) - (a->key < b->key);
}

/* Keys: every pair of the `max` rarest features. */
static void add_keys(rcp_vec *keys, const rcp_feat *f, uint32_t n, uint32_t max, uint64_t salt,
                     uint32_t owner)
{
    rcp_vec v = rcp_vec_of(sizeof(rcp_feat));
    for (uint32_t i = 0; i < n && i < FEATS_MAX; i++) {
        rcp_feat *to = rcp_vec_add(&v);
        if (to)
            *to = f[i];
    }
    rcp_vec_sort(&v, cmp_rare);
    for (uint32_t i = 0; i < v.n && i < max; i++)
        for (uint32_t j = i + 1; j < v.n && j < max; j++) {
            uint64_t a = RCP_AT(&v, rcp_feat, i)->key, b = RCP_AT(&v, rcp_feat, j)->key;
            rcp_key_add(keys, rcp_mix(salt, a < b ? rcp_mix(a, b) : rcp_mix(b, a)), owner);
        }
    keys->failed |= v.failed;
    rcp_vec_free(&v);
}

/* Longest run of the shared features that keeps the text's order in both: longest increasing
 * subsequence, by patience sorting. */
static uint32_t in_order(const rcp_feat *a, uint32_t na, const rcp_feat *b, uint32_t nb)
{
    struct { uint32_t at, to; } both[FEATS_MAX];
    uint32_t tail[FEATS_MAX], n = 0, best = 0;
    for (uint32_t i = 0, j = 0; i < na && j < nb && n < FEATS_MAX;)
        if (a[i].key == b[j].key) {
            both[n].at = a[i++].at;
            both[n++].to = b[j++].at;
        } else if (a[i].key < b[j].key) {
            i++;
        } else {
            j++;
        }
    for (uint32_t i = 1; i < n; i++)            /* by place in a; short lists, mostly sorted */
        for (uint32_t k = i; k && both[k - 1].at > both[k].at; k--) {
            uint32_t at = both[k].at, to = both[k].to;
            both[k] = both[k - 1];
            both[k - 1].at = at;
            both[k - 1].to = to;
        }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t k = 0;
        while (k < best && tail[k] < both[i].to)
            k++;
        tail[k] = both[i].to;
        best += k == best;
    }
    return best;
}

/* A sentence that is all quotation is the speaker's: two reports have it, and neither retells. */
static bool is_quotation(const rcp_item *it, const rcp_lsent *s)
{
    uint32_t plain = 0;
    for (uint32_t k = s->words.beg; k < s->words.end; k++)
        plain += !it->word[k].quote;
    return plain < PLAIN_MIN;
}

static float alike(const rcp_item *x, const rcp_lsent *s, const rcp_item *y, const rcp_lsent *t)
{
    uint32_t shared, ns = s->feats.end - s->feats.beg, nt = t->feats.end - t->feats.beg;
    if (ns > FEATS_MAX || nt > FEATS_MAX || (is_quotation(x, s) && is_quotation(y, t)))
        return 0;
    const rcp_feat *f = x->feat + s->feats.beg, *g = y->feat + t->feats.beg;
    float c = rcp_feats_cosine(f, ns, g, nt, &shared);
    if (c < RETOLD_COSINE || shared < SHARED_MIN ||
        (float)in_order(f, ns, g, nt) < IN_ORDER * (float)shared)
        return 0;
    return c;
}

static void put_align(rcp_work *w, rcp_align a)
{
    rcp_align *to = rcp_vec_add(&w->aligns);
    if (to)
        *to = a;
}

static int cmp_align(const void *x, const void *y)
{
    const rcp_align *a = x, *b = y;
    if (a->a != b->a) return a->a < b->a ? -1 : 1;
    if (a->b != b->b) return a->b < b->b ? -1 : 1;
    if (a->i != b->i) return a->i < b->i ? -1 : 1;
    return (a->j > b->j) - (a->j < b->j);
}

const rcp_align *rcp_align_of(const rcp_work *w, uint32_t a, uint32_t i, uint32_t b, uint32_t j)
{
    rcp_align want = {.a = a, .b = b, .i = i, .j = j};
    if (a > b)
        want = (rcp_align){.a = b, .b = a, .i = j, .j = i};
    return w->aligns.n ? bsearch(&want, w->aligns.row, w->aligns.n, sizeof want, cmp_align) : NULL;
}

static bool has_reuse(const rcp_work *w, uint32_t a, uint32_t b, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const rcp_link_reuse *r = RCP_AT(&w->reuse, rcp_link_reuse, i);
        if (r->a == a && r->b == b && r->kind != RCP_REUSE_QUOTED)
            return true;
    }
    return false;
}

static void add_place(rcp_work *w, uint32_t report, rcp_span span)
{
    rcp_link_place *p = rcp_vec_add(&w->places);
    if (p)
        *p = (rcp_link_place){report, span};
}

/* One row of reuse for a run of alignments between the same two reports. */
static void add_reuse(rcp_work *w, const rcp_align *al, uint32_t n, uint32_t kind, const char *why)
{
    rcp_link_reuse *r = rcp_vec_add(&w->reuse);
    if (!r)
        return;
    *r = (rcp_link_reuse){.a = al->a, .b = al->b, .kind = kind, .passages = {w->places.n, 0},
                          .why = rcp_pool_str(&w->lk->made, rcp_str_of(why))};
    const rcp_item *x = &w->item[al->a], *y = &w->item[al->b];
    for (uint32_t i = 0; i < n; i++) {
        add_place(w, al->a, x->sent[al[i].i].span);
        add_place(w, al->b, y->sent[al[i].j].span);
    }
    RCP_AT(&w->reuse, rcp_link_reuse, w->reuse.n - 1)->passages.end = w->places.n;
}

/* ---- one language ---- */

static uint32_t item_of(const uint32_t *first, uint32_t n, uint32_t sent)
{
    uint32_t lo = 0, hi = n;
    while (hi - lo > 1) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (first[mid] <= sent)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

static void retold(rcp_work *w, const uint32_t *first)
{
    rcp_vec keys = rcp_vec_of(sizeof(rcp_key)), pairs = rcp_vec_of(sizeof(rcp_pair));
    rcp_vec found = rcp_vec_of(sizeof(rcp_align));
    for (uint32_t i = 0; i < w->n_items; i++)
        for (uint32_t s = 0; s < w->item[i].n_sents; s++) {
            const rcp_range f = w->item[i].sent[s].feats;
            if (f.end - f.beg >= SHARED_MIN)
                add_keys(&keys, w->item[i].feat + f.beg, f.end - f.beg, RARE,
                         rcp_hash(w->item[i].r.lang.s, w->item[i].r.lang.len), first[i] + s);
        }
    rcp_pairs_of(&keys, DF_MAX, &pairs);
    w->n_candidates += pairs.n;
    for (uint32_t p = 0; p < pairs.n; p++) {
        const rcp_pair *q = RCP_AT(&pairs, rcp_pair, p);
        uint32_t a = item_of(first, w->n_items, q->a), b = item_of(first, w->n_items, q->b);
        if (a == b)
            continue;
        uint32_t i = q->a - first[a], j = q->b - first[b];
        float c = alike(&w->item[a], &w->item[a].sent[i], &w->item[b], &w->item[b].sent[j]);
        rcp_align *to = c > 0 && !rcp_align_of(w, a, i, b, j) ? rcp_vec_add(&found) : NULL;
        if (to)
            *to = (rcp_align){a, b, i, j, c, RCP_REUSE_RETOLD};
    }
    rcp_vec_sort(&found, cmp_align);
    uint32_t n_before = w->reuse.n;
    const rcp_align *al = RCP_AT(&found, rcp_align, 0);
    for (uint32_t beg = 0, end; beg < found.n; beg = end) {
        char why[64];
        for (end = beg; end < found.n && al[end].a == al[beg].a && al[end].b == al[beg].b; end++)
            put_align(w, al[end]);
        (void)snprintf(why, sizeof why, "%u sentences with the same names, numbers and words",
                       end - beg);
        if (!has_reuse(w, al[beg].a, al[beg].b, n_before))
            add_reuse(w, al + beg, end - beg, RCP_REUSE_RETOLD, why);
    }
    rcp_vec_sort(&w->aligns, cmp_align);
    w->aligns.failed |= keys.failed || pairs.failed || found.failed;
    rcp_vec_free(&keys);
    rcp_vec_free(&pairs);
    rcp_vec_free(&found);
}

/* ---- two languages ---- */

/* Names, numbers and days of a report, each once, sorted by key: what needs no translating.
 * The countries of a war are in every report of it: they are too common to be keys. */
static void portable_feats(const rcp_item *it, bool keys_only, rcp_vec *out)
{
    for (uint32_t i = 0; i < it->n_feats; i++) {
        const rcp_feat *f = &it->feat[i];
        rcp_feat *to = f->kind != RCP_FEAT_STEM && !(keys_only && f->weight < 5)
                           ? rcp_vec_add(out) : NULL;
        if (to)
            *to = *f;
    }
    rcp_vec_sort(out, cmp_feat_key);
    rcp_vec_unique(out, cmp_feat_key);
}

/* Cosine of two sentences over what needs no translating. */
static float portable_cosine(const rcp_item *x, const rcp_lsent *s, const rcp_item *y,
                             const rcp_lsent *t)
{
    double ab = 0, aa = 0, bb = 0;
    uint32_t i = s->feats.beg, j = t->feats.beg;
    while (i < s->feats.end || j < t->feats.end) {
        const rcp_feat *f = i < s->feats.end ? &x->feat[i] : NULL;
        const rcp_feat *g = j < t->feats.end ? &y->feat[j] : NULL;
        double wf = f && f->kind != RCP_FEAT_STEM ? (double)f->weight : 0;
        double wg = g && g->kind != RCP_FEAT_STEM ? (double)g->weight : 0;
        if (f && g && f->key == g->key) {
            /* A stem both languages have ("tsunami") is evidence; one that only one has is not. */
            ab += f->kind == RCP_FEAT_STEM ? (double)f->weight : wf * wg;
            aa += wf * wf, bb += wg * wg;
            i++, j++;
        } else if (!g || (f && f->key < g->key)) {
            aa += wf * wf;
            i++;
        } else {
            bb += wg * wg;
            j++;
        }
    }
    return ab > 0 ? (float)(ab / sqrt((aa > 36 ? aa : 36) * (bb > 36 ? bb : 36))) : 0;
}

static float length_likeness(const rcp_lsent *s, const rcp_lsent *t)
{
    float a = (float)(s->span.end - s->span.beg + 1), b = (float)(t->span.end - t->span.beg + 1);
    return a < b ? a / b : b / a;
}

/* Sentences of a report with something that needs no translating. */
static uint32_t n_portable(const rcp_item *it)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < it->n_sents; i++) {
        bool any = false;
        for (uint32_t k = it->sent[i].feats.beg; k < it->sent[i].feats.end; k++)
            any |= it->feat[k].kind != RCP_FEAT_STEM;
        n += any;
    }
    return n;
}

/* Lay two reports side by side.  *cover: share of the sentences with something portable that
 * found their like, in the one that has more of them: a translation has them all, two reports of
 * one event share a few. */
static void lay_side_by_side(const rcp_work *w, uint32_t a, uint32_t b, rcp_vec *out, float *cover)
{
    const rcp_item *x = &w->item[a], *y = &w->item[b];
    uint32_t n = x->n_sents, m = y->n_sents, alike_n = 0;
    *cover = 0;
    if (!n || !m || n > SENTS_MAX || m > SENTS_MAX)
        return;
    float *sim = malloc(sizeof *sim * n * m), *best = calloc((size_t)(n + 1) * (m + 1), sizeof *best);
    out->failed |= !sim || !best;
    for (uint32_t i = 0; sim && best && i < n; i++)
        for (uint32_t j = 0; j < m; j++) {
            float s = portable_cosine(x, &x->sent[i], y, &y->sent[j]);
            sim[i * m + j] = s;
            float here = best[i * (m + 1) + j] + s + 0.2f * length_likeness(&x->sent[i], &y->sent[j]);
            float up = best[i * (m + 1) + j + 1], left = best[(i + 1) * (m + 1) + j];
            best[(i + 1) * (m + 1) + j + 1] = here > up && here > left ? here : up > left ? up : left;
        }
    uint32_t beg = out->n;
    for (uint32_t i = n, j = m; sim && best && i && j;) {
        float v = best[i * (m + 1) + j];
        if (v == best[(i - 1) * (m + 1) + j]) {
            i--;
        } else if (v == best[i * (m + 1) + j - 1]) {
            j--;
        } else {
            rcp_align *to = rcp_vec_add(out);
            i--, j--;
            if (to)
                *to = (rcp_align){a, b, i, j, sim[i * m + j], RCP_REUSE_TRANSLATED};
        }
    }
    uint32_t nx = n_portable(x), ny = n_portable(y), counted = nx > ny ? nx : ny;
    for (uint32_t i = beg; i < out->n; i++)
        alike_n += RCP_AT(out, rcp_align, i)->score >= SENTENCE_ALIKE;
    *cover = alike_n >= ALIKE_MIN ? (float)alike_n / (float)counted : 0;
    free(sim);
    free(best);
}

typedef struct { uint32_t a, b; float score; } scored;

static int cmp_scored(const void *x, const void *y)
{
    const scored *a = x, *b = y;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

static float report_cosine(const rcp_work *w, uint32_t a, uint32_t b)
{
    rcp_vec f = rcp_vec_of(sizeof(rcp_feat)), g = rcp_vec_of(sizeof(rcp_feat));
    uint32_t shared;
    portable_feats(&w->item[a], false, &f);
    portable_feats(&w->item[b], false, &g);
    float c = rcp_feats_cosine(RCP_AT(&f, rcp_feat, 0), f.n, RCP_AT(&g, rcp_feat, 0), g.n, &shared);
    rcp_vec_free(&f);
    rcp_vec_free(&g);
    return shared >= 3 ? c : 0;
}

/* Best pairs first; a report is the translation of one other at most. */
static void accept_translations(rcp_work *w, rcp_vec *likely)
{
    uint8_t *taken = calloc(w->n_items ? w->n_items : 1, 1);
    rcp_vec_sort(likely, cmp_scored);
    for (uint32_t i = 0; taken && i < likely->n; i++) {
        const scored *s = RCP_AT(likely, scored, i);
        rcp_vec al = rcp_vec_of(sizeof(rcp_align));
        char why[80];
        float cover;
        if (taken[s->a] || taken[s->b])
            continue;
        taken[s->a] = taken[s->b] = 1;
        lay_side_by_side(w, s->a, s->b, &al, &cover);
        rcp_vec_sort(&al, cmp_align);
        for (uint32_t k = 0; k < al.n; k++)
            put_align(w, *RCP_AT(&al, rcp_align, k));
        (void)snprintf(why, sizeof why, "%.0f%% of the sentences have the same names and numbers",
                       (double)(100 * cover));
        if (al.n)
            add_reuse(w, RCP_AT(&al, rcp_align, 0), al.n, RCP_REUSE_TRANSLATED, why);
        w->aligns.failed |= al.failed;
        rcp_vec_free(&al);
    }
    w->aligns.failed |= !taken;
    free(taken);
}

static void translated(rcp_work *w)
{
    rcp_vec keys = rcp_vec_of(sizeof(rcp_key)), pairs = rcp_vec_of(sizeof(rcp_pair));
    rcp_vec likely = rcp_vec_of(sizeof(scored)), f = rcp_vec_of(sizeof(rcp_feat));
    for (uint32_t i = 0; i < w->n_items; i++) {
        f.n = 0;
        portable_feats(&w->item[i], true, &f);
        add_keys(&keys, RCP_AT(&f, rcp_feat, 0), f.n, RARE_REPORT, 1, i);
    }
    rcp_pairs_of(&keys, DF_MAX, &pairs);
    w->n_candidates += pairs.n;
    for (uint32_t p = 0; p < pairs.n; p++) {
        const rcp_pair *q = RCP_AT(&pairs, rcp_pair, p);
        if (rcp_str_eq(w->item[q->a].r.lang, w->item[q->b].r.lang))
            continue;
        float c = report_cosine(w, q->a, q->b), cover = 0;
        rcp_vec al = rcp_vec_of(sizeof(rcp_align));
        if (c >= TRANSLATED_COSINE)
            lay_side_by_side(w, q->a, q->b, &al, &cover);
        rcp_vec_free(&al);
        scored *to = cover >= TRANSLATED_COVER ? rcp_vec_add(&likely) : NULL;
        if (to)
            *to = (scored){q->a, q->b, c + cover};
    }
    accept_translations(w, &likely);
    rcp_vec_sort(&w->aligns, cmp_align);
    w->aligns.failed |= keys.failed || pairs.failed || likely.failed || f.failed;
    rcp_vec_free(&keys);
    rcp_vec_free(&pairs);
    rcp_vec_free(&likely);
    rcp_vec_free(&f);
}

rcp_status rcp_link_retold_find(rcp_work *w)
{
    uint32_t *first = malloc(sizeof *first * (w->n_items + 1)), n = 0;
    if (!first)
        return RCP_E_MEMORY;
    for (uint32_t i = 0; i < w->n_items; i++) {
        first[i] = n;
        n += w->item[i].n_sents;
    }
    first[w->n_items] = n;
    retold(w, first);
    translated(w);
    free(first);
    return w->aligns.failed || w->reuse.failed || w->places.failed ? RCP_E_MEMORY : RCP_OK;
}
