#include "find/names.h"

enum { DEPTH = 24, NAME_UNITS = 3 };

/* A name of the tables that stands at units [beg, end); those of one beg lie side by side. */
typedef struct { uint32_t beg, end, alias; bool alt; } candidate;

typedef struct {
    rcp_search *s;
    rcp_rows    cand;
    uint32_t   *first;          /* by unit: its first candidate; units.n + 1 entries */
} matcher;

/* A phrase that stands at [beg, end), and what filled its slots. */
typedef struct { uint32_t end, item, entity, name_beg, name_end; rcp_sym country; } filled;

static const candidate *cand_at(const matcher *m, uint32_t i)
{
    return RCP_ROW(&m->cand, candidate, i);
}

static const rcp_entity *entity_of(const matcher *m, const candidate *c)
{
    const rcp_entities *e = m->s->names->e;
    return &e->row[e->alias[c->alias].entity];
}

static uint32_t flags_of(const matcher *m, const candidate *c)
{
    return m->s->names->alias_flags[c->alias];
}

static uint32_t plain(rcp_str s, uint32_t at, uint32_t *n)
{
    uint32_t c = rcp_utf8_at(s, at, n);
    return c == 0x2019 ? '\'' : c == 0x2010 || c == 0x2011 ? '-' : c == 0xa0 || c == 0x202f ? ' ' : c;
}

/* Equal but for the kind of apostrophe, hyphen and blank. */
static bool same_letters(rcp_str a, rcp_str b)
{
    uint32_t i = 0, k = 0, n, m;
    while (i < a.len && k < b.len) {
        if (plain(a, i, &n) != plain(b, k, &m))
            return false;
        i += n, k += m;
    }
    return i == a.len && k == b.len;
}

/* Whether unit i stands among words in capitals: there "UN" is an article, not an organisation. */
static bool among_capitals(const rcp_search *s, uint32_t i)
{
    uint32_t n = 0;
    for (uint32_t k = i > 2 ? i - 2 : 1; k < s->units.n && k <= i + 2; k++)
        n += k != i && rcp_unit_at(s, k)->sent == rcp_unit_at(s, i)->sent && (rcp_unit_at(s, k)->flags & RCP_UNIT_CAPS);
    return n >= 2;
}

/* Whether a word such as "agence" or "newspaper" stands shortly before. */
static bool hinted(const rcp_search *s, uint32_t beg)
{
    for (uint32_t i = beg; i-- > 1 && i + 6 >= beg;)
        if (rcp_unit_is(s, i) & RCP_NW_HINT)
            return true;
    return false;
}

/* "La réunion" that begins a sentence is not La Réunion: behind an article the name's own capital is wanted. */
static bool lost_capital(const rcp_search *s, const rcp_alias *a, uint32_t beg, uint32_t end)
{
    const char *blank = a->text.len ? memchr(a->text.s, ' ', a->text.len) : NULL;
    const rcp_unit *article = rcp_unit_at(s, beg);
    if (!blank || end - beg < 2 || (uint32_t)(blank - a->text.s) != article->span.end - article->span.beg)
        return false;
    if (!(rcp_unit_is(s, beg) & RCP_NW_ARTICLE) || rcp_unit_at(s, beg + 1)->flags & RCP_UNIT_UPPER)
        return false;
    uint32_t n, at = (uint32_t)(blank - a->text.s) + 1;
    return at < a->text.len && rcp_is_upper(rcp_utf8_at(a->text, at, &n));
}

static bool case_fits(const matcher *m, uint32_t alias, uint32_t beg, uint32_t end, bool alt)
{
    const rcp_search *s = m->s;
    const rcp_alias *a = &s->names->e->alias[alias];
    uint32_t flags = s->names->alias_flags[alias];
    const rcp_unit *u = rcp_unit_at(s, beg);
    if ((flags & RCP_ALIAS_UPPER) && !(u->flags & RCP_UNIT_UPPER))
        return false;
    if ((flags & RCP_ALIAS_UPPER) && lost_capital(s, a, beg, end))
        return false;
    if (!(flags & RCP_ALIAS_CASED))
        return true;
    rcp_str text = rcp_units_text(s, beg, end);
    if (alt && text.len && text.s[text.len - 1] == 's')
        text.len--;
    if (!a->rest.len && !same_letters(text, a->text))
        return false;
    if (end - beg == 1 && text.len <= 3 && among_capitals(s, beg))
        return false;
    /* a common word that begins a sentence has its capital from there */
    return end - beg > 1 || !(u->flags & RCP_UNIT_FIRST) || (u->flags & RCP_UNIT_CAPS) || hinted(s, beg);
}

static bool boundary(const rcp_search *s, uint32_t end)
{
    return end >= s->units.n || !(rcp_unit_at(s, end)->flags & RCP_UNIT_GLUED);
}

static rcp_status add_endings(matcher *m, uint32_t state, uint32_t beg, uint32_t end, bool alt)
{
    const rcp_trie *t = &m->s->names->trie;
    const rcp_entities *e = m->s->names->e;
    if (!boundary(m->s, end))
        return RCP_OK;
    for (uint32_t i = rcp_trie_state(t, state)->first; i; i = rcp_trie_ending(t, i)->next) {
        uint32_t alias = rcp_trie_ending(t, i)->item;
        if (alias >= e->n_aliases || !case_fits(m, alias, beg, end, alt))
            continue;
        if (alt && e->row[e->alias[alias].entity].kind != RCP_EQUIPMENT)
            continue;
        candidate *c = rcp_rows_add(&m->cand);
        if (!c)
            return RCP_E_LIMIT;
        *c = (candidate){beg, end, alias, alt};
    }
    return RCP_OK;
}

/* All names that begin at unit beg. */
static rcp_status names_at(matcher *m, uint32_t beg)
{
    const rcp_search *s = m->s;
    const rcp_trie *t = &s->names->trie;
    uint32_t state = RCP_TRIE_ROOT;
    rcp_status status = RCP_OK;
    for (uint32_t i = beg; !status && i < s->units.n && i - beg < DEPTH; i++) {
        const rcp_unit *u = rcp_unit_at(s, i);
        if (i > beg && u->gap > RCP_GAP_DOT)
            break;
        if (u->alt) {           /* a plural, or a variant with what is glued to it */
            uint32_t side = rcp_trie_step(t, state, u->alt), end = i + 1;
            while (u->flags & RCP_UNIT_VARIANT && !boundary(s, end))
                end++;
            if (side)
                status = add_endings(m, side, beg, end, true);
        }
        state = rcp_trie_step(t, state, u->word);
        if (!state)
            break;
        if (!status)
            status = add_endings(m, state, beg, i + 1, false);
    }
    return status;
}

static rcp_status all_names(matcher *m)
{
    const rcp_search *s = m->s;
    m->first = RCP_NEW(s->scratch, uint32_t, (size_t)s->units.n + 2);
    if (!m->first || rcp_rows_init(&m->cand, s->scratch, sizeof(candidate)))
        return RCP_E_LIMIT;
    for (uint32_t i = 1; i < s->units.n; i++) {
        m->first[i] = m->cand.n;
        if (rcp_unit_at(s, i)->flags & RCP_UNIT_GLUED)
            continue;
        rcp_status status = names_at(m, i);
        if (status)
            return status;
    }
    m->first[s->units.n] = m->first[s->units.n + 1] = m->cand.n;
    return RCP_OK;
}

static bool fills(const matcher *m, const candidate *c, uint32_t slot)
{
    const rcp_entity *e = entity_of(m, c);
    uint32_t flags = flags_of(m, c);
    bool name = !(flags & (RCP_ALIAS_DEMONYM | RCP_ALIAS_BASE | RCP_ALIAS_LAST));
    switch (slot) {
    case RCP_SLOT_ADJ:          /* English takes a country's name for its adjective: UK officials */
        return (flags & RCP_ALIAS_DEMONYM) ||
               (name && (e->flags & RCP_ENTITY_COUNTRY) && !strcmp(m->s->names->lang, "en"));
    case RCP_SLOT_COUNTRY:
        return name && e->kind == RCP_PLACE && (e->flags & (RCP_ENTITY_COUNTRY | RCP_ENTITY_ACTS));
    case RCP_SLOT_REGION:
        return flags & RCP_ALIAS_BASE;
    case RCP_SLOT_PLACE:
        return name && e->kind == RCP_PLACE;
    default:
        return false;
    }
}

/* What its slots hold decides between two phrases of one length: a known place, then a country. */
static int substance(const filled *f)
{
    return !f->item ? -1 : (f->entity ? 2 : 0) + (f->country ? 1 : 0);
}

static void better(filled *best, const filled *f, uint32_t item)
{
    filled g = *f;
    g.item = item;
    if (g.end > best->end || (g.end == best->end && substance(&g) > substance(best)))
        *best = g;
}

static void walk(const matcher *m, uint32_t state, filled f, uint32_t depth, filled *best);

static void walk_slot(const matcher *m, uint32_t state, filled f, uint32_t depth, uint32_t slot,
                      filled *best)
{
    const rcp_search *s = m->s;
    uint32_t next = rcp_trie_step(&s->names->trie, state, s->names->slot[slot]), at = f.end;
    if (!next)
        return;
    if (slot == RCP_SLOT_NAME) {
        uint32_t end = at;
        while (end < s->units.n && end - at < NAME_UNITS && !(rcp_unit_is(s, end) & RCP_NW_STOP) &&
               (rcp_unit_at(s, end)->flags & RCP_UNIT_UPPER) && (end == at || rcp_unit_at(s, end)->gap == RCP_GAP_JOIN))
            end++;
        for (; end > at; end--) {
            f.name_beg = at, f.name_end = f.end = end;
            if (boundary(s, end))
                walk(m, next, f, depth + 1, best);
        }
        return;
    }
    for (uint32_t i = m->first[at]; i < m->first[at + 1]; i++) {
        const candidate *c = cand_at(m, i);
        if (!fills(m, c, slot))
            continue;
        filled g = f;
        g.end = c->end;
        if (slot == RCP_SLOT_REGION || slot == RCP_SLOT_PLACE) {
            /* of two places of that name, the one in the country the phrase has named */
            if (f.country && entity_of(m, c)->country != f.country)
                continue;
            g.entity = s->names->e->alias[c->alias].entity;
        } else
            g.country = entity_of(m, c)->country;
        walk(m, next, g, depth + 1, best);
    }
}

/* All ways on from here; `best` keeps the longest phrase.  Depth and branching are those of the
 * resource file, not of the text. */
static void walk(const matcher *m, uint32_t state, filled f, uint32_t depth, filled *best)
{
    const rcp_search *s = m->s;
    const rcp_trie *t = &s->names->trie;
    const rcp_state *st = rcp_trie_state(t, state);
    if (boundary(s, f.end))
        for (uint32_t i = st->first; i; i = rcp_trie_ending(t, i)->next)
            if (rcp_trie_ending(t, i)->item >= s->names->e->n_aliases)
                better(best, &f, rcp_trie_ending(t, i)->item);
    if (depth == DEPTH || f.end >= s->units.n)
        return;
    const rcp_unit *u = rcp_unit_at(s, f.end);
    if (depth > 0 && u->gap > RCP_GAP_DOT)
        return;
    for (uint32_t slot = 0; st->slots >> slot; slot++)
        if (st->slots >> slot & 1)
            walk_slot(m, state, f, depth, slot, best);
    uint32_t next = rcp_trie_step(t, state, u->word);
    if (next) {
        f.end++;
        walk(m, next, f, depth + 1, best);
    }
}

/* The country an adjective next to [beg, end) names: "le média ukrainien Pravda". */
static rcp_sym country_beside(const matcher *m, uint32_t beg, uint32_t end)
{
    for (uint32_t k = 1; k <= 4 && k <= beg; k++) {
        uint32_t at = k < 4 ? beg - k : end;
        if (at == 0 || at >= m->s->units.n)
            continue;
        for (uint32_t i = m->first[at]; i < m->first[at + 1]; i++)
            if (flags_of(m, cand_at(m, i)) & RCP_ALIAS_DEMONYM)
                return entity_of(m, cand_at(m, i))->country;
    }
    return 0;
}

/* How well a name fits where several are the same words: larger is better. */
static int standing(const matcher *m, const candidate *c, rcp_sym beside)
{
    uint32_t flags = flags_of(m, c);
    return (beside && entity_of(m, c)->country == beside ? 8 : 0) + (flags & RCP_ALIAS_LAST ? 0 : 4) +
           (flags & RCP_ALIAS_DEMONYM ? 0 : 2) + (c->alt ? 0 : 1);
}

/* The best of the names that begin at beg: the longest, then the best standing, then file order. */
static const candidate *best_name(const matcher *m, uint32_t beg)
{
    const candidate *best = NULL;
    rcp_sym beside = 0;
    for (uint32_t i = m->first[beg]; i < m->first[beg + 1]; i++) {
        const candidate *c = cand_at(m, i);
        if (flags_of(m, c) & RCP_ALIAS_BASE)
            continue;
        if (best && c->end == best->end && !beside)
            beside = country_beside(m, beg, c->end);
        if (!best || c->end > best->end ||
            (c->end == best->end && standing(m, c, beside) > standing(m, best, beside)))
            best = c;
    }
    return best;
}

static rcp_status emit_name(matcher *m, const candidate *c)
{
    rcp_found *f = rcp_rows_add(&m->s->found);
    if (!f)
        return RCP_E_LIMIT;
    const rcp_entity *e = entity_of(m, c);
    uint32_t flags = flags_of(m, c);
    const rcp_alias *a = &m->s->names->e->alias[c->alias];
    *f = (rcp_found){.beg = c->beg, .end = c->end, .kind = e->kind, .entity = a->entity,
                     .name = e->name, .country = e->country, .sector = e->sector, .why = a->why,
                     .alias = c->alias + 1};
    if (e->kind == RCP_EQUIPMENT)
        f->country = 0;
    if (flags & RCP_ALIAS_LAST)
        f->flags |= RCP_FOUND_LAST;
    if (flags & RCP_ALIAS_DEMONYM) {
        f->kind = RCP_OTHER;
        f->flags |= RCP_MENTION_DEMONYM;
        f->entity = f->name = 0;
    }
    return RCP_OK;
}

static rcp_status emit_phrase(matcher *m, uint32_t beg, const filled *p)
{
    rcp_search *s = m->s;
    const rcp_phrase *ph = RCP_ROW(&s->names->phrases, rcp_phrase, p->item - s->names->e->n_aliases);
    const rcp_name_class *c = RCP_ROW(&s->names->classes, rcp_name_class, ph->cls);
    rcp_found *f = rcp_rows_add(&s->found);
    if (!f)
        return RCP_E_LIMIT;
    *f = (rcp_found){.beg = beg, .end = p->end, .kind = c->kind, .cls = ph->cls, .country = p->country,
                     .sector = c->sector, .why = ph->why, .of = p->entity};
    if (ph->flags & RCP_PHRASE_ANAPHOR)
        f->flags |= RCP_FOUND_BARE;
    if (c->kind == RCP_PLACE && p->entity) {
        const rcp_entity *e = &s->names->e->row[p->entity];
        f->entity = p->entity;
        f->name = e->name;
        f->country = e->country;
        f->of = 0;
    }
    if (p->name_end > p->name_beg) {
        f->flags |= RCP_FOUND_UNKNOWN;
        bool all = rcp_str_is(c->name, "{all}");
        f->name = rcp_sym_of(&s->doc->syms, all ? rcp_units_text(s, beg, p->end)
                                                : rcp_units_text(s, p->name_beg, p->name_end));
    }
    return RCP_OK;
}

/* Whether leaving the article out finds more: "La Croix" in "La Croix-Rouge". */
static bool longer_after(const matcher *m, uint32_t beg, uint32_t end)
{
    const candidate *c = beg < m->s->units.n ? best_name(m, beg) : NULL;
    return c && c->end > end;
}

/* From the left, the longest name or phrase; a name wins over a phrase of the same length. */
static rcp_status choose(matcher *m)
{
    rcp_search *s = m->s;
    for (uint32_t i = 1; i < s->units.n;) {
        filled best = {.end = i}, from = {.end = i};
        const candidate *c = best_name(m, i);
        rcp_status status = RCP_OK;
        if (!(rcp_unit_at(s, i)->flags & RCP_UNIT_GLUED))
            walk(m, RCP_TRIE_ROOT, from, 0, &best);
        uint32_t end = i + 1;
        if (c && rcp_unit_is(s, i) & RCP_NW_ARTICLE && longer_after(m, i + 1, c->end))
            c = NULL;
        if (c && c->end >= best.end) {
            status = emit_name(m, c);
            end = c->end;
        } else if (best.item) {
            status = emit_phrase(m, i, &best);
            end = best.end;
        }
        if (status)
            return status;
        i = end;
    }
    return RCP_OK;
}

rcp_status rcp_names_match(rcp_search *s)
{
    matcher m = {.s = s};
    rcp_status status = all_names(&m);
    return status ? status : choose(&m);
}
