"""Where the model puts its rows: each CRM shape asked for, the partners' lists, the true overlaps, load scripts."""

import os

import hubspot
import model
import names
import salesforce
import shapes

SHAPES = (salesforce.Salesforce, hubspot.HubSpot)
CURRENCIES = ('USD', 'EUR', 'GBP', 'SEK', 'BRL', 'JPY')
POPULATION = {'customers': 'Customers', 'open opportunities': 'Open Opportunities', 'prospects': 'Prospects'}

# headers of a partner's list; the fields are record, name, website, country, population, since
LIST_HEADERS = (
    ('Record ID', 'Company name', 'Website URL', 'Country/Region', 'Population', 'Since'),
    ('id', 'company', 'website', 'country', 'population', 'since'),
    ('Account ID', 'Account Name', 'Website', 'Billing Country', 'Population', 'Since'),
    ('record_id', 'name', 'domain', 'country', 'population', 'since'),
)


class Sink:
    """Hands every row to each shape; keeps the partners' lists and the true overlaps; writes the load scripts."""

    def __init__(self, out, made):
        self.out, self.shapes = out, [shape(out) for shape in made]
        self.lists = shapes.Files(os.path.join(out, 'partners'))
        self.list_rows, self.list_names = [], []
        self.overlap = shapes.Files(out).start('truth_overlap', ('account', 'partner', 'record_id'))
        for method in (
            'account',
            'opportunity',
            'history',
            'opportunity_partner',
            'touch',
            'registration',
            'referral',
            'joint_plan',
            'integration',
            'customer',
            'arr',
            'nps',
            'cost',
            'compensation',
        ):
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
        self.list_rows[p](
            (
                'R%08d' % record,
                name,
                site,
                names.COUNTRY_NAMES[country] if p % 2 else country,
                POPULATION[population],
                shapes.day_text(since),
            )
        )

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
        lines += [
            '.import --csv --skip 1 %s/%s.csv %s' % (shape.name, name, name)
            for name in shape.files.order
            if name.startswith('crm_')
        ]
        lines.append("SELECT elg_import('%s');" % shape.name)
        lines += ['.import --csv partners/%s.csv %s' % (name, name) for name in self.list_names]
        lines += [
            "SELECT elg_import_partner('%s', '%s');" % (name, shape.partner_id(p))
            for p, name in enumerate(self.list_names)
        ]
        return '\n'.join(lines) + '\n'
