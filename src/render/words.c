#include "render/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static int by_key(const void *a, const void *b)
{
    return rcp_str_cmp(((const rcp_message *)a)->key, ((const rcp_message *)b)->key);
}

static rcp_str name_of(const rcp_pack *pack, uint32_t entity)
{
    return rcp_sym_str(&pack->syms, pack->entities.row[entity].name);
}

static int by_name(const void *a, const void *b, void *pack)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    int c = rcp_str_cmp(name_of(pack, x), name_of(pack, y));
    return c ? c : (x > y) - (x < y);
}

static rcp_status index_names(rcp_words *w, rcp_err *err)
{
    const rcp_entities *e = &w->pack->entities;
    w->named = calloc((size_t)e->n + 1, sizeof *w->named);
    if (!w->named)
        return rcp_fail(err, RCP_E_MEMORY, "no memory left");
    for (uint32_t i = 1; i < e->n; i++)
        if (e->row[i].name_fr)
            w->named[w->n_named++] = i;
    qsort_r(w->named, w->n_named, sizeof *w->named, by_name, (void *)(uintptr_t)w->pack);
    return RCP_OK;
}

/* Rows of a file of two or three columns, sorted by the first; keys that stand twice are an error. */
static rcp_status read_rows(rcp_tsv *tsv, rcp_message **out, uint32_t *n, rcp_err *err)
{
    rcp_status s = RCP_OK;
    uint32_t cap = 0;
    while (!s && rcp_tsv_next(tsv)) {
        if ((s = rcp_tsv_want(tsv, 2, 3, err)))
            break;
        if (*n == cap) {
            cap = cap ? cap * 2 : 256;
            rcp_message *more = realloc(*out, cap * sizeof *more);
            if (!more)
                return rcp_fail(err, RCP_E_MEMORY, "no memory left");
            *out = more;
        }
        rcp_message *m = &(*out)[(*n)++];
        *m = (rcp_message){tsv->field[0], tsv->field[1], rcp_tsv_field(tsv, 2)};
        if (!m->many.len)
            m->many = m->one;
    }
    if (*n)
        qsort(*out, *n, sizeof **out, by_key);
    for (uint32_t i = 1; !s && i < *n; i++)
        if (!by_key(&(*out)[i - 1], &(*out)[i]))
            s = rcp_tsv_fail(tsv, 0, err, "'%.*s' stands twice in this file", (int)(*out)[i].key.len,
                             (*out)[i].key.s);
    return s;
}

rcp_status rcp_words_open(rcp_words *w, const rcp_pack *pack, rcp_err *err)
{
    char name[96];
    rcp_tsv tsv;
    *w = (rcp_words){.pack = pack, .singular_below = 2};
    if (!rcp_tsv_open(&tsv, &pack->res, rcp_pack_file(pack, "messages.tsv", name)))
        return rcp_fail_at(err, RCP_E_RESOURCE, name, 0, 0, "this file is missing");
    rcp_status s = read_rows(&tsv, &w->message, &w->n, err);
    if (!s && rcp_tsv_open(&tsv, &pack->res, rcp_pack_file(pack, "names.tsv", name)))
        s = read_rows(&tsv, &w->name, &w->n_names, err);
    if (!s)
        s = index_names(w, err);
    if (!s && rcp_words_text(w, "singular_below").s[0] == '1')
        w->singular_below = 1;
    if (s)
        rcp_words_close(w);
    return s;
}

void rcp_words_close(rcp_words *w)
{
    free(w->message);
    free(w->name);
    free(w->named);
    *w = (rcp_words){0};
}

static const rcp_message *lookup(const rcp_words *w, const char *group, rcp_str word)
{
    char key[96];
    int n = snprintf(key, sizeof key, "%s%.*s", group, (int)(word.len > 80 ? 80 : word.len),
                     word.s ? word.s : "");
    if (n < 0 || !w->n)
        return NULL;
    rcp_message want = {.key = rcp_str_of(key)};
    return bsearch(&want, w->message, w->n, sizeof want, by_key);
}

bool rcp_words_has(const rcp_words *w, const char *group, rcp_str word)
{
    return lookup(w, group, word) != NULL;
}

rcp_str rcp_words_text2(const rcp_words *w, const char *group, rcp_str word)
{
    const rcp_message *m = lookup(w, group, word);
    return m ? m->one : word;
}

rcp_str rcp_words_text(const rcp_words *w, const char *key)
{
    const rcp_message *m = lookup(w, "", rcp_str_of(key));
    return m ? m->one : rcp_str_of(key);
}

static void fill(rcp_buf *out, rcp_str text, const rcp_str *arg, uint32_t n_args)
{
    for (uint32_t i = 0; i < text.len; i++) {
        uint32_t k = i + 2 < text.len && text.s[i] == '{' && text.s[i + 2] == '}'
                         ? (uint32_t)(text.s[i + 1] - '1')
                         : n_args;
        if (k < n_args) {
            rcp_buf_str(out, arg[k]);
            i += 2;
        } else
            rcp_buf_char(out, text.s[i]);
    }
}

void rcp_words_fill(rcp_buf *out, const rcp_words *w, const char *key, const rcp_str *arg,
                    uint32_t n_args)
{
    fill(out, rcp_words_text(w, key), arg, n_args);
}

static bool singular(const rcp_words *w, double x)
{
    return x == 1 || (w->singular_below > 1 && fabs(x) < w->singular_below);
}

void rcp_words_count(rcp_buf *out, const rcp_words *w, const char *key, uint64_t n)
{
    const rcp_message *m = lookup(w, "", rcp_str_of(key));
    rcp_buf number = {0};
    rcp_words_number(&number, w, (double)n);
    rcp_str arg = {number.s, (uint32_t)number.len};
    fill(out, !m ? rcp_str_of(key) : singular(w, (double)n) ? m->one : m->many, &arg, 1);
    rcp_buf_free(&number);
}

rcp_str rcp_words_name(const rcp_words *w, rcp_str canonical)
{
    uint32_t lo = 0, hi = w->n_named;
    rcp_message want = {.key = canonical};
    const rcp_message *own =
        w->n_names ? bsearch(&want, w->name, w->n_names, sizeof want, by_key) : NULL;
    if (own)
        return own->one;
    if (strcmp(w->pack->lang, "fr"))
        return canonical;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (rcp_str_cmp(name_of(w->pack, w->named[mid]), canonical) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo < w->n_named && rcp_str_eq(name_of(w->pack, w->named[lo]), canonical))
        return rcp_sym_str(&w->pack->syms, w->pack->entities.row[w->named[lo]].name_fr);
    return canonical;
}

void rcp_words_number(rcp_buf *out, const rcp_words *w, double x)
{
    char z[48];
    rcp_str thousands = rcp_words_text(w, "number.thousands");
    rcp_str decimal = rcp_words_text(w, "number.decimal");
    (void)snprintf(z, sizeof z, fabs(x) < 1e15 ? "%.2f" : "%.6g", x);
    char *dot = strchr(z, '.');
    uint32_t whole = dot ? (uint32_t)(dot - z) : (uint32_t)strlen(z), first = z[0] == '-';
    for (uint32_t i = 0; i < whole; i++) {
        if (i > first && (whole - i) % 3 == 0 && whole - first > 3 && dot)
            rcp_buf_str(out, thousands);
        rcp_buf_char(out, z[i]);
    }
    if (!dot)
        return;
    uint32_t n = (uint32_t)strlen(dot);
    while (n > 1 && dot[n - 1] == '0')
        n--;
    if (n > 1) {
        rcp_buf_str(out, decimal);
        rcp_buf_put(out, dot + 1, n - 1);
    }
}

void rcp_words_quantity(rcp_buf *out, const rcp_words *w, double min, double max, rcp_str unit)
{
    rcp_buf a = {0}, b = {0};
    if (isnan(min) && isnan(max))
        return;
    if (!isnan(min))
        rcp_words_number(&a, w, min);
    if (!isnan(max))
        rcp_words_number(&b, w, max);
    rcp_str arg[] = {{a.s, (uint32_t)a.len}, {b.s, (uint32_t)b.len}};
    bool exact = !isnan(min) && !isnan(max) && min >= max;
    rcp_words_fill(out, w,
                   exact        ? "quantity.exact"
                   : isnan(max) ? "quantity.at_least"
                   : isnan(min) ? "quantity.at_most"
                                : "quantity.range",
                   arg, 2);
    if (unit.len) {
        const rcp_message *m = lookup(w, "unit.", unit);
        rcp_buf_z(out, "\xc2\xa0");
        rcp_buf_str(out, !m ? unit : singular(w, isnan(max) ? min : max) ? m->one : m->many);
    }
    rcp_buf_free(&a);
    rcp_buf_free(&b);
}

static void put_month(rcp_buf *out, const rcp_words *w, rcp_date d)
{
    char z[8];
    (void)snprintf(z, sizeof z, "%u", d.month);
    rcp_buf_str(out, rcp_words_text2(w, "month.", rcp_str_of(z)));
    rcp_buf_f(out, " %d", d.year);
}

static void put_day(rcp_buf *out, const rcp_words *w, rcp_date d)
{
    if (d.day == 1)
        rcp_buf_str(out, rcp_words_text(w, "day.first"));
    else
        rcp_buf_f(out, "%u", d.day);
}

static void put_date(rcp_buf *out, const rcp_words *w, rcp_date d)
{
    put_day(out, w, d);
    rcp_buf_char(out, ' ');
    put_month(out, w, d);
}

static void put_open(rcp_buf *out, const rcp_words *w, int32_t lo, int32_t hi)
{
    rcp_buf z = {0};
    bool since = hi == RCP_DAY_MAX;
    const char *key = since ? "days.since" : "days.before";
    rcp_date d = rcp_date_of(since ? lo : hi - 1);
    if (since && d.day == 1 && d.month == 1)
        rcp_buf_f(&z, "%d", d.year);
    else if (since && d.day == 1)
        put_month(&z, w, d);
    else {
        put_date(&z, w, d);
        key = since ? "days.since_day" : key;
    }
    rcp_str arg = {z.s, (uint32_t)z.len};
    rcp_words_fill(out, w, key, &arg, 1);
    rcp_buf_free(&z);
}

void rcp_words_days(rcp_buf *out, const rcp_words *w, int32_t lo, int32_t hi)
{
    if (hi <= lo || (lo == RCP_DAY_MIN && hi == RCP_DAY_MAX))
        return;
    if (lo == RCP_DAY_MIN || hi == RCP_DAY_MAX) {
        put_open(out, w, lo, hi);
        return;
    }
    rcp_date a = rcp_date_of(lo), b = rcp_date_of(hi - 1), after = rcp_date_of(hi);
    if (hi - lo == 1)
        put_date(out, w, a);
    else if (a.day == 1 && a.month == 1 && after.day == 1 && after.month == 1 &&
             after.year == a.year + 1)
        rcp_buf_f(out, "%d", a.year);
    else if (a.day == 1 && after.day == 1 && a.month == b.month && a.year == b.year)
        put_month(out, w, a);
    else if (a.month == b.month && a.year == b.year) {
        put_day(out, w, a);
        rcp_buf_z(out, "\xe2\x80\x93");
        put_date(out, w, b);
    } else {
        rcp_buf left = {0}, right = {0};
        put_date(&left, w, a);
        put_date(&right, w, b);
        rcp_str arg[] = {{left.s, (uint32_t)left.len}, {right.s, (uint32_t)right.len}};
        rcp_words_fill(out, w, "days.range", arg, 2);
        rcp_buf_free(&left);
        rcp_buf_free(&right);
    }
}
