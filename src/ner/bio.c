#include "ner/bio.h"

#include "base/buf.h"
#include "base/utf8.h"

enum { TEXT_MAX = 8 << 20, COLUMNS = 4 };

const char *const rcp_ner_type_names[RCP_N_NER_TYPES] = {"PER", "ORG", "LOC", "MISC"};

typedef struct {
    rcp_ner_bank *bank;
    const char *file;
    rcp_err *err;
    rcp_buf text;
    uint32_t line, sents, first;        /* first: name row of this document */
    bool space, open;                   /* before the next token; a name goes on */
    bool words;                         /* the sentence has words */
} reader;

static rcp_status wrong(const reader *r, const char *what)
{
    return rcp_fail_at(r->err, RCP_E_INPUT, r->file, r->line, 0, "%s", what);
}

rcp_status rcp_ner_bank_init(rcp_ner_bank *bank, rcp_arena *a)
{
    bank->a = a;
    rcp_status s = rcp_rows_init(&bank->text, a, sizeof(rcp_ner_text));
    return s ? s : rcp_rows_init(&bank->name, a, sizeof(rcp_ner_name));
}

static void end_sentence(reader *r)
{
    r->sents += r->words;
    r->words = r->open = false;
}

static rcp_status end_text(reader *r)
{
    end_sentence(r);
    if (!r->text.len)
        return RCP_OK;
    rcp_ner_text *t = rcp_rows_add(&r->bank->text);
    if (!t || r->text.failed)
        return rcp_fail(r->err, RCP_E_MEMORY, "no memory left for the texts");
    *t = (rcp_ner_text){rcp_arena_str(r->bank->a, (rcp_str){r->text.s, (uint32_t)r->text.len}),
                        r->first, r->bank->name.n, r->sents};
    if (!t->text.s)
        return rcp_fail(r->err, RCP_E_MEMORY, "no memory left for the texts");
    rcp_buf_reset(&r->text);
    r->first = r->bank->name.n;
    r->sents = 0;
    r->space = false;
    return RCP_OK;
}

/* -1: O; -2: no such tag. */
static int type_of(rcp_str tag)
{
    if (rcp_str_is(tag, "O"))
        return -1;
    for (int i = 0; i < RCP_N_NER_TYPES && tag.len > 2 && tag.s[1] == '-'; i++)
        if ((tag.s[0] == 'B' || tag.s[0] == 'I') &&
            rcp_str_is((rcp_str){tag.s + 2, tag.len - 2}, rcp_ner_type_names[i]))
            return i;
    return -2;
}

static rcp_status add_token(reader *r, rcp_str form, rcp_str tag, bool space_after)
{
    int type = type_of(tag);
    if (type == -2)
        return wrong(r, "the tag is neither O nor B- or I- with PER, ORG, LOC or MISC");
    if (!form.len)
        return wrong(r, "a token without a form");
    if (r->text.len + form.len > TEXT_MAX)
        return wrong(r, "the document is too long");
    if (r->space)
        rcp_buf_char(&r->text, ' ');
    uint32_t beg = (uint32_t)r->text.len, end = beg + form.len;
    rcp_buf_str(&r->text, form);
    rcp_ner_name *last = RCP_ROW(&r->bank->name, rcp_ner_name, r->bank->name.n - 1);
    if (type >= 0 && r->open && tag.s[0] == 'I' && last->type == (uint32_t)type)
        last->span.end = end;
    else if (type >= 0) {
        rcp_ner_name *name = rcp_rows_add(&r->bank->name);
        if (!name)
            return rcp_fail(r->err, RCP_E_MEMORY, "no memory left for the texts");
        *name = (rcp_ner_name){{beg, end}, (uint32_t)type};
    }
    r->open = type >= 0;
    r->space = space_after;
    r->words = true;
    return RCP_OK;
}

static bool number(rcp_str s)
{
    uint32_t i = 0;
    while (i < s.len && s.s[i] >= '0' && s.s[i] <= '9')
        i++;
    return i && i == s.len;
}

static rcp_status add_row(reader *r, rcp_str line)
{
    rcp_str col[COLUMNS] = {{0}};
    uint32_t n = 0, beg = 0;
    for (uint32_t i = 0; i <= line.len && n < COLUMNS; i++)
        if (i == line.len || line.s[i] == '\t') {
            col[n++] = (rcp_str){line.s + beg, i - beg};
            beg = i + 1;
        }
    bool counted = n >= 3 && number(col[0]) && type_of(col[2]) != -2;
    uint32_t form = counted ? 1 : 0;
    if (n < 2)
        return wrong(r, "form and tag are wanted, parted by a tab");
    return add_token(r, col[form], col[form + 1], !rcp_str_is(col[form + 2 < COLUMNS ? form + 2 : 0], "SpaceAfter=No"));
}

static bool begins(rcp_str s, const char *z)
{
    size_t n = strlen(z);
    return s.len >= n && !memcmp(s.s, z, n);
}

static rcp_status add_line(reader *r, rcp_str line)
{
    while (line.len && (line.s[line.len - 1] == '\r' || line.s[line.len - 1] == ' '))
        line.len--;
    if (begins(line, "# newdoc"))
        return end_text(r);
    if (begins(line, "# newpar") && r->text.len) {
        end_sentence(r);
        rcp_buf_z(&r->text, "\n\n");
        r->space = false;
    } else if (!line.len)
        end_sentence(r);
    else if (!begins(line, "# "))
        return add_row(r, line);
    return RCP_OK;
}

rcp_status rcp_ner_bank_add(rcp_ner_bank *bank, rcp_str bytes, const char *file, rcp_err *err)
{
    reader r = {.bank = bank, .file = file, .err = err, .first = bank->name.n};
    uint32_t bad;
    if (!rcp_utf8_valid(bytes, &bad) || (bytes.len && memchr(bytes.s, '\0', bytes.len)))
        return rcp_fail_at(err, RCP_E_INPUT, file, 0, 0, "is no text in UTF-8");
    rcp_status s = RCP_OK;
    for (rcp_str line; !s && rcp_line_next(&bytes, &line);) {
        r.line++;
        s = add_line(&r, line);
    }
    s = s ? s : end_text(&r);
    rcp_buf_free(&r.text);
    return s;
}
