#include "read/line.h"

/* What the whole line looks like. */
static void measure(rcp_line *line)
{
    uint32_t letters = 0, uppers = 0, last = 0;
    bool inside = false;
    for (uint32_t at = line->span.beg, n; at < line->span.end; at += n) {
        uint32_t c = rcp_utf8_at(line->text, at, &n);
        bool letter = rcp_is_letter(c);
        letters += letter;
        uppers += letter && rcp_is_upper(c);
        if (rcp_is_space(c))
            inside = false;
        else if ((letter || rcp_is_digit(c)) && !inside) {
            inside = true;
            line->words++;
        }
        bool mark = c == '"' || c == '\'' || c == 0x2019 || c == 0xbb || c == 0x201d || c == 0x201c || c == ')' || c == ']';
        if (!rcp_is_space(c) && !mark)
            last = c;
    }
    line->stop = last == '.' || last == '!' || last == '?' || last == 0x2026;
    line->caps = letters >= 2 && uppers * 20 >= letters * 17;
}

rcp_status rcp_line_fold(rcp_line *line, rcp_str text, rcp_span span, rcp_arena *scratch)
{
    *line = (rcp_line){.text = text, .span = span};
    uint32_t end = span.end - span.beg > RCP_LINE_HEAD ? span.beg + RCP_LINE_HEAD : span.end;
    while (!rcp_utf8_boundary(text, end))
        end--;
    uint32_t room = (end - span.beg) * 3 + 16, used = 0;
    char *fold = RCP_NEW(scratch, char, room);
    uint32_t *from = RCP_NEW(scratch, uint32_t, room + 1);
    if (!fold || !from)
        return RCP_E_LIMIT;
    for (uint32_t at = span.beg, n; at < end; at += n) {
        uint32_t c = rcp_utf8_at(text, at, &n), k;
        if (rcp_is_space(c)) {
            if (!used || fold[used - 1] == ' ')
                continue;
            fold[used] = ' ';
            k = 1;
        } else
            k = rcp_fold(rcp_slice(text, (rcp_span){at, at + n}), fold + used, room - used);
        for (uint32_t i = 0; i < k; i++)
            from[used + i] = at;
        used += k;
    }
    from[used] = end;
    line->fold = (rcp_str){fold, used};
    line->at = from;
    line->whole = end == span.end;
    measure(line);
    return RCP_OK;
}

static bool is_word_byte(char c)
{
    unsigned char u = (unsigned char)c;
    return u >= 0x80 || rcp_is_letter(u) || rcp_is_digit(u);
}

bool rcp_line_begins(const rcp_line *line, uint32_t at)
{
    return at == 0 || !is_word_byte(line->fold.s[at - 1]) || !is_word_byte(line->fold.s[at]);
}

uint32_t rcp_line_char(const rcp_line *line, uint32_t at)
{
    uint32_t n;
    return at < line->fold.len ? rcp_utf8_at(line->text, line->at[at], &n) : 0;
}

bool rcp_line_ends(const rcp_line *line, uint32_t at)
{
    if (at == 0 || at >= line->fold.len || !is_word_byte(line->fold.s[at - 1]) ||
        !is_word_byte(line->fold.s[at]))
        return true;
    return rcp_is_upper(rcp_line_char(line, at)) && !rcp_is_upper(rcp_line_char(line, at - 1));
}

bool rcp_line_cue_at(const rcp_line *line, uint32_t at, rcp_str cue)
{
    return cue.len <= line->fold.len - at && !memcmp(line->fold.s + at, cue.s, cue.len) &&
           rcp_line_begins(line, at) && rcp_line_ends(line, at + cue.len);
}

uint32_t rcp_line_find(const rcp_line *line, uint32_t at, rcp_str cue)
{
    while (cue.len && at + cue.len <= line->fold.len) {
        const char *p = memchr(line->fold.s + at, cue.s[0], line->fold.len - at);
        if (!p)
            break;
        at = (uint32_t)(p - line->fold.s);
        if (rcp_line_cue_at(line, at, cue))
            return at;
        at++;
    }
    return UINT32_MAX;
}
