-- The deals of metric_deal add up to the board: the sums, or of a median the number of its values.
.read tests/sql/model/company.sql
.read tests/sql/model/refresh.sql
.headers on
SELECT metric, period, opportunity_id, numerator, denominator FROM metric_deal
WHERE period IN ('quarter', 'snapshot') AND metric IN ('influenced_revenue_share', 'cosell_win_rate', 'cac_solo', 'influenced_pipeline_share') ORDER BY 1, 2, 3;
SELECT count(DISTINCT metric) AS metrics FROM metric_deal;
CREATE TEMP TABLE told AS SELECT metric, period, sum(numerator) AS numerator, sum(denominator) AS denominator, count(*) AS deals FROM metric_deal GROUP BY 1, 2;
CREATE TEMP VIEW unlike AS
SELECT v.metric, v.period, v.numerator, t.numerator AS deals_numerator, v.denominator, t.denominator AS deals_denominator, v.value, v.n, t.deals
FROM metric_value v LEFT JOIN told t ON t.metric = v.metric AND t.period = v.period
WHERE v.metric IN (SELECT metric FROM metric_deal) AND v.period IN (SELECT period FROM metric_deal) AND CASE
  WHEN v.metric IN ('cosell_days_to_close', 'solo_days_to_close', 'cosell_amount', 'solo_amount', 'partner_led_acv') THEN v.n <> coalesce(t.deals, 0)
  WHEN v.metric GLOB 'cac_*' OR v.metric GLOB 'cost_*' OR v.metric = 'partner_margin' THEN v.denominator <> coalesce(t.denominator, 0)
  ELSE coalesce(v.numerator, v.value, 0) <> coalesce(t.numerator, 0) OR (v.metric <> 'ecosystem_roi' AND coalesce(v.denominator, 0) <> coalesce(t.denominator, 0)) END;
SELECT * FROM unlike;
SELECT metric, period FROM metric_deal GROUP BY 1, 2 EXCEPT SELECT metric, period FROM metric_board;
