#include "find/unit_table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "find/numbers.h"

/* One decimal: its digits as a whole number, times 10^*e. */
static bool parse_decimal(rcp_str s, double *whole, int *e)
{
    uint32_t at = 0, digits = 0;
    bool point = false;
    *whole = 0;
    *e = 0;
    for (; at < s.len && (rcp_is_digit((uint8_t)s.s[at]) || (s.s[at] == '.' && !point)); at++) {
        if (s.s[at] == '.') {
            point = true;
            continue;
        }
        *whole = *whole * 10 + (s.s[at] - '0');
        *e -= point;
        digits++;
    }
    if (at < s.len && s.s[at] == 'e') {
        bool minus = ++at < s.len && s.s[at] == '-';
        int x = 0;
        for (at += minus; at < s.len && rcp_is_digit((uint8_t)s.s[at]) && x < 1000; at++)
            x = x * 10 + (s.s[at] - '0');
        *e += minus ? -x : x;
    }
    return digits && at == s.len;
}

/* 10^e, exact up to 10^22, else the nearest. */
static double ten_to(int e)
{
    char z[16];
    (void)snprintf(z, sizeof z, "1e%d", e);
    return strtod(z, NULL);
}

bool rcp_exact_parse(rcp_str s, double *num, double *den)
{
    const char *slash = s.len ? memchr(s.s, '/', s.len) : NULL;
    uint32_t at = slash ? (uint32_t)(slash - s.s) : s.len;
    double a, b = 1;
    int i, j = 0;
    if (!parse_decimal((rcp_str){s.s, at}, &a, &i) ||
        (slash && (!parse_decimal((rcp_str){slash + 1, s.len - at - 1}, &b, &j) || b <= 0)))
        return false;
    int e = i - j;
    *num = e > 0 ? a * ten_to(e) : a;
    *den = e < 0 ? b * ten_to(-e) : b;
    return true;
}

/* unit, CLDR id, quantity, base, factor, offset */
static rcp_status read_row(const rcp_tsv *tsv, rcp_pack *pack, rcp_unit *u, rcp_err *err)
{
    rcp_str factor = rcp_tsv_field(tsv, 4), offset = rcp_tsv_field(tsv, 5);
    double off = 0, over = 1;
    rcp_status s = rcp_tsv_want(tsv, 6, 6, err);
    *u = (rcp_unit){0};
    if (!s)
        s = rcp_syms_add(&pack->syms, rcp_tsv_field(tsv, 0), &u->name);
    if (s || rcp_str_is(factor, "-"))
        return s;
    if (!rcp_exact_parse(factor, &u->num, &u->den))
        return rcp_tsv_fail(tsv, 4, err, "'%.*s' is no exact number", (int)factor.len, factor.s);
    if (!rcp_str_is(offset, "-") && !rcp_exact_parse(offset, &off, &over))
        return rcp_tsv_fail(tsv, 5, err, "'%.*s' is no exact number", (int)offset.len, offset.s);
    if (over > 1) {                     /* both over one denominator */
        u->num *= over;
        off *= u->den;
        u->den *= over;
    } else {
        off *= u->den;
    }
    u->off = off;
    if (rcp_str_is(rcp_tsv_field(tsv, 3), "year"))
        u->den = 0;
    return RCP_OK;
}

rcp_status rcp_unit_table_load(rcp_pack *pack, rcp_unit_table *out, rcp_err *err)
{
    rcp_rows rows;
    rcp_tsv tsv;
    rcp_status s = rcp_rows_init(&rows, &pack->arena, sizeof(rcp_unit));
    *out = (rcp_unit_table){0};
    if (s || !rcp_tsv_open(&tsv, &pack->res, "units.tsv"))
        return s;
    while (!s && rcp_tsv_next(&tsv)) {
        rcp_unit *u = rcp_rows_add(&rows);
        s = u ? read_row(&tsv, pack, u, err) : RCP_E_MEMORY;
    }
    *out = (rcp_unit_table){RCP_ROW(&rows, rcp_unit, 0), rows.n};
    return s;
}

const rcp_unit *rcp_unit_named(const rcp_unit_table *table, rcp_sym name)
{
    for (uint32_t i = 1; i < table->n; i++)
        if (table->row[i].name == name)
            return &table->row[i];
    return NULL;
}

double rcp_unit_si(const rcp_unit *unit, double x)
{
    return unit && unit->den > 0 ? rcp_decimal_times(x, unit->num, unit->off, unit->den) : NAN;
}
