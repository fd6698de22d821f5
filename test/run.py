#!/usr/bin/env python3
"""Run the tests and count them.

usage: run.py [--build DIR] [--rewrite] [GROUP ...]      (no group: all)

Every group is a function below; it yields (name, outcome, detail) with outcome True, False, or
None for skipped (detail says why).  The last line is `N passed, N failed`, with `, N skipped`
where some were.
"""
import difflib, glob, json, os, re, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
SHARED = os.path.join(ROOT, "..", "shared")
REWRITE = False


def unit(build):
    """Each cmocka program, one result a test function."""
    programs = [p for p in sorted(glob.glob(os.path.join(build, "test", "unit-*")))
                if os.access(p, os.X_OK) and not os.path.isdir(p)]
    if not programs:
        yield "unit tests are built", False, "cmocka is missing: tools/install-deps.sh test"
    for program in programs:
        run = subprocess.run([program], capture_output=True, text=True, cwd=ROOT, errors="replace",
                             env=dict(os.environ, CMOCKA_MESSAGE_OUTPUT="TAP"), timeout=900)
        name = os.path.basename(program)[5:]
        results = re.findall(r"^(not )?ok \d+ - (\S+)(.*)$", run.stdout, re.M)
        detail = run.stdout + run.stderr
        for bad, test, rest in results:
            yield f"{name}: {test}", None if "# SKIP" in rest else not bad, detail
            detail = "" if bad else detail      # once a program is enough
        if not results or (run.returncode and not any(bad for bad, _, _ in results)):
            yield f"{name}: ran", False, f"exit status {run.returncode}\n{run.stdout}{run.stderr}"


def gold(build):
    """test/gold/STAGE/NAME.d: `input` (a report) and `args` of `recoupe code`, run, against
    `expected.tables`.  A folder NAME.b holds a bug we know: it must still fail."""
    for folder in sorted(glob.glob(os.path.join(HERE, "gold", "*", "*.[db]"))):
        text = open(os.path.join(folder, "input"), encoding="utf-8").read()
        args = open(os.path.join(folder, "args"), encoding="utf-8").read().split()
        run = subprocess.run([os.path.join(build, "recoupe"), "code", *args], capture_output=True,
                             text=True, input=json.dumps(dict(id="gold", text=text)) + "\n")
        path = os.path.join(folder, "expected.tables")
        want = open(path, encoding="utf-8").read() if os.path.exists(path) else ""
        diff = "".join(difflib.unified_diff(want.splitlines(True), run.stdout.splitlines(True),
                                            "expected", "got"))
        name = "gold " + os.path.relpath(folder, os.path.join(HERE, "gold"))
        if REWRITE and diff and folder.endswith(".d"):
            print(f"{name}\n{diff}", end="")
            open(path, "w", encoding="utf-8").write(run.stdout)
            diff = ""
        if folder.endswith(".b"):
            yield name, bool(diff) and run.returncode == 0, "this known bug is gone: rename to .d"
        else:
            yield name, not diff and run.returncode == 0, diff + run.stderr


def threads(build):
    """Eight threads with one pack write what one thread writes."""
    reports = sorted(glob.glob(os.path.join(ROOT, "examples", "*", "*.txt")))
    run = subprocess.run([os.path.join(build, "test", "threads"), *reports], capture_output=True,
                         text=True)
    yield "threads share a pack", run.returncode == 0, run.stdout + run.stderr


def includes():
    """Every #include "x/y.h" of src/M names a module of src/M/DEPS, or M itself."""
    for deps in sorted(glob.glob(os.path.join(ROOT, "src", "*", "DEPS"))):
        folder = os.path.dirname(deps)
        module = os.path.basename(folder)
        allowed = set(open(deps).read().split()) | {module}
        bad = []
        for path in sorted(glob.glob(os.path.join(folder, "*.[ch]"))):
            for line in re.findall(r'^#include "([^"]+)"', open(path).read(), re.M):
                if "/" in line and line.split("/")[0] not in allowed:
                    bad.append(f"{os.path.relpath(path, ROOT)} includes {line}")
        yield f"includes of src/{module}", not bad, "\n".join(bad)


def shape(build):
    """What style.md promises of the tree."""
    yield from includes()
    library = os.path.join(build, "src", "librecoupe-core.a")
    if os.path.exists(library) and not build.endswith(("-asan", "-ubsan", "-tsan", "-cover")):
        # nm calls tables of pointers in .data.rel.ro writable too: objdump tells them apart
        sections = subprocess.run(["objdump", "-t", library], capture_output=True, text=True).stdout
        bad = [x for x in sections.splitlines()
               if re.search(r" O (\.data|\.bss|\.tdata|\.tbss|\*COM\*)\s", x)]
        yield "the library has no writable globals", not bad, "\n".join(bad)
    public = os.path.join(build, "test", "public")
    run = subprocess.run([public], capture_output=True, text=True)
    yield "a program that knows only recoupe.h", run.returncode == 0, run.stdout + run.stderr
    header = open(os.path.join(ROOT, "include", "recoupe.h")).read()
    declared = set(re.findall(r"^RCP_API [^;]*?(rcp_\w+)\(", header, re.M))
    nm = subprocess.run(["nm", "-D", "--defined-only", os.path.join(build, "src", "librecoupe.so")],
                        capture_output=True, text=True).stdout
    exported = set(re.findall(r" T (\w+)", nm)) - {"_init", "_fini"}
    yield "recoupe.h is what the library exports", exported == declared, f"{exported ^ declared}"
    stages = re.findall(r"^STAGE\(\w+,\s*(\w+),", open(os.path.join(ROOT, "src/stages.def")).read(), re.M)
    readme = open(os.path.join(ROOT, "README.md"), encoding="utf-8").read()
    listed = re.findall(r"^\| `(\w+)` \|", readme, re.M)
    yield "README lists the stages", listed[:len(stages)] == stages, f"{listed} for {stages}"
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout
    text = [f for f in tracked.split() if re.search(r"\.(c|h|def|md|py|sh|build|tsv|rules|test)$", f)]
    bad = [f for f in text if os.path.exists(os.path.join(ROOT, f)) and
           re.search(rb"/(work|root|home)/[a-z]", open(os.path.join(ROOT, f), "rb").read())]
    yield "no path of a machine in the tree", not bad, "\n".join(bad)


def cli(build):
    """The command line: see cli_test.py."""
    sys.path.insert(0, HERE)
    import cli_test
    yield from cli_test.run(build)


def demo(build):
    """The bundled reports show what they are there to show (examples/README.md)."""
    brief = subprocess.run([os.path.join(build, "recoupe"), "brief", "--lang-out", "en",
                            "examples/minsk-2022"], cwd=ROOT, capture_output=True, text=True).stdout
    for what, words in (("a copy", "03 copies 02"), ("a corroboration", "corroborated:"),
                        ("a denial", "Dmitry Peskov · denial"), ("a clash of numbers", "number (contradiction)"),
                        ("a lundi settled by another report", "“Lundi” [06:39-44] = 19 December 2022")):
        yield f"the demo shows {what}", words in brief, brief


def floors(build):
    """The figures of `make score` are not under test/floor.tsv."""
    if not os.path.isdir(SHARED):
        yield "figures against test/floor.tsv", None, "../shared is not here"
        return
    run = subprocess.run([os.path.join(HERE, "score.py"), "--build", build, "--shared", SHARED,
                          "--gold-only"], capture_output=True, text=True)
    yield "figures against test/floor.tsv", run.returncode == 0, run.stdout + run.stderr


GROUPS = dict(unit=unit, gold=gold, threads=threads, shape=shape, cli=cli, demo=demo, floors=floors)


def main():
    global REWRITE
    args = sys.argv[1:]
    build = os.path.join(ROOT, "build")
    if args[:1] == ["--build"]:
        build, args = os.path.abspath(args[1]), args[2:]
    if args[:1] == ["--rewrite"]:
        REWRITE, args = True, args[1:]
    count = {True: 0, False: 0, None: 0}
    for group in args or GROUPS:
        for name, ok, detail in GROUPS[group](build):
            count[ok] += 1
            if ok is None:
                print(f"skipped: {name}: {detail}")
            elif not ok:
                print(f"FAILED: {name}\n{detail}", flush=True)
    print(f"{count[True]} passed, {count[False]} failed" +
          (f", {count[None]} skipped" if count[None] else ""))
    sys.exit(1 if count[False] else 0)


if __name__ == "__main__":
    main()
