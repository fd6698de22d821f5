#include "base/buf.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

void rcp_buf_free(rcp_buf *b)
{
    free(b->s);
    *b = (rcp_buf){0};
}

void rcp_buf_reset(rcp_buf *b)
{
    b->len = 0;
    b->failed = false;
}

/* Room for n more bytes and a NUL. */
static bool reserve(rcp_buf *b, size_t n)
{
    if (b->failed)
        return false;
    if (n >= b->cap - b->len) {
        size_t cap = b->cap ? b->cap : 256;
        while (cap - b->len <= n)
            cap *= 2;
        char *s = realloc(b->s, cap);
        if (!s) {
            b->failed = true;
            return false;
        }
        b->s = s;
        b->cap = cap;
    }
    return true;
}

void rcp_buf_put(rcp_buf *b, const char *s, size_t len)
{
    if (!reserve(b, len))
        return;
    if (len)
        memcpy(b->s + b->len, s, len);
    b->len += len;
    b->s[b->len] = '\0';
}

void rcp_buf_char(rcp_buf *b, char c)
{
    rcp_buf_put(b, &c, 1);
}

void rcp_buf_z(rcp_buf *b, const char *z)
{
    rcp_buf_put(b, z, strlen(z));
}

void rcp_buf_str(rcp_buf *b, rcp_str s)
{
    rcp_buf_put(b, s.s, s.len);
}

void rcp_buf_f(rcp_buf *b, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n < 0)
        b->failed = true;
    else if (reserve(b, (size_t)n)) {
        (void)vsnprintf(b->s + b->len, (size_t)n + 1, format, again);
        b->len += (size_t)n;
    }
    va_end(again);
}

void rcp_buf_json(rcp_buf *b, rcp_str s)
{
    static const char hex[] = "0123456789abcdef";
    rcp_buf_char(b, '"');
    uint32_t done = 0;
    for (uint32_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.s[i];
        char esc[8];
        uint32_t skip = 1;
        if (c == '"' || c == '\\')
            (void)snprintf(esc, sizeof esc, "\\%c", c);
        else if (c == '\n')
            (void)snprintf(esc, sizeof esc, "\\n");
        else if (c == '\r')
            (void)snprintf(esc, sizeof esc, "\\r");
        else if (c == '\t')
            (void)snprintf(esc, sizeof esc, "\\t");
        else if (c < 0x20 || c == 0x7f)
            (void)snprintf(esc, sizeof esc, "\\u00%c%c", hex[c >> 4], hex[c & 15]);
        else if (c == 0xe2 && i + 2 < s.len && (unsigned char)s.s[i + 1] == 0x80 &&
                 ((unsigned char)s.s[i + 2] | 1) == 0xa9) {
            (void)snprintf(esc, sizeof esc, "\\u202%c",
                           (unsigned char)s.s[i + 2] == 0xa8 ? '8' : '9');
            skip = 3;
        } else
            continue;
        rcp_buf_put(b, s.s + done, i - done);
        rcp_buf_z(b, esc);
        i += skip - 1;
        done = i + 1;
    }
    rcp_buf_put(b, s.s + done, s.len - done);
    rcp_buf_char(b, '"');
}

void rcp_buf_json_number(rcp_buf *b, double x)
{
    if (!isfinite(x)) {
        rcp_buf_z(b, "null");
        return;
    }
    char s[40];
    for (int digits = 6; digits <= 17; digits++) {
        (void)snprintf(s, sizeof s, "%.*g", digits, x);
        if (strtod(s, NULL) == x)
            break;
    }
    rcp_buf_z(b, s);
}
