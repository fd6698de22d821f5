/* The network: its slope against small differences, its paths against one another, what it learns,
 * and what it does with a damaged model. */
#include "../test.h"

#include <math.h>
#include <stdlib.h>

#include "lang/percep.h"
#include "net/run.h"
#include "net/train.h"

static rcp_arena arena;

/* Byte products: every path of this machine gives what plain C gives. */
static void paths_agree(void **state)
{
    (void)state;
    uint64_t random = 3;
    enum { IN = 48, OUT = 80, ROWS = 13 };
    int8_t w[IN * OUT];
    int32_t sum[OUT] = {0};
    float scale[OUT], bias[OUT], want[ROWS * OUT], got[ROWS * OUT];
    uint8_t x[ROWS * IN];
    for (uint32_t i = 0; i < IN * OUT; i++)
        w[i] = (int8_t)((int)(rcp_random(&random) % (2 * RCP_WEIGHT_TOP + 1)) - RCP_WEIGHT_TOP);
    for (uint32_t i = 0; i < IN * OUT; i++)
        sum[i / 64 / (IN / 4) * 16 + i % 64 / 4] += 128 * w[i];
    for (uint32_t i = 0; i < OUT; i++) {
        scale[i] = (float)(1 + rcp_random(&random) % 100) / 1000;
        bias[i] = (float)(rcp_random(&random) % 100) / 10 - 5;
    }
    for (uint32_t i = 0; i < ROWS * IN; i++)
        x[i] = (uint8_t)(1 + rcp_random(&random) % 255);
    rcp_net_matrix m = {w, scale, bias, sum, IN, OUT};
    for (uint32_t rows = 0; rows <= ROWS; rows++)
        for (uint32_t add = 0; add < 2; add++) {
            memset(want, 0, sizeof want);
            rcp_bytes_mul(RCP_PLAIN, rcp_net_all(&m), rows, x, IN, 0.25f, add, want, OUT);
            for (uint32_t simd = 0; simd <= rcp_simd_best(); simd++) {
                memset(got, 0, sizeof got);
                rcp_bytes_mul((rcp_simd)simd, rcp_net_all(&m), rows, x, IN, 0.25f, add, got, OUT);
                assert_memory_equal(got, want, sizeof got);
            }
        }
    /* One number by hand: row 0, column 17 of the columns 16 .. 31. */
    float one[16];
    int32_t by_hand = 0;
    for (uint32_t k = 0; k < IN; k++)
        by_hand += (x[k] - 128) * w[(size_t)(IN / 4) * 64 + k / 4 * 64 + 1 * 4 + k % 4];
    rcp_bytes_mul(RCP_PLAIN, (rcp_net_columns){&m, 16, 16}, 1, x, IN, 0.25f, false, one, 16);
    assert_true(fabsf(one[1] - (bias[17] + 0.25f * scale[17] * (float)by_hand)) < 1e-3f);
}

/* A batch of two sentences, of three words and of one, with a small network of random weights. */
typedef struct {
    rcp_net_shape shape;
    rcp_net_layout at;
    float *w, *slope;
    rcp_net_batch batch;
    uint32_t off[4], cnt[4], sent[6], step[6], len[2];
    rcp_net_word word[6];
    rcp_net_gold gold[6];
} tiny;

static tiny *make_tiny(uint64_t seed)
{
    tiny *t = RCP_NEW(&arena, tiny, 1);
    for (uint32_t i = 0; i < RCP_NET_TABLES; i++)
        t->shape.rows[i] = 7;
    t->shape.dim[0] = t->shape.dim[1] = t->shape.dim[2] = 16;
    t->shape.layers = 2;
    t->shape.hidden = t->shape.arc = t->shape.rel = 16;
    t->shape.upos = RCP_N_upos;
    t->shape.tags = 5;
    t->shape.rels = 9;
    assert_true(rcp_net_shape_ok(&t->shape));
    rcp_net_layout_make(&t->shape, &t->at);
    t->w = RCP_NEW(&arena, float, t->at.n);
    t->slope = RCP_NEW(&arena, float, t->at.n);
    for (size_t i = 0; i < t->at.n; i++)
        t->w[i] = (float)(rcp_random(&seed) % 2001) / 2000 - 0.5f;
    static const uint32_t off[] = {0, 2, 4, 5}, cnt[] = {2, 2, 1, 1}, sent[] = {0, 1, 0, 1, 0, 0},
                          step[] = {0, 0, 1, 1, 2, 3}, len[] = {3, 1}, head[] = {0, 0, 2, 0, 0, 2};
    memcpy(t->off, off, sizeof off);
    memcpy(t->cnt, cnt, sizeof cnt);
    memcpy(t->sent, sent, sizeof sent);
    memcpy(t->step, step, sizeof step);
    memcpy(t->len, len, sizeof len);
    for (uint32_t i = 0; i < 6; i++) {
        for (uint32_t k = 0; k < RCP_NET_TABLES; k++)
            t->word[i].row[k] = step[i] ? RCP_NET_FIRST + (uint32_t)(rcp_random(&seed) % 5) : 0;
        t->gold[i] = (rcp_net_gold){head[i], 1 + i, 2 + i, i % 5};
    }
    t->batch = (rcp_net_batch){2, 6, 4, t->off, t->cnt, t->sent, t->step, t->len, t->word, t->gold};
    return t;
}

static double loss_of(tiny *t, bool learn)
{
    uint64_t random = 1;
    rcp_net_sums sums = {0};
    rcp_net_pass p = {.shape = &t->shape,
                      .at = &t->at,
                      .w = t->w,
                      .slope = learn ? t->slope : NULL,
                      .random = &random,
                      .a = &arena};
    assert_int_equal(rcp_net_pass_run(&p, &t->batch, &sums, NULL, 0), RCP_OK);
    return sums.loss;
}

/* The slope of every kind of weight, against the loss a little to both sides. */
static void slope_is_right(void **state)
{
    (void)state;
    char *mark = arena.at;
    tiny *t = make_tiny(11);
    (void)loss_of(t, true);
    uint64_t random = 5;
    uint32_t steep = 0;
    for (uint32_t i = 0; i < 1500; i++) {
        size_t at = rcp_random(&random) % t->at.n;
        float old = t->w[at], by = 0.01f;
        t->w[at] = old + by;
        double up = loss_of(t, false);
        t->w[at] = old - by;
        double down = loss_of(t, false);
        t->w[at] = old;
        double want = (up - down) / (2 * (double)by), got = (double)t->slope[at];
        if (fabs(want - got) > 0.02 + 0.05 * fabs(want))
            fail_msg("weight %zu: slope %g, differences say %g", at, got, want);
        steep += fabs(want) > 0.05;
    }
    assert_true(steep > 100);
    rcp_arena_rewind(&arena, mark);
}

/* A little language of our own: a noun hangs on the verb, an article on the noun after it. */
static const char treebank_text[] =
    "1\tLa\tle\tDET\t_\tGender=Fem\t2\tdet\t_\t_\n2\tville\tville\tNOUN\t_\tGender=Fem\t3\tnsubj\t_"
    "\t_\n"
    "3\ttombe\ttomber\tVERB\t_\tMood=Ind\t0\troot\t_\t_\n4\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_\n\n"
    "1\tLe\tle\tDET\t_\tGender=Masc\t2\tdet\t_\t_\n2\tpont\tpont\tNOUN\t_\tGender=Masc\t3\tnsubj\t_"
    "\t_\n"
    "3\tcoupe\tcouper\tVERB\t_\tMood=Ind\t0\troot\t_\t_\n4\tla\tle\tDET\t_\tGender=Fem\t5\tdet\t_"
    "\t_\n"
    "5\tville\tville\tNOUN\t_\tGender=Fem\t3\tobj\t_\t_\n6\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_\n\n"
    "1\tTombe\ttomber\tVERB\t_\tMood=Ind\t0\troot\t_\t_\n2\tle\tle\tDET\t_\tGender=Masc\t3\tdet\t_"
    "\t_\n"
    "3\tpont\tpont\tNOUN\t_\tGender=Masc\t1\tnsubj\t_\t_\n\n";

typedef struct {
    rcp_treebank bank;
    rcp_seen_tag *tag;
    uint32_t all[4];
} lesson;

static void make_lesson(lesson *l)
{
    rcp_err err;
    assert_int_equal(rcp_treebank_init(&l->bank, &arena), RCP_OK);
    assert_int_equal(rcp_treebank_add(&l->bank, RCP_STR(treebank_text), "lesson", &err), RCP_OK);
    l->tag = RCP_NEW(&arena, rcp_seen_tag, l->bank.word.n);
    for (uint32_t w = 1; w < l->bank.word.n; w++) {
        const rcp_gold_word *g = rcp_gold_words(&l->bank) + w;
        l->tag[w] = (rcp_seen_tag){g->lemma, g->feats, g->upos};
    }
    for (uint32_t i = 0; i < 3; i++)
        l->all[i] = i + 1;
}

static rcp_net_course course_of(const lesson *l, uint32_t passes)
{
    return (rcp_net_course){.base = {.bank = &l->bank,
                                     .train = l->all,
                                     .held = l->all,
                                     .n_train = 3,
                                     .n_held = 3,
                                     .runs = 1,
                                     .passes = passes,
                                     .threads = 1,
                                     .seed = 2,
                                     .info = RCP_STR("our own lesson\n")},
                            .tag = l->tag,
                            .tags_end = UINT32_MAX,
                            .layers = 2,
                            .hidden = 16,
                            .dim = {16, 16, 16},
                            .arc = 16,
                            .rel = 16,
                            .batch = 50,
                            .rate = 0.02f};
}

static void read_all(const rcp_net *net, const lesson *l, rcp_simd simd, rcp_net_said *said)
{
    rcp_net_word word[32];
    uint32_t beg[4] = {0}, n = 0;
    for (uint32_t i = 0; i < 3; i++) {
        rcp_gold_sent s = rcp_gold_sents(&l->bank)[i + 1];
        for (uint32_t w = s.beg; w < s.end; w++) {
            rcp_net_seen seen = {rcp_gold_words(&l->bank)[w].form, l->tag[w].lemma, l->tag[w].feats,
                                 l->tag[w].upos, 0};
            rcp_net_word_make(&net->shape, net->known, &seen, &word[n++]);
        }
        beg[i + 1] = n;
    }
    assert_int_equal(rcp_net_run(net, simd, word, beg, 3, &arena, said), RCP_OK);
}

/* What was taught is said, in bytes, on every path, to the last bit the same. */
static void learns_a_lesson(void **state)
{
    (void)state;
    char *mark = arena.at;
    lesson l;
    rcp_net net;
    rcp_err err;
    rcp_buf model = {0};
    make_lesson(&l);
    rcp_net_course c = course_of(&l, 150);
    if (rcp_net_train(&c, &arena, &model, &err) ||
        rcp_net_open(&net, (rcp_str){model.s, (uint32_t)model.len}, "lesson", &arena, &err))
        fail_msg("%s", err.message);
    rcp_net_said want[32] = {{0}};
    read_all(&net, &l, RCP_PLAIN, want);
    for (uint32_t w = 1; w < l.bank.word.n; w++) {
        const rcp_gold_word *g = rcp_gold_words(&l.bank) + w;
        assert_int_equal(want[w - 1].head, g->head);
        assert_int_equal(want[w - 1].rel, g->rel);
        assert_int_equal(want[w - 1].upos, g->upos);
        assert_true(want[w - 1].sure >= 0.5f && want[w - 1].sure <= 1);
    }
    for (uint32_t simd = 0; simd <= rcp_simd_best(); simd++) {
        rcp_net_said got[32] = {{0}};
        read_all(&net, &l, (rcp_simd)simd, got);
        assert_memory_equal(got, want, sizeof got);
    }
    rcp_buf_free(&model);
    rcp_arena_rewind(&arena, mark);
}

typedef struct {
    rcp_buf state;
    uint32_t passes, stop_after;
    volatile int stop;
} kept;

static void keep(void *self, const rcp_buf *state)
{
    kept *k = self;
    rcp_buf_reset(&k->state);
    rcp_buf_put(&k->state, state->s, state->len);
    k->stop = ++k->passes == k->stop_after;
}

/* Stopped and gone on with, or in one go, alone or taught by another: the same bytes each time. */
static void goes_on(void **state)
{
    (void)state;
    char *mark = arena.at;
    lesson l;
    rcp_err err;
    rcp_buf whole = {0}, parts = {0}, floats = {0}, taught = {0};
    make_lesson(&l);
    rcp_net_course c = course_of(&l, 5);
    c.drop = c.drop_word = 0.3f;
    c.floats = &floats;
    assert_int_equal(rcp_net_train(&c, &arena, &whole, &err), RCP_OK);
    kept k = {.stop_after = 2};
    c.floats = NULL;
    c.base.keep = keep;
    c.base.self = &k;
    c.base.stop = &k.stop;
    assert_int_equal(rcp_net_train(&c, &arena, &parts, &err), RCP_E_STOPPED);
    assert_int_equal(k.passes, 2);
    assert_int_equal(parts.len, 0);
    rcp_buf first = k.state;
    k.state = (rcp_buf){0};
    c.base.resume = (rcp_str){first.s, (uint32_t)first.len};
    assert_int_equal(rcp_net_train(&c, &arena, &parts, &err), RCP_OK);
    assert_int_equal(k.passes, 5);
    assert_int_equal(parts.len, whole.len);
    assert_memory_equal(parts.s, whole.s, whole.len);
    c.base.resume.len -= 4;
    assert_int_equal(rcp_net_train(&c, &arena, &taught, &err), RCP_E_RESOURCE);
    rcp_str teacher = {floats.s, (uint32_t)floats.len};
    c.base.resume.len = 0;
    c.teacher = &teacher;
    c.n_teachers = 1;
    c.soft_share = 0.5f;
    assert_int_equal(rcp_net_train(&c, &arena, &taught, &err), RCP_OK);
    assert_true(taught.len > 0 &&
                (taught.len != whole.len || memcmp(taught.s, whole.s, whole.len) != 0));
    floats.s[floats.len / 2] ^= 1;
    rcp_buf_reset(&taught);
    assert_int_equal(rcp_net_train(&c, &arena, &taught, &err), RCP_E_RESOURCE);
    rcp_buf *all[] = {&whole, &parts, &floats, &taught, &first, &k.state};
    for (uint32_t i = 0; i < 6; i++)
        rcp_buf_free(all[i]);
    rcp_arena_rewind(&arena, mark);
}

/* A model with one section cut or one size changed is refused, not used. */
static void damaged_models(void **state)
{
    (void)state;
    char *mark = arena.at;
    lesson l;
    rcp_err err;
    rcp_buf model = {0};
    static const char *const section[] = {"shape", "forms",   "lemmas", "tags",
                                          "rels",  "weights", "numbers"};
    make_lesson(&l);
    rcp_net_course c = course_of(&l, 1);
    assert_int_equal(rcp_net_train(&c, &arena, &model, &err), RCP_OK);
    rcp_model m;
    assert_int_equal(rcp_model_open(&m, (rcp_str){model.s, (uint32_t)model.len}, "net", "x", &err),
                     RCP_OK);
    for (uint32_t cut = 0; cut < 7; cut++)
        for (uint32_t how = 0; how < 2; how++) {
            rcp_model_parts parts = {0};
            rcp_buf out = {0};
            rcp_net net;
            char first[4] = {(char)0xff, (char)0xff, (char)0xff, (char)0x7f};
            for (uint32_t i = 0; i < 7; i++) {
                rcp_str s = rcp_model_section(&m, section[i]);
                char *copy = RCP_NEW(&arena, char, s.len + 1);
                memcpy(copy, s.s, s.len);
                if (i == cut && how)
                    memcpy(copy, first, s.len < 4 ? s.len : 4);
                rcp_model_part(&parts, section[i], copy, s.len - (i == cut && !how));
            }
            rcp_model_write(&parts, "net", &out);
            rcp_status s =
                rcp_net_open(&net, (rcp_str){out.s, (uint32_t)out.len}, "x", &arena, &err);
            /* Other hashes and other weights are no damage that can be seen. */
            bool seen = !how || strcmp(section[cut], "weights") != 0;
            seen &=
                !how || (strcmp(section[cut], "forms") != 0 && strcmp(section[cut], "lemmas") != 0);
            assert_int_equal(s, seen ? RCP_E_RESOURCE : RCP_OK);
            rcp_buf_free(&out);
        }
    rcp_buf_free(&model);
    rcp_arena_rewind(&arena, mark);
}

int main(void)
{
    if (rcp_arena_open(&arena, 1 << 26))
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_agree),     cmocka_unit_test(slope_is_right),
        cmocka_unit_test(learns_a_lesson), cmocka_unit_test(goes_on),
        cmocka_unit_test(damaged_models),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    rcp_arena_close(&arena);
    return failed;
}
