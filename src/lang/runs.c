#include "lang/runs.h"

rcp_status rcp_learner_init(rcp_learner *l, rcp_arena *a, uint32_t n_slots)
{
    l->sum = RCP_NEW(a, float, n_slots);
    l->now = RCP_NEW(a, float, n_slots);
    l->out = RCP_NEW(a, int8_t, n_slots);
    return l->sum && l->now && l->out ? RCP_OK : RCP_E_MEMORY;
}

rcp_weights rcp_learner_weights(const rcp_learner *l)
{
    return (rcp_weights){l->out, NULL, l->p.n_slots, l->p.width};
}

static rcp_status pack_and_measure(rcp_runs *r)
{
    for (uint32_t i = 0; i < r->n_learners; i++) {
        rcp_learner *l = &r->learner[i];
        memcpy(l->now, l->sum, sizeof *l->now * l->p.n_slots);
        rcp_perceptron_add(&l->p, l->now);
        rcp_weights_pack(l->now, l->p.n_slots, l->out);
    }
    r->measured.n = 0;
    return r->measure(r->self);
}

/* All that the next pass needs.  In the order that take_state reads. */
static void put_state(const rcp_runs *r, rcp_buf *b)
{
    rcp_buf_put(b, (const char *)&r->at, sizeof r->at);
    rcp_buf_put(b, (const char *)&r->random, sizeof r->random);
    for (uint32_t i = 0; i < r->n_learners; i++) {
        const rcp_learner *l = &r->learner[i];
        rcp_perceptron_put(&l->p, b);
        rcp_buf_put(b, (const char *)l->sum, sizeof *l->sum * l->p.n_slots);
    }
}

static rcp_status take_state(rcp_runs *r)
{
    rcp_str s = r->course->resume;
    if (!s.len)
        return RCP_OK;
    bool fits = rcp_buf_take(&s, &r->at, sizeof r->at) && rcp_buf_take(&s, &r->random, sizeof r->random);
    for (uint32_t i = 0; fits && i < r->n_learners; i++) {
        rcp_learner *l = &r->learner[i];
        fits = rcp_perceptron_take(&l->p, &s) && rcp_buf_take(&s, l->sum, sizeof *l->sum * l->p.n_slots);
    }
    return fits && !s.len ? pack_and_measure(r) : rcp_course_misfit(r->err);
}

static rcp_status pass(rcp_runs *r)
{
    const rcp_course *c = r->course;
    rcp_buf state = {0};
    rcp_status s = RCP_OK;
    if (r->order)
        rcp_shuffle(r->order, r->n_rows, &r->random);
    for (uint32_t i = 0; !s && i < r->n_rows; i++)
        s = rcp_course_stopped(c) ? rcp_course_stop(r->err) : r->learn(r->self, r->order ? r->order[i] : i);
    if (s || (s = pack_and_measure(r)))
        return s;
    r->at.pass++;
    if (c->keep)
        put_state(r, &state);
    rcp_course_passed(c, r->at, &r->measured, &state);
    return RCP_OK;
}

/* The passes that are left of this run. */
static rcp_status run(rcp_runs *r)
{
    rcp_status s = RCP_OK;
    while (!s && r->at.pass < r->course->passes)
        s = pass(r);
    for (uint32_t i = 0; i < r->n_learners; i++)
        rcp_perceptron_add(&r->learner[i].p, r->learner[i].sum);
    return s;
}

rcp_status rcp_runs_do(rcp_runs *r, rcp_arena *a)
{
    if (r->shuffled && !(r->order = RCP_NEW(a, uint32_t, (size_t)r->n_rows + 1)))
        return rcp_fail(r->err, RCP_E_MEMORY, "no memory left to train");
    r->random = r->course->seed;
    r->at = (rcp_progress){1, 0};
    rcp_status s = take_state(r);
    for (s = s ? s : run(r); !s && r->at.run < r->course->runs; s = run(r)) {
        for (uint32_t i = 0; i < r->n_learners; i++)
            rcp_perceptron_reset(&r->learner[i].p);
        r->at = (rcp_progress){r->at.run + 1, 0};
    }
    return s;
}
