#include "read/block.h"

enum {
    TITLE_CHARS = 200,          /* a longer first line is a paragraph                      */
    HEADING_CHARS = 120
};

/* Whether c ends a line: LF, CR, VT, FF, NEL, and Unicode's separators. */
static bool ends_line(uint32_t c)
{
    return (c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* The next line of s from `at`, without the blanks around it; *next is where the one after it
 * begins. */
static rcp_span line_at(rcp_str s, uint32_t at, uint32_t *next)
{
    uint32_t n, c;
    rcp_span line = {at, at};
    bool inside = false;
    for (; at < s.len; at += n) {
        c = rcp_utf8_at(s, at, &n);
        if (ends_line(c)) {
            at += n;
            break;
        }
        if (rcp_is_space(c))
            continue;
        if (!inside)
            line.beg = at;
        inside = true;
        line.end = at + n;
    }
    if (!inside)
        line.end = line.beg;
    *next = at;
    return line;
}

static bool ends_in_stop(rcp_str line)
{
    uint32_t n, at = line.len;
    while (at > 0) {
        at = rcp_utf8_before(line, at);
        uint32_t c = rcp_utf8_at(line, at, &n);
        if (c == '.' || c == '!' || c == '?' || c == 0x2026 || c == ':' || c == ';' || c == ',')
            return true;
        bool mark = c == '"' || c == 0xbb || c == 0x201d || c == 0x2019 || c == ')' ||
                    c == 0x201c || rcp_is_space(c);
        if (!mark)
            return false;
    }
    return false;
}

static uint16_t kind_of(rcp_str line, bool first)
{
    uint32_t chars = 0, letters = 0;
    for (uint32_t at = 0, n; at < line.len && chars <= TITLE_CHARS; at += n, chars++)
        letters += rcp_is_letter(rcp_utf8_at(line, at, &n));
    if (!letters || ends_in_stop(line))
        return RCP_BLOCK_PARAGRAPH;
    if (first && chars <= TITLE_CHARS)
        return RCP_BLOCK_TITLE;
    return chars <= HEADING_CHARS ? RCP_BLOCK_HEADING : RCP_BLOCK_PARAGRAPH;
}

rcp_status rcp_blocks_cut(rcp_doc *doc)
{
    rcp_str s = doc->text;
    rcp_block *rows = NULL;
    uint32_t n = 1, next;
    for (int pass = 0; pass < 2; pass++) {      /* count, then fill */
        if (pass && !(rows = RCP_NEW(&doc->arena, rcp_block, n)))
            return RCP_E_LIMIT;
        n = 1;
        for (uint32_t at = 0; at < s.len; at = next) {
            rcp_span line = line_at(s, at, &next);
            if (line.beg == line.end)
                continue;
            if (rows)
                rows[n] = (rcp_block){line, kind_of(rcp_slice(s, line), n == 1), 0};
            n++;
        }
    }
    doc->block.row = rows;
    doc->block.n = n;
    return RCP_OK;
}
