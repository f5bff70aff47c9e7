-- metric_share.sql: whose revenue and whose pipeline. Everything is a sum over the deals (elg_deal), each once, in the reporting
-- currency; deals without an amount (or rate) are counted apart.
-- A family of board metrics has the columns metric, period, unit, value, numerator, denominator, n, why_null.

-- Which inputs hold anything: a metric without its input is NULL with a reason, never zero.
CREATE VIEW metric_input AS
SELECT EXISTS (SELECT 1 FROM elg_deal) AS deals, EXISTS (SELECT 1 FROM read_partner) AS partners,
  EXISTS (SELECT 1 FROM elg_match WHERE valid_to IS NULL) AS matches,
  EXISTS (SELECT 1 FROM read_touchpoint) OR EXISTS (SELECT 1 FROM read_opportunity_partner)
    OR EXISTS (SELECT 1 FROM read_deal_registration) AS touches,
  EXISTS (SELECT 1 FROM read_cost) AS costs, EXISTS (SELECT 1 FROM read_customer) AS customers,
  EXISTS (SELECT 1 FROM read_integration) AS integrations, EXISTS (SELECT 1 FROM read_nps) AS nps,
  EXISTS (SELECT 1 FROM read_referral) AS referrals, EXISTS (SELECT 1 FROM read_compensation) AS compensation,
  EXISTS (SELECT 1 FROM read_joint_plan) AS plans,
  EXISTS (SELECT 1 FROM elg_deal WHERE kind <> 'new') OR EXISTS (SELECT 1 FROM read_opportunity o
    JOIN elg_alias k ON k.kind = 'opportunity_type' AND k.label = lower(trim(o.type))) AS types,
  EXISTS (SELECT 1 FROM elg_deal WHERE delivered) AS deliveries;

-- The parts of a deal's amount the shares are made of, NULL where the deal has none in it, and the channel that won it: ecosystem's when
-- a partner sourced it, marketing's when its lead source is (elg_alias 'source'), else direct.
CREATE VIEW metric_part AS
SELECT opportunity_id, status, kind, category, created_at, closed_at, touched, covered, cosell, qualified, days_to_close, reporting_minor,
  arr_reporting_minor,
  CASE WHEN category = 'sourced' THEN 'ecosystem'
       WHEN lower(trim(source)) IN (SELECT label FROM elg_alias WHERE kind = 'source' AND value = 'marketing') THEN 'marketing'
       ELSE 'direct' END AS channel,
  CASE WHEN influenced THEN reporting_minor END AS influenced_minor,
  CASE WHEN influenced AND kind = 'new' THEN reporting_minor END AS influenced_new_minor,
  CASE WHEN influenced AND kind = 'expansion' THEN reporting_minor END AS influenced_expansion_minor,
  CASE WHEN influenced AND kind = 'renewal' THEN reporting_minor END AS influenced_renewal_minor,
  CASE WHEN category = 'sourced' THEN reporting_minor END AS sourced_minor,
  CASE WHEN category = 'influenced' THEN reporting_minor END AS influenced_only_minor,
  CASE WHEN category = 'direct' THEN reporting_minor END AS direct_minor,
  CASE WHEN delivered THEN reporting_minor END AS delivered_minor,
  CASE WHEN covered AND NOT touched THEN reporting_minor END AS covered_untouched_minor,
  CASE WHEN kind = 'new' THEN reporting_minor END AS new_minor,
  CASE WHEN kind = 'new' AND category = 'sourced' THEN reporting_minor END AS sourced_new_minor,
  CASE WHEN kind = 'new' THEN arr_reporting_minor END AS new_arr_minor,
  CASE WHEN kind = 'new' AND category = 'sourced' THEN arr_reporting_minor END AS sourced_new_arr_minor,
  CASE WHEN marketplace IS NOT NULL THEN reporting_minor END AS marketplace_minor
FROM elg_deal;

-- Sums over the deals won in each period; closed counts the lost as well. Money in minor units of the reporting currency.
CREATE VIEW metric_closed AS
SELECT p.period, p.label,
  (SELECT count(*) FROM elg_deal x WHERE x.closed_at >= p.starts_at AND x.closed_at < p.ends_at) AS closed,
  total(d.opportunity_id IS NOT NULL) AS won,
  total(d.opportunity_id IS NOT NULL AND d.reporting_minor IS NULL) AS won_unpriced,
  total(d.reporting_minor) AS revenue,
  total(d.influenced_minor) AS influenced, total(d.influenced_new_minor) AS influenced_new,
  total(d.influenced_expansion_minor) AS influenced_expansion, total(d.influenced_renewal_minor) AS influenced_renewal,
  total(d.sourced_minor) AS sourced, total(d.influenced_only_minor) AS influenced_only, total(d.direct_minor) AS direct,
  total(d.delivered_minor) AS delivered, total(d.covered_untouched_minor) AS covered_only,
  total(d.opportunity_id IS NOT NULL AND d.covered IS NULL) AS won_covered_unknown,
  total(d.kind = 'new') AS won_new, total(d.kind = 'expansion') AS won_expansion, total(d.kind = 'renewal') AS won_renewal,
  total(d.new_minor) AS revenue_new, total(d.sourced_new_minor) AS sourced_new,
  total(d.new_arr_minor) AS arr_new, total(d.sourced_new_arr_minor) AS sourced_arr_new, total(d.marketplace_minor) AS marketplace,
  total(NOT d.touched) AS won_untouched, total(NOT d.touched AND d.covered IS NULL) AS untouched_unknown
FROM elg_period p
LEFT JOIN metric_part d ON d.closed_at >= p.starts_at AND d.closed_at < p.ends_at AND +d.status = 'won'
GROUP BY p.period;

-- Revenue of the period by what partners had to do with it.
--   influenced revenue share = influenced new + expansion + renewed revenue / total revenue (headline; 40-60 % with all
--     lifecycle stages: Covant). influenced = touched: a qualifying touch, role or registration; covered alone never.
--   sourced + influenced + direct = total; delivered is an overlay, never added.
--   covered untouched: of the deals whose overlap at creation is known; won_covered_unknown counts the others.
--   sourced share of new revenue: > 50 % consistently is partner-led, < 40 % partner-influenced at best (Forecastable).
CREATE VIEW metric_revenue AS
SELECT metric, period, unit, CASE WHEN why_null IS NULL THEN
    CASE WHEN denominator IS NULL THEN numerator ELSE numerator / denominator END END AS value,
  CASE WHEN why_null IS NULL THEN numerator END AS numerator, CASE WHEN why_null IS NULL THEN denominator END AS denominator, n, why_null
FROM (
  SELECT metric, period, unit, numerator, denominator, n,
    CASE WHEN NOT i.deals THEN 'no deals' WHEN needs_partners AND NOT i.partners THEN 'no partners'
         WHEN needs_partners AND NOT i.touches THEN 'no touches, roles or registrations'
         WHEN metric IN ('influenced_expansion_revenue', 'influenced_renewal_revenue') AND NOT i.types THEN 'no deal types'
         WHEN metric = 'delivered_revenue' AND NOT i.deliveries THEN 'no delivery by a partner on any deal'
         WHEN denominator = 0 THEN 'no ' || what || ' in the period' WHEN denominator < 0 THEN 'negative ' || what || ' in the period'
         WHEN metric = 'marketplace_revenue_share' AND NOT EXISTS (SELECT 1 FROM elg_deal WHERE marketplace IS NOT NULL)
           THEN 'no marketplace on any deal'
         WHEN metric IN ('covered_untouched_revenue', 'won_covered_unknown') AND NOT EXISTS (SELECT 1 FROM elg_match) THEN 'no overlaps'
         WHEN metric = 'covered_untouched_revenue' AND unknown > 0 AND unknown = untouched
           THEN 'overlap at creation unknown for ' || unknown || ' of ' || untouched || ' untouched deals' END AS why_null
  FROM (
    SELECT m.metric, c.period, m.unit, m.what, m.needs_partners, CAST(c.won_untouched AS INTEGER) AS untouched,
      CAST(c.untouched_unknown AS INTEGER) AS unknown,
      CASE m.metric WHEN 'total_revenue' THEN c.revenue WHEN 'influenced_revenue' THEN c.influenced
        WHEN 'influenced_revenue_share' THEN c.influenced
        WHEN 'influenced_new_revenue' THEN c.influenced_new WHEN 'influenced_expansion_revenue' THEN c.influenced_expansion
        WHEN 'influenced_renewal_revenue' THEN c.influenced_renewal
        WHEN 'sourced_revenue' THEN c.sourced WHEN 'influenced_only_revenue' THEN c.influenced_only
        WHEN 'direct_revenue' THEN c.direct WHEN 'delivered_revenue' THEN c.delivered
        WHEN 'covered_untouched_revenue' THEN c.covered_only WHEN 'won_covered_unknown' THEN c.won_covered_unknown
        WHEN 'sourced_share_new_revenue' THEN c.sourced_new WHEN 'sourced_share_new_arr' THEN c.sourced_arr_new
        WHEN 'marketplace_revenue_share' THEN c.marketplace WHEN 'won_without_amount' THEN c.won_unpriced END AS numerator,
      CASE m.metric WHEN 'influenced_revenue_share' THEN c.revenue WHEN 'sourced_share_new_revenue' THEN c.revenue_new
        WHEN 'sourced_share_new_arr' THEN c.arr_new WHEN 'marketplace_revenue_share' THEN c.revenue END AS denominator,
      CASE WHEN instr(m.metric, '_new_') THEN c.won_new WHEN instr(m.metric, '_expansion_') THEN c.won_expansion
        WHEN instr(m.metric, '_renewal_') THEN c.won_renewal ELSE c.won END AS n
    FROM metric_closed c
    CROSS JOIN (
      SELECT 'influenced_revenue_share' AS metric, 'share' AS unit, 'revenue' AS what, 1 AS needs_partners, 1 AS weekly
      UNION ALL SELECT 'influenced_revenue', 'money', NULL, 1, 0 UNION ALL SELECT 'influenced_new_revenue', 'money', NULL, 1, 0
      UNION ALL SELECT 'influenced_expansion_revenue', 'money', NULL, 1, 0
      UNION ALL SELECT 'influenced_renewal_revenue', 'money', NULL, 1, 0 UNION ALL SELECT 'total_revenue', 'money', NULL, 0, 1
      UNION ALL SELECT 'sourced_revenue', 'money', NULL, 1, 0 UNION ALL SELECT 'influenced_only_revenue', 'money', NULL, 1, 0
      UNION ALL SELECT 'direct_revenue', 'money', NULL, 1, 0 UNION ALL SELECT 'delivered_revenue', 'money', NULL, 1, 0
      UNION ALL SELECT 'covered_untouched_revenue', 'money', NULL, 1, 0
      UNION ALL SELECT 'sourced_share_new_revenue', 'share', 'new revenue', 1, 1
      UNION ALL SELECT 'sourced_share_new_arr', 'share', 'new ARR', 1, 0
      UNION ALL SELECT 'marketplace_revenue_share', 'share', 'revenue', 0, 0
      UNION ALL SELECT 'won_without_amount', 'deals', NULL, 0, 0 UNION ALL SELECT 'won_covered_unknown', 'deals', NULL, 0, 0) m
    WHERE m.weekly OR c.period NOT IN ('last_week', '13_weeks'))
  CROSS JOIN metric_input i);

-- Pipeline: open at the snapshot (period snapshot), and created in each period.
--   influenced pipeline share = touched open amount / all open amount: below 0.20 a partner program, target 0.40-0.60,
--   above 0.50 a growth engine (Covant). Created pipeline counts by created_at whatever became of the deal.
CREATE VIEW metric_pipeline AS
SELECT metric, period, unit, CASE WHEN why_null IS NULL THEN
    CASE WHEN denominator IS NULL THEN numerator ELSE numerator / denominator END END AS value,
  CASE WHEN why_null IS NULL THEN numerator END AS numerator, CASE WHEN why_null IS NULL THEN denominator END AS denominator, n, why_null
FROM (
  SELECT metric, period, unit, numerator, denominator, n,
    CASE WHEN NOT i.deals THEN 'no deals' WHEN needs_partners AND NOT i.partners THEN 'no partners'
         WHEN needs_partners AND NOT i.touches THEN 'no touches, roles or registrations'
         WHEN denominator = 0 AND period = 'snapshot' THEN 'no open deals with an amount'
         WHEN denominator = 0 THEN 'no pipeline created in the period' WHEN denominator < 0 THEN 'negative pipeline' END AS why_null
  FROM (
    SELECT m.metric, 'snapshot' AS period, m.unit, m.needs_partners,
      CASE m.metric WHEN 'open_pipeline' THEN o.amount WHEN 'open_without_amount' THEN o.unpriced ELSE o.touched END AS numerator,
      CASE m.metric WHEN 'influenced_pipeline_share' THEN o.amount END AS denominator, o.n
    FROM (SELECT count(*) AS n, total(reporting_minor) AS amount, total(reporting_minor IS NULL) AS unpriced,
            total(influenced_minor) AS touched
          FROM metric_part WHERE status = 'open') o
    CROSS JOIN (SELECT 'influenced_pipeline_share' AS metric, 'share' AS unit, 1 AS needs_partners
      UNION ALL SELECT 'influenced_pipeline', 'money', 1 UNION ALL SELECT 'open_pipeline', 'money', 0
      UNION ALL SELECT 'open_without_amount', 'deals', 0) m
    UNION ALL
    SELECT m.metric, c.period, m.unit, 1,
      CASE m.metric WHEN 'sourced_share_new_pipeline' THEN c.sourced ELSE c.touched END,
      CASE m.metric WHEN 'sourced_share_new_pipeline' THEN c.new_amount ELSE c.amount END,
      CASE m.metric WHEN 'sourced_share_new_pipeline' THEN c.new_n ELSE c.n END
    FROM (SELECT p.period, count(d.opportunity_id) AS n, total(d.kind = 'new') AS new_n, total(d.reporting_minor) AS amount,
            total(d.influenced_minor) AS touched, total(d.new_minor) AS new_amount, total(d.sourced_new_minor) AS sourced
          FROM elg_period p LEFT JOIN metric_part d ON d.created_at >= p.starts_at AND d.created_at < p.ends_at
          GROUP BY p.period) c
    CROSS JOIN (SELECT 'influenced_created_pipeline_share' AS metric, 'share' AS unit, 0 AS weekly
      UNION ALL SELECT 'sourced_share_new_pipeline', 'share', 1) m
    WHERE m.weekly OR c.period NOT IN ('last_week', '13_weeks'))
  CROSS JOIN metric_input i);

-- Partner-sourced share of new revenue and of new pipeline, week by week: the last 52 full ISO weeks and the running one, beside
-- each the 13 weeks that end with it and the quarter its Monday lies in (the running one to date). Source: Forecastable (weekly;
-- consistently > 50 % is partner-led). A week without new revenue, or with more credited than won, has a NULL share.
CREATE VIEW metric_share_week AS
WITH RECURSIVE week(starts_on, i) AS (
  SELECT (SELECT week_start FROM fact_now), 0 UNION ALL SELECT date(starts_on, '-7 days'), i + 1 FROM week WHERE i < 52),
won AS (
  SELECT date(closed_at, '-6 days', 'weekday 1') AS week, closed_at AS at, reporting_minor,
    CASE WHEN category = 'sourced' THEN reporting_minor ELSE 0 END AS sourced
  FROM elg_deal WHERE status = 'won' AND kind = 'new'
    AND closed_at >= (SELECT date(week_start, '-364 days', 'start of month', '-2 months') FROM fact_now)),
made AS (
  SELECT date(created_at, '-6 days', 'weekday 1') AS week, created_at AS at, reporting_minor,
    CASE WHEN category = 'sourced' THEN reporting_minor ELSE 0 END AS sourced
  FROM elg_deal WHERE kind = 'new' AND created_at >= (SELECT date(week_start, '-364 days', 'start of month', '-2 months') FROM fact_now))
SELECT w.starts_on AS week, n.fiscal_prefix || (m / 12) || '-Q' || (m % 12 / 3 + 1) AS quarter,
  r.deals, r.revenue AS new_revenue_minor, r.sourced AS sourced_revenue_minor,
  r.sourced * 1.0 / nullif(max(r.revenue, 0), 0) AS sourced_share_new_revenue,
  CASE WHEN w.i <= 40 THEN sum(r.sourced) OVER last_13 * 1.0 / nullif(max(sum(r.revenue) OVER last_13, 0), 0) END AS revenue_share_13_weeks,
  rq.sourced * 1.0 / nullif(max(rq.revenue, 0), 0) AS revenue_share_quarter,
  q.amount AS new_pipeline_minor, q.sourced AS sourced_pipeline_minor,
  q.sourced * 1.0 / nullif(max(q.amount, 0), 0) AS sourced_share_new_pipeline,
  CASE WHEN w.i <= 40 THEN sum(q.sourced) OVER last_13 * 1.0 / nullif(max(sum(q.amount) OVER last_13, 0), 0) END AS pipeline_share_13_weeks,
  qq.sourced * 1.0 / nullif(max(qq.amount, 0), 0) AS pipeline_share_quarter,
  w.i = 0 AS running
FROM fact_now n
CROSS JOIN (SELECT starts_on, i,
  substr(starts_on, 1, 4) * 12 + substr(starts_on, 6, 2) + (SELECT fiscal_months FROM fact_now) AS m FROM week) w
LEFT JOIN (SELECT week, count(*) AS deals, sum(reporting_minor) AS revenue, sum(sourced) AS sourced
  FROM won GROUP BY 1) r ON r.week = w.starts_on
LEFT JOIN (SELECT week, sum(reporting_minor) AS amount, sum(sourced) AS sourced FROM made GROUP BY 1) q ON q.week = w.starts_on
LEFT JOIN (SELECT (substr(at, 1, 4) * 12 + substr(at, 6, 2) + n.fiscal_months) / 3 AS quarter,
  sum(reporting_minor) AS revenue, sum(sourced) AS sourced
           FROM won CROSS JOIN fact_now n GROUP BY 1) rq ON rq.quarter = w.m / 3
LEFT JOIN (SELECT (substr(at, 1, 4) * 12 + substr(at, 6, 2) + n.fiscal_months) / 3 AS quarter,
  sum(reporting_minor) AS amount, sum(sourced) AS sourced
           FROM made CROSS JOIN fact_now n GROUP BY 1) qq ON qq.quarter = w.m / 3
WINDOW last_13 AS (ORDER BY w.starts_on ROWS 12 PRECEDING)
ORDER BY w.i;

-- Partner-led or not, by new revenue and by new pipeline: the audit of the last two full quarters beside the full weeks inside them.
--   partner-led: sourced share above the target (elg_target, 0.50) in both quarters and in at least half of the weeks that had any;
--   partner-influenced at best: below its warn level (0.40) in either; partner-influenced: between. Source: Forecastable; "half" is ours.
CREATE VIEW metric_partner_led AS
SELECT measure, quarter_before, share_before, quarter_last, share_last, weeks, weeks_above,
  CASE WHEN why_null IS NOT NULL THEN NULL
       WHEN share_before > led AND share_last > led AND weeks_above * 2 >= weeks THEN 'partner-led'
       WHEN share_before < least OR share_last < least THEN 'partner-influenced at best' ELSE 'partner-influenced' END AS verdict, why_null
FROM (
  SELECT m.measure, n.before_start AS quarter_before, n.last_start AS quarter_last, coalesce(t.low, 0.5) AS led,
    coalesce(t.warn, 0.4) AS least,
    d.sourced_before * 1.0 / nullif(max(d.before, 0), 0) AS share_before, d.sourced_last * 1.0 / nullif(max(d.last, 0), 0) AS share_last,
    w.weeks, w.weeks_above,
    CASE WHEN NOT i.deals THEN 'no deals' WHEN NOT i.partners THEN 'no partners'
      WHEN NOT i.touches THEN 'no touches, roles or registrations'
         WHEN coalesce(d.before, 0) <= 0 OR coalesce(d.last, 0) <= 0 THEN 'a quarter without new ' || m.measure END AS why_null
  FROM (SELECT quarter_start, date(quarter_start, '-3 months') AS last_start, date(quarter_start, '-6 months') AS before_start
    FROM fact_now LIMIT 1) n
  CROSS JOIN metric_input i
  CROSS JOIN (SELECT 'revenue' AS measure UNION ALL SELECT 'pipeline') m
  LEFT JOIN elg_target t ON t.metric = 'sourced_share_new_' || m.measure
  LEFT JOIN (SELECT measure, sum(CASE WHEN at < last_start THEN reporting_minor END) AS before,
    sum(CASE WHEN at >= last_start THEN reporting_minor END) AS last,
      sum(CASE WHEN category = 'sourced' AND at < last_start THEN reporting_minor ELSE 0 END) AS sourced_before,
      sum(CASE WHEN category = 'sourced' AND at >= last_start THEN reporting_minor ELSE 0 END) AS sourced_last
    FROM (SELECT 'revenue' AS measure, closed_at AS at, reporting_minor, category FROM elg_deal WHERE status = 'won' AND kind = 'new'
          UNION ALL SELECT 'pipeline', created_at, reporting_minor, category FROM elg_deal WHERE kind = 'new')
    CROSS JOIN (SELECT quarter_start, date(quarter_start, '-3 months') AS last_start,
      date(quarter_start, '-6 months') AS before_start FROM fact_now LIMIT 1)
    WHERE at >= before_start AND at < quarter_start GROUP BY measure) d ON d.measure = m.measure
  LEFT JOIN (SELECT m.measure, count(s.share) AS weeks, count(CASE WHEN s.share > coalesce(t.low, 0.5) THEN 1 END) AS weeks_above
    FROM (SELECT 'revenue' AS measure UNION ALL SELECT 'pipeline') m
    LEFT JOIN elg_target t ON t.metric = 'sourced_share_new_' || m.measure
    LEFT JOIN (SELECT 'revenue' AS measure, week, sourced_share_new_revenue AS share FROM metric_share_week
      UNION ALL SELECT 'pipeline', week, sourced_share_new_pipeline FROM metric_share_week) s ON s.measure = m.measure
        AND s.week >= (SELECT date(quarter_start, '-6 months') FROM fact_now)
        AND s.week <= (SELECT date(quarter_start, '-7 days') FROM fact_now)
    GROUP BY m.measure) w ON w.measure = m.measure);

-- Revenue and touches of the last 12 months by type of partner: technology, services, channel, referral, ... A deal counts once
-- per type, so types overlap; the share is of all revenue. touches: the qualifying ones of these months, whatever became of it.
-- Sources: Elinkages (channel 70-90 % in channel-built firms), Forecastable.
CREATE VIEW metric_partner_type AS
SELECT partner_type, sum(won) AS won_deals, CASE WHEN sum(won) = 0 THEN 0 ELSE sum(reporting_minor) END AS touched_revenue_minor,
  CASE WHEN sum(won) = 0 THEN 0 ELSE sum(reporting_minor) END * 1.0 / nullif((SELECT max(sum(x.reporting_minor), 0)
    FROM elg_deal x, elg_period q
    WHERE q.period = '12_months' AND x.status = 'won' AND x.closed_at >= q.starts_at AND x.closed_at < q.ends_at), 0) AS revenue_share,
  sum(CASE WHEN sourced THEN reporting_minor ELSE 0 END) AS sourced_revenue_minor, sum(touches) AS touches,
  sum(touches) * 1.0 / nullif(sum(sum(touches)) OVER (), 0) AS touch_share
FROM (
  SELECT t.partner_type, 1 AS won, d.reporting_minor, t.sourced, 0 AS touches
  FROM elg_period p
  JOIN elg_deal d ON d.status = 'won' AND d.closed_at >= p.starts_at AND d.closed_at < p.ends_at
  JOIN (SELECT e.opportunity_id, coalesce(f.partner_type, 'unknown') AS partner_type, max(e.sourced) AS sourced
        FROM elg_deal_partner e JOIN fact_partner f ON f.partner_id = e.partner_id WHERE e.touched
        GROUP BY e.opportunity_id, 2) t ON t.opportunity_id = d.opportunity_id
  WHERE p.period = '12_months'
  UNION ALL
  SELECT coalesce(f.partner_type, 'unknown'), 0, NULL, 0, count(*)
  FROM elg_period p
  JOIN read_touchpoint t ON t.at >= p.starts_at AND t.at < p.ends_at
  JOIN fact_partner f ON f.partner_id = t.partner_id
  LEFT JOIN elg_alias a ON a.kind = 'touch_type' AND a.label = lower(trim(t.type))
  JOIN elg_touch_type y ON y.qualifies
    AND y.type = coalesce((SELECT x.type FROM elg_touch_type x WHERE x.type = lower(trim(t.type))), a.value,
    (SELECT value FROM read_setting WHERE name = 'touch_type_fallback'))
  WHERE p.period = '12_months' AND t.at <= (SELECT as_of FROM fact_now)
  GROUP BY 1)
GROUP BY partner_type;

-- Channel share of total revenue, 12 months: won revenue with a channel partner on the deal / all won revenue.
CREATE VIEW metric_channel AS
SELECT 'channel_revenue_share' AS metric, '12_months' AS period, 'share' AS unit,
  CASE WHEN why_null IS NULL THEN numerator / denominator END AS value, CASE WHEN why_null IS NULL THEN numerator END AS numerator,
  CASE WHEN why_null IS NULL THEN denominator END AS denominator, n, why_null
FROM (
  SELECT numerator, denominator, n, CASE WHEN NOT i.deals THEN 'no deals' WHEN NOT i.partners THEN 'no partners'
    WHEN NOT i.touches THEN 'no touches, roles or registrations' WHEN denominator = 0 THEN 'no revenue in the period'
    WHEN denominator < 0 THEN 'negative revenue in the period'
    WHEN NOT EXISTS (SELECT 1 FROM fact_partner WHERE partner_type IS NOT NULL) THEN 'no partner with a type' END AS why_null
  FROM metric_input i CROSS JOIN (
    SELECT total(CASE WHEN d.touched AND d.opportunity_id IN (
        SELECT e.opportunity_id FROM fact_partner f CROSS JOIN elg_deal_partner e ON e.partner_id = f.partner_id AND e.touched = 1
        WHERE f.partner_type = 'channel') THEN d.reporting_minor END) AS numerator,
      total(d.reporting_minor) AS denominator, count(*) AS n
    FROM elg_period p CROSS JOIN elg_deal d ON +d.status = 'won' AND d.closed_at >= p.starts_at AND d.closed_at < p.ends_at
    WHERE p.period = '12_months'));

-- Marketplaces: open pipeline and 12 months' revenue by marketplace, co-sell against the rest.
CREATE VIEW metric_marketplace AS
SELECT coalesce(d.marketplace, 'none') AS marketplace, d.cosell,
  sum(d.status = 'open') AS open_deals, sum(CASE WHEN d.status = 'open' THEN d.reporting_minor END) AS open_minor,
  sum(d.status = 'won') AS won_deals, sum(CASE WHEN d.status = 'won' THEN d.reporting_minor END) AS won_minor,
  sum(d.status = 'lost') AS lost_deals
FROM elg_period p JOIN elg_deal d ON d.status = 'open' OR (d.closed_at >= p.starts_at AND d.closed_at < p.ends_at)
WHERE p.period = '12_months'
GROUP BY 1, 2;
