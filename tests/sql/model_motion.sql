.read tests/sql/model/company.sql
.read tests/sql/model/refresh.sql
.headers on
SELECT account_id, partner_id, play, opportunity_id, role, under_way FROM motion_play ORDER BY 1, 2, 3;
SELECT account_id, owner, partner_id, play, opportunity_id, score, size_points, stage_points, engagement_points, overlap_points, play_weight, plays FROM motion_target;
SELECT account_id, partner_id, play FROM motion_target WHERE owner = 'bob';
SELECT * FROM motion_pipeline;
SELECT * FROM motion_activation;
-- A plan of the play under way takes it off the list; the next best play takes its place.
INSERT INTO crm_joint_plan VALUES ('P1', 'A4', 'warm_introduction', 'ann', 'bea', '2026-03-01', '', '', '');
SELECT account_id, partner_id, play, score FROM motion_target WHERE account_id = 'A4';
-- A partner signed later than its first joint call is activated by the first one since, at an account it had worked at before, whether that
-- touch names the account or a deal of it alone; one with none but one-sided touches since is not, nor does it pursue the account.
UPDATE crm_partner SET signed_at = '2025-10-15' WHERE partner_id = 'P1';
UPDATE crm_partner SET signed_at = '2025-12-15' WHERE partner_id = 'P2';
INSERT INTO crm_touchpoint VALUES ('T50', 'P1', 'A1', 'D1', 'joint_call', '2025-10-20', NULL), ('T51', 'P2', NULL, 'D1', ' Joint_Call ', '2025-12-18', NULL),
  ('T52', 'P4', 'A8', NULL, 'joint_call', '2026-02-01', NULL), ('T53', 'P4', 'A8', NULL, 'email', '2026-03-05', NULL),
  ('T54', 'P4', 'A8', NULL, 'referral', '2026-03-06', NULL), ('T55', 'P4', 'A8', NULL, 'registration', '2026-03-07', NULL);
SELECT elg_refresh() IS NOT NULL;
SELECT partner_id, signed_at, activated_at, days FROM motion_activated;
SELECT partner_id, touches, first_joint_at, last_joint_at FROM elg_account_partner WHERE account_id = 'A8';
-- A check-in check_in_days ago is within them, whatever the hour.
UPDATE crm_joint_plan SET check_in_at = '2026-03-17' WHERE outcome IS NULL OR outcome = '';
UPDATE crm_opportunity SET stage = 'Negotiation/Review' WHERE opportunity_id = 'D4';
SELECT elg_refresh() IS NOT NULL;
SELECT opportunity_id, stage_rank, days_since_check_in, stale, band FROM motion_pipeline WHERE plans > 0;
UPDATE crm_joint_plan SET check_in_at = '2026-03-16 20:00:00' WHERE outcome IS NULL OR outcome = '';
SELECT opportunity_id, days_since_check_in, stale, band FROM motion_pipeline WHERE plans > 0;
