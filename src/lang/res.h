/* res.h - resource files: named pieces of text or model, from inside the program or from disk.
 *
 * The build puts lang/ and data/ into one container, which is linked in; --lang DIR hands in
 * the same files read from disk.  Both go through the same parsers, so a rule can be changed
 * without building anything.  A container is little-endian:
 *
 *   "RCPRES1\0"  u32 n_files  u32 0
 *   n_files times: u32 name_beg, u32 name_len, u64 beg, u64 len, u64 xxh3   (offsets from the start)
 *   names, then the files, each on a 64-byte boundary
 * The hash of a pack (models.h) is not looked at: it checks itself.
 */
#ifndef RCP_RES_H
#define RCP_RES_H

#include "base/base.h"
#include "doc/doc.h"

enum { RCP_RES_MAX = 100 };             /* files a set may hold: a why has 7 bits for it */

typedef struct {
    rcp_str  name;                      /* "fr/cues.tsv", "people.tsv" (of data/)       */
    rcp_str  bytes;                     /* borrowed; 64-byte aligned in the container   */
    uint64_t hash;                      /* XXH3 of bytes; of a pack, what its head says */
} rcp_res_file;

typedef struct { rcp_res_file file[RCP_RES_MAX]; uint32_t n; } rcp_res;

/* The container linked into the program. */
rcp_str rcp_res_builtin(void);

/* Add to *res the container's files whose name begins with `prefix` ("fr/", "" for all).
 * Every offset and hash is checked: a damaged container is RCP_E_RESOURCE. */
rcp_status rcp_res_add(rcp_res *res, rcp_str container, const char *prefix, rcp_err *err);

/* Add one file, or put it in the place of one with the same name.  Borrows both strings. */
rcp_status rcp_res_put(rcp_res *res, rcp_str name, rcp_str bytes, rcp_err *err);

/* The same for a file whose hash is known. */
rcp_status rcp_res_put_file(rcp_res *res, const rcp_res_file *file, rcp_err *err);

/* The file of that name, or NULL. */
const rcp_res_file *rcp_res_lookup(const rcp_res *res, const char *name);

/*
 * Why something was found: file (1-based) << 24 | line.  A model has no lines: line 0.
 */
static inline rcp_why rcp_why_make(uint32_t file, uint32_t line)
{
    return (file + 1) << 24 | (line & 0xffffff);
}
/* "fr/cues.tsv:12", or "fr/fr.pack"; "" for 0.  Written to out; returns out. */
const char *rcp_why_text(const rcp_res *res, rcp_why why, char out[96]);
/* The reverse: 0 when the file is not in the set. */
rcp_why rcp_why_of(const rcp_res *res, rcp_str text);

/*
 * Read a TSV or rule file line by line.  Blank lines and lines that begin with '#' are passed
 * over; a field that begins with "# " ends its row (the reason stands there).  Fields are
 * trimmed of blanks.  CRLF is accepted.
 */
enum { RCP_TSV_FIELDS = 24 };
typedef struct {
    const rcp_res_file *file;
    uint32_t file_no;                   /* index in the set                             */
    uint32_t at, line;                  /* next byte; number of the row read, from 1    */
    uint32_t n;                         /* fields of this row                           */
    rcp_str  field[RCP_TSV_FIELDS];
    uint32_t col[RCP_TSV_FIELDS];       /* 1-based byte column of each                  */
    rcp_why  why;
} rcp_tsv;

/* false when the set has no such file: the caller decides whether it is needed. */
bool rcp_tsv_open(rcp_tsv *tsv, const rcp_res *res, const char *name);
bool rcp_tsv_next(rcp_tsv *tsv);
/* Field i, or "" where the row is shorter. */
rcp_str rcp_tsv_field(const rcp_tsv *tsv, uint32_t i);
/* Fail at field i of this row: `lang/fr/cues.tsv:3:14: ...`. */
rcp_status rcp_tsv_fail(const rcp_tsv *tsv, uint32_t i, rcp_err *err, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* Require between lo and hi fields, in UTF-8. */
rcp_status rcp_tsv_want(const rcp_tsv *tsv, uint32_t lo, uint32_t hi, rcp_err *err);
/* The value of an enum word in field i ("" or "-" gives 0). */
rcp_status rcp_tsv_enum(const rcp_tsv *tsv, uint32_t i, const rcp_enum *e, uint32_t *out,
                        rcp_err *err);
/* A decimal number ("-" and "" give NaN). */
rcp_status rcp_tsv_number(const rcp_tsv *tsv, uint32_t i, double *out, rcp_err *err);

/* Walk a list "a|b|c": the next piece, trimmed; false at the end.  Start with *rest = list. */
bool rcp_list_next(rcp_str *rest, rcp_str *piece);

#endif
