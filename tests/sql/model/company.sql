-- A company small enough to check by hand. The model looks from 2026-03-31 12:00:00.
SELECT elg_init() IS NOT NULL;
UPDATE elg_setting SET value = '2026-03-31 12:00:00' WHERE name = 'as_of';
INSERT INTO crm_fx_rate VALUES ('EUR', '2025-01-01', '1.05'), ('EUR', '2026-02-01', '1.10'), ('EUR', '2026-03-01', '1.20'), ('JPY', '2025-01-01', '0.0067');
INSERT INTO crm_partner VALUES
  ('P1', 'Bolt Data', 'technology', '2025-01-10', NULL, 9), ('P2', 'Consilium', 'services', '2025-06-01', NULL, 7),
  ('P3', 'Rivendell Resale', 'reseller', '2025-02-01', NULL, NULL), ('P4', 'Nova', 'ISV', '2026-03-01', NULL, NULL),
  ('P5', 'Gone', 'referral', '2024-01-01', '2025-12-31', 2);
INSERT INTO crm_account(account_id, name, country, segment, owner) VALUES
  ('A1', 'Alpha', 'US', 'enterprise', 'ann'), ('A2', 'Beta', 'DE', 'mid', 'bob'), ('A3', 'Gamma', 'US', 'mid', 'ann'),
  ('A4', 'Delta', 'US', 'enterprise', 'ann'), ('A5', 'Epsilon', 'JP', 'mid', 'bob'), ('A6', 'Zeta', 'US', '', 'bob'),
  ('A7', 'Eta', 'US', 'mid', 'ann'), ('A8', 'Theta', 'US', 'mid', 'ann');
INSERT INTO crm_opportunity(opportunity_id, account_id, name, stage, is_closed, is_won, amount_minor, currency, arr_minor,
  type, source, competitor, marketplace, owner, created_at, closed_at) VALUES
  ('D1', 'A1', 'Alpha new', 'Closed Won', 1, 1, 20000000, 'USD', 20000000, 'New Business', 'Partner', NULL, NULL, 'ann', '2025-10-01', '2026-01-15'),
  ('D2', 'A2', 'Beta new', 'Closed Won', 1, 1, 5000000, 'EUR', 5000000, 'New Business', 'Web', NULL, 'AWS', 'bob', '2025-11-01', '2026-02-10'),
  ('D3', 'A3', 'Gamma new', 'Closed Lost', 1, 0, 3000000, 'USD', NULL, 'New Business', 'Web', NULL, NULL, 'ann', '2025-12-01', '2026-02-20'),
  ('D4', 'A4', 'Delta new', 'Proposal/Price Quote', 0, 0, 12000000, 'USD', NULL, 'New Business', 'Web', 'Kraken', NULL, 'ann', '2026-01-05', '2026-05-31'),
  ('D5', 'A5', 'Epsilon new', 'Prospecting', 0, 0, 1000001, 'JPY', NULL, 'New Business', 'Web', NULL, 'AWS', 'bob', '2026-02-01', '2026-06-30'),
  ('D6', 'A1', 'Alpha renewal', 'Closed Won', 1, 1, 2000000, 'USD', 2000000, 'Renewal', NULL, NULL, NULL, 'ann', '2026-01-20', '2026-03-10'),
  ('D7', 'A2', 'Beta more', 'Closed Won', 1, 1, 1000000, NULL, 1000000, 'Upsell', NULL, NULL, NULL, 'bob', '2026-02-15', '2026-03-20'),
  ('D8', 'A6', 'Zeta new', 'Closed Won', 1, 1, NULL, 'USD', NULL, 'New Business', NULL, NULL, NULL, 'bob', '2025-12-15', '2026-03-05'),
  ('D9', '', 'Nobody', 'Closed Won', 1, 1, 500000, 'USD', NULL, '', NULL, NULL, NULL, 'bob', '2026-01-10', '2026-02-01'),
  ('D10', 'A7', 'Eta new', 'Closed Won', 1, 1, 4000000, 'USD', 4000000, 'New Business', NULL, NULL, NULL, 'ann', '2025-08-01', '2025-11-20'),
  ('D11', 'A8', 'Theta new', 'Closed Lost', 1, 0, 1000000, 'USD', NULL, 'New Business', NULL, NULL, NULL, 'ann', '2025-09-01', '2025-12-10');
INSERT INTO crm_opportunity_history(opportunity_id, at, stage) VALUES
  ('D10', '2025-08-01 00:00:00', 'Prospecting'), ('D10', '2025-10-01 00:00:00', 'Id. Decision Makers'),
  ('D3', '2025-12-01 00:00:00', 'Qualification'), ('D11', '2025-09-01 00:00:00', 'Prospecting');
INSERT INTO crm_opportunity_partner VALUES
  ('D1', 'P1', 'Sourcing', NULL, '2025-09-25'), ('D1', 'P2', 'Influencer', NULL, '2025-11-01'),
  ('D1', 'P3', 'Technology Partner', NULL, '2025-11-01'), ('D7', 'P3', 'sourced', NULL, '2026-03-15');
INSERT INTO crm_touchpoint VALUES
  ('T1', 'P1', 'A1', 'D1', 'introduction', '2025-09-20 10:00:00', 'mail 1'),
  ('T2', 'P2', 'A1', 'D1', 'joint_call', '2025-12-01 10:00:00', NULL),
  ('T3', 'P1', 'A3', 'D3', 'joint_call', '2026-01-10 10:00:00', NULL),
  ('T4', 'P2', 'A4', '', 'email', '2026-02-01 10:00:00', NULL),
  ('T5', 'P3', 'A1', 'D1', 'joint_call', '2026-02-01 10:00:00', 'after the close of D1'),
  ('T6', 'P1', 'A2', 'D7', 'introduction', '2026-02-10 10:00:00', NULL),
  ('T7', 'P1', 'A7', 'D10', 'joint_demo', '2025-11-01 10:00:00', 'late'),
  ('T8', 'P1', 'A4', 'D4', 'joint_demo', '2026-06-01 10:00:00', 'planned'),
  ('T9', 'P9', 'A4', 'D4', 'joint_demo', '2026-02-01 10:00:00', 'unknown partner'),
  ('T10', 'P1', 'A8', 'D11', 'other', '2025-10-01 10:00:00', 'does not qualify'),
  ('T11', 'P3', 'A2', 'D2', 'implementation', '2026-02-05 10:00:00', 'delivers');
INSERT INTO crm_deal_registration VALUES
  ('R1', 'P2', 'A2', 'D7', '2026-02-01 09:00:00', '2026-02-02 09:00:00', NULL, 'Approved'),
  ('R2', 'P3', 'A5', NULL, '2025-06-01 09:00:00', '2025-06-02 09:00:00', NULL, 'approved'),
  ('R3', 'P3', 'A4', 'D4', '2026-01-04 09:00:00', NULL, NULL, 'rejected');
INSERT INTO crm_customer VALUES
  ('A1', '2026-01-15', '2026-02-15', NULL), ('A2', '2025-02-10', '2025-04-10', NULL), ('A6', '2024-03-05', '2024-06-05', '2025-01-05'),
  ('A7', '2025-01-20', '2025-02-20', '2026-01-20');
INSERT INTO crm_integration VALUES
  ('A1', 'P1', 'Bolt sync', '2026-02-01', NULL), ('A1', 'P3', 'Resale hub', '2026-02-15', NULL),
  ('A2', 'P1', 'Bolt sync', '2025-06-01', NULL), ('A7', 'P1', 'Bolt sync', '2025-03-01', '2026-01-20'), ('A4', 'P1', 'Bolt sync', '2025-12-01', NULL);
INSERT INTO crm_joint_plan VALUES
  ('P1', 'A4', 'joint_demo', 'ann', 'bea', '2026-02-10', 'demo in April', '2026-03-25', NULL),
  ('P2', 'A3', 'warm_introduction', 'ann', 'cid', '2025-12-10', '', '2026-01-10', 'lost');
INSERT INTO crm_nps VALUES ('A1', '2026-03-01', 10), ('A2', '2026-03-01', 8), ('A7', '2025-06-01', 3), ('A6', '2024-10-01', 6);
INSERT INTO crm_referral VALUES ('P1', 'P2', 'A3', NULL, 700000, 'USD', '2026-02-02'), ('P1', 'P3', NULL, NULL, 100000, 'EUR', '2026-02-03');
INSERT INTO crm_arr VALUES ('A1', '2026-01-15', 20000000, 'USD'), ('A2', '2026-02-10', 5000000, 'EUR');
INSERT INTO crm_cost VALUES
  ('ecosystem', 'team', NULL, '2026-Q1', 3000000, 'USD'), ('ecosystem', 'commission', 'P1', '2026-02', 900000, 'USD'),
  ('direct', 'team', NULL, '2026-01', 4000000, 'USD'), ('marketing', 'events', NULL, '2026-03-10', 500000, 'EUR'),
  ('ecosystem', 'team', NULL, '2025-Q4', 2000000, 'USD');
INSERT INTO crm_compensation VALUES ('ann', 'D1', 1000000, 'USD'), ('bob', 'D2', 300000, 'EUR');
INSERT INTO crm_partner_account VALUES
  ('P1', 'a', 'Alpha', NULL, NULL, 'customer', '2025-05-01', 900000, 'EUR', NULL, 'bea', NULL, NULL),
  ('P1', 'd', 'Delta', NULL, NULL, 'customer', '2025-05-01', NULL, NULL, NULL, 'bea', NULL, NULL),
  ('P2', 'd2', 'Delta', NULL, NULL, 'open', NULL, 4000000, 'USD', NULL, 'cid', NULL, NULL),
  ('P1', 'h', 'Theta', NULL, NULL, 'customer', '2026-01-01', NULL, NULL, NULL, 'bea', NULL, NULL),
  ('P2', 'b', 'Beta', NULL, NULL, 'customer', NULL, NULL, NULL, NULL, 'cid', NULL, NULL),
  ('P5', 'z', 'Zeta', NULL, NULL, 'customer', '2024-01-01', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO elg_match(account_id, partner_id, record_id, population, score, rule, status, is_best, valid_from, valid_to, asof_basis,
  rules_version, run_id) VALUES
  ('A1', 'P1', 'a', 'customer', 0.95, 'name', 'accepted', 1, '2025-05-01 00:00:00', NULL, 'partner_date', '1', 1),
  ('A4', 'P1', 'd', 'customer', 0.80, 'name', 'accepted', 1, '2025-05-01 00:00:00', NULL, 'partner_date', '1', 1),
  ('A4', 'P2', 'd2', 'open', 0.90, 'name', 'accepted', 1, '2026-02-15 00:00:00', NULL, 'unknown', '1', 1),
  ('A8', 'P1', 'h', 'customer', 0.99, 'name', 'accepted', 1, '2026-01-01 00:00:00', NULL, 'partner_date', '1', 1),
  ('A2', 'P2', 'b', 'customer', 0.99, 'name', 'accepted', 1, '2026-02-15 00:00:00', NULL, 'unknown', '1', 1),
  ('A6', 'P5', 'z', 'customer', 0.99, 'name', 'accepted', 1, '2024-01-01 00:00:00', NULL, 'partner_date', '1', 1);
