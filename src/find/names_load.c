#include "find/variants.h"

enum { PIECES = 16 };           /* elements of a phrase */

typedef struct {
    rcp_pack  *pack;
    rcp_names *names;
    rcp_err   *err;
    rcp_tsv    tsv;
    struct { rcp_str name, body; } macro[32];
    uint32_t   n_macros;
    uint32_t   item;            /* what the phrase being added hangs on its states */
} loader;

static const char *const slot_words[RCP_N_SLOTS] = {"{adj}", "{c}", "{region}", "{place}", "{name}"};

static rcp_status full(loader *l)
{
    return rcp_fail(l->err, RCP_E_LIMIT, "too many names and phrases");
}

/* Walk (and make) the path of a literal text; 0 when full. */
static uint32_t add_path(loader *l, uint32_t state, rcp_str text)
{
    uint32_t at = 0;
    rcp_span piece;
    bool glued;
    while (state && rcp_unit_next(text, &at, &piece, &glued)) {
        char folded[RCP_UNIT_ROOM];
        uint32_t n = rcp_unit_fold(rcp_slice(text, piece), folded);
        rcp_sym word = rcp_sym_of(&l->names->trie.words, (rcp_str){folded, n});
        state = word ? rcp_trie_grow(&l->names->trie, state, word) : 0;
    }
    return state;
}

static uint32_t alias_flags(const rcp_alias *a)
{
    uint32_t n, flags = a->flags;
    if (!(flags & RCP_ALIAS_ANYCASE) && a->text.len && rcp_is_upper(rcp_utf8_at(a->text, 0, &n)))
        flags |= RCP_ALIAS_UPPER;
    return flags;
}

static rcp_status add_aliases(loader *l)
{
    const rcp_entities *e = l->names->e;
    rcp_trie *t = &l->names->trie;
    l->names->alias_flags = RCP_NEW(&l->pack->arena, uint32_t, e->n_aliases + 1);
    if (!l->names->alias_flags)
        return full(l);
    for (uint32_t i = 0; i < e->n_aliases; i++) {
        const rcp_alias *a = &e->alias[i];
        if (a->lang[0] && strcmp(a->lang, l->pack->lang))
            continue;
        l->names->alias_flags[i] = alias_flags(a);
        uint32_t state = add_path(l, RCP_TRIE_ROOT, a->text);
        if (state && a->rest.len)
            state = add_path(l, state, a->rest);
        if (!state || (state != RCP_TRIE_ROOT && rcp_trie_end(t, state, i)))
            return full(l);
    }
    return RCP_OK;
}

/* classes.tsv: class, kind, sector, English name or roles, flags */
static rcp_status read_classes(loader *l)
{
    rcp_names *n = l->names;
    if (!rcp_tsv_open(&l->tsv, &l->pack->res, "classes.tsv"))
        return RCP_OK;
    while (rcp_tsv_next(&l->tsv)) {
        uint32_t kind;
        rcp_status s = rcp_tsv_want(&l->tsv, 2, 5, l->err);
        if (s || (s = rcp_tsv_enum(&l->tsv, 1, &rcp_enum_kind, &kind, l->err)))
            return s;
        rcp_name_class *c = rcp_rows_add(&n->classes);
        if (!c)
            return full(l);
        rcp_str sector = rcp_tsv_field(&l->tsv, 2), name = rcp_tsv_field(&l->tsv, 3);
        *c = (rcp_name_class){.cls = rcp_sym_of(&l->pack->syms, rcp_tsv_field(&l->tsv, 0)),
                              .kind = (uint16_t)kind};
        c->sector = rcp_str_is(sector, "-") ? 0 : rcp_sym_of(&l->pack->syms, sector);
        c->name = rcp_str_is(name, "-") ? (rcp_str){0} : name;
        rcp_str rest = rcp_tsv_field(&l->tsv, 4), flag;
        while (rcp_list_next(&rest, &flag))
            c->flags |= rcp_str_is(flag, "bare")    ? RCP_CLASS_BARE
                        : rcp_str_is(flag, "state") ? RCP_CLASS_STATE
                                                    : 0;
    }
    return RCP_OK;
}

static uint32_t class_row(const rcp_names *n, rcp_sym cls)
{
    for (uint32_t i = 1; cls && i < n->classes.n; i++)
        if (RCP_ROW(&n->classes, rcp_name_class, i)->cls == cls)
            return i;
    return 0;
}

/* The countries' English adjectives, and the bodies phrases may mean. */
static rcp_status index_bodies(loader *l)
{
    rcp_names *n = l->names;
    const rcp_entities *e = n->e;
    n->adjective = RCP_NEW(&l->pack->arena, rcp_str, (size_t)e->n_countries + 1);
    if (!n->adjective || rcp_rows_init(&n->bodies, &l->pack->arena, sizeof(uint32_t)))
        return full(l);
    for (uint32_t i = 0; i < e->n_aliases; i++) {
        const rcp_alias *a = &e->alias[i];
        if (a->flags & RCP_ALIAS_DEMONYM && !strcmp(a->lang, "en") && !n->adjective[a->entity].len)
            n->adjective[a->entity] = a->text;
    }
    for (uint32_t i = 1; i < e->n; i++) {
        if (e->row[i].kind != RCP_ORGANISATION || !e->row[i].country || !class_row(n, e->row[i].cls))
            continue;
        uint32_t *row = rcp_rows_add(&n->bodies);
        if (!row)
            return full(l);
        *row = i;
    }
    return RCP_OK;
}

/* One alternative: words and slots parted by blanks. */
static uint32_t add_alternative(loader *l, uint32_t state, rcp_str alt)
{
    while (state && alt.len) {
        const char *blank = memchr(alt.s, ' ', alt.len);
        rcp_str word = {alt.s, blank ? (uint32_t)(blank - alt.s) : alt.len};
        uint32_t skip = word.len + (blank != NULL), slot = 0;
        while (slot < RCP_N_SLOTS && !rcp_str_is(word, slot_words[slot]))
            slot++;
        if (slot < RCP_N_SLOTS) {
            rcp_trie_state(&l->names->trie, state)->slots |= 1u << slot;
            state = rcp_trie_grow(&l->names->trie, state, l->names->slot[slot]);
        } else
            state = add_path(l, state, word);
        alt.s += skip, alt.len -= skip;
    }
    return state;
}

static rcp_status add_pieces(loader *l, const rcp_str *piece, uint32_t n, uint32_t state);

static rcp_status add_alternatives(loader *l, rcp_str list, const rcp_str *piece, uint32_t n,
                                   uint32_t state)
{
    rcp_str alt;
    rcp_status s = RCP_OK;
    while (!s && rcp_list_next(&list, &alt)) {
        if (alt.len && alt.s[0] == '@') {
            uint32_t m = 0;
            while (m < l->n_macros && !rcp_str_eq(l->macro[m].name, alt))
                m++;
            if (m == l->n_macros)
                return rcp_tsv_fail(&l->tsv, 0, l->err, "no line says what '%.*s' is", (int)alt.len, alt.s);
            s = add_alternatives(l, l->macro[m].body, piece, n, state);
            continue;
        }
        uint32_t next = add_alternative(l, state, alt);
        s = next ? add_pieces(l, piece, n, next) : full(l);
    }
    return s;
}

/* Every way through the pieces: a trie has no loops, so each is its own path. */
static rcp_status add_pieces(loader *l, const rcp_str *piece, uint32_t n, uint32_t state)
{
    if (n == 0)
        return rcp_trie_end(&l->names->trie, state, l->item) ? full(l) : RCP_OK;
    rcp_str p = piece[0];
    rcp_status s = RCP_OK;
    if (p.len > 2 && p.s[0] == '[' && p.s[p.len - 1] == ']') {
        s = add_pieces(l, piece + 1, n - 1, state);
        p = (rcp_str){p.s + 1, p.len - 2};
    }
    return s ? s : add_alternatives(l, p, piece + 1, n - 1, state);
}

static rcp_status add_phrase(loader *l, rcp_str text)
{
    rcp_str piece[PIECES];
    uint32_t n = 0;
    while (text.len) {
        const char *blank = memchr(text.s, ' ', text.len);
        rcp_str word = {text.s, blank ? (uint32_t)(blank - text.s) : text.len};
        if (word.len) {
            if (n == PIECES)
                return rcp_tsv_fail(&l->tsv, 0, l->err, "a phrase has at most %d pieces", PIECES);
            piece[n++] = word;
        }
        uint32_t skip = word.len + (blank != NULL);
        text.s += skip, text.len -= skip;
    }
    return n ? add_pieces(l, piece, n, RCP_TRIE_ROOT) : RCP_OK;
}

/* groups.tsv: phrase, class, flags; or "@name", alternatives */
static rcp_status read_phrases(loader *l)
{
    char path[96];
    rcp_names *n = l->names;
    if (!rcp_tsv_open(&l->tsv, &l->pack->res, rcp_pack_file(l->pack, "groups.tsv", path)))
        return RCP_OK;
    while (rcp_tsv_next(&l->tsv)) {
        rcp_status s = rcp_tsv_want(&l->tsv, 2, 3, l->err);
        rcp_str text = rcp_tsv_field(&l->tsv, 0), what = rcp_tsv_field(&l->tsv, 1);
        if (s)
            return s;
        if (text.s[0] == '@' && !memchr(text.s, ' ', text.len)) {
            if (l->n_macros == sizeof l->macro / sizeof *l->macro)
                return rcp_tsv_fail(&l->tsv, 0, l->err, "too many lists");
            l->macro[l->n_macros].name = text;
            l->macro[l->n_macros++].body = what;
            continue;
        }
        rcp_phrase *p = rcp_rows_add(&n->phrases);
        if (!p)
            return full(l);
        p->cls = class_row(n, rcp_sym_lookup(&l->pack->syms, what));
        p->why = l->tsv.why;
        p->flags = rcp_str_is(rcp_tsv_field(&l->tsv, 2), "bare") ? RCP_PHRASE_ANAPHOR : 0;
        if (!p->cls)
            return rcp_tsv_fail(&l->tsv, 1, l->err, "classes.tsv has no '%.*s'", (int)what.len, what.s);
        l->item = n->e->n_aliases + n->phrases.n - 1;
        if ((s = add_phrase(l, text)))
            return s;
    }
    return RCP_OK;
}

/* Give every word of a list its flag; words of several units get it on none. */
static rcp_status flag_words(loader *l, rcp_str list, uint32_t flag, bool store)
{
    rcp_str word;
    while (rcp_list_next(&list, &word)) {
        char folded[RCP_UNIT_ROOM];
        uint32_t at = 0;
        rcp_span piece;
        bool glued;
        if (!rcp_unit_next(word, &at, &piece, &glued))
            continue;
        uint32_t n = rcp_unit_fold(rcp_slice(word, piece), folded);
        rcp_sym sym = rcp_sym_of(&l->names->trie.words, (rcp_str){folded, n});
        if (!sym)
            return full(l);
        if (store && !rcp_unit_next(word, &at, &piece, &glued))
            l->names->word_flags[sym] |= flag;
    }
    return RCP_OK;
}

static uint32_t word_class(rcp_str s)
{
    static const struct { const char *word; uint32_t flag; } names[] = {
        {"given_m", RCP_NW_MALE}, {"given_f", RCP_NW_FEMALE},
        {"given", RCP_NW_MALE | RCP_NW_FEMALE}, {"title", RCP_NW_TITLE}, {"say", RCP_NW_SAY},
        {"particle", RCP_NW_PARTICLE}, {"stop", RCP_NW_STOP}, {"be", RCP_NW_BE},
        {"article", RCP_NW_ARTICLE}, {"preposition", RCP_NW_PREPOSITION}, {"skip", RCP_NW_SKIP},
        {"of", RCP_NW_OF}, {"hint", RCP_NW_HINT}, {"org", RCP_NW_ORG},
        {"at", RCP_NW_AT}, {"kind", RCP_NW_KIND}, {"area", RCP_NW_AREA}, {"noplace", RCP_NW_NOPLACE}, {"and", RCP_NW_AND}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (rcp_str_is(s, names[i].word))
            return names[i].flag;
    return 0;
}

/* given_names.tsv and name_words.tsv: class, words.  Twice: the first time makes the words. */
static rcp_status read_words(loader *l, const char *file, bool store)
{
    rcp_status s = RCP_OK;
    if (!rcp_tsv_open(&l->tsv, &l->pack->res, file))
        return RCP_OK;
    while (!s && rcp_tsv_next(&l->tsv)) {
        uint32_t flag = word_class(rcp_tsv_field(&l->tsv, 0));
        if (!flag)
            return rcp_tsv_fail(&l->tsv, 0, l->err, "this is no class of words");
        if (flag == RCP_NW_AT)
            l->names->place_why = l->tsv.why;
        s = flag_words(l, rcp_tsv_field(&l->tsv, 1), flag, store);
    }
    return s;
}

static rcp_status read_all_words(loader *l)
{
    char path[96];
    rcp_names *n = l->names;
    (void)rcp_pack_file(l->pack, "name_words.tsv", path);
    for (int store = 0; store < 2; store++) {
        rcp_status s;
        if (store) {
            n->n_word_flags = n->trie.words.n;
            n->word_flags = RCP_NEW(&l->pack->arena, uint32_t, n->n_word_flags);
            if (!n->word_flags)
                return full(l);
        }
        if ((s = read_words(l, "given_names.tsv", store)) || (s = read_words(l, path, store)))
            return s;
    }
    return RCP_OK;
}

static bool small(rcp_str s)
{
    return s.len == 2 && s.s[0] >= 'a' && s.s[0] <= 'z' && s.s[1] >= 'a' && s.s[1] <= 'z';
}

/* country_codes.tsv: a country's domain is its alpha-2 code, but for .uk; sold ones tell nothing. */
static void read_domains(loader *l)
{
    rcp_names *n = l->names;
    if (!rcp_tsv_open(&l->tsv, &l->pack->res, "country_codes.tsv"))
        return;
    while (rcp_tsv_next(&l->tsv)) {
        rcp_str two = rcp_tsv_field(&l->tsv, 0), three = rcp_tsv_field(&l->tsv, 1);
        char low[2] = {two.len == 2 ? (char)(two.s[0] | 0x20) : 0, two.len == 2 ? (char)(two.s[1] | 0x20) : 0};
        if (small((rcp_str){low, 2}) && three.len == 3 && !rcp_str_is(rcp_tsv_field(&l->tsv, 2), "sold"))
            memcpy(n->domain[low[0] - 'a'][low[1] - 'a'], three.s, 3);
    }
    memcpy(n->domain['u' - 'a']['k' - 'a'], n->domain['g' - 'a']['b' - 'a'], 3);
}

rcp_str rcp_names_country(const rcp_names *n, rcp_str domain)
{
    return small(domain) ? rcp_str_of(n->domain[domain.s[0] - 'a'][domain.s[1] - 'a']) : (rcp_str){0};
}

rcp_status rcp_names_load(rcp_pack *pack, const rcp_names **out, rcp_err *err)
{
    rcp_names *n = RCP_NEW(&pack->arena, rcp_names, 1);
    loader l = {.pack = pack, .names = n, .err = err};
    if (!n)
        return full(&l);
    n->e = &pack->entities;
    memcpy(n->lang, pack->lang, sizeof n->lang);
    rcp_status s;
    if (rcp_trie_init(&n->trie, &pack->arena, 2 * n->e->n_aliases) ||
        rcp_rows_init(&n->phrases, &pack->arena, sizeof(rcp_phrase)) ||
        rcp_rows_init(&n->classes, &pack->arena, sizeof(rcp_name_class)))
        return full(&l);
    for (uint32_t i = 0; i < RCP_N_SLOTS; i++)
        n->slot[i] = rcp_sym_of(&n->trie.words, rcp_str_of(slot_words[i]));
    n->s = rcp_sym_of(&n->trie.words, RCP_STR("s"));
    if ((s = add_aliases(&l)) || (s = read_classes(&l)) || (s = index_bodies(&l)) ||
        (s = read_phrases(&l)) ||
        (s = read_all_words(&l)) || (s = rcp_name_variants_load(pack, n, err)))
        return s;
    read_domains(&l);
    *out = n;
    return RCP_OK;
}
