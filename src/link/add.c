/* add.c - from a document to an item: all that linking will ask of the report. */
#include "link/inner.h"
#include "variant/variant.h"

#include "doc/schema.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    NEAR_WORDS = 24,            /* words on each side of a trigger that may belong to it */
    NEAR_MAX = 20,              /* features kept of a claim's surroundings             */
    CLIMB_MAX = 16,             /* heads between a word and its trigger                */
    DENIED_MAX = 60             /* features kept of what is denied                     */
};
static const float WEIGHT_CUT = 4.0f;           /* stems in more than 1.8 % of sentences say nothing */
static const float WEIGHT_COUNTRY = 4.0f;       /* a war's countries are in every report of it */
static const float WEIGHT_NAME = 6.0f, WEIGHT_NUMBER = 6.2f, WEIGHT_DAY = 5.0f;

/* Everything an item is made of, while it grows. */
typedef struct {
    rcp_linker        *lk;
    const rcp_doc     *doc;
    const rcp_pack    *pack;
    const rcp_weights *weights;
    rcp_item           it;
    rcp_vec word, sent, feat, near, quote, who, claim, denial;
    uint32_t          *word_of_tok;     /* (tok.n + 1) first row of word at or after the token */
    uint8_t           *named;           /* (tok.n) the token is part of a name         */
} maker;

uint64_t rcp_fold_hash(rcp_str s, uint32_t chars)
{
    char fold[256], key[256];
    uint32_t n, k = 0, len;
    if (s.len > sizeof fold / 3)
        return rcp_hash(s.s, s.len) | 1;
    n = rcp_fold(s, fold, sizeof fold);
    for (uint32_t at = 0, seen = 0; at < n && (!chars || seen < chars); at += len) {
        uint32_t c = rcp_utf8_at((rcp_str){fold, n}, at, &len);
        if (!rcp_is_letter(c) && !rcp_is_digit(c))
            continue;
        memcpy(key + k, fold + at, len);
        k += len;
        seen++;
    }
    return k ? rcp_hash(key, k) | 1 : 0;
}

static uint64_t tagged(char tag, uint64_t h)
{
    return rcp_mix((uint64_t)(unsigned char)tag << 32, h) | 1;
}

uint64_t rcp_link_stem_key(rcp_str word)
{
    return tagged('s', rcp_fold_hash(word, 5));
}

static uint64_t hash_str(char tag, rcp_str s)
{
    return s.len ? tagged(tag, rcp_hash(s.s, s.len)) : 0;
}

static int cmp_feat(const void *x, const void *y)
{
    const rcp_feat *a = x, *b = y;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

static int cmp_feat_at(const void *x, const void *y)
{
    const rcp_feat *a = x, *b = y;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return (a->key > b->key) - (a->key < b->key);
}

static int cmp_feat_key(const void *x, const void *y)
{
    const rcp_feat *a = x, *b = y;
    return (a->key > b->key) - (a->key < b->key);
}

float rcp_weight_of(const rcp_weights *w, uint64_t key)
{
    uint32_t lo = 0, hi = w->n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (w->row[mid].key < key)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < w->n && w->row[lo].key == key ? w->row[lo].weight : 8.5f;   /* ln(1 / 2e-4) */
}

float rcp_feats_cosine(const rcp_feat *a, uint32_t na, const rcp_feat *b, uint32_t nb,
                       uint32_t *shared)
{
    double ab = 0, aa = 0, bb = 0;
    *shared = 0;
    for (uint32_t i = 0; i < na; i++)
        aa += (double)a[i].weight * (double)a[i].weight;
    for (uint32_t j = 0; j < nb; j++)
        bb += (double)b[j].weight * (double)b[j].weight;
    for (uint32_t i = 0, j = 0; i < na && j < nb;)
        if (a[i].key == b[j].key) {
            ab += (double)a[i++].weight * (double)b[j++].weight;
            ++*shared;
        } else if (a[i].key < b[j].key) {
            i++;
        } else {
            j++;
        }
    return ab > 0 ? (float)(ab / sqrt(aa * bb)) : 0;
}

static rcp_status read_weights(const rcp_pack *pack, rcp_vec *rows, rcp_err *err)
{
    rcp_tsv tsv;
    char file[96];
    if (!rcp_tsv_open(&tsv, &pack->res, rcp_pack_file(pack, "df.tsv", file)))
        return RCP_OK;
    while (rcp_tsv_next(&tsv)) {
        double share = 0;
        rcp_status s = rcp_tsv_want(&tsv, 2, 2, err);
        if (s || (s = rcp_tsv_number(&tsv, 1, &share, err)))
            return s;
        if (!(share >= 1 && share <= 100000))
            return rcp_tsv_fail(&tsv, 1, err, "a share lies between 1 and 100000");
        rcp_feat *f = rcp_vec_add(rows);
        if (f)
            *f = (rcp_feat){.key = rcp_link_stem_key(rcp_tsv_field(&tsv, 0)),
                            .weight = (float)log(100000 / share)};
    }
    rcp_vec_sort(rows, cmp_feat);
    return RCP_OK;
}

static rcp_status read_relative(const rcp_pack *pack, rcp_vec *rows, rcp_err *err)
{
    static const char *const units[] = {"", "day", "week", "month", "year", "since"};
    rcp_tsv tsv;
    char file[96];
    if (!rcp_tsv_open(&tsv, &pack->res, rcp_pack_file(pack, "relative.tsv", file)))
        return RCP_OK;
    while (rcp_tsv_next(&tsv)) {
        double n = 0;
        uint16_t unit = 1;
        rcp_str from = rcp_tsv_field(&tsv, 3);
        rcp_status s = rcp_tsv_want(&tsv, 4, 4, err);
        while (!s && unit < 6 && !rcp_str_is(rcp_tsv_field(&tsv, 1), units[unit]))
            unit++;
        if (!s && unit == 6)
            s = rcp_tsv_fail(&tsv, 1, err, "a unit is day, week, month, year or since");
        if (!s)
            s = rcp_tsv_number(&tsv, 2, &n, err);
        if (!s && unit < 5 && !(n >= -100 && n <= 100))
            s = rcp_tsv_fail(&tsv, 2, err, "how many units on: a number from -100 to 100");
        if (!s && unit < 5 && !rcp_str_is(from, "published") && !rcp_str_is(from, "before"))
            s = rcp_tsv_fail(&tsv, 3, err, "it counts from `published` or `before`");
        if (s)
            return s;
        rcp_relative *r = rcp_vec_add(rows);
        if (r)
            *r = (rcp_relative){rcp_fold_hash(rcp_tsv_field(&tsv, 0), 0),
                                {unit < 5 ? unit : (uint16_t)RCP_SHIFT_NONE,
                                 rcp_str_is(from, "before"), unit == 5,
                                 unit < 5 ? (int32_t)n : 0}};
    }
    return RCP_OK;
}

/* Read LANG/df.tsv and LANG/relative.tsv once; a pack without them weighs all stems alike. */
static rcp_status weights_of(rcp_linker *lk, const rcp_pack *pack, const rcp_weights **out,
                             rcp_err *err)
{
    rcp_vec rows = rcp_vec_of(sizeof(rcp_feat)), rel = rcp_vec_of(sizeof(rcp_relative));
    for (uint32_t i = 0; i < lk->n_weights; i++)
        if (!strcmp(lk->weights[i].lang, pack->lang)) {
            *out = &lk->weights[i];
            return RCP_OK;
        }
    if (lk->n_weights == sizeof lk->weights / sizeof *lk->weights)
        return rcp_fail(err, RCP_E_LIMIT, "too many languages to link");
    rcp_status s = read_weights(pack, &rows, err);
    if (!s)
        s = read_relative(pack, &rel, err);
    rcp_weights *w = &lk->weights[lk->n_weights];
    if (!s) {
        *w = (rcp_weights){.row = rcp_pool_rows(&lk->pool, &rows), .n = rows.n,
                           .relative = rcp_pool_rows(&lk->pool, &rel), .n_relative = rel.n};
        memcpy(w->lang, pack->lang, sizeof w->lang);
        if (rows.failed || rel.failed || lk->pool.failed)
            s = rcp_fail(err, RCP_E_MEMORY, "no memory left to link");
    }
    rcp_vec_free(&rows);
    rcp_vec_free(&rel);
    if (!s) {
        lk->n_weights++;
        *out = w;
    }
    return s;
}

static const rcp_entity *entity_of(const maker *m, rcp_id mention)
{
    static const rcp_entity nil;
    uint32_t e = m->doc->mention.row[mention].entity;
    return e < m->pack->entities.n ? &m->pack->entities.row[e] : &nil;
}

static bool is_state(const maker *m, rcp_id mention)
{
    return (m->doc->mention.row[mention].flags & (RCP_MENTION_GOVERNMENT | RCP_MENTION_DEMONYM)) ||
           (entity_of(m, mention)->flags & RCP_ENTITY_COUNTRY);
}

static rcp_str country_name(const maker *m, rcp_sym alpha3)
{
    uint32_t row = rcp_country_lookup(&m->pack->entities, alpha3);
    return row < m->pack->entities.n ? rcp_sym_str(&m->pack->syms, m->pack->entities.row[row].name)
                                     : RCP_STR("");
}

enum { SPELT_WORDS = 2, SPELT_CONSONANTS = 6 };

/* A person whom no list has, by the whole name's skeleton, so that spellings meet; 0: too little to go by. */
static uint64_t spelt_key(const maker *m, rcp_str name)
{
    char skeleton[RCP_SKELETON];
    rcp_lattice l;
    uint32_t words = name.len > 0;
    for (uint32_t i = 0; i < name.len; i++)
        words += name.s[i] == ' ';
    if (!m->pack->readings || words < SPELT_WORDS || !rcp_lattice_of(m->pack->readings, name, &l) ||
        rcp_lattice_skeleton(m->pack->readings, &l, skeleton) < SPELT_CONSONANTS)
        return 0;
    return hash_str('k', rcp_str_of(skeleton));
}

/* The words printed for a mention; a pronoun's are those of whom it means: "elles" in two reports are not one. */
static rcp_str printed(const maker *m, rcp_id mention)
{
    const rcp_mention *x = &m->doc->mention.row[mention];
    if (x->flags & RCP_MENTION_PRONOUN)
        x = &m->doc->mention.row[x->chain];
    return rcp_doc_slice(m->doc, x->span);
}

/* The key of a name: a state's is its country, so that Moscow, Russia and russe meet. */
static uint64_t name_key(const maker *m, rcp_id mention)
{
    const rcp_mention *x = &m->doc->mention.row[mention];
    const rcp_entity *e = entity_of(m, mention);
    if (is_state(m, mention) && x->country)
        return hash_str('c', rcp_doc_sym(m->doc, x->country));
    if (x->entity && e->id)
        return hash_str('e', rcp_sym_str(&m->pack->syms, e->id));
    rcp_str name = rcp_doc_sym(m->doc, x->name);
    uint64_t spelt = x->kind == RCP_PERSON ? spelt_key(m, name) : 0;
    if (spelt)
        return spelt;
    uint64_t h = rcp_fold_hash(name.len ? name : printed(m, mention), 0);
    return h ? tagged('n', h) : 0;
}

/* Letters and digits in a token, at most 4 of interest; all digits? */
static uint32_t letters_of(rcp_str s, bool *number)
{
    uint32_t n = 0, len;
    *number = true;
    for (uint32_t at = 0; at < s.len; at += len) {
        uint32_t c = rcp_utf8_at(s, at, &len);
        if (rcp_is_letter(c))
            *number = false;
        n += rcp_is_letter(c) || rcp_is_digit(c);
    }
    return n;
}

static void add_words(maker *m)
{
    const rcp_doc *d = m->doc;
    for (rcp_id s = 1; s < d->sent.n; s++) {
        rcp_lsent row = {.span = rcp_doc_sent_span(d, s), .words = {m->word.n, m->word.n}};
        for (rcp_id t = d->sent.row[s].toks.beg; t < d->sent.row[s].toks.end; t++) {
            m->word_of_tok[t] = m->word.n;
            if (d->tok.row[t].flags & (RCP_TOK_FURNITURE | RCP_TOK_PUNCT))
                continue;
            uint64_t h = rcp_fold_hash(rcp_doc_slice(d, d->tok.row[t].span), 0);
            rcp_lword *w = h ? rcp_vec_add(&m->word) : NULL;
            if (w)
                *w = (rcp_lword){.hash = h, .span = d->tok.row[t].span, .sent = m->sent.n};
        }
        row.words.end = m->word.n;
        rcp_lsent *to = rcp_vec_add(&m->sent);
        if (to)
            *to = row;
    }
    m->word_of_tok[d->tok.n] = m->word.n;
}

static void add_quotes(maker *m)
{
    const rcp_doc *d = m->doc;
    for (uint32_t q = 1; q < d->quote.n; q++) {
        if (d->quote.row[q].depth > 1)
            continue;
        rcp_toks t = rcp_doc_toks_of(d, d->quote.row[q].inner);
        rcp_lquote row = {d->quote.row[q].outer, d->quote.row[q].inner,
                          {m->word_of_tok[t.beg], m->word_of_tok[t.end]}};
        rcp_lquote *to = row.words.end > row.words.beg ? rcp_vec_add(&m->quote) : NULL;
        if (!to)
            continue;
        *to = row;
        for (uint32_t i = row.words.beg; i < row.words.end; i++)
            RCP_AT(&m->word, rcp_lword, i)->quote = m->quote.n;
    }
}

static void put_feat(rcp_vec *to, uint64_t key, float weight, uint32_t kind, uint32_t at)
{
    rcp_feat *f = key ? rcp_vec_add(to) : NULL;
    if (f)
        *f = (rcp_feat){key, weight, kind, at};
}

/* Names, numbers, days and stems of the whole report, in text order. */
static void all_feats(maker *m, rcp_vec *all)
{
    const rcp_doc *d = m->doc;
    for (rcp_id i = 1; i < d->mention.n; i++) {
        const rcp_mention *x = &d->mention.row[i];
        if ((x->flags & RCP_MENTION_PRONOUN) || x->kind == RCP_ROLE || (!x->name && !x->entity))
            continue;
        for (rcp_id t = x->toks.beg; t < x->toks.end && t < d->tok.n; t++)
            m->named[t] = 1;
        put_feat(all, name_key(m, i), is_state(m, i) ? WEIGHT_COUNTRY : WEIGHT_NAME,
                 RCP_FEAT_NAME, x->span.beg);
    }
    for (rcp_id i = 1; i < d->quantity.n; i++) {
        const rcp_quantity *q = &d->quantity.row[i];
        double x = isfinite(q->min) ? q->min : q->max;
        char z[32];
        if (!isfinite(x))
            continue;
        (void)snprintf(z, sizeof z, "%.10g", x);
        put_feat(all, hash_str('#', rcp_str_of(z)), WEIGHT_NUMBER, RCP_FEAT_NUMBER, q->span.beg);
        rcp_toks toks = rcp_doc_toks_of(d, q->span);
        for (rcp_id t = toks.beg; t < toks.end; t++)
            if (d->tok.row[t].flags & RCP_TOK_NUMBER)
                m->named[t] = 1;
    }
    for (rcp_id i = 1; i < d->time.n; i++)
        if (d->time.row[i].grain == RCP_GRAIN_DAY || d->time.row[i].grain == RCP_GRAIN_MONTH)
            put_feat(all, hash_str('d', rcp_doc_sym(d, d->time.row[i].value)), WEIGHT_DAY,
                     RCP_FEAT_DAY, d->time.row[i].span.beg);
    for (rcp_id t = 1; t < d->tok.n; t++) {
        rcp_str s = rcp_doc_slice(d, d->tok.row[t].span);
        bool number;
        if (m->named[t] || (d->tok.row[t].flags & (RCP_TOK_FURNITURE | RCP_TOK_PUNCT)))
            continue;
        uint32_t n = letters_of(s, &number);
        if (number && n) {
            put_feat(all, hash_str('#', s), WEIGHT_NUMBER, RCP_FEAT_NUMBER, d->tok.row[t].span.beg);
        } else if (n >= 4) {
            uint64_t key = rcp_link_stem_key(s);
            float w = rcp_weight_of(m->weights, key);
            if (w >= WEIGHT_CUT)
                put_feat(all, key, w, RCP_FEAT_STEM, d->tok.row[t].span.beg);
        }
    }
    rcp_vec_sort(all, cmp_feat_at);
}

/* Hand the features out to the sentences, each key once a sentence. */
static void add_feats(maker *m, const rcp_vec *all)
{
    rcp_vec one = rcp_vec_of(sizeof(rcp_feat));
    uint32_t at = 0;
    for (uint32_t s = 0; s < m->sent.n; s++) {
        rcp_lsent *sent = RCP_AT(&m->sent, rcp_lsent, s);
        one.n = 0;
        for (; at < all->n && RCP_AT(all, rcp_feat, at)->at < sent->span.end; at++) {
            const rcp_feat *f = RCP_AT(all, rcp_feat, at);
            rcp_feat *to = f->at >= sent->span.beg ? rcp_vec_add(&one) : NULL;
            if (to)
                *to = *f;
        }
        rcp_vec_sort(&one, cmp_feat);
        rcp_vec_unique(&one, cmp_feat_key);
        sent->feats.beg = m->feat.n;
        for (uint32_t i = 0; i < one.n; i++) {
            rcp_feat *to = rcp_vec_add(&m->feat);
            if (to)
                *to = *RCP_AT(&one, rcp_feat, i);
        }
        sent->feats.end = m->feat.n;
    }
    m->feat.failed |= one.failed;
    rcp_vec_free(&one);
}

/* The features of the spans given, sorted by key, at most `max` of them. */
static rcp_range near_of(maker *m, const rcp_vec *all, const rcp_span *span, uint32_t n_spans,
                         uint32_t max)
{
    rcp_vec one = rcp_vec_of(sizeof(rcp_feat));
    rcp_range r = {m->near.n, m->near.n};
    for (uint32_t k = 0; k < n_spans; k++) {
        uint32_t lo = 0, hi = all->n;
        while (lo < hi) {
            uint32_t mid = lo + (hi - lo) / 2;
            if (RCP_AT(all, rcp_feat, mid)->at < span[k].beg)
                lo = mid + 1;
            else
                hi = mid;
        }
        for (; lo < all->n && RCP_AT(all, rcp_feat, lo)->at < span[k].end && one.n < max; lo++) {
            rcp_feat *to = rcp_vec_add(&one);
            if (to)
                *to = *RCP_AT(all, rcp_feat, lo);
        }
    }
    rcp_vec_sort(&one, cmp_feat);
    rcp_vec_unique(&one, cmp_feat_key);
    for (uint32_t i = 0; i < one.n; i++) {
        rcp_feat *to = rcp_vec_add(&m->near);
        if (to)
            *to = *RCP_AT(&one, rcp_feat, i);
    }
    r.end = m->near.n;
    m->near.failed |= one.failed;
    rcp_vec_free(&one);
    return r;
}

/* The words that hang on a trigger, as spans of one word each; at most `room`. */
static uint32_t subtree(const rcp_doc *d, rcp_id trigger, rcp_span *out, uint32_t room)
{
    uint32_t n = 0;
    rcp_id beg = trigger > NEAR_WORDS ? trigger - NEAR_WORDS : 1;
    for (rcp_id w = beg; w < d->word.n && w <= trigger + NEAR_WORDS && n < room; w++) {
        rcp_id up = w;
        for (uint32_t i = 0; i < CLIMB_MAX && up && up != trigger; i++)
            up = d->dep.n > up ? d->dep.row[up].head : 0;
        if (up == trigger)
            out[n++] = d->tok.row[d->word.row[w].tok].span;
    }
    return n;
}

/* What to call a mention: its name; of "biélorusse" the country; else the words printed. */
static rcp_str called(const maker *m, rcp_id mention)
{
    const rcp_mention *x = &m->doc->mention.row[mention];
    rcp_str name = rcp_doc_sym(m->doc, x->name);
    if (!name.len && (x->flags & RCP_MENTION_DEMONYM))
        name = country_name(m, x->country);
    return name.len ? name : printed(m, mention);
}

static void fill_who(const maker *m, rcp_id mention, rcp_who *w)
{
    const rcp_mention *x = &m->doc->mention.row[mention];
    const rcp_entity *e = entity_of(m, mention);
    *w = (rcp_who){.key = name_key(m, mention), .min = NAN, .max = NAN,
                   .name = rcp_pool_str(&m->lk->pool, called(m, mention)),
                   .country = rcp_pool_str(&m->lk->pool, rcp_doc_sym(m->doc, x->country))};
    w->land = hash_str('c', w->country);
    w->flags = (is_state(m, mention) ? RCP_WHO_COUNTRY : 0u) |
               (e->flags & RCP_ENTITY_REGION ? RCP_WHO_REGION : 0u) |
               (x->kind == RCP_PLACE ? RCP_WHO_PLACE : 0u) |
               (x->kind == RCP_PERSON ? RCP_WHO_PERSON : 0u);
}

static rcp_range args_of(maker *m, const rcp_event *e, uint32_t role)
{
    rcp_range r = {m->who.n, m->who.n};
    for (uint32_t i = e->arg_beg; i < e->arg_end && i < m->doc->arg.n; i++) {
        const rcp_arg *a = &m->doc->arg.row[i];
        rcp_who *w = a->role == role && a->mention ? rcp_vec_add(&m->who) : NULL;
        if (!w)
            continue;
        fill_who(m, a->mention, w);
        if (a->quantity) {
            w->min = m->doc->quantity.row[a->quantity].min;
            w->max = m->doc->quantity.row[a->quantity].max;
        }
    }
    r.end = m->who.n;
    return r;
}

/* How a speaker is called: its name, a state's country, else the words printed. */
static rcp_str speaker_name(const maker *m, const rcp_attribution *a)
{
    const rcp_mention *x = &m->doc->mention.row[a->mention];
    rcp_str name = a->mention && is_state(m, a->mention) ? country_name(m, x->country)
                                                         : rcp_doc_sym(m->doc, x->name);
    if (!name.len && a->mention && !rcp_span_touch(x->span, a->speaker))
        return printed(m, a->mention);          /* a pronoun's group stands elsewhere */
    return name.len ? name : rcp_doc_slice(m->doc, a->speaker);
}

/* Whether a speaker can be a root: "il" that nobody has resolved, and "on", are nobody. */
static bool is_somebody(const maker *m, const rcp_attribution *a)
{
    const rcp_mention *x = &m->doc->mention.row[a->mention];
    if (a->naming == RCP_NAMED || (a->mention && x->name))
        return true;
    return a->speaker.end > a->speaker.beg && a->naming != RCP_NAMING_NONE &&
           !(x->flags & RCP_MENTION_PRONOUN);
}

/* Organs of one state cannot confirm one another: they are one party. */
static rcp_str party_of(const maker *m, const rcp_attribution *a, rcp_str root)
{
    static const char *const organs[] = {"GOV", "MIL", "SPY", "COP", "JUD", "LEG"};
    const rcp_mention *x = &m->doc->mention.row[a->mention];
    rcp_str sector = rcp_doc_sym(m->doc, x->sector);
    bool organ = a->mention && is_state(m, a->mention);
    for (size_t i = 0; i < sizeof organs / sizeof *organs; i++)
        organ = organ || rcp_str_is(sector, organs[i]);
    organ = organ || a->stype == RCP_STYPE_OFFICIAL || a->stype == RCP_STYPE_MILITARY;
    return organ && x->country ? rcp_doc_sym(m->doc, x->country) : root;
}

/* Innermost named link of the chain, else the innermost role, else the outlet. */
static void fill_sources(maker *m, const rcp_claim *c, rcp_lclaim *to)
{
    const rcp_doc *d = m->doc;
    const rcp_attribution *a = &d->attribution.row[c->attribution], *root = a;
    rcp_pool *pool = &m->lk->pool;
    to->c.root = m->it.root;
    to->party = m->it.root;
    to->told = !c->attribution;
    if (!c->attribution)
        return;
    rcp_id up = c->attribution;
    for (uint32_t i = 0; i < CLIMB_MAX && up && d->attribution.row[up].naming != RCP_NAMED; i++)
        up = d->attribution.row[up].parent;
    if (up && d->attribution.row[up].naming == RCP_NAMED)
        root = &d->attribution.row[up];
    to->c.by = rcp_pool_str(pool, speaker_name(m, a));
    to->c.by_country = rcp_pool_str(pool, rcp_doc_sym(d, d->mention.row[a->mention].country));
    if (a->via_end > a->via_beg) {
        const rcp_via *v = &d->via.row[a->via_beg];
        rcp_str name = rcp_doc_sym(d, d->mention.row[v->mention].name);
        to->c.via = rcp_pool_str(pool, name.len ? name : rcp_doc_slice(d, v->span));
    }
    rcp_str name = speaker_name(m, root);
    if (root->naming != RCP_NAMED && !d->mention.row[root->mention].name && to->c.via.len)
        name = to->c.via;
    if (name.len && (is_somebody(m, root) || to->c.via.len)) {
        to->c.root = rcp_pool_str(pool, name);
        to->party = rcp_pool_str(pool, party_of(m, root, name));
    }
    to->speaker = a->mention ? name_key(m, a->mention) : rcp_fold_hash(name, 0);
}

static void fill_event(maker *m, const rcp_event *e, rcp_lclaim *to)
{
    const rcp_doc *d = m->doc;
    rcp_pool *pool = &m->lk->pool;
    const rcp_word *w = &d->word.row[e->trigger < d->word.n ? e->trigger : 0];
    rcp_str form = rcp_doc_slice(d, d->tok.row[w->tok].span);
    rcp_str lemma = e->trigger && e->trigger < d->tag.n
                        ? rcp_doc_sym(d, d->tag.row[e->trigger].lemma) : RCP_STR("");
    to->c.predicate = e->predicate;
    to->c.predicate_text = rcp_slice(m->it.text, e->predicate);
    to->c.type = e->type;
    to->c.state = e->state;
    to->c.polarity = e->polarity;
    to->c.mode = rcp_pool_str(pool, rcp_doc_sym(d, e->mode));
    to->lemma = rcp_fold_hash(lemma.len ? lemma : form, 0);
    to->stem = rcp_fold_hash(form, 4);        /* formation, formait: one type, one stem */
    to->c.min = to->c.max = NAN;
    if (e->quantity) {
        const rcp_quantity *q = &d->quantity.row[e->quantity];
        to->c.min = q->min;
        to->c.max = q->max;
        to->c.unit = rcp_pool_str(pool, rcp_doc_sym(d, q->unit));
        to->c.toll = rcp_pool_str(pool, rcp_doc_sym(d, q->toll));
        to->unit = hash_str('u', to->c.unit);
        if (to->c.toll.len)
            to->unit = hash_str('t', to->c.toll);
    }
    to->time = e->by_then ? 0 : e->time;        /* the day of the telling is no day to compare */
    to->said_lo = d->time.row[to->time].lo;
    to->said_hi = d->time.row[to->time].hi;
    to->actors = args_of(m, e, RCP_ARG_ACTOR);
    to->recipients = args_of(m, e, RCP_ARG_RECIPIENT);
    to->places = args_of(m, e, RCP_ARG_PLACE);
    to->equipment = args_of(m, e, RCP_ARG_EQUIPMENT);
}

static int cmp_claim(const void *x, const void *y)
{
    const rcp_lclaim *a = x, *b = y;
    if (a->sent != b->sent)
        return a->sent < b->sent ? -1 : 1;
    if (a->c.predicate.beg != b->c.predicate.beg)
        return a->c.predicate.beg < b->c.predicate.beg ? -1 : 1;
    return (a->c.claim > b->c.claim) - (a->c.claim < b->c.claim);
}

/* Whether the words of an event are the cue of a denial. */
static bool is_denial_cue(const rcp_doc *d, rcp_span predicate)
{
    for (rcp_id i = 1; i < d->attribution.n; i++)
        if (d->attribution.row[i].cue_class == RCP_CUE_DENY &&
            rcp_span_touch(d->attribution.row[i].cue, predicate))
            return true;
    return false;
}

static void add_claims(maker *m, const rcp_vec *all)
{
    const rcp_doc *d = m->doc;
    for (rcp_id i = 1; i < d->claim.n; i++) {
        const rcp_claim *c = &d->claim.row[i];
        rcp_span span[2 * NEAR_WORDS + 2];
        rcp_lclaim *to = c->event ? rcp_vec_add(&m->claim) : NULL;
        if (!to)
            continue;
        const rcp_event *e = &d->event.row[c->event];
        to->c.claim = i;
        to->c.event = c->event;
        to->c.evidence = c->evidence;
        to->c.evidence_text = rcp_slice(m->it.text, c->evidence);
        to->c.speech = c->speech;
        to->c.modality = c->modality;
        to->c.band = c->band;
        to->c.hearsay = c->hearsay;
        to->c.presumed = c->presumed != 0;
        to->c.saying = e->type == RCP_REJECT && is_denial_cue(d, e->predicate);
        to->c.group = RCP_NOBODY;
        to->attribution = c->attribution;
        to->from = RCP_NOBODY;
        to->sent = (e->sent ? e->sent : c->sent) - 1;   /* item.sent has no nil row */
        fill_event(m, e, to);
        fill_sources(m, c, to);
        uint32_t n = subtree(d, e->trigger, span, 2 * NEAR_WORDS + 1);
        span[n] = e->predicate;
        to->feats = near_of(m, all, span, n + 1, NEAR_MAX);
        to->words = near_of(m, all, &e->predicate, 1, NEAR_MAX);
    }
    /* In the order of the text, then the rank among the claims of one type in one sentence. */
    rcp_vec_sort(&m->claim, cmp_claim);
    for (uint32_t i = 0, end; i < m->claim.n; i = end) {
        uint32_t sent = RCP_AT(&m->claim, rcp_lclaim, i)->sent;
        uint16_t seen[RCP_N_type] = {0};
        for (end = i; end < m->claim.n && RCP_AT(&m->claim, rcp_lclaim, end)->sent == sent; end++) {
            rcp_lclaim *c = RCP_AT(&m->claim, rcp_lclaim, end);
            c->rank = seen[c->c.type % RCP_N_type]++;
        }
        for (uint32_t j = i; j < end; j++) {
            rcp_lclaim *c = RCP_AT(&m->claim, rcp_lclaim, j);
            c->of = seen[c->c.type % RCP_N_type];
        }
    }
}

static void add_denials(maker *m, const rcp_vec *all)
{
    const rcp_doc *d = m->doc;
    for (rcp_id i = 1; i < d->attribution.n; i++) {
        const rcp_attribution *a = &d->attribution.row[i];
        if (a->cue_class != RCP_CUE_DENY || a->cue_polarity == RCP_NEGATED ||
            a->content_end <= a->content_beg)
            continue;
        rcp_span span[8];
        uint32_t n = 0;
        for (uint32_t c = a->content_beg; c < a->content_end && n < 8; c++)
            span[n++] = d->content.row[c].span;
        rcp_ldenial *to = rcp_vec_add(&m->denial);
        if (!to)
            continue;
        to->attribution = i;
        to->by = rcp_pool_str(&m->lk->pool, speaker_name(m, a));
        to->by_country = rcp_pool_str(&m->lk->pool, rcp_doc_sym(d, d->mention.row[a->mention].country));
        to->speaker = a->mention ? name_key(m, a->mention) : rcp_fold_hash(to->by, 0);
        to->content = (rcp_span){span[0].beg, span[n - 1].end};
        to->denied = rcp_slice(m->it.text, span[0]);
        to->feats = near_of(m, all, span, n, DENIED_MAX);
    }
}

rcp_shift rcp_link_shift_of(const rcp_weights *w, rcp_str text)
{
    uint64_t all = rcp_fold_hash(text, 0);
    for (uint32_t i = 0; i < w->n_relative; i++)
        if (w->relative[i].words == all)
            return w->relative[i].shift;
    return (rcp_shift){0};
}

/* "depuis" stands before the span, or begins it. */
static bool is_since(const maker *m, rcp_span span)
{
    rcp_toks t = rcp_doc_toks_of(m->doc, span);
    for (rcp_id k = t.beg > 1 ? t.beg - 1 : t.beg; k <= t.beg && k < m->doc->tok.n; k++)
        if (rcp_link_shift_of(m->weights, rcp_doc_slice(m->doc, m->doc->tok.row[k].span)).since)
            return true;
    return false;
}

static void add_times(maker *m)
{
    const rcp_doc *d = m->doc;
    uint32_t n = d->time.n ? d->time.n : 1;
    m->it.time = RCP_POOL(&m->lk->pool, rcp_ltime, n);
    m->it.n_times = m->it.time ? n : 0;
    for (rcp_id i = 1; i < m->it.n_times; i++) {
        const rcp_time *t = &d->time.row[i];
        m->it.time[i] = (rcp_ltime){.time = *t, .said_lo = t->lo, .said_hi = t->hi,
                                    .value = rcp_pool_str(&m->lk->pool, rcp_doc_sym(d, t->value)),
                                    .shift = rcp_link_shift_of(m->weights, rcp_doc_slice(d, t->span)),
                                    .bare = t->weekday && t->kind == RCP_INSTANT,
                                    .from = RCP_NOBODY};
        m->it.time[i].shift.since |= is_since(m, t->span);
    }
}

/* "www.example.org" of "https://www.example.org/a/b". */
static rcp_str host_of(rcp_str url)
{
    uint32_t beg = 0, end;
    for (uint32_t i = 0; i + 2 < url.len; i++)
        if (!memcmp(url.s + i, "://", 3)) {
            beg = i + 3;
            break;
        }
    for (end = beg; end < url.len && !strchr("/:?#", url.s[end]); end++)
        ;
    return (rcp_str){url.s + beg, end - beg};
}

static rcp_str base_name(rcp_str path)
{
    uint32_t beg = 0, end = path.len;
    for (uint32_t i = 0; i < path.len; i++)
        if (path.s[i] == '/')
            beg = i + 1;
    for (uint32_t i = beg + 1; i < path.len; i++)
        if (path.s[i] == '.')
            end = i;
    return (rcp_str){path.s + beg, end - beg};
}

static void add_source(maker *m)
{
    rcp_pool *pool = &m->lk->pool;
    const rcp_source *s = &m->doc->source;
    const rcp_published *p = rcp_doc_published(m->doc);
    rcp_link_report *r = &m->it.r;
    r->id = rcp_pool_str(pool, s->id);
    r->path = rcp_pool_str(pool, s->path);
    r->url = rcp_pool_str(pool, s->url);
    r->title = rcp_pool_str(pool, s->title);
    r->lang = rcp_pool_str(pool, rcp_str_of(m->doc->lang));
    rcp_str outlet = s->outlet.len ? s->outlet : s->url.len ? host_of(s->url) : base_name(s->path);
    r->outlet = rcp_pool_str(pool, outlet.len ? outlet : s->id);
    m->it.root = r->outlet;
    m->it.published_from = RCP_NOBODY;
    m->it.now = RCP_DAY_MIN;
    m->it.text = rcp_pool_str(pool, m->doc->text);
    m->it.said_lo = p->hi > p->lo ? p->lo : 0;
    m->it.said_hi = p->hi > p->lo ? p->hi : 0;
    m->it.said_how = p->hi > p->lo ? p->how : RCP_HOW_NONE;
    /* A credit to an agency, wherever it stands: "avec AFP", "(Reuters)". */
    for (rcp_id i = 1; i < m->doc->mention.n; i++)
        if (entity_of(m, i)->flags & RCP_ENTITY_AGENCY)
            m->it.agency |= (uint64_t)1 << (name_key(m, i) & 63);
}

static void keep(maker *m)
{
    rcp_pool *p = &m->lk->pool;
    rcp_item *it = &m->it;
    it->word = rcp_pool_rows(p, &m->word), it->n_words = m->word.n;
    it->sent = rcp_pool_rows(p, &m->sent), it->n_sents = m->sent.n;
    it->feat = rcp_pool_rows(p, &m->feat), it->n_feats = m->feat.n;
    it->near = rcp_pool_rows(p, &m->near), it->n_near = m->near.n;
    it->quote = rcp_pool_rows(p, &m->quote), it->n_quotes = m->quote.n;
    it->who = rcp_pool_rows(p, &m->who), it->n_who = m->who.n;
    it->claim = rcp_pool_rows(p, &m->claim), it->n_claims = m->claim.n;
    it->denial = rcp_pool_rows(p, &m->denial), it->n_denials = m->denial.n;
}

static rcp_status make_item(maker *m, rcp_err *err)
{
    rcp_vec all = rcp_vec_of(sizeof(rcp_feat));
    for (uint32_t t = RCP_T_SENT; t < RCP_N_TABLES; t++)
        if (t != RCP_T_SETTLED && !rcp_doc_table(m->doc, t)->row)
            return rcp_fail(err, RCP_E_INPUT, "the report has not been read up to its claims");
    add_source(m);
    add_words(m);
    add_quotes(m);
    all_feats(m, &all);
    add_feats(m, &all);
    add_times(m);
    add_claims(m, &all);
    add_denials(m, &all);
    m->feat.failed |= all.failed;
    rcp_vec_free(&all);
    keep(m);
    return RCP_OK;
}

rcp_status rcp_linker_add(rcp_linker *lk, const rcp_doc *doc, const rcp_pack *pack, rcp_err *err)
{
    maker m = {.lk = lk, .doc = doc, .pack = pack,
               .word = rcp_vec_of(sizeof(rcp_lword)), .sent = rcp_vec_of(sizeof(rcp_lsent)),
               .feat = rcp_vec_of(sizeof(rcp_feat)), .near = rcp_vec_of(sizeof(rcp_feat)),
               .quote = rcp_vec_of(sizeof(rcp_lquote)), .who = rcp_vec_of(sizeof(rcp_who)),
               .claim = rcp_vec_of(sizeof(rcp_lclaim)), .denial = rcp_vec_of(sizeof(rcp_ldenial))};
    rcp_vec *all[] = {&m.word, &m.sent, &m.feat, &m.near, &m.quote, &m.who, &m.claim, &m.denial};
    rcp_status s = weights_of(lk, pack, &m.weights, err);
    if (!s)
        s = rcp_link_names_read(lk, pack, err);
    if (s)
        return s;
    m.word_of_tok = calloc((size_t)doc->tok.n + 2, sizeof *m.word_of_tok);
    m.named = calloc((size_t)doc->tok.n + 2, 1);
    bool failed = !m.word_of_tok || !m.named;
    if (!failed)
        s = make_item(&m, err);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        failed |= all[i]->failed;
        rcp_vec_free(all[i]);
    }
    rcp_item *to = s || failed || lk->pool.failed ? NULL : rcp_vec_add(&lk->items);
    if (to)
        *to = m.it;
    free(m.word_of_tok);
    free(m.named);
    return to || s ? s : rcp_fail(err, RCP_E_MEMORY, "no memory left to link");
}
