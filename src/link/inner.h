/* inner.h - what the files of link/ share; nobody outside includes it.
 *
 * add.c makes one `rcp_item` a report.  link.c sorts the items by id and runs the steps, each of
 * which reads the items and fills its part of `rcp_work`:
 *
 *   reuse.c    passages copied word for word          -> reuse, alignments of sentences
 *   retold.c   sentences retold or translated         -> reuse, alignments of sentences
 *   story.c    which reports tell one story           -> item.story
 *   event.c    which claims are about one event       -> claim.group
 *   dates.c    what one report's date says of another -> item.lo, time rows, claim.lo
 *   deny.c, quote.c, conflict.c, name.c               -> the rest of rcp_links
 */
#ifndef RCP_LINK_INNER_H
#define RCP_LINK_INNER_H

#include <math.h>

#include "link/keys.h"
#include "link/link.h"
#include "link/settle.h"
#include "link/vec.h"

/* One word of running text: no punctuation, no furniture. */
typedef struct {
    uint64_t hash;              /* of the folded letters and digits                    */
    rcp_span span;
    uint32_t sent;              /* row of item.sent                                    */
    uint32_t quote;             /* 1 + row of item.quote; 0: not inside one            */
} rcp_lword;

/* What a sentence shares with others: a name, a number, a day, or the stem of a long word. */
enum { RCP_FEAT_NAME, RCP_FEAT_NUMBER, RCP_FEAT_DAY, RCP_FEAT_STEM };
typedef struct {
    uint64_t key;
    float    weight;            /* ln(1 / share of sentences that have it)             */
    uint32_t kind;
    uint32_t at;                /* byte where it stands                                */
} rcp_feat;

typedef struct {
    rcp_span  span;
    rcp_range words;            /* rows of item.word                                   */
    rcp_range feats;            /* rows of item.feat, each key once, in text order     */
} rcp_lsent;

typedef struct { rcp_span outer, inner; rcp_range words; } rcp_lquote;

/* An argument, a speaker, a name: what makes two of them the same. */
enum { RCP_WHO_COUNTRY = 1, RCP_WHO_REGION = 2, RCP_WHO_PLACE = 4, RCP_WHO_PERSON = 8 };
typedef struct {
    uint64_t key;               /* entity or folded name; a state by its country       */
    uint64_t land;              /* hash of the country; 0                              */
    uint32_t flags;
    rcp_str  name, country;     /* country: alpha-3                                    */
    double   min, max;          /* equipment: how many                                 */
} rcp_who;

typedef struct {
    rcp_time  time;             /* as settled so far                                   */
    rcp_str   value;
    rcp_shift shift;
    bool      bare;             /* a weekday is all that is printed                    */
    int32_t   said_lo, said_hi; /* as its own report has it                            */
    uint32_t  from;             /* item that settled it; RCP_NOBODY                    */
    bool      given;            /* by a report of the same event, not by the calendar  */
} rcp_ltime;

typedef struct {
    rcp_link_claim c;           /* strings set; ranges of names still empty            */
    uint32_t  sent, time;       /* rows of item.sent, item.time; RCP_NOBODY, 0         */
    rcp_id    attribution;
    uint32_t  rank, of;         /* among the claims of its type in its sentence        */
    uint64_t  lemma, stem;      /* of the trigger; stem: four letters                  */
    uint64_t  unit, speaker;    /* hashes; 0: none                                     */
    rcp_range actors, recipients, places, equipment;    /* rows of item.who            */
    rcp_range feats;            /* rows of item.near, sorted by key: what hangs on the trigger */
    rcp_range words;            /* the same of the predicate alone                     */
    rcp_str   party;            /* who cannot confirm each other share one             */
    bool      told;             /* the outlet itself speaks                            */
    int32_t   said_lo, said_hi; /* days as the report alone has them                   */
    uint32_t  from;             /* item that settled them; RCP_NOBODY                  */
} rcp_lclaim;

typedef struct {                /* an attribution whose cue denies                     */
    rcp_id    attribution;
    rcp_str   by, by_country, denied;
    uint64_t  speaker;
    rcp_span  content;
    rcp_range feats;            /* rows of item.near, sorted by key                    */
} rcp_ldenial;

/* A report, as linking sees it. */
typedef struct {
    rcp_link_report r;
    rcp_str text, root;         /* root: the outlet                                    */
    int32_t said_lo, said_hi;   /* publication days without other reports              */
    uint32_t said_how;
    uint32_t published_from;    /* item that settled them; RCP_NOBODY                  */
    int32_t now;                /* day of the event that settled it; RCP_DAY_MIN       */
    uint64_t agency;            /* hash of the agencies it credits; 0                  */
    const rcp_lword   *word;    uint32_t n_words;
    const rcp_lsent   *sent;    uint32_t n_sents;
    const rcp_feat    *feat;    uint32_t n_feats;
    const rcp_feat    *near;    uint32_t n_near;
    const rcp_lquote  *quote;   uint32_t n_quotes;
    const rcp_who     *who;     uint32_t n_who;
    rcp_ltime         *time;    uint32_t n_times;       /* row 0 nil, as in the document */
    rcp_lclaim        *claim;   uint32_t n_claims;
    const rcp_ldenial *denial;  uint32_t n_denials;
    uint32_t claim_beg;         /* number of its first claim among all                 */
} rcp_item;

/* Sentence i of report a says what sentence j of report b says. */
typedef struct { uint32_t a, b, i, j; float score; uint32_t kind; } rcp_align;  /* kind: RCP_REUSE_ */

/* What linking knows of one language: weights of stems, sorted by key; relative times. */
typedef struct { uint64_t words; rcp_shift shift; } rcp_relative;
typedef struct {
    char lang[8];
    const rcp_feat *row;            uint32_t n;
    const rcp_relative *relative;   uint32_t n_relative;
} rcp_weights;

typedef struct { rcp_str type, mode, full, bare; } rcp_event_name;

struct rcp_linker {
    rcp_pool    pool;           /* owns what add copied                                */
    rcp_pool    made;           /* owns what run made                                  */
    rcp_vec     items;          /* rcp_item, in the order of add                       */
    rcp_weights weights[8];     uint32_t n_weights;
    rcp_vec     names;          /* rcp_event_name; filled by the first pack            */
    bool        names_read;
    rcp_links   links;
};

/* One run. */
typedef struct {
    rcp_linker *lk;
    rcp_item   *item;   uint32_t n_items;       /* sorted by id                        */
    uint32_t    n_claims;
    uint32_t   *claim_item;                     /* claim number -> item                */
    uint32_t   *group;                          /* claim number -> smallest claim of its group */
    rcp_vec     aligns;         /* rcp_align, sorted by a, b, i, j                     */
    rcp_vec     reuse;          /* rcp_link_reuse                                      */
    rcp_vec     places, numbers, names, roots, conflicts, events, denials, quotes, stories, settled;
    uint64_t    n_candidates;
} rcp_work;

static inline rcp_lclaim *rcp_work_claim(const rcp_work *w, uint32_t no)
{
    rcp_item *it = &w->item[w->claim_item[no]];
    return &it->claim[no - it->claim_beg];
}

/* Whether two half-open ranges of days can be the same day; not known ones can. */
static inline bool rcp_days_meet(int32_t alo, int32_t ahi, int32_t blo, int32_t bhi)
{
    return ahi <= alo || bhi <= blo || (alo < bhi && blo < ahi);
}

/* Cosine of two sorted lists of features; *shared counts what both have. */
float rcp_feats_cosine(const rcp_feat *a, uint32_t na, const rcp_feat *b, uint32_t nb,
                       uint32_t *shared);

/* The key of a word's stem: its first five letters, folded. */
uint64_t rcp_link_stem_key(rcp_str word);

/* Weight of a stem; not listed: that of a rare word. */
float rcp_weight_of(const rcp_weights *w, uint64_t key);

/* What relative.tsv says of a time's words. */
rcp_shift rcp_link_shift_of(const rcp_weights *w, rcp_str text);

/* Hash of the folded letters and digits of s; 0 when it has none.  `chars`: only that many of
 * its first characters; 0: all. */
uint64_t rcp_fold_hash(rcp_str s, uint32_t chars);

/* The steps; each fails with RCP_E_MEMORY only. */
rcp_status rcp_link_reuse_find(rcp_work *w);
/* Who took it from whom: asks for dates, so it comes after they are settled. */
void rcp_link_reuse_direct(rcp_work *w);
rcp_status rcp_link_retold_find(rcp_work *w);
rcp_status rcp_link_stories_find(rcp_work *w);
rcp_status rcp_link_events_find(rcp_work *w);
rcp_status rcp_link_denials_find(rcp_work *w);
rcp_status rcp_link_quotes_find(rcp_work *w);
rcp_status rcp_link_groups_describe(rcp_work *w);
/* Take dates from one report to the others; *changed: run the steps that use dates again. */
rcp_status rcp_link_settle_find(rcp_work *w, bool *changed);
rcp_status rcp_link_settle_rows(rcp_work *w);
/* The English name of a group, for a person; the strings live in w->lk->made. */
rcp_str rcp_link_name_of(rcp_work *w, const rcp_lclaim *c, const rcp_item *it);
rcp_status rcp_link_names_read(rcp_linker *lk, const rcp_pack *pack, rcp_err *err);

/* How alike two claims are, in the points of event.c; negative: they cannot be one event. */
float rcp_claims_like(const rcp_work *w, uint32_t a, uint32_t b);

/* The alignment between sentence i of report a and j of b, a < b; NULL when there is none. */
const rcp_align *rcp_align_of(const rcp_work *w, uint32_t a, uint32_t i, uint32_t b, uint32_t j);

#endif
