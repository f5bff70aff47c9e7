-- Exports as people send them. HubSpot by its labels: stages with their pipeline, several companies, a renewal by its pipeline, blank words.
SELECT elg_init() IS NOT NULL;
CREATE TABLE companies("Record ID", "Company name", "Company Domain Name", "Type");
INSERT INTO companies VALUES ('9001', 'Brunnhof GmbH', 'brunnhof.example', 'Prospect'), ('9002', 'Tidewater LLC', '(No value)', 'Prospect'),
  ('9003', 'Live Oak', '--', 'Prospect'), ('9004', 'Nimbus Stack', 'nimbus.example', 'Partner');
CREATE TABLE deals("Record ID", "Deal Name", "Deal Stage", "Pipeline", "Amount", "Currency", "Deal Type", "Create Date", "Close Date", "Associated Company IDs",
  "Associated Company IDs (Primary)");
INSERT INTO deals VALUES
  ('7001', 'Primary', 'Closed Won (Sales Pipeline)', 'Sales Pipeline', '€48.500,00', 'EUR', 'New Business', '2024-12-02 10:22', '2025-03-14 16:05', '9004;9001', '9001'),
  ('7002', 'No primary', 'Contract Sent (Renewals)', 'Renewals', '(No value)', 'USD', 'Existing Business', '2025-02-10 12:00', '2025-06-30 00:00', '9004;9002', ''),
  ('7003', 'Partner''s own', 'Live (Onboarding)', 'Onboarding', '9000', 'USD', 'Existing Business', '2025-02-10 12:00', '', '9004', ''),
  ('7004', 'By a label', 'closedlost', '', '9000', 'USD', '', '2025-02-10 12:00', '2025-03-14 16:05', '9005;9003', '');
CREATE TABLE associations("Deal ID", "Company ID", "Association Label", "Create Date");
INSERT INTO associations VALUES ('7001', '9001', 'Primary', '2024-12-02 10:22'), ('7002', '9004', 'Sourced by; Technical partner', '2025-02-11 08:00'),
  ('7004', '9005', 'Reseller', '2025-02-11 08:00');
SELECT json_array_length(elg_import('hubspot'), '$.takes');
.mode list
SELECT account_id, name, website FROM crm_account ORDER BY 1;
SELECT opportunity_id, account_id, stage, is_closed, is_won, amount_minor, type FROM crm_opportunity ORDER BY 1;
SELECT opportunity_id, partner_id, role FROM crm_opportunity_partner ORDER BY 1, 3;
SELECT partner_id, name FROM crm_partner ORDER BY 1;
SELECT * FROM elg_import_issue;
-- A stage that the table knows with its pipeline stands so.
INSERT INTO elg_stage VALUES ('contract sent (renewals)', 7, 0, 0, 0.9), ('live (onboarding)', 9, 1, 1, 1);
SELECT elg_import('hubspot') IS NOT NULL;
SELECT opportunity_id, stage, is_closed, is_won FROM crm_opportunity ORDER BY 1;

-- A partner's list with two columns of one name, totals and notes below, a company called Total, blank rows.
CREATE TABLE two("Company", "Website_2", "Website_3", "ARR");
INSERT INTO two VALUES ('Aster & Vale', '', 'https://astervale.example', '12'), ('Tidewater', 'tidewater.example', '', '13'), ('', '', '', ''),
  ('Total', '', '', '25'), ('Total (2)', '', '', ''), ('Count: 2', '', '', ''), ('Grand Total', '', '', '$25.00'), ('Total', 'total.example', '', '7'),
  ('Total', '', '', ''), ('Gesamt', '', '', '25,00 EUR');
SELECT elg_import_partner('two', 'P1') IS NOT NULL;
SELECT record_id, website, amount_minor FROM crm_partner_account WHERE partner_id = 'P1' ORDER BY 1;
SELECT row, value, problem FROM elg_import_issue WHERE raw_table = 'two' ORDER BY 1;
-- German headers; a place that is not the column's own; domains alone; a file in UTF-16, one without a header.
CREATE TABLE firmen("Firma", "Webseite", "Land", "Kunde seit", "Umsatz", "Firma_2");
INSERT INTO firmen VALUES (CAST(x'4DFC6C6C6572204B47' AS TEXT), 'mueller.example', 'Deutschland', '15.11.2022', '1.234,50', 'no');
SELECT json_extract(elg_import_partner('firmen', 'P2'), '$.unread');
SELECT record_id, name, country, since, amount_minor FROM crm_partner_account WHERE partner_id = 'P2';
CREATE TABLE domains("domain");
INSERT INTO domains VALUES ('brunnhof.example'), (''), ('www.tidewater.example'), ('no domain');
SELECT elg_import_partner('domains', 'P3') IS NOT NULL;
SELECT record_id FROM crm_partner_account WHERE partner_id = 'P3' ORDER BY 1;
SELECT row, value, problem FROM elg_import_issue WHERE raw_table = 'domains';
CREATE TABLE names("Brunnhof Maschinenbau");
SELECT elg_import_partner('names', 'P3');
-- Several populations in a cell are as many rows, in a list and in Crossbeam's export.
CREATE TABLE several("Company", "Population");
INSERT INTO several VALUES ('Aster', 'Customers;Strategic'), ('Oak', 'Prospects, All Accounts'), ('Elm', ''), ('Ash', 'Customers');
SELECT elg_import_partner('several', 'P4', '{"population":"Given"}') IS NOT NULL;
SELECT record_id, population FROM crm_partner_account WHERE partner_id = 'P4' ORDER BY 1, 2;
CREATE TABLE crossbeam("Partner", "Account ID", "Partner Account Name", "Partner Account ID", "Partner Populations");
INSERT INTO crossbeam VALUES ('Bolt', '9001', 'Brunnhof', 'B1', 'Customers, Strategic');
SELECT elg_import('crossbeam') IS NOT NULL;
SELECT record_id, population FROM crm_partner_account WHERE partner_id = 'Bolt' ORDER BY 1, 2;
SELECT record_id, population FROM elg_external_pair;
-- Reports with converted amounts alone; the own amount and currency win where they are there.
DELETE FROM crm_opportunity;
DROP TABLE IF EXISTS Opportunity;
CREATE TABLE Opportunity("Opportunity ID", "Stage", "Opportunity Currency", "Amount (converted) Currency", "Amount (converted)");
INSERT INTO Opportunity VALUES ('0061A00000Cb1aa', 'Closed Won', 'EUR', 'GBP', '1,000.50'), ('0061A00000Cb1ab', 'Closed Won', 'EUR', '', ''),
  ('0061A00000Cb1ac', 'Closed Won', '', '', 'a lot');
SELECT json_extract(elg_import('salesforce'), '$.unread.Opportunity');
SELECT opportunity_id, amount_minor, currency FROM crm_opportunity ORDER BY 1;
SELECT key, column_name, value, problem FROM elg_import_issue WHERE target = 'crm_opportunity' AND raw_table = 'Opportunity';
DROP TABLE Opportunity;
CREATE TABLE Opportunity("Opportunity ID", "Amount Currency", "Amount", "Amount (converted) Currency", "Amount (converted)");
INSERT INTO Opportunity VALUES ('0061A00000Cb1aa', 'EUR', '900.10', 'GBP', '1,000.50'), ('0061A00000Cb1ab', '', '7', 'GBP', '6');
SELECT elg_import('salesforce') IS NOT NULL;
SELECT opportunity_id, amount_minor, currency FROM crm_opportunity ORDER BY 1;
DROP TABLE Opportunity;
DELETE FROM crm_opportunity;
DROP TABLE deals;
CREATE TABLE deals("Record ID", "Currency", "Amount in company currency");
INSERT INTO deals VALUES ('11', 'EUR', '1,000.50'), ('12', 'EUR', '');
SELECT elg_import('hubspot') IS NOT NULL;
SELECT opportunity_id, amount_minor, currency FROM crm_opportunity ORDER BY 1;
ALTER TABLE deals ADD COLUMN "Amount";
UPDATE deals SET Amount = '900.10';
SELECT elg_import('hubspot') IS NOT NULL;
SELECT opportunity_id, amount_minor, currency FROM crm_opportunity ORDER BY 1;
-- Lists in French, Spanish and Portuguese, their words for a customer; the address of a contact is a website.
DELETE FROM crm_partner_account;
CREATE TABLE comptes("Nom du compte", "Site web", "Pays", "Statut");
INSERT INTO comptes VALUES ('Boulangerie Tilleul', 'tilleul.example', 'France', 'Client');
CREATE TABLE cuentas("Nombre de la empresa", "Página web", "País", "Estatus");
INSERT INTO cuentas VALUES ('Grupo Sol', 'gruposol.example', 'España', 'Clientes');
CREATE TABLE contas("Nome da empresa", "Site", "Situação");
INSERT INTO contas VALUES ('Padaria Pão', 'pao.example', 'Cliente');
CREATE TABLE kontakte("Company / Account", "Contact Email", "Kundenstatus");
INSERT INTO kontakte VALUES ('Brunnhof', 'a@brunnhof.example', 'Interessent');
SELECT elg_import_partner('comptes', 'P1') || elg_import_partner('cuentas', 'P1') || elg_import_partner('contas', 'P1')
  || elg_import_partner('kontakte', 'P1') GLOB '*unread*:{}*' AS read;
SELECT r.name, r.website, r.country, r.population, p.population FROM crm_partner_account r
LEFT JOIN elg_population p ON p.side = 'theirs' AND p.value = lower(r.population) ORDER BY 1;
-- The total of a report stands beside its sums.
CREATE TABLE Opportunity("Opportunity ID", "Stage", "Amount");
INSERT INTO Opportunity VALUES ('0061A00000Cb1aa', 'Closed Won', '5'), ('Grand Totals (1 record)', '', '5.00'), ('Totally', 'Closed Won', '6');
SELECT elg_import('salesforce') IS NOT NULL;
SELECT row, value, problem FROM elg_import_issue WHERE raw_table = 'Opportunity';
-- An amount in a currency that the row does not say.
CREATE TABLE priced("Company", "Revenue");
INSERT INTO priced VALUES ('Aster', '1.234,56 €'), ('Oak', '£1,000'), ('Elm', '$1,000.50'), ('Ash', '€ many');
SELECT elg_import_partner('priced', 'P9') IS NOT NULL;
SELECT key, value, problem FROM elg_import_issue WHERE raw_table = 'priced';
-- An amount of two readings is read by the mark the others of its column show: where that would not group it, or both or none are shown, it is reported.
CREATE TABLE pointed("Company", "Revenue");
INSERT INTO pointed VALUES ('Aster', '80,000'), ('Oak', '120,000.00'), ('Elm', '80.000'), ('Ash', '70'), ('Fir', 7.125);
CREATE TABLE comma("Company", "Revenue");
INSERT INTO comma VALUES ('Aster', '80.000'), ('Oak', '7,5'), ('Elm', '1.234.567');
CREATE TABLE mixed("Company", "Revenue");
INSERT INTO mixed VALUES ('Aster', '80.000'), ('Oak', '7,5'), ('Elm', '7.5');
CREATE TABLE neither("Company", "Revenue");
INSERT INTO neither VALUES ('Aster', '80.000'), ('Oak', '5');
SELECT elg_import_partner('pointed', 'M1') || elg_import_partner('comma', 'M2') || elg_import_partner('mixed', 'M3')
  || elg_import_partner('neither', 'M4') IS NOT NULL;
SELECT partner_id, name, amount_minor FROM crm_partner_account WHERE partner_id GLOB 'M?' ORDER BY 1, 2;
SELECT raw_table, key, value, problem FROM elg_import_issue WHERE raw_table IN ('pointed', 'comma', 'mixed', 'neither') ORDER BY 1, 2;
-- What is given goes before what they show.
SELECT elg_import_partner('pointed', 'M1', '{"decimal_mark":","}') IS NOT NULL;
SELECT name, amount_minor FROM crm_partner_account WHERE partner_id = 'M1' ORDER BY 1;
-- Records without a name at a host that many share are as many; with a name it is that and the domain.
CREATE TABLE pages("Website", "Company");
INSERT INTO pages VALUES ('https://www.linkedin.com/company/aster', ''), ('https://www.linkedin.com/company/oak', ''), ('https://www.linkedin.com/company/elm', 'Elm'),
  ('ash.example', ''), ('jane@gmail.com', ''), ('joe@gmail.com', '');
SELECT elg_import_partner('pages', 'N1') IS NOT NULL;
SELECT record_id FROM crm_partner_account WHERE partner_id = 'N1' ORDER BY 1;
-- Of dates that are none it says what they lack.
CREATE TABLE dated("Company", "Customer Since");
INSERT INTO dated VALUES ('Aster', '3/4/24'), ('Oak', '31.12.24'), ('Elm', '45000'), ('Ash', '2024-02-30'), ('Fir', '3/4/2024'), ('Yew', 'soon');
SELECT elg_import_partner('dated', 'N2') IS NOT NULL;
SELECT key, value, problem FROM elg_import_issue WHERE raw_table = 'dated';
-- Ids that a spreadsheet made one are none; an amount may name its currency by the code.
DROP TABLE IF EXISTS companies;
CREATE TABLE companies("Record ID", "Company name");
INSERT INTO companies VALUES ('7.00E+09', 'Aster'), ('7.00E+09', 'Oak'), ('7000000003', 'Elm'), ('7E+09x', 'Ash');
SELECT elg_import('hubspot') IS NOT NULL;
SELECT account_id, name FROM crm_account WHERE account_id GLOB '7*' ORDER BY 1;
SELECT target, row, value, problem FROM elg_import_issue WHERE raw_table = 'companies' ORDER BY 1, 2;
SELECT DISTINCT effect FROM crm_check WHERE problem GLOB 'id shortened*';
CREATE TABLE coded("Company", "Amount");
INSERT INTO coded VALUES ('Aster', 'EUR 12.000,50'), ('Oak', 'USD 12,000.50'), ('Elm', 'all 5');
SELECT elg_import_partner('coded', 'N3') IS NOT NULL;
SELECT name, amount_minor FROM crm_partner_account WHERE partner_id = 'N3' ORDER BY 1;
SELECT key, value, problem FROM elg_import_issue WHERE raw_table = 'coded';
