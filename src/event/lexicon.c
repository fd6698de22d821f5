#include "event/lexicon.h"

#include <stdlib.h>

/* The names of the classes, fixed ones first. */
typedef struct { rcp_sym name[RCP_EV_CLASSES]; uint32_t n; } classes;

typedef struct {
    rcp_pack *pack;
    classes   cls;
    rcp_rows  word, phrase, entry;
    rcp_ev_frame frame[2][RCP_N_type];  /* defaults: [noun][type]; type 0: all types */
    rcp_err  *err;
} loader;

/* The symbol of a string, folded; 0 when there is no room. */
static rcp_sym folded(rcp_pack *pack, rcp_str s)
{
    char z[256];
    uint32_t n = rcp_fold(s, z, sizeof z);
    return rcp_sym_of(&pack->syms, (rcp_str){z, n});
}

/* Cut the next piece off *rest at any of `seps`; false at the end. */
static bool next_piece(rcp_str *rest, const char *seps, rcp_str *piece)
{
    while (rest->len && strchr(seps, rest->s[0]))
        rest->s++, rest->len--;
    uint32_t n = 0;
    while (n < rest->len && !strchr(seps, rest->s[n]))
        n++;
    *piece = (rcp_str){rest->s, n};
    rest->s += n;
    rest->len -= n;
    return n > 0;
}

static int class_of(const loader *l, rcp_str name)
{
    rcp_sym sym = rcp_sym_lookup(&l->pack->syms, name);
    for (uint32_t i = 0; sym && i < l->cls.n; i++)
        if (l->cls.name[i] == sym)
            return (int)i;
    return -1;
}

static rcp_status add_class(loader *l, const rcp_tsv *t, rcp_str name, int *out)
{
    *out = class_of(l, name);
    if (*out >= 0)
        return RCP_OK;
    if (l->cls.n == RCP_EV_CLASSES)
        return rcp_tsv_fail(t, 0, l->err, "more than %d word classes", RCP_EV_CLASSES);
    *out = (int)l->cls.n;
    l->cls.name[l->cls.n++] = rcp_sym_of(&l->pack->syms, name);
    return RCP_OK;
}

/* One word, or several, of a class. */
static rcp_status add_word(loader *l, const rcp_tsv *t, int cls, rcp_str text)
{
    rcp_ev_phrase p = {.classes = rcp_ev_bit((unsigned)cls)};
    rcp_str piece;
    while (next_piece(&text, " ", &piece)) {
        if (p.n == RCP_EV_PIECES)
            return rcp_tsv_fail(t, 1, l->err, "more than %d words", RCP_EV_PIECES);
        p.sym[p.n++] = folded(l->pack, piece);
    }
    if (p.n == 1) {
        rcp_ev_word *w = rcp_rows_add(&l->word);
        if (w)
            *w = (rcp_ev_word){p.sym[0], p.classes};
        return w ? RCP_OK : RCP_E_LIMIT;
    }
    rcp_ev_phrase *row = p.n ? rcp_rows_add(&l->phrase) : NULL;
    if (row)
        *row = p;
    return row || !p.n ? RCP_OK : RCP_E_LIMIT;
}

static rcp_status load_words(loader *l)
{
    char name[96];
    rcp_tsv t;
    rcp_status s = RCP_OK;
    if (!rcp_tsv_open(&t, &l->pack->res, rcp_pack_file(l->pack, "event_words.tsv", name)))
        return RCP_OK;
    while (!s && rcp_tsv_next(&t)) {
        int cls = 0;
        rcp_str rest = rcp_tsv_field(&t, 1), piece;
        if ((s = rcp_tsv_want(&t, 2, 2, l->err)) ||
            (s = add_class(l, &t, rcp_tsv_field(&t, 0), &cls)))
            break;
        while (!s && rcp_list_next(&rest, &piece))
            s = add_word(l, &t, cls, piece);
    }
    return s;
}

static uint32_t slot_kind(rcp_str s)
{
    static const char *const names[] = {"",    "subj", "obj",  "by", "gen",
                                        "dem", "poss", "place"};
    for (uint32_t i = 1; i < sizeof names / sizeof *names; i++)
        if (rcp_str_is(s, names[i]))
            return i;
    return RCP_SLOT_PREP;
}

/* "A=subj R=obj,contre P=gen", laid over *frame: a role not named keeps what it has. */
static rcp_status read_frame(loader *l, const rcp_tsv *t, uint32_t i, rcp_ev_frame *frame)
{
    rcp_str rest = rcp_tsv_field(t, i), part, piece;
    while (!rcp_str_is(rest, "-") && next_piece(&rest, " ", &part)) {
        rcp_ev_slots *slots = part.len < 2 || part.s[1] != '=' ? NULL
                              : part.s[0] == 'A'               ? &frame->actor
                              : part.s[0] == 'R'               ? &frame->recipient
                              : part.s[0] == 'P'               ? &frame->place
                                                               : NULL;
        if (!slots)
            return rcp_tsv_fail(t, i, l->err, "'%.*s' is no role: A=, R= or P= is wanted",
                                (int)part.len, part.s);
        *slots = (rcp_ev_slots){0};
        rcp_str list = {part.s + 2, part.len - 2};
        while (next_piece(&list, ",", &piece)) {
            if (slots->n == RCP_EV_PREPS)
                return rcp_tsv_fail(t, i, l->err, "more than %d slots", RCP_EV_PREPS);
            if (rcp_str_is(piece, "-"))
                continue;
            uint32_t kind = slot_kind(piece);
            rcp_sym prep = kind == RCP_SLOT_PREP ? folded(l->pack, piece) : 0;
            slots->slot[slots->n++] = (rcp_ev_slot){kind, prep};
        }
    }
    return RCP_OK;
}

static rcp_status load_frames(loader *l)
{
    char name[96];
    rcp_tsv t;
    rcp_status s = RCP_OK;
    if (!rcp_tsv_open(&t, &l->pack->res, rcp_pack_file(l->pack, "event_frames.tsv", name)))
        return RCP_OK;
    while (!s && rcp_tsv_next(&t)) {
        uint32_t type = 0;
        rcp_str upos = rcp_tsv_field(&t, 1);
        bool all = rcp_str_is(rcp_tsv_field(&t, 0), "*"), noun = rcp_str_is(upos, "NOUN");
        if ((s = rcp_tsv_want(&t, 3, 3, l->err)) ||
            (!all && (s = rcp_tsv_enum(&t, 0, &rcp_enum_type, &type, l->err))))
            break;
        if (!noun && !rcp_str_is(upos, "VERB"))
            return rcp_tsv_fail(&t, 1, l->err, "VERB or NOUN is wanted");
        /* The file says general before particular: a type starts from the frame of all. */
        l->frame[noun][type] = l->frame[noun][0];
        s = read_frame(l, &t, 2, &l->frame[noun][type]);
        for (uint32_t i = 1; all && i < RCP_N_type; i++)
            l->frame[noun][i] = l->frame[noun][0];
    }
    return s;
}

static uint32_t kinds_of(rcp_str s)
{
    const uint32_t who = 1u << RCP_PERSON | 1u << RCP_ORGANISATION | 1u << RCP_GROUP |
                         1u << RCP_ROLE | RCP_EV_COUNTRY;
    int kind = rcp_enum_value(&rcp_enum_kind, s);
    return rcp_str_is(s, "who")       ? who
           : rcp_str_is(s, "country") ? (uint32_t)RCP_EV_COUNTRY
           : kind > 0                 ? 1u << kind
                                      : 0;
}

/* What a condition is about, by its word before '='. */
static int cond_what(rcp_str s)
{
    static const char *const names[] = {"refl", "obj", "subj", "prep", "at",
                                        "num",  "doc", "pass", "any",  "inf", "neg",
                                        "dem",  "poss", "case"};
    for (int i = 0; i < (int)(sizeof names / sizeof *names); i++)
        if (rcp_str_is(s, names[i]))
            return i;
    return -1;
}

static rcp_status read_state(loader *l, const rcp_tsv *t, rcp_str word, rcp_ev_entry *e)
{
    int state = rcp_enum_value(&rcp_enum_state, word);
    if (state < 0)
        return rcp_tsv_fail(t, 4, l->err, "'%.*s' is no state", (int)word.len, word.s);
    e->state = (uint16_t)state;
    e->has_state = true;
    return RCP_OK;
}

/* "obj=troops,person", "!refl", "state=ongoing". */
static rcp_status read_cond(loader *l, const rcp_tsv *t, rcp_str part, rcp_ev_entry *e)
{
    rcp_ev_cond c = {.not = part.s[0] == '!'};
    if (c.not)
        part.s++, part.len--;
    const char *eq = memchr(part.s, '=', part.len);
    rcp_str key = {part.s, eq ? (uint32_t)(eq - part.s) : part.len}, piece;
    rcp_str list = eq ? (rcp_str){eq + 1, part.len - key.len - 1} : RCP_STR("");
    if (rcp_str_is(key, "state"))
        return read_state(l, t, list, e);
    int what = cond_what(key);
    if (what < 0 || e->n_conds == RCP_EV_CONDS)
        return rcp_tsv_fail(t, 4, l->err, "'%.*s' is no condition, or one too many", (int)key.len,
                            key.s);
    c.what = (uint32_t)what;
    while (next_piece(&list, ",", &piece)) {
        uint32_t kinds = kinds_of(piece);
        int cls = class_of(l, piece);
        if (c.what == RCP_COND_PREP || c.what == RCP_COND_CASE)
            c.prep = folded(l->pack, piece);
        else if (!kinds && cls < 0)
            return rcp_tsv_fail(t, 4, l->err, "'%.*s' is no word class and no kind of mention",
                                (int)piece.len, piece.s);
        c.kinds |= kinds;
        c.classes |= cls >= 0 ? rcp_ev_bit((unsigned)cls) : 0;
    }
    e->cond[e->n_conds++] = c;
    return RCP_OK;
}

static rcp_status read_pattern(loader *l, const rcp_tsv *t, rcp_ev_entry *e)
{
    rcp_str rest = rcp_tsv_field(t, 0), piece;
    while (next_piece(&rest, " ", &piece)) {
        if (e->n_pieces == RCP_EV_PIECES)
            return rcp_tsv_fail(t, 0, l->err, "more than %d words", RCP_EV_PIECES);
        rcp_ev_piece *p = &e->piece[e->n_pieces++];
        if (piece.s[0] != '@') {
            p->sym = folded(l->pack, piece);
            continue;
        }
        int cls = class_of(l, (rcp_str){piece.s + 1, piece.len - 1});
        if (cls < 0 || e->n_pieces == 1)
            return rcp_tsv_fail(t, 0, l->err, "'%.*s' is no word class, or stands first",
                                (int)piece.len, piece.s);
        p->classes = rcp_ev_bit((unsigned)cls);
    }
    return RCP_OK;
}

static rcp_status read_entry(loader *l, const rcp_tsv *t, rcp_ev_entry *e)
{
    uint32_t upos = 0, type = 0;
    rcp_str mode = rcp_tsv_field(t, 3), rest = rcp_tsv_field(t, 4), part;
    rcp_status s = rcp_tsv_want(t, 3, 8, l->err);
    if (s || (s = read_pattern(l, t, e)) ||
        (s = rcp_tsv_enum(t, 1, &rcp_enum_upos, &upos, l->err)) ||
        (s = rcp_tsv_enum(t, 2, &rcp_enum_type, &type, l->err)))
        return s;
    if (!type || (upos != RCP_VERB && upos != RCP_NOUN))
        return rcp_tsv_fail(t, 1, l->err, "a type, and VERB or NOUN are wanted");
    bool has_mode = mode.len && !rcp_str_is(mode, "-");
    if (has_mode && !rcp_mode_valid(type, mode))
        return rcp_tsv_fail(t, 3, l->err, "'%.*s' is no mode of %s", (int)mode.len, mode.s,
                            rcp_enum_word(&rcp_enum_type, type));
    e->upos = (uint16_t)upos;
    e->type = (uint16_t)type;
    e->why = t->why;
    e->mode = has_mode ? rcp_sym_of(&l->pack->syms, mode) : 0;
    e->frame = l->frame[upos == RCP_NOUN][type];
    while (!s && !rcp_str_is(rest, "-") && next_piece(&rest, " ", &part))
        s = read_cond(l, t, part, e);
    if (!s)
        s = read_frame(l, t, 5, &e->frame);
    rcp_str context = rcp_tsv_field(t, 6), cameo = rcp_tsv_field(t, 7);
    e->context = rcp_str_is(context, "-") ? 0 : rcp_sym_of(&l->pack->syms, context);
    e->denial = rcp_str_is(cameo, "016");
    e->cameo = rcp_str_is(cameo, "-") ? 0 : rcp_sym_of(&l->pack->syms, cameo);
    return s;
}

static rcp_status load_entries(loader *l)
{
    char name[96];
    rcp_tsv t;
    rcp_status s = RCP_OK;
    if (!rcp_tsv_open(&t, &l->pack->res, rcp_pack_file(l->pack, "events.tsv", name)))
        return RCP_OK;
    while (!s && rcp_tsv_next(&t)) {
        rcp_ev_entry e = {0}, *row;
        if ((s = read_entry(l, &t, &e)))
            break;
        if (!(row = rcp_rows_add(&l->entry)))
            return RCP_E_LIMIT;
        *row = e;
    }
    return s;
}

static int by_word(const void *a, const void *b)
{
    const rcp_ev_word *x = a, *y = b;
    return (x->sym > y->sym) - (x->sym < y->sym);
}

static int by_phrase(const void *a, const void *b)
{
    const rcp_ev_phrase *x = a, *y = b;
    return (x->sym[0] > y->sym[0]) - (x->sym[0] < y->sym[0]);
}

static int by_entry(const void *a, const void *b)
{
    const rcp_ev_entry *x = a, *y = b;
    rcp_sym p = x->piece[0].sym, q = y->piece[0].sym;
    if (p != q)
        return p < q ? -1 : 1;
    return (x->why > y->why) - (x->why < y->why);
}

/* Sort, and let one word have all its classes in one row. */
static void finish(loader *l, rcp_ev_lexicon *lex)
{
    rcp_ev_word *w = RCP_ROW(&l->word, rcp_ev_word, 1);
    uint32_t n = l->word.n - 1, kept = 0;
    qsort(w, n, sizeof *w, by_word);
    for (uint32_t i = 0; i < n; i++)
        if (kept && w[kept - 1].sym == w[i].sym)
            w[kept - 1].classes |= w[i].classes;
        else
            w[kept++] = w[i];
    rcp_ev_phrase *p = RCP_ROW(&l->phrase, rcp_ev_phrase, 1);
    rcp_ev_entry *e = RCP_ROW(&l->entry, rcp_ev_entry, 1);
    qsort(p, l->phrase.n - 1, sizeof *p, by_phrase);
    qsort(e, l->entry.n - 1, sizeof *e, by_entry);
    *lex = (rcp_ev_lexicon){e, w, p, l->entry.n - 1, kept, l->phrase.n - 1};
}

rcp_status rcp_ev_lexicon_load(rcp_pack *pack, const rcp_ev_lexicon **out, rcp_err *err)
{
    static const char *const fixed[] = {
#define X(name, word) word,
        RCP_EV_CLASS_MAP(X)
#undef X
    };
    rcp_ev_lexicon *lex = RCP_NEW(&pack->arena, rcp_ev_lexicon, 1);
    loader *l = RCP_NEW(&pack->arena, loader, 1);
    rcp_status s = lex && l ? RCP_OK : RCP_E_LIMIT;
    if (!s) {
        l->pack = pack;
        l->err = err;
        for (uint32_t i = 0; i < RCP_EV_N_FIXED; i++)
            l->cls.name[l->cls.n++] = rcp_sym_of(&pack->syms, rcp_str_of(fixed[i]));
    }
    if (s || (s = rcp_rows_init(&l->word, &pack->arena, sizeof(rcp_ev_word))) ||
        (s = rcp_rows_init(&l->phrase, &pack->arena, sizeof(rcp_ev_phrase))) ||
        (s = rcp_rows_init(&l->entry, &pack->arena, sizeof(rcp_ev_entry))) ||
        (s = load_words(l)) || (s = load_frames(l)) || (s = load_entries(l)))
        return s;
    finish(l, lex);
    *out = lex;
    return RCP_OK;
}

uint64_t rcp_ev_classes(const rcp_ev_lexicon *lex, rcp_sym sym)
{
    uint32_t lo = 0, hi = lex->n_words;
    while (sym && lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (lex->word[mid].sym == sym)
            return lex->word[mid].classes;
        if (lex->word[mid].sym < sym)
            lo = mid + 1;
        else
            hi = mid;
    }
    return 0;
}

void rcp_ev_entries(const rcp_ev_lexicon *lex, rcp_sym sym, uint32_t *beg, uint32_t *end)
{
    uint32_t lo = 0, hi = lex->n_entries;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (lex->entry[mid].piece[0].sym < sym)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (*beg = *end = lo; sym && *end < lex->n_entries; ++*end)
        if (lex->entry[*end].piece[0].sym != sym)
            break;
}

void rcp_ev_phrases(const rcp_ev_lexicon *lex, rcp_sym sym, uint32_t *beg, uint32_t *end)
{
    uint32_t lo = 0, hi = lex->n_phrases;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (lex->phrase[mid].sym[0] < sym)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (*beg = *end = lo; sym && *end < lex->n_phrases; ++*end)
        if (lex->phrase[*end].sym[0] != sym)
            break;
}
