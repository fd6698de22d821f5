#include "ner/ner.h"

#include "lang/form.h"

enum { NEVER = -(1 << 28) };

/* The words. */

enum {
    MALE = 1, FEMALE = 2, TITLE = 4, SAY = 8, PARTICLE = 16, STOP = 32, BODY = 64, PREPOSITION = 128,
    HINT = 256, ARTICLE = 512,
    OF_PERSON = 1 << 10, OF_BODY = 1 << 11, OF_PLACE = 1 << 12, OF_OTHER = 1 << 13 /* inside a name of the tables */
};

static const struct { const char *name; uint32_t flag; } word_classes[] = {
    {"given_m", MALE}, {"given_f", FEMALE}, {"given", MALE | FEMALE}, {"title", TITLE}, {"say", SAY},
    {"particle", PARTICLE}, {"stop", STOP}, {"org", BODY}, {"preposition", PREPOSITION}, {"hint", HINT},
    {"article", ARTICLE}};
enum { WORD_CLASSES = sizeof word_classes / sizeof *word_classes, WORDS_MAX = 1 << 16 };

static uint32_t class_flag(rcp_str name)
{
    for (uint32_t i = 0; i < WORD_CLASSES; i++)
        if (rcp_str_is(name, word_classes[i].name))
            return word_classes[i].flag;
    return 0;
}

static rcp_status read_words(rcp_ner_words *w, const rcp_pack *pack, const char *name, rcp_err *err)
{
    rcp_tsv tsv;
    if (!rcp_tsv_open(&tsv, &pack->res, name))
        return RCP_OK;
    while (rcp_tsv_next(&tsv)) {
        uint32_t flag = class_flag(rcp_tsv_field(&tsv, 0));
        rcp_str rest = rcp_tsv_field(&tsv, 1), piece;
        char lower[256];
        rcp_sym sym;
        while (flag && rcp_list_next(&rest, &piece)) {
            uint32_t len = rcp_lower(piece, lower, sizeof lower);
            if (rcp_syms_add(&w->words, (rcp_str){lower, len}, &sym) || sym >= WORDS_MAX)
                return rcp_tsv_fail(&tsv, 1, err, "too many words");
            w->flags[sym] |= flag;
        }
    }
    return RCP_OK;
}

static uint32_t kind_flag(uint32_t kind)
{
    if (kind == RCP_PERSON)
        return OF_PERSON;
    if (kind == RCP_ORGANISATION || kind == RCP_GROUP)
        return OF_BODY;
    return kind == RCP_PLACE ? OF_PLACE : OF_OTHER;
}

/* The words inside the names of the tables; words past the room there is are left out. */
static void add_names(rcp_ner_words *w, rcp_str name, uint32_t flag)
{
    char lower[256];
    for (uint32_t beg = 0, at = 0, n; at <= name.len; at += n) {
        n = 1;
        uint32_t c = at < name.len ? rcp_utf8_at(name, at, &n) : ' ';
        if (rcp_is_letter(c) || rcp_is_digit(c))
            continue;
        rcp_sym sym;
        if (at > beg && w->words.n < WORDS_MAX) {
            uint32_t len = rcp_lower((rcp_str){name.s + beg, at - beg}, lower, sizeof lower);
            if (!rcp_syms_add(&w->words, (rcp_str){lower, len}, &sym) && sym < WORDS_MAX)
                w->flags[sym] |= flag;
        }
        beg = at + n;
    }
}

static void read_names(rcp_ner_words *w, const rcp_entities *e)
{
    for (uint32_t i = 0; i < e->n_aliases; i++) {
        uint32_t flag = kind_flag(e->row[e->alias[i].entity].kind);
        add_names(w, e->alias[i].text, flag);
        add_names(w, e->alias[i].rest, flag);
    }
}

static uint32_t word_flags(const rcp_ner_words *w, rcp_str lower)
{
    rcp_sym sym = rcp_sym_lookup(&w->words, lower);
    return sym < WORDS_MAX ? w->flags[sym] : 0;
}

/* Loading. */

rcp_status rcp_ner_open(rcp_ner *ner, rcp_str model, const char *file, rcp_err *err)
{
    rcp_model m;
    rcp_status s = rcp_model_open(&m, model, "ner", file, err);
    if (s)
        return s;
    rcp_str weights = rcp_model_section(&m, "weights"), version = rcp_model_section(&m, "features");
    if (version.len != 4 || rcp_u32_at(version.s) != RCP_NER_VERSION)
        return rcp_model_fail(&m, err, "made for other features");
    if (weights.len < rcp_width(RCP_NER_TAGS))
        return rcp_model_fail(&m, err, "weights");
    ner->weights = (rcp_weights){(const int8_t *)(const void *)weights.s, NULL, weights.len, rcp_width(RCP_NER_TAGS)};
    ner->trained = true;
    return RCP_OK;
}

rcp_status rcp_ner_load(rcp_pack *pack, const rcp_ner **out, rcp_err *err)
{
    char name[96];
    const char *file;
    rcp_str model;
    rcp_ner *ner = RCP_NEW(&pack->arena, rcp_ner, 1);
    if (!ner || rcp_syms_init(&ner->words.words, &pack->arena, NULL) ||
        !(ner->words.flags = RCP_NEW(&pack->arena, uint32_t, WORDS_MAX)))
        return rcp_fail(err, RCP_E_LIMIT, "no room left in the %s pack", pack->lang);
    *out = ner;
    rcp_status s = read_words(&ner->words, pack, rcp_pack_file(pack, "name_words.tsv", name), err);
    s = s ? s : read_words(&ner->words, pack, "given_names.tsv", err);
    read_names(&ner->words, &pack->entities);
    s = s ? s : rcp_pack_model(pack, "ner", &model, &file, err);
    return s || !model.len ? s : rcp_ner_open(ner, model, file, err);
}

/* What a name is. */

uint32_t rcp_ner_type_of(const char *lang, const rcp_mention *m)
{
    if (m->flags & RCP_MENTION_PRONOUN)
        return RCP_N_NER_TYPES;
    if (m->flags & RCP_MENTION_DEMONYM)
        return strcmp(lang, "en") ? (uint32_t)RCP_N_NER_TYPES : RCP_NER_MISC;
    switch (m->kind) {
    case RCP_PERSON:
        return RCP_NER_PER;
    case RCP_ORGANISATION:
    case RCP_GROUP:
        return RCP_NER_ORG;
    case RCP_PLACE:
        return RCP_NER_LOC;
    case RCP_EQUIPMENT:
    case RCP_OTHER:
        return RCP_NER_MISC;
    default:
        return RCP_N_NER_TYPES;
    }
}

static rcp_str norm_of(const rcp_doc *doc, rcp_id tok)
{
    return rcp_doc_sym(doc, doc->tok.row[tok].norm);
}

rcp_toks rcp_ner_trim(const rcp_ner *ner, const rcp_doc *doc, rcp_toks toks, uint32_t type)
{
    const uint32_t loose = ARTICLE | (type == RCP_NER_PER ? TITLE : 0);
    bool name = false;
    for (; toks.beg < toks.end; toks.beg++) {
        rcp_str norm = norm_of(doc, toks.beg);
        if (norm.len && norm.s[norm.len - 1] == '\'')
            norm.len--;
        bool dot = rcp_str_is(norm, ".") || rcp_str_is(norm, "'");
        if (!dot && norm.len > 1 && norm.s[norm.len - 1] == '.')
            norm.len--;
        if (!dot && (!(word_flags(&ner->words, norm) & loose) || toks.beg + 1 == toks.end))
            break;
    }
    for (rcp_id t = toks.beg; t < toks.end; t++)
        name |= (doc->tok.row[t].flags & (RCP_TOK_UPPER | RCP_TOK_CAPS)) != 0;
    return name ? toks : (rcp_toks){toks.beg, toks.beg};
}

/* Looks. */

/* What a token is by itself. */
typedef struct {
    uint32_t form, lower, pre[3], suf[4], shape, kinds; /* kinds: shape with runs cut to one */
    uint32_t flags, words, inside, upos, hint; /* inside: kinds of the names of the tables it stands in */
    uint32_t run_first, run_last, run_before, run_after, run_len; /* the run of capitals it is in */
    uint32_t rep;                       /* how its form stands elsewhere in the document */
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
    rcp_str said = norm_of(doc, t);
    w->words = word_flags(&ner->words, said);
    if (said.len > 1 && (said.s[said.len - 1] == '.' || said.s[said.len - 1] == '\''))
        w->words |= word_flags(&ner->words, (rcp_str){said.s, said.len - 1});
    w->inside = w->words >> 10;
    w->words &= (uint32_t)OF_PERSON - 1;
    w->upos = upos_of(doc, t);
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
        for (uint32_t k = end; k < n && (capital(&w[k]) || (w[k].words & PARTICLE && k == end)); k++)
            end = capital(&w[k]) ? k + 1 : end;
        for (uint32_t k = t; k < end; k++) {
            w[k].run_first = w[t].lower;
            w[k].run_last = w[end - 1].lower;
            w[k].run_before = t ? w[t - 1].lower : 1;
            w[k].run_after = end < n ? w[end].lower : 1;
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

static void make_look(const word *all, uint32_t n, uint32_t t, rcp_ner_look *look)
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
    look->step[0] = 0;
    look->step[1] = (uint32_t)rcp_mix(w->kinds, w->hint);
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
    for (uint32_t i = 0; i < n; i++)
        make_look(w, n, i, &look[i]);
    rcp_arena_rewind(a, mark);
    return RCP_OK;
}

/* The path. */

uint32_t rcp_ner_step(const rcp_weights *w, const rcp_ner_look *look, uint32_t k, uint32_t prev)
{
    return rcp_slot(rcp_feature_key(RCP_NER_KEYS + k, look->step[k], prev, 0), w->n_slots, w->width);
}

/* I-X comes after B-X or I-X only. */
static bool follows(uint32_t prev, uint32_t tag)
{
    return !tag || tag % 2 || prev == tag || prev + 1 == tag;
}

static int32_t weight_at(const rcp_weights *w, uint32_t slot)
{
    return w->raw ? w->raw[slot] : w->w[slot];
}

typedef struct { int32_t emit[RCP_NER_TAGS], step[RCP_NER_TAGS + 1][RCP_NER_TAGS]; } cell;

static void score_cell(const rcp_weights *w, const rcp_ner_look *look, const uint8_t *gold, int32_t cost, cell *c)
{
    int32_t score[RCP_LANES];
    rcp_features f = {.n = look->n};
    memcpy(f.key, look->key, sizeof *look->key * look->n);
    rcp_weights_score(w, &f, 0, RCP_NER_TAGS, score);
    for (uint32_t t = 0; t < RCP_NER_TAGS; t++)
        c->emit[t] = score[t] + (gold && *gold != t ? cost : 0);
    for (uint32_t p = 0; p <= RCP_NER_TAGS; p++) {
        uint32_t slot[RCP_NER_STEPS];
        for (uint32_t k = 0; k < RCP_NER_STEPS; k++)
            slot[k] = rcp_ner_step(w, look, k, p);
        for (uint32_t t = 0; t < RCP_NER_TAGS; t++) {
            c->step[p][t] = follows(p, t) ? 0 : NEVER;
            for (uint32_t k = 0; k < RCP_NER_STEPS; k++)
                c->step[p][t] += weight_at(w, slot[k] + t);
        }
    }
}

/* fore[t]: the best path to tag t, with its own score; before: the same of the token before, NULL at the first. */
static void forward(const cell *c, const int32_t *before, int32_t *fore, uint8_t *from)
{
    for (uint32_t t = 0; t < RCP_NER_TAGS; t++) {
        uint32_t best = before ? 0 : RCP_NER_TAGS;
        int32_t top = before ? before[0] + c->step[0][t] : c->step[best][t];
        for (uint32_t p = 1; before && p < RCP_NER_TAGS; p++)
            if (before[p] + c->step[p][t] > top)
                top = before[p] + c->step[best = p][t];
        top = top < 2 * NEVER ? 2 * NEVER : top;
        fore[t] = top + c->emit[t];
        from[t] = (uint8_t)best;
    }
}

/* back[t]: the best of what can come after tag t. */
static void backward(const cell *next, const int32_t *after, int32_t *back)
{
    for (uint32_t t = 0; t < RCP_NER_TAGS; t++) {
        back[t] = 2 * NEVER;
        for (uint32_t x = 0; x < RCP_NER_TAGS; x++) {
            int32_t there = next->step[t][x] + next->emit[x] + after[x];
            back[t] = there > back[t] ? there : back[t];
        }
    }
}

static uint32_t best_of(const int32_t *score)
{
    uint32_t best = 0;
    for (uint32_t t = 1; t < RCP_NER_TAGS; t++)
        best = score[t] > score[best] ? t : best;
    return best;
}

/* How far the best path in which token i is a name (or, where it is one, is none) lies behind. */
static int32_t behind(const int32_t *fore, const int32_t *back, uint32_t tag)
{
    int32_t none = fore[0] + back[0], name = 2 * NEVER;
    for (uint32_t t = 1; t < RCP_NER_TAGS; t++)
        name = fore[t] + back[t] > name ? fore[t] + back[t] : name;
    return tag ? name - none : none - name;
}

static void put_margins(const cell *c, int32_t (*fore)[RCP_NER_TAGS], uint32_t n, const uint8_t *tag, int32_t *margin)
{
    int32_t back[RCP_NER_TAGS] = {0}, later[RCP_NER_TAGS];
    for (uint32_t i = n; i-- > 0;) {
        margin[i] = behind(fore[i], back, tag[i]);
        memcpy(later, back, sizeof back);
        backward(&c[i], later, back);
    }
}

rcp_status rcp_ner_path(const rcp_weights *w, const rcp_ner_look *look, uint32_t n, const uint8_t *gold,
                        int32_t cost, rcp_arena *a, uint8_t *tag, int32_t *margin)
{
    char *mark = a->at;
    cell *c = RCP_NEW(a, cell, n);
    int32_t(*fore)[RCP_NER_TAGS] = rcp_arena_get(a, sizeof *fore, _Alignof(int32_t), n);
    uint8_t(*from)[RCP_NER_TAGS] = rcp_arena_get(a, sizeof *from, 1, n);
    if (!n)
        return RCP_OK;
    if (!c || !fore || !from)
        return RCP_E_LIMIT;
    for (uint32_t i = 0; i < n; i++) {
        score_cell(w, &look[i], gold ? gold + i : NULL, cost, &c[i]);
        forward(&c[i], i ? fore[i - 1] : NULL, fore[i], from[i]);
    }
    tag[n - 1] = (uint8_t)best_of(fore[n - 1]);
    for (uint32_t i = n - 1; i > 0; i--)
        tag[i - 1] = from[i][tag[i]];
    if (margin)
        put_margins(c, fore, n, tag, margin);
    rcp_arena_rewind(a, mark);
    return RCP_OK;
}

/* Names out of tags. */
static rcp_status gather(const rcp_ner *ner, const rcp_doc *doc, rcp_toks sent, const uint8_t *tag, const int32_t *margin, rcp_rows *seen)
{
    for (rcp_id t = sent.beg, end; t < sent.end; t = end) {
        uint32_t now = tag[t - sent.beg];
        end = t + 1;
        if (!now)
            continue;
        int32_t least = margin[t - sent.beg];
        for (; end < sent.end && tag[end - sent.beg] && tag[end - sent.beg] % 2 == 0; end++)
            least = margin[end - sent.beg] < least ? margin[end - sent.beg] : least;
        uint32_t type = (now - 1) / 2;
        rcp_toks toks = rcp_ner_trim(ner, doc, (rcp_toks){t, end}, type);
        bool stop = toks.end - toks.beg == 1 && word_flags(&ner->words, norm_of(doc, toks.beg)) & STOP;
        if (toks.beg == toks.end || stop)
            continue;
        rcp_ner_seen *row = rcp_rows_add(seen);
        if (!row)
            return RCP_E_LIMIT;
        *row = (rcp_ner_seen){toks, type, least};
    }
    return RCP_OK;
}

rcp_status rcp_ner_tag(const rcp_ner *ner, const rcp_doc *doc, const rcp_mention *mention, uint32_t n_mentions,
                       rcp_arena *scratch, rcp_rows *seen)
{
    rcp_status s = rcp_rows_init(seen, scratch, sizeof(rcp_ner_seen));
    if (s || !ner->trained)
        return s;
    rcp_ner_view view;
    rcp_ner_look *look = RCP_NEW(scratch, rcp_ner_look, RCP_NER_PIECE);
    s = look ? rcp_ner_view_open(&view, ner, doc, mention, n_mentions, scratch) : RCP_E_LIMIT;
    for (uint32_t i = 1; !s && i < doc->sent.n; i++) {
        rcp_toks t = doc->sent.row[i].toks, piece;
        for (piece.beg = t.beg; !s && piece.beg < t.end; piece.beg = piece.end) {
            uint8_t tag[RCP_NER_PIECE];
            int32_t margin[RCP_NER_PIECE];
            piece.end = rcp_ner_piece_end(piece.beg, t.end);
            s = rcp_ner_looks(&view, piece, scratch, look);
            s = s ? s : rcp_ner_path(&ner->weights, look, piece.end - piece.beg, NULL, 0, scratch, tag, margin);
            s = s ? s : gather(ner, doc, piece, tag, margin, seen);
        }
    }
    return s;
}
