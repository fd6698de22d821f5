#include "segment/splitter.h"

#include "lang/form.h"
#include "stages.h"

enum { OPEN_MAX = 16, REACH = 80, EDGE = 1 };

static bool weights_open(rcp_weights *w, const rcp_model *m, const char *name)
{
    rcp_str section = rcp_model_section(m, name);
    *w = (rcp_weights){(const int8_t *)(const void *)section.s, NULL, section.len,
                       rcp_width(RCP_SEGMENT_CLASSES)};
    return !section.len || section.len >= w->width;
}

rcp_status rcp_splitter_open(rcp_splitter *s, rcp_pack *pack, rcp_err *err)
{
    rcp_str bytes = {0};
    const char *name = NULL;
    rcp_model model;
    rcp_status st = rcp_lexicon_masks_open(&s->lexicon, pack, err);
    s->ends = s->words = (rcp_weights){0};
    st = st ? st : rcp_pack_model(pack, "segment", &bytes, &name, err);
    if (st || !bytes.len)
        return st;
    st = rcp_model_open(&model, bytes, "segment", name, err);
    if (!st && (!weights_open(&s->ends, &model, "ends") ||
                !weights_open(&s->words, &model, "words")))
        return rcp_model_fail(&model, err, "weights");
    return st;
}

/* ---- looking at a stretch ---- */

typedef struct {
    rcp_token_look *look;
    uint32_t *stop, *verbs, *sure;
    uint8_t *depth, *gap;
} columns;

/* What lies between two tokens. */
static uint8_t gap_kind(rcp_str text, uint32_t beg, uint32_t end)
{
    if (beg == end)
        return RCP_GAP_NONE;
    return memchr(text.s + beg, '\n', end - beg) ? RCP_GAP_LINE : RCP_GAP_SPACE;
}

static uint32_t closes(uint32_t open)
{
    return open == '(' ? ')' : open == '[' ? ']' : 0;
}

/* Brackets and quotation marks that pair within REACH tokens: one more level for each token
 * they hold.  `step` has a change a token; the low half counts brackets. */
static void find_depth(const rcp_doc *doc, const rcp_tok *tok, uint32_t n, int32_t *step)
{
    struct { uint32_t close, at; } open[OPEN_MAX];
    uint32_t depth = 0, len, quote = 0;
    bool quoted = false;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t c = rcp_utf8_at(doc->text, tok[i].span.beg, &len);
        if (tok[i].flags & RCP_TOK_OPEN) {
            quote = i;
            quoted = true;
        } else if (tok[i].flags & RCP_TOK_CLOSE && quoted) {
            if (i - quote <= REACH) {
                step[quote] += 1 << 16;
                step[i] -= 1 << 16;
            }
            quoted = false;
        }
        if (!(tok[i].flags & RCP_TOK_PUNCT))
            continue;
        if (closes(c) && depth < OPEN_MAX)
            open[depth].close = closes(c), open[depth++].at = i;
        while (depth && i - open[depth - 1].at > REACH)
            depth--;
        if (depth && c == open[depth - 1].close) {
            depth--;
            step[open[depth].at]++;
            step[i]--;
        }
    }
}

static void fill_depth(uint32_t n, const int32_t *step, uint8_t *depth)
{
    int32_t now = 0;
    for (uint32_t i = 0; i < n; i++) {
        now += step[i];
        uint32_t brackets = (uint32_t)(now & 0xffff), quotes = (uint32_t)(now >> 16) & 15;
        depth[i] = (uint8_t)((brackets > 2 ? 2 : brackets) | (quotes ? 16u : 0));
    }
}

static void fill(const rcp_splitter *s, const rcp_doc *doc, const rcp_tok *tok, uint32_t n,
                 columns *c)
{
    uint32_t stop = n;
    for (uint32_t i = 0; i < n; i++) {
        rcp_token_look_at(&s->lexicon, rcp_doc_slice(doc, tok[i].span),
                          rcp_doc_sym(doc, tok[i].norm), tok[i].flags, &c->look[i]);
        uint32_t f = c->look[i].flags;
        c->verbs[i + 1] = c->verbs[i] + (f & RCP_LOOK_FINITE ? 1 : 0);
        c->sure[i + 1] = c->sure[i] + (f & RCP_LOOK_VERB ? 1 : 0);
        c->gap[i] = i ? gap_kind(doc->text, tok[i - 1].span.end, tok[i].span.beg) : RCP_GAP_LINE;
    }
    for (uint32_t i = n; i-- > 0;) {
        stop = c->look[i].flags & RCP_LOOK_STOP ? i : stop;
        c->stop[i] = stop;
    }
}

rcp_status rcp_stretch_look(const rcp_splitter *s, const rcp_doc *doc, const rcp_tok *tok,
                            rcp_toks at, rcp_arena *a, rcp_stretch *out)
{
    uint32_t n = at.end - at.beg;
    columns c = {RCP_NEW(a, rcp_token_look, n), RCP_NEW(a, uint32_t, n),
                 RCP_NEW(a, uint32_t, n + 1),   RCP_NEW(a, uint32_t, n + 1),
                 RCP_NEW(a, uint8_t, n),        RCP_NEW(a, uint8_t, n)};
    int32_t *step = RCP_NEW(a, int32_t, n);
    if (!c.look || !c.stop || !c.verbs || !c.sure || !c.depth || !c.gap || !step)
        return RCP_E_LIMIT;
    fill(s, doc, tok + at.beg, n, &c);
    find_depth(doc, tok + at.beg, n, step);
    fill_depth(n, step, c.depth);
    *out = (rcp_stretch){c.look, c.stop, c.verbs, c.sure, c.depth, c.gap, n};
    return RCP_OK;
}

/* ---- sentence ends ---- */

static const rcp_token_look edge = {.lower = EDGE, .shape = EDGE, .lex = EDGE, .kind = EDGE << 8};

static const rcp_token_look *look_at(const rcp_stretch *t, uint32_t i, int32_t by)
{
    int64_t at = (int64_t)i + by;
    return at < 0 || at >= t->n ? &edge : &t->look[at];
}

/* Small numbers as they are, larger ones by their size. */
static uint32_t bucket(uint32_t n)
{
    return n < 5 ? n : n < 8 ? 5 : n < 12 ? 6 : n < 20 ? 7 : n < 35 ? 8 : n < 60 ? 9 : 10;
}

/* Whether tokens [beg, end) hold a finite verb: 2 surely, 1 perhaps. */
static uint32_t verb_in(const rcp_stretch *t, uint32_t beg, uint32_t end)
{
    return t->sure[end] > t->sure[beg] ? 2 : t->verbs[end] > t->verbs[beg] ? 1 : 0;
}

/* Which of the four tokens around the gap begin with capitals. */
static uint32_t capitals(const rcp_stretch *t, uint32_t i)
{
    uint32_t x = 0;
    for (int32_t by = -2; by <= 3; by++) {
        const rcp_token_look *w = look_at(t, i, by);
        x = x << 2 | (w->flags & RCP_LOOK_UPPER ? 2u : w->flags & RCP_LOOK_WORD ? 1u : 0);
    }
    return x;
}

void rcp_gap_features(const rcp_stretch *t, const rcp_gap_state *state, uint32_t i,
                      rcp_features *f)
{
    const rcp_token_look *a = &t->look[i], *b = &t->look[i + 1], *a1 = look_at(t, i, -1),
                         *a2 = look_at(t, i, -2), *b1 = look_at(t, i, 2), *b2 = look_at(t, i, 3),
                         *first = &t->look[state->first], *before = &t->look[state->before];
    uint32_t gap = t->gap[i + 1], rule = state->rule, depth = t->depth[i],
             len = bucket(i + 1 - state->first), verb = verb_in(t, state->first, i + 1),
             stop = t->stop[i + 1], ahead = bucket(stop - i - 1);
    uint32_t verb_ahead = verb_in(t, i + 1, stop), ka = a->kind, kb = b->kind,
             caps = capitals(t, i);
    const rcp_token_look *last = state->first ? &t->look[state->first - 1] : &edge;
    f->n = 0;
    rcp_features_add(f, gap, rule, 0);
    rcp_features_add(f, a->lower, 0, 0);
    rcp_features_add(f, b->lower, 0, 0);
    rcp_features_add(f, a->lower, b->lower, 0);
    rcp_features_add(f, a->shape, b->shape, 0);
    rcp_features_add(f, ka, kb, gap);
    rcp_features_add(f, ka, kb, rule);
    rcp_features_add(f, ka, b->lower, 0);
    rcp_features_add(f, a->lower, kb, 0);
    rcp_features_add(f, ka, b->lex, kb);
    rcp_features_add(f, a->lex, kb, ka);
    rcp_features_add(f, a->lex, b->lex, kb);
    rcp_features_add(f, a1->lower, a->lower, kb);
    rcp_features_add(f, b->lower, b1->lower, ka);
    rcp_features_add(f, a1->kind, ka, kb);
    rcp_features_add(f, ka, kb, b1->kind);
    rcp_features_add(f, a1->kind, ka, rcp_mix(kb, b1->kind));
    rcp_features_add(f, a1->lex, a->lex, kb);
    rcp_features_add(f, b->lex, b1->lex, ka);
    rcp_features_add(f, a->suf[1], kb, 0);
    rcp_features_add(f, a->suf[0], kb, b->lex);
    rcp_features_add(f, ka, b->suf[1], kb);
    rcp_features_add(f, len, ka, kb);
    rcp_features_add(f, len, b->lower, 0);
    rcp_features_add(f, verb, ka, kb);
    rcp_features_add(f, rcp_mix(verb, verb_ahead), ka, kb);
    rcp_features_add(f, rcp_mix(verb, len), ka, kb);
    rcp_features_add(f, verb, b->lower, ka);
    rcp_features_add(f, verb, a->lower, kb);
    rcp_features_add(f, verb, b->lex, rcp_mix(ka, kb));
    rcp_features_add(f, rule, b->lower, 0);
    rcp_features_add(f, rule, a->lower, 0);
    rcp_features_add(f, rule, verb, len);
    rcp_features_add(f, depth, ka, kb);
    rcp_features_add(f, depth, rule, 0);
    rcp_features_add(f, ahead, ka, kb);
    rcp_features_add(f, rcp_mix(ahead, verb_ahead), ka, kb);
    rcp_features_add(f, caps, ka, 0);
    rcp_features_add(f, caps, b->lex, 0);
    rcp_features_add(f, first->lower, b->lower, 0);
    rcp_features_add(f, first->kind, ka, kb);
    rcp_features_add(f, rcp_mix(first->kind, before->kind), ka, kb);
    rcp_features_add(f, last->kind, ka, kb);
    rcp_features_add(f, rcp_mix(last->kind, verb), ka, kb);
    rcp_features_add(f, rcp_mix(len, verb), last->kind, kb);
    rcp_features_add(f, a2->lower, a1->lower, a->lower);
    rcp_features_add(f, b->lower, b1->lower, b2->lower);
    rcp_features_add(f, b1->lower, kb, ka);
    rcp_features_add(f, b1->lex, rcp_mix(kb, b->lex), ka);
    rcp_features_add(f, a->shape, kb, 0);
    rcp_features_add(f, b->shape, ka, 0);
    bool flat = rcp_stretch_flat(t);
    rcp_features_add(f, flat, rule, 0);
    rcp_features_add(f, flat, ka, kb);
    rcp_features_add(f, flat, rule, gap);
    rcp_features_add(f, flat, verb, kb);
    rcp_features_add(f, flat, len, kb);
}

bool rcp_gap_ends(const rcp_splitter *s, const rcp_stretch *t, const rcp_gap_state *state,
                  uint32_t i)
{
    rcp_features f;
    int32_t score[RCP_LANES];
    if (rcp_gap_held(t, state, i))
        return false;
    rcp_gap_features(t, state, i, &f);
    rcp_weights_score(&s->ends, &f, 0, RCP_SEGMENT_CLASSES, score);
    return score[1] > score[0];
}

/* ---- contractions ---- */

void rcp_words_features(const rcp_stretch *t, const rcp_words_state *state, uint32_t i,
                        rcp_features *f)
{
    const rcp_token_look *w = &t->look[i], *p = &edge, *pp = &edge, *q = &edge, *qq = &edge,
                         *qqq = &edge, *ppp = &edge;
    if (i > state->first)
        p = &t->look[i - 1];
    if (i > state->first + 1)
        pp = &t->look[i - 2];
    if (i > state->first + 2)
        ppp = &t->look[i - 3];
    if (i + 1 < state->end)
        q = &t->look[i + 1];
    if (i + 2 < state->end)
        qq = &t->look[i + 2];
    if (i + 3 < state->end)
        qqq = &t->look[i + 3];
    uint32_t form = w->lower, rule = state->rule;
    bool near = state->last && i + 1 - state->last < 15;
    uint32_t last = near ? 1 + state->last_class : 0, verb = verb_in(t, state->first, i);
    f->n = 0;
    rcp_features_add(f, form, rule, 0);
    rcp_features_add(f, form, w->shape, 0);
    rcp_features_add(f, form, p->lower, 0);
    rcp_features_add(f, form, p->suf[0], p->lex);
    rcp_features_add(f, form, p->suf[1], 0);
    rcp_features_add(f, form, p->lex, 0);
    rcp_features_add(f, form, p->lex, rule);
    rcp_features_add(f, form, p->kind, rule);
    rcp_features_add(f, form, p->lex, pp->lex);
    rcp_features_add(f, form, p->lower, pp->lower);
    rcp_features_add(f, form, p->lex, pp->lower);
    rcp_features_add(f, form, rcp_mix(p->lex, pp->lex), ppp->lex);
    rcp_features_add(f, form, rcp_mix(p->suf[1], p->lex), pp->lex);
    rcp_features_add(f, form, q->lower, 0);
    rcp_features_add(f, form, q->lex, q->kind);
    rcp_features_add(f, form, q->suf[0], p->lex);
    rcp_features_add(f, form, q->kind, p->lex);
    rcp_features_add(f, form, q->lex, p->lex);
    rcp_features_add(f, form, q->lex, rcp_mix(p->lex, qq->lex));
    rcp_features_add(f, form, p->lower, q->lex);
    rcp_features_add(f, form, p->lower, q->lower);
    rcp_features_add(f, form, qq->lower, 0);
    rcp_features_add(f, form, qq->lower, p->lex);
    rcp_features_add(f, form, qqq->lex, rcp_mix(q->lex, qq->lex));
    rcp_features_add(f, form, last, p->lower);
    rcp_features_add(f, form, last, rule);
    rcp_features_add(f, form, verb, p->lex);
    rcp_features_add(f, form, verb, p->kind);
    rcp_features_add(f, form, rcp_mix(verb, rule), p->lex);
}

const rcp_splitter *rcp_splitter_of(const rcp_pack *pack)
{
    return pack->stage[RCP_SEGMENT];
}
