-- As of creation: what the CRM says today of a registration, a role or an amount does not change who sourced a deal.
SELECT elg_init() IS NOT NULL;
UPDATE elg_setting SET value = '2026-06-30 12:00:00' WHERE name = 'as_of';
INSERT INTO crm_partner(partner_id, name) VALUES ('P1', 'Pone'), ('P2', 'Ptwo'), ('P3', 'Pthree');
INSERT INTO crm_account(account_id, name) VALUES ('A1', 'Zorblax'), ('A2', 'Quintavel'), ('A3', 'Mirandex'), ('A4', 'Vostrelia');
INSERT INTO crm_opportunity(opportunity_id, account_id, stage, is_closed, is_won, amount_minor, currency, type, created_at, closed_at) VALUES
  ('D1', 'A1', 'closed won', 1, 1, 200000, 'USD', 'expansion', '2026-02-10', '2026-03-20'),
  ('D2', 'A2', 'closed won', 1, 1, 100, 'USD', 'new', '2026-04-01', '2026-04-30'),
  ('D3', 'A3', 'qualification', 0, 0, 100000, 'USD', 'new', '2026-05-01', NULL),
  ('D4', 'A4', 'qualification', 0, 0, 100000, 'USD', 'new', '2026-06-25', NULL);
-- A registration that was granted and has expired since was in force at creation; one that was never granted was not.
INSERT INTO crm_deal_registration VALUES ('R1', 'P3', 'A1', 'D1', '2026-02-01', '2026-02-03', '2026-05-02', 'Expired'),
  ('R2', 'P2', 'A1', 'D1', '2026-01-15', NULL, '2026-05-02', 'Expired');
INSERT INTO crm_touchpoint(touchpoint_id, partner_id, opportunity_id, type, at) VALUES ('T1', 'P1', 'D2', 'introduction', '2026-03-20');
SELECT elg_refresh() IS NOT NULL;
.headers on
SELECT opportunity_id, category, registered, sourced_partner_id, sourced_reason, sourced_locked, lock_at FROM elg_deal ORDER BY 1;
