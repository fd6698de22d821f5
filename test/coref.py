#!/usr/bin/env python3
"""Score coreference: whether a pronoun or bare noun goes back to whom a person marked.

usage: coref.py gum  [--build DIR] [--genres news,interview] [--half 0|1] [--errors] FILE.conllu...
       coref.py rows [--build DIR] [--half 0|1] [--errors] ROWS.tsv DOCS.jsonl

gum: the Entity chains of GUM's MISC column; pronouns of the third person whose chain has a name.
rows: document, byte offset, form, class (pron, dem, noun), antecedent's printed name (| parts several, -: none,
?: nobody can tell), for documents of DOCS.jsonl ("id", "text").
Prints for each class `precision` (right of those that recoupe resolved) and `recall` (right of those whose antecedent has a
name in the text).  Right: the chain, or the name, is that of a mention of the marked antecedent.
"""
import argparse, collections, json, os, re, subprocess, sys

import conllu

PRONOUNS = {"he": "person", "she": "person", "him": "person", "they": "plural", "them": "plural", "it": "thing"}


class Doc:
    """text: bytes; wanted: [(beg, end, class, [(beg, end)] of the antecedent's names; [] none; None: not known)]."""
    def __init__(self, name, lang):
        self.name, self.lang, self.text, self.wanted = name, lang, b"", []


def head_of(span_rows, minspan):
    first = min(int(i) for i in minspan.split(",")) if re.fullmatch(r"[\d,]+", minspan) else 1
    last = max(int(i) for i in minspan.split(",")) if re.fullmatch(r"[\d,]+", minspan) else 1
    return span_rows[first - 1], span_rows[min(last, len(span_rows)) - 1]


def gum(path, genres):
    data = open(path, "rb").read()
    doc, chains, open_at, pron = None, None, None, None

    def close():
        for beg, end, form, chain in pron:
            doc.wanted.append((beg, end, PRONOUNS[form], chains[chain]))

    for comments, rows in conllu.sentences(data):
        new = [c for c in comments if c.startswith("# newdoc id")]
        if new:
            if doc:
                close()
                yield doc
            name = new[0].split("= ")[1]
            doc = Doc(name, "en") if name.split("_")[1] in genres else None
            chains, open_at, pron = collections.defaultdict(list), collections.defaultdict(list), []
        if not doc:
            continue
        if doc.text and any(c.startswith("# newpar") for c in comments):
            doc.text += b"\n\n"
        spans, last = {}, 0
        for r in (r for r in rows if "." not in r[0]):      # words of a range share its span
            if "-" in r[0]:
                a, last = (int(x) for x in r[0].split("-"))
                spans.update({i: (len(doc.text), len(doc.text) + len(r[1].encode())) for i in range(a, last + 1)})
            elif int(r[0]) > last:
                spans[int(r[0])] = (len(doc.text), len(doc.text) + len(r[1].encode()))
            else:
                continue
            doc.text += r[1].encode() + (b"" if "SpaceAfter=No" in r[9] else b" ")
        words = {int(r[0]): r for r in rows if r[0].isdigit()}
        for i, r in words.items():
            misc = conllu.misc_of(r[9]).get("Entity", "")
            for part in re.findall(r"\([^()]+\)?|[^()]+\)", misc):
                key = part.strip("()").split("-")[0]
                if part.startswith("("):
                    fields = part.strip("()").split("-")
                    open_at[key].append((i, fields[5] if len(fields) > 5 else "1"))
                if part.endswith(")") and open_at[key]:
                    beg, minspan = open_at[key].pop()
                    inside = [k for k in range(beg, i + 1) if k in words]
                    a, b = head_of(inside, minspan)
                    if inside == [i] and r[1].lower() in PRONOUNS and r[3] == "PRON":
                        pron.append((*spans[i], r[1].lower(), key))
                    elif any(words[k][3] == "PROPN" for k in inside if a <= k <= b):
                        chains[key].append((spans[a][0], spans[b][1]))
        open_at.clear()
    if doc:
        close()
        yield doc


def marked(rows, docs):
    texts = {}
    for line in open(docs, encoding="utf-8"):
        d = json.loads(line)
        texts[d["id"]] = d["text"].encode()
    found = {}
    for line in open(rows, encoding="utf-8"):
        if line.startswith("#") or not line.strip():
            continue
        name, at, form, cls, who = line.rstrip("\n").split("\t")[:5]
        if name not in found:
            found[name] = Doc(name, "fr")
            found[name].text = texts[name]
        at = int(at)
        assert texts[name][at:].startswith(form.encode()), line
        names = None if who == "?" else []
        for x in who.split("|") if who not in "-?" else []:
            for part in {x, x.split()[-1]}:     # the last name too
                names += [m.span() for m in re.finditer(re.escape(part.encode()), texts[name], re.I)]
        found[name].wanted.append((at, at + len(form.encode()), cls, names))
    return list(found.values())


def first_word(text, beg, end):
    """Span of the first word of a noun phrase behind its article: French."""
    article = re.match("(?:l['’]|les? |la |du |des |aux? |cet? |cette |ces |de l['’])?\\s*".encode(), text[beg:end], re.I)
    word = re.compile(rb"[^\s]+").match(text, beg + article.end())
    return word.span() if word else (beg, end)


def overlap(a, b):
    return a[0] < b[1] and b[0] < a[1]


def score(docs, build, errors):
    lines = "".join(json.dumps({"id": d.name, "text": d.text.decode(), "lang": d.lang}) + "\n" for d in docs)
    out = subprocess.run([os.path.join(build, "recoupe"), "code", "--until", "find"], input=lines, text=True, stdout=subprocess.PIPE, check=True).stdout
    n = collections.Counter()
    for d, line in zip(docs, out.splitlines()):
        mentions = json.loads(line)["mentions"]
        for beg, end, cls, names in d.wanted:
            if names is None:
                continue
            own = [m for m in mentions if overlap(m["span"], (beg, end)) and m["kind"] not in ("place",)] if cls != "noun" else \
                  [m for m in mentions if overlap(m["span"], first_word(d.text, beg, end))]
            own = [m for m in own if m["name"] or cls != "noun"]
            got = own[0] if own else None
            chain = [m for m in mentions if got and m["span"] != got["span"] and (m["chain"] == got["chain"] or (got["name"] and m["name"] == got["name"]))]
            right = any(overlap(m["span"], s) for m in chain for s in names)
            n[cls, "all"] += bool(names)
            n[cls, "out"] += bool(got)
            n[cls, "right"] += right
            if errors and (got and not right or names and not got):
                t = d.text
                print(f"{d.name} {cls}: {t[max(0, beg - 90):beg].decode(errors='replace')!r} >>{t[beg:end].decode()}<< {t[end:end + 30].decode(errors='replace')!r}"
                      f" got {got and got['name']} {[t[m['span'][0]:m['span'][1]].decode() for m in chain[:2]]} want {sorted({t[a:b].decode() for a, b in names})}")
    for cls in sorted({c for c, _ in n}):
        p, r = (n[cls, "right"] / max(1, n[cls, k]) for k in ("out", "all"))
        print(f"{cls}.precision {p:.3f}\n{cls}.recall {r:.3f}\n{cls}.marked {n[cls, 'all']}")


ap = argparse.ArgumentParser()
ap.add_argument("how", choices=["gum", "rows"])
ap.add_argument("files", nargs="+")
ap.add_argument("--build", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "build"))
ap.add_argument("--genres", default="news,interview,bio")
ap.add_argument("--half", type=int)
ap.add_argument("--errors", action="store_true")
args = ap.parse_args()
docs = marked(*args.files) if args.how == "rows" else [d for f in args.files for d in gum(f, args.genres.split(","))]
docs.sort(key=lambda d: d.name)
score(docs if args.half is None else docs[args.half::2], args.build, args.errors)
