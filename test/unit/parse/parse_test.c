/* Tags and trees of the shipped models: what must hold of any, and what any good one gives. */
#include "../test.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "lang/models.h"
#include "read/read.h"
#include "render/conllu.h"
#include "stages.h"

static rcp_packs packs;

static int open_packs(void **state)
{
    (void)state;
    rcp_err err = {0};
    if (rcp_packs_open(&packs, "fr|en", NULL, &err))
        fail_msg("%s: %s", err.file, err.message);
    return 0;
}

static int close_packs(void **state)
{
    (void)state;
    rcp_packs_close(&packs);
    return 0;
}

static void parse(const rcp_pack *pack, const char *text, rcp_doc *doc)
{
    rcp_err err = {0};
    rcp_input in = {.bytes = rcp_str_of(text), .decoded = true, .lang = rcp_str_of(pack->lang)};
    assert_int_equal(rcp_read_open(doc, &in, &err), RCP_OK);
    assert_int_equal(rcp_doc_speak(doc, pack->lang, &pack->syms), RCP_OK);
    if (rcp_run(pack, doc, RCP_PARSE, &err) || rcp_doc_check(doc, &err))
        fail_msg("%s", err.message);
}

static rcp_id word_of(const rcp_doc *doc, const char *form)
{
    for (rcp_id w = 1; w < doc->word.n; w++)
        if (rcp_str_is(rcp_doc_sym(doc, doc->word.row[w].form), form))
            return w;
    fail_msg("no word '%s'", form);
    return 0;
}

/* A word, its UPOS, lemma, a feature, its head ("": the root) and relation. */
static const struct {
    const char *lang, *text, *form, *upos, *lemma, *feat, *head, *rel;
} cases[] = {
    {"fr", "Le ministre a annoncé la fermeture du pont.", "annoncé", "VERB", "annoncer",
     "VerbForm=Part", "", "root"},
    {"fr", "Le ministre a annoncé la fermeture du pont.", "ministre", "NOUN", "ministre",
     "Number=Sing", "annoncé", "nsubj"},
    {"fr", "Le ministre a annoncé la fermeture du pont.", "fermeture", "NOUN", "fermeture",
     "Gender=Fem", "annoncé", "obj"},
    {"fr", "La fermeture du pont inquiète les habitants.", "pont", "NOUN", "pont", "Number=Sing",
     "fermeture", "nmod"},
    {"fr", "Le pont serait fermé depuis mardi.", "serait", "AUX", "être", "Mood=Cnd", "fermé",
     "aux:pass"},
    {"fr", "Les soldats quitteront la ville.", "quitteront", "VERB", "quitter", "Tense=Fut", "",
     "root"},
    {"fr", "Les soldats ne quitteront pas la ville.", "pas", "ADV", "pas", "Polarity=Neg",
     "quitteront", "advmod"},
    {"fr", "Le maire a affirmé que la centrale était intacte.", "intacte", "ADJ", "intact",
     "Number=Sing", "affirmé", "ccomp"},
    {"en", "The minister announced the closure of the bridge.", "announced", "VERB", "announce",
     "Tense=Past", "", "root"},
    {"en", "The minister announced the closure of the bridge.", "minister", "NOUN", "minister",
     "Number=Sing", "announced", "nsubj"},
    {"en", "The soldiers did not leave the town.", "not", "PART", "not", "Polarity=Neg", "leave",
     "advmod"},
    {"en", "Two bridges were destroyed by the flood.", "bridges", "NOUN", "bridge", "Number=Plur",
     "destroyed", "nsubj:pass"},
};

static void plain_sentences(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rcp_doc doc;
        parse(rcp_packs_lookup(&packs, cases[i].lang), cases[i].text, &doc);
        rcp_id w = word_of(&doc, cases[i].form), h = doc.dep.row[w].head;
        const rcp_tag *t = &doc.tag.row[w];
        assert_string_equal(rcp_enum_word(&rcp_enum_upos, t->upos), cases[i].upos);
        assert_string_equal(rcp_doc_sym(&doc, t->lemma).s, cases[i].lemma);
        assert_non_null(strstr(rcp_doc_sym(&doc, t->feats).s, cases[i].feat));
        assert_string_equal(h ? rcp_doc_sym(&doc, doc.word.row[h].form).s : "", cases[i].head);
        assert_string_equal(rcp_enum_word(&rcp_enum_deprel, doc.dep.row[w].rel), cases[i].rel);
        rcp_doc_close(&doc);
    }
}

/* Odd input makes trees too. */
static void odd_text(void **state)
{
    (void)state;
    static const char *const odd[] = {"",          " ",       ".",
                                      "…",         "« »",     "a",
                                      "- - - - -", "1 2 3 4", "\xf0\x9f\x92\xa5 \xf0\x9f\x92\xa5",
                                      "BREAKING",  "(",       "l'",
                                      "\n\n\n"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        for (uint32_t k = 0; k < packs.n; k++) {
            rcp_doc doc;
            rcp_err err = {0};
            rcp_input in = {.bytes = rcp_str_of(odd[i]),
                            .decoded = true,
                            .lang = rcp_str_of(packs.pack[k].lang)};
            if (rcp_read_open(&doc, &in, &err))
                continue; /* nothing to read is read's to say */
            assert_int_equal(rcp_doc_speak(&doc, packs.pack[k].lang, &packs.pack[k].syms), RCP_OK);
            assert_int_equal(rcp_run(&packs.pack[k], &doc, RCP_PARSE, &err), RCP_OK);
            if (rcp_doc_check(&doc, &err))
                fail_msg("'%s': %s", odd[i], err.message);
            rcp_doc_close(&doc);
        }
}

/* A sentence of 10,000 words is parsed in pieces: no path of heads is long. */
static void long_sentence(void **state)
{
    (void)state;
    rcp_buf b = {0};
    for (int i = 0; i < 5000; i++)
        rcp_buf_z(&b, i % 2 ? "le pont " : "et que ");
    rcp_doc doc;
    parse(rcp_packs_lookup(&packs, "fr"), b.s, &doc);
    uint32_t deepest = 0;
    for (rcp_id w = 1; w < doc.word.n; w++) {
        uint32_t depth = 0;
        for (rcp_id h = w; h; h = doc.dep.row[h].head)
            depth++;
        deepest = depth > deepest ? depth : deepest;
    }
    assert_true(doc.word.n > 9000);
    assert_true(deepest <= 801); /* two pieces' worth: a piece hangs on the first's root */
    rcp_doc_close(&doc);
    rcp_buf_free(&b);
}

static uint32_t put_unescaped(char *out, const char *s, uint32_t n)
{
    uint32_t len = 0;
    for (uint32_t i = 0; i < n; i++)
        if (s[i] == '\\' && i + 1 < n) {
            unsigned x;
            char c = s[++i];
            if (c == 'u' && sscanf(s + i + 1, "%4X", &x) == 1) {
                len += rcp_utf8_put(out + len, x);
                i += 4;
                continue;
            }
            out[len++] = (char)(c == 's'   ? ' '
                                : c == 'n' ? '\n'
                                : c == 't' ? '\t'
                                : c == 'r' ? '\r'
                                : c == 'p' ? '|'
                                           : c);
        } else
            out[len++] = s[i];
    return len;
}

/* Read the forms and spaces of a dump back. */
static uint32_t text_of(const char *dump, char *out)
{
    uint32_t len = 0, skip = 0;
    for (const char *at = dump; *at; at = strchr(at, '\n') + 1) {
        char col[10][512];
        unsigned beg, end;
        if (*at == '#' || *at == '\n' ||
            sscanf(at,
                   "%511[^\t]\t%511[^\t]\t%511[^\t]\t%511[^\t]\t%511[^\t]\t%511[^\t]\t%511[^\t]\t%"
                   "511[^\t]\t%511[^\t]\t%511[^\n]",
                   col[0], col[1], col[2], col[3], col[4], col[5], col[6], col[7], col[8],
                   col[9]) != 10)
            continue;
        if (skip && !strchr(col[0], '-')) {
            skip--;
            continue;
        }
        if (sscanf(col[0], "%u-%u", &beg, &end) == 2)
            skip = end - beg + 1;
        char *after = strstr(col[9], "SpacesAfter="), *before = strstr(col[9], "SpacesBefore=");
        if (before)
            len += put_unescaped(out + len, before + 13, (uint32_t)strcspn(before + 13, "|"));
        memcpy(out + len, col[1], strlen(col[1]));
        len += (uint32_t)strlen(col[1]);
        if (after)
            len += put_unescaped(out + len, after + 12, (uint32_t)strcspn(after + 12, "|"));
        else if (!strstr(col[9], "SpaceAfter=No"))
            out[len++] = ' ';
    }
    return len;
}

static void dump_gives_the_text_back(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "Le pont du nord est fermé.", "  Deux espaces.\n\nUn  autre\tmot | ici.  ",
        "Qu'a-t-il dit des accords\xc2\xa0?\r\nRien.", "« Non », a-t-elle dit."};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        rcp_doc doc;
        rcp_buf out = {0};
        char text[4096];
        parse(rcp_packs_lookup(&packs, "fr"), texts[i], &doc);
        rcp_conllu(&out, &doc);
        uint32_t len = text_of(out.s, text);
        assert_int_equal(len, doc.text.len);
        assert_memory_equal(text, doc.text.s, len);
        rcp_buf_free(&out);
        rcp_doc_close(&doc);
    }
}

/* A pack without models still tags and parses; one with a broken model does not open. */
static void without_models(void **state)
{
    (void)state;
    rcp_pack pack;
    rcp_err err = {0};
    assert_int_equal(rcp_pack_open(&pack, "fr", NULL, &err), RCP_OK);
    pack.models.n = 0;
    for (int i = 0; i < RCP_N_STAGES; i++)
        assert_int_equal(rcp_stages[i].load(&pack, &err), RCP_OK);
    rcp_doc doc;
    parse(&pack, "Le pont serait fermé.", &doc);
    assert_int_equal(doc.tag.row[word_of(&doc, "Le")].upos, RCP_DET);
    assert_int_equal(doc.tag.row[word_of(&doc, "fermé")].upos, RCP_VERB);
    assert_non_null(
        strstr(rcp_doc_sym(&doc, doc.tag.row[word_of(&doc, "serait")].feats).s, "Mood=Cnd"));
    rcp_doc_close(&doc);
    rcp_pack_close(&pack);
}

static void refused(rcp_str bytes, const char *file)
{
    rcp_res extra = {0};
    rcp_packs broken;
    rcp_err err = {0};
    assert_int_equal(rcp_res_put(&extra, RCP_STR("fr/fr.pack"), bytes, &err), RCP_OK);
    assert_int_equal(rcp_packs_open(&broken, "fr", &extra, &err), RCP_E_RESOURCE);
    assert_string_equal(err.file, file);
}

static void broken_models(void **state)
{
    (void)state;
    static const char *const tasks[] = {"tag", "parse"};
    const rcp_model *m = &rcp_packs_lookup(&packs, "fr")->models;
    refused(RCP_STR("RCPMODL1 and no more"), "fr/fr.pack");
    refused(RCP_STR(""), "fr/fr.pack");
    for (size_t i = 0; i < 2; i++) {
        rcp_str at = rcp_model_section(m, tasks[i]), bytes = m->bytes;
        char name[40], *copy = malloc(bytes.len);
        assert_non_null(copy);
        memcpy(copy, bytes.s, bytes.len);
        copy[at.s - bytes.s + at.len / 2] ^= 1;
        (void)snprintf(name, sizeof name, "fr/fr.pack: %s", tasks[i]);
        refused((rcp_str){copy, bytes.len}, name);
        free(copy);
    }
}

/* The built-in pack is used where the program has it. */
static void models_in_place(void **state)
{
    (void)state;
    rcp_str all = rcp_res_builtin();
    for (uint32_t i = 0; i < packs.n; i++) {
        const rcp_model *m = &packs.pack[i].models;
        assert_true(m->bytes.s > all.s && m->bytes.s + m->bytes.len <= all.s + all.len);
        assert_int_equal((uintptr_t)m->bytes.s % 64, 0);
        assert_true(m->bytes.len <= RCP_PACK_BYTES_MAX);
        assert_int_equal(rcp_models_check(m, NULL), RCP_OK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(plain_sentences),
                                       cmocka_unit_test(odd_text), cmocka_unit_test(long_sentence),
                                       cmocka_unit_test(dump_gives_the_text_back),
                                       cmocka_unit_test(without_models),
                                       cmocka_unit_test(broken_models),
                                       cmocka_unit_test(models_in_place)};
    return cmocka_run_group_tests(tests, open_packs, close_packs);
}
