-- What a new export no longer holds: crm_gone, until it is deleted or comes back.
SELECT elg_init() IS NOT NULL;
UPDATE elg_setting SET value = '2025-03-10' WHERE name = 'as_of';
CREATE TABLE companies("Record ID", "Company name");
INSERT INTO companies VALUES ('1', 'Brunnhof'), ('2', 'Brunnhof (duplicate)'), ('3', 'Tidewater'), ('4', 'Aster');
CREATE TABLE deals("Record ID", "Deal Name", "Deal Stage", "Amount", "Create Date", "Associated Company IDs");
INSERT INTO deals VALUES ('71', 'Line', 'closedwon', '100', '2025-01-02', '2'), ('72', 'Pilot', 'closedwon', '200', '2025-01-02', '3'), ('73', 'Mistake', 'closedwon', '300', '2025-01-02', '3');
SELECT elg_import('hubspot') IS NOT NULL;
SELECT count(*) FROM crm_gone;
-- A week later 2 was merged into 1, which has its deal now, and 73 was deleted. A part of the file tells nothing.
UPDATE elg_setting SET value = '2025-03-17' WHERE name = 'as_of';
DELETE FROM companies WHERE "Record ID" = '2';
DELETE FROM deals WHERE "Record ID" = '73';
UPDATE deals SET "Associated Company IDs" = '1' WHERE "Record ID" = '71';
SELECT elg_import('hubspot') IS NOT NULL;
.mode list
SELECT * FROM crm_gone;
UPDATE elg_setting SET value = '2025-03-24' WHERE name = 'as_of';
DELETE FROM companies WHERE "Record ID" <> '1';
INSERT INTO deals VALUES ('73', 'No mistake', 'closedwon', '300', '2025-01-02', '3');
SELECT elg_import('hubspot') IS NOT NULL;
SELECT table_name, id, name, missing_since FROM crm_gone;
SELECT problem, table_name, id, effect FROM crm_check WHERE problem GLOB 'not in*';
DELETE FROM crm_account WHERE account_id IN (SELECT id FROM crm_gone WHERE table_name = 'crm_account' AND deals = 0);
SELECT count(*) FROM crm_gone;
SELECT count(*) FROM temp.elg_import_seen;
-- Two CRMs in one file: neither calls the rows of the other gone, whichever is larger, nor do two instances of Salesforce.
CREATE TABLE Account("Id", "Name");
INSERT INTO Account SELECT '0015g0000' || (100000 + value), 'Firm ' || value FROM (SELECT 1 AS value UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5);
SELECT elg_import('salesforce') IS NOT NULL;
SELECT count(*) FROM crm_gone;
UPDATE Account SET Id = '001Hn0000' || substr(Id, 10);
DELETE FROM Account WHERE Name > 'Firm 4';
SELECT elg_import('salesforce') IS NOT NULL;
SELECT count(*) FROM crm_gone;
DELETE FROM Account WHERE Name = 'Firm 2';
SELECT elg_import('salesforce') IS NOT NULL;
SELECT table_name, id FROM crm_gone;
DELETE FROM crm_account WHERE account_id GLOB '001*';
DROP TABLE Account;
-- A partner's list, a smaller one: of the populations it has, and of this partner alone.
CREATE TABLE list("Record ID", "Company", "Population");
INSERT INTO list VALUES ('R1', 'Brunnhof', 'Customers'), ('R2', 'Tidewater', 'Customers'), ('R3', 'Aster', 'Customers'), ('R4', 'Oak', 'Prospects');
SELECT elg_import_partner('list', 'P1') IS NOT NULL, elg_import_partner('list', 'P2') IS NOT NULL;
DELETE FROM list WHERE "Record ID" <> 'R3';
SELECT elg_import_partner('list', 'P1') IS NOT NULL;
SELECT table_name, id, partner_id, name FROM crm_gone ORDER BY id;
SELECT elg_import_partner('list', 'P1', '{"replace":true}') IS NOT NULL;
SELECT count(*) FROM crm_gone;
SELECT elg_import_partner('list', 'P3', '{"colour":1}');

-- What a partner buys itself earns it nothing, unless the setting says so; touches before the agreement and after its end count, and are named.
DELETE FROM crm_partner_account;
INSERT INTO crm_account(account_id, name) VALUES ('P1', 'Nimbus Stack');
UPDATE crm_partner SET signed_at = '2025-02-01', ended_at = '2025-02-20' WHERE partner_id = 'P2';
INSERT INTO crm_opportunity(opportunity_id, account_id, stage, amount_minor, created_at, closed_at) VALUES
  ('D1', 'P1', 'closedwon', 10000, '2025-01-10', '2025-03-01'), ('D2', '1', 'closedwon', 20000, '2025-01-10', '2025-03-01');
INSERT INTO crm_opportunity_partner(opportunity_id, partner_id, role) VALUES ('D1', 'P1', 'sourcing'), ('D2', 'P1', 'technical');
INSERT INTO crm_touchpoint(touchpoint_id, partner_id, opportunity_id, type, at) VALUES ('T1', 'P1', 'D1', 'introduction', '2025-01-05'),
  ('T2', 'P2', 'D1', 'joint_call', '2025-01-20'), ('T3', 'P2', 'D1', 'joint_call', '2025-02-25');
INSERT INTO crm_deal_registration(registration_id, partner_id, account_id, opportunity_id, submitted_at, status) VALUES ('G1', 'P1', 'P1', 'D1', '2025-01-05', 'approved');
SELECT elg_refresh() IS NOT NULL;
SELECT opportunity_id, category, sourced_partner_id, touched_partners, registered, days_to_close FROM elg_deal WHERE opportunity_id GLOB 'D*' ORDER BY 1;
SELECT opportunity_id, partner_id, role, credit_minor FROM elg_credit WHERE opportunity_id GLOB 'D*' ORDER BY 1, 2;
SELECT opportunity_id, partner_id, type FROM elg_influence_line ORDER BY 1, 2;
SELECT problem, table_name, id, value, effect FROM crm_check WHERE effect = 'doubtful' ORDER BY 1;
UPDATE elg_setting SET value = 1 WHERE name = 'own_purchase_counts';
SELECT elg_refresh() IS NOT NULL;
SELECT opportunity_id, category, sourced_partner_id, touched_partners, registered FROM elg_deal WHERE opportunity_id GLOB 'D*' ORDER BY 1;
SELECT problem, id FROM crm_check WHERE effect = 'doubtful' ORDER BY 1;

-- A wrong list: tried in a transaction it leaves nothing; undone after a refresh, with what that began, no deal stays covered by it.
DELETE FROM crm_opportunity;
DELETE FROM crm_partner_account;
INSERT INTO crm_opportunity(opportunity_id, account_id, stage, amount_minor, created_at) VALUES ('D3', '3', 'closedwon', 10000, '2025-03-10'),
  ('D4', '4', 'closedwon', 10000, '2025-03-10');
INSERT INTO crm_partner_account(partner_id, record_id, name, population, since) VALUES ('P1', 'R3', 'Aster', 'customer', '2025-01-01');
SELECT json_extract(elg_refresh(), '$.summary.matches');
CREATE TABLE wrong("Record ID", "Company", "Since");
INSERT INTO wrong VALUES ('W1', 'Tidewater', '2025-01-01');
BEGIN;
SELECT elg_import_partner('wrong', 'P1', '{"population":"Customers"}') IS NOT NULL;
SELECT json_extract(elg_refresh(), '$.summary.matches');
ROLLBACK;
SELECT json_extract(elg_refresh(), '$.summary.matches');
SELECT count(*) FROM crm_partner_account;
SELECT opportunity_id, covered FROM elg_deal ORDER BY 1;
SELECT elg_import_partner('wrong', 'P1', '{"population":"Customers"}') IS NOT NULL;
SELECT json_extract(elg_refresh(), '$.summary.began');
SELECT opportunity_id, covered FROM elg_deal ORDER BY 1;
DELETE FROM crm_partner_account WHERE partner_id = 'P1' AND record_id IN (SELECT "Record ID" FROM wrong);
DELETE FROM elg_match WHERE partner_id = 'P1' AND run_id >= (SELECT max(run_id) FROM elg_run);
SELECT json_extract(elg_refresh(), '$.summary.matches');
SELECT opportunity_id, covered FROM elg_deal ORDER BY 1;
SELECT record_id, valid_from, valid_to FROM elg_match WHERE partner_id = 'P1' AND record_id = 'R3';
