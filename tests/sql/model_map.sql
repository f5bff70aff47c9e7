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
SELECT partner_id, mapped_at FROM motion_activation; -- the run is of today, the model looks from as_of
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
