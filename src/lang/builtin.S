/* builtin.S - the resource container of lang/ and data/, linked in as it is. */
    .section .rodata
    .balign 64
    .global rcp_builtin_beg
    .hidden rcp_builtin_beg
rcp_builtin_beg:
    .incbin RCP_CONTAINER
1:  .byte 0
    .balign 8
    .global rcp_builtin_len
    .hidden rcp_builtin_len
rcp_builtin_len:
    .quad 1b - rcp_builtin_beg
    .section .note.GNU-stack,"",%progbits
