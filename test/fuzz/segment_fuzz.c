/* The segment stage on anything; and on anything as the weights of its model. */
#include "fuzz.h"

#include "lang/models.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A pack whose segment model is made of the input: refused, or used without harm. */
static void fuzz_model(const uint8_t *data, size_t size)
{
    rcp_buf model = {0}, pack = {0};
    rcp_model_parts parts = {0};
    rcp_model none = {0};
    rcp_packs packs = {0};
    rcp_res *res = calloc(1, sizeof *res);
    rcp_model_part(&parts, "ends", data, size / 2);
    rcp_model_part(&parts, "words", data + size / 2, size - size / 2);
    rcp_model_write(&parts, "segment", &model);
    rcp_str bytes = {model.s, (uint32_t)model.len};
    if (res && !rcp_models_put(&none, "segment", bytes, &pack, NULL) &&
        !rcp_res_put(res, RCP_STR("fr/fr.pack"), (rcp_str){pack.s, (uint32_t)pack.len}, NULL) &&
        !rcp_packs_open(&packs, "fr", res, NULL)) {
        rcp_input in = {.bytes = RCP_STR("Des chars. Un pont des deux rives ; du sable \xc2\xab oui \xc2\xbb"),
                        .lang = RCP_STR("fr")};
        rcp_doc doc;
        if (!rcp_read_open(&doc, &in, NULL)) {
            if (!rcp_doc_speak(&doc, "fr", &packs.pack[0].syms) &&
                !rcp_run(&packs.pack[0], &doc, RCP_SEGMENT, NULL) && rcp_doc_check(&doc, NULL))
                abort();
            rcp_doc_close(&doc);
        }
        rcp_packs_close(&packs);
    }
    free(res);
    rcp_buf_free(&model);
    rcp_buf_free(&pack);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size && data[0] == 0xff)
        fuzz_model(data + 1, size - 1);
    return fuzz_until(data, size, RCP_SEGMENT);
}
