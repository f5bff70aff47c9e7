"""A refresh that follows changes keeps what a full one keeps: random edits of the small company, the kept facts compared.

Locked ledger lines may differ by their adjustments, so the ledger is compared by its sums by partner and role. Ends with "N passed, N failed"."""
import os, random, subprocess
from checking import check, finish

KEPT = {"elg_deal": "run_id", "elg_deal_partner": "", "elg_account_partner": "", "elg_influence_line": "", "elg_customer": ""}
LEDGER = ("SELECT opportunity_id, partner_id, role, sum(credit_minor) AS credit, sum(reporting_minor) AS reporting FROM elg_credit "
          "GROUP BY 1, 2, 3 HAVING sum(credit_minor) <> 0")
# That nobody sourced a deal is kept only where a refresh saw it before its lock passed.
NOBODY = ("SELECT 'nobody %d', opportunity_id FROM elg_deal WHERE sourced_locked AND sourced_partner_id IS NULL AND sourced_reason IS NULL "
          "AND opportunity_id NOT IN (SELECT opportunity_id FROM temp.in_time);\n"
          "INSERT INTO temp.in_time SELECT opportunity_id FROM elg_deal, elg_state WHERE name = 'as_of' AND lock_at > value;\n")
READ = "".join(".read tests/sql/model/%s.sql\n" % name for name in ("company", "refresh"))


def edits(rng, round_no):
    deal = lambda: "D%d" % rng.randint(1, 11)
    account = lambda: "A%d" % rng.randint(1, 8)
    partner = lambda: "P%d" % rng.randint(1, 5)
    day = lambda: "2025-%02d-%02d 10:00:00" % (rng.randint(8, 12), rng.randint(1, 28)) if rng.random() < .5 else \
        "2026-%02d-%02d 10:00:00" % (rng.randint(1, 5), rng.randint(1, 28))
    kinds = ["introduction", "joint_call", "email", "content", "implementation", "Other", "unheard of"]
    some = [
        lambda i: "INSERT INTO crm_touchpoint VALUES ('X%d_%d', '%s', '%s', %s, '%s', '%s', NULL)" % (
            round_no, i, partner(), account(), rng.choice(["NULL", "''", "'%s'" % deal()]), rng.choice(kinds), day()),
        lambda i: "DELETE FROM crm_touchpoint WHERE touchpoint_id = 'T%d'" % rng.randint(1, 11),
        lambda i: "UPDATE crm_touchpoint SET at = '%s' WHERE touchpoint_id = 'T%d'" % (day(), rng.randint(1, 11)),
        lambda i: "UPDATE crm_touchpoint SET account_id = '%s' WHERE touchpoint_id = 'T%d'" % (account(), rng.randint(1, 11)),
        lambda i: "UPDATE crm_opportunity SET amount_minor = %d WHERE opportunity_id = '%s'" % (rng.randint(0, 20000000), deal()),
        lambda i: "UPDATE crm_opportunity SET account_id = '%s' WHERE opportunity_id = '%s'" % (account(), deal()),
        lambda i: "UPDATE crm_opportunity SET is_closed = 0, is_won = 0 WHERE opportunity_id = '%s'" % deal(),
        lambda i: "UPDATE crm_opportunity SET is_closed = 1, is_won = 1, closed_at = '%s' WHERE opportunity_id = '%s'" % (day(), deal()),
        lambda i: "UPDATE crm_opportunity SET stage = '%s', is_closed = %s WHERE opportunity_id = '%s'" % (
            rng.choice(["Closed Won", "Closed Lost", "Negotiation/Review", "Prospecting"]), rng.choice(["is_closed", "is_closed", "NULL"]), deal()),
        lambda i: "UPDATE crm_opportunity SET is_won = 1 - is_won WHERE opportunity_id = '%s'" % deal(),
        lambda i: "UPDATE crm_opportunity SET owner = 'o%d', currency = '%s', amount_minor = 1000000 WHERE opportunity_id = '%s'" % (
            i, rng.choice(["EUR", "USD"]), deal()),
        lambda i: "UPDATE OR IGNORE crm_opportunity_partner SET role = '%s' WHERE opportunity_id = '%s'" % (rng.choice(["sourcing", "technical"]), deal()),
        lambda i: "DELETE FROM crm_opportunity WHERE opportunity_id = '%s'" % deal(),
        lambda i: "INSERT OR REPLACE INTO crm_opportunity_partner VALUES ('%s', '%s', '%s', 0.5, NULL)" % (
            deal(), partner(), rng.choice(["sourcing", "technical", "wizard"])),
        lambda i: "DELETE FROM crm_opportunity_partner WHERE partner_id = '%s'" % partner(),
        lambda i: "INSERT INTO crm_deal_registration VALUES ('RX%d_%d', '%s', '%s', NULL, '%s', NULL, NULL, 'approved')" % (
            round_no, i, partner(), account(), day()),
        lambda i: "INSERT INTO crm_opportunity_history(opportunity_id, at, stage) VALUES ('%s', '%s', 'Negotiation/Review') ON CONFLICT DO NOTHING" % (
            deal(), day()),
        lambda i: "INSERT INTO crm_integration VALUES ('%s', '%s', 'x', '%s', NULL)" % (account(), partner(), day()),
        lambda i: "INSERT OR REPLACE INTO crm_customer VALUES ('%s', '%s', NULL, %s)" % (account(), day(), rng.choice(["NULL", "'%s'" % day()])),
        lambda i: "UPDATE crm_customer SET churned_at = '%s' WHERE account_id = '%s'" % (day(), account()),
        lambda i: "DELETE FROM crm_customer WHERE account_id = '%s'" % account(),
        lambda i: "INSERT INTO crm_joint_plan VALUES ('%s', '%s', '', '', '', '2026-03-01', '', '', NULL)" % (partner(), account()),
        lambda i: "UPDATE elg_match SET valid_to = '2026-02-20 00:00:00', closed_reason = 'score' WHERE account_id = '%s'" % account(),
        lambda i: "UPDATE crm_account SET segment = '%s' WHERE account_id = '%s'" % (rng.choice(["mid", "top"]), account()),
        lambda i: "UPDATE crm_partner_account SET amount_minor = %d WHERE partner_id = '%s'" % (rng.randint(1, 10**6), partner()),
        lambda i: "INSERT OR REPLACE INTO crm_fx_rate VALUES ('EUR', '%s', '1.3')" % day(),
        lambda i: "UPDATE elg_setting SET value = '2026-%02d-%02d 12:00:00' WHERE name = 'as_of'" % (rng.randint(3, 6), rng.randint(1, 28)),
        lambda i: "UPDATE elg_touch_type SET weight = %d WHERE type = 'email'" % rng.randint(1, 4),
    ]
    more = [
        lambda i: "INSERT OR REPLACE INTO elg_source_override VALUES ('%s', %s, 'ana', 'r%d')" % (deal(), rng.choice(["NULL", "'%s'" % partner()]), i),
        lambda i: "DELETE FROM elg_source_override WHERE opportunity_id < '%s'" % deal(),
        lambda i: "UPDATE crm_deal_registration SET status = '%s'" % rng.choice(["Expired", "Approved", "Rejected"]),
        lambda i: "INSERT INTO crm_touchpoint VALUES ('Y%d_%d', '%s', '%s', %s, '%s', '%s', NULL)" % (
            round_no, i, partner(), account(), rng.choice(["NULL", "'%s'" % deal()]), rng.choice(["implementation", "introduction"]), day()),
        lambda i: "INSERT OR REPLACE INTO crm_opportunity_partner VALUES ('%s', '%s', '%s', NULL, %s)" % (
            deal(), partner(), rng.choice(["Delivery", "Implementation partner", "sourcing"]), rng.choice(["NULL", "'%s'" % day()])),
        lambda i: "UPDATE elg_setting SET value = %d WHERE name = '%s'" % (rng.randint(0, 40), rng.choice(["lock_days", "source_rank_introduction", "min_n"])),
        lambda i: "UPDATE elg_deal SET sourced_locked = 0; INSERT OR IGNORE INTO elg_dirty VALUES ('*')",
        lambda i: "INSERT OR IGNORE INTO crm_opportunity(opportunity_id, account_id, stage, amount_minor, currency, created_at) "
            "VALUES ('%s', '%s', 'Prospecting', 1000, 'USD', '2026-%02d-%02d')" % (deal(), account(), rng.randint(1, 6), rng.randint(1, 28)),
    ]
    edits = [rng.choice(some)(i) for i in range(rng.randint(1, 8))]
    return edits + [rng.choice(more)(i) for i in range(rng.randint(0, 3))]


def script(seed):
    rng = random.Random(seed)
    text = READ + "CREATE TEMP TABLE in_time(opportunity_id); " + NOBODY % -1
    for round_no in range(6):
        text += ";\n".join(edits(rng, round_no)) + ";\n.read tests/sql/model/refresh.sql\n"
        for table in KEPT:
            text += "DROP TABLE IF EXISTS temp.was_%s; CREATE TEMP TABLE was_%s AS SELECT * FROM %s;\n" % (table, table, table)
        text += NOBODY % round_no
        text += "DROP TABLE IF EXISTS temp.was_ledger; CREATE TEMP TABLE was_ledger AS %s;\nINSERT OR IGNORE INTO elg_dirty VALUES ('*');\n" % LEDGER
        text += ".read tests/sql/model/refresh.sql\n"
        for table, skip in KEPT.items():
            for a, b in (("was_" + table, table), (table, "was_" + table)):
                text += "SELECT '%s %d', * FROM (SELECT * FROM %s EXCEPT SELECT * FROM %s);\n" % (a, round_no, a, b)
        text += "SELECT 'ledger lines %d', * FROM (SELECT * FROM was_ledger EXCEPT %s);\n" % (round_no, LEDGER)
        text += ("SELECT 'ledger %d', d.opportunity_id FROM elg_deal d WHERE d.status <> 'lost' AND d.amount_minor IS NOT "
                 "(SELECT sum(credit_minor) FROM elg_credit l WHERE l.opportunity_id = d.opportunity_id);\n" % round_no)
        text += ("SELECT 'ledger of none %d', opportunity_id FROM elg_credit WHERE opportunity_id NOT IN (SELECT opportunity_id FROM elg_deal "
                 "WHERE status <> 'lost') GROUP BY 1, 2 HAVING sum(credit_minor) <> 0;\n" % round_no)
    return text


def main():
    for seed in (*range(12), 133): # 133: a rate that begins by the clock, of an amount a partner shares
        out = subprocess.run([os.environ.get("SQLITE3", "sqlite3"), "-batch", "-cmd", ".load " + os.environ["ELGEXT"], ":memory:"],
                             input=script(seed), text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout
        lines = [x for x in out.splitlines() if x != "1"]
        check(not lines, "\n  ".join(["seed %d" % seed, *lines[:4]]))


main()
finish()
