#include "lang/course.h"

rcp_status rcp_course_stop(rcp_err *err)
{
    return rcp_fail(err, RCP_E_STOPPED, "stopped; the pack is as it was");
}

rcp_status rcp_course_misfit(rcp_err *err)
{
    return rcp_fail(err, RCP_E_RESOURCE, "the state that was kept does not fit this training");
}

void rcp_measures_add(rcp_measures *m, const char *name, double share)
{
    if (m->n < RCP_MEASURES_MAX)
        m->row[m->n++] = (rcp_measure){name, share};
}

void rcp_course_passed(const rcp_course *c, rcp_progress at, const rcp_measures *m, rcp_buf *state)
{
    if (c->progress)
        c->progress(c->self, at.run, at.pass, m);
    if (state && c->keep)
        c->keep(c->self, state);
    if (state)
        rcp_buf_free(state);
}

void rcp_course_info(const rcp_course *c, const rcp_measures *m, rcp_buf *out)
{
    rcp_buf_str(out, c->info);
    if (c->info.len && c->info.s[c->info.len - 1] != '\n')
        rcp_buf_char(out, '\n');
    for (uint32_t i = 0; i < m->n; i++)
        rcp_buf_f(out, "measure %s %.2f\n", m->row[i].name, 100 * m->row[i].share);
}
