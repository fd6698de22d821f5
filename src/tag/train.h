/* train.h - making a tag model from treebanks and a lexicon. */
#ifndef RCP_TAG_TRAIN_H
#define RCP_TAG_TRAIN_H

#include "lang/course.h"
#include "tag/tagger.h"

/* A line of a lexicon: an inflected form. */
typedef struct { rcp_str form, lemma, feats; uint32_t upos; } rcp_lexeme;

/*
 * Read Lefff (.mlex: form, category, lemma, tag) with the pack's LANG/lefff.tsv, which says what
 * categories and letters mean in UD; adds rcp_lexeme rows.  Borrows bytes.
 */
rcp_status rcp_lefff_read(const rcp_pack *pack, rcp_str bytes, const char *name, rcp_rows *lexemes,
                          rcp_err *err);

/*
 * Bring the treebanks of one language to one way of annotating, by LANG/harmonise.tsv:
 *   drop NAME | drop NAME=VALUE    forget a feature
 *   add UPOS NAME=VALUE            give a feature to every word of that UPOS without NAME
 *   rel FROM TO                    rename a relation
 * Changed strings go to `a`.
 */
rcp_status rcp_harmonise(const rcp_pack *pack, rcp_treebank *bank, rcp_arena *a, rcp_err *err);

typedef struct {
    rcp_course      base;
    const rcp_rows *lexemes;            /* rcp_lexeme; may be NULL                      */
    uint32_t        feats_end;          /* word rows from here on teach no features: treebanks
                                           differ in them more than in the rest            */
    uint32_t        upos_slots, feats_slots;
} rcp_tag_course;

/* The model file, appended to *out.  `a` is scratch: about 1 GB of address space.  Same input,
 * same seed: same bytes. */
rcp_status rcp_tag_train(const rcp_tag_course *course, rcp_arena *a, rcp_buf *out, rcp_err *err);

/* What a model says of the words of n sentences; out has a row for each word of the treebank,
 * strings go to `a`. */
rcp_status rcp_tag_apply(rcp_str model, const rcp_treebank *bank, const uint32_t *sent, uint32_t n,
                         rcp_arena *a, rcp_seen_tag *out, rcp_err *err);

#endif
