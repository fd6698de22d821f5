"""The command as a user meets it: good input, bad input, interrupts, a full disk.

run.py calls run(build), which yields (name, outcome, detail) as its own groups do.  Each test is a
function `test_...(t)`; t is a Bench below.  A test fails by assert; it is skipped by raising Skip.
"""
import glob, inspect, json, os, random, re, resource, shutil, signal, sqlite3, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
EXAMPLES = os.path.join(ROOT, "examples", "minsk-2022")
FILES = sorted(glob.glob(os.path.join(EXAMPLES, "*.txt")))


class Skip(Exception):
    pass


class Bench:
    """A folder of its own, and the program."""

    def __init__(self, program):
        self.program = program
        self.dir = tempfile.mkdtemp(prefix="rcp-cli-")

    def path(self, name):
        return os.path.join(self.dir, name)

    def write(self, name, content):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(content if isinstance(content, bytes) else content.encode())
        return path

    def run(self, *args, want=None, **how):
        """Run recoupe; with `want`, require that exit status."""
        env = {**os.environ, "LC_ALL": "C.UTF-8", **how.pop("env", {})}
        how.setdefault("timeout", 120)
        if "stdout" not in how:
            how["stdout"] = subprocess.PIPE
        if "input" not in how and "stdin" not in how:
            how["stdin"] = subprocess.DEVNULL
        r = subprocess.run([self.program, *map(str, args)], stderr=subprocess.PIPE, env=env, cwd=ROOT,
                           **how)
        r.err = r.stderr.decode("utf-8", "replace")
        r.out = (r.stdout or b"").decode("utf-8", "replace")
        if want is not None:
            assert r.returncode == want, f"exit status {r.returncode}, not {want}\n{r.err}{r.out[-2000:]}"
        return r

    def ledger(self, *paths, name="ledger", **how):
        self.run("add", "--ledger", self.path(name), *paths, want=0, **how)
        return self.path(name)

    def export(self, ledger, form="jsonl"):
        return self.run("export", "--ledger", ledger, "--format", form, want=0).stdout


def one_line(err):
    """One clear line, and no more."""
    lines = err.strip().split("\n")
    assert len(lines) == 1 and lines[0].startswith("recoupe: ") and len(lines[0]) > 20, repr(err)
    return lines[0]


def sound(ledger):
    db = sqlite3.connect(ledger)
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    n = db.execute("SELECT count(*) FROM report").fetchone()[0]
    # each report has all its rows, or is not there
    assert db.execute("SELECT count(*) FROM report WHERE doc NOT IN (SELECT doc FROM tok)").fetchone()[0] == 0
    db.close()
    return n


# --- what is asked for comes out

def test_brief_in_french_and_english(t):
    for lang, word in (("fr", "articles"), ("en", "reports")):
        r = t.run("brief", EXAMPLES, "--lang-out", lang, want=0)
        assert word in r.out.split("\n")[0], r.out[:300]
        assert r.err == ""
        wide = [x for x in r.out.split("\n") if len(x) > 80 and "examples/" not in x]
        assert not wide, f"wider than 80 columns: {wide}"
        assert "\x1b" not in r.out
    assert "articles" in t.run("brief", EXAMPLES, env={"LC_ALL": "fr_FR.UTF-8"}, want=0).out


def test_brief_says_where_everything_stands(t):
    out = t.run("brief", EXAMPLES, "--all", "--lang-out", "en", want=0).out
    refs = re.findall(r"\[(\d\d):(\d+)-(\d+)\]", out)
    assert refs, out[:500]
    text = {os.path.basename(f)[:2]: open(f, "rb").read() for f in FILES}
    for name, beg, end in refs:
        text[name][int(beg):int(end)].decode()      # whole characters, inside the text
    # what is quoted before a place is what stands there
    flat = re.sub(r"\s+", " ", out)
    quoted = re.findall(r"“…?([^“”]{8,}?)…?” \[(\d\d):(\d+)-(\d+)\]", flat)
    assert quoted
    for words, name, beg, end in quoted:
        there = re.sub(r"\s+", " ", text[name][int(beg):int(end)].decode()).strip()
        assert words.strip() in there, (words, there)


def test_brief_of_a_ledger_is_that_of_its_files(t):
    a = t.run("brief", EXAMPLES, "--lang-out", "fr", want=0).stdout
    assert a == t.run("brief", "--ledger", t.ledger(EXAMPLES), "--lang-out", "fr", want=0).stdout


def test_colour_only_when_asked(t):
    assert "\x1b[" in t.run("brief", EXAMPLES, "--colour", "always", want=0).out
    assert "\x1b[" not in t.run("brief", EXAMPLES, "--colour=never", want=0).out
    t.run("brief", EXAMPLES, "--colour", "sometimes", want=2)


def test_reports_cannot_write_to_the_terminal(t):
    evil = t.write("evil.txt", "PARIS, 3 mars 2023. \x1b]0;owned\x07Le ministre a déclaré que \x1b[31mla "
                               "Russie a attaqué \u202eKiev\u202c\x9b2J lundi.\n")
    for args in (["brief", evil, "--all"], ["show", evil], ["claims", evil],
                 ["add", "--ledger", t.path("l"), evil]):
        for colour in ("never", "always"):
            out = t.run(*args, "--colour", colour, want=0).out
            assert not re.search(r"\x1b(?!\[\d+m)", out) and "\x07" not in out and "\u202e" not in out \
                and "\x9b" not in out, repr(out)


def test_claims_are_filtered(t):
    every = [json.loads(x) for x in t.run("claims", EXAMPLES, "--json", want=0).out.splitlines()]
    assert len(every) > 5
    def some(*args):
        return [json.loads(x) for x in t.run("claims", EXAMPLES, "--json", *args, want=0).out.splitlines()]
    denials = some("--by", "péSKOV")
    assert 0 < len(denials) < len(every)
    assert all("peskov" in json.dumps(c, ensure_ascii=False).lower() for c in denials)
    kind = next(c["type"] for c in every if c["type"])
    assert {c["type"] for c in some("--type", kind.lower())} == {kind}
    assert all(c["latest"] is None or c["latest"] >= "2022-12-19" for c in some("--since", "2022-12-19"))
    assert all(c["earliest"] is None or c["earliest"] < "2023" for c in some("--until", "2022"))
    assert len(some("--since", "2150")) < len(every) and some("--until", "1900") == []
    planned = [c for c in every if c["status"] == "planned"]
    assert len(some("--status", "planned")) == len(planned)
    assert some("--about", "no such name at all") == []
    text = t.run("claims", EXAMPLES, "--about", "no such name at all", "--lang-out", "en", want=0).out
    assert text.strip() == "No claim fits."
    for bad in (["--since", "monday"], ["--type", "WAR"], ["--type", "ASSAULT/visit"], ["--status", "sad"]):
        r = t.run("claims", EXAMPLES, *bad, want=2)
        one_line(r.err)


def test_show_marks_the_text(t):
    r = t.run("show", FILES[1], "--lang-out", "en", want=0)
    assert "[@" in r.out and "[>" in r.out
    bare = re.sub(r"\[[@~#>!]?|\]|[{}]", "", r.out)
    assert "Vladimir Poutine est arrivé à Minsk" in re.sub(r"\s+", " ", bare)
    ledger = t.ledger(EXAMPLES)
    for name in ("02-agence-minsk", FILES[1], "02"):
        assert "Agence du Nord" in t.run("show", "--ledger", ledger, name, want=0).out
    one_line(t.run("show", "--ledger", ledger, "nowhere", want=1).err)


def test_export_is_what_code_writes(t):
    lines = "".join(json.dumps(dict(text=open(f).read(), path=os.path.relpath(f, ROOT))) + "\n" for f in FILES)
    coded = {}
    for x in t.run("code", input=lines.encode(), want=0).out.splitlines():
        coded[json.loads(x)["id"]] = json.loads(x)
    ledger = t.ledger(*[os.path.relpath(f, ROOT) for f in FILES])
    exported = [json.loads(x) for x in t.export(ledger).splitlines()]
    assert [x["id"] for x in exported] == sorted(coded)
    for x in exported:
        want = coded[x["id"]]
        settled = {i for i, tm in enumerate(x["times"]) if tm.get("how") == "linked"}
        for i, (a, b) in enumerate(zip(x["times"], want["times"], strict=True)):
            if i not in settled:
                assert a == b
        if (x["source"]["published"] or {}).get("how") != "linked":
            assert x["source"] == want["source"]
        for key in set(want) - {"source", "times", "claims", "mentions"}:
            assert x[key] == want[key], key
        assert len(x["claims"]) == len(want["claims"]) and len(x["mentions"]) == len(want["mentions"])
        for a, b in zip(x["claims"], want["claims"]):
            for key in set(b) - {"event"}:
                assert a[key] == b[key]


def test_adding_twice_changes_nothing(t):
    ledger = t.ledger(EXAMPLES)
    before, links = t.export(ledger), t.export(ledger, "links")
    r = t.run("add", "--ledger", ledger, EXAMPLES, "--lang-out", "en", want=0)
    assert r.out.strip().split("\n")[-1].startswith("0 added")
    assert before == t.export(ledger) and links == t.export(ledger, "links")


def test_the_order_of_adding_does_not_show(t):
    copy = t.write("z-copy.txt", open(FILES[0], "rb").read())
    want = None
    for seed in range(8):
        paths = FILES + [copy]
        random.Random(seed).shuffle(paths)
        ledger = t.path(f"l{seed}")
        for group in (paths[:4], paths[4:]):
            t.run("add", "--ledger", ledger, *group, want=0)
        got = (t.export(ledger), t.export(ledger, "links"),
               t.run("brief", "--ledger", ledger, want=0).stdout)
        want = want or got
        assert got == want, f"order {seed} gives another export"


def test_links_are_stored_for_sql(t):
    ledger = t.ledger(EXAMPLES)
    links = json.loads(t.export(ledger, "links"))
    db = sqlite3.connect(ledger)
    assert db.execute("SELECT count(*) FROM link_event").fetchone()[0] >= len(links["events"])
    members = sum(len(e["members"]) for e in links["events"])
    assert db.execute("SELECT count(*) FROM link_member").fetchone()[0] >= members
    assert db.execute("SELECT count(*) FROM report_text WHERE report_text MATCH 'bielorussie'").fetchone()[0] > 0
    db.close()


def test_an_open_day_is_settled_by_another_report(t):
    """A report dated only by its month leaves Tuesday five days; the report of the same event has the day."""
    open_ = t.write("two/a.txt", "date 2022-11\n\nBiélorussie : la Russie déploie trois MiG-31K\n\nMardi, la Russie a déployé "
                    "trois MiG-31K en Biélorussie, a annoncé le ministère biélorusse de la Défense. Les appareils se sont "
                    "posés sur la base de Matchoulichtchi.\n")
    dated = t.write("two/b.txt", "Publié le 16 novembre 2022\n\nTrois MiG-31K russes déployés en Biélorussie\n\nMardi 15 "
                    "novembre, la Russie a déployé trois MiG-31K en Biélorussie, selon le ministère biélorusse de la "
                    "Défense. Les trois appareils se sont posés sur la base de Matchoulichtchi.\n")

    def tuesday(*paths, name):
        lines = [json.loads(x) for x in t.export(t.ledger(*paths, name=name)).splitlines()]
        times = next(r for r in lines if r["source"]["path"] == open_)["times"]
        return next((x["value"], x["earliest"], x["latest"], x["weekday"], x.get("how")) for x in times if x.get("weekday"))
    assert tuesday(open_, name="one") == ("XXXX-WXX-2", "2022-11-01", "2022-11-29", "tuesday", None)
    assert tuesday(open_, dated, name="both") == ("2022-11-15", "2022-11-15", "2022-11-15", "tuesday", "linked")


def test_a_publication_date_that_is_none(t):
    """The line is refused and named; the lines beside it are coded."""
    lines = "".join(json.dumps(dict(id=x, text="Il a parlé lundi.", lang="fr", published=x)) + "\n"
                    for x in ("2023-02-31", "banana", "10000-01-01", "2023-01-10"))
    r = t.run("code", input=lines.encode(), want=1)
    out = [json.loads(x) for x in r.out.splitlines()]
    assert [("error" in x) for x in out] == [True, True, True, False]
    assert "2023-02-31" in out[0]["error"]["message"]
    assert out[3]["times"][0]["value"] == "2023-01-09"


def test_reports_come_as_json_lines_and_on_standard_input(t):
    lines = "".join(json.dumps(dict(text=open(f).read(), outlet="O", path=f)) + "\n" for f in FILES)
    a = t.path("a")
    t.run("add", "--ledger", a, t.write("r.jsonl", lines), want=0)
    b = t.path("b")
    t.run("add", "--ledger", b, "-", input=lines.encode(), want=0)
    assert t.export(a) == t.export(b) and len(t.export(a).splitlines()) == len(FILES)
    r = t.run("brief", "-", input=open(FILES[1], "rb").read(), want=0)
    assert r.out
    bad = t.write("bad.jsonl", '{"text":"Le ministre a parlé lundi à Paris."}\n{"text":\n{"url":"x"}\n')
    r = t.run("add", "--ledger", t.path("c"), bad, want=1)
    assert len(r.err.strip().split("\n")) == 2 and ":2: " in r.err and ":3: " in r.err, r.err


# --- usage

def test_options_that_share_a_name(t):
    t.run("--until", "read", "code", input=b"", want=0)
    t.run("code", "--until", "2022", input=b"", want=2)
    t.run("claims", EXAMPLES, "--until", "2150", want=0)


def test_wrong_usage(t):
    for args in ([], ["frobnicate"], ["brief"], ["add", EXAMPLES], ["add", "--ledger", t.path("x")],
                 ["brief", "--ledger", t.path("x"), EXAMPLES], ["export", "--ledger"], ["brief", "--nope"],
                 ["export", "--ledger", t.path("x"), "--format", "xml"], ["show"], ["demo", "x"],
                 ["brief", EXAMPLES, "--lang-out", "tlh"], ["completion", "fish"], ["brief", "--until", "x"]):
        r = t.run(*args, want=2)
        one_line(r.err)
        assert r.out == ""


def test_every_option_is_in_the_manual(t):
    page = open(os.path.join(ROOT, "doc", "recoupe.1.scd"), encoding="utf-8").read()
    table = open(os.path.join(ROOT, "src", "cli", "commands.def"), encoding="utf-8").read()
    for name in re.findall(r"^COMMAND\((\w+),", table, re.M):
        assert re.search(rf"\*{name}\*", page), f"the manual does not know the command {name}"
    for name in re.findall(r'^OPTION\(\w+, "([\w-]+)"', table, re.M):
        assert f"*--{name}*" in page, f"the manual does not know --{name}"
    known = set(re.findall(r'^OPTION\(\w+, "([\w-]+)"', table, re.M))
    assert not set(re.findall(r"\*--([\w-]+)\*", page)) - known
    if shutil.which("scdoc"):
        r = subprocess.run(["scdoc"], input=page.encode(), capture_output=True)
        assert r.returncode == 0, r.stderr.decode()


def test_completions_know_every_option(t):
    table = open(os.path.join(ROOT, "src", "cli", "commands.def"), encoding="utf-8").read()
    for shell in ("bash", "zsh"):
        script = t.run("completion", shell, want=0).out
        for name in re.findall(r'^OPTION\(\w+, "([\w-]+)"', table, re.M):
            assert f"--{name}" in script
        if shutil.which(shell):
            assert subprocess.run([shell, "-n"], input=script.encode()).returncode == 0


def test_doctor_and_stages(t):
    r = t.run("doctor", want=0)
    assert "SQLite" in r.out and "FAILS" not in r.out
    assert all(json.loads(x) for x in t.run("doctor", "--json", want=0).out.splitlines())
    named = re.findall(r"^STAGE\(\w+,\s*(\w+),", open(os.path.join(ROOT, "src/stages.def")).read(), re.M)
    assert re.findall(r"^\d\. (\w+)", t.run("stages", want=0).out, re.M) == named


def test_demo(t):
    r = t.run("demo", want=0)
    assert r.out and not r.err


# --- input that is no report

def others_go_on(t, bad, word, status=1):
    """A bad path among good ones: a line, status 1, and the good ones are there."""
    r = t.run("add", "--ledger", t.path("l"), FILES[0], bad, FILES[1], want=status)
    line = one_line(r.err)
    assert os.path.basename(bad) in line and re.search(word, line), line
    assert sound(t.path("l")) == 2


def test_an_empty_file(t):
    others_go_on(t, t.write("empty.txt", b""), "empty|text|nothing")


def test_a_picture(t):
    png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(random.Random(1).randrange(256) for _ in range(4000))
    others_go_on(t, t.write("photo.png", png), "text|binary|read")


def test_fifty_megabytes_of_one_line(t):
    path = t.path("long.txt")
    with open(path, "wb") as f:
        for _ in range(50):
            f.write(b"guerre " * (1 << 20 >> 3) + b" " * (1 << 17))
    began = time.time()
    others_go_on(t, path, "MB|large|long")
    assert time.time() - began < 30


def test_bytes_that_are_no_utf8(t):
    bad = t.write("latin.txt", "Le président s'est rendu à Kiev, a déclaré le ministère à la presse étrangère.\n".encode("latin-1"))
    worse = t.write("worse.txt", b"Le pr\xe9sident \xff\xfe\xc3\x28 a d\xe9clar\xe9 que la Russie a attaqu\xe9 \xf0\x82\x82\xac hier.\n" * 3)
    r = t.run("add", "--ledger", t.path("l"), bad, worse, FILES[0])
    assert r.returncode in (0, 1), r.err
    assert sound(t.path("l")) >= 1
    for x in t.export(t.path("l")).decode().splitlines():       # strict: it is UTF-8
        json.loads(x)


def as_nobody():
    """How to run something without root's rights."""
    if os.geteuid() != 0:
        return []
    for tool in (["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"], ["runuser", "-u", "nobody", "--"]):
        if shutil.which(tool[0]) and subprocess.run(tool + ["true"], capture_output=True).returncode == 0:
            return tool
    raise Skip("root, and no setpriv or runuser to be somebody else")


def test_a_folder_without_rights(t):
    tool = as_nobody()
    shut = t.path("shut")
    os.makedirs(shut)
    t.write("shut/a.txt", "x")
    t.write("open/b.txt", open(FILES[0], "rb").read())
    os.chmod(shut, 0)
    os.chmod(t.dir, 0o777)
    program = shutil.copy(t.program, t.path("recoupe"))     # the tree may be closed to others
    r = subprocess.run(tool + [program, "add", "--ledger", t.path("l"), shut, t.path("open")],
                       capture_output=True, text=True, cwd="/")
    os.chmod(shut, 0o700)
    assert r.returncode == 1, r.stderr
    assert "shut" in one_line(r.stderr) and "Permission denied" in r.stderr
    assert sound(t.path("l")) == 1


def test_a_read_only_ledger(t):
    tool = as_nobody()
    ledger = t.ledger(FILES[0])
    want = t.export(ledger)
    for end in ("-wal", "-shm"):
        if os.path.exists(ledger + end):
            os.unlink(ledger + end)
    os.chmod(ledger, 0o444)
    os.chmod(t.dir, 0o755)
    program = shutil.copy(t.program, t.path("recoupe"))
    os.chmod(program, 0o755)
    good = t.write("more.txt", open(FILES[1], "rb").read())
    r = subprocess.run(tool + [program, "add", "--ledger", ledger, good], capture_output=True, text=True, cwd="/")
    assert r.returncode == 3, r.stderr
    one_line(r.stderr)
    r = subprocess.run(tool + [program, "export", "--ledger", ledger], capture_output=True, cwd="/")
    assert r.returncode == 0 and r.stdout == want, r.stderr     # and reading it needs no rights


def test_links_that_lead_nowhere_or_back(t):
    os.makedirs(t.path("d/e"))
    t.write("d/a.txt", open(FILES[0], "rb").read())
    os.symlink("gone", t.path("d/gone.txt"))
    os.symlink("..", t.path("d/e/up"))
    os.symlink("self", t.path("d/self"))
    os.mkfifo(t.path("d/pipe"))
    t.write("d/.hidden", "x")
    r = t.run("add", "--ledger", t.path("l"), t.path("d"), want=1, timeout=20)
    lines = r.err.strip().split("\n")
    assert len(lines) == 3 and all(x.startswith("recoupe: ") for x in lines), r.err
    assert sound(t.path("l")) == 1


def test_a_path_that_is_not_there(t):
    others_go_on(t, t.path("nowhere.txt"), "No such file")


# --- trouble with the ledger

def test_a_full_disk(t):
    ledger = t.ledger(FILES[0])
    before = t.export(ledger)
    size = os.path.getsize(ledger)
    big = [t.write(f"r{i}.txt", open(FILES[1]).read() + f"\nLe numéro {i} est paru lundi à Minsk.\n" * 40) for i in range(40)]

    def small_disk():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 300000, size + 300000))

    r = t.run("add", "--ledger", ledger, *big, preexec_fn=small_disk, want=3)
    assert re.search("full|disk", one_line(r.err)), r.err
    n = sound(ledger)
    assert 1 <= n < 41
    kept = t.export(ledger)
    assert before.splitlines()[0] in kept.splitlines() or n > 1
    t.run("add", "--ledger", ledger, *big, want=0)
    assert sound(ledger) == 41
    assert t.export(ledger) == t.export(t.ledger(FILES[0], *big, name="fresh"))


def test_no_room_for_a_new_ledger(t):
    def no_disk():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    r = t.run("add", "--ledger", t.path("l"), FILES[0], preexec_fn=no_disk, want=3)
    one_line(r.err)
    t.ledger(FILES[0], name="l")            # what is left there does no harm
    one_line(t.run("add", "--ledger", t.path("no/such/folder/l"), FILES[0], want=3).err)


def test_a_ledger_of_a_newer_version(t):
    ledger = t.ledger(FILES[0])
    db = sqlite3.connect(ledger)
    db.execute("PRAGMA user_version = 1000")
    db.close()
    for args in (["add", "--ledger", ledger, FILES[1]], ["export", "--ledger", ledger], ["brief", "--ledger", ledger]):
        r = t.run(*args, want=3)
        assert "newer" in one_line(r.err), r.err


def test_what_is_no_ledger(t):
    text = t.write("notes.txt", "Not a ledger, and never was.\n" * 200)
    other = t.path("other.db")
    db = sqlite3.connect(other)
    db.execute("CREATE TABLE mine (a)")
    db.commit()
    db.close()
    for path in (text, other):
        before = open(path, "rb").read()
        for args in (["add", "--ledger", path, FILES[0]], ["export", "--ledger", path], ["claims", "--ledger", path]):
            r = t.run(*args, want=3)
            assert "not a recoupe ledger" in one_line(r.err), r.err
        assert open(path, "rb").read() == before, "it was written to"
    one_line(t.run("brief", "--ledger", t.path("absent"), want=3).err)
    assert not os.path.exists(t.path("absent"))
    one_line(t.run("brief", "--ledger", t.dir, want=3).err)


def test_interrupted_half_way(t):
    many = [t.write(f"in/{i:04}.txt", open(FILES[i % len(FILES)]).read() + f"\nC'est le numéro {i}.\n") for i in range(400)]
    ledger = t.path("l")
    env = dict(os.environ, LC_ALL="C.UTF-8")
    p = subprocess.Popen([t.program, "add", "--ledger", ledger, t.path("in")], stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE, env=env, cwd=ROOT)
    seen = 0
    for _ in p.stdout:
        seen += 1
        if seen == 5:
            p.send_signal(signal.SIGINT)
            break
    out, err = p.communicate(timeout=120)
    assert p.returncode == 1, err
    line = one_line(err.decode())
    n = sound(ledger)
    assert 5 <= n < 400 and str(n) in line, (n, line)
    t.run("add", "--ledger", ledger, t.path("in"), want=0, timeout=600)
    assert sound(ledger) == 400


def test_killed_half_way(t):
    many = [t.write(f"in/{i:04}.txt", open(FILES[i % len(FILES)]).read() + f"\nC'est le numéro {i}.\n") for i in range(60)]
    ledger = t.path("l")
    p = subprocess.Popen([t.program, "add", "--ledger", ledger, t.path("in")], stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL, cwd=ROOT)
    p.stdout.readline()
    p.kill()
    p.wait()
    p.stdout.close()
    assert sound(ledger) >= 0
    t.run("add", "--ledger", ledger, *many, want=0)
    assert t.export(ledger) == t.export(t.ledger(*many, name="fresh"))


def test_output_that_cannot_be_written(t):
    if not os.path.exists("/dev/full"):
        raise Skip("there is no /dev/full here")
    ledger = t.ledger(EXAMPLES)
    with open("/dev/full", "wb") as full:
        for args in (["export", "--ledger", ledger], ["brief", EXAMPLES], ["claims", EXAMPLES], ["show", FILES[0]],
                     ["doctor"], ["--help"]):
            r = t.run(*args, stdout=full)
            assert r.returncode == 3 and "cannot write" in one_line(r.err), (args, r.returncode, r.err)


def test_a_bad_line_in_a_language_file(t):
    shutil.copytree(os.path.join(ROOT, "lang"), t.path("lang"))
    t.run("brief", FILES[1], "--lang", t.path("lang"), want=0)
    name = t.path("lang/fr/messages.tsv")
    with open(name, "a") as f:
        f.write("one\ttwo\tthree\tfour\tfive\n")
    lines = open(name).read().count("\n")
    r = t.run("brief", FILES[1], "--lang", t.path("lang"), "--lang-out", "fr", want=3)
    assert f"fr/messages.tsv:{lines}:" in one_line(r.err), r.err
    one_line(t.run("brief", FILES[1], "--lang", t.path("nothing"), want=3).err)


# --- CoNLL-U

HOSTILE = (
    "\t\tUn\ttitre \u00a0 à\u00a0tabulations\u00a0!\r\nEt une\r\nligne\rseule.\r\n\r\n\r\nLe  port \\ du | nord\\n a=b|c \\p fermé\u202f: 1\u00a0200 "
    "habitants, 12\u202f000 morts.  \n",
    "\u200bMinsk\u200b a\u200cdit\u200d\ufeff \u2060non\u2028oui\u2029peut-être\u0085fin\u00ad.",
    "👩‍👩‍👧‍👦🇫🇷 Bravo👍🏽!! \u0301 e\u0301té 🏴\U000e0067\U000e0062\U000e007f",
    "\x01\x02lone\x0bcontrols\x0cand\x1bescapes\x1f \x7f.",
    "_ __ - ' \" # texte = x\n# sent_id = 9\n#\n1\tdu\t_\t_\n1-2\tdu\n",
    "Qu'est-ce qu'il a dit aux élus? «\u00a0Rien\u00a0» — don't, des auxquels l'\nautre du",
    "  \t  x", "x  \t  ", "x", "a\u3000b\u2003c\u1680d", "\ufeffx", "  x \\s \\t \\\\ ",
    "\u202eabc\u202c \u2066def\u2069", "12\t345\n678 1 200 3\t4", "M.\tDupont\n\n\nM.\n", "{}[]()<>&amp;&#65;",
)


def test_conllu_is_the_text_byte_for_byte(t):
    sys.path.insert(0, HERE)
    import conllu
    shared = os.path.join(ROOT, "..", "shared")
    files = FILES + sorted(glob.glob(os.path.join(shared, "seeds", "*.txt"))) \
        + sorted(glob.glob(os.path.join(shared, "gold-ntrex", "text", "*.txt")))[:40]
    texts = [open(f, encoding="utf-8", newline="").read() for f in files]
    rng = random.Random(5)
    texts += list(HOSTILE) + ["".join(rng.choice("ab é.,'«»\u00a0\u202f\u200b\t\n\r|\\=_-0123456789 \U0001f600") for _ in range(400))
                              for _ in range(40)]
    numbers = r"[+−-]?\d[\d.,]*(\s\d[\d.,]*)*\w*"
    for lang in ("fr", "en"):
        lines = "".join(json.dumps({"id": f"id/{lang} {i}", "lang": lang, "text": x}) + "\n" for i, x in enumerate(texts)).encode()
        reports = [json.loads(x) for x in t.run("code", "--until", "segment", input=lines, want=0).out.split("\n") if x]
        assert len(reports) == len(texts)
        dump = t.run("code", "--until", "parse", "--dump", "conllu", input=lines, want=0).stdout
        conllu.check(dump, numbers)             # all reports as one file
        parts = re.split(rb"^# newdoc id = (.*)\n", dump, flags=re.M)
        assert parts[0] == b""
        parts = dict(zip(parts[1::2], parts[2::2]))
        for i, report in enumerate(reports):
            got = conllu.text_of(parts.get(f"id_{lang}_{i}".encode(), b""))
            want = report["text"]
            assert got == want or (got == "" and not want.strip()), f"{want!r}\ngave\n{got!r}"


def test_memory_with_both_packs(t):
    with open(os.devnull, "wb") as null:
        for args in (["brief", EXAMPLES], ["brief", "--fast", EXAMPLES], ["brief", "--lang", os.path.join(ROOT, "lang"), EXAMPLES]):
            p = subprocess.Popen([t.program, *args], stdout=null, cwd=ROOT)
            _, status, used = os.wait4(p.pid, 0)
            p.returncode = status
            assert status == 0 and used.ru_maxrss < 150 * 1024, f"{args}: {used.ru_maxrss // 1024} MB"


def test_a_sentence_of_10000_words(t):
    sys.path.insert(0, HERE)
    import conllu
    words = "le pont de la ville que le maire ferme borde un port où il rouvre".split()
    text = "Le " + " ".join(words[i % len(words)] for i in range(10000))
    line = json.dumps({"id": "long", "lang": "fr", "text": text}) + "\n"
    for args in ([], ["--fast"]):
        began = time.monotonic()
        dump = t.run("code", "--until", "parse", "--dump", "conllu", *args, input=line.encode(), want=0).stdout
        assert time.monotonic() - began < 30
        conllu.check(dump, "(?!)")
        assert conllu.text_of(dump) == text
        longest = max(sum("-" not in r[0] for r in rows) for _, rows in conllu.sentences(dump))
        assert longest > 9000, longest
        for _, rows in conllu.sentences(dump):  # doc/parse.md: no path is longer than two pieces of 400
            heads = [int(r[6]) for r in rows if "-" not in r[0]]
            for i in range(len(heads)):
                depth, at = 0, i + 1
                while at:
                    at, depth = heads[at - 1], depth + 1
                assert depth <= 801, depth


# --- training

def tiny_treebank(n):
    """n sentences of ours, enough for a model that knows nothing."""
    nouns = (("pont", "Masc"), ("ville", "Fem"), ("port", "Masc"), ("gare", "Fem"), ("musée", "Masc"))
    verbs, rows = ("ferme", "rouvre", "borde", "domine"), []
    for i in range(n):
        (a, ga), (b, gb) = nouns[i % 5], nouns[(i // 5 + 2) % 5]
        verb, det = verbs[i % 4], {"Masc": "le", "Fem": "la"}
        words = [(det[ga].capitalize(), "le", "DET", f"Gender={ga}", 2, "det"), (a, a, "NOUN", f"Gender={ga}", 3, "nsubj"),
                 (verb, verb + "r", "VERB", "Tense=Pres", 0, "root"), (det[gb], "le", "DET", f"Gender={gb}", 5, "det"),
                 (b, b, "NOUN", f"Gender={gb}", 3, "obj"), (".", ".", "PUNCT", "_", 3, "punct")]
        rows += [f"# sent_id = {i + 1}"]
        rows += [f"{k}\t{f}\t{lemma}\t{u}\t_\t{m}\t{h}\t{r}\t_\t_" for k, (f, lemma, u, m, h, r) in enumerate(words, 1)]
        rows.append("")
    return "\n".join(rows) + "\n"


SMALL_NET = ("--set", "hidden=16,forms=16,lemmas=16,tags=16,arc=16,rel=16,batch=100")


def train(t, task, out, bank, *args, **how):
    small = SMALL_NET if task == "net" else ()
    return t.run("train", task, "--out", out, "--slots", "12", *small, *args, bank, **how)


def test_training_is_deterministic(t):
    bank = t.write("tiny.conllu", tiny_treebank(60))
    for task in ("tag", "parse", "segment", "net"):
        a, b = t.path("a.pack"), t.path("b.pack")
        r = train(t, task, a, bank, "--passes", "3", want=0)
        assert re.search(r"pass 3 of 3: \w+ \d+\.\d\d", r.err), r.err
        train(t, task, b, bank, "--passes", "3", "--threads", "1", want=0)
        assert open(a, "rb").read() == open(b, "rb").read()
        assert re.search(rb"\nmeasure UPOS \d+\.\d\d\n", open(a, "rb").read())
    train(t, "tag", b, bank, "--passes", "3", "--seed", "2", want=0)
    assert open(a, "rb").read() != open(b, "rb").read()
    assert sorted(os.listdir(t.dir)) == ["a.pack", "b.pack", "tiny.conllu"]


def test_training_goes_on_where_it_was_stopped(t):
    bank = t.write("tiny.conllu", tiny_treebank(60))
    for task, runs in (("tag", "2"), ("parse", "2"), ("segment", "2")):
        args = [bank, "--passes", "60", "--runs", runs]
        whole, pack = t.path(task + "-whole.pack"), t.path(task + ".pack")
        part = f"{pack}.{task}.part"
        train(t, task, whole, *args, want=0)
        for after in (3, 70):                   # once in each run
            p = subprocess.Popen([t.program, "train", task, "--out", pack, "--slots", "12", *args],
                                 stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, cwd=ROOT)
            err = b""
            for line in p.stderr:
                err += line
                if re.search(rb"run (\d+) of", line) and after == (int(re.search(rb"run (\d+)", line)[1]) - 1) * 60 + int(
                        re.search(rb"pass (\d+)", line)[1]):
                    p.send_signal(signal.SIGINT)
                    break
            err += p.communicate(timeout=60)[1]
            assert p.returncode == 1 and b"goes on from " + part.encode() in err, err
            assert os.path.exists(part) and not os.path.exists(pack)
        kept = open(part, "rb").read()
        r = train(t, task, pack, bank, "--passes", "61", "--runs", runs, want=1)
        assert "other files or options" in one_line(r.err), r.err
        open(part, "wb").write(kept[:-1] + bytes([kept[-1] ^ 1]))
        assert "damaged" in one_line(train(t, task, pack, *args, want=1).err)
        open(part, "wb").write(kept)
        r = train(t, task, pack, *args, want=0)
        assert "going on from" in r.err and "run 1" not in r.err, r.err
        assert open(whole, "rb").read() == open(pack, "rb").read()
        assert not os.path.exists(part)


def tiny_names(n):
    """n sentences of ours with their names marked."""
    names, rows = ("Zorvia", "Kelmat", "Brunilo", "Tarvek", "Olmira"), []
    for i in range(n):
        words = ("Elle habite à * avec son chien .", "Le cuisinier * a déjeuné tard .")[i % 2].split()
        rows += ["# newpar"] + [f"{names[i % 5]}\tB-{('LOC', 'PER')[i % 2]}" if w == "*" else f"{w}\tO" for w in words] + [""]
    return "\n".join(rows) + "\n"


def test_a_tagger_of_names(t):
    """Trained twice: the same bytes; cut in the middle: the same again; measured; bad input named."""
    bank, args = t.write("names.bio", tiny_names(400)), ("--passes", "40")
    whole, pack = t.path("whole.pack"), t.path("cut.pack")
    train(t, "ner", whole, bank, *args, want=0)
    p = subprocess.Popen([t.program, "train", "ner", "--out", pack, "--slots", "12", *args, bank],
                         stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, cwd=ROOT)
    for line in p.stderr:
        if b"pass 3 of" in line:
            p.send_signal(signal.SIGINT)
            break
    p.communicate(timeout=60)
    assert p.returncode == 1 and os.path.exists(pack + ".ner.part")
    assert "going on from" in train(t, "ner", pack, bank, *args, want=0).err
    assert open(whole, "rb").read() == open(pack, "rb").read()
    r = t.run("eval", "ner", "--lang-code", "fr", bank, want=0)
    assert re.search(r"^names 400\nprecision \d+\.\d\d\n", r.out), r.out
    assert re.search(r"^muc\.f1 \d+\.\d\d$", r.out, re.M)
    bad = t.write("bad.bio", "Paris\tB-LOC\nNil\tB-RIVER\n")
    assert "bad.bio:2: " in one_line(t.run("eval", "ner", bad, want=1).err)
    assert "bad.bio:2: " in one_line(train(t, "ner", pack, bad, want=1).err)
    assert "holds no sentence" in one_line(t.run("eval", "ner", t.write("none.bio", ""), want=1).err)


def test_a_network_goes_on_where_it_was_stopped(t):
    bank = t.write("tiny.conllu", tiny_treebank(60))
    whole, pack = t.path("whole.pack"), t.path("cut.pack")
    assert "train that first" in one_line(train(t, "net", whole, bank, want=1).err)
    for p in (whole, pack):
        train(t, "tag", p, bank, "--passes", "2", want=0)
    train(t, "net", whole, bank, "--passes", "40", "--floats", t.path("floats"), want=0)
    p = subprocess.Popen([t.program, "train", "net", "--out", pack, "--slots", "12", *SMALL_NET, "--passes", "40", bank],
                         stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, cwd=ROOT)
    for line in p.stderr:
        if b"pass 5 of" in line:
            p.send_signal(signal.SIGINT)
            break
    err = p.communicate(timeout=60)[1]
    assert p.returncode == 1 and b"goes on from " + (pack + ".net.part").encode() in err, err
    assert "going on from" in train(t, "net", pack, bank, "--passes", "40", want=0).err
    assert open(whole, "rb").read() == open(pack, "rb").read()
    # A teacher is listened to; bad settings are named.
    taught = train(t, "net", pack, bank, "--passes", "5", "--teacher", t.path("floats"), want=0)
    assert open(whole, "rb").read() != open(pack, "rb").read() and "pass 5 of 5" in taught.err
    for args, says in ((("--set", "hiden=3"), "there is no 'hiden'"), (("--set", "hidden=3"), "from 16 to 512"),
                       (("--set", "rate=x"), "a number"), (("--runs", "2"), "one run"),
                       (("--teacher", bank), "the model is damaged"), (("--teacher", "nowhere"), "nowhere")):
        r = t.run("train", "net", "--out", pack, "--slots", "12", *args, bank, want=1)
        assert says in r.err, (args, r.err)


def test_training_leaves_the_other_models(t):
    bank = t.write("tiny.conllu", tiny_treebank(60))
    pack = t.path("lang/fr/fr.pack")
    shutil.copytree(os.path.join(ROOT, "lang"), t.path("lang"))
    before = t.run("code", "--lang", t.path("lang"), "--until", "parse", "--dump", "conllu", want=0,
                   input=b'{"id":"x","lang":"fr","text":"Le pont ferme la gare."}\n').out
    old = open(pack, "rb").read()
    for path, content, says in (("foreign.pack", b"# notes\n" * 99, "does not begin like one"),
                                ("empty.pack", b"", "does not begin like one"),
                                ("cut.pack", old[:-5], "cut off"),
                                ("bent.pack", old[:-9999] + b"x" + old[-9998:], "checksum")):
        t.write(path, content)
        line = one_line(train(t, "tag", t.path(path), bank, want=1).err)
        assert t.path(path) in line and says in line, line
        assert open(t.path(path), "rb").read() == content
    line = one_line(train(t, "tag", t.path("no/such/folder.pack"), bank, want=1, timeout=60).err.strip().split("\n")[-1])
    assert "folder.pack: cannot be written" in line, line
    train(t, "tag", pack, bank, "--passes", "2", want=0)
    new = open(pack, "rb").read()
    assert len(new) < len(old)
    after = t.run("code", "--lang", t.path("lang"), "--until", "parse", "--dump", "conllu", want=0,
                  input=b'{"id":"x","lang":"fr","text":"Le pont ferme la gare."}\n').out
    heads = lambda dump: [x.split("\t")[6:8] for x in dump.split("\n") if "\t" in x]
    assert heads(before) and len(heads(after)) == len(heads(before))    # its parser is the old one
    with open(pack, "r+b") as f:                # a pack that was bent is named, with the model
        f.seek(len(new) - 2000)
        f.write(b"bent")
    line = one_line(t.run("brief", FILES[0], "--lang", t.path("lang"), want=3).err)
    assert "fr/fr.pack: tag: " in line and "checksum" in line, line


def test_names(t):
    """names tells who and where; eval variants counts; both say what they want."""
    out = t.run("names", "--gazetteer", "none", "Лукашенко", want=0).out
    assert "Лукашенко\tskeletons\tLKSNK\n" in out and "person/alexander-lukashenko" in out and "people.tsv:" in out
    assert "nobody" in one_line(t.run("names", "--gazetteer", "none", "Mickey Mouse", want=1).err)
    one_line(t.run("names", want=2).err)
    for odd in ("", "-", "x" * 100):
        assert "letters" in one_line(t.run("names", "--gazetteer", "none", odd, want=1).err), odd
    assert "a b\tskeletons" in t.run("names", "--gazetteer", "none", "a\x1b b\n", want=1).out
    names = t.write("names.tsv", "a\tКиїв\nb\tХарків\nb\tХарьков\n")
    queries = t.write("queries.tsv", "a\tKiev\nb\tKharkov\nb\tKiew\n")
    out = t.run("eval", "variants", "place", names, queries, "--out", t.path("misses"), want=0).out
    assert "queries 3\ntop1 0.6667\n" in out, out
    with open(t.path("misses"), encoding="utf-8") as f:
        assert re.fullmatch(r"odd\tKiew\t0\.\d\d Київ\twanted Харків\twanted Харьков\n", f.read())
    one_line(t.run("eval", "variants", "river", names, queries, want=2).err)
    one_line(t.run("eval", "variants", "place", names, t.path("none.tsv"), want=1).err)


def test_gazetteer(t):
    row = "1\tMinsk\t-\t-\t-\t-\tBY\t04\tcapital\t53.9\t27.57\t1742124\t-\n"
    good, out = t.write("good.tsv", "# places\n" + row), t.path("x.gaz")
    t.run("gazetteer", "build", "--out", out, good, want=0)
    assert t.run("gazetteer", "show", out, "MINSK", want=0).out.startswith("Minsk\tcapital\t04\tBLR\t1742124\t53.9")
    assert "no place" in one_line(t.run("gazetteer", "show", out, "Minskk", want=1).err)
    for bad, where in ((row + row, ":2:1: "), (row.replace("53.9", "123"), ":1:31: "), (row.replace("BY", "QQ"), ":1:17: ")):
        path = t.write("bad.tsv", bad)
        err = one_line(t.run("gazetteer", "build", "--out", t.path("no.gaz"), path, want=3).err)
        assert path[-60:] + where in err or where in err, err
        assert not os.path.exists(t.path("no.gaz"))
    t.run("gazetteer", "build", "--out", t.path("no.gaz"), t.path("none.tsv"), want=3)
    for args in (["gazetteer"], ["gazetteer", "build", good], ["gazetteer", "show", out], ["gazetteer", "lose"]):
        t.run(*args, want=2)
    # Without a gazetteer all works; a damaged or missing one that was named is an error.
    line = json.dumps(dict(id="1", text="Un homme est mort à Minsk.", lang="fr")).encode() + b"\n"
    with_it = json.loads(t.run("code", "--gazetteer", out, input=line, want=0).out)
    without = json.loads(t.run("code", "--gazetteer", "none", input=line, want=0).out)
    assert [m["name"] for m in with_it["mentions"]] == [m["name"] for m in without["mentions"]] == ["Minsk"]
    assert with_it["mentions"][0]["geonames"] == "1"
    whole = open(out, "rb").read()
    for name, what in (("cut.gaz", whole[:-64]), ("odd.gaz", b"RCPGAZ1\0" + b"\xff" * 500), ("empty.gaz", b"")):
        one_line(t.run("code", "--gazetteer", t.write(name, what), input=line, want=3).err)
    one_line(t.run("code", "--gazetteer", t.path("no.gaz"), input=line, want=3).err)


def test_packs_say_where_they_come_from(t):
    out = t.run("packs", want=0).out
    for lang in ("fr", "en"):
        size = os.path.getsize(os.path.join(ROOT, "lang", lang, lang + ".pack"))
        assert f"{lang}/{lang}.pack, built in, version 1, {size} bytes, xxh3 " in out, out
    assert "UD French Sequoia" in out and "LGPL-LR" in out and "CC BY-SA 4.0" in out and "made by" in out
    every = [json.loads(x) for x in t.run("packs", "--json", want=0).out.splitlines()]
    assert [p["pack"] for p in every] == ["fr/fr.pack", "en/en.pack"]
    for p in every:
        assert {"tag", "parse"} <= {m["kind"] for m in p["models"]}
        assert all(m["made"] and m["sources"] and len(m["xxh3"]) == 16 for m in p["models"])
        assert sum(m["bytes"] for m in p["models"]) < p["bytes"] <= 12 << 20
    assert "French" not in json.dumps(every[1]), "sources of the other language"
    bank, pack = t.write("tiny.conllu", tiny_treebank(60)), t.path("own.pack")
    train(t, "tag", pack, bank, "--passes", "2", "--notes", t.write("notes", "| fr | streets | us | CC0 |\n\x1b[2J\n"), want=0)
    own = json.loads(t.run("packs", pack, "--json", want=0).out)
    assert [m["kind"] for m in own["models"]] == ["tag"]
    model = own["models"][0]
    assert model["sources"] == [{"name": "streets", "by": "us", "licence": "CC0"}]
    assert [m["name"] for m in model["measures"]] == ["UPOS", "UFeats", "Lemmas"]
    assert "tiny.conllu: 60 sentences" in [i["is"] for i in model["inputs"]]
    assert "\x1b" not in t.run("packs", pack, want=0).out
    assert "does not begin" in one_line(t.run("packs", bank, want=3).err)
    one_line(t.run("packs", t.path("none.pack"), want=3).err)
    doctor = t.run("doctor", want=0).out
    assert re.search(r"^models +fr .*\bnet \d.* parse \d", doctor, re.M), doctor


def test_fast_is_taken_where_reports_are_read(t):
    line = b'{"id":"x","lang":"fr","text":"Le pont ferme la gare."}\n'
    assert t.run("code", "--fast", "--until", "parse", "--dump", "conllu", input=line, want=0).out
    t.run("brief", "--fast", FILES[0], want=0)
    t.run("packs", "--fast", want=2)


def test_bad_treebanks(t):
    def row(no, form="a", head="0", rel="root", upos="NOUN"):
        return f"{no}\t{form}\t{form}\t{upos}\t_\t_\t{head}\t{rel}\t_\t_\n"
    good, range_, empty = row(1), "1-2\tdu\t_\t_\t_\t_\t_\t_\t_\t_\n", "\tz\t_\t_\t_\t_\t_\t_\t_\t_\n"
    sent = good + "\n"
    cases = (   # what, file, line (None: no line), words of the message; None: it is accepted
        ("a cycle", sent * 3 + row(1) + row(2, head="3", rel="dep") + row(3, head="2", rel="dep") + "\n", 8, "cycle"),
        ("its own head", row(1) + row(2, head="2", rel="dep") + "\n", 2, "cycle"),
        ("a missing column", sent + "1\ta\ta\tNOUN\t_\t0\troot\t_\t_\n\n", 3, "9 columns"),
        ("a column too many", "1\ta\ta\tNOUN\t_\t_\t0\troot\t_\t_\t_\n\n", 1, "11 columns"),
        ("an empty column", "1\ta\t\tNOUN\t_\t_\t0\troot\t_\t_\n\n", 1, "column 3 is empty"),
        ("a head outside", row(1) + row(2, head="9", rel="dep") + "\n", 2, "head 9"),
        ("a head below", row(1) + row(2, head="-1", rel="dep") + "\n", 2, "'-1' is no number"),
        ("two roots", row(1) + row(2) + "\n", 2, "2 roots"),
        ("no root", row(1, head="2", rel="dep") + row(2, head="1", rel="dep") + "\n", 1, "0 roots"),
        ("an empty node", row(1) + "1.1" + empty + row(2, head="1", rel="dep") + "\n", None, None),
        ("an empty node before all", "0.1" + empty + sent, None, None),
        ("a malformed empty node", row(1) + "1." + empty + "\n", 2, "no word number"),
        ("an empty node out of place", row(1) + "3.1" + empty + "\n", 2, "empty node 3.1"),
        ("CRLF", sent.replace("\n", "\r\n") * 2, None, None),
        ("bytes that are not UTF-8", sent.encode() + b"# caf\xe9\n" + sent.encode(), 3, "not UTF-8"),
        ("a file that ends inside a line", sent + row(1)[:-1], 3, "ends inside this line"),
        ("a file that ends inside a character", sent.encode() + "1\té".encode()[:-1], 3, "ends inside this line"),
        ("an id gap", row(1) + row(3, head="1", rel="dep") + "\n", 2, "word 3 comes after word 1"),
        ("an id twice", row(1) + row(1, head="1", rel="dep") + "\n", 2, "word 1 comes after word 1"),
        ("no id", row("x") + "\n", 1, "'x' is no word number"),
        ("a range without words", range_ + "\n", 2, "without words"),
        ("a range cut short", range_ + good + "\n", 3, "ends inside token 2"),
        ("a range backwards", "2-1\tdu\t_\t_\t_\t_\t_\t_\t_\t_\n" + sent, 1, "2-1"),
        ("an unknown part of speech", row(1, upos="NOM") + "\n", 1, "'NOM'"),
        ("an unknown relation", row(1) + row(2, head="1", rel="sujet") + "\n", 2, "'sujet'"),
        ("a NUL byte", row(1, form="a\0b") + "\n", 1, "NUL"),
        ("numbers without end", row("9" * 4000) + "\n", 1, "no word number"),
        ("nothing", "", None, "holds no sentence"),
        ("no sentence", "# comment\n\n\n", None, "holds no sentence"),
        ("an image", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, 1, "not UTF-8"),
        ("one token of 1 MB", tiny_treebank(60) + row(1, form="é" * (1 << 19)) + "\n", None, None),
        ("one token of 1 MB of signs", tiny_treebank(60) + row(1, form="." * (1 << 20), upos="PUNCT") + "\n", None, None),
        ("a token of no-break spaces", tiny_treebank(60) + row(1, form="\u00a0 \u00a0") + "\n", None, None),
        ("a sentence of 30,000 words", "".join(row(i, head=str(i - 1), rel="dep" if i > 1 else "root") for i in range(1, 30001))
         + "\n", None, "more than 20000 words"),
    )
    pack = t.path("out.pack")
    for what, text, line, says in cases:
        path = t.write("bad.conllu", text)
        train_bank = tiny_treebank(60).encode() + (text if isinstance(text, bytes) else text.encode())
        for args in (["eval", "conllu", path], ["eval", "conllu", path, "--gold-tokens"], ["train", "tag", "--out", pack, path],
                     ["train", "parse", "--out", pack, path]):
            if args[0] == "train":
                args += ["--slots", "12", "--passes", "1"]
                if says is None:                # what is accepted must be enough to train on
                    t.write("bad.conllu", train_bank)
            began = time.monotonic()
            r = t.run(*args)
            assert time.monotonic() - began < 20, f"{what}: {args[0]} took {time.monotonic() - began:.0f} s"
            if says is None:
                assert r.returncode == 0, f"{what}: {args}: {r.err}"
                if args[0] == "train":
                    os.remove(pack)
                continue
            said = one_line(r.err)
            assert r.returncode == 1 and says in said, f"{what}: {args[0]}: {r.returncode}, {said}"
            where = f"recoupe: {path}:{line}: " if line else f"recoupe: {path}:"
            assert said.startswith(where), f"{what}: {said}"
            assert r.out == "" and not os.path.exists(pack)
        assert sorted(os.listdir(t.dir)) == ["bad.conllu"], (what, os.listdir(t.dir))
    for path in (t.path("absent.conllu"), t.dir):
        for args in (["eval", "conllu", path], ["train", "tag", "--out", pack, path]):
            line = one_line(t.run(*args, want=1).err)
            assert line.startswith(f"recoupe: {path}: "), line
    os.chmod(t.write("locked.conllu", sent), 0)
    if os.geteuid():
        assert "locked.conllu: cannot be read" in one_line(t.run("eval", "conllu", t.path("locked.conllu"), want=1).err)


def test_a_pack_has_a_limit(t):
    bank = t.write("tiny.conllu", tiny_treebank(60))
    r = t.run("train", "tag", "--out", t.path("big.pack"), "--slots", "23", "--passes", "1", bank, want=1)
    assert "big.pack: the pack would be of" in r.err and "at most 12" in r.err, r.err
    assert os.listdir(t.dir) == ["tiny.conllu"] or "big.pack" not in os.listdir(t.dir)


def run(build):
    program = os.path.join(build, "recoupe")
    mine = [(n, f) for n, f in globals().items() if n.startswith("test_") and inspect.isfunction(f)]
    only = os.environ.get("CLI_TEST")
    for name, test in mine:
        if only and only not in name:
            continue
        bench = Bench(program)
        label = "cli: " + name[5:].replace("_", " ")
        try:
            test(bench)
            yield label, True, ""
        except Skip as why:
            yield label, None, str(why)
        except Exception as e:
            frame = sys.exc_info()[2].tb_next
            yield label, False, f"line {frame.tb_lineno if frame else '?'}: {type(e).__name__}: {e}"
        finally:
            shutil.rmtree(bench.dir, ignore_errors=True)
