#include "claim/content.h"

enum { REACH = 45 };                    /* words between a cue and its "que"            */

static bool is_final(const rcp_view *v, uint32_t w, uint32_t end)
{
    if (!rcp_has(v, w, RCP_V_END))
        return false;
    for (w++; w < end; w++)
        if (!rcp_has(v, w, RCP_V_MARK | RCP_V_END | RCP_V_RPAR))
            return false;
    return true;
}

/* The closing parenthesis of the one at w, or w. */
static uint32_t close_par(const rcp_view *v, uint32_t w, uint32_t end)
{
    for (uint32_t i = w; i < end && i < w + RCP_NP_MAX; i++)
        if (rcp_has(v, i, RCP_V_RPAR))
            return i;
    return w;
}

/* Whether a saying verb that `frames` a clause stands at w, with no subject of its own. */
static bool elided_saying(const rcp_view *v, uint32_t w, uint32_t end)
{
    uint32_t n;
    for (uint32_t i = w; i < end && i < w + 5; i++) {
        if (rcp_is_verb(v, i) && !rcp_is(v, i, RCP_W(AUXIL))) {
            const rcp_cue *c = rcp_cue_lookup(v->rules, v->word[i].lemma, &n);
            for (uint32_t k = 0; k < n; k++)
                if (c[k].kind == RCP_CUE_VERB && c[k].n_parts == 1 && (c[k].frames & RCP_FR(THAT)) &&
                    (c[k].frames & RCP_FR(POST)))
                    return !rcp_has(v, i, RCP_V_INF) && i + 1 < end &&
                           (rcp_is(v, i + 1, RCP_W(COMP)) || rcp_has(v, i + 1, RCP_V_COLON) ||
                            (rcp_has(v, i, RCP_V_GER)) ||
                            (v->word[i].upos == RCP_VERB && !rcp_has(v, i, RCP_V_PART)) ||
                            (i > w && rcp_is(v, i - 1, RCP_W(AUXIL))));
            return false;
        }
        if (!rcp_is(v, i, RCP_W(AUXIL) | RCP_W(ADVERB) | RCP_W(NEG) | RCP_W(CLITIC)) && v->word[i].upos != RCP_ADV &&
            v->word[i].upos != RCP_AUX)
            return false;
    }
    return false;
}

/* Whether a gerund cue ("citant", "adding") stands at w. */
static bool gerund_saying(const rcp_view *v, uint32_t w, uint32_t end)
{
    uint32_t n;
    while (w < end && (v->word[w].upos == RCP_ADV || rcp_is(v, w, RCP_W(ADVERB) | RCP_W(COORD))))
        w++;
    if (w >= end || !rcp_has(v, w, RCP_V_GER))
        return false;
    const rcp_cue *c = rcp_cue_lookup(v->rules, v->word[w].lemma, &n);
    for (uint32_t k = 0; k < n; k++)
        if (c[k].frames & (RCP_FR(THAT) | RCP_FR(POST)))
            return true;
    (void)rcp_cue_lookup(v->rules, v->word[w].form, &n);
    return n > 0;
}

/* Whether the clause goes on after ", selon X,": a comma soon, then a finite verb. */
static bool resumes(const rcp_view *v, uint32_t w, uint32_t end)
{
    bool comma = false;
    for (uint32_t i = w; i < end && i < w + 30; i++) {
        comma |= rcp_has(v, i, RCP_V_COMMA) && i < w + 15;
        if (comma && rcp_is_verb(v, i) && rcp_has(v, i, RCP_V_FIN | RCP_V_CND))
            return true;
        if (!comma && i > w + 15)
            return false;
    }
    return false;
}

/* Whether ", selon X" or the like begins at the comma w. */
static bool trailing_source(const rcp_view *v, uint32_t w, uint32_t end)
{
    uint32_t n;
    for (uint32_t i = w; i < end && i < w + 2; i++) {
        const rcp_cue *c = rcp_cue_lookup(v->rules, v->word[i].form, &n);
        for (uint32_t k = 0; k < n; k++)
            if (c[k].kind == RCP_CUE_PREP) {
                uint32_t m = 1;
                while (m < c[k].n_parts && i + m < end && rcp_word_is(v, i + m, c[k].part[m]))
                    m++;
                if (m == c[k].n_parts)
                    return !resumes(v, i + m, end);
            }
    }
    return false;
}

static bool outlet_again(const rcp_view *v, uint32_t w, uint32_t end)
{
    return rcp_is(v, w, RCP_W(STOP1)) ||
           (rcp_is(v, w, RCP_W(STOP2)) && w + 1 < end && rcp_is(v, w + 1, RCP_W(COMP)));
}

/* A new clause with a saying of its own after a comma or "et": "..., et Paris a dit que". */
static bool comma_ends(const rcp_view *v, uint32_t w, uint32_t end, uint32_t frame)
{
    uint32_t next = w + 1;
    if (next >= end)
        return true;
    if (rcp_is(v, next, RCP_W(STOP_COMMA)) && !(next + 1 < end && rcp_has(v, next + 1, RCP_V_INF)))
        return true;
    if (outlet_again(v, next, end) || gerund_saying(v, next, end) || trailing_source(v, next, end))
        return true;
    if (rcp_is(v, next, RCP_W(COORD)) && elided_saying(v, next + 1, end))
        return true;
    if (frame == RCP_FRAME_NP) {
        if (rcp_has(v, next, RCP_V_TIME) || v->word[next].upos == RCP_ADP || rcp_is(v, next, RCP_W(REL)) ||
            rcp_is(v, next, RCP_W(DE)))
            return false;
        /* a list of nouns goes on; anything else is the outlet's */
        return !rcp_is_nominal(v, next) && v->word[next].upos != RCP_DET && v->word[next].upos != RCP_ADJ;
    }
    return false;
}

uint32_t rcp_said_end(const rcp_view *v, uint32_t at, uint32_t end, uint32_t frame)
{
    uint32_t w = at, depth = 0, quote = v->word[at].quote;
    bool inside = quote && !rcp_has(v, at, RCP_V_OPEN);     /* already inside a quotation */
    for (; w < end; w++) {
        if (rcp_has(v, w, RCP_V_FURNITURE))
            break;
        if (inside && (v->word[w].quote != quote || rcp_has(v, w, RCP_V_CLOSE)))
            break;
        if (is_final(v, w, end))
            break;
        if (v->word[w].quote && !inside)
            continue;                                   /* what is quoted does not end it */
        if (rcp_has(v, w, RCP_V_LPAR)) {
            w = close_par(v, w, end);
            continue;
        }
        if (rcp_has(v, w, RCP_V_RPAR) && !depth)
            break;
        if (rcp_has(v, w, RCP_V_SEMI))
            break;
        if (rcp_has(v, w, RCP_V_COMMA) && comma_ends(v, w, end, frame))
            break;
        if (w > at && rcp_is(v, w, RCP_W(COORD)) && w + 1 < end && elided_saying(v, w + 1, end))
            break;
        if (w > at && frame != RCP_FRAME_THAT && outlet_again(v, w, end))
            break;
        if (w > at && frame == RCP_FRAME_NP && rcp_is_verb(v, w) && rcp_has(v, w, RCP_V_FIN | RCP_V_CND)) {
            /* a finite verb: fine in a relative clause, else the phrase is over */
            uint32_t i = w;
            bool relative = false;
            while (i > at && w - i < 15 && !relative)
                relative = rcp_is(v, --i, RCP_W(REL) | RCP_W(COMP));
            if (!relative)
                break;
        }
    }
    /* what trails: commas, blanks, a stray mark that closes nothing here */
    while (w > at && (rcp_has(v, w - 1, RCP_V_COMMA | RCP_V_END | RCP_V_DASH | RCP_V_COLON) ||
                      rcp_is(v, w - 1, RCP_W(COORD))) && !rcp_has(v, w - 1, RCP_V_CLOSE))
        w--;
    return w;
}

static rcp_said said(const rcp_view *v, uint32_t at, uint32_t end, uint32_t frame)
{
    rcp_said s = {{at, rcp_said_end(v, at, end, frame)}, frame, 0};
    return s;
}

/* The words of the quotation that opens at w, marks included.  "exhorte Kiev « à tenir » de nouveaux
 * engagements": where the clause runs on, so does the content. */
static rcp_said quoted(const rcp_view *v, uint32_t w)
{
    uint32_t q = v->word[w].quote, e = w;
    while (e < v->n && v->word[e].quote == q)
        e++;
    if (e < v->n && v->word[e].sent == v->word[w].sent && rcp_is(v, e, RCP_W(DE)))
        return said(v, w, v->sent[v->word[w].sent].end, RCP_FRAME_INF);
    return (rcp_said){{w, e}, RCP_FRAME_QUOTE, q};
}

/* Whether an infinitive stands at w, after clitics and negation. */
static bool infinitive_at(const rcp_view *v, uint32_t w, uint32_t end)
{
    for (uint32_t i = w; i < end && i < w + 5; i++) {
        if (rcp_has(v, i, RCP_V_INF))
            return true;
        if (!rcp_is(v, i, RCP_W(CLITIC) | RCP_W(NEG) | RCP_W(NEGPART) | RCP_W(ADVERB)) && v->word[i].upos != RCP_ADV)
            return false;
    }
    return false;
}

/* English infinitives and gerunds as content: "to leave", "denied attacking". */
static bool verbal_at(const rcp_view *v, uint32_t w, uint32_t end)
{
    if (rcp_is(v, w, RCP_W(TO)) && w + 1 < end && v->word[w].upos != RCP_ADP)
        return v->word[w + 1].upos == RCP_VERB || v->word[w + 1].upos == RCP_AUX || infinitive_at(v, w + 1, end);
    return rcp_has(v, w, RCP_V_GER) && (v->rules->options & RCP_OPT(MODALS));
}

static bool starts_clause(const rcp_view *v, uint32_t w)
{
    switch (v->word[w].upos) {
    case RCP_DET: case RCP_PRON: case RCP_PROPN: case RCP_NOUN: case RCP_NUM: case RCP_ADJ:
        return true;
    default:
        return rcp_is(v, w, RCP_W(PRON) | RCP_W(IMPERSONAL));
    }
}

/* A clause with no "that": a subject, then a finite verb, before anything ends it. */
static bool bare_clause_at(const rcp_view *v, uint32_t w, uint32_t end, bool strict)
{
    if (w >= end || !starts_clause(v, w))
        return false;
    uint32_t relatives = 0;             /* relative clauses whose verb is still to come */
    for (uint32_t i = w; i < end && i < w + REACH; i++) {
        if (rcp_has(v, i, RCP_V_STOP) || rcp_is(v, i, RCP_W(STOP1)))
            return false;
        bool relative = rcp_is(v, i, RCP_W(REL)) && i > w;
        /* a comma: only of a relative clause or of a list */
        if (rcp_has(v, i, RCP_V_COMMA) && !relatives &&
            (strict || i + 1 >= end || !(rcp_is(v, i + 1, RCP_W(REL)) || rcp_is_nominal(v, i + 1) ||
                                         v->word[i + 1].upos == RCP_ADJ || v->word[i + 1].upos == RCP_VERB)))
            return false;
        relatives += relative;
        if (i == w || !rcp_is_verb(v, i) || rcp_has(v, i, RCP_V_INF | RCP_V_GER))
            continue;
        bool finite = rcp_has(v, i, RCP_V_FIN) || v->word[i].upos == RCP_AUX ||
                      (i == w + 1 && (rcp_is_nominal(v, w) || rcp_is(v, w, RCP_W(PRON))));
        if (finite && !relatives)
            return true;
        if (finite && v->word[i].upos == RCP_VERB)
            relatives--;
    }
    return false;
}

/* Past the person told: "told Reuters", "informed the council". */
static uint32_t skip_told(const rcp_view *v, uint32_t w, uint32_t end)
{
    if (rcp_is(v, w, RCP_W(OBJECT)))
        return w + 1;
    rcp_words np = rcp_np_right(v, w, end);
    return np.end > np.beg ? np.end : w;
}

static rcp_said bare(const rcp_view *v, const rcp_group *g, uint32_t end, bool strict)
{
    uint32_t w = rcp_skip_adverbials(v, g->words.end, end, false);
    const rcp_said none = {{0, 0}, 0, 0};
    if (rcp_has(v, w, RCP_V_PUNCT) || w >= end)
        return none;
    uint32_t told = skip_told(v, w, end);
    /* "told Reuters the army had left": two phrases side by side, then the verb */
    if (told > w && told < end && starts_clause(v, told) && bare_clause_at(v, told, end, strict) &&
        !rcp_has(v, told, RCP_V_PUNCT) && (rcp_is(v, w, RCP_W(OBJECT)) || v->word[told].upos == RCP_DET ||
                                          v->word[told].upos == RCP_PRON || v->word[told].upos == RCP_PROPN))
        return said(v, told, end, RCP_FRAME_THAT);
    return bare_clause_at(v, w, end, strict) ? said(v, w, end, RCP_FRAME_THAT) : none;
}

static rcp_said nominal(const rcp_view *v, const rcp_group *g, uint32_t end)
{
    const rcp_said none = {{0, 0}, 0, 0};
    uint32_t first = rcp_skip_adverbials(v, g->words.end, end, false);
    uint32_t w = first;
    /* "ont demandé aux alliés NP": over prepositional phrases, but not over all there is */
    uint32_t next = rcp_skip_adverbials(v, w, end, true);
    if (next > w && next < end && (starts_clause(v, next) || rcp_is(v, next, RCP_W(PARTITIVE))) &&
        !rcp_is(v, next, RCP_W(COMP)))
        w = next;
    if (w >= end || rcp_has(v, w, RCP_V_FURNITURE) || rcp_is(v, w, RCP_W(COMP) | RCP_W(NP_STOP)))
        return none;
    if (rcp_has(v, w, RCP_V_PUNCT) && !rcp_has(v, w, RCP_V_OPEN))
        return none;
    if (rcp_is_verb(v, w) || v->word[w].upos == RCP_SCONJ || v->word[w].upos == RCP_CCONJ)
        return none;
    if (v->word[w].upos == RCP_PRON && !rcp_is(v, w, RCP_W(PRON)))
        return none;
    return said(v, w, end, RCP_FRAME_NP);
}

/* "a qualifié ces accusations de « mensonges »": the quotation, else the object and its label. */
static rcp_said labelled(const rcp_view *v, const rcp_group *g, uint32_t end)
{
    for (uint32_t w = g->words.end; w < end && w < g->words.end + REACH; w++) {
        if (rcp_has(v, w, RCP_V_OPEN))
            return quoted(v, w);
        if (rcp_has(v, w, RCP_V_STOP | RCP_V_COLON) || rcp_is(v, w, RCP_W(COMP) | RCP_W(REL)))
            break;
    }
    /* an object and what it is called: two phrases side by side */
    uint32_t at = rcp_skip_adverbials(v, g->words.end, end, false);
    rcp_words object = rcp_np_right(v, at, end);
    if (object.end <= object.beg || object.end >= end || rcp_has(v, object.end, RCP_V_PUNCT) ||
        !(starts_clause(v, object.end) || rcp_is(v, object.end, RCP_W(AS) | RCP_W(DE)) ||
          rcp_has(v, object.end, RCP_V_PART)))
        return (rcp_said){{0, 0}, 0, 0};
    return said(v, object.beg, end, RCP_FRAME_NP);
}

/* A "que" that opens a clause of its own: "alors que", "plus que", "la décision que". */
static bool own_comp(const rcp_view *v, uint32_t w, uint32_t cue_end)
{
    if (w == cue_end || rcp_is(v, w - 1, RCP_W(ADVERB)) || rcp_has(v, w - 1, RCP_V_COMMA | RCP_V_TIME))
        return rcp_has(v, w - 1, RCP_V_COMMA) || !rcp_is(v, w - 1, RCP_W(COMPOUND)) || w == cue_end;
    if (rcp_is(v, w - 1, RCP_W(COMPOUND)))
        return false;
    /* after a noun it may be a relative: one whose subject it is, or one the tagger took for one */
    if (v->rules->options & RCP_OPT(BARE_CLAUSE))
        return w + 1 < v->n && !rcp_is_verb(v, w + 1);
    return v->word[w].upos != RCP_PRON || !rcp_is_nominal(v, w - 1);
}

/* A quotation that stands as the whole content, not as part of a noun phrase. */
static bool whole_quote(const rcp_view *v, uint32_t w, uint32_t cue_end)
{
    uint32_t p = w - 1;
    return w == cue_end || rcp_has(v, p, RCP_V_COLON | RCP_V_COMMA | RCP_V_TIME) ||
           rcp_is_nominal(v, p) || v->word[p].upos == RCP_ADV || v->word[p].upos == RCP_ADJ;
}

/* "avoir fui", "de fuir", "to leave", "leaving" at w; bare ones only where `first`. */
static bool infinitive_content(const rcp_view *v, uint32_t w, uint32_t limit, bool first)
{
    if (first && (infinitive_at(v, w, limit) || verbal_at(v, w, limit)))
        return true;
    if (rcp_is(v, w, RCP_W(LINK)) && w + 1 < limit && infinitive_at(v, w + 1, limit))
        return true;
    /* "accused Y of shelling": a gerund after its preposition */
    bool led = v->word[w].upos == RCP_ADP || (v->word[w].upos == RCP_SCONJ && !rcp_is(v, w, RCP_W(COMP)));
    if (led && w + 1 < limit && rcp_has(v, w + 1, RCP_V_GER) &&
        (v->rules->options & RCP_OPT(MODALS)))
        return true;
    return rcp_is(v, w, RCP_W(TO)) && verbal_at(v, w, limit);
}

rcp_said rcp_said_after(const rcp_view *v, const rcp_group *g, uint32_t frames, uint32_t end, bool strict)
{
    const rcp_said none = {{0, 0}, 0, 0};
    uint32_t beg = g->words.end, limit = beg + REACH < end ? beg + REACH : end;
    uint32_t soon = rcp_skip_adverbials(v, beg, end, false);
    for (uint32_t w = beg; w < limit; w++) {
        if (rcp_has(v, w, RCP_V_FURNITURE))
            break;
        if (rcp_has(v, w, RCP_V_LPAR)) {
            w = close_par(v, w, limit);
            continue;
        }
        if (rcp_has(v, w, RCP_V_OPEN) && v->word[w].quote != v->word[beg - 1].quote) {
            bool inside = (frames & RCP_FR(BARE)) && rcp_is_nominal(v, w - 1) && !rcp_has(v, w - 1, RCP_V_TIME) &&
                          w > beg && !((frames & RCP_FR(TOLD)) && w == skip_told(v, soon, end));
            if ((frames & RCP_FR(QUOTE)) && !inside && whole_quote(v, w, beg))
                return quoted(v, w);
            break;
        }
        if (rcp_has(v, w, RCP_V_COLON)) {
            if (w + 1 < end && rcp_has(v, w + 1, RCP_V_OPEN))
                return quoted(v, w + 1);
            if ((frames & RCP_FR(THAT)) && w + 2 < end)
                return said(v, w + 1, end, RCP_FRAME_THAT);
            break;
        }
        if (rcp_is(v, w, RCP_W(COMP))) {
            if ((frames & RCP_FR(THAT)) && w + 1 < end &&
                (own_comp(v, w, beg) || ((frames & RCP_FR(TOLD)) && !rcp_is(v, w - 1, RCP_W(COMPOUND)))))
                return said(v, w, end, RCP_FRAME_THAT);
            if (!own_comp(v, w, beg) && w > beg)
                break;
        }
        if ((frames & RCP_FR(ASK)) && rcp_is(v, w, RCP_W(ASK)) && w == soon && w + 1 < end)
            return said(v, w, end, RCP_FRAME_ASK);
        bool here = (w == soon && (frames & RCP_FR(INF))) || (frames & RCP_FR(OINF));
        if (here && infinitive_content(v, w, limit, w == soon))
            return said(v, w, end, RCP_FRAME_INF);
        if (w > beg && rcp_has(v, w, RCP_V_GER) && gerund_saying(v, w, end))
            break;
        if (rcp_has(v, w, RCP_V_STOP) ||
            (rcp_is_verb(v, w) && rcp_has(v, w, RCP_V_FIN | RCP_V_CND) && w > beg))
            break;
    }
    rcp_said s = none;
    if (frames & RCP_FR(BARE))
        s = bare(v, g, end, strict);
    if (s.words.end <= s.words.beg && (frames & RCP_FR(LABEL)))
        s = labelled(v, g, end);
    if (s.words.end <= s.words.beg && (frames & RCP_FR(NP)))
        s = nominal(v, g, end);
    return s.words.end > s.words.beg ? s : none;
}

rcp_said rcp_said_before(const rcp_view *v, uint32_t at, uint32_t beg)
{
    const rcp_said none = {{0, 0}, 0, 0};
    uint32_t end = at;
    while (end > beg && rcp_has(v, end - 1, RCP_V_COMMA | RCP_V_DASH) && !rcp_has(v, end - 1, RCP_V_CLOSE))
        end--;
    if (end <= beg)
        return none;
    if (rcp_has(v, end - 1, RCP_V_CLOSE)) {
        uint32_t q = v->word[end - 1].quote, w = end;
        while (w > 1 && v->word[w - 1].quote == q)
            w--;
        /* a quotation alone, or at the end of the clause it belongs to */
        if (w <= beg || v->word[w - 1].sent != v->word[w].sent ||
            rcp_has(v, w - 1, RCP_V_COLON | RCP_V_END | RCP_V_COMMA))
            return (rcp_said){{w, end}, RCP_FRAME_QUOTE, q};
    }
    if (rcp_is(v, beg, RCP_W(COORD)) && beg + 1 < end)
        beg++;
    return (rcp_said){{beg, end}, RCP_FRAME_POST, 0};
}
