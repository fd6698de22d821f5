#include "lang/entity_facts.h"

#include <math.h>

typedef struct {
    rcp_entities *e;
    rcp_syms *syms;
    rcp_tsv   tsv;
    rcp_rows  ranges;
    rcp_err  *err;
} loader;

/* The symbol of s. */
static rcp_status symbol(loader *l, rcp_str s, rcp_sym *out)
{
    rcp_status status = rcp_syms_add(l->syms, s, out);
    return status ? rcp_fail(l->err, status, "the tables of names are too large") : RCP_OK;
}

/* The row that field 0 names; an unknown id is an error. */
static rcp_status row_of_line(loader *l, rcp_str id, uint32_t *out)
{
    *out = rcp_entity_lookup(l->e, l->syms, id);
    return *out ? RCP_OK : rcp_tsv_fail(&l->tsv, 0, l->err, "no table has '%.*s'", (int)id.len, id.s);
}

/* "Q" and a number without leading zeros. */
static bool is_item(rcp_str s)
{
    if (s.len < 2 || s.len > 12 || s.s[0] != 'Q' || s.s[1] == '0')
        return false;
    for (uint32_t i = 1; i < s.len; i++)
        if (s.s[i] < '0' || s.s[i] > '9')
            return false;
    return true;
}

/* wikidata.tsv: kind/id, item */
static rcp_status read_wikidata(loader *l)
{
    uint32_t row;
    rcp_status s = rcp_tsv_want(&l->tsv, 2, 2, l->err);
    if (s || (s = row_of_line(l, rcp_tsv_field(&l->tsv, 0), &row)))
        return s;
    rcp_str item = rcp_tsv_field(&l->tsv, 1);
    if (!is_item(item))
        return rcp_tsv_fail(&l->tsv, 1, l->err, "'%.*s' is no item of Wikidata", (int)item.len, item.s);
    if (l->e->row[row].wikidata)
        return rcp_tsv_fail(&l->tsv, 0, l->err, "this id is given twice");
    rcp_sym known = rcp_sym_lookup(l->syms, item);
    for (uint32_t i = 1; known && i < l->e->n; i++)     /* only a doubled item is known already */
        if (l->e->row[i].wikidata == known)
            return rcp_tsv_fail(&l->tsv, 1, l->err, "%.*s is '%s' already", (int)item.len, item.s,
                                rcp_sym_str(l->syms, l->e->row[i].id).s);
    return symbol(l, item, &l->e->row[row].wikidata);
}

static rcp_status read_figures(loader *l, rcp_reach *r)
{
    rcp_status s;
    if ((s = rcp_tsv_number(&l->tsv, 1, &r->lo, l->err)) || (s = rcp_tsv_number(&l->tsv, 2, &r->hi, l->err)))
        return s;
    if (!(r->lo > 0 && r->lo < 50000))
        return rcp_tsv_fail(&l->tsv, 1, l->err, "a range in km above 0 is wanted");
    if (!(r->hi >= r->lo && r->hi < 50000))
        return rcp_tsv_fail(&l->tsv, 2, l->err, "the high end is below the low one, or no range in km");
    return RCP_OK;
}

/* The words of field i; "-" and "" are an error. */
static rcp_status read_word(loader *l, uint32_t i, const char *what, rcp_sym *out)
{
    rcp_str f = rcp_tsv_field(&l->tsv, i);
    if (!f.len || rcp_str_is(f, "-"))
        return rcp_tsv_fail(&l->tsv, i, l->err, "%s is wanted", what);
    return symbol(l, f, out);
}

/* equipment_ranges.tsv: id, low, high (km), of what, source, flag */
static rcp_status read_range(loader *l)
{
    char id[120] = "equipment/";
    rcp_reach r = {.why = l->tsv.why};
    uint32_t row;
    rcp_status s = rcp_tsv_want(&l->tsv, 5, 6, l->err);
    if (s)
        return s;
    rcp_str f = rcp_tsv_field(&l->tsv, 0), flag = rcp_tsv_field(&l->tsv, 5);
    if (f.len + 10 > sizeof id)
        return rcp_tsv_fail(&l->tsv, 0, l->err, "this id is too long");
    memcpy(id + 10, f.s, f.len);
    if ((s = row_of_line(l, (rcp_str){id, f.len + 10}, &row)) || (s = read_figures(l, &r)) ||
        (s = read_word(l, 3, "what has the range", &r.of)) || (s = read_word(l, 4, "a source", &r.source)))
        return s;
    r.unconfirmed = rcp_str_is(flag, "unconfirmed");
    if (flag.len && !r.unconfirmed && !rcp_str_is(flag, "-"))
        return rcp_tsv_fail(&l->tsv, 5, l->err, "'unconfirmed' or nothing is wanted");
    if (l->e->row[row].range)
        return rcp_tsv_fail(&l->tsv, 0, l->err, "this id is given twice");
    rcp_reach *out = rcp_rows_add(&l->ranges);
    if (!out)
        return rcp_fail(l->err, RCP_E_LIMIT, "the table of ranges is too large");
    *out = r;
    l->e->row[row].range = l->ranges.n - 1;
    return RCP_OK;
}

static rcp_status read_file(loader *l, const rcp_res *res, const char *name, rcp_status (*read)(loader *))
{
    rcp_status s = RCP_OK;
    if (!rcp_tsv_open(&l->tsv, res, name))
        return RCP_OK;
    while (!s && rcp_tsv_next(&l->tsv))
        s = read(l);
    return s;
}

rcp_status rcp_entity_facts_load(rcp_entities *e, const rcp_res *res, rcp_syms *syms, rcp_arena *a,
                                 rcp_err *err)
{
    loader l = {.e = e, .syms = syms, .err = err};
    rcp_status s = rcp_rows_init(&l.ranges, a, sizeof(rcp_reach));
    if (s)
        return rcp_fail(err, s, "the tables of names are too large");
    if ((s = read_file(&l, res, "wikidata.tsv", read_wikidata)) ||
        (s = read_file(&l, res, "equipment_ranges.tsv", read_range)))
        return s;
    e->range = RCP_ROW(&l.ranges, rcp_reach, 0);
    e->n_ranges = l.ranges.n;
    return RCP_OK;
}

/* Sectors that an office of state gives: who has left it is a member of the elite, no more. */
static bool by_office(rcp_str sector)
{
    return rcp_str_is(sector, "GOV") || rcp_str_is(sector, "LEG") || rcp_str_is(sector, "JUD") ||
           rcp_str_is(sector, "IGO");
}

/* The first one of offices.tsv among those held on the day; NULL where none is. */
static const rcp_holding *held_on(const rcp_entities *e, uint32_t row, int32_t day)
{
    const rcp_holding *best = NULL;
    for (uint32_t k = e->row[row].holding; k; k = e->holding[k - 1].next) {
        const rcp_holding *h = &e->holding[k - 1];
        if (h->from <= day && day < h->to && (!best || h->rank < best->rank))
            best = h;
    }
    return best;
}

rcp_standing rcp_entity_on(const rcp_entities *e, const rcp_syms *syms, uint32_t row, int32_t day)
{
    const rcp_entity *p = &e->row[row];
    rcp_standing own = {p->country, p->sector};
    if (p->kind != RCP_PERSON || day == RCP_DAY_MIN || !p->holding)
        return own;
    const rcp_holding *h = held_on(e, row, day);
    if (h)
        return (rcp_standing){h->country, h->sector};
    rcp_sym elite = rcp_sym_lookup(syms, RCP_STR("ELI"));
    if (elite && by_office(rcp_sym_str(syms, p->sector)))
        own.sector = elite;
    return own;
}
