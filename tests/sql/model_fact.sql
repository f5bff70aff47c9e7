.read tests/sql/model/company.sql
.read tests/sql/model/refresh.sql
.headers on
SELECT * FROM fact_now;
SELECT * FROM elg_period;
SELECT opportunity_id, kind, status, category, covered, touched, cosell, registered, integrated, delivered, sourced_partner_id, sourced_reason,
  reporting_minor, rate, stage_rank, qualified, size_band FROM fact_opportunity;
SELECT opportunity_id, created_week, created_quarter, closed_week, closed_quarter, round(days_to_close, 3) AS days FROM fact_opportunity ORDER BY opportunity_id;
SELECT opportunity_id, recheck_at, cutoff_at, lock_at FROM elg_deal ORDER BY opportunity_id;
SELECT opportunity_id, partner_id, covered, asof_basis, match_score, touches, human_touches, cosell, intro_id, role, credit_role, role_reason,
  registration_id, sourced, delivered FROM elg_deal_partner;
SELECT * FROM fact_account_partner ORDER BY 1, 2;
SELECT * FROM fact_partner ORDER BY 1;
-- A second refresh changes nothing; neither does a full one.
CREATE TEMP TABLE before AS SELECT * FROM elg_deal;
CREATE TEMP TABLE before_partner AS SELECT * FROM elg_deal_partner;
.read tests/sql/model/refresh.sql
INSERT INTO elg_dirty VALUES ('*');
.read tests/sql/model/refresh.sql
SELECT count(*) AS deals_changed FROM (SELECT * FROM before EXCEPT SELECT * FROM elg_deal);
SELECT count(*) AS partners_changed FROM (SELECT * FROM before_partner EXCEPT SELECT * FROM elg_deal_partner);
-- The clock: the planned demonstration of D4 has come due, too late for a co-sell, and the open deal in yen keeps its rate.
UPDATE elg_setting SET value = '2026-06-02' WHERE name = 'as_of';
.read tests/sql/model/refresh.sql
SELECT opportunity_id, touched_partners, cosell, rate_at FROM fact_opportunity WHERE is_open ORDER BY opportunity_id;
-- Covered deals may count as influenced, if the policy says so.
UPDATE elg_setting SET value = 1 WHERE name = 'covered_is_influenced';
.read tests/sql/model/refresh.sql
SELECT opportunity_id, covered, touched, influenced, category FROM fact_opportunity WHERE influenced AND NOT touched ORDER BY opportunity_id;
-- So may expansions and renewals of accounts with an integration in use at their creation.
UPDATE elg_setting SET value = 0 WHERE name = 'covered_is_influenced';
UPDATE elg_setting SET value = 1 WHERE name = 'integrated_is_influenced';
INSERT INTO crm_opportunity(opportunity_id, account_id, stage, is_closed, is_won, amount_minor, type, created_at) VALUES
  ('D12', 'A2', 'Prospecting', 0, 0, 100, 'Renewal', '2026-06-01'), ('D13', 'A2', 'Prospecting', 0, 0, 100, 'New', '2026-06-01');
.read tests/sql/model/refresh.sql
SELECT opportunity_id, kind, integrated, touched, influenced, category FROM fact_opportunity WHERE integrated AND NOT touched ORDER BY opportunity_id;
DELETE FROM crm_opportunity WHERE opportunity_id IN ('D12', 'D13');
UPDATE elg_setting SET value = 0 WHERE name = 'integrated_is_influenced';
UPDATE elg_setting SET value = 1 WHERE name = 'covered_is_influenced';
.read tests/sql/model/refresh.sql
-- Exact conversion, half to even.
SELECT elg_convert(12345, 'EUR', '1.0845', 'USD'), elg_convert(5, 'EUR', '0.1', 'USD'), elg_convert(15, 'EUR', '0.1', 'USD'),
  elg_convert(25, 'EUR', '0.1', 'USD'), elg_convert(251, 'EUR', '0.01', 'USD'), elg_convert(-25, 'EUR', '0.1', 'USD'),
  elg_convert(100, 'JPY', '0.0067', 'USD'), elg_convert(1000000000000, 'USD', '157.123456789012', 'JPY'), elg_convert(NULL, 'EUR', '1', 'USD');
SELECT elg_convert(1, 'EUR', '-1', 'USD');
SELECT elg_convert(1, 'EUR', 'x', 'USD');
SELECT elg_convert(1.5, 'EUR', '1', 'USD');
SELECT elg_convert(1, 'ABC', '1', 'USD');
SELECT elg_convert(9223372036854775807, 'JPY', '100', 'USD');
-- What a change notes: of one deal's value, its partners or history the deal, of what other deals or the account depend on the account.
DELETE FROM elg_dirty;
UPDATE crm_opportunity SET amount_minor = amount_minor + 1, owner = 'eve' WHERE opportunity_id = 'D1';
UPDATE crm_opportunity SET stage = 'Negotiation/Review' WHERE opportunity_id = 'D2';
INSERT INTO crm_opportunity_partner VALUES ('D3', 'P5', 'technical', NULL, NULL);
INSERT INTO crm_opportunity_history(opportunity_id, at, stage) VALUES ('D4', '2025-01-01', 'Prospecting');
UPDATE crm_opportunity SET closed_at = '2027-01-01' WHERE opportunity_id = 'D5';
SELECT 'account', account_id FROM elg_dirty UNION ALL SELECT 'deal', opportunity_id FROM elg_dirty_deal ORDER BY 1, 2;

.print == a fiscal year that begins in February: quarters from February, May, August, November, named by the year they end in
UPDATE elg_setting SET value = 2 WHERE name = 'fiscal_year_start';
SELECT elg_refresh() IS NOT NULL;
SELECT quarter_start, fiscal_prefix, fiscal_months FROM fact_now;
SELECT period, starts_at, ends_at, label FROM elg_period WHERE period LIKE '%quarter' ORDER BY 1;
SELECT DISTINCT created_month, created_quarter FROM fact_opportunity ORDER BY 1;
SELECT DISTINCT closed_month, closed_quarter FROM fact_opportunity WHERE closed_at IS NOT NULL ORDER BY 1;
UPDATE elg_setting SET value = 1 WHERE name = 'fiscal_year_start';
SELECT elg_refresh() IS NOT NULL;
SELECT label FROM elg_period WHERE period = 'quarter';
