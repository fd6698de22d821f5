/* wide.h - loops compiled for several widths of vectors, one chosen when the program starts.
 *
 * The operations are the same, so are the results.  Sanitizers start too late for it.
 */
#ifndef RCP_NET_WIDE_H
#define RCP_NET_WIDE_H

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) &&                             \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define RCP_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define RCP_WIDE
#endif

#endif
