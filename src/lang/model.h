/* model.h - model files: named sections behind a checksum, used in place.
 *
 * Little-endian:
 *   "RCPMODL1"  u32 version  u32 n_sections  u64 size  u64 xxh3 of all bytes from 64 on
 *                                                      (of kind "pack": see models.h)
 *   kind (16 bytes, zero-padded)  zeros up to 64
 *   n_sections times: name (16 bytes, zero-padded)  u64 beg  u64 len     (offsets from the start)
 *   sections, each on a 64-byte boundary
 * The section "info" is text for people: what made the model, from which sources, under which
 * licences.  Readers take numbers byte by byte, so the bytes need no alignment.
 */
#ifndef RCP_LANG_MODEL_H
#define RCP_LANG_MODEL_H

#include "base/base.h"
#include "base/buf.h"

enum { RCP_MODEL_VERSION = 1, RCP_MODEL_SECTIONS = 24, RCP_MODEL_NAME = 17 };

typedef struct { rcp_str bytes; const char *file; uint32_t n; } rcp_model;

/*
 * Check magic, version, size, checksum, kind, and that every section lies inside.  Borrows
 * `bytes`; `file` names them in errors and must outlive the model.  RCP_E_RESOURCE when damaged,
 * RCP_E_VERSION when made by a newer recoupe.  What is inside a section is its reader's to check.
 */
rcp_status rcp_model_open(rcp_model *m, rcp_str bytes, const char *kind, const char *file,
                          rcp_err *err);

/* The bytes of a section; an empty string when there is none. */
rcp_str rcp_model_section(const rcp_model *m, const char *name);

/* Section i < m->n, and its name. */
rcp_str rcp_model_at(const rcp_model *m, uint32_t i, char name[RCP_MODEL_NAME]);

/* The checksum that the head of a model file states; 0 when it has no head. */
uint64_t rcp_model_checksum(rcp_str bytes);

/* Fail: `file: the model is damaged: what`. */
rcp_status rcp_model_fail(const rcp_model *m, rcp_err *err, const char *what);

/* Sections to be written; the bytes are borrowed until the end. */
typedef struct {
    struct { const char *name; const void *p; size_t len; } section[RCP_MODEL_SECTIONS];
    uint32_t n;
} rcp_model_parts;

void rcp_model_part(rcp_model_parts *parts, const char *name, const void *p, size_t len);
/* The whole file, appended to *out (which must be empty). */
void rcp_model_write(const rcp_model_parts *parts, const char *kind, rcp_buf *out);

/* Little-endian numbers. */
static inline uint32_t rcp_u16_at(const char *p)
{
    const unsigned char *b = (const unsigned char *)p;
    return b[0] | (uint32_t)b[1] << 8;
}
static inline uint32_t rcp_u32_at(const char *p)
{
    return rcp_u16_at(p) | rcp_u16_at(p + 2) << 16;
}
static inline uint64_t rcp_u64_at(const char *p)
{
    return rcp_u32_at(p) | (uint64_t)rcp_u32_at(p + 4) << 32;
}
void rcp_buf_u16(rcp_buf *b, uint32_t x);
void rcp_buf_u32(rcp_buf *b, uint32_t x);
void rcp_buf_u64(rcp_buf *b, uint64_t x);

/*
 * A list of strings in a section: u32 n, n + 1 u32 offsets into the bytes that follow, bytes.
 * String 0 is usually "".
 */
typedef struct { rcp_str bytes; uint32_t n; } rcp_strings;

bool rcp_strings_open(rcp_strings *t, rcp_str section);     /* false: damaged */
rcp_str rcp_strings_at(const rcp_strings *t, uint32_t i);   /* i < t->n       */
void rcp_strings_write(const rcp_str *s, uint32_t n, rcp_buf *out);

#endif
