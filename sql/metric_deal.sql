-- metric_deal.sql: the deals behind the board.

-- What each deal puts into a metric of metric_board: its part of the numerator and of the denominator, in the metric's unit (money in minor
-- units of the reporting currency, else 1 a deal). Of a median, and of what is made of two medians, numerator is the deal's own value. The
-- sums over a metric and period are those of the board; costs and pay are no deals: metric_cost, read_compensation.
CREATE VIEW metric_deal AS
SELECT metric, period, opportunity_id, numerator, denominator
FROM (
  -- deals won in the period
  SELECT m.metric, p.period, d.opportunity_id,
    CASE m.metric WHEN 'total_revenue' THEN d.reporting_minor
      WHEN 'influenced_revenue' THEN d.influenced_minor WHEN 'influenced_revenue_share' THEN d.influenced_minor
      WHEN 'ecosystem_roi' THEN d.influenced_minor WHEN 'influenced_new_revenue' THEN d.influenced_new_minor
      WHEN 'influenced_expansion_revenue' THEN d.influenced_expansion_minor
      WHEN 'influenced_renewal_revenue' THEN d.influenced_renewal_minor
      WHEN 'sourced_revenue' THEN d.sourced_minor WHEN 'influenced_only_revenue' THEN d.influenced_only_minor
      WHEN 'direct_revenue' THEN d.direct_minor WHEN 'delivered_revenue' THEN d.delivered_minor
      WHEN 'covered_untouched_revenue' THEN d.covered_untouched_minor WHEN 'sourced_share_new_revenue' THEN d.sourced_new_minor
      WHEN 'sourced_share_new_arr' THEN d.sourced_new_arr_minor WHEN 'marketplace_revenue_share' THEN d.marketplace_minor
      WHEN 'won_without_amount' THEN CASE WHEN d.reporting_minor IS NULL THEN 1 END
      WHEN 'won_covered_unknown' THEN CASE WHEN d.covered IS NULL THEN 1 END END AS numerator,
    CASE m.metric WHEN 'influenced_revenue_share' THEN d.reporting_minor WHEN 'marketplace_revenue_share' THEN d.reporting_minor
      WHEN 'sourced_share_new_revenue' THEN d.new_minor WHEN 'sourced_share_new_arr' THEN d.new_arr_minor END AS denominator
  FROM (SELECT 'total_revenue' AS metric, 1 AS weekly UNION ALL SELECT 'influenced_revenue', 0
    UNION ALL SELECT 'influenced_revenue_share', 1
    UNION ALL SELECT 'ecosystem_roi', 0 UNION ALL SELECT 'influenced_new_revenue', 0 UNION ALL SELECT 'influenced_expansion_revenue', 0
    UNION ALL SELECT 'influenced_renewal_revenue', 0 UNION ALL SELECT 'sourced_revenue', 0 UNION ALL SELECT 'influenced_only_revenue', 0
    UNION ALL SELECT 'direct_revenue', 0 UNION ALL SELECT 'delivered_revenue', 0 UNION ALL SELECT 'covered_untouched_revenue', 0
    UNION ALL SELECT 'sourced_share_new_revenue', 1 UNION ALL SELECT 'sourced_share_new_arr', 0
    UNION ALL SELECT 'marketplace_revenue_share', 0
    UNION ALL SELECT 'won_without_amount', 0 UNION ALL SELECT 'won_covered_unknown', 0) m
  CROSS JOIN elg_period p CROSS JOIN metric_part d ON d.closed_at >= p.starts_at AND d.closed_at < p.ends_at AND d.status = 'won'
  WHERE m.weekly OR p.period NOT IN ('last_week', '13_weeks')
  UNION ALL
  -- new deals won: what their channel's cost is divided by
  SELECT m.metric, p.period, d.opportunity_id, NULL, CASE m.metric WHEN 'partner_margin' THEN d.sourced_minor
      WHEN 'cac_cosell' THEN nullif(d.cosell, 0) WHEN 'cac_solo' THEN nullif(NOT d.cosell, 0)
      ELSE nullif(m.metric = 'cac_' || d.channel, 0) END
  FROM (SELECT 'partner_margin' AS metric UNION ALL SELECT 'cac_ecosystem' UNION ALL SELECT 'cac_direct' UNION ALL SELECT 'cac_marketing'
    UNION ALL SELECT 'cac_cosell' UNION ALL SELECT 'cac_solo') m
  CROSS JOIN elg_period p CROSS JOIN metric_part d ON d.closed_at >= p.starts_at AND d.closed_at < p.ends_at
    AND d.status = 'won' AND d.kind = 'new'
  WHERE p.period NOT IN ('last_week', '13_weeks')
  UNION ALL
  -- deals won in 12 months
  SELECT m.metric, p.period, d.opportunity_id,
    CASE m.metric WHEN 'channel_revenue_share' THEN CASE WHEN d.touched AND d.opportunity_id IN (SELECT e.opportunity_id
        FROM fact_partner f CROSS JOIN elg_deal_partner e ON e.partner_id = f.partner_id AND e.touched = 1
        WHERE f.partner_type = 'channel') THEN d.reporting_minor END
      WHEN 'cosell_days_to_close' THEN CASE WHEN d.cosell AND d.kind <> 'renewal' THEN d.days_to_close END
      WHEN 'solo_days_to_close' THEN CASE WHEN NOT d.cosell AND d.kind <> 'renewal' THEN d.days_to_close END
      WHEN 'cosell_amount' THEN CASE WHEN d.cosell AND d.kind <> 'renewal' THEN d.reporting_minor END
      WHEN 'solo_amount' THEN CASE WHEN NOT d.cosell AND d.kind <> 'renewal' THEN d.reporting_minor END
      ELSE CASE WHEN d.kind = 'new' AND d.category = 'sourced' THEN coalesce(d.arr_reporting_minor, d.reporting_minor * 12.0
        / max(12, coalesce((SELECT o.term_months FROM read_opportunity o WHERE o.opportunity_id = d.opportunity_id), 12))) END END,
    CASE m.metric WHEN 'channel_revenue_share' THEN d.reporting_minor END
  FROM (SELECT 'channel_revenue_share' AS metric UNION ALL SELECT 'cosell_days_to_close' UNION ALL SELECT 'solo_days_to_close'
    UNION ALL SELECT 'cosell_amount'
    UNION ALL SELECT 'solo_amount' UNION ALL SELECT 'partner_led_acv') m
  CROSS JOIN elg_period p CROSS JOIN metric_part d ON d.closed_at >= p.starts_at AND d.closed_at < p.ends_at AND d.status = 'won'
  WHERE p.period = '12_months'
  UNION ALL
  -- deals closed: won of won and lost
  SELECT CASE WHEN d.cosell THEN 'cosell_win_rate' ELSE 'solo_win_rate' END, p.period, d.opportunity_id, nullif(d.status = 'won', 0), 1
  FROM elg_period p CROSS JOIN metric_part d ON d.closed_at >= p.starts_at AND d.closed_at < p.ends_at
    AND d.kind <> 'renewal' AND d.status <> 'open'
  WHERE p.period NOT IN ('last_week', '13_weeks')
  UNION ALL
  -- deals created
  SELECT m.metric, p.period, d.opportunity_id,
    CASE m.metric WHEN 'influenced_created_pipeline_share' THEN d.influenced_minor
      WHEN 'sourced_share_new_pipeline' THEN d.sourced_new_minor END,
    CASE m.metric WHEN 'influenced_created_pipeline_share' THEN d.reporting_minor WHEN 'sourced_share_new_pipeline' THEN d.new_minor
      ELSE nullif(d.qualified AND d.kind = 'new' AND m.metric = 'cost_per_qualified_' || d.channel, 0) END
  FROM (SELECT 'influenced_created_pipeline_share' AS metric, 0 AS weekly UNION ALL SELECT 'sourced_share_new_pipeline', 1
    UNION ALL SELECT 'cost_per_qualified_ecosystem', 0 UNION ALL SELECT 'cost_per_qualified_direct', 0) m
  CROSS JOIN elg_period p CROSS JOIN metric_part d ON d.created_at >= p.starts_at AND d.created_at < p.ends_at
  WHERE m.weekly OR p.period NOT IN ('last_week', '13_weeks')
  UNION ALL
  -- open deals
  SELECT m.metric, 'snapshot', d.opportunity_id,
    CASE m.metric WHEN 'open_pipeline' THEN d.reporting_minor WHEN 'open_without_amount' THEN CASE WHEN d.reporting_minor IS NULL THEN 1 END
      WHEN 'cosell_coverage' THEN nullif(x.opportunity_id IS NOT NULL, 0)
      WHEN 'cosell_coverage_active' THEN nullif(x.opportunity_id IS NOT NULL AND d.touched, 0)
      WHEN 'potential_revenue' THEN CASE WHEN x.opportunity_id IS NOT NULL THEN d.reporting_minor END
      ELSE d.influenced_minor END,
    CASE m.metric WHEN 'influenced_pipeline_share' THEN d.reporting_minor WHEN 'cosell_coverage' THEN 1
      WHEN 'cosell_coverage_active' THEN 1 END
  FROM (SELECT 'open_pipeline' AS metric UNION ALL SELECT 'influenced_pipeline' UNION ALL SELECT 'influenced_pipeline_share'
    UNION ALL SELECT 'open_without_amount'
    UNION ALL SELECT 'cosell_coverage' UNION ALL SELECT 'cosell_coverage_active' UNION ALL SELECT 'potential_revenue') m
  CROSS JOIN metric_part d
  LEFT JOIN (SELECT DISTINCT o.opportunity_id FROM elg_deal o
    CROSS JOIN elg_account_partner x ON x.account_id = o.account_id AND x.overlap AND x.their_customer
             WHERE o.status = 'open') x ON x.opportunity_id = d.opportunity_id
  WHERE d.status = 'open')
WHERE numerator IS NOT NULL OR denominator IS NOT NULL;
