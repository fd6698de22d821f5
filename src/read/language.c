#include "read/language.h"

#include <libexttextcat/textcat.h>
#include <stdio.h>

#include "lang/res.h"

enum {
    LOOK_AT = 4096, MAX_LANGUAGES = 24,
    ENOUGH_WORDS = 8,           /* common words that settle it                             */
    FEW_WORDS = 20              /* of a text so short only likely languages are believed   */
};

typedef struct { char code[8]; rcp_str words; uint32_t hits; } language;

/* Rows of languages.tsv; the words stay a list. */
static uint32_t load(language *lang)
{
    rcp_res res = {0};
    rcp_tsv tsv;
    uint32_t n = 0;
    if (rcp_res_add(&res, rcp_res_builtin(), "languages.tsv", NULL) ||
        !rcp_tsv_open(&tsv, &res, "languages.tsv"))
        return 0;
    while (n < MAX_LANGUAGES && rcp_tsv_next(&tsv))
        if (tsv.n >= 2 && tsv.field[0].len < sizeof lang->code) {
            memset(&lang[n], 0, sizeof lang[n]);
            memcpy(lang[n].code, tsv.field[0].s, tsv.field[0].len);
            lang[n++].words = tsv.field[1];
        }
    return n;
}

/* A small hash table of word -> set of languages, on the stack. */
enum { SLOTS = 2048 };
typedef struct { rcp_str word; uint32_t langs; } slot;

static slot *slot_of(slot *table, rcp_str word)
{
    uint32_t h = 2166136261u;
    for (uint32_t i = 0; i < word.len; i++)
        h = (h ^ (unsigned char)word.s[i]) * 16777619u;
    uint32_t i = h % SLOTS;
    while (table[i].word.len && !rcp_str_eq(table[i].word, word))
        i = (i + 1) % SLOTS;
    return &table[i];
}

static void fill(slot *table, const language *lang, uint32_t n)
{
    uint32_t used = 0;
    for (uint32_t i = 0; i < n; i++) {
        rcp_str rest = lang[i].words, word;
        while (used < SLOTS / 2 && rcp_list_next(&rest, &word)) {
            slot *s = slot_of(table, word);
            used += !s->word.len;
            s->word = word;
            s->langs |= 1u << i;
        }
    }
}

/* Count each language's words; returns how many words there are. */
static uint32_t count(rcp_str text, slot *table, language *lang, uint32_t n)
{
    uint32_t words = 0, len;
    char word[64];
    for (uint32_t at = 0; at < text.len;) {
        uint32_t used = 0, c;
        while (at < text.len && !rcp_is_letter(rcp_utf8_at(text, at, &len)))
            at += len;
        uint32_t beg = at;
        while (at < text.len && rcp_is_letter(c = rcp_utf8_at(text, at, &len)))
            at += len;
        if (at == beg)
            break;
        words++;
        if (at - beg < 20)
            used = rcp_lower(rcp_slice(text, (rcp_span){beg, at}), word, sizeof word);
        uint32_t langs = used ? slot_of(table, (rcp_str){word, used})->langs : 0;
        for (uint32_t i = 0; i < n; i++)
            lang[i].hits += langs >> i & 1;
    }
    return words;
}

/* Ask libexttextcat: the first of its candidates that has a row, else (unless `listed`) its
 * first. */
static bool ask_textcat(rcp_str text, const language *lang, uint32_t n, bool listed, char out[8])
{
    void *h = special_textcat_Init(RCP_TEXTCAT_DIR "/fpdb.conf", RCP_TEXTCAT_DIR "/");
    if (!h)
        return false;
    const char *answer = textcat_Classify(h, text.s, text.len);
    bool found = false, known = false;
    for (const char *p = answer ? strchr(answer, '[') : NULL; p && !known; p = strchr(p + 1, '[')) {
        char code[8] = "";
        size_t len = strcspn(p + 1, "-]");
        if (len == 0 || len >= sizeof code)
            continue;
        memcpy(code, p + 1, len);
        for (uint32_t i = 0; i < n; i++)
            known |= !strcmp(code, lang[i].code);
        if (known || (!found && !listed))
            memcpy(out, code, sizeof code);
        found = true;
    }
    textcat_Done(h);
    return listed ? known : found;
}

void rcp_language_find(rcp_str text, char out[8])
{
    language lang[MAX_LANGUAGES];
    slot table[SLOTS] = {0};
    uint32_t n = load(lang), best = 0, second = 0, end = text.len < LOOK_AT ? text.len : LOOK_AT;
    while (end > 0 && !rcp_utf8_boundary(text, end))
        end--;
    text.len = end;
    fill(table, lang, n);
    uint32_t words = count(text, table, lang, n);
    for (uint32_t i = 1; i < n; i++)
        if (lang[i].hits > lang[best].hits)
            best = i;
    for (uint32_t i = 0; i < n; i++)
        if (i != best && lang[i].hits > second)
            second = lang[i].hits;
    memcpy(out, "fr", 3);
    bool clear = n && lang[best].hits >= ENOUGH_WORDS && lang[best].hits * 5 >= words &&
                 lang[best].hits * 2 >= second * 3;
    if (clear || (!ask_textcat(text, lang, n, words < FEW_WORDS, out) && n && lang[best].hits))
        memcpy(out, lang[best].code, sizeof lang[best].code);
}
