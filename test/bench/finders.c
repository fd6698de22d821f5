/* finders.c - how fast the finders read, on one core: MB of text a second of times and quantities, of the automaton of
 * names (cutting the text into units, and matching all names and phrases), of all steps for names; words of white space
 * a second of the tagger of names, and of the pronouns.
 *
 * usage: finders LANG FILE [ROUNDS]
 *
 * The file is one report of raw text.  The stages before find run once and are not timed; then the
 * finders run ROUNDS times on the same tables, and the best round counts.  Called by bench.py. */
#include "find/coref.h"
#include "find/names.h"
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

typedef struct { double numbers, automaton, names, tagger, pronouns; } timing;

static void keep(double *best, double from)
{
    double took = now() - from;
    *best = took < *best ? took : *best;
}

/* Each step once, on the tables of the stages before. */
static rcp_status round_of(const rcp_pack *pack, const rcp_finders *f, rcp_doc *doc, rcp_arena *scratch, timing *best)
{
    rcp_rows mentions, times, quantities;
    rcp_pieces pieces;
    rcp_search s = {.pack = pack, .names = f->names, .doc = doc, .scratch = scratch};
    rcp_status status;
    if ((status = rcp_rows_init(&mentions, scratch, sizeof(rcp_mention))) || (status = rcp_rows_init(&times, scratch, sizeof(rcp_time))) ||
        (status = rcp_rows_init(&quantities, scratch, sizeof(rcp_quantity))) || (status = rcp_rows_init(&s.units, scratch, sizeof(rcp_unit))) ||
        (status = rcp_rows_init(&s.found, scratch, sizeof(rcp_found))))
        return status;
    double from = now();
    if ((status = rcp_pieces_open(&pieces, doc, &f->vocab, scratch)) || (status = rcp_times_find(f->times, doc, &pieces, scratch, &times)) ||
        (status = rcp_quantities_find(f->quantities, doc, &pieces, &mentions, &times, &quantities)))
        return status;
    keep(&best->numbers, from);
    from = now();
    if ((status = rcp_units_of(doc, &f->names->trie.words, &s.units)))
        return status;
    s.at = RCP_NEW(scratch, uint32_t, (size_t)s.units.n + 1);
    if (!s.at)
        return RCP_E_LIMIT;
    if ((status = rcp_names_match(&s)))
        return status;
    keep(&best->automaton, from);
    from = now();
    if ((status = rcp_names_find(pack, f->names, doc, scratch, &mentions, NULL)))
        return status;
    keep(&best->names, from);
    from = now();
    if ((status = rcp_names_tagged(f->ner, doc, scratch, &mentions)))
        return status;
    keep(&best->tagger, from);
    from = now();
    if ((status = rcp_coref_run(pack, f->names, f->coref, doc, scratch, &mentions)))
        return status;
    keep(&best->pronouns, from);
    return RCP_OK;
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
    timing best = {1e9, 1e9, 1e9, 1e9, 1e9};
    uint32_t words = 0;
    for (uint32_t i = 0; i < len; i++)
        words += (unsigned char)text[i] > ' ' && (i == 0 || (unsigned char)text[i - 1] <= ' ');
    for (int i = 0; i < rounds; i++) {
        char *mark = scratch.at;
        if (round_of(pack, f, &doc, &scratch, &best))
            return 1;
        rcp_arena_rewind(&scratch, mark);
    }
    printf("%s: times and quantities %.1f MB/s, automaton of names %.1f MB/s, names %.1f MB/s, tagger %.0f words/s, pronouns %.0f words/s\n",
           argv[1], len / best.numbers / 1e6, len / best.automaton / 1e6, len / best.names / 1e6, words / best.tagger, words / best.pronouns);
    rcp_doc_close(&doc);
    rcp_packs_close(&packs);
    rcp_arena_close(&scratch);
    free(text);
    return 0;
}
