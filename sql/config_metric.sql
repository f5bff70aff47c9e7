-- config_metric.sql: the targets of metric_board, and which lead sources are marketing's.

-- Targets: better = higher, lower or inside. Beyond warn it is bad; low to high is the target range.
INSERT OR IGNORE INTO elg_target VALUES
  ('influenced_revenue_share', 'higher', 0.20, 0.40, 0.60, 1, 'Covant, ecosystem-led growth'),
  ('influenced_pipeline_share', 'higher', 0.20, 0.40, 0.60, 1, 'Covant: below 0.20 a partner program, above 0.50 a growth engine'),
  ('influenced_created_pipeline_share', 'higher', 0.20, 0.40, 0.60, 1, 'Covant, ecosystem-led growth'),
  ('sourced_share_new_revenue', 'higher', 0.40, 0.50, NULL, 1, 'Forecastable, partner-led growth'),
  ('sourced_share_new_pipeline', 'higher', 0.40, 0.50, NULL, 1, 'Forecastable, partner-led growth'),
  ('sourced_share_new_arr', 'higher', NULL, 0.30, 0.50, 1, 'Forecastable, what is ELG'),
  ('channel_revenue_share', 'inside', NULL, 0.70, 0.90, 1, 'Elinkages: channel-built firms'),
  ('win_rate_ratio', 'higher', 1.0, 1.5, 2.0, NULL, 'Covant, ecosystem-led growth'),
  ('win_rate_ratio_stratified', 'higher', 1.0, 1.5, 2.0, NULL, 'Covant, ecosystem-led growth'),
  ('cosell_days_ratio', 'lower', 1.0, NULL, 0.7, NULL, 'Covant: 30 % faster'),
  ('cosell_amount_ratio', 'higher', 1.0, 1.25, NULL, NULL, 'Covant: 25 % larger'),
  ('depth_month_early', 'higher', NULL, 1.2, NULL, NULL, 'Covant, depth at month 6'),
  ('depth_month_late', 'higher', NULL, 2.5, NULL, NULL, 'Covant, depth at month 12'),
  ('retention_rate_ratio', 'lower', 1.0, 0.5, 0.7, NULL, 'Covant: integrated customers churn 30-50 % less'),
  ('single_product_churn_ratio', 'inside', NULL, 2, 3, NULL, 'Covant: single-product customers churn 2-3x'),
  ('expansion_rate_ratio', 'higher', 1.0, 2, NULL, NULL, 'Covant: multi-product customers expand 2x faster'),
  ('activation_days', 'lower', 90, 14, 21, 1, 'Covant: 14-21 days healthy, 90 too slow'),
  ('ecosystem_roi', 'higher', 1, 5, 10, 1, 'Covant: 5-10x; influenced, not incremental'),
  ('cost_per_qualified_ratio', 'lower', 1, NULL, 0.6, 1, 'Forecastable: e.g. 60 % of direct'),
  ('time_to_value_gain_days', 'higher', 0, 30, NULL, NULL, 'Covant: implementation partners 30 days faster'),
  ('first_year_churn_delivered', 'lower', 0.12, NULL, 0.04, NULL, 'Covant: first-year churn 12 to 4 %'),
  ('working_set_partners', 'inside', 3, 3, 10, 0, 'Forecastable: 5-10 partners pass, 3-5 run cleanly'),
  ('motion_age_months', 'higher', 6, 12, 24, 0, 'Forecastable: cadence by 6-9, stable revenue by 12-24 months'),
  ('top_partner_share', 'lower', NULL, NULL, NULL, 1, 'our own warning level, concentration_warn'),
  ('network_index', 'higher', 0.000001, 0.01, NULL, 1, 'Covant: 0 is no ecosystem'),
  ('comp_parity', 'inside', 1, 0.95, 1.05, NULL, 'Forecastable: pay equivalently'),
  ('partner_led_acv', 'higher', NULL, 500000, NULL, 1, 'Elinkages: ACV of 5 K and more'),
  ('flywheel_days', 'lower', 365, NULL, 180, NULL, 'Covant: months at first, weeks by the third rotation'),
  ('active_partners', 'higher', NULL, 5, NULL, 0, 'Forecastable, ecosystem health'),
  ('partner_satisfaction', 'higher', 6, 8, NULL, 1, 'our own warning level, 0 to 10');

-- Lead sources that marketing pays for; everything else a partner did not source is direct. Channels of costs in other words.
INSERT INTO elg_alias VALUES
  ('source', 'marketing', 'marketing'), ('source', 'web', 'marketing'), ('source', 'website', 'marketing'),
  ('source', 'inbound', 'marketing'), ('source', 'organic search', 'marketing'), ('source', 'organic_search', 'marketing'),
  ('source', 'paid search', 'marketing'), ('source', 'paid_search', 'marketing'), ('source', 'paid social', 'marketing'),
  ('source', 'paid_social', 'marketing'), ('source', 'social media', 'marketing'), ('source', 'social_media', 'marketing'),
  ('source', 'email marketing', 'marketing'), ('source', 'email_marketing', 'marketing'), ('source', 'advertisement', 'marketing'),
  ('source', 'trade show', 'marketing'), ('source', 'webinar', 'marketing'), ('source', 'direct_traffic', 'marketing'),
  ('source', 'content', 'marketing'), ('source', 'seminar - internal', 'marketing'), ('source', 'public relations', 'marketing'),
  ('channel', 'partner', 'ecosystem'), ('channel', 'partners', 'ecosystem'), ('channel', 'partnerships', 'ecosystem'),
  ('channel', 'alliances', 'ecosystem'), ('channel', 'sales', 'direct'), ('channel', 'direct sales', 'direct');
