.read tests/sql/model/company.sql
.read tests/sql/model/refresh.sql
.headers on
SELECT * FROM snapshot_pipeline;
SELECT count(*) AS kept, (SELECT count(*) FROM metric_board) AS on_board FROM snapshot_board;
SELECT s.metric, s.period FROM snapshot_board s JOIN metric_board b ON b.metric = s.metric AND b.period = s.period WHERE s.value IS NOT b.value;
SELECT count(*) AS restated FROM snapshot_restatement;
-- A week later: corrections of deals closed before, a late entry, a deal removed, a new week.
UPDATE elg_setting SET value = '2026-04-07 12:00:00' WHERE name = 'as_of';
UPDATE crm_opportunity SET amount_minor = 18000000 WHERE opportunity_id = 'D1';
UPDATE crm_opportunity SET is_won = 0 WHERE opportunity_id = 'D9';
DELETE FROM crm_opportunity WHERE opportunity_id = 'D11';
DELETE FROM crm_touchpoint WHERE touchpoint_id = 'T7';
INSERT INTO crm_opportunity(opportunity_id, account_id, stage, is_closed, is_won, amount_minor, currency, type, created_at, closed_at)
VALUES ('D12', 'A3', 'Closed Won', 1, 1, 700000, 'USD', 'New Business', '2026-01-01', '2026-03-15'),
  ('D13', 'A3', 'Closed Won', 1, 1, 900000, 'USD', 'New Business', '2026-01-01', '2026-04-05');
.read tests/sql/model/refresh.sql
SELECT * FROM snapshot_restatement ORDER BY week, opportunity_id;
SELECT week, open_deals, open_minor, influenced_share FROM snapshot_pipeline;
-- The restated revenue of the first quarter is the kept value plus the deltas of its deals.
SELECT s.value AS was, s.value + (SELECT sum(delta_minor) FROM snapshot_restatement r WHERE r.week = s.week
    AND coalesce((SELECT d.closed_at FROM elg_deal d WHERE d.opportunity_id = r.opportunity_id), '2026') >= '2026') AS expected,
  (SELECT value FROM metric_board WHERE metric = 'total_revenue' AND period = 'last_quarter') AS now
FROM snapshot_board s WHERE s.week = '2026-03-30' AND s.metric = 'total_revenue' AND s.period = 'quarter';
-- A second refresh in the week keeps the first snapshot; snapshot_keep = last replaces it.
UPDATE elg_setting SET value = '2026-04-08 12:00:00' WHERE name = 'as_of';
.read tests/sql/model/refresh.sql
SELECT week, min(taken_at), max(taken_at) FROM snapshot_board GROUP BY week;
UPDATE elg_setting SET value = 'last' WHERE name = 'snapshot_keep';
.read tests/sql/model/refresh.sql
SELECT week, min(taken_at), max(taken_at) FROM snapshot_board GROUP BY week;
-- A week whose open deals no partner touched has a share of 0; one without open deals has none.
DELETE FROM elg_snapshot;
INSERT INTO elg_snapshot(week, opportunity_id, is_closed, is_won, reporting_minor, category, touched, taken_at, run_id) VALUES
  ('2026-01-05', 'D1', 0, 0, 100, 'direct', 0, '2026-01-05 09:00:00', 1), ('2026-01-05', 'D2', 0, 0, NULL, 'direct', 0, '2026-01-05 09:00:00', 1),
  ('2026-01-12', 'D1', 1, 1, 100, 'direct', 0, '2026-01-12 09:00:00', 2);
SELECT * FROM snapshot_pipeline;
-- A deal whose close moved behind a snapshot, and one whose currency was mended: the restated revenue is the kept value plus the deltas.
UPDATE elg_setting SET value = '2026-04-08 12:00:00' WHERE name = 'as_of';
DELETE FROM elg_snapshot;
DELETE FROM elg_snapshot_metric;
SELECT elg_refresh() IS NOT NULL;
UPDATE crm_opportunity SET closed_at = '2026-04-15' WHERE opportunity_id = 'D13';
UPDATE crm_opportunity SET currency = 'EUR' WHERE opportunity_id = 'D12';
UPDATE elg_setting SET value = '2026-04-20' WHERE name = 'as_of';
SELECT elg_refresh() IS NOT NULL;
SELECT week, opportunity_id, reason, delta_minor FROM snapshot_restatement WHERE week = '2026-04-06';
SELECT sum(CASE WHEN is_won AND closed_at >= '2026-04-01' THEN reporting_minor END) + (SELECT sum(delta_minor) FROM snapshot_restatement WHERE week = '2026-04-06'
    AND opportunity_id = 'D13') AS expected, coalesce((SELECT sum(reporting_minor) FROM elg_deal WHERE status = 'won' AND closed_at BETWEEN '2026-04-01' AND '2026-04-08 12:00:00'), 0) AS now
FROM elg_snapshot WHERE week = '2026-04-06';
-- Influenced by overlap, where the setting says so: the snapshot and the board of the same refresh agree.
UPDATE elg_setting SET value = 1 WHERE name = 'covered_is_influenced';
UPDATE elg_setting SET value = 'last' WHERE name = 'snapshot_keep';
DELETE FROM crm_touchpoint WHERE opportunity_id = '' OR opportunity_id = 'D4';
DELETE FROM crm_deal_registration;
SELECT elg_refresh() IS NOT NULL;
SELECT influenced_minor, influenced_minor = (SELECT value FROM metric_board WHERE metric = 'influenced_pipeline') AS as_on_board,
  (SELECT count(*) FROM elg_deal WHERE status = 'open' AND touched) AS open_touched FROM snapshot_pipeline ORDER BY week DESC LIMIT 1;
