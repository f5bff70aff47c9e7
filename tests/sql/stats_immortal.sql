-- The immortal-time trap. 3,000 customers, 36 months: each month 3 in 100 churn and 5 in 100 of the others integrate, by
-- independent draws, so integrating changes nothing. Whoever integrates late must have stayed until then.
.mode list
CREATE TABLE customer AS
WITH RECURSIVE
  seed(id, x) AS (SELECT 1, 20011 UNION ALL SELECT id + 1, x * 16807 % 2147483647 FROM seed LIMIT 3000),
  step(id, month, x, churned, integrated_at) AS (
    SELECT id, 0, x * 48271 % 2147483647, 0, NULL FROM seed
    UNION ALL
    SELECT id, month + 1, x * 48271 % 2147483647 * 48271 % 2147483647, x < 0.03 * 2147483647,
           CASE WHEN integrated_at IS NULL AND x >= 0.03 * 2147483647
                     AND x * 48271 % 2147483647 < 0.05 * 2147483647 THEN month + 1 ELSE integrated_at END
      FROM step WHERE NOT churned AND month < 36)
SELECT id, month AS months, churned, integrated_at FROM step AS s WHERE churned OR month = 36;
SELECT count(*) AS customers, sum(churned) AS churned, count(integrated_at) AS integrated, sum(months) AS months FROM customer;

CREATE TABLE answer(method, ratio, low, high);
-- naive: ever integrated against never
WITH c AS (SELECT sum(churned AND integrated_at IS NOT NULL) AS x1, count(integrated_at) AS n1,
                  sum(churned AND integrated_at IS NULL) AS x2, count(*) - count(integrated_at) AS n2 FROM customer)
INSERT INTO answer SELECT 'naive: ever against never', elg_risk_ratio(x1, n1, x2, n2), elg_risk_ratio_low(x1, n1, x2, n2),
                          elg_risk_ratio_high(x1, n1, x2, n2) FROM c;
-- person-time: months before integrating count as not integrated
CREATE VIEW spell AS
  SELECT churned AND integrated_at IS NULL AS events, coalesce(integrated_at, months) AS months, 0 AS integrated FROM customer
  UNION ALL
  SELECT churned, months - integrated_at, 1 FROM customer WHERE integrated_at IS NOT NULL;
INSERT INTO answer SELECT 'person-time rate ratio', elg_rate_ratio(events, months, integrated),
  elg_rate_ratio_low(events, months, integrated), elg_rate_ratio_high(events, months, integrated) FROM spell;
-- landmark: customers of month 6, grouped by what they were then
CREATE VIEW landmark AS SELECT months - 6 AS time, churned AS event, coalesce(integrated_at <= 6, 0) AS cohort FROM customer WHERE months > 6;
WITH c AS (SELECT sum(event AND cohort) AS x1, sum(cohort) AS n1, sum(event AND NOT cohort) AS x2, sum(NOT cohort) AS n2 FROM landmark)
INSERT INTO answer SELECT 'landmark at month 6', elg_risk_ratio(x1, n1, x2, n2), elg_risk_ratio_low(x1, n1, x2, n2),
                          elg_risk_ratio_high(x1, n1, x2, n2) FROM c;
SELECT method, printf('%.2f', ratio) AS ratio, printf('%.2f', low) AS low, printf('%.2f', high) AS high,
       CASE WHEN low > 1 OR high < 1 THEN 'effect' ELSE 'no effect' END AS verdict FROM answer;
SELECT printf('%.6f', elg_logrank_p(months, churned, integrated_at IS NOT NULL)) AS naive_logrank_p FROM customer;
SELECT printf('%.2f', elg_logrank_p(time, event, cohort)) AS landmark_logrank_p FROM landmark;
