#include "variant/variant.h"

#include <float.h>

#include "base/utf8.h"

const char rcp_variant_country[RCP_VARIANT_COUNTRIES][4] = {"UKR", "BLR", "RUS"};

/* What pairs and misses of a person's words cost: found on every second row of eu_sanctions_names. */
static const float LACKS = 2.2F, LACKS_PATRONYMIC = 0.35F, INITIAL = 0.1F, CROSSED = 0.15F;

/* d[u][v]: what it costs to get to node u of a and v of b; not cleared, filled in order. */
typedef struct { const rcp_readings *r; const rcp_lattice *a, *b; float (*d)[RCP_VARIANT_NODES]; } product;

/* The cheapest way to the pair of nodes (u, v): a letter of a dropped, one of b put in, or one for the other. */
static float cell(const product *p, uint32_t u, uint32_t v)
{
    const rcp_lattice *a = p->a, *b = p->b;
    float best = FLT_MAX;
    for (uint32_t e = a->into[u]; e < a->into[u + 1]; e++) {
        const rcp_lattice_edge *x = &a->edge[e];
        float alone = p->d[x->from][v] + x->cost + p->r->alike[x->letter][0];
        best = alone < best ? alone : best;
        for (uint32_t f = b->into[v]; x->letter && f < b->into[v + 1]; f++) {
            const rcp_lattice_edge *y = &b->edge[f];
            float both = p->d[x->from][y->from] + x->cost + y->cost + p->r->alike[x->letter][y->letter];
            best = y->letter && both < best ? both : best;
        }
    }
    for (uint32_t f = b->into[v]; f < b->into[v + 1]; f++) {
        const rcp_lattice_edge *y = &b->edge[f];
        float alone = p->d[u][y->from] + y->cost + p->r->alike[0][y->letter];
        best = alone < best ? alone : best;
    }
    return best;
}

static void fill(product *p)
{
    for (uint32_t u = 0; u < p->a->n_nodes; u++)
        for (uint32_t v = 0; v < p->b->n_nodes; v++)
            p->d[u][v] = u || v ? cell(p, u, v) : 0;
}

float rcp_lattice_distance(const rcp_readings *r, const rcp_lattice *a, const rcp_lattice *b, float most)
{
    float d[RCP_VARIANT_NODES][RCP_VARIANT_NODES];
    product p = {.r = r, .a = a, .b = b, .d = d};
    if (!a->n_nodes || !b->n_nodes || a->weight - b->heaviest > most || b->weight - a->heaviest > most)
        return most;
    fill(&p);
    float sum = d[a->n_nodes - 1][b->n_nodes - 1];
    return sum < most ? sum : most;
}

/* How far `a` is from the beginning of `b`. */
static float prefix_distance(const rcp_readings *r, const rcp_lattice *a, const rcp_lattice *b)
{
    float d[RCP_VARIANT_NODES][RCP_VARIANT_NODES], best = FLT_MAX;
    product p = {.r = r, .a = a, .b = b, .d = d};
    fill(&p);
    for (uint32_t v = 0; v < b->n_nodes; v++)
        best = d[a->n_nodes - 1][v] < best ? d[a->n_nodes - 1][v] : best;
    return best;
}

/* --- persons --- */

static bool ends_in(rcp_str word, rcp_str ending)
{
    return word.len > ending.len + 2 && !memcmp(word.s + word.len - ending.len, ending.s, ending.len);
}

static bool patronymic(const rcp_readings *r, rcp_str word)
{
    char low[2 * RCP_VARIANT_BYTES];
    rcp_str s = {low, word.len < RCP_VARIANT_BYTES ? rcp_lower(word, low, sizeof low) : 0};
    for (uint32_t i = 0; i < r->n_endings; i++)
        if (ends_in(s, r->ending[i]))
            return true;
    return false;
}

/* One letter, or two and a dot. */
static bool is_initial(rcp_str word)
{
    uint32_t letters = 0, n;
    for (uint32_t at = 0; at < word.len; at += n)
        letters += rcp_is_letter(rcp_utf8_at(word, at, &n));
    return letters == 1 || (letters == 2 && word.s[word.len - 1] == '.');
}

/* The next word: blanks part words, and so does the dot of an initial ("V.V."). */
static rcp_str next_word(rcp_str *rest)
{
    uint32_t beg = 0, end, n, c;
    while (beg < rest->len && ((c = rcp_utf8_at(*rest, beg, &n)) == ',' || rcp_is_space(c)))
        beg += n;
    for (end = beg; end < rest->len; end += n) {
        c = rcp_utf8_at(*rest, end, &n);
        if (rcp_is_space(c) || c == ',')
            break;
        if (c == '.') {
            end++;
            break;
        }
    }
    rcp_str word = {rest->s + beg, end - beg};
    rest->s += end;
    rest->len -= end;
    return word;
}

bool rcp_person_of(const rcp_readings *r, rcp_str name, rcp_person *out)
{
    bool bracket = false, has_patronymic = false;
    out->n = 0;
    for (rcp_str word; name.len && out->n < RCP_VARIANT_WORDS;) {
        word = next_word(&name);
        bool inside = bracket || (word.len && word.s[0] == '(');
        bracket = inside && !memchr(word.s, ')', word.len);
        if (inside || !word.len || !rcp_lattice_of(r, word, &out->word[out->n]))
            continue;
        out->initial[out->n] = is_initial(word);
        out->patronymic[out->n] = out->n > 0 && !has_patronymic && patronymic(r, word);
        has_patronymic |= out->patronymic[out->n];
        out->n++;
    }
    if (out->n == 2)            /* a last name that looks like one */
        out->patronymic[1] = false;
    return out->n > 0;
}

static float word_distance(const rcp_readings *r, const rcp_person *a, uint32_t i, const rcp_person *b, uint32_t k)
{
    if (a->initial[i])
        return INITIAL + prefix_distance(r, &a->word[i], &b->word[k]);
    if (b->initial[k])
        return INITIAL + prefix_distance(r, &b->word[k], &a->word[i]);
    return rcp_lattice_distance(r, &a->word[i], &b->word[k], 2 * LACKS);
}

float rcp_person_distance(const rcp_readings *r, const rcp_person *a, const rcp_person *b)
{
    float best[1 << RCP_VARIANT_WORDS], next[1 << RCP_VARIANT_WORDS], least = FLT_MAX;
    uint32_t all = 1u << b->n;
    for (uint32_t m = 0; m < all; m++)
        best[m] = m ? FLT_MAX : 0;
    for (uint32_t i = 0; i < a->n; i++) {       /* best[m]: words before i matched with the words m of b */
        for (uint32_t m = 0; m < all; m++)
            next[m] = best[m] < FLT_MAX ? best[m] + (a->patronymic[i] ? LACKS_PATRONYMIC : LACKS) : FLT_MAX;
        for (uint32_t k = 0; k < b->n; k++) {
            float d = word_distance(r, a, i, b, k);
            for (uint32_t m = 0; m < all; m++) {
                float x = best[m] + d + (m >> (k + 1) ? CROSSED : 0);
                if (!(m >> k & 1) && best[m] < FLT_MAX && x < next[m | 1u << k])
                    next[m | 1u << k] = x;
            }
        }
        memcpy(best, next, sizeof *best * all);
    }
    for (uint32_t m = 0; m < all; m++) {
        float x = best[m];
        for (uint32_t k = 0; k < b->n && x < FLT_MAX; k++)
            x += m >> k & 1 ? 0 : b->patronymic[k] ? LACKS_PATRONYMIC : LACKS;
        least = x < least ? x : least;
    }
    return least;
}
