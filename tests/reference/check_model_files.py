"""The files the model leaves: published ones, read-only ones, and what a kill leaves behind."""
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from checking import connect, equal, finish


def one(db, sql, *args):
    return db.execute(sql, args).fetchone()[0]


def error(db, sql, *args):
    try:
        db.execute(sql, args).fetchall()
        return ''
    except sqlite3.Error as e:
        return str(e)


def fill(db, accounts, tag):
    """Accounts and one partner list that names them all, of a kind told by tag."""
    db.execute('BEGIN')
    for a in range(accounts):
        db.execute("INSERT OR REPLACE INTO crm_account(account_id, name, website) VALUES(?, ?, '')", ('A%d' % a, '%s %s Works Ltd' % (tag, word(a))))
        db.execute("INSERT OR REPLACE INTO crm_partner_account(partner_id, record_id, name, population) VALUES('P', ?, ?, 'Customers')",
                   ('R%d' % a, '%s %s Works Limited' % (tag, word(a))))
    db.execute("INSERT OR IGNORE INTO crm_partner(partner_id, name, signed_at) VALUES('P', 'Partner', '2020-01-01 00:00:00')")
    db.execute('COMMIT')


def word(n):
    letters = 'bdfgklmnprstvz'
    return ''.join(letters[n // 14 ** i % 14] + 'aeiou'[(n + i) % 5] for i in range(4)).title()


def mixtures(folder):
    """A column of several types keeps every value; only whole numbers that a REAL holds become REAL."""
    db = connect(os.path.join(folder, 'mixtures.db'))
    wide, any_type = 2 ** 53 + 1, 'ANY' if sqlite3.sqlite_version_info >= (3, 37) else ''
    for values, declared in (((1, 2), 'INTEGER'), ((wide, 2), 'INTEGER'), ((0.5, 1.0), 'REAL'), ((-2 ** 53, 2 ** 53, 0.5), 'REAL'),
                             ((wide, 0.5), any_type), ((-wide, 0.5), any_type), (('007', 7), any_type), (('a', 0.1 + 0.2), any_type),
                             (('a', 'b'), 'TEXT'), ((b'a', 'b'), any_type), ((b'a', 1), any_type), ((b'a', b''), 'BLOB'), ((None, None), 'TEXT')):
        db.execute('DROP VIEW IF EXISTS crm_account')
        db.execute('DROP TABLE IF EXISTS mine')
        db.execute('CREATE TABLE mine(account_id TEXT, segment)')
        db.executemany('INSERT INTO mine VALUES(?, ?)', [('A%d' % i, v) for i, v in enumerate(values)])
        db.execute("CREATE VIEW crm_account AS SELECT account_id, 'Acme ' || account_id AS name, segment, %s FROM mine" % ', '.join(
            'NULL AS ' + c for c in 'website country parent_id duns lei registration_number stage owner created_at updated_at'.split()))
        bi = os.path.join(folder, 'mixed.db')
        db.execute('SELECT elg_publish(?)', (bi,))
        out = connect(bi, extension=False)
        got = [v for (v,) in out.execute('SELECT segment FROM crm_account ORDER BY account_id')]
        equal('values of %r' % (values,), got, list(values))
        if declared != 'REAL':
            equal('types of %r' % (values,), [type(v) for v in got], [type(v) for v in values])
        equal('declared type of %r' % (values,), one(out, "SELECT type FROM pragma_table_info('crm_account') WHERE name = 'segment'"), declared)
        out.close()
    db.close()
    os.remove(os.path.join(folder, 'mixtures.db'))
    os.remove(bi)


def published(folder):
    path, bi = os.path.join(folder, 'crm.db'), os.path.join(folder, 'bi.db')
    db = connect(path)
    db.execute('SELECT elg_init()')
    fill(db, 40, 'Acme')
    db.execute('SELECT elg_refresh()')
    db.execute('SELECT elg_publish(?)', (bi,))
    out = connect(bi, extension=False)
    equal('quick_check', one(out, 'PRAGMA quick_check'), 'ok')
    equal('not WAL', one(out, 'PRAGMA journal_mode'), 'delete')
    equal('only tables', one(out, "SELECT count(*) FROM sqlite_master WHERE type <> 'table' AND sql IS NOT NULL"), 0)
    equal('one elg name', out.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%elg!_%' ESCAPE '!'").fetchall(), [('elg_meta',)])
    equal('rows of a view', one(out, 'SELECT count(*) FROM map_overlap'), one(db, 'SELECT count(*) FROM map_overlap'))
    equal('types', out.execute("SELECT name, type FROM pragma_table_info('map_overlap') WHERE name IN ('level', 'accounts', 'score')").fetchall(),
          [('level', 'TEXT'), ('accounts', 'INTEGER'), ('score', 'REAL')])
    equal('meta', one(out, "SELECT value FROM elg_meta WHERE name = 'rules'"), one(db, 'SELECT elg_rules_version()'))
    equal('sums', one(out, 'SELECT total(score) FROM map_overlap'), one(db, 'SELECT total(score) FROM map_overlap'))
    out.close()
    equal('again', error(db, 'SELECT elg_publish(?)', bi), '')
    db.execute('PRAGMA full_column_names = 1')
    db.execute('PRAGMA short_column_names = 0')
    equal('whatever the connection calls columns', error(db, 'SELECT elg_publish(?)', bi), '')
    equal('names of columns', connect(bi, extension=False).execute('SELECT group_id, score FROM map_overlap LIMIT 1').description[1][0], 'score')
    db.execute('PRAGMA full_column_names = 0')
    db.execute('PRAGMA short_column_names = 1')
    equal('leaves nothing beside', sorted(os.listdir(folder)), ['bi.db', 'crm.db'])
    own = os.path.join(folder, 'own.db')
    db.execute("INSERT INTO crm_partner(partner_id, name) VALUES('Q', 'Another')")
    db.execute("INSERT INTO crm_partner_account SELECT 'Q', * FROM (SELECT record_id, name, website, country, population, since, amount_minor, "
               "currency, stage, owner, last_activity, updated_at FROM crm_partner_account LIMIT 9)")
    db.execute('SELECT elg_refresh()')
    equal('two partners', one(db, 'SELECT count(DISTINCT partner_id) FROM portal_overlap'), 2)
    db.execute('SELECT elg_publish(?, ?)', (own, 'P'))
    out = connect(own, extension=False)
    tables = [name for name, in out.execute("SELECT name FROM sqlite_master WHERE name <> 'elg_meta' AND sql IS NOT NULL ORDER BY 1")]
    equal('tables of a partner', tables, ['portal_' + name for name in 'commission credit overlap pipeline registration summary'.split()])
    for name in tables:
        equal('rows of the partner in ' + name, out.execute('SELECT count(*), total(partner_id IS NOT ?) FROM ' + name, ('P',)).fetchone(),
              (one(db, "SELECT count(*) FROM %s WHERE partner_id = 'P'" % name), 0))
    equal('a partner has rows', one(out, 'SELECT count(*) FROM portal_overlap') > 0, True)
    equal('its meta', out.execute('SELECT name FROM elg_meta ORDER BY 1').fetchall(),
          [('as_of',), ('elgext',), ('partner_id',), ('published_at',), ('reporting_currency',)])
    out.close()
    os.remove(own)
    equal('no partner', 'unknown partner' in error(db, "SELECT elg_publish(?, 'P9')", own), True)
    equal('a NULL partner is not all of them', (one(db, "SELECT elg_publish('%s', NULL)" % own), os.path.exists(own)), (None, False))
    equal('open database', 'open database, got' in error(db, 'SELECT elg_publish(?)', path), True)
    other = os.path.join(folder, 'other.db')
    sqlite3.connect(other).execute('CREATE TABLE mine(a)').connection.close()
    equal('not ours', 'file not published by elgext, got' in error(db, 'SELECT elg_publish(?)', other), True)
    sqlite3.connect(other).execute('CREATE TABLE elg_meta(k, name)').connection.close()
    equal('not ours with such a table', 'file not published by elgext, got' in error(db, 'SELECT elg_publish(?)', other), True)
    text = os.path.join(folder, 'text')
    for content, ours in (('hello', False), ('', True)):
        with open(text, 'w') as f:
            f.write(content)
        equal('a file of %d bytes' % len(content), 'file not published by elgext, got' not in error(db, 'SELECT elg_publish(?)', text), ours)
    os.remove(text)
    with open(bi + '-wal', 'w') as f:
        f.write('frames')
    equal('in use', 'file being written, got' in error(db, 'SELECT elg_publish(?)', bi), True)
    os.remove(bi + '-wal')
    equal('no folder', error(db, 'SELECT elg_publish(?)', os.path.join(folder, 'no', 'x.db')) != '', True)
    equal('path too long', "bad path, got 'xxxxxxxxxx" in error(db, 'SELECT elg_publish(?)', 'x' * 6000), True)
    turned = connect(bi, extension=False)
    equal('turned to WAL', one(turned, 'PRAGMA journal_mode = WAL'), 'wal')
    turned.close()
    for n in range(2):
        equal('over a WAL file, %d' % n, error(db, 'SELECT elg_publish(?)', bi), '')
    equal('WAL leaves nothing beside', sorted(os.listdir(folder)), ['bi.db', 'crm.db', 'other.db'])
    locked = connect(bi, extension=False)
    locked.execute('BEGIN EXCLUSIVE')
    equal('locked', 'file being written, got' in error(db, 'SELECT elg_publish(?)', bi), True)
    locked.close()
    link = os.path.join(folder, 'link.db')
    os.symlink(bi, link)
    equal('through a link', (error(db, 'SELECT elg_publish(?)', link), os.path.islink(link)), ('', True))
    os.remove(link)
    db.execute("UPDATE crm_account SET segment = x'00ff' WHERE account_id = 'A1'")
    db.execute("UPDATE crm_account SET segment = 'text' WHERE account_id = 'A2'")
    equal('text and BLOBs in one column', error(db, 'SELECT elg_publish(?)', bi), '')
    out = connect(bi, extension=False)
    equal('BLOB kept', one(out, "SELECT segment FROM crm_account WHERE account_id = 'A1'"), b'\x00\xff')
    equal('text kept', one(out, "SELECT segment FROM crm_account WHERE account_id = 'A2'"), 'text')
    out.close()
    mixtures(folder)
    equal('memory', 'bad path' in error(db, "SELECT elg_publish(':memory:')"), True)
    equal('from a view', 'unsafe use' in error(db, "CREATE VIEW v AS SELECT elg_publish('x') AS x") + error(db, 'SELECT * FROM v'), True)
    db.execute('DROP VIEW v')
    without(db, path)


def without(db, path):
    """The CRM file itself in a tool without the extension, and read-only with it."""
    want = {name: one(db, 'SELECT count(*) FROM "%s"' % name)
            for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall()}
    db.close()
    plain = connect(path, extension=False)
    equal('quick_check without the extension', one(plain, 'PRAGMA quick_check'), 'ok')
    for name, rows in want.items():
        equal('without the extension: ' + name, error(plain, 'SELECT * FROM "%s"' % name) or one(plain, 'SELECT count(*) FROM "%s"' % name), rows)
    equal('columns of everything', one(plain, 'SELECT count(*) > 100 FROM sqlite_master m, pragma_table_info(m.name)'), 1)
    plain.close()
    before = open(path, 'rb').read()
    reader = connect('file:%s?mode=ro' % path)
    reader.execute('SELECT elg_init()')
    equal('views of a read-only file', one(reader, 'SELECT count(*) > 0 FROM sqlite_temp_master'), 1)
    for (name,) in reader.execute("SELECT name FROM sqlite_temp_master WHERE type = 'view'").fetchall():
        equal('read-only: ' + name, error(reader, 'SELECT * FROM "%s"' % name), '')
    equal('no refresh of a read-only file', 'readonly' in error(reader, 'SELECT elg_refresh()'), True)
    reader.close()
    equal('a read-only file stays as it was', open(path, 'rb').read() == before, True)


CHILD = '''
import os, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.enable_load_extension(True)
db.load_extension(os.environ['ELGEXT'])
db.execute('SELECT elg_init()')
sys.stdout.write('x'); sys.stdout.flush()
while True:
    db.execute(sys.argv[2]).fetchall()
'''


def killed(folder, path, sql, delay):
    child = subprocess.Popen([sys.executable, '-c', CHILD, path, sql], stdout=subprocess.PIPE)
    child.stdout.read(1)
    time.sleep(delay)
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()


def kills(folder):
    """kill -9 in a refresh leaves all of the old result or all of the new one."""
    rng = random.Random(5)
    path, bi = os.path.join(folder, 'kill.db'), os.path.join(folder, 'killbi.db')
    db = connect(path)
    db.execute('SELECT elg_init()')
    fill(db, 400, 'Acme')
    db.execute('SELECT elg_refresh()')
    db.execute('SELECT elg_publish(?)', (bi,))
    db.close()
    for n in range(6):
        killed(folder, path, "SELECT elg_refresh('full')", rng.uniform(0, 0.4))
        db = connect(path)
        equal('kill %d: quick_check' % n, one(db, 'PRAGMA quick_check'), 'ok')
        equal('kill %d: matches' % n, one(db, 'SELECT count(*) FROM elg_match WHERE valid_to IS NULL'), 400)
        equal('kill %d: every run is whole' % n, one(db, 'SELECT count(*) FROM (SELECT run_id, count(*) AS steps FROM elg_run GROUP BY run_id '
              'HAVING count(*) <> (SELECT count(*) FROM elg_run WHERE run_id = 1))'), 0)
        db.close()
        killed(folder, path, "SELECT elg_publish('%s')" % bi, rng.uniform(0, 0.4))
        out = connect(bi, extension=False)
        equal('kill %d: published' % n, (one(out, 'PRAGMA quick_check'), one(out, "SELECT count(*) FROM map_overlap WHERE level = 'record'")), ('ok', 400))
        out.close()


def waits(folder):
    """While another connection writes, the model is opened, and what must write waits as long as the connection is told to."""
    path = os.path.join(folder, 'busy.db')
    db = connect(path)
    db.execute('SELECT elg_init()')
    fill(db, 3, 'Acme')
    writer = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for journal in ('delete', 'wal'):
        db.execute('PRAGMA journal_mode = ' + journal)
        writer.execute('BEGIN IMMEDIATE')
        other = connect(path)
        other.execute('PRAGMA busy_timeout = 20')
        equal(journal + ': opened beside a writer', error(other, 'SELECT elg_init()'), '')
        equal(journal + ': read beside a writer', one(other, 'SELECT count(*) > 0 FROM metric_board'), 1)
        equal(journal + ': a refresh is told', error(other, 'SELECT elg_refresh()'), 'elg_refresh: database is locked')
        other.execute('PRAGMA busy_timeout = 20000')
        timer = threading.Timer(0.3, writer.execute, ('COMMIT',))
        timer.start()
        equal(journal + ': a refresh waits', error(other, 'SELECT elg_refresh()'), '')
        timer.join()
        other.close()
    new = os.path.join(folder, 'new.db')
    writer = sqlite3.connect(new, isolation_level=None, check_same_thread=False)
    writer.execute('BEGIN IMMEDIATE')
    timer = threading.Timer(0.3, writer.execute, ('COMMIT',))
    timer.start()
    other = connect(new)
    other.execute('PRAGMA busy_timeout = 20000')
    equal('a new file waits', error(other, 'SELECT elg_init()'), '')
    timer.join()


def beside_reader(db, reader, call, count, made):
    """call while the reader reads, when count finds nothing, and again when it has ended: made finds one row."""
    name = call.split('(')[0].split()[-1]
    reader.execute('BEGIN')
    equal(name + ': a reader', one(reader, count), 0)
    equal(name + ' is told', error(db, call), name + ': database is locked')
    equal(name + ': no transaction is left open', db.in_transaction, False)
    reader.execute('COMMIT')
    equal(name + ' is undone', one(reader, count), 0)
    equal(name + ' goes on', error(db, call), '')
    equal(name + ' is committed', one(reader, made), 1)


def stands_back(folder):
    """What cannot be committed, because another connection reads, is undone: the connection is left in no transaction."""
    path = os.path.join(folder, 'read.db')
    db = connect(path)
    db.execute('SELECT elg_init()')
    db.execute('CREATE TABLE companies("Record ID", "Company name")')
    db.execute("INSERT INTO companies VALUES('1', 'Acme')")
    db.execute('PRAGMA busy_timeout = 20')
    reader = connect(path, extension=False)
    accounts, runs = 'SELECT count(*) FROM crm_account', 'SELECT count(*) FROM elg_run'
    beside_reader(db, reader, "SELECT elg_import('hubspot')", accounts, accounts)
    beside_reader(db, reader, 'SELECT elg_refresh()', runs, runs + ' WHERE step = 0')
    db.execute('BEGIN')
    equal('inside a transaction of the caller', error(db, "SELECT elg_import('hubspot')"), '')
    equal('an error inside it', 'no raw table found' in error(db, "SELECT elg_import('salesforce')"), True)
    equal('it stays open', db.in_transaction, True)
    db.execute('ROLLBACK')


with tempfile.TemporaryDirectory() as top:
    for part in (published, kills, waits, stands_back):
        os.mkdir(os.path.join(top, part.__name__))
        part(os.path.join(top, part.__name__))
finish()
