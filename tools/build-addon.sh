#!/bin/sh
# Compiles packages/socket/native into packages/socket/build/socket.node; with the word `asan`, into
# socket.asan.node with the address and undefined-behaviour sanitizers. Does nothing when up to date.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root/packages/socket"

case "${1:-}" in
  '') target=build/socket.node sanitize= ;;
  asan) target=build/socket.asan.node sanitize='-g -fno-omit-frame-pointer -fsanitize=address,undefined' ;;
  *) echo "usage: build-addon.sh [asan]" >&2; exit 2 ;;
esac

if [ -f "$target" ] && [ -z "$(find native "$root/tools/build-addon.sh" -newer "$target")" ]; then
  exit 0
fi

headers="$root/node_modules/node-api-headers/include"
if [ ! -f "$headers/node_api.h" ]; then
  echo "build-addon.sh: $headers/node_api.h is missing: run pnpm install first" >&2
  exit 1
fi
compiler=${CC:-cc}
if ! command -v "$compiler" >/dev/null; then
  echo "build-addon.sh: no C compiler ($compiler): on Debian, apt-get install gcc libc6-dev" >&2
  exit 1
fi

mkdir -p build
# Linked beside the target and renamed: a process that has the old one loaded keeps it.
# shellcheck disable=SC2086
"$compiler" -std=gnu11 -O2 -Wall -Wextra -Werror -fPIC -fvisibility=hidden -shared -pthread $sanitize \
  -I "$headers" -o "$target.$$" native/*.c
mv "$target.$$" "$target"
