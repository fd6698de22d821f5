/* train.c - `recoupe train tag|parse`: models from treebanks. */
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "lang/models.h"
#include "parse/train.h"
#include "tag/train.h"

enum { FILES_MAX = 32, FILE_MAX = 256 << 20, FOLDS = 5, FOLD_PASSES = 5 };

typedef struct {
    rcp_cli *cli;
    rcp_arena arena, kept; /* treebank and all a trainer needs; predicted tags */
    char *bytes[FILES_MAX];
    uint32_t n_files;
    const rcp_pack *pack;
    rcp_treebank bank;
    rcp_rows lexemes;
    uint32_t *train, *held, n_train, n_held;
    rcp_buf info, model;
    char *old_bytes; /* the pack as it stands, and what is in it */
    rcp_model old;
    uint64_t seed;
    uint32_t runs, passes, slots, feats_files, feats_end; /* files, words that teach features */
} job;

static void show_tag(void *self, uint32_t run, uint32_t pass, double upos, double feats,
                     double lemmas)
{
    job *j = self;
    (void)fprintf(j->cli->err, "run %u pass %u: UPOS %.2f UFeats %.2f Lemmas %.2f\n", run, pass,
                  100 * upos, 100 * feats, 100 * lemmas);
}

static rcp_status read_bytes(job *j, const char *path, rcp_str *out, rcp_err *err)
{
    size_t len;
    if (j->n_files == FILES_MAX)
        return rcp_fail(err, RCP_E_LIMIT, "more than %d files", FILES_MAX);
    rcp_status s = rcp_file_read(path, FILE_MAX, &j->bytes[j->n_files], &len, err);
    if (!s)
        *out = (rcp_str){j->bytes[j->n_files++], (uint32_t)len};
    return s;
}

static rcp_status add_treebank(job *j, const char *path, rcp_err *err)
{
    rcp_str bytes = {0};
    uint32_t before = j->bank.sent.n;
    rcp_status s = read_bytes(j, path, &bytes, err);
    s = s ? s : rcp_treebank_add(&j->bank, bytes, path, err);
    const char *slash = strrchr(path, '/');
    if (!s)
        rcp_buf_f(&j->info, "%s: %u sentences\n", slash ? slash + 1 : path,
                  j->bank.sent.n - before);
    return s;
}

/* Sentences to train on and to measure on: those of --dev, else every twentieth. */
static rcp_status split(job *j, uint32_t dev_beg, rcp_err *err)
{
    uint32_t n = j->bank.sent.n;
    j->train = RCP_NEW(&j->arena, uint32_t, n);
    j->held = RCP_NEW(&j->arena, uint32_t, n);
    if (!j->train || !j->held)
        return rcp_fail(err, RCP_E_MEMORY, "no memory left for the treebank");
    for (uint32_t i = 1; i < n; i++) {
        bool held = dev_beg < n ? i >= dev_beg : i % 20 == 10;
        if (held)
            j->held[j->n_held++] = i;
        else
            j->train[j->n_train++] = i;
    }
    return j->n_train ? RCP_OK : rcp_fail(err, RCP_E_INPUT, "the files hold no sentence");
}

static rcp_status read_all(job *j, rcp_err *err)
{
    rcp_cli *cli = j->cli;
    rcp_status s = rcp_arena_open(&j->arena, (size_t)3 << 30);
    if (s)
        return rcp_fail(err, s, "no memory left");
    s = rcp_treebank_init(&j->bank, &j->arena);
    s = s ? s : rcp_rows_init(&j->lexemes, &j->arena, sizeof(rcp_lexeme));
    rcp_buf_f(&j->info, "recoupe %s, %s, seed %llu, %u runs of %u passes\n", RCP_VERSION,
              j->pack->lang, (unsigned long long)j->seed, j->runs, j->passes);
    for (int i = 1; !s && i < cli->n_paths; i++) {
        s = add_treebank(j, cli->path[i], err);
        if (i == (int)j->feats_files)
            j->feats_end = j->bank.word.n;
    }
    uint32_t dev_beg = j->bank.sent.n;
    if (!s && cli->opt[RCP_OPT_DEV]) {
        rcp_buf_z(&j->info, "held out: ");
        s = add_treebank(j, cli->opt[RCP_OPT_DEV], err);
    }
    if (!s && cli->opt[RCP_OPT_LEXICON]) {
        rcp_str bytes = {0};
        s = read_bytes(j, cli->opt[RCP_OPT_LEXICON], &bytes, err);
        s = s ? s : rcp_lefff_read(j->pack, bytes, cli->opt[RCP_OPT_LEXICON], &j->lexemes, err);
        rcp_buf_f(&j->info, "lexicon: %u forms\n", j->lexemes.n - 1);
    }
    if (!s && cli->opt[RCP_OPT_NOTES]) {
        rcp_str notes = {0};
        s = read_bytes(j, cli->opt[RCP_OPT_NOTES], &notes, err);
        rcp_buf_str(&j->info, notes);
    }
    s = s ? s : rcp_harmonise(j->pack, &j->bank, &j->arena, err);
    return s ? s : split(j, dev_beg, err);
}

/* The pack that --out names, whole, or none: looked at before the work begins. */
static rcp_status open_pack(job *j, const char *path, rcp_err *err)
{
    struct stat st;
    size_t len;
    if (stat(path, &st) && errno == ENOENT)
        return RCP_OK;
    rcp_status s = rcp_file_read(path, FILE_MAX, &j->old_bytes, &len, err);
    s = s ? s
          : rcp_model_open(&j->old, (rcp_str){j->old_bytes, (uint32_t)len}, RCP_PACK_KIND, path,
                           err);
    return s ? s : rcp_models_check(&j->old, err);
}

static rcp_status save(const job *j, const char *path, const char *task, rcp_err *err)
{
    rcp_buf pack = {0};
    rcp_status s =
        rcp_models_put(&j->old, task, (rcp_str){j->model.s, (uint32_t)j->model.len}, &pack, err);
    if (s && err)
        (void)snprintf(err->file, sizeof err->file, "%.500s", path);
    s = s ? s : rcp_file_write(path, pack.s, pack.len, err);
    rcp_buf_free(&pack);
    return s;
}

static rcp_tag_course tag_course(job *j)
{
    return (rcp_tag_course){.bank = &j->bank,
                            .train = j->train,
                            .held = j->held,
                            .n_train = j->n_train,
                            .n_held = j->n_held,
                            .lexemes = &j->lexemes,
                            .runs = j->runs,
                            .passes = j->passes,
                            .feats_end = j->feats_end ? j->feats_end : j->bank.word.n,
                            .upos_slots = j->slots,
                            .feats_slots = j->slots,
                            .seed = j->seed,
                            .info = {j->info.s, (uint32_t)j->info.len},
                            .self = j,
                            .stop = &rcp_stop};
}

static rcp_status train_tag(job *j, rcp_err *err)
{
    rcp_tag_course course = tag_course(j);
    course.progress = show_tag;
    return rcp_tag_train(&course, &j->arena, &j->model, err);
}

/* Tag one fold with a tagger trained on the others; fold FOLDS: the held-out part, with all. */
static rcp_status tag_fold(job *j, uint32_t fold, rcp_seen_tag *tag, rcp_err *err)
{
    char *mark = j->arena.at;
    rcp_tag_course course = tag_course(j);
    uint32_t *others = RCP_NEW(&j->arena, uint32_t, (size_t)j->n_train + 1), n = 0, m = 0;
    uint32_t *ours = RCP_NEW(&j->arena, uint32_t, (size_t)j->n_train + 1);
    if (!others || !ours)
        return rcp_fail(err, RCP_E_MEMORY, "no memory left to train");
    for (uint32_t i = 0; i < j->n_train; i++)
        if (i % FOLDS == fold)
            ours[m++] = j->train[i];
        else
            others[n++] = j->train[i];
    course.train = others;
    course.n_train = n;
    course.n_held = 0;
    course.runs = 1;
    course.passes = FOLD_PASSES;
    course.upos_slots = course.feats_slots = 1 << 19;
    rcp_buf_reset(&j->model);
    rcp_status s = rcp_tag_train(&course, &j->arena, &j->model, err);
    s = s ? s
          : rcp_tag_apply((rcp_str){j->model.s, (uint32_t)j->model.len}, &j->bank,
                          fold < FOLDS ? ours : j->held, fold < FOLDS ? m : j->n_held, &j->kept,
                          tag, err);
    rcp_buf_reset(&j->model);
    rcp_arena_rewind(&j->arena, mark);
    (void)fprintf(j->cli->err, "tagged part %u of %d\n", fold + 1, FOLDS + 1);
    return s;
}

static void show_parse(void *self, uint32_t run, uint32_t pass, double uas, double las)
{
    job *j = self;
    (void)fprintf(j->cli->err,
                  "run %u pass %u: UAS %.2f LAS %.2f (with subtypes, tags predicted)\n", run, pass,
                  100 * uas, 100 * las);
}

static rcp_status train_parse(job *j, rcp_err *err)
{
    rcp_seen_tag *tag = RCP_NEW(&j->arena, rcp_seen_tag, j->bank.word.n);
    rcp_status s = rcp_arena_open(&j->kept, (size_t)1 << 30);
    if (s || !tag)
        return rcp_fail(err, RCP_E_MEMORY, "no memory left to train");
    for (uint32_t fold = 0; !s && fold <= FOLDS; fold++)
        s = tag_fold(j, fold, tag, err);
    rcp_parse_course course = {.bank = &j->bank,
                               .tag = tag,
                               .train = j->train,
                               .held = j->held,
                               .n_train = j->n_train,
                               .n_held = j->n_held,
                               .runs = j->runs,
                               .passes = j->passes,
                               .slots = j->slots,
                               .seed = j->seed,
                               .info = {j->info.s, (uint32_t)j->info.len},
                               .progress = show_parse,
                               .self = j,
                               .stop = &rcp_stop};
    return s ? s : rcp_parse_train(&course, &j->arena, &j->model, err);
}

static int read_number(const rcp_cli *cli, uint32_t opt, uint64_t without, uint64_t *out)
{
    const char *z = cli->opt[opt];
    char *end;
    *out = without;
    if (!z)
        return RCP_EXIT_OK;
    *out = strtoull(z, &end, 10);
    if (*z >= '0' && *z <= '9' && !*end)
        return RCP_EXIT_OK;
    (void)fprintf(cli->err, "recoupe: --%s takes a number, not '%s'\n", rcp_options[opt].name, z);
    return RCP_EXIT_USAGE;
}

static int read_request(job *j)
{
    rcp_cli *cli = j->cli;
    uint64_t runs, passes, feats, log;
    const char *what = cli->n_paths ? cli->path[0] : "";
    if (strcmp(what, "tag") && strcmp(what, "parse")) {
        (void)fprintf(cli->err, "recoupe: train what? `recoupe train tag` or `parse`, not '%s'\n",
                      what);
        return RCP_EXIT_USAGE;
    }
    if (!cli->opt[RCP_OPT_OUT] || cli->n_paths < 2) {
        (void)fputs("recoupe: train wants --out FILE and CoNLL-U files\n", cli->err);
        return RCP_EXIT_USAGE;
    }
    int status = read_number(cli, RCP_OPT_SEED, 1, &j->seed);
    status = status ? status : read_number(cli, RCP_OPT_PASSES, 10, &passes);
    status = status ? status : read_number(cli, RCP_OPT_RUNS, 1, &runs);
    status = status ? status : read_number(cli, RCP_OPT_FEATS_FROM, FILES_MAX, &feats);
    status = status ? status : read_number(cli, RCP_OPT_SLOTS, 20, &log);
    if (status)
        return status;
    j->slots = (uint32_t)1 << (log < 12 ? 12 : log > 26 ? 26 : log);
    j->feats_files = (uint32_t)feats;
    j->runs = runs > 100 ? 100 : (uint32_t)runs;
    j->passes = passes > 1000 ? 1000 : (uint32_t)passes;
    return rcp_cli_packs(cli);
}

int rcp_cmd_train(rcp_cli *cli)
{
    job j = {.cli = cli};
    rcp_err err = {0};
    int status = read_request(&j);
    if (status)
        return status;
    const char *lang = cli->opt[RCP_OPT_LANG_CODE] ? cli->opt[RCP_OPT_LANG_CODE] : "fr";
    j.pack = rcp_packs_lookup(&cli->packs, lang);
    rcp_status s =
        j.pack ? RCP_OK : rcp_fail(&err, RCP_E_LANGUAGE, "there is no pack for '%s'", lang);
    s = s ? s : open_pack(&j, cli->opt[RCP_OPT_OUT], &err);
    s = s ? s : read_all(&j, &err);
    if (!s)
        s = strcmp(cli->path[0], "tag") ? train_parse(&j, &err) : train_tag(&j, &err);
    s = s ? s : save(&j, cli->opt[RCP_OPT_OUT], cli->path[0], &err);
    if (s)
        rcp_cli_say(cli, &err);
    for (uint32_t i = 0; i < j.n_files; i++)
        free(j.bytes[i]);
    free(j.old_bytes);
    rcp_buf_free(&j.info);
    rcp_buf_free(&j.model);
    rcp_arena_close(&j.arena);
    rcp_arena_close(&j.kept);
    return s ? RCP_EXIT_SOME : RCP_EXIT_OK;
}
