/* claim.c - the claim stage: attributions from cues and quotations, then one claim an event. */
#include "claim/claims.h"
#include "claim/conditional.h"

rcp_status rcp_claim_load(rcp_pack *pack, rcp_err *err)
{
    const rcp_claim_rules *rules;
    rcp_status s = rcp_claim_rules_load(pack, &rules, err);
    if (!s)
        pack->stage[RCP_CLAIM] = rules;
    return s;
}

/* The speaker's own "je pense" inside a quotation is no second attribution (rule of the scheme). */
static bool own_words(const rcp_attribs *x, rcp_id i)
{
    const rcp_att *t = RCP_ROW(&x->att, rcp_att, i);
    return t->first || rcp_is(x->v, t->speaker.beg, RCP_W(FIRST));
}

/* Drop first-person sayings, and find which saying holds which. */
static rcp_status settle(rcp_attribs *x, rcp_arena *scratch, rcp_holders *h)
{
    uint32_t *to = RCP_NEW(scratch, uint32_t, (size_t)x->att.n + 1), kept = 1;
    if (!to)
        return RCP_E_LIMIT;
    for (uint32_t i = 1; i < x->att.n; i++)
        if (!own_words(x, i)) {
            to[i] = kept;
            *RCP_ROW(&x->att, rcp_att, kept++) = *RCP_ROW(&x->att, rcp_att, i);
        }
    x->att.n = kept;
    uint32_t n = 1;
    for (uint32_t i = 1; i < x->content.n; i++) {
        rcp_content c = *RCP_ROW(&x->content, rcp_content, i);
        if ((c.attribution = to[c.attribution]))
            *RCP_ROW(&x->content, rcp_content, n++) = c;
    }
    x->content.n = n;
    n = 1;
    for (uint32_t i = 1; i < x->via.n; i++) {
        rcp_via c = *RCP_ROW(&x->via, rcp_via, i);
        if ((c.attribution = to[c.attribution]))
            *RCP_ROW(&x->via, rcp_via, n++) = c;
    }
    x->via.n = n;
    return rcp_holders_make(x, scratch, h);
}

/* Who "il a ajouté" is where the find stage left the pronoun alone: the last one that spoke, but not
 * the one inside whose words it stands.  In news the speaker of a turn is named at its start. */
static void resolve_pronouns(rcp_attribs *x)
{
    enum { TURNS = 4, SENTENCES = 5 };
    const rcp_doc *d = x->v->doc;
    for (uint32_t i = 2; i < x->att.n; i++) {
        rcp_att *t = RCP_ROW(&x->att, rcp_att, i);
        if (t->a.mention || t->speaker.end != t->speaker.beg + 1 || !rcp_is(x->v, t->speaker.beg, RCP_W(HE)))
            continue;
        for (uint32_t k = 1; k <= TURNS && k < i; k++) {
            const rcp_att *o = RCP_ROW(&x->att, rcp_att, i - k);
            if (o->a.sent + SENTENCES < t->a.sent)
                break;
            uint32_t kind = d->mention.row[o->a.mention].kind;
            if (!o->a.mention || i - k == t->a.parent || o->a.parent ||
                (kind != RCP_PERSON && kind != RCP_ROLE))
                continue;
            t->a.mention = o->a.mention;
            t->a.stype = o->a.stype;
            break;
        }
    }
}

/* Nested sayings: the parent, and its speaker as one more link of the chain. */
static rcp_status nest(rcp_attribs *x, const rcp_holders *h)
{
    for (uint32_t i = 1; i < x->att.n; i++)
        RCP_ROW(&x->att, rcp_att, i)->a.parent = rcp_holder_of(h, RCP_ROW(&x->att, rcp_att, i)->a.cue, i);
    resolve_pronouns(x);
    for (uint32_t i = 1; i < x->att.n; i++) {
        rcp_id p = RCP_ROW(&x->att, rcp_att, i)->a.parent;
        const rcp_att *outer = RCP_ROW(&x->att, rcp_att, p);
        if (!p || outer->a.speaker.end <= outer->a.speaker.beg)
            continue;
        rcp_via *via = rcp_rows_add(&x->via);
        if (!via)
            return RCP_E_LIMIT;
        *via = (rcp_via){i, outer->a.mention, outer->a.speaker};
    }
    return RCP_OK;
}

/* Contents and vias in order of their attribution, as a stable counting sort; ranges into the rows. */
static rcp_status order(const rcp_attribs *x, rcp_arena *scratch, rcp_rows *att, rcp_rows *content,
                        rcp_rows *via)
{
    uint32_t n = x->att.n;
    uint32_t *at = RCP_NEW(scratch, uint32_t, (size_t)n + 2), *vat = RCP_NEW(scratch, uint32_t, (size_t)n + 2);
    if (!at || !vat)
        return RCP_E_LIMIT;
    for (uint32_t i = 1; i < x->content.n; i++)
        at[RCP_ROW(&x->content, rcp_content, i)->attribution + 1]++;
    for (uint32_t i = 1; i < x->via.n; i++)
        vat[RCP_ROW(&x->via, rcp_via, i)->attribution + 1]++;
    for (uint32_t i = 1; i < x->content.n; i++)
        if (!rcp_rows_add(content))
            return RCP_E_LIMIT;
    for (uint32_t i = 1; i < x->via.n; i++)
        if (!rcp_rows_add(via))
            return RCP_E_LIMIT;
    at[1] = vat[1] = 1;
    for (uint32_t i = 1; i < n; i++) {
        rcp_attribution *a = rcp_rows_add(att);
        if (!a)
            return RCP_E_LIMIT;
        at[i + 1] += at[i];
        vat[i + 1] += vat[i];
        *a = RCP_ROW(&x->att, rcp_att, i)->a;
        a->content_beg = at[i];
        a->content_end = at[i + 1];
        a->via_beg = vat[i];
        a->via_end = vat[i + 1];
    }
    for (uint32_t i = 1; i < x->content.n; i++) {
        const rcp_content *c = RCP_ROW(&x->content, rcp_content, i);
        *RCP_ROW(content, rcp_content, at[c->attribution]++) = *c;
    }
    for (uint32_t i = 1; i < x->via.n; i++) {
        const rcp_via *c = RCP_ROW(&x->via, rcp_via, i);
        *RCP_ROW(via, rcp_via, vat[c->attribution]++) = *c;
    }
    return RCP_OK;
}

rcp_status rcp_claim_run(const rcp_pack *pack, rcp_doc *doc, rcp_arena *scratch, rcp_err *err)
{
    (void)err;
    rcp_view v;
    rcp_attribs x;
    rcp_holders h;
    rcp_rows att, content, via, claim;
    rcp_status s;
    if ((s = rcp_rows_init(&att, scratch, sizeof(rcp_attribution))) ||
        (s = rcp_rows_init(&content, scratch, sizeof(rcp_content))) ||
        (s = rcp_rows_init(&via, scratch, sizeof(rcp_via))) ||
        (s = rcp_rows_init(&claim, scratch, sizeof(rcp_claim))) ||
        (s = rcp_view_make(&v, pack, pack->stage[RCP_CLAIM], doc, scratch)) ||
        (s = rcp_attribs_find(&x, &v, scratch)) || (s = settle(&x, scratch, &h)) ||
        (s = nest(&x, &h)) || (s = rcp_claims_make(&x, &h, &claim)) ||
        (s = order(&x, scratch, &att, &content, &via)))
        return s;
    if ((s = RCP_FREEZE(doc, attribution, &att)) || (s = RCP_FREEZE(doc, content, &content)) ||
        (s = RCP_FREEZE(doc, via, &via)))
        return s;
    return RCP_FREEZE(doc, claim, &claim);
}

rcp_status rcp_conditional_at(const rcp_pack *pack, const rcp_doc *doc, uint32_t at, rcp_arena *scratch,
                              uint32_t *label, rcp_why *why)
{
    rcp_view v;
    rcp_attribs x;
    rcp_holders h;
    rcp_status s;
    *label = RCP_COND_NONE;
    *why = 0;
    if ((s = rcp_view_make(&v, pack, pack->stage[RCP_CLAIM], doc, scratch)) ||
        (s = rcp_attribs_find(&x, &v, scratch)) || (s = settle(&x, scratch, &h)))
        return s;
    for (uint32_t w = 1; w < v.n; w++)
        if (v.word[w].span.beg <= at && at < v.word[w].span.end) {
            rcp_id att = rcp_holder_of(&h, v.word[w].span, 0);
            *label = rcp_conditional_read(&v, w, att && RCP_ROW(&x.att, rcp_att, att)->past, why);
            break;
        }
    return RCP_OK;
}
