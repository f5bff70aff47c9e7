-- refresh_fact.sql: which accounts to recompute, and their deals with every instant that decides something. refresh_influence.sql,
-- refresh_deal.sql and refresh_account.sql recompute the facts from it. Runs inside elg_refresh, after elg_match. All times come from
-- data, so that a rebuild gives the same rows.

-- step: clock
CREATE TEMP TABLE IF NOT EXISTS elg_before(as_of TEXT);
DELETE FROM temp.elg_before;
INSERT INTO temp.elg_before SELECT value FROM elg_state WHERE name = 'as_of';
INSERT OR REPLACE INTO elg_state VALUES ('as_of', coalesce(:now,
  (SELECT CASE length(value) WHEN 10 THEN value || ' 23:59:59' ELSE value END FROM read_setting WHERE name = 'as_of'),
  datetime('now')));
UPDATE elg_period SET
  (starts_at, ends_at, label) = (SELECT
    CASE period WHEN 'quarter' THEN quarter_start WHEN 'last_quarter' THEN date(quarter_start, '-3 months')
      WHEN 'last_week' THEN date(week_start, '-7 days') WHEN '13_weeks' THEN date(week_start, '-91 days')
      ELSE date(as_of, '-12 months', '+1 day') END,
    CASE period WHEN 'last_quarter' THEN quarter_start WHEN 'last_week' THEN week_start WHEN '13_weeks' THEN week_start
      ELSE date(as_of, '+1 day') END, -- a deal closed today ends with it: CRMs give the day alone
    CASE period WHEN 'quarter' THEN fiscal_prefix || (quarter / 12) || '-Q' || (quarter % 12 / 3 + 1) || ' to date'
      WHEN 'last_quarter' THEN fiscal_prefix || ((quarter - 3) / 12) || '-Q' || ((quarter - 3) % 12 / 3 + 1)
      WHEN 'last_week' THEN 'week of ' || date(week_start, '-7 days')
      WHEN '13_weeks' THEN '13 weeks to ' || date(week_start, '-1 day') ELSE '12 months to ' || date(as_of) END
  FROM (SELECT *, substr(quarter_start, 1, 4) * 12 + substr(quarter_start, 6, 2) + fiscal_months AS quarter FROM fact_now));

-- Everything is recomputed when asked for, when the configuration changed and before the first refresh.
CREATE TEMP TABLE IF NOT EXISTS elg_config(digest TEXT);
DELETE FROM temp.elg_config;
INSERT INTO temp.elg_config SELECT group_concat(line, char(10)) FROM (
  SELECT name || '=' || coalesce(value, '') AS line FROM read_setting WHERE name <> 'as_of'
  UNION ALL SELECT kind || ' ' || label || '=' || value FROM elg_alias
  UNION ALL SELECT role || ' ' || position || ' ' || low || ' ' || high FROM elg_role_rule
  UNION ALL SELECT type || ' ' || weight || qualifies || sources || human || two_sided || delivers FROM elg_touch_type
  UNION ALL SELECT stage || ' ' || position || is_closed || is_won FROM elg_stage
  UNION ALL SELECT policy || ' ' || version || ' ' || method || ' ' || coalesce(document, '') FROM elg_policy WHERE active
  UNION ALL SELECT partner_id || ' ' || coalesce(signed_at, '') || ' ' || coalesce(ended_at, '') FROM read_partner
  UNION ALL SELECT currency || ' ' || valid_from || ' ' || rate FROM read_fx_rate
  -- a watched table made anew has changed unseen
  UNION ALL SELECT name || ' ' || rowid FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'elg_watch_%');
INSERT OR IGNORE INTO elg_dirty
SELECT '*' FROM temp.elg_config
WHERE :full OR digest IS NOT (SELECT value FROM elg_state WHERE name = 'config')
  OR (SELECT as_of FROM temp.elg_before) > (SELECT as_of FROM fact_now)
  -- an input that is a view is not watched
  OR (SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'elg_watch_%') < 35;
INSERT OR REPLACE INTO elg_state SELECT 'config', digest FROM temp.elg_config;
-- What sourcing and the cut-off follow from: where that was changed, they are found anew behind the creation lock too.
CREATE TEMP TABLE IF NOT EXISTS elg_source_rule(digest TEXT, changed INTEGER);
DELETE FROM temp.elg_source_rule;
INSERT INTO temp.elg_source_rule
SELECT digest, coalesce(digest <> (SELECT value FROM elg_state WHERE name = 'source_rules'), 0) FROM (SELECT group_concat(line, char(10)) AS digest FROM (
  SELECT name || '=' || coalesce(value, '') AS line FROM read_setting
  WHERE name GLOB 'source*' OR name GLOB 'lock_days*' OR name IN ('registration_days', 'influence_window_days', 'size_band_large',
    'reporting_currency', 'touch_type_fallback', 'cosell_stage_position', 'own_purchase_counts')
  UNION ALL SELECT kind || ' ' || label || '=' || value FROM elg_alias WHERE kind IN ('role', 'touch_type', 'registration_status')
  UNION ALL SELECT role || ' ' || position FROM elg_role_rule
  UNION ALL SELECT type || ' ' || qualifies || sources FROM elg_touch_type
  UNION ALL SELECT stage || ' ' || position || is_closed FROM elg_stage));
INSERT OR REPLACE INTO elg_state SELECT 'source_rules', digest FROM temp.elg_source_rule;

-- The constants of this run in one row. everything: all accounts are recomputed.
CREATE TEMP TABLE IF NOT EXISTS elg_now(
  as_of TEXT, run_id INTEGER, currency TEXT, fallback_type TEXT, covered_is_influenced INTEGER, integrated_is_influenced INTEGER,
  window_days TEXT, sourced_days TEXT, lock_days TEXT, lock_days_long TEXT, close_lock_days TEXT, registration_days TEXT, delivery_days TEXT,
  cosell_position INTEGER, qualified_position INTEGER, band_medium INTEGER, band_large INTEGER,
  rank_registration INTEGER, rank_introduction INTEGER, rank_role INTEGER, everything INTEGER);
DELETE FROM temp.elg_now;
INSERT INTO temp.elg_now
SELECT n.as_of, coalesce(:run, (SELECT max(run_id) FROM elg_run), 0), n.currency, s.fallback, s.covered, s.integrated,
  '-' || s.window || ' days', '-' || s.sourced || ' days', '+' || s.lock || ' days', '+' || s.lock_long || ' days',
  '+' || s.close_lock || ' days', '+' || s.registration || ' days', '+' || s.delivery || ' days',
  s.cosell, s.qualified, s.medium, s.large, s.r1, s.r2, s.r3, EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*')
FROM fact_now n, (
  SELECT max(CASE name WHEN 'touch_type_fallback' THEN value END) AS fallback,
    max(CASE name WHEN 'covered_is_influenced' THEN value END) AS covered,
    max(CASE name WHEN 'integrated_is_influenced' THEN value END) AS integrated,
    max(CASE name WHEN 'influence_window_days' THEN value END) AS window,
    max(CASE name WHEN 'sourced_days' THEN value END) AS sourced,
    max(CASE name WHEN 'lock_days' THEN value END) AS lock,
    max(CASE name WHEN 'lock_days_long' THEN value END) AS lock_long,
    max(CASE name WHEN 'close_lock_days' THEN value END) AS close_lock,
    max(CASE name WHEN 'registration_days' THEN value END) AS registration,
    max(CASE name WHEN 'delivery_window_days' THEN value END) AS delivery,
    max(CASE name WHEN 'cosell_stage_position' THEN value END) AS cosell,
    max(CASE name WHEN 'qualified_stage_position' THEN value END) AS qualified,
    max(CASE name WHEN 'size_band_medium' THEN value END) AS medium,
    max(CASE name WHEN 'size_band_large' THEN value END) AS large,
    max(CASE name WHEN 'source_rank_registration' THEN value END) AS r1,
    max(CASE name WHEN 'source_rank_introduction' THEN value END) AS r2,
    max(CASE name WHEN 'source_rank_role' THEN value END) AS r3
  FROM read_setting) s;

-- What changes by the clock alone: planned touches that have come due, a lock that has passed, a rate that has begun, an
-- integration that started or ended.
-- when: (SELECT as_of FROM temp.elg_before) IS NOT (SELECT as_of FROM temp.elg_now) AND NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*')
INSERT OR IGNORE INTO elg_dirty_deal
SELECT opportunity_id FROM elg_deal WHERE recheck_at <= (SELECT as_of FROM temp.elg_now);
-- when: (SELECT as_of FROM temp.elg_before) < (SELECT as_of FROM temp.elg_now) AND NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*')
INSERT OR IGNORE INTO elg_dirty
WITH due AS (SELECT t.account_id, t.opportunity_id FROM temp.elg_before b CROSS JOIN temp.elg_now n CROSS JOIN read_touchpoint t
             WHERE t.at > b.as_of AND t.at <= n.as_of)
SELECT coalesce(account_id, '') FROM due
UNION
SELECT coalesce(d.account_id, '') FROM due t CROSS JOIN read_opportunity d ON d.opportunity_id = t.opportunity_id;
-- when: EXISTS (SELECT 1 FROM temp.elg_before b, temp.elg_now n, read_fx_rate f WHERE f.valid_from > b.as_of AND f.valid_from <= n.as_of)
INSERT OR IGNORE INTO elg_dirty -- what partners share is converted at the last rate
SELECT m.account_id FROM read_partner_account r CROSS JOIN elg_match m ON m.partner_id = r.partner_id AND m.record_id = r.record_id AND m.valid_to IS NULL
WHERE r.amount_minor IS NOT NULL AND r.currency IN (
  SELECT f.currency FROM temp.elg_before b, temp.elg_now n, read_fx_rate f WHERE f.valid_from > b.as_of AND f.valid_from <= n.as_of);
-- when: (SELECT as_of FROM temp.elg_before) IS NOT (SELECT as_of FROM temp.elg_now)
INSERT OR IGNORE INTO elg_dirty
SELECT i.account_id FROM temp.elg_before b, temp.elg_now n, read_integration i
WHERE i.account_id <> '' AND ((i.started_at > b.as_of AND i.started_at <= n.as_of) OR (i.ended_at > b.as_of AND i.ended_at <= n.as_of));

-- A deal is recomputed without the others of its account where it shares no touches with them: those that name no deal it does, and an
-- expansion or renewal takes those that came after another one closed (refresh_influence.sql). Else, and when it is not known yet, its
-- account is.
-- when: NOT (SELECT everything FROM temp.elg_now)
INSERT OR IGNORE INTO elg_dirty
SELECT coalesce(o.account_id, '')
FROM elg_dirty_deal c CROSS JOIN read_opportunity o ON o.opportunity_id = c.opportunity_id LEFT JOIN elg_deal d ON d.opportunity_id = c.opportunity_id
WHERE d.opportunity_id IS NULL OR (d.kind <> 'new' AND EXISTS (
  SELECT 1 FROM elg_deal s CROSS JOIN read_touchpoint t ON t.opportunity_id = s.opportunity_id
  WHERE s.account_id = d.account_id AND s.closed_at IS NOT NULL AND t.at > s.closed_at))
  OR EXISTS (SELECT 1 FROM read_touchpoint t WHERE t.account_id = d.account_id AND coalesce(t.opportunity_id, '') = '');

-- The accounts to recompute; '' stands for the deals without one. known: it exists, or a deal says so. NOT NULL: where the column
-- behind the key may be NULL, SQLite does not see that joined rows come in the order of the key, and sorts them.
CREATE TEMP TABLE IF NOT EXISTS elg_work(account_id TEXT PRIMARY KEY, known INTEGER NOT NULL) WITHOUT ROWID;
DELETE FROM temp.elg_work;
-- when: NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*')
INSERT INTO temp.elg_work SELECT x.account_id, CASE WHEN EXISTS (SELECT 1 FROM read_account a WHERE a.account_id = x.account_id) THEN 1
  WHEN x.account_id <> '' THEN EXISTS (SELECT 1 FROM read_opportunity o WHERE o.account_id = x.account_id) ELSE 0 END
FROM elg_dirty x WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*');
-- when: (SELECT everything FROM temp.elg_now)
INSERT OR IGNORE INTO temp.elg_work SELECT account_id, 1 FROM read_account WHERE (SELECT everything FROM temp.elg_now) ORDER BY account_id;
-- when: (SELECT everything FROM temp.elg_now)
INSERT OR IGNORE INTO temp.elg_work SELECT coalesce(account_id, ''), coalesce(account_id, '') <> '' FROM read_opportunity
WHERE (SELECT everything FROM temp.elg_now);
-- when: (SELECT everything FROM temp.elg_now)
INSERT OR IGNORE INTO temp.elg_work
SELECT account_id, 0 FROM (
  SELECT coalesce(account_id, '') AS account_id FROM elg_deal UNION ALL SELECT account_id FROM elg_account_partner
  UNION ALL SELECT account_id FROM elg_match WHERE valid_to IS NULL UNION ALL SELECT '')
WHERE (SELECT everything FROM temp.elg_now);

-- step: words
-- Partners and rates as they are read, once: every view of an input asks whether its times are some wherever a row is looked up.
CREATE TEMP TABLE IF NOT EXISTS elg_partner_term(partner_id TEXT PRIMARY KEY, signed_at TEXT, ended_at TEXT) WITHOUT ROWID;
DELETE FROM temp.elg_partner_term;
INSERT OR IGNORE INTO temp.elg_partner_term SELECT partner_id, signed_at, ended_at FROM read_partner;
CREATE TEMP TABLE IF NOT EXISTS elg_rate(currency TEXT, valid_from TEXT, rate TEXT, PRIMARY KEY(currency, valid_from)) WITHOUT ROWID;
DELETE FROM temp.elg_rate;
INSERT OR IGNORE INTO temp.elg_rate SELECT currency, valid_from, rate FROM read_fx_rate;
-- CRM words resolved once: the word itself where it is one of ours, and every alias of it.
CREATE TEMP TABLE IF NOT EXISTS elg_word(kind TEXT, label TEXT, value TEXT, delivers INTEGER DEFAULT 0, PRIMARY KEY(kind, label)) WITHOUT ROWID;
DELETE FROM temp.elg_word;
INSERT INTO temp.elg_word(kind, label, value) SELECT 'touch_type', type, type FROM elg_touch_type;
INSERT OR IGNORE INTO temp.elg_word(kind, label, value) SELECT 'role', role, role FROM elg_role_rule;
INSERT OR IGNORE INTO temp.elg_word(kind, label, value) SELECT kind, label, value FROM elg_alias;
UPDATE temp.elg_word SET delivers = 1 WHERE kind = 'role' AND label IN (SELECT label FROM elg_alias WHERE kind = 'delivery_role');
-- when: (SELECT fallback_type FROM temp.elg_now) IS NOT NULL
INSERT OR IGNORE INTO temp.elg_word(kind, label, value)
SELECT 'touch_type', t.label, n.fallback_type
FROM (SELECT DISTINCT lower(trim(type)) AS label FROM read_touchpoint
      WHERE (SELECT fallback_type FROM temp.elg_now) IS NOT NULL) t, temp.elg_now n
WHERE t.label IS NOT NULL;
-- The same for touches and stages, with what they say: one look-up a touch. Words compare without case and outer blanks: NOCASE and
-- trim() cost less than lower(trim()).
--   mark  what the type makes a touch: 1 qualifies, 2 delivers, 4 a qualifying one of a person
CREATE TEMP TABLE IF NOT EXISTS elg_touch_word(
  label TEXT COLLATE NOCASE PRIMARY KEY, type TEXT, weight REAL, mark INTEGER, qualifies INTEGER, sources INTEGER, human INTEGER,
  joint INTEGER) WITHOUT ROWID;
DELETE FROM temp.elg_touch_word;
INSERT INTO temp.elg_touch_word
SELECT k.label, k.value, y.weight, (coalesce(y.qualifies, 0) <> 0) + 2 * (coalesce(y.delivers, 0) <> 0) + 4 * coalesce(y.qualifies AND y.human, 0),
  y.qualifies, y.sources, y.human, y.two_sided
FROM temp.elg_word k LEFT JOIN elg_touch_type y ON y.type = k.value WHERE k.kind = 'touch_type' AND k.label = lower(k.label);
--   qualified  open, and at or beyond the stage that qualifies; late: too late to become a co-sell
CREATE TEMP TABLE IF NOT EXISTS elg_stage_word(
  label TEXT COLLATE NOCASE PRIMARY KEY, position INTEGER, is_closed INTEGER, is_won INTEGER, qualified INTEGER, late INTEGER) WITHOUT ROWID;
DELETE FROM temp.elg_stage_word;
INSERT INTO temp.elg_stage_word
SELECT s.stage, s.position, s.is_closed, s.is_won, NOT s.is_closed AND s.position >= n.qualified_position, s.position >= n.cosell_position
FROM elg_stage s CROSS JOIN temp.elg_now n WHERE s.stage = lower(s.stage);

-- step: deals of changed accounts
-- The deals of those accounts, and those to recompute alone, numbered in the order of their ids.
CREATE TEMP TABLE IF NOT EXISTS elg_work_key(n INTEGER PRIMARY KEY, opportunity_id TEXT NOT NULL UNIQUE);
DELETE FROM temp.elg_work_key;
-- when: NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*')
INSERT INTO temp.elg_work_key(opportunity_id)
SELECT opportunity_id FROM (
  SELECT o.opportunity_id FROM temp.elg_work w CROSS JOIN read_opportunity o ON o.account_id = w.account_id WHERE w.account_id <> ''
  UNION ALL
  SELECT o.opportunity_id FROM read_opportunity o
  WHERE (o.account_id = '' OR o.account_id IS NULL) AND EXISTS (SELECT 1 FROM temp.elg_work WHERE account_id = '')
  UNION
  SELECT o.opportunity_id FROM elg_dirty_deal c CROSS JOIN read_opportunity o ON o.opportunity_id = c.opportunity_id)
WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*')
ORDER BY opportunity_id;
-- when: EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*')
INSERT INTO temp.elg_work_key(opportunity_id)
SELECT opportunity_id FROM read_opportunity WHERE EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') ORDER BY opportunity_id;

-- What the refresh before kept, and this one keeps: of a deal whose creation lock is closed, the lock, who sourced it and why, as the refresh
-- that closed it found them, as long as that partner is known and no override said so; of any, when it was first seen beyond the cut-off
-- stage. locked: 1 kept, 2 decided by elg_source_override. seen: a refresh saw the deal before its lock passed: nobody is an answer too.
CREATE TEMP TABLE IF NOT EXISTS elg_source_kept(
  n INTEGER PRIMARY KEY, locked INTEGER, lock_at TEXT, partner_id TEXT, reason TEXT, cutoff_at TEXT, seen INTEGER);
DELETE FROM temp.elg_source_kept;
-- when: EXISTS (SELECT 1 FROM elg_deal)
INSERT INTO temp.elg_source_kept
SELECT n, locked, CASE WHEN locked THEN lock_at END, CASE WHEN locked THEN sourced_partner_id END, CASE WHEN locked THEN sourced_reason END,
  CASE WHEN NOT changed AND cutoff_at IS NOT closed_at AND cutoff_at <= as_of THEN cutoff_at END, seen
FROM (
  SELECT k.n, d.lock_at, d.sourced_partner_id, d.sourced_reason, d.cutoff_at, d.closed_at, n.as_of, r.changed,
    NOT r.changed AND d.sourced_locked AND d.lock_at <= n.as_of
      AND (d.sourced_partner_id IS NULL OR d.sourced_partner_id IN (SELECT partner_id FROM temp.elg_partner_term))
      AND coalesce(d.sourced_reason NOT GLOB 'override*', 1) AS locked,
    d.lock_at > (SELECT as_of FROM temp.elg_before) OR (d.sourced_locked AND d.sourced_partner_id IS NULL AND d.sourced_reason IS NULL) AS seen
  FROM temp.elg_now n CROSS JOIN temp.elg_source_rule r CROSS JOIN temp.elg_work_key k CROSS JOIN elg_deal d ON d.opportunity_id = k.opportunity_id)
WHERE locked OR seen OR (NOT changed AND cutoff_at IS NOT NULL);
-- when: EXISTS (SELECT 1 FROM elg_source_override)
INSERT INTO temp.elg_source_kept(n, locked, partner_id, reason)
SELECT k.n, 2, o.partner_id, 'override' || coalesce(' by ' || o.author, '') || coalesce(': ' || o.reason, '')
FROM (SELECT opportunity_id, nullif(trim(partner_id), '') AS partner_id, author, reason FROM elg_source_override) o
CROSS JOIN temp.elg_work_key k ON k.opportunity_id = o.opportunity_id
WHERE o.partner_id IS NULL OR o.partner_id IN (SELECT partner_id FROM temp.elg_partner_term)
ON CONFLICT(n) DO UPDATE SET (locked, partner_id, reason) = (2, excluded.partner_id, excluded.reason);

-- Kind, status and every instant that decides something.
--   window_from         a date alone where it is the start of a day, so that a touch with a date alone is in it
--   window_to, rate_at  the close, or now; touch_to: that, or now where it lies before: touches to come are none yet
--   deliver_to          a won deal is delivered until delivery_window_days after its close
--   long cycle          a large deal (size_band_large), whose sourcing stays open lock_days_long instead of lock_days
--   lock_at             as kept, once it is closed
--   cutoff_at           the first time the deal stood at or beyond the co-sell cut-off stage; without history, the refresh that first saw
--                       it there, or its close
--   rate                at close for closed deals, at the refresh for open ones. Converted once, half to even
CREATE TEMP TABLE IF NOT EXISTS elg_work_deal(
  n INTEGER PRIMARY KEY, opportunity_id TEXT, account_id TEXT, kind TEXT, status TEXT, position INTEGER, qualified INTEGER,
  created_at TEXT, closed_at TEXT, window_from TEXT, window_to TEXT, source_from TEXT, lock_at TEXT, cutoff_at TEXT,
  amount_minor INTEGER, arr_minor INTEGER, currency TEXT, rate TEXT, rate_next TEXT,
  reporting_minor INTEGER, arr_reporting_minor INTEGER, touch_to TEXT, closed_julian REAL, deliver_to TEXT);
DELETE FROM temp.elg_work_deal;
INSERT INTO temp.elg_work_deal
SELECT d.n, d.opportunity_id, d.account_id, d.kind, d.status, d.position, d.qualified, d.created_at, d.closed_at,
  replace(datetime(d.created_at, n.window_days), ' 00:00:00', ''), d.window_to, datetime(d.created_at, n.sourced_days),
  coalesce(d.kept_lock_at, datetime(d.created_at, CASE WHEN coalesce(d.reporting_minor, 0) >= n.band_large THEN n.lock_days_long ELSE n.lock_days END)),
  d.cutoff_at, d.amount_minor, d.arr_minor, d.currency, d.rate, d.rate_next, d.reporting_minor, d.arr_reporting_minor, min(d.window_to, n.as_of),
  julianday(d.closed_at), CASE WHEN d.status = 'won' AND d.closed_at IS NOT NULL THEN min(datetime(d.closed_at, n.delivery_days), n.as_of)
    ELSE min(d.window_to, n.as_of) END
FROM temp.elg_now n CROSS JOIN (
  SELECT d.n, d.opportunity_id, d.account_id, d.kind, d.status, d.position, d.created_at, d.closed_at, d.amount_minor, d.arr_minor, d.currency,
    d.kept_lock_at, d.window_to, d.rate, d.rate_next,
    CASE d.currency WHEN n.currency THEN d.amount_minor ELSE elg_read_convert(d.amount_minor, d.currency, d.rate, n.currency) END AS reporting_minor,
    CASE d.currency WHEN n.currency THEN d.arr_minor ELSE elg_read_convert(d.arr_minor, d.currency, d.rate, n.currency) END AS arr_reporting_minor,
    coalesce(nullif(substr(d.history, 3), ''), d.kept_cutoff_at, CASE WHEN d.status = 'open' AND d.position >= n.cosell_position THEN n.as_of END,
      d.closed_at) AS cutoff_at,
    d.status = 'won' OR coalesce(d.status = 'open' AND d.position >= n.qualified_position, 0) OR substr(d.history, 1, 1) = '1' AS qualified
  FROM temp.elg_now n CROSS JOIN (
    SELECT d.*, coalesce(d.closed_at, n.as_of) AS window_to,
      CASE WHEN d.currency = n.currency THEN '1' ELSE (SELECT x.rate FROM temp.elg_rate x
        WHERE x.currency = d.currency AND x.valid_from <= coalesce(d.closed_at, n.as_of) ORDER BY x.valid_from DESC LIMIT 1) END AS rate,
      CASE WHEN d.status = 'open' THEN (SELECT min(x.valid_from) FROM temp.elg_rate x
        WHERE x.currency = d.currency AND x.valid_from > n.as_of) END AS rate_next,
      -- its stages so far: one open and qualified? and the first at or beyond the cut-off
      (SELECT (count(*) FILTER (WHERE s.qualified) > 0) || ' ' || coalesce(min(h.at) FILTER (WHERE s.late), '')
       FROM read_opportunity_history h CROSS JOIN temp.elg_stage_word s ON s.label = trim(h.stage)
       WHERE h.opportunity_id = d.opportunity_id) AS history
    FROM temp.elg_now n CROSS JOIN (
      SELECT w.n, w.opportunity_id, nullif(o.account_id, '') AS account_id, coalesce(k.value, 'new') AS kind,
        CASE WHEN NOT coalesce(o.is_closed, s.is_closed, 0) THEN 'open'
             WHEN coalesce(o.is_won, s.is_won, 0) THEN 'won' ELSE 'lost' END AS status, s.position,
        o.created_at, CASE WHEN coalesce(o.is_closed, s.is_closed, 0) THEN o.closed_at END AS closed_at,
        o.amount_minor, o.arr_minor, coalesce(o.currency, n.currency) AS currency, t.lock_at AS kept_lock_at, t.cutoff_at AS kept_cutoff_at
      FROM temp.elg_now n CROSS JOIN temp.elg_work_key w CROSS JOIN read_opportunity o ON o.opportunity_id = w.opportunity_id
      LEFT JOIN temp.elg_word k ON k.kind = 'opportunity_type' AND k.label = lower(trim(o.type))
      LEFT JOIN temp.elg_stage_word s ON s.label = trim(o.stage)
      LEFT JOIN temp.elg_source_kept t ON t.n = w.n
      LIMIT -1) d -- a LIMIT keeps a level apart: flattened, its expressions would be computed wherever they are named
    LIMIT -1) d
  LIMIT -1) d;
CREATE INDEX IF NOT EXISTS temp.elg_ix_work_deal ON elg_work_deal(account_id, created_at);
