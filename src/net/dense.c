#include "net/dense.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { LANES = 16, ROWS = 8, DEPTH = 256, COLUMNS = 48, WORTH_COPYING = 64 };

typedef struct {
    uint32_t n, k;
    rcp_mat a, b, c;
} job;

static void multiply_any(const job *j, uint32_t m)
{
    for (uint32_t i = 0; i < m; i++) {
        const float *a = rcp_mat_row(j->a, i);
        float *c = rcp_mat_row(j->c, i);
        for (uint32_t k = 0; k < j->k; k++) {
            const float *b = rcp_mat_row(j->b, k);
            for (uint32_t y = 0; y < j->n; y++)
                c[y] += a[k] * b[y];
        }
    }
}

#if defined(__x86_64__)
/* A few columns of b, some of their depth, copied side by side: far rows of one matrix fall on the
 * same lines of the cache. */
static job part_of(const job *j, uint32_t m, uint32_t col, uint32_t cols, uint32_t k, float *part)
{
    uint32_t depth = j->k - k < DEPTH ? j->k - k : DEPTH;
    if (m < WORTH_COPYING)
        return (job){cols,
                     depth,
                     {j->a.p + k, j->a.ld},
                     {rcp_mat_row(j->b, k) + col, j->b.ld},
                     {j->c.p + col, j->c.ld}};
    for (uint32_t i = 0; i < depth; i++)
        memcpy(part + (size_t)i * cols, rcp_mat_row(j->b, k + i) + col, cols * sizeof *part);
    return (job){cols, depth, {j->a.p + k, j->a.ld}, {part, cols}, {j->c.p + col, j->c.ld}};
}

/* `rows` rows of a block of columns stay in registers: the callers hand in constants. */
__attribute__((target("avx512f,fma"), always_inline)) static inline void
block_512(const job *j, uint32_t row, uint32_t rows, uint32_t vecs)
{
    __m512 sum[ROWS][3];
    const float *b = j->b.p, *a = rcp_mat_row(j->a, row);
#pragma GCC unroll 8
    for (uint32_t i = 0; i < rows; i++) {
#pragma GCC unroll 4
        for (uint32_t v = 0; v < vecs; v++)
            sum[i][v] = _mm512_loadu_ps(rcp_mat_row(j->c, row + i) + 16 * v);
    }
    for (uint32_t k = 0; k < j->k; k++, b += j->b.ld) {
#pragma GCC unroll 8
        for (uint32_t i = 0; i < rows; i++) {
            __m512 x = _mm512_set1_ps(a[(size_t)i * j->a.ld + k]);
#pragma GCC unroll 4
            for (uint32_t v = 0; v < vecs; v++)
                sum[i][v] = _mm512_fmadd_ps(x, _mm512_loadu_ps(b + 16 * v), sum[i][v]);
        }
    }
#pragma GCC unroll 8
    for (uint32_t i = 0; i < rows; i++) {
#pragma GCC unroll 4
        for (uint32_t v = 0; v < vecs; v++)
            _mm512_storeu_ps(rcp_mat_row(j->c, row + i) + 16 * v, sum[i][v]);
    }
}

__attribute__((target("avx512f,fma"))) static void multiply_512(const job *whole, uint32_t m)
{
    float part[DEPTH * COLUMNS];
    for (uint32_t col = 0, cols; col < whole->n; col += cols) {
        cols = col + 48 <= whole->n ? 48 : LANES;
        for (uint32_t k = 0; k < whole->k; k += DEPTH) {
            job j = part_of(whole, m, col, cols, k, part);
            uint32_t row = 0;
            for (; row + 8 <= m; row += 8)
                if (cols == 48)
                    block_512(&j, row, 8, 3);
                else
                    block_512(&j, row, 8, 1);
            for (; row + 2 <= m; row += 2)
                if (cols == 48)
                    block_512(&j, row, 2, 3);
                else
                    block_512(&j, row, 2, 1);
            if (row < m && cols == 48)
                block_512(&j, row, 1, 3);
            else if (row < m)
                block_512(&j, row, 1, 1);
        }
    }
}

__attribute__((target("avx2,fma"), always_inline)) static inline void
block_256(const job *j, uint32_t row, uint32_t rows, uint32_t vecs)
{
    __m256 sum[ROWS][2];
    const float *b = j->b.p, *a = rcp_mat_row(j->a, row);
#pragma GCC unroll 8
    for (uint32_t i = 0; i < rows; i++) {
#pragma GCC unroll 4
        for (uint32_t v = 0; v < vecs; v++)
            sum[i][v] = _mm256_loadu_ps(rcp_mat_row(j->c, row + i) + 8 * v);
    }
    for (uint32_t k = 0; k < j->k; k++, b += j->b.ld) {
#pragma GCC unroll 8
        for (uint32_t i = 0; i < rows; i++) {
            __m256 x = _mm256_set1_ps(a[(size_t)i * j->a.ld + k]);
#pragma GCC unroll 4
            for (uint32_t v = 0; v < vecs; v++)
                sum[i][v] = _mm256_fmadd_ps(x, _mm256_loadu_ps(b + 8 * v), sum[i][v]);
        }
    }
#pragma GCC unroll 8
    for (uint32_t i = 0; i < rows; i++) {
#pragma GCC unroll 4
        for (uint32_t v = 0; v < vecs; v++)
            _mm256_storeu_ps(rcp_mat_row(j->c, row + i) + 8 * v, sum[i][v]);
    }
}

__attribute__((target("avx2,fma"))) static void multiply_256(const job *whole, uint32_t m)
{
    float part[DEPTH * COLUMNS];
    for (uint32_t col = 0, cols; col < whole->n; col += cols) {
        cols = col + 16 <= whole->n ? 16 : LANES;
        for (uint32_t k = 0; k < whole->k; k += DEPTH) {
            job j = part_of(whole, m, col, cols, k, part);
            uint32_t row = 0;
            for (; row + 4 <= m; row += 4)
                if (cols == 16)
                    block_256(&j, row, 4, 2);
                else
                    block_256(&j, row, 4, 2);
            for (; row + 2 <= m; row += 2)
                if (cols == 16)
                    block_256(&j, row, 2, 2);
                else
                    block_256(&j, row, 2, 2);
            if (row < m && cols == 16)
                block_256(&j, row, 1, 2);
            else if (row < m)
                block_256(&j, row, 1, 2);
        }
    }
}

#endif

void rcp_mat_mul(uint32_t m, uint32_t n, uint32_t k, rcp_mat a, rcp_mat b, rcp_mat c)
{
    job j = {n, k, a, b, c};
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f")) {
        multiply_512(&j, m);
        return;
    }
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
        multiply_256(&j, m);
        return;
    }
#endif
    multiply_any(&j, m);
}

void rcp_mat_turn(uint32_t m, uint32_t n, rcp_mat in, rcp_mat out)
{
    enum { TILE = 16 };
    for (uint32_t i = 0; i < m; i += TILE)
        for (uint32_t j = 0; j < n; j += TILE)
            for (uint32_t x = i; x < i + TILE && x < m; x++)
                for (uint32_t y = j; y < j + TILE && y < n; y++)
                    rcp_mat_row(out, y)[x] = rcp_mat_row(in, x)[y];
}
