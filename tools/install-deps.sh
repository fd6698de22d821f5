#!/bin/sh
# Install the Debian packages that recoupe needs and this machine lacks.
# usage: install-deps.sh build|test|dev      (each holds the ones before it)
set -eu

build="build-essential meson ninja-build pkg-config python3 libutf8proc-dev libxxhash-dev libssl-dev
       libuchardet-dev libexttextcat-dev libexttextcat-data libjson-c-dev libxml2-dev libsqlite3-dev"
test="libcmocka-dev scdoc"
dev="clang clang-tidy clang-format cppcheck libclang-rt-14-dev gcovr"

case "${1:-build}" in
build) want="$build" ;;
test)  want="$build $test" ;;
dev)   want="$build $test $dev" ;;
*)     echo "usage: install-deps.sh build|test|dev" >&2; exit 2 ;;
esac

missing=""
for p in $want; do
    dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing="$missing $p"
done
[ -n "$missing" ] || exit 0

echo "installing:$missing" >&2
as_root=""
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "these packages are missing, and there is no sudo:$missing" >&2; exit 1; }
    as_root="sudo"
fi
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086   # a list of words is meant
$as_root apt-get install -y --no-install-recommends $missing >/dev/null 2>&1 || {
    $as_root apt-get update >&2
    $as_root apt-get install -y --no-install-recommends $missing >&2
}
