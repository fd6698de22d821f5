/* event.c - the event stage: predicates of the lexicon, their arguments, state and polarity.
 *
 * Takes words, tags, heads, mentions, times and quantities; makes event and arg rows. */
#include "event/roles.h"
#include "stages.h"

rcp_status rcp_event_load(rcp_pack *pack, rcp_err *err)
{
    const rcp_ev_lexicon *lex = NULL;
    rcp_status s = rcp_ev_lexicon_load(pack, &lex, err);
    if (s && s != RCP_E_RESOURCE)
        return rcp_fail(err, s, "no room for the %s events", pack->lang);
    pack->stage[RCP_EVENT] = lex;
    return s;
}

/* Whether the report speaks of a natural disaster more than of fighting: "tué" is then a toll,
 * not an attack. */
static bool about_disaster(const rcp_doc *doc, const rcp_ev_lexicon *lex)
{
    uint32_t disaster = 0, conflict = 0;
    for (rcp_id w = 1; w < doc->word.n; w++) {
        if (doc->tok.row[doc->word.row[w].tok].flags & RCP_TOK_FURNITURE)
            continue;
        uint64_t c = rcp_ev_word_classes(doc, lex, w);
        disaster += (c & rcp_ev_bit(RCP_EV_DISASTER)) != 0;
        conflict += (c & rcp_ev_bit(RCP_EV_CONFLICT)) != 0;
    }
    return disaster > conflict;
}

/* The day the report counts from: its publication, else the latest day it names. */
static int32_t report_day(const rcp_doc *doc)
{
    const rcp_published *pub = rcp_doc_published(doc);
    int32_t now = RCP_DAY_MIN;
    if (pub->hi > pub->lo)
        return pub->lo;
    for (rcp_id i = 1; i < doc->time.n; i++) {
        const rcp_time *t = &doc->time.row[i];
        if ((t->kind == RCP_INSTANT || t->kind == RCP_INTERVAL) && t->lo && t->lo > now)
            now = t->lo;
    }
    return now;
}

/* Background goes on until a time says otherwise: "En 2004 ... Le tsunami a fait ...", within one
 * paragraph. */
static bool in_history(const rcp_ev_view *v, bool before)
{
    bool past = false, recent = false;
    for (uint32_t i = 0; i < v->n_times; i++) {
        const rcp_time *t = &v->doc->time.row[v->time[i].row];
        past |= rcp_ev_long_ago(v->now, t);
        recent |= rcp_ev_recent(v->now, t);
    }
    return recent ? false : past || before;
}

typedef struct {
    rcp_ev_view      view;
    rcp_ev_predicate predicate[RCP_EV_PREDICATES];
    rcp_ev_cursor    cursor;
    rcp_rows         events, args;
} worker;

static rcp_status run_sentence(worker *w, const rcp_doc *doc, rcp_id sent)
{
    rcp_toks toks = doc->sent.row[sent].toks;
    rcp_id beg = rcp_doc_word_of(doc, toks.beg), end = rcp_doc_word_of(doc, toks.end);
    rcp_status s = RCP_OK;
    for (rcp_id at = beg; !s && at < end; at += RCP_EV_WINDOW) {
        rcp_id stop = end - at > RCP_EV_WINDOW ? at + RCP_EV_WINDOW : end;
        bool same = sent > 1 && doc->sent.row[sent].block == doc->sent.row[sent - 1].block;
        rcp_ev_view_fill(&w->view, sent, at, stop, &w->cursor);
        w->view.history = in_history(&w->view, same && w->view.history);
        uint32_t n = rcp_ev_predicates(&w->view, w->predicate);
        for (uint32_t i = 0; !s && i < n; i++)
            s = rcp_ev_fill(&w->view, &w->predicate[i], &w->events, &w->args);
    }
    return s;
}

rcp_status rcp_event_run(const rcp_pack *pack, rcp_doc *doc, rcp_arena *scratch, rcp_err *err)
{
    (void)err;
    const rcp_ev_lexicon *lex = pack->stage[RCP_EVENT];
    worker *w = RCP_NEW(scratch, worker, 1);
    rcp_status s = w ? RCP_OK : RCP_E_LIMIT;
    if (s || (s = rcp_rows_init(&w->events, scratch, sizeof(rcp_event))) ||
        (s = rcp_rows_init(&w->args, scratch, sizeof(rcp_arg))))
        return s;
    w->view.pack = pack;
    w->view.doc = doc;
    w->view.lex = lex;
    if (lex && lex->n_entries) {
        w->view.disaster = about_disaster(doc, lex);
        w->view.now = report_day(doc);
        for (rcp_id sent = 1; !s && sent < doc->sent.n; sent++)
            s = run_sentence(w, doc, sent);
    }
    if (!s)
        s = RCP_FREEZE(doc, event, &w->events);
    if (!s)
        s = RCP_FREEZE(doc, arg, &w->args);
    return s;
}
