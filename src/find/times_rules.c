#include "find/times_rules.h"

#include <math.h>

const char *const rcp_unit_iso[RCP_N_UNITS] = {
#define X(name, word, iso) iso,
    RCP_UNIT_MAP(X)
#undef X
};
static const char *const unit_words[] = {
#define X(name, word, iso) word,
    RCP_UNIT_MAP(X)
#undef X
};
static const char *const action_words[] = {
#define X(name, word) word,
    RCP_ACTION_MAP(X)
#undef X
};
static const char *const edge_words[] = {"", "early", "mid", "late", "first"};
static const char *const dir_words[] = {"", "past", "this", "next"};
static const char *const part_words[] = {"", "MO", "AF", "EV", "NI", "DT", "MI"};

#define CLASS_MAP(X)                                                                               \
    X(WEEKDAY) X(MONTH) X(UNIT) X(PART) X(SEASON) X(EDGE) X(DIR) X(VAGUE) X(ORD) X(CENTURY)        \
    X(HOLIDAY) X(DAYWORD) X(SUFFIX) X(SINCE) X(UNTIL) X(TEN) X(TENS) X(BAREMONTH) X(WORD) X(HOURWORD)      \
    X(NUMBER) X(DAY) X(DD) X(MM) X(YEAR) X(YY) X(HOUR) X(MINUTE) X(OPENER) X(OLDYEAR)
enum {
#define X(name) C_##name,
    CLASS_MAP(X)
#undef X
    N_CLASSES
};
static const char *const class_names[] = {
#define X(name) #name,
    CLASS_MAP(X)
#undef X
};

enum { PHRASE_MAX = 6, CODE_MAX = 512, DEPTH_MAX = 12, MACROS_MAX = 96, TRIES_MAX = 4000 };

typedef struct {
    uint32_t cls, value, n, word[PHRASE_MAX], next;
    char     part[4];
    uint8_t  upper, lower;              /* only with, or without, a capital */
} phrase;

typedef enum { OP_NOP, OP_WORD, OP_CLASS, OP_SPLIT, OP_JUMP, OP_BEG, OP_END, OP_NOT, OP_DONE } opcode;
typedef struct { uint16_t op, glue; uint32_t a; } instr;        /* a: word, class, or where to go */

typedef struct {
    const instr *code;
    uint32_t action;
    char     now[16];
    rcp_time_slots slots;
    rcp_why  why;
} rule;

typedef struct { uint32_t rule, next; } candidate;

struct rcp_time_rules {
    const rcp_numbers *numbers;
    rcp_rows phrases, rules, candidates;        /* row 0 of each is unused */
    uint32_t *phrase_of;                /* (n_words) first phrase that begins with the word */
    uint32_t *first_of;                 /* (n_words) first candidate rule                   */
    uint32_t n_words, first_digits;
};

/* ---- loading ---- */

static int value_of(rcp_str s, const char *const *words, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (rcp_str_is(s, words[i]))
            return (int)i;
    return -1;
}
#define VALUE_OF(s, words) value_of((s), (words), sizeof(words) / sizeof *(words))

static int class_of(rcp_str s)
{
    for (int i = 0; i < N_CLASSES; i++)
        if (rcp_str_is(s, class_names[i]))
            return i;
    return -1;
}

/* A phrase's value: a number, a month-day, or a word of the class's own list. */
static bool phrase_value(phrase *f, rcp_str v)
{
    int word = f->cls == C_UNIT ? VALUE_OF(v, unit_words)
             : f->cls == C_EDGE ? VALUE_OF(v, edge_words)
             : f->cls == C_DIR ? VALUE_OF(v, dir_words)
             : f->cls == C_PART ? VALUE_OF(v, part_words) : -1;
    if (f->cls == C_PART && word > 0)
        memcpy(f->part, part_words[word], 3);
    f->value = word > 0 ? (uint32_t)word : 0;
    if (word > 0 || !v.len)
        return word > 0 || f->cls == C_SUFFIX || f->cls == C_SINCE || f->cls == C_UNTIL ||
               f->cls == C_WORD || f->cls == C_VAGUE;
    for (uint32_t i = 0; i < v.len; i++)
        if (v.s[i] >= '0' && v.s[i] <= '9' && f->value < 100000)
            f->value = f->value * 10 + (uint32_t)(v.s[i] - '0');
        else if (v.s[i] != '-')
            return false;
    return true;
}

static rcp_status add_phrase(rcp_time_rules *r, rcp_vocab *vocab, rcp_tsv *tsv, rcp_err *err)
{
    rcp_str text = rcp_tsv_field(tsv, 0), cls = rcp_tsv_field(tsv, 1), mark = rcp_tsv_field(tsv, 3);
    rcp_span at[PHRASE_MAX + 1];
    rcp_status s = rcp_tsv_want(tsv, 2, 4, err);
    int c = class_of(cls);
    if (s)
        return s;
    if (c < 0 || c >= C_NUMBER)
        return rcp_tsv_fail(tsv, 1, err, "'%.*s' is no class for words", (int)cls.len, cls.s);
    phrase *f = rcp_rows_add(&r->phrases);
    if (!f)
        return RCP_E_MEMORY;
    f->cls = (uint32_t)c;
    f->n = rcp_pieces_cut(text, at, PHRASE_MAX + 1);
    if (f->n > PHRASE_MAX)
        return rcp_tsv_fail(tsv, 0, err, "a phrase has at most %d pieces", PHRASE_MAX);
    if (!phrase_value(f, rcp_tsv_field(tsv, 2)))
        return rcp_tsv_fail(tsv, 2, err, "no value that the class %s has", class_names[c]);
    f->upper = rcp_str_is(mark, "upper");
    f->lower = rcp_str_is(mark, "lower");
    for (uint32_t i = 0; !s && i < f->n; i++)
        s = rcp_vocab_add(vocab, rcp_slice(text, at[i]), &f->word[i]);
    return s;
}

typedef struct { rcp_str name, text; } macro;
typedef struct {
    rcp_vocab *vocab;
    rcp_str    text;
    uint32_t   at, line, col, n, depth, glue;
    instr      code[CODE_MAX];
    macro      macros[MACROS_MAX];
    uint32_t   n_macros;
    const rcp_tsv *tsv;
    rcp_err   *err;
    uint32_t   begun, ended;            /* [ and ] so far: at most two pairs */
} compiler;

static rcp_status complain(const compiler *c, const char *what)
{
    char name[80];
    rcp_str file = c->tsv->file->name;
    uint32_t len = file.len < sizeof name ? file.len : (uint32_t)sizeof name - 1;
    memcpy(name, file.s, len);
    name[len] = '\0';
    return rcp_fail_at(c->err, RCP_E_RESOURCE, name, c->line, c->col + c->at, "%s", what);
}

static rcp_status emit(compiler *c, opcode op, uint32_t a)
{
    if (c->n == CODE_MAX)
        return complain(c, "the pattern is too long");
    c->code[c->n++] = (instr){(uint16_t)op, (uint16_t)c->glue, a};
    c->glue = 0;
    return RCP_OK;
}

static rcp_status compile_alt(compiler *c);

static void skip_blanks(compiler *c)
{
    while (c->at < c->text.len && c->text.s[c->at] == ' ')
        c->at++;
}

static bool take(compiler *c, char want)
{
    if (c->at < c->text.len && c->text.s[c->at] == want) {
        c->at++;
        return true;
    }
    return false;
}

/* A run of characters up to a blank or a sign of the pattern language. */
static rcp_str take_word(compiler *c)
{
    uint32_t beg = c->at;
    while (c->at < c->text.len && !strchr(" ()[]|?!~@\"", c->text.s[c->at]))
        c->at++;
    return (rcp_str){c->text.s + beg, c->at - beg};
}

static rcp_status emit_words(compiler *c, rcp_str word)
{
    rcp_span at[RCP_PASSAGE_PAD];
    rcp_status s = RCP_OK;
    uint32_t n = rcp_pieces_cut(word, at, RCP_PASSAGE_PAD), id = 0;
    for (uint32_t i = 0; !s && i < n; i++)
        if (!(s = rcp_vocab_add(c->vocab, rcp_slice(word, at[i]), &id)))
            s = emit(c, OP_WORD, id);
    return s;
}

static rcp_status compile_macro(compiler *c)
{
    rcp_str name = take_word(c), text = c->text;
    uint32_t at = c->at;
    for (uint32_t i = 0; i < c->n_macros; i++)
        if (rcp_str_eq(c->macros[i].name, name)) {
            c->text = c->macros[i].text;
            c->at = 0;
            if (c->depth++ > DEPTH_MAX)
                return complain(c, "names nest too deeply");
            rcp_status s = compile_alt(c);
            if (!s && c->at < c->text.len)
                s = complain(c, "a bracket too many");
            c->depth--;
            c->text = text;
            c->at = at;
            return s;
        }
    return complain(c, "no line above gives this name");
}

static bool all_upper(rcp_str s)
{
    for (uint32_t i = 0; i < s.len; i++)
        if (s.s[i] < 'A' || s.s[i] > 'Z')
            return false;
    return s.len > 1;
}

static rcp_status compile_atom(compiler *c)
{
    if (take(c, '(')) {
        if (c->depth++ > DEPTH_MAX)
            return complain(c, "brackets nest too deeply");
        rcp_status s = compile_alt(c);
        c->depth--;
        if (!s && !take(c, ')'))
            s = complain(c, "a bracket is not closed");
        return s;
    }
    if (take(c, '@'))
        return compile_macro(c);
    if (take(c, '"')) {
        uint32_t beg = c->at;
        while (c->at < c->text.len && c->text.s[c->at] != '"')
            c->at++;
        rcp_str word = {c->text.s + beg, c->at - beg};
        return take(c, '"') && word.len ? emit_words(c, word) : complain(c, "a quotation is not closed");
    }
    rcp_str word = take_word(c);
    int cls = all_upper(word) ? class_of(word) : -1;
    if (!word.len)
        return complain(c, "a word is missing here");
    if (all_upper(word) && cls < 0)
        return complain(c, "no such class");
    return cls >= 0 ? emit(c, OP_CLASS, (uint32_t)cls) : emit_words(c, word);
}

/* One element with its prefix and suffix. */
static rcp_status compile_element(compiler *c)
{
    rcp_status s;
    if (take(c, '['))
        return c->begun++ < 2 ? emit(c, OP_BEG, c->begun - 1) : complain(c, "a third span");
    if (take(c, ']'))
        return c->ended++ < c->begun ? emit(c, OP_END, c->ended - 1) : complain(c, "a bracket too many");
    bool not = take(c, '!');
    uint32_t head = c->n;
    if ((s = emit(c, OP_NOP, 0)))
        return s;
    c->glue = take(c, '~');
    if ((s = compile_atom(c)))
        return s;
    if (not) {
        if ((s = emit(c, OP_DONE, 0)))
            return s;
        c->code[head].op = OP_NOT, c->code[head].a = c->n;
    } else if (take(c, '?')) {
        c->code[head].op = OP_SPLIT, c->code[head].a = c->n;
    }
    return RCP_OK;
}

static rcp_status compile_alt(compiler *c)
{
    uint32_t jumps[40], n_jumps = 0, head = c->n;
    rcp_status s = emit(c, OP_NOP, 0);
    for (skip_blanks(c); !s && c->at < c->text.len && c->text.s[c->at] != ')'; skip_blanks(c)) {
        if (!take(c, '|')) {
            s = compile_element(c);
            continue;
        }
        if (n_jumps == sizeof jumps / sizeof *jumps)
            return complain(c, "too many alternatives");
        jumps[n_jumps++] = c->n;
        if ((s = emit(c, OP_JUMP, 0)))
            return s;
        c->code[head].op = OP_SPLIT, c->code[head].a = c->n;
        head = c->n;
        s = emit(c, OP_NOP, 0);
    }
    for (uint32_t i = 0; i < n_jumps; i++)
        c->code[jumps[i]].a = c->n;
    return s;
}

static rcp_status set_number(rcp_time_slots *x, rcp_str w)
{
    int32_t sign = w.s[0] == '-' ? -1 : 1, n = 0;
    uint32_t i = w.s[0] == '-' || w.s[0] == '+';
    if (i == w.len)
        return x->n = sign, RCP_OK;
    for (; i < w.len; i++) {
        if (w.s[i] < '0' || w.s[i] > '9' || n > 100000)
            return RCP_E_RESOURCE;
        n = n * 10 + (w.s[i] - '0');
    }
    x->n = sign * n;
    return RCP_OK;
}

/* One word of an action, after the first. */
static rcp_status set_action_word(rule *r, rcp_str w)
{
    rcp_time_slots *x = &r->slots;
    int v;
    if ((v = VALUE_OF(w, unit_words)) > 0)
        x->unit = (uint16_t)v;
    else if ((v = VALUE_OF(w, edge_words)) > 0)
        x->edge = (uint16_t)v;
    else if ((v = VALUE_OF(w, dir_words)) > 0)
        x->dir = (uint16_t)v;
    else if ((v = VALUE_OF(w, part_words)) > 0)
        memcpy(x->part, part_words[v], 3);
    else if (rcp_str_is(w, "ref"))
        x->ref = true;
    else if (rcp_str_is(w, "range"))
        x->range = true;
    else if (rcp_str_is(w, "set"))
        x->set = true;
    else if (rcp_str_is(w, "soft"))
        x->soft = true;
    else if (rcp_str_is(w, "since"))
        x->since = 1;
    else if (rcp_str_is(w, "bc"))
        x->bc = true;
    else if (rcp_str_is(w, "vague"))
        x->vague = 1;
    else if (w.len > 4 && w.len < sizeof r->now && !memcmp(w.s + w.len - 4, "_REF", 4))
        memcpy(r->now, w.s, w.len);
    else
        return set_number(x, w);
    return RCP_OK;
}

static rcp_status set_action(rule *r, const rcp_tsv *tsv, rcp_err *err)
{
    rcp_str rest = rcp_tsv_field(tsv, 1);
    for (bool first = true; rest.len; first = false) {
        const char *sp = memchr(rest.s, ' ', rest.len);
        rcp_str w = {rest.s, sp ? (uint32_t)(sp - rest.s) : rest.len};
        rest = (rcp_str){rest.s + w.len + (sp != NULL), rest.len - w.len - (sp != NULL)};
        if (!w.len)
            continue;
        int v = -1;
        for (int i = 0; first && i < RCP_N_ACTIONS; i++)
            if (rcp_str_is(w, action_words[i]))
                v = i;
        if (first && v < 0)
            return rcp_tsv_fail(tsv, 1, err, "'%.*s' is no action", (int)w.len, w.s);
        if (first)
            r->action = (uint32_t)v;
        else if (set_action_word(r, w))
            return rcp_tsv_fail(tsv, 1, err, "'%.*s' means nothing to an action", (int)w.len, w.s);
    }
    return RCP_OK;
}

static rcp_status add_rule(rcp_time_rules *r, compiler *c, rcp_arena *a)
{
    const rcp_tsv *tsv = c->tsv;
    rcp_str text = rcp_tsv_field(tsv, 0);
    rcp_status s = rcp_tsv_want(tsv, 2, 2, c->err);
    if (s)
        return s;
    c->line = tsv->line;
    c->col = tsv->col[0];
    c->at = c->n = c->depth = c->glue = 0;
    c->begun = c->ended = 0;
    if (text.s[text.len - 1] == '=') {          /* `name =`: alternatives for @name */
        if (c->n_macros == MACROS_MAX)
            return complain(c, "too many names");
        for (text.len--; text.len && text.s[text.len - 1] == ' ';)
            text.len--;
        c->macros[c->n_macros++] = (macro){text, rcp_tsv_field(tsv, 1)};
        return RCP_OK;
    }
    c->text = text;
    if ((s = compile_alt(c)) || (s = emit(c, OP_DONE, 0)))
        return s;
    if (c->at < c->text.len || c->begun != c->ended)
        return complain(c, "a bracket too many, or one too few");
    rule *row = rcp_rows_add(&r->rules);
    instr *code = row ? RCP_NEW(a, instr, c->n) : NULL;
    if (!code)
        return RCP_E_MEMORY;
    memcpy(code, c->code, c->n * sizeof *code);
    row->code = code;
    row->why = tsv->why;
    return set_action(row, tsv, c->err);
}

/* ---- indexing by what a rule can begin with ---- */

static rcp_status add_candidate(rcp_time_rules *r, uint32_t *head, uint32_t rule_no)
{
    if (*head && RCP_ROW(&r->candidates, candidate, *head)->rule == rule_no)
        return RCP_OK;
    candidate *c = rcp_rows_add(&r->candidates);
    if (!c)
        return RCP_E_MEMORY;
    *c = (candidate){rule_no, *head};
    *head = r->candidates.n - 1;
    return RCP_OK;
}

static rcp_status index_class(rcp_time_rules *r, uint32_t rule_no, uint32_t cls)
{
    rcp_status s = RCP_OK;
    if (cls >= C_NUMBER || cls == C_CENTURY || cls == C_TEN)
        s = add_candidate(r, &r->first_digits, rule_no);
    for (uint32_t i = 1; !s && i < r->phrases.n; i++) {
        const phrase *f = RCP_ROW(&r->phrases, phrase, i);
        if (f->cls == cls || (cls == C_DAY && f->cls == C_DAYWORD))
            s = add_candidate(r, &r->first_of[f->word[0]], rule_no);
    }
    for (uint32_t w = 1; !s && cls == C_NUMBER && w < r->numbers->n; w++)
        if (r->numbers->word[w].kind && r->numbers->word[w].kind <= RCP_NUM_COLLECTIVES)
            s = add_candidate(r, &r->first_of[w], rule_no);
    return s;
}

/* Every word and class that code[pc] can read first. */
static rcp_status index_from(rcp_time_rules *r, uint32_t rule_no, uint32_t pc, int depth)
{
    const instr *code = RCP_ROW(&r->rules, rule, rule_no)->code;
    for (rcp_status s;; pc++) {
        switch (code[pc].op) {
        case OP_WORD:
            return add_candidate(r, &r->first_of[code[pc].a], rule_no);
        case OP_CLASS:
            if (code[pc].a == C_OPENER)
                break;                          /* takes no piece */
            return index_class(r, rule_no, code[pc].a);
        case OP_SPLIT:
            if (depth > 60)
                return RCP_OK;
            if ((s = index_from(r, rule_no, code[pc].a, depth + 1)))
                return s;
            break;
        case OP_JUMP: case OP_NOT:
            pc = code[pc].a - 1;
            break;
        case OP_DONE:
            return RCP_OK;
        default:
            break;
        }
    }
}

static rcp_status make_index(rcp_time_rules *r, const rcp_vocab *vocab, rcp_arena *a)
{
    rcp_status s = RCP_OK;
    r->n_words = vocab->words.n;
    r->phrase_of = RCP_NEW(a, uint32_t, r->n_words);
    r->first_of = RCP_NEW(a, uint32_t, r->n_words);
    if (!r->phrase_of || !r->first_of)
        return RCP_E_MEMORY;
    for (uint32_t i = r->phrases.n; i-- > 1;) {
        phrase *f = RCP_ROW(&r->phrases, phrase, i);
        f->next = r->phrase_of[f->word[0]];
        r->phrase_of[f->word[0]] = i;
    }
    for (uint32_t i = 1; !s && i < r->rules.n; i++)
        s = index_from(r, i, 0, 0);
    return s;
}

rcp_status rcp_time_rules_load(rcp_pack *pack, rcp_vocab *vocab, const rcp_numbers *numbers,
                               const rcp_time_rules **out, rcp_err *err)
{
    char name[96];
    rcp_tsv tsv;
    rcp_status s;
    rcp_time_rules *r = RCP_NEW(&pack->arena, rcp_time_rules, 1);
    compiler *c = RCP_NEW(&pack->arena, compiler, 1);
    if (!r || !c)
        return RCP_E_MEMORY;
    r->numbers = numbers;
    if ((s = rcp_rows_init(&r->phrases, &pack->arena, sizeof(phrase))) ||
        (s = rcp_rows_init(&r->rules, &pack->arena, sizeof(rule))) ||
        (s = rcp_rows_init(&r->candidates, &pack->arena, sizeof(candidate))))
        return s;
    if (rcp_tsv_open(&tsv, &pack->res, rcp_pack_file(pack, "timewords.tsv", name)))
        while (!s && rcp_tsv_next(&tsv))
            s = add_phrase(r, vocab, &tsv, err);
    c->vocab = vocab;
    c->err = err;
    c->tsv = &tsv;
    if (!s && rcp_tsv_open(&tsv, &pack->res, rcp_pack_file(pack, "times.rules", name)))
        while (!s && rcp_tsv_next(&tsv))
            s = add_rule(r, c, &pack->arena);
    if (!s)
        s = rcp_vocab_close(vocab, &pack->arena);
    if (!s)
        s = make_index(r, vocab, &pack->arena);
    *out = r;
    return s;
}

/* ---- matching ---- */

typedef struct {
    const rcp_time_rules *rules;
    const rcp_pieces *p;
    const instr *code;
    uint32_t tries, start;              /* start: the first piece looked at */
} matcher;

typedef struct { uint32_t at, beg[2], end[2]; rcp_time_slots x; } place;       /* UINT32_MAX: unset */

/* The longest phrase of the class at piece q. */
static const phrase *phrase_at(const rcp_time_rules *r, const rcp_piece *q, uint32_t cls)
{
    const phrase *best = NULL;
    for (int side = 0; side < 2; side++) {
        uint32_t w = side ? q->also : q->word;
        for (uint32_t i = w && w < r->n_words ? r->phrase_of[w] : 0; i;) {
            const phrase *f = RCP_ROW(&r->phrases, phrase, i);
            i = f->next;
            bool upper = q->flags & RCP_PIECE_UPPER, ok = f->cls == cls;
            for (uint32_t k = 1; ok && k < f->n; k++)
                ok = rcp_piece_is(q + k, f->word[k]);
            if (ok && !(f->upper && !upper) && !(f->lower && upper) && (!best || f->n > best->n))
                best = f;
        }
    }
    return best;
}

/* Whether figures at q stand free on their left, as no part of 1.5, S-400 or 3/4. */
static bool free_left(const matcher *m, uint32_t at)
{
    const rcp_piece *q = &m->p->piece[at], *before = q - 1;
    if (!rcp_piece_glued(q) || at == m->p->beg)
        return true;
    if (!(before->flags & RCP_PIECE_SIGN))
        return false;
    return !strchr(".,-/:$#+&*=_", m->p->doc->text.s[before->span.beg]);
}

static bool free_right(const matcher *m, uint32_t at)
{
    const rcp_piece *q = &m->p->piece[at];
    if (!rcp_piece_glued(q))
        return !(q->flags & RCP_PIECE_SIGN && m->p->doc->text.s[q->span.beg] == '%');
    if (!(q->flags & RCP_PIECE_SIGN))
        return false;
    if (strchr("%$", m->p->doc->text.s[q->span.beg]))
        return false;
    return !(strchr(".,:/-", m->p->doc->text.s[q->span.beg]) && rcp_piece_glued(q + 1) &&
             (q[1].flags & RCP_PIECE_DIGITS));
}

static uint32_t read_number(const matcher *m, place *pl)
{
    rcp_number n;
    const rcp_piece *q = &m->p->piece[pl->at];
    const rcp_num_word *w = rcp_num_of(m->rules->numbers, q);
    if (w->kind == RCP_NUM_COLLECTIVES)         /* "des dizaines" is vague: the rules say so */
        return 0;
    if (!rcp_number_read(m->rules->numbers, q, &n) || n.n > RCP_PASSAGE_PAD - 8)
        return 0;
    w = rcp_num_of(m->rules->numbers, q + n.n);
    if (w->kind == RCP_NUM_COLLECTIVE && !n.figures) {
        n.value *= w->value;                    /* une dizaine, deux douzaines */
        n.n++;
    }
    if (pl->x.n_number < 2)
        pl->x.number[pl->x.n_number++] = n.value;
    return n.n;
}

/* Figures with at most `digits` figures and a value in [lo, hi]. */
static bool figures(const rcp_piece *q, uint32_t digits, uint32_t lo, uint32_t hi)
{
    return (q->flags & RCP_PIECE_DIGITS) && q->n_digits <= digits && q->value >= lo && q->value <= hi;
}

static uint32_t suffix_at(const matcher *m, const rcp_piece *q)
{
    const phrase *f = rcp_piece_glued(q) ? phrase_at(m->rules, q, C_SUFFIX) : NULL;
    return f ? f->n : 0;
}

/* The 58 of 1957-58.  2007-11 may be a month: of small figures only the year after counts. */
static bool later_in_century(int32_t year, int32_t yy)
{
    return yy > year % 100 && (yy > 12 || yy == year % 100 + 1);
}

/* A class made of figures; the pieces it takes, 0 for no match. */
static uint32_t read_figures(const matcher *m, uint32_t cls, place *pl)
{
    const rcp_piece *q = &m->p->piece[pl->at];
    rcp_time_slots *x = &pl->x;
    switch (cls) {
    case C_DAY:
        if (!figures(q, 2, 1, 31) || x->n_day == 2)
            return 0;
        x->day[x->n_day++] = (uint16_t)q->value;
        return 1 + suffix_at(m, q + 1);
    case C_DD:
        x->dd = (uint16_t)q->value;
        return figures(q, 2, 1, 31);
    case C_MM:
        x->mm = (uint16_t)q->value;
        return figures(q, 2, 1, 31);
    case C_YEAR:
        if (!figures(q, 4, 1000, 2100) || q->n_digits != 4 || x->n_year == 2)
            return 0;
        x->year[x->n_year++] = (int32_t)q->value;
        return 1;
    case C_OLDYEAR:
        if (!figures(q, 4, 1, 9999) || x->n_year == 2)
            return 0;
        x->year[x->n_year++] = (int32_t)q->value;
        return 1;
    case C_YY:
        if (!figures(q, 2, 0, 99) || q->n_digits != 2 || x->n_year == 2)
            return 0;
        if (x->n_year && !later_in_century(x->year[0], (int32_t)q->value))
            return 0;
        x->year[x->n_year] = (int32_t)q->value + (x->n_year ? x->year[0] / 100 * 100 : q->value < 40 ? 2000 : 1900);
        x->n_year++;
        return 1;
    case C_HOUR:
        x->hour = (uint16_t)(q->value + 1);
        return figures(q, 2, 0, 24);
    case C_MINUTE:
        if (!figures(q, 2, 0, 59) || q->n_digits != 2)
            return 0;
        x->minute = (uint16_t)(q->value + 1);
        return 1;
    case C_TEN:
        if (!figures(q, 2, 0, 90) || q->value % 10)
            return 0;
        x->ten = (uint16_t)(q->value + 1);
        return 1;
    case C_CENTURY:
        if (!figures(q, 2, 1, 30) || !suffix_at(m, q + 1))
            return 0;
        x->century = (uint16_t)q->value;
        return 1 + suffix_at(m, q + 1);
    default:
        return 0;
    }
}

static void keep(uint16_t *slot, uint16_t *n, uint32_t value)
{
    if (*n < 2)
        slot[(*n)++] = (uint16_t)value;
}

static uint32_t read_phrase(const matcher *m, uint32_t cls, place *pl)
{
    rcp_time_slots *x = &pl->x;
    const phrase *f = phrase_at(m->rules, &m->p->piece[pl->at], cls == C_DAY ? C_DAYWORD : cls);
    if (!f)
        return 0;
    uint16_t v = (uint16_t)f->value;
    switch (cls) {
    case C_WEEKDAY: keep(x->weekday, &x->n_weekday, v); break;
    case C_MONTH: case C_BAREMONTH: keep(x->month, &x->n_month, v); break;
    case C_DAY: keep(x->day, &x->n_day, v); break;
    case C_HOLIDAY:
        keep(x->month, &x->n_month, v / 100);
        keep(x->day, &x->n_day, v % 100);
        break;
    case C_UNIT: x->unit = v; break;
    case C_PART: memcpy(x->part, f->part, sizeof x->part); break;
    case C_SEASON: x->season = v; break;
    case C_EDGE: x->edge = v; break;
    case C_DIR: x->dir = v; break;
    case C_VAGUE: x->vague = 1; break;
    case C_ORD: x->ordinal = v; break;
    case C_CENTURY: x->century = v; break;
    case C_TEN: case C_TENS: x->ten = (uint16_t)(v + 1); break;
    case C_HOURWORD:
        x->hour = (uint16_t)(v / 100 + 1);
        x->minute = (uint16_t)(v % 100 + 1);
        break;
    default: break;
    }
    return f->n;
}

static bool read_class(const matcher *m, const instr *in, place *pl)
{
    const rcp_piece *q = &m->p->piece[pl->at];
    uint32_t n;
    if (in->a == C_OPENER)
        return pl->at == m->p->beg || (q->flags & RCP_PIECE_LINE) ||
               ((q[-1].flags & RCP_PIECE_SIGN) && strchr("([", m->p->doc->text.s[q[-1].span.beg]));
    if (q->flags & RCP_PIECE_DIGITS) {
        if (pl->at == m->start && !free_left(m, pl->at))
            return false;
        n = in->a == C_NUMBER ? read_number(m, pl) : read_figures(m, in->a, pl);
    } else {
        n = in->a == C_NUMBER ? read_number(m, pl) : read_phrase(m, in->a, pl);
    }
    pl->at += n;
    return n > 0;
}

/* Run the code from pc.  Fills *pl on success.  Recursion is as deep as the pattern has choices. */
static bool run(matcher *m, uint32_t pc, place *pl)
{
    for (;; pc++) {
        const instr *in = &m->code[pc];
        const rcp_piece *q = &m->p->piece[pl->at];
        place saved;
        if (m->tries++ > TRIES_MAX || pl->at > m->p->end)
            return false;
        if (in->glue && !rcp_piece_glued(q))
            return false;
        switch (in->op) {
        case OP_WORD:
            if (!rcp_piece_is(q, in->a))
                return false;
            pl->at++;
            break;
        case OP_CLASS:
            if (!read_class(m, in, pl))
                return false;
            break;
        case OP_SPLIT:
            saved = *pl;
            if (run(m, pc + 1, pl))
                return true;
            *pl = saved;
            pc = in->a - 1;
            break;
        case OP_NOT:
            saved = *pl;
            if (run(m, pc + 1, &saved))
                return false;
            pc = in->a - 1;
            break;
        case OP_JUMP: pc = in->a - 1; break;
        case OP_BEG: pl->beg[in->a] = pl->at; break;
        case OP_END: pl->end[in->a] = pl->at; break;
        case OP_DONE: return true;
        default: break;
        }
    }
}

/* Whether one of the class's phrases ends right before piece `at`. */
static bool stands_before(const rcp_time_rules *r, const rcp_pieces *p, uint32_t at, uint32_t cls)
{
    for (uint32_t back = 1; back <= PHRASE_MAX; back++) {
        if (at < p->beg + back)
            return false;
        const phrase *f = phrase_at(r, &p->piece[at - back], cls);
        if (f && f->n == back)
            return true;
    }
    return false;
}

static rcp_span span_of(const rcp_piece *p, uint32_t beg, uint32_t end)
{
    return (rcp_span){p[beg].span.beg, p[end - 1].span.end};
}

/* Try one rule; true when it matches and reaches further than *reach. */
static bool try_rule(matcher *m, const rule *r, uint32_t at, uint32_t *reach, rcp_time_match *out)
{
    place pl = {.at = at, .beg = {UINT32_MAX, UINT32_MAX}, .end = {UINT32_MAX, UINT32_MAX}, .x = r->slots};
    m->code = r->code;
    m->tries = 0;
    m->start = at;
    if (!run(m, 0, &pl) || pl.at == at)
        return false;
    bool two = pl.end[1] != UINT32_MAX;
    uint32_t beg = pl.beg[0] == UINT32_MAX ? at : pl.beg[0], end = pl.end[0] == UINT32_MAX ? pl.at : pl.end[0];
    uint32_t last = two ? pl.end[1] : end, far = r->action == RCP_ACT_NOTHING ? pl.at : last;
    const rcp_piece *p = m->p->piece;
    if (end <= beg || far <= *reach || (two && last <= pl.beg[1]))
        return false;
    if (pl.at == last && (p[last - 1].flags & RCP_PIECE_DIGITS) && !free_right(m, last))
        return false;
    *reach = far;
    *out = (rcp_time_match){.span = span_of(p, beg, end), .end = far,
                            .first = beg, .action = r->action, .slots = pl.x, .why = r->why};
    if (two) {
        out->second = span_of(p, pl.beg[1], last);
        out->first_of_second = pl.beg[1];
    }
    memcpy(out->now, r->now, sizeof out->now);
    return true;
}

static void shift_u16(uint16_t *slot, uint16_t *n)
{
    if (*n > 1)
        slot[0] = slot[1], *n = 1;
}

rcp_time_match rcp_time_match_second(const rcp_time_match *m)
{
    rcp_time_match two = *m;
    rcp_time_slots *x = &two.slots;
    two.span = m->second;
    two.first = m->first_of_second;
    two.second = (rcp_span){0};
    shift_u16(x->weekday, &x->n_weekday);
    shift_u16(x->month, &x->n_month);
    shift_u16(x->day, &x->n_day);
    if (x->n_year > 1)
        x->year[0] = x->year[1], x->n_year = 1;
    if (x->n_number > 1)
        x->number[0] = x->number[1], x->n_number = 1;
    x->range = false;
    x->since = 0;
    return two;
}

bool rcp_time_rules_match(const rcp_time_rules *rules, const rcp_pieces *p, uint32_t at,
                          rcp_time_match *out)
{
    const rcp_piece *q = &p->piece[at];
    matcher m = {.rules = rules, .p = p};
    uint32_t reach = at, best = 0;
    uint32_t heads[3] = {q->word && q->word < rules->n_words ? rules->first_of[q->word] : 0,
                         q->also && q->also < rules->n_words ? rules->first_of[q->also] : 0,
                         q->flags & RCP_PIECE_DIGITS ? rules->first_digits : 0};
    for (int i = 0; i < 3; i++)
        for (uint32_t c = heads[i]; c;) {
            const candidate *k = RCP_ROW(&rules->candidates, candidate, c);
            /* Candidates come latest rule first: a tie goes to the earlier rule. */
            uint32_t before = reach, at_least = best && k->rule < best && reach > at ? reach - 1 : reach;
            reach = at_least;
            if (try_rule(&m, RCP_ROW(&rules->rules, rule, k->rule), at, &reach, out))
                best = k->rule;
            else
                reach = before;
            c = k->next;
        }
    if (!best)
        return false;
    if (out->action != RCP_ACT_NOTHING && !out->slots.since) {
        if (stands_before(rules, p, out->first, C_SINCE))
            out->slots.since = 1;
        else if (stands_before(rules, p, out->first, C_UNTIL))
            out->slots.since = 2;
    }
    return true;
}
