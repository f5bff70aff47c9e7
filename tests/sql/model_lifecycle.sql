.read tests/sql/model/company.sql
.read tests/sql/model/refresh.sql
.headers on
SELECT * FROM lifecycle_customer;
SELECT * FROM lifecycle_spell;
SELECT segment, cohort_year, depth, customers, round(years, 6) AS years, churned, expansions FROM lifecycle_rate;
SELECT churned_integrated, round(years_integrated, 6) AS years_integrated, churned_other, round(years_other, 6) AS years_other, round(ratio, 6) AS ratio,
  round(low, 6) AS low, round(high, 6) AS high, flag, strata, ratio_stratified, single_ratio, expansions_multi, expansions_other, expansion_ratio
FROM lifecycle_retention;
SELECT depth, customers, round(years, 6) AS years, expansions, churned, round(churn_per_year, 6) AS churn_per_year FROM lifecycle_expansion;
SELECT * FROM lifecycle_landmark;
SELECT partner_id, customers, churned_integrated, round(years_integrated, 6) AS years_integrated, churned_other, round(ratio, 6) AS ratio, why_null FROM lifecycle_partner;
UPDATE elg_setting SET value = 1 WHERE name = 'min_n';
SELECT partner_id, round(ratio, 6) AS ratio, why_null FROM lifecycle_partner;
UPDATE elg_setting SET value = NULL WHERE name = 'min_n';
SELECT delivered, customers, live, round(mean_days_to_live, 3) AS mean_days_to_live, followed, churned_first_year FROM lifecycle_implementation;
SELECT month, customers, churned_before, round(mean_depth, 6) AS mean_depth, with_integration FROM lifecycle_depth;
SELECT depth, answers, mean_score, nps, round(low, 3) AS low, round(high, 3) AS high FROM lifecycle_nps;
SELECT elg_mean_low(value) > 0.9010 AND elg_mean_low(value) < 0.9011 AS low, round(elg_mean_high(value), 6) AS high, elg_mean_low(value, 0.9) AS narrower
FROM json_each('[1,2,3,4,10,null]');
-- Two integrations of one partner that overlap count once as time; a later one after a gap counts again.
INSERT INTO crm_integration VALUES ('A6', 'P1', 'one', '2024-04-04', '2024-06-03'), ('A6', 'P1', 'two', '2024-05-04', '2024-07-03'),
  ('A6', 'P1', 'three', '2024-12-06', NULL);
SELECT account_id, depth, from_at, to_at, days, churned FROM lifecycle_spell WHERE account_id = 'A6';
SELECT partner_id, customers, churned_integrated, round(years_integrated * 365.25, 3) AS days FROM lifecycle_partner WHERE partner_id = 'P1';
