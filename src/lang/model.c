#include "lang/models.h"

#include "base/syms.h"
#include "base/utf8.h"

enum { HEAD = 64, ENTRY = 32, NAME = RCP_MODEL_NAME - 1, ALIGN = 64 };

static const char magic[8] = {'R', 'C', 'P', 'M', 'O', 'D', 'L', '1'};

rcp_status rcp_model_fail(const rcp_model *m, rcp_err *err, const char *what)
{
    return rcp_fail_at(err, RCP_E_RESOURCE, m->file, 0, 0, "the model is damaged: %s", what);
}

static bool name_is(const char *p, const char *name)
{
    char padded[NAME] = {0};
    size_t n = strlen(name);
    memcpy(padded, name, n < NAME ? n : NAME);
    return !memcmp(p, padded, NAME);
}

static rcp_status check_sections(const rcp_model *m, uint64_t least, rcp_err *err)
{
    for (uint32_t i = 0; i < m->n; i++) {
        const char *e = m->bytes.s + HEAD + ENTRY * i;
        uint64_t beg = rcp_u64_at(e + NAME), len = rcp_u64_at(e + NAME + 8);
        if (beg < HEAD + ENTRY * m->n || beg > m->bytes.len || len > m->bytes.len - beg ||
            len < least)
            return rcp_model_fail(m, err, "a section lies outside the file");
    }
    return RCP_OK;
}

static bool is_pack(rcp_str bytes)
{
    return name_is(bytes.s + 32, RCP_PACK_KIND);
}

/* Of a file whose sections were found to lie inside; models.h says why packs are different. */
static uint64_t checksum(rcp_str bytes, uint32_t n)
{
    char heads[(ENTRY + HEAD) * RCP_MODEL_SECTIONS];
    size_t at = ENTRY * (size_t)n;
    if (!is_pack(bytes))
        return rcp_hash(bytes.s + HEAD, bytes.len - HEAD);
    memcpy(heads, bytes.s + HEAD, at);
    for (uint32_t i = 0; i < n; i++, at += HEAD)
        memcpy(heads + at, bytes.s + rcp_u64_at(bytes.s + HEAD + ENTRY * i + NAME), HEAD);
    return rcp_hash(heads, at);
}

rcp_status rcp_model_open(rcp_model *m, rcp_str bytes, const char *kind, const char *file,
                          rcp_err *err)
{
    *m = (rcp_model){bytes, file, 0};
    if (bytes.len < HEAD || memcmp(bytes.s, magic, sizeof magic))
        return rcp_model_fail(m, err, "it does not begin like one");
    if (rcp_u32_at(bytes.s + 8) > RCP_MODEL_VERSION)
        return rcp_fail_at(err, RCP_E_VERSION, file, 0, 0,
                           "the model is of version %u, newer than this recoupe",
                           rcp_u32_at(bytes.s + 8));
    uint32_t n = rcp_u32_at(bytes.s + 12);
    if (rcp_u64_at(bytes.s + 16) != bytes.len || n > RCP_MODEL_SECTIONS ||
        HEAD + ENTRY * n > bytes.len)
        return rcp_model_fail(m, err, "it is cut off");
    if (!name_is(bytes.s + 32, kind))
        return rcp_model_fail(m, err, "it is of another kind");
    m->n = n;
    rcp_status s = check_sections(m, is_pack(bytes) ? HEAD : 0, err);
    if (!s && checksum(bytes, n) != rcp_model_checksum(bytes))
        s = rcp_model_fail(m, err, "its checksum differs");
    return s;
}

uint64_t rcp_model_checksum(rcp_str bytes)
{
    return bytes.len < HEAD ? 0 : rcp_u64_at(bytes.s + 24);
}

rcp_str rcp_model_at(const rcp_model *m, uint32_t i, char name[RCP_MODEL_NAME])
{
    const char *e = m->bytes.s + HEAD + ENTRY * i;
    memcpy(name, e, NAME);
    name[NAME] = '\0';
    return (rcp_str){m->bytes.s + rcp_u64_at(e + NAME), (uint32_t)rcp_u64_at(e + NAME + 8)};
}

rcp_str rcp_model_section(const rcp_model *m, const char *name)
{
    for (uint32_t i = 0; i < m->n; i++) {
        const char *e = m->bytes.s + HEAD + ENTRY * i;
        if (name_is(e, name))
            return (rcp_str){m->bytes.s + rcp_u64_at(e + NAME), (uint32_t)rcp_u64_at(e + NAME + 8)};
    }
    return (rcp_str){"", 0};
}

void rcp_buf_u16(rcp_buf *b, uint32_t x)
{
    char p[2] = {(char)(x & 255), (char)(x >> 8 & 255)};
    rcp_buf_put(b, p, sizeof p);
}

void rcp_buf_u32(rcp_buf *b, uint32_t x)
{
    rcp_buf_u16(b, x & 0xffff);
    rcp_buf_u16(b, x >> 16);
}

void rcp_buf_u64(rcp_buf *b, uint64_t x)
{
    rcp_buf_u32(b, (uint32_t)x);
    rcp_buf_u32(b, (uint32_t)(x >> 32));
}

static void put_name(rcp_buf *b, const char *name)
{
    char padded[NAME] = {0};
    size_t n = strlen(name);
    memcpy(padded, name, n < NAME ? n : NAME);
    rcp_buf_put(b, padded, NAME);
}

static void pad_to(rcp_buf *b, size_t boundary)
{
    while (!b->failed && b->len % boundary)
        rcp_buf_char(b, '\0');
}

static size_t aligned(size_t at)
{
    return (at + ALIGN - 1) / ALIGN * ALIGN;
}

void rcp_model_part(rcp_model_parts *parts, const char *name, const void *p, size_t len)
{
    if (parts->n < RCP_MODEL_SECTIONS) {
        parts->section[parts->n].name = name;
        parts->section[parts->n].p = p;
        parts->section[parts->n++].len = len;
    }
}

static void put_table(const rcp_model_parts *parts, rcp_buf *out)
{
    size_t at = aligned(HEAD + ENTRY * (size_t)parts->n);
    for (uint32_t i = 0; i < parts->n; i++) {
        put_name(out, parts->section[i].name);
        rcp_buf_u64(out, at);
        rcp_buf_u64(out, parts->section[i].len);
        at = aligned(at + parts->section[i].len);
    }
}

static void patch_u64(rcp_buf *b, size_t at, uint64_t x)
{
    for (uint32_t k = 0; k < 8; k++)
        b->s[at + k] = (char)(x >> 8 * k & 255);
}

void rcp_model_write(const rcp_model_parts *parts, const char *kind, rcp_buf *out)
{
    rcp_buf_put(out, magic, sizeof magic);
    rcp_buf_u32(out, RCP_MODEL_VERSION);
    rcp_buf_u32(out, parts->n);
    rcp_buf_u64(out, 0);
    rcp_buf_u64(out, 0);
    put_name(out, kind);
    pad_to(out, HEAD);
    put_table(parts, out);
    for (uint32_t i = 0; i < parts->n; i++) {
        pad_to(out, ALIGN);
        if (parts->section[i].len)
            rcp_buf_put(out, parts->section[i].p, parts->section[i].len);
    }
    out->failed |= out->len > UINT32_MAX;
    if (out->failed)
        return;
    patch_u64(out, 16, out->len);
    patch_u64(out, 24, checksum((rcp_str){out->s, (uint32_t)out->len}, parts->n));
}

bool rcp_strings_open(rcp_strings *t, rcp_str section)
{
    *t = (rcp_strings){section, 0};
    if (section.len < 8)
        return false;
    uint64_t n = rcp_u32_at(section.s), base = 4 + 4 * (n + 1);
    uint32_t before = 0;
    if (base > section.len)
        return false;
    for (uint32_t i = 0; i <= n; i++) {
        uint32_t at = rcp_u32_at(section.s + 4 + 4 * i);
        if (at < before || at > section.len - base)
            return false;
        before = at;
    }
    uint32_t bad;
    t->n = (uint32_t)n;
    return rcp_utf8_valid((rcp_str){section.s + base, section.len - (uint32_t)base}, &bad);
}

rcp_str rcp_strings_at(const rcp_strings *t, uint32_t i)
{
    const char *base = t->bytes.s + 4 + 4 * ((size_t)t->n + 1);
    uint32_t beg = rcp_u32_at(t->bytes.s + 4 + 4 * i), end = rcp_u32_at(t->bytes.s + 8 + 4 * i);
    return (rcp_str){base + beg, end - beg};
}

void rcp_strings_write(const rcp_str *s, uint32_t n, rcp_buf *out)
{
    uint32_t at = 0;
    rcp_buf_u32(out, n);
    for (uint32_t i = 0; i < n; i++) {
        rcp_buf_u32(out, at);
        at += s[i].len;
    }
    rcp_buf_u32(out, at);
    for (uint32_t i = 0; i < n; i++)
        rcp_buf_str(out, s[i]);
}
