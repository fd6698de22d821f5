/* cli.h - the command: parses a request, calls the library, prints.
 *
 * Commands and options are said once, in commands.def; the parser, --help, the man page and the
 * shell completions are made from it.
 */
#ifndef RCP_CLI_H
#define RCP_CLI_H

#include <signal.h>
#include <stdio.h>

#include "base/buf.h"
#include "gaz/gaz.h"
#include "stages.h"

/* Exit statuses (contract.md section 3). */
enum { RCP_EXIT_OK = 0, RCP_EXIT_SOME = 1, RCP_EXIT_USAGE = 2, RCP_EXIT_OPEN = 3 };

typedef enum {
#define OPTION(NAME, name, letter, arg, commands, help) RCP_OPT_##NAME,
#define COMMAND(name, args, help)
#include "cli/commands.def"
#undef OPTION
#undef COMMAND
    RCP_N_OPTIONS
} rcp_option_id;

struct rcp_cli;
typedef struct { const char *name, *arg, *commands, *help; char letter; } rcp_option_info;
typedef struct { const char *name, *args, *help; int (*run)(struct rcp_cli *); } rcp_command_info;
extern const rcp_option_info rcp_options[RCP_N_OPTIONS];
extern const rcp_command_info rcp_commands[];   /* ends with name NULL */

typedef struct rcp_cli {
    const rcp_command_info *command;
    const char *opt[RCP_N_OPTIONS];     /* the value; "" for a flag that is set; NULL: not given */
    char      **path;                   /* what stands after the options                */
    int         n_paths;
    FILE       *out, *err;
    bool        colour;                 /* out is a terminal that wants colour          */
    bool        packs_open;
    rcp_packs   packs;
    rcp_res     extra;                  /* files of --lang and --data                   */
    rcp_gaz     gaz;                    /* of all packs; file NULL: there is none       */
} rcp_cli;

#define COMMAND(name, args, help) int rcp_cmd_##name(rcp_cli *cli);
#define OPTION(NAME, name, letter, arg, commands, help)
#include "cli/commands.def"
#undef COMMAND
#undef OPTION

/* Print `recoupe: message` (file:line:col: first, where known) on standard error. */
void rcp_cli_say(const rcp_cli *cli, const rcp_err *err);

/* Open the packs the options ask for, once; says what is wrong and returns an exit status. */
int rcp_cli_packs(rcp_cli *cli);

enum { RCP_CLI_PATH = 1200 };
/* The first of n paths that can be read, seen from the program's own folder (as built, as installed). */
bool rcp_cli_beside(const char *const *paths, size_t n, char out[RCP_CLI_PATH]);

/* Map the gazetteer that --gazetteer names, or the one beside the program, or the installed one; none is
 * no error unless one was named.  rcp_cli_packs does it. */
rcp_status rcp_cli_gazetteer(rcp_cli *cli, rcp_err *err);
void rcp_cli_gazetteer_close(rcp_cli *cli);

/* The whole of a file ("-": standard input), at most `max` bytes; free(*bytes) afterwards. */
rcp_status rcp_file_read(const char *path, size_t max, char **bytes, size_t *len, rcp_err *err);

/* Write beside the file, then put it in its place: a broken run leaves the old one whole. */
rcp_status rcp_file_write(const char *path, const char *bytes, size_t len, rcp_err *err);

/* A file mapped read-only: pages are read when they are used.  An empty file gives len 0. */
rcp_status rcp_file_map(const char *path, char **bytes, size_t *len, rcp_err *err);
void rcp_file_unmap(char *bytes, size_t len);

/* Add every file of DIR/<language>/ (named "fr/x.tsv") and of a data folder to the set. */
rcp_status rcp_res_read_dir(rcp_res *res, const char *dir, bool languages, rcp_err *err);
void rcp_res_free(rcp_res *res);        /* what rcp_res_read_dir allocated */

/* Set by the handler of SIGINT and SIGTERM; long loops look at it between reports. */
extern volatile sig_atomic_t rcp_stop;

#endif
