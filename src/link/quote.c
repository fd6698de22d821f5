/* quote.c - the same quotation in several reports.
 *
 * Two quotations are one when the shorter lies almost whole in the longer: outlets cut
 * quotations, and close them in different places.
 */
#include "link/inner.h"

#include <stdlib.h>

enum { WORDS_MIN = 4, SHINGLE = 4, DF_MAX = 64, WORDS_MAX = 400 };
static const float CONTAINED = 0.8f;

typedef struct { uint32_t item, row; } owner;
typedef struct { const rcp_work *w; const owner *o; } context;

static int cmp_hash(const void *x, const void *y)
{
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

/* The words of a quotation, sorted; returns how many. */
static uint32_t words_of(const context *c, uint32_t i, uint64_t *out)
{
    const rcp_item *it = &c->w->item[c->o[i].item];
    const rcp_lquote *q = &it->quote[c->o[i].row];
    uint32_t n = 0;
    for (uint32_t k = q->words.beg; k < q->words.end && n < WORDS_MAX; k++)
        out[n++] = it->word[k].hash;
    qsort(out, n, sizeof *out, cmp_hash);
    return n;
}

static float quotes_like(const void *ctx, uint32_t a, uint32_t b)
{
    const context *c = ctx;
    uint64_t x[WORDS_MAX], y[WORDS_MAX];
    if (c->o[a].item == c->o[b].item)
        return 0;
    uint32_t n = words_of(c, a, x), m = words_of(c, b, y), both = 0;
    for (uint32_t i = 0, j = 0; i < n && j < m;)
        if (x[i] == y[j])
            both++, i++, j++;
        else if (x[i] < y[j])
            i++;
        else
            j++;
    uint32_t least = n < m ? n : m;
    return least >= WORDS_MIN ? (float)both / (float)least : 0;
}

static void add_quote(rcp_work *w, const context *c, uint32_t n, const uint32_t *label,
                      uint32_t first)
{
    uint32_t beg = w->places.n;
    for (uint32_t i = first; i < n; i++) {
        rcp_link_place *p = label[i] == first ? rcp_vec_add(&w->places) : NULL;
        if (p)
            *p = (rcp_link_place){c->o[i].item, w->item[c->o[i].item].quote[c->o[i].row].outer};
    }
    rcp_link_quote *q = w->places.n > beg + 1 ? rcp_vec_add(&w->quotes) : NULL;
    if (q)
        q->members = (rcp_range){beg, w->places.n};
    else
        w->places.n = beg;
}

rcp_status rcp_link_quotes_find(rcp_work *w)
{
    rcp_vec keys = rcp_vec_of(sizeof(rcp_key)), pairs = rcp_vec_of(sizeof(rcp_pair));
    rcp_vec owners = rcp_vec_of(sizeof(owner));
    for (uint32_t i = 0; i < w->n_items; i++)
        for (uint32_t k = 0; k < w->item[i].n_quotes; k++) {
            const rcp_lquote *q = &w->item[i].quote[k];
            owner *o = q->words.end - q->words.beg >= WORDS_MIN ? rcp_vec_add(&owners) : NULL;
            if (!o)
                continue;
            *o = (owner){i, k};
            for (uint32_t x = q->words.beg; x + SHINGLE <= q->words.end; x++) {
                uint64_t h = 3;
                for (uint32_t y = 0; y < SHINGLE; y++)
                    h = rcp_mix(h, w->item[i].word[x + y].hash);
                rcp_key_add(&keys, h, owners.n - 1);
            }
        }
    rcp_pairs_of(&keys, DF_MAX, &pairs);
    uint32_t *label = malloc(sizeof *label * (owners.n + 1));
    context c = {w, RCP_AT(&owners, owner, 0)};
    rcp_status s = label && !keys.failed && !pairs.failed && !owners.failed ? RCP_OK : RCP_E_MEMORY;
    if (!s)
        s = rcp_average_link(owners.n, &pairs, CONTAINED, quotes_like, &c, label, &w->n_candidates);
    for (uint32_t i = 0; !s && i < owners.n; i++)
        if (label[i] == i)
            add_quote(w, &c, owners.n, label, i);
    rcp_vec_free(&keys);
    rcp_vec_free(&pairs);
    rcp_vec_free(&owners);
    free(label);
    return s ? s : w->quotes.failed || w->places.failed ? RCP_E_MEMORY : RCP_OK;
}
