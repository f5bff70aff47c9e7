-- Nothing imported, one partner without anything, no closed deal: every metric has a reason, none divides by zero or shows a false zero.
SELECT elg_init() IS NOT NULL;
UPDATE elg_setting SET value = '2026-03-31' WHERE name = 'as_of';
SELECT count(*) AS before_the_first_refresh, sum(why_null IS NULL) AS without_reason FROM metric_board WHERE value IS NULL;
.read tests/sql/model/refresh.sql
SELECT why_null, count(*) AS metrics FROM metric_board WHERE value IS NULL GROUP BY 1 ORDER BY 1;
SELECT metric, period, value FROM metric_board WHERE value IS NOT NULL;
.print -- one partner
INSERT INTO crm_partner(partner_id, name, signed_at) VALUES ('P1', 'Only', '2026-01-01');
.read tests/sql/model/refresh.sql
SELECT metric, period, value FROM metric_board WHERE value IS NOT NULL;
SELECT count(*) FROM metric_board WHERE value IS NULL AND why_null IS NULL;
.print -- one open deal
INSERT INTO crm_opportunity(opportunity_id, amount_minor, currency, created_at) VALUES ('D1', 100, 'USD', '2026-03-01');
.read tests/sql/model/refresh.sql
SELECT metric, period, value FROM metric_board WHERE value IS NOT NULL AND metric LIKE '%pipeline%';
SELECT metric, period, why_null FROM metric_board WHERE value IS NULL AND metric LIKE '%pipeline%';
SELECT count(*) FROM metric_board WHERE value IS NULL AND why_null IS NULL;
SELECT * FROM motion_target;
SELECT * FROM motion_pipeline;
SELECT partner_id, days, status FROM motion_activation;
SELECT * FROM credit_by_partner;
SELECT * FROM credit_commission;
SELECT * FROM health_concentration;
SELECT * FROM health_funnel;
SELECT * FROM lifecycle_retention;
SELECT * FROM metric_partner_led;
.print -- one deal won with a partner: what nobody recorded is none, not 0
UPDATE crm_opportunity SET is_closed = 1, is_won = 1, closed_at = '2026-03-20', account_id = 'A1';
INSERT INTO crm_account(account_id, name) VALUES ('A1', 'Acme');
INSERT INTO crm_opportunity_partner(opportunity_id, partner_id, role) VALUES ('D1', 'P1', 'technical');
.read tests/sql/model/refresh.sql
SELECT metric, value, why_null FROM metric_board WHERE period IN ('quarter', '12_months') AND metric IN ('marketplace_revenue_share', 'covered_untouched_revenue',
  'channel_revenue_share', 'working_set_partners') ORDER BY 1, 2;
UPDATE crm_opportunity SET marketplace = 'AWS';
UPDATE crm_partner SET type = 'channel';
.read tests/sql/model/refresh.sql
SELECT metric, period, value FROM metric_board WHERE metric IN ('marketplace_revenue_share', 'channel_revenue_share') AND value IS NOT NULL ORDER BY 1, 2;
-- Deals without a type or a delivery, and overlap nobody can date: none of it is 0. With a type, and a deal known not to be covered, it is.
INSERT INTO crm_partner_account(partner_id, record_id, name) VALUES ('P1', 'r', 'Acme');
INSERT INTO crm_opportunity(opportunity_id, account_id, is_closed, is_won, amount_minor, currency, created_at, closed_at)
  VALUES ('D2', 'A1', 1, 1, 100, 'USD', '2026-03-01', '2026-03-20');
UPDATE crm_opportunity_partner SET role = 'influencing';
SELECT elg_refresh() IS NOT NULL;
SELECT metric, value, n, why_null FROM metric_board WHERE period = 'quarter' AND metric IN ('covered_untouched_revenue', 'won_covered_unknown',
  'influenced_new_revenue', 'influenced_expansion_revenue', 'influenced_renewal_revenue', 'delivered_revenue') ORDER BY 1;
INSERT INTO crm_account(account_id, name) VALUES ('A2', 'Zebulon');
INSERT INTO crm_opportunity(opportunity_id, account_id, is_closed, is_won, amount_minor, currency, type, created_at, closed_at)
  VALUES ('D3', 'A2', 1, 1, 100, 'USD', 'Renewal', '2026-03-01', '2026-03-20');
SELECT elg_refresh() IS NOT NULL;
SELECT metric, value, n, why_null FROM metric_board WHERE period = 'quarter' AND metric IN ('covered_untouched_revenue', 'won_covered_unknown',
  'influenced_renewal_revenue') ORDER BY 1;
