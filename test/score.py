#!/usr/bin/env python3
"""Print recoupe's figures, one `name value` a line, and hold them against test/floor.tsv.

usage: score.py [--build DIR] [--shared DIR] [--gold-only]

The gold and the corpora are in the shared folder; its own scorers count.  A figure below its
floor is named on standard error and makes the exit status 1.
"""
import argparse, glob, json, os, re, shutil, subprocess, sys, tempfile

import conllu
import score_numbers

HERE = os.path.dirname(os.path.abspath(__file__))
ap = argparse.ArgumentParser()
ap.add_argument("--build", default=os.path.join(HERE, "..", "build"))
ap.add_argument("--shared", default=os.path.join(HERE, "..", "..", "shared"))
ap.add_argument("--gold-only", action="store_true")
args = ap.parse_args()
RECOUPE = os.path.join(os.path.abspath(args.build), "recoupe")
TOOLS = os.path.join(args.shared, "tools")
figures = {}


def show(name, value):
    figures[name] = float(value)
    print(f"{name} {value}", flush=True)


def run(*command, stdin=None, stdout=None):
    return subprocess.run(command, stdin=stdin, stdout=stdout or subprocess.PIPE, text=True,
                          check=False, stderr=subprocess.PIPE)


def gold(prefix, reports, gold_dir):
    """Add the reports to a fresh ledger, export, and score what comes out."""
    with tempfile.TemporaryDirectory() as tmp:
        ledger, lines, links = (os.path.join(tmp, x) for x in ("l.db", "r.jsonl", "l.json"))
        added = run(RECOUPE, "add", "--ledger", ledger, *reports)
        if added.returncode:
            sys.exit(f"score: add failed: {added.stderr}")
        for form, path in (("jsonl", lines), ("links", links)):
            with open(path, "w", encoding="utf-8") as f:
                out = run(RECOUPE, "export", "--ledger", ledger, "--format", form, stdout=f)
                if out.returncode:
                    sys.exit(f"score: export failed: {out.stderr}")
        out = run(sys.executable, os.path.join(TOOLS, "score_gold.py"), lines, links, "--gold", gold_dir).stdout
    for name, p, r, f in re.findall(r"^(\w[\w ]*?)\s+P ([\d.]+)\s+R ([\d.]+)\s+F1 ([\d.]+)", out, re.M):
        key = f"{prefix}.{name.replace(' ', '_')}"
        if name in ("speaker", "cue", "content", "attribution"):
            show(key + ".f1", f)
        show(key, r)
        if name == "furniture":
            show(key + ".precision", p)
    for name, n, total in re.findall(r"^(events with no gold|published date|same event, pairs|denial by [^\d]*?|reuse)\s+(\d+)(?: of (\d+))?", out, re.M):
        name = name.replace(", pairs", "").replace(" ", "_").replace("_date", "")
        if name.startswith("denial_by"):
            name = "denial"
        show(f"{prefix}.{name}", n)
    for i, what in enumerate(re.findall(r"^story .*?\s+(whole|broken)$", out, re.M), 1):
        show(f"{prefix}.story_{i}_whole", int(what == "whole"))
    if "apart from" in out:
        show(f"{prefix}.apart", int(bool(re.search(r"apart from 000 and 002\s+yes", out))))


def corpus(kind, name, path, unread=False):
    """One corpus, all of it, through `recoupe code` and corpus.py; unread: also every second document,
    the half that was never looked at while rules were written (NAME_unread)."""
    source = os.path.join(args.shared, "data", path)
    if not os.path.exists(source):
        return
    with tempfile.TemporaryDirectory() as tmp:
        if unread:
            half = os.path.join(tmp, "half.jsonl")
            with open(source, encoding="utf-8") as f, open(half, "w", encoding="utf-8") as g:
                g.writelines(f.readlines()[1::2])
            corpus(kind, name + "_unread", half)
        lines, out = os.path.join(tmp, "in"), os.path.join(tmp, "out")
        with open(lines, "w", encoding="utf-8") as f:
            run(sys.executable, os.path.join(TOOLS, "corpus.py"), "reports", source, stdout=f)
        with open(lines, encoding="utf-8") as i, open(out, "w", encoding="utf-8") as o:
            run(RECOUPE, "code", stdin=i, stdout=o)
        text = run(sys.executable, os.path.join(TOOLS, "corpus.py"), "score", kind, source, out).stdout
    for figure, value in re.findall(r"^(\S+) ([\d.]+)$", text, re.M):
        show(f"{name}.{figure}", value)


def treebank(name, code, path):
    """Raw text of a treebank to CoNLL-U, scored by corpus.py.  It has no UFeats: `eval` has.

    The two may differ a little where one side writes as a range what the other writes as two
    tokens (don't): corpus.py wants equal tokens, the shared task's own definition aligns words."""
    source = os.path.join(args.shared, "data", "ling", "ud", path)
    if not os.path.exists(source):
        return
    with tempfile.TemporaryDirectory() as tmp:
        line, out = os.path.join(tmp, "in.jsonl"), os.path.join(tmp, "out.conllu")
        with open(line, "w", encoding="utf-8") as f:
            f.write(json.dumps(dict(id=name, text=conllu.raw_text(source), lang=code)) + "\n")
        with open(line, encoding="utf-8") as i, open(out, "w", encoding="utf-8") as o:
            run(RECOUPE, "code", "--until", "parse", "--dump", "conllu", stdin=i, stdout=o)
        scored = run(sys.executable, os.path.join(TOOLS, "corpus.py"), "ud", source, out)
    found = dict(re.findall(r"^(\w+) ([\d.]+)$", scored.stdout, re.M))
    if not found:
        print(f"score: {name}: {scored.stderr.strip()}", file=sys.stderr)
    own = run(RECOUPE, "eval", "conllu", "--lang-code", code, source)
    own = dict(re.findall(r"^(\w+) ([\d.]+)$", own.stdout, re.M))
    for figure in ("Tokens", "Sentences", "Words", "UPOS", "UFeats", "Lemmas", "UAS", "LAS"):
        if figure in found:
            show(f"{name}.{figure}", f"{100 * float(found[figure]):.2f}")
            if abs(figures[f"{name}.{figure}"] - float(own[figure])) > 0.05:
                print(f"score: {name}.{figure}: eval has {own[figure]}", file=sys.stderr)
        elif figure == "UFeats" and own:
            show(f"{name}.{figure}", own[figure])


def names(name, code, bio, *more):
    """Names found, and by the tagger alone, against marked ones: doc/ner.md."""
    out = run(RECOUPE, "eval", "ner", "--lang-code", code, *more, bio).stdout
    return {f"{name}.{k}": float(v) for k, v in re.findall(r"^((?:tagger\.)?(?:muc\.)?(?:f1|precision|recall)) ([\d.]+)$", out, re.M)}


def all_names():
    """FENEC's news and defence parts, Sequoia's test, and WikiGold in five parts, each with a tagger trained on
    the other four, GUM's names, and the built-in lists."""
    source = os.path.join(args.shared, "data", "ling", "ner")
    if not os.path.isdir(source):
        return
    fenec = os.path.join(source, "FENEC")
    sets = (("fenec_news", ["brat"], glob.glob(fenec + "/FENEC/information*.txt") + glob.glob(fenec + "/FENEC/multi*.txt")),
            ("fenec_defence", ["brat"], glob.glob(fenec + "/FENEC_2.0/defense*.txt")),
            ("sequoia", ["sequoia", "--without", fenec + "/FENEC/multi02-Sequoia.txt"], glob.glob(source + "/sequoia-ne/*.test")))
    with tempfile.TemporaryDirectory() as tmp:
        def write(name, text):
            with open(os.path.join(tmp, name), "w", encoding="utf-8") as f:
                f.write(text)
            return f.name
        for name, how, files in sets:
            bio = write(name, run(sys.executable, os.path.join(HERE, "ner.py"), *how, *sorted(files)).stdout)
            for figure, value in names("ner_" + name, "fr", bio).items():
                show(figure, f"{value / 100:.3f}")
        whole = write("whole", run(sys.executable, os.path.join(HERE, "ner.py"), "wikigold", source + "/wikigold/test.conllu").stdout)
        gum = write("gum", run(sys.executable, os.path.join(HERE, "ner.py"), "gum",
                               os.path.join(source, "..", "ud", "UD_English-GUM", "en_gum-ud-train.reassembled.conllu")).stdout)
        folds = {}
        for k in range(5):
            part = {}
            for side in ("train", "test"):
                with open(whole, encoding="utf-8") as f:
                    part[side] = write(side, run(sys.executable, os.path.join(HERE, "ner.py"), "fold", "5", str(k), side, stdin=f).stdout)
            lang = os.path.join(tmp, str(k))
            os.makedirs(lang + "/en")
            shutil.copy(os.path.join(HERE, "..", "lang", "en", "en.pack"), lang + "/en/en.pack")
            run(RECOUPE, "train", "ner", "--lang-code", "en", "--out", lang + "/en/en.pack", "--passes", "8", "--runs", "3",
                "--dev", part["test"], gum, part["train"])
            for figure, value in names("ner_wikigold_5fold", "en", part["test"], "--lang", lang).items():
                folds.setdefault(figure, []).append(value)
        for figure, values in folds.items():
            show(figure, f"{sum(values) / len(values) / 100:.3f}")


def points():
    """Coordinates by GeoNames number: what LGL marks, the shared gazetteer, our own, and countries and states."""
    of, own = {}, {}
    places = os.path.join(args.shared, "data", "places")
    for path in glob.glob(os.path.join(HERE, "..", "data", "gazetteer", "*.tsv")):
        for line in open(path, encoding="utf-8"):
            f = line.rstrip("\n").split("\t")
            if len(f) > 10 and not line.startswith("#"):
                own[f[0]] = (float(f[9]), float(f[10]))
    for line in open(os.path.join(HERE, "geonames_ids.tsv"), encoding="utf-8"):
        if not line.startswith("#"):
            number, row = line.split()
            own[number] = own[row]
    of.update((k, v) for k, v in own.items() if k.isdigit())
    for line in open(os.path.join(places, "gazetteer", "demo_gazetteer.tsv"), encoding="utf-8"):
        f = line.split("\t")
        if f[0].isdigit():
            of[f[0]] = (float(f[2]), float(f[3]))
    for line in open(os.path.join(places, "lgl.jsonl"), encoding="utf-8"):
        of.update((t["geonameid"], (t["lat"], t["lon"])) for t in json.loads(line)["toponyms"] if t.get("geonameid") and t.get("lat") is not None)
    return of


def geowebnews():
    """The copy at hand gives most toponyms a GeoNames number only: geowebnews_joined has those that can be placed, too."""
    source = os.path.join(args.shared, "data", "places", "geowebnews.jsonl")
    if not os.path.exists(source):
        return
    of, left = points(), 0
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        for line in open(source, encoding="utf-8"):
            d = json.loads(line)
            for t in d["toponyms"]:
                if t.get("geonameid") and t.get("lat") is None:
                    t["lat"], t["lon"] = of.get(str(t["geonameid"]), (None, None))
                    left += t["lat"] is None
            out.write(json.dumps(d) + "\n")
        out.flush()
        corpus("places", "geowebnews_joined", out.name, unread=True)
    show("geowebnews_joined.left_out", left)


def pronouns():
    """Whom pronouns and bare nouns mean: GUM's news, interviews and lives; French news marked by hand (coref.py).
    _unread: every second document, which was not looked at."""
    gum = sorted(glob.glob(os.path.join(args.shared, "data", "ling", "ud", "UD_English-GUM", "*.conllu")))
    ntrex = os.path.join(args.shared, "data", "linking", "ntrex.docs.jsonl")
    sets = (("coref_gum", ["gum", *gum], gum), ("coref_fr", ["rows", os.path.join(HERE, "coref_fr.tsv"), ntrex], os.path.exists(ntrex)))
    for name, how, there in sets:
        for suffix, half in (("", []), ("_unread", ["--half", "1"])) if there else ():
            out = run(sys.executable, os.path.join(HERE, "coref.py"), "--build", args.build, *half, *how).stdout
            for figure, value in re.findall(r"^((?:person|pron|dem|noun)\.(?:precision|recall)) ([\d.]+)$", out, re.M):
                show(f"{name}{suffix}.{figure}", value)


def peers():
    """The peers' French suites, scored over the cases that news can contain: peers.py, peers.tsv."""
    out = run(sys.executable, os.path.join(HERE, "peers.py"), "--build", args.build, "--shared", args.shared).stdout
    for figure, value in re.findall(r"^(\S+) ([\d.]+)$", out, re.M):
        show(figure, value)


def peer_numbers():
    """Every number of the peers' suites, all cases of Recognizers' NumberModel."""
    for lang in ("fr", "en"):
        right, cases = score_numbers.score(args.build, args.shared, lang)
        if cases:
            show(f"number_{lang}.right", right)
            show(f"number_{lang}.cases", cases)


def variants():
    """Names found by another spelling of them: variants.py says what is asked of which list."""
    for name, kind, what in (("eu", "person", "eu"), ("fr_ua", "place", "UKR"), ("fr_by", "place", "BLR")):
        with tempfile.TemporaryDirectory() as tmp:
            run(sys.executable, os.path.join(HERE, "variants.py"), what, args.shared, tmp)
            lists = [os.path.join(tmp, n) for n in ("names.tsv", "queries.tsv")]
            out = run(RECOUPE, "eval", "variants", kind, *lists).stdout if all(map(os.path.exists, lists)) else ""
        for figure, value in re.findall(r"^((?:odd\.)?top1) ([\d.]+)$", out, re.M):
            show(f"variants_{name}.{figure}", value)
    out = run(sys.executable, os.path.join(HERE, "spellings.py"), "--build", args.build).stdout
    for value in re.findall(r"^found ([\d.]+)$", out, re.M):
        show("spellings_fr.found", value)


def floors():
    low = []
    for line in open(os.path.join(HERE, "floor.tsv"), encoding="utf-8"):
        if line.strip() and not line.startswith("#"):
            name, floor = line.split("\t")[:2]
            ceiling = floor.startswith("<")
            floor = float(floor.lstrip("<"))
            if args.gold_only and not name.startswith(("seeds.", "ntrex.")):
                continue
            if name not in figures:
                low.append(f"{name} was not measured")
            elif ceiling and figures[name] > floor:
                low.append(f"{name} is {figures[name]}, over its ceiling {floor}")
            elif not ceiling and figures[name] < floor:
                low.append(f"{name} is {figures[name]}, under its floor {floor}")
    for line in low:
        print("score:", line, file=sys.stderr)
    return 1 if low else 0


gold("seeds", sorted(glob.glob(os.path.join(args.shared, "seeds", "*.txt"))), os.path.join(args.shared, "gold"))
gold("ntrex", sorted(glob.glob(os.path.join(args.shared, "gold-ntrex", "text", "*.txt"))), os.path.join(args.shared, "gold-ntrex"))
if not args.gold_only:
    treebank("sequoia_test", "fr", "UD_French-Sequoia/fr_sequoia-ud-test.conllu")
    # The shipped models learnt from it: this shows what they can take in, not what they can do.
    treebank("gsd_dev_trained_on", "fr", "UD_French-GSD/fr_gsd-ud-dev.conllu")
    treebank("ewt_test", "en", "UD_English-EWT/en_ewt-ud-test.conllu")
    corpus("time", "timebank_fr", "time/french_timebank.dev.jsonl", unread=True)
    corpus("time", "te3_en", "time/te3_platinum_en.jsonl", unread=True)
    corpus("time", "wikiwars_en", "time/wikiwars_en.jsonl", unread=True)
    peers()
    all_names()
    pronouns()
    variants()

    peer_numbers()
    # Of GeoWebNews only what has no GeoNames id has coordinates in the file: streets and buildings, mostly.
    corpus("places", "lgl", "places/lgl.jsonl", unread=True)
    corpus("places", "geovirus", "places/geovirus.jsonl", unread=True)
    corpus("places", "geowebnews", "places/geowebnews.jsonl", unread=True)
    geowebnews()
    corpus("attribution", "wikinews_fr", "attribution/fr_attribution.wikinews.dev.jsonl")
    corpus("attribution", "polnear", "attribution/polnear.dev.jsonl")
    corpus("events", "plover", "events/plover_gsr.dev.jsonl")
sys.exit(floors())
