"""Slow text measures by their definitions, on Python strings (code points): the oracle of ext/match/{edit,jaro,ngram,tokenset}.c."""
import unicodedata


def levenshtein(a, b, swaps=False):
    """Full matrix; swaps=True gives optimal string alignment."""
    d = [[i + j if i * j == 0 else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            d[i][j] = min(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
            if swaps and i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                d[i][j] = min(d[i][j], d[i - 2][j - 2] + 1)
    return d[len(a)][len(b)]


def osa(a, b):
    return levenshtein(a, b, swaps=True)


def damerau(a, b):
    """Unrestricted: a swap reaches back over any gap (Lowrance and Wagner, 1975), every earlier pair tried."""
    d = [[i + j if i * j == 0 else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            best = min(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
            for k in range(1, i):
                for l in range(1, j):
                    if a[k - 1] == b[j - 1] and b[l - 1] == a[i - 1]:
                        best = min(best, d[k - 1][l - 1] + (i - k - 1) + 1 + (j - l - 1))
            d[i][j] = best
    return d[len(a)][len(b)]


def jaro_winkler(a, b):
    if not a or not b:
        return 1.0 if a == b else 0.0
    window = max(max(len(a), len(b)) // 2 - 1, 0)
    used, left = [False] * len(b), []
    for i, c in enumerate(a):
        for j in range(max(0, i - window), min(len(b), i + window + 1)):
            if not used[j] and b[j] == c:
                used[j] = True
                left.append(c)
                break
    if not left:
        return 0.0
    right = [c for j, c in enumerate(b) if used[j]]
    m, t = len(left), sum(x != y for x, y in zip(left, right)) // 2
    jaro = (m / len(a) + m / len(b) + (m - t) / m) / 3
    prefix = 0
    while prefix < min(4, len(a), len(b)) and a[prefix] == b[prefix]:
        prefix += 1
    return jaro + prefix * 0.1 * (1 - jaro) if jaro > 0.7 else jaro


def trigrams(s):
    words = "".join(c if unicodedata.category(c)[0] in "LNM" else " " for c in s.lower()).split()
    return {("  " + w + " ")[i : i + 3] for w in words for i in range(len(w) + 1)}


def trigram(a, b):
    x, y = trigrams(a), trigrams(b)
    return len(x & y) / len(x | y) if x | y else 0.0


def indel_ratio(a, b):
    row = [0] * (len(b) + 1)
    for c in a:
        before, row = row, [0]
        for j, other in enumerate(b):
            row.append(before[j] + 1 if c == other else max(row[j], before[j + 1]))
    total = len(a) + len(b)
    return 1 - (total - 2 * row[-1]) / total if total else 1.0


def token_set(a, b):
    x, y = set(a.split()), set(b.split())
    if not x or not y:
        return 0.0
    if x & y and not (x - y and y - x):
        return 1.0
    common = " ".join(sorted(x & y))
    with_x = " ".join(([common] if common else []) + sorted(x - y))
    with_y = " ".join(([common] if common else []) + sorted(y - x))
    # The indel similarity of texts with the same head is that of the rest, the head counted as equal.
    best = indel_ratio(with_x, with_y)
    return max(best, indel_ratio(common, with_x), indel_ratio(common, with_y)) if common else best
