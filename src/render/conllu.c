#include "render/conllu.h"

static void put_spaces(rcp_buf *out, rcp_str s)
{
    for (uint32_t i = 0; i < s.len; i++)
        switch (s.s[i]) {
        case ' ':
            rcp_buf_z(out, "\\s");
            break;
        case '\t':
            rcp_buf_z(out, "\\t");
            break;
        case '\n':
            rcp_buf_z(out, "\\n");
            break;
        case '\r':
            rcp_buf_z(out, "\\r");
            break;
        case '|':
            rcp_buf_z(out, "\\p");
            break;
        case '\\':
            rcp_buf_z(out, "\\\\");
            break;
        default:
            rcp_buf_char(out, s.s[i]);
        }
}

/* MISC of a token: what stands around it that is not one space. */
static void put_misc(rcp_buf *out, const rcp_doc *doc, rcp_id tok)
{
    rcp_span at = doc->tok.row[tok].span;
    uint32_t next = tok + 1 < doc->tok.n ? doc->tok.row[tok + 1].span.beg : doc->text.len;
    rcp_str after = {doc->text.s + at.end, next - at.end};
    bool before = tok == 1 && at.beg > 0;
    if (before) {
        rcp_buf_z(out, "SpacesBefore=");
        put_spaces(out, (rcp_str){doc->text.s, at.beg});
    }
    if (rcp_str_is(after, " ")) {
        rcp_buf_z(out, before ? "" : "_");
        return;
    }
    rcp_buf_z(out, before ? "|" : "");
    rcp_buf_z(out, after.len ? "SpacesAfter=" : "SpaceAfter=No");
    put_spaces(out, after);
}

/* A column cannot hold tabs, line ends, or nothing. */
static void put_column(rcp_buf *out, rcp_str s)
{
    for (uint32_t i = 0; i < s.len; i++)
        rcp_buf_char(out, s.s[i] == '\t' || s.s[i] == '\n' || s.s[i] == '\r' ? ' ' : s.s[i]);
    if (!s.len)
        rcp_buf_char(out, '_');
    rcp_buf_char(out, '\t');
}

static void put_word(rcp_buf *out, const rcp_doc *doc, rcp_id word, rcp_id first, bool alone)
{
    const rcp_word *w = &doc->word.row[word];
    bool tagged = word < doc->tag.n, parsed = word < doc->dep.n;
    rcp_buf_f(out, "%u\t", word - first + 1);
    put_column(out,
               alone ? rcp_doc_slice(doc, doc->tok.row[w->tok].span) : rcp_doc_sym(doc, w->form));
    put_column(out, tagged ? rcp_doc_sym(doc, doc->tag.row[word].lemma) : RCP_STR(""));
    rcp_buf_z(out, tagged ? rcp_enum_word(&rcp_enum_upos, doc->tag.row[word].upos) : "_");
    rcp_buf_z(out, "\t_\t");
    put_column(out, tagged ? rcp_doc_sym(doc, doc->tag.row[word].feats) : RCP_STR(""));
    if (parsed) {
        const rcp_dep *d = &doc->dep.row[word];
        rcp_buf_f(out, "%u\t%s", d->head ? d->head - first + 1 : 0,
                  rcp_enum_word(&rcp_enum_deprel, d->rel));
    } else
        rcp_buf_z(out, "_\t_");
    rcp_buf_z(out, "\t_\t");
    if (alone)
        put_misc(out, doc, w->tok);
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
        put_misc(out, doc, last);
        rcp_buf_char(out, '\n');
    }
    for (; *word < end; ++*word)
        put_word(out, doc, *word, first, alone);
    return last + 1;
}

/* A comment is one line. */
static void put_comment(rcp_buf *out, const char *name, rcp_str text)
{
    rcp_buf_f(out, "# %s = ", name);
    for (uint32_t i = 0; i < text.len; i++)
        rcp_buf_char(out, (unsigned char)text.s[i] < ' ' ? ' ' : text.s[i]);
    rcp_buf_char(out, '\n');
}

void rcp_conllu(rcp_buf *out, const rcp_doc *doc)
{
    rcp_id word = 1;
    put_comment(out, "newdoc id", doc->source.id);
    for (rcp_id i = 1; i < doc->sent.n; i++) {
        const rcp_sent *s = &doc->sent.row[i];
        if (i == 1 || s->block != s[-1].block)
            rcp_buf_z(out, "# newpar\n");
        rcp_buf_f(out, "# sent_id = %u\n", i);
        put_comment(out, "text", rcp_slice(doc->text, rcp_doc_sent_span(doc, i)));
        for (rcp_id tok = s->toks.beg, first = word; tok < s->toks.end;)
            tok = put_tokens(out, doc, tok, s->toks.end, first, &word);
        rcp_buf_char(out, '\n');
    }
}
