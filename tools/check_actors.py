#!/usr/bin/env python3
"""Look for what is wrong in data/people.tsv, orgs.tsv and roles.tsv.

usage: check_actors.py [--shared DIR] [--quiet]

Alone it looks for contradictions: two holders of an office that only one can hold, an office that ends before it
begins, an office or body that no table has, people of state without any office, forms that two entities share.
With --shared DIR (the founding data: DIR/data/names) it compares roles.tsv with
  phoenix_ru_ua_by.tsv   dated actor codes: is one whom Phoenix has in government on a day so here?
  people.tsv             offices of 43 people with their first and last day
  eu_sanctions_names     whom of our Russian and Belarusian people the lists of the EU have
and prints each disagreement.  Exit status 1 where the tables contradict themselves.
"""
import argparse, datetime, itertools, json, os, re, sys, unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "..", "data")
OPEN = datetime.date.max
STATE = {"GOV", "LEG", "JUD", "IGO"}


def rows(path):
    for n, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.rstrip("\n")
        if line.strip() and not line.startswith("#"):
            yield n, line.split("\t# ")[0].split("\t")


def day(text, last):
    """First or last day of "2022", "2022-03", "2022-03-01"; of "-" and "" an open end."""
    if text in ("", "-"):
        return OPEN if last else datetime.date.min
    parts = [int(x) for x in text.split("-")]
    if len(parts) == 3:
        return datetime.date(*parts)
    year, month = parts[0], parts[1] if len(parts) > 1 else (12 if last else 1)
    if not last:
        return datetime.date(year, month, 1)
    return datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(1)


def fold(text):
    """Letters only, without marks, in the spelling that Russian, Ukrainian and Belarusian names share most."""
    text = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if c.isalpha() or c == " ")
    for a, b in (("oleks", "aleks"), ("aleksandr", "alexandr"), ("aleksand", "alexand"), ("aliaksand", "alexand"), ("alyaksand", "alexand"),
                 ("alexander", "alexandr"), ("alexandre ", "alexandr "),
                 ("volodym", "vladim"), ("uladzim", "vladim"), ("yy", "y"), ("iy", "y"), ("yi", "y"), ("ii", "y"), ("ey", "ei"),
                 ("ay", "ai"), ("oy", "oi"), ("ks", "x"), ("ye", "e"), ("ie", "e"), ("yu", "u"), ("iu", "u"), ("ya", "a"),
                 ("ia", "a"), ("kh", "h"), ("zh", "z"), ("sh", "s"), ("ch", "c"), ("y", "i")):
        text = text.replace(a, b)
    return re.sub(r"(.)\1+", r"\1", text)


def load():
    people, orgs, offices, roles = {}, {}, {}, []
    for n, f in rows(os.path.join(DATA, "people.tsv")):
        people[f[0]] = dict(line=n, name=f[1], given=f[2].split("|"), last=f[3].split("|"), more=f[4].split("|"),
                            country=f[6], sector=f[7])
    for n, f in rows(os.path.join(DATA, "orgs.tsv")):
        orgs[f[0]] = dict(line=n, name=f[1], country=f[4], sector=f[5], forms=[f[1], f[2], *f[3].split("|")])
    for n, f in rows(os.path.join(DATA, "offices.tsv")):
        offices[f[0]] = dict(rank=n, sector=f[1], one=f[2] == "one")
    for n, f in rows(os.path.join(DATA, "roles.tsv")):
        roles.append(dict(line=n, office=f[0], of=f[1], person=f[2], beg=day(f[3], False), end=day(f[4], True)))
    return people, orgs, offices, roles


def forms(p):
    """Printed forms of a person, folded."""
    out = {p["name"]} | {m for m in p["more"] if m != "-"}
    for given, last in itertools.product(p["given"], p["last"]):
        if "-" not in (given, last):
            out.add(f"{given} {last.lstrip('!')}")
    return {fold(x) for x in out}


def sector_on(key, when, people, orgs, offices, roles):
    """As rcp_entity_on has it."""
    mine = [r for r in roles if r["person"] == key]
    held = [r for r in mine if r["beg"] <= when <= r["end"]]
    if held:
        r = min(held, key=lambda r: offices[r["office"]]["rank"])
        body = orgs.get(r["of"])
        return body["sector"] if body and body["sector"] != "-" else offices[r["office"]]["sector"]
    own = people[key]["sector"]
    return "ELI" if mine and own in STATE else own


def contradictions(people, orgs, offices, roles):
    for r in roles:
        where = f"roles.tsv:{r['line']}"
        if r["person"] not in people:
            yield f"{where}: people.tsv has no {r['person']}"
        if r["office"] not in offices:
            yield f"{where}: offices.tsv has no {r['office']}"
        if not re.fullmatch(r"[A-Z]{3}|place/.*", r["of"]) and r["of"] not in orgs:
            yield f"{where}: orgs.tsv has no {r['of']}"
        if r["beg"] > r["end"]:
            yield f"{where}: ends before it begins"
    seats = {}
    for r in roles:
        seats.setdefault((r["office"], r["of"]), []).append(r)
    for (office, of), held in seats.items():
        if not offices.get(office, {}).get("one"):
            continue
        for a, b in itertools.combinations(sorted(held, key=lambda r: r["beg"]), 2):
            if (min(a["end"], b["end"]) - max(a["beg"], b["beg"])).days > 0:
                yield f"roles.tsv:{b['line']}: {office} of {of}: {b['person']} beside {a['person']} (line {a['line']})"


def doubts(people, orgs, roles):
    holders = {r["person"] for r in roles}
    for key, p in people.items():
        if p["sector"] in STATE and key not in holders:
            yield f"people.tsv:{p['line']}: {key} is {p['sector']} on every day: no office is known"
    seen = {}
    for key, p in people.items():
        for f in forms(p):
            if seen.setdefault(f, key) != key:
                yield f"people.tsv:{p['line']}: '{f}' is {seen[f]} and {key}"
    seen = {}
    for key, o in orgs.items():
        for f in {x.lstrip("=~") for x in o["forms"] if x != "-"}:
            if seen.setdefault(f, key) != key:
                yield f"orgs.tsv:{o['line']}: '{f}' is {seen[f]} and {key}"


def phoenix_day(text):
    """910825, 19210101 -> date."""
    text = text.strip()
    if len(text) == 6:
        text = ("19" if int(text[:2]) > 25 else "20") + text
    return datetime.date(int(text[:4]), int(text[4:6]), min(int(text[6:]), 28))


def phoenix(path, tables):
    """Days in the middle of each dated code: in government or not?"""
    people = tables[0]
    known = {f: key for key, p in people.items() for f in forms(p)}
    n = agree = 0
    for _, f in rows(path):
        names = [f[0], *(f[1].split("|") if len(f) > 1 else [])]
        key = next((known[fold(x)] for x in names if fold(x) in known), None)
        if not key or len(f) < 3:
            continue
        for code, span in re.findall(r"\[[A-Z]{3}([A-Z]+) ([^\]]*)\]", f[2]):
            m = re.match(r"(\d+)-(\d+)$", span.strip())
            if m:
                beg, end = phoenix_day(m[1]), phoenix_day(m[2])
            elif span.startswith(">"):
                beg = phoenix_day(span[1:])
                end = datetime.date(2011, 1, 1)     # when the list was made: later offices are in it here and there
            else:
                continue
            if end <= beg:
                continue
            when = beg + (end - beg) / 2
            n += 1
            got = sector_on(key, when, *tables)
            want = code[:3]
            same = (want in STATE) == (got in STATE | {"MIL", "SPY", "COP"}) if want != "ELI" else got == "ELI"
            agree += same
            if not same:
                yield f"phoenix: {f[0]} {code} on {when}, here {got}"
    yield f"phoenix: {agree} of {n} dated codes of our people agree"


def starter(path, tables):
    people, _, _, roles = tables
    known = {f: key for key, p in people.items() for f in forms(p)}
    n = agree = 0
    for _, f in rows(path):
        if f[0] == "id":
            continue
        key = next((known[fold(x)] for x in f[1:3] if fold(x) in known), None)
        mine = [r for r in roles if r["person"] == key]
        if not key or not mine:
            yield f"people.tsv of shared: {f[2]}, {f[6]}: no such office here"
            continue
        beg, end = day(f[9], False), day(f[10] if len(f) > 10 else "", True)
        n += 1
        exact = len(f[9]) == 10
        near = [r for r in mine if abs((r["beg"] - beg).days) <= (1 if exact else 366)]
        if near and any(abs((r["end"] - end).days) <= 1 or end == OPEN for r in near):
            agree += 1
        else:
            have = ", ".join(f"{r['office']} of {r['of']} {r['beg']}..{r['end']}" for r in mine)
            yield f"people.tsv of shared: {f[2]}, {f[6]} {f[9]}..{f[10] if len(f) > 10 else ''}; here {have}"
    yield f"people.tsv of shared: {agree} of {n} offices agree in their first day (and last, where it has one)"


def sanctions(path, people):
    known = {f: key for key, p in people.items() for f in forms(p)}
    found = set()
    for line in open(path, encoding="utf-8"):
        d = json.loads(line)
        for name in [d["name"], *(a.split("(")[0] for a in d["alias"])]:
            words = name.split()
            for form in (name, f"{words[0]} {words[-1]}" if len(words) > 1 else name):
                if fold(form) in known:
                    found.add(known[fold(form)])
    ours = [k for k, p in people.items() if p["country"] in ("RUS", "BLR")]
    yield f"eu_sanctions: {len(found & set(ours))} of our {len(ours)} Russian and Belarusian people are on the lists by a form we have"


def main():
    a = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    a.add_argument("--shared")
    a.add_argument("--quiet", action="store_true", help="contradictions only")
    args = a.parse_args()
    tables = load()
    people, orgs, offices, roles = tables
    wrong = list(contradictions(*tables))
    print(*wrong, sep="\n", end="\n" if wrong else "")
    if not args.quiet:
        print(*doubts(people, orgs, roles), sep="\n")
    if args.shared:
        names = os.path.join(args.shared, "data", "names")
        for line in itertools.chain(phoenix(os.path.join(names, "phoenix_ru_ua_by.tsv"), tables),
                                    starter(os.path.join(names, "people.tsv"), tables),
                                    sanctions(os.path.join(names, "eu_sanctions_names.jsonl"), people)):
            print(line)
    dated = {r["person"] for r in roles if r["beg"] != datetime.date.min}
    print(f"{len(people)} people, {len(dated)} with a dated office; {len(roles)} offices held; {len(orgs)} organisations; "
          f"{len(wrong)} contradictions")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
