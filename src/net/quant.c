#include "net/quant.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { LANES = 16, PANEL = 64 }; /* columns of a panel; bytes of four of its rows */

typedef struct {
    rcp_net_columns w;
    uint32_t ldx, ldy;
    const uint8_t *x;
    float *y, grain;
    bool add;
} job;

rcp_simd rcp_simd_best(void)
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512f"))
        return RCP_VNNI;
    if (__builtin_cpu_supports("avx2"))
        return RCP_AVX2;
#endif
    return RCP_PLAIN;
}

static const int8_t *panel_at(const job *j, uint32_t col)
{
    return j->w.m->w + (size_t)((j->w.beg + col) / LANES) * (j->w.m->in / 4) * PANEL;
}

/* One row times one panel; sum: of signed products. */
static void put(const job *j, uint32_t row, uint32_t col, const int32_t *sum)
{
    const rcp_net_matrix *m = j->w.m;
    float *y = j->y + (size_t)row * j->ldy + col;
    for (uint32_t c = 0; c < LANES; c++) {
        uint32_t o = j->w.beg + col + c;
        float base = j->add ? y[c] : m->bias ? m->bias[o] : 0;
        float grain = m->scale[o] * j->grain;
        y[c] = base + (float)sum[c] * grain;
    }
}

static void multiply_plain(const job *j, uint32_t rows)
{
    for (uint32_t col = 0; col < j->w.n; col += LANES) {
        const int8_t *w = panel_at(j, col);
        for (uint32_t row = 0; row < rows; row++) {
            const uint8_t *x = j->x + (size_t)row * j->ldx;
            int32_t sum[LANES] = {0};
            for (uint32_t k = 0; k < j->w.m->in; k += 4)
                for (uint32_t c = 0; c < LANES; c++)
                    for (uint32_t i = 0; i < 4; i++)
                        sum[c] += (x[k + i] - 128) * w[k * LANES + 4 * c + i];
            put(j, row, col, sum);
        }
    }
}

#if defined(__x86_64__)
#define VNNI __attribute__((target("avx512f,avx512bw,avx512vnni")))
#define AVX2 __attribute__((target("avx2")))
#define INLINE __attribute__((always_inline)) static inline

/* Four bytes as one number, read where they stand: a detour through a register would cost as much as
 * a product. */
typedef int32_t four __attribute__((may_alias, aligned(1)));

VNNI INLINE void put_512(const job *j, uint32_t row, uint32_t col, __m512i sum)
{
    const rcp_net_matrix *m = j->w.m;
    uint32_t o = j->w.beg + col;
    float *y = j->y + (size_t)row * j->ldy + col;
    __m512 base = j->add ? _mm512_loadu_ps(y) : m->bias ? _mm512_loadu_ps(m->bias + o) : _mm512_setzero_ps();
    __m512 grain = _mm512_mul_ps(_mm512_loadu_ps(m->scale + o), _mm512_set1_ps(j->grain));
    sum = _mm512_sub_epi32(sum, _mm512_loadu_si512(m->sum + o));
    _mm512_storeu_ps(y, _mm512_add_ps(base, _mm512_mul_ps(_mm512_cvtepi32_ps(sum), grain)));
}

/* `rows` rows times `panels` panels stay in registers: the callers hand in constants. */
VNNI INLINE void block_512(const job *j, uint32_t row, uint32_t col, uint32_t rows, uint32_t panels)
{
    __m512i sum[6][4];
    const int8_t *w[4];
    const uint8_t *x = j->x + (size_t)row * j->ldx;
#pragma GCC unroll 4
    for (uint32_t p = 0; p < panels; p++)
        w[p] = panel_at(j, col + p * LANES);
#pragma GCC unroll 6
    for (uint32_t i = 0; i < rows; i++)
#pragma GCC unroll 4
        for (uint32_t p = 0; p < panels; p++)
            sum[i][p] = _mm512_setzero_si512();
    for (uint32_t k = 0; k < j->w.m->in; k += 4) {
        __m512i v[4];
#pragma GCC unroll 4
        for (uint32_t p = 0; p < panels; p++)
            v[p] = _mm512_loadu_si512(w[p] + (size_t)k * LANES);
#pragma GCC unroll 6
        for (uint32_t i = 0; i < rows; i++) {
            __m512i b = _mm512_set1_epi32(*(const four *)(const void *)(x + (size_t)i * j->ldx + k));
#pragma GCC unroll 4
            for (uint32_t p = 0; p < panels; p++)
                sum[i][p] = _mm512_dpbusd_epi32(sum[i][p], b, v[p]);
        }
    }
#pragma GCC unroll 6
    for (uint32_t i = 0; i < rows; i++)
#pragma GCC unroll 4
        for (uint32_t p = 0; p < panels; p++)
            put_512(j, row + i, col + p * LANES, sum[i][p]);
}

VNNI INLINE void rest_512(const job *j, uint32_t row, uint32_t col, uint32_t rows, uint32_t panels)
{
    switch (rows) {
    case 1: block_512(j, row, col, 1, panels); break;
    case 2: block_512(j, row, col, 2, panels); break;
    case 3: block_512(j, row, col, 3, panels); break;
    case 4: block_512(j, row, col, 4, panels); break;
    case 5: block_512(j, row, col, 5, panels); break;
    default: break;
    }
}

VNNI INLINE void rows_512(const job *j, uint32_t rows, uint32_t col, uint32_t panels)
{
    uint32_t row = 0;
    for (; row + 6 <= rows; row += 6)
        block_512(j, row, col, 6, panels);
    rest_512(j, row, col, rows - row, panels);
}

VNNI static void multiply_vnni(const job *j, uint32_t rows)
{
    uint32_t col = 0;
    for (; col + 4 * LANES <= j->w.n; col += 4 * LANES)
        rows_512(j, rows, col, 4);
    for (; col < j->w.n; col += LANES)
        rows_512(j, rows, col, 1);
}

/* A panel's four rows are sixteen columns of four bytes: two vectors.  Weights of 7 bits keep the
 * sums of two products in 16 bits. */
AVX2 INLINE void block_256(const job *j, uint32_t row, uint32_t col, uint32_t rows)
{
    __m256i sum[4][2];
    const int8_t *w = panel_at(j, col);
    const uint8_t *x = j->x + (size_t)row * j->ldx;
    const __m256i ones = _mm256_set1_epi16(1);
#pragma GCC unroll 4
    for (uint32_t i = 0; i < rows; i++)
        sum[i][0] = sum[i][1] = _mm256_setzero_si256();
    for (uint32_t k = 0; k < j->w.m->in; k += 4) {
        const __m256i *v = (const __m256i *)(const void *)(w + (size_t)k * LANES);
        __m256i v0 = _mm256_loadu_si256(v), v1 = _mm256_loadu_si256(v + 1);
#pragma GCC unroll 4
        for (uint32_t i = 0; i < rows; i++) {
            __m256i b = _mm256_set1_epi32(*(const four *)(const void *)(x + (size_t)i * j->ldx + k));
            sum[i][0] = _mm256_add_epi32(sum[i][0], _mm256_madd_epi16(_mm256_maddubs_epi16(b, v0), ones));
            sum[i][1] = _mm256_add_epi32(sum[i][1], _mm256_madd_epi16(_mm256_maddubs_epi16(b, v1), ones));
        }
    }
#pragma GCC unroll 4
    for (uint32_t i = 0; i < rows; i++) {
        int32_t one[LANES];
        _mm256_storeu_si256((__m256i *)(void *)one, sum[i][0]);
        _mm256_storeu_si256((__m256i *)(void *)(one + 8), sum[i][1]);
        for (uint32_t c = 0; c < LANES; c++)
            one[c] -= j->w.m->sum[j->w.beg + col + c];
        put(j, row + i, col, one);
    }
}

AVX2 static void multiply_avx2(const job *j, uint32_t rows)
{
    for (uint32_t col = 0; col < j->w.n; col += LANES) {
        uint32_t row = 0;
        for (; row + 4 <= rows; row += 4)
            block_256(j, row, col, 4);
        for (; row < rows; row++)
            block_256(j, row, col, 1);
    }
}
#endif

void rcp_bytes_mul(rcp_simd simd, rcp_net_columns w, uint32_t rows, const uint8_t *x, uint32_t ldx,
                   float grain, bool add, float *y, uint32_t ldy)
{
    job j = {w, ldx, ldy, x, y, grain, add};
#if defined(__x86_64__)
    if (simd == RCP_VNNI) {
        multiply_vnni(&j, rows);
        return;
    }
    if (simd == RCP_AVX2) {
        multiply_avx2(&j, rows);
        return;
    }
#endif
    (void)simd;
    multiply_plain(&j, rows);
}
