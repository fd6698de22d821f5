#include "tag/lexicon.h"

#include <stdlib.h>

/* One entry, under the form it is looked up by. */
typedef struct {
    rcp_str key;
    uint16_t lexfeats, script;
    uint8_t upos, flags;
} entry;
/* A kind of training word; key: lower case, but as printed for proper nouns. */
typedef struct {
    rcp_str key, form, feats, lemma;
    uint32_t upos, count;
} type;

static rcp_status no_memory(rcp_err *err)
{
    return rcp_fail(err, RCP_E_MEMORY, "no memory left to build the lexicon");
}

/* Characters that both begin with, in bytes. */
static uint32_t common_beginning(rcp_str a, rcp_str b)
{
    uint32_t at = 0;
    while (at < a.len && at < b.len && a.s[at] == b.s[at])
        at++;
    while (at && !(rcp_utf8_boundary(a, at) && rcp_utf8_boundary(b, at)))
        at--;
    return at;
}

static uint32_t characters(rcp_str s)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.len; i++)
        n += ((unsigned char)s.s[i] & 0xc0) != 0x80;
    return n;
}

rcp_str rcp_script_of(rcp_str form, rcp_str lemma, char *out)
{
    char a[RCP_FORM_MAX], b[3 * RCP_FORM_MAX], c[RCP_FORM_MAX];
    rcp_str norm = rcp_form_norm(form, a), want = rcp_form_norm(lemma, c);
    rcp_str lower = {b, rcp_lower(norm, b, sizeof b)};
    uint32_t kept_n = common_beginning(norm, want), lower_n = common_beginning(lower, want);
    bool keep = kept_n > lower_n;
    rcp_str base = keep ? norm : lower;
    uint32_t n = keep ? kept_n : lower_n, cut = characters((rcp_str){base.s + n, base.len - n});
    if (cut > 70)
        return (rcp_str){"l0", 2};
    out[0] = keep ? 'k' : 'l';
    out[1] = (char)('0' + cut);
    memcpy(out + 2, want.s + n, want.len - n);
    return (rcp_str){out, 2 + want.len - n};
}

/* Symbols of scripts begin at 1; their number in the section is one less. */
static rcp_status script_id(rcp_lexicon *x, rcp_str form, rcp_str lemma, uint16_t *id)
{
    char out[4 * RCP_FORM_MAX];
    rcp_sym sym;
    if (rcp_syms_add(&x->scripts, rcp_script_of(form, lemma, out), &sym) || sym > 65535)
        return RCP_E_LIMIT;
    *id = (uint16_t)(sym - 1);
    return RCP_OK;
}

static rcp_status add_entry(rcp_lexicon *x, rcp_str key, rcp_str form, uint32_t upos, rcp_str feats,
                            rcp_str lemma, uint32_t flags)
{
    rcp_sym f;
    entry e = {.key = key, .upos = (uint8_t)upos, .flags = (uint8_t)flags};
    if (!key.len || key.len > RCP_FORM_MAX)
        return RCP_OK;
    if (rcp_syms_add(&x->lexfeats, feats, &f) || f > 65535 || script_id(x, form, lemma, &e.script))
        return RCP_E_LIMIT;
    e.lexfeats = (uint16_t)f;
    entry *row = rcp_rows_add(&x->row);
    if (!row)
        return RCP_E_MEMORY;
    *row = e;
    return RCP_OK;
}

/* Counting the training words. */

static int by_type(const void *pa, const void *pb)
{
    const type *a = pa, *b = pb;
    int c = rcp_str_cmp(a->key, b->key);
    c = c ? c : (a->upos > b->upos) - (a->upos < b->upos);
    c = c ? c : rcp_str_cmp(a->feats, b->feats);
    return c ? c : rcp_str_cmp(a->lemma, b->lemma);
}

static rcp_status count_types(rcp_lexicon *x, const rcp_tag_course *course)
{
    const rcp_gold_word *word = rcp_gold_words(course->base.bank);
    const rcp_gold_sent *sent = rcp_gold_sents(course->base.bank);
    for (uint32_t i = 0; i < course->base.n_train; i++)
        for (uint32_t w = sent[course->base.train[i]].beg; w < sent[course->base.train[i]].end; w++) {
            char a[RCP_FORM_MAX], b[3 * RCP_FORM_MAX];
            rcp_str key = rcp_form_norm(word[w].form, a);
            if (word[w].upos != RCP_PROPN)
                key = (rcp_str){b, rcp_lower(key, b, sizeof b)};
            type *row = word[w].lemma.len ? rcp_rows_add(&x->type) : NULL;
            if (!row && word[w].lemma.len)
                return RCP_E_MEMORY;
            if (!row)
                continue;
            *row = (type){rcp_arena_str(x->a, key),
                          word[w].form,
                          word[w].feats,
                          word[w].lemma,
                          word[w].upos,
                          1};
            if (!row->key.s)
                return RCP_E_MEMORY;
        }
    type *t = RCP_ROW(&x->type, type, 0);
    qsort(t + 1, x->type.n - 1, sizeof *t, by_type);
    uint32_t n = 1;
    for (uint32_t i = 1; i < x->type.n; i++)
        if (n > 1 && !by_type(&t[n - 1], &t[i]))
            t[n - 1].count++;
        else
            t[n++] = t[i];
    x->type.n = n;
    return RCP_OK;
}

/* End of the run of types with the key and UPOS of type i; *best: the commonest lemma's type. */
static uint32_t same_word(const rcp_lexicon *x, uint32_t i, uint32_t *best, uint32_t *count)
{
    const type *t = (const type *)(const void *)x->type.row;
    uint32_t end = i, most = 0;
    *count = 0;
    while (end < x->type.n && t[end].upos == t[i].upos && rcp_str_eq(t[end].key, t[i].key))
        *count += t[end++].count;
    for (uint32_t k = i; k < end; k++) {
        uint32_t n = 0;
        for (uint32_t j = i; j < end; j++)
            n += rcp_str_eq(t[j].lemma, t[k].lemma) ? t[j].count : 0;
        if (n > most) {
            most = n;
            *best = k;
        }
    }
    return end;
}

/* Endings: of all endings up to RCP_ENDING_MAX characters, those whose commonest script is
 * not what the ending one character shorter says already. */

typedef struct {
    uint32_t key, parent, script, weight;
    uint8_t chars;
    bool kept;
} ending;

static int by_ending(const void *pa, const void *pb)
{
    const ending *a = pa, *b = pb;
    if (a->chars != b->chars)
        return a->chars < b->chars ? -1 : 1;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->script > b->script) - (a->script < b->script);
}

static rcp_status add_endings(rcp_lexicon *x, rcp_rows *rows, rcp_str form, uint32_t upos,
                              rcp_str feats, rcp_str lemma, uint32_t weight)
{
    char a[RCP_FORM_MAX], b[3 * RCP_FORM_MAX];
    uint16_t script;
    uint32_t key = 0, parent = 0;
    rcp_str norm = rcp_form_norm(form, a), lower = {b, rcp_lower(norm, b, sizeof b)};
    if (script_id(x, form, lemma, &script))
        return RCP_E_LIMIT;
    for (uint32_t k = 0; k <= RCP_ENDING_MAX; k++, parent = key) {
        if (!rcp_ending_key(upos, feats, lower, k, &key))
            break;
        ending *e = rcp_rows_add(rows);
        if (!e)
            return RCP_E_MEMORY;
        *e = (ending){key, parent, script, weight, (uint8_t)k, false};
    }
    return RCP_OK;
}

/* One row an ending, with its commonest script. */
static void merge_endings(rcp_rows *rows)
{
    ending *e = RCP_ROW(rows, ending, 0);
    uint32_t n = 1, total = 0, run = 0, most = 0;
    qsort(e + 1, rows->n - 1, sizeof *e, by_ending);
    for (uint32_t i = 1; i < rows->n; i++) {
        bool fresh = n == 1 || e[n - 1].chars != e[i].chars || e[n - 1].key != e[i].key;
        bool same = !fresh && e[i - 1].script == e[i].script;
        run = same ? run + e[i].weight : e[i].weight;
        if (fresh) {
            ending row = e[i];
            e[n++] = row;
            total = most = 0;
        }
        total += e[i].weight;
        if (run > most) {
            most = run;
            e[n - 1].script = e[i].script;
        }
        e[n - 1].weight = total;
    }
    rows->n = n;
}

/* The row of an ending among those of its length, or NULL. */
static ending *find_ending(ending *e, uint32_t lo, uint32_t hi, uint32_t key)
{
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (e[mid].key < key)
            lo = mid + 1;
        else if (e[mid].key > key)
            hi = mid;
        else
            return &e[mid];
    }
    return NULL;
}

/* Keep what surprises; a row not kept takes over the script of its parent. */
static void prune_endings(rcp_rows *rows)
{
    ending *e = RCP_ROW(rows, ending, 0);
    uint32_t shorter = 1, shorter_end = 1;
    for (uint32_t i = 1; i < rows->n; i++) {
        if (i == 1 || e[i].chars != e[i - 1].chars) {
            shorter = shorter_end;
            shorter_end = i;
        }
        const ending *up = e[i].chars ? find_ending(e, shorter, shorter_end, e[i].parent) : NULL;
        e[i].kept = !up || (e[i].weight > 2 && e[i].script != up->script);
        if (up && !e[i].kept)
            e[i].script = up->script;
    }
}

static int by_key(const void *pa, const void *pb)
{
    const ending *a = pa, *b = pb;
    return (a->key > b->key) - (a->key < b->key);
}

static rcp_status learn_endings(rcp_lexicon *x, const rcp_tag_course *course)
{
    rcp_rows rows;
    rcp_status s = rcp_rows_init(&rows, x->a, sizeof(ending));
    const type *t = (const type *)(const void *)x->type.row;
    for (uint32_t i = 1; !s && i < x->type.n; i++)
        s = add_endings(x, &rows, t[i].form, t[i].upos, t[i].feats, t[i].lemma, 3);
    for (uint32_t i = 1; !s && course->lexemes && i < course->lexemes->n; i++) {
        const rcp_lexeme *l = RCP_ROW(course->lexemes, rcp_lexeme, i);
        if (l->upos != RCP_PROPN)
            s = add_endings(x, &rows, l->form, l->upos, l->feats, l->lemma, 1);
    }
    if (s)
        return s;
    merge_endings(&rows);
    prune_endings(&rows);
    ending *e = RCP_ROW(&rows, ending, 0);
    uint32_t n = 0;
    for (uint32_t i = 1; i < rows.n; i++)
        if (e[i].kept)
            e[n++] = e[i];
    qsort(e, n, sizeof *e, by_key);
    for (uint32_t i = 0; i < n; i++) {
        rcp_buf_u32(&x->endings, e[i].key);
        rcp_buf_u32(&x->endings, e[i].script);
    }
    return RCP_OK;
}

/* Sets and the automaton. */

static int by_entry(const void *pa, const void *pb)
{
    const entry *a = pa, *b = pb;
    int c = rcp_str_cmp(a->key, b->key);
    if (c)
        return c;
    if ((a->flags ^ b->flags) & RCP_ENTRY_FIRST)
        return a->flags & RCP_ENTRY_FIRST ? -1 : 1;
    if (a->upos != b->upos)
        return a->upos < b->upos ? -1 : 1;
    if (a->lexfeats != b->lexfeats)
        return a->lexfeats < b->lexfeats ? -1 : 1;
    return (a->script > b->script) - (a->script < b->script);
}

static void put_entry(rcp_buf *b, const entry *e)
{
    rcp_buf_u16(b, e->upos | (uint32_t)e->flags << 8);
    rcp_buf_u16(b, e->lexfeats);
    rcp_buf_u32(b, e->script);
}

/* The sets as symbols: equal sets, equal numbers. */
static rcp_status gather_sets(rcp_lexicon *x, rcp_syms *sets, rcp_rows *keys)
{
    entry *e = RCP_ROW(&x->row, entry, 0);
    rcp_buf b = {0};
    rcp_status s = RCP_OK;
    qsort(e + 1, x->row.n - 1, sizeof *e, by_entry);
    for (uint32_t i = 1; !s && i < x->row.n;) {
        uint32_t k = i;
        rcp_buf_reset(&b);
        for (; k < x->row.n && rcp_str_eq(e[k].key, e[i].key); k++)
            if (k == i || by_entry(&e[k - 1], &e[k]))
                put_entry(&b, &e[k]);
        rcp_automaton_row *row = rcp_rows_add(keys);
        rcp_sym set = 0;
        if (!row || b.failed || rcp_syms_add(sets, (rcp_str){b.s, (uint32_t)b.len}, &set))
            s = RCP_E_MEMORY;
        else
            *row = (rcp_automaton_row){e[i].key, set - 1};
        i = k;
    }
    rcp_buf_free(&b);
    return s;
}

static rcp_status write_sets(rcp_lexicon *x)
{
    rcp_syms sets;
    rcp_rows keys;
    rcp_status s = rcp_syms_init(&sets, x->a, NULL);
    s = s ? s : rcp_rows_init(&keys, x->a, sizeof(rcp_automaton_row));
    s = s ? s : gather_sets(x, &sets, &keys);
    if (s)
        return s;
    rcp_buf_reset(&x->sets);
    rcp_buf_reset(&x->automaton);
    uint32_t n = sets.n - sets.first, at = 0;
    for (uint32_t i = 0; i < n; i++)
        at += sets.str[i].len / 8;
    rcp_buf_u32(&x->sets, n);
    rcp_buf_u32(&x->sets, at);
    at = 0;
    for (uint32_t i = 0; i < n; i++) {
        rcp_buf_u32(&x->sets, at);
        at += sets.str[i].len / 8;
    }
    rcp_buf_u32(&x->sets, at);
    for (uint32_t i = 0; i < n; i++)
        rcp_buf_str(&x->sets, sets.str[i]);
    return rcp_automaton_write(RCP_ROW(&keys, rcp_automaton_row, 1), keys.n - 1, x->a,
                               &x->automaton);
}

static rcp_status write_strings(rcp_lexicon *x)
{
    uint32_t n = x->lexfeats.n - x->lexfeats.first;
    rcp_str *s = RCP_NEW(x->a, rcp_str, n + 1);
    if (!s)
        return RCP_E_MEMORY;
    s[0] = RCP_STR("");
    for (uint32_t i = 0; i < n; i++)
        s[i + 1] = x->lexfeats.str[i];
    rcp_buf_reset(&x->lexfeats_out);
    rcp_buf_reset(&x->scripts_out);
    rcp_strings_write(s, n + 1, &x->lexfeats_out);
    rcp_strings_write(x->scripts.str, x->scripts.n - x->scripts.first, &x->scripts_out);
    return RCP_OK;
}

/* Whether an entry for (key, UPOS) is there; rows sorted by key. */
static bool has_entry(const rcp_lexicon *x, uint32_t n, rcp_str key, uint32_t upos)
{
    const entry *e = (const entry *)(const void *)x->row.row;
    uint32_t lo = 1, hi = n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (rcp_str_cmp(e[mid].key, key) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < n && rcp_str_eq(e[lo].key, key); lo++)
        if (e[lo].upos == upos)
            return true;
    return false;
}

/* Entries for the frequent forms that the lexicon lacks: one for each reading seen twice. */
static rcp_status add_frequent(rcp_lexicon *x, uint32_t frequent)
{
    const type *t = (const type *)(const void *)x->type.row;
    uint32_t n = x->row.n, best = 0, count;
    rcp_status s = RCP_OK;
    qsort(RCP_ROW(&x->row, entry, 1), n - 1, sizeof(entry), by_entry);
    for (uint32_t i = 1, end; !s && i < x->type.n; i = end) {
        end = same_word(x, i, &best, &count);
        if (count < frequent || has_entry(x, n, t[i].key, t[i].upos))
            continue;
        for (uint32_t k = i; !s && k < end; k++)
            if (k == best || t[k].count > 1)
                s = add_entry(x, t[k].key, t[k].form, t[k].upos, t[k].feats, t[k].lemma,
                              RCP_ENTRY_SHOWN);
    }
    return s;
}

rcp_status rcp_lexicon_build(rcp_lexicon *x, const rcp_tag_course *course, uint32_t frequent,
                             rcp_arena *a, rcp_err *err)
{
    memset(x, 0, sizeof *x);
    x->a = a;
    rcp_status s = rcp_rows_init(&x->row, a, sizeof(entry));
    s = s ? s : rcp_rows_init(&x->type, a, sizeof(type));
    s = s ? s : rcp_syms_init(&x->lexfeats, a, NULL);
    s = s ? s : rcp_syms_init(&x->scripts, a, NULL);
    for (uint32_t i = 1; !s && course->lexemes && i < course->lexemes->n; i++) {
        const rcp_lexeme *l = RCP_ROW(course->lexemes, rcp_lexeme, i);
        s = add_entry(x, l->form, l->form, l->upos, l->feats, l->lemma, RCP_ENTRY_SHOWN);
    }
    s = s ? s : count_types(x, course);
    s = s ? s : add_frequent(x, frequent);
    s = s ? s : learn_endings(x, course);
    s = s ? s : write_sets(x);
    s = s ? s : write_strings(x);
    return s ? no_memory(err) : RCP_OK;
}

/* How many of these words of one form and UPOS get the wrong lemma. */
static uint32_t wrong(const rcp_tagger *t, const type *w, uint32_t n)
{
    uint32_t bad = 0;
    for (uint32_t i = 0; i < n; i++) {
        char out[4 * RCP_FORM_MAX];
        rcp_look look;
        rcp_tagger_look(t, w[i].form, &look);
        uint32_t len = rcp_tagger_lemma(t, w[i].form, &look, w[i].upos, w[i].feats, out);
        bad += rcp_str_eq((rcp_str){out, len}, w[i].lemma) ? 0 : w[i].count;
    }
    return bad;
}

rcp_status rcp_lexicon_mend(rcp_lexicon *x, const rcp_tagger *tagger, rcp_err *err)
{
    const type *t = (const type *)(const void *)x->type.row;
    uint32_t best = 0, count;
    rcp_status s = RCP_OK;
    for (uint32_t i = 1, end; !s && i < x->type.n; i = end) {
        end = same_word(x, i, &best, &count);
        if (2 * wrong(tagger, t + i, end - i) > count)
            s = add_entry(x, t[i].key, t[best].form, t[i].upos, RCP_STR(""), t[best].lemma,
                          RCP_ENTRY_FIRST);
    }
    s = s ? s : write_sets(x);
    s = s ? s : write_strings(x);
    return s ? no_memory(err) : RCP_OK;
}

void rcp_lexicon_parts(const rcp_lexicon *x, rcp_model_parts *parts)
{
    rcp_model_part(parts, "lexfeats", x->lexfeats_out.s, x->lexfeats_out.len);
    rcp_model_part(parts, "scripts", x->scripts_out.s, x->scripts_out.len);
    rcp_model_part(parts, "sets", x->sets.s, x->sets.len);
    rcp_model_part(parts, "lexicon", x->automaton.s, x->automaton.len);
    rcp_model_part(parts, "endings", x->endings.s, x->endings.len);
}

void rcp_lexicon_free(rcp_lexicon *x)
{
    rcp_buf *b[] = {&x->sets, &x->automaton, &x->endings, &x->lexfeats_out, &x->scripts_out};
    for (size_t i = 0; i < sizeof b / sizeof *b; i++)
        rcp_buf_free(b[i]);
}
