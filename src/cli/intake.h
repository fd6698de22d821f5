/* intake.h - from paths to a ledger: walks folders, reads files, codes and stores each report. */
#ifndef RCP_INTAKE_H
#define RCP_INTAKE_H

#include "cli/cli.h"
#include "store/ledger.h"

typedef struct {
    uint64_t added, copies, known;
    uint64_t refused;           /* files, or lines, that could not be read             */
    bool     stopped;           /* by the user                                         */
    bool     broken;           /* by the ledger: the rest was not tried                */
} rcp_tally;

/* Called after each report that was read. */
typedef void (*rcp_intake_said)(void *user, const rcp_doc *doc, const char *path, rcp_put put);

/*
 * Add what stands at the paths: files, folders (with what is in them, in sorted order, hidden
 * files left out), "-" for standard input; a file of JSON lines is a report a line.  What cannot
 * be read gets one line on standard error, and the rest goes on.
 *
 * said may be NULL.  The packs must be open.  Returns an exit status.
 */
int rcp_intake(rcp_cli *cli, rcp_ledger *ledger, char **path, int n_paths, rcp_intake_said said,
               void *user, rcp_tally *tally);

#endif
