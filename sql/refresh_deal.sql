-- refresh_deal.sql: recompute elg_deal_partner and elg_deal for the deals of temp.elg_work_deal. Runs after refresh_influence.sql.

-- step: deal x partner
-- Deal x partner: touches, roles, registrations in force at creation, overlap at creation.
CREATE TEMP TABLE IF NOT EXISTS elg_work_partner(
  n INTEGER, partner_id TEXT, covered INTEGER DEFAULT 0, asof_basis TEXT, match_score REAL, touched INTEGER DEFAULT 0, touches INTEGER DEFAULT 0,
  human INTEGER DEFAULT 0, first_at TEXT, last_at TEXT, cosell INTEGER DEFAULT 0, intro TEXT, role TEXT, involvement REAL, role_at TEXT,
  registration_id TEXT, registered_at TEXT, influence REAL, recency REAL, delivered INTEGER DEFAULT 0, PRIMARY KEY(n, partner_id)) WITHOUT ROWID;
DELETE FROM temp.elg_work_partner;
INSERT INTO temp.elg_work_partner(n, partner_id, touched, touches, human, first_at, last_at, cosell, intro, influence, recency, delivered)
SELECT n, partner_id, coalesce(sum(touches) FILTER (WHERE mark & 1), 0) > 0, coalesce(sum(touches) FILTER (WHERE mark & 1), 0),
  coalesce(sum(touches) FILTER (WHERE mark & 4), 0), min(first_at) FILTER (WHERE mark & 1), max(last_at) FILTER (WHERE mark & 1), max(early),
  min(intro), sum(score) FILTER (WHERE mark & 1), sum(recency) FILTER (WHERE mark & 1), max(mark & 2) <> 0
FROM temp.elg_touch_line GROUP BY n, partner_id;
DELETE FROM temp.elg_touch_line; -- room for what follows in the memory of TEMP tables
-- The influence on each deal, of which its partners have shares.
CREATE TEMP TABLE IF NOT EXISTS elg_touch_sum(n INTEGER PRIMARY KEY, influence REAL);
DELETE FROM temp.elg_touch_sum;
INSERT INTO temp.elg_touch_sum SELECT n, sum(influence) FROM temp.elg_work_partner GROUP BY n;
-- The overlap at creation.
INSERT INTO temp.elg_work_partner(n, partner_id, covered, asof_basis, match_score)
SELECT d.n, m.partner_id, CASE max(m.valid_from <= d.created_at) WHEN 1 THEN 1 END,
  CASE max(m.valid_from <= d.created_at) WHEN 1 THEN min(CASE WHEN m.valid_from <= d.created_at THEN m.asof_basis END) ELSE 'unknown' END,
  max(CASE WHEN m.valid_from <= d.created_at THEN m.score END)
FROM temp.elg_work_deal d CROSS JOIN elg_match m ON m.account_id = d.account_id
CROSS JOIN temp.elg_partner_term c ON c.partner_id = m.partner_id
WHERE (m.valid_to IS NULL OR m.valid_to > d.created_at)
  AND coalesce(c.signed_at <= d.created_at, 1) AND coalesce(c.ended_at > d.created_at, 1)
  AND (m.valid_from <= d.created_at OR m.asof_basis = 'unknown') -- else nobody knows: NULL
GROUP BY d.n, m.partner_id
ON CONFLICT(n, partner_id) DO UPDATE SET (covered, asof_basis, match_score) = (excluded.covered, excluded.asof_basis, excluded.match_score);
-- The highest role; one that delivers does on a won deal, where it dates from the end of its delivery at the latest.
INSERT INTO temp.elg_work_partner(n, partner_id, touched, role, involvement, role_at, delivered)
SELECT p.n, p.partner_id, 1, coalesce(p.role, 'influencing'), p.involvement, p.at, p.delivers
FROM (SELECT d.n, p.partner_id, r.role, p.involvement, p.at, min(coalesce(r.position, 99)), -- the others are of the row with the least
        total(k.delivers AND d.status = 'won' AND coalesce(p.at <= datetime(d.closed_at, w.delivery_days), 1)) > 0 AS delivers
      FROM temp.elg_now w CROSS JOIN temp.elg_work_deal d CROSS JOIN read_opportunity_partner p ON p.opportunity_id = d.opportunity_id
      CROSS JOIN temp.elg_partner_term c ON c.partner_id = p.partner_id
      LEFT JOIN temp.elg_word k ON k.kind = 'role' AND k.label = lower(trim(p.role))
      LEFT JOIN elg_role_rule r ON r.role = k.value
      GROUP BY d.n, p.partner_id) p
WHERE 1
ON CONFLICT(n, partner_id) DO UPDATE SET (touched, role, involvement, role_at, delivered) = (
  1, excluded.role, excluded.involvement, excluded.role_at, delivered OR excluded.delivered);
-- Who sourced it as the creation lock or an override says touched it, whatever has become of the evidence.
INSERT INTO temp.elg_work_partner(n, partner_id, touched)
SELECT n, partner_id, 1 FROM temp.elg_source_kept WHERE partner_id IS NOT NULL
ON CONFLICT(n, partner_id) DO UPDATE SET touched = 1;
-- The first registration in force at creation. One that has expired since was granted, where it says when: its end decides, not its status today.
INSERT INTO temp.elg_work_partner(n, partner_id, touched, registration_id, registered_at)
SELECT r.n, r.partner_id, r.registration_id IS NOT NULL, r.registration_id, min(r.submitted_at)
FROM (
  SELECT d.n, d.lock_at, d.created_at, r.registration_id, r.partner_id, r.status, r.submitted_at, r.approved_at, r.expires_at
  FROM read_deal_registration r CROSS JOIN temp.elg_work_key k ON k.opportunity_id = r.opportunity_id
  CROSS JOIN temp.elg_work_deal d ON d.n = k.n
  UNION ALL
  SELECT d.n, d.lock_at, d.created_at, r.registration_id, r.partner_id, r.status, r.submitted_at, r.approved_at, r.expires_at
  FROM read_deal_registration r CROSS JOIN temp.elg_work_deal d ON d.account_id = r.account_id
  WHERE nullif(r.opportunity_id, '') IS NULL) r
CROSS JOIN temp.elg_partner_term c ON c.partner_id = r.partner_id
JOIN temp.elg_word k ON k.kind = 'registration_status' AND k.label = lower(trim(r.status))
  AND (k.value = 'approved' OR (k.value = 'expired' AND r.approved_at IS NOT NULL))
JOIN temp.elg_now n
WHERE r.submitted_at <= r.lock_at
  AND coalesce(r.expires_at, datetime(coalesce(r.approved_at, r.submitted_at), n.registration_days))
      >= r.created_at
GROUP BY r.n, r.partner_id
ON CONFLICT(n, partner_id) DO UPDATE SET (touched, registration_id, registered_at) = (
  touched OR excluded.touched, excluded.registration_id, excluded.registered_at);
DELETE FROM temp.elg_work_partner WHERE (n, partner_id) IN (SELECT n, partner_id FROM temp.elg_own_purchase);

-- step: sourcing
-- Who sourced the deal. Precedence (source_rank_*, 0 leaves one out): a registration in force, an introduction in the
-- window, a sourcing role recorded by the creation lock. Ties: the earlier evidence, then the partner id. Once the lock has passed
-- and somebody is found, or a refresh saw the deal before it, the lock is closed: evidence that turns up, changes or goes changes nothing.
CREATE TEMP TABLE IF NOT EXISTS elg_work_source(n INTEGER PRIMARY KEY, partner_id TEXT, reason TEXT);
DELETE FROM temp.elg_work_source;
INSERT INTO temp.elg_work_source
SELECT n, partner_id, reason FROM (
  SELECT n, partner_id, reason, row_number() OVER (PARTITION BY n ORDER BY precedence, at, partner_id) AS place
  FROM (
    SELECT p.n, p.partner_id, c.rank_registration AS precedence, p.registered_at AS at,
      'registration ' || p.registration_id || ' of ' || substr(p.registered_at, 1, 10) AS reason
    FROM temp.elg_now c CROSS JOIN temp.elg_work_partner p WHERE p.registration_id IS NOT NULL
    UNION ALL
    SELECT p.n, p.partner_id, c.rank_introduction, substr(p.intro, 1, 19), 'introduction ' || substr(p.intro, 21) || ' of ' || substr(p.intro, 1, 10)
    FROM temp.elg_now c CROSS JOIN temp.elg_work_partner p WHERE p.intro IS NOT NULL
    UNION ALL
    SELECT p.n, p.partner_id, c.rank_role, coalesce(p.role_at, d.created_at),
      'sourcing role' || coalesce(' of ' || substr(p.role_at, 1, 10), ' without a date')
    FROM temp.elg_now c CROSS JOIN temp.elg_work_partner p CROSS JOIN temp.elg_work_deal d ON d.n = p.n
    WHERE p.role = 'sourcing' AND coalesce(p.role_at <= d.lock_at, 1))
  WHERE precedence > 0)
WHERE place = 1;
-- What the evidence says now of a locked deal, where that is somebody else.
CREATE TEMP TABLE IF NOT EXISTS elg_work_late(n INTEGER PRIMARY KEY, partner_id TEXT, reason TEXT);
DELETE FROM temp.elg_work_late;
INSERT INTO temp.elg_work_late
SELECT s.n, s.partner_id, s.reason FROM temp.elg_source_kept k CROSS JOIN temp.elg_work_source s ON s.n = k.n
WHERE k.locked = 1 AND k.partner_id IS NOT s.partner_id;
DELETE FROM temp.elg_work_source WHERE n IN (SELECT n FROM temp.elg_source_kept WHERE locked);
INSERT INTO temp.elg_work_source
SELECT k.n, k.partner_id, k.reason FROM temp.elg_source_kept k
WHERE k.locked AND k.reason IS NOT NULL
  AND (k.partner_id IS NULL OR EXISTS (SELECT 1 FROM temp.elg_work_partner p WHERE p.n = k.n AND p.partner_id = k.partner_id));

-- Who claims sourcing and is not the one who sourced counts in the highest of its other roles, else as influencing.
CREATE TEMP TABLE IF NOT EXISTS elg_work_role(n INTEGER, partner_id TEXT, role TEXT, involvement REAL, PRIMARY KEY(n, partner_id)) WITHOUT ROWID;
DELETE FROM temp.elg_work_role;
INSERT INTO temp.elg_work_role
SELECT n, partner_id, role, involvement
FROM (SELECT p.n, p.partner_id, r.role, o.involvement, min(r.position)
      FROM temp.elg_work_partner p LEFT JOIN temp.elg_work_source s ON s.n = p.n CROSS JOIN temp.elg_work_key k ON k.n = p.n
      CROSS JOIN read_opportunity_partner o ON o.opportunity_id = k.opportunity_id AND o.partner_id = p.partner_id
      JOIN temp.elg_word w ON w.kind = 'role' AND w.label = lower(trim(o.role)) AND w.value <> 'sourcing'
      JOIN elg_role_rule r ON r.role = w.value
      WHERE p.role = 'sourcing' AND s.partner_id IS NOT p.partner_id
      GROUP BY p.n, p.partner_id) p;

-- The rows to keep, with the role credit follows.
CREATE TEMP VIEW elg_new_deal_partner(n, partner_id, covered, asof_basis, match_score, touched, touches, human_touches, first_touch_at, last_touch_at,
  cosell, intro_at, intro_id, role, involvement, role_at, credit_role, role_reason, registration_id, registered_at, influence, influence_share, recency,
  sourced, delivered) AS
SELECT p.n, p.partner_id, p.covered, p.asof_basis, p.match_score, p.touched, p.touches, p.human, p.first_at, p.last_at, p.cosell,
  substr(p.intro, 1, 19), substr(p.intro, 21), p.role, CASE WHEN x.n IS NULL THEN p.involvement ELSE x.involvement END, p.role_at,
  CASE WHEN NOT p.touched THEN NULL WHEN s.partner_id = p.partner_id THEN 'sourcing' WHEN p.role = 'sourcing' THEN coalesce(x.role, 'influencing')
    ELSE coalesce(p.role, 'influencing') END,
  CASE WHEN NOT p.touched THEN NULL WHEN s.partner_id = p.partner_id THEN s.reason
    WHEN l.partner_id = p.partner_id THEN 'known after the creation lock: ' || l.reason
    WHEN p.role = 'sourcing' THEN coalesce('sourcing claimed, lost to ' || s.partner_id || ': ' || s.reason, s.reason, 'sourcing role after the creation lock')
    WHEN p.role IS NOT NULL THEN 'role recorded on the deal'
    WHEN p.touches > 0 THEN p.touches || CASE p.touches WHEN 1 THEN ' touch' ELSE ' touches' END || ' in the window'
    WHEN p.registration_id IS NOT NULL THEN 'registration ' || p.registration_id END,
  p.registration_id, p.registered_at, p.influence, p.influence / nullif(i.influence, 0), p.recency, coalesce(s.partner_id = p.partner_id, 0), p.delivered
FROM temp.elg_work_partner p LEFT JOIN temp.elg_work_source s ON s.n = p.n LEFT JOIN temp.elg_touch_sum i ON i.n = p.n
LEFT JOIN temp.elg_work_late l ON l.n = p.n
LEFT JOIN temp.elg_work_role x ON x.n = p.n AND x.partner_id = p.partner_id;

-- step: deal x partner kept
-- when: NOT (SELECT everything FROM temp.elg_now)
INSERT OR IGNORE INTO temp.elg_changed_deal
SELECT w.n
FROM temp.elg_new_deal_partner w CROSS JOIN temp.elg_work_key k ON k.n = w.n
LEFT JOIN elg_deal_partner p ON p.opportunity_id = k.opportunity_id AND p.partner_id = w.partner_id
WHERE (w.partner_id, w.covered, w.asof_basis, w.match_score, w.touched, w.touches, w.human_touches, w.first_touch_at, w.last_touch_at, w.cosell,
    w.intro_at, w.intro_id, w.role, w.involvement, w.role_at, w.credit_role, w.role_reason,
    w.registration_id, w.registered_at, w.influence, w.influence_share, w.recency, w.sourced, w.delivered)
  IS NOT (p.partner_id, p.covered, p.asof_basis, p.match_score, p.touched, p.touches, p.human_touches, p.first_touch_at, p.last_touch_at, p.cosell,
    p.intro_at, p.intro_id, p.role, p.involvement, p.role_at, p.credit_role, p.role_reason,
    p.registration_id, p.registered_at, p.influence, p.influence_share, p.recency, p.sourced, p.delivered)
UNION ALL
SELECT k.n FROM temp.elg_work_key k CROSS JOIN elg_deal_partner p ON p.opportunity_id = k.opportunity_id
WHERE NOT EXISTS (SELECT 1 FROM temp.elg_work_partner w WHERE w.n = k.n AND w.partner_id = p.partner_id);
-- Of the changed deals those that are no more, or move in the index; the others do not touch it.
-- when: EXISTS (SELECT 1 FROM elg_deal_partner)
DELETE FROM elg_deal_partner WHERE (opportunity_id, partner_id) IN (SELECT * FROM ( -- a compound as it is would be asked of every row
  SELECT p.opportunity_id, p.partner_id
  FROM temp.elg_changed_deal c CROSS JOIN temp.elg_work_key k ON k.n = c.n CROSS JOIN elg_deal_partner p ON p.opportunity_id = k.opportunity_id
  LEFT JOIN temp.elg_work_partner w ON w.n = k.n AND w.partner_id = p.partner_id
  WHERE w.touched IS NOT p.touched
  UNION ALL
  SELECT p.opportunity_id, p.partner_id FROM temp.elg_gone g CROSS JOIN elg_deal_partner p ON p.opportunity_id = g.opportunity_id));
-- bulk: elg_deal_partner
INSERT INTO elg_deal_partner
SELECT k.opportunity_id, p.partner_id, p.covered, p.asof_basis, p.match_score, p.touched, p.touches, p.human_touches, p.first_touch_at, p.last_touch_at, p.cosell,
  p.intro_at, p.intro_id, p.role, p.involvement, p.role_at, p.credit_role, p.role_reason,
  p.registration_id, p.registered_at, p.influence, p.influence_share, p.recency, p.sourced, p.delivered
FROM temp.elg_changed_deal c CROSS JOIN temp.elg_new_deal_partner p ON p.n = c.n CROSS JOIN temp.elg_work_key k ON k.n = c.n
WHERE 1
ON CONFLICT(opportunity_id, partner_id) DO UPDATE SET (
  covered, asof_basis, match_score, touches, human_touches, first_touch_at, last_touch_at, cosell, intro_at, intro_id, role, involvement, role_at,
  credit_role, role_reason, registration_id, registered_at, influence, influence_share, recency, sourced, delivered) = (
  excluded.covered, excluded.asof_basis, excluded.match_score, excluded.touches, excluded.human_touches, excluded.first_touch_at,
  excluded.last_touch_at, excluded.cosell, excluded.intro_at, excluded.intro_id, excluded.role, excluded.involvement, excluded.role_at,
  excluded.credit_role, excluded.role_reason, excluded.registration_id, excluded.registered_at, excluded.influence,
  excluded.influence_share, excluded.recency, excluded.sourced, excluded.delivered);
DROP VIEW temp.elg_new_deal_partner;

-- step: deals
-- Expansions and renewals influenced by an integration alone.
CREATE TEMP TABLE IF NOT EXISTS elg_work_integrated(n INTEGER PRIMARY KEY);
DELETE FROM temp.elg_work_integrated;
-- when: (SELECT integrated_is_influenced FROM temp.elg_now)
INSERT INTO temp.elg_work_integrated
SELECT d.n FROM temp.elg_now n CROSS JOIN temp.elg_work_deal d
WHERE n.integrated_is_influenced AND d.kind <> 'new'
  AND EXISTS (SELECT 1 FROM read_integration i WHERE i.account_id = d.account_id AND i.started_at <= d.created_at
    AND coalesce(i.ended_at > d.created_at, 1));
-- A deal whose facts are the same is not written. One that moves in the index by account is written anew, so that the others do not touch it.
-- when: EXISTS (SELECT 1 FROM elg_deal)
DELETE FROM elg_deal WHERE opportunity_id IN (
  SELECT opportunity_id FROM temp.elg_gone
  UNION ALL
  SELECT d.opportunity_id FROM temp.elg_work_deal d CROSS JOIN elg_deal e ON e.opportunity_id = d.opportunity_id
  WHERE (e.account_id, e.kind, e.status, e.closed_at) IS NOT (d.account_id, d.kind, d.status, d.closed_at));
-- bulk: elg_deal
INSERT INTO elg_deal
SELECT d.opportunity_id, d.account_id, a.segment,
  CASE WHEN d.reporting_minor IS NULL THEN NULL WHEN d.reporting_minor >= n.band_large THEN 'large'
       WHEN d.reporting_minor >= n.band_medium THEN 'medium' ELSE 'small' END,
  o.owner, d.kind, d.status, o.stage, d.position, d.qualified,
  o.source, o.marketplace, o.competitor,
  d.created_at, d.closed_at, d.cutoff_at, d.lock_at,
  CASE WHEN d.closed_at >= d.created_at THEN CAST(d.closed_julian + 0.5 AS INTEGER) - CAST(julianday(d.created_at) + 0.5 AS INTEGER) END,
  d.amount_minor, d.currency, d.rate,
  CASE WHEN d.currency <> n.currency THEN (SELECT max(x.valid_from) FROM temp.elg_rate x
    WHERE x.currency = d.currency AND x.valid_from <= d.window_to) END,
  d.reporting_minor, n.currency, d.arr_reporting_minor,
  CASE WHEN p.covered > 0 THEN 1 WHEN p.unknown THEN NULL ELSE 0 END, p.covered, p.touched > 0, p.touched, p.cosell, p.registered,
  EXISTS (SELECT 1 FROM read_integration i WHERE i.account_id = d.account_id AND i.started_at <= d.created_at
          AND coalesce(i.ended_at > d.created_at, 1)),
  p.touched > 0 OR (n.covered_is_influenced AND p.covered > 0) OR g.n IS NOT NULL,
  CASE WHEN s.partner_id IS NOT NULL THEN 'sourced'
       WHEN p.touched > 0 OR (n.covered_is_influenced AND p.covered > 0) OR g.n IS NOT NULL THEN 'influenced' ELSE 'direct' END,
  s.partner_id, s.reason, coalesce(d.lock_at <= n.as_of AND (s.partner_id IS NOT NULL OR t.locked OR t.seen), 0), p.delivered,
  nullif(min(
    coalesce(d.rate_next, '9999'),
    CASE WHEN d.lock_at > n.as_of THEN d.lock_at ELSE '9999' END,
    CASE WHEN datetime(d.closed_at, n.close_lock_days) > n.as_of THEN datetime(d.closed_at, n.close_lock_days) ELSE '9999' END), '9999'),
  n.run_id
FROM (SELECT d.n, coalesce(sum(p.covered), 0) AS covered,
        max(p.n IS NOT NULL AND p.covered IS NULL) AS unknown,
        coalesce(sum(p.touched), 0) AS touched, coalesce(max(p.cosell), 0) AS cosell,
        coalesce(max(p.registration_id IS NOT NULL), 0) AS registered, coalesce(max(p.delivered), 0) AS delivered
      FROM temp.elg_work_key d LEFT JOIN temp.elg_work_partner p ON p.n = d.n
      GROUP BY d.n) p
CROSS JOIN temp.elg_work_deal d ON d.n = p.n
CROSS JOIN read_opportunity o ON o.opportunity_id = d.opportunity_id
CROSS JOIN temp.elg_now n
LEFT JOIN read_account a ON a.account_id = d.account_id
LEFT JOIN temp.elg_work_source s ON s.n = d.n
LEFT JOIN temp.elg_source_kept t ON t.n = d.n
LEFT JOIN temp.elg_work_integrated g ON g.n = d.n
WHERE 1
ON CONFLICT(opportunity_id) DO UPDATE SET (
  segment, size_band, owner, stage, stage_rank, qualified, source, marketplace, competitor, created_at, cutoff_at, lock_at,
  days_to_close, amount_minor, currency, rate, rate_at, reporting_minor,
  reporting_currency, arr_reporting_minor, covered, covered_partners, touched, touched_partners, cosell, registered,
  integrated, influenced, category, sourced_partner_id, sourced_reason, sourced_locked, delivered, recheck_at, run_id) = (
  excluded.segment, excluded.size_band, excluded.owner,
  excluded.stage, excluded.stage_rank, excluded.qualified, excluded.source, excluded.marketplace, excluded.competitor,
  excluded.created_at, excluded.cutoff_at, excluded.lock_at, excluded.days_to_close,
  excluded.amount_minor, excluded.currency, excluded.rate, excluded.rate_at, excluded.reporting_minor,
  excluded.reporting_currency, excluded.arr_reporting_minor, excluded.covered, excluded.covered_partners,
  excluded.touched, excluded.touched_partners, excluded.cosell, excluded.registered, excluded.integrated,
  excluded.influenced, excluded.category, excluded.sourced_partner_id, excluded.sourced_reason, excluded.sourced_locked,
  excluded.delivered, excluded.recheck_at, excluded.run_id)
WHERE (
  elg_deal.segment, elg_deal.size_band, elg_deal.owner,
  elg_deal.stage, elg_deal.stage_rank, elg_deal.qualified, elg_deal.source, elg_deal.marketplace, elg_deal.competitor,
  elg_deal.created_at, elg_deal.cutoff_at, elg_deal.lock_at, elg_deal.days_to_close,
  elg_deal.amount_minor, elg_deal.currency, elg_deal.rate, elg_deal.rate_at, elg_deal.reporting_minor,
  elg_deal.reporting_currency, elg_deal.arr_reporting_minor, elg_deal.covered, elg_deal.covered_partners,
  elg_deal.touched, elg_deal.touched_partners, elg_deal.cosell, elg_deal.registered, elg_deal.integrated,
  elg_deal.influenced, elg_deal.category, elg_deal.sourced_partner_id, elg_deal.sourced_reason, elg_deal.sourced_locked,
  elg_deal.delivered, elg_deal.recheck_at) IS NOT (
  excluded.segment, excluded.size_band, excluded.owner,
  excluded.stage, excluded.stage_rank, excluded.qualified, excluded.source, excluded.marketplace, excluded.competitor,
  excluded.created_at, excluded.cutoff_at, excluded.lock_at, excluded.days_to_close,
  excluded.amount_minor, excluded.currency, excluded.rate, excluded.rate_at, excluded.reporting_minor,
  excluded.reporting_currency, excluded.arr_reporting_minor, excluded.covered, excluded.covered_partners,
  excluded.touched, excluded.touched_partners, excluded.cosell, excluded.registered, excluded.integrated,
  excluded.influenced, excluded.category, excluded.sourced_partner_id, excluded.sourced_reason, excluded.sourced_locked,
  excluded.delivered, excluded.recheck_at);
-- when: NOT (SELECT everything FROM temp.elg_now)
INSERT OR IGNORE INTO temp.elg_changed_deal
SELECT k.n FROM temp.elg_now n CROSS JOIN temp.elg_work_key k CROSS JOIN elg_deal d ON d.opportunity_id = k.opportunity_id AND d.run_id = n.run_id;
