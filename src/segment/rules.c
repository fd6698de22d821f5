#include "segment/rules.h"

#include <stdio.h>

enum { MAX_FORMS = 8192, MAX_CONTEXTS = 16384, MAX_PAIRS = 64, LONGEST_ENDING = 6 };

typedef struct { const char *word; uint32_t kind, parts; } kind_word;
static const kind_word form_kinds[] = {
    {"prefix", RCP_FORM_PREFIX, 0}, {"suffix", RCP_FORM_SUFFIX, 0},   {"tail", RCP_FORM_TAIL, 0},
    {"whole", RCP_FORM_WHOLE, 0},   {"split", RCP_FORM_SPLIT, 1},     {"words", RCP_FORM_WORDS, 1},
    {"unit", RCP_FORM_UNIT, 0},     {"hyphen", RCP_FORM_HYPHEN, 0},   {"starter", RCP_FORM_STARTER, 0},
    {"glue", RCP_FORM_GLUE, 0},     {"never", RCP_FORM_ABBR, 0},      {"maybe", RCP_FORM_ABBR_END, 0},
    {"clock", RCP_FORM_CLOCK, 0},   {"mark", RCP_FORM_MARK, 0},
};

typedef struct {
    rcp_pack          *pack;
    rcp_segment_rules *r;
    rcp_rows           sym_row;         /* sym_form rows, until the symbols are counted    */
    rcp_err           *err;
} loader;
typedef struct { rcp_sym sym; uint32_t form; } sym_form;

/* The row of a form, made if it is new. */
static rcp_status form_row(loader *l, const rcp_tsv *tsv, rcp_str name, rcp_form **out)
{
    rcp_sym sym;
    rcp_status s = rcp_syms_add(&l->pack->syms, name, &sym);
    for (uint32_t i = l->sym_row.n; !s && i-- > 1;)
        if (RCP_ROW(&l->sym_row, sym_form, i)->sym == sym) {
            *out = &l->r->form[RCP_ROW(&l->sym_row, sym_form, i)->form];
            return RCP_OK;
        }
    if (l->r->n_forms == MAX_FORMS)
        return rcp_tsv_fail(tsv, 0, l->err, "more than %d forms", MAX_FORMS);
    sym_form *row = s ? NULL : rcp_rows_add(&l->sym_row);
    if (!row)
        return rcp_fail(l->err, RCP_E_LIMIT, "no room for the segment rules");
    *row = (sym_form){sym, l->r->n_forms};
    *out = &l->r->form[l->r->n_forms++];
    return RCP_OK;
}

static rcp_status read_parts(loader *l, const rcp_tsv *tsv, uint32_t kind, rcp_form *form)
{
    rcp_str list = rcp_tsv_field(tsv, 2), piece;
    uint32_t bytes = 0;
    form->n_parts = 0;
    while (rcp_list_next(&list, &piece)) {
        if (form->n_parts == RCP_FORM_PARTS)
            return rcp_tsv_fail(tsv, 2, l->err, "more than %d parts", RCP_FORM_PARTS);
        rcp_sym sym;
        if (rcp_syms_add(&l->pack->syms, piece, &sym))
            return rcp_fail(l->err, RCP_E_LIMIT, "no room for the segment rules");
        form->part[form->n_parts++] = rcp_sym_str(&l->pack->syms, sym);
        bytes += piece.len;
    }
    if (form->n_parts < 2)
        return rcp_tsv_fail(tsv, 2, l->err, "two parts or more are wanted, as in de|le");
    if (kind == RCP_FORM_SPLIT && bytes != rcp_tsv_field(tsv, 1).len)
        return rcp_tsv_fail(tsv, 2, l->err, "the parts do not make up the word");
    return RCP_OK;
}

static rcp_status read_option(loader *l, const rcp_tsv *tsv)
{
    rcp_str name = rcp_tsv_field(tsv, 1), value = rcp_tsv_field(tsv, 2);
    if (rcp_str_is(name, "hyphens") && rcp_str_is(value, "split"))
        l->r->split_hyphens = true;
    else if (rcp_str_is(name, "numbers") && rcp_str_is(value, "spaced"))
        l->r->group_spaces = true;
    else
        return rcp_tsv_fail(tsv, 1, l->err, "no such option: %.*s %.*s", (int)name.len, name.s,
                            (int)value.len, value.s);
    return RCP_OK;
}

/* One file of `kind  form  [parts]` rows; a kind may list forms with '|'. */
static rcp_status read_forms(loader *l, const char *name)
{
    char file[96];
    rcp_tsv tsv;
    rcp_status s = RCP_OK;
    if (!rcp_tsv_open(&tsv, &l->pack->res, rcp_pack_file(l->pack, name, file)))
        return rcp_fail(l->err, RCP_E_RESOURCE, "%s is missing", file);
    while (!s && rcp_tsv_next(&tsv)) {
        if ((s = rcp_tsv_want(&tsv, 2, 3, l->err)))
            break;
        if (rcp_str_is(tsv.field[0], "option")) {
            s = read_option(l, &tsv);
            continue;
        }
        const kind_word *k = form_kinds, *end = k + sizeof form_kinds / sizeof *form_kinds;
        while (k < end && !rcp_str_is(tsv.field[0], k->word))
            k++;
        if (k == end)
            return rcp_tsv_fail(&tsv, 0, l->err, "'%.*s' is no kind of form", (int)tsv.field[0].len,
                                tsv.field[0].s);
        rcp_str list = tsv.field[1], piece;
        while (!s && rcp_list_next(&list, &piece)) {
            rcp_form *form = NULL;
            if (!(s = form_row(l, &tsv, piece, &form)))
                form->kinds |= k->kind;
            if (!s && k->parts)
                s = read_parts(l, &tsv, k->kind, form);
        }
    }
    return s;
}

static rcp_status index_forms(loader *l)
{
    rcp_segment_rules *r = l->r;
    r->n_syms = l->pack->syms.n;
    r->form_of = RCP_NEW(&l->pack->arena, uint32_t, r->n_syms);
    if (!r->form_of)
        return rcp_fail(l->err, RCP_E_LIMIT, "no room for the segment rules");
    for (uint32_t i = 1; i < l->sym_row.n; i++) {
        const sym_form *row = RCP_ROW(&l->sym_row, sym_form, i);
        r->form_of[row->sym] = row->form;
    }
    return RCP_OK;
}

/* "des before" rows; the file may be missing. */
static rcp_status read_contractions(loader *l)
{
    static const char *const readings[] = {"", "words", "article", "same"};
    char file[96], key[128];
    rcp_tsv tsv;
    rcp_segment_rules *r = l->r;
    rcp_status s = rcp_syms_init(&r->context, &l->pack->arena, NULL);
    r->reading = RCP_NEW(&l->pack->arena, uint8_t, MAX_CONTEXTS);
    if (s || !r->reading)
        return rcp_fail(l->err, RCP_E_LIMIT, "no room for the segment rules");
    if (!rcp_tsv_open(&tsv, &l->pack->res, rcp_pack_file(l->pack, "contractions.tsv", file)))
        return RCP_OK;
    while (!s && rcp_tsv_next(&tsv)) {
        if ((s = rcp_tsv_want(&tsv, 3, 3, l->err)))
            break;
        uint8_t reading = 1;
        while (reading < 4 && !rcp_str_is(tsv.field[1], readings[reading]))
            reading++;
        if (reading == 4)
            return rcp_tsv_fail(&tsv, 1, l->err, "words, article or same is wanted here");
        rcp_str list = tsv.field[2], piece;
        uint32_t form = r->form_of[rcp_sym_lookup(&l->pack->syms, tsv.field[0])];
        if (!(r->form[form].kinds & RCP_FORM_WORDS))
            return rcp_tsv_fail(&tsv, 0, l->err, "tokens.tsv has no such form of several words");
        r->form[form].kinds |= RCP_FORM_EITHER;
        while (!s && rcp_list_next(&list, &piece)) {
            rcp_sym sym;
            int n = snprintf(key, sizeof key, "%.*s %.*s", (int)tsv.field[0].len, tsv.field[0].s,
                             (int)piece.len, piece.s);
            if (n < 0 || n >= (int)sizeof key || r->context.n == MAX_CONTEXTS)
                return rcp_tsv_fail(&tsv, 2, l->err, "too long, or too many");
            if (!(s = rcp_syms_add(&r->context, rcp_str_of(key), &sym)))
                r->reading[sym] = reading;
        }
    }
    return s;
}

/* One mark: a character, or two ("<<", "''"). */
static bool read_mark(rcp_str s, uint32_t mark[2])
{
    uint32_t n = 0, m = 0;
    mark[0] = mark[1] = 0;
    if (!s.len)
        return false;
    mark[0] = rcp_utf8_at(s, 0, &n);
    if (n < s.len)
        mark[1] = rcp_utf8_at(s, n, &m);
    return n + m == s.len;
}

static rcp_status read_quotes(loader *l)
{
    char file[96];
    rcp_tsv tsv;
    rcp_segment_rules *r = l->r;
    rcp_status s = RCP_OK;
    if (!rcp_tsv_open(&tsv, &l->pack->res, rcp_pack_file(l->pack, "quotes.tsv", file)))
        return rcp_fail(l->err, RCP_E_RESOURCE, "%s is missing", file);
    r->pair = RCP_NEW(&l->pack->arena, rcp_quote_pair, MAX_PAIRS);
    if (!r->pair)
        return rcp_fail(l->err, RCP_E_LIMIT, "no room for the segment rules");
    while (!s && rcp_tsv_next(&tsv)) {
        double prio = 0;
        rcp_quote_pair *p = &r->pair[r->n_pairs];
        if ((s = rcp_tsv_want(&tsv, 3, 3, l->err)) ||
            (s = rcp_tsv_number(&tsv, 2, &prio, l->err)))
            break;
        if (r->n_pairs == MAX_PAIRS)
            return rcp_tsv_fail(&tsv, 0, l->err, "more than %d pairs", MAX_PAIRS);
        if (!read_mark(tsv.field[0], p->open) || !read_mark(tsv.field[1], p->close))
            return rcp_tsv_fail(&tsv, 0, l->err, "a mark is one character, or two");
        if (!(prio >= 0 && prio < 10))
            return rcp_tsv_fail(&tsv, 2, l->err, "the priority is a number from 0 to 9");
        p->prio = (uint32_t)prio;
        p->why = tsv.why;
        r->n_pairs++;
    }
    return s;
}

rcp_status rcp_segment_rules_load(rcp_pack *pack, const rcp_segment_rules **out, rcp_err *err)
{
    rcp_segment_rules *r = RCP_NEW(&pack->arena, rcp_segment_rules, 1);
    rcp_arena scratch;
    if (!r || !(r->form = RCP_NEW(&pack->arena, rcp_form, MAX_FORMS)))
        return rcp_fail(err, RCP_E_LIMIT, "no room for the segment rules");
    r->n_forms = 1;
    loader l = {.pack = pack, .r = r, .err = err};
    rcp_status s = rcp_arena_open(&scratch, (size_t)MAX_FORMS * 64);
    if (s)
        return rcp_fail(err, s, "no memory left for the segment rules");
    s = rcp_rows_init(&l.sym_row, &scratch, sizeof(sym_form));
    if (!s)
        s = read_forms(&l, "tokens.tsv");
    if (!s)
        s = read_forms(&l, "abbreviations.tsv");
    if (!s)
        s = index_forms(&l);
    rcp_arena_close(&scratch);
    if (!s)
        s = read_contractions(&l);
    if (!s)
        s = read_quotes(&l);
    if (!s)
        *out = r;
    return s;
}

const rcp_form *rcp_form_lookup(const rcp_segment_rules *r, const rcp_syms *syms, rcp_str s)
{
    rcp_sym sym = rcp_sym_lookup(syms, s);
    return &r->form[sym < r->n_syms ? r->form_of[sym] : 0];
}

static uint32_t reading_of(const rcp_segment_rules *r, rcp_str form, const char *dash, rcp_str s)
{
    char key[128];
    int n = snprintf(key, sizeof key, "%.*s %s%.*s", (int)form.len, form.s, dash, (int)s.len, s.s);
    if (n < 0 || n >= (int)sizeof key)
        return 0;
    return r->reading[rcp_sym_lookup(&r->context, (rcp_str){key, (uint32_t)n})];
}

uint32_t rcp_contraction_read(const rcp_segment_rules *r, rcp_str form, rcp_str before)
{
    if (r->context.n <= 1 || before.len > 60)
        return RCP_READ_WORDS;
    uint32_t reading = reading_of(r, form, "", before.len ? before : RCP_STR("^"));
    for (uint32_t k = LONGEST_ENDING; !reading && k >= 2; k--)
        if (before.len > k && rcp_utf8_boundary(before, before.len - k))
            reading = reading_of(r, form, "-", (rcp_str){before.s + before.len - k, k});
    reading = reading ? reading : reading_of(r, form, "", RCP_STR("*"));
    return reading ? reading : RCP_READ_WORDS;
}
