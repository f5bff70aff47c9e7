#!/bin/sh
# Peers of elgext on the same names, by one command.
#
# usage: tests/bench/peers.sh [arguments of peers.py]
#
# Makes private Python environments under build/ (peers-venv, peers-emm-venv: EMM needs an older rapidfuzz), starts
# a private PostgreSQL with pg_trgm on a socket of its own (left out where it is not installed), prints every version,
# runs peers.py (--labelled "" or --names "" leave a table out).  Data: LABELLED (labelled sets) and NAMES (generator gen.py and real.tsv), by default those of
# ../shared/data where it exists; lists are generated into build/bench.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
python=${PYTHON:-/usr/bin/python3}
build=${BENCH_BUILD:-$PWD/build}
export BENCH_BUILD="$build" ELGEXT="${ELGEXT:-$build/elgext}"
mkdir -p "$build/bench"
log=$build/bench/install.log

install_into() { # environment, packages...: one failing package does not keep the others away
  env=$1
  shift
  [ -x "$env/bin/python" ] || "$python" -m venv "$env"
  for package; do
    "$env/bin/python" -c 'import sys, importlib.metadata as m; m.version(sys.argv[1])' "$package" 2>/dev/null && continue
    "$env/bin/python" -m pip install -q "$package" >"$log" 2>&1 || echo "absent: $package: $(grep -i error "$log" | tail -1)"
  done
}

install_into "$build/peers-venv" duckdb pyarrow rapidfuzz scikit-learn sparse_dot_topn string_grouper cleanco \
  jellyfish recordlinkage splink name_matching ChannelAttribution # the last is compiled: minutes
install_into "$build/peers-emm-venv" emm

echo "versions"
"$python" -c 'import sqlite3, sys; print("  python", sys.version.split()[0], " sqlite", sqlite3.sqlite_version)'
for env in peers-venv peers-emm-venv; do
  [ -x "$build/$env/bin/python" ] || continue
  echo "  $env: $("$build/$env/bin/python" -m pip list --format=freeze 2>/dev/null | grep -iE \
    '^(duckdb|pyarrow|rapidfuzz|scikit-learn|sparse.dot.topn|string.grouper|sp.matmul.rs|cleanco|jellyfish|recordlinkage|splink|name.matching|channelattribution|emm|xgboost|numpy|pandas)=' \
    | tr '\n' ' ' | sed 's/==/ /g')"
done

pgbin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
pgdir=
stop() {
  [ -z "$pgdir" ] || { as_pg "$pgbin/pg_ctl" -D "$pgdir/data" -m fast -w stop >/dev/null 2>&1 || true; rm -rf "$pgdir"; }
}
as_pg() { # initdb refuses root
  if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}
if [ -x "$pgbin/initdb" ] && ls /usr/share/postgresql/*/extension/pg_trgm.control >/dev/null 2>&1; then
  pgdir=$(mktemp -d /tmp/elgext-pg.XXXXXX)
  [ "$(id -u)" != 0 ] || chown postgres "$pgdir"
  trap stop EXIT
  trap 'exit 1' INT TERM
  as_pg "$pgbin/initdb" -D "$pgdir/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 >"$log" 2>&1
  as_pg "$pgbin/pg_ctl" -D "$pgdir/data" -l "$pgdir/log" -w -o "-k $pgdir -c listen_addresses= -c fsync=off \
    -c shared_buffers=512MB -c maintenance_work_mem=512MB -c autovacuum=off" start >"$log" 2>&1
  export PSQL="$pgbin/psql -X -h $pgdir -U postgres -d postgres -v ON_ERROR_STOP=1"
  echo "  $("$pgbin/postgres" --version), pg_trgm $(PGOPTIONS= $PSQL -Atc \
    "SELECT default_version FROM pg_available_extensions WHERE name = 'pg_trgm'")"
else
  echo "absent: PostgreSQL with pg_trgm (Debian: postgresql, postgresql-contrib)"
fi

labelled=${LABELLED:-../shared/data/match}
names=${NAMES:-../shared/data/names}
if [ -f "$names/gen.py" ]; then
  for size in 3000:3 10000:5 100000:7; do
    [ -f "$build/bench/truth_${size%:*}.tsv" ] ||
      (rm -f "$build/bench/gen.py" "$build/bench/real.tsv" && cp "$names/gen.py" "$names/real.tsv" "$build/bench/" && chmod u+w "$build/bench/"* && cd "$build/bench" &&
        "$python" gen.py "${size%:*}" "${size#*:}")
  done
fi
[ ! -d "$labelled" ] || set -- --labelled "$labelled" "$@"
[ ! -f "$build/bench/truth_10000.tsv" ] || set -- --names "$build/bench" "$@"
"$python" "$here/peers.py" --tsv "$build/bench/peers.tsv" "$@"
