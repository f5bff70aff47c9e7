.read tests/sql/model/company.sql
.read tests/sql/model/refresh.sql
.headers on
SELECT * FROM metric_input;
SELECT metric, period, unit, value, numerator, denominator, n, why_null FROM metric_revenue WHERE period IN ('quarter', 'last_week') ORDER BY period, metric;
SELECT * FROM metric_pipeline ORDER BY metric, period;
SELECT * FROM metric_share_week WHERE deals OR new_pipeline_minor;
SELECT * FROM metric_partner_led;
SELECT * FROM metric_partner_type;
SELECT * FROM metric_channel;
SELECT * FROM metric_marketplace;
