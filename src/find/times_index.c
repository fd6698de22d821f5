/* times_index.c - which rules can begin at a piece: by its word, and by the two pieces behind it.
 *
 * When the rules are loaded, each is walked over all its choices to learn with which words it can
 * begin and, for each of these words, what its second and third piece can be.  The matcher looks
 * into these sets before it runs a rule, which spares most of the runs. */
#include "find/times_code.h"

/* What a rule can read first and second from some point of its code on. */
typedef struct { piece_set set[BEHIND]; } reach;

typedef struct {
    rcp_time_rules *rules;
    uint32_t rule_no;
    rule    *row;
    uint8_t  seen[CODE_MAX];            /* a bit for each place: walked from there already   */
    uint8_t  begun[CODE_MAX];           /* points already reached with nothing read          */
    uint32_t reach_from[CODE_MAX];      /* row of sets: what can be read from there on; 0: not known yet */
    rcp_status status;
} walker;

static void set_add(piece_set *s, uint32_t place)
{
    s->bit[place >> 6] |= (uint64_t)1 << (place & 63);
}

static void set_join(piece_set *s, const piece_set *more)
{
    for (uint32_t i = 0; i < SET_SIZE / 64; i++)
        s->bit[i] |= more->bit[i];
}

/* `what` may stand at `place`; places further off are not looked at. */
static void may_read(reach *out, uint32_t place, uint32_t what)
{
    if (place < BEHIND)
        set_add(&out->set[place], what);
}

static void may_read_all(reach *out, uint32_t place)
{
    for (; place < BEHIND; place++)
        memset(&out->set[place], 0xff, sizeof(piece_set));
}

static bool reads_figures(uint32_t cls)
{
    return cls >= C_NUMBER || cls == C_CENTURY || cls == C_TEN;
}

static bool takes_no_piece(uint32_t cls)
{
    return cls == C_OPENER || cls == C_CLOSER;
}

static bool begins_number(const rcp_numbers *numbers, uint32_t word)
{
    return numbers->word[word].kind && numbers->word[word].kind <= RCP_NUM_COLLECTIVES;
}

static void walk(walker *w, uint32_t pc, uint32_t place, reach *out);

/* The phrases of a class, then what follows each length. */
static void walk_phrases(walker *w, uint32_t cls, uint32_t next, uint32_t place, reach *out)
{
    for (uint32_t i = 1; i < w->rules->phrases.n; i++) {
        const phrase *f = RCP_ROW(&w->rules->phrases, phrase, i);
        if (f->cls != cls)
            continue;
        for (uint32_t k = 0; k < f->n; k++)
            may_read(out, place + k, set_place(f->word[k]));
        walk(w, next, place + f->n, out);
    }
}

/* Behind the first piece of a number: the rest of it, or what follows. */
static void walk_number(walker *w, uint32_t next, uint32_t place, reach *out)
{
    const rcp_numbers *numbers = w->rules->numbers;
    for (uint32_t i = 1; i < numbers->n; i++)
        if (numbers->word[i].kind)
            may_read(out, place, set_place(i));
    may_read(out, place, SET_FIGURES);
    may_read_all(out, place + 1);
    walk(w, next, place, out);
}

static void walk_class(walker *w, uint32_t cls, uint32_t next, uint32_t place, reach *out)
{
    const rcp_numbers *numbers = w->rules->numbers;
    if (cls == C_NAME) {                        /* any word with a capital */
        may_read_all(out, place);
        return;
    }
    if (reads_figures(cls))
        may_read(out, place, SET_FIGURES);
    if (cls == C_NUMBER) {
        for (uint32_t i = 1; i < numbers->n; i++)
            if (begins_number(numbers, i))
                may_read(out, place, set_place(i));
        walk_number(w, next, place + 1, out);
        return;
    }
    walk_phrases(w, cls == C_DAY ? C_DAYWORD : cls, next, place, out);
    if (!reads_figures(cls))
        return;
    walk(w, next, place + 1, out);
    if (cls == C_DAY || cls == C_CENTURY)       /* 1er, 19th */
        walk_phrases(w, C_SUFFIX, next, place + 1, out);
}

/* Add all that can be read from code[pc] on, when `place` pieces have been. */
static void walk(walker *w, uint32_t pc, uint32_t place, reach *out)
{
    const instr *code = w->row->code;
    for (; place < BEHIND; pc++) {
        if (w->seen[pc] >> place & 1)
            return;
        w->seen[pc] |= (uint8_t)(1u << place);
        switch (code[pc].op) {
        case OP_WORD:
            may_read(out, place++, set_place(code[pc].a));
            break;
        case OP_CLASS:
            if (takes_no_piece(code[pc].a))
                break;
            walk_class(w, code[pc].a, pc + 1, place, out);
            return;
        case OP_SPLIT:
            walk(w, code[pc].a, place, out);
            break;
        case OP_JUMP: case OP_NOT:
            pc = code[pc].a - 1;
            break;
        case OP_DONE:
            may_read_all(out, place);
            return;
        default:
            break;
        }
    }
}

static uint32_t add_reach(walker *w, const reach *r)
{
    rcp_rows *sets = &w->rules->sets;
    for (uint32_t i = 0; i < BEHIND; i++) {
        piece_set *row = rcp_rows_add(sets);
        if (!row) {
            w->status = RCP_E_MEMORY;
            return 0;
        }
        *row = r->set[i];
    }
    return sets->n - BEHIND;
}

/* Row of what can be read from code[pc] on. */
static uint32_t reach_from(walker *w, uint32_t pc)
{
    if (!w->reach_from[pc]) {
        reach r = {0};
        memset(w->seen, 0, sizeof w->seen);
        walk(w, pc, 0, &r);
        w->reach_from[pc] = add_reach(w, &r);
    }
    return w->reach_from[pc];
}

/* The rule can begin with the word of `b`, and behind it stands what row `behind` of the sets says. */
static void add_candidate(walker *w, beginning *b, uint32_t behind)
{
    rcp_rows *rows = &w->rules->candidates;
    candidate *last = b->first ? RCP_ROW(rows, candidate, b->first) : NULL;
    if (last && last->rule == w->rule_no) {
        if (last->behind != behind) {           /* by two ways: what either lets stand */
            const piece_set *x = RCP_ROW(&w->rules->sets, piece_set, last->behind),
                            *y = RCP_ROW(&w->rules->sets, piece_set, behind);
            reach both = {{x[0], x[1]}};
            set_join(&both.set[0], &y[0]);
            set_join(&both.set[1], &y[1]);
            last->behind = add_reach(w, &both);
        }
        return;
    }
    candidate *c = rcp_rows_add(rows);
    if (!c) {
        w->status = RCP_E_MEMORY;
        return;
    }
    *c = (candidate){w->rule_no, b->first, behind};
    b->first = rows->n - 1;
}

/* The rule begins with one of a class's phrases. */
static void begin_phrases(walker *w, uint32_t cls, uint32_t next)
{
    for (uint32_t i = 1; i < w->rules->phrases.n; i++) {
        const phrase *f = RCP_ROW(&w->rules->phrases, phrase, i);
        if (f->cls != cls)
            continue;
        uint32_t behind = reach_from(w, next);
        if (f->n > 1) {
            reach r = {0};
            for (uint32_t k = 1; k < f->n; k++)
                may_read(&r, k - 1, set_place(f->word[k]));
            if (f->n == 2)
                r.set[1] = *RCP_ROW(&w->rules->sets, piece_set, behind);
            behind = add_reach(w, &r);
        }
        add_candidate(w, &w->rules->begin[f->word[0]], behind);
    }
}

static void begin_class(walker *w, uint32_t cls, uint32_t next)
{
    const rcp_numbers *numbers = w->rules->numbers;
    reach r = {0};
    memset(w->seen, 0, sizeof w->seen);
    if (cls == C_NUMBER) {
        walk_number(w, next, 0, &r);
        uint32_t behind = add_reach(w, &r);
        for (uint32_t i = 1; i < numbers->n; i++)
            if (begins_number(numbers, i))
                add_candidate(w, &w->rules->begin[i], behind);
        add_candidate(w, &w->rules->figures, behind);
        return;
    }
    begin_phrases(w, cls == C_DAY ? C_DAYWORD : cls, next);
    if (!reads_figures(cls))
        return;
    memset(w->seen, 0, sizeof w->seen);
    walk(w, next, 0, &r);
    if (cls == C_DAY || cls == C_CENTURY)
        walk_phrases(w, C_SUFFIX, next, 0, &r);
    add_candidate(w, &w->rules->figures, add_reach(w, &r));
}

/* Every word that the rule can read first from code[pc] on. */
static void begin(walker *w, uint32_t pc)
{
    const instr *code = w->row->code;
    for (; !w->begun[pc]; pc++) {
        w->begun[pc] = 1;
        switch (code[pc].op) {
        case OP_WORD:
            add_candidate(w, &w->rules->begin[code[pc].a], reach_from(w, pc + 1));
            return;
        case OP_CLASS:
            if (takes_no_piece(code[pc].a))
                break;
            begin_class(w, code[pc].a, pc + 1);
            return;
        case OP_SPLIT:
            begin(w, code[pc].a);
            break;
        case OP_JUMP: case OP_NOT:
            pc = code[pc].a - 1;
            break;
        case OP_DONE:
            return;
        default:
            break;
        }
    }
}

/* Give each choice of the rule with some alternatives in it the set of what it can read first. */
static void index_choices(walker *w)
{
    enum { LEAST = 6 };                         /* instructions; shorter ones are quicker tried */
    instr *code = w->row->code;
    for (uint32_t pc = 0; !w->status && pc < w->row->n_code; pc++)
        if (code[pc].op == OP_SPLIT && code[pc].a >= pc + LEAST)
            code[pc].first = reach_from(w, pc + 1);
}

/* What any of the candidates lets stand behind the first piece. */
static rcp_status join_behind(rcp_time_rules *r, beginning *b)
{
    if (!b->first)
        return RCP_OK;
    piece_set *set = rcp_rows_add(&r->sets);
    if (!set)
        return RCP_E_MEMORY;
    b->behind = r->sets.n - 1;
    for (uint32_t c = b->first; c; c = RCP_ROW(&r->candidates, candidate, c)->next)
        set_join(set, RCP_ROW(&r->sets, piece_set, RCP_ROW(&r->candidates, candidate, c)->behind));
    return RCP_OK;
}

rcp_status rcp_time_rules_index(rcp_time_rules *r, const rcp_vocab *vocab, rcp_arena *a)
{
    walker *w = RCP_NEW(a, walker, 1);
    r->n_words = vocab->words.n;
    r->phrase_of = RCP_NEW(a, uint32_t, r->n_words);
    r->begin = RCP_NEW(a, beginning, r->n_words);
    if (!w || !r->phrase_of || !r->begin)
        return RCP_E_MEMORY;
    w->rules = r;
    w->status = rcp_rows_init(&r->sets, a, sizeof(piece_set));
    for (uint32_t i = r->phrases.n; i-- > 1;) {
        phrase *f = RCP_ROW(&r->phrases, phrase, i);
        f->next = r->phrase_of[f->word[0]];
        r->phrase_of[f->word[0]] = i;
    }
    for (uint32_t i = 1; !w->status && i < r->rules.n; i++) {
        w->rule_no = i;
        w->row = RCP_ROW(&r->rules, rule, i);
        memset(w->begun, 0, sizeof w->begun);
        memset(w->reach_from, 0, sizeof w->reach_from);
        begin(w, 0);
        index_choices(w);
    }
    for (uint32_t i = 0; !w->status && i < r->n_words; i++)
        w->status = join_behind(r, &r->begin[i]);
    return w->status ? w->status : join_behind(r, &r->figures);
}
