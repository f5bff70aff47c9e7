-- The map on a company small enough to check by eye.
SELECT elg_init() IS NOT NULL;
UPDATE elg_setting SET value = '2026-01-01 00:00:00' WHERE name = 'as_of';
INSERT INTO crm_account(account_id, name, website, parent_id, owner, segment) VALUES
  ('A1', 'Globex Corporation', 'globex.com', '', 'ana', 'large'), ('A2', 'Globex Deutschland GmbH', 'www.globex.com', 'A1', 'ben', 'large'),
  ('A3', 'Initech LLC', '', '', 'ana', 'small'), ('A4', 'Hooli Inc', '', '', 'ben', 'small'), ('A5', 'Vandelay Industries', '', '', 'ana', 'small');
INSERT INTO crm_partner(partner_id, name, signed_at, ended_at) VALUES
  ('P1', 'Tyrell', '2025-01-01 00:00:00', ''), ('P2', 'Wayne', '', NULL), ('P3', 'Stark', '2025-01-01 00:00:00', '2025-06-01 00:00:00');
INSERT INTO crm_partner_account(partner_id, record_id, name, website, population, since, owner) VALUES
  ('P1', 'r1', 'Globex Corp.', 'https://globex.com', 'Customers', '2025-02-01', 'tom'), ('P1', 'r2', 'Initech', '', 'Prospects', NULL, 'tom'),
  ('P1', 'r3', 'Soylent Corp', '', 'Customers', NULL, 'tom'), ('P2', 's1', 'Globex Corporation', 'globex.com', 'Open Opportunities', '2025-03-01', 'ute'),
  ('P2', 's2', 'Soylent Corp', '', NULL, NULL, 'ute'), ('P2', 's3', 'Hooli, Inc.', '', 'Customers', NULL, 'ute'),
  ('P3', 't1', 'Vandelay Industries', '', 'Customers', NULL, 'uma');
INSERT INTO crm_customer(account_id, started_at) VALUES ('A1', '2024-01-01 00:00:00');
INSERT INTO crm_opportunity(opportunity_id, account_id, stage, is_closed, is_won, amount_minor, currency, created_at, closed_at) VALUES
  ('O1', 'A3', 'Prospecting', 0, 0, 500000, 'USD', '2025-12-01 00:00:00', '2026-03-01 00:00:00'),
  ('O2', 'A1', 'Prospecting', 0, 0, 100000, 'USD', '2025-12-01 00:00:00', '2026-02-01 00:00:00');
SELECT json_extract(elg_refresh(), '$.mode', '$.summary');
.headers on
SELECT account_id, population FROM map_population ORDER BY 1, 2;
SELECT account_id, partner_id, record_id, population, rule, valid_from, asof_basis FROM map_match ORDER BY 1, 2, 3;
SELECT level, group_id, partner_id, population, accounts, records, our_customer, open_minor FROM map_overlap WHERE group_id = 'A1' ORDER BY 1, 3;
SELECT level, our_population, population, our_records, their_records, entities, pairs, open_minor FROM map_matrix
  WHERE partner_id = 'P1' AND level IN ('record', 'ultimate') ORDER BY 1, 2, 3;
SELECT partner_id, account_id, open_minor FROM map_whitespace ORDER BY 1, 2;
SELECT partner_id, record_id, partners FROM map_greenfield ORDER BY 1, 2;
SELECT group_id, partners, customers_of, partner_ids, first_overlap, our_owner, open_minor FROM map_named_account WHERE level = 'record' ORDER BY 1;
SELECT size, partner_a, partner_b, accounts, round(expected, 3) AS expected, round(lift, 3) AS lift, customers FROM map_combination;
SELECT at, change, account_id, partner_id, detail FROM map_change ORDER BY 1, 3, 4;
-- What the first refresh found may have been mapped before it, but not with a partner signed since (the run is of today, the model looks from as_of).
SELECT partner_id, mapped_at, mapped_on_time FROM motion_activation;
UPDATE crm_partner SET signed_at = '2025-12-31 10:00:00' WHERE partner_id = 'P1';
SELECT mapped_at, mapped_on_time FROM motion_activation WHERE partner_id = 'P1';
UPDATE crm_partner SET signed_at = '2025-01-01 00:00:00' WHERE partner_id = 'P1';
-- Sharing: nothing with a partner that ended; overlapping accounts by default; the most specific rule counts; the most hidden population decides.
INSERT INTO elg_share_rule VALUES ('P1', 'customer', 'hidden', '', NULL), ('P2', '*', 'all', 'name amount', NULL), ('P3', '*', 'all', 'name', NULL);
SELECT * FROM map_shared_with ORDER BY partner_id, name;
SELECT * FROM map_shared_count ORDER BY 1, 2;
-- A blocked pair leaves the map, and what was next best takes its place.
INSERT INTO elg_match_override VALUES ('A3', 'P1', 'r2', 'block', 'ana', 'another Initech', NULL, NULL), ('A5', 'P2', 's2', 'force', 'ana', 'renamed', NULL, NULL);
UPDATE elg_setting SET value = '2026-01-02 00:00:00' WHERE name = 'as_of';
SELECT json_extract(elg_refresh(), '$.mode', '$.summary.matches', '$.summary.began', '$.summary.ended') AS refreshed;
SELECT account_id, partner_id, record_id, status, rule, valid_from, valid_to, closed_reason FROM elg_match WHERE account_id IN ('A3', 'A5') ORDER BY 1, 2, 3;
SELECT problem, table_name, id, column_name, value FROM crm_check;
-- The next close shown is that of an open deal; one that its stage closes is none.
INSERT OR REPLACE INTO elg_share_rule VALUES ('P2', '*', 'all', 'name close_date', NULL);
INSERT INTO crm_opportunity(opportunity_id, account_id, stage, created_at, closed_at) VALUES ('S1', 'A1', 'Closed Lost', '2025-01-05', '2025-03-01'),
  ('S2', 'A1', 'Prospecting', '2025-12-05', '2026-04-01');
SELECT elg_refresh() IS NOT NULL AS refreshed;
SELECT name, close_date FROM map_shared_with WHERE partner_id = 'P2' AND close_date IS NOT NULL;
-- Parents that lead back are named once a circle; the group at the top is the smallest of it.
INSERT INTO crm_account(account_id, name, parent_id) VALUES ('C1', 'Uno', 'C3'), ('C2', 'Due', 'C1'), ('C3', 'Tre', 'C2'), ('C4', 'Quattro', 'C3'), ('C5', 'Cinque', 'C5');
SELECT elg_refresh() IS NOT NULL AS refreshed;
SELECT account_id, group_id FROM map_level WHERE level = 'ultimate' AND account_id GLOB 'C*';
SELECT id, value, problem FROM crm_check WHERE table_name = 'crm_account' AND id GLOB 'C*';
-- An account without a name, as CRMs that ask for a domain alone have it, is matched by its domain.
INSERT INTO crm_account(account_id, website) VALUES ('N1', 'https://www.nameless-works.com');
INSERT INTO crm_partner_account(partner_id, record_id, name, website) SELECT min(partner_id), 'n1', 'Nameless Works', 'nameless-works.com' FROM crm_partner;
SELECT elg_refresh() IS NOT NULL AS refreshed;
SELECT account_id, record_id, score, rule FROM elg_match WHERE account_id = 'N1' AND valid_to IS NULL;
-- A group's open money and last touch are those of all its accounts; a customer anywhere makes it ours, and no whitespace.
INSERT INTO crm_account(account_id, name, parent_id) VALUES ('H1', 'Tessolin Holding', ''), ('H2', 'Tessolin Iberia', 'H1'), ('H3', 'Tessolin Norge', 'H1'),
  ('K1', 'Marvenko', '');
INSERT INTO crm_partner_account(partner_id, record_id, name, population, since) VALUES ('P2', 'h1', 'Tessolin Holding', 'Customers', '2025-04-01'),
  ('P2', 'h2', 'Tessolin Iberia', 'Customers', '2025-04-01'), ('P2', 'k1', 'Marvenko', 'Customers', '2025-04-01'), ('P1', 'k1', 'Marvenko', 'Customers', '2025-04-01');
INSERT INTO crm_opportunity(opportunity_id, account_id, stage, amount_minor, currency, created_at) VALUES ('H2O', 'H2', 'Prospecting', 500000, 'USD', '2025-12-01');
INSERT INTO crm_touchpoint(touchpoint_id, partner_id, account_id, type, at) VALUES ('h3', 'P2', 'H3', 'joint_call', '2025-12-20 10:00:00');
INSERT INTO crm_customer(account_id, started_at) VALUES ('H3', '2025-01-01'), ('K1', '2027-01-01');
SELECT elg_refresh() IS NOT NULL AS refreshed;
SELECT level, group_id, accounts, our_customer, open_deals, open_minor FROM map_overlap WHERE partner_id = 'P2' AND group_id GLOB 'H*' ORDER BY 1, 2;
SELECT level, group_id, partners, last_touch_at, open_minor FROM map_named_account WHERE group_id GLOB 'H*' ORDER BY 1, 2;
SELECT level, account_id, record_id, open_minor FROM map_whitespace WHERE partner_id = 'P2' AND account_id GLOB '[HK]*' ORDER BY 1, 2, 3;
-- K1 becomes a customer in 2027: today it is a prospect, with whom an introduction is due.
SELECT population FROM map_population WHERE account_id = 'K1';
SELECT play FROM motion_play WHERE account_id = 'K1' AND partner_id = 'P2';
-- A set of partners of any size against map_combination, and what keeps a lift from being known.
INSERT INTO elg_partner_set VALUES ('two', 'P1'), ('two', 'P2'), ('one', 'P2'), ('none', 'P2'), ('none', 'P3'), ('never', 'P2'), ('never', 'PX');
SELECT set_name, size, partner_ids, accounts, round(expected, 3) AS expected, round(lift, 3) AS lift, customers, round(customer_lift, 3) AS customer_lift, pursued,
  open_deals, open_minor, why_null FROM map_partner_set;
SELECT accounts, round(expected, 3) AS expected, round(lift, 3) AS lift, customers, round(customer_lift, 3) AS customer_lift FROM map_combination
  WHERE partner_a = 'P1' AND partner_b = 'P2';
INSERT INTO crm_partner(partner_id, name) VALUES ('P4', 'Four'), ('P5', 'Five');
INSERT INTO crm_partner_account(partner_id, record_id, name, population) VALUES ('P4', 'k', 'Marvenko', 'Customers'), ('P5', 'k', 'Marvenko', 'Customers');
INSERT INTO crm_joint_plan(partner_id, account_id, started_at) VALUES ('P5', 'K1', '2025-12-01');
INSERT INTO elg_partner_set SELECT 'four', partner_id FROM crm_partner WHERE partner_id IN ('P1', 'P2', 'P4', 'P5');
SELECT elg_refresh() IS NOT NULL AS refreshed;
SELECT set_name, account_id, our_customer, pursued FROM map_partner_set_account WHERE set_name = 'four';
-- Pairs to decide: an override that ended decides nothing; money at stake is in one currency, and what has no rate is left out.
UPDATE elg_setting SET value = 0.3 WHERE name = 'review_threshold';
INSERT INTO crm_fx_rate VALUES ('JPY', '2020-01-01', '0.0067'), ('KWD', '2020-01-01', '3.25');
INSERT INTO crm_account(account_id, name, country) VALUES ('Q1', 'Quintavel Systems', 'US'), ('Q2', 'Ostervane Systems', 'US'), ('Q3', 'Bellorquin Systems', 'US'),
  ('Q4', 'Pallistrane Systems', 'US');
INSERT INTO crm_partner_account(partner_id, record_id, name, country, population, amount_minor, currency) VALUES
  ('P1', 'q1', 'Quintavel Logistics', 'US', 'Customers', 1000000, 'JPY'), ('P1', 'q1', 'Quintavel Logistics', 'US', 'Prospects', 200000, 'USD'),
  ('P1', 'q2', 'Ostervane Logistics', 'US', 'Customers', 30000, 'KWD'), ('P1', 'q3', 'Bellorquin Logistics', 'US', 'Customers', 7000000, 'CHF'),
  ('P1', 'q4', 'Pallistrane Logistics', 'US', 'Customers', 5000, NULL);
SELECT elg_refresh() IS NOT NULL AS refreshed;
SELECT currency, factor FROM map_rate ORDER BY 1;
SELECT account_id, record_id, their_minor, their_currency, their_reporting_minor, at_stake_minor FROM map_review WHERE record_id GLOB 'q*';
INSERT INTO elg_match_override SELECT account_id, partner_id, record_id, 'block', 'ana', 'then', '2020-01-01', '2021-01-01' FROM map_review WHERE record_id = 'q1';
INSERT INTO elg_match_override SELECT account_id, partner_id, record_id, 'block', 'ana', 'now', '2020-01-01', NULL FROM map_review WHERE record_id = 'q2';
SELECT account_id, record_id FROM map_review WHERE record_id GLOB 'q*';
INSERT INTO elg_external_pair VALUES ('crossbeam', 'P1', 'Q1', 'q1', NULL, NULL), ('crossbeam', 'P1', 'Q2', 'q2', NULL, NULL);
SELECT account_id, reason FROM map_compare WHERE found = 'theirs';
-- Blank as .import leaves it: no end, every segment.
INSERT INTO elg_match_override VALUES ('Q3', 'P1', 'q3', 'block', 'ana', 'imported', '', ''), ('Q4', 'P1', 'q4', 'block', 'ana', 'not yet', ' ', '2020-01-01');
SELECT account_id, record_id, decision FROM map_override WHERE record_id GLOB 'q*';
SELECT account_id, record_id FROM map_review WHERE record_id GLOB 'q*';
INSERT INTO elg_match_override VALUES ('A5', 'P2', 's2', 'block', 'ana', 'imported', '', '');
SELECT elg_refresh() IS NOT NULL AS refreshed;
SELECT count(*) FROM elg_match WHERE account_id = 'A5' AND record_id = 's2' AND valid_to IS NULL;
SELECT count(*) FROM map_share WHERE partner_id = 'P2' AND visible > 0;
UPDATE elg_share_rule SET segment = ' ' WHERE partner_id = 'P2';
SELECT count(*) FROM map_share WHERE partner_id = 'P2' AND visible > 0;
-- A second spelling of a company of ours is no greenfield; where a decision says that it is another company it is.
INSERT INTO crm_partner_account(partner_id, record_id, name, website, population) VALUES
  ('P1', 'r8', 'Globex Corporation', 'globex.com', 'Customers'), ('P1', 'r9', 'Globex Inc', 'globex.com', 'Customers');
SELECT json_extract(elg_refresh(), '$.mode');
SELECT record_id, problem FROM map_review WHERE account_id = 'A1' AND partner_id = 'P1' ORDER BY 1;
SELECT record_id, population FROM map_greenfield WHERE partner_id = 'P1' ORDER BY 1;
INSERT INTO elg_match_override VALUES ('A1', 'P1', 'r9', 'block', 'ana', 'another firm', NULL, NULL), ('A2', 'P1', 'r9', 'block', 'ana', 'another firm', NULL, NULL);
SELECT json_extract(elg_refresh(), '$.mode');
SELECT record_id, population FROM map_greenfield WHERE partner_id = 'P1' ORDER BY 1;
