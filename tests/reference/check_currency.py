"""elg_currency_exponent against currency.txt: every code it lists, and no other three letters."""
import itertools
import os
import sqlite3
import string
from checking import connect, equal, finish

here = os.path.dirname(os.path.abspath(__file__))
db, want = connect(), {}
for line in open(os.path.join(here, 'currency.txt')):
    if not line.startswith('#'):
        code, unit = line.split()
        want[code] = None if unit == '-' else int(unit)
for letters in itertools.product(string.ascii_uppercase, repeat=3):
    code = ''.join(letters)
    try:
        got = db.execute('SELECT elg_currency_exponent(?)', (code,)).fetchone()[0]
    except sqlite3.OperationalError:
        got = None
    equal(code, got, want.get(code))
equal('codes of currency.txt', len(want), 232)
finish()
