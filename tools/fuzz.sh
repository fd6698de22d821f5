#!/bin/sh
# Build every fuzz target with libFuzzer and both sanitizers; run each for some seconds on the
# seeds in test/fuzz/corpus.  usage: fuzz.sh FOLDER SECONDS
set -eu
cd "$(dirname "$0")/.."
dir=$1 seconds=$2
[ -f "$dir/build.ninja" ] ||
    CC=clang meson setup "$dir" -Dfuzz=true -Db_sanitize=address,undefined -Db_lundef=false >/dev/null
ninja -C "$dir" | tail -n 1
status=0
for t in "$dir"/test/fuzz-*; do
    [ -x "$t" ] && [ -f "$t" ] || continue
    name=$(basename "$t")
    mkdir -p "$dir/corpus/$name"
    if "$t" -max_total_time="$seconds" -max_len=8192 -timeout=10 -rss_limit_mb=4096 \
            -artifact_prefix="$dir/$name-" "$dir/corpus/$name" test/fuzz/corpus \
            >"$dir/$name.log" 2>&1; then
        runs=$(grep -oE 'Done [0-9]+ runs' "$dir/$name.log" | tail -n 1)
        echo "$name: ${runs:-done}, nothing found"
    else
        echo "$name: FAILED"; tail -n 40 "$dir/$name.log"; status=1
    fi
done
exit $status
