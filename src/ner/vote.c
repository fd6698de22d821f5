#include "ner/ner.h"

#include "lang/percep.h"

enum { MOST = 400 };                    /* steps of a weight: no name speaks louder against a type */

/* What the names of one group say: sums of their scores, by a hash of their words. */
typedef struct { uint64_t key; int64_t score[RCP_N_NER_TYPES]; uint32_t n; } group;
typedef struct { group *row; uint32_t mask; } groups;

/* Room for n groups, a quarter full. */
static rcp_status open_groups(groups *g, uint32_t n, rcp_arena *a)
{
    size_t size = 16;
    while (size < 4 * (size_t)n)
        size *= 2;
    g->mask = (uint32_t)(size - 1);
    g->row = RCP_NEW(a, group, size);
    return g->row ? RCP_OK : RCP_E_LIMIT;
}

static group *group_of(const groups *g, const rcp_doc *doc, rcp_toks toks)
{
    uint64_t key = 7;
    for (rcp_id t = toks.beg; t < toks.end; t++)
        key = rcp_mix(key, doc->tok.row[t].norm);
    uint32_t i = (uint32_t)(key >> 32) & g->mask;
    while (g->row[i].n && g->row[i].key != key)
        i = (i + 1) & g->mask;
    g->row[i].key = key;
    return &g->row[i];
}

static int32_t score_of(const rcp_ner_seen *x, uint32_t type)
{
    return x->score[type] < -MOST ? -MOST : x->score[type];
}

static void speak(group *g, const rcp_ner_seen *x)
{
    g->n++;
    for (uint32_t k = 0; k < RCP_N_NER_TYPES; k++)
        g->score[k] += score_of(x, k);
}

/* The type that the group speaks for; the name itself speaks twice. */
static uint32_t choose(const group *g, const rcp_ner_seen *x)
{
    uint32_t best = x->type;
    int64_t top = g->score[best] + score_of(x, best);
    for (uint32_t k = 0; k < RCP_N_NER_TYPES; k++)
        if (g->score[k] + score_of(x, k) > top) {
            top = g->score[k] + score_of(x, k);
            best = k;
        }
    return best;
}

rcp_status rcp_ner_vote(const rcp_doc *doc, rcp_arena *a, rcp_rows *seen)
{
    groups g;
    char *mark = a->at;
    if (open_groups(&g, 2 * seen->n, a))
        return RCP_E_LIMIT;
    for (uint32_t i = 1; i < seen->n; i++) {
        const rcp_ner_seen *x = RCP_ROW(seen, rcp_ner_seen, i);
        speak(group_of(&g, doc, x->toks), x);
        if (x->type == RCP_NER_PER && x->toks.end - x->toks.beg > 1)
            speak(group_of(&g, doc, (rcp_toks){x->toks.end - 1, x->toks.end}), x);
    }
    for (uint32_t i = 1; i < seen->n; i++) {
        rcp_ner_seen *x = RCP_ROW(seen, rcp_ner_seen, i);
        x->type = choose(group_of(&g, doc, x->toks), x);
    }
    rcp_arena_rewind(a, mark);
    return RCP_OK;
}
