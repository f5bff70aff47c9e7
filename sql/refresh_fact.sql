-- refresh_fact.sql: recompute elg_deal, elg_deal_partner and elg_account_partner for the accounts whose inputs changed.
-- Runs inside elg_refresh, after elg_match. All times come from data, so that a rebuild gives the same rows.

-- step: clock
CREATE TEMP TABLE IF NOT EXISTS elg_before(as_of TEXT);
DELETE FROM temp.elg_before;
INSERT INTO temp.elg_before SELECT value FROM elg_state WHERE name = 'as_of';
INSERT OR REPLACE INTO elg_state VALUES ('as_of', coalesce(:now,
  (SELECT CASE length(value) WHEN 10 THEN value || ' 23:59:59' ELSE value END FROM elg_setting WHERE name = 'as_of'),
  datetime('now')));
UPDATE elg_period SET
  (starts_at, ends_at, label) = (SELECT
    CASE period WHEN 'quarter' THEN quarter_start WHEN 'last_quarter' THEN date(quarter_start, '-3 months')
      WHEN 'last_week' THEN date(week_start, '-7 days') WHEN '13_weeks' THEN date(week_start, '-91 days')
      ELSE date(as_of, '-12 months', '+1 day') END || ' 00:00:00',
    CASE period WHEN 'last_quarter' THEN quarter_start || ' 00:00:00'
      WHEN 'last_week' THEN week_start || ' 00:00:00' WHEN '13_weeks' THEN week_start || ' 00:00:00'
      ELSE datetime(as_of, '+1 second') END,
    CASE period WHEN 'quarter' THEN substr(quarter_start, 1, 4) || '-Q' || ((substr(quarter_start, 6, 2) + 2) / 3) || ' to date'
      WHEN 'last_quarter' THEN strftime('%Y', quarter_start, '-3 months') || '-Q'
        || ((strftime('%m', quarter_start, '-3 months') + 2) / 3)
      WHEN 'last_week' THEN 'week of ' || date(week_start, '-7 days')
      WHEN '13_weeks' THEN '13 weeks to ' || date(week_start, '-1 day') ELSE '12 months to ' || date(as_of) END
  FROM fact_now);

-- Everything is recomputed when asked for, when the configuration changed and before the first refresh.
CREATE TEMP TABLE IF NOT EXISTS elg_config(digest TEXT);
DELETE FROM temp.elg_config;
INSERT INTO temp.elg_config SELECT group_concat(line, char(10)) FROM (
  SELECT name || '=' || coalesce(value, '') AS line FROM elg_setting WHERE name <> 'as_of'
  UNION ALL SELECT kind || ' ' || label || '=' || value FROM elg_alias
  UNION ALL SELECT role || ' ' || position FROM elg_role_rule
  UNION ALL SELECT type || ' ' || weight || qualifies || sources || human || two_sided || delivers FROM elg_touch_type
  UNION ALL SELECT stage || ' ' || position || is_closed || is_won FROM elg_stage
  UNION ALL SELECT policy || ' ' || version || ' ' || method || ' ' || coalesce(document, '') FROM elg_policy WHERE active
  UNION ALL SELECT partner_id || ' ' || coalesce(signed_at, '') || ' ' || coalesce(ended_at, '') FROM crm_partner
  UNION ALL SELECT currency || ' ' || valid_from || ' ' || rate FROM crm_fx_rate
  -- a watched table made anew has changed unseen
  UNION ALL SELECT name || ' ' || rowid FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'elg_watch_%');
INSERT OR IGNORE INTO elg_dirty
SELECT '*' FROM temp.elg_config
WHERE :full OR digest IS NOT (SELECT value FROM elg_state WHERE name = 'config')
  OR (SELECT as_of FROM temp.elg_before) > (SELECT as_of FROM fact_now)
  -- an input that is a view is not watched
  OR (SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'elg_watch_%') < 28;
INSERT OR REPLACE INTO elg_state SELECT 'config', digest FROM temp.elg_config;

-- The constants of this run in one row.
CREATE TEMP TABLE IF NOT EXISTS elg_now(
  as_of TEXT, run_id INTEGER, currency TEXT, fallback_type TEXT, covered_is_influenced INTEGER,
  window_days TEXT, sourced_days TEXT, lock_days TEXT, lock_days_long TEXT, close_lock_days TEXT, registration_days TEXT,
  cosell_position INTEGER, qualified_position INTEGER, band_medium INTEGER, band_large INTEGER,
  rank_registration INTEGER, rank_introduction INTEGER, rank_role INTEGER);
DELETE FROM temp.elg_now;
INSERT INTO temp.elg_now
SELECT n.as_of, coalesce(:run, (SELECT max(run_id) FROM elg_run), 0), n.currency, s.fallback, s.covered,
  '-' || s.window || ' days', '-' || s.sourced || ' days', '+' || s.lock || ' days', '+' || s.lock_long || ' days',
  '+' || s.close_lock || ' days', '+' || s.registration || ' days',
  s.cosell, s.qualified, s.medium, s.large, s.r1, s.r2, s.r3
FROM fact_now n, (
  SELECT max(CASE name WHEN 'touch_type_fallback' THEN value END) AS fallback,
    coalesce(max(CASE name WHEN 'covered_is_influenced' THEN value END), 0) AS covered,
    coalesce(max(CASE name WHEN 'influence_window_days' THEN value END), 90) AS window,
    coalesce(max(CASE name WHEN 'sourced_days' THEN value END), 30) AS sourced,
    coalesce(max(CASE name WHEN 'lock_days' THEN value END), 14) AS lock,
    coalesce(max(CASE name WHEN 'lock_days_long' THEN value END), 30) AS lock_long,
    coalesce(max(CASE name WHEN 'close_lock_days' THEN value END), 0) AS close_lock,
    coalesce(max(CASE name WHEN 'registration_days' THEN value END), 90) AS registration,
    coalesce(max(CASE name WHEN 'cosell_stage_position' THEN value END), 5) AS cosell,
    coalesce(max(CASE name WHEN 'qualified_stage_position' THEN value END), 2) AS qualified,
    coalesce(max(CASE name WHEN 'size_band_medium' THEN value END), 2500000) AS medium,
    coalesce(max(CASE name WHEN 'size_band_large' THEN value END), 10000000) AS large,
    coalesce(max(CASE name WHEN 'source_rank_registration' THEN value END), 1) AS r1,
    coalesce(max(CASE name WHEN 'source_rank_introduction' THEN value END), 2) AS r2,
    coalesce(max(CASE name WHEN 'source_rank_role' THEN value END), 3) AS r3
  FROM elg_setting) s;

-- What changes by the clock alone: planned touches that have come due, a lock that has passed, a rate that has begun, an
-- integration that started or ended.
INSERT OR IGNORE INTO elg_dirty
SELECT coalesce(account_id, '') FROM elg_deal WHERE recheck_at <= (SELECT as_of FROM temp.elg_now);
-- when: (SELECT as_of FROM temp.elg_before) < (SELECT as_of FROM temp.elg_now) AND NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*')
INSERT OR IGNORE INTO elg_dirty
SELECT coalesce(t.account_id, '') FROM temp.elg_before b CROSS JOIN temp.elg_now n CROSS JOIN crm_touchpoint t
WHERE t.at > b.as_of AND t.at <= n.as_of
UNION
SELECT coalesce(d.account_id, '') FROM temp.elg_before b CROSS JOIN temp.elg_now n CROSS JOIN crm_touchpoint t
CROSS JOIN crm_opportunity d ON d.opportunity_id = t.opportunity_id WHERE t.at > b.as_of AND t.at <= n.as_of;
INSERT OR IGNORE INTO elg_dirty
SELECT i.account_id FROM temp.elg_before b, temp.elg_now n, crm_integration i
WHERE i.account_id <> '' AND ((i.started_at > b.as_of AND i.started_at <= n.as_of) OR (i.ended_at > b.as_of AND i.ended_at <= n.as_of));

-- The accounts to recompute; '' stands for the deals without one.
CREATE TEMP TABLE IF NOT EXISTS elg_work(account_id TEXT PRIMARY KEY) WITHOUT ROWID;
DELETE FROM temp.elg_work;
INSERT INTO temp.elg_work
SELECT account_id FROM elg_dirty
WHERE account_id <> '*' AND NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*');
-- when: EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*')
INSERT OR IGNORE INTO temp.elg_work
SELECT account_id FROM (
  SELECT account_id FROM crm_account UNION SELECT coalesce(account_id, '') FROM crm_opportunity
  UNION SELECT coalesce(account_id, '') FROM elg_deal UNION SELECT account_id FROM elg_account_partner
  UNION SELECT account_id FROM elg_match WHERE valid_to IS NULL UNION SELECT '')
WHERE EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*');

-- step: words
-- CRM words resolved once: the word itself where it is one of ours, and every alias of it.
CREATE TEMP TABLE IF NOT EXISTS elg_word(kind TEXT, label TEXT, value TEXT, PRIMARY KEY(kind, label)) WITHOUT ROWID;
DELETE FROM temp.elg_word;
INSERT INTO temp.elg_word SELECT 'touch_type', type, type FROM elg_touch_type;
INSERT OR IGNORE INTO temp.elg_word SELECT 'role', role, role FROM elg_role_rule;
INSERT OR IGNORE INTO temp.elg_word SELECT kind, label, value FROM elg_alias;
INSERT OR IGNORE INTO temp.elg_word
SELECT 'touch_type', t.label, n.fallback_type
FROM (SELECT DISTINCT lower(trim(type)) AS label FROM crm_touchpoint
      WHERE (SELECT fallback_type FROM temp.elg_now) IS NOT NULL) t, temp.elg_now n
WHERE t.label IS NOT NULL;
-- The same for touches, with what their type says: one look-up a touch.
CREATE TEMP TABLE IF NOT EXISTS elg_touch_word(
  label TEXT PRIMARY KEY, type TEXT, weight REAL, qualifies INTEGER, sources INTEGER, human INTEGER, two_sided INTEGER,
  delivers INTEGER) WITHOUT ROWID;
DELETE FROM temp.elg_touch_word;
INSERT INTO temp.elg_touch_word
SELECT k.label, k.value, y.weight, y.qualifies, y.sources, y.human, y.two_sided, y.delivers
FROM temp.elg_word k LEFT JOIN elg_touch_type y ON y.type = k.value WHERE k.kind = 'touch_type';

-- step: deals of changed accounts
-- The deals of those accounts: kind, status and every instant that decides something.
-- long cycle: a large deal (size_band_large), whose sourcing stays open lock_days_long instead of lock_days.
CREATE TEMP TABLE IF NOT EXISTS elg_work_deal(
  opportunity_id TEXT PRIMARY KEY, account_id TEXT, kind TEXT, status TEXT, position INTEGER, qualified INTEGER,
  created_at TEXT, closed_at TEXT, window_from TEXT, window_to TEXT, source_from TEXT, lock_at TEXT, cutoff_at TEXT,
  amount_minor INTEGER, arr_minor INTEGER, currency TEXT, rate TEXT, rate_at TEXT, rate_next TEXT,
  reporting_minor INTEGER, arr_reporting_minor INTEGER) WITHOUT ROWID;
DELETE FROM temp.elg_work_deal;
INSERT INTO temp.elg_work_deal(opportunity_id, account_id, kind, status, position, created_at, closed_at,
  amount_minor, arr_minor, currency)
SELECT o.opportunity_id, nullif(o.account_id, ''), coalesce(k.value, 'new'),
  CASE WHEN NOT coalesce(o.is_closed, s.is_closed, 0) THEN 'open'
       WHEN coalesce(o.is_won, s.is_won, 0) THEN 'won' ELSE 'lost' END, s.position,
  CASE WHEN length(o.created_at) = 10 THEN o.created_at || ' 00:00:00' ELSE nullif(o.created_at, '') END,
  CASE WHEN NOT coalesce(o.is_closed, s.is_closed, 0) OR o.closed_at = '' THEN NULL
       WHEN length(o.closed_at) = 10 THEN o.closed_at || ' 23:59:59' ELSE o.closed_at END,
  o.amount_minor, o.arr_minor, coalesce(nullif(o.currency, ''), n.currency)
FROM (SELECT o.* FROM temp.elg_work w CROSS JOIN crm_opportunity o ON o.account_id = w.account_id WHERE w.account_id <> ''
      UNION ALL
      SELECT o.* FROM crm_opportunity o
      WHERE coalesce(o.account_id, '') = '' AND EXISTS (SELECT 1 FROM temp.elg_work WHERE account_id = '')) o
CROSS JOIN temp.elg_now n
LEFT JOIN temp.elg_word k ON k.kind = 'opportunity_type' AND k.label = lower(trim(o.type))
LEFT JOIN elg_stage s ON s.stage = lower(trim(o.stage));
UPDATE temp.elg_work_deal SET
  window_from = datetime(created_at, (SELECT window_days FROM temp.elg_now)),
  window_to = coalesce(closed_at, (SELECT as_of FROM temp.elg_now)),
  source_from = datetime(created_at, (SELECT sourced_days FROM temp.elg_now)),
  rate_at = coalesce(closed_at, (SELECT as_of FROM temp.elg_now)),
  -- cutoff_at: the first time the deal stood at or beyond the co-sell cut-off stage; without history, its close
  (cutoff_at, qualified) = (SELECT
      coalesce(min(CASE WHEN s.position >= (SELECT cosell_position FROM temp.elg_now) THEN h.at END), elg_work_deal.closed_at),
      elg_work_deal.status = 'won'
        OR coalesce(elg_work_deal.status = 'open' AND elg_work_deal.position >= (SELECT qualified_position FROM temp.elg_now), 0)
        OR coalesce(max(NOT s.is_closed AND s.position >= (SELECT qualified_position FROM temp.elg_now)), 0)
    FROM crm_opportunity_history h JOIN elg_stage s ON s.stage = lower(trim(h.stage))
    WHERE h.opportunity_id = elg_work_deal.opportunity_id);
-- Exchange rate: at close for closed deals, at the refresh for open ones. Converted once, half to even.
UPDATE temp.elg_work_deal SET
  rate = CASE WHEN currency = (SELECT currency FROM temp.elg_now) THEN '1' ELSE
    (SELECT x.rate FROM crm_fx_rate x WHERE x.currency = elg_work_deal.currency AND x.valid_from <= elg_work_deal.rate_at
     ORDER BY x.valid_from DESC LIMIT 1) END,
  rate_next = CASE WHEN status = 'open' THEN (SELECT min(x.valid_from) FROM crm_fx_rate x
    WHERE x.currency = elg_work_deal.currency AND x.valid_from > elg_work_deal.rate_at) END;
UPDATE temp.elg_work_deal SET
  reporting_minor = elg_convert(amount_minor, currency, rate, (SELECT currency FROM temp.elg_now)),
  arr_reporting_minor = elg_convert(arr_minor, currency, rate, (SELECT currency FROM temp.elg_now));
UPDATE temp.elg_work_deal SET lock_at = datetime(created_at, (SELECT
  CASE WHEN coalesce(elg_work_deal.reporting_minor, 0) >= band_large THEN lock_days_long ELSE lock_days END FROM temp.elg_now));
CREATE INDEX IF NOT EXISTS temp.elg_ix_work_deal ON elg_work_deal(account_id, created_at);

-- step: touches
-- Touches that count for a deal: qualifying types, from window_from to close, on the deal itself or on its account.
-- A touch after the close of its own deal goes to the account's next expansion or renewal.
CREATE TEMP TABLE IF NOT EXISTS elg_work_touch(
  opportunity_id TEXT, partner_id TEXT, type TEXT, day TEXT, at TEXT, touchpoint_id TEXT, on_deal INTEGER,
  weight REAL, qualifies INTEGER, sources INTEGER, human INTEGER, delivers INTEGER,
  PRIMARY KEY(opportunity_id, partner_id, type, day, at, touchpoint_id)) WITHOUT ROWID; -- in the order it is grouped by
DELETE FROM temp.elg_work_touch;
INSERT OR IGNORE INTO temp.elg_work_touch
SELECT CASE WHEN d.closed_at IS NULL OR t.at <= d.closed_at THEN d.opportunity_id ELSE (
    SELECT x.opportunity_id FROM temp.elg_work_deal x
    WHERE x.account_id = d.account_id AND x.kind <> 'new' AND x.opportunity_id <> d.opportunity_id
      AND t.at >= x.window_from AND t.at <= x.window_to
    ORDER BY x.created_at, x.opportunity_id LIMIT 1) END AS opportunity_id,
  t.partner_id, k.type, substr(t.at, 1, 10), CASE length(t.at) WHEN 10 THEN t.at || ' 00:00:00' ELSE t.at END, t.touchpoint_id,
  d.closed_at IS NULL OR t.at <= d.closed_at, k.weight, k.qualifies, k.sources, k.human, k.delivers
FROM temp.elg_work_deal d CROSS JOIN crm_touchpoint t ON t.opportunity_id = d.opportunity_id
CROSS JOIN crm_partner p ON p.partner_id = t.partner_id
CROSS JOIN temp.elg_touch_word k ON k.label = lower(trim(t.type))
WHERE t.at >= d.window_from AND t.at <= (SELECT as_of FROM temp.elg_now)
UNION ALL
SELECT d.opportunity_id, t.partner_id, k.type, substr(t.at, 1, 10), CASE length(t.at) WHEN 10 THEN t.at || ' 00:00:00' ELSE t.at END, t.touchpoint_id, 0,
  k.weight, k.qualifies, k.sources, k.human, k.delivers
FROM temp.elg_work_deal d CROSS JOIN crm_touchpoint t ON t.account_id = d.account_id AND coalesce(t.opportunity_id, '') = ''
CROSS JOIN crm_partner p ON p.partner_id = t.partner_id
CROSS JOIN temp.elg_touch_word k ON k.label = lower(trim(t.type))
WHERE t.at >= d.window_from AND t.at <= d.window_to;

CREATE TEMP TABLE IF NOT EXISTS elg_influence_option(half_life REAL, kind TEXT, k REAL, n REAL, recency REAL);
DELETE FROM temp.elg_influence_option;
INSERT INTO temp.elg_influence_option
SELECT coalesce(max(CASE name WHEN 'influence_half_life_days' THEN value END), 30),
  coalesce(max(CASE name WHEN 'influence_saturation' THEN value END), 'log'),
  coalesce(max(CASE name WHEN 'influence_saturation_k' THEN value END), 1),
  coalesce(max(CASE name WHEN 'influence_saturation_n' THEN value END), 2),
  coalesce(max(CASE name WHEN 'decay_half_life_days' THEN value END), 7)
FROM elg_setting;
-- reference: the close; for an open deal its last touch.
CREATE TEMP TABLE IF NOT EXISTS elg_reference(
  opportunity_id TEXT PRIMARY KEY, created_at TEXT, source_from TEXT, cutoff_at TEXT, at REAL) WITHOUT ROWID;
DELETE FROM temp.elg_reference;
INSERT INTO temp.elg_reference
SELECT opportunity_id, created_at, source_from, cutoff_at, julianday(closed_at) FROM temp.elg_work_deal WHERE closed_at IS NOT NULL
UNION ALL
SELECT d.opportunity_id, d.created_at, d.source_from, d.cutoff_at, julianday(max(t.at))
FROM temp.elg_work_deal d CROSS JOIN temp.elg_work_touch t ON t.opportunity_id = d.opportunity_id
WHERE d.closed_at IS NULL
GROUP BY d.opportunity_id;
-- By deal, partner, type and UTC day, from which the facts and the influence follow: touches, the first and the last,
-- decayed weight of the first, recency of all; cosell and intro as in elg_deal_partner.
CREATE TEMP TABLE IF NOT EXISTS elg_touch_day(
  opportunity_id TEXT, partner_id TEXT, type TEXT, day TEXT, touches INTEGER, first_at TEXT, last_at TEXT,
  before INTEGER, weight REAL, recency REAL, qualifies INTEGER, delivers INTEGER, human INTEGER, cosell INTEGER, intro TEXT,
  PRIMARY KEY(opportunity_id, partner_id, type, day)) WITHOUT ROWID;
DELETE FROM temp.elg_touch_day;
INSERT INTO temp.elg_touch_day
SELECT t.opportunity_id, t.partner_id, t.type, t.day, count(*), min(t.at), max(t.at), min(t.at) < r.created_at,
  t.weight * elg_decay(r.at - julianday(min(t.at)), (SELECT half_life FROM temp.elg_influence_option)),
  total(elg_decay(r.at - julianday(t.at), (SELECT recency FROM temp.elg_influence_option))),
  t.qualifies, t.delivers, t.human AND t.qualifies, max(t.on_deal AND t.human AND t.qualifies AND (r.cutoff_at IS NULL OR t.at < r.cutoff_at)),
  min(CASE WHEN t.sources AND t.at >= r.source_from AND t.at <= r.created_at THEN t.at || ' ' || t.touchpoint_id END)
FROM temp.elg_work_touch t CROSS JOIN temp.elg_reference r ON r.opportunity_id = t.opportunity_id
WHERE t.qualifies OR t.delivers
GROUP BY t.opportunity_id, t.partner_id, t.type, t.day;

-- step: deal x partner
-- Deal x partner: touches, roles, registrations in force at creation, overlap at creation.
DELETE FROM elg_deal_partner WHERE opportunity_id IN (
  SELECT d.opportunity_id FROM temp.elg_work w CROSS JOIN elg_deal d ON d.account_id = w.account_id
  UNION ALL SELECT opportunity_id FROM elg_deal
    WHERE account_id IS NULL AND EXISTS (SELECT 1 FROM temp.elg_work WHERE account_id = '')
  UNION ALL SELECT opportunity_id FROM temp.elg_work_deal);
INSERT INTO elg_deal_partner(opportunity_id, partner_id, covered, asof_basis, match_score, touched, touches, human_touches,
  first_touch_at, last_touch_at, cosell, intro_at, intro_id, role, involvement, role_at, registration_id, registered_at,
  sourced, delivered)
SELECT opportunity_id, partner_id,
  CASE max(cover) WHEN 2 THEN 1 WHEN 1 THEN NULL ELSE 0 END, max(basis), max(score),
  max(touches > 0 OR role IS NOT NULL OR registration_id IS NOT NULL), max(touches), max(human), max(first_at), max(last_at),
  max(cosell), substr(max(intro), 1, 19), substr(max(intro), 21), max(role), max(involvement), max(role_at), max(registration_id),
  max(registered_at), 0, max(delivers)
FROM (
  SELECT t.opportunity_id, t.partner_id, 0 AS cover, NULL AS basis, NULL AS score,
    sum(CASE WHEN t.qualifies THEN t.touches ELSE 0 END) AS touches, sum(CASE WHEN t.human THEN t.touches ELSE 0 END) AS human,
    min(CASE WHEN t.qualifies THEN t.first_at END) AS first_at, max(CASE WHEN t.qualifies THEN t.last_at END) AS last_at,
    max(t.cosell) AS cosell, min(t.intro) AS intro,
    NULL AS role, NULL AS involvement, NULL AS role_at, NULL AS registration_id, NULL AS registered_at,
    max(t.delivers) AS delivers
  FROM temp.elg_touch_day t
  GROUP BY t.opportunity_id, t.partner_id
  UNION ALL
  SELECT p.opportunity_id, p.partner_id, 0, NULL, NULL, 0, 0, NULL, NULL, 0, NULL,
    coalesce(r.role, 'influencing'), p.involvement, nullif(p.at, ''), NULL, NULL, 0
  FROM (SELECT p.opportunity_id, p.partner_id, p.involvement, p.at, min(coalesce(r.position, 99)) AS position
        FROM temp.elg_work_deal d CROSS JOIN crm_opportunity_partner p ON p.opportunity_id = d.opportunity_id
        JOIN crm_partner c ON c.partner_id = p.partner_id
        LEFT JOIN temp.elg_word k ON k.kind = 'role' AND k.label = lower(trim(p.role))
        LEFT JOIN elg_role_rule r ON r.role = k.value
        GROUP BY p.opportunity_id, p.partner_id) p
  LEFT JOIN elg_role_rule r ON r.position = p.position
  UNION ALL
  SELECT d.opportunity_id, r.partner_id, 0, NULL, NULL, 0, 0, NULL, NULL, 0, NULL, NULL, NULL, NULL,
    r.registration_id, min(r.submitted_at), 0
  FROM temp.elg_work_deal d
  CROSS JOIN crm_deal_registration r ON r.opportunity_id = d.opportunity_id
    OR (r.account_id = d.account_id AND nullif(r.opportunity_id, '') IS NULL)
  JOIN crm_partner c ON c.partner_id = r.partner_id
  JOIN temp.elg_word k ON k.kind = 'registration_status' AND k.label = lower(trim(r.status)) AND k.value = 'approved'
  JOIN temp.elg_now n
  WHERE r.submitted_at <= d.lock_at
    AND coalesce(nullif(r.expires_at, ''), datetime(coalesce(nullif(r.approved_at, ''), r.submitted_at), n.registration_days))
        >= d.created_at
  GROUP BY d.opportunity_id, r.partner_id
  UNION ALL
  SELECT d.opportunity_id, m.partner_id, max(CASE
      WHEN m.valid_from <= d.created_at THEN 2 WHEN m.asof_basis = 'unknown' THEN 1 ELSE 0 END) AS cover,
    CASE max(m.valid_from <= d.created_at) WHEN 1 THEN min(CASE WHEN m.valid_from <= d.created_at THEN m.asof_basis END)
      ELSE 'unknown' END,
    max(CASE WHEN m.valid_from <= d.created_at THEN m.score END), 0, 0, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, 0
  FROM temp.elg_work_deal d CROSS JOIN elg_match m ON m.account_id = d.account_id
  JOIN crm_partner c ON c.partner_id = m.partner_id
  WHERE (m.valid_to IS NULL OR m.valid_to > d.created_at)
    AND (c.signed_at IS NULL OR c.signed_at <= d.created_at) AND (nullif(c.ended_at, '') IS NULL OR c.ended_at > d.created_at)
    AND (m.valid_from <= d.created_at OR m.asof_basis = 'unknown')
  GROUP BY d.opportunity_id, m.partner_id)
GROUP BY opportunity_id, partner_id;

-- step: sourcing
-- Who sourced the deal. Precedence (source_rank_*, 0 leaves one out): a registration in force, an introduction in the
-- window, a sourcing role recorded by the creation lock. Ties: the earlier evidence, then the partner id.
CREATE TEMP TABLE IF NOT EXISTS elg_work_source(opportunity_id TEXT PRIMARY KEY, partner_id TEXT, reason TEXT) WITHOUT ROWID;
DELETE FROM temp.elg_work_source;
INSERT INTO temp.elg_work_source
SELECT opportunity_id, partner_id, reason FROM (
  SELECT opportunity_id, partner_id, reason,
    row_number() OVER (PARTITION BY opportunity_id ORDER BY precedence, at, partner_id) AS place
  FROM (
    SELECT p.opportunity_id, p.partner_id, n.rank_registration AS precedence, p.registered_at AS at,
      'registration ' || p.registration_id || ' of ' || substr(p.registered_at, 1, 10) AS reason
    FROM temp.elg_work_deal d CROSS JOIN elg_deal_partner p ON p.opportunity_id = d.opportunity_id
    CROSS JOIN temp.elg_now n WHERE p.registration_id IS NOT NULL
    UNION ALL
    SELECT p.opportunity_id, p.partner_id, n.rank_introduction, p.intro_at,
      'introduction ' || p.intro_id || ' of ' || substr(p.intro_at, 1, 10)
    FROM temp.elg_work_deal d CROSS JOIN elg_deal_partner p ON p.opportunity_id = d.opportunity_id
    CROSS JOIN temp.elg_now n WHERE p.intro_at IS NOT NULL
    UNION ALL
    SELECT p.opportunity_id, p.partner_id, n.rank_role, coalesce(p.role_at, d.created_at),
      'sourcing role' || coalesce(' of ' || substr(p.role_at, 1, 10), ' without a date')
    FROM temp.elg_work_deal d CROSS JOIN elg_deal_partner p ON p.opportunity_id = d.opportunity_id
    CROSS JOIN temp.elg_now n
    WHERE p.role = 'sourcing' AND (p.role_at IS NULL OR p.role_at <= d.lock_at))
  WHERE precedence > 0)
WHERE place = 1;

-- The role credit follows. Who claims sourcing and is not the one who sourced counts as influencing.
UPDATE elg_deal_partner SET
  sourced = coalesce(partner_id = (SELECT s.partner_id FROM temp.elg_work_source s
                                   WHERE s.opportunity_id = elg_deal_partner.opportunity_id), 0)
WHERE opportunity_id IN (SELECT opportunity_id FROM temp.elg_work_source);
UPDATE elg_deal_partner SET
  credit_role = CASE WHEN sourced THEN 'sourcing' WHEN role = 'sourcing' THEN 'influencing'
    WHEN role IS NOT NULL THEN role WHEN touched THEN 'influencing' END,
  role_reason = CASE
    WHEN sourced THEN (SELECT s.reason FROM temp.elg_work_source s WHERE s.opportunity_id = elg_deal_partner.opportunity_id)
    WHEN role = 'sourcing' THEN coalesce('sourcing claimed, lost to ' || (SELECT s.partner_id || ': ' || s.reason
      FROM temp.elg_work_source s WHERE s.opportunity_id = elg_deal_partner.opportunity_id), 'sourcing role after the creation lock')
    WHEN role IS NOT NULL THEN 'role recorded on the deal'
    WHEN touches > 0 THEN touches || CASE touches WHEN 1 THEN ' touch' ELSE ' touches' END || ' in the window'
    WHEN registration_id IS NOT NULL THEN 'registration ' || registration_id END
WHERE touched AND opportunity_id IN (SELECT opportunity_id FROM temp.elg_work_deal);

-- step: deals
CREATE TEMP TABLE IF NOT EXISTS elg_gone(opportunity_id TEXT PRIMARY KEY) WITHOUT ROWID;
DELETE FROM temp.elg_gone;
INSERT INTO temp.elg_gone
SELECT opportunity_id FROM (
  SELECT d.opportunity_id FROM temp.elg_work w CROSS JOIN elg_deal d ON d.account_id = w.account_id
  UNION ALL
  SELECT opportunity_id FROM elg_deal WHERE account_id IS NULL AND EXISTS (SELECT 1 FROM temp.elg_work WHERE account_id = '')) d
WHERE NOT EXISTS (SELECT 1 FROM temp.elg_work_deal k WHERE k.opportunity_id = d.opportunity_id);
DELETE FROM elg_deal WHERE opportunity_id IN (SELECT opportunity_id FROM temp.elg_gone);
-- A deal whose facts are the same is not written.
INSERT INTO elg_deal
SELECT d.opportunity_id, d.account_id, nullif(a.segment, ''),
  CASE WHEN d.reporting_minor IS NULL THEN NULL WHEN d.reporting_minor >= n.band_large THEN 'large'
       WHEN d.reporting_minor >= n.band_medium THEN 'medium' ELSE 'small' END,
  nullif(o.owner, ''), d.kind, d.status, nullif(o.stage, ''), d.position, d.qualified,
  nullif(o.source, ''), nullif(o.marketplace, ''), nullif(o.competitor, ''),
  d.created_at, d.closed_at, d.cutoff_at, d.lock_at,
  CASE WHEN d.closed_at >= d.created_at THEN julianday(d.closed_at) - julianday(d.created_at) END,
  d.amount_minor, d.currency, d.rate,
  CASE WHEN d.currency <> n.currency THEN (SELECT max(x.valid_from) FROM crm_fx_rate x
    WHERE x.currency = d.currency AND x.valid_from <= d.rate_at) END,
  d.reporting_minor, n.currency, d.arr_reporting_minor,
  CASE WHEN p.covered > 0 THEN 1 WHEN p.unknown THEN NULL ELSE 0 END, p.covered, p.touched > 0, p.touched, p.cosell, p.registered,
  EXISTS (SELECT 1 FROM crm_integration i WHERE i.account_id = d.account_id AND i.started_at <= d.created_at
          AND (nullif(i.ended_at, '') IS NULL OR i.ended_at > d.created_at)),
  p.touched > 0 OR (n.covered_is_influenced AND p.covered > 0),
  CASE WHEN s.partner_id IS NOT NULL THEN 'sourced'
       WHEN p.touched > 0 OR (n.covered_is_influenced AND p.covered > 0) THEN 'influenced' ELSE 'direct' END,
  s.partner_id, s.reason, d.lock_at <= n.as_of, p.delivered,
  nullif(min(
    coalesce(d.rate_next, '9999'),
    CASE WHEN d.lock_at > n.as_of THEN d.lock_at ELSE '9999' END,
    CASE WHEN datetime(d.closed_at, n.close_lock_days) > n.as_of THEN datetime(d.closed_at, n.close_lock_days) ELSE '9999' END), '9999'),
  n.run_id
FROM (SELECT d.opportunity_id, coalesce(sum(p.covered), 0) AS covered,
        max(p.opportunity_id IS NOT NULL AND p.covered IS NULL) AS unknown,
        coalesce(sum(p.touched), 0) AS touched, coalesce(max(p.cosell), 0) AS cosell,
        coalesce(max(p.registration_id IS NOT NULL), 0) AS registered, coalesce(max(p.delivered), 0) AS delivered
      FROM temp.elg_work_deal d LEFT JOIN elg_deal_partner p ON p.opportunity_id = d.opportunity_id
      GROUP BY d.opportunity_id) p
JOIN temp.elg_work_deal d ON d.opportunity_id = p.opportunity_id
JOIN crm_opportunity o ON o.opportunity_id = d.opportunity_id
CROSS JOIN temp.elg_now n
LEFT JOIN crm_account a ON a.account_id = d.account_id
LEFT JOIN temp.elg_work_source s ON s.opportunity_id = d.opportunity_id
WHERE 1
ON CONFLICT(opportunity_id) DO UPDATE SET (
  account_id, segment, size_band, owner, kind, status, stage, stage_rank, qualified, source, marketplace, competitor,
  created_at, closed_at, cutoff_at, lock_at, days_to_close, amount_minor, currency, rate, rate_at, reporting_minor,
  reporting_currency, arr_reporting_minor, covered, covered_partners, touched, touched_partners, cosell, registered,
  integrated, influenced, category, sourced_partner_id, sourced_reason, sourced_locked, delivered, recheck_at, run_id) = (
  excluded.account_id, excluded.segment, excluded.size_band, excluded.owner, excluded.kind, excluded.status,
  excluded.stage, excluded.stage_rank, excluded.qualified, excluded.source, excluded.marketplace, excluded.competitor,
  excluded.created_at, excluded.closed_at, excluded.cutoff_at, excluded.lock_at, excluded.days_to_close,
  excluded.amount_minor, excluded.currency, excluded.rate, excluded.rate_at, excluded.reporting_minor,
  excluded.reporting_currency, excluded.arr_reporting_minor, excluded.covered, excluded.covered_partners,
  excluded.touched, excluded.touched_partners, excluded.cosell, excluded.registered, excluded.integrated,
  excluded.influenced, excluded.category, excluded.sourced_partner_id, excluded.sourced_reason, excluded.sourced_locked,
  excluded.delivered, excluded.recheck_at, excluded.run_id)
WHERE (
  elg_deal.account_id, elg_deal.segment, elg_deal.size_band, elg_deal.owner, elg_deal.kind, elg_deal.status,
  elg_deal.stage, elg_deal.stage_rank, elg_deal.qualified, elg_deal.source, elg_deal.marketplace, elg_deal.competitor,
  elg_deal.created_at, elg_deal.closed_at, elg_deal.cutoff_at, elg_deal.lock_at, elg_deal.days_to_close,
  elg_deal.amount_minor, elg_deal.currency, elg_deal.rate, elg_deal.rate_at, elg_deal.reporting_minor,
  elg_deal.reporting_currency, elg_deal.arr_reporting_minor, elg_deal.covered, elg_deal.covered_partners,
  elg_deal.touched, elg_deal.touched_partners, elg_deal.cosell, elg_deal.registered, elg_deal.integrated,
  elg_deal.influenced, elg_deal.category, elg_deal.sourced_partner_id, elg_deal.sourced_reason, elg_deal.sourced_locked,
  elg_deal.delivered, elg_deal.recheck_at) IS NOT (
  excluded.account_id, excluded.segment, excluded.size_band, excluded.owner, excluded.kind, excluded.status,
  excluded.stage, excluded.stage_rank, excluded.qualified, excluded.source, excluded.marketplace, excluded.competitor,
  excluded.created_at, excluded.closed_at, excluded.cutoff_at, excluded.lock_at, excluded.days_to_close,
  excluded.amount_minor, excluded.currency, excluded.rate, excluded.rate_at, excluded.reporting_minor,
  excluded.reporting_currency, excluded.arr_reporting_minor, excluded.covered, excluded.covered_partners,
  excluded.touched, excluded.touched_partners, excluded.cosell, excluded.registered, excluded.integrated,
  excluded.influenced, excluded.category, excluded.sourced_partner_id, excluded.sourced_reason, excluded.sourced_locked,
  excluded.delivered, excluded.recheck_at);
