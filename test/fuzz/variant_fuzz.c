/* Two names, and tables of readings, from anywhere: a lattice stays within its bounds, a distance is a number, and
 * the same from both sides.  The first byte chooses: names against the built-in tables, or the bytes as a table. */
#include "fuzz.h"

#include "variant/variant.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_lattice(const rcp_readings *r, const rcp_lattice *l)
{
    char skeleton[RCP_SKELETONS][RCP_SKELETON];
    rcp_reading_text text[RCP_READINGS_SHOWN];
    if (l->n_nodes > RCP_VARIANT_NODES || l->n_edges > RCP_VARIANT_EDGES)
        abort();
    for (uint32_t i = 0; i < l->n_edges; i++)
        if (l->edge[i].from >= l->edge[i].to || l->edge[i].to >= l->n_nodes)
            abort();
    (void)rcp_lattice_skeletons(r, l, skeleton);
    (void)rcp_lattice_readings(r, l, text);
}

static void compare(const rcp_readings *r, rcp_str a, rcp_str b)
{
    rcp_lattice x, y;
    rcp_person p, q;
    if (rcp_lattice_of(r, a, &x) && rcp_lattice_of(r, b, &y)) {
        check_lattice(r, &x);
        float there = rcp_lattice_distance(r, &x, &y, 1e6F), back = rcp_lattice_distance(r, &y, &x, 1e6F);
        if (!(there >= 0) || there - back > 1e-2F || back - there > 1e-2F)
            abort();
    }
    if (rcp_person_of(r, a, &p) && rcp_person_of(r, b, &q) && !(rcp_person_distance(r, &p, &q) >= 0))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static rcp_arena arena;
    static rcp_readings built_in, own;
    static rcp_res res, tables;
    static char *mark;
    if (!arena.beg && (rcp_arena_open(&arena, 64 << 20) || rcp_res_add(&res, rcp_res_builtin(), "", NULL) ||
                       rcp_readings_load(&built_in, &res, &arena, NULL)))
        abort();
    mark = mark ? mark : arena.at;
    if (!size)
        return 0;
    const char *text = (const char *)data + 1;
    uint32_t len = size - 1 < 4000 ? (uint32_t)size - 1 : 4000, cut = len / 2;
    if (data[0] & 1) {
        compare(&built_in, (rcp_str){text, cut}, (rcp_str){text + cut, len - cut});
        return 0;
    }
    tables.n = 0;
    if (rcp_res_put(&tables, RCP_STR("readings.tsv"), (rcp_str){text, cut}, NULL) ||
        rcp_res_put(&tables, RCP_STR("alike.tsv"), (rcp_str){text + cut, len - cut}, NULL))
        abort();
    if (!rcp_readings_load(&own, &tables, &arena, NULL))
        compare(&own, RCP_STR("Zelenskyï"), RCP_STR("Зеленський"));
    rcp_arena_rewind(&arena, mark);
    return 0;
}
