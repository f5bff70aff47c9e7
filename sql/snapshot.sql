-- snapshot.sql: what the model said before. elg_refresh keeps deals and board once an ISO week (elg_snapshot, elg_snapshot_metric).

-- Pipeline week by week, as known at the time. A deal is influenced where its category then is not direct, as on the board: by a touch,
-- or by overlap where covered_is_influenced said so.
CREATE VIEW snapshot_pipeline AS
SELECT week, taken_at, open_deals, open_minor, influenced_minor,
  influenced_minor * 1.0 / nullif(max(open_minor, 0), 0) AS influenced_share, sourced_minor,
  open_without_amount
FROM (
  SELECT week, max(taken_at) AS taken_at, sum(NOT is_closed) AS open_deals,
    coalesce(sum(CASE WHEN NOT is_closed THEN reporting_minor END), 0) AS open_minor,
    coalesce(sum(CASE WHEN NOT is_closed AND category <> 'direct' THEN reporting_minor END), 0) AS influenced_minor,
    coalesce(sum(CASE WHEN NOT is_closed AND category = 'sourced' THEN reporting_minor END), 0) AS sourced_minor,
    sum(NOT is_closed AND reporting_minor IS NULL) AS open_without_amount
  FROM elg_snapshot GROUP BY week);

-- The board as it stood in each week.
CREATE VIEW snapshot_board AS
SELECT week, metric, period, value, numerator, denominator, low, high, n, why_null, taken_at, policy FROM elg_snapshot_metric;

-- Why a number of a past week would be different today, deal by deal: deals closed by then whose amount, outcome, close date or
-- category has changed since, deals entered late, deals that are gone. delta_minor is the change of won revenue in the
-- reporting currency, all of it where the deal closes after the snapshot now; delta_influenced_minor that of its influenced
-- part. Filter by week.
CREATE VIEW snapshot_restatement AS
SELECT s.week, s.opportunity_id,
  CASE WHEN d.opportunity_id IS NULL THEN 'the deal is gone'
       WHEN d.status = 'open' THEN 'reopened'
       WHEN (d.status = 'won') <> s.is_won THEN 'outcome ' || CASE WHEN s.is_won THEN 'won' ELSE 'lost' END || ' -> ' || d.status
       WHEN l.later THEN 'close date ' || substr(s.closed_at, 1, 10) || ' -> ' || substr(d.closed_at, 1, 10)
       WHEN d.amount_minor IS NOT s.amount_minor THEN 'amount ' || coalesce(s.amount_minor, 'none')
         || ' -> ' || coalesce(d.amount_minor, 'none')
       WHEN d.currency IS NOT s.currency THEN 'currency ' || coalesce(s.currency, 'none') || ' -> ' || coalesce(d.currency, 'none')
       WHEN d.reporting_minor IS NOT s.reporting_minor THEN 'exchange rate'
       WHEN d.closed_at IS NOT s.closed_at THEN 'close date ' || substr(s.closed_at, 1, 10) || ' -> ' || substr(d.closed_at, 1, 10)
       WHEN d.category <> s.category THEN 'category ' || s.category || ' -> ' || d.category
       WHEN d.touched <> s.touched THEN 'touched ' || s.touched || ' -> ' || d.touched
       ELSE 'kind ' || s.type || ' -> ' || d.kind END AS reason,
  coalesce(CASE WHEN d.status = 'won' AND l.later IS NULL THEN d.reporting_minor END, 0)
    - coalesce(CASE WHEN s.is_won THEN s.reporting_minor END, 0) AS delta_minor,
  coalesce(CASE WHEN d.status = 'won' AND d.influenced AND l.later IS NULL THEN d.reporting_minor END, 0)
    - coalesce(CASE WHEN s.is_won AND s.category <> 'direct' THEN s.reporting_minor END, 0) AS delta_influenced_minor
FROM elg_snapshot s LEFT JOIN elg_deal d ON d.opportunity_id = s.opportunity_id
LEFT JOIN (SELECT 1 AS later) l ON d.closed_at > s.closed_at AND date(d.closed_at) > date(s.taken_at)
WHERE s.is_closed AND (d.opportunity_id IS NULL OR d.status = 'open' OR (d.status = 'won') <> s.is_won
  OR d.amount_minor IS NOT s.amount_minor OR d.reporting_minor IS NOT s.reporting_minor OR d.closed_at IS NOT s.closed_at
  OR d.category <> s.category OR d.touched <> s.touched OR d.kind <> s.type)
UNION ALL
SELECT w.week, d.opportunity_id, 'entered late, or closed with a date in the past',
  coalesce(CASE WHEN d.status = 'won' THEN d.reporting_minor END, 0),
  coalesce(CASE WHEN d.status = 'won' AND d.influenced THEN d.reporting_minor END, 0)
FROM (SELECT week, max(taken_at) AS taken_at, min(CASE WHEN is_closed THEN closed_at END) AS since FROM elg_snapshot GROUP BY week) w
JOIN elg_deal d ON d.status <> 'open' AND d.closed_at >= w.since AND d.closed_at <= w.taken_at
WHERE NOT EXISTS (SELECT 1 FROM elg_snapshot s WHERE s.week = w.week AND s.opportunity_id = d.opportunity_id AND s.is_closed);
