#include "read/furniture.h"

enum {
    MAX_RULES = 512, MAX_CUES = 8192, MAX_WORDS = 2048,
    STAMP_WORDS = 14,           /* a line with a stamp and more words is no line of its own */
    LIST_SHARE = 3,             /* one line in so many may be in capitals: else all are    */
    HEADING_SHARE = 2,          /* one line in so many may be short: else it is a list      */
    NAMED_CAPS = 5,             /* words of a line of capitals that may be a name          */
    DATELINE_BYTES = 90,        /* a dateline's date begins in them                        */
    AGENCY_BYTES = 60,          /* "(Agence France-Presse)" after it                       */
    TAIL_BYTES = 240            /* how far back the last sentence is looked for             */
};

typedef enum {
    BEGINS, IS, HAS, ENDS, TAIL, STAMP, DATELINE, CAPS, HEADING, AGAIN, N_TESTS
} test_kind;
static const char *const test_words[] = {"begins",   "is",   "has",     "ends", "tail", "stamp",
                                         "dateline", "caps", "heading", "again"};

enum {                          /* conditions                                               */
    C_BODY = 1, C_BETWEEN = 2, C_NOSTOP = 4, C_SEP = 8, C_SET = 16, C_NAMED = 32, C_UPDATE = 64
};

typedef struct {
    uint32_t kind, test, cue_beg, cue_end, flags, max, min, first, last;
    rcp_why  why;
} rule;

enum { L_VERB = 1, L_ENDING = 2, L_CLAIM = 4, L_STAMP = 8 };

struct rcp_furniture_rules {
    rule        *rule;
    rcp_str     *cue;
    uint32_t     n_rules, n_cues;
    rcp_syms     words;         /* of the "list" rows                                       */
    uint8_t     *list;          /* L_... by symbol of `words`                               */
    rcp_str      ending[64];
    uint32_t     n_endings;
    rcp_calendar calendar;
};

/* ---- loading ---- */

typedef struct { rcp_furniture_rules *r; rcp_tsv tsv; rcp_err *err; } loader;

static rcp_status read_list(loader *l)
{
    static const struct { const char *word; uint8_t list; } lists[] = {
        {"verb", L_VERB}, {"verb-ending", L_ENDING}, {"claim", L_CLAIM}, {"stamp-word", L_STAMP}};
    rcp_str name = rcp_tsv_field(&l->tsv, 1), rest = rcp_tsv_field(&l->tsv, 2), word;
    size_t k = 0;
    while (k < 4 && !rcp_str_is(name, lists[k].word))
        k++;
    if (k == 4)
        return rcp_tsv_fail(&l->tsv, 1, l->err, "'%.*s' is no list", (int)name.len, name.s);
    while (rcp_list_next(&rest, &word)) {
        rcp_sym sym;
        if (lists[k].list == L_ENDING) {
            if (l->r->n_endings == sizeof l->r->ending / sizeof *l->r->ending)
                return rcp_tsv_fail(&l->tsv, 2, l->err, "too many endings");
            l->r->ending[l->r->n_endings++] = word;
        } else if (l->r->words.n >= MAX_WORDS || rcp_syms_add(&l->r->words, word, &sym))
            return rcp_tsv_fail(&l->tsv, 2, l->err, "too many words");
        else
            l->r->list[sym] |= lists[k].list;
    }
    return RCP_OK;
}

static rcp_status read_option(loader *l)
{
    bool dates = rcp_str_is(rcp_tsv_field(&l->tsv, 1), "dates");
    if (dates && rcp_str_is(rcp_tsv_field(&l->tsv, 2), "dmy"))
        l->r->calendar.day_first = true;
    else if (!dates || !rcp_str_is(rcp_tsv_field(&l->tsv, 2), "ambiguous"))
        return rcp_tsv_fail(&l->tsv, 1, l->err, "no such option");
    return RCP_OK;
}

/* "max=8" */
static bool read_limit(rcp_str word, const char *name, uint32_t *out)
{
    size_t n = strlen(name);
    if (word.len <= n || word.len > n + 4 || memcmp(word.s, name, n))
        return false;
    *out = 0;
    for (uint32_t i = (uint32_t)n; i < word.len; i++) {
        if (!rcp_is_digit((unsigned char)word.s[i]))
            return false;
        *out = *out * 10 + (uint32_t)(word.s[i] - '0');
    }
    return true;
}

static rcp_status read_conditions(loader *l, rule *r)
{
    static const char *const names[] = {"body", "between", "nostop", "sep", "set", "named",
                                        "update"};
    rcp_str s = rcp_tsv_field(&l->tsv, 3);
    r->max = r->first = r->last = UINT32_MAX;
    for (uint32_t at = 0; at < s.len;) {
        uint32_t end = at, k = 0;
        while (end < s.len && s.s[end] != ' ')
            end++;
        rcp_str word = rcp_slice(s, (rcp_span){at, end});
        at = end + 1;
        while (k < 7 && !rcp_str_is(word, names[k]))
            k++;
        if (k < 7)
            r->flags |= 1u << k;
        else if (word.len && !rcp_str_is(word, "-") && !read_limit(word, "max=", &r->max) &&
                 !read_limit(word, "min=", &r->min) && !read_limit(word, "first=", &r->first) &&
                 !read_limit(word, "last=", &r->last))
            return rcp_tsv_fail(&l->tsv, 3, l->err, "'%.*s' is no condition", (int)word.len, word.s);
    }
    return RCP_OK;
}

static rcp_status read_rule(loader *l)
{
    if (l->r->n_rules == MAX_RULES)
        return rcp_tsv_fail(&l->tsv, 0, l->err, "more than %d rules", MAX_RULES);
    rule *r = &l->r->rule[l->r->n_rules];
    rcp_status s = rcp_tsv_enum(&l->tsv, 0, &rcp_enum_furniture, &r->kind, l->err);
    if (s)
        return s;
    while (r->test < N_TESTS && !rcp_str_is(rcp_tsv_field(&l->tsv, 1), test_words[r->test]))
        r->test++;
    if (r->test == N_TESTS || !r->kind)
        return rcp_tsv_fail(&l->tsv, 1, l->err, "no such kind or test");
    rcp_str rest = rcp_tsv_field(&l->tsv, 2), cue;
    r->cue_beg = l->r->n_cues;
    while (!rcp_str_is(rcp_tsv_field(&l->tsv, 2), "-") && rcp_list_next(&rest, &cue)) {
        char fold[256];
        uint32_t n = cue.len < 80 ? rcp_fold(cue, fold, sizeof fold) : 0;
        if (!n || n != cue.len || memcmp(fold, cue.s, n))
            return rcp_tsv_fail(&l->tsv, 2, l->err,
                                "'%.*s' must stand in lower case without accents", (int)cue.len,
                                cue.s);
        if (l->r->n_cues == MAX_CUES)
            return rcp_tsv_fail(&l->tsv, 2, l->err, "more than %d cues", MAX_CUES);
        l->r->cue[l->r->n_cues++] = cue;
    }
    r->cue_end = l->r->n_cues;
    r->why = l->tsv.why;
    l->r->n_rules++;
    return read_conditions(l, r);
}

rcp_status rcp_furniture_load(rcp_pack *pack, const rcp_furniture_rules **out, rcp_err *err)
{
    char file[96];
    loader l = {.r = RCP_NEW(&pack->arena, rcp_furniture_rules, 1), .err = err};
    if (!l.r || !(l.r->rule = RCP_NEW(&pack->arena, rule, MAX_RULES)) ||
        !(l.r->cue = RCP_NEW(&pack->arena, rcp_str, MAX_CUES)) ||
        !(l.r->list = RCP_NEW(&pack->arena, uint8_t, MAX_WORDS + 1)) ||
        rcp_syms_init(&l.r->words, &pack->arena, NULL))
        return rcp_fail(err, RCP_E_LIMIT, "no room for the furniture rules");
    rcp_status s = rcp_calendar_load(&l.r->calendar, pack, err);
    if (!s && !rcp_tsv_open(&l.tsv, &pack->res, rcp_pack_file(pack, "furniture.rules", file)))
        return rcp_fail(err, RCP_E_RESOURCE, "%s is missing", file);
    while (!s && rcp_tsv_next(&l.tsv)) {
        if ((s = rcp_tsv_want(&l.tsv, 3, 4, err)))
            break;
        s = rcp_str_is(l.tsv.field[0], "list")     ? read_list(&l)
            : rcp_str_is(l.tsv.field[0], "option") ? read_option(&l)
                                                   : read_rule(&l);
    }
    if (!s)
        *out = l.r;
    return s;
}

/* ---- looking at a line ---- */

typedef struct {
    const rcp_furniture_rules *r;
    const rcp_doc *doc;
    rcp_id    block;            /* the line's                                               */
    uint32_t  n_lines;
    rcp_line  line;
    bool      again;            /* the line stood there before                              */
    bool      after_body;       /* a paragraph stands before it                             */
    bool      between;
    uint32_t  caps_lines, headings;     /* of the whole report                              */
} view;

static bool is_alnum(char c)
{
    unsigned char u = (unsigned char)c;
    return u >= 0x80 || rcp_is_letter(u) || rcp_is_digit(u);
}

/* The first fold offset at or after `at` that is no blank. */
static uint32_t after_blanks(const rcp_line *l, uint32_t at)
{
    while (at < l->fold.len && l->fold.s[at] == ' ')
        at++;
    return at;
}

/* : – — - > | » • / … or the end.  A hyphen must have a blank at its side. */
static bool is_separator(const rcp_line *l, uint32_t at)
{
    uint32_t next = after_blanks(l, at), c = rcp_line_char(l, next);
    if (next >= l->fold.len)
        return true;
    if (c == '-')
        return next > at || (next + 1 < l->fold.len && l->fold.s[next + 1] == ' ');
    return c == ':' || c == '>' || c == '|' || c == '/' || c == 0xb7 || c == 0x2022 || c == 0x2013 ||
           c == 0x2014 || c == 0xbb || c == 0x203a || c == 0x2192 || c == 0x25ba;
}

static bool is_set_off(const rcp_line *l, uint32_t at)
{
    uint32_t c = rcp_line_char(l, after_blanks(l, at));
    return is_separator(l, at) || rcp_is_upper(c) || rcp_is_digit(c) || c == '"' || c == 0xab ||
           c == 0x201c || c == 0x2018;
}

/* Whether all words from `at` on are names: capitals, digits, or of three letters at most.
 * In a line of capitals nothing tells. */
static bool is_named(const rcp_line *l, uint32_t at)
{
    uint32_t names = 0;
    if (l->caps && l->words > NAMED_CAPS)
        return false;
    while (at < l->fold.len) {
        while (at < l->fold.len && !is_alnum(l->fold.s[at]))
            at++;
        uint32_t beg = at, c = rcp_line_char(l, at);
        while (at < l->fold.len && is_alnum(l->fold.s[at]))
            at++;
        if (at == beg)
            break;
        if (rcp_is_upper(c) || rcp_is_digit(c))
            names++;
        else if (at - beg > 3)
            return false;
    }
    return names > 0 && l->whole;
}

static uint32_t list_of(const rcp_furniture_rules *r, rcp_str word)
{
    return r->list[rcp_sym_lookup(&r->words, word)];
}

/* Whether the line has a verb, or a word that reports something, in it. */
static bool is_sentence(const view *v)
{
    rcp_str s = rcp_doc_slice(v->doc, v->line.span);
    char low[128];
    for (uint32_t at = 0, n; at < s.len;) {
        while (at < s.len && !rcp_is_letter(rcp_utf8_at(s, at, &n)))
            at += n;
        uint32_t beg = at;
        while (at < s.len && rcp_is_letter(rcp_utf8_at(s, at, &n)))
            at += n;
        if (at - beg == 0 || at - beg > 40)
            continue;
        rcp_str word = {low, rcp_lower(rcp_slice(s, (rcp_span){beg, at}), low, sizeof low)};
        if (list_of(v->r, word) & (L_VERB | L_CLAIM))
            return true;
        for (uint32_t i = 0; i < v->r->n_endings && word.len >= 5; i++) {
            rcp_str e = v->r->ending[i];
            if (word.len > e.len && !memcmp(word.s + word.len - e.len, e.s, e.len))
                return true;
        }
    }
    return false;
}

static bool context_holds(const view *v, const rule *r)
{
    return v->block <= r->first && (r->last == UINT32_MAX || v->n_lines - v->block < r->last) &&
           (!(r->flags & C_BODY) || v->after_body) && (!(r->flags & C_BETWEEN) || v->between);
}

static bool holds(const view *v, const rule *r)
{
    const rcp_line *l = &v->line;
    return context_holds(v, r) && l->words <= r->max && l->words >= r->min &&
           (!(r->flags & C_NOSTOP) || !l->stop);
}

/* What must come after the cue. */
static bool follows(const rcp_line *l, const rule *r, uint32_t at)
{
    return (!(r->flags & C_SEP) || is_separator(l, at)) && (!(r->flags & C_SET) || is_set_off(l, at)) &&
           (!(r->flags & C_NAMED) || is_named(l, at));
}

/* ---- the tests ---- */

static bool test_is(const view *v, rcp_str cue)
{
    const rcp_line *l = &v->line;
    uint32_t end = l->fold.len;
    if (!l->whole || !rcp_line_cue_at(l, 0, cue))
        return false;
    while (end > cue.len && !is_alnum(l->fold.s[end - 1]))
        end--;
    return end == cue.len;
}

static bool test_ends(const view *v, rcp_str cue)
{
    const rcp_line *l = &v->line;
    return l->whole && l->fold.len > cue.len &&
           !memcmp(l->fold.s + l->fold.len - cue.len, cue.s, cue.len) &&
           (rcp_line_begins(l, l->fold.len - cue.len));
}

/* Cues at the front may have a mark before them: "> Lire aussi", "• Publié le". */
static uint32_t front(const rcp_line *l)
{
    uint32_t at = 0;
    while (at < l->fold.len && at < 8 && !is_alnum(l->fold.s[at]) && l->fold.s[at] != '(')
        at++;
    return at;
}

static bool test_cue(const view *v, const rule *r, rcp_str cue)
{
    const rcp_line *l = &v->line;
    uint32_t at;
    switch (r->test) {
    case BEGINS:
        for (uint32_t i = 0; i < 2; i++) {
            at = i ? front(l) : 0;
            if (at + cue.len <= l->fold.len && rcp_line_cue_at(l, at, cue) &&
                follows(l, r, at + cue.len))
                return true;
        }
        return false;
    case IS:
        return test_is(v, cue);
    case HAS:
        at = rcp_line_find(l, 0, cue);
        return at != UINT32_MAX && follows(l, r, at + cue.len);
    default:
        return test_ends(v, cue);
    }
}

/* A sub-heading, or a line in capitals, where such lines are few. */
static bool test_shape(const view *v, const rule *r)
{
    if (r->test == AGAIN)
        return v->again;
    if (r->test == CAPS)
        return v->line.caps && v->caps_lines * LIST_SHARE <= v->n_lines && v->line.words > 0;
    char last = v->line.fold.len ? v->line.fold.s[v->line.fold.len - 1] : ':';
    return v->headings * HEADING_SHARE <= v->n_lines && last != ':' && last != ',' &&
           v->line.words > 0 && !is_sentence(v) && rcp_is_upper(rcp_line_char(&v->line, 0));
}

static bool test_line(const view *v, const rule *r)
{
    if (!holds(v, r))
        return false;
    if (r->test >= CAPS)
        return test_shape(v, r);
    for (uint32_t c = r->cue_beg; c < r->cue_end; c++)
        if (test_cue(v, r, v->r->cue[c]))
            return true;
    return false;
}

/* The last sentence of the line, where another stands before it. */
static bool last_sentence(const view *v, rcp_span *out)
{
    rcp_span span = v->line.span;
    rcp_str s = v->doc->text;
    uint32_t low = span.end - span.beg > TAIL_BYTES ? span.end - TAIL_BYTES : span.beg;
    for (uint32_t at = span.end; at-- > low + 2;) {
        char stop = s.s[at - 2];
        if (s.s[at - 1] != ' ' || !(stop == '.' || stop == '!' || stop == '?') || at >= span.end - 1)
            continue;
        *out = (rcp_span){at, span.end};
        return true;
    }
    return false;
}

static rcp_status test_tail(const view *v, const rule *r, rcp_arena *scratch, rcp_span *out,
                            bool *found)
{
    rcp_line tail;
    rcp_span span;
    *found = false;
    if (!context_holds(v, r) || !last_sentence(v, &span))
        return RCP_OK;
    rcp_status s = rcp_line_fold(&tail, v->doc->text, span, scratch);
    if (s || tail.words > r->max || tail.words < r->min)
        return s;
    for (uint32_t c = r->cue_beg; c < r->cue_end && !*found; c++)
        *found = rcp_line_cue_at(&tail, 0, v->r->cue[c]) &&
                 rcp_is_upper(rcp_line_char(&tail, 0)) && follows(&tail, r, v->r->cue[c].len);
    *out = span;
    return RCP_OK;
}

/* ---- stamps ---- */

typedef struct { uint32_t cue, beg; rcp_stamp stamp; } stamp_at;

/* The stamp after a cue: the cue at the front, or anywhere in a short line. */
static bool find_stamp(const view *v, const rule *r, stamp_at *out)
{
    const rcp_line *l = &v->line;
    if (r->cue_beg == r->cue_end) {
        out->cue = out->beg = front(l);
        return out->beg < l->fold.len && rcp_stamp_read(&v->r->calendar, l, out->beg, &out->stamp);
    }
    for (uint32_t c = r->cue_beg; c < r->cue_end; c++) {
        rcp_str cue = v->r->cue[c];
        uint32_t at = rcp_line_find(l, 0, cue);
        bool inside = at != UINT32_MAX && at > front(l);
        if (at == UINT32_MAX ||
            (inside && (l->words > STAMP_WORDS || !memchr(cue.s, ' ', cue.len))))
            continue;
        out->cue = at;
        at += cue.len;
        while (at < l->fold.len && !is_alnum(l->fold.s[at]))
            at++;
        /* "publié par la rédaction le 5 mai 2023": a few words may stand between */
        for (uint32_t words = 0; at < l->fold.len && words < (l->words <= STAMP_WORDS ? 8 : 2); words++) {
            out->beg = at;
            if (rcp_stamp_read(&v->r->calendar, l, at, &out->stamp))
                return true;
            while (at < l->fold.len && l->fold.s[at] != ' ')
                at++;
            at = after_blanks(l, at);
        }
    }
    return false;
}

/* Whether nothing but numbers, small stamp words and marks stand in fold[at..). */
static bool only_stamp_words(const view *v, uint32_t at)
{
    const rcp_line *l = &v->line;
    while (at < l->fold.len) {
        while (at < l->fold.len && !is_alnum(l->fold.s[at]))
            at++;
        uint32_t beg = at;
        bool digits = true;
        while (at < l->fold.len && is_alnum(l->fold.s[at])) {
            digits &= rcp_is_digit((unsigned char)l->fold.s[at]);
            at++;
        }
        rcp_str word = rcp_slice(l->fold, (rcp_span){beg, at});
        if (word.len && !digits && !(list_of(v->r, word) & L_STAMP))
            return false;
    }
    return true;
}

/* What a stamp marks: the whole line, or the stamp before the text; false for neither. */
static bool stamp_span(const view *v, const rule *r, const stamp_at *s, rcp_span *out)
{
    const rcp_line *l = &v->line;
    bool cued = r->cue_beg < r->cue_end, whole = only_stamp_words(v, s->stamp.end);
    *out = l->span;
    if (whole)
        return l->words <= STAMP_WORDS;
    if (s->cue > front(l) || !(cued || (s->stamp.iso && s->stamp.timed)))
        return false;
    /* Text follows: it must begin like a text. */
    uint32_t next = after_blanks(l, s->stamp.end);
    while (next < l->fold.len && strchr("-|:", l->fold.s[next]))
        next = after_blanks(l, next + 1);
    uint32_t c = rcp_line_char(l, next);
    if (next >= l->fold.len || !(rcp_is_upper(c) || c == '"' || c == 0xab || c == 0x201c))
        return false;
    out->end = l->at[s->stamp.end];
    return true;
}

/* 3: a date of publication; 2: a date alone; 1: an update. */
static uint32_t rank_of(const rule *r)
{
    return r->flags & C_UPDATE ? 1 : r->cue_beg < r->cue_end ? 3 : 2;
}

static bool test_stamp(const view *v, const rule *r, rcp_span *out, rcp_published *found,
                       uint32_t *rank)
{
    stamp_at s;
    if (!holds(v, r) || !find_stamp(v, r, &s) || !stamp_span(v, r, &s, out))
        return false;
    if (s.stamp.hi > s.stamp.lo && rank_of(r) > *rank) {
        *rank = rank_of(r);
        *found = (rcp_published){.lo = s.stamp.lo, .hi = s.stamp.hi, .how = RCP_HOW_TEXT,
                                 .why = r->why};
        found->evidence[0] = (rcp_span){v->line.at[s.cue], v->line.at[s.stamp.end]};
    }
    return true;
}

/* Names of places alone stand before a dateline's date: capitals, small words, marks. */
static bool only_names(const rcp_line *l, uint32_t end)
{
    for (uint32_t at = front(l), beg; at < end; at = after_blanks(l, at)) {
        beg = at;
        while (at < end && l->fold.s[at] != ' ')
            at++;
        if (is_alnum(l->fold.s[beg]) && at - beg > 3 && !rcp_is_upper(rcp_line_char(l, beg)))
            return false;
    }
    return true;
}

/* "MINSK, 19 décembre 2022 (AFP) – Le président ...": the date counts; the words stay text. */
static void read_dateline(const view *v, const rule *r, rcp_published *found, uint32_t *rank)
{
    const rcp_line *l = &v->line;
    rcp_stamp st;
    if (!holds(v, r) || rank_of(r) <= *rank)
        return;
    for (uint32_t at = front(l); at < l->fold.len && at < DATELINE_BYTES;) {
        if (rcp_stamp_read(&v->r->calendar, l, at, &st) && st.hi > st.lo) {
            uint32_t next = after_blanks(l, st.end), close = next;
            if (next < l->fold.len && l->fold.s[next] == '(') {
                while (close < l->fold.len && close < next + AGENCY_BYTES && l->fold.s[close] != ')')
                    close++;
                next = after_blanks(l, close + 1);
            }
            if (next >= l->fold.len || l->fold.s[next] != '-' || !only_names(l, at))
                return;
            *rank = rank_of(r);
            *found = (rcp_published){.lo = st.lo, .hi = st.hi, .how = RCP_HOW_TEXT, .why = r->why};
            found->evidence[0] = (rcp_span){l->at[at], l->at[st.end]};
            return;
        }
        while (at < l->fold.len && l->fold.s[at] != ' ')
            at++;
        at = after_blanks(l, at);
    }
}

/* ---- the report ---- */

typedef struct { uint64_t *slot; uint32_t mask; } hash_set;

static bool seen_before(hash_set *set, uint64_t hash)
{
    hash |= hash == 0;
    uint32_t i = (uint32_t)hash & set->mask;
    while (set->slot[i] && set->slot[i] != hash)
        i = (i + 1) & set->mask;
    bool seen = set->slot[i] == hash;
    set->slot[i] = hash;
    return seen;
}

static bool is_paragraph(const rcp_doc *doc, rcp_id block)
{
    const rcp_block *b = &doc->block.row[block];
    return block > 0 && block < doc->block.n && b->kind == RCP_BLOCK_PARAGRAPH &&
           b->span.end - b->span.beg > 80;
}

/* How many lines are in capitals, and how many are shaped like headings. */
static void count_shapes(view *v)
{
    for (rcp_id b = 1; b < v->doc->block.n; b++) {
        rcp_str s = rcp_doc_slice(v->doc, v->doc->block.row[b].span);
        uint32_t letters = 0, uppers = 0;
        if (s.len > RCP_LINE_HEAD)
            continue;
        for (uint32_t at = 0, n; at < s.len; at += n) {
            uint32_t c = rcp_utf8_at(s, at, &n);
            letters += rcp_is_letter(c);
            uppers += rcp_is_upper(c);
        }
        v->caps_lines += letters >= 2 && uppers * 20 >= letters * 17;
        v->headings += v->doc->block.row[b].kind == RCP_BLOCK_HEADING;
    }
}

static rcp_status try_rules(const view *v, rcp_arena *scratch, rcp_span *span, const rule **why,
                            rcp_published *found, uint32_t *rank)
{
    rcp_status s = RCP_OK;
    bool hit = false;
    *why = NULL;
    for (uint32_t i = 0; !s && i < v->r->n_rules && !*why; i++) {
        const rule *r = &v->r->rule[i];
        *span = v->line.span;
        hit = false;
        if (r->test == DATELINE)
            read_dateline(v, r, found, rank);
        else if (r->test == TAIL)
            s = test_tail(v, r, scratch, span, &hit);
        else
            hit = r->test == STAMP ? test_stamp(v, r, span, found, rank) : test_line(v, r);
        if (!s && hit)
            *why = r;
    }
    return s;
}

/* Look at the line of v->block. */
static rcp_status look(view *v, hash_set *set, rcp_arena *scratch, rcp_rows *rows,
                       rcp_published *found, uint32_t *rank)
{
    const rule *why;
    rcp_span span;
    char *mark = scratch->at;
    rcp_status s = rcp_line_fold(&v->line, v->doc->text, v->doc->block.row[v->block].span, scratch);
    if (s)
        return s;
    uint64_t hash = rcp_hash(v->line.fold.s, v->line.fold.len);
    bool title = v->block > 1 && hash == set->slot[set->mask + 1];
    v->again = seen_before(set, hash) && !title;
    if (v->block == 1)
        set->slot[set->mask + 1] = hash;        /* the title may be repeated */
    v->between = is_paragraph(v->doc, v->block - 1) && is_paragraph(v->doc, v->block + 1);
    if ((s = try_rules(v, scratch, &span, &why, found, rank)))
        return s;
    rcp_arena_rewind(scratch, mark);
    if (is_paragraph(v->doc, v->block))
        v->after_body = true;
    if (!why)
        return RCP_OK;
    rcp_furniture *f = rcp_rows_add(rows);
    if (!f)
        return RCP_E_LIMIT;
    *f = (rcp_furniture){span, why->kind, why->why};
    return RCP_OK;
}

rcp_status rcp_furniture_find(const rcp_furniture_rules *r, const rcp_doc *doc, rcp_arena *scratch,
                              rcp_rows *rows, rcp_published *found, rcp_err *err)
{
    view v = {.r = r, .doc = doc, .n_lines = doc->block.n ? doc->block.n - 1 : 0};
    uint32_t slots = 64, rank = 0;
    rcp_arena own;              /* rows grow in scratch, lines come and go here */
    while (slots < 2 * v.n_lines)
        slots *= 2;
    rcp_status s = rcp_arena_open(&own, (size_t)64 << 10);
    if (s)
        return rcp_fail(err, s, "no memory left for this report");
    hash_set set = {RCP_NEW(scratch, uint64_t, slots + 1), slots - 1};
    s = set.slot ? RCP_OK : RCP_E_LIMIT;
    count_shapes(&v);
    for (v.block = 1; !s && v.block < doc->block.n; v.block++)
        s = look(&v, &set, &own, rows, found, &rank);
    rcp_arena_close(&own);
    return s;
}
