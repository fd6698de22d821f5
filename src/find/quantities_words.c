#include "find/quantities_words.h"

#include <math.h>

static const char *const role_words[] = {
#define X(name, word) word,
    RCP_QROLE_MAP(X)
#undef X
};

typedef struct { rcp_pack *pack; rcp_vocab *vocab; rcp_qwords *out; rcp_unit_table units; rcp_tsv tsv; rcp_err *err; } loader;

/* One row for each form of the list in field 0. */
static rcp_status add_forms(loader *l, const rcp_qphrase *like)
{
    rcp_str rest = rcp_tsv_field(&l->tsv, 0), form;
    rcp_status s = RCP_OK;
    while (!s && rcp_list_next(&rest, &form)) {
        rcp_span at[RCP_QPHRASE_MAX + 1];
        uint32_t n = rcp_pieces_cut(form, at, RCP_QPHRASE_MAX + 1);
        if (!n || n > RCP_QPHRASE_MAX)
            return rcp_tsv_fail(&l->tsv, 0, l->err, "a phrase has one to %d pieces", RCP_QPHRASE_MAX);
        rcp_qphrase *p = rcp_rows_add(&l->out->phrases);
        if (!p)
            return RCP_E_MEMORY;
        *p = *like;
        p->n = n;
        p->why = l->tsv.why;
        for (uint32_t i = 0; !s && i < n; i++)
            s = rcp_vocab_add(l->vocab, rcp_slice(form, at[i]), &p->word[i]);
    }
    return s;
}

/* units.tsv: forms, unit, kind, before */
static rcp_status add_unit(loader *l)
{
    rcp_qphrase p = {.role = rcp_str_is(rcp_tsv_field(&l->tsv, 3), "before") ? RCP_Q_UNIT_BEFORE : RCP_Q_UNIT};
    rcp_status s = rcp_tsv_want(&l->tsv, 2, 4, l->err);
    if (!s)
        s = rcp_tsv_enum(&l->tsv, 2, &rcp_enum_measure, &p.kind, l->err);
    if (!s)
        s = rcp_syms_add(&l->pack->syms, rcp_tsv_field(&l->tsv, 1), &p.unit);
    if (!s && !(p.si = rcp_unit_named(&l->units, p.unit)))
        s = rcp_tsv_fail(&l->tsv, 1, l->err, "data/units.tsv has no such unit");
    if (!p.kind)
        p.kind = RCP_MEASURE_UNIT;
    return s ? s : add_forms(l, &p);
}

/* counted.tsv: forms, English singular, toll;  tolls.tsv: forms, toll */
static rcp_status add_counted(loader *l)
{
    rcp_qphrase p = {.role = RCP_Q_COUNTED, .kind = RCP_MEASURE_COUNT};
    rcp_status s = rcp_tsv_want(&l->tsv, 2, 3, l->err);
    if (!s)
        s = rcp_syms_add(&l->pack->syms, rcp_tsv_field(&l->tsv, 1), &p.unit);
    if (!s)
        s = rcp_syms_add(&l->pack->syms, rcp_tsv_field(&l->tsv, 2), &p.toll);
    return s ? s : add_forms(l, &p);
}

static rcp_status add_toll(loader *l)
{
    rcp_qphrase p = {.role = RCP_Q_TOLL};
    rcp_status s = rcp_tsv_want(&l->tsv, 2, 2, l->err);
    if (!s)
        s = rcp_syms_add(&l->pack->syms, rcp_tsv_field(&l->tsv, 1), &p.toll);
    return s ? s : add_forms(l, &p);
}

/* bounds.tsv: forms, role, "place" */
static rcp_status add_bound(loader *l)
{
    rcp_qphrase p = {0};
    rcp_str role = rcp_tsv_field(&l->tsv, 1), place = rcp_tsv_field(&l->tsv, 2);
    rcp_status s = rcp_tsv_want(&l->tsv, 2, 3, l->err);
    p.place = rcp_str_is(place, "place");
    if (!s && place.len && !p.place)
        s = rcp_tsv_fail(&l->tsv, 2, l->err, "'%.*s' is not place", (int)place.len, place.s);
    for (uint32_t i = 1; !s && i < RCP_N_QROLES; i++)
        if (rcp_str_is(role, role_words[i]))
            p.role = i;
    if (!s && p.role < RCP_Q_MIN)
        s = rcp_tsv_fail(&l->tsv, 1, l->err, "'%.*s' is no role of a bound", (int)role.len, role.s);
    return s ? s : add_forms(l, &p);
}

static rcp_status load_file(loader *l, const char *file, rcp_status (*add)(loader *))
{
    char name[96];
    rcp_status s = RCP_OK;
    if (rcp_tsv_open(&l->tsv, &l->pack->res, rcp_pack_file(l->pack, file, name)))
        while (!s && rcp_tsv_next(&l->tsv))
            s = add(l);
    return s;
}

rcp_status rcp_qwords_load(rcp_pack *pack, rcp_vocab *vocab, rcp_qwords *out, rcp_err *err)
{
    loader l = {.pack = pack, .vocab = vocab, .out = out, .err = err};
    rcp_status s;
    *out = (rcp_qwords){0};
    if ((s = rcp_rows_init(&out->phrases, &pack->arena, sizeof(rcp_qphrase))) ||
        (s = rcp_unit_table_load(pack, &l.units, err)) ||
        (s = load_file(&l, "units.tsv", add_unit)) || (s = load_file(&l, "counted.tsv", add_counted)) ||
        (s = load_file(&l, "tolls.tsv", add_toll)) || (s = load_file(&l, "bounds.tsv", add_bound)))
        return s;
    out->part = rcp_unit_named(&l.units, rcp_sym_lookup(&pack->syms, RCP_STR("part")));
    return RCP_OK;
}

rcp_status rcp_qwords_index(rcp_qwords *out, const rcp_vocab *vocab, rcp_arena *a)
{
    out->n = vocab->words.n;
    if (!(out->first = RCP_NEW(a, uint32_t, out->n)) || !(out->roles = RCP_NEW(a, uint32_t, out->n)))
        return RCP_E_MEMORY;
    _Static_assert(RCP_N_QROLES <= 32, "a bit for each role");
    for (uint32_t i = out->phrases.n; i-- > 1;) {
        rcp_qphrase *p = RCP_ROW(&out->phrases, rcp_qphrase, i);
        p->next = out->first[p->word[0]];
        out->first[p->word[0]] = i;
        out->roles[p->word[0]] |= 1u << p->role;
    }
    return RCP_OK;
}

const rcp_qphrase *rcp_qwords_at(const rcp_qwords *words, const rcp_piece *p, uint32_t role)
{
    const rcp_qphrase *best = NULL;
    for (int side = 0; side < 2; side++) {
        uint32_t w = side ? p->also : p->word;
        bool has = w && w < words->n && words->roles[w] >> role & 1;
        for (uint32_t i = has ? words->first[w] : 0; i;) {
            const rcp_qphrase *f = RCP_ROW(&words->phrases, rcp_qphrase, i);
            i = f->next;
            bool ok = f->role == role;
            for (uint32_t k = 1; ok && k < f->n; k++)
                ok = rcp_piece_is(p + k, f->word[k]);
            if (ok && (!best || f->n > best->n))
                best = f;
        }
    }
    return best;
}
