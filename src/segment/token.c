#include "segment/token.h"

#include <utf8proc.h>

enum {
    LONGEST_FORM = 60,          /* bytes of a form looked up in the rules                  */
    LONGEST_WORD = 240,         /* bytes of a word that is cut up: bounds the recursion    */
    LONGEST_MAIL = 120,         /* bytes of an e-mail address looked for                   */
    LONGEST_MARK = 4,           /* bytes of a smiley                                       */
    GLUE_LEFT = 4, GLUE_RIGHT = 3       /* letters on both sides of "aussiKyiv"            */
};

static uint32_t char_at(const rcp_tokenizer *t, uint32_t at, uint32_t end, uint32_t *n)
{
    *n = 1;
    return at < end ? rcp_utf8_at(t->doc->text, at, n) : 0;
}

static bool is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2019 || c == 0x2bc;
}

static bool is_hyphen(uint32_t c)
{
    return c == '-' || c == 0x2010 || c == 0x2011;
}

/* Letters, digits, "_", superscripts and the soft hyphen: what a word is made of. */
static bool is_word_char(uint32_t c)
{
    if (c < 0x80)
        return rcp_is_letter(c) || rcp_is_digit(c) || c == '_';
    if (rcp_is_letter(c) || c == 0xad)
        return true;
    utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
    return k >= UTF8PROC_CATEGORY_ND && k <= UTF8PROC_CATEGORY_NO;
}

static bool is_lower(uint32_t c)
{
    return rcp_is_letter(c) && !rcp_is_upper(c);
}

/* ---- adding rows ---- */

/* Lower case, typographic apostrophes and hyphens made ASCII, no-break spaces made spaces. */
static uint32_t normalise(rcp_str s, char *out, uint32_t room)
{
    uint32_t used = 0;
    for (uint32_t at = 0, n; at < s.len; at += n) {
        uint32_t c = rcp_utf8_at(s, at, &n);
        if (used + 4 > room)
            return 0;
        if (c >= 0x80) {
            c = (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
            c = is_apostrophe(c) ? '\'' : is_hyphen(c) ? '-' : c == 0xa0 || c == 0x202f ? ' ' : c;
        } else if (c >= 'A' && c <= 'Z')
            c |= 0x20;
        used += rcp_utf8_put(out + used, c);
    }
    return used;
}

/* The symbol of s in lower case. */
static rcp_status sym_of(rcp_tokenizer *t, rcp_str s, rcp_sym *out)
{
    char small[256];
    if (s.len <= sizeof small / 3)
        return rcp_syms_add(&t->doc->syms,
                            (rcp_str){small, normalise(s, small, sizeof small)}, out);
    /* Lower case can grow by half ("Ⱥ"); the room is scratch, left behind. */
    char *big = RCP_NEW(t->tok->arena, char, (size_t)s.len * 2 + 8);
    if (!big)
        return RCP_E_LIMIT;
    return rcp_syms_add(&t->doc->syms, (rcp_str){big, normalise(s, big, s.len * 2 + 8)}, out);
}

static uint32_t flags_of(rcp_str s)
{
    uint32_t letters = 0, uppers = 0, digits = 0, others = 0, first = 0;
    for (uint32_t at = 0, n; at < s.len; at += n) {
        uint32_t c = rcp_utf8_at(s, at, &n);
        if (rcp_is_letter(c)) {
            bool upper = rcp_is_upper(c);
            first |= !letters && upper;
            letters++;
            uppers += upper;
        } else if (rcp_is_digit(c))
            digits++;
        else
            others++;
    }
    return (first ? RCP_TOK_UPPER : 0) | (letters >= 2 && letters == uppers ? RCP_TOK_CAPS : 0) |
           (digits && !letters ? RCP_TOK_NUMBER : 0) | (!letters && !digits ? RCP_TOK_PUNCT : 0);
}

static rcp_status add_token(rcp_tokenizer *t, uint32_t beg, uint32_t end, uint32_t flags)
{
    rcp_tok *tok = rcp_rows_add(t->tok);
    if (!tok)
        return RCP_E_LIMIT;
    rcp_str s = rcp_slice(t->doc->text, (rcp_span){beg, end});
    *tok = (rcp_tok){{beg, end}, 0, flags | t->flags | flags_of(s)};
    uint32_t before = beg ? rcp_utf8_before(t->doc->text, beg) : 0, n;
    if (!beg || rcp_is_space(rcp_utf8_at(t->doc->text, before, &n)))
        tok->flags |= RCP_TOK_SPACE;
    return sym_of(t, s, &tok->norm);
}

/* A token; none where nothing is left. */
static rcp_status add(rcp_tokenizer *t, uint32_t beg, uint32_t end, uint32_t flags)
{
    return beg < end ? add_token(t, beg, end, flags) : RCP_OK;
}

/* ---- words ---- */

/* The normalised text of [beg, end), "" when it is too long to be a form. */
static rcp_str form_at(const rcp_tokenizer *t, uint32_t beg, uint32_t end, char out[192])
{
    if (end - beg > LONGEST_FORM)
        return (rcp_str){out, 0};
    return (rcp_str){out, normalise(rcp_slice(t->doc->text, (rcp_span){beg, end}), out, 192)};
}

static const rcp_form *lookup(const rcp_tokenizer *t, uint32_t beg, uint32_t end)
{
    char form[192];
    return rcp_form_lookup(t->rules, &t->doc->syms, form_at(t, beg, end, form));
}

/* "cannot": the parts' bytes make up the word. */
static rcp_status add_split(rcp_tokenizer *t, const rcp_form *form, uint32_t beg, uint32_t end)
{
    rcp_status s = RCP_OK;
    for (uint32_t i = 0, n; !s && i < form->n_parts; i++, beg += n) {
        /* ’ is longer than the ' of the rule */
        for (uint32_t k = n = 0, m; k < form->part[i].len && beg + n < end; k++, n += m)
            if (((unsigned char)form->part[i].s[k] & 0xc0) == 0x80)
                m = 0;
            else
                (void)char_at(t, beg + n, end, &m);
        if (i + 1 == form->n_parts)
            n = end - beg;
        s = add(t, beg, beg + n, i ? RCP_TOK_JOINED : 0);
    }
    return s;
}

/* Where "10km" ends being a number, or `end`. */
static uint32_t unit_at(const rcp_tokenizer *t, uint32_t beg, uint32_t end)
{
    uint32_t at = beg, n;
    if (end - beg > LONGEST_FORM)
        return end;
    while (at < end && !rcp_is_letter(char_at(t, at, end, &n)))
        at += n;
    return at > beg && at < end && lookup(t, at, end)->kinds & RCP_FORM_UNIT ? at : end;
}

/* "14h30": where the letter between begins, *after where it ends; or `end`. */
static uint32_t clock_at(const rcp_tokenizer *t, uint32_t beg, uint32_t end, uint32_t *after)
{
    uint32_t at = beg, n;
    const char *s = t->doc->text.s;
    while (at < end && rcp_is_digit((unsigned char)s[at]))
        at++;
    *after = at;
    while (*after < end && rcp_is_letter(char_at(t, *after, end, &n)) && *after - at < 8)
        *after += n;
    uint32_t rest = end - *after;
    bool minutes = rest == 2 && rcp_is_digit((unsigned char)s[*after]) &&
                   rcp_is_digit((unsigned char)s[*after + 1]);
    return at > beg && at - beg <= 2 && *after > at && (!rest || minutes) &&
                   lookup(t, at, *after)->kinds & RCP_FORM_CLOCK
               ? at
               : end;
}

/* Where lower case runs into a capital in "aussiKyiv", or `end`: a missing space.  The left
 * part must be all lower case ("YouTube", "BelTA" are names). */
static uint32_t glue_at(const rcp_tokenizer *t, uint32_t beg, uint32_t end)
{
    uint32_t at = beg, letters = 0, n;
    for (uint32_t c; at < end && is_lower(c = char_at(t, at, end, &n)) && c != '-'; at += n)
        letters++;
    uint32_t cut = at;
    if (letters < GLUE_LEFT || at >= end || !rcp_is_upper(char_at(t, at, end, &n)))
        return end;
    for (letters = 0; at < end && rcp_is_letter(char_at(t, at, end, &n)); at += n)
        letters++;
    return letters >= GLUE_RIGHT ? cut : end;
}

static rcp_status add_core(rcp_tokenizer *t, uint32_t beg, uint32_t end, uint32_t flags);

/* A word without apostrophes or clitics, where hyphens split: EWT's "pro-government" stays,
 * "state-owned" is three tokens, "713-555-0100" one. */
static rcp_status add_hyphenated(rcp_tokenizer *t, uint32_t beg, uint32_t end, uint32_t flags)
{
    uint32_t cut = end, after = end, n, digits_only = 1, hyphens = 0;
    for (uint32_t at = beg, c; at < end; at += n) {
        c = char_at(t, at, end, &n);
        if (is_hyphen(c)) {
            hyphens++;
            if (cut == end && at > beg)
                cut = at, after = at + n;
        } else if (!rcp_is_digit(c))
            digits_only = 0;
        if (!digits_only && cut < end)
            break;
    }
    /* 4-5 and 1999-2001 are ranges, 555-0100 is a number to be called */
    bool phone = digits_only && hyphens == 1 && end - after == 4 &&
                 (cut - beg == 3 || cut - beg == 1);
    if (cut == end || (digits_only && hyphens >= 2) || phone || after >= end)
        return add(t, beg, end, flags);
    if (lookup(t, beg, cut)->kinds & RCP_FORM_HYPHEN) {
        uint32_t next = after;
        while (next < end && !is_hyphen(char_at(t, next, end, &n)))
            next += n;
        rcp_status s = add(t, beg, next, flags);
        if (s || next >= end)
            return s;
        (void)char_at(t, next, end, &n);
        s = add(t, next, next + n, 0);
        return s ? s : add_core(t, next + n, end, 0);
    }
    rcp_status s = add_core(t, beg, cut, flags);
    if (!s)
        s = add(t, cut, after, 0);
    return s ? s : add_core(t, after, end, 0);
}

/* "avaient-ils", "donnez-le-moi": where the last clitic begins, or `end`. */
static uint32_t suffix_at(const rcp_tokenizer *t, uint32_t beg, uint32_t end)
{
    uint32_t low = end - beg > 24 ? end - 24 : beg, found = end, at = end;
    while (at > low) {
        uint32_t n;
        at = rcp_utf8_before(t->doc->text, at);
        if (at <= beg || !is_hyphen(char_at(t, at, end, &n)))
            continue;
        if (lookup(t, at, end)->kinds & RCP_FORM_SUFFIX)
            found = at;         /* the longest: "-t-il" before "-il" */
    }
    return found;
}

/* Where an English tail ("'s", "n't") begins, or `end`. */
static uint32_t tail_at(const rcp_tokenizer *t, uint32_t beg, uint32_t end)
{
    uint32_t at = end, n;
    for (int letters = 0; letters < 3 && at > beg; letters++) {
        at = rcp_utf8_before(t->doc->text, at);
        if (at <= beg || !is_apostrophe(char_at(t, at, end, &n)))
            continue;
        uint32_t before = rcp_utf8_before(t->doc->text, at);
        if (before > beg && lookup(t, before, end)->kinds & RCP_FORM_TAIL)
            return before;
        return lookup(t, at, end)->kinds & RCP_FORM_TAIL ? at : end;
    }
    return end;
}

/* Where the elided word at the front ("qu'") ends, or `beg`. */
static uint32_t prefix_end(const rcp_tokenizer *t, uint32_t beg, uint32_t end)
{
    for (uint32_t at = beg, n; at < end && at - beg < 16; at += n)
        if (is_apostrophe(char_at(t, at, end, &n)))
            return at + n < end && lookup(t, beg, at + n)->kinds & RCP_FORM_PREFIX ? at + n : beg;
    return beg;
}

/* One run of letters, digits and what joins them, cut by the language's rules. */
static rcp_status add_core(rcp_tokenizer *t, uint32_t beg, uint32_t end, uint32_t flags)
{
    rcp_status s = RCP_OK;
    uint32_t cut;
    if (end - beg > LONGEST_WORD)
        return add(t, beg, end, flags);
    for (;;) {
        const rcp_form *form = lookup(t, beg, end);
        if (form->kinds & (RCP_FORM_WHOLE | RCP_FORM_WORDS))
            return add(t, beg, end, form->kinds & RCP_FORM_WHOLE ? flags : 0);
        if (form->kinds & RCP_FORM_SPLIT)
            return add_split(t, form, beg, end);
        if ((cut = prefix_end(t, beg, end)) == beg)
            break;
        if ((s = add(t, beg, cut, flags)))
            return s;
        beg = cut;
        flags = 0;
    }
    if ((cut = suffix_at(t, beg, end)) < end || (cut = tail_at(t, beg, end)) < end) {
        bool joined = lookup(t, cut, end)->kinds & RCP_FORM_TAIL;
        s = add_core(t, beg, cut, flags);
        return s ? s : add(t, cut, end, joined ? RCP_TOK_JOINED : 0);
    }
    uint32_t after;
    if ((cut = clock_at(t, beg, end, &after)) < end) {
        s = add(t, beg, cut, flags);
        s = s ? s : add(t, cut, after, 0);
        return s ? s : add(t, after, end, 0);
    }
    if ((cut = unit_at(t, beg, end)) < end || (cut = glue_at(t, beg, end)) < end) {
        s = add(t, beg, cut, flags);
        return s ? s : add_core(t, cut, end, 0);
    }
    return t->rules->split_hyphens ? add_hyphenated(t, beg, end, flags)
                                   : add(t, beg, end, flags);
}

/* ---- where a word ends ---- */

/* Whether [beg, dot) ends in a lone letter: "U.S", "J." */
static bool lone_letter(const rcp_tokenizer *t, uint32_t beg, uint32_t dot)
{
    uint32_t n, at = rcp_utf8_before(t->doc->text, dot);
    if (at < beg || !rcp_is_letter(char_at(t, at, dot, &n)))
        return false;
    if (at == beg)
        return true;
    uint32_t c = char_at(t, rcp_utf8_before(t->doc->text, at), dot, &n);
    return c == '.' || is_hyphen(c);
}

/* Whether the full stop at `dot`, between two word characters, joins them. */
static bool dot_joins(const rcp_tokenizer *t, uint32_t beg, uint32_t dot, uint32_t end)
{
    uint32_t n, m, before = char_at(t, rcp_utf8_before(t->doc->text, dot), dot, &n);
    uint32_t after = char_at(t, dot + 1, end, &m), next = char_at(t, dot + 1 + m, end, &n);
    if (rcp_is_digit(before) && rcp_is_digit(after))
        return true;
    if (lone_letter(t, beg, dot))
        return true;
    /* "Minsk.Le", "2022.Le": a missing space */
    return !(rcp_is_upper(after) && is_lower(next));
}

static bool is_group(const rcp_tokenizer *t, uint32_t at, uint32_t end)
{
    for (uint32_t i = 0; i < 3; i++)
        if (at + i >= end || !rcp_is_digit((unsigned char)t->doc->text.s[at + i]))
            return false;
    return at + 3 >= end || !rcp_is_digit((unsigned char)t->doc->text.s[at + 3]);
}

/* "1 200": the end of the digits when the number goes on after a space at `at`, else `at`. */
static uint32_t spaced_group(const rcp_tokenizer *t, uint32_t beg, uint32_t at, uint32_t end)
{
    uint32_t n, c = char_at(t, at, end, &n);
    bool narrow = c == 0xa0 || c == 0x202f || c == 0x2009;
    if (!narrow && !(c == ' ' && t->rules->group_spaces))
        return at;
    uint32_t first = beg;
    while (first < at && rcp_is_digit((unsigned char)t->doc->text.s[first]))
        first++;
    if (first == beg || first - beg > 3 || (first != at && at - beg > 24))
        return at;
    for (uint32_t i = first, k; i < at; i += k) {   /* only groups so far */
        uint32_t sep = char_at(t, i, at, &k);
        if (!rcp_is_space(sep) && !rcp_is_digit(sep))
            return at;
    }
    return is_group(t, at + n, end) ? at + n + 3 : at;
}

/* Whether the character c at `at`, after word characters from `beg`, joins them to the next. */
static bool joins(const rcp_tokenizer *t, uint32_t c, uint32_t beg, uint32_t at, uint32_t end)
{
    uint32_t n, m;
    (void)char_at(t, at, end, &n);
    uint32_t next = char_at(t, at + n, end, &m);
    uint32_t last = char_at(t, rcp_utf8_before(t->doc->text, at), at, &m);
    if (!is_word_char(next))
        return c == '.' && is_hyphen(next) && lone_letter(t, beg, at);  /* J.-C. */
    bool digits = rcp_is_digit(last) && rcp_is_digit(next);
    if (is_apostrophe(c) || is_hyphen(c) || c == 0xb7)
        return true;
    if (c == '.')
        return dot_joins(t, beg, at, end);
    if (c == ':')
        return digits && at - beg <= 8;
    if (c == ',' || c == '/')
        return digits;
    if (c == '&')
        return rcp_is_upper(last) && rcp_is_upper(next);
    return false;
}

/* The end of the word that begins at `at`. */
static uint32_t core_end(const rcp_tokenizer *t, uint32_t at, uint32_t end)
{
    uint32_t beg = at, n, m;
    while (at < end) {
        uint32_t c = char_at(t, at, end, &n);
        if (is_word_char(c)) {
            at += n;
            continue;
        }
        uint32_t group = rcp_is_space(c) ? spaced_group(t, beg, at, end) : at;
        if (group > at)
            at = group;
        else if (!rcp_is_space(c) && joins(t, c, beg, at, end)) {
            at += n;
            if (!is_word_char(char_at(t, at, end, &m)))
                at += m;                        /* the hyphen of J.-C. */
        } else
            break;
    }
    return at;
}

/* The end of a web address that begins at `at`, or `at`. */
static uint32_t url_end(const rcp_tokenizer *t, uint32_t at, uint32_t end)
{
    static const char *const heads[] = {"http://", "https://", "www.", "ftp://", "mailto:"};
    uint32_t stop = at, n;
    for (size_t i = 0; i < sizeof heads / sizeof *heads && stop == at; i++) {
        size_t len = strlen(heads[i]);
        if (end - at > len && !strncasecmp(t->doc->text.s + at, heads[i], len))
            stop = at + (uint32_t)len;
    }
    if (stop == at)
        return at;
    for (uint32_t c; stop < end && !rcp_is_space(c = char_at(t, stop, end, &n)); stop += n)
        if (c == '<' || c == '>' || c == '"' || c == 0xab || c == 0xbb || c == 0x201d || c == 0x201c)
            break;
    while (stop > at && strchr(".,;:!?)]'", t->doc->text.s[stop - 1]))
        stop--;
    return stop;
}

/* The end of an e-mail address that begins at `at`, or `at`. */
static uint32_t mail_end(const rcp_tokenizer *t, uint32_t at, uint32_t end)
{
    uint32_t stop = at, mark = at, limit = end - at > LONGEST_MAIL ? at + LONGEST_MAIL : end;
    const char *s = t->doc->text.s;
    for (; stop < limit; stop++) {
        unsigned char c = (unsigned char)s[stop];
        if (c == '@' && mark == at && stop > at)
            mark = stop;
        else if (!rcp_is_digit(c) && !(c < 0x80 && rcp_is_letter(c)) &&
                 !(c && strchr("._%+-", c)))
            break;
    }
    while (stop > mark && strchr("._%+-", s[stop - 1]))
        stop--;
    return mark > at && stop > mark + 1 ? stop : at;
}

/* Whether the full stop at `dot` belongs to the word [beg, dot) before it. */
static bool dot_belongs(const rcp_tokenizer *t, uint32_t beg, uint32_t dot, uint32_t end)
{
    uint32_t n, next = char_at(t, dot + 1, end, &n);
    if (next == '.' || dot - beg > LONGEST_FORM)
        return false;
    rcp_str exact = rcp_slice(t->doc->text, (rcp_span){beg, dot + 1});
    if (rcp_form_lookup(t->rules, &t->doc->syms, exact)->kinds & (RCP_FORM_ABBR | RCP_FORM_ABBR_END))
        return true;
    if (!lone_letter(t, beg, dot))
        return false;
    uint32_t at = rcp_utf8_before(t->doc->text, dot), stop, k;
    if (at > beg)
        return true;                            /* U.S. */
    if (!rcp_is_upper(char_at(t, at, dot, &n)))
        return false;
    /* An initial: a name follows. */
    for (at = dot + 1; at < end && rcp_is_space(char_at(t, at, end, &k)); at += k)
        ;
    if (!rcp_is_upper(char_at(t, at, end, &k)))
        return false;
    /* "because of X. So": no name goes on after a word in lower case. */
    if (t->tok->n <= 1 || RCP_ROW(t->tok, rcp_tok, t->tok->n - 1)->flags &
                              (RCP_TOK_UPPER | RCP_TOK_PUNCT))
        return true;
    for (stop = at; stop < end && rcp_is_letter(char_at(t, stop, end, &k)); stop += k)
        ;
    exact = rcp_slice(t->doc->text, (rcp_span){at, stop});
    return !(rcp_form_lookup(t->rules, &t->doc->syms, exact)->kinds & RCP_FORM_STARTER);
}

/* ---- the rest ---- */

/* "(e)", "(s)" after a word: the end of it, else `at`. */
static uint32_t glued_end(const rcp_tokenizer *t, uint32_t at, uint32_t end)
{
    if (at >= end || t->doc->text.s[at] != '(')
        return at;
    for (uint32_t i = at + 1; i < end && i < at + 8; i++)
        if (t->doc->text.s[i] == ')')
            return lookup(t, at, i + 1)->kinds & RCP_FORM_GLUE ? i + 1 : at;
    return at;
}

static rcp_status word_at(rcp_tokenizer *t, uint32_t *at, uint32_t end)
{
    uint32_t beg = *at, stop, n;
    if ((stop = url_end(t, beg, end)) > beg || (stop = mail_end(t, beg, end)) > beg) {
        *at = stop;
        return add(t, beg, stop, 0);
    }
    stop = core_end(t, beg, end);
    uint32_t next = char_at(t, stop, end, &n), first = beg, tok = t->tok->n;
    if (is_apostrophe(next) && lookup(t, beg, stop + n)->kinds & RCP_FORM_PREFIX) {
        *at = stop + n;                         /* l'"affaire" */
        return add(t, beg, stop + n, 0);
    }
    if (next == 0xb0 && stop - beg == 1 && (t->doc->text.s[beg] | 0x20) == 'n') {
        *at = stop + n;                         /* n° */
        return add(t, beg, stop + n, 0);
    }
    rcp_status s = RCP_OK;
    if (next == '.') {
        /* what stands before an elision is no part of the abbreviation: "l'av." */
        while (!s && (stop - first < LONGEST_FORM) && (n = prefix_end(t, first, stop)) > first) {
            if (!dot_belongs(t, n, stop, end))
                break;
            s = add(t, first, n, 0);
            first = n;
        }
        if (!s && dot_belongs(t, first, stop, end)) {
            *at = stop + 1;
            return add(t, first, stop + 1, 0);
        }
    }
    *at = glued_end(t, stop, end);
    if (*at > stop)
        return s ? s : add(t, first, *at, 0);
    if (!s)
        s = add_core(t, first, stop, 0);
    return s ? s : t->tok->n > tok ? RCP_OK : RCP_E_LIMIT;
}

/* Runs of one mark are one token: "...", "--", "***"; so are "?!" and "!!". */
static uint32_t punct_end(const rcp_tokenizer *t, uint32_t at, uint32_t end)
{
    uint32_t n, c = char_at(t, at, end, &n), stop = at + n;
    if (!(c < 0x80 && strchr(".-*=_~!?#+<>|'`$", (int)c)) && c != 0x2014 && c != 0x2013 &&
        c != 0x2026)
        return stop;
    if ((c == '\'' || c == '`' || c == '<' || c == '>') &&
        !(stop < end && (unsigned char)t->doc->text.s[stop] == c))
        return stop;
    for (uint32_t d; stop < end; stop += n) {
        d = char_at(t, stop, end, &n);
        bool ends = (c == '!' || c == '?' || c == '.') && (d == '!' || d == '?');
        if (d != c && !ends)
            break;
    }
    return stop;
}

/* The end of signs at `at` that are one token by rule (":-)"), or `at`. */
static uint32_t mark_end(const rcp_tokenizer *t, uint32_t at, uint32_t end)
{
    uint32_t n, stop = end - at > LONGEST_MARK ? at + LONGEST_MARK : end;
    for (; stop > at + 1; stop--)
        if (rcp_utf8_boundary(t->doc->text, stop) &&
            lookup(t, at, stop)->kinds & RCP_FORM_MARK && !is_word_char(char_at(t, stop, end, &n)))
            return stop;
    return at;
}

static rcp_status punct_at(rcp_tokenizer *t, uint32_t *at, uint32_t end)
{
    uint32_t beg = *at, n, m, c = char_at(t, beg, end, &n), next = char_at(t, beg + n, end, &m);
    bool spaced = beg == 0 || !is_word_char(char_at(t, rcp_utf8_before(t->doc->text, beg), beg, &m));
    uint32_t stop = mark_end(t, beg, end);
    if (stop > beg) {
        *at = stop;
        return add(t, beg, stop, 0);
    }
    stop = punct_end(t, beg, end);
    if ((c == '-' || c == 0x2212) && rcp_is_digit(next) && spaced && t->rules->group_spaces)
        stop = core_end(t, beg + n, end);       /* a negative number */
    else if ((c == '#' || c == '@') && rcp_is_letter(next) && spaced)
        stop = core_end(t, beg + n, end);
    else if (c == 0xb0 && (next == 'C' || next == 'F'))
        stop = beg + n + 1;
    else if (is_apostrophe(c) && rcp_is_letter(next)) {
        /* a tail set off by a space, or after a mark: "’s" */
        uint32_t word = core_end(t, beg + n, end);
        if (lookup(t, beg, word)->kinds & RCP_FORM_TAIL)
            stop = word;
    } else if (is_hyphen(c) && rcp_is_letter(next) && !spaced) {
        uint32_t word = core_end(t, beg + n, end);
        if (lookup(t, beg, word)->kinds & RCP_FORM_SUFFIX)
            stop = word;
    }
    *at = stop;
    return add(t, beg, stop, 0);
}

rcp_status rcp_tokenize(rcp_tokenizer *t, rcp_span span)
{
    rcp_status s = RCP_OK;
    uint32_t n;
    for (uint32_t at = span.beg; !s && at < span.end;) {
        uint32_t c = char_at(t, at, span.end, &n);
        if (rcp_is_space(c))
            at += n;
        else if (is_word_char(c))
            s = word_at(t, &at, span.end);
        else
            s = punct_at(t, &at, span.end);
    }
    return s;
}
