.read tests/sql/model/company.sql
.read tests/sql/model/refresh.sql
.headers on
SELECT * FROM health_partner;
SELECT * FROM health_working_set;
SELECT partner_id, round(tier_score, 6) AS tier_score, tier_rank, tier FROM health_tier;
SELECT * FROM health_concentration;
SELECT * FROM health_network;
SELECT * FROM health_pair;
SELECT * FROM health_removal;
SELECT * FROM health_sensitivity;
SELECT account_id, opportunity_id, partner_id, rotation, cohort, overlap_at, touch_at, won_at, integration_at, next_overlap_at, round(days, 3) AS days FROM health_flywheel ORDER BY account_id, won_at;
SELECT * FROM health_funnel;
SELECT * FROM health_potential;
-- The partner score: against counting by hand, and no value below min_n.
SELECT * FROM health_partner_score;
UPDATE elg_setting SET value = 1 WHERE name = 'min_n';
SELECT partner_id, deals, won, other_deals, other_won, unknown_deals, round(win_rate, 4) AS win_rate, round(other_win_rate, 4) AS other_win_rate,
  round(ratio, 4) AS ratio, round(low, 4) AS low, round(high, 4) AS high, mean_amount_minor, other_mean_amount_minor, why_null FROM health_partner_score;
SELECT e.partner_id, sum(e.covered) AS deals, sum(e.covered AND d.status = 'won') AS won, sum(e.covered IS NULL) AS unknown
  FROM elg_deal d JOIN elg_deal_partner e ON e.opportunity_id = d.opportunity_id, fact_now n
  WHERE d.status IN ('won', 'lost') AND d.kind <> 'renewal' AND d.closed_at > datetime(n.as_of, '-365 days') AND d.closed_at <= n.as_of GROUP BY 1;
SELECT count(*) AS deals, sum(d.status = 'won') AS won FROM elg_deal d, fact_now n
  WHERE d.status IN ('won', 'lost') AND d.kind <> 'renewal' AND d.closed_at > datetime(n.as_of, '-365 days') AND d.closed_at <= n.as_of;
-- Without a partner its credit notes are gone as well.
INSERT INTO crm_opportunity(opportunity_id, account_id, is_closed, is_won, amount_minor, currency, created_at, closed_at)
  VALUES ('N1', 'A1', 1, 1, 5000000, 'USD', '2026-02-01', '2026-03-01'), ('N2', 'A1', 1, 1, -3000000, 'USD', '2026-02-01', '2026-03-02');
INSERT INTO crm_partner(partner_id, name) VALUES ('PN', 'Noted');
INSERT INTO crm_opportunity_partner(opportunity_id, partner_id) VALUES ('N1', 'PN'), ('N2', 'PN');
.read tests/sql/model/refresh.sql
SELECT h.partner_id, h.touched_minor, h.only_minor, round((h.share_with - h.share_without) * c.revenue) AS gone
  FROM health_removal h, metric_closed c WHERE c.period = '12_months' AND h.partner_id = 'PN';
-- The working set, 8 to 15: W1 pursues 16 accounts this quarter, W2 8, W3 2 by plans alone (one of them begins next month); last quarter
-- W1 15 (of one there are touches before, in and after it), W2 none (before and after it), W3 1.
INSERT INTO crm_partner(partner_id, name) VALUES ('W1', 'Wide'), ('W2', 'Well'), ('W3', 'Plans');
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 16)
INSERT INTO crm_account(account_id, name) SELECT printf('W%02d', i), printf('W%02d', i) FROM n;
INSERT INTO crm_touchpoint(touchpoint_id, partner_id, account_id, type, at)
  SELECT 'w1' || account_id, 'W1', account_id, 'joint_call', '2026-02-01' FROM crm_account WHERE account_id GLOB 'W??'
  UNION ALL SELECT 'w2' || account_id, 'W2', account_id, 'joint_call', '2026-02-01' FROM crm_account WHERE account_id GLOB 'W0[1-8]'
  UNION ALL SELECT 'w3' || account_id, 'W1', account_id, 'meeting', '2025-11-01' FROM crm_account WHERE account_id GLOB 'W??' AND account_id <> 'W16'
  UNION ALL VALUES ('w4', 'W1', 'W01', 'call', '2025-08-01'), ('w5', 'W2', 'W01', 'call', '2025-08-01');
INSERT INTO crm_joint_plan(partner_id, account_id, started_at, outcome) VALUES ('W3', 'W01', '2025-12-01', NULL), ('W3', 'W02', '2026-03-01', NULL),
  ('W3', 'W03', '2026-04-15', NULL), ('W3', 'W04', '2025-06-01', 'lost');
.read tests/sql/model/refresh.sql
SELECT period, partner_id, pursued_accounts, passes, verdict FROM health_working_set WHERE partner_id GLOB 'W?' ORDER BY 1, 2;
SELECT metric, period, value, status FROM metric_board WHERE metric IN ('working_set_partners', 'spread_thin_partners', 'active_partners') ORDER BY 1, 2;
-- 3 to 5 partners run cleanly; fewer is bad. One warning level of concentration, unless elg_target has its own.
UPDATE elg_setting SET value = 1 WHERE name = 'pursued_low';
SELECT metric, period, value, target, status FROM metric_board WHERE metric = 'working_set_partners' ORDER BY 2;
UPDATE elg_setting SET value = NULL WHERE name = 'pursued_low';
SELECT round(c.top_share, 2) AS top_share, c.warn, b.target, b.status FROM health_concentration c, metric_board b WHERE b.metric = 'top_partner_share';
UPDATE elg_setting SET value = 0.9 WHERE name = 'concentration_warn';
SELECT round(c.top_share, 2) AS top_share, c.warn, b.target, b.status FROM health_concentration c, metric_board b WHERE b.metric = 'top_partner_share';
UPDATE elg_target SET warn = 0.2, high = 0.1 WHERE metric = 'top_partner_share';
SELECT target, status FROM metric_board WHERE metric = 'top_partner_share';
-- The funnel: of the accounts only the best ones, and nothing outside them.
UPDATE elg_setting SET value = 2 WHERE name = 'funnel_accounts';
SELECT step, name, day_30, day_60, reached, target, status FROM health_funnel WHERE step < 6;
UPDATE elg_setting SET value = NULL WHERE name = 'funnel_accounts';
UPDATE elg_setting SET value = 2 WHERE name = 'funnel_stall_low';
SELECT step, reached, target, target_high, status FROM health_funnel WHERE step = 6;
-- The flywheel: each rotation begins where the one before it ended, with its integration or else its win; two at a time share no more than
-- the overlap.
INSERT INTO crm_account(account_id, name) VALUES ('F1', 'Fly');
INSERT INTO elg_match(account_id, partner_id, record_id, population, score, rule, status, is_best, valid_from, asof_basis, rules_version, run_id)
  VALUES ('F1', 'W1', 'f', 'customer', 0.9, 'name', 'accepted', 1, '2024-01-15 00:00:00', 'partner_date', '1', 1);
INSERT INTO crm_opportunity(opportunity_id, account_id, is_closed, is_won, amount_minor, currency, type, created_at, closed_at) VALUES
  ('F1', 'F1', 1, 1, 100, 'USD', 'New Business', '2024-01-20', '2024-03-01'), ('F2', 'F1', 1, 1, 100, 'USD', 'Upsell', '2024-04-20', '2024-05-01'),
  ('F3', 'F1', 1, 1, 100, 'USD', 'Upsell', '2024-05-10', '2024-06-01'), ('F4', 'F1', 1, 1, 100, 'USD', 'Upsell', '2024-05-12', '2024-06-02');
INSERT INTO crm_touchpoint(touchpoint_id, partner_id, account_id, opportunity_id, type, at) VALUES ('f1', 'W1', 'F1', 'F1', 'joint_call', '2024-02-01'),
  ('f2', 'W1', 'F1', 'F2', 'joint_call', '2024-04-22'), ('f3', 'W1', 'F1', 'F3', 'joint_call', '2024-05-15'), ('f4', 'W1', 'F1', 'F4', 'joint_call', '2024-05-16');
INSERT INTO crm_integration VALUES ('F1', 'W1', 'One', '2024-03-10', NULL), ('F1', 'W1', 'Two', '2024-06-10', NULL);
.read tests/sql/model/refresh.sql
SELECT opportunity_id, rotation, overlap_at, touch_at, integration_at, start_at, round(days_to_won) AS days_to_won, days FROM health_flywheel
  WHERE account_id = 'F1' ORDER BY rotation;
SELECT * FROM health_flywheel_cohort WHERE cohort = '2024-Q2';
SELECT cohort, rotation, rotations, completed, days, why_null FROM health_flywheel_cohort WHERE cohort = 'all' ORDER BY 2;
UPDATE elg_setting SET value = 2 WHERE name = 'min_n';
SELECT cohort, rotation, rotations, completed, days, round(days_to_won) AS days_to_won, days_from_touch, days_to_next, why_null FROM health_flywheel_cohort WHERE cohort = '2024-Q2';
-- The partner score, like with like: large deals are won half the time with the partner and without, small ones one time in four, and the
-- partner's are mostly large ones.
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 32)
INSERT INTO crm_opportunity(opportunity_id, account_id, is_closed, is_won, amount_minor, currency, type, created_at, closed_at)
  SELECT 'L' || i, CASE WHEN i <= 24 THEN 'S1' ELSE 'S2' END, 1, i % 2, 20000000, 'USD', 'New Business', '2026-01-02', '2026-03-01' FROM n
  UNION ALL SELECT 'S' || i, CASE WHEN i <= 8 THEN 'S1' ELSE 'S2' END, 1, i % 4 = 0, 100000, 'USD', 'New Business', '2026-01-02', '2026-03-01' FROM n;
INSERT INTO crm_partner(partner_id, name) VALUES ('S', 'Score');
INSERT INTO crm_account(account_id, name, segment) VALUES ('S1', 'With', 'score'), ('S2', 'Without', 'score');
INSERT INTO elg_match(account_id, partner_id, record_id, population, score, rule, status, is_best, valid_from, asof_basis, rules_version, run_id)
  VALUES ('S1', 'S', 's', 'customer', 0.9, 'name', 'accepted', 1, '2024-01-15 00:00:00', 'partner_date', '1', 1);
.read tests/sql/model/refresh.sql
SELECT deals, won, round(ratio, 3) AS ratio, round(ratio_stratified, 3) AS ratio_stratified, round(stratified_low, 3) AS low, round(stratified_high, 3) AS high
  FROM health_partner_score WHERE partner_id = 'S';
