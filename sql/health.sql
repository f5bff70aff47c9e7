-- health.sql: is it an ecosystem. Partners side by side, working set, tiers, concentration, network, counterfactuals, flywheel.

-- Credit of each partner over 12 months: what credit_by_partner says of them, from the deals they touched alone.
CREATE VIEW health_credit AS
SELECT l.partner_id, sum(l.reporting_minor) AS credit_minor
FROM elg_period q
CROSS JOIN elg_deal d ON +d.status = 'won' AND d.closed_at >= q.starts_at AND d.closed_at < q.ends_at AND d.touched
CROSS JOIN elg_credit l ON l.opportunity_id = d.opportunity_id AND l.partner_id IS NOT NULL
WHERE q.period = '12_months'
GROUP BY l.partner_id;

-- Accounts pursued with a partner in the running quarter and the last one: an introduction or a two-sided touch in it, or a joint plan that
-- ran then: one begun in it, or begun by then and without an outcome yet (when an outcome came is not recorded).
CREATE VIEW health_pursued AS
SELECT q.period, x.partner_id, x.account_id
FROM elg_period q CROSS JOIN elg_account_partner x
WHERE q.period IN ('quarter', 'last_quarter')
  AND (x.first_joint_at IS NOT NULL OR x.plans > 0 OR x.last_plan_at IS NOT NULL) -- as the index has it
  AND CASE WHEN x.last_joint_at >= q.starts_at AND x.last_joint_at < q.ends_at OR x.first_joint_at >= q.starts_at AND x.first_joint_at < q.ends_at THEN 1
    WHEN (x.plans > 0 OR x.last_plan_at >= q.starts_at) AND EXISTS (SELECT 1 FROM read_joint_plan j
        WHERE j.account_id = x.account_id AND j.partner_id = x.partner_id AND coalesce(j.started_at < q.ends_at, q.period = 'quarter')
          AND (j.outcome IS NULL OR j.started_at >= q.starts_at)) THEN 1
    WHEN x.first_joint_at < q.starts_at AND x.last_joint_at >= q.ends_at THEN EXISTS (SELECT 1 FROM motion_joint t
        WHERE t.account_id = x.account_id AND t.partner_id = x.partner_id AND t.at >= q.starts_at AND t.at < q.ends_at) END;

-- One row a partner: what it shares with us, what it did, what rests on it. Revenue and credit of the last 12 months.
--   pursued accounts  health_pursued, in the running quarter
--   active            signed, with a pursued account
CREATE VIEW health_partner AS
SELECT p.partner_id, p.partner_name, p.partner_type, p.signed, p.signed_at, p.satisfaction,
  coalesce(a.accounts, 0) AS overlap_accounts, coalesce(a.shared_customers, 0) AS shared_customers,
  coalesce(a.integration_customers, 0) AS integration_customers, coalesce(u.pursued, 0) AS pursued_accounts,
  p.signed AND coalesce(u.pursued, 0) > 0 AS active, a.last_joint_at,
  coalesce(d.open_deals, 0) AS open_deals, coalesce(d.open_minor, 0) AS influenced_pipeline_minor,
  coalesce(d.won_deals, 0) AS won_deals, coalesce(d.lost_deals, 0) AS lost_deals,
  coalesce(d.won_minor, 0) AS influenced_revenue_minor, coalesce(d.sourced_minor, 0) AS sourced_revenue_minor,
  coalesce(c.credit_minor, 0) AS credit_minor
FROM fact_partner p
LEFT JOIN (
  SELECT x.partner_id, sum(x.overlap) AS accounts, sum(x.overlap AND x.their_customer AND c.account_id IS NOT NULL) AS shared_customers,
    sum(x.integrations > 0 AND c.account_id IS NOT NULL) AS integration_customers, max(x.last_joint_at) AS last_joint_at
  FROM elg_account_partner x LEFT JOIN map_customer c ON c.account_id = x.account_id
  GROUP BY +x.partner_id) a ON a.partner_id = p.partner_id
LEFT JOIN (SELECT partner_id, count(*) AS pursued FROM health_pursued WHERE period = 'quarter' GROUP BY partner_id) u ON u.partner_id = p.partner_id
LEFT JOIN (
  SELECT e.partner_id, sum(d.status = 'open') AS open_deals, sum(CASE WHEN d.status = 'open' THEN d.reporting_minor END) AS open_minor,
    sum(d.status = 'won') AS won_deals, sum(d.status = 'lost') AS lost_deals,
    sum(CASE WHEN d.status = 'won' THEN d.reporting_minor END) AS won_minor,
    sum(CASE WHEN d.status = 'won' AND e.sourced THEN d.reporting_minor END) AS sourced_minor
  FROM (SELECT opportunity_id, status, reporting_minor FROM elg_deal WHERE status = 'open' AND touched
        UNION ALL
        SELECT d.opportunity_id, d.status, d.reporting_minor FROM elg_period q
        CROSS JOIN elg_deal d ON d.closed_at >= q.starts_at AND d.closed_at < q.ends_at AND d.touched WHERE q.period = '12_months') d
  CROSS JOIN elg_deal_partner e ON e.opportunity_id = d.opportunity_id AND e.touched
  GROUP BY e.partner_id) d ON d.partner_id = p.partner_id
LEFT JOIN health_credit c ON c.partner_id = p.partner_id;

-- Partner score (Crossbeam): deals closed in the last partner_score_days whose account overlapped with the partner at creation,
-- against all others; renewals left out, deals of which that is not known counted apart. ratio is that of the win rates, with Katz'
-- interval: accounts a partner knows may be better ones anyway. ratio_stratified is Mantel-Haenszel's over segment x size band x quarter of
-- close, so that like is compared with like. No value below min_n overlapping deals won. TEMP: elg_risk_ratio, elg_mantel_haenszel.
CREATE TEMP VIEW health_partner_score AS
WITH closed AS (
  SELECT d.opportunity_id, d.status = 'won' AS won, CASE d.status WHEN 'won' THEN d.reporting_minor END AS amount, d.segment, d.size_band,
    (substr(d.closed_at, 1, 4) * 12 + substr(d.closed_at, 6, 2) + n.fiscal_months) / 3 AS quarter
  FROM fact_now n CROSS JOIN fact_setting s
  CROSS JOIN elg_deal d ON d.closed_at > datetime(n.as_of, '-' || s.score_days || ' days') AND d.closed_at < date(n.as_of, '+1 day')
  WHERE d.status <> 'open' AND d.kind <> 'renewal'),
stratum AS ( -- closed and won in each stratum: of a partner, and of all
  SELECT e.partner_id, c.segment, c.size_band, c.quarter, sum(e.covered) AS deals, sum(e.covered AND c.won) AS won,
    sum(e.covered IS NULL) AS unknown, sum(e.covered IS NULL AND c.won) AS unknown_won
  FROM closed c CROSS JOIN elg_deal_partner e ON e.opportunity_id = c.opportunity_id AND e.covered IS NOT 0 GROUP BY 1, 2, 3, 4),
whole AS (SELECT segment, size_band, quarter, count(*) AS deals, sum(won) AS won FROM closed GROUP BY 1, 2, 3),
stratified AS (
  SELECT partner_id, elg_mantel_haenszel('risk_ratio', won, deals, other_won, other_deals) AS ratio,
    elg_mantel_haenszel('risk_ratio_low', won, deals, other_won, other_deals, confidence) AS low,
    elg_mantel_haenszel('risk_ratio_high', won, deals, other_won, other_deals, confidence) AS high
  FROM (SELECT x.partner_id, s.confidence, coalesce(x.won, 0) AS won, coalesce(x.deals, 0) AS deals,
          w.won - coalesce(x.won, 0) - x.unknown_won AS other_won, w.deals - coalesce(x.deals, 0) - x.unknown AS other_deals
        FROM stratum x CROSS JOIN fact_setting s -- a stratum without the partner tells nothing
        JOIN whole w ON w.segment IS x.segment AND w.size_band IS x.size_band AND w.quarter IS x.quarter)
  GROUP BY partner_id)
SELECT q.partner_id, partner_name, deals, won, other_deals, other_won, unknown_deals,
  CASE WHEN won >= min_n THEN won * 1.0 / deals END AS win_rate,
  CASE WHEN won >= min_n THEN other_won * 1.0 / nullif(other_deals, 0) END AS other_win_rate,
  CASE WHEN won >= min_n THEN elg_risk_ratio(won, deals, other_won, other_deals) END AS ratio,
  CASE WHEN won >= min_n THEN elg_risk_ratio_low(won, deals, other_won, other_deals, confidence) END AS low,
  CASE WHEN won >= min_n THEN elg_risk_ratio_high(won, deals, other_won, other_deals, confidence) END AS high,
  CASE WHEN won >= min_n THEN m.ratio END AS ratio_stratified, CASE WHEN won >= min_n THEN m.low END AS stratified_low,
  CASE WHEN won >= min_n THEN m.high END AS stratified_high,
  CASE WHEN won >= min_n THEN amount * 1.0 / nullif(priced, 0) END AS mean_amount_minor,
  CASE WHEN won >= min_n THEN other_amount * 1.0 / nullif(other_priced, 0) END AS other_mean_amount_minor,
  CASE WHEN won < min_n THEN 'fewer than ' || min_n || ' overlapping deals won' WHEN other_won = 0 THEN 'no other deal won' END AS why_null
FROM (
  SELECT p.partner_id, p.partner_name, s.min_n, s.confidence, coalesce(x.deals, 0) AS deals, coalesce(x.won, 0) AS won, x.amount, x.priced,
    coalesce(x.unknown, 0) AS unknown_deals, t.deals - coalesce(x.deals + x.unknown, 0) AS other_deals,
    coalesce(t.won - x.won - x.unknown_won, t.won) AS other_won, coalesce(t.amount, 0) - coalesce(x.amount, 0) - coalesce(x.unknown_amount, 0) AS other_amount,
    t.priced - coalesce(x.priced + x.unknown_priced, 0) AS other_priced
  FROM fact_partner p CROSS JOIN fact_setting s
  CROSS JOIN (SELECT count(*) AS deals, coalesce(sum(won), 0) AS won, sum(amount) AS amount, count(amount) AS priced FROM closed) t
  LEFT JOIN (
    SELECT e.partner_id, coalesce(sum(e.covered), 0) AS deals, coalesce(sum(c.won) FILTER (WHERE e.covered), 0) AS won,
      sum(c.amount) FILTER (WHERE e.covered) AS amount, count(c.amount) FILTER (WHERE e.covered) AS priced,
      sum(e.covered IS NULL) AS unknown, coalesce(sum(c.won) FILTER (WHERE e.covered IS NULL), 0) AS unknown_won,
      sum(c.amount) FILTER (WHERE e.covered IS NULL) AS unknown_amount, count(c.amount) FILTER (WHERE e.covered IS NULL) AS unknown_priced
    FROM closed c CROSS JOIN elg_deal_partner e ON e.opportunity_id = c.opportunity_id AND e.covered IS NOT 0
    GROUP BY e.partner_id) x ON x.partner_id = p.partner_id
  WHERE p.signed) q
LEFT JOIN stratified m ON m.partner_id = q.partner_id;

-- Working-set test (Forecastable), of the running quarter and the last: a partner passes with pursued_low to pursued_high (8 to 15)
-- accounts pursued jointly; beyond it is spread thin. 5-10 passing partners are a working set, 3-5 run cleanly.
CREATE VIEW health_working_set AS
SELECT q.period, p.partner_id, p.partner_name, coalesce(u.pursued, 0) AS pursued_accounts,
  coalesce(u.pursued, 0) BETWEEN s.pursued_low AND s.pursued_high AS passes,
  CASE WHEN u.pursued > s.pursued_high THEN 'spread thin' WHEN u.pursued >= s.pursued_low THEN 'passes' WHEN u.pursued > 0 THEN 'in progress'
       ELSE 'rolodex' END AS verdict
FROM elg_period q CROSS JOIN fact_partner p CROSS JOIN fact_setting s
LEFT JOIN (SELECT period, partner_id, count(*) AS pursued FROM health_pursued GROUP BY period, partner_id) u
  ON u.period = q.period AND u.partner_id = p.partner_id
WHERE q.period IN ('quarter', 'last_quarter') AND p.signed;

-- Partner tiers (elg_tier: strategic 1-5, growth 6-20, long tail): rank by the mean of the partner's shares in shared
-- customers, customers using the integration and influenced pipeline; none for a partner without any of them. Source: Covant; the equal
-- weights are ours.
CREATE VIEW health_tier AS
SELECT r.partner_id, r.partner_name, r.tier_score, r.tier_rank, t.tier, t.investment, r.shared_customers, r.integration_customers,
  r.influenced_pipeline_minor
FROM (
  SELECT h.partner_id, h.partner_name, h.shared_customers, h.integration_customers, h.influenced_pipeline_minor, h.tier_score,
    rank() OVER (ORDER BY h.tier_score DESC) AS tier_rank FROM (
    SELECT h.partner_id, h.partner_name, h.shared_customers, h.integration_customers, h.influenced_pipeline_minor,
      (coalesce(h.shared_customers * 1.0 / nullif(sum(h.shared_customers) OVER (), 0), 0)
       + coalesce(h.integration_customers * 1.0 / nullif(sum(h.integration_customers) OVER (), 0), 0)
       + coalesce(h.influenced_pipeline_minor * 1.0 / nullif(sum(h.influenced_pipeline_minor) OVER (), 0), 0)) / 3 AS tier_score
    FROM health_partner h WHERE h.signed) h) r
LEFT JOIN elg_tier t ON r.tier_score > 0 AND r.tier_rank >= t.rank_from AND (t.rank_to IS NULL OR r.tier_rank <= t.rank_to);

-- Concentration of partner credit over 12 months: HHI = sum of squared shares, effective number = 1 / HHI, the top partner's
-- share (warn above concentration_warn, ours; the board asks it too). NULL without credit. Source: Herfindahl, Hirschman.
CREATE VIEW health_concentration AS
SELECT count(*) AS partners, sum(share * share) AS hhi, 1.0 / nullif(sum(share * share), 0) AS effective_partners,
  CASE WHEN count(*) > 1 THEN (sum(share * share) - 1.0 / count(*)) / (1 - 1.0 / count(*)) END AS hhi_normalised,
  max(share) AS top_share, max(share) > max(s.concentration_warn) AS warn, sum(credit_minor) AS credit_minor
FROM (SELECT credit_minor, credit_minor * 1.0 / sum(credit_minor) OVER () AS share FROM health_credit WHERE credit_minor > 0)
CROSS JOIN fact_setting s;

-- Deals of more than nothing with k touching partners, of the last 12 months' revenue: what the network view and the pairs share.
CREATE VIEW health_deal_partner AS
SELECT d.opportunity_id, e.partner_id, d.reporting_minor AS amount_minor, d.touched_partners AS partners
FROM elg_period q
CROSS JOIN elg_deal d ON +d.status = 'won' AND d.closed_at >= q.starts_at AND d.closed_at < q.ends_at AND d.touched
CROSS JOIN elg_deal_partner e ON e.opportunity_id = d.opportunity_id AND e.touched
WHERE q.period = '12_months' AND d.reporting_minor > 0;

-- Network test: does removing one partner affect another? With a deal's amount a and its k partners, a partner's own part
-- is a / k and the spillover, what the others lose when it goes, a (k - 1) / k, if removal loses the deal.
-- index = sum of spillovers / sum of own parts; 0 only when every deal has one partner. Source: Covant's test; formula ours.
CREATE VIEW health_network AS
SELECT h.partner_id, p.partner_name, count(*) AS deals, sum(h.partners > 1) AS shared_deals,
  sum(h.amount_minor * 1.0 / h.partners) AS own_minor, sum(h.amount_minor * (h.partners - 1.0) / h.partners) AS spillover_minor,
  sum(h.amount_minor * (h.partners - 1.0) / h.partners) / sum(h.amount_minor * 1.0 / h.partners) AS spillover_per_own
FROM health_deal_partner h LEFT JOIN fact_partner p ON p.partner_id = h.partner_id
GROUP BY h.partner_id;

-- Pairs of partners on the same won deals, 12 months: interaction = sum of a / (k - 1), the part a pair shares.
CREATE VIEW health_pair AS
SELECT a.partner_id AS partner_a, b.partner_id AS partner_b, count(*) AS deals, sum(a.amount_minor) AS amount_minor,
  sum(a.amount_minor * 1.0 / (a.partners - 1)) AS interaction_minor
FROM health_deal_partner a JOIN elg_deal_partner b ON b.opportunity_id = a.opportunity_id AND b.touched AND b.partner_id > a.partner_id
WHERE a.partners > 1
GROUP BY a.partner_id, b.partner_id;

-- Remove one partner, 12 months: revenue that only this partner touched stops being influenced; shared deals stay so.
-- share_without is the influenced revenue share that would remain, all else equal: what rests on one partner, not a forecast. Credit
-- notes count as in the revenue.
CREATE VIEW health_removal AS
SELECT h.partner_id, p.partner_name, sum(h.amount_minor) AS touched_minor,
  sum(CASE WHEN h.partners = 1 THEN h.amount_minor ELSE 0 END) AS only_minor,
  sum(CASE WHEN h.partners > 1 THEN h.amount_minor ELSE 0 END) AS shared_minor,
  max(t.influenced) * 1.0 / nullif(max(max(t.revenue), 0), 0) AS share_with,
  (max(t.influenced) - sum(CASE WHEN h.partners = 1 THEN h.amount_minor ELSE 0 END)) * 1.0 / nullif(max(max(t.revenue), 0), 0) AS share_without
FROM (SELECT e.partner_id, d.reporting_minor AS amount_minor, d.touched_partners AS partners
      FROM elg_period q
      CROSS JOIN elg_deal d ON +d.status = 'won' AND d.closed_at >= q.starts_at AND d.closed_at < q.ends_at AND d.touched
      CROSS JOIN elg_deal_partner e ON e.opportunity_id = d.opportunity_id AND e.touched
      WHERE q.period = '12_months' AND d.reporting_minor IS NOT NULL) h
CROSS JOIN (SELECT revenue, influenced FROM metric_closed WHERE period = '12_months') t
LEFT JOIN fact_partner p ON p.partner_id = h.partner_id
GROUP BY h.partner_id;

-- Sensitivity to match scores: money of covered deals (won in 12 months, and open) whose best match is below a score.
-- influenced_below is the part of it that is influenced too: touches stand by themselves, overlap only supports them.
CREATE VIEW health_sensitivity AS
WITH RECURSIVE cut(score) AS (SELECT 0.5 UNION ALL SELECT round(score + 0.05, 2) FROM cut WHERE score < 1)
SELECT c.score, count(CASE WHEN d.best < c.score THEN 1 END) AS deals_below, count(d.opportunity_id) AS covered_deals,
  coalesce(sum(CASE WHEN d.best < c.score AND d.status = 'won' THEN d.reporting_minor END), 0) AS revenue_below_minor,
  coalesce(sum(CASE WHEN d.best < c.score AND d.status = 'open' THEN d.reporting_minor END), 0) AS pipeline_below_minor,
  coalesce(sum(CASE WHEN d.best < c.score AND d.influenced THEN d.reporting_minor END), 0) AS influenced_below_minor
FROM cut c LEFT JOIN (
  SELECT d.opportunity_id, d.status, d.influenced, d.reporting_minor, max(coalesce(e.match_score, 1)) AS best
  FROM elg_period q JOIN elg_deal d ON d.status = 'open' OR (d.status = 'won' AND d.closed_at >= q.starts_at AND d.closed_at < q.ends_at)
  JOIN elg_deal_partner e ON e.opportunity_id = d.opportunity_id AND e.covered
  WHERE q.period = '12_months' GROUP BY d.opportunity_id) d
GROUP BY c.score;

-- Flywheel: overlap -> touch -> opportunity -> won -> integration -> next overlap, one row a won deal with a touching
-- partner; rotation counts the account's won deals. It starts with the overlap (start_at), but a later one no sooner than the rotation
-- before it ended: with its integration, or its win where none came before the next touch. It starts with the touch where neither is
-- known. A rotation is complete when an integration starts after the win. Source: Covant: months at first, weeks by the third.
CREATE VIEW health_flywheel AS
SELECT account_id, opportunity_id, partner_id, rotation,
  substr(won_at, 1, 4) || '-Q' || ((substr(won_at, 6, 2) + 2) / 3) AS cohort, overlap_at, touch_at, created_at, won_at, integration_at,
  (SELECT min(m.valid_from) FROM elg_match m WHERE m.account_id = f.account_id AND m.valid_from > f.integration_at) AS next_overlap_at, start_at,
  julianday(won_at) - julianday(start_at) AS days_to_won, julianday(integration_at) - julianday(start_at) AS days
FROM (
  SELECT account_id, opportunity_id, partner_id, created_at, won_at, touch_at, overlap_at, integration_at, rotation,
    coalesce(nullif(max(coalesce(overlap_at, ''), coalesce(before_at, '')), ''), touch_at) AS start_at -- each looked up once
  FROM (
    SELECT w.account_id, w.opportunity_id, w.partner_id, w.created_at, w.won_at, w.touch_at,
      (SELECT min(m.valid_from) FROM elg_match m
       WHERE m.account_id = w.account_id AND m.partner_id = w.partner_id AND m.valid_from <= w.touch_at) AS overlap_at,
      (SELECT min(i.started_at) FROM read_integration i WHERE i.account_id = w.account_id AND i.started_at >= substr(w.won_at, 1, 10)) AS integration_at,
      (SELECT max(coalesce((SELECT min(i.started_at) FROM read_integration i WHERE i.account_id = o.account_id AND i.started_at >= substr(o.closed_at, 1, 10)
                              AND i.started_at <= w.touch_at), o.closed_at))
       FROM elg_deal o WHERE o.account_id = w.account_id AND o.status = 'won' AND o.closed_at <= w.touch_at AND o.opportunity_id <> w.opportunity_id AND o.touched
         AND EXISTS (SELECT 1 FROM elg_deal_partner e WHERE e.opportunity_id = o.opportunity_id AND e.first_touch_at IS NOT NULL)) AS before_at,
      (SELECT count(*) FROM elg_deal o WHERE o.account_id IS w.account_id AND o.status = 'won'
         AND (o.closed_at < w.won_at OR (o.closed_at = w.won_at AND o.opportunity_id <= w.opportunity_id))
         AND EXISTS (SELECT 1 FROM elg_deal_partner e WHERE e.opportunity_id = o.opportunity_id AND e.first_touch_at IS NOT NULL)) AS rotation
    FROM (
      SELECT d.account_id, d.opportunity_id, e.partner_id, d.created_at, d.closed_at AS won_at, e.first_touch_at AS touch_at
      FROM elg_deal d CROSS JOIN elg_deal_partner e ON e.opportunity_id = d.opportunity_id AND e.partner_id = (
        SELECT partner_id FROM (
          SELECT x.partner_id, min(x.first_touch_at) FROM elg_deal_partner x WHERE x.opportunity_id = d.opportunity_id AND x.first_touch_at IS NOT NULL))
      WHERE d.status = 'won' AND d.touched) w)) f;

-- The flywheel by rotation (the third and later ones together) and quarter won; cohort 'all' is every quarter. Medians with order-statistic
-- intervals; below min_n complete rotations there is none. days_from_touch leaves out what passed before the touch; days_to_next runs
-- from the integration to the account's next overlap.
-- TEMP: elg_median.
CREATE TEMP VIEW health_flywheel_cohort AS
SELECT cohort, rotation, rotations, completed, CASE WHEN completed >= min_n THEN days END AS days, CASE WHEN completed >= min_n THEN low END AS low,
  CASE WHEN completed >= min_n THEN high END AS high, CASE WHEN rotations >= min_n THEN days_to_won END AS days_to_won,
  CASE WHEN completed >= min_n THEN days_from_touch END AS days_from_touch,
  CASE WHEN next >= min_n THEN days_to_next END AS days_to_next,
  CASE WHEN completed < min_n THEN 'n = ' || completed || ', fewer than ' || min_n END AS why_null
FROM (
  SELECT c.cohort, c.rotation, s.min_n, count(*) AS rotations, count(c.days) AS completed, elg_median(c.days) AS days,
    elg_median_interval_low(c.days, s.confidence) AS low, elg_median_interval_high(c.days, s.confidence) AS high,
    elg_median(c.days_to_won) AS days_to_won, elg_median(c.days_from_touch) AS days_from_touch, elg_median(c.days_to_next) AS days_to_next, count(c.days_to_next) AS next
  FROM fact_setting s CROSS JOIN (
    SELECT CASE k.every WHEN 1 THEN 'all' ELSE f.cohort END AS cohort, min(f.rotation, 3) AS rotation, f.days, f.days_to_won,
      julianday(f.integration_at) - julianday(f.touch_at) AS days_from_touch, julianday(f.next_overlap_at) - julianday(f.integration_at) AS days_to_next
    FROM (SELECT cohort, rotation, days, days_to_won, touch_at, integration_at, next_overlap_at FROM health_flywheel LIMIT -1) f CROSS JOIN (SELECT 0 AS every UNION ALL SELECT 1) k) c -- LIMIT: computed once
  GROUP BY c.cohort, c.rotation);

-- 90-day funnel, each step inside the one before: top partners -> top accounts -> activated accounts -> deals -> won. The accounts are the
-- funnel_accounts best (motion_score) of those that overlap with the partners; activated: an introduction, a two-sided touch or a plan begun
-- with one of them in the last 90 days, or a plan running; deals: touched by one of them, open or closed in the 90 days. day_30 and day_60:
-- how many by that day of the 90; reached is day 90, today. The last step asks how many partners are active: 15 to 25 after the first ring;
-- programs stall at 10 to 15.
-- Source: Covant: 5 partners, 50 accounts, 10-15 activated; day 30, 60, 90; then 15-25 partners.
CREATE VIEW health_funnel AS
WITH top AS (
  SELECT partner_id FROM health_tier WHERE tier_rank <= (SELECT funnel_partners FROM fact_setting)),
since(at, day_30, day_60) AS (SELECT datetime(as_of, '-90 days'), datetime(as_of, '-60 days'), datetime(as_of, '-30 days') FROM fact_now),
account AS (
  SELECT x.account_id FROM elg_account_partner x JOIN top ON top.partner_id = x.partner_id
  LEFT JOIN (SELECT account_id, partner_id, max(score) AS score FROM motion_score WHERE partner_id IN (SELECT partner_id FROM top)
             GROUP BY account_id, partner_id) m ON m.account_id = x.account_id AND m.partner_id = x.partner_id
  WHERE x.overlap GROUP BY x.account_id ORDER BY max(coalesce(m.score, 0)) DESC, x.account_id LIMIT (SELECT funnel_accounts FROM fact_setting)),
activated AS ( -- at: since when, in the 90 days
  SELECT account_id, min(at) AS at FROM (
    SELECT a.account_id, t.at FROM account a CROSS JOIN top CROSS JOIN motion_joint t ON t.account_id = a.account_id AND t.partner_id = top.partner_id
    CROSS JOIN since s CROSS JOIN fact_now n WHERE t.at >= s.at AND t.at <= n.as_of
    UNION ALL
    SELECT a.account_id, j.started_at FROM account a CROSS JOIN read_joint_plan j ON j.account_id = a.account_id
    CROSS JOIN since s CROSS JOIN fact_now n
    WHERE j.partner_id IN (SELECT partner_id FROM top) AND coalesce(j.started_at <= n.as_of, 1) AND (j.outcome IS NULL OR j.started_at >= s.at))
  GROUP BY account_id),
deal AS (
  SELECT DISTINCT d.opportunity_id, d.status, d.created_at, d.closed_at FROM activated a CROSS JOIN elg_deal d ON d.account_id = a.account_id
  CROSS JOIN elg_deal_partner e ON e.opportunity_id = d.opportunity_id AND e.touched CROSS JOIN since s CROSS JOIN fact_now n
  WHERE e.partner_id IN (SELECT partner_id FROM top) AND (d.status = 'open' OR d.closed_at >= s.at) AND d.created_at <= n.as_of),
step(step, name, day_30, day_60, reached, target, target_high) AS (
  SELECT 1, 'top partners with overlap', NULL, NULL,
    (SELECT count(*) FROM top WHERE EXISTS (SELECT 1 FROM elg_account_partner x WHERE x.partner_id = top.partner_id AND x.overlap = 1)), funnel_partners, NULL
  FROM fact_setting
  UNION ALL SELECT 2, 'top accounts they share with us', NULL, NULL, (SELECT count(*) FROM account), funnel_accounts, NULL FROM fact_setting
  UNION ALL SELECT 3, 'accounts activated', (SELECT total(a.at <= s.day_30) FROM activated a, since s), (SELECT total(a.at <= s.day_60) FROM activated a, since s),
    (SELECT count(*) FROM activated), funnel_activated_low, funnel_activated_high FROM fact_setting
  UNION ALL SELECT 4, 'deals they touched there', (SELECT total(d.created_at <= s.day_30) FROM deal d, since s),
    (SELECT total(d.created_at <= s.day_60) FROM deal d, since s), (SELECT count(*) FROM deal), NULL, NULL
  UNION ALL SELECT 5, 'of them won', (SELECT total(d.closed_at <= s.day_30) FROM deal d, since s WHERE d.status = 'won'),
    (SELECT total(d.closed_at <= s.day_60) FROM deal d, since s WHERE d.status = 'won'), (SELECT count(*) FROM deal WHERE status = 'won'), NULL, NULL
  UNION ALL SELECT 6, 'partners active, after the first ring', NULL, NULL, (SELECT count(*) FROM health_partner WHERE active), funnel_scale_low, funnel_scale_high
  FROM fact_setting)
SELECT p.step, p.name, CAST(p.day_30 AS INTEGER) AS day_30, CAST(p.day_60 AS INTEGER) AS day_60, p.reached, p.target, p.target_high,
  CASE WHEN p.target IS NULL THEN NULL WHEN p.step = 6 AND p.reached >= s.funnel_stall_low AND p.reached < p.target THEN 'stalls here'
       WHEN p.reached < p.target THEN 'below target' WHEN p.reached > coalesce(p.target_high, p.reached) THEN 'above target' ELSE 'on target' END AS status
FROM step p CROSS JOIN fact_setting s;

-- Potential revenue by partner (Crossbeam): open amount at accounts that are the partner's customers; each deal once a partner.
CREATE VIEW health_potential AS
SELECT x.partner_id, p.partner_name, count(*) AS open_deals, sum(d.reporting_minor) AS potential_minor,
  sum(CASE WHEN e.touched THEN d.reporting_minor END) AS touched_minor
FROM elg_account_partner x JOIN elg_deal d ON d.account_id = x.account_id AND d.status = 'open'
LEFT JOIN elg_deal_partner e ON e.opportunity_id = d.opportunity_id AND e.partner_id = x.partner_id
LEFT JOIN fact_partner p ON p.partner_id = x.partner_id
WHERE x.overlap AND x.their_customer
GROUP BY x.partner_id;
