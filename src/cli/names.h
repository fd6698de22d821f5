/* names.h - `recoupe eval variants`, which shares its reader with `recoupe names`. */
#ifndef RCP_CLI_NAMES_H
#define RCP_CLI_NAMES_H

#include "cli/cli.h"

/* path[1]: "person" or "place"; path[2]: names to be found, path[3]: spellings to look up; both TSV: id, name.
 * Prints shares; --out FILE gets the misses. */
int rcp_cli_eval_variants(rcp_cli *cli, const rcp_pack *pack);

#endif
