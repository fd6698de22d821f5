/* buf.h - text being written: grows by itself, remembers that it failed. */
#ifndef RCP_BUF_H
#define RCP_BUF_H

#include "base/base.h"

/* Zero-initialise.  Once `failed`, every call does nothing; ask once, at the end. */
typedef struct { char *s; size_t len, cap; bool failed; } rcp_buf;

void rcp_buf_free(rcp_buf *b);
void rcp_buf_reset(rcp_buf *b);         /* len = 0, the memory is kept                  */
void rcp_buf_put(rcp_buf *b, const char *s, size_t len);
void rcp_buf_char(rcp_buf *b, char c);
void rcp_buf_z(rcp_buf *b, const char *z);
void rcp_buf_str(rcp_buf *b, rcp_str s);
void rcp_buf_f(rcp_buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The reverse of rcp_buf_put: take len bytes from the front of *rest; false: it has fewer. */
static inline bool rcp_buf_take(rcp_str *rest, void *p, size_t len)
{
    if (rest->len < len)
        return false;
    memcpy(p, rest->s, len);
    rest->s += len;
    rest->len -= (uint32_t)len;
    return true;
}

/* s as a JSON string with its quotation marks.  s must be valid UTF-8; control
 * characters, U+2028 and U+2029 are escaped. */
void rcp_buf_json(rcp_buf *b, rcp_str s);
/* A number as JSON: shortest form that reads back; null for NaN and infinities. */
void rcp_buf_json_number(rcp_buf *b, double x);

#endif
