#!/bin/sh
# Installs what the build and the tests need and this machine lacks, with its own package manager and nothing else.
# Needs no privileges when nothing is missing; without them it prints the command and exits 1.
set -eu

has() { command -v "$1" >/dev/null 2>&1; }
header() { echo "#include <$1>" | ${CC:-cc} ${CPPFLAGS-} -E -x c - >/dev/null 2>&1; }

missing=
need() { missing="$missing $*"; } # wanted things, by the names used in packages() below
has "$(echo "${CC:-cc}" | cut -d' ' -f1)" || need compiler
has pkg-config || need pkgconf
has "${SQLITE3:-sqlite3}" || need shell
has "${PYTHON:-/usr/bin/python3}" || need python
header sqlite3ext.h || need sqlite
header utf8proc.h || need utf8proc
header xxhash.h || need xxhash
if [ -z "$missing" ]; then
  echo "deps: nothing to do"
  exit 0
fi

# One line per manager: its install command, then the package of each thing.
packages() {
  for thing in $missing; do
    case $1:$thing in
    msys2:compiler) echo make "$MINGW_PACKAGE_PREFIX-gcc" ;;
    msys2:shell | msys2:sqlite) echo "$MINGW_PACKAGE_PREFIX-sqlite3" ;;
    msys2:python) echo "$MINGW_PACKAGE_PREFIX-python" ;;
    msys2:utf8proc) echo "$MINGW_PACKAGE_PREFIX-libutf8proc" ;;
    msys2:*) echo "$MINGW_PACKAGE_PREFIX-$thing" ;;
    apt-get:compiler) echo gcc libc6-dev make ;;
    dnf:compiler | pacman:compiler) echo gcc make ;;
    apk:compiler) echo gcc musl-dev make ;;
    apt-get:pkgconf) echo pkg-config ;;
    brew:compiler) echo gcc ;;
    *:pkgconf) echo pkgconf ;;
    apk:shell | dnf:shell | brew:shell | pacman:shell) echo sqlite ;;
    *:shell) echo sqlite3 ;;
    pacman:python) echo python ;;
    *:python) echo python3 ;;
    apt-get:sqlite) echo libsqlite3-dev ;;
    dnf:sqlite) echo sqlite-devel ;;
    apk:sqlite) echo sqlite-dev ;;
    *:sqlite) echo sqlite ;;
    apt-get:*) echo "lib$thing-dev" ;;
    dnf:*) echo "$thing-devel" ;;
    apk:*) echo "$thing-dev" ;;
    pacman:utf8proc) echo libutf8proc ;;
    *) echo "$thing" ;;
    esac
  done | tr '\n' ' '
}

if [ "$(uname -s)" = Darwin ] && has brew; then manager=brew install="brew install"
elif has apt-get; then manager=apt-get install="apt-get install -y --no-install-recommends"
elif has dnf; then manager=dnf install="dnf install -y"
elif has pacman && [ -n "${MINGW_PACKAGE_PREFIX-}" ]; then manager=msys2 install="pacman -S --needed --noconfirm"
elif has pacman; then manager=pacman install="pacman -S --needed --noconfirm"
elif has apk; then manager=apk install="apk add"
else
  echo "deps: no package manager known here (of macOS: Homebrew); please install:$missing" >&2
  exit 1
fi
command="$install $(packages $manager)"

if [ $manager = brew ] || [ $manager = msys2 ]; then sudo=
elif [ "$(id -u)" = 0 ]; then sudo=
elif has sudo && sudo -n true 2>/dev/null; then sudo="sudo -n"
else
  echo "deps: missing$missing; run this, then make again:" >&2
  echo "  sudo $command" >&2
  exit 1
fi
if [ $manager = apt-get ]; then
  DEBIAN_FRONTEND=noninteractive
  export DEBIAN_FRONTEND
  # A fresh container has no package lists, an old one stale ones.
  ls /var/lib/apt/lists/*_Packages* >/dev/null 2>&1 || $sudo apt-get update -q
  echo "deps: $command"
  $sudo $command || { $sudo apt-get update -q && $sudo $command; }
else
  echo "deps: $command"
  $sudo $command
fi
