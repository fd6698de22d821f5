#include "find/variants.h"

/* Found on every second text of NTREX, FENEC and WikiGold: nothing false at these. */
static const float FULL_MOST = 0.45F, LAST_MOST = 0.12F;
enum { RUN_MAX = 4, LAST_BYTES = 6, LAST_CONSONANTS = 3, TRIES_MAX = 20000 };

/* A word alone is respelt where it comes from another alphabet; "Giants" is not Gantz. */
static bool respelt(const rcp_pack *pack, const rcp_entity *e)
{
    for (uint32_t i = 0; i < RCP_VARIANT_COUNTRIES; i++)
        if (rcp_str_is(rcp_sym_str(&pack->syms, e->country), rcp_variant_country[i]))
            return true;
    return false;
}

static rcp_status add_name(const rcp_pack *pack, struct rcp_name_variants *v, const rcp_entities *e, uint32_t i)
{
    const rcp_alias *a = &e->alias[i];
    const rcp_entity *row = &e->row[a->entity];
    bool person = row->kind == RCP_PERSON, one_word = !memchr(a->text.s, ' ', a->text.len);
    if ((!person && row->kind != RCP_ORGANISATION) || a->rest.len || a->flags & (RCP_ALIAS_CASED | RCP_ALIAS_LAST | RCP_ALIAS_BASE) ||
        (!person && (!one_word || a->text.len < LAST_BYTES)))
        return RCP_OK;
    if (!one_word)
        return rcp_str_eq(a->text, rcp_sym_str(&pack->syms, row->name)) ? rcp_variants_add(&v->full, a->text, i) : RCP_OK;
    return respelt(pack, row) ? rcp_variants_add(&v->last, a->text, i) : RCP_OK;
}

rcp_status rcp_name_variants_load(rcp_pack *pack, rcp_names *names, rcp_err *err)
{
    rcp_arena *a = &pack->arena;
    struct rcp_name_variants *v = RCP_NEW(a, struct rcp_name_variants, 1);
    rcp_status s = v ? rcp_readings_load(&v->readings, &pack->res, a, err) : RCP_E_LIMIT;
    s = s ? s : rcp_variants_init(&v->full, &v->readings, true, a);
    s = s ? s : rcp_variants_init(&v->last, &v->readings, false, a);
    for (uint32_t i = 0; !s && i < names->e->n_aliases; i++)
        s = add_name(pack, v, names->e, i);
    if (s)
        return err && err->message[0] ? s : rcp_fail(err, s, "no room left for the spellings of names");
    rcp_variants_close(&v->full);
    rcp_variants_close(&v->last);
    names->variants = v;
    pack->readings = &v->readings;
    return RCP_OK;
}

static bool name_word(const rcp_search *s, uint32_t i)
{
    const rcp_unit *u = rcp_unit_at(s, i);
    char c = s->doc->text.s[u->span.beg];
    return !s->at[i] && u->flags & RCP_UNIT_UPPER && !(u->flags & RCP_UNIT_GLUED) && !(c >= '0' && c <= '9') &&
           !(rcp_unit_is(s, i) & RCP_NW_STOP);
}

/* Past the last of the name words that stand together from unit i on. */
static uint32_t run_end(const rcp_search *s, uint32_t i)
{
    uint32_t end = i + 1;
    while (end < s->units.n && name_word(s, end) &&
           (rcp_unit_at(s, end)->gap == RCP_GAP_JOIN ||
            (rcp_unit_at(s, end)->gap == RCP_GAP_DOT && rcp_unit_at(s, end - 1)->span.end - rcp_unit_at(s, end - 1)->span.beg <= 2)))
        end++;
    return end;
}

/* The alias of the one person meant; UINT32_MAX: none, or more than one. */
static uint32_t one_of(const rcp_search *s, const rcp_variants *v, const rcp_variant_hit *hit, uint32_t n)
{
    const rcp_alias *alias = s->names->e->alias;
    uint32_t first = n ? RCP_ROW(&v->names, rcp_variant_name, hit[0].name)->owner : UINT32_MAX;
    for (uint32_t i = 1; i < n; i++)
        if (alias[RCP_ROW(&v->names, rcp_variant_name, hit[i].name)->owner].entity != alias[first].entity)
            return UINT32_MAX;
    return first;
}

static uint32_t look_full(const rcp_search *s, uint32_t beg, uint32_t end, rcp_variant_work *work)
{
    const rcp_variants *v = &s->names->variants->full;
    rcp_variant_hit hit[4];
    return one_of(s, v, hit, rcp_variants_find(v, rcp_units_text(s, beg, end), FULL_MOST, 2, work, hit, 4));
}

static uint32_t look_last(const rcp_search *s, uint32_t i, rcp_variant_work *work)
{
    const rcp_variants *v = &s->names->variants->last;
    const rcp_unit *u = rcp_unit_at(s, i);
    rcp_variant_hit hit[4];
    uint32_t upos = rcp_unit_upos(s, i);
    if (u->span.end - u->span.beg < LAST_BYTES || rcp_unit_is(s, i) || (upos && upos != RCP_PROPN && upos != RCP_X) ||
        (i > 1 && u->gap == RCP_GAP_JOIN && rcp_unit_at(s, i - 1)->flags & RCP_UNIT_UPPER &&
         !(rcp_unit_is(s, i - 1) & RCP_NW_TITLE) && !s->at[i - 1]))
        return UINT32_MAX;
    return one_of(s, v, hit, rcp_variants_find(v, rcp_units_text(s, i, i + 1), LAST_MOST, LAST_CONSONANTS, work, hit, 4));
}

static rcp_status add(rcp_search *s, uint32_t beg, uint32_t end, uint32_t number)
{
    const rcp_alias *a = &s->names->e->alias[number];
    const rcp_entity *e = &s->names->e->row[a->entity];
    rcp_found *f = rcp_rows_add(&s->found);
    if (!f)
        return RCP_E_LIMIT;
    *f = (rcp_found){.beg = beg, .end = end, .kind = e->kind, .entity = a->entity, .name = e->name, .country = e->country,
                     .sector = e->sector, .why = a->why, .alias = number + 1, .flags = RCP_FOUND_VARIANT};
    return RCP_OK;
}

rcp_status rcp_variants_people(rcp_search *s)
{
    uint32_t end, tries = 0;
    rcp_status status = RCP_OK;
    if (!s->names->variants)
        return RCP_OK;
    rcp_variant_work *full = rcp_variants_work(&s->names->variants->full, s->scratch);
    rcp_variant_work *last = rcp_variants_work(&s->names->variants->last, s->scratch);
    if (!full || !last)
        return RCP_E_LIMIT;
    rcp_names_cover(s);
    for (uint32_t i = 1; !status && i < s->units.n && tries < TRIES_MAX; i = end) {
        end = i + 1;
        if (!name_word(s, i))
            continue;
        end = run_end(s, i);
        while (end - i > 1 && rcp_unit_is(s, i) & RCP_NW_TITLE)
            i++;
        if (end - i > RUN_MAX)
            continue;
        tries++;
        uint32_t alias = end - i > 1 ? look_full(s, i, end, full) : look_last(s, i, last);
        if (alias != UINT32_MAX)
            status = add(s, i, end, alias);
    }
    return status;
}
