"""The example company has known truths: every metric must recover what was planted, in both CRM shapes."""

import csv
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
EXTENSION = os.environ.get('ELGEXT', os.path.join(ROOT, os.environ.get('B', 'build'), 'elgext'))
AS_OF = '2026-06-30 23:59:59'
KEPT = {  # table: condition; a rebuild must reproduce these rows, but cannot know overlaps that ended before it
    'elg_deal': '1',
    'elg_deal_partner': 'touched',
    'elg_account_partner': '1',
    'elg_influence_line': '1',
    'elg_match': 'valid_to IS NULL',
}
VALIDITY = {'run_id', 'covered', 'covered_partners', 'asof_basis', 'match_score', 'overlap_since', 'recheck_at'} | {
    'valid_from',
    'valid_to',
    'closed_reason',
}

passed = failed = 0


def check(name, ok, detail=''):
    global passed, failed
    if ok:
        passed += 1
    else:
        failed += 1
        print('FAILED %s %s' % (name, detail))


def equal(name, got, want):
    check(name, got == want, 'got %r, want %r' % (got, want))


def near(name, got, want, tolerance):
    check(name, got is not None and abs(got - want) <= tolerance, 'got %r, want %r +- %r' % (got, want, tolerance))


def inside(name, low, want, high):
    check(
        name, low is not None and high is not None and low <= want <= high, '%r not in %r .. %r' % (want, low, high)
    )


def connect(path):
    db = sqlite3.connect(path, isolation_level=None)
    db.enable_load_extension(True)
    db.load_extension(EXTENSION)
    db.execute('SELECT elg_init()')
    db.execute("UPDATE elg_setting SET value = ? WHERE name = 'as_of'", (AS_OF,))
    # Thirty intervals of 95 % would miss some truth by chance.
    db.execute("UPDATE elg_setting SET value = 0.999 WHERE name = 'confidence'")
    return db


def rows(db, sql, *values):
    return db.execute(sql, values).fetchall()


def import_csv(db, path, table, skip):
    """The shell's .import --csv: a table that is missing is made from the header; short rows are filled with NULL."""
    with open(path, encoding='utf-8', newline='') as f:
        reader = csv.reader(f)
        header = next(reader)
        if not skip:
            db.execute('CREATE TABLE "%s"(%s)' % (table, ', '.join('"%s" TEXT' % c for c in header)))
        n = len(rows(db, 'SELECT 1 FROM pragma_table_info(?)', table))
        fill = [None] * n
        sql = 'INSERT INTO "%s" VALUES(%s)' % (table, ','.join('?' * n))
        db.execute('BEGIN')
        db.executemany(sql, ((row + fill)[:n] for row in reader if row))
        db.execute('COMMIT')


def load(folder, shape, path):
    """A database with one shape of the company imported and refreshed, by the generated script."""
    db = connect(path)
    with open(os.path.join(folder, shape, 'load.sql'), encoding='utf-8') as f:
        for line in f:
            if line.startswith('.import'):
                words = line.split()
                import_csv(db, os.path.join(folder, words[-2]), words[-1], '--skip' in words)
            else:
                db.execute(line)
    db.execute('SELECT elg_refresh()').fetchall()
    return db


def board(db):
    sql = '''SELECT metric, period, label, unit, value, numerator, denominator, low, high, n, target, status, why_null
             FROM metric_board ORDER BY metric, period'''
    cursor = db.execute(sql)
    names = [d[0] for d in cursor.description]
    return {(row[0], row[1]): dict(zip(names, row)) for row in cursor}


def generate(folder, accounts, partners, seed, shape='both'):
    subprocess.run(
        [sys.executable, os.path.join(ROOT, 'examples', 'crm', 'generate.py'), '--out', folder, '--shape', shape]
        + ['--accounts', str(accounts), '--partners', str(partners), '--seed', str(seed)],
        check=True,
    )
    with open(os.path.join(folder, 'truth.json'), encoding='utf-8') as f:
        return json.load(f)


# What came out of the draw, to the cent


def test_tally(db, truth):
    sql = '''SELECT count(CASE WHEN cosell THEN 1 END), count(CASE WHEN cosell AND status = 'won' THEN 1 END),
               count(CASE WHEN NOT cosell THEN 1 END), count(CASE WHEN NOT cosell AND status = 'won' THEN 1 END),
               total(CASE WHEN kind = 'new' AND status = 'won' AND category = 'sourced' THEN reporting_minor END),
               total(CASE WHEN kind = 'new' AND status = 'won' AND category = 'influenced' THEN reporting_minor END),
               total(CASE WHEN kind = 'new' AND status = 'won' AND category = 'direct' THEN reporting_minor END)
             FROM elg_deal WHERE kind <> 'renewal' AND status <> 'open'
               AND substr(closed_at, 1, 4) || '-Q' || ((substr(closed_at, 6, 2) + 2) / 3) = ?'''
    for quarter, want in truth['quarters'].items():
        got = dict(zip(want, map(int, rows(db, sql, quarter)[0])))
        equal('tally of ' + quarter, got, want)
    for table, kind in (
        ('crm_opportunity', 'opportunity'),
        ('crm_touchpoint', 'touch'),
        ('crm_deal_registration', 'registration'),
        ('crm_partner_account', 'record'),
    ):
        equal('rows of ' + table, rows(db, 'SELECT count(*) FROM ' + table)[0][0], truth['rows'][kind])


def test_board(db, truth, b):
    planted, quarters = truth['planted'], truth['quarters']
    for metric, want in (
        ('cosell_win_rate', planted['cosell_win_rate']),
        ('solo_win_rate', planted['solo_win_rate']),
        ('win_rate_ratio', planted['win_rate_ratio']),
        ('win_rate_ratio_stratified', planted['win_rate_ratio']),
    ):
        row = b[metric, '12_months']
        inside(metric, row['low'], want, row['high'])
    check('the interval of the win rate ratio excludes no effect', b['win_rate_ratio', '12_months']['low'] > 1)
    # A deal is created in the morning and closes at the end of a day.
    sql = """SELECT elg_km_median_low(days, closed, 0.999), elg_km_median_high(days, closed, 0.999) FROM (
        SELECT status <> 'open' AS closed, julianday(coalesce(closed_at, ?)) - julianday(created_at) AS days
        FROM elg_deal WHERE kind = 'new' AND cosell = ?)"""
    for cosell, want in ((1, 63.65), (0, 90.65)):
        low, high = rows(db, sql, AS_OF, cosell)[0]
        inside('median days of %s new deals' % ('co-sell' if cosell else 'solo'), low, want, high)
    near('cosell_days_ratio', b['cosell_days_ratio', '12_months']['value'], planted['days_ratio'], 0.12)
    row = b['expansion_rate_ratio', 'all_time']
    inside('expansion_rate_ratio', row['low'], planted['expansion_ratio'], row['high'])
    # Of a delivery logged at the account alone, an expansion that closed before it may be the deal.
    delivered = rows(db, "SELECT count(*) FROM elg_deal WHERE kind = 'new' AND delivered")[0][0]
    near('delivered new deals', delivered, planted['delivered'], 0.01 * planted['delivered'] + 2)
    row = b['time_to_value_gain_days', 'all_time']
    inside('time_to_value_gain_days', row['low'], planted['live_gain_days'], row['high'])
    low, high = planted['activation_days']
    inside('activation_days', low, b['activation_days', 'snapshot']['value'], high + 1)
    near('comp_parity', b['comp_parity', '12_months']['value'], planted['pay_parity'], 1e-5)
    equal('working_set_partners', b['working_set_partners', 'quarter']['value'], planted['working_set'])
    year = [quarters[q] for q in ('2025-Q3', '2025-Q4', '2026-Q1', '2026-Q2')]
    for period, of in (
        ('12_months', year),
        ('last_quarter', [quarters['2026-Q1']]),
        ('quarter', [quarters['2026-Q2']]),
    ):
        sourced = sum(q['new_sourced'] for q in of)
        total = sourced + sum(q['new_influenced'] + q['new_direct'] for q in of)
        near(
            'sourced_share_new_revenue of ' + period,
            b['sourced_share_new_revenue', period]['value'],
            sourced / total,
            1e-12,
        )
        equal('sourced revenue of ' + period, b['sourced_share_new_revenue', period]['numerator'], sourced)
        row = b['win_rate_ratio', period]
        near(
            'co-sell win rate of ' + period,
            row['numerator'],
            sum(q['cosell_won'] for q in of) / sum(q['cosell_closed'] for q in of),
            1e-12,
        )


def test_retention(db, truth):
    sql = '''SELECT elg_rate_ratio(churned, years, depth <> 'none'), elg_rate_ratio_low(churned, years, depth <> 'none', 0.999),
               elg_rate_ratio_high(churned, years, depth <> 'none', 0.999), total(CASE WHEN depth = 'none' THEN churned END),
               total(CASE WHEN depth <> 'none' THEN churned END) FROM lifecycle_rate WHERE segment '''
    for segments, want in ((['SMB'], 1.0), (['Mid-Market', 'Enterprise'], 0.6)):
        _, low, high, plain, exposed = rows(db, sql + 'IN (%s)' % ','.join('?' * len(segments)), *segments)[0]
        inside('churn ratio of ' + '+'.join(segments), low, want, high)
        for got, name in ((plain, 'plain_events'), (exposed, 'exposed_events')):
            equal('churn %s of %s' % (name, segments), got, sum(truth['churn'][s][name] for s in segments))
    # Compared with "never integrated", the customers that integrated before they left look far too loyal.
    ever = rows(
        db,
        '''SELECT elg_risk_ratio(sum(i AND c), sum(i), sum(NOT i AND c), sum(NOT i)) FROM (
        SELECT EXISTS (SELECT 1 FROM crm_integration x WHERE x.account_id = k.account_id) AS i, nullif(k.churned_at, '') IS NOT NULL AS c
        FROM crm_customer k JOIN crm_account a USING (account_id) WHERE a.segment = 'SMB')''',
    )[0][0]
    check('immortal time misleads', ever < 0.9, 'ratio %r' % ever)


def test_nps(db, truth):
    means = dict(rows(db, 'SELECT depth, mean_score FROM lifecycle_nps'))
    near('NPS without integration', means['none'], 6.0, 0.25)
    near('NPS of one integration more', means['single'] - means['none'], truth['planted']['nps_per_integration'], 0.3)


def test_credit(db):
    wrong = rows(
        db,
        '''SELECT d.opportunity_id, d.amount_minor, sum(c.credit_minor), d.reporting_minor, sum(c.reporting_minor)
        FROM elg_deal d JOIN elg_credit c ON c.opportunity_id = d.opportunity_id GROUP BY d.opportunity_id
        HAVING sum(c.credit_minor) IS NOT d.amount_minor OR sum(c.reporting_minor) IS NOT d.reporting_minor''',
    )
    equal('credits and direct add up to the amount of every deal', wrong[:3], [])
    equal(
        'every deal not lost has credit lines',
        rows(
            db,
            '''SELECT count(*) FROM elg_deal d
        WHERE status <> 'lost' AND NOT EXISTS (SELECT 1 FROM elg_credit c WHERE c.opportunity_id = d.opportunity_id)''',
        )[0][0],
        0,
    )


# Boards without data


def test_reasons(name, db):
    for key, row in board(db).items():
        if row['value'] is None:
            check('%s: %s has a reason' % (name, key), bool(row['why_null']))


def test_small(folder):
    db = connect(':memory:')
    db.execute('SELECT elg_refresh()')
    test_reasons('empty', db)
    equal(
        'empty: no share is zero',
        [k for k, r in board(db).items() if r['unit'] in ('share', 'rate', 'ratio') and r['value'] is not None],
        [],
    )
    truth = generate(folder, 120, 1, 3, 'hubspot')
    db = load(folder, 'hubspot', ':memory:')
    test_reasons('one partner', db)
    equal('one partner: top share', board(db)['top_partner_share', '12_months']['value'], 1.0)
    db.execute("DELETE FROM crm_opportunity WHERE is_closed")
    db.execute('SELECT elg_refresh()')
    test_reasons('no closed deals', db)
    for metric in ('win_rate_ratio', 'sourced_share_new_revenue', 'influenced_revenue_share'):
        row = board(db)[metric, '12_months']
        check('no closed deals: ' + metric, row['value'] is None and bool(row['why_null']), repr(row))
    return truth


# Refresh


def kept(db):
    state = {}
    for table, condition in KEPT.items():
        columns = ', '.join(c[1] for c in rows(db, 'PRAGMA table_info(%s)' % table) if c[1] not in VALIDITY)
        state[table] = sorted(rows(db, 'SELECT %s FROM %s WHERE %s' % (columns, table, condition)), key=repr)
    state['credit'] = rows(
        db,
        '''SELECT opportunity_id, partner_id, sum(credit_minor), sum(reporting_minor) FROM elg_credit
        GROUP BY 1, 2 HAVING sum(credit_minor) <> 0 ORDER BY 1, 2''',
    )
    return state


CHANGES = '''
UPDATE crm_account SET name = name || ' Holding' WHERE rowid % 97 = 0;
UPDATE crm_account SET segment = 'SMB' WHERE rowid % 89 = 0;
DELETE FROM crm_account WHERE rowid % 211 = 0;
UPDATE crm_partner_account SET name = upper(name), website = '' WHERE rowid % 101 = 0;
DELETE FROM crm_partner_account WHERE rowid % 103 = 0;
INSERT INTO crm_partner_account(partner_id, record_id, name, website, population, since)
  SELECT (SELECT min(partner_id) FROM crm_partner), 'new ' || account_id, name, website, 'customer', '2025-01-01 00:00:00'
  FROM crm_account WHERE rowid % 107 = 0;
UPDATE crm_opportunity SET amount_minor = amount_minor + 12345 WHERE rowid % 109 = 0;
UPDATE crm_opportunity SET is_closed = 1, is_won = 1, closed_at = '2026-06-29 23:59:59' WHERE NOT is_closed AND rowid % 5 = 0;
DELETE FROM crm_opportunity WHERE rowid % 113 = 0;
INSERT INTO crm_touchpoint(touchpoint_id, partner_id, account_id, opportunity_id, type, at)
  SELECT 'late ' || opportunity_id, (SELECT max(partner_id) FROM crm_partner), account_id, opportunity_id, 'joint_call',
    datetime(created_at, '+1 day') FROM crm_opportunity WHERE rowid % 53 = 0;
DELETE FROM crm_touchpoint WHERE rowid % 127 = 0;
DELETE FROM crm_opportunity_partner WHERE rowid % 131 = 0;
UPDATE crm_integration SET ended_at = '2026-05-01 00:00:00' WHERE rowid % 61 = 0;
'''


def test_refresh(folder, path):
    """After changes an incremental refresh gives what a rebuild from the same inputs and creation locks gives."""
    db = connect(path)
    before = kept(db)
    db.execute('SELECT elg_refresh()')
    for table, state in kept(db).items():
        check('a second refresh changes nothing in ' + table, state == before[table])
    db.execute('CREATE TEMP TABLE locked AS SELECT * FROM elg_deal')
    db.executescript(CHANGES)
    db.execute('SELECT elg_refresh()')
    fresh = connect(os.path.join(folder, 'fresh.db'))
    db.execute('ATTACH ? AS fresh', (os.path.join(folder, 'fresh.db'),))
    for (table,) in rows(
        db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'crm\\_%' ESCAPE '\\'"
    ):
        db.execute('DELETE FROM fresh.' + table)
        db.execute('INSERT INTO fresh.%s SELECT * FROM main.%s' % (table, table))
    db.execute('INSERT INTO fresh.elg_deal SELECT * FROM locked')
    db.execute('DETACH fresh')
    fresh.execute('SELECT elg_refresh()')
    got, want = kept(db), kept(fresh)
    for table in want:
        only_got, only_want = set(got[table]) - set(want[table]), set(want[table]) - set(got[table])
        check(
            'incremental refresh equals rebuild: ' + table,
            got[table] == want[table],
            '%d and %d rows differ, e.g. %r %r'
            % (len(only_got), len(only_want), sorted(only_got, key=repr)[:2], sorted(only_want, key=repr)[:2]),
        )
    check('the change changed the deals', before['elg_deal'] != got['elg_deal'])


# What leaves the house


def test_publish(db, folder):
    path = os.path.join(folder, 'bi.db')
    db.execute('SELECT elg_publish(?)', (path,))
    plain = sqlite3.connect(path)
    equal('published file: quick_check', rows(plain, 'PRAGMA quick_check'), [('ok',)])
    equal('published file: journal', rows(plain, 'PRAGMA journal_mode')[0][0], 'delete')
    equal(
        'published file: no function of the extension',
        rows(
            plain,
            "SELECT name FROM sqlite_master WHERE sql LIKE '%elg\\_%(%' ESCAPE '\\' AND name NOT LIKE 'elg\\_meta%' ESCAPE '\\'",
        ),
        [],
    )
    for (name,) in rows(plain, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"):
        check('published %s can be read' % name, rows(plain, 'SELECT count(*) FROM "%s"' % name)[0][0] >= 0)
    check('published board has rows', rows(plain, 'SELECT count(*) FROM metric_board')[0][0] > 50)
    equal(
        'published board',
        rows(plain, 'SELECT count(*), count(value) FROM metric_board'),
        rows(db, 'SELECT count(*), count(value) FROM metric_board'),
    )


def test_overlap(db, folder):
    """Matches against the true overlaps, of partners that are still partners; ids as the HubSpot shape gives them."""
    with open(os.path.join(folder, 'truth_overlap.csv'), encoding='utf-8', newline='') as f:
        truth = {(str(20000000000 + int(a)), str(10000000000 + int(p)), r) for a, p, r in list(csv.reader(f))[1:]}
    got = set(rows(db, 'SELECT account_id, partner_id, record_id FROM elg_match WHERE valid_to IS NULL'))
    check('overlap: recall', len(got & truth) >= 0.95 * len(truth), '%d of %d' % (len(got & truth), len(truth)))
    check('overlap: precision', len(got & truth) >= 0.97 * len(got), '%d of %d' % (len(got & truth), len(got)))


def portal(db, partner):
    views = [
        v
        for v, in rows(
            db,
            """SELECT name FROM (SELECT name, type FROM sqlite_master UNION ALL
        SELECT name, type FROM sqlite_temp_master) WHERE type = 'view' AND name LIKE 'portal%' AND name <> 'portal_share' ORDER BY 1""",
        )
    ]
    return {v: sorted(rows(db, 'SELECT * FROM %s WHERE partner_id = ?' % v, partner), key=repr) for v in views}


def test_portal(db):
    """What a partner sees holds no other partner, none of our ids, and nothing that the share rules hide."""
    partners = rows(db, 'SELECT partner_id, name FROM crm_partner ORDER BY 1')
    before = {p: portal(db, p) for p, _ in partners[:3]}
    check('portal: views', len(before[partners[0][0]]) >= 5)
    for p, seen in before.items():
        text = repr(seen)
        check('portal of %s shows its overlap and credit' % p, seen['portal_overlap'] and seen['portal_credit'])
        for q, name in partners:
            if q != p:
                check('portal of %s: nothing of %s' % (p, q), q not in text and name not in text)
        check(
            'portal of %s: no account or deal id' % p,
            not re.search(r"[23]00000[0-9]{5}", text),
            str(re.findall(r".{40}[23]00000[0-9]{5}", text)[:2]),
        )
    p, q = partners[0][0], partners[1][0]
    db.execute("INSERT INTO elg_share_rule(partner_id, population, level, columns) VALUES (?, '*', 'hidden', '')", (p,))
    hidden = portal(db, p)
    equal('portal: hidden overlap', hidden['portal_overlap'], [])
    names = {n for n, in rows(db, 'SELECT name FROM crm_account') if n not in dict(partners).values()}
    shown = {value for view in hidden.values() for row in view for value in row if isinstance(value, str)}
    equal('portal: hidden names', sorted(names & shown)[:3], [])
    check('portal: a rule for one partner leaves the others alone', portal(db, q) == before[q])
    db.execute('DELETE FROM elg_share_rule WHERE partner_id = ?', (p,))
    db.execute('DELETE FROM crm_partner_account WHERE partner_id = ?', (q,))
    db.execute('SELECT elg_refresh()')
    equal(
        'portal: the overlap of one does not depend on the list of another',
        portal(db, p)['portal_overlap'],
        before[p]['portal_overlap'],
    )


def main():
    folder = tempfile.mkdtemp()
    try:
        truth = generate(folder, 3000, 12, 11)
        boards = {}
        for shape in ('salesforce', 'hubspot'):
            db = load(folder, shape, os.path.join(folder, shape + '.db'))
            boards[shape] = board(db)
            test_tally(db, truth)
        test_board(db, truth, boards['hubspot'])
        test_retention(db, truth)
        test_nps(db, truth)
        test_credit(db)
        for key in sorted(set(boards['salesforce']) | set(boards['hubspot'])):
            equal('board of both shapes: %s %s' % key, boards['salesforce'].get(key), boards['hubspot'].get(key))
        test_overlap(db, folder)
        test_publish(db, folder)
        test_portal(db)
        db.close()
        test_refresh(folder, os.path.join(folder, 'salesforce.db'))
        test_small(os.path.join(folder, 'small'))
    finally:
        shutil.rmtree(folder)
    print('%d passed, %d failed' % (passed, failed))
    return failed > 0


sys.exit(main())
