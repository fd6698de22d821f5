/* Places of a small gazetteer: which words are taken for one, and which place of a name is meant. */
#include "find_case.h"

#include "gaz/build.h"

/* Real places, as the sources in data/gazetteer/ write them; numbers rounded. */
static const char sources[] =
    "fra\tFrance\t-\t-\t-\t-\tFRA\t-\tcountry\t46\t2\t66000000\t-\n"
    "usa\tUnited States\tÉtats-Unis\t-\t-\tUSA|U.S.\tUSA\t-\tcountry\t39.8\t-98.5\t330000000\t-\n"
    "geo\tGeorgia\tGéorgie\t-\t-\t-\tGEO\t-\tcountry\t42\t43.5\t3700000\t-\n"
    "gbr\tUnited Kingdom\tRoyaume-Uni\t-\t-\tBritain\tGBR\t-\tcountry\t54.8\t-2.7\t66000000\t-\n"
    "usa-tx\tTexas\t-\t-\t-\tTX\tUSA\tTX\tregion\t31.2\t-99.2\t-\t-\n"
    "usa-ga\tGeorgia\tGéorgie\t-\t-\tGa.|GA\tUSA\tGA\tregion\t32.8\t-83.5\t-\t-\n"
    "usa-ky\tKentucky\t-\t-\t-\tKy.|KY\tUSA\tKY\tregion\t37.5\t-85\t-\t-\n"
    "gbr-eng\tEngland\tAngleterre\t-\t-\t-\tGBR\tENG\tregion\t52.2\t-0.7\t-\t-\n"
    "2988507\tParis\t-\t-\t-\t-\tFRA\t11\tcapital\t48.853\t2.349\t2138551\t-\n"
    "4717560\tParis\t-\t-\t-\t-\tUSA\tTX\ttown\t33.661\t-95.556\t24782\t-\n"
    "4180439\tAtlanta\t-\t-\t-\t-\tUSA\tGA\tseat\t33.749\t-84.388\t498715\t-\n"
    "4221552\tSavannah\t-\t-\t-\t-\tUSA\tGA\ttown\t32.084\t-81.1\t145000\t-\n"
    "4207400\tMarietta\t-\t-\t-\t-\tUSA\tGA\ttown\t33.953\t-84.55\t59000\t-\n"
    "4304713\tRichmond\t-\t-\t-\t-\tUSA\tKY\ttown\t37.748\t-84.295\t33000\t-\n"
    "4781708\tRichmond\t-\t-\t-\t-\tUSA\tVA\tseat\t37.554\t-77.46\t220000\t-\n"
    "4283255\tBerea\t-\t-\t-\t-\tUSA\tKY\ttown\t37.569\t-84.296\t14000\t-\n"
    "4244099\tCongress\t-\t-\t-\t-\tUSA\tAZ\tvillage\t34.163\t-112.851\t1975\t-\n"
    "3030300\tBrest\t-\t-\t-\t-\tFRA\t53\ttown\t48.39\t-4.486\t144548\t-\n"
    "629634\tBrest\t-\t-\t-\t-\tBLR\t01\tseat\t52.098\t23.688\t340000\t-\n"
    "5010\tSaint-Sorlin\t-\t-\t-\t-\tFRA\t84\tvillage\t45.6\t4.6\t800\t-\n"
    "712588\tBilohorivka\t-\t-\tБілогорівка\t-\tUKR\t14\tvillage\t48.926\t38.247\t800\t-\n"
    "712589\tBilohorivka\t-\t-\tБілогорівка\t-\tUKR\t05\tvillage\t48.75\t38.2\t100\t-\n"
    "ukr-14\tLuhansk Oblast\t-\t-\t-\t-\tUKR\t14\tregion\t48.9\t39\t-\t-\n"
    "688533\tYalta\t-\tЯлта\tЯлта\tIalta\tUKR\t11\ttown\t44.501\t34.16\t79509\tdisputed\n"
    "629395\tChavusy\t-\t-\t-\tЧавусы\tBLR\t06\ttown\t53.81\t30.972\t11313\t-\n"
    "702320\tMakiyivka\t-\tМакеевка\tМакіївка\t-\tUKR\t05\ttown\t48.048\t37.926\t353976\t-\n"
    "702318\tMakiyivka\t-\tМакеевка\t-\t-\tUKR\t14\tvillage\t49.23\t37.98\t-\t-\n"
    "8141001\tBerazanka\t-\tБерёзанка\t-\t-\tBLR\t05\tvillage\t54.1\t27.2\t-\t-\n"
    "8141002\tBerazanka\t-\tБерёзанка\t-\t-\tBLR\t02\tvillage\t52.1\t30.2\t-\t-\n"
    "engels-2\tEngels-2\tbase aérienne d'Engels\t-\t-\t-\tRUS\t67\tairbase\t51.481\t46.211\t-\t-\n";

static rcp_gaz gaz;
static rcp_buf file;

static int setup(void **state)
{
    static const char *const names[] = {"places.tsv"};
    static rcp_res res;
    if (setup_packs(state) || rcp_res_add(&res, rcp_res_builtin(), "country_codes.tsv", NULL) ||
        rcp_res_add(&res, rcp_res_builtin(), "readings.tsv", NULL) || rcp_res_add(&res, rcp_res_builtin(), "alike.tsv", NULL) ||
        rcp_res_put(&res, RCP_STR("places.tsv"), rcp_str_of(sources), NULL) ||
        rcp_gaz_build(&res, names, 1, &file, NULL) ||
        rcp_gaz_open(&gaz, (rcp_str){file.s, (uint32_t)file.len}, "test", NULL))
        return -1;
    for (uint32_t i = 0; i < packs.n; i++)
        packs.pack[i].gaz = &gaz;
    return 0;
}

static int teardown(void **state)
{
    int left = teardown_packs(state);
    rcp_buf_free(&file);
    return left;
}

/* The place that "printed" is found to be: its number, "COUNTRY" where it has none; "-" where it is no place. */
static const char *place_of(const rcp_doc *doc, const char *printed, char out[16])
{
    (void)snprintf(out, 16, "-");
    for (uint32_t i = 1; i < doc->mention.n; i++) {
        const rcp_mention *m = &doc->mention.row[i];
        if (m->kind != RCP_PLACE || !rcp_str_is(rcp_doc_slice(doc, m->span), printed))
            continue;
        if (m->geonames)
            (void)snprintf(out, 16, "%u", m->geonames);
        else
            (void)snprintf(out, 16, "%s", rcp_doc_sym(doc, m->country).s);
    }
    return out;
}

static void tells_places_apart(void **state)
{
    static const struct { const char *lang, *text, *printed, *want; } cases[] = {
        {"en", "He was born in Paris, Texas, and stayed.", "Paris", "4717560"},
        {"en", "He was born in Paris and stayed.", "Paris", "2988507"},
        {"en", "It rained in Texas and in Georgia.", "Texas", "USA"},
        {"en", "Police in Marietta and Atlanta said Georgia needs help.", "Marietta", "4207400"},
        {"en", "A Richmond man was arrested near Berea, Ky., on Friday.", "Richmond", "4304713"},
        {"en", "A Richmond man was arrested near Berea, Ky., on Friday.", "Ky", "USA"},
        {"en", "A Richmond man was arrested on Friday.", "Richmond", "4781708"},
        {"en", "BEREA -- A bridge fell down.", "BEREA", "4283255"},
        {"en", "The bill failed in Congress.", "Congress", "-"},
        {"en", "John Berea said so.", "Berea", "-"},
        {"en", "Sen. Ann Moore, D-Berea, said so.", "Berea", "4283255"},
        {"en", "The Berea Symphony played.", "Berea", "-"},
        {"en", "They drove through England.", "England", "GBR"},
        {"fr", "Le village de Bilohorivka, dans la région de Louhansk, a été pris.", "village de Bilohorivka", "712588"},
        {"fr", "Un homme est mort à Bilohorivka.", "Bilohorivka", "712588"},
        {"fr", "Une explosion a eu lieu à Yalta.", "Yalta", "688533"},
        {"fr", "Il vit à St-Sorlin depuis mars.", "St-Sorlin", "5010"},
        {"fr", "Elle revient de Paris.", "Paris", "2988507"},
        {"fr", "Des avions ont quitté Engels-2.", "Engels-2", "RUS"},
        {"fr", "Jean Sorlin a parlé.", "Sorlin", "-"},
        /* other spellings than the gazetteer's */
        {"fr", "Un convoi biélorusse est passé à Tchavoussy.", "Tchavoussy", "629395"},
        {"en", "A Belarusian convoy was seen near Tschawussy.", "Tschawussy", "629395"},
        {"en", "A Belarusian convoy was seen in Чавусы.", "Чавусы", "629395"},
        {"fr", "L'armée ukrainienne a frappé un dépôt à Makeïevka.", "Makeïevka", "702320"},
        {"fr", "La police biélorusse a trouvé un corps près de Bieriozanka.", "Bieriozanka", ""},     /* a place, but which? */
        {"fr", "Jean Tchavoussy a parlé aux Biélorusses.", "Tchavoussy", "-"},
        {"fr", "Il vit à Tchavoussy, en France.", "Tchavoussy", "FRA"},
        {"fr", "Des Biélorusses vivent à Chauvissy.", "Chauvissy", ""},
    };
    (void)state;
    uint32_t wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rcp_doc doc;
        char got[16];
        find_in(cases[i].lang, rcp_str_of(cases[i].text), RCP_STR(""), &doc);
        assert_int_equal(rcp_doc_check(&doc, NULL), RCP_OK);
        if (strcmp(place_of(&doc, cases[i].printed, got), cases[i].want) != 0) {
            print_message("%s: %s is %s, not %s\n", cases[i].text, cases[i].printed, got, cases[i].want);
            wrong++;
        }
        rcp_doc_close(&doc);
    }
    assert_int_equal(wrong, 0);
}

/* The country of the outlet, and of those who act, where nothing else tells two towns apart. */
static void outlet_and_actors_count(void **state)
{
    static const struct { const char *url, *outlet, *text, *want; } cases[] = {
        {"", "", "Un incendie a détruit un entrepôt à Brest.", "629634"},
        {"https://www.ouest-france.fr/a/b", "", "Un incendie a détruit un entrepôt à Brest.", "3030300"},
        {"https://www.sb.by/x", "", "Un incendie a détruit un entrepôt à Brest.", "629634"},
        {"https://example.io/x", "", "Un incendie a détruit un entrepôt à Brest.", "629634"},
        {"", "BelTA", "Un incendie a détruit un entrepôt à Brest.", "629634"},
        {"https://www.ouest-france.fr/a", "", "Alexandre Loukachenko, l'armée biélorusse et le ministère biélorusse de la Défense fêtent la garnison à Brest.", "629634"},
        {"https://example.fr#a.by", "", "Un incendie a détruit un entrepôt à Brest.", "3030300"},
        {"http", "", "Un incendie a détruit un entrepôt à Brest.", "629634"},
        {"https://", "", "Un incendie a détruit un entrepôt à Brest.", "629634"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rcp_doc doc;
        rcp_err err = {0};
        char got[16];
        rcp_input in = {.bytes = rcp_str_of(cases[i].text), .decoded = true, .lang = RCP_STR("fr"),
                        .url = rcp_str_of(cases[i].url), .outlet = rcp_str_of(cases[i].outlet)};
        const rcp_pack *pack = rcp_packs_lookup(&packs, "fr");
        assert_int_equal(rcp_read_open(&doc, &in, &err), RCP_OK);
        assert_int_equal(rcp_doc_speak(&doc, "fr", &pack->syms), RCP_OK);
        assert_int_equal(rcp_run(pack, &doc, RCP_FIND, &err), RCP_OK);
        if (strcmp(place_of(&doc, "Brest", got), cases[i].want) != 0)
            fail_msg("%s %s: %s", cases[i].url, cases[i].text, got);
        rcp_doc_close(&doc);
    }
}

static void says_what_is_disputed(void **state)
{
    (void)state;
    rcp_doc doc;
    find_in("en", RCP_STR("A ship left Yalta for Paris."), RCP_STR(""), &doc);
    uint32_t seen = 0;
    for (uint32_t i = 1; i < doc.mention.n; i++) {
        const rcp_mention *m = &doc.mention.row[i];
        if (rcp_str_is(rcp_doc_slice(&doc, m->span), "Yalta")) {
            seen |= 1;
            assert_true(m->flags & RCP_MENTION_DISPUTED && m->flags & RCP_MENTION_LOCATED);
            assert_string_equal(rcp_doc_sym(&doc, m->country).s, "UKR");
            assert_true(m->lat > 44.5 && m->lat < 44.6);
        } else if (rcp_str_is(rcp_doc_slice(&doc, m->span), "Paris")) {
            seen |= 2;
            assert_false(m->flags & RCP_MENTION_DISPUTED);
        }
    }
    assert_int_equal(seen, 3);
    rcp_doc_close(&doc);
}

/* Thousands of names, each with many places: still soon done. */
static void is_linear(void **state)
{
    (void)state;
    rcp_buf text = {0};
    rcp_doc doc;
    for (int i = 0; i < 20000; i++)
        rcp_buf_z(&text, i % 3 ? "in Richmond, Ky., and Paris, " : "near Atlanta (Georgia) ");
    assert_false(text.failed);
    find_in("en", (rcp_str){text.s, (uint32_t)text.len}, RCP_STR(""), &doc);
    assert_true(doc.mention.n > 1000);
    rcp_doc_close(&doc);
    rcp_buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_places_apart), cmocka_unit_test(outlet_and_actors_count), cmocka_unit_test(says_what_is_disputed), cmocka_unit_test(is_linear),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
