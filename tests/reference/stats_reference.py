"""Slow definitions of the statistics: exact fractions and plain loops, written from the formulas and nothing else."""
import itertools
import math
from fractions import Fraction
from statistics import NormalDist


def critical(confidence):
    return NormalDist().inv_cdf(1 - (1 - confidence) / 2)


def wilson(x, n, z):
    """The roots of (p - x/n)^2 = z^2 p (1 - p) / n, by bisection."""
    p = x / n

    def root(inside, outside):
        for _ in range(200):
            middle = (inside + outside) / 2
            if (middle - p) ** 2 <= z * z * middle * (1 - middle) / n:
                inside = middle
            else:
                outside = middle
        return inside

    return (0.0 if x == 0 else root(p, 0)), (1.0 if x == n else root(p, 1))


def newcombe(x1, n1, x2, n2, z):
    (l1, u1), (l2, u2), p, q = wilson(x1, n1, z), wilson(x2, n2, z), x1 / n1, x2 / n2
    return p - q - math.hypot(p - l1, u2 - q), p - q + math.hypot(u1 - p, q - l2)


def fisher(x1, n1, x2, n2):
    m = x1 + x2
    ways = {k: math.comb(n1, k) * math.comb(n2, m - k) for k in range(max(0, m - n2), min(n1, m) + 1)}
    limit = ways[x1] * Fraction(10000001, 10000000)
    return float(Fraction(sum(w for w in ways.values() if w <= limit), sum(ways.values())))


def mantel_haenszel(strata, z):
    """{measure: (estimate, low, high)} and the uncorrected chi-squared, with exact sums."""
    rows = [tuple(map(Fraction, s)) for s in strata if s[1] and s[3]]
    sums = {k: Fraction(0) for k in "rd w rdv r1 r2 rrv ad bc pad mixed qbc o e v".split()}
    for a, n1, c, n2 in rows:
        b, d, n, m = n1 - a, n2 - c, n1 + n2, a + c
        p, q = (a + d) / n, (b + c) / n
        sums["rd"] += (a * n2 - c * n1) / n
        sums["w"] += n1 * n2 / n
        sums["rdv"] += (a * b * n2 ** 3 + c * d * n1 ** 3) / (n1 * n2 * n * n)
        sums["r1"] += a * n2 / n
        sums["r2"] += c * n1 / n
        sums["rrv"] += (n1 * n2 * m - a * c * n) / (n * n)
        sums["ad"] += a * d / n
        sums["bc"] += b * c / n
        sums["pad"] += p * a * d / n
        sums["mixed"] += (p * b * c + q * a * d) / n
        sums["qbc"] += q * b * c / n
        sums["o"] += a
        sums["e"] += n1 * m / n
        if n > 1:
            sums["v"] += n1 * n2 * m * (n - m) / (n * n * (n - 1))
    s = sums

    def ratio(top, bottom, variance):
        if not top or not bottom:
            return None, None, None
        r, half = math.log(top / bottom), z * math.sqrt(variance())
        return float(top / bottom), math.exp(r - half), math.exp(r + half)

    out = {"risk_difference": (None, None, None)}
    if s["w"]:
        d, half = float(s["rd"] / s["w"]), z * math.sqrt(s["rdv"]) / float(s["w"])
        out["risk_difference"] = d, max(-1, d - half), min(1, d + half)
    out["risk_ratio"] = ratio(s["r1"], s["r2"], lambda: s["rrv"] / (s["r1"] * s["r2"]))
    out["odds_ratio"] = ratio(s["ad"], s["bc"], lambda: s["pad"] / (2 * s["ad"] ** 2) + s["mixed"] / (2 * s["ad"] * s["bc"])
                              + s["qbc"] / (2 * s["bc"] ** 2))
    return out, float((s["o"] - s["e"]) ** 2 / s["v"]) if s["v"] else None


def kaplan_meier(items):
    """[(time, at risk, events, censored, S as a fraction)]"""
    s, out = Fraction(1), []
    for t in sorted({t for t, _ in items}):
        n = sum(u >= t for u, _ in items)
        d = sum(u == t and e for u, e in items)
        s *= Fraction(n - d, n)
        out.append((t, n, d, sum(u == t and not e for u, e in items), s))
    return out


def km_median(items):
    curve = kaplan_meier(items)
    for i, step in enumerate(curve):
        if step[4] < Fraction(1, 2):
            return step[0]
        if step[4] == Fraction(1, 2):
            later = [t[0] for t in curve[i + 1:] if t[2]]
            return (step[0] + later[0]) / 2 if later else step[0]
    return None


def rmst(items, tau):
    curve = kaplan_meier(items)
    if tau > curve[-1][0] and curve[-1][4] > 0:
        return None
    area, last, s = Fraction(0), Fraction(0), Fraction(1)
    for t, _, _, _, after in curve:
        if t >= tau:
            break
        area += s * (Fraction(t) - last)
        last, s = Fraction(t), after
    return float(area + s * (Fraction(tau) - last))


def logrank(items):
    """[(time, event, group)] -> chi-squared and df by exact elimination."""
    groups = sorted({g for _, _, g in items})
    k = len(groups)
    u, v = [Fraction(0)] * k, [[Fraction(0)] * k for _ in range(k)]
    for t in sorted({t for t, e, _ in items if e}):
        at = [[i for i in items if i[0] >= t and i[2] == g] for g in groups]
        n, d = sum(map(len, at)), sum(i[0] == t and i[1] for i in items)
        p = [Fraction(len(a), n) for a in at]
        for g in range(k):
            u[g] += sum(i[0] == t and i[1] for i in at[g]) - d * p[g]
            for h in range(k):
                v[g][h] += (Fraction(d * (n - d), n - 1) if n > 1 else 0) * p[g] * ((g == h) - p[h])
    chi2, df = Fraction(0), 0
    for g in range(k):
        if v[g][g] == 0:
            continue
        df += 1
        chi2 += u[g] * u[g] / v[g][g]
        for h in range(g + 1, k):
            f = v[h][g] / v[g][g]
            u[h] -= f * u[g]
            v[h] = [a - f * b for a, b in zip(v[h], v[g])]
    return (float(chi2), df) if df else (None, 0)


def median(values):
    values = sorted(values)
    n = len(values)
    return None if not n else (values[(n - 1) // 2] + values[n // 2]) / 2


def median_interval(values, confidence):
    values, n, tail, k = sorted(values), len(values), 0, 0
    limit = (1 - Fraction(str(confidence))) / 2
    while k < n and Fraction(tail + math.comb(n, k), 2 ** n) <= limit:
        tail += math.comb(n, k)
        k += 1
    return (values[k - 1], values[n - k]) if k else (None, None)


def hodges_lehmann(x, y):
    return median([a - b for a in x for b in y])


def solve(a, b):
    """x with a x = b over the fractions."""
    n = len(a)
    rows = [list(map(Fraction, r)) + [Fraction(c)] for r, c in zip(a, b)]
    for i in range(n):
        p = next(r for r in range(i, n) if rows[r][i])
        rows[i], rows[p] = rows[p], rows[i]
        rows[i] = [x / rows[i][i] for x in rows[i]]
        for r in range(n):
            if r != i and rows[r][i]:
                f = rows[r][i]
                rows[r] = [x - f * y for x, y in zip(rows[r], rows[i])]
    return [r[n] for r in rows]


def moves(journeys, order):
    """({from: {to: count}}, {state: value of the journeys that ended there}); journeys: (channels, conversions, nulls, value)."""
    move, worth = {}, {}
    for path, conversions, nulls, value in journeys:
        state = ()
        for i in range(len(path)):
            to = tuple(path[max(0, i + 1 - order):i + 1])
            move.setdefault(state, {}).setdefault(to, 0)
            move[state][to] += conversions + nulls
            state = to
        for end, weight in (("conversion", conversions), ("null", nulls)):
            if weight:
                move.setdefault(state, {}).setdefault(end, 0)
                move[state][end] += weight
        worth[state] = worth.get(state, 0) + value
    return move, worth


def markov(journeys, order):
    """{channel: (removal effect, that of the value or None)} as fractions."""
    move, worth = moves(journeys, order)

    def expected(without):
        states = [s for s in move if not s or s[-1] != without]
        place = {s: i for i, s in enumerate(states)}
        a = [[Fraction(int(i == j)) for j in range(len(states))] for i in range(len(states))]
        b = [[Fraction(0)] * len(states), [Fraction(0)] * len(states)]
        for s in states:
            total = sum(move[s].values())
            b[0][place[s]] = Fraction(move[s].get("conversion", 0), total)
            b[1][place[s]] = Fraction(worth.get(s, 0), total)
            for to, weight in move[s].items():
                if to in place:
                    a[place[s]][place[to]] -= Fraction(weight, total)
        return [solve(a, x)[place[()]] for x in b]

    whole = expected(None)
    return {c: tuple((w - e) / w if w else None for w, e in zip(whole, expected(c))) for c in {c for j in journeys for c in j[0]}}


def markov_fit(journeys, order, channels):
    """(states, log-likelihood, BIC, AUC) of the chain; the AUC by every pair of a conversion and a null."""
    move, _ = moves(journeys, order)
    n = sum(w for s in move for w in move[s].values())
    log_likelihood = math.fsum(w * math.log(w / sum(move[s].values())) for s in move for w in move[s].values())
    bic = ((len(move) - 1) * (channels + 1) + channels - 1) * math.log(n) - 2 * log_likelihood
    score = {s: (Fraction(m.get("conversion", 0), m.get("conversion", 0) + m.get("null", 0)), m.get("conversion", 0), m.get("null", 0))
             for s, m in move.items() if "conversion" in m or "null" in m}
    pairs = won = Fraction(0)
    for p, c, _ in score.values():
        for q, _, k in score.values():
            pairs += c * k
            won += c * k * (Fraction(1, 2) if p == q else p > q)
    return len(move) - 1, log_likelihood, bic, won / pairs if pairs else None


def shao_li(journeys):
    """{channel: share of the credit} by Shao & Li (2011), equation 5, journey by journey."""
    sets = [(set(p), c, n) for p, c, n, _ in journeys]

    def p(*channels):
        have = [(c, n) for s, c, n in sets if s >= set(channels)]
        return Fraction(sum(c for c, _ in have), sum(c + n for c, n in have))

    credit = {c: Fraction(0) for s, _, _ in sets for c in s}
    for s, conversions, _ in sets:
        for i in s if conversions else ():
            rest = [p(i, j) - p(i) - p(j) for j in s - {i}]
            credit[i] += conversions * (p(i) + (sum(rest) / (2 * len(rest)) if rest else 0))
    return {c: x / sum(credit.values()) for c, x in credit.items()}


def shapley(players, worth):
    """{player: value as a fraction} by the definition; worth: frozenset -> fraction."""
    n, out = len(players), {}
    for p in players:
        rest, value = [q for q in players if q != p], Fraction(0)
        for k in range(n):
            for s in itertools.combinations(rest, k):
                s = frozenset(s)
                value += (worth(s | {p}) - worth(s)) / (n * math.comb(n - 1, k))
        out[p] = value
    return out
