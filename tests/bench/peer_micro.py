#!/usr/bin/python3
"""Single measures of peers for bench.py, run under the peers' own Python: prints one JSON object.

usage: peer_micro.py pair METRIC names.db | touch touch.db | markov path.db
"""
import json
import os
import sqlite3
import sys

import measure
import quality

HERE = os.path.dirname(os.path.abspath(__file__))


def pair(metric, path):
    """CPU seconds of one score for every row of table pair (loop and call, no fetching), and its best F1."""
    con = sqlite3.connect(path)
    rows = con.execute("SELECT a, b FROM pair").fetchall()
    true = set(con.execute("SELECT l.name, r.name FROM truth JOIN l ON l.id = left JOIN r ON r.id = right"))
    if metric == "duckdb_jw":
        import duckdb
        import pyarrow
        db = duckdb.connect()
        db.execute("SET threads = 1")
        columns = pyarrow.table({"a": [r[0] for r in rows], "b": [r[1] for r in rows]})
        db.execute("CREATE TABLE pair AS SELECT * FROM columns")
        with measure.Clock() as scan:
            db.execute("SELECT sum(length(a) + length(b)) FROM pair").fetchall()
        with measure.Clock() as clock:
            db.execute("SELECT sum(jaro_winkler_similarity(a, b)) FROM pair").fetchall()
        scores = [r[0] for r in db.execute("SELECT jaro_winkler_similarity(a, b) FROM pair").fetchall()]
        seconds = clock.cpu - scan.cpu
    else:
        score = scorer(metric)
        with measure.Clock() as clock:
            scores = score(rows)
        seconds = clock.cpu
    best = quality.operating_points([(s, r in true, False) for s, r in zip(scores, rows)],
                                    sum(r in true for r in rows), 0, 0)[0]
    return {"cpu": seconds, "f1": best.f1}


def scorer(metric):
    if metric == "wratio":
        from rapidfuzz.fuzz import WRatio
        return lambda rows: [WRatio(a, b) for a, b in rows]
    if metric == "wratio_cpdist":
        from rapidfuzz import fuzz, process
        return lambda rows: process.cpdist([r[0] for r in rows], [r[1] for r in rows], scorer=fuzz.WRatio,
                                           workers=1).tolist()
    if metric == "jw":
        from rapidfuzz.distance.JaroWinkler import similarity
        return lambda rows: [similarity(a, b) for a, b in rows]
    from jellyfish import jaro_winkler_similarity
    return lambda rows: [jaro_winkler_similarity(a, b) for a, b in rows]


def touch(path):
    """touch_duckdb.sql on one thread, every row fetched as Arrow."""
    import duckdb
    import pyarrow
    con = sqlite3.connect(path)
    names = [c[0] for c in con.execute("SELECT * FROM touch LIMIT 0").description]
    columns = pyarrow.table(dict(zip(names, map(list, zip(*con.execute("SELECT * FROM touch"))))))
    db = duckdb.connect()
    db.execute("SET threads = 1")
    db.execute("CREATE TABLE touch AS SELECT * REPLACE (\"at\"::TIMESTAMP AS \"at\") FROM columns")
    with open(f"{HERE}/touch_duckdb.sql", encoding="utf-8") as f:
        sql = f.read()
    with measure.Clock() as clock:
        rows = db.sql(sql).to_arrow_table().num_rows
    return {"cpu": clock.cpu, "peak": clock.peak, "rows": rows}


def markov(path):
    """ChannelAttribution's markov_model (simulation), order 1, on the same paths."""
    import pandas
    from ChannelAttribution import markov_model
    con = sqlite3.connect(path)
    frame = pandas.read_sql("SELECT path, conversions, nulls, value FROM path", con)
    with measure.Clock() as clock:
        markov_model(frame, "path", "conversions", var_value="value", var_null="nulls", order=1, ncore=1,
                     verbose=False, flg_pro=False)
    return {"cpu": clock.cpu, "peak": clock.peak}


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](*sys.argv[2:])))
