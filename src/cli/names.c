/* names.c - `recoupe names`: what a spelling may mean, and why; `recoupe eval variants`: how often a name is found
 * by another spelling. */
#include "cli/names.h"

#include <stdlib.h>

#include "variant/variant.h"

/* --- recoupe eval variants person|place NAMES QUERIES --- */

enum { FOUND_MAX = 5 };
static const float FAR = 8;

typedef struct { rcp_str id, name; } id_name;
typedef struct {
    rcp_arena    arena;
    rcp_syms     ids;
    rcp_rows     names, queries;        /* id_name                                       */
    rcp_readings readings;
    rcp_variants variants;
    FILE        *misses;
    uint32_t     n[2], first[2], five[2];       /* of queries in even and odd rows          */
} trial;

static rcp_status read_names(trial *t, const char *path, rcp_rows *rows, rcp_err *err)
{
    rcp_res *res = calloc(1, sizeof *res);
    rcp_tsv tsv;
    char *bytes = NULL;
    size_t len;
    rcp_status s = res ? rcp_file_read(path, 64 << 20, &bytes, &len, err) : RCP_E_MEMORY;
    if (!s)
        s = rcp_res_put(res, rcp_str_of(path), rcp_arena_str(&t->arena, (rcp_str){bytes, (uint32_t)len}), err);
    if (!s && rcp_tsv_open(&tsv, res, path))
        while (!s && rcp_tsv_next(&tsv)) {
            id_name *row = rcp_rows_add(rows);
            s = rcp_tsv_want(&tsv, 2, 2, err);
            if (!row)
                s = RCP_E_LIMIT;
            else
                *row = (id_name){rcp_tsv_field(&tsv, 0), rcp_tsv_field(&tsv, 1)};
        }
    free(bytes);
    free(res);
    return s;
}

/* The owner of a name is a row of `names`; another row of the same id, or the same words, will do. */
static bool right(const trial *t, const id_name *query, const rcp_variant_hit *hit)
{
    const id_name *found = RCP_ROW(&t->names, id_name, RCP_ROW(&t->variants.names, rcp_variant_name, hit->name)->owner);
    if (rcp_str_eq(found->id, query->id))
        return true;
    for (uint32_t i = 1; i < t->names.n; i++) {
        const id_name *other = RCP_ROW(&t->names, id_name, i);
        if (rcp_str_eq(other->id, query->id) && rcp_str_eq(other->name, found->name))
            return true;
    }
    return false;
}

static void put_miss(const trial *t, uint32_t row, const rcp_variant_hit *hit, uint32_t n)
{
    const id_name *query = RCP_ROW(&t->queries, id_name, row);
    if (!t->misses)
        return;
    (void)fprintf(t->misses, "%s\t%.*s", row & 1 ? "odd" : "even", (int)query->name.len, query->name.s);
    for (uint32_t i = 0; i < n && i < 2; i++) {
        rcp_str name = RCP_ROW(&t->variants.names, rcp_variant_name, hit[i].name)->text;
        (void)fprintf(t->misses, "\t%.2f %.*s", hit[i].distance, (int)name.len, name.s);
    }
    for (uint32_t i = 1; i < t->names.n; i++) {
        const id_name *other = RCP_ROW(&t->names, id_name, i);
        if (rcp_str_eq(other->id, query->id))
            (void)fprintf(t->misses, "\twanted %.*s", (int)other->name.len, other->name.s);
    }
    (void)fputc('\n', t->misses);
}

static rcp_status try_all(trial *t)
{
    rcp_status s = RCP_OK;
    for (uint32_t i = 1; !s && i < t->queries.n; i++) {
        const id_name *query = RCP_ROW(&t->queries, id_name, i);
        rcp_variant_hit hit[FOUND_MAX];
        uint32_t n, k = 0, half = i & 1;
        s = rcp_variants_find(&t->variants, query->name, FAR, &t->arena, hit, FOUND_MAX, &n);
        while (k < n && !right(t, query, &hit[k]))
            k++;
        t->n[half]++;
        t->first[half] += k < n && k == 0;
        t->five[half] += k < n;
        if (k > 0 || k == n)
            put_miss(t, i, hit, n);
    }
    return s;
}

static double share(uint32_t a, uint32_t n)
{
    return n ? (double)a / n : 0;
}

static void put_shares(const trial *t, FILE *out)
{
    (void)fprintf(out, "names %u\nqueries %u\n", t->names.n - 1, t->queries.n - 1);
    (void)fprintf(out, "top1 %.4f\ntop5 %.4f\n", share(t->first[0] + t->first[1], t->n[0] + t->n[1]),
                  share(t->five[0] + t->five[1], t->n[0] + t->n[1]));
    (void)fprintf(out, "odd.top1 %.4f\nodd.top5 %.4f\n", share(t->first[1], t->n[1]), share(t->five[1], t->n[1]));
}

static rcp_status run_trial(trial *t, const rcp_cli *cli, const rcp_pack *pack, rcp_err *err)
{
    rcp_status s;
    bool persons = !strcmp(cli->path[1], "person");
    if ((s = rcp_readings_load(&t->readings, &pack->res, &t->arena, err)) ||
        (s = rcp_rows_init(&t->names, &t->arena, sizeof(id_name))) ||
        (s = rcp_rows_init(&t->queries, &t->arena, sizeof(id_name))) ||
        (s = read_names(t, cli->path[2], &t->names, err)) || (s = read_names(t, cli->path[3], &t->queries, err)) ||
        (s = rcp_variants_init(&t->variants, &t->readings, persons, &t->arena)))
        return s;
    for (uint32_t i = 1; !s && i < t->names.n; i++)
        s = rcp_variants_add(&t->variants, RCP_ROW(&t->names, id_name, i)->name, i);
    rcp_variants_close(&t->variants);
    return s ? s : try_all(t);
}

int rcp_cli_eval_variants(rcp_cli *cli, const rcp_pack *pack)
{
    trial *t = calloc(1, sizeof *t);
    rcp_err err = {0};
    rcp_status s = t ? rcp_arena_open(&t->arena, (size_t)1 << 30) : RCP_E_MEMORY;
    if (!s && cli->opt[RCP_OPT_OUT] && !(t->misses = fopen(cli->opt[RCP_OPT_OUT], "we")))
        s = rcp_fail(&err, RCP_E_IO, "cannot write %s", cli->opt[RCP_OPT_OUT]);
    s = s ? s : run_trial(t, cli, pack, &err);
    if (s && !err.message[0])
        (void)rcp_fail(&err, s, "no memory left");
    if (s)
        rcp_cli_say(cli, &err);
    else
        put_shares(t, cli->out);
    if (t && t->misses)
        (void)fclose(t->misses);
    if (t)
        rcp_arena_close(&t->arena);
    free(t);
    return s ? RCP_EXIT_SOME : RCP_EXIT_OK;
}
