.read tests/sql/model/company.sql
.read tests/sql/model/refresh.sql
.headers on
SELECT * FROM portal_overlap WHERE partner_id = 'P1' ORDER BY their_record_id;
SELECT * FROM portal_credit WHERE partner_id = 'P3' ORDER BY credit_minor DESC;
SELECT * FROM portal_pipeline WHERE partner_id = 'P2';
SELECT * FROM portal_registration;
SELECT * FROM portal_summary;
SELECT * FROM portal_commission WHERE partner_id = 'P1' ORDER BY commission_minor DESC;
-- Leaks: P3's rows name no other partner, no account of ours it does not overlap with, no amount.
CREATE TEMP TABLE seen(view, line);
INSERT INTO seen SELECT 'credit', json_array(account_name, deal_name, kind, status, role, category, share, reason, policy) FROM portal_credit WHERE partner_id = 'P3';
INSERT INTO seen SELECT 'pipeline', json_array(account_name, deal_name, stage, reporting_minor, expected_close_at, our_owner, role) FROM portal_pipeline WHERE partner_id IN ('P1', 'P3');
INSERT INTO seen SELECT 'overlap', json_array(their_name, name, website, country, our_owner, play) FROM portal_overlap WHERE partner_id = 'P3';
SELECT view, line FROM seen;
SELECT count(*) AS leaks FROM seen, (SELECT partner_id AS word FROM crm_partner UNION SELECT name FROM crm_partner UNION SELECT name FROM crm_account
  UNION SELECT name FROM crm_opportunity UNION SELECT owner FROM crm_account) WHERE instr(line, '"' || word || '"') OR instr(line, ' ' || word || ':');
-- Hidden from P1: nothing of its overlap shows, its own credit stays, without names. Counts only: the same.
INSERT INTO elg_share_rule VALUES ('P1', '*', 'hidden', 'name website country stage owner amount close_date', NULL);
SELECT (SELECT count(*) FROM portal_overlap WHERE partner_id = 'P1') AS rows_hidden, (SELECT count(*) FROM portal_credit WHERE partner_id = 'P1') AS credits,
  (SELECT count(account_name) + count(deal_name) + count(share) + count(closed_at) + count(locked_at) FROM portal_credit WHERE partner_id = 'P1') AS named;
UPDATE elg_share_rule SET level = 'counts' WHERE partner_id = 'P1';
SELECT count(*) AS rows_counts FROM portal_overlap WHERE partner_id = 'P1';
-- All columns for P1 on overlapping accounts: names, stages, amounts and the share show, other accounts stay hidden.
UPDATE elg_share_rule SET level = 'overlapping' WHERE partner_id = 'P1';
SELECT account_name, deal_name, closed_at, share, credit_minor FROM portal_credit WHERE partner_id = 'P1' ORDER BY credit_minor DESC;
SELECT closed_at, account_name FROM portal_commission WHERE partner_id = 'P1' ORDER BY commission_minor DESC;
SELECT their_record_id, play FROM portal_overlap WHERE partner_id = 'P1' ORDER BY 1;
-- A reason names no touch of ours by its id.
SELECT DISTINCT e.role_reason, p.reason FROM portal_credit p JOIN elg_deal_partner e ON e.partner_id = p.partner_id AND e.role_reason GLOB 'intro*'
WHERE p.reason GLOB 'intro*' AND p.partner_id = 'P1';
