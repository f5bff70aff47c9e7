"""Salesforce: API field names, 18-character ids (15 in some files), ISO times with a zone, report footers."""

import names
import shapes

ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'  # digits of Salesforce ids
SUFFIX = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'  # one letter for the case of five characters
PAIRS = [a + b for a in ALPHABET for b in ALPHABET]


def upper(text):
    return sum(1 << k for k, c in enumerate(text) if c.isupper())


UPPER = [upper(pair) for pair in PAIRS]
FIRST = {prefix: SUFFIX[upper(prefix)] for prefix in ('001', '003', '005', '006', '008', '00I', '00T', '0Lq', 'a0R')}


class Salesforce(shapes.Shape):
    name = 'salesforce'
    STAGES = {
        1: 'Prospecting',
        2: 'Qualification',
        3: 'Value Proposition',
        4: 'Perception Analysis',
        5: 'Negotiation/Review',
        'won': 'Closed Won',
        'lost': 'Closed Lost',
    }
    TYPES = {'New Business': 'New Customer', 'Expansion': 'Existing Customer - Upgrade', 'Renewal': 'Renewal'}
    PARTNER_TYPES = {
        'technology': 'Technology Partner',
        'services': 'Consulting',
        'channel': 'Channel Partner / Reseller',
        'referral': 'Referral',
        'marketplace': 'Marketplace',
    }
    FOOTER = '\n"Confidential Information - Do Not Distribute"\n"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\n'

    def __init__(self, out):
        super().__init__(out)
        start = self.files.start
        self.write = {
            'account': start(
                'Account',
                (
                    'Id',
                    'Name',
                    'Type',
                    'ParentId',
                    'BillingCountry',
                    'Website',
                    'Segment__c',
                    'OwnerId',
                    'CreatedDate',
                    'SystemModstamp',
                ),
            ),
            'contact': start('Contact', ('Id', 'AccountId', 'LastName', 'Email')),
            'opportunity': start(
                'Opportunity',
                (
                    'Id',
                    'AccountId',
                    'Name',
                    'StageName',
                    'IsClosed',
                    'IsWon',
                    'Amount',
                    'ARR__c',
                    'CurrencyIsoCode',
                    'Type',
                    'LeadSource',
                    'Competitor__c',
                    'Marketplace__c',
                    'OwnerId',
                    'CreatedDate',
                    'CloseDate',
                ),
            ),
            'history': start(
                'OpportunityHistory', ('Id', 'OpportunityId', 'CreatedDate', 'StageName', 'Amount', 'CurrencyIsoCode')
            ),
            'partner': start(
                'OpportunityPartner', ('Id', 'OpportunityId', 'AccountToId', 'Role', 'IsPrimary', 'CreatedDate')
            ),
            'task': start(
                'Task', ('Id', 'WhatId', 'AccountId', 'Partner__c', 'Subject', 'Type', 'ActivityDate', 'CreatedDate')
            ),
            'registration': start(
                'Deal_Registration__c',
                (
                    'Id',
                    'Partner__c',
                    'Account__c',
                    'Opportunity__c',
                    'Submitted_Date__c',
                    'Approved_Date__c',
                    'Expiration_Date__c',
                    'Status__c',
                ),
            ),
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
        return '%s%sA%s' % (body, FIRST[prefix], SUFFIX[UPPER[first] | UPPER[middle] << 2 | (10 <= last < 36) << 4])

    def account_id(self, a):
        return self.id('001', 100 + a)

    def partner_id(self, p):
        return self.id('001', p)

    def opportunity_id(self, n):
        return self.id('006', n)

    def owner(self, o):
        return self.id('005', o)

    def partner(self, p, company, kind, signed, ended, satisfaction):
        self.partner_input(
            (
                self.partner_id(p),
                company.name,
                self.PARTNER_TYPES[kind],
                shapes.start_of(signed),
                shapes.start_of(ended),
                satisfaction,
            )
        )
        self.write['account'](
            (
                self.partner_id(p),
                company.name,
                'Partner',
                '',
                names.COUNTRY_NAMES[company.country],
                company.domain,
                '',
                self.owner(0),
                shapes.day_text(signed) + 'T08:00:00.000+0000',
                shapes.day_text(signed) + 'T08:00:00.000+0000',
            )
        )

    def account(self, account, site, parent):
        kind = {'customer': 'Customer', 'churned': 'Former Customer'}.get(account.stage, 'Prospect')
        at = shapes.day_text(account.created) + 'T' + shapes.clock(0, account.n) + ':00.000+0000'
        self.write['account'](
            (
                self.account_id(account.n),
                account.company.name,
                kind,
                '' if parent is None else self.account_id(parent),
                names.COUNTRY_NAMES[account.company.country],
                site,
                account.segment,
                self.owner(account.owner),
                at,
                at,
            )
        )
        if account.more:
            self.serial += 1
            self.write['contact'](
                (self.id('003', self.serial), self.account_id(account.n), 'Smith', 'info@' + account.more)
            )

    def opportunity(
        self, n, account, kind, stage, minor, currency, created, closed, competitor, marketplace, source, expected
    ):
        self.write['opportunity'](
            (
                self.opportunity_id(n),
                self.account_id(account.n),
                '%s - %s' % (account.company.base(), kind),
                self.STAGES[stage],
                'true' if closed is not None else 'false',
                'true' if stage == 'won' else 'false',
                shapes.money(minor, currency),
                shapes.money(minor, currency),
                currency,
                self.TYPES[kind],
                source,
                competitor or '',
                marketplace or '',
                self.owner(account.owner),
                shapes.day_text(created) + 'T' + shapes.clock(0, n) + ':00.000+0000',
                shapes.day_text(expected if closed is None else closed),
            )
        )

    def history(self, n, day, stage, minor, currency):
        self.serial += 1
        self.write['history'](
            (
                self.id('008', self.serial),
                self.opportunity_id(n),
                shapes.day_text(day) + 'T' + shapes.clock(day, n) + ':00.000+0000',
                self.STAGES[stage],
                shapes.money(minor, currency),
                currency,
            )
        )

    def opportunity_partner(self, n, p, role, day):
        self.serial += 1
        self.write['partner'](
            (
                self.id('00I', self.serial),
                self.id('006', n, False),
                self.id('001', p, False),
                role.capitalize(),
                'false',
                shapes.day_text(day) + 'T09:00:00.000+0000',
            )
        )

    def touch(self, n, p, account, opportunity, kind, at):
        day, minute = divmod(at, 1440)
        when = '%sT%02d:%02d:00.000+0000' % ((shapes.day_text(day),) + divmod(minute, 60))
        self.write['task'](
            (
                self.id('00T', n),
                '' if opportunity is None else self.id('006', opportunity, False),
                self.id('001', 100 + account, False),
                self.id('001', p, False),
                kind.replace('_', ' ').capitalize(),
                kind,
                shapes.day_text(day),
                when,
            )
        )

    def registration(self, n, p, account, opportunity, submitted, approved, expires, status):
        self.write['registration'](
            (
                self.id('a0R', n),
                self.partner_id(p),
                self.account_id(account),
                self.opportunity_id(opportunity),
                shapes.day_text(submitted),
                shapes.day_text(approved),
                shapes.day_text(expires),
                status,
            )
        )

    def rate(self, currency, start, until, rate):
        self.serial += 1
        self.write['rate'](
            (
                self.id('0Lq', self.serial),
                currency,
                shapes.day_text(start),
                shapes.day_text(until),
                shapes.decimal(rate),
            )
        )

    FOOTERS = {'Account': FOOTER, 'Opportunity': FOOTER}
