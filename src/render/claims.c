#include "render/claims.h"

#include <math.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "render/claim_text.h"
#include "render/page.h"

enum { NEEDLE_MAX = 200, HAY_MAX = 4096, QUOTE_BYTES = 150 };

typedef struct {
    const rcp_links         *k;
    const rcp_claims_filter *f;
    const rcp_claims_how    *how;
    const rcp_str           *name;
    char                     about[3 * NEEDLE_MAX + 1], by[3 * NEEDLE_MAX + 1];     /* folded */
} lister;

static void fold_needle(rcp_str s, char out[3 * NEEDLE_MAX + 1])
{
    if (s.len > NEEDLE_MAX)
        s.len = NEEDLE_MAX;
    out[s.len ? rcp_fold(s, out, 3 * NEEDLE_MAX) : 0] = '\0';
}

/* Whether the folded needle stands in s. */
static bool holds(rcp_str s, const char *needle)
{
    char hay[3 * HAY_MAX + 1];
    if (s.len > HAY_MAX)
        s.len = HAY_MAX;
    hay[s.len ? rcp_fold(s, hay, 3 * HAY_MAX) : 0] = '\0';
    return strstr(hay, needle) != NULL;
}

static bool names_hold(const lister *l, rcp_range names, const char *needle)
{
    for (uint32_t i = names.beg; i < names.end; i++)
        if (holds(l->k->name[i].name, needle) ||
            holds(rcp_words_name(l->how->words, l->k->name[i].name), needle))
            return true;
    return false;
}

static bool is_about(const lister *l, const rcp_link_claim *c)
{
    return !l->about[0] || names_hold(l, c->actors, l->about) ||
           names_hold(l, c->recipients, l->about) || names_hold(l, c->places, l->about) ||
           names_hold(l, c->equipment, l->about) || holds(c->evidence_text, l->about);
}

static bool is_by(const lister *l, const rcp_link_claim *c)
{
    rcp_str outlet = l->k->report[c->report].outlet;
    rcp_str said[] = {c->by, c->via, c->root, rcp_words_name(l->how->words, c->by),
                      c->by.len ? (rcp_str){0} : outlet};
    for (size_t i = 0; l->by[0] && i < sizeof said / sizeof *said; i++)
        if (said[i].len && holds(said[i], l->by))
            return true;
    return !l->by[0];
}

/* The days of a claim: its event's, else those on which its report may have come out. */
static void days_of(const lister *l, const rcp_link_claim *c, int32_t *lo, int32_t *hi)
{
    const rcp_link_report *r = &l->k->report[c->report];
    *lo = c->hi > c->lo ? c->lo : r->lo;
    *hi = c->hi > c->lo ? c->hi : r->hi;
}

static bool passes(const lister *l, const rcp_link_claim *c)
{
    const rcp_claims_filter *f = l->f;
    int32_t lo, hi;
    days_of(l, c, &lo, &hi);
    if ((f->since_set || f->until_set) && hi <= lo)
        return false;
    if ((f->since_set && hi <= f->since) || (f->until_set && lo >= f->until))
        return false;
    if (f->type >= 0 && c->type != (uint32_t)f->type)
        return false;
    if (f->mode.len && !rcp_str_eq(c->mode, f->mode))
        return false;
    if (f->state >= 0 && c->state != (uint32_t)f->state)
        return false;
    if (f->status >= 0 && (c->group == RCP_NOBODY ? f->status != RCP_EVENT_SINGLE
                                                  : l->k->event[c->group].status !=
                                                        (uint32_t)f->status))
        return false;
    return is_about(l, c) && is_by(l, c);
}

static void put_date(rcp_page *p, const lister *l, const rcp_link_claim *c)
{
    char iso[11];
    int32_t lo = c->lo, hi = c->hi;
    (void)l;
    if (hi <= lo)
        rcp_page_z(p, "-");
    else if (lo == RCP_DAY_MIN) {
        rcp_page_z(p, "\xe2\x80\xa6");
        rcp_page_z(p, rcp_day_iso(hi - 1, iso));
    } else {
        rcp_page_z(p, rcp_day_iso(lo, iso));
        if (hi == RCP_DAY_MAX || hi - lo > 1)
            rcp_page_z(p, "\xe2\x80\xa6");
    }
}

static void put_claim(rcp_page *p, const lister *l, const rcp_link_claim *c)
{
    const rcp_words *w = l->how->words;
    rcp_span at = rcp_claim_window(c, QUOTE_BYTES);
    rcp_buf z = {0};
    p->indent = 0;
    rcp_page_style(p, RCP_DIM);
    put_date(p, l, c);
    rcp_page_style(p, RCP_PLAIN);
    rcp_page_tab(p, 13);
    p->indent = 13;
    rcp_claim_title(&z, w, l->k, c);
    rcp_page_style(p, RCP_BOLD);
    rcp_page_text(p, (rcp_str){z.s, (uint32_t)z.len});
    rcp_page_style(p, RCP_PLAIN);
    if (c->group != RCP_NOBODY) {
        rcp_str word =
            rcp_str_of(rcp_enum_word(&rcp_enum_event_status, l->k->event[c->group].status));
        rcp_page_z(p, " \xc2\xb7 ");
        rcp_page_text(p, rcp_words_text2(w, "status.", word));
    }
    rcp_page_line(p, 13);
    rcp_buf_reset(&z);
    rcp_claim_speaker(&z, w, l->k, l->name, c);
    rcp_claim_how_sure(&z, w, c);
    rcp_buf_str(&z, rcp_words_text(w, "colon"));
    rcp_buf_char(&z, ' ');
    rcp_buf_str(&z, rcp_words_text(w, "quote.open"));
    rcp_buf_z(&z, at.beg > c->evidence.beg ? "\xe2\x80\xa6" : "");
    rcp_buf_str(&z, rcp_claim_words(c, at));
    rcp_buf_z(&z, at.end < c->evidence.end ? "\xe2\x80\xa6" : "");
    rcp_buf_str(&z, rcp_words_text(w, "quote.close"));
    rcp_page_text(p, (rcp_str){z.s, (uint32_t)z.len});
    rcp_buf_reset(&z);
    rcp_buf_z(&z, " [");
    rcp_buf_str(&z, l->name[c->report]);
    rcp_buf_f(&z, ":%u-%u]", at.beg, at.end);
    rcp_page_style(p, RCP_CYAN);
    rcp_page_text(p, (rcp_str){z.s, (uint32_t)z.len});
    rcp_page_style(p, RCP_PLAIN);
    rcp_page_line(p, 0);
    rcp_buf_free(&z);
}

static void json_str(rcp_buf *out, const char *key, rcp_str s)
{
    rcp_buf_f(out, ",\"%s\":", key);
    if (s.len)
        rcp_buf_json(out, s);
    else
        rcp_buf_z(out, "null");
}

static void json_names(rcp_buf *out, const lister *l, const char *key, rcp_range names)
{
    rcp_buf_f(out, ",\"%s\":[", key);
    for (uint32_t i = names.beg; i < names.end; i++) {
        if (i > names.beg)
            rcp_buf_char(out, ',');
        rcp_buf_json(out, l->k->name[i].name);
    }
    rcp_buf_char(out, ']');
}

static void json_enum(rcp_buf *out, const char *key, const rcp_enum *e, uint32_t value)
{
    json_str(out, key, rcp_str_of(rcp_enum_word(e, value)));
}

static void json_days(rcp_buf *out, const rcp_link_claim *c)
{
    char iso[11];
    bool known = c->hi > c->lo;
    json_str(out, "earliest", rcp_str_of(known ? rcp_day_iso(c->lo, iso) : ""));
    json_str(out, "latest", rcp_str_of(known && c->hi != RCP_DAY_MAX ? rcp_day_iso(c->hi - 1, iso) : ""));
}

static void json_claim(rcp_buf *out, const lister *l, const rcp_link_claim *c)
{
    rcp_buf_z(out, "{\"report\":");
    rcp_buf_json(out, l->k->report[c->report].id);
    json_str(out, "path", l->k->report[c->report].path);
    rcp_buf_f(out, ",\"claim\":%u,\"evidence\":[%u,%u]", c->claim, c->evidence.beg, c->evidence.end);
    json_str(out, "words", c->evidence_text);
    json_str(out, "by", c->by);
    json_str(out, "via", c->via);
    json_str(out, "root", c->root);
    json_enum(out, "speech", &rcp_enum_speech, c->speech);
    json_enum(out, "status", &rcp_enum_state, c->state);
    json_enum(out, "polarity", &rcp_enum_polarity, c->polarity);
    json_enum(out, "modality", &rcp_enum_modality, c->modality);
    json_enum(out, "band", &rcp_enum_band, c->band);
    rcp_buf_f(out, ",\"hearsay\":%s", c->hearsay ? "true" : "false");
    json_enum(out, "type", &rcp_enum_type, c->type);
    json_str(out, "mode", c->mode);
    json_names(out, l, "actors", c->actors);
    json_names(out, l, "recipients", c->recipients);
    json_names(out, l, "places", c->places);
    json_names(out, l, "equipment", c->equipment);
    rcp_buf_z(out, ",\"min\":");
    rcp_buf_json_number(out, c->min);
    rcp_buf_z(out, ",\"max\":");
    rcp_buf_json_number(out, c->max);
    json_str(out, "unit", c->unit);
    json_days(out, c);
    if (c->group != RCP_NOBODY) {
        json_str(out, "event", rcp_str_of(l->k->event[c->group].id));
        json_enum(out, "event_status", &rcp_enum_event_status, l->k->event[c->group].status);
    }
    rcp_buf_z(out, "}\n");
}

static int by_day(const void *x, const void *y, void *user)
{
    const rcp_links *k = user;
    uint32_t i = *(const uint32_t *)x, j = *(const uint32_t *)y;
    const rcp_link_claim *a = &k->claim[i], *b = &k->claim[j];
    int32_t da = a->hi > a->lo ? a->lo : INT32_MAX, db = b->hi > b->lo ? b->lo : INT32_MAX;
    if (da != db)
        return da < db ? -1 : 1;
    return (i > j) - (i < j);
}

rcp_status rcp_claims_write(rcp_buf *out, const rcp_links *k, const rcp_claims_filter *f,
                            const rcp_claims_how *how, rcp_err *err)
{
    lister l = {.k = k, .f = f, .how = how};
    rcp_page page = {.out = out, .width = how->width, .colour = how->colour};
    uint32_t *order = calloc((size_t)k->n_claims + 1, sizeof *order), n = 0;
    rcp_arena arena = {0};
    rcp_status s = order ? RCP_OK : RCP_E_MEMORY;
    if (!s)
        s = rcp_arena_open(&arena, 4096 + 64 * (size_t)k->n_reports);
    if (!s)
        s = rcp_short_names(k, &arena, &l.name);
    fold_needle(f->about, l.about);
    fold_needle(f->by, l.by);
    for (uint32_t i = 0; !s && i < k->n_claims; i++)
        if (passes(&l, &k->claim[i]))
            order[n++] = i;
    if (n)
        qsort_r(order, n, sizeof *order, by_day, (void *)(uintptr_t)k);
    for (uint32_t i = 0; i < n; i++)
        if (how->json)
            json_claim(out, &l, &k->claim[order[i]]);
        else
            put_claim(&page, &l, &k->claim[order[i]]);
    if (!s && !n && !how->json) {
        rcp_page_text(&page, rcp_words_text(how->words, "claims.none"));
        rcp_page_line(&page, 0);
    }
    rcp_page_free(&page);
    rcp_arena_close(&arena);
    free(order);
    return s ? rcp_fail(err, s, "no memory left to list the claims") : RCP_OK;
}
