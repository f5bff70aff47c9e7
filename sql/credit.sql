-- credit.sql: who gets credit for what, and why. elg_credit is the ledger of the active policy, kept by elg_refresh; other
-- policies are computed when asked for.
-- Every policy is a role split: role policies over the roles on the deal, the others over one role, 'partner', that holds
-- 100 percent and is shared by a weight: one partner (single, first_touch, last_touch, registration_first) or each by its
-- touches (linear; u_shape 40/20/40; time_decay). Partner credits + direct = amount, in minor units, always.

-- Policies with the document the split takes: the ranges of elg_role_rule where the policy names none (or has no document); roles a policy
-- does not name get nothing, unless it says "unknown". Written as text, because a persistent view may call no function of JSON where
-- the schema is not trusted.
CREATE VIEW credit_policy AS
SELECT policy, version, active, method, author, reason,
  CASE WHEN method <> 'role_split' THEN '{"mode":"exact","roles":{"partner":100},"shared":"influence","unknown":"zero"}'
       WHEN instr(document, '"roles"')
       THEN CASE WHEN instr(document, '"unknown"') THEN document ELSE '{"unknown":"zero",' || substr(document, 2) END
       ELSE '{"roles":{' || (SELECT group_concat('"' || replace(role, '"', char(92) || '"') || '":[' || low || ',' || high || ']') FROM
         (SELECT role, low, high FROM elg_role_rule ORDER BY position)) || '}' || CASE WHEN instr(document, '"unknown"') THEN '' ELSE ',"unknown":"zero"' END
         || CASE WHEN trim(document, char(9, 10, 13, 32) || '{}') = '' THEN '}' ELSE ',' || substr(document, 2) END END AS document
FROM (SELECT policy, version, active, method, author, reason, ltrim(coalesce(document, ''), char(9, 10, 13, 32)) AS document FROM elg_policy);

-- Weights of the touching partners of each deal under the policies that do not split by role; they sum to 1 or are NULL. Of touches at
-- one time the first is that of the lowest partner id, the last that of the highest, so that one touch is not both.
--   u_shape  first touch 0.4, last 0.4, the others share 0.2; two touches 0.5 each; one 1 (Google Analytics, dbt, Snowplow)
--   linear   touches / all touches      time_decay  recency / its sum over the deal (half-life decay_half_life_days)
CREATE VIEW credit_weight AS
SELECT opportunity_id, partner_id, touches * 1.0 / nullif(n, 0) AS linear, recency / nullif(recencies, 0) AS time_decay,
  CASE n WHEN 0 THEN NULL WHEN 1 THEN touches * 1.0 WHEN 2 THEN touches * 0.5
    ELSE 0.4 * is_first + 0.4 * is_last + 0.2 * (touches - is_first - is_last) / (n - 2) END AS u_shape, n AS touches
FROM (
  SELECT opportunity_id, partner_id, touches, recency, sum(touches) OVER deal AS n, sum(recency) OVER deal AS recencies,
    touches > 0 AND row_number() OVER (PARTITION BY opportunity_id ORDER BY first_touch_at IS NULL, first_touch_at, partner_id) = 1
      AS is_first,
    touches > 0 AND row_number() OVER (PARTITION BY opportunity_id ORDER BY last_touch_at DESC, partner_id DESC) = 1 AS is_last
  FROM elg_deal_partner WHERE touched
  WINDOW deal AS (PARTITION BY opportunity_id));

-- Credit of every open and won deal under every policy that a split takes (elg_validate_policy). Filter by policy; the active one is
-- in credit_line already. TEMP: computed by elg_role_split. reason is the split's, role_reason why the partner has the role.
CREATE TEMP VIEW credit_policy_line AS
SELECT y.policy, y.version AS policy_version, d.opportunity_id, s.partner AS partner_id, s.role, s.share, s.credit_minor, d.currency,
  CASE WHEN d.rate = '1' THEN s.credit_minor ELSE (
    SELECT r.credit_minor FROM elg_role_split(d.reporting_minor, s.arg_partners, y.document) r
    WHERE r.partner IS s.partner AND r.role = s.role) END AS reporting_minor,
  d.reporting_currency, s.reason,
  CASE WHEN s.partner IS NULL THEN 'direct' WHEN s.partner = d.sourced_partner_id THEN 'sourced' ELSE 'influenced' END AS category
FROM elg_deal d CROSS JOIN credit_policy y CROSS JOIN elg_role_split(d.amount_minor, CASE WHEN NOT d.touched THEN '[]' ELSE
  CASE y.method
  WHEN 'role_split' THEN (
    SELECT elg_partners(e.partner_id, e.credit_role, e.involvement, e.influence_share)
    FROM elg_deal_partner e WHERE e.opportunity_id = d.opportunity_id AND e.touched)
  WHEN 'single' THEN (
    SELECT elg_partners(w.partner_id, 'partner', NULL, 1) FROM (
      SELECT e.partner_id FROM elg_deal_partner e LEFT JOIN elg_role_rule r ON r.role = e.credit_role
      WHERE e.opportunity_id = d.opportunity_id AND e.touched
      ORDER BY e.sourced DESC, coalesce(r.position, 99), e.touches DESC, e.partner_id LIMIT 1) w)
  WHEN 'registration_first' THEN (
    SELECT elg_partners(w.partner_id, 'partner', NULL, 1) FROM (
      SELECT e.partner_id FROM elg_deal_partner e LEFT JOIN elg_role_rule r ON r.role = e.credit_role
      WHERE e.opportunity_id = d.opportunity_id AND e.touched
      ORDER BY e.registration_id IS NULL, e.registered_at, e.sourced DESC, coalesce(r.position, 99), e.touches DESC, e.partner_id LIMIT 1) w)
  WHEN 'first_touch' THEN (
    SELECT elg_partners(w.partner_id, 'partner', NULL, 1) FROM (
      SELECT e.partner_id FROM elg_deal_partner e WHERE e.opportunity_id = d.opportunity_id AND e.first_touch_at IS NOT NULL
      ORDER BY e.first_touch_at, e.partner_id LIMIT 1) w)
  WHEN 'last_touch' THEN (
    SELECT elg_partners(w.partner_id, 'partner', NULL, 1) FROM (
      SELECT e.partner_id FROM elg_deal_partner e WHERE e.opportunity_id = d.opportunity_id AND e.last_touch_at IS NOT NULL
      ORDER BY e.last_touch_at DESC, e.partner_id DESC LIMIT 1) w)
  WHEN 'linear' THEN (
    SELECT elg_partners(e.partner_id, 'partner', NULL, e.touches) FROM elg_deal_partner e
    WHERE e.opportunity_id = d.opportunity_id AND e.touched AND e.touches > 0)
  ELSE ( -- credit_weight of this deal alone: asked of the view, the weights of all deals would be computed. u_shape: whole numbers, 1 for a touch between
    SELECT elg_partners(w.partner_id, 'partner', NULL, CASE y.method WHEN 'u_shape' THEN round(w.u_shape * 5 * max(w.n - 2, 2))
      ELSE w.time_decay * 1000000 END)
    FROM (
      SELECT partner_id, n, recency / nullif(recencies, 0) AS time_decay,
        CASE n WHEN 0 THEN NULL WHEN 1 THEN touches * 1.0 WHEN 2 THEN touches * 0.5
          ELSE 0.4 * is_first + 0.4 * is_last + 0.2 * (touches - is_first - is_last) / (n - 2) END AS u_shape
      FROM (
        SELECT e.partner_id, e.touches, e.recency, sum(e.touches) OVER deal AS n, sum(e.recency) OVER deal AS recencies,
          e.touches > 0 AND row_number() OVER (PARTITION BY e.opportunity_id ORDER BY e.first_touch_at IS NULL, e.first_touch_at, e.partner_id) = 1
            AS is_first,
          e.touches > 0 AND row_number() OVER (PARTITION BY e.opportunity_id ORDER BY e.last_touch_at DESC, e.partner_id DESC) = 1 AS is_last
        FROM elg_deal_partner e WHERE e.touched AND e.opportunity_id = d.opportunity_id
        WINDOW deal AS (PARTITION BY e.opportunity_id))) w
    WHERE CASE y.method WHEN 'u_shape' THEN w.u_shape WHEN 'time_decay' THEN w.time_decay END > 0) END END, y.document) s
WHERE d.status <> 'lost'
  AND (y.policy, y.version) IN (SELECT policy, version FROM credit_policy WHERE elg_validate_policy(document) IS NULL);

-- The ledger with names: lines and adjustments of the active policy (locked deals keep the policy they were locked under).
-- The lines of a deal and policy sum to its amount. locked lines are never rewritten: a correction is an adjustment.
CREATE VIEW credit_line AS
SELECT l.line_id, l.policy, l.policy_version, l.opportunity_id, o.name AS opportunity_name, d.account_id, d.status, d.kind, d.closed_at,
  l.partner_id, p.name AS partner_name, l.role, l.category, l.share, l.credit_minor, l.currency, l.reporting_minor,
  l.reporting_currency, l.kind AS line_kind, l.adjusts, l.locked, l.locked_at, l.reason, l.covered, l.touched, l.registered,
  l.asof_basis, l.match_score, l.run_id
FROM elg_credit l
LEFT JOIN elg_deal d ON d.opportunity_id = l.opportunity_id
LEFT JOIN read_opportunity o ON o.opportunity_id = l.opportunity_id
LEFT JOIN read_partner p ON p.partner_id = l.partner_id;

-- One row a deal: its category and the three separate facts.
--   sourced    a partner sourced it: registration in force, introduction at most sourced_days (30) before creation, or a
--              sourcing role by the creation lock (Forecastable); reason says which and who lost. Once the lock is
--              closed (sourced_locked), evidence changes it no more: elg_source_override does
--   influenced touched by a partner, not sourced        direct  neither
--   delivered  an overlay, never added: won, and a partner delivers by a touch until delivery_window_days after close, or by its role
--   covered    a partner overlapped at creation (NULL: not known)   touched  a qualifying touch, role or registration
--   credited   a partner has credit under the active policy
CREATE VIEW credit_category AS
SELECT d.opportunity_id, d.account_id, d.status, d.kind, d.created_at, d.closed_at, d.reporting_minor, d.category, d.delivered,
  d.covered, d.touched, coalesce(l.credited, 0) AS credited, d.sourced_partner_id, d.sourced_reason AS reason,
  d.lock_at AS sourced_lock_at, d.sourced_locked, l.locked AS ledger_locked, coalesce(l.partner_minor, 0) AS partner_credit_minor
FROM elg_deal d
LEFT JOIN (SELECT opportunity_id, max(locked) AS locked, sum(CASE WHEN partner_id IS NOT NULL THEN reporting_minor END) AS partner_minor,
             max(partner_id IS NOT NULL AND credit_minor <> 0) AS credited
           FROM elg_credit GROUP BY opportunity_id) l ON l.opportunity_id = d.opportunity_id;

-- Credit by partner and period under the active policy: won revenue by close, in the reporting currency; direct is the row
-- without a partner. The period's rows sum to its won revenue.
CREATE VIEW credit_by_partner AS
SELECT q.period, l.partner_id, p.name AS partner_name, count(DISTINCT l.opportunity_id) AS deals, sum(l.reporting_minor) AS credit_minor,
  sum(CASE WHEN l.category = 'sourced' THEN l.reporting_minor ELSE 0 END) AS sourced_credit_minor,
  sum(CASE WHEN l.category = 'influenced' THEN l.reporting_minor ELSE 0 END) AS influenced_credit_minor,
  sum(CASE WHEN l.kind = 'adjustment' THEN l.reporting_minor ELSE 0 END) AS adjustments_minor
FROM elg_period q
CROSS JOIN elg_deal d ON +d.status = 'won' AND d.closed_at >= q.starts_at AND d.closed_at < q.ends_at
CROSS JOIN elg_credit l ON l.opportunity_id = d.opportunity_id
LEFT JOIN read_partner p ON p.partner_id = l.partner_id
WHERE l.reporting_minor IS NOT NULL
GROUP BY q.period, l.partner_id;

-- Every policy over the same deals: what each partner would get (credit) against the ledger (ledger), a row where they
-- differ; partner NULL is direct. Filter by policy or opportunity_id. TEMP: computed when asked for.
CREATE TEMP VIEW credit_policy_diff AS
SELECT policy, policy_version, opportunity_id, nullif(partner, '') AS partner_id, sum(credit) AS credit_minor, sum(ledger) AS ledger_minor,
  sum(credit) - sum(ledger) AS delta_minor, sum(reporting) AS delta_reporting_minor,
  coalesce(max(reason), 'no credit under this policy') AS reason
FROM (
  SELECT policy, policy_version, opportunity_id, coalesce(partner_id, '') AS partner, credit_minor AS credit, 0 AS ledger,
    reporting_minor AS reporting, reason
  FROM credit_policy_line
  UNION ALL
  SELECT y.policy, y.version, l.opportunity_id, coalesce(l.partner_id, ''), 0, l.credit_minor, -l.reporting_minor, NULL
  FROM credit_policy y CROSS JOIN elg_credit l WHERE elg_validate_policy(y.document) IS NULL)
GROUP BY policy, policy_version, opportunity_id, partner
HAVING sum(credit) <> sum(ledger);

-- Commission of won deals: commission_percent of the amount, rounded half to even once, and that commission allocated by
-- the ledger's shares (never a rate on rounded credit). The direct share is not paid: payable is by partner. TEMP: exact
-- allocation by elg_allocate.
CREATE TEMP VIEW credit_commission AS
SELECT c.opportunity_id, d.account_id, d.closed_at, a.key AS partner_id, p.name AS partner_name, c.percent, c.pool_minor,
  a.part AS commission_minor, d.currency
FROM (SELECT d.opportunity_id, s.commission_percent AS percent,
        elg_read_convert(d.amount_minor, d.currency, printf('%.6f', s.commission_percent / 100.0), d.currency) AS pool_minor,
        json_group_object(l.partner_id, max(0, round(l.share, 12))) AS weights
      FROM fact_setting s CROSS JOIN elg_deal d
      JOIN (SELECT opportunity_id, coalesce(partner_id, '') AS partner_id, sum(share) AS share FROM elg_credit
            GROUP BY opportunity_id, coalesce(partner_id, '')) l ON l.opportunity_id = d.opportunity_id
      WHERE d.status = 'won' AND d.touched AND d.amount_minor IS NOT NULL AND s.commission_percent > 0
      GROUP BY d.opportunity_id) c
CROSS JOIN elg_allocate(c.pool_minor, c.weights) a
JOIN elg_deal d ON d.opportunity_id = c.opportunity_id
LEFT JOIN read_partner p ON p.partner_id = a.key
WHERE a.key <> '';

-- Everything that led to one deal's numbers, in time order. Filter by opportunity_id.
CREATE VIEW credit_trail AS
SELECT opportunity_id, at, what, partner_id, detail FROM (
  SELECT d.opportunity_id, d.created_at AS at, 1 AS place, 'created' AS what, NULL AS partner_id,
    d.kind || ', source ' || coalesce(d.source, 'unknown') AS detail FROM elg_deal d
  UNION ALL
  SELECT d.opportunity_id, m.valid_from, 0, 'overlap begins', m.partner_id, m.population || ', score ' || coalesce(round(m.score, 3), 'forced')
    || ', ' || m.rule || ', ' || m.asof_basis FROM elg_deal d CROSS JOIN elg_match m ON m.account_id = d.account_id
    WHERE m.valid_from <= coalesce(d.closed_at, '9999')
  UNION ALL
  SELECT d.opportunity_id, m.valid_to, 0, 'overlap ends', m.partner_id, m.closed_reason
    FROM elg_deal d CROSS JOIN elg_match m ON m.account_id = d.account_id WHERE m.valid_to <= coalesce(d.closed_at, '9999')
  UNION ALL
  SELECT t.opportunity_id, t.at, 2, 'touch on the deal', t.partner_id,
    coalesce(t.touchpoint_id || ' ', '') || coalesce(t.type, 'no type') || coalesce(': ' || t.evidence, '')
    || CASE WHEN t.at > d.closed_at THEN ' (after close: counts for the next deal)'
            WHEN t.at < replace(datetime(d.created_at, '-' || (SELECT value FROM read_setting WHERE name = 'influence_window_days')
              || ' days'), ' 00:00:00', '') THEN ' (before the window)' ELSE '' END
    FROM elg_deal d CROSS JOIN read_touchpoint t ON t.opportunity_id = d.opportunity_id
  UNION ALL
  SELECT d.opportunity_id, t.at, 2, 'touch on the account', t.partner_id,
    coalesce(t.touchpoint_id || ' ', '') || coalesce(t.type, 'no type') || coalesce(': ' || t.evidence, '')
    FROM elg_deal d CROSS JOIN read_touchpoint t ON t.account_id = d.account_id AND coalesce(t.opportunity_id, '') = ''
    WHERE t.at <= coalesce(d.closed_at, '9999') AND t.at >= replace(datetime(d.created_at, '-'
      || (SELECT value FROM read_setting WHERE name = 'influence_window_days') || ' days'), ' 00:00:00', '')
  UNION ALL
  SELECT p.opportunity_id, coalesce(p.at, d.created_at), 3, 'role recorded', p.partner_id,
    coalesce(p.role, 'no role') || CASE WHEN p.at IS NULL THEN ', without a date' ELSE '' END
    FROM elg_deal d CROSS JOIN read_opportunity_partner p ON p.opportunity_id = d.opportunity_id
  UNION ALL
  SELECT d.opportunity_id, r.submitted_at, 3, 'registration', r.partner_id, r.registration_id || ' ' || coalesce(r.status, '')
    FROM elg_deal d CROSS JOIN read_deal_registration r ON r.opportunity_id = d.opportunity_id
    OR (r.account_id = d.account_id AND coalesce(r.opportunity_id, '') = '')
  UNION ALL
  SELECT h.opportunity_id, h.at, 4, 'stage', NULL, h.stage || coalesce(', ' || h.amount_minor || ' ' || h.currency, '')
    FROM elg_deal d CROSS JOIN read_opportunity_history h ON h.opportunity_id = d.opportunity_id
  UNION ALL
  SELECT d.opportunity_id, d.cutoff_at, 5, 'co-sell cut-off', NULL, CASE d.cosell WHEN 1 THEN 'co-sell' ELSE 'not a co-sell' END
    FROM elg_deal d WHERE d.cutoff_at IS NOT NULL
  UNION ALL
  SELECT d.opportunity_id, d.lock_at, 6, 'creation lock', d.sourced_partner_id,
    CASE WHEN d.sourced_partner_id IS NULL THEN 'not ' ELSE '' END || 'sourced' || coalesce(': ' || d.sourced_reason, '')
    FROM elg_deal d
  UNION ALL
  SELECT d.opportunity_id, d.closed_at, 8, 'delivered', e.partner_id, 'by a touch until ' || (SELECT value FROM read_setting WHERE name = 'delivery_window_days')
    || ' days after close, or by its role' FROM elg_deal d CROSS JOIN elg_deal_partner e ON e.opportunity_id = d.opportunity_id WHERE e.delivered
  UNION ALL
  SELECT d.opportunity_id, d.closed_at, 7, 'closed ' || d.status, NULL, coalesce(d.amount_minor || ' ' || d.currency, 'no amount')
    || coalesce(' at ' || d.rate || ' = ' || d.reporting_minor || ' ' || d.reporting_currency, '') FROM elg_deal d WHERE d.closed_at IS NOT NULL
  UNION ALL
  SELECT l.opportunity_id, coalesce(l.locked_at, substr(r.started_at, 1, 19), '9999'), 8, CASE l.kind WHEN 'line' THEN 'credit' ELSE 'adjustment' END,
    l.partner_id, l.role || ' ' || round(l.share, 6) || ' % = ' || coalesce(l.credit_minor || ' ' || l.currency, 'no amount') || ', '
    || l.policy || ' v' || l.policy_version || CASE l.locked WHEN 1 THEN ', locked' ELSE '' END || coalesce(': ' || l.reason, '')
    FROM elg_deal d CROSS JOIN elg_credit l ON l.opportunity_id = d.opportunity_id
    LEFT JOIN elg_run r ON r.run_id = l.run_id AND r.step = 0)
ORDER BY at, place, partner_id;
