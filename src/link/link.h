/* link.h - the only code that sees more than one report.
 *
 * A linker takes from each document what linking needs, then finds stories, groups of claims
 * about one event, denials and what they deny, the same quotation, reused passages, and what one
 * report settles for another.  Method: emit keys, group by key, verify the pair (doc/link.md).
 *
 * Everything is a function of the *set* of reports: reports are ordered by id before anything
 * else, ids of groups are hashes of their content, so the order of rcp_linker_add never shows.
 */
#ifndef RCP_LINK_H
#define RCP_LINK_H

#include "doc/doc.h"
#include "lang/pack.h"

#define RCP_STATUS_OF_EVENT_MAP(X)                                                                 \
    X(SINGLE, "single") X(ONE_ROOT, "multi_outlet_one_root") X(CORROBORATED, "corroborated")       \
    X(DISPUTED, "disputed") X(CONTRADICTED, "contradicted") X(SUPERSEDED, "superseded")
#define RCP_CONFLICT_MAP(X)                                                                        \
    X(CONTRADICTION, "contradiction") X(UPDATE, "update") X(SCOPE, "scope")                        \
    X(WORDING, "wording") X(TRANSLATION, "translation")
#define RCP_REUSE_MAP(X)                                                                           \
    X(COPY, "copy") X(PARTIAL, "partial") X(RETOLD, "retold") X(TRANSLATED, "translated")          \
    X(QUOTED, "quote")
#define RCP_DIRECTION_MAP(X) X(UNKNOWN, "unknown") X(A_TO_B, "a->b") X(B_TO_A, "b->a")

#define X(name, word) RCP_EVENT_##name,
enum { RCP_STATUS_OF_EVENT_MAP(X) RCP_N_EVENT_STATUS };
#undef X
#define X(name, word) RCP_CONFLICT_##name,
enum { RCP_CONFLICT_MAP(X) RCP_N_CONFLICTS };
#undef X
#define X(name, word) RCP_REUSE_##name,
enum { RCP_REUSE_MAP(X) RCP_N_REUSES };
#undef X
#define X(name, word) RCP_DIRECTION_##name,
enum { RCP_DIRECTION_MAP(X) RCP_N_DIRECTIONS };
#undef X
extern const rcp_enum rcp_enum_event_status, rcp_enum_conflict, rcp_enum_reuse, rcp_enum_direction;

/* Ranges [beg, end) below are rows of the array named in the comment.  Numbers of reports, claims
 * and events start at 0; RCP_NOBODY is none.  Strings live as long as the linker. */
#define RCP_NOBODY UINT32_MAX
typedef struct { uint32_t beg, end; } rcp_range;

typedef struct {
    rcp_str   id, path, url, outlet, title, lang;
    int32_t   lo, hi;           /* publication days, settled ones included; hi <= lo: not known */
    uint32_t  how;              /* rcp_how                                             */
    uint32_t  wording;          /* number of its copy family: equal numbers, one wording */
    uint32_t  story;            /* row of stories                                      */
    rcp_range claims;           /* rows of claim                                       */
} rcp_link_report;

/* A name as an argument or a source: canonical, else as printed. */
typedef struct { rcp_str name, country; double min, max; } rcp_link_name;   /* country: alpha-3 */

/* One claim that has an event, as linking and the brief need it. */
typedef struct {
    uint32_t  report;           /* row of reports                                      */
    rcp_id    claim, event;     /* rows of that report's own tables                    */
    rcp_span  predicate, evidence;
    rcp_str   predicate_text, evidence_text;
    uint16_t  type, state, polarity, speech, modality, band, hearsay;
    bool      presumed;         /* rcp_claim.presumed                                  */
    bool      saying;           /* the event is the act of denying itself: its denial is told anyway */
    rcp_str   mode;
    rcp_str   by, by_country, via;      /* by "": the outlet itself speaks             */
    rcp_str   root;             /* root source (scheme section 5); never ""            */
    rcp_range actors, recipients, places, equipment;        /* rows of name            */
    double    min, max;         /* quantity; NaN: open or none                         */
    rcp_str   unit, toll;
    int32_t   lo, hi;           /* event days, settled ones included; hi <= lo: not known */
    rcp_str   settled_from;     /* id of the report that settled lo and hi; ""         */
    uint32_t  group;            /* row of events; RCP_NOBODY: alone and unlinked       */
} rcp_link_claim;

typedef struct {
    rcp_str   field;            /* "equipment.count", "time", "place", "wording" ...   */
    uint32_t  kind;             /* RCP_CONFLICT_...                                    */
    uint32_t  left, right;      /* rows of claim                                       */
    rcp_str   left_text, right_text;    /* what each says, for a person                */
} rcp_link_conflict;

typedef struct { rcp_str name; rcp_range reports; } rcp_link_root;      /* rows of number: report rows */

typedef struct {
    char      id[24];           /* from content: the smallest member's hash            */
    rcp_str   name;             /* for a person, in English: "Vladimir Putin visits Belarus" */
    uint32_t  type;
    rcp_str   mode;
    int32_t   lo, hi;           /* what all members allow together; hi <= lo: not known */
    rcp_range members;          /* rows of number: claim rows, in order                */
    rcp_range roots;            /* rows of root                                        */
    rcp_range conflicts;        /* rows of conflict                                    */
    uint32_t  outlets, wordings, status, story;
} rcp_link_event;

typedef struct {
    rcp_str   denied;           /* the words denied, from the first denial             */
    uint32_t  event;            /* row of events that is denied; RCP_NOBODY            */
    rcp_str   by, by_country;
    rcp_range claims;           /* rows of number: pairs (report row, claim row of that report) flat */
} rcp_link_denial;

typedef struct { uint32_t report; rcp_span span; } rcp_link_place;
typedef struct { rcp_range members; } rcp_link_quote;                   /* rows of place */
typedef struct {
    uint32_t  a, b;             /* reports, a < b                                      */
    uint32_t  kind, direction;
    rcp_range passages;         /* rows of place, in pairs (in a, in b)                */
    rcp_str   why;
} rcp_link_reuse;

/* What another report settles: the row of a report's table gets these days. */
typedef struct {
    uint32_t report, table;     /* RCP_T_TIME, or RCP_N_TABLES for the publication date */
    rcp_id   row;
    int32_t  lo, hi;
    uint32_t from;              /* report that settles it                              */
    rcp_str  why;
} rcp_link_settled;

typedef struct {
    const rcp_link_report   *report;   uint32_t n_reports;
    const rcp_link_claim    *claim;    uint32_t n_claims;
    const rcp_link_event    *event;    uint32_t n_events;     /* groups of one claim too */
    const rcp_link_denial   *denial;   uint32_t n_denials;
    const rcp_link_quote    *quote;    uint32_t n_quotes;
    const rcp_link_reuse    *reuse;    uint32_t n_reuses;
    const rcp_link_settled  *settled;  uint32_t n_settled;
    const rcp_range         *story;    uint32_t n_stories;    /* rows of number: report rows */
    const rcp_link_name     *name;
    const rcp_link_conflict *conflict;
    const rcp_link_root     *root;
    const rcp_link_place    *place;
    const uint32_t          *number;
    uint64_t n_candidates;      /* pairs that were compared: grows with the reports, not their square */
} rcp_links;

typedef struct rcp_linker rcp_linker;

rcp_status rcp_linker_new(rcp_linker **out, rcp_err *err);
void rcp_linker_free(rcp_linker *linker);       /* NULL is fine */

/* Copy from the document what linking needs; the document may be closed afterwards.  A report
 * whose id is there already changes nothing. */
rcp_status rcp_linker_add(rcp_linker *linker, const rcp_doc *doc, const rcp_pack *pack,
                          rcp_err *err);

/* Link everything added.  *out is owned by the linker, and valid until it is freed. */
rcp_status rcp_linker_run(rcp_linker *linker, const rcp_links **out, rcp_err *err);

/* Write into the document what the others settled for it: times narrowed, the publication date,
 * and rows of doc->settled that say so. */
rcp_status rcp_links_settle(const rcp_links *links, rcp_doc *doc, rcp_err *err);

#endif
