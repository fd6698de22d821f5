#include "claim/rules.h"

#include "claim/conditional.h"

#include <stdlib.h>

static const struct { const char *word; uint64_t value; } frames[] = {
#define X(name, w) {w, RCP_FR(name)},
    RCP_FRAMES(X)
#undef X
}, classes[] = {
#define X(name, w) {w, RCP_W(name)},
    RCP_WORD_CLASSES(X)
#undef X
}, options[] = {
#define X(name, w) {w, RCP_OPT(name)},
    RCP_OPTIONS(X)
#undef X
};

static rcp_status out_of_memory(rcp_err *err)
{
    return rcp_fail(err, RCP_E_MEMORY, "no memory left for the claim stage's rules");
}

static bool is_dash(rcp_str s)
{
    return !s.len || rcp_str_is(s, "-");
}

/* The next blank-parted word of *rest. */
static bool next_word(rcp_str *rest, rcp_str *word)
{
    while (rest->len && rest->s[0] == ' ')
        rest->s++, rest->len--;
    uint32_t n = 0;
    while (n < rest->len && rest->s[n] != ' ')
        n++;
    *word = (rcp_str){rest->s, n};
    rest->s += n;
    rest->len -= n;
    return n > 0;
}

/* Cut a phrase into words as the tokenizer does: at blanks, and after an elided letter. */
static rcp_status phrase(rcp_pack *pack, const rcp_tsv *tsv, uint32_t field, rcp_str s,
                         rcp_sym part[RCP_CUE_PARTS], uint32_t *n, rcp_err *err)
{
    rcp_str word;
    *n = 0;
    while (next_word(&s, &word)) {
        while (word.len) {
            const char *q = memchr(word.s, '\'', word.len);
            uint32_t len = q && q + 1 < word.s + word.len && q - word.s <= 2
                               ? (uint32_t)(q - word.s) + 1 : word.len;
            if (*n == RCP_CUE_PARTS)
                return rcp_tsv_fail(tsv, field, err, "a phrase has at most %d words", RCP_CUE_PARTS);
            rcp_status st = rcp_syms_add(&pack->syms, (rcp_str){word.s, len}, &part[(*n)++]);
            if (st)
                return st;
            word.s += len;
            word.len -= len;
        }
    }
    return *n ? RCP_OK : rcp_tsv_fail(tsv, field, err, "there is no word here");
}

static rcp_status bits(const rcp_tsv *tsv, uint32_t field, const char *what, bool stype,
                       uint32_t *out, rcp_err *err)
{
    rcp_str rest = rcp_tsv_field(tsv, field), piece;
    *out = 0;
    if (is_dash(rest))
        return RCP_OK;
    while (rcp_list_next(&rest, &piece)) {
        uint32_t bit = 0;
        int v = stype ? rcp_enum_value(&rcp_enum_stype, piece) : -1;
        if (v >= 0)
            bit = 1u << v;
        for (size_t i = 0; !stype && i < sizeof frames / sizeof *frames; i++)
            if (rcp_str_is(piece, frames[i].word))
                bit = (uint32_t)frames[i].value;
        /* "role" and "none" are no stypes but often meant: say so. */
        if (!bit)
            return rcp_tsv_fail(tsv, field, err, "'%.*s' is no %s", (int)piece.len, piece.s, what);
        *out |= bit;
    }
    return RCP_OK;
}

static rcp_status read_cue(rcp_pack *pack, rcp_tsv *tsv, rcp_cue *cue, rcp_err *err)
{
    static const char *const stances[] = {"-", "0", "+"};
    rcp_status st = rcp_tsv_want(tsv, 7, 9, err);
    uint32_t cls = 0, speech = 0, modality = 0;
    rcp_str text = rcp_tsv_field(tsv, 0), kind = rcp_tsv_field(tsv, 1), word;
    if (st || (st = rcp_tsv_enum(tsv, 2, &rcp_enum_cue, &cls, err)) ||
        (st = rcp_tsv_enum(tsv, 3, &rcp_enum_speech, &speech, err)) ||
        (st = rcp_tsv_enum(tsv, 4, &rcp_enum_modality, &modality, err)) ||
        (st = bits(tsv, 6, "frame", false, &cue->frames, err)) ||
        (st = bits(tsv, 7, "kind of speaker", true, &cue->who, err)))
        return st;
    bool noun = rcp_str_is(kind, "noun");
    if (!noun && !rcp_str_is(kind, "verb") && !rcp_str_is(kind, "prep"))
        return rcp_tsv_fail(tsv, 1, err, "'%.*s' is neither verb, noun nor prep", (int)kind.len, kind.s);
    for (int i = 0; i < 3; i++)
        if (rcp_str_is(rcp_tsv_field(tsv, 5), stances[i]))
            cue->stance = (int16_t)(i - 1);
    if (text.len > 3 && !memcmp(text.s, "se ", 3))
        cue->reflexive = true, text.s += 3, text.len -= 3;
    else if (text.len > 2 && !memcmp(text.s, "s'", 2))
        cue->reflexive = true, text.s += 2, text.len -= 2;
    cue->kind = noun ? RCP_CUE_NOUN : rcp_str_is(kind, "prep") ? RCP_CUE_PREP : RCP_CUE_VERB;
    if (cue->kind == RCP_CUE_PREP && cue->reflexive) {
        text = rcp_tsv_field(tsv, 0);   /* "s'il faut en croire": no reflexive */
        cue->reflexive = false;
    }
    cue->cls = (uint16_t)cls;
    cue->speech = (uint16_t)speech;
    cue->modality = (uint16_t)modality;
    cue->why = tsv->why;
    rcp_str rest = rcp_tsv_field(tsv, 8);
    for (; !st && !is_dash(rest) && rcp_list_next(&rest, &word); cue->n_unless++) {
        if (cue->n_unless == RCP_CUE_UNLESS)
            return rcp_tsv_fail(tsv, 8, err, "more than %d words", RCP_CUE_UNLESS);
        st = rcp_syms_add(&pack->syms, word, &cue->unless[cue->n_unless]);
    }
    return st ? st : phrase(pack, tsv, 0, text, cue->part, &cue->n_parts, err);
}

static int by_first(const void *a, const void *b)
{
    const rcp_cue *x = a, *y = b;
    if (x->part[0] != y->part[0])
        return x->part[0] < y->part[0] ? -1 : 1;
    if (x->n_parts + x->reflexive != y->n_parts + y->reflexive)
        return x->n_parts + x->reflexive > y->n_parts + y->reflexive ? -1 : 1;
    return x->why < y->why ? -1 : x->why > y->why;
}

static int hedge_by_first(const void *a, const void *b)
{
    const rcp_hedge *x = a, *y = b;
    if (x->part[0] != y->part[0])
        return x->part[0] < y->part[0] ? -1 : 1;
    if (x->n_parts != y->n_parts)
        return x->n_parts > y->n_parts ? -1 : 1;
    return x->why < y->why ? -1 : x->why > y->why;
}

static int speaker_by_word(const void *a, const void *b)
{
    const rcp_speaker_word *x = a, *y = b;
    if (x->word != y->word)
        return x->word < y->word ? -1 : 1;
    return x->why < y->why ? -1 : x->why > y->why;
}

/* Rows of a file; every one becomes a zeroed row of *rows (which starts with no nil row). */
static uint32_t count_rows(const rcp_pack *pack, const char *name)
{
    char path[96];
    rcp_tsv tsv;
    uint32_t n = 0;
    if (rcp_tsv_open(&tsv, &pack->res, rcp_pack_file(pack, name, path)))
        while (rcp_tsv_next(&tsv))
            n++;
    return n;
}

/* "préciser" also under "précise" and "précisent", which a tagger may take for adjectives. */
static rcp_status add_forms(rcp_pack *pack, rcp_claim_rules *r, const rcp_cue *cue, rcp_str ending,
                            rcp_str forms)
{
    rcp_str lemma = rcp_sym_str(&pack->syms, cue->part[0]), form;
    if (cue->kind != RCP_CUE_VERB || cue->n_parts > 1 || cue->reflexive || !ending.len ||
        !(cue->frames & RCP_FR(THAT)) || lemma.len > 40 || lemma.len <= ending.len ||
        memcmp(lemma.s + lemma.len - ending.len, ending.s, ending.len))
        return RCP_OK;
    rcp_status st = RCP_OK;
    for (int i = 0; i < 2 && !st && rcp_list_next(&forms, &form); i++) {
        char z[64];
        uint32_t n = lemma.len - ending.len;
        if (form.len > 10)
            continue;
        memcpy(z, lemma.s, n);
        memcpy(z + n, form.s, form.len);
        rcp_cue *more = &r->cue[r->n_cues++];
        *more = *cue;
        more->form_only = true;
        st = rcp_syms_add(&pack->syms, (rcp_str){z, n + form.len}, &more->part[0]);
    }
    return st;
}

static rcp_status load_cues(rcp_pack *pack, rcp_claim_rules *r, rcp_err *err)
{
    char path[96];
    rcp_tsv tsv;
    rcp_status st = RCP_OK;
    /* a verb may come three times: its lemma, and two forms of the present */
    if (!(r->cue = RCP_NEW(&pack->arena, rcp_cue, 3 * count_rows(pack, "cues.tsv") + 1)))
        return out_of_memory(err);
    if (!rcp_tsv_open(&tsv, &pack->res, rcp_pack_file(pack, "cues.tsv", path)))
        return RCP_OK;
    rcp_str ending = {0}, forms = {0};
    while (!st && rcp_tsv_next(&tsv)) {
        if (rcp_str_is(rcp_tsv_field(&tsv, 1), "ending")) {
            st = rcp_tsv_want(&tsv, 3, 3, err);
            ending = rcp_tsv_field(&tsv, 0);
            forms = rcp_tsv_field(&tsv, 2);
            continue;
        }
        rcp_cue *cue = &r->cue[r->n_cues++];
        if (!(st = read_cue(pack, &tsv, cue, err)))
            st = add_forms(pack, r, cue, ending, forms);
    }
    qsort(r->cue, r->n_cues, sizeof *r->cue, by_first);
    return st;
}

static rcp_status load_hedge(rcp_pack *pack, rcp_tsv *tsv, bool band, rcp_hedge *h, rcp_err *err)
{
    uint32_t value = 0, modality = RCP_HEDGED;
    rcp_status st = rcp_tsv_want(tsv, 2, 4, err);
    rcp_str scope = rcp_tsv_field(tsv, 2);
    if (!st && band)
        st = rcp_tsv_enum(tsv, 1, &rcp_enum_band, &value, err);
    else if (!st)
        st = rcp_tsv_enum(tsv, 1, &rcp_enum_modality, &modality, err);
    if (st)
        return st;
    h->band = (uint16_t)value;
    h->modality = (uint16_t)modality;
    h->hearsay = modality == RCP_REPORTED;
    h->scope = rcp_str_is(scope, "modal") ? RCP_HEDGE_MODAL
             : rcp_str_is(scope, "noun")  ? RCP_HEDGE_NOUN : RCP_HEDGE_CLAUSE;
    h->why = tsv->why;
    return phrase(pack, tsv, 0, rcp_tsv_field(tsv, 0), h->part, &h->n_parts, err);
}

static rcp_status load_hedges(rcp_pack *pack, rcp_claim_rules *r, rcp_err *err)
{
    static const char *const files[] = {"bands.tsv", "hedges.tsv"};
    char path[96];
    rcp_tsv tsv;
    rcp_status st = RCP_OK;
    uint32_t n = count_rows(pack, files[0]) + count_rows(pack, files[1]);
    if (!(r->hedge = RCP_NEW(&pack->arena, rcp_hedge, n + 1)))
        return out_of_memory(err);
    for (int f = 0; !st && f < 2; f++)
        if (rcp_tsv_open(&tsv, &pack->res, rcp_pack_file(pack, files[f], path)))
            while (!st && rcp_tsv_next(&tsv))
                st = load_hedge(pack, &tsv, f == 0, &r->hedge[r->n_hedges++], err);
    qsort(r->hedge, r->n_hedges, sizeof *r->hedge, hedge_by_first);
    return st;
}

static uint32_t count_words(const rcp_pack *pack, const char *name, uint32_t field)
{
    char path[96];
    rcp_tsv tsv;
    uint32_t n = 0;
    if (rcp_tsv_open(&tsv, &pack->res, rcp_pack_file(pack, name, path)))
        while (rcp_tsv_next(&tsv)) {
            rcp_str rest = rcp_tsv_field(&tsv, field), piece;
            while (rcp_list_next(&rest, &piece))
                n++;
        }
    return n;
}

static rcp_status load_speakers(rcp_pack *pack, rcp_claim_rules *r, rcp_err *err)
{
    char path[96];
    rcp_tsv tsv;
    rcp_status st = RCP_OK;
    r->speaker = RCP_NEW(&pack->arena, rcp_speaker_word, count_words(pack, "speakers.tsv", 2) + 1);
    if (!r->speaker)
        return out_of_memory(err);
    if (!rcp_tsv_open(&tsv, &pack->res, rcp_pack_file(pack, "speakers.tsv", path)))
        return RCP_OK;
    while (!st && rcp_tsv_next(&tsv)) {
        uint32_t stype = 0, naming = 0;
        rcp_str rest = rcp_tsv_field(&tsv, 2), piece;
        if ((st = rcp_tsv_want(&tsv, 3, 3, err)) ||
            (st = rcp_tsv_enum(&tsv, 0, &rcp_enum_stype, &stype, err)) ||
            (st = rcp_tsv_enum(&tsv, 1, &rcp_enum_naming, &naming, err)))
            break;
        while (!st && rcp_list_next(&rest, &piece)) {
            rcp_speaker_word *w = &r->speaker[r->n_speakers++];
            *w = (rcp_speaker_word){0, (uint16_t)stype, (uint16_t)naming, tsv.why};
            st = rcp_syms_add(&pack->syms, piece, &w->word);
        }
    }
    qsort(r->speaker, r->n_speakers, sizeof *r->speaker, speaker_by_word);
    return st;
}

static rcp_status load_negation(rcp_pack *pack, rcp_claim_rules *r, rcp_err *err)
{
    char path[96];
    rcp_tsv tsv;
    rcp_status st = RCP_OK;
    if (!rcp_tsv_open(&tsv, &pack->res, rcp_pack_file(pack, "negation.tsv", path)))
        return RCP_OK;
    while (!st && rcp_tsv_next(&tsv)) {
        uint32_t cls = 0, negated = 0, polarity = 0, speech = 0;
        if ((st = rcp_tsv_want(&tsv, 4, 4, err)) ||
            (st = rcp_tsv_enum(&tsv, 0, &rcp_enum_cue, &cls, err)) ||
            (st = rcp_tsv_enum(&tsv, 1, &rcp_enum_cue, &negated, err)) ||
            (st = rcp_tsv_enum(&tsv, 2, &rcp_enum_polarity, &polarity, err)) ||
            (st = rcp_tsv_enum(&tsv, 3, &rcp_enum_speech, &speech, err)))
            break;
        r->negation[cls] = (rcp_negation){(uint16_t)cls, (uint16_t)negated, (uint16_t)polarity,
                                          (uint16_t)speech, tsv.why};
    }
    return st;
}

static uint64_t class_bit(rcp_str word)
{
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (rcp_str_is(word, classes[i].word))
            return classes[i].value;
    return 0;
}

static rcp_status read_options(const rcp_tsv *tsv, rcp_claim_rules *r, rcp_err *err)
{
    rcp_str rest = rcp_tsv_field(tsv, 2), piece;
    while (rcp_list_next(&rest, &piece)) {
        uint32_t bit = 0;
        for (size_t i = 0; i < sizeof options / sizeof *options; i++)
            if (rcp_str_is(piece, options[i].word))
                bit = (uint32_t)options[i].value;
        if (!bit)
            return rcp_tsv_fail(tsv, 2, err, "'%.*s' is no option", (int)piece.len, piece.s);
        r->options |= bit;
    }
    return RCP_OK;
}

/* Two passes: the tables by symbol can be sized once all the words are symbols. */
static rcp_status load_classes(rcp_pack *pack, rcp_claim_rules *r, rcp_err *err)
{
    char path[96];
    rcp_status st = RCP_OK;
    for (int pass = 0; !st && pass < 2; pass++) {
        rcp_tsv tsv;
        if (pass == 1) {
            r->n_syms = pack->syms.n;
            r->by_sym = RCP_NEW(&pack->arena, uint64_t, r->n_syms + 1);
            r->by_lemma = RCP_NEW(&pack->arena, uint64_t, r->n_syms + 1);
            if (!r->by_sym || !r->by_lemma)
                return out_of_memory(err);
        }
        if (!rcp_tsv_open(&tsv, &pack->res, rcp_pack_file(pack, "clause.tsv", path)))
            continue;
        while (!st && rcp_tsv_next(&tsv)) {
            rcp_str rest = rcp_tsv_field(&tsv, 2), piece;
            uint64_t bit = class_bit(rcp_tsv_field(&tsv, 0));
            bool lemma = rcp_str_is(rcp_tsv_field(&tsv, 1), "lemma");
            if ((st = rcp_tsv_want(&tsv, 3, 3, err)))
                break;
            if (rcp_str_is(rcp_tsv_field(&tsv, 0), "option")) {
                st = read_options(&tsv, r, err);
                continue;
            }
            if (!bit)
                return rcp_tsv_fail(&tsv, 0, err, "this is no class of words");
            if (!lemma && !rcp_str_is(rcp_tsv_field(&tsv, 1), "form"))
                return rcp_tsv_fail(&tsv, 1, err, "neither form nor lemma");
            while (!st && rcp_list_next(&rest, &piece)) {
                rcp_sym sym;
                if (!(st = rcp_syms_add(&pack->syms, piece, &sym)) && pass == 1)
                    (lemma ? r->by_lemma : r->by_sym)[sym] |= bit;
            }
        }
    }
    return st;
}

rcp_status rcp_claim_rules_load(rcp_pack *pack, const rcp_claim_rules **out, rcp_err *err)
{
    rcp_status st;
    rcp_claim_rules *r = RCP_NEW(&pack->arena, rcp_claim_rules, 1);
    if (!r)
        return out_of_memory(err);
    if ((st = load_cues(pack, r, err)) || (st = load_hedges(pack, r, err)) ||
        (st = load_speakers(pack, r, err)) || (st = load_negation(pack, r, err)) ||
        (st = rcp_conditional_load(pack, r, err)) || (st = load_classes(pack, r, err)))
        return st;
    *out = r;
    return RCP_OK;
}

const rcp_cue *rcp_cue_lookup(const rcp_claim_rules *r, rcp_sym sym, uint32_t *n)
{
    uint32_t lo = 0, hi = r->n_cues;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (r->cue[mid].part[0] < sym)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (*n = 0; sym && lo + *n < r->n_cues && r->cue[lo + *n].part[0] == sym; ++*n)
        ;
    return &r->cue[lo];
}

bool rcp_cue_is_prep(const rcp_claim_rules *r, rcp_sym form)
{
    uint32_t n;
    const rcp_cue *c = rcp_cue_lookup(r, form, &n);
    for (uint32_t i = 0; i < n; i++)
        if (c[i].kind == RCP_CUE_PREP && c[i].n_parts == 1)
            return true;
    return false;
}

const rcp_hedge *rcp_hedge_lookup(const rcp_claim_rules *r, rcp_sym sym, uint32_t *n)
{
    uint32_t lo = 0, hi = r->n_hedges;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (r->hedge[mid].part[0] < sym)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (*n = 0; sym && lo + *n < r->n_hedges && r->hedge[lo + *n].part[0] == sym; ++*n)
        ;
    return &r->hedge[lo];
}

const rcp_speaker_word *rcp_speaker_lookup(const rcp_claim_rules *r, rcp_sym sym)
{
    uint32_t lo = 0, hi = r->n_speakers;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (r->speaker[mid].word < sym)
            lo = mid + 1;
        else
            hi = mid;
    }
    return sym && lo < r->n_speakers && r->speaker[lo].word == sym ? &r->speaker[lo] : NULL;
}
