"""Window functions on random frames against the same aggregate over the frame's rows: equal bit for bit."""
import random
from checking import check, connect, finish

random.seed(3)
con = connect()
FUNCTIONS = ["elg_median(x)", "elg_median_interval_low(x, 0.6)", "elg_median_interval_high(x)", "elg_hhi(y)",
             "elg_hhi_effective(y)", "elg_hhi_normalised(y)", "elg_spillover(x, k)", "elg_spillover_index(y, k)",
             "elg_interaction(x, k)", "elg_mantel_haenszel('risk_difference_low', a, n, b, m)",
             "elg_mantel_haenszel('risk_ratio_high', a, n, b, m)", "elg_mantel_haenszel('odds_ratio', a, n, b, m)",
             "elg_mantel_haenszel('p', a, n, b, m)", "elg_mantel_haenszel('strata', a, n, b, m)",
             "elg_rate_ratio_low(a, y, e)", "elg_rate_ratio_p(a, y, e)", "elg_rate_ratio_flag(a, y, e)",
             "elg_mean_low(x)", "elg_mean_high(x, 0.9)"]


def number():
    """Whole numbers, or reals of wildly different sizes, or NULL."""
    kind = random.random()
    return None if kind < 0.05 else random.randint(-20, 20) if kind < 0.5 else random.uniform(-1, 1) * 10 ** random.randint(-9, 15)


def fill():
    con.execute("DROP TABLE IF EXISTS t")
    con.execute("CREATE TABLE t(i INTEGER PRIMARY KEY, part, x, y, k, a, n, b, m, e)")
    for i in range(random.randint(1, 60)):
        x, n, m = number(), random.randint(0, 30), random.randint(0, 30)
        con.execute("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (i, random.randint(0, 1), x, None if x is None else abs(x), random.randint(1, 4),
                     random.randint(0, n), n, random.randint(0, m), m, random.randint(0, 1)))


for _ in range(120):
    fill()
    start = random.randint(-8, 4)
    stop = random.randint(start, start + 12)
    bound = [f"{abs(v)} {'PRECEDING' if v < 0 else 'FOLLOWING'}" for v in (start, stop)]
    if random.random() < 0.2:
        bound[0], start = "UNBOUNDED PRECEDING", -1000
    if random.random() < 0.2:
        bound[1], stop = "UNBOUNDED FOLLOWING", 1000
    rows = con.execute("SELECT part, i, row_number() OVER (PARTITION BY part ORDER BY i) FROM t ORDER BY part, i").fetchall()
    place = {(part, r): i for part, i, r in rows}
    for f in random.sample(FUNCTIONS, 6):
        got = con.execute(f"SELECT part, i, {f} OVER (PARTITION BY part ORDER BY i ROWS BETWEEN {bound[0]} AND {bound[1]})"
                          " FROM t ORDER BY part, i").fetchall()
        for (part, i, value), (_, _, r) in zip(got, rows):
            frame = [place[part, s] for s in range(max(1, r + start), r + min(stop, 100) + 1) if (part, s) in place]
            want = con.execute(f"SELECT {f} FROM (SELECT * FROM t WHERE i IN ({','.join(map(str, frame))}) ORDER BY i DESC)").fetchone()[0]
            check(value == want, f"{f} {bound} frame {frame}: got {value!r}, want {want!r}")
finish()
