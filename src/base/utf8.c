#include "base/utf8.h"

#include <utf8proc.h>

uint32_t rcp_utf8_at(rcp_str s, uint32_t at, uint32_t *len)
{
    const unsigned char *p = (const unsigned char *)s.s + at;
    uint32_t left = s.len - at, n, c = p[0];
    *len = 1;
    if (c < 0x80)
        return c;
    if (c < 0xc2 || c > 0xf4)
        return 0xfffd;
    n = c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
    if (n > left)
        return 0xfffd;
    c &= 0x7fu >> n;
    for (uint32_t i = 1; i < n; i++) {
        if ((p[i] & 0xc0) != 0x80)
            return 0xfffd;
        c = c << 6 | (p[i] & 0x3f);
    }
    if ((n == 3 && c < 0x800) || (n == 4 && c < 0x10000) || c > 0x10ffff ||
        (c >= 0xd800 && c < 0xe000))
        return 0xfffd;
    *len = n;
    return c;
}

uint32_t rcp_utf8_before(rcp_str s, uint32_t at)
{
    do
        at--;
    while (at > 0 && ((unsigned char)s.s[at] & 0xc0) == 0x80);
    return at;
}

bool rcp_utf8_valid(rcp_str s, uint32_t *bad)
{
    for (uint32_t at = 0, n; at < s.len; at += n) {
        if ((unsigned char)s.s[at] < 0x80) {
            n = 1;
            continue;
        }
        (void)rcp_utf8_at(s, at, &n);
        if (n == 1) {
            if (bad)
                *bad = at;
            return false;
        }
    }
    return true;
}

uint32_t rcp_utf8_put(char *out, uint32_t c)
{
    return (uint32_t)utf8proc_encode_char((utf8proc_int32_t)c, (utf8proc_uint8_t *)out);
}

bool rcp_is_letter(uint32_t c)
{
    if (c < 0x80)
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
    return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO) ||
           (k >= UTF8PROC_CATEGORY_MN && k <= UTF8PROC_CATEGORY_ME);
}

bool rcp_is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

bool rcp_is_upper(uint32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z';
    utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
    return k == UTF8PROC_CATEGORY_LU || k == UTF8PROC_CATEGORY_LT;
}

bool rcp_is_space(uint32_t c)
{
    if (c < 0x80)
        return c == ' ' || (c >= '\t' && c <= '\r');
    if (c == 0xfeff || c == 0x200b || c == 0x85)
        return true;
    utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
    return k >= UTF8PROC_CATEGORY_ZS && k <= UTF8PROC_CATEGORY_ZP;
}

/* Typographic variants that should compare equal to an ASCII character. */
static uint32_t plain(uint32_t c)
{
    if ((c >= 0x2018 && c <= 0x201b) || c == 0x2bc || c == 0x2032 || c == 0xb4)
        return '\'';
    if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212)
        return '-';
    if (c >= 0x80 && rcp_is_space(c))
        return ' ';
    return c;
}

uint32_t rcp_fold(rcp_str s, char *out, uint32_t room)
{
    uint32_t used = 0;
    for (uint32_t at = 0, n; at < s.len; at += n) {
        utf8proc_int32_t part[8];
        uint32_t c = plain(rcp_utf8_at(s, at, &n));
        utf8proc_ssize_t k = 1;
        part[0] = (utf8proc_int32_t)c;
        if (c == 0x153 || c == 0x152) {
            part[0] = 'o', part[1] = 'e', k = 2;
        } else if (c == 0xe6 || c == 0xc6) {
            part[0] = 'a', part[1] = 'e', k = 2;
        } else if (c >= 0x80) {
            int boundary = 0;
            k = utf8proc_decompose_char((utf8proc_int32_t)c, part, 8,
                                        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD,
                                        &boundary);
            if (k < 0 || k > 8) {
                part[0] = (utf8proc_int32_t)c;
                k = 1;
            }
        } else if (c >= 'A' && c <= 'Z')
            part[0] = (utf8proc_int32_t)(c | 0x20);
        for (utf8proc_ssize_t i = 0; i < k; i++) {
            utf8proc_category_t cat = utf8proc_category(part[i]);
            /* й is и + breve: off comes the mark, as for ё, so that spellings meet. */
            if (cat == UTF8PROC_CATEGORY_MN)
                continue;
            if (used + 4 > room)
                return 0;
            used += rcp_utf8_put(out + used, (uint32_t)part[i]);
        }
    }
    return used;
}

uint32_t rcp_lower(rcp_str s, char *out, uint32_t room)
{
    uint32_t used = 0;
    for (uint32_t at = 0, n; at < s.len; at += n) {
        uint32_t c = rcp_utf8_at(s, at, &n);
        if (used + 4 > room)
            return 0;
        used += rcp_utf8_put(out + used, (uint32_t)utf8proc_tolower((utf8proc_int32_t)c));
    }
    return used;
}
