#include "../test.h"

#include "store/ledger.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

#include "doc/schema.h"
#include "line.h"
#include "render/dump.h"
#include "render/json.h"

static const char *const texts[] = {
    "MINSK, 19 décembre 2022 – Vladimir Poutine est arrivé à Minsk lundi. « Nous sommes prêts », a "
    "déclaré Alexandre Loukachenko.\n\nLe Kremlin a démenti avoir déployé deux avions MiG-31K.\n",
    "20 December 2022\n\nKyiv said on Tuesday that about 5,800 Russian soldiers were stationed in "
    "Belarus. Moscow denied it.\n",
    "Un train transportant des soldats russes serait arrivé à Brest vendredi, selon le ministère.\n",
};
enum { N_TEXTS = sizeof texts / sizeof *texts };

typedef struct { rcp_packs packs; char dir[64], file[96]; } world;

static int set_up(void **state)
{
    world *w = calloc(1, sizeof *w);
    rcp_err err = {0};
    assert_non_null(w);
    (void)snprintf(w->dir, sizeof w->dir, "%.40s/rcp-XXXXXX", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
    assert_non_null(mkdtemp(w->dir));
    (void)snprintf(w->file, sizeof w->file, "%s/ledger", w->dir);
    if (rcp_packs_open(&w->packs, "fr|en", NULL, &err))
        fail_msg("%s: %s", err.file, err.message);
    *state = w;
    return 0;
}

static void forget(world *w)
{
    char path[128];
    static const char *const ends[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < 3; i++) {
        (void)snprintf(path, sizeof path, "%s%s", w->file, ends[i]);
        (void)unlink(path);
    }
}

static int tear_down(void **state)
{
    world *w = *state;
    forget(w);
    (void)rmdir(w->dir);
    rcp_packs_close(&w->packs);
    free(w);
    return 0;
}

static rcp_ledger *open_ledger(world *w, rcp_ledger_mode mode)
{
    rcp_ledger *l;
    rcp_err err = {0};
    if (rcp_ledger_open(&l, w->file, mode, &err))
        fail_msg("%s", err.message);
    return l;
}

/* Code text i as if read from `path`. */
static const rcp_pack *code(world *w, int i, const char *path, const char *outlet, rcp_doc *doc)
{
    rcp_input in = {.bytes = rcp_str_of(texts[i]), .decoded = true, .path = rcp_str_of(path),
                    .outlet = rcp_str_of(outlet), .lang = rcp_str_of(i == 1 ? "en" : "fr")};
    const rcp_pack *pack;
    rcp_err err = {0};
    if (rcp_code_input(&w->packs, &in, RCP_CLAIM, doc, &pack, &err))
        fail_msg("%s", err.message);
    return pack;
}

static rcp_put put(world *w, rcp_ledger *l, int i, const char *path, const char *outlet)
{
    rcp_doc doc;
    rcp_put out, look;
    rcp_err err = {0};
    const rcp_pack *pack = code(w, i, path, outlet, &doc);
    assert_int_equal(rcp_ledger_look(l, &doc, &look, &err), RCP_OK);
    if (rcp_ledger_put(l, &doc, pack, &out, &err))
        fail_msg("%s", err.message);
    assert_int_equal(look, out);
    rcp_doc_close(&doc);
    return out;
}

static rcp_status write_json(void *user, rcp_doc *doc, const rcp_pack *pack, rcp_err *err)
{
    rcp_json_report(user, doc, pack);
    return rcp_doc_check(doc, err);
}

static char *export(world *w, rcp_ledger *l)
{
    rcp_buf out = {0};
    rcp_err err = {0};
    if (rcp_ledger_each(l, &w->packs, write_json, &out, &err))
        fail_msg("%s", err.message);
    assert_false(out.failed);
    return out.s ? out.s : calloc(1, 1);
}

/* An SQL statement on the file, behind the ledger's back. */
static void meddle(world *w, const char *sql)
{
    sqlite3 *db;
    char *message = NULL;
    assert_int_equal(sqlite3_open(w->file, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &message))
        fail_msg("%s: %s", sql, message);
    (void)sqlite3_close(db);
}

static void every_field_has_its_column(void **state)
{
    world *w = *state;
    rcp_ledger_close(open_ledger(w, RCP_LEDGER_WRITE));
    sqlite3 *db;
    assert_int_equal(sqlite3_open(w->file, &db), SQLITE_OK);
    for (int t = 0; t < RCP_T_SETTLED; t++) {
        const rcp_table_info *info = &rcp_tables[t];
        rcp_buf want = {0}, got = {0};
        char sql[96];
        sqlite3_stmt *st;
        rcp_buf_z(&want, "doc INTEGER, row INTEGER");
        for (uint32_t f = 0; f < info->n_fields; f++) {
            const rcp_field *x = &info->field[f];
            bool text = x->kind == RCP_F_SYM || x->kind == RCP_F_WHY || x->kind == RCP_F_ENTITY ||
                        x->words;
            if (x->kind == RCP_F_SPAN || x->kind == RCP_F_TOKS)
                rcp_buf_f(&want, ", %s_beg INTEGER, %s_end INTEGER", x->name, x->name);
            else
                rcp_buf_f(&want, ", %s %s", x->name,
                          text ? "TEXT" : x->kind == RCP_F_F64 ? "REAL" : "INTEGER");
        }
        (void)snprintf(sql, sizeof sql, "SELECT name, type FROM pragma_table_info('%s')", info->name);
        assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
        while (sqlite3_step(st) == SQLITE_ROW)
            rcp_buf_f(&got, "%s%s %s", got.len ? ", " : "", sqlite3_column_text(st, 0),
                      sqlite3_column_text(st, 1));
        (void)sqlite3_finalize(st);
        if (!got.s || strcmp(want.s, got.s) != 0)
            fail_msg("src/store/schema.sql: table %s should have the columns\n%s", info->name, want.s);
        rcp_buf_free(&want);
        rcp_buf_free(&got);
    }
    (void)sqlite3_close(db);
    forget(w);
}

static void a_document_comes_back_the_same(void **state)
{
    world *w = *state;
    rcp_ledger *l = open_ledger(w, RCP_LEDGER_WRITE);
    for (int i = 0; i < N_TEXTS; i++) {
        rcp_doc doc, again;
        rcp_put out;
        rcp_err err = {0};
        rcp_buf before = {0}, after = {0};
        const rcp_pack *pack = code(w, i, "dir/a.txt", "Le Quotidien", &doc), *found;
        rcp_dump_tables(&before, &doc, pack, NULL);
        rcp_json_report(&before, &doc, pack);
        assert_int_equal(rcp_ledger_put(l, &doc, pack, &out, &err), RCP_OK);
        assert_int_equal(out, RCP_PUT_ADDED);
        if (rcp_ledger_load(l, &w->packs, doc.source.id, &again, &found, &err))
            fail_msg("%s", err.message);
        rcp_dump_tables(&after, &again, found, NULL);
        rcp_json_report(&after, &again, found);
        assert_true(before.len > 100);
        assert_string_equal(before.s, after.s);
        rcp_doc_rewind(&again, RCP_FIND);       /* a loaded document can go on from a stage */
        assert_int_equal(rcp_run(found, &again, RCP_CLAIM, &err), RCP_OK);
        rcp_buf_reset(&after);
        rcp_dump_tables(&after, &again, found, NULL);
        rcp_json_report(&after, &again, found);
        assert_string_equal(before.s, after.s);
        rcp_doc_close(&doc);
        rcp_doc_close(&again);
        rcp_buf_free(&before);
        rcp_buf_free(&after);
    }
    assert_int_equal(rcp_ledger_count(l), N_TEXTS);
    rcp_ledger_close(l);
    forget(w);
}

static void the_order_of_adding_does_not_show(void **state)
{
    /* text, path, outlet: the first text is seen at three places */
    static const struct { int text; const char *path, *outlet; } seen[] = {
        {0, "b/1.txt", "B"}, {1, "c/2.txt", ""}, {0, "a/9.txt", "A"}, {2, "d.txt", ""}, {0, "a/9.txt", "Z"},
    };
    static const int orders[][5] = {{0, 1, 2, 3, 4}, {4, 3, 2, 1, 0}, {2, 0, 4, 1, 3}, {1, 4, 0, 3, 2},
                                    {3, 2, 1, 4, 0}};
    world *w = *state;
    char *first = NULL;
    for (size_t o = 0; o < sizeof orders / sizeof *orders; o++) {
        rcp_ledger *l = open_ledger(w, RCP_LEDGER_WRITE);
        int copies = 0;
        for (int i = 0; i < 5; i++) {
            int k = orders[o][i];
            copies += put(w, l, seen[k].text, seen[k].path, seen[k].outlet) == RCP_PUT_COPY;
        }
        assert_int_equal(copies, 2);
        assert_int_equal(rcp_ledger_count(l), N_TEXTS);
        char *lines = export(w, l);
        assert_non_null(strstr(lines, "\"path\":\"a/9.txt\",\"url\":null,\"outlet\":\"A\""));
        for (int i = 0; i < 5; i++)
            assert_int_equal(put(w, l, seen[i].text, seen[i].path, seen[i].outlet), RCP_PUT_KNOWN);
        char *again = export(w, l);
        assert_string_equal(lines, again);
        free(again);
        if (first) {
            assert_string_equal(first, lines);
            free(lines);
        } else
            first = lines;
        rcp_ledger_close(l);
        forget(w);
    }
    free(first);
}

static void reports_are_found_by_what_a_person_says(void **state)
{
    static const struct { const char *words; rcp_status status; } cases[] = {
        {"news/004_f92.txt", RCP_OK}, {"004_f92.txt", RCP_OK}, {"004", RCP_OK},
        {"news", RCP_E_INPUT},        {"nothing", RCP_E_INPUT}, {"", RCP_E_INPUT},
        {"%", RCP_E_INPUT},           {"05_", RCP_E_INPUT},
    };
    world *w = *state;
    rcp_ledger *l = open_ledger(w, RCP_LEDGER_WRITE);
    char id[80], half[20];
    rcp_err err = {0};
    (void)put(w, l, 0, "news/004_f92.txt", "");
    (void)put(w, l, 1, "news/005_a11.txt", "");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (rcp_ledger_find(l, rcp_str_of(cases[i].words), id, &err) != cases[i].status)
            fail_msg("'%s'", cases[i].words);
    assert_int_equal(rcp_ledger_find(l, RCP_STR("004"), id, &err), RCP_OK);
    (void)snprintf(half, sizeof half, "%.10s", id + 7);
    char other[80];
    assert_int_equal(rcp_ledger_find(l, rcp_str_of(half), other, &err), RCP_OK);
    assert_string_equal(id, other);
    rcp_ledger_close(l);
    forget(w);
}

static void what_is_no_ledger_is_refused_and_left_alone(void **state)
{
    static const struct { const char *sql; rcp_status status; } cases[] = {
        {"CREATE TABLE t (a)", RCP_E_STORE},
        {"PRAGMA application_id = 7; CREATE TABLE t (a)", RCP_E_STORE},
        {"PRAGMA application_id = 0x5243504c; PRAGMA user_version = 99", RCP_E_VERSION},
        {"PRAGMA application_id = 0x5243504c; PRAGMA user_version = 1", RCP_E_VERSION},
        {"PRAGMA application_id = 0x5243504c; PRAGMA user_version = 2", RCP_E_VERSION},
    };
    world *w = *state;
    rcp_ledger *l;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int mode = RCP_LEDGER_READ; mode <= RCP_LEDGER_WRITE; mode++) {
            rcp_err err = {0};
            meddle(w, cases[i].sql);
            assert_int_equal(rcp_ledger_open(&l, w->file, (rcp_ledger_mode)mode, &err), cases[i].status);
            assert_true(err.message[0] != '\0');
            meddle(w, "CREATE TABLE still_mine (a)");
            forget(w);
        }
    FILE *f = fopen(w->file, "w");
    assert_non_null(f);
    for (int i = 0; i < 300; i++)
        (void)fputs("this is a text, not a ledger\n", f);
    (void)fclose(f);
    assert_int_equal(rcp_ledger_open(&l, w->file, RCP_LEDGER_WRITE, NULL), RCP_E_STORE);
    forget(w);
    assert_int_equal(rcp_ledger_open(&l, w->file, RCP_LEDGER_READ, NULL), RCP_E_STORE);
    assert_int_not_equal(access(w->file, F_OK), 0);
}

static void a_damaged_row_is_refused_not_believed(void **state)
{
    static const char *const damage[] = {
        "UPDATE tok SET span_end = 100000 WHERE row = 2",
        "UPDATE tok SET span_beg = -1 WHERE row = 2",
        "UPDATE tok SET flags = 5000000000 WHERE row = 2",
        "DELETE FROM tok WHERE row = 2",
        "UPDATE dep SET head = row WHERE row = 3",
        "UPDATE dep SET head = 900 WHERE row = 3",
        "UPDATE dep SET rel = 'nonsense' WHERE row = 3",
        "UPDATE dep SET score = 70000 WHERE row = 3",
        "UPDATE word SET tok = 1 WHERE row = 4",
        "UPDATE report SET text = substr(text, 2)",
        "UPDATE report SET raw = 'other'",
        "UPDATE report SET lang = 'tlh'",
        "UPDATE seg SET raw_end = 3",
        "INSERT OR REPLACE INTO published VALUES (1, 'read', 1, 2, 'text', 0, 9000, 0, 0, 0, 0, 0, 0, '')",
    };
    world *w = *state;
    for (size_t i = 0; i < sizeof damage / sizeof *damage; i++) {
        rcp_ledger *l = open_ledger(w, RCP_LEDGER_WRITE);
        rcp_buf out = {0};
        rcp_err err = {0};
        (void)put(w, l, 0, "a.txt", "");
        rcp_ledger_close(l);
        meddle(w, damage[i]);
        l = open_ledger(w, RCP_LEDGER_READ);
        rcp_status s = rcp_ledger_each(l, &w->packs, write_json, &out, &err);
        if (s != RCP_E_STORE && s != RCP_E_LANGUAGE)
            fail_msg("%s: %d %s", damage[i], s, err.message);
        rcp_ledger_close(l);
        rcp_buf_free(&out);
        forget(w);
    }
}

static void links_are_stored_and_grow_stale(void **state)
{
    world *w = *state;
    rcp_ledger *l = open_ledger(w, RCP_LEDGER_WRITE);
    rcp_err err = {0};
    rcp_doc doc, other;
    rcp_linker *linker;
    const rcp_links *links;
    (void)put(w, l, 0, "a.txt", "");
    (void)put(w, l, 1, "b.txt", "");
    assert_false(rcp_ledger_is_linked(l));
    assert_int_equal(rcp_linker_new(&linker, &err), RCP_OK);
    const rcp_pack *pack = code(w, 0, "a.txt", "", &doc);
    assert_int_equal(rcp_linker_add(linker, &doc, pack, &err), RCP_OK);
    pack = code(w, 1, "b.txt", "", &other);
    assert_int_equal(rcp_linker_add(linker, &other, pack, &err), RCP_OK);
    assert_int_equal(rcp_linker_run(linker, &links, &err), RCP_OK);
    for (int twice = 0; twice < 2; twice++)
        if (rcp_ledger_put_links(l, links, &err))
            fail_msg("%s", err.message);
    assert_true(rcp_ledger_is_linked(l));
    (void)put(w, l, 2, "c.txt", "");
    assert_false(rcp_ledger_is_linked(l));
    rcp_linker_free(linker);
    rcp_doc_close(&doc);
    rcp_doc_close(&other);
    rcp_ledger_close(l);
    forget(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_has_its_column),
        cmocka_unit_test(a_document_comes_back_the_same),
        cmocka_unit_test(the_order_of_adding_does_not_show),
        cmocka_unit_test(reports_are_found_by_what_a_person_says),
        cmocka_unit_test(what_is_no_ledger_is_refused_and_left_alone),
        cmocka_unit_test(a_damaged_row_is_refused_not_believed),
        cmocka_unit_test(links_are_stored_and_grow_stale),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
