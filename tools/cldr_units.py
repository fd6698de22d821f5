#!/usr/bin/env python3
"""Make data/units.tsv from Unicode CLDR: every unit that it names, with its exact factor.

usage: cldr_units.py CLDR/common          writes data/units.tsv; what stands below its line "# Not in
                                          CLDR" is ours, and kept
       cldr_units.py CLDR/common --forms fr   prints the unit's forms in a language, for
                                          lang/fr/units.tsv: to be chosen from by hand

CLDR/common holds supplemental/units.xml and main/*.xml (Debian: unicode-cldr-core).  In a factor of
units.xml a '*' binds closer than a '/': ft_to_m/12*12 is one over 144.
"""
import os, re, sys
import xml.etree.ElementTree as ET
from fractions import Fraction

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "..", "data", "units.tsv")
OURS = "# Not in CLDR"
PREFIX = {p: Fraction(10) ** e for p, e in dict(
    yotta=24, zetta=21, exa=18, peta=15, tera=12, giga=9, mega=6, kilo=3, hecto=2, deka=1, deci=-1,
    centi=-2, milli=-3, micro=-6, nano=-9, pico=-12, femto=-15, atto=-18, zepto=-21, yocto=-24).items()}
POWER = {"square": 2, "cubic": 3, "pow4": 4}
HEAD = """# Units of measure: every unit of Unicode CLDR with its exact factor, made by tools/cldr_units.py; below, ours.
# unit	CLDR id	quantity	base	factor	offset
# unit: as lang/<code>/units.tsv and the output name it (the id in words, spelt as in Britain).  base: CLDR's base unit of that quantity.
# One unit is factor base units, plus offset for temperatures; numbers are exact: decimals, or one over another.
"""


def value(text, constants):
    """A factor: numbers and constants, parts between '/' divided from the left."""
    def product(part):
        x = Fraction(1)
        for f in part.split("*"):
            f = f.strip()
            x *= constants[f] if f in constants else Fraction(f)
        return x
    first, *rest = [product(p) for p in text.split("/")]
    for r in rest:
        first /= r
    return first


def load(common):
    root = ET.parse(os.path.join(common, "supplemental", "units.xml")).getroot()
    constants = {}
    for c in root.iter("unitConstant"):
        constants[c.get("constant")] = value(c.get("value"), constants)
    units = {}
    for u in root.iter("convertUnit"):
        units[u.get("source")] = (u.get("baseUnit"), value(u.get("factor", "1"), constants),
                                  value(u.get("offset", "0"), constants))
    quantity = {q.get("baseUnit"): q.get("quantity") for q in root.iter("unitQuantity")}
    return units, quantity


def single(name, units):
    """One unit with its prefix: (base, factor, offset), or None."""
    if name in units:
        return units[name]
    for p, x in PREFIX.items():
        if name.startswith(p) and name[len(p):] in units:
            base, factor, _ = units[name[len(p):]]
            return base, factor * x, Fraction(0)
    return None


def product(words, units):
    """Words of a product: its factor, and {base: power}."""
    factor, powers, i = Fraction(1), {}, 0
    while i < len(words):
        power = POWER.get(words[i], 1)
        i += words[i] in POWER
        if words[i].isdigit() and i + 1 < len(words):
            factor *= Fraction(words[i])
            i += 1
        for n in range(len(words) - i, 0, -1):
            u = single("-".join(words[i:i + n]), units)
            if u:
                break
        else:
            raise KeyError("-".join(words))
        factor *= u[1] ** power
        dims(u[0], power, powers)
        i += n
    return factor, powers


def dims(base, power, powers):
    """Add the base units of `base` to powers."""
    up, *down = base.split("-per-")
    for sign, part in [(1, up)] + [(-1, d) for d in down]:
        words, i = part.split("-"), 0
        while i < len(words):
            p = POWER.get(words[i], 1)
            i += words[i] in POWER
            powers[words[i]] = powers.get(words[i], 0) + sign * p * power
            i += 1


def base_name(powers):
    back = {v: k for k, v in POWER.items()}
    part = lambda xs: "-".join((back[n] + "-" if n > 1 else "") + b for b, n in xs)
    up = sorted((b, n) for b, n in powers.items() if n > 0)
    down = sorted((b, -n) for b, n in powers.items() if n < 0)
    return (part(up) + ("-per-" + part(down) if down else "")).lstrip("-") or "1"


def convert(name, units, quantity):
    whole = single(name, units)
    if whole:
        return whole[0], whole[1], whole[2], quantity.get(whole[0], "")
    up, *down = name.split("-per-")
    factor, powers = product(up.split("-"), units)
    for d in down:
        f, p = product(d.split("-"), units)
        factor /= f
        for b, n in p.items():
            powers[b] = powers.get(b, 0) - n
    powers = {b: n for b, n in powers.items() if n}
    like = []                           # litres per kilometre are a consumption, no area
    for base, what in quantity.items():
        own = {}
        dims(base, 1, own)
        if own == powers:
            like.append((abs(base.count("-per-") - len(down)), len(base), base, what))
    if like:
        return min(like)[2], factor, Fraction(0), min(like)[3]
    return base_name(powers), factor, Fraction(0), ""


def exact(x):
    """A decimal where it is one of a reasonable length, else p/q."""
    if x.denominator == 1:
        return str(x.numerator) if x.numerator < 10 ** 15 else scientific(x)
    d = x.denominator
    while d % 2 == 0:
        d //= 2
    while d % 5 == 0:
        d //= 5
    if d > 1:
        return f"{x.numerator}/{x.denominator}"
    places = 0
    while (x * 10 ** places).denominator > 1:
        places += 1
    if places > 15:
        return scientific(x)
    digits = str((x * 10 ** places).numerator).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}"


def scientific(x):
    e = 0
    while (x * Fraction(10) ** -e).denominator > 1:
        e -= 1
    m = (x * Fraction(10) ** -e).numerator
    while m % 10 == 0:
        m, e = m // 10, e + 1
    return f"{m}e{e}"


def name_of(unit):
    ours = {"metric-ton": "tonne", "ton": "short ton", "degree": "arc degree"}     # unlike CLDR, say which
    if unit in ours:
        return ours[unit]
    return re.sub(r"(?<![a-z])(\w*)(met|lit)er\b", r"\1\2re", unit.replace("-", " "))


def named(common):
    """Ids of the units that CLDR names in English, in its order."""
    root = ET.parse(os.path.join(common, "main", "en.xml")).getroot()
    ids = []
    for u in root.find("units").find("unitLength").iter("unit"):
        kind, _, unit = u.get("type").partition("-")
        if unit and unit not in ids:
            ids.append(unit)
    return ids


def forms(common, lang):
    root = ET.parse(os.path.join(common, "main", lang + ".xml")).getroot()
    found = {}
    for length in root.find("units").iter("unitLength"):
        if length.get("type") == "narrow":
            continue
        for u in length.iter("unit"):
            unit = u.get("type").partition("-")[2]
            for p in u.iter("unitPattern"):
                f = (p.text or "").replace("{0}", "").replace("\u00a0", " ").replace("\u202f", " ").strip().lower()
                if f and f != "↑↑↑" and f not in found.setdefault(unit, []):
                    found[unit].append(f)
    return found


def main():
    common = sys.argv[1]
    units, quantity = load(common)
    if "--forms" in sys.argv:
        for unit, fs in forms(common, sys.argv[sys.argv.index("--forms") + 1]).items():
            print("|".join(fs), name_of(unit), sep="\t")
        return
    ours = ""
    if os.path.exists(OUT):
        with open(OUT, encoding="utf-8") as f:
            kept = f.read().partition("\n" + OURS)
            ours = kept[1].lstrip("\n") + kept[2]
    rows, left = [], []
    for unit in named(common):
        try:
            base, factor, offset, what = convert(unit, units, quantity)
        except KeyError:
            left.append(unit)
            continue
        rows.append((name_of(unit), unit, what or "-", base, exact(factor), exact(offset) if offset else "-"))
    with open(OUT, "w", encoding="utf-8") as f:
        f.write(HEAD + "".join("\t".join(r) + "\n" for r in rows) + ours)
    print(f"{len(rows)} units; without a factor: {' '.join(left) or 'none'}")


if __name__ == "__main__":
    main()
