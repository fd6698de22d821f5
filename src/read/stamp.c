#include "read/stamp.h"

enum { FIRST_YEAR = 1900, LAST_YEAR = 2100, WEEKDAY = 100 };

rcp_status rcp_calendar_load(rcp_calendar *c, const rcp_pack *pack, rcp_err *err)
{
    char file[96];
    rcp_tsv tsv;
    if (!rcp_tsv_open(&tsv, &pack->res, rcp_pack_file(pack, "months.tsv", file)))
        return rcp_fail(err, RCP_E_RESOURCE, "%s is missing", file);
    c->n = 0;
    while (rcp_tsv_next(&tsv)) {
        rcp_status s = rcp_tsv_want(&tsv, 3, 3, err);
        double number = 0;
        if (s || (s = rcp_tsv_number(&tsv, 1, &number, err)))
            return s;
        bool month = rcp_str_is(tsv.field[0], "month");
        if (!month && !rcp_str_is(tsv.field[0], "weekday"))
            return rcp_tsv_fail(&tsv, 0, err, "month or weekday is wanted here");
        if (!(number >= 1 && number <= (month ? 12 : 7)))
            return rcp_tsv_fail(&tsv, 1, err, "there is no such month or day");
        rcp_str list = tsv.field[2], name;
        while (rcp_list_next(&list, &name)) {
            if (c->n == sizeof c->number)
                return rcp_tsv_fail(&tsv, 2, err, "too many names");
            c->name[c->n] = name;
            c->number[c->n++] = (uint8_t)(month ? number : number + WEEKDAY);
        }
    }
    return RCP_OK;
}

typedef struct { const rcp_line *line; uint32_t at; } cursor;

static char peek(const cursor *c)
{
    return c->at < c->line->fold.len ? c->line->fold.s[c->at] : '\0';
}

static void skip_blanks(cursor *c)
{
    while (peek(c) == ' ')
        c->at++;
}

/* Digits; returns how many (at most 4 are read), 0 for none. */
static uint32_t read_number(cursor *c, uint32_t *value)
{
    uint32_t n = 0;
    *value = 0;
    while (rcp_is_digit((unsigned char)peek(c))) {
        if (n < 5)
            *value = *value * 10 + (uint32_t)(peek(c) - '0');
        n++;
        c->at++;
    }
    return n;
}

/* A word of the calendar at the cursor: its number, 0 when it is none. */
static uint32_t read_name(const rcp_calendar *cal, cursor *c)
{
    uint32_t end = c->at;
    while (end < c->line->fold.len && rcp_is_letter((unsigned char)c->line->fold.s[end]))
        end++;
    rcp_str word = rcp_slice(c->line->fold, (rcp_span){c->at, end});
    for (uint32_t i = 0; word.len && i < cal->n; i++)
        if (rcp_str_eq(word, cal->name[i])) {
            c->at = end;
            if (peek(c) == '.')
                c->at++;
            return cal->number[i];
        }
    return 0;
}

static bool skip_word(cursor *c, const char *word)
{
    if (!rcp_line_cue_at(c->line, c->at, rcp_str_of(word)))
        return false;
    c->at += (uint32_t)strlen(word);
    return true;
}

/* "er", "st", "nd" after a day's number. */
static void skip_ordinal(cursor *c)
{
    static const char *const endings[] = {"er", "st", "nd", "rd", "th"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (c->at + 2 <= c->line->fold.len && !memcmp(c->line->fold.s + c->at, endings[i], 2) &&
            rcp_line_ends(c->line, c->at + 2)) {
            c->at += 2;
            return;
        }
}

static bool settle(rcp_stamp *out, uint32_t year, uint32_t month, uint32_t day)
{
    if (year < FIRST_YEAR || year > LAST_YEAR || !rcp_date_valid((int32_t)year, month, day ? day : 1))
        return false;
    out->lo = rcp_day_of((int32_t)year, month, day ? day : 1);
    out->hi = out->lo + (day ? 1 : (int32_t)rcp_month_days((int32_t)year, month));
    return true;
}

/* "-08-13" after 2024, or "-08" alone. */
static bool read_iso(cursor *c, uint32_t year, rcp_stamp *out)
{
    char sep = peek(c);
    uint32_t month, day = 0;
    if (sep != '-' && sep != '/' && sep != '.')
        return false;
    c->at++;
    if (read_number(c, &month) != 2)
        return false;
    cursor back = *c;
    if (peek(c) == sep) {
        c->at++;
        if (read_number(c, &day) != 2) {
            *c = back;
            day = 0;
        }
    }
    out->iso = true;
    return (day || sep == '-') && settle(out, year, month, day);
}

/* "/01/2023" after 5: day first, month first, or not settled. */
static bool read_numeric(const rcp_calendar *cal, cursor *c, uint32_t first, rcp_stamp *out)
{
    char sep = peek(c);
    uint32_t second, year;
    if (sep != '/' && sep != '.' && sep != '-')
        return false;
    c->at++;
    uint32_t n = read_number(c, &second);
    if (!n || n > 2 || peek(c) != sep)
        return false;
    c->at++;
    if (read_number(c, &year) != 4)
        return false;
    if (cal->day_first || first > 12)
        return settle(out, year, second, first);
    if (second > 12 || first == second)
        return settle(out, year, first, second);
    out->lo = out->hi = 0;                      /* 05/01/2023 in English */
    return year >= FIRST_YEAR && year <= LAST_YEAR && first >= 1 && second >= 1;
}

/* "janvier 2023", "5 janvier 2023", "January 5, 2023" */
static bool read_year(cursor *c, uint32_t *year)
{
    skip_blanks(c);
    if (peek(c) == ',')
        c->at++;
    skip_blanks(c);
    return read_number(c, year) == 4;
}

static bool read_date(const rcp_calendar *cal, cursor *c, rcp_stamp *out)
{
    uint32_t value, year, month, day = 0, n = read_number(c, &value);
    if (n == 4)
        return read_iso(c, value, out);
    if (n == 1 || n == 2) {
        cursor back = *c;
        if (read_numeric(cal, c, value, out))
            return true;
        *c = back;
        skip_ordinal(c);
        skip_blanks(c);
        if (skip_word(c, "of"))
            skip_blanks(c);
        month = read_name(cal, c);
        return month && month <= 12 && read_year(c, &year) && settle(out, year, month, value);
    }
    month = n ? 0 : read_name(cal, c);
    if (!month || month > 12)
        return false;
    skip_blanks(c);
    cursor back = *c;
    n = read_number(c, &value);
    if (n == 4)
        return settle(out, value, month, 0);
    *c = back;
    if (!n || n > 2)
        return false;
    (void)read_number(c, &day);
    skip_ordinal(c);
    return read_year(c, &year) && settle(out, year, month, day);
}

/* "12:49", "10h30", "à 10h", "T10:00:00Z", "at 5 pm": moves past it. */
static bool read_time(cursor *c)
{
    cursor t = *c;
    uint32_t hour, minute, n;
    if (peek(&t) == 't')
        t.at++;
    while (peek(&t) == ' ' || peek(&t) == ',' || peek(&t) == '-' || peek(&t) == '|')
        t.at++;
    if (skip_word(&t, "a") || skip_word(&t, "at"))
        skip_blanks(&t);
    n = read_number(&t, &hour);
    if (!n || n > 2 || hour > 24)
        return false;
    bool timed = false;
    if (peek(&t) == ' ' && t.at + 1 < t.line->fold.len && t.line->fold.s[t.at + 1] == 'h')
        t.at++;
    if (peek(&t) == ':' || peek(&t) == 'h' || peek(&t) == '.') {
        bool h = peek(&t) == 'h';
        t.at++;
        skip_blanks(&t);
        cursor back = t;
        timed = read_number(&t, &minute) == 2 && minute < 60;
        if (!timed && h) {
            t = back;
            timed = true;
        }
        if (peek(&t) == ':') {
            t.at++;
            (void)read_number(&t, &minute);
        }
    }
    static const char *const tails[] = {"am", "pm", "a.m.", "p.m.", "gmt", "utc", "cet", "cest",
                                        "est", "edt", "et", "bst", "ist", "z"};
    cursor back = t;
    skip_blanks(&t);
    bool tail = false;
    for (size_t i = 0; i < sizeof tails / sizeof *tails && !tail; i++)
        tail = skip_word(&t, tails[i]) && (i < 4 || timed);
    if (!tail)
        t = back;
    if (timed || tail)
        *c = t;
    return timed || tail;
}

bool rcp_stamp_read(const rcp_calendar *cal, const rcp_line *line, uint32_t at, rcp_stamp *out)
{
    cursor c = {line, at};
    *out = (rcp_stamp){0};
    if (!rcp_line_begins(line, at))
        return false;
    cursor back = c;
    if (read_name(cal, &c) > WEEKDAY) {
        while (peek(&c) == ' ' || peek(&c) == ',')
            c.at++;
    } else
        c = back;
    if (skip_word(&c, "le") || skip_word(&c, "on") || skip_word(&c, "du"))
        skip_blanks(&c);
    if (!read_date(cal, &c, out) || !rcp_line_ends(line, c.at)) {
        if (!(out->iso && peek(&c) == 't'))
            return false;
    }
    out->timed = read_time(&c);
    out->end = c.at;
    return true;
}
