/* links.c - what linking found, into the ledger's link_ tables. */
#include <stdio.h>
#include <stdlib.h>

#include "store/inside.h"

typedef struct {
    rcp_ledger      *l;
    rcp_sql         *sql;
    const rcp_links *links;
    int64_t         *doc;       /* (n_reports): doc number of each report              */
} writer;

/* Insert one row: `form` has a letter a value: i int64_t, d uint32_t, y int32_t (a day), s rcp_str, z char *. */
static void insert(writer *w, sqlite3_stmt *st, const char *form, ...)
{
    va_list args;
    va_start(args, form);
    for (int i = 1; form[i - 1]; i++)
        switch (form[i - 1]) {
        case 'i':
            rcp_sql_int(w->sql, st, i, va_arg(args, int64_t));
            break;
        case 'd':
            rcp_sql_int(w->sql, st, i, va_arg(args, uint32_t));
            break;
        case 'y':
            rcp_sql_int(w->sql, st, i, va_arg(args, int32_t));
            break;
        case 's':
            rcp_sql_text(w->sql, st, i, va_arg(args, rcp_str));
            break;
        default:
            rcp_sql_text(w->sql, st, i, rcp_str_of(va_arg(args, const char *)));
        }
    va_end(args);
    rcp_sql_run(w->sql, st);
}

static sqlite3_stmt *into(writer *w, const char *table, int n)
{
    char z[160];
    int at = snprintf(z, sizeof z, "INSERT OR IGNORE INTO %s VALUES (?", table);
    for (int i = 1; i < n; i++)
        at += snprintf(z + at, sizeof z - (size_t)at, ",?");
    (void)snprintf(z + at, sizeof z - (size_t)at, ")");
    return rcp_sql_prepare(w->sql, z);
}

static void put_reports(writer *w)
{
    sqlite3_stmt *st = into(w, "link_report", 5);
    for (uint32_t i = 0; i < w->links->n_reports && !w->sql->rc; i++) {
        const rcp_link_report *r = &w->links->report[i];
        w->doc[i] = rcp_ledger_doc(w->l, r->id);
        insert(w, st, "iyydd", w->doc[i], r->lo, r->hi, r->wording, r->story);
    }
    (void)sqlite3_finalize(st);
}

static void put_event(writer *w, uint32_t i, sqlite3_stmt *member, sqlite3_stmt *conflict)
{
    const rcp_links *k = w->links;
    const rcp_link_event *e = &k->event[i];
    for (uint32_t m = e->members.beg; m < e->members.end; m++) {
        const rcp_link_claim *c = &k->claim[k->number[m]];
        insert(w, member, "didsyy", i + 1, w->doc[c->report], c->claim, c->root, c->lo, c->hi);
    }
    for (uint32_t x = e->conflicts.beg; x < e->conflicts.end; x++) {
        const rcp_link_conflict *c = &k->conflict[x];
        const rcp_link_claim *a = &k->claim[c->left], *b = &k->claim[c->right];
        insert(w, conflict, "ddszidsids", i + 1, x - e->conflicts.beg + 1, c->field,
               rcp_enum_word(&rcp_enum_conflict, c->kind), w->doc[a->report], a->claim,
               c->left_text, w->doc[b->report], b->claim, c->right_text);
    }
}

static void put_events(writer *w)
{
    sqlite3_stmt *st = into(w, "link_event", 11), *member = into(w, "link_member", 6),
                 *conflict = into(w, "link_conflict", 10);
    for (uint32_t i = 0; i < w->links->n_events && !w->sql->rc; i++) {
        const rcp_link_event *e = &w->links->event[i];
        insert(w, st, "dzszsyyzddd", i + 1, e->id, e->name, rcp_enum_word(&rcp_enum_type, e->type),
               e->mode, e->lo, e->hi, rcp_enum_word(&rcp_enum_event_status, e->status), e->story,
               e->outlets, e->wordings);
        put_event(w, i, member, conflict);
    }
    (void)sqlite3_finalize(st);
    (void)sqlite3_finalize(member);
    (void)sqlite3_finalize(conflict);
}

static void put_denials(writer *w)
{
    const rcp_links *k = w->links;
    sqlite3_stmt *st = into(w, "link_denial", 4), *claim = into(w, "link_denial_claim", 3);
    for (uint32_t i = 0; i < k->n_denials && !w->sql->rc; i++) {
        const rcp_link_denial *d = &k->denial[i];
        if (d->event == RCP_NOBODY && !w->sql->rc)
            w->sql->rc = sqlite3_bind_null(st, 3);
        else
            rcp_sql_int(w->sql, st, 3, d->event + 1);
        rcp_sql_text(w->sql, st, 4, d->by);
        insert(w, st, "ds", i + 1, d->denied);
        for (uint32_t n = d->claims.beg; n + 1 < d->claims.end; n += 2)
            insert(w, claim, "did", i + 1, w->doc[k->number[n]], k->number[n + 1]);
    }
    (void)sqlite3_finalize(st);
    (void)sqlite3_finalize(claim);
}

static void put_shared_words(writer *w)
{
    const rcp_links *k = w->links;
    sqlite3_stmt *quote = into(w, "link_quote", 4), *reuse = into(w, "link_reuse", 6),
                 *passage = into(w, "link_passage", 6);
    for (uint32_t i = 0; i < k->n_quotes && !w->sql->rc; i++)
        for (uint32_t p = k->quote[i].members.beg; p < k->quote[i].members.end; p++)
            insert(w, quote, "didd", i + 1, w->doc[k->place[p].report], k->place[p].span.beg,
                   k->place[p].span.end);
    for (uint32_t i = 0; i < k->n_reuses && !w->sql->rc; i++) {
        const rcp_link_reuse *r = &k->reuse[i];
        insert(w, reuse, "diizzs", i + 1, w->doc[r->a], w->doc[r->b],
               rcp_enum_word(&rcp_enum_reuse, r->kind),
               rcp_enum_word(&rcp_enum_direction, r->direction), r->why);
        for (uint32_t p = r->passages.beg; p + 1 < r->passages.end; p += 2)
            insert(w, passage, "dddddd", i + 1, (p - r->passages.beg) / 2 + 1,
                   k->place[p].span.beg, k->place[p].span.end, k->place[p + 1].span.beg,
                   k->place[p + 1].span.end);
    }
    (void)sqlite3_finalize(quote);
    (void)sqlite3_finalize(reuse);
    (void)sqlite3_finalize(passage);
}

static void put_settled(writer *w)
{
    sqlite3_stmt *st = into(w, "link_settled", 7);
    for (uint32_t i = 0; i < w->links->n_settled && !w->sql->rc; i++) {
        const rcp_link_settled *s = &w->links->settled[i];
        const char *table = s->table < RCP_N_TABLES ? rcp_tables[s->table].name : "published";
        insert(w, st, "izdyyis", w->doc[s->report], table, s->row, s->lo, s->hi, w->doc[s->from],
               s->why);
    }
    (void)sqlite3_finalize(st);
}

/* A hash of the ids of all reports, in order. */
static void fingerprint(rcp_ledger *l, char out[20])
{
    uint64_t h[2] = {0};
    sqlite3_stmt *st = rcp_sql_prepare(&l->sql, "SELECT id FROM report ORDER BY id");
    while (rcp_sql_step(&l->sql, st)) {
        rcp_str id = rcp_sql_column(st, 0);
        h[1] = rcp_hash(id.s, id.len);
        h[0] = rcp_hash(h, sizeof h);
    }
    (void)sqlite3_finalize(st);
    (void)snprintf(out, 20, "%016llx", (unsigned long long)h[0]);
}

static const char empty_all[] =
    "DELETE FROM linked; DELETE FROM link_settled; DELETE FROM link_passage; DELETE FROM link_reuse;"
    "DELETE FROM link_quote; DELETE FROM link_denial_claim; DELETE FROM link_denial;"
    "DELETE FROM link_conflict; DELETE FROM link_member; DELETE FROM link_event;"
    "DELETE FROM link_report";

rcp_status rcp_ledger_put_links(rcp_ledger *l, const rcp_links *links, rcp_err *err)
{
    writer w = {l, &l->sql, links, calloc((size_t)links->n_reports + 1, sizeof(int64_t))};
    char print[20];
    if (!w.doc)
        return rcp_fail(err, RCP_E_MEMORY, "no memory left");
    rcp_sql_do(&l->sql, "BEGIN IMMEDIATE");
    rcp_sql_do(&l->sql, empty_all);
    put_reports(&w);
    put_events(&w);
    put_denials(&w);
    put_shared_words(&w);
    put_settled(&w);
    fingerprint(l, print);
    sqlite3_stmt *st = into(&w, "linked", 3);
    insert(&w, st, "dzz", 1u, print, RCP_VERSION);
    (void)sqlite3_finalize(st);
    free(w.doc);
    return rcp_ledger_end(l, err);
}

bool rcp_ledger_is_linked(rcp_ledger *l)
{
    char print[20];
    bool same = false;
    fingerprint(l, print);
    sqlite3_stmt *st = rcp_sql_prepare(&l->sql, "SELECT 1 FROM linked WHERE fingerprint = ?");
    rcp_sql_text(&l->sql, st, 1, rcp_str_of(print));
    same = rcp_sql_step(&l->sql, st);
    (void)sqlite3_finalize(st);
    return rcp_sql_status(&l->sql, NULL) == RCP_OK && same;
}
