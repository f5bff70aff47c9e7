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
