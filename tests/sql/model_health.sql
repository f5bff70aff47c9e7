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
