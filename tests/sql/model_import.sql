-- Ids of 15 characters become 18; ids of 18 stay; anything else is no id.
SELECT elg_sfid('001A0000006Vm9r'), elg_sfid('001A0000006Vm9rIAC'), elg_sfid(' 001A0000006Vm9r '), elg_sfid('Grand Total'), elg_sfid(NULL);
SELECT elg_sfid('001a0000006vm9riac'), elg_sfid('001A0000006VM9RIAC'), elg_sfid('001A0000006Vm9rXXX'), elg_sfid('Confidentiality');
SELECT elg_read_time('2024-03-05T10:00:00.000+0000', NULL, NULL, 0), elg_read_time('3/5/2024', 'UTC', 'mdy', 1),
       elg_read_time('3/5/2024', NULL, NULL, 0), elg_read_time('soon', NULL, NULL, 0);
SELECT elg_read_minor('1,234.50', 'USD', NULL), elg_read_minor('1.234', 'EUR', NULL), elg_read_minor('1.234', 'EUR', ','), elg_read_minor('12', 'XXQ', NULL);
SELECT elg_import('salesforce');
SELECT elg_import('dynamics');

-- API names with one bad cell, a duplicate, and the footer of a report.
CREATE TABLE Account(Id, Name, Website, BillingCountry, ParentId, Type, CreatedDate, Color__c);
INSERT INTO Account VALUES
  ('001A0000006Vm9r', 'Acme Corp', 'acme.com', 'US', '', 'Customer', '2023-01-05T10:00:00.000+0000', 'red'),
  ('001A0000006Vm9s', 'Globex', '', '', '001A0000006Vm9rIAC', 'Technology Partner', 'yesterday', ''),
  ('001A0000006Vm9s', 'Globex AG', '', '', '001A0000006Vm9rIAC', 'Technology Partner', '2023-02-01', ''),
  ('', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  ('', 'Nameless Inc', '', '', '', '', '', ''),
  ('Confidential Information - Do Not Distribute', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
-- Labels of a report.
CREATE TABLE Opportunity("Opportunity ID", "Account ID", "Opportunity Name", "Stage", "Amount", "Amount Currency", "Close Date", "Created Date");
INSERT INTO Opportunity VALUES
  ('006A0000001aaaa', '001A0000006Vm9r', 'Deal 1', 'Closed Won', '12,000.50', 'EUR', '2023-06-30', '2023-03-01'),
  ('006A0000001bbbb', '001A0000006Vm9r', 'Deal 2', 'Prospecting', '1.5', 'JPX', '2023-06-30', '2023-03-01');
CREATE TABLE OpportunityPartner(OpportunityId, AccountToId, Role, IsPrimary);
INSERT INTO OpportunityPartner VALUES ('006A0000001aaaa', '001A0000006Vm9s', 'Consultant', 'true'), ('006A0000001aaaa', '001A0000006Vm9s', '', 'false');
CREATE TABLE DatedConversionRate(IsoCode, StartDate, ConversionRate);
INSERT INTO DatedConversionRate VALUES ('EUR', '2023-01-01', '0.8'), ('JPY', '2023-01-01', '160'), ('VND', '2023-01-01', '25000'), ('GBP', '2023-01-01', '0');
CREATE TABLE Task(Id, WhatId, Partner__c, Type, ActivityDate, Subject);
INSERT INTO Task VALUES ('00T000000000001', '006A0000001aaaa', '001A0000006Vm9s', 'Call', '2023-04-01', 'Joint'),
  ('00T000000000002', '001A0000006Vm9r', '', 'Call', '2023-04-01', 'no partner');
SELECT elg_import('salesforce');
.mode list
SELECT raw_table, target, row, key, column_name, value, problem FROM elg_import_issue ORDER BY 1, 2, 3, 5, 7;
SELECT account_id, name, website, country, parent_id, stage, created_at FROM crm_account ORDER BY 1;
SELECT * FROM crm_opportunity ORDER BY 1;
SELECT * FROM crm_partner;
SELECT * FROM crm_opportunity_partner;
SELECT * FROM crm_touchpoint;
SELECT * FROM crm_fx_rate ORDER BY 1;

-- A second import updates what it has columns for and leaves the rest alone; issues are those of the last import.
DROP TABLE Account;
CREATE TABLE Account("Account ID", "Account Name", "Billing Country");
INSERT INTO Account VALUES ('001A0000006Vm9r', 'Acme Corporation', '');
SELECT json_array_length(elg_import('salesforce'), '$.takes') > 5;
SELECT account_id, name, website, country FROM crm_account ORDER BY 1;
SELECT count(*) FROM elg_import_issue WHERE raw_table = 'Account';

-- A partner's list needs a name and a website; a second one updates, options set the population and replace.
CREATE TABLE acme_list("Company name", "Website URL");
INSERT INTO acme_list VALUES ('Initech', 'https://www.initech.example/about'), ('Umbrella Corp', ''), ('', '');
SELECT elg_import_partner('acme_list', 'P1');
SELECT elg_import_partner('acme_list', 'P1', '{"population":"Customers"}') LIKE '%"taken":2,%';
SELECT partner_id, record_id, name, website, population FROM crm_partner_account ORDER BY population, record_id;
DELETE FROM acme_list WHERE rowid = 2;
SELECT elg_import_partner('acme_list', 'P1', '{"population":"Customers","replace":true}') LIKE '%"taken":1,%';
SELECT partner_id, record_id, population FROM crm_partner_account ORDER BY population, record_id;
SELECT elg_import_partner('nowhere', 'P1');
SELECT elg_import_partner('acme_list', 'P1', '{"colour":1}');
SELECT elg_import_partner('acme_list', NULL) IS NULL;

-- HubSpot: labels or internal names, several companies and domains.
CREATE TABLE companies("Record ID", "Company name", "Company Domain Name", "Additional Domains");
INSERT INTO companies VALUES (9001, 'Hooli', 'hooli.example', 'hooli.example.net;hooli-mail.com; ');
CREATE TABLE deals(hs_object_id, dealname, dealstage, amount, deal_currency_code, closedate, associated_company_ids);
INSERT INTO deals VALUES (7001, 'D', 'closedwon', '10', 'USD', '1700000000000', '9001;9002');
SELECT json_array_length(elg_import('hubspot'), '$.takes');
SELECT account_id, domain FROM crm_account_domain ORDER BY 2;
SELECT opportunity_id, account_id, stage, is_closed, is_won, amount_minor, closed_at FROM crm_opportunity WHERE opportunity_id = '7001';

-- Rows of one record in a partner's list: the last is taken, and said. A blank partner is none.
CREATE TABLE twice(id, company, "deal amount", currency);
INSERT INTO twice VALUES (1, 'Globex', '1000.50', 'USD'), (1, 'Initech', NULL, NULL), (2, 'Hooli', '5', 'USD');
SELECT elg_import_partner('twice', 'P1');
CREATE TABLE named(company);
INSERT INTO named VALUES ('Globex'), ('Globex'), ('Hooli');
SELECT elg_import_partner('named', 'P2');
SELECT problem, table_name, id, column_name, origin FROM crm_check WHERE origin GLOB 'partner table [tn]*';
SELECT elg_import_partner('twice', '');

-- Cells as other tools leave them: numbers as REAL whatever the decimal mark, ids with missing ones as REAL, Latin-1, blanks that do not break.
UPDATE elg_setting SET value = ',' WHERE name = 'decimal_mark';
DROP TABLE deals;
CREATE TABLE deals(id REAL, associated_company_ids REAL, dealname, amount REAL, closedate REAL, dealstage);
INSERT INTO deals VALUES (8001, 9001, CAST(x'4DFC6C6C6572A0' AS TEXT), 1234.5, 1700000000000, 'closedwon' || char(160)), (8002, NULL, 'n', 1e6, NULL, 'closedwon');
SELECT elg_import('hubspot') IS NOT NULL;
SELECT opportunity_id, account_id, hex(name), stage, is_won, amount_minor, closed_at FROM crm_opportunity WHERE opportunity_id GLOB '80*';
CREATE TABLE latin(company);
INSERT INTO latin VALUES (CAST(x'4DFC6C6C65722026204DF6686E65' AS TEXT));
SELECT elg_import_partner('latin', 'P3') IS NOT NULL;
SELECT record_id, name FROM crm_partner_account WHERE partner_id = 'P3';
-- Names that were put into an input as they are: what is kept of them is UTF-8.
INSERT INTO crm_account(account_id, name) VALUES ('L1', CAST(x'4DFC6C6C6572202620536F68E96E' AS TEXT));
INSERT INTO crm_partner_account(partner_id, record_id, name) VALUES ('P3', 'L', CAST(x'4DFC6C6C6572202620536F68E96E' AS TEXT));
SELECT elg_refresh() IS NOT NULL;
SELECT evidence FROM elg_match WHERE account_id = 'L1' AND record_id = 'L';
SELECT elg_read_text(CAST(x'80393520C5A0' AS TEXT)), elg_read_text(-3.0), elg_read_text(1.5) + 0, elg_read_text(x'41'), elg_read_text(NULL) IS NULL, elg_read_minor(1.234, 'USD', ',');

-- A list without a column that names the company is refused, partner and all; a table of the CRM without its id says which it could be.
CREATE TABLE nameless("Account Owner", Region);
INSERT INTO nameless VALUES ('ann', 'EMEA');
SELECT elg_import_partner('nameless', 'P4');
SELECT count(*) FROM crm_partner WHERE partner_id = 'P4';
CREATE TABLE clients("Client Name");
INSERT INTO clients VALUES ('Globex');
SELECT json_extract(elg_import_partner('clients', 'P4'), '$.takes[0].columns');
DROP TABLE companies;
CREATE TABLE companies("Record ID;Company name");
SELECT json_extract(elg_import('hubspot'), '$.takes[0].why');
-- What a setting would make readable says so; a look-up that finds nothing is no unreadable value.
UPDATE elg_setting SET value = NULL WHERE name IN ('decimal_mark', 'date_order');
DROP TABLE deals;
CREATE TABLE deals(id, amount, closedate, createdate);
INSERT INTO deals VALUES (8101, '1.234', '3/4/2024', '3.4.2024'), (8102, 'n/a', 'soon', NULL);
CREATE TABLE associations(deal_id, company_id, label);
INSERT INTO associations VALUES (8101, 4711, 'Sourcing Partner');
SELECT elg_import('hubspot') IS NOT NULL;
SELECT raw_table, key, column_name, value, problem FROM elg_import_issue WHERE raw_table IN ('deals', 'associations') ORDER BY 1, 2, 3;
UPDATE elg_setting SET value = 'dmy' WHERE name = 'date_order';
SELECT elg_import('hubspot') IS NOT NULL;
SELECT problem, column_name FROM elg_import_issue WHERE raw_table = 'deals' AND key = '8101';
-- HubSpot's activities name several companies and deals; without a type the kind of table is it. A touch without a time is named.
CREATE TABLE calls("Record ID", "Call Title", "Activity date", "Associated Company IDs", "Associated Deal IDs", "Partner ID");
INSERT INTO calls VALUES (13, 'c', '2026-02-03 10:00', '2;1', '21;22; ', '2'), (14, 'd', '', '2', NULL, '2'), (15, 'e', '2026-02-04', '1', '', '');
CREATE TABLE contacts("Record ID", Email, "Associated Company IDs");
INSERT INTO contacts VALUES (31, 'a@hooli.example.org', '9001;2'), (32, 'b@gmail.com', '9001');
SELECT elg_import('hubspot') IS NOT NULL;
SELECT * FROM crm_touchpoint WHERE partner_id = '2';
SELECT account_id, domain FROM crm_account_domain WHERE domain LIKE '%.org';
SELECT problem, id FROM crm_check WHERE table_name = 'crm_touchpoint' AND column_name = 'at';
DROP TABLE Task;
CREATE TABLE Task(Id, WhatId, Partner__c, ActivityDate);
INSERT INTO Task VALUES ('00T000000000003', '006A0000001aaaa', '001A0000006Vm9s', '2023-04-02');
SELECT elg_import('salesforce') IS NOT NULL;
SELECT type FROM crm_touchpoint WHERE touchpoint_id GLOB '00T000000000003*';
-- Nothing that could be read at all is an error.
CREATE TABLE crossbeam("Partner;Account");
SELECT elg_import('crossbeam');
SELECT elg_import_partner('clients', ' P4 ') IS NOT NULL;
SELECT count(*) FROM crm_partner WHERE partner_id LIKE '%P4%';
-- A list given under the partner's name instead of its id makes a second partner of that name, and crm_check says so.
INSERT INTO crm_partner(partner_id, name) VALUES ('P5', 'Nova');
SELECT elg_import_partner('clients', 'nova') IS NOT NULL;
SELECT problem, id, value FROM crm_check WHERE table_name = 'crm_partner';
-- A row that lacks part of its key is named, whichever part; so are a rate and a term that are no numbers. Nothing of them is guessed.
DROP TABLE associations;
CREATE TABLE associations(deal_id, company_id, label);
INSERT INTO associations VALUES (8101, '', 'Sourcing Partner'), ('', 4711, 'Sourcing Partner'), (8101, 4711, 'Sourcing Partner');
CREATE TABLE deal_stage_history(deal_id, timestamp, value);
INSERT INTO deal_stage_history VALUES (8101, '3.4.24', 'won'), (8101, '', 'lost'), (8101, '2024-04-03', 'open');
DROP TABLE deals;
CREATE TABLE deals(id, term_months);
INSERT INTO deals VALUES (1, '12 Months'), (2, '24.0'), (3, 36.0), (4, '2 years'), (5, '1,200'), (6, '12.5'), (7, '-3'), (8, ''), (9, 'monthly');
DROP TABLE contacts;
CREATE TABLE contacts("Record ID", Email, "Associated Company IDs");
INSERT INTO contacts VALUES (31, '', '9001'), (32, 'b@gmail.com', '9001'), (33, 'nobody', '9001');
DROP TABLE companies;
CREATE TABLE companies("Record ID", "Company name", "Additional Domains");
INSERT INTO companies VALUES (9001, 'Hooli', 'hooli.example.net; ;'), (9002, 'Pied Piper', 'piper');
SELECT elg_import('hubspot') IS NOT NULL;
SELECT raw_table, row, key, column_name, value, problem FROM elg_import_issue WHERE source = 'hubspot' ORDER BY 1, 2;
SELECT opportunity_id, term_months FROM crm_opportunity WHERE length(opportunity_id) = 1;
DELETE FROM crm_fx_rate;
DROP TABLE DatedConversionRate;
CREATE TABLE DatedConversionRate(IsoCode, StartDate, ConversionRate);
INSERT INTO DatedConversionRate VALUES ('EUR', '2024-01-01', '0,8'), ('JPY', '2024-01-01', '1,600.5'), ('VND', '2024-01-01', '2.5E4'), ('GBP', '1/2/24', '0.7'),
  ('CHF', '2024-01-01', 0.8), ('SEK', '2024-01-01', ''), ('NOK', '2024-01-01', '1 0');
SELECT elg_import('salesforce') IS NOT NULL;
SELECT row, key, column_name, value, problem FROM elg_import_issue WHERE raw_table = 'DatedConversionRate' ORDER BY 1;
SELECT currency, rate FROM crm_fx_rate ORDER BY 1;
UPDATE elg_setting SET value = ',' WHERE name = 'decimal_mark';
SELECT elg_import('salesforce') IS NOT NULL;
SELECT currency, rate FROM crm_fx_rate ORDER BY 1;
-- What web forms make of & and quotes; what is no entity stays.
SELECT elg_read_text('Smith &amp; Sons &lt;UK&gt; &quot;x&quot; O&apos;Brien O&#39;Hara &#x4E2D;&#X4e2d;&nbsp;'), elg_read_text('&nbsp;&#32;') IS NULL;
SELECT elg_read_text('AT&T; R&D & B&ampx; &#; &#x; &#0; &#xD800; &#x110000; &#12345678; &#3a; &#39'), elg_read_text('&amp;amp;'), elg_read_text('&'), elg_read_text('a;&');
-- A header whose blanks do not break is the column all the same.
CREATE TABLE hard("Company name " TEXT);
INSERT INTO hard VALUES ('Hooli');
SELECT json_extract(elg_import_partner('hard', 'P6'), '$.takes[0].taken');
-- The zone is that of times: a date alone stays the day it names, so that a close on the last day of a quarter stays in it.
UPDATE elg_setting SET value = NULL WHERE name IN ('date_order', 'decimal_mark');
UPDATE elg_setting SET value = '-05:00' WHERE name = 'time_zone';
DROP TABLE deals;
CREATE TABLE deals(id, createdate, closedate);
INSERT INTO deals VALUES (8201, '2026-01-01', '2026-03-31'), (8202, '2026-01-01 08:30', '3/31/2026 10:00 PM'), (8203, '2026-01-01T08:30Z', '31 Mar 2026');
SELECT elg_import('hubspot') IS NOT NULL;
SELECT opportunity_id, created_at, closed_at FROM crm_opportunity WHERE opportunity_id GLOB '820*';
SELECT elg_read_time('2026-03-31', '+05:30', NULL, 0), elg_read_time('2026-03-31', '+05:30', NULL, 1), elg_read_time('2026-03-31 00:00', '+05:30', NULL, 1), elg_time('2026-03-31', '+05:30');
-- A file without the currency: amounts of rows that are there are in the one they have, of a deal's history in the deal's.
DROP TABLE deals;
CREATE TABLE deals(id, amount, currency);
INSERT INTO deals VALUES (8301, '1000', 'JPY'), (8302, '10', 'KWD');
SELECT elg_import('hubspot') IS NOT NULL;
DROP TABLE deals;
CREATE TABLE deals(id, amount);
INSERT INTO deals VALUES (8301, '1200'), (8302, '12.34'), (8303, '5');
DROP TABLE deal_stage_history;
CREATE TABLE deal_stage_history(deal_id, timestamp, value, amount);
INSERT INTO deal_stage_history VALUES (8301, '2026-01-05', 'open', '900'), (8303, '2026-01-05', 'open', '4');
CREATE TABLE priced(id, company, amount, currency);
INSERT INTO priced VALUES (1, 'Acme', '1000', 'JPY');
SELECT elg_import_partner('priced', 'P7') IS NOT NULL;
DROP TABLE priced;
CREATE TABLE priced(id, company, amount);
INSERT INTO priced VALUES (1, 'Acme', '1100'), (2, 'Bolt', '7');
SELECT elg_import('hubspot') IS NOT NULL, elg_import_partner('priced', 'P7') IS NOT NULL;
SELECT opportunity_id, amount_minor, currency FROM crm_opportunity WHERE opportunity_id GLOB '830*';
SELECT opportunity_id, amount_minor, currency FROM crm_opportunity_history WHERE opportunity_id GLOB '830*';
SELECT record_id, amount_minor, currency FROM crm_partner_account WHERE partner_id = 'P7';
-- A file imported into the same raw table twice leaves its header as a row: no account and no record of that name.
DROP TABLE companies;
CREATE TABLE companies("Record ID", "Company name", "Website URL");
INSERT INTO companies VALUES (8401, 'Vehement Capital', 'vehement.example'), ('Record ID', 'Company name', 'Website URL'), (8401, 'Vehement Capital', 'vehement.example');
CREATE TABLE headed("Company", "Website URL");
INSERT INTO headed VALUES ('Massive Dynamic', 'massive.example'), ('Company', 'Website URL'), ('Massive Dynamic', 'massive.example');
SELECT elg_import('hubspot') IS NOT NULL, elg_import_partner('headed', 'P8') IS NOT NULL;
SELECT account_id, name FROM crm_account WHERE name IN ('Company name', 'Vehement Capital');
SELECT record_id, name FROM crm_partner_account WHERE partner_id = 'P8';
SELECT problem, table_name, id, column_name, value, origin FROM crm_check WHERE origin LIKE '%companies row%' OR origin LIKE '%headed%' ORDER BY 2, 6;
-- Below a report that a partner exported from Salesforce stand lines that are no companies, whether the list has ids or not.
CREATE TABLE reported("Account Name", "Account ID", "Website");
INSERT INTO reported VALUES ('Sterling Cooper', '001B000000AAAA1', 'sterling.example'), ('Copyright Clearance Partners', NULL, NULL), (NULL, NULL, NULL),
  ('Grand Totals (1 record)', NULL, NULL), ('Confidential Information - Do Not Distribute', '', ''), ('Generated By:  Ann Lee 3/31/2026', NULL, NULL),
  ('Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved.', NULL, NULL);
SELECT elg_import_partner('reported', 'P9') LIKE '%"rows":7,"taken":2,"issues":5,%';
SELECT record_id, name FROM crm_partner_account WHERE partner_id = 'P9' ORDER BY 1;
SELECT problem, row, column_name, value FROM elg_import_issue WHERE raw_table = 'reported' ORDER BY row;
-- An export of all properties has hundreds of columns.
DROP TABLE companies;
CREATE TABLE companies AS SELECT 8501 AS "Record ID", 'Wide Company' AS "Company name", a.*, b.*, c.*, d.*, e.*, f.*
FROM (SELECT 1) LEFT JOIN elg_deal a LEFT JOIN elg_deal b LEFT JOIN elg_deal c LEFT JOIN elg_deal d LEFT JOIN elg_deal e LEFT JOIN elg_deal f;
SELECT count(*) > 200 FROM pragma_table_info('companies');
SELECT elg_import('hubspot') IS NOT NULL, elg_import_partner('companies', 'P9') IS NOT NULL;
SELECT account_id, name FROM crm_account WHERE account_id = '8501';
-- A list with dates and amounts of its own: the order and the mark of this list alone, whatever the settings; what they cannot read names the one in force.
UPDATE elg_setting SET value = 'mdy' WHERE name = 'date_order';
UPDATE elg_setting SET value = '.' WHERE name = 'decimal_mark';
CREATE TABLE german("Company", "Customer Since", "ARR");
INSERT INTO german VALUES ('Zahnrad Nord', '01.02.2025', '1.234'), ('Zahnrad Süd', '15.03.2024', '20.000,50');
SELECT elg_import_partner('german', 'P10') IS NOT NULL;
SELECT name, since, amount_minor FROM crm_partner_account WHERE partner_id = 'P10';
SELECT problem, value FROM elg_import_issue WHERE raw_table = 'german';
SELECT elg_import_partner('german', 'P10', '{"date_order":"dmy","decimal_mark":","}') LIKE '%"issues":0,%';
SELECT name, since, amount_minor FROM crm_partner_account WHERE partner_id = 'P10';
SELECT elg_import_partner('german', 'P10', '{"date_order":"ymd"}');
UPDATE elg_setting SET value = NULL WHERE name IN ('date_order', 'decimal_mark');
-- The 15 characters of a partner's Salesforce id are the partner that is there.
INSERT INTO crm_partner(partner_id, name) VALUES (elg_sfid('001B000000BBBB1'), 'Zahnrad Partner');
SELECT elg_import_partner('german', '001B000000BBBB1', '{"date_order":"dmy"}') IS NOT NULL;
SELECT r.partner_id = p.partner_id, count(*) FROM crm_partner_account r JOIN crm_partner p ON p.name = 'Zahnrad Partner'
WHERE r.name LIKE 'Zahnrad%' AND r.partner_id <> 'P10' GROUP BY 1;
-- Emptied before a whole export, an input loses what the CRM no longer has; matches and the ledger of the rest go on.
INSERT INTO crm_account(account_id, name) VALUES ('K1', 'Kraftwerk Werder'), ('K2', 'Kraftwerk Doppelt');
INSERT INTO crm_partner_account(partner_id, record_id, name) VALUES ('P10', 'W1', 'Kraftwerk Werder GmbH');
INSERT INTO crm_opportunity(opportunity_id, account_id, is_closed, is_won, amount_minor, created_at, closed_at) VALUES ('K9', 'K1', 1, 1, 500, '2026-01-01', '2026-02-01'),
  ('K8', 'K2', 1, 1, 700, '2026-01-01', '2026-02-01');
SELECT elg_refresh() IS NOT NULL;
DROP TABLE companies;
CREATE TABLE companies(id, name);
INSERT INTO companies VALUES ('K1', 'Kraftwerk Werder');
DROP TABLE deals;
CREATE TABLE deals(id, company_id, is_closed, is_closed_won, amount, createdate, closedate);
INSERT INTO deals VALUES ('K9', 'K1', 'true', 'true', '5.00', '2026-01-01', '2026-02-01');
DELETE FROM crm_account;
DELETE FROM crm_opportunity;
SELECT elg_import('hubspot') IS NOT NULL, elg_refresh() IS NOT NULL;
SELECT account_id, name FROM crm_account WHERE account_id LIKE 'K%';
SELECT account_id, valid_to, closed_reason, count(*) FROM elg_match WHERE record_id = 'W1' GROUP BY 1;
SELECT opportunity_id, kind, locked, credit_minor, reason FROM elg_credit WHERE opportunity_id LIKE 'K%' ORDER BY line_id;
-- Members of a campaign run with a partner are touches of their account.
CREATE TABLE CampaignMember(Id, CampaignId, ContactId, AccountId, Partner__c, Status, FirstRespondedDate, CreatedDate);
INSERT INTO CampaignMember VALUES ('00v000000000001', '701000000000001', '003000000000001', '001A0000006Vm9r', '001A0000006Vm9s', 'Responded', '2023-04-05', '2023-04-01'),
  ('00v000000000002', '701000000000001', '003000000000001', '001A0000006Vm9r', '001A0000006Vm9s', 'Sent', '', '2023-04-01'),
  ('00v000000000003', '701000000000001', '003000000000001', '001A0000006Vm9r', '', 'Sent', '', '2023-04-01');
SELECT elg_import('salesforce') IS NOT NULL;
SELECT * FROM crm_touchpoint WHERE type = 'campaign';
