#include "net/shape.h"

#include "lang/form.h"
#include "lang/percep.h"

static const uint32_t group_of[RCP_NET_TABLES] = {
#define X(name, group) group,
    RCP_NET_TABLE_MAP(X)
#undef X
};

uint32_t rcp_net_group(uint32_t table)
{
    return group_of[table];
}

uint32_t rcp_net_column(const rcp_net_shape *s, uint32_t table)
{
    uint32_t col = 0;
    for (uint32_t g = 0; g < group_of[table]; g++)
        col += s->dim[g];
    return col;
}

uint32_t rcp_net_input(const rcp_net_shape *s, uint32_t layer)
{
    return layer ? 2 * s->hidden : s->dim[0] + s->dim[1] + s->dim[2];
}

static bool width_ok(uint32_t n, uint32_t least)
{
    return n >= least && n <= RCP_NET_WIDTH_MAX && n % 16 == 0;
}

bool rcp_net_shape_ok(const rcp_net_shape *s)
{
    for (uint32_t t = 0; t < RCP_NET_TABLES; t++)
        if (s->rows[t] <= RCP_NET_FIRST || s->rows[t] > RCP_NET_ROWS_MAX)
            return false;
    for (uint32_t g = 0; g < RCP_NET_GROUPS; g++)
        if (!width_ok(s->dim[g], 16))
            return false;
    return s->layers >= 1 && s->layers <= RCP_NET_LAYERS && width_ok(s->hidden, 16) &&
           width_ok(s->arc, 16) && width_ok(s->rel, 16) && s->upos >= 2 && s->upos <= RCP_N_upos &&
           s->tags >= 1 && s->tags <= RCP_NET_WIDTH_MAX && s->rels >= 1 && s->rels <= 256;
}

static uint32_t known_at(const rcp_net_known *k, uint32_t i)
{
    return rcp_u32_at(k->hash + 4 * (size_t)i);
}

uint32_t rcp_net_known_row(const rcp_net_known *k, uint32_t hash)
{
    uint32_t lo = 0, hi = k->n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (known_at(k, mid) < hash)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < k->n && known_at(k, lo) == hash ? RCP_NET_FIRST + lo : RCP_NET_UNKNOWN;
}

/* The first characters of s, or all. */
static rcp_str first_chars(rcp_str s, uint32_t chars)
{
    uint32_t at = 0, n;
    for (; chars && at < s.len; chars--)
        at += (rcp_utf8_at(s, at, &n), n);
    return (rcp_str){s.s, at};
}

static uint32_t hashed(const rcp_net_shape *s, uint32_t table, uint64_t x)
{
    x = rcp_mix(x, table) >> 8;
    return RCP_NET_FIRST + (uint32_t)(x % (s->rows[table] - RCP_NET_FIRST));
}

uint32_t rcp_net_form_hash(rcp_str form)
{
    char a[RCP_FORM_MAX], b[3 * RCP_FORM_MAX];
    return rcp_form_hash(rcp_form_lower(rcp_form_norm(form, a), b));
}

uint32_t rcp_net_lemma_hash(rcp_str lemma)
{
    lemma.len = lemma.len > RCP_FORM_MAX ? RCP_FORM_MAX : lemma.len;
    return rcp_form_hash(lemma);
}

void rcp_net_word_make(const rcp_net_shape *s, const rcp_net_known known[2],
                       const rcp_net_seen *seen, rcp_net_word *out)
{
    char a[RCP_FORM_MAX], b[3 * RCP_FORM_MAX];
    rcp_str norm = rcp_form_norm(seen->form, a), lower = rcp_form_lower(norm, b);
    uint32_t *r = out->row;
    r[RCP_NET_FORM] = rcp_net_known_row(&known[0], rcp_form_hash(lower));
    r[RCP_NET_PRE] = hashed(s, RCP_NET_PRE, rcp_hash32(first_chars(lower, 3)));
    r[RCP_NET_SUF2] = hashed(s, RCP_NET_SUF2, rcp_hash32(rcp_form_last(lower, 2)));
    r[RCP_NET_SUF3] = hashed(s, RCP_NET_SUF3, rcp_hash32(rcp_form_last(lower, 3)));
    r[RCP_NET_SUF4] = hashed(s, RCP_NET_SUF4, rcp_hash32(rcp_form_last(lower, 4)));
    r[RCP_NET_LEMMA] = rcp_net_known_row(&known[1], rcp_net_lemma_hash(seen->lemma));
    r[RCP_NET_UPOS] = RCP_NET_FIRST + seen->upos % (s->rows[RCP_NET_UPOS] - RCP_NET_FIRST);
    r[RCP_NET_TAG] = hashed(s, RCP_NET_TAG, rcp_mix(seen->upos, rcp_hash32(seen->feats)));
    r[RCP_NET_LEX] = hashed(s, RCP_NET_LEX, seen->lex);
    r[RCP_NET_SHAPE] = hashed(s, RCP_NET_SHAPE, rcp_form_shape(norm, 1, 12));
}
