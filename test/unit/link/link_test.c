/* link_test.c - linking, on reports made by hand (fixture.h) and on the bundled examples. */
#include "fixture.h"

#include <dirent.h>

#include "line.h"
#include "link/inner.h"
#include "render/json.h"
#include "render/links.h"

static rcp_packs packs;

static int open_packs(void **state)
{
    rcp_err err = {0};
    (void)state;
    if (rcp_packs_open(&packs, "fr|en", NULL, &err))
        fail_msg("%s:%u: %s", err.file, err.line, err.message);
    return 0;
}

static int close_packs(void **state)
{
    (void)state;
    rcp_packs_close(&packs);
    return 0;
}

/* Link the reports; the linker is the caller's to free. */
static rcp_linker *link_all(const report_row *r, size_t n, const rcp_links **k)
{
    rcp_linker *lk;
    assert_int_equal(rcp_linker_new(&lk, NULL), RCP_OK);
    for (size_t i = 0; i < n; i++)
        add_report(lk, &r[i], &packs);
    assert_int_equal(rcp_linker_run(lk, k, NULL), RCP_OK);
    return lk;
}

static uint32_t report_of(const rcp_links *k, const char *path)
{
    for (uint32_t i = 0; i < k->n_reports; i++)
        if (rcp_str_is(k->report[i].path, path))
            return i;
    fail_msg("no report %s", path);
    return 0;
}

/* The claim of report `path` whose predicate is `words`. */
static const rcp_link_claim *claim_of(const rcp_links *k, const char *path, const char *words)
{
    uint32_t r = report_of(k, path);
    for (uint32_t i = k->report[r].claims.beg; i < k->report[r].claims.end; i++)
        if (rcp_str_is(k->claim[i].predicate_text, words))
            return &k->claim[i];
    fail_msg("no claim '%s' in %s", words, path);
    return NULL;
}

/* ---- reuse ---- */

#define DISPATCH                                                                                     \
    "Une double explosion a ravagé mardi le port de Beyrouth et soufflé des quartiers entiers de la capitale\n" \
    "Des colonnes de fumée étaient visibles depuis les hauteurs de la montagne et les vitres ont volé en éclats\n" \
    "Les hôpitaux débordés ont lancé un appel aux dons de sang tandis que les secouristes fouillaient les décombres\n"
#define STATEMENT                                                                                    \
    "« Nous ne laisserons pas passer cette catastrophe sans que les responsables en rendent compte devant le pays »"

static void reuse_is_classed(void **state)
{
    static const struct { const char *a, *b; int want; } cases[] = {
        {DISPATCH, "La rédaction\n" DISPATCH, RCP_REUSE_COPY},
        /* a passage in a text of its own */
        {DISPATCH "Le chef du gouvernement a décrété une journée de deuil national dans tout le Liban\n"
                  "Plusieurs pays ont proposé leur aide dès la première soirée et préparé des avions\n"
                  "Le ministère de la Santé tient un bilan provisoire que chacun sait très incomplet\n",
         "Trois ans plus tard la justice piétine toujours et les familles défilent chaque mois\n"
         "Des colonnes de fumée étaient visibles depuis les hauteurs de la montagne et les vitres ont volé en éclats\n"
         "Le juge d'instruction a été dessaisi puis rétabli puis de nouveau bloqué par des recours\n"
         "Aucun procès n'est en vue et les silos finissent de s'effondrer au fil des étés trop chauds\n"
         "Les proches des victimes demandent désormais une mission internationale indépendante\n",
         RCP_REUSE_PARTIAL},
        /* one statement, two independent reports */
        {"Le Premier ministre Hassan Diab a parlé à la télévision dans la soirée du drame\n" STATEMENT "\nLes secours cherchent encore\n",
         "Devant les caméras le chef du cabinet libanais a promis une enquête sans complaisance\n" STATEMENT "\nLe port est détruit\n",
         RCP_REUSE_QUOTED},
        {"Une explosion a détruit le port de Beyrouth et fait de nombreuses victimes\n",
         "Le port de la capitale libanaise a été dévasté par une déflagration géante\n", -1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const rcp_links *k;
        report_row r[2] = {{.path = "a", .lang = "fr", .text = cases[i].a},
                           {.path = "b", .lang = "fr", .text = cases[i].b}};
        rcp_linker *lk = link_all(r, 2, &k);
        int got = k->n_reuses ? (int)k->reuse[0].kind : -1;
        if (got != cases[i].want || k->n_reuses > 1)
            fail_msg("case %zu: got %d (%u rows)", i, got, k->n_reuses);
        for (uint32_t p = 0; got >= 0 && p < k->reuse[0].passages.end; p++)
            assert_true(k->place[p].span.end > k->place[p].span.beg);
        rcp_linker_free(lk);
    }
}

static void copies_have_a_direction(void **state)
{
    static const struct { const char *a, *b; uint32_t want; } cases[] = {
        {"2020-08-04", "2020-08-05", RCP_DIRECTION_A_TO_B},
        {"2020-08-06", "2020-08-05", RCP_DIRECTION_B_TO_A},
        {"2020-08-04", "2020-08-04", RCP_DIRECTION_UNKNOWN},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const rcp_links *k;
        report_row r[2] = {{.path = "a", .lang = "fr", .text = DISPATCH, .published = cases[i].a},
                           {.path = "b", .lang = "fr", .text = "La rédaction\n" DISPATCH, .published = cases[i].b}};
        rcp_linker *lk = link_all(r, 2, &k);
        assert_int_equal(k->n_reuses, 1);
        uint32_t want = cases[i].want;
        if (report_of(k, "a") != k->reuse[0].a && want != RCP_DIRECTION_UNKNOWN)
            want = want == RCP_DIRECTION_A_TO_B ? RCP_DIRECTION_B_TO_A : RCP_DIRECTION_A_TO_B;
        assert_int_equal(k->reuse[0].direction, want);
        rcp_linker_free(lk);
    }
}

static void sentences_are_retold(void **state)
{
    static const struct { const char *a, *b; bool want; } cases[] = {
        {"Les enquêteurs soupçonnent une cargaison de 2750 tonnes de nitrate entreposée sans précaution dans un hangar\n",
         "Une cargaison de 2750 tonnes de nitrate, entreposée dans un hangar sans aucune précaution, est soupçonnée par les enquêteurs\n",
         false},                                /* the same words, in another order: not retold from it */
        {"Selon les enquêteurs, 2750 tonnes de nitrate étaient entreposées sans précaution dans un hangar du port depuis 2014\n",
         "D'après des enquêteurs, ces 2750 tonnes de nitrate auraient été entreposées, sans précautions, dans le hangar depuis 2014\n",
         true},
        {"Selon les enquêteurs, 2750 tonnes de nitrate étaient entreposées sans précaution dans un hangar du port depuis 2014\n",
         "La déflagration du port a tué plus de 200 personnes et laissé 300 mille habitants sans logement selon la municipalité\n",
         false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const rcp_links *k;
        report_row r[2] = {{.path = "a", .lang = "fr", .text = cases[i].a},
                           {.path = "b", .lang = "fr", .text = cases[i].b}};
        rcp_linker *lk = link_all(r, 2, &k);
        bool got = k->n_reuses && k->reuse[0].kind == RCP_REUSE_RETOLD;
        if (got != cases[i].want)
            fail_msg("case %zu", i);
        rcp_linker_free(lk);
    }
}

#define LEBANON {"Beyrouth", "Beirut", "LBN", RCP_PLACE, 0}
#define DIAB {"Hassan Diab", "Hassan Diab", "LBN", RCP_PERSON, 0}
#define MACRON {"Macron", "Emmanuel Macron", "FRA", RCP_PERSON, 0}

static void translations_are_found(void **state)
{
    static const report_row r[] = {
        {.path = "fr", .lang = "fr",
         .text = "Hassan Diab s'est adressé au pays après le drame de Beyrouth\n"
                 "Au moins 78 corps ont été retrouvés dans les décombres\n"
                 "Près de 4000 habitants sont blessés\n"
                 "Macron arrivera dans les prochains jours\n",
         .name = {DIAB, LEBANON, MACRON}},
        {.path = "en", .lang = "en",
         .text = "Hassan Diab addressed the nation after the disaster in Beirut\n"
                 "At least 78 bodies were found in the rubble\n"
                 "Nearly 4000 people are wounded\n"
                 "Macron will arrive in the coming days\n",
         .name = {DIAB, {"Beirut", "Beirut", "LBN", RCP_PLACE, 0}, MACRON}},
        {.path = "other", .lang = "en",
         .text = "Macron met the German chancellor in Meseberg\n"
                 "They spoke for 3 hours about the budget\n"
                 "A plan of 750 billion euros was agreed in July\n"
                 "Hassan Diab was not mentioned\n",
         .name = {MACRON, {"Hassan Diab", "Hassan Diab", "LBN", RCP_PERSON, 0}}},
    };
    const rcp_links *k;
    (void)state;
    rcp_linker *lk = link_all(r, 3, &k);
    assert_int_equal(k->n_reuses, 1);
    assert_int_equal(k->reuse[0].kind, RCP_REUSE_TRANSLATED);
    uint32_t fr = report_of(k, "fr"), en = report_of(k, "en");
    assert_int_equal(k->reuse[0].a, fr < en ? fr : en);
    assert_int_equal(k->reuse[0].b, fr < en ? en : fr);
    assert_int_equal(k->reuse[0].passages.end - k->reuse[0].passages.beg, 8);
    rcp_linker_free(lk);
}

/* ---- events ---- */

#define KIGALI {"Kigali", "Kigali", "RWA", RCP_PLACE, 0}
#define PRETORIA {"Pretoria", "Pretoria", "ZAF", RCP_PLACE, 0}
#define KAGAME {"Paul Kagame", "Paul Kagame", "RWA", RCP_PERSON, 0}
#define RAMAPHOSA {"Cyril Ramaphosa", "Cyril Ramaphosa", "ZAF", RCP_PERSON, 0}

/* Two reports of one event each: same or not? */
static void events_are_grouped(void **state)
{
    static const struct { report_row a, b; bool want; } cases[] = {
        /* one visit in two wordings */
        {{.text = "Macron est arrivé à Kigali pour une visite très attendue",
          .name = {MACRON, KIGALI},
          .event = {{.predicate = "est arrivé", .mode = "visit", .type = RCP_CONSULT, .actor = "Macron", .place = "Kigali"}}},
         {.text = "Le voyage de Macron à Kigali doit sceller la réconciliation",
          .name = {MACRON, KIGALI},
          .event = {{.predicate = "voyage", .mode = "visit", .type = RCP_CONSULT, .actor = "Macron", .place = "Kigali"}}},
         true},
        /* another place */
        {{.text = "Macron est arrivé à Kigali pour une visite très attendue",
          .name = {MACRON, KIGALI},
          .event = {{.predicate = "est arrivé", .mode = "visit", .type = RCP_CONSULT, .actor = "Macron", .place = "Kigali"}}},
         {.text = "L'avion de Macron s'est posé à Pretoria en fin d'après-midi",
          .name = {MACRON, PRETORIA},
          .event = {{.predicate = "s'est posé", .mode = "visit", .type = RCP_CONSULT, .actor = "Macron", .place = "Pretoria"}}},
         false},
        /* another actor */
        {{.text = "Macron est arrivé à Kigali pour une visite très attendue",
          .name = {MACRON, KIGALI},
          .event = {{.predicate = "est arrivé", .mode = "visit", .type = RCP_CONSULT, .actor = "Macron", .place = "Kigali"}}},
         {.text = "Une délégation conduite par Cyril Ramaphosa a fait escale à Kigali",
          .name = {RAMAPHOSA, KIGALI},
          .event = {{.predicate = "a fait escale", .mode = "visit", .type = RCP_CONSULT, .actor = "Cyril Ramaphosa", .place = "Kigali"}}},
         false},
        /* feared against done */
        {{.text = "Des combats ont éclaté à Kigali dans la nuit",
          .name = {KIGALI}, .event = {{.predicate = "combats ont éclaté", .type = RCP_ASSAULT, .place = "Kigali"}}},
         {.text = "On redoute que des combats éclatent à Kigali dans la nuit",
          .name = {KIGALI}, .event = {{.predicate = "combats éclatent", .type = RCP_ASSAULT, .state = RCP_HYPOTHETICAL, .place = "Kigali"}}},
         false},
        /* other days */
        {{.text = "Macron est arrivé à Kigali jeudi", .name = {MACRON, KIGALI}, .time = {{"jeudi", "2021-05-27", 18774, 18775, RCP_GRAIN_DAY, 4}},
          .event = {{.predicate = "est arrivé", .mode = "visit", .type = RCP_CONSULT, .actor = "Macron", .place = "Kigali", .time = "jeudi"}}},
         {.text = "Macron est arrivé à Kigali samedi", .name = {MACRON, KIGALI}, .time = {{"samedi", "2021-05-29", 18776, 18777, RCP_GRAIN_DAY, 6}},
          .event = {{.predicate = "est arrivé", .mode = "visit", .type = RCP_CONSULT, .actor = "Macron", .place = "Kigali", .time = "samedi"}}},
         false},
        /* other types */
        {{.text = "Macron est arrivé à Kigali pour une visite très attendue",
          .name = {MACRON, KIGALI},
          .event = {{.predicate = "est arrivé", .mode = "visit", .type = RCP_CONSULT, .actor = "Macron", .place = "Kigali"}}},
         {.text = "Macron a promis à Kigali cent mille doses de vaccin",
          .name = {MACRON, KIGALI},
          .event = {{.predicate = "a promis", .type = RCP_AID, .actor = "Macron", .place = "Kigali"}}},
         false},
        /* two countries at odds are not one event for that alone */
        {{.text = "Le Rwanda a bombardé une colline", .name = {{"Rwanda", "Rwanda", "RWA", RCP_PLACE, RCP_MENTION_GOVERNMENT}},
          .event = {{.predicate = "a bombardé", .type = RCP_ASSAULT, .actor = "Rwanda"}}},
         {.text = "Des tirs du Rwanda ont visé un convoi militaire", .name = {{"Rwanda", "Rwanda", "RWA", RCP_PLACE, RCP_MENTION_GOVERNMENT}},
          .event = {{.predicate = "tirs", .type = RCP_ASSAULT, .actor = "Rwanda"}}},
         false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const rcp_links *k;
        report_row r[2] = {cases[i].a, cases[i].b};
        r[0].path = "a", r[1].path = "b";
        r[0].lang = r[1].lang = "fr";
        rcp_linker *lk = link_all(r, 2, &k);
        assert_int_equal(k->n_claims, 2);
        if ((k->claim[0].group == k->claim[1].group) != cases[i].want)
            fail_msg("case %zu: %u groups", i, k->n_events);
        for (uint32_t e = 0; e < k->n_events; e++)
            assert_true(k->event[e].name.len > 0 && k->event[e].id[0]);
        rcp_linker_free(lk);
    }
}

#define QUAKE(number, words)                                                                         \
    {.path = "", .lang = "fr", .text = words " morts dans le séisme qui a frappé Kahramanmaras",      \
     .name = {{"Kahramanmaras", "Kahramanmaraş", "TUR", RCP_PLACE, 0}},                              \
     .event = {{.predicate = "morts", .mode = "dead", .type = RCP_DISASTER, .place = "Kahramanmaras", .min = number, .max = number, .toll = "dead"}}}

#define OTHER_QUAKE                                                                                  \
    {.path = "", .lang = "fr", .text = "À Kahramanmaras, épicentre de la secousse, on compte 912 morts", \
     .name = {{"Kahramanmaras", "Kahramanmaraş", "TUR", RCP_PLACE, 0}},                              \
     .event = {{.predicate = "morts", .mode = "dead", .type = RCP_DISASTER, .place = "Kahramanmaras", .min = 912, .max = 912, .toll = "dead"}}}

static void clashing_figures_are_conflicts(void **state)
{
    const struct { report_row a, b; const char *a_day, *b_day; int conflict, status; } cases[] = {
        {QUAKE(912, "912"), QUAKE(1498, "1498"), NULL, NULL, RCP_CONFLICT_CONTRADICTION, RCP_EVENT_CONTRADICTED},
        {QUAKE(912, "912"), QUAKE(1498, "1498"), "2023-02-06", "2023-02-07", RCP_CONFLICT_UPDATE, RCP_EVENT_SUPERSEDED},
        {QUAKE(912, "912"), QUAKE(1498, "1498"), "2023-02-07", "2023-02-06", RCP_CONFLICT_CONTRADICTION, RCP_EVENT_CONTRADICTED},
        {QUAKE(912, "912"), OTHER_QUAKE, NULL, NULL, -1, RCP_EVENT_CORROBORATED},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const rcp_links *k;
        report_row r[2] = {cases[i].a, cases[i].b};
        r[0].path = "a", r[1].path = "b";
        r[0].published = cases[i].a_day, r[1].published = cases[i].b_day;
        rcp_linker *lk = link_all(r, 2, &k);
        assert_int_equal(k->n_events, 1);
        const rcp_range c = k->event[0].conflicts;
        if ((c.end > c.beg ? (int)k->conflict[c.beg].kind : -1) != cases[i].conflict ||
            (int)k->event[0].status != cases[i].status)
            fail_msg("case %zu: %u conflicts, status %u", i, c.end - c.beg, k->event[0].status);
        if (c.end > c.beg)
            assert_true(rcp_str_is(k->conflict[c.beg].field, "quantity"));
        rcp_linker_free(lk);
    }
}

/* Copies are outlets, not sources; organs of one state are one party. */
static void status_counts_roots(void **state)
{
#define SAID(who)                                                                                    \
    {.lang = "fr", .text = who " a annoncé que les rebelles ont quitté Kigali ce matin avec leurs armes", \
     .name = {KIGALI, {who, who, "", RCP_PERSON, 0}},                                                \
     .event = {{.predicate = "ont quitté", .mode = "withdraw", .type = RCP_RETREAT, .place = "Kigali", .by = who, .cue = "a annoncé", .cue_class = RCP_CUE_ANNOUNCE}}}
    static const struct { report_row a, b; uint32_t status; } cases[] = {
        {SAID("Jeanne Mukamana"), SAID("Joseph Habimana"), RCP_EVENT_CORROBORATED},
        {SAID("Jeanne Mukamana"),
         {.lang = "fr", .text = "Jeanne Mukamana a dit que les rebelles ont quitté Kigali ce matin avec leurs armes lourdes",
          .name = {KIGALI, {"Jeanne Mukamana", "Jeanne Mukamana", "", RCP_PERSON, 0}},
          .event = {{.predicate = "ont quitté", .mode = "withdraw", .type = RCP_RETREAT, .place = "Kigali", .by = "Jeanne Mukamana", .cue = "a dit", .cue_class = RCP_CUE_SAY}}},
         RCP_EVENT_ONE_ROOT},
        {{.lang = "fr", .text = "Les rebelles ont quitté Kigali ce matin avec toutes leurs armes et leurs véhicules", .name = {KIGALI},
          .event = {{.predicate = "ont quitté", .mode = "withdraw", .type = RCP_RETREAT, .place = "Kigali"}}},
         {.lang = "fr", .text = "Les rebelles ont quitté Kigali ce matin avec toutes leurs armes et leurs véhicules\nLa rédaction", .name = {KIGALI},
          .event = {{.predicate = "ont quitté", .mode = "withdraw", .type = RCP_RETREAT, .place = "Kigali"}}},
         RCP_EVENT_ONE_ROOT},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const rcp_links *k;
        report_row r[2] = {cases[i].a, cases[i].b};
        r[0].path = "a", r[1].path = "b";
        rcp_linker *lk = link_all(r, 2, &k);
        if (k->n_events != 1 || k->event[0].status != cases[i].status)
            fail_msg("case %zu: %u events, status %u", i, k->n_events, k->event[0].status);
        assert_int_equal(k->event[0].outlets, 2);
        rcp_linker_free(lk);
    }
}

/* Yes and no in one voice of one report are two events; in two reports, one that is contradicted. */
static void one_voice_does_not_clash(void **state)
{
#define WENT(words, no)                                                                                                    \
    {.predicate = words, .mode = "visit", .type = RCP_CONSULT, .actor = "Macron", .place = "Kigali", .negated = no}
    (void)state;
    const rcp_links *k;
    report_row one = {.path = "a", .lang = "fr", .text = "Macron est arrivé à Kigali au matin\nMacron n'est pas arrivé à Kigali au matin",
                      .name = {MACRON, KIGALI}, .event = {WENT("est arrivé", false), WENT("pas arrivé", true)}};
    report_row two[2] = {{.path = "a", .lang = "fr", .text = "Macron est arrivé à Kigali au matin", .name = {MACRON, KIGALI}, .event = {WENT("est arrivé", false)}},
                         {.path = "b", .lang = "fr", .text = "Finalement Macron n'est pas arrivé à Kigali", .name = {MACRON, KIGALI}, .event = {WENT("pas arrivé", true)}}};
    uint32_t clashes[2] = {0, 0};
    for (int i = 0; i < 2; i++) {
        rcp_linker *lk = link_all(i ? two : &one, i ? 2 : 1, &k);
        assert_int_equal(k->n_claims, 2);
        assert_int_equal(k->n_events, i ? 1 : 2);
        for (uint32_t e = 0; e < k->n_events; e++)
            clashes[i] += k->event[e].status == RCP_EVENT_CONTRADICTED;
        rcp_linker_free(lk);
    }
    assert_int_equal(clashes[0], 0);
    assert_int_equal(clashes[1], 1);
}

/* A nameless group that a pronoun means is called by its own words, and is no "elles" of another report. */
static void pronouns_are_not_names(void **state)
{
    static const struct { const char *text, *who, *predicate; } cases[] = {
        {"Des milices du nord ont fui au matin\nLa nuit, elles ont incendié un entrepôt de Goma", "Des milices du nord", "ont incendié"},
        {"Des bandes du sud cherchent des vivres\nUn convoi passait et elles tirent", "Des bandes du sud", "tirent"}};
    (void)state;
    const rcp_links *k;
    report_row r[2] = {{.path = "a"}, {.path = "b"}};
    for (size_t i = 0; i < 2; i++) {
        r[i].lang = "fr", r[i].text = cases[i].text;
        r[i].name[0] = (name_row){cases[i].who, NULL, "", RCP_GROUP, 0};
        r[i].name[1] = (name_row){"elles", NULL, "", RCP_GROUP, RCP_MENTION_PRONOUN};
        r[i].event[0] = (event_row){.predicate = cases[i].predicate, .type = RCP_ASSAULT, .actor = "elles"};
    }
    rcp_linker *lk = link_all(r, 2, &k);
    assert_int_equal(k->n_events, 2);
    for (uint32_t e = 0; e < 2; e++)
        if (!strstr(k->event[e].name.s, cases[e].who) || strstr(k->event[e].name.s, "elles"))
            fail_msg("%.*s", (int)k->event[e].name.len, k->event[e].name.s);
    rcp_linker_free(lk);
}

/* ---- denials and quotations ---- */

#define DENIAL(what, who, extra)                                                                     \
    {.lang = "fr", .text = who " a nié " what, .name = {KIGALI, {who, who, "RWA", RCP_PERSON, 0}, extra}, \
     .event = {{.predicate = what, .type = RCP_MOBILIZE, .place = "Kigali", .by = who, .cue = "a nié", .cue_class = RCP_CUE_DENY}}}

static void denials_are_merged(void **state)
{
    static const struct { report_row a, b; uint32_t want; } cases[] = {
        {DENIAL("tout envoi de soldats depuis Kigali vers la frontière congolaise", "Paul Kagame", {0}),
         DENIAL("que des soldats soient partis de Kigali pour la frontière", "Paul Kagame", {0}), 1},
        {DENIAL("tout envoi de soldats depuis Kigali vers la frontière congolaise", "Paul Kagame", {0}),
         DENIAL("que des soldats soient partis de Kigali pour la frontière", "Vincent Karega", {0}), 2},
        {DENIAL("tout envoi de soldats depuis Kigali vers la frontière congolaise", "Paul Kagame", {0}),
         DENIAL("toute fraude lors du scrutin présidentiel organisé hier par Kigali", "Paul Kagame", {0}), 2},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const rcp_links *k;
        report_row r[2] = {cases[i].a, cases[i].b};
        r[0].path = "a", r[1].path = "b";
        rcp_linker *lk = link_all(r, 2, &k);
        if (k->n_denials != cases[i].want)
            fail_msg("case %zu: %u denials", i, k->n_denials);
        assert_true(k->denial[0].event != RCP_NOBODY);
        assert_int_equal(k->event[k->denial[0].event].status, RCP_EVENT_DISPUTED);
        assert_int_equal(k->denial[0].claims.end - k->denial[0].claims.beg, cases[i].want == 1 ? 4 : 2);
        rcp_linker_free(lk);
    }
}

static void quotations_are_matched(void **state)
{
    static const struct { const char *a, *b; uint32_t want; } cases[] = {
        {"Il a dit « je ne peux accepter ce marché de dupes » hier", "« Je ne peux accepter ce marché de dupes », dit-il", 1},
        {"Il a dit « je ne peux accepter ce marché de dupes » hier", "« Non, je ne peux accepter ce marché », dit-il", 1},
        {"Il a dit « je ne peux accepter ce marché de dupes » hier", "Il a dit « nous verrons bien ce que dira le marché »", 0},
        {"Il a dit « jamais » hier", "Elle a dit « jamais »", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const rcp_links *k;
        report_row r[2] = {{.path = "a", .lang = "fr", .text = cases[i].a}, {.path = "b", .lang = "fr", .text = cases[i].b}};
        rcp_linker *lk = link_all(r, 2, &k);
        if (k->n_quotes != cases[i].want)
            fail_msg("case %zu: %u", i, k->n_quotes);
        rcp_linker_free(lk);
    }
}

/* ---- dates ---- */

static int32_t day(int32_t y, uint32_t m, uint32_t d)
{
    return rcp_day_of(y, m, d);
}

static void a_date_is_taken_over(void **state)
{
    const report_row r[] = {
        {.path = "bare", .lang = "fr",
         .text = "Macron est arrivé jeudi à Kigali pour une visite très attendue\n"
                 "Mercredi, des opposants avaient manifesté\nLa semaine dernière, rien ne filtrait",
         .name = {MACRON, KIGALI},
         .time = {{"jeudi", "XXXX-WXX-4", 0, 0, RCP_GRAIN_DAY, 4}, {"Mercredi", "XXXX-WXX-3", 0, 0, RCP_GRAIN_DAY, 3},
                  {"La semaine dernière", "", 0, 0, RCP_GRAIN_WEEK, 0}},
         .event = {{.predicate = "est arrivé", .mode = "visit", .type = RCP_CONSULT, .actor = "Macron", .place = "Kigali", .time = "jeudi"},
                   {.predicate = "avaient manifesté", .mode = "demo", .type = RCP_PROTEST, .time = "Mercredi"}}},
        {.path = "dated", .lang = "fr", .published = "2021-06-20",
         .text = "La visite de Macron à Kigali, le 27 mai, a marqué les esprits",
         .name = {MACRON, KIGALI}, .time = {{"le 27 mai", "2021-05-27", 18774, 18775, RCP_GRAIN_DAY, 0}},
         .event = {{.predicate = "visite", .mode = "visit", .type = RCP_CONSULT, .actor = "Macron", .place = "Kigali", .time = "le 27 mai"}}},
    };
    const rcp_links *k;
    rcp_doc d;
    (void)state;
    rcp_linker *lk = link_all(r, 2, &k);
    const rcp_link_claim *c = claim_of(k, "bare", "est arrivé");
    assert_int_equal(c->group, claim_of(k, "dated", "visite")->group);
    assert_int_equal(c->lo, day(2021, 5, 27));
    assert_int_equal(c->hi, day(2021, 5, 28));
    assert_true(rcp_str_eq(c->settled_from, k->report[report_of(k, "dated")].id));
    assert_int_equal(claim_of(k, "bare", "avaient manifesté")->lo, day(2021, 5, 26));
    make_doc(&d, &r[0], rcp_packs_lookup(&packs, "fr"));
    assert_int_equal(rcp_links_settle(k, &d, NULL), RCP_OK);
    assert_int_equal(d.published.lo, day(2021, 5, 27));
    assert_int_equal(d.published.hi, day(2021, 6, 3));
    assert_int_equal(d.published.how, RCP_HOW_LINKED);
    assert_int_equal(d.time.row[1].lo, day(2021, 5, 27));
    assert_int_equal(d.time.row[2].lo, day(2021, 5, 26));
    assert_int_equal(d.time.row[3].lo, day(2021, 5, 17));       /* Monday of the week before */
    assert_int_equal(d.settled.n, 1 + 4);
    rcp_doc_close(&d);
    /* the report that gave the date is left as it is */
    make_doc(&d, &r[1], rcp_packs_lookup(&packs, "fr"));
    assert_int_equal(rcp_links_settle(k, &d, NULL), RCP_OK);
    assert_int_equal(d.settled.n, 0);
    rcp_doc_close(&d);
    rcp_linker_free(lk);
}

/* A day that the report's own words exclude is not taken. */
static void a_date_that_does_not_fit_is_left(void **state)
{
    const report_row r[] = {
        {.path = "bare", .lang = "fr", .text = "Macron est arrivé vendredi à Kigali pour une visite très attendue",
         .name = {MACRON, KIGALI}, .time = {{"vendredi", "XXXX-WXX-5", 0, 0, RCP_GRAIN_DAY, 5}},
         .event = {{.predicate = "est arrivé", .mode = "visit", .type = RCP_CONSULT, .actor = "Macron", .place = "Kigali", .time = "vendredi"}}},
        {.path = "dated", .lang = "fr", .text = "La visite de Macron à Kigali, le 27 mai, a marqué les esprits",
         .name = {MACRON, KIGALI}, .time = {{"le 27 mai", "2021-05-27", 18774, 18775, RCP_GRAIN_DAY, 0}},
         .event = {{.predicate = "visite", .mode = "visit", .type = RCP_CONSULT, .actor = "Macron", .place = "Kigali", .time = "le 27 mai"}}},
    };
    const rcp_links *k;
    (void)state;
    rcp_linker *lk = link_all(r, 2, &k);
    assert_int_equal(k->n_settled, 0);
    rcp_linker_free(lk);
}

/* ---- the whole set ---- */

static void stories_are_kept_apart_by_time(void **state)
{
    static const struct { const char *a, *b; uint32_t want; } cases[] = {
        {"2021-05-27", "2021-05-28", 1}, {"2021-05-27", "2021-07-28", 2}, {NULL, NULL, 1}, {"2021-05-27", NULL, 1}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const rcp_links *k;
        report_row r[2] = {
            {.path = "a", .lang = "fr", .text = "Macron rencontre Paul Kagame à Kigali autour du génocide des Tutsi", .name = {MACRON, KAGAME, KIGALI}, .published = cases[i].a},
            {.path = "b", .lang = "fr", .text = "Génocide des Tutsi : Paul Kagame reçoit Macron à Kigali", .name = {MACRON, KAGAME, KIGALI}, .published = cases[i].b}};
        rcp_linker *lk = link_all(r, 2, &k);
        if (k->n_stories != cases[i].want)
            fail_msg("case %zu: %u stories", i, k->n_stories);
        rcp_linker_free(lk);
    }
}

static void nothing_gives_nothing(void **state)
{
    static const report_row empty = {.path = "a", .lang = "fr", .text = ""};
    const rcp_links *k;
    rcp_buf out = {0};
    (void)state;
    rcp_linker *lk = link_all(NULL, 0, &k);
    rcp_json_links(&out, k);
    rcp_buf_char(&out, 0);
    assert_string_equal(out.s, "{\"recoupe\":1,\"stories\":[],\"events\":[],\"denials\":[],\"quotes\":[],\"reuse\":[]}\n");
    rcp_linker_free(lk);
    lk = link_all(&empty, 1, &k);
    assert_int_equal(k->n_stories, 1);
    assert_int_equal(k->n_events, 0);
    rcp_linker_free(lk);
    rcp_linker_free(NULL);
    rcp_buf_free(&out);
}

/* A file of a folder, coded by the real stages; closed by the caller. */
typedef struct { rcp_doc doc[64]; const rcp_pack *pack[64]; uint32_t n; } docs;

static void code_folder(docs *d, const char *folder)
{
    static char text[1 << 20];
    DIR *dir = opendir(folder);
    for (struct dirent *e; dir && (e = readdir(dir)) && d->n < 64;) {
        char path[512];
        (void)snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        FILE *f = strstr(e->d_name, ".txt") ? fopen(path, "rb") : NULL;
        if (!f)
            continue;
        rcp_input in = {.bytes = {text, (uint32_t)fread(text, 1, sizeof text, f)}, .path = rcp_str_of(path)};
        (void)fclose(f);
        if (!rcp_code_input(&packs, &in, RCP_CLAIM, &d->doc[d->n], &d->pack[d->n], NULL))
            d->n++;
    }
    if (dir)
        (void)closedir(dir);
}

static void links_json(docs *d, const uint32_t *order, bool settle, rcp_buf *out)
{
    const rcp_links *k;
    rcp_linker *lk;
    assert_int_equal(rcp_linker_new(&lk, NULL), RCP_OK);
    for (uint32_t i = 0; i < d->n; i++)
        assert_int_equal(rcp_linker_add(lk, &d->doc[order[i]], d->pack[order[i]], NULL), RCP_OK);
    /* a report added twice changes nothing */
    assert_int_equal(rcp_linker_add(lk, &d->doc[order[0]], d->pack[order[0]], NULL), RCP_OK);
    assert_int_equal(rcp_linker_run(lk, &k, NULL), RCP_OK);
    rcp_json_links(out, k);
    assert_int_equal(rcp_linker_run(lk, &k, NULL), RCP_OK);     /* running again changes nothing */
    size_t len = out->len;
    rcp_json_links(out, k);
    assert_int_equal(out->len, 2 * len);
    assert_memory_equal(out->s, out->s + len, len);
    out->len = len;
    for (uint32_t i = 0; settle && i < d->n; i++) {
        rcp_err err = {0};
        assert_int_equal(rcp_links_settle(k, &d->doc[i], NULL), RCP_OK);
        if (rcp_doc_check(&d->doc[i], &err))
            fail_msg("%s", err.message);
    }
    rcp_linker_free(lk);
}

/* Eight shuffles, one output, byte for byte.  `seeds` are there in the project's own tree only. */
static void order_does_not_show(void **state)
{
    static docs d;
    static const char *const folders[] = {"examples/minsk-2022", "../shared/seeds"};
    (void)state;
    for (size_t f = 0; f < sizeof folders / sizeof *folders; f++) {
        rcp_buf first = {0}, out = {0};
        uint32_t order[64], x = 12345;
        d.n = 0;
        code_folder(&d, folders[f]);
        for (uint32_t i = 0; i < d.n; i++)
            order[i] = i;
        for (int turn = 0; d.n && turn < 8; turn++) {
            rcp_buf_reset(&out);
            links_json(&d, order, turn == 7, turn ? &out : &first);
            if (turn) {
                assert_int_equal(out.len, first.len);
                assert_memory_equal(out.s, first.s, first.len);
            }
            for (uint32_t i = d.n - 1; i; i--) {
                x = x * 1664525u + 1013904223u;
                uint32_t j = x % (i + 1), t = order[i];
                order[i] = order[j];
                order[j] = t;
            }
        }
        for (uint32_t i = 0; i < d.n; i++)
            rcp_doc_close(&d.doc[i]);
        rcp_buf_free(&first);
        rcp_buf_free(&out);
    }
}

/* Pairs compared grow with the reports, not with their square: each ten reports are one story. */
static uint64_t candidates(uint32_t n)
{
    static const char *const towns[] = {"Goma", "Bukavu", "Uvira", "Beni", "Butembo", "Masisi", "Rutshuru", "Walikale"};
    rcp_linker *lk;
    const rcp_links *k;
    assert_int_equal(rcp_linker_new(&lk, NULL), RCP_OK);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t story = i / 10;
        char text[600], path[32], day_[11], town[40];
        (void)snprintf(town, sizeof town, "%s-%u", towns[story % 8], story);
        (void)snprintf(path, sizeof path, "r%u", i);
        (void)rcp_day_iso(rcp_day_of(2022, 1, 1) + 12 * (int32_t)story, day_);
        (void)snprintf(text, sizeof text,
                       "Des rebelles ont attaqué %s avec des mortiers x%uy et des fusils z%uw\n"
                       "Le gouverneur q%uq parle de %u victimes et de maisons brûlées k%uk\n"
                       "Les habitants a%ua fuient vers le lac avec leurs troupeaux b%ub\n",
                       town, i * 7, i * 11, i * 13, 10 + story, i * 17, i * 19, i * 23);
        report_row r = {.path = path, .lang = "fr", .text = text, .published = day_,
                        .name = {{town, town, "COD", RCP_PLACE, 0}},
                        .event = {{.predicate = "ont attaqué", .type = RCP_ASSAULT, .place = town}}};
        add_report(lk, &r, &packs);
    }
    assert_int_equal(rcp_linker_run(lk, &k, NULL), RCP_OK);
    assert_int_equal(k->n_stories, n / 10);
    assert_int_equal(k->n_events, n / 10);
    uint64_t c = k->n_candidates;
    rcp_linker_free(lk);
    return c;
}

static void cost_is_nearly_linear(void **state)
{
    uint64_t small = candidates(100), big = candidates(400);
    (void)state;
    if (big > 6 * small)
        fail_msg("%llu pairs for 100 reports, %llu for 400", (unsigned long long)small, (unsigned long long)big);
    if (big > 400ull * 399 / 2)
        fail_msg("%llu pairs for 400 reports: more than all of them", (unsigned long long)big);
}

/* ---- the examples beside the resource files ---- */

/* Open `path` as a TSV under the name "x"; text gets its bytes. */
static void open_examples(rcp_tsv *t, rcp_res *res, const char *path, char *text, size_t room)
{
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    res->n = 0;
    rcp_str bytes = {text, (uint32_t)fread(text, 1, room, f)};
    (void)fclose(f);
    assert_int_equal(rcp_res_put(res, RCP_STR("x"), bytes, NULL), RCP_OK);
    assert_true(rcp_tsv_open(t, res, "x"));
}

static const rcp_weights *weights(rcp_linker *lk, const char *lang)
{
    report_row r = {.path = "a", .lang = lang, .text = "x"};
    add_report(lk, &r, &packs);
    return &lk->weights[lk->n_weights - 1];
}

static bool relative_is(const rcp_weights *w, rcp_str words, rcp_str lo, rcp_str last)
{
    rcp_time t = {.kind = RCP_INSTANT};
    int32_t tuesday = rcp_day_of(2024, 8, 6);
    rcp_unsettled u = {&t, RCP_STR(""), rcp_link_shift_of(w, words), {tuesday, tuesday + 1}, RCP_DAY_MIN,
                       {tuesday - 5, tuesday - 4}, 0};
    rcp_days got, want;
    int32_t hi;
    if (rcp_str_is(lo, "-"))
        return !u.shift.unit;
    return rcp_day_read(lo, &want.lo, &hi) && rcp_day_read(last, &hi, &want.hi) &&
           rcp_time_settle(&u, &got) && got.lo == want.lo && got.hi == want.hi;
}

static bool weight_is(const rcp_weights *w, rcp_str word, rcp_str least)
{
    float got = rcp_weight_of(w, rcp_link_stem_key(word));
    return rcp_str_is(least, "-") ? got < 4 : got >= (float)(least.s[0] - '0');
}

static void examples_hold(void **state)
{
    static char text[1 << 14];
    static rcp_res res;
    (void)state;
    for (int l = 0; l < 2; l++) {
        const char *lang = l ? "en" : "fr";
        char path[64];
        rcp_tsv t;
        rcp_linker *lk;
        assert_int_equal(rcp_linker_new(&lk, NULL), RCP_OK);
        const rcp_weights *w = weights(lk, lang);
        (void)snprintf(path, sizeof path, "lang/%s/relative.test", lang);
        open_examples(&t, &res, path, text, sizeof text);
        while (rcp_tsv_next(&t)) {
            rcp_str words = t.field[0];
            if (words.s[0] == '*')
                words.s++, words.len--;
            if (!relative_is(w, words, t.field[1], t.field[2]))
                fail_msg("%s:%u", path, t.line);
        }
        (void)snprintf(path, sizeof path, "lang/%s/df.test", lang);
        open_examples(&t, &res, path, text, sizeof text);
        while (rcp_tsv_next(&t)) {
            rcp_str word = t.field[0];
            if (word.s[0] == '*')
                word.s++, word.len--;
            if (!weight_is(w, word, t.field[1]))
                fail_msg("%s:%u", path, t.line);
        }
        rcp_linker_free(lk);
    }
}

/* A claim of one word; its arguments are words that the row names. */
static void groups_have_names(void **state)
{
    static char text[1 << 14];
    static rcp_res res;
    rcp_tsv t;
    (void)state;
    open_examples(&t, &res, "data/event_names.test", text, sizeof text);
    while (rcp_tsv_next(&t)) {
        char z[9][64], all[300];
        report_row r = {.path = "a", .lang = "en"};
        const rcp_links *k;
        assert_int_equal(t.n, 9);
        for (int i = 0; i < 9; i++)
            (void)snprintf(z[i], 64, "%.*s", (int)t.field[i].len, t.field[i].s);
        event_row *e = &r.event[0];
        *e = (event_row){.predicate = "happened", .type = (uint32_t)rcp_enum_value(&rcp_enum_type, t.field[0]),
                         .mode = strcmp(z[1], "-") ? z[1] : NULL,
                         .state = (uint32_t)rcp_enum_value(&rcp_enum_state, t.field[2]),
                         .min = strcmp(z[7], "-") ? atof(z[7]) : 0, .max = strcmp(z[7], "-") ? atof(z[7]) : 0};
        (void)snprintf(all, sizeof all, "It happened %s, %s, %s, %s", z[3], z[4], z[5], z[6]);
        r.text = all;
        const char **role[] = {&e->actor, &e->recipient, &e->place, &e->equipment};
        for (size_t i = 0, n = 0; i < 4; i++)
            if (strcmp(z[3 + i], "-")) {
                *role[i] = z[3 + i];
                r.name[n++] = (name_row){z[3 + i], z[3 + i], "", RCP_OTHER, 0};
            }
        rcp_linker *lk = link_all(&r, 1, &k);
        assert_int_equal(k->n_events, 1);
        if (!rcp_str_eq(k->event[0].name, t.field[8]))
            fail_msg("data/event_names.test:%u: got '%.*s'", t.line, (int)k->event[0].name.len, k->event[0].name.s);
        rcp_linker_free(lk);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reuse_is_classed),
        cmocka_unit_test(copies_have_a_direction),
        cmocka_unit_test(sentences_are_retold),
        cmocka_unit_test(translations_are_found),
        cmocka_unit_test(events_are_grouped),
        cmocka_unit_test(clashing_figures_are_conflicts),
        cmocka_unit_test(status_counts_roots), cmocka_unit_test(one_voice_does_not_clash), cmocka_unit_test(pronouns_are_not_names),
        cmocka_unit_test(denials_are_merged),
        cmocka_unit_test(quotations_are_matched),
        cmocka_unit_test(a_date_is_taken_over),
        cmocka_unit_test(a_date_that_does_not_fit_is_left),
        cmocka_unit_test(stories_are_kept_apart_by_time),
        cmocka_unit_test(nothing_gives_nothing),
        cmocka_unit_test(order_does_not_show),
        cmocka_unit_test(cost_is_nearly_linear),
        cmocka_unit_test(examples_hold),
        cmocka_unit_test(groups_have_names),
    };
    return cmocka_run_group_tests(tests, open_packs, close_packs);
}
