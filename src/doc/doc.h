/* doc.h - one document: its text, and one table for each kind of thing found in it.
 *
 * A table is made by exactly one stage, then frozen: const, exact size, owned by the
 * document's arena.  Rows refer to rows by number, never by pointer.  Row 0 of every
 * table is the nil row, so a zeroed field means "none", and head 0 is the root as in
 * CoNLL-U.  Spans are bytes of `text`, half open, on UTF-8 boundaries.
 *
 * What each field is, and which table a row number belongs to, is said a second time, for
 * the dump, the ledger and the checker, in schema.c.
 */
#ifndef RCP_DOC_H
#define RCP_DOC_H

#include "base/base.h"
#include "base/day.h"
#include "base/syms.h"
#include "base/utf8.h"
#include "doc/enums.h"

typedef uint32_t rcp_id;        /* a row number; the field's name says of which table  */
typedef uint32_t rcp_why;       /* a line of a resource file, see lang/res.h; 0: none  */
typedef struct { uint32_t beg, end; } rcp_toks;     /* token rows: not an rcp_span     */

enum { RCP_TEXT_MAX = 16 << 20 };       /* bytes of text; more is RCP_E_LIMIT          */

typedef enum {
#define STAGE(NAME, name, needs, makes) RCP_##NAME,
#include "stages.def"
#undef STAGE
    RCP_N_STAGES
} rcp_stage;

/* open: where the text came from.  text[text_beg .. next row's text_beg) stands for
 * raw[raw_beg .. raw_end). */
typedef struct { uint32_t text_beg, raw_beg, raw_end, kind; } rcp_seg;
typedef struct { rcp_span span; uint16_t kind, level; } rcp_block;

/* read */
typedef struct { rcp_span span; uint32_t kind; rcp_why why; } rcp_furniture;
typedef struct { rcp_span span; uint32_t kind; rcp_why why; } rcp_signal;

/* segment: a token is a piece of the text; a word is a unit of syntax, and one token
 * can hold several ("du" = "de" + "le").  "don't" is two tokens, the second JOINED. */
typedef struct { rcp_toks toks; rcp_id block; } rcp_sent;
enum {                          /* rcp_tok.flags                                       */
    RCP_TOK_UPPER = 1,          /* first letter is upper case                          */
    RCP_TOK_CAPS = 2,           /* all its letters are upper case, and two or more     */
    RCP_TOK_NUMBER = 4,         /* digits, with separators: "1 200", "3,5"             */
    RCP_TOK_PUNCT = 8,          /* no letter and no digit                              */
    RCP_TOK_SPACE = 16,         /* white space stands before it                        */
    RCP_TOK_FURNITURE = 32,     /* inside a furniture span: no later stage looks at it */
    RCP_TOK_OPEN = 64, RCP_TOK_CLOSE = 128,     /* a quotation mark, paired            */
    RCP_TOK_JOINED = 256        /* CoNLL-U writes it as one multiword token with the one */
                                /* before: "n't" of "don't", "'s" of "Russia's"        */
};
typedef struct { rcp_span span; rcp_sym norm; uint32_t flags; } rcp_tok;  /* norm: lower case, ' for ’ */
typedef struct { rcp_id tok; rcp_sym form; } rcp_word;  /* form: as UD has it          */
typedef struct {
    rcp_span outer, inner;      /* with and without the marks                          */
    uint32_t depth;             /* 1: outermost                                        */
    rcp_why  why;               /* the row of quotes.tsv; a mixed pair: of the opener  */
} rcp_quotation;

/* tag, parse: one row for each word, under the word's own row number.
 * Scores run from 0 to 65535, for 0 to 1. */
typedef struct { rcp_sym lemma, feats; uint16_t upos, score; } rcp_tag; /* feats: "Mood=Cnd|Number=Sing" */
typedef struct { rcp_id head; uint16_t rel, score; } rcp_dep;           /* head 0: root */

/* find */
enum {                          /* rcp_mention.flags                                   */
    RCP_MENTION_PRONOUN = 1,    /* stands for another mention: il, the latter, ces armes */
    RCP_MENTION_DEMONYM = 2,    /* russe, Ukrainian: names the country, is no place    */
    RCP_MENTION_GOVERNMENT = 4, /* a capital or building that acts (acts_as)           */
    RCP_MENTION_LINKED = 8,     /* identity settled by another report                  */
    RCP_MENTION_LOCATED = 16,   /* lat and lon are set                                 */
    RCP_MENTION_DISPUTED = 32,  /* a place whose status is disputed                    */
    RCP_MENTION_TAGGED = 64     /* its words, or its kind, are the tagger's of names (doc/ner.md) */
};
typedef struct {
    rcp_span span;
    rcp_toks toks;              /* the tokens span touches                             */
    uint16_t kind, score;
    uint32_t flags;
    rcp_id   chain;             /* first mention of the same one in this report; may be itself */
    uint32_t entity;            /* row of the pack's entity table; 0: not in it        */
    rcp_sym  name;              /* canonical name: the entity's, else as first printed; 0: nameless */
    rcp_sym  country, sector;   /* ISO 3166 alpha-3, PLOVER sector; 0: not known       */
    rcp_id   head;              /* word: head of the phrase                            */
    uint32_t geonames;          /* id; 0: not known                                    */
    double   lat, lon;          /* degrees, where RCP_MENTION_LOCATED says so; else 0  */
    rcp_why  why;
} rcp_mention;

typedef struct {
    rcp_span span;
    int32_t  lo, hi;            /* days it may mean, half open; RCP_DAY_MIN, _MAX: open */
                                /* lo == hi == 0: not resolved                          */
    uint16_t kind, grain;
    uint16_t anchor;            /* what it was counted from                            */
    uint16_t weekday;           /* 1 to 7: only those days of [lo, hi) ("mardi"); 0    */
    rcp_id   ref;               /* the time it counts from ("the same day"); 0         */
    rcp_sym  value;             /* TIMEX3 value                                        */
    rcp_sym  zone;              /* of its clock, where the words give one: "Z", "+03:00"; 0 */
    uint32_t flaw;              /* why there is no value, or no day                    */
    rcp_why  why;
} rcp_time;

typedef struct {
    rcp_span span, of;          /* of: what is counted, with its number's words left out; empty: none */
    double   min, max;          /* in `unit`; NaN: open                                */
    double   si_min, si_max;    /* in SI units; NaN: open, or no such unit              */
    rcp_id   part_of;           /* the quantity it is a part of ("dont 4"); 0           */
    rcp_sym  unit;              /* CLDR id ("kilometre"), or the thing counted in English ("person", "aircraft") */
    uint32_t kind;
    rcp_sym  toll;              /* dead, injured, missing, captured, displaced; 0      */
    rcp_why  why;
} rcp_quantity;

/* event */
typedef struct {
    rcp_span predicate;         /* the words a reader would underline                  */
    rcp_id   trigger, sent;     /* word, sentence                                      */
    rcp_id   time, quantity;
    uint32_t arg_beg, arg_end;  /* rows of the arg table                               */
    uint16_t type, state, polarity, score;
    uint32_t by_then;           /* 1: `time` is the day it was told, an upper bound of its own */
    rcp_sym  mode, context, cameo;      /* context: words joined by '|'                */
    rcp_why  why;
} rcp_event;
typedef struct { rcp_id event, mention, quantity; uint32_t role; } rcp_arg;     /* sorted by event */

/* claim */
typedef struct {
    rcp_span speaker;           /* the whole noun phrase; empty: no word names one     */
    rcp_span cue;
    rcp_id   mention;           /* the speaker's; 0: none                              */
    rcp_id   sent, parent;      /* parent: the attribution whose content holds this one */
    uint32_t content_beg, content_end, via_beg, via_end;
    uint16_t mode, cue_class, cue_polarity, hearsay;
    uint16_t stype, naming;
    rcp_why  why;
} rcp_attribution;
typedef struct { rcp_id attribution; rcp_span span; } rcp_content;              /* sorted  */
typedef struct { rcp_id attribution, mention; rcp_span span; } rcp_via;         /* sorted  */
typedef struct {
    rcp_span evidence;          /* what a reader is shown                              */
    rcp_id   sent, attribution, event;  /* attribution 0: the outlet itself speaks; event 0: none */
    uint16_t speech, modality, band, hearsay;
    uint32_t presumed;          /* 1: inside a denial, but taken for granted: "the visit" in
                                   "denied that the visit was meant to ..."             */
    rcp_why  why;
} rcp_claim;

/* link: what other reports settled.  The row itself is already changed; this says so. */
typedef struct {
    uint32_t table;             /* RCP_T_TIME, RCP_T_MENTION; RCP_N_TABLES: the publication date */
    rcp_id   row;
    rcp_sym  from;              /* id of the report that settles it                    */
} rcp_settled;

/* A table, as a generic reader sees it and as its stage's does: same bytes. */
typedef struct { const void *row; uint32_t n; } rcp_any_table;
#define RCP_TABLE(type) struct { const type *row; uint32_t n; }     /* n: nil row too  */

/* Said of the report from outside; all may be empty.  Copied into the arena. */
typedef struct { rcp_str id, path, url, outlet, title; } rcp_source;

typedef struct {
    int32_t  lo, hi;            /* days, half open; hi <= lo: not known                */
    uint32_t how;
    rcp_span evidence[4];       /* of the text; empty ones are unused                  */
    rcp_why  why;
} rcp_published;

typedef struct rcp_doc {
    rcp_arena arena;            /* owns all below; freed, or rewound, as one           */
    char     *mark[RCP_N_STAGES];       /* arena position before each stage            */
    uint32_t  n_done;           /* stages done; they run in the order of the enum      */
    rcp_str   raw, text;        /* as fetched, in UTF-8; as extracted.  Never change   */
    char      lang[8];
    rcp_source source;
    rcp_published given;        /* the publication date the caller gave                */
    rcp_published published;    /* read: given, or found in the text                   */
    rcp_published inferred;     /* find: what the times allow, where read found nothing */
    rcp_syms  syms;             /* goes on where the pack's symbols end                */
    rcp_syms  syms_mark[RCP_N_STAGES];  /* as it was before each stage                 */
    /* open */
    RCP_TABLE(rcp_seg)         seg;
    RCP_TABLE(rcp_block)       block;
    /* In stage order: rcp_doc_rewind relies on it. */
    RCP_TABLE(rcp_furniture)   furniture;
    RCP_TABLE(rcp_signal)      signal;
    RCP_TABLE(rcp_sent)        sent;
    RCP_TABLE(rcp_tok)         tok;
    RCP_TABLE(rcp_word)        word;
    RCP_TABLE(rcp_quotation)   quote;
    RCP_TABLE(rcp_tag)         tag;         /* tag.n == word.n                         */
    RCP_TABLE(rcp_dep)         dep;         /* dep.n == word.n                         */
    RCP_TABLE(rcp_mention)     mention;
    RCP_TABLE(rcp_time)        time;
    RCP_TABLE(rcp_quantity)    quantity;
    RCP_TABLE(rcp_event)       event;
    RCP_TABLE(rcp_arg)         arg;
    RCP_TABLE(rcp_attribution) attribution;
    RCP_TABLE(rcp_content)     content;
    RCP_TABLE(rcp_via)         via;
    RCP_TABLE(rcp_claim)       claim;
    /* (word.n) what the network that reads the tags says of heads, for the parse stage; NULL: it
     * did not read.  A root has head 0.  No table: nothing else looks at it. */
    const rcp_dep *heads;
    /* after the stages, by link/ */
    RCP_TABLE(rcp_settled)     settled;
} rcp_doc;

/* An empty document in an arena of its own, big enough for `bytes` of report.  `syms` is the
 * pack's table; pass it when the pack is known, else call rcp_doc_speak later. */
rcp_status rcp_doc_open(rcp_doc *doc, size_t bytes);
rcp_status rcp_doc_speak(rcp_doc *doc, const char *lang, const rcp_syms *syms);
void rcp_doc_close(rcp_doc *doc);

/* A copy of n rows in the document's arena; NULL when the arena is full. */
const void *rcp_doc_freeze(rcp_doc *doc, const void *rows, size_t size, size_t n);

/* Freeze what a stage grew in scratch: fills table.row and table.n. */
#define RCP_FREEZE(doc, table, rows)                                                               \
    (((doc)->table.row = rcp_doc_freeze((doc), (rows)->row, (rows)->size, (rows)->n))              \
         ? ((doc)->table.n = (rows)->n, RCP_OK)                                                    \
         : RCP_E_LIMIT)

/* Note where the arena and the symbols stand before `stage` (the runner does this). */
void rcp_doc_mark(rcp_doc *doc, uint32_t stage);

/* Forget stage `from` and all later ones, so that they can run again. */
void rcp_doc_rewind(rcp_doc *doc, uint32_t from);

/* The raw bytes a non-empty span of the text stands for. */
rcp_span rcp_doc_source(const rcp_doc *doc, rcp_span text);

/* Small lookups that every stage needs. */
static inline rcp_str rcp_doc_slice(const rcp_doc *doc, rcp_span at)
{
    return rcp_slice(doc->text, at);
}
static inline rcp_str rcp_doc_sym(const rcp_doc *doc, rcp_sym sym)
{
    return rcp_sym_str(&doc->syms, sym);
}
/* The bytes of sentence or token range. */
rcp_span rcp_doc_toks_span(const rcp_doc *doc, rcp_toks toks);
rcp_span rcp_doc_sent_span(const rcp_doc *doc, rcp_id sent);
/* The tokens that a span touches (empty range at the next token when it touches none). */
rcp_toks rcp_doc_toks_of(const rcp_doc *doc, rcp_span span);
/* The sentence whose tokens hold `tok`, or byte `at`; 0 when there is none. */
rcp_id rcp_doc_sent_of(const rcp_doc *doc, rcp_id tok);
/* First word of a token; words of token t are [word_of(t), word_of(t + 1)). */
rcp_id rcp_doc_word_of(const rcp_doc *doc, rcp_id tok);

/* The publication date to go by: read's, else find's inference; hi <= lo: not known. */
static inline const rcp_published *rcp_doc_published(const rcp_doc *doc)
{
    return doc->published.hi > doc->published.lo ? &doc->published : &doc->inferred;
}

/* Whether every invariant of datamodel holds; says in err which does not.  For tests, the
 * fuzzer, and after a load. */
rcp_status rcp_doc_check(const rcp_doc *doc, rcp_err *err);

_Static_assert(sizeof(rcp_tok) == 16 && sizeof(rcp_word) == 8, "token rows have no holes");
_Static_assert(sizeof(rcp_tag) == 12 && sizeof(rcp_dep) == 8, "word rows have no holes");
_Static_assert(sizeof(rcp_any_table) == sizeof(RCP_TABLE(rcp_tok)), "one shape of table");
#endif
