#include "find/coref_scene.h"

#include "find/names.h"
#include "lang/form.h"

enum {
    FAR = 4,                    /* sentences back                                       */
    LOOK = 96, WHO = 32,        /* so many words, and ones, are weighed: keeps the time linear */
    PARALLEL = 35,              /* Lappin and Leass: the same role                      */
    THING_PART = 6, UNSURE_PART = 9,    /* sixteenths: what is no person, or of unknown gender, is meant more seldom */
    NEAR_PART = 11,             /* ... but not so much as the last sentence's subject   */
    TELLER_PART = 48,           /* who says it is often who is spoken of */
    AHEAD = 18,                 /* sixteenths: how far the heaviest must lie before the next */
    SURE = 39321
};

/* A pronoun, or what else goes back. */
typedef struct {
    rcp_id   word;
    rcp_place_in at;
    uint32_t flags;             /* RCP_CO_...                                           */
    rcp_id   clause, told_by;   /* its verb; the verb of speech that it is told by; 0   */
    bool     subject, says, quoted;
    rcp_agreement want;
} looking;

/* One that may be meant. */
typedef struct {
    uint32_t who, row, score, sent, best;
    const rcp_spoken *last;
    bool     out;
} candidate;

/* A row to be made. */
typedef struct { rcp_toks toks; rcp_id word; uint32_t chain; } going_back;

static bool says(const rcp_scene *s, rcp_id verb)
{
    return verb && rcp_co_lemma(s, verb) & RCP_CO_SAY;
}

/* A reflexive between the pronoun and its verb: "il s'agit". */
static bool clitic(const rcp_scene *s, rcp_id w, rcp_id verb)
{
    for (rcp_id k = w + 1; k < verb && k < w + 5; k++) {
        uint32_t rel = s->doc->dep.row[k].rel;
        if (s->doc->dep.row[k].head == verb && (rel == RCP_REL_expl || rel == RCP_REL_expl_pv || rel == RCP_REL_expl_pass || rel == RCP_REL_expl_comp))
            return true;
    }
    return false;
}

/* What the empty pronoun stands for comes behind the verb: "il est clair que", "il reste beaucoup". */
static bool clause_follows(const rcp_scene *s, rcp_id verb, bool object)
{
    const rcp_dep *dep = s->doc->dep.row;
    for (rcp_id k = verb + 1; k < s->doc->word.n && k < verb + 12; k++)
        if (dep[k].head == verb && (dep[k].rel == RCP_REL_csubj || dep[k].rel == RCP_REL_ccomp ||
                                    (object && (dep[k].rel == RCP_REL_obj || dep[k].rel == RCP_REL_xcomp || dep[k].rel == RCP_REL_nsubj))))
            return true;
    return false;
}

/* "Il y a", "il n'y a pas eu", "y a-t-il". */
static bool there(const rcp_scene *s, rcp_id w, rcp_id verb)
{
    enum { NEAR = 5 };
    if (verb < w)
        return rcp_co_form(s, verb - 1) & RCP_CO_THERE;
    for (rcp_id k = w + 1; k <= verb && k < w + NEAR; k++)
        if (rcp_co_form(s, k) & RCP_CO_THERE)
            return true;
    return false;
}

/* No "il faut", no "its", no "il est clair que", no "il est six heures". */
static bool refers(const rcp_scene *s, rcp_id w)
{
    const rcp_dep *dep = s->doc->dep.row;
    uint32_t rel = dep[w].rel;
    if (rel == RCP_REL_expl || rel == RCP_REL_expl_subj || rel == RCP_REL_expl_pv || rel == RCP_REL_nmod_poss || rel == RCP_REL_det)
        return false;
    rcp_id head = dep[w].head;
    if (!head || !rcp_scene_subject(s, w))
        return true;
    uint32_t is = rcp_co_lemma(s, head);
    if (is & RCP_CO_IMPERSONAL || there(s, w, head) || (is & RCP_CO_TIME && s->word_is[head] & RCP_WORD_COPULA))
        return false;
    if (is & RCP_CO_EMPTY_SE && clitic(s, w, head))
        return false;
    return !(is & RCP_CO_EMPTY || s->word_is[head] & RCP_WORD_COPULA) || !clause_follows(s, head, is & RCP_CO_EMPTY);
}

/* "a déclaré qu'il ...": the verb of speech above a clause. */
static rcp_id told_by(const rcp_scene *s, rcp_id clause)
{
    enum { CLIMB = 4 };
    const rcp_dep *dep = s->doc->dep.row;
    rcp_id v = clause;
    for (int i = 0; i < CLIMB && v; i++) {
        if (dep[v].rel == RCP_REL_ccomp && says(s, dep[v].head))
            return dep[v].head;
        if (dep[v].rel != RCP_REL_conj)
            return 0;
        v = dep[v].head;
    }
    return 0;
}

static uint8_t gender_of(const rcp_scene *s, rcp_id w)
{
    rcp_str gender = rcp_feat(rcp_doc_sym(s->doc, s->doc->tag.row[w].feats), "Gender");
    return rcp_str_is(gender, "Fem") ? RCP_FEMALE : rcp_str_is(gender, "Masc") ? RCP_MALE : 0;
}

static bool look(const rcp_scene *s, rcp_id w, rcp_place_in at, uint32_t flags, looking *l)
{
    uint32_t rel = s->doc->dep.row[w].rel;
    *l = (looking){.word = w, .at = at, .flags = flags, .clause = rcp_scene_clause(s, w),
                   .subject = rcp_scene_subject(s, w), .quoted = s->word_is[w] & RCP_WORD_QUOTED};
    l->told_by = l->subject && !l->quoted ? told_by(s, l->clause) : 0;
    l->says = l->subject && says(s, l->clause);
    l->want.gender = (flags & RCP_CO_HE ? RCP_MALE : 0) | (flags & RCP_CO_SHE ? RCP_FEMALE : 0);
    if (flags & RCP_CO_LAST && s->words->genders)
        l->want.gender = gender_of(s, w);
    if (!l->want.gender || rel == RCP_REL_iobj)
        l->want.gender = RCP_MALE | RCP_FEMALE;
    l->want.number = flags & RCP_CO_THEY ? RCP_MANY : RCP_ONE;
    l->want.can = RCP_CAN_PERSON | RCP_CAN_BODY | RCP_CAN_THING;
    if (l->says || (l->subject && s->word_is[l->clause] & RCP_WORD_COPULA && rcp_co_lemma(s, l->clause) & RCP_CO_PERSON))
        l->want.can = RCP_CAN_PERSON | RCP_CAN_BODY;
    if (!s->words->genders && flags & (RCP_CO_HE | RCP_CO_SHE))
        l->want.can = RCP_CAN_PERSON;
    if (flags & RCP_CO_IT)
        l->want.can &= ~(uint32_t)RCP_CAN_PERSON & 7;
    if (!s->words->genders && flags & (RCP_CO_IT | RCP_CO_THEY) && !l->says)
        return false;
    return refers(s, w);
}

static bool agrees(const rcp_scene *s, const looking *l, const rcp_spoken *x)
{
    uint8_t gender = x->is.gender;
    if (x->row && x->is.can == RCP_CAN_PERSON && s->gender[x->who])
        gender = s->gender[x->who];     /* what was learnt since */
    return gender & l->want.gender && x->is.number & l->want.number && x->is.can & l->want.can;
}

/* How many sentences back; for the outlet's own words those of a long quotation do not count. */
static uint32_t distance(const looking *l, const rcp_spoken *x)
{
    return l->quoted || x->quoted ? l->at.sent - x->at.sent : l->at.told - x->at.told;
}

/* Two parts of one verb are two; who is quoted does not speak of himself as "he". */
static bool apart(const rcp_scene *s, const looking *l, const rcp_spoken *x)
{
    if (x->at.sent == l->at.sent && x->clause == l->clause && x->clause)
        return true;
    return l->quoted && !x->quoted && x->subject && x->at.sent + 1 >= l->at.sent && says(s, x->clause);
}

static uint32_t weigh(const rcp_scene *s, const looking *l, const rcp_spoken *x)
{
    uint32_t n = x->weight + (l->subject && x->subject ? PARALLEL : 0);
    if (x->is.can != RCP_CAN_PERSON && !(l->flags & (RCP_CO_IT | RCP_CO_THEY)))
        n = n * (s->words->genders && x->subject && distance(l, x) == 1 ? NEAR_PART : THING_PART) / 16;
    if (x->row && (x->is.can == RCP_CAN_PERSON ? !s->gender[x->who] : s->words->genders && x->is.gender == (RCP_MALE | RCP_FEMALE)))
        n = n * UNSURE_PART / 16;
    if (l->says && x->subject && says(s, x->clause))
        n *= 2;
    if (l->told_by && x->subject && x->clause == l->told_by)
        n = n * TELLER_PART / 16;
    if (x->quoted && !l->quoted)
        n /= 4;
    return n << 3 >> distance(l, x);
}

static candidate *find_who(candidate *c, uint32_t *n, uint32_t who)
{
    for (uint32_t i = 0; i < *n; i++)
        if (c[i].who == who)
            return &c[i];
    if (*n == WHO)
        return NULL;
    c[*n] = (candidate){.who = who};
    return &c[(*n)++];
}

static bool is_country(const rcp_scene *s, const rcp_spoken *x)
{
    return x->row && s->pack->entities.row[rcp_scene_mention(s, x->row)->entity].flags & RCP_ENTITY_COUNTRY;
}

/* Those that were spoken of, nearest first, and how much each weighs. */
static uint32_t gather(const rcp_scene *s, const looking *l, candidate *c)
{
    uint32_t n = 0, oldest = s->spoken.n > LOOK ? s->spoken.n - LOOK : 1;
    for (uint32_t i = s->spoken.n; i-- > oldest;) {
        const rcp_spoken *x = RCP_ROW(&s->spoken, rcp_spoken, i);
        if (distance(l, x) > FAR || !agrees(s, l, x) || (l->flags & RCP_CO_COUNTRY && !is_country(s, x)))
            continue;
        candidate *k = find_who(c, &n, x->who);
        if (!k)
            continue;
        uint32_t w = weigh(s, l, x);
        k->out |= apart(s, l, x);
        k->row = k->row ? k->row : x->row;
        k->last = k->last ? k->last : x;
        if (k->sent != x->at.sent) {
            k->score += w;
            k->sent = x->at.sent, k->best = w;
        } else if (w > k->best) {
            k->score += w - k->best;
            k->best = w;
        }
    }
    return n;
}

/* The heaviest; for "ce dernier" the nearest that can act. */
static const candidate *choose(const looking *l, const candidate *c, uint32_t n)
{
    const candidate *best = NULL;
    for (uint32_t i = 0; i < n; i++) {
        if (c[i].out)
            continue;
        if (l->flags & (RCP_CO_LATTER | RCP_CO_LAST)) {
            if (c[i].last->is.can & (RCP_CAN_PERSON | RCP_CAN_BODY) && c[i].last->is.gender != (RCP_MALE | RCP_FEMALE))
                return &c[i];           /* they come nearest first */
        } else if (!best || c[i].score > best->score)
            best = &c[i];
    }
    for (uint32_t i = 0; best && !(l->flags & (RCP_CO_LATTER | RCP_CO_LAST)) && i < n; i++)
        if (!c[i].out && &c[i] != best && c[i].score * AHEAD > best->score * 16)
            return NULL;
    return best;
}

static rcp_status speak(rcp_scene *s, const looking *l, const candidate *c)
{
    rcp_spoken *x = rcp_rows_add(&s->spoken);
    if (!x)
        return RCP_E_LIMIT;
    *x = *c->last;
    x->word = l->word, x->at = l->at;
    x->weight = rcp_scene_weight(s, l->word);
    x->clause = l->clause, x->subject = l->subject, x->quoted = l->quoted;
    x->is.gender &= l->want.gender;
    return RCP_OK;
}

static rcp_status go_back(rcp_scene *s, const looking *l, rcp_toks toks, rcp_rows *out)
{
    candidate c[WHO];
    const candidate *best = choose(l, c, gather(s, l, c));
    if (!best)
        return RCP_OK;
    rcp_spoken last = *best->last;      /* the rows may move */
    candidate kept = *best;
    kept.last = &last;
    rcp_status status = speak(s, l, &kept);
    if (status || !kept.row)
        return status;
    if (last.is.can == RCP_CAN_PERSON && l->want.gender != (RCP_MALE | RCP_FEMALE))
        s->gender[kept.who] = l->want.gender;
    going_back *row = rcp_rows_add(out);
    if (!row)
        return RCP_E_LIMIT;
    *row = (going_back){toks, l->word, kept.who};
    return RCP_OK;
}

/* "ce dernier", "the latter": no noun behind it. */
static bool the_last(const rcp_scene *s, rcp_id w)
{
    const rcp_tag *t = s->doc->tag.row;
    if (w < 2 || t[w - 1].upos != RCP_DET || (s->words->genders && !rcp_coref_demonstrative(s, w - 1)))
        return false;
    return w + 1 >= s->doc->word.n || (t[w + 1].upos != RCP_NOUN && t[w + 1].upos != RCP_PROPN && t[w + 1].upos != RCP_NUM);
}

/* "ces armes", "this missile": the last equipment of that class, if its sentence has but one. */
static uint32_t arms_of(const rcp_scene *s, rcp_id w, rcp_place_in here)
{
    rcp_str cls = {0};
    for (uint32_t i = 1; i < s->words->arms.n && !cls.s; i++)
        if (RCP_ROW(&s->words->arms, rcp_arms_word, i)->lemma == s->doc->tag.row[w].lemma)
            cls = RCP_ROW(&s->words->arms, rcp_arms_word, i)->cls;
    uint32_t found = 0, at = 0, oldest = s->spoken.n > LOOK ? s->spoken.n - LOOK : 1;
    for (uint32_t i = s->spoken.n; i-- > oldest;) {
        const rcp_spoken *x = RCP_ROW(&s->spoken, rcp_spoken, i);
        const rcp_mention *m = rcp_scene_mention(s, x->row);
        if (x->at.sent + FAR < here.sent || (found && x->at.sent != at))
            break;
        rcp_str own = x->row && m->kind == RCP_EQUIPMENT ? rcp_sym_str(&s->pack->syms, s->pack->entities.row[m->entity].cls) : (rcp_str){0};
        if (!own.len || own.len < cls.len || memcmp(own.s, cls.s, cls.len))
            continue;
        if (found && x->who != found)
            return 0;
        found = x->who, at = x->at.sent;
    }
    return found;
}

static rcp_status add_noun(rcp_scene *s, rcp_id w, uint32_t who, rcp_rows *out)
{
    going_back *row = who ? rcp_rows_add(out) : NULL;
    rcp_id tok = s->doc->word.row[w].tok, beg = rcp_coref_demonstrative(s, w - 1) ? s->doc->word.row[w - 1].tok : tok;
    if (who && !row)
        return RCP_E_LIMIT;
    if (row)
        *row = (going_back){{beg, tok + 1}, w, who};    /* "ces armes", but "pays" without its article */
    return RCP_OK;
}

/* "Le pays": the country most spoken of. */
static uint32_t country_of(const rcp_scene *s, rcp_id w, rcp_place_in at)
{
    candidate c[WHO];
    const candidate *best = NULL, *next = NULL;
    looking l = {.word = w, .at = at, .flags = RCP_CO_COUNTRY, .clause = rcp_scene_clause(s, w), .quoted = s->word_is[w] & RCP_WORD_QUOTED,
                 .want = {RCP_CAN_BODY | RCP_CAN_THING, RCP_MALE | RCP_FEMALE, RCP_ONE | RCP_MANY}};
    uint32_t n = gather(s, &l, c);
    for (uint32_t i = 0; i < n; i++)
        if (!best || c[i].score > best->score)
            next = best, best = &c[i];
        else if (!next || c[i].score > next->score)
            next = &c[i];
    return best && (!next || best->score * 16 > next->score * AHEAD) ? best->who : 0;
}

/* A noun that means somebody named: it counts as a mention of that one. */
static void read_as(const rcp_scene *s, uint32_t who, rcp_spoken *x)
{
    const rcp_mention *m = rcp_scene_mention(s, who);
    x->row = x->who = who;
    x->is.can = m->kind == RCP_PERSON || m->kind == RCP_ROLE ? RCP_CAN_PERSON
                : m->kind == RCP_EQUIPMENT                   ? RCP_CAN_THING
                                                             : RCP_CAN_BODY | RCP_CAN_THING;
}

/* "Ces armes", "le pays", "le sénateur": a noun that means one named before; 0. */
static uint32_t noun_means(const rcp_scene *s, rcp_id w, rcp_place_in at)
{
    uint32_t is = rcp_co_lemma(s, w);
    if (s->word_is[w] & RCP_WORD_COVERED || w < 2)
        return 0;
    if (is & RCP_CO_ARMS && rcp_coref_demonstrative(s, w - 1))
        return arms_of(s, w, at);
    if (!rcp_coref_definite(s, w))
        return 0;
    return is & RCP_CO_COUNTRY ? country_of(s, w, at) : rcp_coref_called(s, w);
}

static rcp_status read_word(rcp_scene *s, rcp_id w, rcp_place_in at, rcp_rows *out)
{
    const rcp_doc *d = s->doc;
    rcp_id tok = d->word.row[w].tok;
    uint32_t form = rcp_co_form(s, w) & (RCP_CO_HE | RCP_CO_SHE | RCP_CO_IT | RCP_CO_THEY | RCP_CO_LATTER | RCP_CO_LAST);
    looking l;
    if (d->tok.row[tok].flags & RCP_TOK_FURNITURE)
        return RCP_OK;
    if (form && !(s->word_is[w] & RCP_WORD_COVERED)) {
        if (form & RCP_CO_LAST && !the_last(s, w))
            return RCP_OK;
        if (!(form & RCP_CO_LAST) && d->tag.row[w].upos != RCP_PRON)
            return RCP_OK;
        rcp_toks toks = {tok - (form & RCP_CO_LAST ? 1 : 0), tok + 1};
        return look(s, w, at, form, &l) ? go_back(s, &l, toks, out) : RCP_OK;
    }
    rcp_spoken x;
    uint32_t who = noun_means(s, w, at);
    if (who && add_noun(s, w, who, out))
        return RCP_E_LIMIT;
    if (!rcp_scene_read(s, w, &x))
        return RCP_OK;
    x.at = at;
    if (who)
        read_as(s, who, &x);
    rcp_spoken *row = rcp_rows_add(&s->spoken);
    if (!row)
        return RCP_E_LIMIT;
    *row = x;
    return RCP_OK;
}

static void fill(const rcp_scene *s, const going_back *g, rcp_mention *m)
{
    *m = *rcp_scene_mention(s, g->chain);
    m->span = rcp_doc_toks_span(s->doc, g->toks);
    m->toks = g->toks;
    m->head = g->word;
    m->score = SURE;
    m->flags = (m->flags & (RCP_MENTION_LOCATED | RCP_MENTION_DISPUTED)) | RCP_MENTION_PRONOUN;
    if (m->kind == RCP_ROLE)
        m->kind = RCP_PERSON;
    if (m->kind == RCP_PLACE && rcp_scene_subject(s, g->word))
        m->flags |= RCP_MENTION_GOVERNMENT;
}

/* Both lists by place, into one; the chains by the new numbers. */
static rcp_status merge(const rcp_scene *s, const rcp_rows *back, rcp_rows *out)
{
    uint32_t *row_of = RCP_NEW(s->scratch, uint32_t, (size_t)s->mentions->n + 1), i = 1, k = 1;
    if (!row_of)
        return RCP_E_LIMIT;
    while (i < s->mentions->n || k < back->n) {
        const going_back *g = k < back->n ? RCP_ROW(back, going_back, k) : NULL;
        const rcp_mention *m = i < s->mentions->n ? rcp_scene_mention(s, i) : NULL;
        rcp_mention *row = rcp_rows_add(out);
        if (!row)
            return RCP_E_LIMIT;
        if (m && (!g || m->toks.beg <= g->toks.beg)) {
            *row = *m;
            row_of[i++] = out->n - 1;
        } else {
            fill(s, g, row);
            k++;
        }
    }
    for (i = 1; i < out->n; i++)
        RCP_ROW(out, rcp_mention, i)->chain = row_of[RCP_ROW(out, rcp_mention, i)->chain];
    return RCP_OK;
}

static bool all_quoted(const rcp_scene *s, rcp_id sent)
{
    rcp_toks toks = s->doc->sent.row[sent].toks;
    for (rcp_id w = rcp_doc_word_of(s->doc, toks.beg); w < rcp_doc_word_of(s->doc, toks.end); w++)
        if (!(s->word_is[w] & RCP_WORD_QUOTED) && s->doc->tag.row[w].upos != RCP_PUNCT)
            return false;
    return true;
}

rcp_status rcp_coref_run(const rcp_pack *pack, const rcp_names *names, const rcp_coref_words *words, rcp_doc *doc,
                         rcp_arena *scratch, rcp_rows *mentions)
{
    rcp_scene s = {.pack = pack, .names = names, .words = words, .doc = doc, .scratch = scratch, .mentions = mentions};
    rcp_rows back, out;
    rcp_status status;
    if (!words->n || doc->dep.n != doc->word.n || doc->tag.n != doc->word.n)
        return RCP_OK;
    if ((status = rcp_rows_init(&back, scratch, sizeof(going_back))) || (status = rcp_rows_init(&out, scratch, sizeof(rcp_mention))) ||
        (status = rcp_coref_last_names(&s)) || (status = rcp_scene_open(&s)))
        return status;
    rcp_place_in at = {0, 0};
    for (rcp_id i = 1; i < doc->sent.n; i++) {
        rcp_id end = rcp_doc_word_of(doc, doc->sent.row[i].toks.end);
        at = (rcp_place_in){i, at.told + !all_quoted(&s, i)};
        for (rcp_id w = rcp_doc_word_of(doc, doc->sent.row[i].toks.beg); w < end; w++)
            if ((status = read_word(&s, w, at, &back)))
                return status;
    }
    if ((status = merge(&s, &back, &out)))
        return status;
    *mentions = out;
    return RCP_OK;
}
