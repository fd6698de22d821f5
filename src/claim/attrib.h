/* attrib.h - attributions: who says what by which word, before they are frozen. */
#ifndef RCP_CLAIM_ATTRIB_H
#define RCP_CLAIM_ATTRIB_H

#include "claim/phrase.h"

/* An attribution being made.  Its contents and vias are rows of their own until the end. */
typedef struct {
    rcp_attribution a;
    const rcp_cue  *cue;                /* NULL: a colon, or nothing                    */
    rcp_words       group;              /* the cue's words                              */
    rcp_words       speaker;            /* empty: none                                  */
    uint32_t        end;                /* word after the last one it has to do with    */
    bool            before;             /* its content stands before the cue            */
    bool            direct;
    bool            past;               /* the saying is past                           */
    bool            first;              /* the speaker is "je", "we"                    */
} rcp_att;

typedef struct {
    const rcp_view *v;
    rcp_rows att;                       /* rcp_att                                      */
    rcp_rows content;                   /* rcp_content, in order of making              */
    rcp_rows via;                       /* rcp_via                                      */
    uint32_t *quote_att;                /* (quote.n): the attribution a quotation is content of; 0 */
} rcp_attribs;

/* Find all attributions of the report.  Rows 1.. of `att` are in the order of their cues. */
rcp_status rcp_attribs_find(rcp_attribs *x, const rcp_view *v, rcp_arena *scratch);

/* Who a speaker is: mention, stype, naming, from the words of its noun phrase (speaker.c). */
void rcp_speaker_resolve(const rcp_view *v, rcp_words np, rcp_attribution *a);
/* The mention a noun phrase stands for; 0. */
rcp_id rcp_speaker_mention(const rcp_view *v, rcp_words np);
/* The kind of speaker its words say, before any mention is looked at. */
uint32_t rcp_speaker_stype(const rcp_view *v, rcp_words np, uint32_t *naming);

#endif
