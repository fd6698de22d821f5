#include "claim/phrase.h"

static bool option(const rcp_view *v, uint32_t bit)
{
    return (v->rules->options & bit) != 0;
}

/* ---- verb group ------------------------------------------------------------------------- */

static bool is_participle(const rcp_view *v, uint32_t w)
{
    return rcp_has(v, w, RCP_V_PART);
}

/* What may stand between an auxiliary and its participle. */
static bool inside_group(const rcp_view *v, uint32_t w)
{
    return rcp_is(v, w, RCP_W(NEG) | RCP_W(NEGPART) | RCP_W(ADVERB)) ||
           (v->word[w].upos == RCP_ADV && !rcp_is(v, w, RCP_W(REL) | RCP_W(COMPOUND))) ||
           (rcp_is(v, w, RCP_W(DE)) && w + 1 < v->n && rcp_is(v, w + 1, RCP_W(ADVERB)));
}

static void look_at_finite(const rcp_view *v, uint32_t w, rcp_group *g)
{
    g->finite |= rcp_has(v, w, RCP_V_FIN | RCP_V_CND);
    g->conditional |= rcp_has(v, w, RCP_V_CND);
    g->first |= rcp_has(v, w, RCP_V_FIRST);
    g->plural |= rcp_has(v, w, RCP_V_PLUR);
    g->past |= rcp_has(v, w, RCP_V_PAST);
}

/* Leftwards over clitics and negation that lean on the verb; returns the new beginning. */
static uint32_t take_clitics(const rcp_view *v, uint32_t at, uint32_t beg, rcp_group *g)
{
    while (at > beg) {
        uint32_t w = at - 1;
        if (rcp_is(v, w, RCP_W(NEG)))
            g->negated = true;
        else if (rcp_is(v, w, RCP_W(REFLEXIVE)))
            g->reflexive = true;
        else if (!rcp_is(v, w, RCP_W(CLITIC)) ||
                 (v->word[w].upos == RCP_DET && !rcp_has(v, at, RCP_V_FIN | RCP_V_CND)))
            break;                      /* no article stands before a finite verb */
        /* "nous" before a verb of the first person is its subject */
        if (rcp_is(v, w, RCP_W(FIRST)) && g->first && g->plural)
            break;
        at = w;
    }
    return at;
}

/* One step to the left: an auxiliary, or a verb that takes the infinitive; 0 when there is none. */
static uint32_t auxiliary_before(const rcp_view *v, uint32_t at, uint32_t beg, bool infinitive,
                                 rcp_group *g)
{
    uint32_t w = at;
    bool negpart = false, linked = false;
    while (w > beg && at - w < 6 && (inside_group(v, w - 1) || rcp_is(v, w - 1, RCP_W(INVERTED)))) {
        negpart |= rcp_is(v, w - 1, RCP_W(NEGPART));
        if (rcp_is(v, w - 1, RCP_W(INVERTED)))
            g->inverted = w - 1;
        w--;
    }
    if (infinitive && w > beg && rcp_is(v, w - 1, RCP_W(LINK))) {
        linked = true;
        w--;
        while (w > beg && at - w < 6 && inside_group(v, w - 1))
            w--;
    }
    if (w <= beg)
        return 0;
    w--;
    bool aux = rcp_is(v, w, RCP_W(AUXIL)) && rcp_is_verb(v, w);
    bool semi = rcp_is(v, w, RCP_W(SEMI)) && rcp_is_verb(v, w);
    if (!(aux && !linked) && !(infinitive && semi) && !(infinitive && aux && option(v, RCP_OPT(MODALS))))
        return 0;
    g->negated |= negpart;
    return w;
}

void rcp_group_of(const rcp_view *v, uint32_t verb, uint32_t beg, uint32_t end, rcp_group *out)
{
    rcp_group g = {.words = {verb, verb + 1}};
    bool infinitive = rcp_has(v, verb, RCP_V_INF), participle = is_participle(v, verb);
    uint32_t at = verb, aux;
    g.infinitive = infinitive;
    g.participle = participle;
    g.gerund = rcp_has(v, verb, RCP_V_GER);
    look_at_finite(v, verb, &g);
    if (verb + 1 < end && rcp_is(v, verb + 1, RCP_W(INVERTED))) {
        g.inverted = verb + 1;
        g.words.end++;
    }
    at = take_clitics(v, at, beg, &g);
    bool loose = infinitive || option(v, RCP_OPT(MODALS));
    for (int steps = 0; steps < 5 && (participle || loose || g.gerund); steps++) {
        rcp_group before = g;
        if (!(aux = auxiliary_before(v, at, beg, loose, &g)))
            break;
        if (g.gerund && !option(v, RCP_OPT(MODALS))) {
            g = before;
            break;
        }
        g.passive |= participle && steps == 0 && rcp_is(v, aux, RCP_W(BE)) && !g.gerund;
        look_at_finite(v, aux, &g);
        participle = is_participle(v, aux);
        loose = rcp_has(v, aux, RCP_V_INF) || option(v, RCP_OPT(MODALS));
        g.infinitive = rcp_has(v, aux, RCP_V_INF);
        g.gerund = rcp_has(v, aux, RCP_V_GER);
        g.participle = participle;
        at = take_clitics(v, aux, beg, &g);
        if (!participle && !g.infinitive && !option(v, RCP_OPT(MODALS)))
            break;
    }
    /* "n'a pas dit": the particle may stand right after a simple verb */
    if (verb + 1 < end && rcp_is(v, verb + 1, RCP_W(NEGPART)) && g.negated)
        g.words.end++;
    g.words.beg = at;
    if (g.reflexive)
        g.passive = false;
    if (option(v, RCP_OPT(MODALS)) && g.words.beg + 1 == verb && rcp_is(v, verb - 1, RCP_W(LINK)))
        g.infinitive = true;
    *out = g;
}

/* ---- noun phrases to the left ----------------------------------------------------------- */

static bool np_word(const rcp_view *v, uint32_t w)
{
    switch (v->word[w].upos) {
    case RCP_NOUN: case RCP_PROPN: case RCP_ADJ: case RCP_NUM: case RCP_DET:
    case RCP_SYM:
        return true;
    case RCP_PART:
        return option(v, RCP_OPT(MODALS)) && !rcp_is(v, w, RCP_W(NEGPART) | RCP_W(TO));
    case RCP_PRON:
        return rcp_has(v, w, RCP_V_POSS);
    default:
        return false;
    }
}

/* Whether a noun phrase may stop before word w, going left: what stands at w opens one. */
static bool opens_np(const rcp_view *v, uint32_t w)
{
    return np_word(v, w) || v->word[w].upos == RCP_PRON;
}

/* A participle that leans on a noun: "publiées par", "released by". */
static bool noun_participle(const rcp_view *v, uint32_t w, uint32_t beg)
{
    return is_participle(v, w) && !rcp_has(v, w, RCP_V_FIN) && w > beg &&
           (rcp_is_nominal(v, w - 1) || v->word[w - 1].upos == RCP_ADJ || v->word[w - 1].upos == RCP_ADV);
}

/* Whether the noun before the conjunction `w` stands in a prepositional phrase that leans on another
 * noun: "agency for the assessment and application of technology". */
static bool inside_pp(const rcp_view *v, uint32_t w, uint32_t beg)
{
    for (uint32_t i = w; i > beg && w - i < 6; i--) {
        if (rcp_is(v, i - 1, RCP_W(NP_PREP)) && !np_word(v, i - 1))
            return i - 1 > beg && np_word(v, i - 2);
        if (!np_word(v, i - 1))
            return false;
    }
    return false;
}

/* Leftwards from `end` over one noun phrase; returns its first word, or `end`. */
static uint32_t np_start(const rcp_view *v, uint32_t end, uint32_t beg, bool plural)
{
    uint32_t at = end, best = end, before_coord = 0;
    bool determined = false;            /* just passed a determiner: a noun before it is another's */
    if (beg + RCP_NP_MAX < end)
        beg = end - RCP_NP_MAX;
    while (at > beg) {
        uint32_t w = at - 1;
        if (rcp_has(v, w, RCP_V_FURNITURE | RCP_V_STOP | RCP_V_COLON | RCP_V_COMMA | RCP_V_DASH))
            break;
        if (rcp_has(v, w, RCP_V_HYPHEN) && w > beg && np_word(v, w - 1)) {
            at = w;
            determined = false;
            continue;
        }
        if (rcp_has(v, w, RCP_V_RPAR)) {
            while (w > beg && !rcp_has(v, w, RCP_V_LPAR))
                w--;
            if (w == beg && !rcp_has(v, w, RCP_V_LPAR))
                break;
            at = w;
            determined = false;
            continue;
        }
        bool prep = rcp_is(v, w, RCP_W(NP_PREP)) && !rcp_is_nominal(v, w) && v->word[w].upos != RCP_VERB;
        if (prep && (v->word[w].upos != RCP_CCONJ)) {
            /* the noun it leans on must stand before it */
            if (w > beg + 1 && is_participle(v, w - 1) && !rcp_has(v, w - 1, RCP_V_FIN) &&
                (rcp_is_nominal(v, w - 2) || v->word[w - 2].upos == RCP_ADJ)) {
                at = w - 1;             /* "videos posted on social media" */
                determined = false;
                continue;
            }
            if (w == beg || !(np_word(v, w - 1) || rcp_has(v, w - 1, RCP_V_RPAR)) ||
                (rcp_has(v, w - 1, RCP_V_TIME) && !rcp_is(v, w, RCP_W(DE))) || v->word[w - 1].upos == RCP_DET) {
                /* "des responsables": no preposition but an article */
                if (rcp_is(v, w, RCP_W(PARTITIVE)) && best < end)
                    best = w;
                break;
            }
            at = w;
            determined = false;
            continue;
        }
        if (rcp_is(v, w, RCP_W(COORD)) && v->word[w].upos != RCP_PRON) {
            if (w == beg || !np_word(v, w - 1) || v->word[w - 1].upos == RCP_DET)
                break;
            if (!plural && !inside_pp(v, w, beg))
                break;
            if (!before_coord)
                before_coord = best;
            at = w;
            determined = false;
            continue;
        }
        if (rcp_has(v, w, RCP_V_MARK) && !rcp_has(v, w, RCP_V_CLOSE | RCP_V_OPEN)) {
            at = w;
            continue;
        }
        if (determined && v->word[w].upos != RCP_DET && v->word[w].upos != RCP_ADJ)
            break;
        if (noun_participle(v, w, beg) && best != end) {
            at = w;
            continue;
        }
        if (!np_word(v, w) || (rcp_has(v, w, RCP_V_TIME) && best == end && v->word[w].upos != RCP_PROPN))
            break;
        best = at = w;
        determined = v->word[w].upos == RCP_DET || rcp_has(v, w, RCP_V_POSS);
    }
    /* a subject follows no verb and no preposition: "a quitté Kiev et Paris a dit" */
    if (before_coord && best > beg && (rcp_is_verb(v, best - 1) || v->word[best - 1].upos == RCP_ADP))
        return before_coord;
    return best;
}

/* Whether words [beg, end) between two commas lean on the noun before: no finite verb of their own,
 * or a relative clause. */
static bool parenthetical(const rcp_view *v, uint32_t beg, uint32_t end)
{
    if (beg >= end)
        return false;
    if (rcp_is(v, beg, RCP_W(REL)) || (beg + 1 < end && rcp_is(v, beg + 1, RCP_W(REL))))
        return true;
    for (uint32_t w = beg; w < end; w++)
        if (rcp_has(v, w, RCP_V_FIN | RCP_V_CND) && rcp_is_verb(v, w) &&
            !(w > beg && rcp_is(v, w - 1, RCP_W(REL))))
            return false;
    return true;
}

/* The word where the insertion that ends at the comma `comma` opens; 0 when there is none. */
static uint32_t insertion_start(const rcp_view *v, uint32_t comma, uint32_t beg)
{
    uint32_t stop = beg + RCP_NP_MAX < comma ? comma - RCP_NP_MAX : beg;
    for (uint32_t w = comma; w-- > stop;) {
        if (rcp_has(v, w, RCP_V_STOP | RCP_V_FURNITURE | RCP_V_MARK))
            return 0;
        if (rcp_has(v, w, RCP_V_COMMA)) {
            if (parenthetical(v, w + 1, comma) && w > beg)
                return w;
            if (!rcp_is(v, w + 1, RCP_W(REL)) && comma - w > 25)
                return 0;
        }
    }
    return 0;
}

rcp_words rcp_np_left(const rcp_view *v, uint32_t at, uint32_t beg, bool plural)
{
    const rcp_words none = {0, 0};
    uint32_t end = at;
    if (end <= beg)
        return none;
    /* adverbs and times between subject and verb: "Minsk lundi a dit" */
    while (end > beg && (v->word[end - 1].upos == RCP_ADV || rcp_is(v, end - 1, RCP_W(ADVERB)) ||
                         (rcp_has(v, end - 1, RCP_V_TIME) && v->word[end - 1].upos != RCP_PROPN)) &&
           !rcp_is(v, end - 1, RCP_W(COORD)))
        end--;
    if (end <= beg)
        return none;
    uint32_t w = end - 1;
    if (rcp_is(v, w, RCP_W(PRON) | RCP_W(IMPERSONAL) | RCP_W(FIRST) | RCP_W(REL)) &&
        !rcp_has(v, w, RCP_V_PUNCT) && v->word[w].upos != RCP_DET)
        return (rcp_words){w, w + 1};
    if (rcp_has(v, w, RCP_V_COMMA)) {
        uint32_t open = insertion_start(v, w, beg);
        if (!open) {
            /* a comma astray between subject and verb: only when the phrase opens the sentence */
            uint32_t np = np_start(v, w, beg, plural);
            return np == beg && np < w ? (rcp_words){np, w} : none;
        }
        uint32_t np = np_start(v, open, beg, plural);
        if (np == open) {
            if (open > beg && rcp_is(v, open - 1, RCP_W(PRON)))
                return (rcp_words){open - 1, open};
            /* "Lundi, le ministre, X, a dit" was cut at "Lundi," - or "Dimanche, X, a dit" */
            np = np_start(v, w, beg, plural);
            return np < w && np > open ? (rcp_words){np, w} : none;
        }
        /* "Mardi, à Minsk, a dit": what stands before the insertion must be a noun phrase */
        bool apposed = opens_np(v, open + 1) || rcp_is(v, open + 1, RCP_W(REL));
        bool age = v->word[np].upos == RCP_NUM && np + 1 == open && np > beg + 1 &&
                   v->word[np - 2].upos == RCP_PROPN;       /* "Jan Novak, 68, un" */
        if (!age && rcp_has(v, np, RCP_V_TIME) && opens_np(v, open + 1)) {
            uint32_t inner = np_start(v, w, open + 1, plural);
            return inner < w ? (rcp_words){inner, w} : none;
        }
        /* "Joan Puig, mécanicien, qui filme la foule, juge": a name before its apposition */
        if (np > beg + 1 && rcp_has(v, np - 1, RCP_V_COMMA) && v->word[np - 2].upos == RCP_PROPN) {
            uint32_t name = np_start(v, np - 1, beg, plural);
            if (name < np - 1 && v->word[name].upos == RCP_PROPN &&
                (name == beg || v->word[name - 1].upos != RCP_ADP))
                np = name;
        }
        return (rcp_words){np, apposed && !rcp_has(v, open + 1, RCP_V_TIME) ? w : open};
    }
    uint32_t np = np_start(v, end, beg, plural);
    if (np == end)
        return none;
    /* "le ministre, Dmitri Peskov a dit": an apposition with its second comma lost is left out */
    return (rcp_words){np, end};
}

/* ---- noun phrases to the right ---------------------------------------------------------- */

uint32_t rcp_pp_end(const rcp_view *v, uint32_t at, uint32_t end)
{
    uint32_t w = at, nouns = 0;
    if (at + RCP_NP_MAX < end)
        end = at + RCP_NP_MAX;
    while (w < end && (v->word[w].upos == RCP_ADP || rcp_is(v, w, RCP_W(NP_PREP) | RCP_W(NP_STOP))) &&
           !rcp_is_nominal(v, w))
        w++;
    for (; w < end; w++) {
        if (rcp_has(v, w, RCP_V_FURNITURE) || (rcp_has(v, w, RCP_V_PUNCT)))
            break;
        if (rcp_is(v, w, RCP_W(DE)) && nouns) {
            /* "aux alliés de meilleurs systèmes": the partitive opens another phrase */
            if (w + 1 < end && v->word[w + 1].upos == RCP_ADJ)
                break;
            if (w + 1 < end && rcp_has(v, w + 1, RCP_V_INF))
                break;
            continue;
        }
        if (v->word[w].upos == RCP_DET && nouns && !rcp_is(v, w - 1, RCP_W(DE)))
            break;
        if (rcp_is_nominal(v, w))
            nouns++;
        else if (!np_word(v, w) && v->word[w].upos != RCP_PRON)
            break;
    }
    return w;
}

uint32_t rcp_skip_adverbials(const rcp_view *v, uint32_t at, uint32_t end, bool phrases)
{
    uint32_t limit = at + RCP_NP_MAX < end ? at + RCP_NP_MAX : end;
    while (at < limit) {
        if (rcp_has(v, at, RCP_V_FURNITURE | RCP_V_PUNCT))
            break;
        if (rcp_has(v, at, RCP_V_TIME) && !(rcp_is_nominal(v, at) && !rcp_is(v, at, RCP_W(TIME)) && at + 1 < limit &&
                                             rcp_is_verb(v, at + 1))) {
            at++;
            continue;
        }
        if (rcp_is(v, at, RCP_W(COMP) | RCP_W(ASK)) && !phrases)
            break;
        if ((v->word[at].upos == RCP_ADV || rcp_is(v, at, RCP_W(ADVERB))) && !rcp_is(v, at, RCP_W(ASK) | RCP_W(COMP) | RCP_W(AS))) {
            at++;
            continue;
        }
        /* "on Tuesday": a preposition before a time */
        if (v->word[at].upos == RCP_ADP && at + 1 < limit && rcp_has(v, at + 1, RCP_V_TIME)) {
            at++;
            continue;
        }
        /* "a demandé à Paris de l'aide": a phrase with de is the object, or hangs on what stands before */
        if (phrases && v->word[at].upos == RCP_ADP && !rcp_is(v, at, RCP_W(COMP) | RCP_W(DE)) &&
            !(at + 1 < limit && rcp_has(v, at + 1, RCP_V_INF))) {
            uint32_t e = rcp_pp_end(v, at, limit);
            if (e > at + 1) {
                at = e;
                continue;
            }
        }
        break;
    }
    return at;
}

/* One noun phrase from `at`, its own prepositional phrases included where they surely belong. */
static uint32_t np_end(const rcp_view *v, uint32_t at, uint32_t end)
{
    uint32_t w = at, nouns = 0;
    if (at + RCP_NP_MAX < end)
        end = at + RCP_NP_MAX;
    for (; w < end; w++) {
        const rcp_vword *x = &v->word[w];
        if (x->flags & RCP_V_FURNITURE)
            break;
        if (x->flags & RCP_V_LPAR) {
            uint32_t close = w;
            while (close < end && !rcp_has(v, close, RCP_V_RPAR))
                close++;
            if (close == end || !nouns)
                break;
            w = close;
            continue;
        }
        if ((x->flags & RCP_V_HYPHEN) && w > at && w + 1 < end && np_word(v, w + 1))
            continue;
        if (x->flags & RCP_V_PUNCT)
            break;
        if (w == at && rcp_is(v, w, RCP_W(PARTITIVE)) && w + 1 < end && np_word(v, w + 1))
            continue;               /* "des responsables" */
        if ((x->flags & RCP_V_TIME) && nouns && !rcp_is(v, w - 1, RCP_W(DE)))
            break;
        if (nouns && rcp_is(v, w, RCP_W(NP_STOP)) && x->upos != RCP_PROPN)
            break;
        if (rcp_is(v, w, RCP_W(DE)) && nouns) {
            if (w + 1 < end && (np_word(v, w + 1) || v->word[w + 1].upos == RCP_PRON))
                continue;
            break;
        }
        if (rcp_is(v, w, RCP_W(NP_PREP)) && nouns && !np_word(v, w)) {
            if (w + 1 < end && np_word(v, w + 1) && !rcp_has(v, w + 1, RCP_V_TIME))
                continue;
            break;
        }
        if (rcp_is(v, w, RCP_W(COORD)) && nouns) {
            if (w + 1 < end && np_word(v, w + 1) && v->word[w + 1].upos != RCP_ADJ)
                continue;
            break;
        }
        if (x->upos == RCP_DET && nouns && np_word(v, w - 1) && !rcp_is(v, w - 1, RCP_W(DE) | RCP_W(NP_PREP)) &&
            v->word[w - 1].upos != RCP_DET && v->word[w - 1].upos != RCP_NUM)
            break;
        if (is_participle(v, w) && nouns)
            continue;
        if (nouns && rcp_is(v, w, RCP_W(BY)))
            continue;
        if (!np_word(v, w))
            break;
        nouns += rcp_is_nominal(v, w);
    }
    /* no dangling preposition, conjunction or determiner */
    while (w > at && (rcp_is(v, w - 1, RCP_W(NP_PREP) | RCP_W(COORD)) || v->word[w - 1].upos == RCP_DET ||
                      v->word[w - 1].upos == RCP_ADP) && !rcp_is_nominal(v, w - 1))
        w--;
    return nouns ? w : at;
}

/* ", porte-parole de l'agence" after a noun phrase: an apposition that a comma or the end closes. */
static uint32_t apposition_end(const rcp_view *v, uint32_t np, uint32_t end)
{
    if (np >= end || !rcp_has(v, np, RCP_V_COMMA) || np + 1 >= end)
        return np;
    uint32_t at = np + 1;
    if (rcp_has(v, at, RCP_V_TIME) || !opens_np(v, at) || v->word[at].upos == RCP_PRON)
        return np;
    uint32_t e = np_end(v, at, end);
    if (e == at)
        return np;
    if (e < end && rcp_is(v, e, RCP_W(REL)))
        return np;
    return e >= end || rcp_has(v, e, RCP_V_PUNCT) || rcp_is(v, e, RCP_W(NP_STOP)) ? e : np;
}

rcp_words rcp_np_right(const rcp_view *v, uint32_t at, uint32_t end)
{
    const rcp_words none = {0, 0};
    uint32_t beg = rcp_skip_adverbials(v, at, end, false);
    if (beg >= end)
        return none;
    if (rcp_is(v, beg, RCP_W(PRON) | RCP_W(IMPERSONAL) | RCP_W(FIRST)) && !np_word(v, beg))
        return (rcp_words){beg, beg + 1};
    uint32_t stop = np_end(v, beg, end);
    if (stop == beg) {
        /* "a déclaré à l'AFP le ministre": pass over what the ministry said it to */
        uint32_t next = rcp_skip_adverbials(v, at, end, true);
        if (next == beg || next >= end || (stop = np_end(v, next, end)) == next)
            return none;
        beg = next;
    }
    return (rcp_words){beg, apposition_end(v, stop, end)};
}

uint32_t rcp_np_head(const rcp_view *v, rcp_words np)
{
    uint32_t last = 0;
    for (uint32_t w = np.beg; w < np.end; w++) {
        if (rcp_is_nominal(v, w)) {
            last = w;
            if (!option(v, RCP_OPT(HEAD_LAST)))
                return w;
        } else if (last && (rcp_has(v, w, RCP_V_PUNCT) || v->word[w].upos == RCP_ADP))
            break;
    }
    return last ? last : np.beg;
}

/* Whether `w` hangs below `top`, in at most 20 steps. */
static bool below(const rcp_doc *d, uint32_t w, uint32_t top)
{
    for (int steps = 0; w && steps < 20; steps++, w = d->dep.row[w].head)
        if (w == top)
            return true;
    return false;
}

/* A word's subject that stands left of `end`; 0. */
static uint32_t subject_child(const rcp_doc *d, uint32_t verb, uint32_t limit, uint32_t end)
{
    for (uint32_t w = end; w-- > limit;) {
        uint16_t rel = d->dep.row[w].rel;
        if (d->dep.row[w].head == verb &&
            (rel == RCP_REL_nsubj || rel == RCP_REL_nsubj_pass || rel == RCP_REL_nsubj_caus))
            return w;
    }
    return 0;
}

rcp_words rcp_parsed_subject(const rcp_view *v, uint32_t verb, uint32_t beg, uint32_t end, bool shared,
                             uint32_t *head)
{
    enum { SHARED = 3 };                /* verbs joined or governed that one subject serves */
    const rcp_doc *d = v->doc;
    uint32_t subject = 0, limit = beg + RCP_NP_MAX < end ? end - RCP_NP_MAX : beg;
    if (!v->parsed || d->dep.n != v->n)
        return (rcp_words){0, 0};
    for (int step = 0; step < (shared ? SHARED : 1) && verb && !subject; step++) {
        uint16_t rel = d->dep.row[verb].rel;
        subject = subject_child(d, verb, limit, end);
        verb = rel == RCP_REL_conj || rel == RCP_REL_xcomp ? d->dep.row[verb].head : 0;
    }
    if (!subject)
        return (rcp_words){0, 0};
    *head = subject;
    rcp_words np = {subject, subject + 1};
    for (uint32_t w = subject; w-- > limit;)    /* the first of its words, whatever stands between */
        if (below(d, w, subject))
            np.beg = w;
    for (uint32_t w = subject + 1; w < end; w++)
        if (below(d, w, subject))
            np.end = w + 1;
    while (np.end > subject + 1 && rcp_has(v, np.end - 1, RCP_V_PUNCT) && !rcp_has(v, np.end - 1, RCP_V_RPAR))
        np.end--;
    while (np.beg < subject && rcp_has(v, np.beg, RCP_V_PUNCT))
        np.beg++;
    return np;
}

bool rcp_np_below(const rcp_view *v, uint32_t w, uint32_t top)
{
    return below(v->doc, w, top);
}
