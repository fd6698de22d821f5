#include "find/quantities_inside.h"

enum { LOOK_LEFT = 5, LOOK_RIGHT = 9, NOUN_WITHIN = 4, TREE_WITHIN = 8, ADJECTIVES = 3 };

static uint32_t word_at(const rcp_qfinder *f, uint32_t at)
{
    uint32_t tok = rcp_qpiece(f, at)->tok;
    return tok ? rcp_doc_word_of(f->doc, tok) : 0;
}

uint32_t rcp_qupos(const rcp_qfinder *f, uint32_t at, uint32_t *word)
{
    *word = word_at(f, at);
    return *word && *word < f->doc->tag.n ? f->doc->tag.row[*word].upos : RCP_UPOS_NONE;
}

/* A noun that no list knows counts as itself: its lemma, else the word in lower case. */
static rcp_sym noun_symbol(const rcp_qfinder *f, uint32_t at, uint32_t word)
{
    const rcp_doc *d = f->doc;
    rcp_sym lemma = word && word < d->tag.n ? d->tag.row[word].lemma : 0;
    uint32_t tok = rcp_qpiece(f, at)->tok;
    return lemma ? lemma : tok ? d->tok.row[tok].norm : 0;
}

/* ---- the noun ---- */

/* The mention that piece `at` begins, or NULL. */
static const rcp_mention *mention_at(const rcp_qfinder *f, uint32_t at)
{
    rcp_span span = rcp_qpiece(f, at)->span;
    for (uint32_t i = f->mention; i < f->mentions->n && i < f->mention + 6; i++)
        if (RCP_ROW(f->mentions, rcp_mention, i)->span.beg == span.beg)
            return RCP_ROW(f->mentions, rcp_mention, i);
    return NULL;
}

/* "deux Ukrainiens": a people's name, and no noun behind it. */
static bool is_people(const rcp_qfinder *f, const rcp_mention *m, uint32_t at)
{
    uint32_t word, upos = rcp_qupos(f, at, &word);
    if (!m || m->kind != RCP_OTHER || !m->country || (upos != RCP_NOUN && upos != RCP_PROPN) ||
        m->span.end != rcp_qpiece(f, at)->span.end)
        return false;
    const rcp_qphrase *next = rcp_qphrase_at(f, at + 1, RCP_Q_COUNTED);
    upos = rcp_qupos(f, at + 1, &word);
    return next ? next->toll != 0 : upos != RCP_NOUN && upos != RCP_PROPN;
}

static void count_noun(const rcp_qfinder *f, uint32_t at, uint32_t beg, const rcp_qphrase *counted,
                       rcp_qdraft *d)
{
    uint32_t word;
    (void)rcp_qupos(f, at, &word);
    d->of_beg = beg;
    d->end = d->of_end = at + (counted ? counted->n : 1);
    if (counted) {
        d->unit = counted;
        d->toll = counted->toll;
        d->why = d->why ? d->why : counted->why;
    } else {
        d->noun = noun_symbol(f, at, word);
    }
}

/* The whole name, and what it is behind it: "two Su-34 jets". */
static void count_equipment(const rcp_qfinder *f, uint32_t at, uint32_t beg, const rcp_mention *name,
                            rcp_qdraft *d)
{
    count_noun(f, at, beg, NULL, d);
    while (d->end < f->p->end && rcp_qpiece(f, d->end)->span.end <= name->span.end)
        d->end++;
    const rcp_qphrase *c = rcp_qphrase_at(f, d->end, RCP_Q_COUNTED);
    d->end += c && !c->toll && !rcp_str_is(rcp_doc_sym(f->doc, c->unit), "person") ? c->n : 0;
    d->of_end = d->end;
    d->noun = name->name ? name->name : d->noun;
}

/* Behind a share or a part: "un tiers des", "half of the"; the article alone: "half a", "half the". */
static uint32_t skip_of(const rcp_qfinder *f, uint32_t at, const rcp_qdraft *d)
{
    const rcp_qphrase *of = rcp_qphrase_at(f, at, RCP_Q_OF);
    if (of)
        return at + of->n;
    uint32_t kind = rcp_qnumber(f, at)->kind;
    return d->share && (kind == RCP_NUM_ARTICLE || kind == RCP_NUM_POINTER) ? at + 1 : at;
}

/* The noun that the tree hangs the number on, when it stands a little to the right. */
static bool read_noun_by_tree(const rcp_qfinder *f, rcp_qdraft *d)
{
    const rcp_doc *doc = f->doc;
    uint32_t number = word_at(f, d->end - 1);
    if (!number || number >= doc->dep.n || doc->dep.row[number].rel != RCP_REL_nummod)
        return false;
    uint32_t noun = doc->dep.row[number].head;
    for (uint32_t at = d->end; at < d->end + TREE_WITHIN && at < f->p->end; at++) {
        const rcp_piece *p = rcp_qpiece(f, at);
        if (p->flags & (RCP_PIECE_LINE | RCP_PIECE_DIGITS) || rcp_qcounts(f, at) || rcp_qsign(f, at, ".;:,()"))
            return false;
        if (p->flags & RCP_PIECE_LETTERS && word_at(f, at) == noun && doc->tag.row[noun].upos == RCP_NOUN) {
            uint32_t beg = d->end;
            while (beg < at && rcp_qpiece(f, beg)->flags & RCP_PIECE_SIGN)
                beg++;
            count_noun(f, at, beg, rcp_qphrase_at(f, at, RCP_Q_COUNTED), d);
            return true;
        }
    }
    return false;
}

/* Past a few adjectives: sets noun, of and the end of the draft. */
void rcp_qread_noun(rcp_qfinder *f, rcp_qdraft *d)
{
    const rcp_qphrase *them = d->share ? NULL : rcp_qphrase_at(f, d->end, RCP_Q_THEM);
    if (them) {                         /* "four of them children" */
        d->of_them = true;
        d->end += them->n;
    }
    uint32_t at = skip_of(f, d->end, d), beg = at;
    bool of = at > d->end;
    for (uint32_t k = 0; k < NOUN_WITHIN; k++, at++) {
        const rcp_mention *name = mention_at(f, at);
        const rcp_qphrase *c = rcp_qphrase_at(f, at, RCP_Q_COUNTED);
        uint32_t word, upos = rcp_qupos(f, at, &word), flags = rcp_qpiece(f, at)->flags;
        if (!(flags & RCP_PIECE_LETTERS) || (flags & RCP_PIECE_LINE) || rcp_qcounts(f, at))
            break;
        if (name && name->kind == RCP_EQUIPMENT && !c) {
            count_equipment(f, at, beg, name, d);
            return;
        }
        if (is_people(f, name, at)) {
            count_noun(f, at, beg, NULL, d);
            d->noun = rcp_sym_of(&f->doc->syms, RCP_STR("person"));
            return;
        }
        bool compound = word && word < f->doc->dep.n && f->doc->dep.row[word].rel == RCP_REL_compound &&
                        f->doc->dep.row[word].head > word && !(c && c->n > 1);
        if ((c || upos == RCP_NOUN) && rcp_qphrase_at(f, at, RCP_Q_OTHERS)) {
            d->of_beg = at;             /* "two others were wounded": of what is not said */
            d->end = d->of_end = at + 1;
            return;
        }
        if ((c || upos == RCP_NOUN) && !compound) {
            count_noun(f, at, beg, c, d);
            return;
        }
        beg += upos == RCP_DET && of && k == 0;         /* "de la production" */
        if (upos != RCP_ADJ && !compound && !(upos == RCP_DET && of && k == 0) && !(upos == RCP_PROPN && k == 0 && !of))
            break;
    }
    (void)read_noun_by_tree(f, d);
}

void rcp_qread_noun_of(rcp_qfinder *f, rcp_qdraft *d)
{
    rcp_qdraft of = {.beg = d->beg, .end = d->end};
    if (!rcp_qphrase_at(f, d->end, RCP_Q_OF))
        return;
    rcp_qread_noun(f, &of);
    if (of.of_end > of.of_beg) {
        d->of_beg = of.of_beg;
        d->end = d->of_end = of.of_end;
    }
}

void rcp_qread_adjectives(const rcp_qfinder *f, rcp_qdraft *d)
{
    const rcp_doc *doc = f->doc;
    if (d->of_end <= d->of_beg || d->of_end != d->end || (d->unit && d->unit->role != RCP_Q_COUNTED && d->kind != RCP_MEASURE_PERCENT))
        return;
    uint32_t noun = word_at(f, d->of_end - 1);
    for (uint32_t k = 0; noun && k < ADJECTIVES && d->end < f->p->end; k++) {
        const rcp_piece *p = rcp_qpiece(f, d->end);
        uint32_t word = word_at(f, d->end);
        bool hangs = word && word < doc->dep.n && doc->dep.row[word].head == noun &&
                     doc->dep.row[word].rel == RCP_REL_amod && doc->tag.row[word].upos == RCP_ADJ;
        if (!(p->flags & RCP_PIECE_LETTERS) || p->flags & RCP_PIECE_LINE || !hangs ||
            rcp_qphrase_at(f, d->end, RCP_Q_AGED))
            return;
        d->of_end = ++d->end;
    }
}

/* ---- the unit ---- */

/* "3 kilomètres et demi", "two miles and a half" */
static void read_half(const rcp_qfinder *f, rcp_qdraft *d)
{
    uint32_t at = d->end;
    if (rcp_qnumber(f, at)->kind != RCP_NUM_AND || rcp_qpiece(f, at)->flags & RCP_PIECE_SIGN || d->open || d->share)
        return;
    at += rcp_qnumber(f, at + 1)->kind == RCP_NUM_ARTICLE ? 2 : 1;
    if (rcp_qnumber(f, at)->kind != RCP_NUM_HALF)
        return;
    d->lo = d->range ? d->lo : d->lo + 0.5;
    d->hi += 0.5;
    d->end = at + 1;
}

/* The unit behind the number, or before it ("magnitude 7", "$5"). */
bool rcp_qread_unit(const rcp_qfinder *f, rcp_qdraft *d)
{
    const rcp_qphrase *before = rcp_qphrase_before(f, d->beg, RCP_Q_UNIT_BEFORE);
    const rcp_qphrase *unit = rcp_qphrase_at(f, d->end, RCP_Q_UNIT);
    uint32_t at = d->end;
    if (d->none)
        return false;
    if (!unit && (d->scaled || d->open || d->several || d->share))
        unit = rcp_qphrase_at(f, at = skip_of(f, at, d), RCP_Q_UNIT);
    if (!unit && rcp_qsign(f, at, "-") && rcp_piece_glued(rcp_qpiece(f, at)))
        unit = rcp_qphrase_at(f, ++at, RCP_Q_UNIT);     /* 42-year-old, 300-kilometre */
    if (before && !(unit && unit->kind == RCP_MEASURE_PERCENT)) {
        d->unit = before;
        d->beg -= before->n;
        d->kind = before->kind;
        return true;
    }
    /* One-letter units only when glued or after figures: "5 m", not "cinq a". */
    if (!unit || (!d->figures && unit->n == 1 && rcp_qpiece(f, at)->span.end - rcp_qpiece(f, at)->span.beg < 2))
        return false;
    d->unit = unit;
    d->of_beg = at;
    d->end = d->of_end = at + unit->n;
    d->kind = unit->kind;
    read_half(f, d);
    return true;
}

/* "trois soldats sur quatre", "un Français sur trois": a share of what is counted. */
void rcp_qread_ratio(const rcp_qfinder *f, rcp_qdraft *d)
{
    const rcp_num_word *over = rcp_qnumber(f, d->end);
    rcp_number n;
    uint32_t word;
    if (over->kind != RCP_NUM_OVER || over->value > 0 || d->of_end <= d->of_beg || d->range || d->share || d->open ||
        (d->unit && d->unit->role != RCP_Q_COUNTED) || !f->q->numbers->vigesimal ||
        !rcp_number_read(f->q->numbers, f->doc->text, rcp_qpiece(f, d->end + 1), &n) || n.article ||
        !(n.value > d->lo && n.value <= 100))
        return;
    uint32_t end = d->end + 1 + n.n, upos = rcp_qupos(f, end, &word);
    if (rcp_qphrase_at(f, end, RCP_Q_UNIT) || rcp_qphrase_at(f, end, RCP_Q_COUNTED) ||
        ((upos == RCP_NOUN || upos == RCP_ADJ) && rcp_qpiece(f, end)->flags & RCP_PIECE_LETTERS))
        return;                         /* "trois soldats sur dix chars" */
    d->lo = d->hi = d->lo / n.value;
    d->end = end;
    d->share = true;
    d->article = d->one = false;
}

/* "par jour", "a day": the unit of time is not put into the span of the noun, but ends the quantity. */
void rcp_qread_rate(const rcp_qfinder *f, rcp_qdraft *d)
{
    const rcp_qphrase *per = rcp_qphrase_at(f, d->end, RCP_Q_PER);
    const rcp_qphrase *unit = per ? rcp_qphrase_at(f, d->end + per->n, RCP_Q_UNIT) : NULL;
    bool money = d->kind == RCP_MEASURE_MONEY;  /* "$100 a barrel" */
    if (!unit || (unit->kind != RCP_MEASURE_DURATION && !(money && unit->kind == RCP_MEASURE_UNIT)) ||
        d->kind == RCP_MEASURE_DURATION ||
        (unit->n == 1 && rcp_qpiece(f, d->end + per->n)->span.end - rcp_qpiece(f, d->end + per->n)->span.beg < 2))
        return;
    d->per = unit;
    d->end += per->n + unit->n;
}

/* ---- ages and tolls ---- */

/* âgé de 42 ans; Oleh, 68 ans,; 42-year-old; aged 68 */
void rcp_qread_age(const rcp_qfinder *f, rcp_qdraft *d)
{
    bool years = d->unit && rcp_str_is(rcp_doc_sym(f->doc, d->unit->unit), "year");
    bool aged = rcp_qphrase_before(f, d->beg, RCP_Q_AGED) != NULL;
    bool apart = d->beg > f->p->beg && rcp_qsign(f, d->beg - 1, ",(") && rcp_qsign(f, d->end, ",).");
    if ((years && (aged || apart || rcp_qsign(f, d->end, "-"))) || (aged && !d->unit && d->lo < 120)) {
        d->kind = RCP_MEASURE_AGE;
        return;
    }
    uint32_t noun = d->beg >= f->p->beg + 2 && years && rcp_qphrase_at(f, d->beg - 1, RCP_Q_OF) ? d->beg - 2 : 0;
    const rcp_qphrase *who = noun ? rcp_qphrase_at(f, noun, RCP_Q_COUNTED) : NULL;
    if (who && rcp_str_is(rcp_doc_sym(f->doc, who->unit), "person"))
        d->kind = RCP_MEASURE_AGE;              /* un homme de 42 ans */
}

/* The toll that a verb around it says: "tuant 500 personnes", "12 people were killed". */
void rcp_qread_toll(const rcp_qfinder *f, rcp_qdraft *d)
{
    rcp_sym what = d->unit ? d->unit->unit : d->noun;
    bool person = !what || rcp_str_is(rcp_doc_sym(f->doc, what), "person");
    if (d->toll || !person || d->share)
        return;
    const rcp_qphrase *t = NULL;
    for (uint32_t k = 0; !t && k < LOOK_RIGHT && !rcp_qsign(f, d->end + k, ".;,:"); k++)
        t = rcp_qphrase_at(f, d->end + k, RCP_Q_TOLL);
    for (uint32_t k = 1; !t && k <= LOOK_LEFT && d->beg >= f->p->beg + k && !rcp_qsign(f, d->beg - k, ".;,:"); k++)
        t = rcp_qphrase_at(f, d->beg - k, RCP_Q_TOLL);
    if (!t)
        return;
    d->toll = t->toll;
    const rcp_qphrase *next = rcp_qphrase_at(f, d->end, RCP_Q_TOLL);
    if (next && !d->unit) {                     /* "hundreds killed" */
        d->of_beg = d->end;
        d->end = d->of_end = d->end + next->n;
    }
}
