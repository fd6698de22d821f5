#!/usr/bin/env python3
"""Score `recoupe code --dump numbers` on the peers' suites: every case of Recognizers' NumberModel.

usage: score_numbers.py [--build DIR] [--shared DIR] [--errors] [--half 0|1] [--ordinals]

Right is what corpus.py calls right: as many numbers as wanted, each with its span and its value.
Unlike it, cases that a peer does not support count too, and where the place of a number is missing
or does not hold its words (many a French case counts its end one too far), the words are looked up.  --half: only lines whose number in the file is even (0) or
odd (1), counted from 1.
"""
import argparse, json, os, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))


def cases(shared, lang, model="NumberModel", half=None):
    path = os.path.join(shared, "data", "time", "recognizers", f"number.{lang}.jsonl")
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as f:
        lines = [json.loads(x) for n, x in enumerate(f, 1) if half is None or n % 2 == half]
    return [c for c in lines if c["model"] == model]


def places(case):
    """(beg, end, value) of each number wanted, in code points, end exclusive."""
    found, at = [], 0
    for e in case["expect"]:
        beg, end = e.get("Start"), e.get("End")
        if beg is None or end is None or case["text"].lower()[beg:end + 1] != e["Text"].lower() or end - beg + 1 != len(e["Text"]):
            beg = case["text"].lower().find(e["Text"].lower(), at)
            end = beg + len(e["Text"]) - 1
        at = end + 1
        found.append((beg, end + 1, str(e["Resolution"].get("value", "")).replace(",", ".")))
    return sorted(found)


def code(build, lang, given):
    lines = "".join(json.dumps(dict(id=c["id"], text=c["text"], lang=lang)) + "\n" for c in given)
    out = subprocess.run([os.path.join(build, "recoupe"), "code", "--until", "find", "--dump", "numbers"],
                         input=lines, stdout=subprocess.PIPE, text=True, check=True).stdout
    return [json.loads(x) for x in out.splitlines()]


def numbers(report, key="quantities"):
    """(beg, end, value) of each number found, in code points."""
    text = report["text"].encode()
    point = lambda byte: len(text[:byte].decode())
    return sorted((point(q["span"][0]), point(q["span"][1]), q.get("min", q.get("value")))
                  for q in report[key])


def right(want, got):
    def same(value, x):
        try:
            return x is not None and abs(float(value) - x) <= 1e-9 * max(1, abs(float(value)))
        except ValueError:
            return False
    return len(want) == len(got) and all(w[:2] == g[:2] and same(w[2], g[2]) for w, g in zip(want, got))


def score(build, shared, lang, half=None, errors=False, model="NumberModel", key="quantities"):
    """(right, cases) of a language."""
    given = cases(shared, lang, model, half)
    n = 0
    for case, report in zip(given, code(build, lang, given) if given else []):
        want, got = places(case), numbers(report, key)
        n += right(want, got)
        if errors and not right(want, got):
            print(case["id"], repr(case["text"]), "want", want, "got", got, file=sys.stderr)
    return n, len(given)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--build", default=os.path.join(HERE, "..", "build"))
    ap.add_argument("--shared", default=os.path.join(HERE, "..", "..", "shared"))
    ap.add_argument("--half", type=int)
    ap.add_argument("--errors", action="store_true")
    ap.add_argument("--ordinals", action="store_true")
    args = ap.parse_args()
    how = dict(model="OrdinalModel", key="ordinals") if args.ordinals else {}
    for lang in ("fr", "en"):
        n, total = score(args.build, args.shared, lang, args.half, args.errors, **how)
        print(f"number_{lang}.right {n}\nnumber_{lang}.cases {total}")


if __name__ == "__main__":
    main()
