#include "segment/look.h"

#include "lang/form.h"
#include "lang/percep.h"

enum { KIND_SMALL = 1, KIND_CAPITAL, KIND_KNOWN_CAPITAL, KIND_CAPS, KIND_NUMBER, KIND_MIXED };

static uint32_t mask_of(const rcp_readings *r, const rcp_strings *feats, int32_t set)
{
    uint32_t beg, end, mask = 0;
    rcp_readings_range(r, set, &beg, &end);
    for (; beg < end; beg++) {
        rcp_reading e = rcp_readings_at(r, beg);
        if (!(e.flags & RCP_ENTRY_SHOWN))
            continue;
        mask |= 1u << e.upos;
        if (rcp_str_is(rcp_feat(rcp_strings_at(feats, e.feats), "VerbForm"), "Fin"))
            mask |= RCP_MASK_FINITE;
    }
    return mask;
}

rcp_status rcp_lexicon_masks_open(rcp_lexicon_masks *m, rcp_pack *pack, rcp_err *err)
{
    rcp_str bytes = {0};
    const char *name = NULL;
    rcp_model model;
    rcp_strings feats, scripts;
    *m = (rcp_lexicon_masks){0};
    rcp_status s = rcp_pack_model(pack, "tag", &bytes, &name, err);
    if (s || !bytes.len || (s = rcp_model_open(&model, bytes, "tag", name, err)))
        return s;
    if (!rcp_strings_open(&feats, rcp_model_section(&model, "lexfeats")) ||
        !rcp_strings_open(&scripts, rcp_model_section(&model, "scripts")))
        return rcp_model_fail(&model, err, "a list of strings");
    s = rcp_readings_open(&m->readings, &model, feats.n, scripts.n, &pack->arena, err);
    uint32_t *mask = s ? NULL : RCP_NEW(&pack->arena, uint32_t, m->readings.n_sets + 1);
    if (!s && !mask)
        return rcp_fail(err, RCP_E_LIMIT, "no room left in the %s pack", pack->lang);
    for (uint32_t i = 0; !s && i < m->readings.n_sets; i++)
        mask[i] = mask_of(&m->readings, &feats, (int32_t)i);
    m->mask = mask;
    m->open = !s;
    return s;
}

/* What the lexicon says: of the form as printed and in lower case. */
static void masks_of(const rcp_lexicon_masks *m, rcp_str form, rcp_str norm, uint32_t mask[2])
{
    char out[RCP_FORM_MAX];
    mask[0] = mask[1] = 0;
    if (!m->open || norm.len > RCP_FORM_MAX)
        return;
    rcp_str exact = rcp_form_norm(form, out);
    int32_t lower = rcp_readings_lookup(&m->readings, norm);
    int32_t same = rcp_str_eq(exact, norm) ? -1 : rcp_readings_lookup(&m->readings, exact);
    mask[0] = same < 0 ? 0 : m->mask[same];
    mask[1] = lower < 0 ? 0 : m->mask[lower];
}

static uint32_t kind_of(rcp_str norm, uint32_t flags, const uint32_t mask[2])
{
    uint32_t n, first = norm.len ? rcp_utf8_at(norm, 0, &n) : 0;
    if (flags & RCP_TOK_PUNCT)      /* which way a mark faces matters more than its shape */
        return (uint32_t)(rcp_mix(rcp_hash32(norm), flags & (RCP_TOK_OPEN | RCP_TOK_CLOSE)) >> 8) |
               16;
    if (norm.len > 1 && norm.s[norm.len - 1] == '.')
        return KIND_MIXED + (flags & RCP_TOK_UPPER ? 1u : 2u);
    if (flags & RCP_TOK_NUMBER)
        return KIND_NUMBER;
    if (flags & RCP_TOK_CAPS)
        return KIND_CAPS;
    if (flags & RCP_TOK_UPPER)
        return mask[1] & ~(1u << RCP_PROPN) ? KIND_KNOWN_CAPITAL : KIND_CAPITAL;
    return rcp_is_letter(first) ? KIND_SMALL : KIND_MIXED;
}

/* The first RCP_FORM_MAX bytes or less: more of a form is not looked at. */
static rcp_str clipped(rcp_str s)
{
    if (s.len > RCP_FORM_MAX) {
        s.len = RCP_FORM_MAX;
        while (!rcp_utf8_boundary((rcp_str){s.s, RCP_FORM_MAX + 1}, s.len))
            s.len--;
    }
    return s;
}

void rcp_token_look_at(const rcp_lexicon_masks *m, rcp_str form, rcp_str norm, uint32_t flags,
                       rcp_token_look *out)
{
    uint32_t mask[2], n;
    char plain[RCP_FORM_MAX];
    norm = rcp_form_norm(clipped(norm), plain);
    masks_of(m, form, norm, mask);
    out->lower = rcp_form_hash(norm);
    out->suf[0] = rcp_hash32(rcp_form_last(norm, 2));
    out->suf[1] = rcp_hash32(rcp_form_last(norm, 3));
    out->shape = rcp_form_shape(form, 2, 12);
    out->lex = (uint32_t)(rcp_mix(mask[0], mask[1]) >> 16);
    out->kind = kind_of(norm, flags, mask);
    uint32_t first = norm.len ? rcp_utf8_at(norm, 0, &n) : 0;
    uint32_t verbs = 1u << RCP_VERB | 1u << RCP_AUX;
    bool sign = flags & RCP_TOK_PUNCT;
    bool stop = sign && (first == '.' || first == '!' || first == '?' || first == 0x2026);
    bool finite = mask[1] & RCP_MASK_FINITE;
    out->flags = (sign ? 0 : RCP_LOOK_WORD) | (flags & RCP_TOK_UPPER ? RCP_LOOK_UPPER : 0) |
                 (finite ? RCP_LOOK_FINITE : 0) |
                 (finite && !(mask[1] & ~(verbs | RCP_MASK_FINITE)) ? RCP_LOOK_VERB : 0) |
                 (stop ? RCP_LOOK_STOP : 0) | (flags & RCP_TOK_SPACE ? RCP_LOOK_SPACE : 0);
}
