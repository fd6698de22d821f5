#!/usr/bin/env python3
"""Named-entity corpora in the form `recoupe eval ner` and `recoupe train ner` read, and folds of them.

usage: ner.py wikigold FILE | sequoia FILE... | brat FILE.txt... | gum FILE... | fold N K [train|test] <BIO
       sequoia --without FILE.txt ...: leave out sentences that FILE.txt holds

One token a line: form, tag (B-PER, I-PER, O ...), and SpaceAfter=No where no space follows; an empty
line ends a sentence, `# newdoc` begins a document, `# newpar` a paragraph.  Types: PER, ORG, LOC, MISC.
FENEC (Quaero): pers, org, loc as named but for loc.add, prod and event are MISC; func, time, amount are left out.
GUM (UD's MISC column): entities whose head is a proper noun, cut to the name; other kinds of them, and adjectives of
countries, are MISC; only texts whose own licence is free.
Sequoia (frsemcor's NE column): PERS, ORG, LOC, PROD and EVE likewise.  Of nested names the outermost.
"""
import os, re, sys

TYPES = {"PERS": "PER", "PER": "PER", "ORG": "ORG", "LOC": "LOC", "PROD": "MISC", "EVE": "MISC",
         "EVENT": "MISC", "MISC": "MISC"}


def outermost(spans):
    """[(beg, end, type)] without those that touch an earlier, or a longer, one."""
    kept = []
    for s in sorted(set(spans), key=lambda s: (s[0] - s[1], s)):
        if all(s[1] <= k[0] or s[0] >= k[1] for k in kept):
            kept.append(s)
    return sorted(kept)


def put(tokens, tags, spaces, out):
    for form, tag, space in zip(tokens, tags, spaces):
        out.write(f"{form}\t{tag}" + ("" if space else "\tSpaceAfter=No") + "\n")
    out.write("\n")


def brat(path, out):
    """A text with one sentence a line and its .ann: T1<tab>type beg end<tab>words, or type<tab>beg<tab>end."""
    text = open(path, encoding="utf-8", newline="").read()
    spans = []
    for line in open(path[:-4] + ".ann", encoding="utf-8"):
        m = re.match(r"(?:T\d+\s+)?([A-Za-z.]+)\s+(\d+)\s+(?:\d+;\d+\s+)*(\d+)\s", line)
        if m and m[1].startswith("loc.add"):    # telephone numbers, addresses; the towns in them stay
            continue
        kind = m and {"pers": "PERS"}.get(m[1].split(".")[0], m[1].split(".")[0].upper())
        if kind in TYPES:
            spans.append((int(m[2]), int(m[3]), TYPES[kind]))
    spans = outermost(spans)
    out.write(f"# newdoc id = {os.path.basename(path)}\n")
    for line in re.finditer(r"[^\n]+", text):
        tokens = [(m.start() + line.start(), m.end() + line.start()) for m in re.finditer(r"\w+|[^\w\s]", line[0])]
        tags = []
        for beg, end in tokens:
            inside = [s for s in spans if s[0] <= beg < s[1]]
            first = inside and not any(inside[0][0] <= b < beg for b, _ in tokens)
            tags.append("O" if not inside else ("B-" if first else "I-") + inside[0][2])
        spaces = [e >= line.end() or text[e].isspace() for _, e in tokens]
        if tokens:
            out.write("# newpar\n")
            put([text[b:e] for b, e in tokens], tags, spaces, out)


def sequoia(path, out, without):
    """CoNLL-U plus: column 11 holds "1:PROPN|NE-LOC.final|_", later words of it "1"."""
    for block in open(path, encoding="utf-8").read().split("\n\n"):
        rows = [x.split("\t") for x in block.split("\n") if x and x[0] != "#"]
        said = re.search(r"^# text = (.*)$", block, re.M)
        if not rows or not said or re.sub(r"\W", "", said[1]) in without:
            continue
        words, ranges = [r for r in rows if r[0].isdigit()], {}
        for r in rows:
            if "-" in r[0]:
                first, last = map(int, r[0].split("-"))
                ranges[first] = (last, r[1])
        named = {}
        for i, r in enumerate(words):
            for part in r[10].split(";"):
                number, _, what = part.partition(":")
                kind = re.search(r"NE-([A-Z]+)\.final", what)
                if kind and kind[1] in TYPES:
                    named[number] = [TYPES[kind[1]], i, i + 1]
                elif number in named:
                    named[number][2] = i + 1
        spans = outermost([(b, e, t) for t, b, e in named.values()])
        tokens, tags, spaces, i, at = [], [], [], 0, 0
        while i < len(words):
            last, form = ranges.get(i + 1, (i + 1, words[i][1]))
            inside = [s for s in spans if s[0] < last and i < s[1]]
            tags.append("O" if not inside else ("B-" if inside[0][0] >= i else "I-") + inside[0][2])
            tokens.append(form.replace(" ", "\u00a0"))
            found = said[1].find(form, at)
            at = found + len(form) if found >= 0 else at
            spaces.append(at >= len(said[1]) or said[1][at] == " ")
            i = last
        out.write("# newdoc\n# newpar\n")
        put(tokens, tags, spaces, out)


def wikigold(path, out):
    """index, form, tag; a row -DOCSTART- begins a document.  Spaces as English is printed."""
    for text in re.split(r"^.*-DOCSTART-.*\n\n*", open(path, encoding="utf-8").read(), flags=re.M):
        out.write("# newdoc\n")
        for block in re.split(r"\n\n+", text.strip("\n")):
            rows = [x.split("\t") for x in block.split("\n") if x]
            forms, opened = [r[1] for r in rows], False
            spaces = [True] * len(forms)
            for i, form in enumerate(forms):
                if form == '"':
                    spaces[i if not opened else i - 1] = False
                    opened = not opened
                if re.fullmatch(r"[.,;:!?)%\]]|'s|n't|'|''", form) and i:
                    spaces[i - 1] = False
                if form in ("(", "[", "$"):
                    spaces[i] = False
            put(forms, [r[2] for r in rows], spaces, out)


FREE_GUM = re.compile(r"GUM_(news|interview|bio|voyage|textbook|vlog|speech)_")
GUM_TYPES = {"person": "PER", "organization": "ORG", "place": "LOC", "event": "MISC", "object": "MISC", "abstract": "MISC"}
OFFICES = {"mr", "mr.", "mrs", "mrs.", "madam", "vice", "president", "speaker", "chairman", "prime", "minister",
           "senator", "senators", "i", "god", "lord", "mom", "dad"}
INSIDE = {"of", "the", "and", "for", "on", "&", "de", "la", "del", "du", "van", "von", "der", "al", "-"}


def gum_mentions(words):
    """[(first, last + 1, kind, heads)] of a sentence's rows; in MISC: Entity=(1-person-...(2-place-...)1)."""
    found, opened = [], []
    for i, w in enumerate(words):
        said = dict(x.split("=", 1) for x in w[9].split("|") if "=" in x).get("Entity", "")
        for begins, number in re.findall(r"(\([^()]*)|(\d*)\)", said):
            if begins:
                opened.append((begins[1:].split("-"), i))
                continue
            at = next((k for k in range(len(opened) - 1, -1, -1) if number in ("", opened[k][0][0])), None)
            if at is not None:
                what, first = opened.pop(at)
                heads = [k for k in range(first, i + 1) if not first < int(words[k][6]) <= i + 1]
                found.append((first, i + 1, what[1] if len(what) > 1 else "", heads[:1]))
    return found


def gum_name(words, first, end, heads, person, starts):
    """The name in a mention: its head that is a proper noun, with the capitals around it; what stands after "and" and
    is a mention of its own is another name."""
    heads = [h for h in heads if words[h][3] == "PROPN" and words[h][1][:1].isupper() and "/" not in words[h][1]]
    if not heads:
        return None

    def part(i):
        return words[i][3] == "PROPN" or words[i][1][:1].isupper() and words[i][3] in ("ADJ", "NOUN", "VERB", "X", "NUM")
    ends = [heads[0], heads[0]]
    for side, step, last in ((1, 1, end), (0, -1, first - 1)):
        i = ends[side] + step
        while i != last:
            inner = i
            while inner != last and words[inner][1].lower() in INSIDE and not person and abs(inner - i) < 3:
                inner += step
            other = inner != i and words[i][1] in ("and", "&") and (inner in starts or inner - 1 in starts)
            if inner == last or not part(inner) or other:
                break
            ends[side], i = inner, inner + step
    return None if all(w[1].lower() in OFFICES for w in words[ends[0]:ends[1] + 1]) else (ends[0], ends[1] + 1)


def gum(path, out):
    keep = False
    for block in open(path, encoding="utf-8").read().split("\n\n"):
        doc = re.search(r"^# newdoc id = (\S+)", block, re.M)
        if doc:
            keep = bool(FREE_GUM.match(doc[1]))
            out.write("# newdoc\n" if keep else "")
        rows = [x.split("\t") for x in block.split("\n") if x and x[0] != "#"]
        if not keep or not rows:
            continue
        if "# newpar" in block:
            out.write("# newpar\n")
        words, ranges, spans = [r for r in rows if r[0].isdigit()], {}, []
        for r in rows:
            if "-" in r[0]:
                first, last = map(int, r[0].split("-"))
                ranges[first] = (last, r)
        found = gum_mentions(words)
        starts = {f[0] for f in found}
        for first, end, kind, heads in found:
            name = kind in GUM_TYPES and gum_name(words, first, end, heads, kind == "person", starts)
            if name:                            # peoples (Jews, Americans) are no persons
                many = kind == "person" and words[name[1] - 1][4] == "NNPS"
                spans.append((*name, "MISC" if many else GUM_TYPES[kind]))
        spans = outermost(spans)
        for i, w in enumerate(words):           # adjectives of countries, as in WikiGold
            if w[3] == "ADJ" and i and w[1][:1].isupper() and not w[1].isupper() and all(i < s[0] or i >= s[1] for s in spans):
                spans.append((i, i + 1, "MISC"))
        tokens, tags, spaces, i = [], [], [], 0
        while i < len(words):
            last, row = ranges.get(i + 1, (i + 1, words[i]))
            parts = [w[1] for w in words[i:last]]
            if "".join(parts) != row[1]:
                parts = [row[1]]                # else "Tulsa", "'s": the name ends inside it
            for k, form in enumerate(parts):
                inside = [s for s in spans if s[0] < (last if len(parts) == 1 else i + k + 1) and i + k < s[1]]
                tags.append("O" if not inside else ("B-" if inside[0][0] >= i + k else "I-") + inside[0][2])
                tokens.append(form.replace(" ", "\u00a0"))
                spaces.append(k + 1 == len(parts) and "SpaceAfter=No" not in row[9])
            i = last
        put(tokens, tags, spaces, out)


def fold(n, k, part, data, out):
    """Documents in five (n) runs side by side; run k is the test part."""
    docs = ["# newdoc" + d for d in data.split("# newdoc")[1:]]
    for i, d in enumerate(docs):
        if (i * n // len(docs) == k) == (part == "test"):
            out.write(d)


def main(argv):
    if argv[0] == "brat":
        for path in argv[1:]:
            brat(path, sys.stdout)
    elif argv[0] == "sequoia":
        without, files = set(), argv[1:]
        while files[0] == "--without":
            without |= {re.sub(r"\W", "", x) for x in open(files[1], encoding="utf-8")}
            files = files[2:]
        for path in files:
            sequoia(path, sys.stdout, without)
    elif argv[0] == "gum":
        for path in argv[1:]:
            gum(path, sys.stdout)
    elif argv[0] == "wikigold":
        wikigold(argv[1], sys.stdout)
    elif argv[0] == "fold":
        fold(int(argv[1]), int(argv[2]), argv[3], sys.stdin.read(), sys.stdout)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:] or ["help"])
