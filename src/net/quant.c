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
static inline void put(const job *j, uint32_t row, uint32_t col, const int32_t *restrict sum)
{
    const rcp_net_matrix *m = j->w.m;
    const float *scale = m->scale + j->w.beg + col;
    float *restrict y = j->y + (size_t)row * j->ldy + col;
    float base[LANES] = {0};
    if (j->add || m->bias)
        memcpy(base, j->add ? y : m->bias + j->w.beg + col, sizeof base);
    for (uint32_t c = 0; c < LANES; c++)
        y[c] = base[c] + (float)sum[c] * (scale[c] * j->grain);
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
#define VNNI   __attribute__((target("avx512f,avx512bw,avx512vnni")))
#define AVX2   __attribute__((target("avx2")))
#define INLINE __attribute__((always_inline)) static inline

/* Four bytes as one number, read where they stand: a detour through a register would cost as much
 * as a product. */
typedef int32_t four __attribute__((may_alias, aligned(1)));

VNNI INLINE void put_512(const job *j, uint32_t row, uint32_t col, __m512i sum)
{
    const rcp_net_matrix *m = j->w.m;
    uint32_t o = j->w.beg + col;
    float *y = j->y + (size_t)row * j->ldy + col;
    __m512 base = j->add    ? _mm512_loadu_ps(y)
                  : m->bias ? _mm512_loadu_ps(m->bias + o)
                            : _mm512_setzero_ps();
    __m512 grain = _mm512_mul_ps(_mm512_loadu_ps(m->scale + o), _mm512_set1_ps(j->grain));
    sum = _mm512_sub_epi32(sum, _mm512_loadu_si512(m->sum + o));
    _mm512_storeu_ps(y, _mm512_add_ps(base, _mm512_mul_ps(_mm512_cvtepi32_ps(sum), grain)));
}

/* One row of x times four panels: named, not in an array, so that all stay in registers. */
typedef struct {
    __m512i a, b, c, d;
} quad;

VNNI INLINE quad quad_add(quad sum, const uint8_t *x, quad w)
{
    __m512i v = _mm512_set1_epi32(*(const four *)(const void *)x);
    return (quad){_mm512_dpbusd_epi32(sum.a, v, w.a), _mm512_dpbusd_epi32(sum.b, v, w.b),
                  _mm512_dpbusd_epi32(sum.c, v, w.c), _mm512_dpbusd_epi32(sum.d, v, w.d)};
}

VNNI INLINE quad quad_load(const int8_t *w, size_t panel)
{
    return (quad){_mm512_loadu_si512(w), _mm512_loadu_si512(w + panel),
                  _mm512_loadu_si512(w + 2 * panel), _mm512_loadu_si512(w + 3 * panel)};
}

VNNI INLINE quad quad_zero(void)
{
    __m512i z = _mm512_setzero_si512();
    return (quad){z, z, z, z};
}

VNNI INLINE void quad_put(const job *j, uint32_t row, uint32_t col, quad sum)
{
    put_512(j, row, col, sum.a);
    put_512(j, row, col + LANES, sum.b);
    put_512(j, row, col + 2 * LANES, sum.c);
    put_512(j, row, col + 3 * LANES, sum.d);
}

VNNI INLINE void four_rows_512(const job *j, uint32_t row, uint32_t col)
{
    size_t panel = (size_t)j->w.m->in * LANES, ld = j->ldx;
    const int8_t *w = panel_at(j, col);
    const uint8_t *x = j->x + (size_t)row * ld;
    quad s0 = quad_zero(), s1 = s0, s2 = s0, s3 = s0;
    for (uint32_t k = 0; k < j->w.m->in; k += 4, w += PANEL, x += 4) {
        quad v = quad_load(w, panel);
        s0 = quad_add(s0, x, v);
        s1 = quad_add(s1, x + ld, v);
        s2 = quad_add(s2, x + 2 * ld, v);
        s3 = quad_add(s3, x + 3 * ld, v);
    }
    quad_put(j, row, col, s0);
    quad_put(j, row + 1, col, s1);
    quad_put(j, row + 2, col, s2);
    quad_put(j, row + 3, col, s3);
}

VNNI INLINE void two_rows_512(const job *j, uint32_t row, uint32_t col)
{
    size_t panel = (size_t)j->w.m->in * LANES, ld = j->ldx;
    const int8_t *w = panel_at(j, col);
    const uint8_t *x = j->x + (size_t)row * ld;
    quad s0 = quad_zero(), s1 = s0;
    for (uint32_t k = 0; k < j->w.m->in; k += 4, w += PANEL, x += 4) {
        quad v = quad_load(w, panel);
        s0 = quad_add(s0, x, v);
        s1 = quad_add(s1, x + ld, v);
    }
    quad_put(j, row, col, s0);
    quad_put(j, row + 1, col, s1);
}

VNNI INLINE void one_row_512(const job *j, uint32_t row, uint32_t col)
{
    size_t panel = (size_t)j->w.m->in * LANES;
    const int8_t *w = panel_at(j, col);
    const uint8_t *x = j->x + (size_t)row * j->ldx;
    quad s = quad_zero();
    for (uint32_t k = 0; k < j->w.m->in; k += 4, w += PANEL, x += 4)
        s = quad_add(s, x, quad_load(w, panel));
    quad_put(j, row, col, s);
}

/* The last panels, where fewer than four are left. */
VNNI INLINE void one_panel_512(const job *j, uint32_t row, uint32_t col)
{
    const int8_t *w = panel_at(j, col);
    const uint8_t *x = j->x + (size_t)row * j->ldx;
    __m512i sum = _mm512_setzero_si512();
    for (uint32_t k = 0; k < j->w.m->in; k += 4, w += PANEL, x += 4)
        sum = _mm512_dpbusd_epi32(sum, _mm512_set1_epi32(*(const four *)(const void *)x),
                                  _mm512_loadu_si512(w));
    put_512(j, row, col, sum);
}

VNNI static void multiply_vnni(const job *j, uint32_t rows)
{
    uint32_t col = 0;
    for (; col + 4 * LANES <= j->w.n; col += 4 * LANES) {
        uint32_t row = 0;
        for (; row + 4 <= rows; row += 4)
            four_rows_512(j, row, col);
        for (; row + 2 <= rows; row += 2)
            two_rows_512(j, row, col);
        if (row < rows)
            one_row_512(j, row, col);
    }
    for (; col < j->w.n; col += LANES)
        for (uint32_t row = 0; row < rows; row++)
            one_panel_512(j, row, col);
}

/* One row of x times a panel, whose four rows are sixteen columns of four bytes: two vectors.
 * Weights of 7 bits keep the sums of two products in 16 bits. */
typedef struct {
    __m256i a, b;
} pair;

AVX2 INLINE pair pair_add(pair sum, const uint8_t *x, pair w)
{
    const __m256i ones = _mm256_set1_epi16(1);
    __m256i v = _mm256_set1_epi32(*(const four *)(const void *)x);
    return (pair){_mm256_add_epi32(sum.a, _mm256_madd_epi16(_mm256_maddubs_epi16(v, w.a), ones)),
                  _mm256_add_epi32(sum.b, _mm256_madd_epi16(_mm256_maddubs_epi16(v, w.b), ones))};
}

AVX2 INLINE pair pair_load(const int8_t *w)
{
    const __m256i *v = (const __m256i *)(const void *)w;
    return (pair){_mm256_loadu_si256(v), _mm256_loadu_si256(v + 1)};
}

AVX2 INLINE void pair_put(const job *j, uint32_t row, uint32_t col, pair sum)
{
    int32_t one[LANES];
    _mm256_storeu_si256((__m256i *)(void *)one, sum.a);
    _mm256_storeu_si256((__m256i *)(void *)(one + 8), sum.b);
    for (uint32_t c = 0; c < LANES; c++)
        one[c] -= j->w.m->sum[j->w.beg + col + c];
    put(j, row, col, one);
}

AVX2 INLINE void four_rows_256(const job *j, uint32_t row, uint32_t col)
{
    size_t ld = j->ldx;
    const int8_t *w = panel_at(j, col);
    const uint8_t *x = j->x + (size_t)row * ld;
    pair s0 = {_mm256_setzero_si256(), _mm256_setzero_si256()}, s1 = s0, s2 = s0, s3 = s0;
    for (uint32_t k = 0; k < j->w.m->in; k += 4, w += PANEL, x += 4) {
        pair v = pair_load(w);
        s0 = pair_add(s0, x, v);
        s1 = pair_add(s1, x + ld, v);
        s2 = pair_add(s2, x + 2 * ld, v);
        s3 = pair_add(s3, x + 3 * ld, v);
    }
    pair_put(j, row, col, s0);
    pair_put(j, row + 1, col, s1);
    pair_put(j, row + 2, col, s2);
    pair_put(j, row + 3, col, s3);
}

AVX2 INLINE void one_row_256(const job *j, uint32_t row, uint32_t col)
{
    const int8_t *w = panel_at(j, col);
    const uint8_t *x = j->x + (size_t)row * j->ldx;
    pair sum = {_mm256_setzero_si256(), _mm256_setzero_si256()};
    for (uint32_t k = 0; k < j->w.m->in; k += 4, w += PANEL, x += 4)
        sum = pair_add(sum, x, pair_load(w));
    pair_put(j, row, col, sum);
}

AVX2 static void multiply_avx2(const job *j, uint32_t rows)
{
    for (uint32_t col = 0; col < j->w.n; col += LANES) {
        uint32_t row = 0;
        for (; row + 4 <= rows; row += 4)
            four_rows_256(j, row, col);
        for (; row < rows; row++)
            one_row_256(j, row, col);
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
