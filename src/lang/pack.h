/* pack.h - all recoupe knows of one language, and the data that no language owns.
 *
 * Immutable once open; shared by threads.  Each stage compiles what it needs from the resource
 * files in its load function and leaves it in `stage`; nothing else may look there.
 */
#ifndef RCP_PACK_H
#define RCP_PACK_H

#include "lang/entity.h"
#include "lang/model.h"
#include "lang/res.h"

typedef struct rcp_pack {
    char         lang[8];               /* "fr" */
    rcp_res      res;                   /* lang/<lang>/ and data/                       */
    rcp_model    models;                /* LANG/LANG.pack (models.h); n == 0: there is none */
    rcp_arena    arena;                 /* owns what the stages compiled                */
    rcp_syms     syms;
    rcp_entities entities;
    const struct rcp_gaz *gaz;          /* places (gaz/gaz.h), set by who opened it; NULL: none */
    const struct rcp_readings *readings; /* spellings of names (variant/variant.h), set by find; NULL: none */
    bool         fast;                  /* stages take a fast model before an exact one */
    const void  *stage[RCP_N_STAGES];
} rcp_pack;

/*
 * Open the pack of `lang`.  `extra` (may be NULL) holds files read from disk, which take the
 * place of built-in ones of the same name; it must outlive the pack.
 * Fails with RCP_E_LANGUAGE where there is none, RCP_E_RESOURCE (with file, line and column)
 * where a line is broken.
 */
rcp_status rcp_pack_open(rcp_pack *pack, const char *lang, const rcp_res *extra, rcp_err *err);
void rcp_pack_close(rcp_pack *pack);

/* "fr/NAME" for this pack's language: where a stage finds its files. */
const char *rcp_pack_file(const rcp_pack *pack, const char *name, char out[96]);

/*
 * The model file of a task ("tag"), in place: the stage that uses it opens it, which checks it.
 * An empty string where the pack has none.  *name is for messages, and lives as long as the pack.
 */
rcp_status rcp_pack_model(rcp_pack *pack, const char *task, rcp_str *bytes, const char **name,
                          rcp_err *err);

#endif
