/* times_rules.c - lang/<code>/times.rules and timewords.tsv, compiled: patterns to code. */
#include "find/times_code.h"

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

static const char *const class_names[] = {
#define X(name) #name,
    CLASS_MAP(X)
#undef X
};

enum { DEPTH_MAX = 12, MACROS_MAX = 96 };

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

/* A feast: 12-25, easter+39, orthodox-2, 06-w7-3 (third Sunday of June); read by feast_in in times_calendar.c. */
static bool feast_value(phrase *f, rcp_str v)
{
    static const struct { const char *word; uint32_t kind; } moving[] = {{"easter", 1}, {"orthodox", 2}};
    for (size_t i = 0; i < 2; i++) {
        uint32_t n = (uint32_t)strlen(moving[i].word), off = 0;
        if (v.len < n || memcmp(v.s, moving[i].word, n))
            continue;
        for (uint32_t k = n + 1; k < v.len; k++)
            off = off * 10 + (uint32_t)(v.s[k] - '0');
        if (off > 99 || (v.len > n && v.s[n] != '+' && v.s[n] != '-'))
            return false;
        f->value = moving[i].kind * 10000 + 500 + (v.len > n && v.s[n] == '-' ? 0u - off : off);
        return true;
    }
    for (uint32_t i = 0; i < v.len; i++)
        if (v.s[i] >= '0' && v.s[i] <= '9')
            f->value = f->value * 10 + (uint32_t)(v.s[i] - '0');
        else if (v.s[i] != '-' && v.s[i] != 'w')
            return false;
    f->value += memchr(v.s, 'w', v.len) ? 30000 : 0;
    return v.len <= 7;
}

/* A phrase's value: a number, a month-day, or a word of the class's own list. */
static bool phrase_value(const rcp_zones *zones, phrase *f, rcp_str v)
{
    int word = f->cls == C_UNIT || f->cls == C_UNITS ? VALUE_OF(v, unit_words)
             : f->cls == C_EDGE ? VALUE_OF(v, edge_words)
             : f->cls == C_DIR ? VALUE_OF(v, dir_words)
             : f->cls == C_PART ? VALUE_OF(v, part_words) : -1;
    if (f->cls == C_HOLIDAY)
        return feast_value(f, v);
    if (f->cls == C_ZONE)
        return (f->value = rcp_zone_of(zones, v)) > 0;
    if (f->cls == C_PART && word > 0)
        memcpy(f->part, part_words[word], 3);
    f->value = word > 0 ? (uint32_t)word : 0;
    if (word > 0 || !v.len)
        return word > 0 || f->cls == C_SUFFIX || f->cls == C_SINCE || f->cls == C_UNTIL ||
               f->cls == C_WORD || f->cls == C_PERSON || f->cls == C_VAGUE;
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
    if (!phrase_value(&r->zones, f, rcp_tsv_field(tsv, 2)))
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
    c->code[c->n++] = (instr){.op = (uint16_t)op, .glue = (uint16_t)c->glue, .a = a};
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
        x->since = RCP_SINCE;
    else if (rcp_str_is(w, "round"))
        x->round = x->soft = true;
    else if (rcp_str_is(w, "bc"))
        x->bc = true;
    else if (rcp_str_is(w, "vague"))
        x->vague = 1;
    else if (rcp_str_is(w, "old"))
        x->old = true;
    else if (rcp_str_is(w, "noun"))
        x->after_noun = true;
    else if (rcp_str_is(w, "fill"))
        x->fill = true;
    else if (rcp_str_is(w, "sum"))
        x->sum = true;
    else if (rcp_str_is(w, "demi"))
        x->half = true;
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
    row->n_code = c->n;
    row->why = tsv->why;
    return set_action(row, tsv, c->err);
}

const rcp_zones *rcp_time_rules_zones(const rcp_time_rules *rules)
{
    return &rules->zones;
}

rcp_status rcp_time_rules_load(rcp_pack *pack, rcp_vocab *vocab, const rcp_numbers *numbers,
                               rcp_time_rules **out, rcp_err *err)
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
    s = rcp_zones_load(pack, &r->zones, err);
    if (!s && rcp_tsv_open(&tsv, &pack->res, rcp_pack_file(pack, "timewords.tsv", name)))
        while (!s && rcp_tsv_next(&tsv))
            s = add_phrase(r, vocab, &tsv, err);
    c->vocab = vocab;
    c->err = err;
    c->tsv = &tsv;
    if (!s && rcp_tsv_open(&tsv, &pack->res, rcp_pack_file(pack, "times.rules", name)))
        while (!s && rcp_tsv_next(&tsv))
            s = add_rule(r, c, &pack->arena);
    *out = r;
    return s;
}
