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
-- More credited than won: a share of a negative whole says nothing, and neither does a return on a cost that is none.
UPDATE crm_opportunity SET amount_minor = -amount_minor, arr_minor = -arr_minor;
UPDATE crm_opportunity SET amount_minor = 100, arr_minor = 100 WHERE opportunity_id = 'D1';
UPDATE crm_cost SET amount_minor = 0 WHERE channel = 'ecosystem';
SELECT elg_refresh() IS NOT NULL;
SELECT metric, period, value, why_null FROM metric_value WHERE unit IN ('share', 'ratio') AND period IN ('quarter', 'snapshot') AND metric NOT LIKE '%rate%' AND metric NOT LIKE 'c%';
SELECT metric, value, why_null FROM metric_channel;
SELECT count(*) AS weeks FROM metric_share_week WHERE sourced_share_new_revenue NOT BETWEEN 0 AND 1 OR sourced_share_new_pipeline NOT BETWEEN 0 AND 1;
SELECT count(*) AS shares FROM health_removal WHERE share_with IS NOT NULL OR share_without IS NOT NULL;
SELECT partner_type, touched_revenue_minor, revenue_share FROM metric_partner_type;
