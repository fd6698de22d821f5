/* finders.c - how fast the times and the quantities finder read: MB of text a second of one core.
 *
 * usage: finders LANG FILE [ROUNDS]
 *
 * The file is one report of raw text.  The stages before find run once and are not timed; then both
 * finders run ROUNDS times on the same tables, and the best round counts.  Called by bench.py. */
#include "find/find.h"
#include "read/read.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static char *slurp(const char *path, uint32_t *len)
{
    enum { ROOM = 64 << 20 };
    FILE *f = fopen(path, "rb");
    char *s = f ? malloc(ROOM) : NULL;
    *len = s ? (uint32_t)fread(s, 1, ROOM, f) : 0;
    if (f)
        (void)fclose(f);
    return s;
}

int main(int argc, char **argv)
{
    rcp_packs packs;
    rcp_err err = {0};
    rcp_doc doc;
    rcp_arena scratch;
    uint32_t len = 0;
    char *text = argc > 2 ? slurp(argv[2], &len) : NULL;
    int rounds = argc > 3 ? atoi(argv[3]) : 7;
    if (!text || rcp_packs_open_fast(&packs, argv[1], NULL, &err)) {
        (void)fprintf(stderr, "usage: finders LANG FILE [ROUNDS]  %s\n", err.message);
        return 2;
    }
    const rcp_pack *pack = &packs.pack[0];
    rcp_input in = {.bytes = {text, len}, .decoded = true, .lang = rcp_str_of(argv[1]), .published = RCP_STR("2023-01-10")};
    if (rcp_read_open(&doc, &in, &err) || rcp_doc_speak(&doc, argv[1], &pack->syms) ||
        rcp_run(pack, &doc, RCP_PARSE, &err) || rcp_arena_open(&scratch, (size_t)1 << 30)) {
        (void)fprintf(stderr, "finders: %s\n", err.message);
        return 1;
    }
    const rcp_finders *f = pack->stage[RCP_FIND];
    double best = 1e9;
    uint32_t n_times = 0, n_quantities = 0;
    for (int i = 0; i < rounds; i++) {
        rcp_rows mentions, times, quantities;
        char *mark = scratch.at;
        rcp_pieces pieces;
        (void)(rcp_rows_init(&mentions, &scratch, sizeof(rcp_mention)) ||
               rcp_rows_init(&times, &scratch, sizeof(rcp_time)) ||
               rcp_rows_init(&quantities, &scratch, sizeof(rcp_quantity)));
        double from = now();
        if (rcp_pieces_open(&pieces, &doc, &f->vocab, &scratch) ||
            rcp_times_find(f->times, &doc, &pieces, &scratch, &times) ||
            rcp_quantities_find(f->quantities, &doc, &pieces, &mentions, &times, &quantities))
            return 1;
        double took = now() - from;
        best = took < best ? took : best;
        n_times = times.n - 1;
        n_quantities = quantities.n - 1;
        rcp_arena_rewind(&scratch, mark);
    }
    printf("%s: %u times, %u quantities, %.1f MB/s\n", argv[1], n_times, n_quantities, len / best / 1e6);
    rcp_doc_close(&doc);
    rcp_packs_close(&packs);
    rcp_arena_close(&scratch);
    free(text);
    return 0;
}
