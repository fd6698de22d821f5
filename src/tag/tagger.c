#include "tag/tagger.h"

enum { ENTRY = 8 }; /* bytes of an ending */

/* Opening: every number is checked here, so that nothing below needs to. */

static bool weights_open(rcp_weights *w, rcp_str section, uint32_t n_classes)
{
    *w = (rcp_weights){(const int8_t *)(const void *)section.s, NULL, section.len,
                       rcp_width(n_classes)};
    return n_classes <= RCP_CLASSES_MAX && section.len >= w->width;
}

static bool ranges_open(rcp_tagger *t, rcp_str section)
{
    if (section.len != 4 * (RCP_N_upos + 1))
        return false;
    for (uint32_t i = 0; i <= RCP_N_upos; i++) {
        t->range[i] = rcp_u32_at(section.s + 4 * i);
        if (t->range[i] > t->classes.n || (i && t->range[i] < t->range[i - 1]))
            return false;
    }
    return t->classes.n > 0;
}

static bool endings_open(rcp_tagger *t, rcp_str section)
{
    if (section.len % ENTRY)
        return false;
    t->endings = section;
    t->n_endings = section.len / ENTRY;
    for (uint32_t i = 0; i < t->n_endings; i++)
        if (rcp_u16_at(section.s + ENTRY * i + 4) >= t->scripts.n)
            return false;
    return true;
}

static bool script_read(rcp_str s, rcp_script *out)
{
    if (s.len < 2 || (s.s[0] != 'l' && s.s[0] != 'k') || s.s[1] < '0')
        return false;
    *out = (rcp_script){s.s[0] == 'l', (uint32_t)(s.s[1] - '0'), {s.s + 2, s.len - 2}};
    return out->put.len <= RCP_FORM_MAX;
}

static rcp_status compile(rcp_tagger *t, rcp_syms *syms, rcp_arena *a, rcp_err *err)
{
    rcp_script *script = RCP_NEW(a, rcp_script, t->scripts.n + 1);
    rcp_sym *sym = RCP_NEW(a, rcp_sym, t->classes.n + 1);
    if (!script || !sym)
        return rcp_fail(err, RCP_E_LIMIT, "%s: the model does not fit the pack", t->model.file);
    for (uint32_t i = 0; i < t->scripts.n; i++)
        if (!script_read(rcp_strings_at(&t->scripts, i), &script[i]))
            return rcp_model_fail(&t->model, err, "a lemma script");
    for (uint32_t i = 0; i < t->classes.n; i++)
        if (rcp_syms_add(syms, rcp_strings_at(&t->classes, i), &sym[i]))
            return rcp_fail(err, RCP_E_LIMIT, "%s: too many symbols", t->model.file);
    t->script = script;
    t->class_sym = sym;
    return RCP_OK;
}

rcp_status rcp_tagger_open(rcp_tagger *t, rcp_str bytes, const char *file, rcp_syms *syms,
                           rcp_arena *a, rcp_err *err)
{
    memset(t, 0, sizeof *t);
    rcp_status s = rcp_model_open(&t->model, bytes, "tag", file, err);
    if (s)
        return s;
    const rcp_model *m = &t->model;
    if (!rcp_strings_open(&t->classes, rcp_model_section(m, "classes")) ||
        !rcp_strings_open(&t->lexfeats, rcp_model_section(m, "lexfeats")) ||
        !rcp_strings_open(&t->scripts, rcp_model_section(m, "scripts")))
        return rcp_model_fail(m, err, "a list of strings");
    if (!ranges_open(t, rcp_model_section(m, "ranges")))
        return rcp_model_fail(m, err, "ranges");
    if (!weights_open(&t->upos, rcp_model_section(m, "upos"), RCP_N_upos) ||
        !weights_open(&t->feats, rcp_model_section(m, "feats"), t->classes.n))
        return rcp_model_fail(m, err, "weights");
    if (!endings_open(t, rcp_model_section(m, "endings")))
        return rcp_model_fail(m, err, "endings");
    s = rcp_readings_open(&t->readings, m, t->lexfeats.n, t->scripts.n, a, err);
    return s ? s : compile(t, syms, a, err);
}

/* Looking at a form. */

/* Byte offset of the last `chars` characters; s.len + 1 when there are fewer. */
static uint32_t last_chars(rcp_str s, uint32_t chars)
{
    uint32_t at = s.len;
    for (; chars; chars--) {
        if (!at)
            return s.len + 1;
        at = rcp_utf8_before(s, at);
    }
    return at;
}

void rcp_tagger_look(const rcp_tagger *t, rcp_str form, rcp_look *out)
{
    char a[RCP_FORM_MAX], b[3 * RCP_FORM_MAX];
    rcp_str norm = rcp_form_norm(form, a), lower = rcp_form_lower(norm, b);
    memset(out, 0, sizeof *out);
    out->form = rcp_hash32(norm);
    out->lower = rcp_form_hash(lower);
    out->shape = rcp_form_shape(norm, 1, 16);
    uint32_t at = 0, n;
    for (uint32_t k = 0; k < 3; k++) {
        if (at < lower.len)
            at += (rcp_utf8_at(lower, at, &n), n);
        out->pre[k] = rcp_hash32((rcp_str){lower.s, at});
    }
    for (uint32_t k = 0; k < 5; k++) {
        uint32_t beg = last_chars(lower, k + 1);
        beg = beg > lower.len ? 0 : beg;
        out->suf[k] = rcp_hash32((rcp_str){lower.s + beg, lower.len - beg});
    }
    out->lex = rcp_readings_hash(&t->readings, norm, lower, out->set);
    out->sign = out->set[0] < 0 && out->set[1] < 0 && rcp_form_bare(form);
}

/* Features. */

static const rcp_look edge_look = {.form = 1, .lower = 1, .lex = 1, .shape = 1};

static const rcp_look *look_at(const rcp_look *look, uint32_t n, uint32_t i, int32_t by)
{
    int64_t at = (int64_t)i + by;
    return at < 0 || at >= n ? &edge_look : &look[at];
}

static uint32_t upos_at(const rcp_guess *guess, uint32_t n, uint32_t i, int32_t by)
{
    int64_t at = (int64_t)i + by;
    return at < 0 || at >= n ? RCP_N_upos : guess[at].upos;
}

static uint32_t cls_at(const rcp_guess *guess, uint32_t i, uint32_t back)
{
    return i < back ? RCP_CLASSES_MAX : guess[i - back].cls;
}

void rcp_tagger_upos_features(const rcp_look *look, const rcp_guess *guess, uint32_t n, uint32_t i,
                              rcp_features *f)
{
    const rcp_look *w = &look[i], *p = look_at(look, n, i, -1), *pp = look_at(look, n, i, -2),
                   *q = look_at(look, n, i, 1), *qq = look_at(look, n, i, 2);
    uint32_t t1 = upos_at(guess, n, i, -1), t2 = upos_at(guess, n, i, -2), first = i == 0;
    f->n = 0;
    rcp_features_add(f, 0, 0, 0);
    rcp_features_add(f, w->lower, 0, 0);
    rcp_features_add(f, w->form, first, 0);
    for (uint32_t k = 0; k < 5; k++)
        rcp_features_add(f, w->suf[k], 0, 0);
    for (uint32_t k = 0; k < 3; k++)
        rcp_features_add(f, w->pre[k], 0, 0);
    rcp_features_add(f, w->shape, first, 0);
    rcp_features_add(f, w->lex, 0, 0);
    rcp_features_add(f, w->lex, w->shape, first);
    rcp_features_add(f, t1, 0, 0);
    rcp_features_add(f, t1, t2, 0);
    rcp_features_add(f, t1, w->lower, 0);
    rcp_features_add(f, t1, w->lex, 0);
    rcp_features_add(f, t1, t2, w->lex);
    rcp_features_add(f, t1, w->suf[2], 0);
    rcp_features_add(f, t1, q->lex, w->lex);
    rcp_features_add(f, p->lower, 0, 0);
    rcp_features_add(f, p->lower, w->lower, 0);
    rcp_features_add(f, p->lower, w->lex, 0);
    rcp_features_add(f, p->lex, w->lex, 0);
    rcp_features_add(f, pp->lower, 0, 0);
    rcp_features_add(f, pp->lower, t1, 0);
    rcp_features_add(f, q->lower, 0, 0);
    rcp_features_add(f, q->lower, w->lower, 0);
    rcp_features_add(f, q->lower, w->lex, 0);
    rcp_features_add(f, q->lex, 0, 0);
    rcp_features_add(f, q->lex, w->lex, 0);
    rcp_features_add(f, q->suf[2], 0, 0);
    rcp_features_add(f, q->shape, 0, 0);
    rcp_features_add(f, p->shape, w->shape, 0);
    rcp_features_add(f, qq->lower, 0, 0);
    rcp_features_add(f, qq->lex, q->lex, w->lex);
    rcp_features_add(f, q->lower, w->suf[1], t1);
}

/* What the lexicon says of a word's features, given its UPOS. */
static uint32_t lexfeats_hash(const rcp_tagger *t, const rcp_look *w, uint32_t upos)
{
    uint64_t x = upos;
    for (uint32_t k = 0; k < 2; k++) {
        uint32_t e, end;
        for (rcp_readings_range(&t->readings, w->set[k], &e, &end); e < end; e++) {
            rcp_reading r = rcp_readings_at(&t->readings, e);
            if ((r.flags & RCP_ENTRY_SHOWN) && r.upos == upos)
                x = rcp_mix(x, r.feats);
        }
    }
    return (uint32_t)(x >> 16);
}

static bool verbal(uint32_t upos)
{
    return upos == RCP_VERB || upos == RCP_AUX;
}

enum { SIGHT = 12 }; /* words that are looked at on each side for a verb */

/* The verb before a word: its class, and which kinds of words stand between; is the word finite,
 * or a participle, or an infinitive?  Most clauses have one finite verb. */
static uint64_t verb_before(const rcp_guess *guess, uint32_t i)
{
    uint64_t between = 0;
    for (uint32_t k = i; k-- > 0 && i - k <= SIGHT;) {
        if (verbal(guess[k].upos))
            return between << 16 | guess[k].cls;
        between |= (uint64_t)(guess[k].upos == RCP_SCONJ || guess[k].upos == RCP_PRON) |
                   (uint64_t)(guess[k].upos == RCP_CCONJ) << 1 |
                   (uint64_t)(guess[k].upos == RCP_PUNCT) << 2;
    }
    return between << 16 | RCP_CLASSES_MAX;
}

/* The verb after it: its UPOS and ending, and whether a new clause lies between. */
static uint64_t verb_after(const rcp_look *look, const rcp_guess *guess, uint32_t n, uint32_t i)
{
    uint64_t clause = 0;
    for (uint32_t k = i + 1; k < n && k - i <= SIGHT; k++) {
        if (verbal(guess[k].upos))
            return (uint64_t)look[k].suf[1] << 8 | clause << 5 | guess[k].upos;
        clause |= guess[k].upos == RCP_SCONJ || guess[k].upos == RCP_PRON;
    }
    return clause << 5;
}

void rcp_tagger_feats_features(const rcp_tagger *t, const rcp_look *look, const rcp_guess *guess,
                               uint32_t n, uint32_t i, rcp_features *f)
{
    const rcp_look *w = &look[i], *p = look_at(look, n, i, -1), *pp = look_at(look, n, i, -2),
                   *q = look_at(look, n, i, 1), *qq = look_at(look, n, i, 2);
    uint32_t u = guess[i].upos, u1 = upos_at(guess, n, i, -1), u2 = upos_at(guess, n, i, -2),
             v1 = upos_at(guess, n, i, 1), v2 = upos_at(guess, n, i, 2);
    uint32_t c1 = cls_at(guess, i, 1), c2 = cls_at(guess, i, 2), lex = lexfeats_hash(t, w, u),
             qlex = v1 < RCP_N_upos ? lexfeats_hash(t, q, v1) : 0;
    f->n = 0;
    rcp_features_add(f, u, 0, 0);
    rcp_features_add(f, u, w->lower, 0);
    rcp_features_add(f, u, w->form, 0);
    for (uint32_t k = 0; k < 5; k++)
        rcp_features_add(f, u, w->suf[k], 0);
    rcp_features_add(f, u, w->pre[1], 0);
    rcp_features_add(f, u, w->shape, 0);
    rcp_features_add(f, lex, 0, 0);
    rcp_features_add(f, lex, c1, 0);
    rcp_features_add(f, lex, c1, c2);
    rcp_features_add(f, lex, u1, v1);
    rcp_features_add(f, lex, qlex, 0);
    rcp_features_add(f, lex, p->lower, 0);
    rcp_features_add(f, lex, q->lower, 0);
    rcp_features_add(f, lex, pp->lower, u1);
    rcp_features_add(f, lex, w->suf[1], w->shape);
    rcp_features_add(f, u, c1, w->lower);
    rcp_features_add(f, u, c1, w->suf[1]);
    rcp_features_add(f, u, c1, c2);
    rcp_features_add(f, u, u1, u2);
    rcp_features_add(f, u, v1, v2);
    rcp_features_add(f, u, u1, v1);
    rcp_features_add(f, u, p->lower, 0);
    rcp_features_add(f, u, p->lower, w->lower);
    rcp_features_add(f, u, q->lower, 0);
    rcp_features_add(f, u, q->lower, w->lower);
    rcp_features_add(f, u, v1, q->suf[1]);
    rcp_features_add(f, u, v1, q->suf[2]);
    rcp_features_add(f, w->lower, qlex, v1);
    rcp_features_add(f, w->lower, v2, qq->suf[1]);
    rcp_features_add(f, lex, v2, qq->suf[1]);
    /* Only verbs care about other verbs. */
    uint64_t before = verbal(u) ? verb_before(guess, i) : 0;
    uint64_t after = verbal(u) ? verb_after(look, guess, n, i) : 0;
    rcp_features_add(f, lex, before, u);
    rcp_features_add(f, lex, after, u);
    rcp_features_add(f, lex, before, after & 0xff);
    rcp_features_add(f, w->suf[1], before, u);
    rcp_features_add(f, w->lower, before, after & 0xff);
}

/* Deciding. */

uint32_t rcp_best(const int32_t *score, uint32_t beg, uint32_t end, int32_t *margin)
{
    uint32_t best = beg;
    int32_t second = INT32_MIN / 2;
    for (uint32_t c = beg + 1; c < end; c++)
        if (score[c] > score[best]) {
            second = score[best];
            best = c;
        } else if (score[c] > second)
            second = score[c];
    if (margin)
        *margin = score[best] - second;
    return best;
}

/* Half sure at a tie, three quarters at a margin of 64. */
static uint16_t score_of(int32_t margin)
{
    int64_t m = margin < 0 ? 0 : margin;
    return (uint16_t)(65535 * (m + 64) / (m + 128));
}

void rcp_tagger_tag(const rcp_tagger *t, const rcp_look *look, uint32_t n, rcp_guess *guess)
{
    rcp_features f;
    int32_t score[RCP_CLASSES_MAX + RCP_LANES], margin;
    for (uint32_t i = 0; i < n; i++) {
        margin = 0;
        guess[i].upos = RCP_PUNCT;
        if (!look[i].sign) {
            rcp_tagger_upos_features(look, guess, n, i, &f);
            rcp_weights_score(&t->upos, &f, 1, RCP_N_upos, score);
            guess[i].upos = rcp_best(score, 1, RCP_N_upos, &margin);
        }
        guess[i].score = score_of(margin);
    }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t beg = t->range[guess[i].upos], end = t->range[guess[i].upos + 1];
        guess[i].cls = beg;
        if (end <= beg + 1) {
            guess[i].cls = beg < end ? beg : RCP_CLASSES_MAX;
            continue;
        }
        rcp_tagger_feats_features(t, look, guess, n, i, &f);
        rcp_weights_score(&t->feats, &f, beg, end, score);
        guess[i].cls = rcp_best(score, beg, end, NULL);
    }
}

/* Lemmas. */

bool rcp_ending_key(uint32_t upos, rcp_str feats, rcp_str lower, uint32_t chars, uint32_t *key)
{
    uint32_t beg = last_chars(lower, chars);
    if (beg > lower.len)
        return false;
    uint64_t group =
        rcp_mix(rcp_hash32(rcp_feat(feats, "Number")), rcp_hash32(rcp_feat(feats, "VerbForm")));
    uint64_t x = rcp_mix(rcp_mix(group, upos << 8 | chars),
                         rcp_hash32((rcp_str){lower.s + beg, lower.len - beg}));
    *key = (uint32_t)(x >> 16);
    return true;
}

bool rcp_script_apply(const rcp_script *s, rcp_str form, char *out, uint32_t *len)
{
    char a[RCP_FORM_MAX], b[3 * RCP_FORM_MAX];
    rcp_str base = rcp_form_norm(form, a);
    if (s->lower)
        base = rcp_form_lower(base, b);
    uint32_t end = last_chars(base, s->cut);
    if (end > base.len || end + s->put.len == 0)
        return false;
    memcpy(out, base.s, end);
    if (s->put.len)
        memcpy(out + end, s->put.s, s->put.len);
    *len = end + s->put.len;
    return true;
}

/* How well a lexicon entry's features go with the predicted ones: how many they share, or -1
 * where one contradicts. */
static int32_t agree(rcp_str entry, rcp_str feats)
{
    rcp_str rest = entry, piece;
    int32_t n = 0;
    while (rcp_list_next(&rest, &piece)) {
        char name[24];
        const char *eq = memchr(piece.s, '=', piece.len);
        if (!eq || (size_t)(eq - piece.s) >= sizeof name)
            continue;
        memcpy(name, piece.s, (size_t)(eq - piece.s));
        name[eq - piece.s] = '\0';
        rcp_str here = {eq + 1, piece.len - (uint32_t)(eq + 1 - piece.s)};
        rcp_str there = rcp_feat(feats, name);
        if (there.len && !rcp_str_eq(there, here))
            return -1;
        n += there.len > 0;
    }
    return n;
}

/* The best lexicon entry of that UPOS; n_entries when there is none. */
static uint32_t entry_for(const rcp_tagger *t, const rcp_look *look, uint32_t upos, rcp_str feats)
{
    uint32_t best = t->readings.n_entries;
    int32_t best_score = -2;
    for (uint32_t k = 0; k < 2; k++) {
        uint32_t e, end;
        for (rcp_readings_range(&t->readings, look->set[k], &e, &end); e < end; e++) {
            rcp_reading r = rcp_readings_at(&t->readings, e);
            if (r.upos != upos)
                continue;
            int32_t score = r.flags & RCP_ENTRY_FIRST
                                ? 1000
                                : agree(rcp_strings_at(&t->lexfeats, r.feats), feats);
            if (score > best_score) {
                best = e;
                best_score = score;
            }
        }
    }
    return best;
}

static bool ending_script(const rcp_tagger *t, uint32_t key, uint32_t *script)
{
    uint32_t lo = 0, hi = t->n_endings;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (rcp_u32_at(t->endings.s + ENTRY * (size_t)mid) < key)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo == t->n_endings || rcp_u32_at(t->endings.s + ENTRY * (size_t)lo) != key)
        return false;
    *script = rcp_u16_at(t->endings.s + ENTRY * (size_t)lo + 4);
    return true;
}

uint32_t rcp_tagger_lemma(const rcp_tagger *t, rcp_str form, const rcp_look *look, uint32_t upos,
                          rcp_str feats, char *out)
{
    char a[RCP_FORM_MAX], b[3 * RCP_FORM_MAX];
    rcp_str norm = rcp_form_norm(form, a), lower = rcp_form_lower(norm, b);
    uint32_t entry = entry_for(t, look, upos, feats), len, key, script;
    if (upos == RCP_PUNCT && form.len <= RCP_FORM_MAX) { /* a sign's lemma: as printed */
        memcpy(out, form.s, form.len);
        return form.len;
    }
    if (entry < t->readings.n_entries &&
        rcp_script_apply(&t->script[rcp_readings_at(&t->readings, entry).script], form, out, &len))
        return len;
    for (uint32_t k = RCP_ENDING_MAX + 1; k-- > 0;)
        if (rcp_ending_key(upos, feats, lower, k, &key) && ending_script(t, key, &script) &&
            rcp_script_apply(&t->script[script], form, out, &len))
            return len;
    memcpy(out, norm.s, norm.len);
    return norm.len;
}
