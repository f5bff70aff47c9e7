"""Small companies are drawn and written as HubSpot exports, four weeks of them with corrections, deletions and merges between; the board that the
model makes of them must be what is counted here from the drawing, by the words of sql/README.md and without any of its SQL."""

import csv
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from datetime import date, datetime, timedelta
from fractions import Fraction

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
EXT = os.environ.get('ELGEXT', os.path.join(ROOT, os.environ.get('B', 'build'), 'elgext'))
SHELL = os.environ.get('SQLITE3', 'sqlite3')
WON, LOST, OPEN = (
    'Closed Won (Sales Pipeline)',
    'Closed Lost (Sales Pipeline)',
    ['Appointment Scheduled (Sales Pipeline)', 'Contract Sent (Sales Pipeline)'],
)
FMT = '%Y-%m-%d %H:%M'


def half_even(x):
    n, r = divmod(x.numerator, x.denominator)
    twice = 2 * r
    return n + (1 if twice > x.denominator or (twice == x.denominator and n % 2) else 0)


def draw(rnd):
    c = {}
    t0 = datetime(2023, 6, 1)
    when = lambda a, b: t0 + timedelta(minutes=rnd.randrange(int(a * 1440), int(b * 1440)))
    c['partners'] = [
        dict(
            id='P%d' % i,
            type=rnd.choice(['Technology Partner', 'Reseller', 'Services Partner']),
            signed=rnd.choice([None, when(0, 600).date()]),
            satisfaction=rnd.choice([None, rnd.randint(3, 10)]),
        )
        for i in range(1, 5)
    ]
    c['accounts'] = [dict(id='%d' % (100 + i), seg=rnd.choice(['smb', 'mid'])) for i in range(30)]
    c['deals'], c['assoc'], c['meet'], c['reg'] = [], [], [], []
    for i in range(150):
        created = when(0, 850)
        status = rnd.choice(['won', 'won', 'lost', 'open'])
        closed = created + timedelta(days=rnd.randint(0, 150), minutes=rnd.randrange(1440)) if status != 'open' else None
        amount = rnd.choice([None, rnd.randint(100, 200000), rnd.randint(100, 20000)]) if rnd.random() < 0.9 else None
        c['deals'].append(
            dict(
                id='%d' % (7000 + i),
                account=rnd.choice(c['accounts'])['id'],
                created=created,
                closed=closed,
                status=status,
                kind=rnd.choice(['new', 'new', 'expansion', 'renewal']),
                amount=amount,
                cur=rnd.choice(['USD', 'EUR', 'GBP']),
                stage=rnd.randrange(2),
            )
        )
    for d in c['deals']:
        end = d['closed'] or t0 + timedelta(days=880)
        for _ in range(rnd.choice([0, 0, 1, 2])):
            c['assoc'].append(
                dict(
                    deal=d['id'],
                    p=rnd.choice(c['partners'])['id'],
                    role=rnd.choice(['Sourcing partner', 'Technical partner', 'Influencing partner']),
                    at=d['created'] + timedelta(minutes=rnd.randrange(-14400, 57600)),
                )
            ) if rnd.random() < 0.4 else None
        for _ in range(rnd.choice([0, 0, 1, 3])):
            own = rnd.random() < 0.7
            at = d['created'] + timedelta(minutes=rnd.randrange(-120 * 1440, int((end - d['created']).total_seconds() / 60) + 40 * 1440))
            c['meet'].append(
                dict(
                    p=rnd.choice(c['partners'])['id'],
                    account=d['account'],
                    deal=d['id'] if own else None,
                    type=rnd.choice(['introduction', 'joint call', 'email', 'case study']),
                    at=at,
                )
            )
        if rnd.random() < 0.12:
            c['reg'].append(
                dict(
                    p=rnd.choice(c['partners'])['id'],
                    account=d['account'],
                    deal=d['id'],
                    status=rnd.choice(['Approved', 'Approved', 'Rejected']),
                    at=d['created'] + timedelta(minutes=rnd.randrange(-150 * 1440, 30 * 1440)),
                )
            )
    for i, m in enumerate(c['meet']):
        m['id'] = str(30000 + i)
    for i, r in enumerate(c['reg']):
        r['id'] = str(50000 + i)
    seen = set()
    c['assoc'] = [a for a in c['assoc'] if (a['deal'], a['p'], a['role']) not in seen and not seen.add((a['deal'], a['p'], a['role']))]
    c['fx'] = [
        (cur, (t0 + timedelta(days=k)).date().isoformat(), '%.4f' % rnd.uniform(0.8, 1.4))
        for cur in ('EUR', 'GBP')
        for k in range(60, 900, rnd.choice([90, 47]))
    ]
    c['cost'] = [
        (ch, k, '2025-%02d' % m, rnd.randint(100000, 900000)) for ch in ('ecosystem', 'direct') for k in ('team', 'commission') for m in range(1, 10)
    ]
    c['cust'], c['integ'] = [], []
    for a in c['accounts'][:24]:
        start = when(0, 700)
        churn = start + timedelta(days=rnd.randint(30, 500)) if rnd.random() < 0.5 else None
        c['cust'].append((a['id'], start, churn))
        for _ in range(rnd.choice([0, 1, 2, 3])):
            s = start + timedelta(days=rnd.randint(-30, 300))
            c['integ'].append(
                (
                    a['id'],
                    rnd.choice(c['partners'])['id'],
                    'prod%d' % rnd.randint(1, 3),
                    s,
                    s + timedelta(days=rnd.randint(20, 300)) if rnd.random() < 0.4 else None,
                )
            )
    c['nps'] = [(rnd.choice(c['accounts'][:24])['id'], when(500, 880), rnd.randint(0, 10)) for _ in range(40)]
    c['comp'] = [('ann', d['id'], rnd.randint(1000, 500000), 'USD') for d in c['deals'] if d['status'] == 'won' and rnd.random() < 0.6]
    c['ref'] = [
        (
            rnd.choice(c['partners'])['id'],
            rnd.choice(c['partners'])['id'],
            rnd.choice([None, c['deals'][0]['id']]),
            rnd.randint(1000, 99999),
            rnd.choice(['USD', 'EUR']),
            when(500, 880),
        )
        for _ in range(15)
    ]
    # the partners' lists: same names as accounts for some
    c['lists'] = [(p['id'], a['id'], rnd.choice(['Customers', 'Prospects'])) for p in c['partners'] for a in c['accounts'] if rnd.random() < 0.4]
    return c


STREET = 'Abernathy Blackwood Cavendish Dunmore Ellsworth Fairbanks Greystone Hollowell Ironbridge Juniper Kestrel Larkspur Moorfield Northgate Oakhurst Pemberton Quillfeather Ravensworth Silverton Thornbury Underhill Vandermeer Westbrook Yarborough Zephyrine Applecross Bannockburn Cromwell Dovetail Evergreen'.split()


def write(c, dir, as_of):
    def out(name, head, rows):
        with open(os.path.join(dir, name), 'w', newline='') as f:
            w = csv.writer(f)
            w.writerow(head)
            w.writerows(rows)

    f = lambda t: t.strftime(FMT) if t else ''
    name = {'%d' % (100 + i): '%s Works' % w for i, w in enumerate(STREET)}
    out(
        'companies.csv',
        ['Record ID', 'Company name', 'Company Domain Name', 'Type', 'Segment', 'Create Date'],
        [[a['id'], name[a['id']], STREET[int(a['id']) - 100].lower() + 'works.com', 'Prospect', a['seg'], '2023-01-01 09:00'] for a in c['accounts']],
    )
    kinds = dict(new=('New Business', 'Sales Pipeline'), expansion=('Existing Business', 'Sales Pipeline'), renewal=('Existing Business', 'Renewals'))
    out(
        'deals.csv',
        [
            'Record ID',
            'Deal Name',
            'Deal Stage',
            'Pipeline',
            'Amount',
            'Currency',
            'Close Date',
            'Create Date',
            'Deal Type',
            'Associated Company IDs',
        ],
        [
            [
                d['id'],
                'Deal',
                WON if d['status'] == 'won' else LOST if d['status'] == 'lost' else OPEN[d['stage']],
                kinds[d['kind']][1],
                d['amount'] if d['amount'] is not None else '',
                d['cur'],
                f(d['closed']) or '2026-12-31 00:00',
                f(d['created']),
                kinds[d['kind']][0],
                d['account'],
            ]
            for d in c['deals']
        ],
    )
    out(
        'associations.csv',
        ['Deal ID', 'Company ID', 'Association Label', 'Create Date'],
        [[a['deal'], a['p'], a['role'], f(a['at'])] for a in c['assoc']],
    )
    out(
        'meetings.csv',
        ['Record ID', 'Activity type', 'Meeting start time', 'Associated Company IDs', 'Associated Deal IDs', 'Partner Company ID'],
        [[m['id'], m['type'], f(m['at']), m['account'], m['deal'] or '', m['p']] for m in c['meet']],
    )
    out(
        'registrations.csv',
        ['Record ID', 'Partner Company ID', 'Associated Company IDs', 'Associated Deal IDs', 'Submitted Date', 'Status'],
        [[r['id'], r['p'], r['account'], r['deal'], f(r['at']), r['status']] for r in c['reg']],
    )
    sql = [
        'SELECT elg_init() IS NOT NULL;',
        "UPDATE elg_setting SET value='%s' WHERE name='as_of';" % as_of,
        "UPDATE elg_setting SET value=1 WHERE name='min_n';",
        'UPDATE elg_target SET min_n = NULL;',
        "UPDATE elg_setting SET value=%d WHERE name='fiscal_year_start';" % c['fy'],
    ]
    for t, n in (
        ('companies', 'companies'),
        ('deals', 'deals'),
        ('associations', 'associations'),
        ('meetings', 'meetings'),
        ('registrations', 'deal_registrations'),
    ):
        sql.append('.import --csv %s.csv %s' % (t, n))
    q = lambda v: (
        'NULL'
        if v is None
        else "'%s'" % v.strftime('%Y-%m-%d %H:%M:%S')
        if isinstance(v, datetime)
        else "'%s'" % v.isoformat()
        if isinstance(v, date)
        else "'%s'" % v
        if isinstance(v, str)
        else str(v)
    )
    ins = lambda t, rows: [sql.append('INSERT INTO %s VALUES(%s);' % (t, ','.join(map(q, r)))) for r in rows]
    ins(
        'crm_partner(partner_id,name,type,signed_at,satisfaction)',
        [(p['id'], 'Partner ' + p['id'], p['type'], p['signed'], p['satisfaction']) for p in c['partners']],
    )
    sql.append('.output import.json')
    sql.append("SELECT elg_import('hubspot');")
    sql.append('.output stdout')
    ins('crm_fx_rate', c['fx'])
    ins('crm_cost(channel,kind,period,amount_minor,currency)', [x + ('USD',) for x in c['cost']])
    ins('crm_customer(account_id,started_at,churned_at)', c['cust'])
    ins('crm_integration(account_id,partner_id,product,started_at,ended_at)', c['integ'])
    ins('crm_nps', c['nps'])
    ins('crm_compensation', c['comp'])
    ins('crm_referral(from_partner_id,to_partner_id,opportunity_id,amount_minor,currency,at)', c['ref'])
    ins('crm_partner_account(partner_id,record_id,name,population)', [(p, 'R' + a, name[a], pop) for p, a, pop in c['lists']])
    sql.append('.output refresh.json\nSELECT elg_refresh();\n.output stdout')
    return sql


def count(c, now):
    """metric, period -> (value, n)"""
    fx = {}
    for cur, frm, rate in c['fx']:
        fx.setdefault(cur, []).append((datetime.fromisoformat(frm), Fraction(rate)))

    def conv(minor, cur, at):
        if minor is None or cur == 'USD':
            return minor
        r = [x for x in sorted(fx[cur]) if x[0] <= at]
        return half_even(minor * r[-1][1]) if r else None

    D = {d['id']: d for d in c['deals']}
    types = {p['id']: {'Technology Partner': 'technology', 'Reseller': 'channel', 'Services Partner': 'services'}[p['type']] for p in c['partners']}
    for d in c['deals']:
        d['end'] = d['closed'] or now
        d['rep'] = conv(None if d['amount'] is None else d['amount'] * 100, d['cur'], d['end'])
        d['lock'] = d['created'] + timedelta(days=30 if (d['rep'] or 0) >= 10000000 else 14)
        d['by'], d['tt'], d['cosell'], d['roles'], d['regs'] = set(), [], False, [], []
    for m in c['meet']:
        qual = m['type'] in QUALIFIES
        targets = []
        if m['deal']:
            d = D[m['deal']]
            if d['created'] - timedelta(days=90) <= m['at'] <= min(d['end'], now):
                targets.append(d)
            if d['closed'] and m['at'] > d['closed'] and m['at'] <= now:
                others = [
                    x
                    for x in sorted(c['deals'], key=lambda x: (x['created'], x['id']))
                    if x['account'] == d['account'] and x['kind'] != 'new' and x is not d and x['created'] - timedelta(days=90) <= m['at'] <= x['end']
                ]
                targets += others[:1]
        else:
            targets = [x for x in c['deals'] if x['account'] == m['account'] and x['created'] - timedelta(days=90) <= m['at'] <= min(x['end'], now)]
        for d in targets:
            if qual:
                d['by'].add(m['p'])
            d['tt'].append(m)
            if m['deal'] == d['id'] and qual and m['type'] in HUMAN and m['at'] <= d['end']:
                d['cosell'] = True
    for a in c['assoc']:
        D[a['deal']]['by'].add(a['p'])
        D[a['deal']]['roles'].append(a)
    for r in c['reg']:
        d = D[r['deal']]
        if r['status'] == 'Approved' and r['at'] <= d['lock'] and r['at'] + timedelta(days=90) >= d['created']:
            d['by'].add(r['p'])
            d['regs'].append(r)
    for d in c['deals']:
        ev = [(1, r['at'], r['p']) for r in d['regs']]
        ev += [(2, m['at'], m['p']) for m in d['tt'] if m['type'] == 'introduction' and d['created'] - timedelta(days=30) <= m['at'] <= d['created']]
        ev += [(3, a['at'], a['p']) for a in d['roles'] if a['role'].startswith('Sourcing') and a['at'] <= d['lock']]
        d['src'] = min(ev)[2] if ev else None
        d['cat'] = 'sourced' if d['src'] else 'influenced' if d['by'] else 'direct'
    today = now.date()
    mon = today - timedelta(days=today.weekday())
    m0 = (today.year * 12 + today.month - 1 - (c['fy'] - 1)) // 3 * 3 + c['fy'] - 1
    q0 = date(m0 // 12, m0 % 12 + 1, 1)
    l0 = date((m0 - 3) // 12, (m0 - 3) % 12 + 1, 1)
    y0 = date(today.year - 1, today.month, today.day) + timedelta(days=1)
    periods = dict(
        quarter=(q0, today + timedelta(days=1)),
        last_quarter=(l0, q0),
        last_week=(mon - timedelta(7), mon),
        **{'13_weeks': (mon - timedelta(91), mon), '12_months': (y0, today + timedelta(days=1))},
    )
    B = {}
    total = lambda ds: sum(d['rep'] or 0 for d in ds)
    quot = lambda a, b: a / b if b and b > 0 else None
    for p, (a, b) in periods.items():
        inp = lambda t: t is not None and a <= t.date() < b
        closed = [d for d in c['deals'] if inp(d['closed'])]
        won = [d for d in closed if d['status'] == 'won']
        rev = total(won)
        B['total_revenue', p] = rev, len(won)
        for k in ('new', 'expansion', 'renewal'):
            B['influenced_%s_%s' % (k, 'revenue'), p] = total(d for d in won if d['by'] and d['kind'] == k), sum(d['kind'] == k for d in won)
        B['influenced_revenue', p] = total(d for d in won if d['by']), len(won)
        B['influenced_revenue_share', p] = quot(total(d for d in won if d['by']), rev), len(won)
        for m, cat in (('sourced_revenue', 'sourced'), ('influenced_only_revenue', 'influenced'), ('direct_revenue', 'direct')):
            B[m, p] = total(d for d in won if d['cat'] == cat), len(won)
        new = [d for d in won if d['kind'] == 'new']
        B['sourced_share_new_revenue', p] = quot(total(d for d in new if d['src']), total(new)), len(new)
        B['won_without_amount', p] = sum(d['rep'] is None for d in won), len(won)
        made = [d for d in c['deals'] if inp(d['created'])]
        B['influenced_created_pipeline_share', p] = quot(total(d for d in made if d['by']), total(made)), len(made)
        B['sourced_share_new_pipeline', p] = (
            quot(total(d for d in made if d['src'] and d['kind'] == 'new'), total(d for d in made if d['kind'] == 'new')),
            sum(d['kind'] == 'new' for d in made),
        )
        run = [d for d in closed if d['kind'] != 'renewal']
        co, so = [d for d in run if d['cosell']], [d for d in run if not d['cosell']]
        rate = lambda ds: quot(sum(d['status'] == 'won' for d in ds), len(ds))
        B['cosell_win_rate', p] = rate(co), len(co)
        B['solo_win_rate', p] = rate(so), len(so)
        B['win_rate_difference', p] = (rate(co) - rate(so)) if co and so else None, min(len(co), len(so))
        B['win_rate_ratio', p] = quot(rate(co), rate(so)) if co and so else None, min(len(co), len(so))
        cost = sum(x[3] for x in c['cost'] if x[0] == 'ecosystem' and a <= date(int(x[2][:4]), int(x[2][5:]), 1) < b)
        program = sum(x[3] for x in c['cost'] if x[0] == 'ecosystem' and x[1] not in ('commission', 'discount', 'rebate') and a <= date(int(x[2][:4]), int(x[2][5:]), 1) < b)
        B['ecosystem_roi', p] = quot(total(d for d in won if d['by']), program), None
        B['cac_ecosystem', p] = quot(cost, sum(bool(d['src']) for d in new)), None
        dcost = sum(x[3] for x in c['cost'] if x[0] == 'direct' and a <= date(int(x[2][:4]), int(x[2][5:]), 1) < b)
        B['cac_direct', p] = quot(dcost, sum(not d['src'] for d in new)), None
        pc = sum(x[3] for x in c['cost'] if x[0] == 'ecosystem' and x[1] == 'commission' and a <= date(int(x[2][:4]), int(x[2][5:]), 1) < b)
        B['partner_margin', p] = 1 - pc / total(d for d in new if d['src']) if total(d for d in new if d['src']) > 0 else None, None
        ref = [x for x in c['ref'] if inp(x[5])]
        free = [x for x in ref if x[2] is None]
        B['partner_to_partner_referrals', p] = len(free), None
        B['partner_to_partner_pipeline', p] = sum(conv(x[3], x[4], x[5]) or 0 for x in free), None
        if p == '12_months':
            B['channel_revenue_share', p] = quot(total(d for d in won if any(types[x] == 'channel' for x in d['by'])), rev), len(won)
            wr = [d for d in won if d['kind'] != 'renewal']
            for m, ds in (('cosell', [d for d in wr if d['cosell']]), ('solo', [d for d in wr if not d['cosell']])):
                days = [(d['closed'].date() - d['created'].date()).days for d in ds]
                B[m + '_days_to_close', p] = statistics.median(days) if days else None, len(days)
                am = [d['rep'] for d in ds if d['rep'] is not None]
                B[m + '_amount', p] = statistics.median(am) if am else None, len(am)
            pay = lambda ds: quot(
                sum(x[2] for x in c['comp'] if x[1] in {d['id'] for d in ds}), sum(d['rep'] for d in ds if d['id'] in {x[1] for x in c['comp']})
            )
            pt, di = [d for d in won if d['by'] and d['rep']], [d for d in won if not d['by'] and d['rep']]
            B['comp_parity', p] = quot(pay(pt), pay(di)) if pay(pt) and pay(di) else None, None
    opn = [d for d in c['deals'] if d['status'] == 'open']
    B['open_pipeline', 'snapshot'] = total(opn), len(opn)
    B['influenced_pipeline', 'snapshot'] = total(d for d in opn if d['by']), len(opn)
    B['influenced_pipeline_share', 'snapshot'] = quot(total(d for d in opn if d['by']), total(opn)), len(opn)
    B['open_without_amount', 'snapshot'] = sum(d['rep'] is None for d in opn), len(opn)
    live = {p['id'] for p in c['partners'] if p['signed'] is None or p['signed'] <= today}
    at_cust = {a for p, a, pop in c['lists'] if pop == 'Customers' and p in live}
    cov = [d for d in opn if d['account'] in at_cust]
    B['cosell_coverage', 'snapshot'] = quot(len(cov), len(opn)), len(opn)
    B['cosell_coverage_active', 'snapshot'] = quot(sum(bool(d['by']) for d in cov), len(opn)), len(opn)
    B['potential_revenue', 'snapshot'] = total(cov), None
    sat = [p['satisfaction'] for p in c['partners'] if p['satisfaction'] is not None and p['id'] in live]
    B['partner_satisfaction', 'all_time'] = sum(sat) / len(sat) if sat else None, len(sat)
    # retention: person time with at least one active integration
    yi = yo = ci = co = 0
    for acc, start, churn in c['cust']:
        if start > now:
            continue
        end = min(churn or now, now)
        lost = churn is not None and churn <= now
        sp = [(max(s, start), min(e or end, end)) for a, _, _, s, e in c['integ'] if a == acc and s < end and (e is None or e > start)]
        marks = sorted({start, end} | {x for s in sp for x in s})
        t = sum((b - a).total_seconds() for a, b in zip(marks, marks[1:]) if any(s <= a and b <= e for s, e in sp))
        yi += t
        yo += (end - start).total_seconds() - t
        if lost:
            if any(s < end and e >= end for s, e in sp):
                ci += 1
            else:
                co += 1
    B['retention_rate_ratio', 'all_time'] = quot(ci / yi, co / yo) if yi and yo and ci and co else None, None
    for metric, months in (('depth_month_early', 6), ('depth_month_late', 12)):
        depths = []
        for acc, start, churn in c['cust']:
            k = start.month - 1 + months
            day = datetime(start.year + k // 12, k % 12 + 1, 1, start.hour, start.minute) + timedelta(days=start.day - 1)
            if day > now or (churn and churn <= day):
                continue
            depths.append(len({(q_, pr) for a, q_, pr, s, e in c['integ'] if a == acc and s <= day and (e is None or e > day)}))
        B[metric, 'all_time'] = sum(depths) / len(depths) if depths else None, len(depths)
    by = {0: [], 1: [], 2: []}
    for acc, at, score in c['nps']:
        if at > now:
            continue
        k = len({(q_, pr) for a, q_, pr, s, e in c['integ'] if a == acc and s <= at and (e is None or e > at)})
        by[min(k, 2)].append(100 if score >= 9 else -100 if score <= 6 else 0)
    for k, m in ((0, 'nps_none'), (1, 'nps_single'), (2, 'nps_multi')):
        B[m, 'all_time'] = sum(by[k]) / len(by[k]) if by[k] else None, len(by[k])
    return B


QUALIFIES = {'introduction', 'joint call', 'email', 'case study'}
HUMAN = {'introduction', 'joint call', 'email', 'case study'}


def change(c, rnd):
    """A week passes: amounts, stages, owners and partners change, deals vanish and appear, an account is merged into another."""
    for d in rnd.sample(c['deals'], 12):
        k = rnd.randrange(6)
        if k == 0:
            d['amount'] = rnd.randint(100, 200000)
        elif k == 1:
            d['cur'] = rnd.choice(['USD', 'EUR', 'GBP'])
        elif k == 2:
            d['kind'] = rnd.choice(['new', 'expansion', 'renewal'])
        elif k == 3 and d['status'] == 'open':
            d['status'], d['closed'] = rnd.choice(['won', 'lost']), d['created'] + timedelta(days=rnd.randint(1, 60))
        elif k == 4 and d['status'] != 'open':
            d['status'], d['closed'] = 'open', None
        elif k == 5:
            d['created'] -= timedelta(days=rnd.randint(1, 40))
    gone = rnd.choice(c['deals'])
    c['deals'].remove(gone)
    for k in ('assoc', 'reg'):
        c[k] = [x for x in c[k] if x['deal'] != gone['id']]
    for m in c['meet']:
        if m['deal'] == gone['id']:
            m['deal'] = None
    c['comp'] = [x for x in c['comp'] if x[1] != gone['id']]
    c['ref'] = [x for x in c['ref'] if x[2] != gone['id']]
    for m in rnd.sample(c['meet'], 6):
        m['p'] = rnd.choice(c['partners'])['id']
    a, b = rnd.sample([x['id'] for x in c['accounts'][24:]], 2)  # no customers
    for k in ('deals', 'meet', 'reg'):
        for x in c[k]:
            if x['account'] == a:
                x['account'] = b
    c['accounts'] = [x for x in c['accounts'] if x['id'] != a]
    c['lists'] = [x for x in c['lists'] if x[1] != a or rnd.random() < 0.5]
    for x in rnd.sample(c['assoc'], 3):
        x['role'] = rnd.choice(['Sourcing partner', 'Technical partner'])
    seen = set()
    c['assoc'] = [x for x in c['assoc'] if (x['deal'], x['p'], x['role']) not in seen and not seen.add((x['deal'], x['p'], x['role']))]


LIVE = [
    'crm_partner',
    'crm_fx_rate',
    'crm_cost',
    'crm_customer',
    'crm_integration',
    'crm_nps',
    'crm_compensation',
    'crm_referral',
    'crm_partner_account',
    'crm_opportunity_partner',
]


def main(seeds):
    global QUALIFIES, HUMAN
    bad = same = 0
    for seed in seeds:
        rnd = random.Random(seed)
        c = draw(rnd)
        c['fy'] = rnd.choice([1, 2, 4, 7, 10])
        now = datetime(2025, rnd.randint(6, 9), rnd.randint(1, 28), 18, 30)
        with tempfile.TemporaryDirectory() as dir:
            for week in range(4):
                if week:
                    now += timedelta(days=7)
                    change(c, rnd)
                sql = write(c, dir, now.strftime('%Y-%m-%d %H:%M:%S'))
                if week:
                    sql = (
                        ['DROP TABLE %s;' % t for t in ('companies', 'deals', 'associations', 'meetings', 'deal_registrations')]
                        + ['DELETE FROM %s;' % t for t in LIVE]
                        + sql
                    )
                    sql[-1] = (
                        "DELETE FROM crm_account WHERE account_id IN (SELECT id FROM crm_gone WHERE table_name = 'crm_account');\n"
                        "DELETE FROM crm_opportunity WHERE opportunity_id IN (SELECT id FROM crm_gone WHERE table_name = 'crm_opportunity');\n"
                        "DELETE FROM crm_deal_registration WHERE registration_id IN (SELECT id FROM crm_gone WHERE table_name = 'crm_deal_registration');\n"
                    ) + sql[-1]
                r = subprocess.run([SHELL, '-batch', 'x.db', '-cmd', '.load ' + EXT], input='\n'.join(sql), text=True, cwd=dir, capture_output=True)
                if 'rror' in r.stderr or 'rror' in r.stdout:
                    sys.exit(r.stdout + r.stderr)
                db = sqlite3.connect(os.path.join(dir, 'x.db'))
                db.enable_load_extension(True)
                db.load_extension(EXT)
                db.execute('SELECT elg_init()')
                touch = {t: (q, h) for t, q, h in db.execute('SELECT type, qualifies, human FROM elg_touch_type')}
                word = {w: w.replace(' ', '_') for w in ('introduction', 'joint call', 'email', 'case study')}
                QUALIFIES = {w for w, t in word.items() if touch[t][0]}
                HUMAN = {w for w, t in word.items() if touch[t][1]}
                board = {(m, p): (v, n, w) for m, p, v, n, w in db.execute('SELECT metric, period, value, n, why_null FROM metric_board')}
                mine = count(c, now)
                for k, (v, n) in mine.items():
                    if k not in board:
                        continue  # not every period
                    bv, bn, why = board[k]
                    ok = (v is None and bv is None) or (
                        v is not None and bv is not None and abs(float(v) - float(bv)) <= 1e-6 * max(1, abs(float(v)))
                    )
                    if ok and (n is None or bn is None or n == bn):
                        same += 1
                    else:
                        bad += 1
                        print('seed', seed, now.date(), 'fiscal year from', c['fy'], k, 'counted', v, n, 'board', bv, bn, why)
                for o, t, s in db.execute(
                    'SELECT d.opportunity_id, d.reporting_minor, (SELECT sum(l.reporting_minor) FROM elg_credit l WHERE l.opportunity_id = d.opportunity_id) '
                    "FROM elg_deal d WHERE d.status <> 'lost'"
                ):
                    if t == s:
                        same += 1
                    else:
                        bad += 1
                        print('seed', seed, now.date(), 'deal', o, 'amount', t, 'credit', s)
                db.close()
    print('%d passed, %d failed' % (same, bad))
    return bad


if __name__ == '__main__':
    sys.exit(main(range(*map(int, sys.argv[1:] or [2]))) > 0)
