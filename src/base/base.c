#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define RCP_ASAN 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(RCP_ASAN)
#include <sanitizer/asan_interface.h>
#define POISON(p, n) ASAN_POISON_MEMORY_REGION((p), (n))
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION((p), (n))
#else
#define POISON(p, n) ((void)0)
#define UNPOISON(p, n) ((void)0)
#endif

const char *rcp_status_word(rcp_status status)
{
    switch (status) {
#define X(name, number, word)                                                                      \
    case RCP_##name:                                                                               \
        return word;
        RCP_STATUS_MAP(X)
#undef X
    }
    return "unknown";
}

static void fill(rcp_err *err, rcp_status code, const char *format, va_list args)
{
    memset(err, 0, sizeof *err);
    err->code = code;
    (void)vsnprintf(err->message, sizeof err->message, format, args);
}

rcp_status rcp_fail(rcp_err *err, rcp_status code, const char *format, ...)
{
    if (err) {
        va_list args;
        va_start(args, format);
        fill(err, code, format, args);
        va_end(args);
    }
    return code;
}

rcp_status rcp_fail_at(rcp_err *err, rcp_status code, const char *file, uint32_t line, uint32_t col,
                       const char *format, ...)
{
    if (err) {
        va_list args;
        va_start(args, format);
        fill(err, code, format, args);
        va_end(args);
        (void)snprintf(err->file, sizeof err->file, "%s", file);
        err->line = line;
        err->col = col;
    }
    return code;
}

rcp_status rcp_arena_open(rcp_arena *a, size_t size)
{
    char *p = malloc(size ? size : 1);
    if (!p) {
        *a = (rcp_arena){0};
        return RCP_E_MEMORY;
    }
    POISON(p, size);
    *a = (rcp_arena){p, p, p + size};
    /* cppcheck-suppress memleak ; the arena owns it */
    return RCP_OK;
}

void rcp_arena_close(rcp_arena *a)
{
    if (a->beg) {
        UNPOISON(a->beg, (size_t)(a->end - a->beg));
        free(a->beg);
    }
    *a = (rcp_arena){0};
}

void *rcp_arena_get(rcp_arena *a, size_t size, size_t align, size_t n)
{
    size_t pad = -(uintptr_t)a->at & (align - 1);
    size_t room = (size_t)(a->end - a->at);
    if (!a->beg || pad > room || n > (room - pad) / size)
        return NULL;
    UNPOISON(a->at + pad, size * n);
    void *p = memset(a->at + pad, 0, size * n);
    a->at += pad + size * n;
    return p;
}

void rcp_arena_rewind(rcp_arena *a, char *mark)
{
    a->at = mark;
    POISON(mark, (size_t)(a->end - mark));
}

rcp_str rcp_arena_str(rcp_arena *a, rcp_str s)
{
    char *p = RCP_NEW(a, char, (size_t)s.len + 1);
    if (!p)
        return (rcp_str){0};
    if (s.len)
        memcpy(p, s.s, s.len);
    return (rcp_str){p, s.len};
}

rcp_status rcp_rows_init(rcp_rows *rows, rcp_arena *a, size_t size)
{
    *rows = (rcp_rows){.arena = a, .size = size};
    return rcp_rows_add(rows) ? RCP_OK : RCP_E_LIMIT;
}

void *rcp_rows_add(rcp_rows *rows)
{
    if (rows->n == rows->cap) {
        uint32_t cap = rows->cap ? rows->cap * 2 : 32;
        char *row = cap > rows->cap
                        ? rcp_arena_get(rows->arena, rows->size, _Alignof(max_align_t), cap)
                        : NULL;
        if (!row)
            return NULL;
        if (rows->n)
            memcpy(row, rows->row, rows->size * rows->n);
        rows->row = row;
        rows->cap = cap;
    }
    return rows->row + rows->size * rows->n++;
}
