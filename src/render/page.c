#include "render/page.h"

#include <utf8proc.h>

#include "base/utf8.h"

static const char *const escape[RCP_N_STYLES] = {
    [RCP_PLAIN] = "\x1b[0m",  [RCP_BOLD] = "\x1b[1m",     [RCP_DIM] = "\x1b[2m",
    [RCP_RED] = "\x1b[31m",   [RCP_GREEN] = "\x1b[32m",   [RCP_YELLOW] = "\x1b[33m",
    [RCP_BLUE] = "\x1b[34m",  [RCP_MAGENTA] = "\x1b[35m", [RCP_CYAN] = "\x1b[36m",
    [RCP_UNDERLINE] = "\x1b[4m",
};

void rcp_page_free(rcp_page *p)
{
    rcp_buf_free(&p->word);
}

/* What a terminal would not show as a character of the text. */
static bool dangerous(uint32_t c)
{
    if (c < 0x20 || (c >= 0x7f && c < 0xa0))
        return true;
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e ||
           c == 0x200f || c == 0x61c || c == 0xfffd ||
           utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_CN;
}

static uint32_t width_of(uint32_t c)
{
    int w = utf8proc_charwidth((utf8proc_int32_t)c);
    return w > 0 ? (uint32_t)w : 0;
}

uint32_t rcp_text_width(rcp_str text)
{
    uint32_t width = 0;
    for (uint32_t at = 0, n; at < text.len; at += n) {
        uint32_t c = rcp_utf8_at(text, at, &n);
        width += dangerous(c) ? 1 : width_of(c);
    }
    return width;
}

/* A new line, which begins with its indent only when something comes. */
static void break_line(rcp_page *p)
{
    rcp_buf_char(p->out, '\n');
    p->col = 0;
    p->space = false;
}

static void place_word(rcp_page *p)
{
    if (!p->word.len)
        return;
    uint32_t need = p->word_width + (p->space ? 1 : 0);
    if (p->width && p->word_width && p->col > p->indent && p->col + need > p->width)
        break_line(p);
    if (p->word_width)
        for (; p->col < p->indent; p->col++)
            rcp_buf_char(p->out, ' ');
    if (p->space && p->word_width && p->col > p->indent) {
        rcp_buf_char(p->out, ' ');
        p->col++;
    }
    rcp_buf_put(p->out, p->word.s, p->word.len);
    if (p->word.failed)
        p->out->failed = true;
    p->col += p->word_width;
    if (p->word_width)
        p->space = false;
    rcp_buf_reset(&p->word);
    p->word_width = 0;
}

void rcp_page_text(rcp_page *p, rcp_str text)
{
    for (uint32_t at = 0, n; at < text.len; at += n) {
        uint32_t c = rcp_utf8_at(text, at, &n);
        if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == 0x2028 || c == 0x2029) {
            place_word(p);
            p->space = true;
        } else if (dangerous(c)) {
            rcp_buf_z(&p->word, "\xef\xbf\xbd");
            p->word_width++;
        } else {
            rcp_buf_put(&p->word, text.s + at, n);
            p->word_width += width_of(c);
        }
    }
}

void rcp_page_z(rcp_page *p, const char *text)
{
    rcp_page_text(p, rcp_str_of(text));
}

void rcp_page_style(rcp_page *p, rcp_style style)
{
    if (style == p->style)
        return;
    p->style = style;
    if (!p->colour)
        return;
    if (style != RCP_PLAIN)
        rcp_buf_z(&p->word, escape[RCP_PLAIN]);
    rcp_buf_z(&p->word, escape[style]);
}

void rcp_page_line(rcp_page *p, uint32_t indent)
{
    place_word(p);
    break_line(p);
    p->indent = indent;
}

void rcp_page_tab(rcp_page *p, uint32_t col)
{
    place_word(p);
    if (p->col >= col) {
        p->space = true;
        return;
    }
    for (; p->col < col; p->col++)
        rcp_buf_char(p->out, ' ');
    p->space = false;
}
