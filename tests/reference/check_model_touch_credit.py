"""What the model credits to partners under the policies that go by touches, against elg_attribution on the same touches.

Many touches share their time. Among them elg_attribution goes by the touch, here the partner's id, as the model does. Its decay comes from
seconds, the model's from days: they agree to 1e-9 of the amount. Both round once, a touch or a partner at a time."""
import random
from checking import check, connect, finish

POLICIES = {'first_touch': 'first', 'last_touch': 'last', 'linear': 'linear', 'u_shape': 'u', 'time_decay': 'decay'}
rng, db = random.Random(21), connect()
db.execute('SELECT elg_init()').fetchall()
db.execute("UPDATE elg_setting SET value = '2026-06-30 12:00:00' WHERE name = 'as_of'")
db.execute('BEGIN')
db.executemany('INSERT INTO crm_partner(partner_id, name) VALUES (?, ?)', [('P%d' % i, 'Partner %d' % i) for i in range(6)])
for n in range(300):
    deal, account = 'D%d' % n, 'A%d' % n
    db.execute('INSERT INTO crm_account(account_id, name) VALUES (?, ?)', (account, 'Account %d' % n))
    db.execute("INSERT INTO crm_opportunity(opportunity_id, account_id, is_closed, is_won, amount_minor, currency, type, created_at, "
               "closed_at) VALUES (?, ?, 1, 1, ?, 'USD', 'new', '2026-03-01', '2026-04-01 15:00:00')",
               (deal, account, rng.choice([20000000, 10**10, -12345, 0, 7, 10**12])))
    for i in range(rng.randrange(1, 9)):
        at = '2026-03-%02d 00:00:00' % rng.randrange(1, 4) if rng.random() < .5 else '2026-03-05 1%d:00:00' % rng.randrange(10)
        db.execute("INSERT INTO crm_touchpoint(touchpoint_id, partner_id, opportunity_id, type, at) VALUES (?, ?, ?, 'joint_call', ?)",
                   ('%s-%d' % (deal, i), 'P%d' % rng.randrange(6), deal, at))
db.execute('COMMIT')
db.execute('SELECT elg_refresh()').fetchall()
TOUCHES = ('SELECT t.opportunity_id AS deal, o.amount_minor AS amount, t.partner_id AS touch, t.partner_id AS partner, t.at '
           'FROM crm_touchpoint t JOIN crm_opportunity o ON o.opportunity_id = t.opportunity_id')
for policy, column in POLICIES.items():
    got = dict(((d, p), credit) for d, p, credit in db.execute(
        'SELECT opportunity_id, partner_id, credit_minor FROM credit_policy_line WHERE policy = ? AND partner_id IS NOT NULL', (policy,)))
    for deal, partner, touches, want, amount in db.execute(
            'SELECT deal, partner, count(*), sum(%s_minor), (SELECT amount_minor FROM crm_opportunity WHERE opportunity_id = deal) '
            'FROM elg_attribution(?) GROUP BY deal, partner' % column, (TOUCHES,)):
        off = abs(got.get((deal, partner), 0) - want)
        check(off <= touches + (1e-9 * abs(amount) if policy == 'time_decay' else 0), policy, deal, partner, got.get((deal, partner)), want)
finish()
