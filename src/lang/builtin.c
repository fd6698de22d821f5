#include "lang/res.h"

extern const char rcp_builtin_beg[] __attribute__((visibility("hidden")));
extern const uint64_t rcp_builtin_len __attribute__((visibility("hidden")));

rcp_str rcp_res_builtin(void)
{
    return (rcp_str){rcp_builtin_beg, (uint32_t)rcp_builtin_len};
}
