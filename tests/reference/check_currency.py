"""elg_currency_exponent against currency.txt: every code it lists, and no other three letters."""
import itertools
import os
import sqlite3
import string

here = os.path.dirname(os.path.abspath(__file__))
db = sqlite3.connect(':memory:')
db.enable_load_extension(True)
db.load_extension(os.environ['ELGEXT'])
passed = failed = 0
want = {}
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
    passed, failed = passed + (got == want.get(code)), failed + (got != want.get(code))
    if got != want.get(code):
        print('%s: got %s, expected %s' % (code, got, want.get(code)))
if len(want) != 232:
    failed += 1
    print('currency.txt: got %d codes, expected 232' % len(want))
print('%d passed, %d failed' % (passed, failed))
