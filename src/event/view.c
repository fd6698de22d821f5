#include "event/view.h"

enum { CLIMB = 64 };                    /* steps up a tree before giving up */

/* The lexicon's symbol of a string's folded form; 0 when it has none. */
static rcp_sym fold_sym(const rcp_doc *doc, rcp_str s)
{
    char z[256];
    const rcp_syms *pack = doc->syms.below ? doc->syms.below : &doc->syms;
    uint32_t n = s.len <= 64 ? rcp_fold(s, z, sizeof z) : 0;
    return n ? rcp_sym_lookup(pack, (rcp_str){z, n}) : 0;
}

static uint16_t form_bits(rcp_str feats)
{
    static const struct { const char *text; uint16_t bit; } bits[] = {
        {"VerbForm=Inf", RCP_FORM_INF},   {"VerbForm=Part", RCP_FORM_PART},
        {"VerbForm=Ger", RCP_FORM_GER},   {"VerbForm=Fin", RCP_FORM_FIN},
        {"Tense=Past", RCP_FORM_PAST},    {"Tense=Pres", RCP_FORM_PRES},
        {"Tense=Imp", RCP_FORM_IMPERFECT}, {"Tense=Fut", RCP_FORM_FUT},
        {"Mood=Cnd", RCP_FORM_COND},      {"Mood=Sub", RCP_FORM_SUB},
        {"Voice=Pass", RCP_FORM_PASS},    {"Number=Plur", RCP_FORM_PLURAL},
        {"Mood=Imp", RCP_FORM_IMP},       {"Definite=Def", RCP_FORM_DEF},
        {"Person=3", RCP_FORM_THIRD},
    };
    uint16_t out = 0;
    for (size_t i = 0; feats.len && i < sizeof bits / sizeof *bits; i++)
        if (strstr(feats.s, bits[i].text))
            out |= bits[i].bit;
    return out;
}

static bool is_entry(const rcp_ev_lexicon *lex, rcp_sym sym)
{
    uint32_t beg, end;
    rcp_ev_entries(lex, sym, &beg, &end);
    return beg < end;
}

/* A verb's lemma that the tagger had to guess is often off by its last letter: "blam" of blamed,
 * "riote" of rioted, "shel" of shelled.  The lexicon knows better, if one of those is in it. */
static rcp_sym mend_lemma(const rcp_ev_view *v, rcp_str lemma)
{
    char z[64];
    uint32_t n = lemma.len;
    if (n < 3 || n + 2 > sizeof z)
        return 0;
    memcpy(z, lemma.s, n);
    const struct { uint32_t len; char last; } tries[] = {
        {n + 1, 'e'}, {n + 1, lemma.s[n - 1]}, {n - 1, lemma.s[n - 2]}};
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        z[tries[i].len - 1] = tries[i].last;
        rcp_sym sym = fold_sym(v->doc, (rcp_str){z, tries[i].len});
        if (sym && is_entry(v->lex, sym))
            return sym;
        memcpy(z, lemma.s, n);
    }
    return 0;
}

static void fill_word(rcp_ev_view *v, uint32_t i, rcp_id word, rcp_id beg)
{
    const rcp_doc *d = v->doc;
    rcp_ev_view_word *w = &v->word[i];
    rcp_id tok = d->word.row[word].tok;
    *w = (rcp_ev_view_word){.word = word, .span = d->tok.row[tok].span,
                            .flags = d->tok.row[tok].flags, .head = RCP_EV_NONE,
                            .child = RCP_EV_NONE, .sibling = RCP_EV_NONE};
    w->form = fold_sym(d, rcp_doc_sym(d, d->word.row[word].form));
    if (word < d->tag.n) {
        w->lemma = fold_sym(d, rcp_doc_sym(d, d->tag.row[word].lemma));
        w->upos = d->tag.row[word].upos;
        w->form_bits = form_bits(rcp_doc_sym(d, d->tag.row[word].feats));
        /* A lemma the lexicon has never seen is no reason to fall back on the form. */
        if (!w->lemma && !d->tag.row[word].lemma)
            w->lemma = w->form;
        if (w->upos == RCP_VERB && !is_entry(v->lex, w->lemma)) {
            rcp_sym mended = mend_lemma(v, rcp_doc_sym(d, d->tag.row[word].lemma));
            w->lemma = mended ? mended : w->lemma;
        }
    } else
        w->lemma = w->form;
    w->classes = rcp_ev_classes(v->lex, w->form) | rcp_ev_classes(v->lex, w->lemma);
    if (word < d->dep.n) {
        rcp_id head = d->dep.row[word].head;
        w->rel = d->dep.row[word].rel;
        /* Heads without relations are no parse: the stage is told nothing by them. */
        v->parsed |= w->rel != RCP_REL_none && w->rel != RCP_REL_root && w->rel != RCP_REL_dep;
        if (head >= beg && head - beg < v->n)
            w->head = (uint16_t)(head - beg);
    }
}

uint64_t rcp_ev_word_classes(const rcp_doc *doc, const rcp_ev_lexicon *lex, rcp_id word)
{
    uint64_t c = rcp_ev_classes(lex, fold_sym(doc, rcp_doc_sym(doc, doc->word.row[word].form)));
    if (word < doc->tag.n)
        c |= rcp_ev_classes(lex, fold_sym(doc, rcp_doc_sym(doc, doc->tag.row[word].lemma)));
    return c;
}

/* Classes of several words: each piece is a form or a lemma, side by side. */
static void mark_phrases(rcp_ev_view *v)
{
    for (uint32_t i = 0; i < v->n; i++)
        for (int side = 0; side < 2; side++) {
            uint32_t beg, end;
            if (side && v->word[i].lemma == v->word[i].form)
                break;
            rcp_ev_phrases(v->lex, side ? v->word[i].lemma : v->word[i].form, &beg, &end);
            for (; beg < end; beg++) {
                const rcp_ev_phrase *p = &v->lex->phrase[beg];
                uint32_t k = 1;
                while (k < p->n && i + k < v->n &&
                       (v->word[i + k].form == p->sym[k] || v->word[i + k].lemma == p->sym[k]))
                    k++;
                for (uint32_t j = 0; k == p->n && j < k; j++)
                    v->word[i + j].classes |= p->classes;
            }
        }
}

bool rcp_ev_rel(const rcp_ev_view *v, uint32_t w, uint32_t rel)
{
    if (w >= v->n)
        return false;
    const char *got = rcp_enum_word(&rcp_enum_deprel, v->word[w].rel);
    const char *want = rcp_enum_word(&rcp_enum_deprel, rel);
    size_t n = strlen(want);
    return !strncmp(got, want, n) && (!got[n] || got[n] == ':');
}

bool rcp_ev_verbal(const rcp_ev_view *v, uint32_t w)
{
    return w < v->n && (v->word[w].upos == RCP_VERB || v->word[w].upos == RCP_AUX);
}

bool rcp_ev_clausal(const rcp_ev_view *v, uint32_t w)
{
    const uint16_t rel = v->word[w].rel;
    return v->word[w].head == RCP_EV_NONE || rel == RCP_REL_acl || rel == RCP_REL_acl_relcl ||
           rcp_ev_rel(v, w, RCP_REL_advcl) || rel == RCP_REL_ccomp || rcp_ev_rel(v, w, RCP_REL_csubj) ||
           rcp_ev_rel(v, w, RCP_REL_parataxis) || (rel == RCP_REL_conj && rcp_ev_verbal(v, w));
}

static void link_children(rcp_ev_view *v)
{
    for (uint32_t i = v->n; i-- > 0;)           /* backwards: children come out in order */
        if (v->word[i].head != RCP_EV_NONE) {
            rcp_ev_view_word *head = &v->word[v->word[i].head];
            v->word[i].sibling = head->child;
            head->child = (uint16_t)i;
        }
}

/* "lors de l'offensive", "à partir du territoire", "north of the town": some treebanks hang the noun on
 * the adverb or preposition and that on the verb.  Here the noun stands on the verb, and what led to
 * it is its case, as UD has it for fixed prepositions. */
static void lift_from_adverbs(rcp_ev_view *v)
{
    for (uint32_t i = 1; i < v->n; i++) {
        rcp_ev_view_word *w = &v->word[i];
        uint32_t at = w->head, top = at < i ? v->word[at].head : RCP_EV_NONE;
        if (top >= v->n || top == i || (v->word[at].upos != RCP_ADV && v->word[at].upos != RCP_ADP) ||
            !(rcp_ev_rel(v, i, RCP_REL_obl) || rcp_ev_rel(v, i, RCP_REL_nmod)) ||
            !(rcp_ev_rel(v, at, RCP_REL_advmod) || rcp_ev_rel(v, at, RCP_REL_obl)))
            continue;
        w->rel = rcp_ev_verbal(v, top) ? RCP_REL_obl : RCP_REL_nmod;
        w->head = (uint16_t)top;
        v->word[at].head = (uint16_t)i;
        v->word[at].rel = RCP_REL_case;
    }
}

/* Phrase bounds and clause heads, by climbing from every word. */
static void bound_phrases(rcp_ev_view *v)
{
    for (uint32_t i = 0; i < v->n; i++)
        v->word[i].beg = (uint16_t)i, v->word[i].end = (uint16_t)(i + 1);
    for (uint32_t i = 0; i < v->n; i++) {
        uint32_t at = i;
        for (int step = 0; step < CLIMB && !rcp_ev_clausal(v, at); step++) {
            at = v->word[at].head;
            if (v->word[at].beg > i)
                v->word[at].beg = (uint16_t)i;
            if (v->word[at].end < i + 1)
                v->word[at].end = (uint16_t)(i + 1);
        }
        v->word[i].clause = (uint16_t)at;
    }
}

/* Without a parse, a clause ends at a comma, a semicolon, or a relative pronoun. */
static void split_clauses(rcp_ev_view *v)
{
    uint16_t clause = 0;
    for (uint32_t i = 0; i < v->n; i++) {
        if ((v->word[i].flags & RCP_TOK_PUNCT) || rcp_ev_is(v, i, RCP_EV_REL))
            clause = (uint16_t)i;
        v->word[i].clause = clause;
        v->word[i].beg = (uint16_t)i;
        v->word[i].end = (uint16_t)(i + 1);
    }
}

/* The words of the window that a span touches; false when there are none. */
static bool place_item(const rcp_ev_view *v, rcp_span span, rcp_ev_item *out)
{
    uint32_t lo = 0, hi = v->n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (v->word[mid].span.end <= span.beg)
            lo = mid + 1;
        else
            hi = mid;
    }
    out->beg = out->end = out->head = (uint16_t)lo;
    while (out->end < v->n && v->word[out->end].span.beg < span.end)
        out->end++;
    /* Its head is the word whose own head lies outside. */
    for (uint32_t w = out->beg; w < out->end; w++)
        if (v->word[w].head == RCP_EV_NONE || v->word[w].head < out->beg ||
            v->word[w].head >= out->end) {
            uint32_t upos = v->word[w].upos;
            if (upos != RCP_ADP && upos != RCP_DET && upos != RCP_ADV && upos != RCP_PUNCT) {
                out->head = (uint16_t)w;
                break;
            }
        }
    return out->end > out->beg;
}

/* The rows of one table that lie in the window.  `span0` is row 0's span field: spans of rows lie
 * `stride` bytes apart. */
static uint32_t fill_items(const rcp_ev_view *v, const void *span0, size_t stride, uint32_t n_rows,
                           uint32_t *cursor, rcp_ev_item *out)
{
    uint32_t n = 0, lo = v->word[0].span.beg, hi = v->word[v->n - 1].span.end;
    uint32_t at = *cursor ? *cursor : 1;
    for (bool passed = true; at < n_rows; at++) {
        rcp_span span;
        memcpy(&span, (const char *)span0 + stride * at, sizeof span);
        if (span.beg >= hi)
            break;
        if (span.end <= lo) {
            if (passed)
                *cursor = at + 1;
            continue;
        }
        passed = false;
        rcp_ev_item item = {.row = at};
        if (n < RCP_EV_ITEMS && place_item(v, span, &item))
            out[n++] = item;
    }
    return n;
}

void rcp_ev_view_fill(rcp_ev_view *v, rcp_id sent, rcp_id beg, rcp_id end, rcp_ev_cursor *cursor)
{
    const rcp_doc *d = v->doc;
    v->sent = sent;
    v->parsed = false;
    v->n = end - beg;
    v->n_mentions = v->n_times = v->n_quantities = 0;
    for (uint32_t i = 0; i < v->n; i++)
        fill_word(v, i, beg + i, beg);
    if (!v->n)
        return;
    mark_phrases(v);
    if (v->parsed) {
        lift_from_adverbs(v);
        link_children(v);
        bound_phrases(v);
    } else
        split_clauses(v);
    v->n_mentions = fill_items(v, &d->mention.row[0].span, sizeof *d->mention.row, d->mention.n,
                               &cursor->mention, v->mention);
    v->n_times = fill_items(v, &d->time.row[0].span, sizeof *d->time.row, d->time.n, &cursor->time,
                            v->time);
    v->n_quantities = fill_items(v, &d->quantity.row[0].span, sizeof *d->quantity.row,
                                 d->quantity.n, &cursor->quantity, v->quantity);
}

rcp_sym rcp_ev_case(const rcp_ev_view *v, uint32_t w, uint32_t *at)
{
    /* "reçu de l'Iran": de + la is a determiner before an object, not in a phrase that is none. */
    bool oblique = rcp_ev_rel(v, w, RCP_REL_obl) || rcp_ev_rel(v, w, RCP_REL_nmod);
    for (uint32_t c = w < v->n ? v->word[w].child : RCP_EV_NONE; c < v->n; c = v->word[c].sibling)
        if (v->word[c].rel == RCP_REL_case ||
            (v->word[c].rel == RCP_REL_det && v->word[c].upos == RCP_ADP && oblique)) {
            *at = c;
            return v->word[c].lemma ? v->word[c].lemma : v->word[c].form;
        }
    return 0;
}

uint32_t rcp_ev_child(const rcp_ev_view *v, uint32_t w, uint32_t rel)
{
    for (uint32_t c = w < v->n ? v->word[w].child : RCP_EV_NONE; c < v->n; c = v->word[c].sibling)
        if (rcp_ev_rel(v, c, rel))
            return c;
    return RCP_EV_NONE;
}

uint32_t rcp_ev_child_is(const rcp_ev_view *v, uint32_t w, unsigned cls)
{
    for (uint32_t c = w < v->n ? v->word[w].child : RCP_EV_NONE; c < v->n; c = v->word[c].sibling)
        if (rcp_ev_is(v, c, cls))
            return c;
    return RCP_EV_NONE;
}

uint32_t rcp_ev_group_form(const rcp_ev_view *v, uint32_t w)
{
    uint32_t own = v->word[w].form_bits, aux = 0;
    for (uint32_t c = v->word[w].child; c < v->n; c = v->word[c].sibling)
        if (rcp_ev_rel(v, c, RCP_REL_aux) || v->word[c].rel == RCP_REL_cop)
            if (!aux || (v->word[c].form_bits & RCP_FORM_FIN))
                aux = v->word[c].form_bits;
    if (!aux)
        return own;
    /* "ont frappé": finite, and past because the participle is. */
    if (!(aux & (RCP_FORM_FUT | RCP_FORM_COND | RCP_FORM_SUB)) && !rcp_ev_passive(v, w))
        aux |= own & RCP_FORM_PAST;
    return (aux & ~(uint32_t)RCP_FORM_PLURAL) | (own & RCP_FORM_PLURAL);
}

bool rcp_ev_passive(const rcp_ev_view *v, uint32_t w)
{
    if (w >= v->n || rcp_ev_is(v, w, RCP_EV_INTRANS))
        return false;
    for (uint32_t c = v->word[w].child; c < v->n; c = v->word[c].sibling)
        if (v->word[c].rel == RCP_REL_aux_pass || v->word[c].rel == RCP_REL_nsubj_pass)
            return true;
    uint32_t form = v->word[w].form_bits;
    bool past = (form & RCP_FORM_PART) && (form & (RCP_FORM_PAST | RCP_FORM_PASS)) &&
                !(form & RCP_FORM_PRES);
    return past && rcp_ev_child(v, w, RCP_REL_aux) == RCP_EV_NONE &&
           rcp_ev_child(v, w, RCP_REL_nsubj) == RCP_EV_NONE;
}

bool rcp_ev_adjunct(const rcp_ev_view *v, uint32_t w)
{
    uint32_t at = RCP_EV_NONE;
    uint16_t rel = v->word[w].rel;
    if (rel == RCP_REL_obl_mod || rel == RCP_REL_obl)
        (void)rcp_ev_case(v, w, &at);           /* one the lexicon does not know has no symbol */
    if (at >= v->n)
        return false;
    return !rcp_ev_is(v, at, RCP_EV_WITH) && !rcp_ev_is(v, at, RCP_EV_LIGHTPREP) &&
           !rcp_ev_is(v, at, RCP_EV_PURPOSE) && !rcp_ev_is(v, at, RCP_EV_GEN);
}
