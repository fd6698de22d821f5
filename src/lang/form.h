/* form.h - what the models see of a word form, and reading feature strings. */
#ifndef RCP_LANG_FORM_H
#define RCP_LANG_FORM_H

#include "base/syms.h"
#include "base/utf8.h"

enum { RCP_FORM_MAX = 240 };            /* bytes of a form that are looked at */

/*
 * ' for typographic apostrophes, " for all double quotation marks, - for long dashes, ... for the
 * ellipsis: treebanks print them so.  At most RCP_FORM_MAX bytes.  out: room for as many.
 */
rcp_str rcp_form_norm(rcp_str form, char *out);

/* Whether the form has neither letter nor digit. */
bool rcp_form_bare(rcp_str form);

/* A form in capitals; out: room for 3 * RCP_FORM_MAX. */
rcp_str rcp_form_upper(rcp_str norm, char *out);

/* A normalised form in lower case; out: room for 3 * RCP_FORM_MAX. */
rcp_str rcp_form_lower(rcp_str norm, char *out);

/* Hash of a form's shape: capitals, small letters, digits and other signs, runs of a kind cut to
 * `run` characters, `most` in all (<= 16): with 1, "T-72B3" is "A-0A0". */
uint32_t rcp_form_shape(rcp_str s, uint32_t run, uint32_t most);

/* The last characters of s, or all. */
rcp_str rcp_form_last(rcp_str s, uint32_t chars);

/* Hash of a lower-case form in which all figures are alike: "2022" and "1999" are one word. */
uint32_t rcp_form_hash(rcp_str lower);

static inline uint32_t rcp_hash32(rcp_str s)
{
    return (uint32_t)rcp_hash(s.s, s.len);
}

/* The value of an attribute of a feature string: ("Mood=Cnd|Number=Sing", "Mood") -> "Cnd"; "". */
rcp_str rcp_feat(rcp_str feats, const char *name);

#endif
