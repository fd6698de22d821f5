#include "ner/words.h"

static const struct { const char *name; uint32_t flag; } word_classes[] = {
    {"given_m", WORD_MALE}, {"given_f", WORD_FEMALE}, {"given", WORD_MALE | WORD_FEMALE}, {"title", WORD_TITLE}, {"say", WORD_SAY},
    {"particle", WORD_PARTICLE}, {"stop", WORD_STOP}, {"org", WORD_BODY}, {"preposition", WORD_PREPOSITION}, {"hint", WORD_HINT},
    {"article", WORD_ARTICLE}};
enum { WORD_CLASSES = sizeof word_classes / sizeof *word_classes, WORDS_MAX = 1 << 16 };

static uint32_t class_flag(rcp_str name)
{
    for (uint32_t i = 0; i < WORD_CLASSES; i++)
        if (rcp_str_is(name, word_classes[i].name))
            return word_classes[i].flag;
    return 0;
}

static rcp_status read_words(rcp_ner_words *w, const rcp_pack *pack, const char *name, rcp_err *err)
{
    rcp_tsv tsv;
    if (!rcp_tsv_open(&tsv, &pack->res, name))
        return RCP_OK;
    while (rcp_tsv_next(&tsv)) {
        uint32_t flag = class_flag(rcp_tsv_field(&tsv, 0));
        rcp_str rest = rcp_tsv_field(&tsv, 1), piece;
        char lower[256];
        rcp_sym sym;
        while (flag && rcp_list_next(&rest, &piece)) {
            uint32_t len = rcp_lower(piece, lower, sizeof lower);
            if (rcp_syms_add(&w->words, (rcp_str){lower, len}, &sym) || sym >= WORDS_MAX)
                return rcp_tsv_fail(&tsv, 1, err, "too many words");
            w->flags[sym] |= flag;
        }
    }
    return RCP_OK;
}

static uint32_t kind_flag(uint32_t kind)
{
    if (kind == RCP_PERSON)
        return WORD_OF_PERSON;
    if (kind == RCP_ORGANISATION || kind == RCP_GROUP)
        return WORD_OF_BODY;
    return kind == RCP_PLACE ? WORD_OF_PLACE : WORD_OF_OTHER;
}

/* The words inside the names of the tables; words past the room there is are left out. */
static void add_names(rcp_ner_words *w, rcp_str name, uint32_t flag)
{
    char lower[256];
    for (uint32_t beg = 0, at = 0, n; at <= name.len; at += n) {
        n = 1;
        uint32_t c = at < name.len ? rcp_utf8_at(name, at, &n) : ' ';
        if (rcp_is_letter(c) || rcp_is_digit(c))
            continue;
        rcp_sym sym;
        if (at > beg && w->words.n < WORDS_MAX) {
            uint32_t len = rcp_lower((rcp_str){name.s + beg, at - beg}, lower, sizeof lower);
            if (!rcp_syms_add(&w->words, (rcp_str){lower, len}, &sym) && sym < WORDS_MAX)
                w->flags[sym] |= flag;
        }
        beg = at + n;
    }
}

static void read_names(rcp_ner_words *w, const rcp_entities *e)
{
    for (uint32_t i = 0; i < e->n_aliases; i++) {
        uint32_t flag = kind_flag(e->row[e->alias[i].entity].kind);
        add_names(w, e->alias[i].text, flag);
        add_names(w, e->alias[i].rest, flag);
    }
}

uint32_t rcp_ner_word_flags(const rcp_ner_words *w, rcp_str lower)
{
    rcp_sym sym = rcp_sym_lookup(&w->words, lower);
    return sym < WORDS_MAX ? w->flags[sym] : 0;
}

rcp_status rcp_ner_words_load(rcp_ner_words *w, rcp_pack *pack, rcp_err *err)
{
    char name[96];
    if (rcp_syms_init(&w->words, &pack->arena, NULL) || !(w->flags = RCP_NEW(&pack->arena, uint32_t, WORDS_MAX)))
        return rcp_fail(err, RCP_E_LIMIT, "no room left in the %s pack", pack->lang);
    rcp_status s = read_words(w, pack, rcp_pack_file(pack, "name_words.tsv", name), err);
    s = s ? s : read_words(w, pack, "given_names.tsv", err);
    read_names(w, &pack->entities);
    return s;
}

/* What a name is. */

uint32_t rcp_ner_type_of(const char *lang, const rcp_mention *m)
{
    if (m->flags & RCP_MENTION_PRONOUN)
        return RCP_N_NER_TYPES;
    if (m->flags & RCP_MENTION_DEMONYM)
        return strcmp(lang, "en") ? (uint32_t)RCP_N_NER_TYPES : RCP_NER_MISC;
    switch (m->kind) {
    case RCP_PERSON:
        return RCP_NER_PER;
    case RCP_ORGANISATION:
    case RCP_GROUP:
        return RCP_NER_ORG;
    case RCP_PLACE:
        return RCP_NER_LOC;
    case RCP_EQUIPMENT:
    case RCP_OTHER:
        return RCP_NER_MISC;
    default:
        return RCP_N_NER_TYPES;
    }
}

rcp_toks rcp_ner_trim(const rcp_ner *ner, const rcp_doc *doc, rcp_toks toks, uint32_t type)
{
    const uint32_t loose = WORD_ARTICLE | (type == RCP_NER_PER ? WORD_TITLE : 0);
    bool name = false;
    for (; toks.beg < toks.end; toks.beg++) {
        rcp_str norm = rcp_ner_norm_of(doc, toks.beg);
        if (norm.len && norm.s[norm.len - 1] == '\'')
            norm.len--;
        bool dot = rcp_str_is(norm, ".") || rcp_str_is(norm, "'");
        if (!dot && norm.len > 1 && norm.s[norm.len - 1] == '.')
            norm.len--;
        if (!dot && (!(rcp_ner_word_flags(&ner->words, norm) & loose) || toks.beg + 1 == toks.end))
            break;
    }
    for (rcp_id t = toks.beg; t < toks.end; t++)
        name |= (doc->tok.row[t].flags & (RCP_TOK_UPPER | RCP_TOK_CAPS)) != 0;
    return name ? toks : (rcp_toks){toks.beg, toks.beg};
}
