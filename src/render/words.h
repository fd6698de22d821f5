/* words.h - what recoupe says to people, in their language.
 *
 * Read from lang/<code>/messages.tsv: key, text, plural (doc/commands.md).  {1}, {2} ... stand
 * for what is filled in.  Names that recoupe knows are printed as that language writes them.
 */
#ifndef RCP_WORDS_H
#define RCP_WORDS_H

#include "base/buf.h"
#include "lang/pack.h"

typedef struct { rcp_str key, one, many; } rcp_message;
typedef struct {
    const rcp_pack *pack;
    rcp_message    *message;            /* sorted by key                               */
    uint32_t        n;
    rcp_message    *name;               /* <code>/names.tsv, sorted: canonical name, here */
    uint32_t        n_names;
    uint32_t       *named;              /* entity rows, sorted by name                 */
    uint32_t        n_named;
    double          singular_below;     /* French 2 ("1,5 litre"), English: only 1     */
} rcp_words;

/* `pack` is of the language to write, and must outlive the words. */
rcp_status rcp_words_open(rcp_words *words, const rcp_pack *pack, rcp_err *err);
void rcp_words_close(rcp_words *words);

/* The text of a key, made of "a.b" or of two parts ("type.", "ASSAULT"); the key's last part
 * where there is none. */
rcp_str rcp_words_text(const rcp_words *words, const char *key);
rcp_str rcp_words_text2(const rcp_words *words, const char *group, rcp_str word);
bool rcp_words_has(const rcp_words *words, const char *group, rcp_str word);

/* The text of a key with {1}, {2} ... filled in. */
void rcp_words_fill(rcp_buf *out, const rcp_words *words, const char *key, const rcp_str *arg,
                    uint32_t n_args);
/* The same for a number that decides between singular and plural; it is {1}. */
void rcp_words_count(rcp_buf *out, const rcp_words *words, const char *key, uint64_t n);

/* A canonical name as this language writes it: "Alexander Lukashenko", "Alexandre Loukachenko". */
rcp_str rcp_words_name(const rcp_words *words, rcp_str canonical);

/* 9000 as "9 000" or "9,000"; 1.5 as "1,5". */
void rcp_words_number(rcp_buf *out, const rcp_words *words, double x);
/* "au moins 2", "2-4", "9 000", with the unit where there is one; NaN: open. */
void rcp_words_quantity(rcp_buf *out, const rcp_words *words, double min, double max,
                        rcp_str unit);

/* Days [lo, hi) as a date, a month, a year, a range; nothing where they are not known. */
void rcp_words_days(rcp_buf *out, const rcp_words *words, int32_t lo, int32_t hi);

#endif
