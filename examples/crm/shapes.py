"""The files: what each CRM exports, under its own headers, ids, words and formats; and the partners' lists.

Salesforce files carry API field names, HubSpot files the labels its exports show.  What neither CRM keeps in a standard object (integrations,
revenue, costs, plans ...) comes as crm_*.csv with the columns of the input table it is imported to.
"""

import csv
import os
from fractions import Fraction

import model
import names

CURRENCIES = ('USD', 'EUR', 'GBP', 'SEK', 'BRL', 'JPY')
POPULATION = {'customers': 'Customers', 'open opportunities': 'Open Opportunities', 'prospects': 'Prospects'}

# headers of a partner's list; the fields are record, name, website, country, population, since
LIST_HEADERS = (
    ('Record ID', 'Company name', 'Website URL', 'Country/Region', 'Population', 'Since'),
    ('id', 'company', 'website', 'country', 'population', 'since'),
    ('Account ID', 'Account Name', 'Website', 'Billing Country', 'Population', 'Since'),
    ('record_id', 'name', 'domain', 'country', 'population', 'since'),
)

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
        d = (f * 10 ** digits).denominator
    n = f.numerator * 10 ** digits // f.denominator
    return str(n) if digits == 0 else '%d.%s' % (n // 10 ** digits, str(n % 10 ** digits).rjust(digits, '0'))


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
        self.partner_input = start('crm_partner', ('partner_id', 'name', 'type', 'signed_at', 'ended_at', 'satisfaction'))
        self.inputs = {
            'integration': start('crm_integration', ('account_id', 'partner_id', 'product', 'started_at', 'ended_at')),
            'customer': start('crm_customer', ('account_id', 'started_at', 'live_at', 'churned_at')),
            'arr': start('crm_arr', ('account_id', 'at', 'arr_minor', 'currency')),
            'nps': start('crm_nps', ('account_id', 'at', 'score')),
            'cost': start('crm_cost', ('channel', 'kind', 'partner_id', 'period', 'amount_minor', 'currency')),
            'compensation': start('crm_compensation', ('owner', 'opportunity_id', 'amount_minor', 'currency')),
            'referral': start('crm_referral', ('from_partner_id', 'to_partner_id', 'account_id', 'opportunity_id', 'amount_minor', 'currency',
                                               'at')),
            'joint_plan': start('crm_joint_plan', ('partner_id', 'account_id', 'play', 'our_owner', 'their_owner', 'started_at', 'next_step',
                                                   'check_in_at', 'outcome')),
        }

    def referral(self, a, b, account, minor, currency, day):
        self.inputs['referral']((self.partner_id(a), self.partner_id(b), self.account_id(account), '', minor, currency, start_of(day)))

    def joint_plan(self, p, account, play, owner, started, check_in):
        self.inputs['joint_plan']((self.partner_id(p), self.account_id(account), play, self.owner(owner), 'partner manager %d' % p,
                                   start_of(started), 'joint call', start_of(check_in), ''))

    def integration(self, account, p, product, started, ended):
        self.inputs['integration']((self.account_id(account), self.partner_id(p), product, start_of(started), start_of(ended)))

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


ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'  # digits of Salesforce ids
SUFFIX = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'                                  # one letter for the case of five characters
PAIRS = [a + b for a in ALPHABET for b in ALPHABET]


def upper(text):
    return sum(1 << k for k, c in enumerate(text) if c.isupper())


UPPER = [upper(pair) for pair in PAIRS]
FIRST = {prefix: SUFFIX[upper(prefix)] for prefix in ('001', '003', '005', '006', '008', '00I', '00T', '0Lq', 'a0R')}


class Salesforce(Shape):
    name = 'salesforce'
    STAGES = {1: 'Prospecting', 2: 'Qualification', 3: 'Value Proposition', 4: 'Perception Analysis', 5: 'Negotiation/Review',
              'won': 'Closed Won', 'lost': 'Closed Lost'}
    TYPES = {'New Business': 'New Customer', 'Expansion': 'Existing Customer - Upgrade', 'Renewal': 'Renewal'}
    PARTNER_TYPES = {'technology': 'Technology Partner', 'services': 'Consulting', 'channel': 'Channel Partner / Reseller',
                     'referral': 'Referral', 'marketplace': 'Marketplace'}
    FOOTER = '\n"Confidential Information - Do Not Distribute"\n"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\n'

    def __init__(self, out):
        super().__init__(out)
        start = self.files.start
        self.write = {
            'account': start('Account', ('Id', 'Name', 'Type', 'ParentId', 'BillingCountry', 'Website', 'Segment__c', 'OwnerId', 'CreatedDate',
                                         'SystemModstamp')),
            'contact': start('Contact', ('Id', 'AccountId', 'LastName', 'Email')),
            'opportunity': start('Opportunity', ('Id', 'AccountId', 'Name', 'StageName', 'IsClosed', 'IsWon', 'Amount', 'CurrencyIsoCode',
                                                 'Type', 'LeadSource', 'Competitor__c', 'Marketplace__c', 'OwnerId', 'CreatedDate',
                                                 'CloseDate')),
            'history': start('OpportunityHistory', ('Id', 'OpportunityId', 'CreatedDate', 'StageName', 'Amount', 'CurrencyIsoCode')),
            'partner': start('OpportunityPartner', ('Id', 'OpportunityId', 'AccountToId', 'Role', 'IsPrimary', 'CreatedDate')),
            'task': start('Task', ('Id', 'WhatId', 'AccountId', 'Partner__c', 'Subject', 'Type', 'ActivityDate', 'CreatedDate')),
            'registration': start('Deal_Registration__c', ('Id', 'Partner__c', 'Account__c', 'Opportunity__c', 'Submitted_Date__c',
                                                           'Approved_Date__c', 'Expiration_Date__c', 'Status__c')),
            'rate': start('DatedConversionRate', ('Id', 'IsoCode', 'StartDate', 'NextStartDate', 'ConversionRate')),
        }
        self.serial = 0

    def id(self, prefix, n, long=True):
        """A 15-character id, or one with the 3 letters that tell upper from lower case."""
        n, last = divmod(n * 7 + 3, 62)
        first, middle = divmod(n, 3844)
        body = '%s5g00000%s%s%s' % (prefix, PAIRS[first], PAIRS[middle], ALPHABET[last])
        if not long:
            return body
        return '%s%sA%s' % (body, FIRST[prefix], SUFFIX[UPPER[first] | UPPER[middle] << 2 | (last < 26) << 4])

    def account_id(self, a):
        return self.id('001', 100 + a)

    def partner_id(self, p):
        return self.id('001', p)

    def opportunity_id(self, n):
        return self.id('006', n)

    def owner(self, o):
        return self.id('005', o)

    def partner(self, p, company, kind, signed, ended, satisfaction):
        self.partner_input((self.partner_id(p), company.name, self.PARTNER_TYPES[kind], start_of(signed), start_of(ended), satisfaction))
        self.write['account']((self.partner_id(p), company.name, 'Partner', '', names.COUNTRY_NAMES[company.country], company.domain, '',
                               self.owner(0), day_text(signed) + 'T08:00:00.000+0000', day_text(signed) + 'T08:00:00.000+0000'))

    def account(self, account, site, parent):
        kind = {'customer': 'Customer', 'churned': 'Former Customer'}.get(account.stage, 'Prospect')
        at = day_text(account.created) + 'T' + clock(0, account.n) + ':00.000+0000'
        self.write['account']((self.account_id(account.n), account.company.name, kind, '' if parent is None else self.account_id(parent),
                               names.COUNTRY_NAMES[account.company.country], site, account.segment, self.owner(account.owner), at, at))
        if account.more:
            self.serial += 1
            self.write['contact']((self.id('003', self.serial), self.account_id(account.n), 'Smith', 'info@' + account.more))

    def opportunity(self, n, account, kind, stage, minor, currency, created, closed, competitor, marketplace, source, expected):
        self.write['opportunity']((
            self.opportunity_id(n), self.account_id(account.n), '%s - %s' % (account.company.base(), kind), self.STAGES[stage],
            'true' if closed is not None else 'false', 'true' if stage == 'won' else 'false', money(minor, currency), currency,
            self.TYPES[kind], source, competitor or '', marketplace or '', self.owner(account.owner),
            day_text(created) + 'T' + clock(0, n) + ':00.000+0000', day_text(expected if closed is None else closed)))

    def history(self, n, day, stage, minor, currency):
        self.serial += 1
        self.write['history']((self.id('008', self.serial), self.opportunity_id(n), day_text(day) + 'T' + clock(day, n) + ':00.000+0000',
                               self.STAGES[stage], money(minor, currency), currency))

    def opportunity_partner(self, n, p, role, day):
        self.serial += 1
        self.write['partner']((self.id('00I', self.serial), self.id('006', n, False), self.id('001', p, False), role.capitalize(), 'false',
                               day_text(day) + 'T09:00:00.000+0000'))

    def touch(self, n, p, account, opportunity, kind, at):
        day, minute = divmod(at, 1440)
        when = '%sT%02d:%02d:00.000+0000' % ((day_text(day),) + divmod(minute, 60))
        self.write['task']((self.id('00T', n), self.id('006', opportunity, False), self.id('001', 100 + account, False),
                            self.id('001', p, False), kind.replace('_', ' ').capitalize(), kind, day_text(day), when))

    def registration(self, n, p, account, opportunity, submitted, approved, expires, status):
        self.write['registration']((self.id('a0R', n), self.partner_id(p), self.account_id(account), self.opportunity_id(opportunity),
                                    day_text(submitted), day_text(approved), day_text(expires), status))

    def rate(self, currency, start, until, rate):
        self.serial += 1
        self.write['rate']((self.id('0Lq', self.serial), currency, day_text(start), day_text(until), decimal(rate)))

    FOOTERS = {'Account': FOOTER, 'Opportunity': FOOTER}


class HubSpot(Shape):
    name = 'hubspot'
    STAGES = {1: 'Appointment Scheduled', 2: 'Qualified To Buy', 3: 'Presentation Scheduled', 4: 'Decision Maker Bought-In',
              5: 'Contract Sent', 'won': 'Closed Won', 'lost': 'Closed Lost'}
    TYPES = {'New Business': 'New Business', 'Expansion': 'Existing Business', 'Renewal': 'Renewal'}
    FOOTERS = {}

    def __init__(self, out):
        super().__init__(out)
        start = self.files.start
        self.write = {
            'company': start('companies', ('Record ID', 'Company name', 'Company Domain Name', 'Website URL', 'Country/Region',
                                           'Lifecycle Stage', 'Type', 'Segment', 'Company owner', 'Parent Company ID', 'Additional Domains',
                                           'Create Date', 'Last Modified Date')),
            'deal': start('deals', ('Record ID', 'Deal Name', 'Deal Stage', 'Pipeline', 'Amount', 'Currency', 'Deal Type', 'Is Closed Won',
                                    'Is Deal Closed?', 'Original Source Type', 'Competitor', 'Marketplace', 'Deal owner', 'Create Date',
                                    'Close Date', 'Associated Company IDs')),
            'history': start('deal_stage_history', ('Record ID', 'Deal Stage', 'Amount', 'Currency', 'Change Date')),
            'association': start('deal_partner_associations', ('Deal ID', 'Company ID', 'Association Label', 'Create Date')),
            'engagement': start('engagements', ('Record ID', 'Activity Type', 'Activity date', 'Associated Company IDs',
                                                'Associated Deal IDs', 'Partner Company ID', 'Title')),
            'registration': start('deal_registrations', ('Record ID', 'Partner Company ID', 'Associated Company IDs', 'Associated Deal IDs',
                                                         'Submitted Date', 'Approved Date', 'Expiration Date', 'Status')),
            'rate': start('crm_fx_rate', ('currency', 'valid_from', 'rate')),
        }
        self.domains = {}

    def account_id(self, a):
        return str(20000000000 + a)

    def partner_id(self, p):
        return str(10000000000 + p)

    def opportunity_id(self, n):
        return str(30000000000 + n)

    def owner(self, o):
        return 'owner%02d@example.com' % o

    def partner(self, p, company, kind, signed, ended, satisfaction):
        self.partner_input((self.partner_id(p), company.name, kind, start_of(signed), start_of(ended), satisfaction))
        at = day_text(signed) + ' 08:00'
        self.write['company']((self.partner_id(p), company.name, company.domain, '', names.COUNTRY_NAMES[company.country], 'Other', 'Partner',
                               '', self.owner(0), '', '', at, at))

    def account(self, account, site, parent):
        stage = {'customer': 'Customer', 'churned': 'Other', 'open': 'Opportunity'}.get(account.stage, 'Lead')
        at = day_text(account.created) + ' ' + clock(0, account.n)
        self.write['company']((self.account_id(account.n), account.company.name, account.company.domain if site else '', site,
                               names.COUNTRY_NAMES[account.company.country], stage, 'Prospect', account.segment, self.owner(account.owner),
                               '' if parent is None else self.account_id(parent), account.more, at, at))

    def opportunity(self, n, account, kind, stage, minor, currency, created, closed, competitor, marketplace, source, expected):
        self.write['deal']((
            self.opportunity_id(n), '%s - %s' % (account.company.base(), kind), self.STAGES[stage], 'Sales Pipeline', money(minor, currency),
            currency, self.TYPES[kind], 'true' if stage == 'won' else 'false', 'true' if closed is not None else 'false', source,
            competitor or '', marketplace or '', self.owner(account.owner), day_text(created) + ' ' + clock(0, n),
            day_text(expected if closed is None else closed), self.account_id(account.n)))

    def history(self, n, day, stage, minor, currency):
        self.write['history']((self.opportunity_id(n), self.STAGES[stage], money(minor, currency), currency,
                               day_text(day) + ' ' + clock(day, n)))

    def opportunity_partner(self, n, p, role, day):
        self.write['association']((self.opportunity_id(n), self.partner_id(p), role.capitalize(), day_text(day) + ' 09:00'))

    def touch(self, n, p, account, opportunity, kind, at):
        day, minute = divmod(at, 1440)
        self.write['engagement']((str(40000000000 + n), kind, '%s %02d:%02d' % ((day_text(day),) + divmod(minute, 60)),
                                  self.account_id(account), self.opportunity_id(opportunity), self.partner_id(p),
                                  kind.replace('_', ' ').capitalize()))

    def registration(self, n, p, account, opportunity, submitted, approved, expires, status):
        self.write['registration']((str(50000000000 + n), self.partner_id(p), self.account_id(account), self.opportunity_id(opportunity),
                                    day_text(submitted), day_text(approved), day_text(expires), status))

    def rate(self, currency, start, until, rate):
        self.write['rate']((currency, start_of(start), rate))


SHAPES = (Salesforce, HubSpot)


class Sink:
    """Hands every row to each shape, keeps the partners' lists and the true overlaps, and writes the scripts that load it all."""

    def __init__(self, out, shapes):
        self.out, self.shapes = out, [shape(out) for shape in shapes]
        self.lists = Files(os.path.join(out, 'partners'))
        self.list_rows, self.list_names = [], []
        self.overlap = Files(out).start('truth_overlap', ('account', 'partner', 'record_id'))
        for method in ('account', 'opportunity', 'history', 'opportunity_partner', 'touch', 'registration', 'referral', 'joint_plan', 'integration',
                       'customer', 'arr', 'nps', 'cost', 'compensation'):
            setattr(self, method, self.fan_out([getattr(shape, method) for shape in self.shapes]))

    @staticmethod
    def fan_out(calls):
        if len(calls) == 1:
            return calls[0]

        def each(*row):
            for call in calls:
                call(*row)
        return each

    def partner(self, p, company, kind, signed, ended, satisfaction):
        for shape in self.shapes:
            shape.partner(p, company, kind, signed, ended, satisfaction)
        name = 'list_%02d' % p
        self.list_names.append(name)
        self.list_rows.append(self.lists.start(name, LIST_HEADERS[p % len(LIST_HEADERS)]))

    def partner_account(self, p, record, name, site, country, population, since):
        self.list_rows[p](('R%08d' % record, name, site, names.COUNTRY_NAMES[country] if p % 2 else country, POPULATION[population],
                           day_text(since)))

    def truth_overlap(self, account, p, record):
        self.overlap((account, p, 'R%08d' % record))

    def rates(self, rate):
        for currency in CURRENCIES:
            first = -800
            for day in range(-800, model.TODAY + 1):
                if day == model.TODAY or rate(currency, day + 1) != rate(currency, first):
                    for shape in self.shapes:
                        shape.rate(currency, first, day + 1, rate(currency, first))
                    first = day + 1

    def close(self):
        self.lists.close({})
        for shape in self.shapes:
            shape.files.close(shape.FOOTERS)
            with open(os.path.join(self.out, shape.name, 'load.sql'), 'w', encoding='utf-8') as f:
                f.write(self.script(shape))

    def script(self, shape):
        """What the analyst types; paths are relative to this folder's parent."""
        raw = [name for name in shape.files.order if not name.startswith('crm_')]
        lines = ['.import --csv %s/%s.csv %s' % (shape.name, name, name) for name in raw]
        lines += ['.import --csv --skip 1 %s/%s.csv %s' % (shape.name, name, name) for name in shape.files.order if name.startswith('crm_')]
        lines.append("SELECT elg_import('%s');" % shape.name)
        lines += ['.import --csv partners/%s.csv %s' % (name, name) for name in self.list_names]
        lines += ["SELECT elg_import_partner('%s', '%s');" % (name, shape.partner_id(p)) for p, name in enumerate(self.list_names)]
        return '\n'.join(lines) + '\n'
