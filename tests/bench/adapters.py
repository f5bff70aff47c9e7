"""One adapter for each matcher: names of two lists in, scored pairs out.

An adapter is a function (left, right) -> run, where run(floor) -> iterable of (i, j, score >= floor).  The first step
moves the names into the matcher's own container and is not charged; run is.  PEERS lists them with their
thresholds (default: the peer's own, or the customary one where it has none; floor: where candidates
stop when the best threshold is looked for).  `prepared` peers are string metrics without a cleaner: they get names
cleaned by prepare(), for free.  `slow` ones are measured at small sizes too, so that their growth is known where they
cannot finish.
"""
import collections
import os
import re
import sqlite3
import subprocess
import tempfile
import unicodedata

Peer = collections.namedtuple("Peer", "name adapter packages env prepared default floor all_pairs slow")

LEGAL = set("""ab ag aktiengesellschaft as asa a/s bv bvba cia co company corp corporation cv eurl gmbh group holding
holdings inc incorporated jsc kg kgaa kk limited llc llp lp ltd ltda mbh nv oao oy oyj ooo pc plc pjsc pte pty pvt sa
sab saic sarl sas se sl societe anonyme spa sp sro srl tbk the trust""".split())
CJK = re.compile("株式会社|有限会社|合同会社|有限公司|股份|주식회사|ホールディングス|グループ|hd$|g$")


def prepare(name):
    """NFKC, case folded, Latin marks stripped, punctuation to blanks, legal forms at either end removed."""
    text = unicodedata.normalize("NFKC", name).casefold().replace("&", " and ").replace("'", "").replace("’", "")
    if text.isascii() is False:
        split = unicodedata.normalize("NFD", text)
        text = unicodedata.normalize("NFC", "".join(c for c in split if not "\u0300" <= c <= "\u036f"))
        text = CJK.sub(" ", text) if any(c > "\u2e80" for c in text) else text
    words = re.sub(r"[^\w\s]|_", lambda m: "" if m.group() == "." else " ", text).split()
    core = list(words)
    while len(core) > 1 and core[-1] in LEGAL:
        core.pop()
    while len(core) > 1 and core[0] in LEGAL:
        del core[0]
    return " ".join(core or words) or name


def head(name):
    """First block of the two-block joins: the first four characters without blanks."""
    return name.replace(" ", "")[:4]


def tail(name):
    """Second block: the first character and the last four, without blanks."""
    return name[:1] + name.replace(" ", "")[-4:]


# ---------------------------------------------------------------- SQLite and elgext

def _sqlite(left, right):
    con = sqlite3.connect(":memory:")
    con.execute("PRAGMA temp_store = memory")
    for table, names in (("l", left), ("r", right)):
        con.execute(f"CREATE TABLE {table}(id INTEGER PRIMARY KEY, name TEXT)")
        con.executemany(f"INSERT INTO {table} VALUES (?, ?)", enumerate(names))
    return con


def sqlite_exact(left, right):
    """SQLite's exact join on lower(name), temporary index built in the run: the unit of every ratio."""
    con = _sqlite(left, right)

    def run(floor):
        con.execute("CREATE TEMP TABLE k(key TEXT, id INTEGER, PRIMARY KEY(key, id)) WITHOUT ROWID")
        con.execute("INSERT INTO k SELECT lower(name), id FROM l ORDER BY 1, 2")
        return con.execute("SELECT k.id, r.id, 1.0 FROM r CROSS JOIN k ON k.key = lower(r.name)").fetchall()
    return run


def _loaded(con):
    """con with the extension in it (ELGEXT, build/elgext)."""
    con.enable_load_extension(True)
    con.load_extension(os.environ.get("ELGEXT", "build/elgext"))
    return con


def elgext(left, right):
    """This project: elg_overlap over two tables, names only."""
    con = _loaded(_sqlite(left, right))
    return lambda floor: con.execute("SELECT left_id, right_id, score FROM elg_overlap('SELECT id, name FROM l',"
                                     " 'SELECT id, name FROM r', ?)", (floor,)).fetchall()


def elgext_default():
    return _loaded(sqlite3.connect(":memory:")).execute("SELECT elg_default_threshold()").fetchone()[0]


# ---------------------------------------------------------------- exact joins after cleaning

def _exact(left, right, key):
    def run(floor):
        index = collections.defaultdict(list)
        for i, name in enumerate(left):
            index[key(name)].append(i)
        return [(i, j, 1.0) for j, name in enumerate(right) for i in index.get(key(name), ())]
    return run


def casefold_exact(left, right):
    """Equal after NFKC and case folding."""
    return _exact(left, right, lambda name: unicodedata.normalize("NFKC", name).casefold())


def cleanco_exact(left, right):
    """cleanco.basename twice (as its manual advises), then equal without punctuation and case.  cleanco's own
    prepare_default_terms() is called once: basename() would rebuild the list for every name."""
    from cleanco.clean import prepare_default_terms, custom_basename
    terms = prepare_default_terms()

    def key(name):
        name = unicodedata.normalize("NFKC", name)
        return re.sub(r"\W+", "", custom_basename(custom_basename(name, terms), terms)).casefold() or name
    return _exact(left, right, key)


# ---------------------------------------------------------------- TF-IDF

def tfidf_topn(left, right):
    """scikit-learn's TF-IDF of character 3-grams within words, float32; sparse_dot_topn, 10 best of a row."""
    import numpy
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sparse_dot_topn import sp_matmul_topn

    def run(floor):
        vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), dtype=numpy.float32, lowercase=False)
        vectors.fit(left + right)
        a, b = vectors.transform(right), vectors.transform(left)
        c = sp_matmul_topn(a, b.T.tocsr(), top_n=10, threshold=floor, n_threads=1).tocoo()
        return zip(c.col.tolist(), c.row.tolist(), c.data.tolist())
    return run


def _mostly_ascii(names):
    return 2 * sum(map(str.isascii, names)) > len(names)


def string_grouper(left, right):
    """string_grouper.match_strings on the raw names, its own defaults (3-grams, 20 best), one process;
    normalize_to_ascii off where most names are not ASCII (it would delete them)."""
    import pandas
    from string_grouper import match_strings
    from loguru import logger
    logger.remove()
    master, duplicates = pandas.Series(left), pandas.Series(right)

    def run(floor):
        m = match_strings(master, duplicates, min_similarity=floor, number_of_processes=1,
                          normalize_to_ascii=_mostly_ascii(left))
        return zip(m["left_index"].tolist(), m["right_index"].tolist(), m["similarity"].tolist())
    return run


# ---------------------------------------------------------------- string metrics

def _best_of_both(left, right, scorer, floor):
    """All pairs by rapidfuzz.process.cdist; kept: the best of every row and of every column."""
    import numpy
    from rapidfuzz import process
    scores = process.cdist(left, right, scorer=scorer, score_cutoff=floor, dtype=numpy.float32, workers=1)
    row, column = scores.max(axis=1), scores.max(axis=0)
    out = []
    for i in range(len(left)):
        j = numpy.flatnonzero((scores[i] >= max(floor, 1e-9)) & ((scores[i] == row[i]) | (scores[i] == column)))
        out.extend(zip([i] * len(j), j.tolist(), scores[i][j].tolist()))
    return out


def rapidfuzz_jw(left, right):
    """rapidfuzz Jaro-Winkler, all pairs, prepared names."""
    from rapidfuzz.distance import JaroWinkler
    return lambda floor: _best_of_both(left, right, JaroWinkler.similarity, floor)


def rapidfuzz_wratio(left, right):
    """rapidfuzz WRatio, all pairs, prepared names."""
    from rapidfuzz import fuzz
    return lambda floor: _best_of_both(left, right, fuzz.WRatio, floor)


def rapidfuzz_blocks(left, right):
    """rapidfuzz Jaro-Winkler in two blocks (head, tail): process.cdist with a cut-off over every block.  (Gathering all
    candidates first for one process.cpdist took fifteen times as long at 100,000 names.)"""
    import numpy
    from rapidfuzz import process
    from rapidfuzz.distance import JaroWinkler

    def groups(side, key):
        out = collections.defaultdict(list)
        for i, name in enumerate(side):
            out[key(name)].append(i)
        return out
    blocks = [(groups(left, key), groups(right, key)) for key in (head, tail)]

    def run(floor):
        found = {}
        for a, b in blocks:
            for key in a.keys() & b.keys():
                i, j = a[key], b[key]
                score = process.cdist([left[x] for x in i], [right[y] for y in j], scorer=JaroWinkler.similarity,
                                      score_cutoff=floor, dtype=numpy.float32, workers=1)
                for x, y in zip(*numpy.nonzero(score >= floor)):
                    found[i[x], j[y]] = float(score[x, y])
        return [(i, j, s) for (i, j), s in found.items()]
    return run


def recordlinkage_blocks(left, right):
    """recordlinkage: Block on head, Block on tail, Compare.string('jarowinkler'), one job."""
    import pandas
    import recordlinkage
    frames = [pandas.DataFrame({"name": side, "h": list(map(head, side)), "t": list(map(tail, side))})
              for side in (left, right)]

    def run(floor):
        indexer = recordlinkage.Index()
        indexer.block("h")
        indexer.block("t")
        pairs = indexer.index(*frames)
        compare = recordlinkage.Compare(n_jobs=1)
        compare.string("name", "name", method="jarowinkler", label="s")
        score = compare.compute(pairs, *frames)["s"]
        score = score[score >= floor]
        return [(i, j, s) for (i, j), s in zip(score.index, score.tolist())]
    return run


def name_matching(left, right):
    """name_matching.NameMatcher: its own cleaning (legal suffixes removed), TF-IDF 2- and 3-grams, the 10 best
    candidates (50, its default, took five times as long), distances 'bag', 'typo', 'refined_soundex'; every left name
    looked up in the right list; scores 0-100."""
    import pandas
    from name_matching.name_matcher import NameMatcher
    master = pandas.DataFrame({"name": right})
    other = pandas.DataFrame({"name": left})

    def run(floor):
        matcher = NameMatcher(number_of_matches=1, legal_suffixes=True, common_words=False, top_n=10, verbose=False)
        matcher.set_distance_metrics(["bag", "typo", "refined_soundex"])
        matcher.load_and_process_master_data(column="name", df_matching_data=master, transform=True)
        m = matcher.match_names(to_be_matched=other, column_matching="name")
        return [(i, int(j), s) for i, j, s in zip(m.index.tolist(), m["match_index"], m["score"]) if s >= floor]
    return run


# ---------------------------------------------------------------- DuckDB, Splink, PostgreSQL

def _duckdb(left, right):
    import duckdb
    import pyarrow
    con = duckdb.connect()
    con.execute("SET threads = 1")
    for table, side in (("l", left), ("r", right)):
        rows = pyarrow.table({"i": range(len(side)), "name": side, "h": list(map(head, side)),
                              "t": list(map(tail, side))})
        con.execute(f"CREATE TABLE {table} AS SELECT * FROM rows")
    return con


def duckdb_exact(left, right):
    """DuckDB's exact join on lower(name), one thread."""
    con = _duckdb(left, right)
    return lambda floor: con.execute(
        "SELECT l.i, r.i, 1.0 FROM l JOIN r ON lower(l.name) = lower(r.name)").fetchall()


def duckdb_blocks(left, right):
    """DuckDB jaro_winkler_similarity in two blocks (head, tail), one thread; the second block leaves out the
    pairs of the first.  Block columns are made beforehand."""
    con = _duckdb(left, right)
    return lambda floor: con.execute(
        "SELECT * FROM (SELECT l.i, r.i, jaro_winkler_similarity(l.name, r.name, $t) s FROM l JOIN r USING (h)"
        " UNION ALL SELECT l.i, r.i, jaro_winkler_similarity(l.name, r.name, $t) s FROM l JOIN r USING (t)"
        " WHERE l.h <> r.h) WHERE s >= $t", {"t": floor}).fetchall()


def splink_duckdb(left, right):
    """Splink on DuckDB (one thread), link_only, the same two blocks.  Of six models tried (Jaro-Winkler at 5 or 13
    levels on the whole name, with and without term frequencies, with words in common, first word and rest apart) the
    best: first word and rest apart, Jaro-Winkler at .95 .9 .8 each, term-frequency adjusted; u by random sampling (1e6
    pairs, seed 1), m by expectation maximisation over either block; score = match weight."""
    import logging
    import warnings
    import duckdb
    import pyarrow
    import splink.comparison_library as cl
    from splink import Linker, SettingsCreator, block_on
    from splink.backends.duckdb import DuckDBAPI
    warnings.filterwarnings("ignore")
    con = duckdb.connect()
    con.execute("SET threads = 1")
    api = DuckDBAPI(connection=con)
    sides = []
    for label, side in (("a_left", left), ("b_right", right)):
        split = [name.split(" ", 1) + [None] for name in side]
        rows = pyarrow.table({"unique_id": range(len(side)), "name": side, "first": [s[0] for s in split],
                              "rest": [s[1] for s in split], "h": list(map(head, side)), "t": list(map(tail, side))})
        sides.append(api.register(rows, dataset_display_name=label))

    def run(floor):
        word, rest = (cl.JaroWinklerAtThresholds(column, [0.95, 0.9, 0.8]).configure(term_frequency_adjustments=True)
                      for column in ("first", "rest"))
        settings = SettingsCreator(
            link_type="link_only", retain_intermediate_calculation_columns=False, retain_matching_columns=False,
            blocking_rules_to_generate_predictions=[block_on("h"), block_on("t")], comparisons=[word, rest])
        linker = Linker(sides, settings, log_level=logging.ERROR)
        linker.training.estimate_probability_two_random_records_match([block_on("name")], recall=0.6)
        linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
        linker.training.estimate_parameters_using_expectation_maximisation(block_on("h"))
        linker.training.estimate_parameters_using_expectation_maximisation(block_on("t"))
        out = linker.inference.predict(threshold_match_weight=floor)
        return con.execute(f"SELECT unique_id_l, unique_id_r, match_weight FROM {out.physical_name}").fetchall()
    return run


EXTERNAL = {}  # cost of a server that did the work: cpu (seconds), peak (MB)


def pg_trgm(left, right):
    """PostgreSQL's pg_trgm: GIN index on the left list built in the run, the % operator at the floor, one process.
    Cost: that of the server's backend process."""
    psql = os.environ["PSQL"].split()
    folder = tempfile.mkdtemp()
    files = []
    for label, side in (("l", left), ("r", right)):
        files.append(f"{folder}/{label}.tsv")
        with open(files[-1], "w", encoding="utf-8") as f:
            f.writelines("%d\t%s\n" % (i, n.replace("\\", "\\\\").replace("\t", " ")) for i, n in enumerate(side))
    subprocess.run(psql, input="CREATE EXTENSION IF NOT EXISTS pg_trgm; DROP TABLE IF EXISTS l, r;"
                   "CREATE TABLE l(i int, name text); CREATE TABLE r(i int, name text);\n"
                   f"\\copy l from '{files[0]}'\n\\copy r from '{files[1]}'\nVACUUM ANALYZE l; VACUUM ANALYZE r;",
                   text=True, check=True, stdout=subprocess.DEVNULL)

    def run(floor):
        stat = "\\! cut -d' ' -f14,15 /proc/$BACKEND/stat\n"
        script = ("SELECT pg_backend_pid() AS pid \\gset\n\\setenv BACKEND :pid\n" + stat +
                  f"SET pg_trgm.similarity_threshold = {floor}; SET max_parallel_workers_per_gather = 0;"
                  "SET max_parallel_maintenance_workers = 0; SET jit = off; SET work_mem = '256MB';"
                  "CREATE INDEX ON l USING gin (name gin_trgm_ops); SET enable_seqscan = off;\n"
                  "\\copy (SELECT l.i, r.i, similarity(l.name, r.name) FROM r JOIN l ON l.name % r.name) to "
                  f"'{folder}/out.tsv'\n" + stat + "\\! grep VmHWM /proc/$BACKEND/status\n")
        out = subprocess.run(psql + ["-qAt"], input=script, text=True, check=True, stdout=subprocess.PIPE).stdout
        before, after, peak = [line for line in out.splitlines() if line.strip()][-3:]
        tick = os.sysconf("SC_CLK_TCK")
        EXTERNAL.update(cpu=(sum(map(int, after.split())) - sum(map(int, before.split()))) / tick,
                        peak=int(peak.split()[1]) / 1024)
        with open(f"{folder}/out.tsv") as f:
            rows = [line.split() for line in f]
        return [(int(i), int(j), float(s)) for i, j, s in rows]
    return run


# ---------------------------------------------------------------- EMM

def emm_unsupervised(left, right):
    """EMM without its trained layer: its default preprocessor and indexers (words, character 2-grams blocked by
    first letter, sorted neighbourhood), raw names, one job; score = mean of the two cosine similarities.  Where most
    names are not ASCII its preprocessors would delete them: such lists get prepared names and none."""
    import logging
    import pandas
    from emm import PandasEntityMatching
    logging.disable(logging.INFO)
    extra = {}
    if not _mostly_ascii(left):
        left, right, extra = list(map(prepare, left)), list(map(prepare, right)), {"preprocessor": []}
    truth = pandas.DataFrame({"id": range(len(left)), "name": left})
    names = pandas.DataFrame({"id": range(len(right)), "name": right})

    def run(floor):
        model = PandasEntityMatching(dict({"name_only": True, "supervised_on": False, "n_jobs": 1,
                                           "name_col": "name", "entity_id_col": "id"}, **extra))
        model.fit(truth)
        m = model.transform(names)
        m = m[m["gt_entity_id"].notnull()]
        score = m[["score_0", "score_1"]].fillna(0).mean(axis=1)
        keep = score >= floor
        return zip(m["gt_entity_id"][keep].astype(int).tolist(), m["entity_id"][keep].astype(int).tolist(),
                   score[keep].tolist())
    return run


PEERS = [
    # name, adapter, packages, environment, prepared, default, floor, all pairs, slow
    Peer("sqlite-exact", sqlite_exact, (), "", False, 1.0, 1.0, False, False),
    Peer("elgext", elgext, (), "", False, None, None, False, False),
    Peer("casefold-exact", casefold_exact, (), "", False, 1.0, 1.0, False, False),
    Peer("cleanco-exact", cleanco_exact, ("cleanco",), "peers", False, 1.0, 1.0, False, False),
    Peer("duckdb-exact", duckdb_exact, ("duckdb",), "peers", False, 1.0, 1.0, False, False),
    Peer("duckdb-jw-blocks", duckdb_blocks, ("duckdb",), "peers", True, 0.92, 0.7, False, False),
    Peer("rapidfuzz-jw-blocks", rapidfuzz_blocks, ("rapidfuzz",), "peers", True, 0.92, 0.7, False, False),
    Peer("rapidfuzz-jw-all", rapidfuzz_jw, ("rapidfuzz",), "peers", True, 0.92, 0.7, True, False),
    Peer("rapidfuzz-wratio-all", rapidfuzz_wratio, ("rapidfuzz",), "peers", True, 90.0, 60.0, True, False),
    Peer("tfidf-sdtn", tfidf_topn, ("sparse_dot_topn", "scikit-learn"), "peers", True, 0.65, 0.3, False, False),
    Peer("string_grouper", string_grouper, ("string_grouper", "sp_matmul_rs"), "peers", False, 0.8, 0.3, False, False),
    Peer("splink-duckdb", splink_duckdb, ("splink", "duckdb"), "peers", True, -2.5, -10.0, False, False),
    Peer("emm", emm_unsupervised, ("emm", "rapidfuzz"), "peers-emm", False, 0.6, 0.1, False, True),
    Peer("recordlinkage", recordlinkage_blocks, ("recordlinkage", "jellyfish"), "peers", True, 0.92, 0.7, False, True),
    Peer("pg_trgm", pg_trgm, (), "pg", True, 0.6, 0.3, False, True),
    Peer("name_matching", name_matching, ("name_matching",), "peers", False, 90.0, 0.0, False, True),
]
