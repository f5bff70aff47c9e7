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
-- One row or two of the same product, or of none that is named, are one product everywhere; multi-product begins where the setting says.
DELETE FROM crm_integration;
INSERT INTO crm_integration VALUES ('A1', 'P1', NULL, '2026-02-01', NULL),
  ('A2', 'P1', 'x', '2025-03-01', '2025-06-01'), ('A2', 'P1', 'x', '2025-05-01', '2025-08-01'), ('A2', 'P1', 'x', '2025-08-01', '2025-09-01'),
  ('A2', 'P1', 'x', '2025-12-01', NULL), ('A2', 'P1', 'x', '2025-12-01', NULL), ('A2', 'P1', 'never', '2025-12-01', '2025-12-01'), ('A2', 'P2', 'x', '2026-01-01', NULL);
.read tests/sql/model/refresh.sql
SELECT * FROM lifecycle_product ORDER BY 1, 2, 3, 4;
SELECT account_id, depth, from_at, to_at FROM lifecycle_spell WHERE account_id IN ('A1', 'A2');
SELECT depth, answers FROM lifecycle_nps;
SELECT month, mean_depth FROM lifecycle_depth;
SELECT account_id, partner_id, integrations FROM elg_account_partner WHERE integrations > 0;
SELECT round(years_multi * 365.25, 3) AS days_multi, (SELECT round(total(days), 3) FROM lifecycle_spell WHERE depth > 1) AS of_spells FROM lifecycle_retention;
UPDATE elg_setting SET value = 3 WHERE name = 'multi_product';
SELECT depth, answers FROM lifecycle_nps;
SELECT DISTINCT depth FROM lifecycle_rate ORDER BY 1;
-- ARR retention over 12 months: grown, churned (0), shrunk; churned before and begun since are not in it; without a rate apart.
DELETE FROM crm_arr;
INSERT INTO crm_arr VALUES ('A2', '2025-03-10', 1000, 'EUR'), ('A2', '2026-02-10', 3000, 'EUR'), ('A7', '2025-01-20', 4000, NULL), ('A5', '2025-01-01', 10000, 'JPY'),
  ('A5', '2025-06-01', 5000, 'JPY'), ('A6', '2024-03-05', 900, 'USD'), ('A1', '2026-01-15', 20000000, 'USD'), ('A3', '2025-01-01', 100, 'CHF');
SELECT * FROM lifecycle_arr;
