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
-- A check-in still to come is none yet: the one before it counts, and none alone leaves the plan stale.
UPDATE crm_joint_plan SET check_in_at = '2026-09-24' WHERE partner_id = 'P1' AND play = 'joint_demo';
SELECT opportunity_id, check_in_at, days_since_check_in, stale, band FROM motion_pipeline WHERE opportunity_id = 'D4';
INSERT INTO crm_joint_plan VALUES ('P2', 'A4', 'joint_demo', 'ann', 'cid', '2026-02-10', 'call', '2026-03-30', NULL);
SELECT opportunity_id, check_in_at, days_since_check_in, stale, band FROM motion_pipeline WHERE opportunity_id = 'D4';
-- A displacement names the deal with the competitor, however large another is; the other plays the largest. What customers of ours have
-- open is open too; a second product of the partner is to be adopted where it is not in use yet.
INSERT INTO crm_opportunity(opportunity_id, account_id, stage, amount_minor, currency, type, competitor, marketplace, created_at) VALUES
  ('M1', 'A4', 'Qualification', 90000000, 'USD', 'New Business', NULL, 'AWS', '2026-03-01'), ('M2', 'A1', 'Qualification', 100, 'USD', 'Upsell', NULL, NULL, '2026-03-01');
SELECT elg_refresh() IS NOT NULL;
SELECT play, opportunity_id, under_way FROM motion_play WHERE account_id = 'A4' AND partner_id = 'P1' ORDER BY position;
SELECT play, opportunity_id FROM motion_play WHERE account_id = 'A1' AND partner_id = 'P1' ORDER BY position;
SELECT opportunity_id, marketplace FROM motion_pipeline WHERE account_id = 'A4' ORDER BY 1;
INSERT INTO crm_integration VALUES ('A5', 'P1', 'Bolt vault', '2025-03-01', NULL);
SELECT elg_refresh() IS NOT NULL;
SELECT play, opportunity_id FROM motion_play WHERE account_id = 'A1' AND partner_id = 'P1' ORDER BY position;
INSERT INTO crm_integration VALUES ('A1', 'P1', 'Bolt vault', '2025-03-01', NULL);
SELECT elg_refresh() IS NOT NULL;
SELECT play, opportunity_id FROM motion_play WHERE account_id = 'A1' AND partner_id = 'P1' ORDER BY position;
SELECT account_id, partner_id, play, under_way, round(score, 1) AS score FROM motion_score WHERE account_id = 'A4' ORDER BY partner_id, position;
-- A milestone of d days is kept on day d and missed on the next, dates alone or not.
INSERT INTO crm_partner(partner_id, name, signed_at) VALUES ('P7', 'On time', '2026-01-01'), ('P8', 'Late', '2026-01-01 15:00:00');
INSERT INTO crm_joint_plan(partner_id, account_id, started_at) VALUES ('P7', 'A3', '2026-01-08'), ('P8', 'A3', '2026-01-09');
INSERT INTO crm_touchpoint(touchpoint_id, partner_id, account_id, type, at) VALUES ('T70', 'P7', 'A3', 'introduction', '2026-01-15 22:00:00'),
  ('T80', 'P8', 'A3', 'introduction', '2026-01-16');
SELECT elg_refresh() IS NOT NULL;
SELECT partner_id, mapped_on_time, listed_at, listed_on_time, activated_at, introduced_on_time FROM motion_activation WHERE partner_id IN ('P7', 'P8');
SELECT account_id, at FROM motion_joint WHERE partner_id = 'P2' ORDER BY at;
-- A word nobody knows, where touch_type_fallback says what it is; the fact and the touches agree.
INSERT INTO crm_partner(partner_id, name, signed_at) VALUES ('P9', 'Own words', '2026-01-01');
INSERT INTO crm_touchpoint(touchpoint_id, partner_id, account_id, type, at) VALUES ('T90', 'P9', 'A3', 'Golf round', '2025-12-20'),
  ('T91', 'P9', 'A3', ' golf ROUND', '2026-02-10');
UPDATE elg_setting SET value = 'joint_call' WHERE name = 'touch_type_fallback';
SELECT elg_refresh() IS NOT NULL;
SELECT first_joint_at, last_joint_at FROM elg_account_partner WHERE partner_id = 'P9';
SELECT at FROM motion_joint WHERE partner_id = 'P9' ORDER BY at;
SELECT activated_at FROM motion_activated WHERE partner_id = 'P9';
-- What the table of types says decides, for introductions as well.
UPDATE elg_touch_type SET two_sided = 0 WHERE type = 'introduction';
SELECT elg_refresh() IS NOT NULL;
SELECT first_joint_at FROM elg_account_partner WHERE partner_id = 'P7';
SELECT count(*) FROM motion_joint WHERE partner_id = 'P7';
-- The bands and the touches that are enough are settings.
SELECT band, count(*) FROM motion_pipeline GROUP BY band;
UPDATE elg_setting SET value = 2 WHERE name IN ('forecast_low_position', 'forecast_mid_position');
SELECT band, count(*) FROM motion_pipeline GROUP BY band;
UPDATE elg_setting SET value = CASE name WHEN 'forecast_mid_position' THEN 1 ELSE 9 END WHERE name GLOB 'forecast_*';
SELECT band, count(*) FROM motion_pipeline GROUP BY band;
SELECT account_id, round(engagement_points, 2) FROM motion_score ORDER BY account_id, partner_id LIMIT 2;
UPDATE elg_setting SET value = 1 WHERE name = 'target_full_touches';
SELECT account_id, round(engagement_points, 2) FROM motion_score ORDER BY account_id, partner_id LIMIT 2;
