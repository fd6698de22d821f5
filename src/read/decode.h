/* decode.h - bytes as fetched to UTF-8, or a reason why they are no text. */
#ifndef RCP_READ_DECODE_H
#define RCP_READ_DECODE_H

#include "base/base.h"

/* What the first bytes of a file that is no text look like ("a PNG image"); NULL for text. */
const char *rcp_binary_kind(rcp_str bytes);

/*
 * *out is `bytes` in UTF-8: the same memory without its byte order mark, or a copy in `a`.
 * `decoded`: the bytes must be UTF-8 already.  The charset is: a byte order mark's; UTF-8 when
 * all of it is valid; what HTML declares (`html`); uchardet's finding; Windows-1252.
 *
 * Fails with RCP_E_INPUT and the offset of the first byte that is to blame, or RCP_E_LIMIT.
 */
rcp_status rcp_decode(rcp_str bytes, bool decoded, bool html, rcp_arena *a, rcp_str *out,
                      rcp_err *err);

#endif
