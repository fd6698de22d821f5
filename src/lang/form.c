#include "lang/form.h"

#include "lang/res.h"

rcp_str rcp_form_norm(rcp_str form, char *out)
{
    uint32_t len = 0, at = 0, n;
    while (at < form.len && len + 4 <= RCP_FORM_MAX) {
        uint32_t c = rcp_utf8_at(form, at, &n);
        if (c == 0x2019 || c == 0x02bc)
            out[len++] = '\'';
        else {
            memcpy(out + len, form.s + at, n);
            len += n;
        }
        at += n;
    }
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
