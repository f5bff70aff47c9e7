"""elg_role_split, elg_allocate and elg_attribution against credit_reference.py on random input."""
import json
import random
from checking import check, connect, finish
from credit_reference import largest_remainder, role_split, touch_weights

con, rng = connect(), random.Random(11)


def amount():
    return rng.choice((1, 1, -1)) * rng.randrange(10 ** rng.randrange(1, 18))


def policy():
    mode = rng.choice(("mid", "fill", "engage", "exact", "overlay"))
    left, roles = 100_000_000, {}
    n = rng.randrange(1, 5)
    for i in range(n):
        lo = rng.randrange(left // n + 1)
        hi = lo + rng.randrange(60_000_000)
        hi = min(hi, 100_000_000)
        if mode == "exact":
            lo = hi = left if i == n - 1 else lo
            left -= lo
        roles["r%d" % i] = [lo / 1e6, hi / 1e6]
    return {"mode": mode, "missing": rng.choice(("direct", "renormalise")), "shared": rng.choice(("even", "influence")),
            "several": rng.choice(("highest", "sum")), "above": "scale", "roles": roles, "unknown": "zero",
            "cap": rng.choice((100, rng.randrange(100000001) / 1e6)), "partners": rng.choice(("multi", "multi", "single"))}


for _ in range(3000):
    p, total = policy(), amount()
    partners = [{"partner": "p%d" % rng.randrange(4), "role": rng.choice(list(p["roles"]) + ["none"]),
                 "involvement": rng.choice((1, 1, rng.randrange(1000001) / 1e6)),
                 "influence": rng.choice((0, rng.randrange(1000001) / 1e6))} for _ in range(rng.randrange(6))]
    got = {(a, b): c for a, b, c in con.execute("SELECT partner, role, credit_minor FROM elg_role_split(?, ?, ?)",
                                                (total, json.dumps(partners), json.dumps(p)))}
    check(got == role_split(total, partners, p), total, partners, p, got, role_split(total, partners, p))
for _ in range(1000):
    weights, total = [rng.randrange(10 ** rng.randrange(1, 9)) for _ in range(rng.randrange(1, 30))] + [1], amount()
    got = [r[0] for r in con.execute("SELECT part FROM elg_allocate(?, ?)", (total, json.dumps(weights)))]
    check(got == largest_remainder(total, weights), total, weights)
con.execute("CREATE TABLE t(deal, amount, touch, at, lead_at, opportunity_at, closed_at)")
want = {}
for deal in range(1500):
    n, total = rng.randrange(1, 9), amount()
    places = sorted(rng.randrange(n) for _ in range(3))
    rows = [(deal, total, i, i * 10, *(p * 10 + 5 for p in places)) for i in range(n)]
    rng.shuffle(rows)
    con.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    anchors = dict(zip(("lead", "opportunity", "close"), ([p] for p in places)))
    for m in ("first", "last", "linear", "u", "w", "full_path"):
        want[deal, m] = largest_remainder(total, touch_weights(m, n, anchors))
for m in ("first", "last", "linear", "u", "w", "full_path"):
    got = {}
    for deal, credit in con.execute(f"SELECT deal, {m}_minor FROM elg_attribution('t') ORDER BY deal, position"):
        got.setdefault(deal, []).append(credit)
    for deal in range(1500):
        check(got[deal] == want[deal, m], m, deal, got[deal], want[deal, m])
con.execute("CREATE TABLE marked(deal, amount, touch, at, anchor)")
for deal in range(500):
    n, total = rng.randrange(1, 12), amount()
    anchors = {a: sorted(rng.sample(range(n), rng.randrange(n + 1))) for a in ("lead", "opportunity", "close")}
    con.executemany("INSERT INTO marked VALUES (?, ?, ?, ?, ?)",
                    [(deal, total, i, i * 10, " ".join(a for a in anchors if i in anchors[a])) for i in range(n)])
    for m in ("w", "full_path"):
        want[deal, m] = largest_remainder(total, touch_weights(m, n, {a: p for a, p in anchors.items() if p}))
for m in ("w", "full_path"):
    got = {}
    for deal, credit in con.execute(f"SELECT deal, {m}_minor FROM elg_attribution('marked') ORDER BY deal, position"):
        got.setdefault(deal, []).append(credit)
    for deal in range(500):
        check(got[deal] == want[deal, m], "marked", m, deal, got[deal], want[deal, m])
finish()
