/* stages.h - the stages' functions, and the runner that calls them in order.
 *
 * Every stage has the same two functions.  load compiles what the stage needs from the pack's
 * resource files, once, and leaves it in pack->stage[RCP_NAME]; run reads earlier tables of the
 * document, freezes its own, and touches nothing else.
 */
#ifndef RCP_STAGES_H
#define RCP_STAGES_H

#include "doc/doc.h"
#include "lang/pack.h"

#define STAGE(NAME, name, needs, makes)                                                            \
    rcp_status rcp_##name##_load(rcp_pack *pack, rcp_err *err);                                    \
    rcp_status rcp_##name##_run(const rcp_pack *pack, rcp_doc *doc, rcp_arena *scratch,            \
                                rcp_err *err);
#include "stages.def"
#undef STAGE

typedef struct {
    const char *name, *needs, *makes;
    rcp_status (*load)(rcp_pack *, rcp_err *);
    rcp_status (*run)(const rcp_pack *, rcp_doc *, rcp_arena *, rcp_err *);
} rcp_stage_info;
extern const rcp_stage_info rcp_stages[RCP_N_STAGES];

/* The stage of a name; -1 when there is none. */
int rcp_stage_of(rcp_str name);

/* The packs a run may choose from, by language. */
typedef struct { rcp_pack pack[8]; uint32_t n; } rcp_packs;

/* Open packs for `langs`, "fr|en"; see rcp_pack_open.  All or none. */
rcp_status rcp_packs_open(rcp_packs *packs, const char *langs, const rcp_res *extra, rcp_err *err);

/* The same, with pack->fast set before the stages load. */
rcp_status rcp_packs_open_fast(rcp_packs *packs, const char *langs, const rcp_res *extra,
                               rcp_err *err);
void rcp_packs_close(rcp_packs *packs);
const rcp_pack *rcp_packs_lookup(const rcp_packs *packs, const char *lang);

/*
 * Run the stages that are not done yet, up to and with `until`.  The document's read must have
 * been opened (rcp_read_open) and its language spoken.  On failure the document holds the
 * stages done before.
 */
rcp_status rcp_run(const rcp_pack *pack, rcp_doc *doc, rcp_stage until, rcp_err *err);

/* The same in a scratch arena of the caller's, which is left as it was. */
rcp_status rcp_run_in(const rcp_pack *pack, rcp_doc *doc, rcp_stage until, rcp_arena *scratch,
                      rcp_err *err);

#endif
