#include "lang/entity_facts.h"

#include <math.h>

enum { ID_MAX = 120 };

/* What is being filled; a sticky status keeps the row readers short. */
typedef struct {
    rcp_entities *e;
    const rcp_res *res;
    rcp_syms  *syms;
    rcp_arena *arena;
    rcp_rows   rows, aliases, holdings, offices;
    rcp_tsv    tsv;
    rcp_err   *err;
} loader;

static rcp_status full(loader *l)
{
    return rcp_fail(l->err, RCP_E_LIMIT, "the tables of names are too large");
}

/* Symbol of field i; 0 for "" and "-". */
static rcp_sym field_sym(loader *l, uint32_t i)
{
    rcp_str f = rcp_tsv_field(&l->tsv, i);
    return rcp_str_is(f, "-") ? 0 : rcp_sym_of(l->syms, f);
}

/* The country in field i, which countries.tsv must have; 0 for "" and "-". */
static rcp_status read_code(loader *l, uint32_t i, rcp_sym *out)
{
    *out = field_sym(l, i);
    for (uint32_t k = 1; k <= l->e->n_countries; k++)
        if (RCP_ROW(&l->rows, rcp_entity, k)->country == *out)
            return RCP_OK;
    if (!*out || !l->e->n_countries)
        return RCP_OK;
    return rcp_tsv_fail(&l->tsv, i, l->err, "countries.tsv has no '%s'", rcp_sym_str(l->syms, *out).s);
}

/* Degrees in field i, from -most to most; NaN for "" and "-". */
static rcp_status read_degrees(loader *l, uint32_t i, double most, double *out)
{
    rcp_status s = rcp_tsv_number(&l->tsv, i, out, l->err);
    if (!s && (*out < -most || *out > most))
        s = rcp_tsv_fail(&l->tsv, i, l->err, "degrees between -%.0f and %.0f are wanted", most, most);
    return s;
}

static rcp_str skip(rcp_str s, uint32_t n)
{
    return (rcp_str){s.s + n, s.len - n};
}

/* The marks before an alias: "fr:" a language, '=' exact case, '~' any case, '^' the name in a
 * region phrase only. */
static rcp_str take_marks(rcp_str s, rcp_alias *a)
{
    for (;;) {
        if (s.len > 3 && s.s[2] == ':') {
            memcpy(a->lang, s.s, 2);
            s = skip(s, 3);
        } else if (s.len > 1 && s.s[0] == '=') {
            a->flags |= RCP_ALIAS_CASED;
            s = skip(s, 1);
        } else if (s.len > 1 && s.s[0] == '~') {
            a->flags |= RCP_ALIAS_ANYCASE;
            s = skip(s, 1);
        } else if (s.len > 1 && s.s[0] == '^') {
            a->flags |= RCP_ALIAS_BASE;
            s = skip(s, 1);
        } else
            return s;
    }
}

static rcp_status add_alias(loader *l, rcp_str text, rcp_str rest, uint32_t flags, const char *lang)
{
    rcp_alias *a = rcp_rows_add(&l->aliases);
    if (!a)
        return full(l);
    *a = (rcp_alias){.entity = l->rows.n - 1, .flags = flags, .why = l->tsv.why, .rest = rest};
    memcpy(a->lang, lang, strlen(lang));
    a->text = take_marks(text, a);
    if (!a->text.len || rcp_str_is(a->text, "-"))
        l->aliases.n--;
    return RCP_OK;
}

/* Every piece of the list in field i. */
static rcp_status add_aliases(loader *l, uint32_t i, uint32_t flags, const char *lang)
{
    rcp_str rest = rcp_tsv_field(&l->tsv, i), piece;
    rcp_status s = RCP_OK;
    while (!s && rcp_list_next(&rest, &piece))
        s = add_alias(l, piece, (rcp_str){0}, flags, lang);
    return s;
}

/* Begin a row of `kind`, whose id is the word of the kind, '/', and field 0. */
static rcp_status begin(loader *l, const char *kind_word, uint16_t kind, rcp_entity **out)
{
    char id[ID_MAX];
    rcp_str f = rcp_tsv_field(&l->tsv, 0);
    size_t n = strlen(kind_word);
    if (f.len + n + 1 > sizeof id)
        return rcp_tsv_fail(&l->tsv, 0, l->err, "this id is longer than %d bytes", ID_MAX);
    memcpy(id, kind_word, n);
    id[n] = '/';
    memcpy(id + n + 1, f.s, f.len);
    rcp_entity *row = rcp_rows_add(&l->rows);
    if (!row)
        return full(l);
    *row = (rcp_entity){.kind = kind, .why = l->tsv.why, .lat = NAN, .lon = NAN,
                        .from = RCP_DAY_MIN, .to = RCP_DAY_MAX};
    row->id = rcp_sym_of(l->syms, (rcp_str){id, f.len + (uint32_t)n + 1});
    rcp_alias marks = {0};
    row->name = rcp_sym_of(l->syms, take_marks(rcp_tsv_field(&l->tsv, 1), &marks));
    if (!row->id || !row->name)
        return rcp_tsv_fail(&l->tsv, 0, l->err, "an id and a name are wanted");
    *out = row;
    return RCP_OK;
}

/* The name and the French name are printed forms too. */
static rcp_status add_names(loader *l, rcp_entity *row, uint32_t fr)
{
    rcp_status s = add_alias(l, rcp_tsv_field(&l->tsv, 1), (rcp_str){0}, 0, "");
    rcp_str f = rcp_tsv_field(&l->tsv, fr);
    rcp_alias mark = {0};
    row->name_fr = f.len && !rcp_str_is(f, "-") ? rcp_sym_of(l->syms, take_marks(f, &mark)) : row->name;
    if (!s && row->name_fr != row->name)
        s = add_alias(l, f, (rcp_str){0}, 0, "");
    return s;
}

/* Words of field i into flags. */
static rcp_status read_flags(loader *l, uint32_t i, uint16_t *flags)
{
    static const struct { const char *word; uint16_t flag; } words[] = {
        {"acts", RCP_ENTITY_ACTS}, {"agency", RCP_ENTITY_AGENCY}, {"region", RCP_ENTITY_REGION},
        {"disputed", RCP_ENTITY_DISPUTED}, {"m", RCP_ENTITY_MALE}, {"f", RCP_ENTITY_FEMALE}};
    rcp_str rest = rcp_tsv_field(&l->tsv, i), piece;
    while (rcp_list_next(&rest, &piece)) {
        uint16_t flag = 0;
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (rcp_str_is(piece, words[k].word))
                flag = words[k].flag;
        if (!flag && !rcp_str_is(piece, "-") && piece.len)
            return rcp_tsv_fail(&l->tsv, i, l->err, "'%.*s' is no flag", (int)piece.len, piece.s);
        *flags |= flag;
    }
    return RCP_OK;
}

/* countries.tsv: alpha-3, name, fr, aliases, French adjectives, English adjectives */
static rcp_status read_country(loader *l)
{
    rcp_entity *row;
    rcp_status s = rcp_tsv_want(&l->tsv, 2, 6, l->err);
    if (s || (s = begin(l, "country", RCP_PLACE, &row)))
        return s;
    row->flags = RCP_ENTITY_COUNTRY | RCP_ENTITY_ACTS;
    row->country = field_sym(l, 0);
    row->cls = rcp_sym_of(l->syms, RCP_STR("country"));
    if (!(s = add_names(l, row, 2)) && !(s = add_aliases(l, 3, 0, "")) &&
        !(s = add_aliases(l, 4, RCP_ALIAS_DEMONYM, "fr")))
        s = add_aliases(l, 5, RCP_ALIAS_DEMONYM, "en");
    return s;
}

/* places.tsv: id, name, fr, aliases, country, class, flags, lat, lon, geonames */
static rcp_status read_place(loader *l)
{
    rcp_entity *row;
    rcp_status s = rcp_tsv_want(&l->tsv, 6, 10, l->err);
    if (s || (s = begin(l, "place", RCP_PLACE, &row)))
        return s;
    row->cls = field_sym(l, 5);
    row->geonames = field_sym(l, 9);
    if (!(s = read_code(l, 4, &row->country)) && !(s = read_flags(l, 6, &row->flags)) &&
        !(s = read_degrees(l, 7, 90, &row->lat)) && !(s = read_degrees(l, 8, 180, &row->lon)) &&
        !(s = add_names(l, row, 2)))
        s = add_aliases(l, 3, 0, "");
    return s;
}

/* orgs.tsv: id, name, fr, aliases, country, sector, class, flags */
static rcp_status read_org(loader *l)
{
    rcp_entity *row;
    rcp_status s = rcp_tsv_want(&l->tsv, 7, 8, l->err);
    if (s || (s = begin(l, "organisation", RCP_ORGANISATION, &row)))
        return s;
    row->sector = field_sym(l, 5);
    row->cls = field_sym(l, 6);
    if (!(s = read_code(l, 4, &row->country)) && !(s = read_flags(l, 7, &row->flags)) && !(s = add_names(l, row, 2)))
        s = add_aliases(l, 3, 0, "");
    return s;
}

/* equipment.tsv: id, name, fr, aliases, class, country of make (not an actor: not kept) */
static rcp_status read_equipment(loader *l)
{
    rcp_entity *row;
    rcp_status s = rcp_tsv_want(&l->tsv, 5, 6, l->err);
    if (s || (s = begin(l, "equipment", RCP_EQUIPMENT, &row)))
        return s;
    row->cls = field_sym(l, 4);
    if (!(s = add_names(l, row, 2)))
        s = add_aliases(l, 3, 0, "");
    return s;
}

/* A last name alone, and every given name before it.  '!': known to everybody without one. */
static rcp_status add_last(loader *l, rcp_str last)
{
    bool famous = last.len > 1 && last.s[0] == '!';
    rcp_str givens = rcp_tsv_field(&l->tsv, 2), given;
    if (famous)
        last = skip(last, 1);
    rcp_alias mark = {0};
    rcp_str bare = take_marks(last, &mark);
    rcp_status s = add_alias(l, last, (rcp_str){0}, famous ? 0 : RCP_ALIAS_LAST, "");
    while (!s && rcp_list_next(&givens, &given))
        if (!rcp_str_is(given, "-"))
            s = add_alias(l, given, bare, 0, "");
    return s;
}

/* people.tsv: id, name, given names, last names, other aliases, flags (m, f), country, sector */
static rcp_status read_person(loader *l)
{
    rcp_entity *row;
    rcp_status s = rcp_tsv_want(&l->tsv, 4, 8, l->err);
    if (s || (s = begin(l, "person", RCP_PERSON, &row)))
        return s;
    row->name_fr = row->name;
    row->sector = field_sym(l, 7);
    if ((s = read_code(l, 6, &row->country)) || (s = read_flags(l, 5, &row->flags)) ||
        (s = add_alias(l, rcp_tsv_field(&l->tsv, 1), (rcp_str){0}, 0, "")))
        return s;
    rcp_str lasts = rcp_tsv_field(&l->tsv, 3), last;
    while (!s && rcp_list_next(&lasts, &last))
        if (!rcp_str_is(last, "-"))
            s = add_last(l, last);
    return s ? s : add_aliases(l, 4, 0, "");
}

static bool has_row(const rcp_entities *e, rcp_sym id)
{
    return id && id < e->n_row_of && e->row_of[id];
}

/* The symbol an office belongs to: a country's code, "organisation/ID", or "place/ID" in full. */
static rcp_sym office_of(loader *l, uint32_t i)
{
    char id[ID_MAX];
    rcp_str f = rcp_tsv_field(&l->tsv, i);
    bool code = f.len == 3 && f.s[0] >= 'A' && f.s[0] <= 'Z';
    bool whole = f.len && memchr(f.s, '/', f.len);
    if (code || whole || f.len + 14 > sizeof id)
        return rcp_sym_lookup(l->syms, f);
    memcpy(id, "organisation/", 13);
    memcpy(id + 13, f.s, f.len);
    rcp_sym sym = rcp_sym_lookup(l->syms, (rcp_str){id, f.len + 13});
    return has_row(l->e, sym) ? sym : 0;
}

static rcp_status read_days(loader *l, uint32_t i, bool end, int32_t *out)
{
    int32_t lo, hi;
    rcp_str f = rcp_tsv_field(&l->tsv, i);
    *out = end ? RCP_DAY_MAX : RCP_DAY_MIN;
    if (!f.len || rcp_str_is(f, "-"))
        return RCP_OK;
    if (!rcp_day_read(f, &lo, &hi))
        return rcp_tsv_fail(&l->tsv, i, l->err, "'%.*s' is no date", (int)f.len, f.s);
    *out = end ? hi : lo;
    return RCP_OK;
}

/* offices.tsv: office, sector, how many hold it at a time (one, many) */
static rcp_status read_office(loader *l)
{
    rcp_status s = rcp_tsv_want(&l->tsv, 3, 3, l->err);
    if (s)
        return s;
    rcp_office *o = rcp_rows_add(&l->offices);
    if (!o)
        return full(l);
    o->role = field_sym(l, 0);
    o->sector = field_sym(l, 1);
    o->one = rcp_str_is(rcp_tsv_field(&l->tsv, 2), "one");
    if (!o->one && !rcp_str_is(rcp_tsv_field(&l->tsv, 2), "many"))
        return rcp_tsv_fail(&l->tsv, 2, l->err, "'one' or 'many' is wanted");
    return RCP_OK;
}

/* Row of offices.tsv, or 0. */
static uint32_t office_row(const loader *l, rcp_sym role)
{
    for (uint32_t i = 1; i < l->offices.n; i++)
        if (RCP_ROW(&l->offices, rcp_office, i)->role == role)
            return i;
    return 0;
}

/* A body gives its own country and sector to whoever speaks for it; a state its code. */
static void place_holder(loader *l, rcp_holding *h)
{
    const rcp_entity *body = &l->e->row[has_row(l->e, h->of) ? l->e->row_of[h->of] : 0];
    bool org = body->kind == RCP_ORGANISATION, igo = org && rcp_str_is(rcp_sym_str(l->syms, body->sector), "IGO");
    h->sector = org && body->sector ? body->sector : RCP_ROW(&l->offices, rcp_office, h->rank)->sector;
    if (org && (body->country || igo))
        h->country = body->country;
    else
        h->country = body->id ? l->e->row[h->person].country : h->of;
}

/* roles.tsv: role, country or organisation, person, from, to */
static rcp_status read_role(loader *l)
{
    char id[ID_MAX];
    rcp_str f = rcp_tsv_field(&l->tsv, 2);
    rcp_status s = rcp_tsv_want(&l->tsv, 3, 5, l->err);
    if (s)
        return s;
    rcp_holding *h = rcp_rows_add(&l->holdings);
    if (!h)
        return full(l);
    h->role = field_sym(l, 0);
    h->of = office_of(l, 1);
    h->why = l->tsv.why;
    if (f.len + 7 < sizeof id) {
        memcpy(id, "person/", 7);
        memcpy(id + 7, f.s, f.len);
        h->person = rcp_entity_lookup(l->e, l->syms, (rcp_str){id, f.len + 7});
    }
    if (!h->person)
        return rcp_tsv_fail(&l->tsv, 2, l->err, "people.tsv has no '%.*s'", (int)f.len, f.s);
    if (!h->of)
        return rcp_tsv_fail(&l->tsv, 1, l->err, "neither a country's code nor an id of orgs.tsv");
    if (!(h->rank = office_row(l, h->role)))
        return rcp_tsv_fail(&l->tsv, 0, l->err, "offices.tsv has no '%.*s'",
                            (int)rcp_tsv_field(&l->tsv, 0).len, rcp_tsv_field(&l->tsv, 0).s);
    if ((s = read_days(l, 3, false, &h->from)) || (s = read_days(l, 4, true, &h->to)))
        return s;
    if (h->from >= h->to)
        return rcp_tsv_fail(&l->tsv, 4, l->err, "the office ends before it begins");
    place_holder(l, h);
    rcp_entity *p = &l->e->row[h->person];
    if (!p->role || h->from >= p->from) {
        p->role = h->role;
        p->from = h->from;
        p->to = h->to;
    }
    h->next = p->holding;
    p->holding = l->holdings.n - 1;
    return RCP_OK;
}

static rcp_status read_file(loader *l, const char *name, rcp_status (*read)(loader *))
{
    rcp_status s = RCP_OK;
    if (!rcp_tsv_open(&l->tsv, l->res, name))
        return RCP_OK;
    while (!s && rcp_tsv_next(&l->tsv))
        s = read(l);
    return s;
}

/* Symbols are dense, so the index by id is an array. */
static rcp_status index_rows(loader *l)
{
    rcp_entities *e = l->e;
    e->row = (rcp_entity *)(void *)l->rows.row;
    e->n = l->rows.n;
    e->n_row_of = l->syms->n;
    e->row_of = RCP_NEW(l->arena, uint32_t, e->n_row_of);
    if (!e->row_of)
        return full(l);
    for (uint32_t i = 1; i < e->n; i++) {
        uint32_t *slot = &e->row_of[e->row[i].id];
        if (*slot) {
            rcp_why why = e->row[i].why;
            rcp_tsv second = {.file = &l->res->file[(why >> 24) - 1], .line = why & 0xffffff};
            return rcp_tsv_fail(&second, 0, l->err, "the id '%s' is given twice", rcp_sym_str(l->syms, e->row[i].id).s);
        }
        *slot = i;
    }
    return RCP_OK;
}

rcp_status rcp_entities_load(rcp_entities *e, const rcp_res *res, rcp_syms *syms, rcp_arena *a,
                             rcp_err *err)
{
    loader l = {.e = e, .res = res, .syms = syms, .arena = a, .err = err};
    *e = (rcp_entities){0};
    rcp_status s;
    const rcp_res_file *places = rcp_res_lookup(res, "places.tsv");
    if (places && rcp_syms_reserve(syms, places->bytes.len / 16))       /* most symbols are its */
        return full(&l);
    if ((s = rcp_rows_init(&l.rows, a, sizeof(rcp_entity))) ||
        (s = rcp_rows_init(&l.aliases, a, sizeof(rcp_alias))) ||
        (s = rcp_rows_init(&l.holdings, a, sizeof(rcp_holding))) ||
        (s = rcp_rows_init(&l.offices, a, sizeof(rcp_office))))
        return full(&l);
    if ((s = read_file(&l, "countries.tsv", read_country)))
        return s;
    e->n_countries = l.rows.n - 1;
    if ((s = read_file(&l, "places.tsv", read_place)) || (s = read_file(&l, "orgs.tsv", read_org)) ||
        (s = read_file(&l, "equipment.tsv", read_equipment)) ||
        (s = read_file(&l, "people.tsv", read_person)) || (s = index_rows(&l)) ||
        (s = read_file(&l, "offices.tsv", read_office)) || (s = read_file(&l, "roles.tsv", read_role)))
        return s;
    e->alias = RCP_ROW(&l.aliases, rcp_alias, 1);
    e->n_aliases = l.aliases.n - 1;
    e->holding = RCP_ROW(&l.holdings, rcp_holding, 1);
    e->n_holdings = l.holdings.n - 1;
    e->office = RCP_ROW(&l.offices, rcp_office, 0);
    e->n_offices = l.offices.n;
    return rcp_entity_facts_load(e, res, syms, a, err);
}

uint32_t rcp_entity_lookup(const rcp_entities *e, const rcp_syms *syms, rcp_str id)
{
    rcp_sym sym = rcp_sym_lookup(syms, id);
    return sym < e->n_row_of ? e->row_of[sym] : 0;
}

uint32_t rcp_country_lookup(const rcp_entities *e, rcp_sym alpha3)
{
    for (uint32_t i = 1; alpha3 && i <= e->n_countries; i++)
        if (e->row[i].country == alpha3)
            return i;
    return 0;
}
