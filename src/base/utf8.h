/* utf8.h - reading UTF-8, and folding it for comparison. */
#ifndef RCP_UTF8_H
#define RCP_UTF8_H

#include "base/base.h"

/* The character at s.s[at] and its length in bytes (1 to 4), or U+FFFD and 1 where the
 * bytes are no character (overlong, surrogate, cut off).  at < s.len. */
uint32_t rcp_utf8_at(rcp_str s, uint32_t at, uint32_t *len);

/* The start of the character before `at`; at > 0 and on a boundary. */
uint32_t rcp_utf8_before(rcp_str s, uint32_t at);

/* Whether all of s is valid; *bad gets the offset of the first byte that is not. */
bool rcp_utf8_valid(rcp_str s, uint32_t *bad);

/* Whether byte offset `at` (<= s.len) starts a character or ends the text. */
static inline bool rcp_utf8_boundary(rcp_str s, uint32_t at)
{
    return at == s.len || (at < s.len && ((unsigned char)s.s[at] & 0xc0) != 0x80);
}

/* c in UTF-8 at out (4 bytes of room); returns the length. */
uint32_t rcp_utf8_put(char *out, uint32_t c);

/* Classes, by Unicode general category (utf8proc). */
bool rcp_is_letter(uint32_t c);         /* L*, and combining marks M*     */
bool rcp_is_digit(uint32_t c);          /* ASCII digits                   */
bool rcp_is_upper(uint32_t c);          /* Lu, Lt                         */
bool rcp_is_space(uint32_t c);          /* Z*, tab, newline, BOM, U+200B  */
static inline bool rcp_is_cyrillic(uint32_t c)
{
    return c >= 0x400 && c < 0x530;
}
/* Whether s begins with a Cyrillic letter. */
static inline bool rcp_in_cyrillic(rcp_str s)
{
    uint32_t n;
    return s.len && rcp_is_cyrillic(rcp_utf8_at(s, 0, &n));
}

/*
 * The folded form of s: lower case, accents off, ligatures opened (œ -> oe), typographic
 * apostrophes and dashes made ASCII, no-break spaces made spaces.  Written to out (room for
 * `room` bytes; 3 * s.len is always enough); returns the length, or 0 if it does not fit.
 * Letters of other alphabets keep their letters (Cyrillic stays Cyrillic, in lower case).
 */
uint32_t rcp_fold(rcp_str s, char *out, uint32_t room);

/* The same for lower case only: accents and everything else stay. */
uint32_t rcp_lower(rcp_str s, char *out, uint32_t room);

#endif
