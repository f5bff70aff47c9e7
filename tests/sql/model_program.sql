.read tests/sql/model/company.sql
.read tests/sql/model/refresh.sql
.headers on
SELECT * FROM metric_cost;
SELECT * FROM metric_channel_cost;
SELECT metric, period, round(value, 6) AS value, numerator, round(denominator, 6) AS denominator, n, why_null FROM metric_return;
SELECT metric, value, round(numerator, 9) AS numerator, n, why_null FROM metric_comp_parity;
INSERT INTO crm_compensation VALUES ('bob', 'D9', 20000, 'USD');
SELECT metric, round(value, 6) AS value, round(numerator, 9) AS numerator, denominator, n, why_null FROM metric_comp_parity;
SELECT * FROM metric_referral;
SELECT metric, period, value, n, why_null FROM metric_partner_to_partner;
-- What is dated on the day a rate begins is converted at it, whether the rate's time or the date is a date alone.
INSERT INTO crm_fx_rate VALUES ('NOK', '2026-01-01 00:00:00', '0.1'), ('DKK', '2026-01-01', '0.15');
DELETE FROM crm_cost;
INSERT INTO crm_cost VALUES ('ecosystem', 'team', NULL, '2026-Q1', 1000, 'NOK'), ('ecosystem', 'team', NULL, '2026-01', 1000, 'DKK'),
  ('ecosystem', 'team', NULL, '2025-12-31', 1000, 'NOK');
SELECT starts_on, reporting_minor FROM metric_cost;
DELETE FROM crm_referral;
INSERT INTO crm_referral VALUES ('P1', 'P2', 'A1', NULL, 1000, 'NOK', '2026-01-01'), ('P1', 'P2', 'A1', NULL, 1000, 'DKK', '2026-01-01 00:00:00'),
  ('P1', 'P2', 'A1', NULL, 1000, 'NOK', '2025-12-31');
SELECT at, reporting_minor FROM metric_referral;
INSERT INTO crm_opportunity(opportunity_id, account_id, is_closed, is_won, amount_minor, currency, created_at, closed_at)
  VALUES ('early', 'A1', 1, 1, 1000, 'NOK', '2025-12-01', '2025-12-31');
SELECT elg_refresh() IS NOT NULL AS refreshed;
SELECT problem, table_name, id, value FROM crm_check WHERE problem LIKE 'no exchange%';
-- What a partner gets is a cost of the ecosystem, whatever stands as its channel; other words are elg_alias's, and the rest is named.
DELETE FROM crm_cost;
INSERT INTO crm_cost VALUES (NULL, 'discount', 'P1', '2026-03', 555, 'USD'), ('Partner', 'team', NULL, '2026-03', 100, 'USD'), ('reseller', 'rebate', NULL, '2026-03', 5, 'USD'),
  ('', 'events', 'P1', '2026-03', 7, 'USD'), ('sales', 'commission', NULL, '2026-03', 30, 'USD'), ('fun', 'team', NULL, '2026-03', 1000, 'USD'),
  (NULL, NULL, NULL, '2026-03', 1000, 'USD'), ('ecosystem', 'beer', NULL, '2026-03', 11, 'USD');
SELECT channel, kind, partner_pay, reporting_minor FROM metric_cost;
SELECT channel, cost_minor, partner_cost_minor FROM metric_channel_cost WHERE period = 'quarter';
SELECT problem, id, column_name, value FROM crm_check WHERE table_name = 'crm_cost';
-- No pay of partners recorded is no margin of 1.
DELETE FROM crm_cost WHERE kind <> 'team';
SELECT metric, value, why_null FROM metric_return WHERE metric IN ('partner_margin', 'cac_cosell', 'cac_solo') AND period = 'quarter';
-- All cost of the channels is borne by the co-sell and the solo deals.
INSERT INTO crm_cost VALUES ('ecosystem', 'team', NULL, '2026-01', 1000, 'USD'), ('direct', 'team', NULL, '2026-01', 500, 'USD'), ('marketing', 'team', NULL, '2026-01', 70, 'USD');
SELECT metric, period, value, n, why_null FROM metric_return WHERE metric IN ('cac_cosell', 'cac_solo');
SELECT sum(value * n) AS borne, (SELECT sum(cost_minor) FROM metric_channel_cost WHERE period = 'quarter') AS cost FROM metric_return
WHERE metric IN ('cac_cosell', 'cac_solo') AND period = 'quarter';
-- Referrals without a rate are no pipeline of 0.
DELETE FROM crm_referral;
INSERT INTO crm_referral VALUES ('P1', 'P2', 'A3', NULL, 700000, 'CHF', '2026-02-02');
SELECT metric, period, value, n, why_null FROM metric_partner_to_partner WHERE period <> 'last_quarter';
-- A return on partners of whom no touch is known is none, not 0.
DELETE FROM crm_touchpoint;
DELETE FROM crm_opportunity_partner;
DELETE FROM crm_deal_registration;
SELECT value, n, why_null FROM metric_return WHERE metric = 'ecosystem_roi' AND period = '12_months';
