-- refresh_influence.sql: the touches of the deals of temp.elg_work_deal, and the influence of the partners. Runs after refresh_fact.sql.
--   decayed weight = sum of weight x 2^(-(reference - at) / half-life), one touch a (deal, partner, type, UTC day)
--   score of a type = saturation of its decayed weight; influence of a partner = sum over types; share = part of the deal's sum
-- reference: the close; for an open deal its last touch. Without saturation the shares do not depend on it.

-- step: touches
-- Touches that count for a deal: qualifying types, from window_from to close, on the deal itself or on its account. Here those that
-- are not the deal's own: of its account, and, of a deal of the account, after that one closed (named); these go to the next expansion or
-- renewal. Delivery counts until deliver_to on the won deal that it names, else on the one of its account that closed last before it, else
-- on those in whose window it is.
CREATE TEMP TABLE IF NOT EXISTS elg_stray_touch(
  n INTEGER, partner_id TEXT, type TEXT, at TEXT, touchpoint_id TEXT, named INTEGER, PRIMARY KEY(n, partner_id, touchpoint_id)) WITHOUT ROWID;
DELETE FROM temp.elg_stray_touch;
INSERT OR IGNORE INTO temp.elg_stray_touch
SELECT (SELECT x.n FROM temp.elg_work_deal x
    WHERE x.account_id = d.account_id AND x.kind <> 'new' AND x.n <> d.n AND t.at >= x.window_from AND t.at <= x.window_to
    ORDER BY x.created_at, x.n LIMIT 1), t.partner_id, t.type, t.at, t.touchpoint_id, 1
FROM temp.elg_work_deal d CROSS JOIN read_touchpoint t ON t.opportunity_id = d.opportunity_id
WHERE d.closed_at IS NOT NULL AND t.at > d.closed_at AND t.at >= d.window_from AND t.at <= (SELECT as_of FROM temp.elg_now)
  AND EXISTS (SELECT 1 FROM temp.elg_work_deal x
              WHERE x.account_id = d.account_id AND x.kind <> 'new' AND x.n <> d.n AND x.window_to > d.closed_at)
UNION ALL
SELECT d.n, t.partner_id, t.type, t.at, t.touchpoint_id, 0
FROM temp.elg_work_deal d CROSS JOIN read_touchpoint t ON t.account_id = d.account_id AND coalesce(t.opportunity_id, '') = ''
WHERE t.at >= d.window_from AND t.at <= d.deliver_to
  AND (t.at <= d.touch_to OR (trim(t.type) COLLATE NOCASE IN (SELECT label FROM temp.elg_touch_word WHERE mark & 2)
    AND NOT EXISTS (SELECT 1 FROM temp.elg_work_deal x
                    WHERE x.account_id = d.account_id AND x.status = 'won' AND x.closed_at > d.closed_at AND x.closed_at < t.at)));

CREATE TEMP TABLE IF NOT EXISTS elg_influence_option(half_life REAL, kind TEXT, k REAL, n REAL, recency REAL);
DELETE FROM temp.elg_influence_option;
INSERT INTO temp.elg_influence_option
SELECT max(CASE name WHEN 'influence_half_life_days' THEN value END),
  max(CASE name WHEN 'influence_saturation' THEN value END),
  max(CASE name WHEN 'influence_saturation_k' THEN value END),
  max(CASE name WHEN 'influence_saturation_n' THEN value END),
  max(CASE name WHEN 'decay_half_life_days' THEN value END)
FROM read_setting;
-- By deal, partner and type, from which the facts and the influence follow: elg_engagement decays and sums. early: it makes the deal
-- a co-sell; intro: an introduction in the sourcing window. What comes after close only delivers: mark 2, a type of its own.
CREATE TEMP TABLE IF NOT EXISTS elg_touch_line(
  n INTEGER, partner_id TEXT, type TEXT, mark INTEGER, touches INTEGER, counted INTEGER, before_score REAL, after_score REAL,
  score REAL, neff REAL, recency REAL, first_at TEXT, last_at TEXT, early INTEGER, intro TEXT,
  PRIMARY KEY(n, partner_id, type)) WITHOUT ROWID;
DELETE FROM temp.elg_touch_line;
CREATE TEMP VIEW elg_own_touch AS
SELECT d.n AS deal, t.partner_id AS partner, CASE WHEN t.at > d.touch_to THEN k.type || ' after close' ELSE k.type END AS type, CASE length(t.at) WHEN 10 THEN t.at || ' 00:00:00' ELSE t.at END AS at,
  k.weight AS weight, CASE WHEN t.at > d.touch_to THEN 2 WHEN d.status = 'won' THEN k.mark ELSE k.mark & 5 END AS mark, k.mark & 4 AS on_deal, CASE WHEN k.sources THEN t.touchpoint_id END AS touch,
  d.closed_julian AS reference, d.created_at AS created_at, d.source_from AS source_from, d.cutoff_at AS cutoff_at
FROM temp.elg_work_deal d CROSS JOIN read_touchpoint t ON t.opportunity_id = d.opportunity_id
CROSS JOIN temp.elg_touch_word k ON k.label = trim(t.type)
WHERE t.at >= d.window_from AND t.at <= d.deliver_to AND (t.at <= d.touch_to OR k.mark & 2)
  AND +t.partner_id IN (SELECT partner_id FROM temp.elg_partner_term); -- +: the look-up of a touch, not a search for each partner
INSERT INTO temp.elg_touch_line
SELECT e.deal, e.partner, e.type, e.mark, e.touches, e.days, e.before, e.after, elg_saturate(e.weight, o.kind, o.k, o.n),
  e.weight * e.weight / nullif(e.squares, 0), e.recency, e.first_at, e.last_at, e.early, e.intro
FROM temp.elg_influence_option o CROSS JOIN elg_engagement(
  'SELECT * FROM temp.elg_own_touch WHERE deal NOT IN (SELECT n FROM temp.elg_stray_touch) ORDER BY deal', o.half_life, o.recency) e
WHERE e.mark & 3;
-- The few deals with others: two lists are merged.
INSERT INTO temp.elg_touch_line
SELECT e.deal, e.partner, e.type, e.mark, e.touches, e.days, e.before, e.after, elg_saturate(e.weight, o.kind, o.k, o.n),
  e.weight * e.weight / nullif(e.squares, 0), e.recency, e.first_at, e.last_at, e.early, e.intro
FROM temp.elg_influence_option o CROSS JOIN elg_engagement(
  'SELECT * FROM temp.elg_own_touch WHERE deal IN (SELECT n FROM temp.elg_stray_touch)
   UNION ALL
   SELECT d.n, t.partner_id, CASE WHEN t.at > d.touch_to THEN k.type || '' after close'' ELSE k.type END,
     CASE length(t.at) WHEN 10 THEN t.at || '' 00:00:00'' ELSE t.at END, k.weight,
     CASE WHEN t.at > d.touch_to THEN 2
       WHEN k.mark & 2 AND (t.named OR d.status <> ''won'' OR EXISTS (SELECT 1 FROM temp.elg_work_deal x WHERE x.account_id = d.account_id
         AND x.status = ''won'' AND x.closed_at < t.at AND x.deliver_to >= t.at AND x.n <> d.n)) THEN k.mark & 5
       ELSE k.mark END, 0, CASE WHEN k.sources THEN t.touchpoint_id END, d.closed_julian, d.created_at, d.source_from, d.cutoff_at
   FROM temp.elg_stray_touch t CROSS JOIN temp.elg_work_deal d ON d.n = t.n
   CROSS JOIN temp.elg_touch_word k ON k.label = trim(t.type)
   WHERE t.partner_id IN (SELECT partner_id FROM temp.elg_partner_term)
   ORDER BY 1', o.half_life, o.recency) e
WHERE e.mark & 3;
DROP VIEW temp.elg_own_touch;
-- What a partner buys itself it has not brought: neither its touches count on that deal nor a role, a registration or the overlap.
CREATE TEMP TABLE IF NOT EXISTS elg_own_purchase(n INTEGER, partner_id TEXT, PRIMARY KEY(n, partner_id)) WITHOUT ROWID;
DELETE FROM temp.elg_own_purchase;
INSERT INTO temp.elg_own_purchase
SELECT d.n, c.partner_id FROM temp.elg_partner_term c CROSS JOIN temp.elg_work_deal d ON d.account_id = c.partner_id
WHERE NOT (SELECT value FROM read_setting WHERE name = 'own_purchase_counts');
DELETE FROM temp.elg_touch_line WHERE (n, partner_id) IN (SELECT n, partner_id FROM temp.elg_own_purchase);

-- step: influence
-- Deals that are gone, or no longer of these accounts.
CREATE TEMP TABLE IF NOT EXISTS elg_gone(opportunity_id TEXT PRIMARY KEY) WITHOUT ROWID;
DELETE FROM temp.elg_gone;
-- when: EXISTS (SELECT 1 FROM elg_deal)
INSERT INTO temp.elg_gone
SELECT opportunity_id FROM (
  SELECT d.opportunity_id FROM temp.elg_work w CROSS JOIN elg_deal d ON d.account_id = w.account_id
  UNION ALL
  SELECT opportunity_id FROM elg_deal WHERE account_id IS NULL AND EXISTS (SELECT 1 FROM temp.elg_work WHERE account_id = '')) d
WHERE NOT EXISTS (SELECT 1 FROM temp.elg_work_key k WHERE k.opportunity_id = d.opportunity_id);
-- The deals whose facts are not those kept, of which alone something is written: here by their lines, in refresh_deal.sql by their
-- partners and by themselves.
CREATE TEMP TABLE IF NOT EXISTS elg_changed_deal(n INTEGER PRIMARY KEY);
DELETE FROM temp.elg_changed_deal;
INSERT INTO temp.elg_changed_deal SELECT n FROM temp.elg_work_key WHERE (SELECT everything FROM temp.elg_now);
-- when: NOT (SELECT everything FROM temp.elg_now)
INSERT OR IGNORE INTO temp.elg_changed_deal
SELECT t.n
FROM temp.elg_touch_line t CROSS JOIN temp.elg_work_key k ON k.n = t.n
LEFT JOIN elg_influence_line l ON l.opportunity_id = k.opportunity_id AND l.partner_id = t.partner_id AND l.type = t.type
WHERE t.mark & 1 AND (t.partner_id, t.touches, t.counted, t.before_score, t.after_score, t.score, t.neff, t.first_at, t.last_at)
  IS NOT (l.partner_id, l.touches, l.counted, l.before_score, l.after_score, l.score, l.neff, l.first_at, l.last_at)
UNION ALL
SELECT k.n FROM temp.elg_work_key k CROSS JOIN elg_influence_line l ON l.opportunity_id = k.opportunity_id
WHERE NOT EXISTS (SELECT 1 FROM temp.elg_touch_line t WHERE t.n = k.n AND t.partner_id = l.partner_id AND t.type = l.type AND t.mark & 1);
-- when: EXISTS (SELECT 1 FROM elg_influence_line)
DELETE FROM elg_influence_line WHERE opportunity_id IN (
  SELECT k.opportunity_id FROM temp.elg_changed_deal c CROSS JOIN temp.elg_work_key k ON k.n = c.n UNION ALL SELECT opportunity_id FROM temp.elg_gone);
INSERT INTO elg_influence_line(opportunity_id, partner_id, type, touches, counted, before_score, after_score, score, neff, first_at, last_at)
SELECT k.opportunity_id, t.partner_id, t.type, t.touches, t.counted, t.before_score, t.after_score, t.score, t.neff, t.first_at, t.last_at
FROM temp.elg_changed_deal c CROSS JOIN temp.elg_touch_line t ON t.n = c.n CROSS JOIN temp.elg_work_key k ON k.n = c.n WHERE t.mark & 1;
