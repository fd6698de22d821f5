/* train.c - `recoupe train TASK`: a model from treebanks, put into a pack.
 *
 * After each pass the trainer's state is kept in PACK.TASK.part, so that the same command goes on
 * where a run was stopped.  It is a model file of kind "part": "course" holds a hash of all that
 * the training depends on, "state" is the trainer's.
 */
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/syms.h"
#include "find/find.h"
#include "lang/models.h"
#include "lang/percep.h"
#include "lang/score.h"
#include "ner/train.h"
#include "net/train.h"
#include "parse/train.h"
#include "read/read.h"
#include "segment/train.h"
#include "tag/train.h"

enum { FILES_MAX = 32, FILE_MAX = 256 << 20, FOLDS = 5, FOLD_PASSES = 5, TEACHERS_MAX = 8 };

typedef struct {
    rcp_cli *cli;
    rcp_arena arena, kept_tags; /* treebank and all a trainer needs; predicted tags */
    char *bytes[FILES_MAX];
    uint32_t n_files;
    const rcp_pack *pack;
    rcp_treebank bank;
    rcp_ner_bank texts; /* of the task ner, in place of a treebank */
    rcp_ner_lessons lessons;
    rcp_ner ner;         /* what lessons are seen with: the pack's words, --lexicon's classes, no weights */
    rcp_finders finders; /* the pack's, with that tagger                                                 */
    rcp_pack untagged;   /* and the pack that has these                                                  */
    rcp_rows lexemes;
    uint32_t *train, *held, n_train, n_held;
    rcp_buf info, model;
    char *old_bytes; /* the pack as it stands, and what is in it */
    rcp_model old;
    uint64_t seed, hash; /* of all that the result depends on */
    uint32_t runs, passes, threads, log_slots, slots;
    uint32_t feats_files, feats_end; /* files, words that teach features */
    const char *task;
    char part[4200]; /* where the state is kept */
    char *part_bytes;
    rcp_str resume;
    bool kept, unkept; /* the state was written; could not be */
} job;

static void depend(job *j, const void *p, size_t len)
{
    j->hash = rcp_mix(j->hash, rcp_hash(p, len));
}

static void show(void *self, uint32_t run, uint32_t pass, const rcp_measures *m)
{
    const job *j = self;
    (void)fprintf(j->cli->err, "%s: run %u of %u, pass %u of %u:", j->task, run, j->runs, pass,
                  j->passes);
    for (uint32_t i = 0; i < m->n; i++)
        (void)fprintf(j->cli->err, " %s %.2f", m->row[i].name, 100 * m->row[i].share);
    (void)fputc('\n', j->cli->err);
}

/* A state that cannot be kept is no reason to stop: say so once. */
static void keep(void *self, const rcp_buf *state)
{
    job *j = self;
    rcp_model_parts parts = {0};
    rcp_buf hash = {0}, out = {0};
    rcp_err err = {0};
    rcp_buf_u64(&hash, j->hash);
    rcp_model_part(&parts, "course", hash.s, hash.len);
    rcp_model_part(&parts, "state", state->s, state->len);
    rcp_model_write(&parts, "part", &out);
    rcp_status s = state->failed || hash.failed || out.failed
                       ? rcp_fail(&err, RCP_E_MEMORY, "no memory left to keep the state")
                       : rcp_file_write(j->part, out.s, out.len, &err);
    if (s && !j->unkept)
        rcp_cli_say(j->cli, &err);
    j->kept |= !s;
    j->unkept |= s != RCP_OK;
    rcp_buf_free(&hash);
    rcp_buf_free(&out);
}

/* The state that an earlier run kept; none is no error, one of another course is. */
static rcp_status read_part(job *j, rcp_err *err)
{
    struct stat st;
    size_t len;
    rcp_model m;
    if (stat(j->part, &st) && errno == ENOENT)
        return RCP_OK;
    rcp_status s = rcp_file_read(j->part, (size_t)2 << 30, &j->part_bytes, &len, err);
    s = s ? s : rcp_model_open(&m, (rcp_str){j->part_bytes, (uint32_t)len}, "part", j->part, err);
    rcp_str course = s ? RCP_STR("") : rcp_model_section(&m, "course");
    if (!s && (course.len != 8 || rcp_u64_at(course.s) != j->hash))
        s = rcp_fail_at(
            err, RCP_E_INPUT, j->part, 0, 0,
            "is of a training with other files or options: repeat that one, or remove it");
    if (s)
        return s;
    j->resume = rcp_model_section(&m, "state");
    j->kept = true;
    (void)fprintf(j->cli->err, "%s: going on from %s\n", j->task, j->part);
    return RCP_OK;
}

static rcp_status read_bytes(job *j, const char *path, rcp_str *out, rcp_err *err)
{
    size_t len;
    if (j->n_files == FILES_MAX)
        return rcp_fail(err, RCP_E_LIMIT, "more than %d files", FILES_MAX);
    rcp_status s = rcp_file_read(path, FILE_MAX, &j->bytes[j->n_files], &len, err);
    if (!s)
        *out = (rcp_str){j->bytes[j->n_files++], (uint32_t)len};
    if (!s)
        depend(j, out->s, out->len);
    return s;
}

/* A text whose names are marked, through the stages that a tagger of names comes after. */
static rcp_status add_lesson(job *j, const rcp_ner_text *t, rcp_err *err)
{
    rcp_doc doc;
    rcp_arena scratch;
    rcp_input in = {.bytes = t->text, .decoded = true, .lang = rcp_str_of(j->pack->lang)};
    rcp_status s = rcp_read_open(&doc, &in, err);
    if (s)
        return s;
    s = rcp_doc_speak(&doc, j->pack->lang, &j->pack->syms);
    s = s ? s : rcp_run(&j->untagged, &doc, RCP_FIND, err);
    if (!s && !(s = rcp_arena_open(&scratch, ((size_t)8 << 20) + 256 * (size_t)t->text.len))) {
        s = rcp_ner_lessons_add(&j->lessons, &j->ner, &doc, rcp_ner_names(&j->texts) + t->beg, t->end - t->beg, &scratch);
        rcp_arena_close(&scratch);
        s = s ? rcp_fail(err, s, "no memory left for the texts") : s;
    }
    rcp_doc_close(&doc);
    return s;
}

/* The pack without the tagger it has: lessons show what the other finders find.  Classes of words are those
 * of --lexicon, else the pack's. */
static rcp_status open_tagger(job *j, rcp_err *err)
{
    const rcp_finders *finders = j->pack->stage[RCP_FIND];
    const char *path = j->cli->opt[RCP_OPT_LEXICON];
    rcp_str bytes = {0};
    j->ner = *finders->ner;
    j->ner.trained = false;
    j->ner.version = RCP_NER_VERSION;
    j->finders = *finders;
    j->finders.ner = &j->ner;
    j->untagged = *j->pack;
    j->untagged.stage[RCP_FIND] = &j->finders;
    if (!path)
        return RCP_OK;
    rcp_status s = read_bytes(j, path, &bytes, err);
    return s ? s : rcp_ner_classes_read(bytes, path, &j->arena, &j->ner.classes, err);
}

static rcp_status add_texts(job *j, const char *path, rcp_err *err)
{
    rcp_str bytes = {0};
    uint32_t before = j->texts.text.n, sents = j->lessons.sent.n;
    rcp_status s = read_bytes(j, path, &bytes, err);
    s = s ? s : rcp_ner_bank_add(&j->texts, bytes, path, err);
    for (uint32_t i = before; !s && i < j->texts.text.n; i++)
        s = add_lesson(j, rcp_ner_texts(&j->texts) + i, err);
    if (!s && j->lessons.sent.n == sents)
        s = rcp_fail_at(err, RCP_E_INPUT, path, 0, 0, "holds no sentence");
    const char *slash = strrchr(path, '/');
    if (!s)
        rcp_buf_f(&j->info, "%s: %u sentences\n", slash ? slash + 1 : path, j->lessons.sent.n - sents);
    return s;
}

static bool of_names(const job *j)
{
    return !strcmp(j->task, "ner");
}

static uint32_t sentences(const job *j)
{
    return of_names(j) ? j->lessons.sent.n : j->bank.sent.n;
}

static rcp_status add_treebank(job *j, const char *path, rcp_err *err)
{
    if (of_names(j))
        return add_texts(j, path, err);
    rcp_str bytes = {0};
    uint32_t before = j->bank.sent.n;
    rcp_status s = read_bytes(j, path, &bytes, err);
    s = s ? s : rcp_treebank_add(&j->bank, bytes, path, err);
    if (!s && j->bank.sent.n == before)
        s = rcp_fail_at(err, RCP_E_INPUT, path, 0, 0, "holds no sentence");
    const char *slash = strrchr(path, '/');
    if (!s)
        rcp_buf_f(&j->info, "%s: %u sentences\n", slash ? slash + 1 : path,
                  j->bank.sent.n - before);
    return s;
}

/* Sentences to train on and to measure on: those of --dev, else every twentieth. */
static rcp_status split(job *j, uint32_t dev_beg, rcp_err *err)
{
    uint32_t n = sentences(j);
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
    depend(j, &dev_beg, sizeof dev_beg);
    return j->n_train ? RCP_OK : rcp_fail(err, RCP_E_INPUT, "the files hold no sentence");
}

/* The language's files: some say how treebanks and lexicon are read. */
static void depend_on_rules(job *j)
{
    for (uint32_t i = 0; i < j->pack->res.n; i++)
        if (memchr(j->pack->res.file[i].name.s, '/', j->pack->res.file[i].name.len) &&
            !rcp_is_pack_name(j->pack->res.file[i].name))
            depend(j, &j->pack->res.file[i].hash, sizeof j->pack->res.file[i].hash);
}

static rcp_status read_all(job *j, rcp_err *err)
{
    rcp_cli *cli = j->cli;
    rcp_status s = rcp_arena_open(&j->arena, (size_t)8 << 30);
    if (s)
        return rcp_fail(err, s, "no memory left");
    s = rcp_treebank_init(&j->bank, &j->arena);
    s = s ? s : rcp_ner_bank_init(&j->texts, &j->arena);
    s = s ? s : rcp_ner_lessons_init(&j->lessons, &j->arena);
    s = s ? s : rcp_rows_init(&j->lexemes, &j->arena, sizeof(rcp_lexeme));
    rcp_buf_f(&j->info, "recoupe %s, %s, seed %llu, %u runs of %u passes, 2^%u slots\n",
              RCP_VERSION, j->pack->lang, (unsigned long long)j->seed, j->runs, j->passes,
              j->log_slots);
    depend(j, j->info.s, j->info.len);
    depend(j, &j->feats_files, sizeof j->feats_files);
    depend(j, j->task, strlen(j->task));
    depend_on_rules(j);
    if (cli->opt[RCP_OPT_SET])
        depend(j, cli->opt[RCP_OPT_SET], strlen(cli->opt[RCP_OPT_SET]));
    if (!s && of_names(j))
        s = open_tagger(j, err);
    for (int i = 1; !s && i < cli->n_paths; i++) {
        s = add_treebank(j, cli->path[i], err);
        if (i == (int)j->feats_files)
            j->feats_end = j->bank.word.n;
    }
    uint32_t dev_beg = sentences(j);
    if (!s && cli->opt[RCP_OPT_DEV]) {
        rcp_buf_z(&j->info, "held out: ");
        s = add_treebank(j, cli->opt[RCP_OPT_DEV], err);
    }
    if (!s && cli->opt[RCP_OPT_LEXICON] && !of_names(j)) {
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

/* What every trainer is told. */
static rcp_course course(job *j)
{
    return (rcp_course){.bank = &j->bank,
                        .train = j->train,
                        .held = j->held,
                        .n_train = j->n_train,
                        .n_held = j->n_held,
                        .runs = j->runs,
                        .passes = j->passes,
                        .threads = j->threads,
                        .seed = j->seed,
                        .info = {j->info.s, (uint32_t)j->info.len},
                        .resume = j->resume,
                        .progress = show,
                        .keep = keep,
                        .self = j,
                        .stop = &rcp_stop};
}

static rcp_tag_course tag_course(job *j)
{
    return (rcp_tag_course){.base = course(j),
                            .lexemes = &j->lexemes,
                            .feats_end = j->feats_end ? j->feats_end : j->bank.word.n,
                            .upos_slots = j->slots,
                            .feats_slots = j->slots};
}

static rcp_status train_tag(job *j, rcp_err *err)
{
    rcp_tag_course c = tag_course(j);
    return rcp_tag_train(&c, &j->arena, &j->model, err);
}

/* Tag one fold with a tagger trained on the others; fold FOLDS: the held-out part, with all. */
static rcp_status tag_fold(job *j, uint32_t fold, rcp_seen_tag *tag, rcp_err *err)
{
    char *mark = j->arena.at;
    rcp_tag_course c = tag_course(j);
    uint32_t *others = RCP_NEW(&j->arena, uint32_t, (size_t)j->n_train + 1), n = 0, m = 0;
    uint32_t *ours = RCP_NEW(&j->arena, uint32_t, (size_t)j->n_train + 1);
    if (!others || !ours)
        return rcp_fail(err, RCP_E_MEMORY, "no memory left to train");
    for (uint32_t i = 0; i < j->n_train; i++)
        if (i % FOLDS == fold)
            ours[m++] = j->train[i];
        else
            others[n++] = j->train[i];
    c.base.train = others;
    c.base.n_train = n;
    c.base.n_held = 0;
    c.base.runs = 1;
    c.base.passes = FOLD_PASSES;
    c.base.resume = RCP_STR("");
    c.base.keep = NULL;
    c.base.progress = NULL;
    c.upos_slots = c.feats_slots = 1 << 19;
    rcp_buf_reset(&j->model);
    rcp_status s = rcp_tag_train(&c, &j->arena, &j->model, err);
    s = s ? s
          : rcp_tag_apply((rcp_str){j->model.s, (uint32_t)j->model.len}, &j->bank,
                          fold < FOLDS ? ours : j->held, fold < FOLDS ? m : j->n_held,
                          &j->kept_tags, tag, err);
    rcp_buf_reset(&j->model);
    rcp_arena_rewind(&j->arena, mark);
    if (!s)
        (void)fprintf(j->cli->err, "%s: tagged part %u of %d\n", j->task, fold + 1, FOLDS + 1);
    return s;
}

/* Tag the treebank as a tagger does that has not seen each sentence. */
static rcp_status tag_all(job *j, rcp_seen_tag **out, rcp_err *err)
{
    rcp_seen_tag *tag = *out = RCP_NEW(&j->arena, rcp_seen_tag, j->bank.word.n);
    rcp_status s = rcp_arena_open(&j->kept_tags, (size_t)1 << 30);
    if (s || !tag)
        return rcp_fail(err, RCP_E_MEMORY, "no memory left to train");
    for (uint32_t fold = 0; !s && fold <= FOLDS; fold++)
        s = tag_fold(j, fold, tag, err);
    return s;
}

static rcp_status train_parse(job *j, rcp_err *err)
{
    rcp_seen_tag *tag;
    rcp_status s = tag_all(j, &tag, err);
    rcp_parse_course c = {.base = course(j), .tag = tag, .slots = j->slots};
    return s ? s : rcp_parse_train(&c, &j->arena, &j->model, err);
}

/* Networks: sizes and rates, as --set names them, with what they are without. */
static const struct {
    const char *name;
    double without, least, most;
} settings[] = {
    {"layers", 2, 1, 4},     {"hidden", 128, 16, 512}, {"forms", 128, 16, 512},
    {"lemmas", 64, 16, 512}, {"tags", 64, 16, 512},    {"arc", 128, 16, 512},
    {"rel", 128, 16, 512},   {"batch", 1000, 50, 1e5}, {"rate", 0.003, 0, 1},
    {"drop", 0.33, 0, 0.9},  {"drop-word", 0.2, 0, 1}, {"believe", 0.7, 0, 1},
};
enum {
    LAYERS,
    HIDDEN,
    FORMS,
    LEMMAS,
    TAGS,
    ARC,
    REL,
    BATCH,
    RATE,
    DROP,
    DROP_WORD,
    BELIEVE,
    SETTINGS
};

static rcp_status read_settings(const job *j, double *value, rcp_err *err)
{
    for (uint32_t i = 0; i < SETTINGS; i++)
        value[i] = settings[i].without;
    for (const char *z = j->cli->opt[RCP_OPT_SET]; z && *z;) {
        size_t len = strcspn(z, "="), i = 0;
        while (i < SETTINGS &&
               (strlen(settings[i].name) != len || memcmp(settings[i].name, z, len) != 0))
            i++;
        if (i == SETTINGS || z[len] != '=')
            return rcp_fail(err, RCP_E_INPUT, "--set: there is no '%.*s'", (int)len, z);
        char *end;
        value[i] = strtod(z + len + 1, &end);
        if (end == z + len + 1 || (*end && *end != ',') || !(value[i] >= settings[i].least) ||
            value[i] > settings[i].most)
            return rcp_fail(err, RCP_E_INPUT, "--set %s: a number from %g to %g is wanted",
                            settings[i].name, settings[i].least, settings[i].most);
        z = *end ? end + 1 : end;
    }
    return RCP_OK;
}

static uint32_t sixteens(double x)
{
    return ((uint32_t)x + 15) / 16 * 16;
}

/* Files parted by commas. */
static rcp_status read_teachers(job *j, rcp_str *out, uint32_t *n, rcp_err *err)
{
    rcp_status s = RCP_OK;
    for (const char *z = j->cli->opt[RCP_OPT_TEACHER]; !s && z && *z;) {
        char path[1024];
        size_t len = strcspn(z, ",");
        (void)snprintf(path, sizeof path, "%.*s", (int)len, z);
        if (*n == TEACHERS_MAX)
            return rcp_fail(err, RCP_E_LIMIT, "more than %d teachers", TEACHERS_MAX);
        s = read_bytes(j, path, &out[(*n)++], err);
        z += len + (z[len] == ',');
    }
    return s;
}

/* What the lexicon says of each word.  It comes with the pack's tag model, which was trained first;
 * only what a lexicon says is looked at there, nothing of the texts it was trained on. */
static rcp_status read_lexicon(job *j, uint32_t **out, rcp_err *err)
{
    rcp_str bytes = rcp_model_section(&j->old, "tag");
    rcp_model m;
    rcp_readings r;
    uint32_t *lex = *out = RCP_NEW(&j->arena, uint32_t, j->bank.word.n);
    if (!lex)
        return rcp_fail(err, RCP_E_MEMORY, "no memory left to train");
    if (!bytes.len)
        return rcp_fail_at(err, RCP_E_INPUT, j->cli->opt[RCP_OPT_OUT], 0, 0,
                           "holds no tag model: train that first");
    rcp_status s = rcp_model_open(&m, bytes, "tag", j->cli->opt[RCP_OPT_OUT], err);
    s = s ? s : rcp_readings_open(&r, &m, UINT32_MAX, UINT32_MAX, &j->arena, err);
    for (uint32_t w = 1; !s && w < j->bank.word.n; w++) {
        char a[RCP_FORM_MAX], b[3 * RCP_FORM_MAX];
        rcp_str norm = rcp_form_norm(rcp_gold_words(&j->bank)[w].form, a);
        lex[w] = rcp_readings_hash(&r, norm, rcp_form_lower(norm, b), NULL);
    }
    return s;
}

static rcp_status train_net(job *j, rcp_err *err)
{
    rcp_seen_tag *tag = NULL;
    uint32_t *lex = NULL, n_teachers = 0;
    rcp_str teacher[TEACHERS_MAX];
    rcp_buf floats = {0};
    double set[SETTINGS];
    if (j->runs != 1)
        return rcp_fail(err, RCP_E_INPUT, "a network is trained in one run; --teacher joins several");
    rcp_status s = read_settings(j, set, err);
    s = s ? s : read_teachers(j, teacher, &n_teachers, err);
    s = s ? s : read_lexicon(j, &lex, err);
    s = s ? s : tag_all(j, &tag, err);
    if (s)
        return s;
    rcp_net_course c = {.base = course(j),
                        .tag = tag,
                        .lex = lex,
                        .tags_end = j->feats_end ? j->feats_end : j->bank.word.n,
                        .layers = (uint32_t)set[LAYERS],
                        .hidden = sixteens(set[HIDDEN]),
                        .dim = {sixteens(set[FORMS]), sixteens(set[LEMMAS]), sixteens(set[TAGS])},
                        .arc = sixteens(set[ARC]),
                        .rel = sixteens(set[REL]),
                        .batch = (uint32_t)set[BATCH],
                        .rate = (float)set[RATE],
                        .drop = (float)set[DROP],
                        .drop_word = (float)set[DROP_WORD],
                        .teacher = teacher,
                        .n_teachers = n_teachers,
                        .soft_share = (float)set[BELIEVE],
                        .floats = j->cli->opt[RCP_OPT_FLOATS] ? &floats : NULL};
    s = rcp_net_train(&c, &j->arena, &j->model, err);
    if (!s && c.floats)
        s = rcp_file_write(j->cli->opt[RCP_OPT_FLOATS], floats.s, floats.len, err);
    rcp_buf_free(&floats);
    return s;
}

/* A text of n sentences, put together in one of the ways, through the segment stage. */
static rcp_status segment_text(job *j, const uint32_t *sent, uint32_t n, uint32_t how,
                               uint64_t seed, rcp_doc *doc, rcp_segment_text *out, rcp_err *err)
{
    rcp_treebank *bank = RCP_NEW(&j->arena, rcp_treebank, 1);
    if (!bank || rcp_segment_view(&j->bank, sent, n, how, seed, &j->arena, bank))
        return rcp_fail(err, RCP_E_MEMORY, "no memory left for the text");
    rcp_str text = rcp_treebank_text(bank, &j->arena);
    if (!text.s)
        return rcp_fail(err, RCP_E_LIMIT, "the treebanks are too large for one text");
    rcp_input in = {.bytes = text, .decoded = true, .lang = rcp_str_of(j->pack->lang)};
    rcp_status s = rcp_read_open(doc, &in, err);
    if (s)
        return s;
    s = rcp_doc_speak(doc, j->pack->lang, &j->pack->syms);
    s = s ? s : rcp_run(j->pack, doc, RCP_SEGMENT, err);
    *out = (rcp_segment_text){bank, doc};
    return s;
}

static rcp_status train_segment(job *j, rcp_err *err)
{
    rcp_doc doc[RCP_N_VIEWS + 1];
    rcp_segment_text text[RCP_N_VIEWS + 1];
    rcp_status s = RCP_OK;
    uint32_t n = 0;
    memset(doc, 0, sizeof doc);
    for (; !s && n < RCP_N_VIEWS; n++)
        s = segment_text(j, j->train, j->n_train, n, j->seed, &doc[n], &text[n], err);
    if (!s)
        s = segment_text(j, j->held, j->n_held, RCP_VIEW_PLAIN, j->seed, &doc[n], &text[n], err);
    rcp_segment_course c = {.base = course(j),
                            .pack = j->pack,
                            .text = text,
                            .held = text[RCP_N_VIEWS],
                            .n_texts = RCP_N_VIEWS,
                            .ends_slots = j->slots,
                            .words_slots = j->slots / 4};
    s = s ? s : rcp_segment_train(&c, &j->arena, &j->model, err);
    for (uint32_t i = 0; i <= RCP_N_VIEWS; i++)
        rcp_doc_close(&doc[i]);
    return s;
}

static rcp_status train_ner(job *j, rcp_err *err)
{
    rcp_ner_course c = {.base = course(j), .lessons = &j->lessons, .classes = j->ner.classes, .slots = j->slots};
    return rcp_ner_train(&c, &j->arena, &j->model, err);
}

static const struct {
    const char *name;
    rcp_status (*train)(job *, rcp_err *);
} tasks[] = {
    {"tag", train_tag},
    {"parse", train_parse},
    {"net", train_net},
    {"segment", train_segment},
    {"ner", train_ner},
};
enum { TASKS = sizeof tasks / sizeof *tasks };

static uint32_t task_of(const char *name)
{
    uint32_t i = 0;
    while (i < TASKS && strcmp(tasks[i].name, name) != 0)
        i++;
    return i;
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
    uint64_t runs, passes, feats, log, threads;
    const char *what = cli->n_paths ? cli->path[0] : "";
    if (task_of(what) == TASKS) {
        (void)fprintf(cli->err, "recoupe: there is no training for '%s'; there is:", what);
        for (uint32_t i = 0; i < TASKS; i++)
            (void)fprintf(cli->err, " %s", tasks[i].name);
        (void)fputc('\n', cli->err);
        return RCP_EXIT_USAGE;
    }
    if (!cli->opt[RCP_OPT_OUT] || cli->n_paths < 2) {
        (void)fputs("recoupe: train wants --out PACK and CoNLL-U files (ner: files of marked names)\n", cli->err);
        return RCP_EXIT_USAGE;
    }
    j->task = what;
    (void)snprintf(j->part, sizeof j->part, "%.4096s.%s.part", cli->opt[RCP_OPT_OUT], what);
    int status = read_number(cli, RCP_OPT_SEED, 1, &j->seed);
    status = status ? status : read_number(cli, RCP_OPT_PASSES, 10, &passes);
    status = status ? status : read_number(cli, RCP_OPT_RUNS, 1, &runs);
    status = status ? status : read_number(cli, RCP_OPT_FEATS_FROM, FILES_MAX, &feats);
    status = status ? status : read_number(cli, RCP_OPT_SLOTS, 20, &log);
    status = status ? status : read_number(cli, RCP_OPT_THREADS, 1, &threads);
    if (status)
        return status;
    j->threads = threads < 1 ? 1 : threads > 64 ? 64 : (uint32_t)threads;
    j->log_slots = log < 12 ? 12 : log > 26 ? 26 : (uint32_t)log;
    j->slots = (uint32_t)1 << j->log_slots;
    j->feats_files = (uint32_t)feats;
    j->runs = runs > 100 ? 100 : (uint32_t)runs;
    j->passes = passes > 1000 ? 1000 : (uint32_t)passes;
    return rcp_cli_packs(cli);
}

static rcp_status work(job *j, rcp_err *err)
{
    const char *out = j->cli->opt[RCP_OPT_OUT], *lang = j->cli->opt[RCP_OPT_LANG_CODE];
    lang = lang ? lang : "fr";
    j->pack = rcp_packs_lookup(&j->cli->packs, lang);
    rcp_status s =
        j->pack ? RCP_OK : rcp_fail(err, RCP_E_LANGUAGE, "there is no pack for '%s'", lang);
    s = s ? s : open_pack(j, out, err);
    s = s ? s : read_all(j, err);
    s = s ? s : read_part(j, err);
    s = s ? s : tasks[task_of(j->task)].train(j, err);
    s = s ? s : save(j, out, j->task, err);
    if (!s && j->kept)
        (void)unlink(j->part);
    return s;
}

int rcp_cmd_train(rcp_cli *cli)
{
    rcp_err err = {0};
    job *j = calloc(1, sizeof *j);
    if (!j)
        return RCP_EXIT_OPEN;
    j->cli = cli;
    int status = read_request(j);
    rcp_status s = status ? RCP_OK : work(j, &err);
    if (s)
        rcp_cli_say(cli, &err);
    if (s == RCP_E_STOPPED && j->kept)
        (void)fprintf(cli->err, "recoupe: the same command goes on from %s\n", j->part);
    for (uint32_t i = 0; i < j->n_files; i++)
        free(j->bytes[i]);
    free(j->old_bytes);
    free(j->part_bytes);
    rcp_buf_free(&j->info);
    rcp_buf_free(&j->model);
    rcp_arena_close(&j->arena);
    rcp_arena_close(&j->kept_tags);
    free(j);
    return s ? RCP_EXIT_SOME : status;
}
