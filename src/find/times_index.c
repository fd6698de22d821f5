/* times_index.c - which rules can begin at a piece: by its word, and by what stands behind it.
 *
 * Every rule is walked once, over all its choices, to learn what its first three pieces can be.  The
 * first gives the lists of candidates; the other two are sets that the matcher looks into before it
 * runs the rule, which spares most of the runs. */
#include "find/times_code.h"

typedef struct {
    rcp_time_rules *rules;
    uint32_t rule_no;
    rule    *row;
    uint8_t  seen[CODE_MAX];            /* a bit for each place: walked from there already */
    rcp_status status;
} walker;

static void add_candidate(walker *w, beginning *b)
{
    rcp_rows *rows = &w->rules->candidates;
    if (b->first && RCP_ROW(rows, candidate, b->first)->rule == w->rule_no)
        return;
    candidate *c = rcp_rows_add(rows);
    if (!c) {
        w->status = RCP_E_MEMORY;
        return;
    }
    *c = (candidate){w->rule_no, b->first};
    b->first = rows->n - 1;
}

static void set_add(piece_set *s, uint32_t place)
{
    s->bit[place >> 6] |= (uint64_t)1 << (place & 63);
}

/* A word that the rule can read at `place`: 0 is the piece it begins at. */
static void may_read(walker *w, uint32_t place, uint32_t word)
{
    if (!place)
        add_candidate(w, &w->rules->begin[word]);
    else if (place <= BEHIND)
        set_add(&w->row->behind[place - 1], set_place(word));
}

static void may_read_figures(walker *w, uint32_t place)
{
    if (!place)
        add_candidate(w, &w->rules->figures);
    else if (place <= BEHIND)
        set_add(&w->row->behind[place - 1], SET_FIGURES);
}

/* From `place` on, anything may stand. */
static void may_read_all(walker *w, uint32_t place)
{
    for (uint32_t k = place ? place : 1; k <= BEHIND; k++)
        memset(&w->row->behind[k - 1], 0xff, sizeof(piece_set));
}

static void walk(walker *w, uint32_t pc, uint32_t place);

/* The phrases of a class, then what follows each length. */
static void walk_phrases(walker *w, uint32_t cls, uint32_t next, uint32_t place)
{
    for (uint32_t i = 1; i < w->rules->phrases.n; i++) {
        const phrase *f = RCP_ROW(&w->rules->phrases, phrase, i);
        if (f->cls != cls)
            continue;
        for (uint32_t k = 0; k < f->n; k++)
            may_read(w, place + k, f->word[k]);
        walk(w, next, place + f->n);
    }
}

static void walk_class(walker *w, uint32_t cls, uint32_t next, uint32_t place)
{
    const rcp_numbers *numbers = w->rules->numbers;
    if (cls == C_NAME) {                        /* any word with a capital: no rule may begin with it */
        may_read_all(w, place ? place : 1);
        return;
    }
    bool figures = cls >= C_NUMBER || cls == C_CENTURY || cls == C_TEN;
    if (figures)
        may_read_figures(w, place);
    if (cls == C_NUMBER) {                      /* one piece, or as many as it likes */
        for (uint32_t i = 1; i < numbers->n; i++)
            if (numbers->word[i].kind) {
                if (numbers->word[i].kind <= RCP_NUM_COLLECTIVES)
                    may_read(w, place, i);
                may_read(w, place + 1, i);
            }
        may_read_figures(w, place + 1);
        may_read_all(w, place + 2);
        walk(w, next, place + 1);
        return;
    }
    walk_phrases(w, cls == C_DAY ? C_DAYWORD : cls, next, place);
    if (!figures)
        return;
    walk(w, next, place + 1);
    if (cls == C_DAY || cls == C_CENTURY)       /* 1er, 19th */
        walk_phrases(w, C_SUFFIX, next, place + 1);
}

/* All that can be read from code[pc] on, when `place` pieces have been. */
static void walk(walker *w, uint32_t pc, uint32_t place)
{
    const instr *code = w->row->code;
    for (; place <= BEHIND; pc++) {
        if (w->seen[pc] >> place & 1)
            return;
        w->seen[pc] |= (uint8_t)(1u << place);
        switch (code[pc].op) {
        case OP_WORD:
            may_read(w, place++, code[pc].a);
            break;
        case OP_CLASS:
            if (code[pc].a == C_OPENER || code[pc].a == C_CLOSER)
                break;                          /* takes no piece */
            walk_class(w, code[pc].a, pc + 1, place);
            return;
        case OP_SPLIT:
            walk(w, code[pc].a, place);
            break;
        case OP_JUMP: case OP_NOT:
            pc = code[pc].a - 1;
            break;
        case OP_DONE:
            may_read_all(w, place);
            return;
        default:
            break;
        }
    }
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
    for (uint32_t c = b->first; c; c = RCP_ROW(&r->candidates, candidate, c)->next) {
        const rule *row = RCP_ROW(&r->rules, rule, RCP_ROW(&r->candidates, candidate, c)->rule);
        for (uint32_t i = 0; i < SET_SIZE / 64; i++)
            set->bit[i] |= row->behind[0].bit[i];
    }
    return RCP_OK;
}

rcp_status rcp_time_rules_index(rcp_time_rules *r, const rcp_vocab *vocab, rcp_arena *a)
{
    walker w = {.rules = r, .status = RCP_OK};
    r->n_words = vocab->words.n;
    r->phrase_of = RCP_NEW(a, uint32_t, r->n_words);
    r->begin = RCP_NEW(a, beginning, r->n_words);
    if (!r->phrase_of || !r->begin)
        return RCP_E_MEMORY;
    for (uint32_t i = r->phrases.n; i-- > 1;) {
        phrase *f = RCP_ROW(&r->phrases, phrase, i);
        f->next = r->phrase_of[f->word[0]];
        r->phrase_of[f->word[0]] = i;
    }
    for (uint32_t i = 1; !w.status && i < r->rules.n; i++) {
        w.rule_no = i;
        w.row = RCP_ROW(&r->rules, rule, i);
        memset(w.seen, 0, sizeof w.seen);
        walk(&w, 0, 0);
    }
    if (!w.status)
        w.status = rcp_rows_init(&r->sets, a, sizeof(piece_set));
    for (uint32_t i = 0; !w.status && i < r->n_words; i++)
        w.status = join_behind(r, &r->begin[i]);
    return w.status ? w.status : join_behind(r, &r->figures);
}
