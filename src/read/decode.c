#include "read/decode.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <uchardet.h>

#include "base/utf8.h"
#include "doc/doc.h"

enum {
    SNIFF = 64 << 10,           /* bytes that uchardet looks at                            */
    DECLARED = 2048,            /* bytes in which HTML must say its charset                */
    ODD_SHARE = 100             /* at most one control character in so many makes text     */
};

const char *rcp_binary_kind(rcp_str b)
{
    static const struct { const char *magic; uint32_t len; const char *kind; } kinds[] = {
        {"\x89PNG", 4, "a PNG image"},        {"\xff\xd8\xff", 3, "a JPEG image"},
        {"GIF87a", 6, "a GIF image"},         {"GIF89a", 6, "a GIF image"},
        {"%PDF-", 5, "a PDF file"},           {"PK\x03\x04", 4, "a ZIP, Word or OpenDocument file"},
        {"\x1f\x8b", 2, "a gzip file"},       {"\x28\xb5\x2f\xfd", 4, "a zstd file"},
        {"BZh", 3, "a bzip2 file"},           {"\xfd" "7zXZ", 5, "an xz file"},
        {"7z\xbc\xaf", 4, "a 7-Zip file"},    {"Rar!", 4, "a RAR file"},
        {"\x7f" "ELF", 4, "a program"},       {"MZ\x90", 3, "a program"},
        {"\xd0\xcf\x11\xe0", 4, "an old Office file"}, {"SQLite format 3", 15, "a database"},
        {"OggS", 4, "a sound file"},          {"ID3", 3, "a sound file"},
        {"RIFF", 4, "a sound or video file"}, {"\x00\x00\x00\x18" "ftyp", 8, "a video"},
        {"\x00\x00\x00\x20" "ftyp", 8, "a video"},
        {"wOFF", 4, "a font"},                {"wOF2", 4, "a font"},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (b.len >= kinds[i].len && !memcmp(b.s, kinds[i].magic, kinds[i].len)) {
            /* Letters alone may begin a text: then a control character must follow. */
            bool letters = (unsigned char)kinds[i].magic[0] < 0x80 && kinds[i].magic[0] > ' ';
            if (!letters || b.s[0] == '%' || memchr(b.s, 0, b.len < 512 ? b.len : 512))
                return kinds[i].kind;
        }
    return NULL;
}

static rcp_status fail_at(rcp_err *err, uint32_t offset, const char *what)
{
    (void)rcp_fail(err, RCP_E_INPUT, "this is no text: %s at byte %u", what, offset);
    if (err)
        err->offset = offset;
    return RCP_E_INPUT;
}

/* bytes from `charset` to UTF-8; false when they are not in it. */
static rcp_status convert(const char *charset, rcp_str bytes, rcp_arena *a, rcp_str *out, bool *ok)
{
    *ok = false;
    iconv_t cd = iconv_open("UTF-8", charset);
    if (cd == (iconv_t)-1)
        return RCP_OK;
    /* One byte of a charset makes four of UTF-8 at the most, nearly always fewer than two. */
    char *mark = a->at, *in = (char *)(uintptr_t)bytes.s, *room = NULL;
    size_t left = bytes.len, size = (size_t)bytes.len * 4 + 16, free_bytes = size;
    if ((room = RCP_NEW(a, char, size))) {
        char *to = room;
        *ok = iconv(cd, &in, &left, &to, &free_bytes) != (size_t)-1 && left == 0;
        size_t used = size - free_bytes;
        if (*ok && used <= UINT32_MAX)
            *out = (rcp_str){room, (uint32_t)used};
        rcp_arena_rewind(a, *ok ? room + used : mark);
        /* `room` stays ours up to what was used */
    }
    (void)iconv_close(cd);
    return room ? RCP_OK : RCP_E_LIMIT;
}

/* The charset that HTML declares in its first bytes. */
static bool declared(rcp_str bytes, char out[40])
{
    static const char key[] = "charset=";
    uint32_t end = bytes.len < DECLARED ? bytes.len : DECLARED;
    for (uint32_t i = 0; i + sizeof key < end; i++) {
        if (strncasecmp(bytes.s + i, key, sizeof key - 1))
            continue;
        uint32_t at = i + (uint32_t)sizeof key - 1, n = 0;
        while (at < end && (bytes.s[at] == '"' || bytes.s[at] == '\'' || bytes.s[at] == ' '))
            at++;
        for (; at < end && n + 1 < 40; at++) {
            unsigned char c = (unsigned char)bytes.s[at];
            if (!(c < 0x80 && (rcp_is_letter(c) || rcp_is_digit(c) || c == '-' || c == '_')))
                break;
            out[n++] = (char)c;
        }
        out[n] = '\0';
        return n > 0;
    }
    return false;
}

/* uchardet's finding, where it is one to believe: of the Latin charsets it cannot tell
 * the rarer ones from Western European in a short text. */
static bool detected(rcp_str bytes, char out[40])
{
    static const char *const believed[] = {
        "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "WINDOWS-1251", "KOI8-R", "KOI8-U",
        "ISO-8859-5", "MAC-CYRILLIC", "IBM866", "ISO-8859-15", "GB18030", "BIG5", "SHIFT_JIS",
        "EUC-JP", "EUC-KR", "ISO-8859-7", "WINDOWS-1253", "WINDOWS-1255", "WINDOWS-1256",
    };
    uchardet_t ud = uchardet_new();
    if (!ud)
        return false;
    bool ok = uchardet_handle_data(ud, bytes.s, bytes.len < SNIFF ? bytes.len : SNIFF) == 0;
    uchardet_data_end(ud);
    (void)snprintf(out, 40, "%s", uchardet_get_charset(ud));
    uchardet_delete(ud);
    if (ok)
        for (size_t i = 0; i < sizeof believed / sizeof *believed; i++)
            if (!strcasecmp(out, believed[i]))
                return true;
    return false;
}

/* Whether the bytes can be text in a charset of one byte a character: few control characters. */
static bool plausible(rcp_str bytes)
{
    uint32_t odd = 0;
    for (uint32_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.s[i];
        odd += (c < ' ' && !(c >= '\t' && c <= '\r')) || c == 0x7f || c == 0x81 || c == 0x8d ||
               c == 0x8f || c == 0x90 || c == 0x9d;
    }
    return odd <= bytes.len / ODD_SHARE;
}

/* Windows-1252, where the five bytes it leaves open stand for U+FFFD. */
static rcp_status from_1252(rcp_str bytes, rcp_arena *a, rcp_str *out)
{
    static const uint16_t high[32] = {
        0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
        0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd, 0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
        0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178};
    char *room = RCP_NEW(a, char, (size_t)bytes.len * 3 + 4);
    if (!room)
        return RCP_E_LIMIT;
    uint32_t used = 0;
    for (uint32_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.s[i];
        used += rcp_utf8_put(room + used, c >= 0x80 && c < 0xa0 ? high[c - 0x80] : c);
    }
    *out = (rcp_str){room, used};
    return RCP_OK;
}

/* A charset that says itself by its first bytes. */
static const char *marked(rcp_str b)
{
    if (b.len >= 4 && !memcmp(b.s, "\xff\xfe\0\0", 4))
        return "UTF-32";
    if (b.len >= 2 && (!memcmp(b.s, "\xff\xfe", 2) || !memcmp(b.s, "\xfe\xff", 2)))
        return "UTF-16";
    return NULL;
}

/* Bytes that are not UTF-8: find out what they are. */
static rcp_status guess(rcp_str bytes, bool html, uint32_t bad, rcp_arena *a, rcp_str *out,
                        rcp_err *err)
{
    char charset[40];
    bool ok = false;
    rcp_status s = RCP_OK;
    if (html && declared(bytes, charset) && strncasecmp(charset, "iso-8859-1", 11) &&
        strncasecmp(charset, "utf-", 4))
        s = convert(charset, bytes, a, out, &ok);
    if (!s && !ok && detected(bytes, charset))
        s = convert(charset, bytes, a, out, &ok);
    if (!s && !ok && memchr(bytes.s, 0, bytes.len) == NULL && plausible(bytes)) {
        s = from_1252(bytes, a, out);
        ok = !s;
    }
    if (s)
        return rcp_fail(err, s, "no room to decode this report");
    return ok ? RCP_OK : fail_at(err, bad, "it is neither UTF-8 nor another charset,");
}

rcp_status rcp_decode(rcp_str bytes, bool decoded, bool html, rcp_arena *a, rcp_str *out,
                      rcp_err *err)
{
    const char *kind = rcp_binary_kind(bytes), *charset = marked(bytes);
    rcp_status s = RCP_OK;
    uint32_t bad = 0;
    bool ok = false;
    if (kind && !decoded)
        return rcp_fail(err, RCP_E_INPUT,
                        "this is no text: it looks like %s; hand in its text instead", kind);
    if (charset && !decoded) {
        s = convert(charset, bytes, a, out, &ok);
        if (s)
            return rcp_fail(err, s, "no room to decode this report");
        if (!ok)
            return fail_at(err, 0, "it begins like UTF-16 and is none,");
    } else {
        if (bytes.len >= 3 && !memcmp(bytes.s, "\xef\xbb\xbf", 3))
            bytes.s += 3, bytes.len -= 3;
        *out = bytes;
        if (!rcp_utf8_valid(bytes, &bad)) {
            if (decoded)
                return fail_at(err, bad, "it is no UTF-8");
            if ((s = guess(bytes, html, bad, a, out, err)))
                return s;
        }
    }
    const char *nul = out->len ? memchr(out->s, 0, out->len) : NULL;
    if (nul)
        return fail_at(err, (uint32_t)(nul - out->s), "there is a NUL character");
    return RCP_OK;
}
