#include "cli/intake.h"

#include <dirent.h>
#include <errno.h>
#include <json-c/json.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "line.h"

enum { DEPTH_MAX = 64 };                /* folders in folders */

typedef struct {
    rcp_cli        *cli;
    rcp_ledger     *ledger;
    rcp_intake_said said;
    void           *user;
    rcp_tally      *tally;
    rcp_line_how    how;
    time_t          began, shown;
} intake;

/* A line that says how far we are, when a person is waiting. */
static void show_progress(intake *in, bool done)
{
    time_t now = time(NULL);
    if (!isatty(fileno(in->cli->err)) || (!done && (now - in->began < 2 || now == in->shown)))
        return;
    if (done && !in->shown)
        return;
    in->shown = now;
    if (done)
        (void)fputs("\r\x1b[K", in->cli->err);
    else
        (void)fprintf(in->cli->err, "\r\x1b[K%llu reports, %llu left out",
                      (unsigned long long)(in->tally->added + in->tally->copies + in->tally->known),
                      (unsigned long long)in->tally->refused);
    (void)fflush(in->cli->err);
}

static bool goes_on(const intake *in)
{
    return !rcp_stop && !in->tally->broken;
}

static void refuse(intake *in, const char *path, uint64_t line, rcp_err *err)
{
    show_progress(in, true);
    in->shown = 0;
    if (err->code == RCP_E_STORE || err->code == RCP_E_VERSION)
        in->tally->broken = true;
    else {
        in->tally->refused++;
        if (!err->file[0]) {
            (void)snprintf(err->file, sizeof err->file, line ? "%s:%llu" : "%s", path,
                           (unsigned long long)line);
            err->line = 0;
        }
    }
    rcp_cli_say(in->cli, err);
}

/* Code one report and put it in the ledger; one that is known already is not coded again. */
static rcp_status take_report(intake *in, const rcp_input *input, rcp_err *err)
{
    rcp_doc doc;
    const rcp_pack *pack;
    rcp_put put = RCP_PUT_KNOWN;
    rcp_status s = rcp_read_open(&doc, input, err);
    if (s)
        return s;
    if ((s = rcp_ledger_look(in->ledger, &doc, &put, err))) {
        rcp_doc_close(&doc);
        return s;
    }
    if (put != RCP_PUT_KNOWN) {
        if ((s = rcp_code_opened(&in->cli->packs, RCP_CLAIM, &doc, &pack, err)))
            return s;
        s = rcp_ledger_put(in->ledger, &doc, pack, &put, err);
    }
    if (!s) {
        in->tally->added += put == RCP_PUT_ADDED;
        in->tally->copies += put == RCP_PUT_COPY;
        in->tally->known += put == RCP_PUT_KNOWN;
        if (in->said)
            in->said(in->user, &doc, doc.source.path.s ? doc.source.path.s : "-", put);
    }
    rcp_doc_close(&doc);
    show_progress(in, false);
    return s;
}

static void take_lines(intake *in, FILE *f, const char *path)
{
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    for (uint64_t no = 1; goes_on(in) && (n = getline(&line, &cap, f)) >= 0; no++) {
        rcp_err err = {0};
        rcp_input input;
        json_object *keep;
        rcp_str text = {line, (uint32_t)n};
        while (text.len && strchr("\r\n \t", text.s[text.len - 1]))
            text.len--;
        if (!text.len)
            continue;
        rcp_status s = n > INT32_MAX ? rcp_fail(&err, RCP_E_LIMIT, "the line is too long")
                                     : rcp_line_input(&in->how, text, &keep, &input, &err);
        if (!s) {
            if (!input.path.len)
                input.path = rcp_str_of(path);
            if (!input.outlet.len)
                input.outlet = rcp_str_of(in->cli->opt[RCP_OPT_OUTLET]);
            s = take_report(in, &input, &err);
            json_object_put(keep);
        }
        if (s)
            refuse(in, path, no, &err);
    }
    free(line);
}

static bool ends_with(const char *z, const char *end)
{
    size_t n = strlen(z), m = strlen(end);
    return n >= m && !strcmp(z + n - m, end);
}

/* A file of JSON lines: by its name, or, for standard input, by how it begins. */
static bool is_lines(const char *path, FILE *f)
{
    if (ends_with(path, ".jsonl") || ends_with(path, ".ndjson"))
        return true;
    if (f != stdin)
        return false;
    int c = getc(f);
    if (c != EOF)
        (void)ungetc(c, f);
    return c == '{';
}

static void take_file(intake *in, const char *path)
{
    rcp_err err = {0};
    bool piped = !strcmp(path, "-");
    FILE *f = piped ? stdin : fopen(path, "rb");
    if (!f) {
        (void)rcp_fail(&err, RCP_E_IO, "cannot be read: %s", strerror(errno));
        refuse(in, path, 0, &err);
        return;
    }
    bool lines = is_lines(path, f);
    if (lines)
        take_lines(in, f, path);
    if (!piped)
        (void)fclose(f);
    if (lines)
        return;
    char *bytes;
    size_t len;
    rcp_status s = rcp_file_read(path, RCP_TEXT_MAX, &bytes, &len, &err);
    if (!s) {
        rcp_input input = {.bytes = {bytes, (uint32_t)len}, .path = rcp_str_of(path),
                           .outlet = rcp_str_of(in->cli->opt[RCP_OPT_OUTLET]),
                           .published = in->how.published, .lang = in->how.lang};
        s = take_report(in, &input, &err);
        free(bytes);
    }
    if (s)
        refuse(in, path, 0, &err);
}

/* The folders we are in, so that a link to one of them is no endless way. */
typedef struct level { dev_t dev; ino_t ino; const struct level *above; uint32_t depth; } level;

static void take_path(intake *in, const char *path, const level *above, bool asked);

static int visible(const struct dirent *e)
{
    return e->d_name[0] != '.';
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void take_folder(intake *in, const char *path, const struct stat *st, const level *above)
{
    rcp_err err = {0};
    level here = {st->st_dev, st->st_ino, above, above ? above->depth + 1 : 1};
    struct dirent **entry = NULL;
    bool loop = here.depth > DEPTH_MAX;
    for (const level *l = above; l; l = l->above)
        loop |= l->dev == here.dev && l->ino == here.ino;
    int n = loop ? -1 : scandir(path, &entry, visible, by_bytes);
    if (n < 0) {
        (void)rcp_fail(&err, RCP_E_IO, loop ? "leads back to a folder it is in, or too deep; left out"
                                            : "cannot be read: %s",
                       strerror(errno));
        refuse(in, path, 0, &err);
        return;
    }
    for (int i = 0; i < n; i++) {
        size_t room = strlen(path) + strlen(entry[i]->d_name) + 2;
        char *below = malloc(room);
        if (below && goes_on(in)) {
            const char *slash = ends_with(path, "/") ? "" : "/";
            (void)snprintf(below, room, "%s%s%s", path, slash, entry[i]->d_name);
            take_path(in, below, &here, false);
        }
        free(below);
        free(entry[i]);
    }
    free(entry);
}

/* asked: the user named this path; pipes and devices are read only then. */
static void take_path(intake *in, const char *path, const level *above, bool asked)
{
    struct stat st;
    if (!strcmp(path, "-") && asked) {
        take_file(in, path);
        return;
    }
    if (stat(path, &st)) {
        rcp_err err = {0};
        (void)rcp_fail(&err, RCP_E_IO, "cannot be read: %s", strerror(errno));
        refuse(in, path, 0, &err);
    } else if (S_ISDIR(st.st_mode))
        take_folder(in, path, &st, above);
    else if (S_ISREG(st.st_mode) || asked)
        take_file(in, path);
}

int rcp_intake(rcp_cli *cli, rcp_ledger *ledger, char **path, int n_paths, rcp_intake_said said,
               void *user, rcp_tally *tally)
{
    intake in = {.cli = cli, .ledger = ledger, .said = said, .user = user, .tally = tally,
                 .began = time(NULL)};
    in.how = (rcp_line_how){.until = RCP_CLAIM, .lang = rcp_str_of(cli->opt[RCP_OPT_LANG_CODE]),
                            .published = rcp_str_of(cli->opt[RCP_OPT_PUBLISHED])};
    *tally = (rcp_tally){0};
    for (int i = 0; i < n_paths && goes_on(&in); i++)
        take_path(&in, path[i], NULL, true);
    show_progress(&in, true);
    tally->stopped = rcp_stop != 0;
    if (tally->broken)
        return RCP_EXIT_OPEN;
    return tally->refused || tally->stopped ? RCP_EXIT_SOME : RCP_EXIT_OK;
}
