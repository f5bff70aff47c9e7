"""elg_refresh: an incremental refresh leaves what a full one leaves; intervals, overrides and empty inputs behave."""
import os
import random
import sqlite3
from checking import connect, equal, finish


def rows(db, sql, *args):
    return db.execute(sql, args).fetchall()


def one(db, sql, *args):
    return db.execute(sql, args).fetchone()[0]


STATE = {
    'pairs': 'SELECT * FROM elg_pair ORDER BY 1, 2, 3',
    'matches': 'SELECT account_id, partner_id, record_id, population, score, name_score, rule, evidence, status, is_best, '
               'rules_version FROM elg_match WHERE valid_to IS NULL ORDER BY 1, 2, 3, 4',
    'accounts': 'SELECT * FROM elg_account_state ORDER BY 1',
    'records': 'SELECT * FROM elg_record_state ORDER BY 1, 2, 3',
    'keys': 'SELECT * FROM elg_match_key ORDER BY 1, 2',
    'deals': 'SELECT * FROM elg_deal ORDER BY 1',
}
WORDS = 'acme globex initech umbrella hooli stark wayne tyrell cyber dyne wonka oscorp delta apex nova orion vega atlas'.split()
FORMS = ['Inc.', 'GmbH', 'Ltd', 'S.A.', 'Corporation', '']


def company(rng):
    return ' '.join([rng.choice(WORDS).title(), rng.choice(WORDS).title(), rng.choice(FORMS)]).strip()


def site(rng):
    return rng.choice(['', '', 'https://www.%s-%s.com' % (rng.choice(WORDS), rng.choice(WORDS)), 'info@gmail.com'])


def change(db, rng, accounts, records):
    """One random edit of the inputs."""
    what = rng.randrange(15)
    account, record, partner = 'A%d' % rng.randrange(accounts), 'R%d' % rng.randrange(records), 'P%d' % rng.randrange(3)
    if what == 0:
        db.execute('UPDATE crm_account SET name = ? WHERE account_id = ?', (company(rng), account))
    elif what == 1:
        db.execute('UPDATE crm_account SET website = ? WHERE account_id = ?', (site(rng), account))
    elif what == 2:
        db.execute('DELETE FROM crm_account WHERE account_id = ?', (account,))
    elif what == 3:
        db.execute('INSERT OR REPLACE INTO crm_account(account_id, name, website) VALUES(?, ?, ?)', (account, company(rng), site(rng)))
    elif what == 4:
        db.execute('UPDATE crm_partner_account SET name = ? WHERE partner_id = ? AND record_id = ?', (company(rng), partner, record))
    elif what == 5:
        db.execute('DELETE FROM crm_partner_account WHERE partner_id = ? AND record_id = ?', (partner, record))
    elif what == 6:
        db.execute('INSERT OR REPLACE INTO crm_partner_account(partner_id, record_id, name, website, population) VALUES(?, ?, ?, ?, ?)',
                   (partner, record, company(rng), site(rng), rng.choice(['Customers', 'Prospects', None, 'Churned'])))
    elif what == 7:
        db.execute('UPDATE crm_account SET parent_id = ? WHERE account_id = ?', ('A%d' % rng.randrange(accounts), account))
    elif what == 8:
        db.execute('INSERT INTO elg_match_override VALUES(?, ?, ?, ?, ?, ?, NULL, NULL)',
                   (account, partner, record, rng.choice(['force', 'block']), 'me', 'because'))
    elif what == 9:
        db.execute('INSERT OR IGNORE INTO crm_account_domain VALUES(?, ?)', (account, '%s-%s.com' % (rng.choice(WORDS), rng.choice(WORDS))))
    elif what == 10:
        db.execute("UPDATE crm_partner_account SET population = 'Open Opportunities' WHERE partner_id = ? AND record_id = ? "
                   "AND coalesce(population, '') = 'Prospects'", (partner, record))
    elif what == 12: # reads as before
        db.execute('UPDATE crm_account SET name = upper(name) WHERE account_id = ?', (account,))
    elif what == 13:
        db.execute("UPDATE crm_partner_account SET name = lower(name), website = website || '/' WHERE partner_id = ? AND record_id = ?", (partner, record))
    elif what == 14:
        db.execute('UPDATE crm_account SET name = ? WHERE account_id = ?', (rng.choice(['', None, ' ', 'x' * 2000]), account))
    elif rng.randrange(4) == 0:
        db.execute("UPDATE elg_setting SET value = ? WHERE name = 'match_threshold'", (rng.choice([None, 0.4, 0.8]),))


def fill(db, rng, accounts, records):
    db.execute('SELECT elg_init()')
    db.execute("UPDATE elg_setting SET value = '2026-01-01 12:00:00' WHERE name = 'as_of'")
    for a in range(accounts):
        db.execute('INSERT INTO crm_account(account_id, name, website, country, parent_id) VALUES(?, ?, ?, ?, ?)',
                   ('A%d' % a, company(rng), site(rng), rng.choice(['US', 'DE', '']), 'A%d' % rng.randrange(a) if a and a % 5 == 0 else ''))
    for p in range(3):
        db.execute("INSERT INTO crm_partner(partner_id, name) VALUES('P%d', 'Partner %d')" % (p, p))
        for r in range(records):
            db.execute('INSERT INTO crm_partner_account(partner_id, record_id, name, website, population, since) VALUES(?, ?, ?, ?, ?, ?)',
                       ('P%d' % p, 'R%d' % r, company(rng), site(rng), rng.choice(['Customers', 'Prospects']),
                        rng.choice([None, '2025-03-01 00:00:00'])))


def equal_to_rebuild(seed):
    rng = random.Random(seed)
    db = connect()
    accounts, records = 60, 60
    fill(db, rng, accounts, records)
    db.execute('SELECT elg_refresh()')
    for step in range(6):
        for _ in range(rng.choice([1, 3, 12])):
            change(db, rng, accounts, records)
        db.execute("UPDATE elg_setting SET value = datetime(value, '+1 day') WHERE name = 'as_of'")
        db.execute('SELECT elg_refresh()')
        fast = {name: rows(db, sql) for name, sql in STATE.items()}
        db.execute('SAVEPOINT again')
        db.execute("SELECT elg_refresh('full')")
        for name, sql in STATE.items():
            slow = rows(db, sql)
            if name == 'deals':
                slow, fast[name] = [r[:-1] for r in slow], [r[:-1] for r in fast[name]]
            equal('seed %d step %d %s' % (seed, step, name), [r for r in fast[name] if r not in slow] + [r for r in slow if r not in fast[name]], [])
        db.execute('ROLLBACK TO again')
        db.execute('RELEASE again')
    equal('no overlapping intervals', one(db, '''SELECT count(*) FROM elg_match a JOIN elg_match b ON a.account_id = b.account_id
      AND a.partner_id = b.partner_id AND a.record_id = b.record_id AND a.population = b.population AND a.valid_from < b.valid_from
      WHERE a.valid_to IS NULL OR a.valid_to > b.valid_from'''), 0)
    equal('no empty interval', one(db, 'SELECT count(*) FROM elg_match WHERE valid_to <= valid_from'), 0)


def at(db, when):
    db.execute("UPDATE elg_setting SET value = ? WHERE name = 'as_of'", (when,))
    db.execute('SELECT elg_refresh()')


INTERVALS = 'SELECT record_id, population, valid_from, valid_to, asof_basis, closed_reason FROM elg_match ORDER BY 1, 2, 3'


def intervals():
    db = connect()
    db.execute('SELECT elg_init()')
    db.execute("UPDATE elg_setting SET value = 'all' WHERE name = 'match_choice'")
    db.execute("INSERT INTO crm_account(account_id, name) VALUES('A', 'Globex Initech GmbH')")
    db.execute("INSERT INTO crm_partner(partner_id, name) VALUES('P', 'Partner')")
    db.execute("INSERT INTO crm_partner_account(partner_id, record_id, name, population, since) VALUES"
               "('P', 'R1', 'Globex Initech', 'Customers', '2025-02-01'), ('P', 'R2', 'Globex Initech GmbH', NULL, NULL)")
    at(db, '2026-01-01 00:00:00')
    equal('first refresh', rows(db, INTERVALS), [
        ('R1', 'customer', '2025-02-01 00:00:00', None, 'partner_date', None),
        ('R2', 'unknown', '2026-01-01 00:00:00', None, 'unknown', None)])
    at(db, '2026-01-02 00:00:00')
    equal('nothing changed', one(db, 'SELECT changed FROM elg_run WHERE name = ? ORDER BY run_id DESC LIMIT 1', 'overlap of changed accounts'), 0)
    db.execute("DELETE FROM crm_partner_account WHERE record_id = 'R1'")
    db.execute("UPDATE crm_partner_account SET population = 'Prospects' WHERE record_id = 'R2'")
    at(db, '2026-01-03 00:00:00')
    equal('left and moved', rows(db, INTERVALS), [
        ('R1', 'customer', '2025-02-01 00:00:00', '2026-01-03 00:00:00', 'partner_date', 'record_left'),
        ('R2', 'prospect', '2026-01-03 00:00:00', None, 'observed', None),
        ('R2', 'unknown', '2026-01-01 00:00:00', '2026-01-03 00:00:00', 'unknown', 'population')])
    db.execute("INSERT INTO crm_partner_account(partner_id, record_id, name, population, since) VALUES('P', 'R1', 'Globex Initech', 'Customers', '2025-02-01')")
    at(db, '2026-01-04 00:00:00')
    equal('came back', rows(db, INTERVALS)[1], ('R1', 'customer', '2026-01-04 00:00:00', None, 'observed', None))
    db.execute("INSERT INTO elg_match_override VALUES('A', 'P', 'R2', 'block', 'ana', 'other firm', NULL, NULL)")
    at(db, '2026-01-05 00:00:00')
    # Both records stand for companies that differ only in legal form: the block holds for the one it names.
    equal('blocked', rows(db, INTERVALS)[2][3:], ('2026-01-05 00:00:00', 'observed', 'override'))
    equal('the other stays', rows(db, INTERVALS)[1][3], None)
    db.execute("UPDATE elg_match_override SET valid_to = '2026-01-06 00:00:00'")
    at(db, '2026-01-07 00:00:00')
    equal('the block ran out', rows(db, INTERVALS)[3][2:4], ('2026-01-07 00:00:00', None))
    db.execute("DELETE FROM crm_account")
    at(db, '2026-01-08 00:00:00')
    equal('account left', rows(db, 'SELECT DISTINCT closed_reason FROM elg_match WHERE valid_to = ?', '2026-01-08 00:00:00'), [('account_left',)])


def basis():
    """What a word or a decision changes did not begin with it: a deal made before is not told to be without overlap."""
    db = connect()
    db.execute('SELECT elg_init()')
    db.execute("INSERT INTO crm_account(account_id, name) VALUES('A', 'Globex Initech GmbH'), ('B', 'Umbrella Hooli Inc.'), ('C', 'Stark Wayne AG')")
    db.execute("INSERT INTO crm_partner(partner_id, name) VALUES('P', 'Partner')")
    db.execute("INSERT INTO crm_partner_account(partner_id, record_id, name, population) VALUES"
               "('P', 'R1', 'Globex Initech', 'Kunden X'), ('P', 'R2', 'Vega Orion Nova', 'Customers')")
    db.execute("INSERT INTO crm_opportunity(opportunity_id, account_id, created_at) VALUES('DA', 'A', '2025-06-01'), ('DB', 'B', '2025-06-01'), ('DC', 'C', '2025-06-01')")
    covered = 'SELECT opportunity_id, covered FROM elg_deal ORDER BY 1'
    at(db, '2026-01-01 00:00:00')
    equal('first', rows(db, covered), [('DA', None), ('DB', 0), ('DC', 0)])
    db.execute("INSERT INTO elg_population(side, population, rule, value) VALUES('theirs', 'customer', 'label', 'kunden x')")
    at(db, '2026-01-01 00:00:00') # the same instant: the interval that it replaces would be empty
    equal('a word is understood', rows(db, INTERVALS), [('R1', 'customer', '2026-01-01 00:00:00', None, 'unknown', None)])
    db.execute("UPDATE crm_partner_account SET record_id = 'R9' WHERE record_id = 'R1'")
    at(db, '2026-01-01 00:00:00')
    equal('another id', rows(db, INTERVALS), [('R9', 'customer', '2026-01-01 00:00:00', None, 'unknown', None)])
    db.execute("INSERT INTO elg_match_override VALUES('B', 'P', 'R2', 'force', 'ana', 'trades as', NULL, NULL)")
    at(db, '2026-01-02 00:00:00')
    equal('forced', rows(db, INTERVALS)[0], ('R2', 'customer', '2026-01-02 00:00:00', None, 'unknown', None))
    equal('not known', rows(db, covered), [('DA', None), ('DB', None), ('DC', 0)])
    db.execute("INSERT INTO crm_partner_account(partner_id, record_id, name) VALUES('P', 'R3', 'Stark Wayne')")
    at(db, '2026-01-03 00:00:00')
    equal('a record that came', rows(db, INTERVALS)[1], ('R3', 'unknown', '2026-01-03 00:00:00', None, 'observed', None))
    equal('seen to begin', rows(db, covered)[2], ('DC', 0))


def clusters():
    """An override holds for every record that stands for the same company, on both sides."""
    db = connect()
    db.execute('SELECT elg_init()')
    db.execute("INSERT INTO crm_account(account_id, name) VALUES('A1', 'Haven Power Ltd'), ('A2', 'Haven Power Limited'), ('A3', 'Stark Ltd')")
    db.execute("INSERT INTO crm_partner(partner_id, name) VALUES('P', 'Partner')")
    db.execute("INSERT INTO crm_partner_account(partner_id, record_id, name) VALUES('P', 'R1', 'Drax Customers Inc'), ('P', 'R2', 'Drax Customers, Inc.')")
    db.execute("INSERT INTO elg_match_override VALUES('A1', 'P', 'R1', 'force', 'ana', 'renamed', NULL, NULL)")
    at(db, '2026-01-01 00:00:00')
    equal('forced through clusters', rows(db, 'SELECT account_id, record_id, status, rule FROM elg_match ORDER BY 1, 2'),
          [(a, r, 'forced', 'forced') for a in ('A1', 'A2') for r in ('R1', 'R2')])
    equal('override evidence', rows(db, "SELECT DISTINCT json_extract(evidence, '$.author') FROM elg_match"), [('ana',)])
    db.execute("INSERT INTO elg_match_override VALUES('A2', 'P', 'R2', 'block', 'bob', 'not so', NULL, NULL)")
    at(db, '2026-01-02 00:00:00')
    equal('the last word counts', one(db, 'SELECT count(*) FROM elg_match WHERE valid_to IS NULL'), 0)


def hierarchy():
    db = connect()
    db.execute('SELECT elg_init()')
    db.execute("INSERT INTO crm_account(account_id, name, website, parent_id) VALUES('A', 'Top', 'globex.com', ''), ('B', 'Mid', 'http://www.globex.com', 'A'), "
               "('C', 'Low', '', 'B'), ('D', 'Odd', '', 'nowhere'), ('E', 'One', '', 'F'), ('F', 'Two', '', 'E'), ('G', 'Mail', 'joe@gmail.com', '')")
    at(db, '2026-01-01 00:00:00')
    groups = 'SELECT account_id, domain_group, parent_group, ultimate_group FROM elg_account_state ORDER BY 1'
    equal('groups', rows(db, groups), [('A', 'A', 'A', 'A'), ('B', 'A', 'A', 'A'), ('C', 'C', 'B', 'A'), ('D', 'D', 'D', 'D'),
                                       ('E', 'E', 'F', 'E'), ('F', 'F', 'E', 'E'), ('G', 'G', 'G', 'G')])
    db.execute("DELETE FROM crm_account WHERE account_id = 'A'")
    at(db, '2026-01-02 00:00:00')
    equal('groups without the top', rows(db, groups)[:2], [('B', 'B', 'B', 'B'), ('C', 'C', 'B', 'B')])


def empty():
    db = connect()
    db.execute('SELECT elg_init()')
    db.execute('SELECT elg_refresh()')
    db.execute('SELECT elg_refresh()')
    for (view,) in rows(db, "SELECT name FROM sqlite_master WHERE type = 'view' UNION SELECT name FROM sqlite_temp_master WHERE type = 'view'"):
        try:
            rows(db, 'SELECT * FROM "%s"' % view)
            equal('empty ' + view, 1, 1)
        except sqlite3.Error as error:
            equal('empty ' + view, str(error), '')
    equal('nothing to check', rows(db, 'SELECT * FROM crm_check'), [])
    db.execute('PRAGMA full_column_names = 1')
    db.execute('PRAGMA short_column_names = 0') # a view with a star in it would have other columns
    for (view,) in rows(db, "SELECT name FROM sqlite_master WHERE type = 'view' UNION SELECT name FROM sqlite_temp_master WHERE type = 'view'"):
        try:
            rows(db, 'SELECT * FROM "%s"' % view)
            equal('full names in ' + view, 1, 1)
        except sqlite3.Error as error:
            equal('full names in ' + view, str(error), '')


for s in range(int(os.environ.get('SEEDS', '4'))):
    equal_to_rebuild(s)
intervals()
basis()
clusters()
hierarchy()
empty()
finish()
