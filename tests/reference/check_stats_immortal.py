"""Two hundred companies in which integrating changes nothing: the naive comparison finds an effect in all of them, the
recommended ones in about one of twenty, as a 95 % interval should."""
import random
from checking import check, connect, finish

random.seed(46)
con = connect()
con.execute("CREATE TABLE customer(months REAL, churned INTEGER, integrated_at REAL)")
NAIVE = """SELECT elg_risk_ratio_high(x1, n1, x2, n2) < 1, x1 * 1.0 / n1 / (x2 * 1.0 / n2) FROM (SELECT
  sum(churned AND integrated_at IS NOT NULL) AS x1, count(integrated_at) AS n1,
  sum(churned AND integrated_at IS NULL) AS x2, count(*) - count(integrated_at) AS n2 FROM customer)"""
NAIVE_LOGRANK = "SELECT elg_logrank_p(months, churned, integrated_at IS NOT NULL) < 0.05, 1 FROM customer"
PERSON_TIME = """SELECT elg_rate_ratio_high(d, t, e) < 1 OR elg_rate_ratio_low(d, t, e) > 1, elg_rate_ratio(d, t, e) FROM (
  SELECT churned AND integrated_at IS NULL AS d, coalesce(integrated_at, months) AS t, 0 AS e FROM customer UNION ALL
  SELECT churned, months - integrated_at, 1 FROM customer WHERE integrated_at IS NOT NULL)"""
LANDMARK = """SELECT elg_logrank_p(months - 6, churned, coalesce(integrated_at <= 6, 0)) < 0.05, 1 FROM customer WHERE months > 6"""


def company():
    con.execute("DELETE FROM customer")
    for _ in range(800):
        churn, integrate = random.expovariate(0.03), random.expovariate(0.05)
        months = min(churn, 36)
        con.execute("INSERT INTO customer VALUES (?, ?, ?)", (months, churn < 36, integrate if integrate < months else None))


found = dict.fromkeys([NAIVE, NAIVE_LOGRANK, PERSON_TIME, LANDMARK], 0)
ratios = {NAIVE: 0, PERSON_TIME: 0}
for _ in range(200):
    company()
    for sql in found:
        effect, ratio = con.execute(sql).fetchone()
        found[sql] += effect
        if sql in ratios:
            ratios[sql] += ratio / 200
for ok in (found[NAIVE] == 200, found[NAIVE_LOGRANK] == 200, 2 <= found[PERSON_TIME] <= 22, 2 <= found[LANDMARK] <= 22,
           ratios[NAIVE] < 0.7, abs(ratios[PERSON_TIME] - 1) < 0.03):
    check(ok, f"effects found: naive ratio {found[NAIVE]}, naive log-rank {found[NAIVE_LOGRANK]}, person-time {found[PERSON_TIME]},"
          f" landmark {found[LANDMARK]} of 200; mean ratios {ratios[NAIVE]:.3f} and {ratios[PERSON_TIME]:.3f}")
finish()
