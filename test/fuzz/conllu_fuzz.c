/* Anything as CoNLL-U: read, or refused with a line; never a crash. */
#include <stdint.h>

#include "lang/conllu.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    rcp_arena a;
    rcp_treebank bank;
    if (size > 1 << 20 || rcp_arena_open(&a, ((size_t)4 << 20) + 64 * size))
        return 0;
    if (!rcp_treebank_init(&bank, &a))
        (void)rcp_treebank_add(&bank, (rcp_str){(const char *)data, (uint32_t)size}, "input", NULL);
    rcp_arena_close(&a);
    return 0;
}
