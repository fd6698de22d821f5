#include "claim/attrib.h"

#include "claim/content.h"

/* Words of a sentence that one cue may look at, before and after it: no sentence of prose is longer,
 * and a hostile one costs linear time. */
enum { GAP = 4, LOOK_BACK = 40, BEFORE_MAX = 200, AFTER_MAX = 300 };

/* ---- one cue ---------------------------------------------------------------------------- */

typedef struct {
    rcp_attribs *x;
    const rcp_view *v;
    uint32_t sent, beg, end;            /* the sentence, its words                      */
    uint32_t first_att;                 /* first attribution of the sentence            */
} finder;

/* Whether part i of a cue stands at w; *len: words it takes ("aux" is two). */
static bool part_at(const rcp_view *v, uint32_t w, rcp_sym part, uint32_t *len)
{
    const rcp_doc *d = v->doc;
    *len = 1;
    if (rcp_word_is(v, w, part))
        return true;
    rcp_id t = d->word.row[w].tok;
    if (d->tok.row[t].norm == part && !rcp_has(v, w, RCP_V_INNER)) {
        while (w + *len < v->n && d->word.row[w + *len].tok == t)
            ++*len;
        return true;
    }
    return false;
}

/* Words that may stand between the parts of a verb cue: "a lancé lundi un appel". */
static bool filler(const rcp_view *v, uint32_t w)
{
    return !rcp_has(v, w, RCP_V_PUNCT) &&
           (v->word[w].upos == RCP_ADV || v->word[w].upos == RCP_DET || v->word[w].upos == RCP_ADJ ||
            rcp_has(v, w, RCP_V_TIME) || rcp_is(v, w, RCP_W(ADVERB) | RCP_W(NEGPART) | RCP_W(DE)));
}

/* Match the parts of `cue` after the first at `at` (the word after it); returns the word after the
 * last part, or 0. */
static uint32_t match_parts(const rcp_view *v, const rcp_cue *cue, uint32_t at, uint32_t end)
{
    for (uint32_t p = 1; p < cue->n_parts; p++) {
        uint32_t gap = cue->kind == RCP_CUE_VERB ? GAP : 0, len = 0;
        while (at < end && !part_at(v, at, cue->part[p], &len)) {
            if (!gap-- || !filler(v, at))
                return 0;
            at++;
        }
        if (at >= end)
            return 0;
        at += len;
    }
    for (uint32_t i = 0; at < end && i < cue->n_unless; i++)
        if (rcp_word_is(v, at, cue->unless[i]))
            return 0;
    return at;
}

/* ---- building rows ---------------------------------------------------------------------- */

static rcp_att *att_at(const rcp_attribs *x, uint32_t i)
{
    return RCP_ROW(&x->att, rcp_att, i);
}

static rcp_status add_content(rcp_attribs *x, rcp_id att, rcp_span span, uint32_t quote)
{
    rcp_content *c = rcp_rows_add(&x->content);
    if (!c)
        return RCP_E_LIMIT;
    *c = (rcp_content){att, span};
    if (quote && !x->quote_att[quote])
        x->quote_att[quote] = att;
    return RCP_OK;
}

static rcp_status add_via(rcp_attribs *x, rcp_id att, rcp_words who)
{
    rcp_via *via = rcp_rows_add(&x->via);
    if (!via)
        return RCP_E_LIMIT;
    *via = (rcp_via){att, rcp_speaker_mention(x->v, who), rcp_view_span(x->v, who)};
    return RCP_OK;
}

/* Whether words hold a quotation mark of an outermost quotation. */
static bool holds_quote(const rcp_view *v, rcp_words w)
{
    for (uint32_t i = w.beg; i < w.end; i++)
        if (rcp_has(v, i, RCP_V_OPEN))
            return true;
    return false;
}

static void set_mode(const rcp_view *v, const rcp_said *s, rcp_att *t)
{
    if (s->frame == RCP_FRAME_QUOTE && s->quote) {
        t->direct = true;
        t->a.mode = RCP_DIRECT;
    } else if (holds_quote(v, s->words))
        t->a.mode = RCP_MIXED;
    else
        t->a.mode = s->frame == RCP_FRAME_NP ? RCP_NOMINAL : RCP_INDIRECT;
    if (s->frame == RCP_FRAME_LABEL || (t->cue && (t->cue->frames & RCP_FR(LABEL)) && t->direct && !t->before))
        t->a.mode = RCP_MIXED;
}

/* Polarity and class after negation; hearsay when the saying itself is conditional. */
static void set_cue(const rcp_view *v, const rcp_group *g, rcp_att *t)
{
    const rcp_cue *cue = t->cue;
    t->a.cue_class = cue ? cue->cls : RCP_CUE_SAY;
    t->a.cue_polarity = RCP_AFFIRMED;
    t->a.why = cue ? cue->why : 0;
    if (!g)
        return;
    if (g->negated) {
        const rcp_negation *n = &v->rules->negation[t->a.cue_class];
        t->a.cue_polarity = RCP_NEGATED;
        if (n->cls)
            t->a.cue_class = n->negated;
    }
    t->a.hearsay = g->conditional && (g->participle || g->passive || g->words.end - g->words.beg > 1);
    t->past = g->past || g->participle;
    t->first = g->first;
}

/* "des images publiées par X": X is one more link of the chain. */
static rcp_words published_by(const rcp_view *v, rcp_words np)
{
    for (uint32_t w = np.beg + 1; w + 1 < np.end; w++)
        if (rcp_is(v, w, RCP_W(BY)) && rcp_has(v, w - 1, RCP_V_PART))
            return rcp_np_right(v, w + 1, np.end);
    return (rcp_words){0, 0};
}

/* The bytes of a speaker; of "-t-elle" only the pronoun. */
static rcp_span pronoun_span(const rcp_view *v, rcp_words who)
{
    rcp_span span = rcp_view_span(v, who);
    rcp_str s = rcp_doc_slice(v->doc, span);
    if (who.end != who.beg + 1 || !rcp_is(v, who.beg, RCP_W(INVERTED)))
        return span;
    for (uint32_t i = s.len; i > 0; i--)
        if (s.s[i - 1] == '-') {
            span.beg += i;
            break;
        }
    return span;
}

/* Commit an attribution with one content. */
static rcp_status commit(finder *f, rcp_att *t, const rcp_said *s)
{
    rcp_att *row = rcp_rows_add(&f->x->att);
    if (!row)
        return RCP_E_LIMIT;
    rcp_id id = f->x->att.n - 1;
    t->a.sent = f->sent;
    t->a.cue = rcp_view_span(f->v, t->group);
    t->a.speaker = pronoun_span(f->v, t->speaker);
    rcp_speaker_resolve(f->v, t->speaker, &t->a);
    if (s->words.end > s->words.beg)
        set_mode(f->v, s, t);
    if (!t->a.mode)
        t->a.mode = RCP_INDIRECT;
    *row = *t;
    rcp_words maker = published_by(f->v, t->speaker);
    rcp_status st = maker.end > maker.beg ? add_via(f->x, id, maker) : RCP_OK;
    if (st || s->words.end <= s->words.beg)
        return st;
    return add_content(f->x, id, rcp_view_span(f->v, s->words), s->quote);
}

/* The last attribution of this sentence; 0. */
static rcp_id previous(const finder *f)
{
    return f->x->att.n > f->first_att ? f->x->att.n - 1 : 0;
}

/* ---- speakers --------------------------------------------------------------------------- */

/* The noun that "qui" stands for. */
static rcp_words antecedent(const rcp_view *v, uint32_t rel, uint32_t beg)
{
    uint32_t at = rel;
    while (at > beg && (rcp_has(v, at - 1, RCP_V_COMMA) || v->word[at - 1].upos == RCP_ADP))
        at--;
    rcp_words np = rcp_np_left(v, at, beg, true);
    return np.end > np.beg ? np : (rcp_words){rel, rel + 1};
}

/* The subject of the sentence's first finite verb: who "affirmant" has for its subject. */
static rcp_words main_subject(const finder *f, uint32_t before)
{
    for (uint32_t w = f->beg; w < before && w < f->beg + RCP_NP_MAX; w++) {
        if (!rcp_is_verb(f->v, w) || !rcp_has(f->v, w, RCP_V_FIN | RCP_V_CND))
            continue;
        rcp_group g;
        rcp_group_of(f->v, w, f->beg, f->end, &g);
        rcp_words np = rcp_np_left(f->v, g.words.beg, f->beg, g.plural);
        if (np.end > np.beg && !rcp_is(f->v, np.beg, RCP_W(REL)))
            return np;
    }
    return (rcp_words){0, 0};
}

/* The subject of a group, wherever it stands before it; *copied: the attribution it was taken from. */
static rcp_words subject_of(const finder *f, const rcp_group *g)
{
    const rcp_view *v = f->v;
    const rcp_words none = {0, 0};
    uint32_t at = g->words.beg;
    if (g->inverted)
        return (rcp_words){g->inverted, g->inverted + 1};
    rcp_id prev = previous(f);
    if (g->gerund && !g->finite && at > f->beg && rcp_is_nominal(v, at - 1))
        return rcp_np_left(v, at, f->beg, true);        /* "un communiqué annonçant" */
    if (g->gerund && !g->finite)
        return prev ? att_at(f->x, prev)->speaker : main_subject(f, at);
    /* The tree says whose it is; the words beside the verb say where its phrase ends, if they are it. */
    uint32_t head = 0;
    rcp_words np = rcp_np_left(v, at, f->beg, g->plural);
    rcp_words parsed = rcp_parsed_subject(v, g->words.end - 1, f->beg, at, false, &head);
    if (parsed.end > parsed.beg && (head < np.beg || head >= np.end))
        np = parsed;
    if (np.end > np.beg && np.end == np.beg + 1 && rcp_is(v, np.beg, RCP_W(REL)))
        return antecedent(v, np.beg, f->beg);
    if (np.end > np.beg)
        return np;
    /* "X a dit que P et a ajouté que Q" */
    uint32_t w = at;
    while (w > f->beg && (v->word[w - 1].upos == RCP_ADV || rcp_is(v, w - 1, RCP_W(ADVERB))))
        w--;
    bool joined = w > f->beg && (rcp_is(v, w - 1, RCP_W(COORD)) || rcp_has(v, w - 1, RCP_V_COMMA));
    if (joined && prev)
        return att_at(f->x, prev)->speaker;
    parsed = rcp_parsed_subject(v, g->words.end - 1, f->beg, at, true, &head);
    if (parsed.end > parsed.beg)
        return parsed;
    return joined ? main_subject(f, w) : none;
}

/* "par X", "by X" after a passive. */
static rcp_words agent_of(const finder *f, uint32_t at)
{
    for (uint32_t w = at; w < f->end && w < at + 12; w++) {
        if (rcp_has(f->v, w, RCP_V_STOP) || rcp_is(f->v, w, RCP_W(COMP)))
            break;
        if (rcp_is(f->v, w, RCP_W(BY)) && w + 1 < f->end)
            return rcp_np_right(f->v, w + 1, f->end);
    }
    return (rcp_words){0, 0};
}

static bool speaker_fits(const rcp_view *v, const rcp_cue *cue, rcp_words np)
{
    uint32_t naming;
    return !cue->who || (cue->who >> rcp_speaker_stype(v, np, &naming) & 1);
}

/* ---- cue after its content ("P, a dit X") ------------------------------------------------ */

/* A mark that closes a quotation, or one that nothing pairs. */
static bool closes(const rcp_view *v, uint32_t w)
{
    return rcp_has(v, w, RCP_V_CLOSE) || (rcp_has(v, w, RCP_V_MARK) && !v->word[w].quote && w > 1 && !rcp_has(v, w, RCP_V_OPEN));
}

/* Whether a comma, dash or closing mark stands before word `at`, and P before that. */
static bool content_before(const finder *f, uint32_t at)
{
    const rcp_view *v = f->v;
    if (at <= 1)
        return false;
    uint32_t w = at - 1;
    if (rcp_has(v, w, RCP_V_FURNITURE))
        return false;
    if (rcp_has(v, w, RCP_V_CLOSE | RCP_V_MARK))
        return closes(v, w);
    if (at <= f->beg + 1)               /* the quotation closed in the sentence before */
        return rcp_has(v, w, RCP_V_COMMA) && w > 1 && rcp_has(v, w - 1, RCP_V_CLOSE | RCP_V_MARK);
    return rcp_has(v, w, RCP_V_COMMA) || (rcp_has(v, w, RCP_V_DASH) && w > f->beg + 3);
}

static bool quote_before(const finder *f, uint32_t at)
{
    uint32_t w = at - 1;
    if (w > 1 && rcp_has(f->v, w, RCP_V_COMMA | RCP_V_DASH) && !rcp_has(f->v, w, RCP_V_CLOSE))
        w--;
    return w >= 1 && closes(f->v, w);
}

/* After "P, a dit X,": a quotation later in the sentence goes on with what is said. */
static rcp_status goes_on(finder *f, rcp_id id)
{
    const rcp_view *v = f->v;
    rcp_att *t = att_at(f->x, id);
    for (uint32_t w = t->end; w < f->end && w < t->end + LOOK_BACK; w++) {
        if (rcp_has(v, w, RCP_V_OPEN) && !f->x->quote_att[v->word[w].quote]) {
            uint32_t e = w;
            while (e < v->n && v->word[e].quote == v->word[w].quote)
                e++;
            t->end = e;
            return add_content(f->x, id, rcp_view_span(v, (rcp_words){w, e}), v->word[w].quote);
        }
        if (rcp_has(v, w, RCP_V_STOP) || (rcp_is_verb(v, w) && rcp_has(v, w, RCP_V_FIN | RCP_V_CND)))
            break;
    }
    return RCP_OK;
}

static rcp_status commit_before(finder *f, rcp_att *t, const rcp_group *g, rcp_words speaker,
                                uint32_t cue_beg, bool *made)
{
    uint32_t beg = f->beg;
    rcp_id prev = previous(f);
    if (prev && att_at(f->x, prev)->before && att_at(f->x, prev)->end < cue_beg)
        beg = att_at(f->x, prev)->end;
    while (beg < cue_beg && rcp_has(f->v, beg, RCP_V_PUNCT) && !rcp_has(f->v, beg, RCP_V_OPEN | RCP_V_MARK | RCP_V_LPAR))
        beg++;
    rcp_said s = rcp_said_before(f->v, cue_beg, beg);
    if (s.words.end <= s.words.beg)
        return RCP_OK;
    t->before = true;
    t->speaker = speaker;
    t->end = speaker.end > t->group.end ? speaker.end : t->group.end;
    set_cue(f->v, g, t);
    *made = true;
    rcp_status st = commit(f, t, &s);
    return st || !att_at(f->x, f->x->att.n - 1)->direct ? st : goes_on(f, f->x->att.n - 1);
}

/* ---- verb cues -------------------------------------------------------------------------- */

/* Whether what follows the group is a content clause rather than an inverted subject. */
static bool clause_follows(const finder *f, const rcp_group *g, uint32_t frames)
{
    uint32_t bits = frames & (RCP_FR(THAT) | RCP_FR(INF) | RCP_FR(ASK) | RCP_FR(QUOTE) | RCP_FR(BARE));
    rcp_said s = rcp_said_after(f->v, g, bits, f->end, true);
    return s.words.end > s.words.beg;
}

/* Whether the cue may stand after its content; some only after a quotation ("a poursuivi X"). */
static bool may_follow(const finder *f, const rcp_cue *cue, uint32_t at)
{
    return (cue->frames & RCP_FR(POST)) || ((cue->frames & RCP_FR(QPOST)) && at > 1 && quote_before(f, at));
}

/* "P, a annoncé vendredi le ministère": subject after the verb. */
static rcp_status try_inverted(finder *f, rcp_att *t, const rcp_group *g, bool *made)
{
    const rcp_view *v = f->v;
    if (!may_follow(f, t->cue, g->words.beg) || !content_before(f, g->words.beg) || g->gerund || g->infinitive)
        return RCP_OK;
    if (g->inverted)
        return commit_before(f, t, g, (rcp_words){g->inverted, g->inverted + 1}, g->words.beg, made);
    rcp_words np = rcp_np_right(v, g->words.end, f->end);
    if (np.end <= np.beg || (!quote_before(f, g->words.beg) && clause_follows(f, g, t->cue->frames)))
        return RCP_OK;
    /* "Le ministre, M. X, a annoncé la création": the subject stands before its insertion */
    if (!quote_before(f, g->words.beg)) {
        rcp_words left = rcp_np_left(v, g->words.beg, f->beg, g->plural);
        if (left.end > left.beg && (t->cue->frames & (RCP_FR(NP) | RCP_FR(LABEL))))
            return RCP_OK;
    }
    return commit_before(f, t, g, np, g->words.beg, made);
}

/* "P, X said." and "« P », il a dit" */
static rcp_status try_after_subject(finder *f, rcp_att *t, const rcp_group *g, rcp_words subject,
                                    bool *made)
{
    if (!may_follow(f, t->cue, subject.beg) || subject.end <= subject.beg || subject.beg >= g->words.beg ||
        !content_before(f, subject.beg))
        return RCP_OK;
    if (!(f->v->rules->options & RCP_OPT(BARE_CLAUSE)) && !quote_before(f, subject.beg))
        return RCP_OK;
    return commit_before(f, t, g, subject, subject.beg, made);
}

/* A saying verb whose infinitive is a cue itself. */
static bool says_fearing(const finder *f, const rcp_cue *cue, const rcp_group *g)
{
    uint32_t w = rcp_skip_adverbials(f->v, g->words.end, f->end, false), n;
    if (!rcp_is(f->v, g->words.end - 1, RCP_W(SEMI)) || cue->n_parts > 1 || w >= f->end ||
        !rcp_has(f->v, w, RCP_V_INF))
        return false;
    const rcp_cue *c = rcp_cue_lookup(f->v->rules, f->v->word[w].lemma, &n);
    return n && c[n - 1].kind == RCP_CUE_VERB && c[n - 1].n_parts == 1 && (c[n - 1].frames & (RCP_FR(NP) | RCP_FR(INF)));
}

/* "comme l'a indiqué X": the clause around it is what X says. */
static rcp_status try_as(finder *f, rcp_att *t, rcp_group *g, bool *made);

/* A bare participle that is a finite form taken wrong: English "announced he would run", French "dit
 * avoir vu", "dit que". */
static bool reads_as_finite(const finder *f, const rcp_group *g, const rcp_said *s)
{
    const rcp_view *v = f->v;
    if (v->rules->options & RCP_OPT(MODALS))
        return s->frame == RCP_FRAME_THAT || s->frame == RCP_FRAME_QUOTE;
    uint32_t soon = rcp_skip_adverbials(v, g->words.end, f->end, false);
    return s->words.beg == soon &&
           (rcp_is(v, soon, RCP_W(COMP)) || (v->word[soon].upos == RCP_AUX && rcp_has(v, soon, RCP_V_INF)));
}

static rcp_status try_verb(finder *f, const rcp_cue *cue, uint32_t w, uint32_t parts_end, bool *made)
{
    rcp_group g;
    rcp_group_of(f->v, w, f->beg, f->end, &g);
    if (cue->n_parts > 1)
        g.words.end = parts_end;
    if (cue->reflexive != g.reflexive || g.first)
        return RCP_OK;
    /* "disent craindre": the second verb is the cue */
    if (says_fearing(f, cue, &g))
        return RCP_OK;
    rcp_att t = {.cue = cue, .group = g.words, .end = g.words.end};
    rcp_status st = try_as(f, &t, &g, made);
    if (st || *made)
        return st;
    bool bare_form = g.words.beg == w && !g.finite;     /* no auxiliary, no tense */
    if (bare_form && g.infinitive)
        return RCP_OK;
    if ((st = try_inverted(f, &t, &g, made)) || *made)
        return st;
    rcp_said s = rcp_said_after(f->v, &g, cue->frames, f->end, false);
    bool found = s.words.end > s.words.beg;
    bool past_form = found && bare_form && g.participle && reads_as_finite(f, &g, &s);
    if (g.passive || (bare_form && g.participle && !past_form)) {
        if (bare_form && cue->cls != RCP_CUE_ACCUSE)
            return RCP_OK;
        t.speaker = agent_of(f, g.words.end);
        if (!found || s.frame == RCP_FRAME_NP) {
            /* "ces conclusions sont rejetées par X": what is rejected stands before */
            if (t.speaker.end <= t.speaker.beg || bare_form || !(cue->frames & RCP_FR(NP)))
                return RCP_OK;
            s = (rcp_said){rcp_np_left(f->v, g.words.beg, f->beg, g.plural), RCP_FRAME_NP, 0};
            if (s.words.end <= s.words.beg)
                return RCP_OK;
        } else if (cue->cls != RCP_CUE_ACCUSE &&
                   (s.frame != RCP_FRAME_THAT ||
                    s.words.beg != rcp_skip_adverbials(f->v, g.words.end, f->end, false)))
            return RCP_OK;
        else if (t.speaker.end > s.words.beg)
            t.speaker = (rcp_words){0, 0};
    } else {
        t.speaker = subject_of(f, &g);
        if (t.speaker.end <= t.speaker.beg)
            return RCP_OK;
        if (!found) {
            if ((st = try_after_subject(f, &t, &g, t.speaker, made)) || *made)
                return st;
            if (cue->cls != RCP_CUE_NO_COMMENT)
                return RCP_OK;
        }
        if (!speaker_fits(f->v, cue, t.speaker))
            return RCP_OK;
        if (rcp_is(f->v, t.speaker.beg, RCP_W(IMPERSONAL)) && rcp_is(f->v, w, RCP_W(BE)))
            return RCP_OK;              /* "it is clear that" */
    }
    if (!found && cue->cls == RCP_CUE_NO_COMMENT && g.words.end < f->end)
        s.words = (rcp_words){g.words.end, rcp_said_end(f->v, g.words.end, f->end, RCP_FRAME_NP)};
    /* "s'engage à poursuivre": the preposition belongs to the infinitive */
    if (s.frame == RCP_FRAME_INF && cue->n_parts > 1 && s.words.beg == g.words.end &&
        rcp_is(f->v, g.words.end - 1, RCP_W(LINK))) {
        s.words.beg--;
        t.group.end--;
    }
    if (rcp_is(f->v, t.speaker.beg, RCP_W(FIRST)) && t.speaker.end == t.speaker.beg + 1)
        return RCP_OK;
    t.end = s.words.end > t.end ? s.words.end : t.end;
    set_cue(f->v, &g, &t);
    *made = true;
    return commit(f, &t, &s);
}

/* ---- "selon X" -------------------------------------------------------------------------- */

static bool is_media(const rcp_view *v, rcp_words np)
{
    uint32_t naming;
    if (rcp_speaker_stype(v, np, &naming) == RCP_STYPE_MEDIA)
        return true;
    const rcp_mention *m = &v->doc->mention.row[rcp_speaker_mention(v, np)];
    if (!m->entity || m->entity >= v->pack->entities.n)
        return false;
    return (v->pack->entities.row[m->entity].flags & RCP_ENTITY_AGENCY) != 0;
}

/* Where what the last saying says begins, its "que" passed over: "selon X" there takes no more. */
static uint32_t inside_previous(const finder *f, uint32_t left, uint32_t cue_beg)
{
    rcp_span last = RCP_ROW(&f->x->content, rcp_content, f->x->content.n - 1)->span;
    for (uint32_t w = left; w < cue_beg; w++)
        if (f->v->word[w].span.beg == last.beg)
            return rcp_is(f->v, w, RCP_W(COMP)) ? w + 1 : w;
    return left;
}

/* Two contents: what stands before the phrase in its clause, and what goes on after it. */
static rcp_status commit_around(finder *f, rcp_att *t, uint32_t cue_beg, uint32_t phrase_end, bool *made)
{
    const rcp_view *v = f->v;
    uint32_t after = phrase_end;
    /* ", mardi," between the phrase and its clause */
    if (after < f->end && rcp_has(v, after, RCP_V_COMMA)) {
        uint32_t e = after + 1;
        while (e < f->end && (rcp_has(v, e, RCP_V_TIME) || v->word[e].upos == RCP_ADV))
            e++;
        after = e > after + 1 && e < f->end && rcp_has(v, e, RCP_V_COMMA) ? e : after;
    }
    bool comma = after < f->end && rcp_has(v, after, RCP_V_COMMA);
    uint32_t left = f->beg;
    rcp_id prev = previous(f);
    uint32_t quote = v->word[cue_beg].quote;
    while (left < cue_beg && (rcp_has(v, left, RCP_V_PUNCT) && !rcp_has(v, left, RCP_V_OPEN)))
        left++;
    while (quote && left < cue_beg && v->word[left].quote != quote)
        left++;
    if (quote && left < cue_beg && rcp_has(v, left, RCP_V_OPEN))
        left++;
    if (prev && !att_at(f->x, prev)->before)
        left = inside_previous(f, left, cue_beg);
    uint32_t lead = left;               /* "Mais selon X, P" opens its clause too */
    while (lead < cue_beg && (rcp_is(v, lead, RCP_W(COORD) | RCP_W(ADVERB)) || v->word[lead].upos == RCP_ADV ||
                              v->word[lead].upos == RCP_CCONJ || rcp_has(v, lead, RCP_V_COMMA | RCP_V_TIME)))
        lead++;
    bool opens = lead >= cue_beg;
    rcp_said s = {{0, 0}, RCP_FRAME_POST, 0};
    if (opens) {
        uint32_t at = comma ? after + 1 : phrase_end;
        if (at >= f->end)
            return RCP_OK;
        s.words = (rcp_words){at, rcp_said_end(v, at, f->end, RCP_FRAME_THAT)};
        s.frame = RCP_FRAME_THAT;
    } else {
        s = rcp_said_before(v, cue_beg, left);
        t->before = true;
    }
    if (s.words.end <= s.words.beg)
        return RCP_OK;
    t->end = phrase_end;
    *made = true;
    rcp_status st = commit(f, t, &s);
    if (!st && t->before && comma && after + 2 < f->end && !rcp_is(v, after + 1, RCP_W(STOP1) | RCP_W(STOP2)) &&
        !rcp_is(v, after + 1, RCP_W(COORD)) && (rcp_is_verb(v, after + 1) || rcp_is(v, after + 1, RCP_W(NEG)))) {
        rcp_words rest = {after + 1, rcp_said_end(v, after + 1, f->end, RCP_FRAME_THAT)};
        if (rest.end > rest.beg)
            st = add_content(f->x, f->x->att.n - 1, rcp_view_span(v, rest), 0);
    }
    return st;
}

/* Whether "selon X" belongs to the attribution before it: "a dit le ministre, selon Tass". */
static bool is_via(const finder *f, uint32_t cue_beg, rcp_words np)
{
    rcp_id prev = previous(f);
    if (!prev)
        return false;
    const rcp_att *t = att_at(f->x, prev);
    if (t->before) {
        uint32_t from = t->speaker.end > t->group.end ? t->speaker.end : t->group.end;
        if (from + LOOK_BACK < cue_beg)
            return false;
        for (uint32_t w = from; w < cue_beg; w++)
            if (rcp_has(f->v, w, RCP_V_STOP | RCP_V_OPEN) || (rcp_is_verb(f->v, w) && rcp_has(f->v, w, RCP_V_FIN)))
                return false;
        return from <= cue_beg;
    }
    /* after an indirect content only a medium: "a dit que P, selon Belta" */
    return t->cue && t->cue->kind == RCP_CUE_VERB && is_media(f->v, np) && t->end <= cue_beg &&
           cue_beg - t->end <= 2;
}

static rcp_status try_prep(finder *f, const rcp_cue *cue, uint32_t w, uint32_t parts_end, bool *made)
{
    const rcp_view *v = f->v;
    uint32_t at = parts_end;
    if (cue->n_parts > 1 && rcp_is_nominal(v, at - 1) && !rcp_is(v, at - 1, RCP_W(DE)))
        at--;                           /* "de source officielle": the source is named by the cue */
    rcp_words np = rcp_np_right(v, at, f->end);
    if (np.end <= np.beg || rcp_is(v, np.beg, RCP_W(FIRST)) || !speaker_fits(v, cue, np))
        return RCP_OK;
    rcp_id prev = previous(f);
    if (rcp_has(v, w, RCP_V_GER) && prev && !is_via(f, w, np)) {
        /* "a dit X, citant Y": a link of the chain where Y can speak, else no saying at all */
        uint32_t naming, stype = rcp_speaker_stype(v, np, &naming);
        *made = true;
        if (!stype && !rcp_speaker_mention(v, np))
            return RCP_OK;
        return add_via(f->x, prev, np);
    }
    if (is_via(f, w, np)) {
        rcp_att *t = att_at(f->x, previous(f));
        *made = true;
        t->end = np.end;
        rcp_id id = previous(f);
        rcp_status st = add_via(f->x, id, np);
        return st || !t->direct ? st : goes_on(f, id);
    }
    rcp_att t = {.cue = cue, .group = {w, at > w ? at : parts_end}, .speaker = np};
    rcp_group g = {.words = t.group};
    set_cue(v, &g, &t);
    return commit_around(f, &t, w, np.end, made);
}

static rcp_status try_as(finder *f, rcp_att *t, rcp_group *g, bool *made)
{
    const rcp_view *v = f->v;
    uint32_t at = g->words.beg;
    if (!(t->cue->frames & RCP_FR(POST)) || at <= f->beg)
        return RCP_OK;
    rcp_words np = {0, 0};
    uint32_t as = at - 1;
    if (rcp_is(v, as, RCP_W(AS)))
        np = rcp_np_right(v, g->words.end, f->end);
    else {
        np = rcp_np_left(v, at, f->beg, g->plural);     /* "as X said", "comme X l'a dit" */
        if (np.end <= np.beg || np.beg <= f->beg || !rcp_is(v, np.beg - 1, RCP_W(AS)))
            return RCP_OK;
        as = np.beg - 1;
    }
    if (np.end <= np.beg || clause_follows(f, g, t->cue->frames & (RCP_FR(THAT) | RCP_FR(INF))))
        return RCP_OK;
    uint32_t end = np.end > g->words.end ? np.end : g->words.end;
    /* only at the edge of a clause: "as X said, P", "P, as X said" */
    if (as > f->beg && !rcp_has(v, as - 1, RCP_V_PUNCT) && !rcp_is(v, as - 1, RCP_W(COORD)))
        return RCP_OK;
    t->speaker = np;
    t->group = (rcp_words){as, g->words.end};
    set_cue(v, g, t);
    return commit_around(f, t, as, end, made);
}

/* ---- "l'annonce par X que P" ------------------------------------------------------------- */

/* The words of a dependent's subtree on its side of `noun`, its first `skip` words left out. */
static rcp_words dependent_words(const finder *f, uint32_t at, uint32_t skip)
{
    uint32_t beg = at, end = at + 1;
    uint32_t lo = f->beg + RCP_NP_MAX < at ? at - RCP_NP_MAX : f->beg;
    uint32_t hi = at + RCP_NP_MAX < f->end ? at + RCP_NP_MAX : f->end;
    while (beg > lo && rcp_np_below(f->v, beg - 1, at))
        beg--;
    while (end < hi && rcp_np_below(f->v, end, at))
        end++;
    while (beg < at && (skip || (beg > f->beg && rcp_has(f->v, beg, RCP_V_INNER)))) {
        beg++;                                  /* "du gouverneur": both words of the token */
        skip -= skip > 0;
    }
    while (end > at + 1 && rcp_has(f->v, end - 1, RCP_V_PUNCT))
        end--;
    return (rcp_words){beg, end};
}

/* A noun that says: its complement clause is what is said, its possessor or agent says it.  With an
 * agent ("par X"), the complement with "de" may be what is said. */
static rcp_status try_noun(finder *f, const rcp_cue *cue, uint32_t w, uint32_t parts_end, bool *made)
{
    const rcp_view *v = f->v;
    const rcp_doc *d = v->doc;
    uint32_t of = 0, by = 0, poss = 0, behind = parts_end;
    rcp_words clause = {0, 0};
    if (!v->parsed || d->dep.n != v->n)
        return RCP_OK;
    uint32_t lo = f->beg + RCP_NP_MAX < w ? w - RCP_NP_MAX : f->beg;
    for (uint32_t c = lo; c < f->end && c < w + RCP_NP_MAX; c++) {
        uint16_t rel = d->dep.row[c].rel;
        if (d->dep.row[c].head != w)
            continue;
        bool nominal = rel == RCP_REL_nmod || rel == RCP_REL_obl_arg || rel == RCP_REL_obl_agent || rel == RCP_REL_obl;
        uint32_t first = nominal && c > w ? dependent_words(f, c, 0).beg : c;
        poss = rel == RCP_REL_nmod_poss && rcp_is_nominal(v, c) ? c : poss;
        by = nominal && c > w && rcp_is(v, first, RCP_W(BY)) && !by ? c : by;
        of = nominal && c > w && rcp_is(v, first, RCP_W(DE)) && !of ? c : of;
        behind = nominal && c > w ? dependent_words(f, c, 0).end : behind;
    }
    /* The clause right behind, whether the tree hangs it on the noun or on the verb above. */
    uint32_t lead = behind + 1 < f->end && v->word[behind].upos == RCP_ADP && rcp_is(v, behind + 1, RCP_W(REL)) &&
                    rcp_cue_is_prep(v->rules, v->word[behind].form) ? 2 : 0;    /* "selon lesquelles P" */
    bool mark = behind < f->end && rcp_is(v, behind, RCP_W(COMP)) && v->word[behind].upos == RCP_SCONJ;
    uint32_t top = lead ? d->dep.row[behind + 1].head : mark ? d->dep.row[behind].head : 0;
    if (top > behind && top < f->end)
        clause = (rcp_words){behind + lead, dependent_words(f, top, 0).end};
    bool that = clause.end > clause.beg;
    uint32_t who = poss ? poss : by ? by : that ? of : 0;
    if (!who || (!that && (!by || !of || !(cue->frames & RCP_FR(NP)))))
        return RCP_OK;
    rcp_att t = {.cue = cue, .group = {w, parts_end}};
    t.speaker = dependent_words(f, who, who == poss ? 0 : 1);
    if (who == poss && t.speaker.end > who + 1)
        t.speaker.end = who + 1;                /* without its 's */
    if (!speaker_fits(v, cue, t.speaker))
        return RCP_OK;
    rcp_said s = {dependent_words(f, of, 1), RCP_FRAME_NP, 0};
    if (that)
        s = (rcp_said){clause, RCP_FRAME_THAT, 0};
    rcp_group g = {.words = t.group};
    set_cue(v, &g, &t);
    t.end = s.words.end;
    *made = true;
    return commit(f, &t, &s);
}

/* ---- a sentence ------------------------------------------------------------------------- */

/* A verb the tagger took for a noun: "Paris claims that", "He report: «". */
static bool mistagged(const rcp_view *v, uint32_t w)
{
    if ((v->word[w].upos != RCP_NOUN && v->word[w].upos != RCP_ADJ && v->word[w].upos != RCP_PROPN) || w + 1 >= v->n || w < 2)
        return false;
    bool subject = v->word[w - 1].upos == RCP_PROPN || rcp_is(v, w - 1, RCP_W(PRON)) ||
                   (v->word[w + 1].upos == RCP_SCONJ && (rcp_is_nominal(v, w - 1) || rcp_has(v, w - 1, RCP_V_COMMA))) ||
                   (v->word[w - 1].upos == RCP_ADV && rcp_is_nominal(v, w - 2));
    return subject && (rcp_is(v, w + 1, RCP_W(COMP) | RCP_W(PRON)) || rcp_has(v, w + 1, RCP_V_OPEN | RCP_V_COLON));
}

static bool may_be_verb(const rcp_view *v, uint32_t w, const rcp_cue *cue)
{
    if (cue->form_only)
        return v->word[w].upos != RCP_VERB && mistagged(v, w);
    return v->word[w].upos == RCP_VERB || mistagged(v, w) ||
           (v->word[w].upos == RCP_AUX && cue->n_parts > 1 && rcp_word_is(v, w, cue->part[0]));
}

/* The cue at w, if there is one that makes an attribution; *next: where to look on. */
static rcp_status cue_at(finder *f, uint32_t w, uint32_t *next)
{
    const rcp_view *v = f->v;
    rcp_sym keys[3] = {v->word[w].lemma, v->word[w].form, v->doc->tok.row[v->doc->word.row[w].tok].norm};
    bool made = false;
    for (int k = 0; k < 3 && !made; k++) {
        uint32_t n, len;
        if (!keys[k] || (k > 0 && keys[k] == keys[0]) || (k == 2 && keys[2] == keys[1]))
            continue;
        const rcp_cue *c = rcp_cue_lookup(v->rules, keys[k], &n);
        for (uint32_t i = 0; i < n && !made; i++) {
            if (c[i].kind == RCP_CUE_VERB && !may_be_verb(v, w, &c[i]))
                continue;
            (void)part_at(v, w, c[i].part[0], &len);
            uint32_t e = match_parts(v, &c[i], w + len, f->end);
            if (!e)
                continue;
            if (c[i].kind == RCP_CUE_NOUN && v->word[w].upos != RCP_NOUN)
                continue;
            rcp_status st = c[i].kind == RCP_CUE_PREP   ? try_prep(f, &c[i], w, e, &made)
                            : c[i].kind == RCP_CUE_NOUN ? try_noun(f, &c[i], w, e, &made)
                                                        : try_verb(f, &c[i], w, e, &made);
            if (st)
                return st;
            if (made)
                *next = e;
        }
    }
    return RCP_OK;
}

/* "X : « ... »" with no verb: the colon is the cue. */
static rcp_status colon_at(finder *f, uint32_t w)
{
    const rcp_view *v = f->v;
    if (w + 1 >= f->end || !rcp_has(v, w + 1, RCP_V_OPEN) || f->x->quote_att[v->word[w + 1].quote])
        return RCP_OK;
    rcp_words np = rcp_np_left(v, w, f->beg, true);
    rcp_att t = {.group = {w, w + 1}, .speaker = np};
    if (np.end <= np.beg || np.beg != f->beg)
        return RCP_OK;
    uint32_t e = w + 1;
    while (e < v->n && v->word[e].quote == v->word[w + 1].quote)
        e++;
    rcp_said s = {{w + 1, e}, RCP_FRAME_QUOTE, v->word[w + 1].quote};
    t.end = e;
    set_cue(v, NULL, &t);
    return commit(f, &t, &s);
}

static rcp_status sentence(rcp_attribs *x, rcp_id s)
{
    finder f = {x, x->v, s, x->v->sent[s].beg, x->v->sent[s].end, x->att.n};
    rcp_status st = RCP_OK;
    for (uint32_t w = f.beg; !st && w < f.end;) {
        uint32_t next = w + 1;
        if (rcp_has(f.v, w, RCP_V_FURNITURE)) {
            w++;
            continue;
        }
        finder near = f;
        if (near.beg + BEFORE_MAX < w)
            near.beg = w - BEFORE_MAX;
        if (near.end > w + AFTER_MAX)
            near.end = w + AFTER_MAX;
        if (rcp_has(f.v, w, RCP_V_COLON))
            st = colon_at(&near, w);
        else if (!rcp_has(f.v, w, RCP_V_PUNCT))
            st = cue_at(&near, w, &next);
        w = next;
    }
    return st;
}

/* ---- quotations that go on with what was said -------------------------------------------- */

/* Only punctuation between two words. */
static bool only_marks(const rcp_view *v, uint32_t beg, uint32_t end)
{
    for (uint32_t w = beg; w < end; w++)
        if (!rcp_has(v, w, RCP_V_PUNCT))
            return false;
    return true;
}

/* `“A”, dit X. “B”`: B is said by X too when it opens right after X's sentence and no cue takes it. */
static rcp_status continue_quotes(rcp_attribs *x)
{
    const rcp_view *v = x->v;
    rcp_id speaker = 0, next_att = 1;
    uint32_t open_to = 0;               /* word up to which the speaker's turn reaches  */
    rcp_status st = RCP_OK;
    for (rcp_id s = 1; !st && s < v->doc->sent.n; s++) {
        uint32_t beg = v->sent[s].beg, end = v->sent[s].end, w = beg;
        while (w < end && rcp_has(v, w, RCP_V_PUNCT) && !rcp_has(v, w, RCP_V_MARK))
            w++;
        if (speaker && w < end && rcp_has(v, w, RCP_V_MARK) && !rcp_has(v, w, RCP_V_FURNITURE) &&
            only_marks(v, open_to, beg)) {
            uint32_t q = v->word[w].quote, e = w;
            if (q && rcp_has(v, w, RCP_V_OPEN) && !x->quote_att[q]) {
                while (e < v->n && v->word[e].quote == q)
                    e++;
                if (only_marks(v, e, v->sent[v->word[e - 1].sent].end)) {
                    st = add_content(x, speaker, rcp_view_span(v, (rcp_words){w, e}), q);
                    open_to = v->sent[v->word[e - 1].sent].end;
                }
            }
        }
        for (; next_att < x->att.n && att_at(x, next_att)->a.sent == s; next_att++)
            if (att_at(x, next_att)->direct && !v->word[att_at(x, next_att)->group.beg].quote) {
                speaker = next_att;
                open_to = end;
            }
    }
    return st;
}

rcp_status rcp_attribs_find(rcp_attribs *x, const rcp_view *v, rcp_arena *scratch)
{
    rcp_status st;
    *x = (rcp_attribs){.v = v};
    if ((st = rcp_rows_init(&x->att, scratch, sizeof(rcp_att))) ||
        (st = rcp_rows_init(&x->content, scratch, sizeof(rcp_content))) ||
        (st = rcp_rows_init(&x->via, scratch, sizeof(rcp_via))))
        return st;
    if (!(x->quote_att = RCP_NEW(scratch, uint32_t, (size_t)v->n_quotes + 1)))
        return RCP_E_LIMIT;
    for (rcp_id s = 1; !st && s < v->doc->sent.n; s++)
        st = sentence(x, s);
    return st ? st : continue_quotes(x);
}
