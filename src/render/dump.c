#include "render/dump.h"

#include "doc/schema.h"

static uint32_t u32(const void *p)
{
    uint32_t x;
    memcpy(&x, p, sizeof x);
    return x;
}

static uint32_t u16(const void *p)
{
    uint16_t x;
    memcpy(&x, p, sizeof x);
    return x;
}

static void put_day(rcp_buf *out, int32_t day)
{
    char iso[11];
    if (day == RCP_DAY_MIN || day == RCP_DAY_MAX)
        rcp_buf_z(out, day == RCP_DAY_MIN ? "-inf" : "+inf");
    else
        rcp_buf_z(out, rcp_day_iso(day, iso));
}

/* The value, or nothing at all when it is zero. */
static void put_field(rcp_buf *out, const rcp_doc *doc, const rcp_pack *pack, const rcp_field *f,
                      const char *at)
{
    rcp_span pair;
    double x;
    char why[96];
    size_t size = f->kind == RCP_F_U16 || f->kind == RCP_F_ENUM16                            ? 2
                  : f->kind == RCP_F_F64 || f->kind == RCP_F_SPAN || f->kind == RCP_F_TOKS ? 8
                                                                                           : 4;
    static const char zero[8];
    if (!memcmp(at, zero, size))
        return;
    rcp_buf_f(out, "\t%s=", f->name);
    switch (f->kind) {
    case RCP_F_U16:
        rcp_buf_f(out, "%u", u16(at));
        break;
    case RCP_F_U32:
    case RCP_F_ID:
        rcp_buf_f(out, "%u", u32(at));
        break;
    case RCP_F_DAY:
        put_day(out, (int32_t)u32(at));
        break;
    case RCP_F_F64:
        memcpy(&x, at, sizeof x);
        rcp_buf_json_number(out, x);
        break;
    case RCP_F_SPAN:
        memcpy(&pair, at, sizeof pair);
        rcp_buf_f(out, "%u-%u", pair.beg, pair.end);
        if (pair.end > pair.beg)
            rcp_buf_json(out, rcp_doc_slice(doc, pair));
        break;
    case RCP_F_TOKS:
        memcpy(&pair, at, sizeof pair);
        rcp_buf_f(out, "%u-%u", pair.beg, pair.end);
        break;
    case RCP_F_SYM:
        rcp_buf_json(out, rcp_doc_sym(doc, u32(at)));
        break;
    case RCP_F_WHY:
        rcp_buf_z(out, rcp_why_text(&pack->res, u32(at), why));
        break;
    case RCP_F_ENTITY:
        if (u32(at) < pack->entities.n)
            rcp_buf_str(out, rcp_sym_str(&pack->syms, pack->entities.row[u32(at)].id));
        break;
    case RCP_F_ENUM16:
        rcp_buf_z(out, rcp_enum_word(f->words, u16(at)));
        break;
    case RCP_F_ENUM32:
        rcp_buf_z(out, rcp_enum_word(f->words, u32(at)));
        break;
    }
}

void rcp_dump_tables(rcp_buf *out, const rcp_doc *doc, const rcp_pack *pack, const char *only)
{
    for (uint32_t t = 0; t < RCP_N_TABLES; t++) {
        const rcp_table_info *info = &rcp_tables[t];
        const rcp_any_table *table = rcp_doc_table(doc, t);
        if (!table->row || (only && strcmp(only, info->name)))
            continue;
        rcp_buf_f(out, "# %s\n", info->name);
        const char *row = table->row;
        for (uint32_t i = 1; i < table->n; i++) {
            rcp_buf_f(out, "%u", i);
            for (uint32_t f = 0; f < info->n_fields; f++)
                put_field(out, doc, pack, &info->field[f],
                          row + i * info->size + info->field[f].offset);
            rcp_buf_char(out, '\n');
        }
    }
}
