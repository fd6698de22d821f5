/* threads.c - eight threads code the same reports with one pair of packs; every line must be the
 * one that a single thread writes.  usage: threads FILE...  (plain text reports) */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "read/read.h"
#include "render/json.h"
#include "stages.h"

enum { N_THREADS = 8, MAX_REPORTS = 64 };

static rcp_packs packs;
static rcp_str reports[MAX_REPORTS];
static rcp_buf wanted[MAX_REPORTS];
static int n_reports;

/* One report to its line; an error becomes its word. */
static void code(rcp_str text, rcp_buf *out)
{
    rcp_input in = {.bytes = text, .decoded = true};
    rcp_doc doc;
    rcp_err err = {0};
    rcp_status s = rcp_read_open(&doc, &in, &err);
    const rcp_pack *pack = s ? NULL : rcp_packs_lookup(&packs, doc.lang);
    if (!s && pack && !(s = rcp_doc_speak(&doc, pack->lang, &pack->syms)) &&
        !(s = rcp_run(pack, &doc, RCP_CLAIM, &err)))
        rcp_json_report(out, &doc, pack);
    else
        rcp_buf_z(out, rcp_status_word(s));
    rcp_doc_close(&doc);
}

static void *work(void *arg)
{
    size_t bad = 0;
    for (int round = 0; round < 3; round++)
        for (int i = 0; i < n_reports; i++) {
            rcp_buf out = {0};
            code(reports[i], &out);
            bad += out.len != wanted[i].len || memcmp(out.s, wanted[i].s, out.len) != 0;
            rcp_buf_free(&out);
        }
    *(size_t *)arg = bad;
    return NULL;
}

int main(int argc, char **argv)
{
    rcp_err err = {0};
    if (rcp_packs_open(&packs, "fr|en", NULL, &err)) {
        (void)fprintf(stderr, "%s\n", err.message);
        return 2;
    }
    for (int i = 1; i < argc && n_reports < MAX_REPORTS; i++) {
        FILE *f = fopen(argv[i], "rb");
        char *text = malloc(1 << 16);
        if (!f || !text)
            return 2;
        reports[n_reports] = (rcp_str){text, (uint32_t)fread(text, 1, 1 << 16, f)};
        (void)fclose(f);
        code(reports[n_reports], &wanted[n_reports]);
        n_reports++;
    }
    pthread_t thread[N_THREADS];
    size_t bad[N_THREADS] = {0}, all = 0;
    for (int i = 0; i < N_THREADS; i++)
        if (pthread_create(&thread[i], NULL, work, &bad[i]))
            return 2;
    for (int i = 0; i < N_THREADS; i++) {
        (void)pthread_join(thread[i], NULL);
        all += bad[i];
    }
    for (int i = 0; i < n_reports; i++) {
        free((void *)(uintptr_t)reports[i].s);
        rcp_buf_free(&wanted[i]);
    }
    rcp_packs_close(&packs);
    (void)printf("%d reports, %d threads, %zu lines differ\n", n_reports, N_THREADS, all);
    return n_reports == 0 || all != 0;
}
