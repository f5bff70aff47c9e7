"""What the two CRM shapes share: files, formats, and the inputs that neither CRM keeps in a standard object.

Those (integrations, revenue, costs, plans ...) come as crm_*.csv with the columns of the input they are imported to.
"""

import csv
import os
from fractions import Fraction

import model

DAYS = [str(model.date(d)) for d in range(-1200, model.TODAY + 1200)]


def day_text(day):
    return '' if day is None else DAYS[day + 1200]


def money(minor, currency):
    """Decimal text of minor units."""
    if model.EXPONENT.get(currency, 2) == 0:
        return str(minor)
    return '%d.%02d' % divmod(minor, 100)


def decimal(text):
    """One over a decimal, as a decimal, exactly."""
    f = 1 / Fraction(text)
    digits, d = 0, f.denominator
    while d != 1:
        digits += 1
        d = (f * 10**digits).denominator
    n = f.numerator * 10**digits // f.denominator
    return str(n) if digits == 0 else '%d.%s' % (n // 10**digits, str(n % 10**digits).rjust(digits, '0'))


class Files:
    """CSV files of one folder, opened when first written to."""

    def __init__(self, folder):
        self.folder, self.open, self.order = folder, {}, []
        os.makedirs(folder, exist_ok=True)

    def start(self, name, header):
        f = open(os.path.join(self.folder, name + '.csv'), 'w', encoding='utf-8', newline='', buffering=1 << 18)
        writer = csv.writer(f, lineterminator='\n')
        writer.writerow(header)
        self.open[name] = f
        self.order.append(name)
        return writer.writerow

    def close(self, footers):
        for name, f in self.open.items():
            if name in footers:
                f.write(footers[name])
            f.close()


class Shape:
    """What both CRMs have in common: the inputs that no standard object holds."""

    def __init__(self, out):
        self.files = Files(os.path.join(out, self.name))
        start = self.files.start
        self.partner_input = start(
            'crm_partner', ('partner_id', 'name', 'type', 'signed_at', 'ended_at', 'satisfaction')
        )
        self.inputs = {
            'integration': start('crm_integration', ('account_id', 'partner_id', 'product', 'started_at', 'ended_at')),
            'customer': start('crm_customer', ('account_id', 'started_at', 'live_at', 'churned_at')),
            'arr': start('crm_arr', ('account_id', 'at', 'arr_minor', 'currency')),
            'nps': start('crm_nps', ('account_id', 'at', 'score')),
            'cost': start('crm_cost', ('channel', 'kind', 'partner_id', 'period', 'amount_minor', 'currency')),
            'compensation': start('crm_compensation', ('owner', 'opportunity_id', 'amount_minor', 'currency')),
            'referral': start(
                'crm_referral',
                ('from_partner_id', 'to_partner_id', 'account_id', 'opportunity_id', 'amount_minor', 'currency', 'at'),
            ),
            'joint_plan': start(
                'crm_joint_plan',
                (
                    'partner_id',
                    'account_id',
                    'play',
                    'our_owner',
                    'their_owner',
                    'started_at',
                    'next_step',
                    'check_in_at',
                    'outcome',
                ),
            ),
        }

    def referral(self, a, b, account, minor, currency, day):
        self.inputs['referral'](
            (self.partner_id(a), self.partner_id(b), self.account_id(account), '', minor, currency, start_of(day))
        )

    def joint_plan(self, p, account, play, owner, started, check_in):
        self.inputs['joint_plan'](
            (
                self.partner_id(p),
                self.account_id(account),
                play,
                self.owner(owner),
                'partner manager %d' % p,
                start_of(started),
                'joint call',
                start_of(check_in),
                '',
            )
        )

    def integration(self, account, p, product, started, ended):
        self.inputs['integration'](
            (self.account_id(account), self.partner_id(p), product, start_of(started), start_of(ended))
        )

    def customer(self, account, started, live, churned):
        self.inputs['customer']((self.account_id(account), start_of(started), start_of(live), start_of(churned)))

    def arr(self, account, day, minor, currency):
        self.inputs['arr']((self.account_id(account), start_of(day), minor, currency))

    def nps(self, account, day, score):
        self.inputs['nps']((self.account_id(account), start_of(day), score))

    def cost(self, channel, kind, p, day, minor):
        self.inputs['cost']((channel, kind, '' if p is None else self.partner_id(p), model.quarter(day), minor, 'USD'))

    def compensation(self, owner, opportunity, minor, currency):
        self.inputs['compensation']((self.owner(owner), self.opportunity_id(opportunity), minor, currency))


def start_of(day):
    return '' if day is None else day_text(day) + ' 00:00:00'


def clock(day, n):
    """Hour and minute something numbered n was entered that day."""
    return '%02d:%02d' % divmod(480 + n * 7 % 120, 60)
