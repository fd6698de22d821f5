#!/usr/bin/env python3
"""How many of the French spellings of lang/fr/places_spellings.test are found, with the right place.

usage: spellings.py [--build DIR] [--misses]    prints found, spellings, and for each country its share
"""
import argparse, collections, json, math, os, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
ap = argparse.ArgumentParser()
ap.add_argument("--build", default=os.path.join(HERE, "..", "build"))
ap.add_argument("--misses", action="store_true")
args = ap.parse_args()
KM = 30


def km(lat, lon, lat2, lon2):
    a, b = math.radians(lat2 - lat) / 2, math.radians(lon2 - lon) / 2
    h = math.sin(a) ** 2 + math.cos(math.radians(lat)) * math.cos(math.radians(lat2)) * math.sin(b) ** 2
    return 12742 * math.asin(math.sqrt(min(1, h)))


def read():
    sentences, rows = collections.defaultdict(list), []
    for line in open(os.path.join(HERE, "..", "lang", "fr", "places_spellings.test"), encoding="utf-8"):
        if line.startswith("@"):
            country, sentence = line[1:].rstrip("\n").split("\t")
            sentences[country].append(sentence)
        elif line.strip() and not line.startswith("#"):
            rows.append(line.rstrip("\n").split("\t"))
    return sentences, rows


sentences, rows = read()
turn, texts = collections.Counter(), []
for country, spelling, *_ in rows:
    texts.append(sentences[country][turn[country] % len(sentences[country])].replace("{}", spelling))
    turn[country] += 1
lines = "".join(json.dumps(dict(id=str(i), text=t, lang="fr")) + "\n" for i, t in enumerate(texts))
out = subprocess.run([os.path.join(args.build, "recoupe"), "code"], input=lines, text=True, capture_output=True, check=True)
found = collections.Counter()
for (country, spelling, native, lat, lon), text, line in zip(rows, texts, out.stdout.splitlines()):
    beg = len(text[:text.index(spelling)].encode())
    end = beg + len(spelling.encode())
    here = [m for m in json.loads(line).get("mentions", []) if m["span"][0] < end and m["span"][1] > beg]
    right = [m for m in here if m.get("lat") is not None and km(float(lat), float(lon), m["lat"], m["lon"]) <= KM]
    found[country] += bool(right)
    if args.misses and not right:
        print(spelling, native, text, [(m["kind"], m.get("name"), m.get("lat"), m.get("lon")) for m in here], sep="\t", file=sys.stderr)
print("spellings", len(rows))
print(f"found {sum(found.values()) / len(rows):.4f}")
for country in turn:
    print(f"{country} {found[country] / turn[country]:.4f}")
