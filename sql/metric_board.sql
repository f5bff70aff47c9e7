-- metric_board.sql: one row a metric and period: value, numerator, denominator, interval, n, target, status, why there is none.

-- Partners, network and use of overlap, as board metrics. TEMP: medians and their intervals.
--   working_set_partners  with pursued_low to pursued_high accounts pursued in the quarter; spread_thin_partners: with more; active: any
--   activation_days    Kaplan-Meier median of signed -> first introduction or joint call; partners not active yet are censored
--   flywheel_days      median days of the rotations completed in 12 months
--   cosell_coverage    open deals overlapping a partner's customers / open deals; _active: touched as well (Crossbeam)
--   confidence_*       open amount of motion_pipeline's bands: low; low + mid; all of it (Forecastable)
--   motion_age_months  months since the first joint touch or plan: cadence by 6-9, stable revenue by 12-24 (Forecastable)
--   partner_led_acv    median annual value of sourced won new deals: ARR, else the amount by its contract's years; 5 K and more (Elinkages)
CREATE TEMP VIEW metric_health AS
SELECT m.metric, p.period, 'partners' AS unit, CASE WHEN i.touches OR i.plans THEN CASE m.metric WHEN 'working_set_partners' THEN p.passing
    WHEN 'spread_thin_partners' THEN p.thin ELSE p.active END END AS value, NULL AS numerator, NULL AS denominator, NULL AS low, NULL AS high,
  p.partners AS n, 0 AS min_n, CASE WHEN NOT i.partners THEN 'no partners' WHEN NOT i.touches AND NOT i.plans THEN 'no touches, no joint plans' END AS why_null
FROM metric_input i
CROSS JOIN (SELECT q.period, count(f.partner_id) AS partners, total(u.pursued BETWEEN s.pursued_low AND s.pursued_high) AS passing,
    total(u.pursued > s.pursued_high) AS thin, total(u.pursued > 0) AS active
  FROM elg_period q CROSS JOIN fact_setting s LEFT JOIN fact_partner f ON f.signed
  LEFT JOIN (SELECT period, partner_id, count(*) AS pursued FROM health_pursued GROUP BY period, partner_id) u
    ON u.period = q.period AND u.partner_id = f.partner_id
  WHERE q.period IN ('quarter', 'last_quarter') GROUP BY q.period) p
CROSS JOIN (SELECT 'working_set_partners' AS metric UNION ALL SELECT 'spread_thin_partners' UNION ALL SELECT 'active_partners') m
UNION ALL
SELECT m.metric, '12_months', m.unit,
  CASE m.metric WHEN 'credit_hhi' THEN c.hhi WHEN 'effective_partners' THEN c.effective_partners WHEN 'top_partner_share' THEN c.top_share
    ELSE p.satisfaction END, NULL, NULL, CASE m.metric WHEN 'partner_satisfaction' THEN p.satisfaction_low END,
  CASE m.metric WHEN 'partner_satisfaction' THEN p.satisfaction_high END,
  CASE m.metric WHEN 'partner_satisfaction' THEN p.answers ELSE c.partners END, 0,
  CASE WHEN NOT i.partners THEN 'no partners' WHEN m.metric = 'partner_satisfaction' AND p.answers = 0 THEN 'no satisfaction recorded'
    WHEN m.metric <> 'partner_satisfaction' AND c.partners = 0 THEN 'no partner credit in the period' END
FROM metric_input i
CROSS JOIN (SELECT avg(f.satisfaction) AS satisfaction, elg_mean_low(f.satisfaction, s.confidence) AS satisfaction_low,
    elg_mean_high(f.satisfaction, s.confidence) AS satisfaction_high, count(f.satisfaction) AS answers
  FROM fact_partner f CROSS JOIN fact_setting s WHERE f.signed) p
CROSS JOIN health_concentration c
CROSS JOIN (SELECT 'credit_hhi' AS metric, 'index' AS unit UNION ALL SELECT 'effective_partners', 'partners' UNION ALL SELECT 'top_partner_share', 'share'
  UNION ALL SELECT 'partner_satisfaction', 'points') m
UNION ALL
SELECT 'network_index', '12_months', 'index', sum(amount_minor * (partners - 1.0) / partners) / sum(amount_minor * 1.0 / partners), NULL, NULL, NULL, NULL,
  count(DISTINCT opportunity_id), 0, CASE WHEN count(*) = 0 THEN 'no influenced revenue in the period' END
FROM health_deal_partner
UNION ALL
SELECT m.metric, 'snapshot', m.unit, CASE m.metric WHEN 'activation_days' THEN a.days ELSE 1 - a.waiting_21 END, NULL, NULL,
  CASE m.metric WHEN 'activation_days' THEN a.low ELSE 1 - a.waiting_high END, CASE m.metric WHEN 'activation_days' THEN a.high ELSE 1 - a.waiting_low END, a.n, 1,
  CASE WHEN a.n = 0 THEN 'no partners with a signing date' WHEN m.metric = 'activation_days' AND a.days IS NULL THEN 'fewer than half of the partners are active' END
FROM (SELECT elg_km_median(max(0, days), activated) AS days, elg_km_median_low(max(0, days), activated, s.confidence) AS low, elg_km_median_high(max(0, days), activated, s.confidence) AS high,
        elg_km_survival(max(0, days), activated, 21) AS waiting_21, elg_km_survival_low(max(0, days), activated, 21, s.confidence) AS waiting_low,
        elg_km_survival_high(max(0, days), activated, 21, s.confidence) AS waiting_high, count(*) AS n FROM fact_setting s CROSS JOIN motion_activated) a
CROSS JOIN (SELECT 'activation_days' AS metric, 'days' AS unit UNION ALL SELECT 'activated_by_day_21', 'share') m
UNION ALL
SELECT 'flywheel_days', '12_months', 'days', elg_median(f.days), NULL, NULL, elg_median_interval_low(f.days, s.confidence), elg_median_interval_high(f.days, s.confidence), count(f.days), 1,
  CASE WHEN count(f.days) = 0 THEN 'no rotation completed in the period' END
FROM (SELECT f.days FROM elg_period p CROSS JOIN health_flywheel f ON f.integration_at >= p.starts_at AND f.integration_at < p.ends_at AND f.days >= 0
      WHERE p.period = '12_months' AND f.account_id IN (SELECT i.account_id FROM read_integration i CROSS JOIN elg_period q
        ON q.period = '12_months' AND i.started_at >= q.starts_at AND i.started_at < q.ends_at)
      LIMIT -1) f CROSS JOIN fact_setting s -- the days are computed once
UNION ALL
SELECT m.metric, 'snapshot', m.unit, CASE WHEN why_null IS NULL THEN CASE m.metric WHEN 'cosell_coverage' THEN o.overlapping * 1.0 / o.n
    WHEN 'cosell_coverage_active' THEN o.active * 1.0 / o.n ELSE o.potential END END,
  CASE m.metric WHEN 'cosell_coverage' THEN o.overlapping WHEN 'cosell_coverage_active' THEN o.active END, CASE WHEN m.metric <> 'potential_revenue' THEN o.n END,
  NULL, NULL, o.n, 0, why_null
FROM (SELECT count(*) AS n, total(overlapping) AS overlapping, total(overlapping AND touched) AS active,
        total(CASE WHEN overlapping THEN reporting_minor END) AS potential,
        CASE WHEN NOT (SELECT matches FROM metric_input) THEN 'no overlaps' WHEN count(*) = 0 THEN 'no open deals' END AS why_null
      FROM (SELECT d.touched, d.reporting_minor, count(x.partner_id) > 0 AS overlapping
            FROM elg_deal d LEFT JOIN elg_account_partner x ON x.account_id = d.account_id AND x.overlap AND x.their_customer
            WHERE d.status = 'open' GROUP BY +d.rowid)) o -- +: the open deals are grouped, not all deals read in that order
CROSS JOIN (SELECT 'cosell_coverage' AS metric, 'share' AS unit UNION ALL SELECT 'cosell_coverage_active', 'share' UNION ALL SELECT 'potential_revenue', 'money') m
UNION ALL
SELECT m.metric, 'snapshot', 'money', CASE WHEN i.plans THEN CASE m.metric WHEN 'confidence_low' THEN b.low WHEN 'confidence_mid' THEN b.mid ELSE b.rest END END, NULL, NULL, NULL, NULL, b.n, 0,
  CASE WHEN NOT i.plans THEN 'no joint plans' END
FROM metric_input i CROSS JOIN (SELECT count(*) AS n, total(CASE WHEN band = 'low' THEN reporting_minor END) AS low,
    total(CASE WHEN band IN ('low', 'mid') THEN reporting_minor END) AS mid, total(CASE WHEN band IS NOT NULL THEN reporting_minor END) AS rest FROM motion_pipeline) b
CROSS JOIN (SELECT 'confidence_low' AS metric UNION ALL SELECT 'confidence_mid' UNION ALL SELECT 'confidence_all') m
UNION ALL
SELECT 'motion_age_months', 'snapshot', 'months', round((julianday(max(n.as_of)) - julianday(min(x.first_at))) / 30.4375, 1), NULL, NULL, NULL, NULL, count(x.first_at), 0,
  CASE WHEN count(x.first_at) = 0 THEN 'no joint touch or plan yet' END
FROM fact_now n LEFT JOIN (SELECT min(first_joint_at) AS first_at FROM elg_account_partner WHERE first_joint_at IS NOT NULL UNION ALL SELECT min(started_at) FROM read_joint_plan) x
UNION ALL
SELECT 'partner_led_acv', '12_months', 'money', elg_median(acv), NULL, NULL, elg_median_interval_low(acv, confidence), elg_median_interval_high(acv, confidence),
  count(acv), 1, CASE WHEN count(acv) = 0 THEN 'no sourced new deal with an amount won in the period' END
FROM (SELECT s.confidence, coalesce(d.arr_reporting_minor, d.reporting_minor * 12.0 / max(12, coalesce(o.term_months, 12))) AS acv
      FROM fact_setting s CROSS JOIN elg_period p JOIN elg_deal d ON d.closed_at >= p.starts_at AND d.closed_at < p.ends_at AND d.status = 'won'
        AND d.kind = 'new' AND d.category = 'sourced'
      LEFT JOIN read_opportunity o ON o.opportunity_id = d.opportunity_id
      WHERE p.period = '12_months');

-- After the deal, as board metrics; the definitions stand at the lifecycle_* views. n of a rate ratio is the number of churned
-- (expanded) customers, of a comparison of shares the smaller group.
CREATE TEMP VIEW metric_lifecycle AS
SELECT m.metric, 'all_time' AS period, 'ratio' AS unit,
  CASE m.metric WHEN 'retention_rate_ratio' THEN r.ratio WHEN 'retention_rate_ratio_stratified' THEN r.ratio_stratified
    WHEN 'single_product_churn_ratio' THEN r.single_ratio ELSE r.expansion_ratio END AS value,
  CASE m.metric WHEN 'retention_rate_ratio' THEN r.churned_integrated / nullif(r.years_integrated, 0)
    WHEN 'expansion_rate_ratio' THEN r.expansions_multi / nullif(r.years_multi, 0) END AS numerator,
  CASE m.metric WHEN 'retention_rate_ratio' THEN r.churned_other / nullif(r.years_other, 0)
    WHEN 'expansion_rate_ratio' THEN r.expansions_other / nullif(r.years_integrated + r.years_other - r.years_multi, 0) END AS denominator,
  CASE m.metric WHEN 'retention_rate_ratio' THEN r.low WHEN 'retention_rate_ratio_stratified' THEN r.stratified_low
    WHEN 'single_product_churn_ratio' THEN r.single_low ELSE r.expansion_low END AS low,
  CASE m.metric WHEN 'retention_rate_ratio' THEN r.high WHEN 'retention_rate_ratio_stratified' THEN r.stratified_high
    WHEN 'single_product_churn_ratio' THEN r.single_high ELSE r.expansion_high END AS high,
  CASE m.metric WHEN 'expansion_rate_ratio' THEN r.expansions_multi + r.expansions_other ELSE r.churned_integrated + r.churned_other END AS n, NULL AS min_n,
  CASE WHEN NOT i.customers THEN 'no customers' WHEN NOT i.integrations THEN 'no integrations'
       WHEN m.metric = 'retention_rate_ratio' AND r.flag IS NOT NULL THEN r.flag
       WHEN m.metric = 'retention_rate_ratio_stratified' AND r.ratio_stratified IS NULL THEN 'no stratum with churn in both groups'
       WHEN m.metric = 'single_product_churn_ratio' AND r.single_ratio IS NULL THEN 'no churn, or no time, in one of the groups'
       WHEN m.metric = 'expansion_rate_ratio' AND r.expansion_ratio IS NULL THEN 'no expansion, or no time, in one of the groups' END AS why_null
FROM metric_input i CROSS JOIN lifecycle_retention r
CROSS JOIN (SELECT 'retention_rate_ratio' AS metric UNION ALL SELECT 'retention_rate_ratio_stratified' UNION ALL SELECT 'single_product_churn_ratio'
  UNION ALL SELECT 'expansion_rate_ratio') m
UNION ALL
SELECT 'retention_landmark_difference', 'all_time', 'rate', l.a * 1.0 / nullif(l.b, 0) - l.c * 1.0 / nullif(l.d, 0), l.a * 1.0 / nullif(l.b, 0), l.c * 1.0 / nullif(l.d, 0),
  elg_newcombe_low(l.a, l.b, l.c, l.d, s.confidence), elg_newcombe_high(l.a, l.b, l.c, l.d, s.confidence), min(l.b, l.d), NULL,
  CASE WHEN NOT i.customers THEN 'no customers' WHEN NOT i.integrations THEN 'no integrations' WHEN l.b = 0 OR l.d = 0 THEN 'a group without followed customers' END
FROM metric_input i CROSS JOIN fact_setting s CROSS JOIN (
  SELECT total(CASE WHEN integrated THEN churned END) AS a, total(CASE WHEN integrated THEN customers END) AS b,
    total(CASE WHEN NOT integrated THEN churned END) AS c, total(CASE WHEN NOT integrated THEN customers END) AS d FROM lifecycle_landmark) l
UNION ALL
SELECT CASE d.month WHEN s.depth_month_early THEN 'depth_month_early' ELSE 'depth_month_late' END, 'all_time', 'products', d.mean_depth,
  d.mean_depth * d.customers, d.customers, NULL, NULL, d.customers, NULL, CASE WHEN NOT i.integrations THEN 'no integrations' WHEN d.customers = 0 THEN 'no customer reached that month' END
FROM metric_input i CROSS JOIN fact_setting s JOIN lifecycle_depth d ON d.month IN (s.depth_month_early, s.depth_month_late)
UNION ALL
SELECT 'nps_' || g.depth, 'all_time', 'points', p.nps, NULL, NULL, p.low, p.high, coalesce(p.answers, 0), NULL,
  CASE WHEN NOT i.nps THEN 'no NPS answers' WHEN p.answers IS NULL THEN 'no answer at that depth' END
FROM metric_input i CROSS JOIN (SELECT 'none' AS depth UNION ALL SELECT 'single' UNION ALL SELECT 'multi') g LEFT JOIN lifecycle_nps p ON p.depth = g.depth
UNION ALL
SELECT m.metric, 'all_time', CASE m.metric WHEN 'time_to_value_gain_days' THEN 'days' ELSE 'rate' END,
  CASE m.metric WHEN 'time_to_value_gain_days' THEN -v.shift WHEN 'first_year_churn_delivered' THEN f.a / nullif(f.b, 0)
    WHEN 'first_year_churn_other' THEN f.c / nullif(f.d, 0) ELSE f.a / nullif(f.b, 0) - f.c / nullif(f.d, 0) END,
  CASE m.metric WHEN 'first_year_churn_delivered' THEN f.a WHEN 'first_year_churn_other' THEN f.c END,
  CASE m.metric WHEN 'first_year_churn_delivered' THEN f.b WHEN 'first_year_churn_other' THEN f.d END,
  CASE m.metric WHEN 'time_to_value_gain_days' THEN -v.high WHEN 'first_year_churn_delivered' THEN elg_wilson_low(f.a, f.b, s.confidence)
    WHEN 'first_year_churn_other' THEN elg_wilson_low(f.c, f.d, s.confidence) ELSE elg_newcombe_low(f.a, f.b, f.c, f.d, s.confidence) END,
  CASE m.metric WHEN 'time_to_value_gain_days' THEN -v.low WHEN 'first_year_churn_delivered' THEN elg_wilson_high(f.a, f.b, s.confidence)
    WHEN 'first_year_churn_other' THEN elg_wilson_high(f.c, f.d, s.confidence) ELSE elg_newcombe_high(f.a, f.b, f.c, f.d, s.confidence) END,
  CASE m.metric WHEN 'time_to_value_gain_days' THEN v.n WHEN 'first_year_churn_delivered' THEN f.b WHEN 'first_year_churn_other' THEN f.d ELSE min(f.b, f.d) END, NULL,
  CASE WHEN NOT i.customers THEN 'no customers' WHEN m.metric = 'time_to_value_gain_days' AND v.n = 0 THEN 'no live customers in one of the groups'
       WHEN m.metric = 'first_year_churn_delivered' AND f.b = 0 THEN 'no delivered customer followed for a year'
       WHEN m.metric = 'first_year_churn_other' AND f.d = 0 THEN 'no other customer followed for a year'
       WHEN m.metric = 'first_year_churn_difference' AND (f.b = 0 OR f.d = 0) THEN 'a group without followed customers' END
FROM metric_input i CROSS JOIN fact_setting s
CROSS JOIN (SELECT elg_hodges_lehmann(days, delivered) AS shift, elg_hodges_lehmann_low(days, delivered, s.confidence) AS low, elg_hodges_lehmann_high(days, delivered, s.confidence) AS high,
    min(total(delivered), total(NOT delivered)) AS n
  FROM fact_setting s CROSS JOIN (SELECT julianday(live_at) - julianday(started_at) AS days, delivered FROM lifecycle_customer WHERE live_at IS NOT NULL
        LIMIT -1)) v -- flattened, each of them would look up what was delivered
CROSS JOIN (SELECT total(CASE WHEN delivered THEN churned_first_year END) AS a, total(CASE WHEN delivered THEN followed END) AS b,
    total(CASE WHEN NOT delivered THEN churned_first_year END) AS c, total(CASE WHEN NOT delivered THEN followed END) AS d FROM lifecycle_implementation) f
CROSS JOIN (SELECT 'time_to_value_gain_days' AS metric UNION ALL SELECT 'first_year_churn_delivered' UNION ALL SELECT 'first_year_churn_other'
  UNION ALL SELECT 'first_year_churn_difference') m
UNION ALL
SELECT m.metric, 'all_time', 'days', CASE m.delivered WHEN 1 THEN k.days_d ELSE k.days_o END, NULL, NULL, CASE m.delivered WHEN 1 THEN k.low_d ELSE k.low_o END,
  CASE m.delivered WHEN 1 THEN k.high_d ELSE k.high_o END, CASE m.delivered WHEN 1 THEN k.n_d ELSE k.n_o END, NULL,
  CASE WHEN NOT i.customers THEN 'no customers' WHEN k.live = 0 THEN 'no customer has gone live' WHEN CASE m.delivered WHEN 1 THEN k.n_d ELSE k.n_o END = 0 THEN 'no such customer'
    WHEN CASE m.delivered WHEN 1 THEN k.days_d ELSE k.days_o END IS NULL THEN 'fewer than half have gone live' END
FROM metric_input i CROSS JOIN (SELECT 'days_to_live_delivered' AS metric, 1 AS delivered UNION ALL SELECT 'days_to_live_other', 0) m
CROSS JOIN (SELECT elg_km_median(CASE WHEN delivered THEN days END, live) AS days_d, elg_km_median(CASE WHEN NOT delivered THEN days END, live) AS days_o,
    elg_km_median_low(CASE WHEN delivered THEN days END, live, confidence) AS low_d, elg_km_median_low(CASE WHEN NOT delivered THEN days END, live, confidence) AS low_o,
    elg_km_median_high(CASE WHEN delivered THEN days END, live, confidence) AS high_d, elg_km_median_high(CASE WHEN NOT delivered THEN days END, live, confidence) AS high_o,
    total(delivered) AS n_d, total(NOT delivered) AS n_o, total(live) AS live
  FROM (SELECT c.delivered, s.confidence, coalesce(c.live_at <= c.until, 0) AS live,
          max(0, julianday(CASE WHEN c.live_at <= c.until THEN c.live_at ELSE c.until END) - julianday(c.started_at)) AS days
        FROM fact_setting s CROSS JOIN lifecycle_customer c LIMIT -1)) k; -- the days are computed once

-- Every family in one shape.
CREATE TEMP VIEW metric_value AS
SELECT metric, period, unit, value, numerator, denominator, NULL AS low, NULL AS high, n, 0 AS min_n, why_null FROM metric_revenue
UNION ALL SELECT metric, period, unit, value, numerator, denominator, NULL, NULL, n, 0, why_null FROM metric_pipeline
UNION ALL SELECT metric, period, unit, value, numerator, denominator, NULL, NULL, n, 0, why_null FROM metric_channel
UNION ALL SELECT metric, period, unit, value, numerator, denominator, low, high, n, min_n, why_null FROM metric_win_rate
UNION ALL SELECT metric, period, unit, value, numerator, denominator, low, high, n, min_n, why_null FROM metric_velocity
UNION ALL SELECT metric, period, unit, value, numerator, denominator, low, high, n, min_n, why_null FROM metric_return
UNION ALL SELECT metric, period, unit, value, numerator, denominator, low, high, n, min_n, why_null FROM metric_comp_parity
UNION ALL SELECT metric, period, unit, value, numerator, denominator, low, high, n, min_n, why_null FROM metric_partner_to_partner
UNION ALL SELECT metric, period, unit, value, numerator, denominator, low, high, n, min_n, why_null FROM metric_health
UNION ALL SELECT metric, period, unit, value, numerator, denominator, low, high, n, min_n, why_null FROM metric_lifecycle;

-- The board. A metric with fewer than min_n observations (elg_target, else the setting min_n for statistics) has no value,
-- and says so. status compares with elg_target: on target, below / above / outside target, bad beyond its warn level.
-- top_partner_share without levels of its own takes concentration_warn.
CREATE TEMP VIEW metric_board AS
SELECT metric, period, label, unit, value, numerator, denominator, low, high, n, target, CASE WHEN value IS NULL OR better IS NULL THEN NULL
    WHEN better = 'higher' THEN CASE WHEN value >= coalesce(target_low, warn) THEN 'on target' WHEN value < warn THEN 'bad' ELSE 'below target' END
    WHEN better = 'lower' THEN CASE WHEN value <= coalesce(target_high, warn) THEN 'on target' WHEN value > warn THEN 'bad' ELSE 'above target' END
    WHEN value >= coalesce(target_low, value) AND value <= coalesce(target_high, value) THEN 'on target'
    WHEN warn <= target_low AND value < warn OR warn >= target_high AND value > warn THEN 'bad' ELSE 'outside target' END AS status,
  why_null, source
FROM (
  SELECT v.metric, v.period, coalesce(p.label, CASE v.period WHEN 'snapshot' THEN 'as of ' || n.today ELSE 'all time' END) AS label, v.unit,
    CASE WHEN v.why_null IS NULL AND v.n >= coalesce(t.min_n, v.min_n, s.min_n) THEN v.value END AS value, v.numerator, v.denominator,
    CASE WHEN v.why_null IS NULL AND v.n >= coalesce(t.min_n, v.min_n, s.min_n) THEN v.low END AS low,
    CASE WHEN v.why_null IS NULL AND v.n >= coalesce(t.min_n, v.min_n, s.min_n) THEN v.high END AS high, cast(v.n AS INTEGER) AS n,
    CASE WHEN t.low IS NOT NULL AND t.high IS NOT NULL THEN t.low || ' to ' || t.high WHEN t.low IS NOT NULL THEN 'from ' || t.low
         WHEN t.high IS NOT NULL THEN 'up to ' || t.high END AS target, t.better, t.warn, t.low AS target_low, t.high AS target_high,
    CASE WHEN v.why_null IS NOT NULL THEN v.why_null
         WHEN v.n < coalesce(t.min_n, v.min_n, s.min_n) THEN 'n = ' || cast(v.n AS INTEGER) || ', fewer than ' || coalesce(t.min_n, v.min_n, s.min_n)
         WHEN v.value IS NULL THEN 'the observations do not determine it' END AS why_null, t.source
  FROM metric_value v CROSS JOIN fact_now n CROSS JOIN fact_setting s
  LEFT JOIN (SELECT e.metric, e.better, CASE e.metric WHEN 'top_partner_share' THEN coalesce(e.warn, s.concentration_warn) ELSE e.warn END AS warn, e.low,
      CASE e.metric WHEN 'top_partner_share' THEN coalesce(e.high, s.concentration_warn) ELSE e.high END AS high, e.min_n, e.source
    FROM elg_target e CROSS JOIN fact_setting s LIMIT -1) t ON t.metric = v.metric
  LEFT JOIN elg_period p ON p.period = v.period);
