"""Every statistics function under a heap limit that rises step by step, and under a progress handler that says stop.

A statement either gives its answer or fails with "out of memory" or "interrupted"; afterwards the connection works and
no memory is left behind.
"""
import ctypes
import sqlite3
import time
import checking
from checking import check, finish

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
def connect(rows):
    con = checking.connect()
    con.executescript(DATA % rows)
    return con


def attempt(con, sql):
    """The rows, or the error."""
    try:
        return con.execute(sql).fetchall()
    except (MemoryError, sqlite3.Error) as e:
        return e


def out_of_memory(e):
    return isinstance(e, MemoryError) or isinstance(e, sqlite3.Error) and "memory" in str(e)


def starve(con, sql, want):
    """Run under ever higher heap limits until the answer comes."""
    base, room, misses = lib.sqlite3_memory_used(), 1000, 0
    while room < 1 << 26:
        lib.sqlite3_hard_heap_limit64(base + room)
        got = attempt(con, sql)
        lib.sqlite3_hard_heap_limit64(0)
        if got == want:
            break
        misses += 1
        if not out_of_memory(got):
            check(False, f"{sql} with {room} bytes: {got!r}")
            return
        room += max(64, room // 40)
    check(got == want and misses > 3, f"{sql}: {misses} failures, then {got!r}")
    check(attempt(con, sql) == want, f"{sql}: another answer after failures")


def interrupt(con, sql):
    """A progress handler that stops at its second call: the statement ends soon, by an error."""
    calls = [0]

    def stop():
        calls[0] += 1
        return calls[0] > 1

    con.set_progress_handler(stop, 1)
    got = attempt(con, sql)
    con.set_progress_handler(None, 0)
    check(isinstance(got, sqlite3.Error) and "interrupted" in str(got), f"{sql}: {got!r}")


def loops():
    """Long loops that step no statement of their own: the limit strikes inside them, not behind them."""
    con = connect(3000)
    for sql, most in (("SELECT * FROM elg_shapley('SELECT path, conversions, nulls FROM t',"
                       " '{\"mode\":\"sampled\",\"game\":\"rate\",\"samples\":1000000000}')", 10),
                      ("SELECT elg_hodges_lehmann(a.x, a.e) FROM t a, (SELECT 1 FROM t LIMIT 300)", 10)):
        start = time.monotonic()
        deadline = start + 0.05
        con.set_progress_handler(lambda: time.monotonic() > deadline, 100)
        got = attempt(con, sql)
        con.set_progress_handler(None, 0)
        check(isinstance(got, sqlite3.Error) and time.monotonic() - start < most, f"{sql}: {got!r}")
    con.close()


lib = ctypes.CDLL(None if hasattr(ctypes.CDLL(None), "sqlite3_memory_used") else "libsqlite3.so.0")
lib.sqlite3_memory_used.restype = ctypes.c_longlong
lib.sqlite3_hard_heap_limit64.argtypes = [ctypes.c_longlong]
before = None
for round_ in range(2):
    con = connect(150)
    for sql in SQL:
        want = attempt(con, sql)
        check(isinstance(want, list), f"{sql}: {want!r}")
        starve(con, sql, want)
        interrupt(con, sql)
    con.close()
    if before is not None:
        check(lib.sqlite3_memory_used() <= before, f"{lib.sqlite3_memory_used() - before} bytes left behind")
    before = lib.sqlite3_memory_used()
loops()
finish()
