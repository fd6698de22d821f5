#include "find/names.h"


enum { NAME_MAX = 6 };          /* units of a name */

/* Which person a word of a name belongs to, by the hash of the folded word. */
typedef struct { uint64_t hash; uint32_t row; } part;
typedef struct { rcp_search *s; part *slot; uint32_t n_slots; } people;

static uint64_t hash_at(const rcp_search *s, uint32_t unit)
{
    char folded[RCP_UNIT_ROOM];
    uint32_t n = rcp_unit_fold(rcp_units_text(s, unit, unit + 1), folded);
    return n ? rcp_hash(folded, n) | 1 : 0;
}

static part *slot_of(const people *p, uint64_t hash)
{
    uint32_t i = (uint32_t)(hash >> 20) & (p->n_slots - 1);
    while (p->slot[i].hash && p->slot[i].hash != hash)
        i = (i + 1) & (p->n_slots - 1);
    return &p->slot[i];
}

/* Remember the words of a full name; the first person with a word keeps it. */
static void remember(people *p, uint32_t row)
{
    const rcp_found *f = rcp_found_at(p->s, row);
    for (uint32_t i = f->beg; i < f->end; i++) {
        const rcp_unit *u = rcp_unit_at(p->s, i);
        if (!(u->flags & RCP_UNIT_UPPER) || u->span.end - u->span.beg < 3 || rcp_unit_is(p->s, i) & RCP_NW_PARTICLE)
            continue;
        uint64_t hash = hash_at(p->s, i);
        part *slot = hash ? slot_of(p, hash) : NULL;
        if (slot && !slot->hash)
            *slot = (part){hash, row};
    }
}

static uint32_t known(const people *p, uint32_t unit)
{
    uint64_t hash = hash_at(p->s, unit);
    return hash ? slot_of(p, hash)->row : 0;
}

/* A place of one word that is a given name too gives way to "Florence Dupont". */
static bool free_at(const rcp_search *s, uint32_t i)
{
    if (!s->at[i])
        return true;
    const rcp_found *f = rcp_found_at(s, s->at[i]);
    return f->kind == RCP_PLACE && f->end - f->beg == 1 && rcp_unit_is(s, i) & (RCP_NW_MALE | RCP_NW_FEMALE) &&
           i + 1 < s->units.n && !s->at[i + 1] && rcp_unit_at(s, i + 1)->gap == RCP_GAP_JOIN &&
           rcp_unit_at(s, i + 1)->flags & RCP_UNIT_UPPER && !(rcp_unit_is(s, i + 1) & RCP_NW_STOP);
}

/* A word with a capital that may be part of a name. */
static bool name_word(const rcp_search *s, uint32_t i)
{
    const rcp_unit *u = rcp_unit_at(s, i);
    char c = s->doc->text.s[u->span.beg];
    return u->flags & RCP_UNIT_UPPER && !(rcp_unit_is(s, i) & RCP_NW_STOP) && free_at(s, i) &&
           !(c >= '0' && c <= '9') && !(u->flags & RCP_UNIT_GLUED);
}

static bool in_capitals(const rcp_search *s, uint32_t i)
{
    return rcp_unit_at(s, i)->flags & RCP_UNIT_CAPS && i + 1 < s->units.n && rcp_unit_at(s, i + 1)->flags & RCP_UNIT_CAPS;
}

/* The end of the run of name words that begins at i; particles may stand inside. */
static uint32_t run_end(const rcp_search *s, uint32_t i)
{
    uint32_t end = i + 1, k = i + 1;
    for (; k < s->units.n && k - i < NAME_MAX; k++) {
        const rcp_unit *u = rcp_unit_at(s, k);
        bool initial = rcp_unit_at(s, k - 1)->span.end - rcp_unit_at(s, k - 1)->span.beg <= 2;
        if (u->gap > RCP_GAP_DOT || (u->gap == RCP_GAP_DOT && !initial))
            break;
        if (name_word(s, k))
            end = k + 1;
        else if (!(rcp_unit_is(s, k) & RCP_NW_PARTICLE) || s->at[k])
            break;
    }
    return end;
}

static bool role_ends_at(const rcp_search *s, uint32_t i)
{
    return i > 1 && s->at[i - 1] && rcp_found_at(s, s->at[i - 1])->kind == RCP_ROLE &&
           rcp_unit_at(s, i)->gap <= RCP_GAP_COMMA;
}

static bool title_before(const rcp_search *s, uint32_t i)
{
    return i > 1 && rcp_unit_at(s, i)->gap <= RCP_GAP_DOT && rcp_unit_is(s, i - 1) & RCP_NW_TITLE;
}

/* A lower-case "hôtel", "hospital" before it: a building's name. */
static bool site_before(const rcp_search *s, uint32_t i)
{
    return i > 1 && rcp_unit_at(s, i)->gap == RCP_GAP_JOIN && rcp_unit_is(s, i - 1) & RCP_NW_ORG;
}

static bool say_beside(const rcp_search *s, uint32_t beg, uint32_t end)
{
    if (beg > 1 && rcp_unit_at(s, beg)->gap == RCP_GAP_JOIN && rcp_unit_is(s, beg - 1) & RCP_NW_SAY)
        return true;
    for (uint32_t k = end; k < s->units.n && k < end + 4 && rcp_unit_at(s, k)->gap <= RCP_GAP_COMMA; k++) {
        if (rcp_unit_is(s, k) & RCP_NW_SAY)
            return true;
        uint32_t upos = rcp_unit_upos(s, k);
        if (upos != RCP_AUX && upos != RCP_ADV && !(rcp_unit_is(s, k) & RCP_NW_SKIP))
            return false;
    }
    return false;
}

/* ", porte-parole de ...", ", a fisherman", ", 35": who somebody is. */
static bool described_after(const rcp_search *s, uint32_t end)
{
    if (end + 1 >= s->units.n || rcp_unit_at(s, end)->gap != RCP_GAP_COMMA)
        return false;
    uint32_t k = end;
    while (k < end + 2 && k + 1 < s->units.n && rcp_unit_is(s, k) & RCP_NW_ARTICLE)
        k++;
    char c = s->doc->text.s[rcp_unit_at(s, k)->span.beg];
    return rcp_unit_is(s, k) & RCP_NW_TITLE || (c >= '1' && c <= '9') ||
           (s->at[k] && rcp_found_at(s, s->at[k])->kind == RCP_ROLE);
}

static bool body_words(const rcp_search *s, uint32_t beg, uint32_t end)
{
    for (uint32_t i = beg; i < end; i++)
        if (rcp_unit_is(s, i) & RCP_NW_ORG)
            return true;
    return false;
}

static bool proper(const rcp_search *s, uint32_t beg, uint32_t end)
{
    for (uint32_t i = beg; i < end; i++) {
        uint32_t upos = rcp_unit_upos(s, i);
        if (upos == RCP_AUX || upos == RCP_VERB || upos == RCP_PRON || upos == RCP_ADV)
            return false;
    }
    return true;
}

static rcp_found *add(rcp_search *s, uint32_t kind, uint32_t beg, uint32_t end)
{
    rcp_found *f = rcp_found_instead(s, beg, end, kind);
    if (!f)
        return NULL;
    f->flags = RCP_FOUND_UNKNOWN;
    f->name = rcp_sym_of(&s->doc->syms, rcp_units_text(s, beg, end));
    for (uint32_t i = beg; i < end; i++)
        s->at[i] = s->found.n - 1;
    return f;
}

/* "Joint Expeditionary Force (JEF)": the letters in the brackets are the words' initials. */
static bool spelt_out(const rcp_search *s, uint32_t beg, uint32_t end)
{
    if (end >= s->units.n || rcp_unit_at(s, end)->gap != RCP_GAP_OPEN || !(rcp_unit_at(s, end)->flags & RCP_UNIT_CAPS))
        return false;
    rcp_str letters = rcp_units_text(s, end, end + 1);
    uint32_t at = 0;
    for (uint32_t i = beg; i < end; i++) {
        if (!(rcp_unit_at(s, i)->flags & RCP_UNIT_UPPER))
            continue;
        if (at >= letters.len || s->doc->text.s[rcp_unit_at(s, i)->span.beg] != letters.s[at++])
            return false;
    }
    return at == letters.len;
}

/* "à Achoulouk, dans la région d'Astrakhan": a preposition before, a known place after a comma. */
static bool located(const rcp_search *s, uint32_t beg, uint32_t end)
{
    uint32_t k = end;
    if (beg < 2 || !(rcp_unit_is(s, beg - 1) & RCP_NW_PREPOSITION) || rcp_unit_at(s, beg)->gap != RCP_GAP_JOIN ||
        end >= s->units.n || rcp_unit_at(s, end)->gap != RCP_GAP_COMMA)
        return false;
    while (k + 1 < s->units.n && k < end + 3 && !s->at[k] && rcp_unit_is(s, k) & (RCP_NW_PREPOSITION | RCP_NW_ARTICLE))
        k++;
    return s->at[k] && rcp_found_at(s, s->at[k])->kind == RCP_PLACE && rcp_found_at(s, s->at[k])->beg == k;
}

static rcp_status add_located(rcp_search *s, uint32_t beg, uint32_t end)
{
    uint32_t k = end;
    while (!s->at[k])
        k++;
    rcp_sym country = rcp_found_at(s, s->at[k])->country;
    rcp_found *f = add(s, RCP_PLACE, beg, end);
    if (f)
        f->country = country;
    return f ? RCP_OK : RCP_E_LIMIT;
}

/* People and bodies named in full. */
static rcp_status full_names(rcp_search *s, people *p)
{
    for (uint32_t i = 1; i < s->units.n; i++) {
        if (!name_word(s, i) || in_capitals(s, i))
            continue;
        uint32_t end = run_end(s, i);
        if (end - i >= 2 && spelt_out(s, i, end)) {
            if (!add(s, RCP_ORGANISATION, i, end))
                return RCP_E_LIMIT;
            rcp_found *f = s->at[end] ? NULL : add(s, RCP_ORGANISATION, end, end + 1);
            if (f)
                f->name = (f - 1)->name;
            i = end;
            continue;
        }
        if (located(s, i, end)) {
            if (add_located(s, i, end))
                return RCP_E_LIMIT;
            remember(p, s->found.n - 1);
            i = end - 1;
            continue;
        }
        while (end - i >= 2 && !s->at[i] && rcp_unit_is(s, i) & RCP_NW_TITLE && name_word(s, i + 1))
            i++;                /* "Ms. Sumbung": the title is no part of the name */
        bool given = rcp_unit_is(s, i) & (RCP_NW_MALE | RCP_NW_FEMALE);
        bool whole = end - i >= 2 && !site_before(s, i) && !body_words(s, i, end) && proper(s, i, end);
        bool first = rcp_unit_at(s, i)->flags & RCP_UNIT_FIRST && !given && rcp_unit_upos(s, i) != RCP_PROPN;
        if (whole && !first &&
            (given || title_before(s, i) || role_ends_at(s, i) || say_beside(s, i, end) || described_after(s, end))) {
            if (!add(s, RCP_PERSON, i, end))
                return RCP_E_LIMIT;
            remember(p, s->found.n - 1);
        }
        i = end - 1;
    }
    return RCP_OK;
}

static bool title_word(const rcp_search *s, uint32_t i)
{
    return rcp_unit_is(s, i) & RCP_NW_TITLE;
}

/* A word of a name seen before, or a word after a title. */
static rcp_status short_names(rcp_search *s, people *p)
{
    for (uint32_t i = 1; i < s->units.n; i++) {
        if (s->at[i] || !name_word(s, i) || title_word(s, i) || in_capitals(s, i) || run_end(s, i) != i + 1)
            continue;
        uint32_t row = known(p, i);
        bool titled = title_before(s, i) && !(rcp_unit_is(s, i) & (RCP_NW_ORG | RCP_NW_TITLE));
        uint32_t upos = rcp_unit_upos(s, i);
        if (!row && (!titled || (upos == RCP_AUX || upos == RCP_VERB || upos == RCP_PRON || upos == RCP_ADV)))
            continue;
        rcp_found *f = add(s, row ? rcp_found_at(s, row)->kind : RCP_PERSON, i, i + 1);
        if (!f)
            return RCP_E_LIMIT;
        if (row) {
            const rcp_found *g = rcp_found_at(s, row);
            f->name = g->name, f->entity = g->entity, f->country = g->country, f->sector = g->sector;
            f->why = g->why;
        } else
            remember(p, s->found.n - 1);
    }
    return RCP_OK;
}

rcp_status rcp_names_unknown(rcp_search *s)
{
    people p = {.s = s, .n_slots = 64};
    while (p.n_slots < 2 * s->units.n)
        p.n_slots *= 2;
    p.slot = RCP_NEW(s->scratch, part, p.n_slots);
    if (!p.slot)
        return RCP_E_LIMIT;
    rcp_names_cover(s);
    for (uint32_t i = 1; i < s->found.n; i++) {
        const rcp_found *f = rcp_found_at(s, i);
        if (f->kind == RCP_PERSON && f->end - f->beg > 1 && !(f->flags & RCP_FOUND_DEAD))
            remember(&p, i);
    }
    rcp_status status = full_names(s, &p);
    if (!status)
        status = short_names(s, &p);
    if (!status && s->found.n > 2)
        rcp_names_sort(s);
    return status;
}
