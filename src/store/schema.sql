-- schema.sql - the ledger: one SQLite file.  Migration 1; doc/ledger.md explains it.
--
-- A table of the document in memory (src/doc/doc.h) is a table here, with the same name, the same
-- columns and the same row numbers; a span or token range is two columns, _beg and _end.  So a
-- claim is (doc, row) anywhere.  Row 0, the nil row, is not stored: 0 still means "none".
-- Numbers that mean something only inside one run are text here: symbols, the words of a closed
-- vocabulary, the id of an entity, the resource line that made a row (why).
-- Days are days since 1970-01-01, half open [lo, hi); 2147483647 is open towards the future,
-- -2147483648 towards the past.  date(lo * 86400, 'unixepoch') gives the date.

CREATE TABLE migration (
    number  INTEGER PRIMARY KEY,
    program TEXT NOT NULL               -- version of recoupe that made it
) STRICT;

-- One text.  Its id is the SHA-256 of the text, so a text can be here only once.
CREATE TABLE report (
    doc       INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,     -- "sha256:" and 64 hex digits
    lang      TEXT NOT NULL,
    text      TEXT NOT NULL,
    raw       TEXT,                     -- as fetched, in UTF-8; NULL: the same as text
    raw_id    TEXT NOT NULL,            -- SHA-256 of raw
    pack      TEXT NOT NULL,            -- checksum of the language files that coded it
    program   TEXT NOT NULL             -- version of recoupe that coded it
) STRICT;

-- Where the text was seen.  The report goes by the smallest (path, url, outlet, title), so that
-- the order in which copies arrive does not show.
CREATE TABLE source (
    doc    INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    path   TEXT NOT NULL,
    url    TEXT NOT NULL,
    outlet TEXT NOT NULL,
    title  TEXT NOT NULL,
    PRIMARY KEY (doc, path, url, outlet, title)
) STRICT, WITHOUT ROWID;

-- The publication date: as given from outside, as read in the text, as inferred from its times.
CREATE TABLE published (
    doc  INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    step TEXT NOT NULL CHECK (step IN ('given', 'read', 'inferred')),
    lo   INTEGER NOT NULL,
    hi   INTEGER NOT NULL,
    how  TEXT NOT NULL,
    evidence1_beg INTEGER NOT NULL, evidence1_end INTEGER NOT NULL,
    evidence2_beg INTEGER NOT NULL, evidence2_end INTEGER NOT NULL,
    evidence3_beg INTEGER NOT NULL, evidence3_end INTEGER NOT NULL,
    evidence4_beg INTEGER NOT NULL, evidence4_end INTEGER NOT NULL,
    why  TEXT NOT NULL,
    PRIMARY KEY (doc, step)
) STRICT, WITHOUT ROWID;

-- Search by word: SELECT rowid FROM report_text WHERE report_text MATCH 'mykolaiv'.
CREATE VIRTUAL TABLE report_text USING fts5 (
    text, content = 'report', content_rowid = 'doc', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE seg (  -- where the text came from: text[text_beg ..) stands for raw[raw_beg .. raw_end)
    doc INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, row INTEGER NOT NULL,
    text_beg INTEGER NOT NULL, raw_beg INTEGER NOT NULL, raw_end INTEGER NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (doc, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE block (  -- title, heading, paragraph, byline
    doc INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, row INTEGER NOT NULL,
    span_beg INTEGER NOT NULL, span_end INTEGER NOT NULL, kind TEXT NOT NULL,
    level INTEGER NOT NULL,
    PRIMARY KEY (doc, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE furniture (  -- page furniture: marked, never deleted
    doc INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, row INTEGER NOT NULL,
    span_beg INTEGER NOT NULL, span_end INTEGER NOT NULL, kind TEXT NOT NULL, why TEXT NOT NULL,
    PRIMARY KEY (doc, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE signal (  -- signs of aggregation, spinning, machine translation
    doc INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, row INTEGER NOT NULL,
    span_beg INTEGER NOT NULL, span_end INTEGER NOT NULL, kind TEXT NOT NULL, why TEXT NOT NULL,
    PRIMARY KEY (doc, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE sent (  -- sentences
    doc INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, row INTEGER NOT NULL,
    toks_beg INTEGER NOT NULL, toks_end INTEGER NOT NULL, block INTEGER NOT NULL,
    PRIMARY KEY (doc, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE tok (  -- pieces of the text
    doc INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, row INTEGER NOT NULL,
    span_beg INTEGER NOT NULL, span_end INTEGER NOT NULL, norm TEXT NOT NULL,
    flags INTEGER NOT NULL,
    PRIMARY KEY (doc, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE word (  -- units of syntax, Universal Dependencies; one token can hold several
    doc INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, row INTEGER NOT NULL,
    tok INTEGER NOT NULL, form TEXT NOT NULL,
    PRIMARY KEY (doc, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE quote (  -- quotations, with and without their marks
    doc INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, row INTEGER NOT NULL,
    outer_beg INTEGER NOT NULL, outer_end INTEGER NOT NULL, inner_beg INTEGER NOT NULL,
    inner_end INTEGER NOT NULL, depth INTEGER NOT NULL, why TEXT NOT NULL,
    PRIMARY KEY (doc, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE tag (  -- one row a word: lemma, part of speech, features
    doc INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, row INTEGER NOT NULL,
    lemma TEXT NOT NULL, feats TEXT NOT NULL, upos TEXT NOT NULL, score INTEGER NOT NULL,
    PRIMARY KEY (doc, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE dep (  -- one row a word: head and relation
    doc INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, row INTEGER NOT NULL,
    head INTEGER NOT NULL, rel TEXT NOT NULL, score INTEGER NOT NULL,
    PRIMARY KEY (doc, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE mention (  -- people, places, organisations, equipment ...
    doc INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, row INTEGER NOT NULL,
    span_beg INTEGER NOT NULL, span_end INTEGER NOT NULL, toks_beg INTEGER NOT NULL,
    toks_end INTEGER NOT NULL, kind TEXT NOT NULL, score INTEGER NOT NULL,
    flags INTEGER NOT NULL, chain INTEGER NOT NULL, entity TEXT NOT NULL, name TEXT NOT NULL,
    country TEXT NOT NULL, sector TEXT NOT NULL, head INTEGER NOT NULL, geonames INTEGER NOT NULL,
    lat REAL NOT NULL, lon REAL NOT NULL, why TEXT NOT NULL,
    PRIMARY KEY (doc, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE time (  -- times; lo = hi = 0: not resolved
    doc INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, row INTEGER NOT NULL,
    span_beg INTEGER NOT NULL, span_end INTEGER NOT NULL, lo INTEGER NOT NULL,
    hi INTEGER NOT NULL, kind TEXT NOT NULL, grain TEXT NOT NULL, anchor TEXT NOT NULL,
    weekday INTEGER NOT NULL, ref INTEGER NOT NULL, value TEXT NOT NULL, zone TEXT NOT NULL,
    flaw TEXT NOT NULL, why TEXT NOT NULL,
    PRIMARY KEY (doc, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE quantity (  -- numbers with their unit; NULL: open
    doc INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, row INTEGER NOT NULL,
    span_beg INTEGER NOT NULL, span_end INTEGER NOT NULL, of_beg INTEGER NOT NULL,
    of_end INTEGER NOT NULL, min REAL, max REAL, si_min REAL, si_max REAL,
    part_of INTEGER NOT NULL, unit TEXT NOT NULL,
    kind TEXT NOT NULL, toll TEXT NOT NULL, why TEXT NOT NULL,
    PRIMARY KEY (doc, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (  -- what happened
    doc INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, row INTEGER NOT NULL,
    predicate_beg INTEGER NOT NULL, predicate_end INTEGER NOT NULL, trigger INTEGER NOT NULL,
    sent INTEGER NOT NULL, time INTEGER NOT NULL, quantity INTEGER NOT NULL,
    arg_beg INTEGER NOT NULL, arg_end INTEGER NOT NULL, type TEXT NOT NULL, state TEXT NOT NULL,
    polarity TEXT NOT NULL, score INTEGER NOT NULL, by_then INTEGER NOT NULL, mode TEXT NOT NULL,
    context TEXT NOT NULL, cameo TEXT NOT NULL, why TEXT NOT NULL,
    PRIMARY KEY (doc, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE arg (  -- who, to whom, where, with what; sorted by event
    doc INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, row INTEGER NOT NULL,
    event INTEGER NOT NULL, mention INTEGER NOT NULL, quantity INTEGER NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (doc, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE attribution (  -- who says so
    doc INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, row INTEGER NOT NULL,
    speaker_beg INTEGER NOT NULL, speaker_end INTEGER NOT NULL, cue_beg INTEGER NOT NULL,
    cue_end INTEGER NOT NULL, mention INTEGER NOT NULL, sent INTEGER NOT NULL,
    parent INTEGER NOT NULL, content_beg INTEGER NOT NULL, content_end INTEGER NOT NULL,
    via_beg INTEGER NOT NULL, via_end INTEGER NOT NULL, mode TEXT NOT NULL,
    cue_class TEXT NOT NULL, cue_polarity TEXT NOT NULL, hearsay INTEGER NOT NULL,
    stype TEXT NOT NULL, naming TEXT NOT NULL, why TEXT NOT NULL,
    PRIMARY KEY (doc, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE content (  -- the words attributed
    doc INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, row INTEGER NOT NULL,
    attribution INTEGER NOT NULL, span_beg INTEGER NOT NULL, span_end INTEGER NOT NULL,
    PRIMARY KEY (doc, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE via (  -- the speakers in between: TASS
    doc INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, row INTEGER NOT NULL,
    attribution INTEGER NOT NULL, mention INTEGER NOT NULL, span_beg INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    PRIMARY KEY (doc, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim (  -- one predicate, as somebody says it
    doc INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, row INTEGER NOT NULL,
    evidence_beg INTEGER NOT NULL, evidence_end INTEGER NOT NULL, sent INTEGER NOT NULL,
    attribution INTEGER NOT NULL, event INTEGER NOT NULL, speech TEXT NOT NULL,
    modality TEXT NOT NULL, band TEXT NOT NULL, hearsay INTEGER NOT NULL,
    presumed INTEGER NOT NULL, why TEXT NOT NULL,
    PRIMARY KEY (doc, row)
) STRICT, WITHOUT ROWID;

-- What linking found, rewritten as a whole by `recoupe add` and `recoupe link`.  linked says for which
-- reports: a ledger whose fingerprint differs has been added to since.
CREATE TABLE linked (
    one         INTEGER PRIMARY KEY CHECK (one = 1),
    fingerprint TEXT NOT NULL,          -- hash of the ids of all reports
    program     TEXT NOT NULL
) STRICT;

CREATE TABLE link_report (
    doc     INTEGER PRIMARY KEY REFERENCES report ON DELETE CASCADE,
    lo      INTEGER NOT NULL,           -- publication days, settled ones included
    hi      INTEGER NOT NULL,
    wording INTEGER NOT NULL,           -- equal numbers: copies of one wording
    story   INTEGER NOT NULL
) STRICT;

CREATE TABLE link_event (
    event    INTEGER PRIMARY KEY,
    id       TEXT NOT NULL,             -- from content: stays while its smallest member stays
    name     TEXT NOT NULL,
    type     TEXT NOT NULL,
    mode     TEXT NOT NULL,
    lo       INTEGER NOT NULL,
    hi       INTEGER NOT NULL,
    status   TEXT NOT NULL,
    story    INTEGER NOT NULL,
    outlets  INTEGER NOT NULL,
    wordings INTEGER NOT NULL
) STRICT;

CREATE TABLE link_member (              -- the claims about one event
    event INTEGER NOT NULL REFERENCES link_event ON DELETE CASCADE,
    doc   INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    claim INTEGER NOT NULL,
    root  TEXT NOT NULL,                -- the source it goes back to
    lo    INTEGER NOT NULL,             -- its days, settled ones included
    hi    INTEGER NOT NULL,
    PRIMARY KEY (event, doc, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_member_claim ON link_member (doc, claim);

CREATE TABLE link_conflict (
    event       INTEGER NOT NULL REFERENCES link_event ON DELETE CASCADE,
    row         INTEGER NOT NULL,
    field       TEXT NOT NULL,
    kind        TEXT NOT NULL,
    left_doc    INTEGER NOT NULL, left_claim  INTEGER NOT NULL, left_text  TEXT NOT NULL,
    right_doc   INTEGER NOT NULL, right_claim INTEGER NOT NULL, right_text TEXT NOT NULL,
    PRIMARY KEY (event, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE link_denial (
    denial INTEGER PRIMARY KEY,
    denied TEXT NOT NULL,               -- the words denied
    event  INTEGER REFERENCES link_event ON DELETE CASCADE,
    by     TEXT NOT NULL
) STRICT;

CREATE TABLE link_denial_claim (
    denial INTEGER NOT NULL REFERENCES link_denial ON DELETE CASCADE,
    doc    INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    claim  INTEGER NOT NULL,
    PRIMARY KEY (denial, doc, claim)
) STRICT, WITHOUT ROWID;

CREATE TABLE link_quote (               -- places of one and the same quotation
    quote INTEGER NOT NULL,
    doc   INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    beg   INTEGER NOT NULL,
    end   INTEGER NOT NULL,
    PRIMARY KEY (quote, doc, beg, end)
) STRICT, WITHOUT ROWID;

CREATE TABLE link_reuse (               -- two reports that share wording
    reuse     INTEGER PRIMARY KEY,
    a         INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    b         INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    kind      TEXT NOT NULL,
    direction TEXT NOT NULL,
    why       TEXT NOT NULL
) STRICT;

CREATE TABLE link_passage (
    reuse INTEGER NOT NULL REFERENCES link_reuse ON DELETE CASCADE,
    row   INTEGER NOT NULL,
    a_beg INTEGER NOT NULL, a_end INTEGER NOT NULL,
    b_beg INTEGER NOT NULL, b_end INTEGER NOT NULL,
    PRIMARY KEY (reuse, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE link_settled (             -- a date that another report settles
    doc      INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    "table"  TEXT NOT NULL,             -- 'time', or 'published'
    row      INTEGER NOT NULL,
    lo       INTEGER NOT NULL,
    hi       INTEGER NOT NULL,
    from_doc INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    why      TEXT NOT NULL,
    PRIMARY KEY (doc, "table", row)
) STRICT, WITHOUT ROWID;
