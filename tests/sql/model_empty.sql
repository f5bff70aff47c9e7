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
