"""HubSpot: the labels its exports show, numeric ids, times to the minute, associations as columns."""

import names
import shapes


class HubSpot(shapes.Shape):
    name = 'hubspot'
    STAGES = {
        1: 'Appointment Scheduled',
        2: 'Qualified To Buy',
        3: 'Presentation Scheduled',
        4: 'Decision Maker Bought-In',
        5: 'Contract Sent',
        'won': 'Closed Won',
        'lost': 'Closed Lost',
    }
    TYPES = {'New Business': 'New Business', 'Expansion': 'Existing Business', 'Renewal': 'Renewal'}
    FOOTERS = {}

    def __init__(self, out):
        super().__init__(out)
        start = self.files.start
        self.write = {
            'company': start(
                'companies',
                (
                    'Record ID',
                    'Company name',
                    'Company Domain Name',
                    'Website URL',
                    'Country/Region',
                    'Lifecycle Stage',
                    'Type',
                    'Segment',
                    'Company owner',
                    'Parent Company ID',
                    'Additional Domains',
                    'Create Date',
                    'Last Modified Date',
                ),
            ),
            'deal': start(
                'deals',
                (
                    'Record ID',
                    'Deal Name',
                    'Deal Stage',
                    'Pipeline',
                    'Amount',
                    'Annual recurring revenue',
                    'Currency',
                    'Deal Type',
                    'Is Closed Won',
                    'Is Deal Closed?',
                    'Original Source Type',
                    'Competitor',
                    'Marketplace',
                    'Deal owner',
                    'Create Date',
                    'Close Date',
                    'Associated Company IDs',
                ),
            ),
            'history': start('deal_stage_history', ('Record ID', 'Deal Stage', 'Amount', 'Currency', 'Change Date')),
            'association': start(
                'deal_partner_associations', ('Deal ID', 'Company ID', 'Association Label', 'Create Date')
            ),
            'engagement': start(
                'engagements',
                (
                    'Record ID',
                    'Activity Type',
                    'Activity date',
                    'Associated Company IDs',
                    'Associated Deal IDs',
                    'Partner Company ID',
                    'Title',
                ),
            ),
            'registration': start(
                'deal_registrations',
                (
                    'Record ID',
                    'Partner Company ID',
                    'Associated Company IDs',
                    'Associated Deal IDs',
                    'Submitted Date',
                    'Approved Date',
                    'Expiration Date',
                    'Status',
                ),
            ),
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
        self.partner_input(
            (self.partner_id(p), company.name, kind, shapes.start_of(signed), shapes.start_of(ended), satisfaction)
        )
        at = shapes.day_text(signed) + ' 08:00'
        self.write['company'](
            (
                self.partner_id(p),
                company.name,
                company.domain,
                '',
                names.COUNTRY_NAMES[company.country],
                'Other',
                'Partner',
                '',
                self.owner(0),
                '',
                '',
                at,
                at,
            )
        )

    def account(self, account, site, parent):
        stage = {'customer': 'Customer', 'churned': 'Other', 'open': 'Opportunity'}.get(account.stage, 'Lead')
        at = shapes.day_text(account.created) + ' ' + shapes.clock(0, account.n)
        self.write['company'](
            (
                self.account_id(account.n),
                account.company.name,
                account.company.domain if site else '',
                site,
                names.COUNTRY_NAMES[account.company.country],
                stage,
                'Prospect',
                account.segment,
                self.owner(account.owner),
                '' if parent is None else self.account_id(parent),
                account.more,
                at,
                at,
            )
        )

    def opportunity(
        self, n, account, kind, stage, minor, currency, created, closed, competitor, marketplace, source, expected
    ):
        self.write['deal'](
            (
                self.opportunity_id(n),
                '%s - %s' % (account.company.base(), kind),
                self.STAGES[stage],
                'Sales Pipeline',
                shapes.money(minor, currency),
                shapes.money(minor, currency),
                currency,
                self.TYPES[kind],
                'true' if stage == 'won' else 'false',
                'true' if closed is not None else 'false',
                source,
                competitor or '',
                marketplace or '',
                self.owner(account.owner),
                shapes.day_text(created) + ' ' + shapes.clock(0, n),
                shapes.day_text(expected if closed is None else closed),
                self.account_id(account.n),
            )
        )

    def history(self, n, day, stage, minor, currency):
        self.write['history'](
            (
                self.opportunity_id(n),
                self.STAGES[stage],
                shapes.money(minor, currency),
                currency,
                shapes.day_text(day) + ' ' + shapes.clock(day, n),
            )
        )

    def opportunity_partner(self, n, p, role, day):
        self.write['association'](
            (self.opportunity_id(n), self.partner_id(p), role.capitalize(), shapes.day_text(day) + ' 09:00')
        )

    def touch(self, n, p, account, opportunity, kind, at):
        day, minute = divmod(at, 1440)
        self.write['engagement'](
            (
                str(40000000000 + n),
                kind,
                '%s %02d:%02d' % ((shapes.day_text(day),) + divmod(minute, 60)),
                self.account_id(account),
                '' if opportunity is None else self.opportunity_id(opportunity),
                self.partner_id(p),
                kind.replace('_', ' ').capitalize(),
            )
        )

    def registration(self, n, p, account, opportunity, submitted, approved, expires, status):
        self.write['registration'](
            (
                str(50000000000 + n),
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
        self.write['rate']((currency, shapes.start_of(start), rate))
