/* conflict.c - what a group of claims amounts to: its sources, where they clash, its status.
 *
 * Outlets that carry one text are one wording; organs of one state are one party.  Only distinct
 * parties corroborate (scheme.md section 5: corroboration counts distinct roots, never outlets).
 */
#include "link/inner.h"

#include <stdio.h>
#include <stdlib.h>

enum { COMPARED_MAX = 48, CONFLICTS_MAX = 24, SHORT_QUOTE = 4, REPORT_MAX = 64 };

typedef struct { const uint32_t *no; uint32_t n; } members;    /* claim numbers, in order */

/* ---- clashes ---- */

static bool seen_before(const rcp_work *w, uint32_t from, rcp_str field, rcp_str a, rcp_str b)
{
    for (uint32_t i = from; i < w->conflicts.n; i++) {
        const rcp_link_conflict *c = RCP_AT(&w->conflicts, rcp_link_conflict, i);
        if (rcp_str_eq(c->field, field) &&
            ((rcp_str_eq(c->left_text, a) && rcp_str_eq(c->right_text, b)) ||
             (rcp_str_eq(c->left_text, b) && rcp_str_eq(c->right_text, a))))
            return true;
    }
    return false;
}

static void add_conflict(rcp_work *w, uint32_t from, const char *field, uint32_t kind,
                         uint32_t left, uint32_t right, rcp_str a, rcp_str b)
{
    rcp_link_conflict *to;
    if (w->conflicts.n - from >= CONFLICTS_MAX ||
        seen_before(w, from, rcp_str_of(field), a, b) || !(to = rcp_vec_add(&w->conflicts)))
        return;
    *to = (rcp_link_conflict){rcp_str_of(field), kind, left, right, a, b};
}

static bool translated(const rcp_work *w, uint32_t a, uint32_t b)
{
    const rcp_align *al = rcp_align_of(w, w->claim_item[a], rcp_work_claim(w, a)->sent,
                                       w->claim_item[b], rcp_work_claim(w, b)->sent);
    return al && al->kind == RCP_REUSE_TRANSLATED;
}

/* Figures of one party, or a toll that a later report puts higher, follow one another. */
static uint32_t figure_kind(const rcp_work *w, uint32_t a, uint32_t b)
{
    const rcp_lclaim *x = rcp_work_claim(w, a), *y = rcp_work_claim(w, b);
    const rcp_link_report *r = &w->item[w->claim_item[a]].r, *s = &w->item[w->claim_item[b]].r;
    if (translated(w, a, b))
        return RCP_CONFLICT_TRANSLATION;
    bool apart = r->hi > r->lo && s->hi > s->lo && (r->hi <= s->lo || s->hi <= r->lo);
    bool grows = apart && x->c.toll.len && (r->hi <= s->lo ? y->c.min > x->c.min : x->c.min > y->c.min);
    if (grows || (w->claim_item[a] != w->claim_item[b] && rcp_str_eq(x->party, y->party)))
        return RCP_CONFLICT_UPDATE;
    return RCP_CONFLICT_CONTRADICTION;
}

static bool apart(double alo, double ahi, double blo, double bhi)
{
    return (isfinite(ahi) && isfinite(blo) && ahi < blo) ||
           (isfinite(bhi) && isfinite(alo) && bhi < alo);
}

static rcp_str figure_text(rcp_work *w, double lo, double hi)
{
    char z[64];
    if (isfinite(lo) && isfinite(hi))
        (void)snprintf(z, sizeof z, lo == hi ? "%.10g" : "%.10g to %.10g", lo, hi);
    else
        (void)snprintf(z, sizeof z, isfinite(lo) ? "at least %.10g" : "up to %.10g",
                       isfinite(lo) ? lo : hi);
    return rcp_pool_str(&w->lk->made, rcp_str_of(z));
}

static void compare_figures(rcp_work *w, uint32_t from, uint32_t a, uint32_t b)
{
    const rcp_lclaim *x = rcp_work_claim(w, a), *y = rcp_work_claim(w, b);
    const rcp_item *p = &w->item[w->claim_item[a]], *q = &w->item[w->claim_item[b]];
    if (x->unit && x->unit == y->unit && apart(x->c.min, x->c.max, y->c.min, y->c.max))
        add_conflict(w, from, "quantity", figure_kind(w, a, b), a, b,
                     figure_text(w, x->c.min, x->c.max), figure_text(w, y->c.min, y->c.max));
    for (uint32_t i = x->equipment.beg; i < x->equipment.end; i++)
        for (uint32_t j = y->equipment.beg; j < y->equipment.end; j++) {
            const rcp_who *e = &p->who[i], *f = &q->who[j];
            if (e->key == f->key && apart(e->min, e->max, f->min, f->max))
                add_conflict(w, from, "equipment.count", figure_kind(w, a, b), a, b,
                             figure_text(w, e->min, e->max), figure_text(w, f->min, f->max));
        }
}

static bool any_like(const rcp_item *p, rcp_range a, const rcp_item *q, rcp_range b)
{
    for (uint32_t i = a.beg; i < a.end; i++)
        for (uint32_t j = b.beg; j < b.end; j++)
            if (p->who[i].key == q->who[j].key || (p->who[i].land && p->who[i].land == q->who[j].land))
                return true;
    return false;
}

static void compare_names(rcp_work *w, uint32_t from, uint32_t a, uint32_t b)
{
    const rcp_lclaim *x = rcp_work_claim(w, a), *y = rcp_work_claim(w, b);
    const rcp_item *p = &w->item[w->claim_item[a]], *q = &w->item[w->claim_item[b]];
    /* The two sides of a meeting may be told in either order. */
    if (x->actors.end > x->actors.beg && y->actors.end > y->actors.beg &&
        !any_like(p, x->actors, q, y->actors) && !any_like(p, x->actors, q, y->recipients) &&
        !any_like(p, x->recipients, q, y->actors))
        add_conflict(w, from, "actor", RCP_CONFLICT_CONTRADICTION, a, b,
                     p->who[x->actors.beg].name, q->who[y->actors.beg].name);
    if (x->places.end > x->places.beg && y->places.end > y->places.beg &&
        !any_like(p, x->places, q, y->places))
        add_conflict(w, from, "place", RCP_CONFLICT_CONTRADICTION, a, b,
                     p->who[x->places.beg].name, q->who[y->places.beg].name);
    if (!rcp_days_meet(x->c.lo, x->c.hi, y->c.lo, y->c.hi)) {
        char z[11], t[11];
        add_conflict(w, from, "time", RCP_CONFLICT_CONTRADICTION, a, b,
                     rcp_pool_str(&w->lk->made, rcp_str_of(rcp_day_iso(x->c.lo, z))),
                     rcp_pool_str(&w->lk->made, rcp_str_of(rcp_day_iso(y->c.lo, t))));
    }
    if (x->c.polarity != y->c.polarity)
        add_conflict(w, from, "polarity", RCP_CONFLICT_CONTRADICTION, a, b,
                     rcp_str_of(rcp_enum_word(&rcp_enum_polarity, x->c.polarity)),
                     rcp_str_of(rcp_enum_word(&rcp_enum_polarity, y->c.polarity)));
}

/* The k-th short quotation inside a sentence; NULL when there are fewer. */
static const rcp_lquote *short_quote(const rcp_item *it, uint32_t sent, uint32_t k)
{
    for (uint32_t i = 0; i < it->n_quotes; i++) {
        const rcp_lquote *q = &it->quote[i];
        if (q->words.end - q->words.beg <= SHORT_QUOTE && it->word[q->words.beg].sent == sent &&
            k-- == 0)
            return q;
    }
    return NULL;
}

static bool same_words(const rcp_item *p, const rcp_lquote *s, const rcp_item *q, const rcp_lquote *t)
{
    if (s->words.end - s->words.beg != t->words.end - t->words.beg)
        return false;
    for (uint32_t k = 0; k < s->words.end - s->words.beg; k++)
        if (p->word[s->words.beg + k].hash != q->word[t->words.beg + k].hash)
            return false;
    return true;
}

/* Bytes from a claim's predicate to a quotation that follows it; one that stands before is farther. */
static uint32_t quote_distance(const rcp_lclaim *c, const rcp_lquote *q)
{
    if (q->outer.beg < c->c.predicate.end)
        return q->outer.beg >= c->c.predicate.beg ? 0 : 10000 + c->c.predicate.beg - q->outer.beg;
    return q->outer.beg - c->c.predicate.end;
}

/* Whether no other claim of the sentence stands nearer to the quotation. */
static bool is_nearest(const rcp_item *it, const rcp_lclaim *c, const rcp_lquote *q)
{
    for (const rcp_lclaim *o = c; o > it->claim && o[-1].sent == c->sent; o--)
        if (quote_distance(o - 1, q) < quote_distance(c, q))
            return false;
    for (const rcp_lclaim *o = c + 1; o < it->claim + it->n_claims && o->sent == c->sent; o++)
        if (quote_distance(o, q) < quote_distance(c, q))
            return false;
    return true;
}

/* Two reports retell one sentence, each with a word or two in quotation marks, and those differ:
 * one of them misquotes.  Only where the claims' sentences have one such quotation each. */
static void compare_wording(rcp_work *w, uint32_t from, uint32_t a, uint32_t b)
{
    uint32_t i = w->claim_item[a], j = w->claim_item[b];
    const rcp_lclaim *x = rcp_work_claim(w, a), *y = rcp_work_claim(w, b);
    const rcp_item *p = &w->item[i], *q = &w->item[j];
    const rcp_align *al = i == j ? NULL : rcp_align_of(w, i, x->sent, j, y->sent);
    if (!al || al->kind == RCP_REUSE_TRANSLATED)
        return;
    const rcp_lquote *s = short_quote(p, x->sent, 0), *t = short_quote(q, y->sent, 0);
    if (s && t && !short_quote(p, x->sent, 1) && !short_quote(q, y->sent, 1) &&
        !same_words(p, s, q, t) && is_nearest(p, x, s) && is_nearest(q, y, t))
        add_conflict(w, from, "wording", RCP_CONFLICT_WORDING, a, b, rcp_slice(p->text, s->outer),
                     rcp_slice(q->text, t->outer));
}

static rcp_range find_conflicts(rcp_work *w, members m)
{
    rcp_range r = {w->conflicts.n, w->conflicts.n};
    uint32_t n = m.n < COMPARED_MAX ? m.n : COMPARED_MAX;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = i + 1; j < n; j++) {
            compare_figures(w, r.beg, m.no[i], m.no[j]);
            compare_names(w, r.beg, m.no[i], m.no[j]);
            compare_wording(w, r.beg, m.no[i], m.no[j]);
        }
    r.end = w->conflicts.n;
    return r;
}

/* ---- sources ---- */

/* wording[k]: first member whose text member k's report carries too (retold counts). */
static void find_wordings(const rcp_work *w, members m, uint32_t *wording)
{
    for (uint32_t k = 0; k < m.n; k++) {
        uint32_t item = w->claim_item[m.no[k]], beg = m.n > 256 && k > 256 ? k - 256 : 0;
        wording[k] = k;
        for (uint32_t j = beg; j < k && wording[k] == k; j++) {
            uint32_t other = w->claim_item[m.no[j]];
            if (item == other || w->item[item].r.wording == w->item[other].r.wording ||
                rcp_align_of(w, other, rcp_work_claim(w, m.no[j])->sent, item,
                             rcp_work_claim(w, m.no[k])->sent))
                wording[k] = wording[j];
        }
    }
}

static int cmp_str(const void *x, const void *y)
{
    return rcp_str_cmp(*(const rcp_str *)x, *(const rcp_str *)y);
}

static uint32_t count_distinct(rcp_str *s, uint32_t n)
{
    uint32_t d = 0;
    if (n)
        qsort(s, n, sizeof *s, cmp_str);
    for (uint32_t i = 0; i < n; i++)
        d += !i || !rcp_str_eq(s[i - 1], s[i]);
    return d;
}

typedef struct { rcp_str name; uint64_t key; uint32_t report; } sourced;    /* key: of the folded name */

static int cmp_sourced(const void *x, const void *y)
{
    const sourced *a = x, *b = y;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->report > b->report) - (a->report < b->report);
}

/* The member of the same report as k that names its source, or NULL: members are in the order of
 * their reports, and a report has few. */
static const rcp_lclaim *sourced_in_report(const rcp_work *w, members m, uint32_t k)
{
    uint32_t item = w->claim_item[m.no[k]], beg = k;
    while (beg > 0 && k - beg < REPORT_MAX && w->claim_item[m.no[beg - 1]] == item)
        beg--;
    for (uint32_t j = beg; j < m.n && j - beg < REPORT_MAX && w->claim_item[m.no[j]] == item; j++) {
        const rcp_lclaim *c = rcp_work_claim(w, m.no[j]);
        if (!c->told && c->c.speech != RCP_SPEECH_DENY)
            return c;
    }
    return NULL;
}

/* Who stands behind member k.  An outlet that carries another's text in its own voice is no root;
 * nor is one that says in its title, or again, what a source of the same report says. */
static const rcp_lclaim *root_claim(const rcp_work *w, members m, const uint32_t *wording, uint32_t k)
{
    const rcp_lclaim *c = rcp_work_claim(w, m.no[k]), *first = rcp_work_claim(w, m.no[wording[k]]);
    const rcp_lclaim *named = c->told ? sourced_in_report(w, m, k) : NULL;
    return named ? named : c->told && first->told ? first : c;
}

/* Whether member k disputes the event.  Where outlets tell it as a fact, a denial with a purpose in
 * it ("did not come in order to ...") denies the purpose. */
static bool disputes(const rcp_work *w, members m, uint32_t k)
{
    const rcp_lclaim *c = rcp_work_claim(w, m.no[k]);
    if (c->c.speech != RCP_SPEECH_DENY)
        return false;
    for (uint32_t j = 0; c->c.presumed && j < m.n; j++)
        if (rcp_work_claim(w, m.no[j])->told && rcp_work_claim(w, m.no[j])->c.speech == RCP_SPEECH_ASSERT)
            return false;
    return true;
}

/* The distinct roots of a group, and the reports that have each. */
static rcp_range add_roots(rcp_work *w, members m, const uint32_t *wording, sourced *s)
{
    rcp_range r = {w->roots.n, w->roots.n};
    for (uint32_t k = 0; k < m.n; k++)
        s[k] = (sourced){root_claim(w, m, wording, k)->c.root,
                         rcp_fold_hash(root_claim(w, m, wording, k)->c.root, 0),
                         w->claim_item[m.no[k]]};
    qsort(s, m.n, sizeof *s, cmp_sourced);
    for (uint32_t k = 0; k < m.n; k++) {
        if (k && !cmp_sourced(&s[k - 1], &s[k]))
            continue;
        if (!k || s[k - 1].key != s[k].key) {
            rcp_link_root *to = rcp_vec_add(&w->roots);
            if (!to)
                break;
            *to = (rcp_link_root){s[k].name, {w->numbers.n, w->numbers.n}};
        }
        uint32_t *n = rcp_vec_add(&w->numbers);
        if (n)
            *n = s[k].report;
        RCP_AT(&w->roots, rcp_link_root, w->roots.n - 1)->reports.end = w->numbers.n;
    }
    r.end = w->roots.n;
    return r;
}

static uint32_t status_of(const rcp_work *w, members m, const rcp_link_event *e, uint32_t parties,
                          bool denied)
{
    bool contradicted = false, updated = false;
    for (uint32_t i = e->conflicts.beg; i < e->conflicts.end; i++) {
        uint32_t kind = RCP_AT(&w->conflicts, rcp_link_conflict, i)->kind;
        contradicted |= kind == RCP_CONFLICT_CONTRADICTION;
        updated |= kind == RCP_CONFLICT_UPDATE;
    }
    for (uint32_t k = 0; k < m.n; k++)
        denied |= disputes(w, m, k);
    if (denied)
        return RCP_EVENT_DISPUTED;
    if (contradicted)
        return RCP_EVENT_CONTRADICTED;
    if (updated)
        return RCP_EVENT_SUPERSEDED;
    if (parties > 1)
        return RCP_EVENT_CORROBORATED;
    return e->outlets > 1 ? RCP_EVENT_ONE_ROOT : RCP_EVENT_SINGLE;
}

/* ---- the group as a whole ---- */

/* What all members allow together; where they clash, the first member's days stand. */
static void group_days(const rcp_work *w, members m, rcp_link_event *e)
{
    for (uint32_t k = 0; k < m.n; k++) {
        const rcp_lclaim *c = rcp_work_claim(w, m.no[k]);
        if (c->c.hi <= c->c.lo)
            continue;
        if (e->hi <= e->lo) {
            e->lo = c->c.lo;
            e->hi = c->c.hi;
        } else if (rcp_days_meet(e->lo, e->hi, c->c.lo, c->c.hi)) {
            e->lo = c->c.lo > e->lo ? c->c.lo : e->lo;
            e->hi = c->c.hi < e->hi ? c->c.hi : e->hi;
        }
    }
}

static uint32_t weight_if(bool there, uint32_t weight)
{
    return there ? weight : 0;
}

/* How much a claim has to name its group by. */
static uint32_t richness(const rcp_lclaim *c)
{
    return weight_if(c->actors.end > c->actors.beg, 8) + weight_if(c->c.mode.len > 0, 4) +
           weight_if(c->recipients.end > c->recipients.beg, 4) + weight_if(c->c.toll.len > 0, 2) +
           weight_if(c->places.end > c->places.beg, 2) +
           weight_if(c->equipment.end > c->equipment.beg, 2) +
           weight_if(c->c.polarity == RCP_AFFIRMED, 1);
}

/* The id: the smallest hash of a member's content, so it is there from the first report on. */
static void group_id(const rcp_work *w, members m, char out[24])
{
    uint64_t least = UINT64_MAX;
    for (uint32_t k = 0; k < m.n; k++) {
        const rcp_lclaim *c = rcp_work_claim(w, m.no[k]);
        rcp_str id = w->item[w->claim_item[m.no[k]]].r.id;
        uint64_t h = rcp_mix(rcp_hash(id.s, id.len), rcp_mix(c->c.claim, c->c.predicate.beg));
        least = h < least ? h : least;
    }
    (void)snprintf(out, 24, "%016llx", (unsigned long long)least);
}

static void describe(rcp_work *w, members m, bool denied, uint32_t *wording, sourced *s,
                     rcp_str *names)
{
    const rcp_lclaim *best = NULL;
    const rcp_item *of = NULL;
    rcp_link_event *e = rcp_vec_add(&w->events);
    if (!e)
        return;
    group_id(w, m, e->id);
    group_days(w, m, e);
    e->members.beg = w->numbers.n;
    for (uint32_t k = 0; k < m.n; k++) {
        rcp_lclaim *c = rcp_work_claim(w, m.no[k]);
        uint32_t *n = rcp_vec_add(&w->numbers);
        if (n)
            *n = m.no[k];
        c->c.group = w->events.n - 1;
        names[k] = w->item[w->claim_item[m.no[k]]].r.outlet;
        if (!best || richness(c) > richness(best)) {
            best = c;
            of = &w->item[w->claim_item[m.no[k]]];
        }
    }
    e->members.end = w->numbers.n;
    e->outlets = count_distinct(names, m.n);
    find_wordings(w, m, wording);
    for (uint32_t k = 0; k < m.n; k++) {
        e->wordings += wording[k] == k;
        names[k] = root_claim(w, m, wording, k)->party;
    }
    e->roots = add_roots(w, m, wording, s);
    e->conflicts = find_conflicts(w, m);
    e->type = best->c.type;
    e->mode = best->c.mode;
    e->name = rcp_link_name_of(w, best, of);
    e->story = w->item[w->claim_item[m.no[0]]].r.story;
    e->status = status_of(w, m, e, count_distinct(names, m.n), denied);
}

typedef struct { uint32_t group, no; } grouped;

static int cmp_grouped(const void *x, const void *y)
{
    const grouped *a = x, *b = y;
    if (a->group != b->group)
        return a->group < b->group ? -1 : 1;
    return (a->no > b->no) - (a->no < b->no);
}

rcp_status rcp_link_groups_describe(rcp_work *w)
{
    uint32_t n = w->n_claims;
    rcp_pool pool = rcp_pool_of();
    grouped *by = RCP_POOL(&pool, grouped, n);
    uint32_t *no = RCP_POOL(&pool, uint32_t, n), *wording = RCP_POOL(&pool, uint32_t, n);
    uint32_t *row = RCP_POOL(&pool, uint32_t, n);
    bool *denied = RCP_POOL(&pool, bool, n);
    sourced *s = RCP_POOL(&pool, sourced, n);
    rcp_str *names = RCP_POOL(&pool, rcp_str, n);
    for (uint32_t i = 0; !pool.failed && i < n; i++)
        by[i] = (grouped){w->group[i], i};
    for (uint32_t i = 0; !pool.failed && i < w->denials.n; i++) {
        uint32_t g = RCP_AT(&w->denials, rcp_link_denial, i)->event;
        if (g != RCP_NOBODY)
            denied[g] = true;
    }
    if (!pool.failed)
        qsort(by, n, sizeof *by, cmp_grouped);
    for (uint32_t i = 0, j; !pool.failed && i < n; i = j) {
        uint32_t k = 0;
        for (j = i; j < n && by[j].group == by[i].group; j++)
            no[k++] = by[j].no;
        row[by[i].group] = w->events.n;
        describe(w, (members){no, k}, denied[by[i].group], wording, s, names);
    }
    /* Denials named their group by its smallest claim; now the groups have rows. */
    for (uint32_t i = 0; !pool.failed && i < w->denials.n; i++) {
        rcp_link_denial *d = RCP_AT(&w->denials, rcp_link_denial, i);
        if (d->event != RCP_NOBODY)
            d->event = row[d->event];
    }
    bool failed = pool.failed || w->events.failed || w->numbers.failed || w->roots.failed ||
                  w->conflicts.failed;
    rcp_pool_free(&pool);
    return failed ? RCP_E_MEMORY : RCP_OK;
}
