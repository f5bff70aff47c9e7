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
