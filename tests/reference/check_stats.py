"""Compare the SQL statistics with their slow definitions on random data."""
import json
import math
import random
from fractions import Fraction
import stats_reference as slow
from checking import check, connect, finish

random.seed(7)
con = connect()


def near(what, got, want, tolerance=1e-10):
    want = None if want is None else float(want)
    ok = got is want if got is None or want is None else abs(got - want) <= tolerance * max(1, abs(want))
    check(ok, f"{what}: got {got}, want {want}")


def one(sql, *args):
    return con.execute(sql, args).fetchone()


def proportions():
    for _ in range(400):
        n1, n2 = random.randint(1, 80), random.randint(1, 80)
        x1, x2 = random.randint(0, n1), random.randint(0, n2)
        level = random.choice([0.5, 0.9, 0.95, 0.99])
        z = slow.critical(level)
        got = one("SELECT elg_wilson_low(?1, ?2, ?5), elg_wilson_high(?1, ?2, ?5), elg_newcombe_low(?1, ?2, ?3, ?4, ?5),"
                  "elg_newcombe_high(?1, ?2, ?3, ?4, ?5), elg_fisher_p(?1, ?2, ?3, ?4)", x1, n1, x2, n2, level)
        for g, w in zip(got, slow.wilson(x1, n1, z) + slow.newcombe(x1, n1, x2, n2, z) + (slow.fisher(x1, n1, x2, n2),)):
            near(f"proportion {x1}/{n1} {x2}/{n2}", g, w)


def strata():
    for _ in range(200):
        rows = []
        for _ in range(random.randint(1, 8)):
            n1, n2 = random.randint(0, 30), random.randint(0, 30)
            rows.append((random.randint(0, n1), n1, random.randint(0, n2), n2))
        want, chi2 = slow.mantel_haenszel(rows, slow.critical(0.95))
        relation = "SELECT column1 AS x1, column2 AS n1, column3 AS x2, column4 AS n2 FROM (VALUES %s)" % ",".join(map(str, rows))
        for measure, estimate, low, high, c, _, _, flag in con.execute("SELECT * FROM elg_mantel_haenszel(?)", (relation,)):
            for g, w in zip((estimate, low, high), want[measure]):
                near(measure, g, w)
            near("chi2", c, chi2)
            near("flag", flag is None, estimate is not None)


def survival():
    for _ in range(150):
        n = random.randint(1, 40)
        items = [(random.randint(0, 25), random.randint(0, 1), random.randint(0, random.randint(0, 3))) for _ in range(n)]
        con.execute("DROP TABLE IF EXISTS s")
        con.execute("CREATE TABLE s(time, event, cohort)")
        con.executemany("INSERT INTO s VALUES (?, ?, ?)", items)
        pairs = [i[:2] for i in items]
        tau = random.randint(0, 26)
        got = one("SELECT elg_km_median(time, event), elg_rmst(time, event, ?), elg_kaplan_meier(time, event) FROM s", tau)
        near("median", got[0], slow.km_median(pairs))
        near("rmst", got[1], slow.rmst(pairs, tau))
        for step, want in zip(json.loads(got[2]), slow.kaplan_meier(pairs)):
            for name, w in zip(("time", "at_risk", "events", "censored", "survival"), want):
                near(name, step[name], w)
        chi2, df = slow.logrank(items)
        g = one("SELECT chi2, df FROM elg_logrank('s')")
        near("logrank", g[0], chi2)
        near("df", g[1], df)


def ranks():
    for _ in range(300):
        x = [random.choice([random.randint(-9, 9), random.random()]) for _ in range(random.randint(1, 60))]
        y = [random.randint(-9, 9) for _ in range(random.randint(1, 20))]
        level = random.choice(["0.5", "0.9", "0.95", "0.99"])
        got = one("SELECT elg_median(value), elg_median_interval_low(value, ?2), elg_median_interval_high(value, ?2)"
                  " FROM json_each(?1)", json.dumps(x), float(level))
        for g, w in zip(got, (slow.median(x),) + slow.median_interval(x, level)):
            near("median", g, w, 0)
        got = one("SELECT elg_hodges_lehmann(v, g) FROM (SELECT value AS v, 1 AS g FROM json_each(?)"
                  " UNION ALL SELECT value, 0 FROM json_each(?))", json.dumps(x), json.dumps(y))
        near("hodges", got[0], slow.hodges_lehmann(x, y), 1e-14)
        x, y = [v for v in x if v > 0], [v for v in y if v > 0]
        got = one("SELECT elg_hodges_lehmann_ratio(v, g) FROM (SELECT value AS v, 1 AS g FROM json_each(?)"
                  " UNION ALL SELECT value, 0 FROM json_each(?))", json.dumps(x), json.dumps(y))
        if x and y:
            logs = slow.hodges_lehmann([math.log(v) for v in x], [math.log(v) for v in y])
            near("hodges ratio", got[0], math.exp(logs), 1e-12)
        else:
            near("hodges ratio", got[0], None, 0)


def markov(rows, order):
    want, total = slow.markov(rows, order), sum(r[3] for r in rows)
    values = sum(w[1] for w in want.values())
    for channel, effect, value_effect, value in con.execute(
            "SELECT channel, removal_effect, value_effect, value FROM elg_markov('j', ?)", (order,)):
        near(f"markov {order}", effect, want[channel][0], 1e-13)
        near(f"markov {order} value effect", value_effect, want[channel][1], 1e-13)
        near(f"markov {order} value", value, want[channel][1] / values * total, 1e-13)
    move, seen = slow.moves(rows, order)[0], 0
    for a, b, channel, count, probability in con.execute("SELECT * FROM elg_transitions('j', ?)", (order,)):
        a = () if a == "(start)" else tuple(a.split(" > "))
        b = b.strip("()") if channel is None else tuple(b.split(" > "))
        check(channel is None or b[-1] == channel, f"transitions {order}: {b} ends in {channel}")
        near(f"transitions {order} {a} {b}", count, move[a][b], 0)
        near(f"transitions {order} {a} {b}", probability, Fraction(move[a][b], sum(move[a].values())), 1e-15)
        seen += 1
    check(seen == sum(map(len, move.values())), f"transitions {order}: all of them")


def journeys():
    for _ in range(60):
        rows = [([random.choice("abcde") for _ in range(random.randint(1, 6))], random.randint(0, 4), random.randint(0, 4),
                 random.randint(0, 9)) for _ in range(random.randint(1, 15))]
        rows = [r for r in rows if r[1] + r[2]] + [(["a"], 1, 1, 2)]
        con.execute("DROP TABLE IF EXISTS j")
        con.execute("CREATE TABLE j(path, conversions, nulls, value)")
        con.executemany("INSERT INTO j VALUES (?, ?, ?, ?)", [(" > ".join(p), c, n, v) for p, c, n, v in rows])
        players = sorted({c for p, *_ in rows for c in p})
        for order in (1, 2, 3):
            markov(rows, order)
        fits = con.execute("SELECT states, log_likelihood, bic, auc FROM elg_markov_order('j')").fetchall()
        check(len(fits) == min(5, max(len(p) for p, *_ in rows)), "orders up to the longest journey")
        for order, got in enumerate(fits, 1):
            for what, g, w in zip(("states", "log-likelihood", "bic", "auc"), got, slow.markov_fit(rows, order, len(players))):
                near(f"order {order} {what}", g, w, 1e-13)

        want = slow.shao_li(rows)
        for channel, share in con.execute("SELECT channel, share FROM elg_shapley('j', '{\"mode\":\"shao_li\"}')"):
            near("shao_li", share, want[channel], 1e-13)

        def conversions(s):
            return Fraction(sum(c for p, c, *_ in rows if set(p) <= s))

        def rate(s):
            all_ = sum(c + n for p, c, n, _ in rows if set(p) <= s)
            return conversions(s) / all_ if all_ else Fraction(0)

        for game, worth in (("conversions", conversions), ("rate", rate)):
            want = slow.shapley(players, worth)
            for mode in ("exact",) + (("simplified",) if game == "conversions" else ()):
                for channel, credit in con.execute("SELECT channel, credit FROM elg_shapley('j', ?)",
                                                   (json.dumps({"mode": mode, "game": game}),)):
                    near(f"shapley {mode} {game}", credit, want[channel], 1e-13)


JOURNEY_CALLS = {  # the columns that add up to the conversions and to the value
    "SELECT * FROM elg_markov('j', 1)": (3, 5), "SELECT * FROM elg_markov('j', 3)": (3, 5), "SELECT * FROM elg_transitions('j', 2)": (),
    "SELECT * FROM elg_markov('j', 2, '{\"replicates\":100}')": (), "SELECT * FROM elg_markov_order('j', 4)": (),
    "SELECT * FROM elg_shapley('j')": (2, 3), "SELECT * FROM elg_shapley('j', '{\"mode\":\"ordered\"}')": (2, 3),
    "SELECT * FROM elg_shapley('j', '{\"mode\":\"shao_li\"}')": (2, 3),
    "SELECT * FROM elg_shapley('j', '{\"mode\":\"exact\",\"game\":\"rate\"}')": (),
    "SELECT * FROM elg_fractribution('j') ORDER BY path, position": (4, 5)}


def journey_answers(rows):
    con.execute("DROP TABLE IF EXISTS j")
    con.execute("CREATE TABLE j(path, conversions, nulls, value)")
    con.executemany("INSERT INTO j VALUES (?, ?, ?, ?)", rows)
    return [con.execute(call).fetchall() for call in JOURNEY_CALLS]


def journey_rows():
    """Whatever the order of the rows and however they are grouped: the same; and everything that came in is there."""
    for _ in range(60):
        rows = []
        for _ in range(random.randint(1, 25)):
            path = [random.choice(["a", "b", "c", "d", "e", " f", ""]) for _ in range(random.randint(0, 6))]
            c, n = random.choice([(0, 1), (1, 0), (2, 3), (0.5, 0.25), (0, 4)])
            rows.append((random.choice([" > ", ">", "  >"]).join(path), c, n, random.choice([0, 1, 12.5, 1e6]) if c else 0))
        answers = journey_answers(rows)
        for again in (random.sample(rows, len(rows)), [(p, c / 2, n / 2, v / 2) for p, c, n, v in rows for _ in (0, 1)]):
            for call, one, other in zip(JOURNEY_CALLS, answers, journey_answers(again)):
                check(len(one) == len(other), f"{call}: {len(one)} rows and {len(other)}")
                for g, w in ((g, w) for r, s in zip(one, other) for g, w in zip(r, s)):
                    check(g == w, f"{call}: {g} and {w}") if isinstance(g, str) else near(call, g, w, 1e-11)
        for (call, columns), answer in zip(JOURNEY_CALLS.items(), answers):
            for column, place in zip(columns, (1, 3)):
                near(f"{call}: sum", sum(r[column] or 0 for r in answer), sum(r[place] for r in rows), 1e-11)


for part in (proportions, strata, survival, ranks, journeys, journey_rows):
    part()
finish()
