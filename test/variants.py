#!/usr/bin/env python3
"""Write the names and the queries that `recoupe eval variants` wants, from public lists of the shared folder.

usage: variants.py eu|UKR|BLR SHARED DIR    writes DIR/names.tsv and DIR/queries.tsv

eu: persons of the EU's sanctions lists: the main, Latin form is to find one of the person's Cyrillic forms among all
persons' Cyrillic forms.  UKR, BLR: Who's On First's places of that country (by their row in the gazetteer's
sources): every French label that is in Latin letters is to find one of its place's native names among the native
names of all places.  Places of one name cannot be told apart by it: any of them will do.
"""
import json, os, re, sys

HERE = os.path.dirname(os.path.abspath(__file__))
CYRILLIC, LATIN = re.compile("[\u0400-\u04ff]"), re.compile("[A-Za-z\u00c0-\u024f]")


def in_cyrillic(s):
    return bool(CYRILLIC.search(s)) and len(CYRILLIC.findall(s)) > len(LATIN.findall(s))


def sanctions(shared):
    """Forms like "Sergei AKSENOV (Сергей АКСЁНОВ)" are two; "A / B" are two; a nickname is no spelling."""
    names, queries = [], []
    for line in open(os.path.join(shared, "data/names/eu_sanctions_names.jsonl"), encoding="utf-8"):
        d = json.loads(line)
        if d["schema"] != "Person":
            continue
        who = d["celex"] + "/" + d["id"]
        forms = []
        for form in [d["name"]] + d["alias"]:
            for part in re.split(r"\s+/\s+|;", form):
                inside = re.findall(r"\(([^()]*)\)", part)
                if in_cyrillic(part) != any(map(in_cyrillic, inside)) and any(map(in_cyrillic, inside)):
                    forms += [re.sub(r"\([^()]*\)", " ", part)] + inside
                else:
                    forms.append(part)
        forms = [" ".join(f.split()) for f in forms]
        cyrillic = [f for f in forms if in_cyrillic(f)]
        if cyrillic and not CYRILLIC.search(forms[0]):
            names += [(who, f) for f in cyrillic]
            queries.append((who, forms[0]))
    return names, queries


def country_of():
    path = os.path.join(HERE, "..", "data", "gazetteer", "ua_by.tsv")
    rows = (line.split("\t") for line in open(path, encoding="utf-8") if not line.startswith("#"))
    return {r[0]: r[6] for r in rows}


def places(shared, country):
    names, queries, country_by_id = [], [], country_of()
    for line in open(os.path.join(shared, "data/places/gazetteer/wof_ua_by.tsv"), encoding="utf-8"):
        wof, kind, _, _, _, geonames, _, french, _, *native = line.rstrip("\n").split("\t")
        native = [n for column in native for n in column.split("|") if in_cyrillic(n)]
        if kind != "locality" or country_by_id.get(geonames or "wof:" + wof) != country or not native:
            continue
        names += [(wof, n) for n in dict.fromkeys(native)]
        queries += [(wof, f) for f in french.split("|") if LATIN.search(f) and not CYRILLIC.search(f)]
    return names, queries


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in ("eu", "UKR", "BLR"):
        sys.exit(__doc__.split("\n")[2])
    what, shared, out = sys.argv[1:]
    names, queries = sanctions(shared) if what == "eu" else places(shared, what)
    for name, rows in (("names", names), ("queries", queries)):
        with open(os.path.join(out, name + ".tsv"), "w", encoding="utf-8") as f:
            f.writelines(f"{who}\t{form}\n" for who, form in rows)
