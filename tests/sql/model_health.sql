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
