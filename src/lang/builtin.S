/* builtin.S - the resource container of lang/ and data/, linked in as it is. */
    .section .rodata
    .balign 64
    .global rcp_builtin_beg
    .hidden rcp_builtin_beg
    .global rcp_builtin_end
    .hidden rcp_builtin_end
rcp_builtin_beg:
    .incbin RCP_CONTAINER
rcp_builtin_end:
    .byte 0
    .section .note.GNU-stack,"",%progbits
