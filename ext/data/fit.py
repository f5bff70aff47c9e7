#!/usr/bin/env python3
"""Fit the score's model to labelled lists and write ext/data/model.txt.

usage: fit.py --ext build/elgext --out ext/data/model.txt DIR [DIR ...]
needs: a Python whose sqlite3 loads extensions, numpy, scikit-learn

Each DIR holds left.csv and right.csv (columns id, name) and truth.csv (left_id, right_id): all true pairs between the
two lists. The features of every candidate pair come from elg_overlap(..., 0) and its evidence, so the model sees what
the join sees. Of each query the four most alike candidates and the true ones are learnt from; each DIR weighs the same.
The model is a sum of small trees (gradient boosting, logistic loss), monotone where the sense of a feature is clear.
With --check the reliability table of a three-fold cross-validation is printed: predicted against observed share.
"""
import argparse, collections, csv, json, os, re, sqlite3, sys
import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import GroupKFold

MORE = """jaccard contained matched first core_equal all_equal acronym prefix edit jaccard_edit rare_match core_rare sound
subset_rare subset_coined""".split()
LESS = """number_conflict number_extra place_conflict place_extra bracket_conflict bracket_extra legal_conflict both_miss
more_miss last_conflict sector_conflict sector_extra rare_miss rare_both doubt formal_miss cjk_miss other_extra
other_conflict formal_filler formal_bracket""".split()


def features(header):
    return re.findall(r'ELG_FEATURE\(\w+, "(\w+)"', open(header).read())


def load(folder, ext, names):
    db = sqlite3.connect(":memory:")
    db.enable_load_extension(True)
    db.load_extension(ext)
    for side in ("left", "right"):
        db.execute(f"CREATE TABLE {side}(id TEXT, name TEXT)")
        with open(f"{folder}/{side}.csv", newline="") as f:
            db.executemany(f"INSERT INTO {side} VALUES (?, ?)", ((r["id"], r["name"]) for r in csv.DictReader(f)))
    with open(f"{folder}/truth.csv", newline="") as f:
        truth = {(r["left_id"], r["right_id"]) for r in csv.DictReader(f)}
    by_right = len({l for l, _ in truth}) < 0.95 * len(truth)
    rows = []
    for left, right, score, evidence in db.execute(
            "SELECT left_id, right_id, score, evidence FROM elg_overlap('SELECT id, name FROM left',"
            " 'SELECT id, name FROM right', 0)"):
        parts = json.loads(evidence)["parts"]
        x = [parts.get(n, 0.0) for n in names]
        likeness = parts.get("jaccard", 0) + parts.get("jaccard_edit", 0) + parts.get("acronym", 0) + parts.get("sound", 0)
        rows.append((right if by_right else left, likeness, (left, right) in truth, score >= 1, x))
    best = collections.defaultdict(list)
    for i, row in enumerate(rows):
        best[row[0]].append((-row[1], i))
    keep = {i for found in best.values() for _, i in sorted(found)[:4]} | {i for i, r in enumerate(rows) if r[2]}
    rows = [rows[i] for i in sorted(keep) if not rows[i][3]]
    print(f"{folder}: {len(rows)} pairs, {sum(r[2] for r in rows)} true", file=sys.stderr)
    return rows


def write(model, names, out, balanced, strict):
    with open(out, "w") as f:
        f.write("# Weights of the score: a sum of trees, made by data/fit.py. Do not edit.\n#\n"
                "# balanced, strict: default thresholds; bias; then each tree as its nodes, one a line:\n"
                "#   split FEATURE THRESHOLD   left subtree (feature <= threshold) follows, then the right one\n"
                "#   leaf VALUE                added to the log-odds\n")
        f.write(f"balanced {balanced}\nstrict {strict}\nbias {float(model._baseline_prediction.ravel()[0]):.6g}\n")

        def node(nodes, i):
            n = nodes[i]
            if n["is_leaf"]:
                f.write(f"leaf {n['value']:.6g}\n")
            else:
                f.write(f"split {names[n['feature_idx']]} {n['num_threshold']:.9g}\n")
                node(nodes, n["left"])
                node(nodes, n["right"])
        for stage in model._predictors:
            f.write("tree\n")
            node(stage[0].nodes, 0)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--ext", default="build/elgext")
    ap.add_argument("--out", default="ext/data/model.txt")
    ap.add_argument("--header", default="ext/match/features.h")
    ap.add_argument("--trees", type=int, default=120)
    ap.add_argument("--balanced", type=float, default=0.5)
    ap.add_argument("--strict", type=float, default=0.9)
    ap.add_argument("--check", action="store_true")
    ap.add_argument("folders", nargs="+")
    a = ap.parse_args()
    names = features(a.header)
    x, y, w, g = [], [], [], []
    for k, folder in enumerate(a.folders):
        rows = load(folder, os.path.abspath(a.ext), names)
        x += [r[4] for r in rows]
        y += [r[2] for r in rows]
        w += [1000 / len(rows)] * len(rows)
        g += [hash((k, r[0])) % (1 << 31) for r in rows]
    x, y, w, g = np.array(x), np.array(y), np.array(w), np.array(g)
    sense = [1 if n in MORE else -1 if n in LESS else 0 for n in names]

    def make():
        return HistGradientBoostingClassifier(max_iter=a.trees, learning_rate=0.15, max_leaf_nodes=8, min_samples_leaf=30,
                                              l2_regularization=1, monotonic_cst=sense, random_state=1, early_stopping=False)
    if a.check:
        p = np.zeros(len(y))
        for train, test in GroupKFold(3).split(x, y, g):
            p[test] = make().fit(x[train], y[train], sample_weight=w[train]).predict_proba(x[test])[:, 1]
        print("predicted  observed  pairs   (weighted, three-fold)")
        for low in np.arange(0, 1, 0.1):
            m = (p >= low) & (p < low + 0.1)
            if m.any():
                print(f"{np.average(p[m], weights=w[m]):9.3f} {np.average(y[m], weights=w[m]):9.3f} {m.sum():6d}")
    write(make().fit(x, y, sample_weight=w), names, a.out, a.balanced, a.strict)


if __name__ == "__main__":
    main()
