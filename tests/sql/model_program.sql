.read tests/sql/model/company.sql
.read tests/sql/model/refresh.sql
.headers on
SELECT * FROM metric_cost;
SELECT * FROM metric_channel_cost;
SELECT metric, period, round(value, 6) AS value, numerator, round(denominator, 6) AS denominator, n, why_null FROM metric_return;
SELECT metric, value, round(numerator, 9) AS numerator, n, why_null FROM metric_comp_parity;
INSERT INTO crm_compensation VALUES ('bob', 'D9', 20000, 'USD');
SELECT metric, round(value, 6) AS value, round(numerator, 9) AS numerator, denominator, n, why_null FROM metric_comp_parity;
SELECT * FROM metric_referral;
SELECT metric, period, value, n, why_null FROM metric_partner_to_partner;
