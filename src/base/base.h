/* base.h - what every module stands on: status codes, errors, spans, strings, the arena.
 *
 * Knows nothing of text analysis.  Nothing here prints, exits, or keeps state of its own.
 */
#ifndef RCP_BASE_H
#define RCP_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Code, number, the word a program reads (error.code in the contract). */
#define RCP_STATUS_MAP(X)                                                                     \
    X(OK, 0, "ok")                                                                            \
    X(E_MEMORY, -1, "memory")           /* no memory left                                  */ \
    X(E_LIMIT, -2, "limit")             /* the input is over a stated limit                */ \
    X(E_INPUT, -3, "input")             /* the report cannot be read                       */ \
    X(E_LANGUAGE, -4, "language")       /* no pack for the report's language               */ \
    X(E_RESOURCE, -5, "resource")       /* a line of lang/ or data/, or a model, is broken */ \
    X(E_IO, -6, "io")                   /* a file cannot be opened, read or written        */ \
    X(E_STORE, -7, "store")             /* the ledger refuses                              */ \
    X(E_VERSION, -8, "version")         /* made by a newer recoupe                         */ \
    X(E_STOPPED, -9, "stopped")         /* the user asked us to stop                       */

typedef enum {
#define X(name, number, word) RCP_##name = number,
    RCP_STATUS_MAP(X)
#undef X
} rcp_status;

/* The word for a status; never NULL. */
const char *rcp_status_word(rcp_status status);

/* What went wrong, for a person.  A caller may pass NULL wherever one is asked for. */
typedef struct {
    rcp_status code;
    char       file[512];       /* "" when no file is to blame                         */
    uint32_t   line, col;       /* 1-based; 0: not known.  col counts bytes            */
    uint64_t   offset;          /* byte offset in the report, where that is the matter */
    char       message[512];    /* one sentence: what, and what to do                  */
} rcp_err;

/* Fill *err (if not NULL) and return `code`, so that a function can end with it. */
rcp_status rcp_fail(rcp_err *err, rcp_status code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same for a place in a resource file. */
rcp_status rcp_fail_at(rcp_err *err, rcp_status code, const char *file, uint32_t line, uint32_t col,
                       const char *format, ...) __attribute__((format(printf, 6, 7)));

typedef struct { uint32_t beg, end; } rcp_span;         /* bytes, half open        */
typedef struct { const char *s; uint32_t len; } rcp_str; /* borrowed, not NUL-ended */

#define RCP_STR(literal) ((rcp_str){(literal), (uint32_t)sizeof(literal) - 1})

static inline rcp_str rcp_str_of(const char *z)
{
    return (rcp_str){z, z ? (uint32_t)strlen(z) : 0};
}
static inline bool rcp_str_eq(rcp_str a, rcp_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.s, b.s, a.len) == 0);
}
static inline bool rcp_str_is(rcp_str a, const char *z)
{
    return rcp_str_eq(a, rcp_str_of(z));
}
/* Byte order, the shorter first on a tie: the order of every sorted table. */
static inline int rcp_str_cmp(rcp_str a, rcp_str b)
{
    uint32_t n = a.len < b.len ? a.len : b.len;
    int c = n ? memcmp(a.s, b.s, n) : 0;
    return c ? c : (a.len > b.len) - (a.len < b.len);
}
static inline bool rcp_span_within(rcp_span in, rcp_span out)
{
    return out.beg <= in.beg && in.end <= out.end;
}
static inline bool rcp_span_touch(rcp_span a, rcp_span b)
{
    return a.beg < b.end && b.beg < a.end;
}
/* The next line of *rest, without its '\n'; false when nothing is left. */
static inline bool rcp_line_next(rcp_str *rest, rcp_str *line)
{
    if (!rest->len)
        return false;
    const char *nl = memchr(rest->s, '\n', rest->len);
    uint32_t n = nl ? (uint32_t)(nl - rest->s) : rest->len;
    *line = (rcp_str){rest->s, n};
    n += nl != NULL;
    *rest = (rcp_str){rest->s + n, rest->len - n};
    return true;
}
static inline rcp_str rcp_slice(rcp_str s, rcp_span at)
{
    return (rcp_str){s.s + at.beg, at.end - at.beg};
}

/*
 * One block of memory, handed out upwards and freed, or rewound, as one.
 * What is not handed out is poisoned under AddressSanitizer.
 */
typedef struct { char *beg, *at, *end; } rcp_arena;

/* Take `size` bytes from the system; the pages cost nothing until they are touched. */
rcp_status rcp_arena_open(rcp_arena *a, size_t size);
void rcp_arena_close(rcp_arena *a);

/* n zeroed objects of size bytes each, or NULL when the arena is full. */
void *rcp_arena_get(rcp_arena *a, size_t size, size_t align, size_t n);
#define RCP_NEW(a, type, n) ((type *)rcp_arena_get((a), sizeof(type), _Alignof(type), (n)))

/* Take back all that was handed out since `mark` (an earlier value of a->at). */
void rcp_arena_rewind(rcp_arena *a, char *mark);

/* A NUL-ended copy of s, or s.s == NULL when the arena is full. */
rcp_str rcp_arena_str(rcp_arena *a, rcp_str s);

/*
 * Rows that grow inside an arena by doubling; the holes left go with the arena.
 * Row 0 is the nil row: rcp_rows_init puts it there, so n starts at 1.
 */
typedef struct { rcp_arena *arena; char *row; uint32_t n, cap; size_t size; } rcp_rows;

rcp_status rcp_rows_init(rcp_rows *rows, rcp_arena *a, size_t size);
/* A zeroed row at the end, or NULL when the arena is full.  Earlier rows may move. */
void *rcp_rows_add(rcp_rows *rows);
#define RCP_ROW(rows, type, i) (&((type *)(void *)(rows)->row)[i])

#endif
