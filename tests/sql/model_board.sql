.read tests/sql/model/company.sql
.read tests/sql/model/refresh.sql
.headers on
SELECT metric, period, label, unit, round(value, 6) AS value, round(numerator, 6) AS numerator, round(denominator, 6) AS denominator, round(low, 6) AS low,
  round(high, 6) AS high, n, target, status, why_null FROM metric_board ORDER BY metric, period;
-- With a smaller min_n the small numbers show, with their intervals.
UPDATE elg_setting SET value = 2 WHERE name = 'min_n';
SELECT metric, round(value, 6) AS value, round(low, 6) AS low, round(high, 6) AS high, n, status, why_null FROM metric_board
WHERE period IN ('12_months', 'all_time') AND metric IN ('cosell_win_rate', 'solo_win_rate', 'win_rate_ratio', 'cosell_days_to_close', 'retention_rate_ratio', 'nps_single');
-- The setting confidence is the level of every interval: at a lower one none is wider, and all that are no values of the data are narrower.
DROP TABLE IF EXISTS temp.wide;
CREATE TEMP TABLE wide AS SELECT metric, period, low, high FROM metric_value WHERE low IS NOT NULL OR high IS NOT NULL;
UPDATE elg_setting SET value = 0.6 WHERE name = 'confidence';
SELECT v.metric, v.period, round(w.low, 3) AS low_95, round(v.low, 3) AS low_60, round(v.high, 3) AS high_60, round(w.high, 3) AS high_95
FROM metric_value v LEFT JOIN wide w ON w.metric = v.metric AND w.period = v.period WHERE v.low IS NOT NULL OR v.high IS NOT NULL ORDER BY 1, 2;
UPDATE elg_setting SET value = 1 WHERE name = 'min_n';
SELECT partner_id, low, high FROM lifecycle_partner WHERE low IS NOT NULL;
UPDATE elg_setting SET value = 2 WHERE name = 'min_n';
-- A contract of years without ARR counts by the year, one of months as it is.
SELECT value, n FROM metric_value WHERE metric = 'partner_led_acv';
UPDATE crm_opportunity SET term_months = 36, arr_minor = NULL WHERE opportunity_id IN (SELECT opportunity_id FROM elg_deal WHERE category = 'sourced');
.read tests/sql/model/refresh.sql
SELECT value, n FROM metric_value WHERE metric = 'partner_led_acv';
UPDATE crm_opportunity SET term_months = 6;
SELECT value, n FROM metric_value WHERE metric = 'partner_led_acv';
