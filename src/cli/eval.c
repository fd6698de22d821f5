/* eval.c - `recoupe eval conllu`: the stages up to parse, held against a treebank;
 * `recoupe eval ner`: the names found, held against marked ones; `recoupe eval variants`: names.c. */
#include "cli/names.h"

#include <stdlib.h>

#include "find/find.h"
#include "lang/score.h"
#include "ner/score.h"
#include "read/read.h"
#include "tag/train.h"

typedef struct {
    rcp_cli *cli;
    const rcp_pack *pack;
    rcp_arena arena;
    rcp_treebank bank;
    char *bytes;
    rcp_score score[RCP_N_SCORES];
} job;

static rcp_status read_bank(job *j, const char *path, rcp_err *err)
{
    size_t len;
    rcp_status s = rcp_file_read(path, 256 << 20, &j->bytes, &len, err);
    s = s ? s : rcp_arena_open(&j->arena, ((size_t)64 << 20) + 64 * len);
    if (s)
        return s == RCP_E_MEMORY ? rcp_fail(err, s, "no memory left") : s;
    s = rcp_treebank_init(&j->bank, &j->arena);
    s = s ? s : rcp_treebank_add(&j->bank, (rcp_str){j->bytes, (uint32_t)len}, path, err);
    s = s ? s : rcp_harmonise(j->pack, &j->bank, &j->arena, err);
    if (!s && j->bank.sent.n == 1)
        s = rcp_fail_at(err, RCP_E_INPUT, path, 0, 0, "holds no sentence");
    return s;
}

/* Run the stages; with gold tokens only those after segment. */
static rcp_status code(const job *j, bool gold_tokens, rcp_str text, rcp_doc *doc, rcp_err *err)
{
    rcp_input in = {.bytes = text, .decoded = true, .lang = rcp_str_of(j->pack->lang)};
    rcp_arena scratch;
    rcp_status s = rcp_read_open(doc, &in, err);
    if (s)
        return s;
    s = rcp_doc_speak(doc, j->pack->lang, &j->pack->syms);
    if (!s && gold_tokens && !(s = rcp_run(j->pack, doc, RCP_READ, err))) {
        s = rcp_arena_open(&scratch, ((size_t)16 << 20) + 128 * (size_t)text.len);
        rcp_doc_mark(doc, RCP_SEGMENT);
        s = s ? s : rcp_treebank_segment(&j->bank, doc, &scratch);
        rcp_arena_close(&scratch);
        doc->n_done = s ? doc->n_done : RCP_SEGMENT + 1;
    }
    s = s ? s : rcp_run(j->pack, doc, RCP_PARSE, err);
    if (s)
        rcp_doc_close(doc);
    return s;
}

static rcp_status evaluate(job *j, rcp_err *err)
{
    rcp_doc doc;
    rcp_str text = rcp_treebank_text(&j->bank, &j->arena);
    if (!text.s)
        return rcp_fail(err, RCP_E_LIMIT, "the treebank is too large to be scored in one piece");
    rcp_status s = code(j, j->cli->opt[RCP_OPT_GOLD_TOKENS] != NULL, text, &doc, err);
    if (s)
        return s;
    s = rcp_doc_check(&doc, err);
    if (!s && (s = rcp_treebank_score(&j->bank, &doc, &j->arena, j->score)))
        (void)rcp_fail(err, s, "no room left to score");
    rcp_doc_close(&doc);
    return s;
}

/* Names of one text, in tokens: the marked ones; the finders' mentions; what the tagger says by itself. */

typedef struct { rcp_ner_score mentions, tagger; } name_scores;

static rcp_status add_name(rcp_rows *names, rcp_toks toks, uint32_t type)
{
    const rcp_ner_name *last = RCP_ROW(names, rcp_ner_name, names->n - 1);
    if (toks.beg == toks.end || (names->n > 1 && toks.beg < last->span.end))
        return RCP_OK; /* of names inside one another the first, which is the longest, counts */
    rcp_ner_name *row = rcp_rows_add(names);
    if (row)
        *row = (rcp_ner_name){{toks.beg, toks.end}, type};
    return row ? RCP_OK : RCP_E_LIMIT;
}

static rcp_status marked(const rcp_ner *ner, const rcp_doc *doc, const rcp_ner_name *name, uint32_t n, rcp_rows *out)
{
    rcp_status s = RCP_OK;
    for (uint32_t i = 0; !s && i < n; i++)
        s = add_name(out, rcp_ner_trim(ner, doc, rcp_doc_toks_of(doc, name[i].span), name[i].type), name[i].type);
    return s;
}

static rcp_status mentioned(const rcp_ner *ner, const rcp_doc *doc, rcp_rows *out)
{
    rcp_status s = RCP_OK;
    for (uint32_t i = 1; !s && i < doc->mention.n; i++) {
        const rcp_mention *m = &doc->mention.row[i];
        uint32_t type = rcp_ner_type_of(doc->lang, m);
        if (type < RCP_N_NER_TYPES)
            s = add_name(out, rcp_ner_trim(ner, doc, m->toks, type), type);
    }
    return s;
}

static rcp_status tagged(const rcp_ner *ner, const rcp_doc *doc, rcp_arena *a, rcp_rows *out)
{
    rcp_rows seen;
    rcp_status s = rcp_ner_tag(ner, doc, doc->mention.row, doc->mention.n, a, &seen);
    for (uint32_t i = 1; !s && i < seen.n; i++)
        s = add_name(out, RCP_ROW(&seen, rcp_ner_seen, i)->toks, RCP_ROW(&seen, rcp_ner_seen, i)->type);
    return s;
}

static void count(const rcp_rows *key, const rcp_rows *answer, rcp_ner_score *score)
{
    rcp_ner_count(RCP_ROW(key, rcp_ner_name, 1), key->n - 1, RCP_ROW(answer, rcp_ner_name, 1), answer->n - 1, score);
}

/* A text through the finders. */
static rcp_status find_names(const rcp_pack *pack, rcp_str text, rcp_doc *doc, rcp_err *err)
{
    rcp_input in = {.bytes = text, .decoded = true, .lang = rcp_str_of(pack->lang)};
    rcp_status s = rcp_read_open(doc, &in, err);
    if (s)
        return s;
    s = rcp_doc_speak(doc, pack->lang, &pack->syms);
    s = s ? s : rcp_run(pack, doc, RCP_FIND, err);
    if (s)
        rcp_doc_close(doc);
    return s;
}

static rcp_status score_text(const job *j, const rcp_ner_text *t, const rcp_ner_name *name, name_scores *out,
                             rcp_err *err)
{
    const rcp_finders *finders = j->pack->stage[RCP_FIND];
    rcp_finders lists = *finders;       /* what the tagger is told: the other finders' rows */
    rcp_ner silent = *finders->ner;
    rcp_pack untagged = *j->pack;
    rcp_rows key, answer, said;
    rcp_arena a;
    rcp_doc doc, bare;
    silent.trained = false;
    lists.ner = &silent;
    untagged.stage[RCP_FIND] = &lists;
    rcp_status s = find_names(j->pack, t->text, &doc, err);
    if (s)
        return s;
    s = find_names(&untagged, t->text, &bare, err);
    bool both = !s;
    if (!s && !(s = rcp_arena_open(&a, ((size_t)8 << 20) + 256 * (size_t)t->text.len))) {
        s = rcp_rows_init(&key, &a, sizeof(rcp_ner_name)) || rcp_rows_init(&answer, &a, sizeof(rcp_ner_name)) ||
                    rcp_rows_init(&said, &a, sizeof(rcp_ner_name)) ||
                    marked(finders->ner, &doc, name, t->end - t->beg, &key) || mentioned(finders->ner, &doc, &answer) ||
                    tagged(finders->ner, &bare, &a, &said)
                ? rcp_fail(err, RCP_E_LIMIT, "no room left to score")
                : RCP_OK;
        if (!s) {
            count(&key, &answer, &out->mentions);
            count(&key, &said, &out->tagger);
        }
        rcp_arena_close(&a);
    }
    if (both)
        rcp_doc_close(&bare);
    rcp_doc_close(&doc);
    return s;
}

static void put_figures(FILE *out, const char *name, const char *how, rcp_ner_figures f)
{
    (void)fprintf(out, "%s%sprecision %.2f\n%s%srecall %.2f\n%s%sf1 %.2f\n", name, how, 100 * f.precision, name, how,
                  100 * f.recall, name, how, 100 * f.f1);
}

static void put_scores(FILE *out, const char *name, rcp_ner_score s)
{
    put_figures(out, name, "", rcp_ner_exact(s));
    put_figures(out, name, "muc.", rcp_ner_muc(s));
    put_figures(out, name, "ends.", rcp_ner_ends(s));
}

/* All files together. */
static int eval_names(job *j)
{
    rcp_err err = {0};
    name_scores scores = {0};
    rcp_status s = rcp_arena_open(&j->arena, (size_t)2 << 30);
    for (int i = 1; !s && i < j->cli->n_paths; i++) {
        rcp_ner_bank bank;
        size_t len;
        s = rcp_file_read(j->cli->path[i], 256 << 20, &j->bytes, &len, &err);
        s = s ? s : rcp_ner_bank_init(&bank, &j->arena);
        s = s ? s : rcp_ner_bank_add(&bank, (rcp_str){j->bytes, (uint32_t)len}, j->cli->path[i], &err);
        if (!s && bank.text.n == 1)
            s = rcp_fail_at(&err, RCP_E_INPUT, j->cli->path[i], 0, 0, "holds no sentence");
        for (uint32_t t = 1; !s && t < bank.text.n; t++)
            s = score_text(j, rcp_ner_texts(&bank) + t, rcp_ner_names(&bank) + rcp_ner_texts(&bank)[t].beg, &scores,
                           &err);
        free(j->bytes);
        j->bytes = NULL;
    }
    if (s && !err.message[0])
        (void)rcp_fail(&err, s, "no memory left");
    if (s)
        rcp_cli_say(j->cli, &err);
    else {
        (void)fprintf(j->cli->out, "names %llu\n", (unsigned long long)scores.mentions.key);
        put_scores(j->cli->out, "", scores.mentions);
        if (((const rcp_finders *)j->pack->stage[RCP_FIND])->ner->trained)
            put_scores(j->cli->out, "tagger.", scores.tagger);
    }
    rcp_arena_close(&j->arena);
    return s ? RCP_EXIT_SOME : RCP_EXIT_OK;
}

static int eval_trees(job *j)
{
    rcp_err err = {0};
    rcp_status s = read_bank(j, j->cli->path[1], &err);
    s = s ? s : evaluate(j, &err);
    if (s)
        rcp_cli_say(j->cli, &err);
    for (uint32_t i = 0; !s && i < RCP_N_SCORES; i++)
        (void)fprintf(j->cli->out, "%s %.2f\n", rcp_score_names[i], 100 * rcp_score_f1(j->score[i]));
    free(j->bytes);
    rcp_arena_close(&j->arena);
    return s ? RCP_EXIT_SOME : RCP_EXIT_OK;
}

int rcp_cmd_eval(rcp_cli *cli)
{
    job j = {.cli = cli};
    rcp_err err = {0};
    bool names = cli->n_paths > 1 && !strcmp(cli->path[0], "ner");
    bool variants = cli->n_paths == 4 && !strcmp(cli->path[0], "variants") &&
                    (!strcmp(cli->path[1], "person") || !strcmp(cli->path[1], "place"));
    if (!names && !variants && (cli->n_paths != 2 || strcmp(cli->path[0], "conllu"))) {
        (void)fputs("recoupe: eval wants `conllu` and one file, `ner` and files of marked names, or "
                    "`variants person|place NAMES QUERIES`\n", cli->err);
        return RCP_EXIT_USAGE;
    }
    int status = rcp_cli_packs(cli);
    if (status)
        return status;
    const char *lang = cli->opt[RCP_OPT_LANG_CODE] ? cli->opt[RCP_OPT_LANG_CODE] : "fr";
    j.pack = rcp_packs_lookup(&cli->packs, lang);
    if (!j.pack) {
        (void)rcp_fail(&err, RCP_E_LANGUAGE, "there is no pack for '%s'", lang);
        rcp_cli_say(cli, &err);
        return RCP_EXIT_SOME;
    }
    return variants ? rcp_cli_eval_variants(cli, j.pack) : names ? eval_names(&j) : eval_trees(&j);
}
