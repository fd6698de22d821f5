/* names.c - `recoupe names`: what a spelling may mean, and why; `recoupe eval variants`: how often a name is found
 * by another spelling. */
#include "cli/names.h"

#include <stdlib.h>

#include "cli/ledger.h"
#include "find/find.h"
#include "find/variants.h"

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
    rcp_variant_work *work = rcp_variants_work(&t->variants, &t->arena);
    for (uint32_t i = 1; work && i < t->queries.n; i++) {
        const id_name *query = RCP_ROW(&t->queries, id_name, i);
        rcp_variant_hit hit[FOUND_MAX];
        uint32_t n = rcp_variants_find(&t->variants, query->name, FAR, 1, work, hit, FOUND_MAX), k = 0, half = i & 1;
        while (k < n && !right(t, query, &hit[k]))
            k++;
        t->n[half]++;
        t->first[half] += k < n && k == 0;
        t->five[half] += k < n;
        if (k > 0 || k == n)
            put_miss(t, i, hit, n);
    }
    return work ? RCP_OK : RCP_E_MEMORY;
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
    if (t && t->misses && (ferror(t->misses) | fclose(t->misses)) && !s)
        s = rcp_fail(&err, RCP_E_IO, "cannot write %s", cli->opt[RCP_OPT_OUT]);
    if (s)
        rcp_cli_say(cli, &err);
    else
        put_shares(t, cli->out);
    if (t)
        rcp_arena_close(&t->arena);
    free(t);
    return s ? RCP_EXIT_SOME : RCP_EXIT_OK;
}

/* --- recoupe names FORM... --- */

enum { SHOWN_MAX = 8 };
static const float PERSON_SHOWN = 1, PLACE_SHOWN = 0.8F;

/* What a caller or a gazetteer file holds may come from anywhere: control characters are left out. */
static void put_text(rcp_buf *out, rcp_str s)
{
    for (uint32_t k = 0; k < s.len; k++)
        if ((unsigned char)s.s[k] >= 0x20 && s.s[k] != 0x7f)
            rcp_buf_char(out, s.s[k]);
}

/* A name as a spelling: its skeletons and its cheapest readings. */
static void put_readings(rcp_buf *out, const rcp_readings *r, const char *form, const rcp_lattice *l)
{
    char skeleton[RCP_SKELETONS][RCP_SKELETON];
    rcp_reading_text text[RCP_READINGS_SHOWN];
    uint32_t n = rcp_lattice_skeletons(r, l, skeleton);
    put_text(out, rcp_str_of(form));
    rcp_buf_f(out, "\tskeletons");
    for (uint32_t i = 0; i < n; i++)
        rcp_buf_f(out, "%s%s", i ? " " : "\t", skeleton[i]);
    n = rcp_lattice_readings(r, l, text);
    rcp_buf_char(out, '\n');
    put_text(out, rcp_str_of(form));
    rcp_buf_f(out, "\treadings");
    for (uint32_t i = 0; i < n; i++)
        rcp_buf_f(out, "%s%s", i ? " " : "\t", text[i].text);
    rcp_buf_char(out, '\n');
}

static void put_people(rcp_buf *out, const rcp_pack *pack, const rcp_variants *v, const char *form, const rcp_variant_hit *hit,
                       uint32_t n)
{
    const rcp_entities *e = &pack->entities;
    char why[96];
    for (uint32_t i = 0; i < n; i++) {
        const rcp_alias *a = &e->alias[RCP_ROW(&v->names, rcp_variant_name, hit[i].name)->owner];
        rcp_str id = rcp_sym_str(&pack->syms, e->row[a->entity].id);
        put_text(out, rcp_str_of(form));
        rcp_buf_f(out, "\t%.2f\t", hit[i].distance);
        rcp_buf_str(out, id);
        rcp_buf_char(out, '\t');
        rcp_buf_str(out, a->text);
        rcp_buf_f(out, "\t%s\n", rcp_why_text(&pack->res, a->why, why));
    }
}

static int by_distance(const void *x, const void *y)
{
    const rcp_place_variant *a = x, *b = y;
    if (a->distance < b->distance || a->distance > b->distance)
        return a->distance < b->distance ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

static uint32_t put_places(rcp_buf *out, const rcp_gaz *g, const rcp_readings *r, const char *form, const rcp_lattice *l)
{
    rcp_place_variant list[RCP_PLACE_VARIANTS];
    uint32_t n = rcp_place_variants(g, r, l, PLACE_SHOWN, list), langs;
    qsort(list, n, sizeof *list, by_distance);
    for (uint32_t i = 0; i < n && i < SHOWN_MAX; i++) {
        const rcp_place *p = &list[i].place;
        char id[64];
        rcp_str name;
        put_text(out, rcp_str_of(form));
        rcp_buf_f(out, "\t%.2f\t", list[i].distance);
        put_text(out, rcp_str_of(rcp_gaz_id(g, p, id)));
        for (uint32_t k = 0; rcp_gaz_name(g, p, k, &name, &langs); k++) {
            rcp_buf_char(out, k ? '|' : '\t');
            put_text(out, name);
        }
        rcp_buf_f(out, "\t%s\t%s\t%u\t%.4f\t%.4f\n", rcp_gaz_class_word(p->cls), p->country, p->population, p->lat, p->lon);
    }
    return n;
}

typedef struct {
    const rcp_cli  *cli;
    const rcp_pack *pack;
    const struct rcp_name_variants *v;
    rcp_variant_work *full, *last;
    rcp_buf  out;
} asked;

/* Lines of one form; a sentence on cli->err and false where it means nobody and nothing. */
static bool put_form(asked *q, const char *form)
{
    const rcp_str name = rcp_str_of(form);
    rcp_variant_hit hit[SHOWN_MAX];
    rcp_lattice l;
    uint32_t n, found = 0;
    if (!rcp_lattice_of(&q->v->readings, name, &l)) {
        (void)fprintf(q->cli->err, "recoupe: a name has letters, and at most %d bytes\n", RCP_VARIANT_BYTES - 1);
        return false;
    }
    put_readings(&q->out, &q->v->readings, form, &l);
    found += n = rcp_variants_find(&q->v->full, name, PERSON_SHOWN, 1, q->full, hit, SHOWN_MAX);
    put_people(&q->out, q->pack, &q->v->full, form, hit, n);
    found += n = rcp_variants_find(&q->v->last, name, PERSON_SHOWN / 2, 2, q->last, hit, SHOWN_MAX);
    put_people(&q->out, q->pack, &q->v->last, form, hit, n);
    if (q->cli->gaz.file)
        found += put_places(&q->out, &q->cli->gaz, &q->v->readings, form, &l);
    if (!found)
        (void)fprintf(q->cli->err, "recoupe: nobody and no place is called %s\n", form);
    return found > 0;
}

static int look_up(asked *q, rcp_cli *cli)
{
    int missed = RCP_EXIT_OK;
    for (int i = 0; i < cli->n_paths; i++)
        if (!put_form(q, cli->path[i]))
            missed = RCP_EXIT_SOME;
    int wrote = rcp_cli_write(cli, &q->out);
    rcp_buf_free(&q->out);
    return wrote ? wrote : missed;
}

int rcp_cmd_names(rcp_cli *cli)
{
    rcp_arena a;
    rcp_err err = {0};
    int status = rcp_cli_packs(cli);
    if (status)
        return status;
    const char *lang = cli->opt[RCP_OPT_LANG_CODE] ? cli->opt[RCP_OPT_LANG_CODE] : "fr";
    asked q = {.cli = cli, .pack = rcp_packs_lookup(&cli->packs, lang)};
    if (!q.pack || !cli->n_paths) {
        (void)fputs("recoupe: names wants a name, and a language there is\n", cli->err);
        return RCP_EXIT_USAGE;
    }
    q.v = ((const rcp_finders *)q.pack->stage[RCP_FIND])->names->variants;
    if (rcp_arena_open(&a, ((size_t)1 << 20) + q.v->full.names.n + q.v->last.names.n) ||
        !(q.full = rcp_variants_work(&q.v->full, &a)) || !(q.last = rcp_variants_work(&q.v->last, &a))) {
        (void)rcp_fail(&err, RCP_E_MEMORY, "no memory left");
        rcp_cli_say(cli, &err);
        status = RCP_EXIT_OPEN;
    } else
        status = look_up(&q, cli);
    rcp_arena_close(&a);
    return status;
}
