#!/usr/bin/env python3
"""Run the tests and count them.

usage: run.py [--build DIR] [unit] [more groups ...]      (no group: all)

Every group is a function below; it yields (name, outcome, detail) with outcome True, False, or
None for skipped.  The last line is `N passed, N failed`, with `, N skipped` where some were.
"""
import glob, os, re, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)


def unit(build):
    """Each cmocka program, one result a test function."""
    for program in sorted(glob.glob(os.path.join(build, "test", "unit-*"))):
        if not os.access(program, os.X_OK) or os.path.isdir(program):
            continue
        run = subprocess.run([program], capture_output=True, text=True, cwd=ROOT, errors="replace",
                             env=dict(os.environ, CMOCKA_MESSAGE_OUTPUT="TAP"), timeout=900)
        name = os.path.basename(program)[5:]
        results = re.findall(r"^(not )?ok \d+ - (\S+)(.*)$", run.stdout, re.M)
        for bad, test, rest in results:
            yield f"{name}: {test}", None if "# SKIP" in rest else not bad, run.stdout + run.stderr
        if not results or (run.returncode and not any(bad for bad, _, _ in results)):
            yield f"{name}: ran", False, f"exit status {run.returncode}\n{run.stdout}{run.stderr}"


GROUPS = dict(unit=unit)


def main():
    args = sys.argv[1:]
    build = os.path.join(ROOT, "build")
    if args[:1] == ["--build"]:
        build, args = os.path.abspath(args[1]), args[2:]
    count = {True: 0, False: 0, None: 0}
    for group in args or GROUPS:
        for name, ok, detail in GROUPS[group](build):
            count[ok] += 1
            if ok is None:
                print(f"skipped: {name}: {detail}")
            elif not ok:
                print(f"FAILED: {name}\n{detail}")
    print(f"{count[True]} passed, {count[False]} failed" +
          (f", {count[None]} skipped" if count[None] else ""))
    sys.exit(1 if count[False] else 0)


if __name__ == "__main__":
    main()
