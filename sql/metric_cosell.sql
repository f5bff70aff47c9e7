-- metric_cosell.sql: co-sell against solo: win rate, velocity, size. A deal is co-sell when people of a partner touched that
-- deal before the stage cut-off (cosell_stage_position); an overlap or an installed integration alone never makes it one.
-- Renewals are left out. A family of board metrics has the columns of metric_share.sql and low, high, min_n.

-- Deals closed in each period by co-sell, segment, size band and quarter of close: every win rate is a quotient of it.
CREATE VIEW metric_cosell_group AS
SELECT p.period, d.segment, d.size_band,
  n.fiscal_prefix || ((substr(d.closed_at, 1, 4) * 12 + substr(d.closed_at, 6, 2) + n.fiscal_months) / 12) || '-Q'
    || ((substr(d.closed_at, 1, 4) * 12 + substr(d.closed_at, 6, 2) + n.fiscal_months) % 12 / 3 + 1) AS closed_quarter,
  total(d.cosell AND d.status = 'won') AS cosell_won, total(d.cosell) AS cosell_closed,
  total(NOT d.cosell AND d.status = 'won') AS solo_won, total(NOT d.cosell) AS solo_closed
FROM fact_now n CROSS JOIN elg_period p
JOIN elg_deal d ON d.closed_at >= p.starts_at AND d.closed_at < p.ends_at AND d.kind <> 'renewal' AND d.status <> 'open'
WHERE p.period IN ('quarter', 'last_quarter', '12_months')
GROUP BY 1, 2, 3, 4;

-- Win rate = won / (won + lost), co-sell over solo: 1.5-2x (Covant). Wilson's interval for a rate, Newcombe's for the
-- difference, Katz' for the ratio, and the ratio of Mantel-Haenszel over segment x size band x quarter.
CREATE TEMP VIEW metric_win_rate AS
SELECT m.metric, p.period, m.unit,
  CASE m.metric WHEN 'cosell_win_rate' THEN g.a / nullif(g.b, 0) WHEN 'solo_win_rate' THEN g.c / nullif(g.d, 0)
    WHEN 'win_rate_difference' THEN g.a / nullif(g.b, 0) - g.c / nullif(g.d, 0)
    WHEN 'win_rate_ratio' THEN elg_risk_ratio(g.a, g.b, g.c, g.d) ELSE g.mh END AS value,
  CASE m.metric WHEN 'cosell_win_rate' THEN g.a WHEN 'solo_win_rate' THEN g.c ELSE g.a / nullif(g.b, 0) END AS numerator,
  CASE m.metric WHEN 'cosell_win_rate' THEN g.b WHEN 'solo_win_rate' THEN g.d ELSE g.c / nullif(g.d, 0) END AS denominator,
  CASE m.metric WHEN 'cosell_win_rate' THEN elg_wilson_low(g.a, g.b, s.confidence)
    WHEN 'solo_win_rate' THEN elg_wilson_low(g.c, g.d, s.confidence)
    WHEN 'win_rate_difference' THEN elg_newcombe_low(g.a, g.b, g.c, g.d, s.confidence)
    WHEN 'win_rate_ratio' THEN elg_risk_ratio_low(g.a, g.b, g.c, g.d, s.confidence) ELSE g.mh_low END AS low,
  CASE m.metric WHEN 'cosell_win_rate' THEN elg_wilson_high(g.a, g.b, s.confidence)
    WHEN 'solo_win_rate' THEN elg_wilson_high(g.c, g.d, s.confidence)
    WHEN 'win_rate_difference' THEN elg_newcombe_high(g.a, g.b, g.c, g.d, s.confidence)
    WHEN 'win_rate_ratio' THEN elg_risk_ratio_high(g.a, g.b, g.c, g.d, s.confidence) ELSE g.mh_high END AS high,
  CASE m.metric WHEN 'cosell_win_rate' THEN g.b WHEN 'solo_win_rate' THEN g.d ELSE min(g.b, g.d) END AS n, NULL AS min_n,
  CASE WHEN NOT i.deals THEN 'no deals'
    WHEN m.metric <> 'solo_win_rate' AND coalesce(g.b, 0) = 0 THEN 'no co-sell deal closed in the period'
       WHEN m.metric <> 'cosell_win_rate' AND coalesce(g.d, 0) = 0 THEN 'no solo deal closed in the period'
       WHEN m.metric GLOB 'win_rate_ratio*' AND g.c = 0 THEN 'no solo deal won' END AS why_null
FROM (SELECT period FROM elg_period WHERE period IN ('quarter', 'last_quarter', '12_months')) p
CROSS JOIN metric_input i CROSS JOIN fact_setting s
CROSS JOIN (SELECT 'cosell_win_rate' AS metric, 'rate' AS unit UNION ALL SELECT 'solo_win_rate', 'rate'
  UNION ALL SELECT 'win_rate_difference', 'rate'
  UNION ALL SELECT 'win_rate_ratio', 'ratio' UNION ALL SELECT 'win_rate_ratio_stratified', 'ratio') m
LEFT JOIN (SELECT period, sum(cosell_won) AS a, sum(cosell_closed) AS b, sum(solo_won) AS c, sum(solo_closed) AS d,
             elg_mantel_haenszel('risk_ratio', cosell_won, cosell_closed, solo_won, solo_closed) AS mh,
             elg_mantel_haenszel('risk_ratio_low', cosell_won, cosell_closed, solo_won, solo_closed, s.confidence) AS mh_low,
             elg_mantel_haenszel('risk_ratio_high', cosell_won, cosell_closed, solo_won, solo_closed, s.confidence) AS mh_high
           FROM fact_setting s CROSS JOIN metric_cosell_group GROUP BY period) g ON g.period = p.period;

-- The same win rates by segment, size band or quarter of close, 12 months: one row a stratum with its intervals, and Fisher's
-- exact p, which holds in small strata too. No ratio below min_n deals closed on either side.
CREATE TEMP VIEW metric_win_rate_stratum AS
SELECT x.stratum, x.value, x.cosell_won, x.cosell_closed, x.solo_won, x.solo_closed,
  x.cosell_won / nullif(x.cosell_closed, 0) AS cosell_rate,
  x.solo_won / nullif(x.solo_closed, 0) AS solo_rate,
  CASE WHEN x.n >= s.min_n THEN elg_risk_ratio(x.cosell_won, x.cosell_closed, x.solo_won, x.solo_closed) END AS ratio,
  CASE WHEN x.n >= s.min_n THEN elg_risk_ratio_low(x.cosell_won, x.cosell_closed, x.solo_won, x.solo_closed, s.confidence) END AS low,
  CASE WHEN x.n >= s.min_n THEN elg_risk_ratio_high(x.cosell_won, x.cosell_closed, x.solo_won, x.solo_closed, s.confidence) END AS high,
  elg_fisher_p(x.cosell_won, x.cosell_closed, x.solo_won, x.solo_closed) AS fisher_p,
  CASE WHEN x.n < s.min_n THEN 'n = ' || CAST(x.n AS INTEGER) || ', fewer than ' || s.min_n
    WHEN x.solo_won = 0 THEN 'no solo deal won' END AS why_null
FROM fact_setting s CROSS JOIN (
  SELECT k.stratum, CASE k.stratum WHEN 'segment' THEN g.segment WHEN 'size_band' THEN g.size_band ELSE g.closed_quarter END AS value,
    sum(g.cosell_won) AS cosell_won, sum(g.cosell_closed) AS cosell_closed, sum(g.solo_won) AS solo_won, sum(g.solo_closed) AS solo_closed,
    min(sum(g.cosell_closed), sum(g.solo_closed)) AS n
  FROM metric_cosell_group g CROSS JOIN (SELECT 'segment' AS stratum UNION ALL SELECT 'size_band' UNION ALL SELECT 'quarter') k
  WHERE g.period = '12_months' GROUP BY 1, 2) x;

-- Days to close and amount of deals won in the last 12 months, co-sell against solo: medians with order-statistic intervals,
-- and the Hodges-Lehmann shift and ratio, of every co-sell deal to every solo one, with their intervals (e.g. 30 % faster, 25 % larger:
-- Covant); numerator and denominator of a ratio are the medians. A deal closed on its first day counts one day in the ratio, one
-- without an amount above 0 is left out of it.
-- *_days_open_included is Kaplan-Meier's median over deals created in the last 24 months, won or lost as the event, open
-- deals censored: a motion that merely closes its easy deals first does not look fast.
CREATE TEMP VIEW metric_velocity AS
SELECT m.metric, '12_months' AS period, m.unit,
  CASE m.metric WHEN 'cosell_days_to_close' THEN w.days_c WHEN 'solo_days_to_close' THEN w.days_s WHEN 'cosell_days_shift' THEN w.shift
    WHEN 'cosell_days_ratio' THEN w.ratio WHEN 'cosell_days_open_included' THEN k.days_c
    WHEN 'solo_days_open_included' THEN k.days_s WHEN 'cosell_amount' THEN w.amount_c WHEN 'solo_amount' THEN w.amount_s
    WHEN 'cosell_amount_shift' THEN w.amount_shift ELSE w.amount_ratio END AS value,
  CASE m.metric WHEN 'cosell_days_ratio' THEN w.days_c WHEN 'cosell_amount_ratio' THEN w.amount_c END AS numerator,
  CASE m.metric WHEN 'cosell_days_ratio' THEN w.days_s WHEN 'cosell_amount_ratio' THEN w.amount_s END AS denominator,
  CASE m.metric WHEN 'cosell_days_to_close' THEN w.days_c_low WHEN 'solo_days_to_close' THEN w.days_s_low
    WHEN 'cosell_days_shift' THEN w.shift_low
    WHEN 'cosell_days_open_included' THEN k.days_c_low WHEN 'solo_days_open_included' THEN k.days_s_low
    WHEN 'cosell_amount' THEN w.amount_c_low WHEN 'solo_amount' THEN w.amount_s_low WHEN 'cosell_days_ratio' THEN w.ratio_low
    WHEN 'cosell_amount_shift' THEN w.amount_shift_low ELSE w.amount_ratio_low END AS low,
  CASE m.metric WHEN 'cosell_days_to_close' THEN w.days_c_high WHEN 'solo_days_to_close' THEN w.days_s_high
    WHEN 'cosell_days_shift' THEN w.shift_high
    WHEN 'cosell_days_open_included' THEN k.days_c_high WHEN 'solo_days_open_included' THEN k.days_s_high
    WHEN 'cosell_amount' THEN w.amount_c_high WHEN 'solo_amount' THEN w.amount_s_high WHEN 'cosell_days_ratio' THEN w.ratio_high
    WHEN 'cosell_amount_shift' THEN w.amount_shift_high ELSE w.amount_ratio_high END AS high,
  CASE m.metric WHEN 'cosell_days_to_close' THEN w.days_n_c WHEN 'solo_days_to_close' THEN w.days_n_s
    WHEN 'cosell_days_open_included' THEN k.n_c
    WHEN 'solo_days_open_included' THEN k.n_s WHEN 'cosell_amount' THEN w.amount_n_c WHEN 'solo_amount' THEN w.amount_n_s
    WHEN 'cosell_amount_shift' THEN min(w.amount_n_c, w.amount_n_s) WHEN 'cosell_amount_ratio' THEN min(w.amount_n_c, w.amount_n_s)
    ELSE min(w.days_n_c, w.days_n_s) END AS n,
  NULL AS min_n,
  CASE WHEN NOT i.deals THEN 'no deals'
       WHEN m.metric = 'cosell_days_open_included' THEN CASE WHEN k.n_c = 0 THEN 'no co-sell deal created in 24 months'
         WHEN k.days_c IS NULL THEN 'half of the deals have not closed' END
       WHEN m.metric = 'solo_days_open_included' THEN CASE WHEN k.n_s = 0 THEN 'no solo deal created in 24 months'
         WHEN k.days_s IS NULL THEN 'half of the deals have not closed' END
       WHEN m.metric NOT GLOB 'solo*' AND w.n_c = 0 THEN 'no co-sell deal won in the period'
       WHEN m.metric NOT IN ('cosell_days_to_close', 'cosell_amount') AND w.n_s = 0 THEN 'no solo deal won in the period' END AS why_null
FROM metric_input i
CROSS JOIN (
  SELECT elg_median(CASE WHEN d.cosell THEN d.days_to_close END) AS days_c,
    elg_median(CASE WHEN NOT d.cosell THEN d.days_to_close END) AS days_s,
    elg_median_interval_low(CASE WHEN d.cosell THEN d.days_to_close END, s.confidence) AS days_c_low,
    elg_median_interval_high(CASE WHEN d.cosell THEN d.days_to_close END, s.confidence) AS days_c_high,
    elg_median_interval_low(CASE WHEN NOT d.cosell THEN d.days_to_close END, s.confidence) AS days_s_low,
    elg_median_interval_high(CASE WHEN NOT d.cosell THEN d.days_to_close END, s.confidence) AS days_s_high,
    elg_median(CASE WHEN d.cosell THEN d.reporting_minor END) AS amount_c,
    elg_median(CASE WHEN NOT d.cosell THEN d.reporting_minor END) AS amount_s,
    elg_median_interval_low(CASE WHEN d.cosell THEN d.reporting_minor END, s.confidence) AS amount_c_low,
    elg_median_interval_high(CASE WHEN d.cosell THEN d.reporting_minor END, s.confidence) AS amount_c_high,
    elg_median_interval_low(CASE WHEN NOT d.cosell THEN d.reporting_minor END, s.confidence) AS amount_s_low,
    elg_median_interval_high(CASE WHEN NOT d.cosell THEN d.reporting_minor END, s.confidence) AS amount_s_high,
    elg_hodges_lehmann(d.days_to_close, d.cosell) AS shift, elg_hodges_lehmann_low(d.days_to_close, d.cosell, s.confidence) AS shift_low,
    elg_hodges_lehmann_high(d.days_to_close, d.cosell, s.confidence) AS shift_high,
    elg_hodges_lehmann_ratio(max(1, d.days_to_close), d.cosell) AS ratio,
    elg_hodges_lehmann_ratio_low(max(1, d.days_to_close), d.cosell, s.confidence) AS ratio_low,
    elg_hodges_lehmann_ratio_high(max(1, d.days_to_close), d.cosell, s.confidence) AS ratio_high,
    elg_hodges_lehmann(d.reporting_minor, d.cosell) AS amount_shift,
    elg_hodges_lehmann_low(d.reporting_minor, d.cosell, s.confidence) AS amount_shift_low,
    elg_hodges_lehmann_high(d.reporting_minor, d.cosell, s.confidence) AS amount_shift_high,
    elg_hodges_lehmann_ratio(d.reporting_minor, d.cosell) AS amount_ratio,
    elg_hodges_lehmann_ratio_low(d.reporting_minor, d.cosell, s.confidence) AS amount_ratio_low,
    elg_hodges_lehmann_ratio_high(d.reporting_minor, d.cosell, s.confidence) AS amount_ratio_high, total(d.cosell) AS n_c,
    total(NOT d.cosell) AS n_s,
    count(CASE WHEN d.cosell THEN d.days_to_close END) AS days_n_c, count(CASE WHEN NOT d.cosell THEN d.days_to_close END) AS days_n_s,
    count(CASE WHEN d.cosell THEN d.reporting_minor END) AS amount_n_c,
    count(CASE WHEN NOT d.cosell THEN d.reporting_minor END) AS amount_n_s
  FROM fact_setting s CROSS JOIN elg_period p
  JOIN elg_deal d ON d.closed_at >= p.starts_at AND d.closed_at < p.ends_at AND d.status = 'won' AND d.kind <> 'renewal'
  WHERE p.period = '12_months') w
CROSS JOIN (
  SELECT elg_km_median(CASE WHEN cosell THEN days END, closed) AS days_c,
    elg_km_median(CASE WHEN NOT cosell THEN days END, closed) AS days_s,
    elg_km_median_low(CASE WHEN cosell THEN days END, closed, s.confidence) AS days_c_low,
    elg_km_median_high(CASE WHEN cosell THEN days END, closed, s.confidence) AS days_c_high,
    elg_km_median_low(CASE WHEN NOT cosell THEN days END, closed, s.confidence) AS days_s_low,
    elg_km_median_high(CASE WHEN NOT cosell THEN days END, closed, s.confidence) AS days_s_high,
    total(cosell) AS n_c, total(NOT cosell) AS n_s
  FROM fact_setting s CROSS JOIN (SELECT d.cosell, d.status <> 'open' AS closed,
    coalesce(d.days_to_close, max(0, julianday(date(n.as_of)) - julianday(date(d.created_at)))) AS days
        FROM fact_now n JOIN elg_deal d ON d.created_at >= datetime(n.as_of, '-24 months') AND d.created_at <= n.as_of
        WHERE d.kind <> 'renewal' AND (d.status = 'open' OR d.days_to_close IS NOT NULL))) k
CROSS JOIN (SELECT 'cosell_days_to_close' AS metric, 'days' AS unit UNION ALL SELECT 'solo_days_to_close', 'days'
  UNION ALL SELECT 'cosell_days_shift', 'days' UNION ALL SELECT 'cosell_days_ratio', 'ratio'
  UNION ALL SELECT 'cosell_days_open_included', 'days'
  UNION ALL SELECT 'solo_days_open_included', 'days' UNION ALL SELECT 'cosell_amount', 'money' UNION ALL SELECT 'solo_amount', 'money'
  UNION ALL SELECT 'cosell_amount_shift', 'money' UNION ALL SELECT 'cosell_amount_ratio', 'ratio') m;
