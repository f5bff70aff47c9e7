"""How good a list of scored pairs is, the same for every matcher.

Labelled set: a folder with left.csv, right.csv (id,name,domain,country) and truth.csv (left_id,right_id,exact).
Every record of the query side (the left one; the right one where the truth gives a left row several right rows)
takes its best-scoring partner, ties (up to five) all counted.  Mutual: only where the pair is also the best of its
right row.  Rhard: recall on the true pairs whose names differ after NFKC and case folding.

Generated lists: left_N.tsv, right_N.tsv (id, name, domain) and truth_N.tsv (right id, left id, class).
Typo-ish recall leaves out the classes 'order' (words swapped) and 'dropadd' (words dropped or added).

Pairs are (i, j, score): row numbers from 0 in the left and the right list.
"""
import collections
import csv
import os

TYPO = ("exact", "case", "legal", "typo1", "typo2", "accent", "abbrev")
Point = collections.namedtuple("Point", "f1 precision recall hard threshold")


class LabelledSet:
    """names of both sides, truth {(i, j): names equal}, by_right: the query side is the right one."""

    def __init__(self, folder):
        self.name = os.path.basename(os.path.normpath(folder))
        left, self.left = self._read(f"{folder}/left.csv")
        right, self.right = self._read(f"{folder}/right.csv")
        with open(f"{folder}/truth.csv", newline="", encoding="utf-8") as f:
            self.truth = {(left[row["left_id"]], right[row["right_id"]]): row.get("exact") == "1"
                          for row in csv.DictReader(f)}
        self.by_right = len({i for i, _ in self.truth}) < 0.95 * len(self.truth)

    @staticmethod
    def _read(path):
        with open(path, newline="", encoding="utf-8") as f:
            rows = list(csv.DictReader(f))
        return {row["id"]: i for i, row in enumerate(rows)}, [row["name"] for row in rows]


def labelled_folders(root):
    """The folders below root that hold a labelled pair of lists, sorted."""
    return [os.path.join(root, name) for name in sorted(os.listdir(root))
            if os.path.exists(os.path.join(root, name, "truth.csv"))]


def best_candidates(pairs, by_right):
    """-> [(score, i, j, is reciprocal)], the best partners of every query."""
    best, top = {}, {}
    for i, j, score in pairs:
        top[j] = max(score, top.get(j, score))
        query = j if by_right else i
        kept = best.get(query)
        if kept is None or score > kept[0]:
            best[query] = (score, [(i, j)])
        elif score == kept[0] and len(kept[1]) < 5:
            kept[1].append((i, j))
    return [(score, i, j, by_right or score >= top[j]) for score, kept in best.values() for i, j in kept]


def operating_points(scored, total, hard_total, default):
    """scored: (score, is true, is hard) -> (Point of best F1, Point at the default threshold)."""
    scored = sorted(scored, reverse=True, key=lambda row: row[0])
    best = at_default = Point(0.0, 0.0, 0.0, 0.0, default)
    true = hard = 0
    for n, (score, is_true, is_hard) in enumerate(scored, 1):
        true += is_true
        hard += is_true and is_hard
        if n < len(scored) and scored[n][0] == score:
            continue
        p, r = true / n, true / total if total else 0.0
        point = Point(2 * p * r / (p + r) if true else 0.0, p, r, hard / hard_total if hard_total else 0.0, score)
        best = max(best, point, key=lambda x: x.f1)
        if score >= default:
            at_default = point
    return best, at_default


def evaluate(labelled, pairs, default):
    """-> {'best', 'default', 'mutual_best', 'mutual': Point}."""
    truth = labelled.truth
    hard_total = sum(1 for exact in truth.values() if not exact)
    rows = [(score, (i, j) in truth, not truth.get((i, j), True), mutual)
            for score, i, j, mutual in best_candidates(pairs, labelled.by_right)]
    best, default_point = operating_points([r[:3] for r in rows], len(truth), hard_total, default)
    mutual_best, mutual = operating_points([r[:3] for r in rows if r[3]], len(truth), hard_total, default)
    return {"best": best, "default": default_point, "mutual_best": mutual_best, "mutual": mutual}


class Generated:
    """One generated pair of lists; truth {j: (i, class)}."""

    def __init__(self, folder, n):
        self.left = self._names(f"{folder}/left_{n}.tsv")
        self.right = self._names(f"{folder}/right_{n}.tsv")
        self.truth = {}
        with open(f"{folder}/truth_{n}.tsv", encoding="utf-8") as f:
            for line in f:
                right, left, kind = line.split()
                self.truth[int(right)] = int(left), kind

    @staticmethod
    def _names(path):
        with open(path, encoding="utf-8") as f:
            return [line.rstrip("\n").split("\t")[1] for line in f]

    def recall(self, pairs):
        """-> {'pairs', 'recall', 'typo', 'precision', 'f1', 'class': {class: recall}}.

        precision: true pairs over all pairs.  f1: of the best candidate of every right row."""
        total = collections.Counter(kind for _, kind in self.truth.values())
        hit, seen, n, best = collections.Counter(), set(), 0, {}
        for i, j, score in pairs:
            n += 1
            if j not in best or score > best[j][0]:
                best[j] = score, i
            if j in self.truth and self.truth[j][0] == i and j not in seen:
                hit[self.truth[j][1]] += 1
                seen.add(j)
        decided = sum(1 for j, (_, i) in best.items() if self.truth.get(j, (None,))[0] == i)
        p, r = decided / max(1, len(best)), decided / max(1, len(self.truth))
        return {"pairs": n, "recall": len(seen) / len(self.truth), "precision": len(seen) / max(1, n),
                "typo": sum(hit[k] for k in TYPO) / max(1, sum(total[k] for k in TYPO)),
                "f1": 2 * p * r / (p + r) if decided else 0.0, "best_precision": p,
                "class": {k: hit[k] / total[k] for k in sorted(total)}}
