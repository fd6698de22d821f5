/* dense.h - products of matrices of floats, for training.
 *
 * Row-major; a stride (ld) is the distance of two rows in floats.  On x86 the widest vectors the
 * machine has are used; sums are made in one order whatever the vectors, but fused multiply-add
 * rounds once where its lack rounds twice: trainings agree bit by bit on machines of one kind.
 */
#ifndef RCP_NET_DENSE_H
#define RCP_NET_DENSE_H

#include "base/base.h"

typedef struct { float *p; uint32_t ld; } rcp_mat;      /* may be a part of a larger one */

static inline rcp_mat rcp_mat_of(float *p, uint32_t ld)
{
    return (rcp_mat){p, ld};
}
static inline float *rcp_mat_row(rcp_mat m, size_t row)
{
    return m.p + row * m.ld;
}

/* c (m, n) += a (m, k) b (k, n); n a multiple of 16. */
void rcp_mat_mul(uint32_t m, uint32_t n, uint32_t k, rcp_mat a, rcp_mat b, rcp_mat c);
/* out (n, m) = in (m, n), turned. */
void rcp_mat_turn(uint32_t m, uint32_t n, rcp_mat in, rcp_mat out);

#endif
