.read tests/sql/model/company.sql
.read tests/sql/model/refresh.sql
.headers on
SELECT metric, period, label, unit, round(value, 6) AS value, round(numerator, 6) AS numerator, round(denominator, 6) AS denominator, round(low, 6) AS low,
  round(high, 6) AS high, n, target, status, why_null FROM metric_board ORDER BY metric, period;
-- With a smaller min_n the small numbers show, with their intervals.
UPDATE elg_setting SET value = 2 WHERE name = 'min_n';
SELECT metric, round(value, 6) AS value, round(low, 6) AS low, round(high, 6) AS high, n, status, why_null FROM metric_board
WHERE period IN ('12_months', 'all_time') AND metric IN ('cosell_win_rate', 'solo_win_rate', 'win_rate_ratio', 'cosell_days_to_close', 'retention_rate_ratio', 'nps_single');
