/* times_match.c - the matcher: runs the code of every rule that can begin at a piece. */
#include "find/times_code.h"

#include <math.h>

enum { TRIES_MAX = 4000 };

/* Many rules read the same number: it is read once. */
enum { READ_BEFORE = 4 };
typedef struct { uint32_t at, n; double value; } read_before;  /* n: pieces; 0: no number */

typedef struct {
    const rcp_time_rules *rules;
    const rcp_pieces *p;
    read_before read[READ_BEFORE];
    const instr *code;
    uint32_t tries, start;              /* start: the first piece looked at */
} matcher;

typedef struct {
    uint32_t at, beg[2], end[2];        /* UINT32_MAX: unset                */
    uint16_t edge, season;              /* read before the second span      */
    rcp_time_slots x;
} place;

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

static uint32_t number_at(const matcher *m, uint32_t at, double *value)
{
    rcp_number n;
    const rcp_piece *q = &m->p->piece[at];
    const rcp_num_word *w = rcp_num_of(m->rules->numbers, q);
    if (w->kind == RCP_NUM_COLLECTIVES)         /* "des dizaines" is vague: the rules say so */
        return 0;
    if (!rcp_number_read(m->rules->numbers, m->p->doc->text, q, &n) || n.n > RCP_PASSAGE_PAD - 8)
        return 0;
    w = rcp_num_of(m->rules->numbers, q + n.n);
    if (w->kind == RCP_NUM_COLLECTIVE && !n.figures) {
        n.value *= w->value;                    /* une dizaine, deux douzaines */
        n.n++;
    }
    *value = n.value;
    return n.n;
}

static uint32_t read_number(matcher *m, place *pl)
{
    read_before *r = &m->read[pl->at % READ_BEFORE];
    if (r->at != pl->at) {
        r->at = pl->at;
        r->n = number_at(m, pl->at, &r->value);
    }
    if (r->n && pl->x.n_number < 2)
        pl->x.number[pl->x.n_number++] = r->value;
    return r->n;
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

/* The 61 of "25 h 61": no minute, yet printed as one; it takes away the value of the time. */
static bool no_minute(const rcp_piece *q)
{
    return figures(q, 2, 60, 99) && (q[-1].flags & RCP_PIECE_LETTERS);
}

/* A class made of figures; the pieces it takes, 0 for no match. */
static uint32_t read_figures(const matcher *m, uint32_t cls, place *pl)
{
    const rcp_piece *q = &m->p->piece[pl->at];
    rcp_time_slots *x = &pl->x;
    switch (cls) {
    case C_DAY: case C_DAYFIG:
        if (!figures(q, 2, 1, 31) || x->n_day == 2)
            return 0;
        x->day[x->n_day++] = (uint16_t)q->value;
        return 1 + (cls == C_DAY ? suffix_at(m, q + 1) : 0);
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
    case C_HHMM:                                /* 0300 GMT */
        if (!figures(q, 4, 0, 2359) || q->n_digits != 4 || q->value % 100 > 59)
            return 0;
        x->hour = (uint16_t)(q->value / 100 + 1);
        x->minute = (uint16_t)(q->value % 100 + 1);
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
        return figures(q, 2, 0, 24) || (figures(q, 2, 25, 99) && q[1].word && no_minute(q + 2));
    case C_MINUTE:
        if (q->n_digits != 2 || !(figures(q, 2, 0, 59) || no_minute(q)))
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
    case C_WEEKDAY: case C_WEEKDAYS: keep(x->weekday, &x->n_weekday, v); break;
    case C_MONTH: case C_BAREMONTH: keep(x->month, &x->n_month, v); break;
    case C_DAY: keep(x->day, &x->n_day, v); break;
    case C_HOLIDAY:
        x->feast = f->value;
        if (f->value < 10000) {
            keep(x->month, &x->n_month, v / 100);
            keep(x->day, &x->n_day, v % 100);
        }
        break;
    case C_UNIT: case C_UNITS: x->unit = v; break;
    case C_PART: memcpy(x->part, f->part, sizeof x->part); break;
    case C_SEASON: x->season = v; break;
    case C_EDGE: x->edge = v; break;
    case C_DIR: x->dir = v; break;
    case C_VAGUE: x->vague = 1; break;
    case C_ZONE: x->zone = v; break;
    case C_ORD: case C_QUARTER: x->ordinal = v; break;
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

static bool read_class(matcher *m, const instr *in, place *pl)
{
    const rcp_piece *q = &m->p->piece[pl->at];
    uint32_t n;
    if (in->a == C_OPENER)
        return pl->at == m->p->beg || (q->flags & RCP_PIECE_LINE) ||
               ((q[-1].flags & RCP_PIECE_SIGN) && strchr("([", m->p->doc->text.s[q[-1].span.beg]));
    if (in->a == C_CLOSER)
        return pl->at == m->p->end || (q->flags & RCP_PIECE_LINE);
    if (in->a == C_NAME)
        return (q->flags & RCP_PIECE_UPPER) && !(q->flags & RCP_PIECE_LINE) && pl->at++ > 0;
    if (q->flags & RCP_PIECE_DIGITS) {
        if (pl->at == m->start && !free_left(m, pl->at))
            return false;
        n = in->a == C_NUMBER ? read_number(m, pl) : in->a == C_ORD ? read_phrase(m, in->a, pl)
          : read_figures(m, in->a, pl);
    } else {
        n = in->a == C_NUMBER ? read_number(m, pl) : read_phrase(m, in->a, pl);
    }
    pl->at += n;
    return n > 0;
}

/* Whether the code at pc can read piece q at all: a look that spares saving the place. */
static bool may_begin(const matcher *m, uint32_t pc, const rcp_piece *q)
{
    while (m->code[pc].op == OP_NOP || m->code[pc].op == OP_BEG || m->code[pc].op == OP_END)
        pc++;
    const instr *in = &m->code[pc];
    if (in->op == OP_WORD)
        return rcp_piece_is(q, in->a) && (!in->glue || rcp_piece_glued(q));
    return in->op != OP_CLASS || in->a == C_OPENER || in->a == C_CLOSER || q->word || q->also || (q->flags & RCP_PIECE_DIGITS);
}

static bool fits_set(const matcher *m, uint32_t row, const rcp_piece *q)
{
    const piece_set *s = RCP_ROW(&m->rules->sets, piece_set, row);
    return set_has(s, set_place(q->word)) || (q->also && set_has(s, set_place(q->also))) ||
           ((q->flags & RCP_PIECE_DIGITS) && set_has(s, SET_FIGURES));
}

/* Before the second time: what has been read is the first's, "late April" and "May 1955". */
static void part_words(place *pl)
{
    pl->edge = pl->x.edge;
    pl->season = pl->x.season;
    pl->x.edge = 0;
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
            if (in->first ? fits_set(m, in->first, q) : may_begin(m, pc + 1, q)) {
                saved = *pl;
                if (run(m, pc + 1, pl))
                    return true;
                *pl = saved;
            }
            pc = in->a - 1;
            break;
        case OP_NOT:
            saved = *pl;
            if (run(m, pc + 1, &saved))
                return false;
            pc = in->a - 1;
            break;
        case OP_JUMP: pc = in->a - 1; break;
        case OP_BEG:
            pl->beg[in->a] = pl->at;
            if (in->a)
                part_words(pl);
            break;
        case OP_END: pl->end[in->a] = pl->at; break;
        case OP_DONE: return true;
        default: break;
        }
    }
}

/* The class's phrase that ends right before piece `at`, if one does. */
static const phrase *phrase_before(const rcp_time_rules *r, const rcp_pieces *p, uint32_t at, uint32_t cls)
{
    for (uint32_t back = 1; back <= PHRASE_MAX; back++) {
        if (at < p->beg + back)
            return NULL;
        const phrase *f = phrase_at(r, &p->piece[at - back], cls);
        if (f && f->n == back)
            return f;
    }
    return NULL;
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
        out->edge_of_second = pl.x.edge;
        out->season_of_second = pl.x.season;
        out->slots.edge = pl.edge;
        out->slots.season = pl.season ? pl.season : pl.x.season;
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
    x->edge = m->edge_of_second;
    x->season = m->season_of_second;
    x->range = false;
    x->since = 0;
    return two;
}

/* The two pieces behind `at`, as places of a piece_set: a piece may stand at two. */
typedef struct { uint32_t one[BEHIND], two[BEHIND]; } pieces_behind;

static pieces_behind look_behind(const rcp_piece *q)
{
    pieces_behind b;
    for (uint32_t k = 0; k < BEHIND; k++) {
        const rcp_piece *x = q + 1 + k;
        bool figures = x->flags & RCP_PIECE_DIGITS;
        b.one[k] = set_place(x->word);
        b.two[k] = figures ? (uint32_t)SET_FIGURES : x->also ? set_place(x->also) : b.one[k];
    }
    return b;
}

static bool fits(const piece_set *set, const pieces_behind *b)
{
    for (uint32_t k = 0; k < BEHIND; k++)
        if (!set_has(&set[k], b->one[k]) && !set_has(&set[k], b->two[k]))
            return false;
    return true;
}

/* The first rule that may begin here, 0 when what stands behind fits none of them. */
static uint32_t first_candidate(const rcp_time_rules *rules, const beginning *b, const pieces_behind *behind)
{
    if (!b || !b->first)
        return 0;
    const piece_set *set = RCP_ROW(&rules->sets, piece_set, b->behind);
    return set_has(set, behind->one[0]) || set_has(set, behind->two[0]) ? b->first : 0;
}

/* The zone printed right behind a clock: "14 h 15, heure de Moscou", "6:30 (GMT)". */
static uint32_t zone_behind(const rcp_time_rules *rules, const rcp_pieces *p, uint32_t at)
{
    for (int signs = 0; signs < 2 && (p->piece[at].flags & RCP_PIECE_SIGN); signs++) {
        if (!strchr(",(", p->doc->text.s[p->piece[at].span.beg]))
            return 0;
        at++;
    }
    const phrase *f = phrase_at(rules, &p->piece[at], C_ZONE);
    return f ? f->value : 0;
}

bool rcp_time_rules_match(const rcp_time_rules *rules, rcp_pieces *p, uint32_t at,
                          rcp_time_match *out)
{
    const rcp_piece *q = &p->piece[at];
    if (!q->word && !q->also && !(q->flags & RCP_PIECE_DIGITS))
        return false;
    const beginning *heads[3] = {q->word && q->word < rules->n_words ? &rules->begin[q->word] : NULL,
                                 q->also && q->also < rules->n_words ? &rules->begin[q->also] : NULL,
                                 q->flags & RCP_PIECE_DIGITS ? &rules->figures : NULL};
    matcher m = {.rules = rules, .p = p};
    uint32_t reach = at, best = 0;
    const pieces_behind behind = look_behind(q);
    for (int i = 0; i < 3; i++)
        for (uint32_t c = first_candidate(rules, heads[i], &behind), next; c; c = next) {
            const candidate *k = RCP_ROW(&rules->candidates, candidate, c);
            next = k->next;
            p->steps++;
            if (!fits(RCP_ROW(&rules->sets, piece_set, k->behind), &behind))
                continue;
            /* Candidates come latest rule first: a tie goes to the earlier rule. */
            uint32_t before = reach;
            reach = best && k->rule < best && reach > at ? reach - 1 : reach;
            if (try_rule(&m, RCP_ROW(&rules->rules, rule, k->rule), at, &reach, out))
                best = k->rule;
            else
                reach = before;
            p->steps += m.tries;
        }
    if (!best)
        return false;
    if (out->slots.hour && !out->slots.zone)
        out->slots.zone = (uint16_t)zone_behind(rules, p, out->end);
    if (out->action != RCP_ACT_NOTHING && !out->slots.since) {
        const phrase *f;
        if ((f = phrase_before(rules, p, out->first, C_SINCE)))
            out->slots.since = f->value ? RCP_FROM : RCP_SINCE;
        else if ((f = phrase_before(rules, p, out->first, C_UNTIL)))
            out->slots.since = f->value ? RCP_WITHIN : RCP_UNTIL;
    }
    return true;
}
