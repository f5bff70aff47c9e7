"""Slow reference of the credit functions, in exact fractions and straight from the definitions. Python 3 stdlib only."""
from fractions import Fraction as F
from math import floor


def largest_remainder(total, weights):
    """Whole parts of total; ties to the earlier weight; sign put back."""
    size, whole = abs(total), sum(weights)
    exact = [F(size) * w / whole for w in weights]
    parts = [floor(x) for x in exact]
    order = sorted(range(len(weights)), key=lambda i: (parts[i] - exact[i], i))
    for i in order[:size - sum(parts)]:
        parts[i] += 1
    return [p if total >= 0 else -p for p in parts]


def role_shares(policy, present, influence):
    """Percent of each role of the policy that is on the deal, and what the roles together are meant to take."""
    roles = {r: (F(str(lo)), F(str(hi))) for r, (lo, hi) in policy["roles"].items()}
    low, high = sum(lo for lo, _ in roles.values()), sum(hi for _, hi in roles.values())
    mode = policy["mode"]
    if mode == "engage":
        shares = {r: roles[r][0] + (roles[r][1] - roles[r][0]) * max(influence[r]) for r in present}
        base, extra = sum(roles[r][0] for r in present), sum(shares[r] - roles[r][0] for r in present)
        if base + extra > 100:
            shares = {r: roles[r][0] + (shares[r] - roles[r][0]) * (100 - base) / extra for r in present}
        taken = sum(shares.values())
        return shares, min(F(100), taken + sum(lo for r, (lo, _) in roles.items() if r not in present))
    if mode == "mid":
        shares = {r: (lo + hi) / 2 for r, (lo, hi) in roles.items()}
    elif mode == "overlay":
        return {r: (lo + hi) / 2 for r, (lo, hi) in roles.items() if r in present}, None
    elif mode == "fill" and high > 100:
        shares = {r: lo + ((100 - low) * (hi - lo) / (high - low) if high > low else 0) for r, (lo, hi) in roles.items()}
    else:
        shares = {r: hi for r, (lo, hi) in roles.items()}
    whole = sum(shares.values())
    if whole > 100:
        shares = {r: s * 100 / whole for r, s in shares.items()}
    return {r: shares[r] for r in present}, sum(shares.values())


def rank_share(policy):
    """What makes a role the higher one of a partner's roles."""
    if policy["mode"] == "engage":
        return {r: F(str(hi)) for r, (_, hi) in policy["roles"].items()}
    return role_shares(policy, list(policy["roles"]), None)[0]


def half_even(x):
    whole = floor(x)
    return whole + (x - whole > F(1, 2) or (x - whole == F(1, 2) and whole % 2))


def cap_partners(out, amount, policy, claim):
    """Take what a partner has above the cap from its lowest roles."""
    most, direct = floor(abs(amount) * F(str(policy["cap"])) / 100), (None, "direct")
    for who in {k[0] for k in out} - {None}:
        above = sum(abs(c) for k, c in out.items() if k[0] == who) - most
        for key in sorted((k for k in out if k[0] == who and k[1] in policy["roles"]), key=lambda k: claim(k[1]), reverse=True):
            take = min(max(above, 0), abs(out[key]))
            above -= take
            out[key] -= take if amount >= 0 else -take
            out[direct] += take if amount >= 0 else -take


def role_split(amount, partners, policy):
    """{(partner, role): credit} with (None, 'direct')."""
    order, best = list(policy["roles"]), rank_share(policy)
    held = {}

    def claim(role):
        return -best[role], order.index(role)

    for p in partners:
        key = (p["partner"], p["role"])
        old = held.get(key, (F(0), F(0)))
        held[key] = (max(old[0], F(str(p["involvement"]))), max(old[1], F(str(p["influence"]))))
    if policy["several"] == "highest":
        top = {}
        for who, role in held:
            if role in best and (who not in top or claim(role) < claim(top[who])):
                top[who] = role
        held_now = {k: v for k, v in held.items() if top.get(k[0]) == k[1]}
    else:
        held_now = {k: v for k, v in held.items() if k[1] in best}
    if policy.get("partners") == "single" and held_now:
        one = min(held_now, key=lambda k: (claim(k[1]), -held_now[k][1], k[0]))[0]
        held_now = {k: v for k, v in held_now.items() if k[0] == one}
    present = [r for r in order if any(k[1] == r for k in held_now)]
    influence = {r: [v[1] for k, v in held_now.items() if k[1] == r] for r in present}
    shares, meant = role_shares(policy, present, influence)
    taken, overlay = sum(shares.values()), policy["mode"] == "overlay"
    if policy["missing"] == "renormalise" and taken and not overlay:
        shares = {r: s * meant / taken for r, s in shares.items()}
    if overlay:
        pools = [half_even(abs(amount) * shares[r] / 100) * (1 if amount >= 0 else -1) for r in present] + [amount]
    else:
        pools = largest_remainder(amount, [shares[r] for r in present] + [100 - sum(shares.values())])
    out = {k: 0 for k in held}
    out[(None, "direct")] = pools[-1]
    for role, pool in zip(present, pools):
        who = sorted(k[0] for k in held_now if k[1] == role)
        weight = [held_now[(w, role)][1] if policy["shared"] == "influence" else F(1) for w in who]
        kept = [x * held_now[(w, role)][0] for w, x in zip(who, weight)]
        if not sum(weight):
            out[(None, "direct")] += 0 if overlay else pool
            continue
        parts = largest_remainder(pool, kept + [sum(weight) - sum(kept)])
        out[(None, "direct")] += 0 if overlay else parts[-1]
        for w, part in zip(who, parts):
            out[(w, role)] = part
    if policy.get("cap", 100) < 100 and not overlay:
        cap_partners(out, amount, policy, claim)
    return out


def touch_weights(model, n, anchors):
    """Exact weights of n touches; anchors maps lead, opportunity, close to the places that share it."""
    if model == "first":
        return [F(i == 0) for i in range(n)]
    if model == "last":
        return [F(i == n - 1) for i in range(n)]
    if model == "linear":
        return [F(1)] * n
    named = {"u": ({"first": 40, "last": 40}, 20), "w": ({"first": 30, "lead": 30, "opportunity": 30}, 10),
             "full_path": ({"first": F(45, 2), "lead": F(45, 2), "opportunity": F(45, 2), "close": F(45, 2)}, 10)}
    weights, rest = named[model]
    places = dict(anchors, first=[0], last=[n - 1])
    out = [F(0)] * n
    for name, weight in weights.items():
        for i in places.get(name, ()):
            out[i] += F(weight) / len(places[name])
    taken = {i for name in weights for i in places.get(name, ())}
    others = [i for i in range(n) if i not in taken]
    for i in others:
        out[i] = F(rest) / len(others)
    return out
