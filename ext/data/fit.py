#!/usr/bin/env python3
"""Fit the score's model to labelled lists and write ext/data/model.txt.

usage: fit.py --ext build/elgext --out ext/data/model.txt DIR[@WEIGHT] [DIR[@WEIGHT] ...]
needs: a Python whose sqlite3 loads extensions, numpy, scikit-learn

Each DIR holds left.csv and right.csv (columns id, name) and truth.csv (left_id, right_id): all true pairs between the
two lists. The features of every candidate pair come from elg_overlap(..., 0) and its evidence, so the model sees what
the join sees. Of each query the two most alike candidates and the true ones are learnt from; each DIR weighs the
same, one of more than 4,000 pairs half as much again. DIR@WEIGHT weighs that much instead, and nothing is made from it: for lists
that are rough or of one kind, such as an exchange's short names beside the registered ones.

From the longer list of each DIR a second pair of lists is made, as a CRM holds the names: a third of them on the left only, a
third on the right only, and a third on both sides, changed on the right (`changed`): one or two slips of the keyboard,
another legal form, a generic word more or less, none but the brand, a nation or a word for group or trade beside it, a word left out,
words written together, inflected or cut short, initials of all words or of the first ones, and, labelled false, another number, another known word a letter or two apart,
another first letter, another trade, another telling word beside the same brand. So what is a misspelling and what is
another firm is learnt at the rate at which real names are a letter apart. True pairs are learnt from whether or not they
share a key. --made is what all these lists weigh together, in labelled lists; --initials how much more those true pairs weigh that are
a name and its initials: three letters are more often chance than not in a long list, but a reader takes them for the name.

A further pair of lists holds invented Japanese firms in Latin letters and in kana.

brands.txt holds labelled pairs of well-known and invented firms as CRMs and registers name them, since lists of registers hold few of
them. --brand-weight is what they weigh together, in labelled lists; every fifth pair is kept from the fit, and --check tells how many of
these the model has right.

The model is a sum of small trees (gradient boosting, logistic loss), monotone where the sense of a feature is clear.
With --check the reliability table of a three-fold cross-validation is printed: predicted against observed share.
With --without DIR that list, and what is made from it, is left out.
"""
import argparse, collections, csv, json, os, random, re, sqlite3, sys
import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import GroupKFold

MORE = """jaccard contained matched first core_equal all_equal acronym prefix edit jaccard_edit rare_match core_rare sound
subset_rare subset_coined sure whole brand bare spelling""".split()
LESS = """number_conflict number_extra place_conflict place_extra bracket_conflict bracket_extra legal_conflict legal_other both_miss
more_miss last_conflict sector_conflict sector_extra rare_miss rare_both doubt formal_miss cjk_miss other_extra
other_conflict formal_filler formal_bracket whole_edits typo_words typo_share typo_known typo_odd typo_first""".split()

# ---- lists made from names ----

KEYS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"]
FORMS = [f.split("|") for f in ("Inc|Inc.|Incorporated", "LLC|L.L.C.", "Ltd|Ltd.|Limited", "Corp|Corp.|Corporation", "Co|Co.|Company",
                                "PLC|plc|P.L.C.", "GmbH|G.m.b.H.", "AG|A.G.", "S.A.|SA", "B.V.|BV", "S.p.A.|SpA", "AB|A.B.")]

GENERIC = """group holdings international services global solutions systems company technologies industries partners
enterprises management products america europe germany usa""".split()


def beside(c):
    """A key beside c's."""
    row = next((r for r in KEYS if c.lower() in r), None)
    if row is None:
        return c
    y, x = KEYS.index(row), row.index(c.lower())
    near = [KEYS[j][i] for j in (y - 1, y, y + 1) for i in (x - 1, x, x + 1)
            if 0 <= j < 3 and 0 <= i < len(KEYS[j]) and (j, i) != (y, x) and abs((i + j / 2) - (x + y / 2)) <= 1]
    return random.choice(near).upper() if c.isupper() else random.choice(near)


def slip(name):
    """One slip of the keyboard, within a word of four letters or more where there is one, or between words."""
    places = [m for m in re.finditer(r"[^\W\d_]+", name)]
    places = [m for m in places if len(m.group()) >= 4] or places
    if not places:
        return name
    word = random.choices(places, [len(m.group()) for m in places])[0]
    i = random.randrange(word.start(), word.end())
    how = random.random()
    if how < 0.25:
        return name[:i] + name[i + 1:]
    if how < 0.5:
        i -= i == len(name) - 1
        return name[:i] + name[i + 1] + name[i] + name[i + 2:]
    if how < 0.65:
        return name[:i] + name[i] + name[i:]
    if how < 0.75:
        return name[:i] + random.choice("etaoinsrhl") + name[i:]
    if how < 0.95:
        return name[:i] + beside(name[i]) + name[i + 1:]
    return name[:i] + random.choice("etaoinsrhldcumpgb") + name[i + 1:]


def bare(name):
    """Without its legal form."""
    forms = "|".join(re.escape(f) for f in sorted(sum(FORMS, []), key=len, reverse=True))
    return re.sub(rf"[ ,]+({forms})$", "", name, flags=re.I)


def another_form(name):
    """The legal form away or spelt another way; one more where there was none."""
    core = bare(name)
    form = name[len(core):].strip(" ,").lower()
    family = next((f for f in FORMS if form in (x.lower() for x in f)), None)
    if family is None:
        return f"{core} {random.choice(random.choice(FORMS[:5]))}"
    return core if random.random() < 0.5 else f"{core} {random.choice(family)}"


def initials(name):
    """Of the words; half of them with the legal form."""
    words = [w for w in re.findall(r"[^\W\d_]+", bare(name)) if w.lower() not in ("and", "of", "the", "for", "de")]
    form = name[len(bare(name)):] if random.random() < 0.5 else ""
    if len(words) == 2 and re.search(r"[^\W\d_] ?& ?[^\W\d_]", name):
        return f"{words[0][0]}&{words[1][0]}".upper() + form
    return "".join(w[0] for w in words).upper() + form if 3 <= len(words) <= 6 else None


def short(name):
    """The first words as initials, the others as they are."""
    words = bare(name).split()
    n = random.choice([2, 2, 3, 4])
    if len(words) <= n or not all(w.isalpha() and len(w) > 3 for w in words[:n]):
        return None
    return " ".join(["".join(w[0] for w in words[:n]).upper()] + words[n:]) + random.choice(["", name[len(bare(name)):]])


def number(name):
    """A sibling: another number, or one more."""
    if re.search(r"\d", name):
        return re.sub(r"\d", lambda m: str((int(m.group()) + random.randrange(1, 9)) % 10), name, count=1)
    return f"{name} {random.choice(['2', '3', 'II', 'III', 'IV', '7'])}"


def joined(name):
    blanks = [m.start() for m in re.finditer(" ", name)]
    i = random.choice(blanks) if blanks else len(name)
    return name[:i] + name[i + 1:]


def shorter(name):
    """One of three words or more left out, neither the first nor the longest."""
    words = bare(name).split()
    rest = [i for i, w in enumerate(words) if i and w != max(words, key=len)]
    if len(words) < 3 or not rest:
        return None
    del words[random.choice(rest)]
    return " ".join(words) + random.choice(["", name[len(bare(name)):]])


def inflected(name):
    """An s more or less behind a word."""
    words = [m for m in re.finditer(r"[^\W\d_]{5,}", bare(name))]
    if not words:
        return None
    m = random.choice(words)
    word = m.group()[:-1] if m.group()[-1] in "sS" else m.group() + ("S" if m.group().isupper() else "s")
    return name[:m.start()] + word + name[m.end():]


def another_word(name):
    """A generic word away or one more, and no legal form: with it, that would be a sibling's name."""
    words = bare(name).split()
    generic = [i for i, w in enumerate(words) if i and w.lower() in GENERIC]
    if generic and len(words) > 1 and random.random() < 0.5:
        del words[random.choice(generic)]
    else:
        words.append(random.choice(GENERIC).title())
    return " ".join(words)


# What stands beside a brand: nations with the legal form of a firm there, and words in front.
NATIONS = [n.split("|") for n in (
    "Germany|", "Deutschland|GmbH", "Deutschland|AG", "France|", "France|SAS", "France|S.A.", "UK|", "UK|Ltd", "(UK)|Limited", "Ireland|Ltd",
    "USA|", "USA|Inc.", "US|LLC", "America|Inc.", "North America|", "Canada|", "Canada|Inc.", "Mexico|S.A. de C.V.", "Brasil|Ltda",
    "Brazil|", "Espana|S.A.", "Iberia|S.L.", "Portugal|Lda", "Italia|S.p.A.", "Italia|S.r.l.", "Italy|", "Schweiz|AG", "Austria|GmbH",
    "Nederland|B.V.", "Netherlands|B.V.", "Belgium|NV", "Polska|Sp. z o.o.", "Sverige|AB", "Norge|AS", "Danmark|A/S", "Finland|Oy",
    "Japan|K.K.", "Japan|", "China|Co., Ltd.", "India|Pvt. Ltd.", "India|Limited", "Australia|Pty Ltd", "Europe|", "Singapore|Pte Ltd")]
FRONT = "Grupo|Groupe|Gruppo|Societe|Compagnie|Koncern|Firma|Grupa|Gruppe|Konzern".split("|")


FRONT_TRADES = ("Banco|Banca|Banque|Laboratoires|Laboratorios|Laboratori|Editorial|Editions|Constructora|Construtora|Transportes|"
                "Transports|Industrias|Almacenes|Seguros|Hotel|Farmacia|Supermercados|Calzados|Cementos|Autohaus|Svenska|Norsk|Dansk|"
                "Deutsche|Nederlandse|Polski|Magyar|Suomen|Turkiye").split("|")


class Generic:
    """The generic words of the dictionary, and those that name a trade."""

    def __init__(self, path):
        self.all, self.trades = set("of for the and de".split()), []
        with open(path) as f:
            for word, kind in (line.rstrip().split("\t")[:2] for line in f if line.count("\t")):
                if kind in ("filler", "sector") and word.isascii():
                    self.all |= {word, word + "s", word[:-1] if word.endswith("s") else word}
                    if kind == "sector" and " " not in word:
                        self.trades.append(word)

    def has(self, word):
        return word.lower().strip("&.,()") in self.all or not word.strip("&.,-")


def brand_of(name, generic):
    """The telling words of a name that has generic ones behind or before them; None where it has none, or nothing else."""
    words = bare(name).split()
    core = list(words)
    while core and generic.has(core[-1]):
        core.pop()
    while core and generic.has(core[0]):
        core.pop(0)
    if not core or len(core) == len(words) or len(core) > 2 or len(core[0]) < 3 or any(generic.has(w) for w in core):
        return None
    return " ".join(core)


def brand(name, generic):
    """What people call the firm: without generic words."""
    return brand_of(name, generic)


def abroad(name, generic):
    """The firm in another country: in a row of a CRM the same account."""
    nation, form = random.choice(NATIONS)
    core = brand_of(name, generic) if random.random() < 0.4 else bare(name)
    how = random.random()
    if not core or len(core.split()) > 3:
        return None
    if how < 0.25:
        return f"{name} - {nation.strip('()')}"
    return f"{core} {nation} {form}".strip() if how < 0.75 else f"{core} ({nation.strip('()')})"


def in_front(name, generic):
    """A word for group or company before the brand, or behind it."""
    core = brand_of(name, generic) or bare(name)
    if len(core.split()) > 2 or generic.has(core.split()[0]):
        return None
    how = random.random()
    if how < 0.6:
        return f"{random.choice(FRONT if how < 0.3 else FRONT_TRADES)} {core}"
    return f"The {core} Company" if how < 0.7 else f"{core} {random.choice(['Group', 'Holding', 'Holdings plc', 'Group plc', 'Company'])}"


def sibling(name, generic, others):
    """Another firm of the same first word: it has a telling word of its own."""
    core = brand_of(name, generic)
    other = random.choice(others).split()
    if not core or len(other) < 2 or generic.has(other[0]) or len(other[0]) < 4 or not other[0].isalpha():
        return None
    return f"{core} {other[0]}" + random.choice(["", name[len(bare(name)):]])


def other_trade(name, generic):
    """Another firm: the trade is another one."""
    words = bare(name).split()
    last = words[-1].lower()
    if len(words) < 2 or last not in generic.trades:
        return None
    return " ".join(words[:-1] + [random.choice(generic.trades).title()]) + name[len(bare(name)):]


def rhyme(name):
    """Another firm: a telling word begins with another letter, no key beside."""
    word = name.split()[0]
    if len(word) < 4 or not word.isalpha():
        return None
    letters = [c for c in "bcdfghlmnprstw" if c != word[0].lower() and c not in (beside(word[0].lower()) for _ in range(6))]
    return random.choice(letters).upper() + (word[1:] if word[1:].isupper() else word[1:].lower()) + name[len(word):]


def cut(name):
    """As in a field that is too short, or a long word cut to its beginning and a dot."""
    long = [m for m in re.finditer(r"[^\W\d_]{8,}", bare(name))]
    if long and random.random() < 0.6:
        m = random.choice(long)
        return name[:m.start() + random.randrange(3, 6)] + "." + name[m.end():]
    ends = [m.end() for m in re.finditer(r"(?<=[^\W\d_]{3})(?=[^\W\d_])", name) if 15 <= m.end() <= 35]
    return name[:random.choice(ends)] if ends else None


def confused(name, words):
    """Another firm's name: a word is another known word a letter or two apart."""
    found = [(m, near) for m in re.finditer(r"[^\W\d_]{4,}", bare(name)) for near in [words.near(m.group().lower())] if near]
    if not found:
        return None
    m, near = random.choice(found)
    return name[:m.start()] + random.choice(near).capitalize() + name[m.end():]


class Words:
    """The dictionary's words, found by what is left of them without a letter or two."""

    def __init__(self, path):
        self.index = collections.defaultdict(set)
        with open(path) as f:
            for word in (line.split("\t")[0] for line in f if line.strip() and line[0] not in "#*"):
                if word.isalpha() and word.isascii() and len(word) >= 4:
                    for rest in self.rests(word):
                        self.index[rest].add(word)

    @staticmethod
    def rests(word):
        return {word[:i] + word[i + 1:] for i in range(len(word))}

    def near(self, word):
        found = set().union(*(self.index.get(rest, ()) for rest in self.rests(word)))
        if word not in found:
            return []
        return sorted(w for w in found if w != word and w.rstrip("s") != word.rstrip("s") and w[:-1] != word and word[:-1] != w)


def changed(name, words, generic, others):
    """What becomes of a name on the other side, and whether it still is that firm's."""
    how = random.random()
    for share, change, same in (
            (0.03, number, False), (0.05, lambda n: confused(n, words), False), (0.08, initials, True), (0.07, another_word, True),
            (0.04, joined, True), (0.06, cut, True), (0.04, inflected, True), (0.04, shorter, True), (0.05, another_form, True),
            (0.10, lambda n: brand(n, generic), True), (0.05, lambda n: abroad(n, generic), True),
            (0.04, lambda n: in_front(n, generic), True), (0.05, lambda n: sibling(n, generic, others), False),
            (0.02, lambda n: other_trade(n, generic), False), (0.02, rhyme, False), (0.03, short, True)):
        other = change(name) if 0 <= how < share else None
        if other:
            return other, same
        how -= share
    name = slip(name)
    if random.random() < 0.4:
        name = slip(name)
    return (another_form(name) if random.random() < 0.3 else name), True


def made_from(names, words, generic):
    """left, right and truth of lists made from names."""
    names = sorted({n for n in names if n.isascii() and len(n) >= 4})
    random.seed(1)
    random.shuffle(names)
    third = len(names) // 3
    left, right, truth = list(enumerate(names[:2 * third])), list(enumerate(names[2 * third:])), set()
    for i, name in left[:third]:
        other, same = changed(name, words, generic, names)
        if same:
            truth.add((str(i), str(len(right))))
        right.append((len(right), other))
    return left, right, truth


# ---- lists made of nothing: Japanese firms in kana and in Latin letters ----

SYLLABLES = """a ア|i イ|u ウ|e エ|o オ|ka カ|ki キ|ku ク|ke ケ|ko コ|sa サ|shi シ|su ス|se セ|so ソ|ta タ|chi チ|tsu ツ|te テ|to ト|na ナ|ni ニ|
nu ヌ|ne ネ|no ノ|ha ハ|hi ヒ|fu フ|he ヘ|ho ホ|ma マ|mi ミ|mu ム|me メ|mo モ|ya ヤ|yu ユ|yo ヨ|ra ラ|ri リ|ru ル|re レ|ro ロ|wa ワ|n ン|ga ガ|
gi ギ|gu グ|go ゴ|za ザ|ji ジ|zu ズ|da ダ|de デ|do ド|ba バ|bi ビ|bu ブ|be ベ|bo ボ|pa パ|pi ピ|pu プ|po ポ|sha シャ|shu シュ|sho ショ|kyo キョ|
ryu リュウ|jo ジョ|o オー|to トウ|ko コー|yu ユウ|kko ッコ|tto ット|ppo ッポ"""
LOANS = """Tech テック|Techno テクノ|System システム|Soft ソフト|Net ネット|Link リンク|Design デザイン|Planning プランニング|Foods フーズ|Home ホーム|
House ハウス|Car カー|Life ライフ|Care ケア|Medical メディカル|Engineering エンジニアリング|Create クリエイト|Frontier フロンティア|Smile スマイル|Green グリーン|
Blue ブルー|Star スター|Sky スカイ|Ocean オーシャン|Next ネクスト|First ファースト|Power パワー|Energy エナジー|Mark マーク|Cross クロス|World ワールド|
Clean クリーン|Plus プラス|Works ワークス|Base ベース|Field フィールド|Brain ブレイン|Partner パートナー|Create クリエート|Trust トラスト|Bridge ブリッジ"""


def coined(syllables, loans):
    """A name in Latin letters and in kana."""
    parts = random.choices(syllables, k=random.choice([2, 3, 3, 4, 4]))
    if parts[0][1][0] in "ンッ":
        parts[0] = ("ka", "カ")
    latin, kana = "".join(p[0] for p in parts).capitalize(), "".join(p[1] for p in parts)
    if random.random() < 0.4:
        a, b = random.choice(loans)
        before = random.random() < 0.3
        latin = (f"{a} {latin}" if before else f"{latin} {a}") if random.random() < 0.7 else a + latin.lower() if before else latin + a.lower()
        kana = b + kana if before else kana + b
    elif random.random() < 0.2:
        (a, b), (c, d) = random.sample(loans, 2)
        latin, kana = f"{a} {c}" if random.random() < 0.7 else a + c.lower(), b + d
    return latin, kana


def kana_near(kana):
    """Another firm: one letter is another."""
    places = [i for i, c in enumerate(kana) if c not in "ーッャュョ"]
    i = random.choice(places)
    return kana[:i] + random.choice([c for c in "アイウエオカキクケコサシスセソタチツテトナニノハヒホマミモヤラリルレロ" if c != kana[i]]) + kana[i + 1:]


def japanese(count):
    """left, right and truth: in Latin letters on the left, in kana on the right, two thirds of each on one side only; of those on
    both sides three in ten are another firm, a letter away."""
    random.seed(2)
    syllables, loans = ([tuple(x.split()) for x in t.replace("\n", "").split("|")] for t in (SYLLABLES, LOANS))
    left, right, truth = [], [], set()
    for i in range(count):
        latin, kana = coined(syllables, loans)
        near = i % 3 == 1 and random.random() < 0.3
        if i % 3 < 2:
            left.append((len(left), latin + random.choice(["", " Co., Ltd.", " Inc.", " Corporation", " Ltd.", " (Japan)", " K.K."])))
        if near:
            kana = kana_near(kana)
        if i % 3:
            right.append((len(right), random.choice(["株式会社{}", "{}株式会社", "有限会社{}", "{}", "㈱{}"]).format(kana)))
        if i % 3 == 1 and not near:
            truth.add((str(len(left) - 1), str(len(right) - 1)))
    return left, right, truth


TOP = 2
# Log-odds: of pairs that score .25 or more in lists of a million, none is below it after 32 trees.
FLOOR = -2
# ---- features of pairs ----

def connect(ext, left, right):
    db = sqlite3.connect(":memory:")
    db.enable_load_extension(True)
    db.load_extension(ext)
    for side, rows in (("left", left), ("right", right)):
        db.execute(f"CREATE TABLE {side}(id TEXT, name TEXT)")
        db.executemany(f"INSERT INTO {side} VALUES (?, ?)", rows)
    return db


def measured(evidence, names):
    parts = json.loads(evidence)["parts"]
    return [parts.get(n, 0.0) for n in names]


def left_doubles(db):
    """Names that are another row's too: which of the two is the true partner is not known."""
    return {i for i, in db.execute("SELECT l.id FROM left l JOIN (SELECT elg_core(name) AS core FROM left GROUP BY 1"
                                   " HAVING count(*) > 1) d ON d.core = elg_core(l.name)")}


def candidates(db, truth, names, all_true):
    """(query, is true, features) of the pairs the model decides on. Pairs that score 0 or 1 are decided without it."""
    by_right, doubles = all_true or len({l for l, _ in truth}) < 0.95 * len(truth), left_doubles(db) if all_true else ()
    sql = ("SELECT left_id, right_id, score, evidence"
           " FROM elg_overlap('SELECT id, name FROM left', 'SELECT id, name FROM right', 0)")
    likely = [names.index(n) for n in ("jaccard", "jaccard_edit", "acronym", "sound", "whole")]
    found, best = {}, collections.defaultdict(list)
    for left, right, score, evidence in db.execute(sql):
        if not 0 < score < 1 or (left in doubles and (left, right) not in truth):
            continue
        x = measured(evidence, names)
        found[left, right] = x
        best[right if by_right else left].append((-sum(x[i] for i in likely), left, right))
    keep = {(l, r) for rows in best.values() for _, l, r in sorted(rows)[:TOP]} | (truth & found.keys())
    if all_true:
        for left, right in truth - found.keys():
            score, evidence = db.execute(
                "SELECT elg_similarity(l.name, r.name), elg_explain(l.name, r.name) FROM left l, right r"
                " WHERE l.rowid = ? + 1 AND r.rowid = ? + 1", (int(left), int(right))).fetchone()
            if 0 < (score or 0) < 1:
                found[left, right] = measured(evidence, names)
                keep.add((left, right))
    return [(r if by_right else l, (l, r) in truth, found[l, r]) for l, r in sorted(keep)]


def read(folder, file, *columns):
    with open(f"{folder}/{file}.csv", newline="") as f:
        return [tuple(row[c] for c in columns) for row in csv.DictReader(f)]


def load(folder, weight, ext, names, words, generic):
    """Pairs of the labelled lists, those of the lists made from them, and what the former weigh."""
    left, right = read(folder, "left", "id", "name"), read(folder, "right", "id", "name")
    truth = read(folder, "truth", "left_id", "right_id")
    real = candidates(connect(ext, left, right), set(truth), names, False)
    made = []
    if weight is None:
        left, right, truth = made_from([n for _, n in max(left, right, key=len)], words, generic)
        made = candidates(connect(ext, left, right), truth, names, True)
        weight = 1.5 if len(real) > 4000 else 1
    print(f"{folder}: {len(real)} pairs, {sum(r[1] for r in real)} true; made: {len(made)}, {sum(r[1] for r in made)} true",
          file=sys.stderr)
    return real, made, weight


def load_japanese(ext, names):
    left, right, truth = japanese(3000)
    made = candidates(connect(ext, left, right), truth, names, True)
    print(f"Japanese: {len(made)}, {sum(r[1] for r in made)} true", file=sys.stderr)
    return [], made, 1


def brands(path, ext, names):
    """The labelled pairs of brands.txt as (number, is true, features)."""
    db, rows = connect(ext, [], []), []
    with open(path) as f:
        pairs = [line.rstrip("\n").split("\t") for line in f if line.strip() and line[0] != "#"]
    for i, (verdict, a, b) in enumerate(pairs):
        score, evidence = db.execute("SELECT elg_similarity(?, ?), elg_explain(?, ?)", (a, b, a, b)).fetchone()
        if 0 < (score or 0) < 1:
            rows.append((i, verdict == "same", measured(evidence, names)))
    return rows


# ---- the model ----

def write(model, names, out, balanced, strict):
    with open(out, "w") as f:
        f.write("# Weights of the score: a sum of trees, made by data/fit.py. Do not edit.\n#\n"
                "# balanced, strict: default thresholds; floor: where the first 32 trees sum up to less, they decide;\n"
                "# bias; then each tree as its nodes, one a line:\n"
                "#   split FEATURE THRESHOLD   left subtree (feature <= threshold) follows, then the right one\n"
                "#   leaf VALUE                added to the log-odds\n")
        f.write(f"balanced {balanced}\nstrict {strict}\nfloor {FLOOR}\nbias {float(model._baseline_prediction.ravel()[0]):.6g}\n")

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
    ap.add_argument("--words", default="ext/data/words.txt")
    ap.add_argument("--generic", default="ext/data/fillers.txt")
    ap.add_argument("--trees", type=int, default=120)
    ap.add_argument("--brands", default="ext/data/brands.txt")
    ap.add_argument("--brand-weight", type=float, default=0.9)
    ap.add_argument("--made", type=float, default=2.0)
    ap.add_argument("--initials", type=float, default=4.5)
    ap.add_argument("--balanced", type=float, default=0.5)
    ap.add_argument("--strict", type=float, default=0.9)
    ap.add_argument("--check", action="store_true")
    ap.add_argument("--without")
    ap.add_argument("folders", nargs="+")
    a = ap.parse_args()
    names = re.findall(r'ELG_FEATURE\(\w+, "(\w+)"', open(a.header).read())
    words, generic = Words(a.words), Generic(a.generic)
    folders = [(f, float(weight) if weight else None) for f, _, weight in (f.partition("@") for f in a.folders) if f != a.without]
    loaded = [load(*f, os.path.abspath(a.ext), names, words, generic) for f in folders] + [load_japanese(os.path.abspath(a.ext), names)]
    n_made = sum(len(made) for _, made, _ in loaded)
    x, y, w, g, initials = [], [], [], [], names.index("acronym")
    for k, (real, made_of, share) in enumerate(loaded):
        weights = (1000 * share / max(1, len(real)), 1000 * a.made / max(1, n_made))
        for rows, weight, made in zip((real, made_of), weights, (False, True)):
            x += [r[2] for r in rows]
            y += [r[1] for r in rows]
            w += [weight * (a.initials if made and r[1] and r[2][initials] > 0.5 else 1) for r in rows]
            g += [hash((k, weight, r[0])) % (1 << 31) for r in rows]
    known = brands(a.brands, os.path.abspath(a.ext), names)
    kept, held = [b for b in known if b[0] % 5], [b for b in known if not b[0] % 5]
    x += [b[2] for b in kept]
    y += [b[1] for b in kept]
    w += [1000 * a.brand_weight / len(kept)] * len(kept)
    g += [-1 - b[0] for b in kept]
    x, y, w, g = np.array(x), np.array(y), np.array(w), np.array(g)
    sense = [1 if n in MORE else -1 if n in LESS else 0 for n in names]

    def make():
        return HistGradientBoostingClassifier(max_iter=a.trees, learning_rate=0.2, max_leaf_nodes=8, min_samples_leaf=30,
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
    model = make().fit(x, y, sample_weight=w)
    if a.check:
        right = [(b[1], (p >= 0.5) == b[1]) for b, p in zip(held, model.predict_proba(np.array([b[2] for b in held]))[:, 1])]
        for same in (True, False):
            print(f"brands kept from the fit, {'same' if same else 'other'}: {sum(r for s, r in right if s == same)} of"
                  f" {sum(s == same for s, _ in right)} right")
    write(model, names, a.out, a.balanced, a.strict)


if __name__ == "__main__":
    main()
