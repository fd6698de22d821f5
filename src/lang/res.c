#include "lang/res.h"

#include "base/utf8.h"
#include "lang/models.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static uint32_t u32_at(const char *p)
{
    const unsigned char *b = (const unsigned char *)p;
    return b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

static uint64_t u64_at(const char *p)
{
    return u32_at(p) | (uint64_t)u32_at(p + 4) << 32;
}

rcp_status rcp_res_put_file(rcp_res *res, const rcp_res_file *file, rcp_err *err)
{
    uint32_t i = 0;
    while (i < res->n && !rcp_str_eq(res->file[i].name, file->name))
        i++;
    if (i == RCP_RES_MAX)
        return rcp_fail(err, RCP_E_LIMIT, "more than %d resource files", RCP_RES_MAX);
    res->file[i] = *file;
    res->n += i == res->n;
    return RCP_OK;
}

/* A pack states its own: hashing it would read all of it. */
static uint64_t hash_of(rcp_str name, rcp_str bytes)
{
    return rcp_is_pack_name(name) ? rcp_model_checksum(bytes) : rcp_hash(bytes.s, bytes.len);
}

rcp_status rcp_res_put(rcp_res *res, rcp_str name, rcp_str bytes, rcp_err *err)
{
    rcp_res_file file = {name, bytes, hash_of(name, bytes)};
    return rcp_res_put_file(res, &file, err);
}

rcp_status rcp_res_add(rcp_res *res, rcp_str c, const char *prefix, rcp_err *err)
{
    if (c.len < 16 || memcmp(c.s, "RCPRES1", 8))
        return rcp_fail(err, RCP_E_RESOURCE, "this is no recoupe resource container");
    uint32_t n = u32_at(c.s + 8);
    if (n > RCP_RES_MAX || c.len < 16 + 32 * n)
        return rcp_fail(err, RCP_E_RESOURCE, "the resource container is cut off");
    for (uint32_t i = 0; i < n; i++) {
        const char *e = c.s + 16 + 32 * i;
        uint64_t name_beg = u32_at(e), name_len = u32_at(e + 4), beg = u64_at(e + 8),
                 len = u64_at(e + 16);
        if (name_beg > c.len || name_len > c.len - name_beg || beg > c.len || len > c.len - beg)
            return rcp_fail(err, RCP_E_RESOURCE, "the resource container is cut off");
        rcp_str name = {c.s + name_beg, (uint32_t)name_len}, bytes = {c.s + beg, (uint32_t)len};
        if (name.len < strlen(prefix) || memcmp(name.s, prefix, strlen(prefix)))
            continue;
        rcp_res_file file = {name, bytes, hash_of(name, bytes)};
        if (!rcp_is_pack_name(name) && file.hash != u64_at(e + 24))
            return rcp_fail(err, RCP_E_RESOURCE, "resource %.*s is damaged: its checksum differs",
                            (int)name.len, name.s);
        rcp_status s = rcp_res_put_file(res, &file, err);
        if (s)
            return s;
    }
    return RCP_OK;
}

const rcp_res_file *rcp_res_lookup(const rcp_res *res, const char *name)
{
    for (uint32_t i = 0; i < res->n; i++)
        if (rcp_str_is(res->file[i].name, name))
            return &res->file[i];
    return NULL;
}

const char *rcp_why_text(const rcp_res *res, rcp_why why, char out[96])
{
    uint32_t file = why >> 24, line = why & 0xffffff;
    out[0] = '\0';
    if (file == 0 || file > res->n)
        return out;
    rcp_str name = res->file[file - 1].name;
    if (line)
        (void)snprintf(out, 96, "%.*s:%u", (int)(name.len > 64 ? 64 : name.len), name.s, line);
    else
        (void)snprintf(out, 96, "%.*s", (int)(name.len > 64 ? 64 : name.len), name.s);
    return out;
}

rcp_why rcp_why_of(const rcp_res *res, rcp_str text)
{
    uint32_t line = 0, len = text.len;
    for (uint32_t i = text.len; i-- > 0;)
        if (text.s[i] == ':') {
            len = i;
            for (uint32_t k = i + 1; k < text.len && text.s[k] >= '0' && text.s[k] <= '9'; k++)
                line = (line * 10 + (uint32_t)(text.s[k] - '0')) & 0xffffff;
            break;
        }
    for (uint32_t i = 0; i < res->n; i++)
        if (rcp_str_eq(res->file[i].name, (rcp_str){text.s, len}))
            return rcp_why_make(i, line);
    return 0;
}

bool rcp_tsv_open(rcp_tsv *tsv, const rcp_res *res, const char *name)
{
    const rcp_res_file *file = rcp_res_lookup(res, name);
    *tsv = (rcp_tsv){.file = file};
    if (file)
        tsv->file_no = (uint32_t)(file - res->file);
    return file != NULL;
}

static rcp_str trim(rcp_str s)
{
    while (s.len && (s.s[0] == ' ' || s.s[0] == '\t'))
        s.s++, s.len--;
    while (s.len && (s.s[s.len - 1] == ' ' || s.s[s.len - 1] == '\t' || s.s[s.len - 1] == '\r'))
        s.len--;
    return s;
}

/* Cut one line into fields; false when nothing but a comment is on it. */
static bool cut(rcp_tsv *tsv, rcp_str line)
{
    tsv->n = 0;
    if (!trim(line).len || line.s[0] == '#')
        return false;
    for (uint32_t beg = 0, at = 0; at <= line.len; at++) {
        if (at < line.len && line.s[at] != '\t')
            continue;
        rcp_str f = trim((rcp_str){line.s + beg, at - beg});
        if ((f.len >= 2 && f.s[0] == '#' && f.s[1] == ' ') || tsv->n == RCP_TSV_FIELDS)
            break;
        tsv->field[tsv->n] = f;
        tsv->col[tsv->n++] = beg + 1;
        beg = at + 1;
    }
    return tsv->n > 0;
}

bool rcp_tsv_next(rcp_tsv *tsv)
{
    rcp_str all = tsv->file->bytes;
    while (tsv->at < all.len) {
        const char *nl = memchr(all.s + tsv->at, '\n', all.len - tsv->at);
        uint32_t end = nl ? (uint32_t)(nl - all.s) : all.len;
        rcp_str line = {all.s + tsv->at, end - tsv->at};
        tsv->at = end + 1;
        tsv->line++;
        tsv->why = rcp_why_make(tsv->file_no, tsv->line);
        if (cut(tsv, line))
            return true;
    }
    return false;
}

rcp_str rcp_tsv_field(const rcp_tsv *tsv, uint32_t i)
{
    return i < tsv->n ? tsv->field[i] : RCP_STR("");
}

rcp_status rcp_tsv_fail(const rcp_tsv *tsv, uint32_t i, rcp_err *err, const char *format, ...)
{
    char message[400], name[80];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    rcp_str file = tsv->file->name;
    (void)snprintf(name, sizeof name, "%.*s", (int)(file.len > 64 ? 64 : file.len), file.s);
    return rcp_fail_at(err, RCP_E_RESOURCE, name, tsv->line, i < tsv->n ? tsv->col[i] : 1, "%s",
                       message);
}

rcp_status rcp_tsv_want(const rcp_tsv *tsv, uint32_t lo, uint32_t hi, rcp_err *err)
{
    if (tsv->n < lo || tsv->n > hi)
        return rcp_tsv_fail(tsv, tsv->n ? tsv->n - 1 : 0, err,
                            "%u fields, where %u to %u are wanted (fields are parted by tabs)", tsv->n, lo, hi);
    for (uint32_t i = 0; i < tsv->n; i++)
        if (!rcp_utf8_valid(tsv->field[i], NULL))
            return rcp_tsv_fail(tsv, i, err, "this is no UTF-8");
    return RCP_OK;
}

rcp_status rcp_tsv_enum(const rcp_tsv *tsv, uint32_t i, const rcp_enum *e, uint32_t *out,
                        rcp_err *err)
{
    rcp_str f = rcp_tsv_field(tsv, i);
    int value = !f.len || rcp_str_is(f, "-") ? 0 : rcp_enum_value(e, f);
    if (value < 0)
        return rcp_tsv_fail(tsv, i, err, "'%.*s' is no %s", (int)f.len, f.s, e->name);
    *out = (uint32_t)value;
    return RCP_OK;
}

rcp_status rcp_tsv_number(const rcp_tsv *tsv, uint32_t i, double *out, rcp_err *err)
{
    rcp_str f = rcp_tsv_field(tsv, i);
    char z[40], *end;
    *out = NAN;
    if (!f.len || rcp_str_is(f, "-"))
        return RCP_OK;
    if (f.len < sizeof z) {
        memcpy(z, f.s, f.len);
        z[f.len] = '\0';
        *out = strtod(z, &end);
        if (end != z && !*end && isfinite(*out))
            return RCP_OK;
    }
    return rcp_tsv_fail(tsv, i, err, "'%.*s' is no number", (int)f.len, f.s);
}

bool rcp_list_next(rcp_str *rest, rcp_str *piece)
{
    if (!rest->s || !rest->len)
        return false;
    const char *bar = memchr(rest->s, '|', rest->len);
    uint32_t len = bar ? (uint32_t)(bar - rest->s) : rest->len;
    *piece = trim((rcp_str){rest->s, len});
    rest->s += len;
    rest->len -= len;
    if (bar)
        rest->s++, rest->len--;
    return true;
}
