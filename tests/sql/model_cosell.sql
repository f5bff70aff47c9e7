.read tests/sql/model/company.sql
.read tests/sql/model/refresh.sql
.headers on
SELECT * FROM metric_cosell_group;
SELECT metric, period, unit, round(value, 6) AS value, numerator, denominator, round(low, 6) AS low, round(high, 6) AS high, n, why_null FROM metric_win_rate;
SELECT stratum, value, cosell_won, cosell_closed, solo_won, solo_closed, round(ratio, 6) AS ratio, round(low, 6) AS low, round(high, 6) AS high, why_null
FROM metric_win_rate_stratum;
UPDATE elg_setting SET value = 1 WHERE name = 'min_n';
SELECT stratum, value, round(ratio, 6) AS ratio, round(low, 6) AS low, round(high, 6) AS high, why_null FROM metric_win_rate_stratum;
UPDATE elg_setting SET value = NULL WHERE name = 'min_n';
SELECT metric, unit, round(value, 3) AS value, round(low, 3) AS low, round(high, 3) AS high, n, why_null FROM metric_velocity;
