#include "find/trie.h"

static uint32_t slot_of(const rcp_trie *t, uint32_t state, rcp_sym word)
{
    uint64_t h = ((uint64_t)state << 32 | word) * UINT64_C(0x9e3779b97f4a7c15);
    uint32_t i = (uint32_t)(h >> 32) & (t->n_slots - 1);
    while (t->edge[i].next && (t->edge[i].state != state || t->edge[i].word != word))
        i = (i + 1) & (t->n_slots - 1);
    return i;
}

static rcp_status resize(rcp_trie *t, uint32_t n_slots)
{
    rcp_trie old = *t;
    t->edge = RCP_NEW(t->arena, rcp_edge, n_slots);
    if (!t->edge)
        return RCP_E_LIMIT;
    t->n_slots = n_slots;
    for (uint32_t i = 0; i < old.n_slots; i++)
        if (old.edge[i].next)
            t->edge[slot_of(t, old.edge[i].state, old.edge[i].word)] = old.edge[i];
    return RCP_OK;
}

rcp_status rcp_trie_init(rcp_trie *t, rcp_arena *a, uint32_t about_words)
{
    uint32_t n_slots = 1024;
    *t = (rcp_trie){.arena = a};
    while (n_slots < 2 * about_words)
        n_slots *= 2;
    rcp_status s;
    if ((s = rcp_syms_init(&t->words, a, NULL)) || (s = rcp_rows_init(&t->states, a, sizeof(rcp_state))) ||
        (s = rcp_rows_init(&t->endings, a, sizeof(rcp_ending))) || (s = resize(t, n_slots)) || (s = rcp_syms_reserve(&t->words, about_words / 2)))
        return s;
    return rcp_rows_add(&t->states) ? RCP_OK : RCP_E_LIMIT;
}

uint32_t rcp_trie_grow(rcp_trie *t, uint32_t state, rcp_sym word)
{
    uint32_t i = slot_of(t, state, word);
    if (t->edge[i].next)
        return t->edge[i].next;
    if (2 * t->n_edges >= t->n_slots) {
        if (resize(t, 2 * t->n_slots))
            return 0;
        i = slot_of(t, state, word);
    }
    if (!rcp_rows_add(&t->states))
        return 0;
    t->edge[i] = (rcp_edge){state, word, t->states.n - 1};
    t->n_edges++;
    return t->states.n - 1;
}

rcp_status rcp_trie_end(rcp_trie *t, uint32_t state, uint32_t item)
{
    rcp_ending *e = rcp_rows_add(&t->endings);
    if (!e)
        return RCP_E_LIMIT;
    rcp_state *s = rcp_trie_state(t, state);
    e->item = item;
    if (s->last)
        RCP_ROW(&t->endings, rcp_ending, s->last)->next = t->endings.n - 1;
    else
        s->first = t->endings.n - 1;
    s->last = t->endings.n - 1;
    return RCP_OK;
}

uint32_t rcp_trie_step(const rcp_trie *t, uint32_t state, rcp_sym word)
{
    return word ? t->edge[slot_of(t, state, word)].next : 0;
}
