#!/bin/sh
# Coverage of src/ by the tests.  usage: cover.sh FOLDER
set -eu
cd "$(dirname "$0")/.."
dir=$1
[ -f "$dir/build.ninja" ] || meson setup "$dir" -Db_coverage=true >/dev/null
ninja -C "$dir" | tail -n 1
test/run.py --build "$dir"
gcovr -r . --filter 'src/' --object-directory "$dir" --print-summary | tail -n 40
