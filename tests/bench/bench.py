#!/usr/bin/python3
"""elgext's speed as ratios to SQLite's own floor, measured in the same run.

usage: bench.py [--large] [--size N] [--only PART,...] [--completeness N] [--ext build/elgext] [--tsv FILE]

Parts: names similarity overlap skew search credit completeness.  The default run stays within a minute on an idle
core; --large goes to 1,000,000 names, touches, deals and paths.  Every measure is a forked process with a fresh
connection; CPU seconds are user + system; the median of several runs is shown with their spread.  What is not there
(a function, a peer's environment, the names) is reported as absent.
"""
import argparse
import json
import os
import platform
import sqlite3
import subprocess
import sys
import time

import baseline
import measure
import quality

HERE = os.path.dirname(os.path.abspath(__file__))
PEERS_PYTHON = f"{baseline.BUILD}/peers-venv/bin/python"


class Bench:
    """The arguments, the results, and how to time a statement with the extension loaded."""

    def __init__(self, args):
        self.args, self.ext = args, os.path.abspath(args.ext)
        self.table = None
        self.tables = []

    def start(self, title, columns, widths):
        self.table = measure.Table(title, columns, widths)
        self.tables.append(self.table)

    def time(self, path, sql, warm="SELECT count(name) FROM l", times=3, timeout=600):
        return measure.median(baseline.query(path, sql, self.ext, warm), times, timeout)

    def row(self, name, cost, *cells):
        """cost() -> cells; an error becomes the row's text."""
        try:
            self.table.add(name, *cells, *cost())
        except (RuntimeError, sqlite3.Error, OSError) as e:
            self.table.add(name, *cells, "absent: " + str(e).replace("\n", " ")[:100])

    def peer(self, *args):
        """JSON printed by peer_micro.py under the peers' Python."""
        if not os.path.exists(PEERS_PYTHON):
            raise RuntimeError("peers not installed (tests/bench/peers.sh)")
        p = subprocess.run([PEERS_PYTHON, f"{HERE}/peer_micro.py", *map(str, args)], capture_output=True, text=True,
                           env=dict(os.environ, **measure.SINGLE), timeout=600)
        if p.returncode:
            raise RuntimeError(p.stderr.strip().splitlines()[-1])
        return json.loads(p.stdout.splitlines()[-1])


def names(b, n):
    path = baseline.names_db(n)
    b.start(f"one function a row, {n} names (scan taken off)", ("measure", "ns/name", "x lower()", "spread"),
            (34, 8, 9, 8))
    scan, lower = baseline.floor("scan", path, 5), baseline.floor("lower", path, 5)
    unit = max(1e-9, lower["cpu"] - scan["cpu"])

    def cells(r):
        cost = r["cpu"] - scan["cpu"]
        return "%.0f" % (cost / n * 1e9), "%.2f" % (cost / unit), "%.0f" % (r["spread"] / n * 1e9)
    b.table.add("scan", "%.0f" % (scan["cpu"] / n * 1e9))
    b.table.add("lower(name)", *cells(lower))
    for call in ("elg_normalize(name)", "elg_core(name)", "elg_legal_form(name)", "elg_domain(name)"):
        b.row(call, lambda: cells(b.time(path, f"SELECT sum(length({call})) FROM l", times=5)))


def similarity(b, n):
    path = baseline.names_db(n)
    warm = "SELECT sum(length(a) + length(b)) FROM pair"
    scan = measure.median(baseline.query(path, warm, warm=warm), 3)
    count = measure.run(baseline.query(path, "SELECT count(*) FROM pair"))["row"][0]
    b.start(f"one pair, {count} pairs: true ones, and neighbours of theirs",
            ("measure", "us/pair", "F1 best", "us / F1"), (46, 8, 8, 8))

    def cells(seconds, f1):
        us = seconds / count * 1e6
        return "%.3f" % us, *(("%.3f" % f1, "%.3f" % (us / f1)) if f1 else ())

    def sql(call):
        """Cost and the best F1 over these very pairs."""
        cost = b.time(path, f"SELECT sum({call}) FROM pair", warm)["cpu"] - scan["cpu"]
        return cells(cost, measure.run(lambda: pair_f1(path, call, b.ext)))
    for call in ("elg_similarity(a, b)", "elg_jaro_winkler(a, b)", "elg_levenshtein(a, b)", "elg_trigram(a, b)"):
        b.row(call, lambda: sql(call) if "leven" not in call else cells(
            b.time(path, f"SELECT sum({call}) FROM pair", warm)["cpu"] - scan["cpu"], None))
    for peer, text in (("wratio", "rapidfuzz fuzz.WRatio, a Python loop"),
                       ("wratio_cpdist", "rapidfuzz WRatio, process.cpdist"),
                       ("jw", "rapidfuzz JaroWinkler, a Python loop"), ("jellyfish_jw", "jellyfish jaro_winkler"),
                       ("duckdb_jw", "DuckDB jaro_winkler_similarity, one thread")):
        def cost():
            r = b.peer("pair", peer, path)
            return cells(r["cpu"], r["f1"])
        b.row(text, cost)


def pair_f1(path, call, ext):
    """Best F1 of a score over table pair; a pair counts as true when (a, b) is a true pair of the lists."""
    con = baseline.connect(path, ext)
    true = {(a, c) for a, c in con.execute("SELECT l.name, r.name FROM truth JOIN l ON l.id = left "
                                           "JOIN r ON r.id = right")}
    rows = [(s, (x, y) in true, False) for s, x, y in con.execute(f"SELECT coalesce({call}, 0), a, b FROM pair")]
    return quality.operating_points(rows, sum(r[1] for r in rows), 0, 0)[0].f1


def overlap_sql(left="l", right="r", options=""):
    return (f"SELECT count(*), total(score) FROM elg_overlap('SELECT id, name FROM {left}',"
            f" 'SELECT id, name FROM {right}'{options})")


def overlap(b, sizes):
    b.start("overlap N x N, full score, default threshold", ("measure", "N", "CPU s", "x exact", "spread", "pairs",
            "recall", "typo-ish", "precision", "peak MB"), (30, 8, 8, 8, 7, 9, 6, 8, 9, 8))
    seen = {}
    for n in sizes:
        data = baseline.generated(n)
        if not data:
            b.table.add("names", n, "absent: no generator")
            continue
        path, times = baseline.names_db(n), 3 if n > 100000 else 5
        exact = baseline.floor("exact join", path, times)
        b.table.add("SQLite exact join on lower()", n, "%.3f" % exact["cpu"], "1.00", "%.3f" % exact["spread"],
                    exact["row"][0], None, None, None, "%.0f" % exact["peak"])

        def full():
            r = b.time(path, overlap_sql(), times=times)
            q = measure.run(lambda: found(path, b.ext, data))
            seen[n] = r
            return ("%.3f" % r["cpu"], "%.2f" % (r["cpu"] / exact["cpu"]), "%.3f" % r["spread"], r["row"][0],
                    *("%.4f" % q[k] for k in ("recall", "typo", "precision")), "%.0f" % r["peak"])
        b.row("elg_overlap", full, n)
        del data
    more = (os.cpu_count() or 1) - 1
    for n in [n for n in seen if n >= 100000 and more > 0]:
        threads = (f"PRAGMA threads = {more}",)
        exact = baseline.floor("exact join", baseline.names_db(n), setup=threads)
        r = measure.median(baseline.query(baseline.names_db(n), overlap_sql(), b.ext, "SELECT count(name) FROM l", threads))
        b.table.add(f"both, PRAGMA threads = {more}: elapsed", n, "%.3f" % r["wall"], "%.2f" % (r["wall"] / exact["wall"]), None, r["row"][0])
    for n in [n for n in seen if n >= 100000]:
        r = b.time(baseline.names_db(n), overlap_sql(right="delta"))
        b.table.add("elg_overlap, 1 % of r as delta", n, "%.3f" % r["cpu"], "%.1f%% of full"
                    % (100 * r["cpu"] / seen[n]["cpu"]), None, r["row"][0])
    big = sorted(seen)[-2:]
    if len(big) == 2 and seen[big[0]]["cpu"]:
        b.table.add(f"growth {big[0]} -> {big[1]}", None, None, "x %.1f" % (seen[big[1]]["cpu"] / seen[big[0]]["cpu"]),
                    None, None, None, None, None, "x %.1f" % (seen[big[1]]["peak"] / seen[big[0]]["peak"]))


def found(path, ext, data):
    con = baseline.connect(path, ext)
    return data.recall(con.execute("SELECT left_id, right_id, score FROM elg_overlap('SELECT id, name FROM l',"
                                   " 'SELECT id, name FROM r')"))


def skew(b, normal):
    b.start("skewed lists, per pair emitted", ("list", "rows", "CPU s", "pairs", "ns/pair", "x normal", "peak MB"),
            (44, 8, 8, 9, 8, 8, 8))
    unit = []

    def cells(path):
        r = b.time(path, overlap_sql(), times=3, timeout=120)
        ns = r["cpu"] / max(1, r["row"][0]) * 1e9
        unit.append(ns)
        return "%.3f" % r["cpu"], r["row"][0], "%.0f" % ns, "%.2f" % (ns / unit[0]), "%.0f" % r["peak"]
    b.row("normal names", lambda: cells(baseline.names_db(normal)), normal)
    for kind, text, n in (("common", "2-4 of the 100 commonest words", 10000),
                          ("equal", "10,000 equal names x 100", 10000), ("short", "3-5 letters", 10000)):
        b.row(text, lambda: cells(baseline.skew_db(kind, n)), n)


def search(b, n, queries=1000):
    b.start(f"elg_search, k = 5, {queries} names, list of {n}", ("measure", "p50 us", "p99 us", "max us"),
            (34, 9, 9, 9))

    def work():
        con = baseline.connect(baseline.names_db(n), b.ext)
        asked = [row[0] for row in con.execute("SELECT name FROM r WHERE id % 7 = 0 LIMIT ?", (queries,))]
        con.execute("CREATE TEMP TABLE s AS SELECT id, name FROM l")
        sql = "SELECT * FROM elg_search('s', ?, 5)"
        start = time.perf_counter()
        con.execute(sql, (asked[0],)).fetchall()
        first, lapses = time.perf_counter() - start, []
        for name in asked:
            start = time.perf_counter()
            con.execute(sql, (name,)).fetchall()
            lapses.append(time.perf_counter() - start)
        con.execute("UPDATE s SET name = 'Renamed Widgets' WHERE id = 1")
        start = time.perf_counter()
        con.execute(sql, (asked[0],)).fetchall()
        return first, sorted(lapses), time.perf_counter() - start, measure.peak_mb()

    def cells():
        first, lapses, again, peak = measure.run(work)
        b.table.add("first query (index built)", None, None, "%.0f" % (first * 1e6))
        b.table.add("first query after a change", None, None, "%.0f" % (again * 1e6))
        b.table.add("peak MB", None, None, "%.0f" % peak)
        return ("%.0f" % (lapses[len(lapses) // 2] * 1e6), "%.0f" % (lapses[len(lapses) * 99 // 100] * 1e6),
                "%.0f" % (lapses[-1] * 1e6))
    b.row("queries, index kept", cells)


def credit(b, n):
    times = 3 if n <= 200000 else 1
    b.start(f"credit, {n} rows", ("measure", "CPU s", "M rows/s", "ratio", "peak MB"), (52, 8, 8, 26, 8))
    touch, deals, paths = baseline.touch_db(n), baseline.deals_db(n), baseline.path_db(n)

    def cells(r, ratio=None):
        return "%.3f" % r["cpu"], "%.2f" % (n / r["cpu"] / 1e6), ratio, "%.0f" % r["peak"]
    plain = baseline.touch_sql(touch, times)
    b.table.add("five touch models, plain SQL in SQLite", *cells(plain, "1.00"))

    def duck():
        r = b.peer("touch", touch)
        return cells(r, "x %.1f as fast as SQL" % (plain["cpu"] / r["cpu"]))
    b.row("five touch models, DuckDB, one thread, Arrow", duck)

    def attribution():
        columns = "deal touch partner first_minor last_minor linear_minor u_minor decay_minor".split()
        r = b.time(touch, baseline.every_column("SELECT * FROM elg_attribution('touch')", columns),
                   "SELECT sum(length(at)) FROM touch", times)
        return cells(r, "x %.1f as fast as SQL" % (plain["cpu"] / r["cpu"]))
    b.row("elg_attribution, the same five, in minor units", attribution)
    each = baseline.floor("json_each", deals, times)
    b.table.add("json_each over the same documents", *cells(each, "1.00"))

    def split():
        r = b.time(deals, "SELECT count(*), sum(s.credit_minor) FROM deal, elg_role_split(deal.amount,"
                   " deal.partners, 'mid') s", "SELECT sum(length(partners)) FROM deal", times)
        return cells(r, "%.2f x json_each" % (r["cpu"] / each["cpu"]))
    b.row("elg_role_split, three partners", split)
    for order in (1, 2):
        b.row(f"elg_markov, order {order}", lambda: cells(b.time(
            paths, f"SELECT count(*) FROM elg_markov('path', {order})", "SELECT sum(length(path)) FROM path", times)))
    b.row("ChannelAttribution markov_model, order 1 (Python)", lambda: cells(b.peer("markov", paths)))


def completeness(b, n, strict):
    """Pairs scoring at or above a threshold that the join finds, against all pairs of n x n true partners."""
    b.start(f"completeness against all {n} x {n} pairs", ("threshold", "all pairs", "found", "share", "seconds"),
            (24, 10, 10, 10, 8))

    def work():
        con = baseline.connect(baseline.names_db(100000), b.ext)
        con.execute(f"CREATE TEMP TABLE a AS SELECT l.id, l.name FROM truth JOIN l ON l.id = left LIMIT {n}")
        con.execute(f"CREATE TEMP TABLE c AS SELECT r.id, r.name FROM truth JOIN r ON r.id = right LIMIT {n}")
        low = con.execute("SELECT elg_default_threshold()").fetchone()[0]
        start = time.perf_counter()
        con.execute(f"CREATE TEMP TABLE every AS SELECT a.id i, c.id j, elg_similarity(a.name, c.name) s FROM a, c"
                    f" WHERE elg_similarity(a.name, c.name) >= {low}")
        lapse = time.perf_counter() - start
        con.execute("CREATE TEMP TABLE got AS SELECT left_id i, right_id j FROM elg_overlap("
                    f"'SELECT id, name FROM a', 'SELECT id, name FROM c', {low})")
        con.execute("CREATE INDEX temp.got_1 ON got(i, j)")
        return [(t,) + con.execute("SELECT count(*), total(EXISTS (SELECT 1 FROM got WHERE got.i = every.i"
                                   " AND got.j = every.j)) FROM every WHERE s >= ?", (t,)).fetchone()
                for t in (low, strict)], lapse

    def cells():
        rows, lapse = measure.run(work)
        for name, (t, every, got) in zip(("balanced", "strict"), rows):
            b.table.add("%s %.3f" % (name, t), every, "%d" % got, "%.5f" % (got / max(1, every)), "%.1f" % lapse)
        return ()
    b.row("(oracle: elg_similarity)", cells)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--large", action="store_true")
    ap.add_argument("--quick", action="store_true", help="the default")
    ap.add_argument("--only")
    ap.add_argument("--size", type=int, action="append", help="sizes of the overlap")
    ap.add_argument("--completeness", type=int, default=1500)
    ap.add_argument("--strict", type=float, default=0.9, help="strict threshold (option of elg_overlap)")
    ap.add_argument("--ext", default=f"{baseline.BUILD}/elgext")
    ap.add_argument("--tsv", default=f"{baseline.DATA}/bench.tsv")
    a = ap.parse_args()
    print(f"{platform.machine()}, SQLite {sqlite3.sqlite_version}, Python {platform.python_version()}")
    b = Bench(a)
    have_names = baseline.generated(10000) is not None
    big = 1000000 if a.large else 100000
    parts = {"names": lambda: names(b, 100000), "similarity": lambda: similarity(b, 100000),
             "overlap": lambda: overlap(b, a.size or [10000, 100000] + [1000000] * a.large),
             "skew": lambda: skew(b, 100000), "search": lambda: search(b, big),
             "credit": lambda: credit(b, big), "completeness": lambda: completeness(b, a.completeness, a.strict)}
    for name, part in parts.items():
        if a.only and name not in a.only.split(","):
            continue
        if have_names or name == "credit":
            part()
        else:
            print(f"\n{name}: absent: no names (NAMES=folder of gen.py and real.tsv)")
    os.makedirs(os.path.dirname(a.tsv) or ".", exist_ok=True)
    with open(a.tsv, "w") as f:
        for table in b.tables:
            table.save(f)


if __name__ == "__main__":
    main()
