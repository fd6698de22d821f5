/* eval.c - `recoupe eval conllu`: the stages up to parse, held against a treebank. */
#include "cli/cli.h"

#include <stdlib.h>

#include "lang/score.h"
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

int rcp_cmd_eval(rcp_cli *cli)
{
    job j = {.cli = cli};
    rcp_err err = {0};
    if (cli->n_paths != 2 || strcmp(cli->path[0], "conllu")) {
        (void)fputs("recoupe: eval wants `conllu` and one file\n", cli->err);
        return RCP_EXIT_USAGE;
    }
    int status = rcp_cli_packs(cli);
    if (status)
        return status;
    const char *lang = cli->opt[RCP_OPT_LANG_CODE] ? cli->opt[RCP_OPT_LANG_CODE] : "fr";
    j.pack = rcp_packs_lookup(&cli->packs, lang);
    rcp_status s =
        j.pack ? RCP_OK : rcp_fail(&err, RCP_E_LANGUAGE, "there is no pack for '%s'", lang);
    s = s ? s : read_bank(&j, cli->path[1], &err);
    s = s ? s : evaluate(&j, &err);
    if (s)
        rcp_cli_say(cli, &err);
    for (uint32_t i = 0; !s && i < RCP_N_SCORES; i++)
        (void)fprintf(cli->out, "%s %.2f\n", rcp_score_names[i], 100 * rcp_score_f1(j.score[i]));
    free(j.bytes);
    rcp_arena_close(&j.arena);
    return s ? RCP_EXIT_SOME : RCP_EXIT_OK;
}
