#include "find/numbers_dump.h"

#include "find/find.h"

enum { ARENA = 4 << 20 };               /* and so much a byte of text: the pieces of it */

static void write_number(rcp_buf *out, const rcp_piece *p, const rcp_number *x, bool ordinal)
{
    if (out->len && out->s[out->len - 1] != '[')
        rcp_buf_char(out, ',');
    rcp_buf_f(out, "{\"span\":[%u,%u],", p->span.beg, p[x->n - 1].span.end);
    rcp_buf_z(out, ordinal ? "\"value\":" : "\"min\":");
    rcp_buf_json_number(out, x->value);
    if (!ordinal) {
        rcp_buf_z(out, ",\"max\":");
        rcp_buf_json_number(out, x->value);
    }
    rcp_buf_char(out, '}');
}

/* One list: all numbers but the ordinals, or the ordinals. */
static void write_list(rcp_buf *out, const rcp_doc *doc, const rcp_finders *f, rcp_pieces *p,
                       bool ordinals)
{
    rcp_pieces_rewind(p);
    while (rcp_pieces_next(p))
        for (uint32_t at = p->beg; at < p->end;) {
            rcp_number x;
            if (!rcp_number_any(&f->numbers, doc->text, &p->piece[at], &x)) {
                at++;
                continue;
            }
            if ((x.kind == RCP_NUMBER_ORDINAL) == ordinals)
                write_number(out, &p->piece[at], &x, ordinals);
            at += x.n;
        }
}

void rcp_numbers_dump(rcp_buf *out, const rcp_doc *doc, const rcp_pack *pack)
{
    const rcp_finders *f = pack->stage[RCP_FIND];
    rcp_arena scratch;
    rcp_pieces p;
    rcp_status s = rcp_arena_open(&scratch, ARENA + 64 * (size_t)doc->text.len);
    if (s) {
        out->failed = true;
        return;
    }
    rcp_buf_z(out, "{\"id\":");
    rcp_buf_json(out, doc->source.id);
    rcp_buf_z(out, ",\"text\":");
    rcp_buf_json(out, doc->text);
    rcp_buf_z(out, ",\"quantities\":[");
    if (!(s = rcp_pieces_open(&p, doc, &f->vocab, &scratch)))
        write_list(out, doc, f, &p, false);
    rcp_buf_z(out, "],\"ordinals\":[");
    if (!s)
        write_list(out, doc, f, &p, true);
    rcp_buf_z(out, "]}\n");
    out->failed |= s != RCP_OK;
    rcp_arena_close(&scratch);
}
