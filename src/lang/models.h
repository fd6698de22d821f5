/* models.h - the pack file of a language: all its models in one file, used in place.
 *
 * LANG/LANG.pack is a model file (model.h) of kind "pack".  Its sections are named after tasks
 * ("tag", "parse"), in the order of their names; each is a whole model file of that kind, with a
 * checksum and an "info" of its own.  The pack's checksum is of its table of sections and of the
 * first 64 bytes of each section, in which the section's own checksum stands.  So opening a pack
 * touches no page of a model that is not used, and no byte is used unchecked.
 */
#ifndef RCP_LANG_MODELS_H
#define RCP_LANG_MODELS_H

#include "lang/model.h"

#define RCP_PACK_KIND "pack"
enum { RCP_PACK_BYTES_MAX = 12 << 20 };

/* Whether a resource file of that name is a pack: it is mapped, and checks itself. */
static inline bool rcp_is_pack_name(rcp_str name)
{
    return name.len > 5 && !memcmp(name.s + name.len - 5, ".pack", 5);
}

/* Check that every section is a whole model of the kind that names it: touches all of them. */
rcp_status rcp_models_check(const rcp_model *pack, rcp_err *err);

/*
 * The pack file with `model` (a model file of kind `kind`) put in the place of its section of
 * that name, appended to *out, which must be empty.  old->n == 0: begin a new pack.
 * RCP_E_LIMIT when it would be larger than RCP_PACK_BYTES_MAX.
 */
rcp_status rcp_models_put(const rcp_model *old, const char *kind, rcp_str model, rcp_buf *out,
                          rcp_err *err);

#endif
