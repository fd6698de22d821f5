#!/bin/sh
# Warnings of gcc and clang as errors, then clang-tidy (.clang-tidy says which checks) and cppcheck.
set -eu
cd "$(dirname "$0")/.."
for cc in gcc clang; do
    dir=build-lint-$cc
    [ -f "$dir/build.ninja" ] || CC=$cc meson setup "$dir" --werror >/dev/null
    ninja -C "$dir" >"$dir.log" 2>&1 || { grep -E 'error|warning' "$dir.log"; exit 1; }
    rm -f "$dir.log"
    echo "$cc: no warnings"
done
git ls-files 'src/*.c' | xargs -P "$(nproc)" -n 6 \
    clang-tidy -p build-lint-clang --quiet --warnings-as-errors='*' 2>build-lint-clang/tidy.err
echo "clang-tidy: nothing found"
# cppcheck 2.10 cannot read a compound literal inside ?:, and takes a buffer that a call fills for unset.
cppcheck -q -j "$(nproc)" --std=c11 --enable=warning,performance,portability --inline-suppr \
    --suppress=missingIncludeSystem --suppress=internalAstError --suppress=legacyUninitvar \
    --suppress=uninitvar --suppress=duplicateAssignExpression --suppress=arrayIndexThenCheck \
    --error-exitcode=1 -Isrc -D__x86_64__ -DRCP_VERSION='"x"' $(git ls-files 'src/*.c')
echo "cppcheck: nothing found"
test/run.py shape
