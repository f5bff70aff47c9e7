-- fact.sql: the clock and the settings, and the facts of deals, partners and accounts x partners with their names.

-- The instant the model looks from, that of the last refresh, and what holds then. One row.
-- Fiscal quarter of a day: with m = 12 x year + month + fiscal_months, fiscal_prefix || m / 12 || '-Q' || (m % 12 / 3 + 1).
CREATE VIEW fact_now AS
SELECT as_of, date(as_of) AS today,
  date(as_of, 'start of month', '-' || ((strftime('%m', as_of) + 12 - fiscal_start) % 3) || ' months') AS quarter_start,
  date(as_of, '-6 days', 'weekday 1') AS week_start,
  currency, policy, policy_version,
  CASE fiscal_start WHEN 1 THEN '' ELSE 'FY' END AS fiscal_prefix, (13 - fiscal_start) % 12 - 1 AS fiscal_months
FROM (
  SELECT coalesce((SELECT value FROM elg_state WHERE name = 'as_of'), datetime('now')) AS as_of, s.currency, s.fiscal_start,
    p.policy, p.version AS policy_version
  FROM (SELECT max(CASE name WHEN 'reporting_currency' THEN value END) AS currency, max(CASE name WHEN 'fiscal_year_start' THEN value END) AS fiscal_start
        FROM read_setting) s LEFT JOIN elg_policy p ON p.active
  LIMIT 1)
LIMIT 1; -- keeps it a row of its own: flattened into a scan, its dates would be computed for every row

-- The settings of the chapters below in one row.
CREATE VIEW fact_setting AS
SELECT
  max(CASE name WHEN 'min_n' THEN value END) AS min_n,
  max(CASE name WHEN 'confidence' THEN value END) AS confidence,
  max(CASE name WHEN 'pursued_low' THEN value END) AS pursued_low,
  max(CASE name WHEN 'pursued_high' THEN value END) AS pursued_high,
  max(CASE name WHEN 'check_in_days' THEN value END) AS check_in_days,
  max(CASE name WHEN 'qualified_stage_position' THEN value END) AS qualified_position,
  max(CASE name WHEN 'target_weight_size' THEN value END) AS weight_size,
  max(CASE name WHEN 'target_weight_stage' THEN value END) AS weight_stage,
  max(CASE name WHEN 'target_weight_engagement' THEN value END) AS weight_engagement,
  max(CASE name WHEN 'target_weight_overlap' THEN value END) AS weight_overlap,
  max(CASE name WHEN 'target_engaged_days' THEN value END) AS engaged_days,
  max(CASE name WHEN 'target_full_touches' THEN value END) AS full_touches,
  max(CASE name WHEN 'forecast_low_position' THEN value END) AS forecast_low,
  max(CASE name WHEN 'forecast_mid_position' THEN value END) AS forecast_mid,
  max(CASE name WHEN 'size_band_large' THEN value END) AS band_large,
  max(CASE name WHEN 'commission_percent' THEN value END) AS commission_percent,
  max(CASE name WHEN 'activation_map_days' THEN value END) AS activation_map_days,
  max(CASE name WHEN 'activation_list_days' THEN value END) AS activation_list_days,
  max(CASE name WHEN 'activation_intro_days' THEN value END) AS activation_intro_days,
  max(CASE name WHEN 'activation_slow_days' THEN value END) AS activation_slow_days,
  max(CASE name WHEN 'landmark_months' THEN value END) AS landmark_months,
  max(CASE name WHEN 'landmark_follow_months' THEN value END) AS landmark_follow_months,
  max(CASE name WHEN 'first_year_days' THEN value END) AS first_year_days,
  max(CASE name WHEN 'delivery_window_days' THEN value END) AS delivery_days,
  max(CASE name WHEN 'depth_month_early' THEN value END) AS depth_month_early,
  max(CASE name WHEN 'depth_month_late' THEN value END) AS depth_month_late,
  max(CASE name WHEN 'multi_product' THEN value END) AS multi_product,
  max(CASE name WHEN 'funnel_partners' THEN value END) AS funnel_partners,
  max(CASE name WHEN 'funnel_accounts' THEN value END) AS funnel_accounts,
  max(CASE name WHEN 'funnel_activated_low' THEN value END) AS funnel_activated_low,
  max(CASE name WHEN 'funnel_activated_high' THEN value END) AS funnel_activated_high,
  max(CASE name WHEN 'funnel_stall_low' THEN value END) AS funnel_stall_low,
  max(CASE name WHEN 'funnel_scale_low' THEN value END) AS funnel_scale_low,
  max(CASE name WHEN 'funnel_scale_high' THEN value END) AS funnel_scale_high,
  max(CASE name WHEN 'partner_score_days' THEN value END) AS score_days,
  max(CASE name WHEN 'concentration_warn' THEN value END) AS concentration_warn
FROM read_setting;

-- One row a deal: every flag, both currencies, period columns. Facts kept by elg_refresh (elg_deal), names as they are today.
-- covered / touched / credited are three separate facts: overlap at creation; a qualifying touch, role or registration;
-- a share of the credit under the active policy.
CREATE VIEW fact_opportunity AS
SELECT d.opportunity_id, o.name, d.account_id, a.name AS account_name, d.segment, d.size_band, a.country, d.owner,
  d.kind, d.status, d.status = 'won' AS is_won, d.status = 'lost' AS is_lost, d.status = 'open' AS is_open,
  d.stage, d.stage_rank, d.qualified, d.source, d.marketplace, d.competitor,
  d.created_at, d.closed_at,
  CASE WHEN d.status = 'open' THEN o.closed_at END AS expected_close_at, d.days_to_close,
  date(d.created_at, '-6 days', 'weekday 1') AS created_week, substr(d.created_at, 1, 7) AS created_month,
  n.fiscal_prefix || ((substr(d.created_at, 1, 4) * 12 + substr(d.created_at, 6, 2) + n.fiscal_months) / 12) || '-Q'
    || ((substr(d.created_at, 1, 4) * 12 + substr(d.created_at, 6, 2) + n.fiscal_months) % 12 / 3 + 1) AS created_quarter,
  date(d.closed_at, '-6 days', 'weekday 1') AS closed_week, substr(d.closed_at, 1, 7) AS closed_month,
  n.fiscal_prefix || ((substr(d.closed_at, 1, 4) * 12 + substr(d.closed_at, 6, 2) + n.fiscal_months) / 12) || '-Q'
    || ((substr(d.closed_at, 1, 4) * 12 + substr(d.closed_at, 6, 2) + n.fiscal_months) % 12 / 3 + 1) AS closed_quarter,
  d.amount_minor, d.currency, d.rate, d.rate_at, d.reporting_minor, d.reporting_currency, d.arr_reporting_minor,
  d.covered, d.covered_partners, d.touched, d.touched_partners, d.cosell, d.registered, d.integrated, d.influenced,
  d.category, d.sourced_partner_id, d.sourced_reason, d.lock_at AS sourced_lock_at, d.sourced_locked, d.delivered
FROM elg_deal d CROSS JOIN fact_now n
LEFT JOIN read_opportunity o ON o.opportunity_id = d.opportunity_id
LEFT JOIN read_account a ON a.account_id = d.account_id;

-- One row a partner, its type in our words (elg_alias 'partner_type').
CREATE VIEW fact_partner AS
SELECT p.partner_id, p.name AS partner_name, coalesce(t.value, lower(trim(p.type))) AS partner_type,
  p.signed_at, p.ended_at, p.satisfaction,
  coalesce(p.signed_at <= n.as_of, 1) AND coalesce(p.ended_at > n.as_of, 1) AS signed
FROM read_partner p CROSS JOIN fact_now n
LEFT JOIN elg_alias t ON t.kind = 'partner_type' AND t.label = lower(trim(p.type));

-- One row an account and partner with anything in common: overlap, touches, integrations, plans, money on both sides.
CREATE VIEW fact_account_partner AS
SELECT x.account_id, a.name AS account_name, a.segment, a.owner, x.partner_id, p.partner_name,
  p.partner_type, x.overlap, x.their_customer, x.their_open, x.their_prospect, x.records, x.match_score,
  x.overlap_since, x.their_amount_reporting_minor, x.touches, x.human_touches, x.first_touch_at, x.last_touch_at,
  x.integrations, x.integration_since, x.plans, x.last_plan_at,
  c.account_id IS NOT NULL AS our_customer,
  coalesce((SELECT count(*) FROM elg_deal d WHERE d.account_id = x.account_id AND d.status = 'open'), 0) AS our_open_deals,
  (SELECT sum(d.reporting_minor) FROM elg_deal d WHERE d.account_id = x.account_id AND d.status = 'open') AS our_open_minor
FROM elg_account_partner x
LEFT JOIN read_account a ON a.account_id = x.account_id
LEFT JOIN fact_partner p ON p.partner_id = x.partner_id
LEFT JOIN map_customer c ON c.account_id = x.account_id;
