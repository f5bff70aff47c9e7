#!/usr/bin/python3
"""Data of the benchmarks, made once into build/bench (deterministic), and SQLite's own floor on it.

usage: baseline.py [N]     prints the floor at N names, deals and touches
"""
import datetime
import json
import os
import random
import re
import sqlite3
import subprocess
import sys

import measure
import quality

HERE = os.path.dirname(os.path.abspath(__file__))
BUILD = os.environ.get("BENCH_BUILD", "build")
DATA = f"{BUILD}/bench"
SEEDS = {3000: 3, 10000: 5, 100000: 7, 300000: 13, 1000000: 11}
SOURCES = [os.environ.get("NAMES", ""), "../shared/data/names"]


def statements():
    """{name: SQL} of baseline.sql."""
    with open(f"{HERE}/baseline.sql", encoding="utf-8") as f:
        parts = re.split(r"(?m)^-- (scan|lower|json_each|exact join.*)$", f.read())
    return {name: sql.strip().rstrip(";") for name, sql in zip(parts[1::2], parts[2::2])}


def connect(path, ext=None):
    con = sqlite3.connect(path)
    con.execute("PRAGMA temp_store = memory")
    if ext:
        con.enable_load_extension(True)
        con.load_extension(ext)
    return con


def build(path, make):
    """path, made by make(connection) when absent; a half-made file is never left behind."""
    if not os.path.exists(path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if os.path.exists(path + ".part"):
            os.remove(path + ".part")
        with connect(path + ".part") as con:
            con.execute("PRAGMA journal_mode = off")
            make(con)
        con.close()
        os.rename(path + ".part", path)
    return path


def generated(n):
    """The generated lists of size n, or None where neither they nor their generator exist."""
    if not os.path.exists(f"{DATA}/truth_{n}.tsv"):
        source = next((s for s in SOURCES if s and os.path.exists(f"{s}/gen.py")), None)
        if not source:
            return None
        os.makedirs(DATA, exist_ok=True)
        if not os.path.exists(f"{DATA}/real.tsv"):
            os.symlink(os.path.abspath(f"{source}/real.tsv"), f"{DATA}/real.tsv")
        subprocess.run([sys.executable, os.path.abspath(f"{source}/gen.py"), str(n), str(SEEDS.get(n, n))],
                       cwd=DATA, check=True)
    return quality.Generated(DATA, n)


def names_db(n):
    """l, r (id, name), truth (left, right, kind), pair (a, b: true pairs, and as
    many false ones, whose left name is the alphabetical neighbour of the true one), delta (1 % of r)."""
    def make(con):
        data, rng = generated(n), random.Random(1)
        insert_lists(con, data.left, data.right)
        con.execute("CREATE TABLE truth(left INTEGER, right INTEGER, kind TEXT)")
        con.executemany("INSERT INTO truth VALUES (?, ?, ?)", ((i, j, k) for j, (i, k) in data.truth.items()))
        order = sorted(range(n), key=lambda i: data.left[i].lower())
        place = {i: k for k, i in enumerate(order)}
        true = [(i, j) for j, (i, _) in list(data.truth.items())[:100000]]
        pairs = [(data.left[i], data.right[j]) for i, j in true]
        pairs += [(data.left[order[place[i] - 1]], data.right[j]) for i, j in true]
        rng.shuffle(pairs)
        con.execute("CREATE TABLE pair(a TEXT, b TEXT)")
        con.executemany("INSERT INTO pair VALUES (?, ?)", pairs)
        con.execute("CREATE TABLE delta AS SELECT id, name FROM r WHERE id % 100 = 0")
    return build(f"{DATA}/names_{n}.db", make)


def insert_lists(con, left, right):
    for table, side in (("l", left), ("r", right)):
        con.execute(f"CREATE TABLE {table}(id INTEGER PRIMARY KEY, name TEXT)")
        con.executemany(f"INSERT INTO {table} VALUES (?, ?)", enumerate(side))


def skew_db(kind, n):
    """Lists that are hard for an index: 'common' (2-4 of the 100 commonest words), 'equal' (one name n times against
    100 times), 'short' (3-5 letters)."""
    def make(con):
        rng = random.Random(2)
        if kind == "equal":
            return insert_lists(con, ["Global Trading Company Limited"] * n, ["Global Trading Company Limited"] * 100)
        if kind == "short":
            letters = "aaabcdeeefghiiijklmnooopqrstuuvwxyz"
            sides = [["".join(rng.choice(letters) for _ in range(rng.randrange(3, 6))).capitalize()
                      for _ in range(n)] for _ in "lr"]
            return insert_lists(con, *sides)
        count = {}
        for name in generated(100000).left:
            for word in set(re.findall(r"[^\W\d_]{2,}", name)):
                count[word.capitalize()] = count.get(word.capitalize(), 0) + 1
        words = sorted(count, key=lambda w: (-count[w], w))[:100]
        return insert_lists(con, *([" ".join(rng.sample(words, rng.randrange(2, 5))) for _ in range(n)]
                                   for _ in "lr"))
    return build(f"{DATA}/skew_{kind}_{n}.db", make)


def deals_db(n):
    """deal(id, amount, partners): n deals with three partners each, one in every role."""
    def make(con):
        rng = random.Random(3)
        con.execute("CREATE TABLE deal(id INTEGER PRIMARY KEY, amount INTEGER, partners TEXT)")
        con.executemany("INSERT INTO deal VALUES (?, ?, ?)", (
            (i, rng.randrange(100000, 50000000), json.dumps(
                [{"partner": f"P{p:03d}", "role": role} for p, role in
                 zip(rng.sample(range(200), 3), ("sourcing", "technical", "influencing"))])) for i in range(n)))
    return build(f"{DATA}/deals_{n}.db", make)


def touch_db(n):
    """touch(deal, amount, touch, partner, type, at): n touches in no order, 4.5 a deal on average, at most 31."""
    def make(con):
        rng, rows, deal = random.Random(4), [], 0
        origin = datetime.datetime(2023, 1, 1)
        while len(rows) < n:
            deal += 1
            close, amount = rng.randrange(90 * 86400, 1000 * 86400), rng.randrange(100000, 50000000)
            for _ in range(min(n - len(rows), 1 + min(30, int(rng.expovariate(0.25))))):
                at = origin + datetime.timedelta(seconds=close - rng.randrange(90 * 86400))
                rows.append((f"D{deal:07d}", amount, f"P{rng.randrange(200):03d}",
                             rng.choice(("referral", "demo", "event", "intro")), at.strftime("%Y-%m-%d %H:%M:%S")))
        rng.shuffle(rows)
        con.execute("CREATE TABLE touch(deal TEXT, amount INTEGER, touch INTEGER, partner TEXT, type TEXT, at TEXT)")
        con.executemany("INSERT INTO touch VALUES (?, ?, ?, ?, ?, ?)",
                        ((d, a, i, p, t, at) for i, (d, a, p, t, at) in enumerate(rows)))
    return build(f"{DATA}/touch_{n}.db", make)


def path_db(n):
    """path(path, conversions, nulls, value): n paths over 12 channels, 1-10 touches, one in four converts."""
    def make(con):
        rng = random.Random(5)
        channels = [f"channel {c}" for c in "ABCDEFGHIJKL"]
        con.execute("CREATE TABLE path(path TEXT, conversions INTEGER, nulls INTEGER, value INTEGER)")
        con.executemany("INSERT INTO path VALUES (?, ?, ?, ?)", (
            (" > ".join(rng.choices(channels, k=rng.randrange(1, 11))), c, 1 - c, c * rng.randrange(1000, 100000))
            for c in (int(rng.random() < 0.25) for _ in range(n))))
    return build(f"{DATA}/path_{n}.db", make)


def query(path, sql, ext=None, warm=None, setup=()):
    """Work for measure.run: the last of sql's statements gives 'row'; warm is run before, uncharged."""
    def work():
        con = connect(path, ext)
        for statement in setup:
            con.execute(statement)
        if warm:
            con.execute(warm).fetchall()
        with measure.Clock() as clock:
            for statement in ([sql] if isinstance(sql, str) else sql):
                rows = con.execute(statement).fetchall()
        return {"cpu": clock.cpu, "wall": clock.wall, "peak": clock.peak, "row": rows[0] if rows else None}
    return work


def floor(name, path, times=3, setup=()):
    """SQLite's own cost of one measure of baseline.sql on the database at path."""
    sql = statements()
    parts = [sql[k] for k in sql if k.startswith("exact join")] if name == "exact join" else sql[name]
    warm = {"json_each": "SELECT sum(length(partners)) FROM deal"}.get(name, "SELECT count(name) FROM l")
    return measure.median(query(path, parts, warm=warm, setup=setup), times)


def touch_sql(path, times=3):
    """The five touch models in plain SQL, every column read."""
    with open(f"{HERE}/touch_sqlite.sql", encoding="utf-8") as f:
        sql = f.read()
    columns = "deal touch partner first last linear u_shaped time_decay".split()
    return measure.median(query(path, every_column(sql, columns), warm="SELECT sum(length(at)) FROM touch"), times)


def every_column(sql, columns):
    """A query that makes SQLite give every row and column of sql, and costs little besides."""
    return f"SELECT count(*), {', '.join(f'count({c})' for c in columns)} FROM ({sql})"


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 100000
    table = measure.Table(f"SQLite's floor, {n} rows, median of 3", ("measure", "CPU s", "ns/row", "peak MB"),
                          (26, 8, 8, 8))
    rows = [("scan", names_db), ("lower", names_db), ("exact join", names_db), ("json_each", deals_db)]
    for name, r in [(name, floor(name, make(n))) for name, make in rows] + [("touch models", touch_sql(touch_db(n)))]:
        table.add(name, "%.3f" % r["cpu"], "%.0f" % (r["cpu"] / n * 1e9), "%.0f" % r["peak"])


if __name__ == "__main__":
    main()
