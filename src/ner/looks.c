#include "ner/words.h"

#include "lang/form.h"

/* What a token is by itself. */
typedef struct {
    uint32_t form, lower, pre[3], suf[4], shape, kinds; /* kinds: shape with runs cut to one */
    uint32_t flags, words, inside, upos, hint; /* inside: kinds of the names of the tables it stands in */
    uint32_t run_first, run_last, run_before, run_after, run_len; /* the run of capitals it is in */
    uint32_t rep;                       /* how its form stands elsewhere in the document */
    uint32_t gov, rel;                  /* the word that the run hangs by, and how */
    rcp_ner_class gov_cls;
    rcp_ner_class cls, run_cls, last_cls, before_cls, after_cls; /* its own; of the run's first and last word, and beside it */
} word;

static uint32_t prefix(rcp_str s, uint32_t chars)
{
    uint32_t at = 0, n;
    for (; chars && at < s.len; chars--)
        at += (rcp_utf8_at(s, at, &n), n);
    return rcp_hash32((rcp_str){s.s, at});
}

static uint32_t upos_of(const rcp_doc *doc, rcp_id tok)
{
    rcp_id w = rcp_doc_word_of(doc, tok);
    return w < doc->tag.n ? doc->tag.row[w].upos : 0;
}

static void look_at_form(const rcp_ner *ner, const rcp_doc *doc, rcp_id t, word *w)
{
    char a[RCP_FORM_MAX], b[3 * RCP_FORM_MAX];
    rcp_str norm = rcp_form_norm(rcp_doc_slice(doc, doc->tok.row[t].span), a), lower = rcp_form_lower(norm, b);
    w->form = rcp_hash32(norm);
    w->lower = rcp_form_hash(lower);
    for (uint32_t k = 0; k < 3; k++)
        w->pre[k] = prefix(lower, k + 1);
    for (uint32_t k = 0; k < 4; k++)
        w->suf[k] = rcp_hash32(rcp_form_last(lower, k + 1));
    w->shape = rcp_form_shape(norm, 3, 12);
    w->kinds = rcp_form_shape(norm, 1, 8);
    w->flags = doc->tok.row[t].flags & (RCP_TOK_UPPER | RCP_TOK_CAPS | RCP_TOK_NUMBER | RCP_TOK_PUNCT);
    rcp_str said = rcp_ner_norm_of(doc, t);
    w->words = rcp_ner_word_flags(&ner->words, said);
    if (said.len > 1 && (said.s[said.len - 1] == '.' || said.s[said.len - 1] == '\''))
        w->words |= rcp_ner_word_flags(&ner->words, (rcp_str){said.s, said.len - 1});
    w->inside = w->words >> 10;
    w->words &= (uint32_t)WORD_OF_PERSON - 1;
    w->upos = upos_of(doc, t);
    w->cls = rcp_ner_class_of(&ner->classes, norm, lower);
}

/* What the finders say of each token: kind, first or later, in the tables or by a rule for unknown names. */
static void put_hints(const rcp_mention *m, uint32_t n, uint16_t *hint, uint32_t n_toks)
{
    for (uint32_t i = 1; i < n; i++) {
        if (m[i].flags & (RCP_MENTION_PRONOUN | RCP_MENTION_TAGGED))
            continue;
        uint32_t what = (m[i].kind & 15u) | (m[i].flags & RCP_MENTION_DEMONYM ? 16u : 0) | (m[i].entity || m[i].flags & RCP_MENTION_LOCATED ? 32u : 0);
        for (rcp_id t = m[i].toks.beg; t < m[i].toks.end && t < n_toks; t++)
            hint[t] = (uint16_t)(what << 2 | (uint32_t)(t > m[i].toks.beg) << 1 | 1);
    }
}

static bool capital(const word *w)
{
    return w->flags & RCP_TOK_UPPER;
}

/* Runs of words with capitals in n words, with one small particle inside. */
static void put_runs(word *w, uint32_t n)
{
    for (uint32_t t = 0, end; t < n; t = end) {
        end = t + 1;
        if (!capital(&w[t]))
            continue;
        for (uint32_t k = end; k < n && (capital(&w[k]) || (w[k].words & WORD_PARTICLE && k == end)); k++)
            end = capital(&w[k]) ? k + 1 : end;
        for (uint32_t k = t; k < end; k++) {
            w[k].run_first = w[t].lower;
            w[k].run_last = w[end - 1].lower;
            w[k].run_before = t ? w[t - 1].lower : 1;
            w[k].run_after = end < n ? w[end].lower : 1;
            w[k].run_cls = w[t].cls;
            w[k].last_cls = w[end - 1].cls;
            w[k].before_cls = t ? w[t - 1].cls : (rcp_ner_class){0};
            w[k].after_cls = end < n ? w[end].cls : (rcp_ner_class){0};
            w[k].run_len = end - t > 5 ? 5 : end - t;
        }
    }
}

/* Over the document: is the form seen in small letters, with a capital inside a sentence, more than
 * once, and what do the finders call it. */
enum { SMALL = 1, CAPITAL = 2, AGAIN = 4, SEEN_KIND = 8 };

static void put_repeats(const rcp_doc *doc, const uint16_t *hint, uint32_t *seen)
{
    for (uint32_t s = 1; s < doc->sent.n; s++)
        for (rcp_id t = doc->sent.row[s].toks.beg; t < doc->sent.row[s].toks.end; t++) {
            uint32_t *x = &seen[doc->tok.row[t].norm], flags = doc->tok.row[t].flags;
            if (!(flags & RCP_TOK_UPPER))
                *x |= SMALL;
            else if (t > doc->sent.row[s].toks.beg && !(flags & RCP_TOK_CAPS))
                *x |= *x & CAPITAL ? CAPITAL | AGAIN : CAPITAL;
            if (hint[t])
                *x |= (uint32_t)SEEN_KIND << (hint[t] >> 2 & 15);
        }
}

rcp_status rcp_ner_view_open(rcp_ner_view *v, const rcp_ner *ner, const rcp_doc *doc, const rcp_mention *mention,
                             uint32_t n_mentions, rcp_arena *a)
{
    uint16_t *hint = RCP_NEW(a, uint16_t, (size_t)doc->tok.n + 1);
    uint32_t *seen = RCP_NEW(a, uint32_t, (size_t)doc->syms.n + 1);
    if (!hint || !seen)
        return RCP_E_LIMIT;
    put_hints(mention, n_mentions, hint, doc->tok.n);
    put_repeats(doc, hint, seen);
    *v = (rcp_ner_view){ner, doc, hint, seen};
    return RCP_OK;
}

static void add(rcp_ner_look *look, uint64_t a, uint64_t b, uint64_t c)
{
    look->key[look->n] = rcp_feature_key(look->n, a, b, c);
    look->n++;
}

static const word edge = {.form = 1, .lower = 1, .shape = 1, .kinds = 1, .upos = 30};

static const word *near(const word *w, uint32_t n, uint32_t t, int by)
{
    int64_t at = (int64_t)t + by;
    return at < 0 || at >= n ? &edge : &w[at];
}

/* What the classes of words say. */
static void add_classes(const word *pp, const word *p, const word *w, const word *q, const word *qq, rcp_ner_look *look)
{
    add(look, w->cls.wide, capital(w), 0);
    add(look, w->cls.middle, capital(w), 0);
    add(look, w->cls.fine, capital(w), 0);
    add(look, p->cls.wide, capital(w), 0);
    add(look, p->cls.middle, capital(w), 0);
    add(look, p->cls.fine, capital(w), 0);
    add(look, q->cls.wide, capital(w), 0);
    add(look, q->cls.middle, capital(w), 0);
    add(look, q->cls.fine, capital(w), 0);
    add(look, pp->cls.middle, capital(w), 0);
    add(look, qq->cls.middle, capital(w), 0);
    add(look, p->cls.wide, w->cls.wide, capital(w));
    add(look, w->cls.wide, q->cls.wide, capital(w));
    add(look, p->cls.middle, w->cls.middle, capital(w));
    add(look, w->cls.middle, q->cls.middle, capital(w));
    add(look, w->cls.middle, w->kinds, w->upos);
    add(look, w->cls.middle, w->hint, 0);
    add(look, p->lower, w->cls.middle, 0);
    add(look, q->lower, w->cls.middle, 0);
    add(look, w->run_cls.middle, w->run_len, capital(w));
    add(look, w->last_cls.middle, w->run_len, capital(w));
    add(look, w->last_cls.fine, capital(w), 0);
    add(look, w->before_cls.middle, w->run_len, capital(w));
    add(look, w->after_cls.middle, w->run_len, capital(w));
    add(look, w->before_cls.middle, w->last_cls.middle, capital(w));
    add(look, w->run_cls.wide, w->last_cls.wide, capital(w));
    add(look, w->rel, capital(w), 0);
    add(look, w->rel, w->gov, capital(w));
    add(look, w->gov, capital(w), 1);
    add(look, w->gov_cls.middle, w->rel, capital(w));
    add(look, w->gov_cls.wide, w->last_cls.wide, capital(w));
}

static void make_look(const word *all, uint32_t n, uint32_t t, bool classes, rcp_ner_look *look)
{
    const word *w = &all[t], *p = near(all, n, t, -1), *pp = near(all, n, t, -2), *q = near(all, n, t, 1),
               *qq = near(all, n, t, 2);
    uint32_t first = t == 0;
    look->n = 0;
    add(look, 0, 0, 0);
    add(look, w->form, 0, 0);
    add(look, w->lower, 0, 0);
    add(look, p->lower, 0, 0);
    add(look, q->lower, 0, 0);
    add(look, pp->lower, 0, 0);
    add(look, qq->lower, 0, 0);
    add(look, p->lower, w->lower, 0);
    add(look, w->lower, q->lower, 0);
    add(look, p->lower, w->kinds, 0);
    add(look, q->lower, w->kinds, 0);
    add(look, pp->lower, p->lower, w->flags);
    add(look, q->lower, qq->lower, w->flags);
    for (uint32_t k = 0; k < 3; k++)
        add(look, w->pre[k], capital(w), 0);
    for (uint32_t k = 0; k < 4; k++)
        add(look, w->suf[k], capital(w), 0);
    add(look, p->suf[2], capital(w), 0);
    add(look, q->suf[2], capital(w), 0);
    add(look, w->shape, first, 0);
    add(look, w->kinds, first, 0);
    add(look, p->kinds, w->kinds, q->kinds);
    add(look, p->kinds, w->kinds, w->upos);
    add(look, pp->flags, p->flags, w->flags);
    add(look, w->flags, q->flags, qq->flags);
    add(look, w->upos, capital(w), first);
    add(look, p->upos, w->upos, capital(w));
    add(look, w->upos, q->upos, capital(w));
    add(look, p->upos, w->upos, q->upos);
    add(look, pp->upos, p->upos, capital(w));
    add(look, w->hint, 0, 0);
    add(look, w->hint, w->flags, w->upos);
    add(look, w->hint, p->hint, 0);
    add(look, w->hint, q->hint, 0);
    add(look, p->hint, w->hint, q->hint);
    add(look, w->hint, w->lower, 0);
    add(look, w->hint, p->lower, 0);
    add(look, w->hint, q->lower, 0);
    add(look, p->hint, w->kinds, 0);
    add(look, q->hint, w->kinds, 0);
    add(look, pp->hint, p->hint, w->kinds);
    add(look, w->words, capital(w), first);
    add(look, p->words, capital(w), 0);
    add(look, q->words, capital(w), 0);
    add(look, p->words, w->words, capital(w));
    add(look, pp->words, p->kinds, w->kinds);
    add(look, w->words, w->hint, w->kinds);
    add(look, w->inside, w->kinds, 0);
    add(look, p->inside, w->inside, w->flags);
    add(look, w->inside, q->inside, w->flags);
    add(look, w->inside, w->words, w->hint);
    add(look, w->rep, first, 0);
    add(look, w->rep, w->hint, 0);
    add(look, w->rep, w->kinds, 0);
    add(look, w->run_first, w->run_len, 1);
    add(look, w->run_last, w->run_len, 2);
    add(look, w->run_first, 0, 3);
    add(look, w->run_last, 0, 4);
    add(look, w->run_before, capital(w), 5);
    add(look, w->run_after, capital(w), 6);
    add(look, w->run_len, w->kinds, first);
    add(look, w->run_len, w->run_before, capital(w));
    add(look, w->run_before, w->run_after, capital(w));
    if (classes)
        add_classes(pp, p, w, q, qq, look);
    look->step[0] = 0;
    look->step[1] = (uint32_t)rcp_mix(w->kinds, w->hint);
}

/* The word outside its run that the token hangs by, over at most a few steps. */
static void put_governors(const rcp_doc *doc, rcp_id beg, word *w, uint32_t n)
{
    for (uint32_t t = 0, end; t < n; t = end) {
        end = t + 1;
        while (capital(&w[t]) && end < n && capital(&w[end]) && w[end].run_first == w[t].run_first)
            end++;
        rcp_id first = rcp_doc_word_of(doc, beg + t), last = rcp_doc_word_of(doc, beg + end), at = first;
        for (int k = 0; k < 8 && at >= first && at < last && at < doc->dep.n; k++) {
            w[t].rel = doc->dep.row[at].rel + 1u;
            at = doc->dep.row[at].head;
        }
        rcp_id tok = at && at < doc->word.n ? doc->word.row[at].tok : 0;
        for (uint32_t k = t; k < end; k++) {
            w[k].rel = w[t].rel;
            if (tok >= beg && tok < beg + n) {
                w[k].gov = w[tok - beg].lower;
                w[k].gov_cls = w[tok - beg].cls;
            }
        }
    }
}

rcp_status rcp_ner_looks(const rcp_ner_view *v, rcp_toks piece, rcp_arena *a, rcp_ner_look *look)
{
    char *mark = a->at;
    uint32_t n = piece.end - piece.beg;
    word *w = RCP_NEW(a, word, n);
    if (!w)
        return RCP_E_LIMIT;
    for (uint32_t i = 0; i < n; i++) {
        look_at_form(v->ner, v->doc, piece.beg + i, &w[i]);
        w[i].hint = v->hint[piece.beg + i];
        w[i].rep = capital(&w[i]) ? v->seen[v->doc->tok.row[piece.beg + i].norm] : 0;
    }
    put_runs(w, n);
    put_governors(v->doc, piece.beg, w, n);
    for (uint32_t i = 0; i < n; i++)
        make_look(w, n, i, v->ner->version > 1, &look[i]);
    rcp_arena_rewind(a, mark);
    return RCP_OK;
}
