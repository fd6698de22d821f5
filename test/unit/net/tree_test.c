/* The best tree, against trying every tree. */
#include "../test.h"

#include <stdlib.h>

#include "lang/percep.h"
#include "net/tree.h"

enum { WORDS = 5, LD = WORDS + 1 };

static rcp_arena arena;

static bool reaches_root(const uint32_t *head, uint32_t n, uint32_t w)
{
    for (uint32_t steps = 0; steps <= n && w; steps++)
        w = head[w];
    return w == 0;
}

static bool is_tree(const uint32_t *head, uint32_t n)
{
    uint32_t roots = 0;
    for (uint32_t w = 1; w <= n; w++) {
        roots += head[w] == 0;
        if (!reaches_root(head, n, w))
            return false;
    }
    return roots == 1;
}

/* Whether no two arcs cross. */
static bool is_projective(const uint32_t *head, uint32_t n)
{
    for (uint32_t a = 1; a <= n; a++)
        for (uint32_t b = 1; b <= n; b++) {
            uint32_t al = a < head[a] ? a : head[a], ar = a + head[a] - al;
            uint32_t bl = b < head[b] ? b : head[b], br = b + head[b] - bl;
            if (head[a] && head[b] && al < bl && bl < ar && ar < br)
                return false;
            if (head[a] && !head[b] && al < b && b < ar)
                return false;
        }
    return true;
}

static float sum_of(const float *score, const uint32_t *head, uint32_t n)
{
    float sum = 0;
    for (uint32_t w = 1; w <= n; w++)
        sum += score[w * LD + head[w]];
    return sum;
}

/* The best projective tree of all (n + 1)^n choices of heads. */
static float best_of_all(const float *score, uint32_t n)
{
    uint32_t head[LD] = {0};
    float best = -1e30f;
    for (;;) {
        if (is_tree(head, n) && is_projective(head, n) && sum_of(score, head, n) > best)
            best = sum_of(score, head, n);
        uint32_t w = 1;
        while (w <= n && ++head[w] > n)
            head[w++] = 0;
        if (w > n)
            return best;
    }
}

static void against_every_tree(void **state)
{
    (void)state;
    uint64_t random = 7;
    uint32_t took_best = 0, searched = 0;
    for (uint32_t round = 0; round < 300; round++) {
        uint32_t n = 1 + round % WORDS, head[LD] = {0}, greedy = 1;
        float score[LD * LD], margin[LD], wishes = 0;
        for (uint32_t i = 0; i < LD * LD; i++)
            score[i] = (float)(rcp_random(&random) % 1000) / 100;
        assert_int_equal(rcp_tree_best(score, n, LD, head, margin, &arena), RCP_OK);
        assert_true(is_tree(head, n));
        for (uint32_t w = 1; w <= n; w++) {
            float top = -1;
            for (uint32_t h = 0; h <= n; h++)
                top = h != w && score[w * LD + h] > top ? score[w * LD + h] : top;
            greedy &= score[w * LD + head[w]] == top;
            wishes += top;
            assert_true(margin[w] >= 0);
        }
        /* Either every word got its best head, or the best projective tree was found. */
        took_best += greedy;
        searched += !greedy;
        float sum = sum_of(score, head, n);
        if (greedy)
            assert_true(sum > wishes - 0.01f);
        else
            assert_true(sum > best_of_all(score, n) - 0.01f && is_projective(head, n));
    }
    assert_true(took_best > 20 && searched > 20);
}

/* Longer than what is searched: still a tree, and nearly all words keep their best head. */
static void long_sentences(void **state)
{
    (void)state;
    enum { N = 2 * RCP_SEARCH_MAX };
    uint64_t random = 9;
    float *score = malloc((N + 1) * (N + 1) * sizeof *score), margin[N + 1];
    assert_non_null(score);
    for (uint32_t round = 0; round < 20; round++) {
        uint32_t head[N + 1] = {0}, kept = 0;
        for (uint32_t i = 0; i < (N + 1) * (N + 1); i++)
            score[i] = (float)(rcp_random(&random) % 1000) / 100;
        assert_int_equal(rcp_tree_best(score, N, N + 1, head, margin, &arena), RCP_OK);
        assert_true(is_tree(head, N));
        for (uint32_t w = 1; w <= N; w++) {
            uint32_t better = 0;
            for (uint32_t h = 0; h <= N; h++)
                better += h != w && score[w * (N + 1) + h] > score[w * (N + 1) + head[w]];
            kept += !better;
        }
        assert_true(kept > N - 20);
    }
    free(score);
}

static void no_room(void **state)
{
    (void)state;
    rcp_arena small;
    float score[16] = {0}, margin[4];
    uint32_t head[4];
    assert_int_equal(rcp_arena_open(&small, 16), RCP_OK);
    char *at = small.at;
    small.end = at + 16;
    assert_int_equal(rcp_tree_best(score, 3, 4, head, margin, &small), RCP_E_LIMIT);
    rcp_arena_close(&small);
}

int main(void)
{
    if (rcp_arena_open(&arena, 1 << 20))
        return 1;
    const struct CMUnitTest tests[] = {cmocka_unit_test(against_every_tree),
                                       cmocka_unit_test(long_sentences), cmocka_unit_test(no_room)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    rcp_arena_close(&arena);
    return failed;
}
