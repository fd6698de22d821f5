#include "read/signals.h"

#include <stdlib.h>

#include "read/line.h"

enum {
    MAX_RULES = 128, MAX_CUES = 1024,
    SLICE = 900,                /* bytes of a paragraph looked at in one go                 */
    BRACKET_BYTES = 120         /* a longer bracket is no residue                           */
};

typedef enum { HAS, BOTH, BRACKET, GLUED, CLOSER, N_TESTS } test_kind;
static const char *const test_words[] = {"has", "both", "bracket", "glued", "closer"};

typedef struct { uint32_t kind, test, cue_beg, cue_end, then_end; rcp_why why; } rule;
struct rcp_signal_rules { rule *rule; rcp_str *cue; uint32_t n_rules, n_cues; };

/* ---- loading ---- */

static rcp_status read_cues(rcp_signal_rules *r, const rcp_tsv *tsv, uint32_t field, rcp_err *err)
{
    rcp_str rest = rcp_tsv_field(tsv, field), cue;
    while (!rcp_str_is(rcp_tsv_field(tsv, field), "-") && rcp_list_next(&rest, &cue)) {
        if (r->n_cues == MAX_CUES)
            return rcp_tsv_fail(tsv, field, err, "more than %d cues", MAX_CUES);
        r->cue[r->n_cues++] = cue;
    }
    return RCP_OK;
}

static rcp_status read_rule(rcp_signal_rules *r, const rcp_tsv *tsv, rcp_err *err)
{
    rcp_status s = rcp_tsv_want(tsv, 3, 4, err);
    if (s)
        return s;
    if (r->n_rules == MAX_RULES)
        return rcp_tsv_fail(tsv, 0, err, "more than %d rules", MAX_RULES);
    rule *row = &r->rule[r->n_rules++];
    *row = (rule){.cue_beg = r->n_cues, .why = tsv->why};
    if ((s = rcp_tsv_enum(tsv, 0, &rcp_enum_signal, &row->kind, err)))
        return s;
    while (row->test < N_TESTS && !rcp_str_is(tsv->field[1], test_words[row->test]))
        row->test++;
    if (row->test == N_TESTS || !row->kind)
        return rcp_tsv_fail(tsv, 1, err, "no such kind or test");
    if ((row->test == BOTH) != (tsv->n == 4))
        return rcp_tsv_fail(tsv, 2, err, "\"both\" takes two lists, the others one");
    s = read_cues(r, tsv, 2, err);
    row->cue_end = r->n_cues;
    if (!s)
        s = read_cues(r, tsv, 3, err);
    row->then_end = r->n_cues;
    return s;
}

rcp_status rcp_signals_load(rcp_pack *pack, const rcp_signal_rules **out, rcp_err *err)
{
    char file[96];
    rcp_tsv tsv;
    rcp_signal_rules *r = RCP_NEW(&pack->arena, rcp_signal_rules, 1);
    if (!r || !(r->rule = RCP_NEW(&pack->arena, rule, MAX_RULES)) ||
        !(r->cue = RCP_NEW(&pack->arena, rcp_str, MAX_CUES)))
        return rcp_fail(err, RCP_E_LIMIT, "no room for the signal rules");
    *out = r;
    rcp_status s = RCP_OK;
    if (!rcp_tsv_open(&tsv, &pack->res, rcp_pack_file(pack, "signals.rules", file)))
        return RCP_OK;                          /* a language may have none */
    while (!s && rcp_tsv_next(&tsv))
        s = read_rule(r, &tsv, err);
    return s;
}

/* ---- tests ---- */

typedef struct {
    const rcp_signal_rules *r;
    rcp_line  line;
    rcp_rows *rows;
    uint32_t  count[RCP_N_signal];
    rcp_status status;
} view;

static void add(view *v, const rule *r, uint32_t beg, uint32_t end)
{
    if (v->count[r->kind]++ >= RCP_SIGNALS_MAX)
        return;
    rcp_signal *row = rcp_rows_add(v->rows);
    if (row)
        *row = (rcp_signal){{v->line.at[beg], v->line.at[end]}, r->kind, r->why};
    else
        v->status = RCP_E_LIMIT;
}

/* Where the sentence around fold[at] ends. */
static uint32_t sentence_end(const rcp_line *l, uint32_t at)
{
    for (; at + 1 < l->fold.len; at++)
        if (strchr(".!?", l->fold.s[at]) && l->fold.s[at + 1] == ' ')
            return at;
    return l->fold.len;
}

/* Whether fold[at] stands inside quotation marks, counted from the start of the line. */
static bool is_quoted(const rcp_line *l, uint32_t at)
{
    int depth = 0;
    bool straight = false;
    for (uint32_t i = 0; i < at; i++) {
        if (i && l->at[i] == l->at[i - 1])
            continue;
        uint32_t c = rcp_line_char(l, i);
        depth += (c == 0xab || c == 0x201c) - ((c == 0xbb || c == 0x201d) && depth > 0);
        straight ^= c == '"';
    }
    return depth > 0 || straight;
}

/* The first cue in the line. */
static void test_has(view *v, const rule *r)
{
    uint32_t first = UINT32_MAX, end = 0;
    for (uint32_t c = r->cue_beg; c < r->cue_end; c++) {
        uint32_t at = rcp_line_find(&v->line, 0, v->r->cue[c]);
        if (at < first)
            first = at, end = at + v->r->cue[c].len;
    }
    if (first != UINT32_MAX)
        add(v, r, first, end);
}

/* A cue of the second list in the same sentence: its end, or 0. */
static uint32_t then(const view *v, const rule *r, uint32_t at)
{
    uint32_t stop = sentence_end(&v->line, at), best = 0;
    for (uint32_t c = r->cue_end; c < r->then_end; c++) {
        uint32_t hit = rcp_line_find(&v->line, at, v->r->cue[c]);
        if (hit != UINT32_MAX && hit + v->r->cue[c].len <= stop &&
            (!best || hit + v->r->cue[c].len < best))
            best = hit + v->r->cue[c].len;
    }
    return best;
}

static void test_both(view *v, const rule *r)
{
    for (uint32_t c = r->cue_beg; c < r->cue_end; c++) {
        uint32_t at = rcp_line_find(&v->line, 0, v->r->cue[c]);
        uint32_t end = at == UINT32_MAX ? 0 : then(v, r, at + v->r->cue[c].len);
        if (end && !is_quoted(&v->line, at)) {
            add(v, r, at, end);
            return;
        }
    }
}

/* [of Russia and Belarus]: a bracket with one of the words; or one that a letter follows. */
static void test_brackets(view *v, const rule *r)
{
    const rcp_line *l = &v->line;
    for (uint32_t at = 0; at < l->fold.len; at++) {
        if (l->fold.s[at] != '[')
            continue;
        const char *p = memchr(l->fold.s + at, ']', l->fold.len - at);
        if (!p)
            return;
        uint32_t end = (uint32_t)(p - l->fold.s) + 1;
        bool hit = false;
        if (r->test == GLUED)
            hit = end < l->fold.len && rcp_is_letter(rcp_line_char(l, end)) && end - at > 4 &&
                  at > 0 && l->fold.s[at - 1] == ' ';
        for (uint32_t c = r->cue_beg; c < r->cue_end && !hit && r->test == BRACKET; c++) {
            uint32_t found = rcp_line_find(l, at, v->r->cue[c]);
            hit = found < end && end - at <= BRACKET_BYTES;
        }
        if (hit)
            add(v, r, at, end);
        at = end - 1;
    }
}

/* A mark that opens by its shape, used to close: “...“ */
static void test_closer(view *v, const rule *r)
{
    const rcp_line *l = &v->line;
    uint32_t n, mark = r->cue_beg < r->cue_end ? rcp_utf8_at(v->r->cue[r->cue_beg], 0, &n) : 0;
    bool german = false;
    for (uint32_t at = 1; at < l->fold.len; at++) {
        if (l->at[at] == l->at[at - 1])
            continue;
        uint32_t c = rcp_line_char(l, at);
        german |= c == 0x201e;
        if (c != mark || german || l->fold.s[at - 1] == ' ' || l->fold.s[at - 1] == '(')
            continue;
        uint32_t next = at;
        while (next < l->fold.len && l->at[next] == l->at[at])
            next++;
        char before = l->fold.s[at - 1];
        bool closes = next >= l->fold.len || strchr(" ,.;:!?)", l->fold.s[next]) != NULL;
        if (closes && before != '\'' && before != ' ')
            add(v, r, at, next);
    }
}

static void look(view *v)
{
    static void (*const tests[N_TESTS])(view *, const rule *) = {
        test_has, test_both, test_brackets, test_brackets, test_closer};
    for (uint32_t i = 0; i < v->r->n_rules; i++) {
        const rule *r = &v->r->rule[i];
        if (v->count[r->kind] < RCP_SIGNALS_MAX)
            tests[r->test](v, r);
    }
}

static int by_place(const void *a, const void *b)
{
    const rcp_signal *x = a, *y = b;
    if (x->span.beg != y->span.beg)
        return x->span.beg < y->span.beg ? -1 : 1;
    return x->why < y->why ? -1 : x->why > y->why;
}

/* One signal of a kind for one place. */
static void drop_doubles(rcp_rows *rows)
{
    if (rows->n > 2)
        qsort(RCP_ROW(rows, rcp_signal, 1), rows->n - 1, sizeof(rcp_signal), by_place);
    uint32_t n = 1;
    for (uint32_t i = 1; i < rows->n; i++) {
        const rcp_signal *s = RCP_ROW(rows, rcp_signal, i);
        bool twice = false;
        for (uint32_t k = n; k-- > 1 && !twice;)
            twice = RCP_ROW(rows, rcp_signal, k)->kind == s->kind &&
                    rcp_span_touch(RCP_ROW(rows, rcp_signal, k)->span, s->span);
        if (!twice)
            *RCP_ROW(rows, rcp_signal, n++) = *s;
    }
    rows->n = n;
}

rcp_status rcp_signals_find(const rcp_signal_rules *r, const rcp_doc *doc, rcp_arena *scratch,
                            rcp_rows *rows, rcp_err *err)
{
    view v = {.r = r, .rows = rows};
    rcp_arena own;              /* rows grow in scratch, lines come and go here */
    (void)scratch;
    rcp_status s = rcp_arena_open(&own, (size_t)64 << 10);
    if (s)
        return rcp_fail(err, s, "no memory left for this report");
    for (rcp_id b = 1; !s && b < doc->block.n; b++) {
        rcp_span block = doc->block.row[b].span;
        for (rcp_span at = {block.beg, block.beg}; !s && at.beg < block.end; at.beg = at.end) {
            at.end = block.end - at.beg > SLICE ? at.beg + SLICE : block.end;
            while (!rcp_utf8_boundary(doc->text, at.end))
                at.end--;
            char *mark = own.at;
            if (!(s = rcp_line_fold(&v.line, doc->text, at, &own)))
                look(&v);
            rcp_arena_rewind(&own, mark);
            s = s ? s : v.status;
        }
    }
    rcp_arena_close(&own);
    drop_doubles(rows);
    return s;
}
