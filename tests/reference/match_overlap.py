"""elg_overlap against slow SQL definitions, and the laws its scores obey.

The definition: the pairs that have elg_block_keys keys that meet (equal, and lacking at most 9 together) and whose elg_similarity reaches the threshold.
"""
import os, random, sqlite3, time
from checking import check, connect, finish


def table_names(path, column):
    with open(path, encoding="utf-8") as f:
        return [line.rstrip("\n").split("\t")[column] for line in f if line.strip() and line[0] != "#"]


def changed(name, rng):
    """The name as somebody else writes it."""
    words = name.split(" ")
    how = rng.randrange(5)
    if how == 0 and len(name) > 5:
        i = rng.randrange(1, len(name) - 1)
        return name[:i] + name[i + 1:]
    if how == 1:
        return name.upper()
    if how == 2 and len(words) > 1:
        return " ".join(words[:-1])
    if how == 3:
        return name + rng.choice([" Ltd", " Inc.", " (UK)", " GmbH", " Group"])
    return "".join(words) if len(words) == 2 else name


def lists(db):
    rng = random.Random(11)
    names = table_names("tests/unit/data/pairs.txt", 0) + table_names("tests/unit/data/pairs.txt", 1)
    names += rng.sample(table_names("tests/unit/data/legal_pairs.txt", 0), 150) + ["", "  ", "The", "株式会社"]
    left = rng.sample(names, 300)
    right = [changed(n, rng) if rng.random() < .7 else n for n in rng.sample(left, 150)] + rng.sample(names, 150)
    db.execute("CREATE TABLE l(id INTEGER PRIMARY KEY, name TEXT)")
    db.execute("CREATE TABLE r(id INTEGER PRIMARY KEY, name TEXT, partner TEXT)")
    db.executemany("INSERT INTO l(name) VALUES (?)", [(n,) for n in left])
    db.executemany("INSERT INTO r(name, partner) VALUES (?, ?)", [(n, rng.choice("ABC")) for n in right])
    db.executescript("""
        CREATE TABLE lk AS SELECT DISTINCT l.id, key, lack FROM l, elg_block_keys(l.name);
        CREATE TABLE rk AS SELECT DISTINCT r.id, key, lack FROM r, elg_block_keys(r.name);
        CREATE INDEX lki ON lk(key);
        CREATE TABLE slow AS SELECT a.id AS left_id, b.id AS right_id, elg_similarity(a.name, b.name) AS score
          FROM (SELECT DISTINCT lk.id AS x, rk.id AS y FROM rk JOIN lk ON lk.key = rk.key AND lk.lack + rk.lack <= 9), l AS a, r AS b WHERE a.id = x AND b.id = y;""")


def pairs(db, call, *args):
    return db.execute("SELECT left_id, right_id, score FROM elg_overlap" + call, args).fetchall()


def definition(db):
    for t in (db.execute("SELECT elg_default_threshold()").fetchone()[0], db.execute("SELECT elg_default_threshold('strict')").fetchone()[0],
              .05, 1):
        slow = db.execute("SELECT * FROM slow WHERE score >= ? AND score > 0 ORDER BY 1, 2", (t,)).fetchall()
        fast = sorted(pairs(db, "('l', 'r', ?)", t))
        check(fast == slow and slow, f"the definition at {t}: {len(fast)} pairs, {len(slow)} by SQL, {set(fast) ^ set(slow)}"[:400])
    check(sorted(pairs(db, "('l', 'r')")) == sorted(pairs(db, "('l', 'r', elg_default_threshold())")), "the default is balanced")
    check(sorted(pairs(db, "('l', 'r', NULL, '{\"profile\":\"strict\"}')")) == sorted(pairs(db, "('l', 'r', elg_default_threshold('strict'))")),
          "profile strict")


def laws(db):
    here = sorted(pairs(db, "('l', 'r', .2)"))
    there = sorted((r, l, s) for l, r, s in pairs(db, "('r', 'l', .2, '{\"duplicates\":\"keep\"}')"))
    check(here == there, "mirrored")
    bad = db.execute("""SELECT count(*) FROM l AS a, r AS b WHERE (a.id + b.id) % 11 = 0 AND
        (elg_similarity(a.name, b.name) <> elg_similarity(b.name, a.name) OR elg_similarity(a.name, b.name) NOT BETWEEN 0 AND 1)""").fetchone()[0]
    check(bad == 0, "symmetric, in [0,1]")
    bad = db.execute("""SELECT count(*) FROM l AS a, r AS b WHERE elg_normalize(a.name) = elg_normalize(b.name) AND elg_normalize(a.name) <> ''
        AND elg_similarity(a.name, b.name) <> 1""").fetchone()[0]
    check(bad == 0, "equal full forms score 1")
    rows = db.execute("SELECT left_name, right_name, score, name_score, rule, evidence FROM elg_overlap('l', 'r', .2)").fetchall()
    bad = [r for r in rows if r[2] != r[3] or r[2] != db.execute("SELECT elg_similarity(?, ?)", r[:2]).fetchone()[0]]
    check(not bad, f"join score = scalar score {bad[:2]}")
    bad = [r for r in rows if r[5] != db.execute("SELECT elg_explain(?, ?)", r[:2]).fetchone()[0]]
    check(not bad, f"evidence = elg_explain {bad[:1]}")
    bad = [r for r in rows if (r[4] == "exact") != (r[2] == 1)]
    check(not bad, f"rule exact iff score 1 {bad[:2]}")
    bad = [r for r in rows if abs(db.execute("SELECT json_extract(?, '$.score')", (r[5],)).fetchone()[0] - r[2]) > 1e-4]
    check(not bad, "the explanation's score")


def independence(db):
    """A pair scores the same whatever other rows are there: any part of the lists gives its part of the pairs."""
    whole = set(pairs(db, "('l', 'r', .2)"))
    for k in range(3):
        part = set(pairs(db, "(?, ?, .2)", f"SELECT * FROM l WHERE id % 3 = {k}", f"SELECT * FROM r WHERE id % 2 = {k % 2}"))
        check(part == {p for p in whole if p[0] % 3 == k and p[1] % 2 == k % 2}, f"part {k}")
    shards = [set(pairs(db, "('l', ?, .2)", f"SELECT * FROM r WHERE elg_shard(name, 4) = {k}")) for k in range(4)]
    check(set().union(*shards) == whole and sum(map(len, shards)) == len(whole), "shards")
    more = set(pairs(db, "(?, ?, .2)", "SELECT * FROM l UNION ALL SELECT id + 1000, name || ' Bank' FROM l",
                     "SELECT * FROM r UNION ALL SELECT id + 1000, name, partner FROM r"))
    check({p for p in more if p[0] <= 1000 and p[1] <= 1000} == whole, "adding rows changes no pair")
    backwards = set(pairs(db, "(?, ?, .2)", "SELECT * FROM l ORDER BY id DESC", "SELECT * FROM r ORDER BY name"))
    check(backwards == whole, "order of rows")


SLOW_RANK = """SELECT left_id, right_id, score FROM (SELECT *,
    row_number() OVER (PARTITION BY left_id {l} ORDER BY score DESC, right_id) AS of_left,
    row_number() OVER (PARTITION BY right_id ORDER BY score DESC, left_id) AS of_right
    FROM slow JOIN r ON r.id = right_id WHERE score >= .2 AND score > 0) WHERE {w} ORDER BY 1, 2"""


def choices(db):
    for option, where in (('"best":"left"', "of_left = 1"), ('"best":"right"', "of_right = 1"), ('"best":"mutual"', "of_left = 1 AND of_right = 1"),
                          ('"k":2', "of_left <= 2"), ('"best":"all"', "1")):
        fast = sorted(pairs(db, "('l', 'r', .2, ?)", "{" + option + "}"))
        slow = db.execute(SLOW_RANK.format(l="", w=where)).fetchall()
        check(fast == slow and slow, f"{option}: {sorted(set(fast) ^ set(slow))[:4]}")
        grouped = sorted(pairs(db, "('l', 'r', .2, ?)", "{" + option + ', "group":"partner"}'))
        check(grouped == db.execute(SLOW_RANK.format(l=", partner", w=where)).fetchall(), f"{option} in groups")
        apart = [p for g in "ABC" for p in pairs(db, "('l', ?, .2, ?)", f"SELECT * FROM r WHERE partner = '{g}'", "{" + option + "}")]
        check(grouped == sorted(apart), f"{option}: groups are separate joins")
    rows = db.execute("SELECT right_id, right_group FROM elg_overlap('l', 'r', .2, '{\"group\":\"partner\"}')").fetchall()
    check(rows and all(g == db.execute("SELECT partner FROM r WHERE id = ?", (i,)).fetchone()[0] for i, g in rows), "right_group")


def search(db):
    """The best k of a list: the candidates by SQL, ordered."""
    bad = 0
    for name, in db.execute("SELECT name FROM r WHERE id % 5 = 0").fetchall():
        slow = db.execute("""SELECT id, elg_similarity(name, ?1) AS score FROM l WHERE score > 0 AND id IN
            (SELECT lk.id FROM lk JOIN elg_block_keys(?1) AS k ON lk.key = k.key AND lk.lack + k.lack <= 9)""", (name,)).fetchall()
        fast = db.execute("SELECT id, score FROM elg_search('l', ?, 7)", (name,)).fetchall()
        slow.sort(key=lambda row: -row[1])
        bad += [s for _, s in fast] != [s for _, s in slow[:7]] or not set(fast) <= set(slow)
    check(bad == 0, f"elg_search: {bad} names differ")


def dedupe(db):
    rows = db.execute("SELECT id, name, cluster, cluster_size, joined_to, score FROM elg_dedupe('l')").fetchall()
    check([r[0] for r in rows] == list(range(1, 301)), "every row once, in order")
    size = {}
    for r in rows:
        size[r[2]] = size.get(r[2], 0) + 1
    check(all(size[r[2]] == r[3] for r in rows), "cluster sizes")
    by_id = {r[0]: r for r in rows}
    t = db.execute("SELECT elg_default_threshold()").fetchone()[0]
    check(all((r[4] is None) == (r[0] == r[2]) for r in rows), "the first row of a cluster joined nothing")
    check(all(r[4] is None or (by_id[r[4]][2] == r[2] and r[5] >= t and
              r[5] == db.execute("SELECT elg_similarity(?, ?)", (r[1], by_id[r[4]][1])).fetchone()[0]) for r in rows), "joined by a pair of the cluster")
    check(max(size.values()) > 1, "some rows are joined")


def threads(db):
    """Threads change nothing, not even the order."""
    asked = ["SELECT left_id, right_id, left_name, right_name, score, name_score, rule, evidence, right_group FROM "
             "elg_overlap('l', 'r', 0.3, '{\"group\": \"partner\"}')",
             "SELECT left_id, right_id, score FROM elg_overlap('l', 'SELECT id, name FROM r', 0, '{\"best\": \"left\"}')",
             "SELECT * FROM elg_dedupe('l', 0.3)",
             "SELECT * FROM elg_dedupe('SELECT id + 1000 * copy AS id, name || copy AS name FROM l, copies')"]
    db.execute("CREATE TABLE copies AS SELECT value AS copy FROM json_each('[1, 2, 3, 4, 5, 6]')")
    alone = [db.execute(sql).fetchall() for sql in asked]
    for n in (1, 3):
        check(db.execute(f"PRAGMA threads = {n}").fetchone()[0] == n, "threads are granted")
        for sql, rows in zip(asked, alone):
            check(rows and db.execute(sql).fetchall() == rows, f"{n} threads: {sql}")
    try:
        db.execute("SELECT * FROM elg_overlap('l', 'SELECT id, CASE WHEN id IN (150, 260) THEN printf(''%2000d'', 0) ELSE name END AS name FROM r')").fetchall()
        check(False, "a long name is an error")
    except sqlite3.OperationalError as e:
        check("row 150, id '150'" in str(e), f"the first long name is reported: {e}")
    db.execute("PRAGMA threads = 0")


def stops(db):
    """Interrupts and progress handlers end the long loops."""
    rng = random.Random(3)
    words = [a + b for a in "blue red green royal first united general national".split() for b in ("bank", "steel", "air", "media")]
    db.execute("CREATE TABLE big(id INTEGER PRIMARY KEY, name TEXT)")
    db.executemany("INSERT INTO big(name) VALUES (?)", [(" ".join(rng.sample(words, 3)),) for _ in range(6000)])
    for n, call in ((n, call) for n in (0, 2) for call in ("elg_overlap('big', 'big', .01)", "elg_dedupe('big', .01)")):
        db.execute(f"PRAGMA threads = {n}")
        start = time.time()
        db.set_progress_handler(lambda: time.time() - start > .05, 1000)
        try:
            db.execute(f"SELECT count(*) FROM {call}").fetchall()
            check(time.time() - start < .5, f"{call} stops")
        except sqlite3.OperationalError as e:
            check("interrupted" in str(e) and time.time() - start < 2, f"{call}, {n} threads: {e} after {time.time() - start:.1f} s")
        db.set_progress_handler(None, 0)
    start = time.time()
    db.execute("CREATE TABLE same AS WITH c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 10000) SELECT i AS id, 'Acme Widgets GmbH' AS name FROM c")
    check(db.execute("SELECT count(*) FROM elg_dedupe('same') WHERE cluster_size = 10000").fetchone()[0] == 10000, "10,000 equal names")
    check(time.time() - start < 5, f"10,000 equal names took {time.time() - start:.1f} s")


def files():
    """A kept search index is renewed when another connection writes."""
    path = os.path.join(os.environ["B"], "search.db")
    if os.path.exists(path):
        os.remove(path)
    one, two = sqlite3.connect(path), sqlite3.connect(path)
    one.enable_load_extension(True)
    one.load_extension(os.environ["ELGEXT"])
    two.executescript("CREATE TABLE l(id INTEGER PRIMARY KEY, name TEXT); INSERT INTO l(name) VALUES ('Whirlpool');")
    count = lambda: one.execute("SELECT count(*) FROM elg_search('l', 'Whirlpool')").fetchone()[0]
    check(count() == 1 and count() == 1, "one row")
    two.execute("INSERT INTO l(name) VALUES ('Whirlpool Ltd')")
    two.commit()
    check(count() == 2, "a row of another connection")
    two.execute("ALTER TABLE l RENAME TO gone")
    two.execute("CREATE TABLE l AS SELECT 1 AS id, 'Zoetis' AS name")
    two.commit()
    check(count() == 0, "another table")
    one.close()
    two.close()
    os.remove(path)


def main():
    db = connect()
    lists(db)
    for part in (definition, laws, independence, choices, search, dedupe, threads, stops):
        part(db)
    files()


main()
finish()
