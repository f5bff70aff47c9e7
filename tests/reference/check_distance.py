"""Compare the SQL distances with the slow definitions on random strings and their mutations."""
import random
import sqlite3
import distance
from checking import check, connect, finish

FUNCTIONS = ["levenshtein", "osa", "damerau", "jaro_winkler", "trigram", "token_set"]
ALPHABETS = ["ab", "abcdef ABC", "ab\u00e9\u98df\U0001f642 ", "a\u0431\u0432 \u0434\u3042\u3044-.1"]
random.seed(20)


def any_string(longest):
    alphabet = random.choice(ALPHABETS)
    return "".join(random.choice(alphabet) for _ in range(random.choice([0, 1, 2, 3, 5, 8, 13, longest])))


def mutated(s):
    s = list(s)
    for _ in range(random.randint(0, 5)):
        k = random.randrange(len(s) + 1)
        s[k : k + 2] = random.choice([s[k : k + 2][::-1], s[k : k + 1], s[k : k + 2] + ["b"], ["\u00e9"] + s[k + 1 : k + 2]])
    return "".join(s)


def main():
    con = connect()
    sql = "SELECT " + ", ".join("elg_%s(?1, ?2)" % f for f in FUNCTIONS)
    for i in range(1500):
        longest = random.choice([20, 63, 64, 65, 129, 200]) if i % 5 == 0 else 20
        a = any_string(longest)
        b = mutated(a) if i % 3 else any_string(longest)
        for f, got in zip(FUNCTIONS, con.execute(sql, (a, b)).fetchone()):
            if f == "damerau" and len(a) * len(b) > 900:
                continue
            want = getattr(distance, f)(a, b)
            check(abs(got - want) <= 1e-12, "elg_%s(%r, %r) is %r, want %r" % (f, a, b, got, want))
    con.set_progress_handler(lambda: 1, 1000)
    for f in ("levenshtein", "osa", "damerau", "token_set"):
        try:
            con.execute("SELECT elg_%s(?, ?)" % f, ("a" * 20000, "b" * 20000)).fetchall()
            check(False, "elg_%s ran through a progress handler that says stop" % f)
        except sqlite3.OperationalError as e:
            check(str(e) == "interrupted", e)


main()
finish()
