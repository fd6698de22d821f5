/* Linking on anything: the bytes, cut in three at zero bytes, are three reports.  Both orders of
 * adding them must give one output, and settling must leave whole documents. */
#include "fuzz.h"

#include "line.h"
#include "link/link.h"
#include "render/links.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static rcp_packs packs;

static void link_docs(rcp_doc *doc, const rcp_pack **pack, uint32_t n, int turned, rcp_buf *out)
{
    rcp_linker *lk;
    const rcp_links *k;
    rcp_err err = {0};
    if (rcp_linker_new(&lk, &err))
        return;
    for (uint32_t i = 0; i < n; i++)
        if (rcp_linker_add(lk, &doc[turned ? n - 1 - i : i], pack[turned ? n - 1 - i : i], &err))
            abort();
    if (rcp_linker_run(lk, &k, &err))
        abort();
    rcp_json_links(out, k);
    for (uint32_t i = 0; turned && i < n; i++)
        if (!rcp_links_settle(k, &doc[i], &err) && rcp_doc_check(&doc[i], &err))
            abort();
    rcp_linker_free(lk);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    rcp_doc doc[3];
    const rcp_pack *pack[3];
    rcp_err err = {0};
    rcp_buf a = {0}, b = {0};
    uint32_t n = 0;
    if (!packs.n && rcp_packs_open(&packs, "fr|en", NULL, &err))
        abort();
    for (size_t beg = 0, end; beg < size && n < 3; beg = end + 1) {
        for (end = beg; end < size && data[end]; end++)
            ;
        rcp_input in = {.bytes = {(const char *)data + beg, (uint32_t)(end - beg)},
                        .lang = n == 2 ? RCP_STR("en") : RCP_STR("fr")};
        if (end > beg && !rcp_code_input(&packs, &in, RCP_CLAIM, &doc[n], &pack[n], &err))
            n++;
    }
    link_docs(doc, pack, n, 0, &a);
    link_docs(doc, pack, n, 1, &b);
    if (a.len != b.len || (a.len && memcmp(a.s, b.s, a.len)))
        abort();
    rcp_buf_free(&a);
    rcp_buf_free(&b);
    while (n)
        rcp_doc_close(&doc[--n]);
    return 0;
}
