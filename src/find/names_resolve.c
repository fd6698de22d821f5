#include "find/names.h"

enum { LOOK_BACK = 400 };       /* found rows an antecedent is looked for in: keeps time linear */

static const rcp_name_class *class_of(const rcp_search *s, const rcp_found *f)
{
    return RCP_ROW(&s->names->classes, rcp_name_class, f->cls);
}

static rcp_id sentence(const rcp_search *s, const rcp_found *f)
{
    return rcp_unit_at(s, f->beg)->sent;
}

static bool alive(const rcp_found *f)
{
    return !(f->flags & RCP_FOUND_DEAD);
}

static uint32_t oldest(uint32_t i)
{
    return i > LOOK_BACK ? i - LOOK_BACK : 1;
}

/* The class of a found row, as text: its phrase's, else its entity's own. */
static rcp_str class_text(const rcp_search *s, const rcp_found *f)
{
    rcp_sym sym = f->cls ? class_of(s, f)->cls : f->entity ? s->names->e->row[f->entity].cls : 0;
    return rcp_sym_str(&s->pack->syms, sym);
}

/* How strongly row f speaks for its country as the one the text is about, seen from row i. */
static int salience(const rcp_search *s, const rcp_found *f, rcp_id here, bool before)
{
    bool acts = f->flags & RCP_MENTION_GOVERNMENT, near = sentence(s, f) == here;
    if (!f->country || !alive(f) || f->kind == RCP_EQUIPMENT ||
        (f->entity && s->names->e->row[f->entity].flags & RCP_ENTITY_AGENCY))
        return 0;
    if (before)
        return near ? (acts ? 9 : 5) : sentence(s, f) + 1 == here ? (acts ? 8 : 3) : 0;
    return near ? (acts ? 7 : 4) : 0;
}

/* The country a phrase without one belongs to: one that acts in this sentence or the last, else
 * the nearest.  0 where neither names any. */
static rcp_sym salient_country(const rcp_search *s, uint32_t i)
{
    rcp_id here = sentence(s, rcp_found_at(s, i));
    rcp_sym country = 0;
    int best = 0;
    for (uint32_t k = i; k-- > oldest(i);) {
        int n = salience(s, rcp_found_at(s, k), here, true);
        if (n > best)
            best = n, country = rcp_found_at(s, k)->country;
        if (sentence(s, rcp_found_at(s, k)) + 1 < here)
            break;
    }
    for (uint32_t k = i + 1; k < s->found.n && sentence(s, rcp_found_at(s, k)) == here && k < i + LOOK_BACK; k++) {
        int n = salience(s, rcp_found_at(s, k), here, false);
        if (n > best)
            best = n, country = rcp_found_at(s, k)->country;
    }
    return country;
}

/* The class's English name with the country's adjective put in. */
static rcp_sym made_name(const rcp_search *s, rcp_str pattern, rcp_sym country)
{
    char out[160];
    uint32_t row = rcp_country_lookup(s->names->e, country), n = 0;
    rcp_str adj = row ? s->names->adjective[row] : RCP_STR("");
    if (!adj.len || adj.len + pattern.len > sizeof out || pattern.len < 6 || memcmp(pattern.s, "{adj}", 5))
        return 0;
    memcpy(out, adj.s, adj.len);
    n = adj.len;
    memcpy(out + n, pattern.s + 5, pattern.len - 5);
    return rcp_sym_of(&s->doc->syms, (rcp_str){out, n + pattern.len - 5});
}

/* Give a body of class and country its row of orgs.tsv, or a name made of both. */
static void name_body(const rcp_search *s, rcp_found *f)
{
    const rcp_name_class *c = class_of(s, f);
    for (uint32_t i = 1; i < s->names->bodies.n; i++) {
        uint32_t row = *RCP_ROW(&s->names->bodies, uint32_t, i);
        const rcp_entity *e = &s->names->e->row[row];
        if (e->cls != c->cls || e->country != f->country)
            continue;
        f->entity = row;
        f->name = e->name;
        f->sector = e->sector;
        return;
    }
    f->name = made_name(s, c->name, f->country);
}

/* "le ministère", "the command": the last body of that class. */
static bool go_back_to_body(rcp_search *s, uint32_t i)
{
    rcp_found *f = rcp_found_at(s, i);
    rcp_str want = rcp_sym_str(&s->pack->syms, class_of(s, f)->cls);
    for (uint32_t k = i; k-- > oldest(i);) {
        const rcp_found *g = rcp_found_at(s, k);
        rcp_str cls = class_text(s, g);
        if (g->kind != RCP_ORGANISATION || !alive(g) || !g->name || sentence(s, g) + 6 < sentence(s, f) ||
            cls.len < want.len || memcmp(cls.s, want.s, want.len))
            continue;
        f->chain = k;
        f->entity = g->entity, f->name = g->name, f->country = g->country, f->sector = g->sector;
        return true;
    }
    return false;
}

static void resolve_body(rcp_search *s, uint32_t i)
{
    rcp_found *f = rcp_found_at(s, i);
    const rcp_name_class *c = class_of(s, f);
    if (f->name)
        return;
    if (f->flags & RCP_FOUND_BARE && go_back_to_body(s, i))
        return;
    if (!f->country && c->flags & RCP_CLASS_BARE && c->name.len)
        f->country = salient_country(s, i);
    if (f->country)
        name_body(s, f);
    if (!f->name && f->flags & RCP_FOUND_BARE)
        f->flags |= RCP_FOUND_DEAD;
}

/* --- offices --- */

static bool fits_role(const rcp_search *s, const rcp_name_class *c, rcp_sym role)
{
    rcp_str list = c->name, piece, word = rcp_sym_str(&s->pack->syms, role);
    while (rcp_list_next(&list, &piece))
        if (rcp_str_eq(piece, word))
            return true;
    return false;
}

static bool holds_now(const rcp_search *s, const rcp_holding *h)
{
    return s->day == RCP_DAY_MIN || (h->from <= s->day && s->day < h->to);
}

static bool named_in_report(const rcp_search *s, uint32_t person)
{
    for (uint32_t i = 1; i < s->found.n && i < 4 * LOOK_BACK; i++) {
        const rcp_found *f = rcp_found_at(s, i);
        if (f->kind == RCP_PERSON && f->entity == person && alive(f))
            return true;
    }
    return false;
}

/* Who holds the office on the day of publication; without a day, the only holder the report
 * names, else the only one there is.  0 where that leaves two. */
static uint32_t holder(const rcp_search *s, const rcp_found *f)
{
    const rcp_entities *e = s->names->e;
    rcp_sym of = f->of ? e->row[f->of].id : f->country;
    uint32_t only = 0, named = 0, n_only = 0, n_named = 0;
    for (uint32_t i = 0; of && i < e->n_holdings; i++) {
        const rcp_holding *h = &e->holding[i];
        if (h->of != of || !fits_role(s, class_of(s, f), h->role) || !holds_now(s, h))
            continue;
        if (h->person != only)
            only = h->person, n_only++;
        if (h->person != named && s->day == RCP_DAY_MIN && named_in_report(s, h->person))
            named = h->person, n_named++;
    }
    return n_named == 1 ? named : n_only == 1 ? only : 0;
}

static void be_person(rcp_search *s, rcp_found *f, uint32_t person, uint32_t chain)
{
    const rcp_entity *e = &s->names->e->row[person];
    rcp_standing on = rcp_entity_on(s->names->e, &s->pack->syms, person, s->day);
    f->entity = person;
    f->chain = chain;
    f->name = person ? e->name : rcp_found_at(s, chain)->name;
    if (!f->country)
        f->country = person ? on.country : rcp_found_at(s, chain)->country;
    if (!f->sector && person)
        f->sector = on.sector;
}

static uint32_t skip_of(const rcp_search *s, uint32_t i)
{
    uint32_t k = i;
    while (k < s->units.n && k < i + 3 && rcp_unit_is(s, k) & RCP_NW_OF && rcp_unit_at(s, k)->gap <= RCP_GAP_DOT)
        k++;
    return k;
}

static bool body_at(const rcp_search *s, uint32_t unit)
{
    if (unit == 0 || unit >= s->units.n || !s->at[unit])
        return false;
    const rcp_found *g = rcp_found_at(s, s->at[unit]);
    return g->kind == RCP_ORGANISATION && alive(g) && g->beg <= unit;
}

/* "porte-parole" + "du" + body; body + "spokesman": the office is that body's. */
static void join_body(rcp_search *s, rcp_found *f)
{
    uint32_t after = skip_of(s, f->end), before = f->beg - 1;
    if (f->of || f->country)
        return;
    const rcp_found *g = NULL;
    if (after > f->end && body_at(s, after) && rcp_unit_at(s, after)->gap <= RCP_GAP_DOT &&
        rcp_found_at(s, s->at[after])->beg == after) {
        g = rcp_found_at(s, s->at[after]);
        f->end = g->end;
    } else if (rcp_unit_at(s, f->beg)->gap == RCP_GAP_JOIN && !strcmp(s->names->lang, "en")) {
        if (before > 1 && rcp_unit_at(s, before)->word == s->names->s)
            before--;
        if (!body_at(s, before))
            return;
        g = rcp_found_at(s, s->at[before]);
        f->beg = g->beg;
    }
    if (!g)
        return;
    f->of = g->entity;
    f->country = g->country;
    f->flags &= ~(uint32_t)RCP_FOUND_BARE;
    if (!f->sector)
        f->sector = g->sector;
}

/* A person directly after the office, or before it and a comma: "Peskov, porte-parole du Kremlin,". */
static uint32_t person_beside(const rcp_search *s, const rcp_found *f)
{
    uint32_t k = f->end, before = f->beg - 1;
    if (k < s->units.n && rcp_unit_at(s, k)->gap <= RCP_GAP_COMMA) {
        /* a title may stand between: "the spokesman, General Ryder" */
        while (k < s->units.n && !s->at[k] && k < f->end + 2 && rcp_unit_is(s, k) & RCP_NW_TITLE)
            k++;
        uint32_t g = k < s->units.n ? s->at[k] : 0;
        if (g && rcp_found_at(s, g)->kind == RCP_PERSON && rcp_found_at(s, g)->beg == k)
            return g;
    }
    while (before > 0 && rcp_unit_is(s, before) & RCP_NW_ARTICLE && rcp_unit_at(s, before + 1)->gap == RCP_GAP_JOIN)
        before--;
    bool closed = f->end >= s->units.n || rcp_unit_at(s, f->end)->gap >= RCP_GAP_COMMA;
    if (before == 0 || !closed || rcp_unit_at(s, before + 1)->gap != RCP_GAP_COMMA)
        return 0;
    uint32_t g = s->at[before];
    return g && rcp_found_at(s, g)->kind == RCP_PERSON && rcp_found_at(s, g)->end == before + 1 ? g : 0;
}

/* The last person spoken of who has held such an office. */
static uint32_t last_holder(const rcp_search *s, uint32_t i)
{
    const rcp_entities *e = s->names->e;
    const rcp_found *f = rcp_found_at(s, i);
    uint32_t left = 40;         /* people: more would make hostile text slow */
    for (uint32_t k = i; k-- > oldest(i) && left;) {
        const rcp_found *g = rcp_found_at(s, k);
        if (!alive(g) || !g->entity || e->row[g->entity].kind != RCP_PERSON)
            continue;
        left--;
        for (uint32_t h = 0; h < e->n_holdings; h++)
            if (e->holding[h].person == g->entity && fits_role(s, class_of(s, f), e->holding[h].role) &&
                holds_now(s, &e->holding[h]))
                return k;
    }
    return 0;
}

/* The last mention of the same office that found its holder. */
static uint32_t same_office(const rcp_search *s, uint32_t i)
{
    const rcp_found *f = rcp_found_at(s, i);
    for (uint32_t k = i; k-- > oldest(i);) {
        const rcp_found *g = rcp_found_at(s, k);
        if (g->kind == RCP_ROLE && g->cls == f->cls && g->name && alive(g))
            return k;
    }
    return 0;
}

static void resolve_bare_office(rcp_search *s, uint32_t i)
{
    rcp_found *f = rcp_found_at(s, i);
    uint32_t k = same_office(s, i);
    if (!k && class_of(s, f)->flags & RCP_CLASS_BARE)
        k = last_holder(s, i);
    if (k) {
        be_person(s, f, rcp_found_at(s, k)->entity, k);
        return;
    }
    if (class_of(s, f)->flags & RCP_CLASS_BARE) {
        f->country = salient_country(s, i);
        uint32_t person = holder(s, f);
        if (person) {
            be_person(s, f, person, 0);
            return;
        }
        f->country = 0;
    }
    if (f->flags & RCP_FOUND_BARE)
        f->flags |= RCP_FOUND_DEAD;
}

static void resolve_office(rcp_search *s, uint32_t i)
{
    rcp_found *f = rcp_found_at(s, i);
    join_body(s, f);
    uint32_t beside = person_beside(s, f);
    if (beside) {
        const rcp_found *g = rcp_found_at(s, beside);
        if (!f->country || !g->country || f->country == g->country || !g->entity) {
            be_person(s, f, g->entity, beside);
            rcp_found *person = rcp_found_at(s, beside);
            if (!person->country)           /* an unknown person's country is the office's */
                person->country = f->country, person->sector = f->sector;
            return;
        }
    }
    if (!f->country && !f->of) {
        resolve_bare_office(s, i);
        return;
    }
    uint32_t person = holder(s, f);
    if (person)
        be_person(s, f, person, 0);
}

/* Bodies first: an office may lean on one that stands after it. */
rcp_status rcp_names_resolve(rcp_search *s)
{
    rcp_names_cover(s);
    for (uint32_t i = 1; i < s->found.n; i++)
        if (rcp_found_at(s, i)->kind == RCP_ORGANISATION && rcp_found_at(s, i)->cls && alive(rcp_found_at(s, i)))
            resolve_body(s, i);
    for (uint32_t i = 1; i < s->found.n; i++)
        if (rcp_found_at(s, i)->kind == RCP_ROLE && alive(rcp_found_at(s, i)))
            resolve_office(s, i);
    return RCP_OK;
}
