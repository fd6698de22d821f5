/* build.h - writes a gazetteer file from TSV sources (doc/gazetteer.md says their columns). */
#ifndef RCP_GAZ_BUILD_H
#define RCP_GAZ_BUILD_H

#include "base/buf.h"
#include "gaz/gaz.h"
#include "lang/res.h"

/*
 * The file of the places in the sources, appended to *out (which must be empty).
 *
 * res    holds the sources, country_codes.tsv and, for skeletons, readings.tsv and alike.tsv (from data/).
 * name   n of them: which files of res are sources.
 * The same rows give the same bytes, in whatever order files and rows stand.
 * RCP_E_RESOURCE with file, line and column for the first row that is wrong: a column too few, an id that
 * stood before, a country, class or flag there is not, a number that is none or is out of range.
 */
rcp_status rcp_gaz_build(const rcp_res *res, const char *const *name, uint32_t n, rcp_buf *out, rcp_err *err);

#endif
