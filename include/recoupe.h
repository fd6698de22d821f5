/* recoupe.h - the library: reports in, claims out.
 *
 *     char why[256], *line;
 *     rcp_library *lib = rcp_library_open("fr|en", why, sizeof why);
 *     if (lib && !rcp_library_code(lib, json, strlen(json), &line)) {
 *         puts(line);
 *         rcp_library_release(line);
 *     }
 *     rcp_library_close(lib);
 *
 * A library object is immutable: any number of threads may use it at once.  Nothing here prints,
 * exits, or keeps state between calls.  What goes in and comes out is doc/contract.md.
 */
#ifndef RECOUPE_H
#define RECOUPE_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define RCP_API __attribute__((visibility("default")))
#else
#define RCP_API
#endif

typedef struct rcp_library rcp_library;

/* "0.1.0". */
RCP_API const char *rcp_library_version(void);

/* Open the built-in packs of `langs` ("fr|en"; NULL: all).  NULL when that fails: why[room] then
 * holds one sentence (why may be NULL). */
RCP_API rcp_library *rcp_library_open(const char *langs, char *why, size_t room);
RCP_API void rcp_library_close(rcp_library *lib);       /* NULL is fine */

/*
 * Code one report: `json` (len bytes) is one JSON object with at least "text" or "html".
 * *line becomes one NUL-ended line of the contract, with its newline: the report's, or the error
 * line that stands in its place.  Free it with rcp_library_release.
 * Returns 0 when the report was coded; a negative number when *line is an error line; and
 * *line == NULL only when no memory is left.
 */
RCP_API int rcp_library_code(const rcp_library *lib, const char *json, size_t len, char **line);
RCP_API void rcp_library_release(char *line);

#ifdef __cplusplus
}
#endif
#endif
