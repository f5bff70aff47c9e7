-- Kaplan-Meier, restricted mean and log-rank: remission in weeks (Freireich et al. 1963).
.mode list
CREATE TABLE remission(weeks, relapse, arm);
INSERT INTO remission SELECT abs(value), value > 0, 'drug'
  FROM json_each('[6,6,6,-6,7,-9,10,-10,-11,13,16,-17,-19,-20,22,23,-25,-32,-32,-34,-35]');
INSERT INTO remission SELECT value, 1, 'placebo'
  FROM json_each('[1,1,2,2,3,4,4,5,5,8,8,8,8,11,11,12,12,15,17,22,23]');
SELECT arm, elg_km_median(weeks, relapse), quote(elg_km_median_low(weeks, relapse)), quote(elg_km_median_high(weeks, relapse)),
       quote(elg_km_median_high(weeks, relapse, 0.5)) FROM remission GROUP BY arm;
SELECT arm, printf('%.6f %.6f %.6f', elg_km_survival(weeks, relapse, 10), elg_km_survival_low(weeks, relapse, 10),
              elg_km_survival_high(weeks, relapse, 10, 0.9)), quote(elg_km_survival(weeks, relapse, 36)) FROM remission GROUP BY arm;
SELECT arm, printf('%.6f %.6f %.6f', elg_rmst(weeks, relapse, 20), elg_rmst_low(weeks, relapse, 20),
              elg_rmst_high(weeks, relapse, 20)), printf('%.6f', elg_rmst(weeks, relapse, 40)), elg_rmst(weeks, relapse, 40) IS NULL FROM remission GROUP BY arm;
SELECT printf('%.8f', elg_logrank_p(weeks, relapse, arm)) FROM remission;
SELECT quote(elg_logrank_p(weeks, relapse, arm)) FROM remission WHERE arm = 'drug';
SELECT json_extract(value, '$.time'), json_extract(value, '$.at_risk'), json_extract(value, '$.events'), json_extract(value, '$.censored'), printf('%.4f', json_extract(value, '$.survival')),
       printf('%.4f', json_extract(value, '$.error')), printf('%.4f', json_extract(value, '$.low')), printf('%.4f', json_extract(value, '$.high'))
  FROM json_each((SELECT elg_kaplan_meier(weeks, relapse) FROM remission WHERE arm = 'drug'));
SELECT elg_kaplan_meier(5, 1), quote(elg_kaplan_meier(NULL, 1)), quote(elg_km_median(weeks, relapse)) FROM remission WHERE 0;
SELECT elg_kaplan_meier(5, 1), elg_kaplan_meier(5, 0);
SELECT elg_km_median(-1, 1);
SELECT elg_km_median(1, 2);
SELECT elg_rmst(weeks, relapse, weeks) FROM remission;
SELECT elg_km_survival(1, 1, 'late');
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 257) SELECT elg_logrank_p(1, 1, i) FROM n;
-- the same as tables
SELECT cohort, time, at_risk, events, censored, printf('%.4f %.4f', survival, error), printf('%.4f', low), printf('%.4f', high)
  FROM elg_kaplan_meier('SELECT weeks, relapse AS event, arm FROM remission') WHERE cohort = 'drug' OR time > 20;
SELECT cohort, n, observed, printf('%.4f %.4f', expected, chi2), df, printf('%.8f', p)
  FROM elg_logrank('remission', '{"columns":{"event":"relapse"}}');
SELECT quote(cohort), n, observed, printf('%.6f', expected), quote(chi2), df, quote(p)
  FROM elg_logrank('SELECT weeks, relapse AS event FROM remission');
SELECT quote(cohort), time, survival FROM elg_kaplan_meier('SELECT column1 AS time, column2 AS event, column3 AS cohort
  FROM (VALUES (1, 1, NULL), (2, 0, ''x''), (3, 1, NULL), (NULL, 1, ''x''), (4, NULL, ''y''))');
SELECT count(*) FROM elg_kaplan_meier('SELECT weeks, relapse AS event FROM remission WHERE 0');
SELECT count(*) FROM elg_kaplan_meier(NULL);
SELECT count(*) FROM elg_logrank('SELECT weeks, relapse AS event FROM remission WHERE 0');
SELECT * FROM elg_kaplan_meier('remission');
SELECT * FROM elg_kaplan_meier('SELECT -1 AS time, 1 AS event');
SELECT * FROM elg_kaplan_meier('SELECT 1 AS time, 0.5 AS event');
SELECT * FROM elg_logrank('SELECT 1 AS time, 1 AS event', '{"confidence":1}');
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 257) INSERT INTO remission SELECT 1, 1, i FROM n;
SELECT * FROM elg_logrank('remission', '{"columns":{"event":"relapse"}}');
-- The order of the rows changes not a bit.
CREATE TABLE arms(time, event, cohort);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 60) INSERT INTO arms SELECT i * i % 37 / 7.0, i % 3 > 0, i * 7 % 5 FROM n;
SELECT count(DISTINCT chi2), count(*) FROM (SELECT * FROM elg_logrank('SELECT * FROM arms') UNION ALL
  SELECT * FROM elg_logrank('SELECT * FROM arms ORDER BY cohort DESC') UNION ALL SELECT * FROM elg_logrank('SELECT * FROM arms ORDER BY cohort * 2 % 5'));
SELECT count(DISTINCT p) FROM (SELECT elg_logrank_p(time, event, cohort) AS p FROM arms UNION ALL
  SELECT elg_logrank_p(time, event, cohort) FROM (SELECT * FROM arms ORDER BY cohort DESC) UNION ALL
  SELECT elg_logrank_p(time, event, cohort) FROM (SELECT * FROM arms ORDER BY cohort * 2 % 5));
