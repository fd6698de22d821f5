#include "variant/variant.h"

#include <math.h>

#include "base/utf8.h"

static const char letters[] = "?bvwghdZzjklmnprstfcCSaeiouy";

static uint8_t letter_of(char c)
{
    const char *p = c && c != '?' ? strchr(letters, c) : NULL;
    return p ? (uint8_t)(p - letters) : 0;
}

static bool is_vowel(uint32_t letter)
{
    return strchr("aeiouy", letters[letter]) != NULL;
}

static rcp_status add_group(rcp_rows *rows, rcp_tsv *tsv, rcp_str group, rcp_err *err)
{
    rcp_str pivot = rcp_tsv_field(tsv, 2);
    double cost;
    rcp_reading row = {.cyrillic = rcp_str_is(rcp_tsv_field(tsv, 0), "cyrillic")};
    rcp_status s = rcp_tsv_number(tsv, 3, &cost, err);
    if (s)
        return s;
    if (isnan(cost) || cost < 0 || cost > 9)
        return rcp_tsv_fail(tsv, 3, err, "a cost is between 0 and 9");
    row.cost = (float)cost;
    if (group.len && group.s[0] == '^')
        row.first = true, group.s++, group.len--;
    if (group.len && group.s[group.len - 1] == '$')
        row.last = true, group.len--;
    if (!group.len)
        return rcp_tsv_fail(tsv, 1, err, "a group has letters");
    row.letters = group;
    if (!rcp_str_is(pivot, "-"))
        for (uint32_t i = 0; i < pivot.len; i++) {
            uint8_t x = letter_of(pivot.s[i]);
            if (!x || i == sizeof row.pivot)
                return rcp_tsv_fail(tsv, 2, err, "'%.*s': at most four pivot letters, or -", (int)pivot.len, pivot.s);
            row.pivot[row.n_pivot++] = x;
        }
    rcp_reading *out = rcp_rows_add(rows);
    if (!out)
        return rcp_fail(err, RCP_E_LIMIT, "too many readings");
    *out = row;
    return RCP_OK;
}

static rcp_status read_groups(rcp_rows *rows, const rcp_res *res, rcp_err *err)
{
    rcp_tsv tsv;
    rcp_status s = RCP_OK;
    if (!rcp_tsv_open(&tsv, res, "readings.tsv"))
        return RCP_OK;
    while (!s && rcp_tsv_next(&tsv)) {
        rcp_str rest = rcp_tsv_field(&tsv, 1), group;
        if ((s = rcp_tsv_want(&tsv, 4, 5, err)))
            return s;
        if (!rcp_str_is(rcp_tsv_field(&tsv, 0), "latin") && !rcp_str_is(rcp_tsv_field(&tsv, 0), "cyrillic"))
            return rcp_tsv_fail(&tsv, 0, err, "a script is latin or cyrillic");
        while (!s && rcp_list_next(&rest, &group))
            s = add_group(rows, &tsv, group, err);
    }
    return s;
}

/* "i", "vowel", "-" as a bit for every letter it stands for. */
static uint32_t set_of(rcp_str s)
{
    uint32_t set = 0;
    bool vowels = rcp_str_is(s, "vowel");
    if (rcp_str_is(s, "-"))
        return 1;
    if (!vowels && !rcp_str_is(s, "consonant"))
        return s.len == 1 ? 1u << letter_of(s.s[0]) & ~1u : 0;
    for (uint32_t i = 1; letters[i]; i++)
        if (is_vowel(i) == vowels)
            set |= 1u << i;
    return set;
}

static rcp_status read_alike(rcp_readings *r, const rcp_res *res, rcp_err *err)
{
    rcp_tsv tsv;
    if (!rcp_tsv_open(&tsv, res, "alike.tsv"))
        return RCP_OK;
    while (rcp_tsv_next(&tsv)) {
        uint32_t a = set_of(rcp_tsv_field(&tsv, 0)), b = set_of(rcp_tsv_field(&tsv, 1));
        double cost;
        rcp_status s = rcp_tsv_want(&tsv, 3, 3, err);
        if (s || (s = rcp_tsv_number(&tsv, 2, &cost, err)))
            return s;
        if (!a || !b)
            return rcp_tsv_fail(&tsv, a ? 1 : 0, err, "this is no pivot letter, vowel, consonant or -");
        if (isnan(cost) || cost < 0 || cost > 9)
            return rcp_tsv_fail(&tsv, 2, err, "a cost is between 0 and 9");
        for (uint32_t i = 0; i < RCP_PIVOT_LETTERS; i++)
            for (uint32_t k = 0; k < RCP_PIVOT_LETTERS; k++)
                if (i != k && ((a >> i & 1 && b >> k & 1) || (a >> k & 1 && b >> i & 1)))
                    r->alike[i][k] = (float)cost;
    }
    return RCP_OK;
}

/* patronymics.tsv: endings by | */
static rcp_status read_endings(rcp_readings *r, const rcp_res *res, rcp_arena *a, rcp_err *err)
{
    rcp_tsv tsv;
    rcp_rows rows;
    rcp_status s = rcp_rows_init(&rows, a, sizeof(rcp_str));
    if (s)
        return rcp_fail(err, s, "no room left for the readings of names");
    if (!rcp_tsv_open(&tsv, res, "patronymics.tsv"))
        return RCP_OK;
    while (rcp_tsv_next(&tsv)) {
        rcp_str rest = rcp_tsv_field(&tsv, 0), piece, *row;
        if ((s = rcp_tsv_want(&tsv, 1, 1, err)))
            return s;
        while (rcp_list_next(&rest, &piece)) {
            if (!(row = rcp_rows_add(&rows)))
                return rcp_fail(err, RCP_E_LIMIT, "too many endings");
            *row = piece;
        }
    }
    r->ending = RCP_ROW(&rows, rcp_str, 1);
    r->n_endings = rows.n - 1;
    return RCP_OK;
}

rcp_status rcp_readings_load(rcp_readings *r, const rcp_res *res, rcp_arena *a, rcp_err *err)
{
    rcp_rows rows;
    rcp_status s = rcp_rows_init(&rows, a, sizeof(rcp_reading));
    memset(r, 0, sizeof *r);
    if (s)
        return rcp_fail(err, s, "no room left for the readings of names");
    memcpy(r->letter, letters, sizeof letters);
    if ((s = read_groups(&rows, res, err)) || (s = read_alike(r, res, err)) || (s = read_endings(r, res, a, err)))
        return s;
    r->row = RCP_ROW(&rows, rcp_reading, 0);
    r->n = rows.n;
    for (uint32_t i = r->n; i-- > 1;) {         /* so that each list is in file order */
        uint32_t n;
        uint32_t *first = &r->first[r->row[i].cyrillic][rcp_utf8_at(r->row[i].letters, 0, &n) & 63];
        r->row[i].next = *first;
        *first = i;
    }
    return RCP_OK;
}
