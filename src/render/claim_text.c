#include "render/claim_text.h"

#include <math.h>
#include <stdlib.h>

#include "base/utf8.h"

enum { NAMES_SHOWN = 4 };               /* of actors, places ... in a title */

/* The file's name without folders and extension. */
static rcp_str stem_of(rcp_str path)
{
    uint32_t beg = path.len, end = path.len;
    while (beg > 0 && path.s[beg - 1] != '/')
        beg--;
    for (uint32_t i = path.len; i > beg + 1; i--)
        if (path.s[i - 1] == '.') {
            end = i - 1;
            break;
        }
    return rcp_slice(path, (rcp_span){beg, end});
}

rcp_str rcp_report_stem(const rcp_link_report *report)
{
    return stem_of(report->path);
}

/* What it begins with, up to the first separator. */
static rcp_str head_of(rcp_str stem)
{
    for (uint32_t i = 0; i < stem.len; i++)
        if (strchr("_-. ", stem.s[i]))
            return (rcp_str){stem.s, i};
    return stem;
}

typedef struct { rcp_str name; uint32_t report; } candidate;

static int by_name(const void *a, const void *b)
{
    return rcp_str_cmp(((const candidate *)a)->name, ((const candidate *)b)->name);
}

/* Give each unnamed report its candidate, where no other report has the same. */
static void name_unlike(candidate *c, uint32_t n, rcp_str *out, uint32_t shortest, uint32_t longest)
{
    qsort(c, n, sizeof *c, by_name);
    for (uint32_t i = 0; i < n; i++) {
        bool like = (i > 0 && rcp_str_eq(c[i].name, c[i - 1].name)) ||
                    (i + 1 < n && rcp_str_eq(c[i].name, c[i + 1].name));
        if (!like && !out[c[i].report].len && c[i].name.len >= shortest && c[i].name.len <= longest)
            out[c[i].report] = c[i].name;
    }
}

rcp_status rcp_short_names(const rcp_links *k, rcp_arena *arena, const rcp_str **out)
{
    rcp_str *name = RCP_NEW(arena, rcp_str, (size_t)k->n_reports + 1);
    candidate *c = RCP_NEW(arena, candidate, (size_t)k->n_reports + 1);
    if (!name || !c)
        return RCP_E_LIMIT;
    for (int step = 0; step < 2; step++) {
        for (uint32_t i = 0; i < k->n_reports; i++) {
            rcp_str stem = stem_of(k->report[i].path);
            c[i] = (candidate){step ? stem : head_of(stem), i};
        }
        name_unlike(c, k->n_reports, name, step ? 1 : 2, step ? 24 : 12);
    }
    for (uint32_t i = 0; i < k->n_reports; i++)
        if (!name[i].len) {
            rcp_str id = k->report[i].id;
            uint32_t beg = id.len > 15 ? 7 : 0;
            name[i] = rcp_slice(id, (rcp_span){beg, beg + 8 < id.len ? beg + 8 : id.len});
        }
    *out = name;
    return RCP_OK;
}

/* "MiG-31K (au moins 2), Kinzhal" */
static void put_names(rcp_buf *out, const rcp_words *w, const rcp_links *k, rcp_range names,
                      const char *before)
{
    for (uint32_t i = names.beg; i < names.end && i < names.beg + NAMES_SHOWN; i++) {
        const rcp_link_name *n = &k->name[i];
        bool again = false;
        for (uint32_t j = names.beg; j < i; j++)
            again |= rcp_str_eq(k->name[j].name, n->name);
        if (again || !n->name.len)
            continue;
        rcp_buf_z(out, i == names.beg ? before : ", ");
        rcp_buf_str(out, rcp_words_name(w, n->name));
        if (!isnan(n->min) || !isnan(n->max)) {
            rcp_buf_z(out, " (");
            rcp_words_quantity(out, w, n->min, n->max, (rcp_str){0});
            rcp_buf_char(out, ')');
        }
    }
    if (names.end > names.beg + NAMES_SHOWN)
        rcp_buf_z(out, ", \xe2\x80\xa6");
}

static void put_type(rcp_buf *out, const rcp_words *w, uint32_t type, rcp_str mode)
{
    const char *word = rcp_enum_word(&rcp_enum_type, type);
    rcp_buf key = {0};
    rcp_buf_f(&key, "%s/%.*s", word, (int)mode.len, mode.s ? mode.s : "");
    rcp_str full = {key.s, (uint32_t)key.len};
    if (!type)
        full = (rcp_str){0};
    else if (!mode.len || !rcp_words_has(w, "type.", full))
        full = rcp_str_of(word);
    rcp_buf_str(out, rcp_words_text2(w, "type.", full));
    rcp_buf_free(&key);
}

/* The words themselves, for an event that has no arguments to name. */
static void put_predicate(rcp_buf *out, const rcp_words *w, rcp_str text)
{
    enum { MANY = 48 };
    uint32_t n = text.len;
    if (n > MANY)
        for (n = MANY; n > 0 && text.s[n] != ' ';)
            n--;
    rcp_buf_str(out, rcp_words_text(w, "quote.open"));
    rcp_buf_str(out, (rcp_str){text.s, n ? n : text.len});
    rcp_buf_z(out, n && n < text.len ? " \xe2\x80\xa6" : "");
    rcp_buf_str(out, rcp_words_text(w, "quote.close"));
}

static bool is_named(const rcp_links *k, rcp_range names, rcp_str name)
{
    for (uint32_t i = names.beg; i < names.end; i++)
        if (rcp_str_eq(k->name[i].name, name))
            return true;
    return false;
}

/* " (Minsk, Brest)": the places that are not named as actor or recipient already. */
static void put_places(rcp_buf *out, const rcp_words *w, const rcp_links *k,
                       const rcp_link_claim *c)
{
    uint32_t n = 0;
    for (uint32_t i = c->places.beg; i < c->places.end && n < NAMES_SHOWN; i++) {
        rcp_str name = k->name[i].name;
        rcp_range before = {c->places.beg, i};
        if (!name.len || is_named(k, c->actors, name) || is_named(k, c->recipients, name) ||
            is_named(k, before, name))
            continue;
        rcp_buf_z(out, n++ ? ", " : " (");
        rcp_buf_str(out, rcp_words_name(w, name));
    }
    if (n)
        rcp_buf_char(out, ')');
}

void rcp_claim_title(rcp_buf *out, const rcp_words *w, const rcp_links *k, const rcp_link_claim *c)
{
    const char *arrow = " \xe2\x86\x92 ";
    size_t before;
    put_type(out, w, c->type, c->mode);
    rcp_buf_str(out, rcp_words_text(w, "colon"));
    rcp_buf_char(out, ' ');
    before = out->len;
    put_names(out, w, k, c->actors, "");
    put_names(out, w, k, c->recipients, out->len > before ? arrow : arrow + 1);
    put_names(out, w, k, c->equipment, out->len > before ? ", " : "");
    if (!isnan(c->min) || !isnan(c->max)) {
        rcp_buf_z(out, out->len > before ? ", " : "");
        rcp_words_quantity(out, w, c->min, c->max, c->unit);
    }
    if (out->len == before) {
        put_predicate(out, w, c->predicate_text);
    }
    put_places(out, w, k, c);
}

const rcp_link_claim *rcp_event_speaker(const rcp_links *k, const rcp_link_event *e)
{
    const rcp_link_claim *best = NULL;
    uint32_t most = 0;
    for (uint32_t m = e->members.beg; m < e->members.end; m++) {
        const rcp_link_claim *c = &k->claim[k->number[m]];
        const rcp_range *lists[] = {&c->actors, &c->recipients, &c->places, &c->equipment};
        uint32_t says = (c->mode.len ? 1u : 0u) + (c->polarity == RCP_AFFIRMED ? 1u : 0u) +
                        (c->speech != RCP_SPEECH_DENY ? 1u : 0u) +
                        (isnan(c->min) && isnan(c->max) ? 0u : 1u);
        for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
            says += lists[i]->end > lists[i]->beg ? 2 : 0;
        if (!best || says > most) {
            best = c;
            most = says;
        }
    }
    return best;
}

/* One more part, after a dot. */
static void put_part(rcp_buf *out, rcp_str text)
{
    rcp_buf_z(out, " \xc2\xb7 ");
    rcp_buf_str(out, text);
}

void rcp_claim_how_sure(rcp_buf *out, const rcp_words *w, const rcp_link_claim *c)
{
    rcp_str speech = rcp_str_of(rcp_enum_word(&rcp_enum_speech, c->speech));
    rcp_str state = rcp_str_of(rcp_enum_word(&rcp_enum_state, c->state));
    rcp_str modality = rcp_str_of(rcp_enum_word(&rcp_enum_modality, c->modality));
    if (c->presumed)
        put_part(out, rcp_words_text2(w, "presumed.", speech));
    else if (c->speech != RCP_SPEECH_ASSERT)
        put_part(out, rcp_words_text2(w, "speech.", speech));
    if (c->polarity == RCP_NEGATED)
        put_part(out, rcp_words_text(w, "polarity.negated"));
    if (c->state != RCP_ACTUAL)
        put_part(out, rcp_words_text2(w, "state.", state));
    if (c->hearsay)
        put_part(out, rcp_words_text(w, "hearsay"));
    else if (c->modality != RCP_ASSERTED)
        put_part(out, rcp_words_text2(w, "modality.", modality));
    if (c->band)
        put_part(out, rcp_words_text2(w, "band.", rcp_str_of(rcp_enum_word(&rcp_enum_band, c->band))));
}

void rcp_claim_speaker(rcp_buf *out, const rcp_words *w, const rcp_links *k,
                       const rcp_str *short_name, const rcp_link_claim *c)
{
    const rcp_link_report *r = &k->report[c->report];
    if (c->by.len) {
        rcp_buf_str(out, rcp_words_name(w, c->by));
        if (c->via.len && !rcp_str_eq(c->via, c->by)) {
            rcp_buf_z(out, " (");
            rcp_buf_str(out, rcp_words_name(w, c->via));
            rcp_buf_char(out, ')');
        }
    } else if (r->outlet.len && !rcp_str_eq(r->outlet, stem_of(r->path)))
        rcp_buf_str(out, r->outlet);
    else
        rcp_words_fill(out, w, "says.report", &short_name[c->report], 1);
}

static uint32_t blank_before(rcp_str s, uint32_t at, uint32_t least)
{
    uint32_t i = at;
    while (i > least && s.s[i] != ' ' && s.s[i] != '\n')
        i--;
    if (i > least)
        return i;
    while (at < s.len && !rcp_utf8_boundary(s, at))
        at++;
    return at;
}

rcp_span rcp_claim_window(const rcp_link_claim *c, uint32_t max)
{
    rcp_str text = c->evidence_text;
    rcp_span all = c->evidence, cut = {0, text.len};
    bool inside = rcp_span_within(c->predicate, c->evidence) &&
                  text.len == all.end - all.beg;
    uint32_t beg = inside ? c->predicate.beg - all.beg : 0;
    uint32_t end = inside ? c->predicate.end - all.beg : 0;
    if (text.len <= max)
        return all;
    if (end > max * 3 / 4) {
        uint32_t from = beg > max / 3 ? beg - max / 3 : 0;
        cut.beg = from ? blank_before(text, from, 0) : 0;
    }
    if (cut.beg + max < text.len)
        cut.end = blank_before(text, cut.beg + max, end > cut.beg ? end : cut.beg);
    while (cut.beg < cut.end && (text.s[cut.beg] == ' ' || text.s[cut.beg] == '\n'))
        cut.beg++;
    return (rcp_span){all.beg + cut.beg, all.beg + cut.end};
}

rcp_str rcp_claim_words(const rcp_link_claim *c, rcp_span window)
{
    if (!rcp_span_within(window, c->evidence) || c->evidence.end - c->evidence.beg != c->evidence_text.len)
        return c->evidence_text;
    return rcp_slice(c->evidence_text, (rcp_span){window.beg - c->evidence.beg, window.end - c->evidence.beg});
}
