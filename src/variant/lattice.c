#include "variant/variant.h"

#include "base/utf8.h"

/* What is read from a costlier reading makes no skeleton. */
static const float SKELETON_COST = 0.2F;

typedef struct {
    const rcp_readings *r;
    rcp_lattice *out;
    char     text[RCP_VARIANT_BYTES];           /* lower case, words parted by one blank         */
    uint32_t len;
    uint16_t to[RCP_VARIANT_EDGES];             /* byte an edge goes to, where its node is not made yet */
    uint8_t  node[RCP_VARIANT_BYTES + 1];       /* by byte                                       */
    bool     cyrillic, full;
} maker;

static bool separator(uint32_t c)
{
    return c == ' ' || c == '-' || c == '.' || c == '_' || c == ',' || (c >= 0x2010 && c <= 0x2015) || rcp_is_space(c);
}

/* Lower case; what parts words becomes a blank; whether there is a Cyrillic letter. */
static bool prepare(maker *m, rcp_str name)
{
    char low[RCP_VARIANT_BYTES * 2];
    uint32_t n, len = name.len < RCP_VARIANT_BYTES ? rcp_lower(name, low, sizeof low) : 0;
    for (uint32_t at = 0; at < len; at += n) {
        uint32_t c = rcp_utf8_at((rcp_str){low, len}, at, &n);
        m->cyrillic |= rcp_is_cyrillic(c);
        if (m->len + n >= sizeof m->text)
            return false;
        if (separator(c)) {
            if (m->len && m->text[m->len - 1] != ' ')
                m->text[m->len++] = ' ';
            continue;
        }
        memcpy(m->text + m->len, low + at, n);
        m->len += n;
    }
    while (m->len && m->text[m->len - 1] == ' ')
        m->len--;
    return m->len > 0;
}

static void add_edge(maker *m, uint32_t from, uint32_t to, uint32_t letter, float cost)
{
    rcp_lattice *l = m->out;
    if (l->n_edges == RCP_VARIANT_EDGES) {
        m->full = true;
        return;
    }
    m->to[l->n_edges] = (uint16_t)to;
    l->edge[l->n_edges++] = (rcp_lattice_edge){.from = (uint8_t)from, .letter = (uint8_t)letter, .cost = cost};
}

static uint32_t add_node(maker *m)
{
    if (m->out->n_nodes == RCP_VARIANT_NODES) {
        m->full = true;
        return RCP_VARIANT_NODES - 1;
    }
    return m->out->n_nodes++;
}

/* Pivot letters from the node of byte `beg` to that of byte `end`; between letters stand nodes of their own,
 * and edges to them carry RCP_VARIANT_BYTES + 1 + node until all nodes are known. */
static void add_path(maker *m, uint32_t beg, uint32_t end, const rcp_reading *row)
{
    uint32_t from = m->node[beg];
    for (uint32_t i = 0; i + 1 < row->n_pivot; i++) {
        uint32_t node = add_node(m);
        add_edge(m, from, RCP_VARIANT_BYTES + 1 + node, row->pivot[i], i ? 0 : row->cost);
        from = node;
    }
    add_edge(m, from, end, row->n_pivot ? row->pivot[row->n_pivot - 1] : 0, row->n_pivot > 1 ? 0 : row->cost);
}

static bool fits(const maker *m, const rcp_reading *row, uint32_t at)
{
    uint32_t end = at + row->letters.len;
    return end <= m->len && !memcmp(m->text + at, row->letters.s, row->letters.len) &&
           (!row->first || at == 0 || m->text[at - 1] == ' ') &&
           (!row->last || end == m->len || m->text[end] == ' ');
}

/* All readings that begin at a byte; a letter that has none is read without its marks, or passed over. */
static void read_at(maker *m, uint32_t at)
{
    uint32_t n, c = rcp_utf8_at((rcp_str){m->text, m->len}, at, &n);
    bool any = false;
    if (m->text[at] == ' ') {
        add_edge(m, m->node[at], at + 1, 0, 0);
        return;
    }
    for (uint32_t i = m->r->first[m->cyrillic][c & 63]; i; i = m->r->row[i].next)
        if (fits(m, &m->r->row[i], at)) {
            add_path(m, at, at + m->r->row[i].letters.len, &m->r->row[i]);
            any |= m->r->row[i].letters.len == n;
        }
    if (any)
        return;
    char folded[16];
    uint32_t len = rcp_fold((rcp_str){m->text + at, n}, folded, sizeof folded), k;
    c = len ? rcp_utf8_at((rcp_str){folded, len}, 0, &k) : 0;
    for (uint32_t i = len ? m->r->first[m->cyrillic][c & 63] : 0; i; i = m->r->row[i].next)
        if (rcp_str_eq(m->r->row[i].letters, (rcp_str){folded, len}) && !m->r->row[i].last) {
            add_path(m, at, at + n, &m->r->row[i]);
            any = true;
        }
    if (!any)
        add_edge(m, m->node[at], at + n, 0, rcp_is_letter(c) ? 1 : 0);
}

/* Edges by the node they go to (counting sort), and where each node's edges begin. */
static void sort_edges(maker *m)
{
    rcp_lattice *l = m->out;
    rcp_lattice_edge old[RCP_VARIANT_EDGES];
    memset(l->into, 0, sizeof l->into);
    for (uint32_t i = 0; i < l->n_edges; i++) {
        uint32_t to = m->to[i];
        l->edge[i].to = to > RCP_VARIANT_BYTES ? (uint8_t)(to - RCP_VARIANT_BYTES - 1) : m->node[to];
        l->into[l->edge[i].to + 1]++;
    }
    for (uint32_t v = 0; v < l->n_nodes; v++)
        l->into[v + 1] = (uint16_t)(l->into[v + 1] + l->into[v]);
    uint16_t at[RCP_VARIANT_NODES];
    memcpy(at, l->into, sizeof at);
    memcpy(old, l->edge, sizeof *old * l->n_edges);
    for (uint32_t i = 0; i < l->n_edges; i++)
        l->edge[at[old[i].to]++] = old[i];
}

/* What dropping all letters costs, by the lightest path and the heaviest. */
static void weigh(const rcp_readings *r, rcp_lattice *l)
{
    float low[RCP_VARIANT_NODES] = {0}, high[RCP_VARIANT_NODES] = {0};
    for (uint32_t v = 1; v < l->n_nodes; v++) {
        low[v] = 1e9F;
        for (uint32_t e = l->into[v]; e < l->into[v + 1]; e++) {
            float x = r->alike[l->edge[e].letter][0], least = low[l->edge[e].from] + x, most = high[l->edge[e].from] + x;
            low[v] = least < low[v] ? least : low[v];
            high[v] = most > high[v] ? most : high[v];
        }
    }
    l->weight = low[l->n_nodes - 1];
    l->heaviest = high[l->n_nodes - 1];
}

bool rcp_lattice_of(const rcp_readings *r, rcp_str name, rcp_lattice *out)
{
    maker m;
    m.r = r, m.out = out, m.len = 0, m.cyrillic = m.full = false;      /* the rest is filled in order */
    out->n_nodes = out->n_edges = 0;
    if (r->n < 2 || !prepare(&m, name))
        return false;
    for (uint32_t at = 0, n = 1; at < m.len && !m.full; at += n) {
        (void)rcp_utf8_at((rcp_str){m.text, m.len}, at, &n);
        m.node[at] = (uint8_t)add_node(&m);
        read_at(&m, at);
    }
    m.node[m.len] = (uint8_t)add_node(&m);
    if (m.full)
        return false;
    sort_edges(&m);
    weigh(r, out);
    return true;
}

/* --- the cheapest readings --- */

static void keep_text(rcp_reading_text *list, uint32_t *n, const rcp_reading_text *x)
{
    uint32_t at = *n;
    for (uint32_t i = 0; i < *n; i++)
        if (!strcmp(list[i].text, x->text)) {
            if (list[i].cost <= x->cost)
                return;
            memmove(&list[i], &list[i + 1], sizeof *list * (*n - i - 1));
            at = --*n;
            break;
        }
    while (at > 0 && list[at - 1].cost > x->cost)
        at--;
    if (at == RCP_READINGS_SHOWN)
        return;
    uint32_t last = *n < RCP_READINGS_SHOWN ? (*n)++ : RCP_READINGS_SHOWN - 1;
    memmove(&list[at + 1], &list[at], sizeof *list * (last - at));
    list[at] = *x;
}

uint32_t rcp_lattice_readings(const rcp_readings *r, const rcp_lattice *l, rcp_reading_text out[RCP_READINGS_SHOWN])
{
    rcp_reading_text list[RCP_VARIANT_NODES][RCP_READINGS_SHOWN];
    uint32_t n[RCP_VARIANT_NODES] = {1};
    list[0][0] = (rcp_reading_text){.cost = 0};
    if (!l->n_nodes)
        return 0;
    for (uint32_t v = 1; v < l->n_nodes; v++)
        for (uint32_t e = l->into[v]; e < l->into[v + 1]; e++)
            for (uint32_t k = 0; k < n[l->edge[e].from]; k++) {
                rcp_reading_text x = list[l->edge[e].from][k];
                size_t len = strlen(x.text);
                x.cost += l->edge[e].cost;
                if (l->edge[e].letter && len + 1 < sizeof x.text) {
                    x.text[len] = r->letter[l->edge[e].letter];
                    x.text[len + 1] = '\0';
                }
                keep_text(list[v], &n[v], &x);
            }
    memcpy(out, list[l->n_nodes - 1], sizeof *out * n[l->n_nodes - 1]);
    return n[l->n_nodes - 1];
}

/* --- skeletons --- */

static char class_of(char letter)
{
    static const char from[] = "bpvwfghkdtzZscCSlmnr", to[] = "BPVVVHHKDTSSSSSSLMNR";
    const char *p = letter ? strchr(from, letter) : NULL;
    return p ? to[p - from] : '\0';
}

/* The class of one more letter put behind a skeleton; "ts" and "dz" are hissing sounds. */
static void put_class(char *s, char c)
{
    size_t n = strlen(s);
    if (c == 'S' && n && (s[n - 1] == 'T' || s[n - 1] == 'D'))
        s[--n] = '\0';
    if (c && n + 1 < RCP_SKELETON && (!n || s[n - 1] != c)) {
        s[n] = c;
        s[n + 1] = '\0';
    }
}

/* Readings at most so much costlier than the cheapest are usual. */
static const float USUAL = 0.05F;

uint32_t rcp_lattice_skeleton(const rcp_readings *r, const rcp_lattice *l, char out[RCP_SKELETON])
{
    rcp_reading_text text[RCP_READINGS_SHOWN];
    uint32_t n = rcp_lattice_readings(r, l, text), best = 0;
    out[0] = '\0';
    for (uint32_t i = 0; i < n && text[i].cost <= text[0].cost + USUAL; i++) {
        char s[RCP_SKELETON] = "";
        for (const char *c = text[i].text; *c; c++)
            put_class(s, class_of(*c));
        uint32_t len = (uint32_t)strlen(s);
        if (len > best || (len == best && strcmp(s, out) < 0)) {
            best = len;
            memcpy(out, s, sizeof s);
        }
    }
    return best;
}

static void keep_skeleton(char list[RCP_SKELETONS][RCP_SKELETON], uint32_t *n, const char *s)
{
    for (uint32_t i = 0; i < *n; i++)
        if (!strcmp(list[i], s))
            return;
    if (*n < RCP_SKELETONS)
        memcpy(list[(*n)++], s, RCP_SKELETON);
}

uint32_t rcp_lattice_skeletons(const rcp_readings *r, const rcp_lattice *l, char out[RCP_SKELETONS][RCP_SKELETON])
{
    char list[RCP_VARIANT_NODES][RCP_SKELETONS][RCP_SKELETON];
    uint32_t n[RCP_VARIANT_NODES] = {1}, kept = 0;
    if (!l->n_nodes)
        return 0;
    list[0][0][0] = '\0';
    for (uint32_t v = 1; v < l->n_nodes; v++)
        for (uint32_t e = l->into[v]; e < l->into[v + 1]; e++) {
            if (l->edge[e].cost > SKELETON_COST)
                continue;
            for (uint32_t k = 0; k < n[l->edge[e].from]; k++) {
                char s[RCP_SKELETON];
                memcpy(s, list[l->edge[e].from][k], sizeof s);
                put_class(s, class_of(r->letter[l->edge[e].letter]));
                keep_skeleton(list[v], &n[v], s);
            }
        }
    uint32_t last = l->n_nodes - 1;
    for (uint32_t i = 0; i < n[last]; i++)
        if (list[last][i][0])
            memcpy(out[kept++], list[last][i], RCP_SKELETON);
    return kept;
}
