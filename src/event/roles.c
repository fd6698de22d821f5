#include "event/roles.h"

#include "event/state.h"

/* HISTORY_DAYS: about a year, so that last year's vote told on its eve is background too. */
enum { ROLE_MAX = 16, HISTORY_DAYS = 350 };

typedef struct {
    const rcp_ev_view      *v;
    const rcp_ev_predicate *p;
    rcp_arg  row[ROLE_MAX];
    uint32_t n;
} roles;

static const rcp_mention *mention_of(const roles *r, rcp_id row)
{
    return &r->v->doc->mention.row[row];
}

/* Two mentions of one person, body or country. */
static bool same_one(const rcp_mention *a, const rcp_mention *b)
{
    if (a == b || (a->entity && a->entity == b->entity) || (a->chain && a->chain == b->chain))
        return true;
    return a->name && a->name == b->name;
}

/* A country cannot act on itself: a body or place of the actor's own country is no recipient. */
static bool clashes(const roles *r, const rcp_mention *m)
{
    for (uint32_t i = 0; i < r->n; i++) {
        const rcp_mention *a = mention_of(r, r->row[i].mention);
        if (r->row[i].role != RCP_ARG_ACTOR)
            continue;
        bool persons = a->kind == RCP_PERSON && m->kind == RCP_PERSON;
        bool land = m->kind == RCP_PLACE || (m->flags & RCP_MENTION_DEMONYM) || m->kind == RCP_GROUP;
        if (same_one(a, m) || (land && !persons && a->country && a->country == m->country))
            return true;
    }
    return false;
}

static bool put(roles *r, uint32_t role, rcp_id mention, rcp_id quantity)
{
    const rcp_mention *m = mention_of(r, mention);
    if (role == RCP_ARG_RECIPIENT && clashes(r, m))
        return false;
    for (uint32_t i = 0; i < r->n; i++)
        if (r->row[i].role == role && same_one(mention_of(r, r->row[i].mention), m))
            return true;
    if (r->n == ROLE_MAX)
        return false;
    r->row[r->n++] = (rcp_arg){.mention = mention, .quantity = quantity, .role = role};
    return true;
}

static bool has_role(const roles *r, uint32_t role)
{
    for (uint32_t i = 0; i < r->n; i++)
        if (r->row[i].role == role)
            return true;
    return false;
}

static bool slot_fits(const rcp_ev_view *v, const rcp_ev_slot *slot, const rcp_ev_phrase_at *a)
{
    if (slot->kind == RCP_SLOT_AT)
        return a->kind == RCP_SLOT_PREP && rcp_ev_is(v, a->prep_at, RCP_EV_AT);
    if (slot->kind == RCP_SLOT_PREP)
        return (a->kind == RCP_SLOT_PREP || a->kind == RCP_SLOT_GEN) && a->prep == slot->prep;
    return a->kind == slot->kind;
}

/* Whether a phrase hangs on the predicate through its complements and what stands on them: "a reçu des
 * chars de la Pologne", "des exercices conjoints avec l'armée russe".  A tree cannot tell such a
 * phrase from the predicate's own; the frame can. */
static bool hangs_within(const rcp_ev_view *v, const rcp_ev_predicate *p, uint32_t c)
{
    enum { STEPS = 4 };
    uint32_t at = c;
    for (uint32_t step = 0; step < STEPS && at < v->n; step++) {
        uint16_t rel = v->word[at].rel;
        bool part = rel == RCP_REL_acl && (v->word[at].form_bits & RCP_FORM_PART) &&
                    rcp_ev_child(v, at, RCP_REL_obj) >= v->n;
        if (at == p->noun || at == p->verb)
            return true;
        if (!part && rel != RCP_REL_amod && rel != RCP_REL_appos && !rcp_ev_rel(v, at, RCP_REL_nmod) &&
            !rcp_ev_rel(v, at, RCP_REL_obl) && !rcp_ev_rel(v, at, RCP_REL_obj))
            return false;
        at = v->word[at].head;
    }
    return false;
}

/* Somebody behind a preposition the frame asks for, in a phrase deeper in the predicate's. */
static void who_within(roles *r, uint32_t role, const rcp_ev_slots *slots)
{
    enum { REACH = 20 };
    const rcp_ev_view *v = r->v;
    for (uint32_t c = r->p->end; c < v->n && c - r->p->end < REACH; c++) {
        uint32_t at = RCP_EV_NONE;
        bool phrase = rcp_ev_rel(v, c, RCP_REL_nmod) || rcp_ev_rel(v, c, RCP_REL_obl);
        rcp_sym prep = phrase ? rcp_ev_case(v, c, &at) : 0;
        for (uint32_t s = 0; prep && s < slots->n; s++) {
            if (slots->slot[s].kind != RCP_SLOT_PREP || slots->slot[s].prep != prep)
                continue;
            int item = hangs_within(v, r->p, c) ? rcp_ev_who(v, c) : -1;
            if (item >= 0 && put(r, role, v->mention[item].row, 0))
                return;
        }
    }
}

/* The first slot in which somebody is named gives the role; all of that slot's phrases count. */
static void fill_who(roles *r, uint32_t role, const rcp_ev_slots *slots)
{
    bool found = false;
    for (uint32_t s = 0; s < slots->n && !found; s++)
        for (uint32_t i = 0; i < r->p->args.n; i++) {
            const rcp_ev_phrase_at *a = &r->p->args.row[i];
            if (!slot_fits(r->v, &slots->slot[s], a))
                continue;
            int item = rcp_ev_who(r->v, a->head);
            if (item < 0)
                continue;
            rcp_id row = r->v->mention[item].row, named = rcp_ev_named(r->v->doc, row);
            const rcp_mention *m = mention_of(r, row);
            if (slots->slot[s].kind == RCP_SLOT_AT && m->kind != RCP_PLACE)
                continue;
            found |= put(r, role, m->name || m->country ? row : named, 0);
        }
}

/* ---- Place --------------------------------------------------------------------------------- */

/* The subject of the verb a noun of purpose hangs on: "envoie ses forces pour des exercices". */
static void actor_above(roles *r)
{
    const rcp_ev_view *v = r->v;
    uint32_t at = RCP_EV_NONE, noun = r->p->noun, head = noun < v->n ? v->word[noun].head : noun;
    if (head >= v->n || !rcp_ev_verbal(v, head) || !rcp_ev_case(v, noun, &at) ||
        !rcp_ev_is(v, at, RCP_EV_PURPOSE))
        return;
    rcp_ev_args of = {.n = 0};
    rcp_ev_args_verb(v, head, &of);
    for (uint32_t i = 0; i < of.n; i++) {
        int item = of.row[i].kind == RCP_SLOT_SUBJ ? rcp_ev_who(v, of.row[i].head) : -1;
        if (item >= 0)
            (void)put(r, RCP_ARG_ACTOR, v->mention[item].row, 0);
    }
}

static void fill_people(roles *r)
{
    const rcp_ev_frame *f = &r->p->entry->frame;
    fill_who(r, RCP_ARG_ACTOR, &f->actor);
    if (!has_role(r, RCP_ARG_ACTOR))
        who_within(r, RCP_ARG_ACTOR, &f->actor);
    if (!has_role(r, RCP_ARG_ACTOR) && f->actor.n)
        actor_above(r);
    fill_who(r, RCP_ARG_RECIPIENT, &f->recipient);
    if (!has_role(r, RCP_ARG_RECIPIENT))
        who_within(r, RCP_ARG_RECIPIENT, &f->recipient);
}

/* "le territoire biélorusse": the adjective of a country on a word of place. */
static bool names_site(const rcp_ev_view *v, const rcp_ev_item *item)
{
    uint32_t head = v->word[item->head].head;
    return head < v->n && rcp_ev_is(v, head, RCP_EV_SITE);
}

static bool stands_for_place(const rcp_ev_view *v, const rcp_ev_item *item)
{
    const rcp_mention *m = &v->doc->mention.row[item->row];
    if (m->flags & RCP_MENTION_DEMONYM)
        return names_site(v, item);
    return m->kind == RCP_PLACE && (m->name || m->country);
}

/* For a country's adjective, a mention of the country itself, or of its capital ("la capitale
 * ukrainienne"), if the report has one nearby. */
static rcp_id country_mention(const roles *r, rcp_id row, bool capital)
{
    enum { REACH = 256 };
    const rcp_doc *d = r->v->doc;
    const rcp_mention *m = &d->mention.row[row];
    if (m->name || !m->country)
        return row;
    uint32_t lo = row > REACH ? row - REACH : 1;
    uint32_t hi = row + REACH < d->mention.n ? row + REACH : d->mention.n;
    for (rcp_id i = lo; i < hi; i++) {
        const rcp_mention *c = &d->mention.row[i];
        uint32_t n = r->v->pack->entities.n;
        if (c->kind != RCP_PLACE || c->country != m->country || !c->entity || c->entity >= n)
            continue;
        uint32_t flags = r->v->pack->entities.row[c->entity].flags;
        bool country = flags & RCP_ENTITY_COUNTRY;
        if (capital ? (flags & RCP_ENTITY_ACTS) && !country : country)
            return i;
    }
    return row;
}

static void put_place(roles *r, const rcp_ev_item *item)
{
    uint32_t head = r->v->word[item->head].head;
    bool capital = head < r->v->n && rcp_ev_is(r->v, head, RCP_EV_CAPITAL);
    (void)put(r, RCP_ARG_PLACE, country_mention(r, item->row, capital), 0);
}

static void put_places(roles *r, uint32_t head)
{
    uint32_t beg, end;
    rcp_ev_range(r->v, head, &beg, &end);
    if (rcp_ev_is(r->v, head, RCP_EV_NOPLACE))
        return;
    for (uint32_t i = 0; i < r->v->n_mentions; i++)
        if (r->v->mention[i].head >= beg && r->v->mention[i].head < end &&
            stands_for_place(r->v, &r->v->mention[i]))
            put_place(r, &r->v->mention[i]);
}

/* A preposition of place that gave the recipient says to whom, not where ("livré à la Finlande"),
 * except for attacks and visits. */
static bool taken_as_recipient(const roles *r, const rcp_ev_phrase_at *a)
{
    const rcp_ev_slots *slots = &r->p->entry->frame.recipient;
    uint32_t type = r->p->entry->type;
    if (type == RCP_ASSAULT || type == RCP_CONSULT || type == RCP_MOBILIZE)
        return false;
    for (uint32_t s = 0; s < slots->n; s++)
        if (slots->slot[s].kind == RCP_SLOT_PREP && slots->slot[s].prep == a->prep &&
            rcp_ev_who(r->v, a->head) >= 0)
            return true;
    return false;
}

/* Whether a preposition of place leads to a mention: its own, or that of a noun above it ("dans
 * l'espace aérien de", "le long de la frontière avec"). */
static bool led_to(const rcp_ev_view *v, const rcp_ev_item *m)
{
    enum { STEPS = 5 };
    for (uint32_t step = 0, w = m->head; step < STEPS && w < v->n; step++, w = v->word[w].head) {
        uint32_t at = RCP_EV_NONE;
        (void)rcp_ev_case(v, w, &at);
        bool link = rcp_ev_is(v, at, RCP_EV_GEN) || rcp_ev_is(v, at, RCP_EV_WITH);
        bool place = step == 0 || rcp_ev_is(v, w, RCP_EV_SITE) || v->word[w].upos == RCP_ADJ;
        if (!place || rcp_ev_clausal(v, w) || rcp_ev_verbal(v, w))
            return false;
        if (rcp_ev_is(v, at, RCP_EV_AT) && !(link && !rcp_ev_is(v, w, RCP_EV_SITE)))
            return !rcp_ev_is(v, w, RCP_EV_NOPLACE);
    }
    return false;
}

/* Where the parse gives none: a place of the clause that a preposition of place leads to, behind
 * the predicate, or else before it. */
static void places_nearby(roles *r)
{
    const rcp_ev_view *v = r->v;
    enum { BESIDE = 4 };                        /* words: then the clause does not matter */
    uint32_t clause = v->word[r->p->head].clause;
    for (int before = 0; before < 2 && !has_role(r, RCP_ARG_PLACE); before++)
        for (uint32_t i = 0; i < v->n_mentions; i++) {
            const rcp_ev_item *m = &v->mention[i];
            bool beside = m->beg >= r->p->end && m->beg - r->p->end <= BESIDE;
            if ((v->word[m->head].clause == clause || beside) &&
                (m->beg < r->p->head) == (before == 1) &&
                stands_for_place(v, m) && led_to(v, m))
                put_place(r, m);
        }
}

static void fill_places(roles *r)
{
    const rcp_ev_view *v = r->v;
    const rcp_ev_frame *f = &r->p->entry->frame;
    for (uint32_t i = 0; i < r->p->args.n; i++) {
        const rcp_ev_phrase_at *a = &r->p->args.row[i];
        bool at = a->kind == RCP_SLOT_PREP && rcp_ev_is(v, a->prep_at, RCP_EV_AT) &&
                  !taken_as_recipient(r, a);
        for (uint32_t s = 0; s < f->place.n; s++)
            at |= slot_fits(v, &f->place.slot[s], a);
        if (at)
            put_places(r, a->head);
    }
    if (!has_role(r, RCP_ARG_PLACE))
        places_nearby(r);
    /* A toll is of where the sentence is: "Le séisme a frappé Lombok, tuant 500 personnes". */
    bool disaster = r->p->entry->type == RCP_DISASTER && !has_role(r, RCP_ARG_PLACE);
    for (uint32_t i = 0; disaster && i < v->n_mentions; i++)
        if (stands_for_place(v, &v->mention[i]) &&
            !(v->doc->mention.row[v->mention[i].row].flags & RCP_MENTION_GOVERNMENT))
            put_place(r, &v->mention[i]);
}

/* ---- Equipment and numbers ----------------------------------------------------------------- */

/* The number that counts a mention: it stands on it, or ends just before it. */
static rcp_id count_of(const rcp_ev_view *v, const rcp_ev_item *m)
{
    for (uint32_t i = 0; i < v->n_quantities; i++) {
        const rcp_ev_item *q = &v->quantity[i];
        bool touches = q->beg < m->end && m->beg < q->end;
        if (touches || (q->end <= m->beg && m->beg - q->end <= 3 &&
                        v->word[q->head].head < v->n &&
                        (v->word[m->head].head == q->head || v->word[q->head].head == m->head)))
            return q->row;
    }
    return 0;
}

static void put_equipment(roles *r, uint32_t beg, uint32_t end)
{
    const rcp_ev_view *v = r->v;
    for (uint32_t i = 0; i < v->n_mentions; i++)
        if (v->mention[i].head >= beg && v->mention[i].head < end &&
            v->doc->mention.row[v->mention[i].row].kind == RCP_EQUIPMENT)
            (void)put(r, RCP_ARG_EQUIPMENT, v->mention[i].row, count_of(v, &v->mention[i]));
}

static bool takes_equipment(uint32_t type)
{
    return type == RCP_ASSAULT || type == RCP_MOBILIZE || type == RCP_AID || type == RCP_COOPERATE ||
           type == RCP_COERCE || type == RCP_RETREAT || type == RCP_AGREE || type == RCP_REQUEST ||
           type == RCP_THREATEN || type == RCP_ACCIDENT;
}

static void fill_equipment(roles *r)
{
    const rcp_ev_view *v = r->v;
    uint32_t beg, end;
    if (!takes_equipment(r->p->entry->type))
        return;
    for (uint32_t i = 0; i < r->p->args.n; i++) {
        const rcp_ev_phrase_at *a = &r->p->args.row[i];
        if (a->kind == RCP_SLOT_PREP && !rcp_ev_is(v, a->prep_at, RCP_EV_WITH))
            continue;
        rcp_ev_range(v, a->head, &beg, &end);
        put_equipment(r, beg, end);
        /* "Shaheds du lot qu'elle a reçu": the noun the antecedent hangs on. */
        uint32_t up = v->word[a->head].head;
        if (a->kind == RCP_SLOT_OBJ && a->head < r->p->head && up < v->n &&
            rcp_ev_rel(v, a->head, RCP_REL_nmod))
            put_equipment(r, up, up + 1);
    }
    /* Deeper in the same clause: "livré à Kiev un lot de roquettes HIMARS". */
    for (uint32_t i = 0; i < v->n_mentions; i++) {
        uint32_t at = v->mention[i].head;
        bool same = v->word[at].clause == v->word[r->p->head].clause;
        if (at > r->p->head && (same || hangs_within(v, r->p, at)))
            put_equipment(r, at, at + 1);
    }
}

static bool counts_equipment(const roles *r, rcp_id quantity)
{
    for (uint32_t i = 0; i < r->n; i++)
        if (r->row[i].role == RCP_ARG_EQUIPMENT && r->row[i].quantity == quantity)
            return true;
    return false;
}

/* A number in the phrase: a count, or for a disaster also a size. */
static rcp_id number_in(const roles *r, uint32_t beg, uint32_t end)
{
    const rcp_ev_view *v = r->v;
    for (uint32_t i = 0; i < v->n_quantities; i++) {
        const rcp_quantity *q = &v->doc->quantity.row[v->quantity[i].row];
        bool sort = q->kind == RCP_MEASURE_COUNT || q->toll ||
                    (r->p->entry->type == RCP_DISASTER && !r->p->entry->mode && q->kind != RCP_MEASURE_DURATION &&
                     q->kind != RCP_MEASURE_AGE && q->kind != RCP_MEASURE_MONEY);
        if (sort && v->quantity[i].beg < end && v->quantity[i].end > beg &&
            !counts_equipment(r, v->quantity[i].row))
            return v->quantity[i].row;
    }
    return 0;
}

/* A count right behind the verb, where the parse has lost the object. */
static rcp_id number_behind(const roles *r)
{
    enum { REACH = 3 };
    const rcp_ev_view *v = r->v;
    for (uint32_t i = 0; i < v->n_quantities; i++) {
        const rcp_quantity *q = &v->doc->quantity.row[v->quantity[i].row];
        uint32_t beg = v->quantity[i].beg;
        if (q->kind == RCP_MEASURE_COUNT && beg >= r->p->end && beg - r->p->end < REACH &&
            !counts_equipment(r, v->quantity[i].row))
            return v->quantity[i].row;
    }
    return 0;
}

static rcp_id number_in_slot(const roles *r, uint32_t slot)
{
    const rcp_ev_view *v = r->v;
    rcp_id found = 0;
    for (uint32_t i = 0; i < r->p->args.n && !found; i++)
        if (r->p->args.row[i].kind == slot)
            found = number_in(r, v->word[r->p->args.row[i].head].beg,
                              v->word[r->p->args.row[i].head].end);
    return found;
}

/* "estimer les pertes à 1 610": the number stands beside the noun's verb. */
static rcp_id number_above(const roles *r)
{
    const rcp_ev_view *v = r->v;
    uint32_t up = r->p->noun < v->n ? v->word[r->p->noun].head : v->n;
    rcp_id found = 0;
    if (up >= v->n || !rcp_ev_verbal(v, up) || r->p->entry->frame.actor.n)
        return 0;
    for (uint32_t c = v->word[up].child; c < v->n && !found; c = v->word[c].sibling)
        if (rcp_ev_rel(v, c, RCP_REL_obl) && c > r->p->noun)
            found = number_in(r, v->word[c].beg, v->word[c].end);
    return found;
}

static rcp_id fill_quantity(const roles *r)
{
    bool disaster = r->p->entry->type == RCP_DISASTER;
    rcp_id found = number_in(r, r->p->beg, r->p->end);
    found = found ? found : number_in_slot(r, RCP_SLOT_OBJ);
    found = found ? found : number_in_slot(r, RCP_SLOT_GEN);
    found = found || r->p->verb == RCP_EV_NONE ? found : number_behind(r);
    found = found || !disaster ? found : number_in_slot(r, RCP_SLOT_SUBJ);
    found = found || !disaster ? found : number_in_slot(r, RCP_SLOT_PREP);
    return found ? found : number_above(r);
}

/* ---- Time ---------------------------------------------------------------------------------- */

/* Also one not resolved yet: another report may settle what day "lundi" is. */
static bool datable(const rcp_doc *doc, const rcp_time *t)
{
    rcp_str value = rcp_doc_sym(doc, t->value);
    bool vague = value.len > 4 && !memcmp(value.s + value.len - 4, "_REF", 4);
    return (t->kind == RCP_INSTANT || t->kind == RCP_INTERVAL) && !vague;
}

static bool resolved(const rcp_time *t)
{
    return (t->kind == RCP_INSTANT || t->kind == RCP_INTERVAL) && (t->lo || t->hi);
}

bool rcp_ev_recent(int32_t now, const rcp_time *t)
{
    return resolved(t) && !rcp_ev_long_ago(now, t);
}

bool rcp_ev_long_ago(int32_t now, const rcp_time *t)
{
    return now > RCP_DAY_MIN + HISTORY_DAYS && t->hi != RCP_DAY_MAX && resolved(t) &&
           t->hi < now - HISTORY_DAYS;
}

static uint32_t distance(const rcp_ev_item *t, uint32_t w)
{
    return t->beg > w ? t->beg - w : w >= t->end ? w - t->end + 1u : 0;
}

/* The clause above `clause` whose time is also its own, or RCP_EV_NONE: that of a verb it is joined to,
 * of a verb that makes it happen ("a permis que"), and the one a bare participle goes along with
 * ("a secoué la ville, tuant ...").  What is said or feared has not the day of the saying; a relative
 * clause and a participle on a noun tell of another time. */
static uint32_t time_above(const rcp_ev_view *v, uint32_t clause)
{
    uint32_t up = v->word[clause].head;
    uint16_t rel = v->word[clause].rel, form = v->word[clause].form_bits;
    bool bare = rcp_ev_child(v, clause, RCP_REL_mark) >= v->n;
    bool along = rcp_ev_rel(v, clause, RCP_REL_advcl) && (form & (RCP_FORM_PART | RCP_FORM_GER)) &&
                 (form & RCP_FORM_PRES) && bare;
    if (up >= v->n || !(rel == RCP_REL_conj || rel == RCP_REL_ccomp || along))
        return RCP_EV_NONE;
    if (rel == RCP_REL_ccomp && (rcp_ev_is(v, up, RCP_EV_SAY) || !rcp_ev_verbal(v, up)))
        return RCP_EV_NONE;
    return v->word[up].clause;
}

/* A time with no verb between it and the event's. */
static rcp_id time_beside(const rcp_ev_view *v, uint32_t w)
{
    rcp_id best = 0;
    uint32_t least = UINT32_MAX;
    for (uint32_t i = 0; i < v->n_times; i++) {
        const rcp_ev_item *t = &v->time[i];
        uint32_t lo = t->beg < w ? t->end : w + 1, hi = t->beg < w ? w : t->beg;
        bool clear = datable(v->doc, &v->doc->time.row[t->row]);
        for (uint32_t k = lo; k < hi; k++)
            clear &= v->word[k].upos != RCP_VERB && !rcp_ev_is(v, k, RCP_EV_REL);
        if (clear && distance(t, w) < least)
            least = distance(t, w), best = t->row;
    }
    return best;
}

/* The time that stands nearest in the clause of a word. */
static rcp_id time_in(const rcp_ev_view *v, uint32_t clause, uint32_t near)
{
    rcp_id best = 0;
    uint32_t least = UINT32_MAX;
    for (uint32_t i = 0; i < v->n_times; i++) {
        uint32_t far = distance(&v->time[i], near);
        if (v->word[v->time[i].head].clause == clause && far < least &&
            datable(v->doc, &v->doc->time.row[v->time[i].row]))
            least = far, best = v->time[i].row;
    }
    return best;
}

/* "2010: a quake hit ...": the time that heads a line of a chronicle. */
static rcp_id heading_time(const rcp_ev_view *v)
{
    if (!v->n_times || v->time[0].beg > 0 || v->time[0].end >= v->n ||
        !datable(v->doc, &v->doc->time.row[v->time[0].row]))
        return 0;
    return rcp_str_is(rcp_doc_slice(v->doc, v->word[v->time[0].end].span), ":") ? v->time[0].row : 0;
}

/* The time of the event's own clause, of its noun's, or of the nearest one above that it shares. */
static rcp_id fill_time(const roles *r)
{
    enum { STEPS = 4 };
    const rcp_ev_view *v = r->v;
    uint32_t w = r->p->verb != RCP_EV_NONE ? r->p->verb : r->p->head;
    uint32_t clause = v->word[w].clause;
    if (!v->parsed)
        return time_beside(v, w);
    rcp_id best = time_in(v, clause, r->p->head);
    if (!best)
        best = time_in(v, v->word[r->p->head].clause, r->p->head);
    for (int step = 0; step < STEPS && !best; step++) {
        if ((clause = time_above(v, clause)) >= v->n)
            break;
        best = time_in(v, clause, r->p->head);
    }
    return best ? best : heading_time(v);
}

/* The day a thing was told, which it came before: that of the saying above its clause ("X said on
 * Monday that ..."), or of the one put in after it ("..., a annoncé vendredi X"). */
static rcp_id told_on(const rcp_ev_view *v, uint32_t w)
{
    enum { STEPS = 6 };
    uint32_t clause = v->word[w].clause;
    rcp_id found = 0;
    for (int step = 0; step < STEPS && clause < v->n && !found; step++) {
        if (rcp_ev_is(v, clause, RCP_EV_SAY) && step)
            found = time_in(v, clause, w);
        for (uint32_t c = v->word[clause].child; c < v->n && !found; c = v->word[c].sibling)
            if (rcp_ev_rel(v, c, RCP_REL_parataxis) && rcp_ev_is(v, c, RCP_EV_SAY))
                found = time_in(v, c, w);
        uint32_t up = v->word[clause].head;
        clause = up < v->n ? v->word[up].clause : RCP_EV_NONE;
    }
    return found;
}

/* ---- The row ------------------------------------------------------------------------------- */

static void fill_status(const rcp_ev_view *v, const rcp_ev_predicate *p, rcp_event *e)
{
    rcp_ev_status s = rcp_ev_state(v, p->verb, p->noun);
    e->polarity = p->by_negation ? RCP_AFFIRMED : s.polarity;
    e->state = s.state;
    if (!s.state && p->entry->has_state)
        e->state = p->entry->state;
    bool past = e->time ? rcp_ev_long_ago(v->now, &v->doc->time.row[e->time]) : v->history;
    if (past && (e->state == RCP_ACTUAL || e->state == RCP_HABITUAL))
        e->state = RCP_HISTORICAL;
}

static int by_role(const rcp_arg *a, const rcp_arg *b)
{
    return a->role != b->role ? (a->role > b->role) - (a->role < b->role)
                              : (a->mention > b->mention) - (a->mention < b->mention);
}

static rcp_status put_rows(roles *r, rcp_event *e, rcp_rows *events, rcp_rows *args)
{
    for (uint32_t i = 1; i < r->n; i++)         /* few: insertion keeps the order plain */
        for (uint32_t k = i; k > 0 && by_role(&r->row[k - 1], &r->row[k]) > 0; k--) {
            rcp_arg t = r->row[k];
            r->row[k] = r->row[k - 1];
            r->row[k - 1] = t;
        }
    e->arg_beg = args->n;
    for (uint32_t i = 0; i < r->n; i++) {
        rcp_arg *a = rcp_rows_add(args);
        if (!a)
            return RCP_E_LIMIT;
        *a = r->row[i];
        a->event = events->n;
    }
    e->arg_end = args->n;
    rcp_event *row = rcp_rows_add(events);
    if (!row)
        return RCP_E_LIMIT;
    *row = *e;
    return RCP_OK;
}

rcp_status rcp_ev_fill(const rcp_ev_view *v, const rcp_ev_predicate *p, rcp_rows *events,
                       rcp_rows *args)
{
    roles r = {.v = v, .p = p};
    const rcp_ev_entry *entry = p->entry;
    fill_people(&r);
    fill_places(&r);
    fill_equipment(&r);
    rcp_event e = {
        .predicate = {v->word[p->beg].span.beg, v->word[p->end - 1].span.end},
        .trigger = v->word[p->head].word,
        .sent = v->sent,
        .type = entry->type,
        .mode = entry->mode,
        .context = entry->context,
        .cameo = entry->cameo,
        .score = v->parsed ? 52428 : 26214,
        .why = entry->why,
    };
    e.time = fill_time(&r);
    e.quantity = fill_quantity(&r);
    fill_status(v, p, &e);
    if (!e.time && v->parsed && (e.state == RCP_ACTUAL || e.state == RCP_HISTORICAL) &&
        (e.time = told_on(v, p->head)))
        e.by_then = 1;
    return put_rows(&r, &e, events, args);
}
