#include "lang/automaton.h"

#include "base/syms.h"
#include "lang/model.h"

enum { LAST = 1 << 8, FANOUT = 257 };

bool rcp_automaton_open(rcp_automaton *m, rcp_str section, uint32_t n_values)
{
    *m = (rcp_automaton){0};
    if (section.len < 8)
        return false;
    uint32_t n = rcp_u32_at(section.s), root = rcp_u32_at(section.s + 4);
    if (n > RCP_AUTOMATON_MAX || section.len != 8 + 4 * n || (n && root >= n))
        return false;
    const char *edge = section.s + 8;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t e = rcp_u32_at(edge + 4 * i), target = e >> 9;
        if (target >= ((e & 0xff) ? n : n_values))
            return false;
    }
    if (n && !(rcp_u32_at(edge + 4 * (n - 1)) & LAST))
        return false;
    *m = (rcp_automaton){edge, n, root};
    return true;
}

/* The edge of that label in the state that begins at `at`; false when there is none. */
static bool follow(const rcp_automaton *m, uint32_t *at, uint32_t label)
{
    for (uint32_t i = *at;; i++) {
        uint32_t e = rcp_u32_at(m->edge + 4 * (size_t)i);
        if ((e & 0xff) == label) {
            *at = e >> 9;
            return true;
        }
        if (e & LAST)
            return false;
    }
}

int32_t rcp_automaton_lookup(const rcp_automaton *m, rcp_str key)
{
    uint32_t at = m->root;
    if (!m->n || !key.len)
        return -1;
    for (uint32_t i = 0; i < key.len; i++)
        if (!key.s[i] || !follow(m, &at, (unsigned char)key.s[i]))
            return -1;
    return follow(m, &at, 0) ? (int32_t)at : -1;
}

/* A state still open: its edges so far; the last one's target is not known yet. */
typedef struct {
    uint32_t n, edge[FANOUT];
} state;

typedef struct {
    rcp_arena *a;
    rcp_rows edge;  /* uint32_t; row 0 unused: edge i is row i + 1          */
    uint32_t *slot; /* closed states by hash of their edges: first edge + 1 */
    uint32_t n_slots, n_states;
    state *open; /* one a byte of the last key, the root first           */
} builder;

/* Whether the closed state at `at` has exactly these edges. */
static bool same(const builder *b, uint32_t at, const state *s)
{
    const uint32_t *e = RCP_ROW(&b->edge, uint32_t, at + 1);
    for (uint32_t i = 0; i < s->n; i++)
        if (at + i + 1 >= b->edge.n || e[i] != s->edge[i])
            return false;
    return true;
}

static uint32_t slot_of(const builder *b, const state *s)
{
    uint32_t i = (uint32_t)rcp_hash(s->edge, sizeof *s->edge * s->n) & (b->n_slots - 1);
    while (b->slot[i] && !same(b, b->slot[i] - 1, s))
        i = (i + 1) & (b->n_slots - 1);
    return i;
}

/* Close a state: find its twin, or write its edges; gives its first edge. */
static rcp_status close_state(builder *b, state *s, uint32_t *first)
{
    s->edge[s->n - 1] |= LAST;
    uint32_t i = slot_of(b, s);
    if (!b->slot[i]) {
        if (b->edge.n + s->n > RCP_AUTOMATON_MAX || ++b->n_states > b->n_slots / 2)
            return RCP_E_LIMIT;
        b->slot[i] = b->edge.n; /* first edge + 1, as rows begin at 1 */
        for (uint32_t k = 0; k < s->n; k++) {
            uint32_t *e = rcp_rows_add(&b->edge);
            if (!e)
                return RCP_E_MEMORY;
            *e = s->edge[k];
        }
    }
    *first = b->slot[i] - 1;
    s->n = 0;
    return RCP_OK;
}

/* Close the open states deeper than `depth`. */
static rcp_status close_below(builder *b, uint32_t from, uint32_t depth)
{
    rcp_status s = RCP_OK;
    for (uint32_t d = from; !s && d > depth; d--) {
        uint32_t first;
        s = close_state(b, &b->open[d], &first);
        if (!s) {
            state *up = &b->open[d - 1];
            up->edge[up->n - 1] |= first << 9;
        }
    }
    return s;
}

static rcp_status add(builder *b, rcp_str before, const rcp_automaton_row *row)
{
    uint32_t common = 0;
    while (common < before.len && common < row->key.len && before.s[common] == row->key.s[common])
        common++;
    rcp_status s = close_below(b, before.len, common);
    for (uint32_t d = common; !s && d < row->key.len; d++)
        b->open[d].edge[b->open[d].n++] = (unsigned char)row->key.s[d];
    if (!s)
        b->open[row->key.len].edge[b->open[row->key.len].n++] = row->value << 9;
    return s;
}

static rcp_status build(builder *b, const rcp_automaton_row *row, uint32_t n, uint32_t *root)
{
    rcp_str before = {"", 0};
    rcp_status s = RCP_OK;
    *root = 0;
    for (uint32_t i = 0; !s && i < n; i++) {
        if (!row[i].key.len || row[i].key.len > RCP_AUTOMATON_KEY ||
            row[i].value > RCP_AUTOMATON_MAX)
            return RCP_E_LIMIT;
        s = add(b, before, &row[i]);
        before = row[i].key;
    }
    if (!s && n)
        s = close_below(b, before.len, 0);
    return s || !n ? s : close_state(b, &b->open[0], root);
}

rcp_status rcp_automaton_write(const rcp_automaton_row *row, uint32_t n, rcp_arena *a, rcp_buf *out)
{
    builder b = {.a = a, .n_slots = 1 << 21};
    uint32_t root = 0;
    rcp_status s = rcp_rows_init(&b.edge, a, sizeof(uint32_t));
    b.slot = RCP_NEW(a, uint32_t, b.n_slots);
    b.open = RCP_NEW(a, state, RCP_AUTOMATON_KEY + 1);
    if (s || !b.slot || !b.open)
        return RCP_E_MEMORY;
    if ((s = build(&b, row, n, &root)))
        return s;
    rcp_buf_u32(out, b.edge.n - 1);
    rcp_buf_u32(out, root);
    for (uint32_t i = 1; i < b.edge.n; i++)
        rcp_buf_u32(out, *RCP_ROW(&b.edge, uint32_t, i));
    return out->failed ? RCP_E_MEMORY : RCP_OK;
}
