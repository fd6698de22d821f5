#include "parse/parser.h"

#include "lang/conllu.h"

enum { NOBODY_HASH = 2, ROOT_HASH = 3 };

static bool move_read(rcp_str s, char *kind, uint16_t *rel)
{
    *kind = s.len ? s.s[0] : '\0';
    *rel = 0;
    if (rcp_str_is(s, "S"))
        return true;
    if (s.len < 3 || (*kind != 'L' && *kind != 'R') || s.s[1] != ' ')
        return false;
    int value = rcp_deprel_value((rcp_str){s.s + 2, s.len - 2});
    *rel = (uint16_t)(value > 0 ? value : RCP_REL_dep);
    return *rel != RCP_REL_root;
}

rcp_status rcp_parser_open(rcp_parser *p, rcp_str bytes, const char *file, rcp_err *err)
{
    rcp_strings moves;
    memset(p, 0, sizeof *p);
    rcp_status s = rcp_model_open(&p->model, bytes, "parse", file, err);
    if (s)
        return s;
    if (!rcp_strings_open(&moves, rcp_model_section(&p->model, "moves")) || moves.n < 3 ||
        moves.n > RCP_MOVES_MAX)
        return rcp_model_fail(&p->model, err, "moves");
    char before = 'S';
    for (uint32_t i = 0; i < moves.n; i++) {
        char kind;
        bool ok = move_read(rcp_strings_at(&moves, i), &kind, &p->rel[i]);
        if (!ok || (i == 0) != (kind == 'S') || (kind == 'L' && before == 'R'))
            return rcp_model_fail(&p->model, err, "moves");
        if (kind == 'R' && !p->right)
            p->right = i;
        before = kind;
    }
    p->n_moves = moves.n;
    rcp_str w = rcp_model_section(&p->model, "weights");
    p->weights = (rcp_weights){(const int8_t *)(const void *)w.s, NULL, w.len, rcp_width(moves.n)};
    if (p->right < 2 || w.len < p->weights.width)
        return rcp_model_fail(&p->model, err, "weights");
    return RCP_OK;
}

void rcp_parse_word_make(rcp_str form, rcp_str lemma, uint32_t upos, rcp_str feats,
                         rcp_parse_word *out)
{
    char a[RCP_FORM_MAX], b[3 * RCP_FORM_MAX];
    rcp_str lower = rcp_form_lower(rcp_form_norm(form, a), b);
    lemma.len = lemma.len > RCP_FORM_MAX ? RCP_FORM_MAX : lemma.len;
    *out = (rcp_parse_word){rcp_form_hash(lower), rcp_form_hash(lemma), upos,
                            (uint32_t)(rcp_mix(upos, rcp_hash32(feats)) >> 16)};
}

void rcp_parse_word_edges(rcp_parse_word *word, uint32_t n)
{
    word[0] = (rcp_parse_word){NOBODY_HASH, NOBODY_HASH, 0, NOBODY_HASH};
    word[n + 1] = (rcp_parse_word){ROOT_HASH, ROOT_HASH, RCP_N_upos, ROOT_HASH};
}

/* Configurations. */

rcp_status rcp_config_init(rcp_config *c, const rcp_parse_word *word, uint32_t n, rcp_arena *a)
{
    *c = (rcp_config){.word = word,
                      .stack = RCP_NEW(a, uint32_t, (size_t)n + 1),
                      .n = n,
                      .next = 1,
                      .arc = RCP_NEW(a, rcp_arc, (size_t)n + 2),
                      .child = RCP_NEW(a, rcp_children, (size_t)n + 2)};
    return c->stack && c->arc && c->child ? RCP_OK : RCP_E_LIMIT;
}

rcp_allowed rcp_config_allowed(const rcp_config *c)
{
    bool root_next = c->next == c->n + 1;
    return (rcp_allowed){.shift = !root_next,
                         .left = root_next ? c->n_stack == 1 : c->n_stack >= 1,
                         .right = c->n_stack >= 2};
}

static void add_left(rcp_children *h, uint32_t word, uint32_t rel)
{
    h->left[1] = h->left[0];
    h->left[0] = word;
    h->n_left++;
    h->rels |= (uint64_t)1 << (rel & 63);
}

static void add_right(rcp_children *h, uint32_t word, uint32_t rel)
{
    h->right[1] = h->right[0];
    h->right[0] = word;
    h->n_right++;
    h->rels |= (uint64_t)1 << (rel & 63);
}

void rcp_config_move(rcp_config *c, const rcp_parser *p, uint32_t move, int32_t margin)
{
    if (move == 0) {
        c->stack[c->n_stack++] = c->next++;
        return;
    }
    uint32_t word = c->stack[--c->n_stack], rel = p->rel[move];
    if (move < p->right) {
        bool root = c->next == c->n + 1;
        c->arc[word] = (rcp_arc){root ? 0 : c->next, root ? RCP_REL_root : rel, margin};
        add_left(&c->child[c->next], word, rel);
    } else {
        uint32_t head = c->stack[c->n_stack - 1];
        c->arc[word] = (rcp_arc){head, rel, margin};
        add_right(&c->child[head], word, rel);
    }
}

/* Far is far: 1, 2, 3, 4, 5-7, 8-12, more. */
static uint32_t distance(uint32_t a, uint32_t b)
{
    uint32_t d = b > a ? b - a : a - b;
    return !a || !b ? 0 : d <= 4 ? d : d <= 7 ? 5 : d <= 12 ? 6 : 7;
}

static uint32_t few(uint32_t n)
{
    return n > 3 ? 3 : n;
}

/* The words that the templates look at; row 0 is nobody. */
typedef struct {
    const rcp_parse_word *s0, *s1, *s2, *b0, *b1, *b2;
    const rcp_parse_word *s0l, *s0l2, *s0r, *s0r2, *s1l, *s1r, *b0l, *b0l2;
    const rcp_children *k0, *k1, *kb;
    uint64_t s0b0, s1s0; /* two UPOS as one */
    uint32_t d0, d1;     /* how far s0 is from b0, s1 from s0 */
} view;

static view look(const rcp_config *c)
{
    uint32_t S0 = c->n_stack > 0 ? c->stack[c->n_stack - 1] : 0,
             S1 = c->n_stack > 1 ? c->stack[c->n_stack - 2] : 0,
             S2 = c->n_stack > 2 ? c->stack[c->n_stack - 3] : 0, B0 = c->next,
             B1 = B0 + 1 <= c->n + 1 ? B0 + 1 : 0, B2 = B0 + 2 <= c->n + 1 ? B0 + 2 : 0;
    const rcp_parse_word *w = c->word;
    const rcp_children *k0 = &c->child[S0], *k1 = &c->child[S1], *kb = &c->child[B0];
    return (view){.s0 = &w[S0],
                  .s1 = &w[S1],
                  .s2 = &w[S2],
                  .b0 = &w[B0],
                  .b1 = &w[B1],
                  .b2 = &w[B2],
                  .s0l = &w[k0->left[0]],
                  .s0l2 = &w[k0->left[1]],
                  .s0r = &w[k0->right[0]],
                  .s0r2 = &w[k0->right[1]],
                  .s1l = &w[k1->left[0]],
                  .s1r = &w[k1->right[0]],
                  .b0l = &w[kb->left[0]],
                  .b0l2 = &w[kb->left[1]],
                  .k0 = k0,
                  .k1 = k1,
                  .kb = kb,
                  .s0b0 = (uint64_t)w[S0].upos << 8 | w[B0].upos,
                  .s1s0 = (uint64_t)w[S1].upos << 8 | w[S0].upos,
                  .d0 = distance(S0, B0),
                  .d1 = distance(S1, S0)};
}

/* One word. */
static void add_single(const view *v, rcp_features *f)
{
    rcp_features_add(f, v->s0->form, v->s0->upos, 0);
    rcp_features_add(f, v->s0->lemma, v->s0->upos, 0);
    rcp_features_add(f, v->s0->tag, 0, 0);
    rcp_features_add(f, v->s0->upos, 0, 0);
    rcp_features_add(f, v->s1->form, v->s1->upos, 0);
    rcp_features_add(f, v->s1->lemma, v->s1->upos, 0);
    rcp_features_add(f, v->s1->tag, 0, 0);
    rcp_features_add(f, v->s2->lemma, v->s2->upos, 0);
    rcp_features_add(f, v->s2->tag, 0, 0);
    rcp_features_add(f, v->b0->form, v->b0->upos, 0);
    rcp_features_add(f, v->b0->lemma, v->b0->upos, 0);
    rcp_features_add(f, v->b0->tag, 0, 0);
    rcp_features_add(f, v->b0->upos, 0, 0);
    rcp_features_add(f, v->b1->form, v->b1->upos, 0);
    rcp_features_add(f, v->b1->tag, 0, 0);
    rcp_features_add(f, v->b2->form, v->b2->upos, 0);
    rcp_features_add(f, v->b2->tag, 0, 0);
}

/* Two words. */
static void add_pairs(const view *v, rcp_features *f)
{
    rcp_features_add(f, v->s0->lemma, v->b0->lemma, v->s0b0);
    rcp_features_add(f, v->s0->lemma, v->b0->tag, v->s0->upos);
    rcp_features_add(f, v->s0->tag, v->b0->lemma, v->b0->upos);
    rcp_features_add(f, v->s0->tag, v->b0->tag, 0);
    rcp_features_add(f, v->s0b0, v->d0, 0);
    rcp_features_add(f, v->s1->lemma, v->s0->lemma, v->s1s0);
    rcp_features_add(f, v->s1->lemma, v->s0->tag, v->s1->upos);
    rcp_features_add(f, v->s1->tag, v->s0->lemma, v->s0->upos);
    rcp_features_add(f, v->s1->tag, v->s0->tag, 0);
    rcp_features_add(f, v->s1s0, v->d1, 0);
    rcp_features_add(f, v->s1->tag, v->b0->tag, 0);
    rcp_features_add(f, v->s1->lemma, v->b0->lemma, 0);
    rcp_features_add(f, v->s0->tag, v->b1->tag, 0);
    rcp_features_add(f, v->b0->tag, v->b1->tag, 0);
    rcp_features_add(f, v->b0->lemma, v->b1->lemma, 0);
    rcp_features_add(f, v->b0->lemma, v->b1->upos, v->s0->upos);
}

/* Three words. */
static void add_triples(const view *v, rcp_features *f)
{
    rcp_features_add(f, v->s0b0, v->b1->upos, 0);
    rcp_features_add(f, v->s0b0, v->b1->upos, v->b2->upos);
    rcp_features_add(f, v->s1s0, v->b0->upos, 0);
    rcp_features_add(f, v->s1s0, v->b0->upos, v->b1->upos);
    rcp_features_add(f, v->s1s0, v->b0->upos, v->s2->upos);
    rcp_features_add(f, v->s2->upos, v->s1s0, 0);
    rcp_features_add(f, v->s1s0, v->b0->lemma, v->b0->upos);
    rcp_features_add(f, v->s1->lemma, v->s0b0, 0);
    rcp_features_add(f, v->s0->lemma, v->b0->upos, v->s1->upos);
    rcp_features_add(f, v->s1->tag, v->s0->tag, v->b0->tag);
    rcp_features_add(f, v->s0->tag, v->b0->tag, v->b1->tag);
}

/* Children of the heads-to-be. */
static void add_children(const rcp_config *c, const view *v, rcp_features *f)
{
    rcp_features_add(f, v->s0b0, v->s0l->upos, c->arc[v->k0->left[0]].rel);
    rcp_features_add(f, v->s0b0, v->s0r->upos, c->arc[v->k0->right[0]].rel);
    rcp_features_add(f, v->s0b0, v->b0l->upos, c->arc[v->kb->left[0]].rel);
    rcp_features_add(f, v->s1s0, v->s0l->upos, c->arc[v->k0->left[0]].rel);
    rcp_features_add(f, v->s1s0, v->s0r->upos, c->arc[v->k0->right[0]].rel);
    rcp_features_add(f, v->s1s0, v->s1l->upos, c->arc[v->k1->left[0]].rel);
    rcp_features_add(f, v->s1s0, v->s1r->upos, c->arc[v->k1->right[0]].rel);
    rcp_features_add(f, v->s0->upos, v->s0l->upos, v->s0l2->upos);
    rcp_features_add(f, v->s0->upos, v->s0r->upos, v->s0r2->upos);
    rcp_features_add(f, v->b0->upos, v->b0l->upos, v->b0l2->upos);
    rcp_features_add(f, v->s0l->lemma, v->s0l->upos, v->s0->upos);
    rcp_features_add(f, v->s0r->lemma, v->s0r->upos, v->s0->upos);
    rcp_features_add(f, v->s1r->lemma, v->s1r->upos, v->s1->upos);
    rcp_features_add(f, v->b0l->lemma, v->b0l->upos, v->b0->upos);
}

/* The preposition or conjunction of the one to be hung. */
static void add_markers(const view *v, rcp_features *f)
{
    rcp_features_add(f, v->s1->lemma, v->s0l->lemma, 0);
    rcp_features_add(f, v->s1->tag, v->s0l->lemma, v->s0->upos);
    rcp_features_add(f, v->s1->lemma, v->s0l->lemma, v->s0->lemma);
    rcp_features_add(f, v->s0->lemma, v->b0->lemma, v->b1->upos);
    rcp_features_add(f, v->s1->lemma, v->s0l->upos, v->s0->upos);
    rcp_features_add(f, v->b0l->lemma, v->b0->tag, v->s0->tag);
}

/* What the heads have already. */
static void add_valency(const view *v, rcp_features *f)
{
    rcp_features_add(f, v->k0->rels, v->s0->upos, v->b0->upos);
    rcp_features_add(f, v->k0->rels, v->s0->lemma, 0);
    rcp_features_add(f, v->k1->rels, v->s1s0, v->s0l->lemma);
    rcp_features_add(f, v->k1->rels, v->s1->lemma, v->s0->upos);
    rcp_features_add(f, v->kb->rels, v->b0->upos, v->s0->upos);
    rcp_features_add(f, v->s0->upos, few(v->k0->n_left), few(v->k0->n_right));
    rcp_features_add(f, v->s1->upos, few(v->k1->n_left), few(v->k1->n_right));
    rcp_features_add(f, v->b0->upos, few(v->kb->n_left), v->s0->upos);
}

/* How far. */
static void add_distance(const view *v, rcp_features *f)
{
    rcp_features_add(f, v->s0->lemma, v->d0, v->b0->upos);
    rcp_features_add(f, v->s1->lemma, v->d1, v->s0->upos);
    rcp_features_add(f, v->s1s0, v->d1, v->b0->upos);
    rcp_features_add(f, v->s0b0, v->d0, v->s1->upos);
}

/*
 * The templates, after Zhang and Nivre 2011, with lemmas and features.  s0, s1, s2: the stack
 * from its top; b0, b1, b2: the buffer; l, r: outermost children, l2, r2 the ones before them.
 */
void rcp_config_features(const rcp_config *c, rcp_features *f)
{
    view v = look(c);
    f->n = 0;
    rcp_features_add(f, c->n_stack == 0, c->next == c->n + 1, c->n_stack < 2);
    add_single(&v, f);
    add_pairs(&v, f);
    add_triples(&v, f);
    add_children(c, &v, f);
    add_markers(&v, f);
    add_valency(&v, f);
    add_distance(&v, f);
}

static void consider(const int32_t *score, uint32_t beg, uint32_t end, uint32_t *best, int32_t *top,
                     int32_t *second)
{
    for (uint32_t m = beg; m < end; m++)
        if (score[m] > *top) {
            *second = *top;
            *top = score[m];
            *best = m;
        } else if (score[m] > *second)
            *second = score[m];
}

uint32_t rcp_parser_choose(const rcp_parser *p, const rcp_config *c, rcp_features *f,
                           int32_t *score, int32_t *margin)
{
    rcp_allowed ok = rcp_config_allowed(c);
    uint32_t best = 0;
    int32_t top = INT32_MIN / 4, second = INT32_MIN / 4;
    rcp_config_features(c, f);
    rcp_weights_score(&p->weights, f, 0, p->n_moves, score);
    if (ok.shift)
        consider(score, 0, 1, &best, &top, &second);
    if (ok.left)
        consider(score, 1, p->right, &best, &top, &second);
    if (ok.right)
        consider(score, p->right, p->n_moves, &best, &top, &second);
    *margin = top - second;
    return best;
}

rcp_status rcp_parser_parse(const rcp_parser *p, const rcp_parse_word *word, uint32_t n,
                            rcp_arena *a, const rcp_arc **arc)
{
    rcp_config c;
    rcp_features f;
    int32_t score[RCP_MOVES_MAX + RCP_LANES], margin;
    rcp_status s = rcp_config_init(&c, word, n, a);
    if (s)
        return s;
    while (n && !rcp_config_done(&c)) {
        uint32_t move = rcp_parser_choose(p, &c, &f, score, &margin);
        rcp_config_move(&c, p, move, margin);
    }
    *arc = c.arc;
    return RCP_OK;
}
