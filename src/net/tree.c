#include "net/tree.h"

/* Scores as in tree.h. */
typedef struct {
    const float *p;
    uint32_t n, ld;
} scores;

static float score_at(const scores *s, uint32_t word, uint32_t head)
{
    return s->p[(size_t)word * s->ld + head];
}

/* Each word's best head. */
static void take_best(const scores *all, uint32_t *head, float *margin)
{
    uint32_t n = all->n;
    for (uint32_t w = 1; w <= n; w++) {
        const float *s = all->p + (size_t)w * all->ld;
        uint32_t best = w == 1 && n > 1 ? 2 : w == 1 ? 0 : 1;
        float second = -1e30f;
        for (uint32_t h = 0; h <= n; h++) {
            if (h == w || h == best)
                continue;
            if (s[h] > s[best]) {
                second = s[best];
                best = h;
            } else if (s[h] > second)
                second = s[h];
        }
        head[w] = best;
        margin[w] = second < -1e29f ? 100 : s[best] - second;
    }
}

/* One root, and every word reaches it; each word is coloured once. */
static bool is_tree(const uint32_t *head, uint32_t n, uint32_t *colour)
{
    uint32_t roots = 0;
    memset(colour, 0, (n + 1) * sizeof *colour);
    for (uint32_t w = 1; w <= n; w++) {
        uint32_t at = w;
        roots += head[w] == 0;
        while (at && !colour[at]) {
            colour[at] = w;
            at = head[at];
        }
        if (at && colour[at] == w)
            return false;
    }
    return roots == 1;
}

/*
 * Spans [l, r] of words.  open: an arc between l and r, its dependents inside complete; shut: all
 * of one end's dependents on that side.  The end that is the head: 0 left, 1 right.  from: where
 * the best one parts.
 */
typedef struct {
    float *open[2], *shut[2];
    uint16_t *from_open, *from_shut[2];
    uint32_t n;
} chart;

static size_t cell(const chart *c, uint32_t l, uint32_t r)
{
    return (size_t)l * (c->n + 1) + r;
}

static void fill_span(chart *c, const scores *s, uint32_t l, uint32_t r)
{
    size_t at = cell(c, l, r);
    float best = -1e30f;
    for (uint32_t k = l; k < r; k++) {
        float x = c->shut[0][cell(c, l, k)] + c->shut[1][cell(c, k + 1, r)];
        if (x > best) {
            best = x;
            c->from_open[at] = (uint16_t)k;
        }
    }
    c->open[0][at] = best + score_at(s, r, l);
    c->open[1][at] = best + score_at(s, l, r);
    c->shut[0][at] = c->shut[1][at] = -1e30f;
    for (uint32_t k = l; k < r; k++) {
        float right = c->shut[1][cell(c, l, k)] + c->open[1][cell(c, k, r)];
        float left = c->open[0][cell(c, l, k + 1)] + c->shut[0][cell(c, k + 1, r)];
        if (right > c->shut[1][at]) {
            c->shut[1][at] = right;
            c->from_shut[1][at] = (uint16_t)k;
        }
        if (left > c->shut[0][at]) {
            c->shut[0][at] = left;
            c->from_shut[0][at] = (uint16_t)(k + 1);
        }
    }
}

typedef struct {
    uint32_t l, r;
    uint8_t end, open;
} piece;

/* Read the heads off the chart, with a stack of pieces still to be read (at most 2 n + 4). */
static void read_heads(const chart *c, uint32_t l, uint32_t r, uint8_t end, piece *stack,
                       uint32_t *head)
{
    uint32_t n = 0;
    stack[n++] = (piece){l, r, end, 0};
    while (n) {
        piece p = stack[--n];
        size_t at = cell(c, p.l, p.r);
        if (p.l == p.r)
            continue;
        if (p.open) {
            head[p.end ? p.l : p.r] = p.end ? p.r : p.l;
            uint32_t k = c->from_open[at];
            stack[n++] = (piece){p.l, k, 0, 0};
            stack[n++] = (piece){k + 1, p.r, 1, 0};
            continue;
        }
        uint32_t k = c->from_shut[p.end][at];
        stack[n++] = p.end ? (piece){p.l, k, 1, 0} : (piece){k, p.r, 0, 0};
        stack[n++] = p.end ? (piece){k, p.r, 1, 1} : (piece){p.l, k, 0, 1};
    }
}

static bool chart_init(chart *c, uint32_t n, rcp_arena *a)
{
    size_t size = (size_t)(n + 1) * (n + 1);
    c->n = n;
    for (uint32_t i = 0; i < 2; i++) {
        c->open[i] = RCP_NEW(a, float, size);
        c->shut[i] = RCP_NEW(a, float, size);
        c->from_shut[i] = RCP_NEW(a, uint16_t, size);
    }
    c->from_open = RCP_NEW(a, uint16_t, size);
    return c->open[0] && c->open[1] && c->shut[0] && c->shut[1] && c->from_shut[0] &&
           c->from_shut[1] && c->from_open;
}

static rcp_status eisner(const scores *s, uint32_t *head, rcp_arena *a)
{
    chart c;
    uint32_t n = s->n;
    piece *stack = RCP_NEW(a, piece, 2 * (size_t)n + 8);
    if (!stack || !chart_init(&c, n, a))
        return RCP_E_LIMIT;
    for (uint32_t len = 1; len < n; len++)
        for (uint32_t l = 1; l + len <= n; l++)
            fill_span(&c, s, l, l + len);
    uint32_t root = 1;
    float best = -1e30f;
    for (uint32_t w = 1; w <= n; w++) {
        float x = score_at(s, w, 0) + c.shut[1][cell(&c, 1, w)] + c.shut[0][cell(&c, w, n)];
        if (x > best) {
            best = x;
            root = w;
        }
    }
    head[root] = 0;
    read_heads(&c, 1, root, 1, stack, head);
    read_heads(&c, root, n, 0, stack, head);
    return RCP_OK;
}

/*
 * A tree out of each word's best head where there are too many words to search: the word that
 * fits the root best is the only root, the others that wished for it hang on it, and each cycle is
 * cut at the word that is least sure of its head.  Linear.
 */
static void mend(const scores *s, uint32_t *head, float *margin, uint32_t *colour)
{
    uint32_t root = 1;
    for (uint32_t w = 2; w <= s->n; w++)
        if (score_at(s, w, 0) - score_at(s, w, head[w]) >
            score_at(s, root, 0) - score_at(s, root, head[root]))
            root = w;
    for (uint32_t w = 1; w <= s->n; w++)
        if (w != root && !head[w]) {
            head[w] = root;
            margin[w] = 0;
        }
    head[root] = 0;
    memset(colour, 0, (s->n + 1) * sizeof *colour);
    for (uint32_t w = 1; w <= s->n; w++) {
        uint32_t at = w;
        for (; at && !colour[at]; at = head[at])
            colour[at] = w;
        if (!at || colour[at] != w)
            continue;
        uint32_t cut = at;
        for (uint32_t k = head[at]; k != at; k = head[k])
            cut = margin[k] < margin[cut] ? k : cut;
        head[cut] = root;
        margin[cut] = 0;
    }
}

rcp_status rcp_tree_best(const float *score, uint32_t n, uint32_t ld, uint32_t *head, float *margin,
                         rcp_arena *a)
{
    scores all = {score, n, ld};
    char *mark = a->at;
    rcp_status s = RCP_OK;
    uint32_t *colour = RCP_NEW(a, uint32_t, (size_t)n + 1),
             *wish = RCP_NEW(a, uint32_t, (size_t)n + 1);
    if (!colour || !wish)
        return RCP_E_LIMIT;
    if (n)
        take_best(&all, head, margin);
    bool tree = !n || is_tree(head, n, colour);
    if (!tree && n > RCP_SEARCH_MAX)
        mend(&all, head, margin, colour);
    else if (!tree) {
        memcpy(wish, head, (n + 1) * sizeof *head);
        s = eisner(&all, head, a);
        for (uint32_t w = 1; !s && w <= n; w++)
            margin[w] = head[w] == wish[w] ? margin[w] : 0;
    }
    rcp_arena_rewind(a, mark);
    return s;
}
