-- refresh_snapshot.sql: once an ISO week, keep the deals and the board as they stand. snapshot_keep = first keeps the first
-- refresh of the week, last replaces it with every refresh.

-- step: snapshot
CREATE TEMP TABLE IF NOT EXISTS elg_take(week TEXT, as_of TEXT, since TEXT);
DELETE FROM temp.elg_take;
INSERT INTO temp.elg_take
SELECT n.week_start, n.as_of, date(n.quarter_start, '-3 months') FROM fact_now n
WHERE EXISTS (SELECT 1 FROM elg_deal) AND ((SELECT value FROM read_setting WHERE name = 'snapshot_keep') = 'last'
  OR NOT EXISTS (SELECT 1 FROM elg_snapshot_metric s WHERE s.week = n.week_start));
DELETE FROM elg_snapshot WHERE week IN (SELECT week FROM temp.elg_take);
DELETE FROM elg_snapshot_metric WHERE week IN (SELECT week FROM temp.elg_take);

-- Deals that are open, or closed in this quarter or the one before.
-- when: (SELECT count(*) FROM temp.elg_take)
INSERT INTO elg_snapshot(week, opportunity_id, account_id, stage, is_closed, is_won, amount_minor, currency, reporting_minor, category, covered, touched,
  type, created_at, closed_at, taken_at, run_id)
SELECT t.week, d.opportunity_id, d.account_id, d.stage, d.status <> 'open', d.status = 'won', d.amount_minor, d.currency, d.reporting_minor, d.category,
  d.covered, d.touched, d.kind, d.created_at, d.closed_at, t.as_of, coalesce((SELECT max(run_id) FROM elg_run), 0)
FROM temp.elg_take t CROSS JOIN elg_deal d WHERE d.status = 'open' OR d.closed_at >= t.since;

-- when: (SELECT count(*) FROM temp.elg_take)
INSERT INTO elg_snapshot_metric(week, metric, period, value, numerator, denominator, low, high, n, why_null, taken_at, policy)
SELECT t.week, b.metric, b.period, b.value, b.numerator, b.denominator, b.low, b.high, b.n, b.why_null, t.as_of, n.policy || ' ' || n.policy_version
FROM temp.elg_take t CROSS JOIN fact_now n CROSS JOIN metric_board b;
