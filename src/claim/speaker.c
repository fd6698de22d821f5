/* speaker.c - who a speaker's noun phrase stands for. */
#include "claim/attrib.h"

static bool covers(rcp_span out, rcp_span in)
{
    return rcp_span_within(in, out);
}

/* First mention that ends after byte `at`: mentions are in order of their spans. */
static uint32_t first_mention(const rcp_doc *d, uint32_t at)
{
    uint32_t lo = 1, hi = d->mention.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (d->mention.row[mid].span.beg < at)
            lo = mid + 1;
        else
            hi = mid;
    }
    /* one that began before may reach into the phrase */
    for (uint32_t back = 0; lo > 1 && back < 4 && d->mention.row[lo - 1].span.end > at; back++)
        lo--;
    return lo;
}

/* Whether a mention hangs on another noun: "de Poutine", "of Putin". */
static bool genitive(const rcp_view *v, rcp_words np, rcp_span span)
{
    for (uint32_t w = np.beg; w < np.end; w++)
        if (v->word[w].span.beg >= span.beg) {
            uint32_t p = w;
            if (p > np.beg && rcp_is(v, w, RCP_W(DE)))
                return true;
            while (p > np.beg && (v->word[p - 1].upos == RCP_DET || rcp_has(v, p - 1, RCP_V_INNER)))
                p--;
            return p > np.beg && (v->word[p - 1].upos == RCP_ADP || rcp_is(v, p - 1, RCP_W(DE)));
        }
    return false;
}

/* "de l'agence de presse Belta": a name beside a noun that hangs on another one. */
static bool beside_genitive(const rcp_view *v, rcp_words np, const rcp_mention *m)
{
    const rcp_dep *dep = v->doc->dep.row;
    rcp_id noun = v->parsed ? dep[m->head].head : 0;
    if (noun <= np.beg || noun >= np.end || (dep[noun].rel != RCP_REL_nmod && dep[noun].rel != RCP_REL_obl))
        return false;
    for (rcp_id k = noun; k-- > np.beg;)
        if (dep[k].head == noun && dep[k].rel == RCP_REL_case)
            return true;
    return false;
}

/* Whether it is one of those meant: "les ministres, dont M. X". */
static bool among(const rcp_view *v, rcp_words np, rcp_span span)
{
    for (uint32_t w = np.beg; w < np.end && v->word[w].span.beg < span.beg; w++)
        if (rcp_is(v, w, RCP_W(AMONG)))
            return true;
    return false;
}

/* How well mention m stands for the phrase with head word `head`; 0: not at all. */
static int fitness(const rcp_view *v, rcp_words np, uint32_t head, bool document, const rcp_mention *m)
{
    rcp_span head_span = v->word[head].span;
    bool on_head = covers(m->span, head_span);
    bool hangs = genitive(v, np, m->span);
    bool maker = document && hangs;     /* "un rapport de l'agence X": X says it */
    if (m->flags & RCP_MENTION_DEMONYM)
        return 1;
    if (m->flags & RCP_MENTION_PRONOUN)
        return on_head ? 6 : 0;
    switch (m->kind) {
    case RCP_PERSON:
        return maker ? 3 : hangs || among(v, np, m->span) ? 0 : on_head ? 8 : 7;
    case RCP_ORGANISATION: case RCP_GROUP:
        return on_head ? 6 : maker || (document && beside_genitive(v, np, m)) ? (m->name ? 3 : 2) : 0;
    case RCP_ROLE:
        return on_head ? 5 : 0;
    case RCP_PLACE:
        return on_head ? 4 : 0;
    default:
        return on_head ? 2 : 0;
    }
}

rcp_id rcp_speaker_mention(const rcp_view *v, rcp_words np)
{
    const rcp_doc *d = v->doc;
    if (np.end <= np.beg)
        return 0;
    rcp_span span = rcp_view_span(v, np);
    uint32_t head = rcp_np_head(v, np);
    const rcp_speaker_word *word = rcp_speaker_lookup(v->rules, v->word[head].lemma);
    bool document = word && word->stype == RCP_STYPE_DOCUMENT;
    rcp_id best = 0;
    int score = 0;
    for (uint32_t i = first_mention(d, span.beg); i < d->mention.n; i++) {
        const rcp_mention *m = &d->mention.row[i];
        if (m->span.beg >= span.end)
            break;
        if (!rcp_span_touch(m->span, span))
            continue;
        int f = fitness(v, np, head, document, m);
        if (f > score)
            score = f, best = i;
    }
    /* a nameless mention of a chain speaks for the one that is named */
    if (best && !d->mention.row[best].name && d->mention.row[best].chain)
        best = d->mention.row[best].chain;
    return best;
}

uint32_t rcp_speaker_stype(const rcp_view *v, rcp_words np, uint32_t *naming)
{
    uint32_t stype = RCP_STYPE_NONE;
    *naming = RCP_NAMING_NONE;
    if (np.end <= np.beg)
        return RCP_STYPE_UNSPECIFIED;
    uint32_t head = rcp_np_head(v, np);
    const rcp_speaker_word *s = rcp_speaker_lookup(v->rules, v->word[head].lemma);
    if (!s)
        s = rcp_speaker_lookup(v->rules, v->word[head].form);
    if (s)
        stype = s->stype, *naming = s->naming;
    for (uint32_t w = np.beg; w < np.end; w++) {
        const rcp_speaker_word *x = rcp_speaker_lookup(v->rules, v->word[w].lemma);
        if (x && x->naming == RCP_ANONYMOUS && !x->stype)
            *naming = RCP_ANONYMOUS;
        else if (x && !stype && !(x->naming == RCP_ANONYMOUS))
            stype = x->stype;
    }
    return stype;
}

/* PLOVER sectors, as the entity table has them. */
static uint32_t stype_of_sector(rcp_str sector)
{
    static const struct { const char *sector; uint32_t stype; } map[] = {
        {"GOV", RCP_STYPE_OFFICIAL}, {"LEG", RCP_STYPE_OFFICIAL}, {"JUD", RCP_STYPE_OFFICIAL},
        {"COP", RCP_STYPE_OFFICIAL}, {"SPY", RCP_STYPE_OFFICIAL}, {"MIL", RCP_STYPE_MILITARY},
        {"REB", RCP_STYPE_ARMED_GROUP}, {"UAF", RCP_STYPE_ARMED_GROUP}, {"PRM", RCP_STYPE_ARMED_GROUP},
        {"OPP", RCP_STYPE_PARTY}, {"PTY", RCP_STYPE_PARTY}, {"JRN", RCP_STYPE_MEDIA},
        {"MED", RCP_STYPE_MEDIA}, {"EDU", RCP_STYPE_EXPERT},
    };
    for (size_t i = 0; i < sizeof map / sizeof *map; i++)
        if (sector.len >= 3 && !memcmp(sector.s, map[i].sector, 3))
            return map[i].stype;
    return RCP_STYPE_NONE;
}

static uint32_t stype_of_mention(const rcp_view *v, const rcp_mention *m)
{
    uint32_t by_sector = stype_of_sector(rcp_doc_sym(v->doc, m->sector));
    if (by_sector)
        return by_sector;
    switch (m->kind) {
    case RCP_PERSON:
        return RCP_STYPE_PERSON;
    case RCP_ORGANISATION:
        return RCP_STYPE_ORG;
    case RCP_PLACE:
        return RCP_STYPE_OFFICIAL;      /* a capital that speaks is its government */
    case RCP_GROUP:
        return RCP_STYPE_CROWD;
    default:
        return RCP_STYPE_NONE;
    }
}

void rcp_speaker_resolve(const rcp_view *v, rcp_words np, rcp_attribution *a)
{
    uint32_t naming;
    uint32_t stype = rcp_speaker_stype(v, np, &naming);
    a->mention = 0;
    if (np.end <= np.beg || rcp_is(v, np.beg, RCP_W(IMPERSONAL))) {
        a->stype = RCP_STYPE_UNSPECIFIED;
        a->naming = RCP_NAMING_NONE;
        if (np.end <= np.beg)
            return;
    }
    a->mention = rcp_speaker_mention(v, np);
    const rcp_mention *m = &v->doc->mention.row[a->mention];
    bool named = a->mention && (m->kind == RCP_PERSON || m->kind == RCP_ORGANISATION || m->kind == RCP_PLACE) &&
                 !(m->flags & RCP_MENTION_DEMONYM);
    if (!stype && a->mention)
        stype = stype_of_mention(v, m);
    if (naming != RCP_ANONYMOUS && named)
        naming = RCP_NAMED;
    if (!naming)
        naming = rcp_is_nominal(v, rcp_np_head(v, np)) ? RCP_ROLE_ONLY : RCP_NAMING_NONE;
    a->stype = (uint16_t)(stype ? stype : RCP_STYPE_UNSPECIFIED);
    a->naming = (uint16_t)naming;
}
