"""The example company: what happens to its accounts, deals, partners and customers, with known truths planted.

`Model(...).run(sink)` draws everything from one seed and hands each row to the sink, one method a table; days are
counted from START.  What was planted, and what came out of the draw, is in `truth`.
"""

import datetime
import math
import random
from fractions import Fraction

import names

START = datetime.date(2023, 7, 1)
TODAY = 1095  # 2026-06-30
QUARTER = 1005  # 2026-04-01, when the last quarter began
STAGES = 5  # open stages 1..5; then won or lost
CUTOFF = 4  # partner touches before this stage is entered can make a deal co-sell

WIN = {'solo': 0.25, 'cosell': 0.425}  # ratio 1.7
DAYS = {'solo': 90, 'cosell': 63}  # median days to close
SIZE = {'solo': 1.0, 'cosell': 1.25}  # median amount
COSELL, SOURCED = 0.40, 0.50  # share of new deals with a partner; of those, sourced by one
CHURN = {'SMB': 0.30, 'Mid-Market': 0.25, 'Enterprise': 0.25}  # a year
CHURN_RATIO = {'SMB': 1.0, 'Mid-Market': 0.6, 'Enterprise': 0.6}  # while an integration is active
EXPANSION = (0.35, 0.70)  # deals a year with fewer than two integrations, with two or more
LIVE = (90, 60)  # mean days to live: without and with a delivering partner
ACTIVATION = (10, 25)  # days from a partner's signature to its first introduction
NPS = (6.0, 0.7)  # mean score, and what each active integration adds

SEGMENTS = (('SMB', 0.50, 12000), ('Mid-Market', 0.30, 45000), ('Enterprise', 0.20, 150000))  # median amount, USD
TYPES = ('technology', 'services', 'channel', 'technology', 'referral', 'services', 'marketplace', 'technology')
PRODUCTS = ('Connect', 'Sync', 'Insights')
COMPETITORS = ('Rivalsoft', 'Opponex', 'Contendo')
MARKETPLACES = ('AWS', 'Azure', 'GCP')
SOURCES = ('Web', 'Outbound', 'Event', 'Advertisement')
OWNERS = 24

# USD for one unit, by quarter.  A rate and its inverse are short decimals: both CRMs' conventions hold the same number.
RATES = {
    'USD': ('1',),
    'EUR': ('1.073741824', '1.048576', '1.073741824', '1.024'),
    'GBP': ('1.28', '1.25'),
    'SEK': ('0.1', '0.1024', '0.1', '0.09765625'),
    'BRL': ('0.2', '0.1953125', '0.16'),
    'JPY': ('0.0064', '0.00625', '0.0064', '0.008'),
}
EXPONENT = {'JPY': 0}
APPROXIMATE = {currency: float(rates[0]) for currency, rates in RATES.items()}

# types of touch during a deal, and how often each comes
TOUCHES = (
    ('joint_call', 30),
    ('integration_demo', 20),
    ('integration_mention', 20),
    ('champion', 8),
    ('case_study', 8),
    ('pricing_call', 6),
    ('campaign', 8),
)
TALLY = ('cosell_closed', 'cosell_won', 'solo_closed', 'solo_won', 'new_sourced', 'new_influenced', 'new_direct')
TWO_SIDED = {'introduction', 'joint_call', 'pricing_call'}
ROLES = ('sourcing', 'technical', 'influencing', 'co-selling')


def date(day):
    return START + datetime.timedelta(days=day)


def quarter(day):
    d = date(day)
    return '%d-Q%d' % (d.year, (d.month + 2) // 3)


def quarter_index(day):
    d = date(day)
    return (d.year - START.year) * 4 + (d.month - 1) // 3 - (START.month - 1) // 3


def rate(currency, day):
    rates = RATES[currency]
    return rates[max(0, quarter_index(day)) % len(rates)]


def in_dollars(minor, currency, day):
    """Minor units in US cents, half to even, exactly."""
    cents = Fraction(minor) * Fraction(rate(currency, day)) * (100 if EXPONENT.get(currency, 2) == 0 else 1)
    return round(cents)


class Model:
    def __init__(self, seed, accounts, partners, records):
        self.rng = random.Random(seed)
        self.accounts, self.partners, self.records = accounts, partners, records
        self.universe = names.Universe(self.rng)
        self.counts = dict.fromkeys('opportunity touch registration record'.split(), 0)
        self.quarters = {}
        self.truth = {}
        self.pursued = [set() for _ in range(partners)]
        self.cohorts = {
            s: {'exposed_events': 0, 'exposed_days': 0, 'plain_events': 0, 'plain_days': 0} for s, _, _ in SEGMENTS
        }

    def number(self, kind):
        self.counts[kind] += 1
        return self.counts[kind]

    # Partners

    def make_partners(self, sink):
        rng = self.rng
        self.partner_type, self.signed, self.ended = [], [], []
        for p in range(self.partners):
            company = self.universe.company()
            kind = TYPES[p % len(TYPES)]
            signed = -400 + rng.randrange(300) if p < 0.8 * self.partners else rng.randrange(0, TODAY - 200)
            ended = TODAY - 100 if p == self.partners - 1 and self.partners > 4 else None
            self.partner_type.append(kind)
            self.signed.append(signed)
            self.ended.append(ended)
            sink.partner(p, company, kind, signed, ended, round(rng.uniform(6.5, 9.5), 1))
        # A few partners do most of the work: weights fall with the rank.
        self.weight = [1 / (1 + 0.35 * p) for p in range(self.partners)]
        mean = sum(self.weight) / self.partners
        half = self.records / 2
        self.reach = [min(0.6, half / self.accounts * (0.7 + 0.3 * w / mean)) for w in self.weight]
        self.listed = [0] * self.partners
        self.services = [p for p in range(self.partners) if self.partner_type[p] == 'services']
        self.technology = [
            p for p in range(self.partners) if self.partner_type[p] in ('technology', 'marketplace')
        ] or [0]

    def partner_record(self, sink, p, company, population, since):
        rng = self.rng
        self.listed[p] += 1
        record = self.number('record')
        site = names.website(rng, company.domain) if rng.random() < 0.6 else ''
        if site and rng.random() < 0.02:
            site = 'gmail.com'
        sink.partner_account(p, record, names.dirty(rng, company), site, company.country, population, since)
        return record

    def whitespace(self, sink):
        """The rest of each partner's list: companies this CRM does not hold."""
        for p in range(self.partners):
            while self.listed[p] < self.records:
                self.partner_record(
                    sink, p, self.universe.company(), self.population(), self.rng.randrange(-300, TODAY)
                )

    def population(self):
        x = self.rng.random()
        return 'customers' if x < 0.5 else 'open opportunities' if x < 0.65 else 'prospects'

    # Accounts

    def run(self, sink):
        rng = self.rng
        sink.rates(rate)
        self.make_partners(sink)
        parents = []
        self.overlaps, self.delivered, self.idle = 0, 0, []
        for a in range(self.accounts):
            company = self.universe.company()
            x, segment, median = rng.random(), 'SMB', 12000
            for segment, share, median in SEGMENTS:
                x -= share
                if x < 0:
                    break
            account = Account(a, company, segment, median, rng.randrange(OWNERS))
            account.created = rng.randrange(-700, 0) if rng.random() < 0.6 else rng.randrange(0, TODAY - 60)
            account.overlap = []
            for p in range(self.partners):
                if rng.random() < self.reach[p]:
                    population = self.population()
                    since = rng.randrange(max(-300, self.signed[p]), TODAY)
                    record = self.partner_record(sink, p, company, population, since)
                    account.overlap.append((p, since, population))
                    sink.truth_overlap(a, p, record)
                    self.overlaps += 1
            deals = self.counts['opportunity']
            self.history(sink, account)
            if self.counts['opportunity'] == deals and len(self.idle) < 1000:
                self.idle.append(a)
            parent = rng.choice(parents) if parents and rng.random() < 0.04 else None
            if parent is None and segment == 'Enterprise' and len(parents) < 5000:
                parents.append(a)
            site = names.website(rng, company.domain) if rng.random() < 0.7 else ''
            account.more = company.domain if rng.random() < 0.15 else ''
            sink.account(account, site, parent)
        self.whitespace(sink)
        self.program(sink)
        self.finish()

    def history(self, sink, account):
        """New business, then the life of the customer."""
        rng = self.rng
        account.stage = 'prospect'
        legacy = rng.random() < 0.22
        if legacy:
            account.created = min(account.created, -400)
            self.customer(
                sink, account, -rng.randrange(30, 700), int(account.median * rng.lognormvariate(0, 0.5)) * 100, False
            )
            return
        day = max(account.created, 0)
        for _ in range(rng.choices((0, 1, 2, 3), (15, 40, 30, 15))[0]):
            day += rng.randrange(5, 330)
            if day > TODAY - 3:
                break
            won, closed, minor, delivered = self.new_business(sink, account, day)
            if closed is None:
                account.stage = 'open'
                return
            if won:
                self.customer(sink, account, closed, minor, delivered)
                return
            day = closed

    def amount(self, account, factor):
        currency = names.COUNTRIES[account.company.country][0]
        dollars = account.median * factor * self.rng.lognormvariate(0, 0.6)
        units = max(1, round(dollars / APPROXIMATE[currency], -2))
        return int(units) * 10 ** EXPONENT.get(currency, 2), currency

    def new_business(self, sink, account, created):
        motion = self.motion(created)
        days = self.days(motion)
        return self.sale(sink, account, 'New Business', motion, created, created + days, SIZE[motion])

    def motion(self, created):
        cosell = self.rng.random() < COSELL and any(self.at_work(p, created) for p in range(self.partners))
        return 'cosell' if cosell else 'solo'

    def days(self, motion):
        return max(4, round(DAYS[motion] * self.rng.lognormvariate(0, 0.5)))

    def sale(self, sink, account, kind, motion, created, closed, size):
        """A new or expansion deal with its partners: won, day closed, amount, delivered by a partner."""
        days, won = closed - created, self.rng.random() < WIN[motion]
        if closed > TODAY:
            closed = won = None
        minor, currency = self.amount(account, size)
        n = self.number('opportunity')
        cutoff = self.opportunity(sink, n, account, kind, created, closed, won, minor, currency, days)
        touches = self.cosell_touches if motion == 'cosell' else self.solo_touches
        sourced = touches(sink, n, account, created, closed, cutoff)
        delivered = bool(won and motion == 'cosell' and self.deliver(sink, n, account, created, closed))
        self.delivered += delivered and kind == 'New Business'
        category = 'direct' if sourced is None else 'sourced' if sourced else 'influenced'
        self.tally(kind, closed, won, minor, currency, motion, category)
        return won, closed, minor, delivered

    def deliver(self, sink, n, account, created, closed):
        """Half of the co-sold deals are implemented by a services partner, most of them after the signature: some touches
        name the deal, some the account alone, and of some there is only a role."""
        partners = [p for p in self.services if self.at_work(p, created)]
        if not partners or self.rng.random() < 0.5:
            return False
        p, way = self.rng.choice(partners), self.rng.randrange(4)
        if way == 0:
            sink.opportunity_partner(n, p, 'delivery', closed)
        else:
            day = min(TODAY, closed + self.rng.randrange(-1, 40))
            self.touch(sink, p, account, n if way < 3 else None, 'implementation', day)
        return True

    def opportunity(self, sink, n, account, kind, created, closed, won, minor, currency, days):
        """The deal, its stage history and the owner's pay; gives the day it entered the cut-off stage, else the end."""
        rng = self.rng
        reached = STAGES
        if closed is not None and not won:
            reached = rng.choice((2, 3, 4, 5))
        enter = [created + round(days * s / (reached + 1)) for s in range(reached)]
        if closed is None:
            enter = [d for d in enter if d <= TODAY]
        entered = [(d, s + 1) for s, d in enumerate(enter)]
        if closed is not None:
            entered.append((closed, 'won' if won else 'lost'))
        for day, stage in entered:
            sink.history(n, day, stage, minor, currency)
        x = rng.random()
        sink.opportunity(
            n,
            account,
            kind,
            entered[-1][1],
            minor,
            currency,
            created,
            closed,
            rng.choice(COMPETITORS) if x < 0.25 else None,
            rng.choice(MARKETPLACES) if x > 0.93 else None,
            rng.choice(SOURCES),
            closed or created + max(days, TODAY - created + 10),
        )
        if won and closed is not None and closed > TODAY - 370:
            sink.compensation(account.owner, n, minor // 10, currency)
        return enter[CUTOFF - 1] if len(enter) >= CUTOFF else (closed if closed is not None else TODAY)

    def at_work(self, p, day):
        return self.signed[p] < day - 40 and (self.ended[p] is None or day < self.ended[p])

    def team(self, account, created):
        """One to four partners for a deal: those already at the account first."""
        rng = self.rng
        at_hand = [p for p in range(self.partners) if self.at_work(p, created)]
        k = min(len(at_hand), rng.choices((1, 2, 3, 4), (45, 35, 15, 5))[0])
        known = [p for p, since, _ in account.overlap if since < created and self.at_work(p, created)]
        chosen = known[:k] if rng.random() < 0.8 else []
        while len(chosen) < k:
            p = rng.choices(range(self.partners), self.weight)[0]
            if p in chosen or not self.at_work(p, created):
                p = next(q for q in at_hand if q not in chosen)
            chosen.append(p)
        return chosen

    def cosell_touches(self, sink, n, account, created, closed, cutoff):
        rng = self.rng
        team = self.team(account, created)
        sourced = rng.random() < SOURCED
        end = TODAY if closed is None else closed
        if sourced:
            if rng.random() < 0.3:
                submitted = created - rng.randrange(3, 25)
                sink.registration(
                    self.number('registration'),
                    team[0],
                    account.n,
                    n,
                    submitted,
                    submitted + 2,
                    submitted + 120,
                    'approved',
                )
            day = created - rng.randrange(1, 29)
            self.touch(sink, team[0], account, n, 'introduction', day)
        names_, weights = zip(*TOUCHES)
        for i, p in enumerate(team):
            role = ROLES[0] if sourced and i == 0 else rng.choice(ROLES[1:])
            sink.opportunity_partner(n, p, role, created)
            for k in range(max(1, round(rng.gammavariate(2, 7)))):
                # The first touch of the deal is a call before the cut-off: it is what makes the deal co-sell.
                if i == 0 and k == 0:
                    self.touch(
                        sink, p, account, n, 'joint_call', created + rng.randrange(0, max(1, cutoff - created))
                    )
                else:
                    self.touch(
                        sink,
                        p,
                        account,
                        n,
                        rng.choices(names_, weights)[0],
                        created + rng.randrange(1, max(2, end - created + 1)),
                    )
        if not sourced and rng.random() < 0.1:
            submitted = created + 5
            if submitted < end:
                sink.registration(
                    self.number('registration'), team[0], account.n, n, submitted, None, None, 'rejected'
                )
        return sourced

    def solo_touches(self, sink, n, account, created, closed, cutoff):
        """A solo deal: perhaps a partner's content is used, or its people come after the cut-off.  None: no partner."""
        rng = self.rng
        end = TODAY if closed is None else closed
        if (
            cutoff + 2 >= end
            or rng.random() > 0.15
            or not any(self.at_work(p, created) for p in range(self.partners))
        ):
            return None
        p = self.team(account, created)[0]
        for _ in range(rng.randrange(1, 4)):
            if rng.random() < 0.5:
                self.touch(sink, p, account, n, 'case_study', rng.randrange(created + 1, end))
            else:
                self.touch(sink, p, account, n, 'pricing_call', rng.randrange(cutoff + 1, end))
        return False

    def touch(self, sink, p, account, n, kind, day):
        at = day * 1440 + self.rng.randrange(600, 1080)
        sink.touch(self.number('touch'), p, account.n, n, kind, at)
        if day >= QUARTER and kind in TWO_SIDED:
            self.pursued[p].add(account.n)

    def tally(self, kind, closed, won, minor, currency, motion, category):
        if closed is None:
            return
        q = self.quarters.setdefault(quarter(closed), dict.fromkeys(TALLY, 0))
        q[motion + '_closed'] += 1
        if won:
            q[motion + '_won'] += 1
            if kind == 'New Business':
                q['new_' + category] += in_dollars(minor, currency, closed)

    # Customers

    def customer(self, sink, account, started, minor, delivered):
        rng = self.rng
        account.stage = 'customer'
        currency = names.COUNTRIES[account.company.country][0]
        if started < 0 and EXPONENT.get(currency, 2) == 0:
            minor = minor // 100 * 150
        live = started + max(5, round(rng.gauss(LIVE[delivered], 10)))
        adopted = []
        for p in rng.sample(
            self.technology, min(len(self.technology), rng.choices((0, 1, 2, 3, 4), (30, 25, 20, 15, 10))[0])
        ):
            day = started + 5 + int(rng.expovariate(1 / 150))
            if day > self.signed[p]:
                adopted.append((day, p))
        adopted.sort()
        churned = self.churn_day(account.segment, started, adopted[0][0] if adopted else None)
        end = TODAY if churned is None else churned
        adopted = [(d, p) for d, p in adopted if d < end]
        self.exposure(account.segment, started, end, adopted[0][0] if adopted else None, churned)
        sink.customer(account.n, started, live if live < end else None, churned)
        for day, p in adopted:
            sink.integration(account.n, p, rng.choice(PRODUCTS), day, None)
        account.stage = 'customer' if churned is None else 'churned'
        arr = minor
        revenue = {started: arr}
        for kind, day in self.renewals_and_expansions(started, end, churned, adopted):
            self.later_deal(sink, account, kind, day, started, churned, revenue, currency, adopted)
        if churned is not None:
            revenue[churned] = 0
        for day, arr in sorted(revenue.items()):
            sink.arr(account.n, day, arr, currency)
        for day in range(max(started + 120, 0), end, 365):
            depth = sum(d <= day for d, _ in adopted)
            sink.nps(account.n, day, min(10, max(0, round(rng.gauss(NPS[0] + NPS[1] * min(depth, 4), 1.6)))))

    def churn_day(self, segment, started, integrated):
        """Exponential in time since the start, with the hazard multiplied from the first integration on."""
        hazard = CHURN[segment] / 365.25
        left = self.rng.expovariate(1)
        if integrated is not None and left > hazard * (integrated - started):
            day = integrated + (left - hazard * (integrated - started)) / (hazard * CHURN_RATIO[segment])
        else:
            day = started + left / hazard
        day = math.ceil(day)
        return day if day <= TODAY else None

    def exposure(self, segment, started, end, integrated, churned):
        c = self.cohorts[segment]
        switch = end if integrated is None else integrated
        c['plain_days'] += switch - started
        c['exposed_days'] += end - switch
        if churned is not None:
            c['plain_events' if integrated is None else 'exposed_events'] += 1

    def renewals_and_expansions(self, started, end, churned, adopted):
        """Days of renewals, and days on which expansions close: a Poisson process whose rate follows the depth that day."""
        events = [('Renewal', d) for d in range(started + 365, end, 365) if d >= 60]
        if churned is not None and churned >= 60:
            events.append(('Renewal', churned))
        day = started + 5.0
        while True:
            day += self.rng.expovariate(max(EXPANSION) / 365.25)
            if day >= (TODAY + 60 if churned is None else churned):
                return sorted(events, key=lambda e: e[1])
            rich = sum(d <= day for d, _ in adopted) >= 2
            if self.rng.random() * max(EXPANSION) < EXPANSION[rich]:
                events.append(('Expansion', int(day)))

    def later_deal(self, sink, account, kind, day, started, churned, revenue, currency, adopted):
        """A renewal or an expansion; revenue is {day: annual recurring revenue from then on}."""
        arr = revenue[max(revenue)]
        if kind == 'Expansion':
            motion = self.motion(day - DAYS['solo'])
            created = max(started + 1, day - self.days(motion))
            if motion == 'cosell' and not any(self.at_work(p, created) for p in range(self.partners)):
                motion = 'solo'
            if created > TODAY - 3:
                return
            won, closed, minor, _ = self.sale(sink, account, kind, motion, created, day, SIZE[motion] / 3)
            if won:
                revenue[closed] = arr + minor
            return
        rng = self.rng
        n = self.number('opportunity')
        created = max(0, day - 60)
        self.opportunity(sink, n, account, kind, created, day, day != churned, arr, currency, day - created)
        if adopted and rng.random() < 0.4:
            for _ in range(rng.randrange(1, 5)):
                p = rng.choice(adopted)[1]
                self.touch(
                    sink, p, account, n, 'integration_mention', created + rng.randrange(0, max(1, day - created))
                )

    # The program around it

    def program(self, sink):
        """Costs, referrals among partners, joint plans, and the first introduction each partner made."""
        rng = self.rng
        for q in range(12):
            day = min(TODAY, 5 + round(91.3 * q))
            scale = self.accounts * 100
            for kind, per_account in (('team', 90), ('technology', 25), ('incentives', 30), ('events', 20)):
                sink.cost('ecosystem', kind, None, day, per_account * scale)
            sink.cost('direct', 'team', None, day, 500 * scale)
            sink.cost('marketing', 'events', None, day, 200 * scale)
            for p in range(self.partners):
                sink.cost('ecosystem', 'commission', p, day, int(20 * scale * self.weight[p] / sum(self.weight)))
        for p in range(self.partners) if self.idle else ():
            if self.signed[p] < TODAY - 100:
                at = (self.signed[p] + rng.randrange(*ACTIVATION)) * 1440 + 600
                sink.touch(self.number('touch'), p, rng.choice(self.idle), None, 'introduction', at)
        for _ in range(max(20, self.partners * self.accounts // 4000) if self.partners > 1 else 0):
            a, b = rng.sample(range(self.partners), 2)
            account = rng.randrange(self.accounts)
            sink.referral(a, b, account, rng.randrange(20, 900) * 10000, 'USD', rng.randrange(0, TODAY))
        # The first six partners (all but one of a small program) pursue 8 to 15 accounts this quarter, others few.
        working = min(6, max(1, self.partners - 1))
        for p in range(self.partners - (self.partners > 4)):
            k = rng.randrange(9, 15) if p < working else rng.randrange(0, 4)
            for account in rng.sample(range(self.accounts), min(k, self.accounts)):
                self.pursued[p].add(account)
                started = TODAY - rng.randrange(5, 80)
                sink.joint_plan(
                    p,
                    account,
                    rng.choice(('warm introduction', 'joint demo', 'account expansion')),
                    rng.randrange(OWNERS),
                    started,
                    min(TODAY, started + rng.randrange(1, 30)),
                )

    def finish(self):
        self.truth.update(
            {
                'start': str(START),
                'today': str(date(TODAY)),
                'accounts': self.accounts,
                'partners': self.partners,
                'rows': self.counts,
                'overlaps': self.overlaps,
                'planted': {
                    'cosell_win_rate': WIN['cosell'],
                    'solo_win_rate': WIN['solo'],
                    'win_rate_ratio': WIN['cosell'] / WIN['solo'],
                    'days_ratio': DAYS['cosell'] / DAYS['solo'],
                    'size_ratio': SIZE['cosell'] / SIZE['solo'],
                    'churn_ratio': CHURN_RATIO,
                    'expansion_ratio': EXPANSION[1] / EXPANSION[0],
                    'nps_per_integration': NPS[1],
                    'live_gain_days': LIVE[0] - LIVE[1],
                    'delivered': self.delivered,
                    'activation_days': [ACTIVATION[0], ACTIVATION[1] - 1],
                    'pay_parity': 1.0,
                    'working_set': sum(
                        8 <= len(accounts) <= 15 for p, accounts in enumerate(self.pursued) if self.ended[p] is None
                    ),
                },
                'quarters': dict(sorted(self.quarters.items())),
                'churn': self.cohorts,
            }
        )


class Account:
    __slots__ = ('n', 'company', 'segment', 'median', 'owner', 'created', 'stage', 'overlap', 'more')

    def __init__(self, n, company, segment, median, owner):
        self.n, self.company, self.segment, self.median, self.owner = n, company, segment, median, owner
