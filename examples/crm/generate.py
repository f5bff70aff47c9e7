#!/usr/bin/env python3
"""Write the example company as the raw files an analyst would get: a CRM's exports, and one list from each partner.

    generate.py --out DIR [--accounts 1000] [--partners 12] [--records N] [--seed 1] [--shape salesforce|hubspot|both]

DIR/salesforce and DIR/hubspot hold the exports of either CRM, DIR/partners the partners' lists, DIR/*/load.sql the
shell commands that bring them into a database, DIR/truth.json and DIR/truth_overlap.csv what was planted.
One seed gives the same company in both shapes.
"""

import argparse
import json
import os

import model
import sink


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--out', required=True)
    parser.add_argument('--accounts', type=int, default=1000)
    parser.add_argument('--partners', type=int, default=12)
    parser.add_argument('--records', type=int, help='rows in each partner list (default: a fifth of the accounts)')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--shape', choices=('salesforce', 'hubspot', 'both'), default='both')
    args = parser.parse_args()
    if not 1 <= args.accounts <= 1000000 or not 1 <= args.partners <= 50:
        parser.error('expected 1 to 1000000 accounts and 1 to 50 partners')
    os.makedirs(args.out, exist_ok=True)
    made = [shape for shape in sink.SHAPES if args.shape in (shape.name, 'both')]
    company = model.Model(args.seed, args.accounts, args.partners, args.records or max(20, args.accounts // 5))
    files = sink.Sink(args.out, made)
    company.run(files)
    files.close()
    with open(os.path.join(args.out, 'truth.json'), 'w', encoding='utf-8') as f:
        json.dump(company.truth, f, indent=1)
        f.write('\n')


if __name__ == '__main__':
    main()
