-- refresh_pair.sql: which accounts and partner records changed, the hierarchy groups, and elg_pair. The evidence kept is the two names
-- as they stood; map_explain gives the whole explanation.
-- The work follows the number of changed rows: an account that reads otherwise is joined with the partner records it may match, such a record
-- with the other accounts it may match; elg_match_key tells both, without reading names. A pair depends on its two records alone, so this
-- gives what joining everything gives.

-- step: constants
-- The constants of this run. scan: what changed is not known from elg_dirty_match alone (a full refresh, the first one, an input that is a
-- view, a table made anew), so that every row is looked at. several: a record stands, or has stood, in several populations, which are one.
CREATE TEMP TABLE IF NOT EXISTS elg_match_now(
  now TEXT, run_id INTEGER, rules TEXT, threshold REAL, review REAL, choice TEXT, population TEXT, pairs_state TEXT, watched TEXT,
  full INTEGER, scan INTEGER, several INTEGER);
DELETE FROM temp.elg_match_now;
INSERT INTO temp.elg_match_now
SELECT now, run_id, rules, threshold, review, choice, population, pairs_state, watched, full,
  scan, CASE WHEN scan THEN EXISTS (SELECT 1 FROM crm_partner_account GROUP BY partner_id, record_id HAVING count(*) > 1)
    ELSE (SELECT value FROM elg_state WHERE name = 'several') = '1' OR EXISTS (
      SELECT 1 FROM elg_dirty_match c CROSS JOIN read_partner_account r ON r.partner_id = c.partner_id AND r.record_id = c.id
      WHERE c.partner_id <> '' GROUP BY c.partner_id, c.id HAVING count(*) > 1) END
FROM (SELECT *, full OR watched IS NULL OR watched IS NOT (SELECT value FROM elg_state WHERE name = 'watched')
    OR NOT EXISTS (SELECT 1 FROM elg_state WHERE name = 'several')
    OR EXISTS (SELECT 1 FROM elg_dirty_match WHERE partner_id = '*') AS scan
FROM (
  SELECT :now AS now, :run AS run_id, :rules AS rules, s.threshold, coalesce(s.review, s.threshold * 2 / 3) AS review, s.choice, s.population,
    :rules || ' ' || coalesce(s.review, s.threshold * 2 / 3) AS pairs_state,
    (SELECT CASE count(*) WHEN 9 THEN group_concat(name || ' ' || place, ';') END FROM (
       SELECT name, rowid AS place FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'elg_note_%' ORDER BY name)) AS watched,
    :full OR :rules || ' ' || coalesce(s.review, s.threshold * 2 / 3)
               IS NOT (SELECT value FROM elg_state WHERE name = 'pairs') OR NOT EXISTS (SELECT 1 FROM elg_match_key) AS full
  FROM (SELECT
      coalesce((SELECT value FROM read_setting WHERE name = 'match_threshold'), elg_default_threshold()) AS threshold,
      (SELECT value FROM read_setting WHERE name = 'review_threshold') AS review,
      (SELECT value FROM read_setting WHERE name = 'match_choice') AS choice,
      (SELECT value FROM read_setting WHERE name = 'population_default') AS population) s));
INSERT OR REPLACE INTO elg_state SELECT 'several', several FROM temp.elg_match_now;

-- step: changed accounts
CREATE TEMP TABLE IF NOT EXISTS elg_dirty_account(account_id TEXT PRIMARY KEY, hash INTEGER, gone INTEGER) WITHOUT ROWID;
DELETE FROM temp.elg_dirty_account;
INSERT OR IGNORE INTO temp.elg_dirty_account
SELECT a.account_id, a.hash, 0
FROM (SELECT a.account_id, elg_row_hash(a.name, a.website, a.country, a.parent_id, a.duns, a.lei, a.registration_number,
          (SELECT group_concat(d.domain, ' ') FROM read_account_domain d WHERE d.account_id = a.account_id)) AS hash
      FROM (SELECT a.account_id, a.name, a.website, a.country, a.parent_id, a.duns, a.lei, a.registration_number
            FROM temp.elg_match_now n CROSS JOIN read_account a WHERE n.scan -- asked before the accounts are read
            UNION ALL
            SELECT a.account_id, a.name, a.website, a.country, a.parent_id, a.duns, a.lei, a.registration_number
            FROM elg_dirty_match c CROSS JOIN read_account a ON a.account_id = c.id
            WHERE c.partner_id = '' AND NOT (SELECT scan FROM temp.elg_match_now)) a
      WHERE a.account_id <> '') a
LEFT JOIN elg_account_state s ON s.account_id = a.account_id
WHERE s.hash IS NOT a.hash OR (SELECT full FROM temp.elg_match_now);
-- Those that are gone.
-- when: CASE WHEN (SELECT scan FROM temp.elg_match_now) THEN (SELECT count(*) FROM elg_account_state) + (SELECT count(*) FROM temp.elg_dirty_account d WHERE NOT EXISTS (SELECT 1 FROM elg_account_state s WHERE s.account_id = d.account_id)) <> (SELECT count(*) FROM read_account) END
INSERT OR IGNORE INTO temp.elg_dirty_account
SELECT s.account_id, NULL, 1 FROM elg_account_state s WHERE s.account_id NOT IN (SELECT account_id FROM read_account);
INSERT OR IGNORE INTO temp.elg_dirty_account
SELECT s.account_id, NULL, 1 FROM elg_dirty_match c CROSS JOIN elg_account_state s ON s.account_id = c.id
WHERE c.partner_id = '' AND NOT EXISTS (SELECT 1 FROM read_account a WHERE a.account_id = c.id);

-- step: changed records
-- A full refresh takes all of them and needs no list.
CREATE TEMP TABLE IF NOT EXISTS elg_dirty_row(
  partner_id TEXT, record_id TEXT, population TEXT, hash INTEGER, gone INTEGER,
  PRIMARY KEY(partner_id, record_id, population)) WITHOUT ROWID;
DELETE FROM temp.elg_dirty_row;
-- when: NOT (SELECT full FROM temp.elg_match_now)
INSERT OR IGNORE INTO temp.elg_dirty_row
SELECT r.partner_id, r.record_id, r.population, r.hash, 0
FROM (SELECT r.partner_id, r.record_id, coalesce(r.population, '') AS population,
        elg_row_hash(r.name, r.website, r.country, r.since) AS hash
      FROM (SELECT r.partner_id, r.record_id, r.population, r.name, r.website, r.country, r.since
            FROM temp.elg_match_now n CROSS JOIN read_partner_account r WHERE n.scan
            UNION ALL
            SELECT r.partner_id, r.record_id, r.population, r.name, r.website, r.country, r.since
            FROM elg_dirty_match c CROSS JOIN read_partner_account r ON r.partner_id = c.partner_id AND r.record_id = c.id
            WHERE c.partner_id <> '' AND NOT (SELECT scan FROM temp.elg_match_now)) r
      WHERE r.partner_id <> '' AND r.record_id <> '') r
LEFT JOIN elg_record_state s ON s.partner_id = r.partner_id AND s.record_id = r.record_id AND s.population = r.population
WHERE s.hash IS NOT r.hash;
-- when: CASE WHEN (SELECT scan AND NOT full FROM temp.elg_match_now) THEN (SELECT count(*) FROM elg_record_state) + (SELECT count(*) FROM temp.elg_dirty_row d WHERE NOT EXISTS (SELECT 1 FROM elg_record_state s WHERE s.partner_id = d.partner_id AND s.record_id = d.record_id AND s.population = d.population)) <> (SELECT count(*) FROM read_partner_account) END
INSERT OR IGNORE INTO temp.elg_dirty_row
SELECT s.partner_id, s.record_id, s.population, NULL, 1 FROM elg_record_state s
WHERE NOT EXISTS (SELECT 1 FROM read_partner_account r
                  WHERE r.partner_id = s.partner_id AND r.record_id = s.record_id AND coalesce(r.population, '') = s.population);
-- when: NOT (SELECT full FROM temp.elg_match_now)
INSERT OR IGNORE INTO temp.elg_dirty_row
SELECT s.partner_id, s.record_id, s.population, NULL, 1
FROM elg_dirty_match c CROSS JOIN elg_record_state s ON s.partner_id = c.partner_id AND s.record_id = c.id
WHERE NOT EXISTS (SELECT 1 FROM read_partner_account r
                  WHERE r.partner_id = s.partner_id AND r.record_id = s.record_id AND coalesce(r.population, '') = s.population);
DELETE FROM elg_dirty_match;
INSERT OR REPLACE INTO elg_state SELECT 'watched', watched FROM temp.elg_match_now;
CREATE TEMP TABLE IF NOT EXISTS elg_dirty_record(partner_id TEXT, record_id TEXT, PRIMARY KEY(partner_id, record_id)) WITHOUT ROWID;
DELETE FROM temp.elg_dirty_record;
INSERT INTO temp.elg_dirty_record SELECT DISTINCT partner_id, record_id FROM temp.elg_dirty_row;
-- Partners whose list is seen for the first time: since when their records overlap is unknown.
CREATE TEMP TABLE IF NOT EXISTS elg_new_partner(partner_id TEXT PRIMARY KEY) WITHOUT ROWID;
DELETE FROM temp.elg_new_partner;
INSERT INTO temp.elg_new_partner
SELECT partner_id FROM (
  SELECT DISTINCT partner_id FROM temp.elg_dirty_record
  UNION ALL SELECT DISTINCT r.partner_id FROM temp.elg_match_now n CROSS JOIN read_partner_account r
    WHERE n.full AND r.partner_id <> '' AND r.record_id <> '') d
WHERE NOT EXISTS (SELECT 1 FROM elg_record_state s WHERE s.partner_id = d.partner_id);

-- step: domains and entities
-- Accounts of the domains that changed hands, before and after.
CREATE TEMP TABLE IF NOT EXISTS elg_dirty_domain(domain TEXT PRIMARY KEY) WITHOUT ROWID;
DELETE FROM temp.elg_dirty_domain;
INSERT OR IGNORE INTO temp.elg_dirty_domain
SELECT s.domain FROM temp.elg_dirty_account d CROSS JOIN elg_account_state s ON s.account_id = d.account_id WHERE s.domain IS NOT NULL;
-- The changed accounts as they are now.
CREATE TEMP VIEW elg_account_now AS
SELECT account_id, hash, domain, coalesce(elg_normalize(elg_read_name(name)) || '|' || coalesce(domain, lower(trim(country)), ''), '#' || account_id) AS entity,
  parent_id
FROM (SELECT account_id, hash, name, country, parent_id,
        CASE WHEN elg_is_freemail(domain) OR elg_is_shared_host(domain) THEN NULL ELSE domain END AS domain
      FROM (SELECT d.account_id, d.hash, a.name, a.country, a.parent_id, coalesce(elg_domain(a.website),
              (SELECT min(elg_domain(x.domain)) FROM read_account_domain x WHERE x.account_id = a.account_id)) AS domain
            FROM temp.elg_dirty_account d CROSS JOIN read_account a ON a.account_id = d.account_id
            WHERE NOT d.gone GROUP BY d.account_id LIMIT -1) -- a LIMIT keeps a level apart: flattened, the domain would be read wherever it is named
      LIMIT -1);
-- when: (SELECT full FROM temp.elg_match_now)
DELETE FROM elg_account_state;
-- Else those that are gone, or move in the indexes by domain and parent; the others do not touch these.
-- when: NOT (SELECT full FROM temp.elg_match_now)
DELETE FROM elg_account_state WHERE account_id IN (
  SELECT s.account_id FROM temp.elg_dirty_account d CROSS JOIN elg_account_state s ON s.account_id = d.account_id
  LEFT JOIN temp.elg_account_now a ON a.account_id = d.account_id
  WHERE (a.account_id, a.domain, a.parent_id) IS NOT (s.account_id, s.domain, s.parent_id));
-- bulk: elg_account_state
INSERT INTO elg_account_state
SELECT account_id, hash, domain, entity, parent_id, account_id, account_id, account_id FROM temp.elg_account_now WHERE 1
ON CONFLICT(account_id) DO UPDATE SET (hash, entity, domain_group, parent_group, ultimate_group) =
  (excluded.hash, excluded.entity, excluded.domain_group, excluded.parent_group, excluded.ultimate_group);
DROP VIEW temp.elg_account_now;
INSERT OR IGNORE INTO temp.elg_dirty_domain
SELECT s.domain FROM temp.elg_dirty_account d CROSS JOIN elg_account_state s ON s.account_id = d.account_id WHERE s.domain IS NOT NULL;
-- when: (SELECT full FROM temp.elg_match_now)
DELETE FROM elg_record_state;
-- when: (SELECT full FROM temp.elg_match_now)
-- bulk: elg_record_state
INSERT OR IGNORE INTO elg_record_state
SELECT r.partner_id, r.record_id, coalesce(r.population, ''), elg_row_hash(r.name, r.website, r.country, r.since),
  CASE WHEN (SELECT several FROM temp.elg_match_now) THEN (
    SELECT coalesce(elg_normalize(elg_read_name(max(x.name))) || '|' || coalesce(elg_domain(max(x.website)), lower(trim(max(x.country))), ''), '#' || x.record_id)
    FROM read_partner_account x WHERE x.partner_id = r.partner_id AND x.record_id = r.record_id)
  ELSE coalesce(elg_normalize(elg_read_name(r.name)) || '|' || coalesce(elg_domain(r.website), lower(trim(r.country)), ''), '#' || r.record_id) END
FROM read_partner_account r
ORDER BY r.partner_id, r.record_id, coalesce(r.population, '');
-- The changed records, of which a full refresh has no list. Their populations are one company. An entity is written where it is another: most
-- changes leave it, and its index, as it was.
CREATE TEMP TABLE IF NOT EXISTS elg_record_entity(
  partner_id TEXT, record_id TEXT, entity TEXT, signature BLOB, PRIMARY KEY(partner_id, record_id)) WITHOUT ROWID;
DELETE FROM temp.elg_record_entity;
INSERT INTO temp.elg_record_entity
SELECT d.partner_id, d.record_id,
  coalesce(elg_normalize(elg_read_name(max(r.name))) || '|' || coalesce(elg_domain(max(r.website)), lower(trim(max(r.country))), ''), '#' || d.record_id),
  elg_signature(max(r.name), max(r.website), max(r.country))
FROM temp.elg_dirty_record d CROSS JOIN read_partner_account r ON r.partner_id = d.partner_id AND r.record_id = d.record_id
GROUP BY d.partner_id, d.record_id;
DELETE FROM elg_record_state WHERE (partner_id, record_id, population) IN (
  SELECT partner_id, record_id, population FROM temp.elg_dirty_row WHERE gone);
INSERT INTO elg_record_state
SELECT w.partner_id, w.record_id, w.population, w.hash, e.entity
FROM temp.elg_dirty_row w CROSS JOIN temp.elg_record_entity e ON e.partner_id = w.partner_id AND e.record_id = w.record_id WHERE NOT w.gone
ON CONFLICT(partner_id, record_id, population) DO UPDATE SET hash = excluded.hash;
UPDATE elg_record_state SET entity = (
  SELECT e.entity FROM temp.elg_record_entity e WHERE e.partner_id = elg_record_state.partner_id AND e.record_id = elg_record_state.record_id)
WHERE (partner_id, record_id, population) IN (
  SELECT s.partner_id, s.record_id, s.population
  FROM temp.elg_record_entity e CROSS JOIN elg_record_state s ON s.partner_id = e.partner_id AND s.record_id = e.record_id WHERE s.entity IS NOT e.entity);

-- step: hierarchy
UPDATE elg_account_state SET domain_group = (SELECT min(x.account_id) FROM elg_account_state x WHERE x.domain = elg_account_state.domain)
WHERE domain IN (SELECT domain FROM temp.elg_dirty_domain)
  AND domain_group <> (SELECT min(x.account_id) FROM elg_account_state x WHERE x.domain = elg_account_state.domain);
-- The changed accounts and all below them that have a parent.
CREATE TEMP TABLE IF NOT EXISTS elg_dirty_tree(account_id TEXT PRIMARY KEY) WITHOUT ROWID;
DELETE FROM temp.elg_dirty_tree;
-- when: (SELECT full FROM temp.elg_match_now)
INSERT INTO temp.elg_dirty_tree SELECT account_id FROM elg_account_state WHERE parent_id IS NOT NULL;
-- when: NOT (SELECT full FROM temp.elg_match_now)
INSERT INTO temp.elg_dirty_tree
WITH RECURSIVE tree(account_id) AS (
  SELECT account_id FROM temp.elg_dirty_account
  UNION
  SELECT s.account_id FROM tree t JOIN elg_account_state s ON s.parent_id = t.account_id)
SELECT t.account_id FROM tree t JOIN elg_account_state s ON s.account_id = t.account_id WHERE s.parent_id IS NOT NULL;
UPDATE elg_account_state SET parent_group = coalesce(
    (SELECT p.account_id FROM elg_account_state p WHERE p.account_id = elg_account_state.parent_id), account_id)
WHERE account_id IN (SELECT account_id FROM temp.elg_dirty_tree);
-- The top is the last account on the way up; in a circle of parents, after 32 steps, the smallest id met.
UPDATE elg_account_state SET ultimate_group = (
  WITH RECURSIVE up(account_id, depth) AS (
    SELECT elg_account_state.account_id, 0
    UNION ALL
    SELECT p.account_id, depth + 1 FROM up u JOIN elg_account_state s ON s.account_id = u.account_id
      JOIN elg_account_state p ON p.account_id = s.parent_id WHERE depth < 32)
  SELECT CASE WHEN max(depth) < 32 THEN substr(max(printf('%02d', depth) || account_id), 3) ELSE min(account_id) END FROM up)
WHERE account_id IN (SELECT account_id FROM temp.elg_dirty_tree);

-- step: scope before
-- Accounts whose matches may change: the changed ones, those paired with a changed record, and those that compete with a changed
-- account for a record; before the pairs change and (below) after.
CREATE TEMP TABLE IF NOT EXISTS elg_match_scope(account_id TEXT PRIMARY KEY) WITHOUT ROWID;
DELETE FROM temp.elg_match_scope;
INSERT INTO temp.elg_match_scope SELECT account_id FROM temp.elg_dirty_account;
-- when: NOT (SELECT full FROM temp.elg_match_now)
INSERT OR IGNORE INTO temp.elg_match_scope
SELECT p.account_id FROM temp.elg_dirty_record d CROSS JOIN elg_pair p ON p.partner_id = d.partner_id AND p.record_id = d.record_id
UNION SELECT m.account_id FROM temp.elg_dirty_record d CROSS JOIN elg_match m ON m.partner_id = d.partner_id AND m.record_id = d.record_id
  WHERE m.valid_to IS NULL
UNION SELECT q.account_id FROM temp.elg_dirty_account d CROSS JOIN elg_pair p ON p.account_id = d.account_id
  CROSS JOIN elg_pair q ON q.partner_id = p.partner_id AND q.record_id = p.record_id;

-- step: keys
-- An account as it is matched, with its website and its domains: without a name by these alone.
CREATE TEMP VIEW elg_match_account AS
SELECT a.account_id, a.name, a.country, a.duns, a.lei, a.registration_number, coalesce(a.website, '') || coalesce((
  SELECT ';' || group_concat(x.domain, ';') FROM read_account_domain x WHERE x.account_id = a.account_id), '') AS websites
FROM read_account a;
-- Which of the changed rows read otherwise than before; of those that do not, the pairs stay as they are but for the names as they stood.
CREATE TEMP TABLE IF NOT EXISTS elg_new_key(n INTEGER PRIMARY KEY, partner_id TEXT, id TEXT, signature BLOB, UNIQUE(partner_id, id));
DELETE FROM temp.elg_new_key;
-- when: (SELECT full FROM temp.elg_match_now)
DELETE FROM elg_match_key;
-- when: NOT (SELECT full FROM temp.elg_match_now)
INSERT INTO temp.elg_new_key(partner_id, id, signature)
SELECT '', a.account_id, elg_signature(a.name, a.websites, a.country, a.lei, a.duns, a.registration_number)
FROM temp.elg_dirty_account d CROSS JOIN temp.elg_match_account a ON a.account_id = d.account_id GROUP BY d.account_id;
-- when: NOT (SELECT full FROM temp.elg_match_now)
INSERT INTO temp.elg_new_key(partner_id, id, signature) SELECT partner_id, record_id, signature FROM temp.elg_record_entity;
DELETE FROM elg_match_key WHERE partner_id = '' AND id IN (
  SELECT d.account_id FROM temp.elg_dirty_account d WHERE NOT EXISTS (SELECT 1 FROM temp.elg_new_key k WHERE k.partner_id = '' AND k.id = d.account_id));
DELETE FROM elg_match_key WHERE (partner_id, id) IN (
  SELECT d.partner_id, d.record_id FROM temp.elg_dirty_record d
  WHERE NOT EXISTS (SELECT 1 FROM temp.elg_new_key k WHERE k.partner_id = d.partner_id AND k.id = d.record_id));
DELETE FROM temp.elg_new_key WHERE signature = (
  SELECT k.signature FROM elg_match_key k WHERE k.partner_id = elg_new_key.partner_id AND k.id = elg_new_key.id);

-- step: pairs out
-- when: (SELECT full FROM temp.elg_match_now)
DELETE FROM elg_pair;
-- when: NOT (SELECT full FROM temp.elg_match_now)
DELETE FROM elg_pair WHERE account_id IN (
  SELECT d.account_id FROM temp.elg_dirty_account d WHERE NOT EXISTS (SELECT 1 FROM elg_match_key k WHERE k.partner_id = '' AND k.id = d.account_id)
    AND NOT EXISTS (SELECT 1 FROM temp.elg_new_key k WHERE k.partner_id = '' AND k.id = d.account_id));
-- when: NOT (SELECT full FROM temp.elg_match_now)
DELETE FROM elg_pair WHERE (partner_id, record_id) IN (
  SELECT d.partner_id, d.record_id FROM temp.elg_dirty_record d
  WHERE NOT EXISTS (SELECT 1 FROM elg_match_key k WHERE k.partner_id = d.partner_id AND k.id = d.record_id)
    AND NOT EXISTS (SELECT 1 FROM temp.elg_new_key k WHERE k.partner_id = d.partner_id AND k.id = d.record_id));
-- when: NOT (SELECT full FROM temp.elg_match_now)
UPDATE elg_pair SET evidence = json_object(
  'account', (SELECT elg_read_text(CAST(elg_read_name(a.name) AS TEXT)) FROM read_account a WHERE a.account_id = elg_pair.account_id),
  'record', (SELECT elg_read_text(CAST(elg_read_name(max(r.name)) AS TEXT)) FROM read_partner_account r
             WHERE r.partner_id = elg_pair.partner_id AND r.record_id = elg_pair.record_id))
WHERE (account_id, partner_id, record_id) IN (SELECT * FROM ( -- a compound as it is would be asked of every pair
  SELECT p.account_id, p.partner_id, p.record_id FROM temp.elg_dirty_account d CROSS JOIN elg_pair p ON p.account_id = d.account_id
  WHERE NOT EXISTS (SELECT 1 FROM temp.elg_new_key k WHERE k.partner_id = '' AND k.id = d.account_id)
  UNION
  SELECT p.account_id, p.partner_id, p.record_id
  FROM temp.elg_dirty_record d CROSS JOIN elg_pair p ON p.partner_id = d.partner_id AND p.record_id = d.record_id
  WHERE NOT EXISTS (SELECT 1 FROM temp.elg_new_key k WHERE k.partner_id = d.partner_id AND k.id = d.record_id)));
INSERT OR REPLACE INTO elg_state SELECT 'pairs', pairs_state FROM temp.elg_match_now;

-- step: keys kept
INSERT OR REPLACE INTO elg_match_key SELECT partner_id, id, signature FROM temp.elg_new_key;
-- when: (SELECT full FROM temp.elg_match_now)
INSERT OR IGNORE INTO elg_match_key
SELECT '', a.account_id, elg_signature(a.name, a.websites, a.country, a.lei, a.duns, a.registration_number)
FROM temp.elg_match_account a GROUP BY a.account_id;
-- when: (SELECT full AND several FROM temp.elg_match_now)
INSERT OR IGNORE INTO elg_match_key
SELECT partner_id, record_id, elg_signature(max(name), max(website), max(country)) FROM read_partner_account GROUP BY partner_id, record_id;
-- when: (SELECT full AND NOT several FROM temp.elg_match_now)
INSERT OR IGNORE INTO elg_match_key
SELECT partner_id, record_id, elg_signature(name, website, country) FROM read_partner_account ORDER BY partner_id, record_id;
-- The records a changed account may match, and the other accounts a changed record may match.
CREATE TEMP TABLE IF NOT EXISTS elg_near_record(partner_id TEXT, record_id TEXT, PRIMARY KEY(partner_id, record_id)) WITHOUT ROWID;
DELETE FROM temp.elg_near_record;
-- when: EXISTS (SELECT 1 FROM temp.elg_new_key WHERE partner_id = '')
INSERT INTO temp.elg_near_record
SELECT partner_id, id FROM elg_match_key
WHERE partner_id > '' AND elg_signature_meets('SELECT signature FROM temp.elg_new_key WHERE partner_id = ''''', signature);
CREATE TEMP TABLE IF NOT EXISTS elg_near_account(account_id TEXT PRIMARY KEY) WITHOUT ROWID;
DELETE FROM temp.elg_near_account;
-- when: EXISTS (SELECT 1 FROM temp.elg_new_key WHERE partner_id > '')
INSERT INTO temp.elg_near_account
SELECT id FROM elg_match_key
WHERE partner_id = '' AND elg_signature_meets('SELECT signature FROM temp.elg_new_key WHERE partner_id > ''''', signature)
  AND id NOT IN (SELECT id FROM temp.elg_new_key WHERE partner_id = '');

-- step: overlap of changed accounts
-- Without records in several populations nothing needs grouping.
CREATE TEMP VIEW elg_account_pair AS
SELECT left_id AS account_id, right_group AS partner_id, right_id AS record_id, score, name_score, rule,
  json_object('account', elg_read_text(left_name), 'record', elg_read_text(right_name)) AS evidence
FROM elg_overlap(
  'SELECT a.account_id AS id, elg_read_name(a.name) AS name, a.country, a.duns, a.lei, a.registration_number, a.websites AS website '
  || CASE WHEN (SELECT full FROM temp.elg_match_now) THEN 'FROM temp.elg_dirty_account k CROSS JOIN temp.elg_match_account a ON a.account_id = k.account_id'
     ELSE 'FROM temp.elg_new_key k CROSS JOIN temp.elg_match_account a ON k.partner_id = '''' AND a.account_id = k.id' END,
  (SELECT CASE WHEN several THEN
  'SELECT r.partner_id, r.record_id AS id, elg_read_name(max(r.name)) AS name, max(r.website) AS website, max(r.country) AS country '
  ELSE 'SELECT r.partner_id, r.record_id AS id, elg_read_name(r.name) AS name, r.website, r.country ' END
  || CASE WHEN full THEN 'FROM read_partner_account r'
  ELSE 'FROM temp.elg_near_record n CROSS JOIN read_partner_account r ON r.partner_id = n.partner_id AND r.record_id = n.record_id' END
  || CASE WHEN several THEN ' GROUP BY r.partner_id, r.record_id' ELSE '' END FROM temp.elg_match_now),
  (SELECT review FROM temp.elg_match_now), '{"group":"partner_id"}');
CREATE TEMP TABLE IF NOT EXISTS elg_new_pair(
  account_id TEXT, partner_id TEXT, record_id TEXT, score REAL, name_score REAL, rule TEXT, evidence TEXT,
  PRIMARY KEY(account_id, partner_id, record_id)) WITHOUT ROWID;
DELETE FROM temp.elg_new_pair;
-- when: (SELECT full FROM temp.elg_match_now)
-- bulk: elg_pair
INSERT INTO elg_pair SELECT * FROM temp.elg_account_pair ORDER BY 1, 2, 3;
-- when: EXISTS (SELECT 1 FROM temp.elg_new_key WHERE partner_id = '')
INSERT INTO temp.elg_new_pair SELECT * FROM temp.elg_account_pair;
DROP VIEW temp.elg_account_pair;

-- step: overlap of changed records
-- With the other accounts. The few are the left list, which is indexed.
-- when: EXISTS (SELECT 1 FROM temp.elg_new_key WHERE partner_id > '')
INSERT INTO temp.elg_new_pair
SELECT o.right_id, k.partner_id, k.id, o.score, o.name_score, o.rule,
  json_object('account', elg_read_text(o.right_name), 'record', elg_read_text(o.left_name))
FROM elg_overlap(
  'SELECT k.n AS id, elg_read_name(max(r.name)) AS name, max(r.website) AS website, max(r.country) AS country
   FROM temp.elg_new_key k CROSS JOIN read_partner_account r ON r.partner_id = k.partner_id AND r.record_id = k.id GROUP BY k.n',
  'SELECT a.account_id AS id, elg_read_name(a.name) AS name, a.country, a.duns, a.lei, a.registration_number, a.websites AS website
   FROM temp.elg_near_account n CROSS JOIN temp.elg_match_account a ON a.account_id = n.account_id',
  (SELECT review FROM temp.elg_match_now)) o CROSS JOIN temp.elg_new_key k ON k.n = o.left_id;
DROP VIEW temp.elg_match_account;
-- A pair that stays leaves the index by record alone.
DELETE FROM elg_pair WHERE (account_id, partner_id, record_id) IN (SELECT * FROM (
  SELECT p.account_id, p.partner_id, p.record_id FROM temp.elg_new_key k CROSS JOIN elg_pair p ON p.account_id = k.id WHERE k.partner_id = ''
  UNION
  SELECT p.account_id, p.partner_id, p.record_id
  FROM temp.elg_new_key k CROSS JOIN elg_pair p ON p.partner_id = k.partner_id AND p.record_id = k.id WHERE k.partner_id > ''
  EXCEPT
  SELECT account_id, partner_id, record_id FROM temp.elg_new_pair));
INSERT INTO elg_pair SELECT * FROM temp.elg_new_pair WHERE 1
ON CONFLICT(account_id, partner_id, record_id) DO UPDATE SET (score, name_score, rule, evidence) =
  (excluded.score, excluded.name_score, excluded.rule, excluded.evidence);

-- step: scope after
-- when: NOT (SELECT full FROM temp.elg_match_now)
INSERT OR IGNORE INTO temp.elg_match_scope
SELECT p.account_id FROM temp.elg_dirty_record d CROSS JOIN elg_pair p ON p.partner_id = d.partner_id AND p.record_id = d.record_id
UNION SELECT q.account_id FROM temp.elg_dirty_account d CROSS JOIN elg_pair p ON p.account_id = d.account_id
  CROSS JOIN elg_pair q ON q.partner_id = p.partner_id AND q.record_id = p.record_id;
