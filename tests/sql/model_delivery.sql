-- Delivery: of won deals, until delivery_window_days after close, by a touch or a role.
SELECT elg_init() IS NOT NULL;
UPDATE elg_setting SET value = '2026-06-30 12:00:00' WHERE name = 'as_of';
INSERT INTO crm_partner(partner_id, name) VALUES ('P1', 'Pone'), ('P2', 'Ptwo'), ('P3', 'Pthree');
INSERT INTO crm_account(account_id, name) VALUES ('A1', 'Zorblax'), ('A2', 'Quintavel'), ('A3', 'Mirandex'), ('A4', 'Vostrelia'), ('A5', 'Kandor');
INSERT INTO crm_opportunity(opportunity_id, account_id, stage, is_closed, is_won, amount_minor, currency, type, created_at, closed_at) VALUES
  ('D1', 'A1', 'closed won', 1, 1, 100, 'USD', 'new', '2026-01-10', '2026-03-10'),
  ('D2', 'A2', 'closed won', 1, 1, 100, 'USD', 'new', '2026-01-05', '2026-02-01'),
  ('D3', 'A2', 'qualification', 0, 0, 100, 'USD', 'expansion', '2026-01-01', NULL),
  ('D4', 'A2', 'closed won', 1, 1, 100, 'USD', 'expansion', '2026-02-10', '2026-05-01'),
  ('D5', 'A3', 'closed won', 1, 1, 100, 'USD', 'new', '2023-12-01', '2023-12-31'),
  ('D6', 'A3', 'closed lost', 1, 0, 100, 'USD', 'new', '2025-01-01', '2025-02-01'),
  ('D7', 'A4', 'closed won', 1, 1, 100, 'USD', 'new', '2026-01-10', '2026-03-10'),
  ('D8', 'A5', 'closed won', 1, 1, 100, 'USD', 'new', '2026-01-10', '2026-03-10'),
  ('D9', 'A5', 'qualification', 0, 0, 100, 'USD', 'expansion', '2026-04-10', NULL);
INSERT INTO crm_customer(account_id, started_at) SELECT account_id, min(closed_at) FROM crm_opportunity WHERE is_won = 1 GROUP BY account_id;
-- D1 after its close, on the deal; D2 at the account, which has an open deal and one won later; a touch on a lost deal and one too late
-- deliver nothing; D7 and D9 by their roles, of which D9 is open; D8 was begun before the close.
INSERT INTO crm_touchpoint(touchpoint_id, partner_id, account_id, opportunity_id, type, at) VALUES
  ('T1', 'P2', 'A1', 'D1', 'implementation', '2026-04-01 10:00:00'), ('T2', 'P1', 'A2', NULL, 'Implementation', '2026-02-05'),
  ('T3', 'P1', 'A3', 'D6', 'implementation', '2025-01-15'), ('T4', 'P1', 'A3', 'D5', 'implementation', '2024-06-15'),
  ('T5', 'P3', 'A5', NULL, 'implementation', '2026-03-01');
INSERT INTO crm_opportunity_partner(opportunity_id, partner_id, role, at) VALUES
  ('D7', 'P2', 'Delivery', '2026-04-01'), ('D7', 'P2', 'Influencer', NULL), ('D7', 'P3', 'Implementation partner', '2026-06-29'), ('D9', 'P2', 'Implementation', NULL);
SELECT elg_refresh() IS NOT NULL;
.headers on
SELECT opportunity_id, status, kind, delivered, touched, cosell FROM elg_deal ORDER BY 1;
SELECT opportunity_id, partner_id, touches, role, credit_role, delivered FROM elg_deal_partner ORDER BY 1, 2;
-- What came after close has no influence on that deal.
SELECT opportunity_id, partner_id, type, touches FROM elg_influence_line ORDER BY 1, 2;
SELECT what, partner_id, detail FROM credit_trail WHERE opportunity_id = 'D1' AND partner_id IS NOT NULL;
SELECT account_id, delivered FROM elg_customer ORDER BY 1;
-- Single deals that change, and the customers they won.
DELETE FROM crm_opportunity_partner WHERE partner_id = 'P2' AND opportunity_id = 'D7';
UPDATE crm_opportunity SET is_won = 0 WHERE opportunity_id = 'D2';
INSERT INTO crm_opportunity_partner(opportunity_id, partner_id, role) VALUES ('D5', 'P1', 'delivery');
SELECT json_extract(elg_refresh(), '$.mode');
SELECT opportunity_id, status, delivered FROM elg_deal ORDER BY 1;
SELECT account_id, delivered FROM elg_customer ORDER BY 1;
