#include "claim/view.h"

enum { STRAY_MAX = 250 };               /* words of a quotation that the segmenter did not pair */

/* Where feats has "Name=Value". */
static bool feat(rcp_str feats, const char *pair)
{
    return feats.len && memmem(feats.s, feats.len, pair, strlen(pair)) != NULL;
}

static uint32_t feat_flags(rcp_str f)
{
    static const struct { const char *pair; uint32_t flags; } map[] = {
        {"VerbForm=Fin", RCP_V_FIN}, {"VerbForm=Inf", RCP_V_INF},  {"VerbForm=Ger", RCP_V_GER},
        {"Mood=Cnd", RCP_V_CND},     {"Number=Sing", RCP_V_SING},  {"Number=Plur", RCP_V_PLUR},
        {"Person=1", RCP_V_FIRST},   {"Tense=Past", RCP_V_PAST},   {"Tense=Imp", RCP_V_PAST},
        {"Poss=Yes", RCP_V_POSS},
    };
    uint32_t out = 0;
    for (size_t i = 0; i < sizeof map / sizeof *map; i++)
        if (feat(f, map[i].pair))
            out |= map[i].flags;
    if (feat(f, "VerbForm=Part"))
        out |= feat(f, "Tense=Pres") ? RCP_V_GER : RCP_V_PART;
    return out;
}

static uint32_t punct_flags(rcp_str s)
{
    static const struct { const char *mark; uint32_t flags; } map[] = {
        {",", RCP_V_COMMA}, {";", RCP_V_SEMI}, {":", RCP_V_COLON}, {"(", RCP_V_LPAR},
        {")", RCP_V_RPAR}, {"[", RCP_V_LPAR}, {"]", RCP_V_RPAR}, {"-", RCP_V_HYPHEN},
        {"–", RCP_V_DASH}, {"—", RCP_V_DASH}, {".", RCP_V_END}, {"!", RCP_V_END},
        {"?", RCP_V_END}, {"…", RCP_V_END}, {"\"", RCP_V_MARK}, {"«", RCP_V_MARK},
        {"»", RCP_V_MARK}, {"“", RCP_V_MARK}, {"”", RCP_V_MARK}, {"„", RCP_V_MARK},
        {"''", RCP_V_MARK}, {"``", RCP_V_MARK}, {"‟", RCP_V_MARK},
    };
    for (size_t i = 0; i < sizeof map / sizeof *map; i++)
        if (rcp_str_is(s, map[i].mark))
            return map[i].flags;
    /* "?!", "...": what ends in a stop ends a clause */
    return s.len > 1 && memchr(".!?", s.s[s.len - 1], 3) ? RCP_V_END : 0;
}

/* The quotations are ordered by where they close; only the outermost count here. */
static void mark_quotes(rcp_view *v)
{
    const rcp_doc *d = v->doc;
    for (uint32_t q = 1; q < d->quote.n; q++) {
        if (d->quote.row[q].depth > 1)
            continue;
        rcp_toks t = rcp_doc_toks_of(d, d->quote.row[q].outer);
        if (t.end <= t.beg || t.end > d->tok.n)
            continue;
        uint32_t beg = rcp_doc_word_of(d, t.beg), end = rcp_doc_word_of(d, t.end);
        for (uint32_t w = beg; w < end && w < v->n; w++)
            v->word[w].quote = q;
        v->word[beg].flags |= RCP_V_OPEN | RCP_V_MARK;
        if (end > beg && end <= v->n)
            v->word[end - 1].flags |= RCP_V_CLOSE | RCP_V_MARK;
    }
}

/* How a mark that no quotation holds leans: 1 opens, -1 closes, 0 cannot tell. */
static int leaning(const rcp_view *v, uint32_t w)
{
    rcp_str s = rcp_doc_slice(v->doc, v->word[w].span);
    if (rcp_str_is(s, "«") || rcp_str_is(s, "“") || rcp_str_is(s, "„") || rcp_str_is(s, "``"))
        return 1;
    if (rcp_str_is(s, "»") || rcp_str_is(s, "”") || rcp_str_is(s, "''"))
        return -1;
    bool before = v->word[w].flags & RCP_V_SPACED, after = w + 1 >= v->n || (v->word[w + 1].flags & RCP_V_SPACED);
    return before == after ? 0 : before ? 1 : -1;
}

static void give_quote(rcp_view *v, uint32_t beg, uint32_t end)
{
    uint32_t q = v->n_quotes++;
    for (uint32_t w = beg; w < end; w++)
        v->word[w].quote = q;
    v->word[beg].flags |= RCP_V_OPEN | RCP_V_MARK;
    v->word[end - 1].flags |= RCP_V_CLOSE;
}

/* Marks the segmenter could not pair: a quotation that runs over lines, or is never closed and ends
 * with its paragraph (each paragraph of a long quotation opens anew). */
static void pair_strays(rcp_view *v)
{
    const rcp_doc *d = v->doc;
    uint32_t open = 0, line_end = 0;
    for (uint32_t w = 1; w <= v->n; w++) {
        bool end = w == v->n, far = open && (end || w - open > STRAY_MAX);
        bool stray = !end && (v->word[w].flags & RCP_V_MARK) && !v->word[w].quote;
        bool other = !end && v->word[w].quote && !v->word[w - 1].quote;
        int lean = stray ? leaning(v, w) : 0;
        if (open && !line_end && !end && d->sent.row[v->word[w].sent].block != d->sent.row[v->word[open].sent].block)
            line_end = w;
        if (open && lean < 0) {
            give_quote(v, open, w + 1);
            open = 0;
        } else if (open && (far || other || lean > 0 || (!end && (v->word[w].flags & RCP_V_FURNITURE)))) {
            uint32_t stop = line_end ? line_end : w;
            if (stop - open > 4 && stop - open <= STRAY_MAX && line_end)
                give_quote(v, open, stop);
            open = 0;
        }
        if (!end && !open && lean > 0)
            open = w, line_end = 0;
    }
}

static void mark_times(rcp_view *v)
{
    const rcp_doc *d = v->doc;
    for (uint32_t i = 1; i < d->time.n; i++) {
        rcp_toks t = rcp_doc_toks_of(d, d->time.row[i].span);
        if (t.end <= t.beg || t.end > d->tok.n)
            continue;
        uint32_t end = rcp_doc_word_of(d, t.end);
        for (uint32_t w = rcp_doc_word_of(d, t.beg); w < end && w < v->n; w++)
            v->word[w].flags |= RCP_V_TIME;
    }
    for (uint32_t w = 1; w < v->n; w++)
        if (v->word[w].cls & RCP_W(TIME))
            v->word[w].flags |= RCP_V_TIME;
}

/* A conditional that the tagger called something else: infinitive and ending, "fuir" + "ait". */
static bool looks_conditional(const rcp_view *v, const rcp_vword *x)
{
    rcp_str rest = v->rules->cond_endings, ending, form = rcp_doc_sym(v->doc, x->form);
    char a[64], b[64];
    uint32_t n_form = form.len < 40 ? rcp_fold(form, a, sizeof a) : 0;
    uint32_t n_lemma = rcp_doc_sym(v->doc, x->lemma).len;
    n_lemma = n_lemma < 40 ? rcp_fold(rcp_doc_sym(v->doc, x->lemma), b, sizeof b) : 0;
    if (!n_form || n_lemma < 4)
        return false;
    while (rcp_list_next(&rest, &ending))
        if (n_form == n_lemma + ending.len && !memcmp(a, b, n_lemma) &&
            !memcmp(a + n_lemma, ending.s, ending.len))
            return true;
    return false;
}

static void read_word(rcp_view *v, uint32_t w)
{
    const rcp_doc *d = v->doc;
    rcp_vword *x = &v->word[w];
    rcp_id t = d->word.row[w].tok;
    const rcp_tok *tok = &d->tok.row[t];
    bool alone = d->word.row[w - 1].tok != t && (w + 1 == v->n || d->word.row[w + 1].tok != t);
    x->span = tok->span;
    x->form = alone || !d->word.row[w].form ? tok->norm : d->word.row[w].form;
    if (w < d->tag.n) {
        x->lemma = d->tag.row[w].lemma;
        x->upos = d->tag.row[w].upos;
        x->flags = feat_flags(rcp_doc_sym(d, d->tag.row[w].feats));
    }
    if (x->upos == RCP_VERB && v->rules->cond_endings.len && !(x->flags & (RCP_V_CND | RCP_V_PART | RCP_V_INF)) &&
        looks_conditional(v, x))
        x->flags |= RCP_V_CND | RCP_V_FIN;
    if (x->form < v->rules->n_syms)
        x->cls = v->rules->by_sym[x->form];
    if (x->lemma < v->rules->n_syms)
        x->cls |= v->rules->by_lemma[x->lemma];
    if (tok->flags & RCP_TOK_PUNCT)
        x->flags |= RCP_V_PUNCT | punct_flags(rcp_doc_slice(d, tok->span));
    if (tok->flags & RCP_TOK_FURNITURE)
        x->flags |= RCP_V_FURNITURE;
    if (tok->flags & RCP_TOK_SPACE)
        x->flags |= RCP_V_SPACED;
    if (tok->flags & RCP_TOK_UPPER)
        x->flags |= RCP_V_UPPER;
    if (d->word.row[w - 1].tok == t)
        x->flags |= RCP_V_INNER;
}

rcp_status rcp_view_make(rcp_view *v, const rcp_pack *pack, const rcp_claim_rules *rules,
                         const rcp_doc *doc, rcp_arena *scratch)
{
    *v = (rcp_view){.pack = pack, .rules = rules, .doc = doc, .n = doc->word.n};
    v->word = RCP_NEW(scratch, rcp_vword, (size_t)v->n + 2);
    v->sent = rcp_arena_get(scratch, sizeof *v->sent, _Alignof(uint32_t), (size_t)doc->sent.n + 1);
    if (!v->word || !v->sent)
        return RCP_E_LIMIT;
    for (uint32_t w = 1; w < v->n; w++)
        read_word(v, w);
    for (uint32_t s = 1; s < doc->sent.n; s++) {
        v->sent[s].beg = rcp_doc_word_of(doc, doc->sent.row[s].toks.beg);
        v->sent[s].end = rcp_doc_word_of(doc, doc->sent.row[s].toks.end);
        for (uint32_t w = v->sent[s].beg; w < v->sent[s].end && w < v->n; w++)
            v->word[w].sent = s;
    }
    v->n_quotes = doc->quote.n ? doc->quote.n : 1;
    mark_quotes(v);
    pair_strays(v);
    mark_times(v);
    for (uint32_t w = 1; !v->parsed && w < doc->dep.n; w++)
        v->parsed = doc->dep.row[w].rel == RCP_REL_nsubj;
    return RCP_OK;
}

rcp_span rcp_view_span(const rcp_view *v, rcp_words w)
{
    if (w.end <= w.beg)
        return (rcp_span){0, 0};
    return (rcp_span){v->word[w.beg].span.beg, v->word[w.end - 1].span.end};
}
