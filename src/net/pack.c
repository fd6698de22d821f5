#include "net/pack.h"

#include <math.h>
#include <stdlib.h>

#include "lang/conllu.h"
#include "lang/percep.h"
#include "net/grad.h"

/* The matrices of a network, in the order of the file. */
enum { MATRICES = 3 * RCP_NET_LAYERS + 5 };
typedef struct {
    rcp_net_matrix *to;
    size_t w, bias;
    uint32_t in, out;
    bool biased;
} slot;

static uint32_t list_matrices(rcp_net *net, slot *out)
{
    const rcp_net_shape *s = &net->shape;
    rcp_net_layout l;
    uint32_t n = 0, h = s->hidden;
    rcp_net_layout_make(s, &l);
    for (uint32_t k = 0; k < s->layers; k++) {
        out[n++] = (slot){&net->layer[k].wx, l.wx[k], l.bias[k], rcp_net_input(s, k), 8 * h, true};
        for (uint32_t dir = 0; dir < 2; dir++)
            out[n++] = (slot){&net->layer[k].wh[dir], l.wh[k][dir], 0, h, 4 * h, false};
    }
    out[n++] = (slot){&net->proj, l.proj, l.proj_b, 2 * h, 2 * s->arc + 2 * s->rel, true};
    out[n++] = (slot){&net->arc, l.arc, l.arc_b, s->arc, s->arc, true};
    out[n++] = (slot){&net->rels, l.rel, l.rel_b, s->rel, rcp_net_pad(s->rels), true};
    out[n++] = (slot){&net->upos, l.upos, l.upos_b, 2 * h, rcp_net_pad(s->upos), true};
    out[n++] = (slot){&net->tag, l.tags, l.tags_b, 2 * h, rcp_net_pad(s->tags), true};
    return n;
}

/* Where byte (i, o) of a matrix lies. */
static size_t place(uint32_t in, uint32_t i, uint32_t o)
{
    return ((size_t)(o / 16) * (in / 4) + i / 4) * 64 + (o % 16) * 4 + i % 4;
}

/* Writing. */

static void put_f32(rcp_buf *b, float x)
{
    uint32_t u;
    memcpy(&u, &x, sizeof u);
    rcp_buf_u32(b, u);
}

static int8_t byte_of(float x)
{
    return (int8_t)(x < 0 ? x - 0.5f : x + 0.5f);
}

static float largest(const float *x, size_t n, size_t stride)
{
    float top = 1e-6f;
    for (size_t i = 0; i < n; i++)
        top = fabsf(x[i * stride]) > top ? fabsf(x[i * stride]) : top;
    return top;
}

static void write_tables(const rcp_net_made *made, const rcp_net_layout *l, rcp_buf *weights,
                         rcp_buf *numbers)
{
    const rcp_net_shape *s = made->shape;
    float edge = 0;
    for (uint32_t t = 0; t < RCP_NET_TABLES; t++) {
        size_t n = (size_t)s->rows[t] * s->dim[rcp_net_group(t)];
        const float *w = made->w + l->table[t];
        float top = largest(w, n, 1), scale = top / 127;
        for (size_t i = 0; i < n; i++) {
            rcp_buf_char(weights, (char)byte_of(w[i] / scale));
        }
        put_f32(numbers, scale);
        edge = top > edge ? top : edge;
    }
    put_f32(numbers, edge);
}

static void write_matrix(const float *w, const float *bias, uint32_t in, uint32_t out, char *bytes,
                         rcp_buf *weights, rcp_buf *numbers)
{
    for (uint32_t o = 0; o < out; o++) {
        float scale = largest(w + o, in, out) / RCP_WEIGHT_TOP;
        for (uint32_t i = 0; i < in; i++)
            bytes[place(in, i, o)] = (char)byte_of(w[(size_t)i * out + o] / scale);
        put_f32(numbers, scale);
    }
    rcp_buf_put(weights, bytes, (size_t)in * out);
    for (uint32_t o = 0; bias && o < out; o++)
        put_f32(numbers, bias[o]);
}

static void write_shape(const rcp_net_shape *s, rcp_buf *b)
{
    for (uint32_t t = 0; t < RCP_NET_TABLES; t++)
        rcp_buf_u32(b, s->rows[t]);
    for (uint32_t g = 0; g < RCP_NET_GROUPS; g++)
        rcp_buf_u32(b, s->dim[g]);
    const uint32_t rest[] = {s->layers, s->hidden, s->arc, s->rel, s->upos, s->tags, s->rels};
    for (uint32_t i = 0; i < sizeof rest / sizeof *rest; i++)
        rcp_buf_u32(b, rest[i]);
}

static void write_rels(const rcp_net_shape *s, rcp_buf *b)
{
    rcp_str name[256];
    for (uint32_t i = 0; i < s->rels; i++)
        name[i] = rcp_str_of(rcp_enum_word(&rcp_enum_deprel, i));
    rcp_strings_write(name, s->rels, b);
}

rcp_status rcp_net_write(const rcp_net_made *made, rcp_buf *out, rcp_err *err)
{
    rcp_net net = {.shape = *made->shape};
    rcp_net_layout l;
    slot m[MATRICES];
    rcp_buf shape = {0}, tags = {0}, rels = {0}, weights = {0}, numbers = {0};
    uint32_t n = list_matrices(&net, m);
    char *bytes = malloc((size_t)8 * RCP_NET_WIDTH_MAX * 2 * RCP_NET_WIDTH_MAX);
    rcp_net_layout_make(made->shape, &l);
    write_shape(made->shape, &shape);
    rcp_strings_write(made->tag_name, made->shape->tags, &tags);
    write_rels(made->shape, &rels);
    write_tables(made, &l, &weights, &numbers);
    for (uint32_t i = 0; bytes && i < n; i++)
        write_matrix(made->w + m[i].w, m[i].biased ? made->w + m[i].bias : NULL, m[i].in, m[i].out,
                     bytes, &weights, &numbers);
    rcp_model_parts parts = {0};
    rcp_model_part(&parts, "info", made->info.s, made->info.len);
    rcp_model_part(&parts, "shape", shape.s, shape.len);
    rcp_model_part(&parts, "forms", made->known[0].hash, 4 * (size_t)made->known[0].n);
    rcp_model_part(&parts, "lemmas", made->known[1].hash, 4 * (size_t)made->known[1].n);
    rcp_model_part(&parts, "tags", tags.s, tags.len);
    rcp_model_part(&parts, "rels", rels.s, rels.len);
    rcp_model_part(&parts, "weights", weights.s, weights.len);
    rcp_model_part(&parts, "numbers", numbers.s, numbers.len);
    rcp_model_write(&parts, "net", out);
    bool failed = !bytes || shape.failed || tags.failed || rels.failed || weights.failed ||
                  numbers.failed || out->failed;
    rcp_buf *all[] = {&shape, &tags, &rels, &weights, &numbers};
    for (uint32_t i = 0; i < sizeof all / sizeof *all; i++)
        rcp_buf_free(all[i]);
    free(bytes);
    return failed ? rcp_fail(err, RCP_E_MEMORY, "no memory left to write the network") : RCP_OK;
}

/* Opening: every number is checked here, so that nothing later needs to. */

static bool read_shape(rcp_str section, rcp_net_shape *s)
{
    uint32_t n = RCP_NET_TABLES + RCP_NET_GROUPS + 7, at = 0;
    if (section.len != 4 * n)
        return false;
    for (uint32_t t = 0; t < RCP_NET_TABLES; t++)
        s->rows[t] = rcp_u32_at(section.s + 4 * at++);
    for (uint32_t g = 0; g < RCP_NET_GROUPS; g++)
        s->dim[g] = rcp_u32_at(section.s + 4 * at++);
    uint32_t *rest[] = {&s->layers, &s->hidden, &s->arc, &s->rel, &s->upos, &s->tags, &s->rels};
    for (uint32_t i = 0; i < 7; i++)
        *rest[i] = rcp_u32_at(section.s + 4 * at++);
    return rcp_net_shape_ok(s);
}

static bool read_known(rcp_str section, uint32_t rows, rcp_net_known *k)
{
    *k = (rcp_net_known){section.s, section.len / 4};
    return section.len % 4 == 0 && k->n + RCP_NET_FIRST == rows;
}

static bool read_tags(rcp_net *net, rcp_str section, rcp_arena *a)
{
    uint32_t *upos = RCP_NEW(a, uint32_t, (size_t)net->shape.tags + 1);
    if (!upos || !rcp_strings_open(&net->tags, section) || net->tags.n != net->shape.tags)
        return false;
    for (uint32_t i = 0; i < net->tags.n; i++) {
        rcp_str s = rcp_strings_at(&net->tags, i);
        const char *space = s.len ? memchr(s.s, ' ', s.len) : NULL;
        int value =
            space ? rcp_enum_value(&rcp_enum_upos, (rcp_str){s.s, (uint32_t)(space - s.s)}) : -1;
        if (value <= 0)
            return false;
        upos[i] = (uint32_t)value;
    }
    net->tag_upos = upos;
    return true;
}

static bool read_rels(rcp_net *net, rcp_str section, rcp_arena *a)
{
    rcp_strings names;
    uint16_t *rel = RCP_NEW(a, uint16_t, (size_t)net->shape.rels + 1);
    if (!rel || !rcp_strings_open(&names, section) || names.n != net->shape.rels)
        return false;
    for (uint32_t i = 0; i < names.n; i++) {
        int value = rcp_deprel_value(rcp_strings_at(&names, i));
        rel[i] = (uint16_t)(value > 0 ? value : RCP_REL_dep);
    }
    net->rel = rel;
    return true;
}

typedef struct {
    rcp_str s;
    uint32_t at;
    bool failed;
} numbers;

static float next_number(numbers *n)
{
    float x = 0;
    if (n->failed || n->s.len - n->at < 4) {
        n->failed = true;
        return 0;
    }
    uint32_t u = rcp_u32_at(n->s.s + n->at);
    memcpy(&x, &u, sizeof x);
    n->at += 4;
    n->failed = !(x > -1e6f && x < 1e6f);
    return n->failed ? 0 : x;
}

static const float *next_numbers(numbers *n, uint32_t count, rcp_arena *a)
{
    float *x = RCP_NEW(a, float, count);
    for (uint32_t i = 0; x && i < count; i++)
        x[i] = next_number(n);
    n->failed |= !x;
    return x;
}

static const int32_t *sums_of(const int8_t *w, uint32_t in, uint32_t out, rcp_arena *a)
{
    int32_t *sum = RCP_NEW(a, int32_t, out);
    for (size_t at = 0; sum && at < (size_t)in * out; at++)
        sum[at / 64 / (in / 4) * 16 + at % 64 / 4] += 128 * w[at];
    return sum;
}

static bool read_weights(rcp_net *net, rcp_str section, numbers *n, rcp_arena *a)
{
    slot m[MATRICES];
    uint32_t count = list_matrices(net, m);
    const int8_t *w = (const int8_t *)(const void *)section.s;
    uint64_t need = 0, at = 0;
    for (uint32_t t = 0; t < RCP_NET_TABLES; t++)
        need += (uint64_t)net->shape.rows[t] * net->shape.dim[rcp_net_group(t)];
    for (uint32_t i = 0; i < count; i++)
        need += (uint64_t)m[i].in * m[i].out;
    if (need != section.len)
        return false;
    for (uint32_t t = 0; t < RCP_NET_TABLES; t++) {
        net->table[t] = w + at;
        at += (uint64_t)net->shape.rows[t] * net->shape.dim[rcp_net_group(t)];
        net->table_scale[t] = next_number(n);
    }
    net->edge = next_number(n);
    for (uint32_t i = 0; i < count; i++) {
        *m[i].to = (rcp_net_matrix){w + at,  next_numbers(n, m[i].out, a),
                                    NULL,    sums_of(w + at, m[i].in, m[i].out, a),
                                    m[i].in, m[i].out};
        for (uint64_t k = 0; k < (uint64_t)m[i].in * m[i].out; k++)
            if (w[at + k] > RCP_WEIGHT_TOP || w[at + k] < -RCP_WEIGHT_TOP)
                return false;
        m[i].to->bias = m[i].biased ? next_numbers(n, m[i].out, a) : NULL;
        at += (uint64_t)m[i].in * m[i].out;
        if (!m[i].to->sum)
            return false;
    }
    return !n->failed && n->at == n->s.len && net->edge >= 1e-6f; /* one over it is a number */
}

rcp_status rcp_net_open(rcp_net *net, rcp_str bytes, const char *file, rcp_arena *a, rcp_err *err)
{
    rcp_model m;
    memset(net, 0, sizeof *net);
    rcp_status s = rcp_model_open(&m, bytes, "net", file, err);
    if (s)
        return s;
    if (!read_shape(rcp_model_section(&m, "shape"), &net->shape))
        return rcp_model_fail(&m, err, "shape");
    if (!read_known(rcp_model_section(&m, "forms"), net->shape.rows[RCP_NET_FORM],
                    &net->known[0]) ||
        !read_known(rcp_model_section(&m, "lemmas"), net->shape.rows[RCP_NET_LEMMA],
                    &net->known[1]))
        return rcp_model_fail(&m, err, "forms or lemmas");
    if (!read_tags(net, rcp_model_section(&m, "tags"), a) ||
        !read_rels(net, rcp_model_section(&m, "rels"), a))
        return rcp_model_fail(&m, err, "tags or rels");
    numbers n = {rcp_model_section(&m, "numbers"), 0, false};
    if (!read_weights(net, rcp_model_section(&m, "weights"), &n, a))
        return rcp_model_fail(&m, err, "weights");
    return RCP_OK;
}
