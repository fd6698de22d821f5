/* schema.h - the tables of a document, described: for the dump, the ledger, the checker. */
#ifndef RCP_SCHEMA_H
#define RCP_SCHEMA_H

#include "doc/doc.h"

typedef enum {
    RCP_F_U16, RCP_F_U32, RCP_F_DAY,    /* DAY: int32_t days                            */
    RCP_F_F64,                          /* double; NaN is NULL in the ledger            */
    RCP_F_SPAN,                         /* rcp_span of text; two columns, _beg and _end */
    RCP_F_TOKS,                         /* rcp_toks; two columns                        */
    RCP_F_SYM, RCP_F_WHY, RCP_F_ENTITY, /* numbers in memory, text outside              */
    RCP_F_ENUM16, RCP_F_ENUM32,         /* words outside                                */
    RCP_F_ID                            /* uint32_t row number of table `of`            */
} rcp_field_kind;

typedef struct {
    const char     *name;
    rcp_field_kind  kind;
    uint32_t        offset;
    const rcp_enum *words;              /* ENUM */
    uint32_t        of;                 /* ID: index into rcp_tables; range ends too    */
} rcp_field;

typedef struct {
    const char      *name;
    size_t           offset, size;      /* of the table in rcp_doc; of a row            */
    int              stage;             /* made by; -1: when the report is opened; RCP_N_STAGES: by link/ */
    const rcp_field *field;
    uint32_t         n_fields;
} rcp_table_info;

enum {
    RCP_T_SEG, RCP_T_BLOCK, RCP_T_FURNITURE, RCP_T_SIGNAL, RCP_T_SENT, RCP_T_TOK, RCP_T_WORD,
    RCP_T_QUOTE, RCP_T_TAG, RCP_T_DEP, RCP_T_MENTION, RCP_T_TIME, RCP_T_QUANTITY, RCP_T_EVENT,
    RCP_T_ARG, RCP_T_ATTRIBUTION, RCP_T_CONTENT, RCP_T_VIA, RCP_T_CLAIM, RCP_T_SETTLED,
    RCP_N_TABLES
};
extern const rcp_table_info rcp_tables[RCP_N_TABLES];

static inline const rcp_any_table *rcp_doc_table(const rcp_doc *doc, uint32_t table)
{
    return (const rcp_any_table *)(const void *)((const char *)doc + rcp_tables[table].offset);
}

#endif
