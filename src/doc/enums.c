#include "doc/enums.h"

#define WORD(name, word) word,
#define TABLE(e, map)                                                                              \
    static const char *const e##_words[] = {map(WORD)};                                            \
    const rcp_enum rcp_enum_##e = {#e, e##_words, RCP_N_##e};
RCP_ENUMS(TABLE)

static const char *const deprel_words[] = {RCP_DEPREL_MAP(WORD)};
const rcp_enum rcp_enum_deprel = {"deprel", deprel_words, RCP_N_deprel};

const char *rcp_enum_word(const rcp_enum *e, uint32_t value)
{
    return value < e->n ? e->word[value] : "";
}

int rcp_enum_value(const rcp_enum *e, rcp_str word)
{
    for (uint32_t i = 0; i < e->n; i++)
        if (rcp_str_is(word, e->word[i]))
            return (int)i;
    return -1;
}

bool rcp_mode_valid(uint32_t type, rcp_str word)
{
    /* PLOVER manual, draft 2.0, and contract.md for DISASTER. */
    static const char *const modes[RCP_N_type] = {
        [RCP_CONSULT] = " visit third-party multilateral phone ",
        [RCP_RETREAT] = " withdraw release disarm ceasefire access resign ",
        [RCP_REQUEST] = " assist change yield meet ",
        [RCP_ACCUSE] = " disapprove investigate allege ",
        [RCP_REJECT] = " assist change yield meet ",
        [RCP_THREATEN] = " restrict arrest relations expel territory violence ",
        [RCP_PROTEST] = " demo riot strike hunger boycott obstruct vandalize ",
        [RCP_SANCTION] = " convict expel withdraw discontinue ",
        [RCP_MOBILIZE] = " troops weapons police militia ",
        [RCP_COERCE] = " seize restrict censor curfew martial-law arrest deport withhold "
                       "misinformation cyber ",
        [RCP_ASSAULT] = " abduct beat torture sexual targeted destroy primitive firearms "
                        "explosives suicide-attack aerial drone heavy-weapons crowd-control "
                        "unconventional ",
        [RCP_DISASTER] = " dead injured missing displaced damage ",
    };
    const char *list = type < RCP_N_type ? modes[type] : NULL;
    if (!list || !word.len)
        return false;
    for (const char *at = list; (at = strchr(at, ' ')) && at[1]; at++)
        if (!strncmp(at + 1, word.s, word.len) && at[1 + word.len] == ' ')
            return true;
    return false;
}
