/* quant.h - products of matrices of bytes, for running a network.
 *
 * Integers are exact, so every path gives the same bits: one for AVX-512 with VNNI, one for AVX2,
 * one in plain C, chosen at run time.
 */
#ifndef RCP_NET_QUANT_H
#define RCP_NET_QUANT_H

#include "net/pack.h"

typedef enum { RCP_PLAIN, RCP_AVX2, RCP_VNNI } rcp_simd;

/* The best path of this machine. */
rcp_simd rcp_simd_best(void);

/* A state or an input as a byte: x in [-1, 1] to 1 .. 255. */
static inline uint8_t rcp_byte(float x)
{
    return (uint8_t)(x * 127 + 128.5f);
}

/* Columns [beg, beg + n) of a matrix, both multiples of 16. */
typedef struct { const rcp_net_matrix *m; uint32_t beg, n; } rcp_net_columns;

static inline rcp_net_columns rcp_net_all(const rcp_net_matrix *m)
{
    return (rcp_net_columns){m, 0, m->out};
}

/*
 * y (rows, n) = bias + grain * x (rows, in) w.  x: bytes as of rcp_byte, ldx apart; y: ldy apart.
 * No weight lies beyond RCP_WEIGHT_TOP.  With `add` y is added to and the bias left out.  grain:
 * what a step of a byte of x stands for.
 */
void rcp_bytes_mul(rcp_simd simd, rcp_net_columns w, uint32_t rows, const uint8_t *x, uint32_t ldx,
                   float grain, bool add, float *y, uint32_t ldy);

#endif
