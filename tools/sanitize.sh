#!/bin/sh
# Build with one sanitizer and run the tests.  usage: sanitize.sh address|undefined|thread FOLDER
set -eu
cd "$(dirname "$0")/.."
kind=$1 dir=$2
tools/install-deps.sh test
[ -f "$dir/build.ninja" ] || meson setup "$dir" -Db_sanitize="$kind" -Db_lundef=false >/dev/null
ninja -C "$dir" | tail -n 1
export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1:strict_string_checks=1
export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
export TSAN_OPTIONS=halt_on_error=1
case "$kind" in
thread) exec test/run.py --build "$dir" threads ;;
*)      exec test/run.py --build "$dir" unit gold ;;
esac
