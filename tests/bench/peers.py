#!/usr/bin/python3
"""Peers and elgext on the same names: quality and cost.  Usually started by peers.sh.

usage: peers.py [--labelled DIR] [--names DIR] [-n N ...] [--only PEER,...] [--timeout S] [--tsv FILE]

--labelled: folder of labelled sets (quality.py); --names: folder with left_N.tsv, right_N.tsv, truth_N.tsv.
Every run is a process of its own, one after the other, one thread each, bounded by the timeout.  CPU: user + system
seconds of the matching itself (names are already in the peer's own container; imports and the first call are
warm).  MB: peak of the whole process.  A peer that could not finish a size in time is measured at smaller ones
and extrapolated by the growth between them; such figures bear a "~".
"""
import argparse
import json
import math
import os
import subprocess
import sys
import tempfile

import adapters
import measure
import quality

BUILD = os.environ.get("BENCH_BUILD", "build")
CLASSES = ("exact", "case", "legal", "typo1", "typo2", "accent", "abbrev", "order", "dropadd")


def child(name, source, floor, out):
    """Runs in the peer's own Python: source is a folder (labelled) or folder:N (generated)."""
    peer = next(p for p in adapters.PEERS if p.name == name)
    left, right = names_of(source)
    with measure.Clock() as clean:
        if peer.prepared:
            left, right = list(map(adapters.prepare, left)), list(map(adapters.prepare, right))
    warm = min(300, len(left)), min(300, len(right))
    try:
        list(peer.adapter(left[:warm[0]], right[:warm[1]])(floor))
    except Exception:  # a matcher may refuse tiny lists: the real run reports
        pass
    run = peer.adapter(left, right)
    with measure.Clock() as clock:
        pairs = list(run(floor))
    with open(out, "w") as f:
        f.writelines(f"{i}\t{j}\t{float(score)!r}\n" for i, j, score in pairs)
    cost = {"cpu": clock.cpu, "clean": clean.cpu, "wall": clock.wall, "peak": clock.peak}
    print(json.dumps(dict(cost, **adapters.EXTERNAL)))


def names_of(source):
    if ":" in os.path.basename(source):
        folder, n = source.rsplit(":", 1)
        data = quality.Generated(folder, int(n))
    else:
        data = quality.LabelledSet(source)
    return data.left, data.right


def python_of(peer):
    """The interpreter of the peer's environment, or None where that is not installed."""
    if peer.env == "pg":
        return sys.executable if os.environ.get("PSQL") else None
    path = f"{BUILD}/{peer.env}-venv/bin/python" if peer.env else sys.executable
    return path if os.path.exists(path) else None


def run(peer, source, floor, timeout):
    """-> (pairs, {'cpu', 'wall', 'peak'}).  Raises RuntimeError with one line saying why not."""
    python = python_of(peer)
    if not python:
        raise RuntimeError("absent: not installed")
    with tempfile.TemporaryDirectory() as folder:
        out = f"{folder}/pairs.tsv"
        try:
            p = subprocess.run([python, __file__, "--child", peer.name, source, repr(floor), out], text=True,
                               capture_output=True, timeout=timeout, env=dict(os.environ, **measure.SINGLE))
        except subprocess.TimeoutExpired:
            raise RuntimeError(f"more than {timeout:.0f} s") from None
        if p.returncode:
            lines = [line for line in p.stderr.splitlines() if line.strip()]
            raise RuntimeError("absent: " + (lines[-1][:160] if lines else f"status {p.returncode}"))
        with open(out) as f:
            rows = [line.split("\t") for line in f]
    return [(int(i), int(j), float(s)) for i, j, s in rows], json.loads(p.stdout.splitlines()[-1])


def default_of(peer):
    """The peer's default threshold (elgext's is asked of the extension), and its floor for quality runs."""
    if peer.name != "elgext":
        return peer.default, peer.floor
    try:
        default = measure.run(adapters.elgext_default)
    except RuntimeError as e:
        raise RuntimeError(f"absent: {str(e)[:70]}") from None
    return default, default / 2


def quality_table(folders, peers, timeout):
    table = measure.Table("quality: labelled sets, names only, best candidate per query",
                          ("peer", "set", "F1best", "at", "P", "R", "Rhard", "F1default", "at", "P", "R", "mutual",
                           "mutual-default", "CPU s", "MB"),
                          (22, 12, 6, 8, 5, 5, 5, 9, 8, 5, 5, 6, 14, 7, 6))
    for folder in folders:
        labelled = quality.LabelledSet(folder)
        for peer in peers:
            try:
                default, floor = default_of(peer)
                pairs, cost = run(peer, folder, floor, timeout)
            except RuntimeError as e:
                table.add(peer.name, labelled.name, str(e))
                continue
            q = quality.evaluate(labelled, pairs, default)
            best, at = q["best"], q["default"]
            table.add(peer.name, labelled.name, *("%.3f" % x for x in (best.f1,)), "%.4g" % best.threshold,
                      *("%.3f" % x for x in (best.precision, best.recall, best.hard, at.f1)), "%.4g" % default,
                      *("%.3f" % x for x in (at.precision, at.recall, q["mutual_best"].f1, q["mutual"].f1)),
                      "%.2f" % cost["cpu"], "%.0f" % cost["peak"])
    return table


def extrapolate(sizes, n):
    """sizes {N: CPU} -> CPU at n, by the exponent between the two largest sizes (1 to 2; 2 from one size alone)."""
    known = sorted(sizes)
    b = known[-1]
    power = 2.0
    if len(known) > 1 and sizes[known[-2]] > 0.05:
        power = min(2.0, max(1.0, math.log(sizes[b] / sizes[known[-2]]) / math.log(b / known[-2])))
    return sizes[b] * (n / b) ** power


def names_table(folder, sizes, peers, timeout):
    table = measure.Table("cost: generated lists N x N, each peer at its default threshold",
                          ("peer", "N", "CPU s", "x exact", "clean s", "MB", "pairs", "recall", "typo-ish", "precision",
                           "F1 best/right") + CLASSES, (22, 8, 8, 8, 7, 6, 9, 6, 8, 9, 13) + (6,) * len(CLASSES))
    cost, unit = {}, {}
    for n in sizes:
        data = quality.Generated(folder, n)
        for peer in peers:
            if peer.all_pairs or (n < 10000 and not peer.slow and peer.name != "sqlite-exact"):
                continue
            seen = cost.setdefault(peer.name, {})
            guess = extrapolate(seen, n) if seen else 0.0
            try:
                if seen and guess > timeout:
                    raise RuntimeError("too slow")
                pairs, c = run(peer, f"{folder}:{n}", default_of(peer)[0], timeout)
            except RuntimeError as e:
                if str(e).startswith("absent") or not seen:
                    table.add(peer.name, n, str(e))
                else:
                    table.add(peer.name, n, "~%.0f" % guess, "~%.0f" % (guess / unit[n]) if n in unit else None)
                continue
            seen[n] = c["cpu"]
            if peer.name == "sqlite-exact":
                unit[n] = c["cpu"]
            r = data.recall(pairs)
            table.add(peer.name, n, "%.3f" % c["cpu"], "%.2f" % (c["cpu"] / unit[n]) if n in unit else None,
                      "%.2f" % c["clean"] if peer.prepared else None, "%.0f" % c["peak"], r["pairs"],
                      *("%.3f" % r[k] for k in ("recall", "typo", "precision", "f1")),
                      *("%.3f" % r["class"].get(k, 0.0) for k in CLASSES))
    return table


def main():
    if sys.argv[1:2] == ["--child"]:
        return child(sys.argv[2], sys.argv[3], float(sys.argv[4]), sys.argv[5])
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--labelled")
    ap.add_argument("--names")
    ap.add_argument("-n", type=int, action="append")
    ap.add_argument("--only", help="peers, separated by commas (sqlite-exact, the unit, is always run)")
    ap.add_argument("--sets", help="labelled sets, separated by commas")
    ap.add_argument("--timeout", type=float, default=600)
    ap.add_argument("--tsv")
    a = ap.parse_args()
    only = a.only.split(",") if a.only else None
    peers = [p for p in adapters.PEERS if not only or p.name in only or p.name == "sqlite-exact"]
    tables = []
    if a.labelled:
        folders = [f for f in quality.labelled_folders(a.labelled)
                   if not a.sets or os.path.basename(f) in a.sets.split(",")]
        tables.append(quality_table(folders, [p for p in peers if p.name not in ("sqlite-exact", "duckdb-exact")],
                                    a.timeout))
    if a.names:
        tables.append(names_table(a.names, sorted(a.n or [3000, 10000, 100000]), peers, a.timeout))
    if a.tsv:
        with open(a.tsv, "w") as f:
            for table in tables:
                table.save(f)


if __name__ == "__main__":
    main()
