#include "lang/form.h"

#include <utf8proc.h>

#include "lang/res.h"

/* The plain sign that a typographic one stands for; NULL where there is none. */
static const char *plain_sign(uint32_t c)
{
    switch (c) {
    case 0x2018: case 0x2019: case 0x02bc: case 0x201a: case 0x201b:
        return "'";
    case 0x201c: case 0x201d: case 0x201e: case 0x201f: case 0xab: case 0xbb: case 0x2039:
    case 0x203a:
        return "\"";
    case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2015: case 0x2212:
        return "-";
    case 0x2026:
        return "...";
    default:
        return NULL;
    }
}

rcp_str rcp_form_norm(rcp_str form, char *out)
{
    uint32_t len = 0, at = 0, n;
    if (rcp_str_is(form, "--"))
        form.len = 1;
    while (at < form.len && len + 4 <= RCP_FORM_MAX) {
        const char *sign = plain_sign(rcp_utf8_at(form, at, &n));
        uint32_t k = sign ? (uint32_t)strlen(sign) : n;
        memcpy(out + len, sign ? sign : form.s + at, k);
        len += k;
        at += n;
    }
    return (rcp_str){out, len};
}

bool rcp_form_bare(rcp_str form)
{
    uint32_t n;
    for (uint32_t at = 0; at < form.len; at += n) {
        uint32_t c = rcp_utf8_at(form, at, &n);
        if (rcp_is_letter(c) || rcp_is_digit(c))
            return false;
    }
    return true;
}

rcp_str rcp_form_upper(rcp_str norm, char *out)
{
    uint32_t len = 0, n;
    for (uint32_t at = 0; at < norm.len && len + 4 <= 3 * RCP_FORM_MAX; at += n)
        len += rcp_utf8_put(out + len, (uint32_t)utf8proc_toupper(
                                           (utf8proc_int32_t)rcp_utf8_at(norm, at, &n)));
    return (rcp_str){out, len};
}

rcp_str rcp_form_lower(rcp_str norm, char *out)
{
    return (rcp_str){out, rcp_lower(norm, out, 3 * RCP_FORM_MAX)};
}

uint32_t rcp_form_hash(rcp_str lower)
{
    char out[3 * RCP_FORM_MAX];
    for (uint32_t i = 0; i < lower.len; i++)
        out[i] = lower.s[i] >= '0' && lower.s[i] <= '9' ? '0' : lower.s[i];
    return rcp_hash32((rcp_str){out, lower.len});
}

rcp_str rcp_feat(rcp_str feats, const char *name)
{
    rcp_str rest = feats, piece;
    uint32_t n = (uint32_t)strlen(name);
    while (rcp_list_next(&rest, &piece))
        if (piece.len > n && piece.s[n] == '=' && !memcmp(piece.s, name, n))
            return (rcp_str){piece.s + n + 1, piece.len - n - 1};
    return (rcp_str){"", 0};
}

uint32_t rcp_form_shape(rcp_str s, uint32_t run, uint32_t most)
{
    char out[16];
    uint32_t len = 0, same = 0, n;
    most = most < sizeof out ? most : (uint32_t)sizeof out;
    for (uint32_t at = 0; at < s.len && len < most; at += n) {
        uint32_t c = rcp_utf8_at(s, at, &n);
        char kind = rcp_is_digit(c)    ? '0'
                    : rcp_is_upper(c)  ? 'A'
                    : rcp_is_letter(c) ? 'a'
                    : c < 128          ? (char)c
                                       : '?';
        same = len && out[len - 1] == kind ? same + 1 : 1;
        if (same <= run)
            out[len++] = kind;
    }
    return rcp_hash32((rcp_str){out, len});
}

rcp_str rcp_form_last(rcp_str s, uint32_t chars)
{
    uint32_t at = s.len;
    for (; chars && at; chars--)
        at = rcp_utf8_before(s, at);
    return (rcp_str){s.s + at, s.len - at};
}
