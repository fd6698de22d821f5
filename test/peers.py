#!/usr/bin/env python3
"""recoupe on the French suites of its peers: Recognizers-Text (DateTime) and Duckling.

usage: peers.py [--build DIR] [--shared DIR] [--verbose]

Both suites are made for assistants that plan.  Counted are the cases that a news report can hold:
those the peer itself supports, of models and dimensions that have a counterpart here, whose text
no line of peers.tsv leaves out (each line says why; the counts are printed).

A case is right when every expected expression is found and nothing else is, and where the suite
gives values, the value is right: the same TIMEX3 value, or the same days (and the same clock time
or part of the day).  Prepositions and articles at the edges of a span are not compared: there the
guidelines differ (TIMEX3 leaves prepositions out).  Assistants look ahead where news looks back:
a weekday may be one week, a date without its year one year, before the day that the suite expects.
"""
import argparse, bisect, collections, datetime, json, os, re, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
FUNCTION_WORDS = r"(?:(?:le|la|les|un|une|de|du|des|à|a|au|aux|en|dans|pour|par|depuis|entre|avant|après|apres|jusqu|dès|des|vers|ce|cet|cette|sur|plus|tard|que|et|pendant)\b|[ld]['’]|['’])"
MODELS = re.compile(r"^(Date|Time|DateTime|DatePeriod|TimePeriod|DateTimePeriod|Duration|Set|Holiday|Merged)(Extractor|Parser|Model)$")
PARTS = {"MO": "MO", "AF": "AF", "EV": "EV", "NI": "NI"}


def load(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(x) for x in f if x.strip()]


def left_out(path):
    rows = []
    for line in open(path, encoding="utf-8"):
        if line.strip() and not line.startswith("#"):
            suite, expression, reason = line.rstrip("\n").split("\t")
            rows.append((suite, re.compile(expression, re.I), reason))
    return rows


def reason_of(rows, suite, text):
    return next((why for s, x, why in rows if s in suite and x.search(text)), None)


def code(recoupe, cases):
    """What recoupe finds in each case: times and quantities with spans in code points."""
    lines = "".join(json.dumps(dict(id=str(i), text=c["text"], lang="fr", published=(c["ref"] or "2016-11-07")[:10]),
                               ensure_ascii=False) + "\n" for i, c in enumerate(cases))
    out = subprocess.run([recoupe, "code"], input=lines.encode(), stdout=subprocess.PIPE, check=False).stdout
    found = []
    for line in out.decode().splitlines():
        r = json.loads(line)
        at = [0]
        for c in r.get("text", ""):
            at.append(at[-1] + len(c.encode()))
        for x in r.get("times", []) + r.get("quantities", []):
            x["span"] = [bisect.bisect_left(at, b) for b in x["span"]]
        found.append(r)
    return found


def core(text, beg, end):
    """The span without function words and blanks at its edges."""
    s = text[beg:end].lower()
    s = re.sub(rf"^(?:\s|{FUNCTION_WORDS})+", "", s)
    return re.sub(r"[\s.,!?]+$", "", s)


def days(r):
    return r.get("earliest"), r.get("latest")


def earlier(day, text):
    """The day itself, and the one news would mean where the words leave the direction open."""
    d = datetime.date.fromisoformat(day[:10])
    out = [d]
    if re.search(r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche", text, re.I):
        out.append(d - datetime.timedelta(7))
    if not re.search(r"\d{4}|/\d\d$", text) and not (d.month == 2 and d.day == 29):
        out.append(d.replace(year=d.year - 1))
        if d.month == 1 or re.search(r"\ble \d", text):        # "le 2": of this month
            last = d.replace(day=1) - datetime.timedelta(1)
            if d.day <= last.day:
                out.append(last.replace(day=d.day))
    return {x.isoformat() for x in out}


def clock_of(value):
    m = re.search(r"T(\d\d)(?::(\d\d))?|T(MO|AF|EV|NI|DT)", value or "")
    if not m:
        return None
    return m.group(3) or f"{m.group(1)}:{m.group(2) or '00'}"


def same_interval(ours, lo, hi, text):
    """hi: the last day, or the day after it; both suites write ranges either way."""
    a, b = days(ours)
    if not a or not b or lo[:4] == "0000":
        return False
    after = (datetime.date.fromisoformat(b) + datetime.timedelta(1)).isoformat()
    firsts, lasts = earlier(lo, text), earlier(hi, text)
    return a in firsts and (b in lasts or after in lasts)


def recognizers_value(e):
    """(timex values, [(kind, from, to)]) that the suite accepts for one expression."""
    value, timexes, ranges = e.get("Value"), set(), []
    if value:
        timexes.add(value.get("Timex"))
        for r in (value.get("FutureResolution") or {}), (value.get("PastResolution") or {}):
            ranges.append((r.get("date") or r.get("startDate") or r.get("dateTime") or r.get("startDateTime"),
                           r.get("endDate") or r.get("endDateTime"), r.get("time") or r.get("startTime")))
    for r in (e.get("Resolution") or {}).get("values") or []:
        timexes.add(r.get("timex"))
        if r.get("type") in ("date", "datetime"):
            ranges.append((r.get("value"), None, None))
        elif r.get("type") in ("daterange", "datetimerange"):
            ranges.append((r.get("start"), r.get("end"), None))
        elif r.get("type") in ("time", "timerange"):
            ranges.append((None, None, r.get("value") or r.get("start")))
    return timexes - {None}, [x for x in ranges if any(x)]


def canon(v):
    v = re.sub(r"T(\d\d)$", r"T\1:00", v or "")
    return re.sub(r":00$", "", v) if v.count(":") > 1 else v


def value_right(e, ours, text):
    timexes, ranges = recognizers_value(e)
    if not timexes and not ranges:
        return True
    for o in ours:
        value = canon(o.get("value"))
        if value in {canon(t) for t in timexes}:
            return True
        if "X" in value and re.fullmatch(r"PT?X\w", value) and any(re.sub(r"\d+", "X", t) == value for t in timexes):
            return True                         # quelques jours: PXD in TIMEX3, three days there
        if clock_of(value) and any(t.startswith("T") and clock_of(t) == clock_of(value) for t in timexes):
            return True
        for day, end, clock in ranges:
            if clock and clock_of(o.get("value")) == clock[:5]:
                return True
            if not day:
                continue
            hour = re.search(r" (\d\d:\d\d)", day)
            part = next((p for t in timexes for p in PARTS if t.endswith("T" + p)), None)
            if not same_interval(o, day, end or day, text) and not (hour and days(o)[0] in earlier(day, text)):
                continue
            if part and clock_of(o.get("value")) != part:
                continue
            if not part and hour and hour.group(1) != "00:00" and clock_of(o.get("value")) != hour.group(1):
                continue
            return True
    return False


def recognizers_right(c, found):
    text, used = c["text"], set()
    times = found.get("times", [])
    for e in c["expect"]:
        beg = e.get("Start", e.get("start"))
        if beg is None:
            beg = text.lower().find(e["Text"].lower())
        end = beg + e["Length"] if "Length" in e else e["End"] + 1
        ours = [i for i, t in enumerate(times) if t["span"][0] < end and beg < t["span"][1]]
        if not ours:
            return False
        used.update(ours)
        a, b = min(times[i]["span"][0] for i in ours), max(times[i]["span"][1] for i in ours)
        if core(text, a, b) != core(text, beg, end) or not value_right(e, [times[i] for i in ours], text):
            return False
    return len(used) == len(times)


GRAINS = {"Day": 1, "Week": 7}
ISO = {"Second": "PT%gS", "Minute": "PT%gM", "Hour": "PT%gH", "Day": "P%gD", "Week": "P%gW", "Month": "P%gM",
       "Quarter": "P%gQ", "Year": "P%gY"}
UNITS = {"Dollar": "USD", "Pound": "GBP", "Celsius": "celsius", "Fahrenheit": "fahrenheit", "Degree": "degree",
         "Rial": "IRR", "Riyal": "SAR"}


def last_of(day, grain):
    d = datetime.date.fromisoformat(re.sub(r"-00", "-01", day[:10]))
    if grain == "Week":
        return d, d + datetime.timedelta(6)
    if grain in ("Month", "Quarter", "Year"):
        n = {"Month": 1, "Quarter": 3, "Year": 12}[grain]
        m = d.month - 1 + n
        return d, datetime.date(d.year + m // 12, m % 12 + 1, 1) - datetime.timedelta(1)
    return d, d


def duckling_time_right(c, found):
    e, times, text = c["expect"], found.get("times", []), c["text"]
    if e["kind"] == "none":
        return not times
    if e["kind"] == "open":
        e = dict(kind="instant", value=e["value"], grain=e["grain"])
    for t in times:
        if e["kind"] == "instant":
            lo, hi = last_of(e["value"], e["grain"])
            if text in ("maintenant", "tout de suite", "en ce moment"):
                return t.get("value") == "PRESENT_REF"
            if e["grain"] in ("Hour", "Minute", "Second"):
                if days(t)[0] in earlier(e["value"], text) and clock_of(t.get("value")) == e["value"][11:16]:
                    return True
                continue
        else:
            lo, hi = (datetime.date.fromisoformat(re.sub(r"-00", "-01", e[k][:10])) for k in ("start", "end"))
            if e["grain"] in ("Hour", "Minute", "Second"):
                days_right = days(t)[0] in earlier(lo.isoformat(), text)
                if days_right and clock_of(t.get("value")) in (e["start"][11:16], *PARTS):
                    return True
                continue
        if same_interval(t, lo.isoformat(), hi.isoformat(), text):
            return True
    return False


def duckling_amount_right(c, found):
    e, dim = c["expect"], c["dim"]
    if dim == "Duration":
        if e["kind"] == "none":
            return not found.get("times")
        return any(t.get("value") == ISO[e["unit"]] % e["value"] for t in found.get("times", []))
    for q in found.get("quantities", []):
        lo, hi = q.get("min"), q.get("max")
        unit = (q.get("unit") or "").lower()
        if dim == "Numeral" or dim == "Ordinal":
            if lo is not None and abs(lo - e["value"]) < 1e-9 * max(1, abs(e["value"])):
                return True
            continue
        if unit != UNITS.get(e["unit"], e["unit"]).lower():
            continue
        n = [float(x) for x in re.findall(r"-?[\d.]+", e["arg"])]
        want = {"simple": (n[0], n[0]), "between": (n[0], n[-1]), "above": (n[0], None), "under": (None, n[0])}[e["kind"]]
        if all((a is None) == (b is None) and (a is None or abs(a - b) < 1e-9) for a, b in zip(want, (lo, hi))):
            return True
    return False


def run(recoupe, shared, name, cases, right, skip, verbose):
    kept, why = [], collections.Counter()
    for c in cases:
        reason = reason_of(skip, name, c["text"])
        if reason:
            why[reason] += 1
        else:
            kept.append(c)
    ok = 0
    for c, found in zip(kept, code(recoupe, kept)):
        good = right(c, found)
        ok += good
        if verbose and not good:
            print("  WRONG", c.get("model") or c["dim"], repr(c["text"]), json.dumps(c["expect"], ensure_ascii=False)[:220],
                  "| got", [(c["text"][x["span"][0]:x["span"][1]], x.get("value") or x.get("min"), x.get("earliest"), x.get("latest"))
                            for x in found.get("times", []) + found.get("quantities", [])])
    print(f"{name}.cases {len(kept)}")
    print(f"{name}.share {ok / max(1, len(kept)):.4f}")
    for reason, n in why.most_common():
        print(f"  left out {n:4d}: {reason}", file=sys.stderr)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--build", default=os.path.join(HERE, "..", "build"))
    ap.add_argument("--shared", default=os.path.join(HERE, "..", "..", "shared"))
    ap.add_argument("--verbose", action="store_true")
    args = ap.parse_args()
    recoupe = os.path.join(os.path.abspath(args.build), "recoupe")
    skip = left_out(os.path.join(HERE, "peers.tsv"))
    folder = os.path.join(args.shared, "data", "time")
    cases = [c for c in load(os.path.join(folder, "recognizers", "datetime.fr.refs.jsonl"))
             if not c["not_supported"] and MODELS.match(c["model"])]
    run(recoupe, args.shared, "recognizers_datetime_fr", cases, recognizers_right, skip, args.verbose)
    cases = load(os.path.join(folder, "duckling.fr.jsonl"))
    run(recoupe, args.shared, "duckling_time_fr", [c for c in cases if c["dim"] == "Time"], duckling_time_right, skip, args.verbose)
    amounts = {"Numeral", "AmountOfMoney", "Temperature", "Duration", "Volume", "Distance"}
    run(recoupe, args.shared, "duckling_amounts_fr", [c for c in cases if c["dim"] in amounts], duckling_amount_right, skip, args.verbose)


if __name__ == "__main__":
    main()
