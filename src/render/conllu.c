#include "render/conllu.h"

#include <ctype.h>

#include "base/utf8.h"
#include "lang/res.h"

/* White space but the plain one, controls, and marks without width: they would be lost, or end
 * the line, or end the column. */
static bool unseen(uint32_t c)
{
    return c < ' ' || (c >= 127 && c <= 0xa0) || c == 0xad || c == 0xfeff || rcp_is_space(c) ||
           (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
           (c >= 0x2060 && c <= 0x206f);
}

static void put_spaces(rcp_buf *out, rcp_str s)
{
    static const char plain[] = " \t\n\r|\\", escape[] = "stnrp\\";
    for (uint32_t at = 0, n; at < s.len; at += n) {
        uint32_t c = rcp_utf8_at(s, at, &n);
        const char *known = c && c < 128 ? strchr(plain, (int)c) : NULL;
        if (known)
            rcp_buf_f(out, "\\%c", escape[known - plain]);
        else if (unseen(c))
            rcp_buf_f(out, "\\u%04X", c);
        else
            rcp_buf_put(out, s.s + at, n);
    }
}

/* What stands between a token and the next one. */
static rcp_str gap_after(const rcp_doc *doc, rcp_id tok)
{
    uint32_t end = doc->tok.row[tok].span.end;
    uint32_t next = tok + 1 < doc->tok.n ? doc->tok.row[tok + 1].span.beg : doc->text.len;
    return (rcp_str){doc->text.s + end, next - end};
}

/* Tabs and line ends, which no column and no comment can hold. */
static bool breaks(char c)
{
    return c == '\t' || c == '\n' || c == '\r';
}

static void put_attribute(rcp_buf *out, size_t column, const char *name, rcp_str spaces)
{
    rcp_buf_z(out, out->len > column ? "|" : "");
    rcp_buf_z(out, name);
    put_spaces(out, spaces);
}

/* MISC of a token, or of several that are written as one: what stands around it that is not one
 * space, and how it is printed where a column cannot hold that. */
static void put_misc(rcp_buf *out, const rcp_doc *doc, rcp_id tok, rcp_id last)
{
    size_t column = out->len;
    rcp_str after = gap_after(doc, last);
    rcp_str form = rcp_slice(
        doc->text, (rcp_span){doc->tok.row[tok].span.beg, doc->tok.row[last].span.end});
    bool broken = false;
    for (uint32_t i = 0; i < form.len; i++)
        broken |= breaks(form.s[i]);
    if (!after.len)
        rcp_buf_z(out, "SpaceAfter=No");
    else if (!rcp_str_is(after, " "))
        put_attribute(out, column, "SpacesAfter=", after);
    if (tok == 1 && doc->tok.row[tok].span.beg)
        put_attribute(out, column, "SpacesBefore=",
                      (rcp_str){doc->text.s, doc->tok.row[tok].span.beg});
    if (broken)
        put_attribute(out, column, "SpacesInToken=", form);
    if (out->len == column)
        rcp_buf_char(out, '_');
}

static void put_flat(rcp_buf *out, rcp_str s)
{
    for (uint32_t i = 0; i < s.len; i++)
        rcp_buf_char(out, breaks(s.s[i]) ? ' ' : s.s[i]);
}

/* A column cannot be empty. */
static void put_column(rcp_buf *out, rcp_str s)
{
    put_flat(out, s);
    if (!s.len)
        rcp_buf_char(out, '_');
    rcp_buf_char(out, '\t');
}

/* Whether feature a comes before b: by name, case aside, as UD sorts them. */
static bool sorts_before(rcp_str a, rcp_str b)
{
    for (uint32_t i = 0;; i++) {
        int x = i < a.len && a.s[i] != '=' ? tolower((unsigned char)a.s[i]) : 0;
        int y = i < b.len && b.s[i] != '=' ? tolower((unsigned char)b.s[i]) : 0;
        if (x != y || !x)
            return x < y;
    }
}

static void put_feats(rcp_buf *out, rcp_str feats)
{
    enum { FEATS_MAX = 32 };
    rcp_str f[FEATS_MAX], rest = feats, piece;
    uint32_t n = 0;
    while (n < FEATS_MAX && rcp_list_next(&rest, &piece)) {
        uint32_t i = n++;
        for (; i && sorts_before(piece, f[i - 1]); i--)
            f[i] = f[i - 1];
        f[i] = piece;
    }
    for (uint32_t i = 0; i < n; i++) {
        rcp_buf_z(out, i ? "|" : "");
        rcp_buf_str(out, f[i]);
    }
    rcp_buf_z(out, n ? "\t" : "_\t");
}

/* tok to last: the tokens the word stands for where it is `alone` in them; else 0. */
static void put_word(rcp_buf *out, const rcp_doc *doc, rcp_id word, rcp_id first, rcp_id tok,
                     rcp_id last)
{
    const rcp_word *w = &doc->word.row[word];
    bool alone = tok != 0, tagged = word < doc->tag.n, parsed = word < doc->dep.n;
    rcp_buf_f(out, "%u\t", word - first + 1);
    put_column(out, alone ? rcp_slice(doc->text, (rcp_span){doc->tok.row[tok].span.beg,
                                                            doc->tok.row[last].span.end})
                          : rcp_doc_sym(doc, w->form));
    put_column(out, tagged ? rcp_doc_sym(doc, doc->tag.row[word].lemma) : RCP_STR(""));
    rcp_buf_z(out, tagged ? rcp_enum_word(&rcp_enum_upos, doc->tag.row[word].upos) : "_");
    rcp_buf_z(out, "\t_\t");
    put_feats(out, tagged ? rcp_doc_sym(doc, doc->tag.row[word].feats) : RCP_STR(""));
    if (parsed) {
        const rcp_dep *d = &doc->dep.row[word];
        rcp_buf_f(out, "%u\t%s", d->head ? d->head - first + 1 : 0,
                  rcp_enum_word(&rcp_enum_deprel, d->rel));
    } else
        rcp_buf_z(out, "_\t_");
    rcp_buf_z(out, "\t_\t");
    if (alone)
        put_misc(out, doc, tok, last);
    else
        rcp_buf_char(out, '_');
    rcp_buf_char(out, '\n');
}

/* The token and those JOINED to it: one line, or a range and a line for each word.  Returns
 * the token after them. */
static rcp_id put_tokens(rcp_buf *out, const rcp_doc *doc, rcp_id tok, rcp_id until, rcp_id first,
                         rcp_id *word)
{
    rcp_id last = tok, end = *word;
    while (last + 1 < until && doc->tok.row[last + 1].flags & RCP_TOK_JOINED)
        last++;
    while (end < doc->word.n && doc->word.row[end].tok <= last)
        end++;
    bool alone = end - *word == 1;
    if (!alone) {
        rcp_buf_f(out, "%u-%u\t", *word - first + 1, end - first);
        put_column(out, rcp_slice(doc->text, (rcp_span){doc->tok.row[tok].span.beg,
                                                        doc->tok.row[last].span.end}));
        rcp_buf_z(out, "_\t_\t_\t_\t_\t_\t_\t");
        put_misc(out, doc, tok, last);
        rcp_buf_char(out, '\n');
    }
    for (; *word < end; ++*word)
        put_word(out, doc, *word, first, alone ? tok : 0, last);
    return last + 1;
}

/* The text of a sentence as its lines say it: one space where there is any gap. */
static void put_text(rcp_buf *out, const rcp_doc *doc, rcp_toks toks)
{
    rcp_buf_z(out, "# text = ");
    for (rcp_id tok = toks.beg; tok < toks.end; tok++) {
        put_flat(out, rcp_doc_slice(doc, doc->tok.row[tok].span));
        if (tok + 1 < toks.end && gap_after(doc, tok).len)
            rcp_buf_char(out, ' ');
    }
    rcp_buf_char(out, '\n');
}

/* The report's id, without what an id of UD must not hold. */
static void put_id(rcp_buf *out, rcp_str id)
{
    for (uint32_t i = 0; i < id.len; i++)
        rcp_buf_char(out, (unsigned char)id.s[i] <= ' ' || id.s[i] == '/' ? '_' : id.s[i]);
}

void rcp_conllu(rcp_buf *out, const rcp_doc *doc)
{
    rcp_id word = 1;
    for (rcp_id i = 1; i < doc->sent.n; i++) {
        const rcp_sent *s = &doc->sent.row[i];
        if (i == 1) {
            rcp_buf_z(out, doc->source.id.len ? "# newdoc id = " : "# newdoc");
            put_id(out, doc->source.id);
            rcp_buf_char(out, '\n');
        }
        if (i == 1 || s->block != s[-1].block)
            rcp_buf_z(out, "# newpar\n");
        rcp_buf_z(out, "# sent_id = ");
        put_id(out, doc->source.id);
        rcp_buf_f(out, "%s%u\n", doc->source.id.len ? "-" : "", i);
        put_text(out, doc, s->toks);
        for (rcp_id tok = s->toks.beg, first = word; tok < s->toks.end;)
            tok = put_tokens(out, doc, tok, s->toks.end, first, &word);
        rcp_buf_char(out, '\n');
    }
}
