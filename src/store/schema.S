/* schema.S - schema.sql, linked in as it is. */
    .section .rodata
    .global rcp_schema_sql
    .hidden rcp_schema_sql
rcp_schema_sql:
    .incbin RCP_SCHEMA_SQL
    .byte 0
    .section .note.GNU-stack,"",%progbits
