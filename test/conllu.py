"""Reading CoNLL-U as its convention says, apart from the C code: the text, and what must hold.

universaldependencies.org/format.html; SpacesAfter, SpacesBefore and SpacesInToken as UDPipe has
them, with \\u00A0 as English EWT writes it (ufal.mff.cuni.cz/udpipe/1/users-manual, "sentence segmentation").
"""
import re

ESCAPES = {"s": " ", "t": "\t", "r": "\r", "n": "\n", "p": "|", "\\": "\\"}

SPACE = "[ \\t\\n\\r\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]"    # white space of Unicode, without controls


def unescape(text):
    return re.sub(r"\\u([0-9A-F]{4})|\\(.)", lambda m: chr(int(m[1], 16)) if m[1] else ESCAPES[m[2]], text)


def misc_of(column):
    return {} if column == "_" else dict(x.split("=", 1) for x in column.split("|"))


def sentences(data):
    """[(comments, rows of ten columns)] of the bytes of a file."""
    text = data.decode("utf-8")
    assert text == "" or text.endswith("\n\n"), "a sentence ends with an empty line"
    assert "\r" not in text
    for block in text.split("\n\n")[:-1]:
        lines = block.lstrip("\n").split("\n")
        comments = [x for x in lines if x.startswith("#")]
        assert lines[:len(comments)] == comments, "comments come first"
        rows = [x.split("\t") for x in lines[len(comments):]]
        assert rows, "a sentence has words"
        assert all(len(r) == 10 and all(r) for r in rows), f"ten columns: {rows}"
        yield comments, rows


def tokens(rows):
    """The rows that stand for text: ranges, and words that are in none."""
    last = 0
    for r in rows:
        if "-" in r[0]:
            last = int(r[0].split("-")[1])
            yield r
        elif int(r[0]) > last:
            yield r


def text_of(data):
    out = []
    for _, rows in sentences(data):
        for r in tokens(rows):
            misc = misc_of(r[9])
            out.append(unescape(misc.get("SpacesBefore", "")))
            out.append(unescape(misc["SpacesInToken"]) if "SpacesInToken" in misc else r[1])
            out.append("" if misc.get("SpaceAfter") == "No" else unescape(misc.get("SpacesAfter", "\\s")))
    return "".join(out)


def check(data, spaces_in):
    """What the validator of UD asks on its first levels.  spaces_in: FORMs that may hold spaces."""
    seen = set()
    for comments, rows in sentences(data):
        said = dict(c[2:].split(" = ", 1) for c in comments if " = " in c)
        assert said["sent_id"] not in seen and not re.search(r"[\s/]", said["sent_id"]), said
        seen.add(said["sent_id"])
        words = [r for r in rows if "-" not in r[0]]
        n = len(words)
        assert [r[0] for r in words] == [str(i) for i in range(1, n + 1)], "ids follow one another"
        ranges = [tuple(map(int, r[0].split("-"))) for r in rows if "-" in r[0]]
        assert all(a < b for a, b in ranges) and all(x[1] < y[0] for x, y in zip(ranges, ranges[1:])), ranges
        for i, r in enumerate(rows):
            assert not re.search(f"[\\x00-\\x1f\\x7f-\\xa0]|^{SPACE}|{SPACE}$", r[9]), f"MISC {r[9]!r}"
            if "-" in r[0]:
                assert r[2:9] == ["_"] * 7, r
                assert rows[i + 1][0] == r[0].split("-")[0], "a range stands before its words"
            assert not re.search(f"^{SPACE}|{SPACE}$", r[1]), f"{r[1]!r} begins or ends with a space"
            assert not re.search(SPACE, r[1]) or re.fullmatch(spaces_in, r[1]), f"a space in {r[1]!r}"
        heads = [int(r[6]) for r in words]
        assert heads.count(0) == 1 and all(0 <= h <= n for h in heads), heads
        assert all((h == 0) == (r[7] == "root") for h, r in zip(heads, words))
        for i in range(1, n + 1):               # a tree: every word reaches the root
            at, steps = i, 0
            while at and steps <= n:
                at, steps = heads[at - 1], steps + 1
            assert at == 0, "a cycle"
        for r in words:
            assert re.fullmatch(r"[A-Z]+", r[3]) and re.fullmatch(r"[a-z]+(:[a-z]+)?", r[7]), r
            feats = [] if r[5] == "_" else r[5].split("|")
            names = [f.split("=")[0].lower() for f in feats]
            assert names == sorted(set(names)), f"FEATS sorted, each once: {r[5]}"
            assert all(re.fullmatch(r"[A-Z][A-Za-z0-9]*(\[[a-z]+\])?=[A-Z0-9][A-Za-z0-9]*(,[A-Z0-9][A-Za-z0-9]*)*", f) for f in feats), r[5]
        flat = ""
        for r in tokens(rows):
            flat += r[1] + ("" if misc_of(r[9]).get("SpaceAfter") == "No" else " ")
        assert said["text"] == flat.rstrip(" ") or said["text"] + " " == flat, (said["text"], flat)


def raw_text(source):
    """The text of a treebank as it was printed: a blank line where a paragraph begins."""
    out, left, spaces = [], 0, ""
    for line in open(source, encoding="utf-8"):
        col = line.rstrip("\n").split("\t")
        if line.startswith(("# newpar", "# newdoc")):
            spaces = "\n\n" if out else ""
        elif not re.fullmatch(r"\d+(-\d+)?", col[0]):
            continue
        elif "-" in col[0] or left == 0:
            out += [spaces, col[1]]
            spaces = "" if "SpaceAfter=No" in col[9].split("|") else " "
            left = int(col[0].split("-")[1]) - int(col[0].split("-")[0]) + 1 if "-" in col[0] else 0
        else:
            left -= 1
    return "".join(out)
