#include "find/coref_scene.h"

#include "find/names.h"
#include "lang/form.h"

enum {
    LOOK_CALLED = 300,          /* words looked back over: keeps the time linear        */
    APART = 3                   /* sentences: so much further back another one may be   */
};

static bool is_article(const rcp_scene *s, rcp_id w, const char *feature, const char *value)
{
    const rcp_tag *t = &s->doc->tag.row[w];
    return t->upos == RCP_DET && rcp_str_is(rcp_feat(rcp_doc_sym(s->doc, t->feats), feature), value);
}

bool rcp_coref_demonstrative(const rcp_scene *s, rcp_id w)
{
    return is_article(s, w, "PronType", "Dem");
}

bool rcp_coref_definite(const rcp_scene *s, rcp_id w)
{
    enum { NEAR = 6 };
    const rcp_dep *dep = s->doc->dep.row;
    if (w < 2 || dep[w - 1].head != w || !(is_article(s, w - 1, "Definite", "Def") || rcp_coref_demonstrative(s, w - 1)) ||
        s->word_is[w] & (RCP_WORD_COPULA | RCP_WORD_MANY))
        return false;
    for (rcp_id k = w + 1; k < s->doc->word.n && k < w + NEAR; k++)
        if (dep[k].head == w)
            switch (dep[k].rel) {
            case RCP_REL_nmod: case RCP_REL_amod: case RCP_REL_nummod: case RCP_REL_appos: case RCP_REL_flat: case RCP_REL_flat_name:
            case RCP_REL_nmod_appos: case RCP_REL_compound: case RCP_REL_acl: case RCP_REL_conj: case RCP_REL_nmod_desc:
                return false;
            default:
                break;
            }
    uint32_t rel = dep[w].rel;
    return rel != RCP_REL_compound && rel != RCP_REL_appos && rel != RCP_REL_flat && rel != RCP_REL_nmod_appos;
}

/* "L'ouragan Rosa" may pass for a person: a noun that means none goes back to none. */
static bool can_be_called(const rcp_scene *s, rcp_id w, const rcp_mention *m)
{
    if (m->kind == RCP_PERSON && !((rcp_co_lemma(s, w) | rcp_co_form(s, w)) & RCP_CO_PERSON))
        return false;
    return (m->kind == RCP_PERSON || m->kind == RCP_ROLE || m->kind == RCP_ORGANISATION) && (m->name || m->entity) &&
           !(m->flags & RCP_MENTION_PRONOUN) && rcp_scene_mention(s, m->chain)->name;
}

uint32_t rcp_coref_called(const rcp_scene *s, rcp_id w)
{
    const rcp_tag *tag = s->doc->tag.row;
    uint32_t oldest = s->spoken.n > LOOK_CALLED ? s->spoken.n - LOOK_CALLED : 1, found = 0, sent = 0;
    bool capital = s->doc->tok.row[s->doc->word.row[w].tok].flags & RCP_TOK_UPPER;
    if (!tag[w].lemma || (tag[w].upos != RCP_NOUN && (tag[w].upos != RCP_PROPN || capital)))
        return 0;
    for (uint32_t i = s->spoken.n; i-- > oldest;) {
        const rcp_spoken *x = RCP_ROW(&s->spoken, rcp_spoken, i);
        if (tag[x->word].lemma != tag[w].lemma && !rcp_scene_same_word(s, x->word, w))
            continue;
        if (!x->row || !can_be_called(s, w, rcp_scene_mention(s, x->row))) {
            if (!found)
                return 0;       /* the last one called so was somebody without a name */
            continue;
        }
        if (!found)
            found = x->who, sent = x->at.sent;
        else if (x->who != found && x->at.sent + APART >= sent)
            return 0;
    }
    return found;
}
