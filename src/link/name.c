/* name.c - what a group of claims is called, from data/event_names.tsv. */
#include "link/inner.h"

#include "base/buf.h"

#include <stdio.h>

rcp_status rcp_link_names_read(rcp_linker *lk, const rcp_pack *pack, rcp_err *err)
{
    rcp_tsv tsv;
    rcp_status s = RCP_OK;
    if (lk->names_read)
        return RCP_OK;
    if (rcp_tsv_open(&tsv, &pack->res, "event_names.tsv"))
        while (!s && rcp_tsv_next(&tsv)) {
            rcp_str type = rcp_tsv_field(&tsv, 0);
            if ((s = rcp_tsv_want(&tsv, 4, 4, err)))
                break;
            if (rcp_enum_value(&rcp_enum_type, type) <= 0 && !rcp_str_is(type, "state") &&
                !rcp_str_is(type, "polarity")) {
                s = rcp_tsv_fail(&tsv, 0, err, "'%.*s' is no event type", (int)type.len, type.s);
                break;
            }
            rcp_event_name *n = rcp_vec_add(&lk->names);
            if (n)
                *n = (rcp_event_name){rcp_pool_str(&lk->pool, type),
                                      rcp_pool_str(&lk->pool, rcp_tsv_field(&tsv, 1)),
                                      rcp_pool_str(&lk->pool, rcp_tsv_field(&tsv, 2)),
                                      rcp_pool_str(&lk->pool, rcp_tsv_field(&tsv, 3))};
        }
    lk->names_read = !s;
    return s;
}

static const rcp_event_name *row_of(const rcp_linker *lk, const char *type, rcp_str mode)
{
    const rcp_event_name *any = NULL;
    for (uint32_t i = 0; i < lk->names.n; i++) {
        const rcp_event_name *n = RCP_AT(&lk->names, rcp_event_name, i);
        if (!rcp_str_is(n->type, type))
            continue;
        if (mode.len && rcp_str_eq(n->mode, mode))
            return n;
        if (rcp_str_is(n->mode, "-"))
            any = n;
    }
    return any;
}

static rcp_str arg_name(const rcp_item *it, rcp_range r)
{
    return r.end > r.beg ? it->who[r.beg].name : RCP_STR("");
}

static void figure(const rcp_lclaim *c, char out[64])
{
    out[0] = 0;
    if (isfinite(c->c.min) && isfinite(c->c.max) && c->c.min == c->c.max)
        (void)snprintf(out, 64, "%.10g", c->c.min);
    else if (isfinite(c->c.min) && isfinite(c->c.max))
        (void)snprintf(out, 64, "%.10g to %.10g", c->c.min, c->c.max);
    else if (isfinite(c->c.min))
        (void)snprintf(out, 64, "at least %.10g", c->c.min);
    else if (isfinite(c->c.max))
        (void)snprintf(out, 64, "up to %.10g", c->c.max);
}

/* The filling of "A" or "R|P": the first that is there. */
static rcp_str filling(rcp_str names, const rcp_lclaim *c, const rcp_item *it, const char *q)
{
    rcp_str out = RCP_STR("");
    for (uint32_t i = 0; i < names.len && !out.len; i++)
        switch (names.s[i]) {
        case 'A': out = arg_name(it, c->actors); break;
        case 'R': out = arg_name(it, c->recipients); break;
        case 'P': out = arg_name(it, c->places); break;
        case 'E': out = arg_name(it, c->equipment); break;
        case 'Q': out = rcp_str_of(q); break;
        default: break;
        }
    return out;
}

/* Write a template.  In a bracket, what its filling lacks is taken back; what stands after a bar
 * is then written instead. */
static void write_name(rcp_buf *out, rcp_str t, const rcp_lclaim *c, const rcp_item *it)
{
    char q[64];
    size_t mark = 0;
    bool missing = false, other = false;        /* other: after a bar */
    figure(c, q);
    for (uint32_t i = 0; i < t.len; i++) {
        bool skip = other && !missing;
        if (t.s[i] == '[') {
            mark = out->len;
            missing = other = false;
        } else if (t.s[i] == ']' || t.s[i] == '|') {
            if (missing && !other && !out->failed)
                out->len = mark;
            other = t.s[i] == '|';
        } else if (t.s[i] == '{') {
            uint32_t end = i + 1;
            while (end < t.len && t.s[end] != '}')
                end++;
            rcp_str f = filling((rcp_str){t.s + i + 1, end - i - 1}, c, it, q);
            missing |= !f.len;
            rcp_buf_str(out, f);
            i = end;
        } else if (!skip && !(t.s[i] == ' ' && (!out->len || out->s[out->len - 1] == ' '))) {
            rcp_buf_char(out, t.s[i]);
        }
    }
    while (out->len && !out->failed && out->s[out->len - 1] == ' ')
        out->len--;
}

rcp_str rcp_link_name_of(rcp_work *w, const rcp_lclaim *c, const rcp_item *it)
{
    rcp_buf b = {0};
    const rcp_event_name *state = NULL, *row;
    if (c->c.state != RCP_ACTUAL)
        state = row_of(w->lk, "state", rcp_str_of(rcp_enum_word(&rcp_enum_state, c->c.state)));
    if (c->c.polarity == RCP_NEGATED)
        state = row_of(w->lk, "polarity", RCP_STR("negated"));
    row = c->c.type ? row_of(w->lk, rcp_enum_word(&rcp_enum_type, c->c.type), c->c.mode) : NULL;
    if (state) {
        rcp_buf_str(&b, state->full);
        rcp_buf_char(&b, ' ');
    }
    if (row)
        write_name(&b, c->actors.end > c->actors.beg ? row->full : row->bare, c, it);
    else
        rcp_buf_str(&b, c->c.predicate_text);
    rcp_str out = b.failed ? RCP_STR("") : rcp_pool_str(&w->lk->made, (rcp_str){b.s, (uint32_t)b.len});
    rcp_buf_free(&b);
    return out;
}
