"""What the checks of this folder share: counting, a connection with the extension, the closing line of which tests/run reads the counts."""
import os
import sqlite3

counts = {True: 0, False: 0}


def check(ok, *what):
    """Count, and say what failed: the first thirty."""
    counts[bool(ok)] += 1
    if not ok and counts[False] <= 30:
        print('FAILED', *what)


def equal(what, got, want):
    check(got == want, '%s: got %r, expected %r' % (what, got, want))


def connect(path=':memory:', extension=True):
    """A connection that commits each statement. path may be a URI."""
    db = sqlite3.connect(path, isolation_level=None, uri=path.startswith('file:'))
    if extension:
        db.enable_load_extension(True)
        db.load_extension(os.environ['ELGEXT'])
        db.enable_load_extension(False)
    return db


def finish():
    print('%d passed, %d failed' % (counts[True], counts[False]))
    raise SystemExit(counts[False] != 0)
