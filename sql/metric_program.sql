-- metric_program.sql: what the program costs and returns, how sellers are paid, referrals, partners who work together.
-- TEMP views: amounts outside the deals are converted here, by elg_read_convert at the rate of their date.

-- Costs in the reporting currency, dated by the first day of their period (a day, YYYY-MM or the calendar quarter YYYY-Qn).
--   channel      ecosystem, direct or marketing, or a word elg_alias 'channel' knows; else ecosystem for what a partner gets (partner_id,
--                or a commission, discount or rebate); any other stands as it is, counts nowhere, and crm_check names it
--   partner_pay  1: commission, discount or rebate; else a cost of running the channel: team, technology, incentives, events
CREATE TEMP VIEW metric_cost AS
SELECT CASE WHEN c.channel IN ('ecosystem', 'direct', 'marketing') THEN c.channel
    WHEN k.value IS NOT NULL THEN k.value WHEN c.partner_id <> '' OR c.partner_pay THEN 'ecosystem' ELSE c.channel END AS channel,
  c.kind, c.partner_pay, c.partner_id, c.starts_on, elg_read_convert(c.amount_minor, c.currency,
    CASE WHEN c.currency = c.reporting THEN '1' ELSE (SELECT x.rate FROM read_fx_rate x WHERE x.currency = c.currency
      AND x.valid_from <= c.starts_on || ' 00:00:00' ORDER BY x.valid_from DESC LIMIT 1) END, c.reporting) AS reporting_minor
FROM (SELECT c.channel, c.kind, c.partner_pay, c.partner_id, c.starts_on, c.amount_minor,
        coalesce(c.currency, n.currency) AS currency, n.currency AS reporting
      FROM read_cost c CROSS JOIN fact_now n) c
LEFT JOIN elg_alias k ON k.kind = 'channel' AND k.label = c.channel;

-- Costs and new deals of each period by channel (metric_part); qualified counts those created in the period that qualified.
CREATE TEMP VIEW metric_channel_cost AS
SELECT p.period, k.channel,
  (SELECT sum(c.reporting_minor) FROM metric_cost c WHERE c.channel = k.channel AND c.starts_on >= p.starts_at
   AND c.starts_on < p.ends_at) AS cost_minor,
  (SELECT sum(c.reporting_minor) FROM metric_cost c WHERE c.channel = k.channel AND c.partner_pay
   AND c.starts_on >= p.starts_at
   AND c.starts_on < p.ends_at) AS partner_cost_minor,
  coalesce(d.won_new, 0) AS won_new, coalesce(d.cosell_new, 0) AS cosell_new, coalesce(d.revenue_new, 0) AS revenue_new_minor,
  coalesce(q.qualified, 0) AS qualified
FROM elg_period p
CROSS JOIN (SELECT 'ecosystem' AS channel UNION ALL SELECT 'direct' UNION ALL SELECT 'marketing') k
LEFT JOIN (SELECT p.period, d.channel, count(*) AS won_new, sum(d.cosell) AS cosell_new, total(d.reporting_minor) AS revenue_new
           FROM elg_period p JOIN metric_part d ON d.closed_at >= p.starts_at AND d.closed_at < p.ends_at
             AND d.status = 'won' AND d.kind = 'new'
           WHERE p.period IN ('quarter', 'last_quarter', '12_months')
           GROUP BY 1, 2) d ON d.period = p.period AND d.channel = k.channel
LEFT JOIN (SELECT p.period, d.channel, sum(d.qualified) AS qualified
           FROM elg_period p JOIN metric_part d ON d.created_at >= p.starts_at AND d.created_at < p.ends_at AND d.kind = 'new'
           WHERE p.period IN ('quarter', 'last_quarter', '12_months')
           GROUP BY 1, 2) q ON q.period = p.period AND q.channel = k.channel
WHERE p.period IN ('quarter', 'last_quarter', '12_months');

-- Return and cost. ecosystem ROI = influenced new, expansion and renewal revenue (disjoint, each deal once) / what running the
-- channel ecosystem cost (team, technology, incentives, events; not what partners are paid on deals), same period: influenced, not
-- incremental; 5-10x (Covant). CAC = cost of the channel, partner pay included / its won new deals.
-- cac_cosell, cac_solo: each won new deal bears an equal part of the cost of its channel, or of a channel that won none; the mean over
-- the co-sell deals and over the others, so that both together are all cost. The allocation is ours.
-- Cost per qualified opportunity: partner / direct, e.g. 0.6 (Forecastable). Partner margin = 1 - commission, discount and
-- rebate / sourced new revenue (Elinkages).
CREATE TEMP VIEW metric_return AS
SELECT metric, period, unit, CASE WHEN why_null IS NULL THEN CASE metric WHEN 'partner_margin' THEN 1 - numerator / denominator
    ELSE numerator / denominator END END AS value,
  numerator, denominator, NULL AS low, NULL AS high, n, 0 AS min_n, why_null
FROM (
  SELECT metric, period, unit, numerator, denominator, n,
    CASE WHEN NOT deals THEN 'no deals' WHEN NOT costs THEN 'no costs'
         WHEN metric = 'ecosystem_roi' AND NOT touches THEN 'no touches, roles or registrations'
         WHEN metric = 'ecosystem_roi' AND coalesce(denominator, 0) <= 0 THEN 'no cost of the ecosystem in the period'
         WHEN metric IN ('cac_cosell', 'cac_solo') AND NOT touches THEN 'no touches, roles or registrations'
         WHEN metric IN ('cac_cosell', 'cac_solo') AND coalesce(denominator, 0) = 0 THEN 'no such deal won in the period'
         WHEN metric IN ('cac_cosell', 'cac_solo') AND uncosted > 0 THEN 'no cost of a channel that won such deals in the period'
         WHEN metric = 'partner_margin' AND numerator IS NULL THEN 'no commission, discount or rebate in the period'
         WHEN numerator IS NULL THEN 'no cost of that channel in the period'
         WHEN metric = 'cost_per_qualified_ratio' AND coalesce(denominator, 0) <= 0
           THEN 'no cost per qualified direct opportunity in the period'
         WHEN coalesce(denominator, 0) = 0 THEN 'no deal of that channel in the period'
         WHEN denominator < 0 THEN 'negative sourced new revenue in the period' END AS why_null
  FROM (
    SELECT m.metric, e.period, m.unit, i.deals, i.costs, i.touches,
      CASE m.metric WHEN 'cac_cosell' THEN e.cosell_uncosted ELSE e.solo_uncosted END AS uncosted,
      CASE m.metric WHEN 'ecosystem_roi' THEN e.influenced WHEN 'cac_ecosystem' THEN e.e_cost WHEN 'cac_direct' THEN e.d_cost
        WHEN 'cac_marketing' THEN e.m_cost WHEN 'cost_per_qualified_ecosystem' THEN e.e_cost WHEN 'cost_per_qualified_direct' THEN e.d_cost
        WHEN 'cost_per_qualified_ratio' THEN e.e_cost * 1.0 / nullif(e.e_qualified, 0)
        WHEN 'cac_cosell' THEN e.cosell_cost WHEN 'cac_solo' THEN e.all_cost - e.cosell_cost ELSE e.p_cost END * 1.0 AS numerator,
      CASE m.metric WHEN 'ecosystem_roi' THEN e.e_cost - coalesce(e.p_cost, 0) WHEN 'cac_cosell' THEN e.cosell_won
        WHEN 'cac_solo' THEN e.all_won - e.cosell_won WHEN 'cac_ecosystem' THEN e.e_won WHEN 'cac_direct' THEN e.d_won
        WHEN 'cac_marketing' THEN e.m_won WHEN 'cost_per_qualified_ecosystem' THEN e.e_qualified
        WHEN 'cost_per_qualified_direct' THEN e.d_qualified
        WHEN 'cost_per_qualified_ratio' THEN e.d_cost * 1.0 / nullif(e.d_qualified, 0) ELSE e.e_revenue END AS denominator,
      CASE m.metric WHEN 'ecosystem_roi' THEN e.won WHEN 'cac_direct' THEN e.d_won WHEN 'cac_marketing' THEN e.m_won
        WHEN 'cost_per_qualified_ecosystem' THEN e.e_qualified WHEN 'cost_per_qualified_direct' THEN e.d_qualified
        WHEN 'cost_per_qualified_ratio' THEN min(e.e_qualified, e.d_qualified) WHEN 'cac_cosell' THEN e.cosell_won
        WHEN 'cac_solo' THEN e.all_won - e.cosell_won
        ELSE e.e_won END AS n
    FROM metric_input i
    CROSS JOIN (
      SELECT c.period, max(r.influenced) AS influenced, max(r.won) AS won,
        max(CASE c.channel WHEN 'ecosystem' THEN c.cost_minor END) AS e_cost,
        max(CASE c.channel WHEN 'direct' THEN c.cost_minor END) AS d_cost,
        max(CASE c.channel WHEN 'marketing' THEN c.cost_minor END) AS m_cost,
        max(CASE c.channel WHEN 'ecosystem' THEN c.partner_cost_minor END) AS p_cost,
        max(CASE c.channel WHEN 'ecosystem' THEN c.won_new END) AS e_won, max(CASE c.channel WHEN 'direct' THEN c.won_new END) AS d_won,
        max(CASE c.channel WHEN 'marketing' THEN c.won_new END) AS m_won,
        max(CASE c.channel WHEN 'ecosystem' THEN c.revenue_new_minor END) AS e_revenue,
        max(CASE c.channel WHEN 'ecosystem' THEN c.qualified END) AS e_qualified,
        max(CASE c.channel WHEN 'direct' THEN c.qualified END) AS d_qualified,
        c.all_won, c.all_cosell AS cosell_won, total(c.cost_minor) AS all_cost,
        total(c.cost_minor * coalesce(c.cosell_new * 1.0 / nullif(c.won_new, 0), c.all_cosell * 1.0 / c.all_won)) AS cosell_cost,
        total(c.cosell_new > 0 AND c.cost_minor IS NULL) AS cosell_uncosted,
        total(c.won_new > c.cosell_new AND c.cost_minor IS NULL) AS solo_uncosted
      FROM (SELECT c.period AS period, c.channel AS channel, c.cost_minor AS cost_minor, c.partner_cost_minor AS partner_cost_minor,
              c.won_new AS won_new, c.cosell_new AS cosell_new, c.revenue_new_minor AS revenue_new_minor, c.qualified AS qualified,
              sum(c.won_new) OVER (PARTITION BY c.period) AS all_won, sum(c.cosell_new) OVER (PARTITION BY c.period) AS all_cosell
            FROM metric_channel_cost c) c
      JOIN (SELECT p.period, total(d.influenced_minor) AS influenced, total(d.status = 'won') AS won
            FROM elg_period p LEFT JOIN metric_part d ON d.closed_at >= p.starts_at AND d.closed_at < p.ends_at AND d.status = 'won'
            WHERE p.period IN ('quarter', 'last_quarter', '12_months')
            GROUP BY p.period) r ON r.period = c.period GROUP BY c.period) e
    CROSS JOIN (SELECT 'ecosystem_roi' AS metric, 'ratio' AS unit UNION ALL SELECT 'cac_ecosystem', 'money'
      UNION ALL SELECT 'cac_direct', 'money'
      UNION ALL SELECT 'cac_marketing', 'money' UNION ALL SELECT 'cost_per_qualified_ecosystem', 'money'
      UNION ALL SELECT 'cost_per_qualified_direct', 'money' UNION ALL SELECT 'cost_per_qualified_ratio', 'ratio'
      UNION ALL SELECT 'partner_margin', 'share'
      UNION ALL SELECT 'cac_cosell', 'money' UNION ALL SELECT 'cac_solo', 'money') m));

-- Pay parity: seller pay / amount on won deals a partner touched, over the same on direct deals, 12 months: 1 (Forecastable).
-- Pay is converted at the deal's close. n is the smaller group.
CREATE TEMP VIEW metric_comp_parity AS
SELECT 'comp_parity' AS metric, '12_months' AS period, 'ratio' AS unit,
  CASE WHEN why_null IS NULL THEN numerator / denominator END AS value,
  numerator, denominator, NULL AS low, NULL AS high, n, NULL AS min_n, why_null
FROM (
  SELECT pay_partner * 1.0 / nullif(amount_partner, 0) AS numerator, pay_direct * 1.0 / nullif(amount_direct, 0) AS denominator,
    min(n_partner, n_direct) AS n,
    CASE WHEN NOT i.compensation THEN 'no compensation' WHEN coalesce(amount_partner, 0) = 0 THEN 'no paid partner deal in the period'
         WHEN coalesce(amount_direct, 0) = 0 THEN 'no paid direct deal in the period'
         WHEN coalesce(pay_direct, 0) = 0 THEN 'no pay on direct deals' END AS why_null
  FROM metric_input i CROSS JOIN (
    SELECT sum(CASE WHEN touched THEN pay END) AS pay_partner, sum(CASE WHEN NOT touched THEN pay END) AS pay_direct,
      sum(CASE WHEN touched THEN reporting_minor END) AS amount_partner,
      sum(CASE WHEN NOT touched THEN reporting_minor END) AS amount_direct,
      total(touched) AS n_partner, total(NOT touched) AS n_direct
    FROM (SELECT d.touched, d.reporting_minor, sum(CASE coalesce(c.currency, n.currency) WHEN n.currency THEN c.amount_minor
            ELSE elg_read_convert(c.amount_minor, c.currency,
              CASE c.currency WHEN d.currency THEN d.rate ELSE (SELECT x.rate FROM read_fx_rate x
              WHERE x.currency = c.currency AND x.valid_from <= d.closed_at ORDER BY x.valid_from DESC LIMIT 1) END, n.currency) END) AS pay
          FROM fact_now n CROSS JOIN elg_period p CROSS JOIN read_compensation c
          CROSS JOIN elg_deal d ON d.opportunity_id = c.opportunity_id
            AND d.closed_at >= p.starts_at AND d.closed_at < p.ends_at AND d.status = 'won' AND d.reporting_minor > 0
          WHERE p.period = '12_months'
          GROUP BY d.rowid)));

-- Referrals between partners: who refers to whom, how often, for how much. without_us: no deal of ours is named.
CREATE TEMP VIEW metric_referral AS
SELECT r.from_partner_id, f.name AS from_name, r.to_partner_id, t.name AS to_name,
  CASE length(r.at) WHEN 10 THEN r.at || ' 00:00:00' ELSE r.at END AS at, coalesce(r.opportunity_id, '') = '' AS without_us,
  elg_read_convert(r.amount_minor, coalesce(r.currency, n.currency), CASE WHEN coalesce(r.currency, n.currency) = n.currency THEN '1' ELSE
    (SELECT x.rate FROM read_fx_rate x
      WHERE x.currency = r.currency AND x.valid_from <= CASE length(r.at) WHEN 10 THEN r.at || ' 00:00:00' ELSE r.at END
     ORDER BY x.valid_from DESC LIMIT 1) END, n.currency) AS reporting_minor
FROM read_referral r CROSS JOIN fact_now n
LEFT JOIN read_partner f ON f.partner_id = r.from_partner_id LEFT JOIN read_partner t ON t.partner_id = r.to_partner_id;

-- Partner to partner, without us: beside our pipeline, never inside it; those without an amount or rate are counted apart. The ultimate
-- sign of an ecosystem (Covant).
CREATE TEMP VIEW metric_partner_to_partner AS
SELECT m.metric, p.period, m.unit, CASE WHEN i.referrals THEN CASE m.metric
    WHEN 'partner_to_partner_pipeline'
      THEN CASE WHEN count(r.reporting_minor) > 0 OR count(r.from_partner_id) = 0 THEN total(r.reporting_minor) END
    WHEN 'partner_to_partner_unpriced' THEN count(r.from_partner_id) - count(r.reporting_minor)
    ELSE count(r.from_partner_id) END END AS value, NULL AS numerator, NULL AS denominator, NULL AS low, NULL AS high,
    count(r.from_partner_id) AS n, 0 AS min_n,
  CASE WHEN NOT i.referrals THEN 'no referrals'
    WHEN m.metric = 'partner_to_partner_pipeline' AND count(r.from_partner_id) > 0 AND count(r.reporting_minor) = 0
      THEN 'no referral of the period has an amount and a rate' END AS why_null
FROM elg_period p CROSS JOIN metric_input i
CROSS JOIN (SELECT 'partner_to_partner_pipeline' AS metric, 'money' AS unit UNION ALL SELECT 'partner_to_partner_referrals', 'deals'
  UNION ALL SELECT 'partner_to_partner_unpriced', 'deals') m
LEFT JOIN metric_referral r ON r.without_us AND r.at >= p.starts_at AND r.at < p.ends_at
WHERE p.period IN ('quarter', 'last_quarter', '12_months')
GROUP BY m.metric, p.period;
