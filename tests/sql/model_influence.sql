.read tests/sql/model/company.sql
-- Two more touches of a type on one day count once; one before the window and one after the close do not count.
INSERT INTO crm_touchpoint VALUES ('T20', 'P2', 'A1', 'D1', 'joint_call', '2025-12-01 16:00:00', NULL),
  ('T21', 'P2', 'A1', 'D1', 'joint_call', '2025-12-31', NULL), ('T22', 'P2', 'A1', 'D1', 'joint_call', '2025-06-01', NULL),
  ('T23', 'P3', 'A1', 'D1', 'content', '2026-01-15 23:59:59', NULL);
.read tests/sql/model/refresh.sql
.headers on
SELECT opportunity_id, partner_id, round(score, 6) AS score, round(share, 6) AS share, touches, counted, types, round(before_score, 6) AS before_score,
  round(after_score, 6) AS after_score, round(neff, 6) AS neff FROM influence_score;
SELECT opportunity_id, partner_id, type, weight, touches, counted, round(score, 6) AS score FROM influence_line WHERE opportunity_id = 'D1';
SELECT partner_id, deals, won, lost, open, round(mean_share, 6) AS mean_share, touches FROM influence_by_partner;
-- The same by hand: ln(1 + 4 x 2^(-days/30) over the two days).
SELECT round(elg_saturate(4 * elg_decay(julianday('2026-01-15 23:59:59') - julianday('2025-12-01 10:00:00'), 30)
  + 4 * elg_decay(julianday('2026-01-15 23:59:59') - julianday('2025-12-31'), 30), 'log'), 6) AS p2_on_d1;
UPDATE elg_setting SET value = 'none' WHERE name = 'influence_saturation';
.read tests/sql/model/refresh.sql
SELECT opportunity_id, sum(share) AS shares, round(max(score), 6) AS top FROM influence_score GROUP BY 1;
-- The first day of the window counts, whether the touch has a time or a date alone (90 days before 2025-11-01); the day before it does not.
-- A registration that names a day protects through it.
INSERT INTO crm_touchpoint VALUES ('T30', 'P1', 'A2', 'D2', 'joint_call', '2025-08-03', NULL), ('T31', 'P2', 'A2', 'D2', 'joint_call', '2025-08-03 00:00:00', NULL),
  ('T32', 'P4', 'A2', 'D2', 'joint_call', '2025-08-02', NULL), ('T33', 'P4', 'A2', 'D2', 'joint_call', '2025-08-02 23:59:59', NULL);
INSERT INTO crm_deal_registration VALUES ('R30', 'P2', 'A6', 'D8', '2025-11-01', NULL, '2025-12-15', 'approved'),
  ('R31', 'P3', 'A6', 'D8', '2025-11-01', NULL, '2025-12-14', 'approved');
SELECT elg_refresh() IS NOT NULL;
SELECT opportunity_id, partner_id, touches, touched, registration_id FROM elg_deal_partner WHERE opportunity_id IN ('D2', 'D8');
SELECT detail FROM credit_trail WHERE opportunity_id = 'D2' AND what = 'touch on the deal' AND at < '2025-09';
SELECT protected_until FROM portal_registration WHERE registration_id = 'R30';
-- An integration that started on the first day of the 12 months, a date alone, is in them.
INSERT INTO crm_integration VALUES ('A2', 'P3', 'Resale hub', '2025-04-01', NULL);
SELECT period, starts_at <= i.started_at AS within FROM elg_period CROSS JOIN read_integration i WHERE period = '12_months' AND i.started_at = '2025-04-01';
