-- What ordinary bad exports hold: the model goes on, and crm_check names it.
.headers on
SELECT elg_init() IS NOT NULL AS made;
UPDATE elg_setting SET value = '2026-03-31' WHERE name = 'as_of';
INSERT INTO crm_account(account_id, name) VALUES ('A1', 'Globex'), ('A2', ''), ('A3', printf('%.1100c', 'x')), ('A4', 'Initech');
INSERT INTO crm_partner(partner_id, name, satisfaction) VALUES ('P1', 'Nova', ''), ('P2', 'Bolt', 'n/a'), ('', 'Nobody', 5);
INSERT INTO crm_partner_account(partner_id, record_id, name, amount_minor) VALUES ('P1', 'R1', printf('%.1100c', 'x'), ''), ('P1', 'R2', 'Globex', 'abc'),
  ('P1', 'R3', replace(printf('%.70c', 'a'), 'a', 'a '), NULL);
INSERT INTO crm_opportunity(opportunity_id, account_id, stage, is_closed, is_won, amount_minor, currency, created_at, closed_at) VALUES
  ('none', 'A1', 'Prospecting', NULL, NULL, '', '', NULL, NULL), ('blank', 'A1', 'Closed Won', '', '', 10000, 'USD', '2026-01-01', '2026-02-01'),
  ('words', 'A1', 'Closed Lost', 'true', 'Yes', 20000, 'usd', '2026-01-01', '2026-02-01'), ('maybe', 'A1', 'Closed Won', 'maybe', 'x', 12.5, 'USD', '2026-01-01', '2026-02-01'),
  ('rate', 'A1', 'Closed Won', 1, 1, 40000, 'EUR', '2026-01-01', '2026-02-01'), ('code', 'A1', 'Closed Won', 1, 1, 50000, 'ZZZ', '2026-01-01', '2026-02-01'),
  ('day', 'A1', 'Closed Won', 1, 1, 60000, 'USD', '3/4/2024', '2026-02-10'), ('huge', 'A4', 'Closed Won', 1, 1, 9223372036854775807, 'USD', '2026-01-01', '2026-02-01');
INSERT INTO crm_opportunity_partner VALUES ('blank', 'P1', 'sourced', '50%', ''), ('code', 'P1', 'technical', 50, NULL), ('words', 'P2', 'technical', 0.5, NULL);
INSERT INTO crm_fx_rate VALUES ('EUR', '2020-01-01', '1,08'), ('EUR', '2019-01-01', '1.10'), ('ZZZ', '2019-01-01', '2'), ('JPY', '2019-01-01', -1);
INSERT INTO crm_cost VALUES ('ecosystem', 'team', NULL, '2026-13', 100, 'USD'), ('ecosystem', 'team', NULL, 'Jan 2026', 100, 'USD'),
  ('ecosystem', 'team', NULL, '2026', '', 'USD'), ('Ecosystem ', 'team', NULL, '2026-Q1', 100, ''), ('ecosystem', 'team', NULL, '2026-02', 10, 'USD');
INSERT INTO crm_customer(account_id, started_at) VALUES ('A1', '2026-01-01'), ('A4', '');
INSERT INTO crm_nps SELECT 'A1', date('2026-02-01', value || ' day'), '' FROM json_each('[1,2,3,4,5,6,7,8,9,10]');
INSERT INTO crm_nps VALUES ('A1', '2026-02-20', 'ten'), ('A1', '2026-02-21', 11), ('A1', '2026-02-22', -5), ('A1', '2026-02-23', 10), ('A1', 'soon', 0);
SELECT elg_refresh() IS NOT NULL AS refreshed;
SELECT opportunity_id, status, amount_minor, currency, rate, reporting_minor, created_at, closed_at, sourced_locked FROM elg_deal ORDER BY 1;
SELECT account_id, partner_id, record_id FROM elg_match;
SELECT opportunity_id, partner_id, involvement, sourced FROM elg_deal_partner ORDER BY 1, 2;
SELECT opportunity_id, partner_id, commission_minor, currency FROM credit_commission ORDER BY 1;
SELECT metric, value, n, why_null FROM metric_board WHERE metric IN ('nps_none', 'partner_satisfaction') OR metric IN ('cac_ecosystem', 'total_revenue') AND period = '12_months' ORDER BY 1;
SELECT period, starts_on, channel, reporting_minor FROM read_cost LEFT JOIN metric_cost USING (starts_on, channel);
SELECT table_name, substr(id, 1, 9) AS id, column_name, substr(value, 1, 12) AS value, problem FROM crm_check ORDER BY 1, 3, 2, 5;

-- Settings that are not allowed.
UPDATE elg_setting SET value = CASE name WHEN 'lock_days' THEN -1 WHEN 'confidence' THEN 'abc' WHEN 'match_choice' THEN 'Mutual ' WHEN 'time_zone' THEN 'Mars'
  WHEN 'min_n' THEN 2.5 WHEN 'registration_days' THEN '' ELSE value END;
INSERT INTO elg_setting(name, value) VALUES ('lock_day', 5);
SELECT elg_refresh() IS NOT NULL AS refreshed;
SELECT name, value, given, unread FROM read_setting WHERE name IN ('lock_days', 'confidence', 'match_choice', 'time_zone', 'min_n', 'registration_days') ORDER BY name;
SELECT id, column_name, value, problem FROM crm_check WHERE table_name = 'elg_setting' ORDER BY id;

-- The reporting currency in any case, and rates that are of another one.
INSERT INTO crm_fx_rate VALUES ('USD', '1970-01-01', '1');
UPDATE elg_setting SET value = 'eur' WHERE name = 'reporting_currency';
SELECT elg_refresh() IS NOT NULL AS refreshed;
SELECT opportunity_id, reporting_minor, reporting_currency FROM elg_deal WHERE opportunity_id IN ('blank', 'rate');
SELECT id, column_name, value, problem FROM crm_check WHERE table_name = 'crm_fx_rate' AND problem LIKE 'rates%';

-- Decisions and rules that say nothing.
INSERT INTO elg_match_override(account_id, partner_id, record_id, decision, valid_from) VALUES ('A1', 'P1', 'R2', 'Block', NULL), ('A1', 'P1', 'R2', 'block ', NULL),
  ('A1', 'P1', 'R2', 'block', 'soon'), ('A1', 'P1', '', 'force', NULL);
INSERT INTO elg_share_rule VALUES ('P1', '*', 'Overlapping', 'name,website', NULL), ('P9', 'customers', 'all', ' name  amount', NULL);
SELECT table_name, id, column_name, value, problem FROM crm_check WHERE table_name IN ('elg_match_override', 'elg_share_rule') ORDER BY 1, 2, 3, 4;

-- A schema that is not trusted: no view or trigger of the model calls what it may not.
PRAGMA trusted_schema = OFF;
SELECT elg_refresh('full') IS NOT NULL AS refreshed;
SELECT policy, document FROM credit_policy WHERE active;
SELECT count(*) > 100 AS board FROM metric_board;

-- A day there is not is no time, 29 February of a leap year is one.
INSERT INTO crm_touchpoint VALUES ('T1', 'P1', 'A1', NULL, 'joint_call', '2026-02-30', NULL), ('T2', 'P1', 'A1', NULL, 'joint_call', '2026-02-29 10:00:00', NULL),
  ('T3', 'P1', 'A1', NULL, 'joint_call', '2024-02-29', NULL), ('T4', 'P1', 'A1', NULL, 'joint_call', '2024-02-29 10:00:00', NULL);
UPDATE crm_account SET created_at = '2026-04-31' WHERE account_id = 'A1';
UPDATE elg_setting SET value = '2026-06-31' WHERE name = 'as_of';
SELECT touchpoint_id FROM read_touchpoint;
SELECT problem, table_name, id, value FROM crm_check WHERE value IN ('2026-02-30', '2026-02-29 10:00:00', '2026-04-31', '2026-06-31') ORDER BY 2, 3;
-- Words of the configuration that can meet nothing, or that the model does not know.
DELETE FROM elg_setting WHERE name = 'as_of';
INSERT INTO elg_alias VALUES ('role', 'Reseller', 'sourcing'), ('role', 'var', 'selling'), ('touch_type', 'qbr', 'review'), ('opportunity_type', 'upsale', 'growth'),
  ('registration_status', 'ok', 'yes'), ('colour', 'red', 'blue');
INSERT INTO elg_stage VALUES ('Signed ', 9, 1, 1, 1);
INSERT INTO elg_population VALUES ('theirs', 'customer', 'label', 'Clients');
SELECT table_name, id, column_name, value, problem FROM map_bad_setting WHERE table_name IN ('elg_alias', 'elg_stage', 'elg_population') ORDER BY 1, 2, 3;
-- A deal whose stage closes it needs a close date as one whose flag does.
INSERT INTO crm_opportunity(opportunity_id, account_id, stage, created_at, closed_at) VALUES ('S1', 'A1', ' Closed Won ', '2026-01-05', NULL),
  ('S2', 'A1', 'closed won', '2026-01-05', '2026-01-04'), ('S3', 'A1', 'prospecting', '2026-01-05', NULL);
SELECT id, problem FROM map_conflict WHERE id IN ('S1', 'S2', 'S3');
-- A file imported again into an input without an id doubles its rows: crm_check says so.
DELETE FROM crm_cost;
DELETE FROM crm_nps;
INSERT INTO crm_cost VALUES ('ecosystem', 'events', NULL, '2026-Q1', 500000, 'USD'), ('ecosystem', 'team', NULL, '2026-Q1', 500000, 'USD');
INSERT INTO crm_cost SELECT * FROM crm_cost;
INSERT INTO crm_nps VALUES ('A1', '2026-03-01', 9), ('A1', '2026-03-01', 8);
SELECT problem, table_name, id, column_name, value FROM crm_check WHERE problem LIKE '%equal rows%';
-- Without a name: what a domain can match is doubtful and counted, what nothing can match is lost, before and after a refresh.
DELETE FROM crm_account;
DELETE FROM crm_partner_account;
INSERT INTO crm_account(account_id, name, website) VALUES ('A1', '', 'northwind.example'), ('A2', 'Contoso', 'contoso.example'), ('A3', ' ', '');
INSERT INTO crm_partner_account(partner_id, record_id, name, website, population) VALUES ('P1', '1', 'Northwind', 'northwind.example', 'Customers'),
  ('P1', '2', '', 'contoso.example', 'Customers'), ('P1', '2', '', 'contoso.example', 'Prospects'), ('P1', '3', NULL, 'eve@gmail.com', 'Customers'),
  ('P1', '4', '', '', 'Customers'), ('P1', '5', '', 'elsewhere.example', 'Customers');
SELECT table_name, id, problem, effect FROM crm_check WHERE column_name = 'name' ORDER BY 1, 2, 3;
SELECT elg_refresh() IS NOT NULL;
SELECT account_id, record_id, rule FROM elg_match WHERE valid_to IS NULL ORDER BY 1, 2, population;
SELECT table_name, id, problem, effect FROM crm_check WHERE column_name = 'name' ORDER BY 1, 2, 3;
-- Customers by their stage that no row names; since when is not known where a row does not tell.
UPDATE crm_account SET stage = CASE account_id WHEN 'A1' THEN 'Customer' WHEN 'A2' THEN 'customer - direct' ELSE 'Prospect' END;
DELETE FROM crm_opportunity;
DELETE FROM crm_customer;
SELECT elg_refresh() IS NOT NULL;
SELECT id, problem, effect FROM crm_check WHERE table_name = 'crm_customer';
INSERT OR IGNORE INTO crm_customer(account_id) SELECT account_id FROM crm_account WHERE lower(stage) IN ('customer', 'customer - direct');
SELECT elg_refresh() IS NOT NULL;
SELECT id, problem, effect FROM crm_check WHERE table_name = 'crm_customer';
SELECT account_id FROM map_customer ORDER BY 1;
