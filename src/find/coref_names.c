#include "find/coref_scene.h"

#include "find/names.h"

/* The last word of a name, folded; "" for a name of one word where `whole` is set. */
static uint32_t last_word(rcp_str name, bool whole, char *out)
{
    uint32_t beg = name.len;
    while (beg > 0 && name.s[beg - 1] != ' ')
        beg--;
    if (whole && beg == 0)
        return 0;
    return rcp_unit_fold((rcp_str){name.s + beg, name.len - beg}, out);
}

/* A person's name of one word that only the tagger has. */
static bool lone(const rcp_scene *s, const rcp_mention *m)
{
    rcp_str name = rcp_doc_sym(s->doc, m->name);
    return m->kind == RCP_PERSON && !m->entity && m->flags & RCP_MENTION_TAGGED && !memchr(name.s, ' ', name.len);
}

rcp_status rcp_coref_last_names(rcp_scene *s)
{
    rcp_syms words;
    rcp_status status = rcp_syms_init(&words, s->scratch, NULL);
    uint32_t *row = RCP_NEW(s->scratch, uint32_t, (size_t)s->mentions->n + 2);
    bool *two = RCP_NEW(s->scratch, bool, (size_t)s->mentions->n + 2);
    char folded[RCP_UNIT_ROOM];
    if (status || !row || !two)
        return RCP_E_LIMIT;
    for (uint32_t i = 1; i < s->mentions->n; i++) {
        const rcp_mention *m = rcp_scene_mention(s, i);
        if (m->kind != RCP_PERSON || !m->name)
            continue;
        rcp_sym w;
        if (rcp_syms_add(&words, (rcp_str){folded, last_word(rcp_doc_sym(s->doc, m->name), true, folded)}, &w))
            return RCP_E_LIMIT;
        if (w && row[w] && rcp_scene_mention(s, row[w])->name != m->name)
            two[w] = true;
        if (w && !row[w])
            row[w] = i;
    }
    for (uint32_t i = 1; i < s->mentions->n; i++) {
        rcp_mention *m = rcp_scene_mention(s, i);
        if (!lone(s, m))
            continue;
        rcp_sym w = rcp_sym_lookup(&words, (rcp_str){folded, last_word(rcp_doc_sym(s->doc, m->name), false, folded)});
        if (!w || !row[w] || two[w])
            continue;
        const rcp_mention *full = rcp_scene_mention(s, row[w]);
        m->entity = full->entity, m->name = full->name, m->country = full->country, m->sector = full->sector;
        m->why = full->why;
    }
    /* chains begin at the first row of a name; what hung on another row of it follows */
    uint32_t *first = RCP_NEW(s->scratch, uint32_t, (size_t)s->doc->syms.n + 1);
    if (!first)
        return RCP_E_LIMIT;
    for (uint32_t i = 1; i < s->mentions->n; i++) {
        rcp_mention *m = rcp_scene_mention(s, i);
        if (m->chain < i)
            m->chain = rcp_scene_mention(s, m->chain)->chain;
        if (m->kind != RCP_PERSON || !m->name)
            continue;
        if (!first[m->name])
            first[m->name] = m->chain;
        m->chain = first[m->name];
    }
    return RCP_OK;
}
